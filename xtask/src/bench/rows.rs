//! The rows of the table, one function each.

use super::contest::{Runner, alternate, percentile, timed, timed_with_memory};
use super::{Bench, Table};
use crate::shell;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PERSON: &str = "Amina/Rossi";
const PAIR: &str = r#"find "$0" -name '*.pdf' -print0 | xargs -0 -P2 -n1 sh -c 'pdftotext "$0" - >/dev/null; sha256sum "$0"'"#;

impl Bench {
    fn faldone(&self, verb: &str, dir: &Path) -> Command {
        let mut command = Command::new(&self.faldone);
        command.arg(verb).arg(dir).env("FALDONE_DATA", self.app_data());
        command
    }

    /// Makes the corpus a master folder and indexes it, as a first start does.
    fn first_start(&self, dir: &Path) -> Command {
        let faldone = self.faldone.to_string_lossy();
        let script = format!(r#""$0" init "$1" --person {PERSON} && "$0" scan "$1""#);
        let mut command = shell::command("sh", &["-c", &script, &faldone]);
        command.arg(dir).env("FALDONE_DATA", self.app_data());
        command
    }

    fn recollindex(&self) -> Command {
        self.recoll("recollindex")
    }

    /// A tool of Recoll on the benchmarks' own configuration, with a home of its own.
    fn recoll(&self, program: &str) -> Command {
        let mut command = shell::command(program, &["-c"]);
        command.arg(self.work.join("recoll")).env("HOME", &self.work).stderr(Stdio::null());
        command
    }
}

fn nothing() -> Result<()> {
    Ok(())
}

fn in_shell(script: &str, dir: &Path) -> Command {
    let mut command = shell::command("sh", &["-c", script]);
    command.arg(dir);
    command
}

/// Returns a table of seconds and ratios; the first runner is ours.
fn side_by_side(runners: &[Runner], commands: &[&str], goal: &'static str) -> Result<Table> {
    let seconds = alternate(runners)?;
    let body = runners.iter().zip(&seconds).enumerate().map(|(at, (runner, took))| {
        let ratio = if at == 0 { String::new() } else { format!("{:.2}", seconds[0] / took) };
        vec![runner.name.to_owned(), format!("{took:.3}"), ratio]
    });
    Ok(Table {
        commands: commands.iter().map(|command| (*command).to_owned()).collect(),
        head: vec!["tool", "seconds", "ratio"],
        body: body.collect(),
        goal,
    })
}

pub(super) fn first_index(bench: &Bench) -> Result<Table> {
    let dir = bench.papers(1_000)?;
    let runners = [
        Runner {
            name: "faldone",
            prepare: Box::new(|| bench.forget(&dir)),
            command: Box::new(|| bench.first_start(&dir)),
        },
        Runner {
            name: "recollindex",
            prepare: Box::new(|| bench.recoll_fresh(&dir).map(drop_path)),
            command: Box::new(|| bench.recollindex()),
        },
        Runner {
            name: "pdftotext + sha256sum",
            prepare: Box::new(|| bench.forget(&dir)),
            command: Box::new(|| in_shell(PAIR, &dir)),
        },
    ];
    let commands = [
        "faldone init DIR --person Amina/Rossi && faldone scan DIR",
        "recollindex -c CONFIG",
        PAIR,
    ];
    side_by_side(&runners, &commands, "at most 0.25 × recollindex and 0.45 × the pair")
}

fn drop_path(_: PathBuf) {}

pub(super) fn rescan(bench: &Bench) -> Result<Table> {
    let dir = bench.papers(10_000)?;
    timed(&mut bench.first_start(&dir)).context("the first index of 10,000")?;
    bench.recoll_fresh(&dir)?;
    timed(&mut bench.recollindex()).context("recollindex over 10,000")?;
    let find = r#"find "$0" -printf '%p %s %T@\n'"#;
    let runners = [
        Runner {
            name: "faldone",
            prepare: Box::new(nothing),
            command: Box::new(|| bench.faldone("scan", &dir)),
        },
        Runner {
            name: "recollindex",
            prepare: Box::new(nothing),
            command: Box::new(|| bench.recollindex()),
        },
        Runner {
            name: "find",
            prepare: Box::new(nothing),
            command: Box::new(|| in_shell(find, &dir)),
        },
    ];
    let commands = ["faldone scan DIR", "recollindex -c CONFIG", find];
    side_by_side(&runners, &commands, "at most 1 × recollindex, and no file opened")
}

pub(super) fn hashing(bench: &Bench) -> Result<Table> {
    let dir = bench.large_files()?;
    bench.forget(&dir)?;
    timed(&mut bench.first_start(&dir)).context("the first index")?;
    let sha256sum = r#"find "$0" -name '*.wav' -print0 | xargs -0 -P2 -n1 sha256sum"#;
    let openssl = r#"find "$0" -name '*.wav' -print0 | xargs -0 -P2 -n1 openssl dgst -sha256"#;
    let runners = [
        Runner {
            name: "faldone",
            prepare: Box::new(nothing),
            command: Box::new(|| bench.faldone("verify", &dir)),
        },
        Runner {
            name: "sha256sum",
            prepare: Box::new(nothing),
            command: Box::new(|| in_shell(sha256sum, &dir)),
        },
        Runner {
            name: "openssl",
            prepare: Box::new(nothing),
            command: Box::new(|| in_shell(openssl, &dir)),
        },
    ];
    let commands = ["faldone verify DIR    # 16 files of 32 MiB", sha256sum, openssl];
    side_by_side(&runners, &commands, "at least 0.9 × their speed, that is a ratio of at most 1.11")
}

/// Every search is a process of its own, so its start is in the figure; the window has none.
pub(super) fn search(bench: &Bench) -> Result<Table> {
    let dir = bench.papers(10_000)?;
    timed(&mut bench.first_start(&dir)).context("the first index of 10,000")?;
    bench.recoll_fresh(&dir)?;
    timed(&mut bench.recollindex()).context("recollindex over 10,000")?;
    // As typed, letter by letter, then words and a number that one paper has.
    let queries =
        ["q", "qu", "que", "quest", "questura", "ricevuta", "canone annuo", "protocollo", "105432"];
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..super::contest::RUNS {
        for query in queries {
            ours.push(1000.0 * timed(bench.faldone("search", &dir).arg(query))?);
            theirs.push(1000.0 * timed(bench.recoll("recollq").args(["-n", "50", query]))?);
        }
    }
    let row = |tool: &str, values: Vec<f64>| {
        let (median, p95) = (percentile(values.clone(), 50), percentile(values, 95));
        vec![tool.to_owned(), format!("{median:.1}"), format!("{p95:.1}")]
    };
    Ok(Table {
        commands: vec!["faldone search DIR QUERY".into(), "recollq -c CONFIG -n 50 QUERY".into()],
        head: vec!["tool", "median ms", "p95 ms"],
        body: vec![row("faldone", ours), row("recollq", theirs)],
        goal: "p95 at most 20 ms (in the window; here the start of a process comes on top)",
    })
}

pub(super) fn growth(bench: &Bench) -> Result<Table> {
    let mut body = Vec::new();
    for count in [100, 1_000, 10_000] {
        let dir = bench.papers(count)?;
        let (seconds, memory) = timed_with_memory(&mut init_then_scan(bench, &dir)?)?;
        println!("{count} files: {seconds:.3} s, {memory:.0} MiB");
        let each = 1_000_000.0 * seconds / count as f64;
        let cells = [
            format!("{count}"),
            format!("{seconds:.3}"),
            format!("{each:.0}"),
            format!("{memory:.0}"),
        ];
        body.push(cells.to_vec());
    }
    Ok(Table {
        commands: vec!["faldone scan DIR    # after faldone init".into()],
        head: vec!["files", "seconds", "µs a file", "MiB, workers too"],
        body,
        goal: "time linear, memory flat and below 200 MB",
    })
}

/// Returns the scan of a folder just made a master folder: the process whose memory is looked at must be Faldone's own.
fn init_then_scan(bench: &Bench, dir: &Path) -> Result<Command> {
    timed(bench.faldone("init", dir).args(["--person", PERSON]))?;
    Ok(bench.faldone("scan", dir))
}

/// From the moment the writer has closed the file until `watch` says that it is in the index.
pub(super) fn drop(bench: &Bench) -> Result<Table> {
    let papers = bench.papers(1_000)?;
    let dir = bench.work.join("watched");
    super::fresh(&dir)?;
    timed(bench.faldone("init", &dir).args(["--person", PERSON]))?;

    let mut watch = bench.faldone("watch", &dir);
    let mut watch = watch.arg("--json").stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let lines = lines_of(watch.stdout.take().context("no standard output")?);
    let measured = (0..20).map(|number| drop_one(&papers, &dir, number, &lines)).collect();
    watch.kill()?;
    watch.wait()?;

    let measured: Result<Vec<f64>> = measured;
    // The first one waits for the watcher to start.
    let times = measured?.split_off(1);
    let (median, p95) = (percentile(times.clone(), 50), percentile(times, 95));
    Ok(Table {
        commands: vec!["faldone watch DIR --json".into()],
        head: vec!["tool", "median ms", "p95 ms"],
        body: vec![vec!["faldone".into(), format!("{median:.0}"), format!("{p95:.0}")]],
        goal: "p95 at most 300 ms after the writer's close",
    })
}

fn lines_of(stdout: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    receive
}

/// Returns the milliseconds until a dropped paper is reported.
fn drop_one(papers: &Path, dir: &Path, number: u32, lines: &Receiver<String>) -> Result<f64> {
    // One at a time: drops in a row would share the watcher's work.
    std::thread::sleep(Duration::from_millis(500));
    let bytes = std::fs::read(papers.join(format!("Papers 000/scaricato {number:06}.pdf")))?;
    let name = format!("dropped {number:02}.pdf");
    std::fs::write(dir.join(&name), bytes)?;
    let closed = Instant::now();
    while closed.elapsed() < Duration::from_secs(30) {
        match lines.recv_timeout(Duration::from_secs(30)) {
            Ok(line) if line.contains(&name) => return Ok(1000.0 * closed.elapsed().as_secs_f64()),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    bail!("{name} was dropped and not reported within 30 s")
}

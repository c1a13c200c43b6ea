//! Running commands: say what, run it, time it, and sum up a row of layers at the end.

use anyhow::{Context, Result, bail};
use std::env::consts::EXE_SUFFIX;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// No test program needs longer; one that hangs must not hang CI with it.
const LIMIT: Duration = Duration::from_secs(30 * 60);

/// Returns a command for the cargo that runs us.
pub(crate) fn cargo(args: &[&str]) -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), args)
}

/// Returns a command.
pub(crate) fn command(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args);
    command
}

/// Returns whether this runs on a build server.
pub(crate) fn on_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

/// Returns whether `program` answers to `--version`.
pub(crate) fn available(program: &str) -> bool {
    command(program, &["--version"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

/// Returns the folder cargo builds into. This program lies in it, whatever `CARGO_TARGET_DIR` and the configuration say.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let here = std::env::current_exe()?;
    let target = here.parent().and_then(|debug| debug.parent());
    target.map(PathBuf::from).context("xtask does not lie in a target folder")
}

/// Returns the path of a program of this workspace, built with the same profile as this one.
pub(crate) fn built(name: &str) -> Result<PathBuf> {
    Ok(target_dir()?.join("debug").join(format!("{name}{EXE_SUFFIX}")))
}

/// Returns the command as one would type it.
pub(crate) fn shown(command: &Command) -> String {
    let mut words = vec![short(&command.get_program().to_string_lossy())];
    words.extend(command.get_args().map(|arg| {
        let arg = arg.to_string_lossy();
        if arg.contains([' ', '"', '$', '*', '|']) { format!("'{arg}'") } else { arg.into_owned() }
    }));
    words.join(" ")
}

/// A program's path is noise on the terminal; its name is enough.
fn short(program: &str) -> String {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    name.strip_suffix(EXE_SUFFIX).unwrap_or(name).to_owned()
}

/// Runs a command with the terminal as its own; returns its exit code.
pub(crate) fn status(command: &mut Command) -> Result<i32> {
    println!("$ {}", shown(command));
    std::io::stdout().flush()?;
    let status = command.status().with_context(|| format!("cannot run {}", shown(command)))?;
    Ok(status.code().unwrap_or(-1))
}

/// Runs a command; anything but exit code 0 is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    match status(command)? {
        0 => Ok(()),
        code => bail!("{} ended with {code}", shown(command)),
    }
}

/// Runs a command quietly and returns what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot run {}", shown(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}", shown(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command and hands each line of its standard output to `line` as it comes. Returns the exit code.
///
/// A process left behind by a test may hold the pipe open for ever, so reading ends shortly after the program itself has.
pub(crate) fn stream(command: &mut Command, mut line: impl FnMut(&str)) -> Result<i32> {
    println!("$ {}", shown(command));
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {}", shown(command)))?;
    let stdout = child.stdout.take().context("no standard output")?;
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for bytes in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            if send.send(bytes).is_err() {
                break;
            }
        }
    });

    let mut ended: Option<Instant> = None;
    loop {
        match receive.recv_timeout(Duration::from_millis(100)) {
            Ok(bytes) => line(String::from_utf8_lossy(&bytes).trim_end_matches('\r')),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if ended.is_none() && child.try_wait()?.is_some() {
            ended = Some(Instant::now());
        }
        if ended.is_some_and(|at| at.elapsed() > Duration::from_secs(2)) {
            break;
        }
        if ended.is_none() && start.elapsed() > LIMIT {
            println!("{} took longer than {} s and was ended", shown(command), LIMIT.as_secs());
            child.kill()?;
        }
    }
    Ok(child.wait()?.code().unwrap_or(-1))
}

/// What the tests of a layer came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    pub(crate) skipped: u32,
}

impl Counts {
    pub(crate) fn add(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The layers of one command, in the order they ran. One that fails does not stop the others.
#[derive(Default)]
pub(crate) struct Layers {
    rows: Vec<Layer>,
}

struct Layer {
    name: String,
    seconds: f64,
    /// `None` where nothing is counted.
    counts: Option<Counts>,
    failure: Option<String>,
}

impl Layers {
    /// Runs a layer that either works or does not.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) {
        self.timed(name, || work().map(|()| None));
    }

    /// Runs a layer of tests. An `Err` beside counts without a failed test (a crash, say) is counted as one failure.
    pub(crate) fn tests(&mut self, name: &str, work: impl FnOnce() -> Result<Counts>) {
        self.timed(name, || work().map(Some));
    }

    fn timed(&mut self, name: &str, work: impl FnOnce() -> Result<Option<Counts>>) {
        println!("\n── {name}");
        let start = Instant::now();
        let (counts, failure) = match work() {
            Ok(counts @ Some(Counts { failed: 1.., .. })) => (counts, Some("tests failed".into())),
            Ok(counts) => (counts, None),
            Err(error) => {
                println!("{name}: {error:#}");
                (Some(Counts { failed: 1, ..Counts::default() }), Some(format!("{error:#}")))
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "── {name}: {} in {seconds:.1} s",
            if failure.is_none() { "ok" } else { "FAILED" }
        );
        self.rows.push(Layer { name: name.to_owned(), seconds, counts, failure });
    }

    /// Prints the table; returns whether every layer went well.
    pub(crate) fn summary(&self) -> bool {
        println!("\n{:<12} {:>8}   ", "layer", "seconds");
        for layer in &self.rows {
            let result = match (&layer.failure, layer.counts) {
                (None, None) => "ok".to_owned(),
                (None, Some(c)) => format!("ok, {} passed, {} skipped", c.passed, c.skipped),
                (Some(_), Some(c)) if c.passed + c.failed > 1 => {
                    format!("FAILED, {} passed, {} failed", c.passed, c.failed)
                }
                (Some(why), _) => {
                    format!("FAILED: {}", why.lines().next().unwrap_or_default())
                }
            };
            println!("{:<12} {:>8.1}   {result}", layer.name, layer.seconds);
        }
        let seconds: f64 = self.rows.iter().map(|layer| layer.seconds).sum();
        println!("{:<12} {seconds:>8.1}", "together");
        self.rows.iter().all(|layer| layer.failure.is_none())
    }

    /// Returns the counts of all layers together.
    pub(crate) fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        for counts in self.rows.iter().filter_map(|layer| layer.counts) {
            sum.add(counts);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn a_layer_that_breaks_counts_as_one_failure_and_stops_nothing() {
        let mut layers = Layers::default();
        layers.tests("broken", || Err(anyhow!("does not compile")));
        layers.tests("good", || Ok(Counts { passed: 3, failed: 0, skipped: 1 }));
        assert!(!layers.summary());
        assert_eq!(layers.counts(), Counts { passed: 3, failed: 1, skipped: 1 });
    }

    #[test]
    fn a_failed_test_fails_its_layer() {
        let mut layers = Layers::default();
        layers.tests("tests", || Ok(Counts { passed: 3, failed: 2, skipped: 0 }));
        assert!(!layers.summary());
        assert_eq!(layers.counts().failed, 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_process_left_behind_does_not_hang_the_reader() {
        let start = Instant::now();
        let mut lines = Vec::new();
        let code = stream(&mut command("sh", &["-c", "sleep 30 & echo done; exit 4"]), |line| {
            lines.push(line.to_owned());
        });
        assert_eq!((code.unwrap(), lines), (4, vec!["done".to_owned()]));
        assert!(start.elapsed() < Duration::from_secs(20));
    }
}

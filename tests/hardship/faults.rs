//! Every operation that a run of the real program does on the disk: counted by strace, then killed or refused, one after the other.
//!
//! The program is the one that users get: nothing for tests is built into it. The system calls are its own and SQLite's alike. Death
//! comes at the entry of a call, before it has any effect, so "before the next one" is "after this one". The system outlives a
//! killed program: what a power cut does to what was written and not yet synced is not tried by this.

use crate::support::Case;
use std::{collections::BTreeMap, fs, os::unix::process::ExitStatusExt, process::Command};

/// Every call by which a program can change a disk. `openat` counts where it makes or empties a file.
const CALLS: &str = "openat,mkdir,mkdirat,rmdir,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,\
    write,writev,pwrite64,pwritev,sendfile,copy_file_range,truncate,ftruncate,fallocate,fsync,fdatasync,chmod,fchmod,fchmodat,\
    chown,fchown,fchownat,utimensat";

/// One operation of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    call: String,
    /// It is the program's n-th call of that name.
    nth: usize,
    /// What it is about, for the reader of a failure.
    about: String,
}

impl Point {
    /// Returns whether it is a call of this name.
    pub fn is(&self, call: &str) -> bool {
        self.call == call
    }
}

impl std::fmt::Display for Point {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} no. {} ({})", self.call, self.nth, self.about)
    }
}

/// What a run that strace disturbed came to.
pub struct Disturbed {
    pub killed: bool,
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Returns the operations on the disk of an undisturbed run, in their order.
///
/// # Panics
/// If any other thread than the first one changes the disk: it would not be counted.
pub fn points(case: &Case, arguments: &[&str]) -> Vec<Point> {
    let log = case.beside("strace.log");
    let mut strace = Command::new("strace");
    strace.args(["-f", "--seccomp-bpf", "-y", "-qq", "-o"]).arg(&log);
    strace.args(["-e", &format!("trace=execve,{CALLS}")]);
    run(case, strace, arguments);
    let log = fs::read_to_string(&log).unwrap();
    let places = [&case.root, &case.data].map(|folder| folder.to_str().unwrap());
    let here = std::env::current_dir().unwrap().display().to_string();
    let main = log.split_whitespace().next().unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut points = Vec::new();
    for line in log.lines() {
        let (pid, call) = line.split_once(char::is_whitespace).unwrap();
        let call = call.trim_start();
        let Some((name, told)) =
            call.split_once('(').filter(|_| !call.starts_with(['<', '+', '-']))
        else {
            continue;
        };
        let changes = changes_disk(name, told, places);
        if pid != main {
            assert!(!changes, "not by the first thread: {line}");
            continue;
        }
        let nth = counts.entry(name).or_default();
        *nth += 1;
        if changes {
            // Where this test runs is no part of the operation, and as long as the machine wants.
            let about = told.replace(&format!("<{here}>"), "");
            let about = about.replace(places[0], "").replace(places[1], "");
            points.push(Point { call: name.to_owned(), nth: *nth, about });
        }
    }
    points
}

fn changes_disk(name: &str, told: &str, places: [&str; 2]) -> bool {
    let names_one = |text: &str| places.iter().any(|place| text.contains(place));
    match name {
        "execve" => false,
        "openat" => names_one(told) && (told.contains("O_CREAT") || told.contains("O_TRUNC")),
        // What is written may name a path as well; only where it goes counts.
        "write" | "writev" | "pwrite64" | "pwritev" | "fsync" | "fdatasync" | "ftruncate"
        | "fallocate" => told.split(['>', ',']).next().is_some_and(names_one),
        _ => names_one(told),
    }
}

/// Runs the program and lets `fault` (`signal=KILL`, `error=ENOSPC`) happen at this operation.
pub fn disturbed(case: &Case, arguments: &[&str], point: &Point, fault: &str) -> Disturbed {
    let log = case.beside("disturbed.log");
    let mut strace = Command::new("strace");
    strace.args(["-qq", "-o"]).arg(&log);
    strace.args(["-e", &format!("trace={}", point.call)]);
    strace.args(["-e", &format!("inject={}:{fault}:when={}", point.call, point.nth)]);
    let done = run(case, strace, arguments);
    let log = fs::read_to_string(&log).unwrap();
    let hit =
        log.lines().any(|line| line.contains("(INJECTED)") || line.contains("killed by SIGKILL"));
    assert!(
        hit,
        "nothing happened at {point}: the run differs from the one that was counted\n{}",
        done.err
    );
    done
}

fn run(case: &Case, mut strace: Command, arguments: &[&str]) -> Disturbed {
    let program = case.command(arguments);
    strace.arg(program.get_program()).args(program.get_args());
    for (name, value) in program.get_envs() {
        strace.env(name, value.unwrap());
    }
    let output = strace.stdin(std::process::Stdio::null()).output().unwrap();
    Disturbed {
        killed: output.status.signal() == Some(9),
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Which of `all` points to try: every one with `--long`, else `few` that lie evenly, the first and the last among them.
pub fn chosen(all: usize, few: usize) -> Vec<usize> {
    let few = if std::env::var_os("FALDONE_LONG").is_some() { all } else { few };
    evenly(all, few)
}

/// Returns `few` of `all` positions, evenly, the first and the last among them.
pub fn evenly(all: usize, few: usize) -> Vec<usize> {
    if all <= few || few < 2 {
        return (0..all.min(few.max(1))).collect();
    }
    (0..few).map(|index| index * (all - 1) / (few - 1)).collect()
}

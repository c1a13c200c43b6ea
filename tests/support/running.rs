//! A command that runs beside the story.

use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

/// How long a story waits for something that must come. Nothing here is about speed.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A command that answers with a line of JSON whenever it has something to say. It is stopped when the story drops it.
pub struct Running {
    child: Child,
    lines: Receiver<Value>,
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Running {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("faldone starts");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let value = serde_json::from_str(&line)
                    .unwrap_or_else(|error| panic!("no JSON ({error}): {line}"));
                if sender.send(value).is_err() {
                    break;
                }
            }
        });
        Running { child, lines }
    }

    /// Waits for the first line, whatever it says.
    pub fn wait_for_start(&self) -> Value {
        self.lines.recv_timeout(PATIENCE).expect("faldone says that it has begun")
    }

    /// Waits until this path was told of.
    pub fn wait_for(&self, path: &str) {
        let until = Instant::now() + PATIENCE;
        let mut heard = Vec::new();
        loop {
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    if crate::list(&line["what"]).iter().any(|told| told == path) {
                        return;
                    }
                    heard.push(line.to_string());
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("nothing was said of {path}, only:\n{}", heard.join("\n"))
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("faldone ended before it told of {path}:\n{}", heard.join("\n"))
                }
            }
        }
    }

    /// Waits for a line of which this is so, at most this long; returns it. Fails with `what` if none comes.
    pub fn wait_for_line(
        &self,
        what: &str,
        patience: Duration,
        mut is_it: impl FnMut(&Value) -> bool,
    ) -> Value {
        let until = Instant::now() + patience;
        let mut heard = Vec::new();
        loop {
            match self.lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(line) if is_it(&line) => return line,
                Ok(line) => heard.push(line.to_string()),
                Err(error) => panic!("{what}: {error}, only:\n{}", heard.join("\n")),
            }
        }
    }

    /// Returns what has been said and not been heard yet.
    pub fn heard(&self) -> Vec<Value> {
        self.lines.try_iter().collect()
    }

    /// Returns the number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until nothing is said for this long.
    pub fn wait_for_quiet(&self, quiet: Duration) {
        let until = Instant::now() + PATIENCE;
        while self.lines.recv_timeout(quiet).is_ok() {
            assert!(Instant::now() < until, "faldone does not come to rest");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits until something is so; fails with `what` if it never is.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let until = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < until, "in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

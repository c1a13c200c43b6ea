//! The parent's side: idle workers are kept, one that dies or hangs costs one file a finding and is replaced.

use super::{
    Content, Kind, Problem, Reading, Smaller, Stays, Stop,
    wire::{Paper, Reply, Request, Task},
};
use crate::{bind::Alone, error::Error};
use faldone_pdf::Completeness;
use std::{
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    time::{Duration, Instant},
};

/// Wall-clock time for one file, whatever the worker's own limits say. On a busy computer ten seconds of work take long.
const FILE_TIME: Duration = Duration::from_secs(180);

/// The worker processes of one program.
#[derive(Debug)]
pub struct Readers {
    binary: PathBuf,
    idle: Mutex<Vec<Worker>>,
}

#[derive(Debug)]
struct Worker {
    child: Child,
    requests: ChildStdin,
    replies: Receiver<Reply>,
}

impl Readers {
    /// Returns readers that run `binary` when they are first asked.
    pub fn new(binary: &Path) -> Readers {
        Readers { binary: binary.to_owned(), idle: Mutex::new(Vec::new()) }
    }

    /// Hashes and reads the file, unless its hash is among `known`.
    ///
    /// # Errors
    /// If the file cannot be opened, or no worker can be started. A worker that dies while reading is no error but a problem of the
    /// contents.
    pub fn read(&self, path: &Path, known: Vec<String>) -> Result<Reading, Error> {
        let mut gathered = Gathered::default();
        self.ask(path, Task::Read { known }, &mut |reply| gathered.take(reply))?;
        gathered.finish(path)
    }

    /// Draws one page (1 is the first) as PNG, `width` pixels wide; `None` if it cannot be drawn.
    ///
    /// # Errors
    /// As [`Readers::read`].
    pub fn draw(&self, path: &Path, page: u32, width: u32) -> Result<Option<Vec<u8>>, Error> {
        let mut drawn = None;
        let mut gathered = Gathered::default();
        self.ask(path, Task::Draw { page, width }, &mut |reply| match reply {
            Reply::Drawn { png } => drawn = Some(png),
            other => gathered.take(other),
        })?;
        match gathered.no_file {
            Some(source) => Err(Error::io(path, "open", source)),
            None => Ok(drawn),
        }
    }

    /// Makes a PDF of the same pages that has at most so many bytes, in the n-th of [`super::WAYS_TO_SHRINK`].
    ///
    /// # Errors
    /// As [`Readers::read`].
    pub(crate) fn shrink(&self, path: &Path, way: u8, at_most: u64) -> Result<Smaller, Error> {
        let mut made = None;
        let mut gathered = Gathered::default();
        self.ask(path, Task::Shrink { way, at_most }, &mut |reply| match reply {
            Reply::Smaller { pdf: Some(pdf), .. } => made = Some(Smaller::Made(pdf)),
            Reply::Smaller { bytes, pdf: None } => made = Some(Smaller::StillLarge(bytes)),
            Reply::Stays { why } => made = Some(Smaller::Stays(why)),
            other => gathered.take(other),
        })?;
        match (gathered.no_file, made) {
            (Some(source), _) => Err(Error::io(path, "open", source)),
            (None, Some(made)) => Ok(made),
            (None, None) => Ok(Smaller::Stays(Stays::TooMuch)),
        }
    }

    /// Binds papers of the folder into one PDF behind its index page.
    ///
    /// # Errors
    /// If a paper cannot be read or is not what it was, or the binding was stopped.
    pub(crate) fn bind(
        &self,
        root: &Path,
        index: &[u8],
        title: &str,
        papers: &[Paper],
    ) -> Result<Bound, Error> {
        let (mut pdf, mut alone) = (Vec::new(), Vec::new());
        let mut gathered = Gathered::default();
        let (index, title, papers) = (index.to_vec(), title.to_owned(), papers.to_vec());
        self.ask(root, Task::Bind { index, title, papers }, &mut |reply| match reply {
            Reply::Bound { pdf: piece } => pdf.extend(piece),
            Reply::Alone { paper, why } => alone.push((paper, why)),
            other => gathered.take(other),
        })?;
        match (gathered.no_file, gathered.problem) {
            (Some(source), _) => Err(Error::io(root, "bind the papers of", source)),
            (None, Some(_)) => Err(Error::Export(
                "the papers could not be bound into one PDF safely; make a ZIP of them instead"
                    .to_owned(),
            )),
            (None, None) if alone.is_empty() => Ok(Bound::Pdf(pdf)),
            (None, None) => Ok(Bound::Alone(alone)),
        }
    }

    /// Sends one request and hands on its replies; a worker that fails says so as a [`Reply::Problem`].
    fn ask(&self, path: &Path, task: Task, take: &mut dyn FnMut(Reply)) -> Result<(), Error> {
        let text = path.to_str().ok_or_else(|| Error::NameNotText(path.to_owned()))?;
        let request = Request { path: text.to_owned(), task };
        let mut line = serde_json::to_vec(&request)
            .map_err(|error| Error::Worker { path: self.binary.clone(), source: error.into() })?;
        line.push(b'\n');
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(worker) = idle {
            let mut heard = false;
            let asked = self.ask_one(worker, &line, &mut |reply| {
                heard = true;
                take(reply);
            });
            match asked {
                Asked::Answered => return Ok(()),
                Asked::Stopped(stop) if heard => {
                    take(Reply::Problem(Problem::Stopped(stop)));
                    return Ok(());
                }
                // It died while it had nothing to do (a shortage of memory, a user's hand): that is not this file's fault.
                Asked::Stopped(_) | Asked::Unheard(_) => {}
            }
        }
        match self.ask_one(Worker::start(&self.binary)?, &line, take) {
            Asked::Answered => Ok(()),
            Asked::Stopped(stop) => {
                take(Reply::Problem(Problem::Stopped(stop)));
                Ok(())
            }
            Asked::Unheard(source) => Err(Error::Worker { path: self.binary.clone(), source }),
        }
    }

    /// Asks this worker, which is idle again afterwards or ended.
    fn ask_one(&self, mut worker: Worker, line: &[u8], take: &mut dyn FnMut(Reply)) -> Asked {
        if let Err(source) = worker.requests.write_all(line).and_then(|()| worker.requests.flush())
        {
            worker.end();
            return Asked::Unheard(source);
        }
        let end = Instant::now() + FILE_TIME;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match worker.replies.recv_timeout(left) {
                Ok(Reply::End) => {
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                    return Asked::Answered;
                }
                Ok(reply) => take(reply),
                Err(RecvTimeoutError::Timeout) => {
                    worker.end();
                    return Asked::Stopped(Stop::Clock);
                }
                Err(RecvTimeoutError::Disconnected) => return Asked::Stopped(worker.died_of()),
            }
        }
    }
}

/// What came of binding.
#[derive(Debug)]
pub(crate) enum Bound {
    Pdf(Vec<u8>),
    /// These (0 is the first) must stay files of their own; nothing was bound.
    Alone(Vec<(usize, Alone)>),
}

/// How a request to a worker went.
enum Asked {
    Answered,
    /// The request did not reach it.
    Unheard(io::Error),
    Stopped(Stop),
}

impl Drop for Readers {
    fn drop(&mut self) {
        for worker in self.idle.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            worker.end();
        }
    }
}

impl Worker {
    fn start(binary: &Path) -> Result<Worker, Error> {
        let failed = |source| Error::Worker { path: binary.to_owned(), source };
        let mut child = Command::new(binary)
            .arg("worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let (Some(requests), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(failed(io::Error::other("no pipes to the worker")));
        };
        let (sender, replies) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines() {
                let Ok(line) = line else { break };
                let Ok(reply) = serde_json::from_str(&line) else { break };
                if sender.send(reply).is_err() {
                    break;
                }
            }
        });
        Ok(Worker { child, requests, replies })
    }

    fn end(mut self) {
        // It may be gone already; either way there is nothing left to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Returns what ended a worker that says nothing any more.
    fn died_of(mut self) -> Stop {
        let until = Instant::now() + Duration::from_millis(500);
        while Instant::now() < until {
            if let Ok(Some(status)) = self.child.try_wait() {
                return cause(&status);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        // It talked nonsense instead of ending.
        self.end();
        Stop::Crash
    }
}

/// A process that runs into its limit of processor time is ended by the system; one that gets no memory ends itself by an abort.
#[cfg(unix)]
fn cause(status: &ExitStatus) -> Stop {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt;
    let Some(signal) = status.signal() else { return Stop::Crash };
    let is = |one: Signal| signal == one.as_raw();
    if is(Signal::XCPU) {
        Stop::Time
    } else if is(Signal::ABORT) {
        Stop::Memory
    } else if is(Signal::KILL) || is(Signal::TERM) || is(Signal::HUP) || is(Signal::INT) {
        Stop::Killed
    } else {
        Stop::Crash
    }
}

/// A Rust program whose memory is refused ends itself in a way that looks like any crash.
#[cfg(not(unix))]
fn cause(_: &ExitStatus) -> Stop {
    Stop::Memory
}

#[derive(Default)]
struct Gathered {
    hashed: Option<(String, u64, bool)>,
    content: Option<Content>,
    problem: Option<Problem>,
    no_file: Option<io::Error>,
}

impl Gathered {
    fn take(&mut self, reply: Reply) {
        match reply {
            Reply::Hashed { sha256, bytes, known } => self.hashed = Some((sha256, bytes, known)),
            Reply::Began { kind, extension, completeness } => {
                self.content = Some(Content {
                    kind,
                    extension,
                    completeness,
                    facts: None,
                    pages: Vec::new(),
                    problem: None,
                });
            }
            Reply::Facts(facts) => {
                if let Some(content) = &mut self.content {
                    content.facts = Some(*facts);
                }
            }
            Reply::Page(page) => {
                if let Some(content) = &mut self.content {
                    content.pages.push(page.into());
                }
            }
            Reply::Problem(problem) => self.problem = Some(problem),
            Reply::NoFile { error, why } => {
                self.no_file = Some(match error {
                    0 => io::Error::other(why),
                    number => io::Error::from_raw_os_error(number),
                });
            }
            Reply::Drawn { .. }
            | Reply::Smaller { .. }
            | Reply::Stays { .. }
            | Reply::Bound { .. }
            | Reply::Alone { .. }
            | Reply::End => {}
        }
    }

    fn finish(self, path: &Path) -> Result<Reading, Error> {
        if let Some(source) = self.no_file {
            return Err(Error::io(path, "read", source));
        }
        let Some((sha256, bytes, known)) = self.hashed else {
            let source = io::Error::other("the reader gave up before it had read the file");
            return Err(Error::io(path, "read", source));
        };
        if known {
            return Ok(Reading { sha256, bytes, content: None });
        }
        // A worker that died before it said what the bytes are has still said their hash.
        let mut content = self.content.unwrap_or(Content {
            kind: Kind::Other,
            extension: None,
            completeness: Completeness::Whole,
            facts: None,
            pages: Vec::new(),
            problem: None,
        });
        content.problem = self.problem;
        Ok(Reading { sha256, bytes, content: Some(content) })
    }
}

/// Returns the contents that a worker's lines tell of.
#[cfg(fuzzing)]
pub(super) fn gathered(said: &[u8]) -> Option<Content> {
    let mut gathered = Gathered::default();
    for line in said.lines() {
        gathered.take(serde_json::from_str(&line.ok()?).ok()?);
    }
    gathered.content
}

//! Reading a file's contents in worker processes, so that a hostile or broken file is a finding and never a crash.
//!
//! A worker is always the `faldone` command-line binary with a hidden verb (design §7). The parent asks for one file at a time and
//! gets one JSON line per page, so that what was read before a crash survives.

mod beginnings;
mod binder;
mod content;
mod mail;
mod picture;
mod pool;
mod smaller;
mod wire;
mod worker;

pub(crate) use content::is_program;
pub use content::{Kind, is_otherwise_named};
pub(crate) use pool::Bound;
pub use pool::Readers;
pub(crate) use smaller::WAYS as WAYS_TO_SHRINK;
pub(crate) use wire::Paper;
pub use worker::serve;

use faldone_pdf::{Completeness, FileFacts, PageReading};
use serde::{Deserialize, Serialize};

/// What a worker read from one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    pub bytes: u64,
    /// `None` if the contents were known already and were not read again.
    pub content: Option<Content>,
}

/// What the bytes are and what stands in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    pub kind: Kind,
    /// The usual extension of what the bytes really are: `pdf`, `jpg`; `None` if only the name tells.
    pub extension: Option<String>,
    pub completeness: Completeness,
    /// Of a PDF; of a mail how many files lie in it.
    pub facts: Option<FileFacts>,
    /// The pages read; of a mail one page with its text.
    pub pages: Vec<PageReading>,
    pub problem: Option<Problem>,
}

/// What came of making a PDF smaller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Smaller {
    /// Small enough.
    Made(Vec<u8>),
    /// It would still have so many bytes.
    StillLarge(u64),
    /// It stays as it is, for this reason.
    Stays(Stays),
}

/// Why a PDF is not written anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Stays {
    /// Its parts could not be told apart.
    Unclear,
    /// The writer stumbled over them.
    Odd,
    /// They could not be put together again.
    Apart,
    Protected,
    Signed,
    /// It takes too much time or memory.
    TooMuch,
}

/// Why contents could not be read to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "problem", content = "why")]
pub enum Problem {
    /// Needs a password.
    Locked,
    /// Broken; the reason as an English clause.
    Damaged(String),
    /// The reader was stopped, or stopped by itself. Pages read before that are kept.
    Stopped(Stop),
}

/// What stopped a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// The file or one of its pages took too much processor time.
    Time,
    Memory,
    /// A fault of the reader.
    Crash,
    /// Minutes went by without its using up its processor time: the computer or the disk was busy, or asleep.
    Clock,
    /// Something else on this computer ended it: a shortage of memory, a user's hand.
    Killed,
}

impl Stop {
    /// Returns whether the same file may be read well another time.
    pub fn may_pass(self) -> bool {
        matches!(self, Stop::Clock | Stop::Killed)
    }
}

/// Reads bytes in this process, without limits; `None` if the reader said nothing.
#[cfg(fuzzing)]
pub(crate) fn read_here(bytes: Vec<u8>, name: &str) -> Option<Content> {
    let mut said = Vec::new();
    worker::read(bytes, name, &mut said).ok()?;
    pool::gathered(&said)
}

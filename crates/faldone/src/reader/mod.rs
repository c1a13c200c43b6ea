//! Reading a file's contents in worker processes, so that a hostile or broken file is a finding and never a crash.
//!
//! A worker is always the `faldone` command-line binary with a hidden verb (design §7). The parent asks for one file at a time and
//! gets one JSON line per page, so that what was read before a crash survives.

mod content;
mod mail;
mod picture;
mod pool;
mod wire;
mod worker;

pub use content::Kind;
pub(crate) use content::is_program;
pub use pool::Readers;
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
    /// Of a PDF.
    pub facts: Option<FileFacts>,
    /// The pages read; of a mail one page with its text.
    pub pages: Vec<PageReading>,
    pub problem: Option<Problem>,
}

/// Why contents could not be read to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "problem", content = "why")]
pub enum Problem {
    /// Needs a password.
    Locked,
    /// Broken; the reason as an English clause.
    Damaged(String),
    /// The reader was stopped: too much time or memory, or it crashed. Pages read before that are kept.
    Stopped(String),
}

/// Reads bytes in this process, without limits; `None` if the reader said nothing.
#[cfg(fuzzing)]
pub(crate) fn read_here(bytes: Vec<u8>, name: &str) -> Option<Content> {
    let mut said = Vec::new();
    worker::read(bytes, name, &mut said).ok()?;
    pool::gathered(&said)
}

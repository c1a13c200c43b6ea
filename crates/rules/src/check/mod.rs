//! What is wrong with files and papers: one rule at a time, each finding with its figures and what to do now.
//!
//! The caller fills a [`FileSummary`] for each file; nothing here opens one.

mod codes;
mod file;
mod folder;
mod payslips;
#[cfg(test)]
mod tests;
mod validity;
mod void;

pub(crate) use codes::finding;
pub use codes::{CODES, Code, code, codes_page};
pub use file::check_file;
pub(crate) use folder::Paper;
pub use folder::{LastDay, check_folder, last_days};

use crate::{facts::Recognition, names::Missing};
use serde::{Deserialize, Serialize};

/// What is known of one file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileSummary {
    /// Relative to the master folder, with `/`.
    pub path: String,
    /// Lower-case hex; empty if it could not be read.
    pub sha256: String,
    pub bytes: u64,
    /// Only a sync program's stand-in for it is on this computer: nothing of it was read.
    pub in_the_cloud: bool,
    pub kind: FileKind,
    /// The extension its bytes call for, lower case without dot: `pdf`. Empty if that cannot be said.
    pub true_extension: String,
    /// Its bytes or its extension are those of something a computer would start.
    pub is_program: bool,
    pub complete: Completeness,
    /// Needs a password to open.
    pub locked: bool,
    /// Opens, but forbids something, such as printing or copying.
    pub restricted: bool,
    /// Carries a digital signature, so it is never altered.
    pub signed: bool,
    /// Every page with content can be searched; `None` if that cannot be said.
    pub searchable: Option<bool>,
    pub pages: Vec<PageSummary>,
    /// What a PDF would do by itself: `javascript`, `launch`. It is never run.
    pub active: Vec<String>,
    /// How many files lie inside the file.
    pub embedded: u32,
    /// A PDF that is only the cover of the files inside it.
    pub portfolio: bool,
    /// A form that only Adobe Reader shows; others see "Please wait…".
    pub xfa: bool,
    /// The reader had to be stopped.
    pub stopped: Option<Stopped>,
    pub recognition: Recognition,
    pub name: NameState,
}

/// What a file is, as `faldone inspect` calls it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    Pdf,
    Image,
    Mail,
    Signed,
    Office,
    #[default]
    Other,
}

/// Whether a file is whole, by its structure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completeness {
    #[default]
    Whole,
    /// Its end is missing, or parts of it are still zeros.
    Incomplete,
    /// Its structure is broken.
    Damaged,
}

/// Why a reader was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stopped {
    Time,
    Memory,
    Crash,
}

/// One page and its verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSummary {
    /// 1 for the first page.
    pub page: u32,
    pub reason: PageReason,
}

/// The verdicts on a page (design §7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageReason {
    Text,
    Ocr,
    TextOnImage,
    Scan,
    Stamped,
    OcrPoor,
    Unreadable,
    Outlines,
    Blank,
}

/// What naming says of the file, after names of the whole folder were kept apart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameState {
    /// Naming was not asked: no paper of the household's, or not readable.
    #[default]
    NotAsked,
    Fits,
    /// The new file name.
    Rename(String),
    Unsure(Vec<Missing>),
}

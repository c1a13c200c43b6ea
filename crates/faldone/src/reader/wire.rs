//! What parent and worker say to each other, one JSON object a line.

use super::{Kind, Problem, Stays};
use crate::bind::Alone;
use faldone_pdf::{Completeness, FileFacts, PageReading, Word};
use serde::{Deserialize, Serialize};

/// Parent to worker.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    /// Absolute path; for [`Task::Bind`] that of the folder.
    pub path: String,
    pub task: Task,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Task {
    /// Hash the file and read it, unless its hash is among these.
    Read { known: Vec<String> },
    /// Draw one page (1 is the first) as PNG, `width` pixels wide.
    Draw { page: u32, width: u32 },
    /// Make a PDF of the same pages that is smaller and has `at_most` so many bytes, in the n-th way.
    Shrink { way: u8, at_most: u64 },
    /// Bind papers into one PDF behind its index page (a PDF too).
    Bind { index: Vec<u8>, title: String, papers: Vec<Paper> },
}

/// A paper to bind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Paper {
    /// Below the folder.
    pub path: String,
    /// What it must still be.
    pub sha256: String,
    /// Its bookmark.
    pub title: String,
    /// What its pages' labels begin with: `3-`.
    pub prefix: String,
}

/// Worker to parent; `End` closes each request.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reply {
    Hashed {
        sha256: String,
        bytes: u64,
        known: bool,
    },
    Began {
        kind: Kind,
        extension: Option<String>,
        completeness: Completeness,
    },
    Facts(Box<FileFacts>),
    Page(WirePage),
    Drawn {
        png: Vec<u8>,
    },
    /// A smaller PDF; without its bytes where it is larger than was asked for.
    Smaller {
        bytes: u64,
        pdf: Option<Vec<u8>>,
    },
    /// Why the PDF stays as it is.
    Stays {
        why: Stays,
    },
    /// A piece of the bound PDF.
    Bound {
        pdf: Vec<u8>,
    },
    /// The paper at this place of the list (0 is the first) must stay a file of its own.
    Alone {
        paper: usize,
        why: Alone,
    },
    Problem(Problem),
    /// The file could not be opened or read: the system's error number and words.
    NoFile {
        error: i32,
        why: String,
    },
    End,
}

/// A page with its word boxes in tenths of a point: whole numbers are a third of the bytes of fractions.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WirePage {
    reading: PageReading,
    words: Vec<[i32; 6]>,
}

impl From<PageReading> for WirePage {
    fn from(mut reading: PageReading) -> WirePage {
        let tenths = |points: f32| (points * 10.0).round() as i32;
        let words = std::mem::take(&mut reading.words)
            .into_iter()
            .map(|word| {
                let [left, top, right, bottom] = word.bounds.map(tenths);
                [word.start as i32, word.end as i32, left, top, right, bottom]
            })
            .collect();
        WirePage { reading, words }
    }
}

impl From<WirePage> for PageReading {
    fn from(page: WirePage) -> PageReading {
        let points = |tenths: i32| tenths as f32 / 10.0;
        let words = page
            .words
            .into_iter()
            .map(|[start, end, left, top, right, bottom]| Word {
                start: start as u32,
                end: end as u32,
                bounds: [points(left), points(top), points(right), points(bottom)],
            })
            .collect();
        PageReading { words, ..page.reading }
    }
}

//! The plain values this crate hands out.

use serde::{Deserialize, Serialize};

/// What one page gives, before it is judged. Every length is in points from the page's top left corner as the page is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageReading {
    /// 1 for the first page.
    pub number: u32,
    /// Width and height as shown (rotation applied), in points.
    pub width: f32,
    pub height: f32,
    /// The page's text in reading order; lines end with `\n`. Characters without Unicode are U+FFFD.
    pub text: String,
    /// The words of `text` with their boxes, in the order of `text`.
    pub words: Vec<Word>,
    /// What stands on top of the page, but for the fields of its form: annotations, ticks, the appearance of a signature or a
    /// protocol stamp. In lines, without boxes; it is searched for facts, but the verdict on the page does not count it.
    #[serde(default)]
    pub annotations: String,
    /// The page with what is written into the fields of its form, where it stands; `None` where nothing is. It takes the place of
    /// `text` and `words` when the paper is read for facts; the verdict does not count it.
    #[serde(default)]
    pub filled: Option<Filled>,
    /// Glyphs drawn; of these, those nobody sees because they are drawn invisibly (render mode 3) or below an opaque picture, and
    /// those that lie off the page or are clipped away, which `text` leaves out.
    pub glyphs: u32,
    pub invisible: u32,
    pub off_page: u32,
    /// Images in sight, and the share of the page they cover, 0..1.
    pub images: u32,
    pub image_cover: f32,
    /// Vector shapes painted in sight, white ones apart; each part of a path counts.
    pub paths: u32,
    /// The reader stopped before the page's end (deadline or panic inside the reader).
    pub cut_short: bool,
}

/// A page's text and words with the values of its form's fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Filled {
    pub text: String,
    pub words: Vec<Word>,
}

/// One word of a page's text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// Byte range in [`PageReading::text`].
    pub start: u32,
    pub end: u32,
    /// Left, top, right, bottom in points from the page's top left corner.
    #[serde(rename = "box")]
    pub bounds: [f32; 4],
}

/// Why a page is or is not searchable (design §7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
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

impl Reason {
    /// Returns whether an office can search the page; `None` for a page without content, which does not count.
    pub fn searchable(self) -> Option<bool> {
        match self {
            Reason::Text | Reason::Ocr | Reason::TextOnImage => Some(true),
            Reason::Blank => None,
            _ => Some(false),
        }
    }
}

/// The judgement of one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    pub page: u32,
    pub reason: Reason,
    /// Letters and digits on the page.
    pub chars: u32,
    pub image_cover: f32,
}

/// Whether the bytes are the whole file, by structure (design §3, "settle").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state", content = "why")]
pub enum Completeness {
    Whole,
    /// Cut off, zero-filled or otherwise not all there. The reason is one English clause, e.g. "the last startxref is missing".
    Incomplete(String),
    /// All its bytes are there, as far as can be told, but its structure is broken: a lenient reader opens it, and may show
    /// another paper than a strict one. The reason is one English clause.
    Damaged(String),
}

/// What the file says of itself, apart from its pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Pages, or 0 where the tree cannot be read.
    pub pages: u32,
    /// Needs a password to open.
    pub encrypted: bool,
    /// Opens without a password but forbids something (print, copy, change).
    pub restricted: bool,
    pub signatures: Vec<Signature>,
    /// Document or page JavaScript, launch actions, embedded files, an XFA form, a portfolio.
    pub javascript: bool,
    pub launch: bool,
    pub embedded_files: u32,
    pub xfa: bool,
    pub portfolio: bool,
    pub producer: Option<String>,
}

/// One signature field that holds a signature. Present is not valid: the cryptographic check is not made here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    pub signer: Option<String>,
    /// The signing time as the file claims it (`/M`), ISO 8601.
    pub time: Option<String>,
    /// `Some(false)` if the byte range does not reach the end of what it claims to cover; `None` if not verified.
    pub intact: Option<bool>,
}

/// Why a PDF could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadError {
    #[error("the file is locked with a password")]
    Locked,
    #[error("the file is damaged: {0}")]
    Damaged(String),
    #[error("the file has no pages")]
    NoPages,
}

//! Lays out and writes PDFs: the demo family's papers, and the pages that leave the folder.

pub(crate) mod layout;
pub(crate) mod paper;

use layout::Look;

/// Returns a PDF of a text in the markup of [`layout::lay_out`], plainly laid out; the same text is always the same bytes.
///
/// # Errors
/// If it cannot be written; the reason.
pub(crate) fn plain(markup: &str) -> Result<Vec<u8>, String> {
    let pages = layout::lay_out(markup, Look::PLAIN);
    paper::bytes(&mut paper::document(paper::sheets(&pages), Look::PLAIN, markup), Look::PLAIN)
}

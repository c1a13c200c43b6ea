//! Lays out and writes PDFs: the demo family's papers, and the pages that leave the folder.

pub(crate) mod layout;
pub(crate) mod paper;

use layout::Look;

/// Returns the same text without its marks, to be read as it is.
pub(crate) fn as_text(markup: &str) -> String {
    let plain = |line: &str| {
        let line = line.trim_start_matches("# ").trim_start_matches("> ");
        line.replacen(" :: ", ": ", 1)
    };
    markup.lines().map(plain).collect::<Vec<_>>().join("\n") + "\n"
}

/// Returns a PDF of a text in the markup of [`layout::lay_out`], plainly laid out; the same text is always the same bytes.
///
/// # Errors
/// If it cannot be written; the reason.
pub(crate) fn plain(markup: &str) -> Result<Vec<u8>, String> {
    let pages = layout::lay_out(markup, Look::PLAIN);
    paper::bytes(&mut paper::document(paper::sheets(&pages), Look::PLAIN, markup), Look::PLAIN)
}

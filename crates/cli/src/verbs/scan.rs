//! `faldone scan`.

use crate::answer::{self, FINE, FOUND};
use faldone::{Error, Options};
use std::path::Path;

pub(crate) fn run(
    dir: &Path,
    confirm_missing: bool,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let folder = super::open_only(dir, options)?;
    let report = super::with_bar(|progress| {
        if confirm_missing { folder.scan_confirming_loss(progress) } else { folder.scan(progress) }
    })?;
    let notes = folder.notes();
    let code = if report.paused.is_some() { FOUND } else { FINE };
    if json {
        answer::json(&serde_json::json!({
            "files": report.files, "unchanged": report.unchanged, "came": report.came, "went": report.went,
            "trouble": report.trouble, "paused": report.paused, "notes": notes,
        }));
        return Ok(code);
    }
    answer::say(&format!(
        "{}: {} came in or changed, {} went, {} unchanged.",
        answer::count(report.files as usize, "file", "files"),
        report.came.len(),
        report.went.len(),
        report.unchanged
    ));
    for (path, why) in &report.trouble {
        answer::say(&format!("Could not look at {path}: {why}"));
    }
    if let Some(why) = &report.paused {
        answer::say(&format!(
            "Paused: {why}. Once you are sure: faldone scan DIR --confirm-missing"
        ));
    }
    for note in notes {
        answer::say(&format!("Note: {note}."));
    }
    Ok(code)
}

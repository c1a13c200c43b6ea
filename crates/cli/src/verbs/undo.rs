//! `faldone undo`.

use crate::answer::{self, FINE, FOUND};
use faldone::{Error, Options};
use std::path::Path;

pub(crate) fn run(
    dir: &Path,
    operation: Option<&str>,
    files: &[String],
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let change = folder.undo(operation, files)?;
    if json {
        answer::json(&change);
    } else {
        for step in &change.done {
            answer::say(&step.from);
            if step.from == step.to {
                answer::say("  → as it was before");
            } else {
                answer::say(&format!("  → {}", step.to));
            }
        }
        let told = change.operation.is_some() && change.done.is_empty() && change.left.is_empty();
        if told {
            answer::say("Taken back: what had been told last. No file was moved.");
            return Ok(FINE);
        }
        answer::say(&format!("Taken back: {}.", answer::count(change.done.len(), "file", "files")));
        for left in &change.left {
            answer::say(&format!("Left: {} — {}", left.from, left.why));
        }
    }
    Ok(if change.left.is_empty() { FINE } else { FOUND })
}

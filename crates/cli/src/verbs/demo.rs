//! `faldone demo`.

use crate::answer::{self, FINE};
use faldone::{Error, Folder, Options};
use std::path::Path;

pub(crate) fn run(dir: &Path, options: &Options, json: bool) -> Result<u8, Error> {
    let folder = Folder::demo(dir, options)?;
    let report = super::with_bar(|progress| folder.scan(progress))?;
    let view = folder.view()?;
    if json {
        answer::json(&serde_json::json!({
            "root": view.root, "id": view.id, "people": view.people, "files": report.files,
        }));
        return Ok(FINE);
    }
    answer::say(&format!("A fictional family with {} files lives in {}.", report.files, view.root));
    answer::say(&format!("Next: faldone check \"{}\"", dir.display()));
    Ok(FINE)
}

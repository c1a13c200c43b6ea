//! `faldone correct`.

use crate::answer::{self, FINE};
use faldone::{Error, Options};
use std::path::Path;

pub(crate) fn run(
    dir: &Path,
    file: &str,
    fact: &str,
    value: &str,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    folder.correct(file, fact, value)?;
    let detail = folder.document(file)?;
    if json {
        answer::json(
            &serde_json::json!({ "path": file, "facts": detail.facts, "proposed": detail.row.proposed }),
        );
        return Ok(FINE);
    }
    // Where there is a role it stands before the value.
    let type_id = detail.row.type_id.as_deref().filter(|_| fact == "type");
    let value = type_id.unwrap_or(value);
    let is_empty = value.trim().is_empty()
        || (!matches!(fact, "type" | "person") && value.trim().ends_with(':'));
    let noted = match is_empty {
        true => format!("{fact} of {file} is not known. What was read of it counts no more."),
        false => {
            format!("{fact} of {file} is {value}. It follows the paper through every new name.")
        }
    };
    answer::say(&format!("Noted: {noted}"));
    if let Some(to) = &detail.row.proposed {
        answer::say(&format!("It could now be called {to}; see: faldone fix --dry-run"));
    }
    Ok(FINE)
}

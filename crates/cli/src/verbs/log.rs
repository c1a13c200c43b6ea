//! `faldone log`.

use crate::answer::{self, FINE};
use faldone::{Error, Options};
use std::path::Path;

pub(crate) fn run(dir: &Path, options: &Options, json: bool) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let operations = folder.operations()?;
    if json {
        answer::json(&serde_json::json!({ "operations": operations }));
        return Ok(FINE);
    }
    for operation in &operations {
        let undone = if operation.undone { "  (taken back)" } else { "" };
        let doubt = if operation.at_is_doubtful {
            format!("  (the clock of {} was wrong)", operation.device)
        } else {
            String::new()
        };
        answer::say(&format!(
            "{}  {}  {}{undone}{doubt}",
            operation.at.replace('T', " "),
            operation.id,
            operation.summary
        ));
        for step in &operation.steps {
            answer::say(&format!("    {}", step.from));
            answer::say(&format!("      → {}", step.to));
        }
    }
    if operations.is_empty() {
        answer::say("Nothing was done yet.");
    }
    Ok(FINE)
}

//! `faldone packs`.

use crate::answer::{self, FINE};
use faldone::{Error, packs};

pub(crate) fn run(kind: Option<&str>, json: bool) -> Result<u8, Error> {
    let all = packs::list(kind)?;
    if json {
        answer::json(&serde_json::json!({ "packs": all }));
        return Ok(FINE);
    }
    for entry in &all {
        answer::say(&format!("{:<10} {:<26} {}", entry.kind, entry.id, entry.label));
        answer::say(&format!("           source: {}", entry.source));
    }
    Ok(FINE)
}

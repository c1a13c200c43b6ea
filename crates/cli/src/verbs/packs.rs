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
        let seen = entry.seen_on.map_or(String::new(), |day| format!(", seen {day}"));
        let sure = entry.sure.as_deref().filter(|sure| *sure != "seen");
        let sure = sure.map_or(String::new(), |sure| format!(" ({sure})"));
        answer::say(&format!("           source: {}{seen}{sure}", entry.source));
    }
    Ok(FINE)
}

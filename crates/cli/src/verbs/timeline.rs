//! `faldone timeline`.

use crate::answer::{self, FINE};
use faldone::{Error, Options};
use std::path::Path;

pub(crate) fn run(
    dir: &Path,
    person: Option<&str>,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let events = folder.timeline(person)?;
    if json {
        answer::json(&serde_json::json!({ "events": events }));
        return Ok(FINE);
    }
    for event in &events {
        let what = match (&event.type_id, event.what.as_str()) {
            (Some(kind), "") => format!("{} {}", event.kind, kind),
            (_, words) => words.to_owned(),
        };
        let parts = [event.who.clone(), event.reference.clone(), event.path.clone()];
        let rest: Vec<String> = parts.into_iter().flatten().collect();
        let ahead = if event.ahead { "  (ahead)" } else { "" };
        answer::say(&format!("{}  {what}  {}{ahead}", event.date, rest.join("  ")));
    }
    if events.is_empty() {
        answer::say("No events yet.");
    }
    Ok(FINE)
}

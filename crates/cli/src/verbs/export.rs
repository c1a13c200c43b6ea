//! `faldone export`.

use crate::answer::{self, FINE};
use faldone::{Error, Options};
use std::path::Path;

pub(crate) fn run(
    dir: &Path,
    to: &Path,
    person: &str,
    full: bool,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let made = folder.export(to, person, full)?;
    if json {
        answer::json(&made);
        return Ok(FINE);
    }
    answer::say(&format!(
        "{} written to {}.",
        answer::count(made.events as usize, "event", "events"),
        made.path
    ));
    if made.masked {
        answer::say("Passport numbers and the like are masked; --full shows them.");
    }
    if !made.joint.is_empty() {
        answer::say("These papers are of others too; see that this may leave:");
        for path in &made.joint {
            answer::say(&format!("  {path}"));
        }
    }
    Ok(FINE)
}

//! `faldone packet`.

use crate::answer::{self, FINE, FOUND};
use faldone::{Error, Options};
use std::path::Path;

/// What is asked for.
pub(crate) struct Wanted<'a> {
    pub(crate) case: &'a str,
    pub(crate) recipient: &'a str,
    pub(crate) to: Option<&'a Path>,
    pub(crate) language: &'a str,
    pub(crate) incomplete: bool,
}

pub(crate) fn run(
    dir: &Path,
    wanted: &Wanted<'_>,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let Wanted { case, recipient, to, language, incomplete } = *wanted;
    let packet = match to {
        Some(to) => folder.write_packet(case, recipient, to, language, incomplete)?,
        None => folder.packet(case, recipient)?,
    };
    let code = if packet.ready { FINE } else { FOUND };
    if json {
        answer::json(&packet);
        return Ok(code);
    }
    for part in &packet.parts {
        let number = part.number.map(|number| format!("{number:>3}")).unwrap_or_default();
        let name = part.name.as_deref().unwrap_or("-");
        let problems = if part.problems.is_empty() {
            String::new()
        } else {
            format!("  [{}]", part.problems.join(", "))
        };
        answer::say(&format!("{number:>3} {}: {name}{problems}", part.label));
    }
    for path in &packet.joint {
        answer::say(&format!("Also of others, who should agree: {path}"));
    }
    match (&packet.written, packet.ready) {
        (Some(to), _) => answer::say(&format!("Written to {to}")),
        (None, true) => answer::say("Ready. Write it with: --to FILE.zip"),
        (None, false) => answer::say("Not ready: see what stands in brackets."),
    }
    Ok(code)
}

//! `faldone packet`.

use crate::answer::{self, FINE, FOUND};
use faldone::{Error, Options};
use std::path::Path;

/// What is asked for.
pub(crate) struct Wanted<'a> {
    pub(crate) case: &'a str,
    /// The letter it answers.
    pub(crate) request: Option<&'a str>,
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
    let Wanted { case, request, recipient, to, language, incomplete } = *wanted;
    let packet = match to {
        Some(to) => folder.write_packet((case, request), recipient, to, language, incomplete)?,
        None => folder.packet(case, recipient, request)?,
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
        if let Some(words) = part.words.as_ref().filter(|words| **words != part.label) {
            answer::say(&format!("      \"{words}\""));
        }
    }
    for path in &packet.joint {
        answer::say(&format!("Also of others, who should agree: {path}"));
    }
    for part in packet.parts.iter().filter(|_| to.is_none_or(is_pdf)) {
        if let (Some(name), Some(why)) = (&part.name, part.why_alone(false)) {
            answer::say(&format!("In one PDF it stays a file of its own: {name} ({why})"));
        }
    }
    if to.is_some_and(is_pdf) && packet.sets > 1 {
        answer::say(&format!("The recipient wants {} equal sets: print it so often.", packet.sets));
    }
    for path in &packet.beside {
        answer::say(&format!("Beside it: {path}"));
    }
    match (&packet.written, packet.ready) {
        (Some(to), _) => answer::say(&format!("Written to {to}")),
        (None, true) => answer::say("Ready. Write it with: --to FILE.zip or --to FILE.pdf"),
        (None, false) => answer::say("Not ready: see what stands in brackets."),
    }
    Ok(code)
}

fn is_pdf(to: &Path) -> bool {
    to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

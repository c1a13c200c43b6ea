//! `faldone verify`.

use crate::answer::{self, FINE, FOUND};
use faldone::{Error, Options};
use std::path::Path;

pub(crate) fn run(dir: &Path, options: &Options, json: bool) -> Result<u8, Error> {
    let folder = super::open_only(dir, options)?;
    let verified = super::with_bar(|progress| folder.verify(progress))?;
    // What is wrong with the journals is a part of the answer itself.
    for note in folder.notes().iter().filter(|note| !verified.journal.contains(note)) {
        answer::remark(&format!("Note: {note}."));
    }
    let is_fine = verified.changed.is_empty()
        && verified.missing.is_empty()
        && verified.unknown.is_empty()
        && verified.unreadable.is_empty()
        && verified.journal.is_empty();
    if json {
        answer::json(&verified);
        return Ok(if is_fine { FINE } else { FOUND });
    }
    let parts = [
        ("changed", &verified.changed, "has other contents than were written down"),
        ("missing", &verified.missing, "was here once, and its contents are nowhere in the folder"),
        ("unknown", &verified.unknown, "was not seen before; scan the folder"),
        ("unreadable", &verified.unreadable, "could not be read"),
        ("cloud", &verified.in_the_cloud, "is only in the cloud, so it was not compared"),
    ];
    for (word, paths, why) in parts {
        for path in paths {
            answer::say(&format!("{word:<10} {path}  ({why})"));
        }
    }
    for problem in &verified.journal {
        answer::say(&format!("journal    {problem}"));
    }
    answer::say(&format!(
        "{} as written down.",
        answer::count(verified.same as usize, "file is", "files are")
    ));
    Ok(if is_fine { FINE } else { FOUND })
}

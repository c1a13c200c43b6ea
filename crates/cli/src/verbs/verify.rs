//! `faldone verify`.

use crate::answer::{self, FINE, FOUND};
use faldone::{By, Difference, Error, Options, What};
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
    for difference in &verified.differences {
        if let Some(line) = told(difference) {
            answer::say(&line);
        }
    }
    for path in &verified.unreadable {
        answer::say(&format!("unreadable {path}  (could not be read)"));
    }
    for path in &verified.in_the_cloud {
        answer::say(&format!("cloud      {path}  (is only in the cloud, so it was not compared)"));
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

/// Returns the line that says what differs and who did it; what Faldone itself moved as the user wanted is no news.
fn told(difference: &Difference) -> Option<String> {
    let path = &difference.path;
    let since = difference.written.as_ref().map_or(String::new(), |written| {
        let day = written.at.get(..10).unwrap_or(&written.at);
        format!(" on {day} by Faldone on {}", written.computer)
    });
    let elsewhere = difference.elsewhere.as_deref();
    Some(match (difference.what, difference.by) {
        (What::Changed, _) => format!(
            "changed    {path}  (not the contents that were written down{since}; not changed by Faldone)"
        ),
        (What::Missing, _) => {
            let copy = elsewhere.map_or(String::new(), |place| {
                format!("; a copy that was set aside lies in {place}")
            });
            format!(
                "missing    {path}  (written down{since}, and its contents are nowhere in the folder; not taken away by Faldone{copy})"
            )
        }
        (What::Unknown, _) => {
            format!(
                "unknown    {path}  (not put there by Faldone and not seen before; scan the folder)"
            )
        }
        (What::Moved, By::Outside) => format!(
            "moved      {path}  (it was {}; its contents are the same, and it was not moved by Faldone)",
            elsewhere.unwrap_or_default()
        ),
        (What::Moved, By::Faldone) => return None,
        (What::Replaced, _) => format!(
            "replaced   {path}  (other contents than before were found{since}; the older ones are nowhere in the folder, and it was not Faldone)"
        ),
    })
}

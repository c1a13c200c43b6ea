//! `faldone reckon`.

use crate::answer::{self, FINE};
use faldone::{Error, Options, terms};

pub(crate) fn run(
    term: &str,
    from: &str,
    place: Option<&str>,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let found = terms::reckon(term, from, place, options.today())?;
    if json {
        answer::json(&found);
        return Ok(FINE);
    }
    answer::say(&format!("{}: {}", found.label, found.due));
    for other in &found.alternatives {
        let source =
            other.source.as_deref().map(|source| format!(" [{source}]")).unwrap_or_default();
        answer::say(&format!("  or {}: {}{source}", other.date, other.why));
    }
    answer::say("");
    answer::say(&format!("From {} ({}), by: {}", found.from, found.trigger, found.basis));
    answer::say(&format!(
        "Source: {} ({}); gone through on {}",
        found.source, found.sure, found.reviewed_on
    ));
    if let Some(note) = &found.note {
        answer::say(note);
    }
    if found.outdated {
        answer::remark(
            "Note: this rule was not reviewed for half a year. Check it before you rely on it.",
        );
    }
    answer::say("");
    for day in &found.days {
        let date = day.date.format("%a %Y-%m-%d").to_string();
        answer::say(&counted(&date, day.number, day.note.as_deref()));
    }
    Ok(FINE)
}

/// Returns one day of a reckoning as a line: which day of the term it is, the day, and what is special about it.
pub(super) fn counted(date: &str, number: Option<u32>, note: Option<&str>) -> String {
    let number = number.map(|number| number.to_string()).unwrap_or_default();
    let line = format!("{number:>4}  {date}  {}", note.unwrap_or_default());
    line.trim_end().to_owned()
}

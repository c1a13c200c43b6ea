//! `faldone days`.

use crate::answer::{self, FINE};
use chrono::Datelike;
use faldone::{Error, Options, view::DayCountView};
use std::path::Path;

pub(crate) fn run(
    dir: &Path,
    year: Option<i32>,
    person: Option<&str>,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let year = year.unwrap_or_else(|| options.today().year());
    let counts = folder.days(year, person)?;
    if json {
        answer::json(&serde_json::json!({ "year": year, "days": counts }));
        return Ok(FINE);
    }
    for count in &counts {
        say(count);
    }
    if counts.is_empty() {
        answer::say(&format!(
            "Nothing was told of arrivals or departures in {year}, so there is nothing to count."
        ));
        answer::say(
            "Tell them: faldone event DIR add --date 2026-03-01 --what \"Arrivo in Italia\" --person …",
        );
    } else {
        answer::say(
            "Counted is what was told: arrivals, departures, and the arrival of a case. Stamps and tickets are not read for it. The days of",
        );
        answer::say("arrival and departure both count. This is a count, not a ruling.");
    }
    Ok(FINE)
}

fn say(count: &DayCountView) {
    let days = |days: i64| answer::count(usize::try_from(days).unwrap_or(0), "day", "days");
    answer::say(&format!(
        "{}, {}: {} told, and {} more if nothing happened that was not told. Most of the year is {}.",
        count.name,
        count.year,
        days(count.certain),
        days(count.assumed),
        days(count.needed)
    ));
    for span in &count.spans {
        let sure = if span.certain { "told" } else { "one end assumed" };
        answer::say(&format!(
            "  {} to {}  ({sure}; {})",
            span.from,
            span.to,
            span.words.join("; ")
        ));
    }
    if let Some(registered) = &count.registered {
        answer::say(&format!("  Registered as a resident since {}", registered.words));
    }
    answer::say(&format!("  Source: {}", count.source));
}

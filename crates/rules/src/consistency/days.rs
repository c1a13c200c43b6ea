//! Days in Italy during a tax year, from what was told of arrivals and departures.
//!
//! A count, not a ruling: only crossings that somebody told or a case reached are known. A day of which a part was spent here counts
//! whole (art. 2 c. 2 TUIR), so the days of arrival and departure both do.

use super::figure;
use crate::packs::Packs;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Across the border, which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Out of Italy. On one day somebody leaves before they come back.
    Out,
    In,
}

/// One crossing of the border.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sight {
    pub day: NaiveDate,
    pub way: Way,
    /// What says so, in its words.
    pub words: String,
}

/// Days in Italy one after the other, both ends counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Both ends are told. Else the end that is not was taken as the year's, today, or the next arrival.
    pub certain: bool,
    /// What its ends were taken from.
    pub words: Vec<String>,
}

/// The days of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCount {
    pub year: i32,
    /// Days between an arrival and a departure that were told.
    pub certain: i64,
    /// Further days, if nothing happened that was not told.
    pub assumed: i64,
    /// From so many days on, it is most of the year.
    pub needed: i64,
    pub spans: Vec<Span>,
}

/// Returns the crossing that a told event is, by its first words: "Arrivo in Italia", "Entry stamp", "Left Italy". Anything else,
/// such as "ingresso in Questura", is none.
pub fn crossing(what: &str) -> Option<Way> {
    const IN: &[&str] = &[
        "arriv", "entrata", "entrat", "ingresso", "rientr", "ritorn", "entry", "entered", "returned", "return",
        "back",
    ];
    const OUT: &[&str] =
        &["partenza", "partit", "uscita", "uscit", "departure", "departed", "left", "exit"];
    const STAMP: &[&str] = &["timbro di ", "timbro ", "stamp of ", "stamp: "];
    let plain = crate::recognise::phrase(what);
    let text = STAMP.iter().find_map(|stamp| plain.strip_prefix(stamp)).unwrap_or(&plain);
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    let rest = text.split_once(' ').map_or("", |(_, rest)| rest);
    let of_italy = rest.is_empty()
        || ["italia", "italy", "stamp", "schengen", "frontiera", "border", "aeroporto", "airport"]
            .iter()
            .any(|word| rest.contains(word));
    match (begins(IN), begins(OUT)) {
        (true, false) if of_italy => Some(Way::In),
        (false, true) if of_italy => Some(Way::Out),
        _ => None,
    }
}

/// Returns the days of a year that the crossings give, up to today; `None` without a crossing or a figure for the year.
pub fn count(sights: &[Sight], year: i32, today: NaiveDate, packs: &Packs) -> Option<DayCount> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let last = NaiveDate::from_ymd_opt(year, 12, 31)?.min(today);
    let leap = first.leap_year();
    let needed =
        figure(packs, if leap { "residence-days-leap-year" } else { "residence-days" })?;
    let mut sights: Vec<&Sight> = sights.iter().filter(|sight| sight.day <= today).collect();
    sights.sort();
    sights.first()?;
    let mut spans: Vec<Span> = Vec::new();
    let mut here: Option<&Sight> = None;
    for (at, sight) in sights.iter().enumerate() {
        match (sight.way, here) {
            (Way::In, None) => here = Some(sight),
            (Way::In, Some(since)) => {
                // No departure was told in between.
                spans.push(span(since.day, sight.day, false, &[since]));
                here = Some(sight);
            }
            (Way::Out, Some(since)) => {
                spans.push(span(since.day, sight.day, true, &[since, sight]));
                here = None;
            }
            // Somebody who leaves was here before; since when is not told.
            (Way::Out, None) if at == 0 => {
                let since = NaiveDate::from_ymd_opt(sight.day.year(), 1, 1)?;
                spans.push(span(since, sight.day, false, &[sight]));
            }
            (Way::Out, None) => {}
        }
    }
    if let Some(since) = here {
        spans.push(span(since.day, last.max(since.day), false, &[since]));
    }
    let mut counted: Option<NaiveDate> = None;
    let (mut certain, mut assumed) = (0, 0);
    let mut kept = Vec::new();
    for mut span in spans {
        span.from = span.from.max(first);
        span.to = span.to.min(last);
        // The day on which one stay ends and the next begins is one day.
        let from = counted.map_or(span.from, |day| span.from.max(day.succ_opt().unwrap_or(day)));
        if span.from > span.to {
            continue;
        }
        let days = ((span.to - from).num_days() + 1).max(0);
        if span.certain { certain += days } else { assumed += days }
        counted = Some(span.to);
        kept.push(span);
    }
    Some(DayCount { year, certain, assumed, needed, spans: kept })
}

fn span(from: NaiveDate, to: NaiveDate, certain: bool, by: &[&Sight]) -> Span {
    Span { from, to, certain, words: by.iter().map(|sight| sight.words.clone()).collect() }
}

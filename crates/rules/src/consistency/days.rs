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
        "arriv", "entrata", "entrat", "ingresso", "rientr", "ritorn", "entry", "entered",
        "returned", "return", "back",
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
    let needed = figure(packs, if leap { "residence-days-leap-year" } else { "residence-days" })?;
    let mut sights: Vec<&Sight> = sights.iter().filter(|sight| sight.day <= today).collect();
    sights.sort();
    sights.first()?;
    let mut spans: Vec<Span> = Vec::new();
    let mut here: Option<&Sight> = None;
    for at in 0..sights.len() {
        // Whoever is not here and crosses twice on a day came first, and left again.
        if sights[at].way == Way::Out
            && here.is_none()
            && sights.get(at + 1).is_some_and(|next| next.day == sights[at].day)
        {
            sights.swap(at, at + 1);
        }
        let sight = sights[at];
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
        if span.certain {
            certain += days;
        } else {
            assumed += days;
        }
        counted = Some(span.to);
        kept.push(span);
    }
    Some(DayCount { year, certain, assumed, needed, spans: kept })
}

fn span(from: NaiveDate, to: NaiveDate, certain: bool, by: &[&Sight]) -> Span {
    Span { from, to, certain, words: by.iter().map(|sight| sight.words.clone()).collect() }
}

#[cfg(test)]
mod tests {
    use super::{Sight, Way, count, crossing};
    use crate::packs::Packs;
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Certain, assumed and needed days of a year, for crossings like `+2026-03-01` and `-2026-03-10`.
    fn days(crossings: &[&str], year: i32, today: &str) -> Option<(i64, i64, i64)> {
        let sights: Vec<Sight> = crossings
            .iter()
            .map(|told| Sight {
                day: day(&told[1..]),
                way: if told.starts_with('+') { Way::In } else { Way::Out },
                words: (*told).to_owned(),
            })
            .collect();
        count(&sights, year, day(today), Packs::built_in())
            .map(|c| (c.certain, c.assumed, c.needed))
    }

    #[test]
    fn both_ends_of_a_stay_count() {
        assert_eq!(days(&["+2026-03-01", "-2026-03-10"], 2026, "2026-12-31"), Some((10, 0, 183)));
        assert_eq!(days(&["+2026-03-01", "-2026-03-01"], 2026, "2026-12-31"), Some((1, 0, 183)));
        // Out for lunch: the day is one day.
        let lunch = ["+2026-03-01", "-2026-03-05", "+2026-03-05", "-2026-03-10"];
        assert_eq!(days(&lunch, 2026, "2026-12-31"), Some((10, 0, 183)));
    }

    #[test]
    fn a_stay_is_cut_at_the_year_and_at_today() {
        let stay = ["+2023-12-30", "-2024-01-02"];
        assert_eq!(days(&stay, 2024, "2026-01-01"), Some((2, 0, 184)), "a leap year");
        assert_eq!(days(&stay, 2023, "2026-01-01"), Some((2, 0, 183)));
        assert_eq!(days(&["+2026-11-01"], 2026, "2026-11-21"), Some((0, 21, 183)));
        assert_eq!(days(&["+2025-07-01"], 2025, "2026-11-21"), Some((0, 184, 183)));
        assert_eq!(
            days(&["+2026-12-24"], 2026, "2026-11-21"),
            None,
            "a journey that is only planned"
        );
    }

    #[test]
    fn what_was_not_told_is_not_passed_off_as_told() {
        // Leaving first: here since the year began. Two arrivals: away in between, nobody said when.
        assert_eq!(days(&["-2026-01-10"], 2026, "2026-12-31"), Some((0, 10, 183)));
        let twice = ["+2026-02-01", "+2026-02-11", "-2026-02-20"];
        assert_eq!(days(&twice, 2026, "2026-12-31"), Some((9, 11, 183)));
        assert_eq!(days(&[], 2026, "2026-12-31"), None);
    }

    #[test]
    fn an_event_is_a_crossing_by_its_first_words() {
        for told in [
            "Arrivo in Italia",
            "Ingresso",
            "Entry stamp, Malpensa",
            "Rientrata in Italia",
            "Timbro di ingresso",
        ] {
            assert_eq!(crossing(told), Some(Way::In), "{told}");
        }
        for told in ["Partenza dall'Italia", "Left Italy", "Uscita", "Exit stamp"] {
            assert_eq!(crossing(told), Some(Way::Out), "{told}");
        }
        for told in [
            "Ingresso in Questura",
            "Arrivata la ricevuta",
            "Ritorno in Libano",
            "Left the documents with the lawyer",
            "Chiamata dell'ufficio",
            "Returned the form",
        ] {
            assert_eq!(crossing(told), None, "{told}");
        }
    }
}

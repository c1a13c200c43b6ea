//! What is due, as a calendar file: all-day events with alarms, which a later export moves instead of doubling.
//!
//! No reference, path or number is in it: a calendar is shared more lightly than a folder.

use super::Language;
use crate::view::DueRow;
use chrono::{DateTime, Days, Duration, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Europe::Rome;
use icalendar::{Alarm, Calendar, Class, Component, Event, EventLike};
use std::collections::HashMap;

/// Days before, on which the calendar rings; at nine in the morning.
const ALARMS: [i64; 2] = [7, 1];
const NINE: i64 = 9;

/// What a calendar file is made of.
#[derive(Debug, Clone)]
pub struct CalendarExport<'a> {
    /// The folder's id: it keeps the ids of events apart from another household's.
    pub folder: &'a str,
    /// Full name of the person it is for.
    pub person: &'a str,
    pub rows: Vec<DueRow>,
    /// Grows with everything told or seen; tells calendars which of two versions of an event is newer.
    pub sequence: usize,
}

/// Returns the file's bytes. `made` stands in each event as the moment of its writing.
pub fn ics(export: &CalendarExport<'_>, language: Language, made: DateTime<Utc>) -> Vec<u8> {
    let italian = language == Language::Italian;
    let mut calendar = Calendar::new();
    calendar.name(&format!("Faldone: {}", export.person));
    let mut ids: HashMap<String, u32> = HashMap::new();
    for row in &export.rows {
        let Some((day, time)) = when(&row.due) else { continue };
        let mut event = Event::new();
        let id = identity(row);
        let nth = ids.entry(id.clone()).and_modify(|nth| *nth += 1).or_insert(0);
        event
            .uid(&format!("{}-{id}-{nth}@faldone", export.folder))
            .add_property("SEQUENCE", export.sequence.to_string())
            .timestamp(made)
            .class(Class::Private)
            .summary(&format!("{} ({})", summary(row, italian), export.person));
        let why = description(row, italian);
        if !why.is_empty() {
            event.description(&why);
        }
        match time {
            // A moment of Italian time: told in UTC, so that no time zone has to travel with it.
            Some(at) => {
                let at = Rome.from_local_datetime(&at).earliest().map(|at| at.with_timezone(&Utc));
                let Some(at) = at else { continue };
                event.starts(at).ends(at + Duration::hours(1));
                for days in ALARMS {
                    event.alarm(Alarm::display(&row.label, -Duration::days(days)));
                }
            }
            None => {
                let Some(next) = day.checked_add_days(Days::new(1)) else { continue };
                event.starts(day).ends(next);
                for days in ALARMS {
                    let before = Duration::hours(NINE) - Duration::days(days);
                    event.alarm(Alarm::display(&row.label, before));
                }
            }
        }
        calendar.push(event.done());
    }
    calendar.to_string().into_bytes()
}

/// What stays the same about a row when its day moves.
fn identity(row: &DueRow) -> String {
    match (&row.term, &row.case, &row.procedure) {
        (Some(term), Some(case), _) => format!("{case}-{}", term.id),
        (Some(term), None, Some(procedure)) => {
            format!("{procedure}-{}-{}", row.persons.join("-"), term.id)
        }
        _ => {
            // The paper's name may change; which kind of day of which kind of paper it is does not.
            let paper = row.label.to_lowercase().replace(' ', "-");
            format!("{paper}-{}-{}", row.kind, row.persons.join("-"))
        }
    }
}

fn summary(row: &DueRow, italian: bool) -> String {
    let label = if italian { &row.label_it } else { &row.label };
    if matches!(row.kind.as_str(), "term" | "file-again") {
        return label.clone();
    }
    let what = match (row.kind.as_str(), italian) {
        ("appointment", false) => "appointment",
        ("appointment", true) => "appuntamento",
        ("due", false) => "to pay or answer",
        ("due", true) => "da pagare o rispondere",
        (_, false) => "ends",
        (_, true) => "scade",
    };
    format!("{label}: {what}")
}

/// The law and the other readings: what somebody needs to see why it is this day.
fn description(row: &DueRow, italian: bool) -> String {
    let Some(term) = &row.term else { return String::new() };
    let mut lines = vec![if italian { &term.basis_it } else { &term.basis }.clone()];
    for other in &term.alternatives {
        lines.push(if italian {
            format!("oppure {}: {}", other.date, other.why_it)
        } else {
            format!("or {}: {}", other.date, other.why)
        });
    }
    let note = if italian { &term.note_it } else { &term.note };
    lines.extend(note.clone());
    lines.join("\n")
}

/// Returns the day, and the moment if the hour is known.
fn when(due: &str) -> Option<(NaiveDate, Option<NaiveDateTime>)> {
    match due.split_once('T') {
        None => Some((due.parse().ok()?, None)),
        Some((day, _)) => {
            let at = NaiveDateTime::parse_from_str(due, "%Y-%m-%dT%H:%M").ok()?;
            Some((day.parse().ok()?, Some(at)))
        }
    }
}

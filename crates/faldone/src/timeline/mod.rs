//! The timeline: who did what, when, with which reference and which paper.
//!
//! Pure: documents, manual events, people and today come in, rows come out, always in the same order.

mod tables;

use crate::view::{EventView, NewEvent};
use chrono::{NaiveDate, NaiveTime};
use faldone_rules::{
    facts::{DateFound, DateRole, Evidence, Recognition, Reference, ReferenceKind},
    person::Person,
    recognise::APPLICATION_FILED,
};
use std::collections::{BTreeMap, BTreeSet};

/// What recognition calls the receipt of a certified mail that came back.
const NOT_DELIVERED: &str = "Not-Delivered";

/// A file as the timeline needs it, corrections of the user already applied.
#[derive(Debug, Clone)]
pub struct TimelineDocument<'a> {
    /// Relative to the master folder, with `/`.
    pub path: String,
    pub sha256: String,
    /// The type that counts: told by the user, else read.
    pub type_id: Option<String>,
    /// Ids of the persons (and dependants) the paper is of.
    pub persons: Vec<String>,
    pub recognition: &'a Recognition,
}

/// An event the user told, with the journal line that keeps it.
#[derive(Debug, Clone)]
pub struct ManualEvent {
    pub line_id: String,
    pub event: NewEvent,
}

/// Returns the events of all documents and of the user, oldest first.
///
/// One content makes its events once, however many copies lie in the folder. Only whole days become events: a payslip's
/// month is not a day, and no day is made up for it. A day that can be read in two ways stands under the day-first reading
/// with the other one behind its words: `03/04/2026 [2026-03-04?]`.
pub fn events(
    documents: &[TimelineDocument<'_>],
    manual: &[ManualEvent],
    people: &[Person],
    today: NaiveDate,
) -> Vec<EventView> {
    let mut contents: BTreeMap<&str, Vec<&TimelineDocument<'_>>> = BTreeMap::new();
    for document in documents {
        contents.entry(&document.sha256).or_default().push(document);
    }
    let mut events = Vec::new();
    for copies in contents.values() {
        let Some(first) = copies.iter().min_by_key(|copy| &copy.path) else { continue };
        let persons = in_profile_order(copies.iter().flat_map(|copy| &copy.persons), people);
        paper_events(first, &persons, today, &mut events);
    }
    events.extend(manual.iter().map(|one| manual_event(one, documents, today)));
    sort(&mut events);
    events
}

fn paper_events(
    document: &TimelineDocument<'_>,
    persons: &[String],
    today: NaiveDate,
    events: &mut Vec<EventView>,
) {
    // An empty form says nothing happened, whatever dates are printed on it, and so does what failed or was never sent.
    // A certified mail that came back is told: as such.
    let came_back = document.recognition.detail.as_deref() == Some(NOT_DELIVERED);
    if !document.recognition.proves() && !came_back {
        return;
    }
    let type_id = document.type_id.as_deref();
    let reference = tables::reference(document.recognition, type_id);
    let mut days: BTreeMap<(DateRole, NaiveDate), Told> = BTreeMap::new();
    for found in &document.recognition.dates {
        let Some(day) = found.date.day() else { continue };
        if tables::kind(found.role, type_id).is_none() {
            continue;
        }
        days.entry((found.role, day))
            .and_modify(|kept| kept.prefer_clear(found))
            .or_insert_with(|| Told::of(found));
    }
    if let Some((day, evidence)) = reference.and_then(|found| protocol_day(document, found)) {
        days.insert((DateRole::Issued, day), Told { evidence, alternative: None, time: None });
    }
    for ((role, day), Told { evidence, alternative, time }) in &days {
        // "Valid to" and "expires" on one day are one event said twice.
        if *role == DateRole::ValidTo && days.contains_key(&(DateRole::Expires, *day)) {
            continue;
        }
        let Some(kind) = tables::kind(*role, type_id) else { continue };
        // A certified mail that came back was not filed with anybody: its sender was told so.
        let kind = if came_back && kind == "filed" { "notified" } else { kind };
        let words = match alternative {
            Some(other) => format!("{} [{other}?]", evidence.words),
            None => evidence.words.clone(),
        };
        events.push(EventView {
            id: format!("{}-{kind}-{day}", document.sha256),
            date: day.to_string(),
            time: time.map(|at| at.format("%H:%M").to_string()),
            kind: kind.to_owned(),
            what: if kind == "manual" { file_stem(&document.path) } else { String::new() },
            who: tables::who(document.recognition, type_id, *role, reference),
            persons: persons.to_vec(),
            type_id: document.type_id.clone(),
            reference: reference.map(|found| found.value.clone()),
            reference_kind: reference.map(|found| kind_name(found.kind)),
            channel: tables::channel(type_id, *role).map(str::to_owned),
            path: Some(document.path.clone()),
            sha256: Some(document.sha256.clone()),
            page: Some(evidence.page),
            words: Some(words),
            manual: false,
            ahead: *day > today || *day == today && is_of_the_whole_day(*role),
        });
    }
}

/// Returns whether what a date stands for is still to come on that very day: somebody must go there, pay, or may still use the paper.
fn is_of_the_whole_day(role: DateRole) -> bool {
    matches!(role, DateRole::Appointment | DateRole::Due | DateRole::Expires | DateRole::ValidTo)
}

/// How a paper tells a day.
struct Told {
    evidence: Evidence,
    alternative: Option<NaiveDate>,
    time: Option<NaiveTime>,
}

impl Told {
    fn of(found: &DateFound) -> Told {
        Told {
            evidence: found.evidence.clone(),
            alternative: found.alternative,
            time: found.time.as_ref().map(|time| time.at),
        }
    }

    /// Keeps the reading that leaves no doubt, and of two such the one that tells the hour too.
    fn prefer_clear(&mut self, found: &DateFound) {
        let clearer = self.alternative.is_some() && found.alternative.is_none();
        let same = self.alternative.is_some() == found.alternative.is_some();
        let adds_time = self.time.is_none() && found.time.is_some();
        if clearer || (same && adds_time) {
            *self = Told::of(found);
        }
    }
}

/// Returns the day of the paper's own protocol where an office wrote "date: that of the protocol" and no other.
fn protocol_day(
    document: &TimelineDocument<'_>,
    reference: &Reference,
) -> Option<(NaiveDate, Evidence)> {
    let own_day = document.recognition.dates.iter().any(|found| {
        matches!(found.role, DateRole::Issued | DateRole::Filed)
            && found.evidence.rule != APPLICATION_FILED
            && found.date.day().is_some()
    });
    let by_office = document.type_id.as_deref().is_some_and(tables::office_writes);
    (by_office && !own_day).then(|| Some((reference.date?, reference.evidence.clone())))?
}

fn manual_event(
    manual: &ManualEvent,
    documents: &[TimelineDocument<'_>],
    today: NaiveDate,
) -> EventView {
    let event = manual.event.clone();
    let document =
        event.path.as_ref().and_then(|path| documents.iter().find(|one| &one.path == path));
    let reference_kind = document.zip(event.reference.as_ref()).and_then(|(document, value)| {
        let found = document.recognition.references.iter().find(|one| &one.value == value)?;
        Some(kind_name(found.kind))
    });
    EventView {
        id: manual.line_id.clone(),
        ahead: event.date.parse::<NaiveDate>().is_ok_and(|day| day > today),
        date: event.date,
        time: event.time,
        kind: if event.filed { "filed" } else { "manual" }.to_owned(),
        what: event.what,
        who: event.who,
        persons: vec![event.person],
        type_id: document.and_then(|one| one.type_id.clone()),
        reference: event.reference,
        reference_kind,
        channel: event.channel,
        path: event.path,
        sha256: document.map(|one| one.sha256.clone()),
        page: None,
        words: None,
        manual: true,
    }
}

/// Sorts by day, hour, kind and path; papers of one type that tell the same event stand next to each other.
fn sort(events: &mut [EventView]) {
    type Group = (String, usize, Option<String>, Option<String>);
    let group = |event: &EventView| -> Group {
        let kind = tables::kind_order(&event.kind);
        (event.date.clone(), kind, event.type_id.clone(), event.reference.clone())
    };
    // A group stands where its first known hour puts it, so that a copy without the hour does not drift away.
    let mut hours: BTreeMap<Group, Option<String>> = BTreeMap::new();
    for event in events.iter() {
        let hour = hours.entry(group(event)).or_default();
        *hour = match (hour.take(), event.time.clone()) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    events.sort_by_cached_key(|event| {
        let group = group(event);
        let hour = hours.get(&group).cloned().flatten();
        let (date, kind, type_id, reference) = group;
        let own = (event.time.clone(), event.path.clone(), event.id.clone());
        (date, hour, kind, type_id, reference, own)
    });
}

/// Returns the ids once each: the household's in the profile's order, then unknown ones.
fn in_profile_order<'a>(ids: impl Iterator<Item = &'a String>, people: &[Person]) -> Vec<String> {
    let mut given: BTreeSet<&str> = ids.map(String::as_str).collect();
    let known = people.iter().flat_map(|person| {
        std::iter::once(&person.id).chain(person.dependants.iter().map(|child| &child.id))
    });
    let mut ordered: Vec<String> = known.filter(|id| given.remove(id.as_str())).cloned().collect();
    ordered.extend(given.into_iter().map(str::to_owned));
    ordered
}

fn file_stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// Returns the kind's name as it is written everywhere outside the library: `sui-id`.
fn kind_name(kind: ReferenceKind) -> String {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;

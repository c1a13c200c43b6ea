//! Appointments that another paper, or the household, says are off or moved: nobody must keep them any more.

use crate::state::ToldEvent;
use chrono::NaiveDate;
use faldone_rules::{
    facts::{DateRole, PersonRole, Recognition, ReferenceKind},
    recognise::{CALLED_OFF, called_off},
};
use std::collections::{BTreeSet, HashMap};

/// An appointment that a paper tells, by the paper's hash.
struct Told {
    sha256: String,
    day: NaiveDate,
    /// The day of the paper itself.
    written: Option<NaiveDate>,
    persons: BTreeSet<String>,
    references: BTreeSet<String>,
    is_letter: bool,
}

/// What calls appointments off: a paper, or what the household told.
struct Off {
    sha256: Option<String>,
    /// The days that it names.
    days: Vec<NaiveDate>,
    written: Option<NaiveDate>,
    persons: BTreeSet<String>,
    references: BTreeSet<String>,
}

/// Takes away the appointments that are off: by the day that a newer paper or the household names; by its number; or because only one
/// can be meant. A letter of convocation also takes the place of an earlier one of the same number whose day had not come.
pub(super) fn settle(facts: &mut HashMap<String, Recognition>, events: &[ToldEvent]) {
    let appointments: Vec<Told> =
        facts.iter().flat_map(|(sha256, read)| told(sha256, read)).collect();
    if appointments.is_empty() {
        return;
    }
    let by_papers = facts.iter().filter_map(|(sha256, read)| off(sha256, read));
    let by_household = events.iter().filter_map(|event| told_off(event, &appointments));
    let mut gone: BTreeSet<(String, NaiveDate)> =
        by_papers.chain(by_household).flat_map(|off| off.takes(&appointments)).collect();
    for newer in appointments.iter().filter(|one| one.is_letter) {
        gone.extend(appointments.iter().filter(|old| newer.replaces(old)).map(Told::key));
    }
    for (sha256, day) in gone {
        let Some(read) = facts.get_mut(&sha256) else { continue };
        let dates = read.dates.iter_mut().filter(|date| date.role == DateRole::Appointment);
        for date in dates.filter(|date| date.date.day() == Some(day)) {
            date.role = DateRole::Other;
            CALLED_OFF.clone_into(&mut date.evidence.rule);
        }
    }
}

impl Told {
    fn key(&self) -> (String, NaiveDate) {
        (self.sha256.clone(), self.day)
    }

    /// Whether this letter takes the other's place: the same people and number, and written when the other's day was still to come.
    fn replaces(&self, old: &Told) -> bool {
        old.is_letter
            && old.sha256 != self.sha256
            && old.day != self.day
            && !self.references.is_disjoint(&old.references)
            && !self.persons.is_disjoint(&old.persons)
            && self.written.zip(old.written).is_some_and(|(new, then)| then < new && new <= old.day)
    }
}

impl Off {
    fn takes(&self, appointments: &[Told]) -> Vec<(String, NaiveDate)> {
        // What was written later on says what holds.
        let theirs = appointments.iter().filter(|one| {
            self.sha256.as_ref() != Some(&one.sha256)
                && !one.persons.is_disjoint(&self.persons)
                && one.written.zip(self.written).is_none_or(|(its, own)| its <= own)
        });
        if !self.days.is_empty() {
            return theirs.filter(|one| self.days.contains(&one.day)).map(Told::key).collect();
        }
        let Some(written) = self.written else { return Vec::new() };
        let ahead: Vec<&Told> = theirs.filter(|one| one.day >= written).collect();
        let same = |one: &&&Told| !one.references.is_disjoint(&self.references);
        let numbered: Vec<_> = ahead.iter().filter(same).map(|one| one.key()).collect();
        let days: BTreeSet<NaiveDate> = ahead.iter().map(|one| one.day).collect();
        match (numbered.is_empty(), days.len()) {
            (false, _) => numbered,
            (true, 1) => ahead.iter().map(|one| one.key()).collect(),
            _ => Vec::new(),
        }
    }
}

fn told(sha256: &str, read: &Recognition) -> Vec<Told> {
    let dates = read.dates.iter().filter(|date| date.role == DateRole::Appointment);
    let days: BTreeSet<NaiveDate> = dates.filter_map(|date| date.date.day()).collect();
    let each = days.into_iter().map(|day| Told {
        sha256: sha256.to_owned(),
        day,
        written: written(read),
        persons: persons(read),
        references: references(read),
        is_letter: read.doc_type.as_ref().is_some_and(|kind| kind.id == "APPOINTMENT"),
    });
    each.collect()
}

fn off(sha256: &str, read: &Recognition) -> Option<Off> {
    let named = read.dates.iter().filter(|date| date.evidence.rule == CALLED_OFF);
    let days: Vec<NaiveDate> = named.filter_map(|date| date.date.day()).collect();
    (read.proves() && (!days.is_empty() || read.calls_off.is_some())).then(|| Off {
        sha256: Some(sha256.to_owned()),
        days,
        written: written(read),
        persons: persons(read),
        references: references(read),
    })
}

/// What the household notes: "Appuntamento annullato", on the day it heard so or on the appointment's own.
fn told_off(told: &ToldEvent, appointments: &[Told]) -> Option<Off> {
    let mut days = called_off(&told.event.what)?;
    let day: Option<NaiveDate> = told.event.date.parse().ok();
    let own = |one: &&Told| told.sha256.as_ref() == Some(&one.sha256) || Some(one.day) == day;
    if days.is_empty() {
        days.extend(appointments.iter().filter(own).map(|one| one.day));
    }
    let reference = told.event.reference.iter().map(|value| value.trim().to_uppercase());
    Some(Off {
        sha256: None,
        // The day of an appointment says nothing of when it was called off.
        written: if days.is_empty() { day } else { None },
        days,
        persons: BTreeSet::from([told.event.person.clone()]),
        references: reference.collect(),
    })
}

/// The day a paper was written: its own, or that of its protocol.
fn written(read: &Recognition) -> Option<NaiveDate> {
    let of = |role: DateRole| {
        let dates = read.dates.iter().filter(|date| date.role == role);
        dates.filter_map(|date| date.date.day()).min()
    };
    let protocol = || {
        let numbers = read.references.iter().filter(|one| one.kind == ReferenceKind::Protocol);
        numbers.filter_map(|one| one.date).max()
    };
    of(DateRole::Issued)
        .or_else(protocol)
        .or_else(|| of(DateRole::Filed))
        .or_else(|| of(DateRole::Notified))
}

fn persons(read: &Recognition) -> BTreeSet<String> {
    let subjects = read.persons.iter().filter(|person| person.role == PersonRole::Subject);
    subjects.map(|person| person.id.clone()).collect()
}

/// The numbers by which an office knows what a letter is about.
fn references(read: &Recognition) -> BTreeSet<String> {
    use ReferenceKind::{Assicurata, Practice, Protocol, Questura, SuiId};
    let of_offices =
        |kind: ReferenceKind| matches!(kind, Assicurata | Practice | Protocol | Questura | SuiId);
    let numbers = read.references.iter().filter(|one| of_offices(one.kind));
    numbers.map(|one| one.value.clone()).collect()
}

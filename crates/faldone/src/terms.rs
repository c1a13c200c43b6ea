//! Terms as people and programs read them: when one ends, and every day on the way.

use crate::error::Error;
use chrono::NaiveDate;
use faldone_rules::packs::Packs;
use faldone_rules::sources::Language;
use faldone_rules::terms::{self, Actor, Alternative, Direction, Due, ReckonedDay, Trigger, Unit};
use serde::Serialize;

/// One term, reckoned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reckoned {
    /// Kebab-case: `permit-application`.
    pub term: String,
    pub label: String,
    pub label_it: String,
    /// What it runs from, in words.
    pub trigger: String,
    pub trigger_it: String,
    /// The day (or moment) it runs from.
    pub from: Due,
    /// The day it ends, until its last minute; the moment, of a term in hours.
    pub due: Due,
    /// What other sound readings give, earliest first.
    pub alternatives: Vec<Alternative>,
    pub length: u32,
    pub unit: Unit,
    pub direction: Direction,
    pub acts: Actor,
    /// The law, by article.
    pub basis: String,
    pub basis_it: String,
    /// Where its figure was read, in words.
    pub source: String,
    pub source_it: String,
    /// `seen`, `one-source` or `unverified`.
    pub sure: String,
    /// The triggers for which this is the law.
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
    pub note: Option<String>,
    pub note_it: Option<String>,
    pub reviewed_on: NaiveDate,
    /// Its sources were not gone through for half a year: check it before you rely on it.
    pub outdated: bool,
    pub days: Vec<ReckonedDay>,
}

/// Returns when a term ends that runs from `trigger` (`YYYY-MM-DD`, with `THH:MM` where hours count, `YYYY-MM` or `YYYY` where a
/// month or a year is enough). `place` is the comune whose patron saint is to be thought of.
///
/// # Errors
/// If there is no such term, date or place.
pub fn reckon(
    term: &str,
    trigger: &str,
    place: Option<&str>,
    today: NaiveDate,
) -> Result<Reckoned, Error> {
    reckon_with(Packs::built_in(), term, trigger, place, today)
}

/// As [`reckon`], by the packs of a folder.
pub(crate) fn reckon_with(
    packs: &Packs,
    term: &str,
    trigger: &str,
    place: Option<&str>,
    today: NaiveDate,
) -> Result<Reckoned, Error> {
    let trigger: Trigger = trigger.parse()?;
    let found = terms::reckon(packs, term, trigger, place)?;
    let term = found.term;
    Ok(Reckoned {
        term: term.id.clone(),
        label: term.label_en.clone(),
        label_it: term.label_it.clone(),
        trigger: term.trigger_en.clone(),
        trigger_it: term.trigger_it.clone(),
        from: trigger
            .time
            .map_or(Due::Day(trigger.day), |time| Due::Moment(trigger.day.and_time(time))),
        due: found.due,
        alternatives: found.alternatives,
        length: term.length,
        unit: term.unit,
        direction: term.direction,
        acts: term.acts,
        basis: term.basis.clone(),
        basis_it: term.basis_it().to_owned(),
        source: packs.sources.expand(&term.source, Language::English),
        source_it: packs.sources.expand(&term.source, Language::Italian),
        sure: term.sure.clone(),
        valid_from: term.valid_from,
        valid_to: term.valid_to,
        note: term.note_en.clone(),
        note_it: term.note_it.clone(),
        reviewed_on: term.reviewed_on,
        outdated: term.is_outdated(today),
        days: found.days,
    })
}

//! Counting back from a wished day: by when each step before it must be done, and what says how long each takes.

use super::{Milestone, Procedure, Rule, TermUse};
use crate::packs::Packs;
use crate::terms::{Direction, Term, Trigger, reckon};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// The step that people wish for a day of, where a procedure has it.
const WISHED: &str = "entry";
/// Days that a term is looked for backwards; no office has longer than two years.
const FURTHEST: u64 = 800;

/// What says how long a step takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes<'a> {
    /// An office has so long by law; it may be quicker.
    Law { term: &'a Term, term_use: &'a TermUse },
    /// A source says that it usually takes so many days.
    Custom { days: u32 },
    /// No source says how long it takes.
    Unknown,
}

/// One step on the way to the wished day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeadStep<'a> {
    pub milestone: &'a Milestone,
    pub takes: Takes<'a>,
    /// To be begun on this day at the latest.
    pub begin: NaiveDate,
    /// To be reached on this day at the latest.
    pub by: NaiveDate,
}

/// The way to a wished day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead<'a> {
    /// The step that is wished for a day.
    pub target: &'a Milestone,
    /// In their order; the last one is the wished one.
    pub steps: Vec<LeadStep<'a>>,
    /// What sources say of the whole way, and the day on which it should then begin.
    pub advised: Vec<(&'a Rule, NaiveDate)>,
}

impl Lead<'_> {
    /// Returns the day on which the first step must begin.
    pub fn begin(&self) -> Option<NaiveDate> {
        self.steps.iter().map(|step| step.begin).min()
    }
}

/// Returns the way to reaching `step` (else the entry into Italy, else the last step) on the `wished` day; `None` if there is no
/// such step, or the days are beyond all calendars. `place` is the comune whose patron saint is to be thought of.
pub fn lead<'a>(
    packs: &'a Packs,
    procedure: &'a Procedure,
    step: Option<&str>,
    wished: NaiveDate,
    place: Option<&str>,
) -> Option<Lead<'a>> {
    let mut way: Vec<&Milestone> =
        procedure.milestone.iter().filter(|milestone| !milestone.incidental).collect();
    let at = |id: &str| way.iter().position(|milestone| milestone.id == id);
    let last = match step {
        Some(step) => at(step)?,
        None => at(WISHED).or_else(|| way.len().checked_sub(1))?,
    };
    way.truncate(last + 1);
    let target = *way.last()?;
    // By when each step must be reached so that the terms which run from it end in time.
    let mut ends: BTreeMap<&str, NaiveDate> = BTreeMap::new();
    let (mut by, mut steps) = (wished, Vec::new());
    for milestone in way.iter().rev() {
        by = ends.get(milestone.id.as_str()).map_or(by, |end| by.min(*end));
        let waited = waited_for(packs, procedure, milestone, &way, by, place);
        let (takes, begin) = match (waited, milestone.days) {
            (Some((term_use, term, from)), _) => {
                let end = ends.entry(term_use.from.as_str()).or_insert(from);
                *end = from.min(*end);
                (Takes::Law { term, term_use }, from)
            }
            (None, Some(days)) => {
                (Takes::Custom { days }, by.checked_sub_days(Days::new(u64::from(days)))?)
            }
            (None, None) => (Takes::Unknown, by),
        };
        steps.push(LeadStep { milestone, takes, begin, by });
        // What lies between the step from which a term runs and its end goes on meanwhile.
        by = if matches!(takes, Takes::Law { .. }) { by } else { begin };
    }
    steps.reverse();
    let advised = procedure.rule.iter().filter_map(|rule| {
        let days = rule.days.filter(|_| rule.before.as_deref() == Some(target.id.as_str()))?;
        Some((rule, wished.checked_sub_days(Days::new(u64::from(days)))?))
    });
    Some(Lead { target, steps, advised: advised.collect() })
}

/// Returns the term after which an office must have done this step, with the latest day from which it ends in time.
fn waited_for<'a>(
    packs: &'a Packs,
    procedure: &'a Procedure,
    milestone: &Milestone,
    way: &[&Milestone],
    by: NaiveDate,
    place: Option<&str>,
) -> Option<(&'a TermUse, &'a Term, NaiveDate)> {
    let fitting = procedure.term.iter().filter(|term_use| {
        term_use.until.as_deref() == Some(milestone.id.as_str())
            && term_use.question.is_none()
            && way.iter().any(|known| known.id == term_use.from)
    });
    fitting
        .filter_map(|term_use| {
            let (term, from) = latest_start(packs, term_use, by, place)?;
            Some((term_use, term, from))
        })
        .min_by_key(|(_, _, from)| *from)
}

/// Returns the latest day from which an office's term ends on or before this one, as the function that reckons all terms has it.
fn latest_start<'a>(
    packs: &'a Packs,
    term_use: &TermUse,
    by: NaiveDate,
    place: Option<&str>,
) -> Option<(&'a Term, NaiveDate)> {
    by.iter_days().rev().take(FURTHEST as usize).find_map(|day| {
        let trigger = Trigger { day, time: None, coarse: false };
        let found = reckon(packs, &term_use.id, trigger, place).ok()?;
        let waits = found.term.acts.is_office() && found.term.direction == Direction::After;
        (waits && found.due.day() <= by).then_some((found.term, day))
    })
}

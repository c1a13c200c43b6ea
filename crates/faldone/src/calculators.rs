//! Calculators, as people and programs read them: incomes asked for, and days counted back from a wished one.

use crate::{error::Error, folder::Folder, state::to_kebab};
use chrono::NaiveDate;
use faldone_rules::packs::Packs;
use faldone_rules::procedures::{
    Procedure,
    dated::{Dated, on_day},
    income::{Family, Wanted, income},
    lead::{LeadStep, Takes, lead},
};
use faldone_rules::sources::Language;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What income a procedure asks for, for a family of this size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IncomeView {
    pub procedure: String,
    pub label: String,
    pub label_it: String,
    pub spouse: bool,
    pub children: u32,
    /// Sources that differ stand side by side; empty if the procedure names no income.
    pub thresholds: Vec<WantedView>,
}

/// One threshold for that family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WantedView {
    pub id: String,
    pub label: String,
    pub label_it: String,
    /// For a year.
    #[ts(type = "number")]
    pub cents: i64,
    /// Its part for the children.
    #[ts(type = "number")]
    pub children_cents: i64,
    pub currency: String,
    /// False if its source says nothing of families: the figure is as it stands there.
    pub by_family: bool,
    /// An income that was asked about, less this figure: below 0 it is not reached.
    #[ts(type = "number | null")]
    pub beyond_cents: Option<i64>,
    /// The day whose figure it is; the days for which its source has it.
    pub on: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
    /// False: for that day no figure is known, and this is the nearest.
    pub holds: bool,
    pub note: Option<String>,
    pub note_it: Option<String>,
    /// Where it was read, in words.
    pub source: String,
    pub source_it: String,
    /// `seen`, `one-source` or `unverified`.
    pub sure: String,
}

/// The way to a wished day, counted back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LeadView {
    pub procedure: String,
    pub label: String,
    pub label_it: String,
    /// The day that was wished, and the step it is wished for.
    pub wished: String,
    pub step: String,
    pub step_label: String,
    pub step_label_it: String,
    /// The day to begin on at the latest.
    pub begin: String,
    /// That day is over already.
    pub late: bool,
    pub steps: Vec<LeadStepView>,
    pub advised: Vec<AdvisedView>,
    /// Amounts of the procedure of which none is known for the day it must be filed on.
    pub unknown: Vec<UnknownView>,
    pub reviewed_on: String,
}

/// An amount that is not known for a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnknownView {
    pub label: String,
    pub label_it: String,
    /// The day.
    pub on: String,
    /// The days for which the nearest figure holds.
    pub valid_from: String,
    pub valid_to: Option<String>,
}

/// One step on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LeadStepView {
    pub id: String,
    pub label: String,
    pub label_it: String,
    pub acts: String,
    /// To be begun, and to be reached, on these days at the latest.
    pub begin: String,
    pub by: String,
    /// `law` (an office has so long), `custom` (it usually takes so long) or `unknown` (no source says how long).
    pub takes: String,
    #[ts(type = "number | null")]
    pub days: Option<u32>,
    /// The term, the step it runs from, and its article.
    pub term: Option<String>,
    pub from: Option<String>,
    pub basis: Option<String>,
    pub basis_it: Option<String>,
    pub source: String,
}

/// What a source says of the whole way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AdvisedView {
    pub text: String,
    pub text_it: String,
    /// The day to begin on, as it has it.
    pub begin: String,
    pub source: String,
}

/// Returns what income a procedure asks for by the figures of a day. `earned_cents` is an income to set against it.
///
/// # Errors
/// If there is no such procedure.
pub fn incomes(
    procedure: &str,
    spouse: bool,
    children: u32,
    earned_cents: Option<i64>,
    on: NaiveDate,
) -> Result<IncomeView, Error> {
    let family = Family { spouse, children };
    let packs = Packs::built_in();
    Ok(income_view(packs, find(packs, procedure)?, family, earned_cents, on))
}

/// Returns by when each step of a procedure must be done so that `step` (else the entry into Italy, else the last one) is reached on
/// the `wished` day. `place` is the comune whose patron saint is to be thought of.
///
/// # Errors
/// If there is no such procedure, step or place, or the day is beyond all calendars.
pub fn lead_time(
    procedure: &str,
    wished: NaiveDate,
    step: Option<&str>,
    place: Option<&str>,
    today: NaiveDate,
) -> Result<LeadView, Error> {
    let packs = Packs::built_in();
    lead_view(packs, find(packs, procedure)?, wished, step, place, today)
}

impl Folder {
    /// As [`incomes`], by the folder's packs; `on` is YYYY-MM-DD.
    ///
    /// # Errors
    /// If there is no such procedure, or that is no day.
    pub fn incomes(
        &self,
        procedure: &str,
        spouse: bool,
        children: u32,
        on: &str,
    ) -> Result<IncomeView, Error> {
        let family = Family { spouse, children };
        let on = crate::cases::day(on)?;
        Ok(income_view(self.packs(), find(self.packs(), procedure)?, family, None, on))
    }

    /// As [`lead_time`], by the folder's packs and its comune; `wished` is YYYY-MM-DD.
    ///
    /// # Errors
    /// As [`lead_time`], or if that is no day.
    pub fn lead_time(&self, procedure: &str, wished: &str) -> Result<LeadView, Error> {
        let wished = crate::cases::day(wished)?;
        let place = self.comune();
        let found = find(self.packs(), procedure)?;
        lead_view(self.packs(), found, wished, None, place.as_deref(), self.today())
    }
}

fn find<'p>(packs: &'p Packs, id: &str) -> Result<&'p Procedure, Error> {
    let found = packs.procedures.iter().find(|known| known.id == id);
    found.ok_or_else(|| Error::Unknown { what: "procedure", given: id.to_owned() })
}

fn income_view(
    packs: &Packs,
    procedure: &Procedure,
    family: Family,
    earned: Option<i64>,
    on: NaiveDate,
) -> IncomeView {
    let view = |wanted: Wanted<'_>| WantedView {
        id: wanted.threshold.id.clone(),
        label: wanted.threshold.label_en.clone(),
        label_it: wanted.threshold.label_it.clone(),
        cents: wanted.cents,
        children_cents: wanted.children_cents,
        currency: wanted.threshold.currency.clone(),
        by_family: wanted.by_family,
        on: on.to_string(),
        valid_from: wanted.threshold.valid_from.to_string(),
        valid_to: wanted.threshold.valid_to.map(|day| day.to_string()),
        holds: wanted.holds,
        beyond_cents: earned.map(|earned| earned.saturating_sub(wanted.cents)),
        note: wanted.threshold.note_en.clone(),
        note_it: wanted.threshold.note_it.clone(),
        source: packs.sources.expand(&wanted.threshold.source, Language::English),
        source_it: packs.sources.expand(&wanted.threshold.source, Language::Italian),
        sure: wanted.threshold.sure.clone(),
    };
    IncomeView {
        procedure: procedure.id.clone(),
        label: procedure.label_en.clone(),
        label_it: procedure.label_it.clone(),
        spouse: family.spouse,
        children: family.children,
        thresholds: income(procedure, family, on).into_iter().map(view).collect(),
    }
}

fn lead_view(
    packs: &Packs,
    procedure: &Procedure,
    wished: NaiveDate,
    step: Option<&str>,
    place: Option<&str>,
    today: NaiveDate,
) -> Result<LeadView, Error> {
    if let Some(place) = place.filter(|place| packs.calendar.patron(place).is_none()) {
        return Err(Error::Unknown { what: "comune", given: place.to_owned() });
    }
    let unknown = || Error::Unknown { what: "step", given: step.unwrap_or_default().to_owned() };
    let found = lead(packs, procedure, step, wished, place).ok_or_else(unknown)?;
    let begin = found.begin().unwrap_or(wished);
    let filed = found.steps.iter().find(|step| step.milestone.id.ends_with("filed"));
    let advised = found.advised.iter().map(|(rule, begin)| AdvisedView {
        text: rule.text_en.clone(),
        text_it: rule.text_it.clone(),
        begin: begin.to_string(),
        source: rule.source.clone(),
    });
    Ok(LeadView {
        procedure: procedure.id.clone(),
        label: procedure.label_en.clone(),
        label_it: procedure.label_it.clone(),
        wished: wished.to_string(),
        step: found.target.id.clone(),
        step_label: found.target.label_en.clone(),
        step_label_it: found.target.label_it.clone(),
        begin: begin.to_string(),
        late: begin < today,
        steps: found.steps.iter().map(step_view).collect(),
        advised: advised.collect(),
        unknown: unknown_on(procedure, filed.map_or(wished, |step| step.by)),
        reviewed_on: procedure.reviewed_on.to_string(),
    })
}

/// Returns the fees and thresholds of a procedure of which no figure is known for a day.
fn unknown_on(procedure: &Procedure, day: NaiveDate) -> Vec<UnknownView> {
    let view = |label: [&str; 2], figure: &dyn Dated| UnknownView {
        label: label[0].to_owned(),
        label_it: label[1].to_owned(),
        on: day.to_string(),
        valid_from: figure.valid_from().to_string(),
        valid_to: figure.valid_to().map(|day| day.to_string()),
    };
    let fees = on_day(&procedure.fee, |_| day).into_iter().filter(|picked| !picked.holds);
    let fees = fees.map(|of| view([&of.entry.label_en, &of.entry.label_it], of.entry));
    let sums = on_day(&procedure.threshold, |_| day).into_iter().filter(|picked| !picked.holds);
    let sums = sums.map(|of| view([&of.entry.label_en, &of.entry.label_it], of.entry));
    fees.chain(sums).collect()
}

fn step_view(step: &LeadStep<'_>) -> LeadStepView {
    let (takes, days, law) = match step.takes {
        Takes::Law { term, term_use } => ("law", Some(term.length), Some((term, term_use))),
        Takes::Custom { days } => ("custom", Some(days), None),
        Takes::Unknown => ("unknown", None, None),
    };
    LeadStepView {
        id: step.milestone.id.clone(),
        label: step.milestone.label_en.clone(),
        label_it: step.milestone.label_it.clone(),
        acts: to_kebab(&step.milestone.acts),
        begin: step.begin.to_string(),
        by: step.by.to_string(),
        takes: takes.to_owned(),
        days,
        term: law.map(|(term, _)| term.id.clone()),
        from: law.map(|(_, term_use)| term_use.from.clone()),
        basis: law.map(|(term, _)| term.basis.clone()),
        basis_it: law.map(|(term, _)| term.basis_it().to_owned()),
        source: law.map_or(&step.milestone.source, |(term, _)| &term.source).clone(),
    }
}

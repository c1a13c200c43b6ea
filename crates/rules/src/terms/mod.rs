//! Terms: how long somebody has, from what, by which law; and the reckoning that anybody can check by hand.
//!
//! The rules are data (`packs/terms/`). Which of two laws holds is picked by the trigger's date, never by today's.

pub mod calendar;
mod reckon;
#[cfg(test)]
mod tests;

pub(crate) use reckon::reckon_by;
pub use reckon::{Alternative, Due, ReckonError, ReckonedDay, Reckoning, Trigger, reckon};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// After this many days without review, a term says that it may be out of date (domain §5).
const REVIEWED_WITHIN: u64 = 180;

/// One term under one law: an entry of `packs/terms/*.toml`. A term whose law changed has several, apart by `valid_from`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Kebab-case: `permit-application`.
    pub id: String,
    pub label_en: String,
    pub label_it: String,
    /// The milestone it runs from, kebab-case: `entry`; and in words.
    pub trigger: String,
    pub trigger_en: String,
    pub trigger_it: String,
    pub acts: Actor,
    /// How many units; of `day-of-next-month` and `day-of-year` the day itself.
    pub length: u32,
    pub unit: Unit,
    /// The month of `day-of-year`.
    #[serde(default)]
    pub month: Option<u32>,
    #[serde(default)]
    pub direction: Direction,
    #[serde(default)]
    pub roll: Roll,
    /// The law, by article.
    pub basis: String,
    /// As `basis`, in Italian, where it has words of English.
    #[serde(default)]
    pub basis_it: Option<String>,
    /// Where its figure was read.
    pub source: String,
    /// How sure it is: `seen`, `one-source`, `unverified`.
    pub sure: String,
    /// The first and the last day of a trigger to which it applies.
    #[serde(default, deserialize_with = "crate::packs::optional_toml_date")]
    pub valid_from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "crate::packs::optional_toml_date")]
    pub valid_to: Option<NaiveDate>,
    /// What else must be known to act on it.
    #[serde(default)]
    pub note_en: Option<String>,
    #[serde(default)]
    pub note_it: Option<String>,
    /// Other readings that a source gives.
    #[serde(default)]
    pub reading: Vec<Reading>,
    /// The day its sources were last gone through; the file's, unless the entry has its own.
    #[serde(skip)]
    pub reviewed_on: NaiveDate,
}

/// Another reading of a term that some source gives: shown beside the due date, never instead of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    pub length: u32,
    pub unit: Unit,
    pub why_en: String,
    pub why_it: String,
    pub source: String,
    /// Only where the term was still running on this day: a law that came in between.
    #[serde(default, deserialize_with = "crate::packs::optional_toml_date")]
    pub if_running_on: Option<NaiveDate>,
}

/// Who must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    Applicant,
    Employer,
    /// Who gives somebody a home: host, landlord.
    Host,
    /// Whoever helps: adviser, consultant, patronato.
    Consultant,
    /// Any office.
    Office,
    Consulate,
    /// Sportello Unico per l'Immigrazione.
    Sui,
    Questura,
    Poste,
    /// Ispettorato del Lavoro.
    Itl,
    /// Centro per l'Impiego.
    Cpi,
    Ministry,
}

impl Actor {
    /// Returns whether one waits for it, instead of hurrying oneself.
    pub fn is_office(self) -> bool {
        !matches!(self, Actor::Applicant | Actor::Employer | Actor::Host | Actor::Consultant)
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    WorkingDays,
    CalendarDays,
    Months,
    Hours,
    /// A fixed day of the month after the trigger's.
    DayOfNextMonth,
    /// A fixed day of the year, the next one not before the trigger.
    DayOfYear,
}

/// Whether the end lies after the trigger or before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    #[default]
    After,
    /// Never rolls: rolling forward would shorten what the law leaves the office (Cass., on art. 155 c.p.c.).
    Before,
}

/// What happens if the last day is no working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Roll {
    /// Over Sundays and national holidays, not over Saturdays (art. 155 c.p.c., art. 2963 c.c.).
    #[default]
    Civil,
    /// Over Saturdays too: taxes and contributions.
    Tax,
    /// A habit, not a law: it ends when it ends.
    None,
}

impl Term {
    /// Returns whether it is the law for this trigger.
    pub fn holds_on(&self, trigger: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= trigger)
            && self.valid_to.is_none_or(|to| trigger <= to)
    }

    /// Returns the law in Italian; an article is cited alike in both languages.
    pub fn basis_it(&self) -> &str {
        self.basis_it.as_deref().unwrap_or(&self.basis)
    }

    /// Returns whether its sources were not gone through for so long that it should be checked before it is relied upon.
    pub fn is_outdated(&self, today: NaiveDate) -> bool {
        self.reviewed_on.checked_add_days(Days::new(REVIEWED_WITHIN)).is_some_and(|end| end < today)
    }
}

/// The terms of one file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermFile {
    #[serde(deserialize_with = "crate::packs::toml_date")]
    reviewed_on: NaiveDate,
    term: Vec<Term>,
}

impl TermFile {
    /// Returns the file's terms, each with the day of its review.
    pub(crate) fn terms(self) -> impl Iterator<Item = Term> {
        let reviewed_on = self.reviewed_on;
        self.term.into_iter().map(move |term| Term { reviewed_on, ..term })
    }
}

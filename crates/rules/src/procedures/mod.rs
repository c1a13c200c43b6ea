//! Procedures: what each asks for, in which steps, by whom, by when, at what cost. The rules are data (`packs/procedures/`).
//!
//! Never a verdict on the law: an entry says what a source says, and names it.

pub mod calls;
#[cfg(test)]
mod calls_tests;
pub mod dated;
mod fees;
pub mod income;
pub mod lead;
#[cfg(test)]
mod lead_tests;
pub mod review;
#[cfg(test)]
mod review_tests;
mod steps;
#[cfg(test)]
mod steps_tests;
#[cfg(test)]
mod test_papers;
#[cfg(test)]
mod tests;
pub mod waiting;
#[cfg(test)]
mod waiting_tests;

use crate::facts::DateRole;
use crate::terms::Actor;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How sure an entry may say it is.
pub(crate) const SURE: [&str; 3] = ["seen", "one-source", "unverified"];

/// A procedure pack: `packs/procedures/<id>.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Kebab-case: `permit-renewal`.
    pub id: String,
    pub label_en: String,
    pub label_it: String,
    /// Who it is for, one sentence.
    pub who_en: String,
    pub who_it: String,
    /// For everybody, without opening a case.
    #[serde(default)]
    pub standing: bool,
    /// The day its sources were last gone through.
    #[serde(deserialize_with = "crate::packs::toml_date")]
    pub reviewed_on: NaiveDate,
    #[serde(default, deserialize_with = "crate::packs::optional_toml_date")]
    pub valid_from: Option<NaiveDate>,
    #[serde(default, deserialize_with = "crate::packs::optional_toml_date")]
    pub valid_to: Option<NaiveDate>,
    /// `S3:1-14; art. 5 TUI`: source and line range, or a law.
    pub source: String,
    /// Ids of `packs/parts`, whose entries stand before its own. An entry of its own with the same id takes the place of theirs.
    #[serde(default)]
    pub uses: Vec<String>,
    /// The milestone with which one run ends, of a procedure that comes again: its papers up to then are an earlier run's.
    #[serde(default)]
    pub ends_with: Option<String>,
    #[serde(default)]
    pub question: Vec<Question>,
    #[serde(default)]
    pub item: Vec<Item>,
    /// In their order.
    #[serde(default)]
    pub milestone: Vec<Milestone>,
    #[serde(default)]
    pub term: Vec<TermUse>,
    #[serde(default)]
    pub fee: Vec<Fee>,
    #[serde(default)]
    pub threshold: Vec<Threshold>,
    #[serde(default)]
    pub waiting: Vec<Waiting>,
    #[serde(default)]
    pub rule: Vec<Rule>,
}

/// What several procedures share: `packs/parts/<id>.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Kebab-case: `flows`.
    pub id: String,
    pub source: String,
    #[serde(default)]
    pub question: Vec<Question>,
    #[serde(default)]
    pub item: Vec<Item>,
    #[serde(default)]
    pub milestone: Vec<Milestone>,
    #[serde(default)]
    pub term: Vec<TermUse>,
    #[serde(default)]
    pub fee: Vec<Fee>,
    #[serde(default)]
    pub threshold: Vec<Threshold>,
    #[serde(default)]
    pub waiting: Vec<Waiting>,
    #[serde(default)]
    pub rule: Vec<Rule>,
}

/// Something only the person knows, asked once; the answer is yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Kebab-case, unique in its procedure.
    pub id: String,
    pub text_en: String,
    pub text_it: String,
}

/// How much a paper is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    Mandatory,
    /// Mandatory if its question was answered with yes.
    Conditional,
    Optional,
}

/// One paper (or set of papers) of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Kebab-case, unique in its procedure.
    pub id: String,
    pub asked: Asked,
    /// The question of a conditional one.
    #[serde(default)]
    pub question: Option<String>,
    /// Document types, any of which will do. Empty: something that is no paper in the folder (ticked by hand).
    #[serde(default)]
    pub types: Vec<String>,
    /// How many papers at least.
    #[serde(default = "one")]
    pub count: u32,
    /// The paper must still be valid this many months after the end of what is asked for, such as the visa.
    #[serde(default)]
    pub valid_months: Option<u32>,
    /// It must not be older than this many months.
    #[serde(default)]
    pub max_age_months: Option<u32>,
    /// Only papers that a newer one of the same person has followed: the previous passports, which need not be valid any more.
    #[serde(default)]
    pub older: bool,
    pub label_en: String,
    pub label_it: String,
    /// What exactly is asked, one or two sentences.
    #[serde(default)]
    pub detail_en: Option<String>,
    #[serde(default)]
    pub detail_it: Option<String>,
    /// Who provides it.
    pub by: Actor,
    pub source: String,
    /// `seen`, `one-source`, `unverified`.
    #[serde(default = "seen")]
    pub sure: String,
}

/// A dated step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// Kebab-case, unique in its procedure; the same word as the triggers of terms: `entry`, `filed`, `nulla-osta`.
    pub id: String,
    pub label_en: String,
    pub label_it: String,
    #[serde(default)]
    pub detail_en: Option<String>,
    #[serde(default)]
    pub detail_it: Option<String>,
    /// Who acts.
    pub acts: Actor,
    /// Where it is done, if at another's office.
    #[serde(default)]
    pub at: Option<Actor>,
    /// A person must go there at an appointed time.
    #[serde(default)]
    pub appointment: bool,
    /// A day or an event that others bring (an expiry, a request for papers): it may never come, and is never the next step.
    #[serde(default)]
    pub incidental: bool,
    /// Its fixed day, if a source sets one.
    #[serde(default, deserialize_with = "crate::packs::optional_toml_date")]
    pub on: Option<NaiveDate>,
    /// How long it usually takes, in days, as a source says.
    #[serde(default)]
    pub days: Option<u32>,
    /// The papers that show that it was reached, each with the date that says when.
    #[serde(default)]
    pub reached_by: Vec<Sign>,
    /// The milestone, a letter of an office, that this one answers.
    #[serde(default)]
    pub answers: Option<String>,
    pub source: String,
    #[serde(default = "seen")]
    pub sure: String,
}

/// A paper that shows a milestone was reached.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    pub r#type: String,
    pub date: DateRole,
}

/// A term that runs in this procedure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermUse {
    /// An id of `packs/terms`.
    pub id: String,
    /// The milestone of this procedure it runs from.
    pub from: String,
    /// The milestone that ends it: once reached, it is no longer due.
    #[serde(default)]
    pub until: Option<String>,
    /// It runs only if this question was answered with yes.
    #[serde(default)]
    pub question: Option<String>,
    pub source: String,
}

/// Money to pay.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    pub id: String,
    pub label_en: String,
    pub label_it: String,
    pub cents: i64,
    /// ISO 4217.
    #[serde(default = "euro")]
    pub currency: String,
    /// The milestone at which it is paid.
    #[serde(default)]
    pub at: Option<String>,
    /// Whoever is younger does not pay it.
    #[serde(default)]
    pub from_age: Option<u32>,
    #[serde(default)]
    pub optional: bool,
    /// The first day for which its source has it, and the last one where that is known. Which of several of one id is the one for a
    /// case is picked by the day it applies to.
    #[serde(deserialize_with = "crate::packs::toml_date")]
    pub valid_from: NaiveDate,
    #[serde(default, deserialize_with = "crate::packs::optional_toml_date")]
    pub valid_to: Option<NaiveDate>,
    #[serde(default)]
    pub note_en: Option<String>,
    #[serde(default)]
    pub note_it: Option<String>,
    pub source: String,
    #[serde(default = "seen")]
    pub sure: String,
}

/// An amount that must be reached: income, salary, insurance.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub id: String,
    pub label_en: String,
    pub label_it: String,
    pub cents: i64,
    #[serde(default = "euro")]
    pub currency: String,
    /// With a spouse, instead of `cents`.
    #[serde(default)]
    pub with_spouse_cents: Option<i64>,
    /// For each dependent child, added.
    #[serde(default)]
    pub per_child_cents: Option<i64>,
    /// `year`, or nothing for a ceiling.
    #[serde(default)]
    pub per: Option<String>,
    /// The first day for which its source has it, and the last one where that is known. Which of several of one id is the one for a
    /// case is picked by the day it applies to.
    #[serde(deserialize_with = "crate::packs::toml_date")]
    pub valid_from: NaiveDate,
    #[serde(default, deserialize_with = "crate::packs::optional_toml_date")]
    pub valid_to: Option<NaiveDate>,
    #[serde(default)]
    pub note_en: Option<String>,
    #[serde(default)]
    pub note_it: Option<String>,
    pub source: String,
    #[serde(default = "seen")]
    pub sure: String,
}

/// How long to wait, once something was filed, for what confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    pub id: String,
    /// What to do when nothing came: "File it again".
    pub label_en: String,
    pub label_it: String,
    pub text_en: String,
    pub text_it: String,
    pub days: u32,
    /// Papers that show that something was filed, without confirming it, each with the date that says when.
    pub filed_by: Vec<Sign>,
    /// Types that confirm it. Of the receipts of certified mail only the one of delivery does.
    pub confirmed_by: Vec<String>,
    pub source: String,
    #[serde(default = "seen")]
    pub sure: String,
}

/// What kind of thing a rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// Who may apply, and what must be true.
    Requirement,
    /// What shuts one out.
    Exclusion,
    /// A fixed day or hour.
    Date,
    /// How it is filed, sent, signed, kept.
    Channel,
    /// How long it takes or lasts.
    Duration,
    Advice,
    Risk,
}

/// Something else that a source says and somebody must know.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: String,
    pub kind: RuleKind,
    pub text_en: String,
    pub text_it: String,
    /// Of a fixed day, with its hour if there is one.
    #[serde(default, deserialize_with = "crate::packs::optional_toml_date")]
    pub date: Option<NaiveDate>,
    /// `9:00`, Italian time.
    #[serde(default)]
    pub hour: Option<String>,
    /// A number of days, of a duration.
    #[serde(default)]
    pub days: Option<u32>,
    /// The duration is that of the whole way to this milestone: counted back from it, one knows when to begin.
    #[serde(default)]
    pub before: Option<String>,
    pub source: String,
    #[serde(default = "seen")]
    pub sure: String,
}

/// An entry with an id.
macro_rules! entries {
    ($($kind:ident),*) => {$(
        impl AsRef<str> for $kind {
            /// Returns its id.
            fn as_ref(&self) -> &str {
                &self.id
            }
        }
    )*};
}
entries!(Question, Item, Milestone, TermUse, Fee, Threshold, Waiting, Rule);

impl Milestone {
    /// Whether it is the filing of something by whoever applies.
    pub(crate) fn is_filing(&self) -> bool {
        self.id.ends_with("filed") && !self.incidental && !self.acts.is_office()
    }
}

impl Procedure {
    pub fn milestone(&self, id: &str) -> Option<&Milestone> {
        self.milestone.iter().find(|milestone| milestone.id == id)
    }

    /// Puts the entries of the parts before its own.
    pub(crate) fn take_over(&mut self, parts: &[&Part]) {
        join(&mut self.question, parts.iter().map(|part| part.question.as_slice()));
        join(&mut self.item, parts.iter().map(|part| part.item.as_slice()));
        join(&mut self.milestone, parts.iter().map(|part| part.milestone.as_slice()));
        join(&mut self.term, parts.iter().map(|part| part.term.as_slice()));
        join(&mut self.fee, parts.iter().map(|part| part.fee.as_slice()));
        join(&mut self.threshold, parts.iter().map(|part| part.threshold.as_slice()));
        join(&mut self.waiting, parts.iter().map(|part| part.waiting.as_slice()));
        join(&mut self.rule, parts.iter().map(|part| part.rule.as_slice()));
    }
}

/// Own entries stand where the part has one of the same id, else behind all parts. A figure may have several of one id.
fn join<'a, T: Clone + AsRef<str> + 'a>(own: &mut Vec<T>, parts: impl Iterator<Item = &'a [T]>) {
    let mine = std::mem::take(own);
    for shared in parts.flatten() {
        let is_same = |entry: &&T| entry.as_ref() == shared.as_ref();
        match mine.iter().any(|entry| is_same(&entry)) {
            true if own.iter().any(|entry| is_same(&entry)) => {}
            true => own.extend(mine.iter().filter(is_same).cloned()),
            false => own.push(shared.clone()),
        }
    }
    let behind: Vec<T> = mine
        .iter()
        .filter(|entry| own.iter().all(|known| known.as_ref() != entry.as_ref()))
        .cloned()
        .collect();
    own.extend(behind);
}

fn one() -> u32 {
    1
}

fn seen() -> String {
    "seen".to_owned()
}

fn euro() -> String {
    "EUR".to_owned()
}

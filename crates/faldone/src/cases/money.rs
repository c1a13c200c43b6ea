//! What a case costs and what it asks for, as the window and the command line see it.

use crate::state::to_kebab;
use faldone_rules::procedures::{
    Threshold,
    dated::OnDay,
    review::{FeeReview, Owed},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What must be paid, what was paid and what is still open, without what is optional; in one currency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CostsView {
    pub currency: String,
    #[ts(type = "number")]
    pub cents: i64,
    #[ts(type = "number")]
    pub paid_cents: i64,
    #[ts(type = "number")]
    pub open_cents: i64,
}

/// What one of several persons pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShareView {
    pub person: String,
    /// By currency; empty if nothing is owed.
    pub costs: Vec<CostsView>,
}

/// Money to pay, and the receipt if it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FeeView {
    pub id: String,
    pub label: String,
    pub label_it: String,
    #[ts(type = "number")]
    pub cents: i64,
    pub currency: String,
    /// Id of the person whose fee it is.
    pub person: String,
    /// `yes`; `too-young`: not owed; or `age-unknown`: the young do not pay it, and the birth date was not told.
    pub owed: String,
    /// Whoever is younger does not pay it.
    pub from_age: Option<u32>,
    pub optional: bool,
    /// The paper that shows it was paid: over its amount, a sum it is a part of, or its notice's number.
    pub receipt: Option<String>,
    pub paid_on: Option<String>,
    /// The payment notice that asks for it, and its last day.
    pub notice: Option<String>,
    pub due: Option<String>,
    /// The milestone at which it is paid.
    pub at: Option<String>,
    /// The day whose figure it is; the days for which its source has it.
    pub on: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
    /// False: for that day no figure is known, and this is the nearest.
    pub holds: bool,
    pub note: Option<String>,
    pub note_it: Option<String>,
    pub source: String,
}

/// An amount that must be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ThresholdView {
    pub id: String,
    pub label: String,
    pub label_it: String,
    #[ts(type = "number")]
    pub cents: i64,
    #[ts(type = "number | null")]
    pub with_spouse_cents: Option<i64>,
    #[ts(type = "number | null")]
    pub per_child_cents: Option<i64>,
    pub currency: String,
    pub per: Option<String>,
    /// The day whose figure it is; the days for which its source has it.
    pub on: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
    /// False: for that day no figure is known, and this is the nearest.
    pub holds: bool,
    pub note: Option<String>,
    pub note_it: Option<String>,
    pub source: String,
}

/// Returns a fee of one person.
pub(super) fn fee_view(paid: FeeReview<'_>) -> FeeView {
    FeeView {
        id: paid.fee.id.clone(),
        label: paid.fee.label_en.clone(),
        label_it: paid.fee.label_it.clone(),
        cents: paid.fee.cents,
        currency: paid.fee.currency.clone(),
        person: paid.person,
        owed: to_kebab(&paid.owed),
        from_age: paid.fee.from_age,
        optional: paid.fee.optional,
        receipt: paid.receipt,
        paid_on: paid.paid_on.map(|day| day.to_string()),
        notice: paid.notice,
        due: paid.due.map(|day| day.to_string()),
        at: paid.fee.at.clone(),
        on: paid.on.to_string(),
        valid_from: paid.fee.valid_from.to_string(),
        valid_to: paid.fee.valid_to.map(|day| day.to_string()),
        holds: paid.holds,
        note: paid.fee.note_en.clone(),
        note_it: paid.fee.note_it.clone(),
        source: paid.fee.source.clone(),
    }
}

/// Returns an amount to reach, by the figure of its day.
pub(super) fn threshold_view(picked: &OnDay<'_, Threshold>) -> ThresholdView {
    let threshold = picked.entry;
    ThresholdView {
        id: threshold.id.clone(),
        label: threshold.label_en.clone(),
        label_it: threshold.label_it.clone(),
        cents: threshold.cents,
        with_spouse_cents: threshold.with_spouse_cents,
        per_child_cents: threshold.per_child_cents,
        currency: threshold.currency.clone(),
        per: threshold.per.clone(),
        on: picked.day.to_string(),
        valid_from: threshold.valid_from.to_string(),
        valid_to: threshold.valid_to.map(|day| day.to_string()),
        holds: picked.holds,
        note: threshold.note_en.clone(),
        note_it: threshold.note_it.clone(),
        source: threshold.source.clone(),
    }
}

/// Returns what the fees come to, currency by currency.
pub(super) fn costs(fees: &[&FeeReview<'_>]) -> Vec<CostsView> {
    let mut costs: Vec<CostsView> = Vec::new();
    let asked = |paid: &&&FeeReview<'_>| !paid.fee.optional && paid.owed != Owed::TooYoung;
    for paid in fees.iter().filter(asked) {
        let currency = &paid.fee.currency;
        let at = costs.iter().position(|known| known.currency == *currency).unwrap_or_else(|| {
            costs.push(CostsView { currency: currency.clone(), ..CostsView::default() });
            costs.len() - 1
        });
        let Some(sum) = costs.get_mut(at) else { continue };
        sum.cents += paid.fee.cents;
        match paid.receipt {
            Some(_) => sum.paid_cents += paid.fee.cents,
            None => sum.open_cents += paid.fee.cents,
        }
    }
    costs
}

/// Returns what each of several persons pays.
pub(super) fn shares(persons: &[String], fees: &[FeeReview<'_>]) -> Vec<ShareView> {
    let several = persons.iter().filter(|_| persons.len() > 1 && !fees.is_empty());
    several
        .map(|person| {
            let own: Vec<&FeeReview<'_>> =
                fees.iter().filter(|fee| fee.person == *person).collect();
            ShareView { person: person.clone(), costs: costs(&own) }
        })
        .collect()
}

//! What each person of a case is to pay, and which receipts and payment notices are over it.

use super::{
    Fee, Procedure,
    dated::{OnDay, on_day},
    review::{CaseTold, MilestoneReview, Paper, day_of, type_of},
    steps::{Loose, Run},
};
use crate::facts::{AmountRole, DateRole, PersonRole, ReferenceKind};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeSet;

/// Papers that prove a payment.
const RECEIPTS: [&str; 3] = ["FEE-RECEIPT", "F24", "PERMIT-RECEIPT"];
/// Those of them that prove nothing else.
const ONLY_RECEIPTS: [&str; 2] = ["FEE-RECEIPT", "F24"];
const NOTICE: &str = "PAYMENT-NOTICE";
/// Fees of which every sum is tried; no person has more.
const MOST_SUMMED: usize = 12;

/// Whether somebody owes a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owed {
    Yes,
    /// Younger than those who pay it.
    TooYoung,
    /// The young do not pay it, and the birth date was not told: counted as owed.
    AgeUnknown,
}

/// One fee of one person, and what is here of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeReview<'a> {
    pub fee: &'a Fee,
    /// Id of the person whose fee it is.
    pub person: String,
    pub owed: Owed,
    /// The day whose figure it is, and whether one is known for that day: if not, this is the nearest.
    pub on: NaiveDate,
    pub holds: bool,
    /// The paper that shows it was paid: over its amount, over a sum of which it is a part, or over its notice.
    pub receipt: Option<String>,
    pub paid_on: Option<NaiveDate>,
    /// The notice that asks for it.
    pub notice: Option<String>,
    /// The last day, as the notice has it.
    pub due: Option<NaiveDate>,
}

/// An amount that a paper is over.
struct Payment<'p> {
    path: &'p str,
    /// Whose paper it is.
    of: Vec<&'p str>,
    cents: i64,
    currency: &'p str,
    paid_on: Option<NaiveDate>,
}

/// Whose fees a paper may be over.
#[derive(Clone, Copy)]
enum Whose {
    /// Of those named on it.
    Own,
    /// Of anybody in the case: a parent pays for a child, one of a couple for both.
    Anybodys,
}

/// Returns the fees of a procedure, of each person of the case. A receipt over exactly one fee's amount pays that one, each only once;
/// one over a sum of several open fees pays these, if only one such sum fits; one with a notice's number pays what the notice asks
/// for, even if the bank's commission is in it. It pays those of whoever is named on it; another's only if just one is meant.
/// `papers` are those of the case's persons. A fee has the amount of the day its step was reached, else of `figures_on`.
pub(super) fn fee_reviews<'a>(
    procedure: &'a Procedure,
    run: &Run<'_>,
    papers: &[Paper<'_>],
    steps: &[MilestoneReview<'_>],
    figures_on: NaiveDate,
) -> Vec<FeeReview<'a>> {
    let case = run.case;
    let mut fees = of_everybody(procedure, case, steps, figures_on);
    let theirs: Vec<&Paper<'_>> = papers.iter().filter(|paper| is_in_time(run, paper)).collect();
    let is = |paper: &Paper<'_>, kinds: &[&str]| {
        type_of(paper).is_some_and(|kind| kinds.contains(&kind))
    };
    let mut receipts: Vec<&Paper<'_>> =
        theirs.iter().copied().filter(|paper| is(paper, &RECEIPTS)).collect();
    // The oldest receipt of the case's time first, whatever the order in which they were met.
    receipts.sort_by_key(|paper| (day_of(paper, DateRole::Paid), paper.path));
    for notice in theirs.iter().copied().filter(|paper| is(paper, &[NOTICE])) {
        take_notice(&mut fees, case, notice, &mut receipts);
    }
    let mut payments: Vec<Payment<'_>> =
        receipts.iter().flat_map(|paper| amounts(case, paper, AmountRole::Paid)).collect();
    for whose in [Whose::Own, Whose::Anybodys] {
        payments.retain(|payment| {
            let parts: Vec<usize> = exact(&fees, payment, whose).into_iter().collect();
            settle(&mut fees, &parts, payment);
            parts.is_empty()
        });
        payments.retain(|payment| {
            let parts = only_sum(&fees, payment, whose).unwrap_or_default();
            settle(&mut fees, &parts, payment);
            parts.is_empty()
        });
    }
    fees
}

/// Returns whether a paper may stand for a fee of the case in its checklist: every other paper may, and a receipt if it pays one, carries
/// the case's number, or its amount could not be read. A fine's receipt, or another office's, does not.
pub(super) fn may_stand(fees: &[FeeReview<'_>], run: &Run<'_>, paper: &Paper<'_>) -> bool {
    let is_receipt = type_of(paper).is_some_and(|kind| ONLY_RECEIPTS.contains(&kind));
    let pays = || fees.iter().any(|fee| fee.receipt.as_deref() == Some(paper.path));
    let is_read = || paper.facts.amounts.iter().any(|amount| amount.role == AmountRole::Paid);
    !is_receipt || fees.is_empty() || pays() || run.is_numbered(paper) || !is_read()
}

/// Returns every fee of every person, none of them paid yet.
fn of_everybody<'a>(
    procedure: &'a Procedure,
    case: &CaseTold,
    steps: &[MilestoneReview<'_>],
    figures_on: NaiveDate,
) -> Vec<FeeReview<'a>> {
    let paid_at = |fee: &Fee| {
        let step = steps.iter().find(|step| fee.at.as_deref() == Some(&step.milestone.id));
        step.and_then(|step| step.on).unwrap_or(figures_on)
    };
    let picked = on_day(&procedure.fee, paid_at);
    let of_one = |person: &String| -> Vec<FeeReview<'a>> {
        let open = |picked: &OnDay<'a, Fee>| FeeReview {
            fee: picked.entry,
            person: person.clone(),
            owed: owed(picked.entry, case.born.get(person), picked.day),
            on: picked.day,
            holds: picked.holds,
            receipt: None,
            paid_on: None,
            notice: None,
            due: None,
        };
        picked.iter().map(open).collect()
    };
    case.persons.iter().flat_map(of_one).collect()
}

fn owed(fee: &Fee, born: Option<&NaiveDate>, on: NaiveDate) -> Owed {
    match (fee.from_age, born) {
        (None, _) => Owed::Yes,
        (Some(_), None) => Owed::AgeUnknown,
        (Some(least), Some(born)) if on.years_since(*born).unwrap_or(0) < least => Owed::TooYoung,
        (Some(_), Some(_)) => Owed::Yes,
    }
}

/// Puts a notice to the fee that it asks for, and the receipt with its number, which then pays nothing else.
fn take_notice<'p>(
    fees: &mut [FeeReview<'_>],
    case: &CaseTold,
    notice: &Paper<'p>,
    receipts: &mut Vec<&Paper<'p>>,
) {
    let asked = amounts(case, notice, AmountRole::Due);
    let numbers = pagopa(notice);
    let paid = receipts.iter().position(|paper| !numbers.is_disjoint(&pagopa(paper)));
    // Its number says what was paid, also where the notice's own amount could not be read.
    let asked = match (asked.is_empty(), paid.and_then(|at| receipts.get(at))) {
        (true, Some(receipt)) => amounts(case, receipt, AmountRole::Paid),
        _ => asked,
    };
    let meant = |whose| asked.iter().find_map(|payment| exact(fees, payment, whose));
    let found = meant(Whose::Own).or_else(|| meant(Whose::Anybodys));
    let Some(fee) = found.and_then(|at| fees.get_mut(at)) else { return };
    fee.notice = Some(notice.path.to_owned());
    fee.due = day_of(notice, DateRole::Due);
    if let Some(at) = paid {
        let receipt = receipts.remove(at);
        fee.receipt = Some(receipt.path.to_owned());
        fee.paid_on = day_of(receipt, DateRole::Paid);
    }
}

/// Whether a paper is of the case's time.
fn is_in_time(run: &Run<'_>, paper: &Paper<'_>) -> bool {
    let day = day_of(paper, DateRole::Paid)
        .or_else(|| day_of(paper, DateRole::Issued))
        .or_else(|| day_of(paper, DateRole::Due));
    day.is_none_or(|day| run.is_in_time(Loose::Payment, day))
}

fn amounts<'p>(case: &CaseTold, paper: &Paper<'p>, role: AmountRole) -> Vec<Payment<'p>> {
    let subjects = paper.facts.persons.iter().filter(|found| found.role == PersonRole::Subject);
    let of: Vec<&str> = subjects
        .map(|found| found.id.as_str())
        .filter(|id| case.persons.iter().any(|person| person == id))
        .collect();
    let of_role = paper.facts.amounts.iter().filter(|amount| amount.role == role);
    let payments = of_role.map(|amount| Payment {
        path: paper.path,
        of: of.clone(),
        cents: amount.cents,
        currency: &amount.currency,
        paid_on: day_of(paper, DateRole::Paid),
    });
    payments.collect()
}

/// The notice numbers of a paper.
fn pagopa<'p>(paper: &Paper<'p>) -> BTreeSet<&'p str> {
    let numbers = paper.facts.references.iter().filter(|one| one.kind == ReferenceKind::Pagopa);
    numbers.map(|one| one.value.as_str()).collect()
}

fn is_open(fee: &FeeReview<'_>, payment: &Payment<'_>, whose: Whose) -> bool {
    let is_theirs = match whose {
        Whose::Own => payment.of.contains(&fee.person.as_str()),
        Whose::Anybodys => true,
    };
    is_theirs
        && fee.owed != Owed::TooYoung
        && fee.receipt.is_none()
        && fee.fee.currency == payment.currency
}

/// Returns the open fee of exactly this amount; of anybody's only if there is just one.
fn exact(fees: &[FeeReview<'_>], payment: &Payment<'_>, whose: Whose) -> Option<usize> {
    let fits = |fee: &FeeReview<'_>| is_open(fee, payment, whose) && fee.fee.cents == payment.cents;
    let mut found = fees.iter().enumerate().filter(|(_, fee)| fits(fee)).map(|(at, _)| at);
    let first = found.next()?;
    match whose {
        Whose::Own => Some(first),
        Whose::Anybodys => found.next().is_none().then_some(first),
    }
}

/// Returns the several open fees that together are this amount; nothing if there is more than one way, or too many to try.
fn only_sum(fees: &[FeeReview<'_>], payment: &Payment<'_>, whose: Whose) -> Option<Vec<usize>> {
    let open = fees.iter().enumerate().filter(|(_, fee)| is_open(fee, payment, whose));
    let open: Vec<usize> = open.map(|(at, _)| at).collect();
    if open.len() > MOST_SUMMED {
        return None;
    }
    let mut fitting = (1_u32..1 << open.len()).filter_map(|chosen| {
        let parts: Vec<usize> = open
            .iter()
            .enumerate()
            .filter(|(bit, _)| chosen & (1 << bit) != 0)
            .map(|(_, at)| *at)
            .collect();
        let sum: i64 = parts.iter().filter_map(|at| fees.get(*at)).map(|fee| fee.fee.cents).sum();
        (sum == payment.cents).then_some(parts)
    });
    let found = fitting.next()?;
    fitting.next().is_none().then_some(found)
}

fn settle(fees: &mut [FeeReview<'_>], parts: &[usize], payment: &Payment<'_>) {
    for at in parts {
        if let Some(fee) = fees.get_mut(*at) {
            fee.receipt = Some(payment.path.to_owned());
            fee.paid_on = payment.paid_on;
        }
    }
}

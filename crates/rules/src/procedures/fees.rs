//! What is to be paid, and which receipts and payment notices of a case are over it.

use super::{
    Fee, Procedure,
    dated::{OnDay, on_day},
    review::{CaseTold, MilestoneReview, Paper, day_of, type_of},
};
use crate::facts::{AmountRole, DateRole, ReferenceKind};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Papers that prove a payment.
const RECEIPTS: [&str; 3] = ["FEE-RECEIPT", "F24", "PERMIT-RECEIPT"];
const NOTICE: &str = "PAYMENT-NOTICE";
/// Fees of which every sum is tried; no procedure has more.
const MOST_SUMMED: usize = 12;

/// One fee, and what is here of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeReview<'a> {
    pub fee: &'a Fee,
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
    cents: i64,
    currency: &'p str,
    paid_on: Option<NaiveDate>,
}

/// Returns the fees of a procedure. A receipt over exactly one fee's amount pays that one, each only once; one over a sum of several
/// open fees pays these, if only one such sum fits; one with a notice's number pays what the notice asks for, even if the bank's
/// commission is in it. `papers` are those of the case's persons. A fee has the amount of the day its step was reached, else of `figures_on`.
pub(super) fn fee_reviews<'a>(
    procedure: &'a Procedure,
    case: &CaseTold,
    papers: &[Paper<'_>],
    steps: &[MilestoneReview<'_>],
    figures_on: NaiveDate,
) -> Vec<FeeReview<'a>> {
    let paid_at = |fee: &Fee| {
        let step = steps.iter().find(|step| fee.at.as_deref() == Some(&step.milestone.id));
        step.and_then(|step| step.on).unwrap_or(figures_on)
    };
    let open = |picked: OnDay<'a, Fee>| FeeReview {
        fee: picked.entry,
        on: picked.day,
        holds: picked.holds,
        receipt: None,
        paid_on: None,
        notice: None,
        due: None,
    };
    let mut fees: Vec<FeeReview<'a>> =
        on_day(&procedure.fee, paid_at).into_iter().map(open).collect();
    let theirs: Vec<&Paper<'_>> = papers.iter().filter(|paper| is_in_time(case, paper)).collect();
    let is = |paper: &Paper<'_>, kinds: &[&str]| {
        type_of(paper).is_some_and(|kind| kinds.contains(&kind))
    };
    let mut receipts: Vec<&Paper<'_>> =
        theirs.iter().copied().filter(|paper| is(paper, &RECEIPTS)).collect();
    // The oldest receipt of the case's time first, whatever the order in which they were met.
    receipts.sort_by_key(|paper| (day_of(paper, DateRole::Paid), paper.path));
    for notice in theirs.iter().copied().filter(|paper| is(paper, &[NOTICE])) {
        let asked = amounts(notice, AmountRole::Due);
        let numbers = pagopa(notice);
        let paid = receipts.iter().position(|paper| !numbers.is_disjoint(&pagopa(paper)));
        // Its number says what was paid, also where the notice's own amount could not be read.
        let asked = match (asked.is_empty(), paid.and_then(|at| receipts.get(at))) {
            (true, Some(receipt)) => amounts(receipt, AmountRole::Paid),
            _ => asked,
        };
        let Some(found) = asked.iter().find_map(|payment| exact(&fees, payment)) else { continue };
        let Some(fee) = fees.get_mut(found) else { continue };
        fee.notice = Some(notice.path.to_owned());
        fee.due = day_of(notice, DateRole::Due);
        if let Some(at) = paid {
            let receipt = receipts.remove(at);
            fee.receipt = Some(receipt.path.to_owned());
            fee.paid_on = day_of(receipt, DateRole::Paid);
        }
    }
    let payments: Vec<Payment<'_>> =
        receipts.iter().flat_map(|paper| amounts(paper, AmountRole::Paid)).collect();
    let mut sums = Vec::new();
    for payment in &payments {
        match exact(&fees, payment) {
            Some(at) => settle(&mut fees, &[at], payment),
            None => sums.push(payment),
        }
    }
    for payment in sums {
        if let Some(parts) = only_sum(&fees, payment) {
            settle(&mut fees, &parts, payment);
        }
    }
    fees
}

/// Whether a paper is of the case's time.
fn is_in_time(case: &CaseTold, paper: &Paper<'_>) -> bool {
    let day = day_of(paper, DateRole::Paid)
        .or_else(|| day_of(paper, DateRole::Issued))
        .or_else(|| day_of(paper, DateRole::Due));
    day.is_none_or(|day| {
        case.since.is_none_or(|since| day >= since)
            && case.closed.is_none_or(|closed| day <= closed)
    })
}

fn amounts<'p>(paper: &Paper<'p>, role: AmountRole) -> Vec<Payment<'p>> {
    let of_role = paper.facts.amounts.iter().filter(|amount| amount.role == role);
    let payments = of_role.map(|amount| Payment {
        path: paper.path,
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

fn is_open(fee: &FeeReview<'_>, payment: &Payment<'_>) -> bool {
    fee.receipt.is_none() && fee.fee.currency == payment.currency
}

/// Returns the open fee of exactly this amount.
fn exact(fees: &[FeeReview<'_>], payment: &Payment<'_>) -> Option<usize> {
    fees.iter().position(|fee| is_open(fee, payment) && fee.fee.cents == payment.cents)
}

/// Returns the several open fees that together are this amount; nothing if there is more than one way.
fn only_sum(fees: &[FeeReview<'_>], payment: &Payment<'_>) -> Option<Vec<usize>> {
    let open: Vec<usize> = fees
        .iter()
        .enumerate()
        .filter(|(_, fee)| is_open(fee, payment))
        .map(|(at, _)| at)
        .take(MOST_SUMMED)
        .collect();
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

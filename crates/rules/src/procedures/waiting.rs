//! What was filed without anything that confirms it: when to file again, and what proves the first time.

use super::Waiting;
use super::review::{FeeReview, Paper, Stand, ToldFiling, day_of, own_day, type_of};
use super::steps::Loose;
use crate::facts::{DateRole, ReferenceKind};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

const PEC: &str = "PEC-RECEIPT";

/// How it is known that something was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filed {
    /// The user told the step, or noted the filing.
    Told,
    /// A paper that shows it: a screenshot.
    Paper,
    /// The fee of the filing was paid.
    Fee,
    /// A certified mail was accepted or delivered, or came back.
    Pec,
}

/// One thing that shows that something was filed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attempt {
    pub day: NaiveDate,
    pub how: Filed,
    pub path: Option<String>,
    /// Something of that day or a later one confirms it.
    pub confirmed: bool,
}

/// What was filed without being its own confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filings<'a> {
    pub waiting: &'a Waiting,
    /// Oldest first; all are kept, as they prove the filing.
    pub attempts: Vec<Attempt>,
    /// The last one, if nothing confirms it.
    pub open: Option<Open>,
}

/// A filing that nothing confirms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    pub filed: NaiveDate,
    /// The last day on which one waits.
    pub until: NaiveDate,
    /// The waiting is over: file again.
    pub over: bool,
}

/// Returns what was filed in a case, as far as that is known from something else than its receipt; nothing if nothing was.
pub(super) fn filings<'a>(stand: &Stand<'a, '_>, fees: &[FeeReview<'a>]) -> Option<Filings<'a>> {
    let waiting = stand.procedure.waiting.first()?;
    if stand.procedure.standing {
        return None;
    }
    let steps = || stand.milestones.iter().filter(|step| step.milestone.is_filing());
    // The steps that no paper shows.
    let open: BTreeSet<&str> = steps()
        .filter(|step| step.paper.is_none())
        .map(|step| step.milestone.id.as_str())
        .collect();
    let shown_on = steps().filter(|step| step.paper.is_some()).filter_map(|step| step.on).min();
    let mut attempts: Vec<Attempt> = Vec::new();
    let attempt = |day, how, path| Attempt { day, how, path, confirmed: false };
    for id in &open {
        let told = stand.case.milestones.get(*id);
        attempts.extend(told.map(|day| attempt(*day, Filed::Told, None)));
    }
    for fee in fees.iter().filter(|fee| fee.fee.at.as_deref().is_some_and(|at| open.contains(at))) {
        let paid = fee.receipt.clone().zip(fee.paid_on);
        attempts.extend(paid.map(|(path, day)| attempt(day, Filed::Fee, Some(path))));
    }
    for paper in stand.papers {
        let Some(kind) = type_of(paper) else { continue };
        let sign = waiting.filed_by.iter().find(|sign| sign.r#type == kind);
        // What was photographed later is a look at the portal, no filing.
        let shown = sign
            .and_then(|sign| day_of(paper, sign.date))
            .filter(|day| shown_on.is_none_or(|shown_on| *day <= shown_on));
        let (day, how) = match (shown, certified(stand, paper)) {
            (Some(day), _) => (day, Filed::Paper),
            (None, Some(day)) => (day, Filed::Pec),
            (None, None) => continue,
        };
        if stand.run.holds(Loose::Attempt, paper, day) {
            let confirmed = how == Filed::Pec && is_delivered(stand, paper);
            attempts.push(Attempt { day, how, path: Some(paper.path.to_owned()), confirmed });
        }
    }
    let noted = stand.case.filings.iter().filter(|told| stand.run.is_told_of(told));
    attempts.extend(noted.map(|told| Attempt {
        day: told.day,
        how: Filed::Told,
        path: told.path.clone(),
        confirmed: is_receipt(stand, waiting, told),
    }));
    attempts.sort();
    // One receipt may be over several fees.
    attempts.dedup_by(|a, b| a.path.is_some() && a.path == b.path);
    attempts.retain(|attempt| attempt.day <= stand.today);
    // What came after an attempt confirms it, and all before.
    let confirmed =
        stand.papers.iter().filter_map(|paper| confirmation(stand, waiting, paper)).max();
    for attempt in &mut attempts {
        attempt.confirmed |= confirmed.is_some_and(|day| day >= attempt.day);
    }
    let last = attempts.last()?;
    let open = (!last.confirmed && stand.case.closed.is_none())
        .then(|| last.day.checked_add_days(Days::new(waiting.days.into())))
        .flatten()
        .map(|until| Open { filed: last.day, until, over: stand.today > until });
    Some(Filings { waiting, attempts, open })
}

/// Whether a filing was noted with what proves it: more than a picture of the portal or a mail that nobody received.
fn is_receipt(stand: &Stand<'_, '_>, waiting: &Waiting, told: &ToldFiling) -> bool {
    let Some(path) = &told.path else { return false };
    let Some(paper) = stand.papers.iter().find(|paper| paper.path == path) else { return false };
    match type_of(paper) {
        Some(PEC) => is_delivered(stand, paper),
        kind => waiting.filed_by.iter().all(|sign| Some(sign.r#type.as_str()) != kind),
    }
}

/// Returns the day of a certified mail's receipt.
fn certified(stand: &Stand<'_, '_>, paper: &Paper<'_>) -> Option<NaiveDate> {
    let is_one = type_of(paper) == Some(PEC) && paper.facts.detail.is_some();
    is_one.then(|| pec_day(paper)).flatten().filter(|day| *day <= stand.today)
}

/// Returns the day of a paper that confirms a filing of the case.
fn confirmation(stand: &Stand<'_, '_>, waiting: &Waiting, paper: &Paper<'_>) -> Option<NaiveDate> {
    let kind = type_of(paper)?;
    if !waiting.confirmed_by.iter().any(|id| id == kind) {
        return None;
    }
    let day = match kind {
        PEC if paper.facts.detail.as_deref() != Some("Delivery") => return None,
        PEC => pec_day(paper)?,
        _ => own_day(paper).or_else(|| day_of(paper, DateRole::Notified))?,
    };
    stand.run.holds(Loose::Attempt, paper, day).then_some(day)
}

fn pec_day(paper: &Paper<'_>) -> Option<NaiveDate> {
    [DateRole::Filed, DateRole::Notified, DateRole::Issued]
        .into_iter()
        .find_map(|role| day_of(paper, role))
}

/// Whether the mail of a receipt was delivered: this says so, or another receipt of the same mail.
fn is_delivered(stand: &Stand<'_, '_>, receipt: &Paper<'_>) -> bool {
    let says = |paper: &Paper<'_>, what: &str| paper.facts.detail.as_deref() == Some(what);
    if !says(receipt, "Acceptance") {
        return says(receipt, "Delivery");
    }
    let ids = |paper: &Paper<'_>| -> BTreeSet<String> {
        let known = paper.facts.references.iter();
        known
            .filter(|reference| reference.kind == ReferenceKind::PecMessage)
            .map(|reference| reference.value.clone())
            .collect()
    };
    let own = ids(receipt);
    let mut delivered =
        stand.papers.iter().filter(|paper| type_of(paper) == Some(PEC) && says(paper, "Delivery"));
    delivered.any(|paper| {
        let other = ids(paper);
        if own.is_empty() || other.is_empty() {
            pec_day(paper) >= pec_day(receipt)
        } else {
            !own.is_disjoint(&other)
        }
    })
}

//! What was filed without anything that confirms it: when to file again, and what proves the first time.

use super::review::{FeeReview, Paper, Stand, day_of, own_day, type_of};
use super::{Milestone, Waiting};
use crate::facts::{DateRole, ReferenceKind};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

const PEC: &str = "PEC-RECEIPT";

/// How it is known that something was filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filed {
    /// The user told the step.
    Told,
    /// A paper that shows it: a screenshot.
    Paper,
    /// The fee of the filing was paid.
    Fee,
    /// The certified mail was accepted, and nothing says that it was delivered.
    Pec,
}

/// One thing that shows that something was filed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Attempt {
    pub day: NaiveDate,
    pub how: Filed,
    pub path: Option<String>,
}

/// What was filed and not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unconfirmed<'a> {
    pub waiting: &'a Waiting,
    /// The day of the last attempt, and the last day on which one waits.
    pub filed: NaiveDate,
    pub until: NaiveDate,
    /// The waiting is over: file again.
    pub over: bool,
    /// Oldest first; kept, as they prove the filing.
    pub attempts: Vec<Attempt>,
}

/// Returns what was filed in a case without anything that confirms it.
pub(super) fn unconfirmed<'a>(
    stand: &Stand<'a, '_>,
    fees: &[FeeReview<'a>],
) -> Option<Unconfirmed<'a>> {
    let waiting = stand.procedure.waiting.first()?;
    if stand.procedure.standing || stand.case.closed.is_some() {
        return None;
    }
    let is_filing = |step: &Milestone| {
        step.id.ends_with("filed") && !step.incidental && !step.acts.is_office()
    };
    let steps = || stand.milestones.iter().filter(|step| is_filing(step.milestone));
    // The steps that no paper shows.
    let open: BTreeSet<&str> = steps()
        .filter(|step| step.paper.is_none())
        .map(|step| step.milestone.id.as_str())
        .collect();
    let none_confirmed = steps().all(|step| step.paper.is_none());
    let mut attempts: Vec<Attempt> = Vec::new();
    for step in steps().filter(|step| open.contains(step.milestone.id.as_str())) {
        let told = stand.case.milestones.get(&step.milestone.id);
        attempts.extend(told.map(|day| Attempt { day: *day, how: Filed::Told, path: None }));
    }
    for fee in fees.iter().filter(|fee| fee.fee.at.as_deref().is_some_and(|at| open.contains(at))) {
        let paid = fee.receipt.clone().zip(fee.paid_on);
        attempts.extend(paid.map(|(path, day)| Attempt { day, how: Filed::Fee, path: Some(path) }));
    }
    for paper in stand.papers {
        let Some(kind) = type_of(paper) else { continue };
        let sign = waiting.filed_by.iter().find(|sign| sign.r#type == kind);
        // A later look at the portal is no filing.
        let shown = sign.filter(|_| none_confirmed).and_then(|sign| day_of(paper, sign.date));
        let accepted = (kind == PEC && paper.facts.detail.as_deref() == Some("Acceptance"))
            .then(|| pec_day(paper))
            .flatten()
            .filter(|_| !is_delivered(stand, paper));
        let attempt = match (shown, accepted) {
            (Some(day), _) => Some((day, Filed::Paper)),
            (None, Some(day)) => Some((day, Filed::Pec)),
            (None, None) => None,
        };
        if let Some((day, how)) = attempt.filter(|(day, _)| stand.holds(paper, *day, false)) {
            attempts.push(Attempt { day, how, path: Some(paper.path.to_owned()) });
        }
    }
    attempts.sort();
    attempts.dedup_by(|a, b| a.path.is_some() && a.path == b.path);
    attempts.retain(|attempt| attempt.day <= stand.today);
    // What came after an attempt confirms it, and all before.
    let confirmed = stand.papers.iter().filter_map(|paper| confirmation(stand, waiting, paper)).max();
    attempts.retain(|attempt| confirmed.is_none_or(|day| day < attempt.day));
    let filed = attempts.last()?.day;
    let until = filed.checked_add_days(Days::new(waiting.days.into()))?;
    Some(Unconfirmed { waiting, filed, until, over: stand.today > until, attempts })
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
    stand.holds(paper, day, false).then_some(day)
}

fn pec_day(paper: &Paper<'_>) -> Option<NaiveDate> {
    [DateRole::Filed, DateRole::Notified, DateRole::Issued]
        .into_iter()
        .find_map(|role| day_of(paper, role))
}

/// Whether the receipt of delivery of the same mail is here.
fn is_delivered(stand: &Stand<'_, '_>, accepted: &Paper<'_>) -> bool {
    let ids = |paper: &Paper<'_>| -> BTreeSet<String> {
        let known = paper.facts.references.iter();
        known
            .filter(|reference| reference.kind == ReferenceKind::PecMessage)
            .map(|reference| reference.value.clone())
            .collect()
    };
    let own = ids(accepted);
    let delivered = stand.papers.iter().filter(|paper| {
        type_of(paper) == Some(PEC) && paper.facts.detail.as_deref() == Some("Delivery")
    });
    delivered.into_iter().any(|paper| {
        let other = ids(paper);
        if own.is_empty() || other.is_empty() {
            pec_day(paper) >= pec_day(accepted)
        } else {
            !own.is_disjoint(&other)
        }
    })
}

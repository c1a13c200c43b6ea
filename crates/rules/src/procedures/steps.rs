//! Which papers belong to a case, and which of its steps they show.

use super::review::{CaseTold, MilestoneReview, Paper, ToldFiling, day_of, is_of, names, type_of};
use super::{Milestone, Procedure};
use crate::facts::{DateRole, PersonRole, ReferenceKind, VoidReason};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

/// What an office writes about an application, and what answers it: there is none before something was filed.
const ABOUT_A_FILING: [&str; 6] = [
    "APPOINTMENT",
    "INTEGRATION-REQUEST",
    "OBSERVATIONS",
    "REJECTION",
    "REJECTION-NOTICE",
    "REVOCATION",
];

/// As long before the case was opened a letter may have come that it was opened for. What is older, carries no number of the case and
/// has no filing before it, is of something else.
const LETTERS_BEFORE: u64 = 60;
/// As long before the filing its fees may have been paid.
const PAID_BEFORE: u64 = 180;

/// What a paper without a number of the case may be to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loose {
    /// A step of its own: a receipt, a nulla osta, a permit. It may be much older than the case.
    Step,
    /// An office's letter about what was filed, or an answer to one.
    Letter,
    /// Something that shows that one tried to file.
    Attempt,
    Payment,
}

/// One run of a procedure: what holds its papers together.
#[derive(Debug)]
pub(super) struct Run<'c> {
    pub(super) case: &'c CaseTold,
    /// The day from which papers count: told, or the day after the last run ended.
    pub(super) since: Option<NaiveDate>,
    /// Told, and read from its papers.
    pub(super) references: BTreeSet<String>,
    /// The numbers of practices that were rejected well before the case was opened.
    over: BTreeSet<String>,
    /// The first filing.
    filed: Option<NaiveDate>,
}

impl<'c> Run<'c> {
    /// Takes what was told, and what the persons' papers say of the runs before.
    pub(super) fn new(procedure: &Procedure, case: &'c CaseTold, theirs: &[Paper<'_>]) -> Self {
        let ended = || begins_after(procedure, &case.persons, theirs, case.opened?);
        let lately =
            case.opened.and_then(|opened| opened.checked_sub_days(Days::new(LETTERS_BEFORE)));
        let rejected = theirs.iter().filter(|paper| {
            type_of(paper) == Some("REJECTION")
                && [DateRole::Notified, DateRole::Issued]
                    .into_iter()
                    .find_map(|role| day_of(paper, role))
                    .is_some_and(|day| lately.is_some_and(|lately| day < lately))
        });
        let over = rejected
            .flat_map(practice_numbers)
            .filter(|number| !case.references.contains(*number))
            .map(str::to_owned);
        Self {
            since: case.since.or_else(ended),
            references: case.references.clone(),
            over: over.collect(),
            filed: None,
            case,
        }
    }

    /// Whether a paper without number is of the run's time.
    pub(super) fn is_in_time(&self, what: Loose, day: NaiveDate) -> bool {
        let before = |from: Option<NaiveDate>, days| from?.checked_sub_days(Days::new(days));
        let (filed, opened) = (self.filed, self.case.opened);
        let begins = match what {
            Loose::Step => None,
            Loose::Letter => filed.or_else(|| before(opened, LETTERS_BEFORE)),
            Loose::Attempt => before(filed.or(opened), LETTERS_BEFORE),
            Loose::Payment => before(filed.or(opened), PAID_BEFORE),
        };
        // What the user said is not doubted.
        let begins = if self.case.since.is_some() { self.since } else { self.since.max(begins) };
        begins.is_none_or(|begins| day >= begins)
            && self.case.closed.is_none_or(|closed| day <= closed)
    }

    /// Whether the numbers on a paper say that it is the run's or another's; nothing if they do not say.
    fn by_number(&self, paper: &Paper<'_>) -> Option<bool> {
        let mut numbers = practice_numbers(paper).peekable();
        numbers.peek()?;
        let numbers: Vec<&str> = numbers.collect();
        if numbers.iter().any(|number| self.references.contains(*number)) {
            return Some(true);
        }
        let is_another =
            !self.references.is_empty() || numbers.iter().any(|number| self.over.contains(*number));
        is_another.then_some(false)
    }

    /// Whether a paper of that day belongs to the run: by its number, else by its person and its time.
    pub(super) fn holds(&self, what: Loose, paper: &Paper<'_>, day: NaiveDate) -> bool {
        // A certified mail that came back shows that one tried; whatever else says that it does not count shows nothing.
        let came_back =
            paper.facts.void.as_ref().is_some_and(|void| {
                what == Loose::Attempt && void.reason == VoidReason::Undelivered
            });
        if !came_back && !paper.facts.proves() {
            return false;
        }
        match self.by_number(paper) {
            Some(true) => self.is_numbered(paper),
            Some(false) => false,
            None => names(paper, &self.case.persons) && self.is_in_time(what, day),
        }
    }

    /// Whether a filing that was noted by hand is of the run.
    pub(super) fn is_told_of(&self, told: &ToldFiling) -> bool {
        match &told.reference {
            Some(number) if self.references.contains(number) => true,
            Some(number) if self.over.contains(number) => false,
            Some(_) if !self.references.is_empty() => false,
            _ => {
                self.case.persons.contains(&told.person)
                    && self.is_in_time(Loose::Attempt, told.day)
            }
        }
    }

    /// Whether a paper carries a number of the run, and is nobody else's.
    pub(super) fn is_numbered(&self, paper: &Paper<'_>) -> bool {
        let names_nobody = !paper.facts.persons.iter().any(|one| one.role == PersonRole::Subject);
        self.by_number(paper) == Some(true) && (names_nobody || names(paper, &self.case.persons))
    }
}

/// Returns the day after the last run of a procedure that comes again ended before `opened`: papers up to then belong to that one.
/// A permit that is handed out late is valid from an earlier day than the one it was made on; the later day ends the run.
fn begins_after(
    procedure: &Procedure,
    persons: &[String],
    papers: &[Paper<'_>],
    opened: NaiveDate,
) -> Option<NaiveDate> {
    let last = procedure.milestone(procedure.ends_with.as_deref()?)?;
    papers
        .iter()
        .filter(|paper| is_of(paper, persons))
        .filter_map(|paper| {
            let day = sign_date(last, paper)?;
            Some(day_of(paper, DateRole::Issued).map_or(day, |issued| issued.max(day)))
        })
        .filter(|day| *day < opened)
        .max()?
        .succ_opt()
}

/// Returns the day on which the paper shows that the milestone was reached.
fn sign_date(milestone: &Milestone, paper: &Paper<'_>) -> Option<NaiveDate> {
    let kind = type_of(paper)?;
    milestone
        .reached_by
        .iter()
        .filter(|sign| sign.r#type == kind)
        .find_map(|sign| day_of(paper, sign.date))
}

/// The numbers that hold the papers of one case together.
fn practice_numbers<'p>(paper: &Paper<'p>) -> impl Iterator<Item = &'p str> {
    paper
        .facts
        .references
        .iter()
        .filter(|reference| {
            matches!(
                reference.kind,
                ReferenceKind::Practice | ReferenceKind::Questura | ReferenceKind::SuiId
            )
        })
        .map(|reference| reference.value.as_str())
}

/// Finds the steps that papers or the user tell. A paper with a number of the case belongs to it whatever its date; one with another
/// case's number does not; one without number belongs to it by its date. What others bring is looked at last: a request for papers
/// of another case must not give this one its number.
pub(super) fn reached<'a>(
    procedure: &'a Procedure,
    case: &CaseTold,
    theirs: &[Paper<'_>],
    run: &mut Run<'_>,
) -> Vec<MilestoneReview<'a>> {
    let mut steps = Vec::with_capacity(procedure.milestone.len());
    let mut in_turn: Vec<(usize, &Milestone)> = procedure.milestone.iter().enumerate().collect();
    in_turn.sort_by_key(|(at, milestone)| (milestone.incidental, *at));
    for (at, milestone) in in_turn {
        let told = case.milestones.get(&milestone.id).copied();
        let after = |id: &str| {
            steps_before(procedure, id).any(|before: &Milestone| {
                steps.iter().any(|(_, step): &(usize, MilestoneReview<'_>)| {
                    step.milestone.id == before.id && step.on.is_some()
                })
            })
        };
        let found = sign_of(procedure, milestone, theirs, run).filter(|(_, paper)| {
            !is_of_any_permit(procedure, milestone, paper) || after(&milestone.id)
        });
        if let Some((_, paper)) = found
            && !procedure.standing
        {
            run.references.extend(practice_numbers(paper).map(str::to_owned));
        }
        let found = found.map(|(day, paper)| (day, paper.path.to_owned()));
        let step = match (told, found) {
            (Some(day), _) => MilestoneReview { milestone, on: Some(day), paper: None },
            (None, Some((day, path))) => {
                MilestoneReview { milestone, on: Some(day), paper: Some(path) }
            }
            // Some steps have a fixed day, such as a click day.
            (None, None) => MilestoneReview { milestone, on: milestone.on, paper: None },
        };
        if milestone.is_filing() {
            run.filed = [run.filed, step.on].into_iter().flatten().min();
        }
        steps.push((at, step));
    }
    steps.sort_by_key(|(at, _)| *at);
    steps.into_iter().map(|(_, step)| step).collect()
}

/// A permit's papers come again with each renewal: in a procedure that files something else first, they count only once one of its
/// steps is known.
fn is_of_any_permit(procedure: &Procedure, milestone: &Milestone, paper: &Paper<'_>) -> bool {
    const OF_PERMITS: [&str; 2] = ["PERMIT", "PERMIT-RECEIPT"];
    let first = procedure.milestone.iter().find(|step| step.is_filing());
    let is_else = first.is_some_and(|first| {
        first.reached_by.iter().all(|sign| !OF_PERMITS.contains(&sign.r#type.as_str()))
    });
    is_else
        && type_of(paper).is_some_and(|kind| OF_PERMITS.contains(&kind))
        && !milestone.incidental
        && steps_before(procedure, &milestone.id).next().is_some()
}

/// Returns the steps before one, from the first filing on.
fn steps_before<'a>(
    procedure: &'a Procedure,
    id: &str,
) -> impl Iterator<Item = &'a Milestone> + use<'a> {
    let own = procedure.milestone.iter().position(|step| step.id == id).unwrap_or(0);
    let before = procedure.milestone.iter().take(own).skip_while(|step| !step.is_filing());
    before.filter(|step| !step.incidental)
}

/// Returns the paper that shows a step, and its day. A standing procedure tells of the newest paper, a case of the first one of its run.
fn sign_of<'s, 'p>(
    procedure: &Procedure,
    milestone: &Milestone,
    theirs: &'s [Paper<'p>],
    run: &Run<'_>,
) -> Option<(NaiveDate, &'s Paper<'p>)> {
    let signs = theirs.iter().filter_map(|paper| Some((sign_date(milestone, paper)?, paper)));
    let mut fitting: Vec<(NaiveDate, &Paper<'p>)> = signs
        .filter(|(day, paper)| {
            let is_letter = type_of(paper).is_some_and(|kind| ABOUT_A_FILING.contains(&kind));
            let what = if is_letter { Loose::Letter } else { Loose::Step };
            run.by_number(paper).unwrap_or_else(|| run.is_in_time(what, *day))
        })
        .collect();
    fitting.sort_by_key(|(day, paper)| (*day, paper.path));
    if procedure.standing {
        return fitting.last().copied();
    }
    // Of several applications, none of which was said to be the one, the newest is what a case is opened for.
    if run.references.is_empty() && run.case.since.is_none() && !milestone.incidental {
        let of_newest: BTreeSet<&str> =
            fitting.last().map(|(_, paper)| practice_numbers(paper).collect()).unwrap_or_default();
        let newest = |(_, paper): &&(NaiveDate, &Paper<'p>)| {
            practice_numbers(paper).any(|number| of_newest.contains(number))
        };
        if let Some(first) = fitting.iter().find(newest) {
            return Some(*first);
        }
    }
    fitting.first().copied()
}

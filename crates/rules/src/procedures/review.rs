//! Where a case stands: which papers are here, which steps are done, what is due. Pure: papers, what was told, and today come in.

use super::calls::{CallReview, call_reviews};
use super::dated::{OnDay, figures_on, on_day};
pub use super::fees::{FeeReview, Owed};
use super::fees::{fee_reviews, may_stand};
use super::steps::{Run, reached};
use super::waiting::{Filings, filings};
use super::{Asked, Item, Milestone, Procedure, TermUse, Threshold};
use crate::facts::{DateRole, PersonRole, Recognition};
use crate::packs::{Packs, Per};
use crate::recognise::APPLICATION_FILED;
use crate::requests::Call;
use crate::terms::{Actor, Direction, Due, Reckoning, Trigger, reckon};
use chrono::{Days, Months, NaiveDate};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What runs from an expiry, backwards or forwards, may be done this many days before it, not earlier: an application filed
/// earlier belongs to the permit before. So may what is told of a hiring or a home before it begins.
const ENDS_BEFORE: u64 = 180;
const WEEK: u64 = 7;
const EXPIRY: &str = "expiry";

/// The milestone that each look at the portal sets anew.
pub const PORTAL_CHECKED: &str = "portal-checked";

/// What the user told of a case, and what it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseTold {
    /// Ids of everybody the case is for; the applicant first.
    pub persons: Vec<String>,
    /// Birth dates, of those whose is known.
    pub born: BTreeMap<String, NaiveDate>,
    /// The day on which the user opened it.
    pub opened: Option<NaiveDate>,
    /// Papers of before belong to an earlier run of the procedure, unless they carry one of the case's references.
    pub since: Option<NaiveDate>,
    /// The day it was closed.
    pub closed: Option<NaiveDate>,
    /// Normalised practice numbers and the like.
    pub references: BTreeSet<String>,
    pub answers: BTreeMap<String, bool>,
    /// Milestones told by hand.
    pub milestones: BTreeMap<String, NaiveDate>,
    /// Items ticked by hand.
    pub ticks: BTreeSet<String>,
    /// Items given to somebody: who provides them, and by when if that was said.
    pub assigned: BTreeMap<String, (Actor, Option<NaiveDate>)>,
    /// Terms told by hand: the day, and why.
    pub terms: BTreeMap<String, (NaiveDate, String)>,
    /// Filings that the household noted in its timeline, for this case or another.
    pub filings: Vec<ToldFiling>,
}

/// A filing that was noted by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldFiling {
    pub day: NaiveDate,
    /// Id of the person it is about.
    pub person: String,
    pub reference: Option<String>,
    /// The paper that proves it.
    pub path: Option<String>,
}

/// A paper as a review needs it, corrections of the user already applied.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    pub path: &'a str,
    pub facts: &'a Recognition,
    /// What it calls for, of a letter that must be answered.
    pub call: Option<&'a Call>,
}

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review<'a> {
    pub items: Vec<ItemReview<'a>>,
    pub milestones: Vec<MilestoneReview<'a>>,
    /// The first step not done after the last one that is.
    pub next: Option<&'a Milestone>,
    pub terms: Vec<TermReview<'a>>,
    pub fees: Vec<FeeReview<'a>>,
    /// By the figures of the day it was filed, or of its closing, or of today.
    pub thresholds: Vec<OnDay<'a, Threshold>>,
    pub figures_on: NaiveDate,
    /// The day from which papers count: told, or the day after the last run ended.
    pub since: Option<NaiveDate>,
    /// The practice numbers of the case: told, and read from its papers.
    pub references: BTreeSet<String>,
    /// The letters that must be answered, or were; newest first.
    pub calls: Vec<CallReview<'a>>,
    /// What shows that something was filed, and whether anything confirms it.
    pub filings: Option<Filings<'a>>,
}

/// Whether a paper of the checklist is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    Here,
    /// Ticked by hand.
    Done,
    Missing,
    /// Some are here, not all.
    NotEnough,
    /// Here, but no longer valid, or not for long enough.
    Expired,
    /// Here, but too old.
    TooOld,
    /// Its question has no answer yet.
    Ask,
    NotNeeded,
    /// An office asks for it in words that name no known paper.
    NotRecognised,
}

/// One item of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemReview<'a> {
    pub item: &'a Item,
    pub need: Need,
    /// How many papers are wanted: of some, so many for each person.
    pub count: usize,
    /// The papers that count for it, newest first.
    pub papers: Vec<String>,
    /// Who provides it, as the procedure has it or as it was told.
    pub by: Actor,
    /// By when: the day that was told, else that by which the case must be filed.
    pub until: Option<NaiveDate>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneReview<'a> {
    pub milestone: &'a Milestone,
    /// The day it was reached, or will be (an appointment).
    pub on: Option<NaiveDate>,
    /// The paper that says so; `None` if the user did.
    pub paper: Option<String>,
}

/// One term that runs, or ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermReview<'a> {
    pub term_use: &'a TermUse,
    pub reckoning: Reckoning<'a>,
    /// The day the user said instead, and why.
    pub told: Option<(NaiveDate, String)>,
    /// The day on which what ends it was reached.
    pub done: Option<NaiveDate>,
    /// The paper it runs from; `None` if the user told the day.
    pub from_paper: Option<String>,
}

impl TermReview<'_> {
    /// Returns the day (or moment) that counts.
    pub fn due(&self) -> Due {
        self.told.as_ref().map_or(self.reckoning.due, |(day, _)| Due::Day(*day))
    }
}

/// Returns where a case of `procedure` stands.
pub fn review<'a>(
    packs: &'a Packs,
    procedure: &'a Procedure,
    case: &CaseTold,
    papers: &[Paper<'_>],
    today: NaiveDate,
    place: Option<&str>,
) -> Review<'a> {
    let theirs: Vec<Paper<'_>> =
        papers.iter().copied().filter(|paper| is_of(paper, &case.persons)).collect();
    let mut run = Run::new(procedure, case, &theirs);
    let milestones = reached(procedure, case, &theirs, &mut run);
    let last = milestones
        .iter()
        .rposition(|step| !step.milestone.incidental && step.on.is_some_and(|day| day <= today));
    let next = milestones
        .iter()
        .skip(last.map_or(0, |last| last + 1))
        .filter(|step| !step.milestone.incidental)
        .find(|step| step.on.is_none_or(|day| day > today))
        .map(|step| step.milestone);
    let terms: Vec<TermReview<'a>> = procedure
        .term
        .iter()
        .filter_map(|term_use| term_review(packs, term_use, case, &milestones, today, place))
        .collect();
    // The papers are wanted by the day on which the application must be filed; other terms of a case need none of them.
    let until = terms
        .iter()
        .filter(|term| term.done.is_none())
        .filter(|term| term.term_use.until.as_ref().is_some_and(|step| step.ends_with("filed")))
        .filter(|term| !term.reckoning.term.acts.is_office())
        .map(|term| term.due().day())
        .min();
    let figures_on = figures_on(case, &milestones, today);
    let fees = fee_reviews(procedure, &run, &theirs, &milestones, figures_on);
    // The papers of a company name nobody of the household, and are asked for all the same.
    let asked: Vec<Paper<'_>> = papers
        .iter()
        .copied()
        .filter(|paper| is_of(paper, &case.persons) || is_nameless(packs, paper))
        .filter(|paper| may_stand(&fees, &run, paper))
        .collect();
    let review_item = |item| item_review(packs, item, case, &asked, today, until);
    let stand =
        Stand { packs, procedure, case, papers, milestones: &milestones, run: &run, today, place };
    let calls = call_reviews(&stand);
    let filings = filings(&stand, &fees);
    Review {
        items: procedure.item.iter().map(review_item).collect(),
        next,
        terms,
        fees,
        thresholds: on_day(&procedure.threshold, |_| figures_on),
        figures_on,
        calls,
        filings,
        milestones,
        since: run.since,
        references: run.references,
    }
}

/// What is known of a case when its steps are.
pub(super) struct Stand<'a, 's> {
    pub(super) packs: &'a Packs,
    pub(super) procedure: &'a Procedure,
    pub(super) case: &'s CaseTold,
    /// Everybody's.
    pub(super) papers: &'s [Paper<'s>],
    pub(super) milestones: &'s [MilestoneReview<'a>],
    pub(super) run: &'s Run<'s>,
    pub(super) today: NaiveDate,
    pub(super) place: Option<&'s str>,
}

impl Stand<'_, '_> {
    /// Returns the day on which a step was reached.
    pub(super) fn on(&self, id: &str) -> Option<NaiveDate> {
        self.milestones.iter().find(|step| step.milestone.id == id)?.on
    }
}

/// Whether a paper counts for any of these persons.
pub(super) fn is_of(paper: &Paper<'_>, persons: &[String]) -> bool {
    paper.facts.proves() && names(paper, persons)
}

/// Whether it is a paper of any of these persons, even if it says itself that it does not count.
pub(super) fn names(paper: &Paper<'_>, persons: &[String]) -> bool {
    let subjects = paper.facts.persons.iter().filter(|found| found.role == PersonRole::Subject);
    subjects.into_iter().any(|found| persons.contains(&found.id))
}

/// Whether a paper names nobody of the household, as a company's papers may. A photo is of somebody, and nobody knows of whom.
pub(super) fn is_nameless(packs: &Packs, paper: &Paper<'_>) -> bool {
    let kind = type_of(paper).and_then(|id| packs.document_type(id));
    kind.is_some_and(|kind| kind.nameless && kind.per == Per::Dated)
        && paper.facts.proves()
        && !paper.facts.persons.iter().any(|one| one.role == PersonRole::Subject)
}

pub(super) fn type_of<'p>(paper: &Paper<'p>) -> Option<&'p str> {
    paper.facts.doc_type.as_ref().map(|found| found.id.as_str())
}

/// Returns the whole day that a paper tells in this role.
pub(super) fn day_of(paper: &Paper<'_>, role: DateRole) -> Option<NaiveDate> {
    paper.facts.dates.iter().filter(|date| date.role == role).find_map(|date| date.date.day())
}

pub(super) fn item_review<'a>(
    packs: &Packs,
    item: &'a Item,
    case: &CaseTold,
    papers: &[Paper<'_>],
    today: NaiveDate,
    until: Option<NaiveDate>,
) -> ItemReview<'a> {
    let mut fitting: Vec<&Paper<'_>> = papers
        .iter()
        .filter(|paper| type_of(paper).is_some_and(|kind| item.types.iter().any(|id| id == kind)))
        .collect();
    if item.older {
        let all = fitting.clone();
        fitting.retain(|paper| all.iter().any(|newer| follows(newer, paper)));
    }
    // What holds today comes before what only begins to.
    let is_ahead =
        |paper: &Paper<'_>| day_of(paper, DateRole::ValidFrom).is_some_and(|from| from > today);
    fitting.sort_by_key(|paper| (is_ahead(paper), std::cmp::Reverse((turn(paper), paper.path))));
    let valid: Vec<&Paper<'_>> =
        fitting.iter().copied().filter(|paper| lasts(item, paper, today)).collect();
    let fresh: Vec<&Paper<'_>> =
        valid.iter().copied().filter(|paper| is_fresh(item, paper, today)).collect();
    // One person's passport is nobody else's.
    let of_each = case.persons.len() > 1 && is_of_one_person(packs, item);
    let each = item.count as usize;
    let count = if of_each { each * case.persons.len() } else { each };
    let enough = |papers: &[&Paper<'_>]| match of_each {
        true => case.persons.iter().map(|id| papers_of(papers, id).min(each)).sum(),
        false => papers.len(),
    };
    let (here, valid, fresh) = (enough(&fitting), enough(&valid), enough(&fresh));
    if of_each {
        // The newest of everybody before anybody's older ones.
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        fitting.sort_by_cached_key(|paper| {
            let mine = case.persons.iter().find(|id| papers_of(&[paper], id) > 0);
            let rank = seen.entry(mine.map_or("", String::as_str)).or_default();
            *rank += 1;
            *rank > each
        });
    }
    let answer = item.question.as_ref().map(|id| case.answers.get(id).copied());
    let need = match answer {
        _ if case.ticks.contains(&item.id) => Need::Done,
        Some(Some(false)) => Need::NotNeeded,
        _ if fresh >= count => Need::Here,
        Some(None) if item.asked == Asked::Conditional => Need::Ask,
        _ if fitting.is_empty() => Need::Missing,
        _ if here < count => Need::NotEnough,
        _ if valid >= count => Need::TooOld,
        _ => Need::Expired,
    };
    let papers = fitting.iter().map(|paper| paper.path.to_owned()).collect();
    let (by, told) = case.assigned.get(&item.id).copied().unwrap_or((item.by, None));
    let is_open = !matches!(need, Need::Here | Need::Done | Need::NotNeeded);
    let until = told.or(until.filter(|_| is_open && item.asked != Asked::Optional));
    ItemReview { item, need, count, papers, by, until }
}

/// Whether each of its papers is of one person: all its types have a machine-readable zone with that person's name.
fn is_of_one_person(packs: &Packs, item: &Item) -> bool {
    let has_zone = |id: &String| packs.document_type(id).is_some_and(|kind| !kind.mrz.is_empty());
    !item.types.is_empty() && item.types.iter().all(has_zone)
}

/// Returns how many of these papers are of this person.
fn papers_of(papers: &[&Paper<'_>], id: &String) -> usize {
    papers.iter().filter(|paper| is_of(paper, std::slice::from_ref(id))).count()
}

/// The day a paper is sorted by: its own, whatever it is called. The day of an application that it answers is none of its own.
pub(super) fn own_day(paper: &Paper<'_>) -> Option<NaiveDate> {
    let own = paper.facts.dates.iter().filter(|d| d.evidence.rule != APPLICATION_FILED);
    [DateRole::Issued, DateRole::Filed, DateRole::Paid, DateRole::ValidFrom, DateRole::Start]
        .into_iter()
        .find_map(|role| own.clone().filter(|d| d.role == role).find_map(|d| d.date.day()))
}

/// The day by which papers of a kind follow each other: their own, or the beginning of the month that they are of.
fn turn(paper: &Paper<'_>) -> Option<NaiveDate> {
    let period = paper.facts.dates.iter().filter(|date| date.role == DateRole::Period);
    own_day(paper).or_else(|| period.filter_map(|date| date.date.month_begins()).max())
}

/// Whether the paper is valid today, and for the months that are asked beyond it.
fn lasts(item: &Item, paper: &Paper<'_>, today: NaiveDate) -> bool {
    if item.older {
        return true;
    }
    let end = last_day(paper);
    let wanted = today.checked_add_months(Months::new(item.valid_months.unwrap_or(0)));
    match (end, wanted) {
        (Some(end), Some(wanted)) => end >= wanted,
        _ => true,
    }
}

fn last_day(paper: &Paper<'_>) -> Option<NaiveDate> {
    day_of(paper, DateRole::ValidTo).or_else(|| day_of(paper, DateRole::Expires))
}

/// Whether a paper is the later one of somebody's two: it ends later, or was issued later where an end is not known.
fn follows(newer: &Paper<'_>, paper: &Paper<'_>) -> bool {
    let subjects = newer.facts.persons.iter().filter(|one| one.role == PersonRole::Subject);
    let of_same = subjects.map(|one| one.id.clone()).any(|id| is_of(paper, &[id]));
    let days = last_day(newer).zip(last_day(paper));
    let days = days.or_else(|| own_day(newer).zip(own_day(paper)));
    of_same && days.is_some_and(|(its, own)| its > own)
}

fn is_fresh(item: &Item, paper: &Paper<'_>, today: NaiveDate) -> bool {
    let oldest =
        item.max_age_months.and_then(|months| today.checked_sub_months(Months::new(months)));
    match (oldest, own_day(paper)) {
        (Some(oldest), Some(day)) => day >= oldest,
        _ => true,
    }
}

fn term_review<'a>(
    packs: &'a Packs,
    term_use: &'a TermUse,
    case: &CaseTold,
    milestones: &[MilestoneReview<'a>],
    today: NaiveDate,
    place: Option<&str>,
) -> Option<TermReview<'a>> {
    let is_asked = |id: &String| case.answers.get(id) == Some(&true);
    if !term_use.question.as_ref().is_none_or(is_asked) {
        return None;
    }
    let step = |id: &str| milestones.iter().find(|step| step.milestone.id == id);
    let begun = step(&term_use.from).filter(|step| step.on.is_some());
    let (begun, from) = match begun {
        // The portal is looked at from the day on which something was filed, or the case was opened; not for all the time before.
        None if term_use.from == PORTAL_CHECKED => {
            let filed = milestones.iter().filter(|step| step.milestone.id.ends_with("filed"));
            let filed = filed.filter(|step| step.on.is_some()).min_by_key(|step| step.on)?;
            let opened = case.opened.and_then(|day| day.checked_sub_days(Days::new(WEEK)));
            (filed, filed.on.max(opened)?)
        }
        begun => (begun?, begun?.on?),
    };
    let trigger = Trigger { day: from, time: None, coarse: false };
    // The packs are checked: a term without a law on that day has nothing to say.
    let reckoning = reckon(packs, &term_use.id, trigger, place)
        .or_else(|_| reckon(packs, &term_use.id, trigger, None))
        .ok()?;
    let until = term_use.until.as_deref().and_then(step);
    let may_be_earlier = reckoning.term.trigger == EXPIRY
        || reckoning.term.direction == Direction::Before
        || until.is_some_and(|step| step.milestone.incidental && step.milestone.answers.is_none());
    let earliest = match may_be_earlier {
        true => from.checked_sub_days(Days::new(ENDS_BEFORE)).unwrap_or(from),
        false => from,
    };
    let ended = until.and_then(|step| step.on).filter(|day| *day >= earliest);
    let done = ended.or_else(|| passed(milestones, until?, from, today));
    Some(TermReview {
        told: case.terms.get(&term_use.id).cloned(),
        done,
        from_paper: begun.paper.clone(),
        reckoning,
        term_use,
    })
}

/// Returns the day on which an office took a later step: then this one was taken as well, though no paper here shows it.
fn passed(
    milestones: &[MilestoneReview<'_>],
    step: &MilestoneReview<'_>,
    from: NaiveDate,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let later = milestones.iter().skip_while(|one| one.milestone.id != step.milestone.id).skip(1);
    later
        .filter(|one| one.milestone.acts.is_office() && !one.milestone.incidental)
        .filter(|_| step.on.is_none() && !step.milestone.incidental)
        .filter_map(|one| one.on)
        .filter(|day| *day >= from && *day <= today)
        .min()
}

//! Letters of a case that must be answered: which papers they ask for and which of them are here, by when, and whether it was done.

use super::review::{
    CaseTold, ItemReview, Need, Paper, Stand, TermReview, day_of, is_nameless, is_of, item_review,
    own_day, type_of,
};
use super::steps::Loose;
use super::{Asked, Item, TermUse};
use crate::facts::DateRole;
use crate::packs::Packs;
use crate::recognise::phrase;
use crate::requests::{Call, Calls, Until, Want};
use crate::terms::{Actor, Direction, Reckoning, Roll, Term, Trigger, Unit, reckon, reckon_by};
use chrono::NaiveDate;

/// What a term is called that a letter itself sets.
pub const REQUESTED: &str = "requested-papers";
/// The written answer to a notice.
const OBSERVATIONS: &str = "OBSERVATIONS";

/// A letter that nobody answered, and whose number the case does not know, is an earlier case's so many days after it was over.
const FORGOTTEN_AFTER: i64 = 180;

/// From what the day is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivered {
    /// The user told the day.
    Told,
    /// The paper says when it was delivered.
    Notified,
    /// Nothing says when it came: from its own date, which is never too late.
    Issued,
}

/// One letter, and where its answer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallReview<'a> {
    pub path: String,
    pub type_id: String,
    pub calls: Calls,
    /// The letter's own date.
    pub day: Option<NaiveDate>,
    /// The day its term runs from.
    pub delivered: Option<(NaiveDate, Delivered)>,
    /// The last day for the answer, and what says so.
    pub due: Option<(NaiveDate, CallDue<'a>)>,
    /// The day on which it was answered, or dealt with by what an office decided later.
    pub answered: Option<NaiveDate>,
    /// The step that its delivery is, and the one that answers it.
    pub step: Option<&'a str>,
    pub answer: Option<&'a str>,
    pub items: Vec<CallItem>,
}

/// What says when the answer is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallDue<'a> {
    /// The letter names the day.
    Named,
    /// The letter gives so many days: a term as any other, that only it sets.
    Letter(Box<(Term, TermUse)>, Trigger),
    /// A law does.
    Law(&'a TermUse, Reckoning<'a>),
}

/// What an entry of a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A paper that is asked for.
    Paper,
    /// A point that is raised, and the paper that answers it.
    Point,
    /// The observations themselves.
    Answer,
    /// The letter.
    Letter,
}

/// One entry of a letter's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallItem {
    pub role: Role,
    /// As an item of a checklist: its id stays the same as long as the letter does.
    pub item: Item,
    /// The letter's words, and their page.
    pub words: String,
    pub page: Option<u32>,
    pub faulted: bool,
    pub need: Need,
    pub count: usize,
    pub papers: Vec<String>,
    pub by: Actor,
    pub until: Option<NaiveDate>,
}

/// Returns the letters of a case, newest first; for everybody's procedure those that wait for an answer without a case.
pub(super) fn call_reviews<'a>(stand: &Stand<'a, '_>) -> Vec<CallReview<'a>> {
    let mut found: Vec<CallReview<'a>> =
        stand.papers.iter().filter_map(|paper| call_review(stand, paper)).collect();
    found.sort_by_key(|call| (std::cmp::Reverse(call.day), call.path.clone()));
    found
}

fn call_review<'a>(stand: &Stand<'a, '_>, paper: &Paper<'_>) -> Option<CallReview<'a>> {
    let (call, type_id) = (paper.call?, type_of(paper)?);
    let calls = stand.packs.document_type(type_id)?.calls_for?;
    let step = stand
        .procedure
        .milestone
        .iter()
        .find(|milestone| milestone.reached_by.iter().any(|sign| sign.r#type == type_id));
    let issued = day_of(paper, DateRole::Issued).or_else(|| own_day(paper));
    let notified = day_of(paper, DateRole::Notified);
    let day = issued.or(notified);
    // A procedure that knows of no such letter has only those with its own number.
    let is_theirs = match step {
        Some(_) => stand.run.holds(Loose::Letter, paper, day.unwrap_or(stand.today)),
        None => stand.run.is_numbered(paper),
    };
    if !is_theirs {
        return None;
    }
    let step = step.map(|step| step.id.as_str());
    let told = step
        .and_then(|id| stand.case.milestones.get(id).copied())
        .filter(|told| day.is_none_or(|day| *told >= day));
    let delivered = told
        .map(|day| (day, Delivered::Told))
        .or_else(|| notified.map(|day| (day, Delivered::Notified)))
        .or_else(|| issued.map(|day| (day, Delivered::Issued)));
    let answer = step.and_then(|id| {
        let mut known = stand.procedure.milestone.iter();
        known.find(|milestone| milestone.answers.as_deref() == Some(id))
    });
    let from = delivered.map(|(day, _)| day);
    let answered = answer
        .and_then(|answer| stand.on(&answer.id))
        .filter(|on| *on <= stand.today && from.is_none_or(|from| *on >= from));
    let due = due(stand, paper, call, step, issued, from);
    // What was decided later has dealt with it; another letter has not.
    let asks =
        |id: &str| stand.packs.document_type(id).is_some_and(|kind| kind.calls_for.is_some());
    let decided = stand.milestones.iter().filter(|step| {
        step.milestone.acts.is_office()
            && step.paper.is_some()
            && !step.milestone.reached_by.iter().any(|sign| asks(&sign.r#type))
    });
    let decided =
        decided.filter_map(|step| step.on).filter(|on| from.is_some_and(|from| *on > from));
    let answered = answered.or_else(|| decided.filter(|on| *on <= stand.today).min());
    let last = due.as_ref().map(|(day, _)| *day).or(day);
    let is_old = last.is_some_and(|last| (stand.today - last).num_days() > FORGOTTEN_AFTER);
    if is_old && answered.is_none() && !stand.run.is_numbered(paper) {
        return None;
    }
    let until = due.as_ref().map(|(day, _)| *day).filter(|_| answered.is_none());
    Some(CallReview {
        path: paper.path.to_owned(),
        type_id: type_id.to_owned(),
        calls,
        day,
        delivered,
        due,
        answered,
        step,
        answer: answer.map(|answer| answer.id.as_str()),
        items: items(stand, paper, call, calls, day, until),
    })
}

/// A day that the letter names, the days that it gives or those that a law gives. Of two the earlier one.
fn due<'a>(
    stand: &Stand<'a, '_>,
    paper: &Paper<'_>,
    call: &Call,
    step: Option<&str>,
    issued: Option<NaiveDate>,
    from: Option<NaiveDate>,
) -> Option<(NaiveDate, CallDue<'a>)> {
    let trigger = |day| Trigger { day, time: None, coarse: false };
    let law = stand.procedure.term.iter().find(|term| Some(term.from.as_str()) == step);
    if let (Some(law), Some(from)) = (law, from) {
        let reckoning = reckon(stand.packs, &law.id, trigger(from), stand.place)
            .or_else(|_| reckon(stand.packs, &law.id, trigger(from), None))
            .ok()?;
        let told = stand.case.terms.get(&law.id).map(|(day, _)| *day);
        let day = told.unwrap_or_else(|| reckoning.due.day());
        return Some((day, CallDue::Law(law, reckoning)));
    }
    let given = call.until.as_ref().and_then(|until| {
        let trigger = trigger(if until.from_letter { issued.or(from) } else { from }?);
        let term = term_of(until, paper.path);
        let day = reckon_by(&stand.packs.calendar, &term, trigger, None)?.due.day();
        Some((day, CallDue::Letter(Box::new((term, use_of(step, paper.path))), trigger)))
    });
    let named = day_of(paper, DateRole::Due).map(|day| (day, CallDue::Named));
    [named, given].into_iter().flatten().min_by_key(|(day, _)| *day)
}

fn use_of(step: Option<&str>, path: &str) -> TermUse {
    TermUse {
        id: REQUESTED.to_owned(),
        from: step.unwrap_or_default().to_owned(),
        until: None,
        question: None,
        source: path.to_owned(),
    }
}

/// The term that a letter sets, to be counted as any other.
fn term_of(until: &Until, path: &str) -> Term {
    Term {
        id: REQUESTED.to_owned(),
        label_en: "Send the requested papers".to_owned(),
        label_it: "Inviare i documenti richiesti".to_owned(),
        trigger: "integration-requested".to_owned(),
        trigger_en: "delivery of the request".to_owned(),
        trigger_it: "ricevimento della richiesta".to_owned(),
        acts: Actor::Applicant,
        length: until.days,
        unit: if until.working { Unit::WorkingDays } else { Unit::CalendarDays },
        month: None,
        direction: Direction::After,
        roll: Roll::Civil,
        basis: format!("the letter, “{}”", until.words),
        basis_it: Some(format!("la lettera, «{}»", until.words)),
        source: path.to_owned(),
        sure: "seen".to_owned(),
        valid_from: None,
        valid_to: None,
        note_en: None,
        note_it: None,
        reading: Vec::new(),
        // It was set by the letter itself, and no review of the packs makes it older.
        reviewed_on: NaiveDate::MAX,
    }
}

fn items(
    stand: &Stand<'_, '_>,
    letter: &Paper<'_>,
    call: &Call,
    calls: Calls,
    day: Option<NaiveDate>,
    until: Option<NaiveDate>,
) -> Vec<CallItem> {
    let role = if calls == Calls::Papers { Role::Paper } else { Role::Point };
    let mut seen: Vec<String> = Vec::new();
    let mut items: Vec<CallItem> = Vec::new();
    if calls == Calls::Observations {
        // What was written before the notice answers another one.
        let written: Vec<Paper<'_>> = stand
            .papers
            .iter()
            .filter(|paper| type_of(paper) == Some(OBSERVATIONS))
            .filter(|paper| own_day(paper).zip(day).is_none_or(|(own, day)| own >= day))
            .copied()
            .collect();
        let answer =
            Item { types: vec![OBSERVATIONS.to_owned()], ..blank(&mut seen, "observations", day) };
        let answer = labelled(stand, answer);
        items.push(entry(stand, Role::Answer, answer, None, &written, until));
        let own = Item {
            types: type_of(letter).map(str::to_owned).into_iter().collect(),
            ..blank(&mut seen, "notice", day)
        };
        let own = labelled(stand, own);
        items.push(entry(stand, Role::Letter, own, None, std::slice::from_ref(letter), None));
    }
    for want in &call.wants {
        let item = labelled(
            stand,
            Item {
                types: want.types.clone(),
                count: want.count,
                ..blank(&mut seen, &want.words, day)
            },
        );
        let papers: Vec<Paper<'_>> =
            stand.papers.iter().filter(|paper| fits(stand, paper, want)).copied().collect();
        items.push(entry(stand, role, item, Some(want), &papers, until));
    }
    items
}

/// Whether a paper may be the one: of the right people, or of nobody where such papers name nobody.
fn fits(stand: &Stand<'_, '_>, paper: &Paper<'_>, want: &Want) -> bool {
    let persons = &stand.case.persons;
    if !paper.facts.proves() {
        return false;
    }
    match want.others {
        // The applicant's own is not the spouse's, nor the host's.
        true => !persons.iter().take(1).any(|first| is_of(paper, std::slice::from_ref(first))),
        false => is_of(paper, persons) || is_nameless(stand.packs, paper),
    }
}

fn blank(seen: &mut Vec<String>, words: &str, day: Option<NaiveDate>) -> Item {
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    let mut id = format!("asked-{:08x}", hash(&format!("{day} {}", phrase(words))));
    while seen.contains(&id) {
        id.push('b');
    }
    seen.push(id.clone());
    Item {
        id,
        asked: Asked::Mandatory,
        question: None,
        types: Vec::new(),
        count: 1,
        valid_months: None,
        max_age_months: None,
        older: false,
        label_en: words.to_owned(),
        label_it: words.to_owned(),
        detail_en: None,
        detail_it: None,
        by: Actor::Applicant,
        source: String::new(),
        sure: "seen".to_owned(),
    }
}

/// Calls it by its types, where they are known.
fn labelled(stand: &Stand<'_, '_>, item: Item) -> Item {
    let kinds = || item.types.iter().filter_map(|id| stand.packs.document_type(id));
    if kinds().next().is_none() {
        return item;
    }
    let join = |labels: Vec<&str>| labels.join(" / ");
    let en = join(kinds().map(|kind| kind.label_en.as_str()).collect());
    let it = join(kinds().map(|kind| kind.label_it.as_str()).collect());
    Item { label_en: en, label_it: it, ..item }
}

fn entry(
    stand: &Stand<'_, '_>,
    role: Role,
    item: Item,
    want: Option<&Want>,
    papers: &[Paper<'_>],
    until: Option<NaiveDate>,
) -> CallItem {
    // Papers were chosen by whose they are: whoever they name counts.
    let ItemReview { need, count, papers, by, until, .. } =
        item_review(stand.packs, &item, stand.case, papers, stand.today, until);
    let need = match need {
        Need::Missing if item.types.is_empty() => Need::NotRecognised,
        need => need,
    };
    CallItem {
        role,
        words: want.map(|want| want.words.clone()).unwrap_or_default(),
        page: want.map(|want| want.page),
        faulted: want.is_some_and(|want| want.faulted),
        item,
        need,
        count,
        papers,
        by,
        until,
    }
}

/// FNV-1a: the same on every computer and in every version.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl CallReview<'_> {
    /// Returns the term that is counted, by the law or by the letter; none where the letter names the day.
    pub fn term<'s>(
        &'s self,
        packs: &'s Packs,
        case: &CaseTold,
        place: Option<&str>,
    ) -> Option<TermReview<'s>> {
        let (term_use, reckoning) = match &self.due.as_ref()?.1 {
            CallDue::Named => return None,
            CallDue::Letter(set, trigger) => {
                (&set.1, reckon_by(&packs.calendar, &set.0, *trigger, place)?)
            }
            CallDue::Law(term_use, reckoning) => (*term_use, reckoning.clone()),
        };
        let by_paper = self.delivered.is_some_and(|(_, how)| how != Delivered::Told);
        Some(TermReview {
            told: case.terms.get(&term_use.id).cloned(),
            done: self.answered,
            from_paper: by_paper.then(|| self.path.clone()),
            term_use,
            reckoning,
        })
    }
}

//! What is due: the terms of open cases, those that run for everybody, and the days that papers tell.

use super::requests::term;
use super::view::{TermView, term_view};
use super::{Case, Cases};
use crate::view::EventView;
use chrono::NaiveDate;
use faldone_rules::check::LastDay;
use faldone_rules::packs::Packs;
use faldone_rules::person::Person;
use faldone_rules::procedures::{
    Procedure,
    review::{CaseTold, Paper, ToldFiling, review},
    waiting::Filings,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// A term that nobody ended is no longer shown this many days after it was over: the papers that would tell are elsewhere.
const FORGOTTEN_AFTER: i64 = 180;

/// As long before a case is opened a letter may have come that it is opened for; without one, an older letter is a story of the past.
const LETTER_FORGOTTEN_AFTER: i64 = 60;

/// The kind of what is due when nothing confirmed a filing.
const FILE_AGAIN: &str = "file-again";

/// One thing to do by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DueRow {
    /// YYYY-MM-DD, or YYYY-MM-DDTHH:MM.
    pub due: String,
    /// `term`, `file-again` (nothing confirmed what was filed), or the kind of the event that a paper tells: `appointment`, `due`,
    /// `expires`.
    pub kind: String,
    /// What to do; of an event, what its paper is. In English, and in Italian.
    pub label: String,
    pub label_it: String,
    pub persons: Vec<String>,
    /// Who acts.
    pub acts: String,
    pub late: bool,
    #[ts(type = "number")]
    pub days_left: i64,
    /// The case it belongs to, and its procedure.
    pub case: Option<String>,
    pub procedure: Option<String>,
    /// The paper it rests on.
    pub path: Option<String>,
    /// The reckoning of a term.
    pub term: Option<TermView>,
}

/// Whose term it is, of which case if of one, and by which procedure.
type Of<'a> = (&'a [String], Option<&'a Case>, &'a Procedure);

/// Returns what is due, soonest first; what is over and was not done comes before.
#[expect(clippy::too_many_arguments, reason = "all that a folder knows goes into what is due")]
pub(crate) fn due_rows(
    packs: &Packs,
    cases: &Cases,
    people: &[Person],
    papers: &[Paper<'_>],
    filings: &[ToldFiling],
    events: &[EventView],
    last_days: &[LastDay],
    today: NaiveDate,
    place: Option<&str>,
) -> Vec<DueRow> {
    let mut rows = Vec::new();
    // Letters of some case: an open one's are told with it, a closed one's are dealt with.
    let mut letters: BTreeSet<String> = BTreeSet::new();
    for case in cases.iter() {
        let Some(procedure) = find(packs, &case.line.procedure) else { continue };
        let told = CaseTold { filings: filings.to_vec(), ..case.told.clone() };
        let stands = review(packs, procedure, &told, papers, today, place);
        letters.extend(stands.calls.iter().map(|call| call.path.clone()));
        if case.line.closed.is_some() {
            continue;
        }
        let of = (&case.line.persons[..], Some(case), procedure);
        let open = stands.terms.iter().filter(|term| term.done.is_none());
        rows.extend(open.map(|term| of_term(term_view(term, today), of)));
        for call in stands.calls.iter().filter(|call| call.answered.is_none()) {
            let view = term(packs, &case.told, call, today, place);
            // The first notice of a case is told with its terms.
            let view = view.filter(|view| !rows.iter().any(|row| is_same_term(row, view, of)));
            let view = view.filter(|view| view.days_left > -FORGOTTEN_AFTER);
            rows.extend(view.map(|view| of_term(view, of)));
        }
        rows.extend(stands.filings.as_ref().and_then(|filings| again(filings, case, today)));
    }
    for procedure in packs.procedures.iter().filter(|procedure| procedure.standing) {
        for person in people {
            let persons = vec![person.id.clone()];
            let told = cases.standing(&format!("{}-{}", procedure.id, person.id));
            let told = CaseTold { persons, filings: filings.to_vec(), ..told };
            let stands = review(packs, procedure, &told, papers, today, place);
            let of = (&told.persons[..], None, procedure);
            // A letter need not wait until somebody opens a case for it.
            let waiting = stands.calls.iter().filter(|call| call.answered.is_none());
            for call in waiting.filter(|call| !letters.contains(&call.path)) {
                let view = term(packs, &told, call, today, place);
                let view = view.filter(|view| view.days_left > -LETTER_FORGOTTEN_AFTER);
                rows.extend(view.map(|view| of_term(view, of)));
            }
            letters.extend(stands.calls.into_iter().map(|call| call.path));
            for term in stands.terms.iter().filter(|term| term.done.is_none()) {
                let view = term_view(term, today);
                let of_letter = view.from_paper.as_ref().is_some_and(|path| letters.contains(path));
                let known = of_letter || rows.iter().any(|row| is_same_term(row, &view, of));
                if !known && view.days_left > -FORGOTTEN_AFTER {
                    rows.push(of_term(view, of));
                }
            }
        }
    }
    rows.extend(
        events
            .iter()
            .filter(|event| {
                event.kind != "due"
                    || !event.path.as_ref().is_some_and(|path| letters.contains(path))
            })
            .filter(|event| event.kind != "expires" || !has_last_day(packs, event))
            .filter_map(|event| of_event(packs, event, today)),
    );
    rows.extend(last_days.iter().filter_map(|last| of_last_day(packs, last, today)));
    rows.sort_by(|a, b| (&a.due, &a.label, &a.persons).cmp(&(&b.due, &b.label, &b.persons)));
    once_each_appointment(&mut rows);
    rows
}

/// Returns whether a term is in the list: of a case its own, of everybody's that of any of the person's cases.
fn is_same_term(row: &DueRow, view: &TermView, (persons, case, _): Of<'_>) -> bool {
    row.term.as_ref().is_some_and(|term| term.id == view.id)
        && match case {
            Some(case) => row.case.as_ref() == Some(&case.line.id),
            None => persons.iter().any(|id| row.persons.contains(id)),
        }
}

/// Returns what to do about a filing that nothing confirmed in time.
fn again(filings: &Filings<'_>, case: &Case, today: NaiveDate) -> Option<DueRow> {
    let open = filings.open.filter(|open| open.over)?;
    Some(DueRow {
        due: open.until.to_string(),
        kind: FILE_AGAIN.to_owned(),
        label: filings.waiting.label_en.clone(),
        label_it: filings.waiting.label_it.clone(),
        persons: case.line.persons.clone(),
        acts: "applicant".to_owned(),
        late: true,
        days_left: (open.until - today).num_days(),
        case: Some(case.line.id.clone()),
        procedure: Some(case.line.procedure.clone()),
        path: filings.attempts.iter().rev().find_map(|attempt| attempt.path.clone()),
        term: None,
    })
}

/// One appointment is told by several papers: the receipt, the letter, the list of the post office. One with its hour stands for
/// those of the same day without; two hours are two appointments.
fn once_each_appointment(rows: &mut Vec<DueRow>) {
    let of_day = |row: &DueRow| (row.due.chars().take(10).collect::<String>(), row.persons.clone());
    let appointments = || rows.iter().filter(|row| row.kind == "appointment");
    let timed: BTreeSet<_> =
        appointments().filter(|row| row.due.contains('T')).map(of_day).collect();
    let mut seen = BTreeSet::new();
    rows.retain(|row| {
        let is_said_better = !row.due.contains('T') && timed.contains(&of_day(row));
        row.kind != "appointment"
            || (!is_said_better && seen.insert((row.due.clone(), row.persons.clone())))
    });
}

/// Returns the procedure with this id.
pub(super) fn find<'a>(packs: &'a Packs, id: &str) -> Option<&'a Procedure> {
    packs.procedures.iter().find(|procedure| procedure.id == id)
}

fn of_term(term: TermView, (persons, case, procedure): Of<'_>) -> DueRow {
    DueRow {
        due: term.due.clone(),
        kind: "term".to_owned(),
        label: term.label.clone(),
        label_it: term.label_it.clone(),
        persons: persons.to_vec(),
        acts: term.acts.clone(),
        late: term.late,
        days_left: term.days_left,
        case: case.map(|case| case.line.id.clone()),
        procedure: Some(procedure.id.clone()),
        path: term.from_paper.clone(),
        term: Some(term),
    }
}

/// Whether the end of the event's paper is told with those of its kind, of which only the newest counts. Of no known kind, or of nobody,
/// each stands for itself.
fn has_last_day(packs: &Packs, event: &EventView) -> bool {
    let kind = event.type_id.as_deref().and_then(|id| packs.document_type(id));
    kind.is_some_and(|kind| !kind.nameless || !event.persons.is_empty())
}

/// The end of a policy, a lease, a permit: until then the next one is wanted.
fn of_last_day(packs: &Packs, last: &LastDay, today: NaiveDate) -> Option<DueRow> {
    let kind = packs.document_type(&last.type_id).filter(|_| last.day >= today)?;
    Some(DueRow {
        due: last.day.to_string(),
        kind: "expires".to_owned(),
        label: kind.label_en.clone(),
        label_it: kind.label_it.clone(),
        persons: last.subjects.clone(),
        acts: "applicant".to_owned(),
        late: false,
        days_left: (last.day - today).num_days(),
        case: None,
        procedure: None,
        path: Some(last.path.clone()),
        term: None,
    })
}

/// An appointment, a payment, the end of a paper: days that a paper itself tells.
fn of_event(packs: &Packs, event: &EventView, today: NaiveDate) -> Option<DueRow> {
    if !matches!(event.kind.as_str(), "appointment" | "due" | "expires") {
        return None;
    }
    // Also what is today: that is the day on which it must not be forgotten.
    let day = event.date.parse().ok().filter(|day: &NaiveDate| *day >= today)?;
    let kind = event.type_id.as_deref().and_then(|id| packs.document_type(id));
    // A paper of no known type goes by its name.
    let name =
        || event.path.as_deref().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    let (label, label_it) = match kind {
        Some(kind) => (kind.label_en.clone(), kind.label_it.clone()),
        None => (name().to_owned(), name().to_owned()),
    };
    Some(DueRow {
        due: match &event.time {
            Some(time) => format!("{}T{time}", event.date),
            None => event.date.clone(),
        },
        kind: event.kind.clone(),
        label,
        label_it,
        persons: event.persons.clone(),
        acts: "applicant".to_owned(),
        late: false,
        days_left: (day - today).num_days(),
        case: None,
        procedure: None,
        path: event.path.clone(),
        term: None,
    })
}

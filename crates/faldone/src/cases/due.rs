//! What is due: the terms of open cases, those that run for everybody, and the days that papers tell.

use super::requests::term;
use super::view::{TermView, term_view};
use super::{Case, Cases};
use crate::view::EventView;
use chrono::NaiveDate;
use faldone_rules::packs::Packs;
use faldone_rules::person::Person;
use faldone_rules::procedures::{
    Procedure,
    review::{CaseTold, Paper, ToldFiling, review},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// A term that nobody ended is no longer shown this many days after it was over: the papers that would tell are elsewhere.
const FORGOTTEN_AFTER: i64 = 180;

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

/// Returns what is due, soonest first; what is over and was not done comes before.
#[expect(clippy::too_many_arguments, reason = "all that a folder knows goes into what is due")]
pub(crate) fn due_rows(
    packs: &Packs,
    cases: &Cases,
    people: &[Person],
    papers: &[Paper<'_>],
    filings: &[ToldFiling],
    events: &[EventView],
    today: NaiveDate,
    place: Option<&str>,
) -> Vec<DueRow> {
    let mut rows = Vec::new();
    // Letters whose day is told with their case.
    let mut letters: BTreeSet<String> = BTreeSet::new();
    for case in cases.iter().filter(|case| case.line.closed.is_none()) {
        let Some(procedure) = find(packs, &case.line.procedure) else { continue };
        let told = CaseTold { filings: filings.to_vec(), ..case.told.clone() };
        let stands = review(packs, procedure, &told, papers, today, place);
        let open = stands.terms.iter().filter(|term| term.done.is_none());
        rows.extend(open.map(|term| {
            of_term(term_view(term, today), &case.line.persons, Some(case), procedure)
        }));
        for call in &stands.calls {
            letters.insert(call.path.clone());
            let view = term(packs, case, call, today, place).filter(|_| call.answered.is_none());
            // The first notice of a case is told with its terms.
            let known = |view: &TermView| {
                rows.iter().any(|row: &DueRow| {
                    row.case.as_ref() == Some(&case.line.id)
                        && row.term.as_ref().is_some_and(|term| term.id == view.id)
                })
            };
            let row = view.filter(|view| !known(view) && view.days_left > -FORGOTTEN_AFTER);
            rows.extend(row.map(|view| of_term(view, &case.line.persons, Some(case), procedure)));
        }
        if let Some(filings) = &stands.filings
            && let Some(open) = filings.open.filter(|open| open.over)
        {
            let path = filings.attempts.iter().rev().find_map(|attempt| attempt.path.clone());
            rows.push(DueRow {
                due: open.until.to_string(),
                kind: FILE_AGAIN.to_owned(),
                label: filings.waiting.label_en.clone(),
                label_it: filings.waiting.label_it.clone(),
                persons: case.line.persons.clone(),
                acts: "applicant".to_owned(),
                late: true,
                days_left: (open.until - today).num_days(),
                case: Some(case.line.id.clone()),
                procedure: Some(procedure.id.clone()),
                path,
                term: None,
            });
        }
    }
    for procedure in packs.procedures.iter().filter(|procedure| procedure.standing) {
        for person in people {
            let persons = vec![person.id.clone()];
            let told = cases.standing(&format!("{}-{}", procedure.id, person.id));
            let told = CaseTold { persons, ..told };
            let stands = review(packs, procedure, &told, papers, today, place);
            for term in stands.terms.iter().filter(|term| term.done.is_none()) {
                let view = term_view(term, today);
                let known = rows.iter().any(|row: &DueRow| {
                    row.persons.contains(&person.id)
                        && row.term.as_ref().is_some_and(|other| other.id == view.id)
                });
                if !known && view.days_left > -FORGOTTEN_AFTER {
                    rows.push(of_term(view, &told.persons, None, procedure));
                }
            }
        }
    }
    rows.extend(
        events
            .iter()
            .filter(|event| event.ahead)
            .filter(|event| {
                event.kind != "due"
                    || !event.path.as_ref().is_some_and(|path| letters.contains(path))
            })
            .filter_map(|event| of_event(packs, event, today)),
    );
    rows.sort_by(|a, b| (&a.due, &a.label, &a.persons).cmp(&(&b.due, &b.label, &b.persons)));
    once_each_appointment(&mut rows);
    rows
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

fn of_term(
    term: TermView,
    persons: &[String],
    case: Option<&Case>,
    procedure: &Procedure,
) -> DueRow {
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

/// An appointment, a payment, the end of a paper: days that a paper itself tells.
fn of_event(packs: &Packs, event: &EventView, today: NaiveDate) -> Option<DueRow> {
    if !matches!(event.kind.as_str(), "appointment" | "due" | "expires") {
        return None;
    }
    let day: NaiveDate = event.date.parse().ok()?;
    let kind = event.type_id.as_deref().and_then(|id| packs.document_type(id));
    let (label, label_it) =
        kind.map(|kind| (kind.label_en.clone(), kind.label_it.clone())).unwrap_or_default();
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

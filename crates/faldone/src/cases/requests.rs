//! Letters that must be answered, and what was filed without a confirmation, as the window and the command line see them.

use super::{
    Case,
    view::{ItemView, TermView, plain_item, term_view},
};
use crate::state::to_kebab;
use chrono::NaiveDate;
use faldone_rules::packs::Packs;
use faldone_rules::procedures::{
    Asked,
    calls::{CallDue, CallItem, CallReview, Role},
    review::CaseTold,
    waiting::Filings,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A letter of an office that must be answered: with the papers it asks for, or with observations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RequestView {
    pub path: String,
    pub type_id: String,
    pub label: String,
    pub label_it: String,
    /// `papers` or `observations`.
    pub calls_for: String,
    /// The letter's own date.
    pub date: Option<String>,
    /// The day it came, and how that is known: `told`, `notified` (the paper says so) or `issued` (nothing does, and its own date
    /// stands for it).
    pub delivered: Option<String>,
    pub delivered_by: Option<String>,
    /// The last day for the answer, reckoned; none if neither the letter nor a law says.
    pub term: Option<TermView>,
    pub answered: Option<String>,
    /// The steps of the case that its delivery and its answer are.
    pub step: Option<String>,
    pub answer: Option<String>,
    /// Empty if what it asks for could not be read: then only the letter itself says.
    pub items: Vec<RequestItemView>,
}

/// One paper that a letter asks for, or one point that it raises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RequestItemView {
    /// `paper`, `point`, `answer` (the observations themselves) or `letter` (the notice itself).
    pub role: String,
    /// The letter's own words; empty of `answer` and `letter`.
    pub words: String,
    pub page: Option<u32>,
    /// The office has such a paper and finds fault with it: an old one will not do.
    pub faulted: bool,
    /// What would be sent back about the paper that is here: a finding's code, `too-large`, `wrong-kind`, `name-too-long`.
    pub problems: Vec<String>,
    pub item: ItemView,
}

/// What was filed and nothing confirms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FileAgainView {
    pub label: String,
    pub label_it: String,
    pub text: String,
    pub text_it: String,
    pub filed: String,
    /// The last day on which one waits.
    pub until: String,
    /// It is over: file again.
    pub over: bool,
    pub source: String,
}

/// Something that shows that a case's application was filed, without being its receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EvidenceView {
    pub date: String,
    /// `told`, `paper` (a screenshot), `fee` or `pec` (accepted, delivery unknown).
    pub how: String,
    pub path: Option<String>,
    /// Something that came on that day or later confirms it.
    pub confirmed: bool,
}

/// Returns a letter of a case.
pub(super) fn request_view(
    packs: &Packs,
    case: &Case,
    call: CallReview<'_>,
    today: NaiveDate,
    place: Option<&str>,
) -> RequestView {
    let kind = packs.document_type(&call.type_id);
    let term = term(packs, &case.told, &call, today, place);
    RequestView {
        label: kind.map(|kind| kind.label_en.clone()).unwrap_or_default(),
        label_it: kind.map(|kind| kind.label_it.clone()).unwrap_or_default(),
        calls_for: to_kebab(&call.calls),
        date: call.day.map(|day| day.to_string()),
        delivered: call.delivered.map(|(day, _)| day.to_string()),
        delivered_by: call.delivered.map(|(_, how)| to_kebab(&how)),
        term,
        answered: call.answered.map(|day| day.to_string()),
        step: call.step.map(str::to_owned),
        answer: call.answer.map(str::to_owned),
        items: call.items.into_iter().map(|item| item_view(case, item)).collect(),
        path: call.path,
        type_id: call.type_id,
    }
}

/// Returns when a letter must be answered. Each letter's term has an id of its own: a calendar tells two letters apart.
pub(super) fn term(
    packs: &Packs,
    case: &CaseTold,
    call: &CallReview<'_>,
    today: NaiveDate,
    place: Option<&str>,
) -> Option<TermView> {
    let (due, what) = call.due.as_ref()?;
    let own = |id: &str| match call.day {
        Some(day) => format!("{id}-{day}"),
        None => id.to_owned(),
    };
    if let Some(reviewed) = call.term(packs, case, place) {
        let view = term_view(&reviewed, today);
        return Some(match what {
            CallDue::Law(..) => view,
            _ => TermView { id: own(&view.id), ..view },
        });
    }
    let from = call.delivered.map_or(*due, |(day, _)| day);
    Some(TermView {
        id: own(faldone_rules::procedures::calls::REQUESTED),
        label: "Send the requested papers".to_owned(),
        label_it: "Inviare i documenti richiesti".to_owned(),
        from: call.step.unwrap_or_default().to_owned(),
        from_day: from.to_string(),
        from_paper: Some(call.path.clone()),
        due: due.to_string(),
        told: None,
        done: call.answered.map(|day| day.to_string()),
        late: call.answered.is_none() && *due < today,
        days_left: (*due - today).num_days(),
        acts: "applicant".to_owned(),
        alternatives: Vec::new(),
        days: Vec::new(),
        basis: "the letter itself".to_owned(),
        basis_it: "la lettera stessa".to_owned(),
        source: call.path.clone(),
        note: Some("The letter names this day.".to_owned()),
        note_it: Some("La lettera indica questo giorno.".to_owned()),
        outdated: false,
    })
}

fn item_view(case: &Case, entry: CallItem) -> RequestItemView {
    let unnamed = entry.item.types.is_empty();
    RequestItemView {
        role: to_kebab(&entry.role),
        words: entry.words,
        page: entry.page,
        faulted: entry.faulted,
        problems: Vec::new(),
        item: ItemView {
            // A point that names no paper is answered in the observations.
            asked: to_kebab(if entry.role == Role::Point && unnamed {
                &Asked::Optional
            } else {
                &Asked::Mandatory
            }),
            need: to_kebab(&entry.need),
            count: u32::try_from(entry.count).unwrap_or(u32::MAX),
            papers: entry.papers,
            by: to_kebab(&entry.by),
            until: entry.until.map(|day| day.to_string()),
            assigned: case.told.assigned.contains_key(&entry.item.id),
            ..plain_item(&entry.item)
        },
    }
}

/// Returns what to do about a filing that nothing confirms, and all that shows that something was filed.
pub(super) fn filing_views(
    filings: Option<Filings<'_>>,
) -> (Option<FileAgainView>, Vec<EvidenceView>) {
    let Some(Filings { waiting, attempts, open }) = filings else { return (None, Vec::new()) };
    let again = open.map(|open| FileAgainView {
        label: waiting.label_en.clone(),
        label_it: waiting.label_it.clone(),
        text: waiting.text_en.clone(),
        text_it: waiting.text_it.clone(),
        filed: open.filed.to_string(),
        until: open.until.to_string(),
        over: open.over,
        source: waiting.source.clone(),
    });
    let evidence = attempts.into_iter().map(|attempt| EvidenceView {
        date: attempt.day.to_string(),
        how: to_kebab(&attempt.how),
        path: attempt.path,
        confirmed: attempt.confirmed,
    });
    (again, evidence.collect())
}

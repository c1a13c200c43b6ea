//! Cases as the window and the command line see them.

use super::{
    Case,
    money::{self, CostsView, FeeView, ShareView, ThresholdView},
    requests::{EvidenceView, FileAgainView, RequestView, filing_views, request_view},
};
use crate::{state::to_kebab, view::DayCountView};
use chrono::NaiveDate;
use faldone_rules::packs::Packs;
use faldone_rules::procedures::{
    Item, Procedure,
    review::{ItemReview, Need, Paper, Review, TermReview, review},
};
use faldone_rules::terms::ReckonedDay;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A procedure that a case can be opened for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProcedureView {
    /// Kebab-case: `permit-renewal`.
    pub id: String,
    pub label: String,
    pub label_it: String,
    pub who: String,
    pub who_it: String,
    /// The day its sources were last gone through.
    pub reviewed_on: String,
}

/// All cases, and what everybody should have without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CasesView {
    /// In the order in which they were opened.
    pub opened: Vec<CaseView>,
    pub standing: Vec<CaseView>,
}

/// One case, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CaseView {
    pub id: String,
    pub procedure: ProcedureView,
    /// Ids; the applicant first.
    pub persons: Vec<String>,
    pub opened: String,
    pub since: Option<String>,
    pub closed: Option<String>,
    /// Practice numbers, told and read.
    pub references: Vec<String>,
    pub items: Vec<ItemView>,
    pub milestones: Vec<MilestoneView>,
    /// The id of the next step.
    pub next: Option<String>,
    pub terms: Vec<TermView>,
    pub fees: Vec<FeeView>,
    /// What the fees come to, by currency.
    pub costs: Vec<CostsView>,
    /// The same of each person, where they are several.
    pub shares: Vec<ShareView>,
    pub thresholds: Vec<ThresholdView>,
    /// The day by whose figures it goes: that of its filing, else that of its closing, else today.
    pub figures_on: String,
    pub rules: Vec<RuleView>,
    /// Where the procedure looks at days in Italy, those of this year and of the one before, as far as they were told.
    pub days: Vec<DayCountView>,
    /// The letters of offices that must be answered, or were; newest first.
    pub requests: Vec<RequestView>,
    /// What was filed and nothing confirms.
    pub file_again: Option<FileAgainView>,
    /// What shows that something was filed, besides receipts; oldest first.
    pub evidence: Vec<EvidenceView>,
}

/// One item of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ItemView {
    pub id: String,
    pub label: String,
    pub label_it: String,
    pub detail: Option<String>,
    pub detail_it: Option<String>,
    /// `mandatory`, `conditional` or `optional`.
    pub asked: String,
    /// `here`, `done`, `missing`, `not-enough`, `expired`, `too-old`, `ask`, `not-needed` or `not-recognised` (asked for by an office in
    /// words that name no known paper).
    pub need: String,
    /// The question of a conditional one.
    pub question: Option<QuestionView>,
    /// Document types, any of which will do; empty if it is no paper.
    pub types: Vec<String>,
    pub count: u32,
    /// The papers that count for it, newest first.
    pub papers: Vec<String>,
    /// Who provides it.
    pub by: String,
    /// By when: as was told, or the day by which the case must be filed.
    pub until: Option<String>,
    /// Who, or also when, was told by hand.
    pub assigned: bool,
    pub source: String,
}

/// Something only the person knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuestionView {
    pub id: String,
    pub text: String,
    pub text_it: String,
    pub answer: Option<bool>,
}

/// One step of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MilestoneView {
    pub id: String,
    pub label: String,
    pub label_it: String,
    pub detail: Option<String>,
    pub detail_it: Option<String>,
    /// Who acts: `applicant`, `employer`, `sui`…
    pub acts: String,
    pub appointment: bool,
    /// A day or an event that others bring, and that may never come.
    pub incidental: bool,
    /// How long it usually takes, in days.
    #[ts(type = "number | null")]
    pub days: Option<u32>,
    /// The day it was reached; ahead of today for an appointment.
    pub on: Option<String>,
    pub ahead: bool,
    /// The paper that says so; `None` if the user told it.
    pub paper: Option<String>,
    pub source: String,
}

/// A term that runs, or ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TermView {
    pub id: String,
    pub label: String,
    pub label_it: String,
    /// The milestone and the day it runs from.
    pub from: String,
    pub from_day: String,
    pub from_paper: Option<String>,
    /// YYYY-MM-DD, or YYYY-MM-DDTHH:MM.
    pub due: String,
    /// The user said another day, for this reason.
    pub told: Option<String>,
    /// The day on which it was done.
    pub done: Option<String>,
    pub late: bool,
    /// Days from today, negative if over.
    #[ts(type = "number")]
    pub days_left: i64,
    pub acts: String,
    pub alternatives: Vec<AlternativeView>,
    /// Every day on the way, to be counted by hand; of months and fixed days only both ends.
    pub days: Vec<CountedDayView>,
    pub basis: String,
    pub basis_it: String,
    pub source: String,
    pub note: Option<String>,
    pub note_it: Option<String>,
    pub outdated: bool,
}

/// One day of a reckoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CountedDayView {
    /// YYYY-MM-DD.
    pub date: String,
    /// Which day of the term it is; `None` if it does not count.
    pub number: Option<u32>,
    /// What is special about it: a holiday's name, the day it runs from.
    pub note: Option<String>,
    pub note_it: Option<String>,
}

/// Another sound reading of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AlternativeView {
    pub date: String,
    pub why: String,
    pub why_it: String,
}

/// Something else that a source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleView {
    pub id: String,
    /// `requirement`, `exclusion`, `date`, `channel`, `duration`, `advice` or `risk`.
    pub kind: String,
    pub text: String,
    pub text_it: String,
    pub date: Option<String>,
    pub hour: Option<String>,
    pub source: String,
}

/// Returns a procedure as it is offered.
pub(crate) fn procedure_view(procedure: &Procedure) -> ProcedureView {
    ProcedureView {
        id: procedure.id.clone(),
        label: procedure.label_en.clone(),
        label_it: procedure.label_it.clone(),
        who: procedure.who_en.clone(),
        who_it: procedure.who_it.clone(),
        reviewed_on: procedure.reviewed_on.to_string(),
    }
}

/// Returns a case with all that is known of it.
pub(crate) fn case_view(
    packs: &Packs,
    procedure: &Procedure,
    case: &Case,
    papers: &[Paper<'_>],
    today: NaiveDate,
    place: Option<&str>,
) -> CaseView {
    let stands = review(packs, procedure, &case.told, papers, today, place);
    let Review {
        items,
        milestones,
        next,
        terms,
        fees,
        thresholds,
        figures_on,
        since,
        references,
        calls,
        filings,
    } = stands;
    let (file_again, evidence) = filing_views(filings);
    CaseView {
        id: case.line.id.clone(),
        procedure: procedure_view(procedure),
        persons: case.line.persons.clone(),
        opened: case.line.opened.to_string(),
        since: since.map(|day| day.to_string()),
        closed: case.line.closed.map(|day| day.to_string()),
        references: references.into_iter().collect(),
        items: items.into_iter().map(|item| item_view(procedure, case, item)).collect(),
        milestones: milestones
            .into_iter()
            .map(|step| MilestoneView {
                id: step.milestone.id.clone(),
                label: step.milestone.label_en.clone(),
                label_it: step.milestone.label_it.clone(),
                detail: step.milestone.detail_en.clone(),
                detail_it: step.milestone.detail_it.clone(),
                acts: to_kebab(&step.milestone.acts),
                appointment: step.milestone.appointment,
                incidental: step.milestone.incidental,
                days: step.milestone.days,
                on: step.on.map(|day| day.to_string()),
                ahead: step.on.is_some_and(|day| day > today),
                paper: step.paper,
                source: step.milestone.source.clone(),
            })
            .collect(),
        next: next.map(|milestone| milestone.id.clone()),
        terms: terms.iter().map(|term| term_view(term, today)).collect(),
        shares: money::shares(&case.line.persons, &fees),
        costs: money::costs(&fees.iter().collect::<Vec<_>>()),
        fees: fees.into_iter().map(money::fee_view).collect(),
        thresholds: thresholds.iter().map(money::threshold_view).collect(),
        figures_on: figures_on.to_string(),
        rules: procedure
            .rule
            .iter()
            .map(|rule| RuleView {
                id: rule.id.clone(),
                kind: to_kebab(&rule.kind),
                text: rule.text_en.clone(),
                text_it: rule.text_it.clone(),
                date: rule.date.map(|day| day.to_string()),
                hour: rule.hour.clone(),
                source: rule.source.clone(),
            })
            .collect(),
        days: Vec::new(),
        requests: calls
            .into_iter()
            .map(|call| request_view(packs, case, call, today, place))
            .collect(),
        file_again,
        evidence,
    }
}

fn item_view(procedure: &Procedure, case: &Case, reviewed: ItemReview<'_>) -> ItemView {
    let item = reviewed.item;
    let question = item
        .question
        .as_ref()
        .and_then(|id| procedure.question.iter().find(|question| question.id == *id));
    ItemView {
        need: to_kebab(&reviewed.need),
        question: question.map(|question| QuestionView {
            id: question.id.clone(),
            text: question.text_en.clone(),
            text_it: question.text_it.clone(),
            answer: case.told.answers.get(&question.id).copied(),
        }),
        count: u32::try_from(reviewed.count).unwrap_or(u32::MAX),
        papers: reviewed.papers,
        by: to_kebab(&reviewed.by),
        until: reviewed.until.map(|day| day.to_string()),
        assigned: case.told.assigned.contains_key(&item.id),
        ..plain_item(item)
    }
}

/// Returns an item as its rule has it, without what is known of it.
pub(super) fn plain_item(item: &Item) -> ItemView {
    ItemView {
        id: item.id.clone(),
        label: item.label_en.clone(),
        label_it: item.label_it.clone(),
        detail: item.detail_en.clone(),
        detail_it: item.detail_it.clone(),
        asked: to_kebab(&item.asked),
        need: to_kebab(&Need::Missing),
        question: None,
        types: item.types.clone(),
        count: item.count,
        papers: Vec::new(),
        by: to_kebab(&item.by),
        until: None,
        assigned: false,
        source: item.source.clone(),
    }
}

/// Returns a running or ended term.
pub(super) fn term_view(term: &TermReview<'_>, today: NaiveDate) -> TermView {
    let (due, rule) = (term.due(), term.reckoning.term);
    TermView {
        id: rule.id.clone(),
        label: rule.label_en.clone(),
        label_it: rule.label_it.clone(),
        from: term.term_use.from.clone(),
        from_day: term.reckoning.trigger.day.to_string(),
        from_paper: term.from_paper.clone(),
        due: due.to_string(),
        told: term.told.as_ref().map(|(_, why)| why.clone()),
        done: term.done.map(|day| day.to_string()),
        late: term.done.is_none() && due.day() < today,
        days_left: (due.day() - today).num_days(),
        acts: to_kebab(&rule.acts),
        alternatives: term
            .reckoning
            .alternatives
            .iter()
            .map(|other| AlternativeView {
                date: other.date.to_string(),
                why: other.why.clone(),
                why_it: other.why_it.clone(),
            })
            .collect(),
        days: term.reckoning.days.iter().map(counted_day).collect(),
        basis: rule.basis.clone(),
        basis_it: rule.basis_it().to_owned(),
        source: rule.source.clone(),
        note: rule.note_en.clone(),
        note_it: rule.note_it.clone(),
        outdated: rule.is_outdated(today),
    }
}

fn counted_day(day: &ReckonedDay) -> CountedDayView {
    CountedDayView {
        date: day.date.to_string(),
        number: day.number,
        note: day.note.clone(),
        note_it: day.note_it.clone(),
    }
}

impl ItemView {
    /// Returns whether something must still be done for it.
    pub fn is_open(&self) -> bool {
        let settled = [Need::Here, Need::Done, Need::NotNeeded].map(|need| to_kebab(&need));
        self.asked != "optional" && !settled.contains(&self.need)
    }
}

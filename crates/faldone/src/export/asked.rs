//! What a person's open cases ask for, as a sheet: who provides which paper, and by when.

use super::{Household, PaperRow, mask::Mask};
use crate::view::{CaseView, ItemView};
use faldone_rules::person::Person;

/// One thing that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedRow {
    /// The procedure's name, in English and Italian.
    pub case: [String; 2],
    /// What is asked for, in English and Italian.
    pub label: [String; 2],
    /// The words of the letter that asks for it, masked.
    pub words: String,
    /// `here`, `missing`…
    pub need: String,
    /// Who provides it, as code.
    pub by: String,
    /// YYYY-MM-DD.
    pub until: Option<String>,
}

/// Returns what the open cases of a person and their children ask for: what is not settled, and what was given to somebody.
pub fn asked(
    cases: &[CaseView],
    papers: &[PaperRow],
    person: &Person,
    full: bool,
) -> Vec<AskedRow> {
    let household = Household::new(person);
    let secrets = papers.iter().flat_map(|paper| paper.secrets.iter().map(String::as_str));
    let mask = Mask::new(secrets.chain(person.fiscal_code.as_deref()), full);
    let row = |case: &CaseView, item: &ItemView, words: &str| AskedRow {
        case: [case.procedure.label.clone(), case.procedure.label_it.clone()],
        // An item that was not recognised goes by the letter's words.
        label: [mask.text(&item.label), mask.text(&item.label_it)],
        words: mask.text(words),
        need: item.need.clone(),
        by: item.by.clone(),
        until: item.until.clone(),
    };
    let mut rows = Vec::new();
    let theirs = cases.iter().filter(|case| case.closed.is_none() && household.owns(&case.persons));
    for case in theirs {
        let open = case.requests.iter().filter(|request| request.answered.is_none());
        for entry in open.flat_map(|request| &request.items) {
            rows.push(row(case, &entry.item, &entry.words));
        }
        let items = case.items.iter().filter(|item| item.is_open() || item.assigned);
        rows.extend(items.map(|item| row(case, item, "")));
    }
    rows
}

//! Papers for the tests of cases, as recognition would have read them.

use crate::facts::{
    DateFound, DateRole, Evidence, PersonFound, PersonRole, Recognition, TypeFound,
};
use chrono::NaiveDate;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn seen() -> Evidence {
    Evidence { page: 1, start: 0, end: 0, words: String::new(), rule: "a test".to_owned() }
}

/// A paper of Amina's with these dates.
pub(super) fn paper(kind: &str, dates: &[(DateRole, &str)]) -> Recognition {
    Recognition {
        doc_type: Some(TypeFound { id: kind.to_owned(), confidence: 1.0, because: Vec::new() }),
        persons: vec![PersonFound {
            id: "amina".to_owned(),
            name: "Amina".to_owned(),
            surname: "Rossi".to_owned(),
            role: PersonRole::Subject,
            because: Vec::new(),
        }],
        dates: dates
            .iter()
            .map(|(role, date)| DateFound::new(date.parse().unwrap(), *role, seen()))
            .collect(),
        ..Recognition::default()
    }
}

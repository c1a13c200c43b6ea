//! Every pack must hang together: what it names is there, and what it says has a source.

use super::{Asked, Procedure};
use crate::packs::Packs;
use std::collections::BTreeSet;

/// What a procedure's parts are called, to find doubles: part and id.
fn ids(procedure: &Procedure) -> Vec<(&'static str, &str)> {
    let mut ids = Vec::new();
    ids.extend(procedure.question.iter().map(|part| ("question", part.id.as_str())));
    ids.extend(procedure.item.iter().map(|part| ("item", part.id.as_str())));
    ids.extend(procedure.milestone.iter().map(|part| ("milestone", part.id.as_str())));
    ids.extend(procedure.fee.iter().map(|part| ("fee", part.id.as_str())));
    ids.extend(procedure.threshold.iter().map(|part| ("threshold", part.id.as_str())));
    ids.extend(procedure.rule.iter().map(|part| ("rule", part.id.as_str())));
    ids
}

#[test]
fn what_a_procedure_names_is_there() {
    let packs = Packs::built_in();
    for procedure in &packs.procedures {
        let here = &procedure.id;
        let ids = ids(procedure);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{here}: an id twice");
        for item in &procedure.item {
            let question = item.question.as_deref();
            assert_eq!(item.asked == Asked::Conditional, question.is_some(), "{here}/{}", item.id);
            assert!(
                question.is_none_or(|id| procedure.question.iter().any(|known| known.id == id)),
                "{here}/{}: no such question",
                item.id
            );
            for id in &item.types {
                assert!(packs.document_type(id).is_some(), "{here}/{}: no type {id}", item.id);
            }
        }
        for sign in procedure.milestone.iter().flat_map(|milestone| &milestone.reached_by) {
            assert!(packs.document_type(&sign.r#type).is_some(), "{here}: no type {}", sign.r#type);
        }
        for term in &procedure.term {
            assert!(packs.terms.iter().any(|known| known.id == term.id), "{here}: {}", term.id);
            for id in std::iter::once(&term.from).chain(&term.until) {
                assert!(procedure.milestone(id).is_some(), "{here}/{}: no milestone {id}", term.id);
            }
        }
        for fee in &procedure.fee {
            let at = fee.at.as_deref();
            assert!(at.is_none_or(|id| procedure.milestone(id).is_some()), "{here}/{}", fee.id);
        }
    }
}

#[test]
fn everything_has_a_source() {
    for procedure in &Packs::built_in().procedures {
        let sources = std::iter::once(&procedure.source)
            .chain(procedure.item.iter().map(|part| &part.source))
            .chain(procedure.milestone.iter().map(|part| &part.source))
            .chain(procedure.term.iter().map(|part| &part.source))
            .chain(procedure.fee.iter().map(|part| &part.source))
            .chain(procedure.threshold.iter().map(|part| &part.source))
            .chain(procedure.rule.iter().map(|part| &part.source));
        for source in sources {
            assert!(!source.trim().is_empty(), "{}", procedure.id);
        }
    }
}

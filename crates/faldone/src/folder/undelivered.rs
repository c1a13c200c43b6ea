//! A certified mail that was accepted and then not delivered: its acceptance shows no filing.

use faldone_rules::facts::{Recognition, ReferenceKind, VoidFound, VoidReason};
use std::collections::{HashMap, HashSet};

/// Voids the acceptances of mails whose failure is here, and of which nothing was delivered: with several addresses one may fail and
/// another be reached, and a warning of delay may be followed by the delivery.
pub(super) fn void_acceptances(facts: &mut HashMap<String, Recognition>) {
    let failed: HashMap<String, VoidFound> = facts
        .values()
        .filter_map(|found| Some((found, found.void.as_ref()?)))
        .filter(|(_, void)| void.reason == VoidReason::Undelivered)
        .flat_map(|(found, void)| mails(found).map(|mail| (mail.to_owned(), void.clone())))
        .collect();
    if failed.is_empty() {
        return;
    }
    let is = |found: &Recognition, what: &str| {
        found.void.is_none() && found.detail.as_deref() == Some(what) && {
            found.doc_type.as_ref().is_some_and(|kind| kind.id == "PEC-RECEIPT")
        }
    };
    let delivered: HashSet<String> = facts
        .values()
        .filter(|found| is(found, "Delivery"))
        .flat_map(|found| mails(found).map(str::to_owned))
        .collect();
    for found in facts.values_mut().filter(|found| is(found, "Acceptance")) {
        let void = mails(found)
            .filter(|mail| !delivered.contains(*mail))
            .find_map(|mail| failed.get(mail).cloned());
        if let Some(void) = void {
            found.void = Some(void);
            found.detail = Some("Not-Delivered".to_owned());
        }
    }
}

/// The identifiers of the mails that a receipt is of.
fn mails(found: &Recognition) -> impl Iterator<Item = &str> {
    let references = found.references.iter();
    references.filter(|one| one.kind == ReferenceKind::PecMessage).map(|one| one.value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use faldone_rules::facts::{Evidence, Reference, TypeFound};

    fn evidence() -> Evidence {
        Evidence { page: 1, start: 0, end: 0, words: "a test".into(), rule: "a-test".into() }
    }

    fn receipt(mail: &str, detail: Option<&str>) -> Recognition {
        let void = VoidFound { reason: VoidReason::Undelivered, evidence: evidence() };
        Recognition {
            doc_type: Some(TypeFound {
                id: "PEC-RECEIPT".into(),
                confidence: 1.0,
                because: Vec::new(),
            }),
            references: vec![Reference {
                kind: ReferenceKind::PecMessage,
                value: mail.into(),
                date: None,
                office: None,
                evidence: evidence(),
            }],
            void: detail.is_none().then_some(void),
            detail: detail.map(str::to_owned),
            ..Recognition::default()
        }
    }

    fn counts(papers: &[(&str, Option<&str>)]) -> bool {
        let all = papers.iter().enumerate();
        let mut facts: HashMap<String, Recognition> =
            all.map(|(at, (mail, detail))| (at.to_string(), receipt(mail, *detail))).collect();
        void_acceptances(&mut facts);
        facts["0"].proves()
    }

    #[test]
    fn an_acceptance_counts_until_its_own_mail_fails() {
        let accepted = ("opec1@pec", Some("Acceptance"));
        assert!(counts(&[accepted]));
        assert!(!counts(&[accepted, ("opec1@pec", None)]));
        assert!(counts(&[accepted, ("opec2@pec", None)]));
        assert!(counts(&[accepted, ("opec1@pec", None), ("opec1@pec", Some("Delivery"))]));
    }
}

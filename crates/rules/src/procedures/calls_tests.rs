//! Letters that must be answered, in a case of the built-in renewal.

use super::calls::{CallDue, CallReview, Delivered, Role};
use super::review::{CaseTold, Need, Paper, Review, review};
use super::review_tests::{amina, numbered};
use super::test_papers::{day, paper};
use crate::facts::{DateRole, PageText, Recognition};
use crate::packs::Packs;
use crate::requests::{Call, Calls, Reader};

const REQUEST: &str = "Si invita la S.V. a produrre entro 10 giorni dal ricevimento della presente:
1) copia del passaporto;
2) certificato di residenza;
3) bilancio dell'ultimo anno.";

fn call(text: &str, calls: Calls) -> Call {
    Reader::new(Packs::built_in()).read(&[PageText { number: 1, text }], calls)
}

fn stands<'a>(
    case: &CaseTold,
    papers: &'a [(&'a str, Recognition, Option<Call>)],
    today: &str,
) -> Review<'static> {
    let packs = Packs::built_in();
    let papers: Vec<Paper<'_>> = papers
        .iter()
        .map(|(path, facts, call)| Paper { path, facts, call: call.as_ref() })
        .collect();
    let procedure = packs.procedures.iter().find(|one| one.id == "permit-renewal").unwrap();
    review(packs, procedure, case, &papers, day(today), None)
}

fn needs(call: &CallReview<'_>) -> Vec<Need> {
    call.items.iter().map(|item| item.need).collect()
}

#[test]
fn what_is_asked_is_looked_for_and_the_days_run_from_the_delivery() {
    let papers = [
        (
            "request.pdf",
            paper("INTEGRATION-REQUEST", &[(DateRole::Issued, "2026-04-28")]),
            Some(call(REQUEST, Calls::Papers)),
        ),
        ("passport.pdf", paper("PASSPORT", &[(DateRole::Expires, "2030-01-01")]), None),
    ];
    let stands_on = |case: &CaseTold| stands(case, &papers, "2026-05-01").calls.remove(0);
    let found = stands_on(&amina());
    assert_eq!(needs(&found), [Need::Here, Need::Missing, Need::NotRecognised]);
    assert_eq!(found.items[2].words, "bilancio dell'ultimo anno");
    // Nothing says when it came: ten days from the letter's own day, 28 April, end on 8 May.
    let due = |call: &CallReview<'_>| call.due.as_ref().map(|(due, _)| *due);
    assert_eq!(
        (found.delivered, due(&found)),
        (Some((day("2026-04-28"), Delivered::Issued)), Some(day("2026-05-08")))
    );
    // Told: it came on 4 May, so the tenth day is 14 May.
    let mut case = amina();
    case.milestones.insert("integration-requested".to_owned(), day("2026-05-04"));
    let found = stands_on(&case);
    assert_eq!(
        (found.delivered, due(&found)),
        (Some((day("2026-05-04"), Delivered::Told)), Some(day("2026-05-14")))
    );
    let term = found.term(Packs::built_in(), &case, None).unwrap();
    assert_eq!(term.reckoning.days.last().unwrap().number, Some(10));
    // Answered on 6 May: nothing is wanted by a day any more.
    case.milestones.insert("integration-sent".to_owned(), day("2026-05-06"));
    let found = stands(&case, &papers, "2026-05-07").calls.remove(0);
    assert_eq!(found.answered, Some(day("2026-05-06")));
    assert!(found.items.iter().all(|item| item.until.is_none()));
}

#[test]
fn an_item_is_ticked_by_its_own_id_whatever_else_is_in_the_folder() {
    let letter = || {
        (
            "request.pdf",
            paper("INTEGRATION-REQUEST", &[(DateRole::Issued, "2026-04-28")]),
            Some(call(REQUEST, Calls::Papers)),
        )
    };
    let alone = [letter()];
    let mut case = amina();
    let id = stands(&case, &alone, "2026-05-01").calls[0].items[2].item.id.clone();
    case.ticks.insert(id);
    let more = [("a.pdf", paper("CV", &[]), None), letter()];
    assert_eq!(
        needs(&stands(&case, &more, "2026-05-02").calls[0]),
        [Need::Missing, Need::Missing, Need::Done]
    );
}

#[test]
fn a_day_that_the_letter_names_is_the_last_one() {
    let dates = [(DateRole::Issued, "2026-04-28"), (DateRole::Due, "2026-05-04")];
    let papers =
        [("request.pdf", paper("INTEGRATION-REQUEST", &dates), Some(call(REQUEST, Calls::Papers)))];
    let found = stands(&amina(), &papers, "2026-05-01");
    // The earlier one: ten days would end on 8 May.
    assert_eq!(found.calls[0].due, Some((day("2026-05-04"), CallDue::Named)));
}

#[test]
fn another_cases_letter_asks_nothing_here() {
    let own = numbered(
        paper("INTEGRATION-REQUEST", &[(DateRole::Issued, "2026-04-28")]),
        "P-LO/L/N/2026/100001",
    );
    let papers = [("request.pdf", own, Some(call(REQUEST, Calls::Papers)))];
    let mut case = amina();
    case.references.insert("P-MI/L/N/2026/101255".to_owned());
    assert!(stands(&case, &papers, "2026-05-01").calls.is_empty());
    case.references.insert("P-LO/L/N/2026/100001".to_owned());
    assert_eq!(stands(&case, &papers, "2026-05-01").calls.len(), 1);
}

#[test]
fn a_notice_wants_observations_itself_and_what_answers_its_points() {
    let text = "Si comunica che l'istanza non può essere accolta per i seguenti motivi:
1) non è stato prodotto il certificato di residenza;
2) parere negativo della Questura.
Entro dieci giorni possono essere presentate osservazioni.";
    let notice = || {
        (
            "notice.pdf",
            paper("REJECTION-NOTICE", &[(DateRole::Notified, "2026-05-04")]),
            Some(call(text, Calls::Observations)),
        )
    };
    let old = ("old.pdf", paper("OBSERVATIONS", &[(DateRole::Filed, "2026-03-01")]), None);
    let papers = [notice(), old];
    let found = stands(&amina(), &papers, "2026-05-06").calls.remove(0);
    assert_eq!(
        found.items.iter().map(|item| (item.role, item.need)).collect::<Vec<_>>(),
        [
            (Role::Answer, Need::Missing),
            (Role::Letter, Need::Here),
            (Role::Point, Need::Missing),
            (Role::Point, Need::NotRecognised),
        ]
    );
    // Ten days by the law: 14 May.
    assert_eq!(found.due.as_ref().map(|(due, _)| *due), Some(day("2026-05-14")));
    assert_eq!(found.answered, None);
    let sent = ("new.pdf", paper("OBSERVATIONS", &[(DateRole::Filed, "2026-05-10")]), None);
    let papers = [notice(), sent];
    let found = stands(&amina(), &papers, "2026-05-11").calls.remove(0);
    assert_eq!((found.answered, found.items[0].need), (Some(day("2026-05-10")), Need::Here));
}

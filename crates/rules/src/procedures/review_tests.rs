//! Where a case stands, on a small procedure written for these tests.

use super::Procedure;
use super::review::{CaseTold, Need, Paper, Review, review};
use super::test_papers::{day, paper, seen};
use crate::facts::{
    AmountFound, AmountRole, DateRole, PersonRole, Recognition, Reference, ReferenceKind,
    VoidFound, VoidReason,
};
use crate::packs::Packs;
use crate::terms::Actor;
use chrono::NaiveDate;

const RENEWAL: &str = r#"
id = "renewal"
label_en = "Renewal"
label_it = "Rinnovo"
who_en = "Whoever has a permit."
who_it = "Chi ha un permesso."
reviewed_on = 2026-11-21
ends_with = "collected"
source = "a test"

[[question]]
id = "employed"
text_en = "Are you employed?"
text_it = "Lavori come dipendente?"

[[item]]
id = "passport"
asked = "mandatory"
types = ["PASSPORT"]
valid_months = 3
label_en = "Passport"
label_it = "Passaporto"
by = "applicant"
source = "a test"

[[item]]
id = "payslips"
asked = "conditional"
question = "employed"
types = ["PAYSLIP"]
count = 2
label_en = "Payslips"
label_it = "Buste paga"
by = "applicant"
source = "a test"

[[item]]
id = "residence"
asked = "mandatory"
types = ["RESIDENCE-CERT"]
max_age_months = 6
label_en = "Residence certificate"
label_it = "Certificato di residenza"
by = "applicant"
source = "a test"

[[milestone]]
id = "expiry"
label_en = "The permit ends"
label_it = "Il permesso scade"
acts = "questura"
reached_by = [{ type = "PERMIT", date = "valid-to" }]
source = "a test"

[[milestone]]
id = "filed"
label_en = "Filed"
label_it = "Presentata"
acts = "applicant"
reached_by = [{ type = "PERMIT-RECEIPT", date = "filed" }]
source = "a test"

[[milestone]]
id = "collected"
label_en = "Collected"
label_it = "Ritirato"
acts = "applicant"
reached_by = [{ type = "PERMIT", date = "valid-from" }]
source = "a test"

[[term]]
id = "permit-renewal"
from = "expiry"
until = "filed"
source = "a test"

[[fee]]
id = "stamp"
label_en = "Stamp"
label_it = "Marca da bollo"
cents = 1600
valid_from = 2013-06-26
source = "a test"
"#;

fn procedure() -> Procedure {
    toml::from_str(RENEWAL).unwrap()
}

pub(super) fn numbered(mut facts: Recognition, number: &str) -> Recognition {
    facts.references.push(Reference {
        kind: ReferenceKind::Practice,
        value: number.to_owned(),
        date: None,
        office: None,
        evidence: seen(),
    });
    facts
}

pub(super) fn amina() -> CaseTold {
    CaseTold { persons: vec!["amina".to_owned()], ..CaseTold::default() }
}

fn papers<'a>(facts: &'a [(&'a str, Recognition)]) -> Vec<Paper<'a>> {
    facts.iter().map(|(path, facts)| Paper { path, facts, call: None }).collect()
}

fn stands<'a>(
    procedure: &'a Procedure,
    case: &CaseTold,
    facts: &[(&str, Recognition)],
    today: &str,
) -> Review<'a> {
    review(Packs::built_in(), procedure, case, &papers(facts), day(today), None)
}

fn needs(found: &Review<'_>) -> Vec<Need> {
    found.items.iter().map(|item| item.need).collect()
}

#[test]
fn a_checklist_says_what_is_missing_what_to_ask_and_what_no_longer_holds() {
    let procedure = procedure();
    let nothing = stands(&procedure, &amina(), &[], "2026-03-01");
    assert_eq!(needs(&nothing), [Need::Missing, Need::Ask, Need::Missing]);

    let facts = [
        ("p.pdf", paper("PASSPORT", &[(DateRole::ValidTo, "2026-05-01")])),
        ("a.pdf", paper("PAYSLIP", &[(DateRole::Issued, "2026-01-27")])),
        ("r.pdf", paper("RESIDENCE-CERT", &[(DateRole::Issued, "2025-08-30")])),
    ];
    let mut case = amina();
    case.answers.insert("employed".to_owned(), true);
    // The passport must last three months more; of two payslips one is here; the certificate is six months and two days old.
    let found = stands(&procedure, &case, &facts, "2026-03-01");
    assert_eq!(needs(&found), [Need::Expired, Need::NotEnough, Need::TooOld]);
    assert_eq!(found.items[0].papers, ["p.pdf"]);
    // A month earlier two of them would have done.
    let earlier = stands(&procedure, &case, &facts, "2026-02-01");
    assert_eq!(needs(&earlier), [Need::Here, Need::NotEnough, Need::Here]);

    case.answers.insert("employed".to_owned(), false);
    case.ticks.insert("passport".to_owned());
    let found = stands(&procedure, &case, &facts, "2026-03-01");
    assert_eq!(needs(&found), [Need::Done, Need::NotNeeded, Need::TooOld]);
}

#[test]
fn another_persons_papers_and_blank_forms_do_not_count() {
    let procedure = procedure();
    let mut of_her_son = paper("PASSPORT", &[(DateRole::ValidTo, "2030-05-01")]);
    of_her_son.persons[0].id = "noor".to_owned();
    let mut only_named = paper("PASSPORT", &[(DateRole::ValidTo, "2030-05-01")]);
    only_named.persons[0].role = PersonRole::Other;
    let mut blank = paper("RESIDENCE-CERT", &[]);
    blank.blank_form = true;
    let facts = [("a.pdf", of_her_son), ("b.pdf", only_named), ("c.pdf", blank)];
    let found = stands(&procedure, &amina(), &facts, "2026-03-01");
    assert_eq!(needs(&found), [Need::Missing, Need::Ask, Need::Missing]);
    let mut both = amina();
    both.persons.push("noor".to_owned());
    // Her son's passport is not hers: in a case of both, each needs one.
    let found = stands(&procedure, &both, &facts, "2026-03-01");
    assert_eq!((found.items[0].need, found.items[0].count), (Need::NotEnough, 2));
    let [his, _, _] = facts;
    let hers = |path, to| {
        (path, paper("PASSPORT", &[(DateRole::ValidFrom, to), (DateRole::ValidTo, "2031-01-01")]))
    };
    let facts = [hers("new.pdf", "2025-01-01"), hers("old.pdf", "2021-01-01"), his];
    let found = stands(&procedure, &both, &facts, "2026-03-01");
    assert_eq!(found.items[0].need, Need::Here);
    // One of each before anybody's second.
    assert_eq!(found.items[0].papers, ["new.pdf", "a.pdf", "old.pdf"]);
}

#[test]
fn a_run_begins_after_the_newest_permit_however_late_it_was_handed_out() {
    use DateRole::{Issued, ValidFrom, ValidTo};
    let first = [(ValidFrom, "2024-01-12"), (ValidTo, "2025-01-12")];
    // Valid from the day after the old one ended, made in May, after the appointment of March.
    let second = [(ValidFrom, "2025-01-13"), (Issued, "2025-05-20"), (ValidTo, "2027-01-13")];
    let facts = [
        ("first.pdf", paper("PERMIT", &first)),
        ("second.pdf", paper("PERMIT", &second)),
        ("receipt.pdf", paper("PERMIT-RECEIPT", &[(DateRole::Filed, "2025-03-04")])),
    ];
    let procedure = procedure();
    let case = CaseTold { opened: Some(day("2026-11-22")), ..amina() };
    let found = stands(&procedure, &case, &facts, "2026-11-22");
    assert_eq!(found.since, Some(day("2025-05-21")));
    let days: Vec<Option<NaiveDate>> = found.milestones.iter().map(|step| step.on).collect();
    assert_eq!(days, [Some(day("2027-01-13")), None, None]);
    // Of a procedure that is gone through once, every paper may count.
    let once = Procedure { ends_with: None, ..procedure };
    assert_eq!(stands(&once, &case, &facts, "2026-11-22").since, None);
}

#[test]
fn steps_are_reached_by_papers_of_this_run_and_the_next_one_is_known() {
    let procedure = procedure();
    let facts = [
        (
            "permit.pdf",
            paper(
                "PERMIT",
                &[(DateRole::ValidFrom, "2025-04-10"), (DateRole::ValidTo, "2026-04-10")],
            ),
        ),
        ("old receipt.pdf", paper("PERMIT-RECEIPT", &[(DateRole::Filed, "2025-02-03")])),
        ("receipt.pdf", paper("PERMIT-RECEIPT", &[(DateRole::Filed, "2026-02-05")])),
    ];
    // The last run ended when the permit was collected: the receipt of before is another run's.
    let case = CaseTold { opened: Some(day("2026-03-01")), ..amina() };
    let found = stands(&procedure, &case, &facts, "2026-03-01");
    assert_eq!(found.since, Some(day("2025-04-11")));
    let filed = &found.milestones[1];
    assert_eq!((filed.on, filed.paper.as_deref()), (Some(day("2026-02-05")), Some("receipt.pdf")));
    assert_eq!(found.next.map(|step| step.id.as_str()), Some("collected"));
    // Sixty days before 10 April 2026 is 9 February; it was filed in time.
    let term = &found.terms[0];
    assert_eq!(
        (term.due().to_string(), term.done),
        ("2026-02-09".to_owned(), Some(day("2026-02-05")))
    );

    // Before the receipt came: due, and not done by the receipt of the year before.
    let found = stands(&procedure, &case, &facts[..2], "2026-02-01");
    assert_eq!(
        (found.terms[0].done, found.next.map(|step| step.id.as_str())),
        (None, Some("expiry"))
    );
}

#[test]
fn a_practice_number_holds_a_case_together_whatever_the_dates() {
    let procedure = procedure();
    let number = "P-MI/L/N/2026/101255";
    let facts = [
        ("mine.pdf", numbered(paper("PERMIT-RECEIPT", &[(DateRole::Filed, "2025-01-10")]), number)),
        (
            "other.pdf",
            numbered(
                paper("PERMIT-RECEIPT", &[(DateRole::Filed, "2026-02-05")]),
                "P-MI/L/N/2024/100001",
            ),
        ),
    ];
    let mut case = CaseTold { since: Some(day("2026-01-01")), ..amina() };
    case.references.insert(number.to_owned());
    let found = stands(&procedure, &case, &facts, "2026-03-01");
    assert_eq!(found.milestones[1].paper.as_deref(), Some("mine.pdf"));
    // Without a number of its own the case takes the paper of its time, and its number with it.
    case.references.clear();
    let found = stands(&procedure, &case, &facts, "2026-03-01");
    assert_eq!(found.milestones[1].paper.as_deref(), Some("other.pdf"));
    assert!(found.references.contains("P-MI/L/N/2024/100001"));
}

#[test]
fn a_request_of_another_practice_does_not_become_this_cases() {
    let packs = Packs::built_in();
    let procedure = packs.procedures.iter().find(|one| one.id == "permit-renewal").unwrap();
    let request = paper("INTEGRATION-REQUEST", &[(DateRole::Issued, "2026-04-14")]);
    let receipt = paper("PERMIT-RECEIPT", &[(DateRole::Filed, "2026-11-13")]);
    let facts = [
        ("request.pdf", numbered(request, "P-MI/L/N/2026/101255")),
        ("receipt.pdf", numbered(receipt, "P-MI/S/Q/2026/100023")),
    ];
    let found = stands(procedure, &amina(), &facts, "2026-11-22");
    let on = |id: &str| found.milestones.iter().find(|step| step.milestone.id == id).unwrap().on;
    assert_eq!((on("permit-filed"), on("integration-requested")), (Some(day("2026-11-13")), None));
    // Of one practice they belong together, whichever came first.
    let request = paper("INTEGRATION-REQUEST", &[(DateRole::Issued, "2026-11-20")]);
    let facts = [facts[1].clone(), ("request.pdf", numbered(request, "P-MI/S/Q/2026/100023"))];
    let found = stands(procedure, &amina(), &facts, "2026-11-22");
    let on = |id: &str| found.milestones.iter().find(|step| step.milestone.id == id).unwrap().on;
    assert_eq!(on("integration-requested"), Some(day("2026-11-20")));
}

#[test]
fn who_provides_what_is_the_packs_word_until_it_is_told_and_open_papers_are_wanted_by_the_filing() {
    let procedure = procedure();
    let mut case = amina();
    case.milestones.insert("expiry".to_owned(), day("2026-05-05"));
    let given = (Actor::Consultant, Some(day("2026-02-01")));
    case.assigned.insert("residence".to_owned(), given);
    let found = stands(&procedure, &case, &[], "2026-01-10");
    let who: Vec<_> = found.items.iter().map(|item| (item.by, item.until)).collect();
    // Sixty days before 5 May 2026 is 6 March.
    let by_filing = (Actor::Applicant, Some(day("2026-03-06")));
    assert_eq!(who, [by_filing, by_filing, given]);
    // Filed: what was told stays, and nothing else has a day.
    case.milestones.insert("filed".to_owned(), day("2026-02-07"));
    let found = stands(&procedure, &case, &[], "2026-02-10");
    let until: Vec<_> = found.items.iter().map(|item| item.until).collect();
    assert_eq!(until, [None, None, given.1]);
}

#[test]
fn what_the_user_tells_wins() {
    let procedure = procedure();
    let facts = [("receipt.pdf", paper("PERMIT-RECEIPT", &[(DateRole::Filed, "2026-02-05")]))];
    let mut case = amina();
    case.milestones.insert("expiry".to_owned(), day("2026-05-05"));
    case.milestones.insert("filed".to_owned(), day("2026-02-07"));
    case.terms
        .insert("permit-renewal".to_owned(), (day("2026-02-20"), "the office said so".to_owned()));
    let found = stands(&procedure, &case, &facts, "2026-03-01");
    assert_eq!(
        (found.milestones[1].on, found.milestones[1].paper.clone()),
        (Some(day("2026-02-07")), None)
    );
    assert_eq!(found.terms[0].due().to_string(), "2026-02-20");
    assert_eq!(
        found.terms[0].reckoning.due.to_string(),
        "2026-03-06",
        "the reckoning stays to be seen"
    );
}

/// The same paper, saying itself that it does not count.
fn void(mut facts: Recognition) -> Recognition {
    facts.void = Some(VoidFound { reason: VoidReason::Refused, evidence: seen() });
    facts
}

#[test]
fn what_says_itself_that_it_failed_ticks_nothing_pays_nothing_and_reaches_no_step() {
    let procedure = procedure();
    let mut receipt = paper("FEE-RECEIPT", &[(DateRole::Paid, "2026-02-05")]);
    receipt.amounts.push(AmountFound {
        role: AmountRole::Paid,
        cents: 1_600,
        currency: "EUR".to_owned(),
        pay: None,
        evidence: seen(),
    });
    let whole = [
        ("stamp.pdf", receipt),
        ("receipt.pdf", paper("PERMIT-RECEIPT", &[(DateRole::Filed, "2026-02-05")])),
        ("passport.pdf", paper("PASSPORT", &[(DateRole::ValidTo, "2030-05-01")])),
    ];
    let filed = |found: &Review<'_>| {
        found.milestones.iter().any(|step| step.paper.as_deref() == Some("receipt.pdf"))
    };
    let found = stands(&procedure, &amina(), &whole, "2026-03-01");
    assert!(filed(&found) && found.fees[0].receipt.is_some() && needs(&found)[0] == Need::Here);
    let voided = whole.map(|(path, facts)| (path, void(facts)));
    let found = stands(&procedure, &amina(), &voided, "2026-03-01");
    assert!(!filed(&found));
    assert_eq!((found.fees[0].receipt.as_deref(), needs(&found)[0]), (None, Need::Missing));
    assert!(found.items.iter().all(|item| item.papers.is_empty()));
}

#[test]
fn a_fee_is_paid_by_a_receipt_over_its_amount() {
    let procedure = procedure();
    let mut receipt = paper("FEE-RECEIPT", &[(DateRole::Paid, "2026-02-05")]);
    receipt.amounts.push(AmountFound {
        role: AmountRole::Paid,
        cents: 1_600,
        currency: "EUR".to_owned(),
        pay: None,
        evidence: seen(),
    });
    let facts = [("stamp.pdf", receipt)];
    let found = stands(&procedure, &amina(), &facts, "2026-03-01");
    assert_eq!(found.fees[0].receipt.as_deref(), Some("stamp.pdf"));
    let case = CaseTold { since: Some(day("2026-02-06")), ..amina() };
    assert_eq!(stands(&procedure, &case, &facts, "2026-03-01").fees[0].receipt, None);
}

#[test]
fn the_present_passport_is_none_of_the_previous_ones() {
    const PREVIOUS: &str = r#"
[[item]]
id = "previous"
asked = "mandatory"
types = ["PASSPORT"]
older = true
label_en = "Previous passports"
label_it = "Passaporti precedenti"
by = "applicant"
source = "a test"
"#;
    let procedure: Procedure = toml::from_str(&format!("{RENEWAL}{PREVIOUS}")).unwrap();
    let present = ("new.pdf", paper("PASSPORT", &[(DateRole::Expires, "2035-02-01")]));
    // A second scan of it is no older one.
    let again = ("again.pdf", paper("PASSPORT", &[(DateRole::Expires, "2035-02-01")]));
    let old = ("old.pdf", paper("PASSPORT", &[(DateRole::Expires, "2025-02-01")]));
    let of = |facts: &[(&str, Recognition)]| {
        let review = stands(&procedure, &amina(), facts, "2026-03-01");
        let item = review.items.into_iter().find(|item| item.item.id == "previous").unwrap();
        (item.need, item.papers)
    };
    let (present, again) = (&present, &again);
    assert_eq!(of(std::slice::from_ref(present)), (Need::Missing, Vec::new()));
    assert_eq!(of(&[present.clone(), again.clone()]), (Need::Missing, Vec::new()));
    // The old one has expired, as old ones have.
    assert_eq!(of(&[old, present.clone()]), (Need::Here, vec!["old.pdf".to_owned()]));
}

//! Which papers are of a case: not those of something before it, but all that carry its number.

use super::review::{CaseTold, Paper, Review, review};
use super::review_tests::{amina, numbered};
use super::test_papers::{day, paper};
use crate::facts::DateRole;
use crate::facts::DateRole::{Appointment, Captured, Filed, Issued, Notified, Paid};
use crate::facts::{AmountFound, AmountRole, Recognition};
use crate::packs::Packs;

const NUMBER: &str = "P-MI/L/N/2026/101255";
const OTHER: &str = "P-MI/L/N/2025/200444";

fn stands(
    procedure: &str,
    case: &CaseTold,
    papers: &[(&str, Recognition)],
    today: &str,
) -> Review<'static> {
    let packs = Packs::built_in();
    let papers: Vec<Paper<'_>> =
        papers.iter().map(|(path, facts)| Paper { path, facts, call: None }).collect();
    let procedure = packs.procedures.iter().find(|one| one.id == procedure).unwrap();
    review(packs, procedure, case, &papers, day(today), None)
}

/// The steps that were reached, oldest first, with their days.
fn steps(found: &Review<'_>) -> Vec<(String, String)> {
    let reached = found.milestones.iter().filter(|step| step.milestone.on.is_none());
    let mut reached: Vec<(String, String)> = reached
        .filter_map(|step| Some((step.milestone.id.clone(), step.on?.to_string())))
        .collect();
    reached.sort_by(|a, b| a.1.cmp(&b.1));
    reached
}

fn are(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(id, on)| ((*id).to_owned(), (*on).to_owned())).collect()
}

/// A case opened on 22 November 2026.
fn fresh() -> CaseTold {
    CaseTold { opened: Some(day("2026-11-22")), ..amina() }
}

#[test]
fn last_years_letters_are_not_of_a_case_opened_today() {
    let papers = [
        ("preavviso.pdf", paper("REJECTION-NOTICE", &[(Notified, "2025-10-20")])),
        ("rigetto.pdf", paper("REJECTION", &[(Issued, "2025-11-30")])),
        ("richiesta.pdf", paper("INTEGRATION-REQUEST", &[(Issued, "2025-09-02")])),
        ("convocazione.pdf", paper("APPOINTMENT", &[(Appointment, "2025-08-12")])),
        ("schermata.png", paper("SCREENSHOT", &[(Captured, "2025-07-12")])),
    ];
    for procedure in ["permit-renewal", "permit-first-issue", "digital-nomad", "study-to-work"] {
        let found = stands(procedure, &fresh(), &papers, "2026-11-22");
        assert_eq!(steps(&found), [], "{procedure}");
        assert_eq!(found.filings, None, "{procedure}");
    }
    // A letter that came lately is what the case is opened for.
    let late = [("richiesta.pdf", paper("INTEGRATION-REQUEST", &[(Issued, "2026-11-02")]))];
    let found = stands("permit-renewal", &fresh(), &late, "2026-11-22");
    assert_eq!(steps(&found), are(&[("integration-requested", "2026-11-02")]));
    // The user knows better: from September 2025 on.
    let told = CaseTold { since: Some(day("2025-09-01")), ..fresh() };
    let found = stands("permit-renewal", &told, &papers, "2026-11-22");
    let expected = [
        ("integration-requested", "2025-09-02"),
        ("rejection-notice-received", "2025-10-20"),
        ("rejected", "2025-11-30"),
    ];
    assert_eq!(steps(&found), are(&expected));
}

#[test]
fn an_old_letter_with_the_cases_number_is_the_cases() {
    let papers = [
        ("preavviso.pdf", numbered(paper("REJECTION-NOTICE", &[(Notified, "2025-10-20")]), NUMBER)),
        ("altro.pdf", numbered(paper("REJECTION-NOTICE", &[(Notified, "2026-11-20")]), OTHER)),
    ];
    let mut case = fresh();
    case.references.insert(NUMBER.to_owned());
    let found = stands("permit-renewal", &case, &papers, "2026-11-22");
    assert_eq!(steps(&found), are(&[("rejection-notice-received", "2025-10-20")]));
}

#[test]
fn letters_follow_what_was_filed_however_long_ago() {
    // Filed in March, asked in June, and the case is opened in November: all of it is of this application.
    let papers = [
        ("ricevuta.pdf", paper("PERMIT-RECEIPT", &[(Filed, "2026-03-02")])),
        ("prima.pdf", paper("INTEGRATION-REQUEST", &[(Issued, "2026-01-15")])),
        ("dopo.pdf", paper("INTEGRATION-REQUEST", &[(Issued, "2026-06-15")])),
    ];
    let found = stands("permit-renewal", &fresh(), &papers, "2026-11-22");
    let expected = [("permit-filed", "2026-03-02"), ("integration-requested", "2026-06-15")];
    assert_eq!(steps(&found), are(&expected));
}

#[test]
fn an_application_that_was_rejected_is_not_begun_again_by_its_papers() {
    let receipt = |on, number| numbered(paper("ALI-RECEIPT", &[(Filed, on)]), number);
    let old = [
        ("ali 2025.pdf", receipt("2025-02-05", OTHER)),
        ("rigetto.pdf", numbered(paper("REJECTION", &[(Issued, "2025-11-30")]), OTHER)),
    ];
    assert_eq!(steps(&stands("non-seasonal", &fresh(), &old, "2026-11-22")), []);
    // Filed anew: the new one counts, with or without the rejection.
    let anew = [old[0].clone(), old[1].clone(), ("ali 2026.pdf", receipt("2026-02-16", NUMBER))];
    for papers in [&anew[..], &[anew[0].clone(), anew[2].clone()][..]] {
        let found = stands("non-seasonal", &fresh(), papers, "2026-11-22");
        assert_eq!(steps(&found), are(&[("filed", "2026-02-16")]));
        assert!(found.references.contains(NUMBER) && found.references.len() == 1);
    }
    // Whoever names the old number means the old one.
    let mut case = fresh();
    case.references.insert(OTHER.to_owned());
    let found = stands("non-seasonal", &case, &anew, "2026-11-22");
    assert_eq!(steps(&found), are(&[("filed", "2025-02-05"), ("rejected", "2025-11-30")]));
}

#[test]
fn a_fee_of_two_years_ago_does_not_pay_todays() {
    let receipt = |on| {
        let mut receipt = paper("FEE-RECEIPT", &[(Paid, on)]);
        receipt.amounts.push(AmountFound {
            role: AmountRole::Paid,
            cents: 3_046,
            currency: "EUR".to_owned(),
            pay: None,
            evidence: super::test_papers::seen(),
        });
        [("tessera.pdf", receipt)]
    };
    let paid = |on| {
        let found = stands("permit-renewal", &fresh(), &receipt(on), "2026-11-22");
        found.fees.iter().any(|fee| fee.receipt.is_some())
    };
    assert!(!paid("2024-11-03") && paid("2026-11-03"));
}

#[test]
fn a_delivery_receipt_is_no_rejection_notice() {
    let receipt = numbered(
        Recognition {
            detail: Some("Delivery".to_owned()),
            ..paper("PEC-RECEIPT", &[(Filed, "2026-11-02"), (Notified, "2026-11-02")])
        },
        NUMBER,
    );
    let mut case = fresh();
    case.references.insert(NUMBER.to_owned());
    let found = stands("permit-renewal", &case, &[("consegna.eml", receipt)], "2026-11-22");
    assert_eq!(steps(&found), []);
}

#[test]
fn papers_of_a_company_that_name_nobody_are_on_the_list_and_somebody_elses_are_not() {
    let nameless =
        |kind| Recognition { persons: Vec::new(), ..paper(kind, &[(Issued, "2026-11-02")]) };
    let mut hers = paper("COMPANY-REGISTER", &[(Issued, "2026-11-03")]);
    hers.persons[0].id = "leila".to_owned();
    let papers = [
        ("visura.pdf", nameless("COMPANY-REGISTER")),
        ("di leila.pdf", hers),
        ("passaporto.pdf", nameless("PASSPORT")),
    ];
    let found = stands("seasonal-agriculture", &fresh(), &papers, "2026-11-22");
    let of = |kind: &str| -> Vec<String> {
        let asking = found.items.iter().filter(|one| one.item.types.iter().any(|id| id == kind));
        asking.flat_map(|one| one.papers.clone()).collect()
    };
    assert_eq!(of("COMPANY-REGISTER"), ["visura.pdf"]);
    assert!(of("PASSPORT").is_empty());
}

#[test]
fn the_receipt_of_a_renewal_does_not_end_another_procedure_of_the_same_person() {
    let renewal = ("ricevuta.pdf", paper("PERMIT-RECEIPT", &[(Filed, "2026-11-11")]));
    let found =
        stands("family-reunification", &fresh(), std::slice::from_ref(&renewal), "2026-11-22");
    assert_eq!(steps(&found), []);
    assert_eq!(found.next.map(|step| step.id.as_str()), Some("filed"));
    // After its own steps it is the family's.
    let visa = ("visto.pdf", paper("VISA", &[(Issued, "2026-10-02")]));
    let found = stands("family-reunification", &fresh(), &[renewal.clone(), visa], "2026-11-22");
    assert_eq!(steps(&found), are(&[("visa", "2026-10-02"), ("permit-filed", "2026-11-11")]));
    let found = stands("permit-renewal", &fresh(), &[renewal], "2026-11-22");
    assert_eq!(steps(&found), are(&[("permit-filed", "2026-11-11")]));
}

/// The day on which a term was done.
fn done(found: &Review<'_>, id: &str) -> Option<String> {
    let term = found.terms.iter().find(|term| term.term_use.id == id).expect("it runs");
    term.done.map(|day| day.to_string())
}

#[test]
fn what_an_office_did_later_shows_that_the_step_before_was_taken() {
    let permit = ("nulla osta.pdf", paper("NULLA-OSTA", &[(Issued, "2026-06-08")]));
    let mut case = fresh();
    case.milestones.insert("quota-allocated".to_owned(), day("2026-02-20"));
    let papers = std::slice::from_ref(&permit);
    let found = stands("non-seasonal", &case, papers, "2026-11-22");
    assert_eq!(done(&found, "visa-request"), None);
    // The visa was issued: somebody asked for it.
    let visa = ("visto.pdf", paper("VISA", &[(Issued, "2026-08-27")]));
    let found = stands("non-seasonal", &case, &[permit.clone(), visa], "2026-11-22");
    assert_eq!(done(&found, "visa-request").as_deref(), Some("2026-08-27"));
    // What whoever applies did later says nothing of an employer's duty before it.
    case.milestones.insert("entry".to_owned(), day("2026-09-01"));
    case.milestones.insert("permit-filed".to_owned(), day("2026-09-08"));
    assert_eq!(done(&stands("non-seasonal", &case, papers, "2026-11-22"), "stay-contract"), None);
}

#[test]
fn what_was_told_in_time_is_no_longer_due() {
    use DateRole::Start;
    let papers = [
        ("contratto.pdf", paper("CONTRACT", &[(Start, "2026-11-10")])),
        ("unilav.pdf", paper("UNILAV", &[(Filed, "2026-11-09"), (Start, "2026-11-10")])),
        ("affitto.pdf", paper("LEASE", &[(Start, "2026-07-01")])),
        ("ospitalita.pdf", paper("HOSPITALITY", &[(Start, "2026-11-04"), (Filed, "2026-11-05")])),
    ];
    let hired = |count| stands("payroll-year", &fresh(), &papers[..count], "2026-11-22");
    assert_eq!(done(&hired(1), "unilav-hire"), None);
    assert_eq!(done(&hired(2), "unilav-hire").as_deref(), Some("2026-11-09"));
    let found = stands("permit-first-issue", &fresh(), &papers, "2026-11-22");
    assert_eq!(done(&found, "building-notice"), None);
    assert_eq!(done(&found, "hospitality-notice").as_deref(), Some("2026-11-05"));
    // Registered before the tenant moved in.
    let lease = ("registrazione.pdf", paper("LEASE-REGISTRATION", &[(Filed, "2026-06-20")]));
    let papers = [papers[2].clone(), lease];
    let found = stands("permit-first-issue", &fresh(), &papers, "2026-11-22");
    assert_eq!(done(&found, "building-notice").as_deref(), Some("2026-06-20"));
}

#[test]
fn a_case_opened_long_after_the_filing_is_not_months_late_with_the_portal() {
    let receipt = |on| [("ali.pdf", paper("ALI-RECEIPT", &[(Filed, on)]))];
    let due = |on| {
        let found = stands("non-seasonal", &fresh(), &receipt(on), "2026-11-22");
        let term = found.terms.iter().find(|term| term.term_use.id == "portal-check").unwrap();
        term.due().to_string()
    };
    // Opened on the 22nd: a look is due that day. Filed on the 20th: a week later.
    assert_eq!((due("2026-02-13"), due("2026-11-20")), ("2026-11-22".into(), "2026-11-27".into()));
}

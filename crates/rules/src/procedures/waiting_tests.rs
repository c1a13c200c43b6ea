//! Filings that nothing confirms, in a case of the built-in renewal.

use super::review::{CaseTold, Paper, ToldFiling, review};
use super::review_tests::amina;
use super::test_papers::{day, paper};
use super::waiting::{Filed, Open};
use crate::facts::{DateRole, Recognition};
use crate::packs::Packs;

/// What shows a filing of a renewal and whether it is confirmed, and what is open.
fn filings(
    case: &CaseTold,
    papers: &[(&str, Recognition)],
    today: &str,
) -> (Vec<(Filed, bool)>, Option<Open>) {
    filings_of("permit-renewal", case, papers, today)
}

fn filings_of(
    procedure: &str,
    case: &CaseTold,
    papers: &[(&str, Recognition)],
    today: &str,
) -> (Vec<(Filed, bool)>, Option<Open>) {
    let packs = Packs::built_in();
    let papers: Vec<Paper<'_>> =
        papers.iter().map(|(path, facts)| Paper { path, facts, call: None }).collect();
    let procedure = packs.procedures.iter().find(|one| one.id == procedure).unwrap();
    let found = review(packs, procedure, case, &papers, day(today), None).filings;
    found.map_or((Vec::new(), None), |found| {
        let attempts = found.attempts.iter().map(|one| (one.how, one.confirmed));
        (attempts.collect(), found.open)
    })
}

fn screenshot(on: &str) -> Recognition {
    paper("SCREENSHOT", &[(DateRole::Captured, on)])
}

fn pec(detail: &str, on: &str) -> Recognition {
    Recognition {
        detail: Some(detail.to_owned()),
        ..paper("PEC-RECEIPT", &[(DateRole::Filed, on)])
    }
}

#[test]
fn a_screenshot_without_a_receipt_is_filed_again_after_the_waiting() {
    let papers = [("shot.png", screenshot("2026-05-04"))];
    let open = |over| Some(Open { filed: day("2026-05-04"), until: day("2026-05-11"), over });
    assert_eq!(
        filings(&amina(), &papers, "2026-05-11"),
        (vec![(Filed::Paper, false)], open(false))
    );
    assert_eq!(filings(&amina(), &papers, "2026-05-12").1, open(true));
    // A receipt of that day or later confirms it, and the picture stays.
    let receipt = ("receipt.pdf", paper("PERMIT-RECEIPT", &[(DateRole::Filed, "2026-05-08")]));
    let papers = [papers[0].clone(), receipt];
    assert_eq!(filings(&amina(), &papers, "2026-05-12"), (vec![(Filed::Paper, true)], None));
}

#[test]
fn a_look_at_the_portal_after_the_receipt_is_no_filing() {
    let papers = [
        ("receipt.pdf", paper("PERMIT-RECEIPT", &[(DateRole::Filed, "2026-05-08")])),
        ("shot.png", screenshot("2026-06-20")),
    ];
    assert_eq!(filings(&amina(), &papers, "2026-07-20"), (Vec::new(), None));
}

#[test]
fn filing_again_begins_the_waiting_anew() {
    let papers = [("a.png", screenshot("2026-05-04")), ("b.png", screenshot("2026-05-13"))];
    let (attempts, open) = filings(&amina(), &papers, "2026-05-15");
    assert_eq!(attempts.len(), 2);
    assert_eq!(open.map(|open| (open.until, open.over)), Some((day("2026-05-20"), false)));
}

#[test]
fn a_step_told_by_hand_waits_for_its_paper() {
    let mut case = amina();
    case.milestones.insert("permit-filed".to_owned(), day("2026-05-04"));
    let (attempts, open) = filings(&case, &[], "2026-05-20");
    assert_eq!(attempts, [(Filed::Told, false)]);
    assert!(open.is_some_and(|open| open.over));
    assert_eq!(filings(&amina(), &[], "2026-05-20"), (Vec::new(), None));
}

#[test]
fn a_certified_mail_is_sent_when_it_was_delivered() {
    let accepted = ("a.eml", pec("Acceptance", "2026-05-04"));
    let (attempts, open) = filings(&amina(), std::slice::from_ref(&accepted), "2026-05-20");
    assert_eq!(attempts, [(Filed::Pec, false)]);
    assert!(open.is_some_and(|open| open.over));
    // Both receipts are kept as its evidence.
    let delivered = ("d.eml", pec("Delivery", "2026-05-04"));
    let papers = [accepted.clone(), delivered];
    let both = vec![(Filed::Pec, true), (Filed::Pec, true)];
    assert_eq!(filings(&amina(), &papers, "2026-05-20"), (both, None));
    // What came back was never there, however early the provider took it.
    let papers = [accepted, ("f.eml", pec("Not-Delivered", "2026-05-05"))];
    let (attempts, open) = filings(&amina(), &papers, "2026-05-20");
    assert_eq!(attempts, [(Filed::Pec, false), (Filed::Pec, false)]);
    assert!(open.is_some_and(|open| open.over && open.filed == day("2026-05-05")));
}

#[test]
fn a_filing_noted_in_the_timeline_counts_and_its_receipt_confirms_it() {
    let told = |path: Option<&str>, reference: Option<&str>| {
        let mut case = amina();
        case.filings.push(ToldFiling {
            day: day("2026-05-04"),
            person: "amina".to_owned(),
            reference: reference.map(str::to_owned),
            path: path.map(str::to_owned),
        });
        case
    };
    let papers = [
        ("stamped.pdf", paper("LETTER", &[(DateRole::Issued, "2026-05-04")])),
        ("shot.png", paper("SCREENSHOT", &[])),
    ];
    let over = |case: &CaseTold| filings(case, &papers, "2026-05-20").1.map(|open| open.over);
    assert_eq!(over(&told(None, None)), Some(true));
    assert_eq!(over(&told(Some("shot.png"), None)), Some(true));
    assert_eq!(over(&told(Some("stamped.pdf"), None)), None);
    // Of another practice, or another person.
    let mut other = told(None, Some("P-MI/L/N/2025/200444"));
    other.references.insert("P-MI/L/N/2026/101255".to_owned());
    assert_eq!(over(&other), None);
    let mut hers = told(None, None);
    hers.filings[0].person = "leila".to_owned();
    assert_eq!(over(&hers), None);
}

#[test]
fn every_procedure_that_files_an_application_waits_for_what_confirms_it() {
    let procedures = &Packs::built_in().procedures;
    let files = procedures.iter().filter(|one| !one.standing);
    let files =
        files.filter_map(|one| Some((one, one.milestone.iter().find(|step| step.is_filing())?)));
    for (procedure, step) in files {
        // A tax return is given with its receipt at once; another one would be a second return.
        if procedure.id == "tax-residence-year" {
            continue;
        }
        let mut case = amina();
        case.milestones.insert(step.id.clone(), day("2026-05-04"));
        let (_, open) = filings_of(&procedure.id, &case, &[], "2026-05-12");
        assert!(open.is_some_and(|open| open.over), "{}", procedure.id);
    }
}

#[test]
fn a_visa_confirms_that_it_was_asked_for() {
    let mut case = amina();
    case.milestones.insert("filed".to_owned(), day("2026-05-04"));
    let visa = ("visa.pdf", paper("VISA", &[(DateRole::Issued, "2026-08-03")]));
    let (attempts, open) = filings_of("digital-nomad", &case, &[visa], "2026-08-10");
    assert_eq!((attempts, open), (vec![(Filed::Told, true)], None));
}

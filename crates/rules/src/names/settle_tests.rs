//! Names are kept apart over the whole folder.

use super::tests::{facts, packs, proposal};
use super::*;
use crate::facts::{DateRole, Recognition};

fn candidate(path: &str, sha: &str, facts: &Recognition) -> Candidate {
    let ext = path.rsplit('.').next().unwrap().to_lowercase();
    Candidate {
        path: path.into(),
        sha256: sha.into(),
        proposal: proposal(facts, file_name(path), &ext),
    }
}

fn settled(candidates: &[Candidate]) -> Vec<(String, String)> {
    let mut moves = settle(candidates, packs(), &Naming::default());
    moves.sort();
    moves
}

fn moves(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(from, to)| ((*from).into(), (*to).into())).collect()
}

#[test]
fn different_papers_get_their_detail_else_a_letter() {
    let mut acceptance = facts("PEC-RECEIPT", &["amina"], &[(DateRole::Filed, "2026-03-01")]);
    let mut delivery = acceptance.clone();
    acceptance.detail = Some("Acceptance".into());
    delivery.detail = Some("Delivery".into());
    assert_eq!(
        settled(&[candidate("1.eml", "aa", &acceptance), candidate("2.eml", "bb", &delivery)]),
        moves(&[
            ("1.eml", "PEC-RECEIPT_Amina_Rossi_2026-03-01_Acceptance.eml"),
            ("2.eml", "PEC-RECEIPT_Amina_Rossi_2026-03-01_Delivery.eml"),
        ])
    );
    let mut ordinary = facts("PAYSLIP", &["amina"], &[(DateRole::Period, "2026-12")]);
    let mut thirteenth = ordinary.clone();
    thirteenth.detail = Some("13".into());
    // The employer tells nothing apart that the number of the salary does not.
    ordinary.detail = Some("Acme".into());
    assert_eq!(
        settled(&[candidate("a.pdf", "aa", &thirteenth), candidate("b.pdf", "bb", &ordinary)]),
        moves(&[
            ("a.pdf", "PAYSLIP_Amina_Rossi_2026-12_13.pdf"),
            ("b.pdf", "PAYSLIP_Amina_Rossi_2026-12.pdf"),
        ])
    );
    let passport = facts("PASSPORT", &["amina"], &[]);
    assert_eq!(
        settled(&[
            candidate("x.pdf", "cc", &passport),
            candidate("y.pdf", "bb", &passport),
            candidate("Amina Rossi/PASSPORT_Amina_Rossi.pdf", "aa", &passport),
        ]),
        moves(&[("x.pdf", "PASSPORT_Amina_Rossi_c.pdf"), ("y.pdf", "PASSPORT_Amina_Rossi_b.pdf")])
    );
}

#[test]
fn copies_of_one_content_are_left_to_the_duplicate_finding() {
    let passport = facts("PASSPORT", &["amina"], &[]);
    assert_eq!(
        settled(&[candidate("b.pdf", "aa", &passport), candidate("a.pdf", "aa", &passport)]),
        moves(&[("a.pdf", "PASSPORT_Amina_Rossi.pdf")])
    );
    let kept = candidate("PASSPORT_Amina_Rossi.pdf", "aa", &passport);
    assert_eq!(settled(&[candidate("a.pdf", "aa", &passport), kept]), []);
}

#[test]
fn names_that_change_places_never_meet() {
    let (amina, diego) = (facts("PASSPORT", &["amina"], &[]), facts("PASSPORT", &["diego"], &[]));
    let swapped = [
        candidate("PASSPORT_Amina_Rossi.pdf", "aa", &diego),
        candidate("PASSPORT_Diego_Fuentes-Ibanez.pdf", "bb", &amina),
    ];
    assert_eq!(
        settle(&swapped, packs(), &Naming::default()),
        moves(&[
            ("PASSPORT_Amina_Rossi.pdf", "PASSPORT_Diego_Fuentes-Ibanez_b.pdf"),
            ("PASSPORT_Diego_Fuentes-Ibanez.pdf", "PASSPORT_Amina_Rossi.pdf"),
        ])
    );
    // A change of case alone is a move onto oneself.
    assert_eq!(
        settled(&[candidate("passport_amina_rossi.pdf", "aa", &amina)]),
        moves(&[("passport_amina_rossi.pdf", "PASSPORT_Amina_Rossi.pdf")])
    );
}

#[test]
fn a_name_kept_by_an_unreadable_file_is_respected_whatever_its_case() {
    let amina = facts("PASSPORT", &["amina"], &[]);
    let other = Candidate {
        path: "old/Passport_Amina_Rossi.PDF".into(),
        sha256: "ff".into(),
        proposal: Proposal::Unsure { missing: vec![Missing::Type] },
    };
    assert_eq!(
        settled(&[candidate("x.pdf", "aa", &amina), other]),
        moves(&[("x.pdf", "PASSPORT_Amina_Rossi_b.pdf")])
    );
}

#[test]
fn what_lies_in_its_place_has_the_plain_name_before_what_came_in() {
    let certificate = facts("RESIDENCE-CERT", &["amina"], &[(DateRole::Issued, "2026-05-06")]);
    assert_eq!(
        settled(&[
            candidate("_Inbox/web.pdf", "aa", &certificate),
            candidate("Amina Rossi/Certificato.pdf", "bb", &certificate),
        ]),
        moves(&[
            ("Amina Rossi/Certificato.pdf", "RESIDENCE-CERT_Amina_Rossi_2026-05-06.pdf"),
            ("_Inbox/web.pdf", "RESIDENCE-CERT_Amina_Rossi_2026-05-06_b.pdf"),
        ])
    );
}

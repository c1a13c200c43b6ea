//! Each rule both ways: what it must say, and when it must be silent.

use super::*;
use crate::{
    facts::{DateRole, Evidence, Finding, Recognition, Severity, VoidFound, VoidReason},
    names::{
        Naming,
        tests::{facts, household, packs},
    },
    packs::Limit,
};
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn pdf(path: &str, recognition: Recognition) -> FileSummary {
    FileSummary {
        path: path.into(),
        sha256: format!("sha of {path}"),
        bytes: 1000,
        kind: FileKind::Pdf,
        true_extension: "pdf".into(),
        searchable: Some(true),
        pages: vec![PageSummary { page: 1, reason: PageReason::Text }],
        name: NameState::Fits,
        recognition,
        ..FileSummary::default()
    }
}

fn good() -> FileSummary {
    pdf("Amina Rossi/PASSPORT_Amina_Rossi.pdf", facts("PASSPORT", &["amina"], &[]))
}

fn limit() -> Limit {
    Limit {
        id: "ali-strict".into(),
        label_en: "ALI portal".into(),
        label_it: "Portale ALI".into(),
        max_bytes: 2_000_000,
        extensions: vec!["pdf".into()],
        name_max: None,
        source: "a source".into(),
        seen_on: day("2026-11-21"),
        sure: "seen".into(),
    }
}

fn one(file: &FileSummary) -> Vec<Finding> {
    check_file(file, day("2026-11-21"), packs(), &Naming::default(), Some(&limit()))
}

fn codes(file: &FileSummary) -> Vec<String> {
    one(file).into_iter().map(|f| f.code).collect()
}

fn all(files: &[FileSummary]) -> Vec<(String, Finding)> {
    check_folder(files, &household(), day("2026-11-21"), packs(), &Naming::default())
}

fn all_codes(files: &[FileSummary]) -> Vec<(String, String)> {
    all(files).into_iter().map(|(path, f)| (path, f.code)).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect()
}

// ---- one file ----

#[test]
fn a_good_paper_has_no_finding() {
    assert_eq!(one(&good()), []);
    assert_eq!(all(&[good()]), []);
}

#[test]
fn every_rule_for_one_file_says_its_code() {
    type Change = fn(&mut FileSummary);
    let rows: [(&str, Change); 23] = [
        ("empty-file", |f| f.bytes = 0),
        ("incomplete", |f| f.complete = Completeness::Incomplete),
        ("damaged", |f| f.complete = Completeness::Damaged),
        ("hostile", |f| f.stopped = Some(Stopped::Memory)),
        ("locked", |f| f.locked = true),
        ("restricted", |f| f.restricted = true),
        ("active-content", |f| f.active = vec!["javascript".into()]),
        ("embedded-files", |f| f.embedded = 2),
        ("portfolio", |f| f.portfolio = true),
        ("xfa", |f| f.xfa = true),
        ("not-searchable", |f| f.pages[0].reason = PageReason::Stamped),
        ("ocr-poor", |f| f.pages[0].reason = PageReason::OcrPoor),
        ("unreadable-text", |f| f.pages[0].reason = PageReason::Unreadable),
        ("too-large", |f| f.bytes = 2_000_001),
        ("program", |f| {
            f.is_program = true;
            f.true_extension = "exe".into();
        }),
        ("wrong-extension", |f| f.true_extension = "jpg".into()),
        ("unsafe-name", |f| f.path = "a:b.pdf".into()),
        ("unsafe-name", |f| f.path = "PASSPORT_Amina_\u{202E}issoR.pdf".into()),
        ("nfd-name", |f| f.path = "caffe\u{301}.pdf".into()),
        ("name-differs", |f| f.name = NameState::Rename("PASSPORT_Amina_Rossi.pdf".into())),
        ("unsure-name", |f| f.name = NameState::Unsure(vec![crate::names::Missing::Date])),
        ("only-in-the-cloud", |f| f.in_the_cloud = true),
        ("partial-download", |f| f.path = "a.pdf.crdownload".into()),
    ];
    for (code, change) in rows {
        let mut file = good();
        change(&mut file);
        let found = one(&file);
        assert_eq!(found.iter().map(|f| f.code.as_str()).collect::<Vec<_>>(), [code]);
        assert!(found[0].text.ends_with(['.', ':']) || code == "unsafe-name", "{}", found[0].text);
    }
}

#[test]
fn a_broken_file_is_not_asked_for_more() {
    let mut file = good();
    file.complete = Completeness::Incomplete;
    file.bytes = 9_000_000;
    file.searchable = Some(false);
    file.pages[0].reason = PageReason::Scan;
    file.name = NameState::Rename("x.pdf".into());
    assert_eq!(codes(&file), ["incomplete"]);
}

#[test]
fn the_limit_is_the_last_byte_allowed_and_the_text_has_both_figures() {
    let mut file = good();
    file.bytes = 2_000_000;
    assert_eq!(codes(&file), [""; 0]);
    file.bytes = 2_345_678;
    let found = one(&file).remove(0);
    assert!(found.text.contains("2,345,678 bytes (2.3 MB)"), "{}", found.text);
    assert!(found.text.contains("2,000,000 bytes (2.0 MB)"), "{}", found.text);
    assert_eq!(found.values["limit"], "2000000");
    file.signed = true;
    assert!(one(&file)[0].fix.as_ref().unwrap().contains("signature"));
    assert_eq!(
        check_file(&file, day("2026-11-21"), packs(), &Naming::default(), None),
        [],
        "no limit, no finding"
    );
}

#[test]
fn pages_are_counted_in_runs() {
    let mut file = good();
    use PageReason::{Blank, Scan, Text};
    file.pages = [Scan, Scan, Scan, Text, Scan, Blank, Scan]
        .into_iter()
        .zip(1..)
        .map(|(reason, page)| PageSummary { page, reason })
        .collect();
    assert!(one(&file)[0].text.contains("Pages 1–3, 5 and 7 of 7 are pictures"));
    file.signed = true;
    assert!(one(&file)[0].fix.as_ref().unwrap().contains("signed"));
}

#[test]
fn only_things_already_done_can_be_dated_too_late() {
    let mut file = good();
    file.recognition = facts("LETTER", &["amina"], &[(DateRole::Issued, "2026-11-22")]);
    assert_eq!(codes(&file), ["future-date"]);
    file.recognition = facts("LETTER", &["amina"], &[(DateRole::Issued, "2026-11-21")]);
    assert_eq!(codes(&file), [""; 0]);
    file.recognition = facts("APPOINTMENT", &["amina"], &[(DateRole::Appointment, "2027-01-01")]);
    assert_eq!(codes(&file), [""; 0]);
}

// ---- beside each other ----

#[test]
fn the_copy_outside_the_persons_folder_is_the_duplicate() {
    let mut copy = good();
    copy.path = "A copy.pdf".into();
    copy.sha256 = good().sha256;
    assert_eq!(all_codes(&[copy, good()]), pairs(&[("A copy.pdf", "duplicate")]));
}

#[test]
fn a_joint_paper_may_lie_in_both_folders_once() {
    let lease = |path: &str| {
        let mut file = pdf(path, facts("LEASE", &["amina", "diego"], &[]));
        file.sha256 = "same".into();
        file
    };
    let amina = lease("Amina Rossi/LEASE_Amina_Rossi_2026-01-01.pdf");
    let diego = lease("Diego Fuentes Ibáñez/LEASE_Amina_Rossi_2026-01-01.pdf");
    assert_eq!(all(&[amina.clone(), diego.clone()]), []);
    let again = lease("Diego Fuentes Ibáñez/lease.pdf");
    let found = all_codes(&[amina, diego, again]);
    assert_eq!(found, pairs(&[("Diego Fuentes Ibáñez/lease.pdf", "duplicate")]));
}

#[test]
fn twins_are_told_apart_and_only_within_one_folder() {
    let plain = |path: &str| pdf(path, Recognition::default());
    assert_eq!(
        all_codes(&[
            plain("Scan.pdf"),
            plain("scan.pdf"),
            plain("x/scan.pdf"),
            plain("caffe\u{301}.pdf"),
            plain("caffé.pdf"),
        ]),
        pairs(&[("caffé.pdf", "normalization-twin"), ("scan.pdf", "case-twin")])
    );
}

#[test]
fn a_paper_in_another_persons_folder_is_misplaced_but_not_in_the_inbox() {
    let permit = || facts("PERMIT", &["diego"], &[(DateRole::ValidFrom, "2026-03-01")]);
    let found = all(&[
        pdf("Amina Rossi/x.pdf", permit()),
        pdf("_Inbox/y.pdf", permit()),
        pdf("z.pdf", permit()),
        // A child's paper is at home in the folder of its parent, and the folder's name may be stored in two pieces.
        pdf("Amina Rossi/c.pdf", facts("PASSPORT", &["lina"], &[])),
        pdf("Diego Fuentes Iba\u{301}n\u{303}ez/d.pdf", permit()),
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].0.as_str(), found[0].1.code.as_str()), ("Amina Rossi/x.pdf", "misplaced"));
    assert!(found[0].1.text.contains("Diego Fuentes Ibáñez"));
}

#[test]
fn a_conflict_copy_is_only_offered_for_review() {
    let plain = |path: &str| pdf(path, Recognition::default());
    let found = all(&[
        plain("a/PASSPORT_Amina_Rossi.pdf"),
        plain("a/PASSPORT_Amina_Rossi (1).pdf"),
        plain("b/PASSPORT_Amina_Rossi.sync-conflict-20260216-101112-ABCDEFG.pdf"),
        plain("c/scan (1).pdf"),
    ]);
    let codes: Vec<_> = found.iter().map(|(p, f)| (&p[..1], f.code.as_str())).collect();
    assert_eq!(codes, [("a", "sync-conflict"), ("b", "sync-conflict")]);
}

fn validity(type_id: &str, from: &str, to: &str) -> FileSummary {
    let dates = [(DateRole::ValidFrom, from), (DateRole::Expires, to)];
    pdf(&format!("{type_id} {from}.pdf"), facts(type_id, &["amina"], &dates))
}

#[test]
fn the_end_of_a_permit_is_told_in_time() {
    let found = |end: &str| -> Vec<(String, Severity, String)> {
        let paper = validity("PERMIT", "2025-01-01", end);
        let found = all(&[paper]);
        found.into_iter().map(|(_, f)| (f.code, f.severity, f.fix.unwrap())).collect()
    };
    // Today is 21 November 2026: 91, 90, 61, 60 and 0 days ahead, then 1, 60 and 61 days behind.
    assert_eq!(found("2027-02-20"), []);
    let note = &found("2027-02-19")[0];
    assert_eq!((note.0.as_str(), note.1), ("expires-soon", Severity::Note));
    assert!(note.2.contains("2026-12-21"), "{}", note.2);
    assert_eq!(found("2027-01-21")[0].1, Severity::Note);
    assert_eq!(found("2027-01-20")[0].1, Severity::Warning);
    assert_eq!(found("2026-11-21")[0].0, "expires-soon");
    let late = &found("2026-11-20")[0];
    assert_eq!(late.0, "expired");
    assert!(late.2.contains("until 2027-01-19"), "{}", late.2);
    assert!(found("2026-09-22")[0].2.contains("until 2026-11-21"));
    assert!(found("2026-09-21")[0].2.contains("advisor"));
}

#[test]
fn what_a_newer_paper_replaces_is_history() {
    let old = validity("PASSPORT", "2015-01-01", "2025-01-01");
    assert_eq!(
        all_codes(std::slice::from_ref(&old)),
        pairs(&[("PASSPORT 2015-01-01.pdf", "expired")])
    );
    assert_eq!(all(&[old, validity("PASSPORT", "2025-01-01", "2035-01-01")]), []);
    // Its end could not be read, but it is newer by its name.
    let lease = validity("HEALTH-INSURANCE", "2024-01-01", "2025-01-01");
    let renewed = pdf("HEALTH-INSURANCE_Amina_Rossi_2025-01-01.pdf", Recognition::default());
    assert_eq!(all(&[lease.clone(), renewed]), []);
    // Another person's newer paper replaces nothing.
    let diego = pdf("HEALTH-INSURANCE_Diego_Fuentes-Ibanez_2025-01-01.pdf", Recognition::default());
    assert_eq!(all(&[lease, diego]).len(), 1);
    // A permit whose renewal was asked for, a visa that has served.
    let permit = validity("PERMIT", "2025-10-01", "2026-10-01");
    let receipt = facts("PERMIT-RECEIPT", &["amina"], &[(DateRole::Filed, "2026-08-01")]);
    assert_eq!(all(&[permit.clone(), pdf("r.pdf", receipt)]), []);
    let earlier = facts("PERMIT-RECEIPT", &["amina"], &[(DateRole::Filed, "2025-08-01")]);
    assert_eq!(all(&[permit, pdf("r.pdf", earlier)]).len(), 1);
    // One of after the sixty days in which the renewal can be asked for stands in for nothing; on the last of them it does.
    let over = validity("PERMIT", "2023-10-02", "2025-10-01");
    let of = |filed| pdf("r.pdf", facts("PERMIT-RECEIPT", &["amina"], &[(DateRole::Filed, filed)]));
    assert_eq!(all(&[over.clone(), of("2025-11-30")]), []);
    let told = all(&[over.clone(), of("2025-12-01")]);
    assert_eq!(codes_of(&told), ["expired"]);
    assert!(told[0].1.fix.as_deref().unwrap().contains("2025-12-01"), "{:?}", told[0].1.fix);
    // A second one in time makes the late one harmless.
    let mut second = of("2025-10-20");
    second.path = "s.pdf".into();
    second.sha256 = "sha of s.pdf".into();
    assert_eq!(all(&[over, of("2026-10-15"), second]), []);
    let visa = validity("VISA", "2025-06-01", "2025-09-01");
    assert_eq!(all(std::slice::from_ref(&visa)).len(), 1);
    assert_eq!(all(&[visa, validity("PERMIT", "2025-10-01", "2027-10-01")]), []);
}

fn codes_of(found: &[(String, Finding)]) -> Vec<&str> {
    found.iter().map(|(_, finding)| finding.code.as_str()).collect()
}

#[test]
fn what_lapses_is_not_renewed() {
    for id in ["JOB-OFFER", "UNILAV"] {
        assert_eq!(all(&[validity(id, "2025-02-10", "2025-02-20")]), [], "{id}");
        assert_eq!(all(&[validity(id, "2026-11-01", "2026-12-31")]), [], "{id}");
    }
    assert_eq!(all(&[validity("HEALTH-INSURANCE", "2025-12-01", "2026-12-31")]).len(), 1);
}

fn void(mut file: FileSummary, reason: VoidReason) -> FileSummary {
    let evidence = Evidence {
        page: 1,
        start: 0,
        end: 0,
        words: "Operazione\n RIFIUTATA".into(),
        rule: "void-status".into(),
    };
    file.recognition.void = Some(VoidFound { reason, evidence });
    file
}

#[test]
fn what_does_not_count_by_its_own_words_is_told_with_them_and_replaces_nothing() {
    let quote = void(validity("HEALTH-INSURANCE", "2026-01-01", "2027-12-31"), VoidReason::Quote);
    let found = one(&quote);
    let told = found.iter().find(|f| f.code == "proves-nothing").unwrap();
    assert_eq!(told.values["words"], "Operazione RIFIUTATA");
    assert_eq!(told.severity, Severity::Warning);
    // A policy that is over is over, whatever a quote promises; and a quote that is over is nobody's loss.
    let over = validity("HEALTH-INSURANCE", "2024-01-01", "2025-01-01");
    assert_eq!(codes_of(&all(&[over, quote])), ["expired"]);
    let old = void(validity("HEALTH-INSURANCE", "2024-01-01", "2025-01-01"), VoidReason::Quote);
    assert_eq!(all(&[old]), []);
    let mail = pdf("m.eml", facts("PEC-RECEIPT", &["amina"], &[]));
    let mail = one(&void(mail, VoidReason::Undelivered));
    assert_eq!((mail[0].code.as_str(), mail[0].severity), ("mail-not-delivered", Severity::Error));
    // That it keeps its name is said by that alone.
    let mut named = void(good(), VoidReason::Draft);
    named.name = NameState::Unsure(vec![Missing::Void]);
    assert_eq!(codes(&named), ["proves-nothing"]);
}

#[test]
fn months_without_a_payslip_are_named_per_person() {
    let payslip = |person: &str, month: &str, detail: Option<&str>| {
        let mut read = facts("PAYSLIP", &[person], &[(DateRole::Period, month)]);
        read.detail = detail.map(Into::into);
        pdf(&format!("{person} {month} {detail:?}.pdf"), read)
    };
    let found = all(&[
        payslip("amina", "2025-11", None),
        payslip("amina", "2025-12", Some("13")),
        payslip("amina", "2026-02", None),
        payslip("amina", "2026-03", None),
        payslip("diego", "2026-01", None),
        payslip("diego", "2026-02", None),
        // Only the name says what it is.
        pdf("PAYSLIP_Diego_Fuentes-Ibanez_2026-04.pdf", Recognition::default()),
    ]);
    let told: Vec<_> = found
        .iter()
        .map(|(_, f)| (f.values["person"].as_str(), f.values["months"].as_str()))
        .collect();
    assert_eq!(told, [("Amina", "2025-12, 2026-01"), ("Diego", "2026-03")]);
    assert!(found[1].1.text.starts_with("1 payslip is missing between Diego's first (2026-01)"));
}

// ---- the table ----

#[test]
fn every_code_stands_once_in_the_table_and_on_the_page() {
    let page = codes_page();
    for row in CODES {
        assert_eq!(CODES.iter().filter(|other| other.code == row.code).count(), 1, "{}", row.code);
        assert!(page.contains(&format!("| `{}` |", row.code)));
        assert!(row.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        assert!(!row.what.contains('|') && row.what.ends_with('.') && row.remedy.ends_with('.'));
    }
    let sources = [
        include_str!("file.rs"),
        include_str!("folder.rs"),
        include_str!("validity.rs"),
        include_str!("void.rs"),
        include_str!("payslips.rs"),
        include_str!("../consistency/identity.rs"),
        include_str!("../consistency/employment.rs"),
        include_str!("../consistency/pay.rs"),
        include_str!("../consistency/income.rs"),
        include_str!("../consistency/hours.rs"),
        include_str!("../consistency/credit.rs"),
        include_str!("../consistency/returns.rs"),
        include_str!("../consistency/cover.rs"),
    ]
    .concat();
    // Said where the facts that the user accepted are compared with what is read now: outside of this crate.
    for row in CODES.iter().filter(|row| row.code != "reads-differently") {
        assert!(sources.contains(&format!("\"{}\"", row.code)), "{} is never said", row.code);
    }
}

//! What a user relies on: names read back, nothing renamed twice, nothing overwritten, nothing guessed.

use super::*;
use crate::{
    facts::{
        DateFound, DateRole, Evidence, PersonFound, PersonRole, Recognition, Reference,
        ReferenceKind, TypeFound,
    },
    packs::Packs,
    person::{Dependant, Person},
};
use std::sync::OnceLock;

/// The built-in types.
pub(crate) fn packs() -> &'static Packs {
    static TYPES: include_dir::Dir<'_> =
        include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../packs/types");
    static PACKS: OnceLock<Packs> = OnceLock::new();
    let file = |file: &'static include_dir::File<'_>| {
        let name = file.path().to_str().filter(|name| name.ends_with(".toml"))?;
        Some((format!("types/{name}"), file.contents_utf8()?))
    };
    PACKS.get_or_init(|| Packs::parse(TYPES.files().filter_map(file)).unwrap())
}

pub(crate) fn household() -> Vec<Person> {
    let person = |id: &str, name: &str, surname: &str| Person {
        id: id.into(),
        name: name.into(),
        surname: surname.into(),
        fiscal_code: None,
        born: None,
        dependants: Vec::new(),
    };
    let mut amina = person("amina", "Amina", "Rossi");
    amina.dependants.push(Dependant {
        id: "lina".into(),
        name: "Lina".into(),
        surname: "Rossi".into(),
        born: None,
    });
    vec![amina, person("diego", "Diego", "Fuentes Ibáñez")]
}

fn evidence() -> Evidence {
    Evidence { page: 1, start: 0, end: 1, words: "x".into(), rule: "test".into() }
}

/// Facts of a paper: type, ids of its subjects, dates by role.
pub(crate) fn facts(type_id: &str, subjects: &[&str], dates: &[(DateRole, &str)]) -> Recognition {
    let found = |id: &&str| PersonFound {
        id: (*id).into(),
        name: String::new(),
        surname: String::new(),
        role: PersonRole::Subject,
        because: vec![evidence()],
    };
    Recognition {
        doc_type: (!type_id.is_empty()).then(|| TypeFound {
            id: type_id.into(),
            confidence: 0.9,
            because: vec![evidence()],
        }),
        persons: subjects.iter().map(found).collect(),
        dates: dates
            .iter()
            .map(|(role, date)| DateFound::new(date.parse().unwrap(), *role, evidence()))
            .collect(),
        ..Recognition::default()
    }
}

pub(crate) fn with_reference(
    mut facts: Recognition,
    kind: ReferenceKind,
    value: &str,
    date: Option<&str>,
) -> Recognition {
    facts.references.push(Reference {
        kind,
        value: value.into(),
        date: date.map(|d| d.parse().unwrap()),
        office: None,
        evidence: evidence(),
    });
    facts
}

pub(crate) fn proposal(facts: &Recognition, file_name: &str, ext: &str) -> Proposal {
    let doc = DocumentForNaming { recognition: facts, file_name, extension: ext };
    propose(&doc, &household(), packs(), &Naming::default())
}

/// The name proposed for a PDF called `scan.pdf`.
fn named(facts: &Recognition) -> String {
    match proposal(facts, "scan.pdf", "pdf") {
        Proposal::Rename(r) => build(&r.fields, packs(), &Naming::default(), &r.ext).unwrap(),
        other => format!("{other:?}"),
    }
}

fn missing(facts: &Recognition) -> Vec<Missing> {
    match proposal(facts, "scan.pdf", "pdf") {
        Proposal::Unsure { missing } => missing,
        other => panic!("{other:?}"),
    }
}

fn said(file_name: &str) -> Vec<String> {
    problems(file_name, &household(), packs(), &Naming::default())
        .iter()
        .map(|p| format!("{p} {}", p.hint()))
        .collect()
}

#[test]
fn a_date_of_which_nothing_says_what_it_is_keeps_a_later_event_out_of_the_name() {
    let mut facts = facts(
        "VISA",
        &["amina"],
        &[(DateRole::Other, "2026-08-28"), (DateRole::ValidFrom, "2026-09-01")],
    );
    assert_eq!(named(&facts), "VISA_Amina_Rossi_2026-09-01.pdf");
    // The same date, alone in the head or beside the signature: it may be the day of issue.
    facts.dates[0].evidence.rule = "date-apart".into();
    assert_eq!(missing(&facts), [Missing::Date]);
    // Where the paper says when it was issued there is no doubt.
    facts.dates.push(DateFound { role: DateRole::Issued, ..facts.dates[1].clone() });
    assert_eq!(named(&facts), "VISA_Amina_Rossi_2026-09-01.pdf");
}

// ---- reading ----

#[test]
fn the_examples_of_the_rules_read_back() {
    let naming = Naming::default();
    for name in [
        "PASSPORT_Amina_Rossi.pdf",
        "ALI-RECEIPT_Amina_Rossi_2026-02-16_P-MI-L-N-2026-101255.pdf",
        "PAYSLIP_Amina_Rossi_2026-09.pdf",
        "PAYSLIP_Amina_Rossi_2026-12_13.pdf",
        "CU_Amina_Rossi_2026.pdf",
        "PASSPORT_Amina_Rossi_v2.pdf",
        "PERMIT_Diego_Fuentes-Ibanez_2026-02-16_c_v3.pdf",
        "PEC-RECEIPT_Diego_Fuentes-Ibanez_2026-02-16_Acceptance.eml",
        "STAY-CONTRACT_Anne-Sophie_NGuessan_2026-02-16.pdf.p7m",
        "CONTRACT_Amina_Rossi_2026-02-16_Acme-S.r.l.pdf",
    ] {
        let parsed = parse(name, packs(), &naming).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        assert_eq!(build(&parsed.fields, packs(), &naming, &parsed.ext).unwrap(), name);
    }
    let parsed =
        parse("ALI-RECEIPT_Amina_Rossi_2026-02-16_P-MI-L-N-2026-101255_b.pdf", packs(), &naming)
            .unwrap();
    assert_eq!(parsed.fields.reference.as_deref(), Some("P-MI-L-N-2026-101255"));
    assert_eq!((parsed.fields.detail, parsed.fields.letter), (None, Some('b')));
}

#[test]
fn italian_ids_are_read_in_an_english_folder_and_the_other_way_round() {
    let naming = Naming::default();
    let parsed = parse("BUSTA-PAGA_Amina_Rossi_2026-09.pdf", packs(), &naming).unwrap();
    assert_eq!((parsed.fields.type_id.as_str(), parsed.language), ("PAYSLIP", IdLanguage::It));
    let italian = Naming { language: IdLanguage::It, ..Naming::default() };
    let english = parse("PAYSLIP_Amina_Rossi_2026-09.pdf", packs(), &italian).unwrap();
    assert_eq!(english.fields, parsed.fields);
    assert_eq!(
        build(&parsed.fields, packs(), &italian, "pdf").unwrap(),
        "BUSTA-PAGA_Amina_Rossi_2026-09.pdf"
    );
}

#[test]
fn a_folder_may_order_its_fields_its_own_way() {
    let naming = Naming::new("{date}_{surname}_{name}_{type}", IdLanguage::It).unwrap();
    let name = "2026-02-16_Fuentes-Ibanez_Diego_PERMESSO_v2.pdf";
    let parsed = parse(name, packs(), &naming).unwrap();
    assert_eq!(parsed.fields.surname, "Fuentes-Ibanez");
    assert_eq!(build(&parsed.fields, packs(), &naming, "pdf").unwrap(), name);
    assert!(parse("Rossi_Amina_PASSAPORTO.pdf", packs(), &naming).is_ok());

    let refused = |template| Naming::new(template, IdLanguage::En).unwrap_err().to_string();
    assert!(refused("{type}_{name}_{date}").contains("lacks {surname}"));
    assert!(refused("{type}_{type}_{name}").contains("twice"));
    assert!(refused("{type}-{name}").contains("not a field"));
}

#[test]
fn each_violation_is_said_in_one_sentence_with_what_to_do() {
    for (name, sentence) in [
        ("PASSPROT_Amina_Rossi.pdf", "`PASSPROT` is not a document type. Did you mean `PASSPORT`?"),
        ("IMG-20260216.pdf", "Begin with a document type such as"),
        ("passport_Amina_Rossi.pdf", "Write `PASSPORT`."),
        ("PASSPORT Amina Rossi.pdf", "The name has spaces."),
        (
            "PERMIT_Amina_Rossi.pdf",
            "needs the date of the paper. Add the paper's own date as YYYY-MM-DD.",
        ),
        ("PERMIT_Amina_Rossi_2026-02-30.pdf", "`2026-02-30` is not a real date."),
        (
            "PERMIT_Amina_Rossi_16-02-2026.pdf",
            "not written with the year first. Write `2026-02-16`.",
        ),
        ("PAYSLIP_Amina_Rossi_2026-09-30.pdf", "gives its date as YYYY-MM"),
        ("PASSPORT_Amina_Verdi.pdf", "`Amina_Verdi` is nobody in this household."),
        ("PASSPORT_Amina_Rosi.pdf", "Did you mean `Amina_Rossi`?"),
        ("PASSPORT_Amina.pdf", "does not say whose paper it is"),
        ("PASSPORT_Amina_Rossi.PDF", "The extension `.PDF` is in capitals. Write `.pdf`."),
        ("PASSPORT_Amina_Rossi.pdf.pdf", "two extensions: `.pdf.pdf`. Keep only `.pdf`."),
        ("PASSPORT_Amina_Rossi (1).pdf", "`(1)` says that the file is a copy"),
        ("Copia di PASSPORT_Amina_Rossi.pdf", "`Copia di` says that the file is a copy"),
        ("PASSPORT_Amina_Rossi - Copy (2).pdf", "says that the file is a copy"),
        ("PASSPORT_Amina_Rossi copia 2.pdf", "says that the file is a copy"),
        ("PASSPORT_Amina_Rossi", "no extension"),
        ("PASSPORT_Amina__Rossi.pdf", "Put exactly one `_`"),
        ("PASSPORT_Amina_-Rossi.pdf", "Write `Rossi`."),
        ("PASSPORT_Amína_Rossi.pdf", "letters that portals may refuse: `í`"),
        ("PASSPORT_Ami\u{301}na_Rossi.pdf", "stored in two pieces"),
        (
            "PASSPORT_Amina_Ros\u{202E}si.pdf",
            "invisible characters, which can make it look like another name: U+202E",
        ),
        ("PASSPORT_Amina_Rossi?.pdf", "refuse: `?`"),
        ("PASSPORT_Amina_Rossi.pdf.", "ends with a dot or a space"),
        ("CON.pdf", "Windows keeps the name `CON` for itself."),
        ("Amina_Rossi_PASSPORT.pdf", "not in this folder's order"),
        ("PASSPORT_Amina_Rossi_old_blue_scan.pdf", "more parts than can be understood"),
    ] {
        let said = said(name);
        assert!(said.iter().any(|s| s.contains(sentence)), "{name}: {said:?}");
    }
    let long = format!("PASSPORT_Amina_Rossi_{}.pdf", "x".repeat(240));
    assert!(said(&long)[0].contains("265 characters; at most 255"), "{:?}", said(&long));
    let portal = Naming { name_max: Some(30), ..Naming::default() };
    let found = parse("PASSPORT_Amina_Rossi_first-page.pdf", packs(), &portal).unwrap_err();
    assert_eq!(found, [NameProblem::TooLong { length: 35, max: 30 }]);
}

#[test]
fn a_right_name_has_no_problem() {
    assert_eq!(said("PASSPORT_Lina_Rossi.pdf"), [""; 0]);
    assert_eq!(said("PERMIT_Diego_Fuentes-Ibanez_2026-02-16.pdf"), [""; 0]);
}

// ---- proposing ----

#[test]
fn the_date_follows_the_type() {
    use DateRole::{Expires, Filed, Issued, Paid, Period, ValidFrom};
    let permit = facts(
        "PERMIT",
        &["diego"],
        &[(Issued, "2026-01-10"), (ValidFrom, "2026-01-15"), (Expires, "2027-01-15")],
    );
    assert_eq!(named(&permit), "PERMIT_Diego_Fuentes-Ibanez_2026-01-15.pdf");
    let f24 = facts("F24", &["amina"], &[(Issued, "2026-07-01"), (Paid, "2026-07-16")]);
    assert_eq!(named(&f24), "F24_Amina_Rossi_2026-07-16.pdf");
    let payslip = facts("PAYSLIP", &["amina"], &[(Issued, "2026-10-05"), (Period, "2026-09")]);
    assert_eq!(named(&payslip), "PAYSLIP_Amina_Rossi_2026-09.pdf");
    let cu = facts("CU", &["amina"], &[(Period, "2026"), (Issued, "2026-03-12")]);
    assert_eq!(named(&cu), "CU_Amina_Rossi_2026.pdf");
    let passport = facts("PASSPORT", &["lina"], &[(Issued, "2024-01-01"), (Filed, "2024-02-01")]);
    assert_eq!(named(&passport), "PASSPORT_Lina_Rossi.pdf");
}

#[test]
fn a_reference_stands_in_the_name_where_an_office_asks_for_it_and_lends_its_date() {
    let paper = facts("NULLA-OSTA", &["amina"], &[(DateRole::Notified, "2026-03-09")]);
    let paper = with_reference(paper, ReferenceKind::Protocol, "0052294", Some("2026-03-01"));
    assert_eq!(named(&paper), "NULLA-OSTA_Amina_Rossi_2026-03-01_0052294.pdf");
    let paper = with_reference(paper, ReferenceKind::Practice, "P-MI/L/N/2026/101255", None);
    assert_eq!(named(&paper), "NULLA-OSTA_Amina_Rossi_2026-03-01_P-MI-L-N-2026-101255.pdf");
    // A second practice number: nobody can say which is the paper's own.
    let paper = with_reference(paper, ReferenceKind::Practice, "P-MI/L/N/2026/101256", None);
    assert_eq!(named(&paper), "NULLA-OSTA_Amina_Rossi_2026-03-01.pdf");
}

#[test]
fn a_login_never_stands_in_a_name() {
    let receipt = facts("PERMIT-RECEIPT", &["amina"], &[(DateRole::Filed, "2026-03-09")]);
    let mut receipt = with_reference(receipt, ReferenceKind::Assicurata, "060712345678", None);
    receipt.detail = Some("Ass. 06071234567-8".into());
    let Proposal::Rename(rename) = proposal(&receipt, "scan.pdf", "pdf") else { panic!() };
    assert_eq!(rename.detail, None);
    assert_eq!(named(&receipt), "PERMIT-RECEIPT_Amina_Rossi_2026-03-09.pdf");
    let shown = proposal(&receipt, "PERMIT-RECEIPT_Amina_Rossi_2026-03-09_060712345678.pdf", "pdf");
    assert!(matches!(shown, Proposal::Rename(r) if r.fields.detail.is_none()));
}

#[test]
fn what_is_not_sure_keeps_its_name() {
    use DateRole::{Expires, Issued};
    assert_eq!(missing(&facts("", &["amina"], &[])), [Missing::Type]);
    assert_eq!(missing(&facts("PERMIT", &["amina"], &[(Expires, "2027-01-01")])), [Missing::Date]);
    assert_eq!(missing(&facts("PASSPORT", &[], &[])), [Missing::Person]);
    assert_eq!(missing(&facts("PASSPORT", &["stranger"], &[])), [Missing::Person]);
    let both = facts("PASSPORT", &["amina", "diego"], &[]);
    assert_eq!(
        missing(&both),
        [Missing::PersonAmong { ids: vec!["amina".into(), "diego".into()] }]
    );
    let mut either = facts("LETTER", &["amina"], &[(Issued, "2026-03-04")]);
    either.dates[0].alternative = "2026-04-03".parse().ok();
    assert!(matches!(&missing(&either)[..], [Missing::DateAmong { dates }] if dates.len() == 2));
    let twice = facts("LETTER", &["amina"], &[(Issued, "2026-03-04"), (Issued, "2026-03-05")]);
    assert!(matches!(&missing(&twice)[..], [Missing::DateAmong { .. }]));
    let mut blank = facts("CONSENT", &["amina"], &[(Issued, "2026-03-04")]);
    blank.blank_form = true;
    assert_eq!(missing(&blank), [Missing::BlankForm]);
    let mut mentioned = facts("PASSPORT", &["amina"], &[]);
    mentioned.persons[0].role = PersonRole::Other;
    assert_eq!(missing(&mentioned), [Missing::Person]);
}

#[test]
fn what_a_sync_program_or_a_browser_has_not_settled_keeps_its_name() {
    let passport = facts("PASSPORT", &["amina"], &[]);
    let copy = "PASSPORT_Amina_Rossi.sync-conflict-20260216-101112-ABCDEFG.pdf";
    let missing = vec![Missing::ConflictCopy];
    assert_eq!(proposal(&passport, copy, "pdf"), Proposal::Unsure { missing });
    let missing = vec![Missing::Unfinished];
    assert_eq!(proposal(&passport, "a.pdf.part", "pdf"), Proposal::Unsure { missing });
}

#[test]
fn a_joint_paper_is_named_after_the_first_subject_of_the_profile() {
    let lease = facts("LEASE", &["lina", "diego", "amina"], &[(DateRole::Issued, "2026-01-01")]);
    assert_eq!(named(&lease), "LEASE_Amina_Rossi_2026-01-01.pdf");
    assert_eq!(owner(&household(), "lina").unwrap().id, "amina");
}

#[test]
fn a_name_that_fits_is_never_changed() {
    let paper = facts("NULLA-OSTA", &["amina"], &[(DateRole::Issued, "2026-03-01")]);
    let paper = with_reference(paper, ReferenceKind::Practice, "P-MI/L/N/2026/101255", None);
    for name in [
        "NULLA-OSTA_Amina_Rossi_2026-03-01_P-MI-L-N-2026-101255.pdf",
        "NULLA-OSTA_Amina_Rossi_2026-03-01.pdf",
        "NULLA-OSTA_Amina_Rossi_2026-03-01_b.pdf",
        "NULLA-OSTA_Amina_Rossi_2026-03-01_v2.pdf",
        "NULLA-OSTA_Amina_Rossi_2026-03-01_Acme.pdf",
    ] {
        assert_eq!(proposal(&paper, name, "pdf"), Proposal::Keep, "{name}");
    }
    let photo = facts("PHOTO", &["amina"], &[]);
    assert_eq!(proposal(&photo, "FOTO_Amina_Rossi.jpeg", "jpg"), Proposal::Keep);
    // Nothing could be read, and the user named it: nothing speaks against the name.
    let scan = Recognition::default();
    assert_eq!(proposal(&scan, "PASSPORT_Amina_Rossi.pdf", "pdf"), Proposal::Keep);
    assert!(matches!(proposal(&scan, "PASSPORT_Nobody_Here.pdf", "pdf"), Proposal::Unsure { .. }));
}

#[test]
fn a_name_that_says_something_else_is_changed() {
    let paper = facts("PERMIT", &["amina"], &[(DateRole::ValidFrom, "2026-03-01")]);
    for name in [
        "PERMIT_Amina_Rossi_2026-03-02.pdf",
        "PERMIT_Diego_Fuentes-Ibanez_2026-03-01.pdf",
        "VISA_Amina_Rossi_2026-03-01.pdf",
        "PERMIT_Amina_Rossi_2026-03-01.PDF",
        "PERMIT_Amina_Rossi_2026-03-01.jpg",
        "permit_Amina_Rossi_2026-03-01.pdf",
        "PERMIT_Amina_Rossi_2026-03-01 (1).pdf",
    ] {
        let Proposal::Rename(rename) = proposal(&paper, name, "pdf") else { panic!("{name}") };
        let new = build(&rename.fields, packs(), &Naming::default(), &rename.ext).unwrap();
        assert_eq!(new, "PERMIT_Amina_Rossi_2026-03-01.pdf", "{name}");
        assert!(!rename.because.is_empty());
    }
    // The user's version and detail stay with a tidy name whose date was wrong.
    let Proposal::Rename(r) = proposal(&paper, "PERMIT_Amina_Rossi_2025-03-01_back_v2.pdf", "pdf")
    else {
        panic!()
    };
    assert_eq!((r.fields.detail.as_deref(), r.fields.version), (Some("back"), Some(2)));
}

#[test]
fn a_folder_name_limit_drops_the_optional_parts_first() {
    let paper = facts("NULLA-OSTA", &["amina"], &[(DateRole::Issued, "2026-03-01")]);
    let paper = with_reference(paper, ReferenceKind::Practice, "P-MI/L/N/2026/101255", None);
    let doc = DocumentForNaming { recognition: &paper, file_name: "s.pdf", extension: "pdf" };
    let naming = Naming { name_max: Some(50), ..Naming::default() };
    let Proposal::Rename(r) = propose(&doc, &household(), packs(), &naming) else { panic!() };
    assert_eq!(r.fields.reference, None);
    let naming = Naming { name_max: Some(20), ..Naming::default() };
    assert!(matches!(propose(&doc, &household(), packs(), &naming), Proposal::Unsure { .. }));
}

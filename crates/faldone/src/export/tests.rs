use super::*;
use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use chrono::NaiveDateTime;
use faldone_rules::person::Dependant;
use std::io::{Cursor, Read};

const PASSPORT: &str = "YB7654321";
const FISCAL_CODE: &str = "RSSMRA80A01H501U";
const POSTAL: &str = "060700000000";
const IBAN: &str = "IT60X0542811101000000123456";

fn amina() -> Person {
    Person {
        id: "amina-rossi".into(),
        name: "Amina".into(),
        surname: "Rossi".into(),
        fiscal_code: Some(FISCAL_CODE.into()),
        born: None,
        dependants: vec![Dependant {
            id: "samir-rossi".into(),
            name: "Samir".into(),
            surname: "Rossi".into(),
            born: None,
        }],
    }
}

fn paper(path: &str, sha256: &str, label: &str, persons: &[&str]) -> PaperRow {
    PaperRow {
        path: path.into(),
        sha256: Some(sha256.into()),
        bytes: 120_345,
        type_label: Some(label.into()),
        persons: persons.iter().map(|id| (*id).into()).collect(),
        date: Some("2026-02-16".into()),
        ..PaperRow::default()
    }
}

fn event(date: &str, kind: &str, paper: &PaperRow) -> EventView {
    EventView {
        id: format!("{}-{kind}", paper.path),
        date: date.into(),
        time: None,
        kind: kind.into(),
        what: String::new(),
        who: None,
        persons: paper.persons.clone(),
        type_id: None,
        reference: paper.reference.clone(),
        reference_kind: paper.reference_kind.clone(),
        channel: None,
        path: Some(paper.path.clone()),
        sha256: paper.sha256.clone(),
        page: Some(1),
        words: Some(format!("words of {}", paper.path)),
        manual: false,
        ahead: false,
    }
}

fn told(person: &str, what: &str) -> EventView {
    EventView {
        id: "k3f9a2c1-17".into(),
        persons: vec![person.into()],
        what: what.into(),
        manual: true,
        path: None,
        sha256: None,
        page: None,
        words: None,
        ..event("2026-03-01", "manual", &PaperRow::default())
    }
}

/// A household of two adults and a child: own papers, one of the child, a lease of both, a payslip of the other, a stray one.
fn household() -> (Vec<EventView>, Vec<PaperRow>) {
    let mut receipt =
        paper("Amina Rossi/ALI-RECEIPT #1 50%.pdf", "01", "ALI receipt", &["amina-rossi"]);
    receipt.reference = Some("P-MI/L/N/2026/101255".into());
    receipt.reference_kind = Some("practice".into());
    let mut postal = paper("Amina Rossi/receipt.pdf", "02", "Permit receipt", &["amina-rossi"]);
    postal.reference = Some(POSTAL.into());
    postal.reference_kind = Some("assicurata".into());
    postal.secrets = vec![POSTAL.into()];
    let mut passport =
        paper(&format!("Amina Rossi/Scan {PASSPORT}.pdf"), "03", "Passport", &["amina-rossi"]);
    passport.secrets = vec![PASSPORT.into()];
    let child = paper("Amina Rossi/birth.pdf", "04", "Birth certificate", &["samir-rossi"]);
    let lease = paper("Amina Rossi/lease.pdf", "05", "Lease", &["amina-rossi", "leila-haddad"]);
    let other = paper("Leila Haddad/payslip.pdf", "06", "Payslip", &["leila-haddad"]);
    let stray = paper("_Inbox/stray.pdf", "07", "Letter", &[]);

    let mut filed = event("2026-02-16", "filed", &receipt);
    filed.time = Some("09:00".into());
    filed.channel = Some("portal".into());
    let mut issued = event("2020-05-04", "issued", &passport);
    issued.words = Some(format!("P<ITAROSSI<<AMINA<<<<< {PASSPORT}4ITA8001014F3001012<<<<06"));
    let mut expires = event("2027-01-31", "expires", &postal);
    expires.ahead = true;
    let mut events = vec![
        filed,
        issued,
        expires,
        event("2026-01-10", "issued", &child),
        event("2026-01-01", "start", &lease),
        event("2026-05-27", "paid", &other),
        event("2026-05-28", "issued", &stray),
        told(
            "amina-rossi",
            &format!("=HYPERLINK(\"http://x\") for YB 765 4321, {FISCAL_CODE}, {IBAN}"),
        ),
        told("leila-haddad", "Leila asked HR"),
    ];
    // Amina's note points at a paper of Leila's.
    let mut pointing = told("amina-rossi", "@SUM(A1) told HR");
    pointing.path = Some(other.path.clone());
    pointing.sha256 = other.sha256.clone();
    events.push(pointing);
    (events, vec![receipt, postal, passport, child, lease, other, stray])
}

fn exported(full: bool) -> Export {
    let (events, papers) = household();
    rows(&events, &papers, &amina(), full)
}

fn made_at() -> NaiveDateTime {
    "2026-06-01T10:30:00".parse().unwrap()
}

fn workbook(export: &Export, language: Language) -> Vec<u8> {
    xlsx(export, language, made_at()).unwrap()
}

/// Returns every part of the workbook, unpacked.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap()
}

#[test]
fn a_person_gets_their_own_papers_those_of_their_children_and_joint_ones() {
    let export = exported(false);
    let mut papers: Vec<_> = export.papers.iter().filter_map(|one| one.sha256.clone()).collect();
    papers.sort();
    assert_eq!(papers, ["01", "02", "03", "04", "05"]);
    assert_eq!(export.joint, ["Amina Rossi/lease.pdf"]);
    assert_eq!(export.unassigned, 1);
    assert_eq!(export.events.len(), 7);
    let of_child = export.events.iter().find(|row| row.sha256.as_deref() == Some("04")).unwrap();
    assert_eq!(of_child.of.names, ["Samir Rossi"]);
    let pointing = export.events.iter().find(|row| row.what.contains("told HR")).unwrap();
    assert_eq!((&pointing.file, &pointing.sha256, &pointing.type_label), (&None, &None, &None));
}

#[test]
fn nothing_of_another_person_is_anywhere_in_the_files() {
    for full in [false, true] {
        let export = exported(full);
        let mut texts = parts(&workbook(&export, Language::English));
        let table = csv(&export, Language::English).unwrap();
        texts.push(("csv".into(), String::from_utf8(table).unwrap()));
        for (name, text) in texts {
            for foreign in ["Leila", "leila", "payslip", "stray"] {
                assert!(!text.contains(foreign), "{foreign} in {name}");
            }
        }
    }
}

#[test]
fn no_secret_is_anywhere_in_the_files_unless_asked_for() {
    let secrets = [PASSPORT, "YB 765 4321", FISCAL_CODE, POSTAL, IBAN, "P<ITA", "8001014"];
    let export = exported(false);
    let mut texts = parts(&workbook(&export, Language::Italian));
    let table = csv(&export, Language::Italian).unwrap();
    texts.push(("csv".into(), String::from_utf8(table).unwrap()));
    for (name, text) in &texts {
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} in {name}");
        }
    }
    let all: String = texts.into_iter().map(|(_, text)| text).collect();
    assert!(all.contains("P-MI/L/N/2026/101255"), "an office's number is no secret");

    let full: String = parts(&workbook(&exported(true), Language::English))
        .into_iter()
        .map(|part| part.1)
        .collect();
    for secret in [PASSPORT, POSTAL, FISCAL_CODE] {
        assert!(full.contains(secret));
    }
}

#[test]
fn another_reader_finds_real_dates_under_the_header_and_no_formula() {
    let bytes = workbook(&exported(false), Language::English);
    let mut book = open(&bytes);
    assert_eq!(book.sheet_names(), ["Timeline", "Papers", "About"]);
    let sheet = book.worksheet_range("Timeline").unwrap();
    let header: Vec<String> = sheet.rows().next().unwrap().iter().map(Data::to_string).collect();
    assert_eq!(header[..4], ["Date", "Time", "What", "Who"]);
    let filed =
        sheet.rows().find(|row| row[2] == Data::String("ALI receipt: filed".into())).unwrap();
    let Data::DateTime(date) = &filed[0] else { panic!("{:?} is no date", filed[0]) };
    assert_eq!(date.as_datetime().unwrap().date().to_string(), "2026-02-16");
    assert_eq!(filed[1].to_string(), "0.375", "nine o'clock");
    assert_eq!(filed[4], Data::String("Amina Rossi".into()));
    assert_eq!(filed[5], Data::String("P-MI/L/N/2026/101255".into()));
    for name in ["Timeline", "Papers", "About"] {
        assert!(book.worksheet_formula(name).unwrap().is_empty(), "a formula on {name}");
    }
    assert!(sheet.rows().any(|row| row[2].to_string().starts_with("=HYPERLINK")), "kept as text");
}

#[test]
fn the_table_is_frozen_filtered_and_linked() {
    let parts = parts(&workbook(&exported(false), Language::English));
    let part = |end: &str| &parts.iter().find(|(name, _)| name.ends_with(end)).unwrap().1;
    let sheet = part("worksheets/sheet1.xml");
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:L8\""));
    let links = part("worksheets/_rels/sheet1.xml.rels");
    assert!(links.contains("Target=\"Amina%20Rossi/lease.pdf\""), "{links}");
    assert!(links.contains("Target=\"Amina%20Rossi/ALI-RECEIPT%20%231%2050%25.pdf\""), "{links}");
    assert!(!links.contains("Scan"), "a link would tell the number that its text masks");
    let core = part("docProps/core.xml");
    assert!(core.contains("2026-06-01T10:30:00Z") && !core.contains("Rossi"), "{core}");
}

#[test]
fn the_same_rows_at_the_same_time_are_the_same_bytes() {
    let export = exported(false);
    assert_eq!(workbook(&export, Language::Italian), workbook(&export, Language::Italian));
}

#[test]
fn csv_is_marked_quoted_and_harmless() {
    let bytes = csv(&exported(false), Language::English).unwrap();
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).expect("a BOM");
    assert!(bytes.ends_with(b"\r\n"));
    let mut reader = ::csv::Reader::from_reader(text);
    assert_eq!(reader.headers().unwrap().len(), 12);
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 7);
    assert!(rows.iter().any(|row| row[2].starts_with("'=HYPERLINK")));
    assert!(rows.iter().any(|row| row[2].starts_with("'@SUM")));
    assert!(rows.iter().any(|row| &row[0] == "2026-02-16" && &row[1] == "09:00"));

    let italian = String::from_utf8(csv(&exported(false), Language::Italian).unwrap()).unwrap();
    assert!(italian.starts_with("\u{FEFF}Data;Ora;Che cosa;"), "{italian}");
}

#[test]
fn risky_beginnings_are_caught_behind_blanks_and_control_characters() {
    let mut export = exported(true);
    for risky in ["=1+1", "+1", "-1", "@A1", "\t=1+1", "\r=1+1", " =1+1", "\u{202E}=1+1", "＝1+1"]
    {
        export.events[0].who = Some(risky.into());
        let bytes = csv(&export, Language::English).unwrap();
        let mut reader = ::csv::Reader::from_reader(&bytes[3..]);
        let row = reader.records().next().unwrap().unwrap();
        assert!(row[3].starts_with('\''), "{risky:?} became {:?}", &row[3]);
        let mut book = open(&workbook(&export, Language::English));
        assert!(book.worksheet_formula("Timeline").unwrap().is_empty());
    }
}

#[test]
fn an_empty_table_still_opens() {
    let export = rows(&[], &[], &amina(), false);
    let mut book = open(&workbook(&export, Language::Italian));
    assert_eq!(book.worksheet_range("Cronologia").unwrap().height(), 1);
    assert!(csv(&export, Language::Italian).is_ok());
}

#[test]
fn texts_longer_than_a_cell_and_paths_longer_than_a_link_do_not_stop_it() {
    let (mut events, mut papers) = household();
    papers[0].path = format!("Amina Rossi/{}.pdf", "é".repeat(3_000));
    events[0].path = Some(papers[0].path.clone());
    events[0].words = Some("parola ".repeat(10_000));
    let export = rows(&events, &papers, &amina(), false);
    open(&workbook(&export, Language::English));
}

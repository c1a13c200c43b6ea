//! A person's table leaves the house: only that person's papers, no secret, nothing overwritten.

use calamine::{Reader, Xlsx, open_workbook};
use faldone_tests::{Home, list, text};
use std::{collections::BTreeSet, path::Path};

const LEILA: &str = "Leila Haddad";

/// Papers that only Diego or his daughter is a subject of.
const OF_OTHERS: &[&str] = &[
    "Diego Fuentes Ibáñez/PASSPORT_Diego_Fuentes-Ibanez.pdf",
    "Diego Fuentes Ibáñez/PASSPORT_Noor_Fuentes-Haddad.pdf",
    "Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_2026-04.pdf",
    "Diego Fuentes Ibáñez/TAX-RETURN_Diego_Fuentes-Ibanez_2026.pdf",
    "Diego Fuentes Ibáñez/CU.pdf",
    "Diego Fuentes Ibáñez/estratto conto.pdf",
    "Diego Fuentes Ibáñez/patente.pdf",
    "Diego Fuentes Ibáñez/permesso nuovo.pdf",
    "_Inbox/ricevuta poste.pdf",
    "OTTOBRE 2026.pdf",
];

/// Papers of Leila alone, wherever they lie and whatever they are called.
const OF_LEILA: &[&str] = &[
    "Leila Haddad/passaporto leila.pdf",
    "Leila Haddad/CODICE-FISCALE_Leila_Haddad.pdf",
    "Leila Haddad/ricevuta ALI.pdf",
    "Leila Haddad/laurea beirut.pdf",
    "_Inbox/casellario.pdf",
    "documento (2).pdf",
];

/// Lease and marriage certificate are hers and Diego's.
const JOINT: &[&str] = &["affitto def.pdf", "matrimonio.pdf"];

/// Reads her numbers where they stand: on her passport and on her fiscal-code card.
fn secrets(home: &Home, folder: &Path) -> Vec<String> {
    let found = [
        ("Leila Haddad/passaporto leila.pdf", "passport"),
        ("Leila Haddad/CODICE-FISCALE_Leila_Haddad.pdf", "fiscal-code"),
    ];
    found
        .iter()
        .map(|(path, kind)| {
            let paper = home.json("inspect", &folder.join(path), &["--person", "Leila/Haddad"]);
            let paper = paper.fine().json();
            let references = list(&paper["files"][0]["references"]);
            let reference = references.iter().find(|reference| reference["kind"] == *kind);
            text(&reference.expect("the number is on the paper")["value"])
        })
        .collect()
}

fn export(home: &Home, folder: &Path, to: &Path, more: &[&str]) -> serde_json::Value {
    let to = to.to_str().expect("a path that is text");
    let mut told = vec!["--to", to, "--person", LEILA];
    told.extend(more);
    home.json("export", folder, &told).fine().json()
}

/// Every cell of every sheet.
fn cells(path: &Path) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let sheets = book.worksheets();
    let rows = sheets.iter().flat_map(|(_, range)| range.rows());
    rows.map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn records(path: &Path) -> Vec<Vec<String>> {
    let bytes = std::fs::read(path).expect("the table");
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a mark that spreadsheets need");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let records = reader.records().map(|record| record.expect("a record"));
    records.map(|record| record.iter().map(str::to_owned).collect()).collect()
}

fn joined(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_table_holds_one_persons_papers_and_no_secret() {
    let home = Home::new();
    let folder = home.demo();
    let secrets = secrets(&home, &folder);
    let (xlsx, table) = (home.path("leila.xlsx"), home.path("leila.csv"));
    let made = export(&home, &folder, &xlsx, &[]);
    export(&home, &folder, &table, &[]);

    let joint: BTreeSet<String> = list(&made["joint"]).iter().map(text).collect();
    for path in JOINT {
        assert!(joint.contains(*path), "{path} is not named as joint: {joint:?}");
    }
    for path in OF_OTHERS.iter().chain(OF_LEILA) {
        assert!(!joint.contains(*path), "{path} is not joint");
    }

    let (book, plain) = (joined(&cells(&xlsx)), joined(&records(&table)));
    for path in OF_LEILA.iter().chain(JOINT) {
        assert!(book.contains(path), "{path} is missing");
    }
    assert!(plain.contains("P-MI/L/N/2026/101255"), "an office's number is no secret");
    for text in [&book, &plain] {
        for path in OF_OTHERS {
            assert!(!text.contains(path), "{path} is another person's");
        }
        assert!(!text.contains("Diego_") && !text.contains("Noor"), "others are named");
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{secret} is not masked");
        }
        assert!(text.contains("•••••"), "masked numbers can still be told apart");
    }
}

#[test]
fn numbers_are_whole_only_when_asked_for() {
    let home = Home::new();
    let folder = home.demo();
    let secrets = secrets(&home, &folder);
    let to = home.path("full.xlsx");
    assert_eq!(export(&home, &folder, &to, &["--full"])["masked"], false);
    let book = joined(&cells(&to));
    // A fiscal code is no reference of a filing, so only the passport's number has a cell.
    let passport = secrets.first().expect("the passport's number");
    assert!(book.contains(passport.as_str()), "{passport} was asked for");
}

#[test]
fn a_table_never_takes_the_place_of_another_file() {
    let home = Home::new();
    let folder = home.folder("papers");
    home.json("init", &folder, &["--person", crate::texts::AMINA]).fine();
    for name in ["there.xlsx", "there.csv"] {
        let there = home.path(name);
        std::fs::write(&there, "mine").expect("a file");
        let to = there.to_str().expect("a path that is text");
        home.json("export", &folder, &["--to", to, "--person", "Amina Rossi"]).refused("exists");
        assert_eq!(std::fs::read(&there).expect("the file"), b"mine");
    }
    let told = ["--to", "table.xlsx", "--person", "Somebody Else"];
    home.json("export", &folder, &told).refused("unknown");
    home.json("export", &folder, &["--to", "table.doc", "--person", "Amina Rossi"])
        .refused("bad-value");
    assert!(!home.path("table.xlsx").exists() && !home.path("table.doc").exists());
}

#[test]
#[ignore = "long: starts an office suite"]
fn the_workbook_opens_in_an_office_suite() {
    let home = Home::new();
    let folder = home.demo();
    let table = home.path("leila.xlsx");
    let told = export(&home, &folder, &table, &[]);

    let office = std::process::Command::new("soffice")
        .args(["--headless", "--convert-to", "csv", "--outdir"])
        .arg(home.path(""))
        .arg(&table)
        .env("HOME", home.path(""))
        .output()
        .expect("LibreOffice is installed by `cargo xtask test --long`");
    assert!(office.status.success(), "{}", String::from_utf8_lossy(&office.stderr));

    // The first sheet as the office suite understands it: a header and a row for each event, its date first.
    let opened = std::fs::read_to_string(home.path("leila.csv")).expect("what it wrote");
    let mut reader = csv::Reader::from_reader(opened.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len() as u64, told["events"].as_u64().expect("a number"));
    for row in &rows {
        assert!(row[0].parse::<Date>().is_ok(), "not a date: {row:?}");
        assert!(
            !row.iter().any(|cell| cell.starts_with("Err:") || cell.starts_with('#')),
            "{row:?}"
        );
    }
}

/// A day as the sheet shows it: YYYY-MM-DD.
struct Date;

impl std::str::FromStr for Date {
    type Err = ();
    fn from_str(text: &str) -> Result<Date, ()> {
        let shape: String =
            text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
        if shape == "9999-99-99" { Ok(Date) } else { Err(()) }
    }
}

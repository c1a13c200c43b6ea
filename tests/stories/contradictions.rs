//! Papers that contradict each other are told with both, and honest ones are not; days in Italy are counted from what was told.

use faldone_tests::{Home, list, paper, put, text};
use serde_json::Value;
use std::path::{Path, PathBuf};

const PASSPORT: &[&str] = &[
    "REPUBLIC OF LEBANON - PASSPORT",
    "Passport No.: LR2748193",
    "Surname: HADDAD",
    "Given names: LEILA",
    "Date of birth: 14.05.1992",
    "Date of issue: 04.06.2024",
    "Date of expiry: 03.06.2034",
    "P<LBNHADDAD<<LEILA<<<<<<<<<<<<<<<<<<<<<<<<<<",
    "LR27481936LBN9205141F3406038<<<<<<<<<<<<<<08",
];

fn contract(born: &str) -> Vec<String> {
    [
        "CONTRATTO DI LAVORO A TEMPO INDETERMINATO",
        "Tra la Tessitura Valcrisa S.r.l., con sede in Milano, datore di lavoro,",
        "e la signora Leila Haddad, nata a Beirut il BORN, lavoratrice,",
        "si conviene quanto segue. Livello 4 del CCNL Tessili Industria.",
        "La lavoratrice è assunta con decorrenza dal 01/06/2026.",
        "La retribuzione mensile lorda è di 1.842,50 EUR per tredici mensilità.",
        "Periodo di prova di due mesi.",
        "Milano, 20/05/2026",
    ]
    .map(|line| line.replace("BORN", born))
    .to_vec()
}

fn payslip(month: &str, gross: &str) -> Vec<String> {
    [
        "Libro Unico del Lavoro - Prospetto paga",
        "Azienda: TESSITURA VALCRISA SRL",
        "PERIODO DI RETRIBUZIONE: MONTH",
        "COGNOME E NOME: HADDAD LEILA",
        "Data assunzione: 01/06/2026",
        "TOTALE COMPETENZE: GROSS EUR",
        "NETTO BUSTA: 1.402,11 EUR",
    ]
    .map(|line| line.replace("MONTH", month).replace("GROSS", gross))
    .to_vec()
}

/// Leila's folder with these papers: path inside it, and lines.
fn folder(home: &Home, papers: &[(&str, Vec<String>)]) -> PathBuf {
    let folder = home.folder("Leila's papers");
    home.json("init", &folder, &["--person", "Leila/Haddad"]).fine();
    for (name, lines) in papers {
        put(&folder, &format!("Leila Haddad/{name}.pdf"), &paper(lines));
    }
    folder
}

fn lines(all: &[&str]) -> Vec<String> {
    all.iter().map(|line| (*line).to_owned()).collect()
}

/// The findings that name several papers.
fn contradictions(home: &Home, folder: &Path) -> Vec<Value> {
    let checked = home.json("check", folder, &[]).json();
    let told = list(&checked["findings"]).iter().filter(|f| !list(&f["papers"]).is_empty());
    told.cloned().collect()
}

#[test]
fn honest_papers_contradict_nothing() {
    let home = Home::new();
    let folder = folder(
        &home,
        &[
            ("passport", lines(PASSPORT)),
            ("contract", contract("14/05/1992")),
            ("june", payslip("GIUGNO 2026", "1.842,50")),
            ("july", payslip("LUGLIO 2026", "1.842,50")),
        ],
    );
    assert_eq!(contradictions(&home, &folder), Vec::<Value>::new());
}

#[test]
fn both_papers_are_named_with_their_words_until_one_is_corrected() {
    let home = Home::new();
    let folder = folder(
        &home,
        &[
            ("passport", lines(PASSPORT)),
            ("contract", contract("15/04/1992")),
            ("june", payslip("GIUGNO 2026", "1.642,50")),
            ("july", payslip("LUGLIO 2026", "1.642,50")),
        ],
    );
    let told = contradictions(&home, &folder);
    let mut codes: Vec<String> = told.iter().map(|finding| text(&finding["code"])).collect();
    codes.sort();
    assert_eq!(codes, ["birth-date-differs", "pay-differs"]);
    let birth = told.iter().find(|f| f["code"] == "birth-date-differs").expect("it is told");
    let papers = list(&birth["papers"]);
    assert_eq!(papers[0]["path"], "Leila Haddad/contract.pdf");
    assert_eq!((&papers[0]["words"], &papers[0]["page"]), (&"15/04/1992".into(), &1.into()));
    assert_eq!(papers[1]["path"], "Leila Haddad/passport.pdf");
    assert!(!text(&birth["source"]).is_empty(), "a rule says where it was read");
    let pay = told.iter().find(|f| f["code"] == "pay-differs").expect("it is told");
    let words: Vec<String> = list(&pay["papers"]).iter().map(|said| text(&said["words"])).collect();
    assert_eq!(words, ["1.642,50", "1.842,50"]);
    assert_eq!(pay["values"]["months"], "2026-06, 2026-07");

    // The contract was only hard to read: what the user says settles it.
    let file = "Leila Haddad/contract.pdf";
    home.json("correct", &folder, &[file, "date", "birth:1992-05-14"]).fine();
    let told = contradictions(&home, &folder);
    assert!(told.iter().all(|finding| finding["code"] == "pay-differs"), "{told:?}");
}

#[test]
fn a_person_reads_both_papers_on_the_terminal() {
    let home = Home::new();
    let folder =
        folder(&home, &[("passport", lines(PASSPORT)), ("contract", contract("15/04/1992"))]);
    let said = home.run(["check".as_ref(), folder.as_os_str()]).ends_with(1).stdout;
    assert!(said.contains("· Leila Haddad/contract.pdf, page 1: “15/04/1992”"), "{said}");
    assert!(said.contains("· Leila Haddad/passport.pdf, page 1: “P<LBNHADDAD"), "{said}");
}

#[test]
fn days_in_italy_are_those_between_what_was_told() {
    let home = Home::new();
    let folder = folder(&home, &[("passport", lines(PASSPORT))]);
    let tell = |date: &str, what: &str| {
        let more = ["add", "--date", date, "--what", what, "--person", "Leila Haddad"];
        home.json("event", &folder, &more).fine();
    };
    let days = || home.json("days", &folder, &["--year", "2026"]).fine().json();
    assert_eq!(list(&days()["days"]).len(), 0, "nothing told, nothing counted");
    tell("2026-03-01", "Arrivo in Italia");
    tell("2026-03-10", "Partenza dall'Italia");
    tell("2026-03-05", "Ingresso in Questura per le impronte");
    let told = days();
    let count = &list(&told["days"])[0];
    assert_eq!((&count["certain"], &count["assumed"]), (&10.into(), &0.into()), "{told}");
    assert_eq!(count["needed"], 183);
    tell("2026-11-12", "Rientro in Italia");
    let told = days();
    let count = &list(&told["days"])[0];
    // From 12 to 21 November, the day on which the stories play.
    assert_eq!((&count["certain"], &count["assumed"]), (&10.into(), &10.into()), "{told}");
    assert_eq!(list(&count["spans"]).len(), 2);
}

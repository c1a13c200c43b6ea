//! Each rule both ways: two papers that must be told, and look-alikes that must not.

use crate::{
    check::{FileKind, FileSummary, NameState, PageReason, PageSummary, check_folder},
    facts::{Finding, PageText, Severity},
    names::Naming,
    packs::Packs,
    person::Person,
    recognise,
};
use chrono::NaiveDate;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn leila() -> Vec<Person> {
    vec![Person {
        id: "leila".into(),
        name: "Leila".into(),
        surname: "Haddad".into(),
        fiscal_code: None,
        born: None,
        dependants: Vec::new(),
    }]
}

/// A paper with this text, read as the program reads it.
pub(super) fn paper(path: &str, text: &str) -> FileSummary {
    paged(path, text, PageReason::Text)
}

fn paged(path: &str, text: &str, reason: PageReason) -> FileSummary {
    let recognition = recognise(&[PageText { number: 1, text }], &leila(), Packs::built_in());
    let path = format!("Leila Haddad/{path}.pdf");
    FileSummary {
        sha256: format!("sha of {path}"),
        path,
        bytes: 1000,
        kind: FileKind::Pdf,
        true_extension: "pdf".into(),
        searchable: Some(true),
        pages: vec![PageSummary { page: 1, reason }],
        name: NameState::Fits,
        recognition,
        ..FileSummary::default()
    }
}

/// Findings that name several papers, or several words of one.
pub(super) fn found(files: &[FileSummary]) -> Vec<Finding> {
    let today = day("2026-11-21");
    let all = check_folder(files, &leila(), today, Packs::built_in(), &Naming::default());
    for (path, finding) in all.iter().filter(|(_, finding)| !finding.papers.is_empty()) {
        assert_eq!(*path, finding.papers[0].path, "the paper it is about comes first");
        assert!(finding.papers.len() >= 2, "{}", finding.code);
        assert!(!finding.source.is_empty(), "{} has no source", finding.code);
        assert!(finding.papers.iter().all(|said| !said.words.is_empty()), "{}", finding.code);
    }
    all.into_iter()
        .map(|(_, finding)| finding)
        .filter(|finding| !finding.papers.is_empty())
        .collect()
}

pub(super) fn codes(files: &[FileSummary]) -> Vec<String> {
    found(files).into_iter().map(|finding| finding.code).collect()
}

pub(super) const NONE: [&str; 0] = [];

// ---- identity ----

const PASSPORT: &str = "REPUBLIC OF LEBANON — PASSPORT\nType: P\nPassport No.: LR2748193\nSurname: HADDAD\nGiven names: LEILA\nDate of birth: 14.05.1992\nDate of issue: 04.06.2024\nDate of expiry: 03.06.2034\nP<LBNHADDAD<<LEILA<<<<<<<<<<<<<<<<<<<<<<<<<<\nLR27481936LBN9205141F3406038<<<<<<<<<<<<<<08";

fn passport() -> FileSummary {
    paper("PASSPORT_Leila_Haddad", PASSPORT)
}

fn contract(born: &str, code: &str, name: &str) -> FileSummary {
    paper(
        "contract",
        &format!(
            "CONTRATTO DI LAVORO A TEMPO INDETERMINATO\nTra la Tessitura Valcrisa S.r.l., datore di lavoro,\ne la signora {name}, nata a Beirut il {born}, codice fiscale {code}, lavoratrice,\nsi conviene quanto segue. CCNL Tessili, livello 4. Periodo di prova di due mesi.\nLa lavoratrice è assunta con decorrenza dal 01/03/2026.\nMilano, 20/02/2026"
        ),
    )
}

#[test]
fn a_birth_date_that_differs_from_the_passport_is_told_with_both_papers() {
    let right = contract("14/05/1992", "HDDLLE92E54Z229P", "Leila Haddad");
    assert_eq!(codes(&[passport(), right]), NONE);
    let wrong = contract("15/04/1992", "HDDLLE92E54Z229P", "Leila Haddad");
    let told = found(&[passport(), wrong]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        (told[0].code.as_str(), told[0].severity),
        ("birth-date-differs", Severity::Warning)
    );
    assert_eq!(told[0].papers[0].words, "15/04/1992");
    assert_eq!(told[0].papers[0].page, Some(1));
    assert!(told[0].papers[1].path.ends_with("PASSPORT_Leila_Haddad.pdf"));
}

#[test]
fn a_misread_scan_never_alarms() {
    let text = "CONTRATTO DI LAVORO A TEMPO INDETERMINATO\nTra la Tessitura Valcrisa S.r.l., datore di lavoro,\ne la signora Leila Haddad, nata a Beirut il 14/06/1992, lavoratrice. CCNL Tessili, livello 4.\nMilano, 20/02/2026";
    let told = found(&[passport(), paged("scan", text, PageReason::Ocr)]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].severity, Severity::Note);
    assert!(told[0].papers[0].recognised && !told[0].papers[1].recognised);
}

#[test]
fn the_birth_date_of_somebody_else_on_the_paper_is_not_compared() {
    let far = "x ".repeat(400);
    let lease = paper(
        "mandate",
        &format!(
            "PROCURA SPECIALE\nIl sottoscritto Mario Bianchi, nato a Lodi il 01/02/1960\n{far}\nconferisce procura a Leila Haddad.\nMilano, 20/02/2026"
        ),
    );
    assert_eq!(codes(&[passport(), lease]), NONE);
}

#[test]
fn two_fiscal_codes_are_told_and_omocodia_is_not() {
    let card = || {
        paper(
            "CODICE-FISCALE_Leila_Haddad",
            "Agenzia delle Entrate\nCertificato di attribuzione del codice fiscale\nCodice fiscale: HDDLLE92E54Z229P\nCognome: HADDAD\nNome: LEILA\nData di nascita: 14/05/1992",
        )
    };
    let same = contract("14/05/1992", "HDDLLE92E54Z229P", "Leila Haddad");
    assert_eq!(codes(&[card(), same]), NONE);
    let omocodia = contract("14/05/1992", &with_check("HDDLLE92E54Z22V"), "Leila Haddad");
    assert_eq!(codes(&[card(), omocodia]), NONE);
    let wrong = contract("14/05/1992", &with_check("HDDLLE92E55Z229"), "Leila Haddad");
    assert_eq!(codes(&[card(), wrong]), ["fiscal-code-differs"]);
}

/// The code with the check character that makes it valid.
fn with_check(fifteen: &str) -> String {
    let all = ('A'..='Z').map(|letter| format!("{fifteen}{letter}"));
    all.into_iter().find(|code| recognise::fiscal_code::is_valid(code)).unwrap()
}

#[test]
fn a_name_a_letter_away_is_told_where_the_fiscal_code_says_whose_it_is() {
    let wrong = contract("14/05/1992", "HDDLLE92E54Z229P", "Leila Hadad");
    let told = found(&[passport(), wrong]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].code, "name-spelled-differently");
    assert_eq!(told[0].papers[0].words, "Leila Hadad");
    // Order, capitals, a further given name; a married name.
    for name in ["HADDAD LEILA", "Leila Marie Haddad", "Leila Khoury"] {
        let other = contract("14/05/1992", "HDDLLE92E54Z229P", name);
        assert_eq!(codes(&[passport(), other]), NONE, "{name}");
    }
}

fn visa(number: &str, issued: &str, to: &str) -> FileSummary {
    paper(
        "visa",
        &format!(
            "VISTO NAZIONALE — VISA D\nValido dal: 12.09.2026 al {to}\nRilasciato a Beirut il {issued}\nCognome e nome: HADDAD LEILA\nNumero di passaporto: {number}\nTipo di visto: D  Lavoro subordinato"
        ),
    )
}

#[test]
fn a_passport_number_that_no_passport_has_is_told() {
    assert_eq!(codes(&[passport(), visa("LR2748193", "28.08.2026", "12.09.2027")]), NONE);
    let told = codes(&[passport(), visa("LR2748139", "28.08.2026", "12.09.2027")]);
    assert_eq!(told, ["passport-number-differs"]);
    // A letter that looks like a digit; a visa from before this passport.
    assert_eq!(codes(&[passport(), visa("LR274B193", "28.08.2026", "12.09.2027")]), NONE);
    assert_eq!(codes(&[passport(), visa("RL1111111", "28.08.2022", "12.09.2023")]), NONE);
}

// ---- cover ----

#[test]
fn a_passport_outlives_the_visa_by_three_months() {
    let ends = |to: &str| codes(&[passport(), visa("LR2748193", "28.08.2026", to)]);
    assert_eq!(ends("03.03.2034"), NONE);
    assert_eq!(ends("04.03.2034"), ["passport-short"]);
    assert_eq!(ends("12.10.2026"), NONE, "a visa that has ended");
}

fn permit(name: &str, from: &str, to: &str) -> FileSummary {
    paper(
        name,
        &format!(
            "PERMESSO DI SOGGIORNO\nCognome: HADDAD\nNome: LEILA\nNumero: I17402538\nValido dal: {from}\nValido fino a: {to}\nTipo di permesso: lavoro subordinato"
        ),
    )
}

#[test]
fn days_between_two_permits_are_told_unless_a_receipt_covers_them() {
    let first = || permit("old", "01.02.2024", "31.01.2025");
    let severity = |from: &str| -> Vec<Severity> {
        let told = found(&[first(), permit("new", from, "31.01.2027")]);
        assert!(told.iter().all(|finding| finding.code == "permit-gap"), "{told:?}");
        told.into_iter().map(|finding| finding.severity).collect()
    };
    assert_eq!(severity("01.02.2025"), []);
    assert_eq!(severity("01.04.2025"), [Severity::Note], "59 days");
    assert_eq!(severity("03.04.2025"), [Severity::Warning], "61 days");
    let receipt = paper(
        "receipt",
        "Poste Italiane — Sportello Amico\nRicevuta di presentazione della domanda di permesso di soggiorno\nMod. 209\nHADDAD LEILA\nCodice Assicurata: 060700000000\nData di accettazione: 15/01/2025",
    );
    assert_eq!(codes(&[first(), permit("new", "03.07.2025", "31.01.2027"), receipt]), NONE);
}

fn policy(name: &str, from: &str, to: &str) -> FileSummary {
    paper(
        name,
        &format!(
            "Polizza sanitaria — Assicurazioni Brenta S.p.A.\nContraente e assicurata: LEILA HADDAD\nDecorrenza: {from}\nScadenza: {to}\nMassimale: 30.000 EUR\nSpese mediche e ricovero"
        ),
    )
}

#[test]
fn days_between_two_policies_are_told_during_a_stay_only() {
    let stay = || permit("permit", "01.02.2025", "31.01.2027");
    let first = || policy("first", "01/02/2025", "31/01/2026");
    assert_eq!(codes(&[stay(), first(), policy("next", "01/02/2026", "31/01/2027")]), NONE);
    let told = found(&[stay(), first(), policy("next", "01/03/2026", "31/01/2027")]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].code.as_str(), told[0].papers.len()), ("insurance-gap", 3));
    assert_eq!(told[0].values["count"], "28");
    // Two journeys; and somebody whom the health service covers.
    assert_eq!(codes(&[first(), policy("next", "01/03/2026", "31/01/2027")]), NONE);
    let card = paper(
        "card",
        "TESSERA SANITARIA\nREPUBBLICA ITALIANA\nCodice Fiscale: HDDLLE92E54Z229P\nCognome: HADDAD\nNome: LEILA\nData di scadenza: 31/01/2027",
    );
    assert_eq!(codes(&[stay(), first(), policy("next", "01/03/2026", "31/01/2027"), card]), NONE);
}

#[test]
fn a_policy_shorter_than_the_visa_is_a_note() {
    let short = policy("policy", "12/09/2026", "01/03/2027");
    let told = found(&[visa("LR2748193", "28.08.2026", "12.09.2027"), short]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].code.as_str(), told[0].severity), ("insurance-short", Severity::Note));
}

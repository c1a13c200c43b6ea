//! Work and pay both ways: what must be told, and what anybody's honest papers look like.

use super::tests::{NONE, codes, found, paper};
use crate::{check::FileSummary, facts::Severity};

/// As payslips write them.
pub(super) const MONTHS: [&str; 12] = [
    "GENNAIO",
    "FEBBRAIO",
    "MARZO",
    "APRILE",
    "MAGGIO",
    "GIUGNO",
    "LUGLIO",
    "AGOSTO",
    "SETTEMBRE",
    "OTTOBRE",
    "NOVEMBRE",
    "DICEMBRE",
];

/// A contract with this start and this sentence on pay.
pub(super) fn contract(start: &str, pay: &str) -> FileSummary {
    contract_with("contract", "Tessitura Valcrisa S.r.l.", start, pay)
}

fn contract_with(name: &str, employer: &str, start: &str, pay: &str) -> FileSummary {
    paper(
        name,
        &format!(
            "CONTRATTO DI LAVORO A TEMPO INDETERMINATO\nTra la {employer}, con sede in Milano, datore di lavoro,\ne la signora Leila Haddad, lavoratrice, si conviene quanto segue.\nLa lavoratrice è assunta con decorrenza dal {start}, livello 4 del CCNL Tessili.\n{pay}\nPeriodo di prova di due mesi."
        ),
    )
}

fn unilav(employer: &str, start: &str, hours: &str) -> FileSummary {
    paper(
        "unilav",
        &format!(
            "Comunicazione Obbligatoria — Unificato Lav\nTipo comunicazione: Assunzione\nTrasmessa il: 25/02/2026\nCodice comunicazione: 2100026300418827\nDatore di lavoro\nDenominazione: {employer}\nLavoratore\nCognome: HADDAD\nNome: LEILA\nData inizio rapporto: {start}\n{hours}"
        ),
    )
}

/// A payslip of a month like `MARZO 2026`.
pub(super) fn slip(month: &str, employer: &str, gross: &str, more: &str) -> FileSummary {
    paper(
        &format!("payslip {month} {employer}"),
        &format!(
            "Libro Unico del Lavoro — Prospetto paga\nAzienda: {employer}\nPERIODO DI RETRIBUZIONE: {month}\nCOGNOME E NOME: HADDAD LEILA\n{more}\nTOTALE COMPETENZE: {gross} EUR\nNETTO BUSTA: 1.400,00 EUR"
        ),
    )
}

pub(super) const VALCRISA: &str = "Tessitura Valcrisa S.r.l.";
pub(super) const PAY: &str =
    "La retribuzione mensile lorda è di 1.842,50 EUR per tredici mensilità.";

#[test]
fn contract_notice_and_day_of_hire_name_one_day() {
    let all = |noticed: &str, hired: &str| {
        let hired = format!("Data assunzione: {hired}");
        codes(&[
            contract("01/03/2026", PAY),
            unilav(VALCRISA, noticed, ""),
            slip("MARZO 2026", VALCRISA, "1.842,50", &hired),
            slip("APRILE 2026", VALCRISA, "1.842,50", &hired),
        ])
    };
    assert_eq!(all("01/03/2026", "01/03/2026"), NONE);
    assert_eq!(all("02/03/2026", "01/03/2026"), ["start-differs"]);
    // On both payslips, told once.
    assert_eq!(all("01/03/2026", "01/04/2026"), ["start-differs"]);
    // A transfer keeps the day of the first hire, years ago.
    assert_eq!(all("01/03/2026", "01/03/2019"), NONE);
}

#[test]
fn two_starts_are_told_with_the_words_of_both() {
    let told = found(&[contract("01/03/2026", PAY), unilav(VALCRISA, "10/03/2026", "")]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].severity, Severity::Warning);
    let words: Vec<&str> = told[0].papers.iter().map(|said| said.words.as_str()).collect();
    assert_eq!(words, ["10/03/2026", "01/03/2026"]);
}

#[test]
fn the_employer_may_be_shortened_but_not_another() {
    let named =
        |employer: &str| codes(&[contract("01/03/2026", PAY), unilav(employer, "01/03/2026", "")]);
    for same in [
        "TESSITURA VALCRISA SRL",
        "Valcrisa S.r.l.",
        "TESS. VALCRISA S.R.L.",
        "Tessitura Valcriza S.r.l.",
    ] {
        assert_eq!(named(same), NONE, "{same}");
    }
    assert_eq!(named("Molini Adda S.r.l."), ["employer-differs"]);
}

#[test]
fn a_second_employment_is_a_note_and_a_former_one_nothing() {
    let other = || slip("APRILE 2026", "Molini Adda S.r.l.", "600,00", "");
    let told = found(&[contract("01/03/2026", PAY), other()]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].code.as_str(), told[0].severity), ("employer-differs", Severity::Note));
    let second = contract_with("second", "Molini Adda S.r.l.", "01/04/2026", "");
    assert_eq!(codes(&[contract("01/03/2026", PAY), second, other()]), NONE);
    assert_eq!(codes(&[contract("01/05/2026", PAY), other()]), NONE);
}

#[test]
fn the_hours_of_a_week_are_the_same_on_contract_and_notice() {
    let hours = "L'orario è di 40 ore settimanali.";
    let all = |noticed: &str| {
        codes(&[contract("01/03/2026", hours), unilav(VALCRISA, "01/03/2026", noticed)])
    };
    assert_eq!(all("Ore settimanali medie: 40"), NONE);
    assert_eq!(all(""), NONE);
    assert_eq!(all("Ore settimanali medie: 24"), ["hours-differ"]);
}

#[test]
fn pay_in_the_whole_months_is_what_the_contract_says() {
    let paid = |pay: &str, months: &[(&str, &str)]| -> Vec<(String, Severity)> {
        let slips = months.iter().map(|(month, gross)| slip(month, VALCRISA, gross, ""));
        let files: Vec<FileSummary> =
            std::iter::once(contract("01/03/2026", pay)).chain(slips).collect();
        found(&files).into_iter().map(|finding| (finding.code, finding.severity)).collect()
    };
    let told = |severity| vec![("pay-differs".to_owned(), severity)];
    assert_eq!(paid(PAY, &[("MARZO 2026", "1.842,50"), ("APRILE 2026", "1.842,50")]), []);
    assert_eq!(
        paid(PAY, &[("MARZO 2026", "1.642,50"), ("APRILE 2026", "1.642,50")]),
        told(Severity::Warning)
    );
    // One month of absence among others; overtime; a raise.
    assert_eq!(
        paid(PAY, &[("MARZO 2026", "1.842,50"), ("APRILE 2026", "1.242,50")]),
        told(Severity::Note)
    );
    assert_eq!(paid(PAY, &[("MARZO 2026", "1.842,50"), ("APRILE 2026", "2.042,50")]), []);
    assert_eq!(
        paid(PAY, &[("MARZO 2026", "1.942,50"), ("APRILE 2026", "1.942,50")]),
        told(Severity::Note)
    );
    // A year's pay in thirteen, or in as many parts as usual; by the hour nothing can be said.
    let year = "La retribuzione annua lorda è di 31.200,00 EUR.";
    assert_eq!(paid(year, &[("MARZO 2026", "2.400,00")]), []);
    assert_eq!(paid(year, &[("MARZO 2026", "2.600,00")]), []);
    assert_eq!(paid(year, &[("MARZO 2026", "1.900,00")]), told(Severity::Warning));
    let parts = "La retribuzione annua lorda è di 31.200,00 EUR in 13 mensilità.";
    assert_eq!(paid(parts, &[("MARZO 2026", "2.400,00")]), []);
    assert_eq!(paid(parts, &[("MARZO 2026", "2.250,00")]), told(Severity::Warning));
    assert_eq!(paid("Retribuzione di EUR 9,50 all'ora.", &[("MARZO 2026", "900,00")]), []);
}

#[test]
fn part_months_and_further_salaries_are_not_compared() {
    let hired_in_the_month = contract("16/03/2026", PAY);
    assert_eq!(codes(&[hired_in_the_month, slip("MARZO 2026", VALCRISA, "921,25", "")]), NONE);
    let thirteenth = slip("DICEMBRE 2025", VALCRISA, "460,00", "TREDICESIMA MENSILITA'");
    let started = contract("01/10/2025", PAY);
    let november = slip("OTTOBRE 2025", VALCRISA, "1.842,50", "");
    assert_eq!(codes(&[started, november, thirteenth]), NONE);
    // The agreed pay stands beside a total that sick leave made smaller.
    let base = slip("APRILE 2026", VALCRISA, "1.300,00", "Retribuzione mensile: 1.842,50");
    let march = slip("MARZO 2026", VALCRISA, "1.842,50", "");
    assert_eq!(codes(&[contract("01/03/2026", PAY), march, base]), NONE);
    let part_time = format!("{PAY} L'orario è di 20 ore settimanali.");
    let half = slip("MARZO 2026", VALCRISA, "921,25", "");
    assert_eq!(codes(&[contract("01/03/2026", &part_time), half]), NONE);
}

#[test]
fn the_first_payslip_is_of_the_first_month() {
    let first =
        |month: &str| codes(&[contract("01/03/2026", ""), slip(month, VALCRISA, "1.842,50", "")]);
    assert_eq!(first("MARZO 2026"), NONE);
    assert_eq!(first("GENNAIO 2026"), ["pay-before-start"]);
    assert_eq!(first("MAGGIO 2026"), ["first-payslip-late"]);
    // Somebody who has worked there for years keeps older payslips elsewhere.
    let long_ago = contract("01/03/2019", "");
    assert_eq!(codes(&[long_ago, slip("MAGGIO 2026", VALCRISA, "1.842,50", "")]), NONE);
    // Hired on the last days of a month.
    let late = contract("27/02/2026", "");
    assert_eq!(codes(&[late, slip("MARZO 2026", VALCRISA, "1.842,50", "")]), NONE);
}

#[test]
fn contributions_are_a_usual_share_of_the_pay() {
    let held = |row: &str| codes(&[slip("MARZO 2026", VALCRISA, "1.842,50", row)]);
    assert_eq!(held("Contributo IVS 9,19% 169,33"), NONE);
    assert_eq!(held("Contributo IVS 5,84% 107,60"), NONE);
    assert_eq!(held("Totale contributi 0,00"), ["contributions-odd"]);
    assert_eq!(held("Contributo IVS 9,19% 469,33"), ["contributions-odd"]);
    // What is no contribution at all was misread.
    assert_eq!(held("Contributo IVS su imponibile 1.842,50"), NONE);
}

#[test]
fn a_year_of_payslips_comes_to_the_certificate() {
    let year = |income: &str, count: usize, thirteenth: bool| {
        let mut files: Vec<FileSummary> = MONTHS[..count]
            .iter()
            .map(|month| {
                slip(&format!("{month} 2025"), VALCRISA, "2.000,00", "Contributo IVS 9,19% 183,80")
            })
            .collect();
        if thirteenth {
            files.push(slip(
                "TREDICESIMA MENSILITA' DICEMBRE 2025",
                VALCRISA,
                "2.000,00",
                "Contributo IVS 9,19% 183,80",
            ));
        }
        files.push(paper(
            "CU",
            &format!("CERTIFICAZIONE UNICA 2026\nDati relativi al datore di lavoro, sostituto d'imposta\nDenominazione: {VALCRISA}\nDati relativi al dipendente, percipiente delle somme\nCognome: HADDAD\nNome: LEILA\nRedditi di lavoro dipendente a tempo indeterminato: {income}\nData: 12/03/2026"),
        ));
        codes(&files)
    };
    // Twelve times 1,816.20 taxable are 21,794.40, with a thirteenth 23,610.60.
    assert_eq!(year("21.794,40", 12, false), NONE);
    assert_eq!(year("23.610,60", 12, true), NONE);
    assert_eq!(year("23.610,60", 12, false), NONE, "the thirteenth may be missing here");
    assert_eq!(year("25.410,00", 12, true), NONE, "and the fourteenth");
    assert_eq!(year("15.300,00", 12, true), ["cu-differs"]);
    assert_eq!(year("33.000,00", 12, true), ["cu-differs"]);
    assert_eq!(year("33.000,00", 9, false), NONE, "not all payslips are here");
}

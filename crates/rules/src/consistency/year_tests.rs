//! Hours of months, INPS statements and tax returns both ways: what must be told, and what honest papers look like.

use super::tests::{NONE, codes, found, paper};
use super::work_tests::{MONTHS, PAY, VALCRISA, contract, slip};
use crate::check::FileSummary;

fn worked(contract_hours: &str, start: &str, months: &[(&str, &str)]) -> Vec<String> {
    let agreed = contract(start, &format!("L'orario è di {contract_hours} ore settimanali."));
    let slips = months.iter().map(|(month, hours)| {
        slip(
            month,
            VALCRISA,
            "1.842,50",
            &format!("Ore lavorate: {hours}\nOre straordinarie: 6,00"),
        )
    });
    codes(&std::iter::once(agreed).chain(slips).collect::<Vec<_>>())
}

#[test]
fn the_hours_of_the_months_are_those_of_the_contract() {
    let start = "01/03/2026";
    let both = |hours: &'static str| [("MARZO 2026", hours), ("APRILE 2026", hours)];
    assert_eq!(worked("40", start, &both("168,00")), NONE);
    assert_eq!(worked("40", start, &both("184,00")), NONE);
    assert_eq!(worked("40", start, &both("84,00")), ["month-hours-differ"]);
    assert_eq!(worked("20", start, &both("168,00")), ["month-hours-differ"]);
    // Part-time as agreed; a month of absence among others; one month alone; one less and one more.
    assert_eq!(worked("20", start, &both("84,00")), NONE);
    assert_eq!(worked("40", start, &[("MARZO 2026", "168,00"), ("APRILE 2026", "40,00")]), NONE);
    assert_eq!(worked("40", start, &[("MARZO 2026", "40,00")]), NONE);
    assert_eq!(worked("40", start, &[("MARZO 2026", "40,00"), ("APRILE 2026", "230,00")]), NONE);
    // The month of hire is no whole one.
    let hired = [("MARZO 2026", "84,00"), ("APRILE 2026", "168,00"), ("MAGGIO 2026", "160,00")];
    assert_eq!(worked("40", "16/03/2026", &hired), NONE);
}

/// An INPS statement of 10 October 2026.
fn statement(rows: &[&str]) -> FileSummary {
    paper(
        "INPS",
        &format!(
            "INPS Istituto Nazionale Previdenza Sociale\nESTRATTO CONTO CONTRIBUTIVO\nLeila Haddad\nDal\tAl\tTipo di contribuzione\tSettimane\tRetribuzione\n{}\nData 10/10/2026",
            rows.join("\n")
        ),
    )
}

/// Payslips from January 2026 on, and what is told of them beside a statement.
fn beside(rows: &[&str], months: &[&str]) -> Vec<String> {
    let slips = months.iter().map(|month| slip(&format!("{month} 2026"), VALCRISA, "1.842,50", ""));
    codes(&std::iter::once(statement(rows)).chain(slips).collect::<Vec<_>>())
}

const WINTER: [&str; 3] = ["GENNAIO", "FEBBRAIO", "MARZO"];

#[test]
fn what_was_paid_is_credited_month_by_month() {
    let whole = "01/01/2026\t31/03/2026\tLavoro dipendente\t13\t5.527,50";
    assert_eq!(beside(&[whole], &WINTER), NONE);
    let short = "01/01/2026\t28/02/2026\tLavoro dipendente\t9\t3.685,00";
    assert_eq!(beside(&[short], &WINTER), ["inps-month-missing"]);
    // Credited otherwise: the employer pays, INPS gives it back.
    let leave = "01/03/2026\t31/03/2026\tMaternità obbligatoria\t4";
    assert_eq!(beside(&[short, leave], &WINTER), NONE);
    // What was paid in summer may not be recorded in October; what was paid before the first row was not asked for.
    let spring = "01/03/2026\t30/04/2026\tLavoro dipendente\t9\t3.685,00";
    assert_eq!(beside(&[spring], &["MARZO", "APRILE", "MAGGIO", "GIUGNO"]), NONE);
    let later = "01/03/2026\t31/03/2026\tLavoro dipendente\t4\t1.842,50";
    assert_eq!(beside(&[later], &WINTER), NONE);
    // A statement without rows that can be read says nothing.
    assert_eq!(beside(&["Nessun contributo nel periodo richiesto: settimane 0"], &WINTER), NONE);
}

#[test]
fn the_months_that_are_missing_are_named_with_the_words_of_both() {
    let slips = WINTER.map(|month| slip(&format!("{month} 2026"), VALCRISA, "1.842,50", ""));
    let rows = ["01/01/2026\t28/02/2026\tLavoro dipendente\t9\t3.685,00"];
    let told = found(&[vec![statement(&rows)], slips.to_vec()].concat());
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].values["months"], "2026-03");
    assert!(told[0].papers[0].words.starts_with("01/01/2026"), "{told:?}");
    assert!(told[0].papers[1].words.to_lowercase().contains("marzo"), "{told:?}");
}

#[test]
fn the_employer_and_the_pay_are_those_of_the_payslips() {
    let of = |employer: &str, pay: &str| {
        beside(
            &[&format!("01/01/2026\t31/03/2026\tLavoro dipendente\t{employer}\t13\t{pay}")],
            &WINTER,
        )
    };
    assert_eq!(of("Tessitura Valcrisa S.r.l.", "5.527,50"), NONE);
    assert_eq!(of("Tess. Valcrisa S.r.l.", "5.527,50"), NONE);
    assert_eq!(of("Molini Adda S.r.l.", "5.527,50"), ["inps-employer-differs"]);
    // A part of the thirteenth is in it; arrears and rounding; much less.
    assert_eq!(of("Tessitura Valcrisa S.r.l.", "5.988,13"), NONE);
    assert_eq!(of("Tessitura Valcrisa S.r.l.", "5.200,00"), NONE);
    assert_eq!(of("Tessitura Valcrisa S.r.l.", "2.900,00"), ["inps-pay-differs"]);
    // Two employments in the same months: which row is whose is not said of the pay.
    let two = [
        "01/01/2026\t31/03/2026\tLavoro dipendente\tMolini Adda S.r.l.\t13\t900,00",
        "01/01/2026\t31/03/2026\tLavoro dipendente\tTessitura Valcrisa S.r.l.\t13\t5.527,50",
    ];
    assert_eq!(beside(&two, &WINTER), NONE);
}

#[test]
fn a_full_time_year_has_its_weeks() {
    let year = |hours: &str, weeks: u32, count: usize| {
        let agreed = contract("01/01/2025", &format!("{PAY} {hours}"));
        let gross = if hours.contains("20") { "921,25" } else { "1.842,50" };
        let slips = MONTHS.iter().take(count);
        let slips = slips.map(|month| slip(&format!("{month} 2025"), VALCRISA, gross, ""));
        let row = format!("01/01/2025\t31/12/2025\tLavoro dipendente\t{weeks}");
        let files = [vec![agreed, statement(&[&row])], slips.collect()].concat();
        codes(&files)
    };
    let full = "L'orario è di 40 ore settimanali.";
    assert_eq!(year(full, 52, 12), NONE);
    // Some weeks of unpaid leave are no alarm; half the year is.
    assert_eq!(year(full, 48, 12), NONE);
    assert_eq!(year(full, 30, 12), ["inps-weeks-few"]);
    // Part-time is credited by its pay; without hours in the contract, or with payslips missing, nothing can be said.
    assert_eq!(year("L'orario è di 20 ore settimanali.", 30, 12), NONE);
    assert_eq!(year("", 30, 12), NONE);
    assert_eq!(year(full, 30, 9), NONE);
}

fn cu(employer: &str, income: &str, held: &str) -> FileSummary {
    paper(
        &format!("CU {employer}"),
        &format!(
            "CERTIFICAZIONE UNICA 2026\nDati relativi al datore di lavoro, sostituto d'imposta\nDenominazione: {employer}\nDati relativi al dipendente, percipiente delle somme\nCognome: HADDAD\nNome: LEILA\nRedditi di lavoro dipendente a tempo indeterminato: {income}\n21 Ritenute Irpef: {held}\n22 Addizionale regionale all'Irpef: 331,79\nData: 12/03/2026"
        ),
    )
}

fn tax_return(year: u32, total: &str, held: &str) -> FileSummary {
    paper(
        &format!("730 {year}"),
        &format!(
            "MODELLO 730/{year}  redditi {}\nContribuente: HADDAD LEILA\nProspetto di liquidazione\n11 REDDITO COMPLESSIVO   {total}\n59 RITENUTE   {held}\n",
            year - 1
        ),
    )
}

#[test]
fn a_return_has_at_least_what_a_certificate_has() {
    let one = |total: &str, held: &str| {
        codes(&[cu(VALCRISA, "24.811,42", "3.106,55"), tax_return(2026, total, held)])
    };
    assert_eq!(one("24.811", "3.107"), NONE);
    // Rent, a second employment: more is no contradiction.
    assert_eq!(one("31.200", "4.480"), NONE);
    assert_eq!(one("14.811", "3.107"), ["return-income-differs"]);
    assert_eq!(one("24.811", "2.107"), ["return-tax-differs"]);
    // Of another year; without figures that can be read.
    let other = tax_return(2025, "14.811", "2.107");
    assert_eq!(codes(&[cu(VALCRISA, "24.811,42", "3.106,55"), other]), NONE);
    assert_eq!(one("", ""), NONE);
}

#[test]
fn certificates_are_not_added_up() {
    let first = || cu(VALCRISA, "14.000,00", "1.800,00");
    // The second employer's certificate may hold the first one's, or not: both returns are right.
    let second = || cu("Molini Adda S.r.l.", "24.000,00", "3.100,00");
    assert_eq!(codes(&[first(), second(), tax_return(2026, "38.000", "4.900")]), NONE);
    assert_eq!(codes(&[first(), second(), tax_return(2026, "24.000", "3.100")]), NONE);
    let less = tax_return(2026, "14.000", "3.100");
    assert_eq!(codes(&[first(), second(), less]), ["return-income-differs"]);
    // A corrected certificate of the same employer takes the place of the first.
    let mut corrected = cu(VALCRISA, "12.000,00", "1.500,00");
    corrected.path = "Leila Haddad/CU corrected.pdf".into();
    corrected.sha256 = "another".into();
    assert_eq!(codes(&[first(), corrected, tax_return(2026, "12.000", "1.500")]), NONE);
}

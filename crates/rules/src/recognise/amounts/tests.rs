use super::{AmountRole, Folded, Paper, find, words};
use crate::facts::AmountFound;
use crate::facts::PayFor::{Hour, Month, Year};
use crate::packs::Packs;

fn amounts(text: &str, id: &str) -> Vec<AmountFound> {
    find(&[Folded::new(1, text)], Paper::built_in(id), &words(Packs::built_in()))
}

fn one(id: &str, text: &str, role: AmountRole) -> Option<i64> {
    let found = amounts(text, id);
    found.into_iter().find(|amount| amount.role == role).map(|amount| amount.cents)
}

#[test]
fn what_is_held_back_is_neither_the_rate_nor_the_base() {
    for (text, cents) in [
        ("Contributo IVS   9,19%   220,56\nIRPEF netta 249,99", Some(22_056)),
        ("Contributo IVS 2.400,00 9,19 % 220,56", Some(22_056)),
        ("Contributo IVS 9,19%\nIRPEF netta 249,99", None),
        ("Totale contributi 0,00", Some(0)),
    ] {
        assert_eq!(one("PAYSLIP", text, AmountRole::Contributions), cents, "{text}");
    }
}

#[test]
fn a_salary_says_what_it_is_for() {
    for (text, per, instalments) in [
        (
            "La retribuzione mensile lorda è di 1.842,50 EUR per tredici mensilità.",
            Some(Month),
            Some(13),
        ),
        ("retribuzione annua lorda è di 31.200,00 EUR", Some(Year), None),
        ("Retribuzione: € 28.000,00 annui lordi in 14 mensilità", Some(Year), Some(14)),
        ("retribuzione lorda di 1.842,50 EUR al mese", Some(Month), None),
        ("retribuzione di EUR 9,50 all'ora", Some(Hour), None),
        ("retribuzione: euro 9,14 lorde l'ora", Some(Hour), None),
        ("Her annual base salary is EUR 48,500, paid semi-monthly", Some(Year), None),
        (
            "Gross annual salary: EUR 30,000.00, paid in 13 monthly instalments",
            Some(Year),
            Some(13),
        ),
        ("retribuzione: 1.500,00. Orario mensile di lavoro", None, None),
    ] {
        let found = amounts(text, "CONTRACT");
        let pay = found[0].pay;
        assert_eq!(pay.map(|pay| pay.per), per, "{text}");
        assert_eq!(pay.and_then(|pay| pay.instalments), instalments, "{text}");
    }
}

#[test]
fn the_pay_agreed_and_the_income_of_a_year_are_read() {
    let slip = "Retribuzione ordinaria 26 2.400,00 2.400,00";
    assert_eq!(one("PAYSLIP", slip, AmountRole::Base), Some(240_000));
    let cu = "Redditi di lavoro dipendente a tempo indeterminato: 25.410,22";
    assert_eq!(one("CU", cu, AmountRole::Income), Some(2_541_022));
}

#[test]
fn the_columns_of_a_payslip_keep_their_order() {
    let slip = "Totale competenze Totale trattenute Arrotondamento Netto in busta\n1.712,53 462,08 0,45- 1.250,00\n";
    assert_eq!(one("PAYSLIP", slip, AmountRole::Net), Some(125_000));
    assert_eq!(one("PAYSLIP", slip, AmountRole::Gross), Some(171_253));
    // One amount is missing: which, is not said.
    let short = "Totale competenze Totale trattenute Netto in busta\n1.712,53 1.250,00\n";
    assert_eq!(one("PAYSLIP", short, AmountRole::Net), None);
    let row = "Retribuzione - Contributi INPS 160,83 - IRPEF 210,40";
    assert_eq!(one("PAYSLIP", row, AmountRole::Contributions), Some(16_083));
}

#[test]
fn a_month_s_pay_is_the_amount_of_its_row_not_the_days_or_hours() {
    for (text, cents) in [
        ("Retribuzione ordinaria 26,00 GG 113,34808 2.947,05", Some(294_705)),
        ("Retribuzione ordinaria 168,00 2.200,00", Some(220_000)),
        ("RETRIBUZIONE ORDINARIA 26,00 71,13115 1.849,\n41", Some(184_941)),
        ("Retribuzione mensile minima 1.193,84 1 1.193,84", Some(119_384)),
        // Not the whole month.
        ("Retribuzione ordinaria 104,00 9,49640 987,63", None),
    ] {
        assert_eq!(one("PAYSLIP", text, AmountRole::Base), cents, "{text}");
    }
}

#[test]
fn a_part_of_the_pay_is_not_the_pay() {
    for (text, cents) in [
        ("Retribuzione: minimo € 1.193,08 + superminimo € 56,92 = € 1.250,00", Some(125_000)),
        ("Retribuzione. Minimo tabellare € 1.931,22; superminimo € 60,00", None),
        (
            "Retribuzione\nMinimo € 2.300,00\nSuperminimo € 600,00\nTotale lordo mensile x 13 € 2.900,00",
            Some(290_000),
        ),
        ("salary, effective January 1, 2026, is EUR 48,500", Some(4_850_000)),
    ] {
        assert_eq!(one("CONTRACT", text, AmountRole::Salary), cents, "{text}");
    }
}

#[test]
fn what_was_paid_is_no_day_no_number_and_no_line_of_a_list() {
    for (text, cents) in [
        ("l'importo indicato. Inviata il 07/05/2026. Totale\n€ 101,50\n", Some(10_150)),
        ("IMPORTO EUR 2221\nTOTALE EUR 24,21", Some(2_421)),
        ("Importo unitario € Totale €\n29 Visto 2 116,00 232,00\nTOTALE 232,00", Some(23_200)),
    ] {
        assert_eq!(one("FEE-RECEIPT", text, AmountRole::Paid), cents, "{text}");
    }
    let list = "Voce Importo\nContributo, fascia 2 € 412,00\nRiduzione € 100,00";
    assert_eq!(one("PAYMENT-NOTICE", list, AmountRole::Due), None);
}

#[test]
fn a_ceiling_is_the_medical_one_of_one_plan() {
    for (text, cents) in [
        ("Massimale per sinistro e anno: Euro 30.000,00", Some(3_000_000)),
        ("Massimale spese mediche 30.000 € 60.000 € 150.000 €", None),
        ("Garanzia Massimale\nBagaglio € 1.000,00\nSpese mediche € 30.000,00", None),
    ] {
        assert_eq!(one("HEALTH-INSURANCE", text, AmountRole::Ceiling), cents, "{text}");
    }
}

#[test]
fn money_from_abroad_keeps_its_currency() {
    let found = amounts("NET PAY £ 3,832.87", "PAYSLIP");
    assert_eq!((found[0].currency.as_str(), found[0].cents), ("GBP", 383_287));
}

#[test]
fn the_tax_held_back_is_that_on_employment() {
    for (text, cents) in [
        ("21 Ritenute Irpef\t3.106,55\n22 Addizionale regionale 331,79", Some(310_655)),
        ("021\tRitenute\t1.204,33", Some(120_433)),
        ("Ritenute addizionale regionale 331,79\nRitenute 3.107", Some(310_700)),
        ("Ritenute a titolo d'acconto 640,00", None),
        ("Ritenute da lavoro autonomo 640,00", None),
    ] {
        assert_eq!(one("TAX-RETURN", text, AmountRole::Withheld), cents, "{text}");
    }
    let whole = "11\tREDDITO COMPLESSIVO\t24.811";
    assert_eq!(one("TAX-RETURN", whole, AmountRole::Total), Some(2_481_100));
}

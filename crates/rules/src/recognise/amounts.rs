//! Amounts of money that checks need: pay, fees, insurance ceilings.

use super::fold::Folded;
use super::paper::Paper;
use super::{evidence, pattern};
use crate::facts::{AmountFound, AmountRole, Pay, PayFor};
use regex::Regex;
use std::sync::LazyLock;

/// `1.234,56`, `1234,56`, `1,234.56`, `30.000`; the cents are optional.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b([0-9]{1,3}(?:[.,' ][0-9]{3}){1,3}|[0-9]{1,9})(?:[.,]([0-9]{2}))?\b")
});

/// Each role with its labels; a type says which roles are read on it.
const LABELS: &[(AmountRole, &[&str])] = &[
    (
        AmountRole::Contributions,
        &[
            "totale contributi",
            "contributi inps",
            "contributo ivs",
            "contributi a carico lavoratore",
            "contributi a carico dipendente",
            "contr. inps",
            "inps c/dip",
            "social security contributions",
        ],
    ),
    (
        AmountRole::Net,
        &[
            "netto in busta",
            "netto busta",
            "netto a pagare",
            "netto del mese",
            "netto da pagare",
            "totale netto",
            "net pay",
            "netto",
        ],
    ),
    (
        AmountRole::Gross,
        &[
            "totale competenze",
            "totale lordo",
            "lordo del mese",
            "retribuzione lorda",
            "imponibile lordo",
            "gross pay",
            "total gross",
        ],
    ),
    (
        AmountRole::Base,
        &[
            "retribuzione di fatto",
            "totale retribuzione",
            "retribuzione mensile",
            "retribuzione ordinaria",
            "stipendio base",
            "basic salary",
            "basic pay",
        ],
    ),
    (
        AmountRole::Income,
        &[
            "redditi di lavoro dipendente e assimilati con contratto a tempo indeterminato",
            "redditi di lavoro dipendente e assimilati con contratto a tempo determinato",
            "redditi di lavoro dipendente a tempo indeterminato",
            "redditi di lavoro dipendente a tempo determinato",
            "redditi di lavoro dipendente e assimilati",
            "redditi di lavoro dipendente",
            "reddito di lavoro dipendente",
        ],
    ),
    (
        AmountRole::Withheld,
        &[
            "totale ritenute irpef",
            "totale ritenute",
            "ritenute totali",
            "ritenute irpef",
            "ritenute",
        ],
    ),
    (AmountRole::Total, &["reddito complessivo"]),
    (
        AmountRole::Paid,
        &[
            "importo pagato",
            "importo versato",
            "importo totale",
            "totale pagato",
            "totale versato",
            "saldo finale",
            "importo",
            "amount paid",
            "totale",
        ],
    ),
    (
        AmountRole::Due,
        &[
            "quanto e quando pagare",
            "importo da pagare",
            "totale da pagare",
            "importo dovuto",
            "totale dovuto",
            "amount due",
            "amount to pay",
            "total due",
            "importo totale",
            "importo",
        ],
    ),
    (
        AmountRole::Salary,
        &[
            "retribuzione annua lorda",
            "retribuzione lorda annua",
            "retribuzione annua",
            "retribuzione mensile lorda",
            "retribuzione lorda mensile",
            "retribuzione",
            "gross annual salary",
            "annual gross salary",
            "annual salary",
            "salary",
            "ral",
        ],
    ),
    (
        AmountRole::Ceiling,
        &[
            "massimale",
            "limite massimo",
            "sum insured",
            "maximum cover",
            "coverage limit",
            "limit of cover",
        ],
    ),
];

/// How far after its label an amount may stand, in folded bytes.
const REACH: usize = 60;
/// How far around a salary the paper may say what it is for, in folded bytes.
const AROUND: usize = 90;

/// "annua lorda", "al mese", "per hour": on folded text.
static PER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?P<year>annu[aoei]|annuale|all'anno|per\sanno|ral|annual|yearly|per\syear|a\syear|per\sannum)|(?P<month>mensil[ei]|al\smese|per\smese|monthly|per\smonth|a\smonth)|(?P<hour>orari[ao]|all'ora|per\sora|hourly|per\shour|an\shour))\b",
    )
});

/// "per tredici mensilità", "in 14 monthly instalments": on folded text.
static INSTALMENTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?P<n>1[2-6])|(?P<w>dodici|tredici|quattordici|twelve|thirteen|fourteen))\s?(?:\((?:[a-z]+|1[2-6])\)\s?)?(?:mensilita|rate\smensili|monthly\s(?:instal+ments|payments)|instal+ments|salaries)\b",
    )
});

/// Returns the amounts that papers of this type are read for: of each role the first.
pub(super) fn find(pages: &[Folded<'_>], paper: Paper<'_>) -> Vec<AmountFound> {
    let rules = LABELS.iter().filter(|(role, _)| paper.has_amount(*role));
    rules.filter_map(|(role, labels)| labels.iter().find_map(|l| first(pages, *role, l))).collect()
}

fn first(pages: &[Folded<'_>], role: AmountRole, label: &str) -> Option<AmountFound> {
    for page in pages.iter().take(4) {
        for (at, _) in page.flat.match_indices(label) {
            let end = at + label.len();
            if !super::fold::is_whole(&page.flat, at, end) {
                continue;
            }
            let (_, line_end) = page.line(page.line_of(at));
            let reach = (end + REACH).min(page.flat.len());
            let to = match role {
                // A row of a payslip: rate and base come first, what is held back comes last.
                AmountRole::Contributions => reach.min(line_end.max(end)),
                _ => reach,
            };
            let mut found = AMOUNT
                .captures_iter(&page.flat[end..to])
                .filter_map(|found| money(&page.flat[end..to], &found));
            let chosen = match role {
                AmountRole::Contributions => found.last(),
                _ => found.next(),
            };
            let Some((from, until, cents)) = chosen else { continue };
            if role == AmountRole::Withheld && is_other_tax(&page.flat[end..end + from]) {
                continue;
            }
            let (start, end) = (end + from, end + until);
            let pay = (role == AmountRole::Salary).then(|| pay(page, at, end)).flatten();
            let evidence = evidence(page, start, end, "label-amount");
            return Some(AmountFound { role, cents, currency: "EUR".to_owned(), pay, evidence });
        }
    }
    None
}

/// Returns whether the words between "ritenute" and the amount make it another tax than the income tax of employment.
fn is_other_tax(words: &str) -> bool {
    ["addizional", "acconto", "autonom", "comunal", "regional", "sospes"]
        .iter()
        .any(|other| words.contains(other))
}

/// Returns every amount of money in a folded text, in cents.
pub(super) fn all_in(text: &str) -> Vec<i64> {
    let all = AMOUNT.captures_iter(text).filter_map(|found| money(text, &found));
    all.map(|(_, _, cents)| cents).collect()
}

/// Returns where an amount of money stands in the window, and its cents; `None` for rates, counts and days.
fn money(window: &str, found: &regex::Captures<'_>) -> Option<(usize, usize, i64)> {
    let whole = found.get(0)?;
    let cents = cents(found.get(1)?.as_str(), found.get(2).map(|m| m.as_str()))?;
    let rest = window[whole.end()..].trim_start();
    // A bare small number is a count or a day; money has cents, thousands or its sign.
    let signed = window[..whole.start()].trim_end().ends_with("eur") || rest.starts_with("eur");
    let is_date = window[whole.end()..].starts_with(['/', '-']);
    let is_rate = rest.starts_with('%');
    (!is_date && !is_rate && (found.get(2).is_some() || signed || cents >= 100_000)).then_some((
        whole.start(),
        whole.end(),
        cents,
    ))
}

/// Returns what the salary between its label and its end is for: the word in the label, else the one right behind it, else the
/// last before the label in the same sentence.
fn pay(page: &Folded<'_>, label: usize, end: usize) -> Option<Pay> {
    let text = &page.flat;
    let after = &text[end..(end + AROUND).min(text.len())];
    let after = &after[..after.find(". ").unwrap_or(after.len())];
    let per = |found: regex::Captures<'_>| match found {
        found if found.name("year").is_some() => PayFor::Year,
        found if found.name("month").is_some() => PayFor::Month,
        _ => PayFor::Hour,
    };
    let named = PER.captures(&text[label..end]).or_else(|| PER.captures(after)).map(per);
    let instalments = INSTALMENTS.captures(after).and_then(|found| {
        Some(match found.name("w").map(|word| word.as_str()) {
            Some("dodici" | "twelve") => 12,
            Some("tredici" | "thirteen") => 13,
            Some(_) => 14,
            None => found.name("n")?.as_str().parse().ok()?,
        })
    });
    named.map(|per| Pay { per, instalments })
}

fn cents(whole: &str, fraction: Option<&str>) -> Option<i64> {
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let fraction: i64 = fraction.map_or(Some(0), |f| f.parse().ok())?;
    digits.parse::<i64>().ok()?.checked_mul(100)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use super::{AmountRole, Folded, Paper, find};
    use crate::facts::PayFor::{Hour, Month, Year};

    fn one(id: &str, text: &str, role: AmountRole) -> Option<i64> {
        let found = find(&[Folded::new(1, text)], Paper::built_in(id));
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
            (
                "Gross annual salary: EUR 30,000.00, paid in 13 monthly instalments",
                Some(Year),
                Some(13),
            ),
            ("retribuzione: 1.500,00. Orario mensile di lavoro", None, None),
        ] {
            let found = find(&[Folded::new(1, text)], Paper::built_in("CONTRACT"));
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
}

//! Amounts of money that checks need: pay, fees, insurance ceilings.

use super::fold::Folded;
use super::{evidence, pattern};
use crate::facts::{AmountFound, AmountRole};
use regex::Regex;
use std::sync::LazyLock;

/// `1.234,56`, `1234,56`, `1,234.56`, `30.000`; the cents are optional.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b([0-9]{1,3}(?:[.,' ][0-9]{3}){1,3}|[0-9]{1,9})(?:[.,]([0-9]{2}))?\b")
});

type Rule = (AmountRole, &'static [&'static str], &'static [&'static str]);

/// Role, the types it is read on, and its labels.
const RULES: &[Rule] = &[
    (
        AmountRole::Contributions,
        &["PAYSLIP"],
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
        &["PAYSLIP"],
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
        &["PAYSLIP"],
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
        AmountRole::Paid,
        &["FEE-RECEIPT", "F24", "PERMIT-RECEIPT"],
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
        &["PAYMENT-NOTICE"],
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
        &["CONTRACT", "JOB-OFFER", "STAY-CONTRACT", "EMPLOYER-LETTER"],
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
        &["HEALTH-INSURANCE"],
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

/// Returns the amounts that papers of this type are read for: of each role the first.
pub(super) fn find(pages: &[Folded<'_>], id: Option<&str>) -> Vec<AmountFound> {
    let Some(id) = id else { return Vec::new() };
    let rules = RULES.iter().filter(|(_, types, _)| types.contains(&id));
    rules
        .filter_map(|(role, _, labels)| labels.iter().find_map(|l| first(pages, *role, l)))
        .collect()
}

fn first(pages: &[Folded<'_>], role: AmountRole, label: &str) -> Option<AmountFound> {
    for page in pages.iter().take(4) {
        for (at, _) in page.flat.match_indices(label) {
            let end = at + label.len();
            if !super::fold::is_whole(&page.flat, at, end) {
                continue;
            }
            let window = &page.flat[end..(end + REACH).min(page.flat.len())];
            for found in AMOUNT.captures_iter(window) {
                let Some(whole) = found.get(0) else { continue };
                let Some(cents) = cents(found.get(1)?.as_str(), found.get(2).map(|m| m.as_str()))
                else {
                    continue;
                };
                // A bare small number is a count or a day; money has cents, thousands or its sign.
                let signed = window[..whole.start()].ends_with("eur ")
                    || window[..whole.start()].ends_with("eur")
                    || window[whole.end()..].trim_start().starts_with("eur");
                let is_date = window[whole.end()..].starts_with(['/', '-']);
                if is_date || found.get(2).is_none() && !signed && cents < 100_000 {
                    continue;
                }
                let (start, end) = (end + whole.start(), end + whole.end());
                let evidence = evidence(page, start, end, "label-amount");
                return Some(AmountFound { role, cents, currency: "EUR".to_owned(), evidence });
            }
        }
    }
    None
}

fn cents(whole: &str, fraction: Option<&str>) -> Option<i64> {
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let fraction: i64 = fraction.map_or(Some(0), |f| f.parse().ok())?;
    digits.parse::<i64>().ok()?.checked_mul(100)?.checked_add(fraction)
}

//! Amounts of money that checks need: pay, fees, insurance ceilings.

mod money;
#[cfg(test)]
mod tests;

use self::money::Money;
use super::fold::{Folded, phrase};
use super::paper::Paper;
use super::{evidence, pattern};
use crate::facts::{AmountFound, AmountRole, Pay, PayFor};
use crate::packs::{AmountWords, Packs};
use regex::Regex;
use std::sync::LazyLock;

/// How far after its label an amount may stand, in folded bytes.
const REACH: usize = 60;
/// How far around a salary the paper may say what it is for, in folded bytes.
const AROUND: usize = 90;

/// So far before its label a salary may say what it is for: "annual base salary".
const LEAD: usize = 24;

/// "annua lorda", "al mese", "per hour": on folded text.
static PER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?P<year>annu[aoei]|annuale|all'anno|per\sanno|ral|annual|yearly|per\syear|a\syear|per\sannum)|(?P<month>mensil[ei]|al\smese|per\smese|monthly|monatlich|per\smonth|a\smonth)|(?P<hour>orari[ao]|l'ora|all'ora|per\sora|hourly|per\shour|an\shour))\b",
    )
});

/// "per tredici mensilità", "in 14 monthly instalments": on folded text.
static INSTALMENTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?P<n>1[2-6])|(?P<w>dodici|tredici|quattordici|twelve|thirteen|fourteen))\s?(?:\((?:[a-z]+|1[2-6])\)\s?)?(?:mensilita|rate\smensili|monthly\s(?:instal+ments|payments)|instal+ments|salaries)\b",
    )
});

/// Returns the amounts that papers of this type are read for: of each role the first, by the words before it.
pub(super) fn find(
    pages: &[Folded<'_>],
    paper: Paper<'_>,
    words: &[AmountWords],
) -> Vec<AmountFound> {
    let mut found: Vec<AmountFound> = Vec::new();
    for words in words.iter().filter(|words| paper.has_amount(words.role)) {
        if found.iter().all(|known| known.role != words.role) {
            found.extend(words.any.iter().find_map(|label| first(pages, words.role, label)));
        }
    }
    found
}

/// Returns the words as pages are folded.
pub(super) fn words(packs: &Packs) -> Vec<AmountWords> {
    let folded = |words: &AmountWords| AmountWords {
        role: words.role,
        any: words.any.iter().map(|text| phrase(text)).collect(),
    };
    packs.amount_words.iter().map(folded).collect()
}

fn first(pages: &[Folded<'_>], role: AmountRole, label: &str) -> Option<AmountFound> {
    for page in pages.iter().take(4) {
        for (at, _) in page.flat.match_indices(label) {
            let end = at + label.len();
            if !super::fold::is_whole(&page.flat, at, end) {
                continue;
            }
            let Some(found) = beside(page, role, at, end).or_else(|| below(page, role, at, end))
            else {
                continue;
            };
            let pay = (role == AmountRole::Salary).then(|| pay(page, at, found.end)).flatten();
            let currency = found.currency.unwrap_or_else(|| money::of_page(&page.text));
            let evidence = evidence(page, found.start, found.end, "label-amount");
            return Some(AmountFound {
                role,
                cents: found.cents,
                currency: currency.to_owned(),
                pay,
                evidence,
            });
        }
    }
    None
}

/// Returns whether an amount may be one of this role by its look alone.
fn may_be(role: AmountRole, money: &Money) -> bool {
    match role {
        AmountRole::Income | AmountRole::Total | AmountRole::Withheld => true,
        AmountRole::Salary | AmountRole::Ceiling => !money.parted,
        // Receipts and slips reckon to the cent.
        _ => !money.parted && !money.loose,
    }
}

/// Returns the amount that follows a label on its line, or on the next where a sentence runs on.
fn beside(page: &Folded<'_>, role: AmountRole, at: usize, end: usize) -> Option<Money> {
    let (line_start, line_end) = page.line_at(at);
    let line_end = line_end.max(end);
    // What stands below several captions is theirs in their order.
    let of_columns = CAPTION.find_iter(&page.text[line_start..line_end]).count() > 1;
    let reach = (end + REACH).min(page.text.len());
    let runs_on = matches!(role, AmountRole::Salary | AmountRole::Ceiling | AmountRole::Base)
        || page.text[end..line_end].bytes().all(|b| !b.is_ascii_alphanumeric());
    let to = if runs_on && !of_columns { reach } else { reach.min(line_end) };
    // No amount is cut in two.
    let is_part = |b: &u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'\'');
    let to = to + page.text.as_bytes()[to..].iter().take_while(|b| is_part(b)).count();
    let text = &page.text[end..to];
    let mut amounts = money::all(text).filter(|money| may_be(role, money)).peekable();
    let first = *amounts.peek()?;
    let between = &text[..first.start];
    let caption = role != AmountRole::Salary && CAPTION.is_match(between);
    if caption || !runs_on_to(role, between) {
        return None;
    }
    let row = || -> Vec<Money> {
        let mut row: Vec<Money> = Vec::new();
        for money in amounts {
            if row.last().is_some_and(|last| !is_one_row(&text[last.end..money.start])) {
                break;
            }
            row.push(money);
        }
        row
    };
    let chosen = match role {
        // A row of a payslip: rate and base come first, what is held back comes last.
        AmountRole::Contributions => row().pop()?,
        AmountRole::Base => month_s_pay(&row(), text)?,
        AmountRole::Withheld if is_other_tax(between) => return None,
        // "Minimo € 1.193,08 + superminimo € 56,92 = € 1.250,00": a part of the pay.
        AmountRole::Salary if between.contains("minimo") && is_a_part(page, end + first.end) => {
            sum(&page.text[end..line_end], first.end)?
        }
        // Several ceilings in a row are those of several plans.
        AmountRole::Ceiling if row().len() > 1 => return None,
        _ => first,
    };
    let cents = chosen.cents + cents_below(&page.text[end + chosen.end..], chosen.cents);
    Some(Money { start: end + chosen.start, end: end + chosen.end, cents, ..chosen })
}

/// Returns whether an amount on the next line still belongs to the label, given what stands between them: a sentence's salary may wait
/// behind any words, other amounts stand first in their line.
fn runs_on_to(role: AmountRole, between: &str) -> bool {
    let Some((_, below)) = between.split_once('\n') else { return true };
    let medical = || ["medic", "sanitar", "krankheit"].iter().any(|word| below.contains(word));
    match role {
        AmountRole::Salary | AmountRole::Base => true,
        AmountRole::Ceiling => is_one_row(below) || medical(),
        _ => is_one_row(below),
    }
}

/// Returns whether between two amounts of a row there are only signs and units.
fn is_one_row(between: &str) -> bool {
    !between.contains('\n')
        && between.split(|c: char| !c.is_ascii_alphabetic()).all(|word| {
            matches!(
                word,
                "" | "eur"
                    | "euro"
                    | "gbp"
                    | "h"
                    | "ore"
                    | "gg"
                    | "giorni"
                    | "x"
                    | "hm"
                    | "ora"
                    | "al"
                    | "per"
                    | "di"
            )
        })
}

/// Returns the pay of a payslip's row of quantity, rate and amount: the last, where the quantity is a whole month's.
fn month_s_pay(row: &[Money], text: &str) -> Option<Money> {
    let last = *row.last()?;
    let whole_month = |cents: i64| {
        let days_or_months = [100, 2_600, 3_000].contains(&cents);
        days_or_months || (15_600..=17_400).contains(&cents)
    };
    match row {
        [_] => Some(last),
        [quantity, ..] if whole_month(quantity.cents) => Some(last),
        // The rate is the pay itself.
        [.., rate, _] if rate.cents == last.cents => Some(last),
        _ => None,
    }
    .filter(|money| !text[..money.start].contains('%'))
}

/// Returns the cents that a narrow column has put on the next line: "1.849," and "41".
fn cents_below(rest: &str, cents: i64) -> i64 {
    let below = rest.strip_prefix(",\n").and_then(|rest| rest.get(..2));
    below.filter(|_| cents % 100 == 0).and_then(|below| below.parse().ok()).unwrap_or(0)
}

/// Returns whether further parts of the pay follow the first.
fn is_a_part(page: &Folded<'_>, end: usize) -> bool {
    let after = &page.flat[end..(end + 2 * AROUND).min(page.flat.len())];
    ["superminimo", "scatti", "contingenza", "terzo elemento", "edr"]
        .iter()
        .any(|w| after.contains(w))
}

/// Returns what the parts come to, where the line says so: "= € 1.250,00".
fn sum(line: &str, from: usize) -> Option<Money> {
    let from = from + line.get(from..)?.find('=')?;
    let sum = money::all(&line[from..]).next()?;
    Some(Money { start: from + sum.start, end: from + sum.end, ..sum })
}

/// Captions of a payslip's or a notice's columns.
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:totale|tot\.|total)\s(?:competenze|trattenute|ritenute|lordo|spettanze|netto|deductions|earnings|gross)|arrotondament[oi]
        |netto\s(?:in\sbusta|busta|a\spagare|del\smese|da\spagare|corrisposto)|net\spay|gross\spay|scadenza|codice\savviso|commission[ei])\b",
    )
});

/// Returns the amount in the line below a label that is the caption of a column.
fn below(page: &Folded<'_>, role: AmountRole, at: usize, end: usize) -> Option<Money> {
    let line = page.line_of(at);
    if line == page.last_line() || role == AmountRole::Salary {
        return None;
    }
    let (from, to) = page.line(line);
    let (next, last) = page.line(line + 1);
    let header = &page.text[from..to];
    let amounts: Vec<Money> =
        money::all(&page.text[next..last]).filter(|money| may_be(role, money)).collect();
    let captions: Vec<std::ops::Range<usize>> =
        CAPTION.find_iter(header).map(|m| m.range()).collect();
    let own = captions.iter().position(|c| c.start < end - from && at - from < c.end)?;
    let is_header = header.bytes().all(|b| !b.is_ascii_digit());
    let found = amounts.get(own).filter(|_| is_header && captions.len() == amounts.len())?;
    Some(Money { start: next + found.start, end: next + found.end, ..*found })
}

/// Returns whether the words between "ritenute" and the amount make it another tax than the income tax of employment.
fn is_other_tax(words: &str) -> bool {
    ["addizional", "acconto", "autonom", "comunal", "regional", "sospes"]
        .iter()
        .any(|other| words.contains(other))
}

/// Returns every amount of money in a folded text, in cents.
pub(super) fn all_in(text: &str) -> Vec<i64> {
    money::all(text).map(|money| money.cents).collect()
}

/// Returns where a text says what a salary is for; "paid monthly" says when, not how much.
fn rate(text: &str) -> Option<regex::Captures<'_>> {
    const WHEN: [&str; 7] = ["paid", "payable", "semi-", "bi-", "corrisposta", "erogata", "pagata"];
    PER.captures(text).filter(|found| {
        let before = text[..found.get(0).map_or(0, |m| m.start())].trim_end();
        !WHEN.iter().any(|word| before.ends_with(word))
    })
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
    let lead = &text[label.saturating_sub(LEAD)..label];
    let lead = &lead[lead.rfind(['.', ';', ':', ',']).map_or(0, |stop| stop + 1)..];
    let named = rate(&text[label..end]).or_else(|| rate(lead)).or_else(|| rate(after)).map(per);
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

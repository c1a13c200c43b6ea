//! Amounts of money in a text: what is one, and of which currency.

use crate::recognise::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// `1.234,56`, `1234,56`, `1,234.56`, `30.000`, `£30,000`; the cents are optional.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:eur|gbp|inr|usd|ngn|php|jpy|uah)?([0-9]{1,3}(?:[.,'][0-9]{3}){1,3}|[0-9]{1,9})(?:[.,]([0-9]{2}))?\b",
    )
});

/// A currency right before an amount, on its line; `£` and its kind are folded to the letters of the currency.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:\b(eur|euro|euros|usd|us\$|gbp|chf|inr|rs\.?|php|kes|ngn|cad|aud|brl|cny|jpy|pkr|lkr|bdt|uah|pln|egp|zar|idr|thb|vnd|xof|xaf|aed|sar)|([$]))[.:\x20]{0,3}[+-]?\x20?$",
    )
});
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^\x20?(?:(eur|euro|euros|usd|gbp|chf|inr|php|kes|ngn|cad|aud|brl|cny|jpy|pkr|lkr|bdt|uah|pln|egp|zar|idr|thb|vnd|xof|xaf|aed|sar)\b|([$]))",
    )
});

/// Currencies in which a whole page reckons that names no other; those whose letters are a word of no language of these papers.
static PAGES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(\b(?:eur|euro|euros|usd|gbp|chf|inr|php|kes|ngn|brl|cny|jpy|pkr|lkr|bdt|uah|pln)|[$][0-9])",
    )
});

/// An amount in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Money {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) cents: i64,
    /// As it stands beside the amount.
    pub(super) currency: Option<&'static str>,
    /// Four figures or more, with neither cents nor thousands set apart: a number, or OCR has lost the comma.
    pub(super) loose: bool,
    /// A number stands right before it, of which it may be the end: `58 400,00`.
    pub(super) parted: bool,
}

/// Returns the amounts of money in a folded text, in their order; no rates, days, years and small counts.
pub(super) fn all(text: &str) -> impl Iterator<Item = Money> + '_ {
    AMOUNT.captures_iter(text).filter_map(|found| money(text, &found))
}

fn money(text: &str, found: &regex::Captures<'_>) -> Option<Money> {
    let (whole, units) = (found.get(0)?, found.get(1)?);
    let (lead, rest) = (&text[..units.start()], &text[whole.end()..]);
    let figure = |text: &str| text.bytes().next().is_some_and(|b| b.is_ascii_digit());
    // A part of a day, of a rate with five decimals, of a number with strokes.
    let goes_on = rest.starts_with(['/', '-', '.', ',']) && figure(&rest[1..]);
    let begun = lead.ends_with(['/', '-', '.', ','])
        && lead[..lead.len() - 1].ends_with(|c: char| c.is_ascii_digit());
    if goes_on || begun || rest.trim_start().starts_with('%') {
        return None;
    }
    let line = &lead[lead.rfind('\n').map_or(0, |feed| feed + 1)..];
    let before = BEFORE.captures(&line[line.len().saturating_sub(12)..]);
    // The sign between two amounts belongs to the second: "2 € 412,00".
    let behind = BEHIND.captures(&rest[..rest.len().min(12)]).filter(|sign| {
        let end = sign.get(0).map_or(0, |sign| sign.end());
        !figure(rest[end..].trim_start_matches(' '))
    });
    let currency = before.or(behind).and_then(|sign| {
        let sign = sign.get(1).or_else(|| sign.get(2))?;
        Some(iso(sign.as_str()))
    });
    let grouped = units.as_str().contains(['.', ',', '\'']);
    let cents = cents(units.as_str(), found.get(2).map(|m| m.as_str()))?;
    let bare = found.get(2).is_none() && !grouped && currency.is_none();
    // Many countries part thousands with a blank, and forms put a box's number before an amount.
    let figures = line.strip_suffix(' ').map_or(0, |line| {
        let figures = line.bytes().rev().take_while(u8::is_ascii_digit).count();
        // The cents of an amount in the column before it are no thousands.
        let whole = !line[..line.len() - figures].ends_with(['.', ',', '/', '-', '\'', '%']);
        if whole { figures } else { 0 }
    });
    let parted = units.len() == 3 && !grouped && (1..=3).contains(&figures);
    if let Some(parts) = THOUSANDS.captures(&text[units.start()..]).filter(|_| currency.is_some()) {
        let fraction = parts.get(2).map(|m| m.as_str());
        let (start, end) = (units.start(), units.start() + parts.get(0)?.end());
        let cents = self::cents(&parts[1], fraction)?;
        return Some(Money { start, end, cents, currency, loose: false, parted: false });
    }
    let year = (190_000..=210_000).contains(&cents);
    (!bare || cents >= 100_000 && !year).then_some(Money {
        start: units.start(),
        end: whole.end(),
        cents,
        currency,
        loose: found.get(2).is_none() && !grouped && cents >= 100_000,
        parted,
    })
}

/// `58 400,00`, which only a currency before it shows to be one amount.
static THOUSANDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^([0-9]{1,3}(?:\x20[0-9]{3}){1,3})(?:[.,]([0-9]{2}))?\b"));

/// Returns the currency's three letters, as ISO 4217 writes them.
fn iso(sign: &str) -> &'static str {
    const CODES: [&str; 25] = [
        "USD", "GBP", "CHF", "INR", "PHP", "KES", "NGN", "CAD", "AUD", "BRL", "CNY", "JPY", "PKR",
        "LKR", "BDT", "UAH", "PLN", "EGP", "ZAR", "IDR", "THB", "VND", "XOF", "XAF", "AED",
    ];
    match sign {
        _ if sign.starts_with(['$']) || sign == "us$" => "USD",
        "rs" | "rs." => "INR",
        "sar" => "SAR",
        _ if sign.starts_with("eur") => "EUR",
        _ => CODES.iter().find(|code| code.eq_ignore_ascii_case(sign)).copied().unwrap_or("EUR"),
    }
}

/// Returns the currency of the amounts on a page that bear none: the euro, or the only other one that is named.
pub(super) fn of_page(text: &str) -> &'static str {
    let mut named: Vec<&'static str> =
        PAGES.captures_iter(text).take(200).filter_map(|c| Some(iso(c.get(1)?.as_str()))).collect();
    named.dedup();
    match named[..] {
        [one] => one,
        _ => "EUR",
    }
}

fn cents(whole: &str, fraction: Option<&str>) -> Option<i64> {
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let fraction: i64 = fraction.map_or(Some(0), |f| f.parse().ok())?;
    digits.parse::<i64>().ok()?.checked_mul(100)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use super::{all, of_page};

    fn read(text: &str) -> Vec<(i64, Option<&'static str>)> {
        all(text).map(|money| (money.cents, money.currency)).collect()
    }

    #[test]
    fn rates_days_years_and_counts_are_no_money() {
        for text in [
            "9,19%",
            "26 gg",
            "il 07/05/2026",
            "punto 21 cu 2026",
            "01.01.2027",
            "rate 71,13115",
            "22100-4",
        ] {
            assert!(read(text).is_empty(), "{text}: {:?}", read(text));
        }
        assert_eq!(read("21 212,40"), [(21_240, None)]);
        assert_eq!(read("462,08 0,45- 1.250,00").len(), 3);
        assert_eq!(read("2 eur 412,00"), [(41_200, Some("EUR"))]);
        assert_eq!(read("totale eur\n29 visto"), []);
    }

    #[test]
    fn each_amount_has_its_currency() {
        assert_eq!(read("usd 118,000"), [(11_800_000, Some("USD"))]);
        assert_eq!(read("kes 5,400,000 (about eur 36,000)").len(), 2);
        assert_eq!(read("100,46 eur"), [(10_046, Some("EUR"))]);
        // Signs before figures, folded: "£71,400", "€1.250,00".
        assert_eq!(read("gbp71,400"), [(7_140_000, Some("GBP"))]);
        assert_eq!(read("eur1.250,00"), [(125_000, Some("EUR"))]);
        assert_eq!(of_page("gross pay 4,206.67 net pay $3,170.03"), "USD");
        assert_eq!(read("eur 58 400,00")[0], (5_840_000, Some("EUR")));
        assert!(all("2.045,00 187,94").all(|money| !money.parted));
        assert!(all("58 400,00").all(|money| money.parted));
        assert_eq!(of_page("amount gbp 12"), "GBP");
        assert_eq!(of_page("gbp 12, eur 14"), "EUR");
        assert_eq!(of_page("importo"), "EUR");
    }
}

//! How many days a letter gives, and from when.

use super::{Until, letter::Letter};
use crate::recognise::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// "entro e non oltre il termine perentorio di 10 (dieci) giorni lavorativi".
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:(?:entro|nel|assegna(?:no)?|concede|con)(?:\s+e\s+non\s+oltre)?(?:\s+(?:il|un|i|gli))?(?:\s+(?:termine|massimo|massimi|perentorio|ulteriore|termine\s+\w{5,12}))?(?:\s+(?:massimo|perentorio))?(?:\s+di)?|(?:within|no\s+later\s+than)(?:\s+a\s+term\s+of)?)\s+(?:giorni\s+|gg\.?\s+)?(?:n\.\s?)?([0-9]{1,3}|[a-z]{3,12})\s*(?:\(\s*([0-9]{1,3}|[a-z]{3,12})\s*\))?\s*(?:giorni|giorno|gg\.?|days|day)?(\s+(?:lavorativi|feriali|working|di\s+lavoro))?",
    )
});
/// The same number with no unit is none, unless the unit stands before it.
static UNIT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:giorni|giorno|gg|days|day|working)\b"));
/// Counted from the letter's date.
static FROM_LETTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\s,]*(?:decorrenti\s+|a\s+decorrere\s+)?(?:dalla\s+data\s+(?:della\s+presente|di\s+emissione|di\s+protocollo|di\s+invio|del\s+protocollo|di\s+trasmissione)|from\s+the\s+date\s+of\s+this)",
    )
});
/// What one may do against a decision, and what the office itself has time for.
static OTHERS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:ricorso|tar|impugna\w*|appeal|presidente della repubblica)\b"));

const NUMBERS: [(&str, u32); 22] = [
    ("due", 2),
    ("tre", 3),
    ("quattro", 4),
    ("cinque", 5),
    ("sei", 6),
    ("sette", 7),
    ("otto", 8),
    ("nove", 9),
    ("dieci", 10),
    ("dodici", 12),
    ("quindici", 15),
    ("venti", 20),
    ("trenta", 30),
    ("quarantacinque", 45),
    ("sessanta", 60),
    ("novanta", 90),
    ("five", 5),
    ("seven", 7),
    ("ten", 10),
    ("fifteen", 15),
    ("twenty", 20),
    ("thirty", 30),
];

/// Returns the number that figures or a word say.
pub(super) fn number(word: &str) -> Option<u32> {
    word.parse()
        .ok()
        .or_else(|| NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number))
}

/// Where a term stands in the text, to be left out of an item's words.
pub(super) fn begins(text: &str) -> bool {
    DAYS.find(text).is_some_and(|found| found.start() == 0 && UNIT.is_match(found.as_str()))
}

/// Returns the days that a letter gives: those named nearest to `first`, where the asking begins.
pub(super) fn find(letter: &Letter<'_>, first: usize) -> Option<Until> {
    let flat = letter.flat.as_str();
    let found = DAYS.captures_iter(flat).filter_map(|found| {
        let whole = found.get(0)?;
        let days = number(found.get(1)?.as_str())
            .or_else(|| number(found.get(2)?.as_str()))
            .filter(|days| (1..=180).contains(days))?;
        let about = &flat[whole.start()..(whole.end() + 120).min(flat.len())];
        if !UNIT.is_match(whole.as_str()) || OTHERS.is_match(about) {
            return None;
        }
        Some(Until {
            days,
            working: found.get(3).is_some(),
            from_letter: FROM_LETTER.is_match(&flat[whole.end()..]),
            words: letter.words(whole.start(), whole.end()),
            page: letter.page(whole.start()),
        })
        .map(|until| (whole.start().abs_diff(first), until))
    });
    found.min_by_key(|(far, _)| *far).map(|(_, until)| until)
}

//! The day that stands beside a reference and is its own.

use super::patterns::OWN_DATE;
use crate::recognise::fold::Folded;
use crate::recognise::{forms, pattern};
use chrono::NaiveDate;
use regex::Regex;
use std::sync::LazyLock;

/// "Ricevuto il 17/02/2026 prot. n. 14402": what stands between the day and the number.
static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:ricevut|pervenut|acquisit|assunt|registrat|protocollat|depositat|presentat|res|inviat|trasmess|inoltrat|spedit)[oa]\s(?:agli\satti\s|dall'ufficio\s|dallo\ssportello\s|dal\scomune\s|dalla\squestura\s|allo\ssportello\s)?(?:il|in\sdata|il\sgiorno)|(?:pervenuto|ricevuto|protocollato)(?:\s?/\s?[a-z]{5,14})?:?|arrivo\s?-?|in\sdata)\s([0-9][0-9a-z/. -]{6,18}[0-9])[\s,(-]{1,3}(?:con\s|al\s|e\s)?(?:(?:atto|nota|lettera|provvedimento|comunicazione|foglio)\s)?(?:(?:prot(?:ocollo|\.)?|p\.?g\.?|gen(?:erale|\.)|n\.?|nr\.?|numero)[\s.:]{0,3}){1,3}$",
    )
});

/// "In data 09/04/2026 il sistema ha acquisito con protocollo 26040914283046712-000001".
static ACQUIRED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bin\sdata\s([0-9]{2}[/.-][0-9]{2}[/.-]20[0-9]{2})[\x00-/:<-\x7f]{0,90}\b(?:acquisit|ricevut|registrat|protocollat)[oaie]\s(?:con|al)\s(?:il\s)?(?:prot(?:ocollo|\.)?|n\.?|numero)[\s.:]{1,3}(?:telematico\s)?$",
    )
});

/// "Padova, lì 3 giugno 2026 Prot. n. 0061290", on one line or two: the letter's day, before its number.
static PLACE_AND_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|\n)[a-z][a-z'/ -]{2,26},\x20(?:li'?,?\x20|addi'?,?\x20|il\x20)?([0-9][0-9a-z/. -]{6,18}[0-9])[\s,;-]{1,4}(?:ns\.?\s)?prot(?:ocollo|\.)?[\s.:]{0,3}(?:(?:n|nr|num|numero)\b[.:o]{0,2}\s?)?$",
    )
});

/// Returns the date right before a protocol number that an office stamped.
pub(super) fn day_received(page: &Folded<'_>, start: usize) -> Option<(NaiveDate, usize, usize)> {
    let low = start.saturating_sub(170);
    if let Some(day) = ACQUIRED.captures(&page.flat[low..start]).and_then(|c| c.get(1)) {
        let read = forms::DATES.captures(day.as_str()).and_then(|found| forms::read(&found))?;
        return Some((read, low + day.start(), low + day.end()));
    }
    let low = start.saturating_sub(70);
    if let Some(day) = PLACE_AND_DAY.captures(&page.text[low..start]).and_then(|c| c.get(1)) {
        let read = forms::DATES.captures(day.as_str()).and_then(|found| forms::read(&found))?;
        // It is the letter's own day, too.
        return Some((read, start, start));
    }
    let day = RECEIVED.captures(&page.text[low..start])?.get(1)?;
    let found = forms::DATES.captures(day.as_str())?;
    Some((forms::read(&found)?, low + day.start(), low + day.end()))
}

/// "Prot. n. 1187 - Lagos, 05/05/2026", "Numero di protocollo 0028814/2026 / Data di protocollo 05/09/2026".
static LABELLED_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:\x20?[,-]?\x20?[a-z][a-z'/ ]{2,26},\x20(?:li'?,?\x20|il\x20|addi'?\x20)?|(?:\x20?[,-]?\x20?(?:cl|class|tit|cat|fasc|rif)\b[\x20-\x7e]{0,20})?\n[a-z][a-z'/ -]{2,26},\x20(?:li'?,?\x20|il\x20|addi'?\x20)?|[\s,;]{1,2}data\s(?:(?:di\s|del\s)?(?:protocollo|protocollazione|registrazione)|/\s(?:fecha|date|datum))\s?:?\s)$",
    )
});

/// Returns the date right after a number: "prot. 52294 del 28/12/2015".
pub(in crate::recognise) fn own_date(
    page: &Folded<'_>,
    end: usize,
) -> Option<(NaiveDate, usize, usize)> {
    let window = &page.text[end..(end + 80).min(page.text.len())];
    let found = forms::DATES.captures(window)?;
    let whole = found.get(0)?;
    let between = &window[..whole.start()];
    if LABELLED_DAY.is_match(between) {
        // What stands there says for itself what the day is.
        return Some((forms::read(&found)?, end, end));
    }
    if !OWN_DATE.is_match(between) {
        return None;
    }
    Some((forms::read(&found)?, end + whole.start(), end + whole.end()))
}

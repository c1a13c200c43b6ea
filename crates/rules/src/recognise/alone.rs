//! Names that stand alone on their line, those above an address, and those that a sentence only calls "il sig. …".

use super::dates::{after, before};
use super::fold::Folded;
use super::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Lines at the top in which a paper's reader is addressed.
pub(super) const HEAD_LINES: usize = 14;

/// Returns whether a name is all that a line at the top of a page has.
pub(super) fn is_alone(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let line = page.line_of(start);
    let (from, to) = page.line(line);
    line < HEAD_LINES
        && to >= end
        && is_honorific_or_nothing(&page.text[from..start])
        && page.text[end..to].trim().len() <= 1
}

/// How many lines below a name its street and town stand.
const ADDRESS: usize = 4;

/// Returns whether an address stands below a name that is alone on its line.
pub(super) fn is_addressed(page: &Folded<'_>, end: usize) -> bool {
    let line = page.line_of(end);
    (line + 1..=(line + ADDRESS).min(page.last_line())).any(|below| {
        let (from, to) = page.line(below);
        to - from <= 80 && STREET_OR_TOWN.is_match(&page.text[from..to])
    })
}

/// A street with a number, a post code with a town.
static STREET_OR_TOWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:via|viale|v\.le|piazza|p\.za|p\.zza|piazzale|corso|c\.so|largo|vicolo|strada|loc\.|localita|borgo|contrada|calle|avenida|rua|rue)\s[ -~]*[0-9]|[0-9]{5}\s[a-z]|(?:i-)[0-9]{5}\s|[0-9]{1,4}[a-z]?,?\s[a-z]+\s(?:[a-z]+\s)?(?:street|st|road|rd|avenue|ave|lane|close|drive|way|court|square|crescent)\b)",
    )
});

fn is_honorific_or_nothing(lead: &str) -> bool {
    lead.trim().is_empty() || is_honorific(lead.trim())
}

/// Returns whether what stands before a name on its line is no more than "Mrs" or "Sig.ra".
pub(super) fn is_honorific(lead: &str) -> bool {
    matches!(
        lead.trim_end_matches('.'),
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "sig"
            | "sig.ra"
            | "sra"
            | "sr"
            | "dr"
            | "dott"
            | "dott.ssa"
            | "ing"
            | "arch"
            | "prof"
            | "mme"
            | "m"
            | "herr"
            | "herrn"
            | "frau"
            | "don"
            | "dona"
    )
}

/// A title that ends the words before a name, and what a sentence goes on with behind it.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:sig|sig\.ra|sig\.|signor|signora|signore|mr|mr\.|mrs|mrs\.|ms|ms\.|senor|senora|sr\.|sra\.)\s$",
    )
});
static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^(?:\s\([a-z0-9\x20.,/-]{1,30}\))?,?\s[a-z']{1,20},?(?:\s[a-z0-9'.]{1,20},?){2}")
});

/// What follows whoever a paper says exactly who it is.
static IDENTIFIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^,?\s(?:nat[oa]|born|resident|cittadin|c\.?f|cod|titolar|passap)")
});

/// A name with its bearer's birth behind it.
static BORN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[a-z][a-z' -]{3,60}[\s,(]{1,4}(?:nat[oa]\s|nasc(?:ido|ida)\s|nacid[oa]\s|nee?\s(?:le|a|en)\s|born\b|b\.\s?[a-z0-9]|n\.\s(?:a|il)\s|geb(?:\.|oren)\s)",
    )
});

/// Returns whether the birth of whoever is named here is told: the bearer of a title is then no office's.
pub(super) fn is_identified(page: &Folded<'_>, start: usize) -> bool {
    BORN.is_match(after(&page.flat, start, 90))
}

/// What stands before the title of whoever is one of many in a list: "int. 3", "2) posto".
static ROW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[0-9]{0,3}[.)]?\s?(?:int(?:erno)?|app(?:artamento)?|scala|piano|unita|lotto|posto|stanza|camera|flat|unit|apt|apartment|room|piso|turno)\b\.?\s?[0-9a-z]{0,5}\s",
    )
});

/// Returns whether somebody is called "sig.ra …" in a row of those who live in one house or come in turn.
pub(super) fn is_in_a_row(page: &Folded<'_>, start: usize) -> bool {
    let (from, _) = page.line_at(start);
    TITLED.is_match(before(&page.flat, start, 12)) && ROW.is_match(&page.flat[from..start])
}

/// "For Ritika Kapoor, whose card …": what a mail to many says of one.
static SPOKEN_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:whose|who|we|i|it|il\scui|la\scui|che|cuyo|cuya|dont|abbiamo|stiamo|ci|si)\s[a-z]",
    )
});

/// Returns whether a sentence speaks for somebody, or of somebody of whom it goes on to tell.
pub(super) fn is_spoken_of(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let lead = before(&page.flat, start, 8);
    ["for ", "per ", "para ", "pour "].iter().any(|word| lead.ends_with(&format!(" {word}")))
        && SPOKEN_OF.is_match(after(&page.flat, end, 30))
}

/// Returns whether somebody is only called "il sig. …" in a sentence that goes on.
pub(super) fn is_in_a_sentence(page: &Folded<'_>, start: usize, end: usize) -> bool {
    TITLED.is_match(before(&page.flat, start, 12))
        && SENTENCE.is_match(after(&page.flat, end, 70))
        && !IDENTIFIED.is_match(after(&page.flat, end, 24))
}

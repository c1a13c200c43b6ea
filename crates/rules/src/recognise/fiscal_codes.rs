//! Fiscal codes on a page: with blanks within, parted by a narrow cell, misread by OCR, provisional.

use super::dates::{after, before};
use super::fold::Folded;
use super::references::{Found, add};
use super::spelling::words;
use super::{evidence, fiscal_code, pattern};
use crate::facts::ReferenceKind;
use regex::Regex;
use std::sync::LazyLock;

/// Sixteen characters, with the blanks that forms and typists put between them.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b[a-z](?:\x20?[a-z]){5}(?:\x20?[0-9lmnpqrstuv]){2}\x20?[abcdehlmprst](?:\x20?[0-9lmnpqrstuv]){2}\x20?[a-z](?:\x20?[0-9lmnpqrstuv]){3}\x20?[a-z]\b",
    )
});

/// Blanks that part a code into groups; more stand between all of its characters (letters set apart are joined before).
const GROUPS: usize = 5;
const ALL_APART: usize = 9;
/// So many figures a code with blanks, or a misread one, has: words have none.
const FIGURES: usize = 4;

/// Sixteen characters in which OCR read figures for letters, or a sign for a J or an I ("MCJF]N88M43Z100G").
static MISREAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b[a-z0-9][a-z0-9)\]}|!]{5}[0-9a-z]{2}[a-z0-9)\]}|!][0-9a-z|!]{2}[a-z0-9)\]}|!][0-9a-z|!]{3}[a-z0-9)\]}|!]",
    )
});

/// A dollar sign that OCR read for an S or a 5, or beside one: "RSSMRA80$A01H501U".
static DOLLAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b[a-z0-9]{1,15}\$[a-z0-9]{1,15}\b"));

/// The beginning of a fiscal code that a narrow cell parts.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b[a-z]{6}[0-9lmnpqrstuv]{2}(?:[abcdehlmprst](?:[0-9lmnpqrstuv](?:[0-9lmnpqrstuv](?:[a-z][0-9lmnpqrstuv]{0,3})?)?)?)?\b",
    )
});

/// The end of such a code stands so many lines below at most.
const BELOW: usize = 2;
/// Other cells of the row may stand before the end on its line: so many folded bytes of the line are looked through.
const LONGEST_ROW: usize = 200;

/// Codes of eleven figures are given to people before the final one; unlabelled they would be any company's.
static PROVISIONAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:codice\sfiscale|c\.\s?f\.)\s(?:numerico\s)?provvisorio(?:\snumerico)?\s?(?:n\.?)?[:\s]{0,3}([0-9]{11})\b",
    )
});

/// Finds the fiscal codes of people on a page.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    let mut take = |code: String, start: usize, end: usize, rule: &str| {
        let evidence = evidence(page, start, end, rule);
        add(found, ReferenceKind::FiscalCode, code, evidence, None, None);
    };
    let mut at = 0;
    while let Some(m) = CODE.find_at(&page.text, at) {
        let code: String = m.as_str().split(' ').collect::<String>().to_uppercase();
        let blanks = m.len() - code.len();
        let figures = code.bytes().filter(u8::is_ascii_digit).count();
        let apart = blanks == 0 || figures >= FIGURES && !(GROUPS + 1..ALL_APART).contains(&blanks);
        at = m.end();
        if apart && fiscal_code::decode(&code).is_some() {
            take(code, m.start(), m.end(), "fiscal-code");
        } else {
            // What was taken for its beginning is another word: "lei rss mra 80 a01 h501u".
            at = m.start() + m.as_str().find(' ').map_or(m.len(), |blank| blank + 1);
        }
    }
    for m in MISREAD.find_iter(&page.text) {
        let read = m.as_str().to_uppercase();
        // A long word has the same look once its letters are read as figures: "Rechnungsstellung".
        let figures = read.bytes().filter(u8::is_ascii_digit).count();
        if figures < FIGURES || fiscal_code::decode(&read).is_some() {
            continue;
        }
        if let Some(code) =
            fiscal_code::repaired(&read).or_else(|| by_name(page, m.start(), m.end(), &read))
        {
            take(code, m.start(), m.end(), "fiscal-code-repaired");
        }
    }
    for m in DOLLAR.find_iter(&page.text).filter(|m| (16..=17).contains(&m.len())) {
        let read = m.as_str().to_uppercase();
        let readings = ["", "S", "5"].map(|right| read.replacen('$', right, 1));
        if let Some(code) = readings.into_iter().find(|code| fiscal_code::decode(code).is_some()) {
            take(code, m.start(), m.end(), "fiscal-code-repaired");
        }
    }
    for head in HEAD.find_iter(&page.text) {
        // Other cells' words stand between the head and the end: the head alone is shown.
        if let Some(code) = completed_below(page, head.as_str(), head.end()) {
            take(code, head.start(), head.end(), "fiscal-code");
        }
    }
    for c in PROVISIONAL.captures_iter(&page.text) {
        let Some(number) = c.get(1).filter(|n| fiscal_code::is_provisional(n.as_str())) else {
            continue;
        };
        take(number.as_str().to_owned(), number.start(), number.end(), "fiscal-code-provisional");
    }
}

/// Returns the code that begins with `head`: a word of the lines below completes it, and the check character agrees.
fn completed_below(page: &Folded<'_>, head: &str, end: usize) -> Option<String> {
    let line = page.line_of(end);
    (line + 1..=(line + BELOW).min(page.last_line())).find_map(|below| {
        let (from, to) = page.line(below);
        let row = &page.text[from..to.min(from + LONGEST_ROW)];
        row.split([' ', '\t', ',', ';', '.', ')']).find_map(|word| {
            let code = format!("{head}{word}").to_uppercase();
            let figures = code.bytes().filter(u8::is_ascii_digit).count();
            (figures >= FIGURES && fiscal_code::decode(&code).is_some()).then_some(code)
        })
    })
}

/// So far before and behind a code, in folded bytes, its holder's name is looked for.
const NAME_BEFORE: usize = 120;
const NAME_BEHIND: usize = 60;

/// Returns the code whose letters the names beside it give, where OCR misread one of the first six and the check character agrees.
fn by_name(page: &Folded<'_>, start: usize, end: usize, read: &str) -> Option<String> {
    let near = format!(
        "{} {}",
        before(&page.flat, start, NAME_BEFORE),
        after(&page.flat, end, NAME_BEHIND)
    );
    let names: Vec<&str> = words(&near)
        .iter()
        .map(|word| word.text)
        .filter(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic()))
        .collect();
    fiscal_code::with_names(read, &names)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::fold::Folded;
    use crate::recognise::references::told_by;

    fn read(text: &str) -> Vec<String> {
        told_by(find, text)
    }

    #[test]
    fn blanks_within_a_code_are_none_of_it() {
        for text in [
            "codice fiscale: RSSM RA80 A01H 501U",
            "(c.f. RSSM RA80A01H501U)",
            "lei RSS MRA 80A01 H501U",
            "R S S M R A 8 0 A 0 1 H 5 0 1 U",
            "CODICE RSSMRA80A01\nFISCALE H501U",
            "RSSMRA80A01H501\nCODICE FISCALE U MARCA DA BOLLO",
        ] {
            assert_eq!(read(text), ["RSSMRA80A01H501U"], "{text}");
        }
        // OCR reads a table's row line by line; its other cells are no part of the code.
        let page =
            Folded::new(1, "ROSSI 12/12/198 RSSMRA80A01H501 P-LT/L/Q/\nMARIO 0 U 2027/100863");
        let mut found = Vec::new();
        find(&page, &mut found);
        let [code] = &found[..] else { panic!("one code") };
        assert_eq!(code.reference.value, "RSSMRA80A01H501U");
        assert_eq!(code.reference.evidence.words, "RSSMRA80A01H501");
        assert!(read("RSSM RA80 A01H 501V").is_empty());
        assert!(read("RSSMRA80A01H501\nV").is_empty());
        // Two words of prose that happen to be built like a code of letters alone.
        assert!(read("con la presente scrittura\nquattro vani").is_empty());
    }

    #[test]
    fn a_misread_letter_is_the_one_that_the_name_beside_it_gives() {
        assert_eq!(read("ROSSI MARIO, c.f. RSIMRA80A01H501U"), ["RSSMRA80A01H501U"]);
        assert_eq!(read("c.f. RS$MRA80A01H501U"), ["RSSMRA80A01H501U"]);
        assert_eq!(read("c.f. RSSMRA80A01H5$01U"), ["RSSMRA80A01H501U"]);
        assert_eq!(read("C.F. MCJF]N88M43Z100G"), ["MCJFJN88M43Z100G"]);
        // Another check character, another name, or none: nobody's.
        assert!(read("ROSSI MARIO, c.f. RSIMRA80A01H501V").is_empty());
        assert!(read("RUSCONI MARIO, c.f. RSIMRA80A01H501U").is_empty());
        assert!(read("c.f. RSIMRA80A01H501U").is_empty());
        // A German word that OCR cut, whose letters could be a code's.
        assert!(read("Rechnungsstellun monatlich").is_empty());
    }
}

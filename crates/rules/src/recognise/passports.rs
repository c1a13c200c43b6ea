//! Passports' numbers: behind their label, and in the column of a table.

use super::dates::before;
use super::fold::Folded;
use super::references::{Found, add};
use super::{evidence, pattern};
use crate::facts::ReferenceKind;
use regex::Regex;
use std::sync::LazyLock;

/// Rows of a table that are looked at below its header; a row may take two lines.
const ROWS: usize = 24;
/// Lines in a row without a value, after which a table has ended.
const EMPTY: usize = 3;
/// So many lines before a form's number say of which paper it is.
const FIELDS_BEFORE: usize = 2;
/// A header this short needs one other column: "No. Name Passport".
const SHORT_HEADER: usize = 30;
/// A header is at most so long.
const LONGEST_HEADER: usize = 200;

static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass)\b")
});

/// Other columns of a table of people.
static OTHER_COLUMN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:nome|cognome|name|surname|nominativo|nazionalita|cittadinanza|nationality|citizenship|data\sdi\snascita|date\sof\sbirth|born|nat[oa]\sil|sesso|sex|mansione|qualifica|livello|plan|relationship|parentela|applicants?|richiedent[ei]|beneficiari[oi]|insured|assicurat[oi]|travell?er|passenger|type|tipo|country|code|pais|apellidos|nombre|nom|prenoms?|geburtsdatum)\b",
    )
});

/// The passport's name in the languages of the papers that quote it.
static PASSPORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass|pass\.|passap\.|passp\.?)
        (?:[\s/]{1,3}(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass))?
        (?:\s[a-z']{2,14}){0,6}[\s/:(),]{0,3}
        (?:(?:n|no|nr|nro|num|numero|number|nummer|document|documento|doc)\b[.:o\s/)-]{0,4}){1,4}
        ([a-z]{1,3}\x20?[0-9]{5,8}[a-z]?|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{7,9})\b",
    )
});

/// "Numero di passaporto: 488201173".
static PASSPORT_NUMBER_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:n|no|nr|num|numero|number|nummer)\b[.o]{0,2}\s(?:(?:di|del|do|de|du|of|des)\s)?
        (?:passaporto|passport|passeport|pasaporte|passaporte|reisepasses)\s?[\s:/]{0,3}
        ([a-z]{1,3}\x20?[0-9]{5,8}[a-z]?|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{7,9})\b",
    )
});

/// Without a word for "number" only what looks like one: letters, then digits.
static PASSPORT_BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass|pass\.|passap\.|passp\.?)
            (?:\s[a-z]{4,14})?(?:\s\([a-z]{2,3}\))?
        |(?:numero\s(?:del\s)?)?documento\sdi\sviaggio(?:\sn(?:o|r|um|umero)?\b\.?o?)?
        |travel\sdocument(?:\s(?:n|no|number)\b\.?)?)
        [\s:/]{0,3}[\s.:/_]{1,40}([a-z]{1,3}\x20?[0-9]{6,8}[a-z]?|[0-9]{2}[a-z]{2}[0-9]{5})\b",
    )
});

/// A passport's number as a word of its own.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|[\s(])([a-z]{1,2}[0-9]{6,8}|[a-z]{3}[0-9]{5,7}|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{9})(?:$|[\s),;])",
    )
});

/// "13. Number A07733915", the field of a form whose lines before it say that it is about a passport.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m-u)^(?:[0-9]{1,2}[.)]?\s)?(?:numero|number|n\.|no\.|document\s(?:no|number)\b\.?)(?:\s(?:del|de|of|do)(?:\sthe)?\s(?:documento|document|travel\sdocument)(?:\s(?:de\sviaje|di\sviaggio|de\sviagem))?)?(?:\s/\s[a-z. ]{3,14})?\s?:?\s([a-z]{1,3}[0-9]{6,8}|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{8,10})(?:$|\s[0-9]{1,2}[.)]\s)",
    )
});

/// "Passaporto A01774530 567820914": two people's columns.
static PAIR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m-u)^(?:[0-9]{1,2}[.)]?\s)?(?:passaporto|passport|passeport|pasaporte|passaporte)(?:\s(?:n|no|nr|number|numero)\b[.o]{0,2})?\s?:?\s([a-z]{1,2}[0-9]{6,8}|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{9})\s([a-z]{1,2}[0-9]{6,8}|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{9})$",
    )
});

/// "Passaporto 11894420": figures alone, where the line has nothing behind them, or the passport's days.
static LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass)\s?:?\s(?:n\.?o?\s)?([0-9]{7,9})(?:$|[\n\t]|,\s(?:valid|scad|rilasc|issued|expir))",
    )
});

/// Finds the passports' numbers on a page.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    for c in PASSPORT
        .captures_iter(&page.text)
        .chain(PASSPORT_NUMBER_OF.captures_iter(&page.text))
        .chain(PASSPORT_BARE.captures_iter(&page.text))
    {
        let (Some(all), Some(number)) = (c.get(0), c.get(1)) else { continue };
        // Figures alone, some way behind the word, are those of a visa, a telephone or another paper.
        let figures = number.as_str().bytes().all(|b| b.is_ascii_digit());
        // Another one that the holder once had.
        let former = before(&page.text, all.start(), 24);
        if ["previous ", "precedente ", "old ", "vecchio ", "former "]
            .iter()
            .any(|w| former.ends_with(w))
        {
            continue;
        }
        if figures && all.as_str().split_whitespace().count() > 5
            || ["visto", "visa", "tel"].iter().any(|word| all.as_str().contains(word))
        {
            continue;
        }
        let value: String = number.as_str().split_whitespace().collect();
        let evidence = evidence(page, number.start(), number.end(), "passport-labelled");
        add(found, ReferenceKind::Passport, value.to_uppercase(), evidence, None, None);
    }
    for number in PAIR.captures_iter(&page.text).flat_map(|c| [c.get(1), c.get(2)]).flatten() {
        let evidence = evidence(page, number.start(), number.end(), "passport-labelled");
        let value = number.as_str().to_uppercase();
        add(found, ReferenceKind::Passport, value, evidence, None, None);
    }
    for number in LINE.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        let evidence = evidence(page, number.start(), number.end(), "passport-labelled");
        let value = number.as_str().to_owned();
        add(found, ReferenceKind::Passport, value, evidence, None, None);
    }
    for number in FIELD.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        let line = page.line_of(number.start());
        let (from, _) = page.line(line.saturating_sub(FIELDS_BEFORE));
        if HEADER.is_match(&page.text[from..number.start()]) {
            let evidence = evidence(page, number.start(), number.end(), "passport-labelled");
            let value = number.as_str().to_uppercase();
            add(found, ReferenceKind::Passport, value, evidence, None, None);
        }
    }
    for header in HEADER.find_iter(&page.text).take(20) {
        let line = page.line_of(header.start());
        let (from, to) = page.line(line);
        let text = &page.text[from..to];
        if to - from > LONGEST_HEADER
            || text.bytes().any(|b| b.is_ascii_digit())
            || text.contains([':', ','])
            || text.trim_end().ends_with('.')
            || OTHER_COLUMN.find_iter(text).count() < if text.len() <= SHORT_HEADER { 1 } else { 2 }
        {
            continue;
        }
        let mut empty = 0;
        for row in line + 1..=(line + ROWS).min(page.last_line()) {
            let (from, to) = page.line(row);
            let text = &page.text[from..to];
            let mut numbers = NUMBER.captures_iter(text).filter_map(|c| c.get(1));
            match (numbers.next(), numbers.next()) {
                (Some(number), None) if text.len() <= LONGEST_HEADER => {
                    empty = 0;
                    let (start, end) = (from + number.start(), from + number.end());
                    let value = number.as_str().to_uppercase();
                    let evidence = evidence(page, start, end, "passport-column");
                    add(found, ReferenceKind::Passport, value, evidence, None, None);
                }
                _ => empty += 1,
            }
            if empty == EMPTY {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Folded, find};

    fn read(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        find(&Folded::new(1, text), &mut found);
        found.into_iter().map(|f| f.reference.value).collect()
    }

    #[test]
    fn a_column_of_passports_is_read_row_by_row() {
        let table = "Name Date of birth Passport Plan\nAnn Lowe Nov 13, 1988 567102291 Premium\nTheo Lowe Jan 29, 2020 671940027 Junior\n\nTel. 040 5550 1880";
        assert_eq!(read(table), ["567102291", "671940027"]);
    }

    #[test]
    fn the_number_of_a_forms_passport_stands_below_its_kind() {
        let form =
            "12. Type\tOrdinary passport\n13. Number\tA07733915\n14. Date of issue\t08-11-2024";
        assert_eq!(read(form), ["A07733915"]);
        assert!(read("Conto corrente\nNumero A07733915").is_empty());
        assert_eq!(read("Document\tPassport 548210973, valid until 15/04/2031"), ["548210973"]);
        assert_eq!(read("No. Name Passport\n1 Lowe Ann M00418277\n2 Lowe Theo M00391604").len(), 2);
    }

    #[test]
    fn a_sentence_about_passports_heads_no_column() {
        assert!(
            read("Portare il passaporto, nome e cognome del minore.\nTel. 402118204").is_empty()
        );
    }
}

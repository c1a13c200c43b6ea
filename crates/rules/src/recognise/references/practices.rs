//! The numbers under which the Sportello Unico and the Questura keep an application.

use super::misread::figures;
use super::{Found, add, is_shown, own_date, questura};
use crate::facts::ReferenceKind;
use crate::recognise::dates::before;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, pattern, provinces};
use regex::Regex;
use std::sync::LazyLock;

/// Practices of the Sportello Unico, in all spellings seen in judgments: slashes, dashes, spaces, signs left out.
static PRACTICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bp[\s/-]{0,3}([a-z]{2})[\s/-]{0,3}([a-z])[\s/-]{0,3}([a-z]|[\s/-]\s?[a-z]{2}\s?[/-])[\s/-]{0,3}((?:19|20)[0-9]{2})[\s/-]{0,3}([0-9]{6})\b",
    )
});

/// In a file's name, or copied from one: "ricevuta_P-MI-L-N-2026-101255_signed.pdf", "P-MI.L.N.2026.101255".
static PRACTICE_FILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:\b|_)p[_-]([a-z]{2})[._-]([a-z])[._-]([a-z])[._-]((?:19|20)[0-9]{2})[._-]([0-9]{6})(?:$|[\x00-/:-\x60\x7b-\x7f])",
    )
});

/// Practices of forms that have one letter, or a longer name: "P-CO/V/2025/100562". Only strokes part these.
static PRACTICE_SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bp\s?[/-]\s?([a-z]{2})/\s?([a-z]{1,3}[0-9]?)/\s?((?:19|20)[0-9]{2})/\s?([0-9]{6})\b",
    )
});

/// Applications for citizenship: "K10/C/GE/2024/004417", "K10/0229471", "K10.1/118402".
static CITIZENSHIP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bk\x20?-?10(?:\.[0-9])?\x20?[/-]\x20?(?:(?:c\x20?[/-]\x20?)?(?:[a-z]{2}\x20?[/-]\x20?)?(?:19|20)[0-9]{2}\x20?[/-]\x20?)?(?:c\x20?[/-]\x20?)?[0-9]{4,9}(?:\x20?[/-]\x20?c\b)?\b|\bk10\x20[0-9]{7}\b",
    )
});

/// Papers of the prefectures carry a second number, province and ten digits.
static SUI_ID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:id\.?|identificativo|ident\.|codice|cod\.|numero|n\.)(?:\s(?:univoco|identificativo))?(?:\s(?:della\s)?(?:domanda|istanza|pratica))?|domanda|istanza)
        (?:\s?/\s?[a-z]{3,14}){0,2}(?:\s(?:sui|spi(?:\s2\.0)?|ali|telematica|online|(?:n|no|nr|num|numero)\b\.?o?)){0,2}\s*[:.\[(]{0,2}\s*([a-z]{2}[\x20-]?[0-9oil]{10})\b",
    )
});

/// Shorter ones behind the words of the portal: "Id. domanda PZ7714502", "Codice istanza PI4416708"; and on the portal's own page figures
/// alone: "Identificativo 8814420271".
static SUI_ID_SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:id\.?|identificativo|codice|cod\.|numero|n\.)\s(?:della\s)?(?:domanda|istanza|invio)|identificativo)
        (?:\s(?:sui|ali))?(?:\s(?:n|nr)\b\.?)?\s?[:.]?\s{1,3}([a-z]{2}[0-9]{7}|[0-9]{10,11})(?:$|[\s,;)])",
    )
});

/// The same where OCR read figures for letters or letters for figures: "P-T0/L/N/2025/1l3850". Its strokes prove what it is.
static PRACTICE_MISREAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bp\x20?[/-]\x20?([a-z0-9]{2})/([a-z])/([a-z]{1,2})/((?:19|20|2o)[0-9o]{2})/([0-9oil]{6})\b",
    )
});

/// The same without the P before it.
static PRACTICE_BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b([a-z]{2})/([a-z])/([a-z]{1,2})/((?:19|20)[0-9]{2})/([0-9]{6})\b")
});

/// The head of one that a narrow cell parts behind a stroke.
static PRACTICE_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bp[/-]([a-z]{2})/([a-z])/([a-z]{1,2})/(?:(20[0-9]{2})/)?(?:[\x20\t][\x20-\x7e\t]{0,120})?\n",
    )
});

/// Its end, on one of the next lines.
static PRACTICE_END: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)(?:\b(20[0-9]{2})/|\b)([0-9]{6})\b"));

/// Finds the numbers of applications, and returns where practices stand.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) -> Vec<(usize, usize)> {
    let text = &page.text;
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    let mut take = |value: String, start: usize, end: usize, rule: &str| {
        ranges.push((start, end));
        // Where it was read without the P before it, that stands between.
        if is_shown(before(&page.flat, start, 40).trim_end_matches(['p', '-', '/'])) {
            return;
        }
        let value = value.to_uppercase();
        let evidence = evidence(page, start, end, rule);
        add(found, ReferenceKind::Practice, value, evidence, None, own_date(page, end));
    };
    let goes_on =
        |start: usize| start > 0 && matches!(text.as_bytes()[start - 1], b'-' | b'/' | b'.');
    for c in PRACTICE.captures_iter(text).chain(PRACTICE_FILE.captures_iter(text)) {
        let Some(all) = c.get(0) else { continue };
        if !goes_on(all.start()) && provinces::is_province(&c[1]) {
            let group = c[3].trim_matches(|c: char| !c.is_ascii_alphabetic());
            let value = format!("p-{}/{}/{group}/{}/{}", &c[1], &c[2], &c[4], &c[5]);
            let end = c.get(5).map_or(all.end(), |number| number.end());
            take(value, all.start(), end, "practice");
        }
    }
    for c in PRACTICE_SHORT.captures_iter(text) {
        let Some(all) = c.get(0).filter(|all| !goes_on(all.start())) else { continue };
        if provinces::is_province(&c[1]) {
            let value = format!("p-{}/{}/{}/{}", &c[1], &c[2], &c[3], &c[4]);
            take(value, all.start(), all.end(), "practice");
        }
    }
    for m in CITIZENSHIP.find_iter(text).filter(|m| !goes_on(m.start())) {
        let value: String = m.as_str().split(' ').collect();
        let value =
            if value.contains(['/', '-']) { value } else { value.replacen("k10", "k10/", 1) };
        take(value, m.start(), m.end(), "practice-citizenship");
    }
    for c in PRACTICE_MISREAD.captures_iter(text) {
        let Some(all) = c.get(0).filter(|all| !goes_on(all.start())) else { continue };
        let province = Some(c[1].to_owned()).filter(|p| provinces::is_province(p));
        let Some(province) = province.or_else(|| provinces::misread(&c[1])) else { continue };
        let (Some(year), Some(number)) = (figures(&c[4]), figures(&c[5])) else { continue };
        let value = format!("p-{province}/{}/{}/{year}/{number}", &c[2], &c[3]);
        take(value, all.start(), all.end(), "practice-repaired");
    }
    for c in PRACTICE_BARE.captures_iter(text) {
        let Some(all) = c.get(0).filter(|all| !goes_on(all.start())) else { continue };
        if !before(text, all.start(), 3).contains("p ") && provinces::is_province(&c[1]) {
            take(format!("p-{}", all.as_str()), all.start(), all.end(), "practice");
        }
    }
    for c in PRACTICE_HEAD.captures_iter(text) {
        let Some(all) = c.get(0).filter(|all| !goes_on(all.start())) else { continue };
        if !provinces::is_province(&c[1]) {
            continue;
        }
        if let Some((year, number, end)) = rest_below(page, all.end(), c.get(4).map(|y| y.as_str()))
        {
            let value = format!("p-{}/{}/{}/{year}/{number}", &c[1], &c[2], &c[3]);
            take(value, all.start(), end, "practice-parted");
        }
    }
    ids(page, found);
    questura::find(page, found);
    ranges
}

/// Returns year, number and end of a practice whose head stands in the line that ends before `at`: the only such number of the next line.
fn rest_below<'a>(
    page: &'a Folded<'_>,
    at: usize,
    year: Option<&'a str>,
) -> Option<(&'a str, &'a str, usize)> {
    let (from, to) = page.line_at(at);
    let row = &page.text[from..to];
    let apart = |at: usize| row.as_bytes().get(at).is_none_or(u8::is_ascii_whitespace);
    let mut ends = PRACTICE_END.captures_iter(row).filter(|c| {
        let whole = c.get(0).filter(|all| all.start() == 0 || apart(all.start() - 1));
        whole.is_some_and(|all| apart(all.end())) && c.get(1).is_none() == year.is_some()
    });
    let (only, None) = (ends.next()?, ends.next()) else { return None };
    let number = only.get(2)?;
    let year = year.or_else(|| only.get(1).map(|y| y.as_str()))?;
    Some((year, number.as_str(), from + number.end()))
}

/// What papers of the prefectures' immigration desks speak of, and how they call the number.
const OF_PREFECTURES: &[&str] =
    &["sportello unico", "prefettura", "nulla osta", "portale ali", " sui ", "id domanda"];

/// What only the page of the ministry's portal has.
const OF_PORTAL: &[&str] =
    &["portale ali", "portale servizi", "/ali/", "portaleservizi", "servizi ali"];

/// Finds the second number of the prefectures' papers.
fn ids(page: &Folded<'_>, found: &mut Vec<Found>) {
    let of_prefecture = OF_PREFECTURES.iter().any(|word| page.flat.contains(word));
    for number in SUI_ID.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        let (province, rest) = number.as_str().split_at(2);
        let Some(rest) = figures(rest.trim_start_matches([' ', '-']))
            .filter(|_| provinces::is_province(province))
        else {
            continue;
        };
        // Other offices' numbers may have a letter of their own there: only a prefecture's is read as a figure.
        let repaired =
            !number.as_str()[2..].bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'-');
        if repaired && !of_prefecture {
            continue;
        }
        let value = format!("{}{rest}", province.to_uppercase());
        let evidence = evidence(page, number.start(), number.end(), "sui-id");
        add(found, ReferenceKind::SuiId, value, evidence, None, None);
    }
    let portal = OF_PORTAL.iter().any(|word| page.flat.contains(word));
    for number in SUI_ID_SHORT.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        let figures = number.as_str().starts_with(|c: char| c.is_ascii_digit());
        let own = if figures { portal } else { provinces::is_province(&number.as_str()[..2]) };
        if of_prefecture && own {
            let evidence = evidence(page, number.start(), number.end(), "sui-id");
            let value = number.as_str().to_uppercase();
            add(found, ReferenceKind::SuiId, value, evidence, None, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::references::told_by;

    fn told(line: &str) -> Vec<String> {
        told_by(|page, found| drop(find(page, found)), line)
    }

    #[test]
    fn a_practice_is_one_however_its_parts_are_parted() {
        for line in [
            "codice pratica P-MI/L/N/2026/101255",
            "P_MI_L_N_2026_101255",
            "P-MI.L.N.2026.101255",
            "file: ricevuta_P-MI-L-N-2026-101255_signed.pdf",
        ] {
            assert_eq!(told(line), ["P-MI/L/N/2026/101255"], "{line}");
        }
    }

    #[test]
    fn a_prefecture_s_number_is_told_behind_any_word_for_the_application() {
        for line in [
            "ID pratica SUI: MI4706214450",
            "Istanza telematica MI4706214450",
            "Id domanda n. MI 4706214450",
            "Domanda (MI4706214450)",
            "domanda MI-4706214450",
            "Id. SPI 2.0: MI4706214450",
        ] {
            assert_eq!(told(line), ["MI4706214450"], "{line}");
        }
        let portal = "Portale servizi ALI - Prefettura di Potenza\n";
        assert_eq!(told(&format!("{portal}Id. domanda PZ7714502")), ["PZ7714502"]);
        assert_eq!(told(&format!("{portal}Identificativo   8814420271")), ["8814420271"]);
        assert!(told("Sportello unico\nIdentificativo 8814420271").is_empty());
        assert!(told("Codice cliente MI4706214450").is_empty());
    }
}

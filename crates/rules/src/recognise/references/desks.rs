//! Protocol numbers with the letters of the desk that keeps them behind: "61884/2026/SUI", "412/VISTI".

use super::{Found, add, is_told, own_date};
use crate::facts::ReferenceKind;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, forms, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// The letters of a desk, whichever it is, and what it puts behind them: "SUI", "Uff.Imm./III", "CPI-OR".
const DESK: &str = r"([a-z](?:[a-z]|\.[a-z]){1,11})\b[./a-z0-9-]{0,12}";

/// A number, its year, and the desk: the build says what it is.
static WITH_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?-u)(?:^|[\s(:|])([0-9]{{3,9}}/(?:19|20)[0-9]{{2}})/{DESK}(?:$|[\s,;)])"))
});

/// Seven figures filled with zeros, and the desk.
static OF_SEVEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?-u)(?:^|[\s(:|])(0[0-9]{{6}})/{DESK}(?:$|[\s,;)])")));

/// What stands behind a number and its year in a law or at a court, and is no desk.
const NO_DESK: &[&str] = &[
    "ce", "cee", "ue", "eu", "eg", "ec", "euratom", "gai", "pesc", "ga", "rg", "r.g", "rgnr",
    "rgn", "mod", "gip",
];

/// A number and what its desk puts behind it, after a word for the letter that is answered or for the way that it went.
static ANSWERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:in\s(?:risposta|replica|riscontro|riferimento|esito|relazione)\sa(?:lla(?:\s(?:sua|vostra|vs\.?))?(?:\s(?:nota|lettera|comunicazione))?|l)?|con\sriferimento\sa(?:lla(?:\snota)?|l)?|en\sreponse\sa|suite\sa
            |vs\.?|vostra|ns\.?|nota|rif\.|entrata|uscita|arrivo|partenza)\s{1,3}(?:(?:n|nr|num)\.?o?\s)?
        ([0-9]{2,7}(?:/[a-z0-9]{1,8}(?:[.-][a-z0-9]{1,6})?){1,2})(?:$|[\s,;)])",
    )
});

/// A letter's name and its class in the archive behind the number: "Comunicazione n. 4471/C27b". The class is none of the number.
static CLASSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m-u)^(?:comunicazione|nota|lettera|avviso|convocazione|circolare)(?:\sinterna)?\s(?:n|nr|num)\b\.?\s?([0-9]{2,6})/[a-z][0-9]{1,2}[a-z]?\b(?:$|[\s,;)])",
    )
});

/// A letter that another refers to by its number and its day, with no word for "number": "rif. nota 44120 dell'11/05/2026".
static OF_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:rif\.|vs\.?|vostra|ns\.?|nostra|con|alla|della)\s(?:nota|lettera|comunicazione|preavviso)\s([0-9]{3,9})\s(?:del|dell'|di data)\s?[0-9]{1,2}[\x20./-]",
    )
});

/// Finds such numbers on a page.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    let built = WITH_YEAR.captures_iter(&page.text).chain(OF_SEVEN.captures_iter(&page.text));
    let built = built.filter(|c| !NO_DESK.contains(&&c[2]));
    let answered = ANSWERED.captures_iter(&page.text).filter(|c| is_letter_s(&c[1]));
    let called = CLASSED.captures_iter(&page.text).chain(OF_DAY.captures_iter(&page.text));
    for number in built.chain(answered).chain(called).filter_map(|c| c.get(1)) {
        if !is_told(found, number.as_str()) {
            let value = page.words(number.start(), number.end()).to_owned();
            let behind = page.text[number.end()..].find([' ', '\n', '\t', ',', ';', ')']);
            let date = own_date(page, number.end() + behind.unwrap_or(0));
            let evidence = evidence(page, number.start(), number.end(), "protocol-desk");
            add(found, ReferenceKind::Protocol, value, evidence, None, date);
        }
    }
}

/// Returns whether a number in parts may be a letter's: one with a desk's letters or its class behind it, or with its year. A day, a law and
/// a share are not: "12/03/2026", "286/1998", "1/2".
fn is_letter_s(number: &str) -> bool {
    let parts: Vec<&str> = number.split('/').collect();
    let letters = parts[1..]
        .iter()
        .any(|part| part.bytes().any(|b| b.is_ascii_alphabetic()) && !NO_DESK.contains(part));
    let figures = parts[0].len();
    let of_year = parts.len() == 2 && parts[1].len() == 4 && parts[1].starts_with("20");
    (letters && figures >= 3 || of_year && figures >= 4) && forms::DATES.find(number).is_none()
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::references::told_by;

    #[test]
    fn the_desk_behind_a_number_says_whose_it_is() {
        for (line, number) in [
            ("Oggetto: Prot. 0018823/2026/Uff.Imm./III - INTEGRAZIONE", "0018823/2026"),
            ("avverso Vs. 0061274/2026/SUI del 28/9 u.s.", "0061274/2026"),
            ("preavviso Q2.2 - 11870/2026/Imm. - prat. 26LE003318", "11870/2026"),
            ("N. 3017/2026/ANAG", "3017/2026"),
            ("Partenza   0022187/SUI/F", "0022187"),
            ("Vs. 0018850/10bis del 15 settembre u.s.", "0018850/10bis"),
            ("In replica a\t4471/2027/FAM, datata 09/04/2027", "4471/2027"),
            ("Osservazioni su vs. n. 52294/2026 del 2 dicembre", "52294/2026"),
            ("Suite à / In risposta a 3902/SSEC   du 08/07/2025", "3902/SSEC"),
            ("Comunicazione n. 4471/C27b - VII.6", "4471"),
            ("integrazione rif. nota 44120 dell'11/05/2026, scade", "44120"),
            ("8 SET. 2026 - entrata n. 17754/CPI-OR", "17754/CPI-OR"),
        ] {
            assert_eq!(told_by(find, line), [number], "{line}");
        }
    }

    #[test]
    fn laws_courts_and_tariffs_have_no_desk() {
        for line in [
            "Regolamento 810/2009/CE",
            "n. 1184/2026/RG",
            "certificato numero 11904/2026/R",
            "direttiva 2009/50/CE",
            "decisione 512/GAI",
            "in riferimento a 12/03/2026",
            "vs. 286/98",
        ] {
            assert!(told_by(find, line).is_empty(), "{line}");
        }
    }
}

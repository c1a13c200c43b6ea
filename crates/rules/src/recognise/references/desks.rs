//! Protocol numbers with the letters of the desk that keeps them behind: "61884/2026/SUI", "412/VISTI".

use super::{Found, add, is_told, own_date};
use crate::facts::ReferenceKind;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Desks that letters of the offices for migrants, residents and workers come from.
const DESK: &str = r"(?:sui|su|imm(?:igr(?:azione)?|ig)?|uff(?:icio)?\.?\x20?imm|uff|area|anag(?:rafe)?|dem(?:ografici)?|gab|segr?|inl|itl|cpi(?:-[a-z]{2})?|visti|vis|visa|cons(?:olare)?|canc|amb|citt(?:adinanza)?|stranieri|pasi|p\.a\.s\.i|pol|pl|p\.l|ssec|scuola|lav(?:oro)?|lavoro|flussi|urp|prot|edil|urb|tecn?|sc|amm|pers|dg)";

/// A number, its year, and the desk: the build says what it is.
static WITH_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?-u)(?:^|[\s(:|])([0-9]{{3,9}}/(?:19|20)[0-9]{{2}})/{DESK}\b[./a-z0-9-]{{0,12}}(?:$|[\s,;)])"
    ))
});

/// Seven figures filled with zeros, and the desk.
static OF_SEVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r"(?-u)(?:^|[\s(:|])(0[0-9]{{6}})/{DESK}\b[./a-z0-9-]{{0,12}}(?:$|[\s,;)])"))
});

/// The number and the desk alone, as the head of a letter beside its place and day, or behind a word for the letter that is answered.
static OF_LETTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?mx-u)(?:^(?:n\.?\s|nr\.?\s)?
            |\b(?:in\srisposta\sa(?:lla(?:\snota)?|l)?|en\sreponse\sa|suite\sa|in\sriferimento\sa(?:lla(?:\snota)?|l)?|con\sriferimento\sa(?:lla(?:\snota)?|l)?|vs\.?|vostra|ns\.?|nota|rif\.|(?:entrata|uscita|arrivo|partenza)(?:\sn\.|\snr\.)?)\s{{1,3}})
        ([0-9]{{2,6}}/{DESK})\b(?:$|[\s,;)])"
    ))
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
    let lettered = OF_LETTER.captures_iter(&page.text).chain(CLASSED.captures_iter(&page.text));
    let lettered = lettered.chain(OF_DAY.captures_iter(&page.text));
    for number in built.chain(lettered).filter_map(|c| c.get(1)) {
        if !is_told(found, number.as_str()) {
            let value = page.words(number.start(), number.end()).to_owned();
            let behind = page.text[number.end()..].find([' ', '\n', '\t', ',', ';', ')']);
            let date = own_date(page, number.end() + behind.unwrap_or(0));
            let evidence = evidence(page, number.start(), number.end(), "protocol-desk");
            add(found, ReferenceKind::Protocol, value, evidence, None, date);
        }
    }
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
            ("Bishkek, 30 April 2026\n412/VISTI\n", "412/VISTI"),
            ("1377/VIS   Baku, 06.05.2026", "1377/VIS"),
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
        ] {
            assert!(told_by(find, line).is_empty(), "{line}");
        }
    }
}

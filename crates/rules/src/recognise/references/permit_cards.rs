//! Numbers of residence permits.

use super::{Found, add};
use crate::facts::ReferenceKind;
use crate::recognise::dates::before;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, pattern};
use regex::Regex;
use std::sync::LazyLock;

static PERMIT_CARD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\bi(?:[ ./-]?[0-9]{8}|[0-9]{4}\x20[0-9]{4})\b"));

/// Older paper permits, and those of other States, next to their label only.
static PERMIT_LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:permesso|titolo|carta)\sdi\ssoggiorno|residence\spermit|permesso\s(?:precedente|posseduto|attuale|in\spossesso|scaduto|in\sscadenza)|p\.?d\.?s\.?)
        (?:\s[a-z'/-]{2,16}){0,8}[\s,:/]{1,3}(?:n|no|nr|num|numero|number)\b[.:o\s]{0,4}([a-z]{1,2}[0-9]{6,9})\b
        |\b(?:numero|n\.?)\s(?:del\s)?(?:titolo|permesso)(?:/carta|/titolo)?\s(?:di\s)?soggiorno(?:\sin\s(?:scadenza|corso|possesso))?\s?:?\s([a-z]{1,2}[0-9]{6,9})\b",
    )
});

/// A card's number in which OCR read the I before the figures as a 1, a small l or a stroke.
static MISREAD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)(?:^|[\s:(/])([1l|!]\x20?[0-9]{8})(?:$|[\s,;.)(])"));

/// So far before such figures, in folded bytes, the permit is named.
const NAMED: usize = 90;

/// What else has nine figures, or a number of its own behind the word for a permit.
const ANOTHER: &[&str] = &[
    "tel",
    "cell",
    "pass",
    "iban",
    "c.f.",
    "fisc",
    "iva",
    "assicurata",
    "conto",
    "guida",
    "conduire",
    "conducir",
    "driv",
    "work permit",
    "patente",
    "protocollo",
    "prot.",
    "ricevuta",
];

/// The number below the heading of an older permit on paper: "PERMESSO DI SOGGIORNO PER STRANIERI" and, some lines on, "N. R904417".
static OLDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bpermesso\sdi\ssoggiorno\sper\sstranieri\n(?:[\x20-\x7e\t]{0,90}\n){0,2}n\.?o?\s([a-z][0-9]{6})\b",
    )
});

/// The permit's own number on a paper one, in the field below its heading: "Numero PT0071926".
static OWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m-u)^(?:\(?[0-9]{0,2}[.)]?\s)?(?:numero|number|n\.o?|nr\.?|no\.?)(?:\s(?:del\s)?(?:permesso|titolo|documento))?\s?[:.]?\s([a-z]{1,2}[0-9]{6,8})(?:$|\s)",
    )
});

/// How papers call a residence permit.
const NAMES: &[&str] = &[
    "soggiorno",
    "sogg.",
    "soggiornant",
    "perm. sogg",
    "tit. sogg",
    "permesso",
    "lungo periodo",
    "lungosoggiornant",
    "long-term resident",
    "permit",
    "titolo attuale",
    "titolo precedente",
    "titolo da rinnovare",
    "titolo i",
    "protezione temporanea",
    "protezione sussidiaria",
    "protezione speciale",
    "protezione internazionale",
    "titolo posseduto",
    "titolo in possesso",
    "titolo scaduto",
    "rinnovo del titolo",
    "titolo in scadenza",
    "sejour",
    "residencia",
    "residence card",
    "residence doc",
    "aufenthalt",
    "blue card",
    "carta blu",
    "blaue karte",
    "carte bleue",
    "tarjeta azul",
    "cartao azul",
    "permis de",
];

/// The same in letters only.
static SHORT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b(?:pds|p\.d\.s|pse|p\.s\.e|psl|pslp|cds|c\.d\.s)\b"));

/// A form's field, by its number: "TITOLO DI SOGGIORNO POSSEDUTO 14 N.".
static FIELD_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\s[0-9]{1,2}[.)]?\s(?:n|no|nr|num|numero|number)\b"));

/// A document that a Questura issued: "Doc. I27714093 Questura di Novara".
static OF_QUESTURA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bi[0-9]{8}[\s,;(/-]{1,3}(?:(?:rilasciat[oa]|ril\.|emess[oa])\s)?(?:dalla\s|da\s|il\s[0-9./-]{8,10}\s(?:dalla\s|da\s)?)?questura\b",
    )
});

/// Finds the numbers of residence permits on a page.
pub(super) fn find(page: &Folded<'_>, id: Option<&str>, found: &mut Vec<Found>) {
    let named = NAMES.iter().any(|word| page.flat.contains(word));
    if !named && !SHORT.is_match(&page.flat) && !OF_QUESTURA.is_match(&page.text) {
        return;
    }
    let text = &page.text;
    let mut take = |value: String, start: usize, end: usize, rule: &str| {
        let evidence = evidence(page, start, end, rule);
        add(found, ReferenceKind::PermitCard, value, evidence, None, None);
    };
    let joined = |m: &regex::Match<'_>| {
        m.as_str().replace([' ', '\n', '\t', '.', '/', '-'], "").to_uppercase()
    };
    // "il numero è I21137754 o I21137745?": who asks does not know.
    let asked = |m: &regex::Match<'_>| text[m.end()..].starts_with('?');
    for m in PERMIT_CARD.find_iter(text).filter(|m| !asked(m)) {
        take(joined(&m), m.start(), m.end(), "permit-card");
    }
    for c in PERMIT_LABELLED.captures_iter(text) {
        let Some(number) = c.iter().skip(1).flatten().next() else { continue };
        // No number begins with a small l: it is a misread I, told below.
        if !page.words(number.start(), number.end()).starts_with('l') {
            take(joined(&number), number.start(), number.end(), "permit-labelled");
        }
    }
    for number in MISREAD.captures_iter(text).filter_map(|c| c.get(1)) {
        // An L in capitals is a letter of a foreign document.
        let small = !page.words(number.start(), number.end()).starts_with('L');
        if small && is_called_permit(before(&page.flat, number.start(), NAMED)) {
            let value = format!("I{}", &joined(&number)[1..]);
            take(value, number.start(), number.end(), "permit-repaired");
        }
    }
    let fields = OWN.captures_iter(text).filter(|_| id == Some("PERMIT")).take(1);
    // The holder's passport has a field like it.
    let own = fields.filter(|c| {
        let start = c.get(0).map_or(0, |all| all.start());
        !before(&page.flat, start, 60).contains("pass")
    });
    for number in OLDER.captures_iter(text).chain(own).filter_map(|c| c.get(1)) {
        take(joined(&number), number.start(), number.end(), "permit-older");
    }
}

/// Returns whether the last thing that the words before a number name is a residence permit.
fn is_called_permit(lead: &str) -> bool {
    // On a page about a permit, "the title n." is the permit, too.
    let names = NAMES.iter().chain(&["titolo n"]);
    let named = names.filter_map(|name| lead.rfind(name).map(|at| at + name.len())).max();
    let short = SHORT.find_iter(lead).last().map(|found| found.end());
    named.max(short).is_some_and(|end| {
        let between = FIELD_NUMBER.replace(&lead[end..], "");
        !between.bytes().any(|b| b.is_ascii_digit())
            && !ANOTHER.iter().any(|word| lead[end.saturating_sub(12)..].contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::fold::Folded;
    use crate::recognise::references::told_by;

    fn told(line: &str) -> Vec<String> {
        told_by(|page, found| find(page, None, found), line)
    }

    #[test]
    fn the_letter_that_ocr_reads_as_a_figure_is_told_behind_the_permit_s_names() {
        for line in [
            "Permesso da convertire 127714093, scade il 30.11.2026",
            "perm. sogg. 127714093 scad. 12/05/2028",
            "PERM. SOGG. N. 127714093 RILASCIATO DA QUESTURA DI GORIZIA",
            "PERMESSO UE LUNGO PERIODO 127714093 QUESTURA FIRENZE 15/07/2024",
            "Permesso per lavoro subordinato n. 1 27714093",
            "permesso di soggiorno numero documento 127714093 scad. 12/05/2028",
            "Carta Blu UE n. 127714093",
            "passaporto marocchino AX4471806, scad. 01/03/2028, e permesso UE 127714093.",
            "Tit. sogg. 127714093 scad. 22-01-2025",
            "Titre de séjour : l27714093",
            "permesso di soggiorno: ha chiesto la conversione del titolo n. 127714093, in scadenza",
            "all'istanza volta al rinnovo del titolo\n127714093 scaduto il 31 luglio",
            "TITOLO DI SOGGIORNO POSSEDUTO\n14 N. 127714093\n15 RILASCIATO 01/10/2024",
            "permesso\ndi soggiorno UE per soggiornanti di lungo periodo 127714093, residente",
        ] {
            assert_eq!(told(line), ["I27714093"], "{line}");
        }
        for line in [
            "permesso di soggiorno, tel. 127714093",
            "permis de conduire 127714093",
            "permesso di soggiorno e passaporto 127714093",
            "permesso scaduto il 12/05/2024, conto 127714093",
        ] {
            assert!(told(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_card_s_number_is_told_where_the_permit_is_only_abbreviated() {
        for line in [
            "Citt. MOLDAVA Tit. sogg. I27714093 scad. 22-01-2025",
            "Titolo in possesso PSE I27714093",
            "PdS n. I27714093",
            "PdS n°I27714093",
            "permesso n. I-27714093",
            "soggiornante di lungo periodo, doc. I27714093",
            "EU Blue Card no. I27714093 (valid until 31 August 2027)",
            "titolare di Carta Blu UE I27714093",
            "Doc. I27714093 Questura di Novara",
        ] {
            assert_eq!(told(line), ["I27714093"], "{line}");
        }
        assert!(told("Contatore I27714093 kWh").is_empty());
        let asked = "permesso: il numero è I27714093 o I27714039? non si legge";
        assert_eq!(told(asked), ["I27714093"]);
    }

    #[test]
    fn a_permit_on_paper_has_its_own_number_in_a_field() {
        let permit = "PERMESSO DI SOGGIORNO\nper PROTEZIONE TEMPORANEA\n(D.P.C.M. 28 marzo 2022)\nNumero\tPT0071926\tfoto\n1. Cognome\tBONDARENKO";
        let told = |id| {
            let mut found = Vec::new();
            find(&Folded::new(1, permit), id, &mut found);
            found.into_iter().map(|f| f.reference.value).collect::<Vec<_>>()
        };
        assert_eq!(told(Some("PERMIT")), ["PT0071926"]);
        // On a letter about a permit such a field may be of any paper.
        assert!(told(Some("LETTER")).is_empty());
    }
}

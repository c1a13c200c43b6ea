//! The number of the insured letter in which an application for a permit was posted.

use super::patterns::{ASSICURATA, ASSICURATA_MISREAD};
use super::{Found, add, is_shown, misread};
use crate::facts::ReferenceKind;
use crate::recognise::dates::before;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// What post offices, the police's page of a permit's state and people call it. Alone these words say little: the number must look like
/// one of Poste's, on a paper about a permit.
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:hai\scercato|ricerca|raccomandata|racc\.|registered|insured|ricevuta|receipt|numero\spratica|recommandee?|certificado
        |kit|plico|busta|etichetta|ass\.(?:ta)?|assic\.|assicur\.|spedizione|spedit[ao]|invio|cedolino|poste|postal[ei]?|correos?|correio|resguardo
        |tracking|barcode|codice\sa\sbarre|user\s?(?:id|name)|pwd?|psw|recepisse|einschreiben|einschreibe-?nr|registrada|recibo)(?:[\x00-/:-\x60\x7b-\x7f]|$)",
    )
});

/// Words right before a number that is another one all the same.
const ANOTHER: &[&str] = &[
    "iva",
    "cliente",
    "operazione",
    "tel",
    "tel.",
    "cell",
    "cell.",
    "fax",
    "matricola",
    "ordine",
    "bollo",
];

/// What a paper about a permit speaks of.
const OF_PERMIT: &[&str] = &[
    "soggiorno",
    "questura",
    "permesso in rinnovo",
    "residence permit",
    "stay permit",
    "residencia",
    "sejour",
    "aufenthalt",
];

/// So far before the number stands the word that calls it by its name, and so far one that only hints at it.
const NAMED: usize = 120;
const HINTED: usize = 40;

/// Finds the numbers of the insured letters on a page.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    let text = &page.text;
    let joined = |start: usize, end: usize| -> String {
        text[start..end].bytes().filter(u8::is_ascii_digit).map(char::from).collect()
    };
    let mut take = |value: String, start: usize, end: usize, rule: &str| {
        let evidence = evidence(page, start, end, rule);
        add(found, ReferenceKind::Assicurata, value, evidence, None, None);
    };
    let of_permit = OF_PERMIT.iter().any(|word| page.flat.contains(word));
    for all in ASSICURATA.find_iter(text) {
        let (start, mut end) = (all.start(), all.end());
        let lead = before(&page.flat, start, NAMED);
        let behind = &page.flat[end..(end + 24).min(page.flat.len())];
        let behind = behind.trim_start_matches([' ', '(', '[', ']', ')', '~']);
        let named = ["assicurata", "password"].iter().any(|word| lead.contains(word))
            || ["assicurata", "numero assicurata", "n. assicurata"]
                .iter()
                .any(|word| behind.starts_with(word));
        if is_shown(lead) {
            continue;
        }
        if named || of_permit && is_hinted(page, start, all.as_str()) {
            // Some offices print the check figure behind all twelve.
            if all.as_str().len() == 12 && is_check(&text[end..]) {
                end += 2;
            }
            take(joined(start, end), start, end, "assicurata");
        }
    }
    for number in ASSICURATA_MISREAD.captures_iter(text).filter_map(|c| c.get(1)) {
        let read: String = number.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
        let repaired = read.bytes().any(|b| b.is_ascii_alphabetic());
        let Some(value) = misread::figures(&read).filter(|_| repaired) else { continue };
        take(value, number.start(), number.end(), "assicurata-labelled");
    }
}

/// Returns whether a hyphen and a single figure go on behind a number.
fn is_check(rest: &str) -> bool {
    let mut rest = rest.chars();
    rest.next() == Some('-')
        && rest.next().is_some_and(|c| c.is_ascii_digit())
        && rest.next().is_none_or(|c| !c.is_ascii_alphanumeric())
}

/// Returns whether a number that looks like one of Poste's stands behind a word of theirs.
fn is_hinted(page: &Folded<'_>, start: usize, number: &str) -> bool {
    let lead = before(&page.flat, start, HINTED);
    let words = |word: &&str| ANOTHER.contains(word);
    let own = lead.split([' ', ':', '/', ',', ';']).rev().filter(|word| !word.is_empty()).take(3);
    let other = own.map(|word| word.trim_start_matches("p.")).any(|word| words(&word));
    ["05", "06"].iter().any(|year| number.starts_with(year)) && CALLED.is_match(lead) && !other
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::references::told_by;

    #[test]
    fn people_call_the_insured_letter_by_many_names() {
        for line in [
            "(ass. 061880447193, pratica 25PG031882)",
            "Kit postale: 061880447193 (spedito 05.08.2026)",
            "Ass.ta n. 06188044719-3",
            "Codice a barre 061880447193",
            "Plico n. 061880447193 accettato",
            "Il codice 061880447193 (assicurata) apre la pagina",
            "[ 061880447193 ]\nnumero assicurata oppure numero pratica",
        ] {
            let text = format!("Rinnovo del permesso di soggiorno\n{line}");
            assert_eq!(told_by(find, &text), ["061880447193"], "{line}");
        }
        assert_eq!(told_by(find, "Assicurata n.\t061938842017-5"), ["0619388420175"]);
    }

    #[test]
    fn another_number_of_twelve_figures_is_left() {
        for line in [
            "ricevuta di pagamento, n. operazione 061880447193",
            "Codice cliente 061880447193",
            "la ricevuta (con codice assicurata, es. 061234567890)",
            "Tel. 06 188044719",
        ] {
            let text = format!("permesso di soggiorno\n{line}");
            assert!(told_by(find, &text).is_empty(), "{line}");
        }
        assert!(told_by(find, "Bolletta, ricevuta n. 061880447193").is_empty());
    }
}

//! Whether a paper is a form that nobody has filled in.

use super::fold::Folded;
use super::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Places left to write in: underscores, dots, what to write in square brackets.
static PLACES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\[[a-z][a-z ./']{1,30}\]|\bgg[/.]mm[/.]aaaa\b|\bdd/mm/yyyy\b|_{3,}|\.{6,}|(?:\. ){5,}|(?:_ ){4,}|/ ?_+ ?/",
    )
});

/// Labels after which a filled form carries a value, and what follows each.
static LABELS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:sottoscritt[oa](?:/[oa]|\([oa]\))?|nat[oa](?:/[oa]|\([oa]\))? (?:a|il|in)|residente (?:a|in)|cognome(?: e nome)?|nome|codice fiscale|c\.f\.|surname|given names?|full name|date of birth|telefono|tel\.?|in via|domiciliat[oa](?:/[oa])? (?:a|in)|indirizzo|address|signature|firma)\b[ \t]*:?[ \t\n]*([!-~]{0,24})",
    )
});

/// Words that begin the next field, so that the one before is empty.
fn is_label(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/');
    [
        "nato",
        "nata",
        "nato/a",
        "il",
        "a",
        "in",
        "residente",
        "consapevole",
        "n",
        "prov",
        "cap",
        "tel",
        "codice",
        "cognome",
        "nome",
        "luogo",
        "data",
        "dichiara",
        "c.f",
        "indirizzo",
        "firma",
        "e",
    ]
    .contains(&word)
}

/// Returns whether a label's word is only part of a sentence: "la dichiarazione è sottoscritta dall'interessato", "firma del dichiarante".
fn is_prose(words: &str, next: &str, lead: &str) -> bool {
    let caption = ["del", "della", "del/la", "dell'", "di", "of", "leggibile", "per", "e"];
    if words.starts_with("firma") || words.starts_with("signature") {
        return caption.iter().any(|word| next.trim_end_matches([',', '.', ')']).starts_with(word));
    }
    let lead = lead.trim_end().rsplit([' ', '\t']).next().unwrap_or_default();
    words.starts_with("sottoscritt")
        && !matches!(lead, "il" | "la" | "l'" | "io" | "il/la" | "la/il" | "i" | "noi" | "")
}

/// What brackets say of a picture, which is nothing to write.
const PICTURES: &[&str] = &[
    "foto",
    "photo",
    "picture",
    "logo",
    "stemma",
    "timbro",
    "stamp",
    "qr",
    "seal",
    "image",
    "immagin",
    "ritratt",
    "portrait",
    "sigillo",
    "sello",
    "selo",
    "bollo",
    "cachet",
    "stempel",
    "lichtbild",
];

/// How many places make a form.
const FEW: usize = 4;

/// Returns whether the pages are a form without values. `named`: somebody of the household is named on it.
pub(super) fn is_blank(pages: &[Folded<'_>], named: bool) -> bool {
    if named {
        return false;
    }
    let (mut places, mut empty, mut filled) = (0, 0, 0);
    let mut nobody = false;
    for page in pages.iter().take(6) {
        let with_leaders =
            page.has_leaders().then(|| Folded::with_leaders(page.page, page.original));
        let page = with_leaders.as_ref().unwrap_or(page);
        places += PLACES
            .find_iter(&page.text)
            // Dots that lead to a page number belong to a table of contents.
            .filter(|m| {
                let rest = page.text[m.end()..].trim_start_matches([' ', '\t']);
                let picture = PICTURES.iter().any(|word| m.as_str().contains(word));
                !(picture
                    || m.as_str().starts_with('.')
                        && rest.starts_with(|c: char| c.is_ascii_digit()))
            })
            .count();
        for label in LABELS.captures_iter(&page.text) {
            let next = label.get(1).map_or("", |m| m.as_str());
            let (words, at) = label.get(0).map_or(("", 0), |m| (m.as_str(), m.start()));
            if is_prose(words, next, &page.flat[..at]) {
                continue;
            }
            if next.contains("__") || next.contains("...") || next.is_empty() {
                empty += 1;
            } else if next == "via" || next.starts_with("via/") {
                // "residente in via Padova" is filled, "residente in      Via" is not: nothing is learnt.
            } else if next.starts_with('(') {
                // "residente in        (comune)": what to write stands under the line, not what was written.
                empty += 1;
            } else if is_label(next) || next.ends_with(':') {
                empty += 1;
                // "Il sottoscritto nato a …": nobody has written who they are.
                nobody |= words.starts_with("sottoscritt");
            } else if next.bytes().any(|b| b.is_ascii_alphanumeric()) {
                filled += 1;
            }
        }
    }
    places >= FEW && (empty >= filled.min(3) || places >= 4 * filled)
        || empty >= FEW && filled == 0
        || nobody && filled <= 2
}

#[cfg(test)]
mod tests {
    use super::{Folded, is_blank};

    fn blank(text: &str) -> bool {
        is_blank(&[Folded::new(1, text)], false)
    }

    #[test]
    fn underscores_after_labels_are_a_blank_form() {
        assert!(blank(
            "DICHIARAZIONE\nIl sottoscritto ______________ nato a ___________ il ___/___/____\nresidente in ____________\nFirma ________"
        ));
    }

    #[test]
    fn fields_without_lines_to_write_on_are_blank_until_somebody_writes() {
        let rest = "\n\nEsente da bollo.\nLa dichiarazione è sottoscritta dall'interessato in presenza del dipendente addetto ovvero sottoscritta o inviata.\nFirma del/la dichiarante";
        let empty = "AUTOCERTIFICAZIONE\nIl/la sottoscritto/a\nnato/a in          il\nresidente in      Via     n.\nDICHIARA\nche la propria famiglia residente in\n      (comune)\n1)\n (cognome)   (nome)   (nato/a in)   (il)";
        assert!(blank(&format!("{empty}{rest}")));
        let filled = "AUTOCERTIFICAZIONE\nIl/la sottoscritto/a VERDI ANNA\nnato/a in LODI il 02/03/1980\nresidente in LODI Via Roma n. 3\nDICHIARA\nche la propria famiglia residente in\n LODI (comune)\n1) VERDI ANNA Lodi";
        assert!(!blank(&format!("{filled}{rest}")));
    }

    #[test]
    fn pictures_and_stamps_in_brackets_are_nothing_to_write() {
        let booth = "[ritratto] [ritratto]\n[ritratto] [ritratto]";
        assert!(!blank(&format!("FOTOTESSERE\n{booth}\nCODICE FOTO 7H2K")));
        assert!(blank("[cognome] [nome]\n[indirizzo] [luogo]"));
    }

    #[test]
    fn a_filled_form_and_a_contents_page_are_not() {
        assert!(!blank(
            "Cognome: Verdi\nNome: Anna\nnata a Lodi\nresidente a Lodi\nLodi, ____ firma ______"
        ));
        assert!(!blank(
            "Capo I ............ 1\nCapo II ............ 2\nCapo III ............ 3\nCapo IV ............ 4"
        ));
    }
}

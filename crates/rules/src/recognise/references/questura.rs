//! The numbers under which a Questura keeps an application for a permit.

use super::{Found, add};
use crate::facts::ReferenceKind;
use crate::recognise::dates::before;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, pattern, provinces};
use regex::Regex;
use std::sync::LazyLock;

/// Year, province and six or seven figures ("26PR003871"); or a province and eight.
static QUESTURA: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b(?:[0-9]{2}[a-z]{2}[0-9]{6,7}|[a-z]{2}[0-9]{8})\b"));

/// The same in parts: "pratica n. 25-BO-018834", "istanza 25 BO 018834".
static QUESTURA_PARTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:prat(?:ica\b|\.)|istanza\b|domanda\b|fasc(?:icolo\b|\.)|pos(?:izione\b|\.)|cod(?:ice\b|\.)|identificativo\b|rif(?:erimento\b|\.))(?:\s(?:prat(?:ica\b|\.)|istanza\b|questura\b))?\s?(?:(?:n|nr|no|num|numero)\b[.:o]{0,2})?[\s:]{0,3}(2[0-9])\x20?[ ./-]\x20?([a-z]{2})\x20?[ ./-]\x20?([0-9]{6})\b",
    )
});

/// The province first, in parts: "N. PRATICA AV 26 008113".
static QUESTURA_PROVINCE_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:prat(?:ica\b|\.)|istanza\b|fasc(?:icolo\b|\.)|pos(?:izione\b|\.))(?:\squestura\b)?\s?(?:(?:n|nr|no|num|numero)\b[.:o]{0,2})?[\s:]{0,3}([a-z]{2})\x20(2[0-9])\x20([0-9]{6})\b",
    )
});

/// The same in a Questura's letter, where OCR read a figure for a letter of the province ("Pratica n. 2670033904").
static QUESTURA_MISREAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:prat(?:ica\b|\.)|istanza\b|fasc(?:icolo\b|\.)|posizione\b)(?:\squestura\b)?[\s:]{0,2}(?:(?:n|nr|no|numero)\b[.:o]{0,2}[\s:]{0,2})?(2[0-9])([0-9a-z]{2})([0-9]{6})\b",
    )
});

/// Finds the Questura's numbers.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    let text = &page.text;
    let mut take = |value: String, start: usize, end: usize, rule: &str| {
        let evidence = evidence(page, start, end, rule);
        add(found, ReferenceKind::Questura, value, evidence, None, None);
    };
    // An invoice's number may look the same.
    let police = OF_POLICE.iter().any(|word| page.flat.contains(word));
    let of_permit = OF_PERMIT.iter().any(|word| page.flat.contains(word));
    // "ESEMPIO: pratica 99XX000000".
    let real = |number: &str| !number.ends_with("000000");
    for m in QUESTURA.find_iter(text).filter(|m| real(m.as_str())) {
        let lead = before(&page.flat, m.start(), 60);
        // Year, province and number are the Questura's own form; letters and digits alone could be anything.
        let built = m.as_str().starts_with(|c: char| c.is_ascii_digit())
            && provinces::is_province(&m.as_str()[2..4]);
        let own_form = built
            && police
            && OWN_FORM.iter().any(|word| lead.contains(word))
            && !ANOTHER.is_match(before(lead, lead.len(), 14));
        // On a paper about a permit its build is enough, unless a word calls it another number.
        let unnamed = built
            && of_permit
            && m.len() == 10
            && m.as_str().starts_with(['1', '2'])
            && !ANOTHER.is_match(before(&page.flat, m.start(), 32))
            && !text[..m.start()].ends_with(['/', '-', '.', '_', '@']);
        let called = lead.contains("pratica") && m.len() == 10;
        if own_form || unnamed || called || lead.contains("numero assegnato dalla questura") {
            let value = page.words(m.start(), m.end()).to_uppercase();
            take(value, m.start(), m.end(), "questura");
        }
    }
    for c in QUESTURA_PARTED.captures_iter(text).filter(|c| provinces::is_province(&c[2])) {
        let (Some(year), Some(number)) = (c.get(1), c.get(3)) else { continue };
        let value = format!("{}{}{}", year.as_str(), &c[2], number.as_str()).to_uppercase();
        take(value, year.start(), number.end(), "questura");
    }
    for c in QUESTURA_PROVINCE_FIRST.captures_iter(text).filter(|c| provinces::is_province(&c[1])) {
        let (Some(province), Some(number)) = (c.get(1), c.get(3)) else { continue };
        let value = format!("{}{}{}", province.as_str(), &c[2], number.as_str()).to_uppercase();
        take(value, province.start(), number.end(), "questura");
    }
    if !page.flat.contains("questura") {
        return;
    }
    for c in QUESTURA_MISREAD.captures_iter(text) {
        let (Some(year), Some(number)) = (c.get(1), c.get(3)) else { continue };
        let Some(province) = provinces::misread(&c[2]).filter(|read| *read != c[2]) else {
            continue;
        };
        let value = format!("{}{province}{}", year.as_str(), number.as_str()).to_uppercase();
        take(value, year.start(), number.end(), "questura-repaired");
    }
}

/// Papers that say so are about a permit.
const OF_PERMIT: &[&str] = &[
    "questur",
    "questor",
    "quastur",
    "soggiorn",
    "residence permit",
    "permit of stay",
    "sejour",
    "residencia",
    "aufenthalt",
    "fotosegnal",
    "fotodattiloscop",
];

/// Words before another number that may be built so: an invoice's, a policy's, an order's.
static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:fattura|fatt|ft|invoice|rechnung|facture|factura|nota\sspese|parcella|preventivo|offerta|ordine|order|polizza|policy|sinistro
        |cliente|customer|utenza|contratto|contract|ddt|bolla|targa|telaio|matricola|conto|iban|lotto|verbale|sentenza|ricorso|passaporto
        |passport|tessera|patente|carta\sd'identita'?|quietanza|scontrino|biglietto|volo|prenotazione|booking|ricevuta\sfiscale)\b",
    )
});

/// What papers about a permit or a citizenship speak of.
const OF_POLICE: &[&str] = &[
    "questur",
    "questor",
    "quastur",
    "soggiorn",
    "sogg.",
    "permit",
    "permess",
    "immigra",
    "stranier",
    "sejour",
    "residenc",
    "aufenthalt",
    "istanza",
    "pratica",
    "prefettura",
    "cittadinanza",
    "polizi",
    "police",
    "policia",
    "fotosegnal",
    "rilievi",
];

/// What stands before a number of the Questura's own form.
const OWN_FORM: &[&str] = &[
    "istanza",
    "domanda",
    "soggiorno",
    "rif",
    "prat",
    "fasc",
    "posizione",
    "cat.",
    "numero",
    "codice",
    "questur",
    "application no",
    "application n",
    "file n",
    "file ",
    "case n",
    "reference",
    "immigra",
    "expediente",
    "dossier",
    "akt",
    "vorgang",
];

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::references::told_by;

    #[test]
    fn the_questura_s_number_may_stand_in_parts() {
        for line in [
            "pratica n. 25-BO-018834",
            "Istanza 25 BO 018834",
            "fasc. 25/BO/018834",
            "Codice pratica: 25.BO.018834",
            "Rif. n. 25 - BO - 018834",
        ] {
            assert_eq!(told_by(find, line), ["25BO018834"], "{line}");
        }
        assert_eq!(told_by(find, "Identificativo istanza\t26GE0418843"), ["26GE0418843"]);
        assert_eq!(told_by(find, "N. PRATICA AV 26 008113"), ["AV26008113"]);
        let misread = "Questura di Bologna\npratica: 25B0018834";
        assert_eq!(told_by(find, misread), ["25BO018834"], "OCR read a nought for the O");
        assert!(told_by(find, "Fattura numero 26MI004417").is_empty());
        assert!(told_by(find, "ESEMPIO: pratica 99XX000000").is_empty());
        // No province has these letters.
        assert!(told_by(find, "pratica n. 25-ZZ-018834").is_empty());
    }

    #[test]
    fn on_a_paper_about_a_permit_the_questura_s_number_needs_no_name() {
        for line in [
            "vista la richiesta del 22.9.2025, assegnata al n. 26BO018834",
            "ROSSI ANNA 26BO018834 19.05.2026 09:32",
            "(26BO018834)",
        ] {
            let text = format!("Rinnovo del permesso di soggiorno\n{line}");
            assert_eq!(told_by(find, &text), ["26BO018834"], "{line}");
        }
        for line in ["Fattura n. 26BO018834", "polizza n. 26BO018834", "Verbale n. 26BO018834"] {
            let text = format!("Consulenza per il permesso di soggiorno\n{line}");
            assert!(told_by(find, &text).is_empty(), "{line}");
        }
    }
}

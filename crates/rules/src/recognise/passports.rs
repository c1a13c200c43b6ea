//! Passports' numbers behind their label.

use super::dates::before;
use super::fold::Folded;
use super::references::{Found, add};
use super::{evidence, pattern};
use crate::facts::ReferenceKind;
use regex::Regex;
use std::sync::LazyLock;

/// So many lines before a form's number say of which paper it is.
const FIELDS_BEFORE: usize = 2;

static HEADER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass)\b")
});

/// The passport's name in the languages of the papers that quote it.
static PASSPORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass(?:es)?|pass\.|passap\.|passp\.?)
        (?:[\s/]{1,3}(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass|id))?
        (?:\s\(?[a-z']{1,14}){0,8}[\s/:(),-]{0,3}(?:[0-9]{1,2}[.)]?\s)?
        (?:(?:n|no|nr|nro|n\.ro|num|numero|number|nummer|document|documento|doc)\b(?:\.?\s?o\b)?[.:\s/),_-]{0,40}|no){1,4}
        (?:(?:(?:e\s|data\s(?:di\s)?)?(?:scadenza|scad\.|rilascio|expiry|nazionalita|cittadinanza|validita)[\s/:)]{1,3}){1,2})?
        ([a-z]{1,3}[\x20-]?[0-9]{5,9}[a-z]?|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{7,10}|[0-9]{2}\x20[0-9]{7}|[0o][a-z][0-9]{7}
        |[a-z][0-9]{6}[a-z]{2}|m[0-9]{3}[a-z][0-9]{4}|[cfghjk][0-9cfghjklmnprtvwxyz]{8}
        |[a-z]{2}(?:[0-9][0-9a-z]{5}|[0-9a-z][0-9][0-9a-z]{4}|[0-9a-z]{2}[0-9][0-9a-z]{3})[0-9])\b",
    )
});

/// "Numero di passaporto: 488201173".
static PASSPORT_NUMBER_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:n|no|nr|num|numero|number|nummer)\b[.o]{0,2}\s(?:(?:di|del|do|de|du|of|des)\s)?
        (?:passaporto|passport|passeport|pasaporte|passaporte|reisepasses)[\s:/._]{0,40}
        ([a-z]{1,3}\x20?[0-9]{5,9}[a-z]?|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{7,9}|[0-9]{2}\x20[0-9]{7})\b",
    )
});

/// Without a word for "number" only what looks like one: letters, then digits.
static PASSPORT_BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass(?:es)?|pass\.|passap\.|passp\.?)
            (?::?\s(?:della\s|del\s|of\s|of\sthe\s|du\s|de\s|da\s)?[a-z]{3,14},?)?(?:\s\([a-z]{2,14}\))?
        |ppt\.?(?:\s(?:n|no|nr|number)\b\.?o?)?|pp\.?\s(?:n|no|nr)\b\.?o?|pass-?\s?nr\.?|pass-?nummer|passport\s\#
        |(?:n\.?\s|nr\.?\s|numero\s)?doc\.?\s(?:di\s)?viaggio(?:\sn(?:o|r|um|umero)?\b\.?o?)?
        |(?:numero\s(?:del\s)?)?documento\sdi\sviaggio(?:\s\[x?\])?(?:\s(?:ordinario|di\sservizio|diplomatico|speciale))?(?:\sn(?:o|r|um|umero)?\b\.?o?)?
        |travel\sdocument(?:\s(?:n|no|number)\b\.?)?)
        [\s:/]{0,3}[\s.:/_()-]{1,40}([a-z]{1,3}\x20?[0-9]{6,8}[a-z]?|[0-9]{2}[a-z]{2}[0-9]{5}|[a-z][0-9]{2}[a-z][0-9]{5}|m[0-9]{2,3}[a-z][0-9]{4,5}
        |[a-z]{2}(?:[0-9][0-9a-z]{5}|[0-9a-z][0-9][0-9a-z]{4}|[0-9a-z]{2}[0-9][0-9a-z]{3})[0-9]|[cfghjk][0-9cfghjklmnprtvwxyz]{7}[0-9])\b",
    )
});

/// The number behind the day on which it was issued: "passaporto rilasciato dal Ghana il 01/02/2020 con numero C02918834".
static BEHIND_ITS_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass)(?:\s[a-z'.,-]{1,14}){0,8}\s[0-9]{1,2}[\x20./-][0-9a-z]{1,9}[\x20./-](?:19|20)[0-9]{2}
        [\s,]{1,3}(?:con\s|avente\s|recante\s|with\s)?(?:il\s)?(?:n|no|nr|num|numero|number|nummer)\b[.:o]{0,2}\s?([a-z]{1,2}[0-9]{6,8}|[0-9]{2}[a-z]{2}[0-9]{5})\b",
    )
});

/// The letter of the series apart: "Passaporto ordinario serie C n. 02918834".
static SERIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:passaporto|passport|passeport|pasaporte|passaporte)(?:\s[a-z]{3,14}){0,2},?\s(?:serie|series)\s([a-z]{1,2})\s(?:n|no|nr|num|numero|number)\b[.:o]{0,2}\s?([0-9]{6,8})\b",
    )
});

/// The word behind the number: "documento n. C02918834 (passaporto)", "Doc. n. C02918834 - tipo: passaporto".
static WORD_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:n|no|nr|num|numero|number|nummer)\b[.:o]{0,2}\s?(?:doc(?:umento|ument|\.)?\s?:?\s)?([a-z]{1,2}[0-9]{6,8}|[0-9]{2}[a-z]{2}[0-9]{5})
        (?:\s?\(|[\s,;-]{1,3}(?:tipo|type|typ)(?:\s(?:di\s)?documento|\sof\sdocument)?\s?:?\s)(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass)\b",
    )
});

/// "13. Number A07733915", the field of a form whose lines before it say that it is about a passport.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m-u)^(?:[0-9]{0,2}[.)]?\s)?(?:numero|number|n\.|no\.|document\s(?:no|number)\b\.?)(?:\s(?:del|de|of|do)(?:\sthe)?\s(?:documento|document|travel\sdocument)(?:\s(?:de\sviaje|di\sviaggio|de\sviagem))?)?(?:\s/\s[a-z. ]{3,14})?\s?:?[\s._]{1,40}([a-z]{1,3}[0-9]{6,8}|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{8,10}|[0-9]{2}\x20[0-9]{7})(?:$|\s[0-9]{1,2}[.)]\s)",
    )
});

/// "Passaporto A01774530 567820914": two people's columns; also "TIPO DOCUMENTO PASSAPORTO PASSAPORTO" and the numbers below.
static PAIR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m-u)^(?:(?:[0-9]{1,2}[.)]?\s)?(?:passaporto|passport|passeport|pasaporte|passaporte)(?:\s(?:n|no|nr|number|numero)\b[.o]{0,2})?|[a-z.\x20]{0,24}\b(?:passaporto\spassaporto|passport\spassport)\n(?:numero|number|n\.|no\.)(?:\s(?:del\s)?documento)?)\s?:?\s([a-z]{1,2}[0-9]{6,8}|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{9})\s([a-z]{1,2}[0-9]{6,8}|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{9})$",
    )
});

/// "Passaporto 11894420", "British passport 553018846 (Tenant)": figures alone right behind the word or its nation's name.
static LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass(?:es)?|pass\.|travel\sdocument|documento\sdi\sviaggio|reisedokument|document\sde\svoyage|documento\sde\sviaje)
        (?:\s?/\s?(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass))?
        (?:\s(?:ordinario|biometrico|elettronico|[a-z]{3,11}(?:ano|ese|ino|ico|ita|eno|olo|ense|nse)))?
        \s?:?\s(?:n\.?o?\s)?([0-9]{7,9}|[0-9]{2}\x20[0-9]{7})(?:$|[\n\t);]|\s\(|\s[-/]\s|,\s[a-z]|\s(?:e|ed|and|exp|val|ril|iss)\b|\s[a-z]{4,14}\b)",
    )
});

/// What a number behind the passport's name belongs to instead: "apposto sul passaporto con etichetta n. …".
const NOT_ITS_OWN: &[&str] = &[
    "visto",
    "visa",
    "tel",
    "etichetta",
    "vignetta",
    "sticker",
    "label",
    "permesso",
    "patente",
    "protocollo",
    "denuncia",
    "photo",
    "foto",
];

/// Finds the passports' numbers on a page.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    for c in PASSPORT
        .captures_iter(&page.text)
        .chain(PASSPORT_NUMBER_OF.captures_iter(&page.text))
        .chain(PASSPORT_BARE.captures_iter(&page.text))
        .chain(BEHIND_ITS_DAY.captures_iter(&page.text))
        .chain(WORD_BEHIND.captures_iter(&page.text))
    {
        let (Some(all), Some(number)) = (c.get(0), c.get(1)) else { continue };
        // Figures alone, some way behind the word, are those of a visa, a telephone or another paper.
        let figures = number.as_str().bytes().all(|b| b.is_ascii_digit() || b == b' ');
        // Another one that the holder once had.
        let former = before(&page.text, all.start(), 24);
        if ["previous ", "precedente ", "old ", "vecchio ", "former "]
            .iter()
            .any(|w| former.ends_with(w))
        {
            continue;
        }
        if figures && all.as_str().split_whitespace().count() > 5
            || NOT_ITS_OWN.iter().any(|word| all.as_str().contains(word))
        {
            continue;
        }
        let value: String = number.as_str().split([' ', '-', '\n', '\t']).collect();
        // Nothing begins with a nought and a letter: OCR read it for an O.
        let value = match value.as_bytes() {
            [b'0', second, ..] if second.is_ascii_alphabetic() => format!("o{}", &value[1..]),
            _ => value,
        };
        let evidence = evidence(page, number.start(), number.end(), "passport-labelled");
        add(found, ReferenceKind::Passport, value.to_uppercase(), evidence, None, None);
    }
    for number in PAIR.captures_iter(&page.text).flat_map(|c| [c.get(1), c.get(2)]).flatten() {
        let evidence = evidence(page, number.start(), number.end(), "passport-labelled");
        let value = number.as_str().to_uppercase();
        add(found, ReferenceKind::Passport, value, evidence, None, None);
    }
    for (series, number) in SERIES.captures_iter(&page.text).filter_map(|c| c.get(1).zip(c.get(2)))
    {
        let evidence = evidence(page, series.start(), number.end(), "passport-labelled");
        let value = format!("{}{}", series.as_str(), number.as_str()).to_uppercase();
        add(found, ReferenceKind::Passport, value, evidence, None, None);
    }
    for number in LINE.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        let evidence = evidence(page, number.start(), number.end(), "passport-labelled");
        let value = number.as_str().replace(' ', "");
        add(found, ReferenceKind::Passport, value, evidence, None, None);
    }
    for number in FIELD.captures_iter(&page.text).filter_map(|c| c.get(1)) {
        let line = page.line_of(number.start());
        let (from, _) = page.line(line.saturating_sub(FIELDS_BEFORE));
        if HEADER.is_match(&page.text[from..number.start()]) {
            let evidence = evidence(page, number.start(), number.end(), "passport-labelled");
            let value = number.as_str().replace(' ', "").to_uppercase();
            add(found, ReferenceKind::Passport, value, evidence, None, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::references::told_by;

    fn read(text: &str) -> Vec<String> {
        told_by(find, text)
    }

    #[test]
    fn a_form_counts_the_fields_between_the_passport_and_its_number() {
        for (line, number) in [
            ("14. Documento: PASSAPORTO 15. n. C02918834 16. dal 07/05/2021", "C02918834"),
            ("[X] passaporto ordinario 13. N. 21AC44907", "21AC44907"),
            ("Passaporto (Albania) BL4471882", "BL4471882"),
            ("documento d'identità (passaporto) B01944172", "B01944172"),
            ("N. doc.: B01944172 (passaporto)", "B01944172"),
            ("12 Tipo PASSAPORTO   13 Numero C8814527", "C8814527"),
            ("passaporto 548820193 Tenant: as opposite", "548820193"),
            ("[X] Passaporto ordinario\n. Numero del documento A30719548", "A30719548"),
            ("Passaporto 119204413 - Titolo in possesso", "119204413"),
            ("Passport: M24R07716", "M24R07716"),
            ("Passaporto ordinario serie C n. 02918834", "C02918834"),
            ("PPT No. C02918834", "C02918834"),
            ("Pass-Nr. C02918834", "C02918834"),
            ("Passport # C02918834", "C02918834"),
            ("Documento: PASSAPORTO - Numero: C02918834", "C02918834"),
            ("Passaporto Ghana, C02918834", "C02918834"),
            ("passport (C02918834)", "C02918834"),
            ("holder of the ordinary passport B27F40318, entitled", "B27F40318"),
            ("travel document   1512238, expiring 9 April 2031", "1512238"),
            ("documento n. C02918834 (passaporto)", "C02918834"),
            ("Passaporto (numero, scadenza): C02918834 - 01/02/2030", "C02918834"),
            ("Inhaber des Reisepasses Nr. C02918834", "C02918834"),
            ("passaporto rilasciato dal Ghana il 01/02/2020 con numero C02918834", "C02918834"),
        ] {
            assert_eq!(read(line), [number], "{line}");
        }
    }

    #[test]
    fn what_stands_behind_the_word_and_is_another_paper_s_is_left() {
        for line in [
            "Passaporto: visto n. ITA0291883",
            "passaporto smarrito, denuncia n. 0291883 del 3/3/2026",
            "Ufficio passaporti tel. 0302918834",
            "Portare passaporto e 2 foto; tel. 0302918834",
            "rilascio passaporto EUR 42,50 c/c n. 67422808",
        ] {
            assert!(read(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn the_number_of_a_forms_passport_stands_below_its_kind() {
        let form =
            "12. Type\tOrdinary passport\n13. Number\tA07733915\n14. Date of issue\t08-11-2024";
        assert_eq!(read(form), ["A07733915"]);
        assert!(read("Conto corrente\nNumero A07733915").is_empty());
        assert_eq!(read("Document\tPassport 548210973, valid until 15/04/2031"), ["548210973"]);
    }
}

//! References in the columns of a table: the caption stands in its header, the number in a row below it.
//!
//! A page's text keeps the order of the words, seldom the gaps between the cells. So a row's number is told by its look, and only where
//! one alone in the row has it.

use super::fold::Folded;
use super::references::{Found, TELEMATIC, add, own_date};
use super::{evidence, fiscal_code, forms, pattern, provinces};
use crate::facts::ReferenceKind;
use regex::Regex;
use std::sync::LazyLock;

/// Rows of a table that are looked at below its header; a row may take two lines.
const ROWS: usize = 24;
/// Lines in a row without a value, after which a table has ended.
const EMPTY: usize = 3;
/// The same for numbers whose build tells them: the cells beside them may wrap into several lines.
const EMPTY_BUILT: usize = 6;
/// A header this short needs one other column: "No. Name Passport".
const SHORT_HEADER: usize = 30;
/// A header or a row is at most so long.
const LONGEST: usize = 200;
/// So many headers a page has of one kind.
const HEADERS: usize = 20;

/// One kind of number, the captions of its column, and how it looks as a word of its own.
struct Column {
    kind: ReferenceKind,
    rule: &'static str,
    caption: LazyLock<Regex>,
    value: LazyLock<Regex>,
}

static COLUMNS: [Column; 7] = [
    Column {
        kind: ReferenceKind::Passport,
        rule: "passport-column",
        caption: LazyLock::new(|| {
            pattern(
                r"(?-u)\b(?:passaporto|passport|passeport|pasaporte|passaporte|reisepass|passnummer|pass|travel\sdocument|documento\sdi\sviaggio|reisedokument|document\sde\svoyage|documento\sde\sviaje)\b",
            )
        }),
        value: LazyLock::new(|| {
            pattern(
                r"(?-u)(?:^|[\s(])([a-z]{1,2}[0-9]{6,8}[a-z]?|[a-z]{3}[0-9]{5,7}|[0-9]{2}[a-z]{2}[0-9]{5}|[0-9]{9}|[1-9][0-9]{6})(?:$|[\s),;])",
            )
        }),
    },
    Column {
        kind: ReferenceKind::SuiId,
        rule: "sui-id-column",
        caption: LazyLock::new(|| {
            pattern(r"(?-u)\b(?:id|identificativo|(?:codice|numero|n\.)\s(?:domanda|istanza))\b")
        }),
        value: LazyLock::new(|| pattern(r"(?-u)(?:^|\s)([a-z]{2}[0-9]{10})(?:$|\s)")),
    },
    Column {
        kind: ReferenceKind::Unilav,
        rule: "unilav-column",
        caption: LazyLock::new(|| {
            pattern(r"(?-u)\b(?:codice|cod\.|numero)\s(?:univoco\s)?(?:della\s)?comunicazione\b")
        }),
        value: LazyLock::new(|| pattern(r"(?-u)(?:^|\s)([0-9]{16})(?:$|\s)")),
    },
    Column {
        kind: ReferenceKind::Questura,
        rule: "questura-column",
        caption: LazyLock::new(|| {
            pattern(
                r"(?-u)\b(?:n\.\s|numero\s)?(?:pratica|prat\.|istanza|domanda|fascicolo|fasc\.|posizione|questura|dossier|expediente)",
            )
        }),
        value: LazyLock::new(|| pattern(r"(?-u)(?:^|\s)([0-9]{2}[a-z]{2}[0-9]{6,7})(?:$|\s)")),
    },
    Column {
        kind: ReferenceKind::Assicurata,
        rule: "assicurata-column",
        caption: LazyLock::new(|| {
            pattern(
                r"(?-u)\b(?:assicurata|busta|kit|plico|raccomandata|poste|insured|recommandee|einschreiben|certificado)\b",
            )
        }),
        value: LazyLock::new(|| pattern(r"(?-u)(?:^|\s)(0[56][0-9]{9}-?[0-9])(?:$|\s)")),
    },
    Column {
        kind: ReferenceKind::Protocol,
        rule: "protocol-column",
        caption: LazyLock::new(|| pattern(r"(?-u)\b(?:protocollo\b|prot\.|protocol\b)")),
        value: LazyLock::new(|| {
            pattern(
                r"(?-u)(?:^|\s)([0-9]{5,9}|[0-9]{3,9}/20[0-9]{2}|20[0-9]{2}/[0-9]{4,9})(?:$|[\s,;])",
            )
        }),
    },
    // With its I a card's number is known anywhere; here OCR read a 1 for it.
    Column {
        kind: ReferenceKind::PermitCard,
        rule: "permit-column",
        caption: LazyLock::new(|| {
            pattern(r"(?-u)\b(?:titolo|permesso|carta)\sdi\ssoggiorno\s(?:numero|n\.)")
        }),
        value: LazyLock::new(|| pattern(r"(?-u)(?:^|\s)(1[0-9]{8})(?:$|\s)")),
    },
];

/// Other columns of a table: of people, of applications, of an office's register.
static OTHER_COLUMN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:nome|cognome|name|surname|nominativo|nazionalita|cittadinanza|nationality|citizenship|data\sdi\snascita|date\sof\sbirth
        |birth|nascita|born|nat[oa](?:/a)?|rapporto|legame|grado|sesso|sex|mansione|qualifica|livello|plan|relationship|parentela|applicants?|richiedent[ei]
        |beneficiari[oi]|insured|assicurat[oi]|travell?er|passenger|type|tipo|tipologia|country|code|codice|pais|apellidos|nombre|nom
        |prenoms?|geburtsdatum|lavorat(?:ore|rice|ori)|titolare|holder|vignetta|sticker|periodo|datore|familiare|person|persona|ref|reference|id
        |chi|quando|dove|giorno|ora|luogo|sede|who|when|where|wer|wann|wo|quien|categor(?:y|ia)|visto
        |data|del|date|stato|modello|matricola|oggetto|ufficio|mittente|destinatario|bollo|anno|esito|importo|sportello
        |centro\sper\sl'impiego|cpi|scadenza|domicilio|residenza|indirizzo|(?:presentat|rilasciat|inviat|ricevut|pervenut|trasmess)[oa]\sil|ente|classifica|classificazione|titolo|fascicolo|azioni)\b",
    )
});

/// The one comma that captions have without gaps between them, too: "Surname, given name".
static NAMES_APART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\x20-\x2b\x2d-\x7e]{0,12}\b(?:cognome|surnames?|apellidos|noms?|nachname|apelidos?),\s(?:given\s|first\s)?(?:nome|names?|nombres?|prenoms?|vorname)\b[\x20-\x2b\x2d-\x7e]*$",
    )
});

/// Words that make it a sentence.
static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:che|sono|deve|devono|essere|si|con|dal|dalla|nel|nella|alla|al|the|must|is|are|with|your|you|please|sul|sulla)\s",
    )
});

/// Finds the numbers in the columns of a page's tables.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    for column in &COLUMNS {
        let mut last = None;
        for caption in column.caption.find_iter(&page.text).take(HEADERS) {
            let line = page.line_of(caption.start());
            if last.replace(line) != Some(line) && is_header(page, line, column) {
                rows(page, line, column, found);
            }
        }
    }
}

/// Returns whether a line is the header of a table, or the caption of this column alone.
fn is_header(page: &Folded<'_>, line: usize, column: &Column) -> bool {
    let (from, to) = page.line(line);
    let text = &page.text[from..to];
    let ends = text.trim_end();
    let abbreviated = ["n.", "no.", "nr.", "num.", "ref.", "prot.", "id.", "nro."]
        .iter()
        .any(|e| ends.ends_with(e));
    if to - from > LONGEST
        || text.bytes().any(|b| b.is_ascii_digit())
        || text.contains(':')
        // Between columns' gaps a caption may have a comma.
        || text.contains(',') && text.matches('\t').count() < 2 && !NAMES_APART.is_match(text)
        || ends.ends_with('.') && !abbreviated
        || SENTENCE.is_match(text)
    {
        return false;
    }
    let others = OTHER_COLUMN
        .find_iter(text)
        .filter(|other| {
            !column.caption.find_iter(text).any(|own| own.range().contains(&other.start()))
        })
        .count();
    match column.kind {
        ReferenceKind::Passport => {
            let alone = PASSPORT_ALONE.is_match(text);
            alone || others >= if text.len() <= SHORT_HEADER { 1 } else { 2 }
        }
        _ => others >= 1,
    }
}

/// A header whose other captions stand on the lines above it.
static PASSPORT_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:numero|number|n\.|no\.)\s)?(?:(?:pass|passaporto|passport|passeport|pasaporte|passaporte|reisepass)(?:\s/\s|\s)?){1,2}(?:n\.|no\.?|number)?\s?$",
    )
});

/// The caption of the days before a column of protocols: "Data invio Numero di protocollo".
static DAYS_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:data(?:\s(?:di\s|della\s)?(?:invio|arrivo|ricezione|presentazione|protocollo|registrazione|trasmissione|rilascio))?|(?:presentat|rilasciat|inviat|ricevut|pervenut|trasmess)[oa]\sil|date|del|il)\s(?:(?:n\.|nr\.|num\.|numero)\s(?:di\s)?)?$",
    )
});

/// Takes the numbers from the rows below a header.
fn rows(page: &Folded<'_>, header: usize, column: &Column, found: &mut Vec<Found>) {
    let protocol = column.kind == ReferenceKind::Protocol;
    let (head, head_end) = page.line(header);
    let head = &page.text[head..head_end];
    let captions: Vec<usize> = column.caption.find_iter(head).map(|m| m.start()).collect();
    // Of such figures the look says little: the rows follow each other.
    let strict = protocol || column.kind == ReferenceKind::PermitCard;
    let built = matches!(
        column.kind,
        ReferenceKind::SuiId
            | ReferenceKind::Unilav
            | ReferenceKind::Questura
            | ReferenceKind::Assicurata
    );
    let most = if built { EMPTY_BUILT } else { EMPTY };
    let mut empty = 0;
    for row in header + 1..=(header + ROWS).min(page.last_line()) {
        let (from, to) = page.line(row);
        let row = if to - from <= LONGEST { &page.text[from..to] } else { "" };
        if column.kind == ReferenceKind::Passport && OF_A_VISA.is_match(row) {
            break;
        }
        let mut numbers = numbers(row, column, captions.len());
        if column.kind == ReferenceKind::Passport && is_cut(page, to) {
            numbers.clear();
        }
        for (number, caption) in numbers.iter().zip(&captions) {
            let (start, end) = (from + number.0, from + number.1);
            let value = page.text[start..end].replace('-', "").to_uppercase();
            let value = match column.kind {
                ReferenceKind::PermitCard => value.replacen('1', "I", 1),
                _ => value,
            };
            let evidence = evidence(page, start, end, column.rule);
            let days_before = protocol && DAYS_BEFORE.is_match(&head[..*caption]);
            let date = days_before.then(|| day_before(page, from, start)).flatten();
            let date = date.or_else(|| protocol.then(|| own_date(page, end)).flatten());
            add(found, column.kind, value, evidence, None, date);
        }
        if !numbers.is_empty() {
            empty = 0;
            continue;
        }
        empty += 1;
        if empty == most || strict {
            break;
        }
    }
}

/// Returns whether a narrow cell cut a number: a figure or two are left over on the line below the one that ends there.
fn is_cut(page: &Folded<'_>, end: usize) -> bool {
    let below = page.text[end..].trim_start_matches('\n').lines().next().unwrap_or_default();
    let last = below.rsplit([' ', '\t']).next().unwrap_or_default();
    let short = below.split([' ', '\t']).count() <= 2;
    short && last.len() <= 2 && !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit())
}

/// A row that tells of a visa: its number is no passport's.
static OF_A_VISA: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^(?:visto|visado|visa)\b|\b(?:visto|visado|visa)\s(?:n|no|nr)\b")
});

/// Returns the day that stands in a row right before a number.
fn day_before(
    page: &Folded<'_>,
    row: usize,
    number: usize,
) -> Option<(chrono::NaiveDate, usize, usize)> {
    let cell = &page.text[row..number];
    let day = forms::DATES.captures_iter(cell).last()?;
    let last = cell.trim_end().len() == day.get(0)?.end();
    // The day's own words keep the role that their caption gives them.
    forms::read(&day).filter(|_| last).map(|day| (day, number, number))
}

/// Returns where in a row the numbers stand that look like the column's: one, or as many as there are such columns.
fn numbers(row: &str, column: &Column, columns: usize) -> Vec<(usize, usize)> {
    if column.kind == ReferenceKind::Protocol && TELEMATIC.is_match(row) {
        return Vec::new();
    }
    let mut at = 0;
    let mut seen: Vec<regex::Match<'_>> = Vec::new();
    // The blank behind one number is also the blank before the next.
    while let Some(number) = column.value.captures_at(row, at).and_then(|c| c.get(1)) {
        at = number.end();
        if fits(column.kind, number.as_str()) {
            seen.push(number);
        }
    }
    if column.kind == ReferenceKind::Protocol && seen.len() > 1 && seen.len() != columns {
        // Seven figures, filled with zeros, are an office's protocol (D.P.C.M. 3 December 2013, art. 57 D.P.R. 445/2000).
        seen.retain(|number| number.as_str().starts_with('0') && number.len() == 7);
    }
    if seen.len() > 1 && (column.kind != ReferenceKind::Protocol || seen.len() != columns) {
        seen.clear();
    }
    seen.into_iter().map(|number| (number.start(), number.end())).collect()
}

/// Returns whether a number of this look is one of its kind.
fn fits(kind: ReferenceKind, number: &str) -> bool {
    match kind {
        ReferenceKind::SuiId => provinces::is_province(&number[..2]),
        ReferenceKind::Questura => provinces::is_province(&number[2..4]),
        // A company's VAT number has eleven figures, a day without its strokes eight.
        ReferenceKind::Protocol => {
            !fiscal_code::is_provisional(number) && forms::DATES.find(number).is_none()
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Folded, ReferenceKind, find};

    fn read(text: &str) -> Vec<(ReferenceKind, String)> {
        let mut found = Vec::new();
        find(&Folded::new(1, text), &mut found);
        found.into_iter().map(|f| (f.reference.kind, f.reference.value)).collect()
    }

    fn passports(text: &str) -> Vec<String> {
        let found = read(text).into_iter();
        found.filter(|(kind, _)| *kind == ReferenceKind::Passport).map(|(_, value)| value).collect()
    }

    #[test]
    fn a_column_of_passports_is_read_row_by_row() {
        let table = "Name Date of birth Passport Plan\nAnn Lowe Nov 13, 1988 567102291 Premium\nTheo Lowe Jan 29, 2020 671940027 Junior\n\nTel. 040 5550 1880";
        assert_eq!(passports(table), ["567102291", "671940027"]);
        let short = "No. Name Passport\n1 Lowe Ann M00418277\n2 Lowe Theo M00391604";
        assert_eq!(passports(short).len(), 2);
        let abbreviated = "Insured person Birth Passport no.\nMs. ANN LOWE 19-Jul-1992 Z6120447";
        assert_eq!(passports(abbreviated), ["Z6120447"]);
        let german = "Versicherte Person / insured   geboren / born   Pass   Tarif\nFrau Ann Lowe   12.06.1993   1512238   Expat Plus";
        assert_eq!(passports(german), ["1512238"]);
        let document = "no. & surname, names\tdate of birth\ttravel document\n1\tKAPOOR, Meera\t25 Apr 1993\tV8840127";
        assert_eq!(passports(document), ["V8840127"]);
        let comma = "Surname, given name Born Citizenship Passport\n1 LOWE, Ann 8 Jan 1990, Leeds British 561203377";
        assert_eq!(passports(comma), ["561203377"]);
        let cut = "Name Date of birth Passport Plan\nLowe Ann A1284410\n20817 7";
        assert!(passports(cut).is_empty());
        let parted = "Insured / Date of\nbirth\nPass / Passport\nLowe, Ann 05.05.1991 N08814477";
        assert_eq!(passports(parted), ["N08814477"]);
    }

    #[test]
    fn a_sentence_heads_no_column() {
        for text in [
            "Portare il passaporto, nome e cognome del minore.\nTel. 402118204",
            "Il protocollo si trova con la data sulla ricevuta\n0411822 del registro",
            "Data protocollo e oggetto:\n0411822",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_application_s_numbers_stand_below_their_captions() {
        let portal = "ID Modello Lavoratore Stato Codice pratica\nBA4817704402 A-bis RAMOS LUZ INVIATA P-BA/L/N/2026/114027";
        assert_eq!(read(portal), [(ReferenceKind::SuiId, "BA4817704402".to_owned())]);
        // A Polish VAT number.
        assert!(read("ID Titolare Data\nPL5252844190 NOWAK 01/02/2026").is_empty());
        let sent = "Codice comunicazione Data invio Tipo comunicazione\n1301526200447718 30/01/2026 18:22:10 Assunzione";
        assert_eq!(read(sent), [(ReferenceKind::Unilav, "1301526200447718".to_owned())]);
    }

    #[test]
    fn two_columns_of_protocols_have_the_days_before_them() {
        let text = "Presentata il Protocollo d'ingresso Rilasciata il Protocollo d'uscita\n16/06/2026 2026/0012345 01/07/2026 2026/0067890";
        let mut found = Vec::new();
        find(&Folded::new(1, text), &mut found);
        let told: Vec<(&str, String)> = found
            .iter()
            .map(|f| (f.reference.value.as_str(), format!("{:?}", f.reference.date)))
            .collect();
        let day = |day: &str| format!("Some({day})");
        assert_eq!(
            told,
            [("2026/0012345", day("2026-06-16")), ("2026/0067890", day("2026-07-01"))]
        );
    }

    #[test]
    fn a_protocol_is_the_one_number_of_its_row_or_the_one_of_seven_figures() {
        for (text, number) in [
            ("Centro per l'impiego Protocollo Del\nCOSENZA 88214 27/10/2025", Some("88214")),
            ("Matricola Protocollo Data\n281940 0061174 19/05/2026", Some("0061174")),
            ("Prot. n. del\n0048213 22.04.2026", Some("0048213")),
            ("Matricola Protocollo Data\n281940 61174 19/05/2026", None),
            ("Protocollo Ufficio\nSegreteria\n88214", None),
        ] {
            let found: Vec<String> = read(text).into_iter().map(|(_, value)| value).collect();
            assert_eq!(found.first().map(String::as_str), number, "{text}");
        }
    }
}

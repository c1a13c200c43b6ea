//! Protocol numbers behind or before their label.

use super::parts::{Parts, is_year};
use super::{Found, TELEMATIC, add, own_date};
use crate::facts::ReferenceKind;
use crate::recognise::dates::before;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, forms, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// What a protocol's number is called, and the words up to it.
const LABEL: &str = r"(?x-u)\b(?:p\.llo|prot(?:ocollo|oc|\.?llo|\.?lo|ocol|okoll|ocole|ocolo|ocollat[aoei])?|protokollnummer|(?:registro\sufficiale|p\.?\s?g|p\.?g\.?n|r(?:eg(?:istro)?)?\.?\s?uff(?:iciale)?|protocol\sref|ns\.?\s?prot))\b\.?\)?\s*
        (?:[/-]\s?(?:num|n|no|nr|nro|numero|nummer|number|ref|zahl)\b\.?\s?)?
        (?:-\s(?:uscita|entrata|ingresso|arrivo|partenza)\b\s?)?
        (?:e\sdata\s?:\s)?
        (?:\(?(?:n\.?o?|nr\.?|num\.?|numero)(?:\s?/\s?|\se\s|\se\s?la\s)(?:anno|data|del)\)?\s?:?\s)?
        (?:(?:documento|domanda|istanza|richiesta|generale|del\sdocumento|comunale|(?:(?:di|del|dal)\s)?sistema|elettronico|riservato|unico|sui|sdi|ali|suap|sue|ri|r\.i\.|rea|sanitario|ente|aziendale|attribuito|rilasciato|ricevuta|pratica|ministeriale|regionale|provinciale|nazionale|dell'ente|dell'ufficio|prefettura|questura|inl|itl|inps|pec|rif\.|\(puc\))[\s:]{1,2})?
        (?:univoco\s(?:del\scertificato\s)?(?:\(puc\)\s?)?:?\s?)?
        (?:(?:assegnato|attribuito|rilasciato)\s(?:e'?\s)?(?:il\s)?(?:dal\ssistema\s?:?\s|d'ufficio\s|automaticamente\s)?)?
        (?:\([uei]\)\s?)?
        (?:\(?(?:in\s|di\s|d'|d')?(?:gen(?:erale|\.le)?|ingresso|entrata|uscita|arrivo|partenza|interno|informatico|usc|ing|ingr|entr|arr|part|int|ris|uff|amm)\b\.?\)?\s*)?
        (?:(?:dell'|(?:del|della|dello|di\squest[oa])\s)[a-z']{3,14}(?:\s[a-z']{2,14}){0,3}\s(?:(?:con|col|al|sub)\s(?:il\s)?)?n(?:r|ro|um|umero)?\b[.:o]{0,2}\s?)?
        (?:(?:con|col|al|sub|sotto)\s(?:il\s)?)?
        (?:\(?(?:n(?:r|ro|um|umero|umber|ummer|o)?)\b[.:o]{0,2}\)?\s{0,2}[.:/]?\s?|:\s?|n\.?o|n\.ro\s){0,2}
        (?:(?:sui|suap|sue|itl|urp|aoo[a-z0-9_]{2,12}|[a-z]{1,3}_[a-z0-9]{2,12}(?:\.[a-z0-9_]{2,16})?)[\x20./-]{1,3})?";

/// The number as most registers write it, behind the letter that says which way the paper went.
const PLAIN: &str = r"(?:[uei]\.?\x20?[/-]?\x20?)?([a-z]{2,4}[/-]20[0-9]{2}[/-][0-9]{3,9}|[a-z]{2}/[0-9]{4,9}|[0-9]{1,3}\.[0-9]{3}(?:/(?:19|20)[0-9]{2})?|[a-z]\.[0-9]{1,2}/(?:19|20)[0-9]{2}|[a-z]{2,4}/[0-9]{3,9}/(?:19|20)[0-9]{2}(?:/[a-z0-9]{3,9})?|[0-9]{1,9}/[a-z]{1,5}/[0-9]{2}(?:[0-9]{2})?|[0-9]{1,7}/[0-9]{2}(?:/[a-z]{1,5})?|[0-9]{1,7}\x20/\x20(?:19|20)[0-9]{2}|[0-9]{3,7}-(?:19|20)[0-9]{2}|[0-9]{1,4}/[0-9]{3,9}|[0-9]{1,11}(?:/(?:(?:19|20)[0-9]{2}|[a-z]{1,5}(?:/[a-z]{1,3})?))?)\b";

/// A number with its year, and letters only behind it.
static WITH_DESK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^([0-9]{4,9}/(?:19|20)[0-9]{2})/[a-z][a-z./-]{1,14}$"));

/// Any register's: figures, letters and years parted by strokes, points or dashes ("D33A/2027/118405", "2027-UNTR-0041186").
const CODED: &str =
    r"(?:[uei]\x20[/-]?\x20?)?([a-z0-9]{1,10}(?:[./_-][a-z0-9]{1,10}){1,5})(?:$|[\s,;)\]]|\.\s)";

static PROTOCOL: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("{LABEL}{PLAIN}")));

static PROTOCOL_CODED: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("{LABEL}{CODED}")));

/// Seven figures filled with zeros, which only a protocol has (art. 57 D.P.R. 445/2000), whatever mark stands before them:
/// "Protocollo | 0088412", "Prot. n. [0088412]".
static PROTOCOL_SEVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(r#"{LABEL}[\s|\#\[("-]{{1,3}}(0[0-9]{{6}})(?:$|[\s,;|\])"]|\.\s)"#))
});

/// With its day at once: "Prot. 0918274/19-01-2027/USC", "prot. n. 0918274_19-01-2027", "Data e numero di protocollo: 03/03/2026 - 0226114".
static PROTOCOL_DATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"{LABEL}(?:(?<number>[0-9]{{3,9}})[\x20]?[/._-][\x20]?(?<day>[0-9]{{2}}[/.-][0-9]{{2}}[/.-](?:19|20)[0-9]{{2}})(?:$|[\x00-,./:-\x7f])
            |(?<day2>[0-9]{{2}}[/.-][0-9]{{2}}[/.-](?:19|20)[0-9]{{2}})[\s]{{1,2}}[-/][\x20](?:n\.?[\x20])?(?<number2>[0-9]{{6,9}})\b)"
    ))
});

/// "Certificato n. 0018823/2026 di protocollo".
static PROTOCOL_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:n|no|nr|numero)\b[.:o]{0,2}\s?([0-9]{4,9}(?:/(?:19|20)[0-9]{2})?|[0-9]{1,3}/(?:19|20)[0-9]{2})[\x20](?:di[\x20]|del[\x20])?prot(?:ocollo\b|\.)",
    )
});

/// A number right behind the word.
static NEXT_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\s.:]{0,3}(?:(?:n|no|nr|num|numero)\b[.:o]{0,2})?\s?[0-9]{2,}(?:$|[\x00-\x2c:-\x7f]|/(?:19|20)[0-9]{2}\b)",
    )
});

/// What a letter was registered as, with no word for the register: "acquisita il 22.11.2023 con n. 33107", "AOODGOSV 0009184".
static REGISTERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:acquisit|protocollat|assunt)[aoei]\s(?:(?:agli\satti|al\sprotocollo|a\sprotocollo)\s)?
            (?:(?:il|in\sdata|il\sgiorno)\s[0-9]{1,2}[\x20./-][0-9a-z]{1,9}[\x20./-](?:19|20)[0-9]{2},?\s)?(?:con|al|sub|sotto)\s(?:il\s)?(?:n|nr|num|numero)\b[.:o]{0,2}\s?
            ([0-9]{3,9}(?:/(?:19|20)[0-9]{2})?)\b
        |\baoo[a-z0-9]{3,10}\s(?:(?:r\.?u|prot|n|nr)\b\.?\s?){0,2}(?:[uei]\s)?([0-9]{5,9})\b",
    )
});

/// The number of a telematic certificate of illness, called by its letters: "P.U.C. 304118827".
static OF_CERTIFICATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|[\s(])(?:p\.u\.c\.|puc)(?:\s(?:n|nr|numero)\b\.?)?\s?:?\s([0-9]{9})(?:$|[\s,;)])",
    )
});

/// A DURC's number, whose stroke OCR lost: "Numero protocollo: INPS 47301966".
static OF_DURC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bprot(?:ocollo|\.)(?:\s(?:documento|n\.))?[\s:]{1,3}((?:inps|inail)\x20[0-9]{7,9})\b",
    )
});

/// What a register puts behind the number: whether the letter left or came, or its class in the archive ("4410/C27", "0012345-U",
/// "812 VII.6"). It is none of the number.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:\x20?[/-]\x20?(?:[uepai]\b|area\b|[a-z]{1,2}[./-]?[0-9]{1,3}[a-z]?\b|[ivx]{1,4}[./-][0-9]{1,2}\b|[0-9]{1,2}\.[0-9]{1,2}\b)|\x20(?:[a-z][./-]?[0-9]{1,2}[a-z]?|[ivx]{1,4}[./-][0-9]{1,2})\b)",
    )
});

/// The second part of a class, behind its first.
static CLASSED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)^\.[0-9]{1,2}(?:$|[\s,;)])"));

/// What "PG" before a number means on a doctor's stamp or a firm's paper: the province of the register that they are in.
const OF_PERUGIA: &[&str] = &[
    "omceo", "ordine", "albo", "collegio", "iscr", "iscr.", "rea", "r.e.a.", "cciaa", "opi",
    "coll.",
];

/// Words that say that a number follows.
const NUMBER_OF: &[&str] = &["n.", "nr.", "num.", "numero", "no", "number"];

/// Finds the protocol numbers of a page.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    let text = &page.text;
    let mut taken = dated(page, found);
    let mut take = |value: String, start: usize, end: usize, behind: usize| {
        let date = own_date(page, behind).or_else(|| super::own_date::day_received(page, start));
        let evidence = evidence(page, start, end, "protocol");
        add(found, ReferenceKind::Protocol, value, evidence, None, date);
    };
    for c in PROTOCOL.captures_iter(text) {
        let (Some(all), Some(number)) = (c.get(0), c.get(1)) else { continue };
        let (start, end) = (number.start(), number.end());
        // "0041190/27.1": the class in the archive, no year.
        let classed = number.as_str().find('/').filter(|_| CLASSED.is_match(&text[end..]));
        let end = classed.map_or(end, |stroke| start + stroke);
        let behind = end + BEHIND.find(&text[end..]).map_or(0, |m| m.len());
        let digits = number.as_str().bytes().filter(u8::is_ascii_digit).count();
        let date = own_date(page, behind);
        // A treaty's "Protocollo n. 7", a phone or a date after the office's name.
        let treaty =
            page.flat[end..].trim_start_matches([' ', ',']).starts_with("alla convenzione")
                || page.flat[end..].trim_start().starts_with("addizionale");
        let goes_on = text[behind..].starts_with(['/', '.', '-', ',', '@', '_'])
            && text[behind + 1..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let labelled = all.as_str()[..start - all.start()].trim_end();
        let figures = number.as_str().split('/').next().unwrap_or_default();
        let thousands =
            figures.contains('.') && figures.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let lead = before(&page.flat, all.start(), 12).trim_end();
        let lead = lead.strip_suffix(" di").unwrap_or(lead);
        let numbered = !labelled.ends_with("protocollo") && !labelled.ends_with("protocol")
            || NUMBER_OF.iter().any(|word| lead.ends_with(word)) && !is_years(number.as_str());
        // "Ufficio protocollo 0226114882" is its telephone; "protocollo sanitario 2026" has a year.
        let bare_of_office = lead.ends_with("ufficio") && !numbered && date.is_none();
        let bare_year = is_years(number.as_str())
            && date.is_none()
            && labelled.ends_with(|c: char| c.is_ascii_alphabetic())
            && ![" n", " nr", "numero"].iter().any(|word| labelled.ends_with(word));
        let window = &text[start..(start + 32).min(text.len())];
        let telematic = TELEMATIC.find(window).is_some_and(|m| m.start() == 0);
        // "E.prot. 45123": the way that it went.
        let way = ["e.", "u.", "i."].iter().any(|way| {
            text[..all.start()].strip_suffix(way).is_some_and(|lead| {
                !lead.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
            })
        });
        let inside = !way
            && all.start() > 0
            && matches!(text.as_bytes()[all.start() - 1], b'@' | b'_' | b'.');
        // "25/PG/017744" is a Questura's.
        let between = before(text, all.start(), 3);
        let parted = between.ends_with(['/', '-', '.', ' '])
            && between
                .trim_end_matches([' ', '/', '-', '.'])
                .ends_with(|c: char| c.is_ascii_digit());
        let province = labelled.trim_end_matches(['/', '-', '.']) == "pg" && parted
            || labelled == "pg"
                && OF_PERUGIA.iter().any(|word| {
                    before(&page.flat, all.start(), 30)
                        .split([' ', '-', '/', '\''])
                        .any(|said| said == *word)
                });
        if treaty
            || province
            || goes_on
            || telematic
            || inside
            || taken.contains(&start)
            || bare_of_office
            || bare_year
            || digits < 3 && date.is_none() && !number.as_str().contains('/')
            || !numbered && digits < 5 && date.is_none()
        {
            continue;
        }
        // "0012345/U": it left; "/E": it came.
        let end = if number.as_str().ends_with("/u") || number.as_str().ends_with("/e") {
            end - 2
        } else if number.as_str().ends_with("/area") {
            // The area of the prefecture that keeps it.
            end - "/area".len()
        } else {
            end
        };
        // "PG/2026/0088104": the general register's letters are none of the number.
        let start = if number.as_str().starts_with("pg/") { start + 3 } else { start };
        // "prot. 12.345": figures parted as an amount's are.
        let value = if thousands {
            number.as_str().replace('.', "")
        } else {
            page.words(start, end).replace(" / ", "/")
        };
        taken.push(start);
        take(value, start, end, behind);
    }
    for number in PROTOCOL_SEVEN.captures_iter(text).filter_map(|c| c.get(1)) {
        if !taken.contains(&number.start()) {
            taken.push(number.start());
            take(number.as_str().to_owned(), number.start(), number.end(), number.end());
        }
    }
    for c in PROTOCOL_CODED.captures_iter(text) {
        let (Some(all), Some(number)) = (c.get(0), c.get(1)) else { continue };
        let (start, end) = (number.start(), number.end());
        let inside =
            all.start() > 0 && matches!(text.as_bytes()[all.start() - 1], b'@' | b'_' | b'.');
        // "CB/PG/2026/00812" is a file's.
        let inside =
            inside || all.as_str().starts_with("pg") && text[..all.start()].ends_with(['/', '-']);
        let known = taken.iter().any(|at| (start..end).contains(at));
        if !known && !inside && is_coded(number.as_str()) {
            // "61884/2026/SUI": the desk that keeps it, behind its year.
            if let Some(own) = WITH_DESK.captures(number.as_str()).and_then(|c| c.get(1)) {
                let end = start + own.len();
                take(page.words(start, end).to_owned(), start, end, number.end());
                continue;
            }
            // "2026/00881-V": the desk's letter behind the number, as the way that a paper went.
            let number = number.as_str();
            let own = number.strip_suffix(|c: char| c.is_ascii_lowercase());
            let own = own.and_then(|own| own.strip_suffix(['-', '/'])).unwrap_or(number);
            let value = start + if is_coded(own) { own.len() } else { number.len() };
            take(page.words(start, value).to_owned(), start, value, end);
        }
    }
    for c in PROTOCOL_BEHIND.captures_iter(text) {
        let (Some(all), Some(number)) = (c.get(0), c.get(1)) else { continue };
        // "Repertorio n. 1234/2026 Prot. n. 45123": the word is the next number's.
        if NEXT_NUMBER.is_match(&text[all.end()..]) {
            continue;
        }
        take(number.as_str().to_owned(), number.start(), number.end(), number.end());
    }
    for number in OF_CERTIFICATE.captures_iter(text).filter_map(|c| c.get(1)) {
        take(number.as_str().to_owned(), number.start(), number.end(), number.end());
    }
    for number in OF_DURC.captures_iter(text).filter_map(|c| c.get(1)) {
        let value = page.words(number.start(), number.end()).to_uppercase().replace(' ', "_");
        take(value, number.start(), number.end(), number.end());
    }
    for number in REGISTERED.captures_iter(text).filter_map(|c| c.get(1).or_else(|| c.get(2))) {
        take(number.as_str().to_owned(), number.start(), number.end(), number.end());
    }
}

/// Finds the numbers that stand beside their day, and returns where they begin.
fn dated(page: &Folded<'_>, found: &mut Vec<Found>) -> Vec<usize> {
    let mut taken = Vec::new();
    for c in PROTOCOL_DATED.captures_iter(&page.text) {
        let number = c.name("number").or_else(|| c.name("number2"));
        let day = c.name("day").or_else(|| c.name("day2"));
        let (Some(number), Some(day)) = (number, day) else { continue };
        let read = forms::DATES.captures(day.as_str()).and_then(|d| forms::read(&d));
        let date = read.map(|read| (read, day.start(), day.end()));
        let evidence = evidence(page, number.start(), number.end(), "protocol");
        let value = number.as_str().to_owned();
        add(found, ReferenceKind::Protocol, value, evidence, None, date);
        taken.push(number.start());
    }
    taken
}

/// Returns whether a word of several parts is a register's number: a number among them that is no year, and a year or a register's
/// letters beside it. A day, an amount and the number of a law have no such look, and an application's is another kind.
fn is_coded(word: &str) -> bool {
    let parts = Parts::of(word);
    let (longest, years) = (parts.longest(), parts.has_year());
    let letters = word.bytes().any(|b| b.is_ascii_alphabetic());
    !parts.has_day()
        && !parts.is_application()
        && match parts.all.len() {
            2 if years => longest >= 3,
            // "1182-SG" is what a ministry allowed an agency under, "INAIL_3340" a number that was cut.
            2 => longest >= 5 && word.starts_with(|c: char| c.is_ascii_alphabetic()),
            _ => longest >= 3 && (letters || years) || longest == 2 && letters && years,
        }
}

/// Returns whether a number may as well be a year, or a span of them.
pub(super) fn is_years(number: &str) -> bool {
    number.split('/').all(is_year)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::references::told_by;

    #[test]
    fn a_protocol_is_told_as_its_register_writes_the_number() {
        for (line, number) in [
            ("Prot. PG/2026/0088104", "2026/0088104"),
            ("Prot. 2026/00881-V - 20.02.2026", "2026/00881"),
            ("Protocollo SUI 0031990", "0031990"),
            ("Prot. SDI n. 2026/0004471", "2026/0004471"),
            ("istanza acquisita il 22.11.2023 con n. 33107;", "33107"),
            ("AOODGOSV 0009184 del 13-06-2024", "0009184"),
            ("Prot. 0918274/19-01-2027/USC", "0918274"),
            ("Prot. n. 0918274_19-01-2027", "0918274"),
            ("Numero protocollo: INPS 47301966", "INPS_47301966"),
            ("Data e numero di protocollo: 03/03/2026 - 0226114", "0226114"),
            ("Protocollo e data: 0226114 03/03/2026", "0226114"),
            ("Protocollo sistema\t0226114", "0226114"),
            ("Registro Ufficiale - Uscita n. 0041187 del 16/09/2025", "0041187"),
            ("Protokoll-Nr. 226114", "226114"),
            ("Prot. (U) n. 226114", "226114"),
            ("Prot.llo n. 226114", "226114"),
            ("Protocollo | 0088412", "0088412"),
            ("Prot. n. [0088412]", "0088412"),
            ("protocollo ministeriale 0088412", "0088412"),
            ("Prot. n. SUI 0088412", "0088412"),
            ("Reg. Ufficiale U. 0318877 del 12-11-2025", "0318877"),
            ("Protocollo del sistema 0911477/2026", "0911477/2026"),
            ("Protocollo assegnato dal sistema: 0911477", "0911477"),
            ("protocollo generale sotto il numero 31874 del 12/01/2026", "31874"),
            ("P.G.N. 31874/2026", "31874/2026"),
            ("Protocollo (n./anno): 45123/2026", "45123/2026"),
            ("Protocollo n. e data: 45123 del 12/03/2026", "45123"),
            ("Protocollo (numero e data): 45123 - 12/03/2026", "45123"),
            ("Prot. 45.123/2026", "45123/2026"),
            ("Prot. n. 45123/2026/Area IV", "45123/2026"),
            ("E.prot. 45123", "45123"),
            ("Protocollo: 61884/2026/SUI", "61884/2026"),
            ("P.U.C. 304118827   Data rilascio 06/10/2026", "304118827"),
            ("Repertorio n. 1234/2026 Prot. n. 45123 del 12/03/2026", "45123"),
        ] {
            assert_eq!(told_by(find, line), [number], "{line}");
        }
    }

    #[test]
    fn an_office_s_telephone_and_a_plan_s_year_are_no_protocol() {
        for line in [
            "Ufficio protocollo 0226114882",
            "protocollo sanitario 2026",
            "ai sensi del protocollo 2021/2027",
        ] {
            assert!(told_by(find, line).is_empty(), "{line}");
        }
    }

    #[test]
    fn pg_is_a_province_on_a_doctor_s_stamp() {
        for line in ["dott.ssa Serena Mattioli - OMCeO PG 880412", "iscritta all'albo PG 88041"] {
            assert!(told_by(find, line).is_empty(), "{line}");
        }
        assert!(told_by(find, "fascicolo CB/PG/2026/00812").is_empty());
        assert_eq!(told_by(find, "Comune di Bologna, PG 880412"), ["880412"]);
    }
}

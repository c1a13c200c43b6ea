//! The number in the head of an office's letter or act, or on its stamp, which no word calls a protocol: alone on its line or in its cell,
//! beside its day, its place, its class in the archive, or behind "N." or "Ref." alone.
//!
//! It is told by where it stands and by its build, so that an office that nobody has thought of is read as well as any other.

use super::coded::speaks_of_firms;
use super::parts::{Parts, is_figures, is_year};
use super::{Found, add, is_told, own_date};
use crate::facts::ReferenceKind;
use crate::packs::Nature;
use crate::recognise::fold::Folded;
use crate::recognise::offices::OfficeWords;
use crate::recognise::paper::Paper;
use crate::recognise::{evidence, forms, pattern};
use chrono::NaiveDate;
use regex::Regex;
use std::sync::LazyLock;

/// So many lines hold the head of a letter.
const LINES: usize = 16;
/// A head has at most so many bytes, and a row of it, or two, so many: a hostile page's are read no further.
const LONGEST_HEAD: usize = 4_000;
const LONGEST_ROW: usize = 600;
/// An office's name is at most so long.
const LONGEST_NAME: usize = 90;

/// A word of several parts; the area of a prefecture is one of them.
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:[a-z0-9]{1,12}(?:[./_-]{1,2}(?:area\x20[ivx]{1,4}|[a-z0-9]{1,12})){1,6}|0[0-9]{6}\b)",
    )
});

/// What may stand beside the number in its cell, besides days: words for a number, a reference, the way that the paper went, its arrival.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)^(?:[\s,;:|()\[\]/.'-]
            |\b(?:n|nr|nro|no|num|numero|number|nummer|zahl|zl|gz|gzl|ref|reference|rif|riferimento|our|ns|nostro|nostra|vs|vostra|vostro
                |prot|protocollo|reg|registro|registrat[oa]|registered|e|u|i|a|p|in|entrata|uscita|ingresso|arrivo|partenza|interno|entrat[oa]|uscit[oa]
                |pervenut[oa]|ricevut[oa]|ricevuta|ricezione|arrivat[oa]|acquisit[oa]|presentat[oa]|depositat[oa]|spedit[oa]|received|eing|eingang|eingegangen|entr|timbro|domanda|istanza
                |imm|amm(?:\.va)?|str|sez|div|uff|area|bis|ter|[ivx]{1,4}|spazio|riservato|all|ufficio
                |di|del|dell|data|il|li|addi|den|am|le|du|vom|of|dated|on|date|ore|alle|h)\b
            |[0-9]{1,2}[:.][0-9]{2}\b)*$",
    )
});

/// The class of the letter in the archive, or the letters of its register: "cl. 03.03", "Cat. A.12/2026", "SOC/CF".
static CLASS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:cl|class|classifica|tit|cat|fasc|all)\b\.?\s?(?:n\.?\s)?[a-z0-9]{1,4}(?:[./-][a-z0-9]{1,6}){0,4}(?:$|[\s,;)])|\s[a-z]{2,5}/[a-z]{2,5}\s$",
    )
});

/// The place before a letter's day.
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|[\s.;)-])[a-z][a-z'/-]{1,20}(?:\x20[a-z'/-]{2,14}){0,3},(?:\s(?:li'?|addi'?|il|den|am|le),?)?\s*$",
    )
});

/// An office's field at the foot of a paper that is handed in.
static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:riservat[oa]\sall|(?:pervenut|ricevut)[oa]\b|timbro\b|protocollo\b|arrivo\b|received\b)",
    )
});

/// How codes of forms, norms and firms begin.
const NO_REGISTERS: &[&str] = &[
    "mod", "form", "rev", "ver", "vers", "iso", "uni", "en", "din", "iban", "rea", "inv", "ft",
    "fatt", "po", "sow", "msa", "nda",
];

/// What a code in the head may be else, said on the line above it or before it.
static ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:invoice|fattura|rechnung|booking|prenotazione|order|ordine|polizza|policy|cliente|customer|contratto|contract|preventivo|offerta|sentenza|legge|regolamento|direttiva|mod(?:ello|\.)|form|file|account|conto)\b",
    )
});

/// A word for a number or a reference and no more.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:n|nr|nro|no|num|numero|number|nummer|zl|gz|ref|reference|rif|riferimento)\b[.:o\s/]*(?:(?:n|nr|nro|no|num|numero|number|nummer)\b[.:o\s]*)?$",
    )
});

/// The way that a letter went, behind its number.
static WAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^\s?\(?(?:in\s)?(?:uscita|entrata|arrivo|partenza|ingresso)\b")
});

/// Finds such numbers on a paper's first page.
pub(super) fn find(
    page: &Folded<'_>,
    paper: Paper<'_>,
    offices: &OfficeWords,
    found: &mut Vec<Found>,
) {
    if !may_bear_one(page, paper) {
        return;
    }
    let last = LINES.min(page.last_line());
    let end = page.line(last).1.min(LONGEST_HEAD);
    let short = |from: usize, to: usize| to - from <= LONGEST_ROW;
    // The office stands above its number, or beside it.
    if let Some(named) = offices.first_named(&page.text[..end]) {
        for code in CODE.find_iter(&page.text[..end]) {
            let (start, end) = (code.start(), code.end());
            let (from, to) = page.line_at(start);
            if named < to && short(from, to) && !has_protocol(page, start, found) {
                take(page, offices, start, end, found);
            }
        }
    }
    if paper.is_any(&[Nature::HandedIn, Nature::Filed]) {
        for received in RECEIVED.find_iter(&page.text[end..]) {
            let line = page.line_of(end + received.start());
            let (from, _) = page.line(line);
            let (_, to) = page.line((line + 1).min(page.last_line()));
            if !short(from, to) {
                continue;
            }
            for code in CODE.find_iter(&page.text[from..to]) {
                let (start, end) = (from + code.start(), from + code.end());
                let (row, row_end) = page.line_at(start);
                if has_day(&page.text[row..row_end]) {
                    take(page, offices, start, end, found);
                }
            }
        }
    }
}

/// Takes a number, if it is built as a register's, stands alone and is not told yet.
fn take(
    page: &Folded<'_>,
    offices: &OfficeWords,
    start: usize,
    end: usize,
    found: &mut Vec<Found>,
) {
    let number = &page.text[start..end];
    if is_word(&page.text, start, end)
        && (is_registers(number) || is_of_figures(number) && is_dated(page, start))
        && stands_alone(page, offices, start, end)
        && !is_told(found, number)
    {
        let value = page.words(start, end).to_uppercase();
        let evidence = evidence(page, start, end, "protocol-head");
        add(found, ReferenceKind::Protocol, value, evidence, None, day(page, start, end));
    }
}

/// Returns whether a protocol is told before an offset: a letter has one of its own, and another code beside it is its class or its file.
fn has_protocol(page: &Folded<'_>, end: usize, found: &[Found]) -> bool {
    let (_, end) = page.range(0, end);
    found.iter().map(|f| &f.reference).any(|reference| {
        reference.kind == ReferenceKind::Protocol
            && reference.evidence.page == page.page
            && (reference.evidence.start as usize) < end
    })
}

/// Returns whether papers of this kind bear the number of an office's register in their heads. Cards, bills and contracts have numbers of
/// their own there.
fn may_bear_one(page: &Folded<'_>, paper: Paper<'_>) -> bool {
    !paper.has_type() && !speaks_of_firms(page)
        || paper.is_any(&[
            Nature::Act,
            Nature::Answer,
            Nature::HandedIn,
            Nature::Stamped,
            Nature::Registered,
            Nature::Filed,
        ]) && !paper.is_any(&[Nature::Card, Nature::Bill, Nature::List, Nature::Receipt])
}

/// Returns whether nothing touches the range that would make it a part of something longer.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let mut behind = text[end..].chars();
    let (next, second) = (behind.next(), behind.next());
    let ends = |c: Option<char>| c.is_none_or(|c| c.is_ascii_whitespace() || ",;:)]|".contains(c));
    before.is_none_or(|c| c.is_ascii_whitespace() || "([|".contains(c))
        && (ends(next) || next == Some('.') && ends(second))
}

/// Returns whether a word of several parts is built as a register's number: a number of three figures or more that is no year, and
/// letters, in three parts or behind a stroke. Laws, days, files, addresses and applications are not.
fn is_registers(word: &str) -> bool {
    let parts = Parts::of(word);
    let all = &parts.all;
    let longest = parts.longest();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let last = all.last().copied().unwrap_or_default();
    let of_union = ["ce", "ue", "cee", "eu", "eg", "euratom"].contains(&last);
    let of_form = all.first().is_some_and(|first| NO_REGISTERS.contains(first));
    let of_file = word.contains(['.', '_']) && parts.ends_in_a_name();
    // "AN-233907" may be anything; "1884/P.L" is a desk's.
    let parted = all.len() >= 3 || word.contains('/') && is_figures(all[0]);
    // "1A-1893/25" is a form's; "3318/A12/2025" has a class, "2027.044118.P" the way that it went.
    let lettered = |part: &&&str| part.bytes().any(|b| b.is_ascii_alphabetic());
    // "05307-B85JU2A-4": letters and figures by turns are a machine's, by which a printed sheet is checked.
    let by_turns = all.iter().any(|part| {
        part.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()).count() > 3
    });
    let classed = all.len() == 3
        && parts.has_year()
        && all.iter().find(lettered).is_some_and(|part| {
            part.len() > 1 || longest >= 5 && ["u", "e", "i", "p", "a"].contains(part)
        });
    (letters >= 2 || letters == 1 && classed)
        && !by_turns
        && longest >= 3
        && parted
        && !of_union
        && !of_form
        && !of_file
        && !parts.has_day()
        && !parts.is_application()
}

/// Returns whether a number has figures only: seven of them, filled with zeros, or its year.
fn is_of_figures(word: &str) -> bool {
    let parts: Vec<&str> = word.split('/').collect();
    let year = |part: &str| part.starts_with("20") && is_year(part);
    parts.iter().all(|part| is_figures(part))
        && match parts[..] {
            [number] => number.len() == 7,
            [number, last] if last.len() == 2 && last.starts_with('2') => number.len() >= 3,
            [number, last] if year(last) => number.len() >= 2 && !year(number),
            [first, number] if year(first) => number.len() >= 3,
            _ => false,
        }
}

/// Returns whether the letter's day stands on the line of a number, beside nothing else, or the word for its register above it.
fn is_dated(page: &Folded<'_>, start: usize) -> bool {
    let line = page.line_of(start);
    let (from, to) = page.line(line);
    has_day(&page.text[from..to])
        || line.checked_sub(1).is_some_and(|above| {
            let (from, to) = page.line(above);
            let above = &page.text[from..to];
            above.contains("protocollo") && !above.ends_with('.')
                || has_day(above) && is_beside(above)
        })
}

/// Returns whether a number is alone in its cell, but for what belongs to it, and no caption stands before it.
fn stands_alone(page: &Folded<'_>, offices: &OfficeWords, start: usize, end: usize) -> bool {
    let (from, to) = page.cell(start, end);
    let line = page.line_of(start);
    let (row, row_end) = page.line(line);
    let row_text = &page.text[row..row_end];
    let lead = &page.text[from..start];
    if !is_beside(&page.text[end..to]) {
        return false;
    }
    // A page's text seldom keeps the gap between the office's cell and that of its number: "QUESTURA DI PRATO IMM-3S/2027/R-0052".
    if is_offices_name(offices, lead) {
        return true;
    }
    if !is_beside(lead) {
        return false;
    }
    if from > row {
        let before = page.text[row..from].trim_end();
        let cell = before.rsplit('\t').next().unwrap_or_default();
        // "Mod. 7 | 9 OTT. 2026 - 2026/00771/PS-ASS": behind its day it is a stamp's, whatever stands before.
        return has_day(&page.text[from..start]) || is_beside(cell) || offices.are_named(cell);
    }
    let Some(above) = line.checked_sub(1).map(|above| page.line(above)) else { return true };
    let above = page.text[above.0..above.1].trim_end();
    // Below a title or among fields "N. …" is the number of the certificate.
    let bare = LABEL.is_match(&page.text[from..start])
        && !has_day(row_text)
        && !WAY.is_match(&page.text[end..to])
        && !is_beside(above)
        && !is_place_and_day(page, line + 1);
    !bare && !above.ends_with(':') && !ANOTHER.is_match(above)
}

/// Returns whether words are an office's name and no more: no figures, no caption of another number.
fn is_offices_name(offices: &OfficeWords, words: &str) -> bool {
    let words = words.trim_end();
    words.len() <= LONGEST_NAME
        && !words.bytes().any(|b| b.is_ascii_digit())
        && !words.ends_with([':', '.', ','])
        && !ANOTHER.is_match(words)
        // The number of a case, or a portal's path to it.
        && !words.contains("pratic")
        && !words.contains('>')
        && offices.begin(words)
}

/// Returns whether a part of a cell has nothing but what may stand beside a number: days, a class, a place, words for a number.
fn is_beside(part: &str) -> bool {
    if BESIDE.is_match(part) {
        return true;
    }
    let mut rest = String::with_capacity(part.len());
    let mut at = 0;
    for day in forms::DATES.find_iter(part) {
        let lead = &part[at..day.start()];
        rest.push_str(PLACE.find(lead).map_or(lead, |place| &lead[..place.start()]));
        rest.push(' ');
        at = day.end();
    }
    rest.push_str(&part[at..]);
    BESIDE.is_match(&CLASS.replace_all(&rest, " "))
}

/// Returns whether a line has a letter's place and day and no more.
fn is_place_and_day(page: &Folded<'_>, line: usize) -> bool {
    if line > page.last_line() {
        return false;
    }
    let (from, to) = page.line(line);
    let text = &page.text[from..to];
    text.contains(", ") && has_day(text) && is_beside(text)
}

/// Returns whether a day stands in a text.
fn has_day(text: &str) -> bool {
    forms::DATES.is_match(text)
}

/// Returns the number's day, where one stands behind it or before it in its cell.
fn day(page: &Folded<'_>, start: usize, end: usize) -> Option<(NaiveDate, usize, usize)> {
    let told = own_date(page, end).map(|(day, ..)| day);
    let (from, _) = page.cell(start, end);
    let before = || {
        let days = forms::DATES.captures_iter(&page.text[from..start]);
        days.last().and_then(|day| forms::read(&day))
    };
    // It may be the letter's own day, too.
    told.or_else(before).map(|day| (day, end, end))
}

#[cfg(test)]
mod tests {
    use super::{Folded, Paper, find};
    use crate::packs::Packs;

    fn told(id: Option<&str>, text: &str) -> Vec<String> {
        let paper = id.map_or(Paper::of(None), Paper::built_in);
        let mut found = Vec::new();
        find(&Folded::new(1, text), paper, &Packs::built_in().offices, &mut found);
        found.into_iter().map(|f| f.reference.value).collect()
    }

    #[test]
    fn an_office_s_number_needs_no_word_for_it_in_the_head_of_its_letter() {
        for (line, number) in [
            ("HR-AR/2026/0912\nFeltre, 15 April 2026", "HR-AR/2026/0912"),
            ("2026-LIV-0006618  cl. 03.03  del 3 settembre 2026", "2026-LIV-0006618"),
            ("Bolzano, 2 dicembre 2026\nn. 0118/26-AP", "0118/26-AP"),
            ("Montevideo, 5 de junio de 2026\nRef. 2214-A/VIS", "2214-A/VIS"),
            ("IMM-3S/2027/R-0052", "IMM-3S/2027/R-0052"),
            ("3307-VI/4 di prot.\tRegistro fabbricati", "3307-VI/4"),
            ("0011806/Area IV/SUI", "0011806/AREA IV/SUI"),
            ("rif. Vs. GEN-2026-5510/A - 3.3.2026", "GEN-2026-5510/A"),
        ] {
            let text = format!("Questura di Prato\n{line}\nOggetto: permesso di soggiorno");
            assert_eq!(told(Some("LETTER"), &text), [number], "{line}");
            assert_eq!(told(None, &text), [number], "{line}");
        }
        assert_eq!(
            told(Some("REVOCATION"), "QUESTURA DI PRATO\tIMM-3S/2027/R-0052"),
            ["IMM-3S/2027/R-0052"]
        );
        let glued = "QUESTURA DI PRATO IMM-3S/2027/R-0052\nStraniera";
        assert_eq!(told(Some("REVOCATION"), glued), ["IMM-3S/2027/R-0052"]);
        for line in ["Ufficio contratti, contratto", "Patronato di Prato Pratica interna"] {
            let text = format!("{line} AB/2027/R-0052");
            assert!(told(Some("REVOCATION"), &text).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_stamp_has_the_number_beside_the_day_on_which_the_paper_came() {
        for (line, number) in [
            ("PERVENUTO IL 4 NOV 2026\tN. 1884/P.L.", "1884/P.L"),
            ("Mod. 7 T.U.\t09 OTT. 2026 – 2026/00771/PS-ASS", "2026/00771/PS-ASS"),
            ("Eing./entr. 02.02.2026\t1093762/19.2-BX", "1093762/19.2-BX"),
            ("E – 0003317/2026/VI.5\n22 APR 2026", "0003317/2026/VI.5"),
        ] {
            let text = format!("COMUNE DI CHITIGNANO (AR)\n{line}\nCESSIONE DI FABBRICATO");
            assert_eq!(told(Some("BUILDING-NOTICE"), &text), [number], "{line}");
        }
    }

    #[test]
    fn the_office_s_field_may_stand_at_the_foot_of_what_is_handed_in() {
        let field = "RISERVATO ALL'UFFICIO\tRicevuta la presente\n2026-DP-000318\t7 LUG 2026";
        let text =
            format!("Alla Questura di Lecce\n{}{field}", "Dichiaro quanto segue.\n".repeat(20));
        assert_eq!(told(Some("PRESENCE-DECLARATION"), &text), ["2026-DP-000318"]);
        assert!(told(Some("LETTER"), &text).is_empty());
    }

    #[test]
    fn other_codes_in_a_head_are_no_register_s() {
        for line in [
            "Pratica\tCF-26-8812",
            "Numero polizza:\nGEN-2026-5510",
            "CERTIFICATO DEI CARICHI PENDENTI\nN. 10442/2026/CP",
            "decreto legislativo 286/1998",
            "Direttiva\n2009/50/CE",
            "File CU_2027_00418_osagie.pdf",
            "3 marzo 2026",
            "tel. 0574/881200",
            "AN-233907",
            "Mod. SM-2026-018",
            "IBAN IT60/X054/2811",
            "P-MI/L/N/2026/101255",
            "05307-B85JU2A-4",
        ] {
            let text = format!("Comune di Prato\n{line}\nOggetto: idoneità");
            assert!(told(Some("LETTER"), &text).is_empty(), "{line}");
        }
        // A firm's letter refers to its own papers, and a contract or a card has a number of its own.
        assert!(
            told(Some("LETTER"), "Lanterna Payments S.p.A.\n6 May 2026\nRef. OL-25-0193")
                .is_empty()
        );
        assert!(told(Some("CONTRACT"), "Comune di Prato\nHR-AR/2026/0912").is_empty());
        assert!(told(Some("PASSPORT"), "Ministry of the Interior\nGHA-2026/0912").is_empty());
    }
}

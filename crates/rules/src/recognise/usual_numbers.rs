//! What a number usually is that has such words around it: a second opinion on references.
//!
//! `packs/words/numbers.txt` says how much each clue speaks for each kind: what is [`beside`] a number, what stands on the line above it,
//! and how it is built. An office's register has a name that no pack lists; what stands around its numbers often says enough.

use super::dates::before;
use super::fold::Folded;
use super::paper::Paper;
use super::references::{self, Found};
use super::usual_clues::{Clues, Learnt, NO_TYPE, REACH, beside, is_word, tokens};
use super::{evidence, fiscal_code, forms, pattern, provinces};
use crate::facts::ReferenceKind;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

static LEARNT: &str = include_str!("../../../../packs/words/numbers.txt");

/// So likely must a kind be that no label tells.
const LIKELY: f32 = 0.8;
/// The name of the rule.
pub(super) const RULE: &str = "usual-words";
/// No more numbers of a page are asked about: a long list has none that a person looks for.
const MOST: usize = 120;
/// No longer number is asked about, in bytes.
const LONGEST: usize = 45;
/// So many words at the end of the line above.
const ABOVE: usize = 8;

/// The kinds that are told by what is usual. The others have check digits, or their word always stands beside them, as a passport's does.
const KINDS: [(&str, ReferenceKind); 7] = [
    ("protocol", ReferenceKind::Protocol),
    ("practice", ReferenceKind::Practice),
    ("questura", ReferenceKind::Questura),
    ("permit-card", ReferenceKind::PermitCard),
    ("telematic", ReferenceKind::Telematic),
    ("unilav", ReferenceKind::Unilav),
    ("assicurata", ReferenceKind::Assicurata),
];

/// A number and what stands around it.
#[derive(Debug)]
pub struct NumberClues {
    /// As it is printed.
    pub number: String,
    /// None holds a blank.
    pub clues: BTreeSet<String>,
}

fn learnt() -> &'static Learnt {
    static BUILT_IN: OnceLock<Learnt> = OnceLock::new();
    BUILT_IN.get_or_init(|| Learnt::new(LEARNT, &KINDS.map(|(name, _)| name)))
}

/// Tells the numbers that no label tells, where most numbers with such words are of one kind.
pub(super) fn second_opinion(pages: &[Folded<'_>], paper: Paper<'_>, found: &mut Vec<Found>) {
    give(learnt(), pages, paper.id().unwrap_or(NO_TYPE), found);
}

fn give(learnt: &Learnt, pages: &[Folded<'_>], id: &str, found: &mut Vec<Found>) {
    if !learnt.knows(id) {
        return;
    }
    for page in pages {
        for (start, end) in numbers(page).take(MOST) {
            let number = &page.text[start..end];
            if references::is_told(found, number)
                || is_told_there(page, start, end, found)
                || references::is_shown(before(&page.flat, start, OF_A_TITLE_REACH))
                || OF_A_TITLE.is_match(before(&page.flat, start, OF_A_TITLE_REACH))
            {
                continue;
            }
            let likely = learnt.judge(|clues| tell(page, start, end, id, clues));
            let kind = KINDS.iter().zip(likely).find(|(_, how)| *how >= LIKELY);
            if let Some(((_, kind), _)) = kind.filter(|((_, kind), _)| is_built(*kind, number)) {
                let value = page.words(start, end).to_uppercase();
                let date = references::own_date(page, end);
                references::add(found, *kind, value, evidence(page, start, end, RULE), None, date);
            }
        }
    }
}

/// Right before a number: what its bearer may practise, drive or has studied under it, which no office's letter is kept by.
static OF_A_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:licenza|licen[cs]e|licence|licencia|licenca|abilitazione|matricola|tessera|tesserino|patente|diploma|laurea|degree|registration|enrolment
        |roll|prc|albo|ordine|colegiatura|cedula|matricula|approbation|zulassung|seat|student|codice\smedico|iscritt[oa]|iscrizione\sall'albo)
        (?:\s(?:professionale|profesional|professional|universitari[oa]))?\s(?:n|nr|no|num|numero|number|nummer)?\b[.:o]{0,2}\s?$",
    )
});
const OF_A_TITLE_REACH: usize = 40;

/// Returns whether a reference was read there.
fn is_told_there(page: &Folded<'_>, start: usize, end: usize, found: &[Found]) -> bool {
    let (from, to) = page.range(start, end);
    found.iter().map(|f| &f.reference.evidence).any(|told| {
        told.page == page.page && (told.start as usize) < to && from < told.end as usize
    })
}

/// A year, an amount, an article: too short for a number that anybody keeps.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)^(?:[0-9]{1,4}|[0-9]{1,3}(?:\.[0-9]{3})+|(?:19|20)[0-9]{2}[/-](?:19|20)?[0-9]{2}|[0-9]{1,2}[./-](?:19|20)[0-9]{2}
        |[a-z]{1,2}[0-9]{1,2}|[0-9]{1,2}[a-z]|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})$",
    )
});

/// Returns where the numbers stand on a page that may be references (folded range).
fn numbers<'p>(page: &'p Folded<'_>) -> impl Iterator<Item = (usize, usize)> + 'p {
    let text = &page.text;
    let is_number = |word: &str| {
        !SHORT.is_match(word) && forms::DATES.find(word).is_none_or(|day| day.as_str() != word)
    };
    // An address, an amount with cents, an hour.
    let is_part = |start: usize, end: usize| {
        let behind = text.as_bytes().get(end).copied().unwrap_or(b' ');
        let figure = text.as_bytes().get(end + 1).is_some_and(u8::is_ascii_digit);
        matches!(behind, b'@' | b'<')
            || matches!(behind, b',' | b':') && figure
            || text[..start].ends_with(['@', '+', '<'])
            || end - start == 5 && is_postal_code(text, start)
    };
    words_with_figures(text.as_bytes())
        .filter(move |&(start, end)| !is_part(start, end) && is_number(&text[start..end]))
}

/// Returns where the words stand that have three figures or more, their parts joined by strokes, dots or hyphens: "imm./2sez./7731".
fn words_with_figures(text: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let is_of_word = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let joins = |at: usize| matches!(text.get(at), Some(b'.' | b'/' | b'_' | b'-'));
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let (start, mut figures) = (at, 0);
            while is_of_word(at)
                || at > start
                    && joins(at)
                    && (is_of_word(at + 1)
                        || text[at] == b'.' && joins(at + 1) && is_of_word(at + 2))
            {
                figures += usize::from(text[at].is_ascii_digit());
                at += 1;
            }
            let end = at;
            at = at.max(start + 1);
            if figures >= 3 && end - start <= LONGEST {
                return Some((start, end));
            }
        }
        None
    })
}

/// Returns whether the five figures there are those of a town.
fn is_postal_code(text: &str, start: usize) -> bool {
    let lead = before(text, start, 3);
    let around = &text[start - lead.len()..(start + 10).min(text.len())];
    POSTAL_CODE
        .captures(around)
        .and_then(|c| c.name("code"))
        .is_some_and(|code| code.start() == lead.len())
}

/// Returns whether a number is built as those of a kind are (domain-facts B).
fn is_built(kind: ReferenceKind, number: &str) -> bool {
    let bytes = number.as_bytes();
    let figures = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    match kind {
        ReferenceKind::PermitCard => bytes.len() == 9 && bytes[0] == b'i' && figures(&bytes[1..]),
        ReferenceKind::Questura => {
            bytes.len() >= 8
                && figures(&bytes[..2])
                && figures(&bytes[4..])
                && number.get(2..4).is_some_and(provinces::is_province)
        }
        ReferenceKind::Telematic => matches!(bytes.len(), 17 | 24) && figures(&bytes[..17]),
        ReferenceKind::Unilav => (16..=17).contains(&bytes.len()) && figures(bytes),
        ReferenceKind::Assicurata => {
            let bare: Vec<u8> = bytes.iter().copied().filter(|b| *b != b'-').collect();
            bare.len() == 12 && figures(&bare)
        }
        _ => {
            let behind = CATEGORY.find(number).map(|category| &number[category.end()..]);
            !fiscal_code::is_provisional(number)
                && behind.is_none_or(|rest| rest.bytes().filter(u8::is_ascii_digit).count() >= 3)
        }
    }
}

/// What a Questura files papers of foreigners under, and the year, before the number: "Cat. A.12/2026/Imm./2^ Sez./7731".
static CATEGORY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^a\.?[0-9]{1,2}(?:[./-](?:(?:19|20)[0-9]{2}|[0-9]{2}\b))?"));

/// "Largo dei Pini 2 - 04100 Latina".
static POSTAL_CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)(?:^|[-,(|\n\t][\s]?|[0-9a-z]\s-\s)(?P<code>[0-9]{5})\s\(?[a-z]{3}")
});

/// Tells the clues of the number that stands at a folded range.
fn tell(page: &Folded<'_>, start: usize, end: usize, id: &str, clues: &mut Clues<'_>) {
    beside(page, start, end, id, clues);
    let line = page.line_of(start);
    let lead = tokens(page.lead(start, REACH));
    if let Some(last) = lead.last() {
        clues.tell(&["<<", last]);
    }
    if let Some(word) = lead.iter().rfind(|token| is_word(token)) {
        clues.tell(&["<=", word]);
    }
    if line > 0 {
        let (from, to) = page.line(line - 1);
        let above = tokens(&page.text[from.max(to.saturating_sub(REACH))..to]);
        for token in above.iter().rev().take(ABOVE) {
            clues.tell(&["^", token]);
        }
        for word in above.iter().rev().filter(|token| is_word(token)).take(3) {
            clues.tell(&[id, "^", word]);
        }
    }
    tell_build(&page.text[start..end], id, clues);
}

/// Tells how a number is built: "prot/2026/0318" is `~A4/Y/#4`, with its letters, and what parts them.
fn tell_build(number: &str, id: &str, clues: &mut Clues<'_>) {
    const SIGNS: [char; 4] = ['.', '/', '_', '-'];
    let mut build = String::new();
    for part in number.split_inclusive(SIGNS) {
        let bare = part.trim_end_matches(SIGNS);
        for run in runs(bare) {
            if run.starts_with(|c: char| c.is_ascii_lowercase()) {
                build += &format!("A{}", run.len().min(4));
                clues.tell(&["~w", run]);
            } else if references::is_year(run) {
                build.push('Y');
            } else {
                build += &format!("#{}", run.len().min(12));
            }
        }
        build += &part[bare.len()..];
    }
    clues.tell(&["~", &build]);
    clues.tell(&[id, "~", &build]);
    let signs: String = SIGNS.into_iter().filter(|sign| number.contains(*sign)).collect();
    clues.tell(&["~sep", &signs]);
    let count = |is: fn(&u8) -> bool| number.bytes().filter(is).count();
    clues.tell(&["~len", &count(u8::is_ascii_digit).min(16).to_string()]);
    clues.tell(&["~letters", &count(u8::is_ascii_lowercase).min(6).to_string()]);
    let class = |byte: Option<&u8>| match byte {
        Some(b'0') => "0",
        Some(b'1'..=b'9') => "9",
        _ => "A",
    };
    clues.tell(&["~head", class(number.as_bytes().first())]);
    clues.tell(&["~tail", class(number.as_bytes().last())]);
}

/// Returns the runs of letters and of figures that a part of a number has.
fn runs(part: &str) -> impl Iterator<Item = &str> {
    part.as_bytes()
        .chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit())
        .filter_map(|run| std::str::from_utf8(run).ok())
}

/// Returns the clues of all numbers of a paper of a type, to be learnt.
pub(super) fn clues(pages: &[Folded<'_>], id: &str) -> Vec<NumberClues> {
    let of = |page: &Folded<'_>, start: usize, end: usize| NumberClues {
        number: page.words(start, end).to_owned(),
        clues: Clues::collected(|clues| tell(page, start, end, id, clues)),
    };
    pages.iter().flat_map(|page| numbers(page).map(|(start, end)| of(page, start, end))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Reference;

    /// "Entered" speaks for protocols, "pratica" for the Questura's numbers.
    const MADE_UP: &str =
        "= none 1 protocol -1 questura -1\nLETTER@top\n<entered protocol 5\n<pratica questura 5\n";

    fn told(text: &str) -> Vec<(ReferenceKind, String)> {
        let pages = [Folded::new(1, text)];
        let learnt = Learnt::new(MADE_UP, &KINDS.map(|(name, _)| name));
        let mut found = Vec::new();
        give(&learnt, &pages, "LETTER", &mut found);
        let told = |Reference { kind, value, .. }: Reference| (kind, value);
        found.into_iter().map(|f| told(f.reference)).collect()
    }

    fn candidates(text: &str) -> Vec<String> {
        let page = Folded::new(1, text);
        numbers(&page).map(|(start, end)| page.words(start, end).to_owned()).collect()
    }

    #[test]
    fn a_number_is_what_most_numbers_with_such_words_are() {
        let protocol = [(ReferenceKind::Protocol, "4417/2026".to_owned())];
        assert_eq!(told("Deed entered 4417/2026"), protocol);
        assert!(told("Customer 4417/2026").is_empty());
        assert!(told("Deed entered, licenza n. 4417/2026").is_empty(), "what one may practise by");
    }

    #[test]
    fn a_number_that_is_not_built_like_its_kind_is_left() {
        let questura = [(ReferenceKind::Questura, "26TN041873".to_owned())];
        assert_eq!(told("Pratica 26TN041873"), questura);
        assert!(told("Pratica 26ZZ041873").is_empty());
    }

    #[test]
    fn what_is_no_number_is_not_asked_about() {
        let text = "Il 12/03/2026 in Via Marconi 12 - 25128 Brescia, 1.250,00 euro, 2026/27, tit. 10.3, ufficio4417@comune.example";
        assert!(candidates(text).is_empty(), "{:?}", candidates(text));
        let text = "A.12/2026/Imm./2Sez./7731 e 26BO104417, prot. 25128";
        assert_eq!(candidates(text), ["A.12/2026/Imm./2Sez./7731", "26BO104417", "25128"]);
    }

    #[test]
    fn a_questura_s_category_is_no_number() {
        assert!(!is_built(ReferenceKind::Protocol, "a.12/2026/imm"));
        assert!(!is_built(ReferenceKind::Protocol, "a12/2026/imm./2"));
        assert!(is_built(ReferenceKind::Protocol, "a.12/2026/imm./2sez./7731"));
    }

    #[test]
    fn a_number_s_build_is_a_clue() {
        let clues = Clues::collected(|clues| tell_build("prot/2026/0318b", "LETTER", clues));
        for clue in
            ["~A4/Y/#4A1", "LETTER~A4/Y/#4A1", "~wprot", "~sep/", "~len8", "~headA", "~tailA"]
        {
            assert!(clues.contains(clue), "{clue} is not among {clues:?}");
        }
    }
}

//! A letter's pages as one text: an office's list goes on over the page's end.

use crate::facts::PageText;
use crate::recognise::{Folded, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// Signs before an item of a list.
const BULLETS: &str = "-–—‐‑•*·▪●○◦■□☐»>✓✔➢➤❑❖";
/// A number or a letter before an item, at the beginning of a line.
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\(?([0-9]{1,2}|[a-z]|i{1,3}|iv|vi{0,3})(\)|\.\)?|o\)|\s?-)\s"));
/// Before an item within a line.
static INLINE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\s:;,.]\(?([0-9]{1,2}|[a-z])\)\s"));
/// A full stop behind one of these ends no sentence.
const SHORT: [&str; 38] = [
    "art", "artt", "prot", "dott", "dottssa", "sig", "sigg", "sigra", "cod", "fisc", "lett", "mod",
    "num", "tel", "pag", "pagg", "ing", "avv", "rag", "cfr", "reg", "prov", "min", "uff", "doc",
    "sez", "par", "lgs", "spett", "egr", "gent", "cap", "rif", "int", "imm", "ssvv", "geom", "all",
];

/// The pages' text, folded, with the way back to the words on the page.
pub(super) struct Letter<'a> {
    /// Where each page begins in `text`.
    pages: Vec<(usize, Folded<'a>)>,
    pub(super) text: String,
    /// As `text`, with every blank a space.
    pub(super) flat: String,
}

/// Where an item of a list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// Of its sign, and of its words.
    pub(super) at: usize,
    pub(super) words: usize,
    /// Its number, or that of its letter; none of a bullet.
    pub(super) number: Option<u32>,
    /// Of a box, whether it is ticked.
    pub(super) ticked: Option<bool>,
}

impl<'a> Letter<'a> {
    pub(super) fn new(pages: &[PageText<'a>]) -> Letter<'a> {
        let mut letter = Letter { pages: Vec::new(), text: String::new(), flat: String::new() };
        for page in pages {
            let folded = Folded::new(page.number, page.text);
            if folded.text.is_empty() {
                continue;
            }
            if !letter.text.is_empty() {
                letter.text.push('\n');
            }
            let start = letter.text.len();
            letter.text.push_str(&folded.text);
            letter.pages.push((start, folded));
        }
        letter.flat = letter.text.replace(['\n', '\t'], " ");
        letter
    }

    fn page_at(&self, at: usize) -> Option<&(usize, Folded<'a>)> {
        let next = self.pages.partition_point(|(start, _)| *start <= at);
        self.pages.get(next.checked_sub(1)?)
    }

    /// Returns the number of the page that an offset is on.
    pub(super) fn page(&self, at: usize) -> u32 {
        self.page_at(at).map_or(1, |(_, folded)| folded.page)
    }

    /// Returns the words as they stand on the paper, with single blanks.
    pub(super) fn words(&self, start: usize, end: usize) -> String {
        let mut words: Vec<&str> = Vec::new();
        for (first, folded) in &self.pages {
            let last = first + folded.text.len();
            let (from, to) = (start.max(*first), end.min(last));
            if from < to {
                words.extend(folded.words(from - first, to - first).split_whitespace());
            }
        }
        words.join(" ")
    }

    /// Returns the character on the page that an offset stands for.
    fn sign(&self, at: usize) -> Option<char> {
        let (first, folded) = self.page_at(at)?;
        let at = at - first;
        folded.words(at, (at + 1).min(folded.text.len())).chars().next()
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.sign(at).is_some_and(char::is_uppercase)
    }

    /// Returns where the line of an offset ends.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |found| at + found)
    }

    /// Returns whether a line begins at the offset.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        at == 0 || self.text.as_bytes()[at - 1] == b'\n'
    }

    /// Returns the end of the sentence that goes on at `from`, behind its full stop.
    pub(super) fn sentence_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        (from..bytes.len())
            .find(|&at| {
                let next = self.text[at + 1..].find(|c: char| !c.is_ascii_whitespace());
                match (bytes[at], next) {
                    (b'.' | b'!' | b'?', None) => true,
                    (b'.' | b'!' | b'?', Some(gap)) if gap > 0 => {
                        let next = at + 1 + gap;
                        let opens = self.is_capital(next) || self.marker(next).is_some();
                        opens && !self.is_short(at)
                    }
                    _ => false,
                }
            })
            .map_or(bytes.len(), |at| at + 1)
    }

    /// Returns where the sentence begins that holds an offset.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        let low = at.saturating_sub(600);
        let mut from = low;
        loop {
            let end = self.sentence_end(from);
            if end >= at {
                break;
            }
            from = end;
        }
        from + self.text[from..at].find(|c: char| !c.is_ascii_whitespace()).unwrap_or(0)
    }

    /// Whether the full stop at `at` only shortens a word: "art.", "S.V.".
    fn is_short(&self, at: usize) -> bool {
        let from = self.text[..at].rfind([' ', '\n', '\t', '\'', '(']).map_or(0, |gap| gap + 1);
        let word: String = self.text[from..at].chars().filter(char::is_ascii_alphabetic).collect();
        let digits = self.text[from..at].bytes().any(|b| b.is_ascii_digit());
        !digits && (word.len() <= 2 && self.text[from..at].len() <= 5 || SHORT.contains(&&*word))
    }

    /// Returns the sign of a list's item with which a line begins.
    pub(super) fn marker(&self, at: usize) -> Option<Marker> {
        if !self.begins_line(at) || at >= self.text.len() {
            return None;
        }
        let (first, folded) = self.page_at(at)?;
        let skip = |from: usize| {
            let gap = self.text[from..].find(|c: char| c.is_ascii_alphanumeric() || c == '(');
            from + gap.unwrap_or(0)
        };
        let boxes = [("[x]", true), ("(x)", true), ("[ ]", false), ("[]", false), ("( )", false)];
        if let Some((sign, ticked)) =
            boxes.iter().find(|(sign, _)| self.text[at..].starts_with(sign))
        {
            let words = skip(at + sign.len());
            return Some(Marker { at, words, number: None, ticked: Some(*ticked) });
        }
        // A sign without a letter of its own is left out of the folded text.
        let (from, _) = folded.range(at - first, at - first + 1);
        let before = folded.original[..from].rsplit(['\n', '\r']).next().unwrap_or_default();
        if before.contains(|c| BULLETS.contains(c)) {
            return Some(Marker { at, words: at, number: None, ticked: None });
        }
        if self.sign(at).is_some_and(|sign| BULLETS.contains(sign)) {
            let words = skip(at);
            return (words > at).then_some(Marker { at, words, number: None, ticked: None });
        }
        let found = NUMBERED.captures(&self.text[at..])?;
        let (whole, name, sign) = (found.get(0)?, found.get(1)?.as_str(), found.get(2)?.as_str());
        // "l. 241", "n. 2", "p. il dirigente".
        let shortened = sign.starts_with('.') && name.len() == 1 && "lnpsvtmrd".contains(name);
        let digits = name.bytes().all(|b| b.is_ascii_digit());
        let dash = sign.contains('-') && !digits;
        (!shortened && !dash).then(|| Marker {
            at,
            words: skip(at + whole.end()),
            number: number(name),
            ticked: None,
        })
    }

    /// Returns the items' signs from `start` on: those at the beginning of a line, and runs of them within lines.
    pub(super) fn markers(&self, start: usize) -> Vec<Marker> {
        let lines = std::iter::once(start)
            .chain(self.text[start..].match_indices('\n').map(|(at, _)| start + at + 1));
        let mut found: Vec<Marker> = lines.filter_map(|at| self.marker(at)).collect();
        let mut runs: Vec<Vec<Marker>> = Vec::new();
        let low = start.saturating_sub(1);
        let mut from = low;
        while let Some(hit) = INLINE.captures(&self.text[from..]) {
            let (Some(whole), Some(name)) = (hit.get(0), hit.get(1)) else { break };
            let marker = Marker {
                at: from + whole.start() + 1,
                words: from + whole.end(),
                number: number(name.as_str()),
                ticked: None,
            };
            from += whole.end() - 1;
            let Some(value) = marker.number else { continue };
            match runs.last_mut().and_then(|run| Some((run.last()?.number?, run))) {
                Some((last, run)) if last + 1 == value => run.push(marker),
                _ if value == 1 => runs.push(vec![marker]),
                _ => {}
            }
        }
        // "lett. a)" alone is no list.
        let runs = runs.into_iter().filter(|run| run.len() > 1);
        found.extend(runs.flatten());
        found.sort_by_key(|marker| marker.words);
        found.dedup_by_key(|marker| marker.words);
        found
    }
}

/// Returns the number that a number or a letter before an item stands for.
fn number(name: &str) -> Option<u32> {
    match name.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(u32::from(letter - b'a') + 1),
        _ => name.parse().ok(),
    }
}

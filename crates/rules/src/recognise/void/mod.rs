//! Whether a paper says itself that it proves nothing: it failed, was refused or annulled, was never sent, is a draft or a quote.
//!
//! The words are data (`packs/recognition/void.toml`). Only what a paper says of itself counts: its title, a stamp, its status, a
//! sentence about the very thing it is a receipt of. What guides, terms of contract and privacy notes say might happen does not.

pub(super) mod pec;
#[cfg(test)]
mod tests;
mod words;

pub use words::{VoidPlace, VoidSaid, VoidWords};

use super::fold::Folded;
use super::{evidence, pattern};
use crate::facts::{VoidFound, VoidReason};
use crate::requests::phrases::{Hit, Phrases, within};
use regex::Regex;
use std::sync::LazyLock;

/// What is told further on is of other papers.
const PAGES: usize = 2;
/// Lines at the top in which a paper says what it is, and how many words such a line may have.
const TITLE_LINES: usize = 8;
const TITLE_WORDS: usize = 18;
/// Lines in which a title stands that makes another one a mention.
const HEAD_LINES: usize = 14;
/// How far a status may stand behind its label's colon, and the colon behind the label, in bytes.
const IN_VALUE: usize = 90;
const TO_COLON: usize = 45;
/// How far a sentence may reach from its subject to what is said of it, and how far back it may begin.
const IN_SENTENCE: usize = 170;
const SENTENCE: usize = 320;

/// "non", and up to three words between it and what it denies: "non è ancora stata inviata".
static DENIAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:non|not|never|mai|no|nessun[ao]?|senza|without|cannot)\s(?:[a-z']{1,12}\s){0,3}$",
    )
});

/// What joins a label to its status: "Operazione è stata RIFIUTATA".
static JOINING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\s:=*-]{0,4}(?:(?:e'?|risulta|stat[aoie]|is|was|has|been|non|not|yet|ancora|andat[aoie]|ad?)\s){0,5}$",
    )
});

/// "è stata", "risulta", "has been": it has come about.
static CAME_ABOUT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:stat[aoie]|e'?|risulta|risultata|risultato|been|was|is)\s(?:[a-z']{1,12}\s){0,2}$",
    )
});

/// The words, prepared for looking.
#[derive(Debug)]
pub(super) struct Voids {
    said: Vec<VoidSaid>,
    titles: Phrases,
    stamps: Phrases,
    texts: Phrases,
    /// Of each word of a status: twice the entry it is of, and one more if it must be denied.
    statuses: Phrases,
    unless: Vec<Phrases>,
    labels: Phrases,
    done: Phrases,
    history: Phrases,
    subjects: Phrases,
    not_this: Phrases,
    receipts: Vec<String>,
    tellers: Vec<String>,
}

/// A status on a page.
struct Status {
    /// The entry that says so; none if all went well.
    entry: Option<usize>,
    page: usize,
    start: usize,
    end: usize,
}

impl Voids {
    pub(super) fn new(words: &VoidWords) -> Voids {
        let said = &words.said;
        let of = |place: VoidPlace| {
            let entries = said.iter().enumerate().filter(move |(_, entry)| entry.place == place);
            Phrases::new(
                entries.flat_map(|(at, entry)| entry.any.iter().map(move |word| (word, at))),
            )
        };
        let statuses = said.iter().enumerate().filter(|(_, one)| one.place == VoidPlace::Status);
        let statuses = statuses.flat_map(|(at, entry)| {
            let any = entry.any.iter().map(move |word| (word, 2 * at));
            any.chain(entry.denied.iter().map(move |word| (word, 2 * at + 1)))
        });
        Voids {
            titles: of(VoidPlace::Title),
            stamps: of(VoidPlace::Stamp),
            texts: of(VoidPlace::Text),
            statuses: Phrases::new(statuses),
            unless: said.iter().map(|entry| Phrases::of(&entry.unless)).collect(),
            labels: Phrases::of(&words.labels),
            done: Phrases::of(&words.done),
            history: Phrases::of(&words.history),
            subjects: Phrases::of(&words.subjects),
            not_this: Phrases::of(&words.not_this),
            receipts: words.receipts.clone(),
            tellers: words.tellers.clone(),
            said: said.clone(),
        }
    }

    /// Returns why the paper proves nothing, by its own words. `id`: its type; what has none is judged by its title, stamps and status.
    pub(super) fn find(&self, pages: &[Folded<'_>], id: Option<&str>) -> Option<VoidFound> {
        let first = pages.first()?;
        let is_pec = id == Some("PEC-RECEIPT");
        if let found @ Some(_) = pec::void(first, is_pec) {
            return found;
        }
        if is_pec {
            return None;
        }
        let pages = &pages[..pages.len().min(PAGES)];
        let is = |ids: &[String]| id.is_some_and(|id| ids.iter().any(|one| one == id));
        let shown = self.title(first, id).or_else(|| self.stamp(pages, id));
        if is(&self.tellers) {
            let is_own = |found: &VoidFound| {
                matches!(found.reason, VoidReason::Draft | VoidReason::Specimen)
            };
            return shown.filter(is_own);
        }
        shown
            .or_else(|| self.status(pages, id))
            .or_else(|| pages.iter().find_map(|page| self.text(page, id)))
            .or_else(|| {
                let page = |page| self.sentence(page, id);
                is(&self.receipts).then(|| pages.iter().find_map(page)).flatten()
            })
    }

    fn title(&self, page: &Folded<'_>, id: Option<&str>) -> Option<VoidFound> {
        let head = page.line(page.last_line().min(HEAD_LINES)).1;
        self.titles.hits(&page.flat).iter().find_map(|hit| {
            let entry = self.entry(hit, id)?;
            let (from, to) = page.cell(hit.start, hit.end);
            let is_title = page.line_of(hit.start) < TITLE_LINES
                && begins(&page.text[from..hit.start])
                && page.flat[from..to].split(' ').count() <= TITLE_WORDS;
            let mentioned = || !self.unless[entry].hits(&page.flat[..head]).is_empty();
            (is_title && !mentioned())
                .then(|| self.found(page, entry, hit.start, whole_words(hit.end, to), "title"))
        })
    }

    fn stamp(&self, pages: &[Folded<'_>], id: Option<&str>) -> Option<VoidFound> {
        pages.iter().find_map(|page| {
            self.stamps.hits(&page.flat).iter().find_map(|hit| {
                let entry = self.entry(hit, id)?;
                let (from, to) = page.line_at(hit.start);
                let is_sign = |text: &str| !text.bytes().any(|b| b.is_ascii_alphanumeric());
                let alone = is_sign(page.text.get(from..hit.start)?)
                    && is_sign(page.text.get(hit.end..to)?)
                    && !page.words(hit.start, hit.end).chars().any(char::is_lowercase);
                alone.then(|| self.found(page, entry, hit.start, hit.end, "stamp"))
            })
        })
    }

    fn text(&self, page: &Folded<'_>, id: Option<&str>) -> Option<VoidFound> {
        let hits = self.texts.hits(&page.flat);
        let (hit, entry) = hits.iter().find_map(|hit| Some((hit, self.entry(hit, id)?)))?;
        Some(self.found(page, entry, hit.start, hit.end, "text"))
    }

    /// A status that says that all went well stands against those of earlier attempts; only what was annulled behind it is annulled.
    fn status(&self, pages: &[Folded<'_>], id: Option<&str>) -> Option<VoidFound> {
        let mut told: Vec<Status> = Vec::new();
        for (at, page) in pages.iter().enumerate() {
            let (words, done) = (self.statuses.hits(&page.flat), self.done.hits(&page.flat));
            for label in self.labels.hits(&page.flat) {
                let Some((from, to, is_apart)) = value(page, &label) else { continue };
                if self.is_of_a_list(page, label.start) {
                    continue;
                }
                let fits = |hit: &&Hit| {
                    JOINING.is_match(&page.flat[from..hit.start])
                        || is_apart && hit.start - from < IN_VALUE
                };
                let ended = within(&words, from, to).filter(fits).find_map(|hit| {
                    let entry = self.status_of(page, hit, from, id)?;
                    Some(Status { entry: Some(entry), page: at, start: label.start, end: hit.end })
                });
                let went_well = within(&done, from, to)
                    .filter(fits)
                    .find(|hit| !DENIAL.is_match(&page.flat[from..hit.start]))
                    .map(|hit| Status { entry: None, page: at, start: label.start, end: hit.end });
                told.extend(ended.or(went_well));
            }
        }
        let last_good = told.iter().rposition(|status| status.entry.is_none());
        let voided = match last_good {
            None => told.first(),
            Some(at) => told.iter().skip(at).find(|status| {
                let reason = status.entry.and_then(|entry| self.said.get(entry));
                reason.is_some_and(|said| said.reason == VoidReason::Annulled)
            }),
        }?;
        let page = pages.get(voided.page)?;
        Some(self.found(page, voided.entry?, voided.start, voided.end, "status"))
    }

    /// Whether a label stands in a list of attempts, or under its heading.
    fn is_of_a_list(&self, page: &Folded<'_>, at: usize) -> bool {
        let line = page.line_of(at);
        let (from, to) = (page.line(line.saturating_sub(1)).0, page.line(line).1);
        !self.history.hits(&page.flat[from..to]).is_empty()
    }

    fn sentence(&self, page: &Folded<'_>, id: Option<&str>) -> Option<VoidFound> {
        let (subjects, not_this) = (self.subjects.hits(&page.flat), self.not_this.hits(&page.flat));
        self.statuses.hits(&page.flat).iter().find_map(|hit| {
            let from = sentence_begin(page, hit.start);
            let near = from.max(hit.start.saturating_sub(IN_SENTENCE));
            let subject = within(&subjects, near, hit.start).last()?;
            let entry = self.status_of(page, hit, subject.end, id)?;
            let came_about = DENIAL.is_match(&page.flat[subject.end..hit.start])
                || CAME_ABOUT.is_match(&page.flat[subject.end..hit.start]);
            (came_about && within(&not_this, from, hit.start).next().is_none())
                .then(|| self.found(page, entry, subject.start, hit.end, "sentence"))
        })
    }

    /// Returns the entry that a word of a status is of, if it is denied or not as that wants.
    fn status_of(
        &self,
        page: &Folded<'_>,
        hit: &Hit,
        from: usize,
        id: Option<&str>,
    ) -> Option<usize> {
        let is_denied = DENIAL.is_match(page.flat.get(from..hit.start)?);
        let fitting = hit.means.iter().filter(|meaning| (**meaning % 2 == 1) == is_denied);
        fitting.map(|meaning| meaning / 2).find(|entry| self.is_for(*entry, id))
    }

    fn entry(&self, hit: &Hit, id: Option<&str>) -> Option<usize> {
        hit.means.iter().copied().find(|entry| self.is_for(*entry, id))
    }

    fn is_for(&self, entry: usize, id: Option<&str>) -> bool {
        self.said.get(entry).is_some_and(|said| {
            said.types.is_empty() || id.is_some_and(|id| said.types.iter().any(|one| one == id))
        })
    }

    fn found(
        &self,
        page: &Folded<'_>,
        entry: usize,
        start: usize,
        end: usize,
        how: &str,
    ) -> VoidFound {
        VoidFound {
            reason: self.said[entry].reason,
            evidence: evidence(page, start, end, &format!("void-{how}")),
        }
    }
}

/// Returns whether nothing but signs, or a part that a dash or a colon ends, stands before words in their cell.
fn begins(lead: &str) -> bool {
    !lead.bytes().any(|b| b.is_ascii_alphanumeric())
        || [" - ", ": ", " | ", " / "].iter().any(|sign| lead.ends_with(sign))
}

/// Returns the end of a title: its cell's, as far as it is short.
fn whole_words(end: usize, to: usize) -> usize {
    const MOST: usize = 70;
    if to - end <= MOST { to } else { end }
}

/// Returns where the status behind a label stands, and whether a colon or a cell's edge parts it from the label.
fn value(page: &Folded<'_>, label: &Hit) -> Option<(usize, usize, bool)> {
    let (from, to) = page.cell(label.start, label.end);
    if !begins(&page.text[from..label.start]) {
        return None;
    }
    let rest = &page.text[label.end..to];
    let colon = rest.find(':').filter(|at| *at <= TO_COLON);
    let behind = label.end + colon.map_or(0, |at| at + 1);
    if !page.text[behind..to].trim().is_empty() {
        // A blank behind the label is no part of the status.
        let blanks = page.text[behind..to].len() - page.text[behind..to].trim_start().len();
        return Some((behind + blanks, to, colon.is_some()));
    }
    let next = to + 1;
    (next < page.text.len()).then(|| (next, page.cell(next, next).1, true))
}

/// Returns where the sentence begins that holds an offset: behind a full stop that ends no abbreviation.
pub(super) fn sentence_begin(page: &Folded<'_>, at: usize) -> usize {
    let low = at.saturating_sub(SENTENCE);
    let bytes = page.flat.as_bytes();
    let ends = |dot: usize| {
        let is_stop = matches!(bytes[dot], b'.' | b';' | b'!' | b'?');
        let word = bytes[..dot].iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
        let is_figure = dot > 0 && (bytes[dot - 1].is_ascii_digit() || bytes[dot - 1] == b')');
        is_stop
            && bytes.get(dot + 1) == Some(&b' ')
            && (word >= 5 || is_figure || bytes[dot] != b'.')
            && dot + 2 < bytes.len()
            && !page.words(dot + 2, dot + 3).chars().any(char::is_lowercase)
    };
    (low..at).rev().find(|dot| ends(*dot)).map_or(low, |dot| dot + 2)
}

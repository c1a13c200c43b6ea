//! Which type a paper is, by weighted phrases.

mod decide;

use super::fold::{Folded, begins_word, is_whole, phrase};
use super::headings::{
    answers, begins_title, goes_on, is_field, is_heading, is_listed, is_subject, is_unticked,
};
use super::titles::{ANCHOR, Hit, WORD_OF_A_TITLE};
use crate::facts::{Evidence, TypeFound};
use crate::packs::{Cue, Packs, Place};
use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap as HashMap;
use std::collections::hash_map::Entry;

/// What a title is worth in the subject of a letter that is only about it.
const ABOUT: i32 = 3;
/// Words at the beginning of a line that say so much are what the paper does: "CONCEDE il nulla osta".
const OPERATIVE: i32 = 9;
/// Cues are looked for on the first pages only: a long text mentions everything somewhere.
const PAGES: usize = 3;
/// Words that speak so much against every type make a page behind the first an annex.
const AGAINST: i32 = -5;
/// Words of one cue that belong together stand within this many bytes; those of a heading nearer.
const TOGETHER: usize = 170;
const TOGETHER_IN_HEADING: usize = 110;
/// A page on which the words of one cue stand more often says nothing more by the rest.
const MOST_PARTS: usize = 400;

/// Whom a phrase speaks for: the type (`None`: against every type), which of its cues, and which list of the cue's words.
#[derive(Debug, Clone, Copy)]
struct Owner {
    of: Option<usize>,
    cue: usize,
    part: usize,
}

/// What is left of a cue when its phrases are in the automaton.
#[derive(Debug, Clone, Copy)]
struct Rule {
    weight: i32,
    place: Place,
    /// How many lists of words must be met; 1 for a plain phrase.
    parts: usize,
    /// They may stand anywhere on the page.
    far: bool,
}

#[derive(Debug)]
pub(super) struct Kinds {
    automaton: AhoCorasick,
    /// Of each phrase, whom it speaks for.
    owners: Vec<Vec<Owner>>,
    /// Of each phrase, whether it stands for every ending.
    open: Vec<bool>,
    cues: Vec<Vec<Rule>>,
    contexts: Vec<Rule>,
    ids: Vec<String>,
    mrz: Vec<Vec<String>>,
    last_resort: Vec<bool>,
    /// Whether papers of this type are pictures, within whose frame another paper is seen.
    framed: Vec<bool>,
    /// Whether papers of this type say in a heading what they are.
    has_title: Vec<bool>,
    nameless: Vec<bool>,
    by_letter: Vec<bool>,
}

/// Phrases on their way into the automaton.
#[derive(Default)]
struct Phrases {
    texts: Vec<String>,
    open: Vec<bool>,
    owners: Vec<Vec<Owner>>,
    index: HashMap<(String, bool), usize>,
}

impl Phrases {
    fn learn(&mut self, of: Option<usize>, cues: &[Cue]) {
        for (cue, entry) in cues.iter().enumerate() {
            let lists = std::iter::once(&entry.any).filter(|any| !any.is_empty()).chain(&entry.all);
            for (part, list) in lists.enumerate() {
                for text in list {
                    let (text, open) = match text.strip_suffix('*') {
                        Some(stem) => (stem, true),
                        None => (text.as_str(), false),
                    };
                    let folded = phrase(text);
                    // Some readers lose the spaces of a heading.
                    if folded.len() >= 10 && folded.contains(' ') {
                        self.add(folded.replace(' ', ""), open, Owner { of, cue, part });
                    }
                    self.add(folded, open, Owner { of, cue, part });
                }
            }
        }
    }

    fn add(&mut self, text: String, open: bool, owner: Owner) {
        if text.is_empty() {
            return;
        }
        let at = *self.index.entry((text.clone(), open)).or_insert_with(|| {
            self.texts.push(text);
            self.open.push(open);
            self.owners.push(Vec::new());
            self.owners.len() - 1
        });
        self.owners[at].push(owner);
    }
}

fn is_title(cue: &Cue) -> bool {
    cue.place == Place::Heading && cue.weight >= ANCHOR
}

fn rules(cues: &[Cue]) -> Vec<Rule> {
    let parts = |cue: &Cue| usize::from(!cue.any.is_empty()) + cue.all.len();
    cues.iter()
        .map(|c| Rule { weight: c.weight, place: c.place, parts: parts(c), far: c.far })
        .collect()
}

/// Where the parts of a cue stand on one page: part, start, end.
type Parts = HashMap<(Option<usize>, usize), Vec<(usize, usize, usize)>>;

/// Returns the first range in which one of each part stands close together, and where the cue counts.
fn together(
    folded: &Folded<'_>,
    page: usize,
    rule: Rule,
    parts: &mut [(usize, usize, usize)],
) -> Option<(usize, usize)> {
    let reach = if rule.place == Place::Heading { TOGETHER_IN_HEADING } else { TOGETHER };
    parts.sort_unstable_by_key(|(_, start, end)| (*start, *end));
    let mut last: Vec<Option<(usize, usize)>> = vec![None; rule.parts];
    for &(part, start, end) in parts.iter() {
        last[part] = Some((start, end));
        let from = last.iter().try_fold(usize::MAX, |low, at| at.map(|(start, _)| low.min(start)));
        let Some(from) = from else { continue };
        let to = last.iter().flatten().map(|(_, end)| *end).max().unwrap_or(end);
        // Where each part stands was looked at; the last one is shown.
        if rule.far {
            return Some((start, end));
        }
        // A title may be wrapped once; words of three lines are no title.
        if rule.place == Place::Heading && folded.text[from..to].matches('\n').count() > 1 {
            continue;
        }
        if to - from <= reach && stands(folded, page, from, to, rule.place) {
            return Some((from, to));
        }
    }
    None
}

impl Kinds {
    pub(super) fn new(packs: &Packs) -> Kinds {
        let mut phrases = Phrases::default();
        for (at, document_type) in packs.types.iter().enumerate() {
            phrases.learn(Some(at), &document_type.cue);
        }
        phrases.learn(None, &packs.contexts);
        Kinds {
            automaton: super::automaton(&phrases.texts, MatchKind::Standard),
            owners: phrases.owners,
            open: phrases.open,
            cues: packs.types.iter().map(|t| rules(&t.cue)).collect(),
            contexts: rules(&packs.contexts),
            ids: packs.types.iter().map(|t| t.id.clone()).collect(),
            mrz: packs.types.iter().map(|t| t.mrz.clone()).collect(),
            nameless: packs.types.iter().map(|t| t.nameless).collect(),
            by_letter: packs.types.iter().map(|t| t.by_letter).collect(),
            last_resort: packs.types.iter().map(|t| t.last_resort).collect(),
            framed: packs.types.iter().map(|t| t.framed).collect(),
            has_title: packs.types.iter().map(|t| t.cue.iter().any(is_title)).collect(),
        }
    }

    fn rule(&self, of: Option<usize>, cue: usize) -> Rule {
        match of {
            Some(of) => self.cues[of][cue],
            None => self.contexts[cue],
        }
    }

    /// Returns whether the first lines of a page have a heading of guides, laws and instructions, which are papers of nobody.
    pub(super) fn speaks_against(&self, page: &Folded<'_>, lines: usize) -> bool {
        let (_, end) = page.line(lines.min(page.last_line()));
        self.automaton.find_overlapping_iter(&page.flat[..end]).any(|found| {
            let (start, end) = (found.start(), found.end());
            is_whole(&page.flat, start, end)
                && self.owners[found.pattern().as_usize()].iter().any(|owner| {
                    let rule = self.rule(owner.of, owner.cue);
                    owner.of.is_none()
                        && rule.parts == 1
                        && rule.weight <= AGAINST
                        && matches!(rule.place, Place::Heading | Place::Label)
                        && stands(page, 0, start, end, rule.place)
                })
        })
    }

    /// Returns the type, or nothing where the words leave doubt. `mrz`: document codes of valid zones, with their evidence. `named`:
    /// whether somebody of the household is on the paper, if a household is known.
    pub(super) fn find(
        &self,
        pages: &[Folded<'_>],
        mrz: &[(String, Evidence)],
        named: Option<bool>,
    ) -> Option<TypeFound> {
        let mut hits: Vec<HashMap<usize, Hit>> =
            self.cues.iter().map(|_| HashMap::default()).collect();
        let mut against: Vec<(usize, Hit)> = Vec::new();
        for (page, folded) in pages.iter().enumerate().take(PAGES) {
            let mut parts: Parts = HashMap::default();
            let mut meet = |owner: (Option<usize>, usize), rule: Rule, start, end| {
                // What is enclosed, asked for or offered does not speak against what lists it.
                if rule.weight < 0 && owner.0.is_some() && is_listed(folded, start) {
                    return;
                }
                let title = rule.place == Place::Heading;
                let subject = title && is_subject(folded, start, end);
                let first = subject || begins_title(folded, start);
                let whole = rule.parts == 1;
                let operative = rule.place == Place::Label && rule.weight >= OPERATIVE;
                let mut hit =
                    Hit { weight: rule.weight, page, start, end, title, whole, first, operative };
                match owner.0 {
                    Some(of) => {
                        if title
                            && whole
                            && (goes_on(folded, start, end) || is_field(folded, start, end))
                        {
                            hit.weight = hit.weight.min(WORD_OF_A_TITLE);
                        }
                        if subject && (!self.by_letter[of] || answers(folded, start)) {
                            hit.weight = rule.weight.min(ABOUT);
                        }
                        match hits[of].entry(owner.1) {
                            Entry::Vacant(free) => {
                                free.insert(hit);
                            }
                            // The longer of two phrases says more of what the title is.
                            Entry::Occupied(mut met) if met.get().is_within(&hit) => {
                                met.insert(hit);
                            }
                            Entry::Occupied(_) => {}
                        }
                    }
                    // "Oggetto: invito a rinnovare la …" is no guide's title.
                    None => {
                        against.push((owner.1, Hit { first: begins_title(folded, start), ..hit }));
                    }
                }
            };
            for found in self.automaton.find_overlapping_iter(&folded.flat) {
                let (start, end) = (found.start(), found.end());
                let phrase = found.pattern().as_usize();
                let stands_free = if self.open[phrase] {
                    begins_word(&folded.flat, start)
                } else {
                    is_whole(&folded.flat, start, end)
                };
                if !stands_free || is_unticked(folded, start) {
                    continue;
                }
                for owner in &self.owners[phrase] {
                    let rule = self.rule(owner.of, owner.cue);
                    if rule.far && !stands(folded, page, start, end, rule.place) {
                        continue;
                    }
                    if rule.parts > 1 {
                        let met = parts.entry((owner.of, owner.cue)).or_default();
                        if met.len() < MOST_PARTS {
                            met.push((owner.part, start, end));
                        }
                    } else if stands(folded, page, start, end, rule.place) {
                        meet((owner.of, owner.cue), rule, start, end);
                    }
                }
            }
            for (owner, mut met) in parts {
                let rule = self.rule(owner.0, owner.1);
                if let Some((start, end)) = together(folded, page, rule, &mut met) {
                    meet(owner, rule, start, end);
                }
            }
        }
        self.decide(pages, mrz, named, hits, &against)
    }
}

/// Returns whether a phrase stands where its cue counts.
fn stands(folded: &Folded<'_>, page: usize, start: usize, end: usize, place: Place) -> bool {
    match place {
        Place::Anywhere => true,
        Place::Label => {
            let (from, _) = folded.cell(start, end);
            // A number, a bullet or a tick box may stand before a label.
            folded.text[from..start].bytes().filter(u8::is_ascii_alphabetic).count() <= 1
        }
        Place::Line => {
            let (from, to) = folded.cell(start, end);
            let rest = folded.text[end..to].trim_matches([' ', ':', '.', '-']);
            rest.is_empty() && !folded.text[from..start].bytes().any(|b| b.is_ascii_alphabetic())
        }
        Place::Heading => is_heading(folded, page, start, end),
    }
}

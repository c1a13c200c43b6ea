//! Which type a paper is, by weighted phrases.

use super::fold::{Folded, is_whole, phrase};
use crate::facts::{Evidence, TypeFound};
use crate::packs::{Cue, Packs, Place};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashMap;

/// A score below this gives no type.
const THRESHOLD: i32 = 6;
/// A paper that names nobody of the household must say so much more clearly what it is.
const STRANGER: i32 = 3;
/// The best type must lead the next by this much.
const MARGIN: i32 = 2;
/// One phrase at least must say what the paper is; fields alone, which many papers share, do not.
const ANCHOR: i32 = 5;
/// What a valid machine-readable zone of the right code is worth.
const MRZ_WEIGHT: i32 = 9;
/// Lines of the first page in which a heading is looked for.
const HEADING_LINES: usize = 14;
/// A heading is at most this many words.
const HEADING_WORDS: usize = 14;
/// Cues are looked for on the first pages only: a long text mentions everything somewhere.
const PAGES: usize = 3;

/// Whom a phrase speaks for: the type (`None`: against every type) and which of its cues.
#[derive(Debug, Clone, Copy)]
struct Owner {
    of: Option<usize>,
    cue: usize,
}

#[derive(Debug)]
pub(super) struct Kinds {
    automaton: AhoCorasick,
    owners: Vec<Vec<Owner>>,
    cues: Vec<Vec<(i32, Place)>>,
    contexts: Vec<(i32, Place)>,
    ids: Vec<String>,
    mrz: Vec<Vec<String>>,
    last_resort: Vec<bool>,
    nameless: Vec<bool>,
}

/// A cue that was met, with where.
struct Hit {
    weight: i32,
    page: usize,
    start: usize,
    end: usize,
}

impl Kinds {
    pub(super) fn new(packs: &Packs) -> Kinds {
        let mut phrases: Vec<String> = Vec::new();
        let mut owners: Vec<Vec<Owner>> = Vec::new();
        let mut index: HashMap<String, usize> = HashMap::new();
        let mut add = |text: String, owner: Owner| {
            if text.is_empty() {
                return;
            }
            let at = *index.entry(text.clone()).or_insert_with(|| {
                phrases.push(text);
                owners.push(Vec::new());
                owners.len() - 1
            });
            owners[at].push(owner);
        };
        let mut learn = |of: Option<usize>, cues: &[Cue]| {
            for (cue, entry) in cues.iter().enumerate() {
                for any in &entry.any {
                    let folded = phrase(any);
                    // Some readers lose the spaces of a heading.
                    if folded.len() >= 10 && folded.contains(' ') {
                        add(folded.replace(' ', ""), Owner { of, cue });
                    }
                    add(folded, Owner { of, cue });
                }
            }
        };
        for (at, document_type) in packs.types.iter().enumerate() {
            learn(Some(at), &document_type.cue);
        }
        learn(None, &packs.contexts);
        let plain = |cues: &[Cue]| cues.iter().map(|c| (c.weight, c.place)).collect::<Vec<_>>();
        Kinds {
            automaton: super::automaton(&phrases, MatchKind::Standard),
            owners,
            cues: packs.types.iter().map(|t| plain(&t.cue)).collect(),
            contexts: plain(&packs.contexts),
            ids: packs.types.iter().map(|t| t.id.clone()).collect(),
            mrz: packs.types.iter().map(|t| t.mrz.clone()).collect(),
            nameless: packs.types.iter().map(|t| t.nameless).collect(),
            last_resort: packs.types.iter().map(|t| t.last_resort).collect(),
        }
    }

    /// Returns the type, or nothing where the words leave doubt. `mrz`: document codes of valid zones, with their evidence. `named`:
    /// somebody of the household is on the paper, or no household is known.
    pub(super) fn find(
        &self,
        pages: &[Folded<'_>],
        mrz: &[(String, Evidence)],
        named: bool,
    ) -> Option<TypeFound> {
        let mut hits: Vec<HashMap<usize, Hit>> = self.cues.iter().map(|_| HashMap::new()).collect();
        let mut against: HashMap<usize, i32> = HashMap::new();
        for (page, folded) in pages.iter().enumerate().take(PAGES) {
            for found in self.automaton.find_overlapping_iter(&folded.flat) {
                let (start, end) = (found.start(), found.end());
                if !is_whole(&folded.flat, start, end) {
                    continue;
                }
                for owner in &self.owners[found.pattern().as_usize()] {
                    let (weight, place) = match owner.of {
                        Some(of) => self.cues[of][owner.cue],
                        None => self.contexts[owner.cue],
                    };
                    if !stands(folded, page, start, end, place) {
                        continue;
                    }
                    match owner.of {
                        Some(of) => {
                            hits[of].entry(owner.cue).or_insert(Hit { weight, page, start, end });
                        }
                        None => {
                            against.insert(owner.cue, weight);
                        }
                    }
                }
            }
        }
        let lowered: i32 = against.values().sum();
        let mut scores: Vec<(i32, usize)> = hits
            .iter()
            .enumerate()
            .map(|(of, hits)| {
                let words: i32 = hits.values().map(|hit| hit.weight).sum();
                let zone = if self.zone(of, mrz).is_some() { MRZ_WEIGHT } else { 0 };
                let anchored = zone > 0 || hits.values().any(|hit| hit.weight >= ANCHOR);
                (if anchored { words + zone + lowered } else { 0 }, of)
            })
            .collect();
        scores.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        // What many papers share counts only where nothing says more.
        let (last, first): (Vec<_>, Vec<_>) =
            scores.into_iter().partition(|(_, of)| self.last_resort[*of]);
        let doubt = first.first().is_some_and(|(score, _)| *score >= THRESHOLD);
        let scores = if doubt { first } else { last };
        let (score, best) = *scores.first()?;
        let next = scores.get(1).map_or(0, |s| s.0.max(0));
        let stranger = if named || self.nameless[best] { 0 } else { STRANGER };
        if score < THRESHOLD + stranger || score - next < MARGIN {
            return None;
        }
        let mut because: Vec<(i32, Evidence)> = hits[best]
            .values()
            .filter(|hit| hit.weight > 0)
            .map(|hit| (hit.weight, super::evidence(&pages[hit.page], hit.start, hit.end, "cue")))
            .collect();
        because.sort_by(|a, b| {
            b.0.cmp(&a.0).then_with(|| (a.1.page, a.1.start).cmp(&(b.1.page, b.1.start)))
        });
        let mut because: Vec<Evidence> = because.into_iter().map(|(_, e)| e).collect();
        if let Some(zone) = self.zone(best, mrz) {
            because.insert(0, zone.clone());
        }
        // Half of the remaining doubt goes with every four points; a close second keeps some of it.
        let sure = 1.0 - 0.5_f32.powf(score as f32 / 4.0);
        let lead = ((score - next) as f32 / 6.0).min(1.0);
        let confidence = sure * (0.75 + 0.25 * lead);
        Some(TypeFound { id: self.ids[best].clone(), confidence, because })
    }

    fn zone<'m>(&self, of: usize, mrz: &'m [(String, Evidence)]) -> Option<&'m Evidence> {
        mrz.iter()
            .find(|(code, _)| {
                // The letter after P and V is the State's own choice; elsewhere it tells papers apart.
                let kind = match code.as_bytes() {
                    [b'P' | b'V', ..] => &code[..1],
                    _ => code,
                };
                self.mrz[of].iter().any(|own| own == kind)
            })
            .map(|(_, evidence)| evidence)
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
        Place::Heading => {
            if page > 0 || folded.line_of(start) >= HEADING_LINES {
                return false;
            }
            let (from, to) = folded.cell(start, end);
            let cell = &folded.text[from..to];
            if cell.split(' ').count() > HEADING_WORDS {
                return false;
            }
            let marker = folded.text[from..start].trim();
            let listed =
                marker.ends_with(')') && marker.len() <= 3 || matches!(marker, "-" | "*" | "o");
            let small = folded.words(start, end).starts_with(char::is_lowercase);
            if listed || marker.is_empty() && small {
                return false;
            }
            let before = folded.text[from..start].trim_matches(|c: char| !c.is_ascii_alphabetic());
            let capitals = folded.words(start, end).chars().filter(|c| c.is_alphabetic());
            before.is_empty()
                || before.ends_with("oggetto")
                || before.ends_with("subject")
                || before.ends_with("re")
                || before.split(' ').count() <= 3
                || capitals.clone().all(char::is_uppercase)
        }
    }
}

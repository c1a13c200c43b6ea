//! Which type a paper is, by weighted phrases.

use super::fold::{Folded, begins_word, is_whole, phrase};
use super::headings::{
    answers, begins_title, goes_on, is_field, is_heading, is_listed, is_subject, is_unticked,
};
use super::titles::{
    ANCHOR, Hit, WORD_OF_A_TITLE, foremost, keep_longest, lower_followers, lowered, sum,
};
use super::usual::UsualWords;
use crate::facts::{Evidence, TypeFound};
use crate::packs::{Cue, Packs, Place};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A score below this gives no type.
const THRESHOLD: i32 = 6;
/// However little a paper has of those of no type, where its words and phrases come to less no type is told.
const LEAST: f32 = 1.0;
/// A paper that names nobody of the household must say so much more clearly what it is.
const STRANGER: f32 = 2.0;
/// A type whose papers carry a title wants so much more from one without, as far as there are no words to tell it by.
const UNTITLED: f32 = 2.0;
/// The best type must lead the next by this much, and by one more for each point that another type's phrases are ahead of its own.
const MARGIN: f32 = 1.0;
/// Signs that come to so much make a type possible without a phrase that names it, where all words speak for it first.
const MANY_SIGNS: i32 = 9;
/// Between two types that are so near each other, which of them is the paper's title decides.
const NEAR: f32 = 2.0;
/// Where all words of the paper are asked too, phrases count in full up to this: a title that misleads must be outvoted.
const MOST_BY_PHRASES: i32 = 12;
/// Of what phrases come to beyond that so much counts, of at most so many points.
const BEYOND: f32 = 0.2;
const MOST_BEYOND: i32 = 18;
/// What one remark of a guide's takes from a paper's phrases is all it takes; of more, half is taken from the most that they can come to.
const ONE_REMARK: i32 = -5;
/// So far ahead by phrases the type that a paper calls itself is meant, whatever other words say.
const FAR_AHEAD: i32 = 10;
/// What it costs a type to be a logarithm per word behind the likeliest, by the words that are usual in each.
const OPINION: f32 = 6.0;
/// So much at most do words speak against the one type that has a title and any phrases on a paper.
const MOST_AGAINST_A_TITLE: f32 = 6.0;
/// What is asked of a type more where there are words enough for that opinion.
const WITH_OPINION: f32 = 3.0;
/// So many usual words are shown where phrases alone would not do.
const TELLING: usize = 3;
/// Quarters that remain of a score without a title where another type has one.
const MENTIONED: i32 = 2;
/// Words that say so much show the frame of a picture.
const FRAME: i32 = 10;
/// What a valid machine-readable zone of the right code is worth.
const MRZ_WEIGHT: i32 = 9;
/// What a title is worth in the subject of a letter that is only about it.
const ABOUT: i32 = 3;
/// What it is worth to be the first title on the page.
const FOREMOST: i32 = 3;
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
    /// somebody of the household is on the paper, or no household is known.
    pub(super) fn find(
        &self,
        pages: &[Folded<'_>],
        mrz: &[(String, Evidence)],
        named: bool,
    ) -> Option<TypeFound> {
        let mut hits: Vec<HashMap<usize, Hit>> = self.cues.iter().map(|_| HashMap::new()).collect();
        let mut against: Vec<(usize, Hit)> = Vec::new();
        for (page, folded) in pages.iter().enumerate().take(PAGES) {
            let mut parts: Parts = HashMap::new();
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
                    None => against.push((owner.1, hit)),
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
        let lowered = lowered(&against, &hits);
        keep_longest(&mut hits);
        lower_followers(pages, &mut hits);
        let foremost = foremost(&hits);
        let titled: Vec<bool> = (0..hits.len())
            .map(|of| self.zone(of, mrz).is_some() || hits[of].values().any(Hit::names))
            .collect();
        let opinion = UsualWords::built_in().judge(pages);
        let nothing_named = !hits.iter().flat_map(HashMap::values).any(Hit::is_own);
        let mut scores: Vec<(i32, usize)> = hits
            .iter()
            .enumerate()
            .map(|(of, hits)| {
                let words = sum(hits);
                let zone = if self.zone(of, mrz).is_some() { MRZ_WEIGHT } else { 0 };
                let likeliest = nothing_named && opinion.is_first(&self.ids[of]);
                let anchored = zone > 0
                    || hits.values().any(|hit| hit.weight >= ANCHOR)
                    || likeliest && words + lowered >= MANY_SIGNS;
                let bonus = if foremost == Some(of) { FOREMOST } else { 0 };
                (if anchored { words + zone + lowered + bonus } else { 0 }, of)
            })
            .collect();
        scores.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        // What a paper calls itself outweighs what it speaks of.
        let called = scores
            .iter()
            .filter(|(score, of)| *score >= THRESHOLD && !self.last_resort[*of])
            .any(|(_, of)| hits[*of].values().any(Hit::is_own));
        if called {
            // Neither does what is seen within a picture's frame say what the picture is.
            let seen = scores.iter().any(|(score, of)| {
                self.framed[*of]
                    && *score >= THRESHOLD
                    && hits[*of].values().any(|hit| hit.is_own() && hit.weight >= FRAME)
            });
            for (score, of) in &mut scores {
                if !titled[*of] && self.has_title[*of] || seen && !self.framed[*of] {
                    *score = *score * MENTIONED / 4;
                }
            }
            scores.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        }
        // A paper in a language that few of its type were counted in: its title says it, and nothing else is meant by any words.
        let alone = scores.iter().filter(|(score, _)| *score > 0).count() == 1;
        let phrases: HashMap<usize, i32> = scores.iter().map(|(score, of)| (*of, *score)).collect();
        let score_of = |of: usize| phrases.get(&of).copied().unwrap_or(0);
        let behind = |of: usize| match self.zone(of, mrz) {
            Some(_) => 0.0,
            None => {
                let behind = OPINION * opinion.of(&self.ids[of]);
                let clear = alone
                    && score_of(of) >= MOST_BY_PHRASES
                    && hits[of].values().any(|hit| hit.is_own() && hit.title);
                if clear { behind.max(-MOST_AGAINST_A_TITLE) } else { behind }
            }
        };
        let most = MOST_BY_PHRASES + (lowered - ONE_REMARK).min(0) / 2;
        let by_phrases = |score: i32| {
            let beyond = (score - MOST_BY_PHRASES).clamp(0, MOST_BEYOND);
            score.min(most) as f32 + BEYOND * beyond as f32
        };
        let mut both: Vec<(f32, i32, usize)> = scores
            .into_iter()
            .filter(|(score, _)| *score > 0)
            .map(|(score, of)| (by_phrases(score) + behind(of), score, of))
            .collect();
        both.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        // Of two that are near each other that one which the paper calls itself.
        let own = |of: usize| self.zone(of, mrz).is_some() || hits[of].values().any(Hit::is_own);
        if let [first, second, ..] = both[..]
            && !own(first.2)
            && own(second.2)
            && second.1 >= first.1
            && first.0 - second.0 <= NEAR
        {
            both.swap(0, 1);
        }
        // A title with much below it that belongs to it outweighs words that are only usual elsewhere.
        if let Some(first) = both.first().copied()
            && let Some(at) = both.iter().position(|other| {
                own(other.2) && other.1 >= first.1 + FAR_AHEAD && other.0 >= LEAST
            })
        {
            let titled = both.remove(at);
            both.insert(0, titled);
        }
        // A letter is what remains of a paper that says no more plainly what it is.
        if let [first, second, ..] = both[..]
            && self.last_resort[first.2]
            && second.1 >= first.1.min(MOST_BY_PHRASES)
            && first.0 - second.0 <= NEAR
        {
            both.remove(0);
        }
        let (total, score, best) = *both.first()?;
        let next = both.get(1).map_or(0.0, |next| next.0.max(0.0));
        // What every letter has, and what all words speak against, says nothing against what this one is.
        let rivals = both[1..].iter().filter(|other| !self.last_resort[other.2] && other.0 > 0.0);
        let more_said = rivals.map(|other| other.1 - score).max().unwrap_or(0).max(0);
        let stranger = if named || self.nameless[best] { 0.0 } else { STRANGER };
        let untitled = if own(best) || !self.has_title[best] { 0.0 } else { UNTITLED };
        let enough = THRESHOLD as f32
            + stranger
            + untitled * (1.0 - opinion.known)
            + WITH_OPINION * opinion.known
            + OPINION / 2.0 * opinion.of_none();
        let enough = enough.max(LEAST);
        // Words and phrases agree, and only what counts of the phrases hides how far they are ahead.
        let is_ahead = both.get(1).is_some_and(|next| {
            score - next.1 >= MOST_BY_PHRASES || own(best) && !own(next.2) && score > next.1
        });
        if total < enough || (total - next < MARGIN + more_said as f32 && !is_ahead) {
            return None;
        }
        let mut because: Vec<(i32, Evidence)> = hits[best]
            .values()
            .filter(|hit| hit.weight > 0)
            .map(|hit| (hit.weight, super::evidence(&pages[hit.page], hit.start, hit.end, "cue")))
            .collect();
        let place = |of: &Evidence| (of.page, of.start, of.words.len());
        because.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| place(&a.1).cmp(&place(&b.1))));
        let mut because: Vec<Evidence> = because.into_iter().map(|(_, e)| e).collect();
        if let Some(zone) = self.zone(best, mrz) {
            because.insert(0, zone.clone());
        }
        if score < THRESHOLD {
            let telling = UsualWords::built_in().telling(&self.ids[best], pages, TELLING);
            because.extend(
                telling.into_iter().map(|(page, start, end)| {
                    super::evidence(&pages[page], start, end, "usual-word")
                }),
            );
        }
        // Half of the remaining doubt goes with every four points; a close second keeps some of it.
        let sure = 1.0 - 0.5_f32.powf((score as f32 + behind(best)) / 4.0);
        let lead = ((total - next) / 6.0).min(1.0);
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
        Place::Line => {
            let (from, to) = folded.cell(start, end);
            let rest = folded.text[end..to].trim_matches([' ', ':', '.', '-']);
            rest.is_empty() && !folded.text[from..start].bytes().any(|b| b.is_ascii_alphabetic())
        }
        Place::Heading => is_heading(folded, page, start, end),
    }
}

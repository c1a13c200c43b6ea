//! What a paper calls itself: titles weighed against each other, and against what the rest of the page speaks of.

use super::fold::Folded;
use super::headings::is_subject;
use rustc_hash::FxHashMap as HashMap;

/// What speaks against a type takes at most so much from a paper that is titled so: in a long text something always does.
const MOST_AGAINST: i32 = -12;
/// What one word is worth that begins a title of several: "procura" in "Procura della Repubblica".
pub(super) const WORD_OF_A_TITLE: i32 = 4;
/// One phrase at least must say what the paper is; fields alone, which many papers share, do not.
pub(super) const ANCHOR: i32 = 5;

/// A cue that was met, with where.
pub(super) struct Hit {
    pub(super) weight: i32,
    pub(super) page: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Stands in a heading.
    pub(super) title: bool,
    /// One phrase, not words that stand near each other.
    pub(super) whole: bool,
    /// Nothing stands before it on its line, or it is a letter's subject.
    pub(super) first: bool,
    /// Says what is done by the paper.
    pub(super) operative: bool,
}

impl Hit {
    /// Returns whether this is what a paper calls itself.
    pub(super) fn names(&self) -> bool {
        self.title && self.weight >= ANCHOR
    }

    /// Returns whether a title begins with it: the paper's own, not one that it speaks of.
    pub(super) fn is_own(&self) -> bool {
        (self.names() || self.operative) && self.whole && self.first
    }

    /// Returns whether this is part of a longer title: "health insurance" in "European health insurance card".
    pub(super) fn is_within(&self, other: &Hit) -> bool {
        let covers = other.start <= self.start && self.end <= other.end;
        self.page == other.page && covers && self.end - self.start < other.end - other.start
    }
}

/// Takes away the titles that are only part of another type's longer title.
pub(super) fn keep_longest(hits: &mut [HashMap<usize, Hit>]) {
    let short: Vec<(usize, usize)> = hits
        .iter()
        .enumerate()
        .flat_map(|(of, own)| own.iter().map(move |(cue, hit)| (of, *cue, hit)))
        .filter(|(of, _, hit)| {
            let longer = |other: &Hit| other.whole && other.names() && hit.is_within(other);
            let of_others = hits.iter().enumerate().filter(|(other, _)| other != of);
            hit.title && hit.weight > 0 && of_others.flat_map(|(_, hits)| hits.values()).any(longer)
        })
        .map(|(of, cue, _)| (of, cue))
        .collect();
    for (of, cue) in short {
        hits[of].remove(&cue);
    }
}

/// Returns what the hits of one type come to. A title's words count once, however many phrases find them.
pub(super) fn sum(hits: &HashMap<usize, Hit>) -> i32 {
    let own = hits.values().any(Hit::is_own);
    let against: i32 = hits.values().filter(|hit| hit.weight < 0).map(|hit| hit.weight).sum();
    let in_passing: i32 =
        hits.values().filter(|hit| hit.weight < 0 && !hit.title).map(|hit| hit.weight).sum();
    let mut sum =
        against - in_passing + if own { in_passing.max(MOST_AGAINST) } else { in_passing };
    let mut all: Vec<&Hit> = hits.values().collect();
    all.sort_by_key(|hit| (std::cmp::Reverse(hit.weight), hit.start, hit.end));
    let mut titles: Vec<&Hit> = Vec::new();
    for hit in all.into_iter().filter(|hit| hit.weight > 0) {
        if hit.title {
            let same = |t: &&Hit| t.page == hit.page && t.start < hit.end && hit.start < t.end;
            if titles.iter().any(same) {
                continue;
            }
            titles.push(hit);
        }
        sum += hit.weight;
    }
    sum
}

/// Returns what the phrases against every type come to, each cue once. "Guida" in "patente di guida" says nothing; a title that begins
/// so says four times as much, unless a type's title begins with the same words: "informativa e raccolta del consenso".
pub(super) fn lowered(against: &[(usize, Hit)], hits: &[HashMap<usize, Hit>]) -> i32 {
    let mut worst: HashMap<usize, i32> = HashMap::default();
    for (cue, hit) in against {
        let within =
            |other: &Hit| (other.whole || other.first) && other.names() && hit.is_within(other);
        if hits.iter().flat_map(HashMap::values).any(within) {
            continue;
        }
        let weight = if hit.title && hit.first { 4 * hit.weight } else { hit.weight };
        let worst = worst.entry(*cue).or_insert(weight);
        *worst = weight.min(*worst);
    }
    worst.values().sum()
}

/// Lowers the titles that stand behind another type's on its line or in its subject, or with a number below it: "revoca del nulla
/// osta" is a revocation, and "Acte de mariage n° 318" in a family's record is what it was taken from.
pub(super) fn lower_followers(pages: &[Folded<'_>], hits: &mut [HashMap<usize, Hit>]) {
    let heads: Vec<(usize, usize, usize)> = hits
        .iter()
        .enumerate()
        .flat_map(|(of, own)| {
            own.values()
                .filter(|hit| hit.is_own() && hit.title)
                .map(move |hit| (of, hit.page, hit.start))
        })
        .collect();
    for (of, own) in hits.iter_mut().enumerate() {
        for hit in own.values_mut().filter(|hit| hit.names()) {
            let Some(page) = pages.get(hit.page) else { continue };
            let numbered = is_numbered(page, hit.end);
            let follows = heads.iter().any(|(other, on, start)| {
                let same_line = page.line_of(*start) == page.line_of(hit.start)
                    || is_subject(page, *start, *start) && is_subject(page, hit.start, hit.end);
                // Behind a stop, a dash or a stroke something new begins.
                let between = page.flat.get(*start..hit.start).unwrap_or_default();
                let apart = [" - ", " / ", ": ", "; ", "("].iter().any(|sign| between.contains(sign))
                    // "sig." is no stop.
                    || between.split(' ').rev().skip(1).any(|word| word.len() > 5 && word.ends_with('.'));
                *other != of && *on == hit.page && *start < hit.start && (same_line && !apart || numbered)
            });
            if follows {
                hit.weight = hit.weight.min(WORD_OF_A_TITLE);
            }
        }
    }
}

/// Returns whether a number is written out behind a title's words: "n. 12", "n° 318", "no. 7".
fn is_numbered(page: &Folded<'_>, end: usize) -> bool {
    let (_, to) = page.cell(end, end);
    let rest = page.text[end..to].trim_start();
    let value = |rest: &str| {
        rest.trim_start_matches([' ', '.', ':']).starts_with(|c: char| c.is_ascii_digit())
    };
    NUMBER.iter().any(|mark| rest.strip_prefix(mark).is_some_and(value))
}

/// How "number" is written short.
const NUMBER: &[&str] = &["n.", "n ", "nr", "no.", "no ", "num.", "numero", "number"];

/// Returns the type whose title stands first on the paper.
pub(super) fn foremost(hits: &[HashMap<usize, Hit>]) -> Option<usize> {
    let titles =
        hits.iter().enumerate().flat_map(|(of, hits)| hits.values().map(move |hit| (of, hit)));
    let (of, _) = titles
        .filter(|(_, hit)| hit.is_own())
        .min_by_key(|(of, hit)| (hit.page, hit.start, *of))?;
    Some(of)
}

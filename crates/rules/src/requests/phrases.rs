//! Phrases of the packs, looked for in a paper.

use crate::recognise::{automaton, begins_word, is_whole, phrase};
use aho_corasick::{AhoCorasick, MatchKind};

/// Phrases of one meaning each; one that ends in `*` stands for every ending.
#[derive(Debug)]
pub(crate) struct Phrases {
    automaton: AhoCorasick,
    open: Vec<bool>,
    /// Of each phrase, what it means.
    means: Vec<Vec<usize>>,
}

/// Where a phrase stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What it means: one thing, or any of several.
    pub(crate) means: Vec<usize>,
}

impl Phrases {
    pub(crate) fn new<'a>(phrases: impl Iterator<Item = (&'a String, usize)>) -> Phrases {
        let (mut texts, mut open): (Vec<String>, Vec<bool>) = (Vec::new(), Vec::new());
        let mut means: Vec<Vec<usize>> = Vec::new();
        for (text, meaning) in phrases {
            let stem = text.strip_suffix('*');
            let folded = phrase(stem.unwrap_or(text));
            if folded.is_empty() {
                continue;
            }
            let known =
                texts.iter().zip(&open).position(|(t, o)| *t == folded && *o == stem.is_some());
            match known.and_then(|at| means.get_mut(at)) {
                Some(known) => known.push(meaning),
                None => {
                    texts.push(folded);
                    open.push(stem.is_some());
                    means.push(vec![meaning]);
                }
            }
        }
        Phrases { automaton: automaton(&texts, MatchKind::Standard), open, means }
    }

    pub(crate) fn of(words: &[String]) -> Phrases {
        Phrases::new(words.iter().map(|word| (word, 0)))
    }

    /// Returns where they stand, the longest of those that overlap, in their order. `flat` is folded text with single blanks.
    pub(crate) fn hits(&self, flat: &str) -> Vec<Hit> {
        let mut all: Vec<(usize, usize, usize)> = self
            .automaton
            .find_overlapping_iter(flat)
            .filter_map(|found| {
                let (start, end, which) = (found.start(), found.end(), found.pattern().as_usize());
                if self.open[which] {
                    let rest = flat[end..].find(|c: char| !c.is_ascii_alphanumeric());
                    let end = rest.map_or(flat.len(), |rest| end + rest);
                    begins_word(flat, start).then_some((start, end, which))
                } else {
                    is_whole(flat, start, end).then_some((start, end, which))
                }
            })
            .collect();
        all.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        let mut hits: Vec<Hit> = Vec::new();
        for (start, end, which) in all {
            if hits.last().is_none_or(|last| last.end <= start) {
                hits.push(Hit { start, end, means: self.means[which].clone() });
            }
        }
        hits
    }
}

/// Returns the hit that begins at an offset.
pub(super) fn beginning_at(hits: &[Hit], at: usize) -> Option<&Hit> {
    hits.binary_search_by_key(&at, |hit| hit.start).ok().and_then(|found| hits.get(found))
}

/// Returns the hits that lie in a range.
pub(crate) fn within(hits: &[Hit], start: usize, end: usize) -> impl Iterator<Item = &Hit> {
    let from = hits.partition_point(|hit| hit.start < start);
    hits.iter().skip(from).take_while(move |hit| hit.end <= end)
}

//! The words that papers of a type usually have: a second opinion on what a paper is.
//!
//! `packs/words/usual.txt` says in how many papers of each type each word stands. A phrase may mislead; hundreds of words rarely do,
//! and where the two do not agree there is doubt.

use super::fold::Folded;
use rustc_hash::FxHashMap as HashMap;
use std::collections::BTreeSet;
use std::sync::OnceLock;

static COUNTED: &str = include_str!("../../../../packs/words/usual.txt");

/// Stands for papers of no type.
const NONE: &str = "none";
/// What a word that was never met in a type counts beside one that was met once.
const UNMET: f32 = 0.1;
/// So many known words are enough for a full opinion; fewer give a part of one.
const ENOUGH: f32 = 40.0;

/// A word, with each type that has it.
#[derive(Debug)]
struct Word {
    /// The rarer, the more it says.
    weight: f32,
    of: Vec<In>,
}

/// A word in papers of one type.
#[derive(Debug)]
struct In {
    at: usize,
    /// How much more often than never, a logarithm.
    more: f32,
    /// In what part of these papers.
    share: f32,
}

impl Word {
    /// Returns by how much the part of a type's papers that have the word is larger than that of any other type's.
    fn is_of(&self, of: usize) -> f32 {
        let others = self.of.iter().filter(|other| other.at != of).map(|other| other.share);
        let own = self.of.iter().find(|own| own.at == of).map_or(0.0, |own| own.share);
        own - others.fold(0.0, f32::max)
    }
}

/// How usual words are in each type.
#[derive(Debug)]
pub(super) struct UsualWords {
    ids: Vec<&'static str>,
    words: HashMap<&'static str, Word>,
    /// What a word weighs in a type where it was never met.
    never: Vec<f32>,
}

/// What the words of one paper say of it.
#[derive(Debug)]
pub(super) struct Opinion {
    /// For each type, how far it is behind the likeliest: 0 or less, a logarithm per word.
    behind: HashMap<&'static str, f32>,
    /// From 0, nothing known, to 1.
    pub(super) known: f32,
}

impl Opinion {
    /// Returns how far a type is behind what is likeliest, 0 or less. A household's own type is never behind: nothing was counted of it.
    pub(super) fn of(&self, id: &str) -> f32 {
        self.known * self.behind.get(id).copied().unwrap_or(0.0)
    }

    /// Returns whether a type is the likeliest of all, by words enough to say so.
    pub(super) fn is_first(&self, id: &str) -> bool {
        self.known >= 1.0 && self.behind.get(id).is_some_and(|behind| *behind >= 0.0)
    }

    /// Returns whether papers of this type were counted. Those of a household's own type were not.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.behind.contains_key(id)
    }

    /// Returns the likeliest of all types, and how far it is before the next one, 0 or more; both beside papers of no type.
    pub(super) fn leader(&self) -> Option<(&'static str, f32)> {
        let mut types: Vec<(&'static str, f32)> =
            self.behind.iter().filter(|(id, _)| **id != NONE).map(|(id, of)| (*id, *of)).collect();
        types.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let [(first, of), (_, next), ..] = types[..] else { return None };
        Some((first, self.known * (of - next)))
    }

    /// Returns how far it is behind that this is a paper of no type.
    pub(super) fn of_none(&self) -> f32 {
        self.of(NONE)
    }
}

/// Returns the words of a text that may be counted: of 3 to 20 letters, without accents and case, in the alphabet's order.
pub fn words(text: &str) -> BTreeSet<String> {
    let folded = Folded::new(1, text);
    in_folded(&folded).map(|(_, word)| word.to_owned()).collect()
}

/// The words of a page, each with where it begins.
fn in_folded<'f>(page: &'f Folded<'_>) -> impl Iterator<Item = (usize, &'f str)> {
    let begin = page.flat.as_ptr() as usize;
    page.flat
        .split(|c: char| !c.is_ascii_lowercase())
        .filter(|word| (3..=20).contains(&word.len()))
        .map(move |word| (word.as_ptr() as usize - begin, word))
}

impl UsualWords {
    /// Returns what was counted in our own papers, read once.
    pub(super) fn built_in() -> &'static UsualWords {
        static BUILT_IN: OnceLock<UsualWords> = OnceLock::new();
        BUILT_IN.get_or_init(|| UsualWords::new(COUNTED))
    }

    /// Reads lines of a word and its counts (`busta PAYSLIP 4 none 1`); a line that begins with `=` has the papers of each type.
    fn new(counted: &'static str) -> UsualWords {
        let mut ids: Vec<&'static str> = Vec::new();
        let mut papers: Vec<f32> = Vec::new();
        let mut lines: Vec<(&'static str, Vec<(usize, f32)>)> = Vec::new();
        for line in counted.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            let Some(word) = parts.next() else { continue };
            let mut of = Vec::new();
            while let (Some(id), Some(Ok(count))) =
                (parts.next(), parts.next().map(str::parse::<u16>))
            {
                if word == "=" {
                    ids.push(id);
                    papers.push(f32::from(count));
                } else if let Some(at) = ids.iter().position(|known| *known == id) {
                    of.push((at, f32::from(count)));
                }
            }
            if word != "=" {
                lines.push((word, of));
            }
        }
        let all: f32 = papers.iter().sum();
        let weight = |of: &[(usize, f32)]| {
            let in_papers: f32 = of.iter().map(|(_, count)| count).sum();
            (all / in_papers).ln()
        };
        let mut sums = vec![UNMET * lines.len() as f32; ids.len()];
        for (_, of) in &lines {
            for (at, count) in of {
                sums[*at] += count * weight(of);
            }
        }
        let words = lines.into_iter().map(|(word, of)| {
            let weight = weight(&of);
            let within = |(at, count): (usize, f32)| In {
                at,
                more: ((count * weight + UNMET) / UNMET).ln(),
                share: count / papers[at],
            };
            (word, Word { weight, of: of.into_iter().map(within).collect() })
        });
        UsualWords {
            words: words.collect(),
            never: sums.iter().map(|sum| (UNMET / sum).ln()).collect(),
            ids,
        }
    }

    /// Returns what the words of these pages say together, each counted once.
    pub(super) fn judge(&self, pages: &[Folded<'_>]) -> Opinion {
        let met: BTreeSet<&str> = pages.iter().flat_map(in_folded).map(|(_, word)| word).collect();
        let known: Vec<&Word> = met.iter().filter_map(|word| self.words.get(word)).collect();
        let all: f32 = known.iter().map(|word| word.weight).sum();
        let mut likely = self.never.clone();
        for word in &known {
            for within in &word.of {
                likely[within.at] += within.more * word.weight / all;
            }
        }
        let best = likely.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        Opinion {
            behind: self.ids.iter().zip(likely).map(|(id, likely)| (*id, likely - best)).collect(),
            known: (known.len() as f32 / ENOUGH).min(1.0),
        }
    }

    /// Returns the words that most papers of this type have and few of every other type, with page and range, at most `most`.
    pub(super) fn telling(
        &self,
        id: &str,
        pages: &[Folded<'_>],
        most: usize,
    ) -> Vec<(usize, usize, usize)> {
        let Some(of) = self.ids.iter().position(|known| *known == id) else { return Vec::new() };
        let mut met: HashMap<&str, (f32, usize, usize)> = HashMap::default();
        for (number, page) in pages.iter().enumerate() {
            for (start, text) in in_folded(page) {
                let speaks = self.words.get(text).map_or(0.0, |word| word.is_of(of));
                if speaks > 0.0 {
                    met.entry(text).or_insert((speaks, number, start));
                }
            }
        }
        let mut met: Vec<_> = met.into_iter().collect();
        met.sort_by(|(word, a), (other, b)| b.0.total_cmp(&a.0).then(word.cmp(other)));
        met.into_iter()
            .take(most)
            .map(|(word, (_, page, start))| (page, start, start + word.len()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNTED: &str = "# made up\n= PAYSLIP 4 INVOICE 3 none 9\nbusta PAYSLIP 4 none 1\nimponibile INVOICE 3 PAYSLIP 2\nofferta none 5\n";

    fn judged(text: &str) -> Opinion {
        UsualWords::new(COUNTED).judge(&[Folded::new(1, text)])
    }

    #[test]
    fn what_stands_in_papers_of_a_type_speaks_for_it() {
        let opinion = judged("Busta paga: imponibile");
        assert!(opinion.of("PAYSLIP") > opinion.of("INVOICE"));
        assert!(opinion.of("INVOICE") < 0.0 && opinion.of_none() < 0.0);
        assert!(judged("Un'offerta!").of_none() > judged("Un'offerta!").of("PAYSLIP"));
    }

    #[test]
    fn the_likeliest_type_is_so_far_before_the_next() {
        let (id, lead) = judged("Busta paga: imponibile").leader().unwrap();
        assert!(id == "PAYSLIP" && lead > 0.0);
        assert!(judged("Busta").knows("INVOICE") && !judged("Busta").knows("SCHOOL-REPORT"));
        let (_, of_an_offer) = judged("Un'offerta!").leader().unwrap();
        assert!(of_an_offer.abs() < 0.1, "{of_an_offer}");
    }

    #[test]
    fn of_unknown_words_and_of_a_households_own_type_nothing_is_said() {
        let opinion = judged("Quelque chose");
        assert!(opinion.known == 0.0 && opinion.of("PAYSLIP") == 0.0);
        assert!(judged("Busta imponibile").of("SCHOOL-REPORT") == 0.0);
    }

    #[test]
    fn the_word_that_is_usual_in_one_type_alone_is_shown_where_it_stands() {
        let pages = [Folded::new(1, "Offerta"), Folded::new(2, "La BUSTA paga, imponibile")];
        assert_eq!(UsualWords::new(COUNTED).telling("PAYSLIP", &pages, 2), [(1, 3, 8)]);
    }

    #[test]
    fn words_are_counted_without_accents_case_and_figures() {
        let words: Vec<String> = words("Città di Milano, n. 12\nCITTÀ").into_iter().collect();
        assert_eq!(words, ["citta", "milano"]);
    }

    #[test]
    fn what_was_counted_knows_every_type() {
        let usual = UsualWords::built_in();
        for document_type in &crate::packs::Packs::built_in().types {
            assert!(usual.ids.contains(&document_type.id.as_str()), "{}", document_type.id);
        }
        assert!(usual.ids.contains(&NONE) && usual.words.len() > 1000);
    }
}

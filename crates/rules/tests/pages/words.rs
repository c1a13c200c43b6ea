//! `packs/words/usual.txt`: in how many of our own papers of each type each word stands.

use crate::papers::Paper;
use std::collections::{BTreeMap, BTreeSet};

/// A word of fewer papers says more of that paper than of its type.
const FEWEST: u32 = 2;

/// Returns the file's text, counted anew in the papers to tune with. The names of a paper's household are not counted.
pub fn usual() -> String {
    let mut papers: BTreeMap<String, u32> = BTreeMap::new();
    let mut counts: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for paper in Paper::all() {
        let id = paper.id();
        *papers.entry(id.to_owned()).or_default() += 1;
        let names: Vec<&str> = paper
            .persons
            .iter()
            .filter_map(|person| person.split_once(' '))
            .map(|(_, name)| name)
            .collect();
        let names: BTreeSet<String> = faldone_rules::recognise::words(&names.join(" "));
        for word in faldone_rules::recognise::words(&paper.text).difference(&names) {
            *counts.entry(word.clone()).or_default().entry(id.to_owned()).or_default() += 1;
        }
    }
    let line = |word: &str, of: &BTreeMap<String, u32>| {
        let of: Vec<String> = of.iter().map(|(id, count)| format!(" {id} {count}")).collect();
        format!("{word}{}\n", of.concat())
    };
    let mut page = String::from(
        "# In how many papers of each type each word stands; \"=\" has how many papers there are. Counted in tests/corpus/tuning\n\
         # by `cargo xtask fix`; do not edit.\n",
    );
    page += &line("=", &papers);
    for (word, of) in &counts {
        if of.values().sum::<u32>() >= FEWEST {
            page += &line(word, of);
        }
    }
    page
}

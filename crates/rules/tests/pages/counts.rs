//! How often something was met beside things of each kind, as the files of `packs/words` say it.

use std::collections::BTreeMap;

/// Counts, by word or clue and by kind.
#[derive(Default)]
pub struct Counts {
    all: BTreeMap<String, u32>,
    met: BTreeMap<String, BTreeMap<String, u32>>,
}

impl Counts {
    /// Counts one thing of a kind and what was met beside it.
    pub fn add<'m>(&mut self, kind: &str, met: impl IntoIterator<Item = &'m String>) {
        *self.all.entry(kind.to_owned()).or_default() += 1;
        for met in met {
            *self.met.entry(met.clone()).or_default().entry(kind.to_owned()).or_default() += 1;
        }
    }

    /// Returns the file's text below a line that says what is counted. What was met more seldom than `fewest` times is left out: it says
    /// more of one paper than of its kind.
    pub fn page(&self, what: &str, fewest: u32) -> String {
        let line = |met: &str, of: &BTreeMap<String, u32>| {
            let of: Vec<String> =
                of.iter().map(|(kind, count)| format!(" {kind} {count}")).collect();
            format!("{met}{}\n", of.concat())
        };
        let mut page = format!(
            "# {what} Counted in tests/corpus/tuning\n# by `cargo xtask fix`; do not edit.\n"
        );
        page += &line("=", &self.all);
        for (met, of) in &self.met {
            if of.values().sum::<u32>() >= fewest {
                page += &line(met, of);
            }
        }
        page
    }
}

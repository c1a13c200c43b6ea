//! How much clues speak for kinds, learnt from things of which both are known, as the files of `packs/words` say it.

use std::collections::{BTreeMap, BTreeSet};

/// How often all things are gone over: more changes hardly a weight.
const PASSES: usize = 50;
/// How far a first step goes.
const STEP: f64 = 0.3;
/// A weight below this says nothing.
const LEAST: f64 = 0.05;
/// Things are gone over in steps of so many, so that those of one paper do not follow each other.
const STRIDE: usize = 7919;

/// Things, each with the clues around it and what it is.
#[derive(Default)]
pub struct Lessons {
    things: Vec<(BTreeSet<String>, Vec<String>)>,
}

impl Lessons {
    /// Adds a thing that is of these kinds, one of which will do.
    pub fn add<'k>(&mut self, kinds: impl IntoIterator<Item = &'k str>, clues: BTreeSet<String>) {
        let kinds: Vec<String> = kinds.into_iter().map(str::to_owned).collect();
        self.things.push((clues, kinds));
    }

    /// Returns the file's text below a line that says what is learnt: a multinomial logistic regression, fitted by stochastic gradients with
    /// steps of their own for each weight (Duchi, Hazan and Singer, 2011). Weights are drawn towards nought, the less, the larger `trust`
    /// is. Of what was met more seldom than `fewest` times nothing is learnt: it says more of one paper than of its kind.
    pub fn page(&self, what: &str, fewest: usize, trust: f64) -> String {
        let mut met: BTreeMap<&str, usize> = BTreeMap::new();
        for clue in self.things.iter().flat_map(|(clues, _)| clues) {
            *met.entry(clue).or_default() += 1;
        }
        met.retain(|_, count| *count >= fewest);
        let kinds: BTreeSet<&str> =
            self.things.iter().flat_map(|(_, kinds)| kinds).map(String::as_str).collect();
        let kinds: Vec<&str> = kinds.into_iter().collect();
        let clues: Vec<(&str, usize)> = met.into_iter().collect();
        let (usual, weights) = self.fitted(&clues, &kinds, trust);
        let line = |clue: &str, weights: &[f64], least: f64| {
            let telling = kinds.iter().zip(weights).filter(|(_, weight)| weight.abs() >= least);
            let of: Vec<String> =
                telling.map(|(kind, weight)| format!(" {kind} {weight:.2}")).collect();
            format!("{clue}{}\n", of.concat())
        };
        let mut page = format!(
            "# {what} Learnt from tests/corpus/tuning\n# by `cargo xtask fix`; do not edit.\n"
        );
        // All kinds are named here.
        page += &line("=", &usual, 0.0);
        for ((clue, _), weights) in clues.iter().zip(&weights) {
            page += &line(clue, weights, LEAST);
        }
        page
    }

    /// Returns how usual each kind is, and how much each clue speaks for each kind: natural logarithms of odds.
    fn fitted(
        &self,
        clues: &[(&str, usize)],
        kinds: &[&str],
        trust: f64,
    ) -> (Vec<f64>, Vec<Vec<f64>>) {
        let known = |clue: &String| clues.binary_search_by_key(&clue.as_str(), |(of, _)| of).ok();
        let things: Vec<(Vec<usize>, Vec<f64>)> = self
            .things
            .iter()
            .map(|(clues, of)| {
                let share = |kind: &&str| {
                    if of.iter().any(|of| of == kind) { 1.0 / of.len() as f64 } else { 0.0 }
                };
                (clues.iter().filter_map(known).collect(), kinds.iter().map(share).collect())
            })
            .collect();
        // The last row is how usual the kinds are, whatever stands around.
        let mut weights = vec![vec![0.0; kinds.len()]; clues.len() + 1];
        let mut steps = vec![vec![1e-8; kinds.len()]; clues.len() + 1];
        for turn in 0..PASSES * things.len() {
            let (met, of) = &things[turn * STRIDE % things.len()];
            let rows = || met.iter().copied().chain([clues.len()]);
            let sums: Vec<f64> =
                (0..kinds.len()).map(|kind| rows().map(|row| weights[row][kind]).sum()).collect();
            let most = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let all: f64 = sums.iter().map(|sum| (sum - most).exp()).sum();
            for row in rows() {
                let draw = clues.get(row).map_or(0.0, |(_, count)| 1.0 / (trust * *count as f64));
                for kind in 0..kinds.len() {
                    let away = (sums[kind] - most).exp() / all - of[kind];
                    let slope = away + draw * weights[row][kind];
                    steps[row][kind] += slope * slope;
                    weights[row][kind] -= STEP * slope / steps[row][kind].sqrt();
                }
            }
        }
        let usual = weights.pop().unwrap_or_default();
        (usual, weights)
    }
}

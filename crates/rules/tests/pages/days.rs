//! `packs/words/days.txt`: what stands around the days of our own papers, beside the roles that they have.

use crate::papers::Paper;
use faldone_rules::facts::PageText;
use faldone_rules::recognise::Recogniser;
use std::collections::BTreeMap;

/// A clue that fewer days have says more of their paper than of their role.
const FEWEST: u32 = 2;

/// Returns the file's text, counted anew in the papers to tune with.
pub fn usual() -> String {
    let mut days: BTreeMap<String, u32> = BTreeMap::new();
    let mut counts: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for paper in Paper::all() {
        let printed = paper.printed();
        let pages: Vec<PageText<'_>> =
            printed.iter().zip(1..).map(|(text, number)| PageText { number, text }).collect();
        for day in Recogniser::built_in().day_clues(&pages, Some(paper.id())) {
            let readings: Vec<String> =
                std::iter::once(day.day).chain(day.alternative).map(|d| d.to_string()).collect();
            let Some(mut roles) = paper.roles(&readings) else { continue };
            if roles.is_empty() {
                roles.insert("none");
            }
            for role in roles {
                *days.entry(role.to_owned()).or_default() += 1;
                for clue in &day.clues {
                    *counts.entry(clue.clone()).or_default().entry(role.to_owned()).or_default() +=
                        1;
                }
            }
        }
    }
    let line = |clue: &str, of: &BTreeMap<String, u32>| {
        let of: Vec<String> = of.iter().map(|(role, count)| format!(" {role} {count}")).collect();
        format!("{clue}{}\n", of.concat())
    };
    let mut page = String::from(
        "# Beside how many days of each role each clue stands; \"=\" has how many days there are. Counted in tests/corpus/tuning\n\
         # by `cargo xtask fix`; do not edit.\n",
    );
    page += &line("=", &days);
    for (clue, of) in &counts {
        if of.values().sum::<u32>() >= FEWEST {
            page += &line(clue, of);
        }
    }
    page
}

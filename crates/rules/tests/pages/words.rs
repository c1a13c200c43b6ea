//! `packs/words`: what our own papers usually say, counted or learnt.

use crate::counts::Counts;
use crate::lessons::Lessons;
use crate::papers::Paper;
use faldone_rules::facts::PageText;
use faldone_rules::recognise::{Recogniser, words};
use std::collections::BTreeSet;

/// A clue that stood beside fewer days or numbers than this says what a paper's people are called, and not what its days are.
const FEWEST: usize = 4;

/// Returns `usual.txt`: the words of papers of each type. The names of a paper's household are not counted.
pub fn usual() -> String {
    let mut counts = Counts::default();
    for paper in Paper::all() {
        let names: Vec<String> =
            paper.people().iter().map(|p| format!("{} {}", p.name, p.surname)).collect();
        let names: BTreeSet<String> = words(&names.join(" "));
        counts.add(paper.id(), words(&paper.text).difference(&names));
    }
    counts.page(
        "In how many papers of each type each word stands; \"=\" has how many papers there are.",
        2,
    )
}

/// Returns `days.txt`: what stands around days of each role.
pub fn days() -> String {
    let mut lessons = Lessons::default();
    for paper in Paper::all() {
        for day in Recogniser::built_in().day_clues(&pages(&paper.printed()), paper.id()) {
            let readings: Vec<String> =
                std::iter::once(day.day).chain(day.alternative).map(|d| d.to_string()).collect();
            let roles = paper.roles(&readings);
            // Rules tell these; among the days without a role they would hide what those have in common.
            if !roles.contains("birth") && !roles.contains("period") {
                lessons.add(roles, day.clues);
            }
        }
    }
    lessons.page("How much each clue speaks for each role of a day.", FEWEST, 0.3)
}

/// Returns `names.txt`: what stands around the names of people that papers are about, and of others.
pub fn names() -> String {
    let mut lessons = Lessons::default();
    for paper in Paper::all() {
        let people = paper.people();
        let found =
            Recogniser::built_in().name_clues(&pages(&paper.printed()), &people, paper.id());
        for named in found {
            let part = paper.part(&named.name, &named.surname);
            if matches!(part, "subject" | "other") {
                lessons.add([part], named.clues);
            }
        }
    }
    lessons.page("How much each clue speaks for that a paper is somebody's.", 2, 3.0)
}

/// Returns `numbers.txt`: what stands around numbers of each kind, and how they are built.
pub fn numbers() -> String {
    let mut lessons = Lessons::default();
    for paper in Paper::all() {
        for number in Recogniser::built_in().number_clues(&pages(&paper.printed()), paper.id()) {
            if let Some(kind) = paper.kind(&number.number) {
                lessons.add([kind], number.clues);
            }
        }
    }
    lessons.page("How much each clue speaks for each kind of a number.", FEWEST, 3.0)
}

fn pages(texts: &[String]) -> Vec<PageText<'_>> {
    texts.iter().zip(1..).map(|(text, number)| PageText { number, text }).collect()
}

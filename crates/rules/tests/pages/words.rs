//! `packs/words`: what our own papers usually say, counted.

use crate::counts::Counts;
use crate::papers::Paper;
use faldone_rules::facts::PageText;
use faldone_rules::recognise::{Recogniser, words};
use std::collections::BTreeSet;

/// A clue that stood beside fewer days or numbers than this says what a paper's people are called, and not what its days are.
const FEWEST: u32 = 4;

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
    let mut counts = Counts::default();
    for paper in Paper::all() {
        for day in Recogniser::built_in().day_clues(&pages(&paper.printed()), paper.id()) {
            let readings: Vec<String> =
                std::iter::once(day.day).chain(day.alternative).map(|d| d.to_string()).collect();
            for role in paper.roles(&readings) {
                counts.add(role, &day.clues);
            }
        }
    }
    counts.page(
        "Beside how many days of each role each clue stands; \"=\" has how many days there are.",
        FEWEST,
    )
}

/// Returns `names.txt`: what stands around the names of people that papers are about, and of others.
pub fn names() -> String {
    let mut counts = Counts::default();
    for paper in Paper::all() {
        let people = paper.people();
        let found =
            Recogniser::built_in().name_clues(&pages(&paper.printed()), &people, paper.id());
        for named in found {
            let part = paper.part(&named.name, &named.surname);
            if matches!(part, "subject" | "other") {
                counts.add(part, &named.clues);
            }
        }
    }
    counts.page(
        "Beside how many people whose paper it is, and others, each clue stands; \"=\" has how many there are.",
        2,
    )
}

/// Returns `numbers.txt`: what stands around numbers of each kind, and how they are built.
pub fn numbers() -> String {
    let mut counts = Counts::default();
    for paper in Paper::all() {
        for number in Recogniser::built_in().number_clues(&pages(&paper.printed()), paper.id()) {
            if let Some(kind) = paper.kind(&number.number) {
                counts.add(kind, &number.clues);
            }
        }
    }
    counts.page(
        "Beside how many numbers of each kind each clue stands; \"=\" has how many numbers there are.",
        FEWEST,
    )
}

fn pages(texts: &[String]) -> Vec<PageText<'_>> {
    texts.iter().zip(1..).map(|(text, number)| PageText { number, text }).collect()
}

//! The sources are covered line by line; and a hole in the coverage does not go unseen.

use super::coverage::{Cited, cited, coverage};
use super::{Citation, Language, Register, RegisterFile, citations};
use crate::packs::Packs;

/// A register of one source of six lines, the third of them blank and the second set aside.
fn small() -> Register {
    let mut register = Register::default();
    let file: RegisterFile = toml::from_str(
        r#"
        [[source]]
        id = "S9"
        title_en = "a letter"
        title_it = "una lettera"
        publisher = "somebody"
        kind = "letter"
        seen_on = 2026-11-21
        lines = 6
        content = "1-2, 4-6"

        [[set_aside]]
        source = "S9"
        lines = "2-3"
        reason = "heading"

        [[cited_as]]
        what = "laws"
        any = ["art. "]
        "#,
    )
    .expect("a register");
    register.add(file);
    register
}

fn held(entry: &str, source: &str) -> Cited {
    Cited { entry: entry.to_owned(), source: source.to_owned(), holds: true }
}

fn faults(sources: &[&str]) -> Vec<String> {
    let entries: Vec<Cited> = sources.iter().map(|source| held("x", source)).collect();
    coverage(&small(), &entries).faults
}

#[test]
fn every_line_of_every_source_is_held_or_set_aside() {
    let packs = Packs::built_in();
    let found = coverage(&packs.sources, &cited(packs));
    assert_eq!(found.faults, Vec::<String>::new());
    // Blank lines left out, as counted in the five documents themselves.
    let lines: Vec<usize> =
        packs.sources.sources.iter().map(|source| source.content.all().count()).collect();
    assert_eq!(lines, LINES_WITH_CONTENT);
}

const LINES_WITH_CONTENT: [usize; 5] = [30, 91, 81, 183, 50];

#[test]
fn a_hole_in_the_coverage_is_a_fault() {
    assert_eq!(faults(&["S9:1", "S9:4-6; art. 5 TUI"]), Vec::<String>::new());
    for (sources, fault) in [
        (["S9:1", "S9:5-6"], "S9:4: nothing holds this line"),
        (["S9:1-2", "S9:4-6"], "S9:2: set aside, and held by x"),
        (["S9:1", "S9:4-7"], "x: S9 has 6 lines, not 7"),
        (["S9:1", "S9:4-6; S8:1"], "x: there is no source S8"),
        (["S9:1", "S9:4-6; S9"], "x: `S9` is neither a source nor a law or site that is known"),
        (
            ["S9:1", "S9:4-6; hearsay"],
            "x: `hearsay` is neither a source nor a law or site that is known",
        ),
        (["S9:1; S9:4-6", ""], "x: no source"),
    ] {
        assert_eq!(faults(&sources), [fault], "{sources:?}");
    }
}

#[test]
fn stretches_follow_what_holds_them() {
    let entries = [
        held("a", "S9:1; S9:4-5"),
        held("b", "S9:6"),
        Cited { holds: false, ..held("the whole pack", "S9:1-6") },
    ];
    let found = coverage(&small(), &entries);
    let told: Vec<(u32, u32, &str)> = found
        .stretches
        .iter()
        .map(|stretch| {
            let what = stretch.entries.first().or(stretch.reason.as_ref());
            (stretch.first, stretch.last, what.map_or("", String::as_str))
        })
        .collect();
    assert_eq!(told, [(1, 1, "a"), (2, 2, "heading"), (4, 5, "a"), (6, 6, "b")]);
}

#[test]
fn citations_are_read_one_by_one() {
    let lines = |text: &str| text.parse().expect("lines");
    assert_eq!(
        citations("S3:74-76, 80; art. 5 c. 2 TUI; S3"),
        [
            Citation::Lines { source: "S3", lines: lines("74-76,80") },
            Citation::Other("art. 5 c. 2 TUI"),
            Citation::Other("S3"),
        ]
    );
    for wrong in ["", "0", "5-4", "x", "1-"] {
        assert!(wrong.parse::<super::Lines>().is_err(), "{wrong:?}");
    }
}

#[test]
fn people_read_titles_not_letters() {
    let register = small();
    let told = |text, language| register.expand(text, language);
    assert_eq!(told("S9:4", Language::English), "a letter, line 4");
    assert_eq!(told("S9:4-5", Language::Italian), "una lettera, righe 4–5");
    assert_eq!(
        told("S9:1; art. 5 TUI; S9:4-6", Language::English),
        "a letter, lines 1, 4–6; art. 5 TUI"
    );
    assert_eq!(told("art. 5 TUI", Language::Italian), "art. 5 TUI");
    let packs = &Packs::built_in().sources;
    assert_eq!(packs.expand("DI 30 October 2007", Language::Italian), "DI 30 ottobre 2007");
    assert_eq!(packs.expand("DI 30 October 2007", Language::English), "DI 30 October 2007");
}

/// Words that tell an English citation from the title of an Italian law; "art." and "form" names are the same in both.
const ENGLISH: &str = "and the of or for with by as on not one first part page note model models letters receipt payment home joint general caution practice statements convention regulation directive leaflet custom form following january february march april june july august september october november december";

fn is_english(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    words.into_iter().any(|word| ENGLISH.split(' ').any(|known| known == word))
}

#[test]
fn nobody_who_reads_italian_meets_an_english_citation() {
    let packs = Packs::built_in();
    let readings = packs.terms.iter().flat_map(|term| &term.reading).map(|one| one.source.clone());
    let sources = cited(packs).into_iter().map(|cited| cited.source).chain(readings);
    let mut told: Vec<String> = sources
        .flat_map(|source| {
            let others = citations(&source).into_iter().filter_map(|citation| match citation {
                Citation::Other(text) => Some(packs.sources.expand(text, Language::Italian)),
                Citation::Lines { .. } => None,
            });
            others.collect::<Vec<_>>()
        })
        .collect();
    told.extend(packs.terms.iter().map(|term| term.basis_it().to_owned()));
    told.retain(|text| is_english(text));
    assert_eq!(told, Vec::<String>::new());
    assert!(is_english("prassi / custom") && !is_english("art. 22 c. 6 e art. 24 TUI"));
}

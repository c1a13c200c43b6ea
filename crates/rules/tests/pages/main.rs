//! The pages of docs/ that are made from the rules are fresh, and what is counted in our own papers. `cargo xtask fix` writes them anew.

mod counts;
mod coverage;
mod lessons;
mod natures;
#[path = "../../../../tests/corpus/numbers.rs"]
mod numbers;
mod papers;
mod procedures;
mod words;

use faldone_rules::{
    check,
    packs::{Packs, Per},
    sources::Language,
};
use std::path::PathBuf;

fn is_fresh(name: &str, page: &str) {
    file_is_fresh(&format!("docs/{name}"), page);
}

fn file_is_fresh(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    if std::env::var_os("FALDONE_REGENERATE").is_some() {
        assert!(std::fs::write(&path, text).is_ok(), "{name} cannot be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written.replace("\r\n", "\n") == text, "{name} is not fresh; run: cargo xtask fix");
}

#[test]
fn generated_usual_words() {
    file_is_fresh("packs/words/usual.txt", &words::usual());
}

#[test]
fn generated_usual_days() {
    file_is_fresh("packs/words/days.txt", &words::days());
}

#[test]
fn generated_usual_names() {
    file_is_fresh("packs/words/names.txt", &words::names());
}

#[test]
fn generated_usual_numbers() {
    file_is_fresh("packs/words/numbers.txt", &words::numbers());
}

#[test]
fn generated_findings_page() {
    is_fresh("findings.md", &check::codes_page());
}

#[test]
fn generated_types_page() {
    let mut page = String::from(
        "# Document types\n\nWhat Faldone knows by name. Generated from `packs/types`; do not edit.\n\n\
         A name is built from the type: *one* has no date, *dated* the paper's own date, *monthly* and *yearly* its period.\n",
    );
    let packs = Packs::built_in();
    let mut groups: Vec<&str> = packs.types.iter().map(|kind| kind.group.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    for group in groups {
        page += &format!(
            "\n## {group}\n\n| id | Italian id | name | what it is | why it matters | per | source |\n|---|---|---|---|---|---|---|\n"
        );
        for kind in packs.types.iter().filter(|kind| kind.group == group) {
            let per = match kind.per {
                Per::One => "one",
                Per::Dated => "dated",
                Per::Monthly => "monthly",
                Per::Yearly => "yearly",
            };
            page += &format!(
                "| `{}` | `{}` | {} / {} | {} | {} | {per} | {} |\n",
                kind.id,
                kind.id_it,
                kind.label_en,
                kind.label_it,
                kind.what,
                kind.why,
                packs.sources.expand(&kind.source, Language::English)
            );
        }
    }
    page += &natures::section();
    is_fresh("types.md", &page);
}

//! Reads text files (pages parted by form feeds) and says what recognition makes of each.
//!
//! `cargo run -p faldone-rules --example recognise -- [--person Name/Surname [--child Name/Surname]…]… FILE…`

use faldone_rules::facts::PageText;
use faldone_rules::names::{DocumentForNaming, Naming, Proposal, build, propose};
use faldone_rules::packs::Packs;
use faldone_rules::person::{Dependant, Person};
use faldone_rules::recognise;
use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let mut people: Vec<Person> = Vec::new();
    let mut out = std::io::stdout().lock();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--person" {
            let full = arguments.next().unwrap_or_default();
            let (name, surname) = full.split_once('/').unwrap_or((&full, ""));
            people.push(Person {
                id: full.to_lowercase().replace(['/', ' '], "-"),
                name: name.to_owned(),
                surname: surname.to_owned(),
                fiscal_code: None,
                born: None,
                dependants: Vec::new(),
            });
            continue;
        }
        if argument == "--child" {
            let full = arguments.next().unwrap_or_default();
            let (name, surname) = full.split_once('/').unwrap_or((&full, ""));
            if let Some(parent) = people.last_mut() {
                parent.dependants.push(Dependant {
                    id: full.to_lowercase().replace(['/', ' '], "-"),
                    name: name.to_owned(),
                    surname: surname.to_owned(),
                    born: None,
                });
            }
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(&argument)?).into_owned();
        let pages: Vec<PageText<'_>> =
            text.split('\u{c}').zip(1..).map(|(text, number)| PageText { number, text }).collect();
        let found = recognise::Recogniser::built_in().recognise(&pages, &people);
        let kind = found
            .doc_type
            .as_ref()
            .map_or("-".to_owned(), |t| format!("{} {:.2}", t.id, t.confidence));
        writeln!(
            out,
            "{argument}\n  type {kind}{}",
            if found.blank_form { " (blank form)" } else { "" }
        )?;
        for because in found.doc_type.iter().flat_map(|t| &t.because) {
            writeln!(out, "    because {:?}", because.words)?;
        }
        for person in &found.persons {
            writeln!(out, "  {:?} {} {}", person.role, person.name, person.surname)?;
        }
        for r in &found.references {
            writeln!(
                out,
                "  ref {:?} {} {:?} {:?} {:?}",
                r.kind, r.value, r.date, r.office, r.evidence.words
            )?;
        }
        for d in &found.dates {
            writeln!(
                out,
                "  date {} {:?} {} {:?}",
                d.date, d.role, d.evidence.rule, d.evidence.words
            )?;
        }
        for a in &found.amounts {
            writeln!(out, "  amount {:?} {} {:?}", a.role, a.cents, a.evidence.words)?;
        }
        if let Some(detail) = &found.detail {
            writeln!(out, "  detail {detail}")?;
        }
        let paper = DocumentForNaming { recognition: &found, file_name: "x.pdf", extension: "pdf" };
        match propose(&paper, &people, Packs::built_in(), &Naming::default()) {
            Proposal::Rename(rename) => {
                match build(&rename.fields, Packs::built_in(), &Naming::default(), &rename.ext) {
                    Ok(name) => writeln!(out, "  name {name}")?,
                    Err(error) => writeln!(out, "  no name: {error}")?,
                }
            }
            Proposal::Unsure { missing } => writeln!(out, "  no name: {missing:?}")?,
            Proposal::Keep => {}
        }
    }
    Ok(())
}

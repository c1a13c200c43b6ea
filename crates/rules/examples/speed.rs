//! How long recognition takes: a two-page paper, and hostile lines.
//!
//! `cargo run --release -p faldone-rules --example speed`

use faldone_rules::facts::PageText;
use faldone_rules::person::Person;
use faldone_rules::recognise::Recogniser;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

/// A contract's first page; the second is the clauses again.
const PAGE: &str = include_str!("../../../packs/cases/CONTRACT.txt");
const CLAUSES: &str = "Art. 4 - Orario. L'orario di lavoro è di 40 ore settimanali, dal lunedì al venerdì, presso la sede di Lodi, via Roma 5.\n\
    Art. 5 - Ferie. Il lavoratore ha diritto a 26 giorni di ferie, ai sensi del D.Lgs. 8 aprile 2003, n. 66, da godere entro il 30/06/2027.\n\
    Art. 6 - Preavviso. In caso di dimissioni il preavviso è di 30 giorni, come prevede il CCNL del 5 febbraio 2021 (prot. n. 4410/2021).\n\
    Art. 7 - Rinvio. Per quanto non previsto si rinvia alla legge 20 maggio 1970, n. 300; le parti eleggono domicilio in Lodi.\n";

fn person(name: &str, surname: &str) -> Person {
    Person {
        id: name.to_lowercase(),
        name: name.to_owned(),
        surname: surname.to_owned(),
        fiscal_code: None,
        born: None,
        dependants: Vec::new(),
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let people = [person("Leila", "Haddad"), person("Diego", "Fuentes Ibáñez")];
    let prepared = timed(|| {
        black_box(Recogniser::built_in());
    });
    writeln!(out, "prepare once: {prepared:.1?}")?;
    let text = PAGE.split_once("---\n").map_or(PAGE, |(_, text)| text);
    let first = format!("{text}{}", CLAUSES.repeat(4));
    let second = CLAUSES.repeat(6);
    let pages = [PageText { number: 1, text: &first }, PageText { number: 2, text: &second }];
    let read = || {
        black_box(Recogniser::built_in().recognise(black_box(&pages), &people));
    };
    timed(read);
    let mut runs: Vec<Duration> = (0..200).map(|_| timed(read)).collect();
    runs.sort_unstable();
    writeln!(
        out,
        "two pages, {} characters: median {:.2?}, p95 {:.2?}",
        first.len() + second.len(),
        runs[100],
        runs[190]
    )?;
    for unit in ["a", "1", "1/1/2026 ", "leila ", "prot. n. ", "_", "nato a "] {
        let line = unit.repeat(10_000_000 / unit.len());
        let took = timed(|| {
            let page = PageText { number: 1, text: &line };
            black_box(Recogniser::built_in().recognise(&[page], &people));
        });
        writeln!(out, "10 MB of {unit:?}: {took:.2?}")?;
    }
    Ok(())
}

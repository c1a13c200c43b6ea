//! `cargo xtask bench`: Faldone beside other tools, on the same cores in the same run; written to docs/benchmarks.md.
//!
//! Linux only: the peers and the memory figures are.

mod contest;
mod corpus;
pub(crate) mod recognition;
mod rows;

use crate::{packages, shell};
use anyhow::{Context, Result, bail};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const PAGE: &str = "docs/benchmarks.md";

/// A row of the table: a name to ask for it alone, what is measured, and how.
type Row = (&'static str, &'static str, fn(&Bench) -> Result<Table>);

const ROWS: &[Row] = &[
    ("first-index", "First index of 1,000 two-page text PDFs", rows::first_index),
    ("rescan", "Rescan of 10,000 files of which none has changed", rows::rescan),
    ("drop", "A document dropped into the folder, until it is in the index", rows::drop),
    ("search", "A search over 10,000 documents", rows::search),
    ("growth", "A first index as the folder grows", rows::growth),
    ("hashing", "Hashing every file against the journal", rows::hashing),
];

/// Where things are while measuring.
struct Bench {
    /// The release build of the command line.
    faldone: PathBuf,
    /// Corpora, app data and the peers' indexes; may be deleted.
    work: PathBuf,
}

/// What a row came to: a small table, with the commands that were run and the goal.
struct Table {
    commands: Vec<String>,
    head: Vec<&'static str>,
    body: Vec<Vec<String>>,
    goal: &'static str,
}

/// Measures all rows, or one. Only a run of all rows writes the page.
pub(crate) fn run(only: Option<&str>) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the benchmarks run on Linux only: the tools they compare with are there");
    }
    if let Some(name) = only.filter(|name| !ROWS.iter().any(|(row, ..)| row == name)) {
        let names: Vec<&str> = ROWS.iter().map(|(row, ..)| *row).collect();
        bail!("no row is called {name}; there are: {}", names.join(", "));
    }
    packages::ensure("measure beside other tools", &[packages::BUILD, packages::BENCH])?;
    shell::run(&mut shell::cargo(&["build", "--release", "--package", "faldone-cli"]))?;
    let bench = Bench {
        faldone: shell::target_dir()?.join("release/faldone"),
        work: shell::target_dir()?.join("bench"),
    };

    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let mut page = introduction(load.split(' ').next().unwrap_or("unknown"));
    let mut broken = Vec::new();
    for (name, title, measure) in ROWS {
        if only.is_some_and(|only| only != *name) {
            continue;
        }
        println!("\n── {title}");
        match measure(&bench) {
            Ok(table) => {
                let section = table.section(title);
                println!("{section}");
                page.push_str(&section);
            }
            Err(error) => {
                println!("{name}: {error:#}");
                let _ = write!(page, "\n## {title}\n\nCould not be measured: {error}.\n");
                broken.push(*name);
            }
        }
    }
    if only.is_none() {
        std::fs::create_dir_all("docs")?;
        std::fs::write(PAGE, page).context(PAGE)?;
        println!("Written to {PAGE}");
    }
    if !broken.is_empty() {
        bail!("could not be measured: {}", broken.join(", "));
    }
    Ok(())
}

fn introduction(load: &str) -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "# Benchmarks\n\n\
         Made by `cargo xtask bench`; `cargo xtask bench ROW` measures one row ({}).\n\n\
         Each figure is the median of {} runs on the same {cores} cores. The runs of the tools that are compared alternate, so that\n\
         whatever else the machine does falls on all of them alike; its load was {load} at the start. The file cache is warm. Ratios\n\
         are Faldone's time by the other's: below 1 is faster. `recollindex` runs with an index of its own and at normal priority.\n\n\
         That undoing a plan gives back every byte is no figure but a rule, and held by tests.\n",
        ROWS.iter().map(|(row, ..)| format!("`{row}`")).collect::<Vec<_>>().join(", "),
        contest::RUNS,
    )
}

impl Table {
    fn section(&self, title: &str) -> String {
        let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let head: Vec<String> = self.head.iter().map(|cell| (*cell).to_owned()).collect();
        let rule: Vec<String> = self.head.iter().map(|_| "---".to_owned()).collect();
        let body: String = self.body.iter().map(|cells| row(cells)).collect();
        format!(
            "\n## {title}\n\nGoal: {}.\n\n{}{}{body}\n```\n{}\n```\n",
            self.goal,
            row(&head),
            row(&rule),
            self.commands.join("\n")
        )
    }
}

/// Empties a folder of ours, making it if need be.
#[expect(clippy::disallowed_methods, reason = "Only called for folders under target/bench.")]
fn fresh(dir: &Path) -> Result<()> {
    if dir.exists() {
        std::fs::remove_dir_all(dir).with_context(|| dir.display().to_string())?;
    }
    std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())
}

//! The measured corpus: makes its papers through several PDF producers, lets `faldone inspect` read them, and says how well it did.
//!
//! `cargo xtask bench recognition` calls it. The papers are text with the truth above it (see README.md beside this file); the PDFs are
//! made when needed and kept under the target folder.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "This is a program for a terminal.")]

mod blocks;
mod judge;
mod municipal;
mod numbers;
mod paper;
mod producers;
mod read;
mod report;

use anyhow::{Context, Result, bail};
use paper::Paper;
use producers::Printed;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: recognition --faldone PROGRAM --work DIR [--part tuning|measured] [--details] [--page FILE]
       recognition --faldone PROGRAM --work DIR --municipal DIR";

/// What was asked for.
#[derive(Default)]
struct Wanted {
    faldone: PathBuf,
    /// Where PDFs are made and kept.
    work: PathBuf,
    /// `None`: both parts.
    part: Option<String>,
    /// Name the papers of the measured part that went wrong. Not for those who tune the rules.
    details: bool,
    /// Where the page with the figures goes.
    page: Option<PathBuf>,
    /// A folder of papers that belong to nobody in the household.
    municipal: Option<PathBuf>,
}

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(3)
        }
    }
}

fn start() -> Result<()> {
    let wanted = wanted(std::env::args().skip(1))?;
    if let Some(dir) = &wanted.municipal {
        return municipal::run(&wanted.faldone, dir);
    }
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut parts = Vec::new();
    for part in ["tuning", "measured"] {
        if wanted.part.as_deref().is_some_and(|only| only != part) {
            continue;
        }
        let papers = paper::load(&corpus.join(part))?;
        let printed = producers::print(&papers, &wanted.work.join(part))?;
        let answers = read::all(&wanted.faldone, &papers, &printed)?;
        let result = judge::judge(&papers, &answers);
        if part == "tuning" || wanted.details {
            for mistake in &result.mistakes {
                println!("{mistake}");
            }
        }
        let (papers, printed) = unscanned(papers, printed);
        let answers = read::all(&wanted.faldone, &papers, &printed)?;
        parts.push(report::Counted { part, result, unscanned: judge::judge(&papers, &answers) });
    }
    let figures = report::figures(&parts);
    println!("\n{figures}");
    if let Some(page) = &wanted.page {
        std::fs::write(page, report::page(&figures)).with_context(|| page.display().to_string())?;
        println!("Written to {}", page.display());
    }
    Ok(())
}

/// Returns the scans alone, each with its pages as they were before they were scanned: what OCR costs is told by the same papers only.
fn unscanned(papers: Vec<Paper>, printed: Vec<Printed>) -> (Vec<Paper>, Vec<Printed>) {
    let scans = papers.into_iter().zip(printed).filter_map(|(paper, printed)| {
        let pdf = printed.unscanned?;
        Some((paper, Printed { pdf, picture: None, unscanned: None }))
    });
    scans.unzip()
}

fn wanted(mut args: impl Iterator<Item = String>) -> Result<Wanted> {
    let mut wanted = Wanted::default();
    while let Some(arg) = args.next() {
        if arg == "--details" {
            wanted.details = true;
            continue;
        }
        let value = args.next().with_context(|| format!("{arg} wants a value\n{USAGE}"))?;
        match arg.as_str() {
            "--faldone" => wanted.faldone = value.into(),
            "--work" => wanted.work = value.into(),
            "--page" => wanted.page = Some(value.into()),
            "--municipal" => wanted.municipal = Some(value.into()),
            "--part" if ["tuning", "measured"].contains(&value.as_str()) => {
                wanted.part = Some(value);
            }
            _ => bail!("not understood: {arg} {value}\n{USAGE}"),
        }
    }
    if wanted.faldone.as_os_str().is_empty() || wanted.work.as_os_str().is_empty() {
        bail!("{USAGE}");
    }
    Ok(wanted)
}

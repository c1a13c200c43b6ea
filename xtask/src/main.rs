//! `cargo xtask run | test | check | bench | fuzz | fix | screenshots | bundle`: the commands of the README, the same on every
//! machine and in CI.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "This is a program for a terminal.")]

mod bench;
mod bundle;
mod check;
mod fix;
mod fuzz;
mod packages;
mod run;
mod screenshots;
mod shell;
mod test;
mod ui;

use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  run [DIR]               build Faldone and open it on the demo family (or on DIR); without a display,
                          do the main job on the command line
  test [--long] [FILTER]  install what tests need and run every test of every layer
  check                   formatting, lints, types, generated files, spelling
  bench [ROW]             measure beside other tools, write docs/benchmarks.md
  bench recognition [--part tuning|measured] [--municipal DIR]
                          recognition on the corpus, docs/recognition.md; or what is claimed of papers of others
  fuzz [TARGET] [--minutes N]
                          random and broken input for what reads from outside: 20 minutes for each target
  fix                     format, and write generated files anew
  screenshots             take the pictures of docs/screenshots from the real window on the demo family
  bundle [--debug]        make the packages of this system (.deb and .rpm on Linux), and try the .deb

FALDONE_PACKAGES=have     do not look for system packages: they are there
";

fn main() -> ExitCode {
    match start() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(3)
        }
    }
}

/// Returns whether all went well. Every verb works from the workspace's root, wherever it was called.
fn start() -> Result<bool> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let called_from = std::env::current_dir()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::env::set_current_dir(root)?;

    match args.as_slice() {
        ["run"] => run::demo().map(|()| true),
        ["run", dir] if !dir.starts_with('-') => run::folder(&called_from.join(dir)).map(|()| true),
        ["test", rest @ ..] => test::run(&test::Options::parse(rest)?),
        ["check"] => check::run(),
        ["bench"] => bench::run(None).map(|()| true),
        ["bench", "recognition", rest @ ..] => {
            bench::recognition::run(rest, &called_from).map(|()| true)
        }
        ["bench", row] if !row.starts_with('-') => bench::run(Some(row)).map(|()| true),
        ["fuzz", rest @ ..] => fuzz::run(rest).map(|()| true),
        ["fix"] => fix::run().map(|()| true),
        ["screenshots"] => screenshots::run().map(|()| true),
        ["bundle"] => bundle::run(false).map(|()| true),
        ["bundle", "--debug"] => bundle::run(true).map(|()| true),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(true)
        }
        other => bail!("unknown command: {}\n\n{HELP}", other.join(" ")),
    }
}

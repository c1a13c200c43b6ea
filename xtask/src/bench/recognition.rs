//! `cargo xtask bench recognition`: how well papers are recognised, on the corpus in tests/corpus; written to docs/recognition.md.

use crate::{packages, shell};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

const PAGE: &str = "docs/recognition.md";

/// Measures both parts and writes the page; with `--part` one part, with `--municipal` a folder of papers of others, and no page.
///
/// `FALDONE_BIN` names another program to measure than the one built here.
pub(crate) fn run(args: &[&str], called_from: &Path) -> Result<()> {
    let faldone = match std::env::var_os("FALDONE_BIN") {
        Some(program) => called_from.join(PathBuf::from(program)),
        None => {
            shell::run(&mut shell::cargo(&["build", "--package", "faldone-cli"]))?;
            shell::built("faldone")?
        }
    };
    let mut program = shell::cargo(&["run", "--quiet", "--package", "faldone-tests"]);
    program.args(["--example", "recognition", "--", "--faldone"]).arg(faldone);
    program.arg("--work").arg(shell::target_dir()?.join("recognition"));
    match args {
        ["--municipal", dir] => {
            program.arg("--municipal").arg(called_from.join(dir));
        }
        [] | ["--details"] => {
            packages::ensure("make the corpus", &[packages::CORPUS])?;
            std::fs::create_dir_all("docs")?;
            program.args(["--page", PAGE]).args(args);
        }
        ["--part", "tuning" | "measured"] | ["--part", _, "--details"] => {
            packages::ensure("make the corpus", &[packages::CORPUS])?;
            program.args(args);
        }
        other => bail!("not understood: bench recognition {}", other.join(" ")),
    }
    shell::run(&mut program)
}

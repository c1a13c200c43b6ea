//! `cargo xtask fix`: everything a program can put right by itself.

use crate::{packages, shell, ui};
use anyhow::Result;

/// Formats, and writes the generated files anew.
///
/// A test whose name holds `generated` compares a committed page with what the program says; with FALDONE_REGENERATE=1 it writes the
/// page instead. The types for the window are written by the tests that ts-rs makes (`export_bindings_…`).
pub(crate) fn run() -> Result<()> {
    packages::ensure("build", &[packages::BUILD])?;
    shell::run(&mut shell::cargo(&["fmt", "--all"]))?;
    let mut tests = shell::cargo(&["test", "--workspace", "--exclude", "faldone-app", "--quiet"]);
    tests.args(["--lib", "--bins", "--tests", "--", "generated", "export_bindings"]);
    shell::run(tests.env("FALDONE_REGENERATE", "1"))?;
    if ui::has_script("format")? {
        ui::ready()?;
        shell::run(&mut ui::npm(&["run", "format"]))?;
    }
    Ok(())
}

//! `cargo xtask check`: what can be said without running the program.

use crate::shell::{self, Layers};
use crate::{packages, ui};
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const TYPOS: &str = "typos==1.52.0";
const BINDINGS: &str = "ui/src/api/generated";

/// Runs every check; returns whether all went well.
pub(crate) fn run() -> Result<bool> {
    packages::ensure("check", &[packages::BUILD, packages::CHECK])?;
    let mut layers = Layers::default();
    layers.step("format", || shell::run(&mut shell::cargo(&["fmt", "--all", "--check"])));
    layers.step("ui types", || ui_script("check"));
    layers.step("ui lint", || if ui::has_script("lint")? { ui_script("lint") } else { Ok(()) });
    layers.step("clippy", || {
        let all = ["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"];
        shell::run(&mut shell::cargo(&all))
    });
    layers.step("bindings", bindings);
    layers.step("spelling", spelling);
    // Compiling cargo-deny takes longer than all the rest, and the tidy test holds the same rules over `cargo metadata`.
    if shell::available("cargo-deny") {
        let deny = ["deny", "check", "bans", "licenses", "sources"];
        layers.step("deny", || shell::run(&mut shell::cargo(&deny)));
    }
    Ok(layers.summary())
}

fn ui_script(name: &str) -> Result<()> {
    ui::ready()?;
    shell::run(&mut ui::npm(&["run", name]))
}

/// The types the window sees are written by tests of `faldone`; running them must change nothing.
fn bindings() -> Result<()> {
    let before = files(Path::new(BINDINGS))?;
    let write = [
        "test",
        "--workspace",
        "--exclude",
        "faldone-app",
        "--lib",
        "--quiet",
        "--",
        "export_bindings",
    ];
    shell::run(&mut shell::cargo(&write))?;
    let after = files(Path::new(BINDINGS))?;
    let changed: Vec<String> = before
        .keys()
        .chain(after.keys())
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| path.display().to_string())
        .collect();
    if !changed.is_empty() {
        bail!("were not fresh (they are now; commit them): {}", changed.join(", "));
    }
    Ok(())
}

/// Returns the files under a folder with their content; nothing where the folder is not there yet.
fn files(dir: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    if !dir.is_dir() {
        return Ok(found);
    }
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.insert(path.clone(), std::fs::read(&path)?);
        }
    }
    Ok(found)
}

fn spelling() -> Result<()> {
    let typos = match typos() {
        Ok(typos) => typos,
        Err(error) if shell::on_ci() => return Err(error),
        Err(error) => {
            println!("NOT CHECKED: the spell checker cannot be had: {error:#}");
            return Ok(());
        }
    };
    shell::run(&mut shell::command(&typos.to_string_lossy(), &[]))
}

/// Returns the spell checker: the one installed, or one of our own under target/, from its Python wheel.
fn typos() -> Result<PathBuf> {
    if shell::available("typos") {
        return Ok(PathBuf::from("typos"));
    }
    let venv = shell::target_dir()?.join("tools").join(TYPOS.replace("==", "-"));
    let programs = venv.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let typos = programs.join(format!("typos{}", std::env::consts::EXE_SUFFIX));
    if !typos.is_file() {
        let python = if cfg!(windows) { "python" } else { "python3" };
        let venv = venv.to_string_lossy();
        shell::run(&mut shell::command(python, &["-m", "venv", "--clear", &venv]))?;
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", TYPOS];
        shell::run(&mut shell::command(&programs.join("python").to_string_lossy(), &install))?;
    }
    Ok(typos)
}

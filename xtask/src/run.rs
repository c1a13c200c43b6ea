//! `cargo xtask run`: from a fresh machine to the open window, or to the main job done on the command line.

use crate::{packages, shell};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Makes the demo family anew and opens the app on it.
pub(crate) fn demo() -> Result<()> {
    build()?;
    let home = fresh_home()?;
    let family = home.join("Immigration & Payroll");
    println!("\nMaking the demo family in {}", family.display());
    faldone(&home, &["demo"], &family, &[], &[0])?;
    if has_display() { open(&home, &family) } else { main_job(&home, &family) }
}

/// Opens the app on a folder of the user's. Without a display it only looks: changing the folder is for its owner to ask.
pub(crate) fn folder(family: &Path) -> Result<()> {
    build()?;
    let home = home()?;
    if has_display() {
        return open(&home, family);
    }
    println!("\nThere is no display. Looking through {} without changing it.", family.display());
    faldone(&home, &["scan"], family, &[], &[0])?;
    faldone(&home, &["check"], family, &[], &[0, 1])?;
    faldone(&home, &["fix"], family, &["--dry-run"], &[0, 1])
}

fn build() -> Result<()> {
    packages::ensure("build the app", &[packages::BUILD])?;
    shell::run(&mut shell::cargo(&[
        "build",
        "--package",
        "faldone-cli",
        "--package",
        "faldone-app",
    ]))
}

/// Where the demo lives: its app data too, so that the user's own stays untouched.
fn home() -> Result<PathBuf> {
    let home = shell::target_dir()?.join("demo");
    std::fs::create_dir_all(&home).with_context(|| home.display().to_string())?;
    Ok(home)
}

/// Returns the demo's home, emptied: the family is the same one every time.
#[expect(clippy::disallowed_methods, reason = "This folder lies in target/ and is the demo's own.")]
fn fresh_home() -> Result<PathBuf> {
    let home = home()?;
    std::fs::remove_dir_all(&home).with_context(|| home.display().to_string())?;
    self::home()
}

/// Only X11 and Wayland may be absent; elsewhere a desktop comes with the system.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn open(home: &Path, family: &Path) -> Result<()> {
    let mut app = shell::command(&shell::built("faldone-app")?.to_string_lossy(), &["--folder"]);
    println!("\nOpening Faldone. Close its window to come back here.");
    shell::run(app.arg(family).env("FALDONE_DATA", home.join("app-data")))
}

/// The whole main job on the demo family: findings, plan, right names, timeline.
fn main_job(home: &Path, family: &Path) -> Result<()> {
    println!("\nThere is no display, so the main job is done on the command line.");
    faldone(home, &["scan"], family, &[], &[0])?;
    // Findings are what the demo is for: exit code 1 says that there are some.
    faldone(home, &["check"], family, &[], &[0, 1])?;
    faldone(home, &["fix"], family, &["--dry-run"], &[0, 1])?;
    faldone(home, &["fix"], family, &["--yes"], &[0, 1])?;
    let timeline = home.join("timeline.xlsx");
    let person = first_adult(family)?;
    let to = timeline.to_string_lossy();
    faldone(home, &["export"], family, &["--to", &to, "--person", &person], &[0])?;
    println!("\nThe folder, with its right names: {}", family.display());
    println!("The timeline of {person}: {}", timeline.display());
    Ok(())
}

/// Returns the name of the first adult: each has a folder of that name in the master folder.
fn first_adult(family: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(family).with_context(|| family.display().to_string())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() && !name.starts_with(['_', '.']) && name.contains(' ') {
            names.push(name);
        }
    }
    names.sort();
    names.into_iter().next().context("the demo family has no folder of an adult")
}

/// Runs a verb of the command line on a folder and shows it as a user would type it.
fn faldone(home: &Path, verb: &[&str], dir: &Path, more: &[&str], fine: &[i32]) -> Result<()> {
    println!();
    let mut command = shell::command(&shell::built("faldone")?.to_string_lossy(), verb);
    command.arg(dir).args(more).env("FALDONE_DATA", home.join("app-data"));
    let code = shell::status(&mut command)?;
    if !fine.contains(&code) {
        bail!("{} ended with {code}", shell::shown(&command));
    }
    Ok(())
}

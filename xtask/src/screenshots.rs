//! `cargo xtask screenshots`: the pictures of `docs/screenshots`, from the real window on the demo family.

use crate::{packages, shell, ui};
use anyhow::Result;
use std::path::Path;

/// Takes the pictures anew. They are for people: no test compares them.
pub(crate) fn run() -> Result<()> {
    packages::ensure("take the pictures", &[packages::BUILD, packages::TEST])?;
    ui::ready()?;
    shell::run(&mut shell::cargo(&["build", "-p", "faldone-app", "-p", "faldone-cli"]))?;
    let folder = std::path::absolute(Path::new("docs/screenshots"))?;
    std::fs::create_dir_all(&folder)?;
    let test = ["test", "-p", "faldone-tests", "--test", "window", "the_pictures_of_the_readme"];
    let mut take = shell::cargo(&test);
    shell::run(take.args(["--", "--ignored"]).env("FALDONE_SCREENSHOTS", &folder))
}

//! `cargo xtask bundle`: the packages of this system, made by Tauri's own bundler; the .deb is installed, and its app used.

use crate::{packages, shell, ui};
use anyhow::{Context, Result, bail};
use std::{
    env::consts::EXE_SUFFIX,
    path::{Path, PathBuf},
};

/// Makes the packages; `debug` takes the programs that the tests use, which is quick but large.
pub(crate) fn run(debug: bool) -> Result<()> {
    packages::ensure("make the packages", &[packages::BUILD, packages::TEST])?;
    ui::ready()?;
    let profile = if debug { "debug" } else { "release" };
    let programs = shell::target_dir()?.join(profile);
    let mut build = shell::cargo(&["build", "-p", "faldone-app", "-p", "faldone-cli"]);
    shell::run(build.args((!debug).then_some("--release")))?;

    // The app starts `faldone` from beside itself to read papers. The bundler wants it under the system's name.
    let beside = shell::target_dir()?.join("bundle");
    std::fs::create_dir_all(&beside)?;
    let named = format!("faldone-{}{EXE_SUFFIX}", host()?);
    std::fs::copy(programs.join(format!("faldone{EXE_SUFFIX}")), beside.join(named))?;
    let program = beside.join("faldone").to_string_lossy().replace('\\', "/");
    let with = format!(r#"{{"bundle":{{"externalBin":["{program}"]}}}}"#);

    // Only who makes packages needs the bundler, so it is fetched here and is not a part of the window.
    let npx = if cfg!(windows) { "npx.cmd" } else { "npx" };
    let fetch = ["--yes", "--package=@tauri-apps/cli@2", "tauri", "bundle", "--config", &with];
    let mut bundle = shell::command(npx, &fetch);
    bundle.args(debug.then_some("--debug"));
    if cfg!(target_os = "linux") {
        bundle.args(["--bundles", "deb,rpm"]);
        println!(
            "An AppImage is not made here: its start program and linuxdeploy are in no package registry, and the bundler would download them."
        );
    }
    shell::run(&mut bundle)?;
    if cfg!(target_os = "linux") { try_deb(&programs.join("bundle/deb")) } else { Ok(()) }
}

/// Returns what Rust calls this system: `x86_64-unknown-linux-gnu`.
fn host() -> Result<String> {
    let said = shell::output(&mut shell::command("rustc", &["-vV"]))?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).context("rustc does not say which system this is")
}

/// Installs the package into a system of its own, looks that everything is in its place, lives through the first minutes with the app
/// in it, and removes it again.
fn try_deb(folder: &Path) -> Result<()> {
    let deb = newest(folder)?;
    // Whether what it depends on can be had; this system is not changed by asking.
    if shell::available("apt-get") {
        let mut would = shell::command("apt-get", &["install", "--simulate", "--quiet=2"]);
        shell::run(would.arg(&deb))?;
    }
    let root = folder.join("installed");
    if root.exists() {
        #[expect(
            clippy::disallowed_methods,
            reason = "what an earlier run made in the target folder"
        )]
        std::fs::remove_dir_all(&root)?;
    }
    for part in ["var/lib/dpkg/info", "var/lib/dpkg/updates", "var/log"] {
        std::fs::create_dir_all(root.join(part))?;
    }
    std::fs::write(root.join("var/lib/dpkg/status"), "")?;
    dpkg(&root, "--install", &deb)?;
    for file in [
        "usr/bin/faldone",
        "usr/bin/faldone-app",
        "usr/share/applications/Faldone.desktop",
        "usr/share/icons/hicolor/128x128/apps/faldone-app.png",
        "usr/share/metainfo/app.faldone.desktop.metainfo.xml",
    ] {
        if !root.join(file).is_file() {
            bail!("{} has no {file}", deb.display());
        }
    }
    let name = shell::output(shell::command("dpkg-deb", &["--field"]).arg(&deb).arg("Package"))?;
    let name = Path::new(name.trim());
    // Every file is as the package says: sums, and nothing missing.
    dpkg(&root, "--verify", name)?;
    let test = ["test", "-p", "faldone-tests", "--test", "window", "a_new_folder_is_made"];
    shell::run(shell::cargo(&test).env("FALDONE_BIN_DIR", root.join("usr/bin")))?;
    dpkg(&root, "--purge", name)?;
    if root.join("usr/bin/faldone-app").exists() {
        bail!("{} is removed and leaves its app behind", deb.display());
    }
    println!("{} was installed, its app was started and used, and it was removed.", deb.display());
    Ok(())
}

/// Runs dpkg on a system of its own below `root`, which holds no other package: what ours needs is on the system around it.
fn dpkg(root: &Path, what: &str, of: &Path) -> Result<()> {
    let mut command = shell::command("dpkg", &["--force-not-root,depends,script-chrootless"]);
    command.arg(format!("--root={}", root.display())).arg(what).arg(of);
    shell::run(&mut command)
}

fn newest(folder: &Path) -> Result<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|ending| ending == "deb") {
            found.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    found.sort();
    found.pop().map(|(_, path)| path).context("no .deb was made")
}

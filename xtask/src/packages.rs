//! System packages: which are needed, which are missing, and how to get them on Debian and Ubuntu.

use crate::shell;
use anyhow::{Result, bail};
use std::collections::HashSet;
use std::io::IsTerminal;
use std::process::Stdio;

/// What the desktop app links against (Tauri on Linux), and the C compiler the bundled SQLite needs.
pub(crate) const BUILD: &[&str] = &[
    "build-essential",
    "file",
    "libayatana-appindicator3-dev",
    "libgtk-3-dev",
    "librsvg2-dev",
    "libssl-dev",
    "libwebkit2gtk-4.1-dev",
    "libxdo-dev",
    "pkg-config",
];

/// A screen, a web driver and a session bus for the real window; independent readers for what the program writes; file systems of
/// other computers.
pub(crate) const TEST: &[&str] = &[
    "btrfs-progs",
    "dbus",
    "dbus-x11",
    "dunst",
    "exfat-fuse",
    "exfatprogs",
    "fonts-dejavu-core",
    "libglib2.0-bin",
    "ntfs-3g",
    "poppler-utils",
    "qpdf",
    "strace",
    "webkit2gtk-driver",
    "xauth",
    "xdotool",
    "xvfb",
];

/// The browser that the window's parts are tested in, where no other that is made of Chromium is there.
pub(crate) const BROWSER: &[&str] = &["chromium"];

/// What only `--long` asks for: the spreadsheet opened by an office suite, a folder shared by a real sync client.
pub(crate) const LONG: &[&str] = &["libreoffice-calc", "syncthing"];

/// The spell checker comes as a Python wheel.
pub(crate) const CHECK: &[&str] = &["git", "python3-venv"];

/// The peers of the benchmarks.
pub(crate) const BENCH: &[&str] = &["findutils", "poppler-utils", "recollcmd"];

/// What makes PDFs of the measured corpus: four producers, as different as offices are.
pub(crate) const CORPUS: &[&str] = &[
    "chromium",
    "fonts-dejavu-core",
    "imagemagick",
    "libreoffice-writer",
    "poppler-utils",
    "python3-reportlab",
    "tesseract-ocr",
    "tesseract-ocr-eng",
    "tesseract-ocr-ita",
];

/// Installs the packages of `wanted` that are missing, saying which and why before.
pub(crate) fn ensure(why: &str, wanted: &[&[&str]]) -> Result<()> {
    // Windows and macOS bring their own web view; the compilers came with Rust.
    if !cfg!(target_os = "linux") || std::env::var_os("FALDONE_PACKAGES").is_some() {
        return Ok(());
    }
    let wanted: Vec<&str> = wanted.concat();
    if !shell::available("dpkg-query") || !shell::available("apt-get") {
        bail!(
            "this system has no apt-get, so the packages needed to {why} cannot be installed from here.\n\
             They are, by their Debian names: {}\n\
             Install what your system calls them, then say so with FALDONE_PACKAGES=have and start again.",
            wanted.join(" ")
        );
    }
    let missing = missing(&wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    println!("Needed to {why}, and not installed yet: {}", missing.join(" "));
    install(&missing)
}

/// Returns those of `wanted` that dpkg does not have as installed.
fn missing<'a>(wanted: &[&'a str]) -> Result<Vec<&'a str>> {
    // Exit code 1 only says that some name is unknown, which is an answer too.
    let answer = shell::command("dpkg-query", &["-W", "-f=${Package} ${db:Status-Status}\\n"])
        .args(wanted)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()?;
    Ok(not_installed(wanted, &String::from_utf8_lossy(&answer.stdout)))
}

fn not_installed<'a>(wanted: &[&'a str], answer: &str) -> Vec<&'a str> {
    let installed: HashSet<&str> =
        answer.lines().filter_map(|line| line.strip_suffix(" installed")).collect();
    wanted.iter().copied().filter(|name| !installed.contains(name)).collect()
}

fn install(missing: &[&str]) -> Result<()> {
    let root = shell::output(&mut shell::command("id", &["-u"]))?.trim() == "0";
    let mut prefix = Vec::new();
    if !root {
        if !shell::available("sudo") {
            bail!(
                "installing needs an administrator, and there is no sudo here. Ask one to run:\n\
                 apt-get install --no-install-recommends {}",
                missing.join(" ")
            );
        }
        prefix.push("sudo");
        if !std::io::stdin().is_terminal() {
            // Nobody is there to type a password: fail rather than wait.
            prefix.push("-n");
        }
    }
    prefix.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    // Another program may be installing right now; wait for its lock instead of failing.
    prefix.extend(["-o", "DPkg::Lock::Timeout=500"]);
    let apt = |args: &[&str]| {
        let mut command = shell::command(prefix[0], &prefix[1..]);
        command.args(args);
        command
    };
    // A source of the user's that cannot be reached must not stop us: the lists we need may be fine.
    if shell::status(&mut apt(&["update", "-qq"]))? != 0 {
        println!(
            "The package lists could not all be brought up to date; going on with those that are there."
        );
    }
    let mut install = apt(&["install", "-y", "-qq", "--no-install-recommends"]);
    shell::run(install.args(missing).stdin(Stdio::null()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_and_unknown_packages_are_missing() {
        let answer = "xvfb installed\nqpdf config-files\nfile installed\n";
        assert_eq!(not_installed(&["file", "qpdf", "xauth", "xvfb"], answer), ["qpdf", "xauth"]);
    }
}

//! The window's own tools: Node and npm, in `ui/`.

use crate::shell;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

const OLDEST_NODE: u32 = 20;

/// Returns an npm command to run in `ui/`.
pub(crate) fn npm(args: &[&str]) -> Command {
    let mut command = shell::command(if cfg!(windows) { "npm.cmd" } else { "npm" }, args);
    command.current_dir("ui");
    command
}

/// Makes sure that Node is there and `ui/node_modules` is what the lock file says.
pub(crate) fn ready() -> Result<()> {
    let version = shell::output(&mut shell::command("node", &["--version"])).context(
        "Node.js was not found; the window is built with it. Get version 20 or newer from https://nodejs.org",
    )?;
    let major = version.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
    if major.parse::<u32>().is_ok_and(|major| major < OLDEST_NODE) {
        bail!("Node.js {} is too old; version {OLDEST_NODE} or newer is needed", version.trim());
    }
    // npm writes this file last, so an interrupted installation is repeated.
    let newer = |path: &str| Path::new(path).metadata().and_then(|meta| meta.modified()).ok();
    if newer("ui/node_modules/.package-lock.json") < newer("ui/package-lock.json") {
        shell::run(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    }
    Ok(())
}

/// Returns whether there is a browser that `ui/tests/components/chromium.ts` finds by itself, or is told of.
pub(crate) fn browser() -> bool {
    std::env::var_os("FALDONE_CHROMIUM").is_some()
        || ["chromium", "chromium-browser", "google-chrome"].into_iter().any(shell::available)
}

/// Returns whether `ui/package.json` has a script of this name.
pub(crate) fn has_script(name: &str) -> Result<bool> {
    let text = std::fs::read_to_string("ui/package.json").context("ui/package.json")?;
    let scripts = text.split_once("\"scripts\"").and_then(|(_, rest)| rest.split_once('}'));
    Ok(scripts.is_some_and(|(scripts, _)| scripts.contains(&format!("\"{name}\""))))
}

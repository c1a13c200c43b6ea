//! Builds the window's pages when they changed, so that `cargo run -p faldone-app` is enough in a fresh clone, and names
//! our commands: each gets an `allow-…` permission, which `capabilities/main.json` must grant.

use std::{io, path::Path, process::Command};

const COMMANDS: &[&str] = &[
    "add_event",
    "add_person",
    "apply",
    "cancel_scan",
    "cases",
    "choose_export",
    "choose_folder",
    "close_case",
    "correct",
    "create_folder",
    "document",
    "documents",
    "due",
    "export",
    "export_preview",
    "filed",
    "filed_by_itself",
    "folder",
    "incomes",
    "lead_time",
    "leave_taken",
    "offers",
    "open_case",
    "open_demo",
    "open_folder",
    "open_root",
    "operations",
    "packet",
    "page_image",
    "preferences",
    "procedures",
    "proposals",
    "scan",
    "set",
    "set_preferences",
    "settings",
    "show_in_folder",
    "smaller",
    "suggested_folder",
    "take_in",
    "take_offers",
    "tell_case",
    "timeline",
    "undo",
    "verify",
    "write_filed",
    "write_packet",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    build_pages()?;
    let commands = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?;
    Ok(())
}

/// `FALDONE_SKIP_UI=1` leaves `ui/dist` as it is, for packagers who have built it already.
fn build_pages() -> io::Result<()> {
    let ui = Path::new("../ui");
    for part in
        ["src", "messages", "index.html", "package.json", "package-lock.json", "vite.config.ts"]
    {
        println!("cargo:rerun-if-changed=../ui/{part}");
    }
    println!("cargo:rerun-if-env-changed=FALDONE_SKIP_UI");
    if std::env::var_os("FALDONE_SKIP_UI").is_some() {
        return Ok(());
    }
    if !installed(ui)? {
        npm(ui, &["ci", "--no-audit", "--no-fund"])?;
    }
    npm(ui, &["run", "build", "--silent"])
}

/// Returns whether `node_modules` was made from the lock file as it is now.
fn installed(ui: &Path) -> io::Result<bool> {
    let mark = ui.join("node_modules/.package-lock.json");
    if !mark.exists() {
        return Ok(false);
    }
    let made = mark.metadata()?.modified()?;
    Ok(made >= ui.join("package-lock.json").metadata()?.modified()?)
}

fn npm(ui: &Path, args: &[&str]) -> io::Result<()> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let missing = |why| {
        io::Error::other(format!("npm could not be started ({why}); install Node 20 or newer"))
    };
    if Command::new(npm).args(args).current_dir(ui).status().map_err(missing)?.success() {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "`npm {}` failed in ui/; its own words stand above",
        args.join(" ")
    )))
}

//! `cargo xtask fuzz`: random and broken input for everything that reads what comes from outside.
//!
//! libFuzzer wants a compiler that can count branches; the stable one can, as long as no sanitizer is asked for, and our crates
//! have no `unsafe` that one would watch.

use crate::shell;
use anyhow::{Context, Result, bail};

const TARGETS: [&str; 5] = ["pdf", "journal", "packs", "names", "eml"];

/// Runs one target, or all one after the other, for so many minutes each.
pub(crate) fn run(args: &[&str]) -> Result<()> {
    let (mut only, mut minutes) = (None, 20);
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match *arg {
            "--minutes" => {
                let given = rest.next().context("--minutes wants a number")?;
                minutes = given.parse::<u32>().context("--minutes wants a number")?;
            }
            name if TARGETS.contains(&name) => only = Some(name),
            other => bail!("no target is called {other}; there are: {}", TARGETS.join(", ")),
        }
    }
    if !shell::available("cargo-fuzz") {
        bail!("cargo-fuzz is not installed; get it with: cargo install cargo-fuzz --locked");
    }
    for target in TARGETS.into_iter().filter(|target| only.is_none_or(|only| only == *target)) {
        let time = format!("-max_total_time={}", u64::from(minutes) * 60);
        let mut fuzz = shell::cargo(&["fuzz", "run", "--sanitizer", "none", "--fuzz-dir", "."]);
        fuzz.args([target, "--", &time, "-max_len=16384", "-timeout=20", "-rss_limit_mb=2048"]);
        shell::run(fuzz.current_dir("fuzz"))?;
    }
    Ok(())
}

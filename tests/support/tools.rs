//! Programs of others that a test asks where they are installed, and what is said where they are not.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

#[expect(clippy::print_stdout, reason = "Seen where the test is run by itself.")]
/// Tells the test runner that a part could not be tried here.
pub fn skip(why: &str) {
    if let Some(file) = std::env::var_os("FALDONE_SKIPS") {
        let mut file =
            fs::OpenOptions::new().append(true).create(true).open(file).expect("the file of skips");
        writeln!(file, "SKIPPED: {why}").expect("the file of skips");
    }
    println!("SKIPPED: {why}");
}

/// Returns whether a program can be run.
pub fn has(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    // Some know no such word, and say so with an exit code.
    command.status().is_ok()
}

/// Runs a program of others and returns what it said; it must have found nothing wrong.
///
/// # Panics
/// If it cannot be run, or is not content.
pub fn ask(program: &str, arguments: &[&str]) -> String {
    let done = Command::new(program).args(arguments).output().expect("it starts");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let complained = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && complained.is_empty(), "{program} says: {said}{complained}");
    said
}

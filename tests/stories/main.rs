//! The stories: files before, a command of the real `faldone` binary, files after. Build it first: `cargo build -p faldone-cli`.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "A helper of a test fails as a test does, and a story may tell how well it went."
)]
#![expect(
    clippy::disallowed_methods,
    reason = "A story plays the user, who may rename and remove."
)]

mod accepted;
mod cases;
mod certified;
mod contradictions;
mod correct;
mod demo;
mod demo_truth;
mod due;
mod duplicates;
mod events;
mod export;
mod first_steps;
mod forgotten;
mod mangled;
mod reckon;
mod refused;
mod requests;
mod search;
mod signed;
mod texts;
mod twice;
mod undo;
mod watch;

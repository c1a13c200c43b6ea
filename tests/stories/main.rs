//! The stories: files before, a command of the real `faldone` binary, files after. Build it first: `cargo build -p faldone-cli`.

mod correct;
mod demo;
mod demo_truth;
mod duplicates;
mod events;
mod export;
mod first_steps;
mod forgotten;
mod mangled;
mod refused;
mod texts;
mod twice;
mod undo;
mod watch;

//! The stories: files before, a command of the real `faldone` binary, files after. Build it first: `cargo build -p faldone-cli`.

mod demo;
mod demo_truth;

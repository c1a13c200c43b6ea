//! `faldone`: the command line over the library. One file per verb; no logic of its own.

mod answer;
mod arguments;
mod verbs;

use arguments::{Arguments, Verb};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            if !error.use_stderr() {
                // Help and version: clap's own words, coloured where that can be seen.
                let _ = error.print();
                return ExitCode::from(answer::FINE);
            }
            if std::env::args_os().any(|argument| argument == "--json") {
                answer::misused(&error);
            } else {
                // It repeats what was typed, which a file name may have been completed into.
                error.to_string().lines().for_each(answer::remark);
            }
            return ExitCode::from(answer::USAGE);
        }
    };
    let json = arguments.json;
    let outcome = match arguments.verb {
        Verb::Worker => verbs::worker::run(),
        _ => verbs::run(&arguments),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            answer::fail(&error, json);
            ExitCode::from(answer::COULD_NOT)
        }
    }
}

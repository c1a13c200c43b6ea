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
            // Clap prints help to standard output and usage errors to standard error by itself.
            let code = if error.use_stderr() { answer::USAGE } else { answer::FINE };
            if code == answer::USAGE && std::env::args_os().any(|argument| argument == "--json") {
                answer::misused(&error);
            } else {
                let _ = error.print();
            }
            return ExitCode::from(code);
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

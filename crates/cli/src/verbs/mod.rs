//! One file per verb: arguments in, a call of the library, text or JSON out.

mod calculate;
mod case;
mod check;
mod correct;
mod days;
mod demo;
mod event;
mod export;
mod filed;
mod fix;
mod init;
mod inspect;
mod log;
mod packet;
mod packs;
mod reckon;
mod scan;
mod search;
mod timeline;
mod undo;
mod verify;
mod watch;
pub(crate) mod worker;

use crate::{
    answer,
    arguments::{Arguments, EventVerb, Verb},
};
use faldone::{Error, Folder, Options, Reason, ScanReport};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::Path;

/// Carries out what was said; returns the exit code. A question that met a damaged index is asked again: opening the folder makes
/// the index anew.
pub(crate) fn run(arguments: &Arguments) -> Result<u8, Error> {
    let only_asks = matches!(
        arguments.verb,
        Verb::Check { .. }
            | Verb::Search { .. }
            | Verb::Timeline { .. }
            | Verb::Export { .. }
            | Verb::Verify { .. }
            | Verb::Log { .. }
    );
    match run_once(arguments) {
        Err(error) if only_asks && error.is_damaged_index() => {
            answer::remark(
                "Note: the index was damaged. It is made anew from the folder, and nothing is lost.",
            );
            run_once(arguments)
        }
        done => done,
    }
}

fn run_once(arguments: &Arguments) -> Result<u8, Error> {
    let options = Options { today: arguments.today, ..Options::from_environment()? };
    let json = arguments.json;
    match &arguments.verb {
        Verb::Init { dir, people } => init::run(dir, people, &options, json),
        Verb::Demo { dir } => demo::run(dir, &options, json),
        Verb::Inspect { files, people } => inspect::run(files, people, &options, json),
        Verb::Scan { dir, confirm_missing } => scan::run(dir, *confirm_missing, &options, json),
        Verb::Check { dir } => check::run(dir, &options, json),
        Verb::Fix { dir, dry_run, only, yes } => {
            let choice = fix::Choice { dry_run: *dry_run, only: only.as_deref(), yes: *yes };
            fix::run(dir, &choice, &options, json)
        }
        Verb::Undo { dir, operation, files } => {
            undo::run(dir, operation.as_deref(), files, &options, json)
        }
        Verb::Log { dir } => log::run(dir, &options, json),
        Verb::Watch { dir } => watch::run(dir, &options, json),
        Verb::Search { dir, query, person } => {
            search::run(dir, query, person.as_deref(), &options, json)
        }
        Verb::Timeline { dir, person } => timeline::run(dir, person.as_deref(), &options, json),
        Verb::Correct { dir, file, fact, value } => {
            correct::run(dir, file, fact, value, &options, json)
        }
        Verb::Event { dir, what: EventVerb::Add { .. } } => event::run(dir, arguments, &options),
        Verb::Export { dir, to, person, full } => {
            export::run(dir, to, person, *full, &options, json)
        }
        Verb::Verify { dir } => verify::run(dir, &options, json),
        Verb::Packs { kind } => packs::run(kind.as_deref(), json),
        Verb::Case { dir, what } => case::run(dir, what.as_ref(), &options, json),
        Verb::Checklist { dir, case, by } => {
            case::checklist(dir, case.as_deref(), by.as_deref(), &options, json)
        }
        Verb::Days { dir, year, person } => {
            days::run(dir, *year, person.as_deref(), &options, json)
        }
        Verb::Fees { dir, case } => calculate::fees(dir, case.as_deref(), &options, json),
        Verb::Income { procedure, spouse, children, income, on } => {
            let on = on.unwrap_or_else(|| options.today());
            calculate::income(procedure, *spouse, *children, *income, on, json)
        }
        Verb::Lead { procedure, wished, step, place } => {
            let (step, place) = (step.as_deref(), place.as_deref());
            calculate::lead(procedure, *wished, step, place, &options, json)
        }
        Verb::Due { dir, person, days } => case::due(dir, person.as_deref(), *days, &options, json),
        Verb::Packet { dir, case, request, recipient, to, language, incomplete } => {
            let wanted = packet::Wanted {
                case,
                request: request.as_deref(),
                recipient,
                to: to.as_deref(),
                language,
                incomplete: *incomplete,
            };
            packet::run(dir, &wanted, &options, json)
        }
        Verb::Filed { dir, file, to, language } => {
            filed::run(dir, file, to.as_deref(), language, &options, json)
        }
        Verb::Reckon { term, from, place } => {
            reckon::run(term, from, place.as_deref(), &options, json)
        }
        Verb::Worker => worker::run(),
    }
}

/// Opens a master folder, and says so where it may only be read.
fn open_only(dir: &Path, options: &Options) -> Result<Folder, Error> {
    let folder = Folder::open(dir, options)?;
    say_if_only_read(&folder);
    Ok(folder)
}

fn say_if_only_read(folder: &Folder) {
    if folder.is_read_only() {
        answer::remark(
            "Note: a newer Faldone wrote this folder. It is only read here; to change it, update Faldone on this computer.",
        );
    }
}

/// Opens a master folder and brings its index up to date, so that every verb answers for the folder as it is now.
fn open(dir: &Path, options: &Options) -> Result<(Folder, ScanReport), Error> {
    let folder = open_only(dir, options)?;
    let report = with_bar(|progress| folder.scan(progress))?;
    if let Some(why) = &report.paused {
        answer::remark(&format!(
            "Paused: {why}. Once you are sure: faldone scan DIR --confirm-missing"
        ));
    }
    for note in folder.notes() {
        answer::remark(&format!("Note: {note}."));
    }
    Ok((folder, report))
}

/// Runs a long work with a progress bar, if a person is watching.
fn with_bar<T>(work: impl FnOnce(&mut dyn FnMut(faldone::view::ProgressView) -> bool) -> T) -> T {
    let bar = if answer::is_watched() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}  {msg}") {
        bar.set_style(style);
    }
    let value = work(&mut |progress| {
        bar.set_length(u64::from(progress.total));
        bar.set_position(u64::from(progress.done));
        bar.set_message(answer::plain(&progress.path));
        true
    });
    bar.finish_and_clear();
    value
}

/// Returns the adults given as "Name/Surname".
fn people(given: &[String]) -> Result<Vec<(String, String)>, Error> {
    given
        .iter()
        .map(|person| {
            person
                .split_once('/')
                .map(|(name, surname)| (name.trim().to_owned(), surname.trim().to_owned()))
                .ok_or_else(|| Error::BadPerson { given: person.clone(), why: Reason::NameNoSlash })
        })
        .collect()
}

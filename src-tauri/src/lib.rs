//! The desktop shell: a window whose commands are a few lines each over the `faldone` library.

mod cases;
mod desk;
mod documents;
mod folder;
mod names;
mod timeline;

use desk::Desk;
use faldone::Options;
use std::{ffi::OsString, path::PathBuf};

/// Opens the window and stays until it is closed.
///
/// `--folder DIR` opens that master folder; without it, the one that was open last.
///
/// # Errors
/// When the app-data folder cannot be found, or the window cannot be made.
pub fn run(arguments: impl Iterator<Item = OsString>) -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::from_environment().map_err(|error| error.view().message)?;
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .manage(Desk::new(options, folder_argument(arguments)))
        .invoke_handler(tauri::generate_handler![
            cases::cases,
            cases::close_case,
            cases::due,
            cases::filed,
            cases::open_case,
            cases::packet,
            cases::procedures,
            cases::standing,
            cases::tell_case,
            cases::write_packet,
            documents::correct,
            documents::document,
            documents::documents,
            documents::page_image,
            documents::show_in_folder,
            documents::take_in,
            folder::cancel_scan,
            folder::choose_folder,
            folder::create_folder,
            folder::folder,
            folder::open_demo,
            folder::open_folder,
            folder::scan,
            folder::suggested_folder,
            names::apply,
            names::operations,
            names::proposals,
            names::undo,
            timeline::add_event,
            timeline::choose_export,
            timeline::export,
            timeline::export_preview,
            timeline::timeline,
        ])
        .run(tauri::generate_context!())?;
    Ok(())
}

/// Returns the value of `--folder`; other arguments are left alone, since desktops add their own.
fn folder_argument(mut arguments: impl Iterator<Item = OsString>) -> Option<PathBuf> {
    while let Some(argument) = arguments.next() {
        if argument == "--folder" {
            return arguments.next().map(PathBuf::from);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_of(arguments: &[&str]) -> Option<PathBuf> {
        folder_argument(arguments.iter().map(OsString::from))
    }

    #[test]
    fn folder_is_taken_from_its_argument_only() {
        assert_eq!(
            folder_of(&["--other", "--folder", "/srv/Papers"]),
            Some(PathBuf::from("/srv/Papers"))
        );
        assert_eq!(folder_of(&["/srv/Papers"]), None);
        assert_eq!(folder_of(&["--folder"]), None);
    }
}

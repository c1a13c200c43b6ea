//! The desktop shell: a window whose commands are a few lines each over the `faldone` library.

mod background;
mod cases;
mod desk;
mod documents;
mod folder;
mod household;
mod names;
mod preferences;
mod timeline;
mod words;

use background::Go;
use desk::Desk;
use faldone::Options;
use std::{ffi::OsString, path::PathBuf};
use tauri::{
    DragDropEvent, Manager, Url, WindowEvent, Wry,
    plugin::{Builder, TauriPlugin},
};

/// Given at login: the window stays away until it is asked for, if there is a tray to ask from.
const HIDDEN: &str = "--hidden";

/// Opens the window and stays until it is closed.
///
/// `--folder DIR` opens that master folder; without it, the one that was open last. A second start brings up the first window
/// instead, with the folder it named.
///
/// # Errors
/// When the app-data folder cannot be found, or the window cannot be made.
pub fn run(arguments: impl Iterator<Item = OsString>) -> Result<(), Box<dyn std::error::Error>> {
    faldone::give_memory_back();
    let options = Options::from_environment().map_err(|error| error.view().message)?;
    let arguments: Vec<OsString> = arguments.collect();
    let hidden = arguments.iter().any(|argument| argument == HIDDEN);
    tauri::Builder::default()
        // First, so that a second start ends before it does anything.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, _| {
            let folder = folder_argument(arguments.into_iter().map(OsString::from));
            let folder = folder.map(|path| path.display().to_string());
            background::show(app, Go { folder, ..Go::default() });
        }))
        .plugin(tauri_plugin_autostart::Builder::new().arg(HIDDEN).build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(own_pages_only())
        .on_window_event(|window, event| {
            if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
                window.state::<Desk>().drop_on(paths);
            }
            background::on_window_event(window, event);
        })
        .manage(Desk::new(options, folder_argument(arguments.into_iter())))
        .setup(move |app| {
            let set = app.state::<Desk>().preferences();
            // Without a tray the app still works; its settings then say why.
            let has_tray = preferences::apply(app.handle(), &set).is_ok() && set.tray;
            if !(hidden && has_tray)
                && let Some(window) = app.get_webview_window("main")
            {
                window.show()?;
            }
            background::tell_what_is_due(app.handle().clone());
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![
            cases::cases,
            cases::close_case,
            cases::due,
            cases::filed,
            cases::incomes,
            cases::lead_time,
            cases::open_case,
            cases::packet,
            cases::procedures,
            cases::tell_case,
            cases::write_filed,
            cases::write_packet,
            documents::correct,
            documents::document,
            documents::documents,
            documents::page_image,
            documents::show_in_folder,
            documents::smaller,
            documents::take_in,
            folder::cancel_scan,
            folder::choose_folder,
            folder::create_folder,
            folder::folder,
            folder::open_demo,
            folder::open_folder,
            folder::scan,
            folder::suggested_folder,
            household::add_person,
            household::leave_taken,
            household::offers,
            household::open_root,
            household::set,
            household::settings,
            household::take_offers,
            household::verify,
            names::apply,
            names::operations,
            names::proposals,
            names::filed_by_itself,
            names::undo,
            preferences::preferences,
            preferences::set_preferences,
            timeline::add_event,
            timeline::choose_export,
            timeline::export,
            timeline::export_preview,
            timeline::timeline,
        ])
        .run(tauri::generate_context!())?;
    Ok(())
}

/// Keeps the window on its own pages: no link, script or dropped file leads it to the network or to a file on disk.
///
/// A web view may connect to a link's server before it asks whether it may go there. So `tauri.conf.json` gives it a proxy as its
/// only way out, on a port of this computer where nothing answers.
fn own_pages_only() -> TauriPlugin<Wry> {
    Builder::new("own-pages-only").on_navigation(|_, url| is_own_page(url)).build()
}

/// `tauri://localhost`, and `http://tauri.localhost` on Windows, where web views know no other schemes of ours.
fn is_own_page(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
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
    fn the_window_stays_on_its_own_pages() {
        let goes = |url: &str| is_own_page(&url.parse().unwrap());
        assert!(goes("tauri://localhost/"));
        assert!(goes("tauri://localhost/index.html#timeline"));
        for url in [
            "https://example.org/",
            "http://127.0.0.1:8080/",
            "http://localhost/",
            "tauri://localhost.example.org/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "blob:null/1",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(!goes(url), "{url}");
        }
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

//! Settings of the household, its people, its folder on disk, and what waits in other folders.

use crate::desk::{Answer, Desk, away, progress, shown};
use faldone::view::{ChangeView, ErrorView, OfferView, ProgressView, SettingsView};
use faldone::{Error, Verified};
use std::path::PathBuf;
use tauri::{AppHandle, Manager, State, ipc::Channel};

/// Returns what the household set for this folder, and what Faldone judges by.
#[tauri::command]
pub(crate) async fn settings(desk: State<'_, Desk>) -> Answer<SettingsView> {
    let folder = desk.folder()?;
    away(move || folder.settings().map_err(shown)).await
}

/// Sets something for the whole household.
#[tauri::command]
pub(crate) async fn set(desk: State<'_, Desk>, key: String, value: String) -> Answer<()> {
    let folder = desk.folder()?;
    away(move || folder.set(&key, &value).map_err(shown)).await
}

/// Adds an adult, or a dependant of one.
#[tauri::command]
pub(crate) async fn add_person(
    desk: State<'_, Desk>,
    of: Option<String>,
    name: String,
    surname: String,
) -> Answer<()> {
    let folder = desk.folder()?;
    away(move || folder.add_person(of.as_deref(), &name, &surname).map_err(shown)).await
}

/// Compares every file with what was written down, telling how far it is; `cancel_scan` ends it.
#[tauri::command]
pub(crate) async fn verify(app: AppHandle, on_progress: Channel<ProgressView>) -> Answer<Verified> {
    away(move || {
        let desk = app.state::<Desk>();
        let (folder, stop) = (desk.folder()?, desk.new_scan());
        let mut tell = progress(on_progress, stop);
        folder.verify(&mut tell).map_err(shown)
    })
    .await
}

/// Opens the master folder in the system's own file window.
#[tauri::command]
pub(crate) async fn open_root(desk: State<'_, Desk>) -> Answer<()> {
    let folder = desk.folder()?;
    away(move || {
        tauri_plugin_opener::open_path(folder.root(), None::<&str>).map_err(|error| ErrorView {
            code: "file-window".into(),
            message: format!("The system's file window could not be opened ({error})."),
            path: Some(folder.root().display().to_string()),
            hint: Some("Open the folder yourself; the file is where its path says.".into()),
            reason: None,
        })
    })
    .await
}

/// Returns the papers in the source folders that look like the household's.
#[tauri::command]
pub(crate) async fn offers(desk: State<'_, Desk>) -> Answer<Vec<OfferView>> {
    let folder = desk.folder()?;
    let sources: Vec<PathBuf> = desk.preferences().sources.iter().map(PathBuf::from).collect();
    if sources.is_empty() {
        return Ok(Vec::new());
    }
    away(move || folder.offers(&sources).map_err(shown)).await
}

/// Copies papers that are offered into the folder's `_Inbox`; what is not offered is refused, for the page itself can name no file
/// outside the folder.
#[tauri::command]
pub(crate) async fn take_offers(desk: State<'_, Desk>, files: Vec<String>) -> Answer<Vec<String>> {
    let folder = desk.folder()?;
    let sources: Vec<PathBuf> = desk.preferences().sources.iter().map(PathBuf::from).collect();
    away(move || {
        let offered = folder.offers(&sources).map_err(shown)?;
        if let Some(file) = files.iter().find(|file| offered.iter().all(|one| one.path != **file)) {
            return Err(shown(Error::Unknown { what: "offered paper", given: file.clone() }));
        }
        let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
        folder.take_in(&files).map_err(shown)
    })
    .await
}

/// Sets papers aside that were taken in just now and are not wanted after all.
#[tauri::command]
pub(crate) async fn leave_taken(desk: State<'_, Desk>, taken: Vec<String>) -> Answer<ChangeView> {
    let folder = desk.folder()?;
    away(move || folder.leave_taken(&taken).map_err(shown)).await
}

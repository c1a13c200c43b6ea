//! The timeline, manual events and the export.

use crate::desk::{Answer, Desk, away, shown};
use faldone::view::{EventView, ExportView, NewEvent};
use std::path::PathBuf;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

/// Returns the events of one person, or of the household.
#[tauri::command]
pub(crate) async fn timeline(
    desk: State<'_, Desk>,
    person: Option<String>,
) -> Answer<Vec<EventView>> {
    let folder = desk.folder()?;
    away(move || folder.timeline(person.as_deref()).map_err(shown)).await
}

/// Adds what no paper tells.
#[tauri::command]
pub(crate) async fn add_event(desk: State<'_, Desk>, event: NewEvent) -> Answer<EventView> {
    let folder = desk.folder()?;
    away(move || folder.add_event(&event).map_err(shown)).await
}

/// Asks the user where the export goes; `None` if they changed their mind.
#[tauri::command]
pub(crate) async fn choose_export(
    app: AppHandle,
    name: String,
    kind: String,
) -> Answer<Option<PathBuf>> {
    away(move || {
        let ending = kind.as_str();
        let chosen =
            app.dialog().file().add_filter(ending.to_uppercase(), &[ending]).set_file_name(name);
        Ok(chosen.blocking_save_file().and_then(|path| path.into_path().ok()))
    })
    .await
}

/// Returns what an export would hold: its joint papers are confirmed before it is written.
#[tauri::command]
pub(crate) async fn export_preview(
    desk: State<'_, Desk>,
    person: String,
    full: bool,
) -> Answer<ExportView> {
    let folder = desk.folder()?;
    away(move || folder.export_preview(&person, full).map_err(shown)).await
}

/// Writes one person's timeline as a table; the ending of `to` says which kind.
#[tauri::command]
pub(crate) async fn export(
    desk: State<'_, Desk>,
    to: PathBuf,
    person: String,
    full: bool,
) -> Answer<ExportView> {
    let folder = desk.folder()?;
    away(move || folder.export(&to, &person, full).map_err(shown)).await
}

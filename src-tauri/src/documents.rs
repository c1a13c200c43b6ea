//! The documents of the open folder.

use crate::desk::{Answer, Desk, away, progress, shown};
use faldone::view::{
    DocumentDetail, DocumentPage, DocumentQuery, ErrorView, ProgressView, SmallerView,
};
use std::path::PathBuf;
use tauri::{
    AppHandle, Manager, State,
    ipc::{Channel, Response},
};

/// Returns a page of the list, or of what answers the search.
#[tauri::command]
pub(crate) async fn documents(desk: State<'_, Desk>, query: DocumentQuery) -> Answer<DocumentPage> {
    let folder = desk.folder()?;
    away(move || folder.documents(&query).map_err(shown)).await
}

/// Returns everything known of one document.
#[tauri::command]
pub(crate) async fn document(desk: State<'_, Desk>, path: String) -> Answer<DocumentDetail> {
    let folder = desk.folder()?;
    away(move || folder.document(&path).map_err(shown)).await
}

/// Returns the picture of a page: PNG, `width` pixels wide.
#[tauri::command]
pub(crate) async fn page_image(
    desk: State<'_, Desk>,
    path: String,
    page: u32,
    width: u32,
) -> Answer<Response> {
    let folder = desk.folder()?;
    away(move || folder.page_image(&path, page, width).map(Response::new).map_err(shown)).await
}

/// Tries to make a paper smaller, telling which page is compared, and changes nothing; `cancel_scan` ends it. `apply` takes what it returns.
#[tauri::command]
pub(crate) async fn smaller(
    app: AppHandle,
    path: String,
    on_progress: Channel<ProgressView>,
) -> Answer<SmallerView> {
    away(move || {
        let desk = app.state::<Desk>();
        let (folder, stop) = (desk.folder()?, desk.new_scan());
        let mut tell = progress(on_progress, stop);
        folder.smaller(&path, &mut tell).map_err(shown)
    })
    .await
}

/// Notes what the user says a document is; it follows the document wherever it goes.
#[tauri::command]
pub(crate) async fn correct(
    desk: State<'_, Desk>,
    path: String,
    fact: String,
    value: String,
) -> Answer<()> {
    let folder = desk.folder()?;
    away(move || folder.correct(&path, &fact, &value).map_err(shown)).await
}

/// Copies files that were dropped on the window into the folder's `_Inbox`; the system must have told of the drop itself.
#[tauri::command]
pub(crate) async fn take_in(desk: State<'_, Desk>, files: Vec<PathBuf>) -> Answer<Vec<String>> {
    let folder = desk.folder()?;
    desk.take_dropped(&files)?;
    away(move || folder.take_in(&files).map_err(shown)).await
}

/// Shows a file of the open folder in the system's own file window.
#[tauri::command]
pub(crate) async fn show_in_folder(desk: State<'_, Desk>, path: String) -> Answer<()> {
    let folder = desk.folder()?;
    away(move || {
        let file = folder.place(&path).map_err(shown)?;
        tauri_plugin_opener::reveal_item_in_dir(&file).map_err(|error| ErrorView {
            code: "file-window".into(),
            message: format!("The system's file window could not be opened ({error})."),
            path: Some(path),
            hint: Some("Open the folder yourself; the file is where its path says.".into()),
            reason: None,
        })
    })
    .await
}

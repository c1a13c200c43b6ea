//! Opening, making and scanning the master folder.

use crate::desk::{Answer, Desk, away, progress, shown};
use faldone::view::{FolderView, ProgressView};
use faldone::{Error, Folder};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tauri::{AppHandle, Manager, State, ipc::Channel};
use tauri_plugin_dialog::DialogExt;

/// Returns the open folder, opening the one of the command line or of the last time first; `None` if there is none.
#[tauri::command]
pub(crate) async fn folder(app: AppHandle) -> Answer<Option<FolderView>> {
    away(move || {
        let desk = app.state::<Desk>();
        match (desk.folder(), desk.take_first()) {
            (Ok(folder), _) => folder.view().map(Some).map_err(shown),
            (Err(_), Some(root)) => open(&app, &root).map(Some),
            (Err(_), None) => Ok(None),
        }
    })
    .await
}

/// Opens a master folder.
#[tauri::command]
pub(crate) async fn open_folder(app: AppHandle, path: PathBuf) -> Answer<FolderView> {
    away(move || open(&app, &full_path(&app, path)?)).await
}

/// Makes a master folder, or adopts one that has papers already: no file of the user's is changed. A `fresh` one need not be
/// there yet.
#[tauri::command]
pub(crate) async fn create_folder(
    app: AppHandle,
    path: PathBuf,
    people: Vec<(String, String)>,
    fresh: bool,
) -> Answer<FolderView> {
    away(move || {
        let (desk, path) = (app.state::<Desk>(), full_path(&app, path)?);
        if fresh {
            fs::create_dir_all(&path).map_err(|source| {
                shown(Error::Io { path: path.clone(), doing: "make the folder", source })
            })?;
        }
        let made = Folder::init(&path, &people, &desk.options).map_err(shown)?;
        desk.put(made, &path, &app).view().map_err(shown)
    })
    .await
}

/// Writes the fictional family's papers and opens them; a second time it opens what is there.
#[tauri::command]
pub(crate) async fn open_demo(app: AppHandle) -> Answer<FolderView> {
    away(move || {
        let desk = app.state::<Desk>();
        let root = documents(&app).join("Faldone example");
        if root.is_dir() {
            return open(&app, &root);
        }
        let made = Folder::demo(&root, &desk.options).map_err(shown)?;
        desk.put(made, &root, &app).view().map_err(shown)
    })
    .await
}

/// Brings the index up to date, telling how far it is; ends early when [`cancel_scan`] is called. `loss_is_meant`: the user said that
/// the many files that are missing are meant to be gone.
#[tauri::command]
pub(crate) async fn scan(
    app: AppHandle,
    loss_is_meant: bool,
    on_progress: Channel<ProgressView>,
) -> Answer<()> {
    away(move || {
        let desk = app.state::<Desk>();
        let (folder, stop) = (desk.folder()?, desk.new_scan());
        let mut tell = progress(on_progress, stop);
        let scanned = if loss_is_meant {
            folder.scan_confirming_loss(&mut tell)
        } else {
            folder.scan(&mut tell)
        };
        scanned.map(drop).map_err(shown)
    })
    .await
}

/// Ends the scan in hand; what it has read stays.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "the shape that a command wants")]
pub(crate) fn cancel_scan(desk: State<'_, Desk>) {
    desk.stop_scan();
}

/// Asks the user for a folder; `None` if they changed their mind.
#[tauri::command]
pub(crate) async fn choose_folder(app: AppHandle) -> Answer<Option<PathBuf>> {
    away(move || {
        let chosen = app.dialog().file().set_directory(documents(&app)).blocking_pick_folder();
        Ok(chosen.and_then(|path| path.into_path().ok()))
    })
    .await
}

/// Returns where a new master folder would go.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "the shape that a command wants")]
pub(crate) fn suggested_folder(app: AppHandle) -> PathBuf {
    documents(&app).join("Immigration & Payroll")
}

fn open(app: &AppHandle, root: &Path) -> Answer<FolderView> {
    let desk = app.state::<Desk>();
    let folder = Folder::open(root, &desk.options).map_err(shown)?;
    desk.put(folder, root, app).view().map_err(shown)
}

/// Returns a typed path as the system takes it: `~` is the home folder, and what starts nowhere is no path.
fn full_path(app: &AppHandle, typed: PathBuf) -> Answer<PathBuf> {
    let full = match typed.strip_prefix("~") {
        Ok(rest) => app.path().home_dir().unwrap_or_default().join(rest),
        Err(_) => typed,
    };
    if full.is_absolute() { Ok(full) } else { Err(shown(Error::FolderMissing(full))) }
}

/// The user's documents, or the home folder where the desktop names none.
fn documents(app: &AppHandle) -> PathBuf {
    app.path().document_dir().or_else(|_| app.path().home_dir()).unwrap_or_default()
}

//! Cases: what is asked for, what is done, what is due, and what leaves as a packet.

use crate::desk::{Answer, Desk, away, shown};
use faldone::view::{
    CaseView, CasesView, DueRow, FiledView, IncomeView, LeadView, NewCase, PacketView,
    ProcedureView,
};
use serde::Deserialize;
use std::path::PathBuf;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

/// Returns what a case can be opened for.
#[tauri::command]
pub(crate) async fn procedures(desk: State<'_, Desk>) -> Answer<Vec<ProcedureView>> {
    let folder = desk.folder()?;
    away(move || Ok(folder.procedures())).await
}

/// Returns all cases and where they stand, and what everybody should have without one.
#[tauri::command]
pub(crate) async fn cases(desk: State<'_, Desk>) -> Answer<CasesView> {
    let folder = desk.folder()?;
    away(move || folder.cases().map_err(shown)).await
}

/// Returns what income a procedure asks for on a day, for a family of this size.
#[tauri::command]
pub(crate) async fn incomes(
    desk: State<'_, Desk>,
    procedure: String,
    spouse: bool,
    children: u32,
    on: String,
) -> Answer<IncomeView> {
    let folder = desk.folder()?;
    away(move || folder.incomes(&procedure, spouse, children, &on).map_err(shown)).await
}

/// Counts back from a wished day.
#[tauri::command]
pub(crate) async fn lead_time(
    desk: State<'_, Desk>,
    procedure: String,
    wished: String,
) -> Answer<LeadView> {
    let folder = desk.folder()?;
    away(move || folder.lead_time(&procedure, &wished).map_err(shown)).await
}

/// Returns what is due, soonest first.
#[tauri::command]
pub(crate) async fn due(desk: State<'_, Desk>) -> Answer<Vec<DueRow>> {
    let folder = desk.folder()?;
    away(move || folder.due().map_err(shown)).await
}

/// Opens a case.
#[tauri::command]
pub(crate) async fn open_case(desk: State<'_, Desk>, case: NewCase) -> Answer<CaseView> {
    let folder = desk.folder()?;
    away(move || folder.open_case(&case).map_err(shown)).await
}

/// Closes a case on a day, or opens it again.
#[tauri::command]
pub(crate) async fn close_case(
    desk: State<'_, Desk>,
    case: String,
    on: Option<String>,
) -> Answer<CaseView> {
    let folder = desk.folder()?;
    away(move || folder.close_case(&case, on.as_deref()).map_err(shown)).await
}

/// Takes what the user says of a case: an answer, a step, a tick, who provides what, another day for a term.
#[tauri::command]
pub(crate) async fn tell_case(
    desk: State<'_, Desk>,
    case: String,
    about: String,
    id: String,
    value: String,
    why: String,
) -> Answer<CaseView> {
    let folder = desk.folder()?;
    away(move || folder.tell_case(&case, &about, &id, &value, &why).map_err(shown)).await
}

/// Returns what a packet would hold, and what stands in its way.
#[tauri::command]
pub(crate) async fn packet(
    desk: State<'_, Desk>,
    case: String,
    recipient: String,
    request: Option<String>,
) -> Answer<PacketView> {
    let folder = desk.folder()?;
    away(move || {
        if let Some(letter) = &request {
            folder.place(letter).map_err(shown)?;
        }
        folder.packet(&case, &recipient, request.as_deref()).map_err(shown)
    })
    .await
}

/// The packet that is wanted: of which case, of a letter's items only, for whom, in which language, also if it is not ready.
#[derive(Deserialize)]
pub(crate) struct PacketWanted {
    case: String,
    request: Option<String>,
    recipient: String,
    language: String,
    incomplete: bool,
}

/// Asks the user where the packet goes, and writes it; `None` if they changed their mind.
#[tauri::command]
pub(crate) async fn write_packet(
    app: AppHandle,
    desk: State<'_, Desk>,
    wanted: PacketWanted,
    name: String,
) -> Answer<Option<PacketView>> {
    let folder = desk.folder()?;
    away(move || {
        let PacketWanted { case, request, recipient, language, incomplete } = wanted;
        if let Some(letter) = &request {
            folder.place(letter).map_err(shown)?;
        }
        let (kind, ending) = if name.ends_with(".pdf") { ("PDF", "pdf") } else { ("ZIP", "zip") };
        let asked = app.dialog().file().add_filter(kind, &[ending]).set_file_name(name);
        let Some(to) = asked.blocking_save_file().and_then(|path| path.into_path().ok()) else {
            return Ok(None);
        };
        let to: PathBuf = to.with_extension(ending);
        let of = (case.as_str(), request.as_deref());
        folder.write_packet(of, &recipient, &to, &language, incomplete).map(Some).map_err(shown)
    })
    .await
}

/// Writes what is known of a paper's filing as one page to send; the ending of `to` says which kind.
#[tauri::command]
pub(crate) async fn write_filed(
    desk: State<'_, Desk>,
    path: String,
    to: PathBuf,
    language: String,
) -> Answer<FiledView> {
    let folder = desk.folder()?;
    away(move || {
        folder.place(&path).map_err(shown)?;
        folder.write_filed(&path, &to, &language).map_err(shown)
    })
    .await
}

/// Returns when a paper was filed, with which reference and receipt.
#[tauri::command]
pub(crate) async fn filed(desk: State<'_, Desk>, path: String) -> Answer<FiledView> {
    let folder = desk.folder()?;
    away(move || {
        // As with every path of the page: it must lie in the folder, links followed.
        folder.place(&path).map_err(shown)?;
        folder.filed(&path).map_err(shown)
    })
    .await
}

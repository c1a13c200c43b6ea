//! Proposed names: shown, accepted, undone.

use crate::desk::{Answer, Desk, away, shown};
use faldone::view::{ChangeView, OperationView, ProposalView};
use tauri::State;

/// Returns every change that could be made; none is made by asking.
#[tauri::command]
pub(crate) async fn proposals(desk: State<'_, Desk>) -> Answer<Vec<ProposalView>> {
    let folder = desk.folder()?;
    away(move || folder.proposals().map_err(shown)).await
}

/// Makes these changes, if they still are what was shown.
#[tauri::command]
pub(crate) async fn apply(
    desk: State<'_, Desk>,
    proposals: Vec<ProposalView>,
) -> Answer<ChangeView> {
    let folder = desk.folder()?;
    away(move || folder.apply(&proposals).map_err(shown)).await
}

/// Undoes one operation, or the last.
#[tauri::command]
pub(crate) async fn undo(desk: State<'_, Desk>, operation: Option<String>) -> Answer<ChangeView> {
    let folder = desk.folder()?;
    away(move || folder.undo(operation.as_deref(), &[]).map_err(shown)).await
}

/// Returns what was done, newest first.
#[tauri::command]
pub(crate) async fn operations(desk: State<'_, Desk>) -> Answer<Vec<OperationView>> {
    let folder = desk.folder()?;
    away(move || folder.operations().map_err(shown)).await
}

/// Returns what Faldone filed by itself within the last week, newest first.
#[tauri::command]
pub(crate) async fn filed_by_itself(desk: State<'_, Desk>) -> Answer<Vec<OperationView>> {
    let folder = desk.folder()?;
    away(move || folder.filed_by_itself().map_err(shown)).await
}

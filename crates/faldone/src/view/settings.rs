//! What is set: by the household for its folder, by the user for this computer; and what is offered from elsewhere.

use super::PackEntry;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the household set for its folder, and what Faldone judges by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SettingsView {
    /// Id of the upload limit that papers are checked against.
    pub limit: String,
    pub limits: Vec<LimitView>,
    /// The language of the types in file names: `en` or `it`.
    pub names_language: String,
    /// This computer names and moves by itself what comes in; or another one does.
    pub automatic: bool,
    pub automatic_elsewhere: bool,
    pub packs: Vec<PackEntry>,
    /// Absolute path of the folder where the index lies.
    pub index: String,
}

/// The largest file that a portal takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct LimitView {
    pub id: String,
    pub label: String,
    pub label_it: String,
    #[ts(type = "number")]
    pub bytes: u64,
}

/// A paper in a folder beside the master folder that looks like the household's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct OfferView {
    /// Absolute path.
    pub path: String,
    /// File name alone.
    pub name: String,
    pub sha256: String,
    pub type_id: String,
    /// Ids of the persons the paper is of.
    pub persons: Vec<String>,
}

/// What the user set for this computer alone; it lies in the app data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(export)]
pub struct Preferences {
    #[ts(type = "\"system\" | \"en\" | \"it\"")]
    pub language: String,
    #[ts(type = "\"system\" | \"light\" | \"dark\"")]
    pub theme: String,
    /// Stay in the tray and go on watching when the window is closed.
    pub tray: bool,
    pub notifications: bool,
    pub start_at_login: bool,
    /// Folders beside the master folder that papers arrive in; absolute paths.
    pub sources: Vec<String>,
}

impl Default for Preferences {
    fn default() -> Preferences {
        Preferences {
            language: "system".to_owned(),
            theme: "system".to_owned(),
            tray: false,
            notifications: true,
            start_at_login: false,
            sources: Vec::new(),
        }
    }
}

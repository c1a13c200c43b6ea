//! What the user set for this computer alone: language, theme, tray, start at login, source folders. It lies in the app data.

use crate::{
    background,
    desk::{Answer, Desk, away, shown},
};
use faldone::view::{ErrorView, Preferences};
use faldone::{Error, Options};
use std::{fs, path::Path};
use tauri::{AppHandle, Manager, Theme};
use tauri_plugin_autostart::ManagerExt;

/// Returns what was set; what cannot be read is as if it was never set, for it only makes life easier.
pub(crate) fn load(options: &Options) -> Preferences {
    fs::read_to_string(options.data.join("preferences.json"))
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Returns what was set for this computer. Whether Faldone starts at login is asked of the system: other programs can change it.
#[tauri::command]
pub(crate) async fn preferences(app: AppHandle) -> Answer<Preferences> {
    away(move || {
        let mut preferences = app.state::<Desk>().preferences();
        preferences.start_at_login = app.autolaunch().is_enabled().unwrap_or(false);
        Ok(preferences)
    })
    .await
}

/// Keeps these and brings the tray, the theme and the start at login to them.
#[tauri::command]
pub(crate) async fn set_preferences(
    app: AppHandle,
    preferences: Preferences,
) -> Answer<Preferences> {
    away(move || {
        let desk = app.state::<Desk>();
        let starts = app.autolaunch();
        if preferences.start_at_login != starts.is_enabled().unwrap_or(false) {
            let changed =
                if preferences.start_at_login { starts.enable() } else { starts.disable() };
            changed.map_err(|error| ErrorView {
                code: "start-at-login".into(),
                message: format!("Starting at login could not be changed ({error})."),
                path: None,
                hint: Some("Change it in the system's own settings.".into()),
                reason: None,
            })?;
        }
        desk.set_preferences(&preferences, |set| keep(&desk.options.data, set))?;
        apply(&app, &preferences)?;
        Ok(preferences)
    })
    .await
}

/// Brings the tray and the frame of the window to what was set.
pub(crate) fn apply(app: &AppHandle, preferences: &Preferences) -> Answer<()> {
    app.set_theme(match preferences.theme.as_str() {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    });
    background::set_tray(app, preferences).map_err(|error| ErrorView {
        code: "tray".into(),
        message: format!("The icon in the tray could not be changed ({error})."),
        path: None,
        hint: Some("Leave the window open instead: it watches the folder as well.".into()),
        reason: None,
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "It puts the app's own file in the place of its older self."
)]
fn keep(data: &Path, preferences: &Preferences) -> Answer<()> {
    let path = data.join("preferences.json");
    let failed =
        |source| shown(Error::Io { path: path.clone(), doing: "keep the preferences", source });
    let text = serde_json::to_string_pretty(preferences).map_err(|error| failed(error.into()))?;
    // Written beside it first, so that a crash leaves the old ones.
    let draft = path.with_extension("json.new");
    fs::create_dir_all(data)
        .and_then(|()| fs::write(&draft, text))
        .and_then(|()| fs::rename(&draft, &path))
        .map_err(failed)
}

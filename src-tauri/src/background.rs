//! What goes on when nobody looks: the tray, and notifications whose click opens the right place.

use crate::{
    desk::Desk,
    words::{is_italian, say},
};
use faldone::Folder;
use faldone::view::{Changed, DueRow, Preferences};
use serde::Serialize;
use std::{
    collections::HashSet,
    fs,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};
use tauri::{
    AppHandle, Emitter, Manager, Window, WindowEvent,
    menu::{Menu, MenuItem},
    tray::TrayIconBuilder,
};

const TRAY: &str = "main";
/// How often it is looked whether a day has begun on which something is due.
const LOOK: Duration = Duration::from_secs(20);
/// Days ahead, and days late, that a notification speaks of.
const DAYS: i64 = 7;

/// Where the window is asked to go.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Go {
    pub view: Option<&'static str>,
    pub document: Option<String>,
    pub case: Option<String>,
    /// Another master folder, named by a second start.
    pub folder: Option<String>,
}

/// Brings the window back and takes it to a place.
pub(crate) fn show(app: &AppHandle, go: Go) {
    if let Some(window) = app.get_webview_window("main") {
        // What cannot be raised is at least told by its icon; there is nobody to tell an error to.
        let _ = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    }
    let _ = app.emit("go", go);
}

/// Closing the window only hides it when there is a tray to come back from.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if window.state::<Desk>().preferences().tray && window.hide().is_ok() {
        api.prevent_close();
    }
}

/// Puts the icon into the tray, in the language that was set, or takes it away.
pub(crate) fn set_tray(app: &AppHandle, preferences: &Preferences) -> tauri::Result<()> {
    app.remove_tray_by_id(TRAY);
    if !preferences.tray {
        return Ok(());
    }
    let item = |id: &str| {
        let words = say(preferences, &format!("tray.{id}"), &[]);
        MenuItem::with_id(app, id, words, true, None::<&str>)
    };
    let menu = Menu::with_items(app, &[&item("open")?, &item("due")?, &item("quit")?])?;
    let mut tray = TrayIconBuilder::with_id(TRAY).menu(&menu).tooltip("Faldone");
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.on_menu_event(|app, event| match event.id().as_ref() {
        "open" => show(app, Go::default()),
        "due" => show(app, Go { view: Some("today"), ..Go::default() }),
        "quit" => app.exit(0),
        _ => {}
    })
    .build(app)?;
    Ok(())
}

/// What was in a folder when it was opened, so that what comes in later can be told from what only moved.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<HashSet<String>>);

impl Known {
    /// Returns the paths among those changed whose contents were not here before. When nothing was known and most of the folder
    /// changed, it was looked through for the first time: nobody wants to be told of every paper that was there all the time.
    fn came(&self, folder: &Folder, changed: &[String]) -> Vec<String> {
        let Ok(contents) = folder.contents() else { return Vec::new() };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let only_learns = known.is_empty() && changed.len() * 2 > contents.len();
        contents
            .into_iter()
            .filter(|(path, sha256)| known.insert(sha256.clone()) && changed.contains(path))
            .map(|(path, _)| path)
            .filter(|_| !only_learns)
            .collect()
    }
}

/// Says that papers came in, unless the window is in front of the user, who then sees it.
pub(crate) fn papers_came(app: &AppHandle, folder: &Folder, known: &Known, changed: &Changed) {
    let came = known.came(folder, &changed.what);
    let preferences = app.state::<Desk>().preferences();
    let is_seen =
        app.get_webview_window("main").is_some_and(|window| window.is_focused().unwrap_or(false));
    if came.is_empty() || is_seen || !preferences.notifications {
        return;
    }
    let (words, go) = match came.as_slice() {
        [path] => {
            let name = path.rsplit('/').next().unwrap_or(path);
            let go = Go { view: Some("documents"), document: Some(path.clone()), ..Go::default() };
            (say(&preferences, "notify.came.one", &[("name", name)]), go)
        }
        _ => {
            let count = came.len().to_string();
            let go = Go { view: Some("today"), ..Go::default() };
            (say(&preferences, "notify.came.other", &[("count", &count)]), go)
        }
    };
    notify(app, &preferences, words, go);
}

/// Looks now and then, for as long as the app runs, whether something is due; tells it once a day at most.
pub(crate) fn tell_what_is_due(app: AppHandle) {
    thread::spawn(move || {
        // What is due is reckoned from all papers: only when the day, the folder or what is wanted is another one.
        let mut looked = None;
        loop {
            let desk = app.state::<Desk>();
            if let Ok(folder) = desk.folder() {
                let wanted = desk.preferences().notifications;
                let now = folder
                    .mark()
                    .ok()
                    .map(|mark| (folder.root().to_owned(), folder.today(), mark, wanted));
                if now.is_none() || now != looked {
                    due(&app, &folder);
                    looked = now;
                }
            }
            thread::sleep(LOOK);
        }
    });
}

fn due(app: &AppHandle, folder: &Folder) {
    let desk = app.state::<Desk>();
    let preferences = desk.preferences();
    let today = folder.today().to_string();
    let mark = desk.options.data.join("due-told-on");
    let was_told = fs::read_to_string(&mark).is_ok_and(|day| day == today);
    if !preferences.notifications || was_told {
        return;
    }
    let Ok(mut rows) = folder.due() else { return };
    // What is long over is not told again every day; it stands on Today.
    rows.retain(|row| (-DAYS..=DAYS).contains(&row.days_left));
    let (words, go) = match rows.as_slice() {
        [] => return,
        [only] => (only_one(&preferences, only), place_of(only)),
        _ => {
            let count = rows.len().to_string();
            let go = Go { view: Some("today"), ..Go::default() };
            (say(&preferences, "notify.due.other", &[("count", &count)]), go)
        }
    };
    // Kept first: rather a day without a word than a word every minute.
    if fs::write(&mark, &today).is_err() {
        return;
    }
    notify(app, &preferences, words, go);
}

/// The one thing that is due, with its day as both languages write it in figures.
fn only_one(preferences: &Preferences, row: &DueRow) -> String {
    let what = if is_italian(preferences) { &row.label_it } else { &row.label };
    let day: Vec<&str> = row.due.split('T').next().unwrap_or_default().rsplit('-').collect();
    say(preferences, "notify.due.one", &[("what", what), ("date", &day.join("/"))])
}

/// Where it is done: its case, else its paper, else Today.
fn place_of(row: &DueRow) -> Go {
    match (&row.case, &row.path) {
        (Some(case), _) => Go { view: Some("cases"), case: Some(case.clone()), ..Go::default() },
        (None, Some(path)) => {
            Go { view: Some("documents"), document: Some(path.clone()), ..Go::default() }
        }
        (None, None) => Go { view: Some("today"), ..Go::default() },
    }
}

/// Shows a notification; where the system tells of clicks (Linux), one opens the place.
fn notify(app: &AppHandle, preferences: &Preferences, words: String, go: Go) {
    let app = app.clone();
    let open = say(preferences, "notify.open", &[]);
    // Waiting for the click takes as long as the user likes.
    thread::spawn(move || {
        let mut notification = notify_rust::Notification::new();
        notification.appname("Faldone").summary("Faldone").body(&words).icon("faldone");
        if cfg!(target_os = "linux") {
            notification.action("default", &open);
        }
        // A desktop without notifications shows none; everything they say stands on Today.
        let Ok(shown) = notification.show() else { return };
        wait_for_click(shown, || show(&app, go));
    });
}

#[cfg(target_os = "linux")]
fn wait_for_click(shown: notify_rust::NotificationHandle, clicked: impl FnOnce()) {
    shown.wait_for_action(|action| {
        if action == "default" {
            clicked();
        }
    });
}

#[cfg(not(target_os = "linux"))]
fn wait_for_click(_shown: notify_rust::NotificationHandle, _clicked: impl FnOnce()) {}

/// Hears the watcher for the window and for the user.
pub(crate) fn hear(app: &AppHandle, folder: Arc<Folder>) -> impl Fn(Changed) + Send + 'static {
    let app = app.clone();
    let known = Arc::new(Known::default());
    let weak = Arc::downgrade(&folder);
    let learning = Arc::clone(&known);
    // Away from the opening: the rows of a large folder take a moment.
    thread::spawn(move || learning.came(&folder, &[]));
    move |changed| {
        // The watcher lives in the folder's place: it must not keep the folder.
        if let Some(folder) = weak.upgrade() {
            papers_came(&app, &folder, &known, &changed);
        }
        // A window that is closing hears nothing, and needs nothing.
        let _ = app.emit("changed", changed);
    }
}

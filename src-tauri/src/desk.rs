//! What the window has open: one master folder, with its watcher.

use crate::{background, preferences};
use faldone::view::{ErrorView, Preferences, ProgressView};
use faldone::{Error, Folder, Options, Watcher};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tauri::{AppHandle, ipc::Channel};

/// The answer of every command.
pub(crate) type Answer<T> = Result<T, ErrorView>;

/// The one piece of state of the app.
pub(crate) struct Desk {
    pub(crate) options: Options,
    /// Opened at the window's first question, so that the window stands at once.
    first: Mutex<Option<PathBuf>>,
    open: Mutex<Option<Open>>,
    stop_scan: Arc<AtomicBool>,
    /// What the system said was dropped on the window, until it is taken in: the page itself can name no file outside the folder.
    dropped: Mutex<Vec<PathBuf>>,
    preferences: Mutex<Preferences>,
}

struct Open {
    folder: Arc<Folder>,
    /// Kept for its drop, which ends the watching.
    _watcher: Watcher,
}

impl Desk {
    pub(crate) fn new(options: Options, asked: Option<PathBuf>) -> Desk {
        let first = asked.or_else(|| last_folder(&options));
        let preferences = Mutex::new(preferences::load(&options));
        Desk {
            options,
            preferences,
            first: Mutex::new(first),
            open: Mutex::new(None),
            stop_scan: Arc::default(),
            dropped: Mutex::default(),
        }
    }

    /// Returns the folder to open at start, once.
    pub(crate) fn take_first(&self) -> Option<PathBuf> {
        lock(&self.first).take()
    }

    /// Returns the open folder, or the error that says there is none.
    pub(crate) fn folder(&self) -> Answer<Arc<Folder>> {
        lock(&self.open).as_ref().map(|open| Arc::clone(&open.folder)).ok_or_else(|| ErrorView {
            code: "no-folder-open".into(),
            message: "No folder is open.".into(),
            path: None,
            hint: Some("Choose the folder where the papers are.".into()),
            reason: None,
        })
    }

    /// Takes the place of what was open, watches it, and remembers it for the next start.
    pub(crate) fn put(&self, folder: Folder, root: &Path, app: &AppHandle) -> Arc<Folder> {
        let folder = Arc::new(folder);
        let watcher =
            Watcher::start(Arc::clone(&folder), background::hear(app, Arc::clone(&folder)));
        self.stop_scan();
        *lock(&self.open) = Some(Open { folder: Arc::clone(&folder), _watcher: watcher });
        remember(&self.options, root);
        folder
    }

    /// Notes what the system says was dropped on the window, in the place of an earlier drop.
    pub(crate) fn drop_on(&self, files: &[PathBuf]) {
        *lock(&self.dropped) = files.to_vec();
    }

    /// Returns nothing if these files were dropped on the window; each drop is good for once.
    pub(crate) fn take_dropped(&self, files: &[PathBuf]) -> Answer<()> {
        let dropped = std::mem::take(&mut *lock(&self.dropped));
        match files.iter().find(|file| !dropped.contains(file)) {
            None => Ok(()),
            Some(file) => Err(ErrorView {
                code: "not-dropped".into(),
                message: format!("{} was not dropped on the window.", file.display()),
                path: Some(file.display().to_string()),
                hint: Some("Drop the file on the window again, or copy it into the folder.".into()),
                reason: None,
            }),
        }
    }

    /// Returns what was set for this computer.
    pub(crate) fn preferences(&self) -> Preferences {
        lock(&self.preferences).clone()
    }

    /// Takes these once they are kept; two clicks at once are kept one after the other.
    pub(crate) fn set_preferences(
        &self,
        preferences: &Preferences,
        keep: impl FnOnce(&Preferences) -> Answer<()>,
    ) -> Answer<()> {
        let mut held = lock(&self.preferences);
        keep(preferences)?;
        held.clone_from(preferences);
        Ok(())
    }

    /// Returns the flag that the scan in hand looks at, lowered.
    pub(crate) fn new_scan(&self) -> Arc<AtomicBool> {
        self.stop_scan.store(false, Ordering::Relaxed);
        Arc::clone(&self.stop_scan)
    }

    pub(crate) fn stop_scan(&self) {
        self.stop_scan.store(true, Ordering::Relaxed);
    }
}

/// How often a page is told how far some work is: each word takes the page's time, and a scan has one for every file.
const TELL: Duration = Duration::from_millis(100);

/// Returns what tells the page how far some work is, and returns whether to go on: not when `stop` is raised, or the page is gone.
pub(crate) fn progress(
    page: Channel<ProgressView>,
    stop: Arc<AtomicBool>,
) -> impl FnMut(ProgressView) -> bool {
    let mut told: Option<Instant> = None;
    move |progress| {
        let is_time = told.is_none_or(|told| told.elapsed() >= TELL);
        if is_time {
            told = Some(Instant::now());
        }
        (!is_time || page.send(progress).is_ok()) && !stop.load(Ordering::Relaxed)
    }
}

/// Does slow work away from the window's thread and from the runtime's own few.
pub(crate) async fn away<T: Send + 'static>(
    work: impl FnOnce() -> Answer<T> + Send + 'static,
) -> Answer<T> {
    tauri::async_runtime::spawn_blocking(work).await.map_err(|error| ErrorView {
        code: "internal".into(),
        message: format!("Something in Faldone broke: {error}."),
        path: None,
        hint: Some(
            "Your files are as they were. Try again; if it happens again, report it.".into(),
        ),
        reason: None,
    })?
}

/// Returns the error as people see it.
#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
pub(crate) fn shown(error: Error) -> ErrorView {
    error.view()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is guarded is replaced whole, so a panic elsewhere cannot have left it half-made.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the folder of the last time, if it is still there.
fn last_folder(options: &Options) -> Option<PathBuf> {
    let root = PathBuf::from(fs::read_to_string(options.data.join("last-folder")).ok()?);
    root.is_dir().then_some(root)
}

/// Notes the folder for the next start. Only a convenience: when it cannot be written, the next start asks.
fn remember(options: &Options, root: &Path) {
    if let Some(root) = root.to_str() {
        let _ = options.write_private("last-folder", root.as_bytes());
    }
}

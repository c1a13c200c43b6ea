//! Watching the folder: the system's events are a hint about where to look, never the truth (design §3).
//!
//! A file is looked at when its writer has closed it, where the system tells, else when its size and time have not changed for
//! two seconds. New folders are walked, because a system may lose events inside them. A full scan runs at the start, every hour,
//! and whenever events were lost.

use crate::{
    error::Error,
    folder::Folder,
    index::file::Stat,
    view::Changed,
    walk::{self, is_papers_path},
};
use notify::{
    Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{AccessKind, AccessMode, ModifyKind, RenameMode},
};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// How long a file must not change before its writer is taken to be done, where the system does not say so.
const QUIET: Duration = Duration::from_secs(2);
/// Events of one moment are taken together.
const TOGETHER: Duration = Duration::from_millis(40);
/// A folder is scanned anew this often, whatever the events said.
const FULL_SCAN: Duration = Duration::from_secs(3600);
/// How often a folder is polled where the system cannot watch it.
const POLL: Duration = Duration::from_secs(10);

/// What can wake the watcher.
enum Wake {
    Event(Event),
    /// Events were lost.
    Lost,
}

/// Watches one folder until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    /// Why the system cannot watch and Faldone polls instead, in plain words.
    pub polling: Option<String>,
}

impl Watcher {
    /// Starts watching; `on_change` is called from another thread whenever the index has changed.
    ///
    /// # Errors
    /// If the folder can neither be watched nor polled.
    pub fn start(
        folder: Arc<Folder>,
        on_change: impl Fn(Changed) + Send + 'static,
    ) -> Result<Watcher, Error> {
        let (sender, wakes) = channel();
        let lost = sender.clone();
        let hear = move |event: notify::Result<Event>| {
            let wake = match event {
                Ok(event) if event.need_rescan() => Wake::Lost,
                Ok(event) => Wake::Event(event),
                Err(_) => Wake::Lost,
            };
            // The receiver is gone only when watching has stopped.
            let _ = sender.send(wake);
        };
        let failed = |error: &notify::Error| Error::Watch {
            folder: folder.root().to_owned(),
            why: plain(error),
        };
        let root = folder.root().to_owned();
        let native: notify::Result<Box<dyn notify::Watcher + Send>> =
            RecommendedWatcher::new(hear, Config::default()).and_then(|mut watcher| {
                watcher.watch(&root, RecursiveMode::Recursive)?;
                Ok(Box::new(watcher) as Box<dyn notify::Watcher + Send>)
            });
        let (source, polling) = match native {
            Ok(watcher) => (watcher, None),
            Err(error) => {
                let why = failed(&error).to_string();
                let hear = move |event: notify::Result<Event>| {
                    let _ = lost.send(event.map_or(Wake::Lost, Wake::Event));
                };
                let mut poller = PollWatcher::new(hear, Config::default().with_poll_interval(POLL))
                    .map_err(|error| failed(&error))?;
                poller.watch(&root, RecursiveMode::Recursive).map_err(|error| failed(&error))?;
                (Box::new(poller) as Box<dyn notify::Watcher + Send>, Some(why))
            }
        };
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::spawn(move || {
            let _source = source;
            Loop { folder, pending: BTreeMap::new(), next_scan: Instant::now() }
                .run(&wakes, &stopped, &on_change);
        });
        Ok(Watcher { stop, thread: Some(thread), polling })
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic there has been shown by its own thread; there is nothing to do about it here.
            let _ = thread.join();
        }
    }
}

fn plain(error: &notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system's limit of watched folders is reached (fs.inotify.max_user_watches); Faldone looks every \
             ten seconds instead"
                .to_owned()
        }
        _ => error.to_string(),
    }
}

/// A path that something happened to.
struct Pending {
    /// When it may be looked at.
    due: Instant,
    /// What it looked like when it was last changed; `None` if its writer is known to be done.
    stat: Option<Stat>,
}

struct Loop {
    folder: Arc<Folder>,
    pending: BTreeMap<String, Pending>,
    next_scan: Instant,
}

impl Loop {
    fn run(&mut self, wakes: &Receiver<Wake>, stop: &AtomicBool, on_change: &dyn Fn(Changed)) {
        let mut revision = 0;
        while !stop.load(Ordering::Relaxed) {
            let now = Instant::now();
            if now >= self.next_scan {
                self.next_scan = now + FULL_SCAN;
                let report = self.folder.scan(&mut |_| !stop.load(Ordering::Relaxed));
                self.tell(report, &mut revision, on_change);
            }
            let due: Vec<String> = self.due(Instant::now());
            if !due.is_empty() {
                let report = self.folder.look_at(&due);
                self.tell(report, &mut revision, on_change);
            }
            match wakes.recv_timeout(self.until_next()) {
                Ok(wake) => self.take(wake),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while let Ok(wake) = wakes.try_recv() {
                self.take(wake);
            }
        }
    }

    /// A folder that is gone or a full disk is told by the next scan; the watcher goes on.
    fn tell(
        &mut self,
        report: Result<crate::ScanReport, Error>,
        revision: &mut u64,
        on_change: &dyn Fn(Changed),
    ) {
        match report {
            Ok(report) => {
                let now = Instant::now();
                for path in self.folder.still_changing(&report.came) {
                    self.pending.insert(path, Pending { due: now + QUIET, stat: None });
                }
                if report.revision != *revision {
                    *revision = report.revision;
                    let mut what = report.came;
                    what.extend(report.went);
                    on_change(Changed { revision: report.revision, what });
                }
            }
            Err(_) => self.next_scan = self.next_scan.min(Instant::now() + POLL),
        }
    }

    fn until_next(&self) -> Duration {
        let now = Instant::now();
        let next = self.pending.values().map(|pending| pending.due).min().unwrap_or(self.next_scan);
        next.min(self.next_scan)
            .saturating_duration_since(now)
            .clamp(Duration::from_millis(1), Duration::from_millis(200))
    }

    /// Returns the paths that may be looked at now. One that has changed again since is left to settle.
    fn due(&mut self, now: Instant) -> Vec<String> {
        let mut due = Vec::new();
        let ripe: Vec<String> = self
            .pending
            .iter()
            .filter(|(_, p)| p.due <= now)
            .map(|(path, _)| path.clone())
            .collect();
        for path in ripe {
            let before = self.pending.get(&path).and_then(|pending| pending.stat);
            let stat = before.and_then(|_| self.stat(&path));
            if stat.is_some() && stat != before {
                self.pending.insert(path, Pending { due: now + QUIET, stat });
                continue;
            }
            self.pending.remove(&path);
            due.push(path);
        }
        due
    }

    fn stat(&self, path: &str) -> Option<Stat> {
        let meta = std::fs::symlink_metadata(self.folder.root().join(path)).ok()?;
        Some(walk::stat(&meta))
    }

    fn take(&mut self, wake: Wake) {
        let now = Instant::now();
        let event = match wake {
            Wake::Event(event) => event,
            Wake::Lost => {
                self.next_scan = now;
                return;
            }
        };
        // Written and closed, renamed, or gone: there is nobody to wait for.
        let is_done = matches!(
            event.kind,
            EventKind::Access(AccessKind::Close(AccessMode::Write))
                | EventKind::Remove(_)
                | EventKind::Modify(ModifyKind::Name(
                    RenameMode::To | RenameMode::From | RenameMode::Both
                ))
        );
        let is_write = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Modify(_) | EventKind::Any | EventKind::Other
        );
        if !is_done && !is_write {
            return;
        }
        for path in event.paths {
            self.note(&path, is_done, now);
        }
    }

    fn note(&mut self, path: &Path, is_done: bool, now: Instant) {
        let Some(path) = walk::relative(self.folder.root(), path) else {
            // The root itself was renamed or removed.
            self.next_scan = now;
            return;
        };
        if !is_papers_path(&path) {
            return;
        }
        let stat = self.stat(&path);
        let is_folder = stat.is_some() && self.folder.root().join(&path).is_dir();
        let pending = if is_done || is_folder || stat.is_none() {
            Pending { due: now + TOGETHER, stat: None }
        } else {
            Pending { due: now + QUIET, stat }
        };
        self.pending.insert(path, pending);
    }
}

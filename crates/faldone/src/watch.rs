//! Watching the folder: the system's events are a hint about where to look, never the truth (design §3).
//!
//! A file is looked at when its writer has closed it, where the system tells, else when its size and time have not changed for
//! two seconds. The whole folder is scanned at the start, every hour, and whenever something may have been missed: events were
//! lost, folders came or moved (a system may lose events inside them), the master folder itself was unmounted or replaced. Before
//! such a scan the system is asked anew to tell of changes, so that nothing falls between the two. Where it does not, because a
//! limit is reached, the folder is scanned every ten seconds.

use crate::{
    ScanReport,
    error::Error,
    folder::{Folder, QUIET},
    platform,
    reason::Reason,
    view::Changed,
    walk::{self, OWN_FOLDER, is_papers_path},
};
use notify::{
    Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind, RenameMode},
};
use std::{
    collections::BTreeMap,
    fs::Metadata,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

/// Events of one moment are taken together.
const TOGETHER: Duration = Duration::from_millis(40);
/// A folder is scanned anew this often, whatever the events said.
const FULL_SCAN: Duration = Duration::from_secs(3600);
/// How often a folder is scanned where the system cannot watch it, or while something is wrong with it.
const POLL: Duration = Duration::from_secs(10);
/// How often it is made sure that the master folder is still the same.
const GUARD: Duration = Duration::from_secs(2);

/// What can wake the watcher.
enum Wake {
    Event(Event),
    /// Events were lost, or will be.
    Lost,
}

/// Watches one folder until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Watcher {
    /// Starts watching; `on_change` is called from another thread whenever the index has changed or something was written down in a
    /// journal, and whenever watching is paused, goes on, or has to do without the system's help.
    pub fn start(folder: Arc<Folder>, on_change: impl Fn(Changed) + Send + 'static) -> Watcher {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::spawn(move || {
            let (sender, wakes) = channel();
            let now = Instant::now();
            let mut watching = Loop {
                sender,
                stop: &stopped,
                on_change: &on_change,
                source: None,
                place: Place::of(&folder),
                guard_at: now + GUARD,
                renew_at: Some(now),
                renewed: None,
                scan_at: now,
                pending: BTreeMap::new(),
                told: Changed { revision: 0, what: Vec::new(), paused: None, polling: None },
                written_down: 0,
                polling: None,
                folder,
            };
            watching.run(&wakes);
        });
        Watcher { stop, thread: Some(thread) }
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

/// Which folder lies at the master folder's place.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    /// File system and number; `None` if there is nothing.
    folder: Option<(u64, u64)>,
    is_ours: bool,
}

impl Place {
    fn of(folder: &Folder) -> Place {
        let meta = std::fs::metadata(folder.root()).ok();
        Place { folder: meta.as_ref().map(walk::identity), is_ours: folder.check_root().is_ok() }
    }
}

/// A path that something happened to.
struct Pending {
    /// When it may be looked at.
    due: Instant,
    writer: Writer,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Writer {
    /// There is nobody to wait for.
    Done,
    /// Not known: the file looked like this when it was last changed.
    Unknown(crate::index::file::Stat),
    /// It was looked at, and a program had it open for writing.
    AtWork,
}

struct Loop<'a> {
    folder: Arc<Folder>,
    sender: Sender<Wake>,
    stop: &'a AtomicBool,
    on_change: &'a dyn Fn(Changed),
    /// Tells of changes as long as it lives; `None` where the system cannot.
    source: Option<RecommendedWatcher>,
    place: Place,
    guard_at: Instant,
    /// When the system is to be asked anew to tell of changes.
    renew_at: Option<Instant>,
    renewed: Option<Instant>,
    scan_at: Instant,
    pending: BTreeMap<String, Pending>,
    told: Changed,
    /// How many lines the journals held when something was last told: an event or a correction of another computer's, or of another
    /// program's here, changes no paper, and is news.
    written_down: usize,
    polling: Option<String>,
}

impl Loop<'_> {
    fn run(&mut self, wakes: &Receiver<Wake>) {
        while !self.stop.load(Ordering::Relaxed) {
            let now = Instant::now();
            self.guard(now);
            if self.renew_at.is_some_and(|at| at <= now) {
                self.renew(now);
            }
            if self.scan_at <= now {
                let has_source = self.source.is_some();
                self.scan_at = now + if has_source { FULL_SCAN } else { POLL };
                let stop = self.stop;
                let report = self.folder.scan(&mut |_| !stop.load(Ordering::Relaxed));
                self.tell(report);
            }
            let due = if self.place.is_ours { self.due(Instant::now()) } else { Vec::new() };
            if !due.is_empty() {
                let stop = self.stop;
                let report = self.folder.look_at(&due, &mut |_| !stop.load(Ordering::Relaxed));
                self.tell(report);
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

    /// Looks whether the master folder is still the one that is watched. No system tells of an unmounted disk in time.
    fn guard(&mut self, now: Instant) {
        if now < self.guard_at {
            return;
        }
        self.guard_at = now + GUARD;
        let place = Place::of(&self.folder);
        if place != self.place {
            self.place = place;
            self.renew_at = Some(now);
        }
        // A question of the window's found the index broken.
        if self.folder.mend_index().unwrap_or(false) {
            self.scan_at = now;
        }
    }

    /// Asks the system anew to tell of changes, and has the whole folder scanned for what was missed until then.
    fn renew(&mut self, now: Instant) {
        // The old one goes first: the system may allow no more than one.
        self.source = None;
        (self.renew_at, self.renewed) = (None, Some(now));
        self.scan_at = now;
        self.place = Place::of(&self.folder);
        let sender = self.sender.clone();
        let hear = move |event: notify::Result<Event>| {
            let wake = match event {
                Ok(event) if !event.need_rescan() => Wake::Event(event),
                Ok(_) | Err(_) => Wake::Lost,
            };
            // The receiver is gone only when watching has stopped.
            let _ = sender.send(wake);
        };
        let source = RecommendedWatcher::new(hear, Config::default()).and_then(|mut watcher| {
            watcher.watch(self.folder.root(), RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        self.polling = None;
        match source {
            Ok(watcher) => self.source = Some(watcher),
            Err(error) if self.place.folder.is_some() => self.polling = Some(why_polling(&error)),
            // Where there is no folder, that is what the scan tells.
            Err(_) => {}
        }
    }

    /// Tells what has come of a look: paths, and whether watching is paused or polls. What went wrong pauses it until the next
    /// scan goes well.
    fn tell(&mut self, report: Result<ScanReport, Error>) {
        let now = Instant::now();
        let (revision, what) = match report {
            Ok(report) => {
                for path in self.folder.still_changing(&report.came) {
                    let pending = Pending { due: now + QUIET, writer: Writer::AtWork };
                    self.pending.entry(path).or_insert(pending);
                }
                let mut what = report.came;
                what.extend(report.went);
                match self.folder.file_by_itself() {
                    Some(change) => {
                        what.extend(change.done.into_iter().map(|step| step.to));
                        (self.folder.revision().unwrap_or(report.revision), what)
                    }
                    None => (report.revision, what),
                }
            }
            Err(Error::Cancelled) => return,
            Err(error) => {
                self.folder.pause(why_paused(&error));
                (self.told.revision, Vec::new())
            }
        };
        let paused = self.folder.paused().map(|why| why.to_string());
        if paused.is_some() {
            // The files, or the word that they are meant to be gone, may come from anywhere.
            self.scan_at = self.scan_at.min(now + POLL);
        }
        let polling = self.polling.clone();
        let written_down = self.folder.written_down();
        let is_news = revision != self.told.revision
            || written_down != self.written_down
            || paused != self.told.paused
            || polling != self.told.polling;
        if is_news {
            self.written_down = written_down;
            self.told = Changed { revision, what: Vec::new(), paused, polling };
            (self.on_change)(Changed { what, ..self.told.clone() });
        }
    }

    fn until_next(&self) -> Duration {
        let pending = self.pending.values().map(|pending| pending.due).min();
        let next = [Some(self.scan_at), Some(self.guard_at), self.renew_at, pending];
        let next = next.into_iter().flatten().min().unwrap_or(self.scan_at);
        next.saturating_duration_since(Instant::now())
            .clamp(Duration::from_millis(1), Duration::from_millis(200))
    }

    /// Returns the paths that may be looked at now. One that has changed again since is left to settle.
    fn due(&mut self, now: Instant) -> Vec<String> {
        let is_ripe = |pending: &Pending| pending.due <= now;
        if !self.pending.values().any(is_ripe) {
            return Vec::new();
        }
        // Both ends of a rename are looked at together: one alone looks like a loss.
        let ripe: Vec<(String, Writer)> = self
            .pending
            .iter()
            .filter(|(_, pending)| is_ripe(pending) || pending.writer == Writer::Done)
            .map(|(path, pending)| (path.clone(), pending.writer))
            .collect();
        let mut due = Vec::new();
        for (path, writer) in ripe {
            let full = self.folder.root().join(&path);
            let later = match writer {
                Writer::Done => None,
                Writer::Unknown(before) => meta(&full)
                    .map(|meta| walk::stat(&meta))
                    .filter(|stat| *stat != before)
                    .map(Writer::Unknown),
                Writer::AtWork => {
                    (platform::is_being_written(&full) == Some(true)).then_some(Writer::AtWork)
                }
            };
            if let Some(writer) = later {
                self.pending.insert(path, Pending { due: now + QUIET, writer });
            } else {
                self.pending.remove(&path);
                due.push(path);
            }
        }
        due
    }

    fn take(&mut self, wake: Wake) {
        let now = Instant::now();
        let event = match wake {
            Wake::Event(event) => event,
            Wake::Lost => {
                // Whoever drops ten thousand files loses events many times over.
                let soonest = self.renewed.map_or(now, |renewed| renewed + QUIET);
                self.renew_at.get_or_insert(soonest.max(now));
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
        if matches!(
            event.kind,
            EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder)
        ) {
            self.renew_soon(now);
        }
        for path in event.paths {
            self.note(&path, is_done, now);
        }
    }

    /// A folder came, went or moved: what happened inside it meanwhile may have been missed, and may be again.
    fn renew_soon(&mut self, now: Instant) {
        self.renew_at.get_or_insert(now + QUIET);
    }

    fn note(&mut self, full: &Path, is_done: bool, now: Instant) {
        let Some(path) = walk::relative(self.folder.root(), full) else {
            // The master folder itself was renamed or removed, or a name is not text.
            self.guard_at = now;
            self.scan_at = self.scan_at.min(now + QUIET);
            return;
        };
        if !is_papers_path(&path) {
            // What another computer or another Faldone of this one has written down is news, too.
            if path.starts_with(&format!("{OWN_FOLDER}/journal/")) {
                self.scan_at = self.scan_at.min(now + QUIET);
            }
            return;
        }
        let meta = meta(full);
        let is_folder = meta.as_ref().is_some_and(Metadata::is_dir);
        if is_folder {
            self.renew_soon(now);
        }
        let pending = match meta {
            Some(meta) if !is_done && !is_folder => {
                Pending { due: now + QUIET, writer: Writer::Unknown(walk::stat(&meta)) }
            }
            _ => Pending { due: now + TOGETHER, writer: Writer::Done },
        };
        self.pending.insert(path, pending);
    }
}

/// Returns what lies at a path itself, not where a link there leads.
fn meta(path: &Path) -> Option<Metadata> {
    std::fs::symlink_metadata(path).ok()
}

fn why_polling(error: &notify::Error) -> String {
    /// What Linux says when a program opens too many files, or watches too often.
    const TOO_MANY: i32 = 24;
    let raise = |what: &str, limit: &str| {
        format!(
            "the system's limit of {what} is reached, so Faldone looks for changes by itself every ten seconds. To have them told at \
             once, raise the limit (sudo sysctl {limit}) and start Faldone again"
        )
    };
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            raise("watched folders", "fs.inotify.max_user_watches=524288")
        }
        notify::ErrorKind::Io(error) if error.raw_os_error() == Some(TOO_MANY) => {
            raise("programs that watch folders", "fs.inotify.max_user_instances=1024")
        }
        _ => format!(
            "the system does not tell of changes ({error}), so Faldone looks for them by itself every ten seconds"
        ),
    }
}

fn why_paused(error: &Error) -> Reason {
    let why = match error {
        Error::FolderMissing(_) | Error::NotThisFolder(_) | Error::AnotherFolder(_) => format!(
            "{error}. Is a disk missing, or did a sync go wrong? Nothing was concluded from it; once the folder is back, Faldone goes \
             on by itself"
        ),
        _ => format!("{error}. Faldone tries again every ten seconds"),
    };
    Reason::System { code: error.code(), why }
}

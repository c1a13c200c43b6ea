//! The open master folder: the one thing the command line and the window hold.
//!
//! Readers ask the index through a connection of their own and never wait; whoever changes something takes the folder's write
//! lock, which holds over processes.

mod adopt;
mod automatic_filing;
mod called_off;
mod cases;
mod change;
mod days;
mod holdings;
mod household;
mod inbox;
mod intake;
mod leaving;
mod loss;
mod mend;
mod place;
mod private;
mod read;
mod rulebook;
mod scan;
mod smaller;
mod sources;
mod told;
mod undelivered;
mod verify;
mod written;

pub(crate) use intake::{IN_THE_CLOUD, PARTIAL_DOWNLOAD, QUIET, STILL_CHANGING, understand};
pub use scan::ScanReport;
pub use smaller::SmallerView;

pub use verify::{By, Difference, Verified, What};
pub use written::Written;

use self::rulebook::Rulebook;
use crate::{
    error::Error,
    index::Index,
    journal::{Journal, Op, WriteLock},
    options::{self, Options},
    reader::Readers,
    reason::Reason,
    state::State,
    walk,
};
use faldone_rules::{
    names::{IdLanguage, Naming},
    packs::{Limit, Packs},
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Duration,
};

/// How long a change waits for another Faldone on this computer before it says so.
const LOCK_WAIT: Duration = Duration::from_secs(10);

/// A master folder, open.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    id: String,
    options: Options,
    /// The format of its `_Faldone`. Written by a newer Faldone, it is shown and never changed.
    format: u32,
    readers: Readers,
    rulebook: Rulebook,
    /// For reading; writers have their own connection in `inner`.
    reading: Mutex<Index>,
    /// For lists and searches, which never wait for those who read everything.
    listing: Mutex<Index>,
    inner: Mutex<Inner>,
    state: RwLock<Arc<State>>,
    /// Why watching and concluding is paused.
    paused: Mutex<Option<Reason>>,
    /// What became of changes that had been interrupted.
    notes: Mutex<Vec<String>>,
    /// What lies in the folders beside it that papers arrive in.
    looked: Mutex<sources::Looked>,
    /// A smaller version of a paper that was shown and waits to be agreed to.
    tried: Mutex<Option<smaller::Tried>>,
    /// What the folder held when it was last asked.
    held: Mutex<Option<holdings::Held>>,
}

/// What only one thread at a time may use.
#[derive(Debug)]
struct Inner {
    index: Index,
    journal: Journal,
}

impl Folder {
    /// Opens a master folder. A change that a power cut interrupted is brought to its end first.
    ///
    /// # Errors
    /// If the folder is not there, is no master folder, or the app-data folder cannot be used.
    pub fn open(root: &Path, options: &Options) -> Result<Folder, Error> {
        let root = adopt::existing_folder(root)?;
        let mark = adopt::Mark::read(&root)?.ok_or_else(|| {
            // Whoever is told to make it one would begin a second folder where a disk is missing.
            match adopt::was_here(&options.data, &root) {
                true => Error::NotThisFolder(root.clone()),
                false => Error::NotAMasterFolder(root.clone()),
            }
        })?;
        if let Some(outer) = adopt::outer_master(&root) {
            return Err(Error::InsideAnother { inner: root, outer });
        }
        let data = options.data.join(&mark.id);
        adopt::check_data_outside(&root, &options.data)?;
        crate::platform::private_dir(&data)
            .map_err(|source| Error::io(&data, "make the folder", source))?;
        adopt::remember_place(&data, &root);
        let index = Index::open(&data.join("index.db"))?;
        let now = || crate::clock::now().timestamp_millis();
        let journal = Journal::open(&root, &data, &options::computer_name(), now)?;
        let notes = private::shut(&data, &root, mark.format > adopt::FORMAT);
        let folder = Folder {
            reading: Mutex::new(index.reader()?),
            listing: Mutex::new(index.reader()?),
            inner: Mutex::new(Inner { index, journal }),
            readers: Readers::new(&options.worker),
            rulebook: Rulebook::of(&root)?,
            options: options.clone(),
            state: RwLock::default(),
            paused: Mutex::new(None),
            notes: Mutex::new(notes),
            looked: Mutex::default(),
            tried: Mutex::default(),
            held: Mutex::default(),
            id: mark.id,
            root,
            format: mark.format,
        };
        if !folder.is_read_only() {
            folder.recover()?;
        }
        folder.refresh_state()?;
        Ok(folder)
    }

    /// Returns the master folder's absolute path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns whether the folder was written by a newer Faldone, so that nothing in it may be changed.
    pub fn is_read_only(&self) -> bool {
        self.format > adopt::FORMAT
    }

    /// Returns the day to reckon with.
    pub fn today(&self) -> chrono::NaiveDate {
        self.options.today()
    }

    /// Returns why nothing is concluded and nothing changed just now; `None` when all is well.
    pub fn paused(&self) -> Option<Reason> {
        self.paused.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Pauses until a scan of the whole folder goes well.
    pub(crate) fn pause(&self, why: Reason) {
        *self.paused.lock().unwrap_or_else(PoisonError::into_inner) = Some(why);
    }

    /// Returns whether the folder lies where it was opened: its disk is there, and no other folder took its place.
    pub fn is_in_place(&self) -> bool {
        self.check_root().is_ok()
    }

    fn own_folder(&self) -> PathBuf {
        self.root.join(walk::OWN_FOLDER)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reading(&self) -> MutexGuard<'_, Index> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn listing(&self) -> MutexGuard<'_, Index> {
        self.listing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what the user told, as of the last change this program knows of.
    pub(crate) fn state(&self) -> Arc<State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes in what all computers have written since the last look.
    fn refresh_state(&self) -> Result<(), Error> {
        let mut inner = self.inner();
        let is_first = self.state().lines.is_empty();
        if inner.journal.refresh()? || is_first {
            self.take_state(&inner.journal);
        }
        Ok(())
    }

    fn take_state(&self, journal: &Journal) {
        let state = State::of(journal.lines().to_vec());
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
    }

    /// Returns what people should know beside the answer to their question: interrupted changes that were brought to their end,
    /// journals that wait for a sync or were altered from outside.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let now = crate::clock::now().timestamp_millis();
        let problems = self.inner().journal.problems().into_iter();
        notes.extend(problems.filter(|one| one.is_news(now)).map(|one| one.to_string()));
        notes
    }

    fn note(&self, what: &str) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(what.to_owned());
    }

    /// Takes the folder's write lock and the journal. Whoever holds it may change the folder.
    fn writing<T>(
        &self,
        work: impl FnOnce(&mut Journal, &WriteLock, &mut Index) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.writing_with(&mut self.inner(), work)
    }

    /// As [`Folder::writing`], for those who hold what only one thread may use already.
    fn writing_with<T>(
        &self,
        inner: &mut Inner,
        work: impl FnOnce(&mut Journal, &WriteLock, &mut Index) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if self.is_read_only() {
            return Err(Error::NewerFormat { folder: self.root.clone(), format: self.format });
        }
        let Inner { index, journal } = inner;
        // Another folder may lie here by now, an unmounted disk's or somebody else's: nothing of ours is written into that. Once more
        // when the lock is had, because waiting for it takes its time.
        self.check_root()?;
        let lock = WriteLock::take(&self.own_folder(), LOCK_WAIT)
            .map_err(|error| Error::of_lock(error, &self.root))?;
        self.check_root()?;
        // What another process wrote before the lock was ours.
        journal.refresh()?;
        self.take_state(journal);
        let value = work(journal, &lock, index);
        self.take_state(journal);
        value
    }

    /// Writes operations to the journal and takes them into the state; returns the id of the last line.
    fn tell(&self, ops: Vec<Op>) -> Result<String, Error> {
        self.tell_with(&mut self.inner(), ops)
    }

    fn tell_with(&self, inner: &mut Inner, ops: Vec<Op>) -> Result<String, Error> {
        self.writing_with(inner, |journal, lock, _| {
            Ok(journal.append_all(lock, ops)?.pop().unwrap_or_default())
        })
    }

    pub(crate) fn packs(&self) -> &Packs {
        self.rulebook.packs()
    }

    /// Returns how this folder names its files.
    fn naming(&self) -> Naming {
        let state = self.state();
        let language = match state.settings.get("ids-language").map(String::as_str) {
            Some("it") => IdLanguage::It,
            _ => IdLanguage::En,
        };
        let mut naming = state
            .settings
            .get("template")
            .and_then(|template| Naming::new(template, language).ok())
            .unwrap_or_default();
        naming.language = language;
        naming
    }

    /// Returns the upload limit this folder is checked against.
    fn limit(&self) -> Option<&Limit> {
        let state = self.state();
        let id = state.settings.get("limit").map_or("ali-strict", String::as_str);
        self.packs().limit(id)
    }
}

//! The one way errors reach people: what, where, what now.

use crate::{
    change::ChangeError,
    demo::DemoError,
    disk::DiskError,
    journal::{JournalError, LockError},
    reason::Reason,
    view::ErrorView,
};
use std::{
    io,
    path::{Path, PathBuf},
};

/// What could not be done. Every variant says where, and [`Error::hint`] says what to do now.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The master folder is not there.
    #[error("the folder {} is not there", .0.display())]
    FolderMissing(PathBuf),
    /// A file where a folder is wanted.
    #[error("{} is a file, not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// A folder, pipe or device where a document is wanted.
    #[error("{} is not an ordinary file", .0.display())]
    NotAFile(PathBuf),
    /// The bytes of a name are no text in this system's encoding.
    #[error("the name of {} is not readable text on this computer", .0.display())]
    NameNotText(PathBuf),
    /// `_Faldone/folder.toml` says nothing that makes sense.
    #[error("{}, which says that this is a Faldone folder, is broken: {why}", .path.display())]
    BrokenMark { path: PathBuf, why: String },
    /// Something else is called `_Faldone`.
    #[error("{} is a file, but Faldone needs that name for its own folder", .0.display())]
    OwnFolderTaken(PathBuf),
    /// Not made by `faldone init`.
    #[error("{} is not a Faldone folder yet", .0.display())]
    NotAMasterFolder(PathBuf),
    /// The mark was exchanged while the folder was open: another disk, or another computer that began the same folder.
    #[error("{} is not the Faldone folder that was opened: another one is in its place now", .0.display())]
    AnotherFolder(PathBuf),
    /// A folder that was open, or known from before, and has lost its `_Faldone`.
    #[error("{} is not the folder it was: its _Faldone is gone", .0.display())]
    NotThisFolder(PathBuf),
    /// A master folder inside another one would have every paper twice.
    #[error("{} lies inside the Faldone folder {}", .inner.display(), .outer.display())]
    InsideAnother { inner: PathBuf, outer: PathBuf },
    /// A master folder further down would be swallowed.
    #[error("{} already holds the Faldone folder {}", .outer.display(), .inner.display())]
    HoldsAnother { outer: PathBuf, inner: PathBuf },
    /// `demo` writes only into a new or empty folder.
    #[error("{} is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// The index would be synced.
    #[error("the app-data folder {} lies inside the master folder", .0.display())]
    DataInsideFolder(PathBuf),
    #[error("no app-data folder can be found: neither FALDONE_DATA nor a home folder is set")]
    NoDataFolder,
    /// Written by a newer version.
    #[error("{} was written by a newer Faldone (format {format})", .folder.display())]
    NewerFormat { folder: PathBuf, format: u32 },
    /// A person's name that cannot be used.
    #[error("`{given}` is not a person's name: {why}")]
    BadPerson { given: String, why: Reason },
    /// A person, file, operation, fact or setting nobody knows here.
    #[error("there is no {what} `{given}` in this folder")]
    Unknown { what: &'static str, given: String },
    /// A value that cannot be taken.
    #[error("`{given}` is not a valid {what}: {why}")]
    BadValue { what: &'static str, given: String, why: Reason },
    /// An export never overwrites.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// The operating system said no.
    #[error("could not {doing} {}: {}", .path.display(), plain(.source))]
    Io { path: PathBuf, doing: &'static str, source: io::Error },
    /// The index (derived, may be deleted) cannot be used.
    #[error("the index {} cannot be used: {source}", .path.display())]
    Index { path: PathBuf, source: rusqlite::Error },
    /// The worker binary cannot be run.
    #[error("the reader {} cannot be started: {source}", .path.display())]
    Worker { path: PathBuf, source: io::Error },
    /// The user stopped it.
    #[error("stopped; what was done so far is kept")]
    Cancelled,
    /// Another Faldone is writing.
    #[error("another Faldone is changing {} right now", .0.display())]
    Busy(PathBuf),
    /// Rule packs of the household that cannot be read.
    #[error("{0}")]
    Pack(#[from] faldone_rules::packs::PackError),
    #[error("{0}")]
    Reckon(#[from] faldone_rules::terms::ReckonError),
    #[error("{0}")]
    Export(String),
    /// Nothing was changed in this folder, or all of it is taken back already.
    #[error("there is nothing to take back in this folder")]
    NothingToUndo,
    /// Most of the folder is missing: nothing is changed until that is settled.
    #[error("the folder is paused: {0}")]
    Paused(Reason),
    /// A change that cannot be made or taken back as a whole.
    #[error("{0}")]
    Change(Reason),
    /// A smaller version would not be the same paper, or none can be made.
    #[error("{} is not made smaller: {why}", .path.display())]
    NotSmaller { path: PathBuf, why: Reason },
    /// A paper of the demo family could not be made; the message says which.
    #[error("{0}")]
    Demo(String),
}

impl From<ChangeError> for Error {
    fn from(error: ChangeError) -> Error {
        match error {
            ChangeError::Journal(journal) => journal.into(),
            ChangeError::Disk(disk) => disk.into(),
            ChangeError::Unknown(given) => Error::Unknown { what: "operation", given },
            ChangeError::Refused(why) => Error::Change(why),
        }
    }
}

impl From<DemoError> for Error {
    fn from(error: DemoError) -> Error {
        match error {
            DemoError::NotEmpty { path } => Error::NotEmpty(path),
            DemoError::Write { path, source } => Error::Io { path, doing: "write", source },
            other => Error::Demo(other.to_string()),
        }
    }
}

impl From<DiskError> for Error {
    fn from(error: DiskError) -> Error {
        Error::Io { path: error.path, doing: error.doing, source: error.source }
    }
}

impl From<JournalError> for Error {
    fn from(error: JournalError) -> Error {
        match error {
            JournalError::Disk(disk) => disk.into(),
            JournalError::Line(line) => Error::Io {
                path: PathBuf::from("journal"),
                doing: "write",
                source: io::Error::other(line),
            },
        }
    }
}

impl Error {
    pub(crate) fn of_lock(error: LockError, folder: &Path) -> Error {
        match error {
            LockError::Busy => Error::Busy(folder.to_owned()),
            LockError::Disk(disk) => disk.into(),
        }
    }

    pub(crate) fn io(path: &Path, doing: &'static str, source: io::Error) -> Error {
        Error::Io { path: path.to_owned(), doing, source }
    }

    /// Returns whether it is about an index that is broken and is made anew when the folder is next opened.
    pub fn is_damaged_index(&self) -> bool {
        crate::index::is_broken(self)
    }

    /// Returns the stable code, kebab-case; docs/errors.md lists them.
    pub fn code(&self) -> &'static str {
        match self {
            Error::FolderMissing(_) => "folder-missing",
            Error::NotAFolder(_) => "not-a-folder",
            Error::NotAFile(_) => "not-a-file",
            Error::NameNotText(_) => "name-not-text",
            Error::BrokenMark { .. } => "broken-mark",
            Error::OwnFolderTaken(_) => "own-folder-taken",
            Error::NotAMasterFolder(_) => "not-a-master-folder",
            Error::AnotherFolder(_) => "another-folder",
            Error::NotThisFolder(_) => "not-this-folder",
            Error::InsideAnother { .. } => "inside-another",
            Error::HoldsAnother { .. } => "holds-another",
            Error::NotEmpty(_) => "not-empty",
            Error::DataInsideFolder(_) => "data-inside-folder",
            Error::NoDataFolder => "no-data-folder",
            Error::NewerFormat { .. } => "newer-format",
            Error::BadPerson { .. } => "bad-person",
            Error::Unknown { .. } => "unknown",
            Error::BadValue { .. } => "bad-value",
            Error::Exists(_) => "exists",
            Error::Io { source, .. } => code_of(source.kind()),
            Error::Index { source, .. } => disk_trouble(source).map_or("index", code_of),
            Error::Worker { .. } => "worker",
            Error::Cancelled => "cancelled",
            Error::Busy(_) => "busy",
            Error::Pack(_) => "pack",
            Error::Reckon(_) => "reckon",
            Error::Export(_) => "export",
            Error::Demo(_) => "demo",
            Error::Change(_) => "change",
            Error::NothingToUndo => "nothing-to-undo",
            Error::Paused(_) => "paused",
            Error::NotSmaller { .. } => "not-smaller",
        }
    }

    /// Returns what to do now, in one sentence.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Error::FolderMissing(_) => {
                "Check the spelling; if the folder is on another disk, connect it first."
            }
            Error::NotAFolder(_) => "Give the folder that the file lies in.",
            Error::NotAFile(_) => {
                "Give a document, such as a PDF, a picture or a mail; a folder is looked at with: faldone check DIR"
            }
            Error::NameNotText(_) => {
                "Rename the file, then try again; its contents are not affected."
            }
            Error::BrokenMark { .. } => {
                "Bring folder.toml back from a backup, or from another computer that shares the folder. If there is none, delete it and run: faldone init DIR. Papers, people and history are kept."
            }
            Error::OwnFolderTaken(_) => "Give that file another name, then try again.",
            Error::NotAMasterFolder(folder) => {
                return Some(format!(
                    "Make it one with: faldone init \"{}\" --person \"Name/Surname\". No file is changed by that.",
                    folder.display()
                ));
            }
            Error::AnotherFolder(_) => {
                "Open it again if that is right (two computers may have begun it at the same time); if not, connect the disk it was on."
            }
            Error::NotThisFolder(_) => {
                "Connect the disk, or see what the sync did and bring the folder back. Nothing was concluded; Faldone goes on once it is there."
            }
            Error::InsideAnother { .. } => "Use the outer folder, or choose a folder elsewhere.",
            Error::HoldsAnother { .. } => "Open the inner folder, or choose a folder elsewhere.",
            Error::NotEmpty(_) => "Give a new or an empty folder; nothing in this one was changed.",
            Error::DataInsideFolder(_) => {
                "Set FALDONE_DATA to a folder outside: a database must not be synced with the papers."
            }
            Error::NoDataFolder => "Set FALDONE_DATA to a folder that Faldone may use.",
            Error::NewerFormat { .. } => {
                "Update Faldone on this computer; until then nothing in the folder is changed."
            }
            Error::BadPerson { .. } => {
                "Write the name as in the passport, given name first: \"Amina/Rossi\"."
            }
            Error::Unknown { what: "file", .. } => {
                "Give the path as `faldone check` prints it, relative to the folder; scan first if the file is new."
            }
            Error::Paused(_) => {
                "Bring the missing files back, or say that they are meant to be gone: faldone scan DIR --confirm-missing"
            }
            Error::NothingToUndo | Error::Unknown { what: "operation", .. } => {
                "See the operations with: faldone log DIR"
            }
            Error::Unknown { what: "person", .. } => {
                "Give the name as in the profile: \"Name/Surname\"."
            }
            Error::Unknown { .. } | Error::BadValue { .. } => {
                "Nothing was changed; correct it and try again."
            }
            Error::Exists(_) => "Choose another name; Faldone never overwrites a file.",
            Error::Io { source, .. } => hint_of(source.kind()),
            Error::Index { source, .. } => disk_trouble(source).map_or(
                "Try again: a damaged index is made anew from the folder. If it stays, delete that file; nothing is lost.",
                hint_of,
            ),
            Error::Worker { .. } => {
                "Install Faldone again: its reader must lie beside the program."
            }
            Error::Busy(_) => "Wait a moment and try again.",
            Error::Pack(error) => &error.remedy,
            Error::Reckon(_) => "See the terms that are known with: faldone packs terms",
            Error::Change(_) => "See what was done, and what was taken back, with: faldone log DIR",
            Error::NotSmaller { .. } => {
                "Nothing was changed. Ask for a smaller one where it came from, or scan it anew with less detail."
            }
            Error::Cancelled | Error::Export(_) | Error::Demo(_) => return None,
        };
        Some(hint.to_owned())
    }

    /// Returns the reason alone, for where the path is told already.
    pub(crate) fn why(&self) -> String {
        match self {
            Error::Io { source, .. } => plain(source),
            other => other.to_string(),
        }
    }

    /// Returns the reason that the window has words of its own for.
    fn reason(&self) -> Option<&Reason> {
        match self {
            Error::BadPerson { why, .. }
            | Error::BadValue { why, .. }
            | Error::NotSmaller { why, .. }
            | Error::Change(why)
            | Error::Paused(why) => Some(why),
            _ => None,
        }
    }

    /// Returns the path it is about.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Error::FolderMissing(path)
            | Error::NotAFolder(path)
            | Error::NotAFile(path)
            | Error::NameNotText(path)
            | Error::OwnFolderTaken(path)
            | Error::BrokenMark { path, .. }
            | Error::NotAMasterFolder(path)
            | Error::AnotherFolder(path)
            | Error::NotThisFolder(path)
            | Error::NotEmpty(path)
            | Error::DataInsideFolder(path)
            | Error::Exists(path)
            | Error::Busy(path)
            | Error::InsideAnother { inner: path, .. }
            | Error::HoldsAnother { outer: path, .. }
            | Error::NewerFormat { folder: path, .. }
            | Error::NotSmaller { path, .. }
            | Error::Io { path, .. }
            | Error::Index { path, .. }
            | Error::Worker { path, .. } => Some(path),
            _ => None,
        }
    }

    /// Returns whether the index could not be used because the disk did not do something, which SQLite does not tell any closer.
    pub(crate) fn is_of_the_disk(&self) -> bool {
        matches!(self, Error::Index { source, .. } if disk_trouble(source) == Some(io::ErrorKind::Other))
    }

    /// Returns the error as people see it.
    pub fn view(&self) -> ErrorView {
        ErrorView {
            code: self.code().to_owned(),
            message: self.to_string(),
            path: self.path().map(|path| path.display().to_string()),
            hint: self.hint(),
            reason: self.reason().map(|reason| Box::new(reason.view())),
        }
    }
}

pub(crate) fn code_of(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::PermissionDenied => "no-permission",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "disk-full",
        io::ErrorKind::ReadOnlyFilesystem => "read-only-disk",
        io::ErrorKind::InvalidFilename => "name-too-long",
        io::ErrorKind::NotFound => "not-found",
        _ => "disk",
    }
}

fn hint_of(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::PermissionDenied => {
            "Ask the owner of the folder, or change its permissions; nothing was lost."
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "Make room on the disk and try again; nothing was lost."
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "The disk only allows reading; copy the folder to another disk to work on it."
        }
        io::ErrorKind::InvalidFilename => "Choose a shorter name.",
        io::ErrorKind::NotFound => {
            "Check the spelling, and that the folder it is to lie in is there."
        }
        _ => "Try again; if it stays, check the disk.",
    }
}

/// Returns what the disk under the index said no to: then the index itself is sound, and deleting it would not help.
fn disk_trouble(source: &rusqlite::Error) -> Option<io::ErrorKind> {
    use rusqlite::ErrorCode;
    /// SQLITE_IOERR_SHMSIZE: there was no room for the side file that all connections share.
    const NO_ROOM_FOR_SIDE_FILE: i32 = 4874;
    if source.sqlite_error().is_some_and(|told| told.extended_code == NO_ROOM_FOR_SIDE_FILE) {
        return Some(io::ErrorKind::StorageFull);
    }
    match source.sqlite_error_code()? {
        ErrorCode::DiskFull => Some(io::ErrorKind::StorageFull),
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Some(io::ErrorKind::PermissionDenied),
        // A side file could not be made: SQLite keeps to itself whether there was no room or no permission.
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => Some(io::ErrorKind::Other),
        _ => None,
    }
}

/// The system's reason in plain words, without its error number.
pub(crate) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not do that there".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "your share of the disk is used up".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk only allows reading".to_owned(),
        io::ErrorKind::InvalidFilename => "the name is too long or not allowed".to_owned(),
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder".to_owned(),
        _ => {
            let told = error.to_string();
            told.split(" (os error").next().unwrap_or(&told).to_lowercase()
        }
    }
}

//! Where things lie on this computer; the one place where the environment is read.

use crate::error::Error;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Where Faldone keeps its own things, and which binary reads hostile files for it.
#[derive(Debug, Clone)]
pub struct Options {
    /// The app-data folder; each master folder gets one of its own in it, by id.
    pub data: PathBuf,
    /// The `faldone` command-line binary, run as worker processes.
    pub worker: PathBuf,
    /// The day to reckon with instead of the clock's; for tests and for trying.
    pub today: Option<NaiveDate>,
}

impl Options {
    /// Returns the options of this computer: `FALDONE_DATA` or the system's app-data folder, the worker beside the running program.
    ///
    /// # Errors
    /// If neither `FALDONE_DATA` nor a home folder is set, or the running program's place cannot be told.
    pub fn from_environment() -> Result<Options, Error> {
        let data = match std::env::var_os("FALDONE_DATA") {
            Some(folder) if !folder.is_empty() => PathBuf::from(folder),
            _ => system_data_folder().ok_or(Error::NoDataFolder)?.join("faldone"),
        };
        let program = std::env::current_exe()
            .map_err(|source| Error::io(Path::new("faldone"), "find the program", source))?;
        let name = if cfg!(windows) { "faldone.exe" } else { "faldone" };
        Ok(Options { data, worker: program.with_file_name(name), today: None })
    }

    /// Writes a small file of a shell's own into the app data, for this account only.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write_private(&self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        crate::disk::make_private_dir(&self.data)?;
        Ok(crate::disk::replace_own(&self.data.join(name), bytes)?)
    }

    /// Returns the day to reckon with.
    pub fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(crate::clock::today)
    }
}

/// Linux: `XDG_DATA_HOME` or `~/.local/share`; macOS: `~/Library/Application Support`; Windows: `%LOCALAPPDATA%`.
fn system_data_folder() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        set("XDG_DATA_HOME")
            .filter(|folder| folder.is_absolute())
            .or_else(|| set("HOME").map(|home| home.join(".local/share")))
    }
}

/// Returns what this computer calls itself, for the journal.
pub(crate) fn computer_name() -> String {
    let from_file = || std::fs::read_to_string("/etc/hostname").ok();
    std::env::var("COMPUTERNAME")
        .ok()
        .or_else(|| std::env::var("HOSTNAME").ok())
        .or_else(from_file)
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "this computer".to_owned())
}

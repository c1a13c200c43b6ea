//! The index: SQLite in the app-data folder, derived from the folder and its journal. It may be deleted at any time.
//!
//! One file per table. Writers go through one connection, readers through another, so that a search never waits for a scan (WAL).

pub(crate) mod document;
pub(crate) mod file;
pub(crate) mod gone;
pub(crate) mod meta;
pub(crate) mod page;

use crate::{disk, error::Error, platform};
use rusqlite::{Connection, OpenFlags};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Counts the shapes the tables had. An index of another shape, older or newer, is put aside and made anew: reading the folder again
/// gives every row its right value, which no conversion of rows could promise.
const SHAPE: i64 = 9;

/// What a connection keeps in memory at most: kilobytes, which SQLite wants as a negative number.
const CACHE: i64 = -32_000;

const TABLES: [&str; 5] = [file::TABLE, document::TABLE, page::TABLE, meta::TABLE, gone::TABLE];

/// Which contents no file holds any more, nor held a short while ago.
const ORPHANED: &str = "sha256 not in (select sha256 from file where sha256 is not null
    union select sha256 from gone)";

/// The database of one master folder on this computer.
#[derive(Debug)]
pub(crate) struct Index {
    pub connection: Connection,
    path: PathBuf,
    /// The file was found to be broken while it was used, by this connection or another of this folder.
    damaged: Arc<AtomicBool>,
}

impl Index {
    /// Opens or makes the index. One that is broken or of another version is put aside as `index.db.broken` and made anew, since
    /// everything in it can be read again.
    ///
    /// # Errors
    /// If the app-data folder cannot be written.
    pub(crate) fn open(path: &Path) -> Result<Index, Error> {
        // Two programs that open a new folder at once must not both make its tables.
        let beside = path.with_file_name("index.lock");
        let guard = platform::private_file(&beside)
            .or_else(|_| std::fs::OpenOptions::new().write(true).open(&beside))
            .map_err(|error| Error::io(&beside, "open", error))?;
        guard.lock().map_err(|error| Error::io(&beside, "lock", error))?;
        let mark = damage_mark(path);
        if mark.exists() {
            put_aside(path)?;
            #[expect(
                clippy::disallowed_methods,
                reason = "a mark of ours, in the app-data folder"
            )]
            std::fs::remove_file(&mark).map_err(|error| Error::io(&mark, "remove", error))?;
        }
        match Index::try_open(path) {
            Err(error) if is_broken(&error) => {
                put_aside(path)?;
                Index::try_open(path)
            }
            opened => opened,
        }
    }

    /// Returns whether the file was found to be broken while it was used. It is made anew when it is next opened.
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Lets go of a damaged file and makes the index anew, which is empty then.
    pub(crate) fn make_anew(&mut self) -> Result<(), Error> {
        // Some systems do not rename what is open.
        self.let_go()?;
        *self = Index::open(&self.path)?;
        Ok(())
    }

    /// Closes the file; every question is answered with nothing until the index is opened again.
    pub(crate) fn let_go(&mut self) -> Result<(), Error> {
        self.connection = Connection::open_in_memory().map_err(|error| self.failed(error))?;
        Ok(())
    }

    fn try_open(path: &Path) -> Result<Index, Error> {
        let failed = |source| failure(path, source);
        if !path.exists() {
            // SQLite would make it readable for every account; its side files take its permissions.
            platform::private_file(path).map_err(|error| Error::io(path, "make", error))?;
        }
        let mut connection = Connection::open(path).map_err(failed)?;
        connection.busy_timeout(Duration::from_secs(30)).map_err(failed)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
        // After a power cut an older state is as good as the newest, since the next scan brings it up to date; a broken one is not.
        connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
        connection.pragma_update(None, "cache_size", CACHE).map_err(failed)?;
        make_tables(&mut connection).map_err(failed)?;
        Ok(Index { connection, path: path.to_owned(), damaged: Arc::default() })
    }

    /// Returns a second connection that only reads.
    pub(crate) fn reader(&self) -> Result<Index, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(&self.path, flags).map_err(|error| self.failed(error))?;
        connection.busy_timeout(Duration::from_secs(30)).map_err(|error| self.failed(error))?;
        // A search looks at every file: with SQLite's own two megabytes it would fetch ten thousand rows from the system each time.
        connection.pragma_update(None, "cache_size", CACHE).map_err(|error| self.failed(error))?;
        Ok(Index { connection, path: self.path.clone(), damaged: self.damaged.clone() })
    }

    pub(crate) fn failed(&self, source: rusqlite::Error) -> Error {
        let error = failure(&self.path, source);
        if is_broken(&error) {
            self.damaged.store(true, Ordering::Relaxed);
            // Without the mark, the next start finds the damage where this one found it.
            let _ = platform::private_file(&damage_mark(&self.path));
        }
        error
    }

    /// Runs `work`, naming the index in its error.
    pub(crate) fn run<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        work(&self.connection).map_err(|error| self.failed(error))
    }

    /// Runs `work` in one transaction: all of it is kept, or nothing.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        let done = (|| {
            let transaction = self
                .connection
                .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })();
        done.map_err(|error| self.failed(error))
    }
}

/// Makes the tables of an index that has none yet: all of them or, if it is stopped, none.
fn make_tables(connection: &mut Connection) -> rusqlite::Result<()> {
    let making = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    match making.pragma_query_value(None, "user_version", |row| row.get(0))? {
        SHAPE => return Ok(()),
        0 => {}
        other => {
            let why = format!("it has shape {other}, and this program uses shape {SHAPE}");
            return Err(rusqlite::Error::ToSqlConversionFailure(why.into()));
        }
    }
    for table in TABLES {
        making.execute_batch(table)?;
    }
    making.pragma_update(None, "user_version", SHAPE)?;
    making.commit()
}

/// Where it is noted that the index was found to be broken.
fn damage_mark(path: &Path) -> PathBuf {
    path.with_extension("db.damaged")
}

/// SQLite keeps to itself why it could not write, but for a full disk: the disk is asked once more, as it may be a quota or a permission.
fn failure(path: &Path, source: rusqlite::Error) -> Error {
    let error = Error::Index { path: path.to_owned(), source };
    let refused = error.is_of_the_disk().then(|| disk::refusal(path)).flatten();
    refused.map_or(error, |refused| Error::io(path, "write", refused))
}

/// Returns whether the file itself is at fault, rather than a full disk or another program that is using it.
pub(crate) fn is_broken(error: &Error) -> bool {
    use rusqlite::{
        Error::{FromSqlConversionFailure, InvalidColumnType, ToSqlConversionFailure, Utf8Error},
        ErrorCode::{DatabaseCorrupt, NotADatabase},
    };
    let Error::Index { source, .. } = error else { return false };
    match source {
        // Migrations that do not fit, and values that no version of Faldone has written.
        ToSqlConversionFailure(_)
        | FromSqlConversionFailure(..)
        | InvalidColumnType(..)
        | Utf8Error(..) => true,
        other => matches!(other.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)),
    }
}

fn put_aside(path: &Path) -> Result<(), Error> {
    // The database last: were it gone first and this stopped, its old write-ahead log would be taken for that of the new one.
    for suffix in ["-wal", "-shm", ""] {
        let mut from = path.as_os_str().to_owned();
        from.push(suffix);
        let mut to = path.as_os_str().to_owned();
        to.push(format!(".broken{suffix}"));
        #[expect(
            clippy::disallowed_methods,
            reason = "the index is ours and derived; the older broken one may go"
        )]
        match std::fs::rename(&from, &to) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::io(path, "put aside", error)),
        }
    }
    Ok(())
}

/// Returns a value stored as JSON. What does not parse was written by another version: it counts as missing and is read again.
pub(crate) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}

/// Returns a value as JSON.
#[expect(
    clippy::expect_used,
    reason = "our own plain types have string keys and no failing serialisers"
)]
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("plain values are JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_of_another_shape_is_made_anew() {
        for shape in [SHAPE - 1, SHAPE + 1] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("index.db");
            let old = Index::open(&path).unwrap();
            old.run(|c| c.execute("insert into meta values ('a', 'old')", [])).unwrap();
            old.connection.pragma_update(None, "user_version", shape).unwrap();
            drop(old);
            let index = Index::open(&path).unwrap();
            assert_eq!(index.run(|c| meta::get(c, "a")).unwrap(), None);
            assert!(dir.path().join("index.db.broken").exists());
            drop(index);
            let again = Index::open(&path).unwrap();
            again.run(|c| c.execute("insert into meta values ('a', 'new')", [])).unwrap();
        }
    }

    #[test]
    fn a_broken_index_is_made_anew() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("index.db");
        std::fs::write(&path, b"this is no database, not at all, not even nearly").unwrap();
        let index = Index::open(&path).unwrap();
        index.run(|c| c.execute("insert into meta values ('a', 'b')", [])).unwrap();
        assert!(dir.path().join("index.db.broken").exists());
    }
}

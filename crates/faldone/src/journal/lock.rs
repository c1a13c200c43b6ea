//! One writer at a time on this computer, whatever the account.

use crate::disk::{self, DiskError};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, Instant};

/// The right to append to the journal and to change the folder; given back when dropped, also by a crash.
#[derive(Debug)]
pub struct WriteLock {
    _file: File,
}

/// Why the lock could not be had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    #[error(
        "another Faldone is at work in this folder (a window, `watch` or a command); \
         wait until it is done and try again"
    )]
    Busy,
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl WriteLock {
    /// Takes the lock `_Faldone/lock`, waiting for another Faldone for at most `wait`.
    pub fn take(faldone_dir: &Path, wait: Duration) -> Result<WriteLock, LockError> {
        let path = faldone_dir.join("lock");
        let mut file = open(&path).map_err(DiskError::at(&path, "open"))?;
        let until = Instant::now() + wait;
        let mut replaced = 0;
        loop {
            match file.try_lock() {
                // A disk on which it seems replaced each time has no lasting file numbers, and tells nothing.
                Ok(()) if replaced == 3 || is_still_there(&file, &path) => {
                    return Ok(WriteLock { _file: file });
                }
                Ok(()) => {
                    replaced += 1;
                    file = open(&path).map_err(DiskError::at(&path, "open"))?;
                    continue;
                }
                Err(TryLockError::Error(source)) => {
                    return Err(DiskError { path, doing: "lock", source }.into());
                }
                Err(TryLockError::WouldBlock) => {}
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(LockError::Busy);
            }
            std::thread::sleep(left.min(Duration::from_millis(25)));
        }
    }
}

/// Another account may have made the file, so that this one may only read it: that is enough to lock it.
fn open(path: &Path) -> std::io::Result<File> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => {
            // Without this, the other accounts of a shared folder are told that they may not open it.
            let _ = disk::share(path);
            Ok(file)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            OpenOptions::new().write(true).open(path).or_else(|_| File::open(path))
        }
        Err(error) => Err(error),
    }
}

/// Returns whether what was locked is still what others will lock: a sync program may have put another file in its place.
#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |about: std::io::Result<std::fs::Metadata>| about.ok().map(|m| (m.dev(), m.ino()));
    number(file.metadata()) == number(path.metadata())
}

/// Windows does not let a file be replaced while it is open.
#[cfg(not(unix))]
fn is_still_there(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_one_waits_or_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let first = WriteLock::take(dir.path(), Duration::ZERO).unwrap();
        let refused = WriteLock::take(dir.path(), Duration::from_millis(30));
        assert!(matches!(refused, Err(LockError::Busy)));
        let waiting = std::thread::scope(|scope| {
            let waiter = scope.spawn(|| WriteLock::take(dir.path(), Duration::from_secs(20)));
            std::thread::sleep(Duration::from_millis(60));
            drop(first);
            waiter.join().unwrap()
        });
        assert!(waiting.is_ok());
    }

    #[test]
    #[cfg(unix)]
    fn a_lock_that_was_replaced_is_no_lock() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let first = WriteLock::take(dir.path(), Duration::ZERO).unwrap();
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| WriteLock::take(dir.path(), Duration::from_secs(20)));
            std::thread::sleep(Duration::from_millis(60));
            std::fs::write(dir.path().join("new"), "").unwrap();
            #[expect(clippy::disallowed_methods, reason = "the sync program does it")]
            std::fs::rename(dir.path().join("new"), &path).unwrap();
            drop(first);
            let second = waiter.join().unwrap().unwrap();
            let refused = WriteLock::take(dir.path(), Duration::from_millis(30));
            assert!(matches!(refused, Err(LockError::Busy)), "the one in place is locked");
            drop(second);
        });
    }
}

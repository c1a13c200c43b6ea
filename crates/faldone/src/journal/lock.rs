//! One writer at a time on this computer, whatever the account.

use crate::disk::DiskError;
use std::fs::{File, OpenOptions, TryLockError};
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
        let file = open(&path).map_err(DiskError::at(&path, "open"))?;
        let until = Instant::now() + wait;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(WriteLock { _file: file }),
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
    OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .or_else(|error| File::open(path).map_err(|_| error))
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
}

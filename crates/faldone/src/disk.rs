//! The only place that changes files. Nothing here overwrites or deletes what is the user's.

use crate::platform;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// A change or a look at the disk that failed: where, at what, and why.
#[derive(Debug, thiserror::Error)]
#[error("could not {doing} {}: {source}", path.display())]
pub struct DiskError {
    pub path: PathBuf,
    /// As it stands after "could not": `rename`, `write`, ….
    pub doing: &'static str,
    pub source: io::Error,
}

impl DiskError {
    /// Returns a closure for `map_err`.
    pub fn at(path: &Path, doing: &'static str) -> impl FnOnce(io::Error) -> DiskError {
        move |source| DiskError { path: path.to_owned(), doing, source }
    }

    /// Returns the reason in plain words, a part of a sentence.
    pub fn why(&self) -> String {
        why(&self.source)
    }
}

/// Returns what an error of the system means, in plain words.
pub fn why(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    // What Windows says when another program has the file open.
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return "it is open in another program; close it there and try again".to_owned();
    }
    match error.kind() {
        Kind::AlreadyExists => "there is already something of that name",
        Kind::NotFound => "it is no longer there",
        Kind::PermissionDenied => {
            "this account may not change it; look at the folder's permissions"
        }
        Kind::StorageFull | Kind::QuotaExceeded => "the disk is full; make room and try again",
        Kind::ReadOnlyFilesystem => "the disk can only be read",
        Kind::InvalidFilename => {
            "the name is too long for this disk or has a character it does not take"
        }
        Kind::CrossesDevices => "the two places are on different disks",
        Kind::ResourceBusy | Kind::ExecutableFileBusy => "another program is using it",
        _ => return error.to_string(),
    }
    .to_owned()
}

/// Renames a file; fails when `to` is taken, whatever happens at the same moment.
pub fn rename_no_replace(from: &Path, to: &Path) -> Result<(), DiskError> {
    faults::checkpoint()
        .and_then(|()| platform::rename_no_replace(from, to))
        .map_err(DiskError::at(from, "rename"))
}

/// Makes the names in a folder survive a power cut.
pub fn sync_dir(dir: &Path) -> Result<(), DiskError> {
    faults::checkpoint().and_then(|()| platform::sync_dir(dir)).map_err(DiskError::at(dir, "save"))
}

/// Writes a new file and makes it survive a power cut; fails when `path` is taken.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let write = || {
        faults::checkpoint()?;
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
            // A part of it would look like the whole, and be in the way of the next attempt.
            #[expect(clippy::disallowed_methods, reason = "made by this call, and nobody else's")]
            let _ = std::fs::remove_file(path);
        })
    };
    write().map_err(DiskError::at(path, "write"))?;
    path.parent().map_or(Ok(()), sync_dir)
}

/// Writes a file of Faldone's own in one piece, unless there is one of that name by then: the first one holds.
pub fn write_first(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let draft = path.with_extension(format!("{}.part", std::process::id()));
    #[expect(
        clippy::disallowed_methods,
        reason = "a draft of ours that a power cut left, or that came too late"
    )]
    let remove = || std::fs::remove_file(&draft);
    let _ = remove();
    write_new(&draft, bytes)?;
    share(&draft)?;
    match rename_no_replace(&draft, path) {
        Err(error) if error.source.kind() == io::ErrorKind::AlreadyExists => {
            remove().map_err(DiskError::at(&draft, "remove"))
        }
        renamed => renamed.and_then(|()| path.parent().map_or(Ok(()), sync_dir)),
    }
}

/// Copies a file to a new name in one piece: until it is whole and safe from a power cut it lies beside, as a hidden draft. Fails
/// when `to` is taken.
pub fn copy_new(from: &Path, to: &Path) -> Result<(), DiskError> {
    if to.exists() {
        return Err(DiskError::at(to, "write")(io::ErrorKind::AlreadyExists.into()));
    }
    // The process's number keeps two programs apart; the copies of one follow each other.
    let draft = to.with_file_name(format!(".faldone-{}.part", std::process::id()));
    let fill = || {
        faults::checkpoint()?;
        let mut source = File::open(from)?;
        #[expect(clippy::disallowed_methods, reason = "a draft of ours that a power cut left")]
        let _ = std::fs::remove_file(&draft);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&draft)?;
        io::copy(&mut source, &mut file)?;
        file.sync_all()
    };
    let copied =
        fill().map_err(DiskError::at(from, "copy")).and_then(|()| rename_no_replace(&draft, to));
    if copied.is_err() {
        #[expect(clippy::disallowed_methods, reason = "a draft of ours that was never a paper")]
        let _ = std::fs::remove_file(&draft);
    }
    copied?;
    to.parent().map_or(Ok(()), sync_dir)
}

/// Appends to a file of Faldone's own (private when it is new) and makes the bytes survive a power cut.
pub fn append_synced(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let new = !path.exists();
    let append = || {
        let before = faults::checkpoint();
        if new {
            platform::private_file(path)?;
        }
        let mut file = OpenOptions::new().append(true).open(path)?;
        if let Err(fault) = before {
            // A power cut while writing leaves a part of the bytes.
            file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(fault);
        }
        file.write_all(bytes)?;
        file.sync_all()
    };
    append().map_err(DiskError::at(path, "write"))?;
    match path.parent() {
        Some(dir) if new => share(path).and_then(|()| sync_dir(dir)),
        _ => Ok(()),
    }
}

/// Replaces a small file of Faldone's own in the app-data folder: a reader sees the old or the new, never a part.
pub fn replace_own(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let fresh = path.with_extension("new");
    let replace = || {
        faults::checkpoint()?;
        // Left over from a power cut; it was never more than a draft.
        #[expect(clippy::disallowed_methods, reason = "a draft of ours in the app-data folder")]
        let _ = std::fs::remove_file(&fresh);
        let mut file = platform::private_file(&fresh)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        #[expect(
            clippy::disallowed_methods,
            reason = "replaces a file of ours in the app-data folder"
        )]
        std::fs::rename(&fresh, path)
    };
    replace().map_err(DiskError::at(path, "write"))?;
    path.parent().map_or(Ok(()), sync_dir)
}

/// Makes one folder; its parent must be there and the name free. Where the parent is shared by a group, so is it.
pub fn make_dir(path: &Path) -> Result<(), DiskError> {
    faults::checkpoint()
        .and_then(|()| std::fs::create_dir(path))
        .map_err(DiskError::at(path, "make the folder"))?;
    share(path)
}

/// Makes a folder of Faldone's own, with its parents, that only this account can enter, or the group that the folder it lies in
/// is shared by.
pub fn make_private_dir(path: &Path) -> Result<(), DiskError> {
    if path.is_dir() {
        return Ok(());
    }
    faults::checkpoint()
        .and_then(|()| platform::private_dir(path))
        .map_err(DiskError::at(path, "make the folder"))?;
    share(path)
}

/// Two accounts that share a master folder must be able to read what the other has made in it.
pub fn share(path: &Path) -> Result<(), DiskError> {
    let Some(folder) = path.parent() else { return Ok(()) };
    platform::share_like(path, folder).map_err(DiskError::at(path, "share"))
}

/// Removes a folder if it is empty; fails when it is not.
pub fn remove_empty_dir(path: &Path) -> Result<(), DiskError> {
    faults::checkpoint()
        .and_then(|()| std::fs::remove_dir(path))
        .map_err(DiskError::at(path, "remove the empty folder"))
}

/// Returns the SHA-256 (hex) and the size of a file's content.
pub fn sha256_of(path: &Path) -> Result<(String, u64), DiskError> {
    let read = || {
        let mut file = File::open(path)?;
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 256 * 1024];
        let mut bytes = 0;
        loop {
            let count = file.read(&mut buffer)?;
            if count == 0 {
                return Ok((hex(&hash.finalize()), bytes));
            }
            hash.update(&buffer[..count]);
            bytes += count as u64;
        }
    };
    read().map_err(DiskError::at(path, "read"))
}

/// Returns bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// Stops the disk at a chosen operation, so that tests can try every point at which a power cut may come.
#[cfg(test)]
pub(crate) mod faults {
    use std::cell::Cell;
    use std::io;

    #[derive(Clone, Copy)]
    enum Fault {
        /// From the n-th operation on nothing works any more: a killed process.
        Stop(u32),
        /// Only the n-th operation fails: a full disk, a lost permission.
        Once(u32),
    }

    thread_local! {
        static COUNT: Cell<u32> = const { Cell::new(0) };
        static FAULT: Cell<Option<Fault>> = const { Cell::new(None) };
    }

    fn arm(fault: Option<Fault>) {
        COUNT.set(0);
        FAULT.set(fault);
    }

    pub(crate) fn stop_at(n: u32) {
        arm(Some(Fault::Stop(n)));
    }

    pub(crate) fn fail_once_at(n: u32) {
        arm(Some(Fault::Once(n)));
    }

    /// Returns how many operations there were since the last arming.
    pub(crate) fn clear() -> u32 {
        let count = COUNT.get();
        arm(None);
        count
    }

    pub(super) fn checkpoint() -> io::Result<()> {
        let n = COUNT.get();
        COUNT.set(n + 1);
        match FAULT.get() {
            Some(Fault::Stop(at)) if n >= at => Err(io::Error::other("stopped by the test")),
            Some(Fault::Once(at)) if n == at => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(not(test))]
mod faults {
    /// Outside the library's own tests the disk is never stopped.
    #[expect(clippy::unnecessary_wraps, reason = "it fails in tests")]
    pub(super) fn checkpoint() -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_is_never_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let [a, b] = ["a", "b"].map(|name| dir.path().join(name));
        write_new(&a, b"mine").unwrap();
        write_new(&b, b"yours").unwrap();
        let error = rename_no_replace(&a, &b).unwrap_err();
        assert_eq!(error.source.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&a).unwrap(), b"mine");
        assert_eq!(std::fs::read(&b).unwrap(), b"yours");
        assert!(write_new(&b, b"again").is_err());
        write_first(&b, b"late").unwrap();
        assert_eq!(std::fs::read(&b).unwrap(), b"yours");
    }

    #[test]
    #[cfg(unix)]
    fn the_ways_round_a_poor_file_system_do_not_replace_either() {
        let dir = tempfile::tempdir().unwrap();
        let [a, b, c] = ["a", "b", "c"].map(|name| dir.path().join(name));
        write_new(&a, b"mine").unwrap();
        write_new(&b, b"yours").unwrap();
        assert!(crate::platform::link_or_checked_rename(&a, &b).is_err());
        crate::platform::link_or_checked_rename(&a, &c).unwrap();
        assert_eq!(
            (std::fs::read(&b).unwrap(), std::fs::read(&c).unwrap()),
            (b"yours".to_vec(), b"mine".to_vec())
        );
        assert!(!a.exists());
    }

    #[test]
    #[cfg(unix)]
    fn our_own_files_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let ours = dir.path().join("data/faldone");
        make_private_dir(&ours).unwrap();
        replace_own(&ours.join("device.json"), b"1").unwrap();
        replace_own(&ours.join("device.json"), b"22").unwrap();
        append_synced(&ours.join("x.jsonl"), b"x\n").unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&ours), 0o700);
        assert_eq!(mode(&ours.join("device.json")), 0o600);
        assert_eq!(mode(&ours.join("x.jsonl")), 0o600);
        assert_eq!(std::fs::read(ours.join("device.json")).unwrap(), b"22");
    }

    #[test]
    fn the_hash_is_that_of_sha256sum() {
        let dir = tempfile::tempdir().unwrap();
        write_new(&dir.path().join("abc"), b"abc").unwrap();
        let (hash, bytes) = sha256_of(&dir.path().join("abc")).unwrap();
        assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(bytes, 3);
    }
}

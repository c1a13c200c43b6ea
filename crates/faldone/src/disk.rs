//! The only place that changes files. Nothing here overwrites or deletes what is the user's.

use crate::platform;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// A change or a look at the disk that failed: where, at what, and why.
#[derive(Debug, thiserror::Error)]
#[error("could not {doing} {}: {}", path.display(), why(source))]
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
        Kind::StorageFull => "the disk is full; make room and try again",
        Kind::QuotaExceeded => "your share of the disk is used up; make room and try again",
        Kind::ReadOnlyFilesystem => "the disk can only be read",
        Kind::InvalidFilename => {
            "the name is too long for this disk or has a character it does not take"
        }
        Kind::CrossesDevices => "the two places are on different disks",
        Kind::ResourceBusy | Kind::ExecutableFileBusy => {
            "another program is using it; close it there and try again"
        }
        _ => {
            let told = error.to_string();
            return told.split(" (os error").next().unwrap_or(&told).to_lowercase();
        }
    }
    .to_owned()
}

/// As [`rename_no_replace`], for two names in the master folder `root`: no link that is put in the way meanwhile leads it elsewhere.
pub fn rename_inside(root: &Path, from: &Path, to: &Path) -> Result<(), DiskError> {
    faults::checkpoint()
        .and_then(|()| match faults::rename_inside(root, from, to) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => link_or_check(from, to),
            done => done,
        })
        .map_err(DiskError::at(from, "rename"))
}

/// Renames a file; fails when `to` is taken, whatever happens at the same moment.
pub fn rename_no_replace(from: &Path, to: &Path) -> Result<(), DiskError> {
    faults::checkpoint()
        .and_then(|()| match faults::rename_no_replace(from, to) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => link_or_check(from, to),
            done => done,
        })
        .map_err(DiskError::at(from, "rename"))
}

/// Renames on a file system that cannot refuse to replace by itself (exFAT and NTFS by FUSE, NFS, several WSL mounts).
///
/// A hard link fails when the name is taken, so link + unlink is as safe; a power cut between the two leaves both names on one
/// content, which recovery ends. Without hard links (exFAT) the name is looked at first and then taken: another program could take
/// it in between, Faldone itself could not, because every change is made under its lock.
fn link_or_check(from: &Path, to: &Path) -> io::Result<()> {
    match std::fs::hard_link(from, to) {
        Ok(()) => faults::checkpoint()
            // The new name must be on the disk before the old one goes.
            .and_then(|()| to.parent().map_or(Ok(()), platform::sync_dir))
            .and_then(|()| remove_name(from))
            .inspect_err(|_| {
                // The old name may not go: then it stays the only one.
                let _ = faults::checkpoint().and_then(|()| remove_name(to));
            }),
        Err(error)
            if matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound) =>
        {
            Err(error)
        }
        Err(_) => {
            if to.symlink_metadata().is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            #[expect(clippy::disallowed_methods, reason = "`to` was just seen to be free")]
            std::fs::rename(from, to)
        }
    }
}

/// Takes one of the two names away that a rename in two steps left on one file (see [`link_or_check`]). Fails unless both are names
/// of the same file, so that its content stays under the other one.
pub fn end_rename(from: &Path, to: &Path) -> Result<(), DiskError> {
    let end = || {
        faults::checkpoint()?;
        if !platform::are_names_of_one_file(from, to)? {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        remove_name(from)?;
        from.parent().map_or(Ok(()), platform::sync_dir)
    };
    end().map_err(DiskError::at(from, "rename"))
}

fn remove_name(path: &Path) -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "the content has another name already")]
    std::fs::remove_file(path)
}

/// Makes the names in a folder survive a power cut.
pub fn sync_dir(dir: &Path) -> Result<(), DiskError> {
    faults::checkpoint().and_then(|()| platform::sync_dir(dir)).map_err(DiskError::at(dir, "save"))
}

/// Makes what was written to a file, by whomever, survive a power cut.
pub fn sync_file(path: &Path) -> Result<(), DiskError> {
    let sync = || {
        faults::checkpoint()?;
        // Windows syncs only what is open for writing; there it is left to the system.
        match File::open(path)?.sync_all() {
            Err(error) if cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied => {
                Ok(())
            }
            done => done,
        }
    };
    sync().map_err(DiskError::at(path, "save"))
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

/// Writes another version of a file as a draft of ours, private until it takes the place of `like`: then whoever could read that can
/// read this. Fails when `path` is taken.
pub fn write_version(path: &Path, bytes: &[u8], like: &Path) -> Result<(), DiskError> {
    let write = || {
        faults::checkpoint()?;
        let mut file = platform::private_file(path)?;
        file.write_all(bytes)
            .and_then(|()| platform::let_in_as(path, like))
            .and_then(|()| file.sync_all())
            .inspect_err(|_| {
                #[expect(clippy::disallowed_methods, reason = "made by this call, nobody else's")]
                let _ = std::fs::remove_file(path);
            })
    };
    write().map_err(DiskError::at(path, "write"))
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

/// Removes the drafts that copies into this folder left when they were killed. Only for who holds the folder's write lock: no copy is
/// on its way then.
pub fn remove_drafts(dir: &Path) {
    let is_draft = |name: &str| {
        let number = name.strip_prefix(".faldone-").and_then(|rest| rest.strip_suffix(".part"));
        number.is_some_and(|number| number.parse::<u32>().is_ok())
    };
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_draft) {
            #[expect(
                clippy::disallowed_methods,
                reason = "a draft of ours, whose original is elsewhere"
            )]
            let _ = std::fs::remove_file(entry.path());
        }
    }
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

/// Returns why the disk takes nothing more beside a file of ours in the app data, if it does not. It is tried with a draft of the size
/// that SQLite needs for its side files.
pub fn refusal(beside: &Path) -> Option<io::Error> {
    let draft = beside.with_extension("draft");
    let gone = || {
        #[expect(clippy::disallowed_methods, reason = "a draft of ours in the app-data folder")]
        let _ = std::fs::remove_file(&draft);
    };
    let write = || {
        let mut file = platform::private_file(&draft)?;
        file.write_all(&[0; 64 * 1024])?;
        file.sync_all()
    };
    gone();
    let refused = write().err();
    gone();
    refused
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
    share(path)?;
    // What is put into it is not safe before its own name is.
    path.parent().map_or(Ok(()), sync_dir)
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

/// Returns whether the folder that a path lies in lists this very name. Some disks also open a file under its name in other letters
/// (exFAT, NTFS, HFS+); that is no second file.
pub fn is_listed(path: &Path) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return false };
    std::fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name() == name))
}

/// Returns the SHA-256 (hex) and the size of a file's content.
pub fn sha256_of(path: &Path) -> Result<(String, u64), DiskError> {
    let read = || {
        let mut file = platform::open_plain(path)?;
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

#[cfg(test)]
pub(crate) mod faults;
#[cfg(not(test))]
mod faults {
    /// Outside the library's own tests the disk is never stopped.
    #[expect(clippy::unnecessary_wraps, reason = "it fails in tests")]
    pub(super) fn checkpoint() -> std::io::Result<()> {
        Ok(())
    }

    pub(super) use crate::platform::{rename_inside, rename_no_replace};
}

#[cfg(test)]
mod tests;

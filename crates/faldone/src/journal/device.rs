//! Who this computer is in the journal, and whether its file is still as it left it.
//!
//! `device.json` in the app-data folder remembers the end of this device's file and, before every append, the hash of the
//! line about to be written. So afterwards each state of the file has one meaning: as remembered; with our line whole or
//! cut off by a power cut; or with somebody else's line or less than there was, because a backup was restored or the disk
//! cloned. In the last case the device takes a new id: two writers under one id would break the chain.

use super::line::Stamp;
use super::read::{START, from, parse, sha256};
use crate::disk::{self, DiskError};
use serde::{Deserialize, Serialize};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::path::Path;

/// `device.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Device {
    pub(super) id: String,
    /// The id this device had before, told in its first line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) after: Option<String>,
    /// The highest time seen, so that time never runs backwards.
    pub(super) time: Stamp,
    /// The end of the last whole line that is known to be ours.
    bytes: u64,
    lines: u32,
    /// Hash and length of that line.
    tail: String,
    tail_bytes: u64,
    /// Hashes of lines that were about to be written after it.
    pending: Vec<String>,
}

/// What the next line is to be written after.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tail {
    pub(super) prev: String,
    pub(super) lines: u32,
    /// The file ends in the middle of a line: the next one begins with a line end.
    pub(super) torn: bool,
}

impl Tail {
    /// Returns the tail of a file that is not there yet.
    pub(super) fn start() -> Tail {
        Tail { prev: START.to_owned(), lines: 0, torn: false }
    }
}

impl Device {
    pub(super) fn new(after: Option<String>, time: Stamp) -> Device {
        let tail = START.to_owned();
        let (bytes, lines, tail_bytes) = (0, 0, 0);
        Device { id: new_id(), after, time, bytes, lines, tail, tail_bytes, pending: Vec::new() }
    }

    /// Returns what `device.json` says; `None` when it is not there or no longer makes sense.
    pub(super) fn load(path: &Path) -> Result<Option<Device>, DiskError> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(DiskError::at(path, "read")(error)),
        }
    }

    /// Returns whether this device has written a line.
    pub(super) fn has_written(&self) -> bool {
        self.lines > 0
    }

    /// Looks at the end of this device's file; `None` when it is not as this computer left it.
    pub(super) fn tail(&mut self, file: &Path) -> Result<Option<Tail>, DiskError> {
        let start = self.bytes - (self.tail_bytes + 1).min(self.bytes);
        let bytes = match from(file, start) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(DiskError::at(file, "read")(error)),
        };
        let known = usize::try_from(self.bytes - start).unwrap_or(usize::MAX);
        let Some((tail, rest)) = bytes.split_at_checked(known) else { return Ok(None) };
        if let Some(tail) = tail.strip_suffix(b"\n") {
            if sha256(tail) != self.tail {
                return Ok(None);
            }
        } else if self.bytes > 0 {
            return Ok(None);
        }
        let mut found = Tail { prev: self.tail.clone(), lines: self.lines, torn: false };
        let mut tail_bytes = self.tail_bytes;
        for text in rest.split(|byte| *byte == b'\n').filter(|text| !text.is_empty()) {
            let hash = sha256(text);
            if parse(text).is_some() && !self.pending.contains(&hash) {
                return Ok(None);
            }
            tail_bytes = text.len() as u64;
            found.prev = hash;
            found.lines += 1;
        }
        found.torn = !rest.is_empty() && !rest.ends_with(b"\n");
        if rest.ends_with(b"\n") && !rest.ends_with(b"\n\n") && rest != b"\n" {
            self.bytes += rest.len() as u64;
            self.lines = found.lines;
            self.tail.clone_from(&found.prev);
            self.tail_bytes = tail_bytes;
            self.pending.clear();
        }
        Ok(Some(found))
    }

    /// Remembers what is about to be written: the hashes of the lines, and the last one's time.
    pub(super) fn intend(
        &mut self,
        hashes: &[String],
        time: Stamp,
        path: &Path,
    ) -> Result<(), DiskError> {
        self.pending.extend_from_slice(hashes);
        self.time = time;
        self.save(path)
    }

    /// Remembers that all is written: how many lines there are now, the last one's hash and its length. Without this, a
    /// backup from just before it would look like a power cut.
    pub(super) fn confirm(
        &mut self,
        (lines, tail, tail_bytes): (u32, String, u64),
        path: &Path,
        file: &Path,
    ) -> Result<(), DiskError> {
        self.bytes = file.metadata().map_err(DiskError::at(file, "read"))?.len();
        (self.lines, self.tail, self.tail_bytes) = (lines, tail, tail_bytes);
        self.pending.clear();
        self.save(path)
    }

    fn save(&self, path: &Path) -> Result<(), DiskError> {
        let bytes = serde_json::to_vec(self).map_err(io::Error::other);
        disk::replace_own(path, &bytes.map_err(DiskError::at(path, "write"))?)
    }
}

/// Returns eight characters nobody else has: the standard library's hash keys come from the system's random source.
pub(crate) fn new_id() -> String {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(std::process::id());
    let random = hasher.finish();
    let mut id: String = base32(random).chars().take(7).collect();
    // Begins with a letter, so that it is never taken for a number.
    id.insert(0, char::from(b'a' + u8::try_from((random >> 40) % 26).unwrap_or(0)));
    id
}

/// Returns the number in letters and digits without those that look alike.
pub(super) fn base32(mut number: u64) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut text = String::new();
    for _ in 0..12 {
        text.push(char::from(LETTERS[usize::try_from(number % 32).unwrap_or(0)]));
        number /= 32;
    }
    text
}

//! The journal: what the user told Faldone and what Faldone did, in the folder, for good.
//!
//! Every device appends to its own file `_Faldone/journal/<device-id>.jsonl`, one JSON object a line, each line holding
//! the SHA-256 of the physical line before it (without line end; empty lines do not count). A line cut off by a power cut
//! is left where it is: the next one starts on a line of its own and is chained to the cut-off bytes, so that the cut
//! shows as [`JournalProblem::Torn`] and nothing has to be deleted. A last line without its line end counts when it is
//! whole, because no part of a JSON object is one.

mod device;
mod line;
mod lock;
mod read;
#[cfg(test)]
mod tests;

pub use line::{Acceptance, AcceptedFact, CaseLine, ChangeKind, Line, Op, SeenFile, Stamp, Step};
pub use lock::{LockError, WriteLock};
pub use read::{JournalProblem, Merged, read};

use crate::disk::{self, DiskError};
use crate::platform;
pub(crate) use device::new_id;
use device::{Device, Tail};
use read::{Reader, check_of, sha256};
use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why the journal could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("a journal line could not be put into words: {0}")]
    Line(#[from] serde_json::Error),
}

/// The journal of a master folder, as this device reads and writes it.
pub struct Journal {
    dir: PathBuf,
    data: PathBuf,
    device_name: String,
    now: Box<dyn Fn() -> i64 + Send + Sync>,
    reader: Reader,
}

impl fmt::Debug for Journal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Journal").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl Journal {
    /// Opens the journal of the master folder `root` and reads it. Writes nothing: this device's file is made by the first
    /// append.
    ///
    /// `data` is the folder's place in the app data, where this computer remembers which device it is; `device_name` is
    /// what the computer is called; `now` tells the time in milliseconds since 1970.
    pub fn open(
        root: &Path,
        data: &Path,
        device_name: &str,
        now: impl Fn() -> i64 + Send + Sync + 'static,
    ) -> Result<Journal, JournalError> {
        let dir = root.join("_Faldone").join("journal");
        let own = Device::load(&data.join("device.json"))?;
        let own_is_written = own.as_ref().is_some_and(Device::has_written);
        let mut reader = Reader::new(&dir, own.map(|device| device.id));
        reader.own_is_written = own_is_written;
        reader.refresh()?;
        Ok(Journal {
            dir,
            data: data.to_owned(),
            device_name: device_name.to_owned(),
            now: Box::new(now),
            reader,
        })
    }

    /// Returns the lines of all devices in their merged order, as of the last refresh or append.
    pub fn lines(&self) -> &[Line] {
        &self.reader.lines
    }

    /// Returns what people should know about the journal.
    pub fn problems(&self) -> Vec<JournalProblem> {
        self.reader.problems()
    }

    /// Returns this device's id; `None` before it has written its first line.
    pub fn device(&self) -> Option<&str> {
        self.reader.own.as_deref()
    }

    /// Reads what other processes and computers have added; returns whether there was anything.
    pub fn refresh(&mut self) -> Result<bool, JournalError> {
        Ok(self.reader.refresh()?)
    }

    /// Appends a line and makes it survive a power cut; returns its id.
    pub fn append(&mut self, lock: &WriteLock, op: Op) -> Result<String, JournalError> {
        Ok(self.append_all(lock, vec![op])?.pop().unwrap_or_default())
    }

    /// Appends lines in one go, chained as if they had come one by one, and makes them survive a power cut; returns their
    /// ids. A power cut in the middle keeps the lines before it and cuts one off, as always.
    pub fn append_all(
        &mut self,
        _lock: &WriteLock,
        mut ops: Vec<Op>,
    ) -> Result<Vec<String>, JournalError> {
        if ops.is_empty() {
            return Ok(Vec::new());
        }
        let remembered = self.data.join("device.json");
        disk::make_private_dir(&self.dir)?;
        // The app data are this account's alone, whatever lies around them.
        platform::private_dir(&self.data).map_err(DiskError::at(&self.data, "make the folder"))?;
        self.reader.refresh()?;
        let (mut device, tail) = self.writer(&remembered)?;
        let is_new = tail.lines == 0;
        if is_new {
            let (name, after) = (self.device_name.clone(), device.after.clone());
            ops.insert(0, Op::Device { name, after });
        }
        let mut ids = self.write(&mut device, &tail, ops, &remembered)?;
        if is_new {
            ids.remove(0);
        }
        Ok(ids)
    }

    /// Returns who writes the next line and after what: this device as it was, or under a new id when its file is no longer
    /// what it wrote or somebody else writes under its id as well.
    fn writer(&self, remembered: &Path) -> Result<(Device, Tail), JournalError> {
        let known = Device::load(remembered)?;
        let before = known.as_ref().map(|device| device.id.clone());
        let shared = self.reader.own_is_shared && self.reader.own == before;
        if let Some(mut device) = known.filter(|_| !shared)
            && let Some(tail) = device.tail(&self.file(&device.id))?
        {
            return Ok((device, tail));
        }
        let mut device = Device::new(before, self.reader.last_stamp());
        while self.file(&device.id).exists() {
            device = Device::new(device.after, device.time);
        }
        Ok((device, Tail::start()))
    }

    fn write(
        &mut self,
        device: &mut Device,
        tail: &Tail,
        ops: Vec<Op>,
        remembered: &Path,
    ) -> Result<Vec<String>, JournalError> {
        let now = (self.now)();
        let mut time = self.reader.last_stamp().max(device.time);
        let mut prev = tail.prev.clone();
        let mut chunk = if tail.torn { "\n".to_owned() } else { String::new() };
        let (mut ids, mut hashes, mut tail_bytes) = (Vec::new(), Vec::new(), 0);
        for (number, op) in (tail.lines + 1..).zip(ops) {
            time = time.next(now);
            let said = serde_json::to_string(&op)?;
            let check = check_of(&prev, time, &said);
            let line = Line {
                id: format!("{}-{number}-{check}", device.id),
                device: device.id.clone(),
                time,
                clock: (now < time.millis).then_some(now),
                prev,
                op,
            };
            let text = serde_json::to_string(&line)?;
            chunk.push_str(&text);
            chunk.push('\n');
            prev = sha256(text.as_bytes());
            tail_bytes = text.len() as u64;
            hashes.push(prev.clone());
            ids.push(line.id);
        }
        device.intend(&hashes, time, remembered)?;
        let file = self.file(&device.id);
        disk::append_synced(&file, chunk.as_bytes())?;
        let written = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        // The lines are written. If this fails, the next append finds them where they were announced.
        let _ = device.confirm((tail.lines + written, prev, tail_bytes), remembered, &file);
        if self.reader.own.as_deref() != Some(&device.id) {
            self.reader = Reader::new(&self.dir, Some(device.id.clone()));
        }
        self.reader.refresh()?;
        Ok(ids)
    }

    /// Returns the ids of the devices that this computer is or was: it alone ends changes they have begun.
    ///
    /// A computer that lost its app data is known again by its name.
    pub(crate) fn own_devices(&self) -> Vec<&str> {
        let mut before: HashMap<&str, &str> = HashMap::new();
        let mut own = Vec::new();
        for line in self.lines() {
            if let Op::Device { name, after } = &line.op {
                if let Some(after) = after {
                    before.insert(&line.device, after);
                }
                if *name == self.device_name {
                    own.push(line.device.as_str());
                }
            }
        }
        let mut next = self.device();
        while let Some(id) = next.filter(|id| !own.contains(id)) {
            own.push(id);
            next = before.get(id).copied();
        }
        own
    }

    fn file(&self, device: &str) -> PathBuf {
        self.dir.join(format!("{device}.jsonl"))
    }
}

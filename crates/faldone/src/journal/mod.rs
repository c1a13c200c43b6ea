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

pub use line::{AcceptedFact, CaseLine, ChangeKind, Line, Op, SeenFile, Stamp, Step};
pub use lock::{LockError, WriteLock};
pub use read::{JournalProblem, Merged, read};

use crate::disk::{self, DiskError};
use crate::platform;
pub(crate) use device::new_id;
use device::{Device, Tail, base32};
use read::{Reader, sha256};
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
    root: PathBuf,
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
        let own = Device::load(&data.join("device.json"))?.map(|device| device.id);
        let mut reader = Reader::new(&dir, own);
        reader.refresh()?;
        Ok(Journal {
            root: root.to_owned(),
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
    pub fn append(&mut self, _lock: &WriteLock, op: Op) -> Result<String, JournalError> {
        let remembered = self.data.join("device.json");
        if !self.dir.is_dir() {
            disk::make_private_dir(&self.dir)?;
            platform::share_like(&self.dir, &self.root)
                .map_err(DiskError::at(&self.dir, "share"))?;
        }
        if !self.data.is_dir() {
            disk::make_private_dir(&self.data)?;
        }
        self.reader.refresh()?;
        let (mut device, mut tail) = self.writer(&remembered)?;
        if tail.lines == 0 {
            let hello = Op::Device { name: self.device_name.clone(), after: device.after.clone() };
            self.write(&mut device, &tail, hello, &remembered)?;
            (device, tail) = self.writer(&remembered)?;
        }
        self.write(&mut device, &tail, op, &remembered)
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
        op: Op,
        remembered: &Path,
    ) -> Result<String, JournalError> {
        let now = (self.now)();
        let last = self.reader.last_stamp().max(device.time);
        let time = if now > last.millis {
            Stamp { millis: now, count: 0 }
        } else {
            Stamp { millis: last.millis, count: last.count + 1 }
        };
        let said = serde_json::to_string(&op)?;
        let check =
            sha256(format!("{} {} {} {said}", tail.prev, time.millis, time.count).as_bytes());
        let check = base32(u64::from_str_radix(&check[..16], 16).unwrap_or(0));
        let line = Line {
            id: format!("{}-{}-{}", device.id, tail.lines + 1, &check[..4]),
            device: device.id.clone(),
            time,
            clock: (now < time.millis).then_some(now),
            prev: tail.prev.clone(),
            op,
        };
        let text = serde_json::to_string(&line)?;
        device.intend(sha256(text.as_bytes()), time, remembered)?;
        let chunk = format!("{}{text}\n", if tail.torn { "\n" } else { "" });
        disk::append_synced(&self.file(&device.id), chunk.as_bytes())?;
        // The line is written. If this fails, the next append finds it where it was announced.
        let _ = device.confirm(tail, &text, remembered, &self.file(&device.id));
        if self.reader.own.as_deref() != Some(&device.id) {
            self.reader = Reader::new(&self.dir, Some(device.id.clone()));
        }
        self.reader.refresh()?;
        Ok(line.id)
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

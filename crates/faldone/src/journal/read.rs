//! Reading the journal: every device's file, checked against its chain and merged into one order.
//!
//! Nothing found here stops the reading: what can be read is used, and the rest is named as a [`JournalProblem`].

use super::device::base32;
use super::line::{Line, Op, Stamp};
use crate::disk::{DiskError, hex};
use faldone_rules::names::stand_in_for;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What `prev` says in the first line of a file.
pub(super) const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Something about the journal that people should know. None of it stops Faldone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum JournalProblem {
    /// A part of another computer's file is not here yet.
    #[error(
        "the journal of {device} is only partly here; it will be complete when the folder has been synced"
    )]
    WaitingForSync { device: String },
    /// A line does not say what its id was made from, or is none any more.
    #[error(
        "line {line} of the journal of {device} was changed outside Faldone; it counts as it is now, and the rest is used"
    )]
    Altered { device: String, line: u32 },
    /// A line does not follow from the one before it, though neither was changed.
    #[error(
        "before line {line} of the journal of {device} something was taken out or put in outside Faldone; the rest is used"
    )]
    Gap { device: String, line: u32 },
    /// A line was cut off by a power cut; what came after is whole.
    #[error(
        "line {line} of the journal of {device} was cut off, as by a power cut; the rest is whole"
    )]
    Torn { device: String, line: u32 },
    /// Lines that only a newer Faldone understands.
    #[error(
        "{lines} lines of the journal of {device} are from a newer Faldone and have no effect here"
    )]
    NewerVersion { device: String, lines: u32 },
    /// A sync client kept two versions of one file; both were read.
    #[error("the journal has a conflict copy, {file}; both versions are read")]
    ConflictCopy { file: String },
    /// A file that could not be opened.
    #[error("the journal file {file} could not be read: {why}")]
    Unreadable { file: String, why: String },
    /// A file that this computer wrote, or that another one says it wrote before, is not in the folder. `since`: when its computer
    /// went on under another id (milliseconds since 1970), if it has.
    #[error(
        "the journal of {device} is not here, so what was told and done with it does not count; if the next sync does not bring it, \
         put {device}.jsonl back into _Faldone/journal from a backup, a bin or another copy of this folder"
    )]
    Gone { device: String, since: Option<i64> },
}

impl JournalProblem {
    /// Returns whether people should hear of it wherever they look at the folder, at `now` (milliseconds since 1970): what may never
    /// come back is told for a month, and by a verification for good.
    pub fn is_news(&self, now: i64) -> bool {
        const MONTH: i64 = 30 * 24 * 60 * 60 * 1000;
        match self {
            JournalProblem::Gone { since: Some(since), .. } => now.saturating_sub(*since) < MONTH,
            _ => true,
        }
    }
}

/// The journal of all devices.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// In the order of [`Line::time`], then device, then id: the same on every computer, however the files were read.
    pub lines: Vec<Line>,
    pub problems: Vec<JournalProblem>,
}

/// Reads a whole journal folder; one that is not there is empty.
pub fn read(dir: &Path) -> Result<Merged, DiskError> {
    let mut reader = Reader::new(dir, None);
    reader.refresh()?;
    Ok(Merged { problems: reader.problems(), lines: reader.lines })
}

/// Reads a journal folder again and again, only what was added where that is enough.
#[derive(Debug)]
pub(super) struct Reader {
    dir: PathBuf,
    /// The device whose file is this computer's own: its last line is not waiting for anybody.
    pub(super) own: Option<String>,
    /// This computer has written that file.
    pub(super) own_is_written: bool,
    files: BTreeMap<String, Progress>,
    pub(super) lines: Vec<Line>,
    seen: HashSet<String>,
    sorted: usize,
    /// A conflict copy holds lines under our own id that our file lacks: somebody else writes as us.
    pub(super) own_is_shared: bool,
}

/// How far one file was read.
#[derive(Debug, Clone, Default)]
struct Progress {
    len: u64,
    modified: Option<SystemTime>,
    /// Up to here, the end of a whole line, the file was read.
    read: u64,
    /// Hash of the last physical line.
    tail: Option<String>,
    number: u32,
    /// The last line was changed from outside, so the next one cannot follow from it.
    altered: bool,
    /// The last line could not be read: torn, if the chain goes on over it.
    bad: Option<u32>,
    newer: u32,
    problems: Vec<JournalProblem>,
}

impl Reader {
    pub(super) fn new(dir: &Path, own: Option<String>) -> Reader {
        Reader {
            dir: dir.to_owned(),
            own,
            own_is_written: false,
            files: BTreeMap::new(),
            lines: Vec::new(),
            seen: HashSet::new(),
            sorted: 0,
            own_is_shared: false,
        }
    }

    /// Reads what is new; returns whether anything was.
    pub(super) fn refresh(&mut self) -> Result<bool, DiskError> {
        let now = self.list()?;
        let grown = self.files.iter().all(|(name, old)| {
            now.get(name).is_some_and(|(len, modified)| {
                (*len == old.len && *modified == old.modified)
                    || (*len > old.len && old.read == old.len)
            })
        });
        if !grown || !self.read_files(&now) {
            self.files.clear();
            self.lines.clear();
            self.seen.clear();
            self.sorted = 0;
            self.own_is_shared = false;
            // A chain that breaks in the middle is a problem of that file and not a reason to begin again.
            self.read_files(&now);
        }
        let changed = self.sorted != self.lines.len() || !grown;
        self.lines.sort_by(|a, b| (a.time, &a.device, &a.id).cmp(&(b.time, &b.device, &b.id)));
        self.sorted = self.lines.len();
        Ok(changed)
    }

    pub(super) fn problems(&self) -> Vec<JournalProblem> {
        let mut problems: Vec<_> =
            self.files.values().flat_map(|file| file.problems.iter().cloned()).collect();
        for (name, file) in &self.files {
            if file.newer > 0 {
                let device = device_of(name).to_owned();
                problems.push(JournalProblem::NewerVersion { device, lines: file.newer });
            }
        }
        problems.extend(self.gone());
        problems.sort();
        problems.dedup();
        problems
    }

    /// Returns the files that were written and are not here.
    fn gone(&self) -> impl Iterator<Item = JournalProblem> {
        let before = self.lines.iter().filter_map(|line| match &line.op {
            Op::Device { after: Some(device), .. } => Some((device, Some(line.at()))),
            _ => None,
        });
        let own = self.own.iter().filter(|_| self.own_is_written).map(|device| (device, None));
        let here: HashSet<&str> = self.files.keys().map(|name| device_of(name)).collect();
        let gone = before.chain(own).filter(move |(device, _)| !here.contains(device.as_str()));
        gone.map(|(device, since)| JournalProblem::Gone { device: device.clone(), since })
    }

    pub(super) fn last_stamp(&self) -> Stamp {
        self.lines.last().map(|line| line.time).unwrap_or_default()
    }

    fn list(&self) -> Result<BTreeMap<String, (u64, Option<SystemTime>)>, DiskError> {
        let mut found = BTreeMap::new();
        let entries = match std::fs::read_dir(&self.dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
            entries => entries.map_err(DiskError::at(&self.dir, "read"))?,
        };
        for entry in entries {
            let entry = entry.map_err(DiskError::at(&self.dir, "read"))?;
            // A name that is not Unicode is none of ours.
            let Ok(name) = entry.file_name().into_string() else { continue };
            let Ok(about) = entry.metadata() else { continue };
            let evicted = is_stand_in(&name);
            let ours = name.ends_with(".jsonl") && !name.starts_with('.') && about.is_file();
            if ours || evicted {
                found.insert(name, (about.len(), about.modified().ok()));
            }
        }
        Ok(found)
    }

    /// Returns false when a file that was read in part no longer continues what was read.
    fn read_files(&mut self, now: &BTreeMap<String, (u64, Option<SystemTime>)>) -> bool {
        // Devices' own files first, so that a conflict copy only adds what they lack.
        let (copies, files): (Vec<_>, Vec<_>) = now.iter().partition(|(name, _)| is_copy(name));
        for (name, (len, modified)) in files.into_iter().chain(copies) {
            let old = self.files.get(name).cloned().unwrap_or_default();
            if old.len == *len && old.modified == *modified && old.modified.is_some() {
                continue;
            }
            let begun = old.read > 0;
            let mut file = Progress { len: *len, modified: *modified, ..old };
            if is_stand_in(name) {
                let device = device_of(name).to_owned();
                file.problems = vec![JournalProblem::WaitingForSync { device }];
            } else {
                match from(&self.dir.join(name), file.read) {
                    Ok(bytes) => {
                        file.len = file.read + bytes.len() as u64;
                        if !self.take(name, &mut file, &bytes, begun) {
                            return false;
                        }
                    }
                    Err(error) => file.problems.push(JournalProblem::Unreadable {
                        file: name.clone(),
                        why: crate::disk::why(&error),
                    }),
                }
            }
            self.files.insert(name.clone(), file);
        }
        true
    }

    fn take(&mut self, name: &str, file: &mut Progress, bytes: &[u8], begun: bool) -> bool {
        let device = device_of(name).to_owned();
        let own = self.own.as_deref() == Some(&device);
        let copy = is_copy(name);
        let mut problems = Vec::new();
        if bytes.is_empty() && !begun && !own {
            problems.push(JournalProblem::WaitingForSync { device: device.clone() });
        }
        let mut first = begun;
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let ended = piece.ends_with(b"\n");
            let text = piece.strip_suffix(b"\n").unwrap_or(piece);
            if ended {
                file.read += piece.len() as u64;
            }
            if text.is_empty() {
                continue;
            }
            file.number += 1;
            let hash = sha256(text);
            let tail = file.tail.as_deref().unwrap_or(START);
            match parse(text) {
                Some(line) => {
                    let follows = line.prev == tail;
                    if !follows && std::mem::take(&mut first) {
                        return false;
                    }
                    let before_altered =
                        std::mem::replace(&mut file.altered, !is_as_written(text, &line));
                    let (device, number) = (device.clone(), file.number);
                    let altered = file.altered;
                    problems.extend(match (file.bad.take(), follows) {
                        (Some(line), true) => Some(JournalProblem::Torn { device, line }),
                        (Some(line), false) => Some(JournalProblem::Altered { device, line }),
                        (None, _) if altered => {
                            Some(JournalProblem::Altered { device, line: number })
                        }
                        (None, false) if !before_altered => {
                            Some(JournalProblem::Gap { device, line: number })
                        }
                        (None, _) => None,
                    });
                    if self.seen.insert(hash.clone()) {
                        file.newer += u32::from(line.op == Op::Newer);
                        if copy && Some(&line.device) == self.own.as_ref() {
                            self.own_is_shared = true;
                        }
                        self.lines.push(line);
                    }
                }
                None if !ended && !own => {
                    problems.push(JournalProblem::WaitingForSync { device: device.clone() });
                }
                None => file.bad = Some(file.number),
            }
            file.tail = Some(hash);
            first = false;
        }
        if let (Some(line), true) = (file.bad, file.read == file.len || own) {
            problems.push(JournalProblem::Torn { device, line });
        }
        if copy {
            // What is wrong inside a copy is the business of the file it is a copy of.
            problems = vec![JournalProblem::ConflictCopy { file: name.to_owned() }];
        }
        file.problems.extend(problems);
        true
    }
}

/// Returns the device id a journal file's name begins with.
fn device_of(name: &str) -> &str {
    let name = name.strip_prefix('.').unwrap_or(name);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    &name[..end]
}

/// Tells what a sync client keeps in the place of a journal that it has moved to the cloud.
fn is_stand_in(name: &str) -> bool {
    stand_in_for(name).is_some_and(|journal| journal.ends_with(".jsonl"))
}

/// Tells a sync client's conflict copy: Syncthing, Nextcloud, Dropbox, OneDrive, iCloud and Google Drive all put
/// something between the name and its extension.
fn is_copy(name: &str) -> bool {
    !is_stand_in(name) && name.strip_suffix(".jsonl") != Some(device_of(name))
}

/// Returns the line, or `None` for bytes that are no line. What is a line but not understood is of a newer Faldone.
pub(super) fn parse(text: &[u8]) -> Option<Line> {
    #[derive(Deserialize)]
    struct Envelope {
        id: String,
        device: String,
        time: Stamp,
        prev: String,
    }
    let line: Option<Line> = serde_json::from_slice(text).ok().or_else(|| {
        let Envelope { id, device, time, prev } = serde_json::from_slice(text).ok()?;
        Some(Line { id, device, time, clock: None, prev, op: Op::Newer })
    });
    line.map(|line| Line { time: line.time.within_reason(), ..line })
}

/// Returns the last part of a line's id: four characters of what it says, after what and when.
pub(super) fn check_of(prev: &str, time: Stamp, said: &str) -> String {
    let hash = sha256(format!("{prev} {} {} {said}", time.millis, time.count).as_bytes());
    base32(u64::from_str_radix(&hash[..16], 16).unwrap_or(0)).chars().take(4).collect()
}

/// Returns whether a line says what its id was made from, as far as that can be told.
fn is_as_written(text: &[u8], line: &Line) -> bool {
    // What was said is the last field, as it stands on disk.
    let said = std::str::from_utf8(text).ok().and_then(|text| {
        let (_, said) = text.split_once(",\"op\":")?;
        said.strip_suffix('}')
    });
    match (line.id.rsplit_once('-'), said) {
        (Some((_, check)), Some(said)) if check.len() == 4 => {
            check_of(&line.prev, line.time, said) == check
        }
        _ => true,
    }
}

pub(super) fn sha256(text: &[u8]) -> String {
    hex(&Sha256::digest(text))
}

pub(super) fn from(path: &Path, start: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

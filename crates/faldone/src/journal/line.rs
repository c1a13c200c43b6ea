//! One line of the journal: what is kept for good, and the shape it has on disk.
//!
//! Old lines are never rewritten, so a field may be added (with a default) but never renamed or given another meaning.

use faldone_rules::person::Person;
use serde::{Deserialize, Serialize};

/// One line of `_Faldone/journal/<device-id>.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Unique over all devices: device id, position in its file and four characters of what the line says,
    /// `k3f9a2c1-17-m2xq`. The last part keeps ids apart when a cloned disk writes on under the same device id.
    pub id: String,
    pub device: String,
    pub time: Stamp,
    /// The computer's own clock, in milliseconds since 1970, where it was behind `time` (another computer's clock is fast).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<i64>,
    /// SHA-256 (hex) of the line before in the same file, without its line end; 64 zeros for the first line.
    pub prev: String,
    pub op: Op,
}

impl Line {
    /// Returns when the line was written, by the writing computer's own clock (milliseconds since 1970): to be shown, not
    /// to be sorted by.
    pub fn at(&self) -> i64 {
        self.clock.unwrap_or(self.time.millis)
    }

    /// Returns whether the writing computer's clock was wrong by more than a day, as far as it can be told at `now`
    /// (milliseconds since 1970): it is ahead of now, or was behind what it had been told by a clock that is not.
    pub fn has_doubtful_clock(&self, now: i64) -> bool {
        const DAY: i64 = 24 * 60 * 60 * 1000;
        let latest = now.saturating_add(DAY);
        let was_behind = self.time.millis <= latest
            && self.clock.is_some_and(|clock| self.time.millis.saturating_sub(clock) > DAY);
        self.at() > latest || was_behind
    }
}

/// Hybrid logical time: orders the lines of all devices even when their clocks disagree.
///
/// `millis` never runs backwards within what a device has seen; `count` tells lines of the same millisecond apart.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub millis: i64,
    pub count: u32,
}

impl Stamp {
    /// The end of the year 9999: no clock of ours is later.
    const LAST_MILLIS: i64 = 253_402_300_799_999;

    /// Returns the time of what is said next, after this, when the computer's clock says `now` (milliseconds since 1970).
    pub(super) fn next(self, now: i64) -> Stamp {
        if now > self.millis {
            Stamp { millis: now, count: 0 }
        } else {
            Stamp { millis: self.millis, count: self.count.saturating_add(1) }
        }
    }

    /// Returns this time, or one before it that leaves room for what is said after it: a broken clock or a line changed by hand
    /// may give a time after which nothing could come any more.
    pub(super) fn within_reason(self) -> Stamp {
        // No count gets this far by counting.
        let count = if self.count > u32::MAX / 4 * 3 { u32::MAX / 2 } else { self.count };
        Stamp { millis: self.millis.clamp(0, Stamp::LAST_MILLIS), count }
    }
}

/// What a line says happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Op {
    /// First line of every file: the computer, as it calls itself. `after` is the device id this one was before
    /// (a restored backup or a cloned disk takes a new id).
    Device {
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
    },
    /// A person is added or changed (by id).
    Person { person: Person },
    /// A setting of the folder: `ids-language`, `template`, `limit`, `automatic-filing`.
    Setting { key: String, value: String },
    /// First sight of contents.
    Seen { files: Vec<SeenFile> },
    /// The user accepted what was read: frozen, with the version of the packs that read it.
    Accepted(Acceptance),
    /// The user corrects a fact of a document; wins over what is read.
    Corrected {
        sha256: String,
        /// `type`, `person`, `reference`, `date` or `amount`.
        fact: String,
        /// Role or kind, where the fact has one.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        role: String,
        /// Empty takes the fact away.
        value: String,
    },
    /// A manual event of the timeline; `sha256` is the content of the file that proves it, which may get other names.
    Event {
        event: crate::view::NewEvent,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<String>,
    },
    /// A case is opened or changed (by id).
    Case { case: CaseLine },
    /// The user tells something of a case; the last word on a subject and id wins.
    CaseFact {
        case: String,
        /// `answer`, `milestone`, `item`, `assign`, `term` or `reference`.
        about: String,
        /// The id of the question, milestone, item or term; a reference's value.
        id: String,
        /// `yes` or `no`, a day, or who and a day; empty takes it back.
        value: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
    },
    /// What the line `of` told (a correction, an event, or such an undo) holds no more.
    Untold { of: String },
    /// About to change the folder: written and synced before the first step. `accepts` holds once it is done: who ends an
    /// interrupted change writes that down as well.
    Planned {
        change: ChangeKind,
        steps: Vec<Step>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        accepts: Vec<Acceptance>,
    },
    /// The change of the line `of` is over: which steps were done (by position), which were left and why.
    Done { of: String, done: Vec<u32>, left: Vec<(u32, String)> },
    /// Something only a newer Faldone understands: kept in its place, without effect here. Never written.
    #[serde(skip)]
    Newer,
}

/// One run of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLine {
    /// The procedure and four characters that tell it apart: `permit-renewal-m2xq`.
    pub id: String,
    pub procedure: String,
    /// Ids of everybody it is for; the applicant first.
    pub persons: Vec<String>,
    pub opened: chrono::NaiveDate,
    /// Papers of before belong to an earlier run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<chrono::NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<chrono::NaiveDate>,
}

/// A content seen for the first time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenFile {
    /// Relative to the master folder, with `/`.
    pub path: String,
    pub sha256: String,
    pub bytes: u64,
}

/// The facts that a document's accepted name rests on, with the version of the packs that read them. None at all: what was
/// accepted before holds no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    pub sha256: String,
    pub packs: String,
    pub facts: Vec<AcceptedFact>,
}

/// A fact the user accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedFact {
    pub fact: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    pub value: String,
}

/// Why the folder is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Accepted proposals: names, moves, duplicates set aside; `unasked` when Faldone did it by itself, as the household wants it.
    Fix {
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unasked: bool,
    },
    /// Takes back the change of the line `of`; `part` when only some of its files were asked for.
    Undo {
        of: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        part: bool,
    },
}

/// One step of a change. Nothing is ever overwritten: `to` must be free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step {
    /// A folder that a later step needs and that is not there yet.
    MakeFolder { path: String },
    /// A file goes to a free place inside the master folder.
    Move { from: String, to: String, sha256: String, bytes: u64 },
    /// A folder that an undone change had made, if it is empty now.
    RemoveFolder { path: String },
}

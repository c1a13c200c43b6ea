//! What leaves the library: plain values for the window and for `--json`, in the words of the interface.
//!
//! Every type here is also written as TypeScript into `ui/src/api/generated`; changing one is changing a promise.
//! Dates are ISO 8601 strings, paths are relative to the master folder with `/`, sizes are bytes.

mod settings;

pub use crate::calculators::{
    AdvisedView, IncomeView, LeadStepView, LeadView, UnknownView, WantedView,
};
pub use crate::cases::due::DueRow;
pub use crate::cases::filed::{FiledView, FilingView, VersionView};
pub use crate::cases::money::{CostsView, FeeView, ShareView, ThresholdView};
pub use crate::cases::packet::{PacketPart, PacketView};
pub use crate::cases::requests::{EvidenceView, FileAgainView, RequestItemView, RequestView};
pub use crate::cases::view::{
    AlternativeView, CaseView, CasesView, ItemView, MilestoneView, ProcedureView, QuestionView,
    RuleView, TermView,
};
pub use crate::folder::SmallerView;
pub use crate::packs::PackEntry;
use crate::reason::Reason;
pub use crate::reason::ReasonView;
pub use faldone_rules::facts::Severity;
use serde::{Deserialize, Serialize};
pub use settings::{LimitView, OfferView, Preferences, SettingsView};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The open master folder at a glance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FolderView {
    /// Absolute path, as given by the user.
    pub root: String,
    /// The folder's own id, kebab-case; stable over computers.
    pub id: String,
    pub people: Vec<PersonView>,
    pub documents: u32,
    /// Documents that need a look: files with an error or a warning.
    pub attention: u32,
    /// Papers that could have a better name or lie in a better place, and Faldone is sure of it.
    pub proposals: u32,
    /// Files that hold the same as another and could be set aside.
    pub copies: u32,
    /// Grows by one with every change of the index.
    #[ts(type = "number")]
    pub revision: u64,
    /// Written by a newer Faldone: shown, never changed.
    pub read_only: bool,
    /// Why watching is paused (the folder vanished, most of it is gone); `None` when all is well.
    pub paused: Option<ReasonView>,
}

/// One adult of the household.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonView {
    pub id: String,
    pub name: String,
    pub surname: String,
    /// Children and others whose papers lie in this person's folder: "Name Surname".
    pub dependants: Vec<String>,
    pub documents: u32,
}

/// A row of the document list: one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentRow {
    pub path: String,
    /// File name alone.
    pub name: String,
    pub sha256: Option<String>,
    #[ts(type = "number")]
    pub bytes: u64,
    /// `pdf`, `image`, `mail`, `signed`, `office` or `other`.
    pub kind: String,
    /// Type id, e.g. `NULLA-OSTA`; `None` in doubt.
    pub type_id: Option<String>,
    /// Kebab-case group of the type (`identity`, `immigration`, `work`, …) or `unsorted`.
    pub group: String,
    /// Ids of the persons the paper is of.
    pub persons: Vec<String>,
    /// The document's own date: YYYY, YYYY-MM or YYYY-MM-DD.
    pub date: Option<String>,
    /// The practice or protocol number, if it has one.
    pub reference: Option<String>,
    /// Worst first.
    pub findings: Vec<FindingView>,
    /// The better name, if there is one: a path.
    pub proposed: Option<String>,
    /// For a search: the words around the hit, the hit itself between U+0002 and U+0003.
    pub snippet: Option<String>,
}

/// Something wrong, with its reason and its fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindingView {
    pub code: String,
    #[ts(type = "\"error\" | \"warning\" | \"note\"")]
    pub severity: Severity,
    /// Plain English; the window translates by `code` and `values`.
    pub text: String,
    pub fix: Option<String>,
    pub values: BTreeMap<String, String>,
    /// The papers that do not agree, each with its words; the one the finding is about first. Empty for findings on one paper alone.
    pub papers: Vec<SaidView>,
    /// Where the rule was read, in words; empty for rules of files.
    pub source: String,
    pub source_it: String,
}

/// What one paper says, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SaidView {
    pub path: String,
    pub type_id: Option<String>,
    /// 1 for the first page; `None` if the user told it.
    pub page: Option<u32>,
    pub words: String,
    /// The words were recognised from a picture and may be misread.
    pub recognised: bool,
}

/// The days somebody spent in Italy in a tax year, as far as they were told. A count, not a ruling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DayCountView {
    pub person: String,
    pub name: String,
    pub year: i32,
    /// Days between an arrival and a departure that were told, both counted.
    #[ts(type = "number")]
    pub certain: i64,
    /// Further days, if nothing happened that was not told.
    #[ts(type = "number")]
    pub assumed: i64,
    /// From so many days on, it is most of the year.
    #[ts(type = "number")]
    pub needed: i64,
    pub spans: Vec<SpanView>,
    /// Since when somebody is registered as a resident, as a certificate says: the law looks at that as well.
    pub registered: Option<SaidView>,
    /// Where the rule was read, in words.
    pub source: String,
    pub source_it: String,
}

/// Days in Italy one after the other, both ends counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SpanView {
    /// YYYY-MM-DD.
    pub from: String,
    pub to: String,
    /// Both ends were told.
    pub certain: bool,
    /// What its ends were taken from.
    pub words: Vec<String>,
}

/// Everything known of one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentDetail {
    pub row: DocumentRow,
    /// 0..1, with the words the type was taken from.
    pub type_confidence: Option<f32>,
    pub facts: Vec<FactView>,
    pub pages: Vec<PageView>,
    /// Signers as the file names them; a signature is present, not verified.
    pub signers: Vec<String>,
    /// What happened to this document, oldest first.
    pub history: Vec<HistoryView>,
    /// It is too large for the portal, and making it smaller can be tried.
    pub may_shrink: bool,
}

/// One fact with the words it was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FactView {
    /// `type`, `person`, `reference`, `date`, `amount`, or `void`: why the paper does not count, by its own words.
    pub fact: String,
    /// The kind of reference, the role of the date, person or amount; empty for a type.
    pub role: String,
    /// As a person reads it: `P-MI/L/N/2026/101255`, `2026-04-28`, `2027-01-14T09:40` where an hour is told, `Leila Haddad`.
    pub value: String,
    /// Told by the user, not read.
    pub corrected: bool,
    pub page: Option<u32>,
    pub words: Option<String>,
    /// The rule that took it.
    pub rule: Option<String>,
    /// Boxes of the words on the page: left, top, right, bottom in points from the top left corner.
    pub boxes: Vec<[f32; 4]>,
}

/// One page and whether an office can search it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PageView {
    pub page: u32,
    pub width: f32,
    pub height: f32,
    pub searchable: Option<bool>,
    /// `text`, `ocr`, `text-on-image`, `scan`, `stamped`, `ocr-poor`, `unreadable`, `outlines` or `blank`.
    pub reason: String,
    pub chars: u32,
    pub image_cover: f32,
}

/// One line of a document's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HistoryView {
    /// Local time, YYYY-MM-DDTHH:MM:SS.
    pub at: String,
    /// `seen`, `renamed`, `moved`, `set-aside`, `made-smaller`, `undone` or `corrected`.
    pub what: String,
    /// The older path or value.
    pub from: Option<String>,
    pub to: Option<String>,
}

/// A proposed change, shown before anything happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProposalView {
    pub path: String,
    /// Where the file would go; `None` when Faldone is not sure and the user must say.
    pub to: Option<String>,
    /// `rename`, `move` or `set-aside`; `shrink` for a smaller version in the same place; `unsure` when `to` is `None`.
    pub kind: String,
    /// The content it was proposed for: accepting it changes nothing else.
    pub sha256: Option<String>,
    /// For a copy to be set aside, the path of the one that stays.
    pub stays: Option<String>,
    pub type_id: Option<String>,
    pub person: Option<String>,
    pub date: Option<String>,
    /// What is missing when unsure: `type`, `person`, `date`.
    pub missing: Vec<String>,
    /// Finding codes this answers: `name-differs`, `misplaced`, `duplicate`, `too-large`.
    pub codes: Vec<String>,
}

/// What a change or an undo did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeView {
    /// The operation's id, for undo; `None` if nothing was to be done.
    pub operation: Option<String>,
    pub done: Vec<StepView>,
    /// Steps left undone, each with its reason in plain words.
    pub left: Vec<LeftView>,
}

/// One step of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepView {
    pub from: String,
    pub to: String,
}

/// A step that was not done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LeftView {
    pub from: String,
    pub to: String,
    /// In English.
    pub why: String,
    /// The same, for the words of other languages.
    pub reason: ReasonView,
}

impl LeftView {
    pub(crate) fn new(from: &str, to: &str, why: &Reason) -> LeftView {
        let (from, to) = (from.to_owned(), to.to_owned());
        LeftView { from, to, why: why.to_string(), reason: why.view() }
    }
}

/// An operation in the log, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OperationView {
    pub id: String,
    pub at: String,
    /// The clock of the computer that did it was wrong by more than a day, as far as can be told.
    pub at_is_doubtful: bool,
    /// `fix`, `filed-by-itself` (unasked, as the household wants it), `set-aside`, `made-smaller`, `undo`, `correct`, `event`, `people`,
    /// `case-opened`, `case-closed`, `case` (something told of one) or `made`.
    pub kind: String,
    /// The computer that did it, as it calls itself.
    pub device: String,
    pub steps: Vec<StepView>,
    /// One plain English line.
    pub summary: String,
    pub undone: bool,
    pub can_undo: bool,
}

/// A row of the timeline: who did what, when, with which reference and which document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EventView {
    /// Unique in the folder: of a manual event its journal line's, of a document's its hash and role.
    pub id: String,
    /// YYYY-MM-DD.
    pub date: String,
    /// Local time HH:MM, where a paper or the user tells it.
    pub time: Option<String>,
    /// What happened, as code for translation: `issued`, `filed`, `paid`, `notified`, `appointment`, `due`, `start`,
    /// `valid-from`, `valid-to`, `expires` or `manual`.
    pub kind: String,
    /// For a manual event the user's words; else empty.
    pub what: String,
    /// Who did it: "SUI Milano", "HR", "Leila Haddad".
    pub who: Option<String>,
    pub persons: Vec<String>,
    pub type_id: Option<String>,
    pub reference: Option<String>,
    /// Kind of the reference, for masking: `practice`, `passport`, ….
    pub reference_kind: Option<String>,
    /// `portal`, `pec`, `by-hand`, `post` or what the user wrote.
    pub channel: Option<String>,
    /// The document, if there is one.
    pub path: Option<String>,
    pub sha256: Option<String>,
    /// The page and words it was read from.
    pub page: Option<u32>,
    pub words: Option<String>,
    pub manual: bool,
    /// After today; an appointment, a last day to do something and an end of validity also today.
    pub ahead: bool,
}

/// A manual event, as the user tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewEvent {
    /// YYYY-MM-DD.
    pub date: String,
    pub time: Option<String>,
    pub who: Option<String>,
    pub what: String,
    /// Id of the person it is about.
    pub person: String,
    pub reference: Option<String>,
    pub channel: Option<String>,
    /// A file of the folder that proves it.
    pub path: Option<String>,
    /// Something was filed with it: an application, papers that were asked for, observations.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub filed: bool,
}

/// A case, as the user opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewCase {
    /// A procedure's id.
    pub procedure: String,
    /// Everybody it is for; the applicant first.
    pub persons: Vec<String>,
    /// YYYY-MM-DD: papers of before belong to an earlier run. `None`: since the last run ended.
    pub since: Option<String>,
    /// Practice numbers that are known already.
    pub references: Vec<String>,
}

/// What the user asks of the document list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentQuery {
    /// Words to search for; empty lists everything.
    pub words: String,
    /// A person's id.
    pub person: Option<String>,
    pub offset: u32,
    /// At most this many rows; 0 means all.
    pub limit: u32,
}

/// One page of the document list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentPage {
    pub rows: Vec<DocumentRow>,
    /// All rows that answer the query.
    pub total: u32,
}

/// How far a long work is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProgressView {
    pub done: u32,
    pub total: u32,
    /// The file in hand.
    pub path: String,
}

/// What the watcher tells the window; the window asks again for what it shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Changed {
    #[ts(type = "number")]
    pub revision: u64,
    /// Paths that came in, changed or went.
    pub what: Vec<String>,
    /// Why nothing is concluded just now (the folder vanished, most of it is gone); `None` when all is well.
    pub paused: Option<String>,
    /// Why the system does not tell of changes, so that Faldone looks by itself every ten seconds; `None` when it tells.
    pub polling: Option<String>,
}

/// An error as people see it: what, where, what now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ErrorView {
    /// Kebab-case, listed in docs/errors.md; the window translates by it.
    pub code: String,
    pub message: String,
    pub path: Option<String>,
    /// What to do now.
    pub hint: Option<String>,
    /// Why, where that has words of its own in each language; it stands in `message` in English.
    pub reason: Option<Box<ReasonView>>,
}

/// What an export holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportView {
    /// Absolute path of the file written; empty when nothing was written yet.
    pub path: String,
    pub events: u32,
    pub papers: u32,
    /// Papers of several people in it, to be confirmed before it leaves.
    pub joint: Vec<String>,
    pub masked: bool,
}

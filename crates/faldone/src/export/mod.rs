//! One person's timeline as a table for others: XLSX and CSV, as bytes. Who writes them to disk is the caller.
//!
//! Invariant: nothing of a paper the person is not a subject of gets into an [`Export`], and no secret of domain §7 gets in
//! whole unless it was asked for. Both are done in [`rows`], once, before any format sees a value.

mod asked;
mod cells;
mod csv;
mod ics;
mod labels;
mod mask;
mod xlsx;

pub use self::{
    asked::{AskedRow, asked},
    csv::csv,
    ics::{CalendarExport, ics},
    labels::Language,
    xlsx::xlsx,
};

pub(crate) use self::labels::actor;
use self::mask::Mask;
use crate::view::EventView;
use faldone_rules::{facts::Recognition, person::Person};
use std::collections::{BTreeMap, BTreeSet};

/// The table could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// More rows or longer texts than a spreadsheet holds.
    #[error(
        "the spreadsheet could not be made: {0}; export a shorter time or one person at a time"
    )]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    #[error("the CSV table could not be made: {0}")]
    Csv(#[from] ::csv::Error),
}

/// A file of the folder, as an export needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperRow {
    /// Relative to the master folder, with `/`.
    pub path: String,
    pub sha256: Option<String>,
    pub bytes: u64,
    pub type_id: Option<String>,
    /// The type's name in the table's language, from the packs; the id stands in for it.
    pub type_label: Option<String>,
    /// Ids of all persons (and dependants) the paper is of.
    pub persons: Vec<String>,
    /// The document's own date: YYYY, YYYY-MM or YYYY-MM-DD.
    pub date: Option<String>,
    pub reference: Option<String>,
    /// Kind of the reference: `practice`, `passport`, ….
    pub reference_kind: Option<String>,
    /// Every number on the paper that is to be masked wherever it turns up, see [`secrets`].
    pub secrets: Vec<String>,
    /// A sync program's second version of another paper: in no table until the user has compared the two.
    pub is_second: bool,
}

/// Returns the numbers on a paper that no table shows whole unless asked (domain §7).
pub fn secrets(recognition: &Recognition) -> Vec<String> {
    recognition
        .references
        .iter()
        .filter(|found| found.is_personal())
        .map(|found| found.value.clone())
        .collect()
}

/// Returns a reference as it may leave: a personal number, or half of a login, is masked.
pub fn masked(value: &str, kind: Option<&str>) -> String {
    Mask::new(std::iter::empty(), false).reference(value, kind)
}

/// One person's rows, chosen and masked, ready for any format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Full name of the person it is of.
    pub person: String,
    pub masked: bool,
    pub events: Vec<EventRow>,
    pub papers: Vec<PaperLine>,
    /// What the person's open cases still ask for, and who provides it by when; see [`asked`]. [`rows`] leaves it empty.
    pub asked: Vec<AskedRow>,
    /// Real paths of the papers in it that belong to others too: to be confirmed before the table leaves.
    pub joint: Vec<String>,
    /// Events that belong to nobody, and so are in nobody's table.
    pub unassigned: u32,
    /// What leads from the table to the master folder in links: empty if it lies in it, `../` one folder deeper;
    /// `None` makes no links. [`rows`] sets it empty.
    pub link_base: Option<String>,
}

/// An event as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    pub date: String,
    pub time: Option<String>,
    /// The kind, as code: `filed`.
    pub kind: String,
    /// The words of the user, for a manual event.
    pub what: String,
    /// The type's name, or its id.
    pub type_label: Option<String>,
    pub who: Option<String>,
    pub of: Whose,
    pub reference: Option<String>,
    /// The channel, as code or in the user's words.
    pub channel: Option<String>,
    pub file: Option<FileCell>,
    pub page: Option<u32>,
    pub words: Option<String>,
    pub manual: bool,
    pub ahead: bool,
    pub sha256: Option<String>,
}

/// A paper as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    pub type_label: Option<String>,
    pub of: Whose,
    pub date: Option<String>,
    pub reference: Option<String>,
    pub file: FileCell,
    pub bytes: u64,
    pub sha256: Option<String>,
}

/// Whose a row is: the names of the person and their children. Others are never named, only told of by `joint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    pub names: Vec<String>,
    pub joint: bool,
}

/// A file as shown, and where its link goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCell {
    /// Path with its secrets masked.
    pub shown: String,
    /// Relative path of the file; `None` where the path itself holds a secret, as a link would tell it.
    pub target: Option<String>,
}

/// Returns what a table of this person holds: their own papers and events, those of their children, and joint ones.
///
/// Give all papers of the household: the secrets of every one are masked wherever they turn up, also in what the user wrote.
pub fn rows(events: &[EventView], papers: &[PaperRow], person: &Person, full: bool) -> Export {
    let household = Household::new(person);
    let secrets = papers.iter().flat_map(|paper| paper.secrets.iter().map(String::as_str));
    let mask = Mask::new(secrets.chain(person.fiscal_code.as_deref()), full);
    let contents = Contents::of(papers);

    let mut joint = BTreeSet::new();
    let mut lines = Vec::new();
    let own = |content: &&Content<'_>| household.owns(&content.persons);
    for content in contents.list.iter().filter(own).filter(|content| !content.paper.is_second) {
        let whose = household.whose(&content.persons);
        if whose.joint {
            joint.insert(content.paper.path.clone());
        }
        lines.push(paper_line(content, whose, &mask));
    }
    lines.sort_by(|one, other| {
        (&one.type_label, &one.date, &one.file.shown).cmp(&(
            &other.type_label,
            &other.date,
            &other.file.shown,
        ))
    });

    let mut chosen = Vec::new();
    for event in events.iter().filter(|event| household.owns(&event.persons)) {
        let content = contents.find(event);
        let own = content.filter(|content| household.owns(&content.persons));
        // What was read on a paper that is not this person's stays out; what the user told of the person stays in, without it.
        if !event.manual && own.is_none() {
            continue;
        }
        chosen.push(event_row(event, own, household.whose(&event.persons), &mask));
    }
    let unassigned = events.iter().filter(|event| event.persons.is_empty()).count();
    Export {
        person: person.full_name(),
        masked: !full,
        events: chosen,
        papers: lines,
        asked: Vec::new(),
        joint: joint.into_iter().collect(),
        unassigned: u32::try_from(unassigned).unwrap_or(u32::MAX),
        link_base: Some(String::new()),
    }
}

fn paper_line(content: &Content<'_>, of: Whose, mask: &Mask) -> PaperLine {
    let paper = content.paper;
    PaperLine {
        type_label: label(paper),
        of,
        date: paper.date.as_deref().map(|date| mask.dated(date)),
        reference: paper
            .reference
            .as_deref()
            .map(|value| mask.reference(value, paper.reference_kind.as_deref())),
        file: file_cell(&paper.path, mask),
        bytes: paper.bytes,
        sha256: paper.sha256.clone(),
    }
}

fn event_row(event: &EventView, own: Option<&Content<'_>>, of: Whose, mask: &Mask) -> EventRow {
    let text = |value: &Option<String>| value.as_deref().map(|value| mask.text(value));
    EventRow {
        date: mask.dated(&event.date),
        time: event.time.as_deref().map(|time| mask.dated(time)),
        kind: event.kind.clone(),
        what: mask.text(&event.what),
        type_label: own.and_then(|content| label(content.paper)),
        who: text(&event.who),
        of,
        reference: event
            .reference
            .as_deref()
            .map(|value| mask.reference(value, event.reference_kind.as_deref())),
        channel: text(&event.channel),
        file: own.map(|content| file_cell(&content.paper.path, mask)),
        page: event.page,
        words: text(&event.words),
        manual: event.manual,
        ahead: event.ahead,
        sha256: own.and_then(|content| content.paper.sha256.clone()),
    }
}

fn label(paper: &PaperRow) -> Option<String> {
    paper.type_label.clone().or_else(|| paper.type_id.clone())
}

fn file_cell(path: &str, mask: &Mask) -> FileCell {
    let shown = mask.text(path);
    FileCell { target: (shown == path).then(|| path.to_owned()), shown }
}

/// The person and their children, by id, with the names to show.
struct Household {
    names: BTreeMap<String, String>,
    order: Vec<String>,
}

impl Household {
    fn new(person: &Person) -> Household {
        let children = person.dependants.iter().map(|child| {
            (child.id.clone(), faldone_rules::person::full_name(&child.name, &child.surname))
        });
        let all: Vec<(String, String)> =
            std::iter::once((person.id.clone(), person.full_name())).chain(children).collect();
        let order = all.iter().map(|(id, _)| id.clone()).collect();
        Household { names: all.into_iter().collect(), order }
    }

    fn owns(&self, persons: &[String]) -> bool {
        persons.iter().any(|id| self.names.contains_key(id))
    }

    fn whose(&self, persons: &[String]) -> Whose {
        let own = self.order.iter().filter(|id| persons.contains(id));
        Whose {
            names: own.filter_map(|id| self.names.get(id).cloned()).collect(),
            joint: persons.iter().any(|id| !self.names.contains_key(id)),
        }
    }
}

/// One content with the copy that stands for it and everybody it belongs to.
struct Content<'a> {
    paper: &'a PaperRow,
    persons: Vec<String>,
}

struct Contents<'a> {
    list: Vec<Content<'a>>,
    by_sha256: BTreeMap<&'a str, usize>,
    by_path: BTreeMap<&'a str, usize>,
}

impl<'a> Contents<'a> {
    fn of(papers: &'a [PaperRow]) -> Contents<'a> {
        let mut contents =
            Contents { list: Vec::new(), by_sha256: BTreeMap::new(), by_path: BTreeMap::new() };
        let mut sorted: Vec<&PaperRow> = papers.iter().collect();
        sorted.sort_by_key(|paper| &paper.path);
        for paper in sorted {
            let known = paper.sha256.as_deref().and_then(|sha256| contents.by_sha256.get(sha256));
            let at = match known {
                Some(at) => *at,
                None => {
                    contents.list.push(Content { paper, persons: Vec::new() });
                    contents.list.len() - 1
                }
            };
            if let Some(content) = contents.list.get_mut(at) {
                content.persons.extend(paper.persons.iter().cloned());
                content.persons.sort();
                content.persons.dedup();
            }
            contents.by_path.insert(&paper.path, at);
            if let Some(sha256) = &paper.sha256 {
                contents.by_sha256.insert(sha256, at);
            }
        }
        contents
    }

    fn find(&self, event: &EventView) -> Option<&Content<'a>> {
        let by_hash = event.sha256.as_deref().and_then(|sha256| self.by_sha256.get(sha256));
        let by_path = || event.path.as_deref().and_then(|path| self.by_path.get(path));
        by_hash.or_else(by_path).and_then(|at| self.list.get(*at))
    }
}

#[cfg(test)]
mod tests;

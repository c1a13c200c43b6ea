//! What the folder holds at one moment, read from the index once for whatever is asked of it.

use super::{Folder, called_off, undelivered};
use crate::{
    error::Error,
    index::{Index, document, file, page},
    state::{State, ToldEvent},
    timeline::{self, ManualEvent, TimelineDocument},
    view::{DocumentRow, EventView},
};
use chrono::NaiveDate;
use faldone_pdf::FileFacts;
use faldone_rules::{
    check::{Completeness, FileSummary},
    facts::{PageText, Recognition},
    procedures::review::{Paper, ToldFiling},
    requests::{Call, Reader},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError},
};

/// What was read last, and of which moment it is.
#[derive(Debug)]
pub(super) struct Held {
    /// What SQLite counts up with every change of the index that another connection makes.
    version: i64,
    /// What the user told then.
    state: Arc<State>,
    holdings: Arc<Holdings>,
}

/// Every file, and what holds of every content: what was read, with the user's corrections.
#[derive(Debug)]
pub(super) struct Holdings {
    /// In the order of their paths.
    pub(super) rows: Vec<DocumentRow>,
    /// By hash.
    facts: HashMap<String, Recognition>,
    /// By hash, of the PDFs.
    files: HashMap<String, FileFacts>,
    /// By hash, what the letters call for that must be answered.
    calls: HashMap<String, Call>,
    /// The paths of second versions that sync programs made of papers that are here: until the user has compared the two, the first
    /// one speaks.
    seconds: HashSet<String>,
}

impl Folder {
    /// Returns what the folder holds. It is read once for all that is asked between two changes, also at the same time: with ten
    /// thousand papers that takes a second and the memory of all their facts.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(super) fn holdings(&self, state: &Arc<State>) -> Result<Arc<Holdings>, Error> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let index = self.reading();
        let version = index
            .run(|c| c.pragma_query_value(None, "data_version", |row| row.get::<_, i64>(0)))?;
        if let Some(held) = held.as_ref()
            && held.version == version
            && Arc::ptr_eq(&held.state, state)
        {
            return Ok(Arc::clone(&held.holdings));
        }
        // What is not right any more goes before the new comes.
        *held = None;
        let holdings = Arc::new(self.read_holdings(&index, state)?);
        let (state, kept) = (Arc::clone(state), Arc::clone(&holdings));
        *held = Some(Held { version, state, holdings: kept });
        Ok(holdings)
    }

    fn read_holdings(&self, index: &Index, state: &State) -> Result<Holdings, Error> {
        let (rows, _) = index.run(|c| file::rows(c, None, 0, 0))?;
        let known = index.run(document::all)?;
        let (mut facts, mut files) = (HashMap::new(), HashMap::new());
        for known in known {
            let corrected = state.corrected(&known.sha256, &known.recognition);
            files.extend(known.facts.map(|file| (known.sha256.clone(), file)));
            facts.insert(known.sha256, corrected);
        }
        undelivered::void_acceptances(&mut facts);
        called_off::settle(&mut facts, &state.events);
        let mut calls = HashMap::new();
        // Few papers are such letters, and most folders have none.
        let mut reader: Option<Reader> = None;
        for (sha256, known) in &facts {
            let kind = known.doc_type.as_ref();
            let kind = kind.and_then(|kind| self.packs().document_type(&kind.id));
            let Some(calls_for) = kind.and_then(|kind| kind.calls_for) else { continue };
            let pages = index.run(|c| page::texts(c, sha256))?;
            let pages: Vec<PageText<'_>> =
                pages.iter().map(|(number, text)| PageText { number: *number, text }).collect();
            let reader = reader.get_or_insert_with(|| Reader::new(self.packs()));
            calls.insert(sha256.clone(), reader.read(&pages, calls_for));
        }
        let seconds = second_versions(&rows, state);
        Ok(Holdings { rows, facts, files, calls, seconds })
    }
}

impl Holdings {
    /// Returns the file at this path.
    pub(super) fn row(&self, path: &str) -> Option<&DocumentRow> {
        let at = self.rows.binary_search_by(|row| row.path.as_str().cmp(path)).ok()?;
        self.rows.get(at)
    }

    /// Returns what holds of a file's content; `None` if it could not be read.
    pub(super) fn facts(&self, row: &DocumentRow) -> Option<&Recognition> {
        self.facts.get(row.sha256.as_ref()?)
    }

    /// Returns what a file is as a PDF; `None` if it is none.
    pub(super) fn file(&self, row: &DocumentRow) -> Option<&FileFacts> {
        self.files.get(row.sha256.as_ref()?)
    }

    /// Returns whether a file is a second version, made by a sync program, of a paper that is here.
    pub(super) fn is_second(&self, row: &DocumentRow) -> bool {
        self.seconds.contains(&row.path)
    }

    /// Returns the files that speak for themselves.
    fn firsts(&self) -> impl Iterator<Item = &DocumentRow> {
        self.rows.iter().filter(|row| !self.is_second(row))
    }

    /// Returns the files as rules for the whole folder look at them.
    pub(super) fn summaries(&self) -> Vec<FileSummary> {
        let is_broken = |row: &DocumentRow| {
            row.findings
                .iter()
                .any(|found| ["incomplete", "damaged"].contains(&found.code.as_str()))
        };
        let summary = |row: &DocumentRow| FileSummary {
            path: row.path.clone(),
            sha256: row.sha256.clone().unwrap_or_default(),
            bytes: row.bytes,
            complete: if is_broken(row) { Completeness::Damaged } else { Completeness::Whole },
            recognition: self.facts(row).cloned().unwrap_or_default(),
            ..FileSummary::default()
        };
        self.firsts().map(summary).collect()
    }

    /// Returns every content once, under the first of its paths.
    pub(super) fn papers(&self) -> Vec<Paper<'_>> {
        let mut seen = HashSet::new();
        let papers = self.firsts().filter_map(|row| {
            let facts = self.facts(row)?;
            seen.insert(row.sha256.as_ref()).then(|| Paper {
                path: &row.path,
                facts,
                call: row.sha256.as_ref().and_then(|sha256| self.calls.get(sha256)),
            })
        });
        papers.collect()
    }

    /// Returns the paths of every paper, by the first version of its content.
    fn versions(&self, state: &State) -> HashMap<String, Vec<&str>> {
        let mut paths: HashMap<String, Vec<&str>> = HashMap::new();
        if !state.events.is_empty() {
            for row in &self.rows {
                let Some(sha256) = &row.sha256 else { continue };
                paths.entry(state.first_version(sha256)).or_default().push(&row.path);
            }
        }
        paths
    }

    /// Returns where the paper is now that proves what the user told, under whatever name its content or a version of it has got since;
    /// `None` if it is not in the folder.
    fn paper_of(
        &self,
        state: &State,
        told: &ToldEvent,
        versions: &HashMap<String, Vec<&str>>,
    ) -> Option<String> {
        let path = told.event.path.as_deref()?;
        let paths = versions.get(&state.first_version(told.sha256.as_ref()?))?;
        let now = paths.iter().find(|it| **it == path).or_else(|| paths.first())?;
        Some((*now).to_owned())
    }

    /// Returns the filings that the household noted in its timeline.
    pub(super) fn filings(&self, state: &State) -> Vec<ToldFiling> {
        let noted = state.events.iter().filter(|told| told.event.filed);
        let versions = self.versions(state);
        let filings = noted.filter_map(|told| {
            Some(ToldFiling {
                day: told.event.date.parse().ok()?,
                person: told.event.person.clone(),
                reference: told.event.reference.as_ref().map(|value| value.trim().to_uppercase()),
                path: self.paper_of(state, told, &versions),
            })
        });
        filings.collect()
    }

    /// Returns the events that the papers tell and those told by the user, oldest first.
    pub(super) fn events(&self, state: &State, today: NaiveDate) -> Vec<EventView> {
        let nothing = Recognition::default();
        let documents: Vec<TimelineDocument<'_>> = self
            .firsts()
            .filter_map(|row| {
                Some(TimelineDocument {
                    path: row.path.clone(),
                    sha256: row.sha256.clone()?,
                    type_id: row.type_id.clone(),
                    persons: row.persons.clone(),
                    recognition: self.facts(row).unwrap_or(&nothing),
                })
            })
            .collect();
        let versions = self.versions(state);
        let told = state.events.iter();
        let told: Vec<ManualEvent> = told
            .map(|told| {
                let mut event = told.event.clone();
                event.path = self.paper_of(state, told, &versions).or(event.path);
                ManualEvent { line_id: told.line.clone(), event }
            })
            .collect();
        timeline::events(&documents, &told, &state.people, today)
    }
}

/// Returns the paths of second versions that keep their names until the user has compared the two, and whose first version is here:
/// under its name, or under a better one that it has got since.
fn second_versions(rows: &[DocumentRow], state: &State) -> HashSet<String> {
    let value = |row: &DocumentRow, code: &str, name: &str| {
        let found = row.findings.iter().find(|found| found.code == code)?;
        found.values.get(name).cloned()
    };
    let second = |row: &DocumentRow| {
        let waits = value(row, "unsure-name", "missing")?.contains("conflict-copy");
        value(row, "sync-conflict", "original").filter(|_| waits)
    };
    let seconds: Vec<(&DocumentRow, String)> =
        rows.iter().filter_map(|row| Some((row, second(row)?))).collect();
    if seconds.is_empty() {
        return HashSet::new();
    }
    let mut here: HashSet<&str> = HashSet::new();
    for row in rows {
        let Some(sha256) = &row.sha256 else { continue };
        here.insert(&row.path);
        here.extend(state.seen.get(sha256).map(|(_, path)| path.as_str()));
    }
    let is_here = |(_, original): &&(&DocumentRow, String)| here.contains(original.as_str());
    seconds.iter().filter(is_here).map(|(row, _)| row.path.clone()).collect()
}

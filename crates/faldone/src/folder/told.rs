//! What the user tells Faldone, and what leaves the folder: corrections, events, exports.

use super::{Folder, holdings::Holdings};
use crate::{
    clock, disk,
    error::Error,
    export::{self, CalendarExport, Export, Language, PaperRow},
    journal::Op,
    reason::Reason,
    state::{self, State, to_kebab},
    view::{DocumentRow, EventView, ExportView, NewEvent},
    walk,
};
use std::{path::Path, sync::Arc};

impl Folder {
    /// Corrects a fact of the document at `path`: `type`, `person`, `reference`, `date` or `amount`. The value of the last three has
    /// its kind or role before a colon (`issued:2026-04-28`). An empty value takes the fact away. The correction belongs to the
    /// content and follows it through renames.
    ///
    /// # Errors
    /// If the file is unknown or the value cannot be taken; nothing is changed then.
    pub fn correct(&self, path: &str, fact: &str, value: &str) -> Result<(), Error> {
        let unknown = || Error::Unknown { what: "file", given: path.to_owned() };
        let entry = self.listed(path)?.ok_or_else(unknown)?;
        let Some(sha256) = entry.sha256 else {
            let why = Reason::NotRead;
            return Err(Error::BadValue { what: "file", given: path.to_owned(), why });
        };
        let (role, told) = match fact {
            "type" | "person" => ("", value.trim()),
            _ => value.split_once(':').map_or(("", value.trim()), |(r, v)| (r.trim(), v.trim())),
        };
        let state = self.state();
        if let Some(why) = state::refuse(&state, self.packs(), fact, role, told) {
            return Err(Error::BadValue {
                what: "correction",
                given: format!("{fact} {value}"),
                why,
            });
        }
        let told = match fact {
            "type" => state::type_meant(self.packs(), told).unwrap_or(told),
            _ => told,
        };
        self.tell(vec![Op::Corrected {
            sha256,
            fact: fact.to_owned(),
            role: role.to_owned(),
            value: told.to_owned(),
        }])?;
        let state = self.state();
        let mut inner = self.inner();
        self.assess(&mut inner.index, &state)
    }

    /// Adds an event told by the user to the timeline.
    ///
    /// # Errors
    /// If its date, person or file cannot be taken; nothing is changed then.
    pub fn add_event(&self, event: &NewEvent) -> Result<EventView, Error> {
        let bad = |what: &'static str, given: &str, why| Error::BadValue {
            what,
            given: given.to_owned(),
            why,
        };
        if event.date.parse::<chrono::NaiveDate>().is_err() || event.date.len() != 10 {
            return Err(bad("date", &event.date, Reason::DayForm));
        }
        if let Some(time) = &event.time
            && chrono::NaiveTime::parse_from_str(time, "%H:%M").is_err()
        {
            return Err(bad("time", time, Reason::TimeForm));
        }
        if event.what.trim().is_empty() {
            return Err(bad("event", "", Reason::NothingSaid));
        }
        let mut event = event.clone();
        let mut sha256 = None;
        if let Some(path) = &event.path {
            let unknown = || Error::Unknown { what: "file", given: path.clone() };
            let paper = self.listed(path)?.ok_or_else(unknown)?;
            (event.path, sha256) = (Some(paper.path), paper.sha256);
        }
        event.person = self.person_id(&self.state(), &event.person)?;
        let line = self.tell(vec![Op::Event { event, sha256 }])?;
        let events = self.timeline(None)?;
        events
            .into_iter()
            .find(|found| found.id == line)
            .ok_or_else(|| Error::Unknown { what: "event", given: line })
    }

    /// Returns what [`Folder::export`] would write, so that joint papers can be confirmed before anything leaves.
    ///
    /// # Errors
    /// If the person is unknown or the index cannot be read.
    pub fn export_preview(&self, person: &str, full: bool) -> Result<ExportView, Error> {
        let state = self.state();
        self.export_table(&state, person, full).map(|table| export_view(String::new(), &table))
    }

    /// Writes a person's timeline and papers as a table (`.xlsx` or `.csv`), or what is due as a calendar (`.ics`); secrets are masked unless `full`. Never overwrites.
    ///
    /// # Errors
    /// If the person or the kind of file is unknown, the file is there already or cannot be written.
    pub fn export(&self, to: &Path, person: &str, full: bool) -> Result<ExportView, Error> {
        let state = self.state();
        let format = to.extension().map(|ext| ext.to_string_lossy().to_lowercase());
        let to = std::path::absolute(to).map_err(|error| Error::io(to, "find", error))?;
        if to.exists() {
            return Err(Error::Exists(to));
        }
        let mut table = self.export_table(&state, person, full)?;
        if format.as_deref() == Some("ics") {
            return self.export_calendar(&state, person, &table.person, &to);
        }
        table.link_base = link_base(&self.root, &to);
        let language =
            Language::of_code(state.settings.get("language").map_or("en", String::as_str));
        let made = clock::now().with_timezone(&chrono::Local).naive_local();
        let bytes = match format.as_deref() {
            Some("xlsx") => export::xlsx(&table, language, made),
            Some("csv") => export::csv(&table, language),
            _ => {
                return Err(Error::BadValue {
                    what: "file for an export",
                    given: to.display().to_string(),
                    why: Reason::ending(&["xlsx", "csv", "ics"]),
                });
            }
        };
        let bytes = bytes.map_err(|error| Error::Export(error.to_string()))?;
        disk::write_new(&to, &bytes)?;
        Ok(export_view(to.display().to_string(), &table))
    }

    /// Writes what is due for a person and their children as a calendar file. No number, name of a file or paper leaves with it.
    fn export_calendar(
        &self,
        state: &State,
        person: &str,
        name: &str,
        to: &Path,
    ) -> Result<ExportView, Error> {
        let language =
            Language::of_code(state.settings.get("language").map_or("en", String::as_str));
        let id = self.person_id(state, person)?;
        let children = state.person(&id).into_iter().flat_map(|owner| &owner.dependants);
        let theirs: Vec<&str> =
            children.map(|child| child.id.as_str()).chain([id.as_str()]).collect();
        let mut rows = self.due()?;
        rows.retain(|row| row.persons.iter().any(|id| theirs.contains(&id.as_str())));
        let export =
            CalendarExport { folder: &self.id, person: name, rows, sequence: state.lines.len() };
        disk::write_new(to, &export::ics(&export, language, clock::now()))?;
        Ok(ExportView {
            path: to.display().to_string(),
            events: export.rows.len() as u32,
            papers: 0,
            joint: Vec::new(),
            masked: true,
        })
    }

    fn export_table(&self, state: &Arc<State>, person: &str, full: bool) -> Result<Export, Error> {
        let id = self.person_id(state, person)?;
        let owner =
            state.person(&id).filter(|owner| owner.id == id).ok_or_else(|| Error::BadValue {
                what: "person for an export",
                given: person.to_owned(),
                why: Reason::OfAChild,
            })?;
        let holdings = self.holdings(state)?;
        let events = holdings.events(state, self.today());
        let papers: Vec<PaperRow> =
            holdings.rows.iter().map(|row| self.paper_row(row, &holdings)).collect();
        let cases = self.case_views(state, &holdings);
        let mut table = export::rows(&events, &papers, owner, full);
        table.asked = export::asked(&cases, &papers, owner, full);
        Ok(table)
    }

    /// A file as an export wants it.
    fn paper_row(&self, row: &DocumentRow, holdings: &Holdings) -> PaperRow {
        let facts = holdings.facts(row);
        let kind = row.type_id.as_deref().and_then(|id| self.packs().document_type(id));
        let mut references = facts.into_iter().flat_map(|facts| &facts.references);
        let reference = references.find(|found| Some(&found.value) == row.reference.as_ref());
        PaperRow {
            path: row.path.clone(),
            sha256: row.sha256.clone(),
            bytes: row.bytes,
            type_id: row.type_id.clone(),
            type_label: kind.map(|kind| kind.label_en.clone()),
            persons: row.persons.clone(),
            date: row.date.clone(),
            reference: row.reference.clone(),
            reference_kind: reference.map(|found| to_kebab(&found.kind)),
            secrets: facts.map(export::secrets).unwrap_or_default(),
            is_second: holdings.is_second(row),
        }
    }
}

fn export_view(path: String, table: &Export) -> ExportView {
    ExportView {
        path,
        events: table.events.len() as u32,
        papers: table.papers.len() as u32,
        joint: table.joint.clone(),
        masked: table.masked,
    }
}

/// What leads from the table to the master folder in its links; `None` if it lies elsewhere, where a relative link would break.
fn link_base(root: &Path, to: &Path) -> Option<String> {
    let folder = std::fs::canonicalize(to.parent()?).ok()?;
    if folder == root {
        return Some(String::new());
    }
    walk::relative(root, &folder).map(|inside| "../".repeat(inside.split('/').count()))
}

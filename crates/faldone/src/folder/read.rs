//! What the window and the command line ask of a folder. Nothing here changes anything.

use super::Folder;
use crate::{
    change, clock,
    error::Error,
    index::{document, file, meta, page},
    journal::{ChangeKind, Op, Step},
    reader::Kind,
    state::{State, TOLD, to_kebab},
    view::{
        DocumentDetail, DocumentPage, DocumentQuery, EventView, FactView, FolderView, HistoryView,
        PageView, PersonView, ProposalView,
    },
};
use faldone_rules::facts::{Evidence, Recognition};

/// The most hits a search shows.
const HITS: u32 = 200;

impl Folder {
    /// Returns the folder at a glance.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn view(&self) -> Result<FolderView, Error> {
        let state = self.state();
        let index = self.reading();
        let counts = index.run(file::counts)?;
        let people = state
            .people
            .iter()
            .map(|person| {
                Ok(PersonView {
                    id: person.id.clone(),
                    name: person.name.clone(),
                    surname: person.surname.clone(),
                    dependants: person
                        .dependants
                        .iter()
                        .map(|child| faldone_rules::person::full_name(&child.name, &child.surname))
                        .collect(),
                    documents: index.run(|c| file::count_of(c, &person.id))?,
                })
            })
            .collect::<Result<_, Error>>()?;
        Ok(FolderView {
            root: self.root.display().to_string(),
            id: self.id.clone(),
            people,
            documents: counts.files,
            attention: counts.attention,
            proposals: counts.proposals,
            copies: counts.copies,
            revision: index.run(meta::revision)?,
            read_only: self.is_read_only(),
            paused: self.paused().map(|why| why.view()),
        })
    }

    /// Returns the files that answer a query, in the order of their paths; for a search best first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn documents(&self, query: &DocumentQuery) -> Result<DocumentPage, Error> {
        let person = query.person.as_deref();
        let index = self.listing();
        if query.words.trim().is_empty() {
            let (rows, total) = index.run(|c| file::rows(c, person, query.offset, query.limit))?;
            return Ok(DocumentPage { rows, total });
        }
        let part = (query.offset, query.limit);
        let (rows, total) = index.run(|c| page::search(c, &query.words, person, part, HITS))?;
        Ok(DocumentPage { rows, total })
    }

    /// Returns the number that grows with every change of the index.
    pub(crate) fn revision(&self) -> Result<u64, Error> {
        self.reading().run(meta::revision)
    }

    /// Returns what differs as soon as a paper or a word of the user's has come in, here or from another computer: the index's revision and
    /// how many lines the journals hold. While it is the same, nothing need be asked again.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn mark(&self) -> Result<(u64, usize), Error> {
        Ok((self.revision()?, self.written_down()))
    }

    /// Returns how many lines the journals hold, as last read.
    pub(crate) fn written_down(&self) -> usize {
        self.state().lines.len()
    }

    /// Returns the path of every document, with its content's SHA-256.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn contents(&self) -> Result<Vec<(String, String)>, Error> {
        self.reading().run(file::contents)
    }

    /// Returns everything known of the document at `path`, also where that stores its accents in another way.
    ///
    /// # Errors
    /// If there is no such file in the index.
    pub fn document(&self, path: &str) -> Result<DocumentDetail, Error> {
        let unknown = || Error::Unknown { what: "file", given: path.to_owned() };
        let path = &self.listed(path)?.ok_or_else(unknown)?.path;
        let index = self.listing();
        let row = index.run(|c| file::row(c, path))?.ok_or_else(unknown)?;
        let state = self.state();
        let mut detail = DocumentDetail {
            may_shrink: Folder::may_shrink(&index, &row)?,
            history: history(&state, row.sha256.as_deref(), path),
            row,
            type_confidence: None,
            facts: Vec::new(),
            pages: Vec::new(),
            signers: Vec::new(),
        };
        let Some(sha256) = detail.row.sha256.clone() else { return Ok(detail) };
        let Some(known) = index.run(|c| document::get(c, &sha256))? else { return Ok(detail) };
        let pages = index.run(|c| page::of(c, &sha256))?;
        let facts = state.corrected(&sha256, &known.recognition);
        detail.type_confidence = facts.doc_type.as_ref().map(|found| found.confidence);
        detail.facts = fact_views(&facts, &pages);
        detail.pages = known
            .verdicts
            .iter()
            .map(|verdict| {
                let page = pages.iter().find(|page| page.number == verdict.page);
                PageView {
                    page: verdict.page,
                    width: page.map_or(0.0, |page| page.width),
                    height: page.map_or(0.0, |page| page.height),
                    searchable: verdict.reason.searchable(),
                    reason: to_kebab(&verdict.reason),
                    chars: verdict.chars,
                    image_cover: verdict.image_cover,
                }
            })
            .collect();
        if known.kind == Kind::Image {
            detail.pages.push(PageView {
                page: 1,
                width: 0.0,
                height: 0.0,
                searchable: None,
                reason: "scan".to_owned(),
                chars: 0,
                image_cover: 1.0,
            });
        }
        detail.signers = known
            .facts
            .iter()
            .flat_map(|facts| &facts.signatures)
            .map(|signature| signature.signer.clone().unwrap_or_default())
            .collect();
        Ok(detail)
    }

    /// Returns one page (1 is the first) of a document as PNG, `width` pixels wide, at most 2,400.
    ///
    /// # Errors
    /// If the file is not in the index or its page cannot be drawn.
    pub fn page_image(&self, path: &str, page: u32, width: u32) -> Result<Vec<u8>, Error> {
        self.readers
            .draw(&self.place(path)?, page, width.clamp(16, 2400))?
            .ok_or_else(|| Error::Unknown { what: "page", given: format!("{page} of {path}") })
    }

    /// Returns what could be better named, moved or set aside, in the order of the paths.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn proposals(&self) -> Result<Vec<ProposalView>, Error> {
        self.reading().run(file::proposals)
    }

    /// Returns the events of the documents and those told by the user, oldest first, of one person if one is given.
    ///
    /// # Errors
    /// If there is no such person, or the index cannot be read.
    pub fn timeline(&self, person: Option<&str>) -> Result<Vec<EventView>, Error> {
        let state = self.state();
        let person = person.map(|given| self.person_id(&state, given)).transpose()?;
        let events = self.holdings(&state)?.events(&state, self.today());
        Ok(match person {
            Some(id) => events.into_iter().filter(|event| event.persons.contains(&id)).collect(),
            None => events,
        })
    }

    /// Returns the id of the person or dependant meant by "Name Surname", "Name/Surname" or an id.
    ///
    /// # Errors
    /// If nobody is called that.
    pub fn person(&self, given: &str) -> Result<String, Error> {
        self.person_id(&self.state(), given)
    }

    /// Returns the full name of a person or dependant; the id itself if nobody has it.
    pub fn full_name(&self, id: &str) -> String {
        let found = self.state().find_person(id);
        found.map_or_else(
            || id.to_owned(),
            |(_, name, surname)| faldone_rules::person::full_name(&name, &surname),
        )
    }

    pub(super) fn person_id(&self, state: &State, given: &str) -> Result<String, Error> {
        state
            .find_person(given)
            .map(|(id, _, _)| id)
            .ok_or_else(|| Error::Unknown { what: "person", given: given.to_owned() })
    }
}

/// Returns the facts as the window shows them, with the boxes of their words.
pub(crate) fn fact_views(facts: &Recognition, pages: &[page::Page]) -> Vec<FactView> {
    let view = |fact: &str, role: String, value: String, because: Option<&Evidence>| {
        let read = because.filter(|evidence| evidence.page > 0);
        FactView {
            fact: fact.to_owned(),
            role,
            value,
            corrected: because.is_some_and(|evidence| evidence.rule == TOLD),
            page: read.map(|evidence| evidence.page),
            words: read.map(|evidence| evidence.words.clone()),
            rule: because.map(|evidence| evidence.rule.clone()),
            boxes: read.map(|evidence| boxes(evidence, pages)).unwrap_or_default(),
        }
    };
    let mut views = Vec::new();
    if let Some(found) = &facts.doc_type {
        views.push(view("type", String::new(), found.id.clone(), found.because.first()));
    }
    if let Some(void) = &facts.void {
        views.push(view("void", String::new(), to_kebab(&void.reason), Some(&void.evidence)));
    }
    for person in &facts.persons {
        let name = faldone_rules::person::full_name(&person.name, &person.surname);
        views.push(view("person", to_kebab(&person.role), name, person.because.first()));
    }
    for found in &facts.references {
        views.push(view(
            "reference",
            to_kebab(&found.kind),
            found.value.clone(),
            Some(&found.evidence),
        ));
    }
    for found in &facts.dates {
        let value = match &found.time {
            Some(time) => format!("{}T{}", found.date, time.at.format("%H:%M")),
            None => found.date.to_string(),
        };
        let mut view = view("date", to_kebab(&found.role), value, Some(&found.evidence));
        let apart = found.time.as_ref().map(|time| &time.evidence);
        if let Some(hour) = apart.filter(|hour| Some(hour.page) == view.page) {
            view.words = Some(found.words());
            view.boxes.extend(boxes(hour, pages));
        }
        views.push(view);
    }
    for found in &facts.amounts {
        let value = {
            let sign = if found.cents < 0 { "-" } else { "" };
            let cents = found.cents.unsigned_abs();
            format!("{sign}{}.{:02} {}", cents / 100, cents % 100, found.currency)
        };
        views.push(view("amount", to_kebab(&found.role), value, Some(&found.evidence)));
    }
    views
}

/// The boxes of the words that a fact was read from: left, top, right, bottom in points.
fn boxes(evidence: &Evidence, pages: &[page::Page]) -> Vec<[f32; 4]> {
    pages
        .iter()
        .filter(|page| page.number == evidence.page)
        .flat_map(|page| &page.words)
        .filter(|word| word.start < evidence.end && word.end > evidence.start)
        .map(|word| word.bounds)
        .collect()
}

/// What the journals tell of a content and of the place it lies at now, oldest first.
fn history(state: &State, sha256: Option<&str>, path: &str) -> Vec<HistoryView> {
    let mut history = Vec::new();
    let mut add = |millis: i64, what: &str, from: Option<&String>, to: Option<&String>| {
        history.push(HistoryView {
            at: clock::local(millis),
            what: what.to_owned(),
            from: from.cloned(),
            to: to.cloned(),
        });
    };
    let is_it = |hash: &str| Some(hash) == sha256;
    let over: std::collections::HashMap<&str, &Vec<u32>> = state
        .lines
        .iter()
        .filter_map(|line| match &line.op {
            Op::Done { of, done, .. } => Some((of.as_str(), done)),
            _ => None,
        })
        .collect();
    for line in &state.lines {
        let at = line.at();
        match &line.op {
            Op::Seen { files } => {
                for file in files.iter().filter(|file| is_it(&file.sha256)) {
                    add(at, "seen", None, Some(&file.path));
                }
                for file in files.iter().filter(|file| file.path == path && !is_it(&file.sha256)) {
                    add(at, "older-content", Some(&file.sha256), None);
                }
            }
            Op::Planned { change, steps, .. } => {
                let done = over.get(line.id.as_str());
                for (position, step) in steps.iter().enumerate() {
                    let Step::Move { from, to, sha256: hash, .. } = step else { continue };
                    if !is_it(hash) || !done.is_some_and(|d| d.contains(&(position as u32))) {
                        continue;
                    }
                    if change::is_kept(from) || change::is_kept(to) {
                        let what = match change {
                            ChangeKind::Undo { .. } => "undone",
                            ChangeKind::Fix { .. } => "made-smaller",
                        };
                        add(at, what, None, Some(to));
                        continue;
                    }
                    let what = match change {
                        ChangeKind::Undo { .. } => "undone",
                        ChangeKind::Fix { .. } if to.starts_with("_Faldone/aside/") => "set-aside",
                        ChangeKind::Fix { .. } if folder_of(from) == folder_of(to) => "renamed",
                        ChangeKind::Fix { .. } => "moved",
                    };
                    add(at, what, Some(from), Some(to));
                }
            }
            Op::Corrected { sha256: hash, fact, role, value } if is_it(hash) => {
                let told = [fact.as_str(), role.as_str()].join(" ").trim().to_owned();
                add(at, "corrected", Some(&told), Some(value));
            }
            _ => {}
        }
    }
    history
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

//! Cases of the household: opened, told of, looked at; and what is due.

use super::Folder;
use crate::{
    cases::{
        self, Case,
        filed::{CaseReceipt, filings, page},
        packet::{self, PacketFile},
        view::{CaseView, ProcedureView, procedure_view},
    },
    disk,
    error::Error,
    export::Language,
    journal::{CaseLine, Op, new_id},
    print,
    state::State,
    view::{DueRow, FiledView, NewCase, PacketView},
};
use chrono::NaiveDate;
use faldone_rules::facts::Recognition;
use faldone_rules::procedures::{
    Procedure,
    review::{CaseTold, Paper, begins_after},
};
use sha2::{Digest, Sha256};
use std::path::Path;

impl Folder {
    /// Returns the procedures a case can be opened for.
    pub fn procedures(&self) -> Vec<ProcedureView> {
        let known = self.packs().procedures.iter();
        known.filter(|procedure| !procedure.standing).map(procedure_view).collect()
    }

    /// Returns all cases and where they stand, in the order in which they were opened.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn cases(&self) -> Result<Vec<CaseView>, Error> {
        let state = self.state();
        self.with_papers(&state, |papers| {
            let known = state.cases.iter().filter_map(|case| {
                Some(self.view_of(self.procedure(&case.line.procedure).ok()?, case, papers))
            });
            known.collect()
        })
    }

    /// Returns where one case stands; an id may be shortened.
    ///
    /// # Errors
    /// If there is no such case, or the index cannot be read.
    pub fn case(&self, id: &str) -> Result<CaseView, Error> {
        let state = self.state();
        let case = self.find(&state, id)?;
        let procedure = self.procedure(&case.line.procedure)?;
        self.with_papers(&state, |papers| self.view_of(procedure, &case, papers))
    }

    /// Returns what everybody should have, without a case: a checklist for each adult and standing procedure.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn standing(&self) -> Result<Vec<CaseView>, Error> {
        let state = self.state();
        self.with_papers(&state, |papers| {
            let mut views = Vec::new();
            for procedure in self.packs().procedures.iter().filter(|known| known.standing) {
                for person in &state.people {
                    let case = self.standing_case(&state, procedure, &person.id);
                    views.push(self.view_of(procedure, &case, papers));
                }
            }
            views
        })
    }

    /// Returns what is due, soonest first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn due(&self) -> Result<Vec<DueRow>, Error> {
        let state = self.state();
        let (events, _) = self.events_and_papers(&state)?;
        self.with_papers(&state, |papers| {
            cases::due_rows(
                self.packs(),
                &state.cases,
                &state.people,
                papers,
                &events,
                self.today(),
                state.settings.get("comune").map(String::as_str),
            )
        })
    }

    /// Opens a case. Without a day since when, papers count from the end of the procedure's last run.
    ///
    /// # Errors
    /// If there is no such procedure or person; nothing is changed then.
    pub fn open_case(&self, new: &NewCase) -> Result<CaseView, Error> {
        let state = self.state();
        let procedure = self.procedure(&new.procedure)?;
        let persons = new
            .persons
            .iter()
            .map(|given| self.person_id(&state, given))
            .collect::<Result<Vec<_>, _>>()?;
        if persons.is_empty() {
            return Err(Error::Unknown { what: "person", given: String::new() });
        }
        let since = match &new.since {
            Some(given) => Some(day(given)?),
            None => self.with_papers(&state, |papers| {
                begins_after(procedure, &persons, papers, self.today())
            })?,
        };
        let id = format!("{}-{}", procedure.id, new_id().chars().take(4).collect::<String>());
        let line = CaseLine {
            id: id.clone(),
            procedure: procedure.id.clone(),
            persons,
            opened: self.today(),
            since,
            closed: None,
        };
        let references = new.references.iter().map(|value| Op::CaseFact {
            case: id.clone(),
            about: "reference".to_owned(),
            id: value.trim().to_uppercase(),
            value: "yes".to_owned(),
            why: String::new(),
        });
        self.tell(std::iter::once(Op::Case { case: line }).chain(references).collect())?;
        self.case(&id)
    }

    /// Closes a case on a day, or opens it again (`None`).
    ///
    /// # Errors
    /// If there is no such case.
    pub fn close_case(&self, id: &str, on: Option<&str>) -> Result<CaseView, Error> {
        let state = self.state();
        let closed = on.map(day).transpose()?;
        let line = CaseLine { closed, ..self.find_opened(&state, id)?.line.clone() };
        let id = line.id.clone();
        self.tell(vec![Op::Case { case: line }])?;
        self.case(&id)
    }

    /// Tells something of a case: `answer QUESTION yes|no`, `milestone MILESTONE DAY`, `item ITEM yes`, `reference VALUE yes`, or
    /// `term TERM DAY` with its reason. An empty value takes it back.
    ///
    /// # Errors
    /// If the case, or what is told, is not known; nothing is changed then.
    pub fn tell_case(
        &self,
        case: &str,
        about: &str,
        id: &str,
        value: &str,
        why: &str,
    ) -> Result<CaseView, Error> {
        let state = self.state();
        let known = self.find(&state, case)?;
        let procedure = self.procedure(&known.line.procedure)?;
        let (id, value) = (id.trim(), value.trim());
        let is_known = match about {
            "answer" => procedure.question.iter().any(|question| question.id == id),
            "milestone" => procedure.milestone(id).is_some(),
            "item" => procedure.item.iter().any(|item| item.id == id),
            "term" => procedure.term.iter().any(|term| term.id == id),
            "reference" => !id.is_empty(),
            _ => false,
        };
        if !is_known {
            return Err(Error::Unknown {
                what: "part of the case",
                given: format!("{about} {id}"),
            });
        }
        let wrong = |why: &str| Error::BadValue {
            what: "word on the case",
            given: format!("{about} {id} {value}"),
            why: why.to_owned(),
        };
        match about {
            _ if value.is_empty() => {}
            "milestone" => {
                day(value)?;
            }
            "term" => {
                day(value)?;
                if why.trim().is_empty() {
                    return Err(wrong("say why the term ends on another day"));
                }
            }
            _ if !matches!(value, "yes" | "no") => return Err(wrong("say yes or no")),
            _ => {}
        }
        let id = if about == "reference" { id.to_uppercase() } else { id.to_owned() };
        let case = known.line.id.clone();
        self.tell(vec![Op::CaseFact {
            case: case.clone(),
            about: about.to_owned(),
            id,
            value: value.to_owned(),
            why: why.trim().to_owned(),
        }])?;
        self.case(&case)
    }

    /// Returns when the paper at `path` was filed, with which reference and receipt, by whom.
    ///
    /// # Errors
    /// If the file is unknown, or the index cannot be read.
    pub fn filed(&self, path: &str) -> Result<FiledView, Error> {
        let state = self.state();
        let (events, _) = self.events_and_papers(&state)?;
        let (rows, facts) = self.rows_and_facts(&state)?;
        let unknown = || Error::Unknown { what: "file", given: path.to_owned() };
        let row = rows.iter().find(|row| row.path == path).ok_or_else(unknown)?;
        let sha256 = row.sha256.clone().ok_or_else(unknown)?;
        let receipts = self.cases()?.into_iter().flat_map(|case| {
            let papers: Vec<String> = case.items.into_iter().flat_map(|item| item.papers).collect();
            let steps = case.milestones.into_iter().filter_map(|step| step.paper);
            steps.map(|receipt| CaseReceipt { receipt, papers: papers.clone() }).collect::<Vec<_>>()
        });
        let receipts: Vec<CaseReceipt> = receipts.collect();
        let known = rows
            .iter()
            .filter_map(|row| Some((row.path.as_str(), facts.get(row.sha256.as_ref()?)?)))
            .collect();
        let own_day = row.date.as_deref().and_then(|date| date.parse().ok());
        let kind = row.type_id.as_deref().and_then(|id| self.packs().document_type(id));
        Ok(FiledView {
            filings: filings(path, own_day, &known, &events, &receipts),
            path: row.path.clone(),
            sha256,
            label: kind.map(|kind| kind.label_en.clone()).unwrap_or_default(),
            label_it: kind.map(|kind| kind.label_it.clone()).unwrap_or_default(),
            type_id: row.type_id.clone(),
            date: row.date.clone(),
            persons: row.persons.iter().map(|id| self.full_name(id)).collect(),
        })
    }

    /// Writes what [`Folder::filed`] tells as one page to send: `.pdf` or `.txt`, in English or Italian (`it`). Never overwrites.
    ///
    /// # Errors
    /// If the paper or the kind of file is unknown, or the page cannot be written.
    pub fn write_filed(&self, path: &str, to: &Path, language: &str) -> Result<FiledView, Error> {
        let filed = self.filed(path)?;
        let markup = page(&filed, Language::of_code(language), self.today());
        let to = std::path::absolute(to).map_err(|error| Error::io(to, "find", error))?;
        let bytes = match to.extension().and_then(|ending| ending.to_str()) {
            Some("pdf") => print::plain(&markup).map_err(Error::Export)?,
            Some("txt") => markup.replace("# ", "").replace(" :: ", ": ").replace("> ", "").into(),
            _ => {
                return Err(Error::BadValue {
                    what: "file for the page",
                    given: to.display().to_string(),
                    why: "its name must end in .pdf or .txt".to_owned(),
                });
            }
        };
        disk::write_new(&to, &bytes)?;
        Ok(filed)
    }

    /// Returns what a packet of a case would hold for a recipient, and what stands in its way.
    ///
    /// # Errors
    /// If there is no such case or recipient, or the index cannot be read.
    pub fn packet(&self, case: &str, recipient: &str) -> Result<PacketView, Error> {
        let case = self.case(case)?;
        let (rows, _) = self.rows_and_facts(&self.state())?;
        let known = self.packs().recipients.iter().find(|known| known.id == recipient);
        let recipient = known
            .ok_or_else(|| Error::Unknown { what: "recipient", given: recipient.to_owned() })?;
        let limit = recipient.limit.as_deref().and_then(|id| self.packs().limit(id));
        Ok(packet::plan(&case, recipient, limit, &rows))
    }

    /// Writes a packet as a ZIP file, its index page in English or Italian (`it`). Never overwrites; papers stay where they are.
    ///
    /// # Errors
    /// If it is not ready and `incomplete` was not said; if a paper has changed since it was read; if it cannot be written.
    pub fn write_packet(
        &self,
        case: &str,
        recipient: &str,
        to: &Path,
        language: &str,
        incomplete: bool,
    ) -> Result<PacketView, Error> {
        let mut view = self.packet(case, recipient)?;
        let bad = |why: &str| Error::BadValue {
            what: "packet",
            given: to.display().to_string(),
            why: why.to_owned(),
        };
        if to.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("zip")) {
            return Err(bad("its name must end in .zip"));
        }
        if !view.ready && !incomplete {
            return Err(bad(
                "something asked for is missing or would be sent back; nothing was written",
            ));
        }
        let case = self.case(case)?;
        let persons: Vec<String> = case.persons.iter().map(|id| self.full_name(id)).collect();
        let index =
            packet::index_page(&view, &case, &persons, Language::of_code(language), self.today());
        let index = print::plain(&index).map_err(Error::Export)?;
        let (rows, _) = self.rows_and_facts(&self.state())?;
        let mut files = Vec::new();
        for part in &view.parts {
            let (Some(path), Some(name)) = (&part.path, &part.name) else { continue };
            let whole = self.root.join(path);
            let bytes = std::fs::read(&whole).map_err(|error| Error::io(&whole, "read", error))?;
            let known =
                rows.iter().find(|row| row.path == *path).and_then(|row| row.sha256.as_ref());
            if known != Some(&disk::hex(&Sha256::digest(&bytes))) {
                return Err(bad("a paper has changed meanwhile; scan, and look at it first"));
            }
            files.push(PacketFile { name: name.clone(), bytes });
        }
        let archive = packet::zip(&index, &files, view.sets).map_err(Error::Export)?;
        let to = std::path::absolute(to).map_err(|error| Error::io(to, "find", error))?;
        disk::write_new(&to, &archive)?;
        view.written = Some(to.display().to_string());
        Ok(view)
    }

    /// A person's part of what everybody should have.
    fn standing_case(&self, state: &State, procedure: &Procedure, person: &str) -> Case {
        let id = format!("{}-{person}", procedure.id);
        let persons = vec![person.to_owned()];
        Case {
            told: CaseTold { persons: persons.clone(), ..state.cases.standing(&id) },
            line: CaseLine {
                id,
                procedure: procedure.id.clone(),
                persons,
                opened: self.today(),
                since: None,
                closed: None,
            },
        }
    }

    /// Returns the case, or the part of a standing procedure, that an id means.
    fn find(&self, state: &State, id: &str) -> Result<Case, Error> {
        let standing = self.packs().procedures.iter().filter(|known| known.standing);
        let found = standing.into_iter().find_map(|procedure| {
            let person = id.strip_prefix(&procedure.id)?.strip_prefix('-')?;
            let known = state.people.iter().find(|known| known.id == person)?;
            Some(self.standing_case(state, procedure, &known.id))
        });
        found.map_or_else(|| self.find_opened(state, id).cloned(), Ok)
    }

    fn find_opened<'a>(&self, state: &'a State, id: &str) -> Result<&'a Case, Error> {
        let unknown = || Error::Unknown { what: "case", given: id.to_owned() };
        state.cases.find(id).ok_or_else(unknown)
    }

    fn procedure(&self, id: &str) -> Result<&Procedure, Error> {
        let known = self.packs().procedures.iter().find(|procedure| procedure.id == id);
        known.ok_or_else(|| Error::Unknown { what: "procedure", given: id.to_owned() })
    }

    fn view_of(&self, procedure: &Procedure, case: &Case, papers: &[Paper<'_>]) -> CaseView {
        let state = self.state();
        let place = state.settings.get("comune").map(String::as_str);
        cases::case_view(self.packs(), procedure, case, papers, self.today(), place)
    }

    /// Does something with all papers of the folder; copies of one content count once.
    fn with_papers<T>(
        &self,
        state: &State,
        work: impl FnOnce(&[Paper<'_>]) -> T,
    ) -> Result<T, Error> {
        let (rows, facts) = self.rows_and_facts(state)?;
        let mut seen = std::collections::HashSet::new();
        let known: Vec<(&str, &Recognition)> = rows
            .iter()
            .filter_map(|row| {
                let sha256 = row.sha256.as_ref()?;
                let facts = facts.get(sha256)?;
                seen.insert(sha256).then_some((row.path.as_str(), facts))
            })
            .collect();
        let papers: Vec<Paper<'_>> =
            known.into_iter().map(|(path, facts)| Paper { path, facts }).collect();
        Ok(work(&papers))
    }
}

fn day(given: &str) -> Result<NaiveDate, Error> {
    let bad = || Error::BadValue {
        what: "date",
        given: given.to_owned(),
        why: "write it as YYYY-MM-DD".to_owned(),
    };
    if given.len() == 10 { given.parse().map_err(|_| bad()) } else { Err(bad()) }
}

//! Cases of the household: opened, told of, looked at; and what is due.

use super::{Folder, days, holdings::Holdings};
use crate::{
    cases::{
        self, Case, day, packet,
        view::{CaseView, CasesView, ProcedureView, procedure_view},
    },
    error::Error,
    journal::{CaseLine, Op, new_id},
    reason::Reason,
    state::State,
    view::{DueRow, NewCase},
};
use faldone_rules::check;
use faldone_rules::procedures::{
    Procedure,
    review::{CaseTold, Paper, ToldFiling},
};

/// The recipient that letters are answered to.
const PORTAL: &str = "portal";

impl Folder {
    /// Returns the procedures a case can be opened for.
    pub fn procedures(&self) -> Vec<ProcedureView> {
        let known = self.packs().procedures.iter();
        known.filter(|procedure| !procedure.standing).map(procedure_view).collect()
    }

    /// Returns all cases and where they stand, in the order in which they were opened; and what everybody should have without a
    /// case, a checklist for each adult and standing procedure.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn cases(&self) -> Result<CasesView, Error> {
        let state = self.state();
        let holdings = self.holdings(&state)?;
        let papers = holdings.papers();
        let mut standing = Vec::new();
        for procedure in self.packs().procedures.iter().filter(|known| known.standing) {
            for person in &state.people {
                let case = self.standing_case(&state, procedure, &person.id);
                standing.push(self.view_of(&state, procedure, &case, &papers, &[]));
            }
        }
        let mut opened = self.case_views(&state, &holdings);
        self.add_days(&state, &holdings, &mut opened);
        self.add_problems(&holdings, &mut opened);
        Ok(CasesView { opened, standing })
    }

    /// Returns where one case stands; an id may be shortened.
    ///
    /// # Errors
    /// If there is no such case, or the index cannot be read.
    pub fn case(&self, id: &str) -> Result<CaseView, Error> {
        let state = self.state();
        let holdings = self.holdings(&state)?;
        let mut view = self.case_view(&state, id, &holdings)?;
        self.add_problems(&holdings, std::slice::from_mut(&mut view));
        if !days::looks_at_days(&view) {
            return Ok(view);
        }
        // An arrival may be told by another case of the same person.
        let mut opened = self.case_views(&state, &holdings);
        self.add_days(&state, &holdings, &mut opened);
        self.add_problems(&holdings, &mut opened);
        Ok(opened.into_iter().find(|case| case.id == view.id).unwrap_or(view))
    }

    /// Returns what is due, soonest first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn due(&self) -> Result<Vec<DueRow>, Error> {
        let state = self.state();
        let holdings = self.holdings(&state)?;
        Ok(cases::due_rows(
            self.packs(),
            &state.cases,
            &state.people,
            &holdings.papers(),
            &holdings.filings(&state),
            &holdings.events(&state, self.today()),
            &check::last_days(
                &holdings.summaries(),
                &state.people,
                self.today(),
                self.packs(),
                &self.naming(),
            ),
            self.today(),
            comune(&state),
        ))
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
        let since = new.since.as_deref().map(day).transpose()?;
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

    /// Tells something of a case: `answer QUESTION yes|no`, `milestone MILESTONE DAY`, `item ITEM yes`, `assign ITEM WHO [DAY]` (also an item
    /// that a letter asks for),
    /// `reference VALUE yes`, or `term TERM DAY` with its reason. An empty value takes it back.
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
            "item" | "assign" => {
                procedure.item.iter().any(|item| item.id == id) || self.is_requested(&known, id)?
            }
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
        let wrong = |why| Error::BadValue {
            what: "word on the case",
            given: format!("{about} {id} {value}"),
            why,
        };
        match about {
            _ if value.is_empty() => {}
            "milestone" => {
                day(value)?;
            }
            "term" => {
                day(value)?;
                if why.trim().is_empty() {
                    return Err(wrong(Reason::TermNeedsWhy));
                }
            }
            "assign" if cases::assigned(value).is_none() => {
                return Err(wrong(Reason::WhoDoesIt));
            }
            "assign" => {}
            _ if !matches!(value, "yes" | "no") => return Err(wrong(Reason::YesOrNo)),
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

    /// Whether an open letter of the case asks for an item of this id.
    fn is_requested(&self, case: &Case, id: &str) -> Result<bool, Error> {
        let view = self.case(&case.line.id)?;
        let mut items = view.requests.iter().flat_map(|request| &request.items);
        Ok(items.any(|entry| entry.item.id == id))
    }

    /// Says of the papers that offices ask for what would be sent back about those that are here: letters are answered on the
    /// portal, so its limit counts.
    fn add_problems(&self, holdings: &Holdings, cases: &mut [CaseView]) {
        let portal = self.packs().recipients.iter().find(|known| known.id == PORTAL);
        let limit = portal.and_then(|known| self.packs().limit(known.limit.as_deref()?));
        let requests = cases.iter_mut().flat_map(|case| &mut case.requests);
        for entry in requests.flat_map(|request| &mut request.items) {
            let wanted = entry.item.papers.iter().take(entry.item.count as usize);
            let rows = wanted.filter_map(|path| holdings.row(path));
            entry.problems = rows.flat_map(|row| packet::own_problems(row, limit)).collect();
            entry.problems.sort();
            entry.problems.dedup();
        }
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

    pub(super) fn case_views(&self, state: &State, holdings: &Holdings) -> Vec<CaseView> {
        let (papers, filings) = (holdings.papers(), holdings.filings(state));
        let known = state.cases.iter().filter_map(|case| {
            let procedure = self.procedure(&case.line.procedure).ok()?;
            Some(self.view_of(state, procedure, case, &papers, &filings))
        });
        known.collect()
    }

    pub(super) fn case_view(
        &self,
        state: &State,
        id: &str,
        holdings: &Holdings,
    ) -> Result<CaseView, Error> {
        let case = self.find(state, id)?;
        let procedure = self.procedure(&case.line.procedure)?;
        let (papers, filings) = (holdings.papers(), holdings.filings(state));
        Ok(self.view_of(state, procedure, &case, &papers, &filings))
    }

    fn view_of(
        &self,
        state: &State,
        procedure: &Procedure,
        case: &Case,
        papers: &[Paper<'_>],
        filings: &[ToldFiling],
    ) -> CaseView {
        let adults = state.people.iter().map(|person| (&person.id, person.born));
        let children = state.people.iter().flat_map(|person| &person.dependants);
        let everyone = adults.chain(children.map(|child| (&child.id, child.born)));
        let mut case = case.clone();
        case.told.filings = filings.to_vec();
        case.told.born = everyone.filter_map(|(id, born)| Some((id.clone(), born?))).collect();
        cases::case_view(self.packs(), procedure, &case, papers, self.today(), comune(state))
    }

    /// Returns the household's comune, if it was told and its patron saint is known.
    pub(crate) fn comune(&self) -> Option<String> {
        let told = comune(&self.state())?.to_owned();
        self.packs().calendar.patron(&told).is_some().then_some(told)
    }
}

fn comune(state: &State) -> Option<&str> {
    state.settings.get("comune").map(String::as_str)
}

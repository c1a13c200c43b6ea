//! Days in Italy, counted from what was told.

use super::{Folder, holdings::Holdings};
use crate::{
    error::Error,
    state::State,
    view::{CaseView, DayCountView, SaidView, SpanView},
};
use chrono::{Datelike, NaiveDate};
use faldone_rules::{
    consistency::{Sight, Way, count_days, crossing},
    facts::{DateRole, PersonRole},
    names,
    procedures::review::Paper,
    sources::Language,
};

/// The step of every procedure that is an arrival in Italy.
const ENTRY: &str = "entry";
/// The rule of a procedure that looks at days in Italy.
const RULE: &str = "half-the-year";
/// The figure whose source is that of the rule.
const FIGURE: &str = "residence-days";

/// Returns whether a case's procedure has a rule about days in Italy.
pub(super) fn looks_at_days(case: &CaseView) -> bool {
    case.rules.iter().any(|rule| rule.id == RULE)
}

impl Folder {
    /// Returns the days that each adult spent in Italy in a year, of one person if one is given. Whoever has no arrival and no
    /// departure told is left out.
    ///
    /// Counted are arrivals and departures told as events, and the arrival that a case has reached. Nothing is taken from stamps,
    /// tickets or visas: those are pictures and intentions.
    ///
    /// # Errors
    /// If there is no such person, or the index cannot be read.
    pub fn days(&self, year: i32, person: Option<&str>) -> Result<Vec<DayCountView>, Error> {
        let state = self.state();
        let only = person.map(|given| self.person_id(&state, given)).transpose()?;
        let holdings = self.holdings(&state)?;
        let cases = self.case_views(&state, &holdings);
        let mut counts = self.count_days(&state, &holdings, &cases, year);
        counts.retain(|count| only.as_ref().is_none_or(|id| *id == count.person));
        Ok(counts)
    }

    /// Adds the days of this year and of the one before to the cases whose procedure looks at them; all cases tell of arrivals.
    pub(super) fn add_days(&self, state: &State, holdings: &Holdings, cases: &mut [CaseView]) {
        if !cases.iter().any(looks_at_days) {
            return;
        }
        let this = self.today().year();
        let counts: Vec<DayCountView> = [this - 1, this]
            .into_iter()
            .flat_map(|year| self.count_days(state, holdings, cases, year))
            .filter(|count| !count.spans.is_empty())
            .collect();
        for case in cases.iter_mut().filter(|case| looks_at_days(case)) {
            let theirs = counts.iter().filter(|count| case.persons.contains(&count.person));
            case.days = theirs.cloned().collect();
        }
    }

    fn count_days(
        &self,
        state: &State,
        holdings: &Holdings,
        cases: &[CaseView],
        year: i32,
    ) -> Vec<DayCountView> {
        let papers = holdings.papers();
        let events = holdings.events(state, self.today());
        let packs = self.packs();
        let source = packs.figure(FIGURE).map_or("", |figure| figure.source.as_str());
        let counted = state.people.iter().filter_map(|person| {
            let told =
                events.iter().filter(|event| event.manual && event.persons.contains(&person.id));
            let told = told.filter_map(|event| {
                let way = crossing(&event.what)?;
                let day = event.date.parse().ok()?;
                Some(Sight { day, way, words: format!("{}: {}", event.date, event.what) })
            });
            let reached = cases.iter().filter(|case| case.persons.contains(&person.id));
            let reached = reached.flat_map(|case| &case.milestones).filter_map(|step| {
                let on = step.on.as_ref().filter(|_| step.id == ENTRY && !step.ahead)?;
                let words = format!("{on}: {}", step.label);
                Some(Sight { day: on.parse().ok()?, way: Way::In, words })
            });
            let mut sights: Vec<Sight> = told.chain(reached).collect();
            // One arrival may be told as an event and as a step of several cases.
            sights.sort();
            sights.dedup_by_key(|sight| (sight.day, sight.way));
            let count = count_days(&sights, year, self.today(), packs)?;
            let spans = count.spans.into_iter().map(|span| SpanView {
                from: span.from.to_string(),
                to: span.to.to_string(),
                certain: span.certain,
                words: span.words,
            });
            Some(DayCountView {
                person: person.id.clone(),
                name: person.full_name(),
                year,
                certain: count.certain,
                assumed: count.assumed,
                needed: count.needed,
                spans: spans.collect(),
                registered: registered(&papers, &person.id),
                source: packs.sources.expand(source, Language::English),
                source_it: packs.sources.expand(source, Language::Italian),
            })
        });
        counted.collect()
    }
}

/// Returns the earliest day since which a certificate says that somebody is registered as a resident.
fn registered(papers: &[Paper<'_>], person: &str) -> Option<SaidView> {
    let dated = papers.iter().filter_map(|paper| {
        let is_theirs = |id: &str| {
            paper.facts.persons.iter().any(|p| p.role == PersonRole::Subject && p.id == id)
        };
        let kind = paper.facts.doc_type.as_ref().filter(|kind| kind.id == "RESIDENCE-CERT")?;
        if !paper.facts.proves() {
            return None;
        }
        let since = paper.facts.dates.iter().filter(|date| {
            matches!(date.role, DateRole::Start | DateRole::ValidFrom) && is_theirs(person)
        });
        let (day, found): (NaiveDate, _) =
            since.filter_map(|date| Some((date.date.day()?, date))).min_by_key(|(day, _)| *day)?;
        let said = SaidView {
            path: paper.path.to_owned(),
            type_id: Some(kind.id.clone()),
            page: (found.evidence.page > 0).then_some(found.evidence.page),
            words: format!("{day}: {}", names::file_name(paper.path)),
            recognised: false,
        };
        Some((day, said))
    });
    dated.min_by_key(|(day, _)| *day).map(|(_, said)| said)
}

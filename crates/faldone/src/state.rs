//! What the user told Faldone: the deterministic merge of all journals, as plain values.

use crate::{
    cases::Cases,
    change,
    journal::{Acceptance, AcceptedFact, Line, Op, Stamp},
    reason::Reason,
    view::NewEvent,
};
use chrono::NaiveTime;
use faldone_rules::{
    facts::{
        AmountRole, DateFound, DateRole, Evidence, HourFound, PersonFound, PersonRole, Recognition,
        Reference, ReferenceKind, TypeFound, When,
    },
    names,
    packs::Packs,
    person::{Person, full_name},
};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// The setting whether a computer names and moves by itself what comes in, and its values.
pub(crate) const AUTOMATIC_FILING: &str = "automatic-filing";
pub(crate) const ON: &str = "on";
pub(crate) const OFF: &str = "off";

/// The state of a folder according to its journals.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct State {
    /// In the order in which they were added: the profile's order.
    pub people: Vec<Person>,
    pub settings: BTreeMap<String, String>,
    /// The one computer that files by itself, and since when.
    pub automatic: Option<(String, Stamp)>,
    /// By document; the last word on a fact and role wins.
    pub corrections: HashMap<String, Vec<Correction>>,
    /// By document: the facts that a name the user accepted rests on, frozen.
    pub accepted: HashMap<String, Accepted>,
    /// Contents that are versions of one paper: what is told of one holds of all. Each has the first of them.
    versions: HashMap<String, String>,
    pub events: Vec<ToldEvent>,
    pub cases: Cases,
    /// First sight of each content: when and where.
    pub seen: HashMap<String, (Stamp, String)>,
    /// Grows with everything told that judging depends on; tells one such state from another.
    pub told: String,
    /// All lines, merged.
    pub lines: Vec<Line>,
}

/// A fact the user corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correction {
    pub fact: String,
    pub role: String,
    pub value: String,
    pub at: Stamp,
}

/// Facts the user accepted with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Accepted {
    pub facts: Vec<AcceptedFact>,
    pub at: Stamp,
}

/// A manual event with its journal line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ToldEvent {
    pub line: String,
    pub event: NewEvent,
    /// The content of the file that proves it.
    pub sha256: Option<String>,
}

impl State {
    /// Returns the state after these lines, given in merge order.
    pub(crate) fn of(lines: Vec<Line>) -> State {
        let mut state = State::default();
        let mut told = Sha256::new();
        let void = change::untold(&lines);
        for line in &lines {
            if !void.contains(line.id.as_str()) {
                state.take(line);
            }
            let is_judged_by = matches!(
                line.op,
                Op::Person { .. }
                    | Op::Setting { .. }
                    | Op::Accepted(_)
                    | Op::Corrected { .. }
                    | Op::Untold { .. }
            );
            let makes_versions = matches!(&line.op, Op::Planned { steps, .. }
                if !change::replacements(steps).is_empty());
            if is_judged_by || makes_versions {
                told.update(line.id.as_bytes());
            }
        }
        state.told = crate::disk::hex(&told.finalize());
        state.lines = lines;
        state
    }

    fn take(&mut self, line: &Line) {
        match &line.op {
            Op::Person { person } => match self.people.iter_mut().find(|p| p.id == person.id) {
                Some(known) => *known = person.clone(),
                None => self.people.push(person.clone()),
            },
            Op::Setting { key, value } => {
                self.settings.insert(key.clone(), value.clone());
                if key == AUTOMATIC_FILING {
                    self.automatic = (value == ON).then(|| (line.device.clone(), line.time));
                }
            }
            Op::Seen { files } => {
                for file in files {
                    self.seen
                        .entry(file.sha256.clone())
                        .or_insert_with(|| (line.time, file.path.clone()));
                }
            }
            Op::Corrected { sha256, fact, role, value } => {
                let all = self.corrections.entry(self.first_version(sha256)).or_default();
                all.retain(|old| old.fact != *fact || old.role != *role);
                all.push(Correction {
                    fact: fact.clone(),
                    role: role.clone(),
                    value: value.clone(),
                    at: line.time,
                });
            }
            Op::Accepted(Acceptance { sha256, facts, .. }) if facts.is_empty() => {
                self.accepted.remove(&self.first_version(sha256));
            }
            Op::Accepted(Acceptance { sha256, facts, .. }) => {
                let accepted = Accepted { facts: facts.clone(), at: line.time };
                self.accepted.insert(self.first_version(sha256), accepted);
            }
            Op::Planned { steps, .. } => {
                for replaced in change::replacements(steps) {
                    let first = self.first_version(replaced.old);
                    let new = replaced.new;
                    if first != new && !self.versions.contains_key(new) {
                        self.versions.insert(new.to_owned(), first.clone());
                        // The same bytes may have been here before, with something told of them.
                        let told = self.corrections.remove(new).unwrap_or_default();
                        let all = self.corrections.entry(first).or_default();
                        let is_new = |one: &Correction| {
                            !all.iter().any(|it| it.fact == one.fact && it.role == one.role)
                        };
                        let told: Vec<Correction> = told.into_iter().filter(is_new).collect();
                        all.extend(told);
                    }
                }
            }
            Op::Event { event, sha256 } => {
                let (line, event, sha256) = (line.id.clone(), event.clone(), sha256.clone());
                self.events.push(ToldEvent { line, event, sha256 });
            }
            op => self.cases.take(op),
        }
    }

    /// Returns the content that this one was made from, itself if it was made from none.
    pub(crate) fn first_version(&self, sha256: &str) -> String {
        let mut first = sha256;
        // Each leads to one that was there before it, so there is an end.
        while let Some(before) = self.versions.get(first) {
            first = before;
        }
        first.to_owned()
    }

    /// Returns the person with this id, or the one of whom it is a dependant's id.
    pub(crate) fn person(&self, id: &str) -> Option<&Person> {
        self.people
            .iter()
            .find(|person| person.id == id || person.dependants.iter().any(|child| child.id == id))
    }

    /// Returns the person or dependant meant by an id, "Name Surname" or "Name/Surname", in any case: id, name, surname.
    pub(crate) fn find_person(&self, given: &str) -> Option<(String, String, String)> {
        let wanted = names::same_file_key(given.replace('/', " ").trim());
        let adults = self.people.iter().map(|p| (&p.id, &p.name, &p.surname));
        let children = self.people.iter().flat_map(|p| {
            p.dependants.iter().map(|child| (&child.id, &child.name, &child.surname))
        });
        adults
            .chain(children)
            .find(|(id, name, surname)| {
                **id == wanted || names::same_file_key(&full_name(name, surname)) == wanted
            })
            .map(|(id, name, surname)| (id.clone(), name.clone(), surname.clone()))
    }

    /// Returns what holds of a document: what was read, the facts the user accepted over it, and the user's corrections over both.
    pub(crate) fn corrected(&self, sha256: &str, read: &Recognition) -> Recognition {
        self.settled(sha256, read).0
    }

    /// As [`State::corrected`], with the accepted facts that are read differently now: what was accepted, and what is read.
    pub(crate) fn settled(
        &self,
        sha256: &str,
        read: &Recognition,
    ) -> (Recognition, Vec<(AcceptedFact, String)>) {
        let mut facts = read.clone();
        let mut differences = Vec::new();
        let sha256 = &self.first_version(sha256);
        let corrections = self.corrections.get(sha256).map_or(&[][..], Vec::as_slice);
        if let Some(accepted) = self.accepted.get(sha256) {
            for fact in &accepted.facts {
                let is_same = |c: &&Correction| c.fact == fact.fact && c.role == fact.role;
                if corrections.iter().find(is_same).is_some_and(|c| c.at > accepted.at) {
                    continue;
                }
                let now = value_of(&facts, &fact.fact, &fact.role);
                if now != fact.value {
                    let frozen = Correction {
                        fact: fact.fact.clone(),
                        role: fact.role.clone(),
                        value: fact.value.clone(),
                        at: accepted.at,
                    };
                    self.correct(&mut facts, &frozen);
                    differences.push((fact.clone(), now));
                }
            }
        }
        for correction in corrections {
            self.correct(&mut facts, correction);
        }
        // A difference that the user has settled by a correction is none any more.
        differences.retain(|(fact, _)| {
            !corrections.iter().any(|c| c.fact == fact.fact && c.role == fact.role)
        });
        (facts, differences)
    }

    fn correct(&self, facts: &mut Recognition, correction: &Correction) {
        let value = correction.value.as_str();
        match correction.fact.as_str() {
            "type" => {
                facts.doc_type = (!value.is_empty()).then(|| TypeFound {
                    id: value.to_owned(),
                    confidence: 1.0,
                    because: vec![by_the_user(value)],
                });
                facts.blank_form &= value.is_empty();
            }
            // Only taken away: that a paper does not count is what it says itself.
            "void" => facts.void = None,
            "person" => {
                let named = value.split(',').filter_map(|one| self.find_person(one));
                let subjects: Vec<PersonFound> = named
                    .map(|(id, name, surname)| PersonFound {
                        id,
                        because: vec![by_the_user(&full_name(&name, &surname))],
                        name,
                        surname,
                        role: PersonRole::Subject,
                    })
                    .collect();
                for person in &mut facts.persons {
                    person.role = PersonRole::Other;
                }
                facts.persons.retain(|person| subjects.iter().all(|s| s.id != person.id));
                facts.persons.splice(0..0, subjects);
            }
            "reference" => {
                let Some(kind) = from_kebab::<ReferenceKind>(&correction.role) else { return };
                facts.references.retain(|reference| reference.kind != kind);
                if !value.is_empty() {
                    facts.references.insert(
                        0,
                        Reference {
                            kind,
                            value: value.to_owned(),
                            date: None,
                            office: None,
                            evidence: by_the_user(value),
                        },
                    );
                }
            }
            "date" => {
                let Some(role) = from_kebab::<DateRole>(&correction.role) else { return };
                facts.dates.retain(|date| date.role != role);
                if let Some((date, time)) = told_date(value) {
                    let time = time.map(|at| HourFound { at, evidence: by_the_user(value) });
                    let told = DateFound::new(date, role, by_the_user(value));
                    facts.dates.insert(0, DateFound { time, ..told });
                }
            }
            "amount" => {
                let Some(role) = from_kebab::<AmountRole>(&correction.role) else { return };
                facts.amounts.retain(|amount| amount.role != role);
                if let Some((cents, currency)) = parse_amount(value) {
                    facts.amounts.insert(
                        0,
                        faldone_rules::facts::AmountFound {
                            role,
                            cents,
                            currency,
                            pay: None,
                            evidence: by_the_user(value),
                        },
                    );
                }
            }
            _ => {}
        }
    }
}

/// Returns the facts that a name rests on: type, whose it is, and the date and reference it carries.
pub(crate) fn facts_of_name(facts: &Recognition, packs: &Packs) -> Vec<AcceptedFact> {
    let Some(found) = &facts.doc_type else { return Vec::new() };
    let Some(kind) = packs.document_type(&found.id) else { return Vec::new() };
    let mut frozen = vec![fact("type", "", found.id.clone())];
    frozen.push(fact("person", "", value_of(facts, "person", "")));
    let dated = kind.date_roles.iter().find(|role| facts.dates.iter().any(|d| d.role == **role));
    if let Some(role) = dated {
        let role = to_kebab(role);
        frozen.push(fact("date", &role, value_of(facts, "date", &role)));
    }
    if kind.reference_in_name {
        let kinds = [ReferenceKind::Practice, ReferenceKind::Protocol];
        let carried = kinds.iter().find(|k| facts.references.iter().any(|r| r.kind == **k));
        if let Some(kind) = carried {
            let role = to_kebab(kind);
            frozen.push(fact("reference", &role, value_of(facts, "reference", &role)));
        }
    }
    frozen
}

fn fact(fact: &str, role: &str, value: String) -> AcceptedFact {
    AcceptedFact { fact: fact.to_owned(), role: role.to_owned(), value }
}

/// The value of a fact in the form in which corrections are told; empty if there is none.
fn value_of(facts: &Recognition, fact: &str, role: &str) -> String {
    match fact {
        "type" => facts.doc_type.as_ref().map(|found| found.id.clone()).unwrap_or_default(),
        "person" => {
            let mut ids: Vec<&str> = facts
                .persons
                .iter()
                .filter(|person| person.role == PersonRole::Subject)
                .map(|person| person.id.as_str())
                .collect();
            ids.sort_unstable();
            ids.join(",")
        }
        "date" => facts
            .dates
            .iter()
            .find(|found| to_kebab(&found.role) == role)
            .map(|found| found.date.to_string())
            .unwrap_or_default(),
        "reference" => facts
            .references
            .iter()
            .find(|found| to_kebab(&found.kind) == role)
            .map(|found| found.value.clone())
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// The rule name of facts told by the user; they have no page.
pub(crate) const TOLD: &str = "told-by-you";

fn by_the_user(words: &str) -> Evidence {
    Evidence { page: 0, start: 0, end: 0, words: words.to_owned(), rule: TOLD.to_owned() }
}

/// Returns the value an enum has under its kebab-case word.
pub(crate) fn from_kebab<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// Returns an enum's kebab-case word.
pub(crate) fn to_kebab<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Returns the date, and the hour of a day, of `2027-01-14`, `2027-01-14T09:40` or `2027-01`.
fn told_date(text: &str) -> Option<(When, Option<NaiveTime>)> {
    let Some((day, hour)) = text.split_once(['T', ' ']) else {
        return Some((text.parse().ok()?, None));
    };
    let at = NaiveTime::parse_from_str(hour, "%H:%M").ok()?;
    Some((When::Day(day.parse().ok()?), Some(at)))
}

/// Returns cents and currency of `1234.56` or `1234.56 EUR`.
fn parse_amount(text: &str) -> Option<(i64, String)> {
    let (sign, text) = match text.trim().strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.trim()),
    };
    let (number, currency) = match text.split_once(' ') {
        Some((number, currency)) => (number, currency.trim()),
        None => (text, "EUR"),
    };
    if !number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let cents = match part.len() {
        1 => part.parse::<i64>().ok()? * 10,
        2 => part.parse::<i64>().ok()?,
        _ => return None,
    };
    let whole: i64 = whole.parse().ok()?;
    Some((whole.checked_mul(100)?.checked_add(cents)? * sign, currency.to_owned()))
}

/// Returns the id of the type meant by an id, in English or Italian and in any case.
pub(crate) fn type_meant<'a>(packs: &'a Packs, given: &str) -> Option<&'a str> {
    let given = given.trim();
    let is_meant = |id: &str| id.eq_ignore_ascii_case(given);
    let mut types = packs.types.iter();
    types.find(|kind| is_meant(&kind.id) || is_meant(&kind.id_it)).map(|kind| kind.id.as_str())
}

/// Returns why a correction cannot be taken, before it is written down.
pub(crate) fn refuse(
    state: &State,
    packs: &Packs,
    fact: &str,
    role: &str,
    value: &str,
) -> Option<Reason> {
    let empty = value.is_empty();
    match fact {
        "type" if empty || type_meant(packs, value).is_some() => None,
        "type" => Some(Reason::NoSuchType),
        "person" => value
            .split(',')
            .find(|one| state.find_person(one).is_none())
            .map(|one| Reason::Nobody { name: one.trim().to_owned() }),
        "reference" if from_kebab::<ReferenceKind>(role).is_none() => Some(Reason::KindFirst),
        "date" if from_kebab::<DateRole>(role).is_none() => Some(Reason::RoleFirst),
        "date" if !empty && told_date(value).is_none() => Some(Reason::DateForm),
        "amount" if from_kebab::<AmountRole>(role).is_none() => Some(Reason::AmountFirst),
        "amount" if !empty && parse_amount(value).is_none() => Some(Reason::AmountForm),
        "void" if !empty => Some(Reason::VoidValue),
        "reference" | "date" | "amount" | "void" => None,
        _ => Some(Reason::NotAFact),
    }
}

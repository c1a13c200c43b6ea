//! What the journals say of cases, merged.

use crate::journal::{CaseLine, Op};
use chrono::NaiveDate;
use faldone_rules::procedures::review::CaseTold;
use faldone_rules::terms::Actor;
use std::collections::BTreeMap;

/// One case as the household told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Case {
    pub line: CaseLine,
    pub told: CaseTold,
}

/// All cases, in the order in which they were opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cases {
    opened: Vec<Case>,
    /// What was told of things that nobody opens: the standing procedures, by procedure and person.
    standing: BTreeMap<String, CaseTold>,
}

impl Cases {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Case> {
        self.opened.iter()
    }

    /// Returns what was told of a standing procedure.
    pub(crate) fn standing(&self, id: &str) -> CaseTold {
        self.standing.get(id).cloned().unwrap_or_default()
    }

    /// Returns the case meant by an id or the beginning of one that is no other's.
    pub(crate) fn find(&self, given: &str) -> Option<&Case> {
        let mut meant = self.opened.iter().filter(|case| case.line.id.starts_with(given));
        match (self.opened.iter().find(|case| case.line.id == given), meant.next(), meant.next()) {
            (Some(exact), _, _) => Some(exact),
            (None, Some(only), None) if !given.is_empty() => Some(only),
            _ => None,
        }
    }

    /// Takes in a journal line.
    pub(crate) fn take(&mut self, op: &Op) {
        match op {
            Op::Case { case } => {
                let told = |mut told: CaseTold| {
                    told.persons.clone_from(&case.persons);
                    told.opened = Some(case.opened);
                    (told.since, told.closed) = (case.since, case.closed);
                    told
                };
                match self.opened.iter_mut().find(|known| known.line.id == case.id) {
                    Some(known) => {
                        known.told = told(std::mem::take(&mut known.told));
                        known.line = case.clone();
                    }
                    None => self
                        .opened
                        .push(Case { line: case.clone(), told: told(CaseTold::default()) }),
                }
            }
            Op::CaseFact { case, about, id, value, why } => {
                let known = self.opened.iter_mut().find(|known| known.line.id == *case);
                let told = match known {
                    Some(known) => &mut known.told,
                    None => self.standing.entry(case.clone()).or_default(),
                };
                set(told, about, id, value, why);
            }
            _ => {}
        }
    }
}

/// Sets one thing told of a case; an empty value takes it back.
fn set(told: &mut CaseTold, about: &str, id: &str, value: &str, why: &str) {
    let id = id.to_owned();
    match (about, value) {
        ("answer", "yes" | "no") => {
            told.answers.insert(id, value == "yes");
        }
        ("answer", _) => {
            told.answers.remove(&id);
        }
        ("item", "yes") => {
            told.ticks.insert(id);
        }
        ("item", _) => {
            told.ticks.remove(&id);
        }
        ("reference", "yes") => {
            told.references.insert(id);
        }
        ("reference", _) => {
            told.references.remove(&id);
        }
        ("assign", who) => match assigned(who) {
            Some(assigned) => {
                told.assigned.insert(id, assigned);
            }
            None => {
                told.assigned.remove(&id);
            }
        },
        ("milestone", day) => match day.parse() {
            Ok(day) => {
                told.milestones.insert(id, day);
            }
            Err(_) => {
                told.milestones.remove(&id);
            }
        },
        ("term", day) => match day.parse() {
            Ok(day) => {
                told.terms.insert(id, (day, why.to_owned()));
            }
            Err(_) => {
                told.terms.remove(&id);
            }
        },
        // A newer Faldone's word.
        _ => {}
    }
}

/// Returns who provides an item and by when, of `consultant` or `consultant 2026-12-01`. An office provides nothing for a case.
pub(crate) fn assigned(value: &str) -> Option<(Actor, Option<NaiveDate>)> {
    let (who, day) = value.split_once(' ').map_or((value, None), |(who, day)| (who, Some(day)));
    let who: Actor = serde_json::from_value(who.into()).ok()?;
    let day = day.map(str::parse).transpose().ok()?;
    (!who.is_office()).then_some((who, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(id: &str) -> Op {
        Op::Case {
            case: CaseLine {
                id: id.to_owned(),
                procedure: "permit-renewal".to_owned(),
                persons: vec!["amina".to_owned()],
                opened: "2026-01-01".parse().unwrap(),
                since: None,
                closed: None,
            },
        }
    }

    fn fact(about: &str, id: &str, value: &str) -> Op {
        Op::CaseFact {
            case: "permit-renewal-m2xq".to_owned(),
            about: about.to_owned(),
            id: id.to_owned(),
            value: value.to_owned(),
            why: String::new(),
        }
    }

    #[test]
    fn the_last_word_wins_and_an_empty_one_takes_back() {
        let mut cases = Cases::default();
        for op in [
            fact("answer", "children", "yes"),
            case("permit-renewal-m2xq"),
            fact("answer", "children", "no"),
            fact("milestone", "filed", "2026-02-03"),
            fact("milestone", "filed", "2026-02-04"),
            fact("item", "photo", "yes"),
            fact("item", "photo", ""),
            fact("term", "permit-renewal", "2026-03-01"),
        ] {
            cases.take(&op);
        }
        let told = &cases.find("permit-renewal").unwrap().told;
        assert_eq!(told.answers.get("children"), Some(&false));
        assert_eq!(told.milestones["filed"], "2026-02-04".parse().unwrap());
        assert!(told.ticks.is_empty() && told.terms.len() == 1);
    }

    #[test]
    fn an_item_is_given_to_somebody_with_a_day_or_without() {
        let day = "2026-12-01".parse().ok();
        assert_eq!(assigned("employer"), Some((Actor::Employer, None)));
        assert_eq!(assigned("consultant 2026-12-01"), Some((Actor::Consultant, day)));
        for wrong in ["", "nobody", "questura", "employer soon", "employer 2026-13-01"] {
            assert_eq!(assigned(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_beginning_of_an_id_names_a_case_only_if_no_other_begins_so() {
        let mut cases = Cases::default();
        cases.take(&case("permit-renewal-m2xq"));
        cases.take(&case("permit-renewal-b7st"));
        assert!(cases.find("permit-renewal").is_none());
        assert!(cases.find("").is_none());
        assert_eq!(cases.find("permit-renewal-b").unwrap().line.id, "permit-renewal-b7st");
    }
}

//! The papers to tune with, of which words are counted.
#![expect(
    clippy::unwrap_used,
    reason = "A paper that cannot be read fails the test, as it should."
)]

use crate::numbers::compared;
use faldone_rules::person::Person;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// A paper's text, and what is needed of the truth above it.
#[derive(Deserialize)]
pub struct Paper {
    #[serde(rename = "type")]
    types: String,
    persons: Vec<String>,
    #[serde(default)]
    references: Vec<String>,
    #[serde(default)]
    dates: Vec<String>,
    #[serde(default)]
    may: Vec<String>,
    #[serde(skip)]
    pub text: String,
}

/// What may be told, and is none of the kinds that words tell.
const NONE: [&str; 4] = ["other", "contract", "fiscal-code", "pagopa"];

impl Paper {
    /// Returns all of them, by their names.
    pub fn all() -> Vec<Paper> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/tuning");
        let read = |entry: &std::fs::DirEntry| {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let (truth, text) = text.split_once("\n+++\n").unwrap();
            let paper: Paper = toml::from_str(truth).unwrap();
            Paper { text: text.to_owned(), ..paper }
        };
        let mut papers: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap()).collect();
        papers.sort_by_key(std::fs::DirEntry::file_name);
        papers.iter().map(read).collect()
    }

    /// Returns the id of its type; `none` where it needs none.
    pub fn id(&self) -> &str {
        let mut ids = self.types.split('|');
        if ids.clone().any(|id| id == "none") { "none" } else { ids.next().unwrap() }
    }

    /// Returns its household.
    pub fn people(&self) -> Vec<Person> {
        let person = |line: &String| {
            let (_, full) = line.split_once(' ').unwrap();
            let (name, surname) = full.split_once('/').unwrap_or((full, ""));
            Person {
                id: full.to_owned(),
                name: name.to_owned(),
                surname: surname.to_owned(),
                fiscal_code: None,
                born: None,
                dependants: Vec::new(),
            }
        };
        self.persons.iter().map(person).collect()
    }

    /// Returns the part of somebody of its household: `subject`, `other`, `absent` or `either`.
    pub fn part(&self, name: &str, surname: &str) -> &str {
        let full = [name, surname].join("/");
        self.persons
            .iter()
            .filter_map(|line| line.split_once(' '))
            .find(|(_, who)| who.trim_end_matches('/') == full.trim_end_matches('/'))
            .map_or("absent", |(part, _)| part)
    }

    /// Returns the roles that a day with these readings has, `none` where no user relies on it. What may be told or left counts for both.
    pub fn roles(&self, readings: &[String]) -> BTreeSet<&str> {
        let mut roles: BTreeSet<&str> =
            self.dates.iter().flat_map(|line| roles_of(line, readings)).collect();
        if roles.is_empty() {
            let may = self.may.iter().filter_map(|line| line.strip_prefix("date "));
            roles.extend(may.flat_map(|line| roles_of(line, readings)));
            roles.insert("none");
        }
        roles
    }

    /// Returns the kind of a number as it is printed, `none` where it is no reference; `None` where it may be told or left.
    pub fn kind(&self, number: &str) -> Option<&str> {
        if let Some(line) = self.references.iter().find(|line| is_number_of(line, number)) {
            return line.split(['|', ' ']).next();
        }
        match self.may.iter().find(|line| is_number_of(line, number)) {
            Some(line) if !NONE.contains(&line.split(['|', ' ']).next().unwrap_or_default()) => {
                None
            }
            _ => Some("none"),
        }
    }

    /// Returns its pages as they are printed, without the marks (see tests/corpus/README.md).
    pub fn printed(&self) -> Vec<String> {
        let mut pages = vec![String::new()];
        for line in self.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if line == "===" {
                pages.push(String::new());
                continue;
            }
            let (mark, rest) = line.split_once(' ').unwrap_or(("", line));
            let printed = match mark {
                "#" | "##" | ">" | "^" | "~" | "`" => rest.to_owned(),
                "|" | "&" => line.replace(mark, " "),
                _ => line.to_owned(),
            };
            *pages.last_mut().unwrap() += printed.trim();
            *pages.last_mut().unwrap() += "\n";
        }
        pages
    }
}

/// Returns the roles of a truth's line ("issued|filed 2026-10-07") if its day is one of these readings. The end of what was valid is one role, and any
/// other day has none.
fn roles_of<'l>(line: &'l str, readings: &[String]) -> Vec<&'l str> {
    let (roles, day) = line.split_once(' ').unwrap();
    let is_it = readings.iter().any(|reading| reading == day);
    let role = |role| match role {
        "expires" => "valid-to",
        "other" => "none",
        role => role,
    };
    roles.split('|').filter(|_| is_it).map(role).collect()
}

/// Returns whether a truth's line ("protocol|practice 412/2026 2026-03-01") is about a number as it is printed.
fn is_number_of(line: &str, number: &str) -> bool {
    let mut parts = line.split(' ');
    let (Some(kinds), Some(value)) = (parts.next(), parts.next()) else { return false };
    let same = |kind: &str| compared(kind, value) == compared(kind, number);
    kinds != "date" && kinds.split('|').any(same)
}

//! The people of a household.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One adult with a profile of their own (domain §1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Kebab-case, unique in the folder, never changes: `amina-rossi`.
    pub id: String,
    /// Given names as in the passport, in the person's own script and accents.
    pub name: String,
    pub surname: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<NaiveDate>,
    /// Children and others without a profile; their papers lie in this person's folder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependants: Vec<Dependant>,
}

/// A child of a person: named, with papers of their own, in the person's folder and exports (design §2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dependant {
    pub id: String,
    pub name: String,
    pub surname: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<NaiveDate>,
}

impl Person {
    /// Returns "Name Surname", as shown to people and as the person's folder is called.
    pub fn full_name(&self) -> String {
        full_name(&self.name, &self.surname)
    }
}

/// Returns name and surname; the one name of somebody who has no other is the surname, as in the lines of a passport that machines
/// read.
pub fn only_name<'a>(name: &'a str, surname: &'a str) -> (&'a str, &'a str) {
    if surname.trim().is_empty() { ("", name) } else { (name, surname) }
}

/// Returns "Name Surname". Passports of some countries hold one name only.
pub fn full_name(name: &str, surname: &str) -> String {
    format!("{name} {surname}").trim().to_owned()
}

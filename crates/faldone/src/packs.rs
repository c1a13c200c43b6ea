//! The rule packs as people read them: what is known, from which source, seen when.

use crate::error::Error;
use faldone_rules::packs::Packs;
use serde::Serialize;

/// One rule of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackEntry {
    /// `types`, `terms`, `limits` or `calendars`.
    pub kind: &'static str,
    pub id: String,
    pub label: String,
    pub label_it: String,
    pub source: String,
    /// The day the source was last looked at, where the rule says so.
    pub seen_on: Option<chrono::NaiveDate>,
}

/// Returns the rules of one kind, or of all.
///
/// # Errors
/// If there is no such kind.
pub fn list(kind: Option<&str>) -> Result<Vec<PackEntry>, Error> {
    let packs = Packs::built_in();
    let types = packs.types.iter().map(|entry| PackEntry {
        kind: "types",
        id: entry.id.clone(),
        label: entry.label_en.clone(),
        label_it: entry.label_it.clone(),
        source: entry.source.clone(),
        seen_on: None,
    });
    let limits = packs.limits.iter().map(|entry| PackEntry {
        kind: "limits",
        id: entry.id.clone(),
        label: entry.label_en.clone(),
        label_it: entry.label_it.clone(),
        source: entry.source.clone(),
        seen_on: Some(entry.seen_on),
    });
    let terms = packs.terms.iter().map(|entry| PackEntry {
        kind: "terms",
        id: entry.id.clone(),
        label: entry.label_en.clone(),
        label_it: entry.label_it.clone(),
        source: entry.source.clone(),
        seen_on: Some(entry.reviewed_on),
    });
    let calendars = std::iter::once(PackEntry {
        kind: "calendars",
        id: packs.calendar.id.clone(),
        label: "National holidays and patron saints".to_owned(),
        label_it: "Festività nazionali e santi patroni".to_owned(),
        source: packs.calendar.source.clone(),
        seen_on: Some(packs.calendar.reviewed_on),
    });
    match kind {
        None => Ok(types.chain(terms).chain(limits).chain(calendars).collect()),
        Some("terms") => Ok(terms.collect()),
        Some("calendars") => Ok(calendars.collect()),
        Some("types") => Ok(types.collect()),
        Some("limits") => Ok(limits.collect()),
        Some(other) => Err(Error::Unknown { what: "kind of pack", given: other.to_owned() }),
    }
}

/// Returns nothing if there is a finding of this code.
///
/// # Errors
/// If there is none.
pub fn known_finding(code: &str) -> Result<(), Error> {
    match faldone_rules::check::code(code) {
        Some(_) => Ok(()),
        None => Err(Error::Unknown { what: "kind of finding", given: code.to_owned() }),
    }
}

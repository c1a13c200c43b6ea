//! The rule packs as people read them: what is known, from which source, seen when.

use crate::error::Error;
use faldone_rules::packs::Packs;
use faldone_rules::sources::Language;
use serde::Serialize;
use ts_rs::TS;

/// One rule of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PackEntry {
    /// `types`, `procedures`, `terms`, `limits`, `figures` or `calendars`.
    pub kind: &'static str,
    pub id: String,
    pub label: String,
    pub label_it: String,
    /// Where it was read, in words.
    pub source: String,
    pub source_it: String,
    /// The day the source was last looked at, where the rule says so.
    #[ts(type = "string | null")]
    pub seen_on: Option<chrono::NaiveDate>,
    /// How sure it is, where the rule says so: `seen`, `one-source`, `unverified` or `own` (this program's caution).
    pub sure: Option<String>,
}

/// Returns the rules of one kind, or of all.
///
/// # Errors
/// If there is no such kind.
pub fn list(kind: Option<&str>) -> Result<Vec<PackEntry>, Error> {
    let packs = Packs::built_in();
    let entry =
        |kind, id: &str, label: [&str; 2], source: &str, seen_on, sure: Option<&str>| PackEntry {
            kind,
            id: id.to_owned(),
            label: label[0].to_owned(),
            label_it: label[1].to_owned(),
            source: packs.sources.expand(source, Language::English),
            source_it: packs.sources.expand(source, Language::Italian),
            seen_on,
            sure: sure.map(str::to_owned),
        };
    let types = packs.types.iter().map(|known| {
        entry("types", &known.id, [&known.label_en, &known.label_it], &known.source, None, None)
    });
    let procedures = packs.procedures.iter().map(|known| {
        let label = [known.label_en.as_str(), &known.label_it];
        entry("procedures", &known.id, label, &known.source, Some(known.reviewed_on), None)
    });
    let terms = packs.terms.iter().map(|known| {
        let label = [known.label_en.as_str(), &known.label_it];
        entry("terms", &known.id, label, &known.source, Some(known.reviewed_on), Some(&known.sure))
    });
    let limits = packs.limits.iter().map(|known| {
        let label = [known.label_en.as_str(), &known.label_it];
        entry("limits", &known.id, label, &known.source, Some(known.seen_on), Some(&known.sure))
    });
    let figures = packs.figures.iter().map(|known| {
        let unit_it = match known.unit.as_str() {
            "months" => "mesi",
            "days" => "giorni",
            "hours" => "ore",
            "weeks" => "settimane",
            "cents" => "centesimi",
            _ => "per cento",
        };
        let labels = [
            format!("{}: {} {}", known.label_en, known.value, known.unit),
            format!("{}: {} {unit_it}", known.label_it, known.value),
        ];
        let labels = [labels[0].as_str(), labels[1].as_str()];
        entry("figures", &known.id, labels, &known.source, known.seen_on, Some(&known.sure))
    });
    let calendars = std::iter::once({
        let label = ["National holidays and patron saints", "Festività nazionali e santi patroni"];
        let known = &packs.calendar;
        entry("calendars", &known.id, label, &known.source, Some(known.reviewed_on), None)
    });
    match kind {
        None => Ok(types
            .chain(procedures)
            .chain(terms)
            .chain(limits)
            .chain(figures)
            .chain(calendars)
            .collect()),
        Some("types") => Ok(types.collect()),
        Some("procedures") => Ok(procedures.collect()),
        Some("terms") => Ok(terms.collect()),
        Some("limits") => Ok(limits.collect()),
        Some("figures") => Ok(figures.collect()),
        Some("calendars") => Ok(calendars.collect()),
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

#[cfg(test)]
mod tests {
    use super::list;

    /// A day stands only where a source was looked at on it, and what no source was seen for says so.
    #[test]
    fn a_rule_says_when_it_was_seen_or_that_it_was_not() {
        for rule in list(None).unwrap().iter().filter(|rule| rule.kind != "types") {
            let unseen = rule.kind == "figures" && rule.sure.as_deref() != Some("seen");
            assert_eq!(rule.seen_on.is_none(), unseen, "{} {}", rule.kind, rule.id);
        }
    }

    #[test]
    fn every_pack_tells_its_source_in_words() {
        let all = list(None).expect("all kinds");
        let of = |kind: &str| all.iter().filter(|entry| entry.kind == kind).count();
        assert_eq!(of("procedures"), 16);
        for entry in &all {
            for source in [&entry.source, &entry.source_it] {
                let bare = ["S0:", "S1:", "S2:", "S3:", "S4:"].iter().any(|id| source.contains(id));
                assert!(!source.is_empty() && !bare, "{}: {source}", entry.id);
            }
        }
        let check = list(Some("terms")).expect("terms");
        let check = check.iter().find(|entry| entry.id == "cpi-check").expect("it is there");
        assert!(check.source.ends_with("line 18"), "{}", check.source);
        assert!(check.source_it.ends_with("riga 18"), "{}", check.source_it);
        assert!(list(Some("procedure")).is_err());
    }
}

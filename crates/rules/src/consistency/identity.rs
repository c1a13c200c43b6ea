//! Who somebody is: birth date, fiscal code, passport number, spelling of the name.

use super::{Found, Sheet, Who, differ};
use crate::facts::{DateRole, Evidence, Reference, ReferenceKind};
use crate::names::file_name;
use crate::recognise::fiscal_code;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Online offices compare what papers say, so that a difference becomes a question.
const SOURCE: &str = "S0:23";
const FIX: &str = "Look at both papers. If one was misread, correct it here; if a paper is wrong, ask whoever issued it to mend it before it is handed in.";

/// How far from the name its birth date stands, in bytes of the page.
const NEAR: u32 = 400;

/// Papers by which the others are judged, the best first.
const TRUSTED: [&str; 4] = ["PASSPORT", "PERMIT", "ID-CARD", "BIRTH-CERT"];
/// Papers that carry a fiscal code by nature.
const OF_CODES: [&str; 2] = ["CODICE-FISCALE", "HEALTH-CARD"];

pub(super) fn check(own: &[&Sheet<'_>], who: &Who<'_>) -> Vec<Found> {
    let mut found = births(own, who);
    found.extend(codes(own, who));
    found.extend(spellings(own, who));
    found
}

// ---- birth ----

/// The one birth date of a paper, if it is its person's.
fn birth<'a>(sheet: &Sheet<'a>) -> Option<(NaiveDate, &'a Evidence)> {
    let (day, evidence) = sheet.day(DateRole::Birth)?;
    let is_certain = evidence.rule.starts_with("mrz") || evidence.page == 0;
    let person = sheet.paper.file.recognition.persons.first()?;
    // On a deed or a lease the only birth date may be that of the other party: it must stand by the name.
    let is_near = person.because.iter().any(|name| {
        name.page == evidence.page
            && evidence.start <= name.end.saturating_add(NEAR)
            && name.start <= evidence.end.saturating_add(NEAR / 2)
    });
    (sheet.is_of_nobody_else() && (is_certain || is_near)).then_some((day, evidence))
}

fn births(own: &[&Sheet<'_>], who: &Who<'_>) -> Vec<Found> {
    let told: Vec<(&Sheet<'_>, NaiveDate, &Evidence)> = own
        .iter()
        .filter_map(|sheet| birth(sheet).map(|(day, evidence)| (*sheet, day, evidence)))
        .collect();
    let by_zone = told.iter().find(|(sheet, _, evidence)| {
        sheet.type_id == "PASSPORT" && evidence.rule.starts_with("mrz")
    });
    let trusted = || {
        let mut types = TRUSTED.iter();
        types.find_map(|id| told.iter().find(|(sheet, ..)| sheet.type_id == *id))
    };
    let by_most = || {
        let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        told.iter().for_each(|(_, day, _)| *days.entry(*day).or_default() += 1);
        let (day, count) = days.into_iter().max_by_key(|(_, count)| *count)?;
        (count >= 2 && count * 2 > told.len()).then(|| told.iter().find(|(_, d, _)| *d == day))?
    };
    let Some((right, born, words)) = by_zone.or_else(trusted).or_else(by_most) else {
        return Vec::new();
    };
    let name = full_name(who);
    let differs = told.iter().filter(|(sheet, day, _)| {
        // Abroad the month may stand first.
        let swapped = NaiveDate::from_ymd_opt(day.year(), day.day(), day.month());
        let is_foreign =
            ["BIRTH-CERT", "DEGREE", "TRANSCRIPT", "CRIMINAL-RECORD", "CV", "MARRIAGE-CERT"];
        day != born && !(swapped == Some(*born) && is_foreign.contains(&sheet.type_id))
    });
    differs
        .map(|(sheet, day, evidence)| {
            let (here, there) = (day.to_string(), born.to_string());
            let text = format!(
                "This paper says that {name} was born on {here}; {} says {there}.",
                file_name(right.path())
            );
            let values = [
                ("person", name.as_str()),
                ("here", &here),
                ("there", &there),
                ("other", file_name(right.path())),
            ];
            let papers = vec![sheet.said(evidence), right.said(words)];
            (
                sheet.path().to_owned(),
                differ("birth-date-differs", text, FIX, &values, papers, SOURCE),
            )
        })
        .collect()
}

fn full_name(who: &Who<'_>) -> String {
    format!("{} {}", who.name, who.surname).trim().to_owned()
}

// ---- fiscal code ----

/// The fiscal codes on a paper whose letters are those of the person's name.
fn own_codes<'a>(sheet: &Sheet<'a>, who: &Who<'_>) -> Vec<&'a Reference> {
    let letters =
        [fiscal_code::surname_letters(who.surname), fiscal_code::name_letters(who.name)].concat();
    let all = sheet.paper.file.recognition.references.iter();
    all.filter(|found| found.kind == ReferenceKind::FiscalCode && found.value.starts_with(&letters))
        .collect()
}

fn codes(own: &[&Sheet<'_>], who: &Who<'_>) -> Vec<Found> {
    let told: Vec<(&Sheet<'_>, String, &Reference)> = own
        .iter()
        .flat_map(|sheet| {
            let codes = own_codes(sheet, who).into_iter();
            codes.filter_map(|code| Some((*sheet, fiscal_code::plain(&code.value)?, code)))
        })
        .collect();
    let known = who.profile.and_then(|p| p.fiscal_code.as_deref()).and_then(fiscal_code::plain);
    let by_nature = || told.iter().find(|(sheet, ..)| OF_CODES.contains(&sheet.type_id));
    let by_profile = || told.iter().find(|(_, code, _)| Some(code) == known.as_ref());
    let by_most = || {
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        told.iter().for_each(|(_, code, _)| *codes.entry(code).or_default() += 1);
        let (code, count) = codes.into_iter().max_by_key(|(_, count)| *count)?;
        (count >= 2 && count * 2 > told.len()).then(|| told.iter().find(|(_, c, _)| c == code))?
    };
    let Some((right, code, reference)) = by_nature().or_else(by_profile).or_else(by_most) else {
        return Vec::new();
    };
    let name = full_name(who);
    told.iter()
        .filter(|(_, other, _)| other != code)
        .map(|(sheet, _, other)| {
            let text = format!(
                "This paper gives {name} the fiscal code {}; on {} it is {}.",
                other.value,
                file_name(right.path()),
                reference.value
            );
            let values = [
                ("person", name.as_str()),
                ("here", &other.value),
                ("there", &reference.value),
                ("other", file_name(right.path())),
            ];
            let papers = vec![sheet.said(&other.evidence), right.said(&reference.evidence)];
            let found = differ("fiscal-code-differs", text, FIX, &values, papers, SOURCE);
            (sheet.path().to_owned(), found)
        })
        .collect()
}

// ---- name ----

/// The rule under which recognition keeps a name that is nearly the person's, on a paper that is theirs by its fiscal code.
pub(crate) const NEAR_NAME: &str = "near-name";

fn spellings(own: &[&Sheet<'_>], who: &Who<'_>) -> Vec<Found> {
    let spelled = |sheet: &&&Sheet<'_>| {
        let persons = &sheet.paper.file.recognition.persons;
        persons
            .iter()
            .any(|p| p.because.iter().any(|e| e.rule == "name" || e.rule.starts_with("mrz")))
    };
    let of_type = |id: &str| own.iter().find(|sheet| sheet.type_id == id && spelled(sheet));
    let Some(right) = TRUSTED.iter().find_map(|id| of_type(id)) else { return Vec::new() };
    let words = |sheet: &Sheet<'_>, near: bool| {
        let person = sheet.paper.file.recognition.persons.iter().find(|p| p.id == sheet.person)?;
        let is_it = |e: &&Evidence| (e.rule == NEAR_NAME) == near && e.rule != "fiscal-code";
        person.because.iter().find(is_it).cloned()
    };
    let name = full_name(who);
    own.iter()
        .filter(|sheet| !spelled(sheet))
        .filter_map(|sheet| {
            let (here, there) = (words(sheet, true)?, words(right, false)?);
            let text = format!(
                "This paper carries {name}'s fiscal code, but spells the name {}; {} has it as in the folder.",
                here.words,
                file_name(right.path())
            );
            let values = [
                ("person", name.as_str()),
                ("here", &here.words),
                ("other", file_name(right.path())),
            ];
            let papers = vec![sheet.said(&here), right.said(&there)];
            let found = differ("name-spelled-differently", text, FIX, &values, papers, SOURCE);
            Some((sheet.path().to_owned(), found))
        })
        .collect()
}

// ---- passport number ----

/// Returns the number with what OCR and typing confuse made one.
fn plain_number(number: &str) -> String {
    let plain =
        number.chars().filter(char::is_ascii_alphanumeric).map(|c| match c.to_ascii_uppercase() {
            'O' | 'Q' => '0',
            'I' | 'L' => '1',
            'Z' => '2',
            'S' => '5',
            'G' => '6',
            'B' => '8',
            other => other,
        });
    plain.collect()
}

/// Returns the papers that carry a passport number which no passport of the household has.
pub(super) fn passports(sheets: &[Sheet<'_>]) -> Vec<Found> {
    let number = |sheet: &Sheet<'_>| {
        let all = &sheet.paper.file.recognition.references;
        all.iter().find(|found| found.kind == ReferenceKind::Passport).cloned()
    };
    let held: Vec<(&Sheet<'_>, Reference)> = sheets
        .iter()
        .filter(|sheet| sheet.type_id == "PASSPORT")
        .filter_map(|sheet| Some((sheet, number(sheet)?)))
        .collect();
    let is_held =
        |value: &str| held.iter().any(|(_, r)| plain_number(&r.value) == plain_number(value));
    let mut found = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.type_id != "PASSPORT") {
        let references = sheet.paper.file.recognition.references.iter();
        let carried: Vec<&Reference> =
            references.filter(|r| r.kind == ReferenceKind::Passport).collect();
        let own = held.iter().filter(|(passport, _)| passport.person == sheet.person);
        // The newest one; a paper from before it was issued may carry the number of an older passport.
        let Some((passport, right)) = own.max_by_key(|(p, _)| p.end().map(|(day, _)| day)) else {
            continue;
        };
        let issued = passport.day(DateRole::Issued).map(|(day, _)| day);
        let made = sheet.paper.date.and_then(crate::facts::When::day);
        let is_older = match (made, issued) {
            (Some(made), Some(issued)) => made < issued,
            _ => true,
        };
        let Some(other) = carried.first().filter(|_| !carried.iter().any(|r| is_held(&r.value)))
        else {
            continue;
        };
        if is_older || !sheet.is_of_nobody_else() {
            continue;
        }
        let text = format!(
            "This paper gives the passport number {}; {} has {}.",
            other.value,
            file_name(passport.path()),
            right.value
        );
        let values = [
            ("here", other.value.as_str()),
            ("there", &right.value),
            ("other", file_name(passport.path())),
        ];
        let papers = vec![sheet.said(&other.evidence), passport.said(&right.evidence)];
        let differs = differ("passport-number-differs", text, FIX, &values, papers, SOURCE);
        found.push((sheet.path().to_owned(), differs));
    }
    found
}

//! What a paper should be called, from the facts read on it; nothing, where a fact is not sure.

use super::{NameFields, Naming, ascii, build, date, parse, sync};
use crate::{
    facts::{DateRole, Evidence, PersonRole, Recognition, ReferenceKind, When},
    packs::{DocumentType, Packs, Per},
    person::Person,
};
use serde::{Deserialize, Serialize};

/// One document as naming sees it.
#[derive(Debug, Clone, Copy)]
pub struct DocumentForNaming<'a> {
    pub recognition: &'a Recognition,
    /// The present name, without its folder.
    pub file_name: &'a str,
    /// The extension of what the bytes truly are, lower case: `pdf`, `jpg`, `pdf.p7m`.
    pub extension: &'a str,
}

/// What to do with a document's name.
#[derive(Debug, Clone, PartialEq)]
pub enum Proposal {
    /// The name fits what is known of the paper. It is never changed.
    Keep,
    Rename(Box<Rename>),
    /// Something the name needs is not sure; the paper keeps its name until the user decides.
    Unsure {
        missing: Vec<Missing>,
    },
}

/// A better name, before names of the whole folder are kept apart by [`super::settle`].
#[derive(Debug, Clone, PartialEq)]
pub struct Rename {
    pub fields: NameFields,
    pub ext: String,
    /// The person or dependant it is named after; [`owner`] gives the folder it belongs in.
    pub person_id: String,
    /// The paper's own date, also where the name does not carry it.
    pub date: Option<When>,
    /// Until when it holds: of two that would share a name, the one that holds longer gets it as it is.
    pub until: Option<When>,
    /// What may tell it apart from a paper that would get the same name.
    pub detail: Option<String>,
    /// The words the name rests on.
    pub because: Vec<Evidence>,
}

/// What keeps a paper from being named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Missing {
    Type,
    /// A sync program made it as a second version of another file; which one is right is the user's to say.
    ConflictCopy,
    /// Its name is that of a download that has not finished.
    Unfinished,
    /// A form that nobody has filled in is nobody's paper yet.
    BlankForm,
    /// It says itself that it proves nothing: under a clean name it would pass for what it is not.
    Void,
    Person,
    /// Ids of the people it could be named after.
    PersonAmong {
        ids: Vec<String>,
    },
    Date,
    /// The paper allows several.
    DateAmong {
        dates: Vec<When>,
    },
    /// The facts are sure, but give no name that fits the folder's rules.
    Name {
        why: String,
    },
}

/// Returns id, name and surname of everybody: adults in the profile's order, then their dependants.
pub(crate) fn everyone(people: &[Person]) -> impl Iterator<Item = (&str, &str, &str)> {
    let adults = people.iter().map(|p| (p.id.as_str(), p.name.as_str(), p.surname.as_str()));
    let dependants = people
        .iter()
        .flat_map(|p| &p.dependants)
        .map(|d| (d.id.as_str(), d.name.as_str(), d.surname.as_str()));
    adults.chain(dependants)
}

/// Returns the adult in whose folder the papers of this person or dependant lie.
pub fn owner<'a>(people: &'a [Person], id: &str) -> Option<&'a Person> {
    people.iter().find(|p| p.id == id || p.dependants.iter().any(|d| d.id == id))
}

/// Returns given name and surname as fields of a file name. Who has only one name gets `X` for the other, so that the name can
/// still be read back.
pub fn person_fields(name: &str, surname: &str) -> (String, String) {
    let field = |text: &str| Some(ascii(text)).filter(|f| !f.is_empty()).unwrap_or("X".into());
    (field(name), field(surname))
}

/// What is known of one part of the name.
enum Known<T> {
    Sure(T),
    Among(Vec<T>),
    Nothing,
    /// The name does not carry it.
    NotAsked,
}

/// Returns what this document should be called. A name that already fits its facts is kept, with whatever the user added to it.
pub fn propose(
    doc: &DocumentForNaming<'_>,
    people: &[Person],
    packs: &Packs,
    naming: &Naming,
) -> Proposal {
    if let Some(missing) = not_asked(doc.file_name) {
        return Proposal::Unsure { missing: vec![missing] };
    }
    let facts = doc.recognition;
    if facts.void.is_some() {
        return Proposal::Unsure { missing: vec![Missing::Void] };
    }
    let doc_type = facts.doc_type.as_ref().and_then(|found| packs.document_type(&found.id));
    let person = subject(facts, doc_type, people);
    let own_date = doc_type.map_or(Known::Nothing, |t| own_date(facts, t));
    let name_date = match doc_type {
        Some(t) if t.per == Per::One => Known::NotAsked,
        _ => match &own_date {
            Known::Sure(date) => Known::Sure(*date),
            Known::Among(dates) => Known::Among(dates.clone()),
            _ => Known::Nothing,
        },
    };

    let reading = parse::read(doc.file_name, packs, naming);
    let clean = reading.parsed.as_ref().filter(|_| reading.problems.is_empty());
    if let Some(parsed) = clean
        && same_extension(&parsed.ext, doc.extension)
        && fits(&parsed.fields, facts, doc_type, &person, &name_date, people)
    {
        return Proposal::Keep;
    }

    let mut missing = Vec::new();
    if doc_type.is_none() {
        missing.push(Missing::Type);
    }
    if facts.blank_form {
        missing.push(Missing::BlankForm);
    }
    match &person {
        Known::Among(people) => missing.push(Missing::PersonAmong {
            ids: people.iter().map(|(id, _, _)| (*id).to_owned()).collect(),
        }),
        Known::Nothing | Known::NotAsked => missing.push(Missing::Person),
        Known::Sure(_) => {}
    }
    match &name_date {
        Known::Among(dates) => missing.push(Missing::DateAmong { dates: dates.clone() }),
        Known::Nothing if doc_type.is_some() => missing.push(Missing::Date),
        _ => {}
    }
    let (Some(doc_type), Known::Sure((person_id, name, surname)), true) =
        (doc_type, person, missing.is_empty())
    else {
        return Proposal::Unsure { missing };
    };

    let (name, surname) = person_fields(name, surname);
    let carried = reading.parsed.filter(|old| {
        (&old.fields.type_id, &old.fields.name, &old.fields.surname)
            == (&doc_type.id, &name, &surname)
    });
    // What the user wrote behind a name stays with it, unless the name was a mess to begin with.
    let tidy = reading.problems.is_empty();
    let fields = NameFields {
        type_id: doc_type.id.clone(),
        name,
        surname,
        date: match name_date {
            Known::Sure(date) => Some(date),
            _ => None,
        },
        reference: own_reference(facts).filter(|_| {
            doc_type.reference_in_name && naming.slots.contains(&super::Slot::Reference)
        }),
        detail: carried
            .as_ref()
            .filter(|_| tidy)
            .and_then(|old| old.fields.detail.clone())
            .filter(|detail| !is_secret(detail, facts)),
        version: carried.as_ref().and_then(|old| old.fields.version),
        letter: None,
    };
    finish(doc, fields, person_id, &own_date, packs, naming)
}

/// Returns why a file must keep its name whatever it holds.
fn not_asked(file_name: &str) -> Option<Missing> {
    if sync::is_partial_download(file_name) {
        return Some(Missing::Unfinished);
    }
    sync::marked_conflict(file_name).map(|_| Missing::ConflictCopy)
}

/// Drops what is optional until the name can be built.
fn finish(
    doc: &DocumentForNaming<'_>,
    mut fields: NameFields,
    person_id: &str,
    own_date: &Known<When>,
    packs: &Packs,
    naming: &Naming,
) -> Proposal {
    let name = loop {
        match build(&fields, packs, naming, doc.extension) {
            Ok(name) => break name,
            Err(_) if fields.detail.take().is_some() || fields.reference.take().is_some() => {}
            Err(error) => {
                return Proposal::Unsure {
                    missing: vec![Missing::Name { why: error.to_string() }],
                };
            }
        }
    };
    if name == doc.file_name {
        return Proposal::Keep;
    }
    let facts = doc.recognition;
    Proposal::Rename(Box::new(Rename {
        person_id: person_id.to_owned(),
        date: match own_date {
            Known::Sure(date) => Some(*date),
            _ => None,
        },
        until: (facts.dates.iter())
            .filter(|found| matches!(found.role, DateRole::ValidTo | DateRole::Expires))
            .map(|found| found.date)
            .max(),
        detail: facts
            .detail
            .as_deref()
            .map(short)
            .filter(|detail| !detail.is_empty() && !is_secret(detail, facts)),
        because: because(facts, person_id, fields.date),
        ext: doc.extension.to_ascii_lowercase(),
        fields,
    }))
}

/// Returns whether a name that reads well agrees with everything known of the paper.
fn fits(
    fields: &NameFields,
    facts: &Recognition,
    doc_type: Option<&DocumentType>,
    person: &Known<(&str, &str, &str)>,
    name_date: &Known<When>,
    people: &[Person],
) -> bool {
    let named = |(_, name, surname): &(&str, &str, &str)| {
        person_fields(name, surname) == (fields.name.clone(), fields.surname.clone())
    };
    let right_type = doc_type.is_none_or(|t| t.id == fields.type_id);
    let right_person = match person {
        Known::Sure(person) => named(person),
        Known::Among(several) => several.iter().any(named),
        Known::Nothing | Known::NotAsked => everyone(people).any(|p| named(&p)),
    };
    let right_date = match name_date {
        Known::Sure(date) => fields.date == Some(*date),
        Known::Among(dates) => fields.date.is_some_and(|date| dates.contains(&date)),
        Known::Nothing | Known::NotAsked => true,
    };
    let own: Vec<String> = own_references(facts).map(ascii).collect();
    let right_reference =
        fields.reference.as_ref().is_none_or(|r| own.is_empty() || own.contains(r));
    let secret = [&fields.reference, &fields.detail]
        .into_iter()
        .flatten()
        .any(|field| is_secret(field, facts));
    right_type && right_person && right_date && right_reference && !secret
}

/// Returns whose paper it is: its one subject; of a joint paper the first in the profile's order.
fn subject<'a>(
    facts: &Recognition,
    doc_type: Option<&DocumentType>,
    people: &'a [Person],
) -> Known<(&'a str, &'a str, &'a str)> {
    let is_subject = |id: &str| {
        facts.persons.iter().any(|found| found.role == PersonRole::Subject && found.id == id)
    };
    let mut subjects: Vec<_> = everyone(people).filter(|(id, _, _)| is_subject(id)).collect();
    if doc_type.is_some_and(|t| t.joint) {
        subjects.truncate(1);
    }
    match subjects.as_slice() {
        [] => Known::Nothing,
        [one] => Known::Sure(*one),
        _ => Known::Among(subjects),
    }
}

/// Returns the paper's own date by the roles of its type, best first (domain §3). Where it may be issued or filed but says
/// neither, its reference's own date comes before later events such as its notification; and a date in its head or beside its
/// signature, of which nothing says what it is, may be the one: then nothing is sure.
fn own_date(facts: &Recognition, doc_type: &DocumentType) -> Known<When> {
    use DateRole::{Filed, Issued, Notified, Start, ValidFrom};
    let mut unlabelled = false;
    let mut reference_due = doc_type.date_roles.iter().any(|role| matches!(role, Issued | Filed));
    for role in &doc_type.date_roles {
        if reference_due && matches!(role, Notified | ValidFrom | Start) {
            reference_due = false;
            if let Some(known) = reference_date(facts) {
                return known;
            }
            unlabelled = facts.dates.iter().any(|d| d.evidence.rule == "date-apart");
        }
        let mut dates = Vec::new();
        for found in facts.dates.iter().filter(|d| d.role == *role) {
            if date::grain_fits(doc_type, found.date) {
                dates.push(found.date);
                dates.extend(found.alternative.map(When::Day));
            }
        }
        if let Some(known) = one_of(dates) {
            return if unlabelled { Known::Nothing } else { known };
        }
    }
    let last = if reference_due { reference_date(facts) } else { None };
    last.filter(|_| matches!(doc_type.per, Per::One | Per::Dated)).unwrap_or(Known::Nothing)
}

fn reference_date(facts: &Recognition) -> Option<Known<When>> {
    let of = |kind: ReferenceKind| {
        let dates = facts.references.iter().filter(|r| r.kind == kind).filter_map(|r| r.date);
        one_of(dates.map(When::Day).collect())
    };
    of(ReferenceKind::Practice).or_else(|| of(ReferenceKind::Protocol))
}

/// Returns `None` if there are no dates at all.
fn one_of(mut dates: Vec<When>) -> Option<Known<When>> {
    dates.sort_unstable();
    dates.dedup();
    match dates.as_slice() {
        [] => None,
        [one] => Some(Known::Sure(*one)),
        _ => Some(Known::Among(dates)),
    }
}

fn own_references(facts: &Recognition) -> impl Iterator<Item = &str> {
    facts
        .references
        .iter()
        .filter(|r| matches!(r.kind, ReferenceKind::Practice | ReferenceKind::Protocol))
        .map(|r| r.value.as_str())
}

/// Returns the practice number, else the protocol number; none if the paper has several and does not say which is its own.
fn own_reference(facts: &Recognition) -> Option<String> {
    let of = |kind: ReferenceKind| {
        let mut values: Vec<String> =
            facts.references.iter().filter(|r| r.kind == kind).map(|r| ascii(&r.value)).collect();
        values.sort_unstable();
        values.dedup();
        values
    };
    let mut values = of(ReferenceKind::Practice);
    if values.is_empty() {
        values = of(ReferenceKind::Protocol);
    }
    match values.as_slice() {
        [one] if !one.is_empty() && !is_secret(one, facts) => Some(one.clone()),
        _ => None,
    }
}

/// Returns whether a field gives away a login or a personal number (domain §7).
fn is_secret(field: &str, facts: &Recognition) -> bool {
    let bare = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let field = bare(field).to_uppercase();
    facts
        .references
        .iter()
        .filter(|r| r.is_personal())
        .map(|r| bare(&r.value).to_uppercase())
        .any(|secret| secret.len() >= 6 && field.contains(&secret))
}

/// Returns whether two extensions mean the same kind of file.
pub fn same_extension(a: &str, b: &str) -> bool {
    let plain = |ext: &str| match ext.to_ascii_lowercase().as_str() {
        "jpeg" | "jpe" => "jpg".to_owned(),
        "tiff" => "tif".to_owned(),
        "heif" => "heic".to_owned(),
        "htm" => "html".to_owned(),
        other => other.to_owned(),
    };
    plain(a) == plain(b)
}

/// Returns a detail of at most 30 characters, cut between words.
fn short(detail: &str) -> String {
    let full = ascii(detail);
    if full.len() <= 30 {
        return full;
    }
    let cut = full[..31].rfind('-').filter(|at| *at > 0).unwrap_or(30);
    full[..cut].trim_matches(['-', '.']).to_owned()
}

fn because(facts: &Recognition, person_id: &str, date: Option<When>) -> Vec<Evidence> {
    let of_type = facts.doc_type.iter().flat_map(|t| &t.because);
    let of_person = facts.persons.iter().filter(|p| p.id == person_id).flat_map(|p| &p.because);
    let of_date = facts.dates.iter().filter(|d| Some(d.date) == date).map(|d| &d.evidence).take(1);
    of_type.chain(of_person).chain(of_date).cloned().collect()
}

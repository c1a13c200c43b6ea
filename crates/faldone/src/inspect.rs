//! What files are, without a master folder: the answer of `faldone inspect`.

use crate::{
    assess,
    error::Error,
    folder::understand,
    index::document::Document,
    options::Options,
    reader::{Problem, Readers},
    state::to_kebab,
};
use faldone_pdf::Completeness;
use faldone_rules::{
    Recogniser,
    check::{self, FileSummary},
    facts::{DateRole, Evidence, Finding, PersonRole, ReferenceKind, VoidFound, When},
    names::Naming,
    packs::Packs,
    person::Person,
};
use serde::Serialize;
use std::path::Path;

/// One file, as documented in the command line's contract (design §4).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inspected {
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
    pub kind: String,
    pub complete: bool,
    /// Needs a password to open.
    pub encrypted: bool,
    /// Opens, but forbids something.
    pub restricted: bool,
    pub signed: Vec<InspectedSignature>,
    pub pages: Vec<InspectedPage>,
    /// Every page with content is searchable; `None` if it cannot be said.
    pub searchable: Option<bool>,
    #[serde(rename = "type")]
    pub doc_type: Option<InspectedType>,
    /// Why it does not count, by what it says itself.
    pub void: Option<VoidFound>,
    pub persons: Vec<InspectedPerson>,
    pub references: Vec<InspectedReference>,
    pub dates: Vec<InspectedDate>,
    pub amounts: Vec<InspectedAmount>,
    pub findings: Vec<Finding>,
}

/// A signature that is in the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InspectedSignature {
    pub signer: Option<String>,
    pub time: Option<String>,
    /// `None`: present, not verified.
    pub intact: Option<bool>,
}

/// A page and its verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InspectedPage {
    pub page: u32,
    pub searchable: Option<bool>,
    pub chars: u32,
    pub image_cover: f32,
    pub reason: String,
}

/// The type with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InspectedType {
    pub id: String,
    pub confidence: f32,
    pub because: Vec<Evidence>,
}

/// Somebody named on the paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InspectedPerson {
    pub name: String,
    pub surname: String,
    pub role: PersonRole,
    pub because: Vec<Evidence>,
}

/// A reference with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InspectedReference {
    pub kind: ReferenceKind,
    pub value: String,
    pub date: Option<chrono::NaiveDate>,
    pub office: Option<String>,
    pub page: u32,
    pub words: String,
    pub rule: String,
}

/// A date with its role and words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InspectedDate {
    pub date: When,
    pub role: DateRole,
    /// The other reading of an ambiguous date.
    pub alternative: Option<chrono::NaiveDate>,
    /// The hour, HH:MM, where the paper tells one.
    pub time: Option<String>,
    pub page: u32,
    pub words: String,
    pub rule: String,
}

/// An amount with its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InspectedAmount {
    pub role: String,
    pub cents: i64,
    pub currency: String,
    pub page: u32,
    pub words: String,
}

impl Inspected {
    /// Returns whether the file is damaged, cut off or could not be read to its end.
    pub fn is_damaged(&self) -> bool {
        !self.complete
            || self
                .findings
                .iter()
                .any(|f| ["damaged", "hostile", "incomplete"].contains(&f.code.as_str()))
    }
}

/// Reads one file. `people` are the household's adults, by name and surname.
///
/// # Errors
/// If the file cannot be opened or the worker cannot be started.
pub fn inspect(
    path: &Path,
    people: &[(String, String)],
    options: &Options,
    readers: &Inspector,
) -> Result<Inspected, Error> {
    match std::fs::metadata(path) {
        // A pipe or a device would make the reader wait for ever.
        Ok(meta) if !meta.is_file() => return Err(Error::NotAFile(path.to_owned())),
        Ok(_) => {}
        Err(error) => return Err(Error::io(path, "read", error)),
    }
    let full = std::fs::canonicalize(path).map_err(|error| Error::io(path, "find", error))?;
    let reading = readers.0.read(&full, Vec::new())?;
    let people: Vec<Person> = people.iter().map(person).collect();
    let packs = Packs::built_in();
    let content = reading
        .content
        .ok_or_else(|| Error::io(path, "read", std::io::Error::other("the reader gave up")))?;
    let (document, _) =
        understand(reading.sha256, reading.bytes, content, &people, Recogniser::built_in());
    Ok(report(path, &document, options, packs))
}

/// The readers that `inspect` uses for many files.
#[derive(Debug)]
pub struct Inspector(Readers);

impl Inspector {
    /// Returns an inspector; its worker starts with the first file.
    pub fn new(options: &Options) -> Inspector {
        Inspector(Readers::new(&options.worker))
    }
}

fn person((name, surname): &(String, String)) -> Person {
    let (name, surname) = faldone_rules::person::only_name(name, surname);
    Person {
        id: faldone_rules::names::ascii(&faldone_rules::person::full_name(name, surname))
            .to_lowercase(),
        name: name.to_owned(),
        surname: surname.to_owned(),
        fiscal_code: None,
        born: None,
        dependants: Vec::new(),
    }
}

fn report(path: &Path, document: &Document, options: &Options, packs: &Packs) -> Inspected {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let facts = document.facts.clone().unwrap_or_default();
    let read = &document.recognition;
    let summary = assess::of_document(
        FileSummary {
            path: name.clone(),
            bytes: document.bytes,
            recognition: read.clone(),
            ..FileSummary::default()
        },
        document,
        &name,
    );
    let limit = packs.limit("ali-strict");
    let findings = check::check_file(&summary, options.today(), packs, &Naming::default(), limit);
    Inspected {
        path: path.to_string_lossy().into_owned(),
        bytes: document.bytes,
        sha256: document.sha256.clone(),
        kind: document.kind.as_str().to_owned(),
        complete: document.completeness == Completeness::Whole
            && !matches!(document.problem, Some(Problem::Damaged(_))),
        encrypted: facts.encrypted || document.problem == Some(Problem::Locked),
        restricted: facts.restricted,
        signed: facts
            .signatures
            .into_iter()
            .map(|s| InspectedSignature { signer: s.signer, time: s.time, intact: s.intact })
            .collect(),
        pages: document
            .verdicts
            .iter()
            .map(|verdict| InspectedPage {
                page: verdict.page,
                searchable: verdict.reason.searchable(),
                chars: verdict.chars,
                image_cover: verdict.image_cover,
                reason: to_kebab(&verdict.reason),
            })
            .collect(),
        searchable: document.searchable,
        doc_type: read.doc_type.clone().map(|found| InspectedType {
            id: found.id,
            confidence: found.confidence,
            because: found.because,
        }),
        void: read.void.clone(),
        persons: read
            .persons
            .iter()
            .map(|found| InspectedPerson {
                name: found.name.clone(),
                surname: found.surname.clone(),
                role: found.role,
                because: found.because.clone(),
            })
            .collect(),
        references: read
            .references
            .iter()
            .map(|found| InspectedReference {
                kind: found.kind,
                value: found.value.clone(),
                date: found.date,
                office: found.office.clone(),
                page: found.evidence.page,
                words: found.evidence.words.clone(),
                rule: found.evidence.rule.clone(),
            })
            .collect(),
        dates: read
            .dates
            .iter()
            .map(|found| InspectedDate {
                date: found.date,
                role: found.role,
                alternative: found.alternative,
                time: found.time.as_ref().map(|time| time.at.format("%H:%M").to_string()),
                page: found.evidence.page,
                words: found.words(),
                rule: found.evidence.rule.clone(),
            })
            .collect(),
        amounts: read
            .amounts
            .iter()
            .map(|found| InspectedAmount {
                role: to_kebab(&found.role),
                cents: found.cents,
                currency: found.currency.clone(),
                page: found.evidence.page,
                words: found.evidence.words.clone(),
            })
            .collect(),
        findings,
    }
}

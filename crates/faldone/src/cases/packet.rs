//! A packet: a case's papers, checked and ordered for one recipient. What is missing is said before anything is written.

use super::requests::RequestView;
use super::view::{CaseView, ItemView};
use crate::reader::Paper;
use crate::{
    bind::Alone,
    export::{Language, actor},
    state::to_kebab,
    view::DocumentRow,
};
use chrono::NaiveDate;
use faldone_pdf::FileFacts;
use faldone_rules::packs::{Limit, Recipient};
use serde::{Deserialize, Serialize};
use std::io::{Cursor, Write};
use ts_rs::TS;

/// Findings that an office would send a paper back for.
const REFUSED: [&str; 8] = [
    "incomplete",
    "damaged",
    "hostile",
    "locked",
    "not-searchable",
    "unreadable-text",
    "portfolio",
    "xfa",
];

/// What proves that something was filed before, beside the papers.
const EVIDENCE: (&str, &str, &str) =
    ("evidence", "Evidence of the earlier filing", "Prova del precedente invio");

/// What a packet would hold, and what stands in its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PacketView {
    pub case: String,
    /// The letter it answers: then it holds exactly what that asks for.
    pub request: Option<String>,
    /// A recipient's id, and its name.
    pub recipient: String,
    pub recipient_label: String,
    pub recipient_label_it: String,
    pub parts: Vec<PacketPart>,
    /// Equal sets of the same files.
    pub sets: u32,
    /// Nothing mandatory is missing or would be sent back.
    pub ready: bool,
    /// Papers that belong to others too: to be confirmed before they leave.
    pub joint: Vec<String>,
    #[ts(type = "number")]
    pub bytes: u64,
    /// Where it was written.
    pub written: Option<String>,
    /// The papers that could not be bound into its PDF, as files beside it.
    pub beside: Vec<String>,
}

/// One item of the checklist, as it goes into the packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PacketPart {
    /// 1 and up, of what goes in; `None` of what is missing.
    pub number: Option<u32>,
    pub item: String,
    pub label: String,
    pub label_it: String,
    /// The words of the letter that asks for it.
    pub words: Option<String>,
    pub mandatory: bool,
    /// Who provides it, and by when.
    pub by: String,
    pub until: Option<String>,
    /// That was told by hand.
    pub assigned: bool,
    pub path: Option<String>,
    /// The file's name inside the packet.
    pub name: Option<String>,
    /// `missing`, `not-enough`, `expired`, `too-old`, `ask`, `not-recognised`, `too-large`, `wrong-kind`, `name-too-long`, or a finding's code.
    pub problems: Vec<String>,
    /// Of a PDF or a picture.
    #[ts(type = "number | null")]
    pub pages: Option<u32>,
    /// In a packet that is one PDF it stays a file of its own, for this reason: `signed`, `protected`, `attachments`, `form`,
    /// `layers`, `kind` or `broken`.
    pub alone: Option<String>,
}

/// A paper's bytes under its name in the packet.
pub(crate) struct PacketFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// One thing that a packet should hold, and the words that ask for it.
type Wanted<'a> = (&'a ItemView, Option<&'a String>);

/// Returns what a packet would hold: of a case, or of exactly what one of its letters asks for.
pub(crate) fn plan(
    case: &CaseView,
    request: Option<&RequestView>,
    recipient: &Recipient,
    limit: Option<&Limit>,
    rows: &[DocumentRow],
    file: &dyn Fn(&DocumentRow) -> Option<FileFacts>,
) -> PacketView {
    let mut parts = Vec::new();
    let (mut joint, mut bytes, mut number) = (Vec::new(), 0, 0);
    let items: Vec<Wanted<'_>> = match request {
        Some(request) => request
            .items
            .iter()
            .map(|entry| (&entry.item, Some(&entry.words).filter(|words| !words.is_empty())))
            .collect(),
        None => {
            let items = case.items.iter().filter(|item| !item.types.is_empty());
            items.filter(|item| item.need != "not-needed").map(|item| (item, None)).collect()
        }
    };
    for (item, words) in items {
        let wanted = item.papers.iter().take(item.count as usize);
        let papers: Vec<&DocumentRow> =
            wanted.filter_map(|path| rows.iter().find(|row| row.path == *path)).collect();
        if papers.is_empty() {
            let is_said = item.asked != "optional" || request.is_some();
            parts.extend(is_said.then(|| part(item, words, None, None, Vec::new())));
            continue;
        }
        for row in papers {
            // A paper that serves two items goes in once.
            if parts.iter().any(|known: &PacketPart| known.path.as_ref() == Some(&row.path)) {
                continue;
            }
            number += 1;
            bytes += row.bytes;
            if row.persons.iter().any(|id| !case.persons.contains(id)) {
                joint.push(row.path.clone());
            }
            let name = name_in(row, number, recipient);
            let problems = problems(row, &name, limit);
            let known = file(row);
            parts.push(PacketPart {
                pages: known.as_ref().map(|file| file.pages).or((row.kind == "image").then_some(1)),
                alone: alone(row, known.as_ref()).map(|why| to_kebab(&why)),
                ..part(item, words, Some(number), Some((row, name)), problems)
            });
        }
    }
    // What was filed without a confirmation goes along: it shows when the first time was.
    let evidence = case.evidence.iter().filter(|one| !one.confirmed && case.file_again.is_some());
    for path in evidence.filter_map(|one| one.path.as_ref()) {
        let known = parts.iter().any(|part| part.path.as_ref() == Some(path));
        let Some(row) = rows.iter().find(|row| row.path == *path && !known) else { continue };
        number += 1;
        bytes += row.bytes;
        let name = name_in(row, number, recipient);
        let file = file(row);
        parts.push(PacketPart {
            number: Some(number),
            item: EVIDENCE.0.to_owned(),
            label: EVIDENCE.1.to_owned(),
            label_it: EVIDENCE.2.to_owned(),
            words: None,
            mandatory: false,
            by: String::new(),
            until: None,
            assigned: false,
            problems: problems(row, &name, limit),
            pages: file.as_ref().map(|file| file.pages).or((row.kind == "image").then_some(1)),
            alone: alone(row, file.as_ref()).map(|why| to_kebab(&why)),
            path: Some(path.clone()),
            name: Some(name),
        });
    }
    let ready = parts.iter().all(|part| !part.mandatory || part.problems.is_empty());
    PacketView {
        case: case.id.clone(),
        request: request.map(|request| request.path.clone()),
        recipient: recipient.id.clone(),
        recipient_label: recipient.label_en.clone(),
        recipient_label_it: recipient.label_it.clone(),
        parts,
        sets: recipient.sets,
        ready,
        joint,
        bytes,
        written: None,
        beside: Vec::new(),
    }
}

fn part(
    item: &ItemView,
    words: Option<&String>,
    number: Option<u32>,
    paper: Option<(&DocumentRow, String)>,
    mut problems: Vec<String>,
) -> PacketPart {
    if item.is_open() {
        problems.insert(0, item.need.clone());
    }
    let (path, name) = paper.map(|(row, name)| (row.path.clone(), name)).unzip();
    PacketPart {
        number,
        item: item.id.clone(),
        label: item.label.clone(),
        label_it: item.label_it.clone(),
        words: words.cloned(),
        mandatory: item.asked != "optional",
        by: item.by.clone(),
        until: item.until.clone(),
        assigned: item.assigned,
        path,
        name,
        problems,
        pages: None,
        alone: None,
    }
}

/// Returns why a paper could not be bound with others, as far as that is known before it is tried.
fn alone(row: &DocumentRow, file: Option<&FileFacts>) -> Option<Alone> {
    match file {
        Some(file) if !file.signatures.is_empty() => Some(Alone::Signed),
        Some(file) if file.encrypted || file.restricted => Some(Alone::Protected),
        Some(file) if file.embedded_files > 0 || file.portfolio => Some(Alone::Attachments),
        Some(file) if file.xfa => Some(Alone::Form),
        Some(_) => None,
        None => (row.kind != "image").then_some(Alone::Kind),
    }
}

impl PacketPart {
    /// Returns in plain words why it stays a file of its own, in Italian if asked.
    pub fn why_alone(&self, italian: bool) -> Option<&'static str> {
        let (en, it) = match self.alone.as_deref()? {
            "signed" => ("signed; its signature would be lost", "firmato: la firma andrebbe persa"),
            "protected" => ("protected by its author", "protetto dall'autore"),
            "attachments" => ("other files lie inside it", "contiene altri file"),
            "form" => ("a form whose entries are not on its page", "modulo con dati fuori pagina"),
            "layers" => {
                ("parts of its pages are switched off", "parti delle pagine sono disattivate")
            }
            "kind" => ("neither a PDF nor a picture", "né PDF né immagine"),
            _ => {
                ("its pages cannot be taken out whole", "le pagine non si possono estrarre intere")
            }
        };
        Some(if italian { it } else { en })
    }

    /// Returns its bookmark, and what is written before the number of each of its pages.
    fn bookmark(&self, number: u32, italian: bool) -> (String, String) {
        let label = if italian { &self.label_it } else { &self.label };
        (format!("{number}. {label}"), format!("{number}-"))
    }
}

/// Returns the papers that go into one PDF, each with its place among the parts.
pub(crate) fn to_bind(
    packet: &PacketView,
    hash: &dyn Fn(&str) -> Option<String>,
    language: Language,
) -> Vec<(usize, Paper)> {
    let bound = packet.parts.iter().enumerate().filter(|(_, part)| part.alone.is_none());
    let papers = bound.filter_map(|(at, part)| {
        let path = part.path.clone()?;
        let (title, prefix) = part.bookmark(part.number?, language == Language::Italian);
        Some((at, Paper { sha256: hash(&path)?, path, title, prefix }))
    });
    papers.collect()
}

/// Returns the file's own name, with its number before it where the recipient reads in order.
fn name_in(row: &DocumentRow, number: u32, recipient: &Recipient) -> String {
    let own = row.path.rsplit('/').next().unwrap_or(&row.path);
    if recipient.numbered { format!("{number:02}_{own}") } else { own.to_owned() }
}

/// Returns what would be sent back about a paper under its own name.
pub(crate) fn own_problems(row: &DocumentRow, limit: Option<&Limit>) -> Vec<String> {
    problems(row, row.path.rsplit('/').next().unwrap_or(&row.path), limit)
}

fn problems(row: &DocumentRow, name: &str, limit: Option<&Limit>) -> Vec<String> {
    let found = row.findings.iter().map(|finding| finding.code.clone());
    let mut problems: Vec<String> = found.filter(|code| REFUSED.contains(&code.as_str())).collect();
    if let Some(limit) = limit {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let fits = ending.is_some_and(|ending| limit.extensions.contains(&ending));
        let too_long = limit.name_max.is_some_and(|most| name.chars().count() > most as usize);
        problems.extend((row.bytes > limit.max_bytes).then(|| "too-large".to_owned()));
        problems.extend((!fits).then(|| "wrong-kind".to_owned()));
        problems.extend(too_long.then(|| "name-too-long".to_owned()));
    }
    problems
}

/// Returns the packet's first page, in the markup of [`crate::print`]; of a packet that is one PDF if `bound`.
pub(crate) fn index_page(
    packet: &PacketView,
    case: &CaseView,
    persons: &[String],
    language: Language,
    today: NaiveDate,
    bound: bool,
) -> String {
    let italian = language == Language::Italian;
    let say = |en: &'static str, it: &'static str| if italian { it } else { en };
    let procedure = if italian { &case.procedure.label_it } else { &case.procedure.label };
    let recipient = if italian { &packet.recipient_label_it } else { &packet.recipient_label };
    let mut lines = vec![
        format!("# {procedure}"),
        String::new(),
        format!("{} :: {}", say("Of", "Di"), persons.join(", ")),
        format!("{} :: {recipient}", say("For", "Per")),
        format!("{} :: {today}", say("Made on", "Preparato il")),
    ];
    if !case.references.is_empty() {
        let numbers = case.references.join(", ");
        lines.push(format!("{} :: {numbers}", say("Reference", "Riferimento")));
    }
    lines.push(String::new());
    for part in &packet.parts {
        let label = if italian { &part.label_it } else { &part.label };
        let (number, name) = match (&part.number, &part.name) {
            (Some(number), Some(name)) => {
                let more = match (part.why_alone(italian).filter(|_| bound), part.pages) {
                    (Some(why), _) => {
                        format!(" ({}: {why})", say("a file of its own", "file a parte"))
                    }
                    (None, Some(1)) => format!(", {}", say("1 page", "1 pagina")),
                    (None, Some(pages)) => format!(", {pages} {}", say("pages", "pagine")),
                    (None, None) => String::new(),
                };
                (format!("{number}."), format!("{name}{more}"))
            }
            _ => ("–".to_owned(), say("not included", "non incluso").to_owned()),
        };
        lines.push(format!("{number} {label}"));
        // An office finds again what it wrote.
        if let Some(words) = part.words.as_ref().filter(|words| *words != label) {
            lines.push(format!("      «{words}»"));
        }
        lines.push(format!("      {name}"));
        if part.assigned || part.name.is_none() && !part.by.is_empty() {
            lines.push(format!("      {}", provider(part, italian)));
        }
        lines.push(String::new());
    }
    lines.join("\n")
}

/// Returns who provides a paper, and by when.
fn provider(part: &PacketPart, italian: bool) -> String {
    let who = actor(&part.by, italian);
    match (&part.until, italian) {
        (Some(day), false) => format!("{who}, by {day}"),
        (Some(day), true) => format!("{who}, entro il {day}"),
        (None, _) => who.to_owned(),
    }
}

/// Returns the packet as a ZIP file: the index page, then each file, once for each set. PDFs are packed already, so they are stored.
///
/// # Errors
/// If the archive cannot be made; the reason.
pub(crate) fn zip(index: &[u8], files: &[PacketFile], sets: u32) -> Result<Vec<u8>, String> {
    let told = |error: zip::result::ZipError| error.to_string();
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for set in 1..=sets {
        let folder = if sets > 1 { format!("Set {set}/") } else { String::new() };
        let own = std::iter::once(("00_INDEX.pdf", index))
            .chain(files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())));
        for (name, bytes) in own {
            archive.start_file(format!("{folder}{name}"), stored).map_err(told)?;
            archive.write_all(bytes).map_err(|error| error.to_string())?;
        }
    }
    archive.finish().map(Cursor::into_inner).map_err(told)
}

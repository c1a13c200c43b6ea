//! A file as the rules look at it.

use super::{Judged, can_be_named, extension};
use crate::{
    folder::IN_THE_CLOUD,
    index::document::Document,
    reader::{self, Kind, Problem, Stop},
};
use faldone_pdf::{Completeness, Reason};
use faldone_rules::{
    check::{self, FileKind, FileSummary, NameState, PageReason, PageSummary, Stopped},
    names::{self, Proposal},
};

pub(super) fn summary(file: &Judged<'_>, target: Option<&String>) -> FileSummary {
    let here = names::file_name(&file.entry.path);
    let name = match (&file.proposal, target) {
        // Also where it only moves, or gets its right ending.
        (Proposal::Unsure { missing }, _) if !missing.is_empty() => {
            NameState::Unsure(missing.clone())
        }
        (Proposal::Rename(_), Some(target)) if names::file_name(target) != here => {
            NameState::Rename(names::file_name(target).to_owned())
        }
        // Another copy of it gets the name.
        (Proposal::Rename(_) | Proposal::Unsure { .. }, None) => NameState::NotAsked,
        _ if file.document.is_some_and(can_be_named) && file.facts.doc_type.is_some() => {
            NameState::Fits
        }
        _ => NameState::NotAsked,
    };
    let summary = FileSummary {
        path: file.entry.path.clone(),
        bytes: file.entry.stat.bytes,
        in_the_cloud: file.entry.problem.as_ref().is_some_and(|p| p.code == IN_THE_CLOUD),
        recognition: file.facts.clone(),
        name,
        ..FileSummary::default()
    };
    match file.document {
        Some(document) => of_document(summary, document, &file.entry.path),
        None => summary,
    }
}

/// Returns what the checks want to know of a content.
pub(crate) fn of_document(summary: FileSummary, document: &Document, path: &str) -> FileSummary {
    let facts = document.facts.clone().unwrap_or_default();
    let mut active = Vec::new();
    if facts.javascript {
        active.push("javascript".to_owned());
    }
    if facts.launch {
        active.push("launch".to_owned());
    }
    FileSummary {
        sha256: document.sha256.clone(),
        kind: match document.kind {
            Kind::Pdf => FileKind::Pdf,
            Kind::Image => FileKind::Image,
            Kind::Mail => FileKind::Mail,
            Kind::Signed => FileKind::Signed,
            Kind::Office => FileKind::Office,
            Kind::Other => FileKind::Other,
        },
        true_extension: extension(document, names::file_name(path)),
        is_program: reader::is_program(document.extension.as_deref(), names::file_name(path)),
        complete: match (&document.completeness, &document.problem) {
            (Completeness::Incomplete(_), _) => check::Completeness::Incomplete,
            (Completeness::Damaged(_), _) | (_, Some(Problem::Damaged(_))) => {
                check::Completeness::Damaged
            }
            _ => check::Completeness::Whole,
        },
        locked: document.problem == Some(Problem::Locked),
        restricted: facts.restricted,
        signed: !facts.signatures.is_empty(),
        searchable: document.searchable,
        pages: document
            .verdicts
            .iter()
            .map(|verdict| PageSummary { page: verdict.page, reason: page_reason(verdict.reason) })
            .collect(),
        active,
        embedded: facts.embedded_files,
        portfolio: facts.portfolio,
        xfa: facts.xfa,
        stopped: match document.problem {
            Some(Problem::Stopped(Stop::Time | Stop::Clock)) => Some(Stopped::Time),
            Some(Problem::Stopped(Stop::Memory)) => Some(Stopped::Memory),
            Some(Problem::Stopped(Stop::Crash | Stop::Killed)) => Some(Stopped::Crash),
            _ => None,
        },
        ..summary
    }
}

fn page_reason(reason: Reason) -> PageReason {
    match reason {
        Reason::Text => PageReason::Text,
        Reason::Ocr => PageReason::Ocr,
        Reason::TextOnImage => PageReason::TextOnImage,
        Reason::Scan => PageReason::Scan,
        Reason::Stamped => PageReason::Stamped,
        Reason::OcrPoor => PageReason::OcrPoor,
        Reason::Unreadable => PageReason::Unreadable,
        Reason::Outlines => PageReason::Outlines,
        Reason::Blank => PageReason::Blank,
    }
}

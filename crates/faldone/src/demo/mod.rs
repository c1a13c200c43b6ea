//! A fictional family's folder: about 60 real files, made here, with everything wrong that can be.
//!
//! Every date is counted from the day given, so that the three running cases (Leila's work permit, Diego's renewal, their daughter's
//! family reunification) make sense on any day. The same day gives the same bytes.

mod family;
mod mail;
mod manifest;
mod scan;
mod story;

use crate::print::{
    layout::{self, Look, Page},
    paper::{self, Sheet},
};
use chrono::NaiveDate;
use faldone_rules::person::Person;
use manifest::{Entry, Form};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use story::Story;

/// The people whose folder was written, in the order of their profiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoFamily {
    pub people: Vec<Person>,
}

/// Why the demo folder could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DemoError {
    /// The folder holds something already; nothing was written.
    #[error("{path} is not empty; choose a new or an empty folder for the demo family")]
    NotEmpty { path: PathBuf },
    /// The folder or a file in it could not be written.
    #[error("{path} could not be written: {source}")]
    Write { path: PathBuf, source: io::Error },
    /// A paper could not be made.
    #[error("the demo paper `{path}` could not be made: {reason}")]
    Compose { path: String, reason: String },
    /// A paper's text uses a word or a day that the story does not have.
    #[error("the demo papers use the word `{0}`, which the story does not have")]
    Word(String),
}

impl DemoError {
    /// Returns what makes a reason the error of composing a paper.
    fn composing(path: &str) -> impl FnOnce(String) -> DemoError + '_ {
        |reason| DemoError::Compose { path: path.to_owned(), reason }
    }
}

/// The texts of the papers; a paper begins with `=== its-name look`.
const PAPERS: [&str; 5] = [
    include_str!("papers/identity.txt"),
    include_str!("papers/immigration.txt"),
    include_str!("papers/work.txt"),
    include_str!("papers/home.txt"),
    include_str!("papers/money.txt"),
];

/// Writes the demo family's files into a new or an empty folder, and returns the people they belong to.
///
/// # Errors
///
/// [`DemoError::NotEmpty`] if the folder holds anything, [`DemoError::Write`] if the disk refuses.
pub fn write(root: &Path, today: NaiveDate) -> Result<DemoFamily, DemoError> {
    let refused = |source| DemoError::Write { path: root.to_owned(), source };
    fs::create_dir_all(root).map_err(refused)?;
    if fs::read_dir(root).map_err(refused)?.next().is_some() {
        return Err(DemoError::NotEmpty { path: root.to_owned() });
    }
    for (path, bytes) in files(today)? {
        put(root, &path, &bytes)?;
    }
    Ok(family::people())
}

/// Returns every file of the demo folder: its path with `/`, and its bytes.
fn files(today: NaiveDate) -> Result<Vec<(String, Vec<u8>)>, DemoError> {
    let story = Story::on(today);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for entry in manifest::ENTRIES {
        let path = story.fill(entry.path, &[])?;
        let bytes = make(&story, entry, &path)?;
        files.push((path, bytes));
    }
    for (copy, original) in manifest::COPIES {
        let original = story.fill(original, &[])?;
        let bytes =
            files.iter().find(|(path, _)| *path == original).map(|(_, bytes)| bytes.clone());
        let bytes = bytes.ok_or_else(|| DemoError::Compose {
            path: original,
            reason: "there is no such paper to copy".to_owned(),
        })?;
        files.push((story.fill(copy, &[])?, bytes));
    }
    files.push((manifest::PHOTO.to_owned(), scan::portrait(manifest::PHOTO)?));
    for (path, kind) in [
        (manifest::ACCEPTANCE, mail::Receipt::Acceptance),
        (manifest::DELIVERY, mail::Receipt::Delivery),
    ] {
        files.push((path.to_owned(), mail::receipt(&story, kind)?));
    }
    Ok(files)
}

/// Writes a new file; where the disk takes two names for one (twins in case or in Unicode form), the first stays and the second is left out.
fn put(root: &Path, path: &str, bytes: &[u8]) -> Result<(), DemoError> {
    let target = root.join(path);
    let refused = |source| DemoError::Write { path: target.clone(), source };
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(refused)?;
    }
    match fs::File::create_new(&target) {
        Ok(mut file) => file.write_all(bytes).map_err(refused),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(e) => Err(refused(e)),
    }
}

/// Returns the text of a paper and its look.
fn template(name: &str) -> Option<(&'static str, Look)> {
    PAPERS.iter().find_map(|papers| {
        papers.split("=== ").find_map(|section| {
            let (head, body) = section.split_once('\n')?;
            let (id, look) = head.split_once(' ')?;
            if id == name { Some((body, Look::named(look)?)) } else { None }
        })
    })
}

fn make(story: &Story, entry: &Entry, path: &str) -> Result<Vec<u8>, DemoError> {
    let (text, look) = template(entry.paper).ok_or_else(|| DemoError::Compose {
        path: path.to_owned(),
        reason: format!("there is no paper `{}`", entry.paper),
    })?;
    let pages = layout::lay_out(&story.fill(text, entry.words)?, look);
    let mut plain = paper::document(paper::sheets(&pages), look, path);
    // A scan is the plain paper seen through a scanner, with or without something laid over the picture.
    let scanned = |plain: &mut lopdf::Document, scanner, over: &dyn Fn(usize) -> Vec<u8>| {
        let pictures = scan::scan(
            &paper::bytes(plain, look).map_err(DemoError::composing(path))?,
            scanner,
            path,
        )?;
        let sheet = |(index, picture)| Sheet { content: over(index), picture: Some(picture) };
        let sheets = pictures.into_iter().enumerate().map(sheet).collect();
        paper::bytes(&mut paper::document(sheets, look, path), look)
            .map_err(DemoError::composing(path))
    };
    match entry.form {
        Form::Text => paper::bytes(&mut plain, look).map_err(DemoError::composing(path)),
        Form::Scan(scanner) => scanned(&mut plain, scanner, &|_| Vec::new()),
        Form::Stamped(scanner, stamp) => {
            let stamp = paper::stamp(&story.fill(stamp, &[])?);
            scanned(&mut plain, scanner, &|_| stamp.clone())
        }
        Form::Ocr(scanner) => scanned(&mut plain, scanner, &|index| {
            pages.get(index).map(Page::invisible).unwrap_or_default()
        }),
        Form::Locked(password) => scan::lock(plain, look, password, path),
        Form::CutOff(percent) => {
            let mut bytes = paper::bytes(&mut plain, look).map_err(DemoError::composing(path))?;
            bytes.truncate(bytes.len() * percent / 100);
            Ok(bytes)
        }
        Form::Screenshot => scan::screenshot(
            &paper::bytes(&mut plain, look).map_err(DemoError::composing(path))?,
            path,
        ),
    }
}

#[cfg(test)]
mod tests;

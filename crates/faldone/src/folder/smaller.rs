//! Papers that are larger than the portal takes, made smaller: tried by a worker, compared with the original page by page, and then
//! put in its place, with the original kept beside. What was tried to show it is put in place as it was shown.

use super::Folder;
use crate::{
    change, disk,
    error::Error,
    index::{Index, document, file},
    journal::{Line, Step},
    reader::{Content, Kind, Smaller, Stays, WAYS_TO_SHRINK},
    reason::Reason,
    view::{DocumentRow, ProgressView, ProposalView},
};
use faldone_pdf::Completeness;
use serde::{Deserialize, Serialize};
use std::{
    path::{Path, PathBuf},
    sync::PoisonError,
};
use ts_rs::TS;

/// The finding that this answers.
const TOO_LARGE: &str = "too-large";
/// How wide pages are drawn to be compared, in pixels: on a page of A4 a thin stroke of small print is one of them.
const COMPARED_WIDTH: u32 = 800;
/// How far a page may be from its original where pictures were written again: of 255, on the average of all its pixels. The
/// noise of a scan is more than this; a letter gone or a picture lost is far more.
const DIFFERS_AT_MOST: f64 = 4.0;

/// What making a paper smaller comes to, before it is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SmallerView {
    /// What [`Folder::apply`] takes.
    pub proposal: ProposalView,
    /// Its size now, and what it would be.
    #[ts(type = "number")]
    pub before: u64,
    #[ts(type = "number")]
    pub after: u64,
    /// What the portal takes at most.
    #[ts(type = "number")]
    pub limit: u64,
    /// Every page looks the same to the last dot; otherwise pictures have a little less detail.
    pub exact: bool,
}

/// A smaller version of a content that was found to be the same paper.
#[derive(Debug)]
pub(super) struct Tried {
    /// The original's SHA-256, and the limit it was made for (bytes).
    of: String,
    limit: u64,
    pdf: Vec<u8>,
    exact: bool,
}

/// Told which page is compared, of how many; returns whether to go on.
type Tell<'a> = &'a mut dyn FnMut(ProgressView) -> bool;

impl Folder {
    /// Tries to make the paper at `path` smaller, and returns what that would come to; nothing in the folder is changed. What was found
    /// is kept until it is agreed to, or another paper is tried. Ends early when `tell` returns false.
    ///
    /// # Errors
    /// If the paper cannot be made smaller and stay the same, it is unknown or could not be read, or it was stopped.
    pub fn smaller(&self, path: &str, tell: Tell<'_>) -> Result<SmallerView, Error> {
        let refused = |why: Reason| Error::NotSmaller { path: PathBuf::from(path), why };
        let proposal = {
            let index = self.reading();
            let unknown = || Error::Unknown { what: "file", given: path.to_owned() };
            let row = index.run(|c| file::row(c, path))?.ok_or_else(unknown)?;
            shrinkable(&index, row)?
        };
        let proposal = proposal.ok_or_else(|| refused(Reason::NotFit))?;
        let place = self.place(path)?;
        let read = self.readers.read(&place, Vec::new())?;
        let is_same = proposal.sha256.as_ref() == Some(&read.sha256);
        let whole = read.content.filter(|content| is_same && is_fit(content));
        let whole = whole.ok_or_else(|| refused(Reason::NotAsShown))?;
        // Beside the index, not in the folder: nobody has agreed to anything yet.
        let data = self.options.data.join(&self.id);
        disk::remove_drafts(&data);
        let found = self.find_smaller(&place, &read.sha256, &whole, &draft_in(&data), tell);
        disk::remove_drafts(&data);
        let tried = found.map_err(refused)?.ok_or(Error::Cancelled)?;
        let view = SmallerView {
            proposal,
            before: read.bytes,
            after: tried.pdf.len() as u64,
            limit: tried.limit,
            exact: tried.exact,
        };
        *self.tried.lock().unwrap_or_else(PoisonError::into_inner) = Some(tried);
        Ok(view)
    }

    /// Returns whether it can be tried to make a paper smaller.
    pub(super) fn may_shrink(index: &Index, row: &DocumentRow) -> Result<bool, Error> {
        Ok(shrinkable(index, row.clone())?.is_some())
    }

    /// Returns a proposal of kind `shrink` for every PDF that is larger than the portal takes and may be made smaller. Whether that
    /// works out is only known when it is tried.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn proposals_to_shrink(&self) -> Result<Vec<ProposalView>, Error> {
        let index = self.reading();
        let (rows, _) = index.run(|c| file::rows(c, None, 0, 0))?;
        rows.into_iter().filter_map(|row| shrinkable(&index, row).transpose()).collect()
    }

    /// Makes a smaller version of a paper, ready beside the originals, and returns the moves that put it in the paper's
    /// place; or why it stays as it is. `before`: what the same change does already.
    pub(super) fn steps_to_shrink(
        &self,
        index: &Index,
        lines: &[Line],
        shown: &ProposalView,
        before: &[Step],
    ) -> Result<Vec<Step>, Reason> {
        let sha256 = still_shown(index, shown, before)?;
        let path = self.root.join(&shown.path);
        let original = self.readers.read(&path, Vec::new())?;
        let is_same = |content: &Content| original.sha256 == sha256 && is_fit(content);
        let content = original.content.filter(is_same).ok_or(Reason::NotAsShown)?;
        let kept = self.root.join(change::ORIGINALS);
        disk::make_private_dir(&kept)?;
        // The lock is ours: what lies there was left by a program that was stopped.
        disk::remove_drafts(&kept);
        let draft = draft_in(&kept);
        let made = self.write_smaller(&path, &sha256, &content, &draft);
        let placed = made.and_then(|(new, bytes)| {
            let ready = self.make_ready(lines, before, &draft, &new)?;
            let old = change::name_in_originals(lines, &sha256, ".pdf", &|name| {
                !is_taken(before, name) && !self.is_there(name)
            });
            Ok(vec![
                moved(&shown.path, &old, sha256, original.bytes),
                moved(&ready, &shown.path, new, bytes),
            ])
        });
        disk::remove_drafts(&kept);
        placed
    }

    /// Gives a draft with this hash its name among the originals, and returns it.
    fn make_ready(
        &self,
        lines: &[Line],
        before: &[Step],
        draft: &Path,
        new: &str,
    ) -> Result<String, Reason> {
        // One that was left ready by a program that was stopped then is as good.
        let is_ready =
            |name: &str| disk::sha256_of(&self.root.join(name)).is_ok_and(|(hash, _)| hash == new);
        let ready = change::name_in_originals(lines, new, ".pdf", &|name| {
            !is_taken(before, name) && (!self.is_there(name) || is_ready(name))
        });
        if !self.is_there(&ready) {
            let place = self.root.join(&ready);
            disk::rename_no_replace(draft, &place)
                .and_then(|()| disk::sync_dir(&self.root.join(change::ORIGINALS)))?;
        }
        Ok(ready)
    }

    fn is_there(&self, name: &str) -> bool {
        self.root.join(name).symlink_metadata().is_ok()
    }

    /// Writes the version that was tried and shown, or else the first one found; returns its hash and size.
    fn write_smaller(
        &self,
        path: &Path,
        sha256: &str,
        original: &Content,
        draft: &Path,
    ) -> Result<(String, u64), Reason> {
        let limit = self.limit().map(|limit| limit.max_bytes);
        let tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner).take();
        match tried.filter(|tried| tried.of == sha256 && Some(tried.limit) == limit) {
            Some(tried) => {
                disk::write_version(draft, &tried.pdf, path)?;
            }
            None => {
                self.find_smaller(path, sha256, original, draft, &mut |_| true)?;
            }
        }
        Ok(disk::sha256_of(draft)?)
    }

    /// Finds the first version that is small enough and the same paper, and leaves it at `draft`; `None` if `tell` stopped it.
    fn find_smaller(
        &self,
        path: &Path,
        sha256: &str,
        original: &Content,
        draft: &Path,
        tell: Tell<'_>,
    ) -> Result<Option<Tried>, Reason> {
        let Some(limit) = self.limit() else { return Err(Reason::NoLimit) };
        let limit = limit.max_bytes;
        let mut why = Reason::TooMuch;
        for way in 0..WAYS_TO_SHRINK {
            if !tell(progress(0, original)) {
                return Ok(None);
            }
            let pdf = match self.readers.shrink(path, way, limit) {
                Ok(Smaller::Made(pdf)) => pdf,
                Ok(Smaller::StillLarge(bytes)) => {
                    let (is, most) = (bytes.div_ceil(1000), limit / 1000);
                    why = Reason::StillLarge { is, most };
                    continue;
                }
                Ok(Smaller::Stays(why)) => return Err(stays(why)),
                Err(error) => return Err(error.into()),
            };
            let exact = way == 0;
            disk::write_version(draft, &pdf, path)?;
            match self.compare(path, original, draft, exact, tell)? {
                Compared::Same => {
                    return Ok(Some(Tried { of: sha256.to_owned(), limit, pdf, exact }));
                }
                Compared::Stopped => return Ok(None),
                Compared::Other(differs) => {
                    why = differs;
                    disk::remove_drafts(draft.parent().unwrap_or(draft));
                }
            }
        }
        Err(why)
    }

    /// Returns whether a version is the same paper as the original: read by our own reader, and drawn.
    fn compare(
        &self,
        path: &Path,
        original: &Content,
        draft: &Path,
        exactly: bool,
        tell: Tell<'_>,
    ) -> Result<Compared, Reason> {
        let read = self.readers.read(draft, Vec::new())?;
        let Some(content) = read.content else {
            return Ok(Compared::Other(Reason::SmallerUnreadable));
        };
        if !is_fit(&content) {
            return Ok(Compared::Other(Reason::SmallerNotWhole));
        }
        if content.facts != original.facts || content.pages != original.pages {
            return Ok(Compared::Other(Reason::SmallerSaysOther));
        }
        let pages = original.facts.as_ref().map_or(0, |facts| facts.pages);
        for page in 1..=pages {
            if !tell(progress(page, original)) {
                return Ok(Compared::Stopped);
            }
            let draw = |path| self.readers.draw(path, page, COMPARED_WIDTH);
            let (Ok(Some(before)), Ok(Some(after))) = (draw(path), draw(draft)) else {
                return Ok(Compared::Other(Reason::SmallerNotComparable));
            };
            let is_same = before == after || (!exactly && is_alike(&before, &after));
            if !is_same {
                return Ok(Compared::Other(Reason::SmallerLooksOther));
            }
        }
        Ok(Compared::Same)
    }
}

/// A name that [`disk::remove_drafts`] knows.
fn draft_in(dir: &Path) -> PathBuf {
    dir.join(format!(".faldone-{}.part", std::process::id()))
}

/// What comparing a version with its original comes to.
enum Compared {
    Same,
    /// How it differs.
    Other(Reason),
    Stopped,
}

fn stays(why: Stays) -> Reason {
    match why {
        Stays::Unclear => Reason::PartsUnclear,
        Stays::Odd => Reason::PartsOdd,
        Stays::Apart => Reason::PartsApart,
        Stays::Protected => Reason::Protected,
        Stays::Signed => Reason::Signed,
        Stays::TooMuch => Reason::TooMuch,
    }
}

/// The page that is compared; 0 while a version is made.
fn progress(page: u32, of: &Content) -> ProgressView {
    let total = of.facts.as_ref().map_or(0, |facts| facts.pages);
    ProgressView { done: page, total, path: String::new() }
}

/// Returns the content's hash if the proposal is still what was shown, and the same change does nothing else with the paper.
fn still_shown(index: &Index, shown: &ProposalView, before: &[Step]) -> Result<String, Reason> {
    let row = index.run(|c| file::row(c, &shown.path))?;
    let now = row.map(|row| shrinkable(index, row)).transpose()?;
    let sha256 = now.flatten().and_then(|now| now.sha256).ok_or(Reason::NotAsShown)?;
    if Some(&sha256) != shown.sha256.as_ref() {
        return Err(Reason::NotAsShown);
    }
    let moves_it = |step: &Step| matches!(step, Step::Move { from, .. } if *from == shown.path);
    if before.iter().any(moves_it) {
        return Err(Reason::OneAfterTheOther);
    }
    Ok(sha256)
}

/// Returns whether a step of the same change uses this name.
fn is_taken(before: &[Step], name: &str) -> bool {
    let uses =
        |step: &Step| matches!(step, Step::Move { from, to, .. } if from == name || to == name);
    before.iter().any(uses)
}

fn moved(from: &str, to: &str, sha256: String, bytes: u64) -> Step {
    let [from, to] = [from, to].map(str::to_owned);
    Step::Move { from, to, sha256, bytes }
}

/// Returns the proposal for a file that is too large and may be made smaller.
fn shrinkable(index: &Index, row: DocumentRow) -> Result<Option<ProposalView>, Error> {
    if !row.findings.iter().any(|finding| finding.code == TOO_LARGE) {
        return Ok(None);
    }
    let Some(sha256) = row.sha256 else { return Ok(None) };
    let Some(document) = index.run(|c| document::get(c, &sha256))? else { return Ok(None) };
    let is_fit = document.kind == Kind::Pdf
        && document.completeness == Completeness::Whole
        && document.problem.is_none()
        && document.facts.as_ref().is_some_and(may_be_rewritten);
    Ok(is_fit.then(|| ProposalView {
        to: Some(row.path.clone()),
        path: row.path,
        kind: "shrink".to_owned(),
        sha256: Some(sha256),
        stays: None,
        person: row.persons.into_iter().next(),
        type_id: row.type_id,
        date: row.date,
        missing: Vec::new(),
        codes: vec![TOO_LARGE.to_owned()],
    }))
}

/// A signature would be spoilt, and a lock or what an author forbids is not ours to take off.
fn may_be_rewritten(facts: &faldone_pdf::FileFacts) -> bool {
    facts.signatures.is_empty() && !facts.encrypted && !facts.restricted && facts.pages > 0
}

/// Returns whether a PDF was read to its end and may be rewritten.
fn is_fit(content: &Content) -> bool {
    content.kind == Kind::Pdf
        && content.completeness == Completeness::Whole
        && content.problem.is_none()
        && content.facts.as_ref().is_some_and(|facts| {
            may_be_rewritten(facts) && content.pages.len() == facts.pages as usize
        })
}

/// Returns whether two drawings, as PNG, hardly differ.
fn is_alike(before: &[u8], after: &[u8]) -> bool {
    let read = |png| image::load_from_memory_with_format(png, image::ImageFormat::Png);
    let (Ok(before), Ok(after)) = (read(before), read(after)) else { return false };
    let (before, after) = (before.to_rgb8(), after.to_rgb8());
    if before.dimensions() != after.dimensions() {
        return false;
    }
    let pairs = before.as_raw().iter().zip(after.as_raw());
    let sum: u64 = pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 <= DIFFERS_AT_MOST * before.as_raw().len() as f64
}

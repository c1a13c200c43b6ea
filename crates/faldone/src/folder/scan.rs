//! Bringing the index up to date: what came in, changed or went since the last look.
//!
//! An unchanged file (size, time, inode) is not opened. A new content is hashed, read and recognised once, wherever and however
//! often it lies in the folder.

use super::{
    Folder,
    intake::{IN_THE_CLOUD, PARTIAL_DOWNLOAD, STILL_CHANGING, recognise},
    loss,
};
use crate::{
    assess, clock, disk,
    error::Error,
    index::{
        self, Index, document,
        file::{self, FileEntry},
        gone, meta, page,
    },
    journal::{Op, SeenFile},
    reader::is_otherwise_named,
    state::State,
    view::ProgressView,
    walk::{self, Found, Walk},
};
use faldone_rules::{facts::PageText, names};
use serde::Serialize;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::PoisonError,
};

/// New contents named in one journal line.
const SEEN_IN_A_LINE: usize = 200;
/// More paths than these are looked at by looking at the whole folder.
const LOOK_AT_MOST: usize = 200;
/// The contents are read anew where this changes: what is read from a content and how it is kept.
const READER_VERSION: &str = "4";

/// What a scan found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ScanReport {
    /// Files in the folder now.
    pub files: u32,
    pub unchanged: u32,
    /// Paths that came in or changed, and paths that went.
    pub came: Vec<String>,
    pub went: Vec<String>,
    /// Files whose contents could not be read, with the reason.
    pub trouble: Vec<(String, String)>,
    /// Why nothing was concluded about missing files; `None` when all is well.
    pub paused: Option<String>,
    /// The index's revision after the scan.
    pub revision: u64,
}

impl Folder {
    /// Looks at every file of the folder and brings the index up to date. `progress` is called for each file read and stops the
    /// scan by returning false; what was read until then is kept.
    ///
    /// # Errors
    /// If the folder is gone, the index cannot be written, or the scan was stopped.
    pub fn scan(
        &self,
        progress: &mut dyn FnMut(ProgressView) -> bool,
    ) -> Result<ScanReport, Error> {
        self.mending(|| self.scan_all(false, progress))
    }

    /// As [`Folder::scan`], after the user has said that the missing files are meant to be gone.
    ///
    /// # Errors
    /// As [`Folder::scan`].
    pub fn scan_confirming_loss(
        &self,
        progress: &mut dyn FnMut(ProgressView) -> bool,
    ) -> Result<ScanReport, Error> {
        self.mending(|| self.scan_all(true, progress))
    }

    fn scan_all(
        &self,
        loss_is_meant: bool,
        progress: &mut dyn FnMut(ProgressView) -> bool,
    ) -> Result<ScanReport, Error> {
        self.check_root()?;
        let met = walk::walk(&self.root)?;
        self.refresh_state()?;
        let present: HashSet<&str> = met.files.iter().map(|found| found.path.as_str()).collect();
        let known = self.inner().index.run(file::all)?;
        let unreadable: Vec<&str> = met.trouble.iter().map(|(path, _)| path.as_str()).collect();
        let gone: Vec<FileEntry> = known
            .into_iter()
            .filter(|entry| !present.contains(entry.path.as_str()))
            // What lies in a folder that cannot be looked into is not gone.
            .filter(|entry| !unreadable.iter().any(|folder| is_below(&entry.path, folder)))
            .collect();
        drop(present);
        self.bring_up(met, gone, loss_is_meant, true, progress)
    }

    /// Looks again at these paths only (files or folders, relative), as the watcher asks. Where that is no less work than a look at
    /// the whole folder, or much seems to be gone and may only have moved, it is one.
    pub(crate) fn look_at(
        &self,
        paths: &[String],
        progress: &mut dyn FnMut(ProgressView) -> bool,
    ) -> Result<ScanReport, Error> {
        if paths.len() > LOOK_AT_MOST {
            return self.scan(progress);
        }
        self.check_root()?;
        self.refresh_state()?;
        let mut met = Walk::default();
        let folded: HashSet<String> = paths.iter().map(|path| names::same_file_key(path)).collect();
        // Only then may one file have been met under two names.
        let twinless = folded.len() == paths.len();
        // What happens to a stand-in happens to its paper.
        let paths: Vec<String> =
            paths.iter().map(|path| walk::paper_of(path).unwrap_or_else(|| path.clone())).collect();
        for path in &paths {
            let full = self.root.join(path);
            match std::fs::symlink_metadata(&full) {
                Ok(meta) if meta.is_dir() => match walk::below(&self.root, &full) {
                    Ok(below) => {
                        met.files.extend(below.files);
                        met.trouble.extend(below.trouble);
                    }
                    // It went meanwhile, or may not be looked into: the next full look tells.
                    Err(error) => met.trouble.push((path.clone(), error.why())),
                },
                Ok(meta) if meta.is_file() && (twinless || disk::is_listed(&full)) => {
                    met.files.push(Found::of(path.clone(), &meta));
                }
                // A paper that went may have been moved to the cloud.
                _ => met.files.extend(Found::stand_in(&self.root, path)),
            }
        }
        walk::tidy(&mut met.files);
        let here: HashSet<&str> = met.files.iter().map(|found| found.path.as_str()).collect();
        let known = self.inner().index.run(file::all)?;
        let gone: Vec<FileEntry> = known
            .into_iter()
            .filter(|entry| !here.contains(entry.path.as_str()))
            .filter(|entry| paths.iter().any(|path| is_below(&entry.path, path)))
            .collect();
        drop(here);
        if gone.len() >= loss::MANY {
            return self.scan(progress);
        }
        self.bring_up(met, gone, false, false, progress)
    }

    /// Returns those of these paths whose writer was still at work when they were read.
    pub(crate) fn still_changing(&self, paths: &[String]) -> Vec<String> {
        let index = self.reading();
        let is_changing = |path: &&String| {
            let entry = index.run(|c| file::get(c, path)).ok().flatten();
            entry.and_then(|entry| entry.problem).is_some_and(|p| p.code == STILL_CHANGING)
        };
        paths.iter().filter(is_changing).cloned().collect()
    }

    /// A folder that lost its `_Faldone` was unmounted, emptied or replaced: nothing may be concluded from that.
    pub(crate) fn check_root(&self) -> Result<(), Error> {
        if !self.root.is_dir() {
            return Err(Error::FolderMissing(self.root.clone()));
        }
        match super::adopt::Mark::read(&self.root)? {
            Some(mark) if mark.id == self.id => Ok(()),
            Some(_) => Err(Error::AnotherFolder(self.root.clone())),
            None => Err(Error::NotThisFolder(self.root.clone())),
        }
    }

    fn bring_up(
        &self,
        met: Walk,
        gone: Vec<FileEntry>,
        loss_is_meant: bool,
        whole_folder: bool,
        progress: &mut dyn FnMut(ProgressView) -> bool,
    ) -> Result<ScanReport, Error> {
        let mut inner = self.inner();
        // Only now: another thread may have been told something while this one waited.
        let state = self.state();
        let index = &mut inner.index;
        let renewed = self.renew(index, &state, whole_folder)?;
        let again = if whole_folder { stopped_once(index)? } else { HashSet::new() };
        let now = clock::now().timestamp_millis();
        index.write(|c| gone::forget_before(c, now - loss::WINDOW_MILLIS))?;

        let known: HashMap<String, FileEntry> =
            index.run(file::all)?.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
        let is_same = |found: &Found| {
            known.get(&found.path).is_some_and(|entry| {
                // What could not be read is tried again: a permission or a mended disk changes neither size nor time.
                let is_settled = match &entry.problem {
                    Some(problem) if problem.code == IN_THE_CLOUD => found.in_the_cloud,
                    Some(problem) => problem.code == PARTIAL_DOWNLOAD,
                    None => entry
                        .sha256
                        .as_ref()
                        .is_some_and(|sha256| !found.in_the_cloud && !again.contains(sha256)),
                };
                entry.stat == found.stat && is_settled
            })
        };
        let files = met.files.len();
        let todo: Vec<Found> = met.files.into_iter().filter(|found| !is_same(found)).collect();
        let mut report = ScanReport {
            files: files as u32,
            unchanged: (files - todo.len()) as u32,
            came: todo.iter().map(|found| found.path.clone()).collect(),
            trouble: met.trouble,
            ..ScanReport::default()
        };

        self.read_all(index, &state, &todo, progress)?;

        let gone = self.really_gone(gone, &mut report.trouble);
        let rash = if loss_is_meant { None } else { loss::judge(index, &gone, known.len())? };
        report.paused = rash.as_ref().map(ToString::to_string);
        // A look at a few paths cannot tell that the rest is there again.
        if whole_folder || report.paused.is_some() {
            let mut paused = self.paused.lock().unwrap_or_else(PoisonError::into_inner);
            *paused = rash;
        }
        if loss_is_meant {
            index.write(|c| gone::forget_before(c, i64::MAX))?;
        }
        if report.paused.is_some() {
            if !index.run(gone::all)?.is_empty() {
                index.write(|c| {
                    gone::take_back(c)?;
                    meta::set(c, "assessed-on", "")
                })?;
            }
        } else if !gone.is_empty() {
            index.write(|c| {
                gone.iter().try_for_each(|entry| match loss_is_meant {
                    true => file::remove(c, &entry.path),
                    false => gone::put(c, entry, now),
                })?;
                // No other row need change by that, and a judgement that is cut off here is made up for.
                meta::set(c, "assessed-on", "")?;
                meta::next_revision(c)
            })?;
            report.went = gone.into_iter().map(|entry| entry.path).collect();
        }

        if !report.came.is_empty() || !report.went.is_empty() {
            let otherwise = otherwise_named(index)?;
            self.read_all(index, &state, &otherwise, &mut |_| true)?;
        }

        let trouble = index::to_json(&report.trouble);
        let assessed = format!("{} {}", self.options.today(), state.told);
        let unsettled = index.run(|c| {
            Ok(meta::get(c, "assessed-on")?.as_deref() != Some(&assessed)
                || (whole_folder && meta::get(c, "trouble")?.as_deref() != Some(&trouble)))
        })?;
        if renewed || unsettled || !report.came.is_empty() || !report.went.is_empty() {
            if whole_folder {
                index.write(|c| {
                    document::remove_orphans(c)?;
                    meta::set(c, "trouble", &trouble)
                })?;
            }
            self.assess(index, &state)?;
            index.write(|c| meta::set(c, "assessed-on", &assessed))?;
        }
        report.revision = index.run(meta::revision)?;
        // Still under the same lock as the reading: another thread would find the same papers unseen.
        let fresh = unseen(index, &self.state())?;
        if !fresh.is_empty() && !self.is_read_only() {
            let lines = fresh.chunks(SEEN_IN_A_LINE);
            let ops = lines.map(|files| Op::Seen { files: files.to_vec() }).collect();
            match self.tell_with(&mut inner, ops) {
                // Another Faldone is at work: who only reads need not wait for it. The next scan writes it down.
                Ok(_) | Err(Error::Busy(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(report)
    }

    /// Judges all files anew: findings, proposals, rows of the list.
    pub(super) fn assess(&self, index: &mut Index, state: &State) -> Result<(), Error> {
        let naming = self.naming();
        let with = assess::Rules {
            state,
            packs: self.packs(),
            naming: &naming,
            limit: self.limit(),
            today: self.options.today(),
        };
        let changed = assess::assess(index, &with)?;
        if changed {
            index.write(meta::next_revision)?;
        }
        Ok(())
    }

    /// Where people or packs changed since the contents were recognised, recognises them again from their kept text; where the
    /// reader itself changed, has all of them read again. Returns whether that was so.
    fn renew(&self, index: &mut Index, state: &State, whole_folder: bool) -> Result<bool, Error> {
        // A look at a few paths would leave the others without their facts.
        if whole_folder
            && index.run(|c| meta::get(c, "read-with"))?.as_deref() != Some(READER_VERSION)
        {
            index.write(|c| {
                document::forget_all(c)?;
                meta::set(c, "read-with", READER_VERSION)
            })?;
        }
        let with =
            [env!("CARGO_PKG_VERSION"), &self.rulebook.fingerprint, &index::to_json(&state.people)]
                .join(" ");
        if index.run(|c| meta::get(c, "recognised-with"))?.as_deref() == Some(&with) {
            return Ok(false);
        }
        let documents = index.run(document::all)?;
        index.write(|c| {
            for read in &documents {
                let pages = page::of(c, &read.sha256)?;
                let texts: Vec<PageText<'_>> =
                    pages.iter().map(|p| PageText { number: p.number, text: &p.text }).collect();
                let recognition = recognise(self.rulebook.recogniser(), &texts, &state.people)
                    .unwrap_or_default();
                document::put_recognition(c, &read.sha256, &recognition)?;
            }
            meta::set(c, "recognised-with", &with)
        })?;
        Ok(true)
    }
}

/// Returns the files whose contents were judged by another name than they have now. Where bytes do not tell what they are, the name
/// does, and of several the first: whichever came first would make the answer depend on what happened before.
fn otherwise_named(index: &mut Index) -> Result<Vec<Found>, Error> {
    let firsts = index.run(document::firsts)?;
    let otherwise: Vec<FileEntry> = firsts
        .into_iter()
        .filter(|first| {
            let name = names::file_name(&first.file.path);
            is_otherwise_named(first.kind, first.extension.as_deref(), name)
        })
        .map(|first| first.file)
        .collect();
    if !otherwise.is_empty() {
        let mut hashes = otherwise.iter().filter_map(|entry| entry.sha256.as_ref());
        index.write(|c| hashes.try_for_each(|sha256| document::forget(c, sha256)))?;
    }
    Ok(otherwise
        .into_iter()
        .map(|entry| Found {
            path: entry.path,
            stat: entry.stat,
            // It was read once.
            in_the_cloud: false,
        })
        .collect())
}

/// Returns the contents whose reading was stopped by no fault of theirs and that have not had their second chance. They have one.
fn stopped_once(index: &mut Index) -> Result<HashSet<String>, Error> {
    let stopped = index.run(document::stopped)?;
    let tried = index.run(|c| meta::get(c, "tried-again"))?;
    let mut tried: BTreeSet<String> =
        tried.and_then(|text| index::from_json(&text)).unwrap_or_default();
    let again: HashSet<String> = stopped.into_iter().filter(|sha| !tried.contains(sha)).collect();
    if !again.is_empty() {
        tried.extend(again.iter().cloned());
        index.write(|c| {
            again.iter().try_for_each(|sha256| document::forget(c, sha256))?;
            meta::set(c, "tried-again", &index::to_json(&tried))
        })?;
    }
    Ok(again)
}

/// Returns the contents in the folder that no journal has named yet, in the order of their paths.
fn unseen(index: &Index, state: &State) -> Result<Vec<SeenFile>, Error> {
    let mut fresh: Vec<SeenFile> = Vec::new();
    let mut named = HashSet::new();
    for entry in index.run(file::all)? {
        if let Some(sha256) = entry.sha256
            && !state.seen.contains_key(&sha256)
            && named.insert(sha256.clone())
        {
            fresh.push(SeenFile { path: entry.path, sha256, bytes: entry.stat.bytes });
        }
    }
    Ok(fresh)
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

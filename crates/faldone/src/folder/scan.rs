//! Bringing the index up to date: what came in, changed or went since the last look.
//!
//! An unchanged file (size, time, inode) is not opened. A new content is hashed, read and recognised once, wherever and however
//! often it lies in the folder.

use super::{
    Folder,
    intake::{IN_THE_CLOUD, PARTIAL_DOWNLOAD, recognise},
};
use crate::{
    assess, disk,
    error::Error,
    index::{
        self, Index, document,
        file::{self, FileEntry},
        meta, page,
    },
    journal::{Op, SeenFile},
    state::State,
    view::ProgressView,
    walk::{self, Found, Walk},
};
use faldone_rules::facts::PageText;
use serde::Serialize;
use std::{
    collections::{HashMap, HashSet},
    io,
    sync::PoisonError,
};

/// New contents named in one journal line.
const SEEN_IN_A_LINE: usize = 200;
/// The index is made anew where this changes: what is read from a content and how it is kept.
const READER_VERSION: &str = "1";

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
        self.scan_all(false, progress)
    }

    /// As [`Folder::scan`], after the user has said that the missing files are meant to be gone.
    ///
    /// # Errors
    /// As [`Folder::scan`].
    pub fn scan_confirming_loss(
        &self,
        progress: &mut dyn FnMut(ProgressView) -> bool,
    ) -> Result<ScanReport, Error> {
        self.scan_all(true, progress)
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

    /// Looks again at these paths only (files or folders, relative), as the watcher asks.
    pub(crate) fn look_at(&self, paths: &[String]) -> Result<ScanReport, Error> {
        self.check_root()?;
        self.refresh_state()?;
        let mut met = Walk::default();
        let mut gone = Vec::new();
        let known = self.inner().index.run(file::all)?;
        let folded: HashSet<String> = paths.iter().map(|path| path.to_lowercase()).collect();
        // Only then may one file have been met under two names.
        let twinless = folded.len() == paths.len();
        for path in paths {
            // What happens to a stand-in happens to its paper.
            let path = &walk::paper_of(path).unwrap_or_else(|| path.clone());
            let full = self.root.join(path);
            match std::fs::symlink_metadata(&full) {
                Ok(meta) if meta.is_dir() => {
                    let below = walk::below(&self.root, &full)?;
                    met.files.extend(below.files);
                    met.trouble.extend(below.trouble);
                }
                Ok(meta) if meta.is_file() && (twinless || disk::is_listed(&full)) => {
                    met.files.push(Found::of(path.clone(), &meta));
                }
                // A paper that went may have been moved to the cloud.
                _ => met.files.extend(Found::stand_in(&self.root, path)),
            }
            let here: HashSet<&str> = met.files.iter().map(|found| found.path.as_str()).collect();
            gone.extend(
                known
                    .iter()
                    .filter(|entry| {
                        is_below(&entry.path, path) && !here.contains(entry.path.as_str())
                    })
                    .cloned(),
            );
        }
        walk::tidy(&mut met.files);
        self.bring_up(met, gone, false, false, &mut |_| true)
    }

    /// Returns those of these paths whose writer was still at work when they were read.
    pub(crate) fn still_changing(&self, paths: &[String]) -> Vec<String> {
        let index = self.reading();
        let is_changing = |path: &&String| {
            let entry = index.run(|c| file::get(c, path)).ok().flatten();
            entry.and_then(|entry| entry.problem).is_some_and(|p| p.code == "still-changing")
        };
        paths.iter().filter(is_changing).cloned().collect()
    }

    /// A folder that lost its `_Faldone` was unmounted, emptied or replaced: nothing may be concluded from that.
    fn check_root(&self) -> Result<(), Error> {
        if !self.root.is_dir() {
            return Err(Error::FolderMissing(self.root.clone()));
        }
        match super::adopt::Mark::read(&self.root)? {
            Some(mark) if mark.id == self.id => Ok(()),
            Some(_) => Err(Error::AnotherFolder(self.root.clone())),
            None => Err(Error::NotAMasterFolder(self.root.clone())),
        }
    }

    /// Returns those that are truly not there now. What another thread brought meanwhile is there, and what cannot be looked at is
    /// trouble, not loss.
    fn really_gone(
        &self,
        mut gone: Vec<FileEntry>,
        trouble: &mut Vec<(String, String)>,
    ) -> Vec<FileEntry> {
        gone.sort_by(|a, b| a.path.cmp(&b.path));
        gone.dedup_by(|a, b| a.path == b.path);
        gone.retain(|entry| match std::fs::symlink_metadata(self.root.join(&entry.path)) {
            // A disk that takes capitals and small letters for the same still opens it under a name it does not have any more.
            Ok(meta) => !meta.is_file() || !disk::is_listed(&self.root.join(&entry.path)),
            Err(error) => {
                let is_gone =
                    [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory].contains(&error.kind());
                if !is_gone {
                    trouble.push((entry.path.clone(), error.to_string()));
                }
                is_gone
            }
        });
        gone
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
        let renewed = self.renew(index, &state)?;

        let known: HashMap<String, FileEntry> =
            index.run(file::all)?.into_iter().map(|entry| (entry.path.clone(), entry)).collect();
        let is_same = |found: &Found| {
            known.get(&found.path).is_some_and(|entry| {
                // What could not be read is tried again: a permission or a mended disk changes neither size nor time.
                let is_settled = match &entry.problem {
                    Some(problem) if problem.code == IN_THE_CLOUD => found.in_the_cloud,
                    Some(problem) => problem.code == PARTIAL_DOWNLOAD,
                    None => entry.sha256.is_some() && !found.in_the_cloud,
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
        report.paused = if loss_is_meant { None } else { loss(index, &gone, known.len())? };
        // A look at a few paths cannot tell that the rest is there again.
        if whole_folder || report.paused.is_some() {
            let mut paused = self.paused.lock().unwrap_or_else(PoisonError::into_inner);
            paused.clone_from(&report.paused);
        }
        if report.paused.is_none() && !gone.is_empty() {
            index.write(|c| {
                gone.iter().try_for_each(|entry| file::remove(c, &entry.path))?;
                // No other row need change by that, and a judgement that is cut off here is made up for.
                meta::set(c, "assessed-on", "")?;
                meta::next_revision(c)
            })?;
            report.went = gone.into_iter().map(|entry| entry.path).collect();
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

    /// Where people or packs changed since the contents were recognised, recognises them again from their kept text. Returns
    /// whether that was so.
    fn renew(&self, index: &mut Index, state: &State) -> Result<bool, Error> {
        let with = [
            READER_VERSION,
            env!("CARGO_PKG_VERSION"),
            &self.rulebook.fingerprint,
            &index::to_json(&state.people),
        ]
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

/// Returns why it would be rash to believe that these files are gone: most of a folder does not vanish by tidying up.
fn loss(index: &Index, gone: &[FileEntry], known: usize) -> Result<Option<String>, Error> {
    if gone.len() < 5 {
        return Ok(None);
    }
    let still_there: HashSet<String> = {
        let going: HashSet<&str> = gone.iter().map(|entry| entry.path.as_str()).collect();
        let files = index.run(file::all)?;
        files
            .into_iter()
            .filter(|f| !going.contains(f.path.as_str()))
            .filter_map(|f| f.sha256)
            .collect()
    };
    let lost = gone
        .iter()
        .filter(|entry| entry.sha256.as_ref().is_none_or(|sha| !still_there.contains(sha)))
        .count();
    Ok((lost * 5 > known && lost >= 5).then(|| {
        format!(
            "{lost} of {known} files are not there any more. Is a disk missing, or did a sync go wrong? \
             Nothing was concluded from it"
        )
    }))
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

//! The guard against concluding that papers are gone when a disk is missing or a sync went wrong.

use super::Folder;
use crate::{
    disk,
    error::{Error, plain},
    index::{
        Index,
        file::{self, FileEntry},
        gone,
    },
    reason::Reason,
};
use std::{collections::HashSet, io};

/// Fewer than these may always go, unless they were all.
pub(super) const MANY: usize = 5;
/// All the files of a folder of at least this many do not go by tidying up.
const ALL: usize = 3;
/// A loss is one loss within this time: a sync client takes its time to delete everything.
pub(super) const WINDOW_MILLIS: i64 = 10 * 60 * 1000;

/// Returns why it would be rash to believe that these files are gone: most of a folder does not vanish by tidying up. Counted
/// are contents that lie nowhere else in the folder, with those that went a short while ago.
pub(super) fn judge(
    index: &Index,
    gone: &[FileEntry],
    known: usize,
) -> Result<Option<Reason>, Error> {
    if gone.is_empty() {
        return Ok(None);
    }
    // What has no hash was an unfinished download or could never be read: no paper of which one knows.
    let recently = index.run(gone::all)?.len();
    let known = known + recently;
    let still_there: HashSet<String> = {
        let going: HashSet<&str> = gone.iter().map(|entry| entry.path.as_str()).collect();
        let files = index.run(file::all)?;
        files
            .into_iter()
            .filter(|f| !going.contains(f.path.as_str()))
            .filter_map(|f| f.sha256)
            .collect()
    };
    let is_lost =
        |entry: &&FileEntry| entry.sha256.as_ref().is_some_and(|sha| !still_there.contains(sha));
    let lost = gone.iter().filter(is_lost).count() + recently;
    let is_rash = (lost >= MANY && lost * 5 > known) || (lost >= ALL && lost == known);
    Ok(is_rash.then_some(Reason::FilesMissing { missing: lost, known }))
}

impl Folder {
    /// Returns those that are truly not there now. What another thread brought meanwhile is there, and what cannot be looked at is
    /// trouble, not loss.
    pub(super) fn really_gone(
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
                    trouble.push((entry.path.clone(), plain(&error)));
                }
                is_gone
            }
        });
        gone
    }
}

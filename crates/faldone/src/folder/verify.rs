//! Comparing every file with its journalled hash, and every journal with its chain.

use super::{
    Folder,
    written::{Ledger, Listed, Written, ledger},
};
use crate::{
    change, disk,
    error::Error,
    index::file::Stat,
    journal::{Line, Op},
    view::ProgressView,
    walk,
};
use faldone_rules::names;
use serde::Serialize;
use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use ts_rs::TS;

/// From this size on, in bytes, a file is only read where that can tell something.
const IMMENSE: u64 = 1 << 30;

/// How often it begins anew because the folder is being changed; then it tells what it has seen.
const TURNS: u32 = 4;

/// What a verification found. Paths are relative to the master folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct Verified {
    /// Files whose contents are written down.
    pub same: u32,
    /// Paths that hold other contents than those last written down for them.
    pub changed: Vec<String>,
    /// Places of contents that are nowhere in the folder any more.
    pub missing: Vec<String>,
    /// Files whose contents no journal names.
    pub unknown: Vec<String>,
    pub unreadable: Vec<String>,
    /// Papers that are only in the cloud, so that there is nothing here to compare.
    pub in_the_cloud: Vec<String>,
    /// Each difference with its hashes and with who made it; also what was moved or replaced, which is no fault.
    #[ts(skip)]
    pub differences: Vec<Difference>,
    /// What is wrong with the journals, in plain words.
    pub journal: Vec<String>,
}

/// One path that is not as it was first written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub path: String,
    pub what: What,
    pub by: By,
    /// SHA-256 of the contents that were written down.
    pub was: Option<String>,
    /// SHA-256 of what lies there now.
    pub is: Option<String>,
    /// When the contents that were there were last written down.
    pub written: Option<Written>,
    /// Of a moved file where it was before; of a missing one where a copy of it was set aside; of one that Faldone replaced where the
    /// older contents are kept, whole.
    pub elsewhere: Option<String>,
}

/// The kinds of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    Changed,
    Missing,
    Unknown,
    Moved,
    /// Other contents than before, which have been written down since; the older ones are nowhere in the folder.
    Replaced,
}

/// Who made a difference. Faldone writes down what it does before it does it, so whatever is not written down was done by
/// somebody or something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    Faldone,
    Outside,
}

impl Folder {
    /// Reads every file again and compares it with what was written down at first sight and by every change since.
    ///
    /// # Errors
    /// If the folder or its journals cannot be read.
    pub fn verify(
        &self,
        progress: &mut dyn FnMut(ProgressView) -> bool,
    ) -> Result<Verified, Error> {
        let mut known = HashMap::new();
        let mut turns = 0;
        let (met, in_the_cloud, state, hashes) = loop {
            let mut met = walk::walk(&self.root)?;
            // A download that has not finished is no paper yet.
            met.files.retain(|found| !names::is_partial_download(names::file_name(&found.path)));
            let cloud = met.files.extract_if(.., |found| found.in_the_cloud);
            let in_the_cloud: Vec<String> = cloud.map(|found| found.path).collect();
            self.refresh_state()?;
            let state = self.state();
            let hashes = self.hash_all(&met, &sizes(&state.lines), &known, progress)?;
            self.refresh_state()?;
            turns += 1;
            // A change that was made while files were read is not told as somebody else's; each file is read once all the same.
            if self.state().lines.len() == state.lines.len() || turns == TURNS {
                break (met, in_the_cloud, state, hashes);
            }
            for (found, (path, hash)) in met.files.iter().zip(&hashes) {
                if let (Some(hash), true) = (hash, found.path == *path) {
                    known.insert((path.clone(), found.stat), hash.clone());
                }
            }
        };
        let listed = hashes.iter().map(|(path, _)| path).chain(&in_the_cloud);
        let ledger = ledger(&state.lines, &Listed::new(listed.map(String::as_str), &state.lines));
        let is_known = |hash: &str| state.seen.contains_key(hash);
        let set_aside = |hash: &str| {
            let place = ledger.aside.get(hash)?;
            let found = disk::sha256_of(&self.root.join(place)).ok()?.0;
            (found == hash).then(|| place.clone())
        };
        let mut verified = compare(&ledger, &hashes, &is_known, &set_aside);
        verified.check_kept(&ledger, &self.root);
        // What is only in the cloud is not missing.
        verified.missing.retain(|path| !in_the_cloud.contains(path));
        verified.differences.retain(|one| !in_the_cloud.contains(&one.path));
        verified.journal =
            self.inner().journal.problems().iter().map(ToString::to_string).collect();
        verified.unreadable.extend(met.trouble.into_iter().map(|(path, _)| path));
        verified.in_the_cloud = in_the_cloud;
        Ok(verified)
    }

    /// Hashes the files on all cores; `None` for one that cannot be read. In the order of the paths.
    ///
    /// An immense file of a size that no contents were written down with needs no reading: its hash, here empty, is of none.
    fn hash_all(
        &self,
        met: &walk::Walk,
        sizes: &HashSet<u64>,
        known: &HashMap<(String, Stat), String>,
        progress: &mut dyn FnMut(ProgressView) -> bool,
    ) -> Result<Vec<(String, Option<String>)>, Error> {
        let next = AtomicUsize::new(0);
        let hashes = Mutex::new(Vec::with_capacity(met.files.len()));
        let threads =
            std::thread::available_parallelism().map_or(2, usize::from).min(met.files.len());
        let go_on = std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some(found) = met.files.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let before = known.get(&(found.path.clone(), found.stat));
                        let hash = match (before, found.stat.bytes) {
                            (Some(hash), _) => Some(hash.clone()),
                            (None, IMMENSE..) if !sizes.contains(&found.stat.bytes) => {
                                Some(String::new())
                            }
                            _ => disk::sha256_of(&self.root.join(&found.path))
                                .ok()
                                .map(|(hash, _)| hash),
                        };
                        let mut hashes = hashes.lock().unwrap_or_else(PoisonError::into_inner);
                        hashes.push((found.path.clone(), hash));
                    }
                });
            }
            let total = met.files.len() as u32;
            let mut go_on = true;
            while go_on && (next.load(Ordering::Relaxed) as u32) < total {
                let done = next.load(Ordering::Relaxed) as u32;
                go_on = progress(ProgressView { done, total, path: String::new() });
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            if !go_on {
                next.store(met.files.len(), Ordering::Relaxed);
            }
            go_on
        });
        if !go_on {
            return Err(Error::Cancelled);
        }
        let mut hashes = hashes.into_inner().unwrap_or_else(PoisonError::into_inner);
        hashes.sort();
        Ok(hashes)
    }
}

impl Verified {
    /// Looks at the versions that Faldone keeps because it has put others in their place: each must be what it was.
    fn check_kept(&mut self, ledger: &Ledger, root: &Path) {
        for (sha256, path) in ledger.aside.iter().filter(|(_, path)| change::is_kept(path)) {
            let is = disk::sha256_of(&root.join(path)).ok().map(|(hash, _)| hash);
            let what = match &is {
                Some(is) if is == sha256 => continue,
                Some(_) => What::Changed,
                None => What::Missing,
            };
            let list = if is.is_some() { &mut self.changed } else { &mut self.missing };
            list.push(path.clone());
            self.differences.push(Difference {
                path: path.clone(),
                what,
                by: By::Outside,
                was: Some(sha256.clone()),
                is,
                written: None,
                elsewhere: None,
            });
        }
        self.differences.sort_by(|a, b| (a.what, &a.path).cmp(&(b.what, &b.path)));
    }
}

/// Returns the sizes of all contents that were written down.
fn sizes(lines: &[Line]) -> HashSet<u64> {
    let seen = lines.iter().filter_map(|line| match &line.op {
        Op::Seen { files } => Some(files),
        _ => None,
    });
    seen.flatten().map(|file| file.bytes).collect()
}

/// Compares what lies in the folder (path and hash; no hash where it could not be read) with what was written down.
fn compare(
    ledger: &Ledger,
    hashes: &[(String, Option<String>)],
    is_known: &dyn Fn(&str) -> bool,
    set_aside: &dyn Fn(&str) -> Option<String>,
) -> Verified {
    let mut verified = Verified::default();
    let here: HashMap<&str, Option<&str>> =
        hashes.iter().map(|(path, hash)| (path.as_str(), hash.as_deref())).collect();
    let present: HashSet<&str> = here.values().copied().flatten().collect();
    // Where contents should be and are not: a known file at an unexpected place came from there.
    let left: HashMap<&str, &str> = ledger
        .places
        .iter()
        .filter(|(path, place)| {
            here.get(path.as_str()).copied().flatten() != Some(place.sha256.as_str())
        })
        .map(|(path, place)| (place.sha256.as_str(), path.as_str()))
        .collect();
    for (path, hash) in hashes {
        let place = ledger.places.get(path);
        let Some(hash) = hash else {
            verified.unreadable.push(path.clone());
            continue;
        };
        let difference =
            |what: What, by: By, was: Option<&str>, elsewhere: Option<&str>| Difference {
                path: path.clone(),
                what,
                by,
                was: was.map(str::to_owned),
                is: Some(hash.clone()).filter(|hash| !hash.is_empty()),
                written: place.map(|place| place.written.clone()),
                elsewhere: elsewhere.map(str::to_owned),
            };
        match place {
            Some(place) if place.sha256 == *hash => {
                verified.same += 1;
                if let Some(from) = &place.moved_from {
                    let moved = difference(What::Moved, By::Faldone, Some(hash), Some(from));
                    verified.differences.push(moved);
                }
                if let Some(older) = place.older.as_deref().filter(|old| !present.contains(old)) {
                    let kept = place.replaced_by_us.then(|| set_aside(older)).flatten();
                    let by = if place.replaced_by_us { By::Faldone } else { By::Outside };
                    let replaced = difference(What::Replaced, by, Some(older), kept.as_deref());
                    verified.differences.push(replaced);
                }
            }
            // Known contents where others were written down that are gone: a paper was replaced or moved over.
            Some(place) if !is_known(hash) || !present.contains(place.sha256.as_str()) => {
                verified.changed.push(path.clone());
                let was = Some(place.sha256.as_str());
                verified.differences.push(difference(What::Changed, By::Outside, was, None));
            }
            None if !is_known(hash) => {
                verified.unknown.push(path.clone());
                verified.differences.push(difference(What::Unknown, By::Outside, None, None));
            }
            // Known contents somewhere else than written down: moved, or one more copy of what still lies there.
            _ => {
                verified.same += 1;
                if let Some(from) = left.get(hash.as_str()) {
                    let moved = difference(What::Moved, By::Outside, Some(hash), Some(from));
                    verified.differences.push(moved);
                }
            }
        }
    }
    for (path, place) in &ledger.places {
        if !here.contains_key(path.as_str()) && !present.contains(place.sha256.as_str()) {
            verified.missing.push(path.clone());
            verified.differences.push(Difference {
                path: path.clone(),
                what: What::Missing,
                by: By::Outside,
                was: Some(place.sha256.clone()),
                is: None,
                written: Some(place.written.clone()),
                elsewhere: set_aside(&place.sha256),
            });
        }
    }
    verified.differences.sort_by(|a, b| (a.what, &a.path).cmp(&(b.what, &b.path)));
    verified
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{ChangeKind, SeenFile, Stamp, Step};

    fn lines(ops: Vec<Op>) -> Vec<Line> {
        let line = |(at, op): (usize, Op)| Line {
            id: at.to_string(),
            device: "d".to_owned(),
            time: Stamp { millis: at as i64, count: 0 },
            clock: None,
            prev: String::new(),
            op,
        };
        ops.into_iter().enumerate().map(line).collect()
    }

    fn seen(path: &str, hash: &str) -> Op {
        let file = SeenFile { path: path.to_owned(), sha256: hash.to_owned(), bytes: 1 };
        Op::Seen { files: vec![file] }
    }

    fn moved(from: &str, to: &str, hash: &str) -> Op {
        let [from, to, sha256] = [from, to, hash].map(str::to_owned);
        let steps = vec![Step::Move { from, to, sha256, bytes: 1 }];
        Op::Planned { change: ChangeKind::Fix { unasked: false }, steps, accepts: Vec::new() }
    }

    fn done(of: usize) -> Op {
        Op::Done { of: of.to_string(), done: vec![0], left: Vec::new() }
    }

    /// Returns what is told of each path: (what, path, by us).
    fn told(ops: Vec<Op>, here: &[(&str, &str)]) -> Vec<(What, String, bool)> {
        let lines = lines(ops);
        let known: HashSet<String> = lines
            .iter()
            .filter_map(|line| match &line.op {
                Op::Seen { files } => Some(files.iter().map(|file| file.sha256.clone())),
                _ => None,
            })
            .flatten()
            .collect();
        let here: Vec<_> = here
            .iter()
            .map(|(path, hash)| ((*path).to_owned(), Some((*hash).to_owned())))
            .collect();
        let listed = Listed::new(here.iter().map(|(path, _)| path.as_str()), &lines);
        let found =
            compare(&ledger(&lines, &listed), &here, &|hash| known.contains(hash), &|_| None);
        let by_us = |d: Difference| (d.what, d.path, d.by == By::Faldone);
        found.differences.into_iter().map(by_us).collect()
    }

    fn one(what: What, path: &str, by_us: bool) -> Vec<(What, String, bool)> {
        vec![(what, path.to_owned(), by_us)]
    }

    #[test]
    fn each_difference_is_told_with_who_made_it() {
        let first = || vec![seen("a", "1"), seen("b", "2")];
        let after = |more: Vec<Op>| [first(), more].concat();
        assert_eq!(told(first(), &[("a", "1"), ("b", "2")]), []);
        assert_eq!(told(first(), &[("a", "9"), ("b", "2")]), one(What::Changed, "a", false));
        assert_eq!(told(first(), &[("b", "2")]), one(What::Missing, "a", false));
        let more = [("a", "1"), ("b", "2"), ("c", "9")];
        assert_eq!(told(first(), &more), one(What::Unknown, "c", false));
        assert_eq!(told(first(), &[("b", "2"), ("c", "1")]), one(What::Moved, "c", false));
        // One more copy of what still lies there is nobody's loss.
        assert_eq!(told(first(), &[("a", "1"), ("b", "2"), ("c", "1")]), []);
        // What Faldone moved is written down; where it was undone there is nothing to tell.
        let ours = after(vec![moved("a", "c", "1"), done(2)]);
        assert_eq!(told(ours.clone(), &[("b", "2"), ("c", "1")]), one(What::Moved, "c", true));
        let undone = [ours, vec![moved("c", "a", "1"), done(4)]].concat();
        assert_eq!(told(undone, &[("a", "1"), ("b", "2")]), []);
        // A paper that something else wrote over stays told when a scan has seen the new contents.
        let scanned = after(vec![seen("a", "3")]);
        assert_eq!(
            told(scanned.clone(), &[("a", "3"), ("b", "2")]),
            one(What::Replaced, "a", false)
        );
        assert_eq!(told(scanned, &[("a", "3"), ("b", "2"), ("old", "1")]), []);
        // A plan that was never carried out moved nothing.
        let planned = after(vec![moved("a", "c", "1")]);
        assert_eq!(told(planned, &[("a", "1"), ("b", "2")]), []);
    }
}

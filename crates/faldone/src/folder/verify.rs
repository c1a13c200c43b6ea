//! Comparing every file with its journalled hash, and every journal with its chain.

use super::Folder;
use crate::{
    disk,
    error::Error,
    journal::{Op, Step},
    view::ProgressView,
    walk,
};
use faldone_rules::names;
use serde::Serialize;
use std::{
    collections::{BTreeMap, HashSet},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// What a verification found. Paths are relative to the master folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
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
    /// What is wrong with the journals, in plain words.
    pub journal: Vec<String>,
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
        let mut met = walk::walk(&self.root)?;
        // A download that has not finished is no paper yet.
        met.files.retain(|found| !names::is_partial_download(names::file_name(&found.path)));
        let cloud = met.files.extract_if(.., |found| found.in_the_cloud);
        let in_the_cloud: Vec<String> = cloud.map(|found| found.path).collect();
        self.refresh_state()?;
        let state = self.state();
        let expected = expected(&state.lines);
        let hashes = self.hash_all(&met, progress)?;
        let present: HashSet<&str> =
            hashes.iter().filter_map(|(_, hash)| hash.as_deref()).collect();
        let mut verified = Verified {
            journal: self.inner().journal.problems().iter().map(ToString::to_string).collect(),
            ..Verified::default()
        };
        for (path, hash) in &hashes {
            match (hash, expected.get(path)) {
                (None, _) => verified.unreadable.push(path.clone()),
                (Some(hash), _) if state.seen.contains_key(hash) => {
                    // Known contents at a place where others were written down: a paper was replaced or moved over.
                    match expected.get(path) {
                        Some(old) if old != hash && !present.contains(old.as_str()) => {
                            verified.changed.push(path.clone());
                        }
                        _ => verified.same += 1,
                    }
                }
                (Some(_), Some(_)) => verified.changed.push(path.clone()),
                (Some(_), None) => verified.unknown.push(path.clone()),
            }
        }
        let here = hashes.iter().map(|(path, _)| path).chain(&in_the_cloud);
        let here: HashSet<&str> = here.map(String::as_str).collect();
        verified.missing = expected
            .iter()
            .filter(|(path, hash)| {
                !here.contains(path.as_str()) && !present.contains(hash.as_str())
            })
            .map(|(path, _)| path.clone())
            .collect();
        verified.unreadable.extend(met.trouble.into_iter().map(|(path, _)| path));
        verified.in_the_cloud = in_the_cloud;
        Ok(verified)
    }

    /// Hashes the files on all cores; `None` for one that cannot be read. In the order of the paths.
    fn hash_all(
        &self,
        met: &walk::Walk,
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
                        let hash = disk::sha256_of(&self.root.join(&found.path)).ok();
                        let mut hashes = hashes.lock().unwrap_or_else(PoisonError::into_inner);
                        hashes.push((found.path.clone(), hash.map(|(sha256, _)| sha256)));
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

/// Returns the contents last written down for each place: by first sight, then by every move that was done.
fn expected(lines: &[crate::journal::Line]) -> BTreeMap<String, String> {
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    let mut planned: BTreeMap<&str, &Vec<Step>> = BTreeMap::new();
    for line in lines {
        match &line.op {
            Op::Seen { files } => {
                for file in files {
                    places.insert(file.path.clone(), file.sha256.clone());
                }
            }
            Op::Planned { steps, .. } => {
                planned.insert(&line.id, steps);
            }
            Op::Done { of, done, .. } => {
                for step in done.iter().filter_map(|at| planned.get(of.as_str())?.get(*at as usize))
                {
                    if let Step::Move { from, to, sha256, .. } = step {
                        places.remove(from);
                        // What was set aside is out of the user's papers.
                        if walk::is_papers_path(to) {
                            places.insert(to.clone(), sha256.clone());
                        }
                    }
                }
            }
            _ => {}
        }
    }
    places
}

//! What the journals say lies where, and since when: the side of a verification that is written down.

use crate::{
    change::{self, Replaced},
    clock,
    journal::{Line, Op, Step},
    walk,
};
use faldone_rules::names;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// When something was written down, and on which computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Local time, ISO 8601.
    pub at: String,
    /// The computer, as it calls itself.
    pub computer: String,
}

/// The contents last written down for a path.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub sha256: String,
    pub written: Written,
    /// Where the contents lay before Faldone itself renamed or moved them here.
    pub moved_from: Option<String>,
    /// The contents that the same path held before something else put these there.
    pub older: Option<String>,
    /// It was Faldone that put these there, and it keeps the older ones.
    pub replaced_by_us: bool,
}

/// Everything the journals say of places.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub places: BTreeMap<String, Place>,
    /// Where Faldone set contents aside, by their hash.
    pub aside: HashMap<String, String>,
}

/// The places of a folder as it lists them now.
///
/// Another computer may have written a path down with its accents stored in another way; where there is one paper of that name only, that
/// one is meant.
pub(super) struct Listed<'a> {
    paths: HashSet<&'a str>,
    /// Of paths with accents, by how they read; `None` where the folder has several that read the same.
    meant: HashMap<String, Option<&'a str>>,
    /// How those paths read of which one computer has seen several that read the same: there, they are as many papers.
    twins: HashSet<String>,
}

impl<'a> Listed<'a> {
    pub(super) fn new(paths: impl Iterator<Item = &'a str>, lines: &[Line]) -> Listed<'a> {
        let paths: HashSet<&str> = paths.collect();
        let mut meant = HashMap::new();
        for path in paths.iter().filter(|path| !path.is_ascii()) {
            let known = meant.entry(names::composed(path));
            known.and_modify(|one| *one = None).or_insert(Some(*path));
        }
        let mut twins = HashSet::new();
        let mut seen: HashMap<(&str, String), &str> = HashMap::new();
        for line in lines {
            let Op::Seen { files } = &line.op else { continue };
            for file in files.iter().filter(|file| !file.path.is_ascii()) {
                let composed = names::composed(&file.path);
                let first = seen.entry((&line.device, composed.clone())).or_insert(&file.path);
                if *first != file.path {
                    twins.insert(composed);
                }
            }
        }
        Listed { paths, meant, twins }
    }

    /// Returns a path as the folder spells it.
    fn spelled(&self, path: &str) -> String {
        if path.is_ascii() || self.paths.contains(path) || !walk::is_papers_path(path) {
            return path.to_owned();
        }
        let composed = names::composed(path);
        if self.twins.contains(&composed) {
            return path.to_owned();
        }
        let meant = self.meant.get(&composed).copied().flatten();
        meant.map_or(composed, str::to_owned)
    }
}

/// Returns the contents written down for each place: by first sight, then by every move that was done.
pub(super) fn ledger(lines: &[Line], listed: &Listed<'_>) -> Ledger {
    let mut computers: HashMap<&str, &str> = HashMap::new();
    for line in lines {
        if let Op::Device { name, .. } = &line.op {
            computers.insert(&line.device, name);
        }
    }
    let written = |line: &Line| Written {
        at: clock::local(line.at()),
        computer: computers.get(line.device.as_str()).map_or(String::new(), |n| (*n).to_owned()),
    };
    let mut ledger = Ledger::default();
    let mut planned: BTreeMap<&str, &Vec<Step>> = BTreeMap::new();
    for line in lines {
        match &line.op {
            Op::Seen { files } => {
                for file in files {
                    let path = listed.spelled(&file.path);
                    let old = ledger.places.get(&path).map(|old| old.sha256.clone());
                    if old.as_ref() == Some(&file.sha256) {
                        // A version that Faldone made is first seen where Faldone has put it.
                        continue;
                    }
                    let place = Place {
                        sha256: file.sha256.clone(),
                        written: written(line),
                        moved_from: None,
                        older: old,
                        replaced_by_us: false,
                    };
                    ledger.places.insert(path, place);
                }
            }
            Op::Planned { steps, .. } => {
                planned.insert(&line.id, steps);
            }
            Op::Done { of, done, .. } => {
                let steps = planned.get(of.as_str());
                let done = done.iter().filter_map(|at| steps?.get(*at as usize).cloned());
                let done: Vec<Step> = done.map(|step| spelled(step, listed)).collect();
                let replaced = change::replacements(&done).into_iter();
                let replaced: Vec<(Replaced<'_>, Option<Place>)> =
                    replaced.map(|one| (one, ledger.places.get(one.path).cloned())).collect();
                for step in &done {
                    ledger.take(step, written(line));
                }
                for (one, before) in replaced {
                    ledger.replace(&one, before);
                }
            }
            _ => {}
        }
    }
    ledger
}

fn spelled(mut step: Step, listed: &Listed<'_>) -> Step {
    if let Step::Move { from, to, .. } = &mut step {
        (*from, *to) = (listed.spelled(from), listed.spelled(to));
    }
    step
}

impl Ledger {
    fn take(&mut self, step: &Step, written: Written) {
        let Step::Move { from, to, sha256, .. } = step else { return };
        let before = self.places.remove(from);
        self.aside.retain(|_, place| place != from);
        // What was set aside is out of the user's papers.
        if !walk::is_papers_path(to) {
            self.aside.insert(sha256.clone(), to.clone());
            return;
        }
        // Through several moves the first place is the one the user knows.
        let first = before.and_then(|before| before.moved_from).unwrap_or_else(|| from.clone());
        let back = first == *to || !walk::is_papers_path(&first);
        let place = Place {
            sha256: sha256.clone(),
            written,
            moved_from: (!back).then_some(first),
            older: None,
            replaced_by_us: false,
        };
        self.places.insert(to.clone(), place);
    }

    /// Takes that a paper got another version, after the moves that did it; `before` is what was written down of it until then.
    fn replace(&mut self, replaced: &Replaced<'_>, before: Option<Place>) {
        let Some(place) = self.places.get_mut(replaced.path) else { return };
        let (mut older, mut moved_from) = (None, None);
        if let Some(before) = before {
            older = before.older.filter(|_| before.replaced_by_us);
            moved_from = before.moved_from;
        }
        place.moved_from = moved_from;
        // A paper that has its first version again was never replaced.
        if older.as_deref() != Some(replaced.new) {
            place.older = Some(replaced.old.to_owned());
            place.replaced_by_us = true;
        }
    }
}

//! A master folder for the tests of changes.

use super::*;
use crate::disk::{faults, sha256_of};
use crate::journal::{AcceptedFact, Journal, Line, WriteLock};
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::time::Duration;
use tempfile::TempDir;

/// A master folder with its app data.
pub(super) struct Home {
    pub(super) root: TempDir,
    pub(super) data: TempDir,
}

/// Path → content; a folder's content is `None`.
pub(super) type Tree = BTreeMap<String, Option<String>>;

/// The disk stops for good at an operation; or fails there once, with this error.
pub(super) fn fault_at(error: Option<ErrorKind>, n: u32) {
    match error {
        None => faults::stop_at(n),
        Some(error) => faults::fail_once_at(n, error),
    }
}

impl Home {
    /// Makes the files; each holds its own name unless told otherwise by `name=content`. A name with `/` at its end is a
    /// folder.
    pub(super) fn with(files: &[&str]) -> Home {
        let home = Home { root: fresh(), data: fresh() };
        fs::create_dir(home.root.path().join("_Faldone")).unwrap();
        for file in files {
            let (name, content) = file.split_once('=').unwrap_or((file, file));
            match name.strip_suffix('/') {
                Some(dir) => fs::create_dir_all(home.root.path().join(dir)).unwrap(),
                None => home.write(name, content),
            }
        }
        home
    }

    pub(super) fn write(&self, name: &str, content: &str) {
        let path = self.root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(super) fn rename(&self, from: &str, to: &str) {
        #[expect(clippy::disallowed_methods, reason = "the user does it, not Faldone")]
        fs::rename(self.root.path().join(from), self.root.path().join(to)).unwrap();
    }

    pub(super) fn delete(&self, name: &str) {
        #[expect(clippy::disallowed_methods, reason = "the user does it, not Faldone")]
        fs::remove_file(self.root.path().join(name)).unwrap();
    }

    /// Everything but Faldone's own.
    pub(super) fn tree(&self) -> Tree {
        let all = walkdir::WalkDir::new(self.root.path()).min_depth(1).into_iter();
        all.filter_entry(|entry| entry.file_name() != "_Faldone")
            .map(|entry| {
                let entry = entry.unwrap();
                let path = entry.path().strip_prefix(self.root.path()).unwrap();
                let content =
                    entry.file_type().is_file().then(|| fs::read_to_string(entry.path()).unwrap());
                (path.to_str().unwrap().to_owned(), content)
            })
            .collect()
    }

    pub(super) fn journal(&self) -> Journal {
        Journal::open(self.root.path(), self.data.path(), "desk", || 1_000_000).unwrap()
    }

    pub(super) fn lock(&self) -> WriteLock {
        WriteLock::take(&self.root.path().join("_Faldone"), Duration::ZERO).unwrap()
    }

    pub(super) fn step(&self, from: &str, to: &str) -> Step {
        let (sha256, bytes) = sha256_of(&self.root.path().join(from)).unwrap_or_default();
        Step::Move { from: from.to_owned(), to: to.to_owned(), sha256, bytes }
    }

    pub(super) fn plan(&self, moves: &[(&str, &str)]) -> Plan {
        let steps: Vec<Step> = moves.iter().map(|(from, to)| self.step(from, to)).collect();
        let fact = AcceptedFact { fact: "type".into(), role: String::new(), value: "LEASE".into() };
        let accepts = steps.iter().filter_map(|step| match step {
            Step::Move { sha256, .. } => {
                let (sha256, packs) = (sha256.clone(), "1".to_owned());
                Some(Acceptance { sha256, packs, facts: vec![fact.clone()] })
            }
            _ => None,
        });
        Plan { kind: ChangeKind::Fix { unasked: false }, accepts: accepts.collect(), steps }
    }

    pub(super) fn fix(&self, moves: &[(&str, &str)]) -> Applied {
        apply(self.root.path(), &mut self.journal(), &self.lock(), self.plan(moves)).unwrap()
    }

    pub(super) fn undo(&self, of: &Applied) -> Applied {
        self.undo_knowing(of, &|_| None)
    }

    pub(super) fn undo_knowing(
        &self,
        of: &Applied,
        locate: &dyn Fn(&str) -> Option<String>,
    ) -> Applied {
        let id = of.id.as_ref().unwrap();
        undo(self.root.path(), &mut self.journal(), &self.lock(), id, &[], locate).unwrap()
    }

    /// Finds a content by looking through the whole folder, as the index does.
    pub(super) fn locate(&self, sha256: &str) -> Option<String> {
        let tree = self.tree();
        let mut files = tree.iter().filter(|(_, content)| content.is_some()).map(|(path, _)| path);
        files.find(|path| sha256_of(&self.root.path().join(path)).unwrap().0 == sha256).cloned()
    }

    /// What a new start recovers, with the journal it has read; nothing may wait.
    pub(super) fn recover(&self, at: &str) -> (Vec<Recovered>, Journal) {
        let mut journal = self.journal();
        let recovered = recover(self.root.path(), &mut journal, &self.lock()).unwrap();
        assert!(recovered.iter().all(|it| it.waiting.is_none()), "{at}: {recovered:?}");
        (recovered, journal)
    }

    /// Takes back all that was done, the last first; nothing may be left.
    pub(super) fn undo_all(&self, locate: &dyn Fn(&str) -> Option<String>, at: &str) {
        while let Some(id) = last_undoable(&self.lines()) {
            let (mut journal, lock) = (self.journal(), self.lock());
            let back = undo(self.root.path(), &mut journal, &lock, &id, &[], locate).unwrap();
            assert_eq!(back.left, [], "{at}");
        }
    }

    pub(super) fn waiting_files(&self) -> usize {
        fs::read_dir(self.root.path().join(MOVING)).map_or(0, Iterator::count)
    }

    /// The contents of all files, wherever they are, `_Faldone/` included but for the journal's.
    pub(super) fn contents(&self) -> Vec<String> {
        let mut all: Vec<String> = self.tree().into_values().flatten().collect();
        for entry in fs::read_dir(self.root.path().join(MOVING)).into_iter().flatten() {
            all.push(fs::read_to_string(entry.unwrap().path()).unwrap());
        }
        all.sort();
        all
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        self.journal().lines().to_vec()
    }
}

/// Thousands of changes are made and synced by these tests: where a folder in memory can be had, that costs nothing.
fn fresh() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

pub(super) fn tree(files: &[&str]) -> Tree {
    Home::with(files).tree()
}

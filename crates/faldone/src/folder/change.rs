//! Changing the folder: always by a plan that was shown, written to the journal before, undoable after.

use super::Folder;
use crate::{
    change::{self, Applied, Plan, Recovered},
    clock, disk,
    error::Error,
    index::{Index, document, file},
    journal::{Acceptance, ChangeKind, Op, Step},
    reason::Reason,
    state,
    view::{ChangeView, LeftView, OperationView, ProposalView, StepView},
    walk,
};
use faldone_rules::names;
use std::{
    collections::{BTreeSet, HashMap},
    sync::PoisonError,
};

/// The kind of a proposal to replace a paper by a smaller version of it.
const SHRINK: &str = "shrink";

impl Folder {
    /// Carries out proposals as they were shown. One without a target (unsure) is left alone; one whose file or proposal has changed
    /// since is left with its reason: nobody agreed to that.
    ///
    /// # Errors
    /// If the folder is paused or the journal cannot be written; nothing is changed then. A step that cannot be done is left, with its
    /// reason in the answer.
    pub fn apply(&self, shown: &[ProposalView]) -> Result<ChangeView, Error> {
        self.carry_out(shown, false)
    }

    /// As [`Folder::apply`]; `unasked` when nobody was shown the proposals.
    pub(super) fn carry_out(
        &self,
        shown: &[ProposalView],
        unasked: bool,
    ) -> Result<ChangeView, Error> {
        if let Some(why) = self.paused() {
            return Err(Error::Paused(why));
        }
        let mut stale = Vec::new();
        let applied = self.writing(|journal, lock, index| {
            let mut steps;
            (steps, stale) = self.steps(index, shown)?;
            for proposal in shown.iter().filter(|proposal| proposal.kind == SHRINK) {
                match self.steps_to_shrink(index, journal.lines(), proposal, &steps) {
                    Ok(both) => steps.extend(both),
                    Err(why) => {
                        stale.push(LeftView::new(&proposal.path, &proposal.path, &why));
                    }
                }
            }
            if steps.is_empty() {
                return Ok(None);
            }
            let accepts = self.acceptances(index, &steps)?;
            let plan = Plan { kind: ChangeKind::Fix { unasked }, steps, accepts };
            let applied = change::apply(&self.root, journal, lock, plan)?;
            Ok(Some(applied))
        })?;
        let mut view = match applied {
            Some(applied) => self.after(applied),
            None => ChangeView { operation: None, done: Vec::new(), left: Vec::new() },
        };
        view.left.extend(stale);
        Ok(view)
    }

    /// Returns the facts that the names of these steps rest on, so that a later version that reads them differently is noticed.
    fn acceptances(&self, index: &Index, steps: &[Step]) -> Result<Vec<Acceptance>, Error> {
        let state = self.state();
        let naming = self.naming();
        let mut accepted = Vec::new();
        for step in steps {
            let Step::Move { to, sha256, .. } = step else { continue };
            // A copy that is set aside says nothing of the paper's facts.
            if !walk::is_papers_path(to) {
                continue;
            }
            // A paper that only moves or gets its right ending, because something of its name is not sure, is agreed to no further.
            if names::parse(names::file_name(to), self.packs(), &naming).is_err() {
                continue;
            }
            let Some(document) = index.run(|c| document::get(c, sha256))? else { continue };
            let facts = state.corrected(sha256, &document.recognition);
            let facts = state::facts_of_name(&facts, self.packs());
            if !facts.is_empty() {
                let packs = env!("CARGO_PKG_VERSION").to_owned();
                accepted.push(Acceptance { sha256: sha256.clone(), packs, facts });
            }
        }
        Ok(accepted)
    }

    /// Takes an operation back, the last one if none is named; of its files only `files` unless that is empty. Operations of any
    /// depth can be taken back, and an undo too.
    ///
    /// # Errors
    /// If there is no such operation, it did not move one of the files, or the journal cannot be written.
    pub fn undo(&self, operation: Option<&str>, files: &[String]) -> Result<ChangeView, Error> {
        self.refresh_state()?;
        if let Some(told) = self.told_to_take_back(operation, files)? {
            return self.take_back_told(told);
        }
        let applied = self.writing(|journal, lock, index| {
            let of = match (operation, files.first()) {
                (Some(id), _) => Some(id.to_owned()),
                (None, Some(file)) => change::last_of_file(journal.lines(), file),
                (None, None) => change::last_undoable(journal.lines()),
            };
            let of = of.ok_or(Error::NothingToUndo)?;
            let locate = |sha256: &str| {
                let files = index.run(file::all).ok()?;
                files
                    .into_iter()
                    .find(|entry| entry.sha256.as_deref() == Some(sha256))
                    .map(|entry| entry.path)
            };
            Ok(change::undo(&self.root, journal, lock, &of, files, &locate)?)
        })?;
        Ok(self.after(applied))
    }

    /// Returns the line that an undo is about, if that told something and moved nothing: the one that is named, else the last thing
    /// told, if it came after the last change.
    fn told_to_take_back(
        &self,
        operation: Option<&str>,
        files: &[String],
    ) -> Result<Option<String>, Error> {
        let state = self.state();
        let lines = &state.lines;
        if let Some(id) = operation {
            return Ok(change::can_take_back(lines, id).then(|| id.to_owned()));
        }
        let (told, moved) = match files.first() {
            Some(file) => {
                let content = self.listed(file)?.and_then(|entry| entry.sha256);
                let first = content.map(|sha256| state.first_version(&sha256));
                let told = first.and_then(|first| {
                    change::last_told_of(lines, &|sha256| state.first_version(sha256) == first)
                });
                (told, change::last_of_file(lines, file))
            }
            None => (change::last_told(lines), change::last_undoable(lines)),
        };
        let place = |id: &str| lines.iter().position(|line| line.id == id);
        let is_last = |told: &str| moved.is_none_or(|moved| place(told) > place(&moved));
        Ok(told.map(|line| line.id.clone()).filter(|told| is_last(told)))
    }

    /// Writes down that what a line told holds no more, and judges the papers anew.
    fn take_back_told(&self, of: String) -> Result<ChangeView, Error> {
        let line = self.tell(vec![Op::Untold { of }])?;
        let state = self.state();
        let mut inner = self.inner();
        self.assess(&mut inner.index, &state)?;
        Ok(ChangeView { operation: Some(line), done: Vec::new(), left: Vec::new() })
    }

    /// Returns what was done to the folder and told to it, newest first.
    ///
    /// # Errors
    /// If the journals cannot be read.
    pub fn operations(&self) -> Result<Vec<OperationView>, Error> {
        self.refresh_state()?;
        Ok(change::operations(&self.state().lines, clock::now().timestamp_millis()))
    }

    /// Brings changes that were interrupted to their end in the journal, and notes for the user what became of them.
    pub(super) fn recover(&self) -> Result<(), Error> {
        // Another Faldone may be at work on a change right now: only the lock tells a change in hand from an interrupted one.
        if !change::is_needed(&self.inner().journal) {
            self.tell_of_waiting();
            return Ok(());
        }
        let recovered = self.writing(|journal, lock, _| {
            journal.refresh()?;
            Ok(change::recover(&self.root, journal, lock)?)
        })?;
        let notes = recovered.iter().map(what_became_of);
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).extend(notes);
        self.tell_of_waiting();
        Ok(())
    }

    /// Notes for the user which files wait in the middle of a change that another computer has begun and never ended.
    fn tell_of_waiting(&self) {
        if change::waiting(&self.root, self.inner().journal.lines()).is_empty() {
            return;
        }
        // Another account of this computer may be in the middle of it right now: then it is over when the lock is free.
        let waiting = self.writing(|journal, _, _| {
            journal.refresh()?;
            Ok(change::waiting(&self.root, journal.lines()))
        });
        for one in waiting.unwrap_or_default() {
            let computer = self.computer_of(&one.device);
            self.note(&format!(
                "`{}` waits in `{}`, because {computer} was stopped in the middle of the change {}. It goes on when Faldone starts \
                 there; if that computer will not come back, move the file to its place by hand",
                one.from, one.at, one.id
            ));
        }
    }

    /// Returns what the computer calls itself that writes under a device id.
    fn computer_of(&self, device: &str) -> String {
        let inner = self.inner();
        let name = inner.journal.lines().iter().rev().find_map(|line| match &line.op {
            Op::Device { name, .. } if line.device == device => Some(name.clone()),
            _ => None,
        });
        name.unwrap_or_else(|| "another computer".to_owned())
    }

    /// The steps of these proposals, with the folders they need, and those that are not what was shown any more.
    fn steps(
        &self,
        index: &Index,
        shown: &[ProposalView],
    ) -> Result<(Vec<Step>, Vec<LeftView>), Error> {
        let now: HashMap<String, ProposalView> = index
            .run(file::proposals)?
            .into_iter()
            .map(|proposal| (proposal.path.clone(), proposal))
            .collect();
        let mut folders: BTreeSet<String> = BTreeSet::new();
        let mut moves = Vec::new();
        let mut stale = Vec::new();
        for proposal in shown.iter().filter(|proposal| proposal.kind != SHRINK) {
            let Some(to) = &proposal.to else { continue };
            let entry = index.run(|c| file::get(c, &proposal.path))?;
            let is_as_shown = now.get(&proposal.path).is_some_and(|known| {
                (&known.to, &known.sha256, &known.stays)
                    == (&proposal.to, &proposal.sha256, &proposal.stays)
            });
            let known = entry
                .and_then(|entry| entry.sha256.map(|sha256| (sha256, entry.stat.bytes)))
                .filter(|(sha256, _)| is_as_shown && Some(sha256) == proposal.sha256.as_ref());
            let why = match &known {
                None => Some(Reason::NotAsShown),
                Some((sha256, _)) if !self.other_stays(proposal, sha256) => {
                    Some(Reason::OtherCopyGone)
                }
                Some(_) => None,
            };
            let (sha256, bytes) = match (known, why) {
                (Some(known), None) => known,
                (_, why) => {
                    let why = why.unwrap_or(Reason::NotAsShown);
                    stale.push(LeftView::new(&proposal.path, to, &why));
                    continue;
                }
            };
            let parents = to.match_indices('/').map(|(at, _)| to[..at].to_owned());
            folders.extend(parents.filter(|folder| !self.is_folder(folder)));
            let to = self.free_aside(to, &moves);
            moves.push(Step::Move { from: proposal.path.clone(), to, sha256, bytes });
        }
        let mut steps: Vec<Step> =
            folders.into_iter().map(|path| Step::MakeFolder { path }).collect();
        steps.extend(moves);
        Ok((steps, stale))
    }

    /// Returns whether there is a folder at a path, however the disk stores its accents.
    fn is_folder(&self, path: &str) -> bool {
        self.root.join(change::as_listed(&self.root, path, true)).is_dir()
    }

    /// Returns whether the copy that stays is really there, byte for byte, before another one is set aside.
    fn other_stays(&self, proposal: &ProposalView, sha256: &str) -> bool {
        let Some(stays) = &proposal.stays else { return proposal.kind != "set-aside" };
        let path = self.root.join(stays);
        let is_file = std::fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
        // One file that the disk opens under two names is no copy of itself.
        let are_two = disk::is_listed(&path) && disk::is_listed(&self.root.join(&proposal.path));
        is_file && are_two && disk::sha256_of(&path).is_ok_and(|(there, _)| there == sha256)
    }

    /// Two duplicates of one name may be set aside: the second gets a number. Names of papers never do.
    pub(super) fn free_aside(&self, to: &str, moves: &[Step]) -> String {
        if !to.starts_with(walk::OWN_FOLDER) {
            return to.to_owned();
        }
        let is_taken = |path: &str| {
            self.root.join(path).exists()
                || moves.iter().any(|step| matches!(step, Step::Move { to, .. } if to == path))
        };
        let (stem, ext) = to.rsplit_once('.').unwrap_or((to, ""));
        let numbered = (2..).map(|n| format!("{stem} ({n}).{ext}"));
        std::iter::once(to.to_owned())
            .chain(numbered)
            .find(|path| !is_taken(path))
            .unwrap_or_else(|| to.to_owned())
    }

    /// Brings the index to what the change has made of the folder.
    pub(super) fn after(&self, applied: Applied) -> ChangeView {
        let mut paths = BTreeSet::new();
        let mut view = ChangeView { operation: applied.id, done: Vec::new(), left: Vec::new() };
        for step in &applied.done {
            let Step::Move { from, to, .. } = step else { continue };
            paths.extend([from.clone(), to.clone()]);
            // Of a replacement the paper is told, once.
            match (change::is_kept(from), change::is_kept(to)) {
                (false, true) => {}
                (true, false) => view.done.push(StepView { from: to.clone(), to: to.clone() }),
                _ => view.done.push(StepView { from: from.clone(), to: to.clone() }),
            }
        }
        for (step, why) in applied.left {
            let Step::Move { mut from, mut to, .. } = step else { continue };
            match (change::is_kept(&from), change::is_kept(&to)) {
                (false, true) => to.clone_from(&from),
                (true, false) => from.clone_from(&to),
                _ => {}
            }
            // Its first half tells the reason.
            if from != to || view.left.iter().all(|left| left.from != from) {
                view.left.push(LeftView::new(&from, &to, &why));
            }
        }
        let papers: Vec<String> =
            paths.into_iter().filter(|path| walk::is_papers_path(path)).collect();
        // The index knows a paper as the disk spells it.
        let listed = papers.iter().map(|path| change::as_listed(&self.root, path, true));
        let papers: BTreeSet<String> = listed.chain(papers.iter().cloned()).collect();
        let papers: Vec<String> = papers.into_iter().collect();
        // The change is made; an index that cannot follow now is brought up to date by the next scan.
        if !papers.is_empty()
            && let Err(error) = self.look_at(&papers, &mut |_| true)
        {
            let note = format!("the list will follow with the next scan: {error}");
            self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(note);
        }
        view
    }
}

/// Tells the user what became of a change that was interrupted, and how to go on.
fn what_became_of(one: &Recovered) -> String {
    let files = |steps: &[Step]| {
        // A file that waits while names go round is on its way, not at its place.
        // Nor is one that went into keeping: the version that took its place is counted.
        let is_file = |step: &&Step| matches!(step, Step::Move { to, .. } if !change::is_stop(to) && !change::is_kept(to));
        steps.iter().filter(is_file).count()
    };
    let (done, left) = (files(&one.done), files(&one.left));
    let mut told = match (done, left) {
        (_, 0) => format!("all its files ({done}) have their new place"),
        (0, _) => format!("all its files ({left}) are where they were"),
        _ => format!(
            "{done} of its {} files have their new place, the others are where they were",
            done + left
        ),
    };
    if one.two_names > 0 {
        told.push_str(
            "; one had both its names, because this disk renames in two steps, and has the new one only",
        );
    }
    if let Some(why) = &one.waiting {
        told.push_str("; ");
        told.push_str(why);
    }
    let id = &one.id;
    format!(
        "the change {id} had been interrupted: {told}. Nothing is lost. To go on, do it again; to take it back, undo {id}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_an_interrupted_change_is_told_in_a_sentence() {
        let step = |to: &str| Step::Move {
            from: "a".to_owned(),
            to: to.to_owned(),
            sha256: String::new(),
            bytes: 0,
        };
        let told = |done: &[&str], left: &[&str]| {
            let steps = |to: &[&str]| to.iter().map(|to| step(to)).collect();
            what_became_of(&Recovered {
                id: "x-1".to_owned(),
                done: steps(done),
                left: steps(left),
                two_names: 0,
                waiting: None,
            })
        };
        assert!(told(&["b", "c"], &[]).contains("all its files (2) have their new place"));
        assert!(told(&[], &["b"]).contains("all its files (1) are where they were"));
        let half = told(&["b"], &["_Faldone/moving/1", "c"]);
        assert!(half.contains("1 of its 2 files have their new place"), "{half}");
        assert!(half.ends_with("to take it back, undo x-1"), "{half}");
    }
}

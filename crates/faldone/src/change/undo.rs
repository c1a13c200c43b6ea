//! Taking a change back, however much has happened since.

use super::history::{Moved, Operation, as_moved, changes};
use super::paths::{as_listed, content};
use super::replace::is_kept;
use super::{Applied, ChangeError, Plan, apply, recover};
use crate::journal::{Acceptance, ChangeKind, Journal, Line, Op, Step, WriteLock};
use crate::reason::Reason;
use faldone_rules::names;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

/// Takes back the change `of`, also one that is itself an undo; of its files only those in `only`, by the name they got or, where
/// none got it, had before, unless that is empty.
///
/// Every file is looked for where later changes put it, then where `locate` says its content (SHA-256) is now; it goes back
/// to its old place if that is free. What cannot go back is left with its reason, and undoing again tries it again.
pub fn undo(
    root: &Path,
    journal: &mut Journal,
    lock: &WriteLock,
    of: &str,
    only: &[String],
    locate: &dyn Fn(&str) -> Option<String>,
) -> Result<Applied, ChangeError> {
    journal.refresh()?;
    recover(root, journal, lock)?;
    let all = changes(journal.lines());
    let at = all.iter().position(|change| change.line.id == of);
    let (change, later) = match at.map(|at| all.split_at(at)) {
        Some((_, [change, later @ ..])) => (change, later),
        _ => return Err(ChangeError::Unknown(of.to_owned())),
    };
    if !change.over {
        return Err(ChangeError::Refused(Reason::Unfinished));
    }
    if !change.can_undo() {
        return Err(ChangeError::Refused(Reason::Undone));
    }
    let only: Vec<String> = only.iter().map(|path| as_moved(&change.moves, path)).collect();
    let standing = || change.moves.iter().rev().filter(|moved| moved.stands);
    let is_called = |moved: &Moved, path: &str| {
        moved.to == path || (moved.from == path && !standing().any(|other| other.to == path))
    };
    for path in &only {
        if !standing().any(|moved| is_called(moved, path)) {
            return Err(ChangeError::Refused(Reason::NotInChange { place: path.clone() }));
        }
    }
    let is_wanted = |moved: &&Moved| {
        let other = change.comes_for(moved).or_else(|| change.goes_for(moved));
        let is_of = |path: &String| {
            is_called(moved, path) || other.is_some_and(|other| is_called(other, path))
        };
        only.is_empty() || only.iter().any(is_of)
    };
    let mut steps: Vec<Step> = Vec::new();
    let mut left = Vec::new();
    let mut taken = HashSet::new();
    for moved in standing().filter(is_wanted) {
        let back = Search { root, lines: journal.lines(), change, later, locate };
        if change.goes_for(moved).is_some() {
            // It goes back into keeping with its other half.
            continue;
        }
        if let Some(comes) = change.comes_for(moved) {
            match back.version_before(moved, comes, &taken) {
                Ok(both) => {
                    taken.extend(both.iter().filter_map(|step| match step {
                        Step::Move { from, .. } => Some(from.clone()),
                        _ => None,
                    }));
                    steps.extend(both);
                }
                Err(why) => {
                    let path = comes.to.to_owned();
                    let (from, sha256) = (path.clone(), comes.sha256.to_owned());
                    left.push((Step::Move { from, to: path, sha256, bytes: 0 }, why));
                }
            }
            continue;
        }
        match back.place_now(moved, &taken) {
            Ok((from, sha256, bytes)) => {
                taken.insert(from.clone());
                steps.push(Step::Move { from, to: moved.from.to_owned(), sha256, bytes });
            }
            Err(why) => {
                let (from, to) = (moved.to.to_owned(), moved.from.to_owned());
                let step = Step::Move { from, to, sha256: moved.sha256.to_owned(), bytes: 0 };
                left.push((step, why));
            }
        }
    }
    // A folder that another change made, and that its undo had to leave because this one had put something there, goes with that.
    let since: HashSet<&str> = later
        .iter()
        .filter_map(|other| match other.kind {
            ChangeKind::Undo { of, .. } => Some(of.as_str()),
            ChangeKind::Fix { .. } => None,
        })
        .collect();
    let is_undone = |other: &&Operation| other.over && other.moves.iter().all(|it| !it.stands);
    let emptied: HashSet<&str> = all
        .iter()
        .filter(is_undone)
        .filter(|other| since.contains(other.line.id.as_str()))
        .flat_map(|other| other.made.iter().copied())
        .filter(|folder| steps.iter().any(|step| leaves(step, folder)))
        .filter(|folder| !change.made.contains(folder))
        .collect();
    let path = |path: &&str| (*path).to_owned();
    steps.extend(emptied.iter().map(path).map(|path| Step::RemoveFolder { path }));
    steps.extend(change.made.iter().map(path).map(|path| Step::RemoveFolder { path }));
    let part = !standing().all(|moved| is_wanted(&moved));
    // A part of the files brings the folders it needs by itself.
    let removed = change.removed.iter().filter(|_| !part);
    steps.extend(removed.map(path).map(|path| Step::MakeFolder { path }));
    if !steps.iter().any(|step| matches!(step, Step::Move { .. })) {
        return Ok(Applied { id: None, done: Vec::new(), left });
    }
    let kind = ChangeKind::Undo { of: of.to_owned(), part };
    let accepts = accepted_before(journal.lines(), of, &steps);
    let mut applied = apply(root, journal, lock, Plan { kind, steps, accepts })?;
    applied.left.extend(left);
    Ok(applied)
}

/// Returns what held of the papers of these steps before the change `of`, where something else does now: a name that is taken
/// back was not accepted after all.
fn accepted_before(lines: &[Line], of: &str, steps: &[Step]) -> Vec<Acceptance> {
    let last = |lines: &[Line]| -> HashMap<String, Acceptance> {
        let accepted = lines.iter().filter_map(|line| match &line.op {
            Op::Accepted(acceptance) => Some((acceptance.sha256.clone(), acceptance.clone())),
            _ => None,
        });
        accepted.collect()
    };
    let at = lines.iter().position(|line| line.id == of).unwrap_or(lines.len());
    let (now, mut before) = (last(lines), last(&lines[..at]));
    let papers: BTreeSet<&String> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Move { sha256, .. } => Some(sha256),
            _ => None,
        })
        .collect();
    let mut accepts = Vec::new();
    for sha256 in papers {
        let Some(now) = now.get(sha256) else { continue };
        let nothing = Acceptance { facts: Vec::new(), ..now.clone() };
        let then = before.remove(sha256).unwrap_or(nothing);
        if then.facts != now.facts {
            accepts.push(then);
        }
    }
    accepts
}

/// Returns whether a step moves something out of a folder.
fn leaves(step: &Step, folder: &str) -> bool {
    let is_in = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    matches!(step, Step::Move { from, .. } if is_in(from))
}

struct Search<'a> {
    root: &'a Path,
    lines: &'a [Line],
    change: &'a Operation<'a>,
    later: &'a [Operation<'a>],
    locate: &'a dyn Fn(&str) -> Option<String>,
}

impl Search<'_> {
    /// Returns where a file is now, with the hash and size of what it holds now; or why it cannot be told.
    fn place_now(
        &self,
        moved: &Moved,
        taken: &HashSet<String>,
    ) -> Result<(String, String, u64), Reason> {
        let (mut path, mut sha256) = (moved.to, moved.sha256);
        for change in self.later {
            if let Some(on) = change.moves.iter().find(|on| on.from == path) {
                // A paper whose content was replaced is still the paper.
                match change.comes_for(on) {
                    Some(comes) => sha256 = comes.sha256,
                    None => path = on.to,
                }
            }
        }
        let here = self.content(path);
        if let Some((hash, bytes)) = &here
            && hash == sha256
        {
            return Ok((path.to_owned(), hash.clone(), *bytes));
        }
        if let Some(found) = (self.locate)(sha256)
            && !taken.contains(&found)
            && let Some((hash, bytes)) = self.content(&found)
            && hash == sha256
        {
            if !self.is_another_copy(&found, moved) {
                return Ok((found, hash, bytes));
            }
            if here.is_none() {
                return Err(Reason::AnotherCopy { place: found });
            }
        }
        // Somebody has written on in the file where the change had put it: it goes back as it is now.
        let (hash, bytes) = here.ok_or(Reason::Gone)?;
        Ok((path.to_owned(), hash, bytes))
    }

    /// Returns the moves that bring back the version that `goes` put into keeping, in place of the one that `comes` brought,
    /// wherever that is now; or why that cannot be.
    fn version_before(
        &self,
        goes: &Moved,
        comes: &Moved,
        taken: &HashSet<String>,
    ) -> Result<Vec<Step>, Reason> {
        let (kept, in_use) = (self.place_of_bytes(goes), self.place_of_bytes(comes));
        if is_kept(in_use) {
            return Err(Reason::ReplacedAgain);
        }
        let step = |(from, bytes): (String, u64), to: &str, sha256: &str| {
            let (to, sha256) = (to.to_owned(), sha256.to_owned());
            Step::Move { from, to, sha256, bytes }
        };
        let original = self
            .bytes_of(goes, kept, taken)
            .ok_or_else(|| Reason::OriginalGone { place: kept.to_owned() })?;
        let Some(version) = self.bytes_of(comes, in_use, taken) else {
            let place = self.root.join(as_listed(self.root, in_use, true));
            let is_there = place.symlink_metadata().is_ok();
            return match is_there {
                true => Err(Reason::ChangedSinceSmaller { place: kept.to_owned() }),
                // Nothing is in the way.
                false => Ok(vec![step(original, in_use, goes.sha256)]),
            };
        };
        let place = version.0.clone();
        let into_keeping = step(version, comes.from, comes.sha256);
        Ok(vec![into_keeping, step(original, &place, goes.sha256)])
    }

    /// Returns where later changes have put these very bytes.
    fn place_of_bytes<'m>(&'m self, moved: &Moved<'m>) -> &'m str {
        let onward = |path, change: &'m Operation| {
            change.moves.iter().find(|on| on.from == path).map_or(path, |on| on.to)
        };
        self.later.iter().fold(moved.to, onward)
    }

    /// Returns where the bytes of `moved` lie, at `path` or where the user has put them, and how many they are.
    fn bytes_of(
        &self,
        moved: &Moved,
        path: &str,
        taken: &HashSet<String>,
    ) -> Option<(String, u64)> {
        let at = |path: &str| {
            let (hash, bytes) = self.content(path)?;
            (hash == moved.sha256 && !taken.contains(path)).then(|| (path.to_owned(), bytes))
        };
        at(path).or_else(|| {
            let found = (self.locate)(moved.sha256)?;
            if self.is_another_copy(&found, moved) { None } else { at(&found) }
        })
    }

    /// Returns the SHA-256 and size of what lies at a path, however the disk stores its accents.
    fn content(&self, path: &str) -> Option<(String, u64)> {
        content(self.root, &as_listed(self.root, path, true))
    }

    /// The same content was at `path` before the change was made, so it is not the file that was moved.
    fn is_another_copy(&self, path: &str, moved: &Moved) -> bool {
        let path = names::composed(path);
        path != names::composed(moved.from)
            && self.lines.iter().take_while(|line| line.id != self.change.line.id).any(|line| {
                matches!(&line.op, Op::Seen { files }
                    if files.iter().any(|seen| seen.sha256 == moved.sha256 && names::composed(&seen.path) == path))
            })
    }
}

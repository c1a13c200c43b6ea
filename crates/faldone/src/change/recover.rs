//! Ending what a power cut or a crash left open.

use super::ChangeError;
use super::apply::{round, take_back, unmake_unused};
use super::close::{End, close};
use super::history::changes;
use super::order::key;
use super::paths::{content, is_moving, place};
use crate::disk;
use crate::journal::{Acceptance, Journal, Line, Step, WriteLock};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// A change that was found open and is ended now.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovered {
    /// The change's journal line, for undo.
    pub id: String,
    /// What had been done before it was stopped.
    pub done: Vec<Step>,
    /// What had not.
    pub left: Vec<Step>,
    /// Files that had their old and their new name at once, as a stop on a disk without one-step renames leaves them; the old
    /// name is gone now.
    pub two_names: u32,
    /// A file that waits in `_Faldone/moving/` and could not go back, with the reason. The change stays open then.
    pub waiting: Option<String>,
}

/// Returns whether this computer began a change whose end is not in the journal.
pub fn is_needed(journal: &Journal) -> bool {
    let own = journal.own_devices();
    changes(journal.lines())
        .iter()
        .any(|change| !change.over && own.contains(&change.line.device.as_str()))
}

/// Ends the changes that this computer began and whose end is not in the journal: looks at what was done, takes back a
/// round of names that was stopped half-way, and writes that down. Of what had not begun,
/// only empty folders still go.
pub fn recover(
    root: &Path,
    journal: &mut Journal,
    lock: &WriteLock,
) -> Result<Vec<Recovered>, ChangeError> {
    let own = journal.own_devices();
    let open: Vec<(String, Vec<Step>, Vec<Acceptance>)> = changes(journal.lines())
        .into_iter()
        .filter(|change| !change.over && own.contains(&change.line.device.as_str()))
        .map(|change| (change.line.id.clone(), change.steps.to_vec(), change.accepts.to_vec()))
        .collect();
    let mut recovered = Vec::new();
    // The last one first: what it did hides what the one before it did.
    for (id, steps, accepts) in open.into_iter().rev() {
        let two_names = u32::from(end_rename(root, &steps));
        let mut done = done_steps(root, &steps);
        let mut waiting = None;
        for start in 0..steps.len() {
            let Some(end) = round(&steps, start).filter(|_| done.contains(&at(start))) else {
                continue;
            };
            if done.contains(&at(end)) {
                continue;
            }
            let begun: Vec<u32> = done.range(at(start)..at(end)).copied().collect();
            match take_back(root, &steps, &begun) {
                Ok(()) => done.retain(|step| !begun.contains(step)),
                Err(error) => waiting = Some(error.to_string()),
            }
        }
        if waiting.is_none() {
            done.extend(remove_empty(root, &steps));
        }
        let mut done: Vec<u32> = done.into_iter().collect();
        if waiting.is_none() {
            unmake_unused(root, &steps, &mut done);
            let left = (0..at(steps.len())).filter(|step| done.binary_search(step).is_err());
            let left = left.map(|step| (step, STOPPED.to_owned())).collect();
            let end = End { of: &id, steps: &steps, accepts: &accepts };
            close(journal, lock, &end, done.clone(), left)?;
        }
        let (was_done, left): (Vec<_>, Vec<_>) = steps
            .into_iter()
            .enumerate()
            .partition(|(step, _)| done.binary_search(&at(*step)).is_ok());
        let plain = |steps: Vec<(usize, Step)>| steps.into_iter().map(|(_, step)| step).collect();
        let (done, left) = (plain(was_done), plain(left));
        recovered.push(Recovered { id, done, left, two_names, waiting });
    }
    recovered.reverse();
    Ok(recovered)
}

/// A file that waits in `_Faldone/moving/`, in the middle of a change that was not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The change's journal line, and the computer that began it.
    pub id: String,
    pub device: String,
    /// Where the file was, and where it waits.
    pub from: String,
    pub at: String,
}

/// Returns the files that wait in the middle of changes whose end is not in the journal, whoever began them.
pub fn waiting(root: &Path, lines: &[Line]) -> Vec<Waiting> {
    let mut waiting = Vec::new();
    for change in changes(lines).into_iter().filter(|change| !change.over) {
        for step in change.steps {
            let Step::Move { from, to, .. } = step else { continue };
            if is_moving(to) && root.join(to).symlink_metadata().is_ok() {
                let (id, device) = (change.line.id.clone(), change.line.device.clone());
                waiting.push(Waiting { id, device, from: from.clone(), at: to.clone() });
            }
        }
    }
    waiting
}

const STOPPED: &str = "Faldone was stopped before this step";

fn at(step: usize) -> u32 {
    u32::try_from(step).unwrap_or(u32::MAX)
}

/// Ends the one rename that may have been stopped between its two halves, where the disk cannot rename in one step and not replace:
/// the file has both names then. Returns whether that was so.
///
/// Names that the user had linked by hand must not be taken for that, so every step before it must be done and none after it
/// begun.
fn end_rename(root: &Path, steps: &[Step]) -> bool {
    let moves: Vec<(&str, &str)> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Move { from, to, .. } if from != to => Some((from.as_str(), to.as_str())),
            _ => None,
        })
        .collect();
    let is_there =
        |path: &str| place(root, path).is_ok_and(|place| place.symlink_metadata().is_ok());
    let ends_here = |at: usize| {
        let (from, to) = moves[at];
        let earlier = &moves[..at];
        let later = &moves[at + 1..];
        let made_way = earlier.iter().filter(|other| other.0 == to).all(|other| is_there(other.1));
        let untouched = later.iter().enumerate().all(|(index, (other, _))| {
            let comes_from_a_step = moves[at..=at + index].iter().any(|step| step.1 == *other);
            comes_from_a_step || is_there(other)
        });
        let (Ok(old), Ok(new)) = (place(root, from), place(root, to)) else { return false };
        // Removes the old name only if both are names of one file.
        key(from) != key(to) && made_way && untouched && disk::end_rename(&old, &new).is_ok()
    };
    // At most one rename was in hand; the last that fits is it, because what came before it is done.
    (0..moves.len()).rev().any(ends_here)
}

/// Removes the folders that were to be removed if they are empty: once the files are back, nobody would do it later.
fn remove_empty(root: &Path, steps: &[Step]) -> Vec<u32> {
    let gone = steps.iter().enumerate().filter(|(_, step)| match step {
        Step::RemoveFolder { path } => {
            place(root, path).is_ok_and(|place| disk::remove_empty_dir(&place).is_ok())
        }
        _ => false,
    });
    gone.map(|(index, _)| at(index)).collect()
}

/// Returns which steps were done, from the last to the first, each time as if the later ones had been taken back: so it can
/// be told even where several files have the same content.
fn done_steps(root: &Path, steps: &[Step]) -> BTreeSet<u32> {
    let mut back: HashMap<&str, Option<String>> = HashMap::new();
    let mut done = BTreeSet::new();
    for (index, step) in steps.iter().enumerate().rev() {
        let was_done = match step {
            Step::MakeFolder { path } => place(root, path).is_ok_and(|place| place.is_dir()),
            Step::RemoveFolder { path } => place(root, path).is_ok_and(|place| !place.exists()),
            Step::Move { from, to, sha256, .. } => {
                let mut there = |path| {
                    back.entry(path)
                        .or_insert_with(|| content(root, path).map(|(hash, _)| hash))
                        .clone()
                };
                let (old, new) = (there(from), there(to));
                // Only the planned content at the new place proves it: another file may have been there all along.
                let moved =
                    new.as_ref() == Some(sha256) && (from == to || old.as_ref() != Some(sha256));
                if moved && from != to {
                    back.insert(from, new);
                    back.insert(to, None);
                }
                moved
            }
        };
        if was_done {
            done.insert(at(index));
        }
    }
    done
}

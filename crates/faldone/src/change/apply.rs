//! Doing a plan.

use super::close::{End, close};
use super::order::{feasible, in_order};
use super::paths::{as_listed, is_folder, is_moving, missing, parent, place, source};
use super::replace::{is_kept, partner, without_halves};
use super::{Applied, ChangeError, Plan, recover};
use crate::disk::{self, DiskError};
use crate::journal::{ChangeKind, Journal, Op, Step, WriteLock};
use crate::reason::Reason;
use crate::{platform, walk};
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// Does what can be done of a plan and leaves the rest with its reason. What an earlier run left unfinished is ended first.
pub fn apply(
    root: &Path,
    journal: &mut Journal,
    lock: &WriteLock,
    plan: Plan,
) -> Result<Applied, ChangeError> {
    recover(root, journal, lock)?;
    let fix = matches!(plan.kind, ChangeKind::Fix { .. });
    // A file that is where it should be is nothing to do; an undo writes down that it is.
    let idle = |step: &Step| matches!(step, Step::Move { from, to, .. } if fix && from == to);
    let planned: Vec<Step> = plan.steps.into_iter().filter(|step| !idle(step)).collect();
    let (mut steps, mut left) = feasible(root, planned.clone(), !fix);
    left.extend(without_halves(&planned, &mut steps));
    let steps = in_order(root, steps);
    if steps.is_empty() {
        return Ok(Applied { id: None, done: Vec::new(), left });
    }
    let accepts = plan.accepts;
    let planned = Op::Planned { change: plan.kind, steps: steps.clone(), accepts: accepts.clone() };
    let id = journal.append(lock, planned)?;
    let outcome = perform(root, &steps).map_err(|error| ChangeError::unrecorded(&error))?;
    let (done, not_done) = (outcome.done, outcome.left);
    let end = End { of: &id, steps: &steps, accepts: &accepts };
    let written = not_done.iter().map(|(at, why)| (*at, why.to_string())).collect();
    close(journal, lock, &end, done.clone(), written)
        .map_err(|error| ChangeError::unrecorded(&error))?;
    left.extend(not_done.into_iter().map(|(at, why)| (steps[at as usize].clone(), why)));
    let done = done.into_iter().map(|at| steps[at as usize].clone()).collect();
    Ok(Applied { id: Some(id), done: whole_moves(done), left: whole_left(left, &steps) })
}

/// Takes out the stops on the way, so that a file goes from its old to its new place in one.
pub(super) fn whole_moves(steps: Vec<Step>) -> Vec<Step> {
    let mut whole: Vec<Step> = Vec::new();
    for step in steps {
        if let Step::Move { from, to, .. } = &step
            && is_moving(from)
        {
            let begun = whole.iter_mut().find_map(|earlier| match earlier {
                Step::Move { to: stop, .. } if stop == from => Some(stop),
                _ => None,
            });
            if let Some(stop) = begun {
                stop.clone_from(to);
                continue;
            }
        }
        whole.push(step);
    }
    whole
}

/// A file that could not go its way in two is told once, from its old to its new place.
fn whole_left(left: Vec<(Step, Reason)>, steps: &[Step]) -> Vec<(Step, Reason)> {
    let onward = |stop: &str| {
        steps.iter().find_map(|step| match step {
            Step::Move { from, to, .. } if from == stop => Some(to.clone()),
            _ => None,
        })
    };
    let mut whole = Vec::new();
    for (mut step, why) in left {
        if let Step::Move { from, to, .. } = &mut step {
            if is_moving(from) {
                continue;
            }
            if let Some(end) = is_moving(to).then(|| onward(to)).flatten() {
                *to = end;
            }
        }
        whole.push((step, why));
    }
    whole
}

struct Outcome {
    done: Vec<u32>,
    left: Vec<(u32, Reason)>,
}

/// Fails only when a round of names can neither be ended nor taken back, or the folders cannot be saved; the change is then
/// still open and ended by [`recover`].
fn perform(root: &Path, steps: &[Step]) -> Result<Outcome, DiskError> {
    let mut outcome = Outcome { done: Vec::new(), left: Vec::new() };
    let mut touched = BTreeSet::new();
    let mut at = 0;
    while at < steps.len() {
        let end = round(steps, at).unwrap_or(at);
        let begun = outcome.done.len();
        for now in at..=end {
            match perform_one(root, &steps[now]) {
                Ok(true) => {
                    outcome.done.push(position(now));
                    touch(&steps[now], &mut touched);
                }
                Ok(false) => {}
                Err(why) => {
                    let back = outcome.done.split_off(begun);
                    take_back(root, steps, &back)?;
                    let others = (at..=end).filter(|other| *other != now);
                    outcome.left.push((position(now), why));
                    outcome.left.extend(others.map(|it| (position(it), Reason::Together)));
                    break;
                }
            }
        }
        at = end + 1;
    }
    unmake_unused(root, steps, &mut outcome.done);
    save(root, &touched)?;
    Ok(outcome)
}

/// Removes folders that were made for files of which none came, and takes them out of `done`.
pub(super) fn unmake_unused(root: &Path, steps: &[Step], done: &mut Vec<u32>) {
    let goes_into = |step: &Step, dir: &str| match step {
        Step::Move { to, .. } => to.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/')),
        _ => false,
    };
    for at in done.clone().into_iter().rev() {
        let Step::MakeFolder { path } = &steps[at as usize] else { continue };
        let wanted = steps.iter().any(|step| goes_into(step, path));
        let used = done.iter().any(|at| goes_into(&steps[*at as usize], path));
        // What somebody else has put there meanwhile keeps the folder: only an empty one can be removed.
        if wanted
            && !used
            && disk::remove_empty_dir(&root.join(as_listed(root, path, true))).is_ok()
        {
            done.retain(|step| *step != at);
        }
    }
}

/// Returns where the round of names, or the replacement, that begins at `start` ends; `None` if none begins there.
pub(super) fn round(steps: &[Step], start: usize) -> Option<usize> {
    let Step::Move { to: stop, .. } = &steps[start] else { return None };
    if is_kept(stop) {
        return partner(steps, start).filter(|end| *end > start);
    }
    if !is_moving(stop) {
        return None;
    }
    steps.iter().position(|step| matches!(step, Step::Move { from, .. } if from == stop))
}

/// Moves the files of the steps `done` back to where they were, last one first.
pub(super) fn take_back(root: &Path, steps: &[Step], done: &[u32]) -> Result<(), DiskError> {
    let mut touched = BTreeSet::new();
    for step in done.iter().rev().map(|at| &steps[*at as usize]) {
        if let Step::Move { from, to, .. } = step {
            let [to, from] = [(to, true), (from, false)]
                .map(|(path, whole)| root.join(as_listed(root, path, whole)));
            disk::rename_inside(root, &to, &from)?;
            touch(step, &mut touched);
        }
    }
    save(root, &touched)
}

/// Returns whether the step changed anything, or why it could not be done.
fn perform_one(root: &Path, step: &Step) -> Result<bool, Reason> {
    match step {
        Step::MakeFolder { path } => {
            let place = place(root, path)?;
            if is_folder(root, path) {
                return Ok(false);
            }
            // What Faldone keeps is not for other accounts to see.
            let make =
                if walk::is_papers_path(path) { disk::make_dir } else { disk::make_private_dir };
            make(&place)?;
            Ok(true)
        }
        Step::RemoveFolder { path } => {
            let place = source(root, path)?;
            let empty = std::fs::read_dir(&place).is_ok_and(|mut all| all.next().is_none());
            if !empty || place.is_symlink() {
                return Ok(false);
            }
            disk::remove_empty_dir(&place)?;
            Ok(true)
        }
        Step::Move { from, to, sha256, bytes } => {
            let (source, target) = (source(root, from)?, place(root, to)?);
            let about = source.symlink_metadata().map_err(|error| missing(&error))?;
            if !about.is_file() {
                return Err(Reason::NotPlain);
            }
            // What waits in our own folder was looked at when it went there.
            if !is_moving(from) {
                if about.len() != *bytes {
                    return Err(Reason::Changed);
                }
                let (hash, _) = disk::sha256_of(&source)?;
                if hash != *sha256 {
                    return Err(Reason::Changed);
                }
            }
            if from == to {
                return Ok(true);
            }
            if is_kept(to) {
                if platform::is_being_written(&source) == Some(true) {
                    return Err(Reason::BeingWritten);
                }
                // From now on this is the only place of what it holds: it must be on the disk, not only on its way there.
                disk::sync_file(&source)?;
            }
            if is_moving(to) || is_kept(to) {
                disk::make_private_dir(&root.join(parent(to)))?;
            } else if !target.parent().is_some_and(Path::is_dir) {
                return Err(Reason::NoFolder);
            }
            match disk::rename_inside(root, &source, &target) {
                Err(error) if error.source.kind() == io::ErrorKind::AlreadyExists => {
                    return Err(Reason::Occupied);
                }
                done => done?,
            }
            // What somebody wrote since it was hashed must not go into keeping under the name of what was there before.
            if is_kept(to) && disk::sha256_of(&target).is_ok_and(|(hash, _)| hash != *sha256) {
                disk::rename_inside(root, &target, &source)?;
                return Err(Reason::Changed);
            }
            Ok(true)
        }
    }
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn touch<'a>(step: &'a Step, touched: &mut BTreeSet<&'a str>) {
    match step {
        Step::MakeFolder { path } | Step::RemoveFolder { path } => {
            touched.insert(parent(path));
        }
        Step::Move { from, to, .. } => touched.extend([parent(from), parent(to)]),
    }
}

/// Makes the new names survive a power cut; a folder that is gone by now needs it no more.
fn save(root: &Path, touched: &BTreeSet<&str>) -> Result<(), DiskError> {
    for dir in touched {
        match disk::sync_dir(&root.join(as_listed(root, dir, true))) {
            Err(error) if error.source.kind() == io::ErrorKind::NotFound => {}
            done => done?,
        }
    }
    Ok(())
}

//! Which steps can be done, and in which order every name is free when it is needed.

use super::MOVING;
use super::paths::{is_folder, missing, parent, place, source};
use crate::journal::Step;
use crate::reason::Reason;
use faldone_rules::names;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

type Left = Vec<(Step, Reason)>;

/// Splits steps into those that can be done as the folder is now and those that cannot, with the reason.
///
/// `twins` lets names through that differ only in case or composition: an undo gives back what was there, and the disk
/// itself refuses what it cannot tell apart.
pub(super) fn feasible(root: &Path, steps: Vec<Step>, twins: bool) -> (Vec<Step>, Left) {
    let sources: HashSet<String> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Move { from, .. } => Some(key(from)),
            _ => None,
        })
        .collect();
    let (mut left_places, mut new_places) = (HashSet::new(), HashSet::new());
    let mut can = Vec::new();
    let mut left = Vec::new();
    for step in steps {
        let obstacle = match &step {
            Step::Move { from, to, bytes, .. } => {
                movable(root, from, to, *bytes, &sources).err().or_else(|| {
                    if !left_places.insert(from.clone()) {
                        return Some(Reason::MovedTwice);
                    }
                    let taken = !new_places.insert(if twins { to.clone() } else { key(to) });
                    taken.then_some(Reason::OneName)
                })
            }
            Step::MakeFolder { path } | Step::RemoveFolder { path } => place(root, path).err(),
        };
        match obstacle {
            Some(obstacle) => left.push((step, obstacle)),
            None => can.push(step),
        }
    }
    (can, left)
}

fn movable(
    root: &Path,
    from: &str,
    to: &str,
    bytes: u64,
    sources: &HashSet<String>,
) -> Result<(), Reason> {
    let (source, target) = (source(root, from)?, place(root, to)?);
    let about = source.symlink_metadata().map_err(|error| missing(&error))?;
    if about.is_symlink() {
        return Err(Reason::Link);
    }
    if !about.is_file() {
        return Err(Reason::NotPlain);
    }
    if about.len() != bytes {
        return Err(Reason::Changed);
    }
    if from != to && target.symlink_metadata().is_ok() && !sources.contains(&key(to)) {
        return Err(Reason::Occupied);
    }
    for above in target.ancestors().skip(1).take_while(|above| *above != root) {
        if above.exists() && !above.is_dir() {
            return Err(Reason::FileInTheWay);
        }
    }
    Ok(())
}

/// Puts steps that can be done in order: folders first, then moves, then folders that go. Adds the folders that are missing
/// and the stops in `_Faldone/moving/` that names going round need.
pub(super) fn in_order(root: &Path, steps: Vec<Step>) -> Vec<Step> {
    let mut make = BTreeSet::new();
    let mut remove = BTreeSet::new();
    let mut moves = Vec::new();
    for step in steps {
        match step {
            Step::MakeFolder { path } => {
                make.insert(path);
            }
            Step::RemoveFolder { path } => {
                remove.insert(path);
            }
            Step::Move { from, to, sha256, bytes } => {
                make.insert(parent(&to).to_owned());
                moves.push(Move { from, to, sha256, bytes });
            }
        }
    }
    let mut missing = BTreeSet::new();
    for path in &make {
        let mut path = path.as_str();
        while !path.is_empty() && !is_folder(root, path) {
            missing.insert(path.to_owned());
            path = parent(path);
        }
    }
    // A folder sorts before what is in it.
    let mut ordered: Vec<Step> =
        missing.into_iter().map(|path| Step::MakeFolder { path }).collect();
    free_first(root, moves, &mut ordered);
    let gone = remove.into_iter().rev().filter(|path| is_folder(root, path));
    ordered.extend(gone.map(|path| Step::RemoveFolder { path }));
    ordered
}

#[derive(Clone)]
struct Move {
    from: String,
    to: String,
    sha256: String,
    bytes: u64,
}

impl Move {
    fn step(&self, from: &str, to: &str) -> Step {
        let (from, to) = (from.to_owned(), to.to_owned());
        Step::Move { from, to, sha256: self.sha256.clone(), bytes: self.bytes }
    }
}

fn free_first(root: &Path, moves: Vec<Move>, ordered: &mut Vec<Step>) {
    // A file that is where it belongs blocks nobody.
    let (home, moves): (Vec<_>, Vec<_>) = moves.into_iter().partition(|it| it.from == it.to);
    ordered.extend(home.iter().map(|it| it.step(&it.from, &it.to)));

    let mut at: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, it) in moves.iter().enumerate() {
        at.entry(key(&it.from)).or_default().push(index);
    }
    // For each move, how many files must leave its new name first; for each file, who waits for its name.
    let mut blockers = vec![0_usize; moves.len()];
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new(); moves.len()];
    for (index, it) in moves.iter().enumerate() {
        for blocker in at.get(&key(&it.to)).into_iter().flatten() {
            blockers[index] += 1;
            waiting[*blocker].push(index);
        }
    }
    let mut ready: Vec<usize> = (0..moves.len()).rev().filter(|i| blockers[*i] == 0).collect();
    let mut done = vec![false; moves.len()];
    let mut stops: HashMap<usize, String> = HashMap::new();
    let mut next_stop = 0;
    let mut first_open = 0;
    loop {
        while let Some(index) = ready.pop() {
            let it = &moves[index];
            done[index] = true;
            if let Some(stop) = stops.get(&index) {
                ordered.push(it.step(stop, &it.to));
                continue;
            }
            ordered.push(it.step(&it.from, &it.to));
            release(&waiting[index], &mut blockers, &mut ready);
        }
        // What is left waits in rounds: let one file of a round step aside.
        while done.get(first_open) == Some(&true) {
            first_open += 1;
        }
        if first_open == moves.len() {
            return;
        }
        let index = on_a_round(first_open, &moves, &at, &done, &stops);
        let it = &moves[index];
        let stop = free_stop(root, it, &mut next_stop);
        ordered.push(it.step(&it.from, &stop));
        stops.insert(index, stop);
        release(&waiting[index], &mut blockers, &mut ready);
    }
}

fn release(waiting: &[usize], blockers: &mut [usize], ready: &mut Vec<usize>) {
    for waiter in waiting {
        blockers[*waiter] -= 1;
        if blockers[*waiter] == 0 {
            ready.push(*waiter);
        }
    }
}

/// Walks from a waiting move to what it waits for until it comes back: that one is on a round.
fn on_a_round(
    start: usize,
    moves: &[Move],
    at: &HashMap<String, Vec<usize>>,
    done: &[bool],
    stops: &HashMap<usize, String>,
) -> usize {
    let mut seen = HashSet::new();
    let mut index = start;
    while seen.insert(index) {
        let blockers = at.get(&key(&moves[index].to)).into_iter().flatten();
        let mut open = blockers.filter(|other| !done[**other] && !stops.contains_key(*other));
        match open.next() {
            Some(next) => index = *next,
            None => break,
        }
    }
    index
}

fn free_stop(root: &Path, it: &Move, next: &mut usize) -> String {
    let extension = it.from.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = if extension.len() > 8 || extension.contains('/') { "" } else { extension };
    let hash: String = it.sha256.chars().take(16).collect();
    loop {
        *next += 1;
        let stop = format!("{MOVING}{hash}-{next}.{extension}");
        if root.join(&stop).symlink_metadata().is_err() {
            return stop;
        }
    }
}

/// Returns what two names share that some file systems (Windows, macOS, memory sticks) take for the same: letters in any
/// case, composed or not. Taking too many for the same only costs a stop on the way.
pub(super) fn key(path: &str) -> String {
    names::same_file_key(path)
}

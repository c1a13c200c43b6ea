//! Keeping the names of a whole folder apart.

use super::{
    NameFields, Naming, Proposal, build, file_name, folder, propose::Rename, same_file_key, suffix,
    sync,
};
use crate::packs::Packs;
use std::collections::{HashMap, HashSet};

/// One file of the master folder with what should become of its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Relative to the master folder, with `/`.
    pub path: String,
    /// Lower-case hex.
    pub sha256: String,
    pub proposal: Proposal,
}

/// Returns path and new file name of every file to rename, in an order in which each new name is free when its turn comes.
///
/// Give it every file of the master folder: names are kept apart over all of it, since papers move between its folders. Papers
/// that would share a name get their detail, else `_b`, `_c`…: the one that holds longest first, then the newest, then what lies in its
/// place already, then by content. Of several copies of one
/// content only one is renamed; the others are for the finding `duplicate`. Two names that differ only by case or by how accents
/// are stored count as one. When all is applied, a second run returns nothing.
pub fn settle(candidates: &[Candidate], packs: &Packs, naming: &Naming) -> Vec<(String, String)> {
    let chosen = one_per_content(candidates);
    let mut taken: HashSet<String> = HashSet::new();
    let mut leaving: HashMap<String, usize> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let key = same_file_key(file_name(&candidate.path));
        if chosen.contains_key(&at) {
            *leaving.entry(key).or_default() += 1;
        } else {
            taken.insert(key);
        }
    }

    let mut order: Vec<(usize, &Rename)> = chosen.into_iter().collect();
    order.sort_by(|(a, x), (b, y)| {
        let (a, b) = (&candidates[*a], &candidates[*b]);
        // Where the name carries no date, the newest of them is the one that is looked for.
        let newest_first = (y.until, y.date).cmp(&(x.until, x.date));
        let by_place = || waits(a).cmp(&waits(b));
        let by_content = || (&a.sha256, &a.path).cmp(&(&b.sha256, &b.path));
        newest_first.then_with(by_place).then_with(by_content)
    });
    let order: Vec<(usize, &Rename, String)> = order
        .into_iter()
        .map(|(at, rename)| (at, rename, plain_key(rename, packs, naming)))
        .collect();
    let mut groups: HashMap<&str, Vec<&Rename>> = HashMap::new();
    for (_, rename, key) in &order {
        groups.entry(key).or_default().push(rename);
    }

    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut waiting: Vec<Move<'_>> = Vec::new();
    for (at, rename, key) in &order {
        let detail_first = detail_tells_apart(rename, &groups[key.as_str()]);
        let names = Names { rename, detail_first, packs, naming };
        let number = numbers.entry(key).or_default();
        if let Some(name) = names.first(number, |key| !taken.contains(key)) {
            taken.insert(same_file_key(&name));
            waiting.push(Move { from: &candidates[*at].path, to: name, names });
        }
    }
    in_order(waiting, &mut taken, leaving)
}

/// Whether a file lies where anything may be dropped: what has found its place has the first claim to the plain name.
fn waits(candidate: &Candidate) -> bool {
    candidate.path.starts_with("_Inbox/")
}

/// Returns the paths of files that lie beside a paper that has its right name, look by their own like a sync program's second
/// version of it (`name 2.pdf`, `name (1).pdf`, `name-COMPUTER7.pdf`), and would be named as it is: which of the two is right
/// is the user's to say.
pub fn second_versions(candidates: &[Candidate], packs: &Packs, naming: &Naming) -> Vec<String> {
    let kept: HashSet<(&str, String)> = candidates
        .iter()
        .filter(|candidate| candidate.proposal == Proposal::Keep)
        .map(|c| (folder(&c.path), same_file_key(file_name(&c.path))))
        .collect();
    let is_second = |candidate: &&Candidate| match &candidate.proposal {
        Proposal::Rename(rename) => {
            let key = plain_key(rename, packs, naming);
            sync::may_be_version_of(file_name(&candidate.path), &key)
                && kept.contains(&(folder(&candidate.path), key))
        }
        _ => false,
    };
    candidates.iter().filter(is_second).map(|candidate| candidate.path.clone()).collect()
}

/// Picks the file that is renamed for each content: none if a copy keeps its name already, else the first by path.
fn one_per_content(candidates: &[Candidate]) -> HashMap<usize, &Rename> {
    let kept: HashSet<&str> = candidates
        .iter()
        .filter(|c| c.proposal == Proposal::Keep)
        .map(|c| c.sha256.as_str())
        .collect();
    let mut first: HashMap<&str, (usize, &Rename)> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let Proposal::Rename(rename) = &candidate.proposal else { continue };
        // A file whose bytes could not be read is a content of its own.
        let unknown = candidate.sha256.is_empty();
        let content = if unknown { &candidate.path } else { &candidate.sha256 }.as_str();
        if kept.contains(content) {
            continue;
        }
        let best = first.entry(content).or_insert((at, rename));
        if candidate.path < candidates[best.0].path {
            *best = (at, rename);
        }
    }
    first.into_values().collect()
}

fn plain_key(rename: &Rename, packs: &Packs, naming: &Naming) -> String {
    build(&rename.fields, packs, naming, &rename.ext)
        .map(|name| same_file_key(&name))
        .unwrap_or_default()
}

/// Returns whether a paper's detail tells it apart from all others that would share its name.
///
/// An extra salary is told by its number already: the month's own payslip needs no detail beside it, and has the plain name.
fn detail_tells_apart(rename: &Rename, group: &[&Rename]) -> bool {
    let extra = |other: &Rename| matches!(other.detail.as_deref(), Some("13" | "14"));
    if extra(rename) && rename.fields.type_id == "PAYSLIP" {
        return true;
    }
    let same = |other: &&&Rename| other.detail == rename.detail;
    let alike = group.iter().filter(|other| !extra(other)).count();
    rename.detail.is_some() && alike > 1 && group.iter().filter(same).count() == 1
}

/// The names one paper may get, best first.
struct Names<'a> {
    rename: &'a Rename,
    detail_first: bool,
    packs: &'a Packs,
    naming: &'a Naming,
}

impl Names<'_> {
    /// Returns the best name that is free. `number` is the next one to try once all letters of this name are used up, 0 before;
    /// it keeps a thousand papers of one name from trying the same names a thousand times.
    fn first(&self, number: &mut u32, free: impl Fn(&str) -> bool) -> Option<String> {
        let plain = &self.rename.fields;
        let own = self.rename.detail.clone().filter(|_| plain.detail.is_none());
        let mut bases = vec![plain.clone()];
        bases.extend(own.map(|own| NameFields { detail: Some(own), ..plain.clone() }));
        if self.detail_first {
            bases.reverse();
        }
        let attempt = |fields: &NameFields| {
            build(fields, self.packs, self.naming, &self.rename.ext)
                .ok()
                .filter(|name| free(&same_file_key(name)))
        };
        let letters = bases.iter().flat_map(|base| {
            ('b'..='z').map(|letter| NameFields { letter: Some(letter), ..base.clone() })
        });
        let unnumbered = bases.iter().find_map(&attempt).or_else(|| {
            if *number > 0 { None } else { letters.into_iter().find_map(|fields| attempt(&fields)) }
        });
        if unnumbered.is_some() {
            return unnumbered;
        }
        let first = (*number).max(FIRST_NUMBER);
        for next in first..first + MOST_NUMBERS {
            let detail = Some(suffix::numbered(next));
            if let Some(name) = attempt(&NameFields { detail, ..plain.clone() }) {
                *number = next + 1;
                return Some(name);
            }
        }
        None
    }
}

/// The number after the 26 names that the plain one and the letters give.
const FIRST_NUMBER: u32 = 27;
/// How many numbers may be taken already before a paper keeps its name until the next run.
const MOST_NUMBERS: u32 = 10_000;

struct Move<'a> {
    from: &'a str,
    to: String,
    names: Names<'a>,
}

/// Orders the moves so that a file leaves its name before another takes it. Files that wait for each other in a ring are freed by
/// giving one of them a letter: no move ever needs a name in between.
fn in_order(
    mut waiting: Vec<Move<'_>>,
    taken: &mut HashSet<String>,
    mut leaving: HashMap<String, usize>,
) -> Vec<(String, String)> {
    let mut moves = Vec::new();
    while !waiting.is_empty() {
        let mut stuck = Vec::new();
        let before = moves.len();
        for step in waiting {
            let (own, target) = (same_file_key(file_name(step.from)), same_file_key(&step.to));
            let holders = leaving.get(&target).copied().unwrap_or(0);
            if holders > usize::from(own == target) {
                stuck.push(step);
                continue;
            }
            if let Some(count) = leaving.get_mut(&own) {
                *count = count.saturating_sub(1);
            }
            moves.push((step.from.to_owned(), step.to));
        }
        if moves.len() == before && !stuck.is_empty() {
            let step = &mut stuck[0];
            let free =
                |key: &str| !taken.contains(key) && leaving.get(key).copied().unwrap_or(0) == 0;
            let Some(name) = step.names.first(&mut 0, free) else {
                stuck.remove(0);
                waiting = stuck;
                continue;
            };
            taken.insert(same_file_key(&name));
            step.to = name;
        }
        waiting = stuck;
    }
    moves
}

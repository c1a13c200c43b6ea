//! Replacing a paper by another version of it: two moves that are done together or not at all.
//!
//! The new version lies ready in `_Faldone/originals/`, the old one goes there, and undoing it is the same the other way round. So
//! a replacement needs no step of its own, nothing is ever overwritten, and both versions are kept. A name in `originals` is
//! given once and never again: it tells which of several versions it was.

use crate::journal::{Line, Op, Step};
use crate::reason::Reason;

/// Where versions of a paper are kept that are not the one in use.
pub(crate) const ORIGINALS: &str = "_Faldone/originals/";

/// A paper that gets another content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Replaced<'a> {
    /// Where the paper lies, before and after.
    pub path: &'a str,
    /// What it held, by SHA-256, and where that is kept.
    pub old: &'a str,
    pub kept: &'a str,
    /// What it holds now.
    pub new: &'a str,
}

/// Returns whether versions that are not in use are kept there.
pub(crate) fn is_kept(path: &str) -> bool {
    path.starts_with(ORIGINALS)
}

/// Returns the other half of the replacement that the step at this position is a half of.
pub(super) fn partner(steps: &[Step], at: usize) -> Option<usize> {
    let (from, to) = ends(&steps[at])?;
    let is_other = |step: &Step| {
        ends(step).is_some_and(|(other_from, other_to)| match (is_kept(from), is_kept(to)) {
            (false, true) => is_kept(other_from) && other_to == from,
            (true, false) => is_kept(other_to) && other_from == to,
            _ => false,
        })
    };
    steps.iter().position(is_other)
}

/// Returns the papers that these steps replace.
pub(crate) fn replacements(steps: &[Step]) -> Vec<Replaced<'_>> {
    let of = |at: usize| {
        let Step::Move { from: path, to: kept, sha256: old, .. } = &steps[at] else { return None };
        let other = partner(steps, at).filter(|_| is_kept(kept))?;
        match &steps[other] {
            Step::Move { sha256: new, .. } => Some(Replaced { path, old, kept, new }),
            _ => None,
        }
    };
    (0..steps.len()).filter_map(of).collect()
}

/// Takes out of `can` every half of a replacement whose other half is not in it, and returns those with the reason.
pub(super) fn without_halves(planned: &[Step], can: &mut Vec<Step>) -> Vec<(Step, Reason)> {
    let there = can.clone();
    let is_half = |step: &Step| {
        let at = planned.iter().position(|one| one == step);
        let other = at.and_then(|at| partner(planned, at));
        other.is_some_and(|other| !there.contains(&planned[other]))
    };
    can.extract_if(.., |step| is_half(step)).map(|step| (step, Reason::OtherVersion)).collect()
}

fn ends(step: &Step) -> Option<(&str, &str)> {
    match step {
        Step::Move { from, to, .. } => Some((from, to)),
        _ => None,
    }
}

/// Returns a name in `originals` for this content that no change has given yet and that `is_free`: `<sha256>.pdf`.
pub(crate) fn name_in_originals(
    lines: &[Line],
    sha256: &str,
    extension: &str,
    is_free: &dyn Fn(&str) -> bool,
) -> String {
    let was_given = |path: &str| {
        lines.iter().any(|line| {
            matches!(&line.op, Op::Planned { steps, .. }
                if steps.iter().any(|step| ends(step).is_some_and(|(a, b)| a == path || b == path)))
        })
    };
    let numbers = std::iter::once(String::new()).chain((2..).map(|n: u64| format!(" ({n})")));
    numbers
        .map(|number| format!("{ORIGINALS}{sha256}{number}{extension}"))
        .find(|path| !was_given(path) && is_free(path))
        .unwrap_or_default()
}

//! Writing down the end of a change.

use super::apply::whole_moves;
use crate::journal::{Acceptance, Journal, JournalError, Op, Step, WriteLock};
use crate::walk;

/// A change whose steps are over.
pub(super) struct End<'a> {
    /// The id of its line.
    pub(super) of: &'a str,
    pub(super) steps: &'a [Step],
    pub(super) accepts: &'a [Acceptance],
}

/// Writes down that a change is over, with what the user accepted by it, in one go: a program that is stopped before has
/// written neither, and the next start writes both. Of lines that a power cut parts, the acceptances come first.
pub(super) fn close(
    journal: &mut Journal,
    lock: &WriteLock,
    end: &End<'_>,
    done: Vec<u32>,
    left: Vec<(u32, String)>,
) -> Result<(), JournalError> {
    let steps = done.iter().filter_map(|at| end.steps.get(*at as usize).cloned());
    let moves = whole_moves(steps.collect());
    // A copy that is set aside, or comes back from there, says nothing of the paper's facts.
    let has_its_name = |acceptance: &&Acceptance| {
        moves.iter().any(|step| {
            matches!(step, Step::Move { from, to, sha256, .. } if *sha256 == acceptance.sha256
                && walk::is_papers_path(from) && walk::is_papers_path(to))
        })
    };
    let held = end.accepts.iter().filter(has_its_name).cloned();
    let mut ops: Vec<Op> = held.map(Op::Accepted).collect();
    ops.push(Op::Done { of: end.of.to_owned(), done, left });
    journal.append_all(lock, ops)?;
    Ok(())
}

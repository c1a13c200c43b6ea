//! Taking back what was told: a correction or an event leaves no trace on disk, so a line of the journal that says it holds no more
//! is enough, and such a line can be taken back as well.

use crate::journal::{Line, Op};
use std::collections::{HashMap, HashSet};

/// Returns the ids of the lines whose word holds no more.
pub(crate) fn untold(lines: &[Line]) -> HashSet<&str> {
    let mut of: HashMap<&str, &str> = HashMap::new();
    let mut void = HashSet::new();
    for line in lines {
        let Op::Untold { of: target } = &line.op else { continue };
        of.insert(&line.id, target);
        // Of an undo that is taken back, what it had taken back holds again, and so on.
        let (mut at, mut holds) = (target.as_str(), false);
        let mut seen = HashSet::new();
        while seen.insert(at) {
            if holds {
                void.remove(at)
            } else {
                void.insert(at)
            };
            let Some(next) = of.get(at) else { break };
            (at, holds) = (next, !holds);
        }
    }
    void
}

/// Returns whether a line is a telling that can be taken back.
pub(super) fn is_telling(line: &Line) -> bool {
    matches!(line.op, Op::Corrected { .. } | Op::Event { .. } | Op::Untold { .. })
}

/// Returns whether this line told something that holds and can be taken back.
pub(crate) fn can_take_back(lines: &[Line], id: &str) -> bool {
    let void = untold(lines);
    lines.iter().any(|line| line.id == id && is_telling(line) && !void.contains(id))
}

/// Returns the line that was told last and holds, undos apart.
pub(crate) fn last_told(lines: &[Line]) -> Option<&Line> {
    let void = untold(lines);
    lines.iter().rev().find(|line| {
        matches!(line.op, Op::Corrected { .. } | Op::Event { .. })
            && !void.contains(line.id.as_str())
    })
}

/// Returns the last correction that holds of a paper, of whose versions `is_of` knows the hashes.
pub(crate) fn last_told_of<'a>(
    lines: &'a [Line],
    is_of: &dyn Fn(&str) -> bool,
) -> Option<&'a Line> {
    let void = untold(lines);
    lines.iter().rev().find(|line| match &line.op {
        Op::Corrected { sha256, .. } => is_of(sha256) && !void.contains(line.id.as_str()),
        _ => false,
    })
}

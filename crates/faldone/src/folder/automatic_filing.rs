//! Filing by itself: what comes in and is sure gets its name and place, on the one computer where the household wants that.
//!
//! Two computers that did it for one synced folder would each rename the same paper. So the setting holds for the computer that
//! said it last, and what came in before it was said is left to the user, as is everything that anybody has moved since.

use super::Folder;
use crate::{
    change, clock,
    error::Error,
    index::file,
    journal::{Op, Stamp, Step},
    state::State,
    view::{ChangeView, OperationView, ProposalView},
};
use std::{collections::HashSet, sync::PoisonError};

/// How long what was filed by itself is told (milliseconds).
const TOLD_FOR: i64 = 7 * 24 * 60 * 60 * 1000;

impl Folder {
    /// Names and moves what came in since this computer was told to do so by itself, where that is sure; copies are never set aside
    /// so. Returns what was done; `None` when that is not wanted here or there is nothing to do. What goes wrong is noted, and the
    /// papers stay proposed.
    pub(crate) fn file_by_itself(&self) -> Option<ChangeView> {
        let state = self.state();
        if self.is_read_only() || self.paused().is_some() || !self.files_here(&state) {
            return None;
        }
        let done = self.reading().run(file::proposals).and_then(|proposals| {
            let sure = of_newcomers(&state, proposals);
            if sure.is_empty() { Ok(None) } else { self.carry_out(&sure, true).map(Some) }
        });
        match done {
            Ok(change) => change.filter(|change| change.operation.is_some()),
            Err(error) => {
                let note = format!("a paper could not be filed by itself: {error}");
                let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
                // The same trouble comes back with every look.
                if !notes.contains(&note) {
                    notes.push(note);
                }
                None
            }
        }
    }

    /// Returns what was filed by itself within the last week, on any computer, and stands; newest first.
    ///
    /// # Errors
    /// If the journals cannot be read.
    pub fn filed_by_itself(&self) -> Result<Vec<OperationView>, Error> {
        self.refresh_state()?;
        let now = clock::now().timestamp_millis();
        let state = self.state();
        let operations = change::operations(&state.lines, now);
        let lately: HashSet<&str> = state
            .lines
            .iter()
            .filter(|line| line.time.millis > now - TOLD_FOR)
            .map(|line| line.id.as_str())
            .collect();
        let stands = |one: &OperationView| {
            one.kind == "filed-by-itself" && one.can_undo && lately.contains(one.id.as_str())
        };
        Ok(operations.into_iter().filter(stands).collect())
    }

    /// Returns whether this computer is the one that files by itself.
    pub(super) fn files_here(&self, state: &State) -> bool {
        let automatic = state.automatic.as_ref();
        automatic.is_some_and(|(device, _)| self.inner().journal.device() == Some(device))
    }
}

/// The sure names and places of papers that came in after filing by itself was switched on, lie where they came in, and were moved by no
/// change yet: who takes a change back, or names a paper otherwise, has the last word.
fn of_newcomers(state: &State, proposals: Vec<ProposalView>) -> Vec<ProposalView> {
    let Some((_, since)) = &state.automatic else { return Vec::new() };
    let moved: HashSet<&str> = state
        .lines
        .iter()
        .filter(|line| line.time > *since)
        .filter_map(|line| match &line.op {
            Op::Planned { steps, .. } => Some(steps),
            _ => None,
        })
        .flatten()
        .filter_map(|step| match step {
            Step::Move { sha256, .. } => Some(sha256.as_str()),
            _ => None,
        })
        .collect();
    let came_in = |path: &str, sha256: &str| {
        let seen: Option<&(Stamp, String)> = state.seen.get(sha256);
        seen.is_some_and(|(at, place)| at > since && place == path)
    };
    proposals
        .into_iter()
        // What is not sure of a paper, a person looks at first.
        .filter(|one| {
            one.to.is_some()
                && one.missing.is_empty()
                && matches!(one.kind.as_str(), "rename" | "move")
        })
        .filter(|one| {
            let sha256 = one.sha256.as_deref();
            sha256.is_some_and(|sha256| !moved.contains(sha256) && came_in(&one.path, sha256))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{ChangeKind, Line, SeenFile};
    use crate::state::{AUTOMATIC_FILING, OFF, ON};

    const SHA: &str = "c0ffee";

    fn line(millis: i64, device: &str, op: Op) -> Line {
        Line {
            id: format!("{device}-{millis}"),
            device: device.to_owned(),
            time: Stamp { millis, count: 0 },
            clock: None,
            prev: String::new(),
            op,
        }
    }

    fn set(millis: i64, device: &str, value: &str) -> Line {
        let op = Op::Setting { key: AUTOMATIC_FILING.to_owned(), value: value.to_owned() };
        line(millis, device, op)
    }

    fn seen(millis: i64, path: &str) -> Line {
        let file = SeenFile { path: path.to_owned(), sha256: SHA.to_owned(), bytes: 1 };
        line(millis, "here", Op::Seen { files: vec![file] })
    }

    fn planned(millis: i64, from: &str, to: &str) -> Line {
        let step = Step::Move {
            from: from.to_owned(),
            to: to.to_owned(),
            sha256: SHA.to_owned(),
            bytes: 1,
        };
        let change = ChangeKind::Fix { unasked: true };
        line(millis, "here", Op::Planned { change, steps: vec![step], accepts: Vec::new() })
    }

    /// What is taken of a proposal for the paper at `path`, as its target.
    fn taken(lines: Vec<Line>, path: &str, kind: &str, to: Option<&str>) -> Vec<String> {
        let proposal = ProposalView {
            path: path.to_owned(),
            to: to.map(str::to_owned),
            kind: kind.to_owned(),
            sha256: Some(SHA.to_owned()),
            stays: None,
            type_id: None,
            person: None,
            date: None,
            missing: Vec::new(),
            codes: Vec::new(),
        };
        let sure = of_newcomers(&State::of(lines), vec![proposal]);
        sure.into_iter().filter_map(|one| one.to).collect()
    }

    #[test]
    fn what_comes_in_after_it_was_switched_on_is_filed_when_it_is_sure() {
        let on = || vec![set(10, "here", ON), seen(20, "scan.pdf")];
        assert_eq!(taken(on(), "scan.pdf", "rename", Some("PASSPORT.pdf")), ["PASSPORT.pdf"]);
        assert!(taken(on(), "scan.pdf", "unsure", None).is_empty());
        let aside = Some("_Faldone/aside/scan.pdf");
        assert!(taken(on(), "scan.pdf", "set-aside", aside).is_empty(), "a copy is the user's");
    }

    #[test]
    fn what_was_here_before_or_was_moved_since_is_the_users() {
        let to = Some("PASSPORT.pdf");
        let before = vec![seen(5, "scan.pdf"), set(10, "here", ON)];
        assert!(taken(before, "scan.pdf", "rename", to).is_empty());
        let renamed_by_hand = vec![set(10, "here", ON), seen(20, "scan.pdf")];
        assert!(taken(renamed_by_hand, "mine.pdf", "rename", to).is_empty());
        let taken_back = vec![
            set(10, "here", ON),
            seen(20, "scan.pdf"),
            planned(30, "scan.pdf", "PASSPORT.pdf"),
            planned(40, "PASSPORT.pdf", "scan.pdf"),
        ];
        assert!(taken(taken_back, "scan.pdf", "rename", to).is_empty(), "an undo holds");
    }

    #[test]
    fn one_computer_files_and_the_last_word_says_which() {
        let automatic = |lines| State::of(lines).automatic.map(|(device, _)| device);
        assert_eq!(automatic(vec![]), None);
        assert_eq!(automatic(vec![set(1, "here", ON)]).as_deref(), Some("here"));
        let both = vec![set(1, "here", ON), set(2, "there", ON)];
        assert_eq!(automatic(both).as_deref(), Some("there"));
        assert_eq!(automatic(vec![set(1, "here", ON), set(2, "there", OFF)]), None);
    }
}

//! Changes to the master folder: shown first, journalled before they begin, recovered after a power cut, undone at any depth.
//!
//! A change is a list of [`Step`]s, each of which is done whole or left with its reason; one that is left never stops the
//! others. Nothing is overwritten and no file is deleted. The steps are put in an order in which every name is free when
//! it is needed; where names go round (A→B, B→A) one file waits in `_Faldone/moving/`, and such a round is done whole or
//! taken back whole.

mod apply;
mod close;
mod history;
mod order;
mod paths;
mod recover;
mod replace;
#[cfg(test)]
mod test_home;
#[cfg(test)]
mod test_life;
#[cfg(test)]
mod test_replace;
#[cfg(test)]
mod test_stops;
#[cfg(test)]
mod tests;
mod told;
mod undo;

pub use apply::apply;
pub use history::{last_of_file, last_undoable, operations};
pub(crate) use paths::{as_listed, is_moving as is_stop};
pub use recover::{Recovered, Waiting, is_needed, recover, waiting};
pub(crate) use replace::{ORIGINALS, Replaced, is_kept, name_in_originals, replacements};
pub(crate) use told::{can_take_back, last_told, last_told_of, untold};
pub use undo::undo;

use crate::disk::DiskError;
use crate::journal::{Acceptance, ChangeKind, JournalError, Step};
use crate::reason::Reason;
use std::path::Path;

/// Where a file waits while names go round.
const MOVING: &str = "_Faldone/moving/";

/// A change that has not been made yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub kind: ChangeKind,
    /// In any order; folders that moves need are added by themselves.
    pub steps: Vec<Step>,
    /// What is agreed to of a paper along with its new name; each holds only if the paper gets that name.
    pub accepts: Vec<Acceptance>,
}

impl Plan {
    /// Returns the steps that could not be done as the folder is now, each with its reason in plain words. Looks at names
    /// and sizes; whether the content is still the planned one is only looked at when the plan is applied.
    pub fn check(&self, root: &Path) -> Vec<(Step, Reason)> {
        order::feasible(root, self.steps.clone(), !matches!(self.kind, ChangeKind::Fix { .. })).1
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The id of the journal line, for undo; `None` if there was nothing that could be done.
    pub id: Option<String>,
    /// In the order they were done; the stops a file makes while names go round are left out.
    pub done: Vec<Step>,
    /// What was not done, each step with its reason in plain words.
    pub left: Vec<(Step, Reason)>,
}

/// Why a change could not be made at all.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("there is no change called {0}; `faldone log` lists them")]
    Unknown(String),
    #[error("{0}")]
    Refused(Reason),
}

impl ChangeError {
    /// Steps were done, and their end could not be written down.
    fn unrecorded(why: &impl std::fmt::Display) -> ChangeError {
        ChangeError::Refused(Reason::Unrecorded { why: why.to_string() })
    }
}

//! The journal: what the user told Faldone and what Faldone did, in the folder, for good.

mod line;

pub use line::{AcceptedFact, ChangeKind, Line, Op, SeenFile, Stamp, Step};

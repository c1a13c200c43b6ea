//! Cases: runs of a procedure for a person. What was told of them, and where they stand.

pub(crate) mod due;
pub(crate) mod filed;
pub(crate) mod packet;
mod told;
pub(crate) mod view;

pub(crate) use due::due_rows;
pub(crate) use told::{Case, Cases};
pub(crate) use view::case_view;

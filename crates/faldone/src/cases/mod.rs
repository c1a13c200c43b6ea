//! Cases: runs of a procedure for a person. What was told of them, and where they stand.

pub(crate) mod due;
pub(crate) mod filed;
pub(crate) mod mails;
pub(crate) mod money;
pub(crate) mod packet;
pub(crate) mod requests;
mod told;
pub(crate) mod view;

pub(crate) use due::due_rows;
pub(crate) use told::{Case, Cases, assigned};
pub(crate) use view::case_view;

use crate::{error::Error, reason::Reason};
use chrono::NaiveDate;

/// Reads a day as people tell it.
///
/// # Errors
/// If it is none, or written otherwise.
pub(crate) fn day(given: &str) -> Result<NaiveDate, Error> {
    let bad = || Error::BadValue { what: "date", given: given.to_owned(), why: Reason::DayForm };
    if given.len() == 10 { given.parse().map_err(|_| bad()) } else { Err(bad()) }
}

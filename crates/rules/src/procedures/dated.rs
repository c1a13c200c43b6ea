//! Figures that hold for a time: which of them is the one for a day, and whether any is.

use super::review::{CaseTold, MilestoneReview};
use super::{Fee, Threshold};
use chrono::NaiveDate;

/// An amount with the days for which its source has it.
pub trait Dated: AsRef<str> {
    /// Returns the first day.
    fn valid_from(&self) -> NaiveDate;
    /// Returns the last day, where it is known.
    fn valid_to(&self) -> Option<NaiveDate>;

    /// Returns whether it is the figure for this day.
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from() <= day && self.valid_to().is_none_or(|to| day <= to)
    }
}

macro_rules! dated {
    ($($kind:ident),*) => {$(
        impl Dated for $kind {
            fn valid_from(&self) -> NaiveDate {
                self.valid_from
            }

            fn valid_to(&self) -> Option<NaiveDate> {
                self.valid_to
            }
        }
    )*};
}
dated!(Fee, Threshold);

/// The entry of an id for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnDay<'a, T> {
    pub entry: &'a T,
    /// The day it is asked for.
    pub day: NaiveDate,
    /// False: for that day no figure is known, and this is the last one before it, or the first one after it.
    pub holds: bool,
}

/// Returns one entry for each id, in their order, each for the day that `day_of` gives it.
pub fn on_day<'a, T: Dated>(
    entries: &'a [T],
    day_of: impl Fn(&T) -> NaiveDate,
) -> Vec<OnDay<'a, T>> {
    let is_first = |at: usize, id: &str| entries.iter().take(at).all(|known| known.as_ref() != id);
    let firsts = entries.iter().enumerate().filter(|(at, entry)| is_first(*at, entry.as_ref()));
    firsts
        .map(|(_, first)| {
            let day = day_of(first);
            let versions = || entries.iter().filter(|entry| entry.as_ref() == first.as_ref());
            let holding = versions().find(|entry| entry.holds_on(day));
            let before = || {
                let begun = versions().filter(|entry| entry.valid_from() <= day);
                begun.max_by_key(|entry| entry.valid_from())
            };
            let after = || versions().min_by_key(|entry| entry.valid_from());
            let entry = holding.or_else(before).or_else(after).unwrap_or(first);
            OnDay { entry, day, holds: holding.is_some() }
        })
        .collect()
}

/// Returns the day whose figures a case goes by: that of its filing, else that of its closing, else today.
pub(super) fn figures_on(
    case: &CaseTold,
    steps: &[MilestoneReview<'_>],
    today: NaiveDate,
) -> NaiveDate {
    let filed = steps.iter().find(|step| step.milestone.id.ends_with("filed") && step.on.is_some());
    filed.and_then(|step| step.on).or(case.closed).unwrap_or(today)
}

/// Returns two entries of one id that both hold on some day.
pub(crate) fn overlapping<T: Dated>(entries: &[T]) -> Option<(&T, &T)> {
    let of_one = |one: &T, other: &T| {
        one.as_ref() == other.as_ref()
            && one.valid_to().is_none_or(|to| other.valid_from() <= to)
            && other.valid_to().is_none_or(|to| one.valid_from() <= to)
    };
    entries.iter().enumerate().find_map(|(at, one)| {
        let other = entries.iter().skip(at + 1).find(|other| of_one(one, other))?;
        Some((one, other))
    })
}

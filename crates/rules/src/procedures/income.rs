//! What income a procedure asks for, for a family of a given size. Each threshold stands by itself, with its source.

use super::dated::on_day;
use super::{Procedure, Threshold};
use chrono::NaiveDate;

/// Who is to live on the income, besides the applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Family {
    pub spouse: bool,
    /// Dependent children.
    pub children: u32,
}

/// One threshold, for this family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    pub threshold: &'a Threshold,
    /// What must be reached in a year.
    pub cents: i64,
    /// Its part for the children.
    pub children_cents: i64,
    /// Its source says how much more it is with a family. If not, the figure is as it stands there, whatever the family.
    pub by_family: bool,
    /// False: for the day no figure is known, and this is the nearest.
    pub holds: bool,
}

/// Returns what `procedure` asks for a year by the figures of a day, threshold by threshold: sources that differ stand side by side.
/// Fewer, if a sum is beyond all numbers.
pub fn income(procedure: &Procedure, family: Family, on: NaiveDate) -> Vec<Wanted<'_>> {
    let picked = on_day(&procedure.threshold, |_| on).into_iter();
    let yearly = picked.filter(|one| one.entry.per.as_deref() == Some("year"));
    let wanted = yearly.filter_map(|picked| {
        let threshold = picked.entry;
        let spouse = threshold.with_spouse_cents.filter(|_| family.spouse);
        let each = threshold.per_child_cents.unwrap_or(0);
        let children_cents = each.checked_mul(i64::from(family.children))?;
        Some(Wanted {
            threshold,
            cents: spouse.unwrap_or(threshold.cents).checked_add(children_cents)?,
            children_cents,
            by_family: threshold.with_spouse_cents.is_some() || threshold.per_child_cents.is_some(),
            holds: picked.holds,
        })
    });
    wanted.collect()
}

//! What income a procedure asks for, for a family of a given size. Each threshold stands by itself, with its source.

use super::{Procedure, Threshold};

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
}

/// Returns what `procedure` asks for a year, threshold by threshold: sources that differ stand side by side. Fewer, if a sum is
/// beyond all numbers.
pub fn income(procedure: &Procedure, family: Family) -> Vec<Wanted<'_>> {
    let yearly = procedure.threshold.iter().filter(|one| one.per.as_deref() == Some("year"));
    let wanted = yearly.filter_map(|threshold| {
        let spouse = threshold.with_spouse_cents.filter(|_| family.spouse);
        let each = threshold.per_child_cents.unwrap_or(0);
        let children_cents = each.checked_mul(i64::from(family.children))?;
        Some(Wanted {
            threshold,
            cents: spouse.unwrap_or(threshold.cents).checked_add(children_cents)?,
            children_cents,
            by_family: threshold.with_spouse_cents.is_some() || threshold.per_child_cents.is_some(),
        })
    });
    wanted.collect()
}

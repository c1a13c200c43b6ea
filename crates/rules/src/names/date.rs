//! The date field of a name: its right form, and the wrong ones people write.

use super::NameProblem;
use crate::{
    facts::{DateRole, When},
    packs::{DocumentType, Per},
};
use chrono::NaiveDate;
use regex::Regex;
use std::sync::LazyLock;

/// Every shape a person might write a date in, the right ones first.
#[expect(
    clippy::expect_used,
    reason = "A constant pattern, compiled by every test of this module."
)]
static SHAPES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?",
        r"|(?P<y2>(?:19|20)\d{2})[.-](?P<m2>\d{1,2})[.-](?P<d2>\d{1,2})",
        r"|(?P<d3>\d{1,2})[.-](?P<m3>\d{1,2})[.-](?P<y3>\d{4}|\d{2})",
        r"|(?P<y4>(?:19|20)\d{2})(?P<m4>\d{2})(?P<d4>\d{2})",
        r"|(?P<m5>\d{1,2})[.-](?P<y5>(?:19|20)\d{2}))$"
    ))
    .expect("a constant pattern")
});

/// Reads a field that looks like a date. `None`: it does not look like one.
pub(crate) fn read(field: &str) -> Option<Result<When, NameProblem>> {
    let shape = SHAPES.captures(field)?;
    let number = |group: &str| shape.name(group).and_then(|m| m.as_str().parse::<u32>().ok());
    if let Some(year) = number("y") {
        if !(1900..2100).contains(&year) {
            // `0815` or `6112` is some other number.
            return if number("m").is_some() { Some(Err(not_real(field))) } else { None };
        }
        return Some(field.parse().map_err(|_| not_real(field)));
    }
    let (year, month, day) = [("y2", "m2", "d2"), ("y3", "m3", "d3"), ("y4", "m4", "d4")]
        .into_iter()
        .find_map(|(y, m, d)| Some((number(y)?, number(m)?, number(d)?)))
        .map(|(y, m, d)| (if y < 100 { 2000 + y } else { y }, m, Some(d)))
        .or_else(|| Some((number("y5")?, number("m5")?, None)))?;
    let right = match day {
        Some(day) => i32::try_from(year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
            .map(|day| day.to_string()),
        None => (1..=12).contains(&month).then(|| format!("{year:04}-{month:02}")),
    };
    Some(Err(match right {
        Some(right) => NameProblem::DateForm { found: field.to_owned(), right },
        None => not_real(field),
    }))
}

fn not_real(field: &str) -> NameProblem {
    NameProblem::DateNotReal { found: field.to_owned() }
}

/// Returns the form in which names of this type write their date, for a person to follow.
pub(crate) fn form(doc_type: &DocumentType) -> &'static str {
    match doc_type.per {
        Per::Monthly => "YYYY-MM",
        Per::Yearly => "YYYY",
        Per::One | Per::Dated => "YYYY-MM-DD",
    }
}

/// Returns whether a name of this type may carry a date this fine. Papers about a period may be dated by month or year.
pub(crate) fn grain_fits(doc_type: &DocumentType, date: When) -> bool {
    match (doc_type.per, date) {
        (Per::One, _)
        | (Per::Dated, When::Day(_))
        | (Per::Monthly, When::Month(..))
        | (Per::Yearly, When::Year(_)) => true,
        (Per::Dated, _) => doc_type.date_roles.contains(&DateRole::Period),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(field: &str) -> String {
        match read(field) {
            Some(Err(NameProblem::DateForm { right, .. })) => right,
            Some(Err(NameProblem::DateNotReal { .. })) => "not real".into(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn right_forms_are_read() {
        assert_eq!(read("2026"), Some(Ok(When::Year(2026))));
        assert_eq!(read("2026-09"), Some(Ok(When::Month(2026, 9))));
        assert!(matches!(read("2028-02-29"), Some(Ok(When::Day(_)))));
    }

    #[test]
    fn italian_and_compact_forms_are_turned_round() {
        assert_eq!(problem("16-02-2026"), "2026-02-16");
        assert_eq!(problem("1.3.2026"), "2026-03-01");
        assert_eq!(problem("16-02-26"), "2026-02-16");
        assert_eq!(problem("20260216"), "2026-02-16");
        assert_eq!(problem("2026-2-6"), "2026-02-06");
        assert_eq!(problem("09-2026"), "2026-09");
    }

    #[test]
    fn days_that_do_not_exist_are_said_so() {
        for field in ["2026-02-30", "2026-13", "31-04-2026", "20261301", "2027-02-29"] {
            assert_eq!(problem(field), "not real", "{field}");
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for field in ["13", "101255", "0815", "P-MI-L-N-2026-101255", "2025-560356", "Rossi", ""] {
            assert_eq!(read(field), None, "{field}");
        }
    }
}

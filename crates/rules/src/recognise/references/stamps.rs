//! The stamps that offices put on letters: office, number and day.

use super::patterns::{STAMP, STAMP_ALONE, STAMP_JUSTICE};
use super::{Found, add};
use crate::facts::ReferenceKind;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, forms};

/// Finds the stamps on a page.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    let text = &page.text;
    let read = |date: regex::Match<'_>| {
        let day = forms::DATES.captures(date.as_str()).and_then(|d| forms::read(&d))?;
        Some((day, date.start(), date.end()))
    };
    for c in STAMP.captures_iter(text) {
        let (Some(all), Some(office), Some(unit), Some(number), Some(date)) =
            (c.get(0), c.get(1), c.get(2), c.get(3), c.get(4))
        else {
            continue;
        };
        let office = format!(
            "{}.{}",
            page.words(office.start(), office.end()),
            page.words(unit.start(), unit.end())
        );
        let value = number.as_str().to_owned();
        let evidence = evidence(page, all.start(), all.end(), "protocol-stamp");
        add(found, ReferenceKind::Protocol, value, evidence, Some(office), read(date));
    }
    for c in STAMP_JUSTICE.captures_iter(text) {
        let (Some(all), Some(office), Some(date), Some(number)) =
            (c.get(0), c.get(1), c.get(2), c.get(3))
        else {
            continue;
        };
        let office = page.words(office.start(), office.end()).to_owned();
        let value = number.as_str().to_owned();
        let evidence = evidence(page, all.start(), all.end(), "protocol-stamp");
        add(found, ReferenceKind::Protocol, value, evidence, Some(office), read(date));
    }
    for c in STAMP_ALONE.captures_iter(text) {
        let (Some(all), Some(number), Some(date)) = (c.get(0), c.get(1), c.get(2)) else {
            continue;
        };
        let known = found.iter().any(|f| {
            f.reference.kind == ReferenceKind::Protocol && f.reference.value == number.as_str()
        });
        if !known {
            let value = number.as_str().to_owned();
            let evidence = evidence(page, all.start(), all.end(), "protocol-stamp");
            add(found, ReferenceKind::Protocol, value, evidence, None, read(date));
        }
    }
}

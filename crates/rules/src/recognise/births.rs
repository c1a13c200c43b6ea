//! Which of a paper's days are somebody's birth, and which cannot be.

use super::fiscal_code;
use super::fold::Folded;
use super::paper::Paper;
use super::references::Found;
use super::whole_paper::is_as_of;
use crate::facts::{DateFound, DateRole, ReferenceKind};
use crate::packs::Nature;
use chrono::NaiveDate;

/// How long before a card's other dates its holder was born, in years.
const YEARS_BEFORE: u32 = 10;

/// How long before a paper that somebody signs they were born, in years.
const GROWN: u32 = 16;

/// A day without a role that a fiscal code on the paper is made of is its holder's birth.
pub(super) fn born_by_code(references: &[Found], dates: &mut [DateFound]) {
    let codes: Vec<fiscal_code::Decoded> = references
        .iter()
        .filter(|found| found.reference.kind == ReferenceKind::FiscalCode)
        .filter_map(|found| fiscal_code::decode(&found.reference.value))
        .collect();
    for date in dates.iter_mut().filter(|d| d.role == DateRole::Other) {
        if date.date.day().is_some_and(|day| codes.iter().any(|code| code.fits(day))) {
            date.role = DateRole::Birth;
            date.evidence.rule = "born-by-code".to_owned();
        }
    }
}

/// A place and a day that half a life of other days leaves behind are somebody's birth, "Haddad Leila, Tunisi, 17/10/1983", but for
/// diplomas and records, which keep.
pub(super) fn born_in_place(paper: Paper<'_>, dates: &mut [DateFound]) {
    if !paper.has_type() || paper.is_any(&[Nature::Record, Nature::Card, Nature::Shown]) {
        return;
    }
    let ahead = |role| matches!(role, DateRole::Expires | DateRole::ValidTo | DateRole::Birth);
    let past = dates.iter().filter(|d| !ahead(d.role)).filter_map(|d| d.date.day());
    let Some(latest) = past.max() else { return };
    for date in dates.iter_mut().filter(|d| d.role == DateRole::Issued) {
        let years = date.date.day().and_then(|day| latest.years_since(day)).unwrap_or(0);
        if date.evidence.rule == "place-and-date" && years >= GROWN {
            date.role = DateRole::Other;
        }
    }
}

/// Nobody is born after the paper that says so, and "al 01/01/2025" is the day as of which something holds.
pub(super) fn no_birth(pages: &[Folded<'_>], dates: &mut [DateFound]) {
    use DateRole::{Birth, Filed, Issued, Notified, Paid};
    let own = |d: &&DateFound| matches!(d.role, Issued | Filed | Paid | Notified);
    let first = dates.iter().filter(own).filter_map(|d| d.date.day()).min();
    for date in dates.iter_mut().filter(|d| matches!(d.role, Birth | Issued)) {
        let later =
            date.role == Birth && date.date.day().zip(first).is_some_and(|(born, own)| born > own);
        // A label may say so of its own day: "estratto conto al 31/03/2026".
        let labelled = date.role == Issued && date.evidence.rule.starts_with("label-");
        if later || !labelled && is_as_of(pages, date) {
            date.role = DateRole::Other;
        }
    }
}

/// A card names its holder's day of birth without a label, years before it was issued.
pub(super) fn birth_on_card(paper: Paper<'_>, dates: &mut [DateFound]) {
    if !paper.is(Nature::Card) || dates.iter().any(|d| d.role == DateRole::Birth) {
        return;
    }
    let told = |d: &&DateFound| d.role != DateRole::Other;
    let Some(first) = dates.iter().filter(told).filter_map(|d| d.date.day()).min() else { return };
    let years = |day: NaiveDate| first.years_since(day).unwrap_or(0);
    let mut old = dates.iter_mut().filter(|d| {
        d.role == DateRole::Other && d.date.day().is_some_and(|day| years(day) >= YEARS_BEFORE)
    });
    if let (Some(born), None) = (old.next(), old.next()) {
        born.role = DateRole::Birth;
        born.evidence.rule = "born-on-card".to_owned();
    }
}

//! Days of issue as a whole paper shows them: a copy is younger than its record, a diploma older than its entry in a register.

use super::fold::Folded;
use super::paper::Paper;
use super::whole_paper::{has_words_between, is_followed_by_hour};
use crate::facts::{DateFound, DateRole, When};
use crate::packs::Nature;
use chrono::{Datelike, NaiveDate};

/// The longest year, in days.
pub(super) const YEAR: i64 = 366;
/// Who holds a card of their own was born at least so many years before it.
const GROWN: i64 = 14;
/// Two days side by side have at most so much between them, in bytes.
const SIDE_BY_SIDE: u32 = 12;

/// An identity paper's second page may have no labels: the day right before the one on which it expires is that of its issue.
pub(super) fn issued_beside_expiry(
    pages: &[Folded<'_>],
    paper: Paper<'_>,
    dates: &mut [DateFound],
) {
    if !paper.is(Nature::Card) {
        return;
    }
    let ends: Vec<When> = dates
        .iter()
        .filter(|d| d.role == DateRole::Expires && d.evidence.rule.starts_with("mrz"))
        .map(|d| d.date)
        .collect();
    for at in 1..dates.len() {
        let (this, next) = (&dates[at - 1], &dates[at]);
        let beside = next.evidence.start.saturating_sub(this.evidence.end) <= SIDE_BY_SIDE
            && this.evidence.page == next.evidence.page
            && this.evidence.end <= next.evidence.start
            && !has_words_between(pages, this, next);
        // Of two columns read as one the label of the second may have got the first's day.
        let unread = this.role == DateRole::Other
            || this.role == DateRole::Expires && !ends.contains(&this.date);
        if unread && ends.contains(&next.date) && this.date < next.date && beside {
            dates[at - 1].role = DateRole::Issued;
            dates[at - 1].evidence.rule = "label-issued".to_owned();
        }
    }
}

/// What a card's zone says, its check digits prove: its holder has one birth, and nothing else was done on the day it expires. A caption
/// below its value would have it otherwise.
pub(super) fn as_zone_says(paper: Paper<'_>, dates: &mut [DateFound]) {
    if !paper.is(Nature::Card) {
        return;
    }
    let of_zone = |d: &DateFound| d.evidence.rule.starts_with("mrz");
    let only = |role: DateRole| {
        let mut days = dates.iter().filter(|d| of_zone(d) && d.role == role).map(|d| d.date);
        let first = days.next()?;
        days.all(|day| day == first).then_some(first)
    };
    let (Some(born), Some(end)) = (only(DateRole::Birth), only(DateRole::Expires)) else { return };
    for date in dates.iter_mut().filter(|d| !of_zone(d)) {
        if date.date == end && date.role != DateRole::ValidTo {
            date.role = DateRole::Expires;
        } else if date.role == DateRole::Birth && date.date != born {
            date.role = DateRole::Other;
        }
    }
    let issued = dates.iter().any(|d| d.role == DateRole::Issued);
    let years_before = |d: &DateFound| {
        let (Some(day), Some(end)) = (d.date.day(), end.day()) else { return false };
        [0, 1].into_iter().any(|more| {
            let until = end + chrono::Days::new(more);
            WHOLE_YEARS.contains(&until.years_since(day).unwrap_or(0))
                && (until.month(), until.day()) == (day.month(), day.day())
        })
    };
    let mut begins = dates.iter_mut().filter(|d| d.role == DateRole::Other && years_before(d));
    if let (Some(first), None, false) = (begins.next(), begins.next(), issued) {
        first.role = DateRole::Issued;
        "years-before-expiry".clone_into(&mut first.evidence.rule);
    }
}

/// For so many years a passport or a card is made out, to the day or to the day before.
const WHOLE_YEARS: [u32; 2] = [5, 10];

/// A certificate of a birth or a marriage repeats the days of the record; the copy was issued long after.
pub(super) fn copy_over_record(paper: Paper<'_>, dates: &mut [DateFound]) {
    if !paper.is(Nature::Record) {
        return;
    }
    let issued = |d: &DateFound| d.role == DateRole::Issued;
    let last = dates.iter().filter(|d| issued(d)).filter_map(|d| d.date.day()).max();
    for date in dates.iter_mut().filter(|d| issued(d)) {
        if date.date.day().zip(last).is_some_and(|(day, last)| (last - day).num_days() > YEAR) {
            date.role = DateRole::Other;
        }
    }
}

/// "CERTIFIED TRUE COPY of the original seen by me. … Nairobi, 2nd December 2025": below the paper's own day stands that of whoever certified
/// its copy, which is none of its own.
pub(super) fn certified_later(pages: &[Folded<'_>], paper: Paper<'_>, dates: &mut [DateFound]) {
    if paper.is_any(&[Nature::Deed, Nature::Act]) {
        return;
    }
    let certified = |d: &DateFound| {
        let page = pages.iter().find(|page| page.page == d.evidence.page);
        let lead = page.and_then(|page| page.original.get(..d.evidence.start as usize));
        lead.is_some_and(|lead| {
            let from = lead.floor_char_boundary(lead.len().saturating_sub(COPY_REACH));
            let lead = lead[from..].to_lowercase();
            CERTIFIED.iter().any(|word| lead.contains(word))
        })
    };
    let issued = |d: &DateFound| d.role == DateRole::Issued;
    let own = dates.iter().filter(|d| issued(d) && !certified(d)).map(|d| d.date).min();
    for date in dates.iter_mut().filter(|d| issued(d) && d.evidence.rule == "place-and-date") {
        if own.is_some_and(|own| own < date.date) && certified(date) {
            date.role = DateRole::Other;
        }
    }
}

/// How far behind the words that certify a copy their place and day stand, in bytes.
const COPY_REACH: usize = 170;
const CERTIFIED: [&str; 10] = [
    "true copy",
    "copia conforme",
    "conforme all'originale",
    "copie conforme",
    "copie certifi",
    "copia fiel",
    "copia auténtica",
    "cópia autenticada",
    "fotocopia cotejada",
    "beglaubigte",
];

/// "Diploma registrado sob o nº 20774 … Goiânia, 05/08/2010": on the back of a degree, where and when it was entered in a register.
pub(super) fn registered_later(pages: &[Folded<'_>], paper: Paper<'_>, dates: &mut [DateFound]) {
    if !paper.is_type("DEGREE") {
        return;
    }
    let of_register = |d: &DateFound| {
        let page = pages.iter().find(|page| page.page == d.evidence.page);
        let lead = page.and_then(|page| page.original.get(..d.evidence.start as usize));
        let lead = lead.map(|lead| {
            &lead[lead.floor_char_boundary(lead.len().saturating_sub(REGISTER_REACH))..]
        });
        lead.is_some_and(|lead| {
            let lead = lead.to_lowercase();
            REGISTERED.iter().any(|word| lead.contains(word))
        })
    };
    let signed = |d: &DateFound| d.role == DateRole::Issued && d.evidence.rule == "place-and-date";
    let first = dates.iter().filter(|d| signed(d) && !of_register(d)).map(|d| d.date).min();
    for date in dates.iter_mut().filter(|d| signed(d)) {
        if first.is_some_and(|first| date.date > first) && of_register(date) {
            date.role = DateRole::Other;
        }
    }
}

/// How far behind the words of an entry in a register its place and day stand, in bytes.
const REGISTER_REACH: usize = 260;
const REGISTERED: [&str; 6] =
    ["registrad", "registrat", "registered", "enregistr", "reconocid", "legaliz"];

/// A day on which the paper expires is not that of its issue, wherever it stands alone once more; nor is the clock of who printed or
/// photographed a paper that names its day.
pub(super) fn no_issue(pages: &[Folded<'_>], paper: Paper<'_>, dates: &mut [DateFound]) {
    let placed = |d: &DateFound| d.role == DateRole::Issued && d.evidence.rule == "place-and-date";
    let ends: Vec<When> = dates
        .iter()
        .filter(|d| matches!(d.role, DateRole::Expires | DateRole::ValidTo))
        .map(|d| d.date)
        .collect();
    // Nor is what the zone of a card gives as its holder's birth.
    let births: Vec<When> = dates
        .iter()
        .filter(|d| d.role == DateRole::Birth && d.evidence.rule.starts_with("mrz"))
        .map(|d| d.date)
        .collect();
    for date in dates.iter_mut() {
        if date.role == DateRole::Issued && births.contains(&date.date) {
            date.role = DateRole::Other;
        }
    }
    let named =
        dates.iter().any(|d| d.role == DateRole::Issued && d.evidence.rule == "label-issued");
    let clock = |d: &DateFound| {
        d.evidence.start == 0
            && pages.iter().any(|page| {
                page.page == d.evidence.page && page.page == 1 && is_followed_by_hour(page, d)
            })
    };
    // A list on a screen has days of its own; a card's letter comes first, and its reverse shows the card.
    let shown = paper.is_type("SCREENSHOT") && dates.iter().any(|d| d.role == DateRole::Captured);
    let letter = dates.iter().find(|d| placed(d)).map(|d| d.date);
    let card = paper.is(Nature::Card);
    let born = born_long_before(paper, dates);
    for date in dates.iter_mut().filter(|d| placed(d)) {
        let later = card && letter.is_some_and(|letter| date.date != letter);
        if ends.contains(&date.date)
            || named && clock(date)
            || shown
            || later
            || born.is_some() && date.date.day() == born
        {
            date.role = DateRole::Other;
        }
    }
}

/// Returns the first day of a paper of no type, where all others come so long after it that nobody's card was issued on it: "Yuki Tanaka"
/// and "20/02/1992" above the days between which an unknown card holds.
fn born_long_before(paper: Paper<'_>, dates: &[DateFound]) -> Option<NaiveDate> {
    if paper.has_type() {
        return None;
    }
    let mut days: Vec<NaiveDate> = dates.iter().map(|d| d.date.day()).collect::<Option<_>>()?;
    days.sort_unstable();
    days.dedup();
    let &[first, next, ..] = days.as_slice() else { return None };
    ((next - first).num_days() > GROWN * YEAR).then_some(first)
}

/// "13  Jo 30 Mo 04 An 2026", the last field of a form whose captions stand elsewhere: a certificate was issued long after all that it records.
pub(super) fn youngest_of_record(paper: Paper<'_>, dates: &mut [DateFound]) {
    if !paper.is(Nature::Record) || dates.iter().any(|d| d.role == DateRole::Issued) {
        return;
    }
    let Some(last) = dates.iter().filter_map(|d| d.date.day()).max() else { return };
    let long_after = |d: &DateFound| {
        d.date.day().is_some_and(|day| day == last || (last - day).num_days() > YEAR)
    };
    if dates.len() < 2 || !dates.iter().all(long_after) {
        return;
    }
    let own = |d: &&mut DateFound| {
        d.date.day() == Some(last) && d.role == DateRole::Other && d.evidence.rule == "date-apart"
    };
    if let Some(date) = dates.iter_mut().find(own) {
        date.role = DateRole::Issued;
        date.evidence.rule = "only-date".to_owned();
    }
}

//! What a paper as a whole says of its dates, when each was read by itself.

use super::answered::STAMPED;
use super::copies::YEAR;
use super::dates::before;
use super::fold::Folded;
use super::paper::Paper;
use super::pattern;
use super::position::{HEAD_LINES, QUOTED};
use super::references::Found;
use crate::facts::{DateFound, DateRole, ReferenceKind, When};
use crate::packs::Nature;
use chrono::NaiveDate;
use regex::Regex;
use std::sync::LazyLock;

/// So many lines into a page its print is dated.
const PRINTED_LINES: usize = 3;

/// Where a paper says nowhere when it was issued, the day it was printed or entered in its office's register says it.
pub(super) fn own_day(
    pages: &[Folded<'_>],
    references: &[Found],
    paper: Paper<'_>,
    dates: &mut [DateFound],
) {
    let as_of = |d: &DateFound| d.evidence.rule == "label-as-of";
    let handed = paper.is(Nature::HandedIn);
    // "Rilasciata dal Comune di Falconara il 18/05/2026", in the middle of what an office writes, is another office's.
    let of_others = |d: &DateFound| {
        paper.is(Nature::Act)
            && d.evidence.rule == "label-issued"
            && words_before(pages, d).is_some_and(|words| words > FIELD_WORDS)
    };
    // What a record tells of was long ago when its copy was printed.
    let printed_on = dates
        .iter()
        .filter(|d| d.evidence.rule == "label-printed")
        .filter_map(|d| d.date.day())
        .max();
    let recorded = |d: &DateFound| {
        let before = |on: NaiveDate| d.date.day().is_some_and(|day| (on - day).num_days() > YEAR);
        paper.is(Nature::Record) && printed_on.is_some_and(before)
    };
    let own = |d: &DateFound| !as_of(d) && !of_others(d) && !recorded(d);
    let told = dates.iter().any(|d| d.role == DateRole::Issued && own(d));
    if told && !handed {
        return;
    }
    if !paper.is_type("BANK-STATEMENT")
        && let Some(at) = beside_own_number(pages, references, paper, dates)
    {
        dates[at].role = if handed { DateRole::Filed } else { DateRole::Issued };
        return;
    }
    if told {
        return;
    }
    // Extracts from a register, and what is valid by itself, are as old as their print; a receipt or a form printed later is not.
    // A call that was booked and printed at home bears no other.
    let in_head = |d: &DateFound| {
        pages.iter().any(|page| {
            page.page == 1
                && d.evidence.page == 1
                && page.line_of(page.folded(d.evidence.start as usize)) < PRINTED_LINES
        })
    };
    let booked = paper.is_type("APPOINTMENT");
    let proves = paper.is_any(&[Nature::Extract, Nature::Record])
        || paper.is_itself_valid()
        || paper.is_type("TRANSCRIPT");
    let printed =
        |d: &&mut DateFound| d.evidence.rule == "label-printed" && (proves || booked && in_head(d));
    if let Some(date) = dates.iter_mut().find(printed) {
        date.role = DateRole::Issued;
        return;
    }
    // "R.C.S. Nice – 09/06/2026 – 08:41:17": the clock of who printed it.
    if paper.is(Nature::Extract)
        && let Some(at) = clocked(pages, dates, paper)
    {
        dates[at].role = DateRole::Issued;
        dates[at].evidence.rule = "label-printed".to_owned();
        return;
    }
    if paper.is_type("BANK-STATEMENT") {
        // "Estratto conto n. 2/2026 al 30/06/2026", "dal 01/04/2026 al 30/06/2026": as of its last day.
        let page = pages.first();
        let head = |d: &DateFound| {
            page.is_some_and(|page| {
                let (start, end) = page.line(HEAD_LINES.min(page.last_line()));
                d.evidence.page == page.page && d.evidence.start < page.range(start, end).0 as u32
            })
        };
        let mut of_head =
            dates.iter_mut().filter(|d| d.role == DateRole::Other && is_as_of(pages, d) && head(d));
        if let Some(date) = of_head.next() {
            date.role = DateRole::Issued;
            date.evidence.rule = "label-as-of".to_owned();
        }
    }
}

/// Returns the last day on a paper that an hour follows.
///
/// What lists movements or events may have an hour for each of them; there the only one counts.
fn clocked(pages: &[Folded<'_>], dates: &[DateFound], paper: Paper<'_>) -> Option<usize> {
    let hour = |d: &DateFound| {
        let page = pages.iter().find(|page| page.page == d.evidence.page);
        page.is_some_and(|page| is_followed_by_hour(page, d))
    };
    let clocked =
        (0..dates.len()).filter(|at| dates[*at].role == DateRole::Other && hour(&dates[*at]));
    let clocked: Vec<usize> = clocked.collect();
    let many = clocked.len() > 1 && paper.is(Nature::List);
    clocked.into_iter().filter(|_| !many).max_by_key(|at| dates[*at].date.day())
}

/// Returns whether an hour stands behind a day.
pub(super) fn is_followed_by_hour(page: &Folded<'_>, d: &DateFound) -> bool {
    let rest = page.original.get(d.evidence.end as usize..).unwrap_or_default();
    let bytes = rest.trim_start_matches([' ', ',', '-', '–', '\u{2014}']).as_bytes();
    bytes.len() > 4
        && bytes[..2].iter().all(u8::is_ascii_digit)
        && matches!(bytes[2], b':' | b'.')
        && bytes[3..5].iter().all(u8::is_ascii_digit)
}

/// "Rif. P-NA/F/N/2025/104912 Protocollo 0187730 del": the file that a paper belongs to, before its own number.
static OWN_FILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^rif\.?(?:erimento)?\s(?:pratica\s|fascicolo\s)?p-[a-z]{2}/[0-9a-z/]{6,24}\s(?:-\s)?prot[a-z.]{0,8}\s[\x00-\x7f]{0,40}$",
    )
});

/// Returns the day that stands beside the office's own number in the head, where papers of the type have one.
fn beside_own_number(
    pages: &[Folded<'_>],
    references: &[Found],
    paper: Paper<'_>,
    dates: &[DateFound],
) -> Option<usize> {
    let numbered = !paper.has_type()
        || paper.is_any(&[
            Nature::Act,
            Nature::Answer,
            Nature::Registered,
            Nature::HandedIn,
            Nature::Contract,
        ]);
    let page = pages.first().filter(|_| numbered)?;
    // What is quoted may stand on the line above, if the sentence goes on.
    let lead = |start: usize| {
        let (line, _) = page.line_at(start);
        let begins = page.words(line, start.max(line + 1)).starts_with(char::is_uppercase);
        let reach = if begins { 70.min(start - line) } else { 70 };
        before(&page.flat, start, reach)
    };
    // The office's own number stands in the head; those of the papers it answers are quoted ("rif. prot. …", "vista la nota prot. …").
    let own = references.iter().find(|found| {
        found.reference.kind == ReferenceKind::Protocol
            && found.reference.evidence.page == page.page
            && found.date_at.is_some_and(|(start, _)| {
                // Of what a person hands in, the stamp: a line of its own.
                let stamp = || {
                    let line = &page.text[page.line_at(start).0..start];
                    ["prot", "reg", "pg", "p.g", "n.", "arrivo"]
                        .iter()
                        .any(|word| line.starts_with(word))
                        || !line.bytes().any(|b| b.is_ascii_alphabetic())
                };
                page.line_of(start) < HEAD_LINES
                    && (!QUOTED.is_match(lead(start)) || OWN_FILE.is_match(lead(start)))
                    // "ARRIVATO 30 SET 2025 - prot. 0007741": the stamp of whom an office's paper was given to.
                    && (paper.is(Nature::HandedIn) || !STAMPED.is_match(lead(start)))
                    && (!paper.is(Nature::HandedIn) || stamp())
            })
    });
    let day = own.and_then(|found| found.reference.date)?;
    dates.iter().position(|d| d.date == When::Day(day) && d.evidence.rule == "protocol-date")
}

/// A receipt that tells when something was filed bears its own day besides: "DATA 10/07/2026 … presentato in data 09/07/2026".
pub(super) fn filed_over_dated(dates: &mut [DateFound]) {
    let told = |d: &DateFound| {
        d.role == DateRole::Filed
            && !matches!(d.evidence.rule.as_str(), "label-dated" | "only-date")
    };
    if dates.iter().any(told) {
        for date in dates.iter_mut().filter(|d| d.evidence.rule == "label-dated") {
            date.role = DateRole::Issued;
        }
    }
}

/// Where a paper that was asked for has a day of its own, that of the request is the day it was filed.
pub(super) fn asked_before_issued(dates: &mut [DateFound]) {
    let asked = |d: &DateFound| d.evidence.rule == "label-requested";
    let own = |d: &DateFound| d.role == DateRole::Issued && d.evidence.rule != "label-as-of";
    if dates.iter().any(|d| own(d) && !asked(d)) {
        for date in dates.iter_mut().filter(|d| asked(d)) {
            date.role = DateRole::Filed;
        }
    }
}

/// The day that a receipt bears beside its signature is that of what it proves, where it tells no other.
pub(super) fn proved_when_signed(paper: Paper<'_>, dates: &mut [DateFound]) {
    let role = if paper.is(Nature::Receipt) {
        DateRole::Filed
    } else if paper.is(Nature::Payment) {
        DateRole::Paid
    } else {
        return;
    };
    if dates.iter().any(|d| d.role == role) {
        return;
    }
    for date in dates.iter_mut().filter(|d| d.evidence.rule == "place-and-date") {
        if date.role == DateRole::Issued {
            date.role = role;
        }
    }
}

/// Of a contract that several sign one after another, the day of the last signature is its day.
pub(super) fn last_to_sign(dates: &mut [DateFound]) {
    let signed = |d: &DateFound| d.role == DateRole::Issued && d.evidence.rule == "label-signed";
    let last = dates.iter().filter(|d| signed(d)).map(|d| d.date).max();
    for date in dates.iter_mut().filter(|d| signed(d) && Some(d.date) != last) {
        date.role = DateRole::Other;
    }
}

/// A paper's only date, where it stands in the head or beside the signature, is its own; a screenshot's only date that of the picture.
pub(super) fn only_date(pages: &[Folded<'_>], paper: Paper<'_>, dates: &mut [DateFound]) {
    use DateRole::{Appointment, Birth, Due, Other};
    // What a letter asks for by a day, or calls to, says nothing of its own day but that it is earlier.
    let told = |role: DateRole| !matches!(role, Other | Birth | Due | Appointment);
    if !paper.has_type() || paper.is(Nature::OfOtherDays) || dates.iter().any(|d| told(d.role)) {
        return;
    }
    let awaited = dates.iter().filter(|d| matches!(d.role, Due | Appointment));
    let awaited = awaited.filter_map(|d| d.date.day()).min();
    if awaited.is_some() && !paper.is_any(&[Nature::Act, Nature::Answer, Nature::Call]) {
        return;
    }
    let screenshot = paper.is_type("SCREENSHOT");
    let mut own: Vec<&mut DateFound> = dates
        .iter_mut()
        .filter(|d| d.role == DateRole::Other)
        .filter(|d| {
            d.evidence.rule == "date-apart"
                || screenshot && matches!(d.evidence.rule.as_str(), "date" | "label-printed")
        })
        .filter(|d| awaited.is_none_or(|day| d.date.day().is_some_and(|own| own < day)))
        .filter(|d| !is_as_of(pages, d))
        .collect();
    let [only] = &mut own[..] else { return };
    only.role = if paper.is(Nature::Payment) {
        DateRole::Paid
    } else if screenshot {
        DateRole::Captured
    } else if paper.is(Nature::Filed) {
        DateRole::Filed
    } else {
        DateRole::Issued
    };
    only.evidence.rule = "only-date".to_owned();
}

/// Where a paper is dated at its head or beside its signature, a day of issue in the middle of a sentence is that of something else.
pub(super) fn signature_first(pages: &[Folded<'_>], paper: Paper<'_>, dates: &mut [DateFound]) {
    // A card's own field stands before the hand of who certified its copy.
    if paper.is(Nature::Card) || paper.is(Nature::Shown) {
        return;
    }
    let own = |d: &&DateFound| {
        let rule = d.evidence.rule.as_str();
        let field = || words_before(pages, d).is_some_and(|words| words <= FIELD_WORDS);
        d.role == DateRole::Issued
            && (matches!(rule, "place-and-date" | "on-the-day")
                || rule == "protocol-date" && paper.is(Nature::Act)
                || rule == "label-issued" && field())
    };
    let Some(day) = dates.iter().find(own).map(|d| d.date) else { return };
    for date in dates.iter_mut().filter(|d| d.role == DateRole::Issued && d.date != day) {
        let prose = words_before(pages, date).is_some_and(|words| words > FIELD_WORDS);
        if prose && date.evidence.rule == "label-issued" {
            date.role = DateRole::Other;
        }
    }
}

/// Before the day of a field stand at most so many words.
const FIELD_WORDS: usize = 4;

/// Returns how many words stand before a day on its line, and on the line above where a sentence goes on.
fn words_before(pages: &[Folded<'_>], d: &DateFound) -> Option<usize> {
    let page = pages.iter().find(|page| page.page == d.evidence.page)?;
    let lead = page.original.get(..d.evidence.start as usize)?;
    let mut lines = lead.rsplit('\n');
    let line = lines.next().unwrap_or_default();
    // A sentence that was wrapped right before the day.
    let goes_on = line.trim().is_empty() || line.starts_with(char::is_lowercase);
    let above = if goes_on { lines.next().unwrap_or_default() } else { "" };
    Some(above.split_whitespace().count() + line.split_whitespace().count())
}

/// Days that papers of a type tell of, and that are never their own: a company's term, a passport's last day on the declaration of
/// who holds it.
pub(super) fn of_others(paper: Paper<'_>, dates: &mut [DateFound]) {
    for date in dates.iter_mut().filter(|d| paper.never_has(d.role)) {
        date.role = DateRole::Other;
    }
}

/// Where an employer says since when somebody works for them, what else runs from a day is something else: a rise, a journey.
pub(super) fn first_of_work(paper: Paper<'_>, dates: &mut [DateFound]) {
    let start = |d: &DateFound, rule: &str| d.role == DateRole::Start && d.evidence.rule == rule;
    let of_sentence = |d: &DateFound| start(d, "label-start") || start(d, "done-start");
    let of_work = paper.is_type("EMPLOYER-LETTER") || paper.is_type("CONTRACT");
    if !of_work || !dates.iter().any(of_sentence) {
        return;
    }
    // "In ferie dal 3 al 21 agosto": with its last day.
    let mut ends = false;
    for date in dates.iter_mut() {
        let begins = start(date, "span-start");
        if begins || ends && date.evidence.rule == "span-end" {
            date.role = DateRole::Other;
        }
        ends = begins;
    }
}

/// The day as of which a balance holds is not the statement's, where that has one of its own.
pub(super) fn statement_over_balance(dates: &mut [DateFound]) {
    let as_of = |d: &DateFound| d.role == DateRole::Issued && d.evidence.rule == "label-as-of";
    if dates.iter().any(|d| d.role == DateRole::Issued && !as_of(d)) {
        for date in dates.iter_mut().filter(|d| as_of(d)) {
            date.role = DateRole::Other;
        }
    }
}

/// The order of a payment was sent in on one day and carried out on another, where both are told.
pub(super) fn paid_over_sent(paper: Paper<'_>, dates: &mut [DateFound]) {
    let paid = dates.iter().any(|d| {
        d.role == DateRole::Paid && matches!(d.evidence.rule.as_str(), "label-paid" | "done-paid")
    });
    // A tax form is itself filed; a bank's order is not.
    let sent = if paper.is_type("F24") { DateRole::Filed } else { DateRole::Other };
    for date in dates.iter_mut().filter(|d| d.evidence.rule == "label-sent" && paid) {
        date.role = sent;
    }
}

/// A place and a day that another day of the paper's own leaves more than a year behind are somebody's birth, not a signature.
pub(super) fn latest_signature(dates: &mut [DateFound]) {
    use DateRole::{Appointment, Filed, Issued, Notified, Paid};
    let own = |d: &&DateFound| matches!(d.role, Issued | Filed | Paid | Notified | Appointment);
    let Some(latest) = dates.iter().filter(own).filter_map(|d| d.date.day()).max() else { return };
    for date in dates.iter_mut() {
        let old = date.date.day().is_some_and(|day| (latest - day).num_days() > 366);
        if date.role == Issued && date.evidence.rule == "place-and-date" && old {
            date.role = DateRole::Other;
        }
    }
}

/// Returns whether "al" stands before a day: as of when something holds.
pub(super) fn is_as_of(pages: &[Folded<'_>], d: &DateFound) -> bool {
    let page = pages.iter().find(|page| page.page == d.evidence.page);
    let lead = page.and_then(|page| page.original.get(..d.evidence.start as usize));
    let lead = lead
        .map(|lead| lead[lead.floor_char_boundary(lead.len().saturating_sub(5))..].to_lowercase());
    lead.is_some_and(|lead| {
        lead.ends_with(" al ") || lead.ends_with(" all'") || lead.ends_with(" all’")
    })
}

/// A card writes the last day of its zone once more on its face, below no label: nothing was issued then.
pub(super) fn not_issued_at_its_end(dates: &mut [DateFound]) {
    let ends = |d: &DateFound| matches!(d.role, DateRole::Expires | DateRole::ValidTo);
    let last: Vec<When> = dates.iter().filter(|d| ends(d)).map(|d| d.date).collect();
    for date in dates.iter_mut().filter(|d| d.role == DateRole::Issued) {
        if date.evidence.rule == "place-and-date" && last.contains(&date.date) {
            date.role = DateRole::Other;
        }
    }
}

/// Nothing is issued after it expired: of two labels side by side each was read with the other's day.
pub(super) fn issued_first(pages: &[Folded<'_>], dates: &mut [DateFound]) {
    let only = |dates: &[DateFound], roles: &[DateRole]| {
        let mut all = (0..dates.len()).filter(|at| {
            roles.contains(&dates[*at].role) && dates[*at].evidence.rule.starts_with("label-")
        });
        all.next().filter(|_| all.next().is_none())
    };
    let issued = only(dates, &[DateRole::Issued]);
    let ends = only(dates, &[DateRole::Expires, DateRole::ValidTo]);
    let (Some(issued), Some(ends)) = (issued, ends) else { return };
    let near = dates[issued].evidence.page == dates[ends].evidence.page
        && dates[issued].evidence.start.abs_diff(dates[ends].evidence.start) <= 40;
    let beside = || !has_words_between(pages, &dates[issued], &dates[ends]);
    if near && dates[issued].date.day() > dates[ends].date.day() && beside() {
        let role = dates[issued].role;
        dates[issued].role = dates[ends].role;
        dates[ends].role = role;
    }
}

/// Returns whether letters stand between two days of a page.
pub(super) fn has_words_between(pages: &[Folded<'_>], one: &DateFound, two: &DateFound) -> bool {
    let (first, last) =
        if one.evidence.start < two.evidence.start { (one, two) } else { (two, one) };
    let page = pages.iter().find(|page| page.page == first.evidence.page);
    let between = page.and_then(|page| {
        page.original.get(first.evidence.end as usize..last.evidence.start as usize)
    });
    between.is_none_or(|between| between.chars().any(char::is_alphabetic))
}

/// A receipt's only date is the day of payment, whether a label says so or not.
pub(super) fn only_date_is_paid(dates: &mut [DateFound]) {
    let own = |d: &&mut DateFound| d.role != DateRole::Birth;
    let mut own: Vec<&mut DateFound> = dates.iter_mut().filter(own).collect();
    if let [only] = &mut own[..]
        && only.role == DateRole::Other
        && matches!(only.evidence.rule.as_str(), "date" | "date-apart")
    {
        only.role = DateRole::Paid;
        only.evidence.rule = "only-date".to_owned();
    }
}

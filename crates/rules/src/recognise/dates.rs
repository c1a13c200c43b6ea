//! Dates in all their written forms, with their roles.

use super::another_paper::{is_of_quoted_number, tells_of_another};
use super::fold::Folded;
use super::forms::Order;
use super::labelled::{captioned, labelled};
use super::labels::{Label, Labels};
use super::laws::is_law;
use super::paper::Paper;
use super::position::{self, QUOTED, is_place_and_date, stands_apart};
use super::references::Found;
use super::spans::{FROM, ends_behind, ends_below, span_begin, span_end};
use super::written::{Candidate, MOST, candidates};
use super::zones::Zone;
use super::{
    APPLICATION_FILED, act_days, answer_by, answered, asides, births, called_off, copies,
    day_columns, delivery, device, evidence, following, hours, in_words, labels, order, passing,
    period, person_row, printed, signatures, stacked, terms, until, usual_days, whole_paper,
    yearless,
};
use crate::facts::{DateFound, DateRole, ReferenceKind, When};
use crate::packs::Nature;
use crate::person::Person;
use chrono::NaiveDate;

/// Returns the last bytes before an offset, on a folded text (ASCII, so any cut is sound).
pub(super) fn before(text: &str, at: usize, length: usize) -> &str {
    &text[at.saturating_sub(length)..at]
}

pub(super) fn after(text: &str, at: usize, length: usize) -> &str {
    &text[at..(at + length).min(text.len())]
}

/// Returns the dates with their roles, and 13 or 14 for a payslip of that salary.
pub(super) fn find(
    pages: &[Folded<'_>],
    people: &[Person],
    zones: &[Zone],
    references: &[Found],
    labels: &Labels,
    paper: Paper<'_>,
) -> (Vec<DateFound>, Option<u32>) {
    let born: Vec<NaiveDate> = people
        .iter()
        .flat_map(|p| std::iter::once(p.born).chain(p.dependants.iter().map(|d| d.born)))
        .flatten()
        .collect();
    let order = order::of(pages, &born);
    let read = |own| by_labels(pages, &born, zones, references, labels, (order, own), paper);
    let mut dates = read(None);
    // "Entro il 28 febbraio prossimo": the paper's own day tells the year.
    if pages.iter().any(|page| yearless::may_have(page, paper))
        && let Some(own) = yearless::own_day(&dates)
    {
        dates = read(Some(own));
    }
    let extra = period::find(pages, paper, order, &mut dates);
    yearless::add_top_line(pages, paper, &mut dates);
    usual_days::second_opinion(pages, paper, &mut dates);
    period::add_statement_day(pages, paper, order, &mut dates);
    called_off::mark(pages, order, paper.id(), &mut dates);
    hours::read(pages, &mut dates);
    (settle(dates), extra)
}

/// Returns every date with what its label and the whole paper say of it.
fn by_labels(
    pages: &[Folded<'_>],
    born: &[NaiveDate],
    zones: &[Zone],
    references: &[Found],
    labels: &Labels,
    (order, own): (Order, Option<NaiveDate>),
    paper: Paper<'_>,
) -> Vec<DateFound> {
    let mut dates: Vec<DateFound> = Vec::new();
    for zone in zones {
        let mut add = |day: Option<NaiveDate>, role| {
            if let Some(day) = day {
                let evidence = zone.evidence.clone();
                dates.push(DateFound::new(When::Day(day), role, evidence));
            }
        };
        add(zone.mrz.born, DateRole::Birth);
        add(zone.mrz.expires, DateRole::Expires);
    }
    for page in pages {
        if dates.len() >= MOST {
            break;
        }
        let mut candidates = candidates(page, order);
        if let Some(own) = own {
            yearless::add(page, own, paper, &mut candidates);
        }
        on_page(page, born, references, labels, &candidates, paper, &mut dates);
    }
    if paper.is(Nature::Payment) {
        whole_paper::only_date_is_paid(&mut dates);
    }
    whole_paper::own_day(pages, references, paper, &mut dates);
    whole_paper::statement_over_balance(&mut dates);
    whole_paper::filed_over_dated(&mut dates);
    whole_paper::asked_before_issued(&mut dates);
    whole_paper::proved_when_signed(paper, &mut dates);
    whole_paper::last_to_sign(&mut dates);
    copies::copy_over_record(paper, &mut dates);
    copies::registered_later(pages, paper, &mut dates);
    copies::no_issue(pages, paper, &mut dates);
    copies::youngest_of_record(paper, &mut dates);
    copies::certified_later(pages, paper, &mut dates);
    whole_paper::latest_signature(&mut dates);
    births::born_in_place(paper, &mut dates);
    whole_paper::signature_first(pages, paper, &mut dates);
    births::born_by_code(references, &mut dates);
    whole_paper::paid_over_sent(paper, &mut dates);
    if paper.is(Nature::Card) {
        whole_paper::not_issued_at_its_end(&mut dates);
    }
    births::no_birth(pages, &mut dates);
    births::birth_on_card(paper, &mut dates);
    copies::issued_beside_expiry(pages, paper, &mut dates);
    copies::as_zone_says(paper, &mut dates);
    whole_paper::issued_first(pages, &mut dates);
    whole_paper::only_date(pages, paper, &mut dates);
    whole_paper::of_others(paper, &mut dates);
    whole_paper::first_of_work(paper, &mut dates);
    dates
}

/// Returns every date that is written on the pages, without a role.
pub(super) fn written(pages: &[Folded<'_>]) -> Vec<DateFound> {
    let order = order::of(pages, &[]);
    let on = |page: &Folded<'_>| -> Vec<DateFound> {
        let plain = |c: &Candidate| {
            !c.partial
                && !c.doubtful
                && !is_law(page, c.start, c.end)
                && !following::is_quoted_mail(page, c.end)
        };
        let found = |c: Candidate| DateFound {
            date: When::Day(c.day),
            role: DateRole::Other,
            alternative: c.alternative,
            time: None,
            evidence: evidence(page, c.start, c.end, "date"),
        };
        candidates(page, order).into_iter().filter(plain).map(found).collect()
    };
    pages.iter().flat_map(on).collect()
}

fn on_page(
    page: &Folded<'_>,
    born: &[NaiveDate],
    references: &[Found],
    all: &Labels,
    candidates: &[Candidate],
    paper: Paper<'_>,
    dates: &mut Vec<DateFound>,
) {
    let labels = all.find(page);
    let mut previous: Option<(usize, DateRole)> = None;
    let mut row: Option<(usize, usize)> = None;
    // The line on which a span began.
    let mut begun: Option<usize> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let (start, end) = (candidate.start, candidate.end);
        let quoted = following::is_quoted_mail(page, end)
            || !paper.has_type() && following::is_of_chat(page, start, end);
        if quoted || is_law(page, start, end) {
            previous = None;
            continue;
        }
        // "Codice pratica: P-…" and "Data: 22/05/2026" on the next line: a field of the paper's own.
        let own = references
            .iter()
            .find(|r| {
                r.reference.evidence.page == page.page
                    && r.date_at.is_some_and(|(s, e)| s <= start && end <= e)
            })
            .filter(|_| !position::is_field_of_day(page, start));
        let floor = if at == 0 { 0 } else { candidates[at - 1].end };
        let column = following::is_appointment(page, start, end, paper)
            .then_some((DateRole::Appointment, "day-and-hour"))
            .or_else(|| day_columns::told(page, &labels, all, candidates, start, paper))
            .or_else(|| stacked::told(page, &labels, candidates, start, paper))
            .filter(|_| !(paper.is(Nature::Act) && delivery::is_of_handing(page, start, end)));
        let (role, rule) = if let Some(found) = column {
            found
        } else if own.is_some() {
            // The authorisation that a visa is asked for with has a day of its own.
            let of_another = tells_of_another(page, start, paper)
                || own.is_some_and(|r| r.reference.kind == ReferenceKind::Practice)
                    && paper.is_type("VISA-APPLICATION");
            let quoted =
                paper.is_type("PEC-RECEIPT") && QUOTED.is_match(before(&page.flat, start, 60));
            let handed = paper.is_any(&[Nature::HandedIn, Nature::Stamped]);
            let telematic = own.is_some_and(|r| r.reference.kind == ReferenceKind::Telematic);
            if answered::is_filing(page, start, paper) {
                (DateRole::Filed, APPLICATION_FILED)
            } else if paper.is_type("OBSERVATIONS") && following::is_reached(page, start, end) {
                (DateRole::Notified, "done-notified")
            } else if telematic && paper.is(Nature::HandedIn)
                || paper.is(Nature::Filed)
                    && !of_another
                    && !quoted
                    && !asides::is_of_annex(page, start)
                || handed && answered::is_stamped(page, start)
                || telematic && paper.is(Nature::Contract) && asides::is_of_register(page, start)
            {
                (DateRole::Filed, "protocol-date")
            } else {
                (DateRole::Other, "protocol-date")
            }
        } else if delivery::is_of_message(page, start, end) {
            (DateRole::Other, "date")
        } else if paper.has_type()
            && !paper.is_type("SCREENSHOT")
            && printed::is_in_margin(page, start, end)
        {
            (DateRole::Other, "label-printed")
        } else if paper.is_type("SCREENSHOT")
            && device::has_hour(page, start, end)
            && !labels::is_told_before(page, &labels, start)
            || (paper.is_type("SCREENSHOT") || paper.is_type("PHOTO"))
                && device::is_of_file(page, start)
        {
            (DateRole::Captured, "day-and-hour")
        } else if (paper.is(Nature::Act) || !paper.has_type())
            && delivery::is_of_delivery(page, start, end)
            || paper.is(Nature::Act)
                && (position::is_acknowledged_here(page, start)
                    || delivery::is_of_handing(page, start, end))
        {
            (DateRole::Notified, "done-notified")
        } else if following::is_handed_over(page, start, end, paper) {
            (DateRole::Start, "done-start")
        } else if let Some(role) = span_end(page, previous, start, paper) {
            (role, "span-end")
        } else if begun.is_some_and(|line| ends_below(page, line, start)) {
            (paper.ends().unwrap_or(DateRole::ValidTo), "span-end")
        } else if let Some(role) = span_begin(page, candidates, at, paper) {
            (role, "span-start")
        } else if answered::is_filing(page, start, paper) {
            (DateRole::Filed, APPLICATION_FILED)
        } else if paper.is_any(&[Nature::HandedIn, Nature::Stamped])
            && (answered::is_stamp(page, start, end) || answered::is_entered(page, start))
            || paper.is_type("PERMIT-RECEIPT") && answered::is_till_line(page, start, end)
        {
            (DateRole::Filed, "protocol-date")
        } else if let Some(role) = following::of_event(page, end, paper) {
            (role, "done-event")
        } else if paper.is_type("OBSERVATIONS") && following::is_reached(page, start, end) {
            (DateRole::Notified, "done-notified")
        } else if following::is_paid_within(page, start, paper) {
            (DateRole::Due, "label-due")
        } else if paper.begins() == DateRole::Start && following::is_called_beginning(page, end) {
            (DateRole::Start, "done-start")
        } else if !paper.is(Nature::Filed)
            && !paper.is_type("SCREENSHOT")
            && delivery::is_mail_head(page, start)
        {
            (DateRole::Issued, "place-and-date")
        } else if let Some(role) = following::concludes_by(page, start, paper) {
            (role, "span-end")
        } else if let Some(found) = terms::told(page, start, end, paper) {
            found
        } else if answer_by::is_answer_by(page, start, paper) {
            (DateRole::Due, "label-due")
        } else if following::is_called_to(page, start, end, paper)
            || following::is_called_at(page, start, end, paper)
        {
            (DateRole::Appointment, "day-and-hour")
        } else if following::has_come(page, start, end, paper) {
            (DateRole::Filed, "done-filed")
        } else if paper.is_type("PEC-RECEIPT") && is_of_quoted_number(page, start) {
            (DateRole::Other, "protocol-date")
        } else if answered::is_registered(page, start, paper) {
            (DateRole::Filed, "label-filed")
        } else if signatures::is_beside_officer(page, start, end, paper) {
            (DateRole::Issued, "on-the-day")
        } else if let Some(found) = signatures::told(page, candidates, start, paper) {
            found
        } else if let Some(found) = labelled(page, &labels, candidates, start, floor, paper) {
            found
        } else if let Some(found) = captioned(page, all, start, end, paper) {
            found
        } else if let Some(role) = until::is_valid_until(page, start, paper) {
            (role, "valid-until")
        } else if let Some(found) = following::told(page, start, end, paper) {
            found
        } else if paper.is_type("PHOTO")
            && !candidate.in_words
            && !signatures::is_attested(page, start, end)
            && device::of_picture(page, start, end)
        {
            (DateRole::Captured, "day-and-hour")
        } else if born.contains(&candidate.day) || person_row::is_birth(page, start) {
            (DateRole::Birth, "born")
        } else if candidate.partial && !FROM.is_match(before(&page.text, start, 16))
            || candidate.doubtful
                && !paper.is(Nature::Payment)
                && !is_place_and_date(page, start, end)
                && position::of_title(page, start, paper).is_none()
        {
            continue;
        } else if candidate.in_words
            && (is_place_and_date(page, start, end) || in_words::is_in_town(page, start, paper))
        {
            (DateRole::Issued, "place-and-date")
        } else if let Some(role) = on_the_day(page, start, end, paper) {
            (role, "on-the-day")
        } else if act_days::is_sealed(page, start, paper)
            || (!paper.has_type() || paper.is_type("OTHER"))
                && delivery::opens_record(page, start, end)
        {
            (DateRole::Issued, "on-the-day")
        } else if position::is_in_number(page, start, end, paper)
            || act_days::is_of_apostille(page, start, paper)
        {
            (DateRole::Issued, "label-issued")
        } else if FROM.is_match(before(&page.text, start, 16)) {
            // "Genehmigung Nr. 288 vom": of which day, and not since when.
            let own = !tells_of_another(page, start, paper)
                && !before(&page.text, start, 5).ends_with("vom ");
            (if own { paper.begins() } else { DateRole::Other }, "span-start")
        } else if is_place_and_date(page, start, end) {
            (DateRole::Issued, "place-and-date")
        } else if let Some(role) = position::of_title(page, start, paper) {
            (role, "title-date")
        } else if stands_apart(page, start, end) {
            (DateRole::Other, "date-apart")
        } else {
            (DateRole::Other, "date")
        };
        let (role, rule) = if passing::is_told_in_passing(page, start, end, role, rule, paper) {
            (DateRole::Other, "date")
        } else {
            (role, rule)
        };
        let job = role == DateRole::ValidFrom && asides::is_of_job(page, start, paper);
        let role = if job { DateRole::Start } else { role };
        let (role, rule) = match until::meant(page, start, role, paper) {
            Some(DateRole::Due) => (DateRole::Due, "label-due"),
            Some(other) => (other, "date"),
            None => (role, rule),
        };
        // One label for both ends: "Valid from – until 02/05/2026 – 28/10/2026".
        let (role, rule) = if matches!(role, DateRole::Expires | DateRole::ValidTo)
            && rule.starts_with("label-")
            && ends_behind(page, candidates, at)
        {
            match paper.begins() {
                DateRole::Other => (DateRole::ValidFrom, "span-start"),
                role => (role, "span-start"),
            }
        } else {
            (role, rule)
        };
        let (role, rule) = match row {
            // Two people's columns, or the next row of a list: what the first day is the others are.
            Some((last, on))
                if role == DateRole::Other
                    && rule.starts_with("date")
                    && !FROM.is_match(before(&page.text, start, 16))
                    && is_next(page, on, last, start, &labels) =>
            {
                (DateRole::Birth, "label-birth")
            }
            _ => (role, rule),
        };
        let (role, rule) = if matches!(rule, "place-and-date" | "label-issued")
            && paper.is(Nature::Act)
            && position::is_acknowledged(page, start)
        {
            (DateRole::Notified, "done-notified")
        } else if let Some((last, of)) = previous
            && rule == "place-and-date"
            && page.text[last..start] == *"\n"
        {
            // The second line of a cell, below a day that has its label.
            (of, "span-end")
        } else {
            (role, rule)
        };
        // "Dal 14/03/2022" is since when, nobody's birth; nor was "estratto conto dal" issued then.
        let (role, rule) = if (role == DateRole::Birth || rule == "label-issued")
            && FROM.is_match(before(&page.text, start, 16))
        {
            (DateRole::Other, "date")
        } else {
            (role, rule)
        };
        row = (role == DateRole::Birth).then(|| (end, page.line_of(start)));
        previous = Some((end, role));
        if matches!(role, DateRole::ValidFrom | DateRole::Start) {
            begun = Some(page.line_of(start));
        }
        dates.push(DateFound {
            date: When::Day(candidate.day),
            role,
            alternative: candidate.alternative,
            time: None,
            evidence: evidence(page, start, end, rule),
        });
    }
}

/// Returns whether a date stands right beside a day of birth, or in the row below it of a list that is numbered or begins with a name.
fn is_next(page: &Folded<'_>, line: usize, last: usize, start: usize, labels: &[Label]) -> bool {
    let here = page.line_of(start);
    if here == line {
        return page.text[last..start].trim().is_empty();
    }
    let row = |line: usize| page.words(page.line(line).0, page.line(line).1);
    let entry = |text: &str| {
        text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !text.contains(':')
    };
    let (from, to) = page.line(here);
    let told = labels.iter().any(|label| label.start >= from && label.end <= to);
    // "Data di nascita 14/11/1990" is a field, the line below it another one.
    let (first, last) = page.line(line);
    let field = labels.iter().any(|l| l.role == DateRole::Birth && l.end > first && l.end <= last);
    !told
        && !field
        && here == line + 1
        && entry(row(line))
        && entry(row(here))
        && row(here).len().abs_diff(row(line).len()) <= 30
}

/// "Il giorno 13/11/2026": the day of what the paper is about.
fn on_the_day(page: &Folded<'_>, start: usize, end: usize, paper: Paper<'_>) -> Option<DateRole> {
    let opening = before(&page.text, start, 60);
    // "Addì" opens the record of what was done on that day, and nothing else; so does "L'anno 2026, il giorno …".
    let addi = ["addi' ", "addi ", "addi, "].iter().any(|word| opening.ends_with(word))
        || page.text[start..].starts_with("l'anno");
    let of_an_event = paper.is(Nature::Record) || paper.is_type("APPOINTMENT");
    if paper.is_any(&[Nature::HandedIn, Nature::Receipt, Nature::Answer])
        && act_days::is_today(page, start)
    {
        return Some(DateRole::Issued);
    }
    let of_parties = paper.is_any(&[Nature::Contract, Nature::Deed]);
    let act = of_parties
        && (act_days::is_of_act(page, start, end)
            || following::is_written_out(page, start, end)
            || repeats_words(page, start, end));
    if !of_an_event && (addi || act) {
        return Some(DateRole::Issued);
    }
    if paper.is(Nature::HandedIn)
        && (following::is_written_out(page, start, end) || repeats_words(page, start, end))
    {
        return Some(DateRole::Filed);
    }
    let lead = before(&page.flat, start, 40).trim_end_matches([' ', ':']);
    let lead =
        lead.rsplit_once(" giorno").filter(|(_, rest)| rest.len() <= 12).map(|(lead, _)| lead)?;
    let the = lead.is_empty() || ["il", "per", "al"].iter().any(|w| lead.ends_with(w));
    if the && paper.is_type("PEC-RECEIPT") {
        Some(DateRole::Filed)
    } else if the && paper.is(Nature::Call) {
        Some(DateRole::Appointment)
    } else {
        None
    }
}

/// "Il giorno 26 del mese di giugno 2026 (26/06/2026)".
fn repeats_words(page: &Folded<'_>, start: usize, end: usize) -> bool {
    page.text[start..end].ends_with(')')
        && ["il giorno ", "l'anno ", "addi ", "addi' ", "il "]
            .iter()
            .any(|word| before(&page.flat, start, 10).ends_with(word))
}

/// One entry for each day and role; a day with a role needs no entry without one.
fn settle(mut dates: Vec<DateFound>) -> Vec<DateFound> {
    let roles: Vec<(When, DateRole)> = dates.iter().map(|d| (d.date, d.role)).collect();
    let mut seen: Vec<(When, DateRole)> = Vec::new();
    dates.retain(|found| {
        let repeated = seen.contains(&(found.date, found.role));
        let known = found.role == DateRole::Other
            && roles.iter().any(|(date, role)| *date == found.date && *role != DateRole::Other);
        let born = found.role != DateRole::Birth
            && found.role == DateRole::Other
            && roles.contains(&(found.date, DateRole::Birth));
        if repeated || known || born {
            return false;
        }
        seen.push((found.date, found.role));
        true
    });
    dates
}

//! Dates in all their written forms, with their roles.

use super::fold::Folded;
use super::forms::{self, DATES};
use super::labels::{self, Label};
use super::references::Found;
use super::zones::Zone;
use super::{evidence, pattern, period};
use crate::facts::{DateFound, DateRole, When};
use crate::person::Person;
use chrono::NaiveDate;
use regex::Regex;
use std::sync::LazyLock;

/// What stands before a date that belongs to a law, a gazette or a judgment.
static LAW_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:l\.|legge(?:\s(?:regionale|costituzionale|di\sconversione))?|l\.\s?r\.?|d\.?\s?lgs|d\.?\s?l\.?\s?vo|d\.?\s?l\.|d\.?\s?p\.?\s?r|d\.?\s?m|d\.\s?i\.|d\.?\s?p\.?\s?c\.?\s?m|r\.?\s?d|t\.\s?u|testo\sunico|decreto(?:\s(?:legge|legislativo|ministeriale|interministeriale|direttoriale|del\spresidente\sdella\srepubblica|del\spresidente\sdel\sconsiglio\sdei\sministri))?|decreto-legge|gazzetta\sufficiale|g\.?\s?u(?:\.?\s?u\.?\s?e)?|regolamento|regulation|directive|direttiva|convenzione|convention|ordinanza|sentenza|circolare|delibera(?:zione)?|determinazione|act|law|decree|protocollo\sd'intesa|nota\scongiunta)\.?(?:\s(?:europea|regionale|serie\sgenerale|di\sgiunta|di\sconsiglio|dell'aja|\(?(?:ue|ce|eu|ec|cee)\)?))?,?\s*(?:(?:n(?:o|r|um|umero)?[.\so]{0,3})?\s?[0-9]+(?:/[0-9a-z]+)*)?,?\s*(?:del|dell'|in\sdata|of|siglato\sil|,)?\s*$",
    )
});

/// "28 dicembre 2000, n. 445": a number after the date, as laws have.
static LAW_AFTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^,?\s*n(?:o|r|um)?[.\so]{0,3}\s?[0-9]{1,5}\b"));

/// "Milano, lì 24/12/2020": what stands before the date on its line.
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:luogo\se\sdata|place\sand\sdate|luogo|place):?\s*)?[a-z][a-z'. -]{1,40}(?:,\s*(?:l[i'],?|il|addi'?,?|on|le|el|a)?|\sl[i'],?)\s*$",
    )
});

/// What joins the two ends of a span.
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^\s*[,;]?\s*(?:e\s)?(?:(?:fino|sino)\s)?(?:al|alle\sore\s24[:.0]*\sdel|to|until|till|through|a|-|->)\s*(?:il\s|giorno\s)*$",
    )
});
static FROM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b(?:dal|from)(?:\s(?:giorno|the))?:?\s*$"));

/// A written date, before its role is known.
struct Candidate {
    start: usize,
    end: usize,
    day: NaiveDate,
    alternative: Option<NaiveDate>,
    /// A two-digit year or no sign between the parts: taken only with a label.
    doubtful: bool,
}

/// Returns the last bytes before an offset, on a folded text (ASCII, so any cut is sound).
fn before(text: &str, at: usize, length: usize) -> &str {
    &text[at.saturating_sub(length)..at]
}

fn after(text: &str, at: usize, length: usize) -> &str {
    &text[at..(at + length).min(text.len())]
}

/// Returns the dates with their roles, and 13 or 14 for a payslip of that salary.
pub(super) fn find(
    pages: &[Folded<'_>],
    people: &[Person],
    zones: &[Zone],
    references: &[Found],
    id: Option<&str>,
) -> (Vec<DateFound>, Option<u32>) {
    let mut dates: Vec<DateFound> = Vec::new();
    for zone in zones {
        let mut add = |day: Option<NaiveDate>, role| {
            if let Some(day) = day {
                let evidence = zone.evidence.clone();
                dates.push(DateFound { date: When::Day(day), role, alternative: None, evidence });
            }
        };
        add(zone.mrz.born, DateRole::Birth);
        add(zone.mrz.expires, DateRole::Expires);
    }
    let born: Vec<NaiveDate> = people
        .iter()
        .flat_map(|p| std::iter::once(p.born).chain(p.dependants.iter().map(|d| d.born)))
        .flatten()
        .collect();
    for page in pages {
        on_page(page, &born, references, id, &mut dates);
    }
    if matches!(id, Some("FEE-RECEIPT" | "F24")) {
        only_date_is_paid(&mut dates);
    }
    let extra = period::find(pages, id, &mut dates);
    (settle(dates), extra)
}

/// A receipt's only date is the day of payment, whether a label says so or not.
fn only_date_is_paid(dates: &mut [DateFound]) {
    let own = |d: &&mut DateFound| d.role != DateRole::Birth;
    let mut own: Vec<&mut DateFound> = dates.iter_mut().filter(own).collect();
    if let [only] = &mut own[..]
        && only.role == DateRole::Other
        && only.evidence.rule == "date"
    {
        only.role = DateRole::Paid;
        only.evidence.rule = "only-date".to_owned();
    }
}

fn on_page(
    page: &Folded<'_>,
    born: &[NaiveDate],
    references: &[Found],
    id: Option<&str>,
    dates: &mut Vec<DateFound>,
) {
    let labels = labels::find(page);
    let english = page.flat.contains(" the ")
        && !page.flat.contains(" il ")
        && !page.flat.contains(" della ");
    let candidates: Vec<Candidate> = DATES
        .captures_iter(&page.text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let (start, end) = (whole.start(), whole.end());
            // A longer number, an amount or a code goes on here.
            let glued = |b: Option<&u8>, signs: &[u8]| b.is_some_and(|b| signs.contains(b));
            let bytes = page.text.as_bytes();
            let digit_before = start >= 2
                && glued(bytes.get(start - 1), b"/.-,")
                && bytes[start - 2].is_ascii_digit();
            let digit_after = glued(bytes.get(end), b"/.-,")
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            if digit_before || digit_after {
                return None;
            }
            let (day, alternative, doubtful) = forms::parts(&found)?;
            // Only a paper wholly in English may be written month first.
            let alternative = alternative.filter(|_| english);
            Some(Candidate { start, end, day, alternative, doubtful })
        })
        .collect();
    let mut previous: Option<(usize, DateRole)> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let (start, end) = (candidate.start, candidate.end);
        if is_law(page, start, end) {
            previous = None;
            continue;
        }
        let own = references.iter().find(|r| {
            r.reference.evidence.page == page.page
                && r.date_at.is_some_and(|(s, e)| s <= start && end <= e)
        });
        let floor = if at == 0 { 0 } else { candidates[at - 1].end };
        let (role, rule) = if own.is_some() {
            if is_filed(id) {
                (DateRole::Filed, "protocol-date")
            } else {
                (DateRole::Other, "protocol-date")
            }
        } else if let Some(role) = span_end(page, previous, start, id) {
            (role, "span-end")
        } else if let Some(found) = labelled(page, &labels, &candidates, start, floor, id) {
            found
        } else if born.contains(&candidate.day) {
            (DateRole::Birth, "born")
        } else if candidate.doubtful {
            continue;
        } else if let Some(role) = on_the_day(page, start, id) {
            (role, "on-the-day")
        } else if FROM.is_match(before(&page.text, start, 16)) {
            (span_start(id), "span-start")
        } else if is_place_and_date(page, start, end) {
            (DateRole::Issued, "place-and-date")
        } else if id == Some("SCREENSHOT") && !dates.iter().any(|d| d.role == DateRole::Captured) {
            (DateRole::Captured, "screenshot")
        } else {
            (DateRole::Other, "date")
        };
        previous = Some((end, role));
        dates.push(DateFound {
            date: When::Day(candidate.day),
            role,
            alternative: candidate.alternative,
            evidence: evidence(page, start, end, rule),
        });
    }
}

/// "Il giorno 13/11/2026": the day of what the paper is about.
fn on_the_day(page: &Folded<'_>, start: usize, id: Option<&str>) -> Option<DateRole> {
    let lead = before(&page.flat, start, 40).trim_end_matches([' ', ':']);
    let lead =
        lead.rsplit_once(" giorno").filter(|(_, rest)| rest.len() <= 12).map(|(lead, _)| lead)?;
    let the = lead.is_empty() || ["il", "per", "al"].iter().any(|w| lead.ends_with(w));
    match id {
        Some("PEC-RECEIPT") if the => Some(DateRole::Filed),
        Some("APPOINTMENT" | "PERMIT-RECEIPT") if the => Some(DateRole::Appointment),
        _ => None,
    }
}

/// Returns the role that the nearest label gives: on the line before the date, or in the header above its column.
fn labelled(
    page: &Folded<'_>,
    labels: &[Label],
    candidates: &[Candidate],
    start: usize,
    floor: usize,
    id: Option<&str>,
) -> Option<(DateRole, &'static str)> {
    let line = page.line_of(start);
    let (line_start, _) = page.line(line);
    let upto = labels.partition_point(|l| l.end <= start);
    let near = labels[..upto]
        .iter()
        .rev()
        .take_while(|l| l.start >= floor)
        .find(|l| start - l.end <= labels::reach(page, l));
    // "Milano, 20/03/2026" is a signature's line; what stands above it says nothing of it.
    let (cell, _) = page.cell(start, start);
    let signature = PLACE.is_match(&page.text[cell..start]);
    // On the date's own line, or a sentence that was wrapped right before it.
    if let Some(label) = near {
        let between = &page.text[label.end..start];
        let wrapped = !signature
            && between.matches('\n').count() == 1
            && between.trim().len() <= 24
            && !between.contains('\t');
        if label.start >= line_start
            || wrapped && is_alone_above(page, labels, candidates, label, start)
        {
            return adjusted(page, label, id);
        }
    }
    if line == 0 || signature {
        return None;
    }
    // A table: the header is the label whose column is nearest.
    for above in (line.saturating_sub(2)..line).rev() {
        let (from, to) = page.line(above);
        if candidates.iter().any(|c| c.start >= from && c.end <= to) && above + 1 == line {
            // The line above has dates of its own: a further row of the table.
            continue;
        }
        let column = page.column(start) as i64;
        let best = labels
            .iter()
            .filter(|l| l.start >= from && l.end <= to)
            .map(|l| {
                let (cell, _) = page.cell(l.start, l.end);
                ((page.column(cell.max(from)) as i64 - column).abs(), l)
            })
            .min_by_key(|(distance, _)| *distance);
        if let Some((distance, label)) = best
            && distance <= 22
        {
            return adjusted(page, label, id);
        }
    }
    None
}

/// Returns whether a label at the end of the line above speaks for this date, and not for another column.
fn is_alone_above(
    page: &Folded<'_>,
    labels: &[Label],
    candidates: &[Candidate],
    label: &Label,
    start: usize,
) -> bool {
    let line = page.line_of(label.start);
    let (from, to) = page.line(line);
    let others = labels.iter().filter(|l| l.start >= from && l.end <= to && !l.weak).count();
    let (_, date_line_end) = page.line(page.line_of(start));
    let same_line = candidates.iter().filter(|c| c.start >= to && c.end <= date_line_end).count();
    others <= 1 || same_line <= 1 && to - label.end <= 3
}

/// Returns the role that a label has on a paper of this type.
fn adjusted(
    page: &Folded<'_>,
    label: &Label,
    id: Option<&str>,
) -> Option<(DateRole, &'static str)> {
    let words = &page.flat[label.start..label.end];
    let bill =
        matches!(id, Some("PAYMENT-NOTICE" | "UTILITY-BILL" | "INVOICE" | "F24" | "FEE-RECEIPT"));
    let role = match label.role {
        DateRole::Expires if bill && words.contains("scad") => DateRole::Due,
        DateRole::Expires => span_role(id),
        DateRole::Start if matches!(id, Some("HEALTH-INSURANCE" | "PERMIT" | "VISA")) => {
            DateRole::ValidFrom
        }
        DateRole::ValidFrom
            if matches!(id, Some("CONTRACT" | "LEASE" | "JOB-OFFER" | "STAY-CONTRACT")) =>
        {
            DateRole::Start
        }
        DateRole::Filed if matches!(id, Some("FEE-RECEIPT" | "F24")) => DateRole::Paid,
        // An office's act tells when the application was filed; the act itself was not.
        DateRole::Filed if is_act(id) => DateRole::Other,
        DateRole::Issued if label.weak && id == Some("BANK-STATEMENT") => DateRole::Other,
        DateRole::Issued if label.weak && matches!(id, Some("FEE-RECEIPT" | "F24")) => {
            DateRole::Paid
        }
        DateRole::Issued if label.weak && is_filed(id) => DateRole::Filed,
        DateRole::Issued if label.weak && id == Some("APPOINTMENT") && words == "data" => {
            DateRole::Appointment
        }
        DateRole::Issued if label.weak && id == Some("SCREENSHOT") => DateRole::Captured,
        role => role,
    };
    let rule = match role {
        DateRole::Issued => "label-issued",
        DateRole::Filed => "label-filed",
        DateRole::Paid => "label-paid",
        DateRole::Notified => "label-notified",
        DateRole::Appointment => "label-appointment",
        DateRole::Due => "label-due",
        DateRole::Start => "label-start",
        DateRole::ValidFrom => "label-valid-from",
        DateRole::ValidTo => "label-valid-to",
        DateRole::Expires => "label-expires",
        DateRole::Birth => "label-birth",
        DateRole::Captured => "label-captured",
        DateRole::Period | DateRole::Other => "label-other",
    };
    Some((role, rule))
}

/// Papers whose day is the one they were handed in on.
fn is_filed(id: Option<&str>) -> bool {
    matches!(
        id,
        Some(
            "ALI-RECEIPT"
                | "PERMIT-RECEIPT"
                | "UNILAV"
                | "LEASE-REGISTRATION"
                | "PEC-RECEIPT"
                | "PERMIT-APPLICATION"
                | "VISA-APPLICATION"
        )
    )
}

fn is_act(id: Option<&str>) -> bool {
    matches!(
        id,
        Some(
            "NULLA-OSTA"
                | "INTEGRATION-REQUEST"
                | "REJECTION-NOTICE"
                | "REJECTION"
                | "REVOCATION"
                | "APPOINTMENT"
        )
    )
}

/// Contracts and policies end; papers of identity and permits expire.
fn span_role(id: Option<&str>) -> DateRole {
    match id {
        Some(
            "CONTRACT" | "JOB-OFFER" | "STAY-CONTRACT" | "CLIENT-CONTRACT" | "LEASE"
            | "LEASE-REGISTRATION" | "HEALTH-INSURANCE" | "EMPLOYER-LETTER" | "UNILAV"
            | "HOSPITALITY" | "BUILDING-NOTICE",
        ) => DateRole::ValidTo,
        _ => DateRole::Expires,
    }
}

fn span_start(id: Option<&str>) -> DateRole {
    match id {
        Some("HEALTH-INSURANCE" | "PERMIT" | "VISA") => DateRole::ValidFrom,
        Some(
            "CONTRACT" | "JOB-OFFER" | "STAY-CONTRACT" | "CLIENT-CONTRACT" | "LEASE"
            | "LEASE-REGISTRATION" | "UNILAV" | "EMPLOYER-LETTER" | "HOSPITALITY",
        ) => DateRole::Start,
        _ => DateRole::Other,
    }
}

fn span_end(
    page: &Folded<'_>,
    previous: Option<(usize, DateRole)>,
    start: usize,
    id: Option<&str>,
) -> Option<DateRole> {
    let (end, role) = previous?;
    if !matches!(role, DateRole::ValidFrom | DateRole::Start) || start < end || start - end > 40 {
        return None;
    }
    SPAN.is_match(&page.text[end..start]).then(|| match (role, span_role(id)) {
        (_, DateRole::ValidTo) => DateRole::ValidTo,
        (_, _)
            if matches!(
                id,
                Some("PERMIT" | "VISA" | "PASSPORT" | "ID-CARD" | "DRIVING-LICENCE")
            ) =>
        {
            DateRole::Expires
        }
        _ => DateRole::ValidTo,
    })
}

fn is_law(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let lead = before(&page.flat, start, 90);
    LAW_BEFORE.is_match(lead)
        || LAW_AFTER.is_match(after(&page.flat, end, 24))
            && [
                "d.p.r",
                "dpr",
                "d.lgs",
                "d. lgs",
                "legge",
                "l.",
                "decreto",
                "d.l.",
                "d.m.",
                "regolamento",
            ]
            .iter()
            .any(|law| lead.trim_end().ends_with(law) || lead.ends_with(&format!("{law} ")))
}

fn is_place_and_date(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let (from, to) = page.cell(start, end);
    let lead = &page.text[from..start];
    let rest = page.text[end..to].trim_matches([' ', '.', ',', ';']);
    if !rest.is_empty() && rest.split(' ').count() > 4 {
        return false;
    }
    if lead.is_empty() {
        // A line of its own near the top: a letter's date.
        let line = page.line_of(start);
        return page.page == 1 && line < 14 && rest.is_empty() && page.line(line) == (from, to);
    }
    lead.split(' ').count() <= 6 && PLACE.is_match(lead)
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

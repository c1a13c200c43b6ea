//! The hour of a day: when somebody must be there, when an application went out.
//!
//! It stands beside its day (`12/03/2027 ore 9.40`, `alle 9:40 di venerdì 12 marzo`); that of an appointment also further on in its
//! sentence, on a line of its own (`Ora: 9,40`) or in a table's column. Where a paper tells two hours of one day that are far from each
//! other, none is told.

use super::fold::Folded;
use super::forms::WEEKDAY;
use super::{evidence, forms, pattern};
use crate::facts::{DateFound, DateRole, HourFound, When};
use chrono::{NaiveDate, NaiveTime};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// So far behind an appointment's day its sentence may go on before the hour, in bytes.
const SENTENCE: usize = 160;
/// So many bytes before a day, and behind it, hold its hour and the weekday between.
const BESIDE: usize = 60;
/// On so many lines around its day an appointment's hour may have a line of its own.
const LINES: usize = 4;
/// A table's captions stand so many lines at most from an appointment's day, and its rows.
const ROWS: usize = 8;
/// No more bytes of a row are read.
const LONGEST_ROW: usize = 300;
/// A table's captions have so many words at most; a longer line is a sentence.
const MOST_CAPTIONS: usize = 10;
/// A day fewer days away than these is another appointment's, or that of a letter; nobody was born then who is called.
const NEAR: i64 = 400;
/// So many minutes apart are the hours of a family's members who are called for one day.
const FAMILY: i64 = 30;
/// What takes longer is no appointment's slot but a time in which an office is open, in minutes.
const LONGEST_SLOT: i64 = 60;

/// An hour as it is written: `9.40`, `09:40:12`, `9h40`, `9:40 AM`, `9 Uhr`, `9 e 40`.
const CLOCK: &str = r"(?P<hour>2[0-3]|[01]?[0-9])(?:\s?(?P<dot>[:.,h]|\se\s)\s?(?P<minute>[0-5][0-9]))?(?:[:.][0-5][0-9](?:[.,][0-9]{1,6})?)?(?:\s?(?P<half>[ap])\.?\s?m\b\.?|\s?(?P<unit>hrs?|h|uhr|heures|horas|ore)\b)?";

/// What says that a number is an hour.
const WORD: &str = r"(?P<word>(?:alle\s|dalle\s|all'|per\sle\s|a\spartire\sdalle\s|entro\sle\s|verso\sle\s)?(?:ore|ora|orario|h)\b[.:]?|hora\b[.:]?|heure\b[.:]?|uhrzeit:?|time:|fascia(?:\soraria)?:?|slot:?|a\slas\b|a\sla\b)\s?|(?P<joint>alle\b|dalle\b|entro\sle\b|at\b|from\b|as\b|um\b|\ba\b)\s";

/// Behind its day: "12/03/2027 (venerdì), alle ore 9.40", "2026-02-16T09:00:11".
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?-u)^(?:\s(?:p\.\s?v\.|prossimo(?:\sventuro)?|c\.\s?a\.))?(?:[\s,;.)(|-]{{0,4}}(?:{WEEKDAY}[\s,).-]{{0,5}})?(?:e\s)?|t)(?:{WORD})?{CLOCK}"
    ))
});

/// Before its day: "alle ore 9.40 di venerdì 12 marzo", "at 9:40 on Friday, 12 March".
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?-u)(?:^|[\s(,;])(?:{WORD})?{CLOCK}[\s,]{{0,2}}(?:circa\s)?(?:(?:del\sgiorno|del|dell'|di|of|on|del\sdia|do\sdia|du|le|am|il|il\sgiorno)\s?)?(?:{WEEKDAY}[\s,]{{0,2}})?(?:il\s)?$"
    ))
});

/// Further on in the sentence: "presso lo sportello 5, alle ore 9.40".
static FURTHER: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?-u)(?:^|[\s(,;])(?:{WORD}){CLOCK}")));

/// On a line of its own: "Ora: 9,40", "Orario convocazione 09:40".
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?-u)(?:^|\t|\n|\s-\s|,\s)(?P<word>(?:alle\s)?(?:appointment\s)?(?:(?:ore|ora|orario|hora|heure|hour|uhrzeit|time|fascia|fascia\soraria|slot)\b(?:\s?/\s?)?){{1,4}}(?:\s(?:di\s|della\s|dell'|del\s|of\s)?(?:appuntamento|convocazione|presentazione|ingresso|accesso|arrivo|appointment|arrival))?)\s?[:.\t\n]{{0,2}}\s?{CLOCK}"
    ))
});

/// A table's captions, of which one is that of the hour: "Cognome e nome  Assicurata  Ora", "TAG / GIORNO  UHR / ORE  SCHALTER".
static CAPTIONS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\x00-/<-\x7f]{0,120}\b(?:ora|ore|orario|slot|uhr|uhrzeit|hora|heure|hour|time)\b[\x00-/<-\x7f]{0,120}$",
    )
});

/// An hour that is a word of a table's row.
static IN_ROW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)(?:^|\s)(?P<hour>2[0-3]|[01]?[0-9])[:.,h](?P<minute>[0-5][0-9])(?:$|\s)")
});

/// The end of a slot: "9:40 - 10:00", "dalle 9 alle 12".
static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?-u)^[\s)]{{0,2}}(?:-|/|alle(?:\sore)?|e\sle|to|until|a\slas|and)\s?{CLOCK}"
    ))
});

/// What an office says of itself, not of an appointment.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:apert[oiae]|apertura|chius|orari(?:o)?\sdi\s(?:sportello|ricevimento|ufficio)|ricevimento|dal\slun|lun-|lun\.|lunedi'?\s?-|open|opening|office\shours|dal\slunedi|centralino|tel\.|telefon)",
    )
});

/// Sets the hour of every day of which its paper tells one.
pub(super) fn read(pages: &[Folded<'_>], dates: &mut [DateFound]) {
    // What is told of a day without a label is asked for an appointment alone.
    let called = dates.iter().any(|found| found.role == DateRole::Appointment);
    let may = |role: DateRole| may_have_hour(role) || called && role == DateRole::Other;
    let told: Vec<Vec<HourFound>> = dates
        .iter()
        .map(|found| if may(found.role) { told(pages, found) } else { Vec::new() })
        .collect();
    let all: Vec<Option<HourFound>> = dates.iter().map(|found| only(found, dates, &told)).collect();
    for (found, hour) in dates.iter_mut().zip(all) {
        found.time = hour;
    }
}

/// Returns the hour of a day in its role, if what is told of it is one.
fn only(found: &DateFound, dates: &[DateFound], told: &[Vec<HourFound>]) -> Option<HourFound> {
    if !may_have_hour(found.role) {
        return None;
    }
    // Where an appointment's day is told once more without a label, it is told of the appointment.
    let is_of = |other: &DateFound| {
        other.date == found.date
            && (other.role == found.role
                || found.role == DateRole::Appointment
                    && other.role == DateRole::Other
                    && other.evidence.rule == "date")
    };
    let hours = || dates.iter().zip(told).filter(|(other, _)| is_of(other)).flat_map(|(_, t)| t);
    let (first, last) = (hours().min_by_key(|hour| hour.at)?, hours().map(|hour| hour.at).max()?);
    // The members of a family are called one after the other.
    let together = found.role == DateRole::Appointment && (last - first.at).num_minutes() <= FAMILY;
    (first.at == last || together).then(|| first.clone())
}

/// Whether the hour matters of a day in this role: of what is done, or to be done, on it.
fn may_have_hour(role: DateRole) -> bool {
    use DateRole::{Appointment, Captured, Due, Filed, Issued, Notified, Paid};
    matches!(role, Appointment | Captured | Due | Filed | Issued | Notified | Paid)
}

/// A time that was met.
enum Met {
    Hour(HourFound),
    /// From one hour to another, as long as an office is open: nobody's hour.
    Long,
}

/// Returns the hours that are told of a day where it stands; more than one leave doubt.
fn told(pages: &[Folded<'_>], found: &DateFound) -> Vec<HourFound> {
    let page = pages.iter().find(|page| page.page == found.evidence.page);
    let (When::Day(on), Some(page)) = (found.date, page) else { return Vec::new() };
    let start = page.folded(found.evidence.start as usize);
    let end = page.folded(found.evidence.end as usize).max(start);
    let mut met: Vec<Met> = behind(page, end).or_else(|| before(page, start)).into_iter().collect();
    if met.is_empty() && found.role == DateRole::Appointment {
        met = further(page, end);
    }
    if met.is_empty() && found.role == DateRole::Appointment {
        met = labelled(page, start);
    }
    if met.is_empty() && found.role == DateRole::Appointment {
        met = in_column(page, start, on);
    }
    let hour = |met: Met| match met {
        Met::Hour(hour) => Some(hour),
        Met::Long => None,
    };
    met.into_iter().map(hour).collect::<Option<Vec<HourFound>>>().unwrap_or_default()
}

fn behind(page: &Folded<'_>, end: usize) -> Option<Met> {
    let rest = &page.flat[end..(end + BESIDE).min(page.flat.len())];
    let found = BEHIND.captures(rest)?;
    hour(page, end, rest, &found)
}

fn before(page: &Folded<'_>, start: usize) -> Option<Met> {
    let from = start.saturating_sub(BESIDE);
    let lead = &page.flat[from..start];
    let found = BEFORE.captures(lead)?;
    hour(page, from, lead, &found)
}

/// Returns the hours that the sentence goes on to tell.
fn further(page: &Folded<'_>, end: usize) -> Vec<Met> {
    let rest = &page.flat[end..(end + SENTENCE).min(page.flat.len())];
    let rest = rest.split(". ").next().unwrap_or_default();
    if OPENING.is_match(rest) {
        return Vec::new();
    }
    FURTHER.captures_iter(rest).filter_map(|found| hour(page, end, rest, &found)).collect()
}

/// Returns the hours that stand under a label of their own on the lines around.
fn labelled(page: &Folded<'_>, start: usize) -> Vec<Met> {
    let line = page.line_of(start);
    let (from, _) = page.line(line.saturating_sub(LINES));
    let (_, to) = page.line((line + LINES).min(page.last_line()));
    let from = from.max(start.saturating_sub(LINES * SENTENCE));
    let around = &page.text[from..to.min(start + LINES * SENTENCE)];
    let of_office = |found: &Captures<'_>| {
        let at = from + found.name("hour").map_or(0, |hour| hour.start());
        let (begin, end) = page.line_at(at);
        OPENING.is_match(&page.flat[begin..end])
    };
    LABELLED
        .captures_iter(around)
        .filter(|found| !of_office(found))
        .filter_map(|found| hour(page, from, around, &found))
        .collect()
}

/// Returns the hours in the rows below a table's captions, of which one is that of the hour: each row has one.
fn in_column(page: &Folded<'_>, start: usize, on: NaiveDate) -> Vec<Met> {
    let words = |line: usize| {
        let (from, to) = page.line(line);
        (from, &page.text[from..to.min(from + LONGEST_ROW)])
    };
    let row_of_day = page.line_of(start);
    let around = row_of_day.saturating_sub(ROWS)..=(row_of_day + ROWS).min(page.last_line());
    let is_captions = |line: &usize| {
        let text = words(*line).1;
        CAPTIONS.is_match(text) && text.split_whitespace().count() <= MOST_CAPTIONS
    };
    let Some(captions) = around.clone().find(is_captions) else {
        return Vec::new();
    };
    let of_row = |line: usize| {
        let (from, row) = words(line);
        let mut all = IN_ROW.captures_iter(row);
        let (found, None) = (all.next()?, all.next()) else { return None };
        // "16.00 eur" is what it costs; and a row may have a day of its own, beside those on which people were born.
        let days = forms::DATES.captures_iter(row).filter_map(|found| forms::read(&found));
        let other = days.filter(|of| *of != on).any(|of| (of - on).num_days().abs() < NEAR);
        if row.contains("eur") || other {
            return None;
        }
        let minute = found.name("minute")?.end();
        let evidence = evidence(page, from + found.name("hour")?.start(), from + minute, "hour");
        Some(Met::Hour(HourFound { at: clock(&found)?, evidence }))
    };
    (captions + 1..=*around.end()).filter_map(of_row).collect()
}

/// Returns the time that was met in a text which begins at a folded offset, if it is one.
fn hour(page: &Folded<'_>, from: usize, text: &str, found: &Captures<'_>) -> Option<Met> {
    let (all, begin) = (found.get(0)?, found.name("hour")?.start());
    let at = clock(found)?;
    let plain = ["word", "half", "unit"].iter().any(|name| found.name(name).is_some());
    // "9:40" is an hour by itself, "9.40" behind a word of time or place; a number without minutes needs the plainest word.
    let is_hour = match found.name("dot").map(|dot| dot.as_str()) {
        Some(":" | "h") => true,
        Some(_) => plain || found.name("joint").is_some(),
        None => plain,
    };
    let written = text[..all.end()].trim_end_matches([' ', '.']);
    let rest = &text[all.end()..];
    // OCR reads a paper's grain behind a number for a degree sign, which is folded to an "o".
    let rest = rest.strip_prefix('o').filter(|_| found.name("minute").is_some()).unwrap_or(rest);
    let glued = rest.starts_with(|next: char| next.is_ascii_alphanumeric())
        && written.ends_with(|last: char| last.is_ascii_alphanumeric());
    if !is_hour || glued {
        return None;
    }
    if is_long(at, rest) {
        return Some(Met::Long);
    }
    let evidence = evidence(page, from + begin, from + written.len(), "hour");
    Some(Met::Hour(HourFound { at, evidence }))
}

fn clock(found: &Captures<'_>) -> Option<NaiveTime> {
    let number = |name: &str| found.name(name).map_or(Some(0), |n| n.as_str().parse::<u32>().ok());
    let (hour, minute) = (number("hour")?, number("minute")?);
    let hour = match found.name("half").map(|half| half.as_str()) {
        Some("p") if hour < 12 => hour + 12,
        Some("a") if hour == 12 => 0,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// Returns whether a time goes on to another hour that is too far off for a slot.
fn is_long(at: NaiveTime, rest: &str) -> bool {
    let until = UNTIL.captures(rest).and_then(|found| clock(&found));
    until.is_some_and(|until| !(0..=LONGEST_SLOT).contains(&(until - at).num_minutes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Evidence;

    /// Returns the hours of all mentions of 12/03/2027 on a page, each in this role.
    fn hours(text: &str, role: DateRole) -> Vec<Option<String>> {
        let page = Folded::new(1, text);
        let mut dates: Vec<DateFound> = text
            .match_indices("12/03/2027")
            .map(|(start, words)| DateFound {
                date: When::Day(NaiveDate::from_ymd_opt(2027, 3, 12).unwrap()),
                role,
                alternative: None,
                time: None,
                evidence: Evidence {
                    page: 1,
                    start: start as u32,
                    end: (start + words.len()) as u32,
                    words: words.to_owned(),
                    rule: "date".to_owned(),
                },
            })
            .collect();
        read(&[page], &mut dates);
        let said = |found: &DateFound| {
            found
                .time
                .as_ref()
                .map(|time| format!("{} “{}”", time.at.format("%H:%M"), time.evidence.words))
        };
        dates.iter().map(said).collect()
    }

    fn of_appointment(text: &str) -> String {
        hours(text, DateRole::Appointment).remove(0).unwrap_or_default()
    }

    #[test]
    fn the_hour_stands_behind_its_day() {
        for (text, hour) in [
            ("12/03/2027 ore 9.40", "09:40 “9.40”"),
            ("12/03/2027, alle ore 09:40", "09:40 “09:40”"),
            ("il 12/03/2027 alle 9,40 presso", "09:40 “9,40”"),
            ("12/03/2027 (venerdì) - h. 9:40", "09:40 “9:40”"),
            ("12/03/2027\t09:40\tSportello 3", "09:40 “09:40”"),
            ("12/03/2027 alle ore 9 presso", "09:00 “9”"),
            ("12/03/2027 at 2:30 pm", "14:30 “2:30 pm”"),
            ("on 12/03/2027, at 9 am.", "09:00 “9 am”"),
            ("le 12/03/2027 à 9h40", "09:40 “9h40”"),
            ("el 12/03/2027 a las 9:40 horas", "09:40 “9:40 horas”"),
            ("am 12/03/2027 um 9:40 Uhr", "09:40 “9:40 Uhr”"),
            ("12/03/2027 ore 23:59", "23:59 “23:59”"),
            ("12/03/2027 09:00:12,417", "09:00 “09:00:12,417”"),
            ("12/03/2027 ore 9.40 - 10.00", "09:40 “9.40”"),
            ("12/03/2027 p.v. alle ore 9,40", "09:40 “9,40”"),
            ("12/03/2027 - fascia 9:40 / 10:00", "09:40 “9:40”"),
            ("12/03/2027, 09h40.", "09:40 “09h40”"),
        ] {
            assert_eq!(of_appointment(text), hour, "{text}");
        }
    }

    #[test]
    fn the_hour_stands_before_its_day() {
        for text in [
            "alle ore 9.40 del giorno 12/03/2027",
            "alle 9:40 di venerdì 12/03/2027",
            "at 9.40 on Friday, 12/03/2027",
            "ore 9,40 del 12/03/2027",
        ] {
            assert!(of_appointment(text).starts_with("09:40"), "{text}");
        }
    }

    #[test]
    fn an_appointments_hour_may_stand_further_on_or_on_a_line_of_its_own() {
        for text in [
            "è convocata il 12/03/2027 presso lo sportello 5 di via Cordusio 4, alle ore 9.40",
            "Data: 12/03/2027\nSportello: 5\nOra: 9,40",
            "Ora della convocazione\t09:40\nGiorno\t12/03/2027",
            "Date 12/03/2027\nTime: 9:40 AM",
            "Appointment date 12/03/2027\nDesk 3\nAppointment time 09:40",
            "Data / Date 12/03/2027\nSportello 2\nOra / Time 09:40",
            "Giorno 12/03/2027\nFascia oraria 9:40 - 10:00",
        ] {
            assert!(of_appointment(text).starts_with("09:40"), "{text}");
        }
        for text in [
            "Venerdì 12/03/2027\n\nCognome e nome   Pratica   Ora\nHADDAD Leila   26PR014478   09:40\nHADDAD Noor   26PR014479   09:55",
            "TAG / GIORNO   UHR / ORE   SCHALTER\nFr / ven 12/03/2027   9.40   4 (EG)",
        ] {
            assert!(of_appointment(text).starts_with("09:40"), "{text}");
        }
        assert_eq!(hours("Inviata il 12/03/2027\nSportello 5\nOra: 9,40", DateRole::Filed), [None]);
        assert!(hours("Inviata il 12/03/2027 09:00:12", DateRole::Filed)[0].is_some());
    }

    #[test]
    fn what_is_no_hour_or_leaves_doubt_is_not_told() {
        for text in [
            "12/03/2027 9.40",
            "12/03/2027 9.40 euro",
            "12/03/2027 - 25:00",
            "12/03/2027 ore 9.400",
            "12/03/2027 dalle 9:00 alle 12:00",
            "12/03/2027 presso lo sportello, aperto dalle ore 9.00",
            "12/03/2027\nOrario di apertura: ore 8.30 - 9.00",
            "12/03/2027\nDal lunedì al venerdì, ore 9:00",
            "12/03/2027 ore 9:40\nconfermata per il 12/03/2027 ore 10:40",
            "12/03/2027 n. 2 fotografie",
            "12/03/2027\nil permesso risulta ora pronto\nContributo 16.00 euro",
        ] {
            assert_eq!(of_appointment(text), "", "{text}");
        }
    }

    #[test]
    fn the_first_hour_is_told_of_a_family_that_is_called_one_after_the_other() {
        let text = "Richiedente 1: 12/03/2027 ore 11:00\nRichiedente 2: 12/03/2027 ore 11:04";
        assert!(of_appointment(text).starts_with("11:00"));
        assert_eq!(hours(text, DateRole::Filed), [None, None]);
    }

    #[test]
    fn one_hour_is_told_of_all_mentions_of_a_day() {
        let both = hours("Il 12/03/2027. Ricordiamo: 12/03/2027 ore 9:40", DateRole::Appointment);
        assert_eq!(both[0], both[1]);
        assert!(both[0].is_some());
        assert_eq!(hours("12/03/2027 ore 9:40", DateRole::Birth), [None]);
    }
}

//! The written dates of a page, before their roles are known.

use super::fold::Folded;
use super::forms::{self, DATES, Order, month_number, months};
use super::{in_words, pattern};
use chrono::{Datelike, NaiveDate};
use regex::Regex;
use std::sync::LazyLock;

/// No paper has more dates on a page; a hostile one is read no further.
pub(super) const MOST: usize = 1_000;

/// A written date, before its role is known.
#[derive(Clone)]
pub(super) struct Candidate {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) day: NaiveDate,
    pub(super) alternative: Option<NaiveDate>,
    /// A two-digit year or no sign between the parts: taken only with a label.
    pub(super) doubtful: bool,
    /// The first day of a span whose year stands with the last: nothing by itself.
    pub(super) partial: bool,
    /// Written out in words.
    pub(super) in_words: bool,
}

/// Offices put the day into their protocol: "INPS.4900.12/05/2026.0231187", "REGISTRO UFFICIALE.U.0058871.15-01-2026".
static IN_PROTOCOL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b(?:inps|inail)\.[0-9]{4}\.$|[.(][uie]\)?\.[0-9]{4,9}\.$|(?:^|\s)[0-9]{5,8}-$")
});

/// The first day of a span whose year is told with the last one only: "dal 14 settembre al 18 dicembre 2026", "1-31 July 2026".
static FIRST_OF_SPAN: LazyLock<Regex> = LazyLock::new(|| {
    let m = months();
    let to = r"\s?(?:al|all'|(?:e\s)?(?:fino|sino)\sal|(?:e\s)?(?:fino|sino)\sall'|a|ao|au|to|until|till|through|bis|hasta(?:\sel)?|-|[-=]{0,2}>)\s?";
    pattern(&format!(
        r"(?-u)\b(?:(?P<first>(?P<d>[0-9]{{1,2}})(?:o|'|st|nd|rd|th|er|\.)?(?:\s(?:(?:de|of)\s)?(?P<m>{m}))?){to}(?P<ld>[0-9]{{1,2}})(?:o|st|nd|rd|th|er|\.)?\s(?:(?:de|of)\s)?(?P<lm>{m})\s(?:(?:de|del)\s)?(?P<y>20[0-9]{{2}})|(?P<efirst>(?P<em>{m})\s(?P<ed>[0-9]{{1,2}})(?:st|nd|rd|th)?){to}(?P<elm>{m})\s(?P<eld>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(?P<ey>20[0-9]{{2}})|(?P<nfirst>(?P<nd>[0-9]{{1,2}})[/.](?P<nm>[0-9]{{1,2}})){to}(?P<nld>[0-9]{{1,2}})[/.](?P<nlm>[0-9]{{1,2}})[/.](?P<ny>20[0-9]{{2}}))\b"
    ))
});

/// "Screenshot_20260511_160322.png", "IMG-20260511-WA0007.jpg": what a telephone calls a picture.
static IN_FILE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)[a-z][_-](?P<day>(?P<y>20[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9]))[_-](?:wa)?[0-9]{4,9}(?:_|\b)",
    )
});

/// Returns the written dates of a page in their order.
pub(super) fn candidates(page: &Folded<'_>, order: Order) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = in_words::find(page)
        .into_iter()
        .take(MOST)
        .map(|written| Candidate {
            start: written.start,
            end: written.end,
            day: written.day,
            alternative: None,
            doubtful: false,
            partial: false,
            in_words: true,
        })
        .collect();
    let spelled = found.len();
    for candidate in
        in_figures(page, order).into_iter().chain(firsts_of_spans(page)).chain(in_file_names(page))
    {
        // Figures in brackets that repeat the words before them are part of these.
        let known = found[..spelled].partition_point(|c| c.end <= candidate.start);
        if found[..spelled].get(known).is_none_or(|c| candidate.end <= c.start) {
            found.push(candidate);
        }
    }
    found.sort_by_key(|c| c.start);
    found.dedup_by(|next, last| next.start < last.end);
    found.truncate(MOST);
    found
}

fn in_figures(page: &Folded<'_>, order: Order) -> Vec<Candidate> {
    let bytes = page.text.as_bytes();
    let sign = |b: Option<&u8>| b.is_some_and(|b| matches!(b, b'.' | b'/' | b'-' | b','));
    let mut candidates = Vec::new();
    let mut at = 0;
    while candidates.len() < MOST
        && let Some(found) = DATES.captures_at(&page.text, at)
    {
        let Some(whole) = found.get(0) else { break };
        let (start, end) = (whole.start(), whole.end());
        at = end;
        // A longer number, an amount or a code goes on here.
        let digit_before =
            start >= 2 && sign(bytes.get(start - 1)) && bytes[start - 2].is_ascii_digit();
        let digit_after =
            sign(bytes.get(end)) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        let in_protocol = IN_PROTOCOL.is_match(&page.text[start.saturating_sub(14)..start]);
        if (digit_before || digit_after) && !in_protocol {
            // "3. 09/11/1987": the number of a field, then the date.
            if let Some(blank) = whole.as_str().find(' ') {
                at = start + blank;
            }
            continue;
        }
        let Some((day, alternative, doubtful)) = forms::parts(&found, order) else {
            // "12:44 mar 12 mag 2026": what was taken for a day belongs to something else.
            at = whole.as_str().find([' ', '/', '.', '-']).map_or(end, |sign| start + sign + 1);
            continue;
        };
        candidates.push(Candidate {
            start,
            end,
            day,
            alternative,
            doubtful,
            partial: false,
            in_words: false,
        });
    }
    candidates
}

fn in_file_names(page: &Folded<'_>) -> Vec<Candidate> {
    let read = |found: regex::Captures<'_>| {
        let number = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
        let whole = found.name("day")?;
        let year = i32::try_from(number("y")?).ok()?;
        Some(Candidate {
            start: whole.start(),
            end: whole.end(),
            day: NaiveDate::from_ymd_opt(year, number("m")?, number("d")?)?,
            alternative: None,
            doubtful: true,
            partial: false,
            in_words: false,
        })
    };
    IN_FILE_NAME.captures_iter(&page.text).take(MOST).filter_map(read).collect()
}

fn firsts_of_spans(page: &Folded<'_>) -> Vec<Candidate> {
    let read = |found: regex::Captures<'_>| {
        let number = |name: &str| found.name(name)?.as_str().parse::<u32>().ok();
        let month = |name: &str| found.name(name).and_then(|m| month_number(m.as_str()));
        let (whole, first, last, year) = if let Some(whole) = found.name("first") {
            let last = (month("lm")?, number("ld")?);
            let first = if found.name("m").is_some() { month("m")? } else { last.0 };
            (whole, (first, number("d")?), last, number("y")?)
        } else if let Some(whole) = found.name("efirst") {
            let last = (month("elm")?, number("eld")?);
            (whole, (month("em")?, number("ed")?), last, number("ey")?)
        } else {
            let last = (number("nlm")?, number("nld")?);
            (found.name("nfirst")?, (number("nm")?, number("nd")?), last, number("ny")?)
        };
        let year = i32::try_from(year).ok()?;
        let last = NaiveDate::from_ymd_opt(year, last.0, last.1)?;
        let day = NaiveDate::from_ymd_opt(year, first.0, first.1)?;
        let day = if day > last { day.with_year(day.year() - 1)? } else { day };
        let bytes = page.text.as_bytes();
        let inside = whole.start() > 0 && matches!(bytes[whole.start() - 1], b'/' | b'.' | b'-');
        (!inside).then_some(Candidate {
            start: whole.start(),
            end: whole.end(),
            day,
            alternative: None,
            doubtful: false,
            partial: true,
            in_words: false,
        })
    };
    FIRST_OF_SPAN.captures_iter(&page.text).take(MOST).filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::{Folded, Order, candidates};

    fn read(text: &str) -> Vec<String> {
        candidates(&Folded::new(1, text), Order::DayFirst)
            .iter()
            .map(|c| c.day.to_string())
            .collect()
    }

    #[test]
    fn the_first_day_of_a_span_has_the_year_of_the_last() {
        assert_eq!(read("Dal 14 settembre al 18 dicembre 2026."), ["2026-09-14", "2026-12-18"]);
        assert_eq!(read("dal 1° al 31 marzo 2026"), ["2026-03-01", "2026-03-31"]);
        assert_eq!(read("from December 1 to January 31, 2027"), ["2026-12-01", "2027-01-31"]);
        assert_eq!(read("dal 01/04 al 30/06/2026"), ["2026-04-01", "2026-06-30"]);
        assert_eq!(read("art. 4-12 della legge"), [""; 0]);
    }

    #[test]
    fn figures_that_repeat_the_words_are_one_date() {
        assert_eq!(read("lì venti giugno duemilaventisei (20/06/2026)"), ["2026-06-20"]);
        assert_eq!(read("INPS.4900.12/05/2026.0231187"), ["2026-05-12"]);
        assert_eq!(read("art. 3.12/05/2026.7").len(), 0);
    }

    #[test]
    fn forms_name_day_month_and_year() {
        for (text, day) in [
            ("Data di rilascio Jo 09 Mo 03 An 2026", "2026-03-09"),
            ("date of birth Jo: 07 Mo: 11 An: 1993", "1993-11-07"),
            ("DATA DI NASCITA giorno 19 mese 03 anno 1977", "1977-03-19"),
            ("Fecha de celebración Año 2017 Mes AGO Día 19", "2017-08-19"),
            ("DATA giorno mese anno 21 10 2026", "2026-10-21"),
            ("(giorno, mese, anno) 21/10/2026", "2026-10-21"),
        ] {
            assert_eq!(read(text), [day], "{text}");
        }
    }

    #[test]
    fn a_form_and_its_edition_are_no_day() {
        assert_eq!(read("BZR 2 - 01.2023"), [""; 0]);
        assert_eq!(read("received 2025/08/14, has been processed"), ["2025-08-14"]);
        assert_eq!(read("Conegliano, 6/12/'23"), ["2023-12-06"]);
        assert_eq!(read("Date de délivrance   Jo 05   Mo 03   An 2025"), ["2025-03-05"]);
        assert_eq!(read("Screenshot_20251121-083112_Chrome.jpg"), ["2025-11-21"]);
    }
}

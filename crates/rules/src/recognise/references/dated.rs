//! The days of numbers beside which no rule found one, once the paper's days are known.

use super::own_date::own_date;
use super::patterns::OWN_DATE;
use super::{Found, is_year};
use crate::facts::{DateFound, DateRole, Evidence, ReferenceKind};
use crate::recognise::fold::Folded;
use crate::recognise::position::QUOTED;
use crate::recognise::{pattern, yearless};
use chrono::{Datelike, NaiveDate};
use regex::Regex;
use std::sync::LazyLock;

/// A register's number and the day of its paper have at most so much between them, in folded bytes, of which one may be a line's end.
const BESIDE: usize = 70;
/// A day without a year stands so near behind its number at most, in folded bytes.
const BEHIND: usize = 60;
/// So many times a number is looked for at most.
const TIMES: usize = 10;

/// A letter's subject, which tells the number of another paper.
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)\b(?:oggetto|subject|re)\b"));

/// Gives numbers their own day: it stands behind one of the places where the number is told ("Vs. 0061274/2026 del 28/9"), or is the
/// letter's own, beside a register's number ("Prot. 88013/2025   Bressanone, 3 dicembre 2025"). `dates` have their roles already.
pub(in crate::recognise) fn dated(pages: &[Folded<'_>], found: &mut [Found], dates: &[DateFound]) {
    let letter = yearless::own_day(dates);
    for found in found.iter_mut().map(|found| &mut found.reference) {
        let dated = matches!(found.kind, ReferenceKind::Protocol | ReferenceKind::Assicurata);
        if !dated || found.date.is_some() {
            continue;
        }
        let year = found.value.rsplit(['/', '-']).find(|part| is_year(part));
        let places = places(pages, &found.evidence);
        let register = found.kind == ReferenceKind::Protocol;
        // "Utente 064420917735 | 20/11/2026 19:03": a portal's clock stands beside its user's name.
        let clocked = |place: &&Place<'_>| !register && place.rest().starts_with(" |");
        let behind = places
            .iter()
            .filter(|place| !clocked(place))
            .find_map(|place| behind(place, year, letter));
        found.date = behind.or_else(|| {
            let beside = places.iter().filter(|_| register).filter_map(|p| beside(p, dates));
            beside.min().map(|(_, day)| day)
        });
    }
}

/// Where a number stands on a page (folded range).
struct Place<'p> {
    page: &'p Folded<'p>,
    start: usize,
    end: usize,
}

impl Place<'_> {
    fn rest(&self) -> &str {
        &self.page.text[self.end..]
    }
}

/// Returns where the words of a number stand, on whatever page.
fn places<'p>(pages: &'p [Folded<'p>], told: &Evidence) -> Vec<Place<'p>> {
    let Some(page) = pages.iter().find(|page| page.page == told.page) else { return Vec::new() };
    let (from, to) = (page.folded(told.start as usize), page.folded(told.end as usize));
    let Some(number) = page.text.get(from..to).filter(|number| !number.is_empty()) else {
        return Vec::new();
    };
    let on = |page: &'p Folded<'p>| {
        let places = page.text.match_indices(number).take(TIMES);
        places.map(move |(start, _)| Place { page, start, end: start + number.len() })
    };
    let joins = |c: char| c.is_ascii_alphanumeric();
    let whole = |place: &Place<'_>| {
        !place.page.text[..place.start].ends_with(joins) && !place.rest().starts_with(joins)
    };
    pages.iter().flat_map(on).filter(whole).take(TIMES).collect()
}

/// The letters of a desk behind a number: "0061274/2026/SUI del 28/9".
static DESK: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)^(?:/[a-z]{2,6}){1,2}\s"));

/// Returns the day behind a number; without a year it is the last such day up to that of the letter that tells of it, in the number's
/// own year, if it has one.
fn behind(place: &Place<'_>, year: Option<&str>, letter: Option<NaiveDate>) -> Option<NaiveDate> {
    let desk = DESK.find(place.rest()).map_or(0, |desk| desk.len() - 1);
    let (page, end) = (place.page, place.end + desk);
    if let Some((day, ..)) = own_date(page, end) {
        return Some(day);
    }
    let window = &page.flat[end..(end + BEHIND).min(page.flat.len())];
    let (lead, day) = yearless::last_before(window, letter?)?;
    let fits = year.is_none_or(|year| day.year().to_string().ends_with(year));
    (fits && OWN_DATE.is_match(lead)).then_some(day)
}

/// Returns the paper's own day that stands beside a number, and how far off.
fn beside(place: &Place<'_>, dates: &[DateFound]) -> Option<(usize, NaiveDate)> {
    let page = place.page;
    let own = |d: &&DateFound| {
        matches!(d.role, DateRole::Issued | DateRole::Filed) && d.evidence.page == page.page
    };
    let near = dates.iter().filter(own).filter_map(|d| {
        let day = (page.folded(d.evidence.start as usize), page.folded(d.evidence.end as usize));
        let number = (place.start, place.end);
        let (first, last) = if day < number { (day, number) } else { (number, day) };
        let between = page.text.get(first.1..last.0)?;
        let plain = between.len() <= BESIDE
            && between.matches('\n').count() <= 1
            && !between.bytes().any(|b| b.is_ascii_digit())
            && !QUOTED.is_match(between)
            && !SUBJECT.is_match(between);
        plain.then_some((between.len(), d.date.day()?))
    });
    near.min()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    /// Returns the day of the only number on a page.
    fn day_of(text: &str) -> Option<NaiveDate> {
        let page = crate::facts::PageText { number: 1, text };
        let told = crate::recognise::Recogniser::built_in().recognise(&[page], &[]);
        let numbers: Vec<_> = told.references.iter().map(|r| (&r.value, r.date)).collect();
        assert_eq!(numbers.len(), 1, "{numbers:?} in {text}");
        numbers[0].1
    }

    #[test]
    fn the_letter_s_day_beside_its_number_is_the_number_s() {
        let day = NaiveDate::from_ymd_opt(2025, 12, 3);
        for text in [
            "PREFETTURA DI BOLZANO\nProt. 88013/2025          Bressanone, mercoledì 3 dicembre 2025\nGent. signori",
            "COMUNE DI CHITIGNANO\nPERVENUTO IL 3 DIC 2025 | N. PROT. 1884\nCESSIONE DI FABBRICATO",
            "QUESTURA DI BOLZANO\nN. 9042/2025 PROT.\nBOLZANO, 03.12.2025\nAL SIG. BERIDZE LEVAN",
        ] {
            assert_eq!(day_of(text), day, "{text}");
        }
    }

    #[test]
    fn a_day_stands_where_the_number_is_told_again() {
        for text in [
            "Oggetto: Preavviso di rigetto 7714/2025\nho ricevuto il preavviso n. 7714/2025, datato 27 novembre 2025",
            "Oggetto: pratica\nBologna, 9 marzo 2026\nRISPONDO alla vostra lettera Cat. A.12/Imm. nr. 3317/2026 del 27 novembre 2025",
            "Oggetto: Prot. 0201174 - revoca\nSportello Unico\nProt. n. 0201174               Napoli, 27 novembre 2025",
        ] {
            assert_eq!(day_of(text), NaiveDate::from_ymd_opt(2025, 11, 27), "{text}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_the_last_one_before_the_letter() {
        let day_in = |number: &str| {
            let text = format!(
                "Foggia, 2 febbraio 2026\nOGGETTO: Vostra comunicazione dei motivi ostativi prot. {number} del 22 ottobre, pratica P-FG/L/N/2025/108840"
            );
            let page = crate::facts::PageText { number: 1, text: &text };
            let told = crate::recognise::Recogniser::built_in().recognise(&[page], &[]);
            told.references.iter().find(|r| number.starts_with(&r.value)).unwrap().date
        };
        assert_eq!(day_in("0071190/2025"), NaiveDate::from_ymd_opt(2025, 10, 22));
        assert_eq!(day_in("0071190"), NaiveDate::from_ymd_opt(2025, 10, 22));
        assert_eq!(day_in("0071190/2025/SUI"), NaiveDate::from_ymd_opt(2025, 10, 22));
        // A register's number of another year.
        assert_eq!(day_in("0071190/2026"), None);
    }

    #[test]
    fn the_day_of_an_answer_is_not_that_of_the_number_it_answers() {
        let text = "San Severo, 2 novembre 2026\nOggetto: Vostra comunicazione prot. 0071190/2026, preavviso di rigetto";
        assert_eq!(day_of(text), None);
    }
}

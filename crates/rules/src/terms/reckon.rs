//! From a term and its trigger to the day it ends, with every day on the way.
//!
//! Two principles (domain §5): who must act is never shown a later day than the strictest sound reading; an office is never called
//! late before the most lenient one. What the other readings give stands beside it, each with its why.

use super::calendar::{Calendar, Patron, Rest};
use super::{Direction, Roll, Term, Unit};
use crate::packs::Packs;
use chrono::{
    Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday,
};
use chrono_tz::Europe::Rome;
use serde::{Serialize, Serializer};
use std::fmt;

/// What a term runs from: a day, or a moment where the hour is known (Italian clock time). A month or a year is its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    pub day: NaiveDate,
    pub time: Option<NaiveTime>,
    /// Only a month or a year was given: enough for a term that ends on a fixed day, too little for all others.
    pub coarse: bool,
}

/// When a term ends: a day (until its last minute), or a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    Day(NaiveDate),
    Moment(NaiveDateTime),
}

/// Another sound reading of the same term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternative {
    pub date: Due,
    /// Kebab-case, for the window's words: `rolled`, `not-rolled`, `saturday-rests`, `saturday-counts`, `patron`, `clock-change`,
    /// `end-of-day`, `reading`.
    pub code: &'static str,
    /// In English, and in Italian.
    pub why: String,
    pub why_it: String,
    /// Where the reading stands, if a source gives it.
    pub source: Option<String>,
}

/// One day of a reckoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReckonedDay {
    pub date: NaiveDate,
    /// Its number in the count; `None` where it does not count.
    pub number: Option<u32>,
    /// What is special about it, in English and Italian: a holiday's name, Saturday, the first day that is not counted.
    pub note: Option<String>,
    pub note_it: Option<String>,
}

/// A term's end, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoning<'a> {
    pub term: &'a Term,
    pub trigger: Trigger,
    pub due: Due,
    /// Earliest first; none of them equals `due`.
    pub alternatives: Vec<Alternative>,
    pub days: Vec<ReckonedDay>,
}

/// Why a term cannot be reckoned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReckonError {
    #[error("there is no term `{0}`")]
    NoTerm(String),
    #[error("no law for the term `{term}` is known on {day}")]
    NoLaw { term: String, day: NaiveDate },
    #[error("`{0}` is no date: write YYYY-MM-DD, or YYYY-MM-DDTHH:MM where the hour matters")]
    BadTrigger(String),
    #[error("the term `{0}` runs from a day: write YYYY-MM-DD")]
    DayWanted(String),
    #[error("no patron saint is known for `{0}`")]
    NoPlace(String),
    #[error("the date lies too far away to reckon with")]
    TooFar,
}

impl std::str::FromStr for Trigger {
    type Err = ReckonError;

    fn from_str(text: &str) -> Result<Trigger, ReckonError> {
        let bad = || ReckonError::BadTrigger(text.to_owned());
        let given = text.trim();
        let day = |day: NaiveDate, coarse| Trigger { day, time: None, coarse };
        // Years of four digits: chrono would take 5 for the year 5.
        let is_day = given.len() == 10;
        match given.len() {
            4 => format!("{given}-01-01").parse().map(|first| day(first, true)).map_err(|_| bad()),
            7 => format!("{given}-01").parse().map(|first| day(first, true)).map_err(|_| bad()),
            _ if is_day => given.parse().map(|date| day(date, false)).map_err(|_| bad()),
            _ => ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]
                .iter()
                .find_map(|form| NaiveDateTime::parse_from_str(given, form).ok())
                .map(|at| Trigger { day: at.date(), time: Some(at.time()), coarse: false })
                .ok_or_else(bad),
        }
    }
}

impl Due {
    /// Returns the day on which it ends.
    pub fn day(self) -> NaiveDate {
        match self {
            Due::Day(day) => day,
            Due::Moment(at) => at.date(),
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Due::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
            Due::Moment(at) => write!(f, "{}", at.format("%Y-%m-%dT%H:%M")),
        }
    }
}

impl Serialize for Due {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Returns when a term ends that began at `trigger`, by the law of that day. `place` is the comune whose patron saint is asked for.
///
/// # Errors
/// If there is no such term, no law for it on that day, or no such place; if the trigger is too coarse.
pub fn reckon<'a>(
    packs: &'a Packs,
    term: &str,
    trigger: Trigger,
    place: Option<&str>,
) -> Result<Reckoning<'a>, ReckonError> {
    let mut known = packs.terms.iter().filter(|entry| entry.id == term).peekable();
    if known.peek().is_none() {
        return Err(ReckonError::NoTerm(term.to_owned()));
    }
    let term = known
        .find(|entry| entry.holds_on(trigger.day))
        .ok_or_else(|| ReckonError::NoLaw { term: term.to_owned(), day: trigger.day })?;
    if trigger.coarse && !matches!(term.unit, Unit::DayOfNextMonth | Unit::DayOfYear) {
        return Err(ReckonError::DayWanted(term.id.clone()));
    }
    let calendar = &packs.calendar;
    let patron = place
        .map(|place| calendar.patron(place).ok_or_else(|| ReckonError::NoPlace(place.to_owned())))
        .transpose()?;
    Reckoner { calendar, patron, term, trigger }.reckon().ok_or(ReckonError::TooFar)
}

/// Returns when a term ends that is in no pack: an office's own letter sets it.
pub(crate) fn reckon_by<'a>(
    calendar: &Calendar,
    term: &'a Term,
    trigger: Trigger,
    place: Option<&str>,
) -> Option<Reckoning<'a>> {
    let patron = place.and_then(|place| calendar.patron(place));
    Reckoner { calendar, patron, term, trigger }.reckon()
}

/// One reckoning on its way. Every step is `None` only beyond the dates that chrono knows.
struct Reckoner<'a, 'c> {
    calendar: &'c Calendar,
    patron: Option<&'c Patron>,
    term: &'a Term,
    trigger: Trigger,
}

impl<'a, 'c> Reckoner<'a, 'c> {
    fn reckon(&self) -> Option<Reckoning<'a>> {
        let mut found = match self.term.unit {
            Unit::WorkingDays => self.working_days()?,
            Unit::Hours => self.hours()?,
            Unit::CalendarDays | Unit::Months | Unit::DayOfNextMonth | Unit::DayOfYear => {
                self.calendar_days()?
            }
        };
        self.add_readings(&mut found)?;
        let due = found.due;
        found.alternatives.retain(|alternative| alternative.date != due);
        found.alternatives.sort_by_key(|alternative| alternative.date);
        Some(found)
    }

    fn found(
        &self,
        due: Due,
        alternatives: Vec<Alternative>,
        days: Vec<ReckonedDay>,
    ) -> Reckoning<'a> {
        Reckoning { term: self.term, trigger: self.trigger, due, alternatives, days }
    }

    /// Sundays and holidays never count. Saturdays do where somebody must hurry, and do not where an office is waited for.
    fn working_days(&self) -> Option<Reckoning<'a>> {
        let lenient = self.term.acts.is_office();
        let (due, days) = self.count_working(self.term.length, !lenient, None)?;
        let (other, _) = self.count_working(self.term.length, lenient, None)?;
        let mut alternatives = vec![if lenient {
            alternative(
                other,
                "saturday-counts",
                "if Saturdays count as working days",
                "se il sabato conta come giorno lavorativo",
            )
        } else {
            alternative(
                other,
                "saturday-rests",
                "if Saturdays are no working days",
                "se il sabato non è giorno lavorativo",
            )
        }];
        if let Some(patron) = self.patron {
            let (later, _) = self.count_working(self.term.length, !lenient, Some(patron))?;
            alternatives.push(patron_alternative(later, patron));
        }
        Some(self.found(Due::Day(due), alternatives, days))
    }

    /// Returns the last of `length` working days after the trigger, and the days on the way.
    fn count_working(
        &self,
        length: u32,
        saturdays: bool,
        patron: Option<&Patron>,
    ) -> Option<(NaiveDate, Vec<ReckonedDay>)> {
        let mut day = self.trigger.day;
        let mut days = vec![first_day(day)];
        let mut number = 0;
        while number < length {
            day = day.succ_opt()?;
            let why = match self.why_off(day) {
                None if day.weekday() == Weekday::Sat && !saturdays => Some(SATURDAY),
                None if patron.is_some_and(|patron| patron.is_on(day)) => Some(PATRON),
                why => why,
            };
            if why.is_none() {
                number += 1;
            }
            days.push(reckoned(day, why.is_none().then_some(number), why));
        }
        Some((day, days))
    }

    /// Days, months and fixed days: the last day is the day itself; what it rolls to is the due date of offices and taxes, and an
    /// alternative for everybody else.
    fn calendar_days(&self) -> Option<Reckoning<'a>> {
        let last = self.end(self.term.length, self.term.unit)?;
        let mut days = self.days_until(last)?;
        let rolls = self.term.direction == Direction::After && self.term.roll != Roll::None;
        if !rolls {
            return Some(self.found(Due::Day(last), Vec::new(), days));
        }
        let rolled = self.rolled(last)?;
        let mut day = last;
        while day < rolled {
            day = day.succ_opt()?;
            days.push(reckoned(day, None, self.why_off_here(day)));
        }
        let due =
            if self.term.acts.is_office() || self.term.roll == Roll::Tax { rolled } else { last };
        let mut alternatives = vec![
            alternative(
                last,
                "not-rolled",
                "the day itself, which is no working day",
                "il giorno stesso, che non è lavorativo",
            ),
            alternative(
                rolled,
                "rolled",
                "the next working day, as the last one is a holiday (art. 155 c.p.c., art. 2963 c.c.)",
                "il primo giorno non festivo, perché l'ultimo è festivo (art. 155 c.p.c., art. 2963 c.c.)",
            ),
        ];
        if let Some(patron) = self.patron
            && patron.is_on(rolled)
        {
            alternatives.push(patron_alternative(self.rolled(rolled.succ_opt()?)?, patron));
        }
        Some(self.found(Due::Day(due), alternatives, days))
    }

    /// Returns the last day of a term of this length, not rolled.
    fn end(&self, length: u32, unit: Unit) -> Option<NaiveDate> {
        let from = self.trigger.day;
        match (unit, self.term.direction) {
            (Unit::Months, Direction::After) => from.checked_add_months(Months::new(length)),
            (Unit::Months, Direction::Before) => from.checked_sub_months(Months::new(length)),
            (Unit::DayOfNextMonth, _) => {
                from.with_day(1)?.checked_add_months(Months::new(1))?.with_day(length)
            }
            (Unit::DayOfYear, _) => {
                let day =
                    |year| NaiveDate::from_ymd_opt(year, self.term.month.unwrap_or(1), length);
                day(from.year()).filter(|day| *day >= from).or_else(|| day(from.year() + 1))
            }
            (Unit::WorkingDays, _) => Some(self.count_working(length, true, None)?.0),
            (Unit::CalendarDays | Unit::Hours, Direction::After) => {
                from.checked_add_days(Days::new(length.into()))
            }
            (Unit::CalendarDays | Unit::Hours, Direction::Before) => {
                from.checked_sub_days(Days::new(length.into()))
            }
        }
    }

    /// Lists the days from the trigger to the last one. Of months and fixed days only both ends: nobody counts those one by one.
    fn days_until(&self, last: NaiveDate) -> Option<Vec<ReckonedDay>> {
        let mut days = vec![first_day(self.trigger.day)];
        if self.term.unit != Unit::CalendarDays {
            days.push(reckoned(last, None, self.why_off_here(last)));
            return Some(days);
        }
        let mut day = self.trigger.day;
        for number in 1..=self.term.length {
            day = match self.term.direction {
                Direction::After => day.succ_opt()?,
                Direction::Before => day.pred_opt()?,
            };
            days.push(reckoned(day, Some(number), self.why_off(day)));
        }
        Some(days)
    }

    /// Hours run through nights and holidays, and do not roll. Where the clocks change in between, the earlier reading is due.
    fn hours(&self) -> Option<Reckoning<'a>> {
        let begun = self.trigger.day.and_time(self.trigger.time.unwrap_or(NaiveTime::MIN));
        let by_clock = begun.checked_add_signed(TimeDelta::hours(self.term.length.into()))?;
        let elapsed = match Rome.from_local_datetime(&begun).earliest() {
            Some(at) => (at + TimeDelta::hours(self.term.length.into())).naive_local(),
            // An hour that the clocks skipped.
            None => by_clock,
        };
        let due = by_clock.min(elapsed);
        let mut alternatives = vec![alternative_at(
            Due::Moment(by_clock.max(elapsed)),
            "clock-change",
            "the clocks change in between",
            "nel mezzo cambia l'ora legale",
        )];
        if self.trigger.time.is_none() {
            alternatives.push(alternative_at(
                Due::Moment(due.checked_add_days(Days::new(1))?),
                "end-of-day",
                "if it began at the end of that day; say the hour to know",
                "se è iniziato alla fine di quel giorno; l'ora lo chiarisce",
            ));
        }
        let days =
            vec![first_day(begun.date()), reckoned(due.date(), None, self.why_off(due.date()))];
        Some(self.found(Due::Moment(due), alternatives, days))
    }

    /// Adds what other sources say of the same term.
    fn add_readings(&self, found: &mut Reckoning<'a>) -> Option<()> {
        for reading in &self.term.reading {
            if reading.if_running_on.is_some_and(|day| found.due.day() < day) {
                continue;
            }
            found.alternatives.push(Alternative {
                date: Due::Day(self.end(reading.length, reading.unit)?),
                code: "reading",
                why: reading.why_en.clone(),
                why_it: reading.why_it.clone(),
                source: Some(reading.source.clone()),
            });
        }
        Some(())
    }

    /// Returns the first day from this one on that is no holiday, by the term's way of rolling.
    fn rolled(&self, from: NaiveDate) -> Option<NaiveDate> {
        let mut day = from;
        while self.why_off_here(day).is_some() {
            day = day.succ_opt()?;
        }
        Some(day)
    }

    /// Returns why a day is off by law; Saturdays are not.
    fn why_off(&self, day: NaiveDate) -> Option<(&'c str, &'c str)> {
        self.calendar.rest(day).map(|rest| match rest {
            Rest::Sunday => ("Sunday", "domenica"),
            Rest::Holiday(holiday) => (holiday.label_en.as_str(), holiday.label_it.as_str()),
        })
    }

    /// As [`Self::why_off`], with Saturdays where the term rolls over them.
    fn why_off_here(&self, day: NaiveDate) -> Option<(&'c str, &'c str)> {
        let saturday = self.term.roll == Roll::Tax && day.weekday() == Weekday::Sat;
        self.why_off(day).or(saturday.then_some(SATURDAY))
    }
}

const SATURDAY: (&str, &str) = ("Saturday", "sabato");
const PATRON: (&str, &str) = ("patron saint", "santo patrono");

fn first_day(date: NaiveDate) -> ReckonedDay {
    reckoned(
        date,
        None,
        Some(("the day it runs from, not counted", "il giorno da cui decorre, non si conta")),
    )
}

fn reckoned(date: NaiveDate, number: Option<u32>, why: Option<(&str, &str)>) -> ReckonedDay {
    ReckonedDay {
        date,
        number,
        note: why.map(|(en, _)| en.to_owned()),
        note_it: why.map(|(_, it)| it.to_owned()),
    }
}

fn alternative(date: NaiveDate, code: &'static str, why: &str, why_it: &str) -> Alternative {
    alternative_at(Due::Day(date), code, why, why_it)
}

fn alternative_at(date: Due, code: &'static str, why: &str, why_it: &str) -> Alternative {
    Alternative { date, code, why: why.to_owned(), why_it: why_it.to_owned(), source: None }
}

fn patron_alternative(date: NaiveDate, patron: &Patron) -> Alternative {
    alternative(
        date,
        "patron",
        &format!("if the patron saint of {} is a holiday for it", patron.comune),
        &format!("se il santo patrono di {} vale come festivo", patron.comune),
    )
}

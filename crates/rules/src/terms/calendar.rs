//! Which days are no working days in Italy: `packs/calendars/`.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

/// A calendar pack.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Kebab-case: `italy`.
    pub id: String,
    #[serde(deserialize_with = "crate::packs::toml_date")]
    pub reviewed_on: NaiveDate,
    pub source: String,
    #[serde(default)]
    pub holiday: Vec<Holiday>,
    #[serde(default)]
    pub patron: Vec<Patron>,
}

/// A national holiday: a day of the year, or a day counted from Easter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Holiday {
    #[serde(flatten)]
    pub on: Feast,
    /// The first year it is kept.
    #[serde(default)]
    pub from_year: Option<i32>,
    pub label_en: String,
    pub label_it: String,
}

/// The patron saint of a comune: kept there only.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Patron {
    pub comune: String,
    /// The province's plate, where the comune is its capital: `MI`.
    #[serde(default)]
    pub plate: Option<String>,
    #[serde(flatten)]
    pub on: Feast,
}

/// When a feast falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Feast {
    /// The same day of each year.
    Fixed { month: u32, day: u32 },
    /// Days after Easter Sunday.
    Movable { after_easter: u64 },
}

impl Feast {
    /// Returns whether it falls on this day.
    fn is_on(self, day: NaiveDate) -> bool {
        match self {
            Feast::Fixed { month, day: of_month } => (day.month(), day.day()) == (month, of_month),
            Feast::Movable { after_easter } => {
                easter(day.year())
                    .and_then(|sunday| sunday.checked_add_days(Days::new(after_easter)))
                    == Some(day)
            }
        }
    }
}

/// What makes a day no working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest<'a> {
    Sunday,
    Holiday(&'a Holiday),
}

impl Calendar {
    /// Adds what another calendar pack knows; its patron saints come first.
    pub(crate) fn add(&mut self, other: Calendar) {
        if self.id.is_empty() {
            *self = other;
            return;
        }
        self.holiday.extend(other.holiday);
        self.patron.splice(..0, other.patron);
    }

    /// Returns why offices are closed on this day by law; `None` on working days and Saturdays.
    pub fn rest(&self, day: NaiveDate) -> Option<Rest<'_>> {
        let holiday = self.holiday.iter().find(|holiday| {
            holiday.on.is_on(day) && holiday.from_year.is_none_or(|year| day.year() >= year)
        });
        match holiday {
            Some(holiday) => Some(Rest::Holiday(holiday)),
            None => (day.weekday() == Weekday::Sun).then_some(Rest::Sunday),
        }
    }

    /// Returns the patron saint kept at a place: the comune's name, however it is written, or a capital's plate.
    pub fn patron(&self, place: &str) -> Option<&Patron> {
        let wanted = plain(place);
        self.patron.iter().find(|patron| {
            plain(&patron.comune) == wanted
                || patron.plate.as_deref().is_some_and(|plate| plain(plate) == wanted)
        })
    }
}

/// Returns a place's name without accents, case and outer blanks.
fn plain(place: &str) -> String {
    any_ascii::any_ascii(place.trim()).to_ascii_lowercase()
}

impl Patron {
    /// Returns whether the saint is kept on this day.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.on.is_on(day)
    }
}

/// Returns Easter Sunday of a year of the Gregorian calendar (the computus of Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use crate::packs::Packs;
    use chrono::{Datelike, NaiveDate, Weekday};
    use std::collections::BTreeSet;

    /// The python package `holidays` is the outside check; it lists Easter Sunday too, which is a Sunday anyway.
    #[test]
    fn sixteen_years_agree_with_another_calendar() {
        let listed: BTreeSet<NaiveDate> = include_str!("../../tests/italian-holidays.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.parse().unwrap())
            .filter(|day: &NaiveDate| day.weekday() != Weekday::Sun)
            .collect();
        assert!(listed.len() > 150);
        let calendar = &Packs::built_in().calendar;
        let ours: BTreeSet<NaiveDate> = NaiveDate::from_ymd_opt(2020, 1, 1)
            .unwrap()
            .iter_days()
            .take_while(|day| day.year() < 2036)
            .filter(|day| day.weekday() != Weekday::Sun && calendar.rest(*day).is_some())
            .collect();
        assert_eq!(ours, listed);
    }

    #[test]
    fn a_place_is_found_however_it_is_written() {
        let calendar = &Packs::built_in().calendar;
        for (place, comune) in
            [("milano", "Milano"), ("MI", "Milano"), ("Forli", "Forlì"), ("l'aquila", "L'Aquila")]
        {
            assert_eq!(calendar.patron(place).map(|patron| patron.comune.as_str()), Some(comune));
        }
        assert_eq!(calendar.patron("Atlantide"), None);
    }
}

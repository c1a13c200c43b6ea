//! The written forms of a day.

use super::pattern;
use chrono::NaiveDate;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Month names in Italian, English, Spanish, French, Portuguese and German, and their short forms. Folded.
const MONTHS: [&str; 12] = [
    "gennaio|gen|january|jan|enero|ene|janvier|janv|janeiro|januar|janner|jaenner",
    "febbraio|feb|february|febrero|fevrier|fevr|fevereiro|fev|februar|feber",
    "marzo|mar|march|mars|marco|maerz|marz",
    "aprile|apr|april|abril|abr|avril|avr",
    "maggio|mag|may|mayo|mai|maio",
    "giugno|giu|june|jun|junio|juin|junho|juni",
    "luglio|lug|july|jul|julio|juillet|juil|julho|juli",
    "agosto|ago|august|aug|aout",
    "settembre|set|sett|september|sep|sept|septiembre|septembre|setembro",
    "ottobre|ott|october|oct|octubre|octobre|outubro|out|oktober|okt",
    "novembre|nov|november|noviembre|novembro",
    "dicembre|dic|december|dec|diciembre|decembre|dezembro|dez|dezember",
];
const ROMAN: [&str; 12] =
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

pub(super) fn months() -> String {
    MONTHS.join("|")
}

/// A day of the week in the six languages, folded, as a part of a pattern.
pub(super) const WEEKDAY: &str = r"(?:(?:lune|marte|mercole|giove|vener)di'?|sabato|domenica|(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miercoles|jueves|viernes|domingo|(?:segunda|terca|quarta|quinta|sexta)-feira|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)";

pub(super) static DATES: LazyLock<Regex> = LazyLock::new(|| {
    let m = months();
    pattern(&format!(
        r"(?x-u)
        \b(?:
          (?P<iy>(?:19|20)\d\d)(?:-(?P<im>\d\d)-(?P<id>\d\d)|/(?P<jm>\d\d)/(?P<jd>\d\d))\b
        | (?P<nd>\d{{1,2}})\x20?(?P<s>[/.\-])\x20?(?P<nm>\d{{1,2}})\x20?(?P<s2>[/.\-])\x20?'?(?P<ny>(?:19|20)\d\d|\d\d)o?\b
        | (?P<sd>\d{{1,2}})[\x20\t](?P<sm>\d{{1,2}})[\x20\t](?P<sy>(?:19|20)\d\d)\b
        | (?P<td>\d{{1,2}})(?:\.?[oa']|st|nd|rd|th|er|\.)?[\s./-]{{1,2}}(?:(?:de|of|day\x20of)\s|[a-z]{{2,6}}\x20?/\x20?)?(?P<tm>{m})\.?(?:\x20?/\x20?(?:{m}))?[\s.,/-]{{1,3}}(?:(?:de|del|do)\s)?'?(?P<ty>(?:19|20)\d\d|\d\d)\b
        | (?P<rd>\d{{1,2}})[./\x20-](?P<rm>i|ii|iii|iv|v|vi|vii|viii|ix|x|xi|xii)[./\x20-](?P<ry>(?:19|20)\d\d)\b
        | (?P<em>{m})\.?[\s-](?P<ed>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s|-)(?P<ey>(?:19|20)\d\d)\b
        | (?P<kd>\d\d)(?P<km>{m})(?P<ky>(?:19|20)\d\d)\b
        | (?:jo|gg|g|giorno|dia|jour|tag)\.?\x20?:?\x20?(?P<xd>\d{{1,2}})[\x20\t]?[,/-]?[\x20\t]?(?:(?:monat|mese|month)\x20?/\x20?)?(?:mo|mm|m|mese|mes|mois|monat)\.?\x20?:?\x20?(?:(?P<xm>\d{{1,2}})|(?P<xn>{m}))[\x20\t]?[,/-]?[\x20\t]?(?:(?:jahr|anno|year)\x20?/\x20?)?(?:an|aa|a|anno|ano|annee|jahr)\.?\x20?:?\x20?(?P<xy>(?:19|20)\d\d)\b
        | (?:anno|ano|annee|year)\x20?:?\x20?(?P<zy>(?:19|20)\d\d)\x20?[,/-]?\x20?(?:mese|mes|mois|month)\x20?:?\x20?(?:(?P<zm>\d{{1,2}})|(?P<zn>{m}))\x20?[,/-]?\x20?(?:giorno|dia|jour|day)\x20?:?\x20?(?P<zd>\d{{1,2}})\b
        | (?:giorno|gg|day|dia|jour|jo|tag)[\x20,/-]{{1,2}}(?:mese|mm|month|mes|mois|mo|monat)[\x20,/-]{{1,2}}(?:anno|aaaa|aa|year|ano|annee|an|jahr)(?:\)?[\x20:]{{1,2}}|\)?[a-z'\x20]{{0,40}}\n)(?P<fd>\d\d)[\x20/.-](?P<fm>\d\d)[\x20/.-](?P<fy>(?:19|20)\d\d)\b
        )"
    ))
});

pub(super) fn month_number(name: &str) -> Option<u32> {
    MONTHS.iter().position(|m| m.split('|').any(|n| n == name)).map(|at| at as u32 + 1)
}

/// Returns the day that one match of [`DATES`] writes.
pub(super) fn read(found: &Captures<'_>) -> Option<NaiveDate> {
    parts(found, Order::DayFirst).map(|(day, ..)| day)
}

/// How a paper writes 03/04/2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    /// Shown by a date that cannot be read otherwise: 03/25/2026.
    MonthFirst,
    /// A paper in English from where months come first, and nothing on it shows which is meant.
    Unclear,
}

/// Returns the day that a match writes, its other reading where the order is unclear, and whether the form alone leaves doubt.
pub(super) fn parts(
    found: &Captures<'_>,
    order: Order,
) -> Option<(NaiveDate, Option<NaiveDate>, bool)> {
    let text = |name: &str| found.name(name).map(|m| m.as_str());
    let number = |name: &str| text(name)?.parse::<u32>().ok();
    let year = |name: &str| -> Option<(i32, bool)> {
        let digits = text(name)?;
        let value: i32 = digits.parse().ok()?;
        // Two digits: nobody's papers here are from before 1951 or after 2050.
        Some(match digits.len() {
            2 if value <= 50 => (2000 + value, true),
            2 => (1900 + value, true),
            _ => (value, false),
        })
    };
    let day = |y: i32, m: u32, d: u32| NaiveDate::from_ymd_opt(y, m, d);
    if let Some((y, _)) = year("iy") {
        let (m, d) =
            (number("im").or_else(|| number("jm"))?, number("id").or_else(|| number("jd"))?);
        return Some((day(y, m, d)?, None, false));
    }
    if let Some((y, short)) = year("ny") {
        let (d, m) = (number("nd")?, number("nm")?);
        // "Mod. 2 - 01.2023": the number of a form and its month.
        if (text("s") == Some("-")) != (text("s2") == Some("-")) {
            return None;
        }
        let dotted = text("s") == Some(".");
        let swapped = if d != m && !dotted { day(y, d, m) } else { None };
        let slash = text("s") == Some("/");
        return match order {
            // "1/16/2026", on an apostille that writes its months first: there is no sixteenth month.
            Order::DayFirst => {
                let other = swapped.filter(|_| slash && !short && m > 12);
                Some((day(y, m, d).or(other)?, None, short))
            }
            Order::MonthFirst => Some((swapped.or_else(|| day(y, m, d))?, None, short)),
            Order::Unclear => Some((day(y, m, d)?, swapped.filter(|_| slash), short)),
        };
    }
    if let Some((y, _)) = year("sy") {
        return Some((day(y, number("sm")?, number("sd")?)?, None, true));
    }
    if let Some((y, short)) = year("ty") {
        return Some((day(y, month_number(text("tm")?)?, number("td")?)?, None, short));
    }
    if let Some((y, _)) = year("ry") {
        let month = ROMAN.iter().position(|r| Some(*r) == text("rm"))? as u32 + 1;
        return Some((day(y, month, number("rd")?)?, None, false));
    }
    if let Some((y, _)) = year("xy") {
        let month = number("xm").or_else(|| month_number(text("xn")?))?;
        return Some((day(y, month, number("xd")?)?, None, false));
    }
    if let Some((y, _)) = year("zy") {
        let month = number("zm").or_else(|| month_number(text("zn")?))?;
        return Some((day(y, month, number("zd")?)?, None, false));
    }
    if let Some((y, _)) = year("fy") {
        return Some((day(y, number("fm")?, number("fd")?)?, None, false));
    }
    if let Some((y, _)) = year("ky") {
        return Some((day(y, month_number(text("km")?)?, number("kd")?)?, None, false));
    }
    let (y, _) = year("ey")?;
    Some((day(y, month_number(text("em")?)?, number("ed")?)?, None, false))
}

//! Days without a year, in a paper that bears a day of its own: "17 marzo p.v.", "entro lunedì 16 marzo", "13 February last".

use super::dates::before;
use super::fold::Folded;
use super::forms::{month_number, months};
use super::paper::Paper;
use super::written::{Candidate, MOST};
use super::{evidence, pattern, terms};
use crate::facts::{DateFound, DateRole, When};
use crate::packs::Nature;
use chrono::{Datelike, NaiveDate, Weekday};
use regex::Regex;
use std::sync::LazyLock;

/// A day and a month, and the word behind them that tells the year.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    let m = months();
    pattern(&format!(
        r"(?x-u)\b(?:
            (?P<d>[0-9]{{1,2}})(?:o|'|st|nd|rd|th|er|\.|a)?\s(?:(?:de|of|di)\s)?(?P<m>{m})
            |(?P<em>{m})\s(?P<ed>[0-9]{{1,2}})(?:st|nd|rd|th)?
            |(?P<nd>[0-9]{{1,2}})/(?P<nm>[01]?[0-9])
        )\b
        (?P<mark>,?\s\(?(?:del\s|de\s|de\sl'|of\s|do\s|di\s)?(?:
            (?P<next>p\.\s?v\b|pross\.|prossim[oa]\b|prossimo\sventuro\b|venturo\b|next\b|proxim[oa]\b|prochain\b)
            |(?P<last>u\.\s?s\b|ultim[oa]\s(?:scorso|scorsa|passado)\b|ultim[oa]\b|scors[oa]\b|last\b|pasado\b|p\.\s?p\.|passado\b|dernier\b|inst\b)
            |(?P<this>c\.\s?a\b|corr(?:ente|\.)\b(?:\sanno\b)?|anno\s(?:corrente|in\scorso)\b|quest'anno\b|presente\sano\b|this\syear\b|corriente\b|este\sano\b|annee\sen\scours\b)
        ))?"
    ))
});

/// The words before a day by which something must be done, or on which somebody comes, whose year everybody knows.
static AWAITED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:entro|non\soltre|al\spiu\stardi|spatestens|by|before|no\slater\sthan|not\slater\sthan|a\smas\stardar|antes\sdel?|hasta|ate|au\splus\stard|avant|bis(?:\sspatestens)?|(?:vi|la|ti|le)\saspettiamo|presentarsi|convocat[oa]|appuntamento|appointment|rendez-vous|cita)\b[\x00-/:<-\x7f]{0,24}$",
    )
});

/// "This offer stays open until 23:59 of": the hour at which something ends.
static OPEN_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:until|till|by|before|entro\sle|fino\salle|hasta\slas|jusqu'a|ate\sas|bis)\s(?:ore\s)?(?:[0-9]{1,2}[:.h][0-9]{0,2}(?:\s?(?:[ap]\.?m\.?|h|uhr))?|midnight|noon|mezzanotte|mezzogiorno)\s(?:of|on|del|di|dell'|du|do|am)\s(?:the\s|giorno\s)?$",
    )
});

/// "We hold the place for you until Friday, May 8": how long who offers a job waits.
static HELD_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:hold|keep|open|valid|firm|stands|wait|teniamo|terremo|aspett[a-z]{1,4}|ferma|vale|valida)\b[\x00-\x2d/-9<-\x7f]{0,40}\b(?:until|till|fino\sa|sino\sa)\s[a-z']{3,10},?\s$|\bprima\sche\spassi\s[a-z']{3,10}\s$",
    )
});

/// What a bill wants.
static TO_PAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:paga(?:re|bile|mento|rlo|rla)?|versa(?:re|mento)|saldare|importo|scadenza|pay|payable|payment|amount|due|pagar|vencimiento|payer|zahlbar|zahlen)\b[\x00-\x2d/-9<-\x7f]{0,40}$",
    )
});

/// "Consegnato ieri, 8 febbraio", "scade tra 8 giorni (22 dicembre)": other words tell how far off it is.
static RECKONED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:\b(?P<past>ieri|oggi|yesterday|today|ayer|hoy|hier|aujourd'hui|ontem|hoje|gestern|heute),?\s(?:il\s|lo\s|le\s|el\s|den\s)?|\b(?:tra|fra|in|en|dans|dentro\sde|em)\s[0-9]{1,3}\s(?:giorni|gg|days|dias|jours|tagen)\s?[(,-]\s?(?:il\s|on\s|el\s|le\s)?)$",
    )
});

/// "Il preavviso, pervenuto il": what an author answers came before they wrote.
static REACHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:pervenut|ricevut|notificat|consegnat|recapitat|comunicat|ritirat|giunt|arrivat)[oaie]|received|served|arrived|delivered|recibid[oa]|notificad[oa]|recue?|notifiee?)\b[a-z' ]{0,44}\s(?:il\s|in\sdata\s|l'|lo\sscorso\s|on\s|el\s|le\s|(?:(?:lune|marte|mercole|giove|vener)di'?|sabato|domenica),?\s(?:il\s)?)$",
    )
});

/// Returns whether the words before a day say that the notice which observations answer reached their author.
fn is_reached(lead: &str, paper: Paper<'_>) -> bool {
    paper.is_type("OBSERVATIONS") && REACHED.is_match(lead)
}

/// "Tuesday 23 June at 11:45": the hour behind a day on which somebody is awaited.
static AT_AN_HOUR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:at|alle|ore|alle\sore|h|um|a\slas|a\sles|as)\s[0-9]{1,2}[:.,h][0-9]{2}\b",
    )
});

/// What may stand behind a day that awaits something: no further word that makes it part of a title or a street.
static ENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[.,;:)]|$|\s(?:at|alle|ore|a|e|ed|and|or|la|il|which|per|presso|con|dalle|p|so|if|se|le|i|with)\b)",
    )
});

/// "lunedì ", before the day.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?P<mon>lunedi'?|monday|mon|lunes|lundi|montag|segunda-feira)|(?P<tue>martedi'?|tuesday|tue|martes|mardi|dienstag|terca-feira)|(?P<wed>mercoledi'?|wednesday|wed|miercoles|mercredi|mittwoch|quarta-feira)|(?P<thu>giovedi'?|thursday|thu|jueves|jeudi|donnerstag|quinta-feira)|(?P<fri>venerdi'?|friday|fri|viernes|vendredi|freitag|sexta-feira)|(?P<sat>sabato|saturday|sat|samedi|samstag)|(?P<sun>domenica|sunday|sun|domingo|dimanche|sonntag))(?:\s(?:prossimo|next))?,?\s(?:the\s|il\s|den\s|el\s|le\s|dia\s)?$",
    )
});

/// Returns the day that a paper bears itself, from which a day without a year is reckoned.
pub(super) fn own_day(dates: &[DateFound]) -> Option<NaiveDate> {
    let issued = |d: &&DateFound| d.role == DateRole::Issued && d.alternative.is_none();
    dates.iter().filter(issued).filter_map(|d| d.date.day()).max()
}

/// Returns whether a page may tell of a day without a year.
pub(super) fn may_have(page: &Folded<'_>, paper: Paper<'_>) -> bool {
    without_year(page).any(|found| is_told(page, &found, paper))
}

/// Returns the days and months of a page behind which stands no year.
fn without_year<'p>(page: &'p Folded<'_>) -> impl Iterator<Item = regex::Captures<'p>> {
    DAY.find_iter(&page.flat)
        .take(MOST)
        .filter(|found| !has_year(&page.flat[found.end()..]))
        .filter_map(|found| DAY.captures_at(&page.flat, found.start()))
}

/// Returns whether a year stands behind a day and its month.
fn has_year(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['/', '-', '.', ',', ' ']);
    let rest = ["de ", "del "].iter().find_map(|of| rest.strip_prefix(of)).unwrap_or(rest);
    ["19", "20"].iter().any(|century| rest.starts_with(century))
        && rest.bytes().take_while(u8::is_ascii_digit).count() == 4
}

/// Returns whether the year of a day is told by a word, or known to everybody: a letter awaits something by it, or names its weekday.
fn is_told(page: &Folded<'_>, found: &regex::Captures<'_>, paper: Paper<'_>) -> bool {
    let Some(whole) = found.get(0) else { return false };
    let lead = before(&page.flat, whole.start(), 70);
    // "Da pagare entro il 22/05": a bill tells of other terms too, of whoever asks for a reduction.
    let to_pay = paper.is(Nature::Bill) && TO_PAY.is_match(lead);
    let of_letter = to_pay
        || paper.is_any(&[Nature::Act, Nature::Call])
        || paper.is_type("LETTER")
        || paper.is_type("JOB-OFFER");
    if is_reached(lead, paper) && ENDS.is_match(&page.flat[whole.end()..]) {
        return true;
    }
    let named = weekday(before(lead, lead.len(), 24)).is_some();
    // "What you need to do by Friday, January 23", above the list of it.
    let ends = ENDS.is_match(&page.flat[whole.end()..])
        || (named || to_pay) && page.text[whole.end()..].starts_with('\n');
    let visit = (of_letter
        || paper.is_any(&[Nature::Invites, Nature::HandedIn])
        || paper.is_type("POWER-OF-ATTORNEY"))
        && terms::is_visit(page, whole.start(), whole.end());
    let slot = named && paper.is(Nature::Call) && AT_AN_HOUR.is_match(&page.flat[whole.end()..]);
    let collected = paper.is(Nature::Bill) && terms::is_collected(page, whole.start());
    found.name("mark").is_some()
        || visit
        || slot
        || collected && ends
        || of_letter && OPEN_UNTIL.is_match(lead) && ends
        || named && paper.is_type("JOB-OFFER") && HELD_UNTIL.is_match(lead) && ends
        || RECKONED.is_match(lead)
        || (of_letter || named) && AWAITED.is_match(lead) && ends
}

/// Adds the days of a page whose year only the paper's own day tells.
pub(super) fn add(
    page: &Folded<'_>,
    own: NaiveDate,
    paper: Paper<'_>,
    candidates: &mut Vec<Candidate>,
) {
    for day in find(page, own, paper) {
        let next = candidates.partition_point(|c| c.end <= day.start);
        if candidates.get(next).is_none_or(|c| day.end <= c.start) {
            candidates.insert(next, day);
        }
    }
}

/// Returns the days of a page whose year only the paper's own day tells.
fn find(page: &Folded<'_>, own: NaiveDate, paper: Paper<'_>) -> Vec<Candidate> {
    let read = |found: regex::Captures<'_>| {
        let (start, end) = (found.get(0)?.start(), found.get(0)?.end());
        let end = found.name("mark").map_or(end, |mark| mark.start());
        let (number, month) = day_and_month(&found)?;
        let on = |year: i32| NaiveDate::from_ymd_opt(year, month, number);
        let reckoned = RECKONED.captures(before(&page.flat, start, 40));
        let past = reckoned.is_some_and(|found| found.name("past").is_some())
            || is_reached(before(&page.flat, start, 40), paper);
        let day = if found.name("this").is_some() {
            on(own.year())?
        } else if past || found.name("last").is_some() {
            on(own.year()).filter(|day| *day <= own).or_else(|| on(own.year() - 1))?
        } else {
            on(own.year()).filter(|day| *day >= own).or_else(|| on(own.year() + 1))?
        };
        // The day of the week, where one is named, must be that of the year which was reckoned.
        let named = weekday(before(&page.flat, start, 24));
        let fits = named.is_none_or(|named| named == day.weekday());
        fits.then_some(Candidate {
            start,
            end,
            day,
            alternative: None,
            doubtful: false,
            partial: false,
            in_words: false,
        })
    };
    without_year(page).filter(|found| is_told(page, found, paper)).filter_map(read).collect()
}

/// Returns the first day of a text behind which stands no year, in the year in which it came last up to `own`, and what stands before it.
pub(super) fn last_before(text: &str, own: NaiveDate) -> Option<(&str, NaiveDate)> {
    let found = DAY.captures(text)?;
    let whole = found.get(0)?;
    if has_year(&text[whole.end()..]) {
        return None;
    }
    let (number, month) = day_and_month(&found)?;
    let on = |year: i32| NaiveDate::from_ymd_opt(year, month, number);
    let day = on(own.year()).filter(|day| *day <= own).or_else(|| on(own.year() - 1))?;
    Some((&text[..whole.start()], day))
}

/// Returns the day and the month that are written.
fn day_and_month(found: &regex::Captures<'_>) -> Option<(u32, u32)> {
    let text =
        |names: [&str; 3]| names.iter().find_map(|name| found.name(name)).map(|part| part.as_str());
    let number: u32 = text(["d", "ed", "nd"])?.parse().ok()?;
    let month = text(["m", "em", "nm"])?;
    Some((number, month_number(month).or_else(|| month.parse().ok())?))
}

fn weekday(lead: &str) -> Option<Weekday> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let found = NAMED.captures(lead)?;
    [
        ("mon", Mon),
        ("tue", Tue),
        ("wed", Wed),
        ("thu", Thu),
        ("fri", Fri),
        ("sat", Sat),
        ("sun", Sun),
    ]
    .into_iter()
    .find(|(name, _)| found.name(name).is_some())
    .map(|(_, day)| day)
}

/// "Mar 3 nov", "Tue 3 Nov", "Nov 3": the day in the top line of a telephone.
static IN_TOP_LINE: LazyLock<Regex> = LazyLock::new(|| {
    let m = months();
    pattern(&format!(
        r"(?-u)\b(?P<named>[a-z]{{2,10}})\.?,?\s(?:(?P<d>[0-9]{{1,2}})\.?\s(?P<m>{m})|(?P<em>{m})\s(?P<ed>[0-9]{{1,2}}))\b"
    ))
});

/// The hour beside it.
static HOUR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)(?:^|\s)[0-9]{1,2}[:.][0-9]{2}(?:\s|$)"));

/// A top line is at most so long.
const LONGEST_TOP_LINE: usize = 80;

/// Adds the day in the top line of a screenshot, where no other day is told as that of the picture: its year is that in which the
/// weekday fits, next to the days that the page writes out.
pub(super) fn add_top_line(pages: &[Folded<'_>], paper: Paper<'_>, dates: &mut Vec<DateFound>) {
    let of_picture = |d: &DateFound| d.role == DateRole::Captured;
    let (Some(page), true) = (pages.first(), paper.is_type("SCREENSHOT")) else { return };
    let (from, to) = page.line(0);
    let line = &page.text[from..to];
    if line.len() > LONGEST_TOP_LINE || !HOUR.is_match(line) || dates.iter().any(of_picture) {
        return;
    }
    let known: Vec<NaiveDate> = dates.iter().filter_map(|d| d.date.day()).collect();
    let day = IN_TOP_LINE.captures(line).and_then(|found| {
        let (number, month) = day_and_month(&found)?;
        let named = short_weekday(found.name("named")?.as_str())?;
        let near =
            |day: &NaiveDate| known.iter().any(|other| (*day - *other).num_days().abs() < 366);
        let day = (known.iter().map(NaiveDate::year).min()?
            ..=known.iter().map(NaiveDate::year).max()? + 1)
            .rev()
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, number))
            .find(|day| day.weekday() == named && near(day))?;
        Some((day, found.get(0)?.range()))
    });
    if let Some((day, at)) = day {
        let evidence = evidence(page, from + at.start, from + at.end, "day-and-hour");
        let (date, role) = (When::Day(day), DateRole::Captured);
        dates.push(DateFound::new(date, role, evidence));
    }
}

/// Returns the day of the week that a telephone writes in short, in whatever language.
fn short_weekday(word: &str) -> Option<Weekday> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    Some(match word {
        "lun" | "mon" | "mo" | "lunedi" | "monday" => Mon,
        "mar" | "tue" | "tues" | "ma" | "di" | "martedi" | "tuesday" => Tue,
        "mer" | "wed" | "mie" | "mi" | "mercoledi" | "wednesday" => Wed,
        "gio" | "thu" | "thur" | "thurs" | "jue" | "jeu" | "do" | "giovedi" | "thursday" => Thu,
        "ven" | "fri" | "vie" | "fr" | "venerdi" | "friday" => Fri,
        "sab" | "sat" | "sam" | "sa" | "sabato" | "saturday" => Sat,
        "dom" | "sun" | "dim" | "so" | "domenica" | "sunday" => Sun,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let own = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        find(&Folded::new(1, text), own, Paper::built_in("LETTER"))
            .iter()
            .map(|c| c.day.to_string())
            .collect()
    }

    #[test]
    fn the_papers_own_day_tells_the_year() {
        for (text, day) in [
            ("il giorno 17 MARZO p.v., ore 11,15", "2026-03-17"),
            ("entro il 28 febbraio prossimo", "2027-02-28"),
            ("Sua domanda del 13 febbraio u.s. Le", "2026-02-13"),
            ("il 14 novembre u.s.", "2025-11-14"),
            ("entro il 30 giugno c.a.", "2026-06-30"),
            ("un sì o un no entro lunedì prossimo, 16 marzo, perché", "2026-03-16"),
            ("let me know by Friday, 20 March which you prefer", "2026-03-20"),
            ("su solicitud del 4 de febrero último", "2026-02-04"),
            ("on or before April 3.", "2026-04-03"),
            ("di averne consegnato ieri, 8 marzo, la disponibilità", "2026-03-08"),
            ("Scade tra 8 giorni (17 marzo)", "2026-03-17"),
        ] {
            assert_eq!(read(text), [day], "{text}");
        }
    }

    #[test]
    fn a_day_whose_year_nobody_tells_is_none() {
        for text in [
            "via 25 aprile 12, Milano",
            "la festa del 2 giugno",
            // That day was no Monday.
            "entro lunedì 17 marzo, grazie",
        ] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }
}

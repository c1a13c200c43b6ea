//! When things happen to the demo family, and the words that stand for it in the papers.

use super::DemoError;
use super::family::{self, DIEGO, LEILA, NOOR};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use faldone_rules::packs::Packs;
use std::collections::BTreeMap;

/// What happens on which day, in days from today. Offices and firms are closed at the weekend and on holidays: such days become the working day before.
const WORKING_DAYS: &[(&str, i64)] = &[
    ("old_permit_from", -1044),
    ("first_job", -1020),
    ("permit_from", -677),
    ("translated", -345),
    ("diego_f24", -410),
    ("casellario", -310),
    ("offer", -305),
    ("asseverated", -290),
    ("ali_filed", -278),
    ("integration", -222),
    ("answered", -215),
    ("nulla_osta", -165),
    ("delegated", -162),
    ("consented", -155),
    ("visa_asked", -120),
    ("visa", -85),
    ("suitability", -58),
    ("residence", -53),
    ("family_filed", -45),
    ("inps", -38),
    ("bill", -29),
    ("letter", -22),
    ("hosted", -15),
    ("worked_out", -12),
    ("unilav", -11),
    ("notice_day", -11),
    ("pagopa", -9),
    ("diego_kit", -9),
    ("leila_kit", -8),
    ("medical", -6),
    ("stay_contract", -5),
    ("scanned", -3),
    ("leila_appointment", 24),
    ("diego_appointment", 39),
];

/// Working days counted from the first of a month: Diego's new job and the new home begin with m4.
const AROUND_MONTHS: &[(&str, &str, i64)] = &[
    ("hired", "m4", -9),
    ("lease", "m4", -7),
    ("old_job_end", "m4", -1),
    ("lease_registered", "m4", 2),
    ("reference", "m4", 7),
    ("statement", "m1", 1),
];

/// Days that fall where they fall.
const ANY_DAYS: &[(&str, i64)] = &[
    ("today", 0),
    ("diego_passport", -1500),
    ("noor_passport", -420),
    ("leila_passport", -900),
    ("old_permit_to", -679),
    ("permit_to", 52),
    ("old_policy_from", -500),
    ("old_policy_to", -136),
    ("visa_from", -70),
    ("visa_to", 295),
    ("entry", -16),
    ("policy_to", 348),
    ("work_start", -10),
    ("bill_due", 6),
    ("notice_due", 19),
];

const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// The family's calendar and codes.
pub(super) struct Story {
    days: BTreeMap<String, NaiveDate>,
    words: BTreeMap<String, String>,
}

fn month_name(day: NaiveDate) -> &'static str {
    MONTHS.get(day.month0() as usize).copied().unwrap_or_default()
}

/// Returns the day so many days after (before, if negative) another.
fn shifted(day: NaiveDate, offset: i64) -> NaiveDate {
    let days = Days::new(offset.unsigned_abs());
    let shifted = if offset < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) };
    shifted.unwrap_or(day)
}

/// Returns the day itself, or the last working day before a weekend or a holiday: no office writes or calls anybody then.
fn working_day(day: NaiveDate) -> NaiveDate {
    let calendar = &Packs::built_in().calendar;
    let is_off = |day: NaiveDate| day.weekday() == Weekday::Sat || calendar.rest(day).is_some();
    (0..7).map(|back| shifted(day, -back)).find(|day| !is_off(*day)).unwrap_or(day)
}

/// Returns Italy's offset from UTC on that day: summer time runs from the last Sunday of March to the last of October.
fn rome_zone(day: NaiveDate) -> &'static str {
    let last_sunday = |month: u32| {
        let last = NaiveDate::from_ymd_opt(day.year(), month, 31).unwrap_or(day);
        last - Days::new(u64::from(last.weekday().num_days_from_sunday()))
    };
    if day >= last_sunday(3) && day < last_sunday(10) { "+0200" } else { "+0100" }
}

impl Story {
    /// Returns the story as it stands on this day.
    pub(super) fn on(today: NaiveDate) -> Story {
        let mut days: BTreeMap<String, NaiveDate> = BTreeMap::new();
        for (name, offset) in WORKING_DAYS {
            days.insert((*name).to_owned(), working_day(shifted(today, *offset)));
        }
        for (name, offset) in ANY_DAYS {
            days.insert((*name).to_owned(), shifted(today, *offset));
        }
        // m1 is the last month whose wages came, on the 10th of the month after; m2 the one before, each by its first day.
        let this_month = shifted(today, -11);
        let this_month = this_month.with_day(1).unwrap_or(this_month);
        for back in 1..=7 {
            let month = this_month - Months::new(back);
            days.insert(format!("m{back}"), month);
            days.insert(format!("m{back}_paid"), month + Months::new(1) + Days::new(9));
        }
        for (name, month, offset) in AROUND_MONTHS {
            let first = days.get(*month).copied().unwrap_or(today);
            days.insert((*name).to_owned(), working_day(shifted(first, *offset)));
        }
        // The Certificazione Unica comes by 16 March, the tax return by the end of September.
        let year = today.year() - i32::from(today.month() < 4);
        let tax_year = today.year() - i32::from(today.month() < 10);
        let on = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap_or(today);
        days.insert("cu".to_owned(), on(year, 3, 12));
        days.insert("cu_income".to_owned(), on(year - 1, 12, 31));
        days.insert("tax".to_owned(), on(tax_year, 6, 18));
        days.insert("tax_income".to_owned(), on(tax_year - 1, 12, 31));

        let mut story = Story { days, words: BTreeMap::new() };
        story.name_people();
        let zone = story.day("answered").map_or("+0100", rome_zone);
        story.words.insert("zone".to_owned(), zone.to_owned());
        story
    }

    fn name_people(&mut self) {
        for (id, member) in [("leila", LEILA), ("diego", DIEGO), ("noor", NOOR)] {
            let issued = self.days.get(&format!("{id}_passport")).copied().unwrap_or_default();
            let expires = family::passport_expiry(issued);
            self.days.insert(format!("{id}_passport_to"), expires);
            self.days.insert(format!("{id}_born"), member.birth());
            let (first, second) = member.mrz(expires);
            let words = [
                ("cf", member.fiscal_code()),
                ("mrz1", first),
                ("mrz2", second),
                ("passport_no", member.passport.to_owned()),
            ];
            self.words.extend(words.map(|(word, value)| (format!("{id}_{word}"), value)));
        }
        let notice = family::pagopa_notice(3_020_260_004_417_905);
        self.words.insert("iuv".to_owned(), notice.chars().skip(1).collect());
        self.words.insert("notice".to_owned(), notice);
    }

    /// Returns a day of the story.
    pub(super) fn day(&self, name: &str) -> Option<NaiveDate> {
        self.days.get(name).copied()
    }

    /// Returns the text with its `{words}` filled in; `more` are words of this one paper.
    ///
    /// A day is written `{entry}` as 05/11/2026, or `{entry:form}` with long, dots, dash, iso, compact, yymmdd, year, month, MONTH,
    /// name (of the month), ym or mail (as in a mail's header).
    pub(super) fn fill(&self, text: &str, more: &[(&str, &str)]) -> Result<String, DemoError> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((word, tail)) = after.split_once('}') else { break };
            out.push_str(before);
            match more.iter().find(|(key, _)| *key == word) {
                Some((_, value)) => out.push_str(&self.fill(value, &[])?),
                None => out.push_str(&self.word(word)?),
            }
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn word(&self, word: &str) -> Result<String, DemoError> {
        if let Some(value) = self.words.get(word) {
            return Ok(value.clone());
        }
        let (name, form) = word.split_once(':').unwrap_or((word, "slash"));
        let unknown = || DemoError::Word(word.to_owned());
        let day = self.day(name).ok_or_else(unknown)?;
        Ok(match form {
            "slash" => day.format("%d/%m/%Y").to_string(),
            "dots" => day.format("%d.%m.%Y").to_string(),
            "dash" => day.format("%d-%m-%Y").to_string(),
            "iso" => day.format("%Y-%m-%d").to_string(),
            "compact" => day.format("%Y%m%d").to_string(),
            "yymmdd" => day.format("%y%m%d").to_string(),
            "year" => day.year().to_string(),
            "ym" => day.format("%Y-%m").to_string(),
            "long" => format!("{} {} {}", day.day(), month_name(day), day.year()),
            "month" => format!("{} {}", month_name(day), day.year()),
            "MONTH" => format!("{} {}", month_name(day).to_uppercase(), day.year()),
            "name" => month_name(day).to_owned(),
            "mail" => day.format("%a, %d %b %Y").to_string(),
            _ => return Err(unknown()),
        })
    }
}

//! Whether a paper writes the day or the month first: 03/04/2026. The day, unless the paper itself shows otherwise.

use super::fold::Folded;
use super::forms::{self, DATES, Order};
use super::pattern;
use chrono::{Datelike, NaiveDate};
use regex::Regex;
use std::sync::LazyLock;

/// Words of papers from where months come first.
const AMERICAN: &[&str] = &[
    "united states",
    "u.s.a",
    " usa",
    "u.s. ",
    "secretary of state",
    "social security",
    "usd",
    "$",
    "county of",
    "canada",
    "driver's license",
    "driver license",
    "department of motor vehicles",
    "mm/dd/yyyy",
    "zip code",
];

/// The end of an address in the United States: "Boston, MA 02114".
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)[a-z],\s(?:a[klrz]|c[aot]|d[ce]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|pa|ri|s[cd]|t[nx]|ut|v[at]|w[aivy])\s[0-9]{5}(?:-[0-9]{4})?\b",
    )
});

/// "02/03/2026 (mm/dd/yyyy)": a form says so of its own day.
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{2}){1,2}\s?\(?mm/dd/yy|mm/dd/yy(?:yy)?\)?\s?:?\s?[0-9]{1,2}/[0-9]{1,2}/",
    )
});

/// Words that a paper in English has.
const ENGLISH: &[&str] = &[
    " the ",
    "license",
    " date of ",
    " issued ",
    " expires ",
    " and ",
    "date:",
    "dob",
    " name:",
    " is ",
    " of ",
];

/// Words that a paper in a language has which writes the day first.
const DAY_FIRST: &[&str] = &[
    " il ",
    " della ",
    " nato ",
    " nata ",
    " dello ",
    " degli ",
    " rilasciat",
    " el ",
    " nacid",
    " du ",
    " und ",
];

/// Returns how the pages of a paper write a day in figures. Whoever writes Italian writes the day first.
///
/// `born`: the days of birth of the household. One of them shows the order as a thirteenth month does.
pub(super) fn of(pages: &[Folded<'_>], born: &[NaiveDate]) -> Order {
    if pages.iter().any(|page| MONTH_FIRST.is_match(&page.flat)) {
        return Order::MonthFirst;
    }
    let has = |words: &[&str]| pages.iter().any(|p| words.iter().any(|word| p.flat.contains(word)));
    // "Convention de La Haye du 5 octobre 1961" stands on every apostille.
    let day_first = pages.iter().any(|page| {
        let text = page.flat.replace("haye du ", "haye ");
        DAY_FIRST.iter().any(|word| text.contains(word))
    });
    if !has(ENGLISH) || day_first {
        return Order::DayFirst;
    }
    let (mut day_first, mut month_first) = (false, false);
    let mut american = has(AMERICAN) || pages.iter().any(|page| ADDRESS.is_match(&page.flat));
    for found in pages.iter().flat_map(|page| DATES.captures_iter(&page.text)) {
        let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<u32>().ok());
        let slash = found.name("s").is_some_and(|sign| sign.as_str() != ".");
        if let (Some(one), Some(two), true) = (number("nd"), number("nm"), slash) {
            day_first |= one > 12;
            month_first |= one <= 12 && two > 12;
            if let Some((day, ..)) = forms::parts(&found, Order::DayFirst).filter(|_| one != two) {
                let swapped = NaiveDate::from_ymd_opt(day.year(), day.day(), day.month());
                day_first |= born.contains(&day);
                month_first |= swapped.is_some_and(|day| born.contains(&day));
            }
        }
        // "March 5, 2026"
        american |= found.name("ey").is_some();
    }
    match (day_first, month_first) {
        (false, true) => Order::MonthFirst,
        (false, false) if american => Order::Unclear,
        _ => Order::DayFirst,
    }
}

#[cfg(test)]
mod tests {
    use super::{Folded, Order, of};
    use chrono::NaiveDate;

    fn order(text: &str) -> Order {
        let born = NaiveDate::from_ymd_opt(1992, 5, 4);
        of(&[Folded::new(1, text)], &born.into_iter().collect::<Vec<_>>())
    }

    #[test]
    fn the_day_comes_first_unless_the_paper_shows_otherwise() {
        // A known birth, and a day beyond the twelfth, show it; an address only hints.
        let clinic = "LAKESIDE CLINIC\nThis is to certify that Leila Haddad";
        assert_eq!(
            order(&format!("{clinic}, DOB 05/04/1992\nDate: 06/07/2026")),
            Order::MonthFirst
        );
        assert_eq!(order(&format!("{clinic}, DOB 04/05/1992\nDate: 06/07/2026")), Order::DayFirst);
        assert_eq!(
            order(&format!("{clinic}\nSeen: 06/17/2026 Date: 06/07/2026")),
            Order::MonthFirst
        );
        assert_eq!(order(&format!("{clinic}\nSeen: 17/06/2026 Date: 06/07/2026")), Order::DayFirst);
        assert_eq!(
            order(&format!("{clinic}\nDate: 06/07/2026\n9 Elm St, Duluth, MN 55802")),
            Order::Unclear
        );
        assert_eq!(
            order(&format!("{clinic}\nDate: 06/07/2026\nHarley Street, London W1G 9PF")),
            Order::DayFirst
        );
        // A birth day that an Italian office has the wrong way round is a mistake, not an order.
        assert_eq!(
            order("La signora Leila Haddad, nata il 05/04/1992, date of birth"),
            Order::DayFirst
        );
    }
}

//! The salaries beyond the twelve: the thirteenth at Christmas, the fourteenth in summer, as payslips call them.

use super::fold::Folded;
use super::pattern;
use crate::facts::{DateFound, When};
use chrono::Datelike;
use regex::{Match, Regex};
use std::sync::LazyLock;

/// Their names. The weak ones are a house's number as well (`13a`), or in how many parts a year's pay comes. "Aggiuntiva" is told by its month.
static NAMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:
            (?P<a>tredicesima|thirteenth|13th|13\s?\^|13\.?\s?ma\b|13\s?/?\s?esima|13/a\smens|xiii(?:\^|a|o)?\s?mens|gratifica\s(?:natalizia|di\snatale)|christmas\s(?:bonus|salary))
          | (?P<b>quattordicesima|fourteenth|14th|14\s?\^|14\.?\s?ma\b|14\s?/?\s?esima|14/a\smens|xiv(?:\^|a|o)?\s?mens|gratifica\s(?:feriale|estiva|di\sferie))
          | (?P<wa>13[ao]\b|mensilita'?\s?:?\s?13\b|13\smensilita) | (?P<wb>14[ao]\b|mensilita'?\s?:?\s?14\b|14\smensilita)
          | (?P<more>mensilita'?\s(?:aggiuntiva|supplementare)|mens\.?\sagg\.?|supplementary\smonth) | (?P<wm>aggiuntiva)
        )",
    )
});

/// What is laid by each month for such a salary is none.
static LAID_BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:rate[oi]|ratei|accanton[a-z]*|acc\.?to|maturat[oaie]|residu[oaie]|quota|quote|accrued|accrual)\b[\x00-\x09\x0b-\x7f]{0,12}$",
    )
});

/// The year behind the name, where no month is told: "Tredicesima mensilità anno 2025".
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:'|\s|:|-|/|\.|mensilita'?|salary|salario|anno|dell'anno|year|month|del|di|for|of|competenza|per|l'anno){0,8}\b((?:19|20)[0-9]{2})\b",
    )
});

/// "2025 - tredicesima": the year before the name, on a line of the two alone.
static YEAR_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)(?:^|[\s:(])(?:anno\s)?((?:19|20)[0-9]{2})[\s:,/-]{1,3}$"));

/// What an extra salary's payslip calls itself, on a line of its own far from the month.
static SHEET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:cedolin[oi]|busta|prospetto|payslip|pay\sslip|mensilita|mens\.|gratifica|libro\sunico|periodo)\b",
    )
});

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)[0-9][,.][0-9]{2}\b"));

/// Lines at the top in which a payslip says what it is.
const TOP: usize = 15;
/// How far before and behind its month the name may stand, in folded bytes.
const BEFORE: usize = 120;
const BEHIND: usize = 60;

/// An extra salary of a year, without its month.
#[derive(Clone, Copy)]
pub(super) struct Extra {
    pub(super) salary: u32,
    pub(super) year: i32,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Extra {
    /// Returns the month it is paid in: the thirteenth at Christmas. Which month the fourteenth is paid in differs between contracts:
    /// a day of that summer on the paper says it, or nothing does.
    pub(super) fn month(&self, dates: &[DateFound]) -> Option<u32> {
        if self.salary == 13 {
            return Some(12);
        }
        let mut months: Vec<u32> = dates
            .iter()
            .filter_map(|found| match found.date {
                When::Day(day) if day.year() == self.year => Some(day.month()),
                _ => None,
            })
            .filter(|month| (6..=7).contains(month))
            .collect();
        months.dedup();
        if let [month] = months[..] { Some(month) } else { None }
    }
}

/// One name of an extra salary.
struct Name<'t> {
    at: Match<'t>,
    /// `None`: whichever is paid in its month.
    salary: Option<u32>,
    weak: bool,
}

fn names<'t>(text: &'t str) -> impl Iterator<Item = Name<'t>> + 't {
    NAMES.captures_iter(text).filter_map(move |found| {
        let named = |name: &str, salary, weak| Some(Name { at: found.name(name)?, salary, weak });
        let name = named("a", Some(13), false)
            .or_else(|| named("b", Some(14), false))
            .or_else(|| named("wa", Some(13), true))
            .or_else(|| named("wb", Some(14), true))
            .or_else(|| named("more", None, false))
            .or_else(|| named("wm", None, true))?;
        (!LAID_BY.is_match(&text[name.at.start().saturating_sub(40)..name.at.start()]))
            .then_some(name)
    })
}

/// Returns 13 or 14 if the month at a range is the month of that salary.
pub(super) fn of_a_month(page: &Folded<'_>, start: usize, end: usize, month: u32) -> Option<u32> {
    let (line_start, line_end) = page.line_at(start);
    let near = (start.saturating_sub(BEFORE), (end + BEHIND).min(page.text.len()));
    let top = page.line(TOP.min(page.last_line())).1.max(near.1);
    let text = &page.text[..top];
    names(text)
        .filter(|name| {
            let (from, to) = page.line_at(name.at.start());
            let line = &page.text[from..to];
            let beside = near.0 <= name.at.start() && name.at.end() <= near.1;
            let here = line_start <= name.at.start() && name.at.end() <= line_end;
            if name.weak {
                return here || beside && is_followed(page, name);
            }
            beside || SHEET.is_match(line) && !AMOUNT.is_match(line)
        })
        .find_map(|name| match (name.salary, month) {
            (Some(salary), _) => Some(salary),
            (None, 10..=12) => Some(13),
            (None, 5..=9) => Some(14),
            _ => None,
        })
}

/// Returns an extra salary that a line at the top names with its year and no month.
pub(super) fn of_a_year(page: &Folded<'_>) -> Option<Extra> {
    let top = page.line(TOP.min(page.last_line())).1;
    names(&page.text[..top]).filter(|name| !name.weak || is_followed(page, name)).find_map(|name| {
        let salary = name.salary?;
        let (line_start, line_end) = page.line_at(name.at.start());
        let behind = &page.text[name.at.end()..line_end.max(name.at.end())];
        if let Some(year) = YEAR.captures(behind).and_then(|found| found.get(1)) {
            let (start, end) = (name.at.start(), name.at.end() + year.end());
            return Some(Extra { salary, year: year.as_str().parse().ok()?, start, end });
        }
        let year = YEAR_BEFORE.captures(&page.text[line_start..name.at.start()])?.get(1)?;
        let start = line_start + year.start();
        Some(Extra { salary, year: year.as_str().parse().ok()?, start, end: name.at.end() })
    })
}

fn is_followed(page: &Folded<'_>, name: &Name<'_>) -> bool {
    page.text[name.at.end()..].trim_start().starts_with("mens")
}

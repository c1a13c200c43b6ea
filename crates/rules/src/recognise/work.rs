//! What papers of work say beside money: the companies on them, and the hours of a week.

use super::fold::Folded;
use super::paper::Paper;
use super::{company, evidence, pattern};
use crate::facts::{CompanyFound, HoursFound};
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// More companies than these are a list of something else.
const MOST: usize = 6;

/// The eleven digits of a company's VAT number or fiscal code, on folded text.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)\b(?:it)?([0-9]{11})\b"));

/// "40 ore settimanali", "orario settimanale: 40 ore", "40 hours per week".
static WEEK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?P<a>[0-9]{1,2})(?:[.,](?P<ac>[0-9]{1,2}))?\s(?:\([a-z]+\)\s)?(?:ore\s(?:di\slavoro\s)?(?:settimanali|alla\ssettimana|a\ssettimana|per\ssettimana)|hours\s(?:per|a)\sweek|hours\sweekly|weekly\shours)|(?:orario\ssettimanale(?:\sdi\slavoro)?|ore\ssettimanali(?:\smedie)?|hours\sper\sweek|weekly\shours)\s?(?:e'?\s)?(?:di|of)?\s?:?\s?(?P<b>[0-9]{1,2})(?:[.,](?P<bc>[0-9]{1,2}))?)\b",
    )
});

/// "Ore lavorate 168,00", "Ore ordinarie: 160", "hours worked: 168", all on one line: on folded text.
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u:\b)(?:totale[ ])?(?:ore[ ](?:lavorate|ordinarie|retribuite)(?:[ ]nel[ ]mese)?|hours[ ]worked)[ \t]?:?[ \t]?([0-9]{1,3})(?:[.,]([0-9]{1,2}))?(?:$|[^0-9.,:%/])",
    )
});

/// Returns the companies on the first page of a paper of work, each once, by name and by number.
pub(super) fn companies(pages: &[Folded<'_>], paper: Paper<'_>) -> Vec<CompanyFound> {
    let Some(page) = pages.first().filter(|_| paper.is(Nature::OfEmployer)) else {
        return Vec::new();
    };
    let mut found: Vec<CompanyFound> = Vec::new();
    let numbers = NUMBER.captures_iter(&page.text).filter_map(|number| {
        let digits = number.get(1)?;
        let name = digits.as_str().to_owned();
        let evidence = evidence(page, digits.start(), digits.end(), "vat-number");
        is_vat_number(&name).then_some(CompanyFound { name, evidence })
    });
    for one in company::all(page).into_iter().chain(numbers) {
        if found.iter().all(|known| known.name != one.name) && found.len() < MOST {
            found.push(one);
        }
    }
    found
}

/// Returns whether eleven digits are a VAT number: the check digit agrees.
fn is_vat_number(digits: &str) -> bool {
    let values: Vec<u32> = digits.bytes().map(|b| u32::from(b - b'0')).collect();
    let sum: u32 = values
        .iter()
        .enumerate()
        // Every second digit counts double, its own digits added.
        .map(|(at, value)| if at % 2 == 0 { *value } else { value * 2 / 10 + value * 2 % 10 })
        .sum();
    sum > 0 && sum.is_multiple_of(10)
}

/// Returns the agreed hours of a week; none if the paper gives two that differ.
pub(super) fn weekly_hours(pages: &[Folded<'_>], paper: Paper<'_>) -> Option<HoursFound> {
    if !paper.is(Nature::AgreesHours) {
        return None;
    }
    let weekly = |page: &&Folded<'_>| ["settiman", "week"].iter().any(|of| page.flat.contains(of));
    let mut all = pages.iter().take(4).filter(weekly).flat_map(|page| {
        WEEK.captures_iter(&page.flat).filter_map(move |found| {
            let whole = found.get(0)?;
            let part = |one: &str, other: &str| found.name(one).or_else(|| found.name(other));
            let hours: i64 = part("a", "b")?.as_str().parse().ok()?;
            let fraction = part("ac", "bc").map_or("0", |m| m.as_str());
            let fraction: i64 = format!("{fraction:0<2}").parse().ok()?;
            let hundredths = hours * 100 + fraction;
            let evidence = evidence(page, whole.start(), whole.end(), "weekly-hours");
            (300..=6000).contains(&hundredths).then_some(HoursFound { hundredths, evidence })
        })
    });
    let first = all.next()?;
    all.all(|other| other.hundredths == first.hundredths).then_some(first)
}

/// Returns the hours of a payslip's month; none if it gives two that differ, or they cannot be told from a rate.
pub(super) fn month_hours(pages: &[Folded<'_>], paper: Paper<'_>) -> Option<HoursFound> {
    if !paper.is_type("PAYSLIP") {
        return None;
    }
    let mut all = pages.iter().take(4).flat_map(|page| {
        MONTH.captures_iter(&page.text).filter_map(move |found| {
            let (whole, hours) = (found.get(0)?, found.get(1)?);
            let (_, line_end) = page.line_at(hours.start());
            // A row of rate, hours and pay: which is which is not said.
            let behind = page.text.get(whole.end()..line_end.max(whole.end()))?;
            if behind.trim_start().bytes().next().is_some_and(|b| b.is_ascii_digit()) {
                return None;
            }
            let fraction = found.get(2).map_or("0", |part| part.as_str());
            let fraction: i64 = format!("{fraction:0<2}").parse().ok()?;
            let hundredths = hours.as_str().parse::<i64>().ok()? * 100 + fraction;
            let evidence = evidence(page, whole.start(), whole.end(), "month-hours");
            (100..=30_000).contains(&hundredths).then_some(HoursFound { hundredths, evidence })
        })
    });
    let first = all.next()?;
    all.all(|other| other.hundredths == first.hundredths).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{Folded, Paper, companies, month_hours, weekly_hours};

    #[test]
    fn the_hours_of_a_month_are_read_where_nothing_else_can_be_meant() {
        for (text, hours) in [
            ("Giorni lavorati 21   Ore lavorate 168,00\nOre straordinarie 6,00", Some(16_800)),
            ("ORE ORDINARIE: 160\nGG. INPS 26", Some(16_000)),
            ("Hours worked: 86.5", Some(8_650)),
            // A rate, or hours and minutes; two that differ.
            ("Ore ordinarie 10,50 168,00 1.764,00", None),
            ("Ore lavorate 168:30", None),
            ("Ore lavorate 168,00\nOre ordinarie 152,00", None),
            ("Ore straordinarie 12,00", None),
            ("Ore lavorate\nFerie 16,00", None),
        ] {
            let found = month_hours(&[Folded::new(1, text)], Paper::built_in("PAYSLIP"));
            assert_eq!(found.map(|found| found.hundredths), hours, "{text}");
        }
    }

    #[test]
    fn the_hours_of_a_week_are_read() {
        for (text, hours) in [
            ("L'orario è di 40 ore settimanali presso lo stabilimento", Some(4000)),
            ("Ore settimanali medie: 24", Some(2400)),
            ("orario settimanale di lavoro: 37,5 ore", Some(3750)),
            ("Working time: 38 hours per week", Some(3800)),
            ("orario settimanale di 20 ore; straordinario oltre 40 ore settimanali", None),
            ("entro 48 ore dall'assunzione", None),
        ] {
            let found = weekly_hours(&[Folded::new(1, text)], Paper::built_in("CONTRACT"));
            assert_eq!(found.map(|found| found.hundredths), hours, "{text}");
        }
    }

    #[test]
    fn an_employer_is_known_by_name_and_by_number() {
        let text = "Tra la Tessitura Valcrisa S.r.l., P. IVA 00743110157, e la signora Haddad\nBanca del Lambro S.p.A.";
        let found = companies(&[Folded::new(1, text)], Paper::built_in("CONTRACT"));
        let names: Vec<&str> = found.iter().map(|company| company.name.as_str()).collect();
        assert_eq!(names, ["Tessitura Valcrisa", "Banca del Lambro", "00743110157"]);
        assert!(companies(&[Folded::new(1, text)], Paper::built_in("LEASE")).is_empty());
        let wrong = "P. IVA 00743110158";
        assert!(companies(&[Folded::new(1, wrong)], Paper::built_in("CONTRACT")).is_empty());
    }
}

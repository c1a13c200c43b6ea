//! The month or year that a payslip or a yearly form is about.

use super::fold::Folded;
use super::forms::{month_number, months};
use super::{evidence, pattern};
use crate::facts::{DateFound, DateRole, When};
use regex::Regex;
use std::sync::LazyLock;

/// A month with its year, and the words that make it a paper's period.
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    let m = months();
    pattern(&format!(
        r"(?x-u)\b(?:(?P<m>{m})[\s./'-]{{1,3}}(?P<y>(?:19|20)\d\d)|(?P<nm>0?[1-9]|1[0-2])[/.\-](?P<ny>(?:19|20)\d\d)|(?P<yy>20\d\d)[/-](?P<ym>0[1-9]|1[0-2]))\b"
    ))
});

static DAYS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b0?1\s?(?:-|to|al|/)\s?(?:28|29|30|31)\s$"));

static PERIOD_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:periodo\s+di\s+retribuzione|periodo\s+retributivo|periodo\s+di\s+paga|periodo\s+paga|periodo\s+di\s+riferimento|periodo\s+di\s+competenza|mese\s+di\s+competenza|mese\s+di\s+retribuzione|mese\s+retribuito|mese\s+di\s+riferimento|mensilita|mese|competenza|retribuzione\s+(?:di|del\s+mese\s+di)|busta\s+paga|cedolino(?:\s+paga)?|pay\s+period|pay\s+month|payslip\s+for|salary\s+for|month|period)\b",
    )
});

/// The year a yearly form names itself after.
static FORM_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:certificazione\s+unica|cu|modello\s+730|mod\.?\s*730|730|redditi\s+(?:persone\s+fisiche|pf)|modello\s+redditi(?:\s+pf)?|unico\s+pf)[\s/:-]{1,3}(20[0-9]{2})\b",
    )
});

/// The thirteenth and fourteenth salary.
static EXTRA_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?P<a>tredicesima|13ma|13\s?esima|13a|13o|mensilita\s*:?\s*13|thirteenth|13th)|(?P<b>quattordicesima|14ma|14\s?esima|14a|14o|mensilita\s*:?\s*14|fourteenth|14th))\b",
    )
});

/// Adds the month or year that a paper is about; returns 13 or 14 for a payslip of that salary.
pub(super) fn find(
    pages: &[Folded<'_>],
    id: Option<&str>,
    dates: &mut Vec<DateFound>,
) -> Option<u32> {
    let page = pages.first()?;
    let mut add = |when: When, start: usize, end: usize, rule: &str| {
        let evidence = evidence(page, start, end, rule);
        dates.push(DateFound { date: when, role: DateRole::Period, alternative: None, evidence });
    };
    match id? {
        "CU" | "TAX-RETURN" => {
            let found = FORM_YEAR.captures(&page.text)?;
            let year = found.get(1)?;
            add(
                When::Year(year.as_str().parse().ok()?),
                found.get(0)?.start(),
                year.end(),
                "form-year",
            );
            None
        }
        "PAYSLIP" => {
            let months: Vec<(usize, usize, When)> = PERIOD
                .captures_iter(&page.text)
                .filter_map(|found| {
                    let whole = found.get(0)?;
                    // The tail of a whole date is no month.
                    let lead = &page.text.as_bytes()[..whole.start()];
                    // "1-31 August 2026" is the whole month.
                    let whole_month = DAYS.is_match(&page.text[..whole.start()]);
                    if !whole_month
                        && lead.len() >= 2
                        && matches!(lead[lead.len() - 1], b'/' | b'.' | b'-' | b' ')
                        && lead[lead.len() - 2].is_ascii_digit()
                    {
                        return None;
                    }
                    let text = |name: &str| found.name(name).map(|m| m.as_str());
                    let (month, year) = match (text("m"), text("nm")) {
                        (Some(name), _) => (month_number(name)?, text("y")?),
                        (_, Some(number)) => (number.parse().ok()?, text("ny")?),
                        _ => (text("ym")?.parse().ok()?, text("yy")?),
                    };
                    Some((whole.start(), whole.end(), When::Month(year.parse().ok()?, month)))
                })
                .collect();
            let labelled = months.iter().find(|(start, ..)| {
                let (line_start, _) = page.line(page.line_of(*start).saturating_sub(1));
                let from = line_start.max(start.saturating_sub(200));
                PERIOD_LABEL.is_match(&page.text[from..*start])
            });
            let top = || months.iter().find(|(start, ..)| page.line_of(*start) < 20);
            let (start, end, when) = labelled.or_else(top)?;
            add(
                *when,
                *start,
                *end,
                if labelled.is_some() { "label-period" } else { "month-at-top" },
            );
            let near = &page.text[start.saturating_sub(120)..(*end + 60).min(page.text.len())];
            let extra = EXTRA_MONTH.captures(near)?;
            Some(if extra.name("a").is_some() { 13 } else { 14 })
        }
        _ => None,
    }
}

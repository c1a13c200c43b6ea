//! Pay: a contract's salary beside the payslips, and what a payslip holds back for contributions.

use super::employment::{Job, Jobs, Slip};
use super::{Found, differ, figure, money, month_text, source_of};
use crate::facts::{AmountFound, AmountRole, Finding, PayFor, Severity};
use crate::names::file_name;
use crate::packs::Packs;
use std::cmp::Ordering;
use std::collections::BTreeMap;

const SOURCE: &str = "S0:23";

/// A stated sum from here on is a year's where the paper does not say what it is for; in cents.
const A_YEARS: i64 = 600_000;
/// A stated pay below this is a day's or an hour's; in cents.
const A_MONTHS: i64 = 30_000;

pub(super) fn check(jobs: &Jobs<'_>, packs: &Packs) -> Vec<Found> {
    let mut found = salaries(jobs, packs);
    found.extend(contributions(jobs, packs));
    found
}

/// Returns the least and the most that a month's pay can be by a contract, in cents; none for pay by the hour.
///
/// A year's pay comes in twelve to fourteen parts where the contract does not say in how many. The figure of a part-time contract
/// may be that of full time.
pub(super) fn monthly(
    salary: &AmountFound,
    hours: Option<i64>,
    full: Option<i64>,
) -> Option<(i64, i64)> {
    let parts = |count: Option<u32>| match count {
        Some(count) => (salary.cents / i64::from(count), salary.cents / i64::from(count)),
        None => (salary.cents / 14, salary.cents / 12),
    };
    let (least, most) = match salary.pay {
        Some(pay) => match pay.per {
            PayFor::Year => parts(pay.instalments),
            PayFor::Month => (salary.cents, salary.cents),
            PayFor::Hour => return None,
        },
        None if salary.cents >= A_YEARS => parts(None),
        None => (salary.cents, salary.cents),
    };
    let full = full.map(|full| full * 100);
    let part = hours.zip(full).filter(|(hours, full)| hours < full);
    Some((part.map_or(least, |(hours, full)| least * hours / full), most))
}

/// Returns what of a payslip is compared, and how it stands to the range.
fn stands<'a>(slip: &Slip<'a>, least: i64, most: i64) -> Option<(&'a AmountFound, Ordering)> {
    let order = |amount: &AmountFound| match amount.cents {
        cents if cents < least => Ordering::Less,
        cents if cents > most => Ordering::Greater,
        _ => Ordering::Equal,
    };
    let base = slip.sheet.amount(AmountRole::Base).filter(|base| base.cents >= A_MONTHS);
    let gross = slip.sheet.amount(AmountRole::Gross);
    let both = [base, gross].into_iter().flatten().map(|amount| (amount, order(amount)));
    // Either of them is enough: overtime and absences change the total, and the agreed pay has parts of its own lines.
    both.clone().find(|(_, order)| *order == Ordering::Equal).or_else(|| both.clone().next_back())
}

fn salaries(jobs: &Jobs<'_>, packs: &Packs) -> Vec<Found> {
    let Some(rounding) = figure(packs, "pay-rounding") else { return Vec::new() };
    let full = figure(packs, "full-time");
    type Compared<'a, 'b> = (&'b Slip<'a>, &'a AmountFound, Ordering);
    let mut by_contract: BTreeMap<&str, (&Job<'_>, Vec<Compared<'_, '_>>)> = BTreeMap::new();
    for slip in jobs.slips.iter().filter(|slip| !slip.is_further) {
        let Some(job) = jobs.contract_of(slip) else { continue };
        let facts = &job.sheet.paper.file.recognition;
        let hours = facts.weekly_hours.as_ref().map(|hours| hours.hundredths);
        let Some((least, most)) =
            job.sheet.amount(AmountRole::Salary).and_then(|salary| monthly(salary, hours, full))
        else {
            continue;
        };
        if let Some((amount, order)) = stands(slip, least - rounding, most + rounding) {
            let of = by_contract.entry(job.sheet.path()).or_insert_with(|| (job, Vec::new()));
            of.1.push((slip, amount, order));
        }
    }
    by_contract.into_values().filter_map(|(job, compared)| salary(job, &compared)).collect()
}

/// All months below the contract are a warning; a month below among others is a note, as absence explains it; more than agreed is
/// told only where it is so in every month, as a raise that the contract here does not show.
fn salary(job: &Job<'_>, compared: &[(&Slip<'_>, &AmountFound, Ordering)]) -> Option<Found> {
    let all = |wanted: Ordering| compared.iter().all(|(_, _, order)| *order == wanted);
    let (wanted, severity) = match () {
        () if all(Ordering::Less) => (Ordering::Less, Severity::Warning),
        () if all(Ordering::Greater) => (Ordering::Greater, Severity::Note),
        () => (Ordering::Less, Severity::Note),
    };
    let differing: Vec<_> = compared.iter().filter(|(_, _, order)| *order == wanted).collect();
    let (slip, amount, _) = differing.last()?;
    let salary = job.sheet.amount(AmountRole::Salary)?;
    let other = file_name(job.sheet.path());
    let months: Vec<String> = differing.iter().map(|(slip, ..)| month_text(slip.month)).collect();
    let (here, there, months) = (money(amount.cents), money(salary.cents), months.join(", "));
    let period = match salary.pay.map(|pay| (pay.per, pay.instalments)) {
        Some((PayFor::Year, Some(count))) => format!(" a year in {count} parts"),
        Some((PayFor::Year, None)) => " a year".to_owned(),
        Some((PayFor::Month, _)) => " a month".to_owned(),
        _ => String::new(),
    };
    let text = format!(
        "This payslip has {here} gross; {other} says {there}{period}. Months in which they differ: {months}."
    );
    let fix = "Overtime, absence, leave without pay or a later agreement may explain it: add that paper. If nothing does, ask the employer.";
    let values =
        [("here", here.as_str()), ("there", &there), ("months", &months), ("other", other)];
    let papers = vec![slip.sheet.said(&amount.evidence), job.sheet.said(&salary.evidence)];
    let differs = differ("pay-differs", text, fix, &values, papers, SOURCE);
    let severity = differs.severity.max(severity);
    Some((slip.sheet.path().to_owned(), Finding { severity, ..differs }))
}

/// A payslip whose contributions do not fit its gross pay; the first of those that do not.
fn contributions(jobs: &Jobs<'_>, packs: &Packs) -> Option<Found> {
    let least = figure(packs, "contributions-least")?;
    let most = figure(packs, "contributions-most")?;
    jobs.slips.iter().find_map(|slip| {
        let gross = slip.sheet.amount(AmountRole::Gross).filter(|gross| gross.cents > 0)?;
        let held = slip.sheet.amount(AmountRole::Contributions)?;
        let share = held.cents.checked_mul(100)?;
        // Half the pay is no contribution: something else was read.
        let is_odd = share < least * gross.cents || share > most * gross.cents;
        if !is_odd || held.cents * 2 > gross.cents {
            return None;
        }
        let (here, there) = (money(held.cents), money(gross.cents));
        let percent = share as f64 / gross.cents as f64;
        let (percent, least, most) = (format!("{percent:.1}"), least.to_string(), most.to_string());
        let text = format!(
            "This payslip holds back {here} for contributions of {there} gross: {percent} %. Usual are {least} to {most} %."
        );
        let fix = "Reliefs and special contracts may explain it; the payroll office can say which. Compare it with the INPS statement.";
        let values = [
            ("here", here.as_str()),
            ("there", &there),
            ("percent", &percent),
            ("least", &least),
            ("most", &most),
        ];
        let papers = vec![slip.sheet.said(&held.evidence), slip.sheet.said(&gross.evidence)];
        let source = source_of(packs, "contributions-least");
        let differs = differ("contributions-odd", text, fix, &values, papers, source);
        Some((slip.sheet.path().to_owned(), differs))
    })
}

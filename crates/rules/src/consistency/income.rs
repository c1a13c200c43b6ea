//! A year's income: the Certificazione Unica beside the year's payslips.

use super::employment::{Jobs, Slip};
use super::{Found, Sheet, differ, figure, money, month_of, same_employer, source_of};
use crate::facts::{AmountRole, DateRole, When};
use crate::names::file_name;
use crate::packs::Packs;

pub(super) fn check(own: &[&Sheet<'_>], jobs: &Jobs<'_>, packs: &Packs) -> Vec<Found> {
    let Some(margin) = figure(packs, "income-margin") else { return Vec::new() };
    let certificates = own.iter().filter(|sheet| sheet.type_id == "CU");
    certificates.filter_map(|cu| certificate(cu, jobs, margin, packs)).collect()
}

/// A certificate names itself after the year in which it is handed over; its income is that of the year before.
fn certificate(cu: &Sheet<'_>, jobs: &Jobs<'_>, margin: i64, packs: &Packs) -> Option<Found> {
    let dates = &cu.paper.file.recognition.dates;
    let year = dates.iter().find_map(|found| match found.date {
        When::Year(year) if found.role == DateRole::Period => Some(year - 1),
        _ => None,
    })?;
    let income = cu.amount(AmountRole::Income)?;
    let slips: Vec<&Slip<'_>> = jobs
        .slips
        .iter()
        .filter(|slip| slip.month.div_euclid(12) == year)
        .filter(|slip| same_employer(slip.sheet, cu) != Some(false))
        .collect();
    if !is_whole_year(&slips, year) {
        return None;
    }
    let (mut least, mut most) = (0, 0);
    for slip in &slips {
        let gross = slip.sheet.amount(AmountRole::Gross)?.cents;
        let held = slip.sheet.amount(AmountRole::Contributions).map(|held| held.cents);
        // Contributions are not taxed; where they were not read, either may hold.
        let held = held.filter(|held| held * 2 < gross);
        least += gross - held.unwrap_or(gross / 8);
        most += gross - held.unwrap_or(0);
    }
    let months = slips.iter().filter(|slip| !slip.is_further).count() as i64;
    let further = slips.iter().filter(|slip| slip.is_further).count() as i64;
    // Further salaries may be in the months' payslips, or missing here.
    let most = most + most / months.max(1) * (2 - further).max(0);
    let (lowest, highest) = (least - least * margin / 100, most + most * margin / 100);
    if (lowest..=highest).contains(&income.cents) {
        return None;
    }
    let (first, last) = (slips.first()?, slips.last()?);
    let (here, there) = (money(income.cents), money(least));
    let (year, count) = (year.to_string(), slips.len().to_string());
    let text = format!(
        "This certificate has {here} for {year}; the {count} payslips of that year come to about {there} taxable, from {} to {}.",
        file_name(first.sheet.path()),
        file_name(last.sheet.path())
    );
    let fix = "Arrears, reimbursements and pay that came in January may explain a part; ask the payroll office for the rest.";
    let values = [
        ("here", here.as_str()),
        ("there", &there),
        ("year", &year),
        ("count", &count),
        ("other", file_name(last.sheet.path())),
    ];
    let gross = |slip: &Slip<'_>| {
        slip.sheet.amount(AmountRole::Gross).map(|gross| slip.sheet.said(&gross.evidence))
    };
    let papers = [Some(cu.said(&income.evidence)), gross(first), gross(last)]
        .into_iter()
        .flatten()
        .collect();
    let source = source_of(packs, "income-margin");
    let differs = differ("cu-differs", text, fix, &values, papers, source);
    Some((cu.path().to_owned(), differs))
}

/// Returns whether there is a payslip for each month of the year, or from the day of hire on.
fn is_whole_year(slips: &[&Slip<'_>], year: i32) -> bool {
    let has = |month: i32| slips.iter().any(|slip| slip.month == month && !slip.is_further);
    let hired = slips.iter().find_map(|slip| slip.sheet.day(DateRole::Start));
    let first = hired.map_or(year * 12, |(day, _)| month_of(day).max(year * 12));
    first < year * 12 + 12 && (first..year * 12 + 12).all(has)
}

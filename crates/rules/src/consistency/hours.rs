//! Hours: those of the payslips' months beside those of a week by the contract.

use super::employment::{Job, Jobs, Slip};
use super::{Found, differ, figure, month_text, source_of};
use crate::facts::HoursFound;
use crate::names::file_name;
use crate::packs::Packs;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Absence or overtime explains one month; not every one.
const LEAST_MONTHS: usize = 2;

type Compared<'a, 'b> = (&'b Slip<'a>, &'a HoursFound, Ordering);

/// Returns the contracts whose hours none of the months has, all of them less or all of them more. Only whole months are compared:
/// not those of hire and leaving, nor further salaries.
pub(super) fn check(jobs: &Jobs<'_>, packs: &Packs) -> Vec<Found> {
    let Some(margin) = figure(packs, "hours-margin") else { return Vec::new() };
    let mut by_contract: BTreeMap<&str, (&Job<'_>, Vec<Compared<'_, '_>>)> = BTreeMap::new();
    for slip in jobs.slips.iter().filter(|slip| !slip.is_further) {
        let Some(job) = jobs.contract_of(slip) else { continue };
        let agreed = job.sheet.paper.file.recognition.weekly_hours.as_ref();
        let worked = slip.sheet.paper.file.recognition.month_hours.as_ref();
        let Some((agreed, worked)) = agreed.zip(worked) else { continue };
        // A month has 52 twelfths of a week.
        let usual = agreed.hundredths * 52 / 12;
        let order = match worked.hundredths {
            hours if hours < usual - usual * margin / 100 => Ordering::Less,
            hours if hours > usual + usual * margin / 100 => Ordering::Greater,
            _ => Ordering::Equal,
        };
        let of = by_contract.entry(job.sheet.path()).or_insert_with(|| (job, Vec::new()));
        of.1.push((slip, worked, order));
    }
    by_contract.into_values().filter_map(|(job, compared)| tell(job, &compared, packs)).collect()
}

fn tell(job: &Job<'_>, compared: &[Compared<'_, '_>], packs: &Packs) -> Option<Found> {
    let (slip, worked, order) = compared.last()?;
    let all_alike = compared.iter().all(|(.., other)| other == order);
    if *order == Ordering::Equal || !all_alike || compared.len() < LEAST_MONTHS {
        return None;
    }
    let agreed = job.sheet.paper.file.recognition.weekly_hours.as_ref()?;
    let other = file_name(job.sheet.path());
    let months: Vec<String> = compared.iter().map(|(slip, ..)| month_text(slip.month)).collect();
    let (here, there) = (hours(worked.hundredths), hours(agreed.hundredths));
    let usual = hours(agreed.hundredths * 52 / 12 / 100 * 100);
    let months = months.join(", ");
    let text = format!(
        "This payslip has {here} hours for its month; {other} says {there} a week, which is about {usual} a month. Months in which they differ: {months}."
    );
    let fix = "A change of hours, long leave or steady overtime may explain it: add the paper that says so. If nothing does, ask the employer.";
    let values = [
        ("here", here.as_str()),
        ("there", &there),
        ("usual", &usual),
        ("months", &months),
        ("other", other),
    ];
    let papers = vec![slip.sheet.said(&worked.evidence), job.sheet.said(&agreed.evidence)];
    let source = source_of(packs, "hours-margin");
    let differs = differ("month-hours-differ", text, fix, &values, papers, source);
    Some((slip.sheet.path().to_owned(), differs))
}

/// Returns hours as a finding's value has them: `37.50`, `40`.
pub(super) fn hours(hundredths: i64) -> String {
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        part => format!("{}.{part:02}", hundredths / 100),
    }
}

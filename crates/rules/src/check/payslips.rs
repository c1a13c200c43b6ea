//! Months without a payslip.

use super::{codes::finding, folder::Paper};
use crate::{
    consistency,
    facts::{DateRole, Finding, Said, When},
    names::everyone,
    person::Person,
};
use std::collections::BTreeMap;

/// Returns one finding for each person with months missing between the first and the last payslip, at the last payslip before
/// the first gap.
pub(super) fn check(papers: &[&Paper<'_>], people: &[Person]) -> Vec<(String, Finding)> {
    everyone(people).filter_map(|(id, name, _)| gap(papers, id, name)).collect()
}

fn gap(papers: &[&Paper<'_>], id: &str, name: &str) -> Option<(String, Finding)> {
    let mut months: BTreeMap<i32, &Paper<'_>> = BTreeMap::new();
    for paper in papers.iter().filter(|p| p.type_id.as_deref() == Some("PAYSLIP")) {
        let further_salary = matches!(paper.detail.as_deref(), Some("13" | "14"));
        if let Some(When::Month(year, month)) = paper.date
            && !further_salary
            && paper.subjects.iter().any(|subject| subject == id)
        {
            months.entry(year * 12 + i32::try_from(month).ok()? - 1).or_insert(*paper);
        }
    }
    let (first, last) = (*months.keys().next()?, *months.keys().next_back()?);
    let missing: Vec<i32> = (first..=last).filter(|month| !months.contains_key(month)).collect();
    let (_, before) = months.range(..*missing.first()?).next_back()?;
    let (_, after) = months.range(*missing.first()?..).next()?;
    let written =
        |month: i32| format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
    let list: Vec<String> = missing.iter().map(|month| written(*month)).collect();
    let (list, count) = (list.join(", "), missing.len().to_string());
    let (first, last) = (written(first), written(last));
    let what = if missing.len() == 1 { "payslip is" } else { "payslips are" };
    let text = format!(
        "{count} {what} missing between {name}'s first ({first}) and last ({last}): {list}."
    );
    let fix =
        "Ask the employer for them; if there was no work in these months, nothing is missing.";
    let values = [
        ("person", name),
        ("months", &list),
        ("count", &count),
        ("first", &first),
        ("last", &last),
    ];
    let papers = [before, after].into_iter().filter_map(|paper| said(paper)).collect();
    let source = "S0:23; L. 4/1953 art. 1 and 3".to_owned();
    let found = finding("payslip-gap", text, fix.to_owned(), &values);
    Some((before.file.path.clone(), Finding { papers, source, ..found }))
}

/// The month that a payslip names itself after.
fn said(paper: &Paper<'_>) -> Option<Said> {
    let dates = &paper.file.recognition.dates;
    let period = dates.iter().find(|date| date.role == DateRole::Period)?;
    Some(consistency::said(paper, &period.evidence))
}

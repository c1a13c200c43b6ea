//! One employment on several papers: its beginning, its employer, its hours, and the first payslip.

use super::{
    Found, Sheet, differ, figure, first_day, hours::hours as told, month_of, month_text,
    same_employer, source_of,
};
use crate::facts::{DateRole, Evidence, Finding, Severity};
use crate::names::file_name;
use crate::packs::Packs;
use chrono::{Datelike, NaiveDate};

const SOURCE: &str = "S0:23";
const ASK: &str = "Ask the employer which is right, and have the other mended; if one was misread, correct it here.";

/// A paper that begins an employment.
pub(super) struct Job<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) start: NaiveDate,
    pub(super) words: &'a Evidence,
}

/// A month's payslip; thirteenth and fourteenth salaries too.
pub(super) struct Slip<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    /// Counted from the year 0.
    pub(super) month: i32,
    pub(super) words: &'a Evidence,
    pub(super) is_further: bool,
}

impl<'a> Slip<'a> {
    fn hired(&self) -> Option<(NaiveDate, &'a Evidence)> {
        self.sheet.day(DateRole::Start)
    }
}

/// What papers tell of a person's work.
pub(super) struct Jobs<'a> {
    pub(super) contracts: Vec<Job<'a>>,
    notices: Vec<Job<'a>>,
    /// Oldest first.
    pub(super) slips: Vec<Slip<'a>>,
    own: Vec<&'a Sheet<'a>>,
}

impl<'a> Jobs<'a> {
    pub(super) fn of(own: &[&'a Sheet<'a>]) -> Jobs<'a> {
        let begun = |id: &str| -> Vec<Job<'a>> {
            let all = own.iter().filter(|sheet| sheet.type_id == id);
            all.filter_map(|sheet| {
                let (start, words) = sheet.day(DateRole::Start)?;
                Some(Job { sheet, start, words })
            })
            .collect()
        };
        let mut slips: Vec<Slip<'a>> = own
            .iter()
            .filter(|sheet| sheet.type_id == "PAYSLIP")
            .filter_map(|sheet| {
                let (month, words) = sheet.month()?;
                let is_further = matches!(sheet.paper.detail.as_deref(), Some("13" | "14"));
                Some(Slip { sheet, month, words, is_further })
            })
            .collect();
        slips.sort_by_key(|slip| (slip.month, slip.is_further));
        Jobs { contracts: begun("CONTRACT"), notices: begun("UNILAV"), slips, own: own.to_vec() }
    }

    /// Returns the contract in force on the whole of a payslip's month, and no other beside it.
    pub(super) fn contract_of(&self, slip: &Slip<'_>) -> Option<&Job<'a>> {
        let (first, next) = (first_day(slip.month)?, first_day(slip.month + 1)?);
        let fits = |job: &&Job<'a>| {
            job.start <= first
                && job
                    .sheet
                    .end()
                    .is_none_or(|(end, _)| end.succ_opt().is_some_and(|day| day >= next))
                && same_employer(job.sheet, slip.sheet) != Some(false)
        };
        let latest = self.contracts.iter().filter(fits).max_by_key(|job| job.start)?;
        let is_alone =
            self.contracts.iter().filter(fits).filter(|j| j.start == latest.start).count() == 1;
        let changes = self.contracts.iter().any(|job| job.start > first && job.start < next);
        (is_alone && !changes).then_some(latest)
    }
}

pub(super) fn check(jobs: &Jobs<'_>, packs: &Packs) -> Vec<Found> {
    let Some(apart) = figure(packs, "same-employment") else { return Vec::new() };
    let mut found = starts(jobs, apart);
    found.extend(employers(jobs));
    found.extend(hours(jobs));
    found.extend(first_slips(jobs, packs));
    found
}

/// Returns the job of these that begins nearest to a day, if none begins on it.
fn nearest<'a, 'b>(
    jobs: &'b [Job<'a>],
    sheet: &Sheet<'_>,
    start: NaiveDate,
    apart: i64,
) -> Option<&'b Job<'a>> {
    let linked = || jobs.iter().filter(|job| same_employer(job.sheet, sheet) != Some(false));
    if linked().any(|job| job.start == start) {
        return None;
    }
    let distance = |job: &&Job<'_>| (job.start - start).num_days().abs();
    linked().min_by_key(distance).filter(|job| distance(job) <= apart)
}

fn starts(jobs: &Jobs<'_>, apart: i64) -> Vec<Found> {
    let mut found = Vec::new();
    let tell = |sheet: &Sheet<'_>, here: NaiveDate, words: &Evidence, job: &Job<'_>| -> Found {
        let (here, there) = (here.to_string(), job.start.to_string());
        let other = file_name(job.sheet.path());
        let text = format!("This paper has the work begin on {here}; {other} says {there}.");
        let values = [("here", here.as_str()), ("there", &there), ("other", other)];
        let papers = vec![sheet.said(words), job.sheet.said(job.words)];
        (sheet.path().to_owned(), differ("start-differs", text, ASK, &values, papers, SOURCE))
    };
    for notice in &jobs.notices {
        if let Some(job) = nearest(&jobs.contracts, notice.sheet, notice.start, apart) {
            found.push(tell(notice.sheet, notice.start, notice.words, job));
        }
    }
    // The day of hire stands on every payslip: it is told once.
    let mut told: Vec<NaiveDate> = Vec::new();
    for slip in &jobs.slips {
        let Some((hired, words)) = slip.hired().filter(|(day, _)| !told.contains(day)) else {
            continue;
        };
        let begun = if jobs.contracts.is_empty() { &jobs.notices } else { &jobs.contracts };
        if let Some(job) = nearest(begun, slip.sheet, hired, apart) {
            told.push(hired);
            found.push(tell(slip.sheet, hired, words, job));
        }
    }
    found
}

fn employers(jobs: &Jobs<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let tell = |sheet: &Sheet<'_>, other: &Sheet<'_>, severity: Severity| -> Option<Found> {
        let (here, there) = (sheet.employer()?, other.employer()?);
        let name = file_name(other.path());
        let text =
            format!("This paper is of the employer {}; {name} is of {}.", here.name, there.name);
        let fix = "If there are two employments, nothing is wrong: add the other contract. If not, ask the employer.";
        let values = [("here", here.name.as_str()), ("there", &there.name), ("other", name)];
        let papers = vec![sheet.said(&here.evidence), other.said(&there.evidence)];
        let differs = differ("employer-differs", text, fix, &values, papers, SOURCE);
        let severity = differs.severity.max(severity);
        Some((sheet.path().to_owned(), Finding { severity, ..differs }))
    };
    for notice in &jobs.notices {
        let same_day: Vec<&Job<'_>> =
            jobs.contracts.iter().filter(|job| job.start == notice.start).collect();
        let differs = |job: &&&Job<'_>| same_employer(job.sheet, notice.sheet) == Some(false);
        if let Some(job) = same_day.first().filter(|_| same_day.iter().all(|job| differs(&job))) {
            found.extend(tell(notice.sheet, job.sheet, Severity::Warning));
        }
    }
    // Of an employer without a contract here the first payslip is told, and only while another contract is in force.
    let mut told: Vec<&Slip<'_>> = Vec::new();
    for slip in jobs.slips.iter().filter(|slip| !slip.is_further) {
        let Some(first) = first_day(slip.month) else { continue };
        let is_known = jobs.own.iter().any(|sheet| {
            ["CONTRACT", "UNILAV", "EMPLOYER-LETTER", "STAY-CONTRACT", "JOB-OFFER"]
                .contains(&sheet.type_id)
                && same_employer(sheet, slip.sheet) != Some(false)
        });
        let of_told = |known: &&Slip<'_>| same_employer(known.sheet, slip.sheet) == Some(true);
        if is_known || told.iter().any(of_told) {
            continue;
        }
        let in_force = jobs.contracts.iter().filter(|job| {
            job.start <= first && job.sheet.end().is_none_or(|(end, _)| end >= first)
        });
        let Some(job) = in_force.max_by_key(|job| job.start) else { continue };
        let hired_then = slip.hired().is_some_and(|(day, _)| day == job.start);
        let severity = if hired_then { Severity::Warning } else { Severity::Note };
        told.push(slip);
        found.extend(tell(slip.sheet, job.sheet, severity));
    }
    found
}

/// Contracts beside the compulsory notice and the contract of stay: the hours of a week.
fn hours(jobs: &Jobs<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for sheet in jobs.own.iter().filter(|s| ["UNILAV", "STAY-CONTRACT"].contains(&s.type_id)) {
        let Some(here) = &sheet.paper.file.recognition.weekly_hours else { continue };
        let start = sheet.day(DateRole::Start).map(|(day, _)| day);
        let linked = jobs.contracts.iter().filter(|job| {
            same_employer(job.sheet, sheet) != Some(false)
                && (start == Some(job.start) || start.is_none() && jobs.contracts.len() == 1)
        });
        for job in linked {
            let Some(there) = &job.sheet.paper.file.recognition.weekly_hours else { continue };
            if here.hundredths == there.hundredths {
                continue;
            }
            let (a, b) = (told(here.hundredths), told(there.hundredths));
            let other = file_name(job.sheet.path());
            let text = format!("This paper says {a} hours a week; {other} says {b}.");
            let values = [("here", a.as_str()), ("there", &b), ("other", other)];
            let papers = vec![sheet.said(&here.evidence), job.sheet.said(&there.evidence)];
            let differs = differ("hours-differ", text, ASK, &values, papers, SOURCE);
            found.push((sheet.path().to_owned(), differs));
        }
    }
    found
}

/// The first payslip beside the day on which the work begins.
fn first_slips(jobs: &Jobs<'_>, packs: &Packs) -> Vec<Found> {
    let Some(longest) = figure(packs, "first-payslip") else { return Vec::new() };
    let mut found = Vec::new();
    for job in &jobs.contracts {
        let is_its = |slip: &&Slip<'_>| {
            !slip.is_further && same_employer(job.sheet, slip.sheet) == Some(true)
        };
        let Some(slip) = jobs.slips.iter().find(is_its) else { continue };
        let begun = month_of(job.start);
        // An earlier contract with this employer, or a day of hire before this one, explains earlier pay.
        let earlier = |other: &Job<'_>| {
            other.start < job.start && same_employer(other.sheet, job.sheet) != Some(false)
        };
        let hired_before = slip.hired().is_some_and(|(day, _)| day < job.start);
        if jobs.contracts.iter().chain(&jobs.notices).any(earlier) || hired_before {
            continue;
        }
        let (month, start) = (month_text(slip.month), job.start.to_string());
        let other = file_name(job.sheet.path());
        let papers = || vec![slip.sheet.said(slip.words), job.sheet.said(job.words)];
        if slip.month < begun {
            let text =
                format!("This payslip is of {month}; by {other} the work begins on {start}.");
            let values = [("here", month.as_str()), ("there", &start), ("other", other)];
            let differs = differ("pay-before-start", text, ASK, &values, papers(), SOURCE);
            found.push((slip.sheet.path().to_owned(), differs));
        }
        // Pay of a few days at the end of a month often comes with the next one.
        let expected = begun + i32::from(job.start.day() > 15);
        let missing = i64::from(slip.month - expected);
        if missing > 0 && missing <= longest {
            let months: Vec<String> = (expected..slip.month).map(month_text).collect();
            let months = months.join(", ");
            let text = format!(
                "This is the first payslip here, of {month}; by {other} the work begins on {start}. None is here for {months}."
            );
            let fix = "Ask the employer for them, or add them if you have them elsewhere.";
            let values = [
                ("here", month.as_str()),
                ("there", &start),
                ("months", &months),
                ("other", other),
            ];
            let source = source_of(packs, "first-payslip");
            let differs = differ("first-payslip-late", text, fix, &values, papers(), source);
            found.push((slip.sheet.path().to_owned(), differs));
        }
    }
    found
}

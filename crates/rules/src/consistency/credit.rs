//! The INPS statement beside the payslips: months, weeks, employer and pay that were credited.

use super::employment::{Jobs, Slip};
use super::{
    Found, Sheet, differ, figure, first_day, money, month_of, month_text, same_name, source_of,
};
use crate::facts::{AmountRole, CreditFound, DateRole, Finding, Said, Severity};
use crate::names::file_name;
use crate::packs::Packs;
use chrono::NaiveDate;

const ASK: &str = "Ask the employer's payroll office first; what INPS did not record can be reported to it with the payslips.";

/// Looks at the newest statement only: an older one did not know yet.
pub(super) fn check(own: &[&Sheet<'_>], jobs: &Jobs<'_>, packs: &Packs) -> Vec<Found> {
    let statements = own.iter().filter(|sheet| sheet.type_id == "INPS-STATEMENT");
    let dated = statements.filter_map(|sheet| {
        let (issued, _) = sheet.day(DateRole::Issued)?;
        let rows = &sheet.paper.file.recognition.credited;
        (!rows.is_empty()).then_some((issued, *sheet, rows.as_slice()))
    });
    let Some((issued, sheet, rows)) =
        dated.max_by_key(|(issued, sheet, _)| (*issued, sheet.path()))
    else {
        return Vec::new();
    };
    let Some(delay) = figure(packs, "inps-delay") else { return Vec::new() };
    let settled = month_of(issued) - i32::try_from(delay).unwrap_or(i32::MAX / 2);
    let statement = Statement { sheet, rows, settled };
    let mut found: Vec<Found> = statement.months(jobs, packs).into_iter().collect();
    found.extend(statement.employers(jobs, packs));
    found.extend(rows.iter().filter_map(|row| statement.pay(row, jobs, packs)));
    found.extend(rows.iter().filter_map(|row| statement.weeks(row, jobs, packs)));
    found
}

/// A statement and what it credits.
struct Statement<'s, 'a> {
    sheet: &'s Sheet<'a>,
    rows: &'s [CreditFound],
    /// What was paid up to this month, counted from the year 0, should be in it.
    settled: i32,
}

impl Statement<'_, '_> {
    /// Payslips of months in which nothing at all was credited.
    fn months(&self, jobs: &Jobs<'_>, packs: &Packs) -> Option<Found> {
        // A statement may begin with the days it was asked for.
        let first = self.rows.iter().map(|row| month_of(row.from)).min()?;
        let is_missing = |slip: &&Slip<'_>| {
            !slip.is_further
                && (first..=self.settled).contains(&slip.month)
                && self.rows.iter().all(|row| !touches(row, slip.month))
        };
        let missing: Vec<&Slip<'_>> = jobs.slips.iter().filter(is_missing).collect();
        let (first, row) = (missing.first()?, self.rows.last()?);
        let months: Vec<String> = missing.iter().map(|slip| month_text(slip.month)).collect();
        let (months, other) = (months.join(", "), file_name(first.sheet.path()));
        let text = format!(
            "This statement credits nothing for {months}; there are payslips of these months, the first of them {other}."
        );
        let values = [("months", months.as_str()), ("other", other)];
        let papers = vec![self.said(row), first.sheet.said(first.words)];
        Some(self.found("inps-month-missing", text, &values, papers, packs))
    }

    /// An employer of payslips whom no row of their months names, where all of them name one.
    fn employers(&self, jobs: &Jobs<'_>, packs: &Packs) -> Option<Found> {
        let (slip, row, named) = jobs.slips.iter().find_map(|slip| {
            let paid_by = slip.sheet.employer()?;
            let mut touching = self.rows.iter().filter(|row| touches(row, slip.month)).peekable();
            let row = *touching.peek().filter(|_| slip.month <= self.settled)?;
            let named = row.employer.as_deref()?;
            let is_another = |row: &CreditFound| {
                row.employer.as_ref().is_some_and(|name| !same_name(name, &paid_by.name))
            };
            touching.all(is_another).then_some((slip, row, named))
        })?;
        let paid_by = slip.sheet.employer()?;
        let (month, other) = (month_text(slip.month), file_name(slip.sheet.path()));
        let text = format!(
            "This statement credits {month} from {named}; the payslip {other} is of {}.",
            paid_by.name
        );
        let values = [
            ("here", named),
            ("there", paid_by.name.as_str()),
            ("month", &month),
            ("other", other),
        ];
        let papers = vec![self.said(row), slip.sheet.said(&paid_by.evidence)];
        Some(self.found("inps-employer-differs", text, &values, papers, packs))
    }

    /// The pay of a row beside the payslips of all its months.
    fn pay(&self, row: &CreditFound, jobs: &Jobs<'_>, packs: &Packs) -> Option<Found> {
        let credited = row.cents?;
        let margin = figure(packs, "income-margin")?;
        let slips = self.whole(row, jobs)?;
        let mut sum = 0;
        for slip in &slips {
            sum += slip.sheet.amount(AmountRole::Gross)?.cents;
        }
        let months = slips.iter().filter(|slip| !slip.is_further).count() as i64;
        let further = slips.len() as i64 - months;
        // Further salaries may be in the months' payslips, or missing here; sick pay of INPS itself is not credited as pay.
        let most = sum + sum / months.max(1) * (2 - further).max(0);
        if (sum - sum * margin / 100..=most + most * margin / 100).contains(&credited) {
            return None;
        }
        let last = slips.last()?;
        let gross = last.sheet.amount(AmountRole::Gross)?;
        let (here, there) = (money(credited), money(sum));
        let (from, to) = (row.from.to_string(), row.to.to_string());
        let (count, other) = (slips.len().to_string(), file_name(last.sheet.path()));
        let text = format!(
            "This statement credits {here} from {from} to {to}; the {count} payslips of these months come to {there} gross. One of them is {other}."
        );
        let values = [
            ("here", here.as_str()),
            ("there", &there),
            ("from", &from),
            ("to", &to),
            ("count", &count),
            ("other", other),
        ];
        let papers = vec![self.said(row), last.sheet.said(&gross.evidence)];
        Some(self.found("inps-pay-differs", text, &values, papers, packs))
    }

    /// Fewer weeks than a row's days have, where a payslip of full-time work is here for each of its months. Part-time work is
    /// credited by its pay, so that nothing is said of it, nor where the contract does not tell the hours.
    fn weeks(&self, row: &CreditFound, jobs: &Jobs<'_>, packs: &Packs) -> Option<Found> {
        let (weeks, full) = (i64::from(row.weeks?), figure(packs, "full-time")? * 100);
        let slips = self.whole(row, jobs)?;
        let months = || slips.iter().filter(|slip| !slip.is_further);
        let is_full = |slip: &&Slip<'_>| {
            let contract = jobs.contract_of(slip);
            let hours =
                contract.and_then(|job| job.sheet.paper.file.recognition.weekly_hours.as_ref());
            hours.is_some_and(|hours| hours.hundredths >= full)
        };
        // The months of hire and leaving are not whole: it is enough that all others are full-time.
        let part = months().filter(|slip| !is_full(slip)).count();
        if part > 2 || part * 2 >= months().count() {
            return None;
        }
        let days = (row.to - row.from).num_days() + 1;
        let expected = days / 7;
        let margin = figure(packs, "weeks-margin")?;
        if weeks + margin >= expected.min(52) {
            return None;
        }
        let last = months().next_back()?;
        let (from, to) = (row.from.to_string(), row.to.to_string());
        let (here, there) = (weeks.to_string(), expected.min(52).to_string());
        let other = file_name(last.sheet.path());
        let text = format!(
            "This statement credits {here} weeks from {from} to {to}, which are about {there}; there is a payslip for each month, the last of them {other}."
        );
        let values = [
            ("here", here.as_str()),
            ("there", &there),
            ("from", &from),
            ("to", &to),
            ("other", other),
        ];
        let papers = vec![self.said(row), last.sheet.said(last.words)];
        Some(self.found("inps-weeks-few", text, &values, papers, packs))
    }

    /// Returns the payslips of a row's months, if one is here for each of them, no other row touches them, and all are of the row's
    /// employer, or of one only.
    fn whole<'j, 'b>(&self, row: &CreditFound, jobs: &'j Jobs<'b>) -> Option<Vec<&'j Slip<'b>>> {
        let (first, last) = (month_of(row.from), month_of(row.to));
        let within = |slip: &&Slip<'_>| (first..=last).contains(&slip.month);
        let slips: Vec<&Slip<'b>> = jobs.slips.iter().filter(within).collect();
        let has = |month: i32| slips.iter().any(|slip| slip.month == month && !slip.is_further);
        let is_alone = self.rows.iter().filter(|other| overlaps(other, row)).count() == 1;
        let is_one_employer = slips
            .windows(2)
            .all(|pair| super::same_employer(pair[0].sheet, pair[1].sheet) != Some(false));
        let is_settled = row.is_work && last <= self.settled && first_day(last + 1).is_some();
        (is_alone && is_one_employer && is_settled && (first..=last).all(has)).then_some(slips)
    }

    fn said(&self, row: &CreditFound) -> Said {
        self.sheet.said(&row.evidence)
    }

    fn found(
        &self,
        code: &str,
        text: String,
        values: &[(&str, &str)],
        papers: Vec<Said>,
        packs: &Packs,
    ) -> Found {
        let source = source_of(packs, "inps-delay");
        let differs = differ(code, text, ASK, values, papers, source);
        let severity = differs.severity.max(Severity::Note);
        (self.sheet.path().to_owned(), Finding { severity, ..differs })
    }
}

/// Whether a row has a day in a month.
fn touches(row: &CreditFound, month: i32) -> bool {
    month_of(row.from) <= month && month <= month_of(row.to)
}

/// Whether two rows have a month in common.
fn overlaps(one: &CreditFound, other: &CreditFound) -> bool {
    let months = |day: NaiveDate| month_of(day);
    months(one.from) <= months(other.to) && months(other.from) <= months(one.to)
}

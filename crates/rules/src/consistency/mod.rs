//! Whether the papers of a household tell one story: who somebody is, where they work and what they earn, what covers their stay.
//!
//! Each rule names the papers that differ, with their words and the source of the rule. What the difference means in law is never
//! said. Where a paper does not say something, or says it of several people, nothing is compared.

mod cover;
mod credit;
mod days;
mod employment;
mod hours;
mod identity;
mod income;
mod pay;
mod returns;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod work_tests;
#[cfg(test)]
mod year_tests;

pub use days::{DayCount, Sight, Span, Way, count as count_days, crossing};
pub(crate) use identity::NEAR_NAME;

use crate::{
    check::{PageReason, Paper, finding},
    facts::{
        AmountFound, AmountRole, CompanyFound, DateRole, Evidence, Finding, Said, Severity, When,
    },
    names,
    packs::Packs,
    person::Person,
};
use chrono::NaiveDate;

/// A finding and the path of the paper it is about.
type Found = (String, Finding);

/// Returns what papers say against each other, each finding at the paper that stands alone, or at the later one.
pub(crate) fn check(
    papers: &[&Paper<'_>],
    people: &[Person],
    packs: &Packs,
    today: NaiveDate,
) -> Vec<Found> {
    let sheets: Vec<Sheet<'_>> = papers.iter().filter_map(Sheet::of).collect();
    let mut found = identity::passports(&sheets);
    for (id, name, surname) in names::everyone(people) {
        let own: Vec<&Sheet<'_>> = sheets.iter().filter(|sheet| sheet.person == id).collect();
        let who = Who { name, surname, profile: people.iter().find(|person| person.id == id) };
        found.extend(identity::check(&own, &who));
        let jobs = employment::Jobs::of(&own);
        found.extend(employment::check(&jobs, packs));
        found.extend(pay::check(&jobs, packs));
        found.extend(hours::check(&jobs, packs));
        found.extend(income::check(&own, &jobs, packs));
        found.extend(credit::check(&own, &jobs, packs));
        found.extend(returns::check(&own, packs));
        found.extend(cover::check(&own, packs, today));
    }
    found
}

/// Whom papers are of.
struct Who<'a> {
    name: &'a str,
    surname: &'a str,
    /// Of an adult.
    profile: Option<&'a Person>,
}

/// A paper of one person that was read, not only named.
struct Sheet<'a> {
    paper: &'a Paper<'a>,
    type_id: &'a str,
    person: &'a str,
}

impl<'a> Sheet<'a> {
    fn of(paper: &'a &'a Paper<'a>) -> Option<Sheet<'a>> {
        let facts = &paper.file.recognition;
        let type_id = facts.doc_type.as_ref()?.id.as_str();
        match paper.subjects.as_slice() {
            [person] if !facts.blank_form && facts.persons.iter().any(|p| p.id == *person) => {
                Some(Sheet { paper, type_id, person })
            }
            _ => None,
        }
    }

    fn path(&self) -> &'a str {
        &self.paper.file.path
    }

    /// Returns whether nobody else of the household is on it.
    fn is_of_nobody_else(&self) -> bool {
        self.paper.file.recognition.persons.len() == 1
    }

    /// Returns the day in a role; none if there are several, or it can be read in two ways.
    fn day(&self, role: DateRole) -> Option<(NaiveDate, &'a Evidence)> {
        let mut all = self.paper.file.recognition.dates.iter().filter(|date| date.role == role);
        let first = all.next()?;
        let day = first.date.day().filter(|_| first.alternative.is_none())?;
        all.all(|other| other.date == first.date).then_some((day, &first.evidence))
    }

    /// Returns the last day on which it is valid, as it says.
    fn end(&self) -> Option<(NaiveDate, &'a Evidence)> {
        self.day(DateRole::Expires).or_else(|| self.day(DateRole::ValidTo))
    }

    /// Returns the month it is about, counted from the year 0.
    fn month(&self) -> Option<(i32, &'a Evidence)> {
        let dates = &self.paper.file.recognition.dates;
        let found = dates.iter().find(|date| date.role == DateRole::Period)?;
        match found.date {
            When::Month(year, month) => {
                Some((year * 12 + i32::try_from(month).ok()? - 1, &found.evidence))
            }
            _ => None,
        }
    }

    fn amount(&self, role: AmountRole) -> Option<&'a AmountFound> {
        let amounts = &self.paper.file.recognition.amounts;
        // What a payslip from abroad says in its own money compares with nothing here.
        amounts.iter().find(|amount| amount.role == role && amount.currency == "EUR")
    }

    fn companies(&self) -> &'a [CompanyFound] {
        &self.paper.file.recognition.companies
    }

    /// Returns the employer as it names them: the first company on it.
    fn employer(&self) -> Option<&'a CompanyFound> {
        self.companies().iter().find(|company| !is_number(company))
    }

    /// Returns its words, to be shown beside another paper's.
    fn said(&self, evidence: &Evidence) -> Said {
        said(self.paper, evidence)
    }
}

/// Returns a paper's words, to be shown beside another paper's.
pub(crate) fn said(paper: &Paper<'_>, evidence: &Evidence) -> Said {
    let page = paper.file.pages.iter().find(|page| page.page == evidence.page);
    // Zones and fiscal codes have check digits: they are right or not taken at all.
    let is_checked = evidence.rule.starts_with("mrz") || evidence.rule == "fiscal-code";
    let is_text = |reason: PageReason| matches!(reason, PageReason::Text | PageReason::TextOnImage);
    Said {
        path: paper.file.path.clone(),
        type_id: paper.type_id.clone(),
        page: (evidence.page > 0).then_some(evidence.page),
        words: evidence.words.split_whitespace().collect::<Vec<_>>().join(" "),
        recognised: !is_checked && page.is_some_and(|page| !is_text(page.reason)),
    }
}

fn is_number(company: &CompanyFound) -> bool {
    company.name.len() == 11 && company.name.bytes().all(|b| b.is_ascii_digit())
}

/// Returns whether two papers name one employer; `None` if one of them names none. Names may be shortened on one of them, and
/// other companies may stand beside: two papers differ only if they share none.
fn same_employer(one: &Sheet<'_>, other: &Sheet<'_>) -> Option<bool> {
    let mut named = [false, false];
    for a in one.companies() {
        named[0] |= !is_number(a);
        for b in other.companies() {
            named[1] |= !is_number(b);
            if a.name == b.name || !is_number(a) && !is_number(b) && same_name(&a.name, &b.name) {
                return Some(true);
            }
        }
    }
    (named == [true, true]).then_some(false)
}

/// Returns whether every word of the shorter company's name is in the other's, or they differ by a letter or two.
fn same_name(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let plain = names::ascii(name).to_lowercase();
        plain
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.len() > 1)
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let near = |word: &String| {
        long.iter().any(|known| {
            known == word
                || word.len() >= 5 && crate::recognise::differ(word, known) <= 1
                // "Tess." for "Tessitura".
                || word.len() >= 3 && known.starts_with(word.as_str())
                || known.len() >= 3 && word.starts_with(known.as_str())
        })
    };
    !short.is_empty() && short.iter().all(near)
}

/// Makes a finding on papers that differ. Words recognised from a picture may be misread, so they never alarm.
fn differ(
    code: &str,
    text: String,
    fix: &str,
    values: &[(&str, &str)],
    papers: Vec<Said>,
    source: &str,
) -> Finding {
    let mut found = finding(code, text, fix.to_owned(), values);
    if papers.iter().any(|said| said.recognised) {
        found.severity = Severity::Note;
    }
    Finding { papers, source: source.to_owned(), ..found }
}

/// Returns the source of a figure of the packs.
fn source_of<'a>(packs: &'a Packs, id: &str) -> &'a str {
    packs.figure(id).map_or("", |figure| figure.source.as_str())
}

fn figure(packs: &Packs, id: &str) -> Option<i64> {
    packs.figure(id).map(|figure| figure.value)
}

/// Returns an amount as a finding's value has it: `1842.50 EUR`.
fn money(cents: i64) -> String {
    format!("{}.{:02} EUR", cents / 100, cents.abs() % 100)
}

/// Returns a month counted from the year 0 as `2026-09`.
fn month_text(month: i32) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// Returns the month of a day, counted from the year 0.
fn month_of(day: NaiveDate) -> i32 {
    use chrono::Datelike;
    day.year() * 12 + day.month0() as i32
}

/// Returns the first day of a month counted from the year 0.
fn first_day(month: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)
}

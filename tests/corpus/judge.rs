//! Answers beside the truth. README.md beside this file says what counts as what.

use crate::numbers::compared;
use crate::paper::{Paper, Part, Producer, Reference};
use crate::read::Answer;
use serde_json::Value;
use std::collections::BTreeMap;

/// How often an answer was right, wrong, or not given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) right: u32,
    /// Answers that are not true.
    pub(crate) wrong: u32,
    /// True things that were not told, whether or not something wrong was told in their place.
    pub(crate) missed: u32,
    /// How many of the wrong answers stand in the place of a missed one: one mistake each, not two.
    instead: u32,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.instead += other.instead;
    }

    /// Of what was told, how much is true; 1 where nothing was told.
    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Of what is true, how much was told; 1 where there was nothing to tell.
    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// 1 when all is right; a wrong answer takes away five times what a missing one does.
    pub(crate) fn score(self) -> f64 {
        let asked = self.right + self.missed + self.wrong - self.instead;
        if asked == 0 {
            return 1.0;
        }
        let silent = self.missed - self.instead;
        (1.0 - f64::from(silent + 5 * self.wrong) / f64::from(asked)).max(0.0)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// The questions that are asked of every paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Question {
    Type,
    Person,
    Reference,
    ReferenceDate,
    Date,
    Hour,
    Searchable,
}

impl Question {
    pub(crate) const ALL: [Question; 7] = [
        Question::Type,
        Question::Person,
        Question::Reference,
        Question::ReferenceDate,
        Question::Date,
        Question::Hour,
        Question::Searchable,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Question::Type => "type",
            Question::Person => "person",
            Question::Reference => "reference",
            Question::ReferenceDate => "reference's own date",
            Question::Date => "date with its role",
            Question::Hour => "an appointment's hour",
            Question::Searchable => "searchable verdict",
        }
    }
}

/// What a part of the corpus came to.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) papers: BTreeMap<Producer, u32>,
    pub(crate) totals: BTreeMap<(Question, Producer), Tally>,
    pub(crate) types: BTreeMap<String, Tally>,
    pub(crate) kinds: BTreeMap<String, Tally>,
    pub(crate) roles: BTreeMap<String, Tally>,
    /// Papers of no type, and how many of them were given one.
    pub(crate) untyped: (u32, u32),
    /// One line a mistake, with the paper's name.
    pub(crate) mistakes: Vec<String>,
}

impl Outcome {
    /// Returns the tally of one question over the producers that `of` takes.
    pub(crate) fn total(&self, question: Question, of: impl Fn(Producer) -> bool) -> Tally {
        let mut sum = Tally::default();
        for ((asked, producer), tally) in &self.totals {
            if *asked == question && of(*producer) {
                sum.add(*tally);
            }
        }
        sum
    }
}

/// Where the answers about one paper are entered.
struct Sheet<'a> {
    paper: &'a Paper,
    outcome: &'a mut Outcome,
}

impl Sheet<'_> {
    fn enter(&mut self, question: Question, group: Option<&str>, tally: Tally, what: &str) {
        let outcome = &mut *self.outcome;
        outcome.totals.entry((question, self.paper.producer)).or_default().add(tally);
        let table = match question {
            Question::Type => Some(&mut outcome.types),
            Question::Reference => Some(&mut outcome.kinds),
            Question::Date => Some(&mut outcome.roles),
            _ => None,
        };
        if let (Some(table), Some(group)) = (table, group) {
            table.entry(group.to_owned()).or_default().add(tally);
        }
        if tally.wrong + tally.missed > 0 {
            let how = if tally.wrong > 0 { "wrong" } else { "missed" };
            let (name, question) = (&self.paper.name, question.name());
            let producer = self.paper.producer.name();
            outcome.mistakes.push(format!("{name} ({producer}): {how} {question}: {what}"));
        }
    }
}

const NONE: Tally = Tally { right: 0, wrong: 0, missed: 0, instead: 0 };
const RIGHT: Tally = Tally { right: 1, ..NONE };
const WRONG: Tally = Tally { wrong: 1, ..NONE };
const MISSED: Tally = Tally { missed: 1, ..NONE };
/// Something else was told in the place of the truth.
const INSTEAD: Tally = Tally { wrong: 1, missed: 1, instead: 1, ..NONE };

/// Compares every answer with the truth.
pub(crate) fn judge(papers: &[Paper], answers: &[Answer]) -> Outcome {
    let mut outcome = Outcome::default();
    for (paper, answer) in papers.iter().zip(answers) {
        *outcome.papers.entry(paper.producer).or_default() += 1;
        let mut sheet = Sheet { paper, outcome: &mut outcome };
        document_type(&mut sheet, &answer.file);
        persons(&mut sheet, &answer.file);
        references(&mut sheet, &answer.file);
        dates(&mut sheet, &answer.file);
        hours(&mut sheet, &answer.file);
        searchable(&mut sheet, &answer.file, true);
        if let Some(picture) = &answer.picture {
            searchable(&mut sheet, picture, false);
        }
    }
    outcome
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn list<'a>(file: &'a Value, field: &str) -> &'a [Value] {
    file[field].as_array().map_or(&[], Vec::as_slice)
}

fn document_type(sheet: &mut Sheet, file: &Value) {
    let told = file["type"]["id"].as_str();
    let truth = sheet.paper.types[0].clone();
    let accepted = sheet.paper.types.iter().any(|t| t == told.unwrap_or("none"));
    let what = format!("{truth}, told {}", told.unwrap_or("nothing"));
    if truth == "none" {
        sheet.outcome.untyped.0 += 1;
        if !accepted {
            sheet.outcome.untyped.1 += 1;
            // Entered under the type that was invented: that one is too greedy.
            sheet.enter(Question::Type, told, WRONG, &what);
        }
        return;
    }
    let tally = match told {
        _ if accepted => RIGHT,
        None => MISSED,
        Some(_) => INSTEAD,
    };
    sheet.enter(Question::Type, Some(&truth), tally, &what);
}

fn persons(sheet: &mut Sheet, file: &Value) {
    for (person, part) in &sheet.paper.persons {
        let told = list(file, "persons")
            .iter()
            .find(|told| *person == format!("{}/{}", text(told, "name"), text(told, "surname")))
            .map(|told| text(told, "role"));
        let tally = match (part, told) {
            (Part::Subject, Some("subject")) => RIGHT,
            (Part::Subject, _) => MISSED,
            (Part::Other | Part::Absent, Some("subject")) => WRONG,
            _ => continue,
        };
        let what = format!("{person} is {part:?}, told {}", told.unwrap_or("nothing"));
        sheet.enter(Question::Person, None, tally, &what);
    }
}

fn same(truth: &Reference, told: &Value) -> bool {
    let kind = text(told, "kind");
    compared(kind, &truth.value) == compared(kind, text(told, "value"))
        && truth.kinds.iter().any(|of| of == kind)
}

fn references(sheet: &mut Sheet, file: &Value) {
    let told = list(file, "references");
    for truth in &sheet.paper.references {
        let found = told.iter().find(|told| same(truth, told));
        let what = format!("{} {}", truth.kinds.join("|"), truth.value);
        let tally = if found.is_some() { RIGHT } else { MISSED };
        sheet.enter(Question::Reference, Some(&truth.kinds[0]), tally, &what);
        let (Some(date), Some(found)) = (&truth.date, found) else { continue };
        let tally = match found["date"].as_str() {
            Some(told) if told == date => RIGHT,
            Some(_) => INSTEAD,
            None => MISSED,
        };
        let what = format!("{what} of {date}, told {}", found["date"]);
        sheet.enter(Question::ReferenceDate, None, tally, &what);
    }
    for told in told {
        let known = sheet.paper.references.iter().chain(&sheet.paper.may_references);
        if !known.into_iter().any(|truth| same(truth, told)) {
            let what = format!("told {} {} ({})", text(told, "kind"), told["value"], told["words"]);
            sheet.enter(Question::Reference, Some(text(told, "kind")), WRONG, &what);
        }
    }
}

/// The end of something that was valid is one role here, whether it is called `expires` or `valid-to`.
fn role(role: &str) -> &str {
    if role == "expires" { "valid-to" } else { role }
}

fn dates(sheet: &mut Sheet, file: &Value) {
    // Where both readings of a date are shown, as they should be of 03/04/2026 on an American paper, either may be the true one.
    let told: Vec<(&str, &str, &str)> = list(file, "dates")
        .iter()
        .map(|told| (role(text(told, "role")), text(told, "date"), text(told, "alternative")))
        .filter(|(role, ..)| *role != "other")
        .collect();
    let is = |(truth_role, truth_date): &(String, String), told: &(&str, &str, &str)| {
        truth_role.split('|').any(|truth| role(truth) == told.0)
            && (truth_date == told.1 || truth_date == told.2)
    };
    for truth in &sheet.paper.dates {
        let tally = if told.iter().any(|told| is(truth, told)) { RIGHT } else { MISSED };
        let what = format!("{} {}", truth.0, truth.1);
        let first = truth.0.split('|').next().unwrap_or_default();
        sheet.enter(Question::Date, Some(role(first)), tally, &what);
    }
    let mut seen = Vec::new();
    for told in told {
        let known = sheet.paper.dates.iter().chain(&sheet.paper.may_dates);
        if seen.contains(&told) || known.into_iter().any(|truth| is(truth, &told)) {
            continue;
        }
        seen.push(told);
        sheet.enter(Question::Date, Some(told.0), WRONG, &format!("told {} {}", told.0, told.1));
    }
}

/// Asks for the hour of every appointment that was told rightly, on papers whose truth has hours.
fn hours(sheet: &mut Sheet, file: &Value) {
    let Some(truth) = &sheet.paper.hours else { return };
    for told in list(file, "dates").iter().filter(|told| text(told, "role") == "appointment") {
        let day = text(told, "date");
        let known = sheet.paper.dates.iter().chain(&sheet.paper.may_dates);
        if !known.into_iter().any(|(role, date)| role.contains("appointment") && date == day) {
            continue;
        }
        let told = told["time"].as_str();
        let mut of_day =
            truth.iter().filter_map(|hour| hour.strip_prefix(day)).map(str::trim_start);
        let tally = match (of_day.clone().next(), told) {
            (None, None) => continue,
            (Some(_), None) => MISSED,
            (None, Some(_)) => WRONG,
            (Some(_), Some(told)) if of_day.any(|hour| hour == told) => RIGHT,
            (Some(_), Some(_)) => INSTEAD,
        };
        let what = format!("of {day}, told {}", told.unwrap_or("nothing"));
        sheet.enter(Question::Hour, None, tally, &what);
    }
}

fn searchable(sheet: &mut Sheet, file: &Value, truth: bool) {
    let tally = match file["searchable"].as_bool() {
        Some(told) if told == truth => RIGHT,
        Some(_) => INSTEAD,
        None => MISSED,
    };
    let what = format!("{truth}, told {}", file["searchable"]);
    sheet.enter(Question::Searchable, None, tally, &what);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_answer_costs_five_times_a_missing_one() {
        let nine = Tally { right: 9, ..NONE };
        let with = |tally: Tally| {
            let mut sum = nine;
            sum.add(tally);
            sum.score()
        };
        assert!((with(MISSED) - 0.9).abs() < 1e-9);
        assert!((with(WRONG) - 0.5).abs() < 1e-9);
        assert!((with(INSTEAD) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_number_told_as_one_of_another_kind_is_not_the_number() {
        let truth = Reference {
            kinds: vec!["practice".to_owned(), "assicurata".to_owned()],
            value: "056120554331".to_owned(),
            date: None,
        };
        let told = |kind: &str| serde_json::json!({ "kind": kind, "value": "0561 2055 4331" });
        assert!(same(&truth, &told("assicurata")));
        assert!(!same(&truth, &told("protocol")));
    }

    #[test]
    fn an_invention_here_does_not_hide_a_silence_there() {
        let mut sum = Tally { right: 18, ..NONE };
        sum.add(WRONG);
        sum.add(MISSED);
        assert!((sum.score() - 0.7).abs() < 1e-9);
    }
}

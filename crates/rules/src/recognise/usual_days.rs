//! What a day usually is that has such words around it: a second opinion on its role.
//!
//! `packs/words/days.txt` says beside how many days of each role a clue stood: a word before or behind the day, the day's place on the
//! page, its rank among the paper's days. A label that no pack lists leaves a day without a role; what stands around it often says enough.

use super::fold::Folded;
use super::paper::Paper;
use crate::facts::{DateFound, DateRole, When};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

static COUNTED: &str = include_str!("../../../../packs/words/days.txt");

/// Days of no role that a user relies on.
const NONE: &str = "none";
/// What a clue that was never met beside a role counts in it.
const UNMET: f32 = 0.1;
/// Clues repeat each other, so each counts for less than if it stood alone.
const SHARE: f32 = 0.3;
/// So likely must a role be that no label tells.
const LIKELY: f32 = 0.85;
/// A role that a label tells, but that is less likely than this, is in doubt.
const UNLIKELY: f32 = 0.005;
/// The name of the rule.
const RULE: &str = "usual-words";

/// How many signs and words before a day are looked at, and behind it.
const BEFORE: usize = 10;
const BEHIND: usize = 6;
/// No more bytes than this hold them.
const REACH: usize = 160;

/// The roles that are told by what is usual. Of a period, a birth and what has no role nothing is said.
const ROLES: [(&str, DateRole); 10] = [
    ("issued", DateRole::Issued),
    ("filed", DateRole::Filed),
    ("paid", DateRole::Paid),
    ("notified", DateRole::Notified),
    ("appointment", DateRole::Appointment),
    ("due", DateRole::Due),
    ("start", DateRole::Start),
    ("valid-from", DateRole::ValidFrom),
    ("valid-to", DateRole::ValidTo),
    ("captured", DateRole::Captured),
];

/// A day and what stands around it.
#[derive(Debug)]
pub struct DayClues {
    pub day: NaiveDate,
    /// The other reading of an ambiguous day.
    pub alternative: Option<NaiveDate>,
    /// See [`UsualDays`]; none holds a blank.
    pub clues: BTreeSet<String>,
}

/// How often clues stood beside days of each role.
///
/// A clue is `<word` before the day on its line, `>word` behind it, `<two_words` and `>two_words` that follow each other, `TYPE<word` on
/// papers of a type, `TYPE@place` and `~rank` (see [`place`] and [`rank`]). Figures are `#` and how many there are.
#[derive(Debug)]
pub(super) struct UsualDays {
    /// How usual each role is, a logarithm; the last is that of no role.
    usual: Vec<f32>,
    /// What each clue adds to each role.
    clues: HashMap<&'static str, Vec<f32>>,
}

/// Gives days a role that their labels did not, and takes away those that are most unlikely.
pub(super) fn second_opinion(pages: &[Folded<'_>], paper: Paper<'_>, dates: &mut [DateFound]) {
    let usual = UsualDays::built_in();
    let mut likely: Vec<(usize, DateRole, f32)> = Vec::new();
    for around in Around::of_all(pages, dates) {
        let found = &dates[around.at];
        let opinion = usual.judge(&around.clues(paper));
        match found.role {
            DateRole::Birth | DateRole::Period => {}
            DateRole::Other => {
                let told = dates.iter().any(|d| d.date == found.date && d.role != DateRole::Other);
                let (role, how) = opinion.best();
                if let Some(role) = role.filter(|_| how >= LIKELY && !told) {
                    likely.push((around.at, role, how));
                }
            }
            role if opinion.of(role) < UNLIKELY => {
                dates[around.at].role = DateRole::Other;
                "date".clone_into(&mut dates[around.at].evidence.rule);
            }
            _ => {}
        }
    }
    likely.sort_by(|(_, _, a), (_, _, b)| b.total_cmp(a));
    for (at, role, _) in likely {
        // Of most roles a paper has one day, and what a label tells stands before what is usual.
        let several = matches!(role, DateRole::Due | DateRole::Appointment);
        let day = dates[at].date.clone();
        if several || !dates.iter().any(|d| is_same(d.role, role) && d.date != day) {
            dates[at].role = role;
            RULE.clone_into(&mut dates[at].evidence.rule);
        }
    }
}

/// The end of what was valid is one role.
fn is_same(role: DateRole, other: DateRole) -> bool {
    let ends = |role| matches!(role, DateRole::ValidTo | DateRole::Expires);
    role == other || ends(role) && ends(other)
}

/// Returns the clues of all days of a paper, to be counted.
pub(super) fn clues(pages: &[Folded<'_>], paper: Paper<'_>, dates: &[DateFound]) -> Vec<DayClues> {
    let of = |around: Around<'_>| DayClues {
        day: around.day,
        alternative: dates[around.at].alternative,
        clues: around.clues(paper),
    };
    Around::of_all(pages, dates).into_iter().map(of).collect()
}

/// How likely each role of a day is, from 0 to 1; the last is that of no role.
struct Opinion(Vec<f32>);

impl Opinion {
    /// Returns how likely a role is.
    fn of(&self, role: DateRole) -> f32 {
        let at = ROLES.iter().position(|(_, known)| is_same(*known, role));
        at.map_or(1.0, |at| self.0[at])
    }

    /// Returns the likeliest role, and how likely it is. Of no role, nothing.
    fn best(&self) -> (Option<DateRole>, f32) {
        let best = self.0.iter().copied().enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
        best.map_or((None, 0.0), |(at, how)| (ROLES.get(at).map(|(_, role)| *role), how))
    }
}

impl UsualDays {
    /// Returns what was counted in our own papers, read once.
    fn built_in() -> &'static UsualDays {
        static BUILT_IN: OnceLock<UsualDays> = OnceLock::new();
        BUILT_IN.get_or_init(|| UsualDays::new(COUNTED))
    }

    /// Reads lines of a clue and its counts (`<scadenza due 120 none 7`); a line that begins with `=` has the days of each role.
    fn new(counted: &'static str) -> UsualDays {
        let mut lines: Vec<(&'static str, Vec<f32>)> = Vec::new();
        for line in counted.lines().filter(|line| !line.starts_with('#')) {
            let mut parts = line.split(' ');
            let Some(clue) = parts.next() else { continue };
            let mut counts = vec![0.0; ROLES.len() + 1];
            while let (Some(role), Some(Ok(count))) =
                (parts.next(), parts.next().map(str::parse::<u16>))
            {
                let at = ROLES.iter().position(|(name, _)| *name == role);
                counts[at.unwrap_or(ROLES.len())] += f32::from(count);
            }
            lines.push((clue, counts));
        }
        let days = lines.iter().find(|(clue, _)| *clue == "=").map(|(_, counts)| counts.clone());
        let days = days.unwrap_or_else(|| vec![1.0; ROLES.len() + 1]);
        let all: f32 = days.iter().sum();
        // What of a clue's days would have each role if it said nothing.
        let share: Vec<f32> = days.iter().map(|count| count.max(1.0) / all).collect();
        let unmet = UNMET * share.len() as f32;
        let adds = |counts: Vec<f32>| -> Vec<f32> {
            let met: f32 = counts.iter().sum();
            let more = |(count, share): (&f32, &f32)| {
                SHARE * ((count + unmet * share) / (met + unmet) / share).ln()
            };
            counts.iter().zip(&share).map(more).collect()
        };
        UsualDays {
            usual: share.iter().map(|share| share.ln()).collect(),
            clues: lines
                .into_iter()
                .filter(|(clue, _)| *clue != "=")
                .map(|(clue, counts)| (clue, adds(counts)))
                .collect(),
        }
    }

    /// Returns what the clues beside a day say together.
    fn judge(&self, clues: &BTreeSet<String>) -> Opinion {
        let mut likely = self.usual.clone();
        for added in clues.iter().filter_map(|clue| self.clues.get(clue.as_str())) {
            likely.iter_mut().zip(added).for_each(|(sum, more)| *sum += more);
        }
        let best = likely.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = likely.iter().map(|of| (of - best).exp()).sum();
        Opinion(likely.iter().map(|of| (of - best).exp() / sum).collect())
    }
}

/// A day on its page.
struct Around<'p> {
    page: &'p Folded<'p>,
    /// Which of the dates it is.
    at: usize,
    day: NaiveDate,
    start: usize,
    end: usize,
    rank: &'static str,
    /// Whole years before the paper's last day.
    age: i32,
}

impl<'p> Around<'p> {
    /// Returns all days that stand on the pages; not those of a machine-readable zone.
    fn of_all(pages: &'p [Folded<'p>], dates: &[DateFound]) -> Vec<Around<'p>> {
        let day = |found: &DateFound| match found.date {
            When::Day(day) if !found.evidence.rule.starts_with("mrz") => Some(day),
            _ => None,
        };
        let days: BTreeSet<NaiveDate> = dates.iter().filter_map(day).collect();
        let Some(last) = days.last() else { return Vec::new() };
        let found = dates.iter().enumerate().filter_map(|(at, found)| {
            let page = pages.iter().find(|page| page.page == found.evidence.page)?;
            let day = day(found)?;
            Some(Around {
                page,
                at,
                day,
                start: page.folded(found.evidence.start as usize),
                end: page.folded(found.evidence.end as usize),
                rank: rank(day, &days),
                age: last.year() - day.year(),
            })
        });
        found.collect()
    }

    fn clues(&self, paper: Paper<'_>) -> BTreeSet<String> {
        let id = paper.id().unwrap_or(NONE);
        let line = self.page.line_of(self.start);
        let (from, to) = self.page.line(line);
        let mut clues = BTreeSet::new();
        let before = tokens(
            self.page
                .text
                .get(from.max(self.start.saturating_sub(REACH))..self.start)
                .unwrap_or_default(),
        );
        let before = &before[before.len().saturating_sub(BEFORE)..];
        for token in before {
            clues.insert(format!("<{token}"));
        }
        for pair in before.windows(2).rev().take(BEHIND - 1) {
            clues.insert(format!("<{}_{}", pair[0], pair[1]));
        }
        let is_word = |token: &&String| token.len() > 2 && !token.starts_with('#');
        for word in before.iter().rev().filter(is_word).take(4) {
            clues.insert(format!("{id}<{word}"));
        }
        if before.len() <= 2 {
            clues.insert(format!("{id}<"));
        }
        let end = self.end.max(self.start);
        let behind =
            tokens(self.page.text.get(end..to.clamp(end, end + REACH)).unwrap_or_default());
        let behind = &behind[..behind.len().min(BEHIND)];
        for token in behind {
            clues.insert(format!(">{token}"));
        }
        for pair in behind.windows(2) {
            clues.insert(format!(">{}_{}", pair[0], pair[1]));
        }
        if behind.is_empty() {
            clues.insert(">".to_owned());
        }
        let place = place(self.page, line);
        clues.insert(format!("{id}@{place}"));
        clues.insert(format!("~{}", self.rank));
        clues.insert(format!("{id}~{}", self.rank));
        clues.insert(format!("~{}@{place}", self.rank));
        let age = match self.age {
            ..1 => "now",
            1 => "year",
            2..4 => "years",
            _ => "long",
        };
        clues.insert(format!("~{age}"));
        clues
    }
}

/// Returns where a line stands on its page: at the top, in the head, in the middle or at the foot; `+` on pages behind the first.
fn place(page: &Folded<'_>, line: usize) -> &'static str {
    let left = page.last_line() - line;
    match (line, left, page.page > 1) {
        (..4, _, false) => "top",
        (4..9, _, false) => "head",
        (_, ..5, false) => "foot",
        (_, _, false) => "middle",
        (..4, _, true) => "top+",
        (4..9, _, true) => "head+",
        (_, ..5, true) => "foot+",
        (_, _, true) => "middle+",
    }
}

/// Returns a day's rank among all days of its paper.
fn rank(day: NaiveDate, days: &BTreeSet<NaiveDate>) -> &'static str {
    let later = days.range(day..).count() - 1;
    match (days.len(), later) {
        (1, _) => "only",
        (_, 0) => "last",
        (_, 1) => "last-but-one",
        (all, later) if later + 1 == all => "first",
        _ => "between",
    }
}

/// Returns the words, numbers and signs of a folded text.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        let run = |is: fn(&u8) -> bool| rest.bytes().take_while(is).count();
        let length = if first.is_ascii_lowercase() {
            let length = run(u8::is_ascii_lowercase);
            tokens.push(rest[..length].to_owned());
            length
        } else if first.is_ascii_digit() {
            let length = run(u8::is_ascii_digit);
            tokens.push(format!("#{length}"));
            length
        } else {
            if !first.is_ascii_whitespace() {
                tokens.push(rest[..1].to_owned());
            }
            1
        };
        rest = &rest[length..];
    }
    tokens
}

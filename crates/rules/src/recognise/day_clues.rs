//! What stands around a day, and where the day stands among those of its paper.
//!
//! Beside the clues [`around`] anything (`<word`, `>word`, `TYPE@place`) a day has: `<=word`, the last word before it; `TYPE>word`, behind
//! it; `<<word` and `>>word` further off on its line; `^word` on the line above, `%word` below; `~rank` and `~age` among the paper's days;
//! `#n`, the n-th that is read; `+1y`, where the paper has a day a year later, as what is valid for a year.

use super::fold::Folded;
use super::usual_clues::{Clues, REACH, around, is_word, place, tokens};
use crate::facts::{DateFound, When};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// So many words behind a day are looked at together with the type.
const BEHIND: usize = 3;
/// So many words at the end of the line above.
const ABOVE: usize = 14;
/// So many at the beginning of the line below.
const BELOW: usize = 8;
/// So many signs and words before a day, and behind it, are told by the clues around anything.
const NEAR: (usize, usize) = (10, 6);
/// So many further off are looked at.
const FAR: (usize, usize) = (16, 10);
/// How many days are read before one; the last stands for more too.
const NUMBERS: [&str; 7] = ["0", "1", "2", "3", "4", "5", "6"];
/// Spans by which papers are valid or paid, as a clue, in days, at least and at most: the last day is counted or not.
const SPANS: [(&str, i64, i64); 6] = [
    ("1m", 27, 32),
    ("6m", 179, 185),
    ("1y", 363, 367),
    ("2y", 728, 732),
    ("5y", 1824, 1828),
    ("10y", 3650, 3654),
];

/// A day on its page.
pub(super) struct Day<'p> {
    pub(super) page: &'p Folded<'p>,
    /// Which of the dates it is.
    pub(super) at: usize,
    pub(super) day: NaiveDate,
    pub(super) start: usize,
    pub(super) end: usize,
    rank: &'static str,
    /// Whole years before the paper's last day.
    pub(super) age: i32,
    /// How many days are read before it.
    before: usize,
    /// The spans after which, or before which, the paper has a further day.
    spans: BTreeSet<(&'static str, &'static str)>,
}

impl<'p> Day<'p> {
    /// Returns all days that stand on the pages; not those of a machine-readable zone.
    pub(super) fn of_all(pages: &'p [Folded<'p>], dates: &[DateFound]) -> Vec<Day<'p>> {
        let day = |found: &DateFound| match found.date {
            When::Day(day) if !found.evidence.rule.starts_with("mrz") => Some(day),
            _ => None,
        };
        let days: BTreeSet<NaiveDate> = dates.iter().filter_map(day).collect();
        let Some(last) = days.last() else { return Vec::new() };
        let place = |found: &DateFound| (found.evidence.page, found.evidence.start);
        let mut places: Vec<_> =
            dates.iter().filter(|found| day(found).is_some()).map(place).collect();
        places.sort_unstable();
        let found = dates.iter().enumerate().filter_map(|(at, found)| {
            let page = pages.iter().find(|page| page.page == found.evidence.page)?;
            let day = day(found)?;
            Some(Day {
                page,
                at,
                day,
                start: page.folded(found.evidence.start as usize),
                end: page.folded(found.evidence.end as usize),
                rank: rank(day, &days),
                age: last.year() - day.year(),
                before: places.partition_point(|other| *other < place(found)),
                spans: spans(day, &days),
            })
        });
        found.collect()
    }

    /// Tells its clues, on a paper of a type; none holds a blank.
    pub(super) fn tell(&self, id: &str, clues: &mut Clues<'_>) {
        clues.tell_beginnings();
        around(self.page, self.start, self.end, id, clues);
        let line = self.page.line_of(self.start);
        let place = place(self.page, line);
        let age = match self.age {
            ..1 => "now",
            1 => "year",
            2..4 => "years",
            _ => "long",
        };
        let mut also_of_type = |sign: &str, of: &str, at: &str| {
            clues.tell(&[sign, of, at]);
            clues.tell(&[id, sign, of, at]);
        };
        also_of_type("~", self.rank, "");
        also_of_type("~", age, "");
        also_of_type("#", NUMBERS[self.before.min(NUMBERS.len() - 1)], "");
        for (sign, span) in &self.spans {
            also_of_type(sign, span, "");
        }
        clues.tell(&["~", self.rank, "@", place]);
        clues.tell(&[id, "~", self.rank, "@", place]);
        self.tell_words(line, id, clues);
        self.tell_lines(line, clues);
    }

    /// Tells the last word before the day, those behind it, and what stands further off on its line.
    fn tell_words(&self, line: usize, id: &str, clues: &mut Clues<'_>) {
        let text = &self.page.text;
        let (from, to) = self.page.line(line);
        let before = tokens(&text[from.max(self.start.saturating_sub(2 * REACH))..self.start]);
        if let Some(word) = before.iter().rfind(|token| is_word(token)) {
            clues.tell(&["<=", word]);
            clues.tell(&[id, "<=", word]);
        }
        for word in before.iter().rev().skip(NEAR.0).take(FAR.0).filter(|token| is_word(token)) {
            clues.tell(&["<<", word]);
        }
        let end = self.end.max(self.start);
        let behind = tokens(&text[end..to.clamp(end, end + REACH)]);
        for word in behind.iter().filter(|token| is_word(token)).take(BEHIND) {
            clues.tell(&[id, ">", word]);
        }
        for word in behind.iter().skip(NEAR.1).take(FAR.1).filter(|token| is_word(token)) {
            clues.tell(&[">>", word]);
        }
    }

    /// Tells what stands on the lines above and below.
    fn tell_lines(&self, line: usize, clues: &mut Clues<'_>) {
        let text = &self.page.text;
        if line > 0 {
            let (from, to) = self.page.line(line - 1);
            let above = tokens(&text[from.max(to.saturating_sub(REACH))..to]);
            for token in above.into_iter().rev().take(ABOVE) {
                clues.tell(&["^", token]);
            }
        }
        if line < self.page.last_line() {
            let (from, to) = self.page.line(line + 1);
            for token in tokens(&text[from..to.min(from + REACH)]).into_iter().take(BELOW) {
                clues.tell(&["%", token]);
            }
        }
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

/// Returns the usual spans after which (`+1y`) or before which (`-1y`) there is another of the days.
fn spans(day: NaiveDate, days: &BTreeSet<NaiveDate>) -> BTreeSet<(&'static str, &'static str)> {
    let of = |other: &NaiveDate| {
        let apart = (*other - day).num_days();
        let sign = if apart < 0 { "-" } else { "+" };
        let span = SPANS.iter().find(|(_, from, to)| (*from..=*to).contains(&apart.abs()))?;
        Some((sign, span.0))
    };
    days.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{DateRole, Evidence};

    /// The clues of each day of a permit's page.
    fn clues(text: &str, days: &[&str]) -> Vec<BTreeSet<String>> {
        let pages = [Folded::new(1, text)];
        let found = |on: &&str| {
            let start = text.find(*on).unwrap();
            DateFound {
                date: When::Day(NaiveDate::parse_from_str(on, "%d/%m/%Y").unwrap()),
                role: DateRole::Other,
                alternative: None,
                time: None,
                evidence: Evidence {
                    page: 1,
                    start: start as u32,
                    end: (start + on.len()) as u32,
                    words: (*on).to_owned(),
                    rule: "date".to_owned(),
                },
            }
        };
        let dates: Vec<DateFound> = days.iter().map(found).collect();
        let all = Day::of_all(&pages, &dates);
        all.iter().map(|day| Clues::collected(|clues| day.tell("PERMIT", clues))).collect()
    }

    #[test]
    fn days_have_a_rank_an_age_and_a_number() {
        let text = "Nato 01/02/1990, rilasciato 30/06/2026, scade 29/06/2031";
        let all = clues(text, &["01/02/1990", "30/06/2026", "29/06/2031"]);
        let has = |at: usize, clue: &str| all[at].contains(clue);
        assert!(has(0, "~first") && has(0, "PERMIT~long") && has(0, "PERMIT<nato") && has(0, "#0"));
        assert!(has(1, "~last-but-one") && has(1, "<=rilasciato") && has(1, "PERMIT>scade"));
        assert!(has(2, "PERMIT~last") && has(2, "~now") && has(2, ">") && has(2, "PERMIT#2"));
    }

    #[test]
    fn a_day_some_years_after_another_of_its_paper_may_be_the_last_of_these_years() {
        let all = clues("Dal 30/06/2026 al 29/06/2031", &["30/06/2026", "29/06/2031"]);
        assert!(all[0].contains("+5y") && all[1].contains("PERMIT-5y"));
        let apart = clues("Dal 30/06/2026 al 11/09/2031", &["30/06/2026", "11/09/2031"]);
        assert!(apart.iter().flatten().all(|clue| !clue.ends_with("5y")));
    }

    #[test]
    fn the_line_above_has_the_heads_of_columns() {
        let all = clues("Rilascio Scadenza\n30/06/2026 29/06/2031", &["29/06/2031"]);
        assert!(all[0].contains("^scadenza") && all[0].contains("^rilascio"));
    }
}

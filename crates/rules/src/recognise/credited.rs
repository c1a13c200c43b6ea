//! What an INPS statement credits: from when to when, how many weeks, on what pay, from whom.

use super::fold::Folded;
use super::forms::{self, DATES};
use super::{amounts, company, evidence, pattern};
use crate::facts::CreditFound;
use chrono::NaiveDate;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// More rows than these are not one person's working life.
const MOST: usize = 200;
/// A year has no more weeks of contributions than these.
const WEEKS: u32 = 53;

/// Between the two days of a row: a column gap, "al", a dash. On folded text.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)^[\s|]*(?:al|to|a|-)?[\s|]*$"));

/// "2025 01/03 31/12", "dal 01.03 al 31.12": the days of a row whose year stands before them, or above. On folded text.
static DAYS_OF_A_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\s|]*(?:(?P<year>(?:19|20)[0-9]{2})[\s|]+)?(?:dal|periodo(?:\sdal)?|from)?[\s|]*(?P<d1>[0-9]{1,2})[/.](?P<m1>[0-9]{1,2})[\s|]*(?:al|to|a|-)?[\s|]*(?P<d2>[0-9]{1,2})[/.](?P<m2>[0-9]{1,2})(?:[\s|]|$)",
    )
});

/// "2025 | Lavoro dipendente": a whole year in one row. On folded text.
static WHOLE_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^[\s|]*(?:anno\s?:?\s?)?(?P<year>(?:19|20)[0-9]{2})[\s|]+[a-z]")
});

/// "Anno 2025": the year of the rows below. On folded text.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^[\s|]*(?:anno|year)?\s?:?\s?(?P<year>(?:19|20)[0-9]{2})[\s|:]*$")
});

/// "settimane 26", "26 settimane", "sett. 26": on folded text.
static WEEKS_SAID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u:\b)(?:(?:settimane|sett\.|weeks)[ ]?:?[ ]?(?P<a>[0-9]{1,2})|(?P<b>[0-9]{1,2})[ ]?(?:settimane|sett\.|weeks))(?:$|[^0-9.,/])",
    )
});

/// What is credited without work or pay of an employer, or by rules of its own. On folded text.
const OTHER: [&str; 11] = [
    "separata",
    "autonom",
    "artigian",
    "commerciant",
    "domestic",
    "naspi",
    "disoccupazione",
    "figurativ",
    "maternita",
    "malattia",
    "integrazione",
];

/// Returns the rows of a statement: two days at the beginning of a line, or its year, and what stands behind them.
pub(super) fn find(pages: &[Folded<'_>], id: Option<&str>) -> Vec<CreditFound> {
    if id != Some("INPS-STATEMENT") {
        return Vec::new();
    }
    // Without weeks it is another scheme's statement, or no statement of what was credited.
    let counts_weeks = pages
        .iter()
        .any(|page| ["settimane", "sett.", "weeks"].iter().any(|word| page.text.contains(word)));
    if !counts_weeks {
        return Vec::new();
    }
    // A table goes on over the page.
    let mut year = None;
    let mut rows = Vec::new();
    for page in pages {
        for line in 0..=page.last_line() {
            let (start, end) = page.line(line);
            let Some(text) = page.text.get(start..end) else { continue };
            if let Some(found) = HEADING.captures(text) {
                year = number(&found, "year");
            }
            let Some(days) = days(text, year) else { continue };
            rows.extend(row(page, (start, end), &days));
        }
    }
    rows.truncate(MOST);
    rows
}

/// The days of a row, and where they end.
struct Days {
    from: NaiveDate,
    to: NaiveDate,
    end: usize,
}

/// Returns the days at the beginning of a line: whole dates, days whose year stands before them or above, or a year alone.
fn days(text: &str, year: Option<i32>) -> Option<Days> {
    whole_dates(text).or_else(|| of_a_year(text, year)).or_else(|| year_alone(text))
}

fn whole_dates(text: &str) -> Option<Days> {
    let mut days = DATES.captures_iter(text).filter_map(|found| {
        let whole = found.get(0)?;
        Some((whole.start(), whole.end(), forms::read(&found)?))
    });
    let (first, second) = (days.next()?, days.next()?);
    let lead = text.get(..first.0)?.trim_matches([' ', '\t', '|']);
    let is_row = ["", "dal", "periodo", "periodo dal", "from"].contains(&lead)
        && BETWEEN.is_match(text.get(first.1..second.0)?)
        && days.next().is_none()
        && first.2 <= second.2;
    is_row.then_some(Days { from: first.2, to: second.2, end: second.1 })
}

fn of_a_year(text: &str, year: Option<i32>) -> Option<Days> {
    let found = DAYS_OF_A_YEAR.captures(text)?;
    let year = number(&found, "year").or(year)?;
    let day =
        |month, day| NaiveDate::from_ymd_opt(year, number(&found, month)?, number(&found, day)?);
    let (from, to) = (day("m1", "d1")?, day("m2", "d2")?);
    (from <= to).then_some(Days { from, to, end: found.name("m2")?.end() })
}

fn year_alone(text: &str) -> Option<Days> {
    let found = WHOLE_YEAR.captures(text)?;
    let tells = ["dipendente", "dipendenti"].iter().chain(&OTHER).any(|word| text.contains(word));
    let is_sum = ["total", "somm"].iter().any(|word| text.contains(word));
    if !tells || is_sum || DATES.is_match(text) {
        return None;
    }
    let year = number(&found, "year")?;
    let from = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let to = NaiveDate::from_ymd_opt(year, 12, 31)?;
    Some(Days { from, to, end: found.name("year")?.end() })
}

fn number<T: std::str::FromStr>(found: &Captures<'_>, name: &str) -> Option<T> {
    found.name(name)?.as_str().parse().ok()
}

fn row(page: &Folded<'_>, (start, end): (usize, usize), days: &Days) -> Option<CreditFound> {
    let rest = page.text.get(start + days.end..end)?;
    let is_work = !OTHER.iter().any(|word| rest.contains(word));
    let said = WEEKS_SAID.captures(rest).and_then(|found| found.name("a").or(found.name("b")));
    let counted = || {
        let is_count = |word: &&str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        let mut all = rest.split([' ', '\t', '|']).filter(|word| !word.is_empty()).filter(is_count);
        // Two counts in one row may be weeks and months, for the right and for the amount: which is which is not said.
        all.next().filter(|_| all.next().is_none())
    };
    let weeks: Option<u32> =
        said.map(|found| found.as_str()).or_else(counted).and_then(|found| found.parse().ok());
    let pay: Vec<i64> = amounts::all_in(rest);
    let companies = company::all(page).into_iter().filter(|found| {
        let (line_from, line_to) = page.range(start, end);
        (line_from..line_to).contains(&(found.evidence.start as usize))
    });
    Some(CreditFound {
        from: days.from,
        to: days.to,
        is_work,
        weeks: weeks.filter(|weeks| *weeks <= WEEKS),
        // Of several amounts it is not said which is the pay.
        cents: pay.first().copied().filter(|_| pay.len() == 1),
        employer: companies.map(|found| found.name).next(),
        evidence: evidence(page, start, end, "credited-row"),
    })
}

#[cfg(test)]
mod tests {
    use super::{Folded, find};

    /// Days, weeks, cents and employer of a row.
    type Row = (String, String, Option<u32>, Option<i64>, Option<String>);

    fn rows(text: &str) -> Vec<Row> {
        let found = find(&[Folded::new(1, text)], Some("INPS-STATEMENT")).into_iter();
        found
            .map(|row| {
                (row.from.to_string(), row.to.to_string(), row.weeks, row.cents, row.employer)
            })
            .collect()
    }

    #[test]
    fn a_row_has_its_days_weeks_pay_and_employer() {
        let table = "Dal\tAl\tTipo di contribuzione\tSettimane\tRetribuzione\n08/05/2023\t31/12/2023\tLavoro dipendente\t34\t12.880,00";
        let expected = ("2023-05-08".into(), "2023-12-31".into(), Some(34), Some(1_288_000), None);
        assert_eq!(rows(table), [expected]);
        let line = "Dal 01/04/2026 al 30/09/2026 settimane 26";
        let expected = ("2026-04-01".into(), "2026-09-30".into(), Some(26), None, None);
        assert_eq!(rows(line), [expected]);
        let named = "settimane\n01/01/2025  31/12/2025  Lavoro dipendente  TESSITURA VALCRISA SRL  52  20.640,00";
        assert_eq!(rows(named)[0].2, Some(52));
        assert_eq!(
            rows(named)[0].4.as_deref().map(str::to_lowercase),
            Some("tessitura valcrisa".into())
        );
    }

    #[test]
    fn a_row_without_years_takes_the_one_before_it_or_above() {
        let expected = |year: i32| -> Row {
            (format!("{year}-03-01"), format!("{year}-12-31"), Some(44), Some(1_742_000), None)
        };
        for text in [
            "Settimane\n2025\t01/03\t31/12\tLavoro dipendente\t44\t17.420,00",
            "Settimane\nAnno 2025\n01/03 - 31/12  Lavoro dipendente  44  17.420,00",
            "Settimane\nAnno: 2025\ndal 01.03 al 31.12 Lavoro dipendente 44 settimane 17.420,00",
        ] {
            assert_eq!(rows(text), [expected(2025)], "{text}");
        }
        // Each year has its own heading, and the last one goes on over the page.
        let text = "Settimane\n2024\n01/03 31/12 Lavoro dipendente 44 17.420,00\n2025";
        let pages =
            [Folded::new(1, text), Folded::new(2, "01/03 31/12 Lavoro dipendente 44 17.420,00")];
        let found = find(&pages, Some("INPS-STATEMENT"));
        let years: Vec<String> = found.iter().map(|row| row.from.to_string()).collect();
        assert_eq!(years, ["2024-03-01", "2025-03-01"]);
        // A whole year in one row; its sum is no row, and a day without a year is none.
        let text =
            "Anno Settimane\n2025 Lavoro dipendente 52 20.640,00\nTotale 2025 settimane 52\n";
        let year = ("2025-01-01".into(), "2025-12-31".into(), Some(52), Some(2_064_000), None);
        assert_eq!(rows(text), [year]);
        for text in [
            "settimane\n01/03 31/12 Lavoro dipendente 44 17.420,00",
            "settimane\nAnno 2025\n12.50 31.12 Lavoro dipendente",
            "settimane\n2025 richiesta di estratto conto",
        ] {
            assert_eq!(rows(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_no_row_is_not_read_and_what_is_no_work_is_told_apart() {
        for text in [
            "Estratto dal 01/01/2020 al 10/10/2026 richiesto da Leila Haddad il 10/10/2026 settimane",
            "Rapporto dal 01/02/2022, rilasciato il 03/09/2026, 52 settimane",
            "01/01/2025 31/12/2025 Lavoro dipendente 20.640,00",
        ] {
            assert_eq!(rows(text), [], "{text}");
        }
        for text in [
            "settimane\n01/01/2025 30/06/2025 Gestione separata 6 mesi 8.118,00",
            "settimane\n01/01/2025 30/06/2025 Figurativi per disoccupazione NASpI 26",
        ] {
            let found = find(&[Folded::new(1, text)], Some("INPS-STATEMENT"));
            assert!(found.len() == 1 && !found[0].is_work, "{text}");
        }
        // Which of two counts or amounts is meant is not said.
        let two =
            rows("settimane\n01/01/2025 31/12/2025 Lavoro dipendente 52 12 20.640,00 1.896,82");
        assert_eq!((two[0].2, two[0].3), (None, None));
    }
}

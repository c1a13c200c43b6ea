//! The month or year that a payslip, a yearly form, a statement or a charge is about.

use super::dates::before;
use super::extra_salary;
use super::fold::Folded;
use super::forms::{self, DATES, Order, month_number, months};
use super::paper::Paper;
use super::position::HEAD_LINES;
use super::written::candidates;
use super::{evidence, in_words, pattern};
use crate::facts::{DateFound, DateRole, When};
use crate::packs::Per;
use chrono::{Datelike, NaiveDate};
use regex::Regex;
use std::sync::LazyLock;

/// A month with its year, and the words that make it a paper's period.
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    let m = months();
    pattern(&format!(
        r"(?x-u)\b(?:(?P<m>{m})(?:\sanno\s|[\s./'-]{{1,3}})(?P<y>(?:19|20)\d\d)|(?P<nm>0?[1-9]|1[0-2])(?:[/.\-]|\s{{1,3}}anno\s)(?P<ny>(?:19|20)\d\d)|(?P<yy>20\d\d)[/-](?P<ym>0[1-9]|1[0-2]))\b"
    ))
});

static DAYS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b0?1\s?(?:-|to|al|/)\s?(?:28|29|30|31)\s$"));

static PERIOD_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:periodo\s+di\s+retribuzione|periodo\s+retributivo|periodo\s+di\s+paga|periodo\s+paga|periodo\s+di\s+riferimento|periodo\s+di\s+competenza|mese\s+di\s+competenza|mese\s+di\s+retribuzione|mese\s+retribuito|mese\s+di\s+riferimento|mensilita|mese|competenza|retribuzione\s+(?:di|del\s+mese\s+di)|busta\s+paga|cedolino(?:\s+paga)?|pay\s+period|pay\s+month|payslip\s+for|salary\s+for|month|period)\b",
    )
});

/// The year a yearly form names itself after.
static FORM_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:certificazione\s+unica(?:\s/\s[a-z]{4,16}\s[a-z]{4,16})?(?:\s-)?(?:\smodello)?(?:\s(?:sintetic|ordinari)[oa])?|c\.?u\.?|modello\s+730|mod\.?\s*730|730|redditi\s+(?:persone\s+fisiche|pf)|modello\s+redditi(?:\s+pf)?|unico\s+pf)[\s/:-]{1,3}(20[0-9]{2})\b",
    )
});

/// "730-3 redditi 2025": the year of the income, one before the form's own.
static INCOME_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b730(?:-[0-9])?[\s,(-]{1,3}(?:relativ[oa]\sai\s)?redditi\s(20[0-9]{2})\b")
});

/// The year that a tax return of another State is about.
static FOREIGN_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:for\sthe\s(?:tax\s)?year(?:\sjan(?:uary|\.)?\s1[\s,-]{1,3}dec(?:ember|\.)?\s31,?|\sended\s31\sdecember)?|(?:tax|income|assessment)\syear|income\stax\sreturn|ejercicio(?:\sfiscal)?|ano(?:\s|-)(?:fiscal|base|calendario)|ano\s(?:de|dos|a\sque\srespeitam\sos)\srendimentos|annee\sdes\srevenus|ano\sde\slas\srentas|exercice|revenus\s(?:de|de\sl'annee|percus\sen)|steuerjahr|kalenderjahr)[\s:]{1,3}(20[0-9]{2})\b",
    )
});

/// What joins the first day of a period to its last.
static TO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^\s?(?:-|[-=]{0,2}>|to|al|a|until|through|thru|bis|au|hasta)\s?$")
});

/// A month that a payslip may be about.
#[derive(Clone, Copy)]
struct Found {
    start: usize,
    end: usize,
    when: When,
}

/// Adds the month or year that a paper is about; returns 13 or 14 for a payslip of that salary.
pub(super) fn find(
    pages: &[Folded<'_>],
    paper: Paper<'_>,
    order: Order,
    dates: &mut Vec<DateFound>,
) -> Option<u32> {
    let page = pages.first()?;
    let add = |dates: &mut Vec<DateFound>, when: When, start: usize, end: usize, rule: &str| {
        let evidence = evidence(page, start, end, rule);
        dates.push(DateFound::new(when, DateRole::Period, evidence));
    };
    match paper.per()? {
        Per::Yearly => {
            let (found, later) = (FORM_YEAR.captures(&page.text).map(|found| (found, 0)))
                .or_else(|| Some((INCOME_YEAR.captures(&page.text)?, 1)))
                .or_else(|| Some((FOREIGN_YEAR.captures(&page.flat)?, 0)))?;
            let year = found.get(1)?;
            add(
                dates,
                When::Year(year.as_str().parse::<i32>().ok()? + later),
                found.get(0)?.start(),
                year.end(),
                "form-year",
            );
            None
        }
        Per::Monthly => {
            let months = written_months(page);
            let labelled = months.iter().copied().find(|found| is_labelled(page, found.start));
            let of_year = extra_salary::of_a_year(page);
            let announced = of_year.filter(|extra| is_labelled(page, extra.start));
            let top = || months.iter().copied().find(|found| page.line_of(found.start) < 20);
            // "Periodo di retribuzione: tredicesima 2025" says more than a month somewhere else.
            if let Some(extra) = announced.or(of_year.filter(|_| labelled.is_none()))
                && let Some(month) = extra.month(dates)
            {
                add(dates, When::Month(extra.year, month), extra.start, extra.end, "label-period");
                return Some(extra.salary);
            }
            let (found, rule) = labelled
                .or_else(|| days_of_period(page, order))
                .or_else(|| short_month(page))
                .map(|found| (found, "label-period"))
                .or_else(|| Some((top()?, "month-at-top")))?;
            add(dates, found.when, found.start, found.end, rule);
            let When::Month(_, month) = found.when else { return None };
            extra_salary::of_a_month(page, found.start, found.end, month)
        }
        Per::Dated => {
            let found = covered(page, paper, order)?;
            add(dates, found.when, found.start, found.end, "whole-period");
            None
        }
        Per::One => None,
    }
}

/// "Estratto conto mensile al", "Rendiconto annuale al": how long before its day a statement reaches back.
static REACHES_BACK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?P<month>mensile|monthly|mensual|mensuel)|annuale|annual|yearly|anual|annuel)\b[a-z ]{0,24}\b(?:al|del|as\sof|to|au|a)\s$",
    )
});

/// "TARI 2026", "contributo dovuto per l'anno 2026": the year that a charge is for.
static CHARGED_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:tari|imu|tasi|tassa\ssui\srifiuti|tassa\sautomobilistica|bollo\sauto|canone\sunico|canone\stv|contributo|(?:invito|avviso|richiesta|bollettino)\s(?:al|di)\spagamento|per\sl')\)?(?:\s-)?(?:\s?anno(?:\sd'imposta|\ssolare)?)?|anno\s(?:d'imposta|di\sriferimento)|annualita)\s?:?\s(20[0-9]{2})(?:[\x00-,.:-\x7f]|$)",
    )
});

/// Returns the month or year that a statement of an account, a bill or a notice to pay covers wholly.
fn covered(page: &Folded<'_>, paper: Paper<'_>, order: Order) -> Option<Found> {
    if paper.is_type("PAYMENT-NOTICE") {
        let found = CHARGED_YEAR.captures(&page.flat)?;
        let (whole, year) = (found.get(0)?, found.get(1)?);
        let when = When::Year(year.as_str().parse().ok()?);
        return Some(Found { start: whole.start(), end: year.end(), when });
    }
    if !paper.is_type("BANK-STATEMENT") && !paper.is_type("UTILITY-BILL") {
        return None;
    }
    let days = candidates(page, order);
    let of_account = paper.is_type("BANK-STATEMENT");
    let span = days.windows(2).find_map(|pair| {
        let [first, last] = pair else { return None };
        let joined = TO.is_match(page.text.get(first.end..last.start)?);
        let when = whole(first.day, last.day)
            .or_else(|| up_to_closing(first.day, last.day).filter(|_| of_account))
            .filter(|_| joined)?;
        Some(Found { start: first.start, end: last.end, when })
    });
    span.or_else(|| {
        days.iter().find_map(|day| {
            let back = REACHES_BACK.captures(before(&page.flat, day.start, 60))?;
            let when = match back.name("month") {
                Some(_) => When::Month(day.day.year(), day.day.month()),
                None => When::Year(day.day.year()),
            };
            Some(Found { start: day.start, end: day.end, when })
        })
    })
    .or_else(|| {
        written_months(page).into_iter().find(|month| {
            let alone = !ON.is_match(&page.flat[month.end..]);
            let (from, _) = page.line_at(month.start);
            let lead = &page.text[from..month.start];
            let titled = page.line_of(month.start) < HEAD_LINES && OF_SERVICE.is_match(lead);
            let charged = CHARGED_MONTH.is_match(lead.trim_end());
            let field = FIELD.is_match(before(&page.flat, month.start, 40))
                || FIELD.is_match(&format!("{}: ", lead.trim_end()));
            alone && (field && (of_account || lead.trim_end().ends_with(':')) || titled || charged)
        })
    })
}

/// "Periodo: giugno 2026": the field of a statement's month.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:periodo(?:\sdi\sriferimento)?|mese(?:\sdi\sriferimento)?|period|month|periode|mois|mes|zeitraum|monat)\s?:\s$",
    )
});

/// "Consumi di", "ecco quanto devi per il mese di", "Zeitraum / periodo   Februar –": what stands before the month that a bill charges.
static CHARGED_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^(?:consum[oi]|consumption|usage|consommations?|verbrauch|canone|charges|abbonamento|addebiti|traffico|servizi)(?:\s(?:di|del|per|for|im|de|du|mese|nel|mensile|fatturat[oi]|the)){1,3}|\b(?:devi|deve|dovut[oaei]|importo|spesa|conto|bolletta|fattura|bill|invoice|owe|due|charges|rechnung|facture|factura)\b[a-z' ]{0,16}\b(?:per\sil|del|of|for\sthe|fur\sden|pour\sle|para\sel)\s(?:mese|month|monat|mois|mes)(?:\s(?:di|of|de))?|^(?:periodo|period|zeitraum|abrechnungszeitraum|periode|lieferzeitraum)\s?/\s?[a-z ]{4,24}(?:\s[a-z]{3,10}(?:\s(?:20[0-9]{2}))?\s[-/])?)$",
    )
});

/// "Gas - novembre 2026", "Bolletta di maggio 2026": what a bill or a statement of one month is titled.
static OF_SERVICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:la\s|your\s|ihre\s|votre\s|tu\s)?(?:bolletta|fattura|bill|factura|facture|fatura|rechnung|estratto(?:\sconto)?|rendiconto|e/c|statement|extracto|extrato|releve|kontoauszug|gas|luce|energia(?:\selettrica)?|elettricita|acqua|internet|fibra|electricity|water|strom)\s?[.,:/-]?\s(?:(?:di|del|mensile|mese|luce|gas|conto|for|of|de|du|da|monthly|month|the)\s){0,3})+$",
    )
});

/// Adds the last day that a statement of an account covers, where it says nowhere else of which day it is: "Dal 1° luglio al 30 settembre".
pub(super) fn add_statement_day(
    pages: &[Folded<'_>],
    paper: Paper<'_>,
    order: Order,
    dates: &mut Vec<DateFound>,
) {
    let issued = |d: &DateFound| d.role == DateRole::Issued;
    let (Some(page), true) = (pages.first(), paper.is_type("BANK-STATEMENT")) else { return };
    if dates.iter().any(issued) {
        return;
    }
    let days = candidates(page, order);
    let last = days.windows(2).find_map(|pair| {
        let [first, last] = pair else { return None };
        let joined = TO.is_match(page.text.get(first.end..last.start)?);
        let long = (last.day - first.day).num_days() >= SHORTEST_STATEMENT;
        (joined && long && page.line_of(last.start) < LINES_OF_HEAD).then_some(last)
    });
    if let Some(last) = last {
        let evidence = evidence(page, last.start, last.end, "label-as-of");
        let (date, role) = (When::Day(last.day), DateRole::Issued);
        dates.retain(|d| d.date != date || d.role != DateRole::Other);
        dates.push(DateFound::new(date, role, evidence));
    }
}

/// A statement covers so many days at least, and says so in so many of its first lines.
const SHORTEST_STATEMENT: i64 = 26;
const LINES_OF_HEAD: usize = 24;

/// A month that another follows is no whole period.
static ON: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^\s?(?:-|/|to|al?|until|e|and|bis|au|hasta)(?:\s|[0-9])"));

/// Returns the month or year of which these are the first day and the last.
fn whole(from: NaiveDate, to: NaiveDate) -> Option<When> {
    let next = to.succ_opt()?;
    if from.day() != 1 || next.day() != 1 || from.year() != to.year() {
        return None;
    }
    if from.month() == to.month() {
        Some(When::Month(to.year(), to.month()))
    } else {
        (from.month() == 1 && to.month() == 12).then(|| When::Year(to.year()))
    }
}

/// Returns the month of a statement that a bank closes on the last day it works: "01/11/25 al 28/11/25".
fn up_to_closing(from: NaiveDate, to: NaiveDate) -> Option<When> {
    let same = (from.year(), from.month()) == (to.year(), to.month());
    (same && from.day() == 1 && to.day() >= 28).then(|| When::Month(to.year(), to.month()))
}

/// Returns the months that a page writes with their years.
fn written_months(page: &Folded<'_>) -> Vec<Found> {
    let month = |found: regex::Captures<'_>| {
        let whole = found.get(0)?;
        // The tail of a whole date is no month.
        let lead = &page.text.as_bytes()[..whole.start()];
        // "1-31 August 2026" is the whole month.
        let whole_month = DAYS.is_match(&page.text[..whole.start()]);
        if !whole_month
            && lead.len() >= 2
            && matches!(lead[lead.len() - 1], b'/' | b'.' | b'-' | b' ')
            && lead[lead.len() - 2].is_ascii_digit()
            && lead.iter().rev().skip(1).take_while(|b| b.is_ascii_digit()).count() <= 2
        {
            return None;
        }
        let text = |name: &str| found.name(name).map(|m| m.as_str());
        let (month, year) = match (text("m"), text("nm")) {
            (Some(name), _) => (month_number(name)?, text("y")?),
            (_, Some(number)) => (number.parse().ok()?, text("ny")?),
            _ => (text("ym")?.parse().ok()?, text("yy")?),
        };
        let when = When::Month(year.parse().ok()?, month);
        Some(Found { start: whole.start(), end: whole.end(), when })
    };
    PERIOD.captures_iter(&page.text).filter_map(month).collect()
}

/// "Mese: Apr-26", "Periodo 04/26", "mese retribuito AGOSTO duemilaventisei": a month right behind its label, whose year is short or
/// spelled out.
static SHORT_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    let m = months();
    pattern(&format!(
        r"(?x-u)\b(?:mese|periodo|mensilita|competenza|mese\s(?:di\s)?(?:retribuito|competenza|riferimento|paga)|periodo\s(?:di\s)?(?:paga|retribuzione|riferimento|competenza)|cedolino|busta\spaga|month|period|pay\s(?:month|period)|mes|mois|monat)
        \s?:?\s(?:di\s)?(?P<all>(?:(?P<m>{m})\.?|(?P<nm>0[1-9]|1[0-2]))(?:[\s./-]'?|\s')(?P<y>[0-9]{{2}}|due\s?mila[a-z]{{0,12}}))(?:[\s,;)]|$)"
    ))
});

/// Returns the month right behind its label whose year is short or spelled out.
fn short_month(page: &Folded<'_>) -> Option<Found> {
    SHORT_MONTH.captures_iter(&page.flat).find_map(|found| {
        let (all, year) = (found.name("all")?, found.name("y")?.as_str());
        let month = match found.name("m") {
            Some(name) => month_number(name.as_str())?,
            None => found.name("nm")?.as_str().parse().ok()?,
        };
        let year = match year.parse::<i32>() {
            Ok(short) => 2000 + short,
            Err(_) => in_words::year(year)?,
        };
        let recent = (FIRST_SHORT_YEAR..=LAST_SHORT_YEAR).contains(&year);
        recent.then_some(Found {
            start: all.start(),
            end: all.end(),
            when: When::Month(year, month),
        })
    })
}

/// Two figures are a year of these where a month stands before them, else a day.
const FIRST_SHORT_YEAR: i32 = 2010;
const LAST_SHORT_YEAR: i32 = 2050;

/// Returns whether words for a pay period stand before an offset, on its line or the one above.
fn is_labelled(page: &Folded<'_>, start: usize) -> bool {
    let (line_start, _) = page.line(page.line_of(start).saturating_sub(1));
    let from = line_start.max(start.saturating_sub(200));
    PERIOD_LABEL.is_match(&page.text[from..start])
}

/// Returns the month of a pay period that is told by its days: "Pay period: 26/07/2026 - 25/08/2026" is August's.
fn days_of_period(page: &Folded<'_>, order: Order) -> Option<Found> {
    let days: Vec<Found> = DATES
        .captures_iter(&page.text)
        .take(MOST_DAYS)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let (day, ..) = forms::parts(&found, order)?;
            Some(Found { start: whole.start(), end: whole.end(), when: When::Day(day) })
        })
        .collect();
    days.windows(2).find_map(|pair| {
        let [first, last] = pair else { return None };
        let (When::Day(from), When::Day(to)) = (first.when, last.when) else { return None };
        let length = (to - from).num_days();
        let period = TO.is_match(page.text.get(first.end..last.start)?)
            && (0..=LONGEST_PERIOD).contains(&length)
            && is_labelled(page, first.start);
        let when = When::Month(to.year(), to.month());
        period.then_some(Found { start: first.start, end: last.end, when })
    })
}

/// A payslip has no more days on its first page.
const MOST_DAYS: usize = 200;
/// A month's pay is of so many days at most.
const LONGEST_PERIOD: i64 = 31;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bill_names_the_month_that_it_charges() {
        for lead in [
            "consumi di",
            "caro cliente, ecco quanto devi per il mese di",
            "zeitraum / periodo februar -",
            "your bill for the month of",
        ] {
            assert!(CHARGED_MONTH.is_match(lead), "{lead}");
        }
        assert!(!CHARGED_MONTH.is_match("la prossima bolletta sara emessa a"));
    }
}

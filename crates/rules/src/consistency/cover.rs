//! What covers a stay: the passport beyond the visa, one permit after the other, insurance without a hole.

use super::{Found, Sheet, differ, figure, source_of};
use crate::facts::{DateRole, Evidence, Finding, Severity};
use crate::names::file_name;
use crate::packs::Packs;
use chrono::{Days, Months, NaiveDate};

pub(super) fn check(own: &[&Sheet<'_>], packs: &Packs, today: NaiveDate) -> Vec<Found> {
    let mut found: Vec<Found> = passport(own, packs, today).into_iter().collect();
    found.extend(permits(own, packs));
    found.extend(insurance(own, today));
    found
}

/// A paper and the days it covers.
struct Cover<'a> {
    sheet: &'a Sheet<'a>,
    from: NaiveDate,
    from_words: &'a Evidence,
    to: NaiveDate,
    to_words: &'a Evidence,
}

/// Returns the papers of a type with both their days, in the order of their first.
fn covers<'a>(own: &[&'a Sheet<'a>], id: &str) -> Vec<Cover<'a>> {
    let mut all: Vec<Cover<'a>> = own
        .iter()
        .filter(|sheet| sheet.type_id == id)
        .filter_map(|sheet| {
            let (from, from_words) = sheet.day(DateRole::ValidFrom)?;
            let (to, to_words) = sheet.end()?;
            (from <= to).then_some(Cover { sheet, from, from_words, to, to_words })
        })
        .collect();
    all.sort_by_key(|cover| (cover.from, cover.to));
    all
}

/// Returns each hole in a row of papers: the one that ends last before it, the next one, and the days between.
fn holes<'a, 'b>(row: &'b [Cover<'a>]) -> Vec<(&'b Cover<'a>, &'b Cover<'a>, i64)> {
    let mut found = Vec::new();
    let Some(mut last) = row.first() else { return found };
    for next in &row[1..] {
        let between = (next.from - last.to).num_days() - 1;
        if between > 0 {
            found.push((last, next, between));
        }
        if next.to > last.to {
            last = next;
        }
    }
    found
}

/// The passport that lasts longest beside a visa that has not ended.
fn passport(own: &[&Sheet<'_>], packs: &Packs, today: NaiveDate) -> Option<Found> {
    let months = u32::try_from(figure(packs, "passport-beyond-visa")?).ok()?;
    let ends = |id: &'static str| {
        own.iter().filter(move |sheet| sheet.type_id == id).filter_map(|sheet| {
            let (day, words) = sheet.end()?;
            Some((*sheet, day, words))
        })
    };
    let (visa, visa_end, visa_words) =
        ends("VISA").filter(|(_, day, _)| *day >= today).max_by_key(|(_, day, _)| *day)?;
    // A passport whose end could not be read may last long enough.
    if own.iter().any(|sheet| sheet.type_id == "PASSPORT" && sheet.end().is_none()) {
        return None;
    }
    let (passport, end, words) = ends("PASSPORT").max_by_key(|(_, day, _)| *day)?;
    let needed = visa_end.checked_add_months(Months::new(months))?;
    if end >= needed {
        return None;
    }
    let (here, there, needed) = (end.to_string(), visa_end.to_string(), needed.to_string());
    let (months, other) = (months.to_string(), file_name(visa.path()));
    let text = format!(
        "This passport ends on {here}; {other} ends on {there}. A passport is asked to last {months} months longer than the visa, until {needed}."
    );
    let fix = "Ask the consulate of the passport's country for a new one, and keep the old one with its visa.";
    let values = [
        ("here", here.as_str()),
        ("there", &there),
        ("date", &needed),
        ("count", &months),
        ("other", other),
    ];
    let papers = vec![passport.said(words), visa.said(visa_words)];
    let source = source_of(packs, "passport-beyond-visa");
    let differs = differ("passport-short", text, fix, &values, papers, source);
    Some((passport.path().to_owned(), differs))
}

/// Permits that do not follow each other, without a receipt of renewal in between.
fn permits(own: &[&Sheet<'_>], packs: &Packs) -> Vec<Found> {
    let Some(grace) = figure(packs, "permit-gap") else { return Vec::new() };
    let row = covers(own, "PERMIT");
    let is_bridged = |from: NaiveDate, to: NaiveDate| {
        let since = from.checked_sub_days(Days::new(180)).unwrap_or(from);
        own.iter().filter(|sheet| sheet.type_id == "PERMIT-RECEIPT").any(|receipt| {
            let filed = receipt.day(DateRole::Filed).or_else(|| receipt.day(DateRole::Issued));
            filed.is_none_or(|(day, _)| day >= since && day <= to)
        })
    };
    holes(&row)
        .into_iter()
        .filter(|(last, next, _)| !is_bridged(last.to, next.from))
        .map(|(last, next, days)| {
            let (here, there, count) = (next.from.to_string(), last.to.to_string(), days.to_string());
            let other = file_name(last.sheet.path());
            let text = format!(
                "This permit begins on {here}; the one before, {other}, ended on {there}. Days between them: {count}, and no receipt of renewal is here."
            );
            let fix = "The post office's receipt of the renewal covers such days: add it, so that the stay can be shown without a gap.";
            let values =
                [("here", here.as_str()), ("there", &there), ("count", &count), ("other", other)];
            let papers = vec![next.sheet.said(next.from_words), last.sheet.said(last.to_words)];
            let source = source_of(packs, "permit-gap");
            let differs = differ("permit-gap", text, fix, &values, papers, source);
            // A renewal asked for in time leaves a few days on paper.
            let severity = if days <= grace { Severity::Note } else { differs.severity };
            (next.sheet.path().to_owned(), Finding { severity, ..differs })
        })
        .collect()
}

/// Policies that do not follow each other during a stay, and one that ends before the visa.
fn insurance(own: &[&Sheet<'_>], today: NaiveDate) -> Vec<Found> {
    const WHOLE_STAY: &str = "S3:50; S4:16";
    // Whoever is in the national health service needs no policy.
    if own.iter().any(|sheet| sheet.type_id == "HEALTH-CARD") {
        return Vec::new();
    }
    let row = covers(own, "HEALTH-INSURANCE");
    let visas = covers(own, "VISA");
    let permits = covers(own, "PERMIT");
    let mut found = Vec::new();
    for (last, next, days) in holes(&row) {
        let stay =
            visas.iter().chain(&permits).find(|stay| stay.from < next.from && stay.to > last.to);
        // Policies of two journeys, with no stay between them.
        let Some(stay) = stay else { continue };
        let (here, there, count) = (next.from.to_string(), last.to.to_string(), days.to_string());
        let other = file_name(last.sheet.path());
        let text = format!(
            "This policy begins on {here}; the one before, {other}, ended on {there}. Days between them without cover: {count}."
        );
        let fix = "If the national health service or another policy covers these days, add that paper; if not, ask an advisor before the renewal.";
        let values =
            [("here", here.as_str()), ("there", &there), ("count", &count), ("other", other)];
        let papers = vec![
            next.sheet.said(next.from_words),
            last.sheet.said(last.to_words),
            stay.sheet.said(stay.to_words),
        ];
        let differs = differ("insurance-gap", text, fix, &values, papers, WHOLE_STAY);
        found.push((next.sheet.path().to_owned(), differs));
    }
    let visa = visas.iter().filter(|visa| visa.to >= today).max_by_key(|visa| visa.to);
    let policy = row.iter().max_by_key(|policy| policy.to);
    let is_unread = own.iter().any(|s| s.type_id == "HEALTH-INSURANCE" && s.end().is_none());
    if let (Some(visa), Some(policy), false) = (visa, policy, is_unread)
        && policy.to < visa.to
        && policy.to >= visa.from
    {
        let (here, there) = (policy.to.to_string(), visa.to.to_string());
        let other = file_name(visa.sheet.path());
        let text = format!(
            "This policy ends on {here}; {other} ends on {there}. Cover is asked for over the whole stay, unless the national health service gives it."
        );
        let fix = "Extend it in time, or add the health card once there is one.";
        let values = [("here", here.as_str()), ("there", &there), ("other", other)];
        let papers = vec![policy.sheet.said(policy.to_words), visa.sheet.said(visa.to_words)];
        let differs = differ("insurance-short", text, fix, &values, papers, WHOLE_STAY);
        found.push((policy.sheet.path().to_owned(), differs));
    }
    found
}

//! `faldone fees`, `faldone income`, `faldone lead`.

use crate::answer::{self, FINE, FOUND};
use chrono::NaiveDate;
use faldone::{
    Error, Options, calculators,
    view::{CaseView, CostsView},
};
use std::path::Path;

/// Shows what the fees of one case, or of all open ones, come to.
pub(crate) fn fees(
    dir: &Path,
    case: Option<&str>,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let cases: Vec<CaseView> = match case {
        Some(id) => vec![folder.case(id)?],
        None => folder.cases()?.opened.into_iter().filter(|case| case.closed.is_none()).collect(),
    };
    let is_open = cases.iter().flat_map(|case| &case.costs).any(|costs| costs.open_cents > 0);
    if json {
        let rows = cases.iter().map(|case| {
            serde_json::json!({
                "case": case.id, "procedure": case.procedure.id, "persons": case.persons,
                "fees": case.fees, "costs": case.costs, "shares": case.shares,
            })
        });
        answer::json(&serde_json::json!({ "cases": rows.collect::<Vec<_>>() }));
        return Ok(if is_open { FOUND } else { FINE });
    }
    for case in &cases {
        answer::say(&format!("{}  [{}]", case.procedure.label, case.id));
        show_fees(case);
        if case.fees.is_empty() {
            answer::say("  Its sources name no fees.");
        }
    }
    if cases.is_empty() {
        answer::say("No case is open.");
    }
    Ok(if is_open { FOUND } else { FINE })
}

/// Shows a case's fees and what they come to.
pub(super) fn show_fees(case: &CaseView) {
    let mut of = None;
    for fee in &case.fees {
        if !case.shares.is_empty() && of != Some(&fee.person) {
            of = Some(&fee.person);
            answer::say(&format!("  {}", fee.person));
        }
        let state = match (&fee.receipt, &fee.paid_on, &fee.notice, &fee.due) {
            (Some(path), Some(day), ..) => format!("paid on {day}, {path}"),
            (Some(path), None, ..) => format!("paid, {path}"),
            (None, _, Some(path), Some(day)) => format!("to pay by {day}, {path}"),
            (None, _, Some(path), None) => format!("to pay, {path}"),
            (None, _, None, _) if fee.optional => "optional".to_owned(),
            (None, _, None, _) if fee.owed == "too-young" => {
                format!("not owed under {}", fee.from_age.unwrap_or_default())
            }
            (None, _, None, _) if fee.owed == "age-unknown" => format!(
                "no receipt here; not owed under {}, and the birth date is not told",
                fee.from_age.unwrap_or_default()
            ),
            (None, _, None, _) => "no receipt here".to_owned(),
        };
        let amount = money(fee.cents);
        answer::say(&format!("  {amount:>10} {}  {}: {state}", fee.currency, fee.label));
        if !fee.holds {
            let days = (&fee.on, &fee.valid_from, fee.valid_to.as_deref());
            answer::say(&format!("                  {}", not_known(days)));
        }
    }
    for share in &case.shares {
        share.costs.iter().for_each(|costs| show_costs(&share.person, costs));
    }
    case.costs.iter().for_each(|costs| show_costs("in all", costs));
}

fn show_costs(whose: &str, costs: &CostsView) {
    answer::say(&format!(
        "  {:>10} {}  {whose}; {} paid, {} open",
        money(costs.cents),
        costs.currency,
        money(costs.paid_cents),
        money(costs.open_cents)
    ));
}

pub(crate) fn income(
    procedure: &str,
    spouse: bool,
    children: u32,
    income: Option<u32>,
    on: NaiveDate,
    json: bool,
) -> Result<u8, Error> {
    let earned = income.map(|euro| i64::from(euro) * 100);
    let found = calculators::incomes(procedure, spouse, children, earned, on)?;
    if json {
        answer::json(&found);
        return Ok(FINE);
    }
    answer::say(&found.label);
    for wanted in &found.thresholds {
        let amount = money(wanted.cents);
        answer::say(&format!("  {amount:>10} {} a year  {}", wanted.currency, wanted.label));
        match wanted.beyond_cents {
            Some(more) if more < 0 => answer::say(&format!("             {} short", money(-more))),
            Some(more) => answer::say(&format!("             reached, with {} more", money(more))),
            None => {}
        }
        if !wanted.by_family && (spouse || children > 0) {
            answer::say("             Its source says nothing of families.");
        }
        if !wanted.holds {
            let days = (&wanted.on, &wanted.valid_from, wanted.valid_to.as_deref());
            answer::say(&format!("             {}", not_known(days)));
        }
        if let Some(note) = &wanted.note {
            answer::say(&format!("             {note}"));
        }
        answer::say(&format!("             Source: {} ({})", wanted.source, wanted.sure));
    }
    if found.thresholds.is_empty() {
        answer::say("  Its sources name no income.");
    }
    Ok(FINE)
}

pub(crate) fn lead(
    procedure: &str,
    wished: NaiveDate,
    step: Option<&str>,
    place: Option<&str>,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let found = calculators::lead_time(procedure, wished, step, place, options.today())?;
    if json {
        answer::json(&found);
        return Ok(FINE);
    }
    let over = if found.late { ", which is over" } else { "" };
    answer::say(&format!(
        "{}, {}: {}. Begin by {}{over}.",
        found.label, found.step_label, found.wished, found.begin
    ));
    let unknown = found.steps.iter().filter(|step| step.takes == "unknown").count();
    if unknown > 0 {
        let steps = answer::count(unknown, "step", "steps");
        answer::say(&format!(
            "That counts no day for {steps} of which no source says how long: begin well before it."
        ));
    }
    for step in &found.steps {
        let days = step.days.unwrap_or_default();
        let takes = match (step.takes.as_str(), &step.basis, &step.from) {
            ("law", Some(basis), Some(from)) => {
                format!("{} from {from}, by law: {basis}", step.term.as_deref().unwrap_or_default())
            }
            ("custom", ..) if days == 1 => "1 day, as is usual".to_owned(),
            ("custom", ..) => format!("{days} days, as is usual"),
            _ => "no source says how long".to_owned(),
        };
        answer::say(&format!("  {} to {}  {} ({takes})", step.begin, step.by, step.label));
    }
    for figure in &found.unknown {
        let days = (&figure.on, &figure.valid_from, figure.valid_to.as_deref());
        answer::say(&format!("  {}: {}", figure.label, not_known(days)));
    }
    for advised in &found.advised {
        answer::say(&format!("  or begin on {}: {}", advised.begin, advised.text));
    }
    Ok(FINE)
}

/// Returns that no figure is known for a day, and for which days the nearest one is: the day, and its first and last.
fn not_known((on, from, to): (&String, &String, Option<&str>)) -> String {
    match to {
        Some(to) if to < on.as_str() => {
            format!("No figure is known yet for {on}; this one is for {from} to {to}.")
        }
        _ => format!("No figure is known for {on}; this one is known from {from} on."),
    }
}

fn money(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, (cents % 100).abs())
}

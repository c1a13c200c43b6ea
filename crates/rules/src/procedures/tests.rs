//! The figures of the packs, as reckoned by hand from what the sources say.
//!
//! That a pack hangs together is looked at when it is read (`packs/check.rs`).

use super::{Asked, Procedure, Threshold};
use crate::packs::Packs;
use chrono::NaiveDate;

/// Every procedure of the domain.
const ALL: [&str; 16] = [
    "art-27",
    "digital-identity",
    "digital-nomad",
    "drivers",
    "family-care",
    "family-reunification",
    "master-folder",
    "non-seasonal",
    "payroll-year",
    "permit-first-issue",
    "permit-renewal",
    "remote-worker",
    "seasonal-agriculture",
    "seasonal-tourism",
    "study-to-work",
    "tax-residence-year",
];

/// Those of the flows decree, each with its click day.
const FLOWS: [(&str, u32, u32); 5] = [
    ("seasonal-agriculture", 1, 12),
    ("seasonal-tourism", 2, 9),
    ("non-seasonal", 2, 16),
    ("drivers", 2, 16),
    ("family-care", 2, 18),
];

fn procedure(id: &str) -> &'static Procedure {
    Packs::built_in().procedures.iter().find(|known| known.id == id).expect("it is there")
}

fn threshold(of: &str, id: &str) -> Option<&'static Threshold> {
    procedure(of).threshold.iter().find(|known| known.id == id)
}

fn rule(of: &str, id: &str) -> &'static super::Rule {
    procedure(of).rule.iter().find(|known| known.id == id).expect("it is there")
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// How many papers of the plan (S3) are asked for in this way.
fn of_the_plan(procedure: &Procedure, asked: Asked) -> usize {
    procedure.item.iter().filter(|item| item.asked == asked && item.source.contains("S3:")).count()
}

#[test]
fn there_is_a_pack_for_every_procedure() {
    let ids: Vec<&str> =
        Packs::built_in().procedures.iter().map(|known| known.id.as_str()).collect();
    assert_eq!(ids, ALL);
    let standing: Vec<&str> = Packs::built_in()
        .procedures
        .iter()
        .filter(|known| known.standing)
        .map(|known| known.id.as_str())
        .collect();
    assert_eq!(standing, ["master-folder"]);
}

#[test]
fn both_remote_visas_have_the_plans_nineteen_papers() {
    for id in ["digital-nomad", "remote-worker"] {
        let visa = procedure(id);
        assert_eq!(of_the_plan(visa, Asked::Mandatory), 11, "{id}");
        assert_eq!(of_the_plan(visa, Asked::Conditional), 5, "{id}");
        assert_eq!(of_the_plan(visa, Asked::Optional), 3, "{id}");
        // The consulate's own list asks for more.
        for paper in ["consent", "previous-passports", "national-passport"] {
            assert!(visa.item.iter().any(|item| item.id == paper), "{id}: {paper}");
        }
        for way in ["alternative-i", "alternative-ii", "alternative-iii", "alternative-iiii"] {
            rule(id, way);
        }
    }
    // Requirements f and g are the remote worker's alone.
    for paper in ["work-contract", "employer-declaration"] {
        assert!(procedure("remote-worker").item.iter().any(|item| item.id == paper));
        assert!(procedure("digital-nomad").item.iter().all(|item| item.id != paper));
    }
}

#[test]
fn six_steps_lie_before_the_arrival_and_five_after_it() {
    for id in ["digital-nomad", "remote-worker"] {
        // What may come in between stands behind them.
        let (steps, others) = procedure(id).milestone.split_at(11);
        assert!(others.iter().all(|step| step.incidental), "{id}");
        let entry = steps.iter().position(|step| step.id == "entry");
        assert_eq!(entry, Some(6), "{id}");
        // A week, three weeks, three days, the appointment, a week, three months; a day, a day, appointments, a month, and then on.
        let days: Vec<Option<u32>> = steps.iter().map(|step| step.days).collect();
        let told = [7, 21, 3, 0, 7, 90, 1, 1, 0, 30, 0];
        let told: Vec<Option<u32>> = told.iter().map(|n| (*n > 0).then_some(*n)).collect();
        assert_eq!(days, told, "{id}");
        let appointments: Vec<&str> =
            steps.iter().filter(|step| step.appointment).map(|step| step.id.as_str()).collect();
        assert_eq!(appointments, ["filed", "permit-filed", "questura"], "{id}");
    }
}

#[test]
fn a_remote_visa_with_its_permit_costs_232_46() {
    for id in ["digital-nomad", "remote-worker"] {
        let mut cents: Vec<i64> = procedure(id).fee.iter().map(|fee| fee.cents).collect();
        cents.sort_unstable();
        assert_eq!(cents, [1_600, 3_000, 3_046, 4_000, 11_600], "{id}");
        assert_eq!(cents.iter().sum::<i64>(), 23_246, "{id}");
    }
    // Without the visa, the permit alone.
    let permit: i64 = procedure("permit-renewal").fee.iter().map(|fee| fee.cents).sum();
    assert_eq!(permit, 11_646);
}

#[test]
fn the_two_incomes_stand_side_by_side() {
    for id in ["digital-nomad", "remote-worker"] {
        let law = threshold(id, "income-by-law").expect("there");
        assert_eq!(law.cents, 3 * 8_263 * 100, "{id}");
        assert_eq!(law.cents, 2_478_900, "{id}");
        assert_eq!(law.with_spouse_cents, Some(3 * 11_362 * 100), "{id}");
        assert_eq!(law.with_spouse_cents, Some(3_408_600), "{id}");
        assert_eq!(law.per_child_cents, Some(154_800), "{id}");
        let plan = threshold(id, "income-of-the-plan").expect("there");
        assert_eq!(plan.cents, 2_800_000, "{id}");
        assert_eq!(threshold(id, "insurance-cover").map(|known| known.cents), Some(3_000_000));
        assert_eq!(rule(id, "lead-time").days, Some(150));
        let passport = procedure(id).item.iter().find(|item| item.id == "passport");
        let passport = passport.expect("there");
        assert_eq!((passport.valid_months, passport.max_age_months), (Some(3), Some(120)));
    }
    assert_eq!(threshold("remote-worker", "salary").map(|known| known.cents), Some(3_350_000));
    assert!(threshold("digital-nomad", "salary").is_none());
    assert_eq!(rule("remote-worker", "processing-of-remote-workers").days, Some(90));
    assert_eq!(rule("digital-nomad", "processing-of-nomads").days, Some(120));
}

#[test]
fn each_click_day_has_its_day_and_hour() {
    for (id, month, on) in FLOWS {
        let click = rule(id, "click-day");
        assert_eq!(click.date, day(2026, month, on), "{id}");
        assert_eq!(click.hour.as_deref(), Some("9:00"), "{id}");
        let milestone = procedure(id).milestone("click-day").expect("there");
        assert_eq!(milestone.on, click.date, "{id}");
        for (rule_id, date, hour) in [
            ("prefill-opens", day(2025, 10, 23), Some("9:00")),
            ("prefill-closes", day(2025, 12, 7), Some("20:00")),
            ("saving-opens", day(2025, 12, 9), Some("9:00")),
            ("saving-closes", day(2025, 12, 13), Some("20:00")),
            ("last-day", day(2026, 12, 31), None),
        ] {
            let known = rule(id, rule_id);
            assert_eq!((known.date, known.hour.as_deref()), (date, hour), "{id}: {rule_id}");
        }
        assert!(rule(id, "three-applications").text_en.contains("at most three"), "{id}");
        assert_eq!(rule(id, "stay-contract-days").days, Some(15), "{id}: the law, not the note");
        assert_eq!(rule(id, "confirmation-days").days, Some(15), "{id}: the law, not the note");
    }
}

#[test]
fn what_an_employer_must_earn_depends_on_the_sector() {
    let amounts = |id: &str| -> Vec<i64> {
        let mut cents: Vec<i64> = procedure(id).threshold.iter().map(|t| t.cents).collect();
        cents.sort_unstable();
        cents
    };
    for id in ["seasonal-agriculture", "seasonal-tourism", "non-seasonal", "drivers"] {
        assert_eq!(amounts(id), [3_000_000], "{id}");
    }
    assert_eq!(amounts("family-care"), [700_297, 2_000_000, 2_700_000]);
}

#[test]
fn the_employment_centre_is_asked_for_work_that_is_not_seasonal() {
    for (id, ..) in FLOWS {
        let asks = procedure(id).term.iter().any(|term| term.id == "cpi-check");
        assert_eq!(asks, !id.starts_with("seasonal"), "{id}");
        let term = if asks { "nulla-osta-non-seasonal" } else { "nulla-osta-seasonal" };
        assert!(procedure(id).term.iter().any(|known| known.id == term), "{id}");
        if asks {
            assert_eq!(procedure(id).milestone.first().map(|m| m.id.as_str()), Some("cpi-request"));
        }
    }
}

#[test]
fn every_term_runs_from_its_trigger_and_is_used_somewhere() {
    let packs = Packs::built_in();
    for known in &packs.procedures {
        for term in &known.term {
            let triggers = packs.terms.iter().filter(|law| law.id == term.id);
            for law in triggers {
                assert_eq!(law.trigger, term.from, "{}: {}", known.id, term.id);
            }
        }
    }
    for law in &packs.terms {
        let used = packs.procedures.iter().any(|p| p.term.iter().any(|term| term.id == law.id));
        assert!(used, "no procedure uses {}", law.id);
    }
}

#[test]
fn everything_is_told_in_both_languages() {
    for known in &Packs::built_in().procedures {
        let details = known.item.iter().map(|item| (&item.detail_en, &item.detail_it));
        let details =
            details.chain(known.milestone.iter().map(|step| (&step.detail_en, &step.detail_it)));
        let details = details.chain(known.fee.iter().map(|fee| (&fee.note_en, &fee.note_it)));
        for (english, italian) in details {
            assert_eq!(english.is_some(), italian.is_some(), "{}: {english:?}", known.id);
            assert!(english.is_none() || english != italian, "{}: {english:?}", known.id);
        }
        for rule in &known.rule {
            assert!(!rule.text_it.is_empty() && rule.text_en != rule.text_it, "{}", rule.id);
        }
    }
}

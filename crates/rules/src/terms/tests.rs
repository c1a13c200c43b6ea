//! Expectations are worked out by hand on a paper calendar, or are the worked examples of the sources.

use super::{Due, ReckonError, Reckoning, Trigger, Unit, reckon};
use crate::packs::Packs;
use chrono::{Datelike, NaiveDate, Weekday};
use proptest::prelude::*;

fn of<'a>(term: &str, trigger: &str) -> Reckoning<'a> {
    reckon(Packs::built_in(), term, trigger.parse().unwrap(), None).unwrap()
}

fn due(term: &str, trigger: &str) -> String {
    of(term, trigger).due.to_string()
}

/// The alternatives as `date code`, earliest first.
fn others(found: &Reckoning) -> Vec<String> {
    found.alternatives.iter().map(|other| format!("{} {}", other.date, other.code)).collect()
}

/// An entry before the 1 May bridge, one before the 4 October that is a Sunday, one before Christmas.
#[test]
fn eight_working_days_are_shown_in_all_three_readings() {
    for (entry, saturday_counts, saturday_rests, calendar_days) in [
        ("2026-04-24", "2026-05-06", "2026-05-07", "2026-05-02"),
        ("2026-10-01", "2026-10-10", "2026-10-13", "2026-10-09"),
        ("2025-12-19", "2025-12-31", "2026-01-05", "2025-12-27"),
    ] {
        let found = of("permit-application", entry);
        assert_eq!(found.due.to_string(), saturday_counts, "{entry}");
        let expected =
            [format!("{calendar_days} reading"), format!("{saturday_rests} saturday-rests")];
        assert_eq!(others(&found), expected, "{entry}");
    }
}

#[test]
fn the_days_on_the_way_can_be_counted_by_hand() {
    let found = of("permit-application", "2026-04-24");
    let told: Vec<_> = found
        .days
        .iter()
        .map(|day| (day.date.day(), day.number, day.note.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        told,
        [
            (24, None, "the day it runs from, not counted"),
            (25, None, "Liberation Day"),
            (26, None, "Sunday"),
            (27, Some(1), ""),
            (28, Some(2), ""),
            (29, Some(3), ""),
            (30, Some(4), ""),
            (1, None, "Labour Day"),
            (2, Some(5), ""),
            (3, None, "Sunday"),
            (4, Some(6), ""),
            (5, Some(7), ""),
            (6, Some(8), ""),
        ]
    );
}

#[test]
fn the_law_of_the_triggers_day_holds_and_the_other_one_is_told() {
    // One day before the new law: eight days, to a holiday; by the new one it would be fifteen.
    let old = of("stay-contract", "2025-12-01");
    assert_eq!(old.due.to_string(), "2025-12-09");
    assert_eq!(others(&old), ["2025-12-16 reading"]);
    let new = of("stay-contract", "2025-12-02");
    assert_eq!(new.due.to_string(), "2025-12-17");
    assert_eq!(others(&new), ["2025-12-10 reading"]);
    // Long over when the law changed: nothing to say of the new one.
    assert!(others(&of("stay-contract", "2025-06-03")).is_empty());
    assert_eq!(due("employer-confirmation", "2025-12-01"), "2025-12-08");
    assert_eq!(due("employer-confirmation", "2025-12-02"), "2025-12-17");
    assert_eq!(due("family-nulla-osta", "2025-10-03"), "2026-01-02", "rolled: 1 January");
    assert_eq!(due("family-nulla-osta", "2025-10-04"), "2026-03-03");
}

#[test]
fn who_must_act_has_the_day_itself_an_office_the_rolled_one() {
    // 8 December is a holiday, a Monday in 2025.
    let employer = of("employer-confirmation", "2025-12-01");
    assert_eq!(others(&employer)[0], "2025-12-09 rolled");
    // Ten days after 12 January 2026 is a Thursday; after 9 January a Monday; after 15 January 2026 Sunday the 25th.
    assert_eq!(due("quota-allocation", "2026-01-12"), "2026-01-22");
    let office = of("quota-allocation", "2026-01-15");
    assert_eq!(office.due.to_string(), "2026-01-26");
    assert_eq!(others(&office), ["2026-01-25 not-rolled"]);
}

#[test]
fn a_saturday_rolls_for_taxes_only() {
    assert_eq!(due("f24-monthly", "2016-09"), "2016-10-17", "the 16th was a Sunday");
    assert_eq!(due("f24-monthly", "2026-04-30"), "2026-05-18", "the 16th is a Saturday");
    assert_eq!(
        due("tax-return-pf", "2026"),
        "2026-11-02",
        "31 October is a Saturday, then Sunday and All Saints"
    );
    assert_eq!(due("cu-delivery", "2026"), "2026-03-16");
    assert_eq!(due("cu-delivery", "2025-12-31"), "2026-03-16");
    // 2 May 2026 is a Saturday: nothing rolls.
    let found = of("presence-declaration", "2026-04-24");
    assert_eq!((found.due.to_string(), others(&found).len()), ("2026-05-02".to_owned(), 0));
}

#[test]
fn backward_terms_never_roll() {
    // Sixty days before 1 March 2026: 31 December; before 5 May 2026: 6 March.
    assert_eq!(due("permit-renewal", "2026-05-05"), "2026-03-06");
    // 60 days before 7 January 2027 is Sunday 8 November 2026, and stays.
    let sunday = of("permit-renewal", "2027-01-07");
    assert_eq!(sunday.due.to_string(), "2026-11-08");
    assert!(others(&sunday).iter().all(|other| !other.contains("rolled")));
    assert_eq!(due("unilav-hire", "2026-03-02"), "2026-03-01");
}

#[test]
fn months_end_on_the_same_day_or_the_months_last() {
    assert_eq!(due("visa-request", "2026-08-31"), "2027-02-28");
    assert_eq!(due("conversion-of-licence", "2024-02-29"), "2025-02-28");
}

#[test]
fn hours_run_from_the_moment_through_nights_and_holidays() {
    let found = of("hospitality-notice", "2026-04-24T21:30");
    assert_eq!((found.due.to_string(), others(&found).len()), ("2026-04-26T21:30".to_owned(), 0));
    // Without the hour, the earliest it can have been.
    let unsure = of("building-notice", "2026-04-24");
    assert_eq!(unsure.due.to_string(), "2026-04-26T00:00");
    assert_eq!(others(&unsure), ["2026-04-27T00:00 end-of-day"]);
    // In the night to 25 October 2026 an hour comes twice, to 29 March 2026 one is left out: the earlier end is due.
    let autumn = of("hospitality-notice", "2026-10-24T10:00");
    assert_eq!(autumn.due.to_string(), "2026-10-26T09:00");
    assert_eq!(others(&autumn), ["2026-10-26T10:00 clock-change"]);
    assert_eq!(due("hospitality-notice", "2026-03-28T10:00"), "2026-03-30T10:00");
}

#[test]
fn a_patron_saint_is_only_ever_an_alternative() {
    let packs = Packs::built_in();
    // 7 December 2026 is a Monday, and Saint Ambrose in Milan; the 8th is a holiday everywhere.
    let trigger: Trigger = "2026-11-27".parse().unwrap();
    let found = reckon(packs, "rejection-observations", trigger, Some("Milano")).unwrap();
    assert_eq!(found.due.to_string(), "2026-12-07");
    assert_eq!(others(&found), ["2026-12-09 patron"]);
    let without = reckon(packs, "rejection-observations", trigger, None).unwrap();
    assert!(without.alternatives.is_empty());
    let unknown = reckon(packs, "rejection-observations", trigger, Some("Atlantide"));
    assert_eq!(unknown, Err(ReckonError::NoPlace("Atlantide".to_owned())));
}

#[test]
fn what_cannot_be_reckoned_is_said() {
    let packs = Packs::built_in();
    assert!(matches!("31/12/2026".parse::<Trigger>(), Err(ReckonError::BadTrigger(_))));
    assert!(matches!("2026-02-30".parse::<Trigger>(), Err(ReckonError::BadTrigger(_))));
    let month = "2026-05".parse().unwrap();
    assert!(matches!(reckon(packs, "visa-request", month, None), Err(ReckonError::DayWanted(_))));
    assert!(matches!(reckon(packs, "no-such", month, None), Err(ReckonError::NoTerm(_))));
}

/// The ids that the window, the packs and `faldone reckon` share (the project's list of terms).
#[test]
fn every_term_of_the_list_is_known_today_and_ten_years_ago() {
    let packs = Packs::built_in();
    for id in "permit-application stay-contract employer-confirmation rejection-observations cpi-check cpi-no-show \
               nulla-osta-non-seasonal nulla-osta-seasonal family-nulla-osta visa-request permit-renewal permit-grace \
               presence-declaration hospitality-notice building-notice residence-declaration habitual-residence \
               quota-allocation quota-redistribution conversion-of-licence f24-monthly cu-delivery unilav-hire \
               unilav-other portal-check"
        .split_whitespace()
    {
        for trigger in ["2016-03-07", "2026-03-09"] {
            let found = reckon(packs, id, trigger.parse().unwrap(), None).unwrap();
            assert!(!found.days.is_empty(), "{id}");
            let holding = packs.terms.iter().filter(|term| {
                term.id == id && term.holds_on(trigger.parse().unwrap())
            });
            assert_eq!(holding.count(), 1, "{id}: one law at a time");
        }
    }
    assert!(packs.terms.iter().all(|term| !term.source.is_empty() && !term.basis.is_empty()));
}

proptest! {
    /// What holds of every term on every day, however it is reckoned.
    #[test]
    fn a_reckoning_keeps_its_two_principles(offset in 0_u64..9_000, which in 0_usize..64) {
        let packs = Packs::built_in();
        let day = NaiveDate::from_ymd_opt(2012, 1, 1).unwrap() + chrono::Days::new(offset);
        let laws: Vec<_> = packs.terms.iter().filter(|term| term.holds_on(day)).collect();
        let term = laws[which % laws.len()];
        let found = reckon(packs, &term.id, day.to_string().parse().unwrap(), None).unwrap();
        let after = term.direction == super::Direction::After;
        prop_assert_eq!(found.due.day() >= day, after || found.due.day() == day);
        prop_assert!(found.alternatives.windows(2).all(|pair| pair[0].date <= pair[1].date));
        prop_assert!(found.alternatives.iter().all(|other| other.date != found.due));
        for other in &found.alternatives {
            match other.code {
                // Rolling only ever lengthens; who must act is not shown it as due, who waits is.
                "rolled" | "saturday-rests" | "clock-change" => prop_assert!(other.date > found.due),
                "not-rolled" | "saturday-counts" => prop_assert!(other.date < found.due),
                _ => {}
            }
            if other.code == "rolled" {
                prop_assert!(packs.calendar.rest(other.date.day()).is_none());
            }
        }
        if term.unit == Unit::WorkingDays {
            let counted = found.days.iter().filter(|day| day.number.is_some()).count();
            prop_assert_eq!(counted, term.length as usize);
            prop_assert!(packs.calendar.rest(found.due.day()).is_none());
        }
        if term.roll == super::Roll::Tax {
            let end = found.due.day();
            prop_assert!(packs.calendar.rest(end).is_none() && end.weekday() != Weekday::Sat);
        }
        prop_assert_eq!(matches!(found.due, Due::Moment(_)), term.unit == Unit::Hours);
    }
}

//! Incomes, fees and days to begin: figures worked out by hand from the sources the packs name.

use super::dated::on_day;
use super::income::{Family, income};
use super::lead::{Lead, Takes, lead};
use super::review::{CaseTold, FeeReview, Need, Owed, Paper, review};
use super::test_papers::{day, paper, seen};
use super::{Fee, Procedure};
use crate::facts::{AmountFound, AmountRole, DateRole, Recognition, Reference, ReferenceKind};
use crate::packs::Packs;

fn procedure(id: &str) -> &'static Procedure {
    Packs::built_in().procedures.iter().find(|known| known.id == id).unwrap()
}

fn cents(spouse: bool, children: u32) -> i64 {
    let found = income(procedure("digital-nomad"), Family { spouse, children }, day("2026-11-21"));
    found.iter().find(|one| one.threshold.id == "income-by-law").unwrap().cents
}

#[test]
fn the_income_grows_with_spouse_and_children_as_the_consulate_reckons_it() {
    // 3 × 8,263; 3 × 11,362; 3 × 516 for each child.
    assert_eq!(cents(false, 0), 2_478_900);
    assert_eq!(cents(true, 0), 3_408_600);
    assert_eq!(cents(true, 2), 3_408_600 + 2 * 154_800);
    assert_eq!(cents(false, 1), 2_478_900 + 154_800);
}

#[test]
fn a_source_that_says_nothing_of_families_stands_beside_as_it_is() {
    let family = Family { spouse: true, children: 3 };
    let found = income(procedure("remote-worker"), family, day("2026-11-21"));
    let plan = found.iter().find(|one| one.threshold.id == "income-of-the-plan").unwrap();
    assert_eq!((plan.cents, plan.by_family), (2_800_000, false));
    // The insurance's cover is no income.
    assert!(found.iter().all(|one| one.threshold.id != "insurance-cover"));
}

/// The lowest pay in family care, which is the social allowance of the year; and whether it is known.
fn care_pay(on: &str) -> (i64, bool) {
    let found = income(procedure("family-care"), Family::default(), day(on));
    let pay = found.iter().find(|one| one.threshold.id == "pay").unwrap();
    (pay.cents, pay.holds)
}

#[test]
fn a_figure_is_that_of_its_year_and_another_years_is_not_made_up() {
    // 7,002.97 is the allowance of 2025; the sources give no other year's.
    assert_eq!(care_pay("2025-01-01"), (700_297, true));
    assert_eq!(care_pay("2025-12-31"), (700_297, true));
    assert_eq!(care_pay("2026-01-01"), (700_297, false));
    assert_eq!(care_pay("2024-12-31"), (700_297, false));
}

#[test]
fn a_case_goes_by_the_figures_of_the_day_it_was_filed() {
    let told = |filed: Option<&str>, closed: Option<&str>| {
        let steps = filed.map(|on| ("filed".to_owned(), day(on)));
        let case = CaseTold {
            milestones: steps.into_iter().collect(),
            closed: closed.map(day),
            ..CaseTold::default()
        };
        let packs = Packs::built_in();
        let found = review(packs, procedure("family-care"), &case, &[], day("2026-11-21"), None);
        let pay = found.thresholds.iter().find(|one| one.entry.id == "pay").unwrap();
        (found.figures_on.to_string(), pay.holds)
    };
    assert_eq!(told(Some("2025-03-05"), None), ("2025-03-05".to_owned(), true));
    assert_eq!(told(None, Some("2025-12-30")), ("2025-12-30".to_owned(), true));
    assert_eq!(told(None, None), ("2026-11-21".to_owned(), false));
    assert_eq!(told(Some("2026-02-18"), Some("2026-03-01")), ("2026-02-18".to_owned(), false));
}

#[test]
fn of_an_old_and_a_new_figure_the_day_picks_one() {
    let dated = |days: &str, cents: i64| {
        let text = format!(
            "id = \"stamp\"\nlabel_en = \"S\"\nlabel_it = \"B\"\ncents = {cents}\n{days}\nsource = \"a test\""
        );
        toml::from_str::<Fee>(&text).unwrap()
    };
    let fees = [
        dated("valid_from = 2026-03-01", 2_000),
        dated("valid_from = 2013-06-26\nvalid_to = 2026-01-31", 1_600),
    ];
    let on = |text: &str| {
        let found = on_day(&fees, |_| day(text));
        assert_eq!(found.len(), 1);
        (found[0].entry.cents, found[0].holds)
    };
    assert_eq!(on("2013-06-25"), (1_600, false));
    assert_eq!(on("2013-06-26"), (1_600, true));
    assert_eq!(on("2026-01-31"), (1_600, true));
    // Between the two nothing is known; the one before is shown.
    assert_eq!(on("2026-02-10"), (1_600, false));
    assert_eq!(on("2026-03-01"), (2_000, true));
}

fn way(id: &str, step: Option<&str>, wished: &str) -> Lead<'static> {
    lead(Packs::built_in(), procedure(id), step, day(wished), None).unwrap()
}

fn begins(lead: &Lead<'_>, id: &str) -> String {
    lead.steps.iter().find(|step| step.milestone.id == id).unwrap().begin.to_string()
}

#[test]
fn usual_days_are_counted_back_from_the_wished_entry() {
    let found = way("digital-nomad", None, "2027-06-01");
    assert_eq!(found.target.id, "entry");
    // A day for the journey, 90 for the visa, 3 to find the consulate, 21 for the papers, 7 for the profile.
    assert_eq!(begins(&found, "visa"), "2027-03-02");
    assert_eq!(begins(&found, "consulate-confirmed"), "2027-02-27");
    assert_eq!(begins(&found, "papers-gathered"), "2027-02-06");
    assert_eq!(found.begin(), Some(day("2027-01-30")));
    assert!(found.steps.iter().all(|step| !matches!(step.takes, Takes::Law { .. })));
    // The same source says elsewhere to begin 150 days before.
    assert_eq!(found.advised.len(), 1);
    assert_eq!(found.advised[0].1, day("2027-01-02"));
}

#[test]
fn an_office_is_given_the_whole_time_that_the_law_gives_it() {
    // 150 days from the filing to the nulla osta (DL 146/2025).
    let found = way("family-reunification", Some("nulla-osta"), "2027-06-01");
    let last = found.steps.last().unwrap();
    assert!(matches!(last.takes, Takes::Law { term, .. } if term.id == "family-nulla-osta"));
    let filed = found.steps.iter().find(|step| step.milestone.id == "filed").unwrap();
    assert_eq!((filed.by, filed.takes), (day("2027-01-02"), Takes::Unknown));
    assert_eq!(found.begin(), Some(day("2027-01-02")));
    // What the applicant must do within a term afterwards is no time to wait for.
    let entry = way("family-reunification", None, "2027-06-01");
    assert_eq!(entry.begin(), Some(day("2027-01-02")));
    assert!(
        lead(
            Packs::built_in(),
            procedure("digital-nomad"),
            Some("no-such"),
            day("2027-06-01"),
            None
        )
        .is_none()
    );
}

/// A paper of Amina's over an amount, with the number of a payment notice.
fn money(
    kind: &str,
    role: AmountRole,
    cents: i64,
    date: (DateRole, &str),
    number: &str,
) -> Recognition {
    Recognition {
        amounts: vec![AmountFound {
            role,
            cents,
            currency: "EUR".to_owned(),
            pay: None,
            evidence: seen(),
        }],
        references: (!number.is_empty())
            .then(|| Reference {
                kind: ReferenceKind::Pagopa,
                value: number.to_owned(),
                date: None,
                office: None,
                evidence: seen(),
            })
            .into_iter()
            .collect(),
        ..paper(kind, &[date])
    }
}

fn paid(cents: i64, on: &str, number: &str) -> Recognition {
    money("FEE-RECEIPT", AmountRole::Paid, cents, (DateRole::Paid, on), number)
}

fn fees(facts: &[(&'static str, Recognition)]) -> Vec<FeeReview<'static>> {
    let papers: Vec<Paper<'_>> =
        facts.iter().map(|(path, facts)| Paper { path, facts, call: None }).collect();
    let case = CaseTold { persons: vec!["amina".to_owned()], ..CaseTold::default() };
    let today = day("2026-11-21");
    review(Packs::built_in(), procedure("digital-nomad"), &case, &papers, today, None).fees
}

fn of<'f>(fees: &'f [FeeReview<'static>], id: &str) -> &'f FeeReview<'static> {
    fees.iter().find(|fee| fee.fee.id == id).unwrap()
}

#[test]
fn one_receipt_over_a_sum_pays_its_parts() {
    // 40 for the application and 30.46 for the card, on one slip of the post office.
    let found = fees(&[("slip.pdf", paid(7_046, "2026-10-02", ""))]);
    for id in ["permit", "electronic-card"] {
        assert_eq!(of(&found, id).receipt.as_deref(), Some("slip.pdf"), "{id}");
        assert_eq!(of(&found, id).paid_on, Some(day("2026-10-02")));
    }
    assert_eq!(of(&found, "stamp-duty").receipt, None);
    // An amount that is no fee and no sum of fees pays nothing.
    let found = fees(&[("other.pdf", paid(7_100, "2026-10-02", ""))]);
    assert!(found.iter().all(|fee| fee.receipt.is_none()));
}

#[test]
fn a_receipt_pays_only_once_and_a_single_fee_before_a_sum() {
    let facts =
        [("a.pdf", paid(1_600, "2026-10-02", "")), ("b.pdf", paid(1_600, "2026-10-03", ""))];
    let found = fees(&facts);
    let with = found.iter().filter(|fee| fee.receipt.is_some()).count();
    assert_eq!((with, of(&found, "stamp-duty").receipt.as_deref()), (1, Some("a.pdf")));
}

#[test]
fn a_notice_is_open_until_a_receipt_carries_its_number_commission_or_not() {
    let number = "302000600008408304";
    let due = (DateRole::Due, "2026-12-01");
    let notice = money("PAYMENT-NOTICE", AmountRole::Due, 11_600, due, number);
    let found = fees(&[("notice.pdf", notice.clone())]);
    let visa = of(&found, "visa");
    assert_eq!((visa.notice.as_deref(), visa.due), (Some("notice.pdf"), Some(day("2026-12-01"))));
    assert_eq!(visa.receipt, None);
    // The bank took 1.50 more.
    let receipt = paid(11_750, "2026-11-20", number);
    let found = fees(&[("notice.pdf", notice), ("paid.pdf", receipt)]);
    assert_eq!(of(&found, "visa").receipt.as_deref(), Some("paid.pdf"));
}

/// A couple and their child, who is nine; and what each of them still owes of the permit.
fn family(facts: &[(&'static str, Recognition)], born: &[(&str, &str)]) -> Vec<(String, i64)> {
    let papers: Vec<Paper<'_>> =
        facts.iter().map(|(path, facts)| Paper { path, facts, call: None }).collect();
    let persons = ["amina", "bilal", "chiara"].map(str::to_owned).to_vec();
    let born = born.iter().map(|(id, on)| ((*id).to_owned(), day(on))).collect();
    let case = CaseTold { persons: persons.clone(), born, ..CaseTold::default() };
    let today = day("2026-11-21");
    let packs = Packs::built_in();
    let found = review(packs, procedure("permit-renewal"), &case, &papers, today, None).fees;
    let open = |id: &String| -> i64 {
        let own = found.iter().filter(|fee| fee.person == *id && fee.owed != Owed::TooYoung);
        own.filter(|fee| fee.receipt.is_none()).map(|fee| fee.fee.cents).sum()
    };
    persons.iter().map(|id| (id.clone(), open(id))).collect()
}

fn of_person(mut facts: Recognition, id: &str) -> Recognition {
    facts.persons[0].id = id.to_owned();
    facts
}

const BORN: [(&str, &str); 3] =
    [("amina", "1990-01-01"), ("bilal", "1988-05-05"), ("chiara", "2017-03-03")];

fn owes(amina: i64, bilal: i64, chiara: i64) -> Vec<(String, i64)> {
    [("amina", amina), ("bilal", bilal), ("chiara", chiara)]
        .map(|(id, cents)| (id.to_owned(), cents))
        .to_vec()
}

#[test]
fn each_of_a_family_pays_and_a_child_only_its_card() {
    // 40 + 16 + 30 + 30.46; under 18 without the contribution, under 14 in a parent's kit.
    assert_eq!(family(&[], &BORN), owes(11_646, 11_646, 3_046));
    // At fourteen a child has a kit of its own, at eighteen everything.
    let grown = |born| family(&[], &[BORN[0], BORN[1], ("chiara", born)])[2].1;
    assert_eq!(grown("2012-11-22"), 3_046);
    assert_eq!(grown("2012-11-21"), 7_646);
    assert_eq!(grown("2008-11-21"), 11_646);
    // Whose birth date nobody told is counted as grown up.
    assert_eq!(family(&[], &BORN[..2]), owes(11_646, 11_646, 11_646));
}

#[test]
fn a_receipt_pays_for_whoever_is_named_on_it() {
    let slip = |id: &str| of_person(paid(7_046, "2026-10-02", ""), id);
    let found = family(&[("b.pdf", slip("bilal"))], &BORN);
    assert_eq!(found, owes(11_646, 4_600, 3_046));
    let found = family(&[("a.pdf", slip("amina")), ("b.pdf", slip("bilal"))], &BORN);
    assert_eq!(found, owes(4_600, 4_600, 3_046));
}

#[test]
fn a_receipt_pays_for_another_only_if_nobody_else_can_be_meant() {
    let card = |on| paid(3_046, on, "");
    // Amina's own card first; of her second slip it cannot be said whether it is for Bilal or the child.
    let two = [("1.pdf", card("2026-10-02")), ("2.pdf", card("2026-10-03"))];
    assert_eq!(family(&two, &BORN), owes(8_600, 11_646, 3_046));
    // Bilal has paid his: it is the child's.
    let his = ("3.pdf", of_person(card("2026-10-04"), "bilal"));
    let [one, other] = two;
    assert_eq!(family(&[one, other, his], &BORN), owes(8_600, 8_600, 0));
}

#[test]
fn a_fine_is_no_fee_of_the_case() {
    let need = |receipt: Recognition| {
        let papers = [Paper { path: "receipt.pdf", facts: &receipt, call: None }];
        let case = CaseTold { persons: vec!["amina".to_owned()], ..CaseTold::default() };
        let today = day("2026-11-21");
        let procedure = procedure("permit-renewal");
        let found = review(Packs::built_in(), procedure, &case, &papers, today, None);
        found.items.into_iter().find(|one| one.item.id == "fees").unwrap().need
    };
    assert_eq!(need(paid(4_200, "2026-10-02", "")), Need::Missing);
    assert_eq!(need(paid(7_046, "2026-10-02", "")), Need::Here);
    // What it is over could not be read: that must not make a paid fee look unpaid.
    assert_eq!(need(paper("FEE-RECEIPT", &[(DateRole::Paid, "2026-10-02")])), Need::Here);
}

//! By when must I? Asked without any folder.

use faldone_tests::Home;

#[test]
fn a_term_is_reckoned_with_its_days_and_its_other_readings() {
    let home = Home::new();
    let told = home.run(["reckon", "permit-application", "2026-04-24", "--json"]).fine().json();
    assert_eq!(
        (told["term"].as_str(), told["due"].as_str()),
        (Some("permit-application"), Some("2026-05-06"))
    );
    assert_eq!((told["length"].as_u64(), told["unit"].as_str()), (Some(8), Some("working-days")));
    let others: Vec<_> =
        told["alternatives"].as_array().unwrap().iter().map(|other| &other["date"]).collect();
    assert_eq!(others, ["2026-05-02", "2026-05-07"]);
    let counted =
        told["days"].as_array().unwrap().iter().filter(|day| day["number"].is_u64()).count();
    assert_eq!(counted, 8);
    let text = home.run(["reckon", "permit-application", "2026-04-24"]).fine().stdout;
    for wanted in ["2026-05-06", "Liberation Day", "art. 5 c. 2"] {
        assert!(text.contains(wanted), "{text}");
    }
}

#[test]
fn a_question_that_cannot_be_answered_says_why() {
    let home = Home::new();
    for (term, from, wanted) in [
        ("permit-aplication", "2026-04-24", "no term"),
        ("permit-application", "24/04/2026", "YYYY-MM-DD"),
        ("permit-application", "2026-04", "runs from a day"),
    ] {
        let told = home.run(["reckon", term, from]);
        assert_eq!(told.code, Some(3), "{term} {from}");
        assert!(told.stderr.contains(wanted) && told.stderr.contains("Hint"), "{}", told.stderr);
    }
}

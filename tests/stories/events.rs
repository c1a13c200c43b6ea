//! What the user adds to the timeline by hand.

use faldone_tests::{Home, list};

#[test]
fn an_event_told_by_hand_is_in_the_timeline_and_in_the_export() {
    let home = Home::new();
    let folder = home.demo();
    let told = [
        "add",
        "--date",
        "2026-04-20",
        "--time",
        "11:30",
        "--what",
        "Answered the request of the office",
        "--person",
        "Leila Haddad",
        "--who",
        "Employer",
        "--reference",
        "P-MI/L/N/2026/101255",
        "--channel",
        "pec",
        "--file",
        "documento (2).pdf",
    ];
    home.json("event", &folder, &told).fine();
    // After the paper has its right name, the event still leads to it.
    home.json("fix", &folder, &["--yes"]).fine();
    home.forget(true);

    let timeline = home.json("timeline", &folder, &["--person", "Leila Haddad"]).fine().json();
    let events = list(&timeline["events"]);
    let event = events.iter().find(|event| event["manual"] == true).expect("the event");
    assert_eq!(event["date"], "2026-04-20");
    assert_eq!(event["what"], "Answered the request of the office");
    assert_eq!(event["channel"], "pec");
    let dates: Vec<String> = events.iter().map(|event| event["date"].to_string()).collect();
    assert!(dates.is_sorted(), "{dates:?}");
    let others =
        home.json("timeline", &folder, &["--person", "Diego Fuentes Ibáñez"]).fine().json();
    assert!(list(&others["events"]).iter().all(|event| event["manual"] == false));

    let to = home.path("leila.csv");
    let told = ["--to", to.to_str().expect("text"), "--person", "Leila Haddad"];
    home.json("export", &folder, &told).fine();
    let table = std::fs::read_to_string(&to).expect("the table");
    let row = table.lines().find(|line| line.contains("Answered the request")).expect("its row");
    assert!(row.starts_with("2026-04-20,11:30,") && row.contains("Employer"), "{row}");
}

#[test]
fn an_event_that_cannot_be_is_refused() {
    let home = Home::new();
    let folder = home.demo();
    let add = |date: &str, what: &str, person: &str, file: &str| {
        let told = ["add", "--date", date, "--what", what, "--person", person, "--file", file];
        home.json("event", &folder, &told)
    };
    let file = "affitto def.pdf";
    add("2026-02-30", "x", "Leila Haddad", file).refused("bad-value");
    add("20.02.2026", "x", "Leila Haddad", file).refused("bad-value");
    add("2026-02-20", " ", "Leila Haddad", file).refused("bad-value");
    add("2026-02-20", "x", "Nobody", file).refused("unknown");
    add("2026-02-20", "x", "Leila Haddad", "not there.pdf").refused("unknown");
    let log = home.json("log", &folder, &[]).fine().json();
    assert!(list(&log["operations"]).iter().all(|operation| operation["kind"] != "event"));
}

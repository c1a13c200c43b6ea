//! The user knows better than the reader: a correction wins, follows the paper, and outlives the index.

use faldone_tests::{Home, list, text, tree};
use serde_json::Value;
use std::{fs, path::Path};

/// A scan without any text: nothing is known of it.
const SCAN: &str = "_Inbox/Scan_20261118.pdf";

fn proposal(home: &Home, folder: &Path, path: &str) -> Option<String> {
    let plan = home.json("fix", folder, &["--dry-run"]).fine().json();
    let found = list(&plan["plan"]).iter().find(|proposal| proposal["path"] == path)?;
    Some(text(&found["to"]))
}

fn correct(home: &Home, folder: &Path, path: &str, fact: &str, value: &str) -> Value {
    home.json("correct", folder, &[path, fact, value]).fine().json()
}

#[test]
fn a_paper_nobody_could_read_gets_its_name_from_the_user() {
    let home = Home::new();
    let folder = home.demo();
    assert_eq!(proposal(&home, &folder, SCAN), None);
    correct(&home, &folder, SCAN, "type", "PAYSLIP");
    correct(&home, &folder, SCAN, "person", "Diego Fuentes Ibáñez");
    let told = correct(&home, &folder, SCAN, "date", "period:2026-08");
    let wanted = "Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_2026-08.pdf";
    assert_eq!(told["proposed"], wanted);

    // The user renames the file by hand, and the index is lost: what was told belongs to the content.
    fs::rename(folder.join(SCAN), folder.join("_Inbox/vecchia busta.pdf")).expect("renamed");
    assert_eq!(proposal(&home, &folder, "_Inbox/vecchia busta.pdf").as_deref(), Some(wanted));
    home.forget(true);
    assert_eq!(proposal(&home, &folder, "_Inbox/vecchia busta.pdf").as_deref(), Some(wanted));

    home.json("fix", &folder, &["--yes"]).fine();
    assert!(folder.join(wanted).is_file());
    let log = home.json("log", &folder, &[]).fine().json();
    let kinds: Vec<String> = list(&log["operations"]).iter().map(|o| text(&o["kind"])).collect();
    assert_eq!(kinds.iter().filter(|kind| *kind == "correct").count(), 3, "{kinds:?}");
}

#[test]
fn what_the_user_says_wins_over_what_was_read() {
    let home = Home::new();
    let folder = home.demo();
    let receipt = "Leila Haddad/ricevuta ALI.pdf";
    let read = "Leila Haddad/ALI-RECEIPT_Leila_Haddad_2026-02-16_P-MI-L-N-2026-101255.pdf";
    assert_eq!(proposal(&home, &folder, receipt).as_deref(), Some(read));

    correct(&home, &folder, receipt, "date", "filed:2026-02-18");
    let told = correct(&home, &folder, receipt, "reference", "practice:P-MI/L/N/2026/999999");
    let wanted = "Leila Haddad/ALI-RECEIPT_Leila_Haddad_2026-02-18_P-MI-L-N-2026-999999.pdf";
    assert_eq!(told["proposed"], wanted);
    let filed: Vec<&Value> = list(&told["facts"]).iter().filter(|f| f["role"] == "filed").collect();
    assert_eq!(filed.len(), 1, "{filed:?}");
    assert_eq!((&filed[0]["value"], &filed[0]["corrected"]), (&"2026-02-18".into(), &true.into()));

    // Another person: the paper moves to their folder; told back: it is Leila's again.
    let told = correct(&home, &folder, receipt, "person", "Diego Fuentes Ibáñez");
    let his =
        "Diego Fuentes Ibáñez/ALI-RECEIPT_Diego_Fuentes-Ibanez_2026-02-18_P-MI-L-N-2026-999999.pdf";
    assert_eq!(told["proposed"], his);
    assert_eq!(correct(&home, &folder, receipt, "person", "Leila Haddad")["proposed"], wanted);
}

#[test]
fn nonsense_is_refused_and_changes_nothing() {
    let home = Home::new();
    let folder = home.demo();
    let journal = || tree(&folder.join("_Faldone"));
    let before = journal();
    for (fact, value) in [
        ("type", "NO-SUCH-TYPE"),
        ("person", "Nobody Known"),
        ("date", "2026-04-28"),
        ("date", "issued:2026-02-30"),
        ("date", "issued:28/04/2026"),
        ("date", "sometime:2026-04-28"),
        ("reference", "P-MI/L/N/2026/101255"),
        ("reference", "lucky:7"),
        ("amount", "net:a lot"),
        ("colour", "blue"),
    ] {
        home.json("correct", &folder, &[SCAN, fact, value]).refused("bad-value");
    }
    home.json("correct", &folder, &["_Inbox/not there.pdf", "type", "PAYSLIP"]).refused("unknown");
    home.json("correct", &folder, &["../outside.pdf", "type", "PAYSLIP"]).refused("unknown");
    assert!(before == journal(), "something was written down");
}

#[test]
fn what_was_told_is_taken_back_and_told_again() {
    let home = Home::new();
    let folder = home.demo();
    let kind = |home: &Home| {
        let all = home.json("search", &folder, &["Scan_20261118"]).json();
        all["documents"][0]["type_id"].clone()
    };
    assert_eq!(kind(&home), Value::Null);
    // In any case, and by its Italian id.
    correct(&home, &folder, SCAN, "type", "payslip");
    assert_eq!(kind(&home), "PAYSLIP");
    correct(&home, &folder, SCAN, "type", "permesso");
    assert_eq!(kind(&home), "PERMIT");
    let answer = home.run(["correct", folder.to_str().expect("text"), SCAN, "type", ""]);
    assert!(!answer.stdout.contains("is ."), "{answer:?}");
    assert_eq!(kind(&home), Value::Null);

    // Step by step, the last first.
    home.json("undo", &folder, &[]).fine();
    assert_eq!(kind(&home), "PERMIT");
    home.json("undo", &folder, &[]).fine();
    assert_eq!(kind(&home), "PAYSLIP");
    let last = home.json("undo", &folder, &[]).fine().json();
    assert_eq!(kind(&home), Value::Null);
    home.json("undo", &folder, &[]).refused("nothing-to-undo");
    // An undo is taken back as well, and again.
    let again = home.json("undo", &folder, &[&text(&last["operation"])]).fine().json();
    assert_eq!(kind(&home), "PAYSLIP");
    home.json("undo", &folder, &[&text(&again["operation"])]).fine();
    assert_eq!(kind(&home), Value::Null);

    // An event leaves the timeline, and a change of files made before it is still there to be taken back after it.
    let add = [
        "add",
        "--date",
        "2026-11-02",
        "--what",
        "Called the Questura",
        "--person",
        "Leila Haddad",
    ];
    let before = home.json("timeline", &folder, &[]).fine().json();
    home.json("fix", &folder, &["--yes"]).fine();
    let with_names = tree(&folder);
    home.json("event", &folder, &add).fine();
    home.json("undo", &folder, &[]).fine();
    assert_eq!(with_names, tree(&folder));
    let told = home.json("timeline", &folder, &[]).fine().json();
    assert!(!told.to_string().contains("Called the Questura"), "{told}");
    assert_eq!(told["events"].as_array().map(Vec::len), before["events"].as_array().map(Vec::len));
    home.json("undo", &folder, &[]).fine();
    assert_ne!(with_names, tree(&folder));
}

#[test]
fn what_was_noted_is_said_as_it_is_written_everywhere() {
    let home = Home::new();
    let folder = home.demo();
    let folder = folder.to_str().expect("text");
    for given in ["permit", "PERMESSO", "PERMIT"] {
        let told = home.run(["correct", folder, SCAN, "type", given]).fine().stdout;
        assert!(told.contains(&format!("type of {SCAN} is PERMIT.")), "{told}");
    }
}

//! What the user accepted stays, also when the rules read it differently later (promise 1).

use faldone_tests::{Home, list, text};
use std::{fs, path::Path};

const SCAN: &str = "_Inbox/busta settembre.pdf";
const NAMED: &str = "Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_2026-09.pdf";

/// A pack of the household's own under which no paper looks like a payslip: the built-in one without its cues.
fn forget_payslips(folder: &Path) {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packs/types/PAYSLIP.toml");
    let pack = fs::read_to_string(built_in).expect("the pack");
    let (head, _) = pack.split_once("[[cue]]").expect("a pack with cues");
    let own = folder.join("_Faldone/packs/types");
    fs::create_dir_all(&own).expect("a folder for it");
    fs::write(own.join("PAYSLIP.toml"), head).expect("written");
}

fn codes(home: &Home, folder: &Path, path: &str) -> Vec<String> {
    let checked = home.json("check", folder, &[]).json();
    list(&checked["findings"])
        .iter()
        .filter(|finding| finding["path"] == path)
        .map(|finding| text(&finding["code"]))
        .collect()
}

#[test]
fn an_accepted_fact_is_kept_and_the_new_reading_is_shown() {
    let home = Home::new();
    let folder = home.demo();
    home.json("fix", &folder, &["--yes"]).fine();
    assert!(folder.join(NAMED).is_file());
    assert!(!codes(&home, &folder, NAMED).contains(&"reads-differently".to_owned()));

    forget_payslips(&folder);
    assert!(codes(&home, &folder, NAMED).contains(&"reads-differently".to_owned()));
    let plan = home.json("fix", &folder, &["--dry-run"]).fine().json();
    let touched = list(&plan["plan"]).iter().any(|proposal| proposal["path"] == NAMED);
    assert!(!touched, "the accepted name stays: {plan}");

    // It is kept in the folder, not in the index.
    home.forget(true);
    assert!(codes(&home, &folder, NAMED).contains(&"reads-differently".to_owned()));
}

#[test]
fn what_was_taken_back_was_not_accepted() {
    let home = Home::new();
    let folder = home.demo();
    home.json("fix", &folder, &["--yes"]).fine();
    home.json("undo", &folder, &[]).fine();
    forget_payslips(&folder);
    assert!(!codes(&home, &folder, SCAN).contains(&"reads-differently".to_owned()));
}

#[test]
fn a_pack_that_cannot_be_read_is_named() {
    let home = Home::new();
    let folder = home.demo();
    let own = folder.join("_Faldone/packs/limits");
    fs::create_dir_all(&own).expect("a folder for it");
    fs::write(own.join("mine.toml"), "[[limit]]\nid = 3\n").expect("written");
    let told = home.json("check", &folder, &[]).refused("pack");
    assert!(told.contains("limits/mine.toml"), "{told}");
}

//! Every change can be taken back, at any depth, also after the user has gone on by hand.

use crate::texts;
use faldone_tests::{Home, assert_same_tree, put, text, tree};
use std::{fs, path::PathBuf};

fn two_papers() -> (Home, PathBuf) {
    let home = Home::new();
    let folder = home.folder("papers");
    home.json("init", &folder, &["--person", texts::AMINA, "--person", texts::DIEGO]).fine();
    put(&folder, "_Inbox/a.pdf", &texts::payslip("ROSSI AMINA", "GENNAIO 2026"));
    put(&folder, "_Inbox/b.pdf", &texts::cu("ROSSI", "AMINA", 2026));
    (home, folder)
}

#[test]
fn the_first_of_two_fixes_can_be_taken_back_before_the_second() {
    let (home, folder) = two_papers();
    let first_tree = tree(&folder);
    let first = home.json("fix", &folder, &["--yes"]).fine().json();
    put(&folder, "_Inbox/c.pdf", &texts::payslip("FUENTES IBÁÑEZ DIEGO", "MARZO 2026"));
    let second = home.json("fix", &folder, &["--yes"]).fine().json();
    assert!(folder.join("Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_2026-03.pdf").is_file());

    home.json("undo", &folder, &[&text(&first["operation"])]).fine();
    assert!(folder.join("_Inbox/a.pdf").is_file() && folder.join("_Inbox/b.pdf").is_file());
    assert!(!folder.join("_Inbox/c.pdf").exists(), "the second fix stands");
    assert!(!folder.join("Amina Rossi").exists(), "the folder that the first fix made is gone");

    home.json("undo", &folder, &[&text(&second["operation"])]).fine();
    let mut wanted = first_tree;
    let third = texts::payslip("FUENTES IBÁÑEZ DIEGO", "MARZO 2026");
    wanted.insert("_Inbox/c.pdf".to_owned(), Some(third));
    assert_same_tree(&wanted, &tree(&folder));
}

#[test]
fn an_undo_can_be_taken_back() {
    let (home, folder) = two_papers();
    let before = tree(&folder);
    home.json("fix", &folder, &["--yes"]).fine();
    let fixed = tree(&folder);
    let undone = home.json("undo", &folder, &[]).fine().json();
    assert_same_tree(&before, &tree(&folder));
    home.json("undo", &folder, &[&text(&undone["operation"])]).fine();
    assert_same_tree(&fixed, &tree(&folder));
}

#[test]
fn a_file_that_the_user_renamed_since_goes_back_too() {
    let (home, folder) = two_papers();
    let before = tree(&folder);
    home.json("fix", &folder, &["--yes"]).fine();
    fs::rename(folder.join("Amina Rossi/CU_Amina_Rossi_2026.pdf"), folder.join("by hand.pdf"))
        .expect("renamed");
    home.json("undo", &folder, &[]).fine();
    assert_same_tree(&before, &tree(&folder));
}

#[test]
fn a_file_that_lies_in_the_way_is_never_overwritten() {
    let (home, folder) = two_papers();
    home.json("fix", &folder, &["--yes"]).fine();
    put(&folder, "_Inbox/a.pdf", b"%PDF something else now");
    let undone = home.json("undo", &folder, &[]).ends_with(1).json();
    assert_eq!(undone["left"][0]["to"], "_Inbox/a.pdf", "{undone}");
    assert!(!text(&undone["left"][0]["why"]).is_empty());
    assert_eq!(fs::read(folder.join("_Inbox/a.pdf")).expect("it"), b"%PDF something else now");
    assert!(folder.join("_Inbox/b.pdf").is_file(), "the other went back");
    assert!(folder.join("Amina Rossi/PAYSLIP_Amina_Rossi_2026-01.pdf").is_file());

    // Once the way is free, undoing again brings the rest.
    fs::remove_file(folder.join("_Inbox/a.pdf")).expect("away with it");
    let log = home.json("log", &folder, &[]).fine().json();
    let fix = faldone_tests::list(&log["operations"]).iter().find(|o| o["kind"] == "fix").cloned();
    let id = text(&fix.expect("the fix")["id"]);
    home.json("undo", &folder, &[&id]).fine();
    assert_eq!(
        fs::read(folder.join("_Inbox/a.pdf")).expect("it"),
        texts::payslip("ROSSI AMINA", "GENNAIO 2026")
    );
}

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

#[test]
fn one_file_of_many_can_be_taken_back_alone() {
    let (home, folder) = two_papers();
    let before = tree(&folder);
    home.json("fix", &folder, &["--yes"]).fine();
    let cu = "Amina Rossi/CU_Amina_Rossi_2026.pdf";
    let undone = home.json("undo", &folder, &["--file", cu]).fine().json();
    assert_eq!(faldone_tests::list(&undone["done"]).len(), 1, "{undone}");
    assert!(folder.join("_Inbox/b.pdf").is_file());
    assert!(folder.join("Amina Rossi/PAYSLIP_Amina_Rossi_2026-01.pdf").is_file(), "it stands");

    // By the name it had before, too; and it is not taken back twice.
    let again = home.json("undo", &folder, &["--file", "_Inbox/b.pdf"]).refused("nothing-to-undo");
    assert!(!again.is_empty());
    home.json("undo", &folder, &["--file", "_Inbox/a.pdf"]).fine();
    assert_same_tree(&before, &tree(&folder));

    // A file that the operation did not move is told as such, and nothing is touched.
    let fix = home.json("fix", &folder, &["--yes"]).fine().json();
    let fixed = tree(&folder);
    let id = text(&fix["operation"]);
    let message = home.json("undo", &folder, &[&id, "--file", "notes.txt"]).refused("change");
    assert!(message.contains("notes.txt"), "{message}");
    assert_same_tree(&fixed, &tree(&folder));
    // What one file's undo left, the plain undo takes back.
    home.json("undo", &folder, &[&id, "--file", cu]).fine();
    home.json("undo", &folder, &[]).fine();
    assert_same_tree(&before, &tree(&folder));
}

#[test]
fn what_the_user_did_since_is_kept_by_an_undo() {
    let (home, folder) = two_papers();
    home.json("fix", &folder, &["--yes"]).fine();
    // One paper was signed since, and the folder it came from is tidied away.
    let payslip = folder.join("Amina Rossi/PAYSLIP_Amina_Rossi_2026-01.pdf");
    let mut signed = fs::read(&payslip).expect("it");
    signed.extend(b"\n% signed");
    fs::write(&payslip, &signed).expect("a signature");
    let _ = fs::remove_dir(folder.join("_Inbox"));
    home.json("undo", &folder, &[]).fine();
    assert_eq!(fs::read(folder.join("_Inbox/a.pdf")).expect("it"), signed, "as it is now");
    assert!(folder.join("_Inbox/b.pdf").is_file());
    assert!(!folder.join("Amina Rossi").exists(), "nothing is left in the folder the fix made");
}

#[test]
fn what_cannot_go_back_is_told_with_the_way_out() {
    let (home, folder) = two_papers();
    home.json("fix", &folder, &["--yes"]).fine();
    let cu = "Amina Rossi/CU_Amina_Rossi_2026.pdf";
    let bytes = fs::read(folder.join(cu)).expect("it");
    fs::remove_file(folder.join(cu)).expect("the user deletes it");
    let undone = home.json("undo", &folder, &[]).ends_with(1).json();
    let left = &undone["left"][0];
    assert_eq!((text(&left["from"]), text(&left["to"])), (cu.to_owned(), "_Inbox/b.pdf".into()));
    assert!(text(&left["why"]).contains("put it back and undo again"), "{left}");
    assert!(folder.join("_Inbox/a.pdf").is_file(), "the other one went back");

    // The way out that it named: out of the bin, and once more.
    put(&folder, cu, &bytes);
    home.json("undo", &folder, &["--file", cu]).fine();
    assert_eq!(fs::read(folder.join("_Inbox/b.pdf")).expect("it"), bytes);

    // A file stands where a folder was.
    home.json("fix", &folder, &["--yes"]).fine();
    let _ = fs::remove_dir(folder.join("_Inbox"));
    fs::write(folder.join("_Inbox"), "a file now").expect("a file");
    let fixed = tree(&folder);
    let undone = home.json("undo", &folder, &[]).ends_with(1).json();
    assert_eq!(faldone_tests::list(&undone["left"]).len(), 2, "{undone}");
    assert!(text(&undone["left"][0]["why"]).contains("a file stands where a folder"), "{undone}");
    assert_same_tree(&fixed, &tree(&folder));
}

/// Four changes one after the other, taken back from the first to the last: the beginning comes back, folders included.
#[test]
fn changes_are_taken_back_in_any_order() {
    let (home, folder) = two_papers();
    let mut wanted = tree(&folder);
    let fix = || text(&home.json("fix", &folder, &["--yes"]).fine().json()["operation"]);
    let mut fixes = vec![fix()];
    for month in ["FEBBRAIO", "MARZO", "APRILE"] {
        let path = format!("_Inbox/{month}.pdf");
        put(&folder, &path, &texts::payslip("ROSSI AMINA", &format!("{month} 2026")));
        wanted.insert(path.clone(), Some(fs::read(folder.join(&path)).expect("it")));
        fixes.push(fix());
    }
    assert!(wanted.iter().all(|(path, it)| it.is_none() || !folder.join(path).exists()));
    for id in &fixes {
        home.json("undo", &folder, &[id]).fine();
    }
    assert_same_tree(&wanted, &tree(&folder));
    home.json("undo", &folder, &[]).refused("nothing-to-undo");
}

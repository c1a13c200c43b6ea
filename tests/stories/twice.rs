//! Whatever a folder holds: a second `fix` changes nothing, and `undo` gives back the tree that was there.

use crate::texts;
use faldone::Folder;
use faldone_tests::{Home, Numbers, Tree, assert_same_tree, put, tree};
use std::path::Path;

const PEOPLE: [(&str, &str); 2] = [("Amina", "Rossi"), ("Diego", "Fuentes Ibáñez")];

/// A thousand folders take a minute: they are for `FALDONE_LONG=1`.
#[test]
fn a_second_fix_changes_nothing_on_80_random_folders_or_1000_if_asked_for_long() {
    let folders = if std::env::var_os("FALDONE_LONG").is_some() { 1_000 } else { 80 };
    let home = Home::new();
    let changed: usize = (0..folders).map(|seed| fix_twice_and_undo(&home, seed)).sum();
    assert!(changed > folders as usize, "these folders are too tidy to say anything: {changed}");
}

/// Returns how many files the first fix changed.
fn fix_twice_and_undo(home: &Home, seed: u64) -> usize {
    let root = home.folder(&format!("{seed}"));
    fill(&root, &mut Numbers::new(seed));
    let people = PEOPLE.map(|(name, surname)| (name.to_owned(), surname.to_owned()));
    let folder = Folder::init(&root, &people, &home.options()).expect("a folder");
    let before = tree(&root);
    let changed = fix(&folder, seed);
    let once = tree(&root);
    assert_eq!(contents(&before), contents(&once), "folder {seed}: a paper was lost or altered");

    let again = fix(&folder, seed);
    assert_same_tree(&once, &tree(&root));
    assert_eq!(again, 0, "folder {seed}: a second fix changed something");

    if changed > 0 {
        let undone = folder.undo(None, &[]).expect("an undo");
        assert!(undone.left.is_empty(), "folder {seed}: {:?}", undone.left);
    }
    assert_same_tree(&before, &tree(&root));
    changed
}

/// All contents, wherever they lie.
fn contents(tree: &Tree) -> Vec<&Vec<u8>> {
    let mut contents: Vec<&Vec<u8>> = tree.values().flatten().collect();
    contents.sort();
    contents
}

/// Does what `fix --yes` does; returns how many files it changed.
fn fix(folder: &Folder, seed: u64) -> usize {
    folder.scan(&mut |_| true).expect("a scan");
    let sure: Vec<_> = folder
        .proposals()
        .expect("proposals")
        .into_iter()
        .filter(|proposal| proposal.to.is_some() && proposal.kind != "set-aside")
        .collect();
    let change = folder.apply(&sure).expect("a change");
    assert!(change.left.is_empty(), "folder {seed}: {:?}", change.left);
    assert_eq!(change.done.len(), sure.len(), "folder {seed}");
    change.done.len()
}

/// Puts three to eight papers under random names into random places.
fn fill(root: &Path, numbers: &mut Numbers) {
    for number in 0..3 + numbers.below(6) {
        let bytes = content(numbers);
        let folder =
            numbers.pick(&["", "", "_Inbox/", "Amina Rossi/", "Diego Fuentes Ibáñez/", "a/b/"]);
        let path = format!("{folder}{}", name(numbers, number));
        // Two draws of one name are one file.
        if !root.join(&path).exists() {
            put(root, &path, &bytes);
        }
    }
}

fn content(numbers: &mut Numbers) -> Vec<u8> {
    let (surname, name) =
        [("ROSSI", "AMINA"), ("FUENTES IBÁÑEZ", "DIEGO"), ("VERDI", "CARLO")][numbers.below(3)];
    let who = format!("{surname} {name}");
    match numbers.below(7) {
        0 | 1 => {
            let month = numbers.pick(&["GENNAIO", "GIUGNO", "OTTOBRE"]);
            texts::payslip(&who, &format!("{month} 2026"))
        }
        2 => texts::nulla_osta(
            &who,
            &format!("{:02}/06/2026", 1 + numbers.below(3)),
            "P-MI/L/N/2026/101255",
        ),
        3 => texts::appointment(&who, &format!("{:02}/12/2026", 1 + numbers.below(3))),
        4 => texts::cu(surname, name, 2024 + numbers.below(3) as u32),
        5 => texts::letter(numbers.below(2)),
        _ => {
            let mut cut = texts::payslip(&who, "MARZO 2026");
            cut.truncate(cut.len() / 2);
            cut
        }
    }
}

fn name(numbers: &mut Numbers, number: usize) -> String {
    match numbers.below(10) {
        0 => "documento.pdf".to_owned(),
        1 => format!("documento ({number}).pdf"),
        2 => format!("SCAN{number:03}.PDF"),
        3 => "PAYSLIP_Amina_Rossi_2026-01.pdf".to_owned(),
        4 => "payslip_amina_rossi_2026-01.pdf".to_owned(),
        5 => "NULLA-OSTA_Amina_Rossi_2026-06-01_P-MI-L-N-2026-101255.pdf".to_owned(),
        6 => format!("{}{number}.pdf", "lungo ".repeat(30)),
        7 => format!("perche\u{301} no {number} 🙂.pdf"),
        8 => format!("CU_Diego_Fuentes-Ibanez_{}.pdf", 2024 + numbers.below(3)),
        _ => format!("{number}"),
    }
}

//! Computers that are not what the journal takes them for: restored from a backup, cloned, half synced.

use crate::support::Case;
use std::{collections::BTreeSet, fs, path::Path};

fn say(case: &Case, what: &str) {
    let event = [
        ["event", case.root(), "add", "--date", "2026-05-02"],
        ["--person", "Amina Rossi", "--what", what, "--json"],
    ];
    let mut command = case.command(&event.concat());
    command.env("HOSTNAME", "desk");
    let answer = case.observe(command);
    assert_eq!(answer.code, 0, "{answer:?}");
}

/// What was told, in the order of the words.
fn said(case: &Case) -> BTreeSet<String> {
    let events = case.ask(&["timeline", case.root()]).json()["events"].clone();
    let words = events.as_array().unwrap().iter().map(|event| event["what"].as_str().unwrap());
    let all: Vec<String> = words.map(str::to_owned).collect();
    let set: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(set.len(), all.len(), "nothing is there twice: {all:?}");
    set
}

fn journal_problems(case: &Case) -> Vec<String> {
    let journal = case.ask(&["verify", case.root()]).json()["journal"].clone();
    journal.as_array().unwrap().iter().map(|told| told.as_str().unwrap().to_owned()).collect()
}

fn journals(case: &Case) -> BTreeSet<String> {
    let files = fs::read_dir(case.root.join("_Faldone/journal")).unwrap().flatten();
    files.map(|file| file.file_name().into_string().unwrap()).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn words(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn a_folder_restored_from_a_backup_goes_on_under_a_new_id() {
    let case = Case::master();
    say(&case, "before the backup");
    let backup = case.beside("backup");
    copy(&case.root, &backup);
    say(&case, "after the backup");
    let before = journals(&case);
    copy(&backup, &case.root);
    assert_eq!(said(&case), words(&["before the backup"]), "as the backup says");
    say(&case, "after it was restored");
    assert_eq!(said(&case), words(&["before the backup", "after it was restored"]));
    assert_eq!(journals(&case).difference(&before).count(), 1, "a new id, and its own file");
    assert_eq!(journal_problems(&case), Vec::<String>::new());
}

#[test]
fn app_data_restored_from_a_backup_go_on_under_a_new_id() {
    let case = Case::master();
    say(&case, "one");
    let backup = case.beside("backup");
    copy(&case.data, &backup);
    say(&case, "two");
    copy(&backup, &case.data);
    say(&case, "three");
    assert_eq!(said(&case), words(&["one", "two", "three"]));
    assert_eq!(journals(&case).len(), 2);
    assert_eq!(journal_problems(&case), Vec::<String>::new());
}

/// The disk of a computer was copied to another one, so that both write under one id. The sync program keeps one file, and the
/// other one as a second version.
#[test]
fn a_cloned_computer_is_noticed_and_nothing_is_lost() {
    let [one, other] = [Case::master(), Case::new()];
    say(&one, "before");
    copy(&one.root, &other.root);
    copy(&one.data, &other.data);
    say(&one, "by the one");
    say(&other, "by the other");
    let name = journals(&one).pop_first().unwrap();
    let device = name.strip_suffix(".jsonl").unwrap();
    let at = |case: &Case, name: &str| case.root.join("_Faldone/journal").join(name);
    let second = format!("{device}.sync-conflict-20261121-192240-ABCDEFG.jsonl");
    for to in [&one, &other] {
        fs::copy(at(&other, &name), at(to, &second)).unwrap();
    }
    fs::copy(at(&one, &name), at(&other, &name)).unwrap();
    for case in [&one, &other] {
        assert_eq!(said(case), words(&["before", "by the one", "by the other"]));
    }
    say(&one, "by the one again");
    say(&other, "by the other again");
    for (from, to) in [(&one, &other), (&other, &one)] {
        for name in journals(from).difference(&journals(to)) {
            fs::copy(at(from, name), at(to, name)).unwrap();
        }
    }
    let all = ["before", "by the one", "by the other", "by the one again", "by the other again"];
    for case in [&one, &other] {
        assert_eq!(said(case), words(&all));
        assert_eq!(journals(case).len(), 4, "the old one, its second version, two new ids");
        let told = journal_problems(case);
        assert!(told.len() == 1 && told[0].contains(&second), "{told:?}");
    }
}

#[test]
fn a_journal_that_is_half_here_is_waited_for_at_every_cut() {
    let [desk, laptop] = [Case::master(), Case::new()];
    copy(&desk.root, &laptop.root);
    for what in ["one", "two", "three"] {
        say(&laptop, what);
    }
    let name = journals(&laptop).difference(&journals(&desk)).next().unwrap().clone();
    let whole = fs::read(laptop.root.join("_Faldone/journal").join(&name)).unwrap();
    let here = desk.root.join("_Faldone/journal").join(&name);
    for cut in (0..whole.len()).step_by(whole.len() / 12) {
        fs::write(&here, &whole[..cut]).unwrap();
        let told = journal_problems(&desk);
        assert!(told.len() == 1 && told[0].contains("only partly here"), "{cut}: {told:?}");
        // Work goes on meanwhile.
        assert!(said(&desk).len() < 4, "{cut}");
    }
    say(&desk, "meanwhile");
    fs::write(&here, &whole).unwrap();
    assert_eq!(journal_problems(&desk), Vec::<String>::new());
    assert_eq!(said(&desk), words(&["one", "two", "three", "meanwhile"]));
}

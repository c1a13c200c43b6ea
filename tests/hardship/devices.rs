//! Computers that are not what the journal takes them for: restored from a backup, cloned, half synced, gone.
#![expect(
    clippy::disallowed_methods,
    reason = "The test plays the user, who may rename and remove."
)]

use crate::support::Case;
use faldone::journal::{ChangeKind, Journal, Op, Step, WriteLock};
use faldone_tests::{assert_same_tree, tree};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, fs, path::Path, time::Duration};

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

/// A bin emptied, a sync program gone wrong: what the user told would be gone without a word.
#[test]
fn a_journal_that_is_gone_is_told_until_it_is_back() {
    let case = Case::master();
    say(&case, "one");
    let [file] = journals(&case).into_iter().collect::<Vec<_>>().try_into().unwrap();
    let (place, bin) = (case.root.join("_Faldone/journal").join(&file), case.beside("kept.jsonl"));
    fs::rename(&place, &bin).unwrap();
    let is_told = || {
        let checked = case.ask(&["check", case.root()]);
        let problems = journal_problems(&case);
        assert_eq!(checked.err.contains(&file), !problems.is_empty(), "{checked:?}");
        problems.iter().any(|told| told.contains(&file) && told.contains("backup"))
    };
    assert!(is_told());
    // Under another id this computer goes on, and still tells.
    assert_eq!(case.run(&["init", case.root(), "--person", "Amina/Rossi"]).code, 0);
    say(&case, "two");
    assert!(is_told());
    fs::rename(&bin, &place).unwrap();
    assert!(!is_told());
    assert_eq!(said(&case), words(&["one", "two"]));
}

/// A bad spot on the disk, or a program that syncs zeros.
#[test]
fn a_mark_that_is_broken_can_be_made_anew() {
    let case = Case::master();
    say(&case, "one");
    let mark = case.root.join("_Faldone/folder.toml");
    for broken in [[0; 60].as_slice(), b""] {
        fs::write(&mark, broken).unwrap();
        let error = case.assert_refused(&["check", case.root()], "broken-mark");
        assert!(error["hint"].as_str().unwrap().contains("faldone init"), "{error}");
        // As the hint says.
        fs::remove_file(&mark).unwrap();
        let made = case.ask(&["init", case.root()]);
        assert_eq!(made.code, 0, "{made:?}");
        assert_eq!(made.json()["people"].as_array().unwrap().len(), 1, "{made:?}");
        assert_eq!(said(&case), words(&["one"]));
        assert_eq!(journal_problems(&case), Vec::<String>::new());
    }
    say(&case, "two");
    assert_eq!(said(&case), words(&["one", "two"]));
}

/// The computer that was stopped while two names were swapped is stolen: the others tell which file waits, where, and the way out.
#[test]
fn a_change_whose_computer_never_comes_back() {
    let case = Case::master();
    case.write("a.txt", "b");
    case.write("b.txt", "a");
    assert_eq!(case.ask(&["scan", case.root()]).code, 0);
    let before = tree(&case.root);
    let stop = "_Faldone/moving/stop.txt";
    let step = |from: &str, to: &str, content: &str| Step::Move {
        from: from.to_owned(),
        to: to.to_owned(),
        sha256: hex(content.as_bytes()),
        bytes: 1,
    };
    let steps =
        vec![step("a.txt", stop, "b"), step("b.txt", "a.txt", "a"), step(stop, "b.txt", "b")];
    let change = ChangeKind::Fix { unasked: false };
    let desk = case.beside("desk");
    let mut journal = Journal::open(&case.root, &desk, "the stolen one", || 1).unwrap();
    let own = case.root.join("_Faldone");
    let lock = WriteLock::take(&own, Duration::from_secs(10)).unwrap();
    journal.append(&lock, Op::Planned { change, steps, accepts: Vec::new() }).unwrap();
    drop(lock);
    let checked = case.ask(&["check", case.root()]);
    assert!(!checked.err.contains("waits"), "nothing has been moved yet: {checked:?}");

    let waits = case.root.join(stop);
    fs::create_dir(waits.parent().unwrap()).unwrap();
    fs::rename(case.root.join("a.txt"), &waits).unwrap();
    for _ in 0..2 {
        let checked = case.ask(&["check", case.root()]);
        assert!(matches!(checked.code, 0 | 1), "{checked:?}");
        for told in ["`a.txt` waits in", stop, "the stolen one", "by hand"] {
            assert!(checked.err.contains(told), "{told}: {checked:?}");
        }
    }
    // The way out.
    fs::rename(&waits, case.root.join("a.txt")).unwrap();
    let checked = case.ask(&["check", case.root()]);
    assert!(!checked.err.contains("waits"), "{checked:?}");
    assert_same_tree(&before, &tree(&case.root));
    assert_eq!(case.ask(&["verify", case.root()]).code, 0);
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

//! A paper gets another version, and its first one back, whatever happens before, between and after.

use super::test_home::{Home, Tree, fault_at, tree};
use super::*;
use crate::disk::faults;
use crate::state::State;
use sha2::Digest;
use std::fs;
use std::io::ErrorKind;

const OLD: &str = "_Faldone/originals/old.pdf";
const NEW: &str = "_Faldone/originals/new.pdf";

/// A folder with a paper `p`, another one, and a version of `p` that lies ready.
fn home() -> Home {
    Home::with(&["p=old", "q", "_Faldone/originals/new.pdf=new"])
}

fn replace(home: &Home) -> Applied {
    home.fix(&[("p", OLD), (NEW, "p")])
}

fn rename(home: &Home, from: &str, to: &str) -> Applied {
    home.fix(&[(from, to)])
}

fn undo_it(home: &Home, of: &Applied) -> Applied {
    home.undo_knowing(of, &|sha256| home.locate(sha256))
}

fn kept(home: &Home) -> Vec<String> {
    let all = fs::read_dir(home.root.path().join(ORIGINALS)).unwrap();
    let mut all: Vec<String> =
        all.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    all.sort();
    all
}

fn with(p: &str) -> Tree {
    tree(&[p, "q"])
}

#[test]
fn both_versions_are_kept_and_each_comes_back() {
    let home = home();
    let done = replace(&home);
    assert_eq!((done.left.as_slice(), home.tree()), ([].as_slice(), with("p=new")));
    assert_eq!(kept(&home), ["old"]);
    let undone = undo_it(&home, &done);
    assert_eq!((undone.left.as_slice(), home.tree()), ([].as_slice(), with("p=old")));
    assert_eq!(kept(&home), ["new"]);
    let redone = undo_it(&home, &undone);
    assert_eq!((redone.left.as_slice(), home.tree()), ([].as_slice(), with("p=new")));
    let again = undo_it(&home, &done);
    assert_eq!((again.left.as_slice(), home.tree()), ([].as_slice(), with("p=old")));
    let mut log = operations(&home.lines(), 0);
    assert_eq!(log.pop().unwrap().kind, "made");
    let kinds: Vec<&str> = log.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["undo", "undo", "undo", "made-smaller"]);
    assert!(log.iter().all(|one| one.steps.len() == 1), "{log:?}");
}

#[test]
fn names_given_before_and_after_can_be_taken_back_in_any_order() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let home = Home::with(&["a=old", "q", "_Faldone/originals/new.pdf=new"]);
        let changes = [rename(&home, "a", "p"), replace(&home), rename(&home, "p", "D/z")];
        assert_eq!(home.tree(), tree(&["D/z=new", "q"]));
        for one in order {
            let undone = undo_it(&home, &changes[one]);
            assert_eq!(undone.left, [], "{order:?}, {one}");
            let papers = home.tree().values().flatten().count();
            assert_eq!(papers, 2, "the paper is there once: {order:?}, {one}: {:?}", home.tree());
        }
        let contents: Vec<String> = home.tree().into_values().flatten().collect();
        assert!(contents.contains(&"old".to_owned()), "{order:?}: {:?}", home.tree());
        assert_eq!(kept(&home), ["new"], "{order:?}");
    }
}

#[test]
fn what_was_done_from_outside_loses_nothing() {
    // Written on since: the newer words stay.
    let one = home();
    let done = replace(&one);
    one.write("p", "new, with a note");
    let undone = undo_it(&one, &done);
    assert!(
        undone.left[0].1.to_string().contains("changed after it was made smaller"),
        "{undone:?}"
    );
    assert_eq!((one.tree(), kept(&one)), (with("p=new, with a note"), vec!["old".to_owned()]));

    // Deleted since: the original comes back.
    let one = home();
    let done = replace(&one);
    one.delete("p");
    let undone = undo_it(&one, &done);
    assert_eq!((undone.left.as_slice(), one.tree()), ([].as_slice(), with("p=old")));

    // Moved by hand: the original takes the place it has now.
    let one = home();
    let done = replace(&one);
    one.rename("p", "by hand");
    let undone = undo_it(&one, &done);
    assert_eq!((undone.left.as_slice(), one.tree()), ([].as_slice(), with("by hand=old")));

    // The original was deleted: the version in use is all there is.
    let one = home();
    let done = replace(&one);
    one.delete(OLD);
    let undone = undo_it(&one, &done);
    assert!(undone.left[0].1.to_string().contains("its original is not at"), "{undone:?}");
    assert_eq!(one.tree(), with("p=new"));

    // The paper changed, or went, before its version came: neither half is done.
    for change in [|home: &Home| home.write("p", "other"), |home: &Home| home.delete("p")] {
        let one = home();
        let plan = one.plan(&[("p", OLD), (NEW, "p")]);
        change(&one);
        let before = one.tree();
        let done = apply(one.root.path(), &mut one.journal(), &one.lock(), plan).unwrap();
        assert_eq!((done.id, done.left.len(), one.tree()), (None, 2, before));
    }
}

#[test]
fn what_is_told_of_one_version_holds_of_the_other() {
    let home = home();
    let of = |content: &str| crate::disk::hex(&sha2::Sha256::digest(content));
    let tell = |sha256: String, value: &str| {
        let (fact, role, value) = ("type".to_owned(), String::new(), value.to_owned());
        let op = crate::journal::Op::Corrected { sha256, fact, role, value };
        home.journal().append(&home.lock(), op).unwrap();
    };
    let kind = |content: &str| {
        let facts = State::of(home.lines()).corrected(&of(content), &Default::default());
        facts.doc_type.map(|found| found.id).unwrap_or_default()
    };
    tell(of("old"), "LEASE");
    let done = replace(&home);
    assert_eq!([kind("old"), kind("new"), kind("q")], ["LEASE", "LEASE", ""]);
    tell(of("new"), "PAYSLIP");
    undo_it(&home, &done);
    assert_eq!([kind("old"), kind("new")], ["PAYSLIP", "PAYSLIP"]);
}

/// Stopped for good, or refused once, at every operation of the change and of its undo.
#[test]
fn stopped_or_refused_anywhere_the_paper_is_there_whole() {
    for error in [None, Some(ErrorKind::StorageFull), Some(ErrorKind::PermissionDenied)] {
        for poor in [false, cfg!(unix)] {
            for n in 0.. {
                let home = home();
                let before = home.tree();
                let (mut journal, lock) = (home.journal(), home.lock());
                let plan = home.plan(&[("p", OLD), (NEW, "p")]);
                faults::poor_disk(poor);
                fault_at(error, n);
                let applied = apply(home.root.path(), &mut journal, &lock, plan);
                if let Ok(Applied { id: Some(id), .. }) = &applied {
                    let locate = |sha256: &str| home.locate(sha256);
                    let _ = undo(home.root.path(), &mut journal, &lock, id, &[], &locate);
                }
                let operations = faults::clear();
                drop((journal, lock));
                let at = format!("{error:?} at {n}, poor disk: {poor}");
                drop(home.recover(&at));
                let now = home.tree();
                assert!([with("p=old"), with("p=new")].contains(&now), "{at}: {now:?}");
                let mut all = kept(&home);
                all.push(now["p"].clone().unwrap());
                all.sort();
                assert_eq!(all, ["new", "old"], "{at}: each version is there, once");
                home.undo_all(&|sha256| home.locate(sha256), &at);
                faults::poor_disk(false);
                assert_eq!(home.tree(), before, "{at}");
                if operations <= n {
                    assert!(n > 20, "{at}");
                    break;
                }
            }
        }
    }
}

/// What is saved into the paper at the very last moment stays in use.
#[test]
fn a_paper_that_is_written_while_it_is_replaced_stays_in_use() {
    let mut tried = 0;
    for n in 0..40 {
        let home = home();
        let (mut journal, lock) = (home.journal(), home.lock());
        let plan = home.plan(&[("p", OLD), (NEW, "p")]);
        let path = home.root.path().join("p");
        faults::meanwhile(n, move || {
            if fs::read_to_string(&path).is_ok_and(|text| text == "old") {
                fs::write(&path, "old, with a note").unwrap();
            }
        });
        let applied = apply(home.root.path(), &mut journal, &lock, plan).unwrap();
        let operations = faults::clear();
        let now = home.tree()["p"].clone().unwrap();
        let written = now == "old, with a note";
        assert!(written || now == "new", "at {n}: {now}");
        assert_eq!(written, applied.left.len() == 2, "at {n}: {applied:?}");
        let mut all = kept(&home);
        all.push(now);
        assert!(all.iter().any(|text| text.starts_with("old")), "at {n}: {all:?}");
        tried += u32::from(written);
        if operations <= n {
            break;
        }
    }
    assert!(tried > 5, "{tried}");
}

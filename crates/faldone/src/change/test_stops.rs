//! The disk stops, or says no once, at every operation of a change: nothing is lost, and the next start ends it.

use super::test_home::{Home, fault_at};
use super::*;
use crate::disk::{self, faults};
use crate::journal::{Journal, JournalProblem, WriteLock};
use crate::state::State;
use sha2::{Digest, Sha256};
use std::io::ErrorKind;

/// Names that go round, follow each other, are twins, and need new folders.
const TRICKY: [&str; 7] = ["a", "b", "c", "D/x=same", "D/y=same", "e", "f=same"];
const TRICKY_MOVES: [(&str, &str); 7] = [
    ("a", "b"),
    ("b", "c"),
    ("c", "a"),
    ("D/x", "D/y"),
    ("D/y", "D/x"),
    ("e", "New/Deep/e"),
    ("f", "e"),
];

/// What a disk can say to an operation. `ResourceBusy` is what a file that another program holds open comes to on Windows.
const ERRORS: [ErrorKind; 7] = [
    ErrorKind::StorageFull,
    ErrorKind::QuotaExceeded,
    ErrorKind::PermissionDenied,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::ResourceBusy,
    ErrorKind::InvalidFilename,
    ErrorKind::Other,
];

type Act = dyn Fn(&Home, &mut Journal, &WriteLock) -> bool;

fn fix(home: &Home, journal: &mut Journal, lock: &WriteLock) -> bool {
    let plan = home.plan(&TRICKY_MOVES);
    apply(home.root.path(), journal, lock, plan).is_ok_and(|it| it.left.is_empty())
}

fn fix_and_undo(home: &Home, journal: &mut Journal, lock: &WriteLock) -> bool {
    let plan = home.plan(&TRICKY_MOVES);
    let Ok(applied) = apply(home.root.path(), journal, lock, plan) else { return false };
    let Some(id) = applied.id else { return false };
    undo(home.root.path(), journal, lock, &id, &[], &|_| None).is_ok_and(|it| it.left.is_empty())
}

/// What came of trying every point.
#[derive(Debug, Default)]
struct Tried {
    points: u32,
    /// How often a file was found under both its names.
    two_names: u32,
}

/// Runs `act` on a fresh folder with the disk stopped for good (`error` is `None`) or failing once at every operation in turn; then
/// a new start must recover.
fn at_every_point(error: Option<ErrorKind>, poor: bool, act: &Act) -> Tried {
    faults::poor_disk(poor);
    let home = Home::with(&TRICKY);
    let before = home.contents();
    assert!(act(&home, &mut home.journal(), &home.lock()), "without a fault it works");
    let mut tried = Tried::default();
    for n in 0.. {
        let home = Home::with(&TRICKY);
        let start = home.tree();
        let (mut journal, lock) = (home.journal(), home.lock());
        fault_at(error, n);
        let fine = act(&home, &mut journal, &lock);
        let operations = faults::clear();
        drop((journal, lock));
        let at = format!("{error:?} at {n}, poor disk: {poor}");

        let (recovered, mut journal) = home.recover(&at);
        assert!(recovered.is_empty() || !fine, "{at}: what went well needs no recovery");
        tried.two_names += recovered.iter().map(|it| it.two_names).sum::<u32>();
        assert_all_is_well(&home, &mut journal, &before, &at);
        drop(journal);
        // Everything that was done can be taken back.
        home.undo_all(&|_| None, &at);
        let mut end = home.tree();
        if error.is_some() {
            // That a folder could not be removed was told as such; it stays.
            end.retain(|path, content| content.is_some() || start.contains_key(path));
        }
        assert_eq!(end, start, "{at}");
        if operations <= n {
            faults::poor_disk(false);
            tried.points = n;
            return tried;
        }
    }
    unreachable!()
}

fn assert_all_is_well(home: &Home, journal: &mut Journal, before: &[String], at: &str) {
    assert_eq!(home.contents(), before, "every byte is there, once: {at}");
    assert_eq!(home.waiting_files(), 0, "no file waits: {at}");
    let is_told = |it: &JournalProblem| matches!(it, JournalProblem::Torn { .. });
    assert!(journal.problems().iter().all(is_told), "{at}: {:?}", journal.problems());
    assert!(recover(home.root.path(), journal, &home.lock()).unwrap().is_empty(), "{at}");
    // What is accepted along with a name holds as long as the paper has it, wherever the program was stopped.
    let (state, tree) = (State::of(home.lines()), home.tree());
    for (from, to) in [("a", "b"), ("b", "c"), ("c", "a"), ("e", "New/Deep/e")] {
        let has_its_name = tree.get(to).and_then(Option::as_deref) == Some(from);
        let sha256 = disk::hex(&Sha256::digest(from));
        assert_eq!(state.accepted.contains_key(&sha256), has_its_name, "{at}: {from}");
    }
}

#[test]
fn stopped_at_any_operation_nothing_is_lost() {
    for (act, least) in [(&fix as &Act, 20), (&fix_and_undo, 40)] {
        let tried = at_every_point(None, false, act);
        assert!(tried.points > least, "{tried:?}");
        assert_eq!(tried.two_names, 0);
    }
}

#[test]
fn whatever_the_disk_says_to_any_operation_nothing_is_lost() {
    for error in ERRORS {
        for (act, least) in [(&fix as &Act, 20), (&fix_and_undo, 40)] {
            let tried = at_every_point(Some(error), false, act);
            assert!(tried.points > least, "{error}: {tried:?}");
        }
    }
}

#[test]
#[cfg(unix)]
fn on_a_disk_that_renames_in_two_steps_no_file_keeps_two_names() {
    for (act, least) in [(&fix as &Act, 30), (&fix_and_undo, 60)] {
        let tried = at_every_point(None, true, act);
        assert!(tried.points > least, "{tried:?}");
        // Seven files, two of which wait on the way: nine renames, each stopped in its middle once.
        assert!(tried.two_names >= 9, "{tried:?}");
        for error in [ErrorKind::StorageFull, ErrorKind::PermissionDenied] {
            at_every_point(Some(error), true, act);
        }
    }
}

#[test]
fn a_recovery_that_is_stopped_is_ended_by_the_next() {
    for poor in [false, cfg!(unix)] {
        faults::poor_disk(poor);
        let before = Home::with(&TRICKY).contents();
        let mut points = 0;
        for n in 0.. {
            let mut over = false;
            for m in 0.. {
                let home = Home::with(&TRICKY);
                let (mut journal, lock) = (home.journal(), home.lock());
                faults::stop_at(n);
                over = fix(&home, &mut journal, &lock);
                faults::clear();
                drop((journal, lock));
                let mut journal = home.journal();
                faults::stop_at(m);
                let first = recover(home.root.path(), &mut journal, &home.lock());
                let operations = faults::clear();
                drop(journal);
                let mut journal = home.journal();
                let second = recover(home.root.path(), &mut journal, &home.lock()).unwrap();
                let at = format!("at {n}, then at {m} of the recovery, poor disk: {poor}");
                assert!(second.iter().all(|it| it.waiting.is_none()), "{at}: {second:?}");
                assert_all_is_well(&home, &mut journal, &before, &at);
                points += 1;
                if operations <= m {
                    assert!(first.is_ok(), "{at}");
                    break;
                }
            }
            if over {
                break;
            }
        }
        faults::poor_disk(false);
        assert!(points > 60, "{points}");
    }
}

/// What a file that is open elsewhere comes to: left with words, and the others go on.
#[test]
fn a_locked_file_is_told_and_left() {
    let home = Home::with(&["a", "b", "c"]);
    let mut seen = 0;
    for n in 0..40 {
        let home = Home::with(&["a", "b", "c"]);
        let plan = home.plan(&[("a", "x"), ("b", "y"), ("c", "z")]);
        let (mut journal, lock) = (home.journal(), home.lock());
        faults::fail_once_at(n, ErrorKind::ResourceBusy);
        let applied = apply(home.root.path(), &mut journal, &lock, plan);
        faults::clear();
        let Ok(applied) = applied else { continue };
        if let [(Step::Move { from, .. }, why)] = applied.left.as_slice() {
            seen += 1;
            assert_eq!(
                why.to_string(),
                "another program is using it; close it there and try again"
            );
            assert!(home.tree().contains_key(from), "it is where it was");
            assert_eq!(applied.done.len(), 2);
        }
    }
    assert_eq!((seen, home.contents().len()), (3, 3));
}

/// Names that the user has linked by hand are two names, and stay two.
#[test]
#[cfg(unix)]
fn hard_links_of_the_user_are_not_taken_for_a_stopped_rename() {
    for poor in [false, true] {
        for n in 0.. {
            let home = Home::with(&["p", "other"]);
            std::fs::hard_link(home.root.path().join("p"), home.root.path().join("q")).unwrap();
            let names = home.tree().len();
            faults::poor_disk(poor);
            let (mut journal, lock) = (home.journal(), home.lock());
            let plan = home.plan(&[("p", "q"), ("q", "p"), ("other", "new/other")]);
            faults::stop_at(n);
            let fine = apply(home.root.path(), &mut journal, &lock, plan).is_ok();
            faults::clear();
            drop((journal, lock));
            recover(home.root.path(), &mut home.journal(), &home.lock()).unwrap();
            faults::poor_disk(false);
            let files = home.tree().values().flatten().count();
            assert_eq!(files, names, "stopped at {n}, poor disk: {poor}: {:?}", home.tree());
            assert_eq!(home.waiting_files(), 0, "{n}");
            if fine {
                break;
            }
        }
    }
}

//! The disk refuses one operation of the real program, each in its turn: full, over quota, not allowed, read-only, broken, a name too
//! long. The program ends well or says cause and remedy; nothing is lost, nothing stays half-done.

use crate::{
    faults::Disturbed,
    kills::{Scene, assert_change_is_ended, assert_fix_works, untidy},
    support::Case,
};
use faldone_tests::{assert_same_tree, tree};
use serde_json::Value;

const ERRORS: [&str; 6] = ["ENOSPC", "EDQUOT", "EACCES", "EROFS", "EIO", "ENAMETOOLONG"];

/// The run went well, left something with its reason, or was refused in words with a way out.
pub fn assert_told(run: &Disturbed, at: &str) {
    assert!(!run.killed, "{at}");
    for raw in ["os error", "panicked", "Os {"] {
        assert!(
            !run.out.contains(raw) && !run.err.contains(raw),
            "{at}: not for people: {}{}",
            run.out,
            run.err
        );
    }
    let said: Value =
        serde_json::from_str(&run.out).unwrap_or_else(|why| panic!("{at}: {why}: {}", run.out));
    match run.code {
        0 => {}
        1 => {
            for left in said["left"].as_array().into_iter().flatten() {
                assert!(left["why"].as_str().unwrap().len() > 15, "{at}: {left}");
            }
        }
        3 => {
            let error = &said["error"];
            assert!(error["message"].as_str().unwrap().len() > 15, "{at}: {said}");
            assert!(
                error["hint"].as_str().is_some_and(|hint| hint.len() > 15),
                "{at}: no way out: {said}"
            );
            // Where the program knows the cause, deleting its index is not the remedy.
            let is_full = at.starts_with("ENOSPC") && error["code"] == "index";
            assert!(!is_full, "{at}: {said}");
        }
        other => panic!("{at}: ended with {other}: {}{}", run.out, run.err),
    }
}

#[test]
fn of_a_fix() {
    let Some(scene) = Scene::new(untidy(), &["fix", "{}", "--yes", "--json"]) else { return };
    for error in ERRORS {
        scene.refuse(error, 6, |scene, run, at| {
            assert_told(run, at);
            assert_change_is_ended(scene, at, assert_fix_works);
        });
    }
}

#[test]
fn of_an_undo() {
    let case = untidy();
    assert_eq!(case.run(&["fix", case.root(), "--yes"]).code, 0);
    let Some(scene) = Scene::new(case, &["undo", "{}", "--json"]) else { return };
    for error in ERRORS {
        scene.refuse(error, 4, |scene, run, at| {
            assert_told(run, at);
            assert_change_is_ended(scene, at, |scene, at| {
                // What was left is tried again by the same name; a folder that could not go was told, and stays.
                let log = scene.case.ask(&["log", scene.case.root()]).json();
                let operations = log["operations"].as_array().unwrap();
                let fix = operations.iter().find(|it| it["kind"] == "fix").unwrap();
                if fix["can_undo"] == true {
                    let again =
                        scene.case.ask(&["undo", scene.case.root(), fix["id"].as_str().unwrap()]);
                    assert_eq!(again.code, 0, "{at}: {again:?}");
                }
                let mut now = tree(&scene.case.root);
                now.retain(|path, content| content.is_some() || scene.after.contains_key(path));
                assert_same_tree(&scene.after, &now);
            });
        });
    }
}

#[test]
fn of_a_correction() {
    let paper = "Leila Haddad/busta.pdf";
    of_what_writes_something_down(&["correct", "{}", paper, "person", "Diego Fuentes", "--json"]);
}

#[test]
fn of_an_event() {
    let told = ["--date", "2026-11-20", "--what", "Called", "--person", "Leila Haddad", "--json"];
    of_what_writes_something_down(&[["event", "{}", "add"].as_slice(), &told].concat());
}

#[test]
fn of_one_more_person() {
    of_what_writes_something_down(&["init", "{}", "--person", "Bruno/Verdi", "--json"]);
}

fn of_what_writes_something_down(verb: &[&str]) {
    let Some(scene) = Scene::new(untidy(), verb) else { return };
    for error in ERRORS {
        scene.refuse(error, 3, |scene, run, at| {
            assert_told(run, at);
            assert!(tree(&scene.case.root) == scene.before, "{at}: no paper is touched");
            scene.assert_verified(at);
            assert_eq!(scene.run().code, 0, "{at}: it works the next time");
        });
    }
}

#[test]
fn of_an_adoption() {
    let case = Case::in_memory();
    case.write("a.txt", "a");
    let Some(scene) = Scene::new(case, &["init", "{}", "--person", "Bruno/Verdi", "--json"]) else {
        return;
    };
    for error in ERRORS {
        scene.refuse(error, 5, |scene, run, at| {
            assert_told(run, at);
            assert!(tree(&scene.case.root) == scene.before, "{at}: no paper is touched");
            let again = scene.run();
            assert_eq!(again.code, 0, "{at}: it works the next time: {again:?}");
            assert_eq!(scene.case.ask(&["scan", scene.case.root()]).code, 0, "{at}");
            scene.assert_verified(at);
        });
    }
}

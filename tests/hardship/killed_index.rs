//! The index is derived: killed while it is made, or made anew in place of one of another version, it is never a wrong one.
#![expect(clippy::disallowed_methods, reason = "The test plays the user, who may remove.")]

use crate::{
    kills::{Scene, untidy},
    support::Case,
};
use faldone_tests::tree;
use std::fs;

/// What the index answers to, whole.
fn answers(case: &Case) -> Vec<String> {
    let asked = [
        vec!["check", case.root()],
        vec!["fix", case.root(), "--dry-run"],
        vec!["search", case.root(), "retribuzione"],
    ];
    asked
        .iter()
        .map(|arguments| {
            let answer = case.ask(arguments);
            assert!(matches!(answer.code, 0 | 1), "{answer:?}");
            assert!(answer.out.len() > 40, "{answer:?}");
            answer.out
        })
        .collect()
}

fn indexes(case: &Case) -> Vec<std::path::PathBuf> {
    let folders = fs::read_dir(&case.data).unwrap().flatten();
    folders.map(|entry| entry.path().join("index.db")).filter(|path| path.is_file()).collect()
}

#[test]
fn made_for_the_first_time() {
    let case = untidy();
    let right = answers(&case);
    for index in indexes(&case) {
        fs::remove_file(index).unwrap();
    }
    let Some(scene) = Scene::new(case, &["scan", "{}"]) else { return };
    scene.kill("index made", 10, |scene, at| {
        assert!(tree(&scene.case.root) == scene.before, "{at}: no paper is touched");
        assert_eq!(answers(&scene.case), right, "{at}");
        scene.assert_verified(at);
    });
}

#[test]
fn made_anew_in_place_of_an_older_one() {
    let case = untidy();
    let right = answers(&case);
    let paths = indexes(&case);
    assert_eq!(paths.len(), 1);
    let older = rusqlite::Connection::open(&paths[0]).unwrap();
    // It knows the files and nothing that is in them: taken for a good one, it would answer with less.
    older
        .execute_batch(
            "delete from page; delete from document; update file set row = null, proposal = null;
             insert into page_text (page_text) values ('delete-all'); pragma user_version = 1",
        )
        .unwrap();
    // Kept open, it leaves its write-ahead log beside it, as a program that was killed does.
    let Some(scene) = Scene::new(case, &["scan", "{}"]) else { return };
    drop(older);
    assert!(scene.points.iter().any(|point| point.to_string().contains("index.db-wal.broken")
        || point.to_string().contains("index.db.broken")));
    scene.kill("index made anew", 12, |scene, at| {
        assert!(tree(&scene.case.root) == scene.before, "{at}: no paper is touched");
        assert_eq!(answers(&scene.case), right, "{at}");
        scene.assert_verified(at);
    });
}

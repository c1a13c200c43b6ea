//! A damaged index is made anew by itself: everything in it can be read again.

use crate::support::{Answer, Case};
use rusqlite::Connection;
use std::{fs, path::PathBuf};

fn index_of(case: &Case) -> PathBuf {
    let mut folders = fs::read_dir(&case.data).unwrap();
    let index = folders.next().unwrap().unwrap().path().join("index.db");
    assert!(index.is_file() && folders.next().is_none());
    index
}

/// A folder of papers that has been looked at.
fn papers() -> Case {
    let case = Case::master();
    for number in 0..30 {
        let lines =
            ["Busta paga".to_owned(), format!("Cedolino paga numero {number}, Rossi Amina")];
        case.write(format!("{number}.pdf"), faldone_tests::paper(&lines));
    }
    assert_eq!(case.ask(&["scan", case.root()]).code, 0);
    case
}

/// What the folder answers, from every part of the index.
fn answers(case: &Case) -> Vec<Answer> {
    let questions: [&[&str]; 4] = [
        &["check", case.root(), "--json"],
        &["search", case.root(), "cedolino", "--json"],
        &["timeline", case.root(), "--json"],
        &["scan", case.root()],
    ];
    questions.iter().map(|question| case.run(question)).collect()
}

#[track_caller]
fn assert_same(before: &[Answer], after: &[Answer], when: &str) {
    for (one, other) in before.iter().zip(after) {
        assert_eq!((one.code, &one.out), (other.code, &other.out), "{when}: {other:?}");
    }
}

/// One page of the database after the other is overwritten, as a bad spot of a disk or half a restore does it.
#[test]
fn an_index_that_is_damaged_anywhere_is_made_anew() {
    let case = papers();
    let before = answers(&case);
    assert!(before[1].out.contains("29.pdf"), "{:?}", before[1]);

    let index = index_of(&case);
    let whole = fs::read(&index).unwrap();
    let side = |ending: &str| index.with_file_name(format!("index.db-{ending}"));
    assert!(
        !side("wal").exists(),
        "the last program to close it has written everything into one file"
    );
    let page = usize::from(u16::from_be_bytes([whole[16], whole[17]]));
    let pages = whole.len() / page;
    assert!(pages > 12, "{pages}");
    let spots: Vec<usize> = (0..pages).step_by(pages / 12).collect();
    let mut mended = 0;
    for &spot in &spots {
        let mut bytes = whole.clone();
        bytes[spot * page..(spot + 1) * page].fill(0xa5);
        fs::write(&index, &bytes).unwrap();
        let after = answers(&case);
        assert_same(&before, &after, &format!("page {spot}"));
        let told = after.iter().filter(|answer| answer.err.contains("index was damaged")).count();
        assert!(told <= 1, "page {spot}: said once: {after:?}");
        mended += told;
        assert!(!index.with_extension("db.damaged").exists(), "page {spot}");
    }
    println!("{mended} of {} damaged indexes were noticed and made anew", spots.len());
    assert!(mended >= 3, "{mended}");
}

/// What an older reader, or one that was stopped by something else, has left is read again; what was stopped by its own fault is not.
#[test]
fn what_was_read_badly_is_read_again() {
    let case = papers();
    let before = answers(&case);
    let index = index_of(&case);
    let spoil = |how: &str| Connection::open(&index).unwrap().execute_batch(how).unwrap();

    spoil(
        "update meta set value = 'older' where key = 'read-with'; delete from page;
         insert into page_text (page_text) values ('delete-all');
         update document set recognition = '{}', verdicts = '[]', searchable = null;",
    );
    assert_same(&before, &answers(&case), "an older reader");

    spoil(
        r#"update document set verdicts = '[]', problem = '{"problem":"stopped","why":"killed"}'"#,
    );
    assert_same(&before, &answers(&case), "a reader that was killed");

    spoil(
        r#"update document set problem = '{"problem":"stopped","why":"time"}'; delete from meta where key = 'assessed-on'"#,
    );
    let check = case.ask(&["check", case.root()]).json();
    let findings = check["findings"].as_array().unwrap();
    assert_eq!(findings.iter().filter(|f| f["code"] == "hostile").count(), 30, "{check}");
}

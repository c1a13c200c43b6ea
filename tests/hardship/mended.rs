//! A damaged index is made anew by itself: everything in it can be read again.

use crate::support::Case;
use std::{fs, path::PathBuf};

fn index_of(case: &Case) -> PathBuf {
    let mut folders = fs::read_dir(&case.data).unwrap();
    let index = folders.next().unwrap().unwrap().path().join("index.db");
    assert!(index.is_file() && folders.next().is_none());
    index
}

/// One page of the database after the other is overwritten, as a bad spot of a disk or half a restore does it.
#[test]
fn an_index_that_is_damaged_anywhere_is_made_anew() {
    let case = Case::master();
    for number in 0..30 {
        let lines =
            ["Busta paga".to_owned(), format!("Cedolino paga numero {number}, Rossi Amina")];
        case.write(format!("{number}.pdf"), faldone_tests::paper(&lines));
    }
    let questions = [
        vec!["check", case.root(), "--json"],
        vec!["search", case.root(), "cedolino", "--json"],
        vec!["timeline", case.root(), "--json"],
        vec!["scan", case.root()],
    ];
    let answers = || questions.iter().map(|question| case.run(question)).collect::<Vec<_>>();
    case.run(&questions[0]);
    let before = answers();
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
        let after = answers();
        for (one, other) in before.iter().zip(&after) {
            assert_eq!((one.code, &one.out), (other.code, &other.out), "page {spot}: {other:?}");
        }
        let told = after.iter().filter(|answer| answer.err.contains("index was damaged")).count();
        assert!(told <= 1, "page {spot}: said once: {after:?}");
        mended += told;
        assert!(!index.with_extension("db.damaged").exists(), "page {spot}");
    }
    println!("{mended} of {} damaged indexes were noticed and made anew", spots.len());
    assert!(mended >= 3, "{mended}");
}

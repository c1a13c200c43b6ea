//! What the fuzzers were given and what they found, read by the real binary.

use crate::support::Case;
use std::{fs, path::Path};

#[test]
fn what_the_fuzzers_found_stops_no_reader() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    let case = Case::master();
    let mut count = 0;
    for (target, extension) in [("pdf", "pdf"), ("eml", "eml")] {
        for file in fs::read_dir(corpus.join(target)).unwrap().flatten() {
            let name = file.file_name().into_string().unwrap();
            case.write(format!("{name}.{extension}"), fs::read(file.path()).unwrap());
            count += 1;
        }
    }
    assert!(count > 8, "{count}");
    let json = case.ask(&["check", case.root()]).json();
    assert_eq!(json["files"], count, "{json}");
    let stopped: Vec<_> =
        json["findings"].as_array().unwrap().iter().filter(|f| f["code"] == "hostile").collect();
    assert!(stopped.is_empty(), "{stopped:?}");

    // A journal of any bytes is named, and takes nothing from the folder's own.
    let journal = case.root.join("_Faldone/journal");
    for file in fs::read_dir(corpus.join("journal")).unwrap().flatten() {
        fs::copy(file.path(), journal.join("zzzzzzzz.jsonl")).unwrap();
        let answer = case.ask(&["verify", case.root()]);
        assert!(answer.code < 2, "{answer:?}");
        assert_eq!(case.ask(&["check", case.root()]).json()["files"], count);
    }
    case.assert_nobody_is_left();
}

//! A journal folder of two devices and a sync program's copy, with any bytes in them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::{fs, path::PathBuf, sync::LazyLock};

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let shared = PathBuf::from("/dev/shm");
    let base = if shared.is_dir() { shared } else { std::env::temp_dir() };
    let folder = base.join(format!("faldone-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a place to write");
    folder
});

const FILES: [&str; 3] =
    ["a1b2c3.jsonl", "a1b2c3.sync-conflict-20261121-120000-ABCDEFG.jsonl", "d4e5f6.jsonl"];

fuzz_target!(|data: &[u8]| {
    let mut pieces = data.split(|byte| *byte == 0xff);
    for name in FILES {
        fs::write(FOLDER.join(name), pieces.next().unwrap_or_default()).expect("written");
    }
    // Whatever stands there, it is read, and the same every time.
    let first = faldone::journal::read(&FOLDER).expect("a folder that is there is read");
    let again = faldone::journal::read(&FOLDER).expect("a folder that is there is read");
    assert_eq!(first, again);
    let order: Vec<_> =
        first.lines.iter().map(|line| (line.time, &line.device, &line.id)).collect();
    assert!(order.is_sorted());
    for problem in &first.problems {
        assert!(!problem.to_string().is_empty());
    }
    faldone::fuzzed::replay(&FOLDER).expect("it was read before");
});

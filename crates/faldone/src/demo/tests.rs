//! The demo folder as a whole: what a newcomer relies on to find in it.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn writes_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    let root = std::env::var_os("DEMO_OUT").map_or(dir.path().join("demo"), PathBuf::from);
    let start = std::time::Instant::now();
    write(&root, day("2026-11-21")).unwrap();
    println!("{:?}", start.elapsed());
}

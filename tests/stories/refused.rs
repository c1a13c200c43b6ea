//! What cannot be done is said with its cause and what to do now, and nothing is changed.

use crate::texts;
use faldone_tests::{Home, assert_same_tree, put, tree};

const VERBS: [&str; 6] = ["scan", "check", "fix", "undo", "log", "verify"];

#[test]
fn a_folder_that_is_none_is_refused_by_every_verb() {
    let home = Home::new();
    let (plain, file) = (home.folder("plain"), home.path("file.pdf"));
    put(&home.path(""), "file.pdf", &texts::letter(1));
    for verb in VERBS {
        home.json(verb, &home.path("not there"), &[]).refused("folder-missing");
        home.json(verb, &file, &[]).refused("not-a-folder");
        home.json(verb, &plain, &[]).refused("not-a-master-folder");
    }
    assert!(tree(&plain).is_empty() && !plain.join("_Faldone").exists());
}

#[test]
fn a_folder_inside_another_is_refused() {
    let home = Home::new();
    let outer = home.folder("outer");
    let inner = home.folder("outer/inner");
    home.json("init", &outer, &[]).fine();
    home.json("init", &inner, &[]).refused("inside-another");
    assert!(!inner.join("_Faldone").exists());

    let deep = home.folder("house/cellar/papers");
    home.json("init", &deep, &[]).fine();
    home.json("init", &home.path("house"), &[]).refused("holds-another");
    assert!(!home.path("house/_Faldone").exists());
}

#[test]
fn a_name_that_cannot_be_a_folder_is_refused_before_anything_is_written() {
    let home = Home::new();
    let folder = home.folder("papers");
    let long = format!("{}/Rossi", "A".repeat(300));
    for name in ["Amina", "/", "Amina/Ro/ssi", "Ami\\na/Rossi", "A:b/Rossi", "..../....", &long] {
        home.json("init", &folder, &["--person", name]).refused("bad-person");
    }
    assert!(!folder.join("_Faldone").exists());
}

#[test]
fn an_empty_folder_is_fine_and_says_so() {
    let home = Home::new();
    let folder = home.folder("papers");
    home.json("init", &folder, &["--person", texts::AMINA]).fine();
    let told = home.run(["check".as_ref(), folder.as_os_str()]).fine();
    assert!(told.stdout.contains("no papers yet"), "{}", told.stdout);
    home.json("fix", &folder, &["--yes"]).fine();
    home.json("verify", &folder, &[]).fine();
}

#[test]
fn a_demo_is_never_written_over_something() {
    let home = Home::new();
    let folder = home.folder("mine");
    put(&folder, "a.pdf", &texts::letter(1));
    let before = tree(&folder);
    home.json("demo", &folder, &[]).refused("not-empty");
    assert_same_tree(&before, &tree(&folder));
    assert!(!folder.join("_Faldone").exists());
}

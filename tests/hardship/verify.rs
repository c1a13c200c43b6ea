//! `faldone verify`: what is not as it was written down, by hash and by whom; journals that somebody changed.

use crate::support::{Answer, Case, people_of_demo};
use serde_json::Value;
use std::{fs, path::PathBuf};

/// Returns the differences as (what, by, path).
fn differences(answer: &Answer) -> Vec<(String, String, String)> {
    let json = answer.json();
    let field = |difference: &Value, name: &str| difference[name].as_str().unwrap().to_owned();
    json["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| (field(d, "what"), field(d, "by"), field(d, "path")))
        .collect()
}

fn expect(told: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    told.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "To places that are free: this is what somebody outside does."
)]
#[test]
fn every_difference_is_told_by_hash_and_by_whom() {
    let case = Case::master();
    for name in ["changed", "gone", "moved", "kept", "twin"] {
        case.write(format!("{name}.txt"), format!("contents of {name}"));
    }
    case.write("twin again.txt", "contents of twin");
    assert_eq!(case.run(&["scan", case.root()]).code, 0);
    assert_eq!(differences(&case.ask(&["verify", case.root()])), []);

    // A byte rots, and nothing but the byte tells: size and time are as before.
    let changed = case.root.join("changed.txt");
    let time = fs::metadata(&changed).unwrap().modified().unwrap();
    fs::write(&changed, "contents of chanqed").unwrap();
    fs::File::options().write(true).open(&changed).unwrap().set_modified(time).unwrap();
    fs::rename(case.root.join("gone.txt"), case.beside("gone.txt")).unwrap();
    fs::create_dir(case.root.join("elsewhere")).unwrap();
    fs::rename(case.root.join("moved.txt"), case.root.join("elsewhere/m.txt")).unwrap();
    case.write("new.txt", "never seen");
    let answer = case.ask(&["verify", case.root()]);
    assert_eq!(answer.code, 1);
    let wanted = expect(&[
        ("changed", "outside", "changed.txt"),
        ("missing", "outside", "gone.txt"),
        ("unknown", "outside", "new.txt"),
        ("moved", "outside", "elsewhere/m.txt"),
    ]);
    assert_eq!(differences(&answer), wanted);
    let json = answer.json();
    assert_eq!(json["same"], 4, "{json}");
    // The hashes are those of another program.
    let sum = |path: PathBuf| {
        let out = std::process::Command::new("sha256sum").arg(path).output().unwrap().stdout;
        String::from_utf8(out).unwrap()[..64].to_owned()
    };
    assert_eq!(json["differences"][0]["is"], sum(changed));
    assert_eq!(json["differences"][1]["was"], sum(case.beside("gone.txt")));
    assert_eq!(json["differences"][3]["elsewhere"], "moved.txt");
    let told = case.run(&["verify", case.root()]).out;
    for words in ["changed    changed.txt", "missing    gone.txt", "not changed by Faldone"] {
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn what_faldone_did_is_told_as_its_own_and_is_no_fault() {
    let case = Case::new();
    assert_eq!(case.run(&["demo", case.root(), "--today", "2026-11-21"]).code, 0);
    let fixed = case.ask(&["fix", case.root(), "--yes", "--today", "2026-11-21"]).json();
    let done = fixed["done"].as_array().unwrap().len();
    assert!(done > 5, "{fixed}");
    let answer = case.ask(&["verify", case.root()]);
    assert_eq!(answer.code, 0, "{answer:?}");
    let told = differences(&answer);
    assert_eq!(told.len(), done, "{told:?}");
    assert!(told.iter().all(|(what, by, _)| what == "moved" && by == "faldone"), "{told:?}");
    assert_eq!(case.run(&["undo", case.root()]).code, 0);
    assert_eq!(differences(&case.ask(&["verify", case.root()])), []);
}

#[test]
fn a_journal_that_was_changed_is_named_with_its_line_and_the_rest_is_used() {
    let case = Case::new();
    assert_eq!(case.run(&["demo", case.root(), "--today", "2026-11-21"]).code, 0);
    for at in 1..=3 {
        let day = format!("2026-11-0{at}");
        let arguments =
            ["event", case.root(), "add", "--date", &day, "--what", "Called the office"];
        let people = people_of_demo(&case);
        let answer = case.run(&[&arguments[..], &["--person", &people[0]]].concat());
        assert_eq!(answer.code, 0, "{answer:?}");
    }
    let journal = case.root.join("_Faldone/journal");
    let file = fs::read_dir(&journal).unwrap().flatten().next().unwrap().path();
    let device = file.file_stem().unwrap().to_str().unwrap().to_owned();
    let whole = fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let count = lines.len();
    assert!(count > 6, "{whole}");
    let events = |case: &Case| {
        let events = case.ask(&["timeline", case.root()]).json()["events"].clone();
        let mine = |event: &&Value| event.to_string().contains("Called the office");
        events.as_array().unwrap().iter().filter(mine).count()
    };
    let people = people_of_demo(&case).len();
    assert_eq!(events(&case), 3);

    let join = |lines: Vec<&str>| lines.join("\n") + "\n";
    let at = count - 2;
    let reworded = lines[at].replace("Called the office", "Called the 0ffice");
    let swapped = |line: &str| {
        let mut all = lines.clone();
        all[at] = line;
        join(all)
    };
    let without = join([&lines[..at], &lines[at + 1..]].concat());
    let twice = join([&lines[..=at], &lines[at..]].concat());
    let half = &lines[at][..lines[at].len() / 2];
    // Which line is named, counted from one, and how many events are left.
    let cases: [(&str, String, usize, usize); 5] = [
        ("a word was changed", swapped(&reworded), at + 1, 2),
        ("a line was cut out", without, count - 1, 2),
        ("a line stands twice", twice, count, 3),
        ("a line is no line any more", swapped("nonsense"), at + 1, 2),
        ("half of a line is gone", swapped(half), at + 1, 2),
    ];
    for (what, text, line, left) in cases {
        fs::write(&file, text).unwrap();
        let answer = case.ask(&["verify", case.root()]);
        assert_eq!(answer.code, 1, "{what}: {answer:?}");
        let json = answer.json();
        let told = json["journal"].as_array().unwrap();
        assert_eq!(told.len(), 1, "{what}: {json}");
        let told = told[0].as_str().unwrap();
        assert!(told.contains(&device), "{what}: the file is not named: {told}");
        assert!(told.contains(&format!("line {line} ")), "{what}, wanted {line}: {told}");
        assert_eq!(json["same"], 71, "{what}: the rest is still used: {json}");
        assert_eq!(events(&case), left, "{what}");
        assert_eq!(people_of_demo(&case).len(), people, "{what}");
        fs::write(&file, &whole).unwrap();
    }
    assert_eq!(case.ask(&["verify", case.root()]).code, 0, "put back, all is well");
}

//! Accents are stored in two ways: a keyboard gives `è` as one character, a Mac's disk may keep it as two. Both are one name to whoever
//! reads them, and a household may have both kinds of computer.
#![expect(clippy::disallowed_methods, reason = "The test plays the user and the sync program.")]

use crate::{kills::payslip, support::Case};
use faldone_tests::{assert_same_tree, list, text, tree};
use serde_json::Value;
use std::{fs, path::Path};

const ACCENTS: [(&str, &str); 6] = [
    ("à", "a\u{300}"),
    ("è", "e\u{300}"),
    ("é", "e\u{301}"),
    ("ù", "u\u{300}"),
    ("ú", "u\u{301}"),
    ("ñ", "n\u{303}"),
];

/// As a Mac's disk stores it.
fn apart(text: &str) -> String {
    ACCENTS.iter().fold(text.to_owned(), |text, (one, two)| text.replace(one, two))
}

/// As a keyboard gives it.
fn together(text: &str) -> String {
    ACCENTS.iter().fold(text.to_owned(), |text, (one, two)| text.replace(two, one))
}

const PEOPLE: [&str; 4] = ["--person", "José/Núñez", "--person", "Diego/Fuentes"];

fn papers() -> [(&'static str, Vec<u8>); 4] {
    [
        ("José Núñez/così è, se è già lì.pdf", payslip("NUNEZ JOSE", "GENNAIO 2026")),
        ("José Núñez/perché no.pdf", payslip("NUNEZ JOSE", "FEBBRAIO 2026")),
        ("_Inbox/novità.pdf", payslip("NUNEZ JOSE", "MARZO 2026")),
        ("José Núñez/più/caffè.txt", b"call the office on Monday".to_vec()),
    ]
}

fn fine(case: &Case, arguments: &[&str]) -> Value {
    let answer = case.ask(arguments);
    assert_eq!(answer.code, 0, "{arguments:?}: {answer:?}");
    answer.json()
}

/// The folders beside `_Faldone` and `_Inbox`.
fn folders(case: &Case) -> Vec<String> {
    let names = fs::read_dir(&case.root).unwrap().flatten();
    let names = names.map(|entry| entry.file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('_')).collect();
    names.sort();
    names
}

fn told(case: &Case) -> Value {
    let timeline = fine(case, &["timeline", case.root()]);
    list(&timeline["events"]).iter().find(|event| event["manual"] == true).unwrap().clone()
}

#[test]
fn what_a_mac_has_named_is_found_as_the_keyboard_says_it() {
    let case = Case::new();
    for (path, bytes) in papers() {
        case.write(apart(path), bytes);
    }
    fine(&case, &[&["init", case.root()], PEOPLE.as_slice()].concat());
    // The same people, copied from a file name.
    let again = fine(&case, &["init", case.root(), "--person", &apart("José/Núñez")]);
    assert_eq!(list(&again["people"]).len(), 2, "{again}");
    fine(&case, &["scan", case.root()]);
    let before = tree(&case.root);

    // It goes into the folder that is there, not into one beside it that looks the same.
    let plan = fine(&case, &["fix", case.root(), "--dry-run"]);
    let of = |plan: &Value, path: &str| {
        let path = apart(path);
        let step = list(&plan["plan"]).iter().find(|step| step["path"] == path.as_str()).cloned();
        text(&step.unwrap_or_else(|| panic!("{path}: {plan}"))["to"])
    };
    assert!(of(&plan, "_Inbox/novità.pdf").starts_with(&apart("José Núñez/")), "{plan}");
    let paper = "José Núñez/perché no.pdf";
    let corrected = ["correct", case.root(), paper, "person", "Diego Fuentes"];
    fine(&case, &corrected);
    let plan = fine(&case, &["fix", case.root(), "--dry-run"]);
    assert!(of(&plan, paper).starts_with("Diego Fuentes/"), "{plan}");
    let filed = case.ask(&["filed", case.root(), paper]).json();
    assert_eq!(filed["path"], apart(paper).as_str());
    let (proof, person) = ("_Inbox/novità.pdf", apart("José Núñez"));
    let event = ["event", case.root(), "add", "--date", "2026-11-20", "--what", "Called"];
    fine(&case, &[event.as_slice(), &["--person", &person, "--file", proof]].concat());
    assert_eq!(told(&case)["path"], apart(proof).as_str());

    fine(&case, &["fix", case.root(), "--yes"]);
    assert_eq!(folders(&case), ["Diego Fuentes", &apart("José Núñez")]);
    let now = text(&told(&case)["path"]);
    assert!(now.starts_with(&apart("José Núñez/PAYSLIP_")), "the event has its paper: {now}");
    let verified = fine(&case, &["verify", case.root()]);
    assert!(list(&verified["differences"]).iter().all(|one| one["by"] == "faldone"), "{verified}");

    // One of them is taken back by the name it had, the rest at once.
    let undone = fine(&case, &["undo", case.root(), "--file", proof]);
    assert_eq!(list(&undone["done"]).len(), 1, "{undone}");
    assert!(case.root.join(apart(proof)).is_file());
    assert_eq!(told(&case)["path"], apart(proof).as_str());
    fine(&case, &["undo", case.root()]);
    assert_same_tree(&before, &tree(&case.root));
    let verified = fine(&case, &["verify", case.root()]);
    assert_eq!(list(&verified["differences"]).len(), 0, "{verified}");
}

/// Brings one computer's folder to another, whose disk stores names in its own way.
fn sync(from: &Case, to: &Case, spell: fn(&str) -> String) {
    fn copy(from: &Path, to: &Path, spell: fn(&str) -> String) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().flatten() {
            let name = spell(entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                copy(&entry.path(), &to.join(name), spell);
            } else {
                fs::copy(entry.path(), to.join(name)).unwrap();
            }
        }
    }
    for entry in fs::read_dir(&to.root).unwrap().flatten() {
        if entry.file_name() != "_Faldone" {
            fs::remove_dir_all(entry.path()).unwrap();
        }
    }
    copy(&from.root, &to.root, spell);
}

#[test]
fn two_computers_that_store_accents_in_their_own_way() {
    let (linux, mac) = (Case::new(), Case::new());
    for (path, bytes) in papers() {
        linux.write(path, bytes);
    }
    fine(&linux, &[&["init", linux.root()], PEOPLE.as_slice()].concat());
    fine(&linux, &["scan", linux.root()]);
    let before = tree(&linux.root);
    let event = ["event", linux.root(), "add", "--date", "2026-11-20", "--what", "Called"];
    let about = ["--person", "José Núñez", "--file", "José Núñez/più/caffè.txt"];
    fine(&linux, &[event.as_slice(), &about].concat());
    fine(&linux, &["correct", linux.root(), "José Núñez/perché no.pdf", "person", "Diego Fuentes"]);
    let fixed = fine(&linux, &["fix", linux.root(), "--yes"]);
    let fix = text(&fixed["operation"]);
    let after = tree(&linux.root);

    sync(&linux, &mac, apart);
    fine(&mac, &["scan", mac.root()]);
    let plan = fine(&mac, &["fix", mac.root(), "--dry-run"]);
    assert!(list(&plan["plan"]).is_empty(), "all have their names: {plan}");
    assert_eq!(told(&mac)["path"], apart("José Núñez/più/caffè.txt").as_str());
    let verified = fine(&mac, &["verify", mac.root()]);
    let outside =
        |verified: &Value| list(&verified["differences"]).iter().any(|one| one["by"] != "faldone");
    assert!(!outside(&verified), "nobody has moved anything: {verified}");

    // Something writes over a paper: that one is named, and no other.
    let note = mac.root.join(apart("José Núñez/più/caffè.txt"));
    let kept = fs::read(&note).unwrap();
    fs::write(&note, "rotten").unwrap();
    let verified = mac.ask(&["verify", mac.root()]);
    let changed = [Value::from(apart("José Núñez/più/caffè.txt"))];
    assert_eq!(
        (verified.code, list(&verified.json()["changed"])),
        (1, changed.as_slice()),
        "{verified:?}"
    );
    assert!(list(&verified.json()["missing"]).is_empty(), "{verified:?}");
    fs::write(&note, kept).unwrap();

    // The Mac takes back what the other did, with one paper written on meanwhile.
    let signed = list(&fixed["done"]).iter().map(|step| text(&step["to"]));
    let signed = signed.clone().find(|to| to.starts_with("José Núñez/")).unwrap();
    let signed = mac.root.join(apart(&signed));
    let bytes = [fs::read(&signed).unwrap(), b"\n% signed\n".to_vec()].concat();
    fs::write(&signed, &bytes).unwrap();
    let undone = fine(&mac, &["undo", mac.root(), &fix]);
    assert_eq!(list(&undone["done"]).len(), list(&fixed["done"]).len(), "{undone}");
    assert_eq!(folders(&mac), [apart("José Núñez")], "not a second one that looks the same");
    let back: Vec<String> = tree(&mac.root).into_keys().map(|path| together(&path)).collect();
    assert_eq!(back, before.keys().cloned().collect::<Vec<_>>());
    assert!(tree(&mac.root).into_values().flatten().any(|content| content == bytes));
    let log = fine(&mac, &["log", mac.root()]);
    let is_fix = |operation: &&Value| operation["id"] == fix.as_str();
    let operation = list(&log["operations"]).iter().find(is_fix).unwrap().clone();
    assert_eq!(operation["can_undo"], false, "{operation}");
    assert_eq!(mac.ask(&["verify", mac.root()]).code, 0);
    let checked = mac.ask(&["check", mac.root()]).json();
    assert_eq!(checked["files"], papers().len(), "each paper is listed once: {checked}");

    // And the other does it again.
    sync(&mac, &linux, together);
    fine(&linux, &["scan", linux.root()]);
    let verified = fine(&linux, &["verify", linux.root()]);
    assert!(!list(&verified["differences"]).iter().any(|one| one["what"] == "missing"));
    let redone = fine(&linux, &["undo", linux.root(), &text(&undone["operation"])]);
    assert_eq!(list(&redone["done"]).len(), list(&fixed["done"]).len(), "{redone}");
    assert_eq!(
        tree(&linux.root).into_keys().collect::<Vec<_>>(),
        after.into_keys().collect::<Vec<_>>()
    );
}

/// On Linux they are two papers, and stay two.
#[test]
fn two_papers_whose_names_read_the_same() {
    let case = Case::new();
    let names = ["Diego Fuentes/già.pdf".to_owned(), apart("Diego Fuentes/già.pdf")];
    for (name, month) in names.iter().zip(["GENNAIO 2026", "FEBBRAIO 2026"]) {
        case.write(name, payslip("FUENTES DIEGO", month));
    }
    fine(&case, &[&["init", case.root()], PEOPLE.as_slice()].concat());
    let before = tree(&case.root);
    assert_eq!(before.values().flatten().count(), 2, "this disk keeps both: {:?}", before.keys());
    let checked = case.ask(&["check", case.root()]).json();
    assert_eq!(checked["files"], 2, "{checked}");
    let is_told = list(&checked["findings"]).iter().any(|it| it["code"] == "normalization-twin");
    assert!(is_told, "{checked}");
    // What is told of one is not told of the other.
    fine(&case, &["correct", case.root(), &names[1], "person", "José Núñez"]);
    let fixed = fine(&case, &["fix", case.root(), "--yes"]);
    let to = |name: &str| {
        let step = list(&fixed["done"]).iter().find(|step| step["from"] == name).unwrap();
        text(&step["to"])
    };
    assert_eq!(to(&names[0]), "Diego Fuentes/PAYSLIP_Diego_Fuentes_2026-01.pdf");
    assert!(to(&names[1]).contains("Jose_Nunez_2026-02"), "{fixed}");
    assert_eq!(case.ask(&["verify", case.root()]).code, 0);
    // Back one after the other, to the very name each had.
    let undone = fine(&case, &["undo", case.root(), "--file", &names[1]]);
    assert_eq!(undone["done"][0]["to"], names[1].as_str(), "{undone}");
    assert!(case.root.join(&names[1]).is_file() && !case.root.join(&names[0]).exists());
    fine(&case, &["undo", case.root()]);
    assert_same_tree(&before, &tree(&case.root));
    let verified = fine(&case, &["verify", case.root()]);
    assert_eq!(list(&verified["differences"]).len(), 0, "{verified}");
    // One of them goes: that is told.
    fs::remove_file(case.root.join(&names[1])).unwrap();
    let verified = case.ask(&["verify", case.root()]);
    assert_eq!((verified.code, &verified.json()["missing"][0]), (1, &names[1].as_str().into()));
}

//! Bad input: each a sentence with what to do, exit code 3 (2 for usage), and nothing changed on disk.

use crate::{
    papers,
    support::{Case, assert_error, tree},
};
use std::{fs, os::unix::fs::symlink};

#[test]
fn folders_that_are_none() {
    let case = Case::new();
    case.write("paper.pdf", papers::letter(&["Nothing much"]));
    let missing = case.beside("nowhere");
    let missing = missing.to_str().unwrap();
    let nowhere = format!("{missing}/papers");
    let file = case.root.join("paper.pdf");
    let file = file.to_str().unwrap();
    for verb in ["scan", "check", "fix", "undo", "log", "verify", "timeline", "watch", "init"] {
        // A new folder is made by `init`, but not the way to it.
        let place = if verb == "init" { nowhere.as_str() } else { missing };
        case.assert_refused(&[verb, place], "folder-missing");
        case.assert_refused(&[verb, file], "not-a-folder");
        if verb != "init" {
            let error = case.assert_refused(&[verb, case.root()], "not-a-master-folder");
            assert!(error["hint"].as_str().unwrap().contains("faldone init"), "{error}");
        }
    }
    case.assert_refused(&["demo", file], "not-a-folder");
    case.assert_refused(&["demo", case.root()], "not-empty");
    // Below a file there is no folder either.
    case.assert_refused(&["init", &format!("{file}/inside")], "not-a-folder");
    // A link that leads to itself.
    symlink("loop", case.beside("loop")).unwrap();
    case.assert_refused(&["check", case.beside("loop").to_str().unwrap()], "disk");
}

#[test]
fn a_folder_in_a_folder() {
    let case = Case::master();
    case.write("Amina Rossi/x.txt", "x");
    let inner = case.root.join("Amina Rossi");
    let error = case.assert_refused(&["init", inner.to_str().unwrap()], "inside-another");
    assert!(error["message"].as_str().unwrap().contains(case.root()), "{error}");
    let own = case.root.join("_Faldone/aside");
    case.assert_refused(&["init", own.to_str().unwrap()], "inside-another");

    let outer = Case::new();
    fs::create_dir_all(outer.root.join("a/b")).unwrap();
    let deep = outer.root.join("a/b");
    assert_eq!(outer.run(&["init", deep.to_str().unwrap()]).code, 0);
    let error = outer.assert_refused(&["init", outer.root()], "holds-another");
    assert!(error["message"].as_str().unwrap().contains("a/b"), "{error}");
}

#[test]
fn app_data_never_lies_in_the_folder() {
    let case = Case::new();
    let inside = case.root.join("hidden/data");
    let link = case.beside("link");
    symlink(&case.root, &link).unwrap();
    fs::create_dir(case.beside("next")).unwrap();
    let roundabout = case.beside("next").join("../papers/data");
    for data in [inside, case.root.clone(), link.join("data"), link, roundabout] {
        let before = tree(&case.root);
        let mut command = case.command(&["init", case.root(), "--json"]);
        command.env("FALDONE_DATA", &data);
        let answer = case.observe(command);
        assert_error(&answer, "data-inside-folder");
        assert_eq!(tree(&case.root), before, "{}", data.display());
    }
}

#[test]
fn names_of_people_that_are_none() {
    let case = Case::new();
    case.write("paper.txt", "x");
    let long = format!("{}/Rossi", "A".repeat(300));
    for name in [
        "",
        "/",
        "Amina",
        " / ",
        "Amina/Rossi/Bianchi",
        "../..",
        "./.",
        &long,
        "Ami\u{202e}na/Rossi",
        "Ami\u{202c}na/Rossi",
        "Amina/Ros\u{200f}si",
        "Amina/Ros\u{2069}si",
        "Amina/Ros\u{61c}si",
        "Amina/Ros\u{feff}si",
        "Amina/Ros\nsi",
        "Amina/Ros\u{1b}[2Jsi",
        "Amina/Ros\u{7f}si",
        "A:b/Rossi",
        "Amina/???",
    ] {
        let error = case.assert_refused(&["init", case.root(), "--person", name], "bad-person");
        assert!(error["hint"].as_str().unwrap().contains("Amina/Rossi"), "{error}");
        if !name.is_empty() {
            let told = case.run(&["init", case.root(), "--person", name]);
            let raw = |c: char| {
                c != '\n' && (c.is_control() || "\u{202e}\u{200f}\u{2069}\u{feff}".contains(c))
            };
            assert!(!told.err.contains(raw), "raw on the terminal: {:?}", told.err);
        }
    }
    // What is a name, however foreign, is taken.
    for name in ["Jean-Luc/D'Amico", "Nguyễn Thị/Lan", "Мария/Иванова", "José María/Ñúñez y Ortiz"]
    {
        let answer = case.ask(&["init", case.root(), "--person", name]);
        assert_eq!(answer.code, 0, "{answer:?}");
    }
}

#[test]
fn things_that_nobody_knows() {
    let case = Case::master();
    case.write("a.txt", "a");
    assert_eq!(case.run(&["scan", case.root()]).code, 0);
    let root = case.root();
    let out = case.beside("out.csv");
    let to = out.to_str().unwrap();
    for (arguments, code) in [
        (vec!["export", root, "--to", to, "--person", "Bruno/Nessuno"], "unknown"),
        (vec!["timeline", root, "--person", "Bruno Nessuno"], "unknown"),
        (vec!["undo", root, "no-such-operation"], "unknown"),
        (vec!["undo", root], "nothing-to-undo"),
        (vec!["correct", root, "b.txt", "type", "PASSPORT"], "unknown"),
        (vec!["correct", root, "../a.txt", "type", "PASSPORT"], "unknown"),
        (vec!["correct", root, "a.txt", "type", "NO-SUCH-TYPE"], "bad-value"),
        (vec!["correct", root, "a.txt", "colour", "red"], "bad-value"),
        (vec!["correct", root, "a.txt", "date", "issued:2026-02-30"], "bad-value"),
        (
            vec![
                "event",
                root,
                "add",
                "--date",
                "2026-13-01",
                "--what",
                "x",
                "--person",
                "Amina Rossi",
            ],
            "bad-value",
        ),
        (
            vec![
                "event",
                root,
                "add",
                "--date",
                "2026-01-01",
                "--what",
                " ",
                "--person",
                "Amina Rossi",
            ],
            "bad-value",
        ),
        (
            vec!["event", root, "add", "--date", "2026-01-01", "--what", "x", "--person", "Nobody"],
            "unknown",
        ),
        (vec!["packs", "no-such-kind"], "unknown"),
    ] {
        case.assert_refused(&arguments, code);
    }
    for (to, code) in [
        (case.beside("missing/out.csv"), "not-found"),
        (case.beside("out.docx"), "bad-value"),
        (case.beside("out"), "bad-value"),
        (case.root.join("a.txt"), "exists"),
        (case.beside(&format!("{}.csv", "x".repeat(300))), "name-too-long"),
    ] {
        let arguments = ["export", root, "--person", "Amina Rossi", "--to", to.to_str().unwrap()];
        let error = case.assert_refused(&arguments, code);
        if code == "not-found" {
            assert!(error["hint"].as_str().unwrap().contains("folder"), "{error}");
        }
    }
    assert!(!out.exists());
}

#[test]
fn misuse_has_its_own_exit_code() {
    let case = Case::new();
    let before = tree(&case.root);
    let root = case.root();
    for arguments in [
        vec!["frobnicate", root],
        vec!["check"],
        vec!["check", root, "--no-such-option"],
        vec!["check", root, "--today", "tomorrow"],
        vec!["export", root],
        vec!["event", root],
    ] {
        let told = case.run(&arguments);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{told:?}");
        assert!(told.err.contains("Usage") || told.err.contains("--help"), "{told:?}");
        let answer = case.ask(&arguments);
        assert_eq!(answer.code, 2, "{answer:?}");
        assert_eq!(answer.json()["error"]["code"], "usage", "{answer:?}");
    }
    assert_eq!(tree(&case.root), before);
    assert_eq!(case.run(&["--help"]).code, 0);
    assert_eq!(case.run(&["--version"]).code, 0);
}

#[test]
fn an_empty_folder_is_no_error() {
    let case = Case::new();
    let made = case.run(&["init", case.root()]);
    assert_eq!(made.code, 0, "{made:?}");
    for verb in ["scan", "check", "fix", "log", "timeline", "verify"] {
        let answer = case.run(&[verb, case.root()]);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{verb}: {answer:?}");
        assert_eq!(case.ask(&[verb, case.root()]).code, 0);
    }
    let told = case.run(&["check", case.root()]).out;
    assert!(told.contains("no papers yet"), "{told}");
}

#[test]
fn what_marks_the_folder_is_broken_or_newer() {
    let case = Case::master();
    case.write("a.txt", "a");
    let mark = case.root.join("_Faldone/folder.toml");
    let good = fs::read(&mark).unwrap();
    for broken in [
        &b""[..],
        b"\0\0\0\0\0\0",
        b"format = ",
        b"format = 1",
        b"id = \"x\"",
        b"format = \"one\"\nid = \"x\"",
        b"format = 1\nid = \"../../etc\"",
        b"format = 1\nid = \"\"",
        b"\xff\xfe\x00",
    ] {
        fs::write(&mark, broken).unwrap();
        for verb in ["check", "init", "verify"] {
            let error = case.assert_refused(&[verb, case.root()], "broken-mark");
            assert!(error["hint"].as_str().unwrap().contains("backup"), "{error}");
        }
    }

    let text = String::from_utf8(good.clone()).unwrap();
    fs::write(
        &mark,
        text.replace("format = 1", "format = 7") + "\nkept_by = \"a newer version\"\n",
    )
    .unwrap();
    let before = tree(&case.root);
    for verb in ["check", "scan", "timeline", "log"] {
        let told = case.run(&[verb, case.root()]);
        assert!(told.code < 2, "{told:?}");
        assert!(told.err.contains("newer Faldone"), "says that it only reads: {told:?}");
        assert_eq!(tree(&case.root), before);
    }
    let error =
        case.assert_refused(&["init", case.root(), "--person", "Bruno/Verdi"], "newer-format");
    assert!(error["message"].as_str().unwrap().contains('7'), "{error}");
    let event = [
        "event",
        case.root(),
        "add",
        "--date",
        "2026-01-01",
        "--what",
        "x",
        "--person",
        "Amina Rossi",
    ];
    case.assert_refused(&event, "newer-format");
    fs::write(&mark, good).unwrap();
    assert_eq!(case.run(&["scan", case.root()]).code, 0);
}

#[test]
fn a_broken_index_is_made_anew() {
    let case = Case::master();
    case.write("Amina Rossi/letter.pdf", papers::letter(&["Comunicazione", "Nulla di nuovo"]));
    let whole = case.ask(&["check", case.root()]);
    let index = fs::read_dir(&case.data).unwrap().flatten().next().unwrap().path().join("index.db");
    let good = fs::read(&index).unwrap();
    let mut holed = good.clone();
    holed[4096..20_480].fill(0x5a);
    let mut garbled = good.clone();
    garbled.iter_mut().skip(100).for_each(|byte| *byte = byte.wrapping_mul(7));
    let halved = &good[..good.len() / 2];
    for broken in
        [&b""[..], b"not a database", &good[..100], halved, &holed, &garbled, &vec![0; 9000]]
    {
        for side in ["-wal", "-shm"] {
            let mut name = index.clone().into_os_string();
            name.push(side);
            fs::write(name, "").unwrap();
        }
        fs::write(&index, broken).unwrap();
        let before = tree(&case.root);
        let mut answer = case.ask(&["check", case.root()]);
        if answer.code == 3 {
            // Broken in the middle, it is only found out while it is used: what the hint says then must help.
            let error = assert_error(&answer, "index");
            assert!(error["hint"].as_str().unwrap().contains("Delete that file"), "{error}");
            #[expect(clippy::disallowed_methods, reason = "The hint says so.")]
            fs::remove_file(error["path"].as_str().unwrap()).unwrap();
            answer = case.ask(&["check", case.root()]);
        }
        assert_eq!((answer.code, &answer.out), (whole.code, &whole.out), "{answer:?}");
        assert_eq!(tree(&case.root), before);
    }
}

#[test]
fn ten_thousand_files() {
    let case = Case::master();
    for number in 0..10_000 {
        case.write(format!("{:02}/note {number}.txt", number / 200), format!("note {number}"));
    }
    let first = case.ask(&["scan", case.root()]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(first.json()["files"], 10_000);
    let again = case.ask(&["scan", case.root()]);
    assert_eq!(again.json()["unchanged"], 10_000);
    for answer in [&first, &again] {
        assert!(answer.parent_peak < 200 << 20, "{} bytes held", answer.parent_peak);
    }
    case.assert_nobody_is_left();
}

#[test]
fn files_that_go_while_they_are_read() {
    let case = Case::master();
    for number in 0..400 {
        case.write(format!("{number}.txt"), format!("note {number}"));
    }
    let answer = std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in (0..400).rev() {
                #[expect(clippy::disallowed_methods, reason = "The test is the one who deletes.")]
                fs::remove_file(case.root.join(format!("{number}.txt"))).unwrap();
                std::thread::sleep(std::time::Duration::from_micros(300));
            }
        });
        case.ask(&["scan", case.root()])
    });
    assert_eq!(answer.code, 0, "{answer:?}");
    let after = case.ask(&["scan", case.root(), "--confirm-missing"]);
    assert_eq!(after.json()["files"], 0, "{after:?}");
    assert_eq!(case.ask(&["check", case.root()]).json()["findings"], serde_json::json!([]));
}

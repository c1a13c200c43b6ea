//! Bad input: each a sentence with what to do, exit code 3 (2 for usage), and nothing changed on disk.

use crate::{
    papers,
    support::{Case, assert_error, has, is_root, skip, tree},
};
use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
    process::Command,
};

#[test]
fn folders_that_are_none() {
    let case = Case::new();
    case.write("paper.pdf", papers::letter(&["Nothing much"]));
    let missing = case.beside("nowhere");
    let missing = missing.to_str().unwrap();
    let file = case.root.join("paper.pdf");
    let file = file.to_str().unwrap();
    for verb in ["scan", "check", "fix", "undo", "log", "verify", "timeline", "watch", "init"] {
        case.assert_refused(&[verb, missing], "folder-missing");
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
        "Amina/",
        "/Rossi",
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
        (vec!["undo", root], "unknown"),
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
fn no_permission() {
    let case = Case::master();
    case.write("Amina Rossi/PASSPORT_Amina_Rossi.txt", "x");
    case.write("closed/secret.txt", "x");
    case.write("readable.txt", "x");
    case.write("unreadable.txt", "y");
    case.give_to_nobody();
    let chmod = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    // One file and one folder that may not be read are findings of their own; the rest goes on.
    chmod(&case.root.join("closed"), 0);
    chmod(&case.root.join("unreadable.txt"), 0);
    let answer = case.ask_as_nobody(&["check", case.root()]);
    assert_eq!(answer.code, 1, "{answer:?}");
    let json = answer.json();
    assert_eq!(json["trouble"][0][0], "closed", "{json}");
    let finding = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["path"] == "unreadable.txt")
        .unwrap();
    assert_eq!(finding["code"], "no-permission", "{json}");
    assert!(!answer.out.contains("os error"), "{json}");
    assert_eq!(json["files"], 3, "{json}");
    chmod(&case.root.join("unreadable.txt"), 0o600);
    let answer = case.ask_as_nobody(&["check", case.root()]);
    assert!(!answer.out.contains("no-permission"), "read once it may be: {answer:?}");

    // The whole folder.
    chmod(&case.root, 0);
    for verb in ["check", "scan", "init", "verify", "fix"] {
        let answer = case.ask_as_nobody(&[verb, case.root()]);
        assert_error(&answer, "no-permission");
    }
    chmod(&case.root, 0o700);

    // `_Faldone` that may only be read: what would be written down is refused, and no paper is touched.
    case.write("new.txt", "new");
    let own = case.root.join("_Faldone");
    for folder in [own.join("journal"), own.clone()] {
        chmod(&folder, 0o500);
    }
    for entry in fs::read_dir(own.join("journal")).unwrap().flatten() {
        chmod(&entry.path(), 0o400);
    }
    let before = tree(&case.root);
    for arguments in [
        vec!["scan", case.root()],
        vec!["check", case.root()],
        vec!["init", case.root(), "--person", "Bruno/Verdi"],
    ] {
        let answer = case.ask_as_nobody(&arguments);
        assert_error(&answer, "no-permission");
        assert_eq!(tree(&case.root), before);
    }

    // App data that may not be written.
    chmod(&case.data, 0o500);
    let mut command = case.command(&["check", case.root(), "--json"]);
    command.env("FALDONE_DATA", case.data.join("other"));
    if is_root() {
        std::os::unix::process::CommandExt::uid(&mut command, 65534);
    }
    assert_error(&case.observe(command), "no-permission");
    chmod(&case.data, 0o700);
}

#[test]
fn a_folder_that_cannot_be_made_a_master_folder() {
    let case = Case::new();
    case.write("a.txt", "a");
    case.give_to_nobody();
    fs::set_permissions(&case.root, fs::Permissions::from_mode(0o500)).unwrap();
    let before = tree(&case.root);
    let answer = case.ask_as_nobody(&["init", case.root(), "--person", "Amina/Rossi"]);
    assert_error(&answer, "no-permission");
    assert_eq!(tree(&case.root), before);
    let answer = case.ask_as_nobody(&["demo", &format!("{}/demo", case.root())]);
    assert_error(&answer, "no-permission");
    fs::set_permissions(&case.root, fs::Permissions::from_mode(0o700)).unwrap();

    // A file where `_Faldone` should be.
    case.write("_Faldone", "mine");
    let error = case.assert_refused(&["init", case.root()], "own-folder-taken");
    assert!(error["path"].as_str().unwrap().ends_with("_Faldone"), "{error}");

    // An `init` that a power cut interrupted is brought to its end by the next one.
    let case = Case::new();
    case.write("_Faldone/README.txt", "FALDONE: WHAT THIS FOLDER");
    fs::create_dir(case.root.join("_Faldone/journal")).unwrap();
    let answer = case.ask(&["init", case.root(), "--person", "Amina/Rossi"]);
    assert_eq!(answer.code, 0, "{answer:?}");
    assert_eq!(case.run(&["check", case.root()]).code, 0);
}

/// A file system of its own, taken away at the end.
struct Mounted<'a>(&'a Path);

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

fn mount(arguments: &[&str], at: &Path) -> bool {
    let mut command = Command::new("mount");
    command.args(arguments).arg(at).stderr(std::process::Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

#[test]
fn a_disk_that_can_only_be_read() {
    let case = Case::master();
    case.write("a.txt", "a");
    let plain = case.beside("plain");
    fs::create_dir(&plain).unwrap();
    if !mount(&["--bind", case.root()], &case.root) {
        skip("a read-only disk: this account may not mount one");
        return;
    }
    let _papers = Mounted(&case.root);
    assert!(mount(&["-o", "remount,ro,bind"], &case.root));
    let before = tree(&case.root);
    for arguments in [
        vec!["check", case.root()],
        vec!["scan", case.root()],
        vec!["fix", case.root(), "--yes"],
        vec!["init", case.root(), "--person", "Bruno/Verdi"],
    ] {
        let error = case.assert_refused(&arguments, "read-only-disk");
        assert!(error["hint"].as_str().unwrap().contains("copy the folder"), "{error}");
    }
    assert_eq!(tree(&case.root), before);
    let to = case.root.join("out.csv");
    let arguments =
        ["export", case.root(), "--person", "Amina Rossi", "--to", to.to_str().unwrap()];
    case.assert_refused(&arguments, "read-only-disk");

    assert!(mount(&["--bind", plain.to_str().unwrap()], &plain));
    let _plain = Mounted(&plain);
    assert!(mount(&["-o", "remount,ro,bind"], &plain));
    case.assert_refused(&["init", plain.to_str().unwrap()], "read-only-disk");
    case.assert_refused(&["demo", plain.to_str().unwrap()], "read-only-disk");
}

#[test]
fn a_full_disk() {
    let case = Case::new();
    if !mount(&["-t", "tmpfs", "-o", "size=64k", "none"], &case.root) {
        skip("a full disk: this account may not mount one");
        return;
    }
    let _mounted = Mounted(&case.root);
    let mut filler = fs::File::create(case.root.join("filler")).unwrap();
    while std::io::Write::write(&mut filler, &[1; 4096]).is_ok_and(|written| written > 0) {}
    let before = tree(&case.root.join("filler"));
    let answer = case.ask(&["init", case.root(), "--person", "Amina/Rossi"]);
    assert_error(&answer, "disk-full");
    assert_eq!(tree(&case.root.join("filler")), before);
    // Once there is room, the same command works.
    filler.set_len(0).unwrap();
    let answer = case.ask(&["init", case.root(), "--person", "Amina/Rossi"]);
    assert_eq!(answer.code, 0, "{answer:?}");
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
        assert!(answer.took.as_secs() < 120, "{:?}", answer.took);
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

/// The reader's call is made to fail as if the file had just gone, or its disk had a bad spot.
#[test]
fn a_file_that_is_gone_or_unreadable_when_its_turn_comes() {
    if !has("strace") {
        skip("a file that goes while it is read: strace is not installed");
        return;
    }
    for (fault, code) in [
        ("openat:error=ENOENT", None),
        ("openat:error=EIO", Some("disk")),
        ("openat:error=EACCES", Some("no-permission")),
    ] {
        let case = Case::master();
        case.write("going.txt", "going");
        case.write("staying.txt", "staying");
        let mut command = Command::new("strace");
        let going = case.root.join("going.txt");
        command.args(["-f", "-qq", "-o", "/dev/null", "-P"]).arg(&going);
        command.args(["-e", &format!("inject={fault}")]);
        command
            .arg(&case.program)
            .args(["check", case.root(), "--json"])
            .env("FALDONE_DATA", &case.data);
        let answer = case.observe(command);
        let json = answer.json();
        let findings = json["findings"].as_array().unwrap();
        let of_it: Vec<_> = findings.iter().filter(|f| f["path"] == "going.txt").collect();
        match code {
            None => assert!(of_it.is_empty(), "what is gone has no findings: {json}"),
            Some(code) => {
                assert_eq!(of_it.len(), 1, "{json}");
                assert_eq!(of_it[0]["code"], code);
                assert!(!answer.out.contains("os error"), "{json}");
            }
        }
        assert!(!findings.iter().any(|f| f["path"] == "staying.txt"), "{json}");
        // The next look finds both.
        assert_eq!(case.ask(&["check", case.root()]).json()["files"], 2);
        assert_eq!(case.ask(&["check", case.root()]).code, 0);
    }
}

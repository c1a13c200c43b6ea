//! Disks and permissions that say no: told in words, and nothing changed.

use crate::{
    mounts::{Mounted, mount},
    support::{Case, assert_error, has, is_root, skip, tree},
};
use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

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
    let _papers = Mounted::at(&case.root);
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
    let _plain = Mounted::at(&plain);
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
    let _mounted = Mounted::at(&case.root);
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
        let of_other = findings.iter().filter(|f| f["path"] == "staying.txt");
        assert!(of_other.clone().all(|f| f["code"] == "not-read"), "{json}");
        // The next look finds both.
        assert_eq!(case.ask(&["check", case.root()]).json()["files"], 2);
        assert_eq!(case.ask(&["check", case.root()]).code, 0);
    }
}

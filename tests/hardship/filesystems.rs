//! Real file systems that are not like the one at home: every verb works there or says why not, and nothing is ever overwritten.
#![expect(clippy::disallowed_methods, reason = "The test plays the user, who may remove.")]

use crate::{
    kills::{Scene, assert_change_is_ended, assert_fix_works, payslip, untidy_in},
    mounts::{Kind, QUOTA_KIB, case_on, set_quota},
    support::{Case, assert_error, is_root},
};
use faldone_tests::{Tree, assert_same_tree, tree};
use std::{
    fs,
    io::{ErrorKind, Write},
    os::unix::fs::PermissionsExt,
};

const LEILA_MARCH: &str = "Leila Haddad/PAYSLIP_Leila_Haddad_2026-03.pdf";

/// Tries what a user does in a folder; returns what each said that ended with trouble.
fn every_verb(kind: Kind, case: &Case) {
    let before = tree(&case.root);
    let out = case.beside("out.csv");
    let verbs: Vec<Vec<&str>> = vec![
        vec!["scan", case.root()],
        vec!["check", case.root()],
        vec!["fix", case.root(), "--yes"],
        vec!["verify", case.root()],
        vec!["search", case.root(), "retribuzione"],
        vec!["correct", case.root(), LEILA_MARCH, "person", "Diego Fuentes"],
        vec![
            "event",
            case.root(),
            "add",
            "--date",
            "2026-11-20",
            "--what",
            "Called",
            "--person",
            "Leila Haddad",
        ],
        vec!["timeline", case.root()],
        vec!["log", case.root()],
        vec!["export", case.root(), "--person", "Leila Haddad", "--to", out.to_str().unwrap()],
        vec!["verify", case.root()],
        // The event, the correction, and then the names.
        vec!["undo", case.root()],
        vec!["undo", case.root()],
        vec!["undo", case.root()],
        vec!["verify", case.root()],
    ];
    for verb in verbs {
        let answer = case.ask(&verb);
        let found_something = verb[0] == "check" && answer.code == 1;
        assert!(answer.code == 0 || found_something, "{kind:?} {verb:?}: {answer:?}");
        assert_eq!(answer.err, "", "{kind:?} {verb:?}");
    }
    assert_same_tree(&before, &tree(&case.root));
}

#[test]
fn every_verb_works_everywhere() {
    for kind in [Kind::Ext4, Kind::Exfat, Kind::Ntfs] {
        let Some((case, _disk)) = case_on(kind, 32) else { continue };
        let case = untidy_in(case);
        every_verb(kind, &case);
    }
}

/// On such a disk `a.pdf` and `A.PDF` are one file, and a new name that differs in capitals only is still a new name. One of the two
/// even lists names otherwise than they were given, as HFS+ does with accents.
#[test]
fn capitals_and_small_letters_that_are_the_same() {
    for kind in [Kind::Exfat, Kind::NtfsSmallLetters] {
        let Some((case, _disk)) = case_on(kind, 32) else { continue };
        let case = untidy_in(case);
        fs::remove_file(case.root.join("Leila Haddad/busta.pdf")).unwrap();
        // One whose right name is there in small letters, and one whose right place another file has, in other letters.
        let march = payslip("HADDAD LEILA", "MARZO 2026");
        case.write("Leila Haddad/payslip_leila_haddad_2026-03.PDF", &march);
        let theirs = "Diego Fuentes/payslip_DIEGO_fuentes_2026-03.pdf";
        case.write(theirs, "something else of the user's");
        let before = tree(&case.root);
        let contents = |tree: &Tree| {
            let mut all: Vec<Vec<u8>> = tree.values().flatten().cloned().collect();
            all.sort();
            all
        };
        let fixed = case.ask(&["fix", case.root(), "--yes"]);
        assert!(matches!(fixed.code, 0 | 1), "{kind:?}: {fixed:?}");
        let after = tree(&case.root);
        assert_eq!(contents(&after), contents(&before), "{kind:?}: nothing is lost, nothing twice");
        assert_eq!(fs::read(case.root.join(LEILA_MARCH)).unwrap(), march, "{kind:?}");
        let kept = fs::read_to_string(case.root.join(theirs)).unwrap();
        assert_eq!(kept, "something else of the user's", "{kind:?}: never overwritten");
        if kind == Kind::Exfat {
            assert!(
                after.contains_key(LEILA_MARCH),
                "its name has capitals now: {:?}",
                after.keys()
            );
        }
        // A second look sees each file once, and no file as a copy of itself.
        let checked = case.ask(&["check", case.root()]).json();
        assert_eq!(checked["files"], 6, "{kind:?}: {checked}");
        let codes = checked["findings"].as_array().unwrap().iter().map(|it| it["code"].clone());
        assert!(codes.into_iter().all(|code| code != "duplicate"), "{kind:?}: {checked}");
        assert_eq!(case.ask(&["verify", case.root()]).code, 0, "{kind:?}");
        assert_eq!(case.ask(&["undo", case.root()]).code, 0, "{kind:?}");
        assert_same_tree(&before, &tree(&case.root));
    }
}

/// These disks cannot rename and refuse to replace in one step: killed in the middle of it, no file keeps two names.
#[test]
fn killed_where_a_rename_has_two_steps() {
    for kind in [Kind::Exfat, Kind::Ntfs] {
        let Some((case, _disk)) = case_on(kind, 32) else { continue };
        let Some(scene) = Scene::new(untidy_in(case), &["fix", "{}", "--yes"]) else { return };
        let calls = |name: &str| scene.points.iter().filter(|it| it.is(name)).count();
        // Refused at once on exFAT; on NTFS each of the four renames is a link and an unlink.
        assert!(calls("linkat") + calls("link") >= 4, "{kind:?}");
        let name = format!("fix on {kind:?}");
        scene.kill_at(&name, 8, &["link", "linkat", "unlink", "rename"], |scene, at| {
            assert_change_is_ended(scene, at, assert_fix_works);
        });
    }
}

#[test]
fn a_disk_with_little_room_left() {
    little_room(Kind::Ext4, 8, &[0, 4, 8, 16, 32, 64, 128, 256]);
}

/// The disk has room, but not for this folder: what an office or a university gives its people.
#[test]
fn a_quota_that_is_used_up() {
    little_room(Kind::Quota, 128, &[0, 128, 1024]);
}

/// There is room for so many KiB.
fn little_room(kind: Kind, megabytes: u32, spares: &[u64]) {
    let Some((case, _disk)) = case_on(kind, megabytes) else { return };
    let mut case = untidy_in(case);
    // The app data lies on the same disk, as it does at home.
    let data = case.root.with_file_name("data");
    assert_eq!(case.run(&["scan", case.root()]).code, 0);
    let kept = std::mem::replace(&mut case.data, data);
    fs::create_dir(&case.data).unwrap();
    let before = tree(&case.root);
    let filler = case.root.with_file_name("filler");
    let home = case.root.parent().unwrap();
    let mut refused = 0;
    for spare in spares {
        if kind == Kind::Quota {
            assert!(set_quota(home, QUOTA_KIB));
        }
        let mut file = fs::File::create(&filler).unwrap();
        let mut fill = |bytes: &[u8]| loop {
            match file.write(bytes).and_then(|_| file.sync_data()) {
                Ok(()) => {}
                Err(why) => return why.kind(),
            }
        };
        fill(&[1; 256 * 1024]);
        let why = fill(&[1; 4096]);
        let meant =
            if kind == Kind::Quota { ErrorKind::QuotaExceeded } else { ErrorKind::StorageFull };
        assert_eq!(why, meant, "{kind:?}");
        match kind {
            // At its quota a disk of this kind cannot make a file shorter.
            Kind::Quota => assert!(set_quota(home, QUOTA_KIB + spare)),
            _ => {
                let full = file.metadata().unwrap().len();
                file.set_len(full.saturating_sub(spare * 1024)).unwrap();
                file.sync_all().unwrap();
            }
        }
        // A file that is open keeps its room after it was removed.
        drop(file);
        for verb in [
            vec!["check", case.root()],
            vec!["fix", case.root(), "--yes"],
            vec!["correct", case.root(), "Leila Haddad/busta.pdf", "person", "Leila Haddad"],
            vec!["init", case.root(), "--person", "Bruno/Verdi"],
            vec!["undo", case.root()],
        ] {
            let answer = case.ask(&verb);
            if answer.code == 3 {
                refused += 1;
                let error = answer.json()["error"].clone();
                let code = error["code"].as_str().unwrap().to_owned();
                let is_told =
                    ["disk-full", "change", "nothing-to-undo", "unknown"].contains(&code.as_str());
                assert!(is_told, "{spare} KiB free, {verb:?}: {answer:?}");
                assert_error(&answer, &code);
            }
            let files = |tree: &Tree| {
                let mut all: Vec<_> = tree.values().flatten().cloned().collect();
                all.sort();
                all
            };
            let moving = fs::read_dir(case.root.join("_Faldone/moving"));
            assert_eq!(moving.map_or(0, Iterator::count), 0, "{spare} KiB free, {verb:?}");
            assert_eq!(files(&tree(&case.root)), files(&before), "{spare} KiB free, {verb:?}");
        }
        if kind == Kind::Quota {
            assert!(set_quota(home, 8 * QUOTA_KIB));
        }
        fs::remove_file(&filler).unwrap();
        // With room again, all of it works, and everything can be taken back.
        let checked = case.ask(&["check", case.root()]);
        assert!(matches!(checked.code, 0 | 1), "{spare} KiB free: {checked:?}");
        assert_eq!(case.ask(&["fix", case.root(), "--yes"]).code, 0, "{spare} KiB free");
        while case.ask(&["undo", case.root()]).code == 0 {}
        assert_same_tree(&before, &tree(&case.root));
    }
    assert!(refused > 0, "{kind:?}: there was room for everything");
    drop(kept);
}

/// A folder that this account may not write to: the paper that belongs there stays, with the reason, and the others go on.
#[test]
fn a_folder_that_lost_its_permissions() {
    let case = untidy_in(Case::new());
    fs::create_dir(case.root.join("Diego Fuentes")).unwrap();
    case.give_to_nobody();
    let chmod = |path: &str, mode: u32| {
        fs::set_permissions(case.root.join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    let before = tree(&case.root);
    chmod("Diego Fuentes", 0o500);
    let fixed = case.ask_as_nobody(&["fix", case.root(), "--yes"]);
    assert_eq!(fixed.code, 1, "root: {}: {fixed:?}", is_root());
    let left = &fixed.json()["left"];
    assert_eq!(left[0]["from"], "_Inbox/cedolino.pdf", "{left}");
    assert!(left[0]["why"].as_str().unwrap().contains("permissions"), "{left}");
    assert!(case.root.join(LEILA_MARCH).is_file(), "the others go on");
    // The way back is closed, too: told, and nothing is half-done.
    chmod("Leila Haddad", 0o500);
    let undone = case.ask_as_nobody(&["undo", case.root()]);
    assert_eq!(undone.code, 1, "{undone:?}");
    assert_eq!(undone.json()["left"].as_array().unwrap().len(), 3, "{undone:?}");
    chmod("Leila Haddad", 0o700);
    chmod("Diego Fuentes", 0o700);
    let log = case.ask_as_nobody(&["log", case.root()]).json();
    let operations = log["operations"].as_array().unwrap().clone();
    let fix = operations.iter().find(|it| it["kind"] == "fix").unwrap();
    let undone = case.ask_as_nobody(&["undo", case.root(), fix["id"].as_str().unwrap()]);
    assert_eq!(undone.code, 0, "{undone:?}");
    assert_same_tree(&before, &tree(&case.root));
}

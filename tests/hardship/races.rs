//! What happens between two looks: the folder, a file or a list is not any more what it was a moment ago.
#![expect(clippy::disallowed_methods, reason = "The test is the user, who may rename and remove.")]

use crate::{
    faults::points,
    kills::payslip,
    support::{Case, has, skip},
};
use faldone::{Error, view::NewEvent};
use faldone_tests::{Home, put, tree};
use std::{
    fs::{self, File},
    sync::mpsc::channel,
    thread::sleep,
    time::Duration,
};

fn event() -> NewEvent {
    NewEvent {
        date: "2026-11-20".to_owned(),
        time: None,
        who: None,
        what: "Called the office".to_owned(),
        person: "amina-rossi".to_owned(),
        reference: None,
        channel: None,
        path: None,
        filed: false,
    }
}

/// A window that is left open while one disk is taken out and another put in.
#[test]
fn nothing_is_written_into_another_folder_that_took_the_place_of_the_open_one() {
    let home = Home::new();
    let [root, other] = ["papers", "other"].map(|name| home.folder(name));
    for folder in [&root, &other] {
        home.json("init", folder, &["--person", "Amina/Rossi"]).fine();
    }
    put(&root, "_Inbox/scan.pdf", &payslip("ROSSI AMINA", "MARZO 2026"));
    home.json("scan", &root, &[]).fine();
    let folder = home.open(&root);
    let proposals = folder.proposals().unwrap();
    assert_eq!(proposals.len(), 1, "{proposals:?}");
    folder.add_event(&event()).unwrap();

    fs::rename(&root, home.path("away")).unwrap();
    fs::rename(&other, &root).unwrap();
    let journal = root.join("_Faldone");
    let before = tree(&journal);
    let is_refused = |error: Option<Error>| {
        let error = error.map(|error| error.code());
        assert_eq!(error, Some("another-folder"));
        assert_eq!(tree(&journal), before);
    };
    is_refused(folder.add_event(&event()).err());
    is_refused(folder.apply(&proposals).err());
    is_refused(folder.undo(None, &[]).err());
    is_refused(folder.take_in(&[home.path("away/_Inbox/scan.pdf")]).err());

    // An empty place where a disk was.
    fs::rename(&root, &other).unwrap();
    fs::create_dir(&root).unwrap();
    let refused = folder.add_event(&event()).err().map(|error| error.code());
    assert_eq!(refused, Some("not-this-folder"));
    assert_eq!(fs::read_dir(&root).unwrap().count(), 0);

    // The disk is back.
    fs::remove_dir(&root).unwrap();
    fs::rename(home.path("away"), &root).unwrap();
    folder.add_event(&event()).unwrap();
    assert!(folder.apply(&proposals).unwrap().left.is_empty());
}

/// A scan that waited for another one looks at each file as it is then, not as it was when it was met.
#[test]
fn a_file_that_was_saved_while_a_scan_waited_for_its_turn_is_read() {
    let home = Home::new();
    let root = home.folder("papers");
    home.json("init", &root, &["--person", "Amina/Rossi"]).fine();
    put(&root, "saved.txt", b"first");
    home.json("scan", &root, &[]).fine();
    let folder = home.open(&root);
    put(&root, "other.txt", b"other");
    std::thread::scope(|scope| {
        let (entered, has_entered) = channel();
        let (go, may_go) = channel();
        let folder = &folder;
        let first = scope.spawn(move || {
            let mut wait = |_| {
                entered.send(()).unwrap();
                may_go.recv().is_ok()
            };
            folder.scan(&mut wait).map(|_| ())
        });
        has_entered.recv().unwrap();
        put(&root, "saved.txt", b"second, and longer");
        let second = scope.spawn(move || folder.scan(&mut |_| true).map(|_| ()));
        // It has met the file and waits for the first one.
        sleep(Duration::from_millis(700));
        put(&root, "saved.txt", b"third");
        go.send(()).unwrap();
        first.join().unwrap().unwrap();
        second.join().unwrap().unwrap();
    });
    let saved = folder.document("saved.txt").unwrap();
    assert_eq!(saved.row.bytes, 5, "{:?}", saved.row);
    assert!(saved.row.findings.iter().all(|it| it.code != "still-changing"), "{:?}", saved.row);
}

/// Verifying thousands of files takes its time, and nobody has to stop working meanwhile.
#[test]
fn what_is_renamed_while_it_is_verified_is_no_difference_from_outside() {
    let home = Home::new();
    let root = home.folder("papers");
    home.json("init", &root, &["--person", "Amina/Rossi"]).fine();
    // Every thread has one of these to read first.
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    for number in 0..threads {
        let file = File::create(root.join(format!("0 large {number}.txt"))).unwrap();
        file.set_len((250 << 20) + number as u64).unwrap();
    }
    put(&root, "_Inbox/scan.pdf", &payslip("ROSSI AMINA", "MARZO 2026"));
    home.json("scan", &root, &[]).fine();
    let folder = home.open(&root);
    let proposals = folder.proposals().unwrap();
    let mut renamed = false;
    let verified = folder.verify(&mut |_| {
        if !renamed {
            renamed = true;
            assert!(folder.apply(&proposals).unwrap().left.is_empty());
        }
        true
    });
    let verified = verified.unwrap();
    assert!(renamed);
    let none = Vec::<String>::new();
    assert_eq!(
        [&verified.missing, &verified.unknown, &verified.changed, &verified.unreadable],
        [&none; 4],
        "{verified:?}"
    );
    assert_eq!(verified.same as usize, threads + 1);
}

/// A folder that was just made is still there after a power cut: its own name was saved, before what is in it counts.
#[test]
fn the_name_of_a_new_folder_is_saved_before_it_is_a_master_folder() {
    if !has("strace") {
        return skip("the order of what is saved: strace is not installed");
    }
    let case = Case::in_memory();
    case.write("a.txt", "a");
    let told: Vec<String> = points(&case, &["init", case.root(), "--person", "Amina/Rossi"])
        .iter()
        .map(ToString::to_string)
        .collect();
    let at = |wanted: &dyn Fn(&str) -> bool| {
        told.iter().position(|one| wanted(one)).unwrap_or_else(|| panic!("{told:#?}"))
    };
    let made = at(&|one| one.starts_with("mkdir") && one.contains("\"/_Faldone\""));
    let saved = at(&|one| one.starts_with("fsync") && one.contains("<>"));
    let journal = at(&|one| one.starts_with("mkdir") && one.contains("\"/_Faldone/journal\""));
    let own = at(&|one| one.starts_with("fsync") && one.contains("</_Faldone>"));
    let mark = at(&|one| one.starts_with("rename") && one.contains("folder.toml"));
    assert!(made < saved && saved < mark && journal < own && own < mark, "{told:#?}");
}

//! Files that come, grow, move and go while Faldone watches.

use crate::texts;
use faldone_tests::{Home, Running, list, put, wait_until};
use std::{fs, io::Write, path::Path, thread::sleep, time::Duration};

/// Longer than the two seconds after which a quiet file is taken to be finished.
const PAUSE: Duration = Duration::from_secs(3);
const QUIET: Duration = Duration::from_secs(4);

fn watched() -> (Home, std::path::PathBuf, Running) {
    let home = Home::new();
    let folder = home.folder("papers");
    home.json("init", &folder, &["--person", texts::AMINA]).fine();
    put(&folder, "prima.pdf", &texts::payslip("ROSSI AMINA", "GENNAIO 2026"));
    let watching = home.start("watch", &folder);
    watching.wait_for("prima.pdf");
    (home, folder, watching)
}

/// A full scan after the watcher finds nothing to do, and an index made anew says the same.
fn assert_watched_well(home: &Home, folder: &Path, watching: Running) {
    watching.wait_for_quiet(QUIET);
    drop(watching);
    let scan = home.json("scan", folder, &[]).fine().json();
    assert!(list(&scan["came"]).is_empty() && list(&scan["went"]).is_empty(), "missed: {scan}");
    let check = home.json("check", folder, &[]);
    home.forget(false);
    let anew = home.json("check", folder, &[]);
    assert_eq!(check.stdout, anew.stdout);
    assert_eq!(check.code, anew.code);
}

#[test]
fn what_comes_moves_changes_and_goes_is_told() {
    let (home, folder, watching) = watched();
    put(&folder, "b.pdf", &texts::payslip("ROSSI AMINA", "FEBBRAIO 2026"));
    watching.wait_for("b.pdf");

    // Moved in from elsewhere, with a folder of its own.
    let outside = home.folder("outside");
    put(&outside, "new/deep/c.pdf", &texts::cu("ROSSI", "AMINA", 2026));
    fs::rename(outside.join("new"), folder.join("new")).expect("moved in");
    watching.wait_for("new/deep/c.pdf");

    fs::rename(folder.join("b.pdf"), folder.join("marzo.pdf")).expect("renamed");
    watching.wait_for("marzo.pdf");

    // Replaced as editors do: written beside, then put in its place.
    put(&outside, "d.pdf", &texts::payslip("ROSSI AMINA", "APRILE 2026"));
    fs::rename(outside.join("d.pdf"), folder.join("marzo.pdf")).expect("replaced");
    watching.wait_for("marzo.pdf");
    let index = home.open(&folder);
    wait_until("the replaced paper is read anew", || {
        let found = index.document("marzo.pdf").map(|detail| detail.row.proposed);
        found.is_ok_and(|to| to.as_deref() == Some("PAYSLIP_Amina_Rossi_2026-04.pdf"))
    });
    drop(index);

    fs::remove_file(folder.join("prima.pdf")).expect("deleted");
    watching.wait_for("prima.pdf");
    assert_watched_well(&home, &folder, watching);
}

/// A download that stops for three seconds in the middle, with its file open or closed meanwhile.
fn comes_slowly(keeps_open: bool) {
    let (home, folder, watching) = watched();
    let index = home.open(&folder);
    let bytes = texts::nulla_osta("ROSSI AMINA", "09/06/2026", "P-MI/L/N/2026/101255");
    let (half, rest) = bytes.split_at(bytes.len() / 2);
    let path = folder.join("lenta.pdf");
    let mut file = fs::File::create_new(&path).expect("a new file");
    file.write_all(half).expect("the first half");
    let file = keeps_open.then_some(file);

    // All the time that only half is here, nothing is read from it and no name is proposed.
    for _ in 0..PAUSE.as_millis() / 100 {
        if let Ok(detail) = index.document("lenta.pdf") {
            assert!(detail.row.type_id.is_none() && detail.row.proposed.is_none(), "{detail:?}");
            assert!(!detail.row.findings.is_empty(), "half a paper passes for a whole one");
        }
        sleep(Duration::from_millis(100));
    }

    let appended = || fs::OpenOptions::new().append(true).open(&path).expect("the file again");
    let mut file = file.unwrap_or_else(appended);
    file.write_all(rest).expect("the second half");
    drop(file);
    watching.wait_for("lenta.pdf");
    wait_until("the whole paper is read", || {
        let found = index.document("lenta.pdf").map(|detail| detail.row.type_id);
        found.is_ok_and(|id| id.as_deref() == Some("NULLA-OSTA"))
    });
    drop(index);
    assert_watched_well(&home, &folder, watching);
}

#[test]
fn a_slow_copy_is_accepted_when_it_is_whole() {
    comes_slowly(true);
}

#[test]
fn a_download_that_was_closed_in_the_middle_is_accepted_when_it_is_whole() {
    comes_slowly(false);
}

//! What sync programs leave in a folder: second versions of a paper, and stand-ins for papers that are only in the cloud.

use crate::{
    papers,
    support::{Answer, Case},
};
use faldone_tests::wait_until;
use serde_json::Value;
use std::{fs, path::Path, sync::Arc};

/// The two versions differ in a line that is no fact, so that both would get one name.
fn passport(version: &str) -> Vec<u8> {
    papers::letter(&[
        "REPUBBLICA ITALIANA - PASSAPORTO - PASSPORT",
        "Cognome / Surname: ROSSI",
        "Nome / Given names: AMINA",
        "Passaporto N. / Passport No.: YA1234567",
        "Data di rilascio / Date of issue: 12/03/2021",
        "Data di scadenza / Date of expiry: 11/03/2031",
        version,
    ])
}

/// The name that the passport has by the folder's own rules.
fn right_name(case: &Case) -> String {
    case.write("one.pdf", passport("first"));
    let fixed = case.ask(&["fix", case.root(), "--yes"]).json();
    fixed["done"][0]["to"].as_str().unwrap().to_owned()
}

fn findings_of<'a>(check: &'a Value, path: &str) -> Vec<&'a str> {
    let all = check["findings"].as_array().unwrap();
    let of_it = all.iter().filter(|finding| finding["path"] == path);
    of_it.map(|finding| finding["code"].as_str().unwrap()).collect()
}

/// Every sync program's way of naming a second version, in English and where it speaks Italian in Italian too.
#[test]
fn a_second_version_is_offered_for_review_and_never_taken_for_a_paper() {
    let case = Case::master();
    let name = right_name(&case);
    let stem = name.strip_suffix(".pdf").unwrap();
    let copies: Vec<String> = [
        ".sync-conflict-20260216-101112-ABCDEFG",
        ".sync-conflict-20260216-101112",
        " (conflicted copy 2026-02-16 101112)",
        " (conflicted copy Amina 2026-02-16 101112)",
        "_conflict-20260216-101112",
        " (Amina's conflicted copy 2026-02-16)",
        " (Amina Rossi's conflicted copy 2026-02-16 (1))",
        " (Copia in conflitto di Amina 2026-02-16)",
        " (copia in conflitto di MacBook Air di Amina 2026-02-16)",
        "-DESKTOP-4TB21KX",
        "-LAPTOP-9QJ2M1AB-2",
        "-AMINA7",
        "-MacBook Air di Amina",
        " 2",
        " 12",
        " (1)",
        " (SFConflict amina@example.org 2026-02-16-10-11-12)",
        " [conflicted]",
    ]
    .iter()
    .map(|mark| format!("{stem}{mark}.pdf"))
    .collect();
    for (at, copy) in copies.iter().enumerate() {
        case.write(copy, passport(&format!("another version, {at}")));
    }
    let check = case.ask(&["check", case.root()]).json();
    for copy in &copies {
        let told = findings_of(&check, copy);
        assert!(told.contains(&"sync-conflict"), "{copy}: {told:?}");
        assert!(!told.contains(&"name-differs"), "{copy}: {told:?}");
    }
    assert!(!findings_of(&check, &name).contains(&"sync-conflict"), "the paper itself is none");
    for _ in 0..2 {
        let fixed = case.ask(&["fix", case.root(), "--yes"]).json();
        assert_eq!(fixed["done"], serde_json::json!([]), "nothing is decided for the user");
        assert_eq!(fixed["unsure"].as_array().unwrap().len(), copies.len(), "all are shown");
    }
}

/// A stand-in's bytes are no paper's; its time must not change either, or the sync program would take it for an edit.
fn look(case: &Case, path: &str) -> (Vec<u8>, std::time::SystemTime, std::time::SystemTime) {
    let meta = fs::metadata(case.root.join(path)).unwrap();
    (fs::read(case.root.join(path)).unwrap(), meta.modified().unwrap(), meta.accessed().unwrap())
}

#[expect(clippy::disallowed_methods, reason = "The sync program does it, not Faldone.")]
fn mv(from: &Path, to: &Path) {
    fs::rename(from, to).unwrap();
}

#[test]
fn a_paper_that_is_only_in_the_cloud_is_told_and_not_read() {
    let case = Case::master();
    let name = right_name(&case);
    for number in 0..8 {
        case.write(
            format!("letter {number}.pdf"),
            papers::letter(&["Cara zia,", &format!("{number}")]),
        );
    }
    assert_eq!(case.run(&["scan", case.root()]).code, 0);
    // iCloud and Nextcloud free the space of most papers at once.
    let stand_ins = [
        (name.clone(), format!(".{name}.icloud")),
        ("letter 0.pdf".to_owned(), ".letter 0.pdf.icloud".to_owned()),
        ("letter 1.pdf".to_owned(), "letter 1.pdf.nextcloud".to_owned()),
        ("letter 2.pdf".to_owned(), "letter 2.pdf.owncloud".to_owned()),
        ("letter 3.pdf".to_owned(), ".letter 3.pdf.icloud".to_owned()),
        ("letter 4.pdf".to_owned(), ".letter 4.pdf.icloud".to_owned()),
    ];
    let away = case.beside("cloud");
    fs::create_dir(&away).unwrap();
    for (at, (paper, stand_in)) in stand_ins.iter().enumerate() {
        mv(&case.root.join(paper), &away.join(paper));
        let bytes: &[u8] = if at == 1 { b"" } else { b"bplist00 a stand-in" };
        case.write(stand_in, bytes);
    }
    let before: Vec<_> = stand_ins.iter().map(|(_, stand_in)| look(&case, stand_in)).collect();
    let scan = case.ask(&["scan", case.root()]);
    assert_eq!((scan.code, &scan.json()["went"]), (0, &serde_json::json!([])), "{scan:?}");
    assert_eq!(scan.json()["paused"], Value::Null, "nothing is lost: {scan:?}");
    let check: Answer = case.ask(&["check", case.root()]);
    for (paper, _) in &stand_ins {
        assert_eq!(findings_of(&check.json(), paper), ["only-in-the-cloud"]);
    }
    assert_eq!(case.ask(&["fix", case.root(), "--yes"]).json()["done"], serde_json::json!([]));
    let verified = case.ask(&["verify", case.root()]);
    assert_eq!(verified.code, 0, "{verified:?}");
    assert_eq!(verified.json()["missing"], serde_json::json!([]));
    assert_eq!(verified.json()["in_the_cloud"].as_array().unwrap().len(), stand_ins.len());
    let after: Vec<_> = stand_ins.iter().map(|(_, stand_in)| look(&case, stand_in)).collect();
    for (at, (before, after)) in before.iter().zip(&after).enumerate() {
        assert_eq!((&before.0, before.1), (&after.0, after.1), "{}", stand_ins[at].1);
    }

    // They come back: all is as it was.
    for (paper, stand_in) in &stand_ins {
        mv(&case.root.join(stand_in), &away.join(stand_in));
        mv(&away.join(paper), &case.root.join(paper));
    }
    let check = case.ask(&["check", case.root()]).json();
    for (paper, _) in &stand_ins {
        assert!(!findings_of(&check, paper).contains(&"only-in-the-cloud"), "{paper}");
    }
    assert_eq!(case.run(&["verify", case.root()]).code, 0);
}

/// The watcher hears of the stand-in, not of the paper.
#[test]
fn a_paper_that_goes_to_the_cloud_under_watch_is_known_to_be_there() {
    let case = Case::master();
    for number in 0..3 {
        case.write(format!("letter {number}.pdf"), papers::letter(&[&format!("{number}")]));
    }
    assert_eq!(case.run(&["scan", case.root()]).code, 0);
    let options =
        faldone::Options { data: case.data.clone(), worker: case.program.clone(), today: None };
    let folder = Arc::new(faldone::Folder::open(&case.root, &options).unwrap());
    let _watcher = faldone::Watcher::start(folder.clone(), |_| {});
    let at = |name: &str| case.root.join(name);
    let code = |path: &str| {
        let row = folder.document(path).ok()?.row;
        Some(row.findings.first().map(|finding| finding.code.clone()).unwrap_or_default())
    };
    let stand_ins = [".letter 0.pdf.icloud", "letter 1.pdf.nextcloud"];
    for (number, stand_in) in stand_ins.iter().enumerate() {
        mv(&at(&format!("letter {number}.pdf")), &case.beside(&format!("{number}")));
        case.write(stand_in, "stand-in");
    }
    let cloud = Some("only-in-the-cloud".to_owned());
    wait_until("both are known to be in the cloud", || {
        code("letter 0.pdf") == cloud && code("letter 1.pdf") == cloud
    });
    // One comes back, the other one is deleted on another computer.
    mv(&at(stand_ins[0]), &case.beside("gone 0"));
    mv(&case.beside("0"), &at("letter 0.pdf"));
    mv(&at(stand_ins[1]), &case.beside("gone 1"));
    wait_until("one is back and the other gone", || {
        code("letter 0.pdf").is_some_and(|code| code != "only-in-the-cloud")
            && code("letter 1.pdf").is_none()
    });
}

/// Another computer's journal that is only in the cloud is waited for; one in a conflict copy is read.
#[test]
fn a_journal_in_the_cloud_is_waited_for_and_its_second_version_is_read() {
    let case = Case::master();
    let journal = case.root.join("_Faldone/journal");
    let own = fs::read_dir(&journal).unwrap().flatten().next().unwrap().path();
    let text = fs::read_to_string(&own).unwrap();
    let id = own.file_stem().unwrap().to_str().unwrap().to_owned();
    for stand_in in [".z3f9a2c1.jsonl.icloud", "y3f9a2c1.jsonl.nextcloud"] {
        fs::write(journal.join(stand_in), "stand-in").unwrap();
    }
    let told = case.ask(&["verify", case.root()]).json()["journal"].to_string();
    for device in ["z3f9a2c1", "y3f9a2c1"] {
        assert!(told.contains(&format!("the journal of {device} is only partly here")), "{told}");
    }
    assert!(!told.contains("changed outside"), "{told}");

    let copy = journal.join(format!("{id}.sync-conflict-20261121-192240-ABCDEFG.jsonl"));
    fs::write(&copy, text.replace("Amina", "Bruno").replace("amina", "bruno")).unwrap();
    let told = case.ask(&["verify", case.root()]).json()["journal"].to_string();
    assert!(told.contains("sync-conflict-20261121-192240-ABCDEFG.jsonl"), "{told}");
    let people = case.ask(&["init", case.root()]).json()["people"].to_string();
    assert!(people.contains("Amina") && people.contains("Bruno"), "both are read: {people}");
}

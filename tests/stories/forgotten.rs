//! The index is derived: without it, and without the whole app-data folder, every answer is the same to the byte.

use faldone_tests::{Home, list, text};
use std::path::Path;

#[test]
fn every_answer_is_the_same_after_the_index_is_deleted() {
    let home = Home::new();
    let folder = home.demo();
    live(&home, &folder);
    let before = answers(&home, &folder);
    home.forget(false);
    compare(&before, &answers(&home, &folder), "the index was deleted");
    home.forget(true);
    compare(&before, &answers(&home, &folder), "the whole app data was deleted");
}

/// Something of everything that a folder can be told.
fn live(home: &Home, folder: &Path) {
    home.json("fix", folder, &["--yes"]).fine();
    home.json("undo", folder, &[]).fine();
    home.json("fix", folder, &["--only", "duplicate", "--yes"]).fine();
    home.json("correct", folder, &["_Inbox/Scan_20261118.pdf", "person", "Diego Fuentes Ibáñez"])
        .fine();
    home.json("correct", folder, &["Leila Haddad/ricevuta ALI.pdf", "date", "filed:2026-02-17"])
        .fine();
    let told =
        ["add", "--date", "2026-11-20", "--what", "Called the office", "--person", "Leila Haddad"];
    home.json("event", folder, &told).fine();
    home.json("fix", folder, &["--yes"]).fine();
}

fn answers(home: &Home, folder: &Path) -> Vec<(String, String)> {
    let asked: [(&str, &[&str]); 11] = [
        ("check", &[]),
        ("search", &["Haddad"]),
        ("search", &["P-MI/L/N/2026/101255"]),
        ("search", &["retribuzione", "--person", "Diego Fuentes Ibáñez"]),
        ("timeline", &[]),
        ("timeline", &["--person", "Leila Haddad"]),
        ("log", &[]),
        ("verify", &[]),
        ("fix", &["--dry-run"]),
        ("fix", &["--dry-run", "--only", "misplaced"]),
        ("scan", &[]),
    ];
    let mut answers = Vec::new();
    for (verb, more) in asked {
        let output = home.json(verb, folder, more);
        assert!(matches!(output.code, Some(0 | 1)), "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
        // What a scan finds new is the one thing that the index is for.
        if verb != "scan" {
            answers.push((format!("{verb} {}", more.join(" ")), output.stdout));
        }
    }
    let paper = folder.join("Leila Haddad/CODICE-FISCALE_Leila_Haddad.pdf");
    let inspected = home.json("inspect", &paper, &["--person", "Leila/Haddad"]).fine();
    answers.push(("inspect".to_owned(), inspected.stdout));
    answers.push(("packs".to_owned(), home.run(["packs", "--json"]).fine().stdout));
    answers
}

fn compare(before: &[(String, String)], after: &[(String, String)], when: &str) {
    for ((asked, one), (_, other)) in before.iter().zip(after) {
        assert!(one.len() > 20, "{asked} answered next to nothing: {one}");
        let at = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let part = |text: &str| {
            String::from_utf8_lossy(
                &text.as_bytes()
                    [at.saturating_sub(200).min(text.len())..(at + 200).min(text.len())],
            )
            .into_owned()
        };
        assert!(
            one == other,
            "after {when}, {asked} answers otherwise:\n{}\n---\n{}",
            part(one),
            part(other)
        );
    }
}

#[test]
fn verify_still_knows_every_paper_without_the_app_data() {
    let home = Home::new();
    let folder = home.demo();
    home.forget(true);
    let verified = home.json("verify", &folder, &[]).fine().json();
    assert_eq!(verified["same"], 71, "{verified}");

    // One byte of one paper rots.
    let path = folder.join("Diego Fuentes Ibáñez/CU.pdf");
    let mut bytes = std::fs::read(&path).expect("the paper");
    bytes[100] ^= 1;
    std::fs::write(&path, bytes).expect("the rotten paper");
    let verified = home.json("verify", &folder, &[]).ends_with(1).json();
    let changed: Vec<String> = list(&verified["changed"]).iter().map(text).collect();
    assert_eq!(changed, ["Diego Fuentes Ibáñez/CU.pdf"]);
}

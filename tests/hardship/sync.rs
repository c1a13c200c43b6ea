//! One folder on two computers, kept the same by a real sync program that now and then has no network.
//!
//! "The same" means: the same files by path and bytes, and the same answers of Faldone to what it knows of them (names, facts,
//! corrections, findings, proposals, events, people, log).

use crate::{
    papers,
    support::{has, skip},
    syncthing::{self, Computer, connect, contents, journal_lines, online, settle},
};
use serde_json::Value;
use std::{collections::BTreeMap, fs, process::Stdio};

fn paper(month: &str, more: &str) -> Vec<u8> {
    papers::letter(&[
        "Libro Unico del Lavoro - Prospetto paga",
        "Azienda: Officine Grafiche Bellavista S.r.l.",
        &format!("PERIODO DI RETRIBUZIONE: {month} 2026"),
        "COGNOME E NOME: ROSSI AMINA",
        "Retribuzione ordinaria 26 giorni 1.954,63",
        "NETTO BUSTA: 1.471,40 EUR",
        more,
    ])
}

/// Everything Faldone says of the folder on this computer; the place of the folder and times of reading are left out.
fn state(computer: &Computer) -> BTreeMap<&'static str, Value> {
    let mut people = computer.done("init", &[])["people"].clone();
    for person in people.as_array_mut().unwrap() {
        person.as_object_mut().unwrap().remove("documents");
    }
    let plan = computer.done("fix", &["--dry-run"]);
    BTreeMap::from([
        ("people", people),
        ("check", computer.done("check", &[])),
        ("plan", serde_json::json!([plan["plan"], plan["unsure"]])),
        ("timeline", computer.done("timeline", &[])),
        ("log", computer.done("log", &[])),
        ("search", computer.done("search", &["Bellavista"])),
    ])
}

#[track_caller]
fn assert_same_state(both: &[Computer; 2]) {
    // What one has seen first is news to the other: a second look on both must find nothing new.
    for _ in 0..2 {
        for computer in both {
            computer.done("scan", &[]);
        }
        settle(both);
    }
    let before = journal_lines(both[0].root());
    let [one, other] = [state(&both[0]), state(&both[1])];
    for (what, of_one) in &one {
        assert_eq!(of_one, &other[what], "{what} differs");
    }
    for computer in both {
        let verified = computer.ask("verify", &[]).json();
        assert_eq!(verified["journal"], serde_json::json!([]), "{verified}");
        assert_eq!(journal_lines(computer.root()), before, "looking writes nothing");
    }
}

#[expect(clippy::disallowed_methods, reason = "The user does it, not Faldone.")]
fn rename(computer: &Computer, from: &str, to: &str) {
    fs::rename(computer.root().join(from), computer.root().join(to)).unwrap();
}

#[test]
#[ignore = "long: a real sync program takes its time"]
fn two_computers_that_share_a_folder_come_to_the_same_state() {
    if !has("syncthing") {
        return skip("sync: syncthing is not installed");
    }
    let mut both = syncthing::two();
    let [desk, laptop] = &both;
    // Both begin the folder before they know of each other.
    desk.done("init", &["--person", "Amina/Rossi"]);
    laptop.done("init", &["--person", "Amina/Rossi", "--person", "Bruno/Verdi"]);
    for (at, month) in ["GENNAIO", "FEBBRAIO", "MARZO", "APRILE"].iter().enumerate() {
        let computer = if at % 2 == 0 { desk } else { laptop };
        computer.case.write(format!("doc{at}.pdf"), paper(month, "uno"));
    }
    for computer in &both {
        computer.done("scan", &[]);
    }
    let mut lines = journal_lines(both[0].root());
    lines.extend(journal_lines(both[1].root()));
    connect(&mut both);
    settle(&both);
    assert_same_state(&both);
    let [desk, laptop] = &both;
    assert_eq!(laptop.done("init", &[])["people"].as_array().unwrap().len(), 2);
    assert_eq!(desk.done("init", &[])["id"], laptop.done("init", &[])["id"], "one id on both");

    // Without a network: names are accepted here, facts corrected and files moved there.
    online(&both, false);
    assert_eq!(desk.done("fix", &["--yes"])["done"].as_array().unwrap().len(), 4);
    desk.case.write("both.pdf", paper("MAGGIO", "of the desk"));
    let mut watch = laptop.case.command(&["watch", laptop.case.root(), "--json"]);
    let mut watch = watch.env("HOSTNAME", "laptop").stdout(Stdio::null()).spawn().unwrap();
    laptop.case.write("both.pdf", paper("MAGGIO", "of the laptop, and longer"));
    laptop.done("correct", &["doc1.pdf", "date", "period:2025-02"]);
    let event = ["add", "--date", "2026-05-02", "--what", "Chiamata", "--person", "Amina Rossi"];
    laptop.done("event", &event);
    rename(laptop, "doc0.pdf", "my own name.pdf");
    laptop.case.write("doc2.pdf", paper("MARZO", "saved again while the other one renamed it"));
    laptop.done("scan", &[]);
    desk.done("event", &event);
    for computer in &both {
        lines.extend(journal_lines(computer.root()));
    }
    let texts = |computer: &Computer| -> Vec<Vec<u8>> {
        let papers = contents(computer.root()).into_iter();
        papers.filter(|(path, _)| !path.starts_with("_Faldone/")).map(|(_, bytes)| bytes).collect()
    };
    let all: Vec<Vec<u8>> = both.iter().flat_map(texts).collect();
    online(&both, true);
    settle(&both);
    let [desk, laptop] = &both;
    for computer in &both {
        let here = journal_lines(computer.root());
        assert!(lines.iter().all(|line| here.contains(line)), "no journal line is lost");
        let here = texts(computer);
        assert!(all.iter().all(|bytes| here.contains(bytes)), "no paper is lost");
    }
    assert_same_state(&both);
    let copies = desk.done("check", &[])["findings"].to_string();
    assert!(copies.contains("sync-conflict"), "the second version is offered for review: {copies}");
    let told = laptop.done("timeline", &[])["events"].to_string();
    assert_eq!(told.matches("Chiamata").count(), 2, "{told}");

    // Once more, the other way round, with both accepting names at the same time.
    online(&both, false);
    for (at, month) in ["GIUGNO", "LUGLIO", "AGOSTO"].iter().enumerate() {
        desk.case.write(format!("same{at}.pdf"), paper(month, "due"));
        laptop.case.write(format!("same{at}.pdf"), paper(month, "due"));
    }
    for computer in &both {
        assert_eq!(computer.done("fix", &["--yes"])["left"], serde_json::json!([]));
    }
    laptop.done("undo", &[]);
    online(&both, true);
    settle(&both);
    assert_same_state(&both);
    let _ = watch.kill();
    let _ = watch.wait();
}

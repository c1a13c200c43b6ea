//! A paper is found by what stands on it.

use faldone_tests::{Home, list, text};
use std::path::Path;

fn found(home: &Home, folder: &Path, query: &str, more: &[&str]) -> Vec<String> {
    let told = [&[query], more].concat();
    let answer = home.json("search", folder, &told).json();
    assert!(answer["error"].is_null(), "{query}: {answer}");
    let documents = list(&answer["documents"]);
    assert_eq!(answer["total"], documents.len(), "{query}");
    documents.iter().map(|document| text(&document["path"])).collect()
}

#[test]
fn papers_are_found_by_numbers_words_and_parts_of_words() {
    let home = Home::new();
    let folder = home.demo();
    let has = |query: &str, path: &str| {
        let all = found(&home, &folder, query, &[]);
        assert!(all.iter().any(|one| one == path), "{query} finds {all:?}");
    };
    has("P-MI/L/N/2026/101255", "Leila Haddad/ricevuta ALI.pdf");
    has("101255", "Leila Haddad/ricevuta ALI.pdf");
    // As you type, and without the accents that nobody types.
    has("asseveraz", "Leila Haddad/asseverazione.pdf");
    has("idoneita", "idoneità casa.pdf");
    has("IBANEZ", "Diego Fuentes Ibáñez/permesso nuovo.pdf");
    // A scan with a text layer; a file by its name; a mail.
    has("dichiarazione di ospitalità", "Leila Haddad/ospitalita.PDF");
    has("IMG_2209", "Leila Haddad/IMG_2209.jpg");
    assert!(found(&home, &folder, "zzzzqqq", &[]).is_empty());
    // Signs that mean something to a database mean nothing here.
    for odd in ["\"", "' OR 1=1 --", "*", "NEAR(", "a AND", "-", "(((", "col:on"] {
        let _ = found(&home, &folder, odd, &[]);
    }
}

#[test]
fn what_was_found_stands_beside_each_paper_and_each_of_its_copies() {
    let home = Home::new();
    let folder = home.folder("papers");
    home.json("init", &folder, &["--person", "Amina/Rossi"]).fine();
    let pages = ["Ricevuta numero 4411 per la società", "Il cane dorme", "Ricevuta numero 4412"];
    let paper = |line: &str| faldone_tests::paper(&[line.to_owned()]);
    for (name, line) in [("a.pdf", 0), ("b.pdf", 1), ("c.pdf", 2), ("copy of a.pdf", 0)] {
        faldone_tests::put(&folder, name, &paper(pages[line]));
    }
    let snippets = |query: &str| {
        let answer = home.json("search", &folder, &[query]).json();
        let one = |row: &serde_json::Value| {
            (text(&row["path"]), text(&row["snippet"]).trim_end().to_owned())
        };
        let mut all: Vec<_> = list(&answer["documents"]).iter().map(one).collect();
        all.sort();
        all
    };
    let hit = |path: &str, words: &str| {
        (path.to_owned(), words.replace('[', "\u{2}").replace(']', "\u{3}"))
    };
    assert_eq!(
        snippets("ricevuta nu"),
        [
            hit("a.pdf", "[Ricevuta] [numero] 4411 per la società"),
            hit("c.pdf", "[Ricevuta] [numero] 4412"),
            hit("copy of a.pdf", "[Ricevuta] [numero] 4411 per la società"),
        ]
    );
    assert_eq!(snippets("SOCIETA").len(), 2);
}

#[test]
fn a_search_for_one_persons_papers_shows_no_others() {
    let home = Home::new();
    let folder = home.demo();
    let hers = found(&home, &folder, "Milano", &["--person", "Leila Haddad"]);
    assert!(hers.iter().any(|path| path == "documento (2).pdf"), "{hers:?}");
    assert!(hers.iter().all(|path| !path.contains("cedolino")), "{hers:?}");
    home.json("search", &folder, &["Milano", "--person", "Nobody"]).refused("unknown");
}

#[test]
fn a_number_is_found_however_it_is_typed() {
    let home = Home::new();
    let folder = home.folder("papers");
    home.json("init", &folder, &["--person", "Amina/Rossi"]).fine();
    let lines = [
        "Prefettura di Milano - Sportello Unico per l'Immigrazione",
        "Protocollo n. 0048213 del 12/03/2026",
        "Codice pratica P-MI/L/N/2026/101255",
        "Assicurata n. 06070000456-7",
    ];
    let paper = faldone_tests::paper(&lines.map(str::to_owned));
    faldone_tests::put(&folder, "lettera.pdf", &paper);
    let inspected =
        home.run(["inspect", folder.join("lettera.pdf").to_str().expect("text"), "--json"]);
    let read = inspected.json()["files"][0]["references"].to_string();
    assert!(read.contains("0048213") && read.contains("060700004567"), "{read}");
    for typed in [
        "0048213",
        "48213",
        "48 213",
        "060700004567",
        "06070000456-7",
        "0607 0000 4567",
        "60700004567",
        "P-MI/L/N/2026/101255",
        "PMILN2026101255",
        "p mi l n 2026 101255",
    ] {
        assert_eq!(found(&home, &folder, typed, &[]), ["lettera.pdf"], "{typed}");
    }
    for other in ["0048214", "48", "606070000456"] {
        assert!(found(&home, &folder, other, &[]).is_empty(), "{other}");
    }
}

//! The fictional family: what `fix` proposes, against the names worked out by hand.

use crate::demo_truth::{self, TRUTH};
use faldone_tests::{Home, list, text};
use std::collections::BTreeMap;

/// At least this many of the proposals the truth asks for are made. The others keep their names, which is never wrong.
const RIGHT_AT_LEAST: usize = 36;

#[test]
fn every_change_proposed_for_the_family_is_right() {
    let home = Home::new();
    let folder = home.demo();
    let plan = home.json("fix", &folder, &["--dry-run"]).fine().json();
    let proposed: BTreeMap<String, String> =
        list(&plan["plan"]).iter().map(|p| (text(&p["path"]), text(&p["to"]))).collect();

    let (mut right, mut asked, mut wrong, mut missed) = (0, 0, Vec::new(), Vec::new());
    for (path, name, person) in TRUTH {
        let wanted = demo_truth::place(path, name, person);
        asked += usize::from(wanted != *path);
        match proposed.get(*path) {
            Some(to) if *to == wanted => right += 1,
            Some(to) => wrong.push(format!("{path}\n  became {to}\n  not    {wanted}")),
            None if wanted != *path => missed.push(format!("{path} → {wanted}")),
            None => {}
        }
    }
    // Only PDFs have a truth; a picture or a mail of the demo family says nothing that would be sure.
    let known: Vec<&str> = TRUTH.iter().map(|(path, _, _)| *path).collect();
    wrong.extend(proposed.keys().filter(|path| !known.contains(&path.as_str())).cloned());

    println!("{right} of {asked} right; kept in doubt:\n{}", missed.join("\n"));
    assert!(wrong.is_empty(), "wrong:\n{}", wrong.join("\n"));
    assert!(right >= RIGHT_AT_LEAST, "only {right} of {asked}; kept:\n{}", missed.join("\n"));
}

#[test]
fn what_is_unsure_says_what_is_missing_and_changes_nothing() {
    let home = Home::new();
    let folder = home.demo();
    let before = faldone_tests::tree(&folder);
    let plan = home.json("fix", &folder, &["--dry-run"]).fine().json();
    for paper in list(&plan["unsure"]) {
        assert!(!list(&paper["missing"]).is_empty(), "{paper}");
        assert!(paper["to"].is_null(), "{paper}");
    }
    let unsure: Vec<String> = list(&plan["unsure"]).iter().map(|p| text(&p["path"])).collect();
    // A scan without text, a stamped scan, a locked paper and a blank form: nobody can tell whose they are.
    for path in [
        "_Inbox/Scan_20261118.pdf",
        "_Inbox/Scan_20260420_prot.pdf",
        "_Inbox/modulo ospitalità vuoto.pdf",
        "Diego Fuentes Ibáñez/estratto conto protetto.pdf",
    ] {
        assert!(unsure.iter().any(|told| told == path), "{path} is not among {unsure:?}");
    }
    faldone_tests::assert_same_tree(&before, &faldone_tests::tree(&folder));
}

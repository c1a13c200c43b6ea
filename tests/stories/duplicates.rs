//! Copies are set aside when asked for, and come back.

use faldone_tests::{Home, assert_same_tree, list, text, tree};

#[test]
fn copies_are_set_aside_and_come_back() {
    let home = Home::new();
    let folder = home.demo();
    let before = tree(&folder);
    // Without being asked, copies are only told of.
    let plain = home.json("fix", &folder, &["--dry-run"]).fine().json();
    assert!(list(&plain["plan"]).iter().all(|proposal| proposal["kind"] != "set-aside"));

    let fixed = home.json("fix", &folder, &["--only", "duplicate", "--yes"]).fine().json();
    let mut gone: Vec<String> =
        list(&fixed["done"]).iter().map(|step| text(&step["from"])).collect();
    gone.sort();
    assert_eq!(gone, ["_Inbox/busta luglio (1).pdf", "_Inbox/nulla osta (1).pdf", "documento.pdf"]);

    let mut wanted = before.clone();
    for path in &gone {
        let bytes = wanted.remove(path).flatten().expect("a copy");
        let aside = folder.join("_Faldone/aside").join(path.rsplit('/').next().unwrap_or_default());
        assert_eq!(std::fs::read(&aside).expect("the copy is kept"), bytes);
    }
    assert_same_tree(&wanted, &tree(&folder));
    let check = home.json("check", &folder, &[]).ends_with(1).json();
    assert!(list(&check["findings"]).iter().all(|finding| finding["code"] != "duplicate"));

    home.json("undo", &folder, &[]).fine();
    assert_same_tree(&before, &tree(&folder));
}

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

/// A copy that is to be set aside gets no name of its own; the one that stays gets it, in one run.
#[test]
fn the_copy_that_stays_gets_the_name() {
    let home = Home::new();
    let folder = home.folder("papers");
    home.json("init", &folder, &["--person", "Amina/Rossi"]).fine();
    let lines = [
        "COMUNE DI PADOVA",
        "UFFICIO ANAGRAFE",
        "CERTIFICATO DI RESIDENZA",
        "Si certifica che ROSSI AMINA, nata il 12/04/1991,",
        "risulta iscritta nell'anagrafe della popolazione residente di questo Comune",
        "con abitazione in Via Roma 12.",
        "Padova, 14/10/2026",
        "L'Ufficiale d'Anagrafe",
    ];
    let paper = faldone_tests::paper(&lines.map(str::to_owned));
    for path in ["Amina Rossi/certificato (1).pdf", "Amina Rossi/certificato.pdf"] {
        faldone_tests::put(&folder, path, &paper);
    }
    let plan = home.json("fix", &folder, &["--dry-run"]).fine().json();
    let from: Vec<String> = list(&plan["plan"]).iter().map(|it| text(&it["path"])).collect();
    assert_eq!(from, ["Amina Rossi/certificato.pdf"], "{plan}");
    home.json("fix", &folder, &["--only", "duplicate", "--yes"]).fine();
    home.json("fix", &folder, &["--yes"]).fine();
    let left: Vec<String> =
        tree(&folder).into_keys().filter(|path| path.starts_with("Amina Rossi/")).collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0].ends_with("RESIDENCE-CERT_Amina_Rossi_2026-10-14.pdf"), "{left:?}");
}

/// Whose paper it is may be sure where its day is not: the finding's fix is offered all the same, with the name kept.
#[test]
fn a_wrong_ending_is_mended_with_the_name_kept() {
    let home = Home::new();
    let folder = home.folder("papers");
    home.json("init", &folder, &["--person", "Amina/Rossi"]).fine();
    let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xd9];
    faldone_tests::put(&folder, "documento.pdf", &jpeg);
    faldone_tests::put(&folder, "fine punto.", &[&jpeg[..], b"1"].concat());
    faldone_tests::put(&folder, "pagina.pdf", b"<!DOCTYPE html><html>Sessione scaduta</html>");
    let plan = home.json("fix", &folder, &["--only", "wrong-extension", "--dry-run"]).fine().json();
    let to: Vec<String> = list(&plan["plan"]).iter().map(|it| text(&it["to"])).collect();
    assert_eq!(to, ["documento.jpg", "fine punto.jpg", "pagina.html"], "{plan}");
    let before = tree(&folder);
    home.json("fix", &folder, &["--only", "wrong-extension", "--yes"]).fine();
    let plan = home.json("fix", &folder, &["--only", "wrong-extension", "--dry-run"]).fine().json();
    assert!(list(&plan["plan"]).is_empty(), "{plan}");
    home.json("undo", &folder, &[]).fine();
    assert_same_tree(&before, &tree(&folder));
}

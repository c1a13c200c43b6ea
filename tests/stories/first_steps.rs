//! A newcomer's first commands, in the order of the README, on a copy of their folder.

use crate::texts;
use faldone_tests::{Home, assert_same_tree, put, tree};

#[test]
fn init_scan_check_fix_undo_leave_a_folder_as_it_was() {
    let home = Home::new();
    let folder = home.folder("Immigration & Payroll");
    put(&folder, "scan 001.pdf", &texts::payslip("ROSSI AMINA", "SETTEMBRE 2026"));
    put(&folder, "_Inbox/convocazione.pdf", &texts::appointment("ROSSI AMINA", "15/12/2026"));
    put(&folder, "lettera.pdf", &texts::letter(1));
    put(&folder, "foto/gatto.txt", b"miao");
    std::fs::create_dir(folder.join("vuota")).expect("an empty folder");
    let before = tree(&folder);
    let dir = folder.to_str().expect("a path that is text");

    let made = home.run(["init", dir, "--person", texts::AMINA]).fine();
    assert!(made.stdout.contains("No file in it was changed"), "{}", made.stdout);
    assert_same_tree(&before, &tree(&folder));
    assert!(folder.join("_Faldone/README.txt").is_file());

    let scanned = home.run(["scan", dir]).fine();
    assert!(scanned.stdout.starts_with("4 files: 4 came in"), "{}", scanned.stdout);
    let again = home.run(["scan", dir]).fine();
    assert!(again.stdout.contains("0 came in or changed, 0 went, 4 unchanged"), "{}", again.stdout);

    let checked = home.run(["check", dir]).ends_with(1);
    assert!(checked.stdout.contains("scan 001.pdf  [name-differs]"), "{}", checked.stdout);

    let shown = home.run(["fix", dir, "--dry-run"]).fine();
    assert!(shown.stdout.contains("→ PAYSLIP_Amina_Rossi_2026-09.pdf"), "{}", shown.stdout);
    // Nobody is there to ask: nothing is done.
    let asked = home.run(["fix", dir]).fine();
    assert!(asked.stdout.contains("Nothing has changed"), "{}", asked.stdout);
    assert_same_tree(&before, &tree(&folder));

    let fixed = home.run(["fix", dir, "--yes"]).fine();
    assert!(fixed.stdout.contains("Done: 2 files"), "{}", fixed.stdout);
    let after = tree(&folder);
    for path in
        ["PAYSLIP_Amina_Rossi_2026-09.pdf", "Amina Rossi/APPOINTMENT_Amina_Rossi_2026-12-15.pdf"]
    {
        assert!(after.contains_key(path), "{path} is not among {:?}", after.keys());
    }
    assert!(after.contains_key("lettera.pdf") && after.contains_key("foto/gatto.txt"));

    home.run(["undo", dir]).fine();
    assert_same_tree(&before, &tree(&folder));
    // Nothing stays to be taken back, and that is said.
    home.run(["undo", dir, "--json"]).refused("nothing-to-undo");
}

/// Splits a line of the README as a shell does: blanks part, quotes hold together, what follows two blanks is the explanation.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut begun) = (Vec::new(), String::new(), false, false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => (quoted, begun) = (!quoted, true),
            ' ' if !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
                if letters.peek() == Some(&' ') {
                    return words;
                }
            }
            _ => {
                word.push(letter);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

#[test]
fn the_commands_of_the_readme_work_as_they_stand_there() {
    let home = Home::new();
    let folder = home.folder("Immigration & Payroll");
    let receipt = texts::nulla_osta("ROSSI AMINA", "09/06/2026", "P-MI/L/N/2026/101255");
    put(&folder, "Scan_20260216.pdf", &receipt);
    let before = tree(&folder);

    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let readme = std::fs::read_to_string(readme).expect("the README");
    let commands: Vec<Vec<String>> =
        readme.lines().filter(|line| line.starts_with("faldone ")).map(words).collect();
    assert!(commands.len() >= 6, "the README shows how to begin: {commands:?}");
    for command in commands {
        let verb = command.get(1).map_or("", String::as_str);
        // Watching never ends by itself; it has a story of its own.
        if verb == "watch" {
            continue;
        }
        let output = home.run(&command[1..]);
        // These find something here, and say so to programs.
        output.ends_with(i32::from(["check", "checklist", "fees"].contains(&verb)));
        if verb == "undo" {
            assert_same_tree(&before, &tree(&folder));
        }
    }
    assert!(home.path("amina.xlsx").is_file(), "the table was written");
}

#[test]
fn a_new_folder_is_made_where_there_is_one_around_it() {
    let home = Home::new();
    let new = home.path("Papers of 2026");
    home.json("init", &new, &["--person", "Amina/Rossi"]).fine();
    assert!(new.join("_Faldone/folder.toml").is_file());
    // A mistyped path makes no row of folders.
    let deep = home.path("Paper of 2026/more/papers");
    home.json("init", &deep, &["--person", "Amina/Rossi"]).refused("folder-missing");
    assert!(!home.path("Paper of 2026").exists());
}

#[test]
fn somebody_with_one_name_has_a_profile_and_papers() {
    let home = Home::new();
    let folder = home.folder("papers");
    let made = home.json("init", &folder, &["--person", "Wulandari/"]).fine().json();
    assert_eq!(made["people"].as_array().map(Vec::len), Some(1), "{made}");
    let passport =
        ["REPUBLIK INDONESIA", "PASPOR / PASSPORT", "P<IDNWULANDARI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"];
    let zone = format!("{}\n", passport[2]);
    assert_eq!(zone.trim().len(), 44);
    let lines: Vec<String> = passport.iter().map(|line| (*line).to_owned()).collect();
    put(&folder, "_Inbox/paspor.pdf", &faldone_tests::paper(&lines));
    // Her folder is called as she is, without a blank at its end.
    let names: Vec<String> = made["people"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|it| it["surname"].to_string())
        .collect();
    assert_eq!(names, ["\"Wulandari\""]);
    let timeline = home.json("timeline", &folder, &["--person", "Wulandari"]);
    timeline.fine();
}

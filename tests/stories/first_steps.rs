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
    home.run(["undo", dir, "--json"]).refused("unknown");
}

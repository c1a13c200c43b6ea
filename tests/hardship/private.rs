//! What Faldone keeps for itself is for this account only, whatever the account's usual permissions are.

use crate::support::Case;
use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

fn assert_private(path: &Path, but: &[&str]) {
    let meta = fs::symlink_metadata(path).unwrap();
    let mode = meta.permissions().mode() & 0o777;
    let name = path.file_name().unwrap().to_str().unwrap();
    if !but.contains(&name) {
        assert_eq!(mode & 0o077, 0, "{} is {mode:o}", path.display());
    }
    if meta.is_dir() {
        for entry in fs::read_dir(path).unwrap().flatten() {
            assert_private(&entry.path(), but);
        }
    }
}

#[test]
fn app_data_and_journal_are_private() {
    for mask in ["000", "022"] {
        let case = Case::new();
        case.write("a.txt", "a");
        let data = case.beside("fresh/app data");
        let run = |verb: &[&str]| {
            let mut command = Command::new("sh");
            command.args(["-c", &format!("umask {mask}; exec \"$0\" \"$@\"")]).arg(&case.program);
            command.args(verb).env("FALDONE_DATA", &data);
            let answer = case.observe(command);
            assert_eq!(answer.code, 0, "{answer:?}");
        };
        run(&["init", case.root(), "--person", "Amina/Rossi"]);
        run(&["scan", case.root()]);
        // A broken index is put aside, as private as it was.
        let index = fs::read_dir(&data).unwrap().flatten().next().unwrap().path().join("index.db");
        fs::write(&index, "broken").unwrap();
        run(&["scan", case.root()]);
        assert!(index.with_file_name("index.db.broken").exists());
        assert_private(&data, &[]);
        // These hold nothing, and other accounts of a shared folder need to see them.
        assert_private(&case.root.join("_Faldone"), &["README.txt", "folder.toml", "lock"]);
    }
}

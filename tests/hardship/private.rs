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

/// A copying program, an older habit: what was open is shut when the folder is next opened.
#[test]
fn what_others_could_read_is_shut() {
    let case = Case::master();
    case.write("a.txt", "a");
    assert_eq!(case.run(&["scan", case.root()]).code, 0);
    let data = fs::read_dir(&case.data).unwrap().flatten().next().unwrap().path();
    let journal = case.root.join("_Faldone/journal");
    let open = |folder: &Path| {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
        for entry in fs::read_dir(folder).unwrap().flatten() {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o666)).unwrap();
        }
    };
    open(&data);
    open(&journal);
    assert_eq!(case.run(&["check", case.root()]).code, 0);
    assert_private(&data, &[]);
    assert_private(&journal, &[]);

    // Two people of one household share the folder by their group: it keeps its part, and nobody else gets in.
    fs::set_permissions(&case.root, fs::Permissions::from_mode(0o770)).unwrap();
    open(&journal);
    assert_eq!(case.run(&["check", case.root()]).code, 0);
    for path in [journal.clone(), fs::read_dir(&journal).unwrap().flatten().next().unwrap().path()]
    {
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!((mode & 0o060, mode & 0o007), (0o060, 0), "{} is {mode:o}", path.display());
    }
}

/// No log, no trace in the home folder or among temporary files: what is known of the papers lies in the index and in their folder.
#[test]
fn nothing_is_written_anywhere_else() {
    let case = Case::new();
    let [home, temporary] = ["home", "temporary"].map(|name| case.beside(name));
    fs::create_dir(&home).unwrap();
    fs::create_dir(&temporary).unwrap();
    let table = case.beside("table.csv");
    let root = case.root();
    for verb in [
        vec!["demo", root],
        vec!["scan", root],
        vec!["fix", root, "--yes"],
        vec!["undo", root],
        vec!["verify", root],
        vec!["search", root, "nulla osta"],
        vec!["export", root, "--person", "Leila Haddad", "--to", table.to_str().unwrap()],
    ] {
        let mut command = case.command(&verb);
        command.env("HOME", &home).env("TMPDIR", &temporary).env("RUST_LOG", "trace");
        for name in ["XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            command.env_remove(name);
        }
        let answer = case.observe(command);
        assert!(answer.code < 2, "{verb:?}: {answer:?}");
        assert!(
            !answer.err.contains("Haddad"),
            "{verb:?} speaks of people beside its answer: {}",
            answer.err
        );
    }
    for place in [home, temporary] {
        assert_eq!(
            fs::read_dir(&place).unwrap().count(),
            0,
            "something lies in {}",
            place.display()
        );
    }
    let mut kept = Vec::new();
    for folder in fs::read_dir(&case.data).unwrap().flatten() {
        for file in fs::read_dir(folder.path()).unwrap().flatten() {
            kept.push(file.file_name().into_string().unwrap());
        }
    }
    kept.retain(|name| !name.starts_with("index."));
    kept.sort();
    // Which device this is, and where the folder lay.
    assert_eq!(kept, ["device.json", "place"], "what else is kept of the papers?");
}

//! Several at work on one folder of one computer: accounts, commands, the watcher and the window.

use crate::{
    papers,
    support::{Answer, Case, assert_error, is_root, skip, tree},
};
use serde_json::{Value, json};
use std::{
    fs::{self, File, Permissions},
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
};

fn nulla_osta(number: u32) -> Vec<u8> {
    papers::letter(&[
        "SPORTELLO UNICO PER L'IMMIGRAZIONE DI MILANO",
        &format!("Milano, {:02}/06/2026", 1 + number % 28),
        &format!("Codice pratica: P-MI/L/N/2026/{}", 101_000 + number),
        "NULLA OSTA AL LAVORO SUBORDINATO",
        "SI RILASCIA il nulla osta al lavoro subordinato non stagionale a favore di:",
        "Cognome e nome: ROSSI AMINA",
    ])
}

/// A master folder with so many papers that want another name.
fn untidy(count: u32) -> Case {
    let case = Case::master();
    for number in 0..count {
        case.write(format!("doc{number}.pdf"), nulla_osta(number));
    }
    case
}

/// Runs commands at the same time and returns their answers.
fn at_once(case: &Case, commands: &[Vec<&str>]) -> Vec<Answer> {
    std::thread::scope(|scope| {
        let runs: Vec<_> =
            commands.iter().map(|arguments| scope.spawn(|| case.ask(arguments))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    })
}

/// Every journal file is chained from its first to its last line, and no line is there twice.
fn assert_journal_is_whole(case: &Case) {
    let verified = case.ask(&["verify", case.root()]);
    assert_eq!((verified.code, &verified.json()["journal"]), (0, &json!([])), "{verified:?}");
    let files = fs::read_dir(case.root.join("_Faldone/journal")).unwrap().flatten();
    let texts: Vec<String> = files.map(|file| fs::read_to_string(file.path()).unwrap()).collect();
    let mut lines: Vec<&str> = texts.iter().flat_map(|text| text.lines()).collect();
    let all = lines.len();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), all);
}

fn paths_of(case: &Case) -> Vec<String> {
    let is_paper = |name: &String| name != "_Faldone";
    let entries = fs::read_dir(&case.root).unwrap().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().into_string().unwrap()).filter(is_paper).collect();
    names.sort();
    names
}

#[test]
fn commands_that_race_to_fix_the_same_files_double_nothing() {
    const PAPERS: usize = 40;
    let case = untidy(PAPERS as u32);
    let fix = vec!["fix", case.root(), "--yes"];
    let answers = at_once(&case, &vec![fix; 4]);
    let mut done: Vec<String> = Vec::new();
    for answer in &answers {
        // Each is done, or was told what another has done meanwhile, or to wait.
        assert!(answer.code < 2 || answer.json()["error"]["code"] == "busy", "{answer:?}");
        let moves = answer.json()["done"].as_array().cloned().unwrap_or_default();
        done.extend(moves.iter().map(|step| step["from"].as_str().unwrap().to_owned()));
        for left in answer.json()["left"].as_array().into_iter().flatten() {
            assert!(left["why"].as_str().is_some_and(|why| why.len() > 15), "in words: {left}");
        }
    }
    done.sort();
    let before = done.len();
    done.dedup();
    assert_eq!((done.len(), before), (PAPERS, PAPERS), "each file by one of them, once");
    assert_eq!(paths_of(&case).len(), PAPERS);
    assert!(paths_of(&case).iter().all(|name| name.starts_with("NULLA-OSTA_Amina_Rossi_2026-06-")));
    assert_journal_is_whole(&case);
    // All of it can be taken back, operation by operation.
    while case.ask(&["undo", case.root()]).code == 0 {}
    let mut old: Vec<String> = (0..PAPERS).map(|number| format!("doc{number}.pdf")).collect();
    old.sort();
    assert_eq!(paths_of(&case), old);
    assert_journal_is_whole(&case);
}

#[test]
fn the_window_the_watcher_and_commands_work_at_the_same_time() {
    let case = untidy(6);
    // As the window does it: a folder that stays open and is watched in a process of its own.
    let options =
        faldone::Options { data: case.data.clone(), worker: case.program.clone(), today: None };
    let window = Arc::new(faldone::Folder::open(&case.root, &options).unwrap());
    let watcher = faldone::Watcher::start(window.clone(), |_| {});
    let mut watch = case.command(&["watch", case.root(), "--json"]);
    let mut watch = watch.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let event = |what: &'static str| {
        let who = ["--date", "2026-05-02", "--person", "Amina Rossi", "--what", what];
        [vec!["event", case.root(), "add"], who.to_vec()].concat()
    };
    let commands = [
        event("one"),
        event("two"),
        vec!["fix", case.root(), "--yes"],
        vec!["scan", case.root()],
        event("three"),
        vec!["check", case.root()],
    ];
    let answers = at_once(&case, &commands);
    for (arguments, answer) in commands.iter().zip(&answers) {
        assert!(answer.code < 2, "{arguments:?}: {answer:?}");
    }
    let told = faldone::view::NewEvent {
        date: "2026-05-03".to_owned(),
        time: None,
        what: "four".to_owned(),
        person: "Amina Rossi".to_owned(),
        who: None,
        reference: None,
        channel: None,
        path: None,
        filed: false,
    };
    window.add_event(&told).unwrap();
    for number in 6..9 {
        case.write(format!("doc{number}.pdf"), nulla_osta(number));
    }
    case.run(&["scan", case.root()]);
    window.scan(&mut |_| true).unwrap();
    let events: Vec<String> =
        window.timeline(None).unwrap().into_iter().map(|event| event.what).collect();
    for what in ["one", "two", "three", "four"] {
        assert_eq!(events.iter().filter(|title| *title == what).count(), 1, "{what}: {events:?}");
    }
    drop(watcher);
    drop(window);
    watch.kill().unwrap();
    watch.wait().unwrap();
    let check = case.ask(&["check", case.root()]).json();
    assert_eq!(check["files"], 9, "{check}");
    assert_journal_is_whole(&case);
}

#[test]
fn whoever_finds_the_folder_locked_is_told_and_changes_nothing() {
    let case = untidy(1);
    assert_eq!(case.run(&["scan", case.root()]).code, 0);
    let lock = File::open(case.root.join("_Faldone/lock")).unwrap();
    lock.lock().unwrap();
    let before = tree(&case.root);
    let fix = vec!["fix", case.root(), "--yes"];
    let person = vec!["init", case.root(), "--person", "Bruno/Verdi"];
    for answer in at_once(&case, &[fix.clone(), person]) {
        let error = assert_error(&answer, "busy");
        assert!(error["message"].as_str().unwrap().contains("another Faldone"), "{error}");
    }
    // Who only looks is answered.
    assert_eq!(case.ask(&["check", case.root()]).code, 1);
    assert_eq!(tree(&case.root), before);
    drop(lock);
    assert_eq!(case.ask(&fix).json()["done"].as_array().unwrap().len(), 1);
}

/// Two commands begin one folder at the same time: one id, and everybody is in it.
#[test]
fn two_that_begin_a_folder_at_once_begin_one_folder() {
    for _ in 0..5 {
        let case = Case::new();
        let names = ["Amina/Rossi", "Bruno/Verdi", "Carla/Neri"];
        let commands = names.map(|name| vec!["init", case.root(), "--person", name]);
        let answers = at_once(&case, &commands);
        let ids: Vec<Value> = answers.iter().map(|answer| answer.json()["id"].clone()).collect();
        assert!(ids.iter().all(|id| id.is_string() && *id == ids[0]), "{answers:?}");
        let people = case.ask(&["init", case.root()]).json()["people"].clone();
        assert_eq!(people.as_array().unwrap().len(), 3, "{people}");
        assert_journal_is_whole(&case);
        let left: Vec<_> = fs::read_dir(case.root.join("_Faldone")).unwrap().flatten().collect();
        assert!(left.iter().all(|entry| !entry.path().to_string_lossy().ends_with(".part")));
    }
}

/// Every verb there is: those that change something refuse with the reason, the others answer, and nothing is touched.
#[test]
fn a_folder_of_a_newer_faldone_is_only_read_by_every_verb() {
    let case = untidy(2);
    case.run(&["fix", case.root(), "--yes"]);
    let opened = ["case", case.root(), "open", "permit-renewal", "--person", "Amina Rossi"];
    assert_eq!(case.run(&opened).code, 0);
    case.write("doc9.pdf", nulla_osta(9));
    case.run(&["scan", case.root()]);
    case.write("since.pdf", nulla_osta(10));
    let mark = case.root.join("_Faldone/folder.toml");
    let text = fs::read_to_string(&mark).unwrap();
    fs::write(&mark, text.replace("format = 1", "format = 2")).unwrap();
    let before = tree(&case.root);
    let root = case.root();
    let refused = [
        vec!["init", root, "--person", "Bruno/Verdi"],
        vec!["fix", root, "--yes"],
        vec!["undo", root],
        vec!["correct", root, "doc9.pdf", "type", "PASSPORT"],
        vec!["case", root, "open", "permit-first-issue", "--person", "Amina Rossi"],
        vec!["case", root, "reached", "permit-renewal", "expiry", "2027-01-31"],
        vec!["case", root, "close", "permit-renewal"],
        vec![
            "event",
            root,
            "add",
            "--date",
            "2026-05-02",
            "--person",
            "Amina Rossi",
            "--what",
            "x",
        ],
    ];
    for arguments in &refused {
        assert_error(&case.ask(arguments), "newer-format");
        assert_eq!(tree(&case.root), before, "{arguments:?}");
    }
    let out = case.beside("out.csv");
    let answered = [
        vec!["init", root],
        vec!["scan", root],
        vec!["scan", root, "--confirm-missing"],
        vec!["check", root],
        vec!["fix", root],
        vec!["fix", root, "--dry-run"],
        vec!["log", root],
        vec!["search", root, "nulla"],
        vec!["timeline", root],
        vec!["verify", root],
        vec!["case", root],
        vec!["checklist", root],
        vec!["due", root],
        vec!["fees", root],
        vec!["days", root],
        vec!["packet", root, "--case", "permit-renewal"],
        vec!["filed", root, "doc9.pdf"],
        vec!["export", root, "--person", "Amina Rossi", "--to", out.to_str().unwrap()],
    ];
    for arguments in &answered {
        let answer = case.run(arguments);
        assert!(answer.code < 2, "{arguments:?}: {answer:?}");
        assert!(answer.err.contains("newer Faldone"), "{arguments:?} says so: {answer:?}");
        assert_eq!(tree(&case.root), before, "{arguments:?}");
    }
    let known = case.run(&["help"]).out;
    let verbs = known.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let verbs = verbs.take_while(|line| line.starts_with("  "));
    for verb in verbs.filter_map(|line| line.split_whitespace().next()) {
        let elsewhere = ["demo", "inspect", "packs", "watch", "reckon", "income", "lead", "help"]
            .contains(&verb);
        let tried = refused.iter().chain(&answered).any(|arguments| arguments[0] == verb);
        assert!(elsewhere || tried, "{verb} is not tried here");
    }
}

/// Runs as an account of its own that has a group in common with the other.
fn as_account(case: &Case, account: u32, mask: &str, arguments: &[&str]) -> Answer {
    let mut command = Command::new("setpriv");
    let id = (61_000 + account).to_string();
    command.args(["--reuid", &id, "--regid", &id, "--groups", "61000", "sh", "-c"]);
    command.arg(format!("umask {mask}; exec \"$0\" \"$@\"")).arg(&case.program).args(arguments);
    command.arg("--json").env("FALDONE_DATA", case.beside(&format!("data of {account}")));
    case.observe(command)
}

/// A folder of papers that two accounts may write to by their common group, or that is the first one's alone.
fn of_two_accounts(is_shared: bool) -> Case {
    let case = Case::new();
    for account in [1, 2] {
        let data = case.beside(&format!("data of {account}"));
        fs::create_dir(&data).unwrap();
        give(&data, 61_000 + account, 61_000 + account, 0o700);
    }
    for number in 0..3 {
        case.write(format!("_Inbox/doc{number}.pdf"), nulla_osta(number));
    }
    let mode = if is_shared { 0o770 } else { 0o700 };
    for folder in [case.root.join("_Inbox"), case.root.clone()] {
        give(&folder, 61_001, 61_000, mode);
    }
    case
}

fn give(path: &Path, account: u32, group: u32, mode: u32) {
    chown(path, Some(account), Some(group)).unwrap();
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn two_accounts_of_one_computer_share_a_folder() {
    if !is_root() {
        return skip("two accounts: only root can be two accounts");
    }
    for mask in ["022", "077"] {
        let case = of_two_accounts(true);
        let root = case.root();
        let first = |arguments: &[&str]| as_account(&case, 1, mask, arguments);
        let second = |arguments: &[&str]| as_account(&case, 2, mask, arguments);
        let done = |answer: Answer| -> usize {
            assert_eq!(answer.code, 0, "umask {mask}: {answer:?}");
            answer.json()["done"].as_array().unwrap().len()
        };
        assert_eq!(first(&["init", root, "--person", "Amina/Rossi"]).code, 0);
        assert_eq!(done(second(&["fix", root, "--yes"])), 3);
        assert_eq!(done(first(&["undo", root])), 3, "what the other one did can be taken back");
        assert_eq!(done(first(&["fix", root, "--yes"])), 3);
        let event = |what| {
            let who = ["--date", "2026-05-02", "--person", "Amina Rossi", "--what", what];
            [vec!["event", root, "add"], who.to_vec()].concat()
        };
        assert_eq!(second(&event("by the second")).code, 0);
        assert_eq!(first(&event("by the first")).code, 0);
        for answer in [first(&["timeline", root]), second(&["timeline", root])] {
            for what in ["by the first", "by the second"] {
                assert_eq!(answer.out.matches(what).count(), 1, "umask {mask}: {answer:?}");
            }
        }
        // What was told last goes first, whoever told it: the two events, then the names.
        for moved in [0, 0, 3] {
            assert_eq!(done(second(&["undo", root])), moved);
        }
        let answers = std::thread::scope(|scope| {
            let race = scope.spawn(|| first(&["fix", root, "--yes"]));
            [second(&["fix", root, "--yes"]), race.join().unwrap()]
        });
        let moved = answers.iter().map(|answer| answer.json()["done"].as_array().unwrap().len());
        assert_eq!(moved.sum::<usize>(), 3, "{answers:?}");
        for answer in [first(&["verify", root]), second(&["verify", root])] {
            assert_eq!((answer.code, &answer.json()["journal"]), (0, &json!([])), "{answer:?}");
        }
        // Nobody else may read any of it.
        let stranger = Command::new(&case.program)
            .args(["check", root, "--json"])
            .env("FALDONE_DATA", "/nonexistent")
            .uid(65_534)
            .gid(65_534)
            .output()
            .unwrap();
        assert_eq!(stranger.status.code(), Some(3));
    }
}

#[test]
fn an_account_that_may_not_is_told_in_words() {
    if !is_root() {
        return skip("two accounts: only root can be two accounts");
    }
    let case = of_two_accounts(false);
    let root = case.root();
    assert_eq!(as_account(&case, 1, "022", &["init", root, "--person", "Amina/Rossi"]).code, 0);
    for verb in ["check", "fix", "verify"] {
        assert_error(&as_account(&case, 2, "022", &[verb, root]), "no-permission");
    }
    // It may look, and not write.
    give(&case.root, 61_001, 61_000, 0o755);
    give(&case.root.join("_Faldone"), 61_001, 61_000, 0o755);
    let answer = as_account(&case, 2, "022", &["fix", root, "--yes"]);
    assert!(
        answer.code == 3 || !answer.json()["left"].as_array().unwrap().is_empty(),
        "{answer:?}"
    );
    assert!(!answer.out.contains("os error"), "{answer:?}");
    assert_eq!(as_account(&case, 1, "022", &["verify", root]).json()["journal"], json!([]));
}

//! Hostile names and things that are no ordinary files.

use crate::{
    papers,
    support::{Case, tree},
};
use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::{ffi::OsStrExt, fs::symlink, net::UnixListener},
    process::Command,
};

/// Names that would rewrite the terminal, forge a line of the answer or lie about their extension.
const SLY: [&str; 9] = [
    "a\nerror    forged.pdf  [damaged].txt",
    "b\r\u{1b}[2K\u{1b}[1Aoverwritten.txt",
    "c\u{1b}]0;title\u{7}.txt",
    "d\u{202e}fdp.txt",
    "e\u{2066}x\u{2069}.txt",
    "f\u{200f}\u{61c}.txt",
    "g\u{9b}31m.txt",
    "h\u{7f}\u{8}\u{8}.txt",
    "i\u{2028}j\u{2029}k.txt",
];

fn is_raw(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{2028}' | '\u{2029}')
}

#[test]
fn sly_names_reach_the_terminal_escaped() {
    let case = Case::master();
    for name in SLY {
        case.write(name, format!("content of {name}"));
        case.write(format!("again {name}"), format!("content of {name}"));
        case.write(
            format!("{name}.pdf"),
            papers::letter(&["Nulla di nuovo", &format!("Ref. {}", name.len())]),
        );
    }
    let locked = case.root.join("no\u{202e}pdf.\nentry");
    fs::create_dir(&locked).unwrap();
    let out = case.beside("out\u{202e}.csv");
    let mut all = vec![
        vec!["scan", case.root()],
        vec!["check", case.root()],
        vec!["fix", case.root(), "--dry-run"],
        vec!["fix", case.root(), "--only", "duplicate", "--yes"],
        vec!["log", case.root()],
        vec!["undo", case.root()],
        vec!["verify", case.root()],
        vec!["search", case.root(), "nulla"],
        vec!["timeline", case.root()],
        vec!["export", case.root(), "--person", "Amina Rossi", "--to", out.to_str().unwrap()],
        vec!["export", case.root(), "--person", "Amina Rossi", "--to", out.to_str().unwrap()],
        vec!["export", case.root(), "--person", "Ami\u{202e}na\nRossi", "--to", "x.csv"],
        vec!["correct", case.root(), SLY[0], "type", "NONE\u{202e}"],
        vec!["undo", case.root(), "no\u{202e}\nsuch"],
    ];
    let files: Vec<String> =
        SLY.iter().map(|name| case.root.join(name).to_str().unwrap().to_owned()).collect();
    all.push([vec!["inspect"], files.iter().map(String::as_str).collect()].concat());
    for arguments in &all {
        for answer in [case.run(arguments), case.ask(arguments)] {
            for text in [&answer.out, &answer.err] {
                assert!(!text.contains(is_raw), "{arguments:?} wrote {text:?}");
                let forged = text.lines().any(|line| line.starts_with("error    forged"));
                assert!(!forged, "{arguments:?} wrote a forged line: {text}");
            }
        }
    }
    // Escaped or not, programs get the true names.
    let json = case.ask(&["check", case.root()]).json();
    let paths: Vec<&str> =
        json["findings"].as_array().unwrap().iter().filter_map(|f| f["path"].as_str()).collect();
    for name in SLY {
        assert!(paths.iter().any(|path| path.contains(name)), "{name:?} has no finding: {json}");
    }
}

#[test]
fn names_that_are_not_text() {
    let case = Case::master();
    let odd = OsStr::from_bytes(b"Rossi \xff\xfe.pdf");
    let paper = papers::letter(&["Comunicazione", "Nulla di nuovo"]);
    case.write(odd, &paper);
    case.write(OsStr::from_bytes(b"folder \xc3\x28/inside.txt"), "x");
    case.write("plain.txt", "plain");
    let before = tree(&case.root);
    let answer = case.ask(&["check", case.root()]);
    assert_eq!(answer.code, 1, "a paper nobody looks at must be told: {answer:?}");
    let json = answer.json();
    assert_eq!(json["files"], 1, "{json}");
    let trouble = json["trouble"].as_array().unwrap();
    assert_eq!(trouble.len(), 2, "{json}");
    for told in trouble {
        assert!(told[1].as_str().unwrap().contains("name"), "{told}");
    }
    let papers = |tree: std::collections::BTreeMap<OsString, _>| {
        tree.into_iter().filter(|(path, _)| !path.as_bytes().starts_with(b"_Faldone")).count()
    };
    assert_eq!(papers(tree(&case.root)), papers(before));

    // Looked at by itself, it is read like any other, or the reason is said.
    let file = case.root.join(odd);
    let answer = case.ask(&[OsStr::new("inspect"), file.as_os_str()]);
    if answer.code == 3 {
        let error = crate::support::assert_error(&answer, "name-not-text");
        assert!(error["message"].as_str().unwrap().contains("name"), "{error}");
    } else {
        assert_eq!(answer.json()["files"][0]["complete"], true, "{answer:?}");
    }
    // As an argument that is no text, it is no reason to stumble.
    let answer =
        case.run(&[OsStr::new("check"), case.root.join(OsStr::from_bytes(b"\xff")).as_os_str()]);
    assert_eq!(answer.code, 3, "{answer:?}");
    let answer = case.run(&[OsStr::from_bytes(b"\xff\xff")]);
    assert_eq!(answer.code, 2, "{answer:?}");
}

#[test]
fn links_pipes_and_devices_are_left_alone() {
    let case = Case::master();
    let secret = case.beside("secret.pdf");
    fs::write(&secret, papers::letter(&["Passaporto", "outside"])).unwrap();
    let outside = case.beside("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("more.txt"), "more").unwrap();
    symlink(&secret, case.root.join("link.pdf")).unwrap();
    symlink(&outside, case.root.join("folder")).unwrap();
    symlink("/etc/passwd", case.root.join("passwd.txt")).unwrap();
    symlink("/dev/zero", case.root.join("endless.pdf")).unwrap();
    symlink(".", case.root.join("self")).unwrap();
    symlink("nowhere", case.root.join("dangling.pdf")).unwrap();
    let fifo = case.root.join("pipe.pdf");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let _socket = UnixListener::bind(case.root.join("socket.pdf")).unwrap();
    let device = case.root.join("zero.pdf");
    let has_device = Command::new("mknod").arg(&device).args(["c", "1", "5"]).status();
    let has_device = has_device.is_ok_and(|status| status.success());
    case.write("paper.txt", "the only paper");
    let before = tree(&outside);

    let answer = case.ask(&["check", case.root()]);
    assert_eq!(answer.json()["files"], 1, "{answer:?}");
    assert!(answer.took.as_secs() < 20, "{:?}", answer.took);
    assert_eq!(case.ask(&["verify", case.root()]).code, 0);
    assert!(!case.run(&["search", case.root(), "outside"]).out.contains("link"));
    assert_eq!(tree(&outside), before);

    let mut odd = vec![fifo, case.root.join("socket.pdf"), "/dev/zero".into(), case.root.clone()];
    if has_device {
        odd.push(device);
    }
    for file in odd {
        let answer = case.ask(&["inspect", file.to_str().unwrap()]);
        crate::support::assert_error(&answer, "not-a-file");
        assert!(answer.took.as_secs() < 5, "{file:?} {:?}", answer.took);
    }
    case.assert_nobody_is_left();
}

/// A household's folder that a link leads out of: what would be moved there stays.
#[test]
fn nothing_is_moved_through_a_link() {
    let case = Case::new();
    assert_eq!(case.run(&["demo", case.root(), "--today", "2026-11-21"]).code, 0);
    let plan = case.ask(&["fix", case.root(), "--dry-run", "--today", "2026-11-21"]).json();
    let to = plan["plan"].as_array().unwrap().iter().find(|step| step["kind"] == "move").cloned();
    let step = to.unwrap_or_else(|| panic!("no move in the demo's plan: {plan}"));
    let target = step["to"].as_str().unwrap();
    let (person, _) = target.split_once('/').unwrap();
    let (inside, outside) = (case.root.join(person), case.beside("elsewhere"));
    assert!(Command::new("mv").arg(&inside).arg(&outside).status().unwrap().success());
    symlink(&outside, &inside).unwrap();
    let before = tree(&outside);
    let answer = case.ask(&["fix", case.root(), "--yes", "--today", "2026-11-21"]);
    assert_eq!(tree(&outside), before, "{answer:?}");
    assert!(case.root.join(step["path"].as_str().unwrap()).exists(), "{answer:?}");
}

#[test]
fn hard_links_are_two_copies_that_share_nothing_they_could_lose() {
    let case = Case::master();
    let bytes = papers::letter(&["Comunicazione", "Nulla di nuovo"]);
    case.write("one.pdf", &bytes);
    let outside = case.beside("outside.pdf");
    fs::hard_link(case.root.join("one.pdf"), case.root.join("two.pdf")).unwrap();
    fs::hard_link(case.root.join("one.pdf"), &outside).unwrap();
    let json = case.ask(&["check", case.root()]).json();
    assert_eq!(json["files"], 2, "{json}");
    assert!(
        json["findings"].as_array().unwrap().iter().any(|f| f["code"] == "duplicate"),
        "{json}"
    );
    assert_eq!(case.run(&["fix", case.root(), "--only", "duplicate", "--yes"]).code, 0);
    let undone = case.run(&["undo", case.root()]);
    assert_eq!(undone.code, 0, "{undone:?}");
    for path in [case.root.join("one.pdf"), case.root.join("two.pdf"), outside] {
        assert_eq!(fs::read(path).unwrap(), bytes);
    }
}

#[test]
fn long_paths() {
    let case = Case::master();
    let folder = ["Questura di Milano, permesso di soggiorno per motivi di lavoro"; 6].join("/");
    let path = format!("{folder}/Ricevuta della raccomandata.pdf");
    assert!(path.len() > 300);
    case.write(&path, papers::letter(&["Comunicazione", "Parola-chiave zibaldone"]));
    // As long as a name can be.
    let longest = format!("{}.txt", "n".repeat(251));
    case.write(&longest, "long");
    let answer = case.ask(&["scan", case.root()]);
    assert_eq!(answer.code, 0, "{answer:?}");
    assert_eq!(answer.json()["files"], 2);
    assert!(case.run(&["search", case.root(), "zibaldone"]).out.contains("raccomandata"));
    assert!(answer.out.contains(&longest), "{answer:?}");
}

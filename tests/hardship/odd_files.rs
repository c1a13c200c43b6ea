//! Files and folders that are odd on disk rather than inside, and what of a hostile file reaches terminals and tables.

use crate::{
    papers,
    support::{Case, has, is_root},
};
use std::{fs, os::unix::fs::PermissionsExt, process::Command, time::Duration};

#[test]
fn one_file_that_cannot_be_read_leaves_the_others_their_answers() {
    let case = Case::new();
    case.write("a.pdf", papers::letter(&["Comunicazione", "Nulla di nuovo"]));
    case.write("z.pdf", papers::letter(&["Avviso", "Nulla di nuovo"]));
    fs::create_dir(case.root.join("folder.pdf")).unwrap();
    let path = |name: &str| case.root.join(name).to_str().unwrap().to_owned();
    let asked = ["a.pdf", "folder.pdf", "not there.pdf", "z.pdf"].map(path);
    let arguments: Vec<&str> =
        ["inspect"].into_iter().chain(asked.iter().map(String::as_str)).collect();
    let answer = case.ask(&arguments);
    assert_eq!(answer.code, 3, "{answer:?}");
    let json = answer.json();
    let read: Vec<&str> =
        json["files"].as_array().unwrap().iter().filter_map(|f| f["path"].as_str()).collect();
    assert_eq!(read, [asked[0].as_str(), asked[3].as_str()]);
    let failed: Vec<&str> =
        json["failed"].as_array().unwrap().iter().filter_map(|f| f["code"].as_str()).collect();
    assert_eq!(failed, ["not-a-file", "not-found"]);
    let told = case.run(&arguments);
    assert_eq!(told.code, 3);
    assert!(told.out.contains("a.pdf") && told.out.contains("z.pdf"), "{told:?}");
    assert!(told.err.contains("folder.pdf") && told.err.contains("not there.pdf"), "{told:?}");
}

/// A file that seems to be of a hundred gigabytes and takes no room on the disk.
#[test]
fn an_immense_file_holds_nobody_up() {
    let case = Case::master();
    case.write("paper.txt", "the only paper");
    fs::File::create(case.root.join("immense.pdf")).unwrap().set_len(100 << 30).unwrap();
    for verb in ["check", "verify"] {
        let answer = case.ask(&[verb, case.root()]);
        assert_eq!(answer.code, 1, "{verb}: {answer:?}");
        assert!(answer.worker_time < Duration::from_secs(12), "{verb}: {answer:?}");
        assert!(answer.took < Duration::from_secs(200), "{verb} took {:?}", answer.took);
        assert!(
            answer.parent_peak < 200 << 20 && answer.worker_peak < 200 << 20,
            "{verb}: {answer:?}"
        );
        assert!(answer.out.contains("immense.pdf"), "{verb}: {answer:?}");
    }
    assert_eq!(case.ask(&["verify", case.root()]).json()["unknown"][0], "immense.pdf");
    let answer = case.ask(&["inspect", case.root.join("immense.pdf").to_str().unwrap()]);
    assert!(!answer.out.contains("panicked") && answer.code != 101, "{answer:?}");
    case.assert_nobody_is_left();
}

#[test]
fn a_file_and_a_folder_nobody_may_read_are_told() {
    if !is_root() {
        crate::support::skip(
            "a file nobody may read: only the administrator can make one of another account",
        );
        return;
    }
    let case = Case::master();
    case.write("open.txt", "open");
    case.write("shut.pdf", papers::letter(&["Comunicazione"]));
    case.write("shut/inside.pdf", papers::letter(&["Avviso"]));
    case.give_to_nobody();
    for name in ["shut.pdf", "shut"] {
        fs::set_permissions(case.root.join(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    let answer = case.ask_as_nobody(&["check", case.root()]);
    assert_eq!(answer.code, 1, "{answer:?}");
    let json = answer.json();
    let finding = &json["findings"][0];
    assert_eq!((&finding["path"], &finding["code"]), (&"shut.pdf".into(), &"no-permission".into()));
    assert_eq!(json["trouble"][0][0], "shut", "{json}");
    assert!(!answer.out.contains("os error"), "{answer:?}");
    let verified = case.ask_as_nobody(&["verify", case.root()]).json();
    let unreadable: Vec<_> = verified["unreadable"].as_array().unwrap().clone();
    assert_eq!(unreadable.len(), 2, "{verified}");
}

#[test]
fn folders_ten_thousand_deep() {
    let case = Case::master();
    case.write("paper.txt", "the only paper");
    // A hundred at a time, or making them takes longer than looking at them; the whole path is longer than the system can name.
    let hundred = ["d"; 100].join("/");
    let dig = format!(
        "cd -P \"$0\" && n=0 && while [ $n -lt 100 ]; do mkdir -p {hundred} && cd -P {hundred} || exit 1; n=$((n+1)); done; \
         echo x > deep.pdf"
    );
    let dug = Command::new("sh").args(["-c", &dig]).arg(&case.root).output().unwrap();
    let depth_reached = dug.status.success();
    let answer = case.ask(&["check", case.root()]);
    assert!(answer.code < 2, "{answer:?}");
    let json = answer.json();
    assert_eq!(json["files"], 1, "{json}");
    if depth_reached {
        // Below what the system can name, nothing can be read; that there is something is told.
        let trouble = json["trouble"].as_array().unwrap();
        assert_eq!(trouble.len(), 1, "{} troubles", trouble.len());
        assert!(trouble[0][1].as_str().unwrap().contains("too long"), "{}", trouble[0][1]);
    }
    let answer = case.run(&["verify", case.root()]);
    assert!(answer.code < 2, "{answer:?}");
    assert!(Command::new("rm").arg("-rf").arg(case.root.join("d")).status().unwrap().success());
    assert!(depth_reached, "{dug:?}");
}

/// Escape sequences in what a paper says, in a mail's headers and in errors.
#[test]
fn what_papers_say_reaches_the_terminal_escaped() {
    let case = Case::master();
    let sly = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}";
    let mail = format!(
        "From: a@example.org\r\nTo: b@example.org\r\nSubject: Protocollo 0012345/2026 {sly}\r\n\
         Date: Mon, 2 Nov 2026 10:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         zibaldone {sly} Protocollo n. 0012345/2026 {sly} del 02/11/2026 per Amina Rossi {sly}\r\n"
    );
    case.write("mail.eml", mail);
    let words =
        "(Protocollo n. 0012345/2026 \\033]0;owned\\007 del 02/11/2026 Amina Rossi zibaldone) Tj";
    case.write(
        "paper.pdf",
        crate::hostile::one_page(
            "",
            format!("BT /F 9 Tf 60 700 Td {words} ET").as_bytes(),
            "",
            &[],
        ),
    );
    let files =
        ["mail.eml", "paper.pdf"].map(|name| case.root.join(name).to_str().unwrap().to_owned());
    let root = case.root();
    for arguments in [
        vec!["check", root],
        vec!["inspect", &files[0], &files[1], "--person", "Amina/Rossi"],
        vec!["search", root, "zibaldone"],
        vec!["timeline", root],
        vec!["search", root, sly],
        vec!["correct", root, "mail.eml", "type", sly],
        vec![
            "event",
            root,
            "add",
            "--date",
            "2026-11-01",
            "--what",
            sly,
            "--person",
            "Amina Rossi",
        ],
        vec!["timeline", root],
        vec!["log", root],
        vec!["undo", root, sly],
        vec!["packs", sly],
        vec![sly],
    ] {
        for answer in [case.run(&arguments), case.ask(&arguments)] {
            for text in [&answer.out, &answer.err] {
                let raw = text.chars().find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
                assert_eq!(raw, None, "{arguments:?} wrote {text:?}");
            }
        }
    }
}

/// File names, facts and the user's own notes reach the tables as text, whatever they begin with.
#[test]
fn tables_hold_no_formula() {
    let case = Case::master();
    let formulas = [
        "=cmd|' /C calc'!A0",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        "\u{ff1d}1+1",
        "=HYPERLINK(\"http://example.org\",\"open\")",
    ];
    for (at, formula) in formulas.iter().enumerate() {
        let name = formula.replace('/', "-");
        case.write(
            format!("{name}.pdf"),
            papers::letter(&[
                "Nulla osta al lavoro subordinato",
                &format!("{formula} n. P-MI/L/N/2026/10125{at} del 02/11/2026"),
                "Lavoratrice: Rossi Amina",
            ]),
        );
        let told = ["what", "who", "reference"].map(|field| format!("--{field}={formula}"));
        let mut note =
            vec!["event", case.root(), "add", "--date=2026-11-01", "--person=Amina Rossi"];
        note.extend(told.iter().map(String::as_str));
        let answer = case.run(&note);
        assert_eq!(answer.code, 0, "{answer:?}");
    }
    for name in ["out.csv", "out.xlsx"] {
        let to = case.beside(name);
        let answer = case.run(&[
            "export",
            case.root(),
            "--person",
            "Amina Rossi",
            "--full",
            "--to",
            to.to_str().unwrap(),
        ]);
        assert_eq!(answer.code, 0, "{answer:?}");
    }
    let mut table =
        csv::ReaderBuilder::new().flexible(true).from_path(case.beside("out.csv")).unwrap();
    let mut notes = 0;
    for record in table.records() {
        for field in record.unwrap().iter() {
            let begins = field.trim_start().chars().next();
            assert!(
                !matches!(begins, Some('=' | '+' | '-' | '@' | '\u{ff1d}')),
                "a formula: {field}"
            );
            notes += usize::from(field.starts_with('\''));
        }
    }
    assert!(notes >= 3 * formulas.len(), "the notes are in the table, as text: {notes}");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(case.beside("out.xlsx")).unwrap();
    use calamine::Reader;
    let sheets = book.sheet_names();
    for sheet in &sheets {
        assert!(book.worksheet_formula(sheet).unwrap().is_empty(), "a formula on {sheet}");
    }
    assert!(sheets.len() >= 2, "{sheets:?}");
    if has("unzip") {
        let out = Command::new("unzip").arg("-p").arg(case.beside("out.xlsx")).output().unwrap();
        let parts = String::from_utf8_lossy(&out.stdout).into_owned();
        for word in ["<f>", "ddeLink", "externalLink", "javascript:", "http://example.org\" Target"]
        {
            assert!(!parts.contains(word), "the workbook holds {word}");
        }
    }
}

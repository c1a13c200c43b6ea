//! A file that is not all there is never taken for whole, in whatever shape its program writes PDFs and wherever it was cut.

use crate::{
    papers::{self, classic, hybrid, linearized, modern, noise, paper, updated},
    support::{Case, has, skip},
};
use std::{path::Path, process::Command, sync::Mutex};

/// Whole PDFs with this title, each in the shape of another kind of program.
pub fn own_shapes(title: &str) -> Vec<(String, Vec<u8>)> {
    let objects = paper(title);
    let note = b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (received) >>".to_vec();
    let mut signed = papers::Objects::default();
    signed.stream("/Filter /FlateDecode", &papers::deflated(&noise(9, 30_000)));
    let big_note = signed.0.remove(0);
    let number = objects.0.len() + 1;
    vec![
        ("classic".to_owned(), classic(&objects, "\n")),
        ("classic with CRLF".to_owned(), classic(&objects, "\r\n")),
        ("classic with CR".to_owned(), classic_cr(&objects)),
        ("streams".to_owned(), modern(&objects)),
        ("hybrid".to_owned(), hybrid(&objects)),
        ("linearized".to_owned(), linearized(&objects)),
        ("updated".to_owned(), updated(classic(&objects, "\n"), number, &note)),
        ("signed later".to_owned(), updated(classic(&objects, "\n"), number, &big_note)),
        ("linearized and updated".to_owned(), updated(linearized(&objects), number + 1, &big_note)),
    ]
}

/// Those, and what another program makes of one.
fn shapes(case: &Case) -> Vec<(String, Vec<u8>)> {
    let mut shapes = own_shapes("Ricevuta di presentazione della domanda");
    if has("qpdf") {
        let from = case.beside("from.pdf");
        std::fs::write(&from, &shapes[0].1).unwrap();
        let ways: [&[&str]; 4] = [
            &["--linearize"],
            &["--object-streams=generate"],
            &["--linearize", "--object-streams=generate"],
            &["--encrypt", "", "owner", "256", "--"],
        ];
        for way in ways {
            let to = case.beside("to.pdf");
            let done = Command::new("qpdf").args(way).args([&from, &to]).status().unwrap();
            assert!(done.success());
            shapes.push((format!("qpdf {}", way.join(" ")), std::fs::read(to).unwrap()));
        }
    } else {
        skip("PDFs linearized by qpdf: it is not installed");
    }
    shapes
}

fn classic_cr(objects: &papers::Objects) -> Vec<u8> {
    // "stream" must not be followed by a carriage return alone, and inside objects a line feed is as good.
    classic(objects, "\r")
}

/// Where an update begins: cut exactly there, a file is a whole older one.
pub fn revisions(bytes: &[u8]) -> Vec<usize> {
    let ends = bytes.windows(5).enumerate().filter(|(_, w)| *w == b"%%EOF").map(|(at, _)| at + 5);
    ends.collect()
}

/// The file cut at ten points, its tail zero at five, and a block of zeros in it at five.
pub fn variants(whole: &[u8]) -> Vec<(String, Vec<u8>)> {
    let length = whole.len();
    let mut variants = Vec::new();
    let revisions = revisions(whole);
    let near_revision = |cut: usize| revisions.iter().any(|end| cut >= *end && cut <= *end + 2);
    let trimmed = length - whole.iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
    let mut cuts: Vec<usize> = (1..=8).map(|part| length * part / 9).collect();
    cuts.extend([trimmed - 1, trimmed - 40]);
    for cut in cuts {
        let cut = if near_revision(cut) { cut + 7 } else { cut };
        variants.push((format!("cut at {cut} of {length}"), whole[..cut].to_vec()));
    }
    for part in 1..=5 {
        // As a download that reserves the whole length first.
        let from = length * part / 6;
        let mut bytes = whole.to_vec();
        bytes[from..].fill(0);
        variants.push((format!("zeros from {from} of {length}"), bytes));
    }
    let blocks = length / 4096;
    for part in 0..5 {
        // As a sync program that fetches blocks out of order.
        let block = (1 + part * blocks.saturating_sub(2) / 4).min(blocks - 1);
        let mut bytes = whole.to_vec();
        bytes[block * 4096..(block + 1) * 4096].fill(0);
        variants.push((format!("block {block} of {blocks} is zeros"), bytes));
    }
    variants
}

fn inspect(case: &Case, file: &Path) -> (i32, serde_json::Value) {
    let answer = case.ask(&["inspect", file.to_str().unwrap()]);
    (answer.code, answer.json()["files"][0].clone())
}

#[test]
fn no_part_of_a_file_is_taken_for_the_whole() {
    let case = Case::new();
    let mut work = Vec::new();
    for (shape, whole) in shapes(&case) {
        for (what, bytes) in variants(&whole) {
            work.push((format!("{shape}, {what}"), bytes, false));
        }
        work.push((format!("{shape}, whole"), whole, true));
    }
    let parts = work.iter().filter(|(_, _, whole)| !whole).count();
    println!("{parts} variants of {} files", work.len() - parts);
    assert!(parts >= 120, "{parts}");

    let (work, wrong) = (Mutex::new(work.into_iter().enumerate()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some((at, (what, bytes, whole))) = work.lock().unwrap().next() else {
                        return;
                    };
                    let file = case.beside(&format!("{at}.pdf"));
                    std::fs::write(&file, &bytes).unwrap();
                    let (code, told) = inspect(&case, &file);
                    let right = told["complete"] == whole && code == i32::from(!whole);
                    // Nothing is read from what is not whole.
                    let silent = whole || told["pages"].as_array().is_some_and(Vec::is_empty);
                    if !right || !silent {
                        wrong
                            .lock()
                            .unwrap()
                            .push(format!("{what}: exit {code}, complete {}", told["complete"]));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {parts} taken wrongly:\n{}", wrong.len(), wrong.join("\n"));
}

/// An unfinished download may hold all bytes already: it is not taken until it has its name.
#[test]
fn a_download_is_not_taken_before_it_has_its_name() {
    let case = Case::master();
    let paper = papers::letter(&[
        "Prefettura di Milano - Sportello Unico per l'Immigrazione",
        "NULLA OSTA al lavoro subordinato",
        "Codice pratica P-MI/L/N/2026/101255",
        "rilasciato il 28/04/2026 a ROSSI Amina",
    ]);
    for name in ["zibaldone.pdf.part", "zibaldone.pdf.crdownload", "_Inbox/zibaldone.pdf.download"]
    {
        case.write(name, &paper);
    }
    let json = case.ask(&["check", case.root()]).json();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 3, "{json}");
    assert!(findings.iter().all(|f| f["code"] == "partial-download"), "{json}");
    let fix = case.ask(&["fix", case.root(), "--yes"]).json();
    assert_eq!(fix["plan"], serde_json::json!([]), "{fix}");
    assert_eq!(fix["unsure"], serde_json::json!([]), "{fix}");
    assert!(!case.run(&["search", case.root(), "101255"]).out.contains("zibaldone"));
    let timeline = case.run(&["timeline", case.root()]);
    assert!(
        !timeline.out.contains("zibaldone") && !timeline.out.contains("101255"),
        "{timeline:?}"
    );
    // It is no unknown file either: it was never seen as a paper.
    assert_eq!(case.run(&["verify", case.root()]).code, 0);

    let [from, to] = ["zibaldone.pdf.part", "zibaldone.pdf"].map(|name| case.root.join(name));
    #[expect(clippy::disallowed_methods, reason = "This is what the browser does.")]
    std::fs::rename(from, to).unwrap();
    assert!(case.run(&["search", case.root(), "101255"]).out.contains("zibaldone.pdf"));
    let timeline = case.run(&["timeline", case.root()]).out;
    assert!(timeline.contains("101255"), "{timeline}");
}

#[test]
fn a_file_that_grows_is_new_content_at_the_same_place() {
    let case = Case::master();
    let objects = paper("Ricevuta");
    let first = classic(&objects, "\n");
    case.write("paper.pdf", &first);
    assert_eq!(case.run(&["scan", case.root()]).code, 0);
    let grown =
        updated(first, objects.0.len() + 1, b"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] >>");
    // Half of the update is there: not whole any more.
    case.write("paper.pdf", &grown[..grown.len() - 120]);
    let json = case.ask(&["check", case.root()]).json();
    assert!(
        json["findings"].as_array().unwrap().iter().any(|f| f["code"] == "incomplete"),
        "{json}"
    );
    case.write("paper.pdf", &grown);
    let json = case.ask(&["check", case.root()]).json();
    assert!(
        !json["findings"].as_array().unwrap().iter().any(|f| f["code"] == "incomplete"),
        "{json}"
    );
    assert_eq!(case.ask(&["verify", case.root()]).code, 0);
}

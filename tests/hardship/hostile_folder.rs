//! One bad file cannot stop, slow down or take down the rest.

use crate::{
    hostile, papers,
    support::{Answer, Case},
};
use std::{fs, time::Duration};

/// What a worker may hold, all in all.
const WORKER: u64 = 1 << 30;
/// A worker has ten seconds of processor time for a file, and the second it is in.
const ONE_FILE: Duration = Duration::from_millis(11_500);

fn honest(case: &Case) -> Vec<String> {
    (1..=6)
        .map(|number| {
            let name = format!("honest/letter {number}.pdf");
            let lines = ["Comunicazione", &format!("Parola-chiave zibaldone, lettera {number}")];
            case.write(&name, papers::letter(&lines));
            name
        })
        .collect()
}

fn assert_bounded(case: &Case, answer: &Answer, what: &str) {
    assert!(answer.worker_peak <= WORKER, "{what}: a worker held {} bytes", answer.worker_peak);
    assert!(
        answer.parent_peak < 400 << 20,
        "{what}: the program held {} bytes",
        answer.parent_peak
    );
    case.assert_nobody_is_left();
}

#[test]
fn a_folder_of_hostile_files() {
    let case = Case::master();
    let files = hostile::all();
    for file in &files {
        case.write(&file.name, &file.bytes);
    }
    let honest = honest(&case);
    let scan = case.ask(&["scan", case.root()]);
    assert_eq!(scan.code, 0, "{scan:?}");
    assert_bounded(&case, &scan, "scan");
    let check = case.ask(&["check", case.root()]);
    assert_eq!(check.code, 1, "{}", check.err);
    assert_eq!(scan.json()["files"].as_u64().unwrap() as usize, files.len() + honest.len());
    assert!(
        check.took < Duration::from_secs(10),
        "known files are not read again: {:?}",
        check.took
    );
    println!(
        "{} hostile files scanned in {:?}, parent {} MB, worker {} MB",
        files.len(),
        scan.took,
        scan.parent_peak >> 20,
        scan.worker_peak >> 20
    );

    let json = check.json();
    let findings = json["findings"].as_array().unwrap();
    let mut wrong = Vec::new();
    for file in &files {
        let of_it: Vec<_> = findings.iter().filter(|f| f["path"] == *file.name).collect();
        let codes: Vec<&str> = of_it.iter().filter_map(|f| f["code"].as_str()).collect();
        if !file.told.is_empty() && !codes.iter().any(|code| file.told.contains(code)) {
            wrong.push(format!("{}: told {codes:?}, wanted one of {:?}", file.name, file.told));
        }
        for finding in of_it {
            let text = finding["text"].as_str().unwrap();
            if text.len() < 20 || text.contains("os error") || text.contains("panicked") {
                wrong.push(format!("{}: not in words: {text}", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    // The honest ones are all there, and read.
    let hits = case.ask(&["search", case.root(), "zibaldone"]);
    for path in &honest {
        assert!(hits.out.contains(path), "{path} is not found: {hits:?}");
        let broken = findings.iter().any(|f| f["path"] == **path && f["severity"] == "error");
        assert!(!broken, "{path} has an error: {json}");
    }
    case.assert_nobody_is_left();
}

#[test]
#[ignore = "long: one program after the other, so that each file's time and memory can be told"]
fn each_hostile_file_by_itself_is_done_in_time() {
    let case = Case::new();
    let mut slowest = (Duration::ZERO, String::new());
    for file in hostile::all() {
        let place = case.beside("in").join(&file.name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, &file.bytes).unwrap();
        let answer = case.ask(&["inspect", place.to_str().unwrap()]);
        assert!(answer.code == 0 || answer.code == 1, "{}: {answer:?}", file.name);
        let json = answer.json();
        assert_eq!(json["files"][0]["bytes"], file.bytes.len(), "{}", file.name);
        assert!(answer.worker_time < ONE_FILE, "{}: {:?}", file.name, answer.worker_time);
        // The clock on the wall is the last fence of all, for a reader that waits instead of working.
        assert!(answer.took < Duration::from_secs(240), "{}: {:?}", file.name, answer.took);
        assert_bounded(&case, &answer, &file.name);
        let took = (answer.took, file.name.clone());
        println!(
            "{:6.2} s, worker {:5.2} s, {:4} MB, worker {:4} MB  {}",
            answer.took.as_secs_f64(),
            answer.worker_time.as_secs_f64(),
            answer.parent_peak >> 20,
            answer.worker_peak >> 20,
            file.name
        );
        slowest = slowest.max(took);
    }
    println!("slowest: {slowest:?}");
}

/// The window draws what a person clicks on, whatever the findings say of it.
#[test]
#[ignore = "long: one program after the other, so that each drawing's time and memory can be told"]
fn each_hostile_file_is_drawn_or_given_up() {
    use std::io::Write;
    let case = Case::new();
    let (mut drawn, mut given_up, mut stopped) = (0, 0, 0);
    let mut slowest = (Duration::ZERO, String::new());
    for file in hostile::all() {
        let place = case.beside("in").join(&file.name);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, &file.bytes).unwrap();
        let question = case.beside("question");
        let line =
            serde_json::json!({ "path": place, "task": { "draw": { "page": 1, "width": 1200 } } });
        fs::File::create(&question).unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
        // Its own parent: what it says and how it ends is what the window's side would see.
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", "\"$0\" worker < \"$1\""]).arg(&case.program).arg(&question);
        let answer = case.observe(shell);
        assert!(answer.worker_time < ONE_FILE, "{}: {:?}", file.name, answer.worker_time);
        assert!(answer.worker_peak <= WORKER, "{}: {} bytes", file.name, answer.worker_peak);
        match (answer.code, answer.out.contains("\"drawn\"")) {
            (0, true) => drawn += 1,
            (0, false) => given_up += 1,
            _ => stopped += 1,
        }
        slowest = slowest.max((answer.worker_time, file.name.clone()));
    }
    println!(
        "{drawn} drawn, {given_up} given up, {stopped} stopped by their limits; slowest {slowest:?}"
    );
    assert_eq!(stopped + given_up + drawn, hostile::all().len());
    case.assert_nobody_is_left();
}

/// The limits are set on the worker itself, not only hoped for.
#[test]
fn a_worker_is_limited_and_goes_with_its_parent() {
    use std::{io::Write, process::Stdio, time::Instant};
    let case = Case::new();
    let mut command = case.command(&["worker"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let limits = || fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let row = |name: &str| {
        limits()
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .map(|row| row.trim().to_owned())
            .unwrap()
    };
    let until = Instant::now() + Duration::from_secs(10);
    while row("Max address space").starts_with("unlimited") && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(row("Max address space").starts_with(&WORKER.to_string()), "{}", limits());
    assert!(row("Max core file size").starts_with('0'), "{}", limits());
    let seconds: u64 = row("Max cpu time").split_whitespace().next().unwrap().parse().unwrap();
    assert!(seconds <= 20, "{}", limits());
    // Nonsense from outside ends it, and so does the end of its input.
    child.stdin.take().unwrap().write_all(b"nonsense\n").unwrap();
    assert!(!child.wait().unwrap().success());
    let mut child = case.command(&["worker"]).stdin(Stdio::piped()).spawn().unwrap();
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

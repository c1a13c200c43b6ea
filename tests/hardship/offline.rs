//! Faldone opens no network connection, ever.

use crate::support::{Case, has, people_of_demo, skip};
use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    time::Duration,
};

#[test]
fn no_verb_opens_a_socket_to_the_world() {
    if !has("strace") {
        skip("no network: strace is not installed");
        return;
    }
    let case = Case::new();
    let (root, csv, xlsx) = (case.root(), case.beside("out.csv"), case.beside("out.xlsx"));
    let log = case.beside("calls.txt");
    let run = |arguments: &[&str]| {
        let mut command = Command::new("strace");
        command
            .args(["-f", "-qq", "-e", "trace=network,execve", "-o"])
            .arg(&log)
            .arg(&case.program);
        command.args(arguments).env("FALDONE_DATA", &case.data);
        let answer = case.observe(command);
        assert!(answer.code < 2, "{arguments:?}: {answer:?}");
        let calls = fs::read_to_string(&log).unwrap();
        assert!(calls.contains("execve("), "the program was not followed");
        for line in calls.lines() {
            let inet = ["AF_INET", "AF_NETLINK", "AF_PACKET", "sa_family=AF_INET"];
            assert!(!inet.iter().any(|word| line.contains(word)), "{arguments:?}: {line}");
        }
        calls
    };
    let calls = run(&["demo", root]);
    assert!(calls.contains("\"worker\""), "the workers were not followed: {calls}");
    let person = people_of_demo(&case).remove(0);
    run(&["scan", root]);
    run(&["check", root]);
    run(&["fix", root, "--yes"]);
    run(&["undo", root]);
    run(&["verify", root]);
    run(&["log", root]);
    run(&["packs"]);
    run(&["init", root]);
    run(&["search", root, "nulla osta"]);
    let paper = case.root.join("documento.pdf");
    run(&["inspect", paper.to_str().unwrap()]);
    run(&["correct", root, "documento.pdf", "type", "PASSPORT"]);
    run(&["event", root, "add", "--date", "2026-11-01", "--what", "Called", "--person", &person]);
    run(&["timeline", root]);
    for to in [csv, xlsx] {
        run(&["export", root, "--person", &person, "--to", to.to_str().unwrap()]);
    }
    // Watching: a paper comes in while it is being followed.
    let mut watch = Command::new("strace");
    watch.args(["-f", "-qq", "-e", "trace=network,execve", "-o"]).arg(&log).arg(&case.program);
    watch.args(["watch", root, "--json"]).env("FALDONE_DATA", &case.data);
    let mut watch = watch.stdout(Stdio::piped()).spawn().unwrap();
    let (told, lines) = std::sync::mpsc::channel();
    let out = BufReader::new(watch.stdout.take().unwrap());
    std::thread::spawn(move || {
        out.lines().map_while(Result::ok).try_for_each(|line| told.send(line))
    });
    std::thread::sleep(Duration::from_secs(3));
    case.write("_Inbox/appena arrivato.txt", "a paper that comes while it is watched");
    let mut heard = String::new();
    while !heard.contains("appena arrivato") {
        heard.push_str(&lines.recv_timeout(Duration::from_secs(120)).expect("the paper is told"));
    }
    for pid in case.processes() {
        let _ = Command::new("kill").arg(pid.to_string()).status();
    }
    let _ = watch.wait();
    let calls = fs::read_to_string(&log).unwrap();
    assert!(calls.contains("\"watch\""), "the watcher was not followed");
    for line in calls.lines() {
        let inet = ["AF_INET", "AF_NETLINK", "AF_PACKET"];
        assert!(!inet.iter().any(|word| line.contains(word)), "watch: {line}");
    }
    case.assert_nobody_is_left();
}

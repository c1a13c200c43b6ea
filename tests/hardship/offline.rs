//! Faldone opens no network connection, ever.

use crate::support::{Case, has, people_of_demo, skip};
use std::{fs, process::Command};

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
    run(&["timeline", root]);
    for to in [csv, xlsx] {
        run(&["export", root, "--person", &person, "--to", to.to_str().unwrap()]);
    }
    case.assert_nobody_is_left();
}

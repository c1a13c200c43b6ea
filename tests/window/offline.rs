//! The app opens no network connection: every process of it, the web view's too, followed by strace through an hour's work.

use crate::{
    harness::{Screen, program},
    paper,
};
use std::{
    fs,
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// Waits until the folder's journal or the record of calls holds these words.
fn until(what: &str, holds: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(180);
    while !holds() {
        assert!(Instant::now() < end, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn journal(folder: &Path) -> String {
    let files = fs::read_dir(folder.join("_Faldone/journal")).into_iter().flatten().flatten();
    files.filter_map(|file| fs::read_to_string(file.path()).ok()).collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "To a place that is free: the family has no such paper."
)]
#[test]
fn the_app_and_its_web_view_open_no_socket_to_the_world() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("Papers");
    let made = Command::new(program("faldone"))
        .arg("demo")
        .arg(&folder)
        .env("FALDONE_DATA", home.path().join("data"))
        .env("HOME", home.path())
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let screen = Screen::start();
    let calls = home.path().join("calls.txt");
    // No driver here: a web view that is driven listens for its driver on a port of this computer.
    let mut app = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=network,execve", "-o"])
        .arg(&calls)
        .arg(program("faldone-app"))
        .arg("--folder")
        .arg(&folder)
        .env("DISPLAY", &screen.display)
        .env("HOME", home.path())
        .env("FALDONE_DATA", home.path().join("data"))
        .env_remove("WAYLAND_DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("strace starts (Debian package strace)");
    let told = || fs::read_to_string(&calls).unwrap_or_default();
    // The window stands when a page is drawn; a paper that is written comes in by itself, one that goes is noticed.
    until("a page is drawn by a worker", || told().contains("\"worker\""));
    until("the web view stands", || told().contains("WebKitWebProcess"));
    fs::write(folder.join("_Inbox/dal comune.pdf"), paper("Comune di Milano")).unwrap();
    until("the paper is taken in", || journal(&folder).contains("dal comune.pdf"));
    fs::rename(folder.join("_Inbox/dal comune.pdf"), folder.join("dal comune.pdf")).unwrap();
    std::thread::sleep(Duration::from_secs(5));
    let group = format!("-{}", app.id());
    let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
    std::thread::sleep(Duration::from_secs(1));
    let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
    let _ = app.wait();

    let calls = told();
    for process in ["faldone-app", "WebKitWebProcess", "WebKitNetworkProcess"] {
        assert!(calls.contains(process), "{process} was not followed");
    }
    let sockets = calls.lines().filter(|line| line.contains("socket(")).count();
    assert!(sockets > 3, "sockets of this computer's own are seen: {sockets}");
    // What the kernel tells of its routes to who asks it holds the word, too; no such socket leads anywhere.
    let leads_out = |line: &str| {
        ["socket(AF_INET", "socket(AF_PACKET", "socket(AF_VSOCK"]
            .iter()
            .any(|call| line.contains(call))
            || (line.contains("sa_family=AF_INET") && !line.contains("AF_NETLINK"))
    };
    let world: Vec<&str> = calls.lines().filter(|line| leads_out(line)).collect();
    assert!(world.is_empty(), "{}", world.join("\n"));
}

//! The watcher's events are a hint: whatever happens in the folder, after quiet the list is that of a fresh scan.
#![expect(clippy::disallowed_methods, reason = "The test is the user, who may rename and remove.")]
#![expect(clippy::print_stdout, reason = "A seed that fails must be known.")]

use crate::support::skip;
use faldone::{Folder, Options, view::DocumentQuery};
use faldone_tests::{Home, Numbers, Running, list, paper, put, text, tree};
use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    thread::sleep,
    time::Duration,
};

/// For what must come, however busy the computer is.
const PATIENCE: Duration = Duration::from_secs(150);
/// Longer than the watcher leaves anything lying.
const QUIET: Duration = Duration::from_secs(6);
/// Files that stay, so that what the sequences take away is no great loss.
const BALLAST: usize = 60;
const ENDINGS: [&str; 2] = ["pdf", "txt"];

fn watched() -> (Home, PathBuf, Running) {
    let home = Home::new();
    let root = home.folder("papers");
    home.json("init", &root, &["--person", "Amina/Rossi"]).fine();
    let watching = home.start("watch", &root);
    drop_mark(&root, &watching, "begin.txt");
    (home, root, watching)
}

/// Drops a file and waits until it was told of.
fn drop_mark(root: &Path, watching: &Running, name: &str) {
    put(root, name, name.as_bytes());
    watching.wait_for_line(name, PATIENCE, |line| tells(line, name));
}

fn tells(line: &serde_json::Value, path: &str) -> bool {
    list(&line["what"]).iter().any(|told| told == path)
}

/// Everything the list says, as text that can be compared.
fn state(index: &Folder) -> Vec<String> {
    let rows = index.documents(&DocumentQuery::default()).unwrap().rows;
    let proposals = index.proposals().unwrap();
    let rows = rows.iter().map(|row| serde_json::to_string(row).unwrap());
    rows.chain(proposals.iter().map(|one| serde_json::to_string(one).unwrap())).collect()
}

/// After quiet, the watched list is the same as one made by a scan that knows nothing of before.
fn assert_same_as_a_fresh_scan(home: &Home, root: &Path, watching: &Running, what: &str) {
    let mark = format!("end of {what}.txt");
    put(root, &mark, mark.as_bytes());
    watching.wait_for_line(&mark, 8 * PATIENCE, |line| tells(line, &mark));
    while !quiet_for(watching, QUIET) {}
    let watched = home.open(root);
    assert_eq!(watched.view().unwrap().paused, None, "{what}");
    let fresh =
        Folder::open(root, &Options { data: home.path("fresh"), ..home.options() }).unwrap();
    fresh.scan(&mut |_| true).unwrap();
    let (watched, fresh) = (state(&watched), state(&fresh));
    let on_disk = tree(root).into_iter().filter(|(_, content)| content.is_some()).count();
    let paths = fresh.iter().filter(|line| line.contains("\"sha256\"")).count();
    assert!(paths >= on_disk, "the fresh scan itself: {paths} of {on_disk}");
    let [one, other] = [&watched, &fresh].map(|lines| lines.iter().collect::<BTreeSet<_>>());
    let differs: Vec<_> = one.symmetric_difference(&other).collect();
    assert!(differs.is_empty(), "{what}: only in one of the two:\n{differs:#?}");
    fs::remove_dir_all(home.path("fresh")).unwrap();
}

fn quiet_for(watching: &Running, quiet: Duration) -> bool {
    sleep(quiet);
    watching.heard().is_empty()
}

/// One user at work, in a hurry.
struct User {
    root: PathBuf,
    numbers: Numbers,
    /// Contents by the usual ending of their names.
    papers: [Vec<Vec<u8>>; 2],
    /// How many contents may still be taken away.
    may_lose: usize,
}

impl User {
    fn folder(&mut self) -> PathBuf {
        let folders = ["", "a", "a/b", "a/b/c", "d", "e f", "Amina Rossi"];
        self.root.join(self.numbers.pick(&folders))
    }

    fn file(&mut self, ending: usize) -> PathBuf {
        // Now and then a name that says something else than its content.
        let ending = if self.numbers.below(8) == 0 { 1 - ending } else { ending };
        let name = format!("{}.{}", self.numbers.below(6), ENDINGS[ending]);
        self.folder().join(name)
    }

    fn content(&mut self, ending: usize) -> Vec<u8> {
        let which = self.numbers.below(self.papers[ending].len());
        self.papers[ending][which].clone()
    }

    /// Does one thing; what cannot be done because something is not there is left.
    fn act(&mut self) {
        let ending = self.numbers.below(ENDINGS.len());
        let (one, other) = (self.file(ending), self.file(ending));
        let (folder, elsewhere) = (self.folder(), self.folder());
        let inside = |folder: &Path| walk(folder).into_iter().filter(|path| path.is_file()).count();
        match self.numbers.below(14) {
            0..4 => {
                let bytes = self.content(ending);
                let _ =
                    fs::create_dir_all(one.parent().unwrap()).and_then(|()| fs::write(&one, bytes));
            }
            4 => {
                let opened = fs::OpenOptions::new().append(true).open(&one);
                let _ = opened.and_then(|mut file| file.write_all(b" and more"));
            }
            5 | 6 => drop(fs::rename(&one, &other)),
            7 => {
                // As an editor saves.
                let beside = one.with_file_name(".save.tmp");
                let bytes = self.content(ending);
                let _ = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &one));
            }
            8 => drop(fs::create_dir_all(&folder)),
            9 | 10 if folder != self.root => {
                let to = elsewhere.join(format!("moved {}", self.numbers.below(3)));
                let _ = fs::rename(&folder, to);
            }
            11 if self.may_lose > 0 && fs::remove_file(&one).is_ok() => self.may_lose -= 1,
            12 if folder != self.root => {
                let count = inside(&folder);
                if count <= self.may_lose && fs::remove_dir_all(&folder).is_ok() {
                    self.may_lose -= count;
                }
            }
            13 if folder != self.root => {
                // Out of the watched folder, worked on there, and back.
                let outside = self.root.with_file_name("outside");
                if fs::rename(&folder, &outside).is_ok() {
                    let bytes = self.content(1);
                    fs::write(outside.join("from outside.txt"), bytes).unwrap();
                    fs::rename(&outside, &folder).unwrap();
                }
            }
            _ => {}
        }
        let pause = *[0, 0, 0, 0, 2, 15, 60, 300].get(self.numbers.below(8)).unwrap();
        sleep(Duration::from_millis(pause));
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

fn sequences(seeds: std::ops::Range<u64>, steps: usize) {
    for seed in seeds {
        println!("seed {seed}");
        let (home, root, watching) = watched();
        for number in 0..BALLAST {
            put(&root, &format!("stays/{number}.txt"), format!("stays {number}").as_bytes());
        }
        let mut pdfs = vec![Vec::new()];
        pdfs.extend(
            (0..5).map(|n| paper(&["Busta paga".to_owned(), format!("Cedolino numero {n}")])),
        );
        let notes = (0..6).map(|number| format!("note {number}").into_bytes()).collect();
        let mut user = User {
            root: root.clone(),
            numbers: Numbers::new(seed),
            papers: [pdfs, notes],
            may_lose: BALLAST / 8,
        };
        for _ in 0..steps {
            user.act();
        }
        assert_same_as_a_fresh_scan(&home, &root, &watching, &format!("seed {seed}"));
    }
}

#[test]
fn after_any_sequence_the_list_is_that_of_a_fresh_scan() {
    sequences(1..4, 120);
}

#[test]
#[ignore = "long: sixty sequences"]
fn after_many_sequences_the_list_is_that_of_a_fresh_scan() {
    sequences(100..160, 200);
}

#[test]
#[ignore = "long: ten thousand files"]
fn ten_thousand_files_dropped_at_once() {
    let (home, root, watching) = watched();
    for number in 0..10_000 {
        let path = format!("dropped/{}/{number}.txt", number % 50);
        put(&root, &path, format!("one of many, {number}").as_bytes());
    }
    watching.wait_for_line("the burst", 4 * PATIENCE, |line| list(&line["what"]).len() > 100);
    assert_same_as_a_fresh_scan(&home, &root, &watching, "ten thousand files");
}

/// A stopped watcher cannot take its events, so that the system's queue runs over.
#[test]
fn after_lost_events_nothing_is_missing() {
    let limit = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
    let limit: usize = limit.trim().parse().unwrap();
    if limit > 100_000 {
        return skip("lost events: this system's queue holds too many to fill it");
    }
    let (home, root, watching) = watched();
    put(&root, "a.txt", b"a");
    put(&root, "b.txt", b"b");
    watching.wait_for_line("b.txt", PATIENCE, |line| tells(line, "b.txt"));

    signal(&watching, "STOP");
    // Two files by turns, because the same event twice in a row counts once; each turn opens, writes and closes both.
    for turn in 0..=limit / 6 {
        put(&root, "a.txt", format!("a {turn}").as_bytes());
        put(&root, "b.txt", format!("b {turn}").as_bytes());
    }
    // Told of in events that do not fit any more.
    put(&root, "new/folder/c.txt", b"c");
    fs::rename(root.join("b.txt"), root.join("new/b.txt")).unwrap();
    signal(&watching, "CONT");
    watching.wait_for_line("c", PATIENCE, |line| tells(line, "new/folder/c.txt"));
    // The new folder itself is watched, though nobody told of it.
    drop_mark(&root, &watching, "new/folder/d.txt");
    assert_same_as_a_fresh_scan(&home, &root, &watching, "lost events");
}

fn signal(watching: &Running, signal: &str) {
    let id = watching.id().to_string();
    assert!(Command::new("kill").args([&format!("-{signal}"), &id]).status().unwrap().success());
}

/// Where the system's limit is reached, at the start or later, that is said with the remedy, and files are found all the same.
#[test]
fn a_reached_limit_is_told_and_polled_around() {
    for (limits, remedy, is_later) in [
        ([("inotify_watches", 4)], "fs.inotify.max_user_watches", false),
        ([("inotify_watches", 12)], "fs.inotify.max_user_watches", true),
        ([("inotify_instances", 0)], "fs.inotify.max_user_instances", false),
    ] {
        let home = Home::new();
        let root = home.folder("papers");
        home.json("init", &root, &["--person", "Amina/Rossi"]).fine();
        put(&root, "a/b/c.txt", b"c");
        put(&root, "d/e.txt", b"e");
        let Some(watching) = home.start_limited(&limits, "watch", &root) else {
            return skip("a limit of watched folders: this account may not make a namespace");
        };
        let first =
            watching.wait_for_line("the first look", PATIENCE, |line| tells(line, "d/e.txt"));
        assert_eq!(first["polling"].is_null(), is_later, "{first}");
        // More folders than may be watched; then a file in the last of them.
        for folder in ["f/g/h", "i/j/k", "l/m/n"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        let told = if is_later {
            watching.wait_for_line("the limit", PATIENCE, |line| !line["polling"].is_null())
        } else {
            first
        };
        let told = text(&told["polling"]);
        assert!(told.contains(remedy) && told.contains("sudo sysctl"), "{told}");
        assert!(told.contains("every ten seconds"), "{told}");
        for name in ["l/m/n/new.txt", "a/b/new.txt"] {
            drop_mark(&root, &watching, name);
        }
        fs::remove_file(root.join("a/b/new.txt")).unwrap();
        watching.wait_for_line("it went", PATIENCE, |line| tells(line, "a/b/new.txt"));
    }
}

/// A worker that something else ended costs no file anything.
#[test]
fn an_idle_reader_that_was_killed_is_replaced() {
    let (home, root, watching) = watched();
    let readers = format!("--parent={}", watching.id());
    let killed = Command::new("pkill").args(["-KILL", &readers, "faldone"]).status().unwrap();
    assert!(killed.success(), "there was no reader to kill");
    put(&root, "after.pdf", &paper(&["Ricevuta".to_owned()]));
    watching.wait_for_line("after.pdf", PATIENCE, |line| tells(line, "after.pdf"));
    let read = home.open(&root).document("after.pdf").unwrap();
    assert_eq!(read.pages.len(), 1, "{read:?}");
    assert!(read.row.findings.iter().all(|finding| finding.code != "hostile"), "{read:?}");
}

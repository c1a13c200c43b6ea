//! Files that are suddenly not there: nothing is concluded before it is sure that it was meant.
#![expect(clippy::disallowed_methods, reason = "The test is the disk and the sync client.")]

use crate::support::skip;
use faldone_tests::{Home, Running, Tree, list, put, text, tree};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread::sleep,
    time::Duration,
};

/// For what must come, however busy the computer is.
const PATIENCE: Duration = Duration::from_secs(90);

struct Watched {
    home: Home,
    root: PathBuf,
    watching: Running,
    index: PathBuf,
    files: usize,
    before: Tree,
    list: Vec<String>,
    journal: Vec<String>,
}

impl Watched {
    /// A folder of so many papers, watched, and all of them known.
    fn new(files: usize) -> Watched {
        let home = Home::new();
        let root = home.folder("papers");
        Watched::at(home, root, files)
    }

    fn at(home: Home, root: PathBuf, files: usize) -> Watched {
        home.json("init", &root, &["--person", "Amina/Rossi"]).fine();
        for number in 0..files {
            put(
                &root,
                &format!("{}/{number}.txt", number % 5),
                format!("paper {number}").as_bytes(),
            );
        }
        let watching = home.start("watch", &root);
        watching
            .wait_for_line("the first look", PATIENCE, |line| list(&line["what"]).len() >= files);
        let before = tree(&root);
        let mut watched = Watched {
            index: index_of(&home),
            home,
            root,
            watching,
            files,
            before,
            list: Vec::new(),
            journal: Vec::new(),
        };
        watched.list = watched.paths();
        watched.journal = watched.lines();
        assert_eq!(watched.list.len(), files);
        watched
    }

    /// What the list holds.
    fn paths(&self) -> Vec<String> {
        // The folder's own index can be asked even while the folder is not there.
        let index = rusqlite::Connection::open(&self.index).unwrap();
        let mut asked = index.prepare("select path from file order by path").unwrap();
        asked.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    /// What is written in the journal; nothing if it is not there.
    fn lines(&self) -> Vec<String> {
        let entries = fs::read_dir(self.root.join("_Faldone/journal")).into_iter().flatten();
        let texts = entries.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
        texts.collect()
    }

    fn wait_for_pause(&self) -> String {
        let line =
            self.watching.wait_for_line("a pause", PATIENCE, |line| !line["paused"].is_null());
        text(&line["paused"])
    }

    /// It goes on by itself, and everything is as it was.
    fn assert_goes_on(&self) {
        self.watching.wait_for_line("going on", PATIENCE, |line| line["paused"].is_null());
        assert_eq!(self.paths(), self.list);
        assert_eq!(self.lines(), self.journal, "something was written down");
        faldone_tests::assert_same_tree(&self.before, &tree(&self.root));
        self.assert_watches("still watched.txt");
    }

    fn assert_watches(&self, name: &str) {
        put(&self.root, name, name.as_bytes());
        self.watching.wait_for_line(name, PATIENCE, |line| is_told(line, name));
    }

    /// While it is paused the list keeps all, `verify` misses what is missing, and nothing is changed.
    fn assert_paused(&self, missing: usize) {
        assert_eq!(self.paths(), self.list, "something was concluded");
        assert_eq!(self.lines(), self.journal, "something was written down");
        let verified = self.home.json("verify", &self.root, &[]).ends_with(1).json();
        assert_eq!(list(&verified["missing"]).len(), missing, "{verified}");
        let scan = self.home.json("scan", &self.root, &[]).ends_with(1).json();
        assert!(text(&scan["paused"]).contains("not there any more"), "{scan}");
        let told = self.home.run(["scan".as_ref(), self.root.as_os_str()]);
        assert!(
            told.stdout.contains("--confirm-missing") || told.stderr.contains("--confirm-missing"),
            "{told:?}"
        );
        assert_eq!(self.paths(), self.list, "something was concluded");
    }
}

/// The index of the one folder that this computer knows.
fn index_of(home: &Home) -> PathBuf {
    let folders = fs::read_dir(home.data()).unwrap();
    let mut indexes: Vec<PathBuf> = folders
        .map(|entry| entry.unwrap().path().join("index.db"))
        .filter(|path| path.is_file())
        .collect();
    assert_eq!(indexes.len(), 1, "{indexes:?}");
    indexes.remove(0)
}

fn is_told(line: &Value, path: &str) -> bool {
    list(&line["what"]).iter().any(|told| told == path)
}

fn remove_papers(root: &Path) {
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_none_or(|name| name == "_Faldone") {
            continue;
        }
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }
}

fn put_back(root: &Path, files: &Tree) {
    for (path, content) in files {
        if let Some(bytes) = content
            && !root.join(path).exists()
        {
            put(root, path, bytes);
        }
    }
}

#[test]
fn an_emptied_folder_pauses() {
    let watched = Watched::new(30);
    remove_papers(&watched.root);
    // On a busy computer the first look may see it half-done.
    let mut why = watched.wait_for_pause();
    while !why.contains("30 of 30") {
        why = watched.wait_for_pause();
    }
    assert!(why.contains("Is a disk missing"), "{why}");
    watched.assert_paused(30);
    put_back(&watched.root, &watched.before);
    watched.assert_goes_on();

    // Three papers are few, but they were all.
    let watched = Watched::new(3);
    remove_papers(&watched.root);
    watched.wait_for_pause();
    watched.assert_paused(3);
}

/// File by file, slowly, as over a network: the first ones are believed to be gone, until it is too many.
#[test]
fn a_sync_client_that_deletes_everything_pauses() {
    let watched = Watched::new(40);
    for path in &watched.list {
        fs::remove_file(watched.root.join(path)).unwrap();
        sleep(Duration::from_millis(150));
    }
    let mut why = watched.wait_for_pause();
    while !why.contains("40 of 40") {
        why = watched.wait_for_pause();
    }
    watched.assert_paused(40);
    put_back(&watched.root, &watched.before);
    watched.assert_goes_on();
}

#[test]
fn a_fifth_gone_at_once_pauses_until_the_user_says_it_was_meant() {
    let watched = Watched::new(50);
    let (gone, _) = watched.list.split_at(11);
    gone.iter().for_each(|path| fs::remove_file(watched.root.join(path)).unwrap());
    let why = watched.wait_for_pause();
    assert!(why.contains("11 of 50"), "{why}");
    watched.assert_paused(11);
    // A new paper is taken in all the same; nothing is changed on disk.
    watched.assert_watches("meanwhile.txt");
    let scan = watched.home.json("scan", &watched.root, &["--confirm-missing"]).fine().json();
    assert_eq!(list(&scan["went"]).len(), 11, "{scan}");
    watched.watching.wait_for_line("going on", PATIENCE, |line| line["paused"].is_null());
    assert_eq!(watched.paths().len(), watched.files - 11 + 1);
    watched.home.json("check", &watched.root, &[]).fine();
}

/// Tidying up is no loss: a few papers thrown away, most of them moved, all of them renamed.
#[test]
fn tidying_up_is_no_loss() {
    let watched = Watched::new(50);
    for path in &watched.list[..4] {
        fs::remove_file(watched.root.join(path)).unwrap();
    }
    watched.watching.wait_for_line("it went", PATIENCE, |line| is_told(line, &watched.list[3]));
    for folder in 1..5 {
        let from = watched.root.join(folder.to_string());
        fs::rename(from, watched.root.join(format!("year {folder}"))).unwrap();
    }
    let moved = watched.list.iter().rfind(|path| !path.starts_with('0')).unwrap();
    watched.watching.wait_for_line("it moved", PATIENCE, |line| {
        assert!(line["paused"].is_null(), "{line}");
        is_told(line, &format!("year {moved}"))
    });
    watched.assert_watches("after.txt");
    assert_eq!(watched.paths().len(), 50 - 4 + 1);
}

#[test]
fn a_folder_that_is_renamed_or_replaced_pauses() {
    let watched = Watched::new(20);
    let away = watched.root.with_file_name("away");
    fs::rename(&watched.root, &away).unwrap();
    let why = watched.wait_for_pause();
    assert!(why.contains("is not there") && why.contains("goes on by itself"), "{why}");
    assert_eq!(watched.paths().len(), 20);

    // An empty folder in its place, as where a disk is mounted.
    fs::create_dir(&watched.root).unwrap();
    let why = watched.wait_for_pause();
    assert!(why.contains("not the folder it was"), "{why}");
    let told = watched.home.json("check", &watched.root, &[]).refused("not-this-folder");
    assert!(told.contains("not the folder it was"), "{told}");
    fs::remove_dir(&watched.root).unwrap();

    // Another household's folder in its place: nothing of it comes into this one's list.
    watched.home.json("init", &watched.home.folder("other"), &["--person", "Bruno/Verdi"]).fine();
    put(&watched.home.path("other"), "strange.txt", b"strange");
    fs::rename(watched.home.path("other"), &watched.root).unwrap();
    let quiet = Duration::from_secs(5);
    sleep(quiet);
    for line in watched.watching.heard() {
        assert!(!line["paused"].is_null() && !is_told(&line, "strange.txt"), "{line}");
    }
    fs::rename(&watched.root, watched.home.path("other")).unwrap();
    fs::rename(&away, &watched.root).unwrap();
    watched.assert_goes_on();
}

#[test]
fn an_unmounted_disk_pauses_and_goes_on_when_it_is_back() {
    let home = Home::new();
    let (disk, root) = (home.folder("disk"), home.folder("papers"));
    let mount = || {
        let mut command = Command::new("mount");
        command.arg("--bind").args([&disk, &root]).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let unmount = || Command::new("umount").arg("-l").arg(&root).status().unwrap().success();
    if !mount() {
        return skip("an unmounted disk: this account may not mount one");
    }
    let watched = Watched::at(home, root.clone(), 20);
    for _ in 0..2 {
        assert!(unmount());
        let why = watched.wait_for_pause();
        assert!(why.contains("Is a disk missing"), "{why}");
        assert_eq!(watched.paths().len(), 20);
        watched.home.json("check", &root, &[]).refused("not-this-folder");
        assert!(mount());
        watched.watching.wait_for_line("going on", PATIENCE, |line| line["paused"].is_null());
        assert_eq!(watched.paths(), watched.list);
    }
    assert_eq!(watched.lines(), watched.journal, "something was written down");
    watched.assert_watches("on the disk.txt");
    assert!(unmount());
}

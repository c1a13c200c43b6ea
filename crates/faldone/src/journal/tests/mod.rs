mod clocks;
mod meeting;

use super::*;
use crate::disk::faults;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// A computer: its app data, its clock and its copy of the master folder.
struct Computer {
    root: TempDir,
    data: TempDir,
    clock: Arc<AtomicI64>,
    name: &'static str,
}

impl Computer {
    fn new(name: &'static str, clock: i64) -> Computer {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("_Faldone")).unwrap();
        let clock = Arc::new(AtomicI64::new(clock));
        Computer { root, data: tempfile::tempdir().unwrap(), clock, name }
    }

    fn open(&self) -> Journal {
        let clock = self.clock.clone();
        Journal::open(self.root.path(), self.data.path(), self.name, move || {
            clock.load(Ordering::SeqCst)
        })
        .unwrap()
    }

    fn lock(&self) -> WriteLock {
        WriteLock::take(&self.root.path().join("_Faldone"), Duration::ZERO).unwrap()
    }

    fn say(&self, value: &str) -> String {
        self.open().append(&self.lock(), setting(value)).unwrap()
    }

    fn dir(&self) -> PathBuf {
        self.root.path().join("_Faldone/journal")
    }

    fn own_file(&self) -> PathBuf {
        self.dir().join(format!("{}.jsonl", self.open().device().unwrap()))
    }

    fn said(&self) -> Vec<String> {
        values(self.open().lines())
    }

    fn files(&self) -> usize {
        fs::read_dir(self.dir()).unwrap().count()
    }

    /// Brings the other's journal files here, as a sync client does.
    fn sync_from(&self, other: &Computer) {
        fs::create_dir_all(self.dir()).unwrap();
        for entry in fs::read_dir(other.dir()).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), self.dir().join(entry.file_name())).unwrap();
        }
    }
}

fn setting(value: &str) -> Op {
    Op::Setting { key: "template".to_owned(), value: value.to_owned() }
}

fn values(lines: &[Line]) -> Vec<String> {
    let value = |line: &Line| match &line.op {
        Op::Setting { value, .. } => Some(value.clone()),
        _ => None,
    };
    lines.iter().filter_map(value).collect()
}

#[test]
fn what_was_said_is_there_after_a_restart_and_chained() {
    let home = Computer::new("desk", 1000);
    let ids = ["a", "b", "c"].map(|value| home.say(value));
    assert_eq!(home.said(), ["a", "b", "c"]);
    let journal = home.open();
    assert_eq!(journal.problems(), []);
    assert!(ids.iter().all(|id| journal.lines().iter().any(|line| line.id == *id)));
    // By hand, as README.txt says it can be checked: each prev is the hash of the line before.
    let text = fs::read_to_string(home.own_file()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for pair in lines.windows(2) {
        let next: serde_json::Value = serde_json::from_str(pair[1]).unwrap();
        assert_eq!(next["prev"], sha256(pair[0].as_bytes()));
    }
    assert_eq!(lines.len(), 4, "the computer's name and three settings");
}

#[test]
fn opening_writes_nothing() {
    let home = Computer::new("desk", 1000);
    home.open();
    assert!(!home.dir().exists());
    assert_eq!(fs::read_dir(home.data.path()).unwrap().count(), 0);
}

#[test]
fn two_processes_take_turns_in_one_file() {
    let home = Computer::new("desk", 1000);
    let (mut window, mut command) = (home.open(), home.open());
    window.append(&home.lock(), setting("a")).unwrap();
    command.append(&home.lock(), setting("b")).unwrap();
    window.append(&home.lock(), setting("c")).unwrap();
    assert_eq!(values(window.lines()), ["a", "b", "c"]);
    assert!(command.refresh().unwrap());
    assert!(!command.refresh().unwrap());
    assert_eq!(values(command.lines()), ["a", "b", "c"]);
    assert_eq!((home.files(), window.problems()), (1, vec![]));
}

#[test]
fn a_line_cut_off_at_any_byte_costs_only_itself() {
    let whole = Computer::new("desk", 1000);
    whole.say("a");
    let before = fs::read(whole.own_file()).unwrap();
    let device = fs::read(whole.data.path().join("device.json")).unwrap();
    let mut journal = whole.open();
    journal.append(&whole.lock(), setting("cut off")).unwrap();
    let after = fs::read(whole.own_file()).unwrap();
    // What device.json says at the power cut: the second time stops right after it was written, before the line.
    fs::write(whole.own_file(), &before).unwrap();
    fs::write(whole.data.path().join("device.json"), &device).unwrap();
    faults::stop_at(2);
    whole.open().append(&whole.lock(), setting("cut off")).unwrap_err();
    faults::clear();
    let intended = fs::read(whole.data.path().join("device.json")).unwrap();
    assert_ne!(device, intended);
    for end in before.len()..=after.len() {
        fs::write(whole.own_file(), &after[..end]).unwrap();
        fs::write(whole.data.path().join("device.json"), &intended).unwrap();
        whole.say("b");
        whole.say("c");
        let arrived = end + 1 >= after.len();
        let expected: &[&str] =
            if arrived { &["a", "cut off", "b", "c"] } else { &["a", "b", "c"] };
        assert_eq!(whole.said(), expected, "cut at {end}");
        assert_eq!(whole.files(), 1, "the same device goes on");
        let torn =
            JournalProblem::Torn { device: whole.open().device().unwrap().to_owned(), line: 3 };
        let expected = if arrived || end == before.len() { vec![] } else { vec![torn] };
        assert_eq!(whole.open().problems(), expected, "cut at {end}");
    }
}

#[test]
fn a_zero_filled_end_is_a_cut_off_line() {
    let home = Computer::new("desk", 1000);
    home.say("a");
    let mut bytes = fs::read(home.own_file()).unwrap();
    bytes.extend([0; 4096]);
    fs::write(home.own_file(), bytes).unwrap();
    home.say("b");
    assert_eq!((home.said(), home.files()), (vec!["a".to_owned(), "b".to_owned()], 1));
}

#[test]
fn stopped_at_every_disk_operation_no_earlier_line_is_lost() {
    for n in 0.. {
        let home = Computer::new("desk", 1000);
        home.say("a");
        let (mut journal, lock) = (home.open(), home.lock());
        faults::stop_at(n);
        let answer = journal.append(&lock, setting("b"));
        let operations = faults::clear();
        drop((journal, lock));
        home.say("c");
        let said = home.said();
        assert!(said == ["a", "c"] || said == ["a", "b", "c"], "{said:?}");
        assert_eq!(home.files(), 1);
        assert!(answer.is_err() || said.len() == 3, "what was answered with success is there");
        if operations <= n {
            assert!(n >= 3);
            return;
        }
    }
}

/// Three lines in one go, the power cut after any byte: what is whole counts, the device goes on and the chain holds.
#[test]
fn many_lines_cut_off_at_any_byte_cost_only_those_that_are_not_whole() {
    let home = Computer::new("desk", 1000);
    home.say("a");
    let before = fs::read(home.own_file()).unwrap();
    let device = fs::read(home.data.path().join("device.json")).unwrap();
    let three = || ["1", "2", "3"].map(setting).to_vec();
    let ids = home.open().append_all(&home.lock(), three()).unwrap();
    let after = fs::read(home.own_file()).unwrap();
    let journal = home.open();
    let of_three = journal.lines().iter().filter(|line| ids.contains(&line.id));
    assert_eq!(values(&of_three.cloned().collect::<Vec<_>>()), ["1", "2", "3"]);
    // What device.json says at the power cut.
    fs::write(home.own_file(), &before).unwrap();
    fs::write(home.data.path().join("device.json"), &device).unwrap();
    faults::stop_at(2);
    home.open().append_all(&home.lock(), three()).unwrap_err();
    faults::clear();
    let intended = fs::read(home.data.path().join("device.json")).unwrap();
    let at_line_end = |end: usize| after[end - 2..after.len().min(end + 2)].contains(&b'\n');
    for end in (before.len()..=after.len()).filter(|end| end % 7 == 0 || at_line_end(*end)) {
        fs::write(home.own_file(), &after[..end]).unwrap();
        fs::write(home.data.path().join("device.json"), &intended).unwrap();
        home.say("b");
        let lines = after[before.len()..].split_inclusive(|byte| *byte == b'\n');
        let ends = lines.scan(before.len(), |at, line| {
            *at += line.len();
            Some(*at)
        });
        // A line counts from its last byte on; its line end may be missing.
        let whole = ends.filter(|line_end| end + 1 >= *line_end).count();
        let said = ["a", "1", "2", "3"].into_iter().take(1 + whole).chain(["b"]);
        assert_eq!(home.said(), said.collect::<Vec<_>>(), "cut at {end}");
        assert_eq!(home.files(), 1, "the same device goes on");
        let problems = home.open().problems();
        let cut = after[..end].last() != Some(&b'\n') && after.get(end) != Some(&b'\n');
        let is_told = matches!(problems[..], [JournalProblem::Torn { .. }]);
        assert!(is_told == cut && problems.len() <= 1, "cut at {end}: {problems:?}");
    }
}

#[test]
fn nothing_to_say_writes_nothing() {
    let home = Computer::new("desk", 1000);
    assert_eq!(home.open().append_all(&home.lock(), Vec::new()).unwrap(), Vec::<String>::new());
    assert!(!home.dir().exists());
}

#[test]
fn a_restored_backup_takes_a_new_id_and_loses_nothing() {
    let home = Computer::new("desk", 1000);
    home.say("a");
    let backup = fs::read(home.own_file()).unwrap();
    let old = home.open().device().unwrap().to_owned();
    home.say("b");
    fs::write(home.own_file(), backup).unwrap();
    home.say("c");
    assert_eq!(home.said(), ["a", "c"]);
    assert_eq!(home.files(), 2);
    let journal = home.open();
    let new = journal.device().unwrap().to_owned();
    assert_ne!(new, old);
    let hello = Op::Device { name: "desk".to_owned(), after: Some(old) };
    assert!(journal.lines().iter().any(|line| line.device == new && line.op == hello));
    assert_eq!(journal.own_devices().len(), 2);
}

#[test]
fn the_app_data_deleted_or_restored_takes_a_new_id() {
    let home = Computer::new("desk", 1000);
    home.say("a");
    let old = fs::read(home.data.path().join("device.json")).unwrap();
    home.say("b");
    home.say("c");
    fs::write(home.data.path().join("device.json"), old).unwrap();
    home.say("d");
    assert_eq!(home.files(), 2);
    #[expect(clippy::disallowed_methods, reason = "the user does it, not Faldone")]
    fs::remove_file(home.data.path().join("device.json")).unwrap();
    home.say("e");
    assert_eq!((home.said().concat(), home.files()), ("abcde".to_owned(), 3));
    assert_eq!(home.open().problems(), []);
}

#[test]
fn a_cloned_disk_writes_on_under_a_new_id_and_no_line_is_lost() {
    let [desk, clone] = ["desk", "desk"].map(|name| Computer::new(name, 1000));
    desk.say("a");
    clone.sync_from(&desk);
    fs::copy(desk.data.path().join("device.json"), clone.data.path().join("device.json")).unwrap();
    // Both write as the same device before they meet.
    let of_desk = desk.say("desk");
    let of_clone = clone.say("clone");
    assert_ne!(of_desk, of_clone, "ids tell the two apart");
    // The sync client keeps one as the file and the other as a conflict copy, here and there.
    let name = desk.own_file().file_stem().unwrap().to_str().unwrap().to_owned();
    let copy = format!("{name}.sync-conflict-20261121-192240-ABCDEFG.jsonl");
    fs::copy(clone.own_file(), desk.dir().join(&copy)).unwrap();
    let main = fs::read(desk.own_file()).unwrap();
    fs::copy(clone.own_file(), clone.dir().join(&copy)).unwrap();
    fs::write(clone.own_file(), main).unwrap();
    for computer in [&desk, &clone] {
        let mut said = computer.said();
        said.sort();
        assert_eq!(said, ["a", "clone", "desk"]);
        let file = copy.clone();
        assert_eq!(computer.open().problems(), [JournalProblem::ConflictCopy { file }]);
    }
    assert_eq!(desk.said(), clone.said());
    desk.say("x");
    clone.say("y");
    assert_ne!(desk.open().device(), clone.open().device());
    desk.sync_from(&clone);
    clone.sync_from(&desk);
    assert_eq!(desk.said(), clone.said());
    assert_eq!(desk.said().len(), 5);
}

#[test]
fn a_foreign_journal_partly_here_waits_and_a_changed_one_is_named() {
    let [desk, laptop] = ["desk", "laptop"].map(|name| Computer::new(name, 1000));
    for value in ["a", "b", "c"] {
        laptop.say(value);
    }
    let device = laptop.open().device().unwrap().to_owned();
    desk.say("mine");
    desk.sync_from(&laptop);
    let file = desk.dir().join(format!("{device}.jsonl"));
    let whole = fs::read_to_string(&file).unwrap();
    let mut journal = desk.open();
    assert_eq!(journal.lines().len(), 6);

    fs::write(&file, &whole[..whole.len() - 9]).unwrap();
    journal.refresh().unwrap();
    assert_eq!(journal.problems(), [JournalProblem::WaitingForSync { device: device.clone() }]);
    assert_eq!(journal.lines().len(), 5);
    fs::write(&file, "").unwrap();
    assert_eq!(desk.open().problems(), [JournalProblem::WaitingForSync { device: device.clone() }]);

    // The rest arrives.
    fs::write(&file, &whole).unwrap();
    journal.refresh().unwrap();
    assert_eq!((journal.problems(), journal.lines().len()), (vec![], 6));

    // A value changed in line 3, or in the last one, which no other line vouches for; everything is still used.
    let altered = |line| vec![JournalProblem::Altered { device: device.clone(), line }];
    fs::write(&file, whole.replace("\"value\":\"b\"", "\"value\":\"z\"")).unwrap();
    assert_eq!((desk.open().problems(), desk.open().lines().len()), (altered(3), 6));
    fs::write(&file, whole.replace("\"value\":\"c\"", "\"value\":\"z\"")).unwrap();
    assert_eq!((desk.open().problems(), desk.open().lines().len()), (altered(4), 6));
    // Another time or another line before it is as much of a change.
    let lines: Vec<&str> = whole.lines().collect();
    let retimed = lines[2].replace("\"count\":", "\"count\":7");
    fs::write(&file, whole.replace(lines[2], &retimed)).unwrap();
    assert_eq!(desk.open().problems(), altered(3));
    // Line 3 cut out, put in twice, and made unreadable.
    let gap = |line| vec![JournalProblem::Gap { device: device.clone(), line }];
    fs::write(&file, format!("{}\n{}\n{}\n", lines[0], lines[1], lines[3])).unwrap();
    assert_eq!((desk.open().problems(), desk.open().lines().len()), (gap(3), 5));
    fs::write(&file, whole.replace(lines[2], &format!("{}\n{}", lines[2], lines[2]))).unwrap();
    assert_eq!((desk.open().problems(), desk.open().lines().len()), (gap(4), 6));
    fs::write(&file, whole.replace(lines[2], "{ nonsense")).unwrap();
    assert_eq!((desk.open().problems(), desk.open().lines().len()), (altered(3), 5));
}

#[test]
fn lines_of_a_newer_faldone_are_kept_in_place_and_counted() {
    let [desk, laptop] = ["desk", "laptop"].map(|name| Computer::new(name, 1000));
    laptop.say("a");
    desk.sync_from(&laptop);
    let device = laptop.open().device().unwrap().to_owned();
    let file = desk.dir().join(format!("{device}.jsonl"));
    let mut text = fs::read_to_string(&file).unwrap();
    for op in [
        r#"{"do":"teleported","far":true}"#,
        r#"{"do":"planned","change":{"kind":"new"},"steps":[]}"#,
    ] {
        let prev = sha256(text.lines().last().unwrap().as_bytes());
        text += &format!(
            "{{\"id\":\"{device}-9-{}\",\"device\":\"{device}\",\"time\":{{\"millis\":2000,\"count\":{}}},\
             \"prev\":\"{prev}\",\"op\":{op}}}\n",
            op.len(),
            op.len(),
        );
    }
    fs::write(&file, text).unwrap();
    let journal = desk.open();
    assert_eq!(journal.problems(), [JournalProblem::NewerVersion { device, lines: 2 }]);
    assert_eq!(journal.lines().iter().filter(|line| line.op == Op::Newer).count(), 2);
    assert_eq!(desk.said(), ["a"]);
}

#[test]
fn conflict_copies_of_every_sync_client_are_told() {
    for name in [
        "k3f9a2c1.sync-conflict-20261121-192240-ABCDEFG.jsonl",
        "k3f9a2c1 (conflicted copy 2026-11-21 192240).jsonl",
        "k3f9a2c1 (Leila's conflicted copy 2026-11-21).jsonl",
        "k3f9a2c1 (Copia in conflitto di Amina 2026-11-21).jsonl",
        "k3f9a2c1 (conflicted copy Amina 2026-11-21 192240).jsonl",
        "k3f9a2c1_conflict-20261121-192240.jsonl",
        "k3f9a2c1-LAPTOP.jsonl",
        "k3f9a2c1-MacBook Air di Amina.jsonl",
        "k3f9a2c1 [conflicted].jsonl",
        "k3f9a2c1 2.jsonl",
        "k3f9a2c1 (1).jsonl",
    ] {
        let home = Computer::new("desk", 1000);
        home.say("a");
        fs::copy(home.own_file(), home.dir().join(name)).unwrap();
        let file = name.to_owned();
        assert_eq!(home.open().problems(), [JournalProblem::ConflictCopy { file }]);
        assert_eq!(home.said(), ["a"], "no line counts twice");
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "The test plays the user, who may remove.")]
fn a_journal_that_is_gone_is_told_for_a_month_wherever_people_look() {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let desk = Computer::new("desk", 1000 * DAY);
    // One that was stopped before its first line is missing nothing.
    assert_eq!(desk.open().problems(), []);
    desk.say("one");
    let (device, file) = (desk.open().device().unwrap().to_owned(), desk.own_file());
    fs::remove_file(&file).unwrap();
    let gone = |since| JournalProblem::Gone { device: device.clone(), since };
    assert_eq!(desk.open().problems(), [gone(None)]);
    assert!(gone(None).is_news(9000 * DAY));
    desk.say("two");
    let since = Some(1000 * DAY);
    assert_eq!(desk.open().problems(), [gone(since)], "also under another id");
    assert!(gone(since).is_news(1029 * DAY) && !gone(since).is_news(1031 * DAY));
    // A clock that was ahead tells longer, not shorter.
    assert!(gone(since).is_news(900 * DAY));
}

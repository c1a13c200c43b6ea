//! The real program, killed before every operation it does on the disk while it changes the folder, makes one or writes something
//! down. Every byte is there, no file is half-named, and the next start ends what was begun and says so.
#![expect(clippy::disallowed_methods, reason = "The folder of the test before goes.")]
#![expect(clippy::print_stdout, reason = "A test tells how many points it tried.")]

use crate::{
    faults::{Disturbed, Point, chosen, disturbed, evenly, points},
    support::{Answer, Case, has, skip},
};
use faldone::journal::{Op, Step, read};
use faldone_tests::{Tree, assert_same_tree, paper, tree};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

pub const PEOPLE: [&str; 4] = ["--person", "Leila/Haddad", "--person", "Diego/Fuentes"];

/// A folder at a point of its life, made once and copied for every kill.
pub struct Scene {
    pub case: Case,
    kept: PathBuf,
    pub points: Vec<Point>,
    arguments: Vec<String>,
    /// What the user has before, and after a run that nobody disturbs.
    pub before: Tree,
    pub after: Tree,
}

impl Scene {
    /// Keeps the folder as `case` has it now, and lets the program run on it once without any trouble; `{}` stands for the folder.
    /// `None` if strace is not there.
    pub fn new(case: Case, arguments: &[&str]) -> Option<Scene> {
        if !has("strace") {
            skip("the program killed at its disk operations: strace is not installed");
            return None;
        }
        // Beside the folder, because a second name must lie on the same disk.
        let kept = case.root.with_file_name("kept");
        copy(&case.root, &kept.join("papers"), false);
        copy(&case.data, &kept.join("data"), true);
        let before = tree(&case.root);
        let arguments = arguments.iter().map(|it| it.replace("{}", case.root())).collect();
        let mut scene =
            Scene { case, kept, points: Vec::new(), arguments, before, after: Tree::new() };
        scene.restore();
        scene.points = points(&scene.case, &scene.arguments());
        scene.after = tree(&scene.case.root);
        Some(scene)
    }

    fn arguments(&self) -> Vec<&str> {
        self.arguments.iter().map(String::as_str).collect()
    }

    pub fn run(&self) -> Answer {
        self.case.run(&self.arguments())
    }

    /// Puts the folder and the app data back as they were at first.
    pub fn restore(&self) {
        for folder in [&self.case.root, &self.case.data] {
            let _ = fs::remove_dir_all(folder);
        }
        copy(&self.kept.join("papers"), &self.case.root, false);
        copy(&self.kept.join("data"), &self.case.data, true);
    }

    /// Kills the program before each of its operations, or before `few` of them, and calls `check` each time.
    pub fn kill(&self, name: &str, few: usize, check: impl Fn(&Scene, &str)) {
        self.kill_among(name, few, &self.points.iter().collect::<Vec<_>>(), check);
    }

    /// As [`Scene::kill`], before calls of these names only.
    pub fn kill_at(&self, name: &str, few: usize, calls: &[&str], check: impl Fn(&Scene, &str)) {
        let is_one = |point: &&Point| calls.iter().any(|call| point.is(call));
        let points: Vec<&Point> = self.points.iter().filter(is_one).collect();
        self.kill_among(name, few, &points, check);
    }

    fn kill_among(&self, name: &str, few: usize, points: &[&Point], check: impl Fn(&Scene, &str)) {
        let chosen = chosen(points.len(), few);
        println!("{name}: {} of {} disk operations", chosen.len(), points.len());
        assert!(points.len() > 5, "{name} does more than {} operations", points.len());
        let mut kills = 0;
        for index in &chosen {
            let point = points[*index];
            self.restore();
            let run = disturbed(&self.case, &self.arguments(), point, "signal=KILL");
            assert!(run.killed, "{name} went on after it was killed at {point}");
            kills += 1;
            check(self, &format!("{name}, killed before {index}: {point}"));
        }
        assert_eq!(kills, chosen.len());
    }

    /// Lets the disk refuse each of its operations, or `few` of them, with an error such as `ENOSPC`, and calls `check` each time with
    /// what the program said.
    pub fn refuse(&self, error: &str, few: usize, check: impl Fn(&Scene, &Disturbed, &str)) {
        // With `--long` all of them are refused for the two commonest reasons, and a good part for the others.
        let is_common = ["ENOSPC", "EACCES"].contains(&error);
        let all = self.points.len();
        let chosen =
            if is_common { chosen(all, few) } else { evenly(all, few * chosen(4, 1).len()) };
        println!("{error}: {} of {} disk operations", chosen.len(), self.points.len());
        for index in chosen {
            let point = &self.points[index];
            self.restore();
            let run = disturbed(&self.case, &self.arguments(), point, &format!("error={error}"));
            check(self, &run, &format!("{error} at {index}: {point}"));
        }
    }

    /// What the user has is all there, each file under a name it had or was to get.
    pub fn assert_nothing_is_lost(&self, settled: bool, at: &str) {
        let now = tree(&self.case.root);
        for path in now.keys() {
            let is_known = self.before.contains_key(path) || self.after.contains_key(path);
            assert!(is_known, "{at}: {path} is no name that was ever meant");
        }
        let mut there: Vec<Vec<u8>> = now.into_values().flatten().collect();
        for kept in ["aside", "moving", "originals"] {
            let folder = self.case.root.join("_Faldone").join(kept);
            for entry in fs::read_dir(folder).into_iter().flatten() {
                there.push(fs::read(entry.unwrap().path()).unwrap());
            }
        }
        let mut wanted: Vec<Vec<u8>> = self.before.values().flatten().cloned().collect();
        there.sort();
        wanted.sort();
        if !settled {
            // Killed between the two halves of a rename, a file has two names until the next start.
            there.dedup();
            wanted.dedup();
        }
        assert!(there == wanted, "{at}: {} files instead of {}", there.len(), wanted.len());
    }

    /// The journals and every file are as written down.
    pub fn assert_verified(&self, at: &str) {
        let verified = self.case.ask(&["verify", self.case.root()]);
        assert_eq!(verified.code, 0, "{at}: {verified:?}");
    }
}

/// Copies a folder; the user's papers keep their place on the disk, so that the index knows them again.
fn copy(from: &Path, to: &Path, whole: bool) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, whole || path.ends_with("_Faldone"));
        } else if whole {
            fs::copy(&path, &target).unwrap();
        } else if fs::hard_link(&path, &target).is_err() {
            // exFAT has no second names.
            fs::copy(&path, &target).unwrap();
        }
    }
}

pub fn payslip(surname_first: &str, month: &str) -> Vec<u8> {
    let lines = [
        "Libro Unico del Lavoro - Prospetto paga".to_owned(),
        "Azienda: Officine Grafiche Bellavista S.r.l.".to_owned(),
        format!("PERIODO DI RETRIBUZIONE: {month}"),
        format!("COGNOME E NOME: {surname_first}"),
        "Retribuzione ordinaria 26 giorni 1.954,63".to_owned(),
        "NETTO BUSTA: 1.471,40 EUR".to_owned(),
    ];
    paper(&lines)
}

/// Returns a folder in which two names are swapped, one paper has no good name and another waits for a folder of its own.
pub fn untidy() -> Case {
    untidy_in(Case::in_memory())
}

/// As [`untidy`], in this folder.
pub fn untidy_in(case: Case) -> Case {
    write_papers(&case);
    let made = case.run(&[&["init", case.root()], PEOPLE.as_slice()].concat());
    assert_eq!(made.code, 0, "{made:?}");
    let scanned = case.run(&["scan", case.root()]);
    assert_eq!(scanned.code, 0, "{scanned:?}");
    case
}

fn write_papers(case: &Case) {
    let leila = |month| payslip("HADDAD LEILA", month);
    case.write("Leila Haddad/PAYSLIP_Leila_Haddad_2026-01.pdf", leila("FEBBRAIO 2026"));
    case.write("Leila Haddad/PAYSLIP_Leila_Haddad_2026-02.pdf", leila("GENNAIO 2026"));
    case.write("Leila Haddad/busta.pdf", leila("MARZO 2026"));
    case.write("_Inbox/cedolino.pdf", payslip("FUENTES DIEGO", "MARZO 2026"));
    case.write("notes.txt", "call the office on Monday");
}

/// Ends a change that was killed, by the next start and by doing it again.
pub fn assert_change_is_ended(scene: &Scene, at: &str, again: impl Fn(&Scene, &str)) {
    scene.assert_nothing_is_lost(false, at);
    let case = &scene.case;
    let journal = read(&case.root.join("_Faldone/journal")).unwrap();
    assert!(journal.problems.is_empty(), "{at}: {:?}", journal.problems);
    let over: BTreeSet<&str> = journal
        .lines
        .iter()
        .filter_map(|line| match &line.op {
            Op::Done { of, .. } => Some(of.as_str()),
            _ => None,
        })
        .collect();
    let is_open = journal
        .lines
        .iter()
        .any(|line| matches!(line.op, Op::Planned { .. }) && !over.contains(line.id.as_str()));
    let next = case.ask(&["check", case.root()]);
    assert!(matches!(next.code, 0 | 1), "{at}: {next:?}");
    let told = next.err.contains("had been interrupted");
    assert_eq!(told, is_open, "{at}: what was stopped is told, and nothing else is: {}", next.err);
    let moving = fs::read_dir(case.root.join("_Faldone/moving")).map_or(0, Iterator::count);
    assert_eq!(moving, 0, "{at}: no file waits");
    scene.assert_nothing_is_lost(true, at);
    scene.assert_verified(at);
    let log = case.ask(&["log", case.root()]);
    assert_eq!((log.code, log.err.as_str()), (0, ""), "{at}: told once");
    assert_facts_are_frozen(scene, at);
    if tree(&case.root) != scene.before {
        let newest = &log.json()["operations"][0];
        assert!(!newest["steps"].as_array().unwrap().is_empty(), "{at}: the log tells: {newest}");
    }
    again(scene, at);
}

/// What was accepted along with a name is written down wherever the paper got it.
fn assert_facts_are_frozen(scene: &Scene, at: &str) {
    let lines = read(&scene.case.root.join("_Faldone/journal")).unwrap().lines;
    let mut accepted = BTreeSet::new();
    let mut planned = BTreeMap::new();
    for line in &lines {
        match &line.op {
            Op::Accepted(acceptance) => {
                accepted.insert((&acceptance.sha256, acceptance.facts.len()));
            }
            Op::Planned { steps, accepts, .. } => {
                planned.insert(&line.id, (steps, accepts));
            }
            Op::Done { of, done, .. } => {
                let (steps, accepts) = planned[of];
                for acceptance in accepts {
                    let is_of = |step: &Step| {
                        matches!(step, Step::Move { sha256, to, .. }
                        if *sha256 == acceptance.sha256 && !to.starts_with("_Faldone"))
                    };
                    let is_done = done.iter().any(|at| is_of(&steps[*at as usize]));
                    let frozen = (&acceptance.sha256, acceptance.facts.len());
                    assert!(!is_done || accepted.contains(&frozen), "{at}: {acceptance:?}");
                }
            }
            _ => {}
        }
    }
}

#[test]
fn fix() {
    let case = untidy();
    let Some(scene) = Scene::new(case, &["fix", "{}", "--yes"]) else { return };
    assert_eq!(scene.before.len() + 1, scene.after.len(), "a new folder");
    scene.kill("fix", 12, |scene, at| {
        assert_change_is_ended(scene, at, assert_fix_works);
    });
}

/// Done again it is as if nothing had happened, and it can all be taken back.
pub fn assert_fix_works(scene: &Scene, at: &str) {
    let case = &scene.case;
    let again = scene.run();
    assert_eq!(again.code, 0, "{at}: {again:?}");
    assert_same_tree(&scene.after, &tree(&case.root));
    while case.ask(&["undo", case.root()]).code == 0 {}
    assert_same_tree(&scene.before, &tree(&case.root));
}

#[test]
fn undo() {
    let case = untidy();
    assert_eq!(case.run(&["fix", case.root(), "--yes"]).code, 0);
    let Some(scene) = Scene::new(case, &["undo", "{}"]) else { return };
    scene.kill("undo", 12, |scene, at| {
        assert_change_is_ended(scene, at, |scene, at| {
            let again = scene.run();
            let is_over = tree(&scene.case.root) == scene.after;
            assert!(is_over, "{at}: done again, it is as if never stopped: {again:?}");
        });
    });
}

#[test]
fn init() {
    let case = Case::in_memory();
    write_papers(&case);
    let arguments = [&["init", "{}"], PEOPLE.as_slice()].concat();
    let Some(scene) = Scene::new(case, &arguments) else { return };
    scene.kill("init", 12, |scene, at| {
        let case = &scene.case;
        assert!(tree(&case.root) == scene.before, "{at}: no paper is touched");
        let next = case.ask(&["check", case.root()]);
        if next.code == 3 {
            let error = next.json();
            assert_eq!(error["error"]["code"], "not-a-master-folder", "{at}: {next:?}");
            assert!(error["error"]["hint"].as_str().unwrap().contains("faldone init"), "{at}");
        }
        let again = case.ask(&[&["init", case.root()], PEOPLE.as_slice()].concat());
        assert_eq!(again.code, 0, "{at}: {again:?}");
        assert_eq!(again.json()["people"].as_array().unwrap().len(), 2, "{at}: {again:?}");
        assert_eq!(case.ask(&["scan", case.root()]).code, 0, "{at}");
        scene.assert_verified(at);
        let drafts = fs::read_dir(case.root.join("_Faldone")).unwrap().flatten();
        let mut drafts =
            drafts.filter(|entry| entry.path().extension().is_some_and(|it| it == "new"));
        assert!(drafts.next().is_none(), "{at}: no draft is left");
        assert!(tree(&case.root) == scene.before, "{at}: no paper is touched");
    });
}

#[test]
fn a_correction() {
    let case = untidy();
    let arguments = ["correct", "{}", "Leila Haddad/busta.pdf", "person", "Diego Fuentes"];
    let Some(scene) = Scene::new(case, &arguments) else { return };
    scene.kill("correct", 10, |scene, at| {
        assert!(tree(&scene.case.root) == scene.before, "{at}: no paper is touched");
        scene.assert_verified(at);
        assert_eq!(scene.run().code, 0, "{at}");
        let plan = scene.case.ask(&["fix", scene.case.root(), "--dry-run"]).json();
        let of_it = plan["plan"]
            .as_array()
            .unwrap()
            .iter()
            .find(|it| it["path"] == "Leila Haddad/busta.pdf");
        let to = of_it.map(|it| it["to"].as_str().unwrap().to_owned()).unwrap_or_default();
        assert!(to.contains("Diego_Fuentes"), "{at}: the correction holds: {plan}");
    });
}

#[test]
fn an_event() {
    let case = untidy();
    let told = ["event", "{}", "add", "--date", "2026-11-20", "--what", "Called the office"];
    let Some(scene) = Scene::new(case, &[told.as_slice(), &["--person", "Leila Haddad"]].concat())
    else {
        return;
    };
    scene.kill("event", 8, |scene, at| {
        assert!(tree(&scene.case.root) == scene.before, "{at}: no paper is touched");
        scene.assert_verified(at);
        let told = || {
            let timeline = scene.case.ask(&["timeline", scene.case.root()]);
            assert_eq!(timeline.code, 0, "{at}: {timeline:?}");
            timeline.out.matches("Called the office").count()
        };
        let before = told();
        assert!(before <= 1, "{at}: whole or not at all");
        assert_eq!(scene.run().code, 0, "{at}");
        assert_eq!(told(), before + 1, "{at}");
    });
}

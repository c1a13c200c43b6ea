//! A folder, app data and a program of its own for each test, and what a user would see of a run.

pub use faldone_tests::{has, skip};

use serde_json::Value;
use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    os::unix::{
        ffi::OsStrExt,
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// The account that every Linux has and that owns nothing.
const NOBODY: u32 = 65534;

/// What one test works with; gone when it is dropped.
pub struct Case {
    dir: tempfile::TempDir,
    /// The folder given to Faldone; made, and empty at first.
    pub root: PathBuf,
    /// The app data.
    pub data: PathBuf,
    /// A link to the binary, so that this test's processes can be told from all others.
    pub program: PathBuf,
}

/// What came of a run.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
    pub took: Duration,
    /// The most memory the program itself and any one worker held, in bytes.
    pub parent_peak: u64,
    pub worker_peak: u64,
    /// The most processor time one worker used: on a busy machine the clock on the wall says little.
    pub worker_time: Duration,
}

impl Answer {
    /// Returns standard output as JSON, which must be one object on one line.
    pub fn json(&self) -> Value {
        assert_eq!(self.out.lines().count(), 1, "one object on one line: {self:?}");
        serde_json::from_str(&self.out).unwrap_or_else(|why| panic!("{why}: {self:?}"))
    }
}

impl Case {
    pub fn new() -> Case {
        Case::in_folder(tempfile::tempdir().unwrap())
    }

    /// Returns a case in memory where that can be had: for a test that starts the program hundreds of times, and is not about a disk.
    pub fn in_memory() -> Case {
        let memory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Case::in_folder(memory.unwrap())
    }

    fn in_folder(dir: tempfile::TempDir) -> Case {
        // Another account must get in, too.
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let home = dir.path().canonicalize().unwrap();
        let [root, data, bin] = ["papers", "data", "bin"].map(|name| home.join(name));
        for folder in [&root, &data, &bin] {
            fs::create_dir(folder).unwrap();
        }
        let program = bin.join("faldone");
        if fs::hard_link(built(), &program).is_err() {
            // On another disk a link must do: a copy that was just written may still be open in a program that another test starts.
            std::os::unix::fs::symlink(built(), &program).unwrap();
        }
        Case { dir, root, data, program }
    }

    /// Returns a case whose folder is a master folder already.
    pub fn master() -> Case {
        let case = Case::new();
        let made = case.run(&["init", case.root(), "--person", "Amina/Rossi"]);
        assert_eq!(made.code, 0, "{made:?}");
        case
    }

    pub fn root(&self) -> &str {
        self.root.to_str().unwrap()
    }

    /// Returns a place beside the folder that is not there yet.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.dir.path().canonicalize().unwrap().join(name)
    }

    pub fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).env("FALDONE_DATA", &self.data).env("TZ", "Europe/Rome");
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Answer {
        self.observe(self.command(arguments))
    }

    /// As [`Case::run`] with `--json`.
    pub fn ask<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Answer {
        let mut all: Vec<&OsStr> = arguments.iter().map(AsRef::as_ref).collect();
        all.push(OsStr::new("--json"));
        self.run(&all)
    }

    /// Runs as an account that may not do everything: root may.
    pub fn ask_as_nobody<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Answer {
        let mut command = self.command(arguments);
        command.arg("--json");
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        self.observe(command)
    }

    /// Gives the folder and the app data to the account of [`Case::ask_as_nobody`].
    pub fn give_to_nobody(&self) {
        if is_root() {
            for folder in [&self.root, &self.data] {
                give(folder);
            }
        }
    }

    /// Runs a command to its end, looking at its processes while it runs.
    pub fn observe(&self, mut command: Command) -> Answer {
        let start = Instant::now();
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let parent = child.id();
        let done = AtomicBool::new(false);
        let [parent_peak, worker_peak, worker_ticks] = [const { AtomicU64::new(0) }; 3];
        let output = std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    for pid in self.processes() {
                        let to = if pid == parent { &parent_peak } else { &worker_peak };
                        to.fetch_max(peak_of(pid), Ordering::Relaxed);
                        if pid != parent {
                            worker_ticks.fetch_max(ticks_of(pid), Ordering::Relaxed);
                        }
                    }
                    std::thread::sleep(Duration::from_millis(25));
                }
            });
            let output = child.wait_with_output().unwrap();
            done.store(true, Ordering::Relaxed);
            output
        });
        Answer {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            took: start.elapsed(),
            parent_peak: parent_peak.into_inner(),
            worker_peak: worker_peak.into_inner(),
            worker_time: Duration::from_millis(worker_ticks.into_inner() * 10),
        }
    }

    /// Returns the processes that run this case's program.
    pub fn processes(&self) -> Vec<u32> {
        let pids = fs::read_dir("/proc").unwrap().flatten();
        pids.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
            .filter(|pid| {
                let said = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
                said.split(|byte| *byte == 0).next() == Some(self.program.as_os_str().as_bytes())
            })
            .collect()
    }

    /// Fails if a process outlives the run that started it.
    pub fn assert_nobody_is_left(&self) {
        let until = Instant::now() + Duration::from_secs(5);
        while !self.processes().is_empty() {
            assert!(Instant::now() < until, "still running: {:?}", self.processes());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Fails unless the run was refused with these words, a hint, no change in the folder and the exit code of "could not".
    #[track_caller]
    pub fn assert_refused<S: AsRef<OsStr>>(&self, arguments: &[S], code: &str) -> Value {
        let look = || {
            let beside = fs::read_dir(self.dir.path()).unwrap().flatten();
            let mut beside: Vec<OsString> = beside.map(|entry| entry.file_name()).collect();
            beside.sort();
            (tree(&self.root), beside)
        };
        let before = look();
        let answer = self.ask(arguments);
        assert_eq!(look(), before, "something changed on disk: {answer:?}");
        let error = assert_error(&answer, code);
        // Said to people, it is the same sentence.
        let told = self.run(arguments);
        assert_eq!((told.code, told.out.as_str()), (3, ""), "{told:?}");
        assert!(told.err.contains("Error: ") && told.err.contains("\nHint: "), "{told:?}");
        error
    }
}

/// Fails unless the answer is one JSON error with a sentence, what to do, and the exit code of "could not".
#[track_caller]
pub fn assert_error(answer: &Answer, code: &str) -> Value {
    assert_eq!(answer.code, 3, "{answer:?}");
    let json = answer.json();
    let error = json["error"].clone();
    assert_eq!(error["code"], code, "{answer:?}");
    let message = error["message"].as_str().unwrap();
    assert!(message.len() > 15, "{message}");
    for raw in ["os error", "Os {", "Err(", "unwrap", "panicked"] {
        assert!(!answer.out.contains(raw), "not for people: {message}");
    }
    assert!(error["hint"].as_str().is_some_and(|hint| hint.len() > 15), "no hint: {error}");
    assert!(error.get("path").is_some(), "{error}");
    assert!(!answer.err.contains("Error"), "said once: {}", answer.err);
    error
}

/// Everything below a folder: kind, permissions, time and contents of each path.
pub fn tree(dir: &Path) -> BTreeMap<OsString, (u32, i64, u64)> {
    fn into(base: &Path, dir: &Path, tree: &mut BTreeMap<OsString, (u32, i64, u64)>) {
        let Ok(entries) = fs::read_dir(dir) else { return };
        for entry in entries.flatten() {
            let (path, meta) = (entry.path(), entry.metadata().unwrap());
            let mut hasher = DefaultHasher::new();
            if meta.is_file() {
                fs::read(&path).unwrap_or_default().hash(&mut hasher);
            } else if meta.is_symlink() {
                fs::read_link(&path).unwrap().hash(&mut hasher);
            } else if meta.is_dir() {
                into(base, &path, tree);
            }
            let name = path.strip_prefix(base).unwrap().as_os_str().to_owned();
            // A folder's time is no matter: looking at a database makes and takes away its side files.
            let time = if meta.is_dir() { 0 } else { meta.mtime_nsec() + meta.mtime() };
            tree.insert(name, (meta.mode(), time, hasher.finish()));
        }
    }
    let mut found = BTreeMap::new();
    into(dir, dir, &mut found);
    found
}

pub fn is_root() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

fn give(path: &Path) {
    std::os::unix::fs::lchown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    if path.is_dir() && !path.is_symlink() {
        for entry in fs::read_dir(path).unwrap().flatten() {
            give(&entry.path());
        }
    }
}

/// Returns the binary that was built together with these tests.
fn built() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let binary = here.ancestors().nth(2).unwrap().join("faldone");
    assert!(binary.is_file(), "build it first: cargo build -p faldone-cli");
    binary
}

/// The most memory a process has held so far, in bytes.
fn peak_of(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

/// The processor time a process has used so far, in hundredths of a second (what Linux counts in on every desktop).
fn ticks_of(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    after_name.split(' ').skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum()
}

/// Returns the adults of the demo family in this case's folder, as "Name Surname".
pub fn people_of_demo(case: &Case) -> Vec<String> {
    let view = case.ask(&["init", case.root()]).json();
    let people = view["people"].as_array().cloned().unwrap_or_default();
    let name = |person: &Value| {
        format!("{} {}", person["name"].as_str().unwrap(), person["surname"].as_str().unwrap())
    };
    people.iter().map(name).collect()
}

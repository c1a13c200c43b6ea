//! What the stories share: a home of their own, the real `faldone` binary, and what a folder looks like before and after.
#![expect(clippy::expect_used, clippy::panic, reason = "A helper of a test fails as a test does.")]
#![expect(
    clippy::disallowed_methods,
    reason = "A story plays the user, who may rename and remove."
)]

mod papers;
mod running;
mod tools;

pub use papers::{Numbers, paper};
pub use running::{PATIENCE, Running, wait_until};
pub use tools::{ask, has, skip};

use faldone::{Folder, Options};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The day all stories play on.
pub const TODAY: &str = "2026-11-21";

/// A computer of its own for one story: a home, an app-data folder, a place for the papers. Gone when the story is over.
pub struct Home {
    place: tempfile::TempDir,
}

impl Default for Home {
    fn default() -> Home {
        Home::new()
    }
}

impl Home {
    /// Returns an empty home.
    pub fn new() -> Home {
        let home = Home { place: tempfile::tempdir().expect("a temporary folder") };
        fs::create_dir(home.path("home")).expect("a home");
        home
    }

    /// Returns the place of something in the home.
    pub fn path(&self, inside: &str) -> PathBuf {
        // The folder's real place: the program shows that, and a temporary folder may lie behind a link.
        fs::canonicalize(self.place.path()).expect("the home is there").join(inside)
    }

    /// Returns the app-data folder.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Makes an empty folder for papers.
    pub fn folder(&self, name: &str) -> PathBuf {
        let folder = self.path(name);
        fs::create_dir_all(&folder).expect("a new folder");
        folder
    }

    /// Returns the folder of the fictional family, new and looked at once.
    pub fn demo(&self) -> PathBuf {
        let folder = self.path("demo");
        self.run(["demo".as_ref(), folder.as_os_str()]).fine();
        folder
    }

    fn command(&self) -> Command {
        let mut command = Command::new(binary());
        command.env_clear().env("HOME", self.path("home")).env("FALDONE_DATA", self.data());
        // Without it, no program starts on Windows.
        if let Some(root) = std::env::var_os("SYSTEMROOT") {
            command.env("SYSTEMROOT", root);
        }
        command.current_dir(self.path("")).stdin(Stdio::null());
        command
    }

    /// Runs `faldone` with these arguments on the day of the stories.
    #[must_use = "say what the answer should be"]
    pub fn run<A: AsRef<std::ffi::OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Output {
        let mut command = self.command();
        command.args(arguments).args(["--today", TODAY]);
        let done = command.output().expect("faldone starts");
        Output {
            told: format!("{command:?}"),
            code: done.status.code(),
            stdout: String::from_utf8(done.stdout).expect("answers are UTF-8"),
            stderr: String::from_utf8(done.stderr).expect("remarks are UTF-8"),
        }
    }

    /// Runs `faldone VERB FOLDER … --json`.
    #[must_use = "say what the answer should be"]
    pub fn json(&self, verb: &str, folder: &Path, more: &[&str]) -> Output {
        let mut arguments = vec![verb.as_ref(), folder.as_os_str()];
        arguments.extend(more.iter().map(std::ffi::OsStr::new));
        arguments.push("--json".as_ref());
        self.run(arguments)
    }

    /// Starts `faldone VERB FOLDER --json` and lets it run beside the story.
    pub fn start(&self, verb: &str, folder: &Path) -> Running {
        let mut command = self.command();
        command.arg(verb).arg(folder).args(["--json", "--today", TODAY]);
        Running::start(command)
    }

    /// As [`Home::start`], in a user namespace of its own in which these limits (`/proc/sys/user/max_…`) hold. `None` where this
    /// system allows no such thing.
    pub fn start_limited(
        &self,
        limits: &[(&str, u32)],
        verb: &str,
        folder: &Path,
    ) -> Option<Running> {
        let limits: Vec<String> = limits
            .iter()
            .map(|(limit, value)| format!("echo {value} > /proc/sys/user/max_{limit} && "))
            .collect();
        let script = limits.concat() + "exec \"$0\" \"$@\"";
        let limited = |program: &Path| {
            let mut command = Command::new("unshare");
            command.args(["-Ur", "sh", "-c", &script]).arg(program);
            command
        };
        let tried = limited(Path::new("true")).stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success()).then(|| {
            let mut command = limited(&binary());
            command.env("HOME", self.path("home")).env("FALDONE_DATA", self.data());
            command.stdin(Stdio::null());
            command.arg(verb).arg(folder).args(["--json", "--today", TODAY]);
            Running::start(command)
        })
    }

    /// Opens a folder by the library: what the index holds can be seen without bringing it up to date first.
    pub fn open(&self, folder: &Path) -> Folder {
        Folder::open(folder, &self.options()).expect("the folder opens")
    }

    /// Returns the library's options on this computer.
    pub fn options(&self) -> Options {
        Options { data: self.data(), worker: binary(), today: TODAY.parse().ok() }
    }

    /// Takes away the index, which is derived; `all` takes away the whole app-data folder.
    pub fn forget(&self, all: bool) {
        if all {
            return fs::remove_dir_all(self.data()).expect("the app data goes");
        }
        let mut gone = 0;
        for folder in entries(&self.data()) {
            for file in entries(&folder) {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if name.starts_with("index.db") {
                    fs::remove_file(&file).expect("the index goes");
                    gone += 1;
                }
            }
        }
        assert!(gone > 0, "there was no index in {}", self.data().display());
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// Returns the `faldone` binary: in `FALDONE_BIN_DIR`, else beside the tests.
///
/// # Panics
/// If it has not been built.
pub fn binary() -> PathBuf {
    let folder = std::env::var_os("FALDONE_BIN_DIR").map_or_else(
        || {
            // Tests lie in target/debug/deps, programs in target/debug.
            let test = std::env::current_exe().expect("the test knows its place");
            test.ancestors().nth(2).expect("a target folder").to_owned()
        },
        PathBuf::from,
    );
    let binary = folder.join(format!("faldone{}", std::env::consts::EXE_SUFFIX));
    assert!(
        binary.is_file(),
        "{} is not there. Build it first: cargo build -p faldone-cli",
        binary.display()
    );
    binary
}

/// What a command answered.
#[derive(Debug)]
pub struct Output {
    told: String,
    /// `None` if it was killed.
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Output {
    /// The command did what was asked.
    pub fn fine(self) -> Output {
        self.ends_with(0)
    }

    /// The command ended with this exit code.
    pub fn ends_with(self, code: i32) -> Output {
        assert!(
            self.code == Some(code),
            "{}\nended with {:?} instead of {code}\n{}{}",
            self.told,
            self.code,
            self.stdout,
            self.stderr
        );
        self
    }

    /// The command refused with this error code, and said what to do now; returns the error's message.
    pub fn refused(self, code: &str) -> String {
        let output = self.ends_with(3);
        let error = &output.json()["error"];
        assert_eq!(error["code"], code, "{}\n{}", output.told, output.stdout);
        let hint = error["hint"].as_str().unwrap_or_default();
        assert!(!hint.is_empty(), "{}\nsays nothing about what to do: {error}", output.told);
        text(&error["message"])
    }

    /// Returns the answer of `--json`.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| {
            panic!("{}\ngave no JSON ({error}):\n{}{}", self.told, self.stdout, self.stderr)
        })
    }
}

/// Returns a JSON text; empty for null.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// Returns the entries of a JSON list.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Everything the user has in a folder: contents by path; a folder is `None`. `_Faldone` is left out.
pub type Tree = BTreeMap<String, Option<Vec<u8>>>;

/// Returns everything the user has in a folder.
pub fn tree(root: &Path) -> Tree {
    let mut tree = Tree::new();
    look(root, "", &mut tree);
    tree
}

fn look(folder: &Path, inside: &str, tree: &mut Tree) {
    for path in entries(folder) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name that is text");
        let inside = if inside.is_empty() { name.to_owned() } else { format!("{inside}/{name}") };
        // Some disks list every name in small letters.
        if inside.eq_ignore_ascii_case("_Faldone") {
            continue;
        }
        if path.is_dir() {
            tree.insert(inside.clone(), None);
            look(&path, &inside, tree);
        } else {
            tree.insert(inside, Some(fs::read(&path).expect("a readable file")));
        }
    }
}

/// Fails with a readable list if two folders are not the same to the byte.
pub fn assert_same_tree(before: &Tree, after: &Tree) {
    let mut differs = Vec::new();
    for path in before.keys().chain(after.keys().filter(|path| !before.contains_key(*path))) {
        match (before.get(path), after.get(path)) {
            (Some(_), None) => differs.push(format!("{path} is gone")),
            (None, Some(_)) => differs.push(format!("{path} is new")),
            (one, other) if one != other => differs.push(format!("{path} has other contents")),
            _ => {}
        }
    }
    assert!(differs.is_empty(), "the folder is not as it was:\n{}", differs.join("\n"));
}

/// Returns the SHA-256 (hex) of a file's content; `None` if there is no such file.
pub fn sha256_of(path: &Path) -> Option<String> {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(fs::read(path).ok()?);
    Some(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Writes a file of the user, with the folders it needs.
pub fn put(root: &Path, path: &str, bytes: &[u8]) {
    let full = root.join(path);
    fs::create_dir_all(full.parent().expect("a folder")).expect("a new folder");
    fs::write(full, bytes).expect("a new file");
}

//! Two computers of one household: each with its copy of the folder, its app data and a real Syncthing. They talk to each other
//! over the loopback only: no discovery, no relays.

use crate::support::{Answer, Case};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// How long a sync may take on a slow machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// One computer.
pub struct Computer {
    pub case: Case,
    name: &'static str,
    home: PathBuf,
    id: String,
    listen: u16,
    gui: u16,
    syncthing: Option<Child>,
}

impl Computer {
    fn new(name: &'static str) -> Computer {
        let case = Case::new();
        let home = case.beside("syncthing");
        let mut generate = Command::new("syncthing");
        generate
            .args(["generate", "--no-default-folder"])
            .arg(format!("--home={}", home.display()));
        assert!(quiet(&mut generate).status().unwrap().success());
        let mut ask = Command::new("syncthing");
        ask.arg(format!("--home={}", home.display())).arg("--device-id");
        let id = String::from_utf8(quiet(&mut ask).stdout(Stdio::piped()).output().unwrap().stdout);
        let [listen, gui] = [(); 2].map(|()| free_port());
        Computer {
            case,
            name,
            home,
            id: id.unwrap().trim().to_owned(),
            listen,
            gui,
            syncthing: None,
        }
    }

    /// Runs `faldone VERB FOLDER … --json` on this computer.
    pub fn ask(&self, verb: &str, more: &[&str]) -> Answer {
        let mut arguments = vec![verb, self.case.root()];
        arguments.extend(more);
        arguments.push("--json");
        let mut command = self.case.command(&arguments);
        command.env("HOSTNAME", self.name);
        self.case.observe(command)
    }

    /// As [`Computer::ask`], and it must have gone well.
    pub fn done(&self, verb: &str, more: &[&str]) -> Value {
        let answer = self.ask(verb, more);
        assert!(answer.code < 2, "{} {verb} {more:?}: {answer:?}", self.name);
        answer.json()
    }

    pub fn root(&self) -> &Path {
        &self.case.root
    }

    fn start(&mut self, other: &Computer) {
        let device = |id: &str, port: u16| {
            format!(
                "<device id=\"{id}\" name=\"{id}\" compression=\"metadata\" introducer=\"false\"><address>tcp://127.0.0.1:{port}</address></device>"
            )
        };
        let config = format!(
            "<configuration version=\"35\">\
             <folder id=\"papers\" label=\"papers\" path=\"{}\" type=\"sendreceive\" rescanIntervalS=\"3600\" fsWatcherEnabled=\"true\" fsWatcherDelayS=\"1\">\
             <device id=\"{}\"/><device id=\"{}\"/><maxConflicts>10</maxConflicts></folder>{}{}\
             <gui enabled=\"true\" tls=\"false\"><address>127.0.0.1:{}</address><apikey>key</apikey></gui>\
             <options><listenAddress>tcp://127.0.0.1:{}</listenAddress><globalAnnounceEnabled>false</globalAnnounceEnabled>\
             <localAnnounceEnabled>false</localAnnounceEnabled><relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled>\
             <crashReportingEnabled>false</crashReportingEnabled><startBrowser>false</startBrowser><urAccepted>-1</urAccepted>\
             <autoUpgradeIntervalH>0</autoUpgradeIntervalH><reconnectionIntervalS>1</reconnectionIntervalS>\
             <stunKeepaliveStartS>0</stunKeepaliveStartS></options></configuration>",
            self.case.root(),
            self.id,
            other.id,
            device(&self.id, self.listen),
            device(&other.id, other.listen),
            self.gui,
            self.listen,
        );
        fs::write(self.home.join("config.xml"), config).unwrap();
        fs::create_dir_all(self.root().join(".stfolder")).unwrap();
        let mut serve = Command::new("syncthing");
        serve.arg("serve").arg(format!("--home={}", self.home.display()));
        serve.args(["--no-browser", "--no-restart", "--no-upgrade"]).env("HOME", &self.home);
        self.syncthing = Some(quiet(&mut serve).spawn().unwrap());
        let until = Instant::now() + PATIENCE;
        while self.rest("GET", "system/ping").is_none() {
            assert!(Instant::now() < until, "Syncthing does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Asks this computer's Syncthing; `None` if it does not answer.
    fn rest(&self, method: &str, path: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.gui)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
        let request = format!(
            "{method} /rest/{path} HTTP/1.0\r\nHost: localhost\r\nX-API-Key: key\r\nContent-Length: 0\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        answer.contains(" 200 OK").then_some(answer)
    }
}

impl Drop for Computer {
    fn drop(&mut self) {
        if let Some(mut syncthing) = self.syncthing.take() {
            let _ = self.rest("POST", "system/shutdown");
            std::thread::sleep(Duration::from_millis(300));
            // It may have ended by itself.
            let _ = syncthing.kill();
            let _ = syncthing.wait();
        }
    }
}

/// Returns two computers with an empty folder each; they do not know of each other yet.
pub fn two() -> [Computer; 2] {
    [Computer::new("desk"), Computer::new("laptop")]
}

/// Begins to keep the two folders the same.
pub fn connect([one, other]: &mut [Computer; 2]) {
    one.start(other);
    other.start(one);
}

/// Takes the network away, or gives it back.
pub fn online([one, other]: &[Computer; 2], is_on: bool) {
    let what = if is_on { "resume" } else { "pause" };
    for (here, there) in [(one, other), (other, one)] {
        let path = format!("system/{what}?device={}", there.id);
        here.rest("POST", &path).unwrap();
    }
}

/// Waits until both folders hold the same and nothing more comes.
pub fn settle(both: &[Computer; 2]) {
    let until = Instant::now() + PATIENCE;
    let mut last = None;
    loop {
        for computer in both {
            computer.rest("POST", "db/scan?folder=papers");
        }
        let idle = both.iter().all(|computer| {
            let status = computer.rest("GET", "db/status?folder=papers").unwrap_or_default();
            status.contains("\"state\": \"idle\"") && status.contains("\"needTotalItems\": 0")
        });
        let [one, other] = [contents(both[0].root()), contents(both[1].root())];
        let is_same = idle && one == other;
        if is_same && last.as_ref() == Some(&one) {
            return;
        }
        assert!(Instant::now() < until, "not the same:\n{:?}\n{:?}", one.keys(), other.keys());
        last = is_same.then_some(one);
        std::thread::sleep(Duration::from_millis(700));
    }
}

/// All files of a folder by path, but for what the sync program itself and the lock are.
pub fn contents(root: &Path) -> BTreeMap<String, Vec<u8>> {
    fn into(root: &Path, dir: &Path, all: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(dir).unwrap().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let is_apart =
                name.starts_with(".st") || name.contains(".syncthing.") || name == "_Faldone/lock";
            if path.is_dir() && !is_apart {
                into(root, &path, all);
            } else if !is_apart {
                // What goes at this moment is not there.
                all.extend(fs::read(&path).map(|bytes| (name, bytes)));
            }
        }
    }
    let mut all = BTreeMap::new();
    into(root, root, &mut all);
    all
}

/// Returns all lines of all journals of a folder, sorted.
pub fn journal_lines(root: &Path) -> Vec<String> {
    let files = fs::read_dir(root.join("_Faldone/journal")).unwrap().flatten();
    let texts = files.filter_map(|file| fs::read_to_string(file.path()).ok());
    let mut lines: Vec<String> =
        texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    lines.sort();
    lines.dedup();
    lines
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).env("STNOUPGRADE", "1")
}

//! The real app in a real window: Xvfb for a screen, WebKitWebDriver for hands and eyes.
//!
//! The app is started by the driver itself, so no driver of Tauri's is needed. Environment variables that switch off
//! WebKit's compositing are taken away: with them a screenshot never answers.

use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;

/// How long anything on screen may take; a cold start on a busy machine needs most of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Returns a program of the workspace: from `FALDONE_BIN_DIR`, else from beside this test.
fn program(name: &str) -> PathBuf {
    let folder = match std::env::var_os("FALDONE_BIN_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned(),
    };
    let program = folder.join(name);
    assert!(
        program.is_file(),
        "{} is missing; build it first: cargo build -p faldone-cli -p faldone-app",
        program.display()
    );
    program
}

/// A screen of our own; Xvfb finds a free number by itself.
struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    fn start() -> Screen {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts (Debian package xvfb)");
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Screen { server, display: format!(":{}", number.trim()) }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The demo family's folder, open in the app. Everything goes away when it is dropped.
pub(crate) struct Window {
    client: Client,
    driver: Child,
    _screen: Screen,
    home: TempDir,
}

impl Window {
    /// Writes the demo family and opens the app on it.
    pub(crate) async fn on_the_demo_family() -> Window {
        let home = tempfile::tempdir().unwrap();
        let family = home.path().join("Immigration & Payroll");
        let made = Command::new(program("faldone"))
            .arg("demo")
            .arg(&family)
            .env("FALDONE_DATA", home.path().join("data"))
            .env("HOME", home.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));

        let screen = Screen::start();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("DISPLAY", &screen.display)
            .env("HOME", home.path())
            .env("FALDONE_DATA", home.path().join("data"))
            .env("LANG", "en_GB.UTF-8")
            .env_remove("LANGUAGE")
            .env_remove("LC_ALL")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE")
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("WebKitWebDriver starts (Debian package webkit2gtk-driver)");
        let app = json!({ "webkitgtk:browserOptions": {
            "binary": program("faldone-app"),
            "args": ["--folder", family],
        }});
        let client = connect(port, &app).await;
        Window { client, driver, _screen: screen, home }
    }

    /// The master folder on disk.
    pub(crate) fn folder(&self) -> PathBuf {
        self.home.path().join("Immigration & Payroll")
    }

    pub(crate) async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
    }

    /// Waits for the element and returns it; a test that does not find something says what it looked for.
    pub(crate) async fn find(&self, xpath: &str) -> Element {
        let waiting = self.client.wait().at_most(PATIENCE);
        match waiting.for_element(Locator::XPath(xpath)).await {
            Ok(element) => element,
            Err(why) => {
                let text = self.text().await;
                panic!("not on screen: {xpath} ({why}); what is:\n{text}")
            }
        }
    }

    pub(crate) async fn count(&self, xpath: &str) -> usize {
        self.client.find_all(Locator::XPath(xpath)).await.unwrap().len()
    }

    /// Presses the button that says, or is named, `name`.
    pub(crate) async fn press(&self, name: &str) {
        let button = format!(
            "//button[@aria-label=\"{name}\" or starts-with(normalize-space(.), \"{name}\")]"
        );
        self.find(&button).await.click().await.unwrap();
    }

    async fn text(&self) -> String {
        let text = self.client.execute("return document.body.innerText", vec![]).await;
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Writes what is on screen to `screenshots/` in the target folder, for people to look at.
    pub(crate) async fn picture(&self, name: &str) {
        // A picture taken at once shows the frame before the last change: let two frames pass.
        let settle =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))";
        self.client.execute_async(settle, vec![]).await.unwrap();
        let png = self.client.screenshot().await.unwrap();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.png")), png).unwrap();
    }

    pub(crate) async fn close(self) {
        let _ = self.client.clone().close().await;
    }
}

impl Drop for Window {
    /// The driver alone is not enough: killed without a session's end it leaves the app running.
    fn drop(&mut self) {
        let group = format!("-{}", self.driver.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.driver.wait();
    }
}

async fn connect(port: u16, app: &serde_json::Value) -> Client {
    let wanted = app.as_object().unwrap();
    let address = format!("http://127.0.0.1:{port}");
    let mut tries = 0;
    loop {
        let answer = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted.clone())
            .connect(&address)
            .await;
        match answer {
            Ok(client) => return client,
            Err(why) if tries == 100 => panic!("the app does not start: {why}"),
            Err(_) => tries += 1,
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

//! The real app in a real window: Xvfb for a screen, WebKitWebDriver for hands and eyes.
//!
//! The app is started by the driver itself, so no driver of Tauri's is needed. Environment variables that switch off
//! WebKit's compositing are taken away: with them a screenshot never answers.

use crate::desktop::Desktop;
use fantoccini::{Client, ClientBuilder, Locator, elements::Element, wd::TimeoutConfiguration};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Where the papers of the demo family are, in the home folder.
pub(crate) const FOLDER: &str = "Immigration & Payroll";

pub(crate) const TAB: &str = "\u{E004}";
pub(crate) const ENTER: &str = "\u{E007}";
pub(crate) const ESCAPE: &str = "\u{E00C}";

/// How long anything on screen may take; a cold start on a busy machine needs most of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Returns a program of the workspace: from `FALDONE_BIN_DIR`, else from beside this test.
pub(crate) fn program(name: &str) -> PathBuf {
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

/// Returns the demo family's file whose path in its folder begins and ends like this. The days in the names go with today's.
pub(crate) fn of_demo(root: &Path, start: &str, end: &str) -> String {
    let (folder, name) = start.rsplit_once('/').unwrap();
    let mut found: Vec<String> = fs::read_dir(root.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|file| file.starts_with(name) && file.ends_with(end))
        .collect();
    assert_eq!(found.len(), 1, "{start}…{end}: {found:?}");
    format!("{folder}/{}", found.remove(0))
}

/// The start of the path of Diego's first permit, which the day of its issue follows.
pub(crate) const PERMIT: &str = "Diego Fuentes Ibáñez/PERMIT_Diego_Fuentes-Ibanez_";

/// How long a script in the page may take; to scroll through ten thousand papers takes most of it where nothing but the processor draws.
const SCRIPT: Duration = Duration::from_secs(300);

/// A screen of our own; Xvfb finds a free number by itself.
pub(crate) struct Screen {
    server: Child,
    pub(crate) display: String,
}

impl Screen {
    pub(crate) fn start() -> Screen {
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

/// The app in its window. Everything goes away when it is dropped.
pub(crate) struct Window {
    client: Client,
    driver: Child,
    screen: Screen,
    home: TempDir,
}

/// The colours that the desktop asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Theme {
    Light,
    Dark,
}

impl Window {
    /// Writes the demo family and opens the app on it.
    pub(crate) async fn on_the_demo_family(theme: Theme) -> Window {
        let home = tempfile::tempdir().unwrap();
        let family = home.path().join(FOLDER);
        let made = Command::new(program("faldone"))
            .arg("demo")
            .arg(&family)
            .env("FALDONE_DATA", home.path().join("data"))
            .env("HOME", home.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Window::start(home, theme, &["--folder", family.to_str().unwrap()]).await
    }

    /// Opens the app for the first time: no folder is known.
    pub(crate) async fn on_nothing() -> Window {
        Window::start(tempfile::tempdir().unwrap(), Theme::Light, &[]).await
    }

    pub(crate) async fn start(home: TempDir, theme: Theme, arguments: &[&str]) -> Window {
        let screen = Screen::start();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        // A message bus of its own: two windows would else be one, and what the bus starts would outlive the test.
        let driver = Command::new("dbus-run-session")
            .args(["--", "sh", "-c", "echo \"$DBUS_SESSION_BUS_ADDRESS\" >\"$HOME/bus\"; exec \"$@\"", "sh"])
            .arg("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("DISPLAY", &screen.display)
            .env("HOME", home.path())
            .env("FALDONE_DATA", home.path().join("data"))
            .env("LANG", "en_GB.UTF-8")
            // The web view follows the desktop's theme.
            .env(
                "GTK_THEME",
                match theme {
                    Theme::Light => "Adwaita",
                    Theme::Dark => "Adwaita:dark",
                },
            )
            .env_remove("LANGUAGE")
            .env_remove("LC_ALL")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE")
            .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("dbus-run-session and WebKitWebDriver start (Debian packages dbus, webkit2gtk-driver)");
        let app = json!({ "webkitgtk:browserOptions": {
            "binary": program("faldone-app"),
            "args": arguments,
        }});
        let client = connect(port, &app).await;
        let timeouts = TimeoutConfiguration::new(Some(SCRIPT), None, None);
        client.update_timeouts(timeouts).await.unwrap();
        Window { client, driver, screen, home }
    }

    /// The home folder of who sits at this window.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Returns a command for a program on the same desktop: the same screen, message bus and home.
    pub(crate) fn beside(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let bus = fs::read_to_string(self.home.path().join("bus")).unwrap();
        let mut command = Command::new(program);
        command
            .env("DBUS_SESSION_BUS_ADDRESS", bus.trim())
            .env("DISPLAY", &self.screen.display)
            .env("HOME", self.home.path())
            .env("FALDONE_DATA", self.home.path().join("data"))
            .env_remove("WAYLAND_DISPLAY");
        command
    }

    /// The master folder on disk.
    pub(crate) fn folder(&self) -> PathBuf {
        self.home.path().join(FOLDER)
    }

    pub(crate) async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
    }

    /// Waits for the element and returns it; a test that does not find something says what it looked for.
    pub(crate) async fn find(&self, xpath: &str) -> Element {
        let end = Instant::now() + PATIENCE;
        loop {
            let waiting = self.client.wait().at_most(PATIENCE);
            match waiting.for_element(Locator::XPath(xpath)).await {
                Ok(element) => return element,
                // The window drew it anew between finding it and naming it to the driver.
                Err(why) if why.is_stale_element_reference() && Instant::now() < end => {}
                Err(why) => {
                    let text = self.text().await;
                    panic!("not on screen: {xpath} ({why}); what is:\n{text}")
                }
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
        self.click(&button).await;
    }

    /// Clicks an element, brought into sight first: in a list that scrolls the driver does not always do that itself. What was
    /// drawn anew between the look and the click is looked for again.
    pub(crate) async fn click(&self, xpath: &str) {
        let show = "arguments[0].scrollIntoView({ block: 'center' })";
        let mut tries = 0;
        loop {
            let element = self.find(xpath).await;
            let shown =
                self.client.execute(show, vec![serde_json::to_value(&element).unwrap()]).await;
            let clicked = match shown {
                Ok(_) => element.click().await,
                Err(why) => Err(why),
            };
            match clicked {
                Ok(_) => return,
                Err(why) if tries == 50 => panic!("cannot be clicked: {xpath} ({why})"),
                Err(_) => tries += 1,
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Finds the control whose label says `label`.
    pub(crate) async fn field(&self, label: &str) -> Element {
        self.find(&format!(
            "//label[starts-with(normalize-space(.), \"{label}\")]//*[self::input or self::select]"
        ))
        .await
    }

    /// Writes into the field of that label, in place of what stands there.
    pub(crate) async fn write(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Presses keys where the focus is.
    pub(crate) async fn keys(&self, keys: &str) {
        // A list that is drawn anew between both may take the element away; then nothing was typed.
        for _ in 0..10 {
            match self.client.active_element().await.unwrap().send_keys(keys).await {
                Err(why) if why.to_string().contains("was not found") => {}
                sent => return sent.unwrap(),
            }
        }
        panic!("nothing keeps the focus for {keys:?}");
    }

    /// Writes into the search of the documents, in place of what stands there.
    pub(crate) async fn write_search(&self, words: &str) {
        let field = self.find("//input[@type='search']").await;
        field.clear().await.unwrap();
        if !words.is_empty() {
            field.send_keys(words).await.unwrap();
        }
    }

    /// Opens a paper of the list, looked for by its file's name.
    pub(crate) async fn open_paper(&self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.write_search(name).await;
        self.click(&format!("//button[contains(@class, 'doc')][contains(., '{name}')]")).await;
    }

    /// Types a key on the page itself, not into a field.
    pub(crate) async fn type_on_page(&self, key: &str) {
        self.script("document.activeElement?.blur?.()").await;
        self.find("//body").await.send_keys(key).await.unwrap();
    }

    /// Presses a key with Control held down.
    pub(crate) async fn control(&self, key: &str) {
        const CONTROL: &str = "\u{E009}";
        self.find("//body").await.send_keys(&format!("{CONTROL}{key}")).await.unwrap();
    }

    /// Tabs on until the field of that label has the focus.
    pub(crate) async fn tab_to_field(&self, label: &str) {
        for _ in 0..200 {
            self.keys(TAB).await;
            let says = "return document.activeElement.labels?.[0]?.innerText ?? ''";
            if self.script(says).await.as_str().is_some_and(|text| text.trim().starts_with(label)) {
                return;
            }
        }
        panic!("no Tab leads to the field {label}");
    }

    /// Switches the window's language, as its settings do.
    pub(crate) async fn speak(&self, language: &str) {
        self.click("//nav//button[contains(@class, 'settings')]").await;
        self.click(&format!("//main//input[@name='language'][@value='{language}']")).await;
        self.find(&format!("//html[@lang='{language}']")).await;
    }

    /// Makes everything larger, as Ctrl + does.
    pub(crate) async fn zoom(&self, scale: f64) {
        let zoom = format!(
            "const done = arguments[0];
             window.__TAURI_INTERNALS__.invoke('plugin:webview|set_webview_zoom', {{ label: 'main', value: {scale} }})
                .then(done, (why) => done(String(why)))"
        );
        let answer = self.client.execute_async(&zoom, vec![]).await.unwrap();
        assert!(answer.is_null(), "{answer}");
    }

    /// Returns what axe-core finds wrong with what is on screen now, each with its place.
    pub(crate) async fn faults(&self) -> Vec<String> {
        if self.script("return typeof window.axe").await == "undefined" {
            let axe =
                concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");
            let axe = fs::read_to_string(axe).expect("axe-core is there after `npm ci` in ui/");
            self.client.execute(&axe, vec![]).await.unwrap();
        }
        let run = "const done = arguments[0];
            axe.run(document, { resultTypes: ['violations'] }).then(
                ({ violations }) => done(violations.flatMap(({ id, nodes }) =>
                    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`))),
                (why) => done([`axe did not run: ${why}`]))";
        let found = self.client.execute_async(run, vec![]).await.unwrap();
        serde_json::from_value(found).unwrap()
    }

    /// Goes on with Tab until what has the focus is named like `name`; a user without a mouse has no other way.
    pub(crate) async fn tab_to(&self, name: &str) {
        for _ in 0..200 {
            self.keys(TAB).await;
            let says =
                "const it = document.activeElement; return it.ariaLabel ?? it.innerText ?? ''";
            let focused = self.client.execute(says, vec![]).await.unwrap();
            if focused.as_str().is_some_and(|text| text.trim().starts_with(name)) {
                return;
            }
        }
        panic!("no Tab leads to {name}; on screen:\n{}", self.text().await);
    }

    /// Returns what a script in the page hands to its last argument, when it does.
    pub(crate) async fn ask(
        &self,
        script: &str,
        arguments: Vec<serde_json::Value>,
    ) -> serde_json::Value {
        self.client.execute_async(script, arguments).await.unwrap()
    }

    /// Writes measured figures beside the pictures.
    pub(crate) fn write_figures(&self, figures: &serde_json::Value) {
        let folder = pictures();
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("window.json"), format!("{figures:#}\n")).unwrap();
    }

    /// Returns what a script in the page returns.
    pub(crate) async fn script(&self, script: &str) -> serde_json::Value {
        self.client.execute(script, vec![]).await.unwrap()
    }

    /// Returns what the expression's promise comes to, or the words with which it is refused.
    pub(crate) async fn promise(&self, expression: &str) -> Result<serde_json::Value, String> {
        let script = format!(
            "const done = arguments[0];
             const no = (why) => done({{ no: String(why?.message ?? JSON.stringify(why) ?? why) }});
             try {{ Promise.resolve({expression}).then((yes) => done({{ yes: yes ?? null }}), no) }} catch (why) {{ no(why) }}"
        );
        let answer = self.client.execute_async(&script, vec![]).await.unwrap();
        match answer.get("no") {
            Some(why) => Err(why.as_str().unwrap_or_default().to_owned()),
            None => Ok(answer["yes"].clone()),
        }
    }

    /// Asks a command as the page would.
    pub(crate) async fn invoke(
        &self,
        command: &str,
        arguments: &serde_json::Value,
    ) -> Result<serde_json::Value, String> {
        self.promise(&format!("window.__TAURI_INTERNALS__.invoke('{command}', {arguments})")).await
    }

    async fn text(&self) -> String {
        let text = self.client.execute("return document.body.innerText", vec![]).await;
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Writes what is on screen to the folder `FALDONE_SCREENSHOTS`, or `screenshots/` in the target folder, for people to look at.
    pub(crate) async fn picture(&self, name: &str) {
        // A picture taken at once shows the frame before the last change: let two frames pass.
        let settle =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))";
        self.client.execute_async(settle, vec![]).await.unwrap();
        let png = self.client.screenshot().await.unwrap();
        let folder = pictures();
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{name}.png")), png).unwrap();
    }

    /// Ends everything at once, as a power cut would, and starts the app again as its user would: without arguments.
    pub(crate) async fn kill_and_reopen(mut self) -> Window {
        let home = std::mem::replace(&mut self.home, tempfile::tempdir().unwrap());
        drop(self);
        Window::start(home, Theme::Light, &[]).await
    }

    /// The screen that the window is on.
    pub(crate) fn desktop(&self) -> Desktop {
        Desktop::on(&self.screen.display)
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

/// Where pictures and figures go.
fn pictures() -> PathBuf {
    std::env::var_os("FALDONE_SCREENSHOTS")
        .map_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots"), PathBuf::from)
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

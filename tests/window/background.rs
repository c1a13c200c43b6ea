//! What goes on beside the window: one instance, notifications that lead to the right place, the tray.

use crate::{
    desktop::Desktop,
    gone,
    harness::{Theme, Window, program},
    paper,
};
use std::{
    fs,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

/// A program that is ended with the test.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Asks until the answer holds what is waited for.
async fn until(mut ask: impl FnMut() -> Command, words: &str) -> String {
    let mut said = String::new();
    for _ in 0..150 {
        let Output { stdout, stderr, .. } = ask().output().unwrap();
        said = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
        if said.contains(words) {
            return said;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("no {words} in:\n{said}");
}

#[tokio::test]
async fn a_second_start_shows_the_first_window_with_the_folder_it_named() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.find("//button[contains(@class, 'doc')]").await;
    let other = window.home().join("Other papers");
    fs::create_dir(&other).unwrap();
    let mut made = window.beside(program("faldone"));
    made.arg("init").arg(&other).args(["--person", "Amina/Rossi"]).stdout(Stdio::null());
    assert!(made.status().unwrap().success());

    let second =
        window.beside(program("faldone-app")).arg("--folder").arg(&other).output().unwrap();
    assert!(second.status.success(), "{second:?}");
    window.find("//aside//small[.='Other papers']").await;
}

#[tokio::test]
async fn a_paper_that_comes_in_is_told_and_a_click_opens_it() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.find("//button[contains(@class, 'doc')]").await;
    window.find("//aside//*[contains(., 'Watching the folder')]").await;
    let quiet = || Stdio::null();
    let dunst = window.beside("dunst").stdout(quiet()).stderr(quiet()).spawn();
    let _dunst = Ended(dunst.expect("dunst starts (Debian package dunst)"));
    until(|| dunst_says(&window, &["is-paused"]), "false").await;

    // What is due was told today already.
    let today = Command::new("date").arg("+%F").output().unwrap().stdout;
    let today = String::from_utf8(today).unwrap();
    fs::write(window.home().join("data/due-told-on"), today.trim()).unwrap();
    // The hand goes off the window: without a window manager that is what takes its focus away.
    let away = window.beside("xdotool").args(["mousemove", "1595", "995"]).status();
    assert!(away.expect("xdotool is there (Debian package xdotool)").success());
    fs::write(window.folder().join("dal comune.pdf"), paper("Comune di Milano")).unwrap();
    until(|| dunst_says(&window, &["count", "displayed"]), "1").await;
    window.press("Settings").await;
    assert!(dunst_says(&window, &["action", "0"]).status().unwrap().success());
    window.find("//img[@alt='Page 1 of dal comune.pdf']").await;
}

fn dunst_says(window: &Window, arguments: &[&str]) -> Command {
    let mut command = window.beside("dunstctl");
    command.args(arguments);
    command
}

/// Waits until the window is, or is not, on the screen.
async fn is_seen(desktop: &Desktop, wanted: bool) {
    for _ in 0..150 {
        if desktop.window("Faldone").is_some() == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("the window is {} on screen", if wanted { "not" } else { "still" });
}

/// What a desktop asks the app's tray icon, whose menu lies on the message bus.
struct Tray {
    bus_name: String,
}

impl Tray {
    const MENU: &str = "/org/ayatana/NotificationItem/tray_icon_tray_app_main/Menu";

    async fn find(window: &Window) -> Tray {
        for _ in 0..100 {
            let names =
                bus(window, "org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames", &[]);
            for name in names.split('\'').filter(|name| name.starts_with(':')) {
                let tray = Tray { bus_name: name.to_owned() };
                if tray.layout(window).contains("label") {
                    return tray;
                }
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("no tray icon on the bus");
    }

    fn layout(&self, window: &Window) -> String {
        let method = "com.canonical.dbusmenu.GetLayout";
        bus(window, &self.bus_name, Tray::MENU, method, &["0", "1", "[]"])
    }

    /// Chooses an entry of the menu: `(3, {'label': <'Quit'>}, ...)`.
    fn choose(&self, window: &Window, label: &str) {
        let layout = self.layout(window);
        let before = &layout[..layout.find(label).expect("an entry of the menu")];
        let open = &before[before.rfind('(').unwrap() + 1..];
        let id: String = open.chars().take_while(char::is_ascii_digit).collect();
        let method = "com.canonical.dbusmenu.Event";
        bus(window, &self.bus_name, Tray::MENU, method, &[&id, "clicked", "<0>", "0"]);
    }
}

/// Asks something on the message bus; nothing where it is not answered.
fn bus(window: &Window, name: &str, path: &str, method: &str, arguments: &[&str]) -> String {
    let mut call = window.beside("gdbus");
    call.args(["call", "--session", "--timeout", "5", "--dest", name, "--object-path", path]);
    let output = call.args(["--method", method]).args(arguments).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test]
async fn closed_to_the_tray_it_lives_on_and_comes_back_where_it_is_asked_to() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.press("Settings").await;
    window.click("//main//input[@name='tray']").await;
    let tray = Tray::find(&window).await;
    let desktop = window.desktop();
    is_seen(&desktop, true).await;

    // Closing hides it; a second start brings it back.
    desktop.ask_to_close("Faldone");
    is_seen(&desktop, false).await;
    let second = window.beside(program("faldone-app")).output().unwrap();
    assert!(second.status.success(), "{second:?}");
    is_seen(&desktop, true).await;

    // So does the tray, at the place that its entry names.
    desktop.ask_to_close("Faldone");
    is_seen(&desktop, false).await;
    tray.choose(&window, "What is due");
    is_seen(&desktop, true).await;
    window.find("//h1[.='Today']").await;

    // Quitting ends it, whatever was set.
    tray.choose(&window, "Quit");
    is_seen(&desktop, false).await;
    for _ in 0..100 {
        if tray.layout(&window).is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it still runs");
}

#[tokio::test]
async fn a_file_dragged_from_another_program_is_copied_in_and_can_be_taken_back() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.find("//aside//*[contains(., 'Watching the folder')]").await;
    let scan = window.home().join("dal comune.pdf");
    fs::write(&scan, paper("Comune di Milano")).unwrap();
    let (desktop, dragged) = (window.desktop(), scan.clone());
    tokio::task::spawn_blocking(move || desktop.drop_on("Faldone", &dragged)).await.unwrap();
    window.find("//*[contains(@class, 'toast')][contains(., '1 file copied')]").await;
    let copy = window.folder().join("_Inbox/dal comune.pdf");
    assert_eq!(fs::read(&copy).unwrap(), fs::read(&scan).unwrap());
    window.find("//button[contains(@class, 'doc')][contains(., 'dal comune.pdf')]").await;

    window.click("//*[contains(@class, 'toast')]//button[normalize-space(.)='Undo']").await;
    gone(&copy).await;
    assert!(scan.is_file(), "where it came from it stays");
}

#[tokio::test]
async fn a_portal_that_nobody_looked_at_for_a_week_is_told_and_a_click_opens_its_case() {
    let home = tempfile::tempdir().unwrap();
    let papers = home.path().join("Papers");
    fs::create_dir(&papers).unwrap();
    let faldone = |arguments: &[&str]| {
        let mut command = Command::new(program("faldone"));
        command.env("FALDONE_DATA", home.path().join("data")).args(arguments);
        let Output { stdout, stderr, status } = command.output().unwrap();
        assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    };
    let folder = papers.to_str().unwrap();
    faldone(&["init", folder, "--person", "Amina/Rossi"]);
    let case =
        faldone(&["case", folder, "open", "permit-renewal", "--person", "Amina Rossi", "--json"]);
    let case: serde_json::Value = serde_json::from_str(&case).unwrap();
    let case = case["case"]["id"].as_str().unwrap();
    let ago = Command::new("date").args(["--date", "7 days ago", "+%F"]).output().unwrap().stdout;
    let ago = String::from_utf8(ago).unwrap();
    faldone(&["case", folder, "checked", case, "--on", ago.trim()]);

    // The desktop shows notifications before the app begins to tell them.
    let window = Window::start(home, Theme::Light, &[]).await;
    let quiet = || Stdio::null();
    let dunst = window.beside("dunst").stdout(quiet()).stderr(quiet()).spawn();
    let _dunst = Ended(dunst.expect("dunst starts (Debian package dunst)"));
    until(|| dunst_says(&window, &["is-paused"]), "false").await;
    window.press("Type its path").await;
    window.write("Path of the folder", papers.to_str().unwrap()).await;
    window.press("Open").await;
    window.find("//nav//button[starts-with(., 'Documents')]").await;

    until(|| dunst_says(&window, &["count", "displayed"]), "1").await;
    assert!(dunst_says(&window, &["action", "0"]).status().unwrap().success());
    window.find("//h1[starts-with(., 'Renewal of the residence permit')]").await;
    until(|| dunst_says(&window, &["history"]), "Look at the portal").await;
}

#[tokio::test]
async fn the_tray_is_there_when_it_is_wanted_and_starting_at_login_is_a_file_of_the_desktop() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.press("Settings").await;
    let names = || {
        let mut command = window.beside("gdbus");
        command.args(["call", "--session", "--dest", "org.freedesktop.DBus", "--object-path"]);
        command.args(["/org/freedesktop/DBus", "--method", "org.freedesktop.DBus.ListNames"]);
        command
    };
    // One Faldone on this bus, by its own name.
    until(names, "app.faldone.desktop.SingleInstance").await;

    window.click("//main//input[@name='tray']").await;
    window.click("//main//input[@name='start_at_login']").await;
    let login = window.home().join(".config/autostart");
    let mut entry = String::new();
    for _ in 0..100 {
        entry = fs::read_dir(&login)
            .ok()
            .and_then(|mut entries| entries.next())
            .and_then(|entry| fs::read_to_string(entry.ok()?.path()).ok())
            .unwrap_or_default();
        if !entry.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(entry.contains("--hidden"), "{entry}");
    let kept = fs::read_to_string(window.home().join("data/preferences.json")).unwrap();
    assert!(kept.contains(r#""tray": true"#), "{kept}");

    window.click("//main//input[@name='start_at_login']").await;
    for _ in 0..100 {
        if fs::read_dir(&login).unwrap().next().is_none() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it still starts at login");
}

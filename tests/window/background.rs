//! What goes on beside the window: one instance, notifications that lead to the right place, the tray.

use crate::{
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

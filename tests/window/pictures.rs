//! Pictures for people to look at: every view in the dark, and those of the README.

use crate::harness::{Theme, Window, program};

#[tokio::test]
async fn every_view_can_be_looked_at_in_the_dark() {
    let window = Window::on_the_demo_family(Theme::Dark).await;
    let dark = window.script("return matchMedia('(prefers-color-scheme: dark)').matches").await;
    assert_eq!(dark, true, "the window follows the desktop's colours");
    for (width, height) in [(1400, 900), (900, 640)] {
        window.resize(width, height).await;
        for (view, sight) in [
            ("Documents", "//img[starts-with(@alt, 'Page 1 of')]"),
            ("Today", "//main//li"),
            ("Review names", "//button[starts-with(@aria-label, 'Accept the name for')]"),
            ("Timeline", "//main//td"),
        ] {
            window.press(view).await;
            window.find(sight).await;
            let name = view.split(' ').next().unwrap().to_lowercase();
            window.picture(&format!("{name}-dark-{width}x{height}")).await;
        }
        window.press("Export").await;
        window.find("//dialog//li").await;
        window.picture(&format!("export-dark-{width}x{height}")).await;
        window.press("Cancel").await;
    }
}

const ALL: &[&str] = &["today", "documents", "review", "timeline", "cases", "settings"];

/// Views, languages, colours and sizes together are 90; these fourteen show each of them.
#[tokio::test]
#[ignore = "long: the pictures of the README, taken by `cargo xtask screenshots`"]
async fn the_pictures_of_the_readme() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1440, 900).await;
    window.find("//button[contains(@class, 'doc')]").await;
    window.press("Open another folder").await;
    window.find("//h1[starts-with(., 'Your papers')]").await;
    window.picture("welcome-en-light-1440x900").await;
    window.press("Back to").await;
    let mut case = window.beside(program("faldone"));
    case.arg("case").arg(window.folder()).args(["open", "permit-renewal"]);
    assert!(case.args(["--person", "Diego Fuentes Ibáñez"]).status().unwrap().success());
    for (language, theme, width, height, views) in [
        ("en", "light", 1440, 900, ALL),
        ("it", "dark", 1440, 900, &["documents", "timeline", "cases"]),
        ("en", "dark", 900, 600, &["today", "documents"]),
        ("it", "light", 900, 600, &["review", "timeline"]),
    ] {
        window.resize(width, height).await;
        window.speak(language).await;
        window.click(&format!("//main//input[@name='theme'][@value='{theme}']")).await;
        window.find(&format!("//html[@data-theme='{theme}']")).await;
        for view in views {
            window.click(&format!("//nav//button[contains(@class, '{view}')]")).await;
            match *view {
                "documents" => {
                    window
                        .click("//button[contains(@class, 'doc')][.//small[starts-with(., 'NULLA-OSTA_')]]")
                        .await;
                    window.find("//img[contains(@alt, 'NULLA-OSTA_')]").await;
                    window.find("//section//dl//dd").await;
                }
                "cases" => drop(window.find("//main//select/option[contains(., 'Diego')]").await),
                "settings" => drop(window.find("//main//details").await),
                _ => drop(window.find("//main//*[self::li or self::td]").await),
            }
            window.picture(&format!("{view}-{language}-{theme}-{width}x{height}")).await;
        }
    }
}

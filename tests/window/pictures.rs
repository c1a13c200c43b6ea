//! Pictures for people to look at: every view in the dark, and the one of the README.

use crate::harness::{Theme, Window};

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

#[tokio::test]
async fn the_picture_of_the_readme() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1400, 900).await;
    window.click("//button[contains(@class, 'doc')][contains(., 'NULLA-OSTA_')]").await;
    window.find("//img[starts-with(@alt, 'Page 1 of NULLA-OSTA_')]").await;
    window.find("//h2[.='What it says']").await;
    window.picture("window").await;
}

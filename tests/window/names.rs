//! Papers are listed, a new one comes in by itself, names are accepted and undone, copies are set aside.

use crate::{
    gone,
    harness::{ENTER, Theme, Window},
    paper,
};
use std::fs;

#[tokio::test]
async fn a_paper_comes_in_and_a_name_is_accepted_and_undone() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1400, 900).await;

    // The family's papers are listed, each with its file's name.
    window.find("//nav//button[@aria-current='page'][starts-with(., 'Documents')]").await;
    window.find("//button[contains(@class, 'doc')]").await;
    window.find("//aside//*[contains(., 'Watching the folder')]").await;
    assert!(window.count("//button[contains(@class, 'doc')]").await > 10);
    window.find("//header//p[contains(., '71 documents')]").await;
    window.find("//img[starts-with(@alt, 'Page 1 of')]").await;
    window.picture("documents-1400x900").await;

    // A file dropped into the folder comes up by itself.
    fs::write(window.folder().join("dal comune (3).pdf"), paper("Comune di Milano")).unwrap();
    let row =
        window.find("//button[contains(@class, 'doc')][contains(., 'dal comune (3).pdf')]").await;
    row.click().await.unwrap();
    window.find("//img[@alt='Page 1 of dal comune (3).pdf']").await;

    // What the review promises is what happens on disk, and undo takes it back.
    window.press("Review names").await;
    let proposal = "//li[.//button[starts-with(@aria-label, 'Accept the name for')]]";
    window.find(proposal).await;
    window.picture("review-1400x900").await;
    let title = |class: &str| format!("({proposal})[1]//span[contains(@class, '{class}')][@title]");
    let from = window.find(&title("from")).await.attr("title").await.unwrap().unwrap();
    let to = window.find(&title("to")).await.attr("title").await.unwrap().unwrap();
    let (old, new) = (window.folder().join(&from), window.folder().join(&to));
    let bytes = fs::read(&old).unwrap();
    assert!(!new.exists(), "nothing is done before it is accepted");

    let accept =
        format!("({proposal})[1]//button[starts-with(@aria-label, 'Accept the name for')]");
    window.click(&accept).await;
    window.find("//*[@aria-live]//*[contains(., '1 file has its new name')]").await;
    gone(&old).await;
    assert_eq!(fs::read(&new).unwrap(), bytes, "the paper is the same under its new name");
    window.picture("accepted-1400x900").await;

    window.click("//*[@aria-live]//button[normalize-space(.)='Undo']").await;
    window.find("//*[@aria-live]//*[contains(., '1 file is as it was before')]").await;
    gone(&new).await;
    assert_eq!(fs::read(&old).unwrap(), bytes, "undo gives the old name back");

    for view in ["Today", "Timeline"] {
        window.press(view).await;
        window.find(&format!("//h1[.='{view}']")).await;
        window.find("//main//*[self::li or self::td]").await;
        window.picture(&format!("{}-1400x900", view.to_lowercase())).await;
    }

    // The smallest window that is looked after, and the other language.
    window.resize(900, 640).await;
    window.press("Documents").await;
    window.find("//img[starts-with(@alt, 'Page 1 of')]").await;
    window.picture("documents-900x640").await;
    window.speak("it").await;
    window.press("Documenti").await;
    window.find("//h1[.='Documenti']").await;
    window.picture("documents-it-900x640").await;
    window.press("Rivedi i nomi").await;
    window.find("//button[starts-with(@aria-label, 'Accetta il nome per')]").await;
    window.picture("review-it-900x640").await;
    window.press("Oggi").await;
    window.find("//main//li").await;
    window.picture("today-it-900x640").await;

    window.close().await;
}

#[tokio::test]
async fn a_name_is_accepted_with_the_keyboard_alone() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.find("//button[contains(@class, 'doc')]").await;
    window.tab_to("Review names").await;
    window.keys(ENTER).await;
    let to = window.find("(//li//span[contains(@class, 'to')][@title])[1]").await;
    let new = window.folder().join(to.attr("title").await.unwrap().unwrap());

    window.tab_to("Accept the name for").await;
    window.keys(ENTER).await;
    window.find("//*[@aria-live]//*[contains(., '1 file has its new name')]").await;
    assert!(new.is_file());

    // The way back is at hand as well.
    window.tab_to("Undo").await;
    window.keys(ENTER).await;
    gone(&new).await;
}

#[tokio::test]
async fn copies_are_set_aside_only_when_asked_and_can_be_put_back() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1400, 900).await;
    window.press("Review names").await;
    let copy = "(//ul[@aria-labelledby='copies']/li)[1]";
    window.find(copy).await;
    let chosen = window
        .script("return document.querySelectorAll('[aria-labelledby=copies] input:checked').length")
        .await;
    assert_eq!(chosen, 0, "no copy is chosen before the user does");

    // Accepting all names leaves the copies where they are.
    let path = window.find(&format!("{copy}//p[1]")).await.text().await.unwrap();
    let file = window.folder().join(&path);
    let all = "//button[contains(@class, 'main')][starts-with(normalize-space(.), 'Accept')]";
    window.click(all).await;
    window.find("//*[@aria-live]//*[contains(., 'files have their new names')]").await;
    let bytes = fs::read(&file).unwrap();

    let stays = window.find(&format!("{copy}//button[contains(@class, 'link')]")).await;
    let stays = window.folder().join(stays.text().await.unwrap());
    assert_eq!(fs::read(&stays).unwrap(), bytes, "they are the same");
    window.click(&format!("{copy}//button[starts-with(@aria-label, 'Set aside')]")).await;
    window.find("//*[@aria-live]//*[contains(., '1 copy is set aside')]").await;
    gone(&file).await;
    assert!(stays.is_file());
    window.picture("copies-1400x900").await;

    window.click("//*[@aria-live]//button[normalize-space(.)='Undo']").await;
    window.find("//*[@aria-live]//*[contains(., '1 file is as it was before')]").await;
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

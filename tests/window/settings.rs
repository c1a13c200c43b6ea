//! Settings: people, colours, language, source folders, checking every file; and what is kept over a restart.

use crate::{
    gone,
    harness::{ENTER, Theme, Window},
    paper,
};
use std::fs;

#[expect(clippy::disallowed_methods, reason = "To places that are free: the test made them up.")]
#[tokio::test]
async fn people_are_added_and_every_file_is_checked_in_words() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1440, 900).await;
    window.press("Settings").await;
    window.press("Add an adult").await;
    window.write("Given names", "Leila").await;
    window.write("Surname", "Haddad").await;
    window.click("//dialog//button[normalize-space(.)='Add']").await;
    window.find("//dialog//*[@role='alert'][contains(., 'Somebody of this name')]").await;
    window.write("Given names", "Zoë").await;
    window.click("//dialog//button[normalize-space(.)='Add']").await;
    window.find("//aside//button[contains(., 'Zoë Haddad')]").await;
    // Whoever has no other name says so; a surname that was forgotten does not pass.
    window.press("Add an adult").await;
    window.write("Surname", "Suryani").await;
    window.find("//dialog//button[normalize-space(.)='Add'][@disabled]").await;
    window.click("//dialog//label[contains(., 'no other name')]/input").await;
    window.click("//dialog//button[normalize-space(.)='Add']").await;
    window.find("//aside//button[contains(., 'Suryani')]").await;
    window.press("Add a child").await;
    window.write("Given names", "Ali").await;
    window.write("Surname", "Haddad").await;
    window.click("//dialog//button[normalize-space(.)='Add']").await;
    window.find("//main//li[contains(., 'With Ali Haddad')]").await;
    window.picture("settings-1440x900").await;

    window.click("//main//button[normalize-space(.)='Check every file']").await;
    window.find("//main//*[contains(., 'files are as they were written down')]").await;
    let victim = window.folder().join("documento.pdf");
    assert!(victim.is_file());
    fs::rename(&victim, window.home().join("elsewhere.pdf")).unwrap();
    let alone = window.folder().join("Leila Haddad");
    let alone = fs::read_dir(alone)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|ending| ending == "pdf"))
        .unwrap();
    let name = alone.file_name().unwrap().to_str().unwrap().to_owned();
    fs::rename(&alone, window.home().join("gone.pdf")).unwrap();
    window.click("//main//button[normalize-space(.)='Check every file']").await;
    window.find(&format!("//main//li[contains(., '{name}')]")).await;
}

#[tokio::test]
async fn a_paper_in_downloads_is_offered_and_taken_only_when_asked() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1440, 900).await;
    let downloads = window.home().join("Downloads");
    fs::create_dir(&downloads).unwrap();
    let payslip = paper("Cedolino paga - Periodo di retribuzione: marzo 2026 - Leila Haddad");
    fs::write(downloads.join("doc (7).pdf"), &payslip).unwrap();
    fs::write(downloads.join("recipe.pdf"), paper("Risotto alla milanese")).unwrap();

    window.press("Settings").await;
    window.write("Path of the folder", downloads.to_str().unwrap()).await;
    window.keys(ENTER).await;
    window.find("//main//li[contains(., 'Downloads')]").await;
    window.press("Today").await;
    window.find("//ul[@aria-labelledby='offers']/li[contains(., 'Payslip')][contains(., 'Leila Haddad')]").await;
    assert_eq!(
        window.count("//ul[@aria-labelledby='offers']/li").await,
        1,
        "a recipe is not theirs"
    );
    assert!(!window.folder().join("_Inbox/doc (7).pdf").exists(), "nothing is taken by itself");
    window.picture("offers-1440x900").await;

    // Taken, and taken back as the last thing done: set aside, and not offered once more.
    let taken = window.folder().join("_Inbox/doc (7).pdf");
    window.press("Take doc (7).pdf").await;
    window.find("//*[contains(@class, 'toast')][contains(., '1 file copied')]").await;
    assert_eq!(fs::read(&taken).unwrap(), payslip);
    window.control("z").await;
    window.find("//*[contains(@class, 'toast')][contains(., '1 copy is set aside')]").await;
    assert!(!taken.exists());
    assert_eq!(fs::read(window.folder().join("_Faldone/aside/doc (7).pdf")).unwrap(), payslip);
    assert!(downloads.join("doc (7).pdf").is_file());
    for _ in 0..100 {
        if window.count("//ul[@aria-labelledby='offers']").await == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("what was taken is still offered");
}

#[tokio::test]
async fn one_computer_files_by_itself_what_comes_in_and_an_undo_holds() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1440, 900).await;
    window.find("//aside//*[contains(., 'Watching the folder')]").await;
    let here_before = window.folder().join("documento.pdf");
    let payslip = paper("Cedolino paga - Periodo di retribuzione: marzo 2026 - Leila Haddad");
    let dropped = window.folder().join("doc (7).pdf");

    window.press("Settings").await;
    window.click("//main//input[@name='automatic']").await;
    // The box is ticked at once; what comes in is filed from when the household's journal says so.
    let mut is_kept = false;
    for _ in 0..300 {
        let settings = window.invoke("settings", &serde_json::json!({})).await.unwrap();
        is_kept = settings["automatic"] == true;
        if is_kept {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(is_kept);
    fs::write(&dropped, &payslip).unwrap();
    window.press("Today").await;
    window.find("//h2[starts-with(., 'Filed by itself')]").await;
    gone(&dropped).await;
    let step = "//h2[@id='filed-by-itself']/following-sibling::ul[1]//li[contains(., 'doc (7).pdf → PAYSLIP_Leila_Haddad_2026-03.pdf')]";
    window.find(step).await;
    assert!(here_before.is_file(), "what was here before waits for the user");
    window.picture("filed-by-itself-1440x900").await;

    window.click(&format!("{step}//button[normalize-space(.)='Undo']")).await;
    window.find("//*[contains(@class, 'toast')][contains(., '1 file is as it was before')]").await;
    assert_eq!(fs::read(&dropped).unwrap(), payslip);
    // The next paper is filed, and the one that was taken back is left alone.
    let next = window.folder().join("doc (8).pdf");
    let april = paper("Cedolino paga - Periodo di retribuzione: aprile 2026 - Leila Haddad");
    fs::write(&next, april).unwrap();
    window
        .find(
            "//h2[@id='filed-by-itself']/following-sibling::ul[1]//li[contains(., 'doc (8).pdf')]",
        )
        .await;
    gone(&next).await;
    assert!(dropped.is_file(), "an undo holds");
}

#[tokio::test]
async fn language_and_colours_are_kept_when_the_window_is_killed() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.speak("it").await;
    window.click("//main//input[@name='theme'][@value='dark']").await;
    window.find("//html[@data-theme='dark']").await;
    let window = window.kill_and_reopen().await;
    window.find("//html[@lang='it'][@data-theme='dark']").await;
    window.find("//aside//*[contains(., 'Diego Fuentes')]").await;
}

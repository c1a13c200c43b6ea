//! What was told and done is kept when everything ends at once, and can still be taken back.

use crate::{
    gone,
    harness::{Theme, Window},
};
use std::fs;

#[tokio::test]
async fn an_event_a_correction_and_a_name_outlive_a_kill_and_the_name_can_be_undone() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1440, 900).await;
    window.press("Timeline").await;
    window.press("Add an event").await;
    window.write("What happened", "Signed the lease at the notary").await;
    window.press("Save").await;
    window.find("//td[contains(., 'Signed the lease at the notary')]").await;

    window.press("Documents").await;
    window.write_search("modulo ospitalità vuoto").await;
    let blank = "//button[contains(@class, 'doc')][contains(., 'modulo ospitalità vuoto.pdf')]";
    window.click(blank).await;
    window.press("Tell: Type").await;
    window.field("Type, corrected").await.select_by_value("CONTRACT").await.unwrap();
    window.press("Save").await;
    window.find("//button[@aria-label='Why: Type']").await;

    window.press("Review names").await;
    let row = "(//li[.//button[starts-with(@aria-label, 'Accept the name for')]])[1]";
    let title = |class: &str| format!("{row}//span[contains(@class, '{class}')][@title]");
    let from = window.find(&title("from")).await.attr("title").await.unwrap().unwrap();
    let to = window.find(&title("to")).await.attr("title").await.unwrap().unwrap();
    let (old, new) = (window.folder().join(&from), window.folder().join(&to));
    let bytes = fs::read(&old).unwrap();
    window.click(&format!("{row}//button[starts-with(@aria-label, 'Accept the name for')]")).await;
    gone(&old).await;

    let window = window.kill_and_reopen().await;
    let (old, new) = (window.home().join(old), window.home().join(new));
    assert_eq!(fs::read(&new).unwrap(), bytes);
    window.press("Timeline").await;
    window.find("//td[contains(., 'Signed the lease at the notary')]").await;
    window.press("Documents").await;
    window.write_search("modulo ospitalità vuoto").await;
    window.click("//button[contains(@class, 'doc')][contains(., 'vuoto.pdf')]").await;
    window.press("Why: Type").await;
    window.find("//*[contains(., 'You told this')]").await;

    // The way back stands in the log, as before.
    window.press("Review names").await;
    window.click("(//main//button[starts-with(@aria-label, 'Undo: ')])[1]").await;
    gone(&new).await;
    assert_eq!(fs::read(&old).unwrap(), bytes);
    window.close().await;
}

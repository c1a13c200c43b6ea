//! The first minutes: a folder that has papers is adopted, what is not understood is told.

use crate::{harness::Window, paper};
use std::fs;

#[tokio::test]
async fn a_folder_with_papers_is_adopted_and_what_is_unclear_is_told() {
    let window = Window::on_nothing().await;
    window.resize(900, 640).await;
    let papers = window.home().join("Papers");
    fs::create_dir(&papers).unwrap();
    let notice = paper("Cedolino paga - Periodo di retribuzione: settembre 2026 - Amina Rossi");
    for (name, bytes) in
        [("a.pdf", notice), ("scan 12.pdf", paper("Spett.le")), ("x y.pdf", paper("Un saluto"))]
    {
        fs::write(papers.join(name), bytes).unwrap();
    }

    // A folder that is not there is told in words, and nothing else happens.
    window.find("//h1[starts-with(., 'Your papers')]").await;
    window.picture("welcome-900x640").await;
    window.press("Type its path").await;
    window.write("Path of the folder", &format!("{}-not", papers.display())).await;
    window.press("Open").await;
    window.find("//*[@role='alert'][contains(., 'The folder is not there')]").await;

    window.write("Path of the folder", papers.to_str().unwrap()).await;
    window.press("Open").await;
    window.find("//h1[starts-with(., 'Who lives')]").await;
    assert!(!papers.join("_Faldone").exists(), "nothing is made before the adults are named");
    window.write("Given names", "Amina").await;
    window.write("Surname", "Rossi").await;
    window.picture("people-900x640").await;
    window.press("Use this folder").await;

    // What was understood is told first, and the papers are as they were.
    window.find("//h1[.='Today']").await;
    window
        .find("//*[@role='status'][contains(., '3 papers')][contains(., 'Nothing was changed')]")
        .await;
    window.picture("adopted-900x640").await;
    for name in ["a.pdf", "scan 12.pdf", "x y.pdf"] {
        assert!(papers.join(name).is_file());
    }

    // What Faldone does not know, the user tells; then a name is proposed.
    window.press("Documents").await;
    window.click("//button[contains(@class, 'doc')][contains(., 'scan 12.pdf')]").await;
    window.find("//img[@alt='Page 1 of scan 12.pdf']").await;
    window.press("Tell: Type").await;
    window.field("Type, corrected").await.select_by_value("PASSPORT").await.unwrap();
    window.press("Save").await;
    window.find("//button[@aria-label='Why: Type']").await;
    window.press("Tell: Whose").await;
    window.field("Whose, corrected").await.select_by_value("Amina Rossi").await.unwrap();
    window.press("Save").await;
    window.find("//*[contains(@class, 'card')][contains(., 'A better name')][contains(., 'PASSPORT_Amina_Rossi.pdf')]").await;
    window.press("Review names").await;
    window.press("Accept the name for scan 12.pdf").await;
    window.find("//*[@aria-live]//*[contains(., '1 file has its new name')]").await;
    assert!(!papers.join("scan 12.pdf").exists());

    // What was told is found, and nothing else.
    window.control("k").await;
    window.write_search("passport amina").await;
    let found = "//button[contains(@class, 'doc')]";
    window.find(&format!("{found}[contains(., 'PASSPORT_Amina_Rossi.pdf')]")).await;
    window.find("//header//p[contains(., '1 document')]").await;
    window.find("//main[count(.//button[contains(@class, 'doc')]) = 1]").await;
    // What the paper itself says is found as well, marked where it stands.
    window.write_search("spett").await;
    window.find(&format!("{found}//mark[contains(., 'Spett')]")).await;
}

#[tokio::test]
async fn a_new_folder_is_made_where_the_user_types() {
    let window = Window::on_nothing().await;
    window.press("Italiano").await;
    window.press("Crea").await;
    let place = window.home().join("Documenti/Carte nostre");
    window.write("La cartella", place.to_str().unwrap()).await;
    window.write("Nomi", "Amina").await;
    window.write("Cognome", "Rossi").await;
    window.press("Crea la cartella").await;
    window.find("//h1[.='Oggi']").await;
    window.find("//*[contains(., 'Ancora nessun documento')]").await;
    assert!(place.join("_Faldone/folder.toml").is_file());

    // The page itself can name no file outside the folder: only what was really dropped is taken in.
    let scan = window.home().join("scan.pdf");
    fs::write(&scan, paper("Spett.le")).unwrap();
    let refused = format!(
        "const done = arguments[0];
         window.__TAURI_INTERNALS__.invoke('take_in', {{ files: ['{}'] }}).then(done, (why) => done(why.code))",
        scan.display()
    );
    assert_eq!(window.ask(&refused, vec![]).await, "not-dropped");

    // What is put into the _Inbox is there at once.
    fs::create_dir_all(place.join("_Inbox")).unwrap();
    fs::copy(&scan, place.join("_Inbox/scan.pdf")).unwrap();
    window.press("Documenti").await;
    window.find("//button[contains(@class, 'doc')][contains(., 'scan.pdf')]").await;
}

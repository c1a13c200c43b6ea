//! Why something was left as it was stands in the window's language, with what to do.

use crate::{
    harness::{Theme, Window},
    paper,
};
use faldone_tests::Numbers;
use lopdf::{Document, Stream, dictionary};
use std::fs;

/// A whole PDF that is larger than the portal takes by something that belongs to it and cannot be packed.
fn stubborn() -> Vec<u8> {
    let mut document = Document::load_mem(&paper("Comune di Milano")).unwrap();
    let mut numbers = Numbers::new(7);
    let noise = (0..2_300_000).map(|_| numbers.below(256) as u8).collect();
    let kept = document.add_object(Stream::new(dictionary! {}, noise));
    document.catalog_mut().unwrap().set("PieceInfo", kept);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[tokio::test]
async fn why_a_paper_stays_large_or_a_name_is_not_taken_is_said_in_italian() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(900, 600).await;
    window.speak("it").await;
    fs::write(window.folder().join("scansione ostinata.pdf"), stubborn()).unwrap();
    window.press("Documenti").await;
    window.click("//button[contains(@class, 'doc')][contains(., 'scansione ostinata.pdf')]").await;
    window.press("Rimpicciolisci…").await;
    let told = "//section//*[@role='alert'][contains(., 'kB; ne sono ammessi 2000')]";
    window.find(told).await;
    assert_eq!(window.count(&format!("{told}//*[@lang='en']")).await, 0, "no English beside it");
    assert_eq!(window.faults().await, Vec::<String>::new());
    window.script("document.querySelector('.smaller').scrollIntoView()").await;
    window.picture("not-smaller-it-light-900x600").await;

    window.press("Impostazioni").await;
    window.press("Aggiungi un adulto").await;
    window.write("Nomi", "Leila").await;
    window.write("Cognome", "Haddad").await;
    window.click("//dialog//button[contains(@class, 'main')]").await;
    window.find("//dialog//*[@role='alert'][contains(., 'già qualcuno con questo nome')]").await;
    assert_eq!(window.count("//dialog//*[@lang='en']").await, 0, "no English beside it");
    window.close().await;
}

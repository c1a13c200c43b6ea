//! One paper in the window: made smaller and taken back, and what is known of its filing.

use crate::{
    harness::{PERMIT, Theme, Window, of_demo, program},
    paper,
};
use faldone_tests::Numbers;
use lopdf::{Document, Stream, dictionary};
use std::fs;

/// A whole PDF that drags along what nothing in it uses, and so is larger than the portal's two megabytes.
pub(crate) fn laden() -> Vec<u8> {
    let mut document = Document::load_mem(&paper("Comune di Milano")).unwrap();
    let mut numbers = Numbers::new(1);
    let noise = (0..2_200_000).map(|_| numbers.below(256) as u8).collect();
    document.add_object(Stream::new(dictionary! {}, noise));
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[tokio::test]
async fn a_paper_too_large_for_the_portal_is_made_smaller_and_taken_back() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1440, 900).await;
    window.find("//button[contains(@class, 'doc')]").await;
    let (path, large) = (window.folder().join("scansione grande.pdf"), laden());
    fs::write(&path, &large).unwrap();
    window.click("//button[contains(@class, 'doc')][contains(., 'scansione grande.pdf')]").await;
    window.find("//img[@alt='Page 1 of scansione grande.pdf']").await;

    // What it would come to is shown first, and nothing is changed by that.
    window.press("Make it smaller…").await;
    window.find("//p[contains(., '2.2 MB would become')]").await;
    window.find("//p[contains(., 'The original is kept in _Faldone/originals')]").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "the offer");
    window.picture("smaller-offer-light-1440x900").await;
    let originals = window.folder().join("_Faldone/originals");
    let kept = || fs::read_dir(&originals).map_or(0, Iterator::count);
    assert_eq!((fs::read(&path).unwrap() == large, kept()), (true, 0));
    window.press("Leave it").await;
    window.press("Make it smaller…").await;
    window.press("Make it smaller").await;

    let done = "//section//div[.//*[contains(., '1 file is smaller now')]]";
    window.find(done).await;
    let small = fs::read(&path).unwrap();
    assert!(small.len() < 2_000_000, "{}", small.len());
    assert_eq!((kept(), small.starts_with(b"%PDF")), (1, true));
    assert_eq!(window.count("//button[.='Make it smaller…']").await, 0, "it is small enough now");
    assert_eq!(window.faults().await, Vec::<String>::new(), "done");
    window.picture("smaller-done-light-1440x900").await;

    // Undo stands in the same place, and Ctrl Z does the same.
    window.click(&format!("{done}//button[.='Undo']")).await;
    window.find("//button[.='Make it smaller…']").await;
    assert!(fs::read(&path).unwrap() == large, "every byte of the original is back");
    window.press("Make it smaller…").await;
    window.press("Make it smaller").await;
    window.find(done).await;
    assert!(fs::read(&path).unwrap() == small, "the same smaller version");
    window.control("z").await;
    window.find("//*[@role='status']//p[contains(., '1 file is as it was before')]").await;
    assert!(fs::read(&path).unwrap() == large, "every byte of the original is back");

    window.resize(900, 600).await;
    window.speak("it").await;
    window.click("//main//input[@name='theme'][@value='dark']").await;
    window.click("//nav//button[contains(@class, 'documents')]").await;
    window.press("Rimpicciolisci…").await;
    window.find("//p[contains(., 'diventerebbe')]").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "in Italian and in the dark");
    window.script("document.querySelector('.smaller').scrollIntoView()").await;
    window.picture("smaller-offer-it-dark-900x600").await;
    window.close().await;
}

#[tokio::test]
async fn a_paper_tells_when_it_was_filed_and_what_replaced_it() {
    const DIEGO: &str = "Diego Fuentes Ibáñez";
    let window = Window::on_the_demo_family(Theme::Light).await;
    let first = of_demo(&window.folder(), PERMIT, ".pdf");
    let newer = "Diego Fuentes Ibáñez/permesso nuovo.pdf";
    window.resize(1440, 900).await;
    window.find("//button[contains(@class, 'doc')]").await;
    let faldone = |arguments: &[&str]| {
        let mut told = window.beside(program("faldone"));
        told.arg(arguments[0]).arg(window.folder()).args(&arguments[1..]);
        let told = told.output().unwrap();
        assert!(told.status.success(), "{arguments:?}: {told:?}");
    };
    window.open_paper(&first).await;
    // Told by another program while the paper is open: no paper changes, and the card comes.
    faldone(&["case", "open", "permit-renewal", "--person", DIEGO]);
    for (day, file) in [("2024-02-01", &first[..]), ("2025-02-03", newer)] {
        let what = ["--what", "Copy given to the employer", "--channel", "by-hand"];
        let told = ["event", "add", "--date", day, "--person", DIEGO, "--file", file];
        faldone(&[&told[..], &what].concat());
    }

    let card = "//section//div[contains(@class, 'card')][h2='Filed']";
    window
        .find(&format!("{card}//li[contains(., '1 February 2024')][contains(., 'by hand')]"))
        .await;
    window
        .find(&format!(
            "{card}//li[contains(., 'A newer one took its place')][contains(., '3 February 2025')]"
        ))
        .await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "what was filed");
    window.script("document.querySelector('section > .card:has(strong)').scrollIntoView()").await;
    window.picture("filed-light-1440x900").await;
    // The way to the newer one, and back to what it replaced.
    window.click(&format!("{card}//button[contains(., 'permesso nuovo')]")).await;
    window
        .find(&format!(
            "{card}//li[contains(., 'It took the place of')][contains(., '1 February 2024')]"
        ))
        .await;

    window.resize(900, 600).await;
    window.speak("it").await;
    window.click("//main//input[@name='theme'][@value='dark']").await;
    window.click("//nav//button[contains(@class, 'documents')]").await;
    window.find("//section//li[contains(., 'Ha sostituito')]").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "in Italian and in the dark");
    window.script("document.querySelector('section > .card:has(strong)').scrollIntoView()").await;
    window.picture("filed-it-dark-900x600").await;
    window.close().await;
}

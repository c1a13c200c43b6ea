//! "You never sent us this": the page for an office that asks again, written from the window and read back.

use crate::harness::{ENTER, ESCAPE, FOLDER, PERMIT, Theme, Window, of_demo, program};
use faldone_tests::ask;
use std::{fs, process::Command};

/// The demo family, of whom a paper was given to the employer on a day; and the paper's path in the folder.
fn with_a_filing() -> (tempfile::TempDir, String) {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(FOLDER);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(program("faldone"));
        command.arg(arguments[0]).arg(&folder).args(&arguments[1..]);
        command.env("FALDONE_DATA", home.path().join("data")).env("HOME", home.path());
        let done = command.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    run(&["demo"]);
    let told = ["event", "add", "--date", "2024-02-01", "--person", "Diego Fuentes Ibáñez"];
    let permit = of_demo(&folder, PERMIT, ".pdf");
    let what = ["--what", "Given to the employer", "--channel", "by-hand", "--file", &permit];
    run(&[&told[..], &what].concat());
    (home, permit)
}

#[tokio::test]
async fn a_page_for_an_office_is_written_and_says_when_the_paper_was_filed() {
    let (home, permit) = with_a_filing();
    let folder = home.path().join(FOLDER);
    let window = Window::start(home, Theme::Light, &["--folder", folder.to_str().unwrap()]).await;
    window.resize(900, 600).await;
    window.find("//button[contains(@class, 'doc')]").await;
    window.open_paper(&permit).await;
    window.press("Page for an office").await;
    window.find("//dialog//h2[contains(., 'office that asks again')]").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "the form");
    window.picture("filed-page-light-900x600").await;

    // Italian unless another language is asked for; nothing is written before the button.
    let page = window.home().join("già presentato.pdf");
    window.write("Write it to", page.to_str().unwrap()).await;
    assert!(!page.exists());
    window.keys(ENTER).await;
    window.find("//dialog//*[@role='status'][contains(., 'The page is written')]").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "written");
    let text = ask("pdftotext", &["-layout", page.to_str().unwrap(), "-"]);
    for words in ["Già presentato", "Diego Fuentes Ibáñez", "2024-02-01", "a mano"] {
        assert!(text.contains(words), "no {words} in:\n{text}");
    }
    window.press("Close").await;

    // What is there is never overwritten, and that is told beside the field.
    let before = fs::read(&page).unwrap();
    window.press("Page for an office").await;
    window.click("//dialog//input[@value='en']").await;
    window.write("Write it to", page.to_str().unwrap()).await;
    window.press("Write the page").await;
    window.find("//dialog//*[@role='alert'][contains(., 'is there already')]").await;
    assert_eq!(fs::read(&page).unwrap(), before);
    let english = window.home().join("already filed.pdf");
    window.write("Write it to", english.to_str().unwrap()).await;
    window.press("Write the page").await;
    window.find("//dialog//*[@role='status']").await;
    let text = ask("pdftotext", &["-layout", english.to_str().unwrap(), "-"]);
    assert!(text.contains("Already filed") && text.contains("by hand"), "{text}");
    window.keys(ESCAPE).await;

    window.speak("it").await;
    window.click("//main//input[@name='theme'][@value='dark']").await;
    window.click("//nav//button[contains(@class, 'documents')]").await;
    window.press("Pagina per un ufficio").await;
    window.find("//dialog//input[@value='it'][@name='page-language']").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "in Italian and in the dark");
    window.picture("filed-page-it-dark-900x600").await;
    window.close().await;
}

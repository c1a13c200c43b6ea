//! A case in the window: opened, answered, told of; what a packet would hold; and nothing of it for axe to find.

use crate::harness::{FOLDER, Theme, Window, program};
use std::process::Command;

#[tokio::test]
async fn a_case_is_opened_and_answered_and_its_packet_is_looked_at() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1400, 900).await;
    window.press("Cases").await;
    // Without a case, what everybody should have.
    window.find("//h1[starts-with(., 'The master folder')]").await;
    window.press("Open a case").await;
    window.find("//dialog//option[contains(., 'Renewal of the residence permit')]").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "the form");
    window
        .script(
            "const choice = document.querySelector('dialog select');
             choice.value = [...choice.options].find((one) => one.text.startsWith('Renewal')).value;
             choice.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await;
    window.press("Open the case").await;
    window.find("//h1[starts-with(., 'Renewal of the residence permit')]").await;
    window.picture("cases-light-1400x900").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "the case");

    // A question is asked once.
    let question = "//main//*[@role='group'][.//button[normalize-space()='No']]";
    let asked = window.count(question).await;
    assert!(asked > 0);
    window.click(&format!("({question}//button[normalize-space()='No'])[1]")).await;
    window.find("//main//li[.//*[normalize-space()='Not needed']]").await;
    assert_eq!(window.count(question).await, asked - 1);

    window.press("Make a packet").await;
    window.find("//dialog//li").await;
    window.find("//dialog//label[contains(., 'although something is missing')]").await;
    window.picture("packet-light-1400x900").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "the packet");
    window.press("Cancel").await;
    window.resize(900, 600).await;
    window.picture("cases-light-900x600").await;

    // The timeline draws the case on a line of its own, and what is ahead otherwise than what was.
    window.press("Timeline").await;
    let picture = "//*[name()='svg'][@role='img']";
    window.find(&format!("{picture}//*[name()='text'][starts-with(normalize-space(), 'Renewal of the residence')]")).await;
    window.find(&format!("{picture}//*[name()='circle'][contains(@class, 'ahead')]")).await;
    window.close().await;
}

/// A request of today, and a case of Leila's, told before the window opens.
#[expect(
    clippy::disallowed_methods,
    reason = "The window counts from today, so the letter is of today."
)]
pub(crate) fn with_a_request() -> tempfile::TempDir {
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
    let today = chrono::Local::now().format("%d/%m/%Y");
    let lines = [
        "QUESTURA DI MILANO - Ufficio Immigrazione".to_owned(),
        format!("Prot. n. 0052294 del {today}"),
        "Oggetto: richiesta di integrazione documentale".to_owned(),
        "Cognome e nome: HADDAD LEILA".to_owned(),
        "Si invita la S.V. a produrre entro 10 giorni dal ricevimento della presente:".to_owned(),
        "1) copia del passaporto in corso di validità;".to_owned(),
        "2) certificato penale del Paese di origine;".to_owned(),
        "3) bilancio della ditta.".to_owned(),
        "Il Dirigente dott. Aldo Ferri".to_owned(),
    ];
    std::fs::write(folder.join("richiesta.pdf"), faldone_tests::paper(&lines)).unwrap();
    run(&["case", "open", "permit-first-issue", "--person", "Leila/Haddad"]);
    home
}

#[tokio::test]
async fn what_an_office_asks_for_stands_in_its_own_words_and_is_packed() {
    let home = with_a_request();
    let folder = home.path().join(FOLDER);
    let window = Window::start(home, Theme::Light, &["--folder", folder.to_str().unwrap()]).await;
    window.resize(1400, 900).await;
    window.press("Cases").await;
    window.find("//q[contains(., 'copia del passaporto in corso')]").await;
    window
        .find("//li[contains(., 'bilancio della ditta')]//*[normalize-space()='Not recognised']")
        .await;
    window.find("//*[starts-with(normalize-space(), 'Answer by')]").await;
    window.picture("request-light-1400x900").await;
    assert_eq!(window.faults().await, Vec::<String>::new(), "the letter in its case");

    let packet = "//button[normalize-space()='Packet of exactly this']";
    window.click(packet).await;
    window.find("//dialog//li[contains(., 'copia del passaporto in corso')]").await;
    assert_eq!(window.count("//dialog//li").await, 3);
    assert_eq!(window.faults().await, Vec::<String>::new(), "its packet");
    window.press("Cancel").await;

    // Once it is answered, nothing of it is asked for any more.
    window.press("It is answered").await;
    window.find("//p[contains(., 'dealt with on')]").await;
    assert_eq!(window.count(packet).await, 0);
    window.close().await;
}

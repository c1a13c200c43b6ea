//! Every view, dialog, error and empty state in every dress: two languages, two themes, two sizes. In each, axe-core finds nothing,
//! nothing stands beyond the window's edge, no control's words are cut off; and a picture of it is kept for people to look at.

use crate::{
    cases::with_a_request,
    harness::{ESCAPE, FOLDER, PERMIT, Theme, Window, of_demo, program},
    papers::laden,
};
use serde_json::json;
use std::{fs, time::Duration};

/// What is beyond the right edge and cannot be scrolled to, and what is a control or a title whose words do not fit into it.
const LOST: &str = "
    const seen = (it) => it.getClientRects().length > 0 && !it.closest('.scroll, svg, .unseen, option');
    const tell = (it) => it.outerHTML.slice(0, 140);
    const beyond = [...document.querySelectorAll('main *, aside *, dialog *')]
        .filter((it) => seen(it) && it.getBoundingClientRect().right > innerWidth + 1).map(tell);
    const cut = [...document.querySelectorAll('button, h1, h2, strong, label, p')]
        .filter((it) => seen(it) && it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== 'inline').map(tell);
    const wide = [...document.querySelectorAll('main, dialog, aside')]
        .filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => `scrolls sideways: ${it.tagName}`);
    return [...beyond, ...cut, ...wide];";

struct Gallery {
    window: Window,
    italian: bool,
    faults: Vec<String>,
}

impl Gallery {
    fn say(&self, english: &'static str, italiano: &'static str) -> &'static str {
        if self.italian { italiano } else { english }
    }

    async fn press(&self, english: &'static str, italiano: &'static str) {
        self.window.press(self.say(english, italiano)).await;
    }

    /// Looks at what is on screen now, in both themes and sizes; `part` is brought into sight first.
    async fn look_at(&mut self, place: &str, part: &str) {
        let language = self.say("en", "it");
        for (width, height) in [(1440, 900), (900, 600)] {
            self.window.resize(width, height).await;
            for theme in ["light", "dark"] {
                let dress = format!("{place}-{language}-{theme}-{width}x{height}");
                self.window
                    .script(&format!("document.documentElement.dataset.theme = '{theme}'"))
                    .await;
                if !part.is_empty() {
                    let show = format!(
                        "document.querySelector({}).scrollIntoView({{ block: 'start' }})",
                        json!(part)
                    );
                    self.window.script(&show).await;
                }
                // Colours change in 0.12 s, and axe would see the way between.
                tokio::time::sleep(Duration::from_millis(250)).await;
                self.window.picture(&dress).await;
                let faults = self.window.faults().await;
                self.faults.extend(faults.iter().map(|fault| format!("{dress}: {fault}")));
                let lost: Vec<String> =
                    serde_json::from_value(self.window.script(LOST).await).unwrap();
                self.faults.extend(lost.iter().map(|what| format!("{dress}: lost: {what}")));
            }
        }
        self.window.resize(1440, 900).await;
    }

    async fn look(&mut self, place: &str) {
        self.look_at(place, "").await;
    }

    async fn find(&self, xpath: &str) {
        self.window.find(xpath).await;
    }

    fn done(self) {
        assert!(
            self.faults.is_empty(),
            "{} faults:\n{}",
            self.faults.len(),
            self.faults.join("\n")
        );
    }
}

/// The papers of the demo family with a letter that asks for papers, two cases, a paper too large, two filings, and one that went.
fn a_full_folder() -> tempfile::TempDir {
    const DIEGO: &str = "Diego Fuentes Ibáñez";
    let home = with_a_request();
    let folder = home.path().join(FOLDER);
    fs::write(folder.join("scansione grande.pdf"), laden()).unwrap();
    let faldone = |arguments: &[&str]| {
        let mut command = std::process::Command::new(program("faldone"));
        command.arg(arguments[0]).arg(&folder).args(&arguments[1..]);
        command.env("FALDONE_DATA", home.path().join("data")).env("HOME", home.path());
        let told = command.output().unwrap();
        assert!(told.status.success(), "{arguments:?}: {told:?}");
    };
    faldone(&["case", "open", "permit-renewal", "--person", DIEGO]);
    for (day, file) in [
        ("2024-02-01", &of_demo(&folder, PERMIT, ".pdf")[..]),
        ("2025-02-03", "Diego Fuentes Ibáñez/permesso nuovo.pdf"),
    ] {
        let what = ["--what", "Copy given to the employer", "--channel", "by-hand"];
        let told = ["event", "add", "--date", day, "--person", DIEGO, "--file", file];
        faldone(&[&told[..], &what].concat());
    }
    home
}

/// Opens a paper of the list by words of its name.
async fn open(window: &Window, name: &str) {
    window.write_search(name).await;
    window.click(&format!("//button[contains(@class, 'doc')][contains(., '{name}')]")).await;
    window.find(&format!("//img[contains(@alt, '{name}')]")).await;
}

#[tokio::test]
#[ignore = "long: some hundred pictures, each looked through by axe"]
async fn every_place_of_a_full_folder_in_every_dress() {
    for italian in [false, true] {
        let home = a_full_folder();
        let folder = home.path().join(FOLDER);
        let window =
            Window::start(home, Theme::Light, &["--folder", folder.to_str().unwrap()]).await;
        window.resize(1440, 900).await;
        if italian {
            window.speak("it").await;
        }
        let mut it = Gallery { window, italian, faults: Vec::new() };
        it.press("Documents", "Documenti").await;
        views(&mut it).await;
        one_paper(&mut it).await;
        forms(&mut it).await;
        cases(&mut it).await;
        settings(&mut it).await;
        it.done();
    }
}

async fn views(it: &mut Gallery) {
    for (english, italiano, sight) in [
        ("Today", "Oggi", "//main//li"),
        ("Documents", "Documenti", "//main//img"),
        ("Review names", "Rivedi i nomi", "//main//input[@type='checkbox']"),
        ("Timeline", "Cronologia", "//main//td"),
        ("Cases", "Pratiche", "//main//li"),
        ("Settings", "Impostazioni", "//main//fieldset"),
    ] {
        it.press(english, italiano).await;
        it.find(sight).await;
        it.look(&english.split(' ').next().unwrap().to_lowercase()).await;
    }
    it.press("Today", "Oggi").await;
    it.look_at("today-end", "main li:last-child").await;
    it.press("Review names", "Rivedi i nomi").await;
    it.find("//ul[@aria-labelledby='copies']").await;
    it.look_at("review-copies", "#copies").await;
    it.press("Timeline", "Cronologia").await;
    it.find("//main//td").await;
    it.look_at("timeline-table", "main table").await;
}

async fn one_paper(it: &mut Gallery) {
    it.press("Documents", "Documenti").await;
    open(&it.window, "NULLA-OSTA_").await;
    it.press("Why: Type", "Perché: Tipo").await;
    it.look("fact-why").await;
    it.press("Correct", "Correggi").await;
    it.find("//main//form//select").await;
    it.look_at("fact-correct", "main dd form").await;
    for (place, words) in [("search", "nulla osta"), ("search-none", "qzxqzx")] {
        it.window.write_search(words).await;
        it.find("//div[contains(@class, 'list')][.//mark or .//*[contains(@class, 'empty')]]")
            .await;
        it.look(place).await;
    }
    open(&it.window, "scansione grande").await;
    it.look("too-large").await;
    it.press("Make it smaller…", "Rimpicciolisci…").await;
    it.find(
        "//div[@class='smaller' or contains(@class, 'smaller ')]//button[contains(@class, 'main')]",
    )
    .await;
    it.look_at("smaller-offer", ".smaller").await;
    it.press("Leave it", "Lascia").await;
    let permit = of_demo(&it.window.folder(), PERMIT, ".pdf");
    it.window.open_paper(&permit).await;
    it.find("//section//div[contains(@class, 'card')][.//h2[.='Filed' or .='Presentato']]").await;
    it.look_at("filed", "section > .card:has(strong)").await;
    // A paper that cannot be read, one that is cut off, and one behind a password.
    it.window.write_search("").await;
    it.find("//button[contains(@class, 'doc')][2]|//button[contains(@class, 'doc')]").await;
}

async fn forms(it: &mut Gallery) {
    it.press("Timeline", "Cronologia").await;
    it.press("Add an event", "Aggiungi un evento").await;
    it.find("//dialog//input").await;
    it.look("event-form").await;
    it.window.keys(ESCAPE).await;
    it.press("Export", "Esporta").await;
    it.find("//dialog//li").await;
    it.look("export").await;
    let taken = it.window.home().join("taken.xlsx");
    fs::write(&taken, "mine").unwrap();
    let (to, agree) =
        (it.say("Write it to", "Scrivila in"), it.say("They all agree", "Sono tutte d’accordo"));
    it.window.write(to, taken.to_str().unwrap()).await;
    it.window.field(agree).await.click().await.unwrap();
    it.press("Write the table", "Scrivi la tabella").await;
    it.find("//dialog//*[@role='alert']").await;
    it.look_at("export-error", "dialog .error").await;
    let free = it.window.home().join("free.xlsx");
    it.window.write(to, free.to_str().unwrap()).await;
    it.press("Write the table", "Scrivi la tabella").await;
    it.find("//dialog//*[@role='status']").await;
    it.look("export-done").await;
    it.window.keys(ESCAPE).await;
    it.window.type_on_page("?").await;
    it.find("//dialog//kbd").await;
    it.look("shortcuts").await;
    it.window.keys(ESCAPE).await;

    it.press("Review names", "Rivedi i nomi").await;
    let accept = it.say("Accept the name for", "Accetta il nome per");
    it.window.click(&format!("(//button[starts-with(@aria-label, '{accept}')])[1]")).await;
    it.find("//*[@aria-live]//button").await;
    it.look_at("accepted", "main").await;
    it.press("Today", "Oggi").await;
    it.find("//main//li").await;
    it.window.control("z").await;
    it.find("//*[contains(@class, 'toast')]").await;
    it.look("undone").await;

    it.press("Open another folder", "Apri un’altra cartella").await;
    it.find("//main//h1").await;
    it.look("welcome").await;
    it.press("Type its path", "Scrivi il percorso").await;
    it.window.write(it.say("Path of the folder", "Percorso della cartella"), "/not/there").await;
    it.press("Open", "Apri").await;
    it.find("//*[@role='alert']").await;
    it.look("welcome-error").await;
    it.press("Create", "Crea").await;
    it.find("//main//fieldset").await;
    it.press("Add another adult", "Aggiungi un altro adulto").await;
    it.window.write(it.say("Surname", "Cognome"), "Suryani").await;
    it.look("people").await;
    it.press("Back", "Indietro").await;
    it.press("Back to", "Torna a").await;
    it.find("//nav").await;
}

async fn cases(it: &mut Gallery) {
    it.press("Cases", "Pratiche").await;
    it.press("Open a case", "Apri una pratica").await;
    it.find("//dialog//option[2]").await;
    it.look("new-case").await;
    it.window.keys(ESCAPE).await;
    for (place, name) in [("case-diego", "Diego"), ("case-leila", "Leila")] {
        it.window
            .script(&format!(
                "const choice = document.querySelector('main .which select');
                 choice.value = [...choice.options].find((one) => one.text.includes('{name}')).value;
                 choice.dispatchEvent(new Event('change', {{ bubbles: true }}));"
            ))
            .await;
        it.find(&format!("//header//p[contains(., '{name}')]")).await;
        it.look(place).await;
        it.look_at(&format!("{place}-items"), ".two").await;
        it.look_at(&format!("{place}-side"), ".side .card:nth-of-type(3)").await;
        it.look_at(&format!("{place}-end"), ".side > :last-child").await;
        it.press("Make a packet", "Prepara un fascicolo").await;
        it.find("//dialog//li").await;
        it.look(&format!("{place}-packet")).await;
        it.look_at(&format!("{place}-packet-end"), "dialog .end").await;
        it.window.keys(ESCAPE).await;
    }
    it.window.click("//main//button[contains(., 'Packet of exactly') or contains(., 'Fascicolo di questi')]").await;
    it.find("//dialog//li").await;
    it.look("request-packet").await;
    it.window.keys(ESCAPE).await;
    let wish = "const day = document.querySelector('.side input[type=date]');
        day.value = '2027-06-01'; day.dispatchEvent(new Event('input', { bubbles: true }));
        day.closest('.card').id = 'lead';";
    it.window.script(wish).await;
    it.find("//*[@id='lead']//li").await;
    it.look_at("lead", "#lead").await;
    it.press("Close this case", "Chiudi questa pratica").await;
    it.look_at("case-closing", ".sure").await;
    it.window.click("//*[contains(@class, 'sure')]//button[contains(@class, 'btn')]").await;
    it.find("//*[contains(@class, 'closed')]").await;
    it.look("case-closed").await;
}

#[expect(clippy::disallowed_methods, reason = "The test plays somebody who deletes a paper.")]
async fn settings(it: &mut Gallery) {
    it.press("Settings", "Impostazioni").await;
    it.press("Add an adult", "Aggiungi un adulto").await;
    it.find("//dialog//input").await;
    it.look("person-form").await;
    it.window.write(it.say("Given names", "Nomi"), "Leila").await;
    it.window.write(it.say("Surname", "Cognome"), "Haddad").await;
    it.window.click("//dialog//button[contains(@class, 'main')]").await;
    it.find("//dialog//*[@role='alert']").await;
    it.look("person-error").await;
    it.window.keys(ESCAPE).await;
    it.press("Add a child", "Aggiungi un figlio").await;
    it.find("//dialog//select").await;
    it.look("child-form").await;
    it.window.keys(ESCAPE).await;
    it.look_at("settings-middle", "#sources").await;
    fs::remove_file(it.window.folder().join("documento.pdf")).unwrap();
    it.window
        .click("//main//button[normalize-space(.)='Check every file' or normalize-space(.)='Controlla ogni file']")
        .await;
    it.find("//main//*[contains(@class, 'fine') or contains(@class, 'wrong')]").await;
    it.look_at("verify", ".verify").await;
}

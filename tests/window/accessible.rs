//! Everybody can use it: axe-core, run inside the real window, finds nothing; the keyboard alone is enough; nothing is lost
//! when the text is twice as large or the window small.

use crate::{
    harness::{ENTER, ESCAPE, TAB, Theme, Window},
    paper,
};
use std::fs;

/// A view: the button that leads to it and what is on screen when it is there, in both languages.
const VIEWS: [(&str, &str, &str); 6] = [
    ("Today", "Oggi", "//main//li"),
    ("Documents", "Documenti", "//main//img"),
    ("Review names", "Rivedi i nomi", "//main//input[@type='checkbox']"),
    ("Timeline", "Cronologia", "//main//td"),
    ("Cases", "Pratiche", "//main//*[self::li or contains(@class, 'empty')]"),
    ("Settings", "Impostazioni", "//main//fieldset"),
];

/// Says where the window was, and in which dress, beside each fault found there.
struct Watch<'a> {
    window: &'a Window,
    dress: String,
    found: Vec<String>,
}

impl Watch<'_> {
    async fn look(&mut self, place: &str) {
        for fault in self.window.faults().await {
            self.found.push(format!("{} ({}): {fault}", place, self.dress));
        }
    }
}

#[tokio::test]
async fn axe_finds_nothing_in_any_view_dialog_or_error_in_the_light() {
    axe_finds_nothing(Theme::Light).await;
}

#[tokio::test]
async fn axe_finds_nothing_in_any_view_dialog_or_error_in_the_dark() {
    axe_finds_nothing(Theme::Dark).await;
}

async fn axe_finds_nothing(theme: Theme) {
    let window = Window::on_the_demo_family(theme).await;
    window.resize(1440, 900).await;
    let mut watch = Watch { window: &window, dress: String::new(), found: Vec::new() };
    for italian in [false, true] {
        let say = |english: &'static str, italiano: &'static str| {
            if italian { italiano } else { english }
        };
        if italian {
            window.speak("it").await;
        }
        watch.dress = format!("{theme:?}, {}", say("English", "Italian"));
        for (english, italiano, sight) in VIEWS {
            let view = say(english, italiano);
            window.press(view).await;
            window.find(sight).await;
            watch.look(view).await;
        }

        // A fact with its words, being corrected; a search that finds something, and one that finds nothing.
        window.press(say("Documents", "Documenti")).await;
        window.press(say("Why: Type", "Perché: Tipo")).await;
        window.press(say("Correct", "Correggi")).await;
        window.find("//main//form//select").await;
        watch.look("a fact being corrected").await;
        for words in ["nulla osta", "qzxqzx"] {
            window.write_search(words).await;
            window.find("//div[contains(@class, 'list')][.//mark or contains(., 'othing found') or contains(., 'Nessun')]").await;
            watch.look("a search").await;
        }
        window.write_search("").await;

        // Dialogs, with an error in one of them.
        window.press(say("Timeline", "Cronologia")).await;
        window.press(say("Add an event", "Aggiungi un evento")).await;
        window.find("//dialog//input").await;
        watch.look("the event form").await;
        window.keys(ESCAPE).await;
        window.press(say("Export", "Esporta")).await;
        window.find("//dialog//li").await;
        watch.look("the export form").await;
        let taken = window.home().join("taken.xlsx");
        fs::write(&taken, "mine").unwrap();
        window.write(say("Write it to", "Scrivila in"), taken.to_str().unwrap()).await;
        window.field(say("They all agree", "Sono tutte d’accordo")).await.click().await.unwrap();
        window.press(say("Write the table", "Scrivi la tabella")).await;
        window.find("//dialog//*[@role='alert']").await;
        watch.look("an error in the export form").await;
        window.keys(ESCAPE).await;
        window.type_on_page("?").await;
        window.find("//dialog//kbd").await;
        watch.look("the list of shortcuts").await;
        window.keys(ESCAPE).await;

        // What was done, with its way back; and the note that says it was undone.
        window.press(say("Review names", "Rivedi i nomi")).await;
        let accept = say("Accept the name for", "Accetta il nome per");
        window.click(&format!("(//button[starts-with(@aria-label, '{accept}')])[1]")).await;
        window.find("//*[@aria-live]//button").await;
        watch.look("a name accepted").await;
        window.press(say("Today", "Oggi")).await;
        window.find("//main//li").await;
        window.control("z").await;
        window.find("//*[contains(@class, 'toast')]").await;
        watch.look("a change undone").await;

        // The welcome, an error in it, and its people.
        window.press(say("Open another folder", "Apri un’altra cartella")).await;
        window.find("//main//h1").await;
        watch.look("the welcome").await;
        window.press(say("Type its path", "Scrivi il percorso")).await;
        window.write(say("Path of the folder", "Percorso della cartella"), "/not/there").await;
        window.press(say("Open", "Apri")).await;
        window.find("//*[@role='alert']").await;
        watch.look("an error in the welcome").await;
        window.press(say("Create", "Crea")).await;
        window.find("//main//fieldset").await;
        watch.look("who lives here").await;
        window.press(say("Back", "Indietro")).await;
        window.press(say("Back to", "Torna a")).await;
        window.find("//nav").await;
    }
    assert!(watch.found.is_empty(), "{} faults:\n{}", watch.found.len(), watch.found.join("\n"));
}

#[tokio::test]
async fn axe_finds_nothing_where_there_is_nothing_yet() {
    let window = Window::on_nothing().await;
    let mut watch = Watch { window: &window, dress: "empty".to_owned(), found: Vec::new() };
    window.find("//h1").await;
    watch.look("the welcome").await;
    window.press("Create").await;
    window.write("The folder", window.home().join("Papers").to_str().unwrap()).await;
    window.write("Given names", "Amina").await;
    window.write("Surname", "Rossi").await;
    window.press("Make the folder").await;
    for (view, empty) in [
        ("Today", "No papers here yet"),
        ("Documents", "No papers here yet"),
        ("Review names", "Every name is right"),
        ("Timeline", "Nothing has happened yet"),
    ] {
        window.press(view).await;
        window.find(&format!("//main//*[contains(@class, 'empty')][contains(., '{empty}')]")).await;
        watch.look(view).await;
        window.picture(&format!("empty-{}", view.split(' ').next().unwrap().to_lowercase())).await;
    }
    assert!(watch.found.is_empty(), "{}", watch.found.join("\n"));
}

#[tokio::test]
async fn the_main_story_needs_no_mouse_and_what_has_the_focus_is_seen() {
    let window = Window::on_nothing().await;
    let papers = window.home().join("Papers");
    fs::create_dir(&papers).unwrap();
    let payslip = paper("Cedolino paga - Periodo di retribuzione: settembre 2026 - Amina Rossi");
    fs::write(papers.join("a.pdf"), payslip).unwrap();
    window.find("//h1").await;

    // Every stop of the keyboard can be seen.
    let ring = "const it = document.activeElement; if (it === document.body) return null; const style = getComputedStyle(it);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 ? null : it.outerHTML";
    let seen = async || {
        let unseen = window.script(ring).await;
        assert!(unseen.is_null(), "no ring around {unseen}");
    };
    window.tab_to("Type its path").await;
    seen().await;
    window.keys(ENTER).await;
    window.find("//main//input").await;
    window.keys(papers.to_str().unwrap()).await;
    window.keys(ENTER).await;
    window.find("//h1[starts-with(., 'Who lives')]").await;
    window.tab_to_field("Given names").await;
    seen().await;
    window.keys("Amina").await;
    window.keys(TAB).await;
    window.keys("Rossi").await;
    window.keys(ENTER).await;
    window.find("//h1[.='Today']").await;
    for _ in 0..20 {
        window.keys(TAB).await;
        seen().await;
    }

    // The shortcuts are told under "?", and Escape closes what is open and gives the focus back.
    window.type_on_page("?").await;
    window.find("//dialog//kbd").await;
    window.keys(ESCAPE).await;
    window.control("2").await;
    window.find("//h1[.='Documents']").await;
    window.control("k").await;
    window.keys("cedolino").await;
    window.find("//button[contains(@class, 'doc')]//mark").await;
    window.keys(ESCAPE).await;

    // A name is accepted, and taken back from another view.
    window.control("3").await;
    window.tab_to("Accept the name for").await;
    window.keys(ENTER).await;
    window.find("//*[@aria-live]//*[contains(., '1 file has its new name')]").await;
    assert!(!papers.join("a.pdf").exists());
    window.control("4").await;
    window.find("//h1[.='Timeline']").await;
    window.control("z").await;
    window.find("//*[contains(@class, 'toast')][contains(., 'a.pdf')]").await;
    assert!(papers.join("a.pdf").is_file());

    // What was taken back can be done again.
    window.tab_to("Do it again").await;
    window.keys(ENTER).await;
    crate::gone(&papers.join("a.pdf")).await;
}

#[tokio::test]
async fn nothing_is_lost_in_a_small_window_or_with_large_text() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    for (width, height, zoom) in [(900, 600, 1.0), (1440, 900, 2.0), (900, 600, 2.0)] {
        window.resize(width, height).await;
        window.zoom(zoom).await;
        for (place, (view, _, sight)) in VIEWS.into_iter().enumerate() {
            // By the keyboard: the driver's hand misses what the zoom has moved.
            window.control(&(place + 1).to_string()).await;
            window.find(&format!("//nav//button[@aria-current][starts-with(., '{view}')]")).await;
            window.find(sight).await;
            let name = view.split(' ').next().unwrap().to_lowercase();
            window.picture(&format!("{name}-{width}x{height}-at-{zoom}")).await;
            // Nothing stands beyond the right edge but what can be scrolled to inside a table.
            let lost = window
                .script(
                    "return [...document.querySelectorAll('main *, aside *')]
                        .filter((it) => !it.closest('.scroll, svg, .unseen') && it.getClientRects().length > 0)
                        .filter((it) => it.getBoundingClientRect().right > innerWidth + 1)
                        .map((it) => it.outerHTML.slice(0, 120))",
                )
                .await;
            assert_eq!(lost, serde_json::json!([]), "{view} at {width} × {height}, zoom {zoom}");
        }
    }
}

#[tokio::test]
async fn nothing_moves_for_those_who_asked_for_it() {
    let css = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/dist/assets");
    let style = fs::read_dir(css)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|ending| ending == "css"))
        .unwrap();
    let style = fs::read_to_string(style).unwrap();
    let (still, _) = style.split_once("prefers-reduced-motion").unwrap();
    for motion in ["transition", "animation", "scroll-behavior"] {
        assert!(!still.contains(motion), "{motion} outside of prefers-reduced-motion");
    }
}

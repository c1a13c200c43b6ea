//! Ten thousand papers: what is in sight is drawn, and the window answers at once. The figures go to `window.json` beside the
//! pictures; what is asserted is what a slow and busy machine can hold too.

use crate::{
    harness::{Theme, Window, program},
    paper,
};
use serde_json::{Value, json};
use std::{fs, path::Path, process::Command, time::Instant};

const PAPERS: usize = 10_000;

/// Scrolls from the top to the end and tells the longest time (ms) that nothing else could run, and how many rows were drawn at most.
const SCROLL: &str = "const done = arguments[0], list = document.querySelector('.list');
    let longest = 0, rows = 0, last = performance.now(), over = false;
    const pulse = () => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
        if (!over) setTimeout(pulse);
    };
    pulse();
    let step = 0;
    const next = () => {
        // As a hand turns the wheel, and now and then as it drags the bar.
        if (++step % 10) list.scrollTop += 300;
        else list.scrollTop = list.scrollHeight * (step / 150);
        rows = Math.max(rows, document.querySelectorAll('button.doc').length);
        if (step < 150) requestAnimationFrame(next);
        else { over = true; done({ longest, rows }); }
    };
    requestAnimationFrame(next);";

/// Types words one after the other, and tells for each how long (ms) its answer took to stand in the list.
const SEARCH: &str =
    "const [words, done] = arguments, field = document.querySelector('input[type=search]');
    const times = [];
    const one = async (word) => {
        field.value = '';
        field.dispatchEvent(new Event('input', { bubbles: true }));
        while (document.querySelector('.list mark')) await new Promise((later) => setTimeout(later, 5));
        const begun = performance.now();
        field.value = word;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        while (!document.querySelector('.list mark') && performance.now() - begun < 3000) {
            await new Promise((later) => setTimeout(later, 1));
        }
        times.push(performance.now() - begun);
    };
    (async () => { for (const word of words) await one(word); done(times); })();";

#[tokio::test]
#[ignore = "long: ten thousand papers are written and read first"]
async fn ten_thousand_papers_are_listed_scrolled_and_searched() {
    let home = tempfile::tempdir().unwrap();
    let papers = home.path().join("Papers");
    write_papers(&papers);
    let begun = Instant::now();
    for arguments in [&["init"][..], &["scan"]] {
        let mut made = Command::new(program("faldone"));
        made.args(arguments).arg(&papers).env("FALDONE_DATA", home.path().join("data"));
        if arguments == ["init"] {
            made.args(["--person", "Amina/Rossi", "--person", "Diego/Fuentes"]);
        }
        let made = made.output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }
    let indexed = begun.elapsed();

    let begun = Instant::now();
    let window = Window::start(home, Theme::Light, &["--folder", papers.to_str().unwrap()]).await;
    window.find("//button[contains(@class, 'doc')]").await;
    let first_row = begun.elapsed();
    window.find("//header//p[contains(., '10,000 documents')]").await;
    let whole = begun.elapsed();
    let painted = window
        .script(
            "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null",
        )
        .await;

    // The first sight is drawn before anything is measured.
    window.find("//main//img").await;
    let scrolled = window.ask(SCROLL, vec![]).await;
    let words = json!([
        "cedolino",
        "rossi",
        "2026",
        "passaporto",
        "contratto",
        "numero 77",
        "ricevuta",
        "fuentes"
    ]);
    let found = window.ask(SEARCH, vec![words]).await;
    let memory = memory(&window);
    window.write_figures(&json!({
        "papers": PAPERS,
        "indexed_s": indexed.as_secs_f64(),
        "first_contentful_paint_ms": painted,
        "first_row_ms_with_driver": first_row.as_millis() as u64,
        "whole_list_ms_with_driver": whole.as_millis() as u64,
        "scroll": scrolled,
        "search_ms": found,
        "memory_kb": memory,
    }));

    assert!(scrolled["rows"].as_f64().unwrap() < 120.0, "rows out of sight are drawn: {scrolled}");
    assert!(scrolled["longest"].as_f64().unwrap() < 1000.0, "{scrolled}");
    let slowest = found.as_array().unwrap().iter().filter_map(Value::as_f64).fold(0.0, f64::max);
    assert!(slowest < 2900.0, "{found}");
}

fn write_papers(papers: &Path) {
    let kinds = ["Cedolino paga", "Passaporto", "Contratto di lavoro", "Ricevuta di presentazione"];
    for number in 0..PAPERS {
        let folder = papers.join(format!("{:02}", number % 40));
        fs::create_dir_all(&folder).unwrap();
        let (kind, who) = (kinds[number % 4], ["Amina Rossi", "Diego Fuentes"][number % 2]);
        let month = ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"][number % 6];
        let line = format!("{kind} - {month} 20{:02} - {who} - numero {number}", 10 + number % 17);
        fs::write(folder.join(format!("scan {number:05}.pdf")), paper(&line)).unwrap();
    }
}

/// Returns what the app and the web view's own processes hold in memory, by name (kB).
fn memory(window: &Window) -> Value {
    let mut held = serde_json::Map::new();
    for entry in fs::read_dir("/proc").unwrap().filter_map(Result::ok) {
        let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
        let environment = fs::read(entry.path().join("environ")).unwrap_or_default();
        let home = window.home().to_string_lossy().into_owned();
        if !String::from_utf8_lossy(&environment).contains(&home) {
            continue;
        }
        let line = |name: &str| {
            status
                .lines()
                .find_map(|line| line.strip_prefix(name))
                .unwrap_or_default()
                .trim()
                .to_owned()
        };
        let kilobytes = line("VmRSS:").trim_end_matches(" kB").parse::<u64>().unwrap_or(0);
        if ["faldone-app", "WebKitWebProces", "WebKitNetworkPr"].contains(&line("Name:").as_str()) {
            held.insert(line("Name:"), json!(kilobytes));
        }
    }
    Value::Object(held)
}

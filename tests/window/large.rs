//! Ten thousand papers: what is in sight is drawn, and the window answers at once. The figures go to `window.json` beside the
//! pictures; what is asserted is what a slow and busy machine can hold too.

use crate::{
    harness::{Theme, Window, program},
    paper,
};
use serde_json::{Value, json};
use std::{
    fs,
    path::Path,
    process::Command,
    sync::mpsc,
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

const PAPERS: usize = 10_000;

/// Scrolls from the top to the end and tells how many rows were drawn at most, and every stretch of time (ms since 1970, first and last)
/// in which nothing else could run for 20 ms or more; the longest one in any case.
const SCROLL: &str = "const done = arguments[0], list = document.querySelector('.list');
    let rows = 0, last = performance.now(), over = false;
    let longest = [last, last];
    const stretches = [];
    const pulse = () => {
        const now = performance.now();
        if (now - last > longest[1] - longest[0]) longest = [last, now];
        if (now - last >= 20) stretches.push([last, now]);
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
        if (step < 150) return requestAnimationFrame(next);
        over = true;
        const since1970 = (time) => performance.timeOrigin + time;
        done({ rows, stretches: [longest, ...stretches].map((of) => of.map(since1970)) });
    };
    list.scrollTop = 0;
    requestAnimationFrame(next);";

/// How long (ms) something else could not run while nothing was done: what the machine itself takes.
const IDLE: &str = "const done = arguments[0], begun = performance.now();
    let longest = 0, last = begun;
    const pulse = () => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
        if (now - begun < 3000) setTimeout(pulse);
        else done(longest);
    };
    pulse();";

/// Types words one after the other, and tells for each how long (ms) its answer took to stand in the list. The hand rests after the field
/// was emptied, as hands do: what is measured is the answer, not also the drawing of the whole list before it.
const SEARCH: &str =
    "const [words, done] = arguments, field = document.querySelector('input[type=search]');
    const times = [];
    const one = async (word) => {
        field.value = '';
        field.dispatchEvent(new Event('input', { bubbles: true }));
        while (document.querySelector('.list mark')) await new Promise((later) => setTimeout(later, 5));
        await new Promise((later) => setTimeout(later, 300));
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

    // The first sight is drawn before anything is measured. The folder is still being looked through at first.
    window.find("//main//img").await;
    let reading = scroll(&window).await;
    window.find("//aside//*[contains(., 'Watching the folder')]").await;
    let idle = window.ask(IDLE, vec![]).await;
    let mut scrolled = Vec::new();
    for _ in 0..3 {
        scrolled.push(scroll(&window).await);
    }
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
    // Each three times: one time alone may fall together with the page's own tidying up.
    let mut found = Vec::new();
    for _ in 0..3 {
        found.push(window.ask(SEARCH, vec![words.clone()]).await);
    }
    let memory = memory(&window);
    window.write_figures(&json!({
        "papers": PAPERS,
        "indexed_s": indexed.as_secs_f64(),
        "first_contentful_paint_ms": painted,
        "first_row_ms_with_driver": first_row.as_millis() as u64,
        "whole_list_ms_with_driver": whole.as_millis() as u64,
        "idle_longest_ms": idle,
        "scroll_while_reading": reading,
        "scroll": scrolled,
        "search_ms": found,
        "memory_kb": memory,
    }));

    for one in scrolled.iter().chain([&reading]) {
        assert!(one["rows"].as_f64().unwrap() < 120.0, "rows out of sight are drawn: {one}");
        assert!(one["longest_processor_ms"].as_f64().unwrap() < 500.0, "{one}");
    }
    let times = found.iter().flat_map(|round| round.as_array().unwrap());
    let slowest = times.filter_map(Value::as_f64).fold(0.0, f64::max);
    assert!(slowest < 2900.0, "{found:?}");
}

/// Scrolls through the list. Tells the longest time that nothing else could run, and how much of such a time at most the page's own
/// thread was at work: on a busy machine the rest of it is waiting for a processor.
#[expect(clippy::disallowed_methods, reason = "The page tells its stretches by the same clock.")]
async fn scroll(window: &Window) -> Value {
    let page = processes(window).into_iter().find(|(name, _)| name == "WebKitWebProces");
    let (_, page) = page.expect("the page's process");
    let (over, hears) = mpsc::channel::<()>();
    let watch = thread::spawn(move || {
        let mut samples = Vec::new();
        while hears.recv_timeout(Duration::from_millis(2)) == Err(mpsc::RecvTimeoutError::Timeout) {
            let used = fs::read_to_string(format!("/proc/{page}/task/{page}/schedstat")).unwrap();
            let nanoseconds: f64 = used.split(' ').next().unwrap().parse().unwrap();
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
            samples.push((now.as_secs_f64() * 1e3, nanoseconds / 1e6));
        }
        samples
    });
    let told = window.ask(SCROLL, vec![]).await;
    drop(over);
    let samples = watch.join().unwrap();
    let stretches: Vec<[f64; 2]> = serde_json::from_value(told["stretches"].clone()).unwrap();
    // What was used between the last look before and the first one after: rather too much than too little.
    let used = |[first, last]: &[f64; 2]| {
        let before = samples.iter().rev().find(|(at, _)| at < first).or(samples.first());
        let after = samples.iter().find(|(at, _)| at > last).or(samples.last());
        after.unwrap().1 - before.unwrap().1
    };
    let most = |times: Vec<f64>| times.into_iter().fold(0.0, f64::max).round();
    json!({
        "rows": told["rows"],
        "longest_ms": most(stretches.iter().map(|[first, last]| last - first).collect()),
        "longest_processor_ms": most(stretches.iter().map(used).collect()),
    })
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
    let names = ["faldone-app", "WebKitWebProces", "WebKitNetworkPr"];
    let all = processes(window).into_iter().filter(|(name, _)| names.contains(&name.as_str()));
    let held = all.map(|(name, process)| {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let kilobytes = line(&status, "VmRSS:").trim_end_matches(" kB").parse::<u64>();
        (name, json!(kilobytes.unwrap_or(0)))
    });
    Value::Object(held.collect())
}

/// Returns the processes of this window by the system's short names for them.
fn processes(window: &Window) -> Vec<(String, u32)> {
    let home = window.home().to_string_lossy().into_owned();
    let all = fs::read_dir("/proc").unwrap().filter_map(Result::ok).filter_map(|entry| {
        let process = entry.file_name().to_str()?.parse().ok()?;
        let environment = fs::read(entry.path().join("environ")).ok()?;
        let status = fs::read_to_string(entry.path().join("status")).ok()?;
        let is_ours = String::from_utf8_lossy(&environment).contains(&home);
        is_ours.then(|| (line(&status, "Name:").to_owned(), process))
    });
    all.collect()
}

fn line<'a>(status: &'a str, name: &str) -> &'a str {
    status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim()
}

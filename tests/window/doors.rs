//! What the window's page could ask for if somebody else's script ran in it: nothing outside the open folder, and no network.

use crate::{
    harness::{Theme, Window},
    paper,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fs,
    io::Read,
    net::TcpListener,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    time::Duration,
};

/// Commands that are given no path.
const PATHLESS: &[&str] = &[
    "cancel_scan",
    "choose_export",
    "choose_folder",
    "documents",
    "export_preview",
    "add_person",
    "cases",
    "close_case",
    "due",
    "filed_by_itself",
    "folder",
    "incomes",
    "lead_time",
    "offers",
    "open_case",
    "open_demo",
    "open_root",
    "packet",
    "preferences",
    "procedures",
    "set",
    "settings",
    "tell_case",
    "verify",
    "write_packet",
    "operations",
    "proposals",
    "scan",
    "suggested_folder",
    "timeline",
    "undo",
    // These are given a place outside the folder by their nature: which folder to open or make, where an export goes, and which
    // other folders papers arrive in.
    "create_folder",
    "export",
    "open_folder",
    "set_preferences",
];

/// Returns each command that is given a path, with its arguments for this one.
fn with_path(path: &str) -> Vec<(&'static str, Value)> {
    let proposal = |kind: &str, from: &str, to: &str| {
        json!({ "proposals": [{ "path": from, "to": to, "kind": kind, "type_id": null, "person": null, "date": null,
            "missing": [], "codes": [], "sha256": null, "stays": null }] })
    };
    let event = json!({ "event": { "date": "2026-11-01", "time": null, "what": "Called", "person": "leila-haddad", "who": null,
        "reference": null, "channel": null, "path": path } });
    vec![
        ("document", json!({ "path": path })),
        ("filed", json!({ "path": path })),
        (
            "write_filed",
            json!({ "path": path, "to": std::env::temp_dir().join("page.pdf"), "language": "it" }),
        ),
        ("page_image", json!({ "path": path, "page": 1, "width": 200 })),
        ("show_in_folder", json!({ "path": path })),
        ("smaller", json!({ "path": path, "onProgress": "__CHANNEL__:1" })),
        ("correct", json!({ "path": path, "fact": "type", "value": "PASSPORT" })),
        ("take_in", json!({ "files": [path] })),
        ("take_offers", json!({ "files": [path] })),
        ("leave_taken", json!({ "taken": [path] })),
        ("apply", proposal("move", path, "taken.pdf")),
        ("apply", proposal("move", "affitto def.pdf", path)),
        ("apply", proposal("shrink", path, path)),
        ("add_event", event),
    ]
}

/// Every way of writing a path that leads out, or that some system takes for another.
fn sly(home: &Path, inside: &str) -> Vec<String> {
    let secret = home.join("secret.pdf");
    let (secret, root) = (secret.to_str().unwrap(), home.join("Immigration & Payroll"));
    let root = root.to_str().unwrap();
    let mut paths: Vec<String> = [
        secret,
        "/etc/passwd",
        "../secret.pdf",
        "./../secret.pdf",
        "_Inbox/../../secret.pdf",
        "_Inbox/../affitto def.pdf",
        "./affitto def.pdf",
        "//affitto def.pdf",
        "_Inbox//../../secret.pdf",
        "..\\secret.pdf",
        "_Inbox\\..\\..\\secret.pdf",
        "C:\\Windows\\win.ini",
        "C:affitto def.pdf",
        "\\\\server\\share\\secret.pdf",
        "//server/share/secret.pdf",
        "\\\\?\\C:\\secret.pdf",
        "\\\\.\\PhysicalDrive0",
        "CON",
        "NUL.pdf",
        "affitto def.pdf::$DATA",
        "affitto def.pdf\0.png",
        "\0",
        "",
        ".",
        "..",
        "/",
        "%2e%2e%2fsecret.pdf",
        "..%2fsecret.pdf",
        "%2e%2e/secret.pdf",
        "..%c0%afsecret.pdf",
        "..\u{2215}secret.pdf",
        "\u{ff0e}\u{ff0e}/secret.pdf",
        "file:///etc/passwd",
        "asset://localhost/etc/passwd",
        "~/secret.pdf",
        "$HOME/secret.pdf",
        "_Faldone/folder.toml",
        "_faldone/folder.toml",
        "_Faldone/README.txt",
        "link.pdf",
        "out/secret.pdf",
        "swapped.pdf",
        "gone/away.pdf",
        ".hidden.pdf",
        "/proc/self/environ",
        "/dev/zero",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.push(format!("{root}/../secret.pdf"));
    paths.push(format!("{root}/{inside}"));
    paths.push("../".repeat(40) + "etc/passwd");
    paths.push("a/".repeat(5000) + "b.pdf");
    paths
}

/// Everything below a folder with its bytes, but for what Faldone writes of itself.
fn contents(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_symlink() {
            found.push((
                path.clone(),
                fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes(),
            ));
        } else if path.is_dir() {
            found.extend(contents(&path));
        } else {
            found.push((path.clone(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[expect(clippy::disallowed_methods, reason = "To places that are free: the test made them up.")]
#[tokio::test]
async fn no_command_takes_a_path_that_leads_out_of_the_folder() {
    // Every command is looked at here: a new one must be told as taking a path or none.
    let built = include_str!("../../src-tauri/build.rs");
    let list =
        built.split_once("const COMMANDS: &[&str] = &[").unwrap().1.split_once("];").unwrap().0;
    let commands: BTreeSet<&str> = list
        .split(',')
        .map(|name| name.trim().trim_matches('"'))
        .filter(|name| !name.is_empty())
        .collect();
    let known: BTreeSet<&str> =
        with_path("x").iter().map(|(name, _)| *name).chain(PATHLESS.iter().copied()).collect();
    assert_eq!(commands, known, "a command that this test does not know");
    let granted: Value =
        serde_json::from_str(include_str!("../../src-tauri/capabilities/main.json")).unwrap();
    let granted = granted["permissions"].as_array().unwrap();
    assert_eq!(
        granted.len(),
        commands.len() + 3,
        "each command, hearing events, and larger text: {granted:?}"
    );

    let window = Window::on_the_demo_family(Theme::Light).await;
    window.find("//button[contains(@class, 'doc')]").await;
    let (home, root) = (window.home().to_owned(), window.folder());
    let inside = "Diego Fuentes Ibáñez/CU.pdf";
    fs::write(home.join("secret.pdf"), paper("Numero di conto segreto")).unwrap();
    fs::create_dir(home.join("outside")).unwrap();
    fs::write(home.join("outside/away.pdf"), paper("Numero di conto segreto")).unwrap();
    symlink(home.join("secret.pdf"), root.join("link.pdf")).unwrap();
    symlink(&home, root.join("out")).unwrap();
    // Two papers that were met as papers; then a link takes the place of one, and of the other's folder.
    fs::create_dir(root.join("gone")).unwrap();
    fs::write(root.join("gone/away.pdf"), paper("Avviso")).unwrap();
    fs::write(root.join("swapped.pdf"), paper("Altro avviso")).unwrap();
    for name in ["away.pdf", "swapped.pdf"] {
        window.find(&format!("//button[contains(@class, 'doc')][contains(., '{name}')]")).await;
    }
    // An honest question is answered, so that the refusals below mean something.
    for (command, arguments) in &with_path(inside)[..2] {
        window.invoke(command, arguments).await.unwrap_or_else(|why| panic!("{command}: {why}"));
    }
    for path in ["gone/away.pdf", "swapped.pdf"] {
        window
            .invoke("page_image", &json!({ "path": path, "page": 1, "width": 200 }))
            .await
            .unwrap();
    }
    fs::rename(root.join("gone"), home.join("was gone")).unwrap();
    symlink(home.join("outside"), root.join("gone")).unwrap();
    fs::rename(root.join("swapped.pdf"), home.join("was swapped.pdf")).unwrap();
    symlink(home.join("secret.pdf"), root.join("swapped.pdf")).unwrap();

    let papers = |dir: &Path| -> Vec<_> {
        let own = root.join("_Faldone");
        contents(dir).into_iter().filter(|(path, _)| !path.starts_with(&own)).collect()
    };
    let before = (papers(&root), contents(&home.join("outside")));
    let mut asked = 0;
    for path in sly(&home, inside) {
        for (command, arguments) in with_path(&path) {
            asked += 1;
            match (command, window.invoke(command, &arguments).await) {
                (_, Err(why)) => {
                    assert!(!why.contains("segreto"), "{command} {path:?}: {why}");
                }
                // The proposals that are not what the index proposes are left, with a word.
                ("apply", Ok(answer)) => {
                    assert_eq!(answer["done"], json!([]), "{path:?}: {answer}");
                }
                // What was known of a paper may still be told from the index until its going was seen.
                ("document" | "correct", Ok(_))
                    if ["gone/away.pdf", "swapped.pdf"].contains(&path.as_str()) => {}
                ("add_event", Ok(answer)) => {
                    let told = answer.to_string();
                    let kept = ["gone/away.pdf", "swapped.pdf", ""].contains(&path.as_str());
                    assert!(kept, "an event points out of the folder: {path:?}: {told}");
                }
                (command, Ok(answer)) => panic!("{command} took {path:?}: {answer}"),
            }
        }
    }
    println!("{asked} questions with paths that lead out, {} commands", with_path("x").len());
    assert_eq!((papers(&root), contents(&home.join("outside"))), before, "something was changed");
    window.close().await;
}

#[tokio::test]
async fn a_script_in_the_page_reaches_neither_the_network_nor_the_disk() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.find("//button[contains(@class, 'doc')]").await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let there = format!("http://{}", listener.local_addr().unwrap());

    // Doors by which bytes could come in or go out.
    let doors = [
        format!("fetch('{there}/fetch')"),
        "fetch('file:///etc/passwd')".to_owned(),
        "fetch('asset://localhost/etc/passwd')".to_owned(),
        "fetch('asset://localhost/%2Fetc%2Fpasswd')".to_owned(),
        "fetch('http://asset.localhost/etc/passwd')".to_owned(),
        "fetch('tauri://localhost/../../../../etc/passwd').then(answer => answer.text()).then(text => { if (!text.includes('root:')) throw text })".to_owned(),
        format!("new Promise((ok, no) => {{ const it = new Image(); it.onload = ok; it.onerror = no; it.src = '{there}/image' }})"),
        "new Promise((ok, no) => { const it = new Image(); it.onload = ok; it.onerror = no; it.src = 'file:///usr/share/icons/hicolor/48x48/apps/x.png' })".to_owned(),
        format!("new Promise((ok, no) => {{ const it = new WebSocket('{}'); it.onopen = ok; it.onerror = no }})", there.replace("http", "ws")),
        format!("new Promise((ok, no) => {{ const it = new XMLHttpRequest(); it.onload = ok; it.onerror = no; it.open('GET', '{there}/xhr'); it.send() }})"),
        "new Promise((ok, no) => { try { new Function('return 1')(); ok() } catch (why) { no(why) } })".to_owned(),
        "new Promise((ok, no) => { window.ran = false; const it = document.createElement('script'); it.textContent = 'window.ran = true'; document.body.append(it); setTimeout(() => window.ran ? ok() : no(), 200) })".to_owned(),
        "new Promise((ok, no) => { window.ran = false; const it = document.createElement('div'); it.innerHTML = '<img src=x onerror=\"window.ran = true\">'; document.body.append(it); setTimeout(() => window.ran ? ok() : no(), 500) })".to_owned(),
        format!("new Promise((ok, no) => {{ const it = document.createElement('iframe'); it.src = '{there}/frame'; it.onload = () => it.contentDocument ? no() : ok(); document.body.append(it); setTimeout(no, 500) }})"),
        // Commands that are nobody's to ask from the page: files, processes, addresses.
        "window.__TAURI_INTERNALS__.invoke('plugin:opener|open_url', { url: 'https://example.org' })".to_owned(),
        "window.__TAURI_INTERNALS__.invoke('plugin:opener|open_path', { path: '/etc/passwd' })".to_owned(),
        "window.__TAURI_INTERNALS__.invoke('plugin:dialog|open', { options: {} })".to_owned(),
        "window.__TAURI_INTERNALS__.invoke('plugin:fs|read_file', { path: '/etc/passwd' })".to_owned(),
        "window.__TAURI_INTERNALS__.invoke('plugin:webview|create_webview_window', { options: { label: 'x', url: 'https://example.org' } })".to_owned(),
        "window.__TAURI_INTERNALS__.invoke('plugin:event|emit', { event: 'changed', payload: {} })".to_owned(),
    ];
    let nobody_called = |what: &str| {
        let Ok((mut caller, _)) = listener.accept() else { return };
        let mut said = [0; 200];
        caller.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
        let length = caller.read(&mut said).unwrap_or(0);
        panic!("{what} called: {}", String::from_utf8_lossy(&said[..length]));
    };
    for door in &doors {
        let opened = window.promise(door).await;
        assert!(opened.is_err(), "a door is open: {door}: {opened:?}");
        nobody_called(door);
    }
    // Leading the window away, which no content policy forbids.
    for away in [
        format!("location.href = '{there}/away'"),
        format!("window.open('{there}/open')"),
        "location.href = 'file:///etc/passwd'".to_owned(),
        format!(
            "{{ const it = document.createElement('a'); it.href = '{there}/link'; it.ping = '{there}/ping'; document.body.append(it); it.click() }}"
        ),
        format!(
            "{{ const it = document.createElement('form'); it.action = '{there}/form'; document.body.append(it); it.submit() }}"
        ),
        format!("navigator.sendBeacon('{there}/beacon')"),
        format!(
            "{{ const it = document.createElement('meta'); it.httpEquiv = 'refresh'; it.content = '0;url={there}/refresh'; document.head.append(it) }}"
        ),
    ] {
        window.script(&format!("try {{ {away} }} catch {{}}; return null")).await;
        tokio::time::sleep(Duration::from_millis(700)).await;
        nobody_called(&away);
        let at = window.script("return location.href").await;
        assert!(at.as_str().unwrap().starts_with("tauri://localhost"), "{away} led to {at}");
    }
    nobody_called("somebody");
    window.find("//button[contains(@class, 'doc')]").await;
    window.close().await;
}

/// Names that would lie to the eye, be taken for markup, or hide.
#[tokio::test]
async fn sly_names_are_shown_as_what_they_are() {
    let window = Window::on_the_demo_family(Theme::Light).await;
    window.resize(1400, 900).await;
    window.find("//button[contains(@class, 'doc')]").await;
    let names = [
        "<img src=x onerror=\"document.title='ran'\">.pdf",
        "<h1>Bold<h1>&amp;.pdf",
        "fattura\u{202e}fdp.exe.pdf",
        "a\u{200b}b\u{2066}c.pdf",
        "{{7*7}} ${7*7}.pdf",
    ];
    for (at, name) in names.iter().enumerate() {
        fs::write(window.folder().join(name), paper(&format!("Spett.le {at}"))).unwrap();
    }
    for shown in ["<img src=x onerror=", "<h1>Bold<h1>&amp;.pdf", "{{7*7}} ${7*7}.pdf"] {
        window.find(&format!("//button[contains(@class, 'doc')][contains(., '{shown}')]")).await;
    }
    assert_eq!(window.script("return document.title").await, "Faldone");
    // What turns the writing or cannot be seen is never put on the screen as it is.
    let text = window.script("return document.body.innerText").await;
    let text = text.as_str().unwrap();
    for c in ['\u{202e}', '\u{200b}', '\u{2066}'] {
        assert!(!text.contains(c), "{c:?} stands in the window as it is");
    }
    window.click("//button[contains(@class, 'doc')][contains(., 'fattura')]").await;
    window.picture("sly-names-1400x900").await;
    window.press("Review names").await;
    window.find("//main//li").await;
    window.picture("sly-names-review-1400x900").await;
    window.close().await;
}

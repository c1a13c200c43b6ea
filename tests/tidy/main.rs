//! What holds for the whole repository and no single crate can see: who may depend on whom, on which licences, and what a committed
//! file may hold.
#![expect(clippy::expect_used, reason = "A helper of a test fails as a test does.")]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which of our packages each of them may depend on (ARCHITECTURE.md). Packages not named here may depend on none.
const EDGES: &[(&str, &[&str])] = &[
    ("faldone", &["faldone-pdf", "faldone-rules"]),
    ("faldone-app", &["faldone"]),
    ("faldone-cli", &["faldone"]),
    ("faldone-pdf", &[]),
    ("faldone-rules", &[]),
    ("faldone-tests", &["faldone", "faldone-pdf", "faldone-rules"]),
    ("xtask", &[]),
];

/// Licences that let the whole be given on under Apache-2.0 or MIT. `deny.toml` has the same list.
const LICENCES: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates that speak TLS or HTTP to the world. Faldone opens no network connection, so none of its programs may hold one.
const NETWORK: &[&str] = &["curl", "native-tls", "openssl", "reqwest", "rustls", "ureq"];

const DESKTOPS: &[&str] =
    &["aarch64-apple-darwin", "x86_64-pc-windows-msvc", "x86_64-unknown-linux-gnu"];

const LONGEST_SOURCE: usize = 500;

/// Source files that may be longer, each with its reason.
const LONG_SOURCES: &[(&str, &str)] = &[];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Everything cargo knows of the workspace, for every platform.
fn metadata() -> Value {
    metadata_for(&[])
}

fn metadata_for(filter: &[&str]) -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(filter)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The files that are or would be committed, with `/`, relative to the root.
fn committed_files() -> Vec<String> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = String::from_utf8(output.stdout).expect("file names are UTF-8");
    let names = names.split('\0').filter(|name| root().join(name).is_file());
    names.map(str::to_owned).collect()
}

/// Returns the text of a committed file, nothing for a picture or a PDF.
fn committed_text(name: &str) -> Option<String> {
    String::from_utf8(std::fs::read(root().join(name)).ok()?).ok().filter(|t| !t.contains('\0'))
}

#[test]
fn dependencies_between_our_crates_go_one_way() {
    let metadata = metadata();
    let members: BTreeSet<&str> =
        list(&metadata["workspace_members"]).filter_map(Value::as_str).collect();
    let ours: Vec<&Value> = list(&metadata["packages"])
        .filter(|package| members.contains(text(package, "id")))
        .collect();
    let names: BTreeSet<&str> = ours.iter().map(|package| text(package, "name")).collect();
    assert_eq!(names, EDGES.iter().map(|(name, _)| *name).collect(), "a crate is new or gone");

    let mut wrong = Vec::new();
    for package in ours {
        let name = text(package, "name");
        let allowed = EDGES.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, to)| to);
        for dependency in list(&package["dependencies"]) {
            let to = text(dependency, "name");
            if names.contains(to) && !allowed.contains(&to) {
                wrong.push(format!("{name} must not depend on {to}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pdf_and_rules_reach_no_disk_watcher_database_or_web_view() {
    let reachable = reachable(&metadata(), &["faldone-pdf", "faldone-rules"]);
    let forbidden = ["notify", "rusqlite", "walkdir", "tauri", "clap", "tempfile"];
    let found: Vec<_> = forbidden.iter().filter(|name| reachable.contains(**name)).collect();
    assert!(found.is_empty(), "crates/pdf or crates/rules reaches {found:?}");
}

#[test]
fn the_programs_can_open_no_network_connection() {
    // Tauri holds an HTTP client on telephones, where its development server is another machine; those are not ours.
    for platform in DESKTOPS {
        let metadata = metadata_for(&["--filter-platform", platform]);
        let reachable = reachable(&metadata, &["faldone-cli", "faldone-app"]);
        let found: Vec<_> = NETWORK.iter().filter(|name| reachable.contains(**name)).collect();
        assert!(found.is_empty(), "on {platform} a program of ours holds {found:?}");
    }
}

/// Returns the names of all packages that get into what we ship from these (dependencies for building and testing left out).
fn reachable(metadata: &Value, from: &[&str]) -> BTreeSet<String> {
    let names: BTreeMap<&str, &str> =
        list(&metadata["packages"]).map(|p| (text(p, "id"), text(p, "name"))).collect();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).map(|node| (text(node, "id"), node)).collect();
    let mut todo: Vec<&str> =
        names.iter().filter(|(_, name)| from.contains(name)).map(|(id, _)| *id).collect();
    assert_eq!(todo.len(), from.len(), "{from:?} are not all there");
    let mut seen = BTreeSet::new();
    while let Some(id) = todo.pop() {
        if !seen.insert(id) {
            continue;
        }
        let shipped = list(&nodes[id]["deps"])
            .filter(|dep| list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null()));
        todo.extend(shipped.map(|dep| text(dep, "pkg")));
    }
    seen.into_iter().map(|id| names[id].to_owned()).collect()
}

/// Crates that put their licence into a file only, which somebody has read.
const LICENCE_IN_A_FILE: [(&str, &str); 1] = [("ical", "Apache-2.0")];

#[test]
fn every_dependency_comes_from_the_registry_with_a_licence_we_can_give_on() {
    let mut wrong = Vec::new();
    for package in list(&metadata()["packages"]) {
        let (name, source) = (text(package, "name"), text(package, "source"));
        // Our own crates have no source.
        if !source.is_empty() && !source.starts_with("registry+") && !source.starts_with("sparse+")
        {
            wrong.push(format!("{name} comes from {source}"));
        }
        let by_file = LICENCE_IN_A_FILE.iter().find(|(known, _)| *known == name);
        let licence = match text(package, "license") {
            "" => by_file.map_or("", |(_, licence)| licence),
            told => told,
        };
        if !may_be_given_on(licence) {
            wrong.push(format!("{name} has the licence \"{licence}\""));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns whether a licence expression can be met by licences of our list. Old crates write `/` for OR.
fn may_be_given_on(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = expression.split_whitespace().collect();
    let mut at = 0;
    let fine = any_of(&words, &mut at);
    fine && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize) -> bool {
    let mut fine = all_of(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        fine |= all_of(words, at);
    }
    fine
}

fn all_of(words: &[&str], at: &mut usize) -> bool {
    let mut fine = one_licence(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        fine &= one_licence(words, at);
    }
    fine
}

fn one_licence(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let fine = any_of(words, at);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return fine && closed;
    }
    let mut licence = (*word).to_owned();
    if let [with @ "WITH", exception, ..] = words[*at..] {
        licence = format!("{licence} {with} {exception}");
        *at += 2;
    }
    LICENCES.contains(&licence.as_str())
}

#[test]
fn licence_expressions_are_understood() {
    for fine in [
        "MIT",
        "MIT/Apache-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-3.0-only",
        "MIT OR Apache-2.0 OR LGPL-2.1-or-later",
    ] {
        assert!(may_be_given_on(fine), "{fine}");
    }
    for wrong in
        ["", "GPL-3.0-only", "MIT AND AGPL-3.0-only", "(MIT OR ISC) AND SSPL-1.0", "MIT ISC"]
    {
        assert!(!may_be_given_on(wrong), "{wrong}");
    }
}

#[test]
fn deny_toml_allows_the_same_licences() {
    let deny = committed_text("deny.toml").expect("deny.toml is there");
    let allow = deny.split("allow = [").nth(1).and_then(|rest| rest.split(']').next());
    let allow: Vec<&str> = allow.expect("a list").split('"').skip(1).step_by(2).collect();
    assert_eq!(allow, LICENCES);
}

#[test]
fn every_built_in_pack_parses() {
    let packs = faldone_rules::packs::Packs::built_in();
    assert!(!packs.limits.is_empty(), "no limits were compiled in");
}

#[test]
fn no_committed_file_names_the_machine_it_was_made_on() {
    // Put together here, so that this file does not name them either.
    let homes = ["/ho", "/ro", "/Us", "/wo", "C:\\Us"].map(|start| {
        let end = match start {
            "/ho" => "me/",
            "/ro" => "ot/",
            "/wo" => "rk/",
            _ => "ers/",
        };
        format!("{start}{end}").replace("C:\\Users/", "C:\\Users\\")
    });
    let mut wrong = Vec::new();
    for name in committed_files() {
        let Some(text) = committed_text(&name) else { continue };
        for (number, line) in text.lines().enumerate() {
            let path = homes.iter().any(|home| {
                line.match_indices(home.as_str()).any(|(at, _)| starts_a_path(&line[..at]))
            });
            if path {
                wrong.push(format!("{name}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns whether a path may begin after this text: the middle of another path or an address is something else.
fn starts_a_path(before: &str) -> bool {
    !before.ends_with(|last: char| last.is_alphanumeric() || "._-/~*}>".contains(last))
}

#[test]
fn lock_files_name_only_the_public_registries() {
    let mut wrong = Vec::new();
    for name in committed_files() {
        let file = name.rsplit('/').next().unwrap_or_default();
        if !["Cargo.lock", "package-lock.json", ".npmrc", "config.toml"].contains(&file) {
            continue;
        }
        let text = committed_text(&name).expect("a text file");
        let hosts = text.match_indices("://").map(|(at, _)| {
            let host: String =
                text[at + 3..].chars().take_while(|c| !"/\"'\n".contains(*c)).collect();
            host
        });
        let public = ["github.com", "index.crates.io", "registry.npmjs.org"];
        // Pages where authors ask for support are named in npm's lock files too; those are not fetched from.
        let fetched = |host: &String| text.contains(&format!("\"resolved\": \"https://{host}"));
        let bad: BTreeSet<String> = hosts
            .filter(|host| !public.contains(&host.as_str()))
            .filter(|host| file != "package-lock.json" || fetched(host))
            .collect();
        if !bad.is_empty() {
            wrong.push(format!("{name} names {bad:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn source_files_stay_readable_in_one_sitting() {
    let mut wrong = Vec::new();
    for name in committed_files() {
        let written = [".rs", ".ts", ".svelte", ".css"].iter().any(|end| name.ends_with(end));
        if !written || name.contains("/generated/") {
            continue;
        }
        let lines = committed_text(&name).map_or(0, |text| text.lines().count());
        let excused = LONG_SOURCES.iter().any(|(path, _)| *path == name);
        if lines > LONGEST_SOURCE && !excused {
            wrong.push(format!("{name} has {lines} lines"));
        }
        if lines <= LONGEST_SOURCE && excused {
            wrong.push(format!("{name} needs no excuse any more"));
        }
    }
    assert!(wrong.is_empty(), "split them, or list them with a reason:\n{}", wrong.join("\n"));
}

#[test]
fn libraries_print_nothing_and_keep_the_lints_on() {
    let mut wrong = Vec::new();
    for name in committed_files() {
        let library = ["crates/pdf/src/", "crates/rules/src/", "crates/faldone/src/"];
        if !library.iter().any(|dir| name.starts_with(dir)) {
            continue;
        }
        let text = committed_text(&name).unwrap_or_default();
        for lint in ["print_stdout", "print_stderr", "unsafe_code"] {
            let excused = [
                format!("allow(clippy::{lint}"),
                format!("expect(clippy::{lint}"),
                format!("allow({lint}"),
            ];
            if excused.iter().any(|words| text.contains(words.as_str())) {
                wrong.push(format!("{name} turns {lint} off"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! What is wrong with one file.

use super::{
    Completeness, FileKind, FileSummary, NameState, PageReason, Stopped, codes::finding, void,
};
use crate::{
    facts::{DateRole, Finding},
    names::{self, Missing, NameProblem, Naming},
    packs::{Limit, Packs},
};
use chrono::NaiveDate;

/// Returns what is wrong with this file by itself, worst first. `limit`: the portal the household sends its papers to.
pub fn check_file(
    file: &FileSummary,
    today: NaiveDate,
    packs: &Packs,
    naming: &Naming,
    limit: Option<&Limit>,
) -> Vec<Finding> {
    let name = names::file_name(&file.path);
    if file.in_the_cloud {
        let text = format!(
            "`{name}` is not on this computer: your sync program keeps only a stand-in for it here, so it was not read."
        );
        let fix = "If you want it read, tell the sync program to always keep it on this computer.";
        return vec![finding("only-in-the-cloud", text, Some(fix.to_owned()), &[("name", name)])];
    }
    if names::is_partial_download(name) {
        let text = format!("`{name}` is a download that has not finished.");
        let fix = "Wait until it is done, or download the paper again.".to_owned();
        return vec![finding("partial-download", text, fix, &[("name", name)])];
    }
    let mut found = name_safety(name, packs, naming);
    if let Some(broken) = broken(file) {
        // Nothing read from a broken file can be relied on, so nothing more is said of it.
        found.insert(0, broken);
        return found;
    }
    if file.is_program {
        // It is no paper: no name, portal or search is right for it.
        found.insert(0, program());
        return found;
    }
    found.extend(content(file));
    found.extend(pages(file));
    found.extend(limit.and_then(|limit| too_large(file, limit)));
    found.extend(not_read(file, name));
    found.extend(wrong_extension(file, name));
    found.extend(void::check(file));
    found.extend(naming_verdict(file, name));
    found.extend(future_date(file, today));
    found.sort_by_key(|finding| finding.severity);
    found
}

fn broken(file: &FileSummary) -> Option<Finding> {
    let again = || Some("Get it again from where it came, then check that it opens.".to_owned());
    if file.bytes == 0 {
        return Some(finding("empty-file", "This file is empty: it has 0 bytes.", again(), &[]));
    }
    if let Some(stopped) = file.stopped {
        let (why, cause) = match stopped {
            Stopped::Time => ("time", "reading it took far too much time or memory"),
            Stopped::Memory => ("memory", "reading it needed far too much memory"),
            Stopped::Crash => ("crash", "it made the reader fail"),
        };
        let text = format!(
            "This file could not be read safely: {cause}. It was stopped, and no other file is affected."
        );
        let fix = "If you know where it comes from, print it to a new PDF; if not, do not open it.";
        return Some(finding("hostile", text, Some(fix.to_owned()), &[("why", why)]));
    }
    match file.complete {
        Completeness::Whole => None,
        Completeness::Incomplete => Some(finding(
            "incomplete",
            format!("This file is not completely there: only {} arrived.", bytes(file.bytes)),
            again(),
            &[("bytes", &file.bytes.to_string())],
        )),
        Completeness::Damaged => Some(finding(
            "damaged",
            "This file is damaged inside, so an office's computer may not open it.",
            again(),
            &[],
        )),
    }
}

/// Giving it its true extension would only make it easier to start.
fn program() -> Finding {
    let text =
        "This file is a program or starts one, whatever its name says. Nothing in it was run.";
    let fix =
        "Do not open it. If you did not put it here yourself, ask who sent it, and delete it.";
    finding("program", text, fix.to_owned(), &[])
}

/// What the file holds besides its pages.
fn content(file: &FileSummary) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut say = |code: &str, text: String, fix: Option<&str>, values: &[(&str, &str)]| {
        found.push(finding(code, text, fix.map(str::to_owned), values));
    };
    if file.locked {
        say(
            "locked",
            "This file opens only with a password, so it cannot be read here, and most portals refuse it.".into(),
            Some("Open it with its password and save a copy without one."),
            &[],
        );
    } else if file.restricted {
        say(
            "restricted",
            "This file opens, but its author forbids something, such as printing or copying."
                .into(),
            None,
            &[],
        );
    }
    if !file.active.is_empty() {
        let what = file.active.join(", ");
        say(
            "active-content",
            format!(
                "This PDF contains something that would run by itself ({what}). It is reported and never run."
            ),
            Some(
                "If it did not come from an office, ask its sender; send on only a printed copy of it.",
            ),
            &[("what", &what)],
        );
    }
    if file.portfolio {
        say(
            "portfolio",
            "This PDF is only a wrapper: the papers are files inside it.".into(),
            Some("Open it and save the files inside as PDFs of their own."),
            &[],
        );
    } else if file.embedded > 0 {
        let (count, files) =
            (file.embedded.to_string(), if file.embedded == 1 { "file lies" } else { "files lie" });
        say(
            "embedded-files",
            format!("{count} other {files} inside this one and cannot be checked from here."),
            Some("Save them out if they are papers of their own."),
            &[("count", &count)],
        );
    }
    if file.xfa {
        say(
            "xfa",
            "This form opens only in Adobe Reader; an office may see nothing but \"Please wait\"."
                .into(),
            Some("Open it in Adobe Reader and print it to a new PDF."),
            &[],
        );
    }
    found
}

/// Which pages cannot be searched, and why.
fn pages(file: &FileSummary) -> Vec<Finding> {
    if file.locked {
        return Vec::new();
    }
    if file.kind == FileKind::Image {
        let text = "It is a picture without text, so it cannot be searched.".to_owned();
        let fix = "If it is a paper, scan it to a PDF with text recognition (OCR) switched on; keep this one.";
        let values = [("pages", "1"), ("count", "1"), ("of", "1")];
        return vec![finding("not-searchable", text, Some(fix.to_owned()), &values)];
    }
    let of = |reasons: &[PageReason]| -> Vec<u32> {
        file.pages.iter().filter(|p| reasons.contains(&p.reason)).map(|p| p.page).collect()
    };
    let all = file.pages.len();
    let pictures = of(&[PageReason::Scan, PageReason::Stamped, PageReason::Outlines]);
    let rows = [
        ("not-searchable", pictures, "is a picture without text", "are pictures without text"),
        (
            "ocr-poor",
            of(&[PageReason::OcrPoor]),
            "has recognised text that is mostly not words",
            "have recognised text that is mostly not words",
        ),
        (
            "unreadable-text",
            of(&[PageReason::Unreadable]),
            "shows text that no program can read",
            "show text that no program can read",
        ),
    ];
    let fix = if file.signed {
        "Leave it as it is: it is signed, and a change would spoil the signature. Search for it by its name."
    } else {
        "Scan it again with text recognition (OCR) switched on, or run OCR on a copy; keep this one."
    };
    rows.into_iter()
        .filter(|(_, pages, _, _)| !pages.is_empty())
        .map(|(code, pages, one, many)| {
            let list = ranges(&pages);
            let text = match (pages.len(), all) {
                (1, 1) => format!("Its only page {one}, so it cannot be searched."),
                (1, _) => format!("Page {list} of {all} {one}, so it cannot be searched."),
                (n, _) if n == all => {
                    format!("All {all} pages {many}, so they cannot be searched.")
                }
                _ => format!("Pages {list} of {all} {many}, so they cannot be searched."),
            };
            let values = [
                ("pages", list.as_str()),
                ("count", &pages.len().to_string()),
                ("of", &all.to_string()),
            ];
            finding(code, text, Some(fix.to_owned()), &values)
        })
        .collect()
}

fn too_large(file: &FileSummary, limit: &Limit) -> Option<Finding> {
    let sendable = matches!(file.kind, FileKind::Pdf | FileKind::Image | FileKind::Signed);
    if !sendable || file.bytes <= limit.max_bytes {
        return None;
    }
    let text = format!(
        "This file has {}; the {} takes at most {}.",
        bytes(file.bytes),
        limit.label_en,
        bytes(limit.max_bytes)
    );
    let fix = if file.signed {
        "Ask the signer for a smaller one: a signed file cannot be made smaller without spoiling the signature."
    } else {
        "Make it smaller; the original is kept."
    };
    let values = [
        ("bytes", file.bytes.to_string()),
        ("limit", limit.max_bytes.to_string()),
        ("target", limit.id.clone()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    Some(finding("too-large", text, Some(fix.to_owned()), &values))
}

/// What only its name is known of.
fn not_read(file: &FileSummary, name: &str) -> Option<Finding> {
    let (text, fix) = match file.kind {
        FileKind::Signed => (
            "This is a signed envelope: the paper lies inside it and cannot be read from here.",
            "Keep it as it is, because it is what counts; put a copy of the paper inside it beside it, saved with your signature program.",
        ),
        FileKind::Office | FileKind::Other => (
            "Files of this kind are not read here, so only the name of this one is known.",
            "If it is a paper, print it to a PDF and keep that beside it.",
        ),
        FileKind::Pdf | FileKind::Image | FileKind::Mail => return None,
    };
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    Some(finding("not-read", text.to_owned(), fix.to_owned(), &[("ending", ending)]))
}

fn wrong_extension(file: &FileSummary, name: &str) -> Option<Finding> {
    let right = file.true_extension.as_str();
    let written = name.rsplit_once('.').map_or("", |(_, ext)| ext);
    let last = right.rsplit('.').next().unwrap_or(right);
    if right.is_empty() || names::same_extension(written, last) {
        return None;
    }
    let text = if written.is_empty() {
        format!("The name has no extension, but the file is a .{right}.")
    } else {
        format!("The name says .{written}, but the file is a .{right}.")
    };
    let fix = format!("Let the name end in .{right}.");
    Some(finding("wrong-extension", text, fix, &[("written", written), ("right", right)]))
}

/// What makes the name unsafe on some computer.
fn name_safety(name: &str, packs: &Packs, naming: &Naming) -> Vec<Finding> {
    let problems = names::parse(name, packs, naming).err().unwrap_or_default();
    let mut found = Vec::new();
    for problem in &problems {
        if problem.is_unsafe() {
            found.push(finding("unsafe-name", problem.to_string(), problem.hint(), &[]));
        }
    }
    if problems.contains(&NameProblem::Decomposed) {
        let problem = NameProblem::Decomposed;
        found.push(finding("nfd-name", problem.to_string(), problem.hint(), &[]));
    }
    found
}

fn naming_verdict(file: &FileSummary, name: &str) -> Option<Finding> {
    match &file.name {
        NameState::NotAsked | NameState::Fits => None,
        // That it proves nothing is told by itself, with what to do.
        NameState::Unsure(missing) if missing.contains(&Missing::Void) => None,
        NameState::Rename(to) => Some(finding(
            "name-differs",
            "By what the paper says and this folder's rules it has another name.",
            format!("Rename it to {to}"),
            &[("from", name), ("to", to)],
        )),
        NameState::Unsure(missing) => {
            // Of a form that nobody has filled in, nothing else can be sure.
            let blank = missing.contains(&Missing::BlankForm);
            let told = missing.iter().filter(|why| !blank || **why == Missing::BlankForm);
            let whats: Vec<&str> = told.map(what_is_missing).collect();
            let text = format!("It keeps its name: {}.", whats.join(", and "));
            let codes: Vec<&str> = missing.iter().map(missing_code).collect();
            let fix = "Say what you know of this paper; a name is then proposed.".to_owned();
            Some(finding("unsure-name", text, fix, &[("missing", &codes.join(" "))]))
        }
    }
}

fn what_is_missing(missing: &Missing) -> &'static str {
    match missing {
        Missing::ConflictCopy => "a sync program made it as a second version of another file",
        Missing::Unfinished => "it has not finished downloading",
        Missing::Type => "what kind of paper it is, is not sure",
        Missing::BlankForm => "it is a form that nobody has filled in",
        Missing::Void => "it says itself that it does not count",
        Missing::Person => "whose paper it is, is not sure",
        Missing::PersonAmong { .. } => "it could belong to more than one person",
        Missing::Date => "its date was not found",
        Missing::DateAmong { .. } => "its date can be read in more than one way",
        Missing::Name { .. } => "its facts do not make a name that fits the rules",
    }
}

fn missing_code(missing: &Missing) -> &'static str {
    match missing {
        Missing::ConflictCopy => "conflict-copy",
        Missing::Unfinished => "unfinished",
        Missing::Type => "type",
        Missing::BlankForm => "blank-form",
        Missing::Void => "void",
        Missing::Person | Missing::PersonAmong { .. } => "person",
        Missing::Date | Missing::DateAmong { .. } => "date",
        Missing::Name { .. } => "name",
    }
}

fn future_date(file: &FileSummary, today: NaiveDate) -> Option<Finding> {
    use DateRole::{Captured, Filed, Issued, Paid};
    let (day, role) = file.recognition.dates.iter().find_map(|found| {
        let done = match found.role {
            Issued => "issued",
            Filed => "filed",
            Paid => "paid",
            Captured => "captured",
            _ => return None,
        };
        found.date.day().filter(|day| *day > today).map(|day| (day.to_string(), done))
    })?;
    let text =
        format!("This paper seems to have been {role} on {day}, a day that has not come yet.");
    let fix = "Look at the date on the paper and correct it here if it was misread.".to_owned();
    Some(finding("future-date", text, fix, &[("date", &day), ("role", role)]))
}

/// Returns `2,345,678 bytes (2.3 MB)`.
fn bytes(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let unit = if count == 1 { "byte" } else { "bytes" };
    match count {
        1_000_000.. => {
            let tenths = count / 100_000;
            format!("{grouped} {unit} ({}.{} MB)", tenths / 10, tenths % 10)
        }
        _ => format!("{grouped} {unit}"),
    }
}

/// Returns `1–3, 5 and 7–9`.
fn ranges(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == *page => *end = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let texts: Vec<String> =
        runs.iter().map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") }).collect();
    match texts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

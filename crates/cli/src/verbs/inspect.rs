//! `faldone inspect`.

use crate::answer::{self, COULD_NOT, FINE, FOUND};
use faldone::{
    Error, Options,
    inspect::{Inspected, Inspector, inspect},
};
use std::path::PathBuf;

/// So many of the words that tell a type are shown; `--json` has them all.
const REASONS: usize = 3;

pub(crate) fn run(
    files: &[PathBuf],
    given: &[String],
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let people = super::people(given)?;
    let readers = Inspector::new(options);
    let (mut all, mut failed) = (Vec::new(), Vec::new());
    for file in files {
        match inspect(file, &people, options, &readers) {
            Ok(inspected) => all.push(inspected),
            // Without a reader no other file has an answer either, and one file alone has no other answer to keep.
            Err(error) if files.len() == 1 || matches!(error, Error::Worker { .. }) => {
                return Err(error);
            }
            Err(error) => failed.push(error),
        }
    }
    if json {
        let failed: Vec<_> = failed.iter().map(Error::view).collect();
        answer::json(&serde_json::json!({ "files": all, "failed": failed }));
    } else {
        all.iter().for_each(show);
        failed.iter().for_each(|error| answer::fail(error, false));
    }
    Ok(match () {
        () if !failed.is_empty() => COULD_NOT,
        () if all.iter().any(Inspected::is_damaged) => FOUND,
        () => FINE,
    })
}

fn show(file: &Inspected) {
    answer::say(&file.path);
    let state = match (file.complete, file.encrypted) {
        (false, _) => "not whole",
        (_, true) => "locked with a password",
        _ => match file.searchable {
            Some(true) => "searchable",
            Some(false) => "not searchable",
            None => "no text to search",
        },
    };
    let pages = answer::count(file.pages.len(), "page", "pages");
    answer::say(&format!("  {}, {}, {pages}, {state}", file.kind, answer::size(file.bytes)));
    match &file.doc_type {
        Some(found) => {
            let words: Vec<String> = found
                .because
                .iter()
                .take(REASONS)
                .map(|e| format!("“{}”", e.words.replace('\n', " ")))
                .collect();
            answer::say(&format!(
                "  type       {} ({:.0} %)  {}",
                found.id,
                found.confidence * 100.0,
                words.join(", ")
            ));
        }
        None => answer::say("  type       not sure"),
    }
    if let Some(void) = &file.void {
        let said = &void.evidence;
        let words = said.words.split_whitespace().collect::<Vec<_>>().join(" ");
        answer::say(&format!("  does not count  p. {} “{words}”", said.page));
    }
    for person in &file.persons {
        let role = format!("{:?}", person.role).to_lowercase();
        answer::say(&format!("  person     {} {} ({role})", person.name, person.surname));
    }
    for found in &file.references {
        let kind = serde_json::to_string(&found.kind).unwrap_or_default();
        answer::say(&format!(
            "  reference  {} ({})  p. {} “{}”",
            found.value,
            kind.trim_matches('"'),
            found.page,
            found.words.replace('\n', " ")
        ));
    }
    for found in &file.dates {
        let role = serde_json::to_string(&found.role).unwrap_or_default();
        let time = found.time.as_deref().map(|time| format!(" {time}")).unwrap_or_default();
        answer::say(&format!(
            "  date       {}{time} ({})  p. {} “{}”",
            found.date,
            role.trim_matches('"'),
            found.page,
            found.words.replace('\n', " ")
        ));
    }
    for page in file.pages.iter().filter(|page| page.searchable == Some(false)) {
        answer::say(&format!("  page {}     not searchable: {}", page.page, page.reason));
    }
    for finding in &file.findings {
        answer::say(&format!("  {}: {}", finding.code, finding.text));
    }
}

//! `faldone search`.

use crate::answer::{self, FINE, FOUND};
use faldone::{Error, Options, view::DocumentQuery};
use std::path::Path;

pub(crate) fn run(
    dir: &Path,
    query: &str,
    person: Option<&str>,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let person = person.map(|given| folder.person(given)).transpose()?;
    let page = folder.documents(&DocumentQuery {
        words: query.to_owned(),
        person,
        ..Default::default()
    })?;
    let code = if page.rows.is_empty() { FOUND } else { FINE };
    if json {
        answer::json(
            &serde_json::json!({ "query": query, "total": page.total, "documents": page.rows }),
        );
        return Ok(code);
    }
    for row in &page.rows {
        answer::say(&row.path);
        if let Some(snippet) = &row.snippet {
            let shown = snippet.replace(['\u{2}', '\u{3}'], "*").replace('\n', " ");
            answer::say(&format!("    {shown}"));
        }
    }
    if page.rows.is_empty() {
        answer::say("Nothing found.");
    }
    Ok(code)
}

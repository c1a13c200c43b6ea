//! `faldone filed`.

use crate::answer::{self, FINE, FOUND};
use faldone::{Error, Options, view::FilingView};
use std::path::Path;

pub(crate) fn run(
    dir: &Path,
    file: &str,
    to: Option<&Path>,
    language: &str,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let filed = match to {
        Some(to) => folder.write_filed(file, to, language)?,
        None => folder.filed(file)?,
    };
    let code = if filed.filings.is_empty() { FOUND } else { FINE };
    if json {
        answer::json(&filed);
        return Ok(code);
    }
    for filing in &filed.filings {
        answer::say(&line(filing));
    }
    if filed.filings.is_empty() {
        answer::say("No receipt in the folder shows that it was filed.");
    }
    for version in &filed.versions {
        let what = if version.newer { "Replaced by" } else { "It replaced" };
        let date = version.date.as_deref().unwrap_or_default();
        answer::say(&format!("{what} {} ({date})", version.path));
        for filing in &version.filings {
            answer::say(&format!("  {}", line(filing)));
        }
        if version.filings.is_empty() {
            answer::say("  not filed, as far as the folder shows");
        }
    }
    if let Some(to) = to {
        answer::say(&format!("Written to {}", to.display()));
    }
    Ok(code)
}

fn line(filing: &FilingView) -> String {
    let time = filing.time.as_deref().map(|time| format!(" {time}")).unwrap_or_default();
    let more = [&filing.reference, &filing.who, &filing.channel, &filing.receipt];
    let more: Vec<&str> = more.into_iter().flatten().map(String::as_str).collect();
    format!("{}{time}  {} ({})", filing.date, more.join(", "), filing.how)
}

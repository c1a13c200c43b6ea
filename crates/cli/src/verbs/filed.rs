//! `faldone filed`.

use crate::answer::{self, FINE, FOUND};
use faldone::{Error, Options};
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
        let time = filing.time.as_deref().map(|time| format!(" {time}")).unwrap_or_default();
        let more = [&filing.reference, &filing.who, &filing.channel, &filing.receipt];
        let more: Vec<&str> = more.into_iter().flatten().map(String::as_str).collect();
        answer::say(&format!("{}{time}  {} ({})", filing.date, more.join(", "), filing.how));
    }
    if filed.filings.is_empty() {
        answer::say("No receipt in the folder shows that it was filed.");
    }
    if let Some(to) = to {
        answer::say(&format!("Written to {}", to.display()));
    }
    Ok(code)
}

//! `faldone check`.

use crate::answer::{self, FINE, FOUND};
use faldone::{
    Error, Options,
    view::{DocumentQuery, FindingView, SaidView},
};
use std::path::Path;

pub(crate) fn run(dir: &Path, options: &Options, json: bool) -> Result<u8, Error> {
    let (folder, report) = super::open(dir, options)?;
    let page = folder.documents(&DocumentQuery::default())?;
    let mut findings: Vec<(&str, &FindingView)> = page
        .rows
        .iter()
        .flat_map(|row| row.findings.iter().map(|finding| (row.path.as_str(), finding)))
        .collect();
    findings.sort_by(|(a, x), (b, y)| (x.severity, &x.code, *a).cmp(&(y.severity, &y.code, *b)));
    // A note is worth reading but nothing is wrong.
    let wrong = findings.iter().any(|(_, f)| f.severity != faldone::view::Severity::Note);
    let is_fine = !wrong && report.trouble.is_empty() && report.paused.is_none();
    let code = if is_fine { FINE } else { FOUND };
    if json {
        let rows: Vec<_> = findings
            .iter()
            .map(|(path, f)| {
                serde_json::json!({
                    "path": path, "code": f.code, "severity": f.severity, "text": f.text, "fix": f.fix,
                    "values": f.values, "papers": f.papers, "source": f.source,
                })
            })
            .collect();
        answer::json(&serde_json::json!({
            "files": page.total, "findings": rows, "trouble": report.trouble, "paused": report.paused,
        }));
        return Ok(code);
    }
    for (path, why) in &report.trouble {
        answer::say(&format!("error    {path}"));
        answer::say(&format!("         Could not be looked at: {why}"));
    }
    for (path, finding) in &findings {
        let severity = match finding.severity {
            faldone::view::Severity::Error => "error  ",
            faldone::view::Severity::Warning => "warning",
            faldone::view::Severity::Note => "note   ",
        };
        answer::say(&format!("{severity}  {path}  [{}]", finding.code));
        answer::say(&format!("         {}", finding.text));
        for said in &finding.papers {
            answer::say(&format!("         · {}", words(said)));
        }
        if !finding.source.is_empty() {
            answer::say(&format!("         Source: {}", finding.source));
        }
        if let Some(fix) = &finding.fix {
            answer::say(&format!("         → {fix}"));
        }
    }
    let files = answer::count(page.total as usize, "file", "files");
    let closing = match findings.len() {
        0 if page.total == 0 => {
            "The folder has no papers yet. Drop some in and check again.".to_owned()
        }
        0 => format!("{files}, nothing to say."),
        n => format!("{files}, {}.", answer::count(n, "finding", "findings")),
    };
    answer::say(&closing);
    Ok(code)
}

/// What one of the papers that differ says: where, and in which words.
fn words(said: &SaidView) -> String {
    let page = said.page.map(|page| format!(", page {page}")).unwrap_or_default();
    let told = if said.page.is_none() { ", told by you" } else { "" };
    let recognised = if said.recognised { " (recognised from a picture)" } else { "" };
    format!("{}{page}{told}: “{}”{recognised}", said.path, said.words)
}

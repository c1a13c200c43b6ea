//! Machine-readable zones in a page's text.

use super::fold::Folded;
use super::mrz::{self, Mrz};
use crate::facts::Evidence;

pub(super) struct Zone {
    pub(super) mrz: Mrz,
    pub(super) evidence: Evidence,
}

/// Returns the zones whose check digits agree.
pub(super) fn find(pages: &[Folded<'_>]) -> Vec<Zone> {
    let mut zones = Vec::new();
    for page in pages {
        if !page.original.contains('<') && !page.original.contains('«') {
            continue;
        }
        let lines: Vec<(usize, usize, String)> = lines(page.original);
        let mut at = 0;
        while at < lines.len() {
            let take = |count: usize| -> Option<Mrz> {
                let slice = lines.get(at..at + count)?;
                let texts: Vec<&str> = slice.iter().map(|l| l.2.as_str()).collect();
                mrz::parse(&texts)
            };
            let found = take(2).map(|m| (m, 2)).or_else(|| take(3).map(|m| (m, 3)));
            if let Some((mrz, count)) = found {
                let (start, end) = (lines[at].0, lines[at + count - 1].1);
                let rule = match mrz.format {
                    mrz::Format::Td1 => "mrz-td1",
                    mrz::Format::Td3 => "mrz-td3",
                    mrz::Format::MrvA => "mrz-mrv-a",
                    mrz::Format::MrvB => "mrz-mrv-b",
                };
                let evidence = Evidence {
                    page: page.page,
                    start: start as u32,
                    end: end as u32,
                    words: page.original[start..end].to_owned(),
                    rule: rule.to_owned(),
                };
                zones.push(Zone { mrz, evidence });
                at += count;
            } else {
                at += 1;
            }
        }
    }
    zones
}

/// Returns a line of names whose fillers OCR took for letters ("<<<<ee<<<<e") with fillers alone behind the names.
fn without_noise(line: String) -> String {
    let Some(at) = line.find("<<<").filter(|at| *at > 5) else { return line };
    let (names, fill) = line.split_at(at);
    let noise = fill.bytes().filter(|b| *b != b'<').count();
    let misread =
        fill.bytes().all(|b| matches!(b, b'<' | b'E' | b'C' | b'K' | b'S' | b'L' | b'X' | b'G'));
    if noise == 0 || noise > 5 || !misread || !names.contains("<<") {
        return line;
    }
    let fillers = "<".repeat(fill.len());
    format!("{names}{fillers}")
}

/// Returns a line of another length with as many fillers between its fields as it must have. The check digits show whether that was all.
fn refilled(line: &str, length: usize) -> Option<String> {
    let fill = line.find("<<<<<<").filter(|_| line.len() != length)?;
    let behind = line[fill..].trim_start_matches('<');
    let fillers = length.checked_sub(fill + behind.len())?;
    Some(format!("{}{}{behind}", &line[..fill], "<".repeat(fillers)))
}

/// Returns lines that could be a zone's, cleaned, with where they stand. OCR may put blanks in, and read `«` for `<<`.
fn lines(text: &str) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.len() > 120 {
            continue;
        }
        let trimmed = line.trim();
        let clean: String = trimmed
            .replace('«', "<<")
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        // Dust beside the zone is read as a mark at its end.
        let clean =
            clean.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '<').to_owned();
        let clean = without_noise(clean);
        let zone = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'<';
        if !clean.bytes().all(zone) {
            continue;
        }
        // Fillers at the end are often lost or doubled by OCR.
        let length = [30, 36, 44].into_iter().find(|length| clean.len().abs_diff(*length) <= 2);
        let Some(length) = length else { continue };
        let fitted = if clean.len() > length && clean[length..].bytes().all(|b| b == b'<') {
            clean[..length].to_owned()
        } else if clean.len() < length && clean.ends_with('<') {
            format!("{clean:<<length$}")
        } else if let Some(refilled) = refilled(&clean, length) {
            refilled
        } else {
            clean
        };
        let from = start + line.find(trimmed).unwrap_or(0);
        found.push((from, from + trimmed.len(), fitted));
    }
    found
}

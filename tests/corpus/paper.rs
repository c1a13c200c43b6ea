//! One paper of the corpus: what it says and what is true of it.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::path::Path;

const KINDS: &[&str] = &[
    "practice",
    "protocol",
    "sui-id",
    "telematic",
    "pagopa",
    "assicurata",
    "questura",
    "permit-card",
    "passport",
    "unilav",
    "pec-message",
    "fiscal-code",
    "contract",
    "other",
];

const ROLES: &[&str] = &[
    "issued",
    "filed",
    "paid",
    "notified",
    "appointment",
    "due",
    "start",
    "valid-from",
    "valid-to",
    "expires",
    "period",
    "birth",
    "captured",
    "other",
];

/// Which program makes the PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Producer {
    /// A browser's print to PDF.
    Browser,
    /// LibreOffice.
    Office,
    /// The library many web portals use.
    Reportlab,
    /// Printed, scanned at a slight angle with noise, read by Tesseract.
    Scan,
}

impl Producer {
    pub(crate) const ALL: [Producer; 4] =
        [Producer::Browser, Producer::Office, Producer::Reportlab, Producer::Scan];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Producer::Browser => "browser print",
            Producer::Office => "LibreOffice",
            Producer::Reportlab => "reportlab",
            Producer::Scan => "scan + OCR",
        }
    }
}

/// How the page looks; text is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Look {
    Serif,
    Sans,
    /// Tight and small, with ruled boxes, as printed forms are.
    Form,
    /// One width for all letters, as old ledgers print.
    Mono,
}

/// What stands above a paper's text, as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    /// An id of the types, or `none`. After `|` what may be answered as well.
    r#type: String,
    producer: Producer,
    look: Look,
    /// `subject Name/Surname`, `other …`, `absent …`: the household, and each one's part in this paper. `either`: not judged.
    persons: Vec<String>,
    /// `kind value [date]`; `kind|kind` where the paper allows both.
    #[serde(default)]
    references: Vec<String>,
    /// `role date`; `role|role` where either will do.
    #[serde(default)]
    dates: Vec<String>,
    /// `2027-01-14 09:40`: the hour of an appointment among the dates. Where the key is missing, hours are not judged.
    hours: Option<Vec<String>>,
    /// References and dates that may be told or left: neither right nor wrong.
    #[serde(default)]
    may: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Subject,
    Other,
    Absent,
    Either,
}

#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) kinds: Vec<String>,
    pub(crate) value: String,
    pub(crate) date: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Paper {
    pub(crate) name: String,
    /// The answer, then what is accepted beside it. `none` for no type.
    pub(crate) types: Vec<String>,
    pub(crate) producer: Producer,
    pub(crate) look: Look,
    /// `Name/Surname` of the whole household, each with the part it has here.
    pub(crate) persons: Vec<(String, Part)>,
    pub(crate) references: Vec<Reference>,
    /// Role (or roles, any of which will do) and date.
    pub(crate) dates: Vec<(String, String)>,
    /// Day and hour of the appointments, where the truth has them.
    pub(crate) hours: Option<Vec<String>>,
    pub(crate) may_references: Vec<Reference>,
    pub(crate) may_dates: Vec<(String, String)>,
    pub(crate) body: String,
}

/// Returns the papers of a part, by name.
pub(crate) fn load(dir: &Path) -> Result<Vec<Paper>> {
    let mut papers = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "paper") {
            let text = std::fs::read_to_string(&path)?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            papers.push(parse(name, &text).with_context(|| path.display().to_string())?);
        }
    }
    papers.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(papers)
}

fn parse(name: String, text: &str) -> Result<Paper> {
    let (head, body) = text.split_once("\n+++\n").context("no line +++ under the truth")?;
    let head: Head = toml::from_str(head)?;
    let mut paper = Paper {
        name,
        types: head.r#type.split('|').map(str::to_owned).collect(),
        producer: head.producer,
        look: head.look,
        persons: Vec::new(),
        references: Vec::new(),
        dates: Vec::new(),
        hours: head.hours,
        may_references: Vec::new(),
        may_dates: Vec::new(),
        body: body.to_owned(),
    };
    for line in &head.persons {
        let (part, name) = line.split_once(' ').with_context(|| line.clone())?;
        let part = match part {
            "subject" => Part::Subject,
            "other" => Part::Other,
            "absent" => Part::Absent,
            "either" => Part::Either,
            _ => bail!("no such part: {line}"),
        };
        paper.persons.push((name.to_owned(), part));
    }
    for line in &head.references {
        paper.references.push(reference(line)?);
    }
    for line in &head.dates {
        paper.dates.push(date(line)?);
    }
    for hour in paper.hours.iter().flatten() {
        let (day, at) = hour.split_once(' ').with_context(|| hour.clone())?;
        chrono::NaiveTime::parse_from_str(at, "%H:%M").with_context(|| hour.clone())?;
        let known = head.dates.iter().chain(&head.may).any(|line| line.ends_with(day));
        if !known {
            bail!("the hour of no day among the dates: {hour}");
        }
    }
    for line in &head.may {
        if let Some(line) = line.strip_prefix("date ") {
            paper.may_dates.push(date(line)?);
        } else {
            paper.may_references.push(reference(line)?);
        }
    }
    Ok(paper)
}

fn date(line: &str) -> Result<(String, String)> {
    let (role, date) = line.split_once(' ').with_context(|| line.to_owned())?;
    if role.split('|').any(|role| !ROLES.contains(&role))
        || !date.starts_with(|c: char| c.is_ascii_digit())
    {
        bail!("not a role and a date: {line}");
    }
    Ok((role.to_owned(), date.to_owned()))
}

fn reference(line: &str) -> Result<Reference> {
    let mut words = line.split(' ');
    let (Some(kinds), Some(value)) = (words.next(), words.next()) else { bail!("{line}") };
    let kinds: Vec<String> = kinds.split('|').map(str::to_owned).collect();
    if kinds.iter().any(|kind| !KINDS.contains(&kind.as_str())) {
        bail!("no such kind of reference: {line}");
    }
    Ok(Reference { kinds, value: value.to_owned(), date: words.next().map(str::to_owned) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn part(name: &str) -> Vec<Paper> {
        load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)).unwrap()
    }

    fn by_type(papers: &[Paper]) -> BTreeMap<&str, u32> {
        let mut counts = BTreeMap::new();
        for paper in papers {
            *counts.entry(paper.types[0].as_str()).or_default() += 1;
        }
        counts
    }

    #[test]
    fn the_measured_part_has_every_type_twice_and_what_is_none() {
        let (tuning, measured) = (part("tuning"), part("measured"));
        let counts = by_type(&measured);
        let thin: Vec<_> =
            by_type(&tuning).into_keys().filter(|t| counts.get(t) < Some(&2)).collect();
        assert!(thin.is_empty(), "fewer than two measured papers of {thin:?}");
        assert_eq!(counts.len(), 67, "66 types of the domain, and none");
        assert!(counts["none"] >= 25);
        assert!(tuning.len() + measured.len() >= 150);
    }

    #[test]
    fn every_producer_makes_enough_measured_papers() {
        let measured = part("measured");
        for producer in Producer::ALL {
            let made = measured.iter().filter(|paper| paper.producer == producer).count();
            assert!(made >= 20, "{} makes only {made}", producer.name());
        }
    }

    #[test]
    fn no_paper_stands_in_both_parts() {
        let tuning = part("tuning");
        for paper in part("measured") {
            assert!(tuning.iter().all(|other| other.body != paper.body), "{}", paper.name);
        }
    }
}

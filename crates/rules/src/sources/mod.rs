//! What the packs were taken from: the register of the source documents, and how an entry cites them.
//!
//! `S3:74-80` is source and lines; several are joined by `; `, and a law or a site stands there in words. People never see the letter:
//! [`Register::expand`] puts the title in its place.

pub mod coverage;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::Deserialize;
use std::{fmt::Write, ops::RangeInclusive, str::FromStr};

/// Line numbers of a source, 1 for the first: `5, 7, 9-11`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines(Vec<RangeInclusive<u32>>);

impl Lines {
    /// Returns every line, in the order written.
    pub fn all(&self) -> impl Iterator<Item = u32> {
        self.0.iter().cloned().flatten()
    }

    pub fn contains(&self, line: u32) -> bool {
        self.0.iter().any(|range| range.contains(&line))
    }
}

/// The text is not a list of lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no lines; write 5, 7, 9-11")]
pub struct NotLines(pub String);

impl FromStr for Lines {
    type Err = NotLines;
    fn from_str(text: &str) -> Result<Lines, NotLines> {
        let bad = || NotLines(text.to_owned());
        let number = |text: &str| text.trim().parse::<u32>().map_err(|_| bad());
        let mut ranges = Vec::new();
        for part in text.split(',') {
            let (first, last) = match part.split_once('-') {
                Some((first, last)) => (number(first)?, number(last)?),
                None => (number(part)?, number(part)?),
            };
            if first == 0 || last < first {
                return Err(bad());
            }
            ranges.push(first..=last);
        }
        Ok(Lines(ranges))
    }
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Lines, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A source document: an entry of `packs/sources/sources.toml`. Its text is not part of the project.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// `S3`.
    pub id: String,
    /// What it is, in words that can stand in a sentence.
    pub title_en: String,
    pub title_it: String,
    pub publisher: String,
    /// `law firm`, `ministry`, `consulate`, `website`.
    pub kind: String,
    #[serde(deserialize_with = "crate::packs::toml_date")]
    pub seen_on: NaiveDate,
    /// How many lines it has.
    pub lines: u32,
    /// Those that are not blank.
    pub content: Lines,
}

/// Lines that no pack needs, and why: an entry of `packs/sources/set-aside.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetAside {
    pub source: String,
    pub lines: Lines,
    pub reason: String,
}

/// How other things than the source documents are cited.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitedAs {
    /// `laws`, `sites`.
    pub what: String,
    /// A citation has one of these in it.
    pub any: Vec<String>,
}

/// A citation that has English words in it, in both languages: an entry of `packs/sources/in-italian.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// As entries cite it.
    pub en: String,
    pub it: String,
}

/// A file of `packs/sources`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegisterFile {
    #[serde(default)]
    source: Vec<Source>,
    #[serde(default)]
    set_aside: Vec<SetAside>,
    #[serde(default)]
    cited_as: Vec<CitedAs>,
    #[serde(default)]
    phrase: Vec<Phrase>,
}

/// All that is known of the sources.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    pub sources: Vec<Source>,
    pub set_aside: Vec<SetAside>,
    pub cited_as: Vec<CitedAs>,
    pub phrases: Vec<Phrase>,
}

/// One thing that an entry cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Citation<'a> {
    /// Lines of a source document.
    Lines { source: &'a str, lines: Lines },
    /// A law, a site, or whatever else is told in words.
    Other(&'a str),
}

/// The language in which a citation is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    English,
    Italian,
}

/// Returns what a `source` cites, in its order.
pub fn citations(source: &str) -> Vec<Citation<'_>> {
    source
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let is_id = |id: &str| {
                id.strip_prefix('S')
                    .is_some_and(|n| !n.is_empty() && n.bytes().all(|digit| digit.is_ascii_digit()))
            };
            match part.split_once(':').map(|(id, lines)| (id, lines.parse())) {
                Some((id, Ok(lines))) if is_id(id) => Citation::Lines { source: id, lines },
                _ => Citation::Other(part),
            }
        })
        .collect()
}

impl Register {
    pub(crate) fn add(&mut self, file: RegisterFile) {
        self.sources.extend(file.source);
        self.set_aside.extend(file.set_aside);
        self.cited_as.extend(file.cited_as);
        self.phrases.extend(file.phrase);
    }

    /// Returns what is cited in words, in that language; as it stands where it is the same in both.
    fn phrase<'a>(&'a self, text: &'a str, language: Language) -> &'a str {
        let known = || self.phrases.iter().find(|phrase| phrase.en == text);
        match language {
            Language::English => text,
            Language::Italian => known().map_or(text, |phrase| &phrase.it),
        }
    }

    /// Returns the source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// Returns what a `source` cites in words for people: titles and lines instead of `S3:74-76`.
    pub fn expand(&self, source: &str, language: Language) -> String {
        let mut words: Vec<String> = Vec::new();
        let mut of: Vec<(&str, Vec<RangeInclusive<u32>>)> = Vec::new();
        for citation in citations(source) {
            match citation {
                Citation::Lines { source, lines } if self.source(source).is_some() => {
                    match of.iter_mut().find(|(known, _)| *known == source) {
                        Some((_, ranges)) => ranges.extend(lines.0),
                        None => of.push((source, lines.0)),
                    }
                }
                Citation::Lines { source, .. } => words.push(source.to_owned()),
                Citation::Other(text) => words.push(self.phrase(text, language).to_owned()),
            }
        }
        let documents = of.into_iter().filter_map(|(id, ranges)| {
            let source = self.source(id)?;
            let (title, one, many) = match language {
                Language::English => (&source.title_en, "line", "lines"),
                Language::Italian => (&source.title_it, "riga", "righe"),
            };
            let several =
                ranges.len() > 1 || ranges.iter().any(|range| range.start() < range.end());
            let mut text = format!("{title}, {}", if several { many } else { one });
            for (at, range) in ranges.iter().enumerate() {
                // Writing to a String cannot fail.
                let _ = write!(text, "{} {}", if at == 0 { "" } else { "," }, range.start());
                if range.start() < range.end() {
                    let _ = write!(text, "–{}", range.end());
                }
            }
            Some(text)
        });
        documents.chain(words).collect::<Vec<_>>().join("; ")
    }
}

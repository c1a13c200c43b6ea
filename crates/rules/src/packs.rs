//! Rule packs: what the program knows of the world, as data with sources.
//!
//! The built-in packs lie in `packs/` and are compiled in. A household may add its own (`_Faldone/packs/`).

mod check;
mod error;
mod kinds;
mod nature;
mod spelled;

pub use error::PackError;
pub use kinds::{
    AmountWords, Bearer, Cue, DateWords, DocumentType, Figure, Limit, NameWords, Per, Place, Reach,
    Recipient, Worth, WorthOn,
};
pub use nature::{Beginning, Ending, Nature};

use crate::procedures::{Part, Procedure};
use crate::recognise::{OfficeWords, VoidWords};
use crate::requests::RequestWords;
use crate::sources::{Register, RegisterFile};
use crate::terms::{Term, TermFile, calendar::Calendar};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::sync::OnceLock;

/// Where packs of each kind lie.
const FOLDERS: [&str; 10] = [
    "types",
    "limits",
    "figures",
    "recipients",
    "terms",
    "calendars",
    "parts",
    "procedures",
    "recognition",
    "sources",
];

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../packs");

/// Everything the rules read.
#[derive(Debug, Clone)]
pub struct Packs {
    /// In the order of their ids.
    pub types: Vec<DocumentType>,
    pub limits: Vec<Limit>,
    pub figures: Vec<Figure>,
    pub recipients: Vec<Recipient>,
    /// By id; the laws of one term in the order of their days.
    pub terms: Vec<Term>,
    pub calendar: Calendar,
    /// By id, each with what it takes over from `parts`.
    pub procedures: Vec<Procedure>,
    /// What procedures share.
    pub parts: Vec<Part>,
    /// What the packs were taken from.
    pub sources: Register,
    /// Phrases that speak against every type: guides, laws, resolutions (`packs/recognition/`).
    pub contexts: Vec<Cue>,
    /// Words before a date that say what it means (`packs/recognition/`).
    pub date_words: Vec<DateWords>,
    /// Words before a name that say whose paper it is (`packs/recognition/`).
    pub name_words: Vec<NameWords>,
    /// Words before an amount that say what it is (`packs/recognition/`).
    pub amount_words: Vec<AmountWords>,
    /// What names are worth; a household's own entries come first, and the first counts.
    pub worth: Vec<Worth>,
    /// Words in which offices ask for papers (`packs/recognition/`).
    pub requests: RequestWords,
    /// Words by which a paper says itself that it proves nothing (`packs/recognition/`).
    pub void: VoidWords,
    pub offices: OfficeWords,
}

/// Reads a date of TOML's own (`2026-11-21`, without quotes).
pub(crate) fn toml_date<'de, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<chrono::NaiveDate, D::Error> {
    toml::value::Datetime::deserialize(from)?.to_string().parse().map_err(serde::de::Error::custom)
}

/// As [`toml_date`], for a field that may be missing (with `#[serde(default)]`).
pub(crate) fn optional_toml_date<'de, D: serde::Deserializer<'de>>(
    from: D,
) -> Result<Option<chrono::NaiveDate>, D::Error> {
    toml_date(from).map(Some)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitFile {
    limit: Vec<Limit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureFile {
    figure: Vec<Figure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecipientFile {
    recipient: Vec<Recipient>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecognitionFile {
    #[serde(default)]
    cue: Vec<Cue>,
    #[serde(default)]
    date: Vec<DateWords>,
    #[serde(default)]
    name: Vec<NameWords>,
    #[serde(default)]
    amount: Vec<AmountWords>,
    #[serde(default)]
    worth: Vec<Worth>,
    #[serde(default)]
    request: RequestWords,
    #[serde(default)]
    void: VoidWords,
    #[serde(default)]
    office: OfficeWords,
}

impl Packs {
    /// Returns the packs compiled into the program, parsed once.
    pub fn built_in() -> &'static Packs {
        static PACKS: OnceLock<Packs> = OnceLock::new();
        PACKS.get_or_init(|| match Packs::parse(built_in_files()) {
            Ok(packs) => packs,
            // The packs are part of the binary and a test parses them all.
            #[expect(clippy::panic)]
            Err(error) => panic!("built-in {error}"),
        })
    }

    /// Parses pack files, given as path (`types/PASSPORT.toml`) and text.
    ///
    /// # Errors
    /// If a file cannot be read as a pack, or the packs do not hang together; the file is named.
    pub fn parse<P: AsRef<str>, T: AsRef<str>>(
        files: impl Iterator<Item = (P, T)>,
    ) -> Result<Packs, PackError> {
        let files: Vec<(P, T)> = files.collect();
        let mut packs = Packs::read(&files)?;
        packs.join(&files)?;
        Ok(packs)
    }

    /// Reads the files one by one; procedures do not have their parts yet.
    fn read<P: AsRef<str>, T: AsRef<str>>(files: &[(P, T)]) -> Result<Packs, PackError> {
        let mut packs = Packs {
            types: Vec::new(),
            limits: Vec::new(),
            figures: Vec::new(),
            recipients: Vec::new(),
            terms: Vec::new(),
            calendar: Calendar::default(),
            procedures: Vec::new(),
            parts: Vec::new(),
            sources: Register::default(),
            contexts: Vec::new(),
            date_words: Vec::new(),
            name_words: Vec::new(),
            amount_words: Vec::new(),
            worth: Vec::new(),
            requests: RequestWords::default(),
            void: VoidWords::default(),
            offices: OfficeWords::default(),
        };
        for (path, text) in files {
            let (path, text) = (path.as_ref(), text.as_ref());
            let bad = |e: toml::de::Error| PackError::unreadable(path, text, &e);
            if path.starts_with("types/") {
                packs.types.push(toml::from_str(text).map_err(bad)?);
            } else if path.starts_with("limits/") {
                packs.limits.extend(toml::from_str::<LimitFile>(text).map_err(bad)?.limit);
            } else if path.starts_with("figures/") {
                packs.figures.extend(toml::from_str::<FigureFile>(text).map_err(bad)?.figure);
            } else if path.starts_with("recipients/") {
                packs
                    .recipients
                    .extend(toml::from_str::<RecipientFile>(text).map_err(bad)?.recipient);
            } else if path.starts_with("terms/") {
                packs.terms.extend(toml::from_str::<TermFile>(text).map_err(bad)?.terms());
            } else if path.starts_with("calendars/") {
                packs.calendar.add(toml::from_str(text).map_err(bad)?);
            } else if path.starts_with("procedures/") {
                packs.procedures.push(toml::from_str(text).map_err(bad)?);
            } else if path.starts_with("parts/") {
                packs.parts.push(toml::from_str(text).map_err(bad)?);
            } else if path.starts_with("sources/") {
                packs.sources.add(toml::from_str::<RegisterFile>(text).map_err(bad)?);
            } else if path.starts_with("recognition/") {
                let file: RecognitionFile = toml::from_str(text).map_err(bad)?;
                packs.contexts.extend(file.cue);
                packs.date_words.extend(file.date);
                packs.name_words.extend(file.name);
                packs.amount_words.extend(file.amount);
                packs.worth.extend(file.worth);
                packs.requests.add(file.request);
                packs.void.add(file.void);
                packs.offices.add(file.office);
            }
            packs.no_id_twice(path, text)?;
        }
        Ok(packs)
    }

    /// Gives the procedures their parts, puts all in order, and looks whether it hangs together. `files` are those to blame.
    fn join<P: AsRef<str>, T: AsRef<str>>(&mut self, files: &[(P, T)]) -> Result<(), PackError> {
        self.types.sort_by(|a, b| a.id.cmp(&b.id));
        self.limits.sort_by(|a, b| a.id.cmp(&b.id));
        self.terms.sort_by(|a, b| (&a.id, a.valid_from).cmp(&(&b.id, b.valid_from)));
        self.parts.sort_by(|a, b| a.id.cmp(&b.id));
        self.procedures.sort_by(|a, b| a.id.cmp(&b.id));
        for procedure in &mut self.procedures {
            let find = |id: &String| self.parts.iter().find(|part| part.id == *id);
            let parts: Vec<&Part> = procedure.uses.iter().filter_map(find).collect();
            procedure.take_over(&parts);
        }
        self.check(files)
    }

    /// Returns the built-in packs with a household's own over them: a type, limit, term, procedure or part of the same id is
    /// replaced, others are added, as are holidays and patron saints.
    ///
    /// # Errors
    /// If a file cannot be read as a pack, or names what is not there; the file is named, with its line.
    pub fn with_household<P: AsRef<str>, T: AsRef<str>>(
        files: impl Iterator<Item = (P, T)>,
    ) -> Result<Packs, PackError> {
        let files: Vec<(P, T)> = files.collect();
        let own = Packs::read(&files)?;
        let built_in: Vec<(String, &str)> = built_in_files().collect();
        let mut packs = Packs::read(&built_in)?;
        packs.types.retain(|known| own.types.iter().all(|mine| mine.id != known.id));
        packs.types.extend(own.types);
        packs.limits.retain(|known| own.limits.iter().all(|mine| mine.id != known.id));
        packs.limits.extend(own.limits);
        packs.figures.retain(|known| own.figures.iter().all(|mine| mine.id != known.id));
        packs.figures.extend(own.figures);
        packs.recipients.retain(|known| own.recipients.iter().all(|mine| mine.id != known.id));
        packs.recipients.extend(own.recipients);
        packs.terms.retain(|known| own.terms.iter().all(|mine| mine.id != known.id));
        packs.terms.extend(own.terms);
        packs.calendar.add(own.calendar);
        packs.procedures.retain(|known| own.procedures.iter().all(|mine| mine.id != known.id));
        packs.procedures.extend(own.procedures);
        packs.parts.retain(|known| own.parts.iter().all(|mine| mine.id != known.id));
        packs.parts.extend(own.parts);
        packs.contexts.extend(own.contexts);
        packs.date_words.extend(own.date_words);
        packs.name_words.extend(own.name_words);
        packs.amount_words.splice(0..0, own.amount_words);
        packs.worth.splice(0..0, own.worth);
        packs.requests.add(own.requests);
        packs.void.add(own.void);
        packs.offices.add(own.offices);
        packs.join(&files)?;
        Ok(packs)
    }

    /// Returns the type with this id.
    pub fn document_type(&self, id: &str) -> Option<&DocumentType> {
        self.types.binary_search_by(|t| t.id.as_str().cmp(id)).ok().map(|at| &self.types[at])
    }

    /// Returns the figure with this id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// Returns the limit with this id.
    pub fn limit(&self, id: &str) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.id == id)
    }
}

/// Path and text of each pack that is compiled in.
fn built_in_files() -> impl Iterator<Item = (String, &'static str)> {
    FOLDERS.into_iter().flat_map(|folder| {
        BUILT_IN.get_dir(folder).into_iter().flat_map(|dir| dir.files()).filter_map(|file| {
            Some((file.path().to_str()?.replace('\\', "/"), file.contents_utf8()?))
        })
    })
}

#[cfg(test)]
mod tests;

//! Rule packs: what the program knows of the world, as data with sources.
//!
//! The built-in packs lie in `packs/` and are compiled in. A household may add its own (`_Faldone/packs/`).

mod check;

use crate::facts::DateRole;
use crate::procedures::{Part, Procedure};
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
}

/// How far behind its words the date or the name may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// Anywhere on the line, or in the column below.
    #[default]
    Far,
    /// A few words on: words that also stand in prose far from any date, titles before a name.
    Near,
    /// Right behind: words that mean nothing by themselves.
    Touching,
}

/// Words that give the date behind them its role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    pub role: DateRole,
    #[serde(default)]
    pub reach: Reach,
    /// Compared without accents, case and extra blanks.
    pub any: Vec<String>,
}

/// What words say of the name behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearer {
    /// Whose paper it is.
    Subject,
    /// Somebody; the words only announce a name.
    Field,
    /// Who speaks in a declaration.
    Declarer,
    Parent,
    /// Employer, host, landlord, official.
    Other,
}

/// Words that say whose name follows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    pub standing: Bearer,
    #[serde(default)]
    pub reach: Reach,
    /// Compared without accents, case and extra blanks.
    pub any: Vec<String>,
}

/// Where on a paper a phrase must stand to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    #[default]
    Anywhere,
    /// In a short line at the top of the first page, or its subject line.
    Heading,
    /// At the beginning of a line or of a table's cell.
    Label,
    /// A line or a table's cell of its own, as sections are headed: "Esperienze".
    Line,
}

/// Phrases of one meaning; a paper that has any of them gains (or loses) the weight once.
///
/// Compared without accents, case and extra blanks. A phrase that ends in `*` stands for every ending: `rilasciat*`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Any of these will do.
    #[serde(default)]
    pub any: Vec<String>,
    /// Or: one of each list, in whatever order, close together: "ricevuta" and "domanda" in one heading.
    #[serde(default)]
    pub all: Vec<Vec<String>>,
    /// 6 is enough for a type by itself; below 0 the phrase speaks against it.
    pub weight: i32,
    #[serde(default)]
    pub place: Place,
    /// The words of `all` may stand anywhere on one page: the fields that together only such a paper has.
    #[serde(default)]
    pub far: bool,
}

/// How many current papers of a type a person has, and what tells them apart (domain §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    One,
    Dated,
    Monthly,
    Yearly,
}

/// One document type: `packs/types/<id>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentType {
    /// First field of the file name: `NULLA-OSTA`.
    pub id: String,
    /// Kebab-case group of domain §2: `identity`, `immigration`, `work`, `home`, `money`, `qualifications`, `health`, `other`.
    pub group: String,
    pub per: Per,
    /// The roles that may give the name's `{date}`, best first (domain §3). Empty for `per = "one"`.
    #[serde(default)]
    pub date_roles: Vec<DateRole>,
    /// The name carries the practice or protocol number (domain §3).
    #[serde(default)]
    pub reference_in_name: bool,
    /// A paper of several people by nature: lease, marriage certificate, family status.
    #[serde(default)]
    pub joint: bool,
    /// Shown to people, in English and Italian: "Nulla osta", "Busta paga".
    pub label_en: String,
    pub label_it: String,
    /// The Italian id a folder may use in names: `BUSTA-PAGA`.
    pub id_it: String,
    /// What it is and why it matters, one English sentence each; and where that was read.
    pub what: String,
    pub why: String,
    pub source: String,
    /// Document codes of machine-readable zones that this type carries: `P` for a passport.
    #[serde(default)]
    pub mrz: Vec<String>,
    /// May name nobody of the household: the papers of an employer's company, a photo.
    #[serde(default)]
    pub nameless: bool,
    /// May come as a letter, whose subject then says what it is; in another letter's subject it is only what the letter is about.
    #[serde(default)]
    pub by_letter: bool,
    /// Given only where no other type is: its cues are what many kinds of paper share.
    #[serde(default)]
    pub last_resort: bool,
    /// What tells it from other papers.
    #[serde(default)]
    pub cue: Vec<Cue>,
}

/// One upload limit: an entry of `packs/limits/*.toml` (domain §6). No figure without a source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Kebab-case: `ali-strict`.
    pub id: String,
    pub label_en: String,
    pub label_it: String,
    pub max_bytes: u64,
    /// Lower case, without dot.
    pub extensions: Vec<String>,
    /// Longest file name the target takes, in characters.
    #[serde(default)]
    pub name_max: Option<u32>,
    pub source: String,
    /// The day the source was seen, ISO 8601.
    #[serde(deserialize_with = "toml_date")]
    pub seen_on: chrono::NaiveDate,
    /// How sure the figure is: `seen`, `one-source`.
    pub sure: String,
}

/// A figure that papers are compared by: an entry of `packs/figures/*.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Kebab-case: `passport-beyond-visa`.
    pub id: String,
    pub value: i64,
    /// `months`, `weeks`, `days`, `hours`, `percent` or `cents`.
    pub unit: String,
    pub label_en: String,
    pub label_it: String,
    pub source: String,
    /// The day the source was seen, ISO 8601.
    #[serde(deserialize_with = "toml_date")]
    pub seen_on: chrono::NaiveDate,
    /// How sure it is: `seen`, `unverified`, or `own` where it is this program's caution.
    pub sure: String,
}

/// Who a packet of papers can be for: an entry of `packs/recipients/*.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Kebab-case: `consulate`.
    pub id: String,
    pub label_en: String,
    pub label_it: String,
    /// The limit its files must keep.
    #[serde(default)]
    pub limit: Option<String>,
    /// How many equal sets it wants.
    #[serde(default = "one_set")]
    pub sets: u32,
    /// Files carry their number before their name.
    #[serde(default = "yes")]
    pub numbered: bool,
    pub source: String,
}

fn one_set() -> u32 {
    1
}

fn yes() -> bool {
    true
}

/// A pack that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError {
    /// Below the folder of packs: `procedures/permit-renewal.toml`.
    pub path: String,
    /// 1 for the first line, where it can be told.
    pub line: Option<usize>,
    pub cause: String,
    /// What to do now, in one sentence.
    pub remedy: String,
}

impl std::error::Error for PackError {}

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the rule pack {}", self.path)?;
        if let Some(line) = self.line {
            write!(f, ", line {line},")?;
        }
        write!(f, " cannot be used: {}", self.cause)
    }
}

impl PackError {
    /// What TOML itself says is wrong.
    fn unreadable(path: &str, text: &str, error: &toml::de::Error) -> PackError {
        let before = error.span().and_then(|span| text.get(..span.start));
        PackError {
            path: path.to_owned(),
            line: before.map(|before| before.matches('\n').count() + 1),
            cause: error.message().to_owned(),
            remedy: match error.message() {
                "missing field `valid_from`" => {
                    "Say from which day the figure holds: valid_from = 2026-01-01.".to_owned()
                }
                _ => format!("Correct {path} in _Faldone/packs, or take it away."),
            },
        }
    }
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

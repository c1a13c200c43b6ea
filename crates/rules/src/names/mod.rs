//! File names: what they hold, how they are built, read back, proposed and kept apart (domain §3).

mod ascii;
mod build;
mod date;
mod parse;
mod problem;
#[cfg(test)]
mod properties;
mod propose;
mod settle;
#[cfg(test)]
mod settle_tests;
mod suffix;
mod sync;
mod system;
#[cfg(test)]
pub(crate) mod tests;

pub use ascii::ascii;
pub(crate) use ascii::is_invisible;
pub use build::{NameError, build};
pub use parse::{Parsed, parse, problems};
pub use problem::NameProblem;
pub(crate) use propose::everyone;
pub use propose::{
    DocumentForNaming, Missing, Proposal, owner, person_fields, propose, same_extension,
};
pub use settle::{Candidate, second_versions, settle};
pub(crate) use sync::conflict;
pub use sync::{is_partial_download, stand_in_for};
pub(crate) use system::is_forbidden_on_windows;
pub use system::{MAX_BYTES, composed, file_name, folder, same_file_key, windows_device};

use crate::facts::When;
use serde::{Deserialize, Serialize};

/// What a file name says, field by field. Fields are held as they are written: ASCII, words joined by `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NameFields {
    /// The English id of domain §2, whatever language the name is written in.
    pub type_id: String,
    pub name: String,
    pub surname: String,
    pub date: Option<When>,
    /// Practice or protocol number, only for types that carry one.
    pub reference: Option<String>,
    /// What tells papers of one name apart: the employer, `13`, `Acceptance`.
    pub detail: Option<String>,
    /// 2 and more: a replacement of the same paper, confirmed by the user.
    pub version: Option<u32>,
    /// `b` to `z`: a different paper that would share the name.
    pub letter: Option<char>,
}

/// The language of the ids that names are built with. Both are always read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdLanguage {
    #[default]
    En,
    It,
}

/// One placeholder of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Type,
    Name,
    Surname,
    Date,
    Reference,
}

const SLOTS: [(&str, Slot); 5] = [
    ("{type}", Slot::Type),
    ("{name}", Slot::Name),
    ("{surname}", Slot::Surname),
    ("{date}", Slot::Date),
    ("{reference}", Slot::Reference),
];

/// How a folder writes its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    slots: Vec<Slot>,
    pub language: IdLanguage,
    /// The longest name the folder's portal takes, in characters with the extension; never more than [`MAX_BYTES`].
    pub name_max: Option<u32>,
}

/// A template that cannot be read back into its fields.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    #[error(
        "`{0}` is not a field; use {{type}}, {{name}}, {{surname}}, {{date}} and {{reference}}, joined by `_`"
    )]
    UnknownField(String),
    #[error("{0} stands in the template twice; write it once")]
    Twice(&'static str),
    #[error("the template lacks {0}; only {{reference}} may be left out")]
    Lacks(&'static str),
}

/// The order of fields unless the folder sets another.
pub const DEFAULT_TEMPLATE: &str = "{type}_{name}_{surname}_{date}_{reference}";

impl Default for Naming {
    fn default() -> Naming {
        let slots = SLOTS.iter().map(|(_, slot)| *slot).collect();
        Naming { slots, language: IdLanguage::En, name_max: None }
    }
}

impl Naming {
    /// Reads a template like [`DEFAULT_TEMPLATE`]: the five fields in any order, joined by `_`; `{reference}` may be left out,
    /// and then never stands in a name. Detail, letter and version always end a name.
    pub fn new(template: &str, language: IdLanguage) -> Result<Naming, TemplateError> {
        let mut slots = Vec::new();
        for piece in template.split('_') {
            let (text, slot) = SLOTS
                .iter()
                .find(|(text, _)| *text == piece)
                .ok_or_else(|| TemplateError::UnknownField(piece.to_owned()))?;
            if slots.contains(slot) {
                return Err(TemplateError::Twice(text));
            }
            slots.push(*slot);
        }
        match SLOTS[..4].iter().find(|(_, slot)| !slots.contains(slot)) {
            Some((text, _)) => Err(TemplateError::Lacks(text)),
            None => Ok(Naming { slots, language, name_max: None }),
        }
    }

    /// Returns the template as text.
    pub fn template(&self) -> String {
        let text =
            |slot: &Slot| SLOTS.iter().find(|(_, s)| s == slot).map_or("", |(text, _)| *text);
        self.slots.iter().map(text).collect::<Vec<_>>().join("_")
    }

    /// Returns the longest name in characters; names are ASCII, so these are bytes as well.
    pub fn longest(&self) -> usize {
        self.name_max.map_or(MAX_BYTES, |max| MAX_BYTES.min(max as usize))
    }
}

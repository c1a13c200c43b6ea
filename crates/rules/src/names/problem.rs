//! What is wrong with a name, each with one plain sentence and a hint.

use serde::Serialize;

/// One way in which a file name breaks the folder's rules. `to_string()` says what is wrong, [`NameProblem::hint`] what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum NameProblem {
    #[error("`{found}` is not a document type.")]
    UnknownType { found: String, did_you_mean: Option<String> },
    #[error("The document type `{found}` is not written in capitals.")]
    TypeCase { found: String, right: String },
    #[error("The parts of the name are not in this folder's order.")]
    FieldOrder { template: String },
    #[error("The name does not say whose paper it is.")]
    MissingPerson,
    #[error("`{found}` is nobody in this household.")]
    WrongPerson { found: String, did_you_mean: Option<String> },
    #[error("The name of a {type_id} needs the date of the paper.")]
    MissingDate { type_id: String, form: String },
    #[error("`{found}` is not a real date.")]
    DateNotReal { found: String },
    #[error("The date `{found}` is not written with the year first.")]
    DateForm { found: String, right: String },
    #[error("The name of a {type_id} gives its date as {form}, not as `{found}`.")]
    DateGrain { found: String, type_id: String, form: String },
    #[error("The name has more parts than can be understood: `{}`.", found.join("`, `"))]
    ExtraFields { found: Vec<String> },
    #[error("The name has an empty part: two `_` in a row, or one at an end.")]
    EmptyField,
    #[error("`{found}` has stray hyphens or dots.")]
    Untidy { found: String, right: String },
    #[error("The name has spaces.")]
    Spaces,
    #[error("The name has characters that offices and portals refuse: {}", listed(found))]
    ForbiddenCharacters { found: Vec<char> },
    #[error("The name has invisible characters, which can make it look like another name: {}.", found.join(", "))]
    Invisible { found: Vec<String> },
    #[error("The name has letters that portals may refuse: {}", listed(found))]
    NotAscii { found: Vec<char> },
    #[error(
        "Accents in the name are stored in two pieces, as some Macs do, so other computers take it for a different name."
    )]
    Decomposed,
    #[error("The name ends with a dot or a space, which Windows drops.")]
    TrailingDot,
    #[error("Windows keeps the name `{found}` for itself.")]
    Reserved { found: String },
    #[error("The name has {length} characters; at most {max} are allowed.")]
    TooLong { length: usize, max: usize },
    #[error("The name has no extension, so computers do not know what to open it with.")]
    NoExtension,
    #[error("The extension `.{found}` is in capitals.")]
    ExtensionCase { found: String },
    #[error("The name has two extensions: `.{inner}.{outer}`.")]
    DoubleExtension { inner: String, outer: String },
    #[error("`{found}` says that the file is a copy of another.")]
    CopyMarker { found: String },
}

fn listed(chars: &[char]) -> String {
    chars.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(" ")
}

impl NameProblem {
    /// Returns what to do about it, in one sentence.
    pub fn hint(&self) -> String {
        use NameProblem as P;
        match self {
            P::UnknownType { did_you_mean: Some(right), .. } => format!("Did you mean `{right}`?"),
            P::UnknownType { .. } => {
                "Begin with a document type such as PASSPORT, PERMIT or PAYSLIP.".into()
            }
            P::TypeCase { right, .. } => format!("Write `{right}`."),
            P::FieldOrder { template } => format!("Write the parts as {template}."),
            P::MissingPerson => "Write the given name and the surname, with `_` between.".into(),
            P::WrongPerson { did_you_mean: Some(right), .. } => format!("Did you mean `{right}`?"),
            P::WrongPerson { .. } => {
                "Write the name of a person of this household, or add the person first.".into()
            }
            P::MissingDate { form, .. } => format!("Add the paper's own date as {form}."),
            P::DateNotReal { .. } => "Look the date up on the paper and correct it.".into(),
            P::DateForm { right, .. } => format!("Write `{right}`."),
            P::DateGrain { form, .. } => format!("Write the date as {form}."),
            P::ExtraFields { .. } => "Join words that belong together with `-`.".into(),
            P::EmptyField => "Put exactly one `_` between the parts.".into(),
            P::Untidy { right, .. } => format!("Write `{right}`."),
            P::Spaces => "Join words with `-` and parts with `_`.".into(),
            P::ForbiddenCharacters { .. } => {
                "Use letters, digits, `-`, `_` and the dot before the extension.".into()
            }
            P::Invisible { .. } => "Rename the file without them.".into(),
            P::NotAscii { .. } => "Write them as plain letters, `é` as `e`.".into(),
            P::Decomposed => "Rename the file with plain letters.".into(),
            P::TrailingDot => "Take the last character away.".into(),
            P::Reserved { .. } => "Choose another name.".into(),
            P::TooLong { .. } => "Leave out the detail or the reference.".into(),
            P::NoExtension => "Add the extension, for example `.pdf`.".into(),
            P::ExtensionCase { found } => format!("Write `.{}`.", found.to_lowercase()),
            P::DoubleExtension { outer, .. } => format!("Keep only `.{outer}`."),
            P::CopyMarker { .. } => {
                "If it is the same paper, set one of them aside; if not, give it its own name."
                    .into()
            }
        }
    }

    /// Returns whether the name is unsafe on some computer, rather than only against the folder's rules.
    pub fn is_unsafe(&self) -> bool {
        use super::is_forbidden_on_windows as forbidden;
        match self {
            NameProblem::ForbiddenCharacters { found } => found.iter().any(|c| forbidden(*c)),
            NameProblem::Invisible { .. }
            | NameProblem::TrailingDot
            | NameProblem::Reserved { .. } => true,
            NameProblem::TooLong { length, .. } => *length > super::MAX_BYTES,
            _ => false,
        }
    }
}

//! Why something was left as it was: a code that the window has words for in each of its languages, and the sentence in English.

use crate::{
    disk::DiskError,
    error::{self, Error},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, io};
use ts_rs::TS;

/// Why a step of a change, a smaller version or a person's name was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("it is not a plain file")]
    NotPlain,
    #[error("it is a link and not a file of its own")]
    Link,
    #[error("it has changed since it was looked at; look again")]
    Changed,
    #[error("it has changed since this was shown; look again")]
    NotAsShown,
    #[error("a program has it open for writing; close it there and try again")]
    BeingWritten,
    #[error("its folder could not be made")]
    NoFolder,
    #[error(
        "there is already something of that name; move it or give it another name, then try again"
    )]
    Occupied,
    #[error("a file stands where a folder is needed")]
    FileInTheWay,
    #[error("the plan moves the same file twice")]
    MovedTwice,
    #[error("two files would get the same name")]
    OneName,
    #[error("it goes together with others of which one could not move")]
    Together,
    #[error("its other version cannot be moved, so this one stays too")]
    OtherVersion,
    #[error("the path leads out of the folder")]
    LeadsOut,
    #[error("a link on the way leads out of the folder")]
    LinkLeadsOut,
    #[error("Faldone's own folder is not to be changed")]
    OwnFolder,
    #[error("the folder itself is not there; is its disk connected?")]
    FolderGone,
    #[error("the other copy is not where it was, so this one stays")]
    OtherCopyGone,
    #[error("something else is done with it already; accept one after the other")]
    OneAfterTheOther,
    #[error(
        "it is no longer in the folder; another copy of it was always at {place} and stays there"
    )]
    AnotherCopy { place: String },
    #[error("it is no longer in the folder; if it is in the bin, put it back and undo again")]
    Gone,
    #[error("a later change has replaced it once more; undo that one first")]
    ReplacedAgain,
    #[error("its original is not at {place} any more, so the version in use stays")]
    OriginalGone { place: String },
    #[error("it was changed after it was made smaller, so it stays; its original is at {place}")]
    ChangedSinceSmaller { place: String },
    /// The system said no; the code is the error's.
    #[error("{why}")]
    System { code: &'static str, why: String },

    #[error("only whole PDFs that are neither signed nor protected are")]
    NotFit,
    #[error("no portal's limit is known")]
    NoLimit,
    #[error("it would still have {is} kB of the {most} kB that are allowed")]
    StillLarge { is: u64, most: u64 },
    #[error("it stays as it is: its parts could not be told apart")]
    PartsUnclear,
    #[error("it stays as it is: its parts do not fit together")]
    PartsOdd,
    #[error("it stays as it is: its parts could not be put together again")]
    PartsApart,
    #[error("it stays as it is: it is protected by a password or by its author")]
    Protected,
    #[error("it stays as it is: it is signed, and any change would spoil the signature")]
    Signed,
    #[error("it stays as it is: it takes too much time or memory")]
    TooMuch,
    #[error("a smaller version of it would not be readable")]
    SmallerUnreadable,
    #[error("a smaller version of it would not be whole")]
    SmallerNotWhole,
    #[error("a smaller version of it would not say the same")]
    SmallerSaysOther,
    #[error("a smaller version of it would not look the same")]
    SmallerLooksOther,
    #[error("a smaller version of it would have a page that cannot be drawn and compared")]
    SmallerNotComparable,

    #[error("a name is needed")]
    NameMissing,
    #[error("a `/` must stand between name and surname")]
    NameNoSlash,
    #[error("it has more than one `/`")]
    NameSlash,
    #[error("it is longer than 100 characters")]
    NameLong,
    #[error("it has characters that a file name cannot have")]
    NameStrange,
    #[error("no letters of it can be written in a file name")]
    NameUnwritable,
    #[error("somebody of this name is here already")]
    NameTaken,
}

/// A reason as the window gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReasonView {
    /// Kebab-case; the window has words for it.
    pub code: String,
    /// What stands in them.
    pub values: BTreeMap<String, String>,
}

impl Reason {
    pub(crate) fn system(error: &io::Error, why: String) -> Reason {
        Reason::System { code: error::code_of(error.kind()), why }
    }

    /// Returns the stable code, kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::NotPlain => "not-plain",
            Reason::Link => "link",
            Reason::Changed => "changed",
            Reason::NotAsShown => "not-as-shown",
            Reason::BeingWritten => "being-written",
            Reason::NoFolder => "no-folder",
            Reason::Occupied => "occupied",
            Reason::FileInTheWay => "file-in-the-way",
            Reason::MovedTwice => "moved-twice",
            Reason::OneName => "one-name",
            Reason::Together => "together",
            Reason::OtherVersion => "other-version",
            Reason::LeadsOut => "leads-out",
            Reason::LinkLeadsOut => "link-leads-out",
            Reason::OwnFolder => "own-folder",
            Reason::FolderGone => "folder-gone",
            Reason::OtherCopyGone => "other-copy-gone",
            Reason::OneAfterTheOther => "one-after-the-other",
            Reason::AnotherCopy { .. } => "another-copy",
            Reason::Gone => "gone",
            Reason::ReplacedAgain => "replaced-again",
            Reason::OriginalGone { .. } => "original-gone",
            Reason::ChangedSinceSmaller { .. } => "changed-since-smaller",
            Reason::System { code, .. } => code,
            Reason::NotFit => "not-fit",
            Reason::NoLimit => "no-limit",
            Reason::StillLarge { .. } => "still-large",
            Reason::PartsUnclear => "parts-unclear",
            Reason::PartsOdd => "parts-odd",
            Reason::PartsApart => "parts-apart",
            Reason::Protected => "protected",
            Reason::Signed => "signed",
            Reason::TooMuch => "too-much",
            Reason::SmallerUnreadable => "smaller-unreadable",
            Reason::SmallerNotWhole => "smaller-not-whole",
            Reason::SmallerSaysOther => "smaller-says-other",
            Reason::SmallerLooksOther => "smaller-looks-other",
            Reason::SmallerNotComparable => "smaller-not-comparable",
            Reason::NameMissing => "name-missing",
            Reason::NameNoSlash => "name-no-slash",
            Reason::NameSlash => "name-slash",
            Reason::NameLong => "name-long",
            Reason::NameStrange => "name-strange",
            Reason::NameUnwritable => "name-unwritable",
            Reason::NameTaken => "name-taken",
        }
    }

    /// Returns it as the window gets it.
    pub fn view(&self) -> ReasonView {
        let values = match self {
            Reason::AnotherCopy { place }
            | Reason::OriginalGone { place }
            | Reason::ChangedSinceSmaller { place } => vec![("place", place.clone())],
            Reason::StillLarge { is, most } => {
                vec![("is", is.to_string()), ("most", most.to_string())]
            }
            _ => Vec::new(),
        };
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        ReasonView { code: self.code().to_owned(), values }
    }
}

impl From<DiskError> for Reason {
    fn from(error: DiskError) -> Reason {
        Reason::system(&error.source, error.why())
    }
}

impl From<Error> for Reason {
    fn from(error: Error) -> Reason {
        match error {
            Error::NotSmaller { why, .. } => why,
            other => Reason::System { code: other.code(), why: other.why() },
        }
    }
}

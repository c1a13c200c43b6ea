//! Why something was left as it was: a code that the window has words for in each of its languages, and the sentence in English.

use crate::{
    disk::DiskError,
    error::{self, Error},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, io};
use ts_rs::TS;

/// Why nothing is concluded just now, or a step of a change, a smaller version, a person's name or another word of the user's was not
/// taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error(
        "{missing} of {known} files are not there any more. Is a disk missing, or did a sync go wrong? \
         Nothing was concluded from it"
    )]
    FilesMissing { missing: usize, known: usize },
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

    #[error("it could not be read, so nothing is known of it")]
    NotRead,
    #[error("no document type has this id; see: faldone packs types")]
    NoSuchType,
    #[error("nobody in this folder is called \"{name}\"")]
    Nobody { name: String },
    #[error("write the kind before it, e.g. practice:P-MI/L/N/2026/101255")]
    KindFirst,
    #[error("write the role before it, e.g. issued:2026-04-28")]
    RoleFirst,
    #[error("write the date as YYYY-MM-DD, with its hour YYYY-MM-DD HH:MM, or YYYY-MM, or YYYY")]
    DateForm,
    #[error("write it as YYYY-MM-DD")]
    DayForm,
    #[error("write it as HH:MM")]
    TimeForm,
    #[error("write what it is before it, e.g. net:1234.56")]
    AmountFirst,
    #[error("write the amount as 1234.56")]
    AmountForm,
    #[error("leave the value empty to say that the paper counts after all")]
    VoidValue,
    #[error("a fact is one of: type, person, reference, date, amount, void")]
    NotAFact,
    #[error("say what happened")]
    NothingSaid,
    #[error("its name must end in {endings}")]
    Ending { endings: String },
    #[error("a child's papers are in the export of the adult they belong to")]
    OfAChild,
    #[error("say why the term ends on another day")]
    TermNeedsWhy,
    #[error("say applicant, employer, host or consultant, and a day if there is one")]
    WhoDoesIt,
    #[error("say yes or no")]
    YesOrNo,
    #[error("something asked for is missing or would be sent back; nothing was written")]
    NotReady,
    #[error(
        "bound into one PDF it has {is} kB, and the recipient takes {most} kB at most; send the papers one by one, as the ZIP holds them"
    )]
    BoundTooLarge { is: u64, most: u64 },
    #[error("a paper has changed meanwhile; look at it first")]
    PaperChanged,
    #[error("this setting cannot have that value")]
    NotAChoice,
    #[error("only files can be taken in; drop the files inside it")]
    OnlyFiles,
    #[error("it is in this folder already")]
    HereAlready,
    #[error("a file with this name is not shown as a paper; rename it first")]
    NotAPaper,
    #[error("the change is undone already, or it changed nothing")]
    Undone,
    #[error("the change did not move {place}, or that is back already")]
    NotInChange { place: String },
    #[error(
        "the change is not finished on the computer that began it, or its end has not been synced yet; \
         try again when it has. If that computer will not come back, what waits in _Faldone/moving can be moved back by hand"
    )]
    Unfinished,
    /// Steps were done, and their end could not be written down.
    #[error(
        "the change was made, but its end could not be recorded ({why}); Faldone does that at the next start"
    )]
    Unrecorded { why: String },
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
    /// Returns that a file to write needs one of these endings.
    pub(crate) fn ending(endings: &[&str]) -> Reason {
        Reason::Ending { endings: format!(".{}", endings.join(", .")) }
    }

    pub(crate) fn system(error: &io::Error, why: String) -> Reason {
        Reason::System { code: error::code_of(error.kind()), why }
    }

    /// Returns the stable code, kebab-case.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::FilesMissing { .. } => "files-missing",
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
            Reason::NotRead => "not-read",
            Reason::NoSuchType => "no-such-type",
            Reason::Nobody { .. } => "nobody",
            Reason::KindFirst => "kind-first",
            Reason::RoleFirst => "role-first",
            Reason::DateForm => "date-form",
            Reason::DayForm => "day-form",
            Reason::TimeForm => "time-form",
            Reason::AmountFirst => "amount-first",
            Reason::AmountForm => "amount-form",
            Reason::VoidValue => "void-value",
            Reason::NotAFact => "not-a-fact",
            Reason::NothingSaid => "nothing-said",
            Reason::Ending { .. } => "ending",
            Reason::OfAChild => "of-a-child",
            Reason::TermNeedsWhy => "term-needs-why",
            Reason::WhoDoesIt => "who-does-it",
            Reason::YesOrNo => "yes-or-no",
            Reason::NotReady => "not-ready",
            Reason::BoundTooLarge { .. } => "bound-too-large",
            Reason::PaperChanged => "paper-changed",
            Reason::NotAChoice => "not-a-choice",
            Reason::OnlyFiles => "only-files",
            Reason::HereAlready => "here-already",
            Reason::NotAPaper => "not-a-paper",
            Reason::Undone => "undone",
            Reason::NotInChange { .. } => "not-in-change",
            Reason::Unfinished => "unfinished",
            Reason::Unrecorded { .. } => "unrecorded",
        }
    }

    /// Returns it as the window gets it.
    pub fn view(&self) -> ReasonView {
        let values = match self {
            Reason::AnotherCopy { place }
            | Reason::OriginalGone { place }
            | Reason::ChangedSinceSmaller { place }
            | Reason::NotInChange { place } => vec![("place", place.clone())],
            Reason::Nobody { name } => vec![("name", name.clone())],
            Reason::Ending { endings } => vec![("endings", endings.clone())],
            Reason::FilesMissing { missing, known } => {
                vec![("missing", missing.to_string()), ("known", known.to_string())]
            }
            Reason::StillLarge { is, most } | Reason::BoundTooLarge { is, most } => {
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

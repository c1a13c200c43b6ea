//! What kind of paper a type is: the words that the rules of recognition ask a type for, instead of going by lists of ids.

use crate::facts::DateRole;
use serde::{Deserialize, Serialize};

/// A word of `is` in `packs/types/*.toml`. A type may have several, and a household's own types use the same ones.
///
/// The first paragraph of each goes into `docs/types.md`; what follows names the rule that asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// What an office decides, asks or calls for in somebody's procedure. It answers an application, tells its grounds, and is notified.
    ///
    /// Read in `recognise/roles.rs`, and wherever `answer`, `grounds` and `registered` are.
    Act,
    /// An office or a body writes it on an application, whose day it may tell; it bears the office's number and that number's day.
    ///
    /// `recognise/answered.rs`.
    Answer,
    /// Nobody answers an application with it, but where it has no other day the one beside its own number is its day of issue.
    ///
    /// `own_day` of `recognise/whole_paper.rs`.
    Registered,
    /// An extract from a register: where it has no other day it is as old as its print.
    ///
    /// `own_day` of `recognise/whole_paper.rs`.
    Extract,
    /// It names its grounds first, with days of their own.
    ///
    /// `recognise/passing.rs`.
    Grounds,
    /// A refusal, a call or a permission that goes to the whole family: all whom it names are its subjects.
    ///
    /// `recognise/subjects.rs`.
    OfFamily,
    /// Of each who is named on it in a field or in its head: cards of two on one sheet, the photos of a couple, the partners in a register.
    ///
    /// `recognise/subjects.rs`.
    OfEach,
    /// Two who sign it side by side both hand it in or write it.
    ///
    /// `recognise/subjects.rs`.
    SignedTogether,
    /// Where it names a child, it is the child's paper.
    ///
    /// `recognise/subjects.rs`.
    OfChild,
    /// Lists residents, and writes "n." for "born".
    ///
    /// `recognise/roles.rs`.
    OfResidents,
    /// Records an event in a register of births or marriages: "il giorno …" is the event's day, not the paper's.
    ///
    /// `recognise/following.rs`, `recognise/dates.rs`.
    Record,
    /// A contract between parties: it opens with its own day, "contratto n. … del" dates itself.
    ///
    /// `recognise/position.rs`, `recognise/dates.rs`.
    Contract,
    /// Drawn up before an official, or sworn: it opens with its own day.
    ///
    /// `recognise/dates.rs`.
    Deed,
    /// Its day is the one on which it was filed.
    ///
    /// `recognise/roles.rs`, `recognise/dates.rs`, `recognise/position.rs`, `recognise/whole_paper.rs`.
    Filed,
    /// A person hands it in, and an office stamps it as received. Together with `filed` it is a form, dated beside the signature.
    ///
    /// `recognise/roles.rs`, `recognise/dates.rs`, `recognise/following.rs`, `recognise/whole_paper.rs`.
    HandedIn,
    /// Not handed in by rule, but an office's stamp of arrival on it is the day it was filed.
    ///
    /// `recognise/dates.rs`.
    Stamped,
    /// Nobody files it by itself: a day of filing on it is that of something else.
    ///
    /// `recognise/roles.rs`.
    Unfiled,
    /// A receipt for what was sent or handed in: nothing begins with it.
    ///
    /// `recognise/roles.rs`.
    Receipt,
    /// Asks for money: what "expires" is due, and the day beside its number is its own.
    ///
    /// `recognise/roles.rs`, `recognise/position.rs`.
    Bill,
    /// Proves a payment: its day is that of the payment.
    ///
    /// `recognise/roles.rs`, `recognise/dates.rs`, `recognise/following.rs`, `recognise/position.rs`, `recognise/whole_paper.rs`.
    Payment,
    /// Tells of a payment of its own, though it is neither a bill nor the proof of one.
    ///
    /// `recognise/passing.rs`.
    OfPayment,
    /// Calls somebody to an office: "il giorno …" and a day with an hour are the appointment.
    ///
    /// `recognise/columns.rs`, `recognise/dates.rs`, `recognise/following.rs`.
    Call,
    /// May invite: a weekday, a day and an hour are an appointment.
    ///
    /// `recognise/following.rs`.
    Invites,
    /// May bear the moment at which a picture was taken.
    ///
    /// `recognise/roles.rs`.
    Captured,
    /// A card or booklet with its holder's day of birth, which may have no label.
    ///
    /// `recognise/whole_paper.rs`.
    Card,
    /// Is itself what is issued or shown: a passport's or permit's name before a day does not make it another paper's day.
    ///
    /// `recognise/roles.rs`.
    Shown,
    /// Its fields of issue and expiry are those of a passport that it tells of.
    ///
    /// `recognise/roles.rs`.
    OfPassport,
    /// Has a column of days, of which none is the paper's own.
    ///
    /// `recognise/labelled.rs`.
    List,
    /// Its only day need not be its own.
    ///
    /// `only_date` of `recognise/whole_paper.rs`.
    OfOtherDays,
    /// Has one beginning, `begins`, whatever the label calls it.
    ///
    /// `recognise/roles.rs`.
    OneBeginning,
    /// Says that somebody was let into a home, and since when.
    ///
    /// `recognise/following.rs`.
    LetsIn,
    /// An employer stands on it, by name and number.
    ///
    /// `recognise/work.rs`.
    OfEmployer,
    /// Agrees on the hours of a week.
    ///
    /// `recognise/work.rs`.
    AgreesHours,
    /// The company in its head tells it from others of its type, and goes into its name.
    ///
    /// `detail` of `recognise/mod.rs`.
    OfCompany,
}

/// How what a paper is about begins: the meaning of "dal …" on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beginning {
    /// Work, a lease, a stay begins.
    Start,
    /// The paper itself, or the cover it gives, is valid from then.
    ValidFrom,
}

/// How it ends: the meaning of "fino al …" on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Contracts and policies end.
    ValidTo,
    /// Papers of identity and permits expire.
    Expires,
}

impl From<Beginning> for DateRole {
    fn from(beginning: Beginning) -> DateRole {
        match beginning {
            Beginning::Start => DateRole::Start,
            Beginning::ValidFrom => DateRole::ValidFrom,
        }
    }
}

impl From<Ending> for DateRole {
    fn from(ending: Ending) -> DateRole {
        match ending {
            Ending::ValidTo => DateRole::ValidTo,
            Ending::Expires => DateRole::Expires,
        }
    }
}

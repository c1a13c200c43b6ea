//! What kind of paper a type is: the words that the rules of recognition ask a type for, instead of going by lists of ids.

use crate::facts::DateRole;
use serde::{Deserialize, Serialize};

/// A word of `is` in `packs/types/*.toml`. A type may have several, and a household's own types use the same ones.
///
/// What stands above each goes into `docs/types.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// What an office decides, asks or calls for in somebody's procedure. It answers an application, tells its grounds, and is notified.
    Act,
    /// An office or a body writes it on an application, whose day it may tell; it bears the office's number and that number's day.
    Answer,
    /// Nobody answers an application with it, but where it has no other day the one beside its own number is its day of issue.
    Registered,
    /// An extract from a register: where it has no other day it is as old as its print.
    Extract,
    /// It names its grounds first, with days of their own.
    Grounds,
    /// A refusal, a call or a permission that goes to the whole family: all whom it names are its subjects.
    OfFamily,
    /// Of each who is named on it in a field or in its head: cards of two on one sheet, the photos of a couple, the partners in a register.
    OfEach,
    /// Two who sign it side by side both hand it in or write it.
    SignedTogether,
    /// Where it names a child, it is the child's paper.
    OfChild,
    /// Lists residents, and writes "n." for "born".
    OfResidents,
    /// Records an event in a register of births or marriages: "il giorno …" is the event's day, not the paper's.
    Record,
    /// A contract between parties: it opens with its own day, "contratto n. … del" dates itself.
    Contract,
    /// Drawn up before an official, or sworn: it opens with its own day.
    Deed,
    /// Its day is the one on which it was filed.
    Filed,
    /// A person hands it in, and an office stamps it as received. Together with `filed` it is a form, dated beside the signature.
    HandedIn,
    /// Not handed in by rule, but an office's stamp of arrival on it is the day it was filed.
    Stamped,
    /// Nobody files it by itself: a day of filing on it is that of something else.
    Unfiled,
    /// A receipt for what was sent or handed in: nothing begins with it.
    Receipt,
    /// Asks for money: what "expires" is due, and the day beside its number is its own.
    Bill,
    /// Proves a payment: its day is that of the payment.
    Payment,
    /// Tells of a payment of its own, though it is neither a bill nor the proof of one.
    OfPayment,
    /// Calls somebody to an office: "il giorno …" and a day with an hour are the appointment.
    Call,
    /// May invite: a weekday, a day and an hour are an appointment.
    Invites,
    /// May bear the moment at which a picture was taken.
    Captured,
    /// A card or booklet with its holder's day of birth, which may have no label.
    Card,
    /// Is itself what is issued or shown: a passport's or permit's name before a day does not make it another paper's day.
    Shown,
    /// Its fields of issue and expiry are those of a passport that it tells of.
    OfPassport,
    /// Has a column of days, of which none is the paper's own.
    List,
    /// Its only day need not be its own.
    OfOtherDays,
    /// Has one beginning, `begins`, whatever the label calls it.
    OneBeginning,
    /// Says that somebody was let into a home, and since when.
    LetsIn,
    /// An employer stands on it, by name and number.
    OfEmployer,
    /// Agrees on the hours of a week.
    AgreesHours,
    /// The company in its head tells it from others of its type, and goes into its name.
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

//! The pure rules of Faldone: what a paper is, whose it is, what it should be called, what is wrong with it, by when
//! something must be done.
//!
//! Text, facts and today come in as arguments; nothing here touches a disk, a clock or a PDF.

pub mod check;
pub mod consistency;
pub mod facts;
pub mod names;
pub mod packs;
pub mod person;
pub mod procedures;
pub mod recognise;
pub mod requests;
pub mod sources;
pub mod terms;

pub use recognise::{Recogniser, fiscal_code, mrz, recognise};

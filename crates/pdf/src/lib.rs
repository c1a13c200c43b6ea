//! One PDF's bytes: is it whole, can it be opened, what stands on its pages, could an office search it.
//!
//! Knows nothing of files, folders, people or the clock. Bytes come in, plain values go out; whoever calls decides when to stop.

mod cms;
mod completeness;
mod device;
mod facts;
mod fields;
mod holes;
mod lexer;
mod lines;
mod read;
mod repair;
mod rows;
mod signature;
mod values;
mod verdict;
mod words;
mod xref;

pub use cms::envelope_signatures;
pub use completeness::completeness;
pub use facts::file_facts;
pub use read::read;
pub use values::{
    Completeness, FileFacts, Filled, PageReading, ReadError, Reason, Signature, Verdict, Word,
};
pub use verdict::{file_searchable, searchable, verdicts};

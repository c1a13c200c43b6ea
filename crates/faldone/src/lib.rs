//! The application: master folder, scan, watch, index, journal, plan/apply/undo, timeline, export. Never prints.

mod assess;
mod bind;
pub mod calculators;
mod cases;
pub mod change;
mod clock;
pub mod demo;
mod disk;
mod error;
pub mod export;
mod finding;
mod folder;
#[cfg(fuzzing)]
pub mod fuzzed;
mod home;
mod index;
pub mod inspect;
pub mod journal;
mod options;
pub mod packs;
mod platform;
mod print;
mod reader;
mod reason;
mod state;
pub mod terms;
pub mod timeline;
pub mod view;
mod walk;
mod watch;

pub use error::Error;
pub use folder::{By, Difference, Folder, ScanReport, Verified, What, Written};
pub use options::Options;
pub use platform::give_memory_back;
pub use reader::serve as serve_worker;
pub use reason::{Reason, ReasonView};
pub use watch::Watcher;

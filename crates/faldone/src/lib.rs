//! The application: master folder, scan, watch, index, journal, plan/apply/undo, timeline, export. Never prints.

pub mod clock;
pub mod export;
pub mod journal;
pub mod timeline;
pub mod view;

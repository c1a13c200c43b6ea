//! The application: master folder, scan, watch, index, journal, plan/apply/undo, timeline, export. Never prints.

pub mod clock;
pub mod journal;
pub mod view;

//! The application: master folder, scan, watch, index, journal, plan/apply/undo, timeline, export. Never prints.

pub mod change;
pub mod clock;
pub mod disk;
pub mod journal;
pub mod platform;
pub mod view;

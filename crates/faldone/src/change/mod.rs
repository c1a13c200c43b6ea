//! Changes to the master folder.

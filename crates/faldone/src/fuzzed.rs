//! Doors for the fuzz targets in `fuzz/`, and for nothing else: they are there only when built by `cargo fuzz`.

use crate::{folder, journal, reader, state::State};
use faldone_rules::{Recogniser, person::Person};
use std::path::Path;

/// Reads bytes as a worker does, in this process and without its limits, and judges what was read as the parent does.
pub fn read_and_judge(bytes: Vec<u8>, name: &str, people: &[Person]) {
    let length = bytes.len() as u64;
    if let Some(content) = reader::read_here(bytes, name) {
        folder::understand(String::new(), length, content, people, Recogniser::built_in());
    }
}

/// Returns how many people and events a journal folder tells of.
///
/// # Errors
/// If the folder cannot be listed.
pub fn replay(dir: &Path) -> std::io::Result<(usize, usize)> {
    let merged = journal::read(dir).map_err(std::io::Error::other)?;
    let state = State::of(merged.lines);
    Ok((state.people.len(), state.events.len()))
}

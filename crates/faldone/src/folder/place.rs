//! Where a paper that the window asks for lies on disk: inside the folder, whatever was asked.

use super::Folder;
use crate::{
    error::Error,
    index::file::{self, FileEntry},
    walk,
};
use faldone_rules::names;
use std::path::PathBuf;

impl Folder {
    /// Returns the file of the index that is meant by a path: the one at that path or, where there is none, the only one whose path reads
    /// the same. A keyboard gives `è` as one character, a Mac's disk may have stored it as two.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub(super) fn listed(&self, path: &str) -> Result<Option<FileEntry>, Error> {
        let index = self.reading();
        let exactly = index.run(|c| file::get(c, path))?;
        if exactly.is_some() || path.is_ascii() {
            return Ok(exactly);
        }
        let path = names::composed(path);
        let files = index.run(file::all)?;
        let mut same = files.into_iter().filter(|entry| names::composed(&entry.path) == path);
        Ok(same.next().filter(|_| same.next().is_none()))
    }

    /// Returns the place on disk of a paper of the index.
    ///
    /// A path that the index does not hold leads nowhere, however it is written. One that it holds may have been turned into a link
    /// since, or a folder above it: what lies outside is not shown as if it were inside.
    ///
    /// # Errors
    /// If there is no such paper, it is no ordinary file any more, or it has gone.
    pub fn place(&self, path: &str) -> Result<PathBuf, Error> {
        let unknown = || Error::Unknown { what: "file", given: path.to_owned() };
        let known = self.reading().run(|c| file::get(c, path))?.is_some();
        if !known || !walk::is_papers_path(path) {
            return Err(unknown());
        }
        let place = self.root.join(path);
        let look = |error| Error::io(&place, "open", error);
        if !place.symlink_metadata().map_err(look)?.is_file() {
            return Err(Error::NotAFile(place));
        }
        let home = self.root.canonicalize().map_err(look)?;
        let real = place.canonicalize().map_err(look)?;
        if real.starts_with(home) { Ok(place) } else { Err(unknown()) }
    }
}

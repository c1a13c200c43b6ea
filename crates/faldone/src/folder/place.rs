//! Where a paper that the window asks for lies on disk: inside the folder, whatever was asked.

use super::Folder;
use crate::{error::Error, index::file, walk};
use std::path::PathBuf;

impl Folder {
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

//! An index that turns out to be damaged is made anew from the folder: it holds nothing of its own.

use super::Folder;
use crate::error::Error;
use std::sync::PoisonError;

impl Folder {
    /// Does `work`, which scans the folder; once more with an empty index if the index turns out to be damaged.
    pub(super) fn mending<T>(
        &self,
        mut work: impl FnMut() -> Result<T, Error>,
    ) -> Result<T, Error> {
        match work() {
            Err(Error::Index { .. }) if self.mend_index()? => work(),
            done => done,
        }
    }

    /// Makes the index anew if it was found to be damaged; returns whether it was. It is empty until the next scan.
    pub(crate) fn mend_index(&self) -> Result<bool, Error> {
        let mut inner = self.inner();
        if !inner.index.is_damaged() {
            return Ok(false);
        }
        let (mut reading, mut listing) = (self.reading(), self.listing());
        reading.let_go()?;
        listing.let_go()?;
        inner.index.make_anew()?;
        *reading = inner.index.reader()?;
        *listing = inner.index.reader()?;
        drop(reading);
        // The new index counts its changes anew.
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.note("The index was damaged. It was made anew from the folder, and nothing is lost");
        Ok(true)
    }
}

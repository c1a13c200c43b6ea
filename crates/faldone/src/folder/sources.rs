//! Folders beside the master folder that papers arrive in (Downloads, the scanner's): what looks like the household's is
//! offered, and taken only when the user says so.

use super::{Folder, intake::understand};
use crate::{error::Error, index::file::Stat, view::OfferView, walk};
use faldone_rules::{facts::PersonRole, names};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::PoisonError,
};

/// Files looked at in each folder, the newest first: a Downloads folder may hold the finds of ten years.
const AT_MOST: usize = 300;
/// Larger files are no papers, and reading them would take the disk from other programs.
const LARGEST: u64 = 50_000_000;

/// What was read from files outside the folder, so that each is read once.
pub(super) type Looked = HashMap<PathBuf, (Stat, Option<OfferView>)>;

impl Folder {
    /// Returns the papers that lie directly in these folders, are sure to be of a kind and of somebody of this household, and are
    /// not in the master folder yet; newest first. Nothing is changed. A folder that is not there has none.
    ///
    /// # Errors
    /// If the workers cannot be started or the index cannot be read.
    pub fn offers(&self, sources: &[PathBuf]) -> Result<Vec<OfferView>, Error> {
        self.refresh_state()?;
        let mut found: Vec<(PathBuf, Stat)> =
            sources.iter().flat_map(|source| self.newest(source)).collect();
        found.sort_by(|a, b| b.1.modified.cmp(&a.1.modified).then_with(|| a.0.cmp(&b.0)));
        found.dedup_by(|a, b| a.0 == b.0);
        let mut offers: Vec<OfferView> = Vec::new();
        for (path, stat) in found {
            let known = {
                let looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
                looked.get(&path).filter(|(then, _)| *then == stat).map(|(_, offer)| offer.clone())
            };
            let offer = match known {
                Some(offer) => offer,
                None => {
                    let offer = self.offer(&path)?;
                    let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
                    looked.insert(path, (stat, offer.clone()));
                    offer
                }
            };
            // The same paper twice in Downloads is one offer; one that came in since is none.
            let is_new = |offer: &OfferView| {
                !self.state().seen.contains_key(&offer.sha256)
                    && offers.iter().all(|other| other.sha256 != offer.sha256)
            };
            offers.extend(offer.filter(is_new));
        }
        Ok(offers)
    }

    /// The newest files that lie directly in a folder; none of this folder's own.
    fn newest(&self, source: &Path) -> Vec<(PathBuf, Stat)> {
        let Ok(source) = source.canonicalize() else { return Vec::new() };
        if source.starts_with(&self.root) {
            return Vec::new();
        }
        let Ok(entries) = std::fs::read_dir(&source) else { return Vec::new() };
        let mut files: Vec<(PathBuf, Stat)> = entries
            .filter_map(Result::ok)
            .filter(|entry| {
                let name = entry.file_name();
                name.to_str().is_some_and(|name| {
                    walk::is_papers_name(name, false) && !names::is_partial_download(name)
                })
            })
            .filter_map(|entry| {
                let meta = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
                Some((entry.path(), walk::stat(&meta)))
            })
            .filter(|(_, stat)| stat.bytes <= LARGEST)
            .collect();
        files.sort_by_key(|(_, stat)| std::cmp::Reverse(stat.modified));
        files.truncate(AT_MOST);
        files
    }

    /// Reads one file from outside; `None` if it is not surely a paper of this household, or cannot be read.
    fn offer(&self, path: &Path) -> Result<Option<OfferView>, Error> {
        let reading = match self.readers.read(path, Vec::new()) {
            Ok(reading) => reading,
            Err(error @ Error::Worker { .. }) => return Err(error),
            Err(_) => return Ok(None),
        };
        let Some(content) = reading.content else { return Ok(None) };
        let state = self.state();
        let (document, _) = understand(
            reading.sha256,
            reading.bytes,
            content,
            &state.people,
            self.rulebook.recogniser(),
        );
        let facts = document.recognition;
        let persons: Vec<String> = facts
            .persons
            .iter()
            .filter(|found| found.role == PersonRole::Subject)
            .map(|found| found.id.clone())
            .collect();
        Ok(match facts.doc_type {
            Some(found) if !persons.is_empty() && facts.proves() => Some(OfferView {
                path: path.display().to_string(),
                name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                sha256: document.sha256,
                type_id: found.id,
                persons,
            }),
            _ => None,
        })
    }
}

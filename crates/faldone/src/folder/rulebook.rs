//! The rules of one folder: the built-in packs, and the household's own in `_Faldone/packs` over them.

use crate::{error::Error, walk::OWN_FOLDER};
use faldone_rules::{Recogniser, packs::Packs};
use sha2::{Digest, Sha256};
use std::path::Path;
use walkdir::WalkDir;

/// Packs and the recogniser prepared from them.
#[derive(Debug)]
pub(super) struct Rulebook {
    /// `None` if the household has no packs of its own.
    own: Option<(Packs, Recogniser)>,
    /// Tells one set of household packs from another.
    pub fingerprint: String,
}

impl Rulebook {
    /// Reads the household's packs.
    ///
    /// # Errors
    /// If one cannot be read as a pack; it is named.
    pub(super) fn of(root: &Path) -> Result<Rulebook, Error> {
        let folder = root.join(OWN_FOLDER).join("packs");
        let mut files = Vec::new();
        let mut digest = Sha256::new();
        for entry in WalkDir::new(&folder).sort_by_file_name().into_iter().filter_map(Result::ok) {
            let path = entry.path();
            if !entry.file_type().is_file() || path.extension().is_none_or(|ext| ext != "toml") {
                continue;
            }
            let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, "read", e))?;
            let inside = path.strip_prefix(&folder).unwrap_or(path);
            let name = inside.to_string_lossy().replace('\\', "/");
            digest.update(name.as_bytes());
            digest.update(text.as_bytes());
            files.push((name, text));
        }
        if files.is_empty() {
            return Ok(Rulebook { own: None, fingerprint: String::new() });
        }
        let packs = Packs::with_household(files.into_iter())?;
        let recogniser = Recogniser::new(&packs);
        Ok(Rulebook {
            own: Some((packs, recogniser)),
            fingerprint: crate::disk::hex(&digest.finalize()),
        })
    }

    pub(super) fn packs(&self) -> &Packs {
        self.own.as_ref().map_or_else(|| Packs::built_in(), |(packs, _)| packs)
    }

    pub(super) fn recogniser(&self) -> &Recogniser {
        self.own.as_ref().map_or_else(|| Recogniser::built_in(), |(_, recogniser)| recogniser)
    }
}

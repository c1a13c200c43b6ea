//! Shutting others out of what Faldone keeps for itself, also where a copying program or an older habit left it open.

use crate::platform;
use std::{fs, path::Path};

/// Takes other accounts' permissions from the app data and from the journal of a master folder; returns what to tell the user.
///
/// Where the master folder is shared with the account's group, the group keeps its part of the journal: two people of one
/// household may use one computer. What belongs to another account is that account's to shut.
pub(super) fn shut(data: &Path, root: &Path, is_read_only: bool) -> Vec<String> {
    let mut notes = Vec::new();
    for path in inside(data) {
        if !platform::keep_others_out(&path, false).unwrap_or(false) {
            notes.push(format!(
                "other accounts of this computer can look into {}, and Faldone could not change that",
                path.display()
            ));
            break;
        }
    }
    if !is_read_only {
        let shared = platform::is_shared_with_group(root);
        for path in inside(&root.join("_Faldone/journal")) {
            // A disk without permissions, or another account's file: there is nothing to be done from here.
            let _ = platform::keep_others_out(&path, shared);
        }
    }
    notes
}

/// The folder itself and the files in it.
fn inside(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    std::iter::once(folder.to_owned()).chain(entries).filter(|path| path.exists()).collect()
}

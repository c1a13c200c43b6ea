//! Taking files in from elsewhere: they are copied into `_Inbox`, and stay where they came from.

use super::Folder;
use crate::{
    change::{self, Plan},
    disk,
    error::Error,
    journal::{ChangeKind, Step},
    reason::Reason,
    view::ChangeView,
    walk::{self, OWN_FOLDER},
};
use std::{
    io,
    path::{Path, PathBuf},
};

/// Where what is dropped on the window goes.
const INBOX: &str = "_Inbox";

impl Folder {
    /// Copies files from elsewhere into `_Inbox` and returns their paths in the folder. A name that is taken gets a number; nothing
    /// is overwritten, and a copy is seen under its name only when it is whole.
    ///
    /// # Errors
    /// If one of them is no file, lies in this folder already, or cannot be copied. All are looked at before the first is copied.
    pub fn take_in(&self, files: &[PathBuf]) -> Result<Vec<String>, Error> {
        let files =
            files.iter().map(|file| self.takeable(file)).collect::<Result<Vec<_>, Error>>()?;
        self.writing(|_, _, _| {
            let inbox = self.root.join(INBOX);
            if !inbox.is_dir() {
                disk::make_dir(&inbox)?;
                disk::sync_dir(&self.root)?;
            }
            disk::remove_drafts(&inbox);
            files.iter().map(|(file, name)| copy_in(file, &inbox, name)).collect()
        })
    }

    /// Sets papers aside that were taken in and are not wanted after all; where they came from they still are. It is a change as any
    /// other, which can be undone.
    ///
    /// # Errors
    /// If one of them does not lie in `_Inbox` any more, or the journal cannot be written; nothing is changed then.
    pub fn leave_taken(&self, taken: &[String]) -> Result<ChangeView, Error> {
        if let Some(why) = self.paused() {
            return Err(Error::Paused(why));
        }
        let applied = self.writing(|journal, lock, _| {
            let mut steps = Vec::new();
            for path in taken {
                let unknown = || Error::Unknown { what: "file", given: path.clone() };
                let inside = path.strip_prefix(INBOX).and_then(|rest| rest.strip_prefix('/'));
                let name = inside.filter(|name| !name.contains('/')).ok_or_else(unknown)?;
                let full = self.root.join(path);
                if !std::fs::symlink_metadata(&full).is_ok_and(|meta| meta.is_file()) {
                    return Err(unknown());
                }
                let (sha256, bytes) = disk::sha256_of(&full)?;
                let to = self.free_aside(&format!("{OWN_FOLDER}/aside/{name}"), &steps);
                steps.push(Step::Move { from: path.clone(), to, sha256, bytes });
            }
            let plan =
                Plan { kind: ChangeKind::Fix { unasked: false }, steps, accepts: Vec::new() };
            Ok(change::apply(&self.root, journal, lock, plan)?)
        })?;
        Ok(self.after(applied))
    }

    /// Returns the file with its links followed, and its name.
    fn takeable(&self, given: &Path) -> Result<(PathBuf, String), Error> {
        let refused = |why| Error::BadValue {
            what: "file to take in",
            given: given.display().to_string(),
            why,
        };
        let name = given.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let file = std::fs::canonicalize(given).map_err(|error| Error::io(given, "open", error))?;
        // Opening a pipe would wait for ever, and a folder may hold a whole disk.
        if !file.is_file() {
            return Err(refused(Reason::OnlyFiles));
        }
        if file.starts_with(&self.root) {
            return Err(refused(Reason::HereAlready));
        }
        if name.is_empty() || !walk::is_papers_name(name, false) {
            return Err(refused(Reason::NotAPaper));
        }
        Ok((file, name.to_owned()))
    }
}

/// Copies under the first free name: `scan.pdf`, `scan (2).pdf`, ….
fn copy_in(file: &Path, inbox: &Path, name: &str) -> Result<String, Error> {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let mut number = 1;
    loop {
        let free = if number == 1 { name.to_owned() } else { format!("{stem} ({number}){ending}") };
        match disk::copy_new(file, &inbox.join(&free)) {
            Ok(()) => return Ok(format!("{INBOX}/{free}")),
            Err(error) if error.source.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Folder, Options};
    use std::{fs, path::PathBuf};

    fn open(home: &tempfile::TempDir) -> (Folder, PathBuf) {
        let root = home.path().join("papers");
        fs::create_dir_all(&root).unwrap();
        let options = Options {
            data: home.path().join("data"),
            worker: PathBuf::from("faldone"),
            today: None,
        };
        (Folder::init(&root, &[], &options).unwrap(), root)
    }

    #[test]
    fn files_are_copied_under_free_names_and_stay_where_they_were() {
        let home = tempfile::tempdir().unwrap();
        let (folder, root) = open(&home);
        let scan = home.path().join("scan.pdf");
        fs::write(&scan, "new").unwrap();
        fs::create_dir(root.join("_Inbox")).unwrap();
        fs::write(root.join("_Inbox/scan.pdf"), "old").unwrap();

        assert_eq!(folder.take_in(std::slice::from_ref(&scan)).unwrap(), ["_Inbox/scan (2).pdf"]);
        assert_eq!(fs::read_to_string(root.join("_Inbox/scan.pdf")).unwrap(), "old");
        assert_eq!(fs::read_to_string(root.join("_Inbox/scan (2).pdf")).unwrap(), "new");
        assert_eq!(fs::read_to_string(&scan).unwrap(), "new");
        assert_eq!(fs::read_dir(root.join("_Inbox")).unwrap().count(), 2, "no draft is left");
    }

    #[test]
    fn the_draft_of_a_copy_that_was_killed_goes_with_the_next() {
        let home = tempfile::tempdir().unwrap();
        let (folder, root) = open(&home);
        let scan = home.path().join("scan.pdf");
        fs::write(&scan, "new").unwrap();
        fs::create_dir(root.join("_Inbox")).unwrap();
        fs::write(root.join("_Inbox/.faldone-4711.part"), "ne").unwrap();
        fs::write(root.join("_Inbox/.faldone-notes.part"), "the user's").unwrap();
        folder.take_in(std::slice::from_ref(&scan)).unwrap();
        assert!(!root.join("_Inbox/.faldone-4711.part").exists());
        assert!(root.join("_Inbox/.faldone-notes.part").exists(), "that is not one of ours");
    }

    #[test]
    fn what_was_taken_in_is_set_aside_again_and_that_can_be_undone() {
        let home = tempfile::tempdir().unwrap();
        let (folder, root) = open(&home);
        let scan = home.path().join("scan.pdf");
        fs::write(&scan, "new").unwrap();
        let taken = folder.take_in(std::slice::from_ref(&scan)).unwrap();

        for elsewhere in ["_Inbox/../scan.pdf", "_Inbox", "scan.pdf", "_Inbox/none.pdf"] {
            assert!(folder.leave_taken(&[taken[0].clone(), elsewhere.to_owned()]).is_err());
            assert!(root.join("_Inbox/scan.pdf").is_file(), "{elsewhere}: all or nothing");
        }
        let change = folder.leave_taken(&taken).unwrap();
        assert!(!root.join("_Inbox/scan.pdf").exists());
        assert_eq!(fs::read_to_string(root.join("_Faldone/aside/scan.pdf")).unwrap(), "new");
        assert_eq!(fs::read_to_string(&scan).unwrap(), "new", "its source is as it was");
        folder.undo(change.operation.as_deref(), &[]).unwrap();
        assert_eq!(fs::read_to_string(root.join("_Inbox/scan.pdf")).unwrap(), "new");
    }

    #[test]
    fn nothing_is_copied_when_one_of_them_cannot_be() {
        let home = tempfile::tempdir().unwrap();
        let (folder, root) = open(&home);
        let scan = home.path().join("scan.pdf");
        fs::write(&scan, "new").unwrap();
        fs::write(root.join("own.pdf"), "own").unwrap();
        for other in [root.join("own.pdf"), root.clone(), home.path().join("gone.pdf")] {
            assert!(folder.take_in(&[scan.clone(), other]).is_err());
        }
        assert!(!root.join("_Inbox").exists());
    }
}

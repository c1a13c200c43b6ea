//! Making or adopting a master folder: `_Faldone` is added, no existing file is changed.

use super::{Folder, LOCK_WAIT};
use crate::{
    demo, disk,
    error::Error,
    journal::{self, Op, WriteLock},
    options::Options,
    reason::Reason,
    walk::OWN_FOLDER,
};
use faldone_rules::{names, person::Person};
use serde::{Deserialize, Serialize};
use std::{
    io,
    path::{Path, PathBuf},
};

/// The format of `_Faldone` this version writes.
pub(super) const FORMAT: u32 = 1;

const README: &str = include_str!("readme.txt");

/// `_Faldone/folder.toml`: written once.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Mark {
    pub format: u32,
    pub id: String,
}

impl Mark {
    /// Returns the mark of a master folder, or `None` if it is none.
    pub(super) fn read(root: &Path) -> Result<Option<Mark>, Error> {
        let path = root.join(OWN_FOLDER).join("folder.toml");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(Error::OwnFolderTaken(root.join(OWN_FOLDER)));
            }
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(Error::BrokenMark { path, why: "it is not text".to_owned() });
            }
            Err(error) => return Err(Error::io(&path, "read", error)),
        };
        let mark: Mark = toml::from_str(&text).map_err(|error| Error::BrokenMark {
            path: path.clone(),
            why: error.message().to_owned(),
        })?;
        // The id becomes a folder's name in the app data: nothing else may be smuggled in.
        if mark.id.is_empty() || !mark.id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(Error::BrokenMark { path, why: "its id is not a word".to_owned() });
        }
        Ok(Some(mark))
    }
}

/// Returns the absolute path of a folder that is there.
pub(super) fn existing_folder(given: &Path) -> Result<PathBuf, Error> {
    match std::fs::metadata(given) {
        Ok(meta) if meta.is_dir() => {}
        Ok(_) => return Err(Error::NotAFolder(given.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Error::FolderMissing(given.to_owned()));
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Error::NotAFolder(given.to_owned()));
        }
        Err(error) => return Err(Error::io(given, "open", error)),
    }
    // Without this, a link or `..` would hide that one folder lies inside another.
    let root = dunce(given)?;
    std::fs::read_dir(&root).map_err(|error| Error::io(&root, "look into", error))?;
    Ok(root)
}

fn dunce(given: &Path) -> Result<PathBuf, Error> {
    let full = std::fs::canonicalize(given).map_err(|error| Error::io(given, "open", error))?;
    // Windows writes canonical paths as \\?\C:\…, which other programs do not take.
    Ok(full
        .to_str()
        .and_then(|text| text.strip_prefix(r"\\?\"))
        .map_or(full.clone(), PathBuf::from))
}

/// The file in a folder's app data that says where the folder lay when it was last opened.
const PLACE: &str = "place";

/// Notes where a master folder lies. Only a convenience: where it cannot be written, a later error says less.
pub(super) fn remember_place(data: &Path, root: &Path) {
    let (file, place) = (data.join(PLACE), root.to_string_lossy());
    if std::fs::read_to_string(&file).ok().as_deref() != Some(&*place) {
        let _ = disk::replace_own(&file, place.as_bytes());
    }
}

/// Returns whether a master folder lay here when it was last opened.
pub(super) fn was_here(data: &Path, root: &Path) -> bool {
    let root = root.to_string_lossy();
    let folders = std::fs::read_dir(data).into_iter().flatten().flatten();
    folders
        .filter_map(|folder| std::fs::read_to_string(folder.path().join(PLACE)).ok())
        .any(|place| place == root)
}

/// Returns the master folder that this folder lies in, if there is one.
pub(super) fn outer_master(root: &Path) -> Option<PathBuf> {
    root.ancestors()
        .skip(1)
        .find(|folder| folder.join(OWN_FOLDER).join("folder.toml").is_file())
        .map(Path::to_owned)
}

/// Returns a master folder somewhere inside this one. People nest folders a few levels deep, not twenty.
fn inner_master(root: &Path) -> Option<PathBuf> {
    walkdir::WalkDir::new(root)
        .min_depth(2)
        .max_depth(6)
        .into_iter()
        .filter_map(Result::ok)
        .find(|entry| entry.file_name() == OWN_FOLDER && entry.path().join("folder.toml").is_file())
        .and_then(|entry| entry.path().parent().map(Path::to_owned))
}

/// Makes an empty folder where there is nothing, in one that is there: a mistyped path makes no row of folders.
fn make_empty(root: &Path) -> Result<(), Error> {
    let around = root.parent().filter(|around| !around.as_os_str().is_empty());
    let is_around = around.is_none_or(Path::is_dir);
    match std::fs::symlink_metadata(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && is_around => {
            std::fs::create_dir(root).map_err(|error| Error::io(root, "make", error))
        }
        _ => Ok(()),
    }
}

impl Folder {
    /// Makes a master folder of `root`, which is made if only the folder around it is there, or opens it if it is one, and adds the people who are not in it yet, given as name and
    /// surname. No existing file is changed.
    ///
    /// # Errors
    /// If the folder around it is not there, or it cannot be written, lies inside another master folder or holds one, or a name cannot be used.
    pub fn init(
        root: &Path,
        people: &[(String, String)],
        options: &Options,
    ) -> Result<Folder, Error> {
        for (name, surname) in people {
            check_name(name, surname)?;
        }
        make_empty(root)?;
        let folder = Folder::make(root, options)?;
        let state = folder.state();
        let mut added: Vec<Person> = Vec::new();
        for (name, surname) in people {
            let (name, surname) = faldone_rules::person::only_name(name, surname);
            let wanted = faldone_rules::person::full_name(name, surname);
            let key = names::same_file_key(&wanted);
            let is_given_twice =
                added.iter().any(|person| names::same_file_key(&person.full_name()) == key);
            if state.find_person(&wanted).is_none() && !is_given_twice {
                let taken = |id: &str| {
                    state.person(id).is_some() || added.iter().any(|person| person.id == id)
                };
                added.push(Person {
                    id: free_id(&wanted, taken),
                    name: name.trim().to_owned(),
                    surname: surname.trim().to_owned(),
                    fiscal_code: None,
                    born: None,
                    dependants: Vec::new(),
                });
            }
        }
        if !added.is_empty() {
            folder.tell(added.into_iter().map(|person| Op::Person { person }).collect())?;
        }
        Ok(folder)
    }

    /// Writes the fictional family into a new or empty folder and opens it.
    ///
    /// # Errors
    /// If the folder is not empty or cannot be written.
    pub fn demo(root: &Path, options: &Options) -> Result<Folder, Error> {
        match std::fs::read_dir(root).map(|mut entries| entries.next().is_some()) {
            Ok(true) => return Err(Error::NotEmpty(root.to_owned())),
            Ok(false) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                std::fs::create_dir_all(root)
                    .map_err(|error| Error::io(root, "make the folder", error))?;
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(Error::NotAFolder(root.to_owned()));
            }
            Err(error) => return Err(Error::io(root, "look into", error)),
        }
        // Before anything is written: the fictional papers must not lie among real ones.
        let full = existing_folder(root)?;
        if let Some(outer) = outer_master(&full) {
            return Err(Error::InsideAnother { inner: full, outer });
        }
        check_data_outside(&full, &options.data)?;
        let family = demo::write(root, options.today())?;
        let folder = Folder::make(root, options)?;
        folder.tell(family.people.into_iter().map(|person| Op::Person { person }).collect())?;
        Ok(folder)
    }

    fn make(root: &Path, options: &Options) -> Result<Folder, Error> {
        let root = existing_folder(root)?;
        if Mark::read(&root)?.is_none() {
            if let Some(outer) = outer_master(&root) {
                return Err(Error::InsideAnother { inner: root, outer });
            }
            if let Some(inner) = inner_master(&root) {
                return Err(Error::HoldsAnother { outer: root, inner });
            }
            check_data_outside(&root, &options.data)?;
            let own = root.join(OWN_FOLDER);
            for folder in [
                own.clone(),
                own.join("journal"),
                own.join("aside"),
                own.join("originals"),
                own.join("packs"),
            ] {
                disk::make_private_dir(&folder)?;
            }
            let _lock = WriteLock::take(&own, LOCK_WAIT).map_err(|e| Error::of_lock(e, &root))?;
            let readme = own.join("README.txt");
            // It is there already if a power cut or a full disk stopped an earlier attempt.
            if !readme.exists() {
                disk::write_new(&readme, README.as_bytes())?;
                disk::share(&readme)?;
            }
            let mark = Mark { format: FORMAT, id: journal::new_id() };
            let text = format!(
                "# Written once by Faldone; do not edit.\nformat = {}\nid = \"{}\"\n",
                mark.format, mark.id
            );
            // Last, because a folder with this file is a master folder. One that another command or computer has put there
            // meanwhile holds: with one id on all computers, and every journal in its place.
            disk::write_first(&own.join("folder.toml"), text.as_bytes())?;
        }
        Folder::open(&root, options)
    }
}

/// The index must not be synced with the papers: refuses app data inside the master folder, also by a link or `..`.
pub(super) fn check_data_outside(root: &Path, data: &Path) -> Result<(), Error> {
    let mut real = std::path::absolute(data).unwrap_or_default();
    // What is not there yet is made below its nearest ancestor that is.
    if let Some(there) = real.ancestors().find_map(|above| above.canonicalize().ok()) {
        real = there;
    }
    if real.starts_with(root) { Err(Error::DataInsideFolder(data.to_owned())) } else { Ok(()) }
}

/// A name that could not be a folder or would say nothing is refused before anything is written.
pub(super) fn check_name(name: &str, surname: &str) -> Result<(), Error> {
    let given = format!("{name}/{surname}");
    let bad = |why: Reason| Err(Error::BadPerson { given: given.clone(), why });
    // Who has one name only has no other to give.
    if name.trim().is_empty() && surname.trim().is_empty() {
        return bad(Reason::NameMissing);
    }
    if surname.contains('/') {
        return bad(Reason::NameSlash);
    }
    if given.chars().count() > 100 {
        return bad(Reason::NameLong);
    }
    // Also what turns the direction of writing or cannot be seen: it would make one name look like another.
    let strange = |c: char| {
        c.is_control()
            || "\\:*?\"<>|\u{61c}\u{feff}".contains(c)
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    };
    if given.contains(strange) {
        return bad(Reason::NameStrange);
    }
    let unwritten =
        |part: &str| !part.trim().is_empty() && faldone_rules::names::ascii(part).is_empty();
    if unwritten(name) || unwritten(surname) {
        return bad(Reason::NameUnwritable);
    }
    Ok(())
}

pub(super) fn free_id(full_name: &str, taken: impl Fn(&str) -> bool) -> String {
    let base = faldone_rules::names::ascii(full_name).to_lowercase().replace(['.', '_'], "-");
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    std::iter::once(base.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(base)
}

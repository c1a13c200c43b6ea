//! Where a step may go: inside the master folder, whatever the name says and whatever a link points to.

use super::MOVING;
use crate::{disk, reason::Reason};
use faldone_rules::names;
use std::path::{Path, PathBuf};

/// Returns a path as the disk spells it. A folder, and with `whole` the file itself, that is there under a name which differs in
/// nothing but how its accents are stored goes by that name: a Mac stores `è` as two characters, and what another computer has written
/// down must be found all the same. What is there as it is written stays so, and so does what is there twice.
pub(crate) fn as_listed(root: &Path, path: &str, whole: bool) -> String {
    if path.is_ascii() {
        return path.to_owned();
    }
    let last = path.split('/').count() - 1;
    let mut listed = String::new();
    for (at, part) in path.split('/').enumerate() {
        let folder = root.join(&listed);
        let is_meant = (at < last || whole) && !part.is_ascii();
        let other = if is_meant { other_spelling(&folder, part) } else { None };
        if at > 0 {
            listed.push('/');
        }
        listed.push_str(other.as_deref().unwrap_or(part));
    }
    listed
}

/// Returns the one name in a folder that reads the same as `name`, which is not there itself.
fn other_spelling(folder: &Path, name: &str) -> Option<String> {
    if folder.join(name).symlink_metadata().is_ok() {
        return None;
    }
    let wanted = names::composed(name);
    let names = std::fs::read_dir(folder).ok()?.flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let mut same = names.filter(|other| names::composed(other) == wanted);
    let first = same.next()?;
    same.next().is_none().then_some(first)
}

/// Returns the place on disk of what a step takes away, or why no step may touch it.
pub(super) fn source(root: &Path, path: &str) -> Result<PathBuf, Reason> {
    place(root, &as_listed(root, path, true))
}

/// Returns why a file of a step cannot be looked at.
pub(super) fn missing(error: &std::io::Error) -> Reason {
    Reason::system(error, disk::why(error))
}

/// Returns whether there is a folder at a path.
pub(super) fn is_folder(root: &Path, path: &str) -> bool {
    root.join(as_listed(root, path, true)).is_dir()
}

/// Returns the place on disk of a path of a step, or why no step may touch it.
pub(super) fn place(root: &Path, path: &str) -> Result<PathBuf, Reason> {
    let odd = |part: &str| {
        matches!(part, "" | "." | "..")
            || part.contains('\0')
            || (cfg!(windows) && part.contains(['\\', ':']))
    };
    if path.split('/').any(odd) {
        return Err(Reason::LeadsOut);
    }
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let ours = matches!(rest.split('/').next(), Some("aside" | "originals" | "moving"));
    if first.eq_ignore_ascii_case("_Faldone") && !(first == "_Faldone" && ours) {
        return Err(Reason::OwnFolder);
    }
    let place = root.join(as_listed(root, path, false));
    let out = || Err(Reason::LinkLeadsOut);
    let Ok(home) = root.canonicalize() else {
        return Err(Reason::FolderGone);
    };
    // The nearest folder that is there tells where the path really leads.
    for above in place.ancestors().skip(1).take_while(|above| above.starts_with(root)) {
        match above.canonicalize() {
            Ok(real) if real.starts_with(&home) => return Ok(place),
            Ok(_) => return out(),
            // A link that leads nowhere now may lead anywhere later.
            Err(_) if above.symlink_metadata().is_ok() => return out(),
            Err(_) => {}
        }
    }
    out()
}

/// Returns whether a file waits there while names go round.
pub(crate) fn is_moving(path: &str) -> bool {
    path.starts_with(MOVING)
}

/// Returns the folder a path is in; empty for the master folder.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Returns the SHA-256 and size of the plain file at a path; `None` if there is none that can be read.
pub(super) fn content(root: &Path, path: &str) -> Option<(String, u64)> {
    let place = place(root, path).ok()?;
    let plain = place.symlink_metadata().is_ok_and(|about| about.is_file());
    plain.then(|| disk::sha256_of(&place).ok()).flatten()
}

//! Walking the master folder: which files are the user's papers, and what tells them from themselves at another time.

use crate::{
    error::{Error, plain},
    index::file::Stat,
    platform,
};
use faldone_rules::names;
use std::{fs::Metadata, path::Path, time::UNIX_EPOCH};
use walkdir::{DirEntry, WalkDir};

/// The one folder Faldone adds to the user's.
pub(crate) const OWN_FOLDER: &str = "_Faldone";

/// A file as the walk meets it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// Relative to the master folder, with `/`.
    pub path: String,
    pub stat: Stat,
    /// Only a stand-in lies on this computer, under this name or another; to read it would be to download it.
    pub in_the_cloud: bool,
}

impl Found {
    /// Returns the file at this path; a sync program's stand-in goes by the name of the paper it stands for.
    pub(crate) fn of(path: String, meta: &Metadata) -> Found {
        let stat = stat(meta);
        match paper_of(&path) {
            Some(path) => Found { path, stat, in_the_cloud: true },
            None => Found { in_the_cloud: platform::is_only_in_the_cloud(meta), path, stat },
        }
    }

    /// Returns the stand-in for the paper at `path`, if there is one.
    pub(crate) fn stand_in(root: &Path, path: &str) -> Option<Found> {
        let (folder, name) = path.rsplit_once('/').map_or(("", path), |split| split);
        let names =
            [format!(".{name}.icloud"), format!("{name}.nextcloud"), format!("{name}.owncloud")];
        names.into_iter().find_map(|name| {
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let meta =
                std::fs::symlink_metadata(root.join(&path)).ok().filter(Metadata::is_file)?;
            Some(Found::of(path, &meta))
        })
    }
}

/// Returns the path of the paper if this is that of a sync program's stand-in for it.
pub(crate) fn paper_of(path: &str) -> Option<String> {
    let paper = names::stand_in_for(names::file_name(path))?;
    Some(match names::folder(path) {
        "" => paper.to_owned(),
        folder => format!("{folder}/{paper}"),
    })
}

/// What a walk met.
#[derive(Debug, Clone, Default)]
pub(crate) struct Walk {
    /// In the order of their paths.
    pub files: Vec<Found>,
    /// What could not be looked at, with the system's words: folders without permission, names that are not text.
    pub trouble: Vec<(String, String)>,
}

/// Walks the whole folder. Links, pipes and devices are never followed or opened.
///
/// # Errors
/// If the root itself cannot be listed.
pub(crate) fn walk(root: &Path) -> Result<Walk, Error> {
    let mut walk = below(root, root)?;
    tidy(&mut walk.files);
    Ok(walk)
}

/// Puts files in the order of their paths. A paper that is here is met once, though a stand-in lies beside it.
pub(crate) fn tidy(files: &mut Vec<Found>) {
    files.sort_by(|a, b| (&a.path, a.in_the_cloud).cmp(&(&b.path, b.in_the_cloud)));
    files.dedup_by(|a, b| a.path == b.path);
}

/// Walks one folder of the master folder.
///
/// # Errors
/// If that folder itself cannot be listed.
pub(crate) fn below(root: &Path, start: &Path) -> Result<Walk, Error> {
    let mut walk = Walk::default();
    std::fs::read_dir(start).map_err(|error| Error::io(start, "look into", error))?;
    for entry in WalkDir::new(start).min_depth(1).into_iter().filter_entry(|e| is_papers(root, e)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(start);
                // A file that vanished between listing and looking is simply not there.
                let why = match error.io_error() {
                    Some(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                    Some(error) => plain(error),
                    None => error.to_string(),
                };
                walk.trouble.push((shown(root, path), why));
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        match (relative(root, entry.path()), entry.metadata()) {
            (Some(path), Ok(meta)) => walk.files.push(Found::of(path, &meta)),
            (None, _) => {
                let why = "its name is not readable text on this computer".to_owned();
                walk.trouble.push((shown(root, entry.path()), why));
            }
            (Some(path), Err(error)) => match error.io_error() {
                Some(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Some(error) => walk.trouble.push((path, plain(error))),
                None => walk.trouble.push((path, error.to_string())),
            },
        }
    }
    Ok(walk)
}

/// Returns what tells this file from itself at another time.
pub(crate) fn stat(meta: &Metadata) -> Stat {
    let since = meta.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    Stat {
        bytes: meta.len(),
        modified: since.map_or(0, |d| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX)),
        inode: inode(meta),
    }
}

/// Returns what tells a folder from another one at the same place: its file system and its number there.
#[cfg(unix)]
pub(crate) fn identity(meta: &Metadata) -> (u64, u64) {
    (std::os::unix::fs::MetadataExt::dev(meta), inode(meta))
}

/// Returns what tells a folder from another one at the same place: when it was made.
#[cfg(not(unix))]
pub(crate) fn identity(meta: &Metadata) -> (u64, u64) {
    let made = meta.created().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    made.map_or((0, 0), |since| (since.as_secs(), u64::from(since.subsec_nanos())))
}

#[cfg(unix)]
fn inode(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}

/// Returns the path relative to the master folder with `/`, or `None` if it is not text or not inside.
pub(crate) fn relative(root: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/")).filter(|path| !path.is_empty())
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// Returns whether a name (of a file or folder) is the user's business: not ours, hidden, or the system's own litter.
pub(crate) fn is_papers_name(name: &str, at_root: bool) -> bool {
    const LITTER: [&str; 4] =
        ["desktop.ini", "thumbs.db", "$recycle.bin", "system volume information"];
    // iCloud's stand-ins are hidden files.
    if let Some(paper) = names::stand_in_for(name) {
        return is_papers_name(paper, at_root);
    }
    !(name.starts_with('.')
        || name.starts_with("~$")
        || (at_root && name.eq_ignore_ascii_case(OWN_FOLDER))
        || LITTER.contains(&name.to_lowercase().as_str()))
}

fn is_papers(root: &Path, entry: &DirEntry) -> bool {
    let at_root = entry.path().parent() == Some(root);
    entry.file_name().to_str().is_none_or(|name| is_papers_name(name, at_root))
}

/// Returns whether a relative path is one of the user's papers, part by part.
pub(crate) fn is_papers_path(path: &str) -> bool {
    path.split('/').enumerate().all(|(depth, name)| is_papers_name(name, depth == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_papers_are_met() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        for path in
            ["a.pdf", "Amina Rossi/b.pdf", "_Faldone/journal/x.jsonl", ".stfolder/c", "~$d.docx"]
        {
            std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            std::fs::write(root.join(path), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/hostname", root.join("link.pdf")).unwrap();
        let paths: Vec<String> = walk(root).unwrap().files.into_iter().map(|f| f.path).collect();
        assert_eq!(paths, ["Amina Rossi/b.pdf", "a.pdf"]);
    }

    #[test]
    fn stand_ins_go_by_the_name_of_their_paper() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        std::fs::create_dir(root.join("b")).unwrap();
        for path in ["a.pdf", ".a.pdf.icloud", "b/.c.pdf.icloud", "d.pdf.nextcloud", "..x.icloud"] {
            std::fs::write(root.join(path), "x").unwrap();
        }
        let met: Vec<(String, bool)> =
            walk(root).unwrap().files.into_iter().map(|f| (f.path, f.in_the_cloud)).collect();
        let expected = [("a.pdf", false), ("b/c.pdf", true), ("d.pdf", true)];
        assert_eq!(met, expected.map(|(path, cloud)| (path.to_owned(), cloud)));
    }
}

//! Names that sync programs, clouds and browsers give to what they have not finished or could not decide.

use super::same_file_key;
use regex::Regex;
use std::{collections::HashSet, sync::LazyLock};

/// Returns whether the name is that of an unfinished download or transfer.
pub fn is_partial_download(file_name: &str) -> bool {
    let lower = file_name.to_lowercase();
    let ends = [
        ".part",
        ".partial",
        ".crdownload",
        ".download",
        ".opdownload",
        ".tmp",
        ".!ut",
        ".filepart",
    ];
    ends.iter().any(|end| lower.ends_with(end))
        || lower.starts_with(".syncthing.")
        || lower.starts_with("~syncthing~")
}

/// Returns the name of the paper for which a sync program keeps only a stand-in on this computer: iCloud before macOS 14
/// (`.name.pdf.icloud`), Nextcloud and ownCloud (`name.pdf.nextcloud`).
pub fn stand_in_for(file_name: &str) -> Option<&str> {
    let name = match file_name.strip_prefix('.') {
        Some(hidden) => hidden.strip_suffix(".icloud")?,
        None => [".nextcloud", ".owncloud"].iter().find_map(|end| file_name.strip_suffix(end))?,
    };
    (!name.is_empty()).then_some(name)
}

/// What marks a conflict copy by itself, with the program that writes it.
#[expect(clippy::expect_used, reason = "Constant patterns, compiled by every test of this module.")]
static MARKED: LazyLock<[(&str, Regex); 7]> = LazyLock::new(|| {
    let pattern = |text: &str| Regex::new(text).expect("a constant pattern");
    [
        ("Syncthing", pattern(r"(?i)\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?")),
        (
            "Nextcloud",
            pattern(
                r"(?i) ?\((?:conflicted copy|case clash from)(?: [^()]*)? \d{4}-\d{2}-\d{2} \d{6}\)|_conflict-\d{8}-\d{6}",
            ),
        ),
        // In the language of the computer it was made on; a second one of the same day has its number inside or behind.
        (
            "Dropbox",
            pattern(
                r"(?i) ?\([^()]*(?:conflicted copy|case conflict|(?:copia|versione) in conflitto|conflitto (?:tra )?maiuscole|copie en conflit|copia en conflicto|konflikt|cópia em conflito)[^()]*(?:\(\d+\))?[^()]*\)(?: \(\d+\))?",
            ),
        ),
        ("Seafile", pattern(r" ?\(SFConflict [^()]*\)")),
        ("Synology Drive", pattern(r"(?i)_[^_]+_[a-z]{3}-\d{2}-\d{6}-\d{4}_(?:case)?conflict$")),
        // Names that Windows gives to computers by itself.
        ("OneDrive", pattern(r"-(?:DESKTOP|LAPTOP|WIN|PC)-[A-Z0-9]{5,12}(?:-\d{1,2})?$")),
        (
            "A sync program",
            pattern(r"(?i) ?\[conflict(?:ed)?(?: \d+)?\]|\.conflict(?:ed)?$|_conflict$"),
        ),
    ]
});

/// What may as well be the user's own: it marks a copy only if the plain name is there too.
#[expect(clippy::expect_used, reason = "Constant patterns, compiled by every test of this module.")]
static UNMARKED: LazyLock<[(&str, Regex); 4]> = LazyLock::new(|| {
    let pattern = |text: &str| Regex::new(text).expect("a constant pattern");
    [
        ("Google Drive", pattern(r" ?\(\d{1,2}\)$")),
        ("iCloud", pattern(r" \d{1,2}$")),
        ("OneDrive", pattern(r"-[A-Z][A-Z0-9-]*\d[A-Z0-9-]*$")),
        // A Mac's own name, in English or Italian: `Amina's MacBook Air`, `MacBook Air di Amina`, `iMac-3`.
        ("OneDrive", pattern(r"-(?:[^-]+-)?[^-]*(?:MacBook|iMac|Mac[ -]?mini|Mac[ -]Studio).*$")),
    ]
});

/// A conflict copy: the program that made it and the name it is a copy of.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    pub(crate) program: &'static str,
    pub(crate) original: String,
}

/// Recognises a conflict copy whose name leaves no doubt, whatever lies beside it.
pub(crate) fn marked_conflict(file_name: &str) -> Option<Conflict> {
    let (stem, ext) = split(file_name);
    MARKED.iter().find_map(|(program, pattern)| {
        Some(Conflict { program, original: without(stem, &ext, pattern)? })
    })
}

fn split(file_name: &str) -> (&str, String) {
    match file_name.rsplit_once('.') {
        Some((stem, ext)) => (stem, format!(".{ext}")),
        None => (file_name, String::new()),
    }
}

fn without(stem: &str, ext: &str, pattern: &Regex) -> Option<String> {
    let cut = pattern.replace(stem, "");
    (cut != stem && !cut.is_empty()).then(|| format!("{cut}{ext}"))
}

/// Recognises a conflict copy. `siblings`: the keys of the names in the same folder.
pub(crate) fn conflict(file_name: &str, siblings: &HashSet<String>) -> Option<Conflict> {
    let is_there = |original: &str| siblings.contains(&same_file_key(original));
    marked_conflict(file_name)
        .or_else(|| unmarked(file_name).find(|found| is_there(&found.original)))
}

/// Returns whether the name may be that of a second version of the file with this key, though it may as well be the user's own.
pub(super) fn may_be_version_of(file_name: &str, key: &str) -> bool {
    unmarked(file_name).any(|found| same_file_key(&found.original) == key)
}

fn unmarked(file_name: &str) -> impl Iterator<Item = Conflict> {
    let (stem, ext) = split(file_name);
    UNMARKED.iter().filter_map(move |(program, pattern)| {
        Some(Conflict { program, original: without(stem, &ext, pattern)? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflict_copies_are_known_by_the_program_that_wrote_them() {
        let siblings: HashSet<String> = [same_file_key("PASSPORT_Amina_Rossi.pdf")].into();
        for (name, program) in [
            ("PASSPORT_Amina_Rossi.sync-conflict-20260216-101112-ABCDEFG.pdf", "Syncthing"),
            ("PASSPORT_Amina_Rossi (conflicted copy 2026-02-16 101112).pdf", "Nextcloud"),
            ("PASSPORT_Amina_Rossi (Amina's conflicted copy 2026-02-16).pdf", "Dropbox"),
            ("PASSPORT_Amina_Rossi (Copia in conflitto di Amina 2026-02-16).pdf", "Dropbox"),
            ("PASSPORT_Amina_Rossi (conflicted copy Amina 2026-02-16 101112).pdf", "Nextcloud"),
            ("PASSPORT_Amina_Rossi_conflict-20260216-101112.pdf", "Nextcloud"),
            ("PASSPORT_Amina_Rossi (Amina's conflicted copy 2026-02-16 (1)).pdf", "Dropbox"),
            (
                "PASSPORT_Amina_Rossi (DESKTOP-4TB21KX's conflicted copy 2026-02-16) (1).pdf",
                "Dropbox",
            ),
            (
                "PASSPORT_Amina_Rossi (copia in conflitto di MacBook Air di Amina 2026-02-16).pdf",
                "Dropbox",
            ),
            ("PASSPORT_Amina_Rossi (Copie en conflit de Amina 2026-02-16).pdf", "Dropbox"),
            ("PASSPORT_Amina_Rossi (Case Conflict).pdf", "Dropbox"),
            (
                "PASSPORT_Amina_Rossi (SFConflict amina@example.org 2026-02-16-10-11-12).pdf",
                "Seafile",
            ),
            ("PASSPORT_Amina_Rossi_Nas_Feb-16-101112-2026_Conflict.pdf", "Synology Drive"),
            ("PASSPORT_Amina_Rossi [conflicted].pdf", "A sync program"),
            ("PASSPORT_Amina_Rossi.Conflict.pdf", "A sync program"),
            ("PASSPORT_Amina_Rossi-DESKTOP-4TB21KX.pdf", "OneDrive"),
            ("PASSPORT_Amina_Rossi-DESKTOP-4TB21KX-2.pdf", "OneDrive"),
            ("PASSPORT_Amina_Rossi-MacBook Air di Amina.pdf", "OneDrive"),
            ("PASSPORT_Amina_Rossi-Aminas-MacBook-Pro.pdf", "OneDrive"),
            ("PASSPORT_Amina_Rossi-AMINA1.pdf", "OneDrive"),
            ("PASSPORT_Amina_Rossi (1).pdf", "Google Drive"),
            ("PASSPORT_Amina_Rossi 2.pdf", "iCloud"),
        ] {
            let found = conflict(name, &siblings).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(
                (found.program, found.original.as_str()),
                (program, "PASSPORT_Amina_Rossi.pdf")
            );
        }
    }

    #[test]
    fn a_number_at_the_end_is_no_conflict_without_the_plain_name() {
        for name in ["scan (1).pdf", "Modulo 2.pdf", "Mod-F24.pdf", "PASSPORT_Amina_Rossi.pdf"] {
            assert_eq!(conflict(name, &HashSet::new()), None, "{name}");
        }
    }

    #[test]
    fn stand_ins_are_known_by_the_name_of_the_paper() {
        for name in [".CU 2026.pdf.icloud", "CU 2026.pdf.nextcloud", "CU 2026.pdf.owncloud"] {
            assert_eq!(stand_in_for(name), Some("CU 2026.pdf"), "{name}");
        }
        for name in ["CU 2026.pdf", "icloud", ".icloud", "a.icloud", ".a.pdf.nextcloud", ".pdf"] {
            assert_eq!(stand_in_for(name), None, "{name}");
        }
    }

    #[test]
    fn unfinished_downloads_are_known() {
        for name in ["a.pdf.part", "a.crdownload", "A.PDF.TMP", ".syncthing.a.pdf.tmp"] {
            assert!(is_partial_download(name), "{name}");
        }
        assert!(!is_partial_download("part.pdf"));
    }
}

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

/// What marks a conflict copy by itself, with the program that writes it.
#[expect(clippy::expect_used, reason = "Constant patterns, compiled by every test of this module.")]
static MARKED: LazyLock<[(&str, Regex); 4]> = LazyLock::new(|| {
    let pattern = |text: &str| Regex::new(text).expect("a constant pattern");
    [
        ("Syncthing", pattern(r"(?i)\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?")),
        (
            "Nextcloud",
            pattern(r"(?i) ?\(conflicted copy \d{4}-\d{2}-\d{2} \d{6}\)|_conflict-\d{8}-\d{6}"),
        ),
        ("Dropbox", pattern(r"(?i) ?\([^()]*(?:conflicted copy|copia in conflitto)[^()]*\)")),
        ("OneDrive", pattern(r"-(?:DESKTOP|LAPTOP|WIN|PC)-[A-Z0-9]{5,12}$")),
    ]
});

/// What may as well be the user's own: it marks a copy only if the plain name is there too.
#[expect(clippy::expect_used, reason = "Constant patterns, compiled by every test of this module.")]
static UNMARKED: LazyLock<[(&str, Regex); 3]> = LazyLock::new(|| {
    let pattern = |text: &str| Regex::new(text).expect("a constant pattern");
    [
        ("Google Drive", pattern(r" ?\(\d{1,2}\)$")),
        ("iCloud", pattern(r" \d{1,2}$")),
        ("OneDrive", pattern(r"-[A-Z][A-Z0-9-]*\d[A-Z0-9-]*$")),
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
    marked_conflict(file_name).or_else(|| {
        let (stem, ext) = split(file_name);
        UNMARKED.iter().find_map(|(program, pattern)| {
            let original = without(stem, &ext, pattern)?;
            siblings.contains(&same_file_key(&original)).then_some(Conflict { program, original })
        })
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
            ("PASSPORT_Amina_Rossi-DESKTOP-4TB21KX.pdf", "OneDrive"),
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
    fn unfinished_downloads_are_known() {
        for name in ["a.pdf.part", "a.crdownload", "A.PDF.TMP", ".syncthing.a.pdf.tmp"] {
            assert!(is_partial_download(name), "{name}");
        }
        assert!(!is_partial_download("part.pdf"));
    }
}

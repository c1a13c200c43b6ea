//! What file systems do to names: reserved words, forbidden characters, cases and accents that fall together.

use unicode_normalization::UnicodeNormalization;

/// Longest file name of the common file systems, in bytes of UTF-8.
pub const MAX_BYTES: usize = 255;

/// Returns the form under which two names are one file on macOS or Windows: without case, accents composed.
pub fn same_file_key(file_name: &str) -> String {
    file_name.nfd().flat_map(char::to_lowercase).nfc().collect()
}

/// Returns a name or path with its accents composed: the form in which two names are the same for whoever reads them.
pub fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// Returns the device name a file name would mean on Windows, if any: `CON`, `con.pdf` and `COM¹.txt` all open a device.
pub fn windows_device(file_name: &str) -> Option<String> {
    let base = file_name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let fixed = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];
    let numbered = ["COM", "LPT"].iter().any(|port| {
        base.strip_prefix(port).is_some_and(|n| {
            let mut digits = n.chars();
            matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
    });
    (numbered || fixed.contains(&base.as_str())).then_some(base)
}

/// Returns whether Windows refuses this character in a file name, so that the file would not sync there.
pub(crate) fn is_forbidden_on_windows(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
}

/// Returns the last part of a relative path with `/`.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Returns the folder part of a relative path with `/`, empty at the top.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::{same_file_key, windows_device};

    #[test]
    fn devices_are_known_with_any_case_and_extension() {
        for name in ["CON", "con.pdf", "Nul.tar.gz", "COM1.txt", "lpt9", "COM².pdf", "aux .pdf"] {
            assert!(windows_device(name).is_some(), "{name}");
        }
        for name in ["CONTRACT.pdf", "COM10.txt", "COM.pdf", "nullo.pdf", "CON_Amina.pdf"] {
            assert!(windows_device(name).is_none(), "{name}");
        }
    }

    #[test]
    fn case_and_composition_fall_together() {
        assert_eq!(same_file_key("CAFÉ.pdf"), same_file_key("cafe\u{301}.PDF"));
        assert_ne!(same_file_key("cafe.pdf"), same_file_key("café.pdf"));
    }
}

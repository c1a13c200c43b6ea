//! How answers reach the terminal: text for people, one JSON object for programs. The one place that prints.

use faldone::Error;
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// Exit codes (design §4).
pub(crate) const FINE: u8 = 0;
pub(crate) const FOUND: u8 = 1;
pub(crate) const USAGE: u8 = 2;
pub(crate) const COULD_NOT: u8 = 3;

/// Prints one line for people: a line end in a file's name forges no second one. A closed pipe (`| head`) is no error.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{}", plain(line));
}

/// Prints a remark that is not part of the answer.
pub(crate) fn remark(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", plain(line));
}

/// Prints an answer as one JSON object on one line. JSON looks like text on a terminal too, so what is tricky there is escaped as
/// JSON knows how to; a program reads the same value.
pub(crate) fn json<T: Serialize>(value: &T) {
    let Ok(text) = serde_json::to_string(value) else { return };
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_tricky(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(c);
        }
    }
    let _ = writeln!(std::io::stdout(), "{escaped}");
}

/// Prints an error: what, where, what now.
pub(crate) fn fail(error: &Error, as_json: bool) {
    let view = error.view();
    if as_json {
        json(&serde_json::json!({ "error": view }));
        return;
    }
    remark(&format!("Error: {}.", view.message));
    if let Some(hint) = view.hint {
        remark(&format!("Hint: {hint}"));
    }
}

/// Prints what is wrong with the command line itself, for a program that asked for JSON.
pub(crate) fn misused(error: &clap::Error) {
    let told = error.to_string();
    let message = told.lines().next().unwrap_or_default().trim_start_matches("error: ");
    json(&serde_json::json!({ "error": {
        "code": "usage", "message": message, "path": null, "hint": "See what can be said with: faldone --help",
    } }));
}

/// Returns the text with what could rewrite the terminal or lie about an extension escaped: file names come from outside.
pub(crate) fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_tricky(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Control characters, and those that turn the direction of writing, end a line or cannot be seen.
fn is_tricky(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// Returns "1 file" or "3 files".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Returns bytes as people read them: `12.4 MB`.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// Returns whether a person is watching, so that a progress bar helps.
pub(crate) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

//! How answers reach the terminal: text for people, one JSON object for programs. The one place that prints.

use faldone::Error;
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// Exit codes (design §4).
pub(crate) const FINE: u8 = 0;
pub(crate) const FOUND: u8 = 1;
pub(crate) const USAGE: u8 = 2;
pub(crate) const COULD_NOT: u8 = 3;

/// Prints a line for people. A closed pipe (`| head`) is no error.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{}", plain(line));
}

/// Prints a remark that is not part of the answer.
pub(crate) fn remark(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", plain(line));
}

/// Prints an answer as one JSON object on one line.
pub(crate) fn json<T: Serialize>(value: &T) {
    let mut output = std::io::stdout();
    if serde_json::to_writer(&mut output, value).is_ok() {
        let _ = writeln!(output);
    }
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

/// File names come from outside: control and direction characters in them could rewrite the terminal or lie about an extension.
pub(crate) fn plain(text: &str) -> String {
    let is_tricky = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    text.chars()
        .flat_map(|c| {
            let shown: Vec<char> =
                if is_tricky(c) { c.escape_unicode().collect() } else { vec![c] };
            shown
        })
        .collect()
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

//! Letters as they are kept: ligatures apart, spaces and hyphens plain.

/// Adds `letter` to `text` in the form in which people search it.
pub(crate) fn push(text: &mut String, letter: char) {
    match letter {
        '\u{fb00}' => text.push_str("ff"),
        '\u{fb01}' => text.push_str("fi"),
        '\u{fb02}' => text.push_str("fl"),
        '\u{fb03}' => text.push_str("ffi"),
        '\u{fb04}' => text.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
        // A soft hyphen that is drawn is a hyphen to the eye; many fonts map their hyphen to it, also inside numbers.
        '\u{ad}' | '\u{2010}' | '\u{2011}' => text.push('-'),
        // Marks without a shape of their own, which would split or lengthen a number unseen.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {}
        _ if letter.is_whitespace() || letter == '\u{a0}' => text.push(' '),
        _ if letter.is_control() => text.push('\u{fffd}'),
        _ => text.push(letter),
    }
}

/// Returns whether a letter tells nothing: no Unicode, or one that means something only inside its own font.
pub(crate) fn is_bad(letter: char) -> bool {
    matches!(letter, '\u{fffd}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
        || (letter.is_control() && !letter.is_whitespace())
}

/// Returns how many letters and digits, and how many bad letters, `text` has.
pub(crate) fn good_and_bad(text: &str) -> (u32, u32) {
    text.chars().fold((0, 0), |(good, bad), letter| {
        if is_bad(letter) {
            (good, bad + 1)
        } else {
            (good + u32::from(letter.is_alphanumeric()), bad)
        }
    })
}

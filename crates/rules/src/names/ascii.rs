//! Writing any name in the characters every office, portal and file system takes.

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization;

/// Returns `text` as one field of a file name: ASCII letters, digits, `.` and `-` only, words joined by `-`.
///
/// `Fuentes Ibáñez` becomes `Fuentes-Ibanez`, `N'Guessan` becomes `NGuessan`, `P-MI/L/N/2026/101255` becomes
/// `P-MI-L-N-2026-101255`. Characters nobody can see are dropped: U+202E would turn the rest of a name around. The result is
/// empty if nothing writable is left, and never starts or ends with `.` or `-`.
pub fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut push = |c: char| {
        let repeats = matches!(c, '-' | '.') && out.ends_with(c);
        if !repeats {
            out.push(c);
        }
    };
    for c in text.nfc() {
        if c.is_whitespace() {
            push('-');
        } else if !is_invisible(c) && !is_quote(c) {
            for latin in any_ascii_char(c).chars().filter(|latin| !is_quote(*latin)) {
                push(if is_field_char(latin) { latin } else { '-' });
            }
        }
    }
    out.trim_matches(['-', '.']).to_owned()
}

/// Returns whether a field of a file name may hold this character.
pub(crate) fn is_field_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}

/// Returns whether a reader of the name would not see this character: controls, zero-width and bidirectional marks, tags.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{3164}' | '\u{FEFF}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E01EF}')
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '\'' | '"'
            | '`'
            | '´'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '“'
            | '”'
            | '„'
            | '′'
            | '″'
            | '«'
            | '»'
            | 'ʹ'..='ʿ' | 'ˈ' | '＇'
    )
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn people_are_written_as_the_passport_reader_would() {
        for (written, field) in [
            ("Diego", "Diego"),
            ("Fuentes Ibáñez", "Fuentes-Ibanez"),
            ("Anne-Sophie", "Anne-Sophie"),
            ("N'Guessan", "NGuessan"),
            ("N’Guessan", "NGuessan"),
            ("Trần Văn", "Tran-Van"),
            ("Đức", "Duc"),
            ("O`Brien  Smith", "OBrien-Smith"),
            ("D'Àngelo", "DAngelo"),
            ("Łukasz", "Lukasz"),
            ("Straße", "Strasse"),
        ] {
            assert_eq!(ascii(written), field, "{written}");
        }
    }

    #[test]
    fn accents_in_two_pieces_are_the_same_as_in_one() {
        assert_eq!(ascii("Iba\u{301}n\u{303}ez"), "Ibanez");
    }

    #[test]
    fn what_cannot_be_seen_is_dropped_and_what_separates_becomes_a_hyphen() {
        assert_eq!(ascii("Ros\u{202E}si\u{200B}"), "Rossi");
        assert_eq!(ascii("P-MI/L/N/2026/101255"), "P-MI-L-N-2026-101255");
        assert_eq!(ascii("Acme & Figli S.r.l."), "Acme-Figli-S.r.l");
        assert_eq!(ascii("m_pi.AOODGPER"), "m-pi.AOODGPER");
        assert_eq!(ascii("..\\..//"), "");
        assert_eq!(ascii("a\tb\nc"), "a-b-c");
    }
}

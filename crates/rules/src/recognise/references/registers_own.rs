//! Numbers of the Questure's own registers, which have no word for "protocol" before them.

use super::{Found, add};
use crate::facts::ReferenceKind;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// "A12/2027/IMM/338", "Nr. 3190/Imm.", "Cat. A.12/2026/Imm. nr. 3371": the class in the archive, the year, the section, the number.
static OWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?mx-u)(?:^|\s)(?:cat\.?\s?)?([a-z]\.?\x20?[0-9]{1,2}/20[0-9]{2}/imm\.?/[0-9]{3,6})\b
        |(?:^|\s)(?:n|nr|num)\.?o?\s?([0-9]{2,6}(?:/20[0-9]{2})?)/imm(?:igr)?\b
        |\bcat\.?\s?[a-z]\.?\s?[0-9]{1,2}[./-](?:20[0-9]{2}[\s/.-]{1,2})?imm(?:igr)?\b[\x20./-]{0,4}(?:n|nr|num)\.?o?\s(20[0-9]{2}/[a-z][0-9]{1,2}/[0-9]{2,6}|[0-9]{2,6}(?:/20[0-9]{2})?)\b",
    )
});

/// Finds the numbers that a Questura's immigration office gives its letters.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    if !["questura", "quastur", "questore", "immigrazione"].iter().any(|w| page.flat.contains(w)) {
        return;
    }
    for number in OWN.captures_iter(&page.text).filter_map(|c| c.iter().skip(1).flatten().next()) {
        let known = found.iter().any(|f| {
            f.reference.kind == ReferenceKind::Protocol
                && f.reference.value.eq_ignore_ascii_case(number.as_str())
        });
        if !known {
            let value = page.words(number.start(), number.end()).to_owned();
            let evidence = evidence(page, number.start(), number.end(), "protocol-register");
            // The day behind it is as often the notice's that the letter is about.
            add(found, ReferenceKind::Protocol, value, evidence, None, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recognise::references::told_by;

    #[test]
    fn a_questura_s_letter_has_its_register_s_number() {
        for (line, number) in [
            ("A12/2027/IMM/338 Lecco, 20.4.2027", "A12/2027/IMM/338"),
            ("Nr. 3190/Imm.", "3190"),
            ("Cat. A.12/2026/Imm. Nr. 2026/A12/1044", "2026/A12/1044"),
            ("Cat. A.12/2026/Imm. n. 3371", "3371"),
        ] {
            assert_eq!(told_by(find, &format!("Questura di Lecco\n{line}")), [number], "{line}");
        }
        // The class alone is no letter's, and a decree's number is not the register's.
        for line in
            ["Cat. A.12/2026/Imm.", "Cat. A.12/2026/Imm. - Decr. n. 1904/2026", "art. 12/2026"]
        {
            assert!(told_by(find, &format!("Questura di Lecco\n{line}")).is_empty(), "{line}");
        }
    }
}

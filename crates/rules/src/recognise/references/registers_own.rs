//! Numbers of the Questure's own registers, which have no word for "protocol" before them.

use super::{Found, add};
use crate::facts::ReferenceKind;
use crate::recognise::fold::Folded;
use crate::recognise::{evidence, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// "A12/2027/IMM/338", "Nr. 3190/Imm.", "n. 0903/2024/Cat.A.12", "Cat. A.12/2026/Imm. nr. 3371", "Cat. A.12/Imm./2^ Sez. Nr. 4471/2026":
/// the class in the archive, the year, the section, the number.
static OWN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?mx-u)(?:^|\s)(?:cat\.?\s?)?((?:20[0-9]{2}-)?(?:[a-z]{2}-)?[a-z]\.?\x20?[0-9]{1,2}(?:/20[0-9]{2})?/imm\.?/(?:20[0-9]{2}/)?(?:n[.-]?\x20?[0-9]{2,6}|[0-9]{3,6}))\b
        |(?:^|\s)(20[0-9]{2}/(?:imm?|str|uis|uff\.?imm)/[0-9]{3,8})\b
        |(?:^|\s)(?:n|nr|num)\.?o?\s?([0-9]{2,6}(?:/20[0-9]{2})?)/(?:imm(?:igr)?\b|cat\.?\s?[a-z]\.?\s?[0-9])
        |(?:^|\s)(?:n|nr|num)\.?o?\s?([0-9]{2,6}/(?:20)?[0-9]{2})\x20(?:-\x20)?cat\.?\s?[a-z]\.?\s?[0-9]
        |\bcat\.?\s?[a-z]\.?\s?[0-9]{1,2}/([0-9]{3,6}/20[0-9]{2})\b
        |\b(?:cat\.?\s?[a-z]|(?:rif|class|fasc)\.?\s?a)\.?\s?[0-9]{1,2}
            (?:[\s./-]{0,4}(?:(?:20[0-9]{2}|[0-9]{2}|imm(?:igr(?:azione)?|ig)?|sez(?:ione)?|rinn(?:ovi)?|ril(?:asci)?|[0-9]{1,2}[oa]|[ivx]{1,4})\b\.?|[0-9]{1,2}\^)){0,5}
            [\s./,-]{0,5}\b(?:n|nr|num)\.?o?\s?(20[0-9]{2}/[a-z][0-9]{1,2}/[0-9]{2,6}|20[0-9]{2}/[0-9]{2,6}(?:-[a-z])?|[0-9]{2,6}(?:/(?:20)?[0-9]{2})?)\b",
    )
});

/// Finds the numbers that a Questura's immigration office gives its letters.
pub(super) fn find(page: &Folded<'_>, found: &mut Vec<Found>) {
    if ![
        "questura",
        "quastur",
        "questore",
        "immigrazione",
        "commissariato di p.s.",
        "ufficio stranieri",
    ]
    .iter()
    .any(|w| page.flat.contains(w))
    {
        return;
    }
    for number in OWN.captures_iter(&page.text).filter_map(|c| c.iter().skip(1).flatten().next()) {
        let known = found.iter().any(|f| {
            f.reference.kind == ReferenceKind::Protocol
                && (f.reference.value.eq_ignore_ascii_case(number.as_str())
                    || f.reference.value.starts_with(&format!("{}/", number.as_str())))
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
            ("Cat. A.12/Imm./2^ Sez. Nr. 4471/2026 Lecco, 23 gennaio 2026", "4471/2026"),
            ("la vostra lettera Cat. A.12 nr. 3317/2026 del 20 febbraio", "3317/2026"),
            ("n. 0903/2024/Cat.A.12", "0903/2024"),
            ("N. 1234/2026 Cat. A 12 Imm.", "1234/2026"),
            ("Nr. Cat. A.12/1234/2026", "1234/2026"),
            ("Rif. A.12/2026 - n. 0408/26-LA Lecco, 09.02.2026", "0408/26"),
            ("Cat. A12/Imm/Sez. II N. 3371", "3371"),
            ("Cat. A.12/2026/Imm./n.541", "A.12/2026/Imm./n.541"),
            ("Cat. A.12/2025/Imm/N-207   Oristano, 8 gennaio 2026", "A.12/2025/Imm/N-207"),
            ("2026-BZ-A12/Imm/17733   Bozen, am 28.10.2026", "2026-BZ-A12/Imm/17733"),
            ("2026/IM/000912 - ven 30 ott 2026", "2026/IM/000912"),
            ("Cat. A12/IMM - Nr. 2026/88-R", "2026/88-R"),
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

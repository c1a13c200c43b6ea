//! Whom a letter speaks to, by the surname or the given name alone.

use super::fold::Folded;
use super::pattern;
use super::shortened::{Found, Names};
use super::spelling::{Spelling, Word, spelled};
use regex::Regex;
use std::sync::LazyLock;

/// "Gentile sig. Mensah,", "Dear Priya,": a letter's reader is called by the surname or the given name alone.
static SALUTATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:gentil[ei]|gentilissim[oaie]|gent\.?m[aoie]|egregi[oae]?|egr\.?|dear|estimad[oa]s?|car[oaie]|hello|hi|ciao|cher[es]{0,2}|querid[oa]s?)\s(?:(?:sig(?:nor[aei]?|\.ra|\.na)?|sigg(?:\.ri)?|dott(?:\.ssa)?|dottoressa|mr|mrs|ms|miss|senora?)\b\.?\s)?",
    )
});

/// What joins the names of two readers.
const AND: &[&str] = &["e", "ed", "and", "y", "et", "und"];

/// Returns the words in which a letter speaks to somebody whose surname or given name nobody else of the household has, or to two at once.
pub(super) fn addressed(page: &Folded<'_>, words: &[Word<'_>], names: &[Names]) -> Vec<Found> {
    let mut found = Vec::new();
    for salutation in SALUTATION.find_iter(&page.flat) {
        let mut at = words.partition_point(|word| word.start < salutation.end());
        let mut readers: Vec<Found> = Vec::new();
        while let Some(reader) = called(words, at, names) {
            at = reader.1;
            readers.push(reader);
            match words.get(at) {
                Some(word) if AND.contains(&word.text) => at += 1,
                _ if page.text[words[at - 1].end..].starts_with(" & ") => {}
                _ => break,
            }
            // "Gentile sig.ra Haddad e sig. Fuentes"
            while words.get(at).is_some_and(|word| TITLES.contains(&word.text)) {
                at += 1;
            }
        }
        let Some(&(_, end, _)) = readers.last() else { continue };
        let end = words[end - 1].end;
        let sign = page.text[end..].chars().next();
        if sign.is_none_or(|c| matches!(c, ',' | ':' | '!' | '\n')) {
            found.append(&mut readers);
        }
    }
    found
}

/// To which mail box a mail went.
static SENT_TO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m-u)^(?:a|to|para|an|per|destinatari[oa]|pour)\b[\x20/a-z.]{0,16}:[\x20-\x7e]{0,60}?\b([a-z0-9._+-]{4,40})@",
    )
});

/// A mail's head stands within so many bytes.
const HEAD: usize = 700;

/// Returns the surname by which a mail speaks to one of several who share it, where the address that it went to tells which: "A:
/// leila.h84@posta.example … Gentile sig.ra Haddad".
pub(super) fn by_address(page: &Folded<'_>, words: &[Word<'_>], names: &[Names]) -> Vec<Found> {
    let head = page.text.get(..HEAD).unwrap_or(&page.text);
    if !head.contains('@') {
        return Vec::new();
    }
    let Some(mailbox) = SENT_TO.captures(head).and_then(|sent| sent.get(1)) else {
        return Vec::new();
    };
    let mut owners = names.iter().enumerate().filter(|(_, (name, surname))| {
        name.iter()
            .any(|name| surname.iter().any(|surname| is_box_of(mailbox.as_str(), name, surname)))
    });
    let (Some((who, (_, surnames))), None) = (owners.next(), owners.next()) else {
        return Vec::new();
    };
    let called = SALUTATION.find_iter(&page.flat).find_map(|salutation| {
        let at = words.partition_point(|word| word.start < salutation.end());
        let count = surnames.iter().find_map(|surname| spelled(words, at, surname))?;
        Some((at, at + count, who))
    });
    called.into_iter().collect()
}

/// Returns whether a mail box is named after somebody: "leila.haddad", "leila.h84", "haddadleila", "lhaddad".
fn is_box_of(mailbox: &str, name: &[String], surname: &[String]) -> bool {
    let (Some(name), Some(first)) = (name.first(), surname.first()) else { return false };
    let surname = surname.concat();
    let parts: Vec<&str> = mailbox
        .split(['.', '_', '-', '+'])
        .map(|part| part.trim_matches(|c: char| c.is_ascii_digit()))
        .filter(|part| !part.is_empty())
        .collect();
    let whole = parts.concat();
    let initial = name.chars().next().map(|c| format!("{c}{surname}"));
    let parted = parts.contains(&name.as_str())
        && parts.iter().any(|part| *part != name && surname.starts_with(part));
    let joined = [format!("{name}{surname}"), format!("{surname}{name}"), format!("{name}{first}")];
    parted || joined.contains(&whole) || initial.is_some_and(|initial| initial == whole)
}

/// Titles between two readers' names.
const TITLES: &[&str] =
    &["sig", "ra", "signor", "signora", "dott", "ssa", "mr", "mrs", "ms", "dear", "gentile"];

/// Returns whose surname or given name, and nobody else's, stands at a word.
fn called(words: &[Word<'_>], at: usize, names: &[Names]) -> Option<Found> {
    words.get(at)?;
    let mut called = names.iter().enumerate().filter_map(|(who, (name, surname))| {
        let first = |name: &Spelling| spelled(words, at, name.get(..1)?);
        let count = surname
            .iter()
            .chain(name)
            .find_map(|name| spelled(words, at, name))
            .or_else(|| name.iter().find_map(first))?;
        Some((at, at + count, who))
    });
    let one = called.next()?;
    called.next().is_none().then_some(one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::spelling::{spellings, words};

    #[test]
    fn the_address_tells_which_of_two_of_one_surname_a_mail_speaks_to() {
        let names: Vec<_> = [("Leila", "Haddad"), ("Omar", "Haddad")]
            .map(|(name, surname)| (spellings(name), spellings(surname)))
            .into();
        let found = |mailbox: &str| {
            let text = format!(
                "Da: Ufficio <u@hotel.example>\nA: {mailbox}@posta.example\n\nGentile Sig.ra Haddad,\nLe scriviamo"
            );
            let page = Folded::new(1, &text);
            let found = by_address(&page, &words(&page.text), &names);
            found.into_iter().map(|(.., who)| who).collect::<Vec<_>>()
        };
        for mailbox in ["leila.haddad84", "leila.h", "haddadleila", "lhaddad"] {
            assert_eq!(found(mailbox), [0], "{mailbox}");
        }
        assert_eq!(found("omar.haddad"), [1]);
        for mailbox in ["haddad", "info", "leila", "leilani.hot"] {
            assert!(found(mailbox).is_empty(), "{mailbox}");
        }
    }

    #[test]
    fn a_letter_speaks_to_one_or_to_two() {
        let names: Vec<_> = [("Leila", "Haddad"), ("Diego", "Fuentes Ibáñez"), ("Noor", "Haddad")]
            .map(|(name, surname)| (spellings(name), spellings(surname)))
            .into();
        let found = |text: &str| {
            let page = Folded::new(1, text);
            addressed(&page, &words(&page.text), &names)
                .into_iter()
                .map(|(.., who)| who)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("Gentile sig. Fuentes Ibáñez,\nLe scriviamo"), [1]);
        assert_eq!(found("Dear Leila and Diego,\nthank you"), [0, 1]);
        assert_eq!(found("Gentili Leila e Diego,"), [0, 1]);
        // The surname of two says nothing of which, and a sentence is no salutation.
        assert!(found("Gentile sig.ra Haddad,").is_empty());
        assert!(found("Gentile Leila ha scritto").is_empty());
    }
}

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

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
        r"(?-u)\b(?:gentile|gentilissim[oa]|gent\.?m[ao]|egregi[oa]|egr\.?|dear|estimad[oa]|car[oa]|hello|hi|ciao|chere?|querid[oa])\s(?:(?:sig(?:nor[ae]?|\.ra|\.na)?|dott(?:\.ssa)?|dottoressa|mr|mrs|ms|miss|senora?)\b\.?\s)?",
    )
});

/// Returns the words in which a letter speaks to somebody whose surname nobody else of the household has.
pub(super) fn addressed(page: &Folded<'_>, words: &[Word<'_>], names: &[Names]) -> Vec<Found> {
    let mut found = Vec::new();
    for salutation in SALUTATION.find_iter(&page.flat) {
        let at = words.partition_point(|word| word.start < salutation.end());
        let mut called = names.iter().enumerate().filter_map(|(who, (name, surname))| {
            let first = |name: &Spelling| spelled(words, at, name.get(..1)?);
            let count = surname
                .iter()
                .chain(name)
                .find_map(|name| spelled(words, at, name))
                .or_else(|| name.iter().find_map(first))?;
            let end = words[at + count - 1].end;
            let ends =
                page.text[end..].chars().next().is_none_or(|c| matches!(c, ',' | ':' | '!' | '\n'));
            ends.then_some((at, at + count, who))
        });
        if let (Some(one), None) = (called.next(), called.next()) {
            found.push(one);
        }
    }
    found
}

//! Words of a pack that differ in an ending or an article, written once.

use serde::{Deserialize, Deserializer, de::Error};

/// Each pair of braces multiplies the spellings, so that a few could fill the memory.
const MOST: usize = 2_000;

/// Returns the words of a pack with every spelling of those that have braces.
///
/// # Errors
/// If the value is no list of strings, one of them has more spellings than any words have, or braces within braces, which would spell
/// what nobody meant and never be met.
pub(super) fn all<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    every::<D::Error>(&Vec::<String>::deserialize(value)?)
}

/// Returns the same of several lists.
///
/// # Errors
/// As [`all`], for any of them.
pub(super) fn lists<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<Vec<String>>, D::Error> {
    let lists = Vec::<Vec<String>>::deserialize(value)?;
    lists.iter().map(|words| every::<D::Error>(words)).collect()
}

fn every<E: Error>(words: &[String]) -> Result<Vec<String>, E> {
    if let Some(many) = words.iter().find(|words| count(words) > MOST) {
        let start: String = many.chars().take(40).collect();
        return Err(E::custom(format!("“{start}…” stands for more than {MOST} spellings")));
    }
    if let Some(nested) = words.iter().find(|words| is_nested(words)) {
        return Err(E::custom(format!(
            "“{nested}” has braces within braces: write the inner choices out"
        )));
    }
    Ok(words.iter().flat_map(|words| spellings(words)).collect())
}

/// Returns how many spellings some words have, without making them.
fn count(words: &str) -> usize {
    let braces = words.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    braces.fold(1_usize, |all, (choices, _)| all.saturating_mul(choices.split('|').count()))
}

/// Returns whether a choice has choices of its own.
fn is_nested(words: &str) -> bool {
    let mut closed = words.split_inclusive('}').filter(|part| part.ends_with('}'));
    closed.any(|part| part.matches('{').count() > 1)
}

/// Returns every spelling: "inviat{o|a} {il|in data}" has four. What is left out stands between two bars or a bar and a brace.
fn spellings(words: &str) -> Vec<String> {
    let parts = words.split_once('{').and_then(|(before, rest)| {
        let (choices, behind) = rest.split_once('}')?;
        Some((before, choices, behind))
    });
    let Some((before, choices, behind)) = parts else { return vec![words.to_owned()] };
    let endings = spellings(behind);
    choices
        .split('|')
        .flat_map(|choice| endings.iter().map(move |ending| format!("{before}{choice}{ending}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{MOST, count, is_nested, spellings};

    #[test]
    fn every_choice_is_spelled_with_every_other() {
        let words = ["inviata il", "inviata in data", "inviato il", "inviato in data"];
        let mut told = spellings("inviat{a|o} {il|in data}");
        told.sort();
        assert_eq!(told, words);
        assert_eq!(spellings("data {di |}stipula"), ["data di stipula", "data stipula"]);
        assert_eq!(spellings("termine"), ["termine"]);
        assert_eq!(spellings("open { brace"), ["open { brace"]);
    }

    #[test]
    fn braces_within_braces_are_refused() {
        assert!(is_nested("{gent.le|gentilissim{o|a}} sig"));
        assert!(is_nested("{e stat{o|a}|fu} dato"));
        for words in ["inviat{a|o} {il|in data}", "termine", "open { brace", "{mr|mrs}"] {
            assert!(!is_nested(words), "{words}");
        }
    }

    #[test]
    fn spellings_are_counted_before_they_are_made() {
        for words in ["inviat{a|o} {il|in data}", "data {di |}stipula", "termine", "open { brace"] {
            assert_eq!(count(words), spellings(words).len(), "{words}");
        }
        assert!(count(&"{a|b}".repeat(100)) > MOST);
    }
}

//! The section of `docs/types.md` on the words by which a type says what its days, names and amounts mean.

use faldone_rules::packs::{Nature, Packs};

/// The comments of the words themselves say what they mean.
const SOURCE: &str = include_str!("../../src/packs/nature.rs");

const INTRODUCTION: &str = "
## What a type says of its papers

The rules of recognition know no lists of types. They ask a type what kind of paper it is, and a household's own types (`_Faldone/packs/types/`)
answer in the same words:

- `is`: any of the words below;
- `begins`: `start` or `valid-from`, what the first day of a span is; without it `dal …` tells nothing;
- `ends`: `valid-to` or `expires`, what the last day is; without it a day that a label calls the last is an expiry, and the end of a span that of a
  validity;
- `never`: roles of days that such papers tell of and that are never their own, in the words of `date_roles`;
- `amounts`: the amounts that are read on them.

A type that replaces a built-in one has only what it says itself.

| word of `is` | what it means | types |
|---|---|---|
";

/// Returns each word with the first paragraph of its comment, as the source has them.
fn words() -> Vec<(String, String)> {
    let body = SOURCE.split_once("pub enum Nature {").map_or("", |(_, behind)| behind);
    let body = body.split_once("\n}").map_or("", |(body, _)| body);
    let mut words = Vec::new();
    let mut comment: Vec<&str> = Vec::new();
    for line in body.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            comment.push(words.trim());
        } else if let Some(name) = line.strip_suffix(',') {
            let meaning: Vec<&str> =
                comment.drain(..).take_while(|line| !line.is_empty()).collect();
            let kebab = |(at, c): (usize, char)| match c {
                c if c.is_uppercase() && at > 0 => format!("-{}", c.to_ascii_lowercase()),
                c => c.to_ascii_lowercase().to_string(),
            };
            words.push((name.char_indices().map(kebab).collect(), meaning.join(" ")));
            comment.clear();
        }
    }
    words
}

pub fn section() -> String {
    let mut section = INTRODUCTION.to_owned();
    let words = words();
    assert!(!words.is_empty(), "the enum is written in another way");
    for (word, meaning) in words {
        let nature: Option<Nature> = serde_json::from_value(word.clone().into()).ok();
        let has = |natures: &[Nature]| nature.is_some_and(|nature| natures.contains(&nature));
        let types = Packs::built_in().types.iter().filter(|kind| has(&kind.is));
        let types: Vec<String> = types.map(|kind| format!("`{}`", kind.id)).collect();
        assert!(!meaning.is_empty() && !types.is_empty(), "{word} says nothing, or of no type");
        section += &format!("| `{word}` | {meaning} | {} |\n", types.join(", "));
    }
    section
}

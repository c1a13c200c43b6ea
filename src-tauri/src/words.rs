//! The few words the shell says without the window: in the tray and in notifications. They stand in the window's own message files.

use faldone::view::Preferences;
use std::{collections::BTreeMap, sync::LazyLock};

type Words = BTreeMap<String, String>;

static ENGLISH: LazyLock<Words> =
    LazyLock::new(|| parse(include_str!("../../ui/messages/en.json")));
static ITALIAN: LazyLock<Words> =
    LazyLock::new(|| parse(include_str!("../../ui/messages/it.json")));

/// A test reads both files, so an unreadable one never leaves the workshop.
fn parse(text: &str) -> Words {
    serde_json::from_str(text).unwrap_or_default()
}

/// Returns a text in the language of the window, with `values` filled in.
pub(crate) fn say(preferences: &Preferences, key: &str, values: &[(&str, &str)]) -> String {
    let words = if is_italian(preferences) { &ITALIAN } else { &ENGLISH };
    let template = words.get(key).map_or(key, String::as_str);
    values.iter().fold(template.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// Returns whether the window speaks Italian, else it speaks English.
pub(crate) fn is_italian(preferences: &Preferences) -> bool {
    match preferences.language.as_str() {
        "it" => true,
        "en" => false,
        // As the C library decides it: the first that is set wins.
        _ => ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
            .is_some_and(|locale| locale.starts_with("it")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_shell_is_there_in_both_languages() {
        for key in [
            "tray.open",
            "tray.due",
            "tray.quit",
            "notify.came.one",
            "notify.came.other",
            "notify.due.one",
            "notify.due.other",
            "notify.open",
        ] {
            for words in [&*ENGLISH, &*ITALIAN] {
                assert!(words.contains_key(key), "{key}");
            }
        }
        let italian = Preferences { language: "it".into(), ..Preferences::default() };
        assert_eq!(say(&italian, "tray.quit", &[]), "Esci");
    }
}

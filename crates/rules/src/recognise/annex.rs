//! What is attached behind a paper: a page of the law, a guide, a sheet of instructions. It names nobody and begins as such texts do.

use super::fold::Folded;
use super::kind::Kinds;
use super::pattern;
use super::people::Mention;
use regex::Regex;
use std::sync::LazyLock;

/// How the text of a law, or an extract of one, begins.
static LAW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:estratto\s(?:dal|del|della|di)\s)?(?:decreto[\s-](?:legislativo|legge|ministeriale|del\spresidente)|d\.\s?(?:lgs|l|m|p\.r|p\.c\.m)\.|legge\s(?:[0-9]|n\.|\d)|testo\sunico\b|costituzione\sdella\srepubblica|codice\s(?:civile|di\sprocedura|penale)|regolamento\s\((?:ue|ce)\)|direttiva\s[0-9(]|gazzetta\sufficiale|normativa\sdi\sriferimento|riferimenti\snormativi)",
    )
});

/// An article's heading, at the beginning of a line.
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^(?:art\.|articolo)\s?[0-9]{1,4}(?:[\s-](?:bis|ter|quater|quinquies|sexies))?\b")
});

/// Lines in which an annex says what it is.
const HEAD: usize = 5;

/// A page has so many lines, to be looked at for articles.
const LINES: usize = 80;

/// Returns how many pages stand before those that are attached: all of them, where nothing is.
pub(super) fn begins(pages: &[Folded<'_>], mentions: &[Mention], kinds: &Kinds) -> usize {
    let last_named = mentions.iter().map(Mention::page).max();
    let own = |page: &Folded<'_>| last_named.is_some_and(|named| page.page <= named);
    let first = pages
        .iter()
        .skip(1)
        .position(|page| !own(page) && (is_law(page) || kinds.speaks_against(page, HEAD)));
    first.map_or(pages.len(), |at| at + 1)
}

/// Returns whether a page begins as a law does and has its articles.
fn is_law(page: &Folded<'_>) -> bool {
    let lines = || {
        (0..=page.last_line()).take(LINES).map(|line| {
            let (from, to) = page.line(line);
            &page.text[from..to]
        })
    };
    lines().take(HEAD).any(|line| LAW.is_match(line)) && lines().any(|line| ARTICLE.is_match(line))
}

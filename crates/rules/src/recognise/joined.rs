//! Two names that are joined into one side: "Intestatari: Haddad Leila - Fuentes Diego". What is said of one holds for both.

use super::behind::sentence_end;
use super::fold::Folded;
use super::standing::{Labels, Party, Said, Standing};
use super::{captions, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// How far behind one name the other of two joined ones may stand, in folded bytes.
const REACH: usize = 260;

/// What joins two people who do a thing together: "…, nato a Lodi, e / - LIM SEO-YEON".
static JOINED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:(?:^|[\s,])(?:e|ed|and|und|et|y|e/o|&)|^\s?[/+-])\s(?:-\s|\(?[0-9a-h][.)]\s)?(?:(?:il|la|the|lo)\s)?(?:(?:sig|mr|mrs|ms|dott|sr|sra)[a-z.]{0,6}\s)?$",
    )
});

/// What parts the names of those whom one word for several announces.
static PARTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:[,;/+-]|[\n\t](?:[0-9][.)])?)\s?(?:(?:il|la|the|lo)\s)?(?:(?:sig|mr|mrs|ms|dott|sr|sra)[a-z.]{0,6}\s)?$",
    )
});

/// What stands between two names and nothing else: "Received from: HADDAD LEILA, FUENTES DIEGO".
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^\s?(?:[,&/;+-]|(?:e|ed|and|und|et|y|&)\b)\s?(?:(?:sig|mr|mrs|ms|dott|sr|sra)[a-z.]{0,6}\s)?$",
    )
});

/// What two people are together.
static ONE_PARTY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\x00-:<-\x7f]{0,160}\b(?:coniugi|coniugati|sposi|entrambi|ambedue|conviventi|both|spouses|jointly|acquirenti|conduttori|venditori|ricorrenti)\b",
    )
});

/// Returns what both are: whoever stands at a range, and whoever's name ended at `last` and was said to be `of`.
pub(super) fn both(
    page: &Folded<'_>,
    labels: &Labels,
    last: usize,
    of: Said,
    (start, end): (usize, usize),
    said: Said,
) -> Option<Standing> {
    if last > start || start - last > REACH {
        return None;
    }
    let bare = |s: Standing| matches!(s, Standing::Unlabelled | Standing::Field);
    let telling = |s: Standing| {
        matches!(s, Standing::Subject | Standing::Addressee | Standing::Other(Party::Declarer))
    };
    let (flat, text) = (&page.flat[last..start], &page.text[last..start]);
    // One field holds both, or each has a column of its row.
    if said.standing == Standing::Unlabelled
        && (telling(of.standing) || of.standing == Standing::Field)
    {
        let (line, _) = page.line(page.line_of(start));
        let columns = matches!(text, " " | "\t") && captions::is_name_field(&page.text[line..last]);
        if BESIDE.is_match(flat) || columns {
            return Some(of.standing);
        }
    }
    let joined = JOINED.is_match(flat) && !flat.contains(';') && sentence_end(flat).is_none();
    // "We, (1) Leila Haddad, holder of passport 1, and (2) Diego Fuentes": what the first is, both say they are.
    let own = bare(said.standing) || of.several && said.standing == Standing::Subject;
    if joined && own && (telling(of.standing) || of.several) {
        return Some(of.standing);
    }
    if joined && bare(of.standing) && telling(said.standing) {
        let behind = &page.flat[end..(end + 200).min(page.flat.len())];
        return (said.several || ONE_PARTY.is_match(behind)).then_some(said.standing);
    }
    let among = of.several
        && bare(said.standing)
        && PARTED.is_match(text)
        && labels.within(flat).all(|(_, _, said, _)| said.standing == Standing::Field);
    among.then_some(of.standing)
}

//! The day on which a deed was made or sealed, as its own sentence tells it.

use super::dates::{after, before};
use super::fold::Folded;
use super::paper::Paper;
use super::passing::APOSTILLE;
use super::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// "Came to this counter today, Tuesday": the day on which a receipt or an attestation is written.
static TODAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:today|oggi|in\sdata\s(?:odierna|di\soggi)|hoy|aujourd'hui|hoje|heute),?\s(?:[a-z'-]{5,13},?\s)?(?:the\s|il\s|le\s|den\s)?$",
    )
});

/// Returns whether a day is that on which somebody writes.
pub(super) fn is_today(page: &Folded<'_>, start: usize) -> bool {
    TODAY.is_match(before(&page.flat, start, 50))
}

/// "6. el día / the", the sixth field of an apostille: the day on which it was given.
static SIXTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b6\.?\s(?:[a-z' ]{1,14}\s?/\s?){0,2}(?:the|il|le|el\sdia|el|am|dana|no\sdia|em|on)?\s?:?\s?$",
    )
});

/// Returns whether a date is that of the apostille which a paper is.
pub(super) fn is_of_apostille(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> bool {
    paper.is_type("TRANSLATION")
        && SIXTH.is_match(before(&page.flat, start, 40))
        && APOSTILLE.is_match(before(&page.text, start, 900))
}

/// "Il 4 ottobre 2022", "L'anno 2022 il giorno 4 ottobre": how a deed's day begins.
static DAY_OF_ACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|[\n.;-]\s?)(?:l'anno\s[a-z0-9 ]{2,40},?\s|in\s[a-z' ]{3,30},\s(?:(?:via|viale|corso|piazza|largo|nel|presso)\s[a-z0-9' .]{2,40},\s){0,2})?(?:(?:oggi|il(?:\sgiorno)?|in\sdata|on|on\sthis|el(?:\sdia)?|le|am)\s|l'|oggi,?\s(?:il\s)?)$",
    )
});

/// What follows the day of a deed: where, or before whom.
static PLACE_OF_ACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s?(?:alle\sore\s[0-9:.]{1,5},?\s)?(?:in|nel|nella|a|tra|fra|avanti|innanzi|dinanzi|davanti|presso|alla\spresenza|e\scomparso|e\scomparsa|sono\scompars|before|between|at)\b",
    )
});

/// Returns whether a day is that of a seal: "Given under my hand and seal at Kumasi, this 9th day of December 2025".
pub(super) fn is_sealed(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> bool {
    let lead = before(&page.flat, start, 12);
    paper.has_type() && [" this ", " this the "].iter().any(|word| lead.ends_with(word))
}

/// Returns whether a day is that of a deed: so begins its first sentence.
pub(super) fn is_of_act(page: &Folded<'_>, start: usize, end: usize) -> bool {
    DAY_OF_ACT.is_match(before(&page.text, start, 70))
        && PLACE_OF_ACT.is_match(after(&page.flat, end, 40))
}

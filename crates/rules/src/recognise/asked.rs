//! Who asked for what an office's paper grants or refuses.

use super::fold::Folded;
use super::pattern;
use super::standing::Party;
use regex::Regex;
use std::sync::LazyLock;

/// Returns as what somebody asked whose name follows these words: an employer asks to employ somebody else.
pub(super) fn party(page: &Folded<'_>, lead: &str) -> Option<Party> {
    let asked = FILED.is_match(lead) || ASKED.is_match(lead) && page.flat.contains("nulla osta");
    let party = if is_leave_to_employ(page) { Party::Employer } else { Party::Applicant };
    asked.then_some(party)
}

/// Returns whether a page lets somebody employ somebody: who asked for that is no worker.
pub(super) fn is_leave_to_employ(page: &Folded<'_>) -> bool {
    let has = |words: &str| page.flat.contains(words);
    has("nulla osta")
        && (has("assunzione del lavorator") || has("assunzione della lavoratric"))
        && !has("ricongiung")
}

/// "Vista l'istanza inoltrata il … da …", "la richiesta con la quale la signora …": who asked for what a paper grants or refuses.
static FILED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:istanz|domand|richiest|application|solicitud|request|demande)[a-z]{0,2}\b[\x00-:<-\x7f]{0,100}\s(?:dal|dalla|dal/la|da|by|por|par|(?:con|mediante)\s(?:la|il)\squale)\s(?:(?:il|la|lo|parte\sdi|parte\sdel|parte\sdella|cittadin[oa]|stranier[oa])\s){0,3}(?:(?:sig|signor|dott|mr|ms|mrs|sr|sra)[a-z.]{0,4}\s|richiedente:?\s)?$",
    )
});

/// "Su richiesta di …", of a leave that an office gives.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:su|a)\s(?:istanza|richiesta|domanda)\s(?:di|del|della)\s(?:(?:sig|signor|dott)[a-z.]{0,4}\s)?$",
    )
});

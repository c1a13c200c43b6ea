//! Another paper that this one tells of, with a day of its own: "passaporto n. … rilasciato il".

use super::dates::before;
use super::fold::Folded;
use super::labels::Label;
use super::paper::Paper;
use super::pattern;
use super::roles::SENTENCE_LINE;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// Another paper that a paper tells of, up to the words that date it: "passaporto n. … rilasciato il".
pub(super) static OTHER_PAPER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:passaporto|passport|carta\sd'identita|identity\scard|documento\s(?:di\s(?:identita|riconoscimento|viaggio)|n)|(?:permesso|titolo)\sdi\ssoggiorno|residence\spermit|patente(?:\sdi\sguida)?|permesso(?:\sn\.?|\s?:)|aufenthalts(?:erlaubnis|titel|karte)|reisepass|personalausweis|visum|pasaporte|visado|permiso\sde\sresidencia|passeport|titre\sde\ssejour|carte\sde\ssejour|passaporte|procura|nulla\sosta|visto|permit\sto\suse|authority\sto\sprint)\b|c\.\s?i\.(?:e\.)?\s)[\x00-:<-\x7f]{0,80}$",
    )
});

/// Returns whether the words before a date, on its line, are those of a passport or permit that this paper only tells of.
pub(super) fn tells_of_another(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> bool {
    let (from, _) = page.line_at(start);
    !paper.is_itself_valid()
        && OTHER_PAPER.is_match(&page.flat[from.max(start.saturating_sub(100))..start])
}

/// Returns whether a label dates a passport, permit or other paper that this one only tells of.
pub(super) fn is_labelled(page: &Folded<'_>, label: &Label, paper: Paper<'_>) -> bool {
    let words = &page.flat[label.start..label.end];
    let telling = ["rilasci", "issue", "deliv", "exped", "scad", "expir", "valid"];
    if label.weak || !telling.iter().any(|stem| words.contains(stem)) {
        return false;
    }
    // A report of a loss names what was lost, a deed by what its parties were known.
    let of_holder = paper.is_type("OTHER") || paper.is(Nature::Deed);
    if !paper.has_type() || paper.is(Nature::Shown) && !of_holder {
        return false;
    }
    // An application's fields of issue and expiry are the passport's.
    if paper.is(Nature::OfPassport) {
        return true;
    }
    let line = page.line_of(label.start);
    let (mut line_start, _) = page.line(line);
    // A sentence that was wrapped.
    if line > 0 && page.words(line_start, label.start).starts_with(char::is_lowercase) {
        let (above, end) = page.line(line - 1);
        if end - above >= SENTENCE_LINE {
            line_start = above;
        }
    }
    let from = line_start.max(label.start.saturating_sub(100));
    let lead = &page.flat[from..label.start];
    // "La presente procura è valida fino al": a deed's own end.
    OTHER_PAPER.is_match(lead) && !(paper.is(Nature::Deed) && lead.contains("procura"))
}

/// "Nota prot. 0210933 del": the number of another paper, right before its day.
static QUOTED_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:rif|riferimento|riscontro|vs|vostra|nota|istanza|domanda|preavviso|comunicazione)\.?\s(?:[a-z.]{1,12}\s){0,3}[a-z_.]{0,6}[0-9][0-9a-z/._-]{2,24},?\s(?:del|dell'|in\sdata)\s?$",
    )
});

/// Returns whether a day is that of another paper's number, as the subject of a mail quotes it.
pub(super) fn is_of_quoted_number(page: &Folded<'_>, start: usize) -> bool {
    QUOTED_NUMBER.is_match(before(&page.flat, start, 80))
}

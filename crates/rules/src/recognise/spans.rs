//! The two ends of a span of days: "dal 01/10/2026 al 30/09/2027".

use super::another_paper::tells_of_another;
use super::dates::before;
use super::fold::Folded;
use super::forms::WEEKDAY;
use super::paper::Paper;
use super::written::Candidate;
use super::{following, pattern};
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// What joins the two ends of a span.
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?-u)^(?:,?\s(?:ore\s|h\s?|at\s)?[0-9]{{2}}[:.][0-9]{{2}}(?:\s?(?:hrs|hours|h|ore))?)?(?:\s?\([0-9]{{2}}[:.][0-9]{{2}}[a-z\x20]{{0,8}}\))?\s*[,;]?\s*(?:[0-9]{{1,2}}\.\s|\([a-z]\)\s)?(?:e\s)?(?:(?:fino|sino|up)\s)?(?:al|all'|alle\sore\s24[:.0]*\sdel|to|until|till|through|a|through|thru|bis|hasta|jusqu'au|au|ate|-|/|[-=]{{0,2}}>)(?:\sand\sincluding)?(?:\s?[/-]\s?(?:to|until|till|al|au|bis|hasta))*:?\s*(?:(?:[0-9]{{1,2}}[:.][0-9]{{2}}(?:\s?[ap]\.?m\.?)?|midnight|noon|[0-9]{{1,2}}\s?[ap]\.?m\.?)\s(?:on|of|del)\s)?(?:il\s|el\s|le\s|the\s|dem\s|zum\s|giorno\s|dia\s|{WEEKDAY},?\s)*$"
    ))
});

/// What stands before the first day of a span.
pub(super) static FROM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?-u)\b(?:da\s{WEEKDAY}|dal|dall'|from|desde|vom|ab|du)(?:\s?[/-]\s?(?:from|du|dal|del|ab|vom|al|to|till|until|au|bis|hasta|ate))*(?:\s(?:ore\s)?(?:[0-9]{{1,2}}[:.][0-9]{{2}}(?:\s?[ap]\.?m\.?)?|midnight|noon|[0-9]{{1,2}}\s?[ap]\.?m\.?)\s(?:on|of|del))?(?:\s(?:giorno|the|el|le|dem|and\sincluding|{WEEKDAY},?))*:?\s*$"
    ))
});

/// "Period: 01/09/2026 - 31/08/2027".
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:period|periodo|validita|validity|valid|cover|coverage|copertura|durata|duration|term|missione|assignment|laufzeit|duracion|duracao|duree|vigencia|vertragsdauer)\b(?:\s?/?\s?[a-z']{2,16}){0,3}(?:\s?\(?[0-9]{1,3}\s(?:mesi|months|anni|years|giorni|days|meses|mois|monate)\)?)?\s?[:,]?\s*$",
    )
});

/// What somebody is let in to do.
static OF_WORK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:rapporto(?:\sdi\slavoro)?|lavoro|tempo\sdeterminato|stagional[ei]|assunzione|impiego|employment|work|job)\b[\x00-\x2d/:<-\x7f]{0,50}$",
    )
});

/// "Il rapporto di lavoro quale operaio agricolo, con orario pieno, nell'arco dal": the span of the work, some way behind it.
static WORK_WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:rapporto\sdi\slavoro|prestazione(?:\slavorativa)?|attivita\slavorativa|impiego|assunzione|employment|engagement)\b[\x00-\x2d/-:<-\x7f]{0,130}\b(?:nell'arco|nel\speriodo|per\sil\speriodo|nell'arco\stemporale|in\sthe\speriod|for\sthe\speriod)\s(?:dal|dall'|from)\s?$",
    )
});

/// "Iscrizione dal 11/05/2026 al 20/04/2028": the first day of a span, whatever the span is called.
pub(super) fn span_begin(
    page: &Folded<'_>,
    candidates: &[Candidate],
    at: usize,
    paper: Paper<'_>,
) -> Option<DateRole> {
    let (this, next) = (&candidates[at], candidates.get(at + 1)?);
    let between = page.text.get(this.end..next.start).filter(|text| text.len() <= 40)?;
    let own = !paper.has_type() && following::leads_term(page, this.start);
    // "Con rapporto a tempo determinato dal … al", on the permission to hire: of the work, not of the paper.
    let job = paper.is(Nature::Act)
        && (OF_WORK.is_match(before(&page.flat, this.start, 80))
            || WORK_WITHIN.is_match(before(&page.flat, this.start, 190)));
    let role = if own || job { DateRole::Start } else { paper.begins() };
    let span = role != DateRole::Other
        && !tells_of_another(page, this.start, paper)
        && (FROM.is_match(before(&page.text, this.start, 28))
            || PERIOD.is_match(before(&page.text, this.start, 70)))
        && SPAN.is_match(between);
    span.then_some(role)
}

/// Returns whether two days of a line are a span that its own words announce: "per il periodo 01/01/2026 - 31/12/2026".
pub(super) fn is_announced(page: &Folded<'_>, row: &[Candidate]) -> bool {
    let [first, last] = row else { return false };
    let (from, _) = page.line_at(first.start);
    let lead = before(&page.text[from..], first.start - from, 70);
    SPAN.is_match(&page.text[first.end..last.start])
        && (FROM.is_match(lead) || PERIOD.is_match(lead))
}

/// Returns whether the next date is the later end of a span that begins with this one.
pub(super) fn ends_behind(page: &Folded<'_>, candidates: &[Candidate], at: usize) -> bool {
    let this = &candidates[at];
    candidates.get(at + 1).is_some_and(|next| {
        let between = page.text.get(this.end..next.start).filter(|text| text.len() <= 12);
        next.day > this.day && between.is_some_and(|text| SPAN.is_match(text))
    })
}

/// "(b) al:", "Hasta las 24:00 h del": a line of a form that ends the span of the line above.
static TO_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:\([a-z]\)\s|[0-9a-z][.)]\s|[0-9]{1,2}\.[0-9]{1,2}[.)]?\s|[-]\s)?(?:al|all'|to|until|till|hasta|bis|au|jusqu'au|ate|fino\sal|sino\sal)(?:\s(?:las\s|alle\s)?(?:ore\s)?[0-9]{1,2}[:.][0-9]{2}\s(?:h\s|hrs\s)?(?:del|on|of))?\s?:?\s(?:el\s|il\s|the\s)?$",
    )
});

/// Returns whether a date ends the span that began on a line right above.
pub(super) fn ends_below(page: &Folded<'_>, begun: usize, start: usize) -> bool {
    let line = page.line_of(start);
    line == begun + 1 && TO_LINE.is_match(&page.text[page.line(line).0..start])
}

/// Returns what the later end of a span means whose first day stands right before.
pub(super) fn span_end(
    page: &Folded<'_>,
    previous: Option<(usize, DateRole)>,
    start: usize,
    paper: Paper<'_>,
) -> Option<DateRole> {
    let (end, role) = previous?;
    if !matches!(role, DateRole::ValidFrom | DateRole::Start) || start < end || start - end > 40 {
        return None;
    }
    SPAN.is_match(&page.text[end..start]).then(|| paper.ends().unwrap_or(DateRole::ValidTo))
}

/// "Iscritto dal   al   Titolo", "vom / from   bis / until": captions of a span that stand first in the head of their table.
static SPAN_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:[a-z]{4,16}\s){0,3}(?:dal?|from|desde|du|von|vom|de|ab)|valid[oa]?|gultig)(?:\s?/\s?(?:valid\s)?(?:dal?|from|desde|du|von|vom|de|ab))*\s(?:[/-]\s)?(?:al?|to|until|till|hasta|au|bis|ate|jusqu'au)(?:\s?/\s?(?:al?|to|until|till|hasta|au|bis|ate|jusqu'au))*(?:\s|$)",
    )
});

/// Returns the role of a day in the first row below captions that name the two ends of a span, where the row begins with both.
pub(super) fn below_captions(
    page: &Folded<'_>,
    row: &[Candidate],
    head: usize,
    start: usize,
    paper: Paper<'_>,
) -> Option<(DateRole, &'static str)> {
    let ([first, last], begins) = (row, paper.begins()) else { return None };
    let (here, _) = page.line_at(start);
    let (from, to) = page.line(head);
    let both = first.start == here
        && page.text[first.end..last.start].trim_matches([' ', '\t', '-']).is_empty()
        && first.day < last.day;
    if begins == DateRole::Other || !both || !SPAN_FIRST.is_match(&page.text[from..to]) {
        return None;
    }
    let role =
        if start == first.start { begins } else { paper.ends().unwrap_or(DateRole::ValidTo) };
    Some((role, "span-start"))
}

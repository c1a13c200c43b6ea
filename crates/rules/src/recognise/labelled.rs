//! The label that a date belongs to: before it on its line, or above it in a table.

use super::dates::before;
use super::fold::Folded;
use super::labels::{Label, Labels};
use super::paper::Paper;
use super::roles::{adjusted, of_field};
use super::spans::FROM;
use super::written::Candidate;
use super::{day_columns, following, pattern, position, until};
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// How far a label reaches whose date is joined to it: "rilasciato dall'Ufficio anagrafe di Prato il 27/4/2026".
const JOINED: usize = 100;
/// "Mercoledì " stands between a label and its date.
const LONGEST_WEEKDAY: usize = 11;
/// A line of prose is at least so long where it goes on in the next.
const FULL_LINE: usize = 60;
/// Between the two words of a label in two languages, in bytes.
const SAID_TWICE: usize = 4;
/// The header of a list of people is at most so long.
const LONGEST_HEADER: usize = 120;
/// "Il / on ", the rest of a label that the line end parts.
const LONGEST_JOINT: usize = 8;
/// Columns stand on lines of at most this many bytes.
const LONGEST_ROW: usize = 2_000;

/// Returns the role that the nearest label gives: on the line before the date, or in the header above its column.
pub(super) fn labelled(
    page: &Folded<'_>,
    labels: &[Label],
    candidates: &[Candidate],
    start: usize,
    floor: usize,
    paper: Paper<'_>,
) -> Option<(DateRole, &'static str)> {
    let line = page.line_of(start);
    let (line_start, _) = page.line(line);
    let upto = labels.partition_point(|l| l.end <= start);
    let mut behind = labels[..upto]
        .iter()
        .rev()
        .take_while(|l| l.start >= floor)
        // "La sottoscritta … dal": who speaks, not what was signed.
        .filter(|l| !(page.flat[l.start..].starts_with("sottoscritt") && is_speaker(page, l.start)))
        // "Date and / place of birth": half of a longer label.
        .filter(|l| !(l.weak && AND.iter().any(|and| page.flat[l.end..].starts_with(and))))
        .filter(|l| !(l.prose && ends_between(page, l.end, start)))
        .filter(|l| !is_in_brackets(page, l, start))
        .filter(|l| !is_of_something(page, l, start))
        // "Quando" asks for an appointment where somebody is called; a receipt's is when it was paid.
        .filter(|l| {
            let called = paper.is_any(&[Nature::Call, Nature::Invites, Nature::HandedIn]);
            !l.weak || l.role != DateRole::Appointment || called
        })
        // "Issued under the agreement of", "domande presentate dal": another paper's day, or since when a rule holds.
        .filter(|l| !is_of_ground(page, l, start))
        // "Contados desde la expedición (hasta el": nothing was done on the last day of a time.
        .filter(|l| {
            let done = matches!(l.role, DateRole::Issued | DateRole::Filed | DateRole::Paid);
            !(l.prose && done && until::ends_a_time(&page.flat[l.end..start]))
        })
        // "Assunzione comunicata al Centro per l'impiego il": another verb takes the day.
        .filter(|l| {
            let begun = matches!(l.role, DateRole::Start | DateRole::Appointment);
            !(l.prose && begun && TOLD.is_match(&page.flat[l.end..start]))
        })
        .peekable();
    // "Rilasciata dalla Questura di Milano in data …": "in data" joins, and what stands before it tells.
    let joined = behind
        .next_if(|l| {
            let both = page.flat[l.start..l.end].contains('/');
            l.weak && start - l.end <= l.reach && (both || is_joined(page, l.start))
        })
        .map(|joint| (joint, behind.peek().copied()));
    let near = match joined {
        Some((joint, Some(teller)))
            if !teller.weak
                && joint.start - teller.end <= JOINED - 10
                && teller.start >= line_start =>
        {
            Some(teller)
        }
        Some((joint, _)) => Some(joint),
        None => {
            let lead = before(&page.text, start, 40);
            let reach = |l: &Label| {
                let (from, to) = page.line_at(l.start);
                let prose = from == line_start || to - from >= FULL_LINE;
                let joined = !l.weak && prose && following::joins(lead, l.role);
                // "Date: Fri," heads a mail, which says when by itself.
                let short = l.role != DateRole::Issued && following::SHORT_WEEKDAY.is_match(lead);
                let weekday = l.weak && (short || following::WEEKDAY.is_match(lead));
                if joined {
                    l.reach.max(JOINED)
                } else if weekday {
                    l.reach + LONGEST_WEEKDAY
                } else {
                    l.reach
                }
            };
            behind.find(|l| start - l.end <= reach(l))
        }
    };
    if let Some(label) = in_line_order(page, labels, candidates, start) {
        return adjusted(page, label, paper);
    }
    // "Milano, 20/03/2026" is a signature's line; what stands above it says nothing of it.
    let (cell, _) = page.cell(start, start);
    let signature = position::is_signature(page, cell, start);
    // On the date's own line, or a sentence that was wrapped right before it.
    if let Some(label) = near {
        let between = &page.text[label.end..start];
        // "Rilasciato il … Validità" above "dal 01/08/2026": since when, and no day on which something was done.
        let since = matches!(label.role, DateRole::Issued | DateRole::Filed | DateRole::Paid)
            && label.end <= line_start
            && FROM.is_match(&page.text[line_start..start]);
        // "Given under the seal of the University at the Congregation" and below "held in Kisumu on": one sentence.
        let small = page.words(line_start, start).starts_with(char::is_lowercase);
        let opens = label.start == page.line_at(label.start).0;
        let goes_on = if label.prose && small && opens { JOINED } else { 60 };
        let wrapped = !signature
            && !since
            && between.matches('\n').count() == 1
            && between.trim().len() <= if following::joins(between, label.role) { goes_on } else { 24 }
            && !between.contains('\t')
            // A new line with a capital begins something else than what a passing word spoke of.
            && (label.role != DateRole::Other
                || !page.words(line_start, start).starts_with(char::is_uppercase));
        let (above, above_end) = page.line_at(label.start);
        let rows = label.end <= line_start
            && day_columns::in_order(page, labels, candidates, start).is_some();
        let prose = above_end - above >= FULL_LINE && !rows;
        // "Circolare n. 114 Sassuolo, 26 ottobre 2026": the paper's number, then where and when.
        if label.role == DateRole::Other && signature && label.start >= line_start {
            return None;
        }
        // A label may itself be parted by the line end: "nascida / em".
        if label.end > line_start
            || wrapped && !rows && (prose || is_alone_above(page, labels, candidates, label, start))
        {
            return adjusted(page, label, paper);
        }
    }
    // "Periodo: 01/01/2026 - 31/03/2026": a field of its own, whatever its label means.
    let of_field = {
        let first = candidates.partition_point(|c| c.start < line_start);
        let first = candidates.get(first).map_or(start, |c| c.start);
        let lead = page.text[line_start..first].trim_end();
        lead.ends_with(':') && lead.bytes().any(|b| b.is_ascii_alphabetic())
    };
    if line == 0 || signature || of_field {
        return None;
    }
    let column = match day_columns::in_order(page, labels, candidates, start) {
        // A column of spans: "Data emissione Periodo Scadenza".
        Some(None) => return Some((DateRole::Other, "label-other")),
        Some(label) => label,
        None => day_columns::births(page, labels, candidates, start),
    };
    if let Some(label) = column {
        let (from, to) = page.line_at(label.start);
        if day_columns::PAST.iter().any(|word| page.text[from..to].contains(word)) {
            return Some((DateRole::Other, "label-other"));
        }
        return adjusted(page, label, paper);
    }
    // Lists of examinations, movements and periods have a column of days.
    let listing = paper.is(Nature::List);
    // A table: the header is the label whose column is nearest.
    for above in (line.saturating_sub(2)..line).rev() {
        let (from, to) = page.line(above);
        if to - from > LONGEST_ROW {
            return None;
        }
        if candidates.iter().any(|c| c.start >= from && c.end <= to) && above + 1 == line {
            // The line above has dates of its own: a further row of the table.
            continue;
        }
        // Of fewer captions than days, blanks alone would say which is whose, and the text has none.
        let of_row = candidates[candidates.partition_point(|c| c.start < line_start)..]
            .iter()
            .take_while(|c| page.line_of(c.start) == line)
            .count();
        let first = labels.partition_point(|l| l.start < from);
        let told = labels[first..].iter().take_while(|l| l.end <= to).count();
        if of_row > 1 && told != of_row && !page.text[from..to].contains('\t') {
            return None;
        }
        let column = page.column(start) as i64;
        let of_list = has_day(page, candidates, line + 1) || has_day(page, candidates, line - 1);
        let first = labels.partition_point(|l| l.start < from);
        // "ESTRATTO DELL'ATTO" above "Il giorno 4 maggio": a sentence stands in no column.
        let lead = &page.text[line_start..start];
        let joined = lead.len() > LONGEST_JOINT && following::joins(lead, DateRole::Issued);
        let best = labels[first..]
            .iter()
            .take_while(|l| l.start < to)
            .filter(|l| !(l.weak && listing))
            // "Date et lieu de naissance": half of a longer caption.
            .filter(|l| !(l.weak && AND.iter().any(|and| page.flat[l.end..].starts_with(and))))
            // A field's number heads no column; nor does "data" that of a list of many days.
            .filter(|l| !(l.weak && (l.end - l.start <= 2 || of_list)))
            .filter(|l| l.start >= from && l.end <= to && !is_answered(page, labels, candidates, l))
            // Nor does "place of birth".
            .filter(|l| !PLACE.iter().any(|place| page.flat[..l.start].ends_with(place)))
            // A word in a sentence heads no column.
            .filter(|l| {
                let (from, to) = page.cell(l.start, l.end);
                page.text[from..to].split(' ').count() <= 8
                    && (!l.prose || l.start == from && !joined)
            })
            .map(|l| {
                let (cell, _) = page.cell(l.start, l.end);
                ((page.column(cell.max(from)) as i64 - column).abs(), l)
            })
            .min_by_key(|(distance, _)| *distance);
        if let Some((distance, label)) = best
            && distance <= 22
        {
            return adjusted(page, label, paper);
        }
    }
    None
}

/// The number of a field, before its caption.
static FIELD_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^(?:\(?[0-9]{1,2}[.)]?|\(?[a-z][.)])\s"));

/// "Cessazione 15-05-2024 Causale: …": the next field of the same line.
static NEXT_FIELD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^[a-z][a-z']{2,20}(?:\s[a-z']{1,14}){0,2}\s?:"));

/// Returns the role that a table's caption gives a day beside which it stands alone on the line: "Termine 31/08/2027".
pub(super) fn captioned(
    page: &Folded<'_>,
    all: &Labels,
    start: usize,
    end: usize,
    paper: Paper<'_>,
) -> Option<(DateRole, &'static str)> {
    let (line_start, line_end) = page.line_at(start);
    if !paper.has_type() || line_end - line_start > LONGEST_FIELD {
        return None;
    }
    let number = FIELD_NUMBER.find(&page.text[line_start..start]).map_or(0, |found| found.end());
    let from = line_start + number;
    let lead = page.text[from..start].trim_end_matches([' ', ':', '\t', '-']);
    let to = from + lead.len();
    // A day may itself be parted by the line end.
    let rest = page.text.get(end..line_end)?.trim();
    let label = all.above_columns(page, from, to).find(|l| l.start == from && l.end == to)?;
    let field = page.words(from, to).starts_with(char::is_uppercase)
        && (rest.is_empty() || rest.starts_with(['(', ',', ';', '.']) || NEXT_FIELD.is_match(rest));
    let meant = matches!(
        label.role,
        DateRole::Start | DateRole::Expires | DateRole::Issued | DateRole::Due
    );
    (field && meant).then(|| of_field(page, &label, paper)).flatten()
}

/// A field and its day are at most so long.
const LONGEST_FIELD: usize = 100;

/// What was done with something that begins.
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:comunicat|denunciat|registrat|notificat|trasmess|inviat|prenotat|richiest|reported|notified|booked|requested)[a-z]{0,2}\b",
    )
});

/// What a paper was issued on the strength of, between a word of its own and the day of that other paper.
static GROUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:\s[a-z]{2,14}){0,3}\s(?:under|a\snorma|a\stermini|nel\srispetto|in\sapplicazione|in\sattuazione|in\sottemperanza|ex\sart|as\srequired\sby|as\sprovided|con\sarreglo|en\scumplimiento|en\sapplication|em\scumprimento|nos\stermos|nach|pursuant\sto|in\saccordance\swith|according\sto|as\sper|by\svirtue\sof|further\sto|with\sreference\sto|in\sconnection\swith|in\srespect\sof|ai\ssensi|in\sbase|sulla\sbase|in\svirtu|in\sesecuzione|a\sfronte|a\svalere|in\sconformita|con\sriferimento|in\sriferimento|in\srelazione|a\sseguito|come\sda|di\scui\sal|en\svirtud|de\sacuerdo\scon|conforme\sa|en\svertu|conformement|selon|em\svirtude|gemass|aufgrund|laut)\b",
    )
});

/// Returns whether a day behind a word of what was done is that of something else: of what the paper goes by, or since when a rule holds.
fn is_of_ground(page: &Folded<'_>, label: &Label, start: usize) -> bool {
    let done = matches!(
        label.role,
        DateRole::Issued | DateRole::Filed | DateRole::Notified | DateRole::Paid
    );
    let between = &page.flat[label.end..start];
    // "Estratto conto - movimenti dal 01/05/2026"
    let since = [" dal ", " dall'", " from ", " since ", " desde el ", " ab dem "]
        .iter()
        .any(|since| between.ends_with(since));
    label.prose && done && (since || GROUND.is_match(between))
}

/// Where somebody was born, and not when.
const PLACE: [&str; 6] =
    ["place of ", "luogo di ", "lugar de ", "lieu de ", "local de ", "comune di "];

/// What joins the halves of a label.
const AND: [&str; 4] = [" and ", " e ", " et ", " y "];

/// What may stand between "il" or "by" and its day.
const OF_THE_DAY: [&str; 14] = [
    "giorno",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "the",
    "noon",
    "midnight",
    "close",
    "end",
    "mese",
];

/// "L'ha pagato il commercialista", "accepted by you": who did it, or what was done, takes the place of the day.
fn is_of_something(page: &Folded<'_>, label: &Label, start: usize) -> bool {
    let (words, between) = (&page.flat[label.start..label.end], &page.text[label.end..start]);
    let by = words.ends_with(" by");
    if !(by || words.ends_with(" il") && between.contains('\n')) {
        return false;
    }
    let next = between.trim_start_matches(' ');
    let at = start - next.len();
    let length = next.bytes().take_while(u8::is_ascii_lowercase).count();
    let word = &next[..length];
    let named = word.ends_with("day") || OF_THE_DAY.contains(&word);
    length > 1 && !named && page.words(at, at + 1).starts_with(char::is_lowercase)
}

/// Returns whether a label stands in brackets that close before a date: "€ 156,00 (pagata, bancomat) – 15/12/2026" tells of what was
/// paid before.
fn is_in_brackets(page: &Folded<'_>, label: &Label, start: usize) -> bool {
    let (from, _) = page.line_at(label.start);
    let opened = page.flat[from..label.start].rfind('(');
    let open = opened.is_some_and(|at| !page.flat[from + at..label.start].contains(')'));
    open && page.flat[label.end..start].contains(')')
}

/// Returns whether a sentence ends between a word and a date: a semicolon, or a full stop behind a word, and a capital.
fn ends_between(page: &Folded<'_>, from: usize, to: usize) -> bool {
    let text = &page.flat[from..to];
    text.contains("; ")
        || text.match_indices(". ").any(|(at, _)| {
            let word = text[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            let next = from + at + 2;
            word >= 4 && next < to && page.words(next, next + 1).starts_with(char::is_uppercase)
        })
}

/// Returns whether a line has a date.
fn has_day(page: &Folded<'_>, candidates: &[Candidate], line: usize) -> bool {
    if line > page.last_line() {
        return false;
    }
    let (from, to) = page.line(line);
    let at = candidates.partition_point(|c| c.start < from);
    candidates.get(at).is_some_and(|c| c.start < to)
}

/// Returns the label that stands where a date does, if a line has its labels first and then as many days: "Emisión / Validez 19 01 2025
/// - 19 01 2035".
fn in_line_order<'l>(
    page: &Folded<'_>,
    labels: &'l [Label],
    candidates: &[Candidate],
    start: usize,
) -> Option<&'l Label> {
    let (from, to) = page.line_at(start);
    if to - from > LONGEST_HEADER {
        return None;
    }
    let first = candidates.partition_point(|c| c.start < from);
    let days = &candidates[first..candidates.partition_point(|c| c.start < to)];
    let (begins, at) = (days.first()?.start, days.iter().position(|c| c.start == start)?);
    let first = labels.partition_point(|l| l.start < from);
    let mut told: Vec<&Label> = labels[first..].iter().take_while(|l| l.start < to).collect();
    let joined = told.windows(2).all(|pair| pair[1].start - pair[0].end <= SAID_TWICE + 2);
    told.dedup_by(|next, last| next.role == last.role && next.start - last.end <= SAID_TWICE);
    let beside = days.windows(2).all(|pair| pair[1].start - pair[0].end <= SAID_TWICE);
    let apart = told.windows(2).all(|pair| pair[0].role != pair[1].role);
    let before = told.iter().all(|l| l.end <= begins);
    let fits = days.len() > 1 && told.len() == days.len() && joined && beside && apart && before;
    fits.then(|| told[at])
}

/// Returns whether a label is joined to a day by "in" or "alla": "in data", "alla data del".
pub(super) fn is_joined(page: &Folded<'_>, at: usize) -> bool {
    page.flat[at..].starts_with("dat")
        && [" in ", " alla ", " dalla "]
            .iter()
            .any(|word| before(&page.flat, at, 7).ends_with(word) || page.flat[..at] == word[1..])
}

fn is_speaker(page: &Folded<'_>, at: usize) -> bool {
    ["il ", "la ", "io ", "i ", "le ", "al ", "/la "].iter().any(|w| page.flat[..at].ends_with(w))
}

/// Returns whether a label has its date beside it on its own line, and so is no column's header.
fn is_answered(
    page: &Folded<'_>,
    labels: &[Label],
    candidates: &[Candidate],
    label: &Label,
) -> bool {
    let (_, line_end) = page.line_at(label.start);
    let after = labels.partition_point(|l| l.start < label.end);
    let next_label = labels.get(after).map_or(usize::MAX, |l| l.start);
    candidates.iter().any(|c| {
        c.start >= label.end
            && c.end <= line_end
            && c.start <= next_label
            && c.start - label.end <= label.reach
    })
}

/// Returns whether a label at the end of the line above speaks for this date, and not for another column.
fn is_alone_above(
    page: &Folded<'_>,
    labels: &[Label],
    candidates: &[Candidate],
    label: &Label,
    start: usize,
) -> bool {
    let line = page.line_of(label.start);
    let (from, to) = page.line(line);
    if to - from > LONGEST_ROW {
        return false;
    }
    let first = labels.partition_point(|l| l.start < from);
    let others = labels[first..].iter().take_while(|l| l.end <= to).filter(|l| !l.weak).count();
    let (_, date_line_end) = page.line_at(start);
    let same_line = candidates.iter().filter(|c| c.start >= to && c.end <= date_line_end).count();
    // Above several days, a caption at the end of its line is that of the last.
    let last = label.start > from + LONGEST_JOINT && label.end + 3 >= to;
    others <= 1 && (same_line <= 1 || !last) || same_line <= 1 && to - label.end <= 3
}

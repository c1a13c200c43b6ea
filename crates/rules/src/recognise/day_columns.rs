//! The captions of a table's head, and the days in the rows below them.
//!
//! A page's text keeps of a table the order of its cells alone: as many captions of days as a row has days are taken in their order.

use super::dates::before;
use super::fold::Folded;
use super::labels::{Label, Labels};
use super::paper::Paper;
use super::position::HEAD_LINES;
use super::written::Candidate;
use super::{following, pattern, roles, spans};
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// The head of a table, and a row of it, are at most so long.
const LONGEST_HEAD: usize = 160;
const LONGEST_ROW: usize = 240;
const LONGEST_HEADING: usize = 60;
/// Rows of a table that are looked at below its head.
const ROWS: usize = 12;
/// Between the two words of a caption in two languages, in bytes.
const SAID_TWICE: usize = 4;
/// Longer lines are no rows.
const LONGEST_LINE: usize = 2_000;
/// The head of a list of people is at most so long.
const LONGEST_LIST_HEAD: usize = 120;
/// A label stands so close before its own day in a row.
const BESIDE: usize = 4;

/// A caption of a column of days.
#[derive(Debug, Clone, Copy)]
struct Caption {
    label: Label,
    /// Means something only above a column: "Dal", "Fine".
    bare: bool,
}

/// "dal al", alone above the two ends of a span.
static FROM_TO: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[a-z]{4,16}\s)?(?:dal|from|desde|du|von|vom|de)\s(?:[/-]\s)?(?:al|to|hasta|au|bis|ate)\s*$",
    )
});

/// Returns the role that the caption above its column gives a day.
pub(super) fn told(
    page: &Folded<'_>,
    labels: &[Label],
    all: &Labels,
    candidates: &[Candidate],
    start: usize,
    paper: Paper<'_>,
) -> Option<(DateRole, &'static str)> {
    let line = page.line_of(start);
    let (here, end) = page.line(line);
    if end - here > LONGEST_ROW {
        return None;
    }
    let days = |line: usize| {
        let (from, to) = page.line(line);
        let first = candidates.partition_point(|c| c.start < from);
        let last = candidates.partition_point(|c| c.start < to);
        &candidates[first..last]
    };
    let row = days(line);
    let below = if line < page.last_line() { days(line + 1) } else { &[] };
    let listed = !below.is_empty();
    if spans::is_announced(page, row) {
        return None;
    }
    let mut head = line.checked_sub(1)?;
    // Tariffs, calendars and minutes have tables of days too, which are nobody's.
    if !paper.has_type() && (row.len() < 2 || below.len() == row.len() || !days(head).is_empty()) {
        return None;
    }
    while head > 0 && line - head <= ROWS && days(head).len() == row.len() {
        head -= 1;
    }
    if let Some(found) = spans::below_captions(page, row, head, start, paper) {
        return Some(found);
    }
    // "tipologia data inizio fine prevista": a form may write no capitals in its heads, and some in its rows.
    let small = row.len() > 1
        && is_small(page, head)
        && page.words(here, end).starts_with(char::is_uppercase)
        || row.len() == 2 && {
            let (from, to) = page.line(head);
            FROM_TO.is_match(&page.text[from..to])
        };
    if !days(head).is_empty() || !(small || is_head(page, head)) {
        return None;
    }
    // "04/08/2026 … ricevuto 06/08/2026": a day with a label of its own stands in no column.
    let told_itself = |c: &Candidate| {
        let before = labels.partition_point(|l| l.end <= c.start);
        before > 0 && labels[before - 1].start >= here && c.start - labels[before - 1].end <= BESIDE
    };
    let row: Vec<&Candidate> = row.iter().filter(|c| !told_itself(c)).collect();
    let at = row.iter().position(|c| c.start == start)?;
    let mut captions = captions(page, labels, all, head, small, paper);
    // "Appointment date   Appointment time": a word of the same thing beside the day's own caption.
    if captions.len() > row.len() {
        let roles: Vec<DateRole> = captions.iter().map(|c| c.label.role).collect();
        let mut at = 0;
        captions.retain(|c| {
            at += 1;
            !c.label.prose || !roles[..at - 1].contains(&c.label.role)
        });
    }
    if captions.len() + 1 == row.len() {
        split_one(page, all, &mut captions);
    }
    let caption = captions.get(at).filter(|_| captions.len() == row.len())?;
    let label = &caption.label;
    let (from, to) = page.line(head);
    if captions.len() == 1 {
        // A list's "Data" is that of what it lists, "Quando" that of a call; one caption in a line of two is a heading; a sentence has none.
        let in_list =
            label.weak && (paper.is(Nature::List) || listed && label.role != DateRole::Appointment);
        let few = page.text[from..to].split(' ').count() < 3;
        let sentence = following::joins(before(&page.text, start, 24), DateRole::Start)
            || before(&page.text, start, 2).starts_with(':');
        let capital = page.words(label.start, label.end).starts_with(char::is_uppercase);
        let alone =
            matches!(label.role, DateRole::Issued | DateRole::Appointment | DateRole::Filed);
        if caption.bare && !alone && !is_of_number(page, from, label) || sentence || !capital {
            return None;
        }
        let signed = paper.is(Nature::Contract) && label.role == DateRole::Issued;
        if signed && SIGNED.iter().any(|word| page.flat[label.start..label.end].ends_with(word)) {
            return Some((DateRole::Issued, "label-signed"));
        }
        if in_list || few || line - head > 1 && label.role == DateRole::Issued {
            return None;
        }
    }
    // What an earlier paper had: "Documenti precedenti   Richiesta   Scadenza", in one line or in two.
    let unsaid = captions.len() == 1 && matches!(label.role, DateRole::Other | DateRole::Birth);
    let past = PAST.iter().any(|word| page.text[from..to].contains(word));
    if !unsaid && (past || is_below_past(page, head)) {
        return Some((DateRole::Other, "another-paper"));
    }
    // "Protocollo   Data", in the head of a letter that calls or answers.
    if label.weak
        && captions.len() > 1
        && is_of_number(page, from, label)
        && page.page == 1
        && head < HEAD_LINES
        && paper.is_any(&[Nature::Answer, Nature::Act, Nature::Registered, Nature::Call])
    {
        return Some((DateRole::Issued, "label-issued"));
    }
    // The number's own day: under a heading that names what is answered, or in the head of what bears the number.
    if label.role == DateRole::Other && is_of_number(page, from, label) {
        if is_of_application(page, head) && paper.is_any(&[Nature::Answer, Nature::Act]) {
            return Some((DateRole::Filed, "label-filed"));
        }
        let bears = paper.is_any(&[Nature::Answer, Nature::Act, Nature::Registered, Nature::Bill]);
        let own = page.page == 1 && head < HEAD_LINES && bears;
        return own.then_some((DateRole::Issued, "label-issued"));
    }
    if captions.len() == 1 && matches!(label.role, DateRole::Other | DateRole::Birth) {
        return None;
    }
    // "RENEWALS": only the last row of them still holds.
    if below.len() == days(line).len() && is_of_renewals(page, head) {
        return Some((DateRole::Other, "another-paper"));
    }
    let words = &page.flat[label.start..label.end];
    if caption.bare && label.role == DateRole::Appointment && !is_called(page, labels, head, paper)
    {
        return None;
    }
    if caption.bare && label.role == DateRole::Period {
        let first = captions[..at].iter().filter(|c| c.label.role == DateRole::Period).count() % 2;
        let role = match (paper.begins(), first) {
            (DateRole::Other, _) => DateRole::Other,
            (begins, 0) => begins,
            _ => paper.ends().unwrap_or(DateRole::ValidTo),
        };
        return Some((role, "span-start"));
    }
    // "Richiesta del", above the day of what the paper answers.
    if label.role == DateRole::Other
        && ["richiesta", "domanda", "istanza"].iter().any(|word| words.starts_with(word))
        && paper.is_any(&[Nature::Answer, Nature::Act])
    {
        return Some((DateRole::Filed, "label-filed"));
    }
    if label.weak && paper.is(Nature::List) {
        return Some((DateRole::Other, "label-other"));
    }
    roles::of_field(page, label, paper)
}

/// Returns whether the heading above a table says that it lists earlier papers.
fn is_below_past(page: &Folded<'_>, head: usize) -> bool {
    let Some(line) = head.checked_sub(1) else { return false };
    let (from, to) = page.line(line);
    let heading = &page.text[from..to];
    to - from <= LONGEST_HEADING
        && !heading.bytes().any(|b| b.is_ascii_digit() || b == b':')
        && PAST[..6].iter().any(|word| *word != "categor" && heading.contains(word))
}

/// Words in the header of a table that lists earlier papers, or the classes of a licence.
pub(super) const PAST: [&str; 7] =
    ["precedent", "previous", "storic", "history", "anterior", "categor", "former"];

/// Returns the label that stands where a date does, if the line above is a row of labels and this one the row of their dates; `None`
/// inside for a column of spans that no label names.
pub(super) fn in_order<'l>(
    page: &Folded<'_>,
    labels: &'l [Label],
    candidates: &[Candidate],
    start: usize,
) -> Option<Option<&'l Label>> {
    let line = page.line_of(start);
    let (here, end) = page.line(line);
    let days = |(from, to): (usize, usize)| {
        let first = candidates.partition_point(|c| c.start < from);
        &candidates[first..candidates.partition_point(|c| c.start < to)]
    };
    let dates = days((here, end));
    // The header stands above all rows of as many days.
    let mut header = line.checked_sub(1)?;
    while header > 0 && line - header <= ROWS && days(page.line(header)).len() == dates.len() {
        header -= 1;
    }
    let (from, to) = page.line(header);
    if to - from > LONGEST_LINE || end - here > LONGEST_LINE {
        return None;
    }
    let first = labels.partition_point(|l| l.start < from);
    let mut told: Vec<&Label> = labels[first..].iter().take_while(|l| l.end <= to).collect();
    // "4a DATA EMISSÃO", "SCADENZA / EXPIRY": one label, said twice.
    told.dedup_by(|next, last| {
        next.role == last.role && (next.start - last.end <= SAID_TWICE || last.weak)
    });
    // The row begins with its first value, or with another column's.
    let row = dates.first().is_some_and(|first| first.start - here <= 40)
        && !has_label(labels, here, end);
    if dates.len() < 2 || !days((from, to)).is_empty() || !row {
        return None;
    }
    let at = dates.iter().position(|c| c.start == start)?;
    if told.len() == dates.len() {
        return told.get(at).copied().map(Some);
    }
    // A span is one value: its days are counted once, and "periodo" is its column.
    let spans = |at: usize| {
        at > 0 && is_span(&page.text[dates[at - 1].end..dates[at].start])
            || at + 1 < dates.len() && is_span(&page.text[dates[at].end..dates[at + 1].start])
    };
    let period = page.flat[from..to].find("period")? + from;
    let alone = (0..dates.len()).filter(|at| !spans(*at)).count();
    if alone != told.len() || told.len() + 2 != dates.len() {
        return None;
    }
    if spans(at) {
        return Some(None);
    }
    let before = told.iter().filter(|l| l.start < period).count();
    // The span must stand where the header says.
    let first_span = (0..dates.len()).find(|at| spans(*at))?;
    let nth = (0..at).filter(|at| !spans(*at)).count();
    (first_span == before).then(|| told.get(nth).copied()).flatten().map(Some)
}

/// Returns whether a label begins between two offsets.
fn has_label(labels: &[Label], from: usize, to: usize) -> bool {
    labels.get(labels.partition_point(|l| l.start < from)).is_some_and(|l| l.start < to)
}

/// Returns whether what stands between two days makes them the ends of a span.
fn is_span(between: &str) -> bool {
    matches!(between.trim(), "-" | "al" | "to" | "a" | "/")
}

/// Returns the label of a list's column of birth days, for the one day of its first row: "Applicant Passport Date of birth Category".
pub(super) fn births<'l>(
    page: &Folded<'_>,
    labels: &'l [Label],
    candidates: &[Candidate],
    start: usize,
) -> Option<&'l Label> {
    let line = page.line_of(start);
    let (from, to) = page.line(line.checked_sub(1)?);
    let (here, end) = page.line(line);
    let header = &page.text[from..to];
    let row = page.words(here, end);
    let of_a_list = to - from <= LONGEST_LIST_HEAD
        && header.split(' ').count() >= 4
        && !header.bytes().any(|b| b.is_ascii_digit() || matches!(b, b':' | b';'))
        && row.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let alone = candidates.iter().filter(|c| (here..end).contains(&c.start)).count() == 1;
    let first = labels.partition_point(|l| l.start < from);
    let mut above = labels[first..].iter().take_while(|l| l.end <= to);
    let only = above.next().filter(|l| l.role == DateRole::Birth && !l.prose)?;
    let told = above.any(|l| l.role != DateRole::Birth && !l.weak)
        || labels.iter().any(|l| l.start >= here && l.end <= end && !l.weak);
    (of_a_list && alone && !told).then_some(only)
}

/// What stands above the days on which each of several signed.
const SIGNED: [&str; 4] = ["signed", "firmato", "firma", "sottoscritto"];

/// Returns whether "del" is the caption beside that of a number.
fn is_of_number(page: &Folded<'_>, from: usize, label: &Label) -> bool {
    let lead = page.flat[from..label.start].trim_end_matches([' ', 'n', '.']);
    let numbers = ["protocollo", "prot", "fattura", "bolletta", "avviso"];
    lead.len() < label.start - from && numbers.iter().any(|number| lead.ends_with(number))
}

/// Returns whether the heading above a table names an application.
fn is_of_application(page: &Folded<'_>, head: usize) -> bool {
    head.checked_sub(1).is_some_and(|line| {
        let (from, to) = page.line(line);
        let heading = &page.text[from..to];
        to - from <= LONGEST_HEADING
            && ["richiesta", "domanda", "istanza", "application"]
                .iter()
                .any(|word| heading.contains(word))
    })
}

/// Returns whether a table's head, or the heading above it, says that its rows prolong something.
fn is_of_renewals(page: &Folded<'_>, head: usize) -> bool {
    (head.saturating_sub(1)..=head).any(|line| {
        let (from, to) = page.line(line);
        let prolongs = ["renew", "rinnov", "prorog", "convalid", "renouvel", "renova", "verlanger"];
        to - from <= LONGEST_HEAD && prolongs.iter().any(|word| page.text[from..to].contains(word))
    })
}

/// Returns whether a table tells of appointments: the paper calls somebody, or the heading above it does.
fn is_called(page: &Folded<'_>, labels: &[Label], head: usize, paper: Paper<'_>) -> bool {
    let above = head.checked_sub(1).map(|line| page.line(line));
    let called = above.is_some_and(|(from, to)| {
        let first = labels.partition_point(|l| l.start < from);
        labels[first..].iter().take_while(|l| l.end <= to).any(|l| l.role == DateRole::Appointment)
    });
    called || paper.is(Nature::Call)
}

/// Returns whether a line may be the head of a table: words that each begin a caption, no sentence and no field with its value.
fn is_head(page: &Folded<'_>, line: usize) -> bool {
    let (from, to) = page.line(line);
    let text = page.text[from..to].trim_end();
    let words = page.words(from, to);
    let long_number = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 2);
    // "Numero doc." may close a head, and no sentence.
    let closed = text.rsplit(' ').next().is_some_and(|last| last.len() > 5 && last.ends_with('.'));
    to - from <= LONGEST_HEAD
        && words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(')
        && !text.contains([':', ';'])
        && !text.contains(", ")
        && !text.ends_with(',')
        && !closed
        && !long_number
}

/// Returns whether a line is words without capitals, figures and signs.
fn is_small(page: &Folded<'_>, line: usize) -> bool {
    let (from, to) = page.line(line);
    let words = page.words(from, to);
    let plain = |c: char| c.is_lowercase() || matches!(c, ' ' | '\'' | '’' | '/' | '.');
    to - from <= LONGEST_HEAD && words.split(' ').count() >= 4 && words.chars().all(plain)
}

/// Returns the captions of days in a table's head, of overlapping ones the longest; one in two languages once.
fn captions(
    page: &Folded<'_>,
    labels: &[Label],
    all: &Labels,
    head: usize,
    small: bool,
    paper: Paper<'_>,
) -> Vec<Caption> {
    let (from, to) = page.line(head);
    let first = labels.partition_point(|l| l.start < from);
    let told = labels[first..].iter().take_while(|l| l.end <= to);
    let mut captions: Vec<Caption> = told
        // "Attestato n.": a word that means a day on papers of some types only.
        .filter(|label| roles::of_field(page, label, paper).is_some())
        .map(|label| Caption { label: *label, bare: false })
        .chain(all.above_columns(page, from, to).map(|label| Caption { label, bare: true }))
        .filter(|caption| small && !caption.label.prose || stands_above(page, caption, from, to))
        .collect();
    captions
        .sort_by(|a, b| (a.label.start.cmp(&b.label.start)).then(b.label.end.cmp(&a.label.end)));
    let mut kept: Vec<Caption> = Vec::new();
    for caption in captions {
        match kept.last() {
            Some(last) if caption.label.start < last.label.end => {}
            // "SCADENZA / EXPIRY", "4a DATA EMISSÃO": one caption, said twice.
            Some(last)
                if caption.label.role == last.label.role
                    && caption.label.role != DateRole::Period
                    && caption.label.start - last.label.end <= SAID_TWICE
                    && (last.label.weak
                        || page.text[last.label.end..caption.label.start].contains('/')) => {}
            _ => kept.push(caption),
        }
    }
    kept
}

/// "Data Scadenza" may be two captions: parts the first whose second word is a caption as well.
fn split_one(page: &Folded<'_>, all: &Labels, captions: &mut Vec<Caption>) {
    let parted = captions.iter().enumerate().find_map(|(at, caption)| {
        let (start, end) = (caption.label.start, caption.label.end);
        let first = page.flat[start..end]
            .find(' ')
            .filter(|length| matches!(&page.flat[start..start + length], "data" | "date"))?;
        let second = all.within(page, start + first + 1, end).into_iter().next()?;
        let capital = page.words(second.start, second.end).starts_with(char::is_uppercase);
        (capital && second.start == start + first + 1).then_some((at, start + first, second))
    });
    if let Some((at, end, second)) = parted {
        let first = &mut captions[at].label;
        (first.end, first.role, first.weak) = (end, DateRole::Issued, true);
        captions.insert(at + 1, Caption { label: second, bare: false });
    }
}

/// Returns whether a label begins a caption, or closes one: the next word has a capital.
fn stands_above(page: &Folded<'_>, caption: &Caption, from: usize, to: usize) -> bool {
    let (start, end) = (caption.label.start, caption.label.end);
    let capital = |c: char| c.is_uppercase();
    let begins = page.words(start, end).starts_with(capital);
    let behind = page.words(end.min(to), to).trim_start();
    let closes =
        behind.is_empty() || behind.starts_with(|c: char| capital(c) || matches!(c, '/' | '('));
    let before = page.words(from, start).trim_end();
    if caption.bare {
        let ends = before.ends_with(|c: char| c.is_alphabetic() || c == '.');
        return begins && (closes || start == from)
            || closes && ends && caption.label.role == DateRole::Other;
    }
    closes && (begins || before.ends_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::super::forms::Order;
    use super::super::written::candidates;
    use super::*;
    use crate::packs::Packs;

    /// The roles of the days of a page, by its tables alone.
    fn roles(id: &str, text: &str) -> Vec<Option<DateRole>> {
        let all = Labels::new(Packs::built_in());
        let page = Folded::new(1, text);
        let labels = all.find(&page);
        let candidates = candidates(&page, Order::DayFirst);
        let paper = Paper::built_in(id);
        let role = |c: &Candidate| Some(told(&page, &labels, &all, &candidates, c.start, paper)?.0);
        candidates.iter().map(role).collect()
    }

    #[test]
    fn as_many_captions_as_days_are_taken_in_their_order() {
        use DateRole::{Due, Filed, Issued, Start, ValidFrom, ValidTo};
        let policy = "Polizza n. Effetto ore 24 del Scadenza ore 24 del Rinnovo\n7/1190 10/03/2026 09/09/2026 NO";
        assert_eq!(roles("HEALTH-INSURANCE", policy), [Some(ValidFrom), Some(ValidTo)]);
        let enrolled = "Iscritto dal   al   Titolo\n16.3.26   14.9.26   permesso in attesa";
        assert_eq!(roles("HEALTH-CARD", enrolled), [Some(ValidFrom), Some(ValidTo)]);
        let both = "vom / from   bis / until\n06-08-24   03-11-24";
        assert_eq!(roles("VISA", both), [Some(ValidFrom), Some(DateRole::Expires)]);
        let season = "Qualifica Dal Al Giornate\nBracciante 04/05/2026 30/10/2026 90";
        assert_eq!(roles("STAY-CONTRACT", season), [Some(Start), Some(ValidTo)]);
        let bill = "Numero Data Scadenza Pagamento\n12/2026 30/04/2026 30/05/2026 bonifico";
        assert_eq!(roles("INVOICE", bill), [Some(Issued), Some(Due)]);
        let answer = "Pratica Data invio Esito\n4411 09/10/2025 accolta";
        assert_eq!(roles("NULLA-OSTA", answer), [Some(Filed)]);
        let rates = "Rata Scadenza Euro Codice\nPrima 16/06/2026 177,00 3021\nSeconda 16/12/2026 177,00 3022";
        assert_eq!(roles("PAYMENT-NOTICE", rates), [Some(Due), Some(Due)]);
    }

    #[test]
    fn sentences_earlier_papers_and_missing_cells_give_no_role() {
        let sentence = "Modalita IBAN Data scadenza Importo\nIl file fu consegnato il 01/07/2026";
        assert_eq!(roles("INVOICE", sentence), [None]);
        let earlier = "Documenti precedenti Richiesta Scadenza Esito\nINPS_4711 02/06/2026 30/09/2026 Regolare";
        assert_eq!(roles("DURC", earlier), [Some(DateRole::Other); 2]);
        let missing = "Data nascita Data assunzione Data cessazione\n02/06/1984 06/05/2019";
        assert_eq!(roles("PAYSLIP", missing), [None, None]);
        let renewed = "Order no. Date Renewed up to\n17/RN 02-10-2017 07-10-2022\n22/RN 19-09-2022 07-10-2027";
        let last = Some(DateRole::Expires);
        assert_eq!(
            roles("PROFESSIONAL-LICENCE", renewed)[1..4],
            [Some(DateRole::Other), Some(DateRole::Issued), last]
        );
        let called = "Cognome Sede Data Ora\nHADDAD Trieste 05/02/2026 08:58";
        assert_eq!(roles("PERMIT-RECEIPT", called), [Some(DateRole::Appointment)]);
    }
}

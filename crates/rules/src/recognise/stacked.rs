//! Captions that stand one below the other, and below them as many days: what is left of a table whose cells a reader took column by column.

use super::fold::Folded;
use super::labels::Label;
use super::paper::Paper;
use super::roles;
use super::written::Candidate;
use crate::facts::DateRole;

/// A caption and a value are at most so long.
const LONGEST: usize = 48;
/// Such a stack has at most so many captions, and as many values.
const LINES: usize = 9;

/// Returns the role that a day has which stands alone on its line, in a stack of values below the stack of their captions: "Data
/// richiesta", "Scadenza validità", "08/09/2025", "06/01/2026".
pub(super) fn told(
    page: &Folded<'_>,
    labels: &[Label],
    candidates: &[Candidate],
    start: usize,
    paper: Paper<'_>,
) -> Option<(DateRole, &'static str)> {
    let line = page.line_of(start);
    day_alone(page, candidates, line)?;
    let last =
        (line.saturating_sub(LINES)..line).rev().find(|above| !is_value(page, labels, *above))?;
    caption(page, labels, last)?;
    let mut captions: Vec<&Label> = (last.saturating_sub(LINES)..=last)
        .rev()
        .take_while(|line| is_caption(page, *line))
        .filter_map(|line| caption(page, labels, line))
        .collect();
    captions.reverse();
    let days: Vec<usize> = (last + 1..=page.last_line().min(last + LINES))
        .take_while(|line| is_value(page, labels, *line))
        .filter_map(|line| day_alone(page, candidates, line))
        .collect();
    let at = days.iter().position(|day| *day == start)?;
    // One caption above its day is no stack, and is read elsewhere.
    let fits = captions.len() > 1 && captions.len() == days.len();
    fits.then(|| roles::of_field(page, captions[at], paper)).flatten()
}

/// Returns the label that is a whole line.
fn caption<'l>(page: &Folded<'_>, labels: &'l [Label], line: usize) -> Option<&'l Label> {
    let (from, to) = page.line(line);
    let to = from + page.text[from..to].trim_end_matches([' ', ':', '.']).len();
    labels.iter().find(|label| label.start == from && label.end == to)
}

/// Returns where the day begins that is a whole line.
fn day_alone(page: &Folded<'_>, candidates: &[Candidate], line: usize) -> Option<usize> {
    let (from, to) = page.line(line);
    let to = from + page.text[from..to].trim_end().len();
    let at = candidates.partition_point(|c| c.start < from);
    candidates.get(at).filter(|c| c.start == from && c.end == to).map(|c| c.start)
}

/// Returns whether a line may be a caption: it is short, and has neither figures nor its value behind a colon.
fn is_caption(page: &Folded<'_>, line: usize) -> bool {
    let (from, to) = page.line(line);
    let text = page.text[from..to].trim_end_matches([' ', ':']);
    text.len() <= LONGEST && !text.bytes().any(|b| b.is_ascii_digit() || b == b':')
}

/// Returns whether a line may be a value: it is short, and no caption of a day or other field.
fn is_value(page: &Folded<'_>, labels: &[Label], line: usize) -> bool {
    let (from, to) = page.line(line);
    to - from <= LONGEST
        && !page.text[from..to].contains(": ")
        && !page.text[from..to].ends_with(':')
        && caption(page, labels, line).is_none()
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::facts::DateRole;
    use crate::packs::Packs;
    use crate::recognise::fold::Folded;
    use crate::recognise::forms::Order;
    use crate::recognise::labels::Labels;
    use crate::recognise::paper::Paper;
    use crate::recognise::written::candidates;

    fn roles(text: &str, id: &str) -> Vec<Option<DateRole>> {
        let page = Folded::new(1, text);
        let labels = Labels::new(Packs::built_in()).find(&page);
        let days = candidates(&page, Order::DayFirst);
        let role = |start| told(&page, &labels, &days, start, Paper::built_in(id));
        days.iter().map(|day| role(day.start).map(|(role, _)| role)).collect()
    }

    #[test]
    fn captions_one_below_the_other_are_those_of_the_days_below_them() {
        let durc = "Numero Protocollo\nData richiesta\nScadenza validità\nINAIL_50338812\n08/09/2025\n06/01/2026\n";
        assert_eq!(roles(durc, "DURC"), [Some(DateRole::Issued), Some(DateRole::Expires)]);
        let card = "Cognome\nData di rilascio\nData di scadenza\nHADDAD\n02/03/2026\n01/03/2036\n";
        assert_eq!(roles(card, "ID-CARD"), [Some(DateRole::Issued), Some(DateRole::Expires)]);
    }

    #[test]
    fn where_captions_and_days_are_not_as_many_nothing_is_said() {
        let each = "Data di rilascio\n02/03/2026\nData di scadenza\n01/03/2036\n";
        assert_eq!(roles(each, "ID-CARD"), [None, None]);
        let more = "Data di rilascio\nData di scadenza\n02/03/2026\n01/03/2036\n04/05/2026\n";
        assert_eq!(roles(more, "ID-CARD"), [None, None, None]);
    }
}

//! The words before a date that say what it means (`packs/recognition/dates.toml`).

use super::fold::{Folded, is_whole, phrase};
use crate::facts::DateRole;
use crate::packs::{DateWords, Packs, Reach};
use aho_corasick::{AhoCorasick, Input, MatchKind};

/// A label on a page, in folded offsets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) role: DateRole,
    /// How far from it a date may stand, in folded bytes.
    pub(super) reach: usize,
    /// Means something only right before its date: "data", "4a".
    pub(super) weak: bool,
    /// Stands in prose as well: "until", "scade".
    pub(super) prose: bool,
}

/// All labels of a set of packs, prepared once.
#[derive(Debug)]
pub(super) struct Labels {
    automaton: AhoCorasick,
    entries: Vec<(DateRole, Reach)>,
    /// Those of tables alone.
    columns: AhoCorasick,
    above: Vec<DateRole>,
}

/// What the last word of a label becomes before the eighth and the eleventh of a month.
const ELIDED: [(&str, &str); 4] =
    [(" al", " all'"), (" dal", " dall'"), (" del", " dell'"), (" il", " l'")];

/// Returns a label of what was done with one thing as it is said of several: "inviata il", "inviate il".
fn several(text: &str) -> Option<String> {
    let (done, joint) = text.split_once(' ')?;
    let stem = done.strip_suffix(['a', 'o'])?;
    let said = matches!(joint, "il" | "in data")
        && ["at", "it", "ut", "ss", "st", "tt"].iter().any(|end| stem.ends_with(end));
    let ending = if done.ends_with('a') { 'e' } else { 'i' };
    said.then(|| format!("{stem}{ending} {joint}"))
}

impl Labels {
    pub(super) fn new(packs: &Packs) -> Labels {
        let mut phrases: Vec<String> = Vec::new();
        let mut entries = Vec::new();
        let (of_columns, of_lines): (Vec<&DateWords>, Vec<&DateWords>) =
            packs.date_words.iter().partition(|words| words.reach == Reach::Column);
        for words in of_lines {
            for text in words.any.iter().map(|text| phrase(text)).filter(|text| !text.is_empty()) {
                // "Fino al 3 marzo", "fino all'8 marzo".
                let elided = ELIDED.iter().find_map(|(word, elided)| {
                    Some(format!("{}{elided}", text.strip_suffix(word)?))
                });
                let several = several(&text);
                for text in std::iter::once(text).chain(elided).chain(several) {
                    phrases.push(text);
                    entries.push((words.role, words.reach));
                }
            }
        }
        let above: Vec<(String, DateRole)> = of_columns
            .iter()
            .flat_map(|words| words.any.iter().map(|text| (phrase(text), words.role)))
            .collect();
        let captions: Vec<&str> = above.iter().map(|(text, _)| text.as_str()).collect();
        Labels {
            automaton: super::automaton(&phrases, MatchKind::Standard),
            entries,
            columns: super::automaton(&captions, MatchKind::LeftmostLongest),
            above: above.into_iter().map(|(_, role)| role).collect(),
        }
    }

    /// Returns the words in a line that mean a day only as the caption of a column.
    pub(super) fn above_columns<'l>(
        &'l self,
        page: &'l Folded<'_>,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = Label> + 'l {
        let line = &page.flat[from..to];
        self.columns.find_iter(line).filter(|m| is_whole(line, m.start(), m.end())).map(move |m| {
            Label {
                start: from + m.start(),
                end: from + m.end(),
                role: self.above[m.pattern().as_usize()],
                reach: 0,
                weak: false,
                prose: false,
            }
        })
    }

    /// Returns the labels on a page in their order; of overlapping ones the longest.
    pub(super) fn find(&self, page: &Folded<'_>) -> Vec<Label> {
        self.within(page, 0, page.flat.len())
    }

    /// Returns the labels in a part of a page.
    pub(super) fn within(&self, page: &Folded<'_>, from: usize, to: usize) -> Vec<Label> {
        let mut all: Vec<Label> = self
            .automaton
            .find_overlapping_iter(Input::new(&page.flat).range(from..to))
            .filter(|m| is_whole(&page.flat, m.start(), m.end()))
            // "Fino all'8 marzo" has its day right there; "iscrizione all'albo" has none.
            .filter(|m| {
                let rest = &page.flat[m.end()..];
                !page.flat[..m.end()].ends_with('\'')
                    || rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
                    || ["otto ", "undici "].iter().any(|day| rest.starts_with(day))
            })
            .filter(|m| {
                !is_of_code(page, m.start(), m.end()) && !is_next_field(page, m.start(), m.end())
            })
            .map(|m| {
                let (role, reach) = self.entries[m.pattern().as_usize()];
                Label {
                    start: m.start(),
                    end: m.end(),
                    role,
                    // "Nato a", then a place and its State, before the day.
                    reach: match reach {
                        Reach::Far if role == DateRole::Birth => 90,
                        Reach::Far => 60,
                        Reach::Near => 32,
                        Reach::Touching | Reach::Column => 6,
                    },
                    weak: reach == Reach::Touching,
                    prose: reach == Reach::Near,
                }
            })
            .collect();
        all.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
        let mut kept: Vec<Label> = Vec::new();
        for label in all {
            if kept.last().is_none_or(|last| label.start >= last.end) {
                kept.push(label);
            }
        }
        kept
    }
}

/// Returns whether words stand inside a code: "Ref: PTL/HR/EXP/1172".
fn is_of_code(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let part = |sign: Option<char>| sign.is_some_and(|sign| matches!(sign, '/' | '-' | '_'));
    let (lead, rest) = (&page.text[..start], &page.text[end..]);
    let inner = part(lead.chars().next_back()) && part(rest.chars().next());
    inner && {
        let from = lead.rfind([' ', '\n', '\t', ':']).map_or(0, |at| at + 1);
        let code = rest[1..].bytes().take_while(u8::is_ascii_alphanumeric);
        // "Rilascio/issued/12/03/2026" is a label in two languages.
        from < start && lead[from..].len() > 1 && code.filter(u8::is_ascii_digit).count() > 2
    }
}

/// Returns whether the last word of a label is the field of the next line: "… at the student's request" above "Date: 15 October 2025".
fn is_next_field(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let Some((above, below)) = page.text[start..end].rsplit_once('\n') else { return false };
    let (cell, _) = page.cell(start, start);
    matches!(below, "date" | "data" | "fecha" | "datum")
        && page.text[end..].trim_start().starts_with(':')
        && page.text[cell..start].bytes().any(|b| b.is_ascii_alphabetic())
        && !above.is_empty()
}

/// Returns whether a label that says what was done, or must be, stands right before a day on its line: "Inviata il 16/02/2026 09:00:03".
pub(super) fn is_told_before(page: &Folded<'_>, labels: &[Label], start: usize) -> bool {
    let upto = labels.partition_point(|label| label.end <= start);
    labels[..upto].last().is_some_and(|label| {
        !label.weak
            && !matches!(label.role, DateRole::Captured | DateRole::Other)
            // "Data e ora di acquisizione": of the picture, as of what a portal took in.
            && !page.flat[label.start..label.end].contains("acquisi")
            && page.text[label.end..start].trim_matches([' ', '\t', ':']).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs::Packs;

    #[test]
    fn the_captions_of_one_family_mean_the_same_in_every_language() {
        use DateRole::{
            Appointment, Captured, Due, Expires, Filed, Issued, Notified, Other, Paid, Start,
            ValidFrom,
        };
        let labels = Labels::new(Packs::built_in());
        let captions = [
            ("Data di compilazione e firma:", Issued),
            ("Fecha de otorgamiento:", Issued),
            ("Établie le", Issued),
            ("ISS", Issued),
            ("Demande enregistrée en ligne le :", Filed),
            ("Data e ora di inoltro:", Filed),
            ("Antrag eingegangen am", Filed),
            ("Pay date", Paid),
            ("Date de virement :", Paid),
            ("Date of notification:", Notified),
            ("Jour du rendez-vous :", Appointment),
            ("Fecha de la cita:", Appointment),
            ("À régler au plus tard le", Due),
            ("Inizio della prestazione", Start),
            ("Date of commencement of employment", Start),
            ("Desde las 00:00 h del", ValidFrom),
            ("Versicherungsbeginn", ValidFrom),
            ("Termine ......:", Expires),
            ("Hasta las 24:00 h del", Expires),
            ("Data di fine dell'ospitalità", Expires),
            ("Captured on the", Captured),
            ("My commission expires", Other),
        ];
        for (caption, role) in captions {
            let page = format!("{caption} 12/03/2026");
            let page = Folded::new(1, &page);
            let found = labels.find(&page);
            let told = found.last().map(|label| label.role);
            assert_eq!(told, Some(role), "{caption}");
        }
    }
}

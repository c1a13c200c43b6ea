//! Names that a narrow cell of a table parts over two lines: "GRACE WANJIRU  Director  Nairobi" and "KAMAU  Shareholder" below.

use super::alone;
use super::fold::Folded;
use super::shortened::Names;
use super::spelling::{Spelling, Word, spelled};

/// Returns the words from the one part of a name to the other, and whose they are, where both begin neighbouring lines of a table.
pub(super) fn parted(
    page: &Folded<'_>,
    words: &[Word<'_>],
    names: &[Names],
) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    for line in 0..page.last_line() {
        let (Some(here), Some(below)) = (cell(page, words, line), cell(page, words, line + 1))
        else {
            continue;
        };
        for (who, (name, surname)) in names.iter().enumerate() {
            let stands = |first: &[Spelling], second: &[Spelling]| {
                let head = first.iter().find_map(|part| part_at(page, words, here, part))?;
                // Alone on its line, it is read on as it stands.
                let (_, end) = page.line(line);
                if words.get(head).is_none_or(|next| next.start >= end) {
                    return None;
                }
                second.iter().find_map(|part| part_at(page, words, below, part))
            };
            if let Some(end) = stands(surname, name).or_else(|| stands(name, surname)) {
                found.push((here, end, who));
            }
        }
    }
    found
}

/// Returns the first word of a row's first cell with letters only, behind numbers, codes and a title.
fn cell(page: &Folded<'_>, words: &[Word<'_>], line: usize) -> Option<usize> {
    let (from, to) = page.line(line);
    let first = words.partition_point(|word| word.start < from);
    (first..words.len().min(first + 4)).take_while(|at| words[*at].start < to).find(|at| {
        let word = words[*at].text;
        word.bytes().all(|b| b.is_ascii_alphabetic()) && !alone::is_honorific(word)
    })
}

/// Returns where a part of a name ends that stands at a cell's beginning, in capitals or before a comma, and is all that the cell has of a
/// name.
fn part_at(page: &Folded<'_>, words: &[Word<'_>], at: usize, part: &Spelling) -> Option<usize> {
    let end = at + spelled(words, at, part)?;
    let capitals = |at: usize| {
        let word = &words[at];
        let letters = page.words(word.start, word.end);
        letters.chars().count() > 1 && letters.chars().all(char::is_uppercase)
    };
    let last = &words[end - 1];
    if words[at].start > last.end || !(at..end).all(capitals) {
        return None;
    }
    let comma = page.text[last.end..].starts_with(',');
    let line = page.line_of(last.start);
    let goes_on =
        words.get(end).is_some_and(|next| page.line_of(next.start) == line) && capitals(end);
    (comma || !goes_on).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::{Folded, parted};
    use crate::recognise::spelling::{spellings, words};

    fn reads(text: &str) -> bool {
        let page = Folded::new(1, text);
        let names = [(spellings("Grace Wanjiru"), spellings("Kamau"))];
        !parted(&page, &words(&page.text), &names).is_empty()
    }

    #[test]
    fn a_name_that_a_cell_parts_is_one() {
        assert!(reads("GRACE WANJIRU Director/ 29418520\nKAMAU Shareholder Nairobi"));
        assert!(reads("1 KAMAU, NIE 4471903 Cali\nGRACE WANJIRU pasaporte AW517302"));
        assert!(reads("2 BLR20250919/ Ms GRACE WANJIRU 19/03/199 National\n1 KAMAU 1 skilled"));
    }

    #[test]
    fn two_people_in_two_rows_are_not() {
        for text in [
            "KAMAU PETER Director\nGRACE WANJIRU ODHIAMBO Shareholder",
            "Kamau and sons Ltd\nGrace Wanjiru Odhiambo",
            "GRACE WANJIRU Director\nKAMAU PETER Shareholder",
        ] {
            assert!(!reads(text), "{text}");
        }
    }
}

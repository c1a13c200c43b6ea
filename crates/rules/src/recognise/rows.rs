//! What a table says of a name in one of its rows: the captions above its columns, a person's part at the row's end, and two people
//! side by side in columns of their own.

use super::captions::is_name_field;
use super::fold::Folded;
use super::spelling::{GIVEN, NEAR, SURNAME, Spelling, Word, spelled};
use super::standing::{CHILDREN, Labels, Party, SPOUSES, Said, Standing};
use super::{alone, pattern};
use regex::Regex;
use std::sync::LazyLock;

/// The captions of a table's columns are at most so long, in bytes.
const CAPTIONS: usize = 130;

/// A caption of the column in which the names stand.
static OF_NAMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:cognome|nome|nominativo|surnames?|names?|apellidos?|nombres?|noms?|prenoms?|vorname|nachname)\b",
    )
});

impl Labels {
    /// Returns what the captions of its table say of the name that its first row begins with: "Interessati   Codice fiscale   Firma".
    /// Captions further to the right are of the other columns.
    pub(super) fn header(&self, page: &Folded<'_>, start: usize) -> Option<Said> {
        let line = page.line_of(start);
        let (from, to) = page.line(line);
        if !is_row(&page.text[from..start]) {
            return None;
        }
        let (above, until) = captions_above(page, line)?;
        let captions = &page.text[above..until];
        // A row has more than the name.
        if !page.text[start..to].bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let first = self.longest(&page.flat[above..until]).into_iter().next();
        if let Some((0, _, said)) = first {
            return Some(said);
        }
        let coded = page.text[from..start].bytes().any(|b| b.is_ascii_digit());
        let named = is_name_field(captions) || coded && OF_NAMES.is_match(captions);
        named.then_some(Said { standing: Standing::Field, several: false })
    }

    /// Returns what the end of its row says of a name: "2 HDDLLE92E44Z229X HADDAD LEILA conduttrice", "HADDAD LEILA - socia".
    pub(super) fn role_behind(&self, page: &Folded<'_>, start: usize, end: usize) -> Option<Said> {
        let (from, to) = page.line(page.line_of(start));
        if end >= to || !is_row(&page.text[from..start]) {
            return None;
        }
        let rest = page.flat[end..to].trim_start_matches([' ', ',', '-', '/', '|']);
        let rest = rest.split(" - ").next().unwrap_or(rest).trim_end_matches([' ', '.', ';']);
        // "socio amministratore": one word may follow another, and nothing else.
        let labels = self.longest(rest);
        let told: usize = labels.iter().map(|(start, end, _)| end - start).sum();
        let &(start, _, said) = labels.first()?;
        if start > 0 || told + labels.len() - 1 < rest.len() {
            return None;
        }
        let standing = match said.standing {
            Standing::Other(Party::Else) if SPOUSES.contains(&rest) => {
                Standing::Other(Party::Spouse)
            }
            Standing::Subject if CHILDREN.iter().any(|word| rest.contains(word)) => {
                Standing::Other(Party::Child)
            }
            other => other,
        };
        Some(Said { standing, ..said })
    }
}

/// Returns whether a line stands right under the captions of a list of people, and its first name is this one.
pub(super) fn is_below_header(page: &Folded<'_>, line: usize, start: usize) -> bool {
    let (from, _) = page.line(line);
    let lead = &page.text[from..start];
    let above = captions_above(page, line).map(|(above, to)| &page.text[above..to]);
    above.is_some_and(|captions| {
        let coded = lead.bytes().any(|b| b.is_ascii_digit()) && OF_NAMES.is_match(captions);
        is_row(lead) && (coded || is_name_field(captions))
    })
}

/// Returns where the line above stands, if it may be the captions of a table: three words or more, no figures and no field.
fn captions_above(page: &Folded<'_>, line: usize) -> Option<(usize, usize)> {
    let (above, to) = page.line(line.checked_sub(1)?);
    let captions = &page.text[above..to];
    let of_table = captions.len() <= CAPTIONS
        && captions.split_whitespace().count() >= 3
        && !captions.bytes().any(|b| b.is_ascii_digit() || b == b':');
    of_table.then_some((above, to))
}

/// Returns whether nothing but numbers, codes and a title stand before a name on its line.
fn is_row(lead: &str) -> bool {
    let plain = |word: &&str| {
        word.bytes().any(|b| b.is_ascii_alphabetic()) && !word.bytes().any(|b| b.is_ascii_digit())
    };
    let lead = lead.trim();
    let mut words = lead.split_whitespace().filter(plain);
    words.next().is_none_or(|word| alone::is_honorific(word) && words.next().is_none())
}

/// Returns the people who stand side by side, each in a column: their surnames on one labelled line, their given names on another near it.
/// Each as the words of the given name and whose they are; nothing if there are fewer than two.
pub(super) fn side_by_side(
    page: &Folded<'_>,
    words: &[Word<'_>],
    names: &[(Vec<Spelling>, Vec<Spelling>)],
) -> Vec<Vec<(usize, usize, usize)>> {
    let line = |number: usize| {
        let (from, to) = page.line(number);
        let first = words.partition_point(|word| word.start < from);
        let last = words.partition_point(|word| word.start < to);
        (&page.text[from..to], first, last)
    };
    let within = |(from, to): (usize, usize), name: &Spelling| {
        (from..to).find_map(|at| {
            spelled(words, at, name).filter(|count| at + count <= to).map(|count| (at, at + count))
        })
    };
    let mut grids = Vec::new();
    for number in 0..=page.last_line() {
        let (text, first, last) = line(number);
        if !SURNAME.is_match(text) {
            continue;
        }
        let below = number + 1..=(number + NEAR).min(page.last_line());
        let given = below
            .chain((number.saturating_sub(NEAR)..number).rev())
            .map(line)
            .find(|(text, ..)| GIVEN.is_match(text) && !SURNAME.is_match(text));
        let Some((_, from, to)) = given else { continue };
        let column = |(who, (given, surname)): (usize, &(Vec<Spelling>, Vec<Spelling>))| {
            surname.iter().find_map(|name| within((first, last), name))?;
            let (from, to) = given.iter().find_map(|name| within((from, to), name))?;
            Some((from, to, who))
        };
        let columns: Vec<_> = names.iter().enumerate().filter_map(column).collect();
        if columns.len() > 1 {
            grids.push(columns);
        }
    }
    grids
}

/// The blocks of fields that a form has for one person after the other: "Cognome e nome HADDAD LEILA / nata il …", and the same again.
#[derive(Default)]
pub(super) struct Blocks<'p> {
    /// The label of a block's name, whose it is, and which of the mentions.
    found: Vec<(&'p str, usize, usize)>,
}

/// What the line below a block's name tells.
static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^\s?(?:nat[oa]\b|nat[oa]/|nascita|nascimento|nacid[oa]|data\sdi\snascita|luogo|date\sof\sbirth|born|fecha|nee?\s|geb)",
    )
});

impl<'p> Blocks<'p> {
    /// Notes a name that stands in a field, if a block begins with it.
    pub(super) fn begin(&mut self, page: &'p Folded<'_>, start: usize, (who, at): (usize, usize)) {
        let line = page.line_of(start);
        let label = page.text[page.line(line).0..start].trim();
        let (from, to) = page.line((line + 1).min(page.last_line()));
        if label.len() >= 4 && is_name_field(label) && BIRTH.is_match(&page.text[from..to]) {
            self.found.push((label, who, at));
        }
    }

    /// Returns the last mention of blocks that begin with the same words, and whose they are, where they are several people's.
    pub(super) fn shared(&self) -> Option<(usize, Vec<usize>)> {
        let (label, ..) = *self.found.first()?;
        if self.found.iter().any(|(other, ..)| *other != label) {
            return None;
        }
        let mut owners: Vec<usize> = self.found.iter().map(|(_, who, _)| *who).collect();
        owners.dedup();
        let (.., last) = *self.found.last()?;
        (owners.len() > 1).then_some((last, owners))
    }
}

/// Returns whether a day stands in one of several entries of a list: "- DIOUF FATOU, 03/06/2022".
pub(super) fn is_entry(page: &Folded<'_>, start: usize) -> bool {
    let line = page.line_of(start);
    let opens = |line: usize| page.text[page.line(line).0..].starts_with("- ");
    let beside = line > 0 && opens(line - 1) || line < page.last_line() && opens(line + 1);
    opens(line) && beside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs::Packs;
    use crate::recognise::spelling::{spellings, words};

    fn said(text: &str, name: &str) -> (Option<Standing>, Option<Standing>) {
        let labels = Labels::new(Packs::built_in());
        let page = Folded::new(1, text);
        let start = page.text.rfind(name).unwrap();
        let header = labels.header(&page, start);
        let role = labels.role_behind(&page, start, start + name.len());
        (header.map(|said| said.standing), role.map(|said| said.standing))
    }

    #[test]
    fn captions_of_other_columns_say_nothing_of_a_name() {
        let table = "Cognome e nome Nascita Nome del padre\nHaddad Leila 4.5.1992 Karim";
        assert_eq!(said(table, "haddad leila").0, Some(Standing::Field));
        let table = "Interessati Codice fiscale Firma\nHaddad Leila HDDLLE92E44Z229X L. Haddad";
        assert_eq!(said(table, "haddad leila").0, Some(Standing::Subject));
        let prose = "ha incaricato il proprio procuratore\nHaddad Leila di ritirare il permesso";
        assert_eq!(said(prose, "haddad leila").0, None);
    }

    #[test]
    fn the_end_of_a_row_says_what_somebody_is() {
        let rows = "1 BNFCRL55T01B157Y Bonfanti Carlo locatore\n2 HDDLLE92E44Z229X Haddad Leila conduttrice";
        assert_eq!(said(rows, "haddad leila").1, Some(Standing::Subject));
        assert_eq!(said(rows, "bonfanti carlo").1, Some(Standing::Other(Party::Else)));
        assert_eq!(said("Haddad Leila abita qui", "haddad leila").1, None);
        assert_eq!(said("dalla signora Haddad Leila conduttrice", "haddad leila").1, None);
    }

    #[test]
    fn two_stand_side_by_side_and_one_does_not() {
        let names: Vec<_> = [("Leila", "Haddad"), ("Diego", "Fuentes Ibáñez")]
            .map(|(name, surname)| (spellings(name), spellings(surname)))
            .into();
        let found = |text: &str| {
            let page = Folded::new(1, text);
            side_by_side(&page, &words(&page.text), &names)
                .concat()
                .into_iter()
                .map(|(.., who)| who)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("Surname HADDAD FUENTES IBAÑEZ\nGiven name(s) LEILA DIEGO"), [0, 1]);
        assert!(found("Surname HADDAD\nGiven name(s) LEILA").is_empty());
    }
}

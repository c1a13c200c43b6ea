//! How names are spelled on a page: words, other alphabets' letters, letters that OCR misread, lines that part a name.

use super::fold::Folded;
use super::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Words that may stand between a surname and a given name.
pub(super) const BETWEEN: &[&str] = &[
    "nome",
    "nomi",
    "name",
    "names",
    "given",
    "first",
    "last",
    "surname",
    "cognome",
    "e",
    "and",
    "prenom",
    "prenoms",
    "nombre",
    "nombres",
    "apellidos",
    "apellido",
    "nom",
    "sig",
    "ra",
    "mr",
    "mrs",
    "ms",
    "s",
    "family",
    "ragione",
    "sociale",
    "denominazione",
    "other",
    "forename",
    "forenames",
    "middle",
    "vorname",
    "vornamen",
    "zuname",
    "sobrenome",
    "apelido",
    "apelidos",
    "il",
    "che",
    "ha",
    "primer",
    "primero",
    "segundo",
    "paterno",
    "materno",
    "prenombre",
    "prenombres",
    "nachname",
    "familienname",
    "foto",
    "photo",
    "ora",
    "oggi",
    "now",
    "coniugata",
    "sposata",
    "epouse",
    "verh",
    "casada",
];

/// A word of a page: letters and digits, in folded offsets.
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its line begins with it.
    pub(super) leads: bool,
    /// A full stop or bracket follows: "2. LEILA".
    pub(super) numbered: bool,
    /// Begins with a capital on the page.
    pub(super) capital: bool,
}

pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let bytes = text.as_bytes();
    let mut words = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        let leads = start == 0 || bytes[start - 1] == b'\n';
        let numbered = bytes.get(at).is_some_and(|b| matches!(b, b'.' | b')'));
        words.push(Word {
            text: &text[start..at],
            start,
            end: at,
            leads,
            numbered,
            capital: false,
        });
    }
    words
}

/// A name as its words, folded.
pub(super) type Spelling = Vec<String>;

/// A name's spellings, each as its words: folded, and with German and Scandinavian letters written out as passports do.
pub(super) fn spellings(name: &str) -> Vec<Spelling> {
    let fold = |text: &str| -> Vec<String> {
        words(&super::fold::phrase(text)).iter().map(|w| w.text.to_owned()).collect()
    };
    let plain = fold(name);
    let written_out: String = name
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'ä' | 'æ' => "ae".to_owned(),
            'ö' | 'ø' | 'œ' => "oe".to_owned(),
            'ü' => "ue".to_owned(),
            'å' => "aa".to_owned(),
            other => other.to_string(),
        })
        .collect();
    let long = fold(&written_out);
    if long == plain { vec![plain] } else { vec![plain, long] }
}

/// Returns how many words from `at` on spell the whole name; words may be split or joined differently (`N'Guessan`, `NGUESSAN`).
pub(super) fn spelled(words: &[Word<'_>], at: usize, name: &[String]) -> Option<usize> {
    let wanted: usize = name.iter().map(String::len).sum();
    if wanted == 0 {
        return None;
    }
    let mut letters = name.iter().flat_map(|n| n.bytes());
    let mut length = 0;
    for (count, word) in words[at..].iter().enumerate() {
        length += word.text.len();
        if length > wanted || word.text.bytes().any(|b| letters.next() != Some(b)) {
            return None;
        }
        if length == wanted {
            return Some(count + 1);
        }
        // A line that ends inside a name is fine; a new paragraph's label is not part of it.
    }
    None
}

/// Returns how many words from `at` on spell a surname of several words, of which OCR has misread a letter or two behind the first
/// ("Fuentes Ibafiez"). The first must be right, and long enough to say something.
pub(super) fn misread(words: &[Word<'_>], at: usize, surname: &[String]) -> Option<usize> {
    let (first, rest) = surname.split_first().filter(|(_, rest)| !rest.is_empty())?;
    if first.len() < 4 || words.get(at)?.text != first {
        return None;
    }
    let near = |word: &Word<'_>, right: &String| {
        right.len() >= 5
            && word.text.as_bytes()[0] == right.as_bytes()[0]
            && differ(word.text, right) <= 2
    };
    let read = words.get(at + 1..at + surname.len())?;
    read.iter().zip(rest).all(|(word, right)| near(word, right)).then_some(surname.len())
}

/// Returns how many letters must be changed, put in or left out to make one word of the other; 9 if they are nothing alike.
pub(crate) fn differ(one: &str, two: &str) -> usize {
    let (one, two) = (one.as_bytes(), two.as_bytes());
    if one.len().abs_diff(two.len()) > 2 || one.len() > 24 {
        return 9;
    }
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in two.iter().enumerate() {
            let changed = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[two.len()]
}

/// Labels of a surname's and of given names' lines, behind the number that a form gives them and the word in another language.
pub(super) static SURNAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[0-9a-z]{0,3}|[0-9]\.[0-9]{1,2})[.)]?\s?(?:[0-9a-z' `]{2,30}/\s?){0,2}(?:cognome|surname|family\sname|last\sname|apellidos?|nom|zuname|familienname)\b",
    )
});
pub(super) static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[0-9a-z]{0,3}|[0-9]\.[0-9]{1,2})[.)]?\s?(?:[0-9a-z' `]{2,30}/\s?){0,2}(?:nome|prenom[ei]?s?|names?|given\snames?|forenames?|first\snames?|other\snames?|nombres?|vornamen?)\b",
    )
});

/// How far from a surname's line that of the given names stands.
pub(super) const NEAR: usize = 3;

/// Returns the words of whoever has the surname on one labelled line and the given names on another near it: of two people in columns, or
/// with a further field between.
pub(super) fn parted(
    page: &Folded<'_>,
    words: &[Word<'_>],
    name: &[String],
    surname: &[String],
) -> Option<(usize, usize)> {
    let line = |number: usize| {
        let (from, to) = page.line(number);
        let first = words.partition_point(|word| word.start < from);
        let last = words.partition_point(|word| word.start < to);
        (&page.text[from..to], first, last)
    };
    let within = |(from, to): (usize, usize), name: &[String]| {
        (from..to).find_map(|at| {
            spelled(words, at, name).filter(|count| at + count <= to).map(|count| (at, at + count))
        })
    };
    // "Surname" above "HADDAD": the label has its line for itself, and the name the next.
    let below = |number: usize, label: &Regex, name: &[String]| {
        let (text, ..) = line(number);
        let whole = label.find(text).is_some_and(|label| text[label.end()..].trim().len() <= 3);
        let (_, first, last) = line((number + 1).min(page.last_line()));
        within((first, last), name).filter(|(from, to)| whole && *from == first && *to == last)
    };
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let number = page.line_of(word.start);
        let (text, first, last) = line(number);
        at = last.max(at + 1);
        if !SURNAME.is_match(text)
            || within((first, last), surname).or_else(|| below(number, &SURNAME, surname)).is_none()
        {
            continue;
        }
        let near = number.saturating_sub(NEAR)..=(number + NEAR).min(page.last_line());
        for given in near.filter(|given| *given != number) {
            let (text, first, last) = line(given);
            if GIVEN.is_match(text)
                && let Some(found) =
                    within((first, last), name).or_else(|| below(given, &GIVEN, name))
            {
                return Some(found);
            }
        }
    }
    None
}

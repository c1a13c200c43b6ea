//! Names that are not whole: one surname for two ("Yaw and Efua Boateng"), initials ("Utente: HALLORAN T.P."), a letter misread by OCR.

use super::fold::Folded;
use super::spelling::{Spelling, Word, differ, spelled};

/// The spellings of somebody's given names and of the surname.
pub(super) type Names = (Vec<Spelling>, Vec<Spelling>);
/// Words from one to before another, and whose name they are.
pub(super) type Found = (usize, usize, usize);

/// What joins two given names before one surname.
const AND: &[&str] = &["and", "e", "ed", "y", "et", "und"];

/// What stands before a name of which only the initials are told.
pub(super) const CALLED: &[&str] = &[
    "utente",
    "user",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sig",
    "sigra",
    "ra",
    "signor",
    "signora",
    "sra",
    "sr",
    "senor",
    "senora",
    "benvenuto",
    "benvenuta",
    "welcome",
    "passenger",
    "passeggero",
    "cliente",
    "customer",
    "intestatario",
    "titolare",
    "herr",
    "frau",
];

/// Returns those who are named before somebody of the same surname, by the given name alone.
pub(super) fn before_one_surname(
    page: &Folded<'_>,
    words: &[Word<'_>],
    names: &[Names],
    whole: &[Found],
) -> Vec<Found> {
    let mut found = Vec::new();
    for &(from, _, who) in whole {
        let Some(last) = from.checked_sub(1).and_then(|at| words.get(at)) else { continue };
        let sign = page.text[last.end..words[from].start].contains('&');
        let end = if AND.contains(&last.text) { from - 1 } else { from };
        if end == from && !sign {
            continue;
        }
        for (other, (given, surname)) in names.iter().enumerate() {
            if other == who || *surname != names[who].1 {
                continue;
            }
            let ends = |name: &[String]| {
                let start = end.checked_sub(name.len())?;
                spelled(words, start, name).filter(|count| start + count == end).map(|_| start)
            };
            let start = given.iter().find_map(|name| ends(name).or_else(|| ends(name.get(..1)?)));
            found.extend(start.map(|start| (start, end, other)));
        }
    }
    found
}

/// Returns those who are named behind somebody of the same surname, which comes first: "HADDAD LEILA e KARIM".
pub(super) fn behind_one_surname(
    page: &Folded<'_>,
    words: &[Word<'_>],
    names: &[Names],
    whole: &[Found],
) -> Vec<Found> {
    let mut found = Vec::new();
    for &(from, to, who) in whole {
        let first = names[who].1.iter().any(|surname| spelled(words, from, surname).is_some());
        let Some(next) = words.get(to).filter(|_| first) else { continue };
        let sign = page.text[words[to - 1].end..next.start].contains('&');
        let at = if AND.contains(&next.text) { to + 1 } else { to };
        if at == to && !sign || at >= words.len() {
            continue;
        }
        for (other, (given, surname)) in names.iter().enumerate() {
            if other == who || *surname != names[who].1 {
                continue;
            }
            let count = given.iter().find_map(|name| {
                spelled(words, at, name).or_else(|| spelled(words, at, name.get(..1)?))
            });
            found.extend(count.map(|count| (at, at + count, other)));
        }
    }
    found
}

/// Returns whoever of `unseen` is called by title, initials and surname, where these are nobody else's.
pub(super) fn by_initials(words: &[Word<'_>], names: &[Names], unseen: &[usize]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for &who in unseen {
        let (given, surnames) = &names[who];
        let Some(given) = given.first().filter(|given| !given.is_empty()) else { continue };
        let twin = names.iter().enumerate().any(|(other, (name, surname))| {
            let same =
                name.iter().any(|name| name.first().is_some_and(|n| n[..1] == given[0][..1]));
            other != who && same && surname == surnames
        });
        if twin {
            continue;
        }
        let is_initial = |at: usize, nth: usize| {
            let word = words.get(at).filter(|word| word.text.len() == 1);
            word.is_some_and(|word| given.get(nth).is_some_and(|name| name.starts_with(word.text)))
        };
        let called =
            |at: usize| at.checked_sub(1).is_some_and(|at| CALLED.contains(&words[at].text));
        for at in 0..words.len() {
            let Some(count) = surnames.iter().find_map(|surname| spelled(words, at, surname))
            else {
                continue;
            };
            let behind =
                (0..given.len()).take_while(|nth| is_initial(at + count + nth, *nth)).count();
            if behind > 0 && called(at) {
                found.push((at, at + count + behind, who));
            }
            for initials in 1..=given.len().min(at) {
                let from = at - initials;
                if (0..initials).all(|nth| is_initial(from + nth, nth)) && called(from) {
                    found.push((from, at + count, who));
                }
            }
        }
    }
    found
}

/// Returns whoever of `unseen` is named with a letter or two misread: the given name or the surname is right, and the other nearly.
pub(super) fn misread(words: &[Word<'_>], names: &[Names], unseen: &[usize]) -> Vec<Found> {
    let mut found = Vec::new();
    for &who in unseen {
        let (Some(given), Some(surname)) = (names[who].0.first(), names[who].1.first()) else {
            continue;
        };
        let Some(first) = given.first().filter(|first| first.len() >= 4) else { continue };
        let exact = |at: usize| {
            spelled(words, at, given).or_else(|| spelled(words, at, std::slice::from_ref(first)))
        };
        let initials = [Some(first), surname.first()].map(|part| part?.bytes().next());
        let begins = |at: &usize| {
            let letter = words[*at].text.bytes().next();
            initials.contains(&letter) || letter == Some(b'q') && initials.contains(&Some(b'o'))
        };
        for at in (0..words.len()).filter(begins) {
            let either = |family: &dyn Fn(usize) -> Option<usize>,
                          name: &dyn Fn(usize) -> Option<usize>| {
                let after = |one: Option<usize>, other: &dyn Fn(usize) -> Option<usize>| {
                    let next = at + one?;
                    Some(next + other(next).filter(|_| next < words.len())?)
                };
                after(family(at), name).or_else(|| after(name(at), family))
            };
            let right = |at: usize| spelled(words, at, surname);
            let near = |at: usize| nearly(words, at, surname);
            let wrong = |at: usize| {
                words.get(at).filter(|word| is_one_letter_off(word.text, first)).map(|_| 1)
            };
            let to = either(&near, &exact).or_else(|| either(&right, &wrong));
            found.extend(to.map(|to| (at, to, who)));
        }
    }
    found
}

/// Returns how many words from `at` on are a surname but for one letter, or for two in a long one.
fn nearly(words: &[Word<'_>], at: usize, surname: &[String]) -> Option<usize> {
    let read = words.get(at..at + surname.len())?;
    if let ([word], [right]) = (read, surname) {
        // "Haddadi" and "Kowalska" are other names than "Haddad" and "Kowalski".
        return (right.len() >= LONG && is_one_letter_off(word.text, right)).then_some(1);
    }
    let alike = |(word, right): (&Word<'_>, &String)| {
        let begins = word.text.as_bytes()[0] == right.as_bytes()[0];
        begins.then(|| differ(word.text, right)).filter(|differ| *differ <= 2)
    };
    let letters: usize = surname.iter().map(String::len).sum();
    let most = match letters {
        0..LONG => 0,
        LONG..12 => 1,
        _ => 2,
    };
    let off: usize = read.iter().zip(surname).map(alike).sum::<Option<usize>>()?;
    (off <= most).then_some(surname.len())
}

/// A surname of so many letters is told with one misread.
const LONG: usize = 6;

/// Returns whether a name has one wrong letter within, an O read for a Q, or an u with its dots read for two letters ("Oztiirk"). At the
/// end another letter makes another name: Mario, Maria.
fn is_one_letter_off(word: &str, name: &str) -> bool {
    let off = |(at, (one, two)): (usize, (u8, u8))| (one != two).then_some(at);
    let mut differing = word.bytes().zip(name.bytes()).enumerate().filter_map(off);
    let round = word.starts_with('q') && name.starts_with('o');
    let one = word.len() == name.len()
        // "Markovié": the accent of the letter at the end makes another of it.
        && differing.next().is_some_and(|at| {
            (at > 0 || round) && (at + 1 < name.len() || name.ends_with("ic") && word.ends_with("ie"))
        })
        && differing.next().is_none();
    name.len() >= 5 && (one || word.len() == name.len() + 1 && word.replace("ii", "u") == name)
}

/// Returns whether a name stands beside or right above or below somebody else's, and their lines hold nothing but names: two who are
/// addressed, or who sign together.
pub(super) fn is_shared(
    page: &Folded<'_>,
    words: &[Word<'_>],
    kept: &[Found],
    name: Found,
) -> bool {
    let line_of = |f: &Found| page.line_of(words[f.0].start);
    let line = line_of(&name);
    let bare = |line: usize| {
        let (from, to) = page.line(line);
        if to - from > LONGEST_LINE {
            return false;
        }
        let first = words.partition_point(|word| word.start < from);
        let last = words.partition_point(|word| word.start < to);
        (first..last).all(|at| {
            kept.iter().any(|f| (f.0..f.1).contains(&at)) || TOGETHER.contains(&words[at].text)
        })
    };
    let at = kept.partition_point(|f| f.0 < name.0);
    let near = kept[at.saturating_sub(2)..(at + 3).min(kept.len())].iter();
    let mut others = near.filter(|f| f.2 != name.2 && line_of(f).abs_diff(line) <= 1);
    bare(line) && others.any(|other| bare(line_of(other)))
}

/// A line of nothing but names is at most so long, in bytes.
const LONGEST_LINE: usize = 200;

/// What may stand beside names on a line that is theirs.
const TOGETHER: &[&str] = &[
    "and", "e", "ed", "y", "et", "und", "mr", "mrs", "ms", "miss", "sig", "sigg", "ra", "ri",
    "sra", "sr", "joint", "to", "dott", "ssa", "m", "mme", "herr", "frau",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::spelling::{spellings, words};

    fn names(people: &[(&str, &str)]) -> Vec<Names> {
        people.iter().map(|(name, surname)| (spellings(name), spellings(surname))).collect()
    }

    fn all(
        find: impl Fn(&[Word<'_>], &[Names], &[usize]) -> Vec<Found>,
        text: &str,
        people: &[(&str, &str)],
    ) -> Vec<usize> {
        let folded = Folded::new(1, text);
        let unseen: Vec<usize> = (0..people.len()).collect();
        let mut who: Vec<usize> =
            find(&words(&folded.text), &names(people), &unseen).into_iter().map(|f| f.2).collect();
        who.dedup();
        who
    }

    #[test]
    fn initials_behind_a_title_name_somebody_and_initials_of_two_name_nobody() {
        let people = [("Thomas Patrick", "Halloran"), ("Leila", "Haddad")];
        assert_eq!(all(by_initials, "Utente: HALLORAN T.P. (SPID)", &people), [0]);
        assert_eq!(all(by_initials, "MR T P HALLORAN", &people), [0]);
        assert_eq!(all(by_initials, "Mrs L Haddad", &people), [1]);
        for text in ["Halloran Thomas", "Utente: HALLORAN M.", "via Haddad L 4", "Mrs M Haddad"] {
            assert!(all(by_initials, text, &people).is_empty(), "{text}");
        }
        let twins = [("Leila", "Haddad"), ("Lina", "Haddad")];
        assert!(all(by_initials, "Mrs L Haddad", &twins).is_empty());
    }

    #[test]
    fn a_misread_letter_is_forgiven_and_another_name_is_not() {
        let people = [("Oleksandra", "Tkachuk"), ("Ramón", "Olivares Pinto")];
        assert_eq!(all(misread, "Alla Sig.ra TRACHUK OLEKSANDRA", &people), [0]);
        assert_eq!(all(misread, "Olivares Pinto Ramén", &people), [1]);
        assert_eq!(all(misread, "Monsieur QUAZZANI Hicham, né le", &[("Hicham", "Ouazzani")]), [0]);
        assert_eq!(all(misread, "Cliente Oztiirk Deniz", &[("Deniz", "Öztürk")]), [0]);
        for text in
            ["Oleksandr Tkachuk", "Oleksandra Tarasenko", "Olena Tkachuk", "Ramona Olivares Pinto"]
        {
            assert!(all(misread, text, &people).is_empty(), "{text}");
        }
        assert!(all(misread, "Maria Rossetti", &[("Mario", "Rossetti")]).is_empty());
    }

    #[test]
    fn one_surname_serves_two() {
        let people = names(&[("Yaw", "Boateng"), ("Efua", "Boateng"), ("Kofi", "Mensah")]);
        let find = |text: &str| {
            let folded = Folded::new(1, text);
            let words = words(&folded.text);
            let at = words.iter().position(|word| word.text == "efua").unwrap_or_default();
            before_one_surname(&folded, &words, &people, &[(at, at + 2, 1)])
        };
        assert_eq!(find("Yaw and Efua Boateng"), [(0, 1, 0)]);
        assert_eq!(find("Yaw & Efua Boateng"), [(0, 1, 0)]);
        let behind = |text: &str, to: usize| {
            let folded = Folded::new(1, text);
            behind_one_surname(&folded, &words(&folded.text), &people, &[(0, to, 1)])
        };
        assert_eq!(behind("BOATENG EFUA e YAW, nati", 2), [(3, 4, 0)]);
        assert!(behind("BOATENG EFUA e KOFI, nati", 2).is_empty());
        assert!(behind("EFUA BOATENG e YAW, nati", 2).is_empty());
        assert!(find("Kofi and Efua Boateng").is_empty());
        assert!(find("Yaw, Efua Boateng").is_empty());
    }
}

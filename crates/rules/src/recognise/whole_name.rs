//! Where somebody's whole name stands: given names and surname, in either order, with a form's labels between.

use super::shortened::CALLED;
use super::spelling::{BETWEEN, Word, misread, spelled};

/// Words between a surname and a given name that make two people of them where no label of a field stands there too.
const JOINERS: &[&str] = &["e", "and", "il", "che", "ha"];

/// Words that stand between two people; between a given name and a surname of another they are no further name.
const TWO: &[&str] =
    &["e", "ed", "and", "y", "und", "et", "per", "for", "para", "pour", "fur", "con", "with"];

/// What the caption of a surname before marriage has.
const BEFORE_MARRIAGE: &[&str] =
    &["fille", "naissance", "maiden", "birth", "nubile", "soltera", "solteira", "geburtsname"];

/// Captions of given names, one of which goes before them wherever a further surname has been.
const GIVEN: &[&str] = &[
    "prenom",
    "prenoms",
    "given",
    "first",
    "forename",
    "forenames",
    "nome",
    "nombre",
    "nombres",
    "vorname",
    "vornamen",
];

/// What the caption of a name before marriage begins with.
const NAME_OF: &[&str] =
    &["nom", "name", "cognome", "apellido", "surname", "maiden", "birth", "geburtsname"];

/// What stands between two surnames of one person, of whom the profile has one: "BELKACEM née OUALI", "Adaeze Okonkwo (now Okonkwo-Reyes)".
const RENAMED: &[&str] = &[
    "nee",
    "ne",
    "geb",
    "geborene",
    "geborener",
    "now",
    "formerly",
    "gia",
    "epouse",
    "ep",
    "eps",
    "epse",
    "alias",
    "aka",
    "maiden",
    "verh",
    "verheiratete",
];

/// A middle name has at most so many words, with its label.
const MIDDLE: usize = 5;

/// Returns the words, as a range, in which the name and the surname stand together at `at`, in either order.
pub(super) fn whole_name(
    words: &[Word<'_>],
    at: usize,
    name: &[String],
    surname: &[String],
) -> Option<(usize, usize)> {
    // Some people have one name only; a passport then has it as the surname. It must look like a name where it stands.
    let Some(first) = name.first().filter(|_| !surname.is_empty()) else {
        let only = if surname.is_empty() { name } else { surname };
        let count = spelled(words, at, only)?;
        let long = only.iter().map(String::len).sum::<usize>() >= 4;
        return (long && words[at..at + count].iter().all(|word| word.capital))
            .then_some((at, at + count));
    };
    // Most words of a page begin as none of the names do, and are not looked at further.
    let begins = |part: &String| part.as_bytes().first() == words[at].text.as_bytes().first();
    if !name.iter().chain(surname).any(begins) {
        return None;
    }
    // "SadiaChaudhry": the blank is lost where a PDF's columns are narrow.
    let word = words[at].text;
    if is_joined(word, name, surname) || is_joined(word, surname, name) {
        return Some((at, at + 1));
    }
    let given = |from: usize| {
        spelled(words, from, name).or_else(|| in_fields(words, from, name)).or_else(|| {
            let count = spelled(words, from, std::slice::from_ref(first))?;
            // "Emily R." is Emily Rose.
            let initial = name.get(1).zip(words.get(from + count)).is_some_and(|(second, word)| {
                word.text.len() == 1 && second.starts_with(word.text)
            });
            Some(count + usize::from(initial))
        })
    };
    let initial =
        |word: &Word<'_>| word.text.len() == 1 && word.text.as_bytes()[0].is_ascii_alphabetic();
    // Field labels, and the numbers that forms put before them; a number alone is a house's.
    let skip = |start: usize| -> usize {
        let mut from = start;
        let mut labelled = false;
        // "Dale R. Last name: Whitfield": an initial that the profile does not have.
        if words.get(from).is_some_and(initial)
            && words
                .get(from + 1)
                .is_some_and(|next| BETWEEN.contains(&next.text) && next.text.len() > 2)
        {
            from += 1;
        }
        while let Some(word) = words.get(from).filter(|_| from < start + 12) {
            // "Nom BEN SALAH, nom de jeune fille MZOUGHI, prénom(s) INES": the name that is not the profile's.
            if NAME_OF.contains(&word.text)
                && let Some(given) = behind_maiden(words, from)
            {
                from = given;
                continue;
            }
            let label = BETWEEN.contains(&word.text);
            let number = word.text.len() == 1 && word.text.as_bytes()[0].is_ascii_digit();
            if !label && !number {
                break;
            }
            // "1. HADDAD 2. LEILA": numbered fields of a card.
            let numbered = number && (word.leads || word.numbered);
            // "Mehmet Kaya e Zeynep Kaya": the surname of one is not that of the other.
            labelled |= label && !JOINERS.contains(&word.text) || numbered;
            from += 1;
            // "LEILA (First) KHOURY (Middle) HADDAD (Last)": a name that the profile does not have, and what it is behind it.
            if word.text == "first" {
                let middle =
                    (from..words.len().min(from + MIDDLE)).find(|at| words[*at].text == "middle");
                from = middle.map_or(from, |at| at + 1);
            }
            // "(First) LEILA (Middle) KHOURY (Last) HADDAD": a name that the profile does not have.
            if word.text == "middle" {
                let last = (from..words.len().min(from + MIDDLE))
                    .find(|at| ["last", "surname", "family"].contains(&words[*at].text));
                from = last.unwrap_or(from);
            }
        }
        if labelled { from } else { start }
    };
    let family = |from: usize| {
        spelled(words, from, surname)
            .or_else(|| misread(words, from, surname))
            .or_else(|| in_fields(words, from, surname))
    };
    if let Some(count) = family(at) {
        let next = at + count;
        if let Some(from) = behind_renaming(words, next)
            && let Some(more) = (from..words.len().min(from + MIDDLE)).find_map(|from| {
                let caption = GIVEN.contains(&words[from - 1].text);
                let near = from <= next + 3;
                if caption || near { given(from).map(|count| from + count) } else { None }
            })
        {
            return Some((at, more));
        }
        // "Mr C Haddad & Mrs Leila Haddad": the surname above ends the name of somebody else.
        let ended = at > 1
            && !words[at].leads
            && initial(&words[at - 1])
            && (CALLED.contains(&words[at - 2].text) || words.get(next).is_some_and(|w| w.leads));
        for from in [next, skip(next)] {
            let ended = ended && (from > next || words.get(next).is_some_and(|w| w.leads));
            if let Some(more) = (from < words.len() && !ended).then(|| given(from)).flatten() {
                return Some((at, from + more));
            }
        }
    }
    if let Some(count) = given(at) {
        let next = at + count;
        // "ADAEZE (now OKONKWO-REYES)", "Lynda Ouali épouse Belkacem".
        if let Some(from) = (next..=next + 1).find_map(|at| behind_renaming(words, at))
            && let Some(more) = family(from)
        {
            return Some((at, from + more));
        }
        // "Datore ROSSI LUIGI / Dipendente ROSSI AMINA": the surname stands before, and what follows is another's.
        let complete = (1..=at.min(4)).any(|n| spelled(words, at - n, surname) == Some(n));
        // A further given name that the profile does not have may stand between.
        for from in [next, skip(next), next + 1] {
            let extra = from == next + 1
                && from < words.len()
                && (words[next].start > words[at + count - 1].end + 1
                    // "Jonalyn R. Macaraeg"
                    || words[from].start
                        > words[next].end + if initial(&words[next]) { 2 } else { 1 }
                    || TWO.contains(&words[next].text)
                    || complete
                    || !words[next].text.bytes().all(|b| b.is_ascii_alphabetic()));
            if from < words.len()
                && (!extra || from == skip(next))
                && words[from].start - words[next - 1].end <= 60
                && let Some(more) = family(from)
            {
                return Some((at, from + more));
            }
        }
    }
    if let Some(to) = with_ancestors(words, at, name, surname) {
        return Some((at, to));
    }
    // Any order of all the words: "Duc Tran Van".
    let count = name.len() + surname.len();
    let window = words.get(at..at + count)?;
    let parts = || name.iter().chain(surname).map(String::as_str);
    if count < 3 || !parts().any(|part| part == window[0].text) {
        return None;
    }
    let mut wanted: Vec<&str> = parts().collect();
    let mut have: Vec<&str> = window.iter().map(|w| w.text).collect();
    wanted.sort_unstable();
    have.sort_unstable();
    (wanted == have).then_some((at, at + count))
}

/// Returns where a name ends that has the father's and the grandfather's between given name and surname, on one line and with nothing but
/// blanks between, each beginning large as the words of a sentence do not: "MARIAM ADEL SAMIR KHALIL".
fn with_ancestors(
    words: &[Word<'_>],
    at: usize,
    name: &[String],
    surname: &[String],
) -> Option<usize> {
    const ANCESTORS: usize = 2;
    let from = at + spelled(words, at, name)?;
    let last = from + ANCESTORS;
    words.get(last)?;
    let count = spelled(words, last, surname)?;
    let a_name = |word: &Word<'_>| {
        word.text.len() >= 3
            && word.text.bytes().all(|b| b.is_ascii_alphabetic())
            && ![TWO, BETWEEN, CALLED, JOINERS, RENAMED].iter().any(|not| not.contains(&word.text))
    };
    let beside = |pair: &[Word<'_>]| pair[0].end + 1 == pair[1].start && !pair[1].leads;
    let whole =
        words[from..last].iter().all(a_name) && words[from - 1..=last].windows(2).all(beside);
    (whole && words[at..last + count].iter().all(|word| word.capital)).then_some(last + count)
}

/// Returns whether a word is both names without a blank, each of three letters at least.
fn is_joined(word: &str, first: &[String], second: &[String]) -> bool {
    let long = |name: &[String]| name.iter().map(String::len).sum::<usize>() >= 3;
    let mut parts = first.iter().chain(second);
    parts.try_fold(word, |rest, part| rest.strip_prefix(part.as_str())) == Some("")
        && long(first)
        && long(second)
}

/// Returns how many words from `at` on are a name of several parts, each in a field of its own: "Primer apellido QUISPE Segundo apellido
/// MAMANI".
fn in_fields(words: &[Word<'_>], at: usize, name: &[String]) -> Option<usize> {
    const LABELS: usize = 4;
    let (first, rest) = name.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let mut next = spelled(words, at, std::slice::from_ref(first))? + at;
    for part in rest {
        let label = |word: &&Word<'_>| {
            BETWEEN.contains(&word.text) && !JOINERS.contains(&word.text)
                || word.text.len() == 1 && word.text.as_bytes()[0].is_ascii_digit()
        };
        let labels = words[next..].iter().take(LABELS).take_while(label).count();
        if labels == 0 || next + labels >= words.len() {
            return None;
        }
        next += labels;
        next += spelled(words, next, std::slice::from_ref(part))?;
    }
    Some(next - at)
}

/// Returns where the caption of the given names stands, behind a caption at `at` of the surname before marriage and that surname.
fn behind_maiden(words: &[Word<'_>], at: usize) -> Option<usize> {
    let caption = &words[at..words.len().min(at + 4)];
    let end = at + 1 + caption.iter().position(|word| BEFORE_MARRIAGE.contains(&word.text))?;
    (end..words.len().min(end + MIDDLE)).find(|at| GIVEN.contains(&words[*at].text))
}

/// Returns what follows where a word at `at` says that the name was another before, or is another now.
fn behind_renaming(words: &[Word<'_>], at: usize) -> Option<usize> {
    let renamed = words.get(at).is_some_and(|word| RENAMED.contains(&word.text));
    (renamed && at + 1 < words.len()).then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::whole_name;
    use crate::recognise::spelling::{spellings, words};

    fn reads(text: &str, name: &str, surname: &str) -> bool {
        let (folded, name, surname) = (text.to_lowercase(), spellings(name), spellings(surname));
        let mut words = words(&folded);
        for word in &mut words {
            word.capital = text[word.start..].starts_with(char::is_uppercase);
        }
        (0..words.len()).any(|at| whole_name(&words, at, &name[0], &surname[0]).is_some())
    }

    #[test]
    fn each_part_of_a_name_may_have_a_field_of_its_own() {
        let form = "Primer apellido QUISPE\nSegundo apellido MAMANI\nPrenombres YULIANA";
        assert!(reads(form, "Yuliana", "Quispe Mamani"));
        assert!(reads("1. OUEDRAOGO\n[foto] 2. SALIF", "Salif", "Ouedraogo"));
        let behind = "1. Name: JOEL (first) MAGPANTAY (middle) DELA CRUZ (last)";
        assert!(reads(behind, "Joel", "Dela Cruz"));
        let maiden = "1 Nom (x) BEN SALAH 2 Nom de jeune fille MZOUGHI 3 Prenom(s) INES";
        assert!(reads(maiden, "Ines", "Ben Salah"));
    }

    #[test]
    fn a_name_before_marriage_parts_nobody() {
        assert!(reads("Nom : BELKACEM nee OUALI    Prenom : Lynda", "Lynda", "Belkacem"));
        assert!(reads("BELKACEM nee OUALI Lynda", "Lynda", "Belkacem"));
        assert!(reads("Lynda OUALI epouse BELKACEM", "Lynda", "Belkacem"));
        assert!(reads("OKONKWO, ADAEZE (now OKONKWO-REYES)", "Adaeze", "Okonkwo-Reyes"));
        assert!(!reads("BELKACEM Yanis, nee le 9 mai a Lynda", "Lynda", "Belkacem"));
        assert!(!reads("Lynda Ouali, epouse de Yanis Belkacem", "Lynda", "Belkacem"));
    }

    #[test]
    fn a_father_s_and_a_grandfather_s_name_may_stand_between() {
        assert!(reads("Miss MARIAM ADEL SAMIR KHALIL, born in Giza", "Mariam", "Khalil"));
        assert!(!reads("Mariam Adel, Samir Khalil", "Mariam", "Khalil"));
        assert!(!reads("Mariam Adel and Khalil", "Mariam", "Khalil"));
        assert!(!reads("Mariam told us Khalil", "Mariam", "Khalil"));
    }

    #[test]
    fn and_parts_two_people() {
        assert!(!reads("Jian e Zhou Meiling", "Jian", "Zhou"));
        assert!(!reads("Eseguito da SY FATOU per SY OMAR", "Fatou", "Sy Omar"));
        assert!(reads("Eseguito da SY FATOU per SY OMAR", "Omar", "Sy"));
        let form = "Datore ROSSI LUIGI\nDipendente ROSSI AMINA".to_lowercase();
        let (words, rossi) = (words(&form), spellings("Rossi"));
        let luigi = (0..words.len())
            .find_map(|at| whole_name(&words, at, &spellings("Luigi")[0], &rossi[0]));
        assert_eq!(luigi, Some((1, 3)), "the surname of who is named next is not his");
        assert!(reads("Yilmaz Can e Yilmaz Elif", "Elif", "Yilmaz"));
    }
}

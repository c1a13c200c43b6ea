//! Where somebody's whole name stands: given names and surname, in either order, with a form's labels between.

use super::shortened::CALLED;
use super::spelling::{Word, misread, spelled};
use super::standing::BETWEEN;

/// Words between a surname and a given name that make two people of them where no label of a field stands there too.
const JOINERS: &[&str] = &["e", "and", "il", "che", "ha"];

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
    let given = |from: usize| {
        spelled(words, from, name).or_else(|| {
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
        while let Some(word) = words.get(from).filter(|_| from < start + 8) {
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
            // "(First) LEILA (Middle) KHOURY (Last) HADDAD": a name that the profile does not have.
            if word.text == "middle" {
                let last = (from..words.len().min(from + MIDDLE))
                    .find(|at| ["last", "surname", "family"].contains(&words[*at].text));
                from = last.unwrap_or(from);
            }
        }
        if labelled { from } else { start }
    };
    let family =
        |from: usize| spelled(words, from, surname).or_else(|| misread(words, from, surname));
    if let Some(count) = family(at) {
        let next = at + count;
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
        // A further given name that the profile does not have may stand between.
        for from in [next, skip(next), next + 1] {
            let extra = from == next + 1
                && from < words.len()
                && (words[next].start > words[at + count - 1].end + 1
                    // "Jonalyn R. Macaraeg"
                    || words[from].start
                        > words[next].end + if initial(&words[next]) { 2 } else { 1 }
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
    // Any order of all the words: "Duc Tran Van".
    let count = name.len() + surname.len();
    let window = words.get(at..at + count)?;
    let mut wanted: Vec<&str> = name.iter().chain(surname).map(String::as_str).collect();
    if count < 3 || !wanted.contains(&window[0].text) {
        return None;
    }
    let mut have: Vec<&str> = window.iter().map(|w| w.text).collect();
    wanted.sort_unstable();
    have.sort_unstable();
    (wanted == have).then_some((at, at + count))
}

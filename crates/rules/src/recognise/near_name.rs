//! A name that is nearly the person's, on a paper that is theirs by its fiscal code: what a clerk mistyped.

use super::evidence;
use super::fold::Folded;
use super::people::MISREAD;
use super::spelling::{BETWEEN, Spelling, Word, differ, spellings, words};
use crate::consistency::NEAR_NAME;
use crate::facts::{Evidence, PersonFound};

/// How many labels may stand between surname and name: "Cognome: … Nome: …".
const LABELS: usize = 3;

/// Adds the nearly right name to those whom only their fiscal code shows.
pub(super) fn add(pages: &[Folded<'_>], persons: &mut [PersonFound]) {
    for person in persons {
        let whole =
            |evidence: &Evidence| !["fiscal-code", MISREAD].contains(&evidence.rule.as_str());
        let coded = person.because.iter().any(|evidence| evidence.rule == "fiscal-code");
        if !coded || person.because.iter().any(whole) {
            continue;
        }
        let (names, surnames) = (spellings(&person.name), spellings(&person.surname));
        let (Some(name), Some(surname)) = (names.first(), surnames.first()) else { continue };
        let Some(first) = name.first() else { continue };
        let near = pages.iter().take(4).find_map(|page| {
            let words = words(&page.text);
            let (from, to) = (0..words.len()).find_map(|at| nearly(&words, at, surname, first))?;
            Some(evidence(page, words[from].start, words[to - 1].end, NEAR_NAME))
        });
        person.because.extend(near);
    }
}

/// Returns the words in which surname and given name stand in either order, nearly right.
fn nearly(words: &[Word<'_>], at: usize, surname: &Spelling, name: &str) -> Option<(usize, usize)> {
    let family = |from: usize| -> Option<usize> {
        let read = words.get(from..from + surname.len())?;
        read.iter()
            .zip(surname)
            .all(|(word, right)| is_near(word.text, right))
            .then_some(surname.len())
    };
    let given = |from: usize| words.get(from).filter(|word| is_near(word.text, name)).map(|_| 1);
    let labels = |from: usize| {
        let is_label = |word: &&Word<'_>| BETWEEN.contains(&word.text);
        from + words.iter().skip(from).take(LABELS).take_while(is_label).count()
    };
    let after_family = family(at).map(|count| labels(at + count));
    let after_given = given(at).map(|count| labels(at + count));
    let one = after_family.and_then(|next| Some(next + given(next)?));
    let other = || after_given.and_then(|next| Some(next + family(next)?));
    one.or_else(other).map(|to| (at, to))
}

/// One letter in a short word, two in a long one; the first must be right, and short words must be right altogether.
fn is_near(word: &str, right: &str) -> bool {
    let most = match right.len() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    };
    word.as_bytes().first() == right.as_bytes().first() && differ(word, right) <= most
}

#[cfg(test)]
mod tests {
    use super::{Evidence, Folded, NEAR_NAME, PersonFound, add};
    use crate::facts::PersonRole;

    fn near(text: &str, rule: &str) -> Option<String> {
        let because =
            vec![Evidence { page: 1, start: 0, end: 1, words: String::new(), rule: rule.into() }];
        let mut persons = [PersonFound {
            id: "leila".into(),
            name: "Leila".into(),
            surname: "Haddad".into(),
            role: PersonRole::Subject,
            because,
        }];
        add(&[Folded::new(1, text)], &mut persons);
        persons[0].because.iter().find(|e| e.rule == NEAR_NAME).map(|e| e.words.clone())
    }

    #[test]
    fn a_mistyped_name_is_kept_and_another_is_not() {
        let code = "fiscal-code";
        assert_eq!(near("la signora Leila Hadad, nata", code).as_deref(), Some("Leila Hadad"));
        assert_eq!(
            near("Cognome: HADAD\nNome: LEILLA", code).as_deref(),
            Some("HADAD\nNome: LEILLA")
        );
        // A married name, another person, and a paper that has the right name elsewhere.
        for text in ["Leila Khoury", "Lina Haddad", "Fabio Addadi", "Leila"] {
            assert_eq!(near(text, code), None, "{text}");
        }
        assert_eq!(near("Leila Hadad", "name"), None);
    }
}

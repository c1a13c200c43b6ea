//! Whose papers usually are that have such words around a name: a second opinion on who is their subject.
//!
//! `packs/words/names.txt` says how much each clue speaks for that a paper is about somebody and does not only name them: what is
//! [`around`] their names, and who is named first.

use super::fold::Folded;
use super::paper::Paper;
use super::subjects::Decided;
use super::usual_clues::{Clues, Learnt, around};
use crate::facts::{PersonFound, PersonRole};
use crate::packs::Nature;
use crate::person::Person;
use std::collections::BTreeSet;
use std::sync::OnceLock;

static LEARNT: &str = include_str!("../../../../packs/words/names.txt");

/// So likely must it be that a paper is the only named one's.
const ALONE: f32 = 0.6;
/// So likely, that it is one's of several of whom no label tells.
const OF_SEVERAL: f32 = 0.85;
/// So likely, that it is another's too than the one of whom labels tell.
const TOO: f32 = 0.95;
/// No more of a person's mentions are looked at.
const MENTIONS: usize = 8;

/// A person of the household, and what stands around their names.
#[derive(Debug)]
pub struct NameClues {
    pub name: String,
    pub surname: String,
    /// None holds a blank.
    pub clues: BTreeSet<String>,
}

fn learnt() -> &'static Learnt {
    static BUILT_IN: OnceLock<Learnt> = OnceLock::new();
    BUILT_IN.get_or_init(|| Learnt::new(LEARNT, &["subject"]))
}

/// Makes a paper that of people whose labels say nothing, where most papers with such words are so.
pub(super) fn second_opinion(
    pages: &[Folded<'_>],
    paper: Paper<'_>,
    people: &[Person],
    decided: Vec<Decided>,
) -> Vec<PersonFound> {
    give(learnt(), pages, paper, people, decided)
}

fn give(
    learnt: &Learnt,
    pages: &[Folded<'_>],
    paper: Paper<'_>,
    people: &[Person],
    decided: Vec<Decided>,
) -> Vec<PersonFound> {
    let (mut persons, worth): (Vec<PersonFound>, Vec<u32>) =
        decided.into_iter().map(|one| (one.found, one.worth)).unzip();
    let Some(id) = paper.id().filter(|id| learnt.knows(id)) else { return persons };
    let is_adult = |found: &PersonFound| people.iter().any(|person| person.id == found.id);
    // A child's paper names its parents, and the child may be unknown to the household's folder: what nobody's label tells is left.
    let told = persons.iter().any(|found| found.role == PersonRole::Subject);
    if paper.is(Nature::OfChild) && (!told || persons.iter().any(|found| !is_adult(found))) {
        return persons;
    }
    let enough = match (told, persons.len()) {
        (true, _) => TOO,
        (false, 1) => ALONE,
        (false, _) => OF_SEVERAL,
    };
    // Where labels tell of the subject, one that tells of another party says enough too.
    let may =
        |found: &PersonFound, worth: u32| found.role == PersonRole::Other && (worth > 0 || !told);
    let is_subject = |found: &PersonFound| {
        learnt.judge(|clues| tell(pages, id, &persons, found, clues))[0] >= enough
    };
    let subjects: Vec<bool> = persons
        .iter()
        .zip(worth)
        .map(|(found, worth)| may(found, worth) && is_subject(found))
        .collect();
    for (found, _) in persons.iter_mut().zip(subjects).filter(|(_, is_subject)| *is_subject) {
        found.role = PersonRole::Subject;
    }
    persons
}

/// Returns the clues of everyone who is named on a paper of a type.
pub(super) fn clues(pages: &[Folded<'_>], id: &str, persons: &[PersonFound]) -> Vec<NameClues> {
    let of = |found: &PersonFound| NameClues {
        name: found.name.clone(),
        surname: found.surname.clone(),
        clues: Clues::collected(|clues| tell(pages, id, persons, found, clues)),
    };
    persons.iter().map(of).collect()
}

/// Tells the clues of one of the people who are named on a paper of a type.
fn tell(
    pages: &[Folded<'_>],
    id: &str,
    persons: &[PersonFound],
    found: &PersonFound,
    clues: &mut Clues<'_>,
) {
    for evidence in found.because.iter().take(MENTIONS) {
        let Some(page) = pages.iter().find(|page| page.page == evidence.page) else { continue };
        let (start, end) = (evidence.start as usize, evidence.end as usize);
        around(page, page.folded(start), page.folded(end), id, clues);
    }
    let first = |found: &PersonFound| found.because.iter().map(|e| (e.page, e.start)).min();
    let others = || persons.iter().filter(|other| other.id != found.id);
    let rank = match others().map(first).min() {
        None => "only",
        Some(other) if first(found) < other => "first",
        Some(_) => "later",
    };
    clues.tell(&["~", rank]);
    clues.tell(&[id, "~", rank]);
    if others().all(|other| other.because.len() < found.because.len()) {
        clues.tell(&["~most"]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Evidence, PageText, Recognition};
    use crate::packs::Packs;
    use crate::recognise::recognise;

    fn person(name: &str, surname: &str) -> Person {
        Person {
            id: format!("{name}-{surname}").to_lowercase(),
            name: name.to_owned(),
            surname: surname.to_owned(),
            fiscal_code: None,
            born: None,
            dependants: Vec::new(),
        }
    }

    fn named(page: &Folded<'_>, name: &str, surname: &str) -> PersonFound {
        let at =
            |words: &str| page.original.match_indices(words).map(|(at, _)| at).collect::<Vec<_>>();
        let because = at(surname).into_iter().map(|start| Evidence {
            page: page.page,
            start: start as u32,
            end: (start + surname.len()) as u32,
            words: surname.to_owned(),
            rule: "name".to_owned(),
        });
        let of = person(name, surname);
        let because = because.collect();
        PersonFound {
            id: of.id,
            name: of.name,
            surname: of.surname,
            role: PersonRole::Other,
            because,
        }
    }

    #[test]
    fn who_is_named_first_and_most_is_a_clue() {
        let pages = [Folded::new(1, "Sig. Rossi, Suo marito Bianchi. Gentile Rossi")];
        let persons = [named(&pages[0], "Marco", "Bianchi"), named(&pages[0], "Amina", "Rossi")];
        let all = clues(&pages, "LETTER", &persons);
        let has = |at: usize, clue: &str| all[at].clues.contains(clue);
        assert!(has(0, "~later") && has(0, "LETTER<marito") && !has(0, "~most"));
        assert!(has(1, "LETTER~first") && has(1, "~most") && has(1, "<gentile"));
    }

    /// "Gentile" and "cara" speak for subjects.
    const MADE_UP: &str = "# made up\n= other 0.5 subject 0\nLETTER@top\nBIRTH-CERT@top\n<gentile subject 2\n<cara subject 2\n";

    /// Who is the subject of a paper that names Bianchi first and Rossi behind "Gentile cara"; `worth` and role of Rossi by labels.
    fn subjects(id: &str, bianchi: PersonRole, worth: u32) -> Vec<String> {
        let pages = [Folded::new(1, "Studio Bianchi\nGentile cara Rossi")];
        let mut first = named(&pages[0], "Marco", "Bianchi");
        first.role = bianchi;
        let second = named(&pages[0], "Amina", "Rossi");
        let decided = vec![Decided { found: first, worth: 1 }, Decided { found: second, worth }];
        let people = [person("Marco", "Bianchi"), person("Amina", "Rossi")];
        let learnt = Learnt::new(MADE_UP, &["subject"]);
        give(&learnt, &pages, Paper::built_in(id), &people, decided)
            .into_iter()
            .filter(|found| found.role == PersonRole::Subject)
            .map(|found| found.surname)
            .collect()
    }

    #[test]
    fn a_paper_that_no_label_gives_to_anybody_is_whose_such_papers_are() {
        assert_eq!(subjects("LETTER", PersonRole::Other, 0), ["Rossi"]);
    }

    #[test]
    fn beside_one_whom_labels_tell_another_party_stays_another_party() {
        assert_eq!(subjects("LETTER", PersonRole::Subject, 0), ["Bianchi"]);
    }

    #[test]
    fn of_a_type_that_was_never_counted_nothing_is_said() {
        assert!(subjects("PAYSLIP", PersonRole::Other, 1).is_empty());
    }

    #[test]
    fn nobody_is_made_the_subject_of_a_paper_of_no_type() {
        let text = "Ciao Amina Rossi, ci vediamo domani con Marco Bianchi.";
        let people = [person("Amina", "Rossi"), person("Marco", "Bianchi")];
        let pages = [PageText { number: 1, text }];
        let found: Recognition = recognise(&pages, &people, Packs::built_in());
        assert!(found.persons.iter().all(|found| found.role == PersonRole::Other));
    }
}

//! Whose a paper is, of those who are named on it.

use super::paper::Paper;
use super::people::{Mention, everybody};
use super::standing::{Party, Standing};
use super::weight::Weights;
use crate::facts::{Evidence, PersonFound, PersonRole};
use crate::packs::Nature;
use crate::person::Person;

/// A curriculum's head reaches so far, in bytes.
const HEAD: u32 = 120;

/// A person, and what the best of their names is worth (see `packs/recognition/worth.toml`).
pub(super) struct Decided {
    pub(super) found: PersonFound,
    pub(super) worth: u32,
}

/// Returns the persons with their roles.
pub(super) fn decide(
    mut mentions: Vec<Mention>,
    people: &[Person],
    paper: Paper<'_>,
    weights: &Weights,
) -> Vec<Decided> {
    let all = everybody(people);
    let mut persons: Vec<(usize, u32, Vec<Evidence>)> = Vec::new();
    let shared: Vec<usize> = mentions.iter().filter(|m| m.shared).map(|m| m.who).collect();
    let several: Vec<(usize, u32)> = mentions
        .iter()
        .filter(|m| m.several)
        .map(|m| (m.who, weights.of(m.standing, paper.id())))
        .collect();
    // Two names on a sheet of which nothing is known are a list of nothing.
    let mut listed: Vec<usize> = mentions
        .iter()
        .filter(|m| m.listed || m.shared && paper.has_type())
        .map(|m| m.who)
        .collect();
    // Whoever a curriculum begins with has lived it.
    if paper.is_type("CV")
        && let Some(first) = mentions.iter_mut().min_by_key(|m| (m.evidence.page, m.evidence.start))
        && first.evidence.start < HEAD
        && matches!(first.standing, Standing::Unlabelled | Standing::Alone)
    {
        first.standing = Standing::Holder;
    }
    // "Marito: … Moglie: …": of two who are each other's spouse the paper is both's, if it is nobody else's.
    let mut couple: Vec<usize> = mentions
        .iter()
        .filter(|m| m.standing == Standing::Other(Party::Spouse))
        .map(|m| m.who)
        .collect();
    couple.dedup();
    // A tax is paid by whom its form names; whom a note on it names together are only spoken of.
    let named_alone = paper.is_type("F24")
        && mentions.iter().any(|m| m.standing == Standing::Subject && !m.several);
    for mention in mentions {
        let weight = weights.of(mention.standing, paper.id());
        let weight = if mention.passing && !paper.has_type() || named_alone && mention.several {
            weight.min(1)
        } else {
            weight
        };
        match persons.iter_mut().find(|(who, ..)| *who == mention.who) {
            Some((_, best, because)) => {
                // A telling label (subject, holder) or a telling contrary one outweighs a name in passing.
                *best = combine(*best, weight);
                because.push(mention.evidence);
            }
            None => persons.push((mention.who, weight, vec![mention.evidence])),
        }
    }
    if couple.len() > 1 && paper.has_type() && persons.iter().all(|(_, weight, _)| *weight == 0) {
        for (_, weight, _) in persons.iter_mut().filter(|(who, ..)| couple.contains(who)) {
            *weight = 1;
        }
        listed.append(&mut couple);
    }
    persons.sort_by_key(|(who, ..)| *who);
    let top = persons.iter().map(|(_, w, _)| *w).max().unwrap_or(0);
    let child = persons.iter().any(|(who, w, _)| !all[*who].adult && *w > 0);
    let about_child = paper.is(Nature::OfChild) && child;
    let leaders = persons.iter().filter(|(_, w, _)| *w == top).count();
    // Whoever is called or let in, is so with the family; a refusal is of who asked and of for whom.
    let family = top >= 3 && paper.is(Nature::OfFamily);
    // Two cards on one sheet are two people's, though the zone of one is not read.
    let each = paper.is(Nature::OfEach);
    // "Dichiarante … coniuge dichiarante": one of them is told to be so with another.
    let together = several.iter().any(|(_, weight)| *weight == top);
    // Whoever writes a letter together, or signs an application side by side.
    let writers: Vec<usize> = if paper.is(Nature::SignedTogether) { shared } else { Vec::new() };
    let by_writers = persons.iter().any(|(who, w, _)| *w == top && writers.contains(who));
    let all_listed =
        persons.iter().filter(|(_, w, _)| *w == top).all(|(who, ..)| listed.contains(who));
    persons
        .into_iter()
        .map(|(who, weight, because)| {
            let somebody = &all[who];
            // News, minutes and private mails name people, and are papers of nobody.
            let in_passing = !paper.has_type()
                && weight <= 1
                && !because.iter().any(|evidence| evidence.rule == "fiscal-code");
            // A family's certificate is of all whom it lists, as wife, son or whatever they are.
            let subject = paper.is_type("FAMILY-STATUS")
                || weight > 0
                    && !in_passing
                    && if about_child {
                        !somebody.adult
                    } else if paper.is_joint() {
                        true
                    } else {
                        // Nothing decides between two: nobody is certain.
                        each && (weight >= 2 || weight == top)
                            || by_writers && writers.contains(&who)
                            || weight == top && (leaders == 1 || all_listed || family || together)
                    };
            let found = PersonFound {
                id: somebody.id.to_owned(),
                name: somebody.name.to_owned(),
                surname: somebody.surname.to_owned(),
                role: if subject { PersonRole::Subject } else { PersonRole::Other },
                because,
            };
            Decided { found, worth: weight }
        })
        .collect()
}

/// What two mentions of one person come to: the stronger, but a bare name lifts nobody out of another's role.
fn combine(one: u32, two: u32) -> u32 {
    match (one.min(two), one.max(two)) {
        (0, high) if high <= 2 => 0,
        (_, high) => high,
    }
}

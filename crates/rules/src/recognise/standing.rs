//! What the words around a name say of its bearer: the paper's subject, or another party.

use super::fold::{Folded, is_whole, phrase};
use crate::packs::{Bearer, Packs, Reach};
use aho_corasick::{AhoCorasick, MatchKind};

/// What the words around a name say of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// The zone of a travel paper, or a fiscal code: the holder's.
    Holder,
    /// A label that names the paper's subject.
    Subject,
    /// A label of fields that every form has: "cognome", "il sottoscritto".
    Field,
    Unlabelled,
    /// Employer, host, landlord, parent.
    Other(Party),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Party {
    Parent,
    Declarer,
    Else,
}

/// All labels of a set of packs, prepared once.
#[derive(Debug)]
pub(super) struct Labels {
    automaton: AhoCorasick,
    entries: Vec<(Standing, Reach)>,
}

/// How far a title may stand before its bearer, in folded bytes.
const TITLE_REACH: usize = 40;

/// How far the name of who declares may stand behind "il sottoscritto".
const DECLARER_REACH: usize = 60;

/// What begins another party in a contract's opening words.
const PARTIES: &[&str] = &[
    " e la sig",
    " e il sig",
    " e sig",
    " e la dott",
    " e il dott",
    " and mr",
    " and ms",
    " and mrs",
    " y el se",
    " y la se",
];

/// What begins another party after a comma; "il locatore, sig. …" is still the locatore.
const APPOSITIONS: &[&str] =
    &[", il sig", ", la sig", ", i sig", ", i coniugi", ", mr", ", ms", ", mrs"];

impl Labels {
    pub(super) fn new(packs: &Packs) -> Labels {
        let mut phrases: Vec<String> = Vec::new();
        let mut entries = Vec::new();
        for words in &packs.name_words {
            let standing = match words.standing {
                Bearer::Subject => Standing::Subject,
                Bearer::Field => Standing::Field,
                Bearer::Declarer => Standing::Other(Party::Declarer),
                Bearer::Parent => Standing::Other(Party::Parent),
                Bearer::Other => Standing::Other(Party::Else),
            };
            for text in words.any.iter().map(|text| phrase(text)).filter(|text| !text.is_empty()) {
                phrases.push(text);
                entries.push((standing, words.reach));
            }
        }
        Labels { automaton: super::automaton(&phrases, MatchKind::Standard), entries }
    }

    /// Returns the labels in a text as start, end, meaning and reach.
    fn within<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, usize, Standing, Reach)> + 't {
        self.automaton
            .find_overlapping_iter(text)
            .filter(|found| is_whole(text, found.start(), found.end()))
            .map(|found| {
                let (standing, reach) = self.entries[found.pattern().as_usize()];
                (found.start(), found.end(), standing, reach)
            })
    }

    /// Returns what the words before a name say: on its line, or at the end of the line above.
    pub(super) fn before(&self, page: &Folded<'_>, floor: usize, start: usize) -> Standing {
        let line = page.line_of(start);
        let (above, _) = page.line(line.saturating_sub(1));
        let low = floor.max(above).max(start.saturating_sub(160));
        let lead = &page.flat[low..start];
        // "… e la sig.ra": another party begins here.
        let party = PARTIES.iter().filter_map(|words| lead.rfind(words)).max();
        let lead = &lead[party.unwrap_or(0)..];
        let apposition = APPOSITIONS.iter().filter_map(|words| lead.rfind(words)).max();
        let mut best: Option<(usize, usize, Standing)> = None;
        for (from, to, standing, reach) in self.within(lead) {
            if reach == Reach::Touching && lead.len() - to > 2 {
                continue;
            }
            // "Innanzi al notaio Zani, il signor …": who comes after the comma is none of the notary's.
            if apposition.is_some_and(|at| to < at) {
                continue;
            }
            // "…, datore di lavoro, e la sig.ra …": what follows the conjunction is the other party.
            let rest = lead[to..].trim_start_matches([' ', ',']);
            if ["e ", "ed ", "and "].iter().any(|word| rest.starts_with(word)) {
                continue;
            }
            // "(the Client) and …" closes before the name: it speaks of the party before.
            if lead[to..].trim_start_matches(['"', '\'']).starts_with(')') {
                continue;
            }
            // Who declares is named at once; a name further on is that of whom the declaration is about.
            if standing == Standing::Other(Party::Declarer) && lead.len() - to > DECLARER_REACH {
                continue;
            }
            // A title's bearer stands between it and the name: neither it nor what stood before speaks for this one.
            if reach == Reach::Near && lead.len() - to > TITLE_REACH {
                best = None;
                continue;
            }
            // The nearest label wins; of two that end together the longer; a field's label yields to a telling one nearby.
            let field = standing == Standing::Field;
            let better = match best {
                None => true,
                Some((_, _, Standing::Field)) => true,
                Some((s, e, _)) => !field && (to > e || to == e && from < s),
            };
            if better {
                best = Some((from, to, standing));
            }
        }
        best.map_or(Standing::Unlabelled, |(_, _, standing)| standing)
    }

    /// Returns what a bracket after a name says: `Leila Haddad (the "Employee")`.
    pub(super) fn after(&self, page: &Folded<'_>, end: usize) -> Option<Standing> {
        let rest = &page.flat[end..(end + 60).min(page.flat.len())];
        let inside = rest.trim_start_matches([' ', ',']).strip_prefix('(')?;
        let inside = &inside[..inside.find(')')?];
        self.within(inside).map(|(_, _, standing, _)| standing).find(|s| *s != Standing::Field)
    }
}

/// 0: not the subject. 1: named, nothing said. 2: in a field of a form. 3: labelled the subject. 4: the holder.
pub(super) fn weight(standing: Standing, id: Option<&str>) -> u32 {
    match standing {
        Standing::Holder => 4,
        Standing::Subject => 3,
        Standing::Field => 2,
        Standing::Unlabelled => 1,
        // Who speaks is the subject, but for papers in which one speaks about another.
        Standing::Other(Party::Declarer) => match id {
            Some(
                "HOSPITALITY" | "BUILDING-NOTICE" | "EMPLOYER-LETTER" | "REFERENCE-LETTER"
                | "MEDICAL-CERT" | "TRANSLATION" | "ASSEVERATION",
            ) => 0,
            _ => 3,
        },
        Standing::Other(_) => 0,
    }
}

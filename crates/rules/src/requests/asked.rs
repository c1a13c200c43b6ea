//! The words of one item: which paper they name, and where the next one begins.

use super::phrases::{beginning_at, within};
use super::{Page, Want, until};
use crate::recognise::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Between two papers of one item.
static JOINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r",|;|:|\b(?:e|ed|nonche|oltre|unitamente|insieme|con|corredat[oaie]|complet[oaie]|and|as\s+well\s+as|together\s+with)\b",
    )
});
/// One paper or the other.
static OR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:/|\b(?:o|od|oppure|ovvero|in\s+alternativa|or)\b)"));
/// What joins a paper to the one before.
static AND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:e|ed|nonche|and|oltre\s+a(?:l|lla)?|unitamente\s+a(?:l|lla)?|as\s+well\s+as|together\s+with|con)\s+)+",
    )
});
/// An article before a thing; "il cui", "la quale" go on with the one before.
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:e\s+|ed\s+|nonche\s+)?(?:l'|un'|(?:il|lo|la|i|gli|le|un|uno|una|n\.|the|a|an)\s)\s?[a-z0-9]",
    )
});
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:e\s+|ed\s+)?(?:il|lo|la|l'|i|gli|le|un|una)\s?(?:cui|qual[ei]|tutto|stess\w*|medesim\w*|predett\w*|suddett\w*|relativ\w*)\b",
    )
});
/// Between an item and its owner.
static OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:del|della|dell'|dei|delle|degli|di|of|of the|intestat\w+ a\w*)\s?$")
});
/// The most papers of one kind that an office asks for.
const MOST: u32 = 36;

/// What stands at the beginning of some words.
struct Begun {
    /// The type's phrase.
    named: Option<(usize, usize, Vec<usize>)>,
    /// A word that says that here is a paper.
    paper: bool,
    count: u32,
}

impl Page<'_> {
    /// Reads the beginning of some words up to the paper's name: "copia integrale del | passaporto".
    fn begun(&self, from: usize, end: usize) -> Begun {
        let flat = self.letter.flat.as_str();
        let mut begun = Begun { named: None, paper: false, count: 1 };
        let mut at = from;
        while at < end {
            let skipped = flat[at..end].find(|c: char| c.is_ascii_alphanumeric());
            let Some(skipped) = skipped else { break };
            at += skipped;
            if let Some(hit) = beginning_at(&self.types, at).filter(|hit| hit.end <= end) {
                begun.named = Some((hit.start, hit.end, hit.means.clone()));
                begun.paper = true;
                break;
            }
            let word_end = flat[at..end]
                .find(|c: char| !c.is_ascii_alphanumeric())
                .map_or(end, |found| at + found);
            let word = &flat[at..word_end];
            let behind = flat[word_end..end].trim_start();
            if let Some(count) = until::number(word).filter(|count| *count <= MOST) {
                // Two copies of one paper are one paper.
                if !behind.starts_with("copi") && !behind.starts_with("esemplar") {
                    begun.count = count.max(1);
                }
                at = word_end;
                continue;
            }
            if let Some(hit) = beginning_at(&self.copies, at) {
                begun.paper = true;
                at = hit.end;
                continue;
            }
            // The longest filler: "l'" before "idoneita", "fronte-retro".
            match beginning_at(&self.fillers, at).filter(|hit| hit.end <= end) {
                Some(hit) => at = hit.end,
                None => {
                    begun.paper |= beginning_at(&self.heads, at).is_some();
                    break;
                }
            }
        }
        begun
    }

    /// Whether the words begin with the name of a paper, or with a word that says that it is one.
    pub(super) fn names_paper(&self, from: usize, end: usize) -> bool {
        let begun = self.begun(from, end);
        begun.paper || begun.named.is_some()
    }

    /// Returns where the item's words really begin: behind what says how and by when to hand in.
    fn strip(&self, mut from: usize, end: usize) -> usize {
        let flat = self.letter.flat.as_str();
        loop {
            let skipped = flat[from..end].find(|c: char| c.is_ascii_alphanumeric() || c == '(');
            let Some(skipped) = skipped else { return end };
            from += skipped;
            if until::begins(&flat[from..end]) {
                // "entro 10 giorni dal ricevimento della presente, copia…"
                from = flat[from..end].find(',').map_or_else(
                    || {
                        let begins = |at: &usize| {
                            self.letter.flat.as_bytes()[at - 1] == b' '
                                && self.names_paper(*at, end)
                        };
                        (from + 6..end).find(begins).unwrap_or(end)
                    },
                    |comma| from + comma + 1,
                );
                continue;
            }
            match beginning_at(&self.by_the_way, from).filter(|hit| hit.end <= end) {
                Some(hit) => from = hit.end,
                None => return from,
            }
        }
    }

    /// Cuts off what says by when, and signs at the end.
    fn trimmed(&self, from: usize, end: usize) -> usize {
        let flat = self.letter.flat.as_str();
        let cut = flat[from..end]
            .match_indices(" entro ")
            .map(|(at, _)| from + at)
            .find(|at| {
                let rest = &flat[at + 1..end];
                until::begins(rest)
                    || rest.starts_with("entro il")
                    || rest.starts_with("entro la data")
                    || rest.starts_with("entro e non oltre")
            })
            .unwrap_or(end);
        let kept = flat[from..cut].trim_end_matches(|c: char| {
            c.is_ascii_whitespace() || matches!(c, ',' | ';' | '.' | ':' | '-' | '(')
        });
        from + kept.len()
    }

    /// Returns the papers that the words of one item name: mostly one. `running`: they are a sentence, not an item of a list.
    pub(super) fn item(&self, from: usize, end: usize, running: bool) -> Vec<Want> {
        let flat = self.letter.flat.as_str();
        let start = if running { self.strip(from, end) } else { from };
        let mut bounds = vec![start];
        for joint in JOINT.find_iter(&flat[start..end]) {
            let sign = joint.as_str();
            let next =
                start + if matches!(sign, "," | ";" | ":") { joint.end() } else { joint.start() };
            let text = flat[next..end].trim_start();
            let next = end - text.len();
            let begun = self.begun(next, end);
            let starts = match sign {
                // "documenti del lavoratore: passaporto"
                ":" => begun.named.is_some(),
                "con" => begun.named.is_some(),
                "," if running => begun.paper || ARTICLE.is_match(text) && !GOES_ON.is_match(text),
                _ => begun.paper,
            };
            // The same paper, said more closely: "copia del passaporto, tutte le pagine".
            if starts && next > start && bounds.last().is_none_or(|last| *last < next) {
                bounds.push(next);
            }
        }
        bounds.push(end);
        let mut wants: Vec<(usize, Want)> = Vec::new();
        for pair in bounds.windows(2) {
            let [from, end] = *pair else { continue };
            let first = wants.is_empty() && from == start;
            let Some(want) = self.want(from, end, running && first) else { continue };
            match wants.last_mut() {
                Some((begin, last)) if self.is_choice(last, &want) => {
                    let new = want.types.into_iter().filter(|id| !last.types.contains(id));
                    last.types.extend(new.collect::<Vec<_>>());
                    last.words = self.letter.words(*begin, self.trimmed(from, end));
                }
                _ => wants.push((from, want)),
            }
        }
        wants.into_iter().map(|(_, want)| want).collect()
    }

    /// "contratto di locazione, comodato o atto di proprietà": the "or" at the end holds for all, as they prove the same.
    fn is_choice(&self, last: &Want, next: &Want) -> bool {
        let group = |id: &String| {
            let known = self.reader.kinds.iter().find(|kind| kind.id == *id);
            known.map(|kind| kind.group.as_str())
        };
        let mut groups = last.types.iter().chain(&next.types).map(group);
        let first = groups.next();
        !last.types.is_empty()
            && next.types.len() > 1
            && OR.is_match(&crate::recognise::phrase(&next.words))
            && groups.all(|group| Some(group) == first)
    }

    /// Returns what a few words ask for; nothing if they ask for no paper.
    fn want(&self, from: usize, end: usize, unsure: bool) -> Option<Want> {
        let flat = self.letter.flat.as_str();
        let lead = flat[from..end].find(|c: char| c.is_ascii_alphanumeric() || c == '(')?;
        let from = from + lead;
        let from = AND.find(&flat[from..end]).map_or(from, |found| from + found.end());
        let end = self.trimmed(from, end);
        let says = &flat[from..end.max(from)];
        if says.contains('@') || !says.bytes().any(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let begun = self.begun(from, end);
        if begun.named.is_none() {
            let is_none = within(&self.not_papers, from, end).any(|hit| {
                // "copia della presente nota"
                flat[from..hit.start].split_whitespace().count() <= 3
            });
            let thing = begun.paper || ARTICLE.is_match(&flat[from..end]);
            if is_none || unsure && !thing {
                return None;
            }
        }
        let behind = begun.named.as_ref().map_or(from, |(_, end, _)| *end);
        let mut meant = begun.named.map(|(_, _, means)| means).unwrap_or_default();
        let mut last = behind;
        for hit in within(&self.types, behind, end) {
            // "certificazione unica 2026 ovvero dichiarazione dei redditi": behind the "or" comes its name.
            let or = OR.find_iter(&flat[last..hit.start]).last().map(|or| last + or.end());
            let named = or.and_then(|or| self.begun(or, hit.end).named);
            if !meant.is_empty() && named.is_some_and(|(start, ..)| start == hit.start) {
                for one in &hit.means {
                    if !meant.contains(one) {
                        meant.push(*one);
                    }
                }
                last = hit.end;
            }
        }
        let kinds: Vec<_> = meant.iter().filter_map(|at| self.reader.kinds.get(*at)).collect();
        let others = kinds.iter().any(|kind| kind.personal)
            && within(&self.others, behind, end).any(|hit| OF.is_match(&flat[behind..hit.start]));
        Some(Want {
            words: self.letter.words(from, end),
            page: self.letter.page(from),
            types: kinds.iter().map(|kind| kind.id.clone()).collect(),
            count: if kinds.iter().any(|kind| kind.many) { begun.count } else { 1 },
            others,
            faulted: false,
        })
    }

    /// Returns one point that a notice raises, once for each paper that it names: each may be answered by that paper.
    pub(super) fn point(&self, from: usize, end: usize) -> Vec<Want> {
        let flat = self.letter.flat.as_str();
        let Some(lead) = flat[from..end].find(|c: char| c.is_ascii_alphanumeric() || c == '(')
        else {
            return Vec::new();
        };
        let from = from + lead;
        let kept = flat[from..end].trim_end_matches(|c: char| {
            c.is_ascii_whitespace() || matches!(c, ',' | ';' | '.' | ':')
        });
        let end = from + kept.len();
        if kept.split_whitespace().count() < 2 {
            return Vec::new();
        }
        let want = |types: Vec<String>| Want {
            words: self.letter.words(from, end),
            page: self.letter.page(from),
            types,
            count: 1,
            others: false,
            faulted: false,
        };
        let mut wants: Vec<Want> = Vec::new();
        for hit in within(&self.types, from, end) {
            let kinds = hit.means.iter().filter_map(|at| self.reader.kinds.get(*at));
            let types: Vec<String> =
                kinds.filter(|kind| !kind.applied_for).map(|kind| kind.id.clone()).collect();
            let same =
                wants.iter_mut().find(|known| types.iter().any(|id| known.types.contains(id)));
            match same {
                // "il reddito": of "la Certificazione Unica" the closer name counts.
                Some(known) if types.len() < known.types.len() => known.types = types,
                Some(_) => {}
                None if types.is_empty() => {}
                None => wants.push(want(types)),
            }
        }
        if wants.is_empty() {
            wants.push(want(Vec::new()));
        }
        wants
    }
}

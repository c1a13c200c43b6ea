//! Coverage: every line of the sources that says something is held by an entry of the packs, or set aside for a reason.

use super::{Citation, Register, citations};
use crate::packs::Packs;
use crate::procedures::{Part, Procedure};

/// An entry of the packs and what it cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// `digital-nomad: item visa-application`.
    pub entry: String,
    pub source: String,
    /// Whether it holds the lines it cites. A whole pack does not: it only says where its entries come from.
    pub holds: bool,
}

/// What became of lines that follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    pub source: String,
    /// The first and the last of them that says something.
    pub first: u32,
    pub last: u32,
    /// The entries that hold them; empty if they were set aside.
    pub entries: Vec<String>,
    /// Why they were set aside.
    pub reason: Option<String>,
}

/// The whole picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    pub stretches: Vec<Stretch>,
    /// What is wrong, one sentence each; empty if all is well.
    pub faults: Vec<String>,
}

/// Adds the entries of a procedure or a part to `$all`; those for which `$known` is true are left out.
macro_rules! add {
    ($all:ident, $of:expr, $known:expr, $($field:ident),*) => {$(
        for entry in &$of.$field {
            if !$known(&|part: &Part| part.$field.contains(entry)) {
                let kind = stringify!($field);
                $all.push(Cited {
                    entry: format!("{}: {kind} {}", $of.id, entry.id),
                    source: entry.source.clone(),
                    holds: true,
                });
            }
        }
    )*};
}

/// Returns every entry of the packs with what it cites; what procedures share is told once, with its part.
pub fn cited(packs: &Packs) -> Vec<Cited> {
    let mut all = Vec::new();
    let whole = |id: &str, source: &str| Cited {
        entry: id.to_owned(),
        source: source.to_owned(),
        holds: false,
    };
    for part in &packs.parts {
        all.push(whole(&part.id, &part.source));
        let none = |_: &dyn Fn(&Part) -> bool| false;
        add!(all, part, none, item, milestone, term, fee, threshold, waiting, rule);
    }
    for procedure in &packs.procedures {
        all.push(whole(&procedure.id, &procedure.source));
        let shared = |holds: &dyn Fn(&Part) -> bool| parts(packs, procedure).any(holds);
        add!(all, procedure, shared, item, milestone, term, fee, threshold, waiting, rule);
    }
    let one = |kind: &str, id: &str, source: &str| Cited {
        entry: format!("{kind} {id}"),
        source: source.to_owned(),
        holds: true,
    };
    for term in &packs.terms {
        all.push(one("term", &term.id, &term.source));
        all.extend(term.reading.iter().map(|other| one("term", &term.id, &other.source)));
    }
    all.extend(packs.limits.iter().map(|limit| one("limit", &limit.id, &limit.source)));
    all.extend(packs.types.iter().map(|kind| one("type", &kind.id, &kind.source)));
    all.push(one("calendar", &packs.calendar.id, &packs.calendar.source));
    all
}

fn parts<'a>(packs: &'a Packs, procedure: &'a Procedure) -> impl Iterator<Item = &'a Part> {
    packs.parts.iter().filter(|part| procedure.uses.contains(&part.id))
}

/// Returns what holds each line of each source, and what is wrong: a line that nothing holds, one that is both held and set aside, lines
/// beyond the end of a source, and a citation of nothing that is known.
pub fn coverage(register: &Register, cited: &[Cited]) -> Coverage {
    let mut result = Coverage::default();
    let read: Vec<(&Cited, Vec<Citation<'_>>)> =
        cited.iter().map(|entry| (entry, citations(&entry.source))).collect();
    for (entry, citations) in &read {
        if citations.is_empty() {
            result.faults.push(format!("{}: no source", entry.entry));
        }
        for citation in citations {
            if let Some(fault) = fault(register, citation) {
                result.faults.push(format!("{}: {fault}", entry.entry));
            }
        }
    }
    for aside in &register.set_aside {
        let lines = Citation::Lines { source: &aside.source, lines: aside.lines.clone() };
        if let Some(fault) = fault(register, &lines) {
            result.faults.push(format!("set aside ({}): {fault}", aside.reason));
        }
    }
    for source in &register.sources {
        if source.content.all().any(|line| line > source.lines) {
            result.faults.push(format!("{} has only {} lines", source.id, source.lines));
        }
        for line in source.content.all() {
            let holds = |citation: &Citation<'_>| matches!(citation, Citation::Lines { source: id, lines } if *id == source.id && lines.contains(line));
            let mut entries: Vec<String> = read
                .iter()
                .filter(|(entry, citations)| entry.holds && citations.iter().any(holds))
                .map(|(entry, _)| entry.entry.clone())
                .collect();
            entries.dedup();
            let reason = register
                .set_aside
                .iter()
                .find(|aside| aside.source == source.id && aside.lines.contains(line))
                .map(|aside| aside.reason.clone());
            let here = format!("{}:{line}", source.id);
            match (&reason, entries.first()) {
                (None, None) => result.faults.push(format!("{here}: nothing holds this line")),
                (Some(_), Some(entry)) => {
                    result.faults.push(format!("{here}: set aside, and held by {entry}"));
                }
                _ => {}
            }
            match result.stretches.last_mut() {
                Some(last)
                    if last.source == source.id
                        && last.entries == entries
                        && last.reason == reason =>
                {
                    last.last = line;
                }
                _ => result.stretches.push(Stretch {
                    source: source.id.clone(),
                    first: line,
                    last: line,
                    entries,
                    reason,
                }),
            }
        }
    }
    result
}

/// Returns what is wrong with one citation.
fn fault(register: &Register, citation: &Citation<'_>) -> Option<String> {
    match citation {
        Citation::Lines { source, lines } => match register.source(source) {
            None => Some(format!("there is no source {source}")),
            Some(known) => lines
                .all()
                .find(|line| *line > known.lines)
                .map(|line| format!("{source} has {} lines, not {line}", known.lines)),
        },
        Citation::Other(text) => {
            let known = register.cited_as.iter().flat_map(|kind| &kind.any);
            (!known.into_iter().any(|phrase| text.contains(phrase.as_str())))
                .then(|| format!("`{text}` is neither a source nor a law or site that is known"))
        }
    }
}

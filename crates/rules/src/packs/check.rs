//! Whether packs hang together: what they name is there, no id stands twice, nothing lacks its source.

use super::{PackError, Packs};
use crate::procedures::dated::{Dated, overlapping};
use crate::procedures::{Asked, Procedure, SURE};
use std::collections::BTreeSet;

/// Something that does not hang together.
struct Fault {
    /// The word at fault, as it stands in quotes in the file.
    word: String,
    cause: String,
    remedy: String,
}

impl Fault {
    fn new(word: &str, cause: String, remedy: &str) -> Fault {
        Fault { word: word.to_owned(), cause, remedy: remedy.to_owned() }
    }
}

/// An entry of a procedure: what it is called, its id and, if it must have them, source and certainty.
type Entry<'a> = (&'static str, &'a str, Option<&'a str>, Option<&'a str>);

const TWICE: &str = "Give each entry an id of its own.";
const OVERLAP: &str = "Give the older one the last day on which it held, in `valid_to`.";

impl Packs {
    /// Refuses a file that brings an id for the second time, or a procedure that is not in the file of its name.
    pub(super) fn no_id_twice(&self, path: &str, text: &str) -> Result<(), PackError> {
        let laws: Vec<String> = self
            .terms
            .iter()
            .map(|term| match term.valid_from {
                Some(from) => format!("{} from {from}", term.id),
                None => term.id.clone(),
            })
            .collect();
        let kinds: [(&str, Vec<&str>); 6] = [
            ("type", self.types.iter().map(|entry| entry.id.as_str()).collect()),
            ("limit", self.limits.iter().map(|entry| entry.id.as_str()).collect()),
            ("figure", self.figures.iter().map(|entry| entry.id.as_str()).collect()),
            ("term", laws.iter().map(String::as_str).collect()),
            ("procedure", self.procedures.iter().map(|entry| entry.id.as_str()).collect()),
            ("part", self.parts.iter().map(|entry| entry.id.as_str()).collect()),
        ];
        for (kind, ids) in &kinds {
            if let Some(id) = twice(ids.iter()) {
                let word = id.split(' ').next().unwrap_or(id);
                let fault = Fault::new(word, format!("the {kind} `{id}` is there twice"), TWICE);
                return Err(blame(path, text, fault, true));
            }
        }
        let id = match path.split_once('/') {
            Some(("procedures", _)) => self.procedures.last().map(|entry| entry.id.as_str()),
            Some(("parts", _)) => self.parts.last().map(|entry| entry.id.as_str()),
            _ => None,
        };
        let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
        match id {
            Some(id) if stem != Some(id) => {
                let cause = format!("its id is `{id}`, which is not the name of the file");
                Err(blame(path, text, Fault::new(id, cause, "Name the file after the id."), false))
            }
            _ => Ok(()),
        }
    }

    /// Returns whether all procedures hang together.
    ///
    /// # Errors
    /// The first fault, with the one of these files that it lies in, and its line.
    pub(super) fn check<P: AsRef<str>, T: AsRef<str>>(
        &self,
        files: &[(P, T)],
    ) -> Result<(), PackError> {
        for procedure in &self.procedures {
            let Some(fault) = self.fault(procedure) else { continue };
            let own = format!("procedures/{}.toml", procedure.id);
            let paths = std::iter::once(own.clone())
                .chain(procedure.uses.iter().map(|part| format!("parts/{part}.toml")));
            let there: Vec<(String, &str)> = paths
                .filter_map(|path| {
                    let (_, text) = files.iter().find(|(known, _)| known.as_ref() == path)?;
                    Some((path, text.as_ref()))
                })
                .collect();
            let quoted = format!("\"{}\"", fault.word);
            let (path, text) = there
                .iter()
                .find(|(_, text)| text.contains(&quoted))
                .or(there.first())
                .map_or((own.as_str(), ""), |(path, text)| (path.as_str(), text));
            let at_end = [TWICE, OVERLAP].contains(&fault.remedy.as_str());
            return Err(blame(path, text, fault, at_end));
        }
        Ok(())
    }

    /// Returns the first thing that is wrong with a procedure.
    fn fault(&self, procedure: &Procedure) -> Option<Fault> {
        let missing =
            procedure.uses.iter().find(|id| self.parts.iter().all(|part| part.id != **id));
        if let Some(id) = missing {
            let remedy = "Use a part that is there, or add it as parts/<id>.toml.";
            return Some(Fault::new(id, format!("there is no part `{id}`"), remedy));
        }
        let entries = entries(procedure);
        if let Some(fault) = overlap(&procedure.fee).or_else(|| overlap(&procedure.threshold)) {
            return Some(fault);
        }
        // A figure has an entry for each of its times.
        let once = entries.iter().filter(|(part, ..)| !["fee", "threshold"].contains(part));
        if let Some((part, id)) = twice(once.map(|(part, id, ..)| (*part, *id))) {
            return Some(Fault::new(id, format!("the {part} `{id}` is there twice"), TWICE));
        }
        for (part, id, source, sure) in entries {
            if source.is_some_and(|source| source.trim().is_empty()) {
                let remedy = "Say where it was read, in `source`.";
                return Some(Fault::new(id, format!("the {part} `{id}` has no source"), remedy));
            }
            if let Some(sure) = sure.filter(|sure| !SURE.contains(sure)) {
                let cause = format!("the {part} `{id}` is said to be `{sure}`");
                return Some(Fault::new(
                    sure,
                    cause,
                    "Write seen, one-source or unverified in `sure`.",
                ));
            }
        }
        self.fault_of_items(procedure).or_else(|| self.fault_of_steps(procedure))
    }

    fn fault_of_items(&self, procedure: &Procedure) -> Option<Fault> {
        let asked = procedure.item.iter().filter_map(|item| item.question.as_ref());
        let lost = asked
            .chain(procedure.term.iter().filter_map(|term| term.question.as_ref()))
            .find(|id| procedure.question.iter().all(|known| known.id != **id));
        if let Some(id) = lost {
            let cause = format!("there is no question `{id}`");
            return Some(Fault::new(id, cause, "Add the question, or name one that is there."));
        }
        for item in &procedure.item {
            let question = item.question.as_deref();
            if (item.asked == Asked::Conditional) != question.is_some() {
                let cause = format!("the item `{}` has no question, or one too many", item.id);
                let remedy = "Give a conditional item its question, and no other item one.";
                return Some(Fault::new(&item.id, cause, remedy));
            }
            if let Some(fault) = item.types.iter().find_map(|id| self.no_type(id)) {
                return Some(fault);
            }
        }
        None
    }

    fn fault_of_steps(&self, procedure: &Procedure) -> Option<Fault> {
        let signs = procedure.milestone.iter().flat_map(|milestone| &milestone.reached_by);
        let signs = signs.chain(procedure.waiting.iter().flat_map(|waiting| &waiting.filed_by));
        let types = signs
            .map(|sign| &sign.r#type)
            .chain(procedure.waiting.iter().flat_map(|waiting| &waiting.confirmed_by));
        if let Some(fault) = types.into_iter().find_map(|id| self.no_type(id)) {
            return Some(fault);
        }
        if let Some(term) =
            procedure.term.iter().find(|term| self.terms.iter().all(|known| known.id != term.id))
        {
            let cause = format!("there is no term `{}`", term.id);
            let remedy = "Name a term that `faldone packs terms` lists, or add it in terms/.";
            return Some(Fault::new(&term.id, cause, remedy));
        }
        let steps = procedure
            .term
            .iter()
            .flat_map(|term| std::iter::once(&term.from).chain(&term.until))
            .chain(procedure.fee.iter().filter_map(|fee| fee.at.as_ref()))
            .chain(procedure.rule.iter().filter_map(|rule| rule.before.as_ref()))
            .chain(procedure.milestone.iter().filter_map(|step| step.answers.as_ref()));
        let steps = steps.chain(&procedure.ends_with);
        let lost = steps.into_iter().find(|id| procedure.milestone(id).is_none());
        if let Some(lost) = lost {
            let cause = format!("there is no milestone `{lost}`");
            return Some(Fault::new(lost, cause, "Add the milestone, or name one that is there."));
        }
        let end = procedure.milestone(procedure.ends_with.as_deref()?)?;
        end.reached_by.is_empty().then(|| {
            let cause = format!("no paper shows that `{}` was reached", end.id);
            let remedy = "Let a run end with a milestone that has `reached_by`.";
            Fault::new(&end.id, cause, remedy)
        })
    }

    fn no_type(&self, id: &str) -> Option<Fault> {
        self.document_type(id).is_none().then(|| {
            let remedy = "Name a type that `faldone packs types` lists, or add it in types/.";
            Fault::new(id, format!("there is no document type `{id}`"), remedy)
        })
    }
}

/// All entries of a procedure. Only questions need no source: their items have it.
fn entries(procedure: &Procedure) -> Vec<Entry<'_>> {
    let mut all: Vec<Entry<'_>> =
        vec![("procedure", &procedure.id, Some(procedure.source.as_str()), None)];
    all.extend(procedure.question.iter().map(|e| ("question", e.id.as_str(), None, None)));
    macro_rules! add {
        ($field:ident, $name:literal) => {
            all.extend(procedure.$field.iter().map(|e| -> Entry<'_> {
                ($name, &e.id, Some(e.source.as_str()), Some(e.sure.as_str()))
            }));
        };
    }
    add!(item, "item");
    add!(milestone, "milestone");
    add!(fee, "fee");
    add!(threshold, "threshold");
    add!(waiting, "waiting");
    add!(rule, "rule");
    all.extend(
        procedure.term.iter().map(|e| ("term", e.id.as_str(), Some(e.source.as_str()), None)),
    );
    all
}

/// Returns the fault of a figure that has two values on one day.
fn overlap<T: Dated>(entries: &[T]) -> Option<Fault> {
    let (one, other) = overlapping(entries)?;
    let id = one.as_ref();
    let later = one.valid_from().max(other.valid_from());
    let cause = format!("`{id}` has two figures for {later}");
    Some(Fault::new(id, cause, OVERLAP))
}

/// Returns what is there for the second time.
fn twice<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut seen = BTreeSet::new();
    values.into_iter().find(|value| !seen.insert(*value))
}

/// The fault with file and line: the first line that holds the word, or the last one.
fn blame(path: &str, text: &str, fault: Fault, at_end: bool) -> PackError {
    let quoted = format!("\"{}\"", fault.word);
    let mut lines = text.lines().enumerate().filter(|(_, line)| line.contains(&quoted));
    let found = if at_end { lines.last() } else { lines.next() };
    PackError {
        path: path.to_owned(),
        line: found.map(|(at, _)| at + 1),
        cause: fault.cause,
        remedy: fault.remedy,
    }
}

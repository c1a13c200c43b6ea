//! What an office asks for in a letter, item by item in its own words, and by when; why it is going to refuse.
//!
//! Pure, and cautious: an item whose words name no known kind of paper stays, in the letter's words and without a type.

mod asked;
mod letter;
mod lists;
pub(crate) mod phrases;
#[cfg(test)]
mod reason_tests;
#[cfg(test)]
mod tests;
mod until;

use crate::facts::PageText;
use crate::packs::Packs;
use letter::Letter;
use phrases::{Hit, Phrases};
use serde::{Deserialize, Serialize};

/// The words of requests: `packs/recognition/requests.toml`. Compared without accents, case and extra blanks; one that ends in `*`
/// stands for every ending.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RequestWords {
    /// "Si invita…"
    pub ask: Vec<String>,
    /// "…a produrre"
    pub deliver: Vec<String>,
    /// "documentazione mancante", with a list behind.
    pub announce: Vec<String>,
    /// "non risulta allegata", with what is lacking behind.
    pub lacking: Vec<String>,
    /// "scaduto", of a paper named before.
    pub fault: Vec<String>,
    /// Words that name a paper by themselves, whatever stands behind them.
    pub heads: Vec<String>,
    /// Words that say that it is a paper, and not which.
    pub copies: Vec<String>,
    /// Words between those and the paper's name.
    pub fillers: Vec<String>,
    /// Whose paper it is, when it is not the applicant's.
    pub others: Vec<String>,
    /// What an office says when the list is over.
    pub close: Vec<String>,
    /// What is asked for without being a paper.
    pub not_papers: Vec<String>,
    /// Where and how to hand in, between the asking and the first paper.
    pub by_the_way: Vec<String>,
    /// What a sentence speaks of that asks for nothing.
    pub passing: Vec<String>,
    /// "per i seguenti motivi"
    pub reasons: Vec<String>,
}

impl RequestWords {
    /// Adds those of another pack.
    pub(crate) fn add(&mut self, other: RequestWords) {
        self.ask.extend(other.ask);
        self.deliver.extend(other.deliver);
        self.announce.extend(other.announce);
        self.lacking.extend(other.lacking);
        self.fault.extend(other.fault);
        self.heads.extend(other.heads);
        self.copies.extend(other.copies);
        self.fillers.extend(other.fillers);
        self.others.extend(other.others);
        self.close.extend(other.close);
        self.not_papers.extend(other.not_papers);
        self.by_the_way.extend(other.by_the_way);
        self.passing.extend(other.passing);
        self.reasons.extend(other.reasons);
    }
}

/// How a letter must be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calls {
    /// With the papers that it asks for.
    Papers,
    /// With observations on the points that it raises.
    Observations,
}

/// What a letter calls for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    /// In the letter's order; of a notice, the points it raises. Empty where nothing could be read.
    pub wants: Vec<Want>,
    /// How long it gives, where it says so in days.
    pub until: Option<Until>,
}

/// One paper that is asked for, or one point that is raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    /// The letter's own words.
    pub words: String,
    pub page: u32,
    /// Ids of document types, any of which will do; empty where the words name none that is known.
    pub types: Vec<String>,
    /// How many papers at least.
    pub count: u32,
    /// Of somebody else: the host, the spouse.
    pub others: bool,
    /// The office has one and finds fault with it.
    pub faulted: bool,
}

/// How long a letter gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Until {
    pub days: u32,
    /// Of working days.
    pub working: bool,
    /// Counted from the letter's own date, not from its delivery.
    pub from_letter: bool,
    pub words: String,
    pub page: u32,
}

/// Reads letters with the words of one set of packs.
#[derive(Debug)]
pub struct Reader {
    types: Phrases,
    kinds: Vec<Kind>,
    ask: Phrases,
    deliver: Phrases,
    announce: Phrases,
    lacking: Phrases,
    fault: Phrases,
    heads: Phrases,
    copies: Phrases,
    fillers: Phrases,
    others: Phrases,
    close: Phrases,
    not_papers: Phrases,
    by_the_way: Phrases,
    passing: Phrases,
    reasons: Phrases,
}

/// What the reader must know of a type.
#[derive(Debug)]
struct Kind {
    id: String,
    group: String,
    /// Of one person: another's is another paper.
    personal: bool,
    /// A person has many, so that a number before its name says how many are asked for.
    many: bool,
    /// What is applied for, which every notice names.
    applied_for: bool,
}

/// A letter, and where the packs' words stand in it.
struct Page<'r> {
    reader: &'r Reader,
    letter: Letter<'r>,
    types: Vec<Hit>,
    ask: Vec<Hit>,
    deliver: Vec<Hit>,
    announce: Vec<Hit>,
    lacking: Vec<Hit>,
    fault: Vec<Hit>,
    heads: Vec<Hit>,
    copies: Vec<Hit>,
    fillers: Vec<Hit>,
    others: Vec<Hit>,
    close: Vec<Hit>,
    not_papers: Vec<Hit>,
    by_the_way: Vec<Hit>,
    passing: Vec<Hit>,
    reasons: Vec<Hit>,
}

impl Reader {
    /// Returns a reader with the words of these packs.
    pub fn new(packs: &Packs) -> Reader {
        let words = &packs.requests;
        let named = packs
            .types
            .iter()
            .enumerate()
            .flat_map(|(at, kind)| kind.asked_as.iter().map(move |phrase| (phrase, at)));
        let kinds = packs.types.iter().map(|kind| Kind {
            id: kind.id.clone(),
            group: kind.group.clone(),
            personal: !kind.nameless && kind.group != "home",
            many: kind.per != crate::packs::Per::One,
            applied_for: kind.group == "immigration",
        });
        Reader {
            types: Phrases::new(named),
            kinds: kinds.collect(),
            ask: Phrases::of(&words.ask),
            deliver: Phrases::of(&words.deliver),
            announce: Phrases::of(&words.announce),
            lacking: Phrases::of(&words.lacking),
            fault: Phrases::of(&words.fault),
            heads: Phrases::of(&words.heads),
            copies: Phrases::of(&words.copies),
            fillers: Phrases::of(&words.fillers),
            others: Phrases::of(&words.others),
            close: Phrases::of(&words.close),
            not_papers: Phrases::of(&words.not_papers),
            by_the_way: Phrases::of(&words.by_the_way),
            passing: Phrases::of(&words.passing),
            reasons: Phrases::of(&words.reasons),
        }
    }

    /// Returns what a letter of this kind calls for.
    pub fn read(&self, pages: &[PageText<'_>], calls: Calls) -> Call {
        let page = Page::new(self, Letter::new(pages));
        let (wants, first) = match calls {
            Calls::Papers => page.papers(),
            Calls::Observations => page.points(),
        };
        Call { wants, until: until::find(&page.letter, first) }
    }
}

impl<'r> Page<'r> {
    fn new(reader: &'r Reader, letter: Letter<'r>) -> Page<'r> {
        let flat = letter.flat.as_str();
        Page {
            types: reader.types.hits(flat),
            ask: reader.ask.hits(flat),
            deliver: reader.deliver.hits(flat),
            announce: reader.announce.hits(flat),
            lacking: reader.lacking.hits(flat),
            fault: reader.fault.hits(flat),
            heads: reader.heads.hits(flat),
            copies: reader.copies.hits(flat),
            fillers: reader.fillers.hits(flat),
            others: reader.others.hits(flat),
            close: reader.close.hits(flat),
            not_papers: reader.not_papers.hits(flat),
            by_the_way: reader.by_the_way.hits(flat),
            passing: reader.passing.hits(flat),
            reasons: reader.reasons.hits(flat),
            reader,
            letter,
        }
    }
}

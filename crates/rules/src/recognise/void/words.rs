//! The words by which a paper says itself that it proves nothing, as packs have them (`packs/recognition/void.toml`).

use crate::facts::VoidReason;
use serde::Deserialize;

/// Where such words must stand to be of the paper itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoidPlace {
    /// At the beginning of a line or a cell at the top of the first page.
    Title,
    /// Alone on a line, in capitals: a stamp, a watermark.
    Stamp,
    /// Behind a label ("Stato:", "Esito:"), or said of the paper's own subject in a sentence ("la domanda è stata …").
    Status,
    /// Anywhere on the first pages: words that speak of nothing but the paper.
    Text,
}

/// Words of one reason.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoidSaid {
    pub reason: VoidReason,
    pub place: VoidPlace,
    /// Compared without accents, case and extra blanks; one that ends in `*` stands for every ending.
    #[serde(default)]
    pub any: Vec<String>,
    /// Words that say so only where they are denied: "inviata" in "non è stata inviata". Of a status.
    #[serde(default)]
    pub denied: Vec<String>,
    /// The types of which it may be said; of all if empty.
    #[serde(default)]
    pub types: Vec<String>,
    /// Beside a title of these it is only told of: a policy names the quote that it was made from.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// All words that void a paper, and those that tell when they do not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VoidWords {
    pub said: Vec<VoidSaid>,
    /// Words before a status.
    pub labels: Vec<String>,
    /// A status that says that all went well: another attempt failed, not this one.
    pub done: Vec<String>,
    /// Words of a list of attempts.
    pub history: Vec<String>,
    /// What a filing or a payment calls itself in a sentence.
    pub subjects: Vec<String>,
    /// Words by which a sentence tells of what may happen, or of another paper.
    pub not_this: Vec<String>,
    /// Types of which sentences are looked at: what shows that something was filed or paid.
    pub receipts: Vec<String>,
    /// Types whose papers tell what became of others: of themselves they say at most that they are a draft.
    pub tellers: Vec<String>,
}

impl VoidWords {
    /// Adds a household's own words.
    pub(crate) fn add(&mut self, more: VoidWords) {
        self.said.extend(more.said);
        self.labels.extend(more.labels);
        self.done.extend(more.done);
        self.history.extend(more.history);
        self.subjects.extend(more.subjects);
        self.not_this.extend(more.not_this);
        self.receipts.extend(more.receipts);
        self.tellers.extend(more.tellers);
    }
}

//! What the pack files hold: document types, limits, figures, recipients, and the words that recognition goes by.

use super::{Beginning, Ending, Nature, toml_date};
use crate::facts::{AmountRole, DateRole};
use crate::requests::Calls;
use serde::Deserialize;

/// How far behind its words the date or the name may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// Anywhere on the line, or in the column below.
    #[default]
    Far,
    /// A few words on: words that also stand in prose far from any date, titles before a name.
    Near,
    /// Right behind: words that mean nothing by themselves.
    Touching,
    /// In the column below, and nowhere else: words that mean a day only as a table's caption.
    Column,
}

/// Words that give the date behind them its role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    pub role: DateRole,
    #[serde(default)]
    pub reach: Reach,
    /// Compared without accents, case and extra blanks; "inviat{o|a} {il|in data}" has four spellings.
    #[serde(deserialize_with = "super::spelled::all")]
    pub any: Vec<String>,
}

/// What words, or its place, say of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearer {
    /// Whose paper it is.
    Subject,
    /// Somebody; the words only announce a name.
    Field,
    /// Who speaks in a declaration.
    Declarer,
    Parent,
    /// Who gives work; some papers of offices are theirs.
    Employer,
    /// Who owns a thing that others may live in or use.
    Owner,
    /// Who pays for an insurance, for themselves or for somebody else.
    Policyholder,
    /// Brother, partner, cousin of somebody.
    Relative,
    /// Host, landlord, official.
    Other,
    /// Who asked for what the paper grants or refuses.
    Applicant,
    /// To whom money is sent; on an invoice, who wrote it.
    Payee,
    /// Whom a parent's paper tells of.
    Child,
    /// Husband or wife of somebody.
    Spouse,
    /// Called doctor, engineer, and nothing more said.
    Titled,
    /// The zone of a travel paper, or a fiscal code: whose it is.
    Holder,
    /// Whom a letter goes to: "Alla sig.ra …".
    Addressee,
    /// Whom a private mail was sent to.
    Reader,
    Unlabelled,
    /// Unlabelled, and alone on its line: a heading, a signature.
    Alone,
    /// Alone on its line at the top of a page, above street and town.
    Addressed,
}

/// What a name is worth on a paper (`packs/recognition/worth.toml`): 0 for somebody who is not its subject, 4 for its holder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worth {
    pub of: Vec<Bearer>,
    pub worth: u32,
    /// On papers of some types it is worth something else.
    #[serde(default)]
    pub but: Vec<WorthOn>,
}

/// What it is worth on papers of these types.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorthOn {
    /// Ids of types; `none` for a paper of no type.
    pub on: Vec<String>,
    pub worth: u32,
}

/// Words that say whose name follows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    pub standing: Bearer,
    #[serde(default)]
    pub reach: Reach,
    /// Words for more than one: "conduttori" are all who stand before or behind it.
    #[serde(default)]
    pub several: bool,
    /// Compared without accents, case and extra blanks; "inviat{o|a} {il|in data}" has four spellings.
    #[serde(deserialize_with = "super::spelled::all")]
    pub any: Vec<String>,
}

/// Words that say what amount follows, or stands below them (`packs/recognition/amounts.toml`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountWords {
    pub role: AmountRole,
    /// Compared without accents, case and extra blanks; the first that has an amount counts.
    pub any: Vec<String>,
}

/// Where on a paper a phrase must stand to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    #[default]
    Anywhere,
    /// In a short line at the top of the first page, or its subject line.
    Heading,
    /// At the beginning of a line or of a table's cell.
    Label,
    /// A line or a table's cell of its own, as sections are headed: "Esperienze".
    Line,
}

/// Phrases of one meaning; a paper that has any of them gains (or loses) the weight once.
///
/// Compared without accents, case and extra blanks. A phrase that ends in `*` stands for every ending: `rilasciat*`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Any of these will do; "domanda {inviata|trasmessa}" has two spellings.
    #[serde(default, deserialize_with = "super::spelled::all")]
    pub any: Vec<String>,
    /// Or: one of each list, in whatever order, close together: "ricevuta" and "domanda" in one heading.
    #[serde(default, deserialize_with = "super::spelled::lists")]
    pub all: Vec<Vec<String>>,
    /// 6 is enough for a type by itself; below 0 the phrase speaks against it.
    pub weight: i32,
    #[serde(default)]
    pub place: Place,
    /// The words of `all` may stand anywhere on one page: the fields that together only such a paper has.
    #[serde(default)]
    pub far: bool,
}

/// How many current papers of a type a person has, and what tells them apart (domain §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    One,
    Dated,
    Monthly,
    Yearly,
}

/// One document type: `packs/types/<id>.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentType {
    /// First field of the file name: `NULLA-OSTA`.
    pub id: String,
    /// Kebab-case group of domain §2: `identity`, `immigration`, `work`, `home`, `money`, `qualifications`, `health`, `other`.
    pub group: String,
    pub per: Per,
    /// The roles that may give the name's `{date}`, best first (domain §3). Empty for `per = "one"`.
    #[serde(default)]
    pub date_roles: Vec<DateRole>,
    /// What kind of paper it is: the words by which recognition knows what its days and names mean.
    #[serde(default)]
    pub is: Vec<Nature>,
    /// What the first day of a span on it is; without it "dal …" tells nothing.
    #[serde(default)]
    pub begins: Option<Beginning>,
    /// What the last day is; without it a label's is an expiry, and that of a span the end of a validity.
    #[serde(default)]
    pub ends: Option<Ending>,
    /// Roles of days that it tells of and that are never its own: a company's term on an extract, the passport's last day on a form.
    #[serde(default)]
    pub never: Vec<DateRole>,
    /// The amounts that are read on it.
    #[serde(default)]
    pub amounts: Vec<AmountRole>,
    /// The name carries the practice or protocol number (domain §3).
    #[serde(default)]
    pub reference_in_name: bool,
    /// A paper of several people by nature: lease, marriage certificate, family status.
    #[serde(default)]
    pub joint: bool,
    /// Shown to people, in English and Italian: "Nulla osta", "Busta paga".
    pub label_en: String,
    pub label_it: String,
    /// The Italian id a folder may use in names: `BUSTA-PAGA`.
    pub id_it: String,
    /// What it is and why it matters, one English sentence each; and where that was read.
    pub what: String,
    pub why: String,
    pub source: String,
    /// Document codes of machine-readable zones that this type carries: `P` for a passport.
    #[serde(default)]
    pub mrz: Vec<String>,
    /// May name nobody of the household: the papers of an employer's company, a photo.
    #[serde(default)]
    pub nameless: bool,
    /// Its last day asks nothing of anybody: an offer has lapsed, the job that a notice ends is over.
    #[serde(default)]
    pub lapses: bool,
    /// May come as a letter, whose subject then says what it is; in another letter's subject it is only what the letter is about.
    #[serde(default)]
    pub by_letter: bool,
    /// Given only where no other type is: its cues are what many kinds of paper share.
    #[serde(default)]
    pub last_resort: bool,
    /// A picture of what was on a screen: whatever paper is seen within its frame, it is that paper's picture.
    #[serde(default)]
    pub framed: bool,
    /// What an office calls it when it asks for it; an own phrase of several types asks for any of them. Compared as cues are.
    #[serde(default)]
    pub asked_as: Vec<String>,
    /// It is a letter that must be answered, and how.
    #[serde(default)]
    pub calls_for: Option<Calls>,
    /// What tells it from other papers.
    #[serde(default)]
    pub cue: Vec<Cue>,
}

/// One upload limit: an entry of `packs/limits/*.toml` (domain §6). No figure without a source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Kebab-case: `ali-strict`.
    pub id: String,
    pub label_en: String,
    pub label_it: String,
    pub max_bytes: u64,
    /// Lower case, without dot.
    pub extensions: Vec<String>,
    /// Longest file name the target takes, in characters.
    #[serde(default)]
    pub name_max: Option<u32>,
    pub source: String,
    /// The day the source was seen, ISO 8601.
    #[serde(deserialize_with = "toml_date")]
    pub seen_on: chrono::NaiveDate,
    /// How sure the figure is: `seen`, `one-source`.
    pub sure: String,
}

/// A figure that papers are compared by: an entry of `packs/figures/*.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Kebab-case: `passport-beyond-visa`.
    pub id: String,
    pub value: i64,
    /// `months`, `weeks`, `days`, `hours`, `percent` or `cents`.
    pub unit: String,
    pub label_en: String,
    pub label_it: String,
    pub source: String,
    /// The day the source was seen, ISO 8601; none of a figure that no source was seen for.
    #[serde(default, deserialize_with = "crate::packs::optional_toml_date")]
    pub seen_on: Option<chrono::NaiveDate>,
    /// How sure it is: `seen`, `unverified`, or `own` where it is this program's caution.
    pub sure: String,
}

/// Who a packet of papers can be for: an entry of `packs/recipients/*.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Kebab-case: `consulate`.
    pub id: String,
    pub label_en: String,
    pub label_it: String,
    /// The limit its files must keep.
    #[serde(default)]
    pub limit: Option<String>,
    /// How many equal sets it wants.
    #[serde(default = "one_set")]
    pub sets: u32,
    /// Files carry their number before their name.
    #[serde(default = "yes")]
    pub numbered: bool,
    pub source: String,
}

fn one_set() -> u32 {
    1
}

fn yes() -> bool {
    true
}

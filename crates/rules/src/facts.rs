//! What is read from a document: every fact with the page and the words it was read from.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// One page's text, as handed to recognition.
#[derive(Debug, Clone, Copy)]
pub struct PageText<'a> {
    /// 1 for the first page.
    pub number: u32,
    pub text: &'a str,
}

/// Where a fact was read, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub page: u32,
    /// Byte range in the page's text.
    pub start: u32,
    pub end: u32,
    /// The words themselves, as they stand on the page.
    pub words: String,
    /// The rule that took them, kebab-case: `label-issued`, `mrz-td3`, `cue`.
    pub rule: String,
}

/// A day, or the month or year a paper is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    Year(i32),
    Month(i32, u32),
    Day(NaiveDate),
}

impl When {
    /// Returns the first day of the month, if this is one.
    pub fn month_begins(self) -> Option<NaiveDate> {
        match self {
            When::Month(year, month) => NaiveDate::from_ymd_opt(year, month, 1),
            _ => None,
        }
    }

    /// Returns the day, if this is one.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            When::Day(day) => Some(day),
            _ => None,
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Year(year) => write!(f, "{year:04}"),
            When::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            When::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
        }
    }
}

/// The text is not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")]
pub struct NotADate(pub String);

impl FromStr for When {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<When, NotADate> {
        let bad = || NotADate(text.to_owned());
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(bad());
        }
        match text.len() {
            4 => text.parse().map(When::Year).map_err(|_| bad()),
            7 => {
                let day: NaiveDate = format!("{text}-01").parse().map_err(|_| bad())?;
                Ok(When::Month(chrono::Datelike::year(&day), chrono::Datelike::month(&day)))
            }
            10 => text.parse().map(When::Day).map_err(|_| bad()),
            _ => Err(bad()),
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<When, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What a date means on its paper (design §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateRole {
    Issued,
    Filed,
    Paid,
    Notified,
    Appointment,
    Due,
    Start,
    ValidFrom,
    ValidTo,
    Expires,
    Period,
    Birth,
    Captured,
    Other,
}

/// The kinds of reference (design §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReferenceKind {
    Practice,
    Protocol,
    SuiId,
    Telematic,
    Pagopa,
    Assicurata,
    Questura,
    PermitCard,
    Passport,
    Unilav,
    PecMessage,
    FiscalCode,
    Contract,
    Other,
}

impl ReferenceKind {
    /// Returns whether generated tables mask it unless asked for full values (domain §7).
    pub fn is_personal(self) -> bool {
        matches!(
            self,
            ReferenceKind::Assicurata
                | ReferenceKind::PermitCard
                | ReferenceKind::Passport
                | ReferenceKind::FiscalCode
        )
    }
}

/// The rule that finds the second code of the postal receipt's login.
pub(crate) const OLOGRAMMA_RULE: &str = "ologramma";

impl Reference {
    /// Returns whether generated tables and names mask it unless asked for full values: by its kind, or as the other half of the postal
    /// receipt's login, which has no kind of its own (domain §7).
    pub fn is_personal(&self) -> bool {
        self.kind.is_personal() || self.evidence.rule == OLOGRAMMA_RULE
    }
}

/// The type a document is taken for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypeFound {
    /// Id of domain §2: `NULLA-OSTA`.
    pub id: String,
    /// 0..1; below the packs' threshold no type is given at all.
    pub confidence: f32,
    pub because: Vec<Evidence>,
}

/// Whether the paper is the person's own, or only names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonRole {
    Subject,
    Other,
}

/// A person found on a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFound {
    /// The profile's id (a person's or a dependant's).
    pub id: String,
    pub name: String,
    pub surname: String,
    pub role: PersonRole,
    pub because: Vec<Evidence>,
}

/// A protocol, practice or other identifying number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    pub kind: ReferenceKind,
    /// Normalised: `P-MI/L/N/2026/101255`.
    pub value: String,
    /// The reference's own date ("prot. 52294 del 28/12/2015").
    pub date: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    pub evidence: Evidence,
}

/// A date with its role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateFound {
    pub date: When,
    pub role: DateRole,
    /// The other reading, where the paper truly allows two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<NaiveDate>,
    /// The hour, where the paper tells one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<HourFound>,
    pub evidence: Evidence,
}

impl DateFound {
    /// Returns a date that can be read in one way, of which no hour is told.
    pub fn new(date: When, role: DateRole, evidence: Evidence) -> DateFound {
        DateFound { date, role, alternative: None, time: None, evidence }
    }

    /// Returns the words of the day, and those of its hour: `12/03/2027 … 9,40`.
    pub fn words(&self) -> String {
        match &self.time {
            Some(time) if time.evidence.page > 0 => {
                format!("{} … {}", self.evidence.words, time.evidence.words)
            }
            _ => self.evidence.words.clone(),
        }
    }
}

/// An hour of local time, with its own words: they may stand apart from those of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourFound {
    /// `HH:MM`; seconds are left out.
    #[serde(with = "hour")]
    pub at: NaiveTime,
    pub evidence: Evidence,
}

/// An hour is written `09:40`.
mod hour {
    use chrono::NaiveTime;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(
        at: &NaiveTime,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&at.format("%H:%M"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<NaiveTime, D::Error> {
        let written = String::deserialize(deserializer)?;
        NaiveTime::parse_from_str(&written, "%H:%M").map_err(D::Error::custom)
    }
}

/// What an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmountRole {
    Gross,
    Net,
    Paid,
    /// What a notice asks for.
    Due,
    Salary,
    Ceiling,
    /// What the worker pays into social insurance.
    Contributions,
    /// A month's pay as agreed, on a payslip: without overtime, absences and arrears.
    Base,
    /// A year's taxable pay on a Certificazione Unica.
    Income,
    /// A year's whole income on a tax return.
    Total,
    /// Income tax that employers held back in a year: on a Certificazione Unica, and on a tax return.
    Withheld,
}

/// What a stated salary is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PayFor {
    Year,
    Month,
    Hour,
}

/// How a stated salary is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pay {
    pub per: PayFor,
    /// 12 to 16 payments a year, where the paper says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalments: Option<u32>,
}

/// An amount of money in cents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmountFound {
    pub role: AmountRole,
    pub cents: i64,
    /// ISO 4217: `EUR`.
    pub currency: String,
    /// Of a salary, what it is for; `None` where the paper does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay: Option<Pay>,
    pub evidence: Evidence,
}

/// A company on a paper: its name, or its VAT number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyFound {
    /// As on the paper, without its legal form (`Tessitura Valcrisa`); or eleven digits.
    pub name: String,
    pub evidence: Evidence,
}

/// Hours of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursFound {
    /// 4000 is forty hours.
    pub hundredths: i64,
    pub evidence: Evidence,
}

/// A row of an INPS statement: what was credited for some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditFound {
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// False: credited without work (illness, unemployment), or by rules of another scheme.
    pub is_work: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u32>,
    /// The pay, in cents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cents: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    pub evidence: Evidence,
}

/// Why a paper proves nothing, by what it says itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoidReason {
    /// It did not go through, or was not paid.
    Failed,
    /// An office or a bank turned it back.
    Refused,
    Annulled,
    /// It was saved and never sent.
    NotSent,
    Draft,
    /// A price that was asked for: no policy, no contract.
    Quote,
    Specimen,
    /// It says that it is no receipt.
    NotAReceipt,
    /// A certified mail that was not accepted or not delivered.
    Undelivered,
}

/// The words by which a paper says that it proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidFound {
    pub reason: VoidReason,
    pub evidence: Evidence,
}

/// All that recognition says of one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Recognition {
    #[serde(rename = "type")]
    pub doc_type: Option<TypeFound>,
    /// A form that nobody has filled in.
    #[serde(default)]
    pub blank_form: bool,
    /// It says itself that it failed, was refused or annulled, was not sent, is a draft or a quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<VoidFound>,
    /// The words by which it calls off or moves an appointment told before, without saying of which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls_off: Option<Evidence>,
    pub persons: Vec<PersonFound>,
    pub references: Vec<Reference>,
    pub dates: Vec<DateFound>,
    #[serde(default)]
    pub amounts: Vec<AmountFound>,
    /// On papers of work, the companies on the first page; the employer is among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companies: Vec<CompanyFound>,
    /// On papers of work, the agreed hours of a week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weekly_hours: Option<HoursFound>,
    /// On a payslip, the hours of its month, without overtime.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month_hours: Option<HoursFound>,
    /// On an INPS statement, its rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credited: Vec<CreditFound>,
    /// A further field that tells papers of one name apart: the employer, `13` for the thirteenth salary, `Acceptance`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Recognition {
    /// Returns whether the paper can show that anything was done: an empty form cannot, nor what says itself that it does not count.
    /// Whoever takes a paper as proof of a step, a payment, a filing or a validity asks this first.
    pub fn proves(&self) -> bool {
        !self.blank_form && self.void.is_none()
    }
}

/// How bad a finding is; worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// Something wrong with a file or a document, with its reason and, where there is one, its fix (domain §1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Kebab-case, listed in docs/findings.md.
    pub code: String,
    pub severity: Severity,
    /// One or two plain English sentences: what is wrong, with the figures.
    pub text: String,
    /// What to do now, in one sentence; `None` if nothing can be done.
    pub fix: Option<String>,
    /// Values for translating `text` in the window, by name: `{"limit": "2000000"}`.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub values: std::collections::BTreeMap<String, String>,
    /// The papers that do not agree, each with its words; the one the finding is about first. Empty for findings on one paper alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Said>,
    /// Where the rule was read, as packs cite it; empty for rules of files.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// What one paper says, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Relative to the master folder.
    pub path: String,
    /// Id of its type.
    pub type_id: Option<String>,
    /// 1 for the first page; `None` if the user told it.
    pub page: Option<u32>,
    pub words: String,
    /// The words were recognised from a picture and may be misread.
    pub recognised: bool,
}

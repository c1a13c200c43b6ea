//! What a paper is, whose it is, its numbers and its dates: from text alone, each with the words it was read from.
//!
//! Everything runs over a folded copy of each page (see [`fold`]) in time linear to its length, and points back to the page.

mod act_days;
mod alone;
mod amounts;
mod annex;
mod another_paper;
mod answer_by;
mod answered;
mod asides;
mod asked;
mod behind;
mod births;
mod blank;
mod called_off;
mod captions;
mod company;
mod copies;
mod credited;
mod dates;
mod day_clues;
mod day_columns;
mod delivery;
mod device;
mod extra_salary;
pub mod fiscal_code;
mod fiscal_codes;
mod fold;
mod following;
mod forms;
mod headings;
mod hours;
mod in_words;
mod joined;
mod kind;
mod labelled;
mod labels;
mod laws;
pub mod mrz;
mod near_name;
mod number_columns;
mod offices;
mod order;
mod paper;
mod passing;
mod passports;
mod people;
mod period;
mod person_row;
mod position;
mod printed;
mod private_mail;
mod provinces;
mod references;
mod registers;
mod roles;
mod rows;
mod salutation;
mod shortened;
mod signatures;
mod spans;
mod spelling;
mod stacked;
mod standing;
mod subjects;
mod terms;
mod titles;
mod until;
mod usual;
mod usual_clues;
mod usual_days;
mod usual_names;
mod usual_numbers;
mod void;
mod weight;
mod whole_name;
mod whole_paper;
mod work;
mod wrapped_cells;
mod written;
mod yearless;
mod zones;

use crate::facts::{Evidence, PageText, PersonFound, Recognition, TypeFound};
use crate::packs::{AmountWords, DocumentType, Nature, Packs, Per};
use crate::person::Person;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
pub use answered::APPLICATION_FILED;
pub use called_off::{CALLED_OFF, called_off};
pub(crate) use fold::{Folded, begins_word, is_whole, phrase};
pub use offices::OfficeWords;
use paper::Paper;
use regex::Regex;
pub(crate) use spelling::differ;
use std::sync::OnceLock;
pub use usual::words;
pub use usual_days::DayClues;
pub use usual_names::NameClues;
pub use usual_numbers::NumberClues;
pub use void::{VoidPlace, VoidSaid, VoidWords};

/// Recognition prepared once for a set of packs.
#[derive(Debug)]
pub struct Recogniser {
    kinds: kind::Kinds,
    dates: labels::Labels,
    names: standing::Labels,
    weights: weight::Weights,
    voids: void::Voids,
    amounts: Vec<AmountWords>,
    offices: OfficeWords,
    types: Vec<DocumentType>,
}

/// Returns all that the text of a document's pages says, given the household's people.
///
/// For many documents with packs of one's own, prepare a [`Recogniser`] once.
pub fn recognise(pages: &[PageText<'_>], people: &[Person], packs: &Packs) -> Recognition {
    if std::ptr::eq(packs, Packs::built_in()) {
        Recogniser::built_in().recognise(pages, people)
    } else {
        Recogniser::new(packs).recognise(pages, people)
    }
}

impl Recogniser {
    /// Returns a recogniser for these packs.
    pub fn new(packs: &Packs) -> Recogniser {
        Recogniser {
            kinds: kind::Kinds::new(packs),
            dates: labels::Labels::new(packs),
            names: standing::Labels::new(packs),
            weights: weight::Weights::new(packs),
            voids: void::Voids::new(&packs.void),
            amounts: amounts::words(packs),
            offices: packs.offices.clone(),
            types: packs.types.clone(),
        }
    }

    /// Returns the recogniser of the built-in packs, prepared once.
    pub fn built_in() -> &'static Recogniser {
        static BUILT_IN: OnceLock<Recogniser> = OnceLock::new();
        BUILT_IN.get_or_init(|| Recogniser::new(Packs::built_in()))
    }

    /// Returns all that the text says. A blank form has no type and no persons.
    pub fn recognise(&self, pages: &[PageText<'_>], people: &[Person]) -> Recognition {
        let pages: Vec<Folded<'_>> =
            pages.iter().map(|page| Folded::new(page.number, page.text)).collect();
        let zones = zones::find(&pages);
        let mentions = people::find(&pages, people, &zones, &self.names);
        let blank_form = blank::is_blank(&pages, !mentions.is_empty());
        let codes: Vec<(String, Evidence)> =
            zones.iter().map(|zone| (zone.mrz.code.clone(), zone.evidence.clone())).collect();
        let named = (!people.is_empty()).then_some(!mentions.is_empty());
        // What is attached behind a paper does not say what it is.
        let own = &pages[..annex::begins(&pages, &mentions, &self.kinds)];
        let mut doc_type = if blank_form { None } else { self.kinds.find(own, &codes, named) };
        let is_receipt = |found: &TypeFound| found.id == "PEC-RECEIPT";
        if doc_type.as_ref().is_some_and(is_receipt)
            && pages.first().is_some_and(void::pec::is_envelope)
        {
            doc_type = None;
        }
        let read = |paper: Paper<'_>| {
            let mut found = references::find(&pages, &zones, paper, &self.offices);
            let (dates, period_of) =
                dates::find(&pages, people, &zones, &found, &self.dates, paper);
            references::dated(&pages, &mut found, &dates);
            (found, dates, period_of)
        };
        let paper = self.paper(doc_type.as_ref());
        let (mut found, mut dates, mut period_of) = read(paper);
        // A guide, an advertisement and a form's model speak of a kind of paper, but of nobody, no number and no day.
        let telling = !mentions.is_empty()
            || found.iter().any(|f| f.reference.evidence.rule != usual_numbers::RULE)
            || dates.iter().any(|d| roles::is_own(d) && d.evidence.rule != usual_days::RULE)
            || paper.is_bare()
            // Of what one has one current paper, that may carry no date.
            || people.is_empty() && paper.per() == Some(Per::One);
        if doc_type.is_some() && !telling {
            doc_type = None;
            (found, dates, period_of) = read(Paper::of(None));
        }
        // What the household itself wrote to an office is not the office's letter, though it has its words.
        if let (Some(found), Some(page)) = (&doc_type, pages.first())
            && self.offices.are_answered(&found.id, page)
        {
            doc_type = None;
        }
        let paper = self.paper(doc_type.as_ref());
        let id = paper.id();
        // What is neither of a known kind nor anybody's proves nothing anyway.
        let may_count = id.is_some() || !mentions.is_empty();
        let void = may_count.then(|| self.voids.find(&pages, id)).flatten();
        let detail = detail(&pages, paper, period_of);
        let calls_off = called_off::undated(&pages, id, &dates);
        let decided = subjects::decide(mentions, people, paper, &self.weights);
        let mut persons = usual_names::second_opinion(&pages, paper, people, decided);
        if !paper.has_type() {
            private_mail::is_nobodys(pages.first(), &mut persons);
        }
        near_name::add(&pages, &mut persons);
        Recognition {
            persons,
            amounts: amounts::find(&pages, paper, &self.amounts),
            companies: work::companies(&pages, paper),
            weekly_hours: work::weekly_hours(&pages, paper),
            month_hours: work::month_hours(&pages, paper),
            credited: credited::find(&pages, id),
            references: found.into_iter().map(|f| f.reference).collect(),
            doc_type,
            blank_form,
            void,
            calls_off,
            dates,
            detail,
        }
    }

    /// Returns what stands around each day of a paper of this type, to be counted beside what the day is.
    pub fn day_clues(&self, pages: &[PageText<'_>], id: &str) -> Vec<DayClues> {
        let pages: Vec<Folded<'_>> =
            pages.iter().map(|page| Folded::new(page.number, page.text)).collect();
        usual_days::clues(&pages, id, &dates::written(&pages))
    }

    /// Returns what stands around the names of people on a paper of this type, to be counted beside whose it is.
    pub fn name_clues(
        &self,
        pages: &[PageText<'_>],
        people: &[Person],
        id: &str,
    ) -> Vec<NameClues> {
        let pages: Vec<Folded<'_>> =
            pages.iter().map(|page| Folded::new(page.number, page.text)).collect();
        let mentions = people::find(&pages, people, &zones::find(&pages), &self.names);
        let decided = subjects::decide(mentions, people, Paper::of(None), &self.weights);
        let persons: Vec<PersonFound> = decided.into_iter().map(|one| one.found).collect();
        usual_names::clues(&pages, id, &persons)
    }

    /// Returns what stands around the numbers on a paper of this type, to be counted beside what each is.
    pub fn number_clues(&self, pages: &[PageText<'_>], id: &str) -> Vec<NumberClues> {
        let pages: Vec<Folded<'_>> =
            pages.iter().map(|page| Folded::new(page.number, page.text)).collect();
        usual_numbers::clues(&pages, id)
    }

    fn paper(&self, found: Option<&TypeFound>) -> Paper<'_> {
        Paper::of(found.and_then(|found| self.types.iter().find(|known| known.id == found.id)))
    }
}

/// What tells a paper from others of its name: the thirteenth or fourteenth salary, the two receipts of a certified mail, whose
/// company's it is.
fn detail(pages: &[Folded<'_>], paper: Paper<'_>, extra_month: Option<u32>) -> Option<String> {
    match paper.id()? {
        "PAYSLIP" if extra_month.is_some() => extra_month.map(|month| month.to_string()),
        "PEC-RECEIPT" => match void::pec::receipt(pages.first()?)? {
            void::pec::Receipt::Acceptance => Some("Acceptance".to_owned()),
            void::pec::Receipt::Delivery => Some("Delivery".to_owned()),
            void::pec::Receipt::Failure => Some("Not-Delivered".to_owned()),
            void::pec::Receipt::Passing | void::pec::Receipt::Envelope => None,
        },
        _ if paper.is(Nature::OfCompany) => company::find(pages.first()?),
        _ => None,
    }
}

fn evidence(folded: &Folded<'_>, start: usize, end: usize, rule: &str) -> Evidence {
    let (from, to) = folded.range(start, end);
    Evidence {
        page: folded.page,
        start: from as u32,
        end: to as u32,
        words: folded.words(start, end).to_owned(),
        rule: rule.to_owned(),
    }
}

/// Compiles a pattern of this crate. All bounds are ASCII: the text it runs over is folded.
pub(crate) fn pattern(source: &str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants, and the tests compile each"
    )]
    Regex::new(source).expect("a constant pattern compiles")
}

pub(crate) fn automaton<P: AsRef<[u8]>>(phrases: &[P], kind: MatchKind) -> AhoCorasick {
    #[expect(clippy::expect_used, reason = "fails only beyond two thousand million states")]
    AhoCorasickBuilder::new().match_kind(kind).build(phrases).expect("the phrases are few")
}

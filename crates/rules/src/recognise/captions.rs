//! What stands above a name that is only a field's value or a signature: the head of its section, the captions of a row of signatures.

use super::fold::Folded;
use super::standing::{Labels, Party, Said, Standing};
use super::{pattern, rows};
use crate::packs::Reach;
use regex::Regex;
use std::sync::LazyLock;

/// How many lines above a field the head of its section may stand: the code, the birth and the home lie between.
const SECTION: usize = 5;
/// A section's head and a row of captions are at most so long, in bytes.
const LONGEST: usize = 90;
/// A line of a sentence that announces a list is at most so long.
const LONGEST_SENTENCE: usize = 300;
/// So many letters a row of captions may have beside its labels: "Per la …", "Il …".
const OTHER_LETTERS: usize = 34;

/// What a line of a form begins with that holds a name.
static NAME_FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^\s?(?:[0-9a-z]{0,2}[.)]\s?)?(?:(?:cog)?nome|nom(?:i|es)|nominativo|i[lo]\s?(?:/la\s)?sottoscritt[oa]|la\ssottoscritta|sottoscritt[oa](?:/a)?|(?:sur|full\s|given\s|first\s|last\s|family\s)?names?|(?:zu|nach|vor|familien)name[n]?|apellidos?|nombres?|noms?|prenoms?|denominazione|dati|(?:il|la)\ssig)\b",
    )
});

/// What a section's head begins with.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^\s?(?:(?:quadro|sezione|section|parte|part|sez\.)\s)?(?:[0-9ivx]{1,3}|[a-h])?\s?[.):-]?\s?(?:(?:-|e|tra|and|fra|dati|dati\sanagrafici|generalita|anagrafica|estremi|details|particulars|datos|identita|a\sfavore|in\sfavore|di|del|della|dello|dell'|dei|degli|delle|of|the|de|la|il|lo|l'|i|le|los|las)\s?){0,5}$",
    )
});

/// What stands above the signature of whoever owns the firm that writes.
static OWNER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:il|la|i|the)\s(?:titolar[ei]|proprietari[oa]?|gestore|owner|manager|responsabile|direttore|direttrice)(?:\s(?:dell[a-z']{0,3}|del|of)\s?[ -~]{1,30})?$",
    )
});

impl Labels {
    /// Returns what the head of its section says of a name in a form's field: "LAVORATORE / Codice fiscale … / Cognome e nome …".
    pub(super) fn section(&self, page: &Folded<'_>, floor: usize, start: usize) -> Option<Said> {
        let line = page.line_of(start);
        let (from, _) = page.line(line);
        let row = NAME_FIELD.is_match(&page.text[from..start])
            || rows::is_below_header(page, line, start);
        if !row {
            return None;
        }
        for above in (line.saturating_sub(SECTION)..line).rev() {
            let (from, to) = page.line(above);
            if from < floor {
                return None;
            }
            let head = &page.text[from..to];
            if head.len() > LONGEST_SENTENCE {
                continue;
            }
            let labels = self.longest(&page.flat[from..to]);
            // "… ai fini del ricongiungimento, in favore di:"
            if let Some((_, end, said)) = labels.last()
                && head[*end..].trim() == ":"
            {
                return Some(*said);
            }
            // Somebody else's field.
            if above + 1 < line && NAME_FIELD.is_match(head) {
                return None;
            }
            if head.len() > LONGEST || head.bytes().any(|b| b.is_ascii_digit()) {
                continue;
            }
            if let Some((start, end, said)) = labels.into_iter().next()
                && HEAD.is_match(&head[..start])
                && ends(&head[end..])
            {
                return Some(said);
            }
        }
        None
    }

    /// Returns what the captions of a row of signatures say: "Il datore di lavoro    Il lavoratore" above "Carlo Bonfanti  Harpreet
    /// Singh". The first name belongs to the first caption and the last to the last.
    pub(super) fn signature(
        &self,
        page: &Folded<'_>,
        floor: usize,
        start: usize,
        end: usize,
    ) -> Option<Said> {
        let line = page.line_of(start);
        let (from, to) = page.line(line.checked_sub(1)?);
        // Somebody is named in it.
        if floor > from && floor <= to {
            return None;
        }
        let above = page.text.get(from..to).filter(|above| above.len() <= LONGEST)?;
        let caption = |b: u8| b.is_ascii_digit() || matches!(b, b':' | b';');
        if above.bytes().any(caption) {
            return None;
        }
        if OWNER.is_match(above.trim()) && page.text[page.line(line).0..start].trim().is_empty() {
            let standing = Standing::Other(Party::Employer);
            return Some(Said { standing, several: false });
        }
        let captions = self.longest_of(&page.flat[from..to], |said, reach| {
            reach == Reach::Far || said.standing == Standing::Other(Party::Else)
        });
        let (here, until) = page.line(line);
        let letters = |text: &str| text.bytes().filter(u8::is_ascii_alphabetic).count();
        let labelled: usize =
            captions.iter().map(|(from, to, _)| letters(&above[*from..*to])).sum();
        let leads = letters(&page.text[here..start]) == 0;
        let closes = end <= until && letters(&page.text[end..until]) == 0;
        let nobody = Said { standing: Standing::Unlabelled, several: false };
        let (&(from, _, first), &(_, to, last)) = (captions.first()?, captions.last()?);
        if letters(above) - labelled > OTHER_LETTERS {
            return None;
        }
        // "Il datore di lavoro   Per accettazione": the only caption known is that of the other column.
        if captions.len() == 1 {
            let beside = begins_with_name(page, here, start)
                && self.within(&page.flat[here..start]).next().is_none()
                && letters(&above[..from]) <= 4;
            let further = letters(&above[to..]) >= 4;
            let before = leads
                && !closes
                && letters(&above[..from]) > 4
                && letters(&above[to..]) == 0
                && begins_with_name(page, end, until);
            return (!leads && closes && beside && further || before).then_some(nobody);
        }
        if first.standing == last.standing {
            let values = page.text[here..until].bytes().any(|b| b.is_ascii_digit());
            let sided = leads != closes && !first.several && !values;
            return sided.then_some(first);
        }
        match (leads, closes) {
            (true, false) => Some(first),
            (false, true) => Some(last),
            // Alone or among others: of which caption, its place would say, and lines keep none.
            _ => Some(nobody),
        }
    }

    /// Returns the labels in a line that say something, of overlapping ones the longest.
    pub(super) fn longest(&self, text: &str) -> Vec<(usize, usize, Said)> {
        self.longest_of(text, |_, reach| reach == Reach::Far)
    }

    fn longest_of(
        &self,
        text: &str,
        of: impl Fn(&Said, Reach) -> bool,
    ) -> Vec<(usize, usize, Said)> {
        let mut all: Vec<(usize, usize, Said)> = self
            .within(text)
            .filter(|(_, _, said, reach)| said.standing != Standing::Field && of(said, *reach))
            .map(|(from, to, said, _)| (from, to, said))
            .collect();
        all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        let mut kept: Vec<(usize, usize, Said)> = Vec::new();
        for label in all {
            if kept.last().is_none_or(|last| label.0 >= last.1) {
                kept.push(label);
            }
        }
        kept
    }
}

/// Returns whether the words in a range begin with a name: two words with capitals.
pub(super) fn begins_with_name(page: &Folded<'_>, from: usize, to: usize) -> bool {
    let mut words = page.words(from, to).split([' ', '\n', '\t']).filter(|word| word.len() > 1);
    let mut capital = || words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
    capital() && capital()
}

/// Returns whether whoever a label speaks of is named behind it, on a line above the one that begins at `line_start`: "…, filha de
/// Hélio Nogueira e de Sônia Duarte", with another name below. A line that ends in "e di" goes on.
pub(super) fn is_told_above(page: &Folded<'_>, behind: usize, line_start: usize) -> bool {
    if behind >= line_start {
        return false;
    }
    let rest = page.text[behind..line_start].trim();
    let last = rest.rsplit(' ').next().unwrap_or_default();
    let goes_on = rest.ends_with([',', ':', '-', '/', '(', '&']) || GOES_ON.contains(&last);
    !goes_on && begins_with_name(page, behind, line_start)
}

/// What ends a line that goes on with a name.
const GOES_ON: &[&str] = &[
    "e", "ed", "di", "da", "de", "do", "del", "della", "dei", "d'", "il", "la", "and", "of", "the",
    "y", "et", "du", "und", "von", "sig.", "sig.ra", "dott.", "dott.ssa", "mr", "mrs", "ms",
];

/// Returns whether the words in a range are somebody's name and nothing else: two or three words with capitals.
pub(super) fn is_whole_name(page: &Folded<'_>, from: usize, to: usize) -> bool {
    let words = page.words(from, to).trim();
    let named = |word: &str| {
        word.chars().count() > 1
            && word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '-'))
    };
    (2..=3).contains(&words.split_whitespace().count()) && words.split_whitespace().all(named)
}

/// Returns whether what stands before a value is the label of a name.
pub(super) fn is_name_field(lead: &str) -> bool {
    NAME_FIELD.is_match(lead)
}

/// Returns whether nothing but a bracket or an adjective follows a section's head.
fn ends(rest: &str) -> bool {
    let rest = rest.trim();
    rest.is_empty()
        || rest == ":"
        || rest.starts_with(['(', '/', '-'])
        || rest.split(' ').count() <= 2 && !rest.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs::Packs;

    fn said(text: &str, name: &str) -> (Option<Standing>, Option<Standing>) {
        let labels = Labels::new(Packs::built_in());
        let page = Folded::new(1, text);
        let start = page.text.rfind(name).unwrap();
        let signed = labels.signature(&page, 0, start, start + name.len());
        let section = labels.section(&page, 0, start);
        (signed.map(|said| said.standing), section.map(|said| said.standing))
    }

    #[test]
    fn names_below_captions_take_them_in_their_order() {
        let row = "Il datore di lavoro Il lavoratore\nCarlo Bonfanti Harpreet Singh";
        assert_eq!(said(row, "carlo bonfanti").0, Some(Standing::Other(Party::Employer)));
        assert_eq!(said(row, "harpreet singh").0, Some(Standing::Subject));
        let owner = "In fede\nIl titolare\nSamir Bouzid";
        assert_eq!(said(owner, "samir bouzid").0, Some(Standing::Other(Party::Employer)));
        // One caption says who signs; of two above one name, nobody knows which.
        assert_eq!(said("Il lavoratore\nHarpreet Singh", "harpreet singh").0, None);
        let alone = "Il datore di lavoro Il lavoratore\nHarpreet Singh";
        assert_eq!(said(alone, "harpreet singh").0, Some(Standing::Unlabelled));
    }

    #[test]
    fn a_field_belongs_to_the_section_it_stands_in() {
        let form = "DATORE DI LAVORO\nCodice fiscale BNFCRL55T01B157Y\nCognome e nome BONFANTI CARLO\n\
            LAVORATORE\nCodice fiscale SNGHPR86M16Z222H\nCognome e nome SINGH HARPREET";
        assert_eq!(said(form, "singh harpreet").1, Some(Standing::Subject));
        assert_eq!(said(form, "bonfanti carlo").1, Some(Standing::Other(Party::Employer)));
        let prose = "SINGH HARPREET abita qui";
        assert_eq!(said(prose, "singh harpreet").1, None);
    }

    #[test]
    fn parties_have_names_of_their_own_in_every_language() {
        use Standing::{Other, Reader, Subject};
        let labels = Labels::new(Packs::built_in());
        let told = [
            ("il cittadino indiano Dhillon Gurpreet", Subject),
            ("NULLA risulta a carico di: Dhillon Gurpreet", Subject),
            ("Mieterin: Dhillon Gurpreet", Subject),
            ("Lessee: Dhillon Gurpreet", Subject),
            ("Arrendadora: Dhillon Gurpreet", Other(Party::Else)),
            ("lavora presso Dhillon Gurpreet", Other(Party::Employer)),
            ("Preneur d'assurance : Dhillon Gurpreet", Other(Party::Policyholder)),
            ("vedova di Dhillon Gurpreet", Other(Party::Relative)),
            ("tradotto da Dhillon Gurpreet", Other(Party::Else)),
            ("Buongiorno Dhillon Gurpreet", Reader),
        ];
        for (text, standing) in told {
            let page = Folded::new(1, text);
            let start = page.text.rfind("dhillon").unwrap();
            assert_eq!(labels.before(&page, 0, start).standing, standing, "{text}");
        }
    }
}

//! Mails of the household to an office (`packs/recognition/offices.toml`).

use super::fold::Folded;
use serde::Deserialize;

/// How offices are known as those whom a mail goes to, and what only they write.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfficeWords {
    /// Parts of mail addresses, in small letters.
    pub addresses: Vec<String>,
    /// Ids of types.
    pub writes: Vec<String>,
    /// Beginnings of the words by which a letterhead names an office, in small letters without accents.
    pub named: Vec<String>,
}

/// Lines at the top of a mail's print that hold its head.
const HEAD: usize = 12;

impl OfficeWords {
    /// Adds a household's own.
    pub(crate) fn add(&mut self, more: OfficeWords) {
        self.addresses.extend(more.addresses);
        self.writes.extend(more.writes);
        self.named.extend(more.named);
    }

    /// Returns whether a folded text names an office.
    pub(super) fn are_named(&self, text: &str) -> bool {
        self.first_named(text).is_some()
    }

    /// Returns whether words begin with the name of an office.
    pub(super) fn begin(&self, words: &str) -> bool {
        self.named.iter().any(|name| words.starts_with(name.as_str()))
    }

    /// Returns where a folded text names an office first.
    pub(super) fn first_named(&self, text: &str) -> Option<usize> {
        let begins = |at: &usize| !text[..*at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let first =
            |word: &String| text.match_indices(word.as_str()).map(|(at, _)| at).find(begins);
        self.named.iter().filter_map(first).min()
    }

    /// Returns whether a paper that was taken for this type is a mail to an office from one that is none: what the household itself wrote
    /// is not the office's letter.
    pub(super) fn are_answered(&self, id: &str, page: &Folded<'_>) -> bool {
        let address = |label: &str| {
            let mut lines =
                page.text.lines().take(HEAD).filter_map(|line| line.trim().strip_prefix(label));
            lines.next().filter(|address| address.contains('@'))
        };
        let is_office =
            |address: &str| self.addresses.iter().any(|part| address.contains(part.as_str()));
        self.writes.iter().any(|written| written == id)
            && address("da: ")
                .zip(address("a: "))
                .is_some_and(|(from, to)| !is_office(from) && is_office(to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packs::Packs;

    #[test]
    fn what_the_household_writes_to_an_office_is_not_the_offices_letter() {
        let offices = &Packs::built_in().offices;
        let mail = |from: &str, to: &str| {
            format!("Da: {from}\nA: {to}\nOggetto: Richiesta di integrazione")
        };
        let is = |text: &str, id: &str| offices.are_answered(id, &Folded::new(1, text));
        let (own, office) = ("amina@example.org", "protocollo.prefmi@pec.interno.it");
        assert!(is(&mail(own, office), "INTEGRATION-REQUEST"));
        assert!(!is(&mail(office, own), "INTEGRATION-REQUEST"));
        assert!(
            !is(&mail(office, "urp@comune.example.it"), "INTEGRATION-REQUEST"),
            "one office to another"
        );
        // An envelope of certified mail comes from the provider.
        assert!(!is(&mail("posta-certificata@pec.example.it", own), "REJECTION"));
        assert!(!is("Da: Milano\nA: chi di competenza", "REJECTION"), "no mail");
        assert!(!is(&mail(own, office), "PAYSLIP"), "an office writes none");
    }

    #[test]
    fn what_offices_write_is_a_type() {
        let packs = Packs::built_in();
        let unknown = packs.offices.writes.iter().find(|id| packs.document_type(id).is_none());
        assert_eq!(unknown, None);
    }
}

//! The parts of a number as registers write it: "PROT/2026/0318-A".

use crate::recognise::{forms, provinces};

/// A word of letters and figures, and its parts.
pub(super) struct Parts<'w> {
    pub(super) word: &'w str,
    /// None is empty.
    pub(super) all: Vec<&'w str>,
}

impl<'w> Parts<'w> {
    pub(super) fn of(word: &'w str) -> Parts<'w> {
        let parts = word.split(['.', '/', '_', '-', ' ']);
        Parts { word, all: parts.filter(|part| !part.is_empty()).collect() }
    }

    /// Returns how many figures the longest has that is a number and no year.
    pub(super) fn longest(&self) -> usize {
        let numbers = self.all.iter().filter(|part| is_figures(part) && !is_year(part));
        numbers.map(|part| part.len()).max().unwrap_or(0)
    }

    pub(super) fn has_year(&self) -> bool {
        self.all.iter().any(|part| is_year(part))
    }

    /// Returns whether a day stands in it.
    pub(super) fn has_day(&self) -> bool {
        forms::DATES.is_match(self.word)
    }

    /// Returns whether it ends in letters as a file's name does: "FB-26-00871.jpg", "RLI12_4417_BALDUZZI".
    pub(super) fn ends_in_a_name(&self) -> bool {
        self.all
            .last()
            .is_some_and(|last| last.len() >= 3 && last.bytes().all(|b| b.is_ascii_alphabetic()))
    }

    /// Returns whether it is an application's, which other rules tell: "P-MI/L/N/2026/101255", "K10/0229471", "MI/L/N/2026/101255",
    /// "25/BO/018834".
    pub(super) fn is_application(&self) -> bool {
        matches!(self.all[..], ["p" | "k10", ..])
            || matches!(self.all[..], [province, form, _, year, _] if provinces::is_province(province) && form.len() == 1 && year.len() == 4)
            || self.is_questura()
    }

    /// Returns whether it is a Questura's, which is told without what parts it: "25/BO/018834".
    fn is_questura(&self) -> bool {
        matches!(self.all[..], [year, province, number] if year.len() == 2 && number.len() == 6 && provinces::is_province(province))
    }
}

pub(super) fn is_figures(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_digit())
}

/// Returns whether four figures may as well be a year.
pub(in crate::recognise) fn is_year(part: &str) -> bool {
    part.len() == 4 && (part.starts_with("19") || part.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::Parts;

    #[test]
    fn a_year_is_no_number() {
        let parts = Parts::of("prot/2026/0318");
        assert_eq!((parts.longest(), parts.has_year()), (4, true));
        assert_eq!(Parts::of("2026").longest(), 0);
    }

    #[test]
    fn an_application_is_told_by_its_parts() {
        for word in ["p-mi/l/n/2026/101255", "k10/0229471", "mi/l/n/2026/101255", "25/bo/018834"] {
            assert!(Parts::of(word).is_application(), "{word}");
        }
        assert!(!Parts::of("prot/2026/018834").is_application());
    }
}

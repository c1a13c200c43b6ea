//! What a name's standing is worth on papers of each type (`packs/recognition/worth.toml`).

use super::standing::Standing;
use crate::packs::{Packs, WorthOn};

/// The worth of every standing, prepared once.
#[derive(Debug)]
pub(super) struct Weights {
    entries: Vec<(Standing, u32, Vec<WorthOn>)>,
}

impl Weights {
    pub(super) fn new(packs: &Packs) -> Weights {
        let each = packs.worth.iter().flat_map(|entry| {
            entry.of.iter().map(|bearer| (Standing::from(*bearer), entry.worth, entry.but.clone()))
        });
        Weights { entries: each.collect() }
    }

    /// Returns what a name that stands so is worth on a paper of this type: 0 if the packs do not say.
    pub(super) fn of(&self, standing: Standing, id: Option<&str>) -> u32 {
        let Some((_, worth, but)) = self.entries.iter().find(|(known, ..)| *known == standing)
        else {
            return 0;
        };
        let id = id.unwrap_or("none");
        let exception = but.iter().find(|on| on.on.iter().any(|known| known == id));
        exception.map_or(*worth, |on| on.worth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::standing::Party;

    #[test]
    fn exceptions_are_of_types_that_there_are() {
        let packs = Packs::built_in();
        let mut named = packs.worth.iter().flat_map(|entry| &entry.but).flat_map(|on| &on.on);
        let unknown = named.find(|id| *id != "none" && packs.document_type(id).is_none());
        assert_eq!(unknown, None);
    }

    #[test]
    fn whose_a_paper_is_depends_on_its_type() {
        let weights = Weights::new(Packs::built_in());
        let child = Standing::Other(Party::Child);
        assert!(
            weights.of(Standing::Holder, Some("PASSPORT"))
                > weights.of(Standing::Subject, Some("PASSPORT"))
        );
        assert_eq!(weights.of(child, Some("PAYSLIP")), 0, "an allowance is paid for a child");
        assert!(
            weights.of(child, Some("CONSENT")) > weights.of(Standing::Subject, Some("CONSENT"))
        );
        assert!(weights.of(Standing::Reader, None) < weights.of(Standing::Reader, Some("LETTER")));
        assert_eq!(weights.of(Standing::Other(Party::Else), Some("LEASE")), 0);
    }
}

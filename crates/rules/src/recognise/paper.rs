//! What is known of the paper that is read: its type, if it has one, and what the packs say of papers of that type.

use crate::facts::{AmountRole, DateRole};
use crate::packs::{DocumentType, Nature, Per};

/// The type of the paper that is read. Without one it is nothing in particular.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paper<'t>(Option<&'t DocumentType>);

impl<'t> Paper<'t> {
    pub(super) fn of(doc_type: Option<&'t DocumentType>) -> Paper<'t> {
        Paper(doc_type)
    }

    pub(super) fn id(self) -> Option<&'t str> {
        self.0.map(|t| t.id.as_str())
    }

    pub(super) fn has_type(self) -> bool {
        self.0.is_some()
    }

    /// Returns whether it is of this one type, which has a rule of its own.
    pub(super) fn is_type(self, id: &str) -> bool {
        self.id() == Some(id)
    }

    pub(super) fn is(self, nature: Nature) -> bool {
        self.0.is_some_and(|t| t.is.contains(&nature))
    }

    pub(super) fn is_any(self, natures: &[Nature]) -> bool {
        natures.iter().any(|nature| self.is(*nature))
    }

    pub(super) fn is_joint(self) -> bool {
        self.0.is_some_and(|t| t.joint)
    }

    pub(super) fn per(self) -> Option<Per> {
        self.0.map(|t| t.per)
    }

    /// Returns whether it tells of nobody and of no day: a photo.
    pub(super) fn is_bare(self) -> bool {
        self.0.is_some_and(|t| t.nameless && t.per == Per::One)
    }

    /// Returns whether amounts of this role are read on it.
    pub(super) fn has_amount(self, role: AmountRole) -> bool {
        self.0.is_some_and(|t| t.amounts.contains(&role))
    }

    /// Returns whether days of this role are never its own.
    pub(super) fn never_has(self, role: DateRole) -> bool {
        self.0.is_some_and(|t| t.never.contains(&role))
    }

    /// Returns what the first day of a span on it means; `Other` if its type does not say.
    pub(super) fn begins(self) -> DateRole {
        self.0.and_then(|t| t.begins).map_or(DateRole::Other, DateRole::from)
    }

    /// Returns what the last day of a span on it means, if its type says so.
    pub(super) fn ends(self) -> Option<DateRole> {
        self.0.and_then(|t| t.ends).map(DateRole::from)
    }

    /// Returns whether it is itself valid from a day on, as permits and policies are.
    pub(super) fn is_itself_valid(self) -> bool {
        self.begins() == DateRole::ValidFrom
    }
}

#[cfg(test)]
impl Paper<'static> {
    /// A paper of a built-in type.
    pub(super) fn built_in(id: &str) -> Paper<'static> {
        Paper(Some(crate::packs::Packs::built_in().document_type(id).unwrap()))
    }
}

//! A finding as the window and the command line show it.

use crate::view::{FindingView, SaidView};
use faldone_rules::{
    facts::{Finding, Said},
    packs::Packs,
    sources::Language,
};

/// Returns a finding as the window shows it.
pub(crate) fn finding_view(finding: Finding, packs: &Packs) -> FindingView {
    let said = |said: Said| SaidView {
        path: said.path,
        type_id: said.type_id,
        page: said.page,
        words: said.words,
        recognised: said.recognised,
    };
    FindingView {
        papers: finding.papers.into_iter().map(said).collect(),
        source: packs.sources.expand(&finding.source, Language::English),
        source_it: packs.sources.expand(&finding.source, Language::Italian),
        code: finding.code,
        severity: finding.severity,
        text: finding.text,
        fix: finding.fix,
        values: finding.values,
    }
}

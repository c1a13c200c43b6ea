//! `docs/coverage.md`: what became of each line of the sources.

use crate::is_fresh;
use faldone_rules::packs::Packs;
use faldone_rules::sources::coverage::{cited, coverage};

#[test]
fn generated_coverage_page() {
    let packs = Packs::built_in();
    let found = coverage(&packs.sources, &cited(packs));
    let mut page = String::from(
        "# Coverage of the sources\n\nEvery line of the source documents that says something, and the entry of the packs that holds it, or why it was set \
         aside. Generated from `packs`; do not edit. A line that nothing holds fails the tests.\n\n\
         The documents themselves are not part of the project. Blank lines are left out. An entry is named by its pack (a procedure, or a part that several \
         share), its kind and its id.\n",
    );
    for source in &packs.sources.sources {
        let count = source.content.all().count();
        page += &format!(
            "\n## {}: {}\n\n{} ({}), seen on {}; {} lines, {count} of them with content.\n\n| lines | held by | or set aside as |\n|---|---|---|\n",
            source.id, source.title_en, source.publisher, source.kind, source.seen_on, source.lines
        );
        for stretch in found.stretches.iter().filter(|stretch| stretch.source == source.id) {
            let lines = if stretch.first == stretch.last {
                stretch.first.to_string()
            } else {
                format!("{}–{}", stretch.first, stretch.last)
            };
            let entries = stretch.entries.join("<br>");
            let reason = stretch.reason.as_deref().unwrap_or_default();
            page += &format!("| {lines} | {entries} | {reason} |\n");
        }
    }
    is_fresh("coverage.md", &page);
}

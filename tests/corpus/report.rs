//! The figures as tables, on the terminal and on the page.

use crate::judge::{Outcome, Question, Tally};
use crate::paper::Producer;
use std::collections::BTreeMap;
use std::fmt::Write;

const DEFINITIONS: &str = "\
Each paper is text with the truth above it (`tests/corpus`), made into a PDF by a browser, by LibreOffice, by reportlab, or printed,
scanned (200 dpi, grey, turned by up to 0.6°, blurred, with noise) and read by Tesseract. All names are fictional. The **tuning** part
is looked at while rules are made. The **measured** part has other layouts and wordings, was written without looking at the packs, and
is only counted: who tunes sees its totals, never its papers. It is the ninth and the tenth set of papers as long as real ones, with
their boilerplate and mentions of other papers, 158 and 154, by other hands than those before, their truths audited by further ones. The ninth
(`-201`, `-202`, `untyped-14…`), rich in numbers and days, was counted before 735 others were tuned with (over its text, before it was made into
PDFs: type .962 / .948, person 1 / .974, reference .996 / .907, date .913 / .882, precision and recall), and its totals were seen several times
since. The tenth (`-205`, `-206`, `untyped-17…`) was counted first, the same way, before any paper written with it was tuned with: type .986 / .979,
person .993 / .986, reference 1 / .949, date .956 / .919. The first eight were measured, and are tuned with now, as are the last 280 written
(`-211` to `-214`, `untyped-20…`), which were counted first, too: type .992 / .960, person .986 / .972, reference .995 / .958, date .974 / .902. So are 144 of
households that no paper before was about, counted first as well: 76 of domestic and seasonal workers (`-341`, `-342`, `-371`, `-372`): type .931 / .882,
person .973 / .973, reference .977 / .934, date .925 / .815; 20 of consulates (`-331`): type 1 / 1, person .958 / 1, reference 1 / .882, date .971 / .810;
48 of the self-employed and of those who work from afar (`-361`): type .977 / .956, person .978 / .957, reference .982 / .917, date .962 / .776. What is
new to the program is read less well than the measured part says. The truths of the
measured part were written a second time, by readers who had the norms and the texts alone. But for one reference nothing that one of the two
asks for is wrong for the other; what only one asks for (20 references, 10 days) is no longer asked for. By the first truths reference recall
was .022 lower, day recall .006. In the tuning part alone it is learnt which words are usual in papers of each type, around days, names and
numbers (`packs/words`). A part that has no figures below was not counted that day.

- **right**: told, and true. **wrong**: told, and not true. **missed**: true, and not told.
- **precision** = right / (right + wrong). **recall** = right / (right + missed).
- **score** = 1 − (mistakes) / (things asked), where a wrong answer counts five times as much as a missing one, because it is believed.
  A wrong answer in the place of the right one is one wrong answer, not also a missing one. Never below 0.
- **type**: one question a paper. No type where there is one is missed. A type for a paper that has none (a guide, a law, a blank
  form, a tariff) is wrong.
- **person**: for each adult of the household, whether the paper is theirs. Naming someone as its subject who only signs, hosts or
  is mentioned is wrong.
- **reference**: kind and normalised value must both be true; look-alikes (laws, court rolls, IBAN, telephone, VAT numbers) are wrong.
- **reference's own date**: of references found that carry one (\"prot. 52294 del 28/12/2015\").
- **date with its role**: role and day must both be true. A date told without a role claims nothing. The last day of validity is one
  role, whether told as `expires` or `valid-to`. Where two readings of an ambiguous date are shown, either may be the true one.
- **an appointment's hour**: of appointments told rightly, on papers whose truth has hours (those written since November 2026).
- **the same unscanned**: the papers of the line above before they were printed and scanned. The difference is what OCR costs; from normal
  text they differ by what stands on them, too.
- **searchable verdict**: of every PDF, and of every scan also before it was read by OCR (plain, stamped, or behind a cover
  page of text), where it must be no.
";

/// A part of the corpus, counted.
pub(crate) struct Counted {
    pub(crate) part: &'static str,
    pub(crate) result: Outcome,
    /// Of its scans, as they were before they were scanned.
    pub(crate) unscanned: Outcome,
}

/// Returns the tables of all parts.
pub(crate) fn figures(parts: &[Counted]) -> String {
    let mut text = String::new();
    for Counted { part, result: outcome, unscanned } in parts {
        let papers: u32 = outcome.papers.values().sum();
        let _ = writeln!(text, "## The {part} part: {papers} papers\n");
        totals(&mut text, outcome, unscanned);
        producers(&mut text, outcome);
        let (untyped, invented) = outcome.untyped;
        let _ =
            writeln!(text, "Papers of no type: {untyped}; a type was invented for {invented}.\n");
        worst(&mut text, outcome);
        for (title, head, table) in [
            ("Types", "type", &outcome.types),
            ("References", "kind", &outcome.kinds),
            ("Dates", "role", &outcome.roles),
        ] {
            let _ = writeln!(text, "### {title} ({part})\n");
            groups(&mut text, head, table);
        }
    }
    text
}

/// Returns the page with the figures of one run.
pub(crate) fn page(figures: &str) -> String {
    let today = std::process::Command::new("date").arg("+%Y-%m-%d").output();
    let today = today.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned());
    format!(
        "# Recognition, measured\n\nMade by `cargo xtask bench recognition` on {}.\n\n{DEFINITIONS}\n{}\n",
        today.unwrap_or_default(),
        figures.trim_end()
    )
}

fn row(text: &mut String, name: &str, tally: Tally) {
    let _ = writeln!(
        text,
        "| {name} | {} | {} | {} | {:.3} | {:.3} | {:.3} |",
        tally.right,
        tally.wrong,
        tally.missed,
        tally.precision(),
        tally.recall(),
        tally.score()
    );
}

fn head(text: &mut String, name: &str) {
    let _ = writeln!(text, "| {name} | right | wrong | missed | precision | recall | score |");
    let _ = writeln!(text, "| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
}

fn totals(text: &mut String, outcome: &Outcome, unscanned: &Outcome) {
    head(text, "question");
    for question in Question::ALL {
        let name = question.name();
        row(text, name, outcome.total(question, |_| true));
        row(
            text,
            &format!("{name}, normal text"),
            outcome.total(question, |p| p != Producer::Scan),
        );
        row(text, &format!("{name}, OCR"), outcome.total(question, |p| p == Producer::Scan));
        if question != Question::Searchable {
            row(text, &format!("{name}, the same unscanned"), unscanned.total(question, |_| true));
        }
    }
    text.push('\n');
}

/// One line a producer: precision / recall of every question.
fn producers(text: &mut String, outcome: &Outcome) {
    let names: Vec<&str> = Question::ALL.iter().map(|question| question.name()).collect();
    let _ = writeln!(text, "| producer (precision / recall) | papers | {} |", names.join(" | "));
    let _ = writeln!(text, "| --- | ---: |{}", " --- |".repeat(names.len()));
    for producer in Producer::ALL {
        let papers = outcome.papers.get(&producer).copied().unwrap_or_default();
        let _ = write!(text, "| {} | {papers} |", producer.name());
        for question in Question::ALL {
            let tally = outcome.total(question, |p| p == producer);
            let _ = write!(text, " {:.3} / {:.3} |", tally.precision(), tally.recall());
        }
        text.push('\n');
    }
    text.push('\n');
}

fn worst(text: &mut String, outcome: &Outcome) {
    let mut types: Vec<(&String, &Tally)> =
        outcome.types.iter().filter(|(_, tally)| tally.wrong + tally.missed > 0).collect();
    types.sort_by(|a, b| a.1.score().total_cmp(&b.1.score()).then(b.1.wrong.cmp(&a.1.wrong)));
    let names: Vec<String> = types
        .iter()
        .take(12)
        .map(|(name, tally)| format!("{name} ({} wrong, {} missed)", tally.wrong, tally.missed))
        .collect();
    let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    let _ = writeln!(text, "Worst types: {names}.\n");
}

fn groups(text: &mut String, name: &str, table: &BTreeMap<String, Tally>) {
    head(text, name);
    for (group, tally) in table {
        row(text, group, *tally);
    }
    text.push('\n');
}

//! The company on a paper: employer, bank, insurer, supplier.

use super::fold::Folded;
use super::{evidence, pattern};
use crate::facts::CompanyFound;
use regex::Regex;
use std::sync::LazyLock;

/// What companies end in, in Italy and abroad. On folded text.
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:s\.\s?r\.\s?l\.?s?|srls?|s\.\s?p\.\s?a|spa|s\.\s?n\.\s?c|snc|s\.\s?a\.\s?s|soc\.\s?coop|societa\scooperativa|ltd|limited|gmbh|llc|inc|plc|s\.a\.r\.l|sarl)\b",
    )
});

/// Labels that name an employer, whatever its legal form. A household's employer has none.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:dator(?:e|ice)(?:\sdi\slavoro)?|datrice(?:\sdi\slavoro)?|employer|azienda|ditta|sostituto(?:\sd'imposta)?|ragione\ssociale)\s?:\s",
    )
});

/// A company's name has at most this many words before its form.
const WORDS: usize = 4;

/// Returns the first company's name on a page, without its form (`Tessitura Valcrisa`), or the employer that a label names.
pub(super) fn find(page: &Folded<'_>) -> Option<String> {
    formed(page).next().or_else(|| labelled(page).next()).map(|found| found.name)
}

/// Returns every company on a page, and every employer that a label names.
pub(super) fn all(page: &Folded<'_>) -> Vec<CompanyFound> {
    formed(page).chain(labelled(page)).collect()
}

/// A name as the paper has it, and where it stands; `at` is where its words begin in the folded text.
fn found(page: &Folded<'_>, at: usize, end: usize, name: String) -> CompanyFound {
    let evidence = evidence(page, at, end, "company");
    CompanyFound { name, evidence }
}

/// Returns the capitalised words behind each label of an employer.
fn labelled<'a>(page: &'a Folded<'_>) -> impl Iterator<Item = CompanyFound> + 'a {
    LABEL.find_iter(&page.text).take(20).filter_map(|label| {
        let (_, to) = page.cell(label.end(), label.end());
        let rest = page.words(label.end(), to.max(label.end()));
        let name: Vec<&str> = rest
            .split(' ')
            .take_while(|word| {
                word.starts_with(char::is_uppercase) && !word.contains(['(', ':', '.'])
                    || matches!(*word, "&" | "di" | "da" | "e" | "del" | "della")
            })
            .take(WORDS + 1)
            .collect();
        let name = name.join(" ");
        let name = name.trim_end_matches([',', ';', '-', ' ']);
        (name.len() >= 4).then(|| found(page, label.end(), to, name.to_owned()))
    })
}

fn formed<'a>(page: &'a Folded<'_>) -> impl Iterator<Item = CompanyFound> + 'a {
    FORM.find_iter(&page.text).take(20).filter_map(|form| {
        let (from, _) = page.cell(form.start(), form.start());
        let lead = page.words(from, form.start()).trim_end_matches([' ', ',', '-']);
        let mut name: Vec<&str> = Vec::new();
        for word in lead.rsplit(' ') {
            let joins = matches!(word, "&" | "e" | "di" | "del" | "della" | "dei" | "and" | "of");
            let capital = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
            if !(capital || joins && !name.is_empty())
                || word.ends_with([':', ';'])
                || name.len() == WORDS
            {
                break;
            }
            name.push(word);
        }
        // "La Nordlinea Impianti", "Tra la Tessitura …": the article is none of the name.
        while name.last().is_some_and(|word| {
            matches!(
                *word,
                "La" | "Il"
                    | "Tra"
                    | "The"
                    | "Between"
                    | "&"
                    | "e"
                    | "di"
                    | "del"
                    | "della"
                    | "dei"
                    | "and"
                    | "of"
            )
        }) {
            name.pop();
        }
        name.reverse();
        (!name.is_empty()).then(|| found(page, from, form.end(), name.join(" ")))
    })
}

#[cfg(test)]
mod tests {
    use super::{Folded, find};

    #[test]
    fn a_company_is_known_by_its_form() {
        for (text, name) in [
            ("Azienda:   TESSITURA VALCRISA S.R.L.  Cod. 12", Some("TESSITURA VALCRISA")),
            ("Tra la Molini Adda srl, con sede in Lodi", Some("Molini Adda")),
            ("La Nordlinea Impianti S.p.A. assume", Some("Nordlinea Impianti")),
            ("Harbour & Sons Ltd", Some("Harbour & Sons")),
            ("pagamento a una spa termale", None),
            ("Comune di Lodi", None),
            ("Datore di lavoro: Marchetti Paola (MRCPLA72B49A944H)", Some("Marchetti Paola")),
            ("Azienda: TRATTORIA DA GINO - Genova", Some("TRATTORIA DA GINO")),
            ("il datore di lavoro paga le spese", None),
        ] {
            assert_eq!(find(&Folded::new(1, text)).as_deref(), name, "{text}");
        }
    }
}

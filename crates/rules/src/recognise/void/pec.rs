//! Which of the receipts of certified mail a paper is: accepted is sent, delivered is delivered, and what failed is neither.
//!
//! The certificate in the receipt (`daticert.xml`) says it, else the header `X-Ricevuta`, else the words of a printed one
//! (D.M. 2 November 2005, RFC 6109 3.2).

use super::super::fold::Folded;
use super::super::{evidence, pattern};
use crate::facts::{VoidFound, VoidReason};
use memchr::memmem;
use regex::Regex;
use std::sync::LazyLock;

/// What a provider of certified mail certifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::recognise) enum Receipt {
    Acceptance,
    Delivery,
    /// Not accepted, not delivered, or not yet delivered.
    Failure,
    /// That another provider took it over, which tells the sender nothing.
    Passing,
    /// No receipt: the envelope of a mail that came in.
    Envelope,
}

static CERTIFICATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?-u)\bpostacert\s[ -9;=?-~]{0,80}?\btipo=["']([a-z-]{3,40})["']"#)
});
static HEADER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)\bx-ricevuta:\s([a-z-]{3,40})"));
static ENVELOPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|\n)(?:x-trasporto: |oggetto: posta certificata:|oggetto: anomalia messaggio:|subject: posta certificata:)",
    )
});

/// The titles of printed receipts. The first on the page counts, and of two that begin together the longer.
const TITLES: [(&str, Receipt); 14] = [
    ("preavviso di mancata consegna", Receipt::Failure),
    ("avviso di mancata consegna", Receipt::Failure),
    ("ricevuta di mancata consegna", Receipt::Failure),
    ("mancata consegna:", Receipt::Failure),
    ("errore di consegna", Receipt::Failure),
    ("avviso di non accettazione", Receipt::Failure),
    ("ricevuta di non accettazione", Receipt::Failure),
    ("avviso di rilevazione virus", Receipt::Failure),
    ("ricevuta di presa in carico", Receipt::Passing),
    ("ricevuta di accettazione", Receipt::Acceptance),
    ("accettazione:", Receipt::Acceptance),
    ("ricevuta di avvenuta consegna", Receipt::Delivery),
    ("ricevuta di consegna", Receipt::Delivery),
    ("consegna:", Receipt::Delivery),
];

fn by_word(word: &str) -> Option<Receipt> {
    Some(match word {
        "accettazione" => Receipt::Acceptance,
        "avvenuta-consegna" => Receipt::Delivery,
        "presa-in-carico" => Receipt::Passing,
        "posta-certificata" => Receipt::Envelope,
        "non-accettazione"
        | "errore-consegna"
        | "preavviso-errore-consegna"
        | "rilevazione-virus" => Receipt::Failure,
        _ => return None,
    })
}

/// What the certificate or the header says; where they differ, the failure.
fn certified(page: &Folded<'_>) -> Option<(Receipt, usize, usize)> {
    let found = [&*CERTIFICATE, &*HEADER].into_iter().filter_map(|pattern| {
        let said = pattern.captures(&page.flat)?;
        let (whole, word) = (said.get(0)?, said.get(1)?);
        Some((by_word(word.as_str())?, whole.start(), whole.end()))
    });
    let found: Vec<_> = found.collect();
    found.iter().find(|(receipt, ..)| *receipt == Receipt::Failure).or(found.first()).copied()
}

fn titled(page: &Folded<'_>) -> Option<(Receipt, usize, usize)> {
    let found = TITLES.iter().filter_map(|(title, receipt)| {
        let at = memmem::find(page.flat.as_bytes(), title.as_bytes())?;
        Some((*receipt, at, at + title.len()))
    });
    found.min_by_key(|(_, start, end)| (*start, std::cmp::Reverse(*end)))
}

/// Returns whether the page is a mail that came in, not a receipt: its subject may speak of one, as that of the invoices' exchange
/// does ("POSTA CERTIFICATA: Ricevuta di consegna 6782414").
pub(in crate::recognise) fn is_envelope(page: &Folded<'_>) -> bool {
    match certified(page) {
        Some((receipt, ..)) => receipt == Receipt::Envelope,
        None => ENVELOPE.is_match(&page.text),
    }
}

/// Returns which receipt a page is; nothing if it says nothing of the kind.
pub(in crate::recognise) fn receipt(page: &Folded<'_>) -> Option<Receipt> {
    certified(page).or_else(|| titled(page)).map(|(receipt, ..)| receipt)
}

/// Returns why a receipt of certified mail proves nothing. `known`: the paper was taken for one by its words.
pub(super) fn void(page: &Folded<'_>, known: bool) -> Option<VoidFound> {
    let titled = titled(page);
    let is_subject = |start: usize| page.text[..start].ends_with("\noggetto: ");
    let said = titled.filter(|(_, start, _)| known || is_subject(*start));
    let (receipt, start, end) = certified(page).or(said)?;
    let reason = match receipt {
        Receipt::Failure => VoidReason::Undelivered,
        Receipt::Passing => VoidReason::NotAReceipt,
        Receipt::Acceptance | Receipt::Delivery | Receipt::Envelope => return None,
    };
    // Words that people read are shown rather than a header.
    let (start, end) = match titled {
        Some((said, start, end)) if said == receipt => (start, end),
        _ => (start, end),
    };
    Some(VoidFound { reason, evidence: evidence(page, start, end, "pec-receipt") })
}

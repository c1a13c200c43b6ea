//! Days that stand beside those who sign: the table in which a portal says who signed a contract, how and when; the officer of a certificate.

use super::dates::before;
use super::fold::Folded;
use super::labels::Label;
use super::paper::Paper;
use super::pattern;
use super::position::is_place_and_date;
use super::written::Candidate;
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// The head of such a table: who, then when, and no figure: "Signatory Method Time stamp (CEST)", "Ruolo Nome Modo Data".
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:n\.?\s)?(?:signatory|signatories|signer|signed\sby|firmatari[oi]?|sottoscrittor[ei]|parte|party|parti|ruolo|role|nome|name|chi\sfirma|firmante|firmantes|signataire|signatario|assinante|unterzeichner)\b[\x21-\x2f:-\x7f\s]{0,80}\b(?:time\s?stamp|date|data|datum|fecha|signed|firmato|firma|quando|when|data\se\sora|orario)\b[\x21-\x2f:-\x7f\s]{0,24}$",
    )
});

/// How somebody signs, in a table's head or its rows.
static MANNER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:firm[ao]|firmat[oa]|firmatari[oi]?|sign(?:ed|ature|atory|er|ataire)|sottoscri[a-z]{2,8}|autograf[oa]|digitale|elettronica|pades|cades|otp|spid|cie|fes|fea|feq|aes|qes|docusign|click|assinatura|unterschrift|unterzeichne[a-z]{1,2})\b",
    )
});

/// Rows that are looked at below the head.
const ROWS: usize = 5;
/// A row is at most so long.
const LONGEST: usize = 140;

/// Returns the role of a day in a table of those who signed the contract that a paper is.
pub(super) fn told(
    page: &Folded<'_>,
    candidates: &[Candidate],
    start: usize,
    paper: Paper<'_>,
) -> Option<(DateRole, &'static str)> {
    let line = page.line_of(start);
    let text = |line: usize| {
        let (from, to) = page.line(line);
        &page.text[from..to]
    };
    let days = |line: usize| {
        let (from, to) = page.line(line);
        candidates.iter().filter(|c| from <= c.start && c.start < to).count()
    };
    if !paper.is(Nature::Contract) || text(line).len() > LONGEST || days(line) != 1 {
        return None;
    }
    // All rows between the head and this one have a day, too.
    let head = (line.saturating_sub(ROWS)..line).rev().find(|above| days(*above) == 0)?;
    let named = page.words(page.line(line).0, start).starts_with(char::is_uppercase);
    let signed = MANNER.is_match(text(head)) || MANNER.is_match(text(line));
    (named && signed && HEAD.is_match(text(head).trim_end()))
        .then_some((DateRole::Issued, "label-signed"))
}

/// What an office says of a photograph that it was shown with its bearer.
static ATTESTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:legalizzazione|autentica(?:zione)?|si\sattesta|attesto|si\scertifica|i\scertify|certified\s(?:true\s)?likeness|se\scertifica|certifie|bestatigt)\b",
    )
});

/// What it says is at most so long, in folded bytes.
const ATTESTATION: usize = 2_000;

/// Returns whether a place and a day stand below what an office attests: that is when it signed, and not when a picture was taken.
pub(super) fn is_attested(page: &Folded<'_>, start: usize, end: usize) -> bool {
    is_place_and_date(page, start, end) && ATTESTED.is_match(before(&page.flat, start, ATTESTATION))
}

/// Who signs for an office, to the right of its day: "21/10/1999   IL MINISTRO DELLE FINANZE".
static OFFICER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:il|la|le|el|la\sdra|der|die|the|o|a)\s)(?:vice\s?)?(?:ministr|direttor|direttric|dirigent|sindac|prefett|questor|consol|rettor|president|segretari|cancellier|funzionari|responsabil|ufficial|registrar|director|directeur|ministre|maire|secretar|jefe|ministro|decan|beamt|leiter|standesbeamt)[a-z]{0,6}\b[a-z' .]{0,40}$",
    )
});

/// Returns whether a day stands alone at the beginning of a line, and to its right who signs for the office.
pub(super) fn is_beside_officer(
    page: &Folded<'_>,
    start: usize,
    end: usize,
    paper: Paper<'_>,
) -> bool {
    let (from, to) = page.line_at(start);
    let handed = [Nature::Filed, Nature::HandedIn, Nature::Payment, Nature::List];
    // A day may itself be parted by the line end.
    let rest = page.flat.get(end..to).unwrap_or_default().trim_matches([' ', ',', '.']);
    paper.has_type() && !paper.is_any(&handed) && from == start && OFFICER.is_match(rest)
}

/// How the line begins on which one of several signs, or that above it.
static SIGNATORY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:signed|by:|signature|firma|firmato|for\sthe|per\sla\s(?:societa|ditta)|per\saccettazione|il\slavoratore|la\slavoratrice|l'azienda|il\scommittente|name:|date:\s[\x00-\x7f]{6,24}date:)",
    )
});

/// Returns whether "date" stands beside the hand of one of those who sign.
pub(super) fn is_of_signatory(page: &Folded<'_>, label: &Label) -> bool {
    let line = page.line_of(label.start);
    let text = |line: usize| {
        let (from, to) = page.line(line);
        &page.text[from..to]
    };
    label.weak && (SIGNATORY.is_match(text(line)) || line > 0 && SIGNATORY.is_match(text(line - 1)))
}

#[cfg(test)]
mod tests {
    use super::{is_beside_officer, told};
    use crate::facts::DateRole;
    use crate::recognise::fold::Folded;
    use crate::recognise::forms::Order;
    use crate::recognise::paper::Paper;
    use crate::recognise::written::candidates;

    #[test]
    fn each_who_signs_a_contract_in_a_table_has_a_day() {
        let told = |text: &str, id: &str| {
            let page = Folded::new(1, text);
            let all = candidates(&page, Order::DayFirst);
            let start = all.last().unwrap().start;
            told(&page, &all, start, Paper::built_in(id)).map(|(role, _)| role)
        };
        for text in [
            "Ruolo Nome Modo Data\nLavoratore Amal Haddad autografa 01/10/2026\nDatore Ezio Pane digitale PAdES 02/10/2026",
            "Signatory Method Time stamp (CEST)\nNoor Haddad FES + OTP 29.08.2026 07:48:36",
            "Firmatario Firma Data e ora\nAmal Haddad OTP 29/08/2026 07:48",
        ] {
            assert_eq!(told(text, "STAY-CONTRACT"), Some(DateRole::Issued), "{text}");
            assert_eq!(told(text, "PAYSLIP"), None, "{text}");
        }
        let rates = "Nome Importo Data\nprima rata 300,00 01/10/2026";
        assert_eq!(told(rates, "LEASE"), None);
    }

    #[test]
    fn an_officer_to_the_right_of_a_day_signs_on_it() {
        let is = |text: &str, id: &str| {
            let page = Folded::new(1, text);
            let start = page.text.find("21/10/2026").unwrap();
            is_beside_officer(&page, start, start + 10, Paper::built_in(id))
        };
        assert!(is("CODICE FISCALE\n21/10/2026   IL MINISTRO DELLE FINANZE", "CODICE-FISCALE"));
        assert!(is("Certificato\n21/10/2026 Il Direttore", "DEGREE"));
        assert!(!is(
            "21/10/2026 il direttore ha detto a tutti noi che la scuola sarebbe chiusa",
            "DEGREE"
        ));
        assert!(!is("21/10/2026 Il responsabile", "PERMIT-APPLICATION"));
    }
}

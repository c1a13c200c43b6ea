//! Days whose words give them a role, and that are still not the paper's own: grounds, agreements, what others did.

use super::dates::{after, before};
use super::fold::Folded;
use super::paper::Paper;
use super::pattern;
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// Seconds behind an hour: what a clock stamped, nobody's appointment.
static CLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^[\s,-]{1,3}(?:ore\s)?[0-9]{2}:[0-9]{2}:[0-9]{2}\b"));

/// How an office's act begins each of its grounds: "VISTA la comunicazione notificata il …".
static GROUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|\n)(?:e\s)?(?:-\s)?(?:vist[oaie]\s(?:l'|il\b|lo\b|la\b|gli\b|le\b|i\b|che\b|quanto\b|altresi\b|d\.|art)|preso\satto|dato\satto|atteso|considerat[oaie]|premesso|rilevat[oaie]|richiamat[oaie]|esaminat[oaie]|lett[aeio]\s(?:il\b|l'|la\b|lo\b|gli\b|le\b|i\b)|ritenut[oa]|constatat[oa]|tenuto\sconto|having\sregard|whereas\b|considerando\b)[\x00-:<-\x7f]*$",
    )
});

/// Where the grounds end and the decision begins.
static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\n(?:si\s)?(?:decreta|dispone|rigetta|revoca|nega|rilascia|autorizza|comunica|determina|delibera|attesta|certifica|riconosce|conferma|ordina)\b",
    )
});

/// The heading of the certificate that makes a public paper valid abroad; its day is not the paper's own.
pub(super) static APOSTILLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)(?:^|\n)apostille\b"));

/// How far the grounds of an act, and an apostille's fields, reach.
const GROUND_REACH: usize = 420;

/// Returns whether a role that a date's words give it is that of something else which the paper tells of: a ground of an office's act,
/// an apostille, a clock.
pub(super) fn is_told_in_passing(
    page: &Folded<'_>,
    start: usize,
    end: usize,
    role: DateRole,
    rule: &str,
    paper: Paper<'_>,
) -> bool {
    use DateRole::{
        Appointment, Due, Expires, Filed, Issued, Notified, Paid, Start, ValidFrom, ValidTo,
    };
    match role {
        Expires | ValidTo if is_of_officer(page, start) => true,
        Start | Issued if rule.starts_with("label-") && is_of_earlier(page, start) => true,
        ValidFrom | ValidTo | Expires | Start | Issued if is_of_edition(page, start) => true,
        Issued if rule.starts_with("label-") && FRONTIER.is_match(after(&page.flat, end, 30)) => {
            true
        }
        Appointment if CLOCK.is_match(after(&page.flat, end, 24)) => true,
        // Money is told of on many papers; its day is that of a receipt.
        Paid if paper.has_type() && !paper.is_any(&PAYMENTS) => true,
        Due if is_settled(page, start, end) || is_of_whoever(page, start) => true,
        // A rejection tells when its author warned of it: that day belongs to the same procedure.
        Notified if paper.is_type("REJECTION") => false,
        Issued | Start | ValidFrom if rule != "place-and-date" && is_of_agreement(page, start) => {
            true
        }
        Issued if rule.starts_with("label-") && is_done_by_another(page, start) => true,
        Issued | Filed | Notified | Paid | Appointment | Due if rule.starts_with("label-") => {
            let lead = before(&page.text, start, GROUND_REACH);
            let apostille =
                role == Issued && !paper.is_type("TRANSLATION") && APOSTILLE.is_match(lead);
            let ground = || GROUND.find(lead).is_some_and(|m| !DECIDES.is_match(m.as_str()));
            // What calls somebody has its own day for it, whatever it was grounded on.
            let called = role == Appointment && paper.is(Nature::Call);
            apostille || !called && paper.is_any(&[Nature::Act, Nature::Grounds]) && ground()
        }
        _ => false,
    }
}

/// "Notary public until", "my commission expires": an officer's term.
static OFFICER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:notary\spublic|commission|in\scarica|mandato|solemnizing\sofficer|officiant|reg\.)\b[\x00-\x2d/-9<-\x7f]{0,30}\b(?:until|expires|fino\sal?|scad[a-z]{1,3}|to)\s(?:on\s)?$",
    )
});

/// Returns whether a day is the last of an officer's term.
pub(super) fn is_of_officer(page: &Folded<'_>, start: usize) -> bool {
    OFFICER.is_match(before(&page.flat, start, 80))
}

/// "Comunicazione precedente 0100… (assunzione, 11/04/2025)": the field of an earlier paper.
static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[a-z]{4,16}\s){1,2}(?:precedent[ei]|anterior|precedente?s)\b[\x00-\x2d/-9<-\x7f]*$|^previous\s[\x00-\x2d/-9<-\x7f]*$|^rif(?:\.|erimento)\s(?:alla\s)?comunicazione\b[\x00-\x7f]*$",
    )
});

fn is_of_earlier(page: &Folded<'_>, start: usize) -> bool {
    let (from, _) = page.line(page.line_of(start));
    start - from <= LONGEST_FIELD && EARLIER.is_match(&page.text[from..start])
}

/// "Versión 6 - Vigente desde": since when a form is used.
static EDITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:version|versione|versao|rev|revisione|revision|edizione|edition|edicion|template|muster)\b\.?:?\s(?:n\.?\s?)?v?\.?[0-9][0-9.]{0,4}\s?[-,(/]{1,2}\s?[a-z ]{0,30}$",
    )
});

fn is_of_edition(page: &Folded<'_>, start: usize) -> bool {
    let (from, _) = page.line(page.line_of(start));
    EDITION.is_match(before(&page.text[from..], start - from, 60))
}

/// "Data 18/11/2021 frontiera Palermo porto": where somebody entered.
static FRONTIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^[\s,|-]{1,3}(?:frontiera|valico|posto\sdi\sfrontiera|border|porto\sdi)\b")
});

/// A field is at most so long up to its day.
const LONGEST_FIELD: usize = 90;

/// "La bolletta con scadenza 28/01/2026 risulta pagata".
static SETTLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:risulta(?:no)?|e'?|sono|is|was|has\sbeen|have\sbeen|are)\s(?:gia\s|stat[aoei]\s|regolarmente\s|already\s){0,2}(?:pagat|saldat|versat|regolar|paid|settled)",
    )
});

fn is_settled(page: &Folded<'_>, start: usize, end: usize) -> bool {
    SETTLED.is_match(after(&page.flat, end, 60))
        || before(&page.flat, start, 60).contains("precedent")
            && after(&page.flat, end, 60).contains("pagat")
}

/// "Chi attiva la domiciliazione entro il": what is told of whoever does something.
static WHOEVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|[.;:]\s)(?:per\s)?(?:chi|chiunque|coloro\sche|those\swho|anyone\swho|whoever)\s[\x00-\x2d/-9<-\x7f]*$",
    )
});

fn is_of_whoever(page: &Folded<'_>, start: usize) -> bool {
    WHOEVER.is_match(before(&page.flat, start, 140))
}

/// The collective agreement that a contract goes by, with the days of its own.
static AGREEMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:ccnl|c\.c\.n\.l\.|contratto\scollettivo|accordo\sinterconfederale|collective\sagreement)\b[\x00-\x28\x2a-:<-\x7f]{0,130}$",
    )
});

fn is_of_agreement(page: &Folded<'_>, start: usize) -> bool {
    // "CCNL applicato …" is one field, "Data inizio 20/10/2025" another.
    let line = page.line_of(start);
    let (from, _) = page.line(line);
    if line > 0 && page.words(from, start).starts_with(char::is_uppercase) {
        let (above, end) = page.line(line - 1);
        if end - above < PROSE {
            return false;
        }
    }
    let lead = before(&page.flat, start, 150);
    let lead = &lead[lead.rfind(". ").map_or(0, |at| at + 1)..];
    AGREEMENT.is_match(lead)
}

/// "Lo Sportello Unico ha rilasciato il nulla osta in data": somebody else's act, which the paper tells of.
static BY_ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:ha|hanno|aveva|avevano|has|have|had)\s(?:gia\s|already\s)?(?:rilasciat|emess|emanat|adottat|stipulat|sottoscritt|firmat|issued|granted|signed)[a-z]{0,3}\b[\x00-:<-\x7f]{0,80}$",
    )
});

/// A line of a sentence that goes on in the next is at least so long.
const PROSE: usize = 60;

fn is_done_by_another(page: &Folded<'_>, start: usize) -> bool {
    let lead = before(&page.flat, start, 110);
    // "We have signed this instrument on": who speaks does it themselves.
    let by = BY_ANOTHER.find(lead);
    by.is_some_and(|by| !["we ", "i "].iter().any(|own| lead[..by.start()].ends_with(own)))
}

/// Papers that tell of a payment of their own.
const PAYMENTS: [Nature; 3] = [Nature::Payment, Nature::Bill, Nature::OfPayment];

//! What a date's label means on a paper of one type or another.

use super::another_paper::{self, OTHER_PAPER};
use super::dates::before;
use super::fold::Folded;
use super::labelled::is_joined;
use super::labels::Label;
use super::paper::Paper;
use super::position::HEAD_LINES;
use super::{answered, asides, pattern, signatures, terms};
use crate::facts::{DateFound, DateRole};
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// What was done "in data …" when the paper came to be.
static ISSUING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:rilasciat|emess|redatt|estratt|sottoscritt|stipulat|firmat|certificat)[oa]\b[\x00-:<-\x7f]{0,60}$|\bsi\srilascia\b[\x00-:<-\x7f]{0,40}$",
    )
});

/// What was done up to a day, and goes on.
static PAID_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:corrispost[aoie]|pagat[aoie]|versat[aoie]|maturat[aoie]|retribuit[aoie]|paid)\s(?:sino\s|fino\s)?$",
    )
});

/// Roles of what runs or must be done, of which any text may speak.
fn is_of_a_term(role: DateRole) -> bool {
    use DateRole::{Appointment, Due, Expires, Filed, Notified, Start, ValidFrom, ValidTo};
    matches!(role, Appointment | Due | Expires | Filed | Notified | Start | ValidFrom | ValidTo)
}

/// A line this long may be one of a sentence that goes on in the next.
pub(super) const SENTENCE_LINE: usize = 30;

/// What a paper says of itself.
static OF_ITSELF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:il|la)\spresente\s[a-z]{4,20}|this\s(?:card|certificate|document|letter|statement))\s(?:e'?|ha|is|remains|resta)\s$",
    )
});

/// Returns whether a label is that of a field: nothing stands before it in its line, and it continues no sentence; or it is in capitals.
fn leads_its_line(page: &Folded<'_>, label: &Label) -> bool {
    let (from, _) = page.cell(label.start, label.start);
    let words = page.words(label.start, label.end);
    let small = words.starts_with(char::is_lowercase);
    if !words.chars().any(char::is_lowercase) && words.chars().any(char::is_alphabetic) {
        return true;
    }
    let line = page.line_of(label.start);
    let goes_on = small && line > 0 && {
        let (above, end) = page.line(line - 1);
        end - above >= SENTENCE_LINE && !page.text[..end].ends_with(['.', ':', ';'])
    };
    let lead = &page.text[from..label.start];
    // "Decorrenza 07/09/2026 Scadenza 06/09/2027", "DSU presentata il 09/02/2026 valida fino al": the next field; "La presente tessera è valida fino al": of itself.
    let last = lead.trim_end().rsplit(' ').next().unwrap_or_default();
    let valid = page.flat[label.start..].starts_with("valid") && last.contains(['/', '.', '-']);
    let next = (!small || valid) && lead.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let parted = lead.ends_with(" - ") || lead.ends_with(" | ");
    !goes_on && lead.bytes().all(|b| !b.is_ascii_alphanumeric())
        || next
        || parted
        || OF_ITSELF.is_match(before(&page.flat, label.start, 60))
}

/// Returns whether a date is one that only a filled-in paper has; laws and guides also say from when something holds.
pub(super) fn is_own(found: &DateFound) -> bool {
    use DateRole::{Birth, Due, Other, Start, ValidFrom};
    match found.role {
        Other | Start | Due => false,
        ValidFrom => found.evidence.rule != "span-start",
        Birth => found.evidence.rule != "born",
        _ => true,
    }
}

/// Returns the role that a label has on a paper of this type.
pub(super) fn adjusted(
    page: &Folded<'_>,
    label: &Label,
    paper: Paper<'_>,
) -> Option<(DateRole, &'static str)> {
    on_paper(page, label, paper, leads_its_line(page, label))
}

/// Returns the role that a label has which is known to be that of a field, wherever it stands.
pub(super) fn of_field(
    page: &Folded<'_>,
    label: &Label,
    paper: Paper<'_>,
) -> Option<(DateRole, &'static str)> {
    on_paper(page, label, paper, true)
}

fn on_paper(
    page: &Folded<'_>,
    label: &Label,
    paper: Paper<'_>,
    leads: bool,
) -> Option<(DateRole, &'static str)> {
    let words = &page.flat[label.start..label.end];
    // Numbers and letters that are labels on one kind of paper only.
    let own = match words {
        "3." => paper.is_type("DRIVING-LICENCE"),
        // The form of all States for who has no health card yet.
        "(c)" => paper.is_type("HEALTH-CARD"),
        "n." => paper.is(Nature::OfResidents),
        "richiesta" => paper.is_type("DURC"),
        "received" => paper.is_any(&[Nature::Act, Nature::HandedIn]),
        "visita" | "visitato" | "visitata" => paper.is_type("MEDICAL-CERT"),
        _ => true,
    };
    if !own {
        return None;
    }
    // "Nata a / Born in …" and below it "il / on 02.02.1979".
    if label.weak && label.role == DateRole::Issued && is_below_birth(page, label) {
        return Some((DateRole::Birth, "label-birth"));
    }
    if matches!(label.role, DateRole::Issued | DateRole::Expires | DateRole::ValidFrom)
        && another_paper::is_labelled(page, label, paper)
    {
        return Some((DateRole::Other, "label-other"));
    }
    if label.weak && CERTIFIES.is_match(before(&page.flat, label.start, 40)) {
        return Some((DateRole::Issued, "label-as-of"));
    }
    // A mail's head: it was sent on the day it bears.
    if label.role == DateRole::Filed
        && (paper.is(Nature::Act) || !paper.has_type() || paper.is_type("LETTER"))
        && leads
        && matches!(words, "inviato" | "sent" | "enviado" | "gesendet")
    {
        return Some((DateRole::Issued, "label-issued"));
    }
    // "Il presente preventivo è valido 30 giorni (fino al 26/06/2026)": of itself.
    let leads = leads
        || label.role == DateRole::Expires
            && VALID_DAYS.is_match(before(&page.flat, label.start, 70));
    // News, tariffs and minutes say until when things run, which are none of their reader's; a form's field is.
    if !paper.has_type() && is_of_a_term(label.role) && !leads {
        return Some((DateRole::Other, "label-other"));
    }
    let small = page.words(label.start, label.end).starts_with(char::is_lowercase);
    if !paper.has_type() && asides::is_told_to_anybody(page, label, leads) {
        return Some((DateRole::Other, "label-other"));
    }
    // What an office asks for, and when; a permission is itself valid until a day.
    let asks = paper.is(Nature::Act) && !paper.is_itself_valid();
    let role = match label.role {
        // The lease has a day of its own; its registration is what the receipt is about.
        DateRole::Issued
            if paper.is_type("LEASE-REGISTRATION")
                && ["stipul", "sottoscri"].iter().any(|word| words.contains(word)) =>
        {
            DateRole::Other
        }
        // "Potrà presentarsi a partire dal": nothing begins with a receipt.
        DateRole::Start if paper.is(Nature::Receipt) => DateRole::Other,
        // "Locazione con decorrenza … e termine …", on the receipt for its tax: the lease's own.
        DateRole::Expires
            if words == "termine" && paper.is_any(&[Nature::Bill, Nature::Payment]) =>
        {
            DateRole::Other
        }
        DateRole::Expires
            if paper.is_any(&[Nature::Bill, Nature::Payment])
                && ["scad", "venc", "echeance", "ablauf", "termin"]
                    .iter()
                    .any(|w| words.contains(w)) =>
        {
            DateRole::Due
        }
        // "Puoi pagare fino al".
        DateRole::Expires
            if paper.is(Nature::Bill) && TO_PAY.is_match(before(&page.flat, label.start, 50)) =>
        {
            DateRole::Due
        }
        // "La polizza agli atti era valida fino al": an act tells of another paper's validity.
        DateRole::Expires if asks && words.contains("valid") => DateRole::Other,
        // An office's request holds open until a day; nothing expires then.
        DateRole::Expires if asks => DateRole::Due,
        // A photo does not expire; what a studio keeps until then is its own affair.
        DateRole::Expires if paper.is_type("PHOTO") => DateRole::Other,
        // "Acquisita il", of what an office entered in its register.
        DateRole::Captured
            if words.starts_with("acquisit")
                && paper.is_any(&[Nature::Filed, Nature::HandedIn]) =>
        {
            DateRole::Filed
        }
        DateRole::Captured if paper.has_type() && !paper.is(Nature::Captured) => DateRole::Other,
        // What a card or a certificate was handed over on, to whom it was made for.
        DateRole::Filed
            if words == "data di consegna"
                && !paper.is_any(&[
                    Nature::Filed,
                    Nature::HandedIn,
                    Nature::Act,
                    Nature::Payment,
                ]) =>
        {
            DateRole::Issued
        }
        // "Data e firma per ricevuta", beside the hand of whom a copy was given to.
        DateRole::Filed
            if words == "per ricevuta"
                && paper.is(Nature::Filed)
                && before(&page.flat, label.start, 12).contains("firma") =>
        {
            DateRole::Other
        }
        // "La retribuzione è stata corrisposta fino al": nothing ends then.
        DateRole::Expires if PAID_UNTIL.is_match(before(&page.flat, label.start, 60)) => {
            DateRole::Other
        }
        // "This offer remains open until": until when an answer is awaited.
        DateRole::Expires
            if paper.is_type("JOB-OFFER")
                && (OFFER.is_match(before(&page.flat, label.start, 60))
                    || HELD.is_match(before(&page.flat, label.start, 50))) =>
        {
            DateRole::Due
        }
        DateRole::Expires => paper.ends().unwrap_or(DateRole::Expires),
        // "Vencimiento", on a card; "il contratto ha ora il termine del".
        DateRole::Due
            if paper.is(Nature::Card)
                || words == "termine del" && terms::is_of_job(page, label.start) =>
        {
            paper.ends().unwrap_or(DateRole::Expires)
        }
        DateRole::Start | DateRole::ValidFrom if paper.is(Nature::OneBeginning) => paper.begins(),
        DateRole::ValidFrom if paper.begins() == DateRole::Start => DateRole::Start,
        // "Decorrenza", on a card.
        DateRole::Start if paper.is(Nature::Card) && paper.is_itself_valid() => DateRole::ValidFrom,
        // "Avviso emesso il", on the receipt for its payment.
        DateRole::Issued
            if paper.is(Nature::Payment)
                && BILLED.is_match(before(&page.flat, label.start, 40)) =>
        {
            DateRole::Other
        }
        DateRole::Filed if paper.is(Nature::Payment) => DateRole::Paid,
        // "Invio effettuato il": of a receipt for what was sent.
        DateRole::Paid
            if paper.is(Nature::Filed)
                && ["effettuat", "eseguit"].iter().any(|w| words.starts_with(w)) =>
        {
            DateRole::Filed
        }
        // "Per ricevuta", beside the hand of whom an act was given to.
        DateRole::Filed if paper.is(Nature::Act) && words == "per ricevuta" => DateRole::Notified,
        DateRole::Filed if paper.is_type("LETTER") && words == "per ricevuta" => DateRole::Other,
        // "Sent on", a line of a confirmation's own.
        DateRole::Filed if paper.is_type("APPOINTMENT") && leads && words.starts_with("sent") => {
            DateRole::Issued
        }
        // The application that a call to the police goes back to was sent by post.
        DateRole::Filed
            if paper.is_type("APPOINTMENT")
                && ["spedit", "sent"].iter().any(|word| words.starts_with(word)) =>
        {
            DateRole::Filed
        }
        DateRole::Filed if paper.is_type("JOB-OFFER") && words.starts_with("inviat") => {
            DateRole::Issued
        }
        // "Data invio", a field of what an office answers.
        DateRole::Filed
            if leads
                && paper.is_any(&[Nature::Act, Nature::Answer])
                && (!small && (!label.prose || touches_day(page, label))
                    || words.starts_with("data ")
                    || words.contains(" date")
                    || words.starts_with("date ")) =>
        {
            DateRole::Filed
        }
        // What an author answers was handed to them.
        DateRole::Filed if paper.is_type("OBSERVATIONS") && is_handed_to_author(page, label) => {
            DateRole::Notified
        }
        // A portal's own field: "Inviata il 16/02/2026 09:00:03".
        DateRole::Filed if leads && paper.is_type("SCREENSHOT") => DateRole::Filed,
        // An office's act tells when the application was filed; the act itself was not.
        DateRole::Filed if paper.is_any(&[Nature::Act, Nature::Unfiled]) => DateRole::Other,
        // A declaration that the office received was filed that day; a notice that its author received was not.
        // The notice that observations answer was received, not they.
        DateRole::Notified if paper.is_type("OBSERVATIONS") => DateRole::Notified,
        // "Con riferimento alla Sua nota pervenuta il", "Request RA/2026/19044, received on": what an office answers was handed in.
        DateRole::Notified
            if paper.is(Nature::Answer)
                && (words.starts_with("pervenut")
                    || answered::is_of_request(page, label.start)) =>
        {
            DateRole::Filed
        }
        // "La segnalazione della compagnia, pervenuta il": an office is never handed its own act.
        DateRole::Notified if paper.is(Nature::Act) && words.starts_with("pervenut") => {
            DateRole::Other
        }
        // Of a form that is filed.
        DateRole::Paid if paper.is(Nature::Filed) && words == "completed on" => DateRole::Filed,
        // So was what a receipt says that the office received.
        DateRole::Notified
            if (paper.is(Nature::HandedIn)
                || paper.is(Nature::Filed) && words.contains("rice")
                || paper.is_type("CU"))
                && !words.contains("notif") =>
        {
            DateRole::Filed
        }
        DateRole::Issued if label.weak && paper.is_type("BANK-STATEMENT") => {
            // Movements have a column of days; a letter about an account has a line for its own.
            let line = page.line_of(label.start);
            let (from, to) = page.line(line);
            let field = line < HEAD_LINES && label.start == from && to - from <= 24;
            if field { DateRole::Issued } else { DateRole::Other }
        }
        DateRole::Issued if label.weak && paper.is(Nature::Payment) => DateRole::Paid,
        // Beside the signature of a form that a person fills in and signs stands the day of the form.
        DateRole::Issued
            if label.weak && paper.is(Nature::Filed) && !paper.is(Nature::HandedIn) =>
        {
            DateRole::Filed
        }
        DateRole::Issued
            if label.weak
                && paper.is_type("APPOINTMENT")
                && matches!(words, "data" | "date" | "fecha" | "datum") =>
        {
            // "Uff. postale accettante … data": where the application was handed in.
            let (from, _) = page.line_at(label.start);
            let lead = &page.flat[from..label.start];
            let posted = ["postale", "poste ", "accettan"].iter().any(|word| lead.contains(word));
            if posted { DateRole::Filed } else { DateRole::Appointment }
        }
        DateRole::Issued
            if matches!(words, "dated" | "datata" | "datato")
                && !paper.is_any(&[Nature::Contract, Nature::Deed])
                && DATED.is_match(before(&page.flat, label.start, 24)) =>
        {
            DateRole::Other
        }
        DateRole::Issued if label.weak && paper.is_type("SCREENSHOT") => DateRole::Captured,
        // "In data 24/10/2019", with nothing said of what was done that day.
        DateRole::Issued if label.weak && is_joined(page, label.start) => {
            let lead = before(&page.flat, label.start, 90);
            let told = ISSUING.is_match(lead) && !OTHER_PAPER.is_match(lead);
            if told { DateRole::Issued } else { DateRole::Other }
        }
        role => role,
    };
    let sent = label.role == DateRole::Filed && role == DateRole::Paid;
    let rule = match role {
        DateRole::Paid if sent => "label-sent",
        DateRole::Other if PRINTED.iter().any(|word| words.contains(word)) => "label-printed",
        DateRole::Issued
            if paper.is(Nature::Answer)
                && matches!(words, "data richiesta" | "data della richiesta" | "request date") =>
        {
            "label-requested"
        }
        // "Saldo al 30/09/2026" dates a statement that says nowhere else when it was made.
        DateRole::Issued if AS_OF.iter().any(|of| words.starts_with(of)) => "label-as-of",
        DateRole::Issued if SIGNED.contains(&words) => "label-signed",
        DateRole::Issued
            if paper.is(Nature::Contract) && signatures::is_of_signatory(page, label) =>
        {
            "label-signed"
        }
        DateRole::Issued => "label-issued",
        DateRole::Filed if label.weak => "label-dated",
        DateRole::Filed => "label-filed",
        DateRole::Paid => "label-paid",
        DateRole::Notified => "label-notified",
        DateRole::Appointment => "label-appointment",
        DateRole::Due => "label-due",
        DateRole::Start => "label-start",
        DateRole::ValidFrom => "label-valid-from",
        DateRole::ValidTo => "label-valid-to",
        DateRole::Expires => "label-expires",
        DateRole::Birth => "label-birth",
        DateRole::Captured => "label-captured",
        DateRole::Period | DateRole::Other => "label-other",
    };
    Some((role, rule))
}

/// The field of a place of birth.
static BIRTH_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[0-9]{1,2}[.)]?\s)?(?:nat[oa](?:/a)?\sa\b|luogo\sdi\snascita|lugar\sde\snacimiento|place\sof\sbirth|lieu\sde\snaissance|born\s(?:in|at)\b)",
    )
});

/// Returns whether "il", "il / on" leads the line below the place of a birth.
fn is_below_birth(page: &Folded<'_>, label: &Label) -> bool {
    let line = page.line_of(label.start);
    let (from, _) = page.line(line);
    let on = ["il / ", "il/", "on / ", "le / ", "el / "];
    line > 0 && on.iter().any(|on| page.flat[from..].starts_with(on)) && {
        let (above, end) = page.line(line - 1);
        BIRTH_PLACE.is_match(&page.text[above..end])
    }
}

/// Returns whether a day stands right behind a label: "Inviata 10 giugno 2026".
fn touches_day(page: &Folded<'_>, label: &Label) -> bool {
    let rest = page.flat[label.end..].trim_start_matches([' ', ':', '.']);
    rest.starts_with(|c: char| c.is_ascii_digit())
}

/// What was paid, and has a day of its own.
static BILLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:avviso|bollettino|fattura|bolletta|verbale|notice|invoice|bill)\s(?:n\.?\s?[0-9a-z/-]{1,24},?\s)?$",
    )
});

static TO_PAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:paga(?:re|bile|mento)|versa(?:re|mento)|pay|payable|payment)\b[a-z' ]{0,24}$",
    )
});

/// A quote's own validity.
static VALID_DAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\bvalid(?:o|a|ita)\b[a-z' :]{0,30}\s?[0-9]{1,3}\s(?:giorni|gg\.?|days)\s\(?$")
});

/// "Your application dated": another paper than this one.
static DATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:application|letter|request|e-?mail|notice|note|order|form|lettera|nota|richiesta|istanza|domanda)\s$",
    )
});

/// What is open or valid until an answer.
static OFFER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:offer|offerta|proposta|proposal)\s(?:[a-z']{1,10}\s){0,3}(?:open\s|aperta\s)?$",
    )
});

/// "La presente resta ferma fino al": how long who offers is bound.
static HELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:ferm[ao]|apert[ao]|impegnativ[ao]|vincolante|irrevocabile|open|firm|held|en\spie|ouverte|abierta|aberta)\s|(?:hold|keep|reserve|save|teniamo|terremo|riserviamo|guardamos|gardons)\s(?:the|this|your|a|il|la|el|le)\s(?:place|job|position|post|offer|seat|posto|offerta|puesto|plaza|poste|place)\b[a-z ]{0,20})$",
    )
});

/// "Che mi è stata consegnata allo sportello": to whom who writes.
fn is_handed_to_author(page: &Folded<'_>, label: &Label) -> bool {
    [" mi ", " ci ", " me ", " noi ", " abbiamo ", " ho "]
        .iter()
        .any(|me| before(&page.flat, label.start, 20).contains(me))
}

/// What a program writes beside each of several signatures.
const SIGNED: [&str; 7] = [
    "firma digitale",
    "firma elettronica",
    "firma autografa",
    "signed electronically",
    "firmato digitalmente il",
    "firmato elettronicamente il",
    "sottoscritto digitalmente il",
];

/// What a registry, a school or a portal says of when it printed something.
const PRINTED: [&str; 7] =
    ["stampa", "printed", "aggiornat", "impres", "imprim", "gedruckt", "situazione"];

/// What holds as of a day.
const AS_OF: [&str; 6] =
    ["saldo ", "solde ", "balance as", "estratto al", "estratto conto al", "statement as of"];

/// "Si certifica che alla data del 19/10/2026": as of when something holds.
static CERTIFIES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\bsi\s(?:certifica|attesta|dichiara)\sche,?\s(?:alla)\s$"));

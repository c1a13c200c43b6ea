//! What a paper says by being of its type: which dates are events, who acted, through which channel, under which number.
//!
//! Only what holds for every paper of the type; where papers differ, the answer is `None`.

use faldone_rules::facts::{DateRole, Recognition, Reference, ReferenceKind};

/// The kinds of event, in the order they have within a day.
const KINDS: [&str; 11] = [
    "issued",
    "filed",
    "paid",
    "notified",
    "appointment",
    "due",
    "start",
    "valid-from",
    "valid-to",
    "expires",
    "manual",
];

/// Returns the kind of event a date of this role is; `None` if it is none.
///
/// The day of a screenshot is what the user keeps it for ("filed again, nothing confirmed"), so it counts like an event
/// told by hand; the day a photo was taken says nothing.
pub(super) fn kind(role: DateRole, type_id: Option<&str>) -> Option<&'static str> {
    Some(match role {
        DateRole::Issued => "issued",
        DateRole::Filed => "filed",
        DateRole::Paid => "paid",
        DateRole::Notified => "notified",
        DateRole::Appointment => "appointment",
        DateRole::Due => "due",
        DateRole::Start => "start",
        DateRole::ValidFrom => "valid-from",
        DateRole::ValidTo => "valid-to",
        DateRole::Expires => "expires",
        DateRole::Captured if type_id == Some("SCREENSHOT") => "manual",
        DateRole::Captured | DateRole::Period | DateRole::Birth | DateRole::Other => return None,
    })
}

/// Returns the place of a kind within a day.
pub(super) fn kind_order(kind: &str) -> usize {
    KINDS.iter().position(|one| *one == kind).unwrap_or(KINDS.len())
}

/// Papers that an office writes, with the office where it can only be one (domain §4, milestones; TUI art. 5 and 22).
const OFFICES: [(&str, Option<&str>); 13] = [
    ("NULLA-OSTA", Some("SUI")),
    ("PERMIT", Some("Questura")),
    ("CODICE-FISCALE", Some("Agenzia delle Entrate")),
    ("INPS-STATEMENT", Some("INPS")),
    // The SUI, the labour inspectorate or the Questura: only the paper itself can say.
    ("INTEGRATION-REQUEST", None),
    ("REJECTION-NOTICE", None),
    ("REJECTION", None),
    ("REVOCATION", None),
    ("CPI-CHECK", None),
    ("APPOINTMENT", None),
    ("HOUSING-SUITABILITY", None),
    ("QUALIFICATION-RECOGNITION", None),
    ("CRIMINAL-RECORD", None),
];

/// Returns whether papers of this type are written by an office.
pub(super) fn office_writes(type_id: &str) -> bool {
    OFFICES.iter().any(|(id, _)| *id == type_id)
}

/// Returns who acted, if the paper says so: the office that issued it. Who filed, paid or was told is not on the paper.
pub(super) fn who(
    recognition: &Recognition,
    type_id: Option<&str>,
    role: DateRole,
    reference: Option<&Reference>,
) -> Option<String> {
    if role != DateRole::Issued {
        return None;
    }
    let (_, usual) = OFFICES.iter().find(|(id, _)| Some(*id) == type_id)?;
    let named = |found: &Reference| found.office.clone();
    let by_office = |found: &&Reference| {
        matches!(
            found.kind,
            ReferenceKind::Practice
                | ReferenceKind::Protocol
                | ReferenceKind::SuiId
                | ReferenceKind::Questura
        )
    };
    reference
        .and_then(named)
        .or_else(|| recognition.references.iter().filter(by_office).find_map(named))
        .or_else(|| usual.map(str::to_owned))
}

/// Returns the channel of an act where the type of its receipt settles it.
pub(super) fn channel(type_id: Option<&str>, role: DateRole) -> Option<&'static str> {
    match (type_id?, role) {
        ("ALI-RECEIPT" | "UNILAV" | "LEASE-REGISTRATION", DateRole::Filed) => Some("portal"),
        ("PEC-RECEIPT", DateRole::Filed | DateRole::Notified) => Some("pec"),
        ("PERMIT-RECEIPT", DateRole::Filed) => Some("post"),
        _ => None,
    }
}

/// Returns the number the event goes by: the type's own kind, else the first of practice, protocol and the others.
pub(super) fn reference<'a>(
    recognition: &'a Recognition,
    type_id: Option<&str>,
) -> Option<&'a Reference> {
    use ReferenceKind as Kind;
    // A permit's receipt names a passport too; a passport's number is the event's number on a passport only.
    let own: &[ReferenceKind] = match type_id {
        Some("PASSPORT") => &[Kind::Passport],
        Some("PERMIT") => &[Kind::PermitCard],
        Some("UNILAV") => &[Kind::Unilav],
        Some("F24" | "LEASE-REGISTRATION" | "TAX-RETURN" | "CU") => &[Kind::Telematic],
        Some("FEE-RECEIPT" | "PAYMENT-NOTICE") => &[Kind::Pagopa],
        Some("CONTRACT" | "STAY-CONTRACT") => &[Kind::Practice, Kind::Contract],
        _ => &[],
    };
    let usual = [
        Kind::Practice,
        Kind::Protocol,
        Kind::Telematic,
        Kind::Pagopa,
        Kind::SuiId,
        Kind::Questura,
        Kind::Unilav,
        Kind::Assicurata,
        Kind::Contract,
        Kind::PecMessage,
        Kind::Other,
    ];
    own.iter()
        .chain(&usual)
        .find_map(|kind| recognition.references.iter().find(|found| found.kind == *kind))
}

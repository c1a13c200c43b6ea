//! What each PDF of the demo family should be called on 21 November 2026, worked out by hand from what the papers say and from the
//! naming rules (one, dated, monthly, yearly; a joint paper after its first subject), never by running the program.

/// (path in the demo folder, its right file name, the person whose paper it is).
///
/// An empty name means that the file must keep the one it has: its content cannot be read (scan without text, stamped scan, locked, cut
/// off), it is nobody's paper yet (blank form, guide), or it is a copy of a file that has the right name already. An empty person
/// means that the file is left where it is.
pub const TRUTH: &[(&str, &str, &str)] = &[
    // _Inbox
    ("_Inbox/domanda visto firmata.pdf", "VISA-APPLICATION_Leila_Haddad_2026-07-24.pdf", LEILA),
    (
        "_Inbox/contratto di soggiorno firmato.pdf",
        "STAY-CONTRACT_Leila_Haddad_2026-11-16_P-MI-L-N-2026-101255.pdf",
        LEILA,
    ),
    ("_Inbox/UNILAV.pdf", "UNILAV_Leila_Haddad_2026-11-10.pdf", LEILA),
    ("_Inbox/Scan_20261113.pdf", "PERMIT-RECEIPT_Leila_Haddad_2026-11-13.pdf", LEILA),
    ("_Inbox/casellario.pdf", "CRIMINAL-RECORD_Leila_Haddad_2026-01-15.pdf", LEILA),
    ("_Inbox/pagopa.pdf", "FEE-RECEIPT_Leila_Haddad_2026-11-12.pdf", LEILA),
    ("_Inbox/avviso.pdf", "PAYMENT-NOTICE_Leila_Haddad_2026-11-10.pdf", LEILA),
    ("_Inbox/ricevuta poste.pdf", "PERMIT-RECEIPT_Diego_Fuentes-Ibanez_2026-11-12.pdf", DIEGO),
    ("_Inbox/convocazione questura.pdf", "APPOINTMENT_Diego_Fuentes-Ibanez_2026-12-30.pdf", DIEGO),
    ("_Inbox/F24 pagato.pdf", "F24_Diego_Fuentes-Ibanez_2025-10-07.pdf", DIEGO),
    (
        "_Inbox/ricevuta ricongiungimento.pdf",
        "ALI-RECEIPT_Diego_Fuentes-Ibanez_2026-10-07_P-MI-F-N-2026-104417.pdf",
        DIEGO,
    ),
    ("_Inbox/nascita noor.pdf", "BIRTH-CERT_Noor_Fuentes-Haddad.pdf", NOOR),
    ("_Inbox/busta settembre.pdf", "PAYSLIP_Diego_Fuentes-Ibanez_2026-09.pdf", DIEGO),
    ("_Inbox/Scan_20261118.pdf", "", ""),
    ("_Inbox/Scan_20260420_prot.pdf", "", ""),
    ("_Inbox/nullaosta_download.pdf", "", ""),
    ("_Inbox/modulo ospitalità vuoto.pdf", "", ""),
    (
        "_Inbox/INPS-STATEMENT_Diego_Fuentes-Ibanez_2026-10-14.pdf",
        "INPS-STATEMENT_Diego_Fuentes-Ibanez_2026-10-14.pdf",
        DIEGO,
    ),
    ("_Inbox/Delega.pdf", "POWER-OF-ATTORNEY_Leila_Haddad_2026-06-12.pdf", LEILA),
    ("_Inbox/delega.pdf", "CONSENT_Leila_Haddad_2026-06-19.pdf", LEILA),
    (
        "_Inbox/attivit\u{e0} lavorativa.pdf",
        "EMPLOYER-LETTER_Diego_Fuentes-Ibanez_2026-10-30.pdf",
        DIEGO,
    ),
    (
        "_Inbox/attivita\u{300} lavorativa.pdf",
        "REFERENCE-LETTER_Diego_Fuentes-Ibanez_2026-07-08.pdf",
        DIEGO,
    ),
    ("_Inbox/nulla osta (1).pdf", "", ""),
    ("_Inbox/busta luglio (1).pdf", "", ""),
    // At the top.
    (
        "documento (2).pdf",
        "INTEGRATION-REQUEST_Leila_Haddad_2026-04-13_P-MI-L-N-2026-101255.pdf",
        LEILA,
    ),
    ("affitto def.pdf", "LEASE_Leila_Haddad_2026-06-24.pdf", LEILA),
    ("matrimonio.pdf", "MARRIAGE-CERT_Leila_Haddad.pdf", LEILA),
    ("idoneità casa.pdf", "HOUSING-SUITABILITY_Diego_Fuentes-Ibanez_2026-09-24.pdf", DIEGO),
    ("guida permesso di soggiorno.pdf", "", ""),
    ("OTTOBRE 2026.pdf", "PAYSLIP_Diego_Fuentes-Ibanez_2026-10.pdf", DIEGO),
    ("documento.pdf", "", ""),
    // Leila Haddad
    ("Leila Haddad/passaporto leila.pdf", "PASSPORT_Leila_Haddad.pdf", LEILA),
    ("Leila Haddad/CODICE-FISCALE_Leila_Haddad.pdf", "CODICE-FISCALE_Leila_Haddad.pdf", LEILA),
    ("Leila Haddad/visto D.pdf", "VISA_Leila_Haddad_2026-08-28.pdf", LEILA),
    (
        "Leila Haddad/ricevuta ALI.pdf",
        "ALI-RECEIPT_Leila_Haddad_2026-02-16_P-MI-L-N-2026-101255.pdf",
        LEILA,
    ),
    (
        "Leila Haddad/NULLA-OSTA_Leila_Haddad_2026-06-09_P-MI-L-N-2026-101255.pdf",
        "NULLA-OSTA_Leila_Haddad_2026-06-09_P-MI-L-N-2026-101255.pdf",
        LEILA,
    ),
    (
        "Leila Haddad/contratto lavoro DEF firmato.pdf",
        "CONTRACT_Leila_Haddad_2026-11-09.pdf",
        LEILA,
    ),
    (
        "Leila Haddad/JOB-OFFER_Leila_Haddad_2026-01-20.pdf",
        "JOB-OFFER_Leila_Haddad_2026-01-20.pdf",
        LEILA,
    ),
    ("Leila Haddad/asseverazione.pdf", "ASSEVERATION_Leila_Haddad_2026-02-04.pdf", LEILA),
    (
        "Leila Haddad/APPOINTMENT_Leila_Haddad_2026-12-15.pdf",
        "APPOINTMENT_Leila_Haddad_2026-12-15.pdf",
        LEILA,
    ),
    ("Leila Haddad/laurea beirut.pdf", "DEGREE_Leila_Haddad.pdf", LEILA),
    ("Leila Haddad/traduzione giurata.pdf", "TRANSLATION_Leila_Haddad_2025-12-11.pdf", LEILA),
    ("Leila Haddad/TRANSCRIPT_Leila_Haddad.pdf", "TRANSCRIPT_Leila_Haddad.pdf", LEILA),
    ("Leila Haddad/CV_Leila_Haddad.pdf", "CV_Leila_Haddad.pdf", LEILA),
    (
        "Leila Haddad/HEALTH-INSURANCE_Leila_Haddad_2026-11-05.pdf",
        "HEALTH-INSURANCE_Leila_Haddad_2026-11-05.pdf",
        LEILA,
    ),
    ("Leila Haddad/ospitalita.PDF", "HOSPITALITY_Leila_Haddad_2026-11-06.pdf", LEILA),
    (
        "Leila Haddad/LEASE-REGISTRATION_Leila_Haddad_2026-07-03.pdf",
        "LEASE-REGISTRATION_Leila_Haddad_2026-07-03.pdf",
        LEILA,
    ),
    // Filed with the wrong person.
    ("Leila Haddad/residenza.pdf", "RESIDENCE-CERT_Diego_Fuentes-Ibanez_2026-09-29.pdf", DIEGO),
    // Diego Fuentes Ibáñez
    (
        "Diego Fuentes Ibáñez/PASSPORT_Diego_Fuentes-Ibanez.pdf",
        "PASSPORT_Diego_Fuentes-Ibanez.pdf",
        DIEGO,
    ),
    (
        "Diego Fuentes Ibáñez/PASSPORT_Noor_Fuentes-Haddad.pdf",
        "PASSPORT_Noor_Fuentes-Haddad.pdf",
        NOOR,
    ),
    (
        "Diego Fuentes Ibáñez/ID-CARD_Diego_Fuentes-Ibanez.pdf",
        "ID-CARD_Diego_Fuentes-Ibanez.pdf",
        DIEGO,
    ),
    (
        "Diego Fuentes Ibáñez/permesso nuovo.pdf",
        "PERMIT_Diego_Fuentes-Ibanez_2025-01-13.pdf",
        DIEGO,
    ),
    (
        "Diego Fuentes Ibáñez/PERMIT_Diego_Fuentes-Ibanez_2024-01-12.pdf",
        "PERMIT_Diego_Fuentes-Ibanez_2024-01-12.pdf",
        DIEGO,
    ),
    (
        "Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_2026-04.pdf",
        "PAYSLIP_Diego_Fuentes-Ibanez_2026-04.pdf",
        DIEGO,
    ),
    ("Diego Fuentes Ibáñez/cedolino.pdf", "PAYSLIP_Diego_Fuentes-Ibanez_2026-05.pdf", DIEGO),
    (
        "Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_2026-06.pdf",
        "PAYSLIP_Diego_Fuentes-Ibanez_2026-06.pdf",
        DIEGO,
    ),
    (
        "Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_2026-07.pdf",
        "PAYSLIP_Diego_Fuentes-Ibanez_2026-07.pdf",
        DIEGO,
    ),
    ("Diego Fuentes Ibáñez/CU.pdf", "CU_Diego_Fuentes-Ibanez_2026.pdf", DIEGO),
    (
        "Diego Fuentes Ibáñez/CONTRACT_Diego_Fuentes-Ibanez_2026-06-22.pdf",
        "CONTRACT_Diego_Fuentes-Ibanez_2026-06-22.pdf",
        DIEGO,
    ),
    (
        "Diego Fuentes Ibáñez/TAX-RETURN_Diego_Fuentes-Ibanez_2026.pdf",
        "TAX-RETURN_Diego_Fuentes-Ibanez_2026.pdf",
        DIEGO,
    ),
    (
        "Diego Fuentes Ibáñez/estratto conto.pdf",
        "BANK-STATEMENT_Diego_Fuentes-Ibanez_2026-10-02.pdf",
        DIEGO,
    ),
    ("Diego Fuentes Ibáñez/estratto conto protetto.pdf", "", ""),
    ("Diego Fuentes Ibáñez/patente.pdf", "DRIVING-LICENCE_Diego_Fuentes-Ibanez.pdf", DIEGO),
    ("Diego Fuentes Ibáñez/tessera sanitaria.pdf", "HEALTH-CARD_Diego_Fuentes-Ibanez.pdf", DIEGO),
    (
        "Diego Fuentes Ibáñez/polizza vecchia.pdf",
        "HEALTH-INSURANCE_Diego_Fuentes-Ibanez_2025-07-09.pdf",
        DIEGO,
    ),
    (
        "Diego Fuentes Ibáñez/FAMILY-STATUS_Diego_Fuentes-Ibanez_2026-09-29.pdf",
        "FAMILY-STATUS_Diego_Fuentes-Ibanez_2026-09-29.pdf",
        DIEGO,
    ),
    (
        "Diego Fuentes Ibáñez/UTILITY-BILL_Diego_Fuentes-Ibanez_2026-10-23.pdf",
        "UTILITY-BILL_Diego_Fuentes-Ibanez_2026-10-23.pdf",
        DIEGO,
    ),
];

pub const LEILA: &str = "Leila Haddad";
pub const DIEGO: &str = "Diego Fuentes Ibáñez";
/// Diego's dependant: her papers lie in his folder.
pub const NOOR: &str = "Noor Fuentes Haddad";

/// Returns where a paper belongs: with its right name, out of the inbox and out of the other adult's folder; else where it is.
pub fn place(path: &str, name: &str, person: &str) -> String {
    if name.is_empty() {
        return path.to_owned();
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let owner = if person == NOOR { DIEGO } else { person };
    let top = folder.split('/').next().unwrap_or_default();
    match top {
        "_Inbox" => format!("{owner}/{name}"),
        LEILA | DIEGO if top != owner => format!("{owner}{}/{name}", &folder[top.len()..]),
        "" => name.to_owned(),
        _ => format!("{folder}/{name}"),
    }
}

//! The list of the demo folder: which file is which paper, and what is wrong with it.

use super::scan::Scanner;

/// What becomes of a paper on its way into the folder.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// As its issuer's program wrote it.
    Text,
    /// A picture of the paper and nothing else.
    Scan(Scanner),
    /// A picture of the paper with one visible line of text over it.
    Stamped(Scanner, &'static str),
    /// A picture of the paper with its words as an invisible layer.
    Ocr(Scanner),
    /// Shut with a password.
    Locked(&'static str),
    /// The first part of the file, in per cent: a download that broke off.
    CutOff(usize),
    /// A PNG picture of the paper.
    Screenshot,
}

/// One paper of the demo folder. In paths and words, `{…}` is filled in by the story.
pub(super) struct Entry {
    pub(super) path: &'static str,
    /// The section of `papers/*.txt` it is made from.
    pub(super) paper: &'static str,
    pub(super) words: &'static [(&'static str, &'static str)],
    pub(super) form: Form,
}

const fn text(path: &'static str, paper: &'static str) -> Entry {
    Entry { path, paper, words: &[], form: Form::Text }
}

const fn with(
    path: &'static str,
    paper: &'static str,
    words: &'static [(&'static str, &'static str)],
) -> Entry {
    Entry { path, paper, words, form: Form::Text }
}

const fn as_form(path: &'static str, paper: &'static str, form: Form) -> Entry {
    Entry { path, paper, words: &[], form }
}

const PHONE: Scanner = Scanner { dpi: 110.0, noise: 6, tilt: 7.0, jpeg_quality: 60 };
const OFFICE: Scanner = Scanner { dpi: 120.0, noise: 3, tilt: -3.0, jpeg_quality: 65 };
/// Set far too fine: two pages of it are beyond any portal's limit.
const TOO_FINE: Scanner = Scanner { dpi: 150.0, noise: 24, tilt: 2.0, jpeg_quality: 95 };

type Words = &'static [(&'static str, &'static str)];

const BELLAVISTA: (&str, &str) = ("employer", "Officine Grafiche Bellavista S.r.l.");
const NORDLINEA: (&str, &str) = ("employer", "Nordlinea Impianti S.p.A.");

macro_rules! old_wages {
    ($month:literal, $paid:literal) => {
        &[
            BELLAVISTA,
            ("period", $month),
            ("paid", $paid),
            ("since", "{first_job}"),
            ("level", "Impiegato tecnico, livello B3"),
            ("base", "1.954,63"),
            ("gross", "1.954,63"),
            ("ivs", "179,63"),
            ("irpef", "268,15"),
            ("net", "1.471,40"),
        ]
    };
}
macro_rules! new_wages {
    ($month:literal, $paid:literal) => {
        &[
            NORDLINEA,
            ("period", $month),
            ("paid", $paid),
            ("since", "{m4}"),
            ("level", "Impiegato tecnico, livello C2"),
            ("base", "2.400,00"),
            ("gross", "2.400,00"),
            ("ivs", "220,56"),
            ("irpef", "249,99"),
            ("net", "1.894,00"),
        ]
    };
}

// Diego changed his employer at the start of m4. There is no payslip for m3: that is the gap.
const WAGES_M7: Words = old_wages!("{m7:MONTH}", "{m7_paid}");
const WAGES_M6: Words = old_wages!("{m6:MONTH}", "{m6_paid}");
const WAGES_M5: Words = old_wages!("{m5:MONTH}", "{m5_paid}");
const WAGES_M4: Words = new_wages!("{m4:MONTH}", "{m4_paid}");
const WAGES_M2: Words = new_wages!("{m2:MONTH}", "{m2_paid}");
const WAGES_M1: Words = new_wages!("{m1:MONTH}", "{m1_paid}");

const PERMIT: Words = &[
    ("permit_number", "17402538"),
    ("valid_from", "{permit_from:dots}"),
    ("valid_to", "{permit_to:dots}"),
];
const OLD_PERMIT: Words = &[
    ("permit_number", "15093361"),
    ("valid_from", "{old_permit_from:dots}"),
    ("valid_to", "{old_permit_to:dots}"),
];
const POLICY: Words = &[
    ("policy_number", "SAN-5520184"),
    ("holder", "LEILA HADDAD"),
    ("holder_cf", "{leila_cf}"),
    ("valid_from", "{entry}"),
    ("valid_to", "{policy_to}"),
];
const OLD_POLICY: Words = &[
    ("policy_number", "SAN-4419027"),
    ("holder", "DIEGO FUENTES IBÁÑEZ"),
    ("holder_cf", "{diego_cf}"),
    ("valid_from", "{old_policy_from}"),
    ("valid_to", "{old_policy_to}"),
];

/// Everything in the folder that is made from a paper.
pub(super) const ENTRIES: &[Entry] = &[
    // Dropped and not looked at again.
    text("_Inbox/domanda visto firmata.pdf", "visa-application"),
    text("_Inbox/contratto di soggiorno firmato.pdf", "stay-contract"),
    text("_Inbox/UNILAV.pdf", "unilav"),
    as_form("_Inbox/Scan_{leila_kit:compact}.pdf", "kit-leila", Form::Ocr(OFFICE)),
    text("_Inbox/casellario.pdf", "casellario"),
    text("_Inbox/pagopa.pdf", "pagopa-receipt"),
    text("_Inbox/avviso.pdf", "pagopa-notice"),
    text("_Inbox/ricevuta poste.pdf", "kit-diego"),
    text("_Inbox/convocazione questura.pdf", "appointment-diego"),
    text("_Inbox/F24 pagato.pdf", "f24"),
    text("_Inbox/ricevuta ricongiungimento.pdf", "ali-family"),
    text("_Inbox/nascita noor.pdf", "birth-noor"),
    with("_Inbox/busta {m2:name}.pdf", "payslip", WAGES_M2),
    as_form("_Inbox/Scan_{scanned:compact}.pdf", "medical", Form::Scan(PHONE)),
    as_form(
        "_Inbox/Scan_{answered:compact}_prot.pdf",
        "stamped-letter",
        Form::Stamped(OFFICE, "Prefettura di Milano - SUI - Prot. n. 0098216 del {answered}"),
    ),
    as_form("_Inbox/nullaosta_download.pdf", "nulla-osta", Form::CutOff(62)),
    text("_Inbox/modulo ospitalità vuoto.pdf", "hospitality-blank"),
    as_form("_Inbox/Schermata ALI {family_filed:iso}.png", "ali-family", Form::Screenshot),
    text("_Inbox/INPS-STATEMENT_Diego_Fuentes-Ibanez_{inps:iso}.pdf", "inps"),
    // Twins: names that differ in case only, or in how the accent is written only (composed, then with a combining mark).
    text("_Inbox/Delega.pdf", "delegation"),
    text("_Inbox/delega.pdf", "consent"),
    text("_Inbox/attivit\u{e0} lavorativa.pdf", "employer-letter"),
    text("_Inbox/attivita\u{300} lavorativa.pdf", "reference-letter"),
    // At the top, where mail programs save.
    text("documento (2).pdf", "integration"),
    text("affitto def.pdf", "lease"),
    text("matrimonio.pdf", "marriage"),
    text("idoneità casa.pdf", "suitability"),
    text("guida permesso di soggiorno.pdf", "guide"),
    with("{m1:MONTH}.pdf", "payslip", WAGES_M1),
    // Leila's.
    as_form("Leila Haddad/passaporto leila.pdf", "passport-leila", Form::Ocr(PHONE)),
    text("Leila Haddad/CODICE-FISCALE_Leila_Haddad.pdf", "codice-fiscale"),
    text("Leila Haddad/visto D.pdf", "visa"),
    text("Leila Haddad/ricevuta ALI.pdf", "ali-work"),
    text(
        "Leila Haddad/NULLA-OSTA_Leila_Haddad_{nulla_osta:iso}_P-MI-L-N-{ali_filed:year}-101255.pdf",
        "nulla-osta",
    ),
    text("Leila Haddad/contratto lavoro DEF firmato.pdf", "contract-leila"),
    text("Leila Haddad/JOB-OFFER_Leila_Haddad_{offer:iso}.pdf", "job-offer"),
    text("Leila Haddad/asseverazione.pdf", "asseveration"),
    text("Leila Haddad/APPOINTMENT_Leila_Haddad_{leila_appointment:iso}.pdf", "appointment-leila"),
    text("Leila Haddad/laurea beirut.pdf", "degree"),
    as_form("Leila Haddad/traduzione giurata.pdf", "translation", Form::Ocr(TOO_FINE)),
    text("Leila Haddad/TRANSCRIPT_Leila_Haddad.pdf", "transcript"),
    text("Leila Haddad/CV_Leila_Haddad.pdf", "cv"),
    with("Leila Haddad/HEALTH-INSURANCE_Leila_Haddad_{entry:iso}.pdf", "policy", POLICY),
    text("Leila Haddad/ospitalita.PDF", "hospitality"),
    text(
        "Leila Haddad/LEASE-REGISTRATION_Leila_Haddad_{lease_registered:iso}.pdf",
        "lease-registration",
    ),
    // Diego's, in Leila's folder.
    text("Leila Haddad/residenza.pdf", "residence"),
    // Diego's and Noor's.
    text("Diego Fuentes Ibáñez/PASSPORT_Diego_Fuentes-Ibanez.pdf", "passport-diego"),
    text("Diego Fuentes Ibáñez/PASSPORT_Noor_Fuentes-Haddad.pdf", "passport-noor"),
    text("Diego Fuentes Ibáñez/ID-CARD_Diego_Fuentes-Ibanez.pdf", "id-card"),
    with("Diego Fuentes Ibáñez/permesso nuovo.pdf", "permit", PERMIT),
    with(
        "Diego Fuentes Ibáñez/PERMIT_Diego_Fuentes-Ibanez_{old_permit_from:iso}.pdf",
        "permit",
        OLD_PERMIT,
    ),
    with("Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_{m7:ym}.pdf", "payslip", WAGES_M7),
    with("Diego Fuentes Ibáñez/cedolino.pdf", "payslip", WAGES_M6),
    with("Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_{m5:ym}.pdf", "payslip", WAGES_M5),
    with("Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_{m4:ym}.pdf", "payslip", WAGES_M4),
    text("Diego Fuentes Ibáñez/CU.pdf", "cu"),
    text("Diego Fuentes Ibáñez/CONTRACT_Diego_Fuentes-Ibanez_{hired:iso}.pdf", "contract-diego"),
    text("Diego Fuentes Ibáñez/TAX-RETURN_Diego_Fuentes-Ibanez_{tax:year}.pdf", "tax-return"),
    text("Diego Fuentes Ibáñez/estratto conto.pdf", "bank-statement"),
    as_form(
        "Diego Fuentes Ibáñez/estratto conto protetto.pdf",
        "bank-statement",
        Form::Locked("lambro-1989"),
    ),
    text("Diego Fuentes Ibáñez/patente.pdf", "driving-licence"),
    text("Diego Fuentes Ibáñez/tessera sanitaria.pdf", "health-card"),
    with("Diego Fuentes Ibáñez/polizza vecchia.pdf", "policy", OLD_POLICY),
    text(
        "Diego Fuentes Ibáñez/FAMILY-STATUS_Diego_Fuentes-Ibanez_{residence:iso}.pdf",
        "family-status",
    ),
    text("Diego Fuentes Ibáñez/UTILITY-BILL_Diego_Fuentes-Ibanez_{bill:iso}.pdf", "utility-bill"),
];

/// Files that are, byte for byte, another file of the folder: (copy, original).
pub(super) const COPIES: &[(&str, &str)] = &[
    (
        "_Inbox/nulla osta (1).pdf",
        "Leila Haddad/NULLA-OSTA_Leila_Haddad_{nulla_osta:iso}_P-MI-L-N-{ali_filed:year}-101255.pdf",
    ),
    (
        "_Inbox/busta {m4:name} (1).pdf",
        "Diego Fuentes Ibáñez/PAYSLIP_Diego_Fuentes-Ibanez_{m4:ym}.pdf",
    ),
    ("documento.pdf", "Diego Fuentes Ibáñez/PASSPORT_Diego_Fuentes-Ibanez.pdf"),
];

/// The photograph, and the two receipts of Leila's employer's certified mail.
pub(super) const PHOTO: &str = "Leila Haddad/IMG_2209.jpg";
pub(super) const ACCEPTANCE: &str = "_Inbox/ACCETTAZIONE_ integrazione.eml";
pub(super) const DELIVERY: &str = "_Inbox/CONSEGNA_ integrazione.eml";

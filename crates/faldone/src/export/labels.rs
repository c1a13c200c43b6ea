//! The words of the tables, in the languages of the interface.

/// The language a table is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    English,
    Italian,
}

impl Language {
    /// Returns the language of a code like `it` or `it-IT`; English for all others.
    pub fn of_code(code: &str) -> Language {
        match code.get(..2) {
            Some(start) if start.eq_ignore_ascii_case("it") => Language::Italian,
            _ => Language::English,
        }
    }

    pub(super) fn labels(self) -> &'static Labels {
        match self {
            Language::English => &ENGLISH,
            Language::Italian => &ITALIAN,
        }
    }
}

/// All words of one language.
pub(super) struct Labels {
    pub(super) sheets: [&'static str; 3],
    pub(super) timeline: [&'static str; 12],
    pub(super) papers: [&'static str; 7],
    /// The name of the checklist's sheet, and its columns.
    pub(super) asked_sheet: &'static str,
    pub(super) asked: [&'static str; 6],
    needs: [(&'static str, &'static str); 9],
    kinds: [(&'static str, &'static str); 11],
    channels: [(&'static str, &'static str); 4],
    pub(super) joint: &'static str,
    pub(super) yes: &'static str,
    pub(super) page_of: &'static str,
    pub(super) about: About,
}

/// The words of the last sheet.
pub(super) struct About {
    pub(super) person: &'static str,
    pub(super) made: &'static str,
    pub(super) program: &'static str,
    pub(super) events: &'static str,
    pub(super) papers: &'static str,
    pub(super) joint: &'static str,
    pub(super) unassigned: &'static str,
    pub(super) secrets: &'static str,
    pub(super) masked: &'static str,
    pub(super) full: &'static str,
    pub(super) dates: &'static str,
    pub(super) dates_meaning: &'static str,
    pub(super) links: &'static str,
    pub(super) links_meaning: &'static str,
    pub(super) hash: &'static str,
    pub(super) hash_meaning: &'static str,
}

impl Labels {
    /// Returns the word for a kind of event; the code itself for one that has none.
    pub(super) fn kind<'a>(&'a self, code: &'a str) -> &'a str {
        word(&self.kinds, code)
    }

    /// Returns the word for how something that is asked for stands.
    pub(super) fn need<'a>(&'a self, code: &'a str) -> &'a str {
        word(&self.needs, code)
    }

    /// Returns the word for a channel; what the user wrote stays as it is.
    pub(super) fn channel<'a>(&'a self, code: &'a str) -> &'a str {
        word(&self.channels, code)
    }
}

fn word<'a>(words: &'a [(&'static str, &'static str)], code: &'a str) -> &'a str {
    words.iter().find(|(known, _)| *known == code).map_or(code, |(_, word)| word)
}

static ENGLISH: Labels = Labels {
    sheets: ["Timeline", "Papers", "About"],
    timeline: [
        "Date",
        "Time",
        "What",
        "Who",
        "Person",
        "Reference",
        "Channel",
        "Paper",
        "Page",
        "Words it was read from",
        "Added by hand",
        "SHA-256",
    ],
    papers: ["Type", "Person", "Date", "Reference", "File", "Bytes", "SHA-256"],
    asked_sheet: "Checklist",
    asked: ["Case", "Asked for", "In the office's words", "State", "Who provides it", "By"],
    needs: [
        ("here", "here"),
        ("done", "done"),
        ("missing", "missing"),
        ("not-enough", "not all here"),
        ("expired", "not valid long enough"),
        ("too-old", "too old"),
        ("ask", "not decided"),
        ("not-needed", "not needed"),
        ("not-recognised", "not recognised"),
    ],
    kinds: [
        ("issued", "issued"),
        ("filed", "filed"),
        ("paid", "paid"),
        ("notified", "notified"),
        ("appointment", "appointment"),
        ("due", "due"),
        ("start", "start"),
        ("valid-from", "valid from"),
        ("valid-to", "valid to"),
        ("expires", "expires"),
        ("manual", "note"),
    ],
    channels: [("portal", "portal"), ("pec", "PEC"), ("by-hand", "by hand"), ("post", "post")],
    joint: "joint",
    yes: "yes",
    page_of: "Page &P of &N",
    about: About {
        person: "Timeline of",
        made: "Made on",
        program: "Made with",
        events: "Events",
        papers: "Papers",
        joint: "Joint papers",
        unassigned: "Events of no person, left out",
        secrets: "Personal numbers",
        masked: "Masked. Passport, permit, fiscal-code, bank and postal-receipt numbers show their last three characters only (•••••123). Practice and protocol numbers are whole.",
        full: "In full. This table holds passport, permit, fiscal-code, bank and postal-receipt numbers: give it only to someone who needs them.",
        dates: "Dates",
        dates_meaning: "Rows in italics lie after the day this was made. Where a date can be read in two ways, the other one stands in brackets behind the words: 03/04/2026 [2026-03-04?].",
        links: "Links",
        links_meaning: "The links to the papers work while this file lies where it was made, beside the papers.",
        hash: "SHA-256",
        hash_meaning: "The fingerprint of a file: the same fingerprint means the same contents, byte by byte.",
    },
};

static ITALIAN: Labels = Labels {
    sheets: ["Cronologia", "Documenti", "Informazioni"],
    timeline: [
        "Data",
        "Ora",
        "Che cosa",
        "Chi",
        "Persona",
        "Riferimento",
        "Canale",
        "Documento",
        "Pagina",
        "Parole da cui è letto",
        "Aggiunto a mano",
        "SHA-256",
    ],
    papers: ["Tipo", "Persona", "Data", "Riferimento", "File", "Byte", "SHA-256"],
    asked_sheet: "Da presentare",
    asked: [
        "Pratica",
        "Richiesto",
        "Con le parole dell'ufficio",
        "Stato",
        "Chi lo fornisce",
        "Entro",
    ],
    needs: [
        ("here", "presente"),
        ("done", "fatto"),
        ("missing", "manca"),
        ("not-enough", "incompleto"),
        ("expired", "validità insufficiente"),
        ("too-old", "troppo vecchio"),
        ("ask", "da decidere"),
        ("not-needed", "non serve"),
        ("not-recognised", "non riconosciuto"),
    ],
    kinds: [
        ("issued", "rilascio"),
        ("filed", "presentazione"),
        ("paid", "pagamento"),
        ("notified", "notifica"),
        ("appointment", "appuntamento"),
        ("due", "termine"),
        ("start", "inizio"),
        ("valid-from", "inizio validità"),
        ("valid-to", "fine validità"),
        ("expires", "scadenza"),
        ("manual", "nota"),
    ],
    channels: [("portal", "portale"), ("pec", "PEC"), ("by-hand", "a mano"), ("post", "posta")],
    joint: "in comune",
    yes: "sì",
    page_of: "Pagina &P di &N",
    about: About {
        person: "Cronologia di",
        made: "Creata il",
        program: "Creata con",
        events: "Eventi",
        papers: "Documenti",
        joint: "Documenti in comune",
        unassigned: "Eventi di nessuno, esclusi",
        secrets: "Numeri personali",
        masked: "Mascherati. Dei numeri di passaporto, permesso, codice fiscale, conto e ricevuta postale si vedono solo gli ultimi tre caratteri (•••••123). I numeri di pratica e di protocollo sono interi.",
        full: "Per intero. Questa tabella contiene numeri di passaporto, permesso, codice fiscale, conto e ricevuta postale: va data solo a chi ne ha bisogno.",
        dates: "Date",
        dates_meaning: "Le righe in corsivo sono successive al giorno di creazione. Dove una data si può leggere in due modi, l'altra sta tra parentesi dopo le parole: 03/04/2026 [2026-03-04?].",
        links: "Collegamenti",
        links_meaning: "I collegamenti ai documenti funzionano finché questo file resta dove è stato creato, accanto ai documenti.",
        hash: "SHA-256",
        hash_meaning: "L'impronta di un file: stessa impronta, stesso contenuto, byte per byte.",
    },
};

/// Returns who acts, in words; the code itself for one that has none.
pub(crate) fn actor(code: &str, italian: bool) -> &str {
    match (code, italian) {
        ("applicant", false) => "the applicant",
        ("applicant", true) => "il richiedente",
        ("employer", false) => "the employer",
        ("employer", true) => "il datore di lavoro",
        ("host", false) => "the host",
        ("host", true) => "chi ospita",
        ("consultant", false) => "the consultant",
        ("consultant", true) => "il consulente",
        (other, _) => other,
    }
}

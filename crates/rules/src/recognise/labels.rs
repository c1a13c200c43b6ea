//! The words before a date that say what it means.

use super::fold::{Folded, is_whole};
use crate::facts::DateRole;
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// A label on a page, in folded offsets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) role: DateRole,
    /// Means something only right before its date: "data", "dal".
    pub(super) weak: bool,
}

const ROLES: &[(DateRole, &[&str])] = &[
    (DateRole::Issued, &[
        "rilasciato il", "rilasciata il", "rilasciato in data", "rilasciata in data", "rilasciato", "rilasciata",
        "data di rilascio", "data rilascio", "data del rilascio", "rilascio", "emesso il", "emessa il", "data di emissione",
        "data emissione", "date of issue", "issue date", "issued on", "issued", "date issued", "issuing date",
        "fecha de expedicion", "expedido el", "expedida el", "fecha de emision", "date de delivrance", "delivre le",
        "delivree le", "date d'emission", "data de emissao", "emitido em", "data documento", "data del documento",
        "data fattura", "data della fattura", "invoice date", "document date", "dated", "data della lettera",
        "letter date", "statement date", "estratto al", "data visura", "data della visura", "data estratto",
        "firmato il", "signed on", "redatto il", "stipulato il", "stipulato in data", "sottoscritto in data",
        "sottoscritto il", "data bolletta", "bill date", "data certificato", "data di sottoscrizione",
        "data richiesta", "data della richiesta", "data dichiarazione", "data comunicazione", "data firma", "bolletta del", "fattura del",
        "date of certificate", "emissione", "issuing", "estratto conto al", "saldo al", "statement as of", "fait le", "dado en", "awarded on", "conferred on", "data di rogito",
    ]),
    (DateRole::Filed, &[
        "presentata il", "presentata in data", "presentato il", "presentato in data", "presentata", "inviata il", "inviata in data",
        "inviato il", "inviato in data", "trasmessa il", "trasmessa in data", "trasmesso il", "trasmesso in data",
        "data invio", "data di invio", "data e ora invio", "data e ora di invio", "data presentazione", "data di presentazione",
        "data della presentazione", "data trasmissione", "data di trasmissione", "data di accettazione",
        "data accettazione", "accettata il", "accettata in data", "accettato il", "accettato in data", "spedita il",
        "spedito il", "data spedizione", "data di spedizione", "filed on", "date filed", "filing date", "filed",
        "submitted on", "submitted", "submission date", "date of submission", "sent on", "lodged on", "registrata il",
        "registrato il", "data registrazione", "data di registrazione", "depositata il", "depositato il",
        "protocollata il", "protocollato il", "data protocollo", "data di protocollo", "data inoltro", "inoltrata il", "inoltrata in data", "registered on",
        "data di inoltro", "acquisita in data", "registrata in data", "registrato in data", "ricevuta telematica del",
    ]),
    (DateRole::Paid, &[
        "pagato il", "pagata il", "data pagamento", "data di pagamento", "data del pagamento", "data e ora pagamento",
        "data e ora del pagamento", "pagamento eseguito il", "pagamento effettuato il", "pagamento del", "versato il",
        "data versamento", "data di versamento", "data del versamento", "data operazione", "data dell'operazione",
        "data esecuzione", "data di esecuzione", "eseguito il", "eseguita il", "data ricevuta", "data esito",
        "paid on", "paid", "payment date", "date of payment", "payment received on", "data addebito", "data di addebito", "addebitato il",
        "effettuato il", "effettuato in data", "eseguito in data", "versamento effettuato il", "versamento del", "data bonifico",
        "transaction date", "pagato in data",
    ]),
    (DateRole::Notified, &[
        "notificato in data", "notificata in data", "notificato il", "notificata il", "data di notifica", "data notifica",
        "data notificazione", "notifica del", "notified on", "date of notification", "ricevuta in data", "ricevuto in data", "ricevuta il",
        "ricevuto il", "received on", "date received", "data di ricezione", "data ricezione", "ricevuta via pec il", "ricevuto via pec il",
        "notificato", "notificata", "pervenuta il", "pervenuto il", "comunicato il", "comunicata il", "comunicato in data",
    ]),
    (DateRole::Appointment, &[
        "appuntamento", "data appuntamento", "data dell'appuntamento", "convocazione", "data convocazione", "data di convocazione",
        "convocato", "convocata", "convocato per il giorno", "convocata per il giorno", "presentarsi il giorno",
        "presentarsi in data", "presentarsi il", "presentarsi", "si presenti il giorno", "si presenti", "appointment", "appointment date",
        "date of appointment", "appointment on", "ritiro il giorno", "interview on", "scheduled for", "e fissato per il giorno",
        "fissato per il giorno", "fissata per il giorno", "fissato il", "invitata a presentarsi", "prenotazione per il giorno",
    ]),
    (DateRole::Due, &[
        "entro il", "entro e non oltre il", "scadenza pagamento", "scadenza di pagamento", "scadenza del pagamento",
        "data scadenza pagamento", "pagare entro", "pagare entro il", "da pagare entro", "da pagare entro il", "due date", "due by", "due on",
        "payment due", "payable by", "no later than", "not later than", "termine ultimo", "data limite", "entro la data del", "pay by", "entro le ore",
    ]),
    (DateRole::Start, &[
        "decorrenza", "con decorrenza dal", "con decorrenza", "a decorrere dal", "decorre dal", "decorrente dal", "a far data dal",
        "a partire dal", "data inizio", "data di inizio", "inizio", "data inizio rapporto", "inizio rapporto", "data assunzione",
        "data di assunzione", "assunto il", "assunta il", "assunta dal", "assunto dal", "assunto in data", "assunta in data", "start date", "date of start",
        "starting on", "starting from", "starting", "start on", "commencing on", "commencement date", "commence on", "begin on", "effective date", "with effect from",
        "effective from", "ha inizio il", "avra inizio il", "inizia il", "in servizio dal", "dipendente dal",
        "alle dipendenze dal", "lavora dal", "employed since", "employed from", "since", "hire date", "date of hire", "hired on", "data inizio attivita",
        "data ingaggio", "fecha de inicio", "date de debut", "data decorrenza", "data inizio locazione", "e assunto", "e assunta",
    ]),
    (DateRole::ValidFrom, &[
        "valido dal", "valida dal", "valid from", "validita dal", "validita da", "valido da", "valida da", "data inizio validita",
        "data di inizio della validita", "data di inizio validita", "inizio validita", "inizio della validita", "effetto dal", "con effetto dal",
        "dalle ore 24 del", "dalle ore 24:00 del", "dalle ore 24.00 del", "dalle ore 00:00 del", "copertura dal", "data effetto", "cover from", "cover starts", "coverage starts",
        "coverage start", "coverage from", "insured from", "period of insurance from", "period of cover", "period of insurance", "in vigore dal", "valido a partire dal",
        "valida a partire dal", "decorrenza validita", "decorrenza polizza", "periodo di validita dal", "vigore dal", "policy start", "validita", "periodo di copertura", "periodo assicurativo", "valido desde", "valable du",
    ]),
    (DateRole::Expires, &[
        "valido fino al", "valida fino al", "valido fino a", "valida fino a", "validita fino al", "valido sino al", "valida sino al", "valid until",
        "valid to", "valid till", "valid thru", "expires", "expires on", "expiry", "expiry date", "expiration date", "expiration", "date of expiry",
        "date of expiration", "scadenza", "data di scadenza", "data scadenza", "scade il", "scade", "scadente il", "in scadenza il", "scadenza validita", "fecha de caducidad",
        "fecha de vencimiento", "date d'expiration", "data de validade", "valido ate", "valido hasta", "valable jusqu'au", "fino al", "sino al",
        "termina il", "terminera il", "data fine", "data di fine", "data termine", "fine rapporto", "cessa il", "end date", "ends on", "ending on", "until", "alle ore 24 del",
        "alle ore 24:00 del", "alle ore 24.00 del", "data cessazione", "data fine rapporto", "cover ends", "coverage ends", "coverage end", "cover to", "policy end", "fine validita", "data fine validita", "avra termine il", "con termine il",
    ]),
    (DateRole::Birth, &[
        "nato il", "nata il", "nato/a il", "nato a", "nata a", "nato/a a", "nato/a", "nato in", "nata in", "nat il", "nato", "nata", "data di nascita",
        "data nascita", "date of birth", "birth date", "birthdate", "born on", "born in", "born", "fecha de nacimiento", "nacido el",
        "nacida el", "nacido en", "nacida en", "date de naissance", "ne le", "nee le", "ne a", "nee a", "data de nascimento", "nascido em", "nascida em", "dob", "d.o.b.",
        "luogo e data di nascita", "data e luogo di nascita", "place and date of birth", "geburtsdatum",
    ]),
    (DateRole::Captured, &[
        "catturata il", "schermata del", "schermata acquisita il", "screenshot taken", "screenshot of", "captured on", "captured", "scattata il",
        "acquisita il", "screenshot del",
    ]),
    // These say what the date is, and that it is none of the paper's own.
    (
        DateRole::Other,
        &[
            "data di stampa",
            "data stampa",
            "stampato il",
            "stampata il",
            "aggiornato al",
            "aggiornata al",
            "aggiornamento",
            "printed on",
            "data di ingresso",
            "data ingresso",
            "entrato il",
            "entrata il",
            "entrato in italia il",
            "entrata in italia il",
            "entry date",
            "date of entry",
            "arrivo",
            "arrival",
            "celebrato il",
            "data matrimonio",
            "data di matrimonio",
            "data del matrimonio",
            "date of marriage",
            "married on",
            "hanno contratto matrimonio",
            "contratto matrimonio",
            "residente dal",
            "iscritto dal",
            "iscritta dal",
            "conseguito il",
            "conseguita il",
            "conferita il",
            "data di costituzione",
            "data iscrizione",
            "costituita il",
            "accesso del",
            "ultimo accesso",
            "revisione",
            "versione del",
            "version of",
            "in vigore al",
            "data del protocollo",
            "riunione del",
            "seduta del",
            "pubblicato il",
            "pubblicata il",
            "gazzetta ufficiale",
            "deceduto il",
            "dimesso il",
            "patente rilasciata",
            "domanda del",
            "istanza del",
            "richiesta del",
            "data ora accesso",
        ],
    ),
];

/// Phrases that are labels only right before their date.
const WEAK: &[(DateRole, &str)] = &[
    (DateRole::Issued, "data"),
    (DateRole::Issued, "date"),
    (DateRole::Issued, "fecha"),
    (DateRole::Issued, "4a"),
    (DateRole::Expires, "4b"),
];

/// Words that are weak because they also occur in prose far from any date.
const PROSE: &[&str] = &[
    "rilasciato", "rilasciata", "rilascio", "issued", "issuing", "emissione", "paid", "submitted", "filed", "since", "starting", "until", "expires", "scade", "scadenza",
    "inizio", "decorrenza", "appuntamento", "appointment", "convocazione", "presentata", "validita", "captured", "nato", "nata", "born", "notificato", "notificata", "aggiornamento", "revisione", "arrivo", "arrival", "expiry", "expiration", "si presenti", "presentarsi", "dated",
];

struct Table {
    automaton: AhoCorasick,
    entries: Vec<(DateRole, bool)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut phrases: Vec<&str> = Vec::new();
    let mut entries = Vec::new();
    for (role, texts) in ROLES {
        for text in *texts {
            phrases.push(text);
            entries.push((*role, false));
        }
    }
    for (role, text) in WEAK {
        phrases.push(text);
        entries.push((*role, true));
    }
    Table { automaton: super::automaton(&phrases, MatchKind::Standard), entries }
});

/// Returns the labels on a page in their order; of overlapping ones the longest.
pub(super) fn find(page: &Folded<'_>) -> Vec<Label> {
    let mut all: Vec<Label> = TABLE
        .automaton
        .find_overlapping_iter(&page.flat)
        .filter(|m| is_whole(&page.flat, m.start(), m.end()))
        .map(|m| {
            let (role, weak) = TABLE.entries[m.pattern().as_usize()];
            Label { start: m.start(), end: m.end(), role, weak }
        })
        .collect();
    all.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let mut kept: Vec<Label> = Vec::new();
    for label in all {
        if kept.last().is_none_or(|last| label.start >= last.end) {
            kept.push(label);
        }
    }
    kept
}

/// Returns how far from its label a date may stand, in folded bytes.
pub(super) fn reach(page: &Folded<'_>, label: &Label) -> usize {
    let words = &page.flat[label.start..label.end];
    if label.weak {
        6
    } else if label.role == DateRole::Birth {
        90
    } else if PROSE.contains(&words) {
        32
    } else {
        60
    }
}

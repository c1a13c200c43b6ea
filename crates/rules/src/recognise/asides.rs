//! What a paper says aside with a day in it: since when fees and laws hold, what another office thought, when a desk is closed.

use super::dates::before;
use super::fold::Folded;
use super::labels::Label;
use super::paper::Paper;
use super::pattern;
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// So much of a day's line is looked at before it.
const LEAD: usize = 160;

/// "Lo sportello è chiuso il": nobody comes, begins or hands in anything on such a day.
static CLOSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:chius[oaie]|closed|cerrad[oa]s?|fermee?s?|fechad[oa]s?|geschlossen|sospes[oaie]\sper\sfestivita)\s(?:al\spubblico\s|to\sthe\spublic\s|al\spublico\s|au\spublic\s)?(?:(?:anche|also|tambien|aussi|only|solo)\s)?(?:il|on|nei\sgiorni|nel\sgiorno|el|le|em|no\sdia|am|dal|from)\s(?:[a-z]{3,10}\s)?$",
    )
});

/// "Con la minore Lea, n.": who comes along was born then.
static BORN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)[\s(,](?:nat[oaie]|n\.|born|d\.o\.b\.|nee|nacid[oa]|nascid[oa]|geb\.|geboren)\s(?:il\s|on\s|le\s|el\s|em\s|am\s)?$",
    )
});

/// "D.l. 146/2024, come vigente dal", "in the text in force from": since when a law says what it says.
static LAW_AS_OF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:come|cosi\scome|nel\stesto|nella\sversione|testo|disciplina|normativa|norme|as|in\sthe\s(?:text|version)|en\ssu\sredaccion|dans\ssa\sversion)\s(?:(?:attualmente|currently)\s)?(?:vigent[ei]|in\svigore|modificat[oaie]|applicabil[ei]|in\sforce|amended|vigente|en\svigueur))\s(?:[a-z']{1,12}\s){0,2}(?:dal|dall'|a\s(?:partire|decorrere)\sdal|from|since|as\sof|desde(?:\sel)?|depuis\sle|ab)\s?$",
    )
});

/// "Fees effective from": since when an office asks so much.
static FEES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:fees?|fee\s(?:schedule|table)|exchange\srates?|tariffari[oi]|tabella\sdei\sdiritti|cambi(?:o\sconsolare)?|aranceles|tasas\sconsulares|droits\sde\schancellerie|emolumentos|gebuhren(?:ordnung)?)\b[a-z,'()/\x20-]{0,40}\b(?:from|since|as\sof|dal|dall'|desde(?:\sel)?|a\spartir\sdel|depuis\sle|a\scompter\sdu|ab|seit)\s?$",
    )
});

/// "Tabelle in uso fino al": until when a program's tables hold.
static TABLES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:tabell[ae]|minimi|aliquot[ae]|modul[oi]|modell[oi]|versione|release|tables?|rates?|tarife|tabellen|vordruck|tablas|baremes?)\s(?:(?:in\s(?:uso|vigore|use|force)|valid[aoei]|gultig|vigent[ei]s?|utilizzabil[ei]|applicat[aeio])\s){1,2}(?:fino\sal?|sino\sal?|until|till|bis(?:\szum)?|hasta(?:\sel)?|jusqu'au)\s?$",
    )
});

/// "Timbro: Comune di Poggioluppo", "Protocollo generale", above a day alone on its line: when somebody stamped what another wrote.
static STAMP_ABOVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|\n)(?:\(?(?:timbro|stempel|cachet|sello|carimbo|stamp)\b[\x00-\x09\x0b-\x7f]{0,50}|e\s-\s[0-9][\x00-\x09\x0b-\x7f]{0,30})\n(?:[\x00-\x09\x0b-\x7f]{0,40}[0-9][\x00-\x09\x0b-\x7f]{0,30}\n)?$",
    )
});

/// Returns whether a day stands alone on its line below the word or the number of a stamp.
pub(super) fn is_below_stamp(page: &Folded<'_>, start: usize) -> bool {
    let (from, _) = page.line_at(start);
    from == start && STAMP_ABOVE.is_match(before(&page.text, start, 140))
}

/// "Payment under O.R. No. 0412-9983 dated": the day of a receipt that a paper of another kind names.
static OF_RECEIPT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:payment|paid|o\.\s?r\.|official\sreceipt|receipt|quietanza|bonifico|versamento|recibo|comprobante|quittance|recu|beleg)\b[\x00-\x39<-\x7f]{0,50}\b(?:dated|de\sfecha|datato|datata|vom)\s$",
    )
});

/// "Contratto registrato a Tolmezzo con il n. 1148 il": of the home somebody lives in.
static REGISTERED_CONTRACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:contratto|locazione|affitto|comodato|compravendita|rogito|lease|contract|deed|contrato|contrat|mietvertrag)\b[a-z\s,'-]{0,40}\b(?:registrat[oa]|trascritt[oa]|registered|registrado|enregistre|registriert)\b[\x00-9<-\x7f]{0,60}$",
    )
});

/// "Visto il parere contrario dell'Ispettorato, pervenuto il": what another office or the applicant sent.
static OPINION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:parere|osservazioni|controdeduzioni|deduzioni|nulla\sosta|informativa|rapporto|relazione|riscontro|esito|documentazione|integrazion[ei]|memori[ae]|opinion|informe|avis)\b[\x00-\x2d/-9<-\x7f]{0,130}\b(?:pervenut|ricevut|acquisit|trasmess|res|received|recibid|recu)[oaie]{0,2}\s(?:il|in\sdata|on|el|le)\s$",
    )
});

/// "Condizioni economiche in scadenza il": until when a price is promised.
static PRICES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:condizioni\seconomiche|prezz[oi](?:\s(?:bloccat|fiss)[oi])?|offert[ae]|promozion[ei]|tariff[ae]|sconto|bonus|(?:fixed|guaranteed)\s(?:price|rate|tariff)s?|price\s(?:lock|guarantee)|tarifa|oferta|preis(?:garantie|bindung))\b[a-z' ,-]{0,40}\b(?:in\sscadenza|scad[a-z]{1,5}|con\sscadenza|fino|termin[a-z]{1,5}|ends?|expir[a-z]{1,3}|vence|endet)\b[a-z ]{0,12}$",
    )
});

/// "Offerta sottoscritta il", in the box of a bill: since when its reader is a customer.
static SUBSCRIBED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:sottoscritt|stipulat|attivat|conclus)[oa]\s(?:il|in\sdata|dal)|(?:subscribed|activated|entered\sinto|taken\sout)\son|(?:contratad|suscrit)[oa]\s(?:el|con\sfecha)|souscrite?\sle|(?:abgeschlossen|aktiviert)\sam)\s$",
    )
});

/// "I pagamenti precedenti risultano regolari al": what was paid before.
static PAID_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:pagament[oi]|bollett[ae]|fattur[ae]|payments?|bills?|invoices?|facturas?|factures?|pagos?|paiements?)\s(?:precedent[ei]s?|anterior(?:es)?|pregress[aei])|(?:previous|earlier|prior|precedent[ei]|vorherige[nr]?)\s(?:payments?|bills?|invoices?|pagament[oi]|bollett[ae]|fattur[ae]|zahlung(?:en)?|rechnung(?:en)?))\b[\x00-\x2d/-9<-\x7f]{0,60}$",
    )
});

/// "Esempio: nato l'8 maggio 1974": how a form is to be filled in.
static EXAMPLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|[\s(])(?:esempio|ad\ses\.|p\.\s?es\.|example|e\.g\.|for\sinstance|ejemplo|exemple|beispiel|z\.\s?b\.|exemplo)\s?[:,(]\s?[a-z' ]{0,30}$",
    )
});

/// "Confira a autenticidade em bpminas.example/extrato até": until when somebody may look whether a paper is genuine.
static VERIFIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:autenticit(?:a|y)|authenticit(?:y|e)|autenticida(?:d|de)|genuineness|echtheit|verific(?:abile|a|are|he|ar|avel)|verif(?:y|ied|iable)|controllabile|scaricabile|consultabile|downloadable|available\sonline)\b[\x00-:<-\x7f]{0,80}\b(?:fino\sal?|sino\sal?|until|till|ate|hasta(?:\sel)?|jusqu'au|bis(?:\szum)?)\s?$",
    )
});

/// "Contratto t. determinato, 8 mesi (dal": the job that a permission is given for.
static OF_JOB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:contratto|rapporto(?:\sdi\slavoro)?|(?:tempo|t\.)\sdeterminato|assunzione|impiego|occupazione|indicativamente|presumibilmente|stagion[a-z]{1,4})\b[\x00-:<-\x7f]{0,60}\b(?:dal|dall'|al|all'|fino\sal|-)\s?$",
    )
});

/// Returns whether a permission begins on that day for the job alone that it is given for.
pub(super) fn is_of_job(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> bool {
    paper.is_type("NULLA-OSTA") && OF_JOB.is_match(page.lead(start, LEAD))
}

/// "For work done between 4 and": the span in which something was done.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:between|tra\sil|fra\sil|entre\sel|entre\sle|entre\so\sdia|zwischen\sdem)\s[\x00-:<-\x7f]{1,24}\s(?:and|e\sil|y\sel|et\sle|e\so|und\sdem)\s(?:the\s)?$",
    )
});

/// "Il primo prospetto paga si consegna il": when pay slips are given out.
static FIRST_PAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:prospetto(?:\s(?:di\s)?paga)?|cedolino|busta(?:\spaga)?|payslip|retribuzione|stipendio|salary|wages?)\b[a-z ]{0,24}\b(?:consegna|paga|corrisponde|versa|paid|handed)(?:no|ta|to)?\s(?:(?:entro\s)?il|on|by)\s$",
    )
});

/// Returns whether a role that a date's words give it is that of something which the paper only says aside.
pub(super) fn is_aside(
    page: &Folded<'_>,
    start: usize,
    role: DateRole,
    rule: &str,
    paper: Paper<'_>,
) -> bool {
    use DateRole::{
        Appointment, Due, Expires, Filed, Issued, Notified, Paid, Start, ValidFrom, ValidTo,
    };
    let lead = |length: usize| before(&page.flat, start, length);
    let closed = || CLOSED.is_match(lead(50));
    if EXAMPLE.is_match(lead(50)) {
        return true;
    }
    match role {
        Start | ValidFrom => LAW_AS_OF.is_match(lead(90)) || FEES.is_match(lead(90)) || closed(),
        Issued if rule.starts_with("label-") && BETWEEN.is_match(lead(60)) => true,
        Issued if rule == "place-and-date" && is_of_clock(page, start) => true,
        Issued if paper.is(Nature::Bill) && SUBSCRIBED.is_match(lead(40)) => true,
        Paid => paper.is(Nature::Bill) && PAID_BEFORE.is_match(lead(110)),
        Issued => !paper.is(Nature::Payment) && OF_RECEIPT.is_match(lead(90)),
        Filed => {
            let own = paper.is_any(&[Nature::Contract, Nature::Deed])
                || paper.is_type("LEASE-REGISTRATION");
            !own && REGISTERED_CONTRACT.is_match(lead(130))
        }
        Notified => paper.is(Nature::Act) && OPINION.is_match(lead(170)),
        Due | Expires | ValidTo if paper.is(Nature::Bill) && PRICES.is_match(lead(90)) => true,
        Appointment => closed() || BORN.is_match(lead(20)),
        Expires | ValidTo => TABLES.is_match(lead(90)) || VERIFIED.is_match(lead(130)) || closed(),
        Due => {
            paper.is(Nature::Contract) && FIRST_PAY.is_match(lead(70))
                || VERIFIED.is_match(lead(130))
                || closed()
        }
        _ => false,
    }
}

/// "Idoneità alloggiativa Comune di Genova prot. 2025/21660 del": the number of what is handed in with a form.
static ANNEX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:idoneita|attestat[oa]|certificat[oa]|visura|contratto|parere|autorizzazione|durc|asseverazione|polizza|certificate|contract)\b[\x00-:<-\x7f]{0,70}\b(?:prot(?:ocollo)?|n|nr|no)\b\.?\s[\x00-:<-\x7f]{0,30}$",
    )
});

/// Returns whether a number's own day is that of another paper which a form names as handed in with it.
pub(super) fn is_of_annex(page: &Folded<'_>, start: usize) -> bool {
    ANNEX.is_match(page.lead(start, LEAD))
}

/// "Ufficio Torino 1 - reg. telematica 26091511402217733-000006 del": the tax office entered a contract.
static REGISTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:reg\.|registrazione|registrat[oa]|registered|registration)\s[\x00-:<-\x7f]{0,60}$",
    )
});

/// Returns whether a number's own day is that of a contract's registration.
pub(super) fn is_of_register(page: &Folded<'_>, start: usize) -> bool {
    REGISTER.is_match(page.lead(start, LEAD))
}

/// "20/11/2025 17:05", below a portal's own name: when a page was printed.
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2}),?\s[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\n|$)",
    )
});

/// Returns whether a day in figures stands alone on its line with an hour, above the way to a portal's page.
fn is_of_clock(page: &Folded<'_>, start: usize) -> bool {
    let line = page.line_of(start);
    let (from, _) = page.line(line);
    let (below, to) = page.line((line + 1).min(page.last_line()));
    from == start
        && CLOCK.is_match(&page.text[start..])
        && page.text[below..to].contains(['>', '|'])
}

/// A list of prices.
static PRICE_LIST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:price\slist|prices|rates|fees|listino|prezzi|tariff[ae]|tariffario|precios|tarif[as]?|prix|preise)\b[\x00-/:<-\x7f]{0,30}$",
    )
});

/// Returns whether the label of a day on a paper of no type tells anybody something: what a shop asks from then on, or, in the middle of
/// a guide's sentence, "il permesso rilasciato il 10 marzo 2024".
pub(super) fn is_told_to_anybody(page: &Folded<'_>, label: &Label, leads: bool) -> bool {
    if label.role == DateRole::ValidFrom {
        return PRICE_LIST.is_match(before(&page.flat, label.start, 60));
    }
    let small = page.words(label.start, label.end).starts_with(char::is_lowercase);
    let lead = before(&page.flat, label.start, 30);
    label.role == DateRole::Issued
        && small
        && !leads
        && page.flat[label.start..label.end].starts_with("rilasciat")
        && ["permesso ", "passaporto ", "visto "].iter().any(|named| lead.contains(named))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aside(id: &str, role: DateRole, lead: &str) -> bool {
        let text = format!("{lead} 21/06/2027");
        let page = Folded::new(1, &text);
        is_aside(&page, page.text.len() - 10, role, "label-", Paper::built_in(id))
    }

    #[test]
    fn what_is_said_aside_has_no_role() {
        use DateRole::{Appointment, Due, Filed, Issued, Notified, Paid, Start, ValidTo};
        for (id, role, lead) in [
            (
                "INTEGRATION-REQUEST",
                Appointment,
                "non si riceve senza appuntamento; lo sportello è chiuso il",
            ),
            ("APPOINTMENT", Appointment, "(con la minore Lea, n."),
            ("STAY-CONTRACT", Start, "(d.l. 146/2024, come vigente dal"),
            ("FEE-RECEIPT", Start, "Decisions rest with the Consulate. Fees effective from"),
            ("DRIVING-LICENCE", Issued, "Payment under O.R. No. 0412-9983-7720 dated"),
            ("HOSPITALITY", Filed, "(contratto registrato a Tolmezzo con il n. T3M/1148 il"),
            ("REJECTION", Notified, "VISTO il parere contrario dell'Ispettorato, pervenuto il"),
            ("UTILITY-BILL", Due, "condizioni economiche in scadenza il"),
            ("BANK-STATEMENT", ValidTo, "Confira a autenticidade em banco.example/extrato até"),
            ("INVOICE", Issued, "For work done between 4 January 2027 and"),
            ("UNILAV", ValidTo, "Stampa del 28.11.2026, tabelle in uso fino al"),
            ("UTILITY-BILL", Issued, "Box dell'offerta. Sottoscritta il"),
            ("UTILITY-BILL", Paid, "I pagamenti precedenti risultano regolari al"),
        ] {
            assert!(aside(id, role, lead), "{lead}");
        }
    }

    #[test]
    fn a_permission_names_the_job_that_it_is_given_for() {
        let is = |text: &str| {
            let page = Folded::new(1, text);
            let at = page.text.find("15/06/2026").unwrap();
            is_of_job(&page, at, Paper::built_in("NULLA-OSTA"))
        };
        assert!(is("Contratto t. determinato, 8 mesi (dal 15/06/2026 al 14/02/2027)"));
        assert!(!is("Il presente nulla osta è valido dal 15/06/2026"));
    }

    #[test]
    fn what_a_paper_says_of_itself_keeps_its_role() {
        use DateRole::{Due, Filed, Issued, Notified, Start};
        for (id, role, lead) in [
            ("LEASE", Filed, "Contratto registrato a Como il"),
            ("FEE-RECEIPT", Issued, "Receipt no. 12 dated"),
            ("REJECTION", Notified, "la comunicazione dei motivi ostativi, notificata il"),
            ("UTILITY-BILL", Due, "Totale da pagare 91,77 euro, scadenza"),
            ("STAY-CONTRACT", Start, "il rapporto di lavoro decorre dal"),
        ] {
            assert!(!aside(id, role, lead), "{lead}");
        }
    }
}

//! What "until" leads to that is not the end of what the paper gives: a time to act in, an advertised offer, another paper's validity.

use super::dates::before;
use super::fold::Folded;
use super::paper::Paper;
use super::pattern;
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// So far before a day what it ends is named.
const REACH: usize = 130;

/// "Puoi annullare il 730 una sola volta fino al", "nei termini di legge (30 giorni, quindi fino al": until when somebody may act.
static MAY_ACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:
        (?:puo|puoi|potra|potrai|possono|potranno|possibile|you\s(?:can|may)|can\sbe|may\sbe|puede|podra|pouvez|pode|podera|konnen)\s(?:e'?\s)?(?:[a-z']{1,14}\s){0,2}
            (?:annull|modific|corregg|rettific|disdi|reced|presenta|paga|versa|invia|integra|richied|chied|sposta|riprogramm|accett|rispond|regolarizz
            |cancel|chang|amend|correct|withdraw|submit|apply|reschedul|pay|edit|accept|respond|anular|modificar|presentar|pagar|annuler|modifier|payer|stornier|ander)
            [a-z]{0,8}\b[\x00-\x2d/-9<-\x7f]{0,70}
        |(?:nei|entro\si|within\sthe|dentro\sde\slos|dans\sles)\s(?:(?:termini|plazos|delais)\s(?:di\slegge|previsti|stabiliti|legales|legaux)|(?:statutory|legal)\s(?:term|time|period|deadline)s?)
            \b[\x00-\x2d/-9<-\x7f]{0,40}
        )\b(?:fino\sal|fino\sall'|sino\sal|entro\sil|until|till|up\sto|by|hasta\sel|jusqu'au|ate|bis\szum)\s$",
    )
});

/// "Offerta valida fino al", in the small print of a bank or of a shop.
static ADVERTISED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:offert[ae]|promozion[ei]|promo|iniziativa|calendar(?:io)?|agenda|sconto|coupon|taeg|messaggio\spubblicitario|prezz[oi](?:\sbloccat[oi])?|tariff[ae]|listin[oi]|condizioni(?:\seconomiche)?|offer|promotion|discount|prices?|rates?|oferta|promocion|promocao|offre|angebot)\b[\x00-:<-\x7f]{0,40}\b(?:valid[aoei]|valable|gultig|in\svigore|applies|opens\sdates|apert[oa]|open|available|disponibil[ei])\b[a-z ]{0,14}$",
    )
});

/// "The policy you submitted ends on", "A.P.E. con validità fino al": of which other paper's end is told.
static OF_ANOTHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:prenotazione|locazione|booking|reservation|reserva|polizza|assicurazione|copertura|passaporto|permesso|visto|contratto|documento|fideiussione|policy|insurance|cover|coverage|passport|permit|visa|contract|lease|seguro|poliza|pasaporte|assurance|passeport)\b[\x00-\x2d/-9<-\x7f]{0,50}\b(?:scade|scadra|termina|terminera|cessa|e'?\svalid[ao]|ends?|expires?|runs?\sout|is\svalid|vence|caduca|expire)\s(?:[a-z]{1,6}\s){0,2}$",
    )
});

/// "Der bisherige Vertrag endet mit dem", "la precedente polizza scade il": what was before, and ends.
static FORMER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:precedente|previous|former|prior|bisherige[mnrs]?|vorherige[mnrs]?|anterior|precedent|vecchi[ao])\s(?:[a-z]{3,20}\s)?(?:polizza|assicurazione|copertura|permesso|contratto|rapporto|incarico|policy|insurance|cover|permit|contract|lease|employment|job|poliza|seguro|contrato|assurance|contrat|versicherung|vertrag)\b[\x00-\x2d/-9<-\x7f]{0,60}\b(?:scad|termin|cess|end|expire|vence|caduca|finaliza|lauft)[a-z]{0,4}\s(?:[a-z]{1,6}\s){0,2}$",
    )
});

/// The certificates that come with a home, and whose end is never that of the paper which names them.
static OF_A_HOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:\ba\.\s?p\.\s?e\.|\bape\b|\battestat[oa]\sdi\s(?:prestazione|certificazione)\senergetica|\bcertificazione\senergetica|\bclasse\senergetica|\benergy\s(?:performance\s)?certificate|\bepc\b|\bcertificado\s(?:de\seficiencia\s)?energetic[oa]|\benergieausweis|\bcertificat\s+energetique|\bdiagnostic\sde\sperformance)[\x00-:<-\x7f]{0,70}$",
    )
});

/// Returns what the last day of something is, where it is not the end of what the paper gives.
pub(super) fn meant(
    page: &Folded<'_>,
    start: usize,
    role: DateRole,
    paper: Paper<'_>,
) -> Option<DateRole> {
    use DateRole::{Due, Expires, Other, ValidTo};
    if !matches!(role, Expires | ValidTo | Due) {
        return None;
    }
    let lead = before(&page.flat, start, REACH);
    let offers = paper.is_type("JOB-OFFER") || paper.is(Nature::Contract);
    if OF_A_HOME.is_match(lead) || FORMER.is_match(lead) || !offers && ADVERTISED.is_match(lead) {
        return Some(Other);
    }
    if paper.is(Nature::Act) && !paper.is_itself_valid() && OF_ANOTHER.is_match(lead) {
        return Some(Other);
    }
    let lets = paper.is_itself_valid() || paper.is(Nature::LetsIn);
    (role != Due && !lets && MAY_ACT.is_match(lead)).then_some(Due)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(id: &str, lead: &str) -> Option<DateRole> {
        let text = format!("{lead} 21/06/2027");
        let page = Folded::new(1, &text);
        meant(&page, page.text.len() - 10, DateRole::ValidTo, Paper::built_in(id))
    }

    #[test]
    fn until_when_somebody_may_act_is_a_term() {
        for lead in [
            "Puoi annullare il 730 una sola volta fino al",
            "in corso di registrazione nei termini di legge (30 giorni, quindi fino al",
            "You can still cancel your return until",
        ] {
            assert_eq!(told("TAX-RETURN", lead), Some(DateRole::Due), "{lead}");
        }
        // A permit lets its holder do something until it ends.
        assert_eq!(told("PERMIT", "Il titolare può chiedere lavoro fino al"), None);
    }

    #[test]
    fn what_is_advertised_and_what_others_gave_is_not_the_papers() {
        let bank = "Prestito Agile fino a 15.000 € (TAN 8,90%), offerta valida fino al";
        assert_eq!(told("BANK-STATEMENT", bank), Some(DateRole::Other));
        let policy = "Health insurance: the policy you submitted ends on";
        assert_eq!(told("INTEGRATION-REQUEST", policy), Some(DateRole::Other));
        let home = "Classe energetica E; A.P.E. con validità fino al";
        assert_eq!(told("LEASE", home), Some(DateRole::Other));
        assert_eq!(told("LEASE", "Il contratto dura fino al"), None);
    }
}

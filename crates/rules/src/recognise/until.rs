//! What "until" leads to that is not the end of what the paper gives: a time to act in, an advertised offer, another paper's validity.

use super::another_paper::tells_of_another;
use super::dates::{after, before};
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

/// "Il termine è di venti giorni e scade il", "die Frist läuft am": a time to act in.
static TIME_LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:il|detto|tale|suddetto|questo)\stermine|(?:the|this|said)\s(?:deadline|time\slimit|term)|(?:el|este|dicho)\splazo|(?:le|ce)\sdelai|o\sprazo|(?:die|diese)\sfrist)\b(?P<of>[\x00-\x2d/-:<-\x7f]{0,70})\b(?:scade|scadra|spira|spirera|expires|ends|runs\sout|vence|finaliza|concluye|expire|prend\sfin|termina|lauft)\s(?:[a-z']{1,6}\s){0,2}$",
    )
});

/// "Viaggi da sola con lei, entro il": a journey that a parent agrees to; nobody has to set out.
static JOURNEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:viagg|espatri|rientr|ritorn|travel|journey|viaj|regres|voyag|retour|reis)[a-z]{0,6}\b[\x00-:<-\x7f]{0,80}$",
    )
});

/// "Da riscontrare entro il 20 agosto, è pervenuta solo in data": a term that has passed.
static PASSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[0-9a-z ./]{4,24},?\s(?:(?:e'?|non\se'?|sono|risulta|non\srisulta|era|was|were|has|have|had|did|no\sse\sha|n'a\spas)\s(?:not\s|non\s|been\s|only\s){0,2}(?:pervenut|giunt|arrivat|stat[oa]\s(?:prodott|trasmess|present)|prodott|trasmess|scadut|decors|trascors|rimast|received|answered|arrive|lapsed|passed|expired|recibid|recu)|nulla\s(?:e'?\spervenut|risulta))",
    )
});

/// "The nulla osta must be used within six months, i.e. by": until when another paper serves.
static USED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:must|may|can|has\sto|to)\s(?:only\s)?be\sused|(?:va|deve\sessere|dev'essere|puo\sessere|potra\sessere)\s(?:utilizzat|usat|speso)[oa]?|utilizzabile|debe\sutilizarse|doit\setre\sutilise|deve\sser\sutilizad[oa]|zu\sverwenden)\b[\x00-\x7f]{0,80}$",
    )
});

/// "Del / fino al 21.1.22 / 20.1.32": from when to when a document holds, in one field; of that only the second is an end.
static BOTH_ENDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:del|dal|ril\.|rilascio|rilasciato(?:\sil)?|emesso(?:\sil)?|emissione|issued?|from|issue)\s?/\s?(?:fino\sal?|al|scad\.|scadenza|scade(?:\sil)?|valido\sfino\sal|until|to|expires|expiry)\s?[:|]?\s$",
    )
});

/// "La presente ricevuta tiene luogo del titolo, e comunque non oltre il": until when a paper serves in the place of another.
static STANDS_IN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:tiene|fa|ha|avra)\s(?:luogo|le\sveci|validita|efficacia|valore)|vale\s(?:come|quale)|sostituisce|e'?\svalid[ao]|conserva\s(?:validita|efficacia)|(?:takes|stands\sin)\sthe\splace|(?:is|remains)\svalid|replaces)\b[\x00-\x2d/-9<-\x7f]{0,110}\b(?:(?:non|e\snon)\soltre|entro(?:\se\snon\soltre)?|(?:not|no)\slater\sthan|not\sbeyond)\s(?:il\s|the\s|giorno\s)*$",
    )
});

/// The words before the last day of a time.
static TERM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:entro(?:\sil)?|fino\sall?'?|sino\sall?'?|non\soltre\sil|until|till|by|before|hasta(?:\sel)?|antes\sdel|jusqu'au|avant\sle|ate|bis(?:\szum)?)\s?$",
    )
});

/// Returns whether words end in one that joins the last day of a time.
pub(super) fn ends_a_time(lead: &str) -> bool {
    TERM.is_match(lead)
}

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
    let rest = after(&page.flat, start, 90);
    if role != Due && BOTH_ENDS.is_match(lead) && has_a_second(rest) {
        return Some(Other);
    }
    if role == Due
        && (paper.is_type("CONSENT") && JOURNEY.is_match(lead)
            || paper.is(Nature::Act) && PASSED.is_match(rest)
            || paper.is(Nature::Act) && !paper.is_itself_valid() && USED.is_match(lead))
    {
        return Some(Other);
    }
    if role == Due
        && (paper.is_itself_valid() || paper.is(Nature::Receipt))
        && STANDS_IN.is_match(lead)
    {
        return Some(paper.ends().unwrap_or(Expires));
    }
    let offers = paper.is_type("JOB-OFFER") || paper.is(Nature::Contract);
    if OF_A_HOME.is_match(lead) || FORMER.is_match(lead) || !offers && ADVERTISED.is_match(lead) {
        return Some(Other);
    }
    if paper.is(Nature::Act) && !paper.is_itself_valid() && OF_ANOTHER.is_match(lead) {
        return Some(Other);
    }
    let lets = paper.is_itself_valid() || paper.is(Nature::LetsIn);
    // "Il termine di validità scade il" is the end of what is valid.
    let limit = TIME_LIMIT.captures(lead).and_then(|found| found.name("of"));
    let acts = limit.is_some_and(|of| !of.as_str().contains("valid"));
    if role != Due && acts && paper.is(Nature::Act) && (!lets || paper.is(Nature::Invites)) {
        return Some(Due);
    }
    (role != Due && !lets && MAY_ACT.is_match(lead)).then_some(Due)
}

/// "Válida por 90 dias, até", "valid for one year, until": what stands between a word of validity and its last day.
static VALID_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:valid[aeo]?|validita|valable|gultig|validez|validade|vigencia|vigente|duree\sde\svalidite|gultigkeit)\b[\x00-\x2d/-9<-\x7f]{0,60}\b(?:ate|hasta|until|till|fino\sal|sino\sal|jusqu'au|bis|that\sis,?\sto|i\.e\.,?\s(?:to|until)|cioe'?,?\s(?:fino\s)?al|ossia\s(?:fino\s)?al|vale\sa\sdire\s(?:fino\s)?al|es\sdecir,?\shasta\sel|soit\sjusqu'au)\s(?:o\sdia\s|el\s(?:dia\s)?|zum\s|giorno\s|le\s)?$",
    )
});

/// Returns the role of the last day on which a paper says, in some more words, that it is valid.
pub(super) fn is_valid_until(
    page: &Folded<'_>,
    start: usize,
    paper: Paper<'_>,
) -> Option<DateRole> {
    let own = paper.has_type() && (!paper.is(Nature::Act) || paper.is_itself_valid());
    let valid = own && VALID_UNTIL.is_match(before(&page.flat, start, 110));
    (valid && !tells_of_another(page, start, paper))
        .then(|| paper.ends().unwrap_or(DateRole::Expires))
}

/// Returns whether a slash and a further day stand behind the day that a text begins with.
fn has_a_second(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let rest = rest.trim_start().strip_prefix('/').map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
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
    fn a_term_that_ends_is_no_end_of_what_is_valid() {
        let term = "Il termine è di venti giorni e scade il";
        assert_eq!(told("INTEGRATION-REQUEST", term), Some(DateRole::Due));
        let valid = "Il termine di validità scade il";
        assert_eq!(told("INTEGRATION-REQUEST", valid), None);
    }

    #[test]
    fn what_stands_in_for_a_permit_does_so_until_a_day() {
        let receipt = "La presente ricevuta tiene luogo del titolo fino alla definizione e comunque non oltre il 15/12/2026";
        let page = Folded::new(1, receipt);
        let end = |id: &str| meant(&page, receipt.len() - 10, DateRole::Due, Paper::built_in(id));
        assert!(matches!(end("PERMIT-RECEIPT"), Some(DateRole::Expires | DateRole::ValidTo)));
        assert_eq!(end("INTEGRATION-REQUEST"), None);
    }

    #[test]
    fn a_journey_and_a_term_that_has_passed_ask_for_nothing() {
        let meant = |id: &str, text: &str| {
            let page = Folded::new(1, text);
            let start = page.text.find("20/08").unwrap();
            meant(&page, start, DateRole::Due, Paper::built_in(id))
        };
        let journey = "viaggi da sola con lei verso il Senegal, entro il 20/08/2026";
        assert_eq!(meant("CONSENT", journey), Some(DateRole::Other));
        let passed = "da riscontrare entro il 20/08/2026, è pervenuta solo in data 15/09/2026";
        assert_eq!(meant("REJECTION-NOTICE", passed), Some(DateRole::Other));
        assert_eq!(meant("REJECTION-NOTICE", "osservazioni entro il 20/08/2026."), None);
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

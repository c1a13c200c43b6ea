//! Days whose words give them a role, and that are still not the paper's own: grounds, agreements, what others did.

use super::dates::{after, before};
use super::fold::Folded;
use super::paper::Paper;
use super::{asides, pattern, printed};
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// Seconds behind an hour: what a clock stamped, nobody's appointment.
static CLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^[\s,-]{1,3}(?:ore\s)?[0-9]{2}:[0-9]{2}:[0-9]{2}\b"));

/// "Il prossimo click day è fissato per il": when a portal opens for everybody.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:click[\s-]day|apertura\s(?:del\sportale|dello\ssportello|delle\sdomande|delle\siscrizioni)|(?:portal|applications?|calendar)\s(?:currently\s)?(?:opens?|opening))\b[\x00-.0-9:-\x7f]{0,150}$",
    )
});

/// "Consegnata copia alla famiglia il".
static COPY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:consegnat|rilasciat|ritirat|inviat)[ao]\s(?:una\s)?copia|copia\s(?:consegnat|rilasciat|ritirat|inviat)a|copy\s(?:given|handed|sent))\b[\x00-:<-\x7f]{0,50}$",
    )
});

/// "Consegnata all'interessata il", at the head of what a helper printed for somebody.
static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:consegnat|rilasciat|ritirat|rimess)[ao]\s(?:in\scopia\s)?(?:all'|alla?\s|dall'|dalla?\s|al\s)(?:stess[ao]\s)?(?:interessat|richiedente|assistit|utente|client|lavorat|titolare|datore|famiglia|delegat)[a-z]{0,6}\s(?:il|in\sdata)\s$",
    )
});

/// "La lettera di trasformazione è firmata il": another paper was signed then than the form that tells of it.
static IS_SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:lettera|contratto|accordo|patto|verbale|scrittura|promessa|letter|agreement|contract)\b[\x00-:<-\x7f]{0,90}\b(?:e'?|e'?\sstat[oa]|fu|was|were|is)\s(?:firmat[oa]|sottoscritt[oa]|stipulat[oa]|signed)\s(?:il|in\sdata|on)\s$",
    )
});

/// How an office's act begins each of its grounds: "VISTA la comunicazione notificata il …".
static GROUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|\n)(?:e\s)?(?:-\s)?(?:vist[oaie]\s(?:l'|il\b|lo\b|la\b|gli\b|le\b|i\b|che\b|quanto\b|altresi\b|d\.|art)|preso\satto|dato\satto|atteso|considerat[oaie]|premesso|rilevat[oaie]|accertat[oaie]|verificat[oaie]\sche|valutat[oaie]|sentit[oaie]\s(?:il\b|la\b|l'|i\b)|acquisit[oaie]\s(?:il\sparere|la\b|l'|gli\b)|richiamat[oaie]|esaminat[oaie]|lett[aeio]\s(?:il\b|l'|la\b|lo\b|gli\b|le\b|i\b)|ritenut[oa]|constatat[oa]|tenuto\sconto|having\sregard|whereas\b|considerando\b)[\x00-:<-\x7f]*$",
    )
});

/// Where the grounds end and the decision begins.
static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\n(?:si\s)?(?:decreta|dispone|rigetta|revoca|nega|rilascia|autorizza|comunica|determina|delibera|attesta|certifica|riconosce|conferma|ordina|abilita|iscrive|concede|conferisce|dichiara|approva|accoglie|assegna|nomina|trasferisce)\b",
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
    if asides::is_aside(page, start, role, rule, paper) {
        return true;
    }
    match role {
        Expires | ValidTo if is_of_officer(page, start) => true,
        Start | ValidFrom | Issued | Filed if is_of_child(page, start, end) => true,
        Start | Issued if rule.starts_with("label-") && is_of_earlier(page, start) => true,
        ValidFrom | ValidTo | Expires | Start | Issued if is_of_edition(page, start) => true,
        Issued if rule.starts_with("label-") && FRONTIER.is_match(after(&page.flat, end, 30)) => {
            true
        }
        ValidTo | Expires | Issued if is_of_a_phase(page, start) => true,
        Start | ValidFrom | ValidTo | Expires
            if PUBLISHED.is_match(before(&page.flat, start, 150)) =>
        {
            true
        }
        Filed | Issued | Start if is_of_something_else(page, start, end, rule) => true,
        Issued
            if rule == "place-and-date"
                && (is_no_signature(page, start) || asides::is_below_stamp(page, start)) =>
        {
            true
        }
        Issued if rule.starts_with("label-") && is_of_frame(page, start, paper) => true,
        Filed if paper.is_any(&[Nature::HandedIn, Nature::Act]) && is_of_return(page, start) => {
            true
        }
        Appointment if OPENING.is_match(before(&page.flat, start, 160)) => true,
        Appointment if CLOCK.is_match(after(&page.flat, end, 24)) => true,
        // Money is told of on many papers; its day is that of a receipt.
        Paid if paper.has_type() && !paper.is_any(&PAYMENTS) => true,
        Due if is_settled(page, start, end) || is_of_whoever(page, start) => true,
        // "Ricevuto a saldo il": what a payslip's reader received is the pay.
        Notified if paper.is_type("PAYSLIP") => true,
        // A receipt tells whom it or a copy of it was given to; nobody is notified of it.
        Notified
            if paper.is_any(&RECEIPTS)
                && !paper.is_type("PEC-RECEIPT")
                && (COPY.is_match(before(&page.flat, start, 80))
                    || GIVEN.is_match(before(&page.flat, start, 80))) =>
        {
            true
        }
        Issued
            if rule.starts_with("label-")
                && paper.is(Nature::Filed)
                && IS_SIGNED.is_match(before(&page.flat, start, 150)) =>
        {
            true
        }
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
            apostille
                || !called
                    && paper.is_any(&[Nature::Act, Nature::Grounds, Nature::Deed])
                    && ground()
        }
        _ => false,
    }
}

/// "L'offerta è rimasta pubblicata sul portale a partire dal": since when, and until when, something could be read.
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:pubblicat|affiss|espost|diffus)[oaie]\b[\x00-\x2d/-:<-\x7f]{0,110}\b(?:dal|dall'|al|all'|from|to|until)\s?$|\b(?:(?:was|were|remained|been|has\sbeen)\s(?:posted|published|advertised)|publicad[oa]s?|publiee?s?|veroffentlicht)\b[\x00-\x2d/-:<-\x7f]{0,110}\b(?:from|until|to|since|desde(?:\sel)?|hasta(?:\sel)?|du|au|vom|bis(?:\szum)?)\s$",
    )
});

/// "Under the Master Services Agreement dated", "ai sensi dell'accordo quadro del": what a contract goes by.
static FRAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:under|pursuant\sto|subject\sto|governed\sby|in\saccordance\swith|further\sto|(?:annex|schedule|addendum|amendment|appendix)\sto|ai\ssensi\sde[a-z']{1,4}|in\sesecuzione\sde[a-z']{1,4}|in\sbase\sal[a-z']{0,3}|di\scui\sal[a-z']{0,3}|in\svirtu\sde[a-z']{1,4}|(?:allegato|integrazione|modifica|addendum|appendice)\sal[a-z']{0,3}|al\samparo\sdel?|en\svertu\sd[a-z']{1,2}|gemass)\s?(?:[a-z'-]{1,16}\s){0,5}(?:agreement|contract|msa|contratto|accordo|convenzione|contrato|acuerdo|convenio|contrat|accord|rahmenvertrag)\b[a-z0-9 ./n-]{0,30}\s(?:dated|of|del|dell'|datato|stipulato\sil|sottoscritto\sil|firmato\sil|signed\son|made\son|de\sfecha|du|vom)\s(?:the\s)?$",
    )
});

/// "Compilata il", on the receipt of what was sent later.
static COMPILED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:compilat|redatt)[oa]\s(?:online\s|on\sline\s)?(?:il|in\sdata)\s?:?\s?$|\b(?:compiled|filled\sin|completed\sby\syou)\son\s?:?\s?$|\bdata\s(?:di\s)?compilazione\s?:?\s?$",
    )
});

/// Returns whether a day of issue is that of an agreement which a contract goes by, or when somebody wrote what a receipt says was sent.
fn is_of_frame(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> bool {
    paper.is_any(&[Nature::Contract, Nature::Bill])
        && FRAME.is_match(before(&page.flat, start, 130))
        || paper.is(Nature::Receipt) && COMPILED.is_match(before(&page.flat, start, 40))
}

/// "La dichiarazione dei redditi, presentata il", "con ricevuta del": what else was handed in, and proves something.
static RETURN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:dichiarazion[ei]\s(?:dei\sredditi|fiscal[ei]|iva|integrativ[ae])|modell[oi]\s(?:redditi|unico|730|f24)|bilanci[oi]|tax\sreturn)\b[\x00-/:<-\x7f]{0,70}$|\bcon\s(?:relativa\s)?(?:ricevuta|quietanza|attestazione|certificato|fattura|bonifico)\s(?:n\.?\s?[0-9a-z/-]{1,16}\s)?(?:del|dell'|in\sdata)\s?$",
    )
});

fn is_of_return(page: &Folded<'_>, start: usize) -> bool {
    RETURN.is_match(before(&page.flat, start, 120))
}

/// "Notary public until", "my commission expires": an officer's term.
static OFFICER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:notary\spublic|commission|in\scarica|mandato\s(?:elettivo|di\s[a-z]{4,20}|del\s[a-z]{4,20})|solemnizing\sofficer|officiant|reg\.)\b[\x00-\x2d/-9<-\x7f]{0,30}\b(?:until|expires|fino\sal?|scad[a-z]{1,3}|to)\s(?:on\s)?$",
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
    page.opening(start, LONGEST_FIELD).is_some_and(|field| EARLIER.is_match(field))
}

/// "Versión 6 - Vigente desde", "Mod. 02/B - in vigore dal": since when a form is used.
static EDITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:version|versione|versao|rev|revisione|revision|edizione|edition|edicion|template|muster)\b\.?:?\s(?:n\.?\s?)?v?\.?[0-9][0-9.]{0,4}\s?[-,(/]{1,2}\s?[a-z ]{0,30}$|^(?:mod|modulo|modello|modelo|form|formulario|impreso|formulaire|vordruck)\b\.?\s[\x00-\x2d/-9<-\x7f]{2,40}\b(?:vigente|in\suso|in\svigore|in\sforce|in\suse|en\svigor|en\svigueur|gultig)\s(?:dal?|dall'|desde(?:\sel)?|since|from|depuis(?:\sle)?|seit)\s$",
    )
});

/// "Minimi contrattuali in vigore dal", "tariffe valide dal": since when rates hold, which a table or a law sets.
static RATES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:minimi|tabell[ae]|tariff[ae]|aliquot[ae]|importi|massimali|retribuzioni|scaglioni|listin[oi]|prezzi|condizioni\seconomiche|minimum\swages?|rates?|tariffs?|thresholds|tarifas|precios|tarifs|baremes?|tarife|satze)\b[a-z,'()\x20-]{0,50}\b(?:dal|dall'|from|since|as\sof|desde(?:\sel)?|a\spartir\sdel|depuis(?:\sle)?|a\scompter\sdu|au|ab|seit)\s?$",
    )
});

fn is_of_edition(page: &Folded<'_>, start: usize) -> bool {
    if RATES.is_match(before(&page.text, start, 110)) {
        return true;
    }
    EDITION.is_match(page.lead(start, 60))
}

/// "Periodo di prova: sei mesi, con termine il", "si rinnova per altri quattro anni (fino al": the end of a part of what was agreed, or of
/// what may follow it.
static PHASE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:periodo|patto)\sdi\sprova|probation(?:ary)?(?:\speriod)?|trial\speriod|periodo\sde\sprueba|periode\sd'essai|periodo\s(?:de\sexperiencia|experimental)|probezeit|si\s(?:rinnov|prorog)[a-z]{1,5}|(?:rinnov|prorog)abil[ei]|renewable|extendable|(?:renov|prorrog)able|renouvelable|reconductible|(?:renov|prorrog)avel|verlangerbar|renews|(?:will|shall)\s(?:then\s)?be\s(?:renewed|extended)|se\s(?:renueva|renovara|prorroga|prorrogara)|(?:est|sera)\s(?:reconduit|renouvele|prolonge)e?|renova-se|verlangert\ssich)\b(?P<between>[\x00-:<-\x7f]{0,90})$",
    )
});

/// What ends the telling of a part: words of the whole.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:contratt|rapporto|scadenza|contract|agreement|contrato|contrat|vertrag|vencimiento|data|date|firmat|signed)",
    )
});

fn is_of_a_phase(page: &Folded<'_>, start: usize) -> bool {
    let phase = PHASE.captures(before(&page.flat, start, 130));
    phase.and_then(|phase| phase.name("between")).is_some_and(|between| {
        !WHOLE.is_match(between.as_str()) && ENDING.is_match(between.as_str())
    })
}

/// The joint between what ends and its last day.
static ENDING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:al|until|to|ending(?:\son)?|ends(?:\son)?|il|hasta(?:\sel)?|jusqu'au|ate(?:\sa)?|bis(?:\szum)?)\s$",
    )
});

/// What bears a day that no paper goes by: a revenue stamp, the last of several payments or changes, what is only a draft, a mail that was
/// passed on, an application or a payment that a letter tells of, the hand of who reported a birth.
static ELSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)(?:
        \b(?:marc[ah]e?\sda\sbollo|contrassegno\stelematico|revenue\sstamps?)\s(?:(?:n\.?|nr\.?|no\.?|id\.?|identificativo|numero|codice|seriale|da|euro|eur|[0-9][0-9.,]*)[\s:,-]{1,3}){0,6}(?:del|in\sdata|emess[ao]\sil|of|dated)\s
        |\bultim[oaie]\s(?:versament|pagament|contribut|moviment|accredit|deposit|variazion|modific|aggiornament|iscrizion|letture?)[a-z]{0,2}\b[a-z\s,:'(-]{0,60}
        |\bpervenut[oaie]\s(?:alla|al|ai|a)\s[a-z\s]{4,40}\b(?:con|per|in\sforza\sdi|in\svirtu\sdi|giusta)\s(?:atto|rogito|contratto|successione|donazione|acquisto)\b[a-z\s,.'-]{0,60}
        |\b(?:bilanci[oi]|rendiconto|(?:annual\s)?accounts|cuentas\sanuales|comptes\sannuels|jahresabschluss)\b[a-z\s]{0,24}(?:[0-9][0-9./]{3,9}\s?)?[\s,(:-]{0,3}(?:depositat|approvat|presentat|pubblicat|filed|approved|deposited|deposit|depose|presentad|aprobad)[a-z]{0,3}\s(?:il\s|in\sdata\s|on\s|el\s|le\s)?
        |\b(?:last|latest|previous)\s(?:confirmation\s)?(?:statement|accounts?|return|payment|contribution|change|update|filing|amendment|entry)\b[a-z\s,:'(-]{0,40}
        |\b(?:bozza|draft|borrador|brouillon|rascunho|entwurf)\b[\x00-\x2d/-:<-\x7f]{0,20}
        |\b(?:inoltrat[oa]\sda|forwarded\sby|reenviado\spor|transfere\spar|encaminhado\spor|weitergeleitet\svon)\s[!-?A-~]{1,40}@[!-?A-~]{3,40}\s(?:(?:il|on|el|le|em|am)\s)?
        |\b(?:application|request|payment|deposit|claim|booking|complaint|enrolment)\s(?:was|were|has\sbeen|had\sbeen)\s(?:first\s|duly\s|originally\s)?made\s(?:on\s)?
        |\b(?:informant|attendant|informante|midwife)\b[\x00-:<-\x7f]{0,50}\b(?:signed|signature|firmado|firma)[\s:,]{1,3}(?:on\s|el\s)?
        )$",
    )
});

/// "NON è stata trasmessa": what was not done that day.
static NOT_DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:non\s(?:e'?|risulta|sono|fu)\b|(?:was|has|have|were)\snot\b|no\s(?:ha|fue)\b|n'a\spas\b|nao\sfoi\b|wurde\snicht\b)",
    )
});

/// "Il 20/06/2026 alle ore 18.42 il veicolo targato": what somebody is fined for.
static OFFENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:alle\s|at\s|h\.?\s)?(?:ore\s)?[0-9]{1,2}[.:,][0-9]{2},?\s[\x00-\x2d/-:<-\x7f]{0,40}\b(?:veicolo|autovettura|autoveicolo|motociclo|motoveicolo|conducente|trasgressore|vehicle|driver)\b",
    )
});

fn is_of_something_else(page: &Folded<'_>, start: usize, end: usize, rule: &str) -> bool {
    // A place and its day begin a line of their own, whatever stands above.
    if rule == "place-and-date" {
        return false;
    }
    let rest = after(&page.flat, end, 90);
    ELSE.is_match(before(&page.flat, start, 110))
        || rule.starts_with("label-") && NOT_DONE.is_match(rest)
        || OFFENCE.is_match(rest)
}

/// "Ingresso Malpensa, 05/10/2026", "Ultima modifica trasferimento sede, 14/06/2022", and the last day of a span that was wrapped: not
/// where a paper was signed.
static NO_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:ingresso|entrata|uscita|arrivo|imbarco|sbarco|entry|arrival|departure|entrada|salida|llegada|entree|arrivee|chegada|einreise|ultim[oa]\s(?:modifica|variazione|aggiornamento|evento|iscrizione)|last\s(?:change|update|amendment|entry))\s[\x00-\x7f]*$",
    )
});

/// The first day of a span, up to its last: "01/01/2024 -".
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})\s(?:-|al|to)\s$")
});

fn is_no_signature(page: &Folded<'_>, start: usize) -> bool {
    page.opening(start, LONGEST_FIELD).is_some_and(|field| NO_PLACE.is_match(field))
        || printed::is_said(page, start)
        || SPAN.is_match(before(&page.flat, start, 24))
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

/// "CCNL 1° ottobre 2020", "CCNL Turismo del": the agreement's own day right behind its name.
static AGREED_ON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:ccnl|c\.c\.n\.l\.?|contratto\scollettivo(?:\snazionale)?)\s(?:(?:[a-z]{2,16}\s){0,3}(?:del|dell'|siglato\sil|rinnovato\sil|in\sdata)\s?)?$",
    )
});

fn is_of_agreement(page: &Folded<'_>, start: usize) -> bool {
    if AGREED_ON.is_match(before(&page.flat, start, 70)) {
        return true;
    }
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
    AGREEMENT.is_match(lead) && !OF_THE_JOB.is_match(lead)
}

/// "Livello CS del contratto collettivo, a tempo indeterminato, con inizio il": the sentence has come back to the job.
static OF_THE_JOB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:a\stempo\s(?:in)?determinato|tempo\spieno|full[\s-]time|part[\s-]time|ore\ssettimanali|hours\s(?:a|per)\sweek|(?:con|avra|ha)\sinizio|first\sday|primo\sgiorno|start(?:ing)?\sdate|inizio|beginn|decorrenza|(?:il\srapporto|l'assunzione|employment|the\sjob)\b[a-z ]{0,20})[\x00-\x2d/-9<-\x7f]{0,60}:?\s?$",
    )
});

/// "Figlio Yassin (09.10.2021)": who is named beside the day of birth in brackets.
static CHILD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:figli[oa]|figli|minor[ei]|bambin[oaie]|neonat[oa]|son|daughter|child|children|hij[oa]s?|fils|fille|enfants?|filh[oa]s?|sohn|tochter|kind)\b[a-z ,:'-]{2,40}\($",
    )
});

/// Returns whether a day in brackets is that of the birth of a child who is named before it.
fn is_of_child(page: &Folded<'_>, start: usize, end: usize) -> bool {
    page.flat[end..].starts_with(')') && CHILD.is_match(before(&page.flat, start, 70))
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

/// Papers that somebody takes home, as proof that they filed something.
const RECEIPTS: [Nature; 3] = [Nature::Filed, Nature::Receipt, Nature::HandedIn];

/// Papers that tell of a payment of their own.
const PAYMENTS: [Nature; 3] = [Nature::Payment, Nature::Bill, Nature::OfPayment];

//! The application that an office's paper answers, and the day it was filed on.

use super::dates::before;
use super::fold::Folded;
use super::paper::Paper;
use super::{pattern, printed};
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// The rule under which the day of an application is told by the paper that answers it.
pub const APPLICATION_FILED: &str = "application-filed";

/// How far before its day an application may be named, in folded bytes.
const REACH: usize = 240;

/// "Vista la domanda di nulla osta presentata in data", "all'istanza che la S.V. ha presentato il", "istanza del", "domanda prot. n. 21417
/// del", "Data invio istanza". What the office itself asks for ("richiesta di integrazione del") is none.
static APPLICATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?x-u)^{HEAD}
        (?:
            [\x00-:<-\x7f]{{0,130}}\b(?:presentat|inoltrat|inviat|trasmess|pervenut|spedit|acquisit|assunt|depositat|ricevut|prodott|consegnat|avanzat|formulat|chiest|propost|protocollat|resa|filed|submitted|lodged|received|made)[a-z]{{0,2}}\b[\x00-/:<-\x7f]{{0,60}}(?:(?:prot(?:ocollo|\.)?\s?(?:n(?:r|\.)?\.?o?\s?)?)?[a-z_.]{{0,6}}[0-9/][0-9a-z/._-]{{1,24}},?\s(?:del|dell'|in\sdata|il)\s?)?
            |[\x00-/:<-\x7f]{{0,60}}(?:[a-z_.]{{0,6}}[0-9][0-9a-z/._-]{{0,24}})?,?\s(?:del|dell'|dated|in\sdata)\s?
            |(?:\s(?:il|in\sdata|on|vom))?\s?:?\s
        )$"
    ))
});

/// What an application is called.
const HEAD: &str = r"\b(?:domanda|istanza|dichiarazione\s(?:di\sresidenza|anagrafica)|(?:sua|vostra|vs\.?|your)\s(?:richiesta|request)|application|request\sof|(?:vista|esaminata|letta|valutata)\sla\srichiesta|richiesta\s(?:nominativa|numerica|che)
            |(?:riscontro|riferimento|seguito|risposta|evasione)\s(?:alla|a)\s(?:sua|vostra|vs\.?)
            |richiesta\s(?:di|del|per\sil|per)\s?(?:rilascio|rinnovo|nulla|ricongiungimento|visto|permesso|certificat|attestat|conversione|riconoscimento|idoneita)|richiesta\s(?:nominativa\s|numerica\s)?(?:pervenut|presentat|inviat|inoltrat|trasmess|ricevut|acquisit|depositat|assunt)[a-z]{0,2}|gesuch)\b";

static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("(?x-u){HEAD}")));

/// The last words before a day that belong to something else: an office's note, a law.
static OTHERWISE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:nota|preavviso|decreto|sentenza|parere|entro|comunicazione|per\sricevuta|ricevimento|osservazioni|integrazione|integrazioni|chiarimenti|contratto|verbale|polizza|circolare|delibera|d\.?lgs|legge|dpr|d\.p\.r\.)\b[\x00-\x7f]{0,70}$",
    )
});

/// A birth, or a paper of the applicant's, behind what was done with the application.
static OF_APPLICANT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:nat[oa]|born|scad[a-z]*|valid[a-z]*|rilasciat[oa]|passaporto|assunzione|decorrenza)\b[\x00-\x7f]{0,70}$",
    )
});

/// "… has been examined and refused. Received by": another sentence tells of something else.
static SENTENCE_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u)[a-z]{5,}\.\s"));

/// What was done with an application.
static DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:presentat|inoltrat|inviat|trasmess|pervenut|spedit|acquisit|assunt|depositat|ricevut|prodott|consegnat|avanzat|formulat|chiest|propost|protocollat|resa|filed|submitted|lodged|received|made)[a-z]{0,2}\b",
    )
});

/// "Richiesta del", "domanda n. 2110331180044 dell'", on what an office writes because it was asked for it.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:richiesta|domanda|istanza)(?:\s(?:n\.?o?|nr\.?|prot\.?(?:\sn\.?)?)?\s?[a-z_.]{0,6}[0-9][0-9a-z/._-]{1,24})?,?\s(?:del|dell'|in\sdata|il)\s?:?\s?$|\brichiest[oa]\s(?:on\sline\s|allo\ssportello\s)?(?:il|in\sdata)\s$|\b(?:richiesta|richiesto)\sda:?\s[\x00-:<-\x7f]{2,80},?\s(?:il|in\sdata|del)\s$|\brichiest[ae]\s(?:inserit|inviat|presentat|effettuat|trasmess|formulat|pervenut|inoltrat|ricevut)[ae]\b[\x00-/:<-\x7f]{0,60}\b(?:il|in\sdata)\s$|\bdemande(?:\sen\sligne)?\s(?:du|recue\sle|deposee\sle)\s$|\bsolicitud(?:\sen\slinea)?\s(?:de\sfecha|del|presentada\sel|recibida\sel)\s$|\bpedido(?:\sonline)?\s(?:de|em|feito\sem)\s$|\b(?:antrag|anfrage|ansuchen|gesuch|anforderung)\svom\s$|\b(?:requested|ordered|applied\sfor)\s(?:online\s)?on\s$|\bdemande\b[\x00-/:<-\x7f]{0,70}\b(?:deposee|presentee|recue|introduite|formulee|faite)\s(?:par\s[a-z' ]{2,40}\s)?le\s$|\bsolicitud\b[\x00-/:<-\x7f]{0,70}\b(?:presentada|recibida|formulada|ingresada)\s(?:por\s[a-z' ]{2,40}\s)?(?:el|con\sfecha)\s$|\bpedido\b[\x00-/:<-\x7f]{0,70}\b(?:apresentado|recebido|formulado)\s(?:por\s[a-z' ]{2,40}\s)?em\s$|\bantrag\b[\x00-/:<-\x7f]{0,70}\b(?:eingereicht|gestellt|eingegangen)\sam\s$|\b(?:rif|riferimento|riscontro|risposta|seguito|evasione)\b[.:]*\s(?:a\s|alla\s)?(?:vs\.?|vostra|sua)\s(?:nota|pec|lettera|comunicazione|istanza|domanda|richiesta|e-mail|mail)(?:\s(?:prot\.?|n\.?))*\s[a-z_.]{0,6}[0-9][0-9a-z/._-]{1,24},?\s(?:del|dell'|in\sdata)\s?$|\b(?:in\srisposta\sa|suite\sa|in\sriscontro\sa|in\sreply\sto)\s[a-z_.]{0,6}[0-9][0-9a-z/._-]{1,24},?\s(?:del|dell'|du|of|dated|vom|de)\s?$|\b(?:risponde|riscontra|risposta|riscontro|riferimento|seguito)\s(?:al|alla|a)\b[\x00-:<-\x7f]{0,40}\((?:ns\.?\s)?(?:entrata|arrivo|ingresso|pervenut[oa]|protocollat[oa])\s(?:del|il|in\sdata)\s$|\brequest\s(?:was\s)?(?:received|submitted|lodged|filed)\b(?:\s(?:by|via|at|in)\s[a-z' -]{2,40})?(?:\son)?:?\s$",
    )
});

/// How an office names the application that it decides on.
static HAVING_SEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\bvist[ao]\s(?:l'istanza|la\sdomanda|la\srichiesta)\b[\x00-:<-\x7f]{0,120}$")
});

/// A law in brackets, or the number of who applied.
static IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\s\((?:ex\s)?(?:artt?\.|articol[oi]|legge|d\.|l\.|dpr|dlgs|p\.\s?i(?:va|\.)|p\.\siva|partita|c\.\s?f\.|cf\s|codice)[\x00-\x27\x2a-\x7f]{0,70}\)",
    )
});

/// "Ha chiesto il 6 ottobre 2025 la conversione", "assicurata n. 063310982274 del": what was handed in then.
static ASKED_THEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:ha|hanno|aveva)\s(?:chiest|richiest|presentat|inoltrat|trasmess)o\s(?:il|in\sdata|l')\s?$|\bassicurata\s(?:postale\s)?(?:n\.?o?\.?\s)?[0-9-]{11,14}\s(?:del|dell'|in\sdata|spedita\sil|accettata\sil|il|l')\s?$|\bwhich\s(?:you|he|she|they|the\sapplicant)\s(?:have\s|has\s|had\s)?(?:requested|applied\sfor|submitted|lodged|filed)\son\s$|\bque\svous\savez\s(?:demande|depose|presente)e?s?\sle\s$|\bque\s(?:usted\s)?(?:solicito|presento)(?:\s[a-z' ]{2,40})?\sel\s$",
    )
});

/// "Premesso che in data", before the day on which somebody applied.
static ON_THAT_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)(?:^|[\s,;])(?:in\sdata|il|il\sgiorno|on|con\sfecha|el|em|le)\s$")
});

/// "… il datore di lavoro ha presentato istanza di nulla osta", behind it.
static HAS_ASKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s[\x00-/<-\x7f]{0,120}?\b(?:(?:ha|hanno|aveva|avevano)\s(?:presentato|inoltrato|trasmesso|avanzato|inviato|depositato|formulato|spedito|prodotto)|presentava|inoltrava|trasmetteva|avanzava|(?:e'?|veniva)\s(?:stata\s)?(?:presentata|inoltrata|trasmessa|avanzata|inviata|depositata)|(?:has\s|had\s)?(?:submitted|filed|lodged))\s(?:[a-z'-]{2,18}\s){0,4}?(?:l'|un')?(?:istanza|domanda|richiesta|application)\s(?:(?:telematica|nominativa|numerica|prot\.?|n\.?|volta|tesa|intesa|diretta|finalizzata)\s|(?:di|del|per|for|ad|al)\s(?:il\s|the\s|a\s|an\s|ottenere\s)?(?:primo\s)?(?:rilascio|rinnovo|nulla|ricongiungimento|visto|permesso|conversione|riconoscimento|idoneita|autorizzazione|assunzione|visa|work|residence|family|permit))",
    )
});

/// What somebody asked for, behind the day on which they did.
static ASKED_FOR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:il|la|l'|lo|un|un'|una|istanza|domanda|richiesta)\s?(?:conversione|rinnovo|rilascio|nulla|ricongiungimento|domanda|istanza|richiesta|certificat|attestat|permesso|riconoscimento|aggiornamento|duplicato|iscrizione|visto|di\s|per\s)",
    )
});

/// Who was born where and when, with the fiscal code, inside a sentence.
static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u),\s(?:cittadin[oa]\s[a-z]{4,16},?\s)?nat[oa]\s[\x00-9<-\x7f]{2,60}?[0-9]{1,2}[\s./-][0-9a-z]{1,10}[\s./-](?:19|20)[0-9]{2}(?:,(?:\s(?:c\.?\s?f\.?|codice\sfiscale)\s[a-z0-9]{16},)?|\s\((?:c\.?\s?f\.?|codice\sfiscale)\s[a-z0-9]{16}\),)",
    )
});

/// An office's stamp on what it was handed: "Pervenuto prot. n. 0018830 del", "Protocollo di arrivo 0266104 del".
pub(super) static STAMPED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:arrivo|arrivat[oa]|pervenut[oa]|ricevut[oa]|presentat[oa]|ingresso|in\sentrata|acquisit[oa]|received|consegnat[oa])\b[\x00-\x7f]{0,60}$|\b(?:entrat[oa]|entrada|eingang)\s(?:(?:prot|n|nr)\.?\s){0,2}(?:[a-z]{0,2}[0-9][0-9a-z/._-]*\s)?$",
    )
});

/// Returns whether a date is the day on which the application was filed that this paper answers.
pub(super) fn is_filing(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> bool {
    let lead = before(&page.flat, start, REACH);
    let asked_for =
        paper.is_any(&[Nature::Answer, Nature::Extract]) || paper.is_type("TRANSLATION");
    let asked = before(lead, lead.len(), 110);
    if asked_for && is_field_of_entry(page, start)
        || asked_for && ASKED.is_match(asked) && !printed::is_asked_for(page, start)
        || paper.is_any(&[Nature::Card, Nature::Receipt]) && is_field_of_application(page, start)
    {
        return true;
    }
    if paper.is_any(&[Nature::Act, Nature::Answer, Nature::Call])
        && let Some(asked) = ASKED_THEN.find(lead)
        && (["assicurata", "which", "que"].iter().any(|head| asked.as_str().starts_with(head))
            || ASKED_FOR.is_match(page.flat.get(behind_day(page, start)..).unwrap_or_default()))
    {
        return true;
    }
    if paper.is_any(&[Nature::Act, Nature::Answer, Nature::Receipt])
        && ON_THAT_DAY.is_match(lead)
        && HAS_ASKED.is_match(page.flat.get(behind_day(page, start)..).unwrap_or_default())
    {
        return true;
    }
    // Of a paper of no known type only an act's own words tell: "Vista l'istanza acquisita il".
    // A fee is asked for because somebody applied, and a visa names what it was given for.
    let given = paper.is_any(&[Nature::Registered, Nature::Bill]) || paper.is_type("VISA");
    let answers = given || paper.is_any(&[Nature::Act, Nature::Answer]);
    let may_answer = !paper.has_type() || paper.is(Nature::Card);
    if !(answers || may_answer && HAVING_SEEN.is_match(lead)) {
        return false;
    }
    // "Presentata dalla S.V., nata ad Antalya il 25.10.1999, C.F. …, in data": the birth belongs to who applied.
    let without_birth;
    let lead = if lead.contains("nat") {
        without_birth = BIRTH.replace(lead, ",");
        without_birth.as_ref()
    } else {
        lead
    };
    // "Istanza di nulla osta (art. 27-quater D.Lgs. 286/98) presentata il": the law is told in passing.
    let without_law = IN_BRACKETS.replace_all(lead, "");
    let lead = without_law.as_ref();
    // The first of several that are named, if nothing parts it from its day; else the last.
    let named = NAMED.find_iter(lead).map(|head| &lead[head.start()..]);
    let own = |lead: &str| {
        let done = DONE.find_iter(lead).last().map_or(0, |done| done.start());
        APPLICATION.is_match(lead)
            && !SENTENCE_END.is_match(&lead[..done])
            && !OTHERWISE.is_match(lead)
            && !OF_APPLICANT.is_match(&lead[done..])
    };
    named.into_iter().any(own)
}

/// Returns where the words behind a written day begin: behind its year.
fn behind_day(page: &Folded<'_>, start: usize) -> usize {
    let day = &page.flat[start..(start + LONGEST_DAY).min(page.flat.len())];
    let year = day.match_indices("20").find(|(at, _)| {
        day.as_bytes().get(at + 2..at + 4).is_some_and(|d| d.iter().all(u8::is_ascii_digit))
    });
    year.map_or(page.flat.len(), |(at, _)| start + at + 4)
}

/// A day is written in at most so many bytes.
const LONGEST_DAY: usize = 24;

/// "Entrata al protocollo PG.E.2026.0013118 - 06-07-2026": the field of the register of what came in.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:(?:data\s)?(?:entrata|ingresso|arrivo)\s(?:al|a|in|nel)\s(?:protocollo|registro)|(?:domanda|istanza|richiesta)\s(?:in\sentrata|entrata|registrata|protocollata)|prot(?:ocollo|\.)?\s(?:di\s|in\s)?(?:entrata|ingresso|arrivo)|entered\s(?:in|into)\sthe\sregister|incoming\s(?:protocol|register)|registro\sde\sentrada|eingangs(?:nummer|protokoll)|vorgangseingang)\b[\x00-9<-\x7f]{0,40}$",
    )
});

fn is_field_of_entry(page: &Folded<'_>, start: usize) -> bool {
    let (from, _) = page.line_at(start);
    ENTRY.is_match(before(&page.flat[from..], start - from, LONGEST_ENTRY))
}

/// The field of a register's entry is at most so long.
const LONGEST_ENTRY: usize = 80;

/// "Istanza del 19.08.2026": a field of its own.
fn is_field_of_application(page: &Folded<'_>, start: usize) -> bool {
    let (from, _) = page.line_at(start);
    matches!(page.flat[from..start].trim_end(), "istanza del" | "domanda del" | "richiesta del")
}

/// An entry of an office's register: "E - 0402218 - 24/09/2026", where E is what came in.
static ENTERED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)(?:^|[\s.-])e[\s.-]{1,3}[0-9]{5,9}[\s.-]{1,3}$"));

/// Returns whether a date is that of an entry in an office's register of what came in.
pub(super) fn is_entered(page: &Folded<'_>, start: usize) -> bool {
    ENTERED.is_match(before(&page.flat, start, 30))
}

/// Returns whether the words before a number's own day, or above it, are those of an office's stamp of arrival.
pub(super) fn is_stamped(page: &Folded<'_>, start: usize) -> bool {
    STAMPED.is_match(before(&page.flat, start, 110))
}

/// A stamp's word above or below its day.
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:arrivo|in\sarrivo|pervenut[oa]|ricevut[oa]|presentat[oa]|accettat[oa]|depositat[oa]|acquisit[oa]|ingresso|received|recibido|recu)\b|^(?:entrat[oa]|in\sentrata|entrada|eingang|eingegangen)\b",
    )
});

/// An office's name before the day of its stamp, and the number below.
static STAMPING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:comune|citta|municipio|questura|prefettura|commissariato|stazione|unione|provincia|gemeinde|commune|ayuntamiento|camara)\s[a-z' .-]{2,50}\s$",
    )
});

/// Returns whether a day alone on its line is that of an office's stamp, whose word stands on the line above or below.
pub(super) fn is_stamp(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let line = page.line_of(start);
    let (from, to) = page.line(line);
    // "2026-DP-000318   7 LUG 2026": its number may stand before it.
    let number = STAMP_NUMBER.is_match(&page.text[from..start]) && to - end <= STAMP_MARGIN;
    let alone = to - from <= end - start + STAMP_MARGIN || number;
    let beside = [line.checked_sub(1), Some(line + 1).filter(|line| *line <= page.last_line())];
    let word = |line: usize| {
        let (from, to) = page.line(line);
        to - from <= LONGEST_STAMP && STAMP.is_match(&page.text[from..to])
    };
    // The office's name may stand between its word and the day.
    let over_office = || {
        line.checked_sub(2).is_some_and(|line| {
            let (from, to) = page.line(line);
            STAMP_ALONE.is_match(page.text[from..to].trim())
        })
    };
    // "COMUNE DI ULASSAI   30 APR. 2025" over "Prot. 6621", at the foot of what was handed in.
    let over_number = || {
        let next = (line + 1).min(page.last_line());
        let (below, until) = page.line(next);
        line >= FORM_LINES
            && to.saturating_sub(end) <= STAMP_MARGIN
            && STAMPING.is_match(&page.text[from..start])
            && page.text[below..until].trim_start().starts_with("prot")
    };
    // "RICEVUTO   26 GEN 2027", "UFF. POSTALE FERRARA 2   17.09.26": its word, or who put it there, and the day.
    let lead = page.text[from..start].trim();
    let one_line = end <= to
        && to - end <= STAMP_MARGIN
        && (STAMP_ALONE.is_match(lead)
            || POSTMARK.is_match(&page.text[page.cell(start, start).0.max(from)..start])
            || POSTMARK.is_match(lead));
    one_line || alone && (beside.into_iter().flatten().any(word) || over_office()) || over_number()
}

/// "24/11/2025  12.31.08   OPER. 0229": the line that a post office's till prints at the head of its receipt.
static TILL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\s,-]{1,3}(?:ore\s)?[0-9]{2}[.:][0-9]{2}(?:[.:][0-9]{2})?\s+(?:oper|op|sport|sp|cassa|term|tr|ufficio|uff|seq|nr|n|till|desk|counter)\b",
    )
});

/// Returns whether a day stands with its hour in the line that a till prints at the head of its receipt.
pub(super) fn is_till_line(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let line = page.line_of(start);
    page.page == 1
        && line < FORM_LINES
        && page.line(line).0 == start
        && TILL.is_match(page.text.get(end..).unwrap_or_default())
}

/// The number of a stamp, alone before its day.
static STAMP_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)^(?:n\.?\s)?[0-9a-z]{1,6}[/._-][0-9a-z][0-9a-z/._-]{2,20}\s$"));

/// A stamp's word on a line of its own.
static STAMP_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:timbro\s(?:di\s)?)?(?:arrivo|in\sarrivo|pervenut[oa]|ricevut[oa]|presentat[oa]|accettat[oa]|depositat[oa]|acquisit[oa](?:\sagli\satti)?|protocollo(?:\sgenerale)?|received|recibido|entrada|recu(?:\sle)?|recebido|eingegangen|eingang)[.:]?$",
    )
});

/// A post office that put its stamp on what it was handed.
static POSTMARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:uff(?:icio|\.)?\s?post(?:ale|\.)|u\.?\s?p\.|poste\sitaliane|sportello\samico|timbro\spostale|post\soffice|postmark)\b[\s.:-]{0,3}[a-z0-9' .-]{0,40}$",
    )
});

/// "Registrato a Reggio Emilia il", "AGENZIA ENTRATE NAPOLI 1 - registrato telematicamente il": the tax office entered a contract or a deed.
static REGISTERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:registrat[oa](?:\s(?:presso|all'|alla|l')?\s?(?:agenzia\s)?(?:delle\s)?entrate)?\s(?:di|ad?|in)\s[a-z][a-z' ]{2,30}?(?:,?\s(?:il|in\sdata)\s|,\s)|agenzia\s(?:delle\s)?entrate\b[a-z0-9' ,.-]{0,60}\bregistrat[oa](?:\stelematicamente|\sin\svia\stelematica)?\s(?:il|in\sdata)\s|registered\s(?:in|at|with)\s[a-z][a-z' ]{2,40}?(?:,?\son\s|,\s))$",
    )
});

/// Returns whether a day is that on which the tax office registered the contract or deed that a paper is.
pub(super) fn is_registered(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> bool {
    // A sentence tells of an earlier deed; the office's own line has it first.
    let line = page.line_of(start);
    let (from, _) = page.line(line);
    let opens = page.words(from, start).starts_with(char::is_uppercase);
    // "È stato registrato a questo Ufficio", then a row of captions and the row of their values.
    if paper.is_type("LEASE-REGISTRATION") && REGISTERED_AT.is_match(before(&page.text, start, 150))
    {
        return true;
    }
    paper.is_any(&[Nature::Contract, Nature::Deed])
        && opens
        && start - from <= LONGEST_REGISTRATION
        && REGISTERED.is_match(&page.flat[from..start])
}

static REGISTERED_AT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\bregistrat[oa]\b[a-z' ,.]{0,60}:?\n(?:il|data|in\sdata)\b[a-z\t .]{0,60}\n$")
});

/// A tax office's line of registration has at most so much before its day.
const LONGEST_REGISTRATION: usize = 90;

/// Further up stands a paper's own letterhead, not the stamp of who received it.
const FORM_LINES: usize = 8;

/// What may stand beside a stamp's day on its line, in bytes.
const STAMP_MARGIN: usize = 3;
/// A line of a stamp is at most so long.
const LONGEST_STAMP: usize = 48;

/// What an office received and answers, with its number: "Request RA/2026/19044, ".
static REQUEST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:request|application|enquiry|domanda|istanza|richiesta|solicitud|demande|pedido|antrag)(?:\s(?:n|no|nr|ref|n\.o)\b\.?|\s[a-z]{0,8}[0-9][0-9a-z/._-]{0,24}){0,2},?\s(?:was\s|e'?\sstata\s)?$",
    )
});

/// Returns whether words name what an office was asked for, with its number.
pub(super) fn is_of_request(page: &Folded<'_>, at: usize) -> bool {
    REQUEST.is_match(before(&page.flat, at, 60))
}

#[cfg(test)]
mod tests {
    use super::{Folded, Paper, is_filing};

    fn is(text: &str, id: &str) -> bool {
        let page = Folded::new(1, text);
        let at = page.flat.find("11/06/2026").unwrap();
        is_filing(&page, at, Paper::built_in(id))
    }

    #[test]
    fn the_day_of_the_application_that_is_answered_is_found() {
        for text in [
            "Vista la domanda di nulla osta al lavoro presentata in data 11/06/2026 dal Sig.",
            "con riferimento all'istanza di rinnovo che la S.V. ha presentato il 11/06/2026, si",
            "Istanza del 11/06/2026",
            "2. Domanda prot. n. 21417 del 11/06/2026",
            "Data invio istanza 11/06/2026",
            "your application of 4 persons, received on 11/06/2026",
            "Esaminata la richiesta nominativa che la ditta ha inoltrato in via telematica il giorno 11/06/2026",
            "l'istanza con scadenza 30.09.2026, da Lei prodotta tramite ufficio postale il giorno 11/06/2026",
            "In esito alla Sua richiesta, acquisita con PG/2026/0372205 del 11/06/2026",
            "PREMESSO che in data 11/06/2026 il datore di lavoro Rossi Ugo ha presentato istanza di nulla osta",
            "On 11/06/2026 your employer lodged an application for a work permit",
        ] {
            assert!(is(text, "REJECTION-NOTICE"), "{text}");
        }
    }

    #[test]
    fn a_stamp_has_its_word_above_or_below_its_day() {
        let stamp = |text: &str| {
            let page = Folded::new(1, text);
            let at = page.flat.find("20 feb 2026").unwrap();
            super::is_stamp(&page, at, at + "20 feb 2026".len())
        };
        assert!(stamp("Firma\nQUESTURA DI PAVIA\n20 FEB 2026\nPERVENUTO"));
        assert!(stamp("TIMBRO DI ARRIVO\n20 FEB 2026."));
        assert!(!stamp("Pavia, 20 FEB 2026\nPERVENUTO"));
        assert!(!stamp("Il dichiarante\n20 FEB 2026\nFirma"));
    }

    #[test]
    fn other_days_near_an_application_and_other_papers_are_left() {
        for text in [
            "Vista la domanda di asilo; visto il parere della Commissione del 11/06/2026",
            "la domanda presentata dal sig. Tavares Rui, nato a Mindelo il 11/06/2026",
            "con nota di richiesta di integrazione inviata il 11/06/2026",
            "la domanda va presentata entro il 11/06/2026",
            "considerato che in data 11/06/2026 l'interessato ha presentato richiesta di accesso agli atti",
            "Your application has been examined and refused. Received by the clerk on 11/06/2026",
        ] {
            assert!(!is(text, "REJECTION-NOTICE"), "{text}");
        }
        assert!(!is("Vista la domanda presentata il 11/06/2026", "CONTRACT"));
        assert!(is("Diritti 3,92 - richiesta del 11/06/2026", "CRIMINAL-RECORD"));
        assert!(is("In relazione alla richiesta INPS_47120095 del 11/06/2026", "DURC"));
        assert!(!is("con nota di richiesta del 11/06/2026", "REJECTION"));
    }

    #[test]
    fn a_stamp_may_have_the_office_between_its_word_and_its_day() {
        let page = Folded::new(
            1,
            "RICEVUTO\nQUESTURA DI PAVIA - UFF. IMMIGRAZIONE\n10 MAR. 2026\nl'addetto",
        );
        let at = page.text.find("10 mar").unwrap();
        assert!(super::is_stamp(&page, at, at + "10 mar. 2026".len()));
    }

    #[test]
    fn the_tax_office_says_when_it_registered_a_contract_or_a_deed() {
        let is = |text: &str, id: &str| {
            let page = Folded::new(1, text);
            let at = page.flat.find("13/10/2026").unwrap();
            super::is_registered(&page, at, Paper::built_in(id))
        };
        assert!(is("Registrato a Reggio Emilia il 13/10/2026 n. 8841/1T", "POWER-OF-ATTORNEY"));
        assert!(is("AGENZIA ENTRATE NAPOLI 1 - REGISTRATO TELEMATICAMENTE IL 13/10/2026", "LEASE"));
        assert!(is("Registered in Orvieto on 13/10/2026 no. 2217/1T", "DEED"));
        assert!(is("Registered at Alba, 13/10/2026, no. 1844 s. 1T", "DEED"));
        assert!(is("Registrato ad Alba, 13/10/2026 al n. 1844", "LEASE"));
        assert!(!is("in forza del contratto registrato a Como il 13/10/2026", "LEASE"));
        assert!(!is("Registrato a Reggio Emilia il 13/10/2026", "RESIDENCE-CERT"));
    }

    #[test]
    fn a_stamp_may_stand_on_one_line() {
        let is = |text: &str, day: &str| {
            let page = Folded::new(1, text);
            let at = page.text.find(day).unwrap();
            super::is_stamp(&page, at, at + day.len())
        };
        assert!(is("RICEVUTO   26 GEN 2027\nStazione CC Moncalieri", "26 gen 2027"));
        assert!(is("ASSICURATA 0611\tUFF. POSTALE FERRARA 2\t17.09.26\n1 QUESTURA", "17.09.26"));
        assert!(!is("Il richiedente, nato il 26 gen 2007\na Dakar", "26 gen 2007"));
    }
}

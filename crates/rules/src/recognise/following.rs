//! What the words around a date say that stand behind it, or join it to a label further off.

use super::dates::{after, before};
use super::fold::Folded;
use super::paper::Paper;
use super::{APPLICATION_FILED, forms, pattern, printed};
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// Words that join a date to what was said before it; those of a beginning apart.
static JOINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|[\s,;(])(?:(?P<from>dal|dall'|from|since|desde|depuis)|il|lo|oggi|in\sdata|in\sdate|on|on\sthe|the|(?P<to>al|all')|per\sil|per\sle|addi'?,?|le|el|em|den|am|del|dell'|l'|of)\s?(?:giorno\s|day\s|dia\s)?(?:(?:lune|marte|mercole|giove|vener)di'?,?\s|sabato,?\s|domenica,?\s|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?$",
    )
});

/// "23/05/2025 è stato registrato": what was done on the day before.
static DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\s,)]{0,3}(?:(?:alle\sore|alle|ore|at)\s[0-9][0-9:., ]{0,10}(?:e\sminuti\s[0-9]{1,2}\s)?)?[,\s]{0,2}(?:e'?|sono|e'\sstat[oa]|risulta|viene|has|have|was|were)\s(?:stat[oaie]\s|been\s)?(?:(?P<filed>registrat|presentat|acquisit|trasmess|inviat|inoltrat|depositat|protocollat|accettat|spedit|submitted|filed|lodged)|(?P<paid>pagat|versat|eseguit|effettuat|paid)|(?P<told>notificat)|(?P<born>nat[oa]\b|born))",
    )
});

/// "Il 14/01/2026 abbiamo ricevuto la vostra nota": what reached who writes.
static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\s,]{0,3}(?:(?:mi|ci)\s(?:e'?|sono)\sstat[oaie]\s(?:notificat|consegnat|recapitat)|(?:ricevut|notificat|pervenut|consegnat|recapitat)[oa]\s(?:il\smedesimo\sgiorno|lo\sstesso\sgiorno|in\spari\sdata|nella\sstessa\sdata)|(?:abbiamo|ho|ha|hanno)\s(?:ricevut|ritirat)|riceve(?:va|vano|tte)|(?:veniva|vennero|venne|gli\sveniva)\s(?:notificat|comunicat|consegnat)|(?:i|we)\s(?:have\s)?received)",
    )
});

/// "Che mi è stata consegnata allo sportello il", "è stato consegnato all'assistita a mani in data": whom an author answers for.
static REACHED_ME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:mi|ci)\s(?:e'?|sono)\s(?:stat[oaie]\s)?(?:notificat|consegnat|recapitat|comunicat|pervenut)|(?:da\sme|da\snoi)\s(?:ricevut|ritirat)|(?:ho|abbiamo)\s(?:ricevut|ritirat)|(?:i|we)\s(?:have\s)?received|(?:avuto|preso|presa)\s(?:conoscenza|notizia|visione|cognizione)|(?:mess|dat)[oa]\s(?:in|a|nelle)\s(?:mano|mani)|(?:became|was\smade)\saware|tuv[eo]\sconocimiento|(?:e'?|sono|veniva|era)\s(?:stat[oaie]\s)?(?:giunt|arrivat|consegnat|recapitat|notificat|pervenut)[oaie])[a-z]{0,2}\b[\x00-/:<-\x7f]{0,90}\b(?:(?:il|in\sdata|on)\s(?:giorno\s)?|(?:(?:lune|marte|mercole|giove|vener)di'?|sabato|domenica),?\s(?:il\s)?)$",
    )
});

/// Returns whether what an author answers reached them on that day.
pub(super) fn is_reached(page: &Folded<'_>, start: usize, end: usize) -> bool {
    REACHED_ME.is_match(before(&page.flat, start, 150))
        || RECEIVED.is_match(after(&page.flat, end, 50))
            && ["il ", "del ", "l'", "dell'", "in data ", "on "]
                .iter()
                .any(|on| before(&page.flat, start, 8).ends_with(on))
}

/// "Finestra utile per il versamento: dal 1° al": the last day of a time to pay in.
static PAID_WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:versa(?:re|mento)|paga(?:re|mento)|pagabile|payment|payable)\b[\x00-:<-\x7f]{0,40}\b(?:dal|tra\sil|fra\sil|from|between)\s[\x00-:<-\x7f]{1,20}\s(?:al|all'|e\sil|to|and)\s?$",
    )
});

/// Returns whether a day is the last of a time in which to pay.
pub(super) fn is_paid_within(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> bool {
    paper.is(Nature::Bill) && PAID_WITHIN.is_match(before(&page.flat, start, 100))
}

/// "(the "Effective Date")", "(Data di efficacia)": what the parties call a day.
static CALLED_BEGINNING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?-u)^,?\s?\((?:the\s|la\s)?["'<]{0,2}(?:effective\sdate|commencement\sdate|start\sdate|data\sdi\s(?:efficacia|decorrenza|inizio|effetto))["'>)]"#,
    )
});

/// Returns whether the parties call a day the beginning of what they agree.
pub(super) fn is_called_beginning(page: &Folded<'_>, end: usize) -> bool {
    CALLED_BEGINNING.is_match(after(&page.flat, end, 50))
}

/// "Prossimo controllo (ecografia) il": when a doctor wants to see somebody again.
static CHECKUP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:prossim[oa]\s(?:controllo|visita|appuntamento)|(?:visita\sdi\s)?controllo|rivalutazione|follow-up|next\s(?:visit|appointment|check-?up)|proxim[oa]\s(?:control|cita|visita))\b[\x00-\x2d/-9<-\x7f]{0,60}$",
    )
});

/// "Come to the welcome session on": what somebody is to come to.
static COME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:please\s)?(?:come|report|return)\sto|attend|be\spresent|present\syourself|(?:si\s)?present(?:i|arsi|ati|atevi)|venga|vieni|venire|venite|partecip[a-z]{1,5}|acuda|presentese|presentez-vous|compareca|kommen\ssie|bring\s[a-z ,]{2,60}\sto|(?:dovra|dovranno|deve|devono|da|va|vanno)\s(?:essere\s)?(?:consegna|esibi|produ|porta|deposita)[a-z]{1,4})\b[\x00-\x2d/-9<-\x7f]{0,110}\b(?:(?:on|il|el|le|em|am|giorno)\s?:?\s(?:(?:lune|marte|mercole|giove|vener)di'?,?\s|sabato,?\s|domenica,?\s|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?|:\s(?:[a-z-]{5,12},?\s)?)$",
    )
});

/// An hour behind a day that only a comma parts.
static BARE_HOUR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^,?\s[0-9]{1,2}[:.h][0-9]{2}(?:\s?[ap]\.?m\b|\s?h\b|[,.;)\s]|$)")
});

/// "Durata dal", "Period of coverage: from": the field of a membership or a certificate that says how long it holds.
static TERM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:art\.?\s)?(?:[0-9]{1,2}[.)]?\s)?(?:-\s)?(?:durata|contratto\svalido|abbonamento\svalido|tessera\svalida|iscrizione\svalida|periodo\sdi\s(?:validita|copertura|iscrizione)|period\sof\s(?:cover|coverage|insurance|membership))\b[a-z :]{0,24}$",
    )
});

/// Returns whether a day stands in the field that says how long a paper of no known type holds.
pub(super) fn leads_term(page: &Folded<'_>, start: usize) -> bool {
    page.opening(start, 90).is_some_and(|field| TERM.is_match(field))
}

/// An hour behind a day.
static HOUR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:\s?p\.\s?v\.)?[\s,;)-]{0,4}(?:alle\sore|alle|ore|h\.?|at|a\slas|a|time:?|ora:?)[\s:]{1,2}[0-9]{1,2}[:.h]?[0-9]{0,2}\b",
    )
});

/// "Giovedì", "giorno", before a day.
pub(super) static WEEKDAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?-u)\b(?:{}|giorno),?\s$", forms::WEEKDAY)));

/// "Fino a quando ven.": the day of the week in short.
pub(super) static SHORT_WEEKDAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\s(?:lun|mar|mer|gio|ven|sab|dom|mon|tue|wed|thu|fri|sat|sun|mie|jue|vie|jeu|sam|dim)\.?,?\s$",
    )
});

/// A day in words, which the figures in brackets repeat.
static IN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b(?:giorno|addi'?|anno|l'anno|day|duemila[a-z]{0,12}|dos\smil)\b")
});

/// "In data 01/10/2026 ha ceduto", "il giorno 15 aprile 2026 ha consegnato": since when somebody lives there.
static HANDED_OVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\s,]{0,3}(?:\[x\]\s)?(?:l[oa]\s(?:scrivente|sottoscritt[oa])\s)?(?:ha|hanno|ho|e'\sstat[oa])\s(?:cedut|consegnat|concess|dat|ospitat|locat|assunt)[oa]\b",
    )
});

/// Returns whether the words end in one that joins a date to a label of this role.
pub(super) fn joins(lead: &str, role: DateRole) -> bool {
    let Some(joint) = JOINT.captures(lead) else { return false };
    let beginning = matches!(role, DateRole::Start | DateRole::ValidFrom | DateRole::Other);
    // "Eseguita … dal 4 maggio al 19 giugno": what was done is done on a day, not until it.
    let done = matches!(role, DateRole::Paid | DateRole::Filed | DateRole::Notified);
    (joint.name("from").is_none() || beginning) && (joint.name("to").is_none() || !done)
}

/// "Il giorno 17 ott 2026 alle ore 19:02 … ha scritto:": a mail that this one answers.
static WROTE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\x00-\x7f]{0,80}\b(?:ha\sscritto|wrote|escribio|a\secrit|escreveu|schrieb)\s?:",
    )
});

/// "Il dodici maggio 2018 si sono uniti in matrimonio": the day of what a record tells of.
static EVENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\x00-:<-\x7f]{0,80}\b(?:(?P<married>uniti\sin\smatrimonio|contratto\smatrimonio|celebrat[oa]\sil\smatrimonio)|e'?\snat[oa])\b",
    )
});

/// Returns the role of a date that is that of the birth or marriage which a certificate records.
pub(super) fn of_event(page: &Folded<'_>, end: usize, paper: Paper<'_>) -> Option<DateRole> {
    let found = EVENT.captures(after(&page.flat, end, 120)).filter(|_| paper.is(Nature::Record))?;
    let birth = paper.is_type("BIRTH-CERT") && found.name("married").is_none();
    Some(if birth { DateRole::Birth } else { DateRole::Other })
}

/// Returns whether somebody is quoted who wrote on that day.
pub(super) fn is_quoted_mail(page: &Folded<'_>, end: usize) -> bool {
    WROTE.is_match(after(&page.flat, end, 110))
}

/// Returns whether somebody was let in on that day.
pub(super) fn is_handed_over(
    page: &Folded<'_>,
    start: usize,
    end: usize,
    paper: Paper<'_>,
) -> bool {
    paper.is(Nature::LetsIn)
        && (HANDED_OVER.is_match(after(&page.flat, end, 60))
            || ON_THE_DAY.is_match(before(&page.flat, start, 40))
            || WAS_HANDED_OVER.is_match(before(&page.flat, start, 160)))
}

/// "Ha ceduto in godimento … in data", "di aver dato ospitalità dal".
static WAS_HANDED_OVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:ha|hanno|ho|aver|avere|aver(?:l[aoie]|ne)|l'ho|l'ha|(?:sono|e'?)\sstat[aoie])\s(?:cedut|consegnat|concess|dat|ospitat|locat)[oaie]\b[\x00-/:<-\x7f]{0,110}\b(?:in\sdata|in\sdata\sdi\s(?:ieri|oggi)|ieri|oggi|dal|a\sdecorrere\sdal|a\spartire\sdal|dal\sgiorno|il\sgiorno|con\sdecorrenza),?\s(?:(?:lune|marte|mercole|giove|vener)di'?,?\s|sabato,?\s|domenica,?\s)?$",
    )
});

/// "Comunica di avere il giorno … ceduto": the verb is parted, and its other half stands far behind the day.
static ON_THE_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:aver|avere|averl[aoie]|averne)\s(?:il\sgiorno|in\sdata|a\sdecorrere\sdal|dal|dal\sgiorno)\s(?:[0-9a-z.\x20]{4,30}\s/\s)?$",
    )
});

/// "[02/03/26, 18:07:11] Aldo Perotti: …", "02/03/26, 18:07 - Aldo: …": what stands before each line of a chat.
static CHAT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:\s?[ap]\.?m\.?)?(?:\]\s?|\s-\s)[\x20-9<-~]{1,60}(?::|\n)",
    )
});

/// Returns whether a day is when somebody wrote a line of a chat.
pub(super) fn is_of_chat(page: &Folded<'_>, start: usize, end: usize) -> bool {
    matches!(page.opening(start, 1), Some("" | "[")) && CHAT.is_match(after(&page.text, end, 90))
}

/// "Data 03/12/2026 ore 10:40", in the cells of a form.
static FIELD_OF_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^(?:data|giorno|il\sgiorno|date|day|fecha|dia|datum|tag)\s?:?\s$")
});

/// The hour that stands in the cell behind.
static FIELD_OF_HOUR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^[\s,;-]{1,3}(?:alle\s)?(?:ore|ora|orario|hour|time|hora|heure|uhrzeit)\s?:?\s[0-9]{1,2}[:.,][0-9]{2}(?:[\s,;.)]|$)",
    )
});

/// "Data e ora: gio", "Giorno", "When": the field of the day in the confirmation of an appointment.
static FIELD_OF_APPOINTMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:[0-9][.)]\s)?(?:(?:data|giorno)\s?(?:e|/|-)\s?(?:ora|orario)|(?:date|day)\s?(?:and|/|&|-)?\s?(?:time|hour)|(?:fecha|dia)\s?(?:y|/|-)\s?hora|(?:date|jour)\s?(?:et|/|-)\s?heure|(?:data|dia)\s?(?:e|/|-)\s?hora|(?:datum|tag)\s?(?:und|/|-)\s?(?:uhrzeit|zeit)|giorno|quando|when|day|dia|cuando|quand|jour|wann|tag)\s?:?\s(?:[a-z'-]{2,14}\.?,?\s)?$",
    )
});

/// "When and where", above the day of the week and the day: a heading of such a confirmation.
static HEADING_OF_APPOINTMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)(?:^|\n)(?:when(?:\sto\s(?:come|appear|attend|arrive))?|quando(?:\s(?:venire|presentarsi|presentarti|andare))?|cuando(?:\s(?:acudir|venir|presentarse))?|quand(?:\svenir)?|wann(?:\skommen)?|(?:your\s|il\stuo\s|il\ssuo\s|su\s|votre\s|ihr\s)?(?:appuntamento|appointment|slot|cita|rendez-vous|termin)|(?:date|data|fecha|datum)\s(?:and|e|et|y|und|&|/)\s(?:time|ora|heure|hora|uhrzeit|place|luogo|lugar|lieu))(?:\s(?:and|e|et|y|und|&|/)\s(?:where|dove|donde|ou|wo|place|luogo))?\s?:?\n(?:[a-z'-]{2,14}\.?,?\s)?$",
    )
});

/// "Giorno Ora Sportello", "Date Time": captions in the head of a table of those who are called.
static DAY_AND_HOUR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:giorno|data|date|day|fecha|dia|jour|datum|tag|quando|when|cuando|quand|wann)\s(?:(?:e|/|and|et|y|und|-)\s)?(?:a\sche\s)?(?:ora|ore|orario|time|hour|hora|heure|uhrzeit|slot)(?:\s|$)",
    )
});

/// "9.00-13.00", "10:45 to 11:00": from when to when somebody is awaited; no stamp has two hours.
static HOURS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:(?:dalle|ore|from)\s)?(?:ore\s)?[0-9]{1,2}[:.,][0-9]{2}\s?(?:-|/|alle|to|a)\s?(?:ore\s)?[0-9]{1,2}[:.,][0-9]{2}\b",
    )
});

/// "Booked on", "Stampato il", "Orario del servizio": of which nobody has to be there.
static MADE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:book|reserv|prenot|creat|invia|presenta|stampa|print|emess|issued|sent|rilascia|aggiorna|updat|ricev|receiv|chius|closed|servizi|portale)",
    )
});

/// So far above a row of such a table its head may stand: rows of several lines.
const LINES_OF_TABLE: usize = 12;

/// Returns whether a day is the field of an appointment's confirmation that says when it is.
pub(super) fn is_appointment(
    page: &Folded<'_>,
    start: usize,
    end: usize,
    paper: Paper<'_>,
) -> bool {
    let (from, _) = page.cell(start, start);
    let line = page.line_of(start);
    let (begin, _) = page.line(line);
    let (above, _) = page.line(line.saturating_sub(2));
    if !paper.is_type("APPOINTMENT") {
        return false;
    }
    let fields = [from, begin];
    if fields.iter().any(|from| FIELD_OF_APPOINTMENT.is_match(&page.text[*from..start]))
        || HEADING_OF_APPOINTMENT.is_match(&page.text[above..start])
    {
        return true;
    }
    let rest = after(&page.flat, end, 24);
    let below_head = || {
        (line.saturating_sub(LINES_OF_TABLE)..line).any(|line| {
            let (from, to) = page.line(line);
            let head = &page.text[from..to];
            !head.contains(':') && DAY_AND_HOUR.is_match(head)
        })
    };
    !MADE.is_match(&page.text[begin..start])
        && (HOURS.is_match(rest) || BARE_HOUR.is_match(rest) && below_head())
}

/// The line above such cells, where an office calls somebody.
static CALLS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:il\s)?giorno|presentarsi|presenti|appuntamento|convocat[oa]|comparire|appointment|come\sto|attend|cita|rendez-vous|termin)\b[\x00-\x7f]{0,40}$",
    )
});

/// Returns whether a day stands with its hour in the cells of a form, below words that call somebody to come.
pub(super) fn is_called_at(page: &Folded<'_>, start: usize, end: usize, paper: Paper<'_>) -> bool {
    let (from, _) = page.line_at(start);
    paper.is_any(&[Nature::Act, Nature::Call, Nature::Invites])
        && FIELD_OF_DAY.is_match(&page.text[from..start])
        && FIELD_OF_HOUR.is_match(after(&page.text, end, 30))
        && CALLS.is_match(before(&page.flat, from, 80))
}

/// "L'incarico si conclude con la consegna, comunque non oltre il": the end of what the parties agree.
static CONCLUDES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:si\sconclud|si\sesaurir|termina|terminer|cessa|cesser|ha\sdurata|avra\sdurata|ends|expires|terminates|(?:essere|be|sera|etre|ser)\s(?:ultimat|conclus|completat|portat[oa]\sa\stermin|completed|finished|concluded|finalizad|termine|acheve|concluid))[a-z]{0,3}\b[\x00-\x2d/-9<-\x7f]{0,90}\b(?:non\soltre|entro|no\slater\sthan|not\slater\sthan)\s(?:e\snon\soltre\s)?(?:il\s|l')?$",
    )
});

/// "Il consenso dura fino a revoca e comunque non oltre il", "ha validità fino alla consegna del titolo e non oltre il": what holds, with a
/// last day.
static HOLDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:dura|durera|vale|varra|e'?\svalid[ao]|avra\svalidita|ha\s(?:durata|validita|efficacia)|validita|resta\s(?:valid|efficac)[a-z]|is\svalid|remains\svalid|holds|lasts|is\seffective|tiene\svalidez|es\svalid[ao]|est\svalable|e\svalid[ao]|gilt)\b[\x00-\x2d/-9<-\x7f]{0,90}\b(?:non\soltre|no\slater\sthan|not\s(?:later\sthan|beyond|after)|no\smas\salla\sdel?|pas\sau-dela\sdu|langstens\sbis)\s(?:il\s|l'|the\s)?$",
    )
});

/// Returns the role of the day by which what the parties agree, or what a paper allows, ends at the latest.
pub(super) fn concludes_by(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> Option<DateRole> {
    let lead = before(&page.flat, start, 130);
    let asks = paper.is(Nature::Act) && !paper.is_itself_valid() || paper.is(Nature::Bill);
    let holds = paper.has_type() && !asks && !paper.is_type("JOB-OFFER") && HOLDS.is_match(lead);
    let own = holds || paper.is(Nature::Contract) && CONCLUDES.is_match(lead);
    own.then(|| paper.ends().unwrap_or(DateRole::Expires))
}

/// "Il 14 ottobre 2025 egli ha inviato al Vostro ufficio la domanda": what the day is told before.
static FILED_THEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:[a-z.']{1,16}\s){0,5}(?:ha|ho|hanno|abbiamo|has|have|i|we)\s(?:gia\s|duly\s)?(?:presentat|inviat|inoltrat|trasmess|depositat|spedit|chiest|filed|submitted|lodged|sent|applied)[oae]?\b[\x00-\x2d/-:<-\x7f]{0,110}\b(?:domanda|istanza|richiesta|application|rinnovo|renewal)\b",
    )
});

/// "Il giorno" at the end of a line, and "DATA 03/12/2026 ORE 10:40" in the form below it.
static COME_ON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:il\sgiorno|per\sil|per\sil\sgiorno|in\sdata|nel\sgiorno|giorno\sed?\sora|on)\s?:?\s(?:data|giorno|date|day)\s?:?\s$",
    )
});

/// "Presentati allo sportello consegne:", above the day and its hour.
static BIDDEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:presentati|presentatevi|si\spresenti|vieni|venga|venite|recati|si\srechi|ti\saspettiamo|la\saspettiamo|come\sto|report\sto|acude|acuda|presentez-vous|venez|compareca|kommen\ssie)\b[\x00-\x2d/-9<-\x7f]{0,60}:\s(?:[a-z'-]{5,13},?\s)?$",
    )
});

/// Returns whether a form's field of day and hour ends the sentence above it that calls somebody.
pub(super) fn is_called_to(page: &Folded<'_>, start: usize, end: usize, paper: Paper<'_>) -> bool {
    let (from, _) = page.line_at(start);
    let told = paper.is_any(&[Nature::Invites, Nature::Call]) || paper.is_type("SCREENSHOT");
    if told && BIDDEN.is_match(before(&page.flat, start, 110)) {
        return HOUR.is_match(after(&page.flat, end, 24));
    }
    paper.is(Nature::Act)
        && start - from <= 10
        && COME_ON.is_match(before(&page.flat, start, 40))
        && HOUR.is_match(after(&page.flat, end, 24))
}

/// "Lo straniero si è presentato presso questo Ufficio": who came as called.
static CAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:alle\sore\s[0-9:.]{4,5},?\s)?[a-z'. ]{0,60}\b(?:si\s(?:e'?\s)?(?:presentat[oa]|presentava|presenta)|e'?\scomparso|e'?\scomparsa|appeared\s(?:in\sperson|before))\b",
    )
});

/// Returns whether a receipt tells that somebody came on that day, with what they hand in.
pub(super) fn has_come(page: &Folded<'_>, start: usize, end: usize, paper: Paper<'_>) -> bool {
    paper.is(Nature::Receipt)
        && before(&page.flat, start, 10).ends_with("in data ")
        && CAME.is_match(after(&page.flat, end, 120))
}

/// Returns the role that the words behind a date give it.
pub(super) fn told(
    page: &Folded<'_>,
    start: usize,
    end: usize,
    paper: Paper<'_>,
) -> Option<(DateRole, &'static str)> {
    let rest = after(&page.flat, end, 90);
    if let Some(done) = DONE.captures(rest) {
        if done.name("filed").is_some() && paper.is_any(&[Nature::Filed, Nature::HandedIn]) {
            return Some((DateRole::Filed, "done-filed"));
        }
        if done.name("paid").is_some() && paper.is(Nature::Payment) {
            return Some((DateRole::Paid, "done-paid"));
        }
        if done.name("told").is_some() && paper.is(Nature::Act) {
            return Some((DateRole::Notified, "done-notified"));
        }
        if done.name("born").is_some() {
            return Some((DateRole::Birth, "done-born"));
        }
    }
    let applies = paper.is_any(&[Nature::Answer, Nature::Act]) || paper.is_type("OBSERVATIONS");
    let on = ["il ", "in data ", "on ", "l'", "il giorno "];
    if applies
        && on.iter().any(|on| before(&page.flat, start, 10).ends_with(on))
        && FILED_THEN.is_match(after(&page.flat, end, 190))
    {
        return Some((DateRole::Filed, APPLICATION_FILED));
    }
    if (paper.is_any(&[Nature::Invites, Nature::Call]) || paper.is_type("SCREENSHOT"))
        && COME.is_match(before(&page.flat, start, 150))
        && (HOUR.is_match(rest) || BARE_HOUR.is_match(rest))
    {
        return Some((DateRole::Appointment, "day-and-hour"));
    }
    // "Vi aspettiamo giovedì 22 ottobre 2026 alle ore 9:40", in whatever letter.
    let lead = before(&page.flat, start, 24);
    let invited = paper.is(Nature::Invites)
        && (WEEKDAY.is_match(lead) || CHECKUP.is_match(before(&page.flat, start, 110)));
    let called = invited || paper.is(Nature::Call);
    // "Stampato il … alle ore …" has its label; a letter's own day stands alone on its line.
    let (from, _) = page.cell(start, end);
    let prose = before(&page.text, start, start - from).trim().len() > 3 || invited;
    (called && prose && !printed::is_said(page, start) && HOUR.is_match(rest))
        .then_some((DateRole::Appointment, "day-and-hour"))
}

/// Returns whether a date in brackets repeats the day that a deed opens with in words: "il giorno venti giugno (20 giugno 2024), in".
pub(super) fn is_written_out(page: &Folded<'_>, start: usize, end: usize) -> bool {
    let bytes = page.text.as_bytes();
    start > 0
        && bytes[start - 1] == b'('
        && bytes.get(end) == Some(&b')')
        && IN_WORDS.is_match(before(&page.flat, start, 130))
}

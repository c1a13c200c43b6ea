//! Days that a sentence names by its verb: until when something may be used, since when somebody works or lives there, when somebody is
//! awaited.

use super::another_paper::tells_of_another;
use super::dates::{after, before};
use super::fold::Folded;
use super::forms::WEEKDAY;
use super::paper::Paper;
use super::{pattern, printed};
use crate::facts::DateRole;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// "Il presente è utilizzabile per l'ingresso entro e non oltre il": until when a paper serves.
static USABLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:utilizzabil[ei]|spendibil[ei]|esibibil[ei]|fruibil[ei]|efficac[ei]|(?:puo'?|potra|va|dovra|deve)\sessere\s(?:utilizzat|speso|spesa|usat)[oa]?|(?:can|may|must|to)\sbe\sused|usable|utilizable|utilisable|utilizavel|verwendbar)\b[\x00-\x2d/-9<-\x7f]{0,60}\b(?:entro(?:\se\snon\soltre)?|non\soltre|(?:only\s)?(?:until|by|before)|no\slater\sthan|not\slater\sthan|hasta|jusqu'au|ate|bis)\s(?:il\s|el\s|the\s|l'|zum\s|giorno\s){0,2}$",
    )
});

/// "Entro il 5 febbraio 2027, termine dopo il quale perde efficacia": what the day means is told behind it.
static LOSES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:\(?(?:termine|data|giorno|term|date)\s)?(?:oltre|dopo|trascors[oa]|decors[oa]|scadut[oa]|after|past)\s(?:il|la|i)?\s?(?:quale|qual|cui|which)\s(?:il\spresente\s|la\spresente\s|lo\sstesso\s|l'atto\s|it\s)?(?:perd|decad|cess|non\s(?:ha|avra|e'?)|sara\s(?:null|priv)|lapse|expire|loses)",
    )
});

/// "Lavora in casa mia come collaboratore domestico, senza interruzioni, dal": since when somebody works for who writes.
static WORKS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:lavora|presta\s(?:servizio|la\spropria\sopera|attivita|lavoro)|svolge\s(?:attivita|servizio|le\smansioni|lavoro)|e'?\simpiegat[oa]|e'?\soccupat[oa]|e'?\s(?:alle\s(?:mie|nostre|sue)\sdipendenze|in\sforza)|ricopre|has\s(?:been\s)?(?:work(?:ed|ing)|employed|serv(?:ed|ing))|works|is\semployed|trabaja|viene\strabajando|presta\sservicios|travaille|est\semployee?|(?:est|sera)\s(?:engage|embauche|recrute)e?|(?:e'?|viene|sara)\sassunt[oa]|(?:is|shall\sbe|will\sbe)\s(?:hired|engaged|employed)|(?:es|sera|queda)\scontratad[oa]|(?:e|sera)\scontratad[oa]|trabalha|arbeitet|ist\sbeschaftigt)\b[\x00-\x2d/-:<-\x7f]{0,150}\b(?:dal|dall'|sin\sdal|fin\sdal|a\sfar\sdata\sdal|since|from|a\s(?:decorrere|partire)\sdal|con\s(?:decorrenza|effetto)\sdal|with\seffect\sfrom|as\sof|desde(?:\sel)?|a\spartir\sdel?|depuis(?:\sle)?|a\s(?:compter|partir|dater)\sdu|des\sle|seit(?:\sdem)?)\s?(?:giorno\s)?$",
    )
});

/// "Dormono in casa mia da ieri": since when somebody is a guest, where another word tells how far off it is.
static SINCE_YESTERDAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:da\s(?:ieri|oggi|stamattina|stanotte)|(?:since|from|as\sof)\s(?:yesterday|today)|desde\s(?:ayer|hoy)|depuis\shier|desde\s(?:ontem|hoje)|seit\sgestern),?\s(?:il\s|lo\s|the\s)?$",
    )
});

/// "A place has been set aside for both of you on Tuesday the", "Lei è attesa il": who is awaited on a day.
static AWAITED: LazyLock<Regex> = LazyLock::new(|| {
    let invited = r"(?x-u)\b(?:
        (?:place|slot|time|seat|appointment|interview|visit)\s(?:has\sbeen|have\sbeen|is|was)\s(?:set\saside|reserved|kept|booked|scheduled|arranged|allotted|fixed)\b[\x00-\x2d/-9<-\x7f]{0,50}\s(?:on|for)
        |(?:you|they|he|she)\s(?:are|is|will\sbe)\s(?:both\s)?(?:expected|awaited|requested\sto\s(?:come|appear|attend)|invited\sto\s(?:come|attend)|asked\sto\s(?:come|appear))\b[\x00-\x2d/-9<-\x7f]{0,60}\son
        |(?:e'?|siete|sono|sara|sarete|saranno)\s(?:attes[oaie]|aspettat[oaie])\b[\x00-\x2d/-9<-\x7f]{0,60}\s(?:il|per|per\sil|giorno)
        |(?:le|vi|ti)\s(?:e'?\sstato\s|abbiamo\s)?(?:riservat|tenut|fissat|assegnat)[oa]\s(?:un|il)\s(?:posto|appuntamento|turno|colloquio)\b[\x00-\x2d/-9<-\x7f]{0,60}\s(?:il|per|per\sil|giorno)
        |(?:l[aeio]|vi)\s(?:ricever(?:a|emo)|incontrer(?:a|emo))\b[\x00-\x2d/-9<-\x7f]{0,60}\s(?:il|per\sil|giorno)
        |(?:will|shall)\s(?:receive|see|meet)\s(?:you|him|her|them)\b[\x00-\x2d/-9<-\x7f]{0,60}\son
        |(?:l[aoe]s?|te)\s(?:recibira|recibiremos|atendera|atenderemos)\b[\x00-\x2d/-9<-\x7f]{0,60}\sel
        |vous\s(?:recevra|recevrons|accueillera)\b[\x00-\x2d/-9<-\x7f]{0,60}\sle
        |(?:le|les|te)\s(?:esperamos|hemos\sreservado)\b[\x00-\x2d/-9<-\x7f]{0,60}\sel
        |(?:vous\setes|etes)\s(?:attendue?s?|convoquee?s?|invitee?s?)\b[\x00-\x2d/-9<-\x7f]{0,60}\sle
        |wir\serwarten\ssie\b[\x00-\x2d/-9<-\x7f]{0,60}\sam
        )\s(?:giorno\s|the\s|dia\s)?";
    pattern(&[invited, "(?:", WEEKDAY, r",?\s)?(?:the\s)?$"].concat())
});

/// "Si ripresenterà per i rilievi", "next check-up", "will bring the above to this office": somebody comes.
static COMES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:si\s)?(?:ri)?present(?:era|eranno|arsi|ino|i)|tornera|torneranno|ritornare|(?:ri)?comparira|comparire|convocat[oaie]|convocazione|(?:prossim[oa]\s)?(?:controllo|visita)|(?:portera|consegnera|esibira|depositera)\b[\x00-\x2d/-9<-\x7f]{0,40}\b(?:quest[oa]|ufficio|sportello)|(?:will|shall|must|should)\s(?:come|return|appear|report|attend)|next\s(?:visit|check-?up|appointment)|(?:se\s)?presentara|acudira|se\spresentera|comparecera|erscheint)\b[\x00-\x2d/-9<-\x7f]{0,90}$",
    )
});

/// The hour, or from when to when, behind a day on which somebody comes.
static AT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^(?:\s?p\.\s?v\.?)?[\s,;-]{0,4}(?:alle\sore|dalle\sore|ad\sore|alle|dalle|ore|h\.?|tra\sle|fra\sle|at|between|a\slas|entre\slas|a\spartir\sde\slas|a|entre|um|zwischen)[\s:]{1,2}(?:ore\s)?[0-9]{1,2}(?:[:.,h][0-9]{2})?\b",
    )
});

/// "To be collected by direct debit from the account ending 4406 on": when a bill takes its money.
static COLLECTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:will|shall|to)\sbe\s(?:collected|debited|taken|charged|withdrawn)|(?:sara|verra)\s(?:addebitat|prelevat|riscoss)[oa]|se\s(?:cargara|adeudara|domiciliara)|sera\s(?:preleve|debite)e?|sera\sdebitado|wird\sabgebucht|wird\seingezogen|(?:saldo|pagamento|bonifico|importo|payment|amount|balance|pago|paiement|solde|pagamento|zahlung)\s(?:e'?|is|es|est|ist|wird)\s(?:attes[oa]|previst[oa]|dovut[oa]|richiest[oa]|expected|due|esperado|previsto|attendue?|prevue?|erwartet|fallig))\b[\x00-\x2d/-9<-\x7f]{0,80}\b(?:on|il|el|le|em|am)\s(?:or\safter\s|the\s|giorno\s)?$",
    )
});

/// "At the latest", behind a day by which something is awaited.
static AT_THE_LATEST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)^,?\s(?:at\sthe\s(?:very\s)?latest|al\spiu\stardi|a\smas\stardar|al\smassimo|como\s(?:maximo|muy\starde)|au\splus\stard|o\smais\stardar|no\smaximo|spatestens)\b",
    )
});

/// Returns the role of a day that the verb of its sentence tells.
pub(super) fn told(
    page: &Folded<'_>,
    start: usize,
    end: usize,
    paper: Paper<'_>,
) -> Option<(DateRole, &'static str)> {
    if !paper.has_type() {
        return None;
    }
    let (lead, rest) = (before(&page.flat, start, 190), after(&page.flat, end, 90));
    let gives = paper.is_itself_valid() || paper.is(Nature::LetsIn) || paper.is_type("NULLA-OSTA");
    let another = || tells_of_another(page, start, paper);
    if gives && (USABLE.is_match(lead) || LOSES.is_match(rest)) && !another() {
        return Some((paper.ends().unwrap_or(DateRole::ValidTo), "valid-until"));
    }
    let employs = ["EMPLOYER-LETTER", "CONTRACT", "JOB-OFFER"].iter().any(|id| paper.is_type(id));
    if employs && WORKS.is_match(lead) {
        return Some((DateRole::Start, "done-start"));
    }
    if paper.begins() == DateRole::Start && SINCE_YESTERDAY.is_match(lead) {
        return Some((DateRole::Start, "done-start"));
    }
    if paper.is(Nature::Bill) && COLLECTED.is_match(lead) {
        return Some((DateRole::Due, "label-due"));
    }
    let asks = paper.is_any(&[Nature::Act, Nature::Call, Nature::Invites]);
    let by = [
        " by ",
        " by the ",
        " entro il ",
        " per il ",
        " before ",
        " until ",
        " hasta el ",
        " antes del ",
        " ate ",
        " bis ",
    ];
    if asks && AT_THE_LATEST.is_match(rest) && by.iter().any(|by| lead.ends_with(by)) {
        return Some((DateRole::Due, "label-due"));
    }
    let calls = asks
        || paper.is(Nature::HandedIn)
        || paper.is_type("LETTER")
        || paper.is_type("POWER-OF-ATTORNEY");
    let comes = AWAITED.is_match(lead) || COMES.is_match(lead) && AT.is_match(rest);
    (calls && comes && !printed::is_said(page, start))
        .then_some((DateRole::Appointment, "day-and-hour"))
}

/// Returns whether somebody comes on a day without a year, at an hour.
pub(super) fn is_visit(page: &Folded<'_>, start: usize, end: usize) -> bool {
    AT.is_match(after(&page.flat, end, 40)) && COMES.is_match(before(&page.flat, start, 140))
}

/// Returns whether a bill takes its money on a day without a year.
pub(super) fn is_collected(page: &Folded<'_>, start: usize) -> bool {
    COLLECTED.is_match(before(&page.flat, start, 140))
}

/// What has a last day that is no time to act in: "il contratto, prorogato, ha ora il ".
static OF_JOB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:contratto|rapporto(?:\sdi\slavoro)?|incarico|locazione|assunzione|ospitalita|collaborazione)\b[\x00-\x2d/-:<-\x7f]{0,40}\b(?:ha|ha\sora|avra|con|porta|prevede|reca)\s(?:ora\s|il\s|un\s|quale\s|nuovo\s){0,3}$",
    )
});

/// Returns whether a "termine" is the end of a job or a contract, and no time in which to act.
pub(super) fn is_of_job(page: &Folded<'_>, at: usize) -> bool {
    OF_JOB.is_match(before(&page.flat, at, 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(id: &str, text: &str) -> Option<DateRole> {
        let page = Folded::new(1, text);
        let start = page.text.find("12/").unwrap();
        told(&page, start, start + 10, Paper::built_in(id)).map(|(role, _)| role)
    }

    #[test]
    fn a_paper_serves_until_its_last_day() {
        for text in [
            "Il presente è utilizzabile per l'ingresso entro e non oltre il 12/02/2027, poi",
            "da esibire entro il 12/02/2027, termine dopo il quale perde efficacia",
        ] {
            assert_eq!(of("NULLA-OSTA", text), Some(DateRole::ValidTo), "{text}");
        }
        assert_eq!(of("LETTER", "utilizzabile entro il 12/02/2027"), None);
    }

    #[test]
    fn somebody_works_or_is_a_guest_since_then() {
        let letter = "lavora in casa mia come cuoco, senza interruzioni, dal 12/11/2021, con";
        assert_eq!(of("EMPLOYER-LETTER", letter), Some(DateRole::Start));
        let guests = "I signori dormono in casa mia da ieri, 12/06/2026";
        assert_eq!(of("HOSPITALITY", guests), Some(DateRole::Start));
    }

    #[test]
    fn somebody_is_awaited() {
        for (id, text) in [
            ("LETTER", "A place has been set aside for both of you on Tuesday the 12/03/2027"),
            (
                "INTEGRATION-REQUEST",
                "La signora porterà gli atti a questo Ufficio, stanza 4, venerdì 12/03/2026 tra le 9 e le 10.30",
            ),
            (
                "PERMIT-APPLICATION",
                "La richiedente si ripresenterà per i rilievi mercoledì 12/06/2026 ore 8:40",
            ),
            (
                "MEDICAL-CERT",
                "presentarsi per il prossimo controllo con gli esiti, il 12/06/2026 ore 11",
            ),
        ] {
            assert_eq!(of(id, text), Some(DateRole::Appointment), "{text}");
        }
    }

    #[test]
    fn a_bill_takes_its_money_on_a_day() {
        let bill = "the amount will be collected by direct debit from the account ending 4406 on 12/11/2026";
        assert_eq!(of("UTILITY-BILL", bill), Some(DateRole::Due));
    }

    #[test]
    fn the_term_of_a_contract_is_its_end() {
        let of_job = |text: &str| {
            let page = Folded::new(1, text);
            super::is_of_job(&page, page.flat.find("termine del").unwrap())
        };
        assert!(of_job("Il contratto, prorogato, ha ora il termine del 9 ottobre 2027"));
        assert!(!of_job("i documenti vanno prodotti, con il termine del 9 ottobre 2027"));
    }
}

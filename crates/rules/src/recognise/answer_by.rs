//! By which day somebody is asked to answer, to send something or to pay.

use super::dates::before;
use super::fold::Folded;
use super::paper::Paper;
use super::pattern;
use crate::packs::Nature;
use regex::Regex;
use std::sync::LazyLock;

/// "Please return a signed copy by 2 March 2026": until when an answer is awaited.
static ANSWER_BY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:return|confirm|accept|acceptance|reply|respond|response|submit|send|pay|provide|sign|received?|to\sdo|complete|deliver|upload|let\s(?:us|me)\sknow|reach(?:es)?\s(?:us|this|our|the)|payment)\b[\x00-\x2d/-9<-\x7f]{0,70}\b(?:i\.e\.,?\s)?(?:by|on\sor\sbefore|before|no\slater\sthan|not\s(?:later\sthan|after))\s(?:the\s|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s(?:the\s)?)?$",
    )
});

/// "Entro lunedì": the day of the week stands where other papers write "il".
static BY_WEEKDAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bentro\s(?:e\snon\soltre\s)?(?:(?:lune|marte|mercole|giove|vener)di'?|sabato|domenica),?\s(?:il\s)?$",
    )
});

/// "Tali documenti devono pervenire via PEC a questo Ufficio non oltre il".
static NOT_LATER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:perveni|arriv|giunga|present|passa|reca|ritira|trasmess|trasmett|invia|inoltr|consegn|deposit|produ|versa|paga|rispo|conferm|restitu|regolarizz|integr|comunic|rinnov|effettu|iscri|accett)[a-z]{0,8}\b[\x00-\x2d/-9<-\x7f]{0,90}\b(?:non\soltre|al\spiu\stardi(?:\sentro)?)\s(?:(?:(?:lune|marte|mercole|giove|vener)di'?|sabato|domenica),?\s(?:il\s)?|il\s|l'|la\sdata\sdel\s|le\sore\s[0-9:., ]{1,6}\sdel\s)(?:giorno\s)?$",
    )
});

/// "Rispondimi prima che passi venerdì 6 febbraio".
static BEFORE_IT_PASSES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\bprima\sche\s(?:passi|finisca|termini|scada|arrivi)\s(?:il\s|(?:(?:lune|marte|mercole|giove|vener)di'?|sabato|domenica),?\s(?:il\s)?)$",
    )
});

/// "Within fifteen days, i.e. by", "entro venti giorni, cioè il": a term in days, and the last of them.
static TERM_OF_DAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:within|in)\s[a-z0-9-]{1,14}\s(?:days|weeks)|(?:entro|nel\stermine\sdi|in)\s[a-z0-9]{1,14}\s(?:giorni|gg|settimane)|en\s(?:el\splazo\sde\s|un\splazo\sde\s)?[a-z0-9]{1,14}\sdias|dans\s(?:un\sdelai\sde\s|les\s)?[a-z0-9]{1,14}\sjours|(?:innerhalb\svon|binnen)\s[a-z0-9]{1,14}\stagen)\b[\x00-\x2d/-9<-\x7f]{0,60}(?:,\s|\(|\s-\s|\s)(?:i\.e\.,?|that\sis,?|namely|cioe'?|ossia|ovvero|vale\sa\sdire|dunque|quindi|e\scomunque|es\sdecir,?|soit|c'est-a-dire|d\.h\.|also)\s(?:(?:by|before|no\slater\sthan|entro|per|non\soltre|fino|antes|hasta|avant|jusqu'|bis)\s?)?(?:il\s|the\s|el\s|del\s|le\s|al\s|zum\s|l')?(?:[a-z']{5,10}\s)?$",
    )
});

/// "Wir bitten Sie, uns bis": until when an answer is awaited.
static ASKED_UNTIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:bitten|bitte|senden|zustellen|einreichen|ubermitteln|antworten|zahlen|uberweisen|nachreichen|vorlegen)\b[\x00-\x2d/-9<-\x7f]{0,60}\b(?:bis|spatestens)\s(?:(?:zum|spatestens|am)\s){0,2}$",
    )
});

/// Returns whether somebody is asked to answer or pay by that day.
pub(super) fn is_answer_by(page: &Folded<'_>, start: usize, paper: Paper<'_>) -> bool {
    ANSWER_BY.is_match(before(&page.flat, start, 110))
        || paper.has_type()
            && (BY_WEEKDAY.is_match(before(&page.flat, start, 50))
                || BEFORE_IT_PASSES.is_match(before(&page.flat, start, 40))
                || ASKED_UNTIL.is_match(before(&page.flat, start, 110))
                || paper.is_any(&[Nature::Act, Nature::Answer, Nature::Call, Nature::Bill])
                    && TERM_OF_DAYS.is_match(before(&page.flat, start, 150))
                || NOT_LATER.is_match(before(&page.flat, start, 150)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_in_many_ways_by_when_it_wants_an_answer() {
        for (id, lead) in [
            ("LETTER", "Please return a signed copy by"),
            ("LETTER", "portando i documenti entro lunedì"),
            ("JOB-OFFER", "rispondimi di sì prima che passi venerdì"),
            ("LETTER", "Wir bitten Sie, uns bis"),
            ("INTEGRATION-REQUEST", "answer to this same address within fifteen days, i.e. by"),
            ("INTEGRATION-REQUEST", "va caricata entro venti giorni, cioè entro il"),
            ("INTEGRATION-REQUEST", "en el plazo de diez días, es decir, antes del"),
        ] {
            let text = format!("{lead} 16/03/2026");
            let page = Folded::new(1, &text);
            assert!(is_answer_by(&page, page.text.len() - 10, Paper::built_in(id)), "{lead}");
        }
        let page = Folded::new(1, "Il corso dura venti giorni, dal 16/03/2026");
        assert!(!is_answer_by(&page, page.text.len() - 10, Paper::built_in("LETTER")));
    }
}

//! Appointments that a paper, or the household, says are off or moved to another day.
//!
//! A letter of convocation also says what would happen if: "l'appuntamento sarà annullato in caso di ritardo". Only what has come about
//! counts; an appointment that stays in the list for nothing does less harm than one that is missing from it.

use super::dates::before;
use super::fold::Folded;
use super::forms::Order;
use super::void::sentence_begin;
use super::written::candidates;
use super::{evidence, pattern};
use crate::facts::{DateFound, DateRole, Evidence, When};
use chrono::NaiveDate;
use regex::Regex;
use std::sync::LazyLock;

/// The rule under which a day is told on which an appointment was, and is no more.
pub const CALLED_OFF: &str = "called-off";

/// What is told further on is of other papers.
const PAGES: usize = 2;
/// How far a sentence may go on behind its verb, and before it, in folded bytes.
const BEHIND: usize = 200;
const AHEAD: usize = 220;
/// Lines at the top in which a paper says what it is.
const TITLE_LINES: usize = 10;

/// What is called off. Of several at once ("gli appuntamenti") only rules speak, unless a day is named.
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:appuntament[oi]|convocazion[ei]|prenotazione|colloquio|incontro|seduta|visita|appointments?|booking|interview)\b",
    )
});
static SEVERAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u)\b(?:appuntamenti|convocazioni|appointments)\b"));

/// It is off.
static OFF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?:annullat|cancellat|disdett|revocat|soppress|sospes)[oaie]|(?:canceled|cancelled)|called\soff|annulled|withdrawn)\b",
    )
});
/// It is on another day, or this letter stands in the place of an earlier one.
static MOVED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?:rinviat|spostat|posticipat|anticipat|differit|riprogrammat)[oaie]|postponed|rescheduled|moved|brought\sforward|put\soff
            |(?:annulla|annulla\se\ssostituisce|sostituisce|revoca|supersedes|replaces|cancels)\s(?:e\ssostituisce\s)?(?:integralmente\s)?(?:la|il|lo|quella|the|your|any|ogni)\s(?:[a-z]{1,12}\s)?(?:precedente?|previous|earlier|prior)
            |in\ssostituzione\s(?:della|del|di\squella)\sprecedente)\b",
    )
});
/// The same as a title has it: "Oggetto: rinvio della convocazione", "Appointment cancellation".
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)\b(?:(?P<off>annullamento|cancellazione|disdetta|revoca|cancellation)|rinvio|spostamento|differimento|posticipo|postponement|rescheduling)
            (?:\s(?:della?|dell'|di|of|of\sthe|of\syour))?\s?(?:sua\s|suo\s|vostra\s|vs\.?\s)?(?:appuntamento|convocazione|prenotazione|colloquio|appointment|booking|interview)\b
            |\b(?:appointment|booking|interview)\s(?:(?P<gone>cancellation|(?:canceled|cancelled))|postponement|postponed|rescheduled|rescheduling)\b",
    )
});
/// What may stand before such a title in its cell.
static LEADS_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[^a-z]*(?:(?:oggetto|subject|re|r|fwd|i)\s?:\s?)*(?:[^:]{0,40}(?:conferma|comunicazione|avviso|notice|confirmation)\s(?:di|della?|dell'|of)?\s?)?$",
    )
});

/// Words by which a sentence tells what may happen. "Sarà annullato" has not come about.
static MAY_BE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:se|qualora|ove|laddove|caso|casi|puo|possono|potra|potranno|potrebbe|sara|saranno|verra|verranno|essere|salvo|a\smeno|mancanza|assenza|mancata|trascors[oaie]|decors[oaie]|finche|eventual[ei]|if|unless|may|might|can|cannot|could|would|will|should|must|be|case|event|when|once)\b",
    )
});
/// What a sentence that names no day may not have either: it gives a rule.
static RULE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:viene|vengono|entro|dopo|almeno|ritard[oi]|d'ufficio|automaticamente|prima\sdi|within|after|before|late|automatically|no-show)\b",
    )
});
static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)\b(?:non|not|never|mai|senza|without)\s(?:[a-z']{1,12}\s){0,3}$")
});

/// What may stand between "annullato" and the day that it is said of.
static STRAIGHT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)^(?:[\s:;,.()*-]|\b(?:l'|la|il|lo|le|del|dell'|della|di|per|alle|in|ore|giorno|data|ora|fissat[oa]|previst[oa]|gia|suo|sua|vostr[oa]|your|the|on|of|for|at|from|scheduled|date|time
            |appuntament[oi]|convocazion[ei]|prenotazione|colloquio|incontro|appointments?|booking|interview)\b|[0-9]{1,2}[:.][0-9]{2})*$",
    )
});
/// The last word before a day that tells whether one goes there or comes from there.
static TOWARDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:(?P<from>del|dell|della|dal|dalla|from|of)|al|all|alla|a|per|to|for|until|on)\b",
    )
});
/// What announces another day.
static ANEW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:nuov[oa]|quella|presentarsi|si\spresenti|invitat[oa]\sa|nuovamente|new|instead|riconvocat[oa])\b",
    )
});

/// A sentence that calls something off.
struct Call {
    start: usize,
    /// Where the words stand by which it does.
    off: (usize, usize),
    end: usize,
    is_moved: bool,
    /// It says so of itself, whether or not it names a day: no rule, no "if".
    is_plain: bool,
}

/// Gives the days that are called off their role: none that anybody must keep. What a cancellation names is no appointment.
pub(super) fn mark(
    pages: &[Folded<'_>],
    order: Order,
    id: Option<&str>,
    dates: &mut Vec<DateFound>,
) {
    let pages = &pages[..pages.len().min(PAGES)];
    let is_off = |found: &mut DateFound| {
        found.role = DateRole::Other;
        CALLED_OFF.clone_into(&mut found.evidence.rule);
    };
    let (mut named, mut is_plainly_off, mut is_anew) = (false, false, false);
    for page in pages {
        let calls = calls(page, id);
        is_plainly_off |= calls.iter().any(|call| call.is_plain && !call.is_moved);
        is_anew |= calls.iter().any(|call| call.is_moved) || ANEW.is_match(&page.flat);
        for (day, start, end) in days(page, order, &calls) {
            named = true;
            dates.retain(|found| {
                !(found.date == When::Day(day)
                    && matches!(found.role, DateRole::Appointment | DateRole::Other))
            });
            dates.push(DateFound::new(
                When::Day(day),
                DateRole::Other,
                evidence(page, start, end, CALLED_OFF),
            ));
        }
    }
    if !named && is_plainly_off && !is_anew {
        dates.iter_mut().filter(|found| found.role == DateRole::Appointment).for_each(is_off);
    }
}

/// Returns the words by which a paper calls off an appointment whose day it does not name.
pub(super) fn undated(
    pages: &[Folded<'_>],
    id: Option<&str>,
    dates: &[DateFound],
) -> Option<Evidence> {
    if dates.iter().any(|found| found.evidence.rule == CALLED_OFF) {
        return None;
    }
    pages.iter().take(PAGES).find_map(|page| {
        let call = calls(page, id).into_iter().find(|call| call.is_plain)?;
        Some(evidence(page, call.off.0, call.off.1, CALLED_OFF))
    })
}

/// Returns the days whose appointments somebody's own words call off, `None` if they call off none; no day if they name none.
pub fn called_off(words: &str) -> Option<Vec<NaiveDate>> {
    let page = Folded::new(0, words);
    let calls = calls(&page, None);
    let days = days(&page, Order::DayFirst, &calls);
    let is_plain = calls.iter().any(|call| call.is_plain);
    (is_plain || !days.is_empty()).then(|| days.into_iter().map(|(day, ..)| day).collect())
}

fn calls(page: &Folded<'_>, id: Option<&str>) -> Vec<Call> {
    let flat = &page.flat;
    let told = |found: regex::Match<'_>, is_moved: bool| {
        let off = (found.start(), found.end());
        let start = sentence_begin(page, off.0).max(off.0.saturating_sub(AHEAD));
        let end = sentence_end(flat, off.1);
        let (lead, rest) = (&flat[start..off.0], &flat[off.1..end]);
        if DENIED.is_match(lead) || MAY_BE.is_match(before(flat, off.0, 60.min(off.0 - start))) {
            return None;
        }
        let near = &flat[off.0.saturating_sub(160).max(start)..end.min(off.1 + 60)];
        let stamped = id == Some("APPOINTMENT") && stands_alone(page, off);
        let is_said = SUBJECT.is_match(near) || stamped;
        let is_rule = |text: &str| MAY_BE.is_match(text) || RULE.is_match(text);
        let is_plain = !is_rule(lead) && !is_rule(rest) && !SEVERAL.is_match(near);
        is_said.then_some(Call { start, off, end, is_moved, is_plain })
    };
    let titles = TITLE.captures_iter(flat).filter_map(|found| {
        let whole = found.get(0)?;
        let (from, _) = page.cell(whole.start(), whole.end());
        let is_title = page.line_of(whole.start()) < TITLE_LINES
            && LEADS_TITLE.is_match(&page.text[from..whole.start()]);
        let is_moved = found.name("off").or(found.name("gone")).is_none();
        let (start, end) = (whole.start(), sentence_end(flat, whole.end()));
        let off = (whole.start(), whole.end());
        is_title.then_some(Call { start, off, end, is_moved, is_plain: true })
    });
    let mut calls: Vec<Call> = OFF.find_iter(flat).filter_map(|found| told(found, false)).collect();
    calls.extend(MOVED.find_iter(flat).filter_map(|found| told(found, true)));
    calls.extend(titles);
    calls.sort_by_key(|call| call.off);
    calls
}

/// Returns the days that these sentences call off, with where they stand.
fn days(page: &Folded<'_>, order: Order, calls: &[Call]) -> Vec<(NaiveDate, usize, usize)> {
    if calls.is_empty() {
        return Vec::new();
    }
    let all = candidates(page, order);
    let mut days = Vec::new();
    for call in calls {
        let mut behind = call.off.1;
        for date in all.iter().filter(|date| date.start >= call.start && date.end <= call.end) {
            let is_off = if date.end <= call.off.0 {
                // Behind what it is the day of, and with nothing anew before the verb.
                SUBJECT.find(&page.flat[call.start..call.off.0]).is_some_and(|subject| {
                    call.start + subject.start() < date.start
                        && !ANEW.is_match(&page.flat[call.start..date.start])
                })
            } else {
                let lead = &page.flat[behind.min(date.start)..date.start];
                behind = date.end;
                let from = TOWARDS.captures_iter(lead).last();
                let comes_from = from.is_some_and(|last| last.name("from").is_some());
                match call.is_moved {
                    _ if ANEW.is_match(lead) => false,
                    true => comes_from,
                    false => STRAIGHT.is_match(lead),
                }
            };
            if is_off {
                days.push((date.day, date.start, date.end));
            }
        }
    }
    // What one sentence calls off and another sets anew is set anew by neither: the first word on it stands.
    days.sort_unstable_by_key(|(day, start, _)| (*day, *start));
    days.dedup_by_key(|(day, ..)| *day);
    days
}

/// A full stop behind a word of some length or a figure, at the latest some words on.
fn sentence_end(flat: &str, from: usize) -> usize {
    let bytes = flat.as_bytes();
    let most = (from + BEHIND).min(flat.len());
    let ends = |at: &usize| {
        let word = bytes[..*at].iter().rev().take_while(|b| b.is_ascii_alphanumeric()).count();
        let is_stop = matches!(bytes[*at], b'.' | b'!' | b'?' | b';');
        let is_figure = *at > 0 && bytes[*at - 1].is_ascii_digit();
        is_stop && bytes.get(*at + 1).is_none_or(|b| *b == b' ') && (word >= 4 || is_figure)
    };
    (from..most).find(ends).unwrap_or(most)
}

/// Whether words fill their line but for signs, in capitals: a stamp.
fn stands_alone(page: &Folded<'_>, (start, end): (usize, usize)) -> bool {
    let (from, to) = page.line_at(start);
    let is_sign = |text: &str| !text.bytes().any(|b| b.is_ascii_alphanumeric());
    page.text.get(from..start).is_some_and(is_sign)
        && page.text.get(end..to).is_some_and(is_sign)
        && !page.words(start, end).chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{CALLED_OFF, called_off};
    use crate::facts::{DateRole, PageText, Recognition};
    use crate::packs::Packs;
    use crate::recognise::recognise;

    fn days(words: &str) -> Option<Vec<String>> {
        Some(called_off(words)?.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_day_that_is_off_is_told_from_the_new_one() {
        for words in [
            "Si comunica che la convocazione del giorno 14/01/2027 ore 9:30 è annullata.",
            "La convocazione del 14/01/2027 è rinviata al 20/02/2027 alle ore 11:00.",
            "L'appuntamento già fissato per il 14 gennaio 2027 è stato spostato al giorno 20/02/2027",
            "L'appuntamento è spostato dal 14/01/2027 al 20/02/2027",
            "Your appointment on 14 January 2027 has been cancelled.",
            "Your interview of 14 January 2027 has been moved to 20 February 2027.",
            "Appuntamento ANNULLATO - 14/01/2027 ore 9:30",
            "Disdetta dell'appuntamento del 14/01/2027",
            "È annullato l'appuntamento del 14/01/2027; la S.V. è invitata a presentarsi il giorno 20/02/2027",
            "Rinvio dell'appuntamento del 14/01/2027 al 20/02/2027",
            "La presente annulla e sostituisce la precedente convocazione del 14/01/2027.",
            "Gli appuntamenti del giorno 14/01/2027 sono annullati per sciopero.",
            "Stato prenotazione: ANNULLATA\nData: 14/01/2027 ore 9:30",
        ] {
            assert_eq!(days(words), Some(vec!["2027-01-14".to_owned()]), "{words}");
        }
    }

    #[test]
    fn an_appointment_may_be_off_without_its_day() {
        for words in [
            "L'appuntamento è stato annullato dalla Questura",
            "Appuntamento disdetto",
            "Oggetto: rinvio della convocazione",
            "La convocazione è rinviata al 20/02/2027",
            "La presente convocazione sostituisce la precedente",
        ] {
            assert_eq!(days(words), Some(Vec::new()), "{words}");
        }
    }

    #[test]
    fn what_may_happen_has_not_come_about() {
        for words in [
            "In caso di impedimento l'appuntamento del 14/01/2027 deve essere disdetto.",
            "L'appuntamento può essere annullato entro il 12/01/2027.",
            "Se non si presenta il 14/01/2027 l'appuntamento sarà annullato.",
            "L'appuntamento si intende annullato in caso di ritardo.",
            "L'appuntamento del 14/01/2027 non è stato annullato.",
            "Gli appuntamenti annullati non possono essere recuperati.",
            "If your appointment is cancelled you will be told.",
            "Il contratto del 14/01/2027 è stato annullato.",
            "Appuntamento confermato: 14/01/2027. Per l'annullamento dell'appuntamento scriva qui.",
        ] {
            assert_eq!(days(words), None, "{words}");
        }
    }

    fn read(text: &str) -> Recognition {
        recognise(&[PageText { number: 1, text }], &[], Packs::built_in())
    }

    fn appointments(read: &Recognition) -> Vec<String> {
        let dates = read.dates.iter().filter(|found| found.role == DateRole::Appointment);
        dates.map(|found| found.date.to_string()).collect()
    }

    #[test]
    fn a_letter_that_moves_an_appointment_keeps_the_new_day_only() {
        let letter = read(
            "QUESTURA DI PADOVA\nUFFICIO IMMIGRAZIONE\nProt. 9912 del 16/11/2026\nOGGETTO: rinvio della convocazione\n\
             Si comunica che la convocazione del giorno 14/01/2027 ore 9:30 è annullata.\n\
             La S.V. è invitata a presentarsi il giorno 20/02/2027 alle ore 11:00.",
        );
        assert_eq!(appointments(&letter), ["2027-02-20"]);
        let off: Vec<_> = letter.dates.iter().filter(|d| d.evidence.rule == CALLED_OFF).collect();
        assert_eq!((off.len(), off[0].date.to_string().as_str()), (1, "2027-01-14"));
        assert!(letter.calls_off.is_none(), "its day is named");
    }

    #[test]
    fn a_convocation_that_warns_keeps_its_day() {
        let letter = read(
            "QUESTURA DI PADOVA\nOGGETTO: convocazione per rilievi fotodattiloscopici\n\
             La S.V. è invitata a presentarsi il giorno 14/01/2027 alle ore 9:30.\n\
             In caso di mancata presentazione l'appuntamento si intende annullato.\n\
             L'appuntamento viene annullato d'ufficio dopo 15 minuti di ritardo.",
        );
        assert_eq!(appointments(&letter), ["2027-01-14"]);
        assert!(letter.calls_off.is_none());
    }

    #[test]
    fn a_plain_cancellation_names_no_appointment() {
        let letter = read(
            "QUESTURA DI PADOVA\nOGGETTO: annullamento della convocazione\n\
             Si comunica che l'appuntamento è stato annullato.\nData appuntamento: 14/01/2027 ore 9:30",
        );
        assert!(appointments(&letter).is_empty());
    }
}

//! What a day usually is that has such words around it: a second opinion on its role.
//!
//! `packs/words/days.txt` says how much each clue speaks for each role (see [`super::day_clues`]). A label that no pack lists leaves a day
//! without a role; what stands around it often says enough.

use super::another_paper::tells_of_another;
use super::dates::before;
use super::day_clues::Day;
use super::fold::Folded;
use super::paper::Paper;
use super::passing::{is_of_officer, is_told_in_passing};
use super::spans::FROM;
use super::until;
use super::usual_clues::{Clues, Learnt, NO_TYPE};
use super::{pattern, printed};
use crate::facts::{DateFound, DateRole};
use chrono::{Datelike, NaiveDate};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

static LEARNT: &str = include_str!("../../../../packs/words/days.txt");

/// So likely must a role be of a day that no label tells.
const LIKELY: f32 = 0.4;
/// So likely, where a further day of the paper has the role: of most roles it has one.
const LIKELY_FURTHER: f32 = 0.8;
/// So likely, where a label says that the day is another paper's, or a number's.
const LIKELY_NEVERTHELESS: f32 = 0.6;
/// So likely, where somebody may have been born that day.
const LIKELY_LONG_AGO: f32 = 0.8;
/// A paper tells of nothing that was done so many years after all else.
const LONGEST_WAIT: i32 = 5;
/// So many years before the paper's last day.
const LONG_AGO: i32 = 15;
/// A role that a label tells is in doubt where it is less likely than this.
const UNLIKELY: f32 = 0.08;
/// Or than this, where few days have the role.
const UNLIKELY_RARE: f32 = 0.03;
/// Or than this, where a further day of the paper has the role.
const UNLIKELY_FURTHER: f32 = 0.2;
/// The name of the rule.
pub(super) const RULE: &str = "usual-words";

/// The roles that are told by what is usual. Of a period, a birth and what has no role nothing is said.
const ROLES: [(&str, DateRole); 10] = [
    ("issued", DateRole::Issued),
    ("filed", DateRole::Filed),
    ("paid", DateRole::Paid),
    ("notified", DateRole::Notified),
    ("appointment", DateRole::Appointment),
    ("due", DateRole::Due),
    ("start", DateRole::Start),
    ("valid-from", DateRole::ValidFrom),
    ("valid-to", DateRole::ValidTo),
    ("captured", DateRole::Captured),
];

/// A day and what stands around it.
#[derive(Debug)]
pub struct DayClues {
    pub day: NaiveDate,
    /// The other reading of an ambiguous day.
    pub alternative: Option<NaiveDate>,
    /// None holds a blank.
    pub clues: BTreeSet<String>,
}

fn learnt() -> &'static Learnt {
    static BUILT_IN: OnceLock<Learnt> = OnceLock::new();
    BUILT_IN.get_or_init(|| Learnt::new(LEARNT, &ROLES.map(|(name, _)| name)))
}

/// Gives days a role that their labels did not, and takes away those that are most unlikely.
pub(super) fn second_opinion(pages: &[Folded<'_>], paper: Paper<'_>, dates: &mut [DateFound]) {
    give(learnt(), pages, paper, paper.id().unwrap_or(NO_TYPE), dates);
}

fn give(
    learnt: &Learnt,
    pages: &[Folded<'_>],
    paper: Paper<'_>,
    id: &str,
    dates: &mut [DateFound],
) {
    if !learnt.knows(id) {
        return;
    }
    let opinions: Vec<(Day<'_>, Opinion)> = Day::of_all(pages, dates)
        .into_iter()
        .filter(|day| !matches!(dates[day.at].role, DateRole::Birth | DateRole::Period))
        .map(|day| {
            let likely = learnt.judge(|clues| day.tell(id, clues));
            (day, Opinion { likely })
        })
        .collect();
    take_away(&opinions, dates);
    let mut likely: Vec<(usize, DateRole, f32)> = Vec::new();
    for (day, opinion) in &opinions {
        let told = dates.iter().any(|d| d.date == dates[day.at].date && d.role != DateRole::Other);
        let (role, how) = opinion.best();
        let enough = match dates[day.at].evidence.rule.as_str() {
            // It looked like the paper's own day, and what else the paper tells spoke against it.
            "place-and-date" => continue,
            _ if day.age >= LONG_AGO => LIKELY_LONG_AGO,
            "date" | "date-apart" => LIKELY,
            _ => LIKELY_NEVERTHELESS,
        };
        let may = |role: &DateRole| {
            // Papers of no known kind tell of many days, and bear one.
            (id != NO_TYPE || *role == DateRole::Issued)
                && !is_of_last_century(day, *role, dates)
                && !is_not_its_own(day, *role, paper)
        };
        if let Some(role) = role.filter(may)
            && how >= enough
            && !told
        {
            likely.push((day.at, role, how));
        }
    }
    likely.sort_by(|(_, _, a), (_, _, b)| b.total_cmp(a));
    for (at, role, how) in likely {
        // Of most roles a paper has one day, and what a label tells stands before what is usual.
        let several = matches!(role, DateRole::Due | DateRole::Appointment);
        let on = dates[at].date;
        // What was due, or awaited, before the paper was written is no matter of its own.
        let past = several && dates.iter().any(|d| d.role == DateRole::Issued && d.date > on);
        if past {
            continue;
        }
        let further = || dates.iter().any(|d| is_same(d.role, role) && d.date != on);
        if several || how >= LIKELY_FURTHER || !further() {
            dates[at].role = as_called(role, paper);
            RULE.clone_into(&mut dates[at].evidence.rule);
        }
    }
}

/// Returns whether nothing can have been done on a day so long after all others: its year has two figures, "12.11.48", and is of the
/// last century.
fn is_of_last_century(day: &Day<'_>, role: DateRole, dates: &[DateFound]) -> bool {
    use DateRole::{Captured, Filed, Issued, Notified, Paid};
    let short = !dates[day.at]
        .evidence
        .words
        .as_bytes()
        .windows(4)
        .any(|four| four.iter().all(u8::is_ascii_digit));
    let before = dates.iter().filter_map(|d| d.date.day()).filter(|other| *other < day.day).max();
    short
        && matches!(role, Issued | Filed | Paid | Notified | Captured)
        && before.is_some_and(|before| day.day.year() - before.year() > LONGEST_WAIT)
}

/// "Notificato via PEC al datore di lavoro: ", at the beginning of a line: no words around say it more plainly.
static NOTIFIED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?-u)^[\x20-/:-@]{0,4}(?:notificat[oaie]|notified|served)\b[\x00-/:<-\x7f]{0,60}$")
});

fn is_said_to_be_notified(day: &Day<'_>) -> bool {
    let (from, _) = day.page.line_at(day.start);
    NOTIFIED.is_match(&day.page.flat[from..day.start])
}

/// Takes their role away from days that hardly are what their label tells, wherever on the paper they stand.
fn take_away(opinions: &[(Day<'_>, Opinion)], dates: &mut [DateFound]) {
    for (day, _) in opinions {
        let DateFound { role, evidence, .. } = &dates[day.at];
        // What a sentence says was done that day is plainer than any words around it.
        let asked = *role != DateRole::Other
            && evidence.rule != "label-printed"
            && !evidence.rule.starts_with("done-")
            && !(*role == DateRole::Notified && is_said_to_be_notified(day));
        let places = opinions.iter().filter(|(other, _)| other.day == day.day);
        let how = places.map(|(_, opinion)| opinion.of(*role)).fold(0.0, f32::max);
        let further = *role != DateRole::Appointment
            && dates.iter().any(|d| is_same(d.role, *role) && d.date.day() != Some(day.day));
        // What is done with a paper is told by a word of its own, however seldom.
        let rare = matches!(role, DateRole::Filed | DateRole::Notified | DateRole::Appointment);
        let enough = match (further, rare) {
            (true, _) => UNLIKELY_FURTHER,
            (false, true) => UNLIKELY_RARE,
            (false, false) => UNLIKELY,
        };
        if asked && how < enough {
            dates[day.at].role = DateRole::Other;
            "date".clone_into(&mut dates[day.at].evidence.rule);
        }
    }
}

/// Returns the role as papers of the type call it: the last day of a permit is its expiry, and is due for renewal by then.
fn as_called(role: DateRole, paper: Paper<'_>) -> DateRole {
    match role {
        DateRole::ValidTo => paper.ends().unwrap_or(role),
        DateRole::Start | DateRole::ValidFrom if paper.begins() != DateRole::Other => {
            paper.begins()
        }
        _ => role,
    }
}

/// The first day of a span, up to the joint before its last.
static LAST_OF_SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:dal|del|dall'|from|desde|du|vom)\s?[0-9][\x20-:<-\x7f]{0,24}\s(?:al|all'|to|until|till|hasta|au|bis)\s?(?:el\s|le\s|the\s|zum\s)?$|\b[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})\s?(?:-|[-=]{0,2}>)\s?$",
    )
});

/// Returns whether what stands around a day makes it another paper's or an officer's, or papers of the type never have this role.
fn is_not_its_own(day: &Day<'_>, role: DateRole, paper: Paper<'_>) -> bool {
    use DateRole::{Expires, ValidTo};
    let (page, start, end) = (day.page, day.start, day.end);
    let never = [role, Expires, ValidTo]
        .into_iter()
        .any(|other| is_same(other, role) && paper.never_has(other));
    // "Iscritta all'Albo dal": since when, and nothing was done that day.
    let since = !matches!(role, DateRole::Start | DateRole::ValidFrom)
        && FROM.is_match(before(&page.text, start, 16));
    // "Copre dal 1° gennaio al 31 dicembre": the end of a span is no day on which something is done.
    let until = (!matches!(role, Expires | ValidTo) || paper.begins() == DateRole::Other)
        && LAST_OF_SPAN.is_match(before(&page.flat, start, 50));
    // "Hasta el 30 de junio" is no day on which something was done, and "dell'8 gennaio" is when a paper was written.
    let done =
        matches!(role, DateRole::Issued | DateRole::Filed | DateRole::Paid | DateRole::Notified);
    let term = done && until::ends_a_time(before(&page.flat, start, 24));
    let dated = role == DateRole::Notified
        && [" del ", " dell'", " of ", " dated "]
            .iter()
            .any(|of| before(&page.flat, start, 8).ends_with(of));
    let elsewhere = until::meant(page, start, role, paper) == Some(DateRole::Other);
    never
        || since
        || until
        || term
        || dated
        || elsewhere
        || is_of_officer(page, start)
        || role == DateRole::Filed
            && (is_no_filing(page, start) || printed::is_asked_for(page, start))
        || matches!(role, DateRole::Issued | Expires | ValidTo)
            && tells_of_another(page, start, paper)
        || is_told_in_passing(page, start, end, role, "label-usual", paper)
}

/// What has a day, and is nothing that somebody filed: another office's act, a meeting, a journey, a contract.
static NO_FILING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:rilasciat[oa]|nulla\sosta|n\.\s?o\.|decreto|sentenza|ordinanza|provvedimento|ricorso|scadut[oa]|in\sscadenza|ingresso|entrat[oa]|accesso|incontro|riunione|colloquio|contratto|locazione|durc|polizza|fattura|bonifico|quietanza|visura|preavviso|nota|confermat[oa]|scansit[oa]|issued|granted|expired|entered|meeting|decision|lease)\b(?P<between>[\x00-:<-\x7f]{0,60})$",
    )
});

/// What was done with an application: it takes the day, whatever was named before.
static DONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?-u)\b(?:present|invi|inolt|trasm|perven|ricev|deposit|protocoll|acquis|richie|chiest|domand|istanz|spedi|consegn|filed|submit|lodged|sent|received|request|appli)",
    )
});

/// Returns whether the words before a day name something that nobody filed.
fn is_no_filing(page: &Folded<'_>, start: usize) -> bool {
    let named = NO_FILING.captures(before(&page.flat, start, 90));
    named.and_then(|named| named.name("between")).is_some_and(|rest| !DONE.is_match(rest.as_str()))
}

/// The end of what was valid is one role.
fn is_same(role: DateRole, other: DateRole) -> bool {
    let ends = |role| matches!(role, DateRole::ValidTo | DateRole::Expires);
    role == other || ends(role) && ends(other)
}

/// Returns the clues of all days of a paper, to be learnt.
pub(super) fn clues(pages: &[Folded<'_>], id: &str, dates: &[DateFound]) -> Vec<DayClues> {
    let of = |day: Day<'_>| DayClues {
        day: day.day,
        alternative: dates[day.at].alternative,
        clues: Clues::collected(|clues| day.tell(id, clues)),
    };
    Day::of_all(pages, dates).into_iter().map(of).collect()
}

/// What the clues of a day say of it.
struct Opinion {
    /// How likely each role is, from 0 to 1; the last is that of no role.
    likely: Vec<f32>,
}

impl Opinion {
    /// Returns how likely a role is; one of which nothing was learnt is not in doubt.
    fn of(&self, role: DateRole) -> f32 {
        let at = ROLES.iter().position(|(_, known)| is_same(*known, role));
        at.map_or(1.0, |at| self.likely[at])
    }

    /// Returns the likeliest role, and how likely it is. Of no role, nothing.
    fn best(&self) -> (Option<DateRole>, f32) {
        let best = self.likely.iter().copied().enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
        best.map_or((None, 0.0), |(at, how)| (ROLES.get(at).map(|(_, role)| *role), how))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Evidence, When};

    /// "Verso entro" speaks for days that are due, "rilascio" a little for those of issue, "stampa" for those that nobody relies on.
    const MADE_UP: &str = "# made up\n= due -2 issued 0 none 1\nINVOICE@top\n<verso due 2\n<entro due 3\n<rilascio issued 2\n<stampa none 4\n<copia none 3\n";

    fn day(page: &Folded<'_>, on: &str, role: DateRole) -> DateFound {
        let start = page.original.find(on).unwrap();
        let (day, evidence) = (
            NaiveDate::parse_from_str(on, if on.len() == 8 { "%d/%m/%y" } else { "%d/%m/%Y" })
                .unwrap(),
            Evidence {
                page: page.page,
                start: start as u32,
                end: (start + on.len()) as u32,
                words: on.to_owned(),
                rule: if role == DateRole::Other { "date" } else { "label-issued" }.to_owned(),
            },
        );
        DateFound::new(When::Day(day), role, evidence)
    }

    fn given(text: &str, id: &str, days: &[(&str, DateRole)]) -> Vec<DateRole> {
        let pages = [Folded::new(1, text)];
        let learnt = Learnt::new(MADE_UP, &ROLES.map(|(name, _)| name));
        let mut dates: Vec<DateFound> =
            days.iter().map(|(on, role)| day(&pages[0], on, *role)).collect();
        let paper = Paper::of(crate::packs::Packs::built_in().document_type(id));
        give(&learnt, &pages, paper, id, &mut dates);
        dates.iter().map(|found| found.role).collect()
    }

    #[test]
    fn a_day_without_a_label_is_what_most_days_with_such_words_are() {
        let days = [("30/06/2026", DateRole::Other)];
        assert_eq!(given("Verso entro 30/06/2026", "INVOICE", &days), [DateRole::Due]);
        assert_eq!(given("Gite 30/06/2026", "INVOICE", &days), [DateRole::Other]);
    }

    #[test]
    fn a_day_on_which_somebody_may_have_been_born_needs_more_to_have_a_role() {
        let role = |on: &str| {
            let days = [(on, DateRole::Other), ("12/03/2026", DateRole::Due)];
            given(&format!("Rilascio {on}\nVerso entro 12/03/2026"), "INVOICE", &days)[0]
        };
        assert_eq!(role("20/02/2025"), DateRole::Issued);
        assert_eq!(role("20/02/1992"), DateRole::Other);
        assert_eq!(role("20/02/28"), DateRole::Issued);
        // Of two figures a year is read in this century: nobody issued anything in 2048.
        assert_eq!(role("12/11/48"), DateRole::Other);
    }

    #[test]
    fn of_a_type_that_was_never_counted_nothing_is_said() {
        let days = [("30/06/2026", DateRole::Other)];
        assert_eq!(given("Verso entro 30/06/2026", "SCHOOL-REPORT", &days), [DateRole::Other]);
    }

    #[test]
    fn a_role_that_hardly_any_such_day_has_is_taken_away() {
        let due = [("30/06/2026", DateRole::Due)];
        assert_eq!(given("Stampa copia 30/06/2026", "INVOICE", &due), [DateRole::Other]);
        assert_eq!(given("Verso entro 30/06/2026", "INVOICE", &due), [DateRole::Due]);
    }

    #[test]
    fn what_nobody_filed_is_not_taken_for_a_filing() {
        let is = |text: &str| {
            let page = Folded::new(1, text);
            is_no_filing(&page, page.flat.find("02/07/2026").unwrap())
        };
        assert!(is("Codice pratica P-GR/L/Q/2026/100212 - nulla osta del 02/07/2026"));
        assert!(is("il permesso è scaduto il 02/07/2026"));
        assert!(is("in esito al Suo accesso allo sportello del 02/07/2026"));
        assert!(!is("domanda di nulla osta presentata allo sportello il 02/07/2026"));
        assert!(!is("Pratica trasmessa il 02/07/2026"));
    }

    #[test]
    fn a_role_is_called_as_papers_of_the_type_call_it() {
        assert_eq!(as_called(DateRole::ValidTo, Paper::built_in("PASSPORT")), DateRole::Expires);
        assert_eq!(as_called(DateRole::ValidFrom, Paper::built_in("CONTRACT")), DateRole::Start);
        assert_eq!(as_called(DateRole::Filed, Paper::built_in("PERMIT")), DateRole::Filed);
        assert_eq!(as_called(DateRole::ValidTo, Paper::of(None)), DateRole::ValidTo);
    }
}

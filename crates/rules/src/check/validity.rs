//! Papers that have expired or soon will.

use super::{codes::finding, folder::Paper};
use crate::facts::{DateRole, Finding, Severity, When};
use crate::packs::Packs;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// How long before its end a paper is mentioned.
const SOON: i64 = 90;
/// The renewal of a permit is asked for this long before its end (art. 5 c. 4 TUI), and the stay is at risk this long after it
/// (art. 13 c. 2 b TUI).
const PERMIT_RENEWAL: u64 = 60;

/// A paper whose last day asks something of its people.
pub(super) struct Ending<'p> {
    pub(super) paper: &'p Paper<'p>,
    pub(super) type_id: &'p str,
    pub(super) end: NaiveDate,
    /// Of a permit, the day of a receipt of its renewal that came too late to stand in for it.
    late: Option<NaiveDate>,
    /// Of a permit, a receipt of its renewal came in time.
    is_renewed: bool,
}

/// Returns the findings for papers that have ended or soon will.
pub(super) fn check(
    papers: &[&Paper<'_>],
    packs: &Packs,
    today: NaiveDate,
) -> Vec<(String, Finding)> {
    let endings = endings(papers, packs, today);
    // A receipt of its renewal stands in for a permit: its end frightens nobody.
    let found = endings.iter().filter(|ending| !ending.is_renewed).filter_map(|ending| {
        let finding = of(ending.type_id, ending.end, ending.late, today)?;
        Some((ending.paper.file.path.clone(), finding))
    });
    found.collect()
}

/// Returns the papers with a last day that no newer paper of the same kind and people replaces.
pub(super) fn endings<'p>(
    papers: &[&'p Paper<'p>],
    packs: &Packs,
    today: NaiveDate,
) -> Vec<Ending<'p>> {
    let mut kinds: BTreeMap<(&'p str, &'p [String]), Vec<&'p Paper<'p>>> = BTreeMap::new();
    for paper in papers.iter().copied() {
        if let Some(type_id) = &paper.type_id
            && !paper.subjects.is_empty()
            && packs.document_type(type_id).is_none_or(|kind| !kind.lapses)
        {
            kinds.entry((type_id, &paper.subjects)).or_default().push(paper);
        }
    }
    let mut found = Vec::new();
    for ((type_id, subjects), group) in &kinds {
        let Some((paper, end)) =
            group.iter().filter_map(|p| Some((*p, end(p)?))).max_by_key(|(_, end)| *end)
        else {
            continue;
        };
        // A newer one whose end could not be read still replaces this one.
        let newer =
            |other: &&&'p Paper<'p>| start(other).zip(start(paper)).is_some_and(|(o, p)| o > p);
        if group.iter().any(|other| newer(&other)) {
            continue;
        }
        let receipts = |by: &str, since: NaiveDate| {
            let papers = kinds.get(&(by, *subjects)).into_iter().flatten();
            let days = papers.filter_map(|other| start(other));
            days.filter(|day| *day >= since && *day <= today).min()
        };
        let later = |by: &str, since: NaiveDate| receipts(by, since).is_some();
        let since = end.checked_sub_days(Days::new(120)).unwrap_or(end);
        let renewed = receipts("PERMIT-RECEIPT", since).filter(|_| *type_id == "PERMIT");
        // A visa has served once the permit is asked for.
        let from = start(paper).unwrap_or(since);
        let replaced =
            *type_id == "VISA" && (later("PERMIT", from) || later("PERMIT-RECEIPT", from));
        // A receipt of after the last day stands in for nothing.
        let is_renewed = renewed.is_some_and(|day| day <= last_day(end));
        if !replaced {
            found.push(Ending { paper, type_id, end, late: renewed, is_renewed });
        }
    }
    let stands: Vec<bool> =
        found.iter().map(|one| !found.iter().any(|other| other.goes_on_from(one))).collect();
    let mut stands = stands.into_iter();
    found.retain(|_| stands.next().unwrap_or(true));
    found
}

impl Ending<'_> {
    /// Whether this one goes on for all people of the other where that one ends: a lease of one tenant that both have now, or whose
    /// registration says that it was prolonged. Of two that say the same, one is enough.
    fn goes_on_from(&self, other: &Ending<'_>) -> bool {
        let of_all = other.paper.subjects.iter().all(|id| self.paper.subjects.contains(id));
        let is_other = self.type_id != other.type_id || self.paper.subjects != other.paper.subjects;
        // Of the same day the lease itself stands, and what is of more people.
        let rank = |one: &Ending<'_>| (one.end, one.paper.subjects.len(), one.type_id == LEASE);
        is_other
            && of_all
            && family(self.type_id) == family(other.type_id)
            && rank(self) > rank(other)
    }
}

/// The lease, of which the receipt of its registration tells the same end or a later one.
const LEASE: &str = "LEASE";

fn family(type_id: &str) -> &str {
    if type_id == "LEASE-REGISTRATION" { LEASE } else { type_id }
}

/// Returns the last day on which the renewal of a permit that ended on `end` can be asked for.
fn last_day(end: NaiveDate) -> NaiveDate {
    end.checked_add_days(Days::new(PERMIT_RENEWAL)).unwrap_or(end)
}

/// `late`: the day of a receipt of its renewal that came too late to stand in for it.
fn of(type_id: &str, end: NaiveDate, late: Option<NaiveDate>, today: NaiveDate) -> Option<Finding> {
    let left = (end - today).num_days();
    let permit = type_id == "PERMIT";
    let date = end.to_string();
    if left < 0 {
        let days = (-left).to_string();
        let text = format!("It expired on {date}, {} ago.", count(-left));
        let last = last_day(end);
        let fix = match permit {
            _ if late.is_some() => format!(
                "The receipt of its renewal is of {}, more than 60 days after the end. Speak to an advisor or a patronato now, and take both along.",
                late.unwrap_or(last)
            ),
            true if today <= last => format!(
                "Ask for the renewal now: it can still be asked for until {last}. Keep the post office's receipt with it."
            ),
            true => "Speak to an advisor or a patronato now: more than 60 days have passed.".into(),
            false => "Renew it, or add the newer one if you have it.".into(),
        };
        return Some(finding("expired", text, fix, &[("date", &date), ("days", &days)]));
    }
    if left > SOON {
        return None;
    }
    let days = left.to_string();
    let when = if left == 0 { "today".to_owned() } else { format!("in {}", count(left)) };
    let text = format!("It expires on {date}, {when}.");
    let renew = end.checked_sub_days(Days::new(PERMIT_RENEWAL)).unwrap_or(end);
    let fix = match permit {
        true if today < renew => {
            format!("Prepare the renewal now: it is to be asked for by {renew}.")
        }
        true => "Ask for the renewal now: it should be asked for 60 days before the end.".into(),
        false => "Start its renewal.".to_owned(),
    };
    let mut found = finding("expires-soon", text, fix, &[("date", &date), ("days", &days)]);
    if permit && today >= renew {
        found.severity = Severity::Warning;
    }
    Some(found)
}

fn count(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// Returns the last day the paper says it is valid; none if a reading is doubtful.
fn end(paper: &Paper<'_>) -> Option<NaiveDate> {
    let ends = paper.file.recognition.dates.iter().filter(|found| {
        matches!(found.role, DateRole::Expires | DateRole::ValidTo) && found.alternative.is_none()
    });
    ends.filter_map(|found| found.date.day()).max()
}

fn start(paper: &Paper<'_>) -> Option<NaiveDate> {
    paper.date.and_then(When::day)
}

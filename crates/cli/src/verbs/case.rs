//! `faldone case`, `faldone checklist`, `faldone due`.

use super::reckon;
use crate::{
    answer::{self, FINE, FOUND},
    arguments::CaseVerb,
};
use faldone::{
    Error, Folder, Options,
    view::{CaseView, CasesView, DueRow, ItemView, NewCase, RequestView},
};
use std::path::Path;

/// Shows the cases, or carries out what is told of one.
pub(crate) fn run(
    dir: &Path,
    what: Option<&CaseVerb>,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let Some(what) = what else { return list(&folder, json) };
    let case = match what {
        CaseVerb::Open { procedure, people, since, references } => folder.open_case(&NewCase {
            procedure: procedure.clone(),
            persons: people.clone(),
            since: since.map(|day| day.to_string()),
            references: references.clone(),
        }),
        CaseVerb::Close { case, on } => {
            let day = on.unwrap_or_else(|| folder.today());
            folder.close_case(case, Some(&day.to_string()))
        }
        CaseVerb::Reopen { case } => folder.close_case(case, None),
        CaseVerb::Answer { case, question, answer } => {
            folder.tell_case(case, "answer", question, answer, "")
        }
        CaseVerb::Reached { case, milestone, date } => {
            folder.tell_case(case, "milestone", milestone, date, "")
        }
        CaseVerb::Checked { case, on } => {
            let day = on.unwrap_or_else(|| folder.today());
            folder.tell_case(case, "milestone", "portal-checked", &day.to_string(), "")
        }
        CaseVerb::Tick { case, item, off } => {
            folder.tell_case(case, "item", item, if *off { "" } else { "yes" }, "")
        }
        CaseVerb::Assign { case, item, who, day } => {
            let day = day.map(|day| format!(" {day}")).unwrap_or_default();
            folder.tell_case(case, "assign", item, &format!("{who}{day}"), "")
        }
        CaseVerb::Reference { case, value, off } => {
            folder.tell_case(case, "reference", value, if *off { "" } else { "yes" }, "")
        }
        CaseVerb::Term { case, term, date, why } => folder.tell_case(case, "term", term, date, why),
    }?;
    if json {
        answer::json(&serde_json::json!({ "case": case }));
    } else {
        show(&folder, &case);
    }
    Ok(FINE)
}

fn list(folder: &Folder, json: bool) -> Result<u8, Error> {
    let cases = folder.cases()?.opened;
    if json {
        let procedures = folder.procedures();
        answer::json(&serde_json::json!({ "cases": cases, "procedures": procedures }));
        return Ok(FINE);
    }
    for case in &cases {
        let open = case.items.iter().filter(|item| item.is_open()).count();
        let state = match &case.closed {
            Some(day) => format!("closed on {day}"),
            None => format!("{open} still open"),
        };
        answer::say(&format!("{:<28} {} ({state})", case.id, case.procedure.label));
    }
    if cases.is_empty() {
        answer::say(
            "No case is open. One is opened with: faldone case DIR open PROCEDURE --person \"Name/Surname\"",
        );
        answer::say("Procedures:");
        for procedure in folder.procedures() {
            answer::say(&format!("  {:<24} {}", procedure.id, procedure.label));
        }
    }
    Ok(FINE)
}

/// Shows what is asked for: of one case, or of all open ones and of what everybody should have.
pub(crate) fn checklist(
    dir: &Path,
    case: Option<&str>,
    by: Option<&str>,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let mut cases = match case {
        Some(id) => vec![folder.case(id)?],
        None => {
            let CasesView { opened, standing } = folder.cases()?;
            opened.into_iter().filter(|case| case.closed.is_none()).chain(standing).collect()
        }
    };
    for case in &mut cases {
        case.items.retain(|item| by.is_none_or(|by| item.by == by));
        for request in &mut case.requests {
            request.items.retain(|entry| by.is_none_or(|by| entry.item.by == by));
        }
    }
    let is_open = cases.iter().any(|case| {
        let asked = case.requests.iter().filter(|request| request.answered.is_none());
        case.items.iter().any(ItemView::is_open)
            || asked.flat_map(|request| &request.items).any(|entry| entry.item.is_open())
    });
    if json {
        answer::json(&serde_json::json!({ "checklists": cases }));
    } else {
        for case in &cases {
            show(&folder, case);
        }
    }
    Ok(if is_open { FOUND } else { FINE })
}

/// Shows what is due.
pub(crate) fn due(
    dir: &Path,
    person: Option<&str>,
    days: bool,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let (folder, _) = super::open(dir, options)?;
    let person = person.map(|given| folder.person(given)).transpose()?;
    let mut rows = folder.due()?;
    rows.retain(|row| person.as_ref().is_none_or(|id| row.persons.contains(id)));
    if json {
        answer::json(&serde_json::json!({ "due": rows }));
        return Ok(FINE);
    }
    for row in &rows {
        answer::say(&due_line(&folder, row));
        for other in row.term.iter().flat_map(|term| &term.alternatives) {
            answer::say(&format!("            or {}: {}", other.date, other.why));
        }
        for day in row.term.iter().filter(|_| days).flat_map(|term| &term.days) {
            let line = reckon::counted(&day.date, day.number, day.note.as_deref());
            answer::say(&format!("        {line}"));
        }
    }
    if rows.is_empty() {
        answer::say("Nothing is due.");
    }
    Ok(FINE)
}

fn due_line(folder: &Folder, row: &DueRow) -> String {
    let left = match row.days_left {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days < 0 => format!("{} ago", span(-days)),
        days => format!("in {}", span(days)),
    };
    let what = match row.kind.as_str() {
        "term" | "file-again" => row.label.clone(),
        kind => format!("{} ({kind})", row.label),
    };
    format!("{}  {what}: {} ({left})", row.due.replace('T', " "), who(folder, &row.persons))
}

/// Returns how long it is, as people say it: nobody counts two thousand days.
fn span(days: i64) -> String {
    match days {
        0..=92 => format!("{days} days"),
        93..=730 => format!("{} months", days / 30),
        _ => format!("{} years", days / 365),
    }
}

fn show(folder: &Folder, case: &CaseView) {
    answer::say("");
    answer::say(&format!(
        "{}: {}  [{}]",
        case.procedure.label,
        who(folder, &case.persons),
        case.id
    ));
    for item in &case.items {
        let papers = if item.papers.is_empty() || item.need == "missing" {
            String::new()
        } else {
            format!("  {}", item.papers.join(", "))
        };
        answer::say(&format!("  [{:<10}] {}{}{papers}", item.need, item.label, whose(item)));
        if let Some(question) = item.question.as_ref().filter(|_| item.need == "ask") {
            answer::say(&format!("               {} ({})", question.text, question.id));
        }
    }
    for step in &case.milestones {
        let on = step.on.as_deref().unwrap_or("          ");
        let next = if case.next.as_ref() == Some(&step.id) { "  <- next" } else { "" };
        answer::say(&format!("  {on}  {} ({}){next}", step.label, step.acts));
    }
    for term in &case.terms {
        let state = match (&term.done, term.late) {
            (Some(day), _) => format!("done on {day}"),
            (None, true) => "over".to_owned(),
            (None, false) => format!("{} days left", term.days_left),
        };
        answer::say(&format!("  by {}  {} ({state})", term.due, term.label));
    }
    for request in &case.requests {
        show_request(request);
    }
    if let Some(again) = &case.file_again {
        let how = if again.over { &again.label } else { "A confirmation is awaited" };
        answer::say(&format!("  {how} (filed on {}, awaited until {})", again.filed, again.until));
        for one in case.evidence.iter().filter(|one| !one.confirmed) {
            let path = one.path.as_deref().unwrap_or("as was told");
            answer::say(&format!("      evidence: {} {} ({})", one.date, path, one.how));
        }
    }
    super::calculate::show_fees(case);
}

/// Shows a letter that must be answered: what it asks for in its own words, and what is here of that.
fn show_request(request: &RequestView) {
    let state = match (&request.answered, &request.term) {
        (Some(day), _) => format!("answered on {day}"),
        (None, Some(term)) => format!("answer by {}", term.due),
        (None, None) => "it names no day for the answer".to_owned(),
    };
    answer::say(&format!("  {}: {}  ({state})", request.label, request.path));
    if request.delivered_by.as_deref() == Some("issued") && request.answered.is_none() {
        answer::say("      counted from its own date: nothing says when it came");
    }
    for entry in &request.items {
        let item = &entry.item;
        let mut notes: Vec<String> = entry.problems.clone();
        notes
            .extend(entry.faulted.then(|| "the office finds fault with the one it has".to_owned()));
        let notes =
            if notes.is_empty() { String::new() } else { format!("  [{}]", notes.join(", ")) };
        let papers = item.papers.iter().take(item.count as usize).cloned().collect::<Vec<_>>();
        let papers =
            if papers.is_empty() { String::new() } else { format!("  {}", papers.join(", ")) };
        answer::say(&format!(
            "    [{:<10}] {}{}{papers}{notes}",
            item.need,
            item.label,
            whose(item)
        ));
        if !entry.words.is_empty() && entry.words != item.label {
            answer::say(&format!("                 \"{}\"", entry.words));
        }
    }
    if request.items.is_empty() {
        answer::say("      What it asks for could not be read: look at the paper itself.");
    }
}

/// Who provides an open item, and by when.
fn whose(item: &ItemView) -> String {
    match (&item.until, item.is_open() || item.assigned) {
        (Some(day), true) => format!("  ({} by {day})", item.by),
        (None, true) => format!("  ({})", item.by),
        (_, false) => String::new(),
    }
}

fn who(folder: &Folder, persons: &[String]) -> String {
    persons.iter().map(|id| folder.full_name(id)).collect::<Vec<_>>().join(", ")
}

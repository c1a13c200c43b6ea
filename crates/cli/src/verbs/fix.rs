//! `faldone fix`.

use crate::answer::{self, FINE, FOUND};
use faldone::{Error, Options, packs, view::ProposalView};
use std::{
    io::{BufRead, IsTerminal},
    path::Path,
};

/// What the user wants of it.
pub(crate) struct Choice<'a> {
    pub dry_run: bool,
    pub only: Option<&'a str>,
    pub yes: bool,
}

pub(crate) fn run(
    dir: &Path,
    choice: &Choice<'_>,
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    if let Some(code) = choice.only {
        packs::known_finding(code)?;
    }
    let (folder, _) = super::open(dir, options)?;
    let (mut sure, unsure): (Vec<ProposalView>, Vec<ProposalView>) =
        folder.proposals()?.into_iter().partition(|proposal| proposal.to.is_some());
    // What a paper holds is only changed when exactly that is asked for.
    if choice.only == Some("too-large") {
        sure.extend(folder.proposals_to_shrink()?);
    }
    let plan: Vec<ProposalView> = sure
        .into_iter()
        .filter(|proposal| match choice.only {
            Some(code) => proposal.codes.iter().any(|c| c == code),
            // Setting a copy aside is another matter than a better name: it is done when asked for.
            None => proposal.kind != "set-aside",
        })
        .collect();
    if !json {
        show(&plan, unsure.len(), choice);
    }
    // A program cannot be asked: it says --yes, or gets the plan.
    let agreed = choice.yes || (!json && !choice.dry_run && !plan.is_empty() && agreed()?);
    let wanted = agreed && !choice.dry_run && !plan.is_empty();
    if !wanted {
        if json {
            answer::json(&serde_json::json!({
                "plan": plan, "unsure": unsure, "operation": null, "done": [], "left": [],
            }));
        }
        return Ok(FINE);
    }
    let change = folder.apply(&plan)?;
    if json {
        answer::json(&serde_json::json!({
            "plan": plan, "unsure": unsure, "operation": change.operation, "done": change.done, "left": change.left,
        }));
    } else {
        answer::say(&format!("Done: {}.", answer::count(change.done.len(), "file", "files")));
        for left in &change.left {
            answer::say(&format!("Left: {} — {}", left.from, left.why));
        }
        answer::say(&format!("To take it back: faldone undo \"{}\"", dir.display()));
    }
    Ok(if change.left.is_empty() { FINE } else { FOUND })
}

fn show(plan: &[ProposalView], unsure: usize, choice: &Choice<'_>) {
    for proposal in plan {
        answer::say(&proposal.path);
        match proposal.to.as_deref() {
            Some(_) if proposal.kind == "shrink" => {
                answer::say("  → a smaller version, if one can be made; the original is kept");
            }
            to => answer::say(&format!("  → {}", to.unwrap_or_default())),
        }
    }
    if plan.is_empty() {
        answer::say("Nothing to change.");
    }
    if unsure > 0 {
        let papers = answer::count(unsure, "paper keeps its name", "papers keep their names");
        answer::say(&format!(
            "{papers}: the type, the person or the date is not sure. See them with: faldone check"
        ));
    }
    if choice.dry_run && !plan.is_empty() {
        answer::say(&format!(
            "Nothing has changed yet: {} would.",
            answer::count(plan.len(), "file", "files")
        ));
    }
}

/// Asks on a terminal; without one, nobody has agreed.
fn agreed() -> Result<bool, Error> {
    if !std::io::stdin().is_terminal() {
        answer::say("Nothing has changed. To carry it out, say --yes.");
        return Ok(false);
    }
    answer::say("Carry it out? It can be undone. [y/N]");
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line);
    let yes = read.is_ok()
        && ["y", "yes", "s", "sì", "si"].contains(&line.trim().to_lowercase().as_str());
    if !yes {
        answer::say("Nothing has changed.");
    }
    Ok(yes)
}

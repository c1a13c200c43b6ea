//! "You never sent us this": when a paper was filed, with which reference and receipt, by whom.

use crate::export::{self, Language};
use crate::view::{CaseView, DocumentRow, EventView, ItemView};
use chrono::NaiveDate;
use faldone_rules::facts::{Recognition, ReferenceKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// What can be proved of a paper's filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FiledView {
    pub path: String,
    pub sha256: String,
    pub type_id: Option<String>,
    /// The type's name, in English and Italian.
    pub label: String,
    pub label_it: String,
    /// The paper's own date.
    pub date: Option<String>,
    /// Full names of whose paper it is.
    pub persons: Vec<String>,
    /// Oldest first.
    pub filings: Vec<FilingView>,
    /// The papers that it took the place of, or that took its place, in the cases that ask for it; oldest first. Offices keep both, each
    /// with the day it was delivered.
    pub versions: Vec<VersionView>,
}

/// Another version of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VersionView {
    pub path: String,
    /// Its own date.
    pub date: Option<String>,
    /// It took the place of the paper that was asked about.
    pub newer: bool,
    /// Oldest first.
    pub filings: Vec<FilingView>,
}

/// One filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FilingView {
    /// YYYY-MM-DD.
    pub date: String,
    pub time: Option<String>,
    /// Masked, where it is personal.
    pub reference: Option<String>,
    pub who: Option<String>,
    /// `portal`, `pec`, `by-hand`, `post` or what the user wrote.
    pub channel: Option<String>,
    /// The receipt that says so.
    pub receipt: Option<String>,
    /// How it is known: `screenshot` (a picture kept with its date, which is no receipt), `told` (noted by the user for this paper, or
    /// for its practice number), `itself` (it is the receipt), `attached` (a certified mail went out with this very file), `reference`
    /// (a receipt with the same practice number) or `case` (the receipt of the case whose checklist it is on).
    pub how: String,
}

/// A receipt of a case, with the papers of its checklist.
#[derive(Debug, Clone)]
pub(crate) struct CaseReceipt {
    pub receipt: String,
    pub papers: Vec<String>,
    /// A screenshot: it shows that something was filed, and confirms nothing.
    pub is_picture: bool,
}

/// Returns the row of a paper.
pub(crate) type RowOf<'a> = &'a dyn Fn(&str) -> Option<&'a DocumentRow>;

impl CaseReceipt {
    /// Returns the receipts and pictures that tell the steps of a case, each with the papers that were in use on its day.
    pub(crate) fn of(case: &CaseView, row: RowOf<'_>) -> Vec<CaseReceipt> {
        let papers = |on: Option<&str>| {
            let in_use = |item: &ItemView, path: &str| {
                let newer = versions(item, path, row).into_iter().filter(|(_, newer)| *newer);
                newer.into_iter().all(|(row, _)| row.date.as_deref() > on)
            };
            let of_item = |item: &ItemView| {
                item.papers.iter().filter(|path| in_use(item, path)).cloned().collect::<Vec<_>>()
            };
            case.items.iter().flat_map(of_item).collect()
        };
        // With the notice of a hiring or the register of a lease nothing else was filed.
        let steps = case.milestones.iter().filter(|step| !step.incidental);
        let receipts = steps.filter_map(|step| {
            let (receipt, on) = (step.paper.clone()?, step.on.as_deref());
            Some(CaseReceipt { receipt, papers: papers(on), is_picture: false })
        });
        let pictures = case.evidence.iter().filter(|one| one.how == "paper").filter_map(|one| {
            let (receipt, on) = (one.path.clone()?, Some(one.date.as_str()));
            Some(CaseReceipt { receipt, papers: papers(on), is_picture: true })
        });
        receipts.chain(pictures).collect()
    }
}

/// Returns the other papers of an item that is asked for once which are of the same kind and the same people: those it replaced, and those
/// that replaced it (true).
pub(crate) fn versions<'a>(
    item: &ItemView,
    path: &str,
    row: RowOf<'a>,
) -> Vec<(&'a DocumentRow, bool)> {
    let this = row(path).filter(|this| this.date.is_some());
    let Some(this) = this.filter(|_| item.count <= 1 && item.papers.iter().any(|one| one == path))
    else {
        return Vec::new();
    };
    let others = item.papers.iter().filter(|one| *one != path).filter_map(|one| row(one));
    others
        .filter(|other| (&other.type_id, &other.persons) == (&this.type_id, &this.persons))
        .filter(|other| other.date.is_some() && other.date != this.date)
        .map(|other| (other, other.date > this.date))
        .collect()
}

/// Returns the filings of the paper at `path`: those told, its own, and those of receipts that belong to it and are not older.
/// `mails` are the paths of the certified mails that carry it.
pub(crate) fn filings<'a>(
    path: &str,
    own_day: Option<NaiveDate>,
    facts: &dyn Fn(&str) -> Option<&'a Recognition>,
    events: &[EventView],
    cases: &[CaseReceipt],
    mails: &BTreeSet<&str>,
) -> Vec<FilingView> {
    let numbers = |path: &str| -> Vec<&'a str> {
        let found = facts(path).into_iter().flat_map(|facts| &facts.references);
        found
            .filter(|found| {
                matches!(
                    found.kind,
                    ReferenceKind::Practice | ReferenceKind::Questura | ReferenceKind::SuiId
                )
            })
            .map(|found| found.value.as_str())
            .collect()
    };
    let own = numbers(path);
    let mut filings: Vec<FilingView> = events
        .iter()
        .filter(|event| !event.ahead)
        .filter_map(|event| {
            let receipt = event.path.as_deref().or(event.manual.then_some(""))?;
            let not_older = own_day
                .is_none_or(|own| event.date.parse::<NaiveDate>().is_ok_and(|day| day >= own));
            let picture = cases.iter().find(|case| case.is_picture && case.receipt == receipt);
            let shows = picture.is_some_and(|case| case.papers.iter().any(|one| one == path));
            let how = match (event.manual, event.kind.as_str(), receipt == path) {
                (true, _, true) => "told",
                (true, "filed", false)
                    if not_older
                        && event.reference.as_deref().is_some_and(|n| own.contains(&n)) =>
                {
                    "told"
                }
                // The event of a screenshot is the moment on it.
                (false, "manual", true) if picture.is_some() => "screenshot",
                (false, "manual", false) if shows && not_older => "screenshot",
                (false, "filed", true) => "itself",
                // The file itself went out: whatever day is written on it.
                (false, "filed", false) if mails.contains(receipt) => "attached",
                (false, "filed", false) if !not_older => return None,
                (false, "filed", false) if numbers(receipt).iter().any(|n| own.contains(n)) => {
                    "reference"
                }
                (false, "filed", false)
                    if cases.iter().any(|case| {
                        !case.is_picture
                            && case.receipt == receipt
                            && case.papers.iter().any(|one| one == path)
                    }) =>
                {
                    "case"
                }
                _ => return None,
            };
            Some(FilingView {
                date: event.date.clone(),
                time: event.time.clone(),
                // This goes to offices: the assicurata code of a postal receipt is half of a login.
                reference: event
                    .reference
                    .as_deref()
                    .map(|value| export::masked(value, event.reference_kind.as_deref())),
                who: event.who.clone(),
                channel: event.channel.clone(),
                receipt: (!receipt.is_empty() && receipt != path).then(|| receipt.to_owned()),
                how: how.to_owned(),
            })
        })
        .collect();
    filings.sort_by(|a, b| (&a.date, &a.time, &a.receipt).cmp(&(&b.date, &b.time, &b.receipt)));
    filings.dedup();
    filings
}

/// Returns one page for an office that asks again, in the markup of [`crate::print`]; without the marks it is plain text.
pub(crate) fn page(filed: &FiledView, language: Language, today: NaiveDate) -> String {
    let italian = language == Language::Italian;
    let say = |en: &'static str, it: &'static str| if italian { it } else { en };
    let mut lines = vec![
        format!("# {}", say("Already filed", "Già presentato")),
        String::new(),
        format!(
            "{} :: {}",
            say("Document", "Documento"),
            if italian { &filed.label_it } else { &filed.label }
        ),
        format!("{} :: {}", say("Of", "Di"), filed.persons.join(", ")),
    ];
    if let Some(date) = &filed.date {
        lines.push(format!("{} :: {date}", say("Its date", "Data del documento")));
    }
    lines.push(format!("File :: {}", name(&filed.path)));
    for filing in &filed.filings {
        lines.extend([String::new(), "---".to_owned()]);
        lines.extend(told(filing, italian));
    }
    if filed.filings.is_empty() {
        lines.extend([
            String::new(),
            say(
                "No receipt in the folder shows that it was filed.",
                "Nessuna ricevuta nella cartella mostra che sia stato presentato.",
            )
            .to_owned(),
        ]);
    }
    for version in &filed.versions {
        lines.extend([String::new(), "---".to_owned()]);
        let what = match version.newer {
            true => say("Replaced by", "Sostituito da"),
            false => say("It replaced", "Ha sostituito"),
        };
        lines.push(format!("{what} :: {}", name(&version.path)));
        if let Some(date) = &version.date {
            lines.push(format!("{} :: {date}", say("Its date", "Data del documento")));
        }
        lines.extend(version.filings.iter().flat_map(|filing| told(filing, italian)));
        if version.filings.is_empty() {
            lines.push(
                say(
                    "Not filed as far as the folder shows.",
                    "Dalla cartella non risulta presentato.",
                )
                .to_owned(),
            );
        }
    }
    lines.extend([String::new(), format!("> {today}")]);
    lines.join("\n")
}

/// Returns the lines that tell one filing.
fn told(filing: &FilingView, italian: bool) -> Vec<String> {
    let say = |en: &'static str, it: &'static str| if italian { it } else { en };
    let when = match &filing.time {
        Some(time) => format!("{} {time}", filing.date),
        None => filing.date.clone(),
    };
    let mut lines = vec![format!("{} :: {when}", say("Filed on", "Presentato il"))];
    let rows = [
        (say("Reference", "Riferimento"), filing.reference.clone()),
        (say("By", "Da"), filing.who.clone()),
        (say("Channel", "Canale"), filing.channel.as_deref().map(|one| channel(one, italian))),
        (say("Receipt", "Ricevuta"), filing.receipt.as_deref().map(name)),
    ];
    for (label, value) in rows {
        lines.extend(value.map(|value| format!("{label} :: {value}")));
    }
    let how = match filing.how.as_str() {
        "told" => say(
            "As noted by the household for this paper.",
            "Come annotato dalla famiglia per questo documento.",
        ),
        "screenshot" => say(
            "A screenshot of that moment was kept; it is no receipt of the office.",
            "È stata conservata una schermata di quel momento; non è una ricevuta dell'ufficio.",
        ),
        "itself" => {
            say("This paper is the receipt itself.", "Questo documento è la ricevuta stessa.")
        }
        "attached" => say(
            "The certified mail carries this very file.",
            "La PEC contiene proprio questo file.",
        ),
        "reference" => say(
            "The receipt carries the same practice number as the paper.",
            "La ricevuta porta lo stesso numero di pratica del documento.",
        ),
        _ => say(
            "The paper is on the checklist of the case that the receipt belongs to.",
            "Il documento è nell'elenco della pratica a cui la ricevuta appartiene.",
        ),
    };
    lines.push(how.to_owned());
    lines
}

fn name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

fn channel(code: &str, italian: bool) -> String {
    match (code, italian) {
        ("portal", true) => "portale",
        ("by-hand", false) => "by hand",
        ("by-hand", true) => "a mano",
        ("post", true) => "posta",
        ("pec", _) => "PEC",
        (other, _) => other,
    }
    .to_owned()
}

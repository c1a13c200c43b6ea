//! `docs/procedures.md`: the procedures as a person reads them.

use crate::is_fresh;
use faldone_rules::packs::Packs;
use faldone_rules::procedures::dated::Dated;
use faldone_rules::procedures::{Asked, Fee, Item, Procedure, RuleKind, Threshold};
use faldone_rules::sources::{Citation, Language, citations};
use faldone_rules::terms::Actor;
use serde::Serialize;

/// What the word is in the packs: `one-source`.
fn word(value: impl Serialize) -> String {
    serde_json::to_string(&value).unwrap_or_default().trim_matches('"').to_owned()
}

/// Who it is, in words.
fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Applicant => "applicant",
        Actor::Employer => "employer",
        Actor::Host => "host",
        Actor::Consultant => "consultant",
        Actor::Office => "office",
        Actor::Consulate => "consulate",
        Actor::Sui => "Sportello Unico (SUI)",
        Actor::Questura => "Questura",
        Actor::Poste => "post office",
        Actor::Itl => "labour inspectorate (ITL)",
        Actor::Cpi => "employment centre (CPI)",
        Actor::Ministry => "Ministry",
    }
}

/// How many of the papers each source asks for: those of one source's list are told from what another adds.
fn by_source(packs: &Packs, items: &[&Item]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for item in items {
        let first = citations(&item.source).into_iter().find_map(|citation| match citation {
            Citation::Lines { source, .. } => packs.sources.source(source),
            Citation::Other(_) => None,
        });
        let title = first.map_or("other sources", |source| source.title_en.as_str());
        match counts.iter_mut().find(|(known, _)| *known == title) {
            Some((_, count)) => *count += 1,
            None => counts.push((title, 1)),
        }
    }
    let told: Vec<String> =
        counts.iter().map(|(title, count)| format!("{count} from {title}")).collect();
    told.join(", ")
}

/// `24,789.00 €`.
fn money(cents: i64, currency: &str) -> String {
    let whole = (cents / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if currency == "EUR" { "€" } else { currency };
    format!("{grouped}.{:02} {sign}", cents % 100)
}

/// Where it was read, and how sure it is if it is not.
fn source(packs: &Packs, source: &str, sure: &str) -> String {
    let words = packs.sources.expand(source, Language::English);
    match sure {
        "seen" => words,
        "one-source" => format!("{words} (one source)"),
        _ => format!("{words} (**not verified**)"),
    }
}

/// Several remarks in one cell.
fn cell(parts: Vec<String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn item(packs: &Packs, procedure: &Procedure, item: &Item) -> String {
    let question = item
        .question
        .as_ref()
        .and_then(|id| procedure.question.iter().find(|known| known.id == *id))
        .map(|question| format!("*{}*", question.text_en));
    let count = if item.count > 1 { format!("At least {}.", item.count) } else { String::new() };
    let what =
        cell(vec![question.unwrap_or_default(), item.detail_en.clone().unwrap_or_default(), count]);
    let types = item.types.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" ");
    format!(
        "| {} / {} | {what} | {types} | {} | {} |\n",
        item.label_en,
        item.label_it,
        actor(item.by),
        source(packs, &item.source, &item.sure)
    )
}

fn checklist(packs: &Packs, procedure: &Procedure) -> String {
    let mut page = String::new();
    for (asked, title) in [
        (Asked::Mandatory, "Mandatory"),
        (Asked::Conditional, "Conditional"),
        (Asked::Optional, "Optional"),
    ] {
        let items: Vec<&Item> = procedure.item.iter().filter(|item| item.asked == asked).collect();
        if !items.is_empty() {
            page += &format!(
                "\n### {title} papers ({}: {})\n\n| paper | what exactly | any of | by | source |\n|---|---|---|---|---|\n",
                items.len(),
                by_source(packs, &items)
            );
            page.extend(items.iter().map(|known| item(packs, procedure, known)));
        }
    }
    page
}

fn steps(packs: &Packs, procedure: &Procedure) -> String {
    let mut page = String::from(
        "\n### Steps\n\n| step | what | who | usual days | shown by | source |\n|---|---|---|---|---|---|\n",
    );
    for step in &procedure.milestone {
        let at = step.at.map(|at| format!(" at {}", actor(at))).unwrap_or_default();
        let appointment = if step.appointment { ", by appointment" } else { "" };
        let on = step.on.map(|on| format!("On {on}.")).unwrap_or_default();
        let may = if step.incidental { "(may come, or brought by others)" } else { "" };
        let what = cell(vec![step.detail_en.clone().unwrap_or_default(), on, may.to_owned()]);
        let signs = step
            .reached_by
            .iter()
            .map(|sign| format!("`{}` ({})", sign.r#type, word(sign.date)))
            .collect::<Vec<_>>()
            .join(", ");
        page += &format!(
            "| {} / {} | {what} | {}{at}{appointment} | {} | {signs} | {} |\n",
            step.label_en,
            step.label_it,
            actor(step.acts),
            step.days.map(|days| days.to_string()).unwrap_or_default(),
            source(packs, &step.source, &step.sure)
        );
    }
    page
}

fn terms(packs: &Packs, procedure: &Procedure) -> String {
    let mut page = String::from(
        "\n### Terms\n\n| term | runs from | until | length | who must act | basis | source |\n|---|---|---|---|---|---|---|\n",
    );
    for used in &procedure.term {
        for law in packs.terms.iter().filter(|law| law.id == used.id) {
            let from = law.valid_from.map(|day| format!(" (from {day})"));
            let to = law.valid_to.map(|day| format!(" (until {day})"));
            let only = used
                .question
                .as_ref()
                .and_then(|id| procedure.question.iter().find(|known| known.id == *id))
                .map(|question| format!(" *{}*", question.text_en));
            let until = used.until.as_deref().and_then(|id| procedure.milestone(id));
            page += &format!(
                "| {} / {}{}{}{} | {} | {} | {} {} {} | {} | {} | {} |\n",
                law.label_en,
                law.label_it,
                from.unwrap_or_default(),
                to.unwrap_or_default(),
                only.unwrap_or_default(),
                law.trigger_en,
                until.map(|step| step.label_en.as_str()).unwrap_or_default(),
                law.length,
                word(law.unit),
                word(law.direction),
                actor(law.acts),
                law.basis,
                source(packs, &used.source, &law.sure)
            );
        }
    }
    page
}

fn fees(packs: &Packs, procedure: &Procedure) -> String {
    let mut page = String::from(
        "\n### Fees\n\n| fee | amount | holds | note | source |\n|---|---:|---|---|---|\n",
    );
    for fee in &procedure.fee {
        page += &format!(
            "| {} / {} | {} | {} | {} | {} |\n",
            fee.label_en,
            fee.label_it,
            money(fee.cents, &fee.currency),
            holds(fee),
            fee.note_en.as_deref().unwrap_or_default(),
            source(packs, &fee.source, &fee.sure)
        );
    }
    let is_asked = |fee: &&Fee| !fee.optional && fee.valid_to.is_none();
    let total = procedure.fee.iter().filter(is_asked).map(|fee| fee.cents).sum();
    page + &format!("| **together** | **{}** | | | |\n", money(total, "EUR"))
}

/// The days for which a figure is known.
fn holds(figure: &impl Dated) -> String {
    match figure.valid_to() {
        Some(to) => format!("{} to {to}", figure.valid_from()),
        None => format!("from {}", figure.valid_from()),
    }
}

fn threshold(packs: &Packs, known: &Threshold) -> String {
    let spouse = known.with_spouse_cents.map(|cents| money(cents, &known.currency));
    let child = known.per_child_cents.map(|cents| money(cents, &known.currency));
    let per = known.per.as_ref().map(|per| format!(" a {per}")).unwrap_or_default();
    format!(
        "| {} / {} | {}{per} | {} | {} | {} | {} | {} |\n",
        known.label_en,
        known.label_it,
        money(known.cents, &known.currency),
        spouse.unwrap_or_default(),
        child.unwrap_or_default(),
        holds(known),
        known.note_en.as_deref().unwrap_or_default(),
        source(packs, &known.source, &known.sure)
    )
}

fn rules(packs: &Packs, procedure: &Procedure) -> String {
    let mut page = String::new();
    for (kind, title) in [
        (RuleKind::Requirement, "What must be true"),
        (RuleKind::Exclusion, "What shuts one out"),
        (RuleKind::Date, "Fixed days"),
        (RuleKind::Channel, "How it is filed and told"),
        (RuleKind::Duration, "How long"),
        (RuleKind::Advice, "Advice"),
        (RuleKind::Risk, "Risks"),
    ] {
        let rules: Vec<_> = procedure.rule.iter().filter(|rule| rule.kind == kind).collect();
        if !rules.is_empty() {
            page += &format!("\n### {title}\n\n");
        }
        for rule in rules {
            page += &format!("- {} *{}*\n", rule.text_en, source(packs, &rule.source, &rule.sure));
        }
    }
    page
}

#[test]
fn generated_procedures_page() {
    let packs = Packs::built_in();
    let mut page = String::from(
        "# Procedures\n\nWhat each procedure asks for, in which steps, by whom, by when, at what cost. Generated from `packs`; do not edit.\n\n\
         Information, not legal advice: each entry says what a source says, and names it. The Italian texts stand in the packs beside the English ones.\n\n",
    );
    for procedure in &packs.procedures {
        page += &format!("- [{}](#{})\n", procedure.label_en, procedure.id);
    }
    for procedure in &packs.procedures {
        page += &format!(
            "\n<a id=\"{}\"></a>\n\n## {} / {}\n\n`{}`. {}\n\nSources: {}. Gone through on {}.",
            procedure.id,
            procedure.label_en,
            procedure.label_it,
            procedure.id,
            procedure.who_en,
            packs.sources.expand(&procedure.source, Language::English),
            procedure.reviewed_on
        );
        if let (Some(from), Some(to)) = (procedure.valid_from, procedure.valid_to) {
            page += &format!(" Holds from {from} to {to}.");
        }
        page += "\n";
        page += &checklist(packs, procedure);
        if !procedure.milestone.is_empty() {
            page += &steps(packs, procedure);
        }
        if !procedure.term.is_empty() {
            page += &terms(packs, procedure);
        }
        if !procedure.fee.is_empty() {
            page += &fees(packs, procedure);
        }
        if !procedure.threshold.is_empty() {
            page += "\n### Thresholds\n\n| threshold | amount | with a spouse | each child | holds | note | source |\n|---|---:|---:|---:|---|---|---|\n";
            page.extend(procedure.threshold.iter().map(|known| threshold(packs, known)));
        }
        for waiting in &procedure.waiting {
            page += &format!(
                "\n### Without a confirmation\n\nAfter {} days: {}. {} *{}*\n",
                waiting.days,
                waiting.label_en,
                waiting.text_en,
                source(packs, &waiting.source, &waiting.sure)
            );
        }
        page += &rules(packs, procedure);
    }
    is_fresh("procedures.md", &page);
}

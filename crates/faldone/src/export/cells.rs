//! What stands in each cell, the same for every format.

use super::{
    AskedRow, EventRow, Export, FileCell, Language, PaperLine, Whose, actor, labels::Labels,
};
use chrono::{NaiveDate, NaiveTime};

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Date(NaiveDate),
    Time(NaiveTime),
    Number(u64),
    /// Text shown and path linked to.
    Link(String, String),
}

/// Returns the cells of an event, in the order of the timeline's columns.
pub(super) fn event(row: &EventRow, labels: &Labels) -> [Cell; 12] {
    [
        date(&row.date),
        row.time.as_deref().map_or(Cell::Empty, time),
        text(&what(row, labels)),
        optional(row.who.as_deref()),
        text(&whose(&row.of, labels)),
        optional(row.reference.as_deref()),
        optional(row.channel.as_deref().map(|channel| labels.channel(channel))),
        row.file.as_ref().map_or(Cell::Empty, file),
        row.page.map_or(Cell::Empty, |page| Cell::Number(page.into())),
        optional(row.words.as_deref()),
        if row.manual { text(labels.yes) } else { Cell::Empty },
        optional(row.sha256.as_deref()),
    ]
}

/// Returns the cells of a paper, in the order of the papers' columns.
pub(super) fn paper(line: &PaperLine, labels: &Labels) -> [Cell; 7] {
    [
        optional(line.type_label.as_deref()),
        text(&whose(&line.of, labels)),
        line.date.as_deref().map_or(Cell::Empty, date),
        optional(line.reference.as_deref()),
        file(&line.file),
        Cell::Number(line.bytes),
        optional(line.sha256.as_deref()),
    ]
}

/// Returns the cells of something that is asked for, in the order of the checklist's columns.
pub(super) fn asked(row: &AskedRow, language: Language, labels: &Labels) -> [Cell; 6] {
    let italian = language == Language::Italian;
    let said = |words: &[String; 2]| text(&words[usize::from(italian)]);
    [
        said(&row.case),
        said(&row.label),
        if row.label.contains(&row.words) { Cell::Empty } else { text(&row.words) },
        text(labels.need(&row.need)),
        text(actor(&row.by, italian)),
        row.until.as_deref().map_or(Cell::Empty, date),
    ]
}

/// Returns the paths of the joint papers as the table may show them.
pub(super) fn joint_papers(export: &Export) -> Vec<&str> {
    export
        .papers
        .iter()
        .filter(|paper| paper.of.joint)
        .map(|paper| paper.file.shown.as_str())
        .collect()
}

/// Returns "ALI receipt: filed", or the user's own words.
fn what(row: &EventRow, labels: &Labels) -> String {
    let kind = labels.kind(&row.kind);
    match (row.what.is_empty(), &row.type_label) {
        (false, _) => row.what.clone(),
        (true, Some(label)) => format!("{label}: {kind}"),
        (true, None) => kind.to_owned(),
    }
}

fn whose(of: &Whose, labels: &Labels) -> String {
    let names = of.names.join(", ");
    if of.joint { format!("{names} ({})", labels.joint) } else { names }
}

fn date(value: &str) -> Cell {
    match value.parse() {
        Ok(day) if value.len() == 10 => Cell::Date(day),
        _ => text(value),
    }
}

fn time(value: &str) -> Cell {
    NaiveTime::parse_from_str(value, "%H:%M").map_or_else(|_| text(value), Cell::Time)
}

fn file(file: &FileCell) -> Cell {
    match &file.target {
        Some(target) => Cell::Link(clean(&file.shown), target.clone()),
        None => text(&file.shown),
    }
}

fn optional(value: Option<&str>) -> Cell {
    value.map_or(Cell::Empty, text)
}

fn text(value: &str) -> Cell {
    let value = clean(value);
    if value.is_empty() { Cell::Empty } else { Cell::Text(value) }
}

/// Returns one line without characters that a cell can't hold or that turn the reading direction, and of bearable length.
fn clean(value: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let forbidden = |c: char| matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{FEFF}');
    let line: String = value
        .chars()
        .filter(|c| !turns(*c) && !forbidden(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(500) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

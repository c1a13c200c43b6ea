//! The timeline as CSV: UTF-8 with BOM, CRLF, no formula.
//!
//! Columns are parted as spreadsheets of the table's language expect it when a file is opened by a double click: by `;` in
//! Italian, where the comma is the decimal sign, and by `,` in English. LibreOffice asks in both cases.

use super::{
    Export, ExportError, Language,
    cells::{self, Cell},
};

/// Returns the timeline as CSV.
///
/// A text that a spreadsheet would take for a formula gets a `'` in front: quoting alone does not stop them.
///
/// # Errors
/// If the table can't be written, which in memory does not happen.
pub fn csv(export: &Export, language: Language) -> Result<Vec<u8>, ExportError> {
    let labels = language.labels();
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(match language {
            Language::English => b',',
            Language::Italian => b';',
        })
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(labels.timeline)?;
    for row in &export.events {
        writer.write_record(cells::event(row, labels).iter().map(field))?;
    }
    Ok(writer.into_inner().map_err(|failed| ::csv::Error::from(failed.into_error()))?)
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Link(text, _) => harmless(text),
        Cell::Date(date) => date.to_string(),
        Cell::Time(time) => time.format("%H:%M").to_string(),
        Cell::Number(number) => number.to_string(),
    }
}

fn harmless(text: &str) -> String {
    let risky =
        |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠');
    if text.starts_with(risky) { format!("'{text}") } else { text.to_owned() }
}

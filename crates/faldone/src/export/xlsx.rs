//! The timeline as a workbook: real dates, links to the papers, ready to print.

use super::{
    Export, ExportError, Language,
    cells::{self, Cell},
    labels::Labels,
};
use chrono::NaiveDateTime;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Url,
    Workbook, Worksheet,
};

/// Spreadsheets take no more links than this on a sheet; the rows after it have the path without a link.
const MAX_LINKS: usize = 65_000;
/// A4, in the numbers of the file format.
const A4: u8 = 9;

/// Narrowest and widest of a column, in characters; a text longer than the widest goes on in the next line.
type Width = (usize, usize);
const TIMELINE_WIDTHS: [Width; 12] = [
    (11, 11),
    (7, 7),
    (16, 34),
    (8, 22),
    (14, 26),
    (12, 28),
    (9, 12),
    (16, 44),
    (6, 8),
    (16, 40),
    (9, 10),
    (60, 60),
];
const PAPER_WIDTHS: [Width; 7] =
    [(14, 30), (14, 28), (11, 11), (12, 30), (16, 60), (10, 12), (60, 60)];
const ASKED_WIDTHS: [Width; 6] = [(16, 34), (16, 40), (16, 50), (10, 20), (12, 22), (11, 11)];

/// Returns the workbook: the timeline, the papers, what open cases ask for, and what the reader must know about both.
///
/// The same rows and `made_at` (local time) give the same bytes.
///
/// # Errors
/// If there are more rows than a sheet holds.
pub fn xlsx(
    export: &Export,
    language: Language,
    made_at: NaiveDateTime,
) -> Result<Vec<u8>, ExportError> {
    let labels = language.labels();
    let [timeline_name, papers_name, about_name] = labels.sheets;
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(made_at.and_utc().timestamp())?;
    // No author and no company: the file says of people only what its cells say.
    workbook.set_properties(
        &DocProperties::new().set_title(timeline_name).set_creation_datetime(&created),
    );

    let rows = export.events.iter().map(|row| (cells::event(row, labels).to_vec(), row.ahead));
    let sheet = workbook.add_worksheet().set_name(timeline_name)?;
    let table = Table { header: &labels.timeline, widths: &TIMELINE_WIDTHS, hash: true };
    table.write(sheet, &rows.collect::<Vec<_>>(), export, labels)?;

    let rows = export.papers.iter().map(|line| (cells::paper(line, labels).to_vec(), false));
    let sheet = workbook.add_worksheet().set_name(papers_name)?;
    let table = Table { header: &labels.papers, widths: &PAPER_WIDTHS, hash: true };
    table.write(sheet, &rows.collect::<Vec<_>>(), export, labels)?;

    if !export.asked.is_empty() {
        let rows =
            export.asked.iter().map(|row| (cells::asked(row, language, labels).to_vec(), false));
        let sheet = workbook.add_worksheet().set_name(labels.asked_sheet)?;
        let table = Table { header: &labels.asked, widths: &ASKED_WIDTHS, hash: false };
        table.write(sheet, &rows.collect::<Vec<_>>(), export, labels)?;
    }

    about(workbook.add_worksheet().set_name(about_name)?, export, labels, made_at)?;
    Ok(workbook.save_to_buffer()?)
}

/// A sheet with a header row.
struct Table<'a> {
    header: &'a [&'a str],
    widths: &'a [Width],
    /// The last column is a hash.
    hash: bool,
}

impl Table<'_> {
    fn write(
        &self,
        sheet: &mut Worksheet,
        rows: &[(Vec<Cell>, bool)],
        export: &Export,
        labels: &Labels,
    ) -> Result<(), ExportError> {
        let header = Format::new()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x1F_4E_5F))
            .set_align(FormatAlign::VerticalCenter)
            .set_align(FormatAlign::Left)
            .set_text_wrap();
        let last = u16::try_from(self.header.len().saturating_sub(1)).unwrap_or(u16::MAX);
        for (column, title) in (0..).zip(self.header) {
            sheet.write_string_with_format(0, column, *title, &header)?;
        }
        sheet.set_row_height(0, 32)?;
        let mut widths: Vec<usize> = self.widths.iter().map(|(narrowest, _)| *narrowest).collect();
        for (cells, _) in rows {
            for ((width, (_, widest)), cell) in widths.iter_mut().zip(self.widths).zip(cells) {
                *width = (*width).max((length(cell) + 2).min(*widest));
            }
        }
        let mut links = 0;
        let mut row = 0;
        for (cells, ahead) in rows {
            row += 1;
            for (column, cell) in (0..).zip(cells) {
                let format = format(cell, *ahead, self.hash && column == last);
                write(sheet, (row, column), cell, &format, export, &mut links)?;
            }
            let lines = cells.iter().zip(&widths).map(|(cell, width)| lines(length(cell), *width));
            sheet.set_row_height(row, height(lines.max().unwrap_or(1)))?;
        }
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, u32::try_from(width).unwrap_or(u32::MAX))?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, row, last)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_repeat_rows(0, 0)?;
        // The hash is for programs; on paper it would take the room of everything else.
        sheet.set_print_area(0, 0, row, last - u16::from(self.hash && last > 0))?;
        sheet.set_footer(format!("&L{}&R{}", footer_text(&export.person), labels.page_of));
        Ok(())
    }
}

/// A `&` starts a code in a footer.
fn footer_text(text: &str) -> String {
    text.replace('&', "&&")
}

fn format(cell: &Cell, ahead: bool, hash: bool) -> Format {
    let mut format = Format::new()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Hair)
        .set_border_bottom_color(Color::RGB(0xB8_C4_C8));
    if ahead {
        format = format.set_italic().set_font_color(Color::RGB(0x4A_5A_60));
    }
    match cell {
        Cell::Date(_) => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
        Cell::Time(_) => format.set_num_format("hh:mm").set_align(FormatAlign::Left),
        Cell::Number(_) => format.set_num_format("#,##0").set_align(FormatAlign::Center),
        Cell::Link(..) => format
            .set_text_wrap()
            .set_font_color(Color::RGB(0x0B_5C_8A))
            .set_underline(FormatUnderline::Single),
        Cell::Text(_) | Cell::Empty if hash => {
            format.set_font_name("Courier New").set_font_size(8).set_font_color(Color::Gray)
        }
        Cell::Text(_) | Cell::Empty => format.set_text_wrap(),
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    format: &Format,
    export: &Export,
    links: &mut usize,
) -> Result<(), ExportError> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        // Always as a string: a text that begins with `=` stays a text.
        Cell::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
        Cell::Date(date) => sheet.write_datetime_with_format(row, column, date, format)?,
        Cell::Time(time) => sheet.write_datetime_with_format(row, column, time, format)?,
        Cell::Number(number) => {
            #[expect(
                clippy::cast_precision_loss,
                reason = "Pages and file sizes lie far below 2^53."
            )]
            let number = *number as f64;
            sheet.write_number_with_format(row, column, number, format)?
        }
        Cell::Link(shown, target) => match link(export.link_base.as_deref(), target) {
            Some(url) if *links < MAX_LINKS => {
                *links += 1;
                sheet.write_url_with_options(row, column, url, shown, "", Some(format))?
            }
            _ => sheet.write_string_with_format(row, column, shown, format)?,
        },
    };
    Ok(())
}

/// Returns the link to a file, relative to where the table lies; `None` where a spreadsheet could not follow it.
fn link(base: Option<&str>, path: &str) -> Option<Url> {
    let path = format!("{}{path}", base?);
    let mut escaped = String::with_capacity(path.len() + 16);
    for c in path.chars() {
        match c {
            '%' | '#' | ' ' | '"' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' | '?' => {
                escaped.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_control() => return None,
            c => escaped.push(c),
        }
    }
    // The writer takes a link as escaped only by some of its escapes, and would escape these two once more.
    let only_others = (escaped.contains("%23") || escaped.contains("%3F"))
        && !["%20", "%25", "%5B", "%5D"].iter().any(|known| escaped.contains(known));
    let fits = escaped.encode_utf16().count() < 2_000;
    (fits && !only_others).then(|| Url::new(format!("file://{escaped}")))
}

/// Returns how many lines a text takes in a column; words don't break evenly, hence the fifth on top.
fn lines(chars: usize, width: usize) -> usize {
    if chars < width { 1 } else { (chars * 6).div_ceil(5 * width.max(1)) }
}

/// Returns the height for so many lines, in points. Not every reader finds it by itself.
fn height(lines: usize) -> u32 {
    // 400 points is about the most a row may have.
    u32::try_from(lines * 15 + 4).unwrap_or(400).min(400)
}

fn length(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) | Cell::Link(text, _) => text.chars().count(),
        Cell::Date(_) => 10,
        Cell::Time(_) => 5,
        Cell::Number(number) => number.to_string().len() * 4 / 3,
    }
}

fn about(
    sheet: &mut Worksheet,
    export: &Export,
    labels: &Labels,
    made_at: NaiveDateTime,
) -> Result<(), ExportError> {
    let words = &labels.about;
    let name = Format::new().set_bold().set_align(FormatAlign::Top);
    let value =
        Format::new().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left);
    let time = value.clone().set_num_format("yyyy-mm-dd hh:mm");
    let joint = cells::joint_papers(export).join("\n");
    let program = format!("Faldone {}", env!("CARGO_PKG_VERSION"));
    let secrets = if export.masked { words.masked } else { words.full };
    let events = export.events.len().to_string();
    let papers = export.papers.len().to_string();
    let unassigned = export.unassigned.to_string();
    let facts = [
        (words.person, export.person.as_str()),
        (words.made, ""),
        (words.program, program.as_str()),
        (words.events, events.as_str()),
        (words.papers, papers.as_str()),
        (words.joint, if joint.is_empty() { "0" } else { joint.as_str() }),
        (words.unassigned, unassigned.as_str()),
        (words.secrets, secrets),
        (words.dates, words.dates_meaning),
        (words.links, words.links_meaning),
        (words.hash, words.hash_meaning),
    ];
    for (row, (label, text)) in (0..).zip(facts) {
        sheet.write_string_with_format(row, 0, label, &name)?;
        if label == words.made {
            sheet.write_datetime_with_format(row, 1, made_at, &time)?;
        } else {
            sheet.write_string_with_format(row, 1, text, &value)?;
        }
        let high: usize = text.lines().map(|line| lines(line.chars().count(), 90)).sum();
        sheet.set_row_height(row, height(high.max(1)))?;
    }
    sheet.set_column_width(0, 32)?.set_column_width(1, 90)?;
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

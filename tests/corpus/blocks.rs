//! The few marks a paper's text is written with, and the web page made of them.

use crate::paper::Look;
use serde::Serialize;
use std::fmt::Write;

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "content", rename_all = "lowercase")]
pub(crate) enum Block {
    /// `# `: the heading of the paper.
    Title(String),
    /// `## `: a heading within.
    Heading(String),
    /// `> `: at the right margin.
    Right(String),
    /// `^ `: centred.
    Centre(String),
    /// `~ `: small print.
    Small(String),
    /// `` ` ``: letters of one width, as in a machine-readable zone.
    Fixed(String),
    /// `| a | b |`: rows of a ruled table.
    Table(Vec<Vec<String>>),
    /// `& a & b`: rows of columns without rules.
    Columns(Vec<Vec<String>>),
    /// Lines that stand together; each line ends where it ends.
    Lines(Vec<String>),
    /// `===`.
    Page,
}

/// Returns the blocks of a paper's text.
pub(crate) fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut apart = true;
    for line in text.lines().map(str::trim_end) {
        let cells = |mark: char| -> Vec<String> {
            line.trim_matches(mark).split(mark).map(|cell| cell.trim().to_owned()).collect()
        };
        let marked = line.split_once(' ').filter(|(mark, _)| mark.len() <= 2);
        match (line, marked) {
            ("", _) => {
                apart = true;
                continue;
            }
            ("===", _) => blocks.push(Block::Page),
            (_, Some(("#", rest))) => blocks.push(Block::Title(rest.to_owned())),
            (_, Some(("##", rest))) => blocks.push(Block::Heading(rest.to_owned())),
            (_, Some((">", rest))) => blocks.push(Block::Right(rest.to_owned())),
            (_, Some(("^", rest))) => blocks.push(Block::Centre(rest.to_owned())),
            (_, Some(("~", rest))) => blocks.push(Block::Small(rest.to_owned())),
            _ if line.starts_with('`') => blocks.push(Block::Fixed(line[1..].to_owned())),
            (_, Some(("|", _))) => match blocks.last_mut() {
                Some(Block::Table(rows)) if !apart => rows.push(cells('|')),
                _ => blocks.push(Block::Table(vec![cells('|')])),
            },
            (_, Some(("&", _))) => match blocks.last_mut() {
                Some(Block::Columns(rows)) if !apart => rows.push(cells('&')),
                _ => blocks.push(Block::Columns(vec![cells('&')])),
            },
            _ => match blocks.last_mut() {
                Some(Block::Lines(lines)) if !apart => lines.push(line.to_owned()),
                _ => blocks.push(Block::Lines(vec![line.to_owned()])),
            },
        }
        apart = false;
    }
    blocks
}

/// Returns the web page that a browser or an office suite prints.
pub(crate) fn html(blocks: &[Block], look: Look) -> String {
    let (font, size) = match look {
        Look::Serif => ("'DejaVu Serif', serif", 11),
        Look::Sans => ("'DejaVu Sans', sans-serif", 10),
        Look::Form => ("'DejaVu Sans Condensed', 'DejaVu Sans', sans-serif", 9),
        Look::Mono => ("'DejaVu Sans Mono', monospace", 9),
    };
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"it\"><head><meta charset=\"utf-8\"><title></title><style>\n\
         @page {{ size: A4; margin: 18mm; }}\n\
         body {{ font-family: {font}; font-size: {size}pt; }}\n\
         h1 {{ font-size: {}pt; text-align: center; }} h2 {{ font-size: {}pt; }}\n\
         .r {{ text-align: right; }} .c {{ text-align: center; }} .s {{ font-size: {}pt; }}\n\
         pre {{ font-family: 'DejaVu Sans Mono', monospace; font-size: 10pt; margin: 0; }}\n\
         table {{ border-collapse: collapse; width: 100%; margin: 6pt 0; }}\n\
         td {{ vertical-align: top; padding: 2pt 5pt; }} .t td {{ border: 0.5pt solid #555; }}\n\
         .p {{ page-break-before: always; }}\n</style></head><body>\n",
        size + 4,
        size + 1,
        size - 2
    );
    for block in blocks {
        let _ = match block {
            Block::Title(text) => writeln!(html, "<h1>{}</h1>", escape(text)),
            Block::Heading(text) => writeln!(html, "<h2>{}</h2>", escape(text)),
            Block::Right(text) => writeln!(html, "<p class=\"r\">{}</p>", escape(text)),
            Block::Centre(text) => writeln!(html, "<p class=\"c\">{}</p>", escape(text)),
            Block::Small(text) => writeln!(html, "<p class=\"s\">{}</p>", escape(text)),
            Block::Fixed(text) => writeln!(html, "<pre>{}</pre>", escape(text)),
            Block::Table(rows) => writeln!(html, "<table class=\"t\">{}</table>", cells(rows)),
            Block::Columns(rows) => writeln!(html, "<table>{}</table>", cells(rows)),
            Block::Lines(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
                writeln!(html, "<p>{}</p>", lines.join("<br>\n"))
            }
            Block::Page => writeln!(html, "<div class=\"p\"></div>"),
        };
    }
    html.push_str("</body></html>\n");
    html
}

fn cells(rows: &[Vec<String>]) -> String {
    let row = |row: &Vec<String>| {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
        format!("<tr>{cells}</tr>")
    };
    rows.iter().map(row).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

//! Lays a paper's text out on A4 pages.
//!
//! A paper is a few lines of plain markup (see [`lay_out`]), so that what it says can be read and changed in `papers/*.txt`.

/// Width of an A4 page in points.
pub(crate) const WIDTH: f32 = 595.0;
/// Height of an A4 page in points.
pub(crate) const HEIGHT: f32 = 842.0;

/// The standard fonts in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Font {
    Sans,
    SansBold,
    Serif,
    SerifBold,
    Mono,
}

/// How an issuer's papers look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    body: Font,
    bold: Font,
    size: f32,
    /// Titles in the middle of the page, as offices do; else at the left.
    centred: bool,
    /// A coloured band behind the title, as companies do.
    band: Option<[f32; 3]>,
    /// Label and value rows in boxes, as on forms.
    boxed: bool,
    /// Labels in small print above their values, as on cards and passports.
    card: bool,
    /// Who the file says it was made by.
    pub(crate) producer: &'static str,
    /// With object streams and a cross-reference stream, as newer programs write, or with the old table.
    pub(crate) modern: bool,
}

const OFFICE: Look = Look {
    body: Font::Serif,
    bold: Font::SerifBold,
    size: 11.0,
    centred: true,
    band: None,
    boxed: false,
    card: false,
    producer: "LibreOffice 7.4",
    modern: false,
};

impl Look {
    /// How Faldone's own pages look.
    pub(crate) const PLAIN: Look = Look {
        body: Font::Sans,
        bold: Font::SansBold,
        size: 10.5,
        centred: false,
        producer: "Faldone",
        modern: true,
        ..OFFICE
    };

    /// Returns the look of that name, if there is one.
    pub(crate) fn named(name: &str) -> Option<Look> {
        Some(match name {
            "office" => OFFICE,
            "letter" => {
                Look { size: 11.5, centred: false, producer: "Microsoft Word 2019", ..OFFICE }
            }
            "firm" => Look {
                body: Font::Sans,
                bold: Font::SansBold,
                size: 9.5,
                centred: false,
                band: Some([0.16, 0.33, 0.47]),
                producer: "Gestionale Paghe 11.2",
                ..OFFICE
            },
            "form" => Look {
                body: Font::Sans,
                bold: Font::SansBold,
                size: 9.0,
                boxed: true,
                producer: "iText 5.5.13",
                modern: true,
                ..OFFICE
            },
            "portal" => Look {
                body: Font::Sans,
                bold: Font::SansBold,
                size: 10.0,
                centred: false,
                band: Some([0.0, 0.36, 0.6]),
                producer: "Skia/PDF m128",
                modern: true,
                ..OFFICE
            },
            "card" => Look {
                body: Font::Sans,
                bold: Font::SansBold,
                size: 10.5,
                centred: false,
                card: true,
                producer: "PDFsharp 1.50",
                ..OFFICE
            },
            _ => return None,
        })
    }
}

/// Something drawn on a page; coordinates in points from the lower left corner.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    Text {
        x: f32,
        y: f32,
        size: f32,
        font: Font,
        text: String,
        colour: [f32; 3],
    },
    Line {
        x1: f32,
        y1: f32,
        x2: f32,
        y2: f32,
    },
    Frame {
        x: f32,
        y: f32,
        w: f32,
        h: f32,
    },
    Band {
        x: f32,
        y: f32,
        w: f32,
        h: f32,
        colour: [f32; 3],
    },
    /// A head-and-shoulders picture of 35 × 45 mm, by its lower left corner.
    Face {
        x: f32,
        y: f32,
    },
}

/// One page, ready to be written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
}

#[cfg(test)]
impl Page {
    /// Returns the words on the page, line by line.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter_map(|item| match item {
            Item::Text { text, .. } => Some(text.as_str()),
            _ => None,
        })
    }
}

pub(crate) const MARGIN: f32 = 56.0;
const BLACK: [f32; 3] = [0.0; 3];
const GREY: [f32; 3] = [0.35; 3];
const WHITE: [f32; 3] = [1.0; 3];

/// Widths of the ASCII characters from space to `~` in Helvetica, in thousandths of the font size (Adobe's AFM file).
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Returns the width of the text in points: exact for plain Helvetica, near enough for wrapping in the other fonts.
fn width(text: &str, font: Font, size: f32) -> f32 {
    let factor = match font {
        Font::Mono => return text.chars().count() as f32 * 0.6 * size,
        Font::Sans => 1.0,
        Font::SansBold => 1.07,
        Font::Serif => 0.9,
        Font::SerifBold => 0.96,
    };
    let thousandths: u32 = text
        .chars()
        .map(|c| {
            let index = (c as usize).checked_sub(32);
            u32::from(index.and_then(|i| HELVETICA.get(i)).copied().unwrap_or(556))
        })
        .sum();
    thousandths as f32 / 1000.0 * size * factor
}

fn wrap(text: &str, font: Font, size: f32, room: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer, font, size) <= room {
            *line = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// Puts lines on pages from top to bottom.
struct Pen {
    look: Look,
    pages: Vec<Page>,
    y: f32,
    /// The last thing drawn was a boxed row, so that the next one joins it.
    in_box: bool,
}

impl Pen {
    fn draw(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }

    /// Draws words on the baseline.
    fn text(&mut self, x: f32, size: f32, font: Font, text: &str, colour: [f32; 3]) {
        let y = self.y;
        self.draw(Item::Text { x, y, size, font, text: text.to_owned(), colour });
    }

    /// Moves down to a new baseline, to a new page where this one is full.
    fn down(&mut self, by: f32) {
        self.y -= by;
        if self.y < MARGIN {
            self.new_page();
            self.y -= by;
        }
    }

    fn new_page(&mut self) {
        self.in_box = false;
        self.pages.push(Page::default());
        self.y = HEIGHT - MARGIN;
    }

    fn lines(&mut self, text: &str, font: Font, size: f32, align: Align) {
        self.in_box = false;
        for line in wrap(text, font, size, WIDTH - 2.0 * MARGIN) {
            self.down(size * 1.35);
            let wide = width(&line, font, size);
            let x = match align {
                Align::Left => MARGIN,
                Align::Centre => (WIDTH - wide) / 2.0,
                Align::Right => WIDTH - MARGIN - wide,
            };
            self.text(x, size, font, &line, BLACK);
        }
    }

    fn title(&mut self, text: &str) {
        let size = self.look.size * 1.5;
        if let Some(colour) = self.look.band {
            self.down(size * 1.9);
            let (y, w) = (self.y - size * 0.5, WIDTH - 2.0 * MARGIN);
            self.draw(Item::Band { x: MARGIN, y, w, h: size * 1.7, colour });
            self.text(MARGIN + 8.0, size, self.look.bold, text, WHITE);
            self.down(size * 0.6);
        } else {
            self.down(size * 0.4);
            let align = if self.look.centred { Align::Centre } else { Align::Left };
            self.lines(text, self.look.bold, size, align);
            self.down(size * 0.4);
        }
        if self.look.card {
            let y = self.y - 150.0;
            self.draw(Item::Face { x: WIDTH - MARGIN - 110.0, y });
        }
    }

    fn row(&mut self, label: &str, value: &str) {
        let Look { body, bold, size, boxed, card, .. } = self.look;
        if card {
            self.down(size * 1.5);
            self.text(MARGIN, size * 0.62, body, label, GREY);
            self.down(size * 1.15);
            self.text(MARGIN, size, bold, value, BLACK);
            return;
        }
        let column = (WIDTH - 2.0 * MARGIN) * 0.4;
        let label_lines = wrap(&format!("{label}:"), body, size, column - 8.0);
        let value_lines = wrap(value, bold, size, WIDTH - 2.0 * MARGIN - column - 4.0);
        let count = label_lines.len().max(value_lines.len());
        let step = size * 1.4;
        if self.y - step * count as f32 - 4.0 < MARGIN {
            self.new_page();
        }
        if boxed && !self.in_box {
            self.y -= 5.0;
        }
        let top = self.y;
        for index in 0..count {
            self.down(step);
            if let Some(line) = label_lines.get(index) {
                self.text(MARGIN + 4.0, size, body, line, GREY);
            }
            if let Some(line) = value_lines.get(index) {
                self.text(MARGIN + column, size, bold, line, BLACK);
            }
        }
        if boxed {
            let h = step * count as f32 + 3.0;
            self.draw(Item::Frame { x: MARGIN, y: top - h - 1.0, w: WIDTH - 2.0 * MARGIN, h });
            self.y -= 3.0;
        }
        self.in_box = boxed;
    }

    fn table_row(&mut self, cells: &[&str]) {
        let Look { body, size, .. } = self.look;
        self.in_box = false;
        let size = size * 0.9;
        let room = WIDTH - 2.0 * MARGIN;
        // The first column holds the words and is wider; the others hold figures.
        let first = if cells.len() > 2 { 0.4 } else { 0.5 };
        self.down(size * 1.5);
        for (index, cell) in cells.iter().enumerate() {
            let share = (1.0 - first) / (cells.len().max(2) - 1) as f32;
            let offset = if index == 0 { 0.0 } else { first + share * (index - 1) as f32 };
            self.text(MARGIN + 4.0 + room * offset, size, body, cell, BLACK);
        }
        let y = self.y - size * 0.4;
        self.draw(Item::Line { x1: MARGIN, y1: y, x2: WIDTH - MARGIN, y2: y });
    }
}

#[derive(Clone, Copy)]
enum Align {
    Left,
    Centre,
    Right,
}

/// Returns the pages of a paper written in the markup of `papers/*.txt`.
///
/// A line is `# title`, `## heading`, `^ centred`, `> right`, `% typewriter`, `label :: value`, `| cell | cell`, `---` (a rule),
/// `<<<` (a new page), nothing (a gap), or else a paragraph of its own.
pub(crate) fn lay_out(source: &str, look: Look) -> Vec<Page> {
    let mut pen = Pen { look, pages: vec![Page::default()], y: HEIGHT - MARGIN, in_box: false };
    for line in source.lines() {
        if let Some(text) = line.strip_prefix("## ") {
            pen.down(look.size * 0.5);
            pen.lines(text, look.bold, look.size * 1.1, Align::Left);
        } else if let Some(text) = line.strip_prefix("# ") {
            pen.title(text);
        } else if let Some(text) = line.strip_prefix("^ ") {
            pen.lines(text, look.body, look.size, Align::Centre);
        } else if let Some(text) = line.strip_prefix("> ") {
            pen.lines(text, look.body, look.size, Align::Right);
        } else if let Some(text) = line.strip_prefix("% ") {
            pen.down(look.size * 1.35);
            pen.text(MARGIN, look.size, Font::Mono, text, BLACK);
        } else if let Some(cells) = line.strip_prefix('|') {
            let cells: Vec<&str> = cells.split('|').map(str::trim).collect();
            pen.table_row(&cells);
        } else if let Some((label, value)) = line.split_once(" :: ") {
            pen.row(label.trim(), value.trim());
        } else if line == "---" {
            pen.down(look.size * 0.7);
            let y = pen.y;
            pen.draw(Item::Line { x1: MARGIN, y1: y, x2: WIDTH - MARGIN, y2: y });
            pen.down(look.size * 0.3);
        } else if line == "<<<" {
            pen.new_page();
        } else if line.is_empty() {
            pen.down(look.size * 0.7);
        } else {
            pen.lines(line, look.body, look.size, Align::Left);
        }
    }
    pen.pages
}

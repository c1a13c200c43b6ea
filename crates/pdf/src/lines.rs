//! Glyphs to lines of words, in reading order.
//!
//! Pages mostly draw in reading order, so that order is kept between lines. Within a line, pieces are put from left to right,
//! whatever order they were drawn in; a label and the value drawn long after it become one line again.

use std::collections::HashMap;

use kurbo::{Point, Vec2};

use crate::Word;
use crate::device::{Mark, PageMarks};
use crate::rows;

/// Glyphs further apart than this are two words (share of an em).
const WORD_GAP: f64 = 0.18;
/// Pieces further apart than this are sorted on their own.
const PIECE_GAP: f64 = 1.0;
/// Baselines closer than this are one line, for what is drawn in a row, and for what is drawn apart.
const SAME_LINE: f64 = 0.4;
pub(crate) const SAME_LINE_APART: f64 = 0.2;
/// A piece drawn apart joins a line if it is this near (ems) or one of the two is this short (bytes): longer ones are columns of prose.
const NEAR: f64 = 2.0;
const SHORT: u32 = 32;
/// How many lines of about the same height are looked at for a piece drawn apart.
const LOOK_BACK: usize = 48;

/// Glyphs in a row, as drawn.
pub(crate) struct Piece {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) from: Point,
    pub(crate) to: Point,
    pub(crate) along: Vec2,
    pub(crate) em: f64,
}

struct Line {
    pieces: Vec<usize>,
    /// A row of wrapped cells: its pieces are in their order already, each with whether it goes on the word before it.
    row: Vec<(usize, bool)>,
    from: Point,
    along: Vec2,
    em: f64,
    low: f64,
    high: f64,
    bytes: u32,
}

impl Line {
    fn new(index: usize, piece: &Piece, bytes: u32) -> Line {
        Line {
            pieces: vec![index],
            row: Vec::new(),
            from: piece.from,
            along: piece.along,
            em: piece.em,
            low: 0.0,
            high: (piece.to - piece.from).dot(piece.along),
            bytes,
        }
    }

    fn place(&self, point: Point) -> f64 {
        (point - self.from).dot(self.along)
    }

    fn distance(&self, point: Point) -> f64 {
        (point - self.from).cross(self.along).abs()
    }
}

/// Returns the page's text, lines ended by `\n`, and its words with their boxes.
pub(crate) fn assemble(page: &PageMarks) -> (String, Vec<Word>) {
    let pieces = pieces(page);
    let mut writer = Writer {
        page,
        text: String::with_capacity(page.letters.len() * 5 / 4),
        words: Vec::new(),
        open: None,
    };
    for mut line in lines(page, &pieces) {
        if !line.row.is_empty() {
            writer.row(&line, &pieces);
            continue;
        }
        let mut sorted = std::mem::take(&mut line.pieces);
        let place = |piece: &usize| line.place(pieces[*piece].from);
        if !sorted.is_sorted_by(|a, b| place(a) <= place(b)) {
            sorted.sort_by(|a, b| place(a).total_cmp(&place(b)));
        }
        line.pieces = sorted;
        writer.line(&line, &pieces);
    }
    (writer.text, writer.words)
}

fn direction(mark: &Mark) -> Vec2 {
    let vector = mark.to - mark.from;
    let length = vector.hypot();
    if length > 1e-6 { vector / length } else { Vec2::new(1.0, 0.0) }
}

fn pieces(page: &PageMarks) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before: Option<&Mark> = None;
    for (index, mark) in page.marks.iter().enumerate() {
        let em = f64::from(mark.em);
        let along = direction(mark);
        if let (Some(piece), Some(last)) = (pieces.last_mut(), before) {
            let gap = mark.from - last.to;
            let tall = em.max(f64::from(last.em));
            let wide = f64::from(mark.em_along.max(last.em_along));
            let forward = gap.dot(piece.along);
            let moved = mark.from - last.from;
            if page.letters[mark.start as usize..mark.end as usize]
                == page.letters[last.start as usize..last.end as usize]
                && moved.hypot() < 0.12 * em
            {
                // Bold made by printing the same glyph twice, a hair apart.
                continue;
            }
            if along.dot(piece.along) > 0.95
                && gap.cross(piece.along).abs() <= SAME_LINE * tall
                && forward <= PIECE_GAP * wide
                && forward >= -0.5 * wide
            {
                piece.last = index;
                piece.to = mark.to;
                piece.em = piece.em.max(em);
                before = Some(mark);
                continue;
            }
        }
        pieces.push(Piece { first: index, last: index, from: mark.from, to: mark.to, along, em });
        before = Some(mark);
    }
    pieces
}

fn lines(page: &PageMarks, pieces: &[Piece]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut current: Option<usize> = None;
    // Upright lines by height, in steps of four points.
    let mut by_height: HashMap<i32, Vec<usize>> = HashMap::new();
    let right = pieces.iter().map(|piece| piece.to.x).fold(0.0, f64::max);
    let mut within_row = 0;
    for (index, piece) in pieces.iter().enumerate() {
        if index < within_row {
            continue;
        }
        if let Some(row) = rows::begins(page, pieces, index, right) {
            within_row = index + row.drawn;
            lines.push(Line { row: row.pieces, ..Line::new(index, piece, 0) });
            current = None;
            continue;
        }
        let bytes = page.marks[piece.last].end - page.marks[piece.first].start;
        let upright = piece.along.x > 0.99;
        let step = (piece.from.y / 4.0).clamp(-1e6, 1e6) as i32;
        let mut found = current.filter(|line| {
            let line = &lines[*line];
            line.along.dot(piece.along) > 0.95
                && line.distance(piece.from) <= SAME_LINE * line.em.max(piece.em)
        });
        if found.is_none() && upright {
            found = (step - 1..=step + 1)
                .filter_map(|step| by_height.get(&step))
                .flat_map(|lines| lines.iter().rev().take(LOOK_BACK))
                .copied()
                .find(|line| belongs(&lines[*line], piece, bytes));
        }
        if let Some(at) = found {
            let line = &mut lines[at];
            if is_printed_again(page, pieces, line, piece) {
                continue;
            }
            line.low = line.low.min(line.place(piece.from));
            line.high = line.high.max(line.place(piece.to));
            line.bytes += bytes;
            line.pieces.push(index);
            current = Some(at);
            continue;
        }
        if upright {
            by_height.entry(step).or_default().push(lines.len());
        }
        current = Some(lines.len());
        lines.push(Line::new(index, piece, bytes));
    }
    lines
}

/// Returns whether a piece drawn apart from a line belongs to it: a value to its label, a cell to its row.
fn belongs(line: &Line, piece: &Piece, bytes: u32) -> bool {
    let em = line.em.min(piece.em);
    if line.along.dot(piece.along) < 0.95
        || line.distance(piece.from) > SAME_LINE_APART * em
        || line.em.max(piece.em) > 1.5 * em
    {
        return false;
    }
    let (low, high) = (line.place(piece.from), line.place(piece.to));
    let gap = (low - line.high).max(line.low - high);
    gap < NEAR * em || line.bytes.min(bytes) <= SHORT
}

/// Returns whether the same words already stand in the same place: shadows and bold made by printing twice.
fn is_printed_again(page: &PageMarks, pieces: &[Piece], line: &Line, piece: &Piece) -> bool {
    let text = |piece: &Piece| {
        &page.letters[page.marks[piece.first].start as usize..page.marks[piece.last].end as usize]
    };
    line.pieces.iter().rev().take(LOOK_BACK).any(|other| {
        let other = &pieces[*other];
        (other.from - piece.from).hypot() < 0.15 * piece.em && text(other) == text(piece)
    })
}

struct Writer<'p> {
    page: &'p PageMarks,
    text: String,
    words: Vec<Word>,
    open: Option<Word>,
}

impl Writer<'_> {
    fn line(&mut self, line: &Line, pieces: &[Piece]) {
        let began = self.text.len();
        let mut before: Option<&Mark> = None;
        for piece in &line.pieces {
            let piece = &pieces[*piece];
            for (offset, mark) in self.page.marks[piece.first..=piece.last].iter().enumerate() {
                if let Some(last) = before {
                    let gap = (mark.from - last.to).dot(line.along);
                    let em = f64::from(mark.em_along.max(last.em_along));
                    // Between pieces a step back means that they lie on one another, not that they are one word.
                    if gap > WORD_GAP * em || (offset == 0 && gap < -0.3 * em) {
                        self.space();
                    }
                }
                self.glyph(mark);
                before = Some(mark);
            }
        }
        self.end(began);
    }

    /// Writes a row cell by cell.
    fn row(&mut self, line: &Line, pieces: &[Piece]) {
        let began = self.text.len();
        for (piece, goes_on) in &line.row {
            if !goes_on {
                self.space();
            }
            let piece = &pieces[*piece];
            let mut before: Option<&Mark> = None;
            for mark in &self.page.marks[piece.first..=piece.last] {
                if before.is_some_and(|last| self.is_gap(last, mark, line.along)) {
                    self.space();
                }
                self.glyph(mark);
                before = Some(mark);
            }
        }
        self.end(began);
    }

    fn is_gap(&self, last: &Mark, mark: &Mark, along: Vec2) -> bool {
        (mark.from - last.to).dot(along) > WORD_GAP * f64::from(mark.em_along.max(last.em_along))
    }

    fn end(&mut self, began: usize) {
        self.close();
        self.text.truncate(self.text.trim_end_matches(' ').len().max(began));
        if self.text.len() > began {
            self.text.push('\n');
        }
    }

    fn glyph(&mut self, mark: &Mark) {
        let letters = &self.page.letters[mark.start as usize..mark.end as usize];
        for letter in letters.chars() {
            if letter == ' ' {
                self.space();
                continue;
            }
            let start = self.text.len() as u32;
            self.text.push(letter);
            let end = self.text.len() as u32;
            let bounds = bounds(mark);
            match &mut self.open {
                Some(word) => {
                    word.end = end;
                    word.bounds = union(word.bounds, bounds);
                }
                None => self.open = Some(Word { start, end, bounds }),
            }
        }
    }

    fn space(&mut self) {
        self.close();
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn close(&mut self) {
        self.words.extend(self.open.take());
    }
}

/// Returns the box of a glyph: most letters reach 0.75 em above the baseline and 0.22 below.
fn bounds(mark: &Mark) -> [f32; 4] {
    let along = direction(mark);
    let em = f64::from(mark.em);
    // Up is to the left of the writing direction; y grows downwards.
    let up = Vec2::new(along.y, -along.x) * em;
    let corners =
        [mark.from + up * 0.75, mark.to + up * 0.75, mark.from - up * 0.22, mark.to - up * 0.22];
    let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for corner in corners {
        let (x, y) = (corner.x as f32, corner.y as f32);
        bounds = union(bounds, [x, y, x, y]);
    }
    bounds
}

fn union(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

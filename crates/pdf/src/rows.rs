//! Rows of tables whose cells are wrapped, put together again.
//!
//! A table is drawn cell by cell. Where a cell is too narrow for what it holds, its lines stand side by side with those of the next
//! cells: read line by line, a name or a number is torn by its neighbours. Such a row is read cell by cell instead.

use crate::device::{Mark, PageMarks};
use crate::lines::{Piece, SAME_LINE_APART};

/// A cell of a table has at most so many lines; longer ones are columns of prose, which are read as they are drawn.
const MOST_LINES: usize = 5;
/// A row has at most so many cells.
const MOST_CELLS: usize = 40;
/// Lines of one cell begin at the same place, or have their middles there, as far as ems tell.
const FLUSH: f64 = 0.3;
/// From one line of a cell to the next, in ems.
const STEP: std::ops::Range<f64> = 0.8..2.0;
/// Between two columns, in ems, at least.
const GUTTER: f64 = 0.25;
/// A word that is broken off ends so near to the next column, in ems: no letter fits between, beside the margins of both cells.
const FULL: f64 = 2.2;
/// What is taken for the width of a word whose end was not found, in ems.
const LONG: f64 = 40.0;

/// Pieces of one row, cell by cell and line by line, each with whether it goes on the word that the piece before it breaks off.
pub(crate) struct Row {
    pub(crate) pieces: Vec<(usize, bool)>,
    /// How many pieces, in drawing order, it is made of.
    pub(crate) drawn: usize,
}

/// Returns the row that begins with this piece, if it is one of several cells of which one was wrapped.
pub(crate) fn begins(page: &PageMarks, pieces: &[Piece], first: usize, right: f64) -> Option<Row> {
    let top = &pieces[first];
    let mut cells: Vec<std::ops::Range<usize>> = Vec::new();
    let mut at = first;
    while let Some(piece) = pieces.get(at) {
        if piece.along.x <= 0.99 || piece.em > 1.5 * top.em || top.em > 1.5 * piece.em {
            break;
        }
        if let Some(cell) = cells.last() {
            let edge = cell.clone().map(|line| pieces[line].to.x).fold(f64::MIN, f64::max);
            if piece.from.x < edge + GUTTER * top.em {
                break;
            }
        }
        let mut end = at + 1;
        while end - at <= MOST_LINES
            && let Some(next) = pieces.get(end)
            && is_below(&pieces[end - 1], piece, next)
        {
            end += 1;
        }
        let cell = at..end;
        if let Some(leftmost) = cells.first()
            && !is_level(&pieces[leftmost.clone()], &pieces[cell.clone()])
        {
            break;
        }
        if end - at > MOST_LINES || cells.len() == MOST_CELLS {
            return None;
        }
        cells.push(cell);
        at = end;
    }
    if cells.len() < 2 || cells.iter().all(|cell| cell.len() == 1) {
        return None;
    }
    let mut row = Row { pieces: Vec::new(), drawn: at - first };
    for (number, cell) in cells.iter().enumerate() {
        let edge = match cells.get(number + 1) {
            Some(next) => next.clone().map(|line| pieces[line].from.x).fold(f64::MAX, f64::min),
            None => right + GUTTER * top.em,
        };
        row.pieces.push((cell.start, false));
        for line in cell.start + 1..cell.end {
            let (above, here) = (&pieces[line - 1], &pieces[line]);
            let room = edge - above.to.x;
            // A line that was ended before it was full ends there for a reason: an address, two labels.
            if room > width(page, here) + (GUTTER + FULL) * top.em {
                return None;
            }
            row.pieces.push((line, is_broken(page, above, here, room)));
        }
    }
    Some(row)
}

/// Returns whether two cells stand side by side: their first lines or their middles are level. Of cells whose last lines are level the
/// first line may as well be a heading.
fn is_level(cell: &[Piece], other: &[Piece]) -> bool {
    let (Some(top), Some(bottom)) = (cell.first(), cell.last()) else { return false };
    let (Some(other_top), Some(other_bottom)) = (other.first(), other.last()) else { return false };
    let above = other_top.from.y - top.from.y;
    let below = other_bottom.from.y - bottom.from.y;
    let same = |away: f64| away.abs() <= SAME_LINE_APART * top.em;
    same(above) || same(f64::midpoint(above, below))
}

/// Returns whether a piece is the next line of the cell that `first` begins.
fn is_below(last: &Piece, first: &Piece, next: &Piece) -> bool {
    let step = (next.from.y - last.from.y) / first.em;
    let same = |away: f64| away.abs() <= FLUSH * first.em;
    let (left, right) = (next.from.x - first.from.x, next.to.x - first.to.x);
    next.along.x > 0.99
        && (next.em - first.em).abs() <= 0.1 * first.em
        && (same(left) || same(f64::midpoint(left, right)))
        && STEP.contains(&step)
}

fn letters<'p>(page: &'p PageMarks, piece: &Piece) -> &'p str {
    &page.letters[page.marks[piece.first].start as usize..page.marks[piece.last].end as usize]
}

/// Returns how wide the first word of a piece is.
fn width(page: &PageMarks, piece: &Piece) -> f64 {
    let marks: &[Mark] = &page.marks[piece.first..=piece.last];
    let word = marks
        .iter()
        .take_while(|mark| !page.letters[mark.start as usize..mark.end as usize].contains(' '));
    word.last().map_or(LONG * piece.em, |mark| mark.to.x - piece.from.x)
}

/// Returns whether a number or a code is broken off at the end of a line that has no `room` (points) for its next letter, or behind a
/// hyphen of its own. Words of letters alone are left apart: whether two make one, their width does not tell.
fn is_broken(page: &PageMarks, above: &Piece, here: &Piece, room: f64) -> bool {
    let line = letters(page, above).trim();
    let word = line.rsplit(' ').next().unwrap_or_default();
    let rest = letters(page, here).trim_start().split(' ').next().unwrap_or_default();
    let figures = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    if word.is_empty() || rest.is_empty() {
        return false;
    }
    let full = room <= FULL * above.em && word == line;
    (full && (figures(word) || figures(rest))) || (word.ends_with('-') && figures(word))
}

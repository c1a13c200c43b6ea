//! What is written into the fields of a form, put where it stands on the page: "nato il" and the day beside it are one line.

use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use hayro_syntax::page::Page;
use kurbo::{Affine, Point, Rect};

use crate::device::{Mark, PageMarks};
use crate::signature::decoded;

/// Fields take their kind and value from those above them, this deep at most; more fields than this on a page are an attack.
const DEEPEST: usize = 32;
const MOST_FIELDS: usize = 5_000;
/// A value is read so far, in characters.
const LONGEST: usize = 4_000;
/// Flags of an annotation that nobody sees: hidden, and not shown (ISO 32000-1, table 165).
const UNSEEN: i32 = 1 << 1 | 1 << 5;
/// A field higher than this many points has several lines.
const ONE_LINE: f64 = 30.0;
/// The letters of a value without an appearance, in points: at most so high, and so wide as a share of that.
const TALLEST: f64 = 12.0;
const WIDE: f64 = 0.5;

/// A field that holds text, in points from the page's top left corner.
pub(crate) struct Field {
    area: Rect,
    value: String,
}

/// Returns the fields of a page that hold text.
pub(crate) fn fields(page: &Page<'_>, shown: Affine) -> Vec<Field> {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    annotations
        .iter::<Dict<'_>>()
        .take(MOST_FIELDS)
        .filter(|annotation| {
            let widget = annotation.get::<Name<'_>>("Subtype").is_some_and(|n| &*n == b"Widget");
            widget && annotation.get::<i32>("F").unwrap_or(0) & UNSEEN == 0
        })
        .filter_map(|widget| {
            match inherited(&widget, "FT")? {
                Object::Name(kind) if matches!(&*kind, b"Tx" | b"Ch") => {}
                _ => return None,
            }
            let corners: Vec<f32> = widget.get::<Array<'_>>("Rect")?.iter::<f32>().collect();
            let [x0, y0, x1, y1] = corners[..] else { return None };
            let area = Rect::new(x0.into(), y0.into(), x1.into(), y1.into()).abs();
            let area = shown.transform_rect_bbox(area);
            (area.is_finite() && area.area() > 0.0).then(|| Field { area, value: value(&widget) })
        })
        .collect()
}

fn inherited<'a>(widget: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    let mut field = widget.clone();
    for _ in 0..DEEPEST {
        if let Some(found) = field.get::<Object<'a>>(key) {
            return Some(found);
        }
        field = field.get::<Dict<'a>>("Parent")?;
    }
    None
}

fn value(widget: &Dict<'_>) -> String {
    let text = match inherited(widget, "V") {
        Some(Object::String(text)) => decoded(text.as_bytes()),
        // A list in which several things are chosen.
        Some(Object::Array(chosen)) => {
            let chosen: Vec<String> =
                chosen.iter::<PdfString<'_>>().map(|text| decoded(text.as_bytes())).collect();
            chosen.join(", ")
        }
        _ => String::new(),
    };
    text.chars().take(LONGEST).collect()
}

/// Returns the page with what its fields hold, and what else lies on it; `None` for the first where no field holds anything.
pub(crate) fn filled(
    page: &PageMarks,
    on_top: &PageMarks,
    fields: &[Field],
) -> (Option<PageMarks>, PageMarks) {
    let mut letters = page.letters.clone();
    let mut taken = vec![false; on_top.marks.len()];
    let mut laid: Vec<(usize, Vec<Mark>)> = Vec::new();
    let mut lines: Vec<Rect> = Vec::new();
    for field in fields {
        let area = field.area.inflate(1.0, 1.0);
        let drawn: Vec<usize> = (0..on_top.marks.len())
            .filter(|at| !taken[*at] && area.contains(on_top.marks[*at].from))
            .collect();
        for at in &drawn {
            taken[*at] = true;
        }
        let shown: String = drawn.iter().map(|at| text(on_top, &on_top.marks[*at])).collect();
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        // The letters of a comb stand apart; the value has them together. What is shown counts where the two differ.
        let mut marks = if bare(&shown).is_empty() || bare(&shown) == bare(&field.value) {
            written(field, &mut letters)
        } else {
            drawn.iter().map(|at| copied(on_top, &on_top.marks[*at], &mut letters)).collect()
        };
        if marks.is_empty() {
            continue;
        }
        let at = placed(page, field, &mut marks);
        laid.push((at, marks));
        lines.push(field.area);
    }
    let rest = (0..taken.len()).filter(|at| !taken[*at]).map(|at| on_top.marks[at]).collect();
    let rest = PageMarks::of(on_top.letters.clone(), rest);
    if laid.is_empty() {
        return (None, rest);
    }
    laid.sort_by_key(|(at, _)| *at);
    let mut laid = laid.into_iter().peekable();
    let mut marks = Vec::with_capacity(page.marks.len() + letters.len() - page.letters.len());
    for (at, mark) in page.marks.iter().enumerate() {
        while let Some((_, more)) = laid.next_if(|(before, _)| *before <= at) {
            marks.extend(more);
        }
        // The line to write on lies below what is written.
        let ruled = matches!(text(page, mark), "_" | "." | "\u{2026}");
        if !(ruled && lines.iter().any(|line| line.inflate(0.0, 3.0).contains(mark.from))) {
            marks.push(*mark);
        }
    }
    marks.extend(laid.flat_map(|(_, more)| more));
    (Some(PageMarks::of(letters, marks)), rest)
}

fn text<'p>(page: &'p PageMarks, mark: &Mark) -> &'p str {
    &page.letters[mark.start as usize..mark.end as usize]
}

fn copied(from: &PageMarks, mark: &Mark, letters: &mut String) -> Mark {
    let start = letters.len() as u32;
    letters.push_str(text(from, mark));
    Mark { start, end: letters.len() as u32, ..*mark }
}

/// Returns the glyphs of a value that has no appearance of its own, or one that only repeats it.
fn written(field: &Field, letters: &mut String) -> Vec<Mark> {
    let Rect { x0, y0, y1, .. } = field.area;
    let em = (field.area.height() * 0.7).clamp(4.0, TALLEST);
    let lines: Vec<&str> =
        field.value.split(['\r', '\n']).filter(|l| !l.trim().is_empty()).collect();
    let one = lines.len() == 1 && field.area.height() <= ONE_LINE;
    let mut marks = Vec::new();
    for (number, line) in lines.into_iter().enumerate() {
        let y =
            if one { (y0 + y1) / 2.0 + 0.35 * em } else { y0 + em * (1.2 * number as f64 + 1.0) };
        let step = (field.area.width() / (line.chars().count() + 1) as f64).min(WIDE * em);
        for (at, letter) in line.trim().chars().enumerate() {
            let start = letters.len() as u32;
            crate::words::push(letters, letter);
            let from = Point::new(x0 + 2.0 + step * at as f64, y);
            marks.push(Mark {
                from,
                to: Point::new(from.x + step, y),
                em: em as f32,
                em_along: em as f32,
                start,
                end: letters.len() as u32,
                invisible: false,
            });
        }
    }
    marks
}

/// Puts a value on the line of the words beside it, and returns before which glyph of the page it comes.
fn placed(page: &PageMarks, field: &Field, marks: &mut [Mark]) -> usize {
    let area = field.area;
    let row = (area.y0 + 0.25 * area.height(), area.y1 + 0.15 * area.height());
    let first = marks.first().map_or(area.center(), |mark| mark.from);
    let level = |mark: &Mark| (mark.to.y - mark.from.y).abs() < 0.1 && mark.to.x >= mark.from.x;
    let beside = || {
        let on_row = |mark: &Mark| level(mark) && (row.0..=row.1).contains(&mark.from.y);
        page.marks.iter().enumerate().filter(move |(_, mark)| on_row(mark))
    };
    let left = beside()
        .filter(|(_, mark)| mark.to.x <= first.x + 0.3 * f64::from(mark.em))
        .max_by(|(_, a), (_, b)| a.to.x.total_cmp(&b.to.x));
    let right = || {
        beside()
            .filter(|(_, mark)| mark.from.x >= area.x1 - 1.0)
            .min_by(|(_, a), (_, b)| a.from.x.total_cmp(&b.from.x))
    };
    let one_line = marks.iter().all(|mark| (mark.from.y - first.y).abs() < 1.0);
    let label = left.map(|(at, mark)| (at + 1, mark)).or_else(right).filter(|_| one_line);
    if let Some((at, label)) = label {
        for mark in marks {
            (mark.from.y, mark.to.y) = (label.from.y, label.from.y);
            mark.em = label.em;
        }
        return at;
    }
    // Nothing stands beside it: it comes behind the nearest words above.
    page.marks
        .iter()
        .enumerate()
        .filter(|(_, mark)| level(mark) && mark.from.y < first.y)
        .max_by(|(a, one), (b, other)| one.from.y.total_cmp(&other.from.y).then(a.cmp(b)))
        .map_or(0, |(at, _)| at + 1)
}

//! What a page draws, collected instead of painted: glyphs with their places, images with the area they cover, vector paths.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};

/// Glyph space has 1000 units to the em.
const UNITS: f64 = 1000.0;
/// The caller is asked this often whether to go on, in drawing operations.
const POLL_EVERY: u32 = 256;
/// A page that draws more glyphs than this is a bomb; the rest is counted, not kept.
const MOST_GLYPHS: usize = 2_000_000;
/// The page is divided into this many rows and columns to measure what images cover.
const GRID: usize = 64;

/// The panic payload that ends a page early because the caller asked to stop.
pub(crate) struct Stopped;

/// One glyph on the page, in points from the page's top left corner.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    /// Where its baseline starts and ends.
    pub(crate) from: Point,
    pub(crate) to: Point,
    /// Height of an em across the baseline, and its width along it.
    pub(crate) em: f32,
    pub(crate) em_along: f32,
    /// Byte range in [`PageMarks::letters`].
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) invisible: bool,
}

/// Everything collected from one page.
#[derive(Debug)]
pub(crate) struct PageMarks {
    pub(crate) letters: String,
    pub(crate) marks: Vec<Mark>,
    pub(crate) glyphs: u32,
    pub(crate) off_page: u32,
    pub(crate) images: u32,
    pub(crate) paths: u32,
    cover: [u64; GRID],
}

impl PageMarks {
    /// Returns a page of these glyphs and nothing else.
    pub(crate) fn of(letters: String, marks: Vec<Mark>) -> PageMarks {
        let glyphs = u32::try_from(marks.len()).unwrap_or(u32::MAX);
        PageMarks { letters, marks, glyphs, off_page: 0, images: 0, paths: 0, cover: [0; GRID] }
    }

    /// Returns the share of the page that images cover, 0..1.
    pub(crate) fn image_cover(&self) -> f32 {
        let cells = self.cover.iter().map(|row| row.count_ones()).sum::<u32>();
        cells as f32 / (GRID * GRID) as f32
    }
}

/// What a code of a font means, looked up once for each run: the same few letters come again and again.
struct Letter {
    code: u32,
    unicode: Option<BfString>,
    /// In ems.
    advance: f64,
}

impl Letter {
    fn of(glyph: &Glyph<'_>) -> Letter {
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(drawn) => drawn.advance_width(),
        };
        Letter {
            code: glyph.char_code(),
            unicode: glyph.as_unicode(),
            advance: f64::from(advance.filter(|w| w.is_finite()).unwrap_or(500.0)) / UNITS,
        }
    }
}

/// The device that hayro draws a page on.
pub(crate) struct Collector<'c> {
    page: Rect,
    clips: Vec<Rect>,
    /// Whether what is drawn hides what lies below, per transparency group.
    opaque: Vec<bool>,
    operations: u32,
    should_stop: &'c dyn Fn() -> bool,
    /// Length, code and origin of the run drawn last by filling: stroking it again draws the same glyphs.
    filled: Option<(usize, u32, Point)>,
    /// Whether the last run's glyphs were stretched to the widths the file gives.
    stretched: bool,
    pub(crate) found: PageMarks,
}

impl<'c> Collector<'c> {
    pub(crate) fn new(page: Rect, should_stop: &'c dyn Fn() -> bool) -> Self {
        Self {
            page,
            clips: Vec::new(),
            opaque: Vec::new(),
            operations: 0,
            should_stop,
            filled: None,
            stretched: false,
            found: PageMarks {
                letters: String::new(),
                marks: Vec::new(),
                glyphs: 0,
                off_page: 0,
                images: 0,
                paths: 0,
                cover: [0; GRID],
            },
        }
    }

    fn tick(&mut self) {
        self.operations = self.operations.wrapping_add(1);
        if self.operations.is_multiple_of(POLL_EVERY) && (self.should_stop)() {
            // Only unwinding leaves the interpreter from inside a callback; `resume_unwind` calls no panic hook.
            std::panic::resume_unwind(Box::new(Stopped));
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.page)
    }

    fn push_clip(&mut self, bounds: Rect) {
        self.tick();
        let clip = self.clip().intersect(bounds);
        self.clips.push(clip);
    }

    fn count_paths(&mut self, bounds: Rect, subpaths: u32, props: &DrawProps<'_>, mode: &DrawMode) {
        self.tick();
        if matches!(mode, DrawMode::Invisible) || is_white(&props.paint) {
            return;
        }
        // A hairline has no area, so it is widened before it is cut to the clip.
        let seen =
            (props.transform.transform_rect_bbox(bounds)).inflate(0.1, 0.1).intersect(self.clip());
        if seen.width() > 0.0 && seen.height() > 0.0 {
            self.found.paths = self.found.paths.saturating_add(subpaths);
        }
    }

    fn glyph(
        &mut self,
        letter: &Letter,
        place: Affine,
        stretched: bool,
        mode: &DrawMode,
        vertical: bool,
    ) {
        self.found.glyphs = self.found.glyphs.saturating_add(1);
        let from = place * Point::ZERO;
        let up = (place * Point::new(0.0, UNITS) - from).hypot();
        let along_vector = place * Point::new(UNITS, 0.0) - from;
        let along = along_vector.hypot();
        // Stretched glyphs carry the stretch in their own transform, although the width they are given already has it.
        let along_em = if stretched { up } else { along };
        let advance = letter.advance;
        let to = if vertical {
            place * Point::new(0.0, -UNITS)
        } else if along > 0.0 {
            from + along_vector * (advance * along_em / along)
        } else {
            from
        };
        if !from.is_finite() || !to.is_finite() {
            self.found.off_page += 1;
            return;
        }
        if self.is_out_of_sight(from, to, up) || self.found.marks.len() == MOST_GLYPHS {
            self.found.off_page += 1;
            return;
        }
        let start = self.found.letters.len() as u32;
        match &letter.unicode {
            Some(BfString::Char(letter)) => crate::words::push(&mut self.found.letters, *letter),
            Some(BfString::String(text)) => {
                for letter in text.chars() {
                    crate::words::push(&mut self.found.letters, letter);
                }
            }
            None => self.found.letters.push('\u{fffd}'),
        }
        self.found.marks.push(Mark {
            from,
            to,
            em: up.max(0.01) as f32,
            em_along: along_em.max(0.01) as f32,
            start,
            end: self.found.letters.len() as u32,
            invisible: matches!(mode, DrawMode::Invisible),
        });
    }

    /// Returns whether a glyph lies off the page or is clipped away: text of another page that shares this page's content.
    fn is_out_of_sight(&self, from: Point, to: Point, em: f64) -> bool {
        if !self.page.inflate(2.0, 2.0).contains(from) {
            return true;
        }
        let Some(clip) = self.clips.last() else { return false };
        let body = Rect::from_points(from, to).inflate(0.3 * em, 0.3 * em);
        let seen = body.intersect(*clip);
        seen.width() <= 0.0 || seen.height() <= 0.0
    }

    fn hide_below(&mut self, area: Rect) {
        let area = area.inflate(1.0, 1.0);
        for mark in &mut self.found.marks {
            if area.contains(mark.from) && area.contains(mark.to) {
                mark.invisible = true;
            }
        }
    }

    fn cover(&mut self, area: Rect) {
        let cell = |at: f64, low: f64, size: f64| {
            (((at - low) / size * GRID as f64).round().clamp(0.0, GRID as f64)) as usize
        };
        let left = cell(area.x0, self.page.x0, self.page.width());
        let right = cell(area.x1, self.page.x0, self.page.width());
        let top = cell(area.y0, self.page.y0, self.page.height());
        let bottom = cell(area.y1, self.page.y0, self.page.height());
        if left >= right {
            return;
        }
        let row = (u64::MAX >> (GRID - (right - left))) << left;
        for cells in &mut self.found.cover[top..bottom.max(top)] {
            *cells |= row;
        }
    }
}

fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
            alpha == 0 || red.min(green).min(blue) >= 250
        }
        Paint::Pattern(_) => false,
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let parts = path.elements().iter().filter(|part| matches!(part, PathEl::MoveTo(_))).count();
        let bounds = path.control_box();
        self.count_paths(bounds, parts as u32, &props, mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.count_paths(*rect, 1, &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let bounds =
            if clip.path.elements().is_empty() { Rect::ZERO } else { clip.path.bounding_box() };
        self.push_clip(bounds);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.push_clip(*rect);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend: BlendMode,
    ) {
        self.tick();
        let above = self.opaque.last().copied().unwrap_or(true);
        self.opaque.push(above && opacity > 0.95 && mask.is_none() && blend == BlendMode::Normal);
    }

    fn pop_transparency_group(&mut self) {
        self.opaque.pop();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let glyphs = run.glyphs();
        let Some(first) = glyphs.first() else { return };
        let drawn =
            (glyphs.len(), first.char_code(), props.transform * first.transform() * Point::ZERO);
        if matches!(mode, DrawMode::Stroke(_)) && self.filled.take() == Some(drawn) {
            return;
        }
        self.filled = matches!(mode, DrawMode::Fill(_)).then_some(drawn);
        let widths = || {
            glyphs.iter().map(|glyph| {
                let place = glyph.transform();
                (place * Point::new(UNITS, 0.0) - place * Point::ZERO).hypot()
            })
        };
        if glyphs.len() > 1 {
            let (narrow, wide) = widths()
                .fold((f64::MAX, 0.0_f64), |(low, high), width| (low.min(width), high.max(width)));
            self.stretched = wide > narrow * 1.01;
        }
        let vertical = matches!(run.writing_mode(), WritingMode::Vertical);
        let mut letters: Vec<Letter> = Vec::with_capacity(glyphs.len().min(32));
        for glyph in glyphs {
            self.tick();
            let known = letters.iter().position(|letter| letter.code == glyph.char_code());
            let at = known.unwrap_or_else(|| {
                letters.push(Letter::of(glyph));
                letters.len() - 1
            });
            let place = props.transform * glyph.transform();
            self.glyph(&letters[at], place, self.stretched, mode, vertical);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.tick();
        let whole = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area =
            props.transform.transform_rect_bbox(whole).intersect(self.clip()).intersect(self.page);
        if !(area.width() > 0.0 && area.height() > 0.0) {
            return;
        }
        self.found.images = self.found.images.saturating_add(1);
        self.cover(area);
        let hides = match &image {
            Image::Raster(raster) => {
                let stream = raster.stream();
                let dict = stream.dict();
                !dict.contains_key("SMask") && !dict.contains_key("Mask")
            }
            Image::Stencil(_) => false,
        };
        let opaque =
            self.opaque.last().copied().unwrap_or(true) && props.blend_mode == BlendMode::Normal;
        // Text below a picture of the page is a text layer like one drawn invisibly; small pictures hide a word at most.
        if hides && opaque && area.area() > 0.25 * self.page.area() {
            self.hide_below(area);
        }
    }
}

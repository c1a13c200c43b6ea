//! Page after page through hayro, each page fenced off from the others.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret_page,
};
use hayro_syntax::page::Page;
use hayro_syntax::{LoadPdfError, Pdf, PdfData};
use kurbo::Rect;

use crate::device::Collector;
use crate::lines::assemble;
use crate::{Filled, PageReading, ReadError, fields};

/// Reads the pages in order and gives each to `on_page` as soon as it is read; returns how many pages the file has.
///
/// What the page itself draws and what lies on it (annotations, form fields) are kept apart. `should_stop` is asked often; once it
/// says yes, the page in hand is given as far as it was read (`cut_short`) and the rest is left out. A panic inside the
/// reader costs that page only. What no process survives (a stack overflow, a failed allocation) is the caller's to isolate.
///
/// # Errors
///
/// The file needs a password, is too damaged to open, or has no pages.
pub fn read(
    bytes: impl Into<PdfData>,
    should_stop: &dyn Fn() -> bool,
    on_page: &mut dyn FnMut(PageReading),
) -> Result<u32, ReadError> {
    let pdf = open(bytes.into())?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(ReadError::NoPages);
    }
    let settings = InterpreterSettings {
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let mut cache = InterpreterCache::new();
    for (index, page) in pages.iter().enumerate() {
        if should_stop() {
            break;
        }
        let reading = read_page(&pdf, page, index as u32 + 1, &cache, &settings, should_stop);
        if reading.cut_short {
            // What unwound may have left the cache half filled.
            cache = InterpreterCache::new();
        }
        on_page(reading);
    }
    Ok(pages.len() as u32)
}

/// Returns the opened file.
pub(crate) fn open(data: PdfData) -> Result<Pdf, ReadError> {
    match catch_unwind(AssertUnwindSafe(|| Pdf::new(data))) {
        Ok(Ok(pdf)) => Ok(pdf),
        Ok(Err(LoadPdfError::Decryption(_))) => Err(ReadError::Locked),
        Ok(Err(LoadPdfError::Invalid)) => {
            Err(ReadError::Damaged("its objects cannot be found".into()))
        }
        Err(_) => Err(ReadError::Damaged("its structure breaks the reader".into())),
    }
}

fn read_page<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    number: u32,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    should_stop: &dyn Fn() -> bool,
) -> PageReading {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let draw = |content: RenderContent| {
        let settings = InterpreterSettings { render_content: content, ..settings.clone() };
        let mut collector = Collector::new(area, should_stop);
        let finished = catch_unwind(AssertUnwindSafe(|| {
            let start = page.initial_transform(true).to_kurbo();
            let mut context = Context::new(start, area, cache, pdf.xref(), settings);
            interpret_page(page, &mut context, &mut collector);
        }));
        (collector.found, finished.is_ok())
    };
    let (found, finished) = draw(RenderContent::PAGE);
    let (mut annotations, mut in_fields) = (String::new(), None);
    if finished && page.raw().contains_key("Annots") {
        // A broken annotation costs its own text only.
        let on_top = draw(RenderContent::ANNOTATIONS).0;
        let shown = page.initial_transform(true).to_kurbo();
        let fields = catch_unwind(AssertUnwindSafe(|| fields::fields(page, shown)));
        let (with_fields, rest) = fields::filled(&found, &on_top, &fields.unwrap_or_default());
        annotations = assemble(&rest).0;
        in_fields = with_fields.map(|page| {
            let (text, words) = assemble(&page);
            Filled { text, words }
        });
    }
    let (text, words) = assemble(&found);
    PageReading {
        number,
        width,
        height,
        text,
        words,
        annotations,
        filled: in_fields,
        glyphs: found.glyphs,
        invisible: found.marks.iter().filter(|mark| mark.invisible).count() as u32,
        off_page: found.off_page,
        images: found.images,
        image_cover: found.image_cover(),
        paths: found.paths,
        cut_short: !finished,
    }
}

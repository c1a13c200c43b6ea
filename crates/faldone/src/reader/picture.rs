//! Drawing one page as a picture, for the window.

use faldone_pdf::ReadError;
use hayro::{
    RenderCache, RenderSettings, hayro_interpret::InterpreterSettings, hayro_syntax::Pdf, render,
    vello_cpu::color::palette::css::WHITE,
};

/// Returns page `number` (1 is the first) of a PDF as PNG, `width` pixels wide.
pub(super) fn draw_pdf(bytes: Vec<u8>, number: u32, width: u32) -> Result<Vec<u8>, ReadError> {
    let pdf = Pdf::new(bytes).map_err(|error| ReadError::Damaged(format!("{error:?}")))?;
    let pages = pdf.pages();
    let page = pages.get(number.saturating_sub(1) as usize).ok_or(ReadError::NoPages)?;
    let scale = width as f32 / page.render_dimensions().0.max(1.0);
    let settings = hayro::PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let picture = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    picture.into_png().map_err(|error| ReadError::Damaged(format!("{error:?}")))
}

/// Returns a JPEG or PNG as PNG, at most `width` pixels wide.
pub(super) fn draw_image(bytes: &[u8], width: u32) -> Result<Vec<u8>, ReadError> {
    let bad = |error: image::ImageError| ReadError::Damaged(error.to_string());
    let picture = image::load_from_memory(bytes).map_err(bad)?;
    let picture =
        if picture.width() > width { picture.thumbnail(width, u32::MAX) } else { picture };
    let mut png = Vec::new();
    picture.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).map_err(bad)?;
    Ok(png)
}

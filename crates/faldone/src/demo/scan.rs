//! Turns pages into pictures, as a scanner or a phone would, and shuts documents in other ways.

use super::DemoError;
use crate::print::layout::Look;
use crate::print::paper::{self, Picture};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions};

/// How good the scanner was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanner {
    pub(super) dpi: f32,
    /// How far grey values stray from the paper's, of 255.
    pub(super) noise: u8,
    /// How far the paper was turned on the glass, in thousandths of a radian.
    pub(super) tilt: f32,
    pub(super) jpeg_quality: u8,
}

/// A small generator of even noise (xorshift64*), so that the same paper is always the same bytes.
pub(super) struct Noise(u64);

impl Noise {
    pub(super) fn new(seed: u64) -> Noise {
        Noise(seed | 1)
    }

    pub(super) fn next(&mut self) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) as u32
    }
}

/// Greyscale pixels.
struct Grey {
    pixels: Vec<u8>,
    width: u32,
    height: u32,
}

fn render_pages(pdf: &[u8], dpi: f32, path: &str) -> Result<Vec<Grey>, DemoError> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|error| DemoError::Compose {
        path: path.to_owned(),
        reason: format!("the page could not be drawn: {error:?}"),
    })?;
    let cache = RenderCache::new();
    let scale = dpi / 72.0;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pages = pdf.pages().iter().map(|page| {
        let drawn = render(
            page,
            &cache,
            &InterpreterSettings::default(),
            &RenderSettings::default(),
            &settings,
        );
        // The weights of ITU-R BT.601; the page is opaque, so alpha needs no thought.
        let pixels = drawn
            .data()
            .iter()
            .map(|p| {
                ((u32::from(p.r) * 77 + u32::from(p.g) * 151 + u32::from(p.b) * 28) >> 8) as u8
            })
            .collect();
        Grey { pixels, width: u32::from(drawn.width()), height: u32::from(drawn.height()) }
    });
    Ok(pages.collect())
}

/// Returns the pixels turned by a small angle, darkened a little and strewn with noise.
fn through_the_glass(page: &Grey, scanner: Scanner, seed: u64) -> Vec<u8> {
    let (width, height) = (page.width as i32, page.height as i32);
    let mut noise = Noise::new(seed);
    // Fixed-point shear in 1/65536 of a pixel: for a tilt this small it is the rotation, and needs no table of sines.
    let shear = (scanner.tilt / 1000.0 * 65536.0) as i32;
    let spread = u32::from(scanner.noise) * 2 + 1;
    let mut out = Vec::with_capacity(page.pixels.len());
    for y in 0..height {
        let dx = ((y - height / 2) * shear) >> 16;
        for x in 0..width {
            let dy = ((x - width / 2) * shear) >> 16;
            let (from_x, from_y) = (x + dx, y - dy);
            let grey = if from_x < 0 || from_x >= width || from_y < 0 || from_y >= height {
                200
            } else {
                page.pixels.get((from_y * width + from_x) as usize).copied().unwrap_or(255)
            };
            let stray = (noise.next() % spread) as i32 - scanner.noise as i32;
            // Paper is not white and ink is not black on a scanner.
            let seen = 18 + grey as i32 * 225 / 255 + stray;
            out.push(seen.clamp(0, 255) as u8);
        }
    }
    out
}

/// Returns a picture of each page of the PDF, as this scanner sees it.
pub(super) fn scan(pdf: &[u8], scanner: Scanner, path: &str) -> Result<Vec<Picture>, DemoError> {
    let seed = path.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    render_pages(pdf, scanner.dpi, path)?
        .iter()
        .map(|page| {
            let pixels = through_the_glass(page, scanner, seed);
            let mut jpeg = Vec::new();
            JpegEncoder::new_with_quality(&mut jpeg, scanner.jpeg_quality)
                .encode(&pixels, page.width, page.height, ExtendedColorType::L8)
                .map_err(|e| DemoError::Compose { path: path.to_owned(), reason: e.to_string() })?;
            Ok(Picture { jpeg, width: page.width, height: page.height })
        })
        .collect()
}

/// Returns the first page as a PNG picture, as a screenshot would show it.
pub(super) fn screenshot(pdf: &[u8], path: &str) -> Result<Vec<u8>, DemoError> {
    let mut png = Vec::new();
    if let Some(page) = render_pages(pdf, 84.0, path)?.first() {
        PngEncoder::new(&mut png)
            .write_image(&page.pixels, page.width, page.height, ExtendedColorType::L8)
            .map_err(|e| DemoError::Compose { path: path.to_owned(), reason: e.to_string() })?;
    }
    Ok(png)
}

/// Returns a JPEG picture of a face-like shape on a white ground, 35 × 45 mm at 300 dpi.
pub(super) fn portrait(path: &str) -> Result<Vec<u8>, DemoError> {
    let (width, height) = (413_i32, 531_i32);
    let mut noise = Noise::new(2209);
    let mut pixels = Vec::with_capacity((width * height * 3) as usize);
    let within = |x: i32, y: i32, cx: i32, cy: i32, rx: i32, ry: i32| {
        let (x, y, cx, cy) = (i64::from(x), i64::from(y), i64::from(cx), i64::from(cy));
        let (rx, ry) = (i64::from(rx), i64::from(ry));
        let (dx, dy) = ((x - cx) * 1000 / rx, (y - cy) * 1000 / ry);
        dx * dx + dy * dy < 1_000_000
    };
    for y in 0..height {
        for x in 0..width {
            let mut colour: [i32; 3] = [238, 240, 242];
            if within(x, y, 206, 560, 190, 170) {
                colour = [52, 74, 102];
            }
            if within(x, y, 206, 225, 128, 165) {
                colour = [62, 44, 36];
            }
            if within(x, y, 206, 400, 50, 70) || within(x, y, 206, 245, 95, 125) {
                colour = [214, 172, 146];
            }
            if within(x, y, 170, 230, 12, 7) || within(x, y, 242, 230, 12, 7) {
                colour = [48, 38, 34];
            }
            if within(x, y, 206, 310, 30, 7) {
                colour = [170, 96, 90];
            }
            let stray = (noise.next() % 9) as i32 - 4;
            pixels.extend(colour.map(|c| (c + stray).clamp(0, 255) as u8));
        }
    }
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 88)
        .encode(&pixels, width as u32, height as u32, ExtendedColorType::Rgb8)
        .map_err(|e| DemoError::Compose { path: path.to_owned(), reason: e.to_string() })?;
    Ok(jpeg)
}

/// Returns the document's bytes, shut with a password (RC4, 128 bits: the kind banks and payroll offices still send).
pub(super) fn lock(
    mut document: Document,
    look: Look,
    password: &str,
    path: &str,
) -> Result<Vec<u8>, DemoError> {
    let failed = |e: &dyn std::fmt::Display| DemoError::Compose {
        path: path.to_owned(),
        reason: e.to_string(),
    };
    let state = EncryptionState::try_from(EncryptionVersion::V2 {
        document: &document,
        owner_password: password,
        user_password: password,
        key_length: 128,
        permissions: Permissions::PRINTABLE,
    })
    .map_err(|e| failed(&e))?;
    document.encrypt(&state).map_err(|e| failed(&e))?;
    // The last 16 bytes of /U are arbitrary padding (ISO 32000-1, algorithm 5) and come out random; these are not.
    if let Ok(id) = document.trailer.get(b"Encrypt").and_then(Object::as_reference)
        && let Ok(dictionary) = document.get_dictionary_mut(id)
        && let Ok(Object::String(user, _)) = dictionary.get_mut(b"U")
    {
        user.iter_mut().skip(16).for_each(|byte| *byte = 0);
    }
    paper::bytes(&mut document, look).map_err(DemoError::composing(path))
}

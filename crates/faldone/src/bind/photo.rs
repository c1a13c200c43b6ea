//! Puts a picture on a page.

use crate::print::layout::{HEIGHT, MARGIN, WIDTH};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageFormat, codecs::jpeg::JpegDecoder,
    metadata::Orientation,
};
use lopdf::{Dictionary, Document, ObjectId, Stream, dictionary};
use std::io::Cursor;

/// Points a pixel takes at most: 150 to the inch, so that a passport photo does not fill a page.
const POINTS_A_PIXEL: f32 = 72.0 / 150.0;

/// Returns the new page; `None` if it is no picture that can be read.
pub(super) fn page(bytes: &[u8], to: &mut Document, tree: ObjectId) -> Option<ObjectId> {
    let picture = as_it_is(bytes).or_else(|| redrawn(bytes))?;
    let (wide, tall) = picture.size;
    let (width, height) = if wide > tall { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
    let (room_x, room_y) = (width - 2.0 * MARGIN, height - 2.0 * MARGIN);
    let scale = (room_x / wide).min(room_y / tall).min(POINTS_A_PIXEL);
    let (w, h) = (wide * scale, tall * scale);
    let (x, y) = ((width - w) / 2.0, (height - h) / 2.0);
    let content = format!("q {w:.2} 0 0 {h:.2} {x:.2} {y:.2} cm /Im0 Do Q\n");
    let content = to.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let image = to.add_object(picture.stream);
    Some(to.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()], "Rotate" => picture.turn,
        "Resources" => dictionary! { "XObject" => dictionary! { "Im0" => image } },
    }))
}

struct Picture {
    /// Width and height in pixels, before it is turned.
    size: (f32, f32),
    /// Degrees clockwise.
    turn: i64,
    stream: Stream,
}

fn stream(size: (u32, u32), colours: &'static str, bytes: Vec<u8>) -> Stream {
    let (width, height) = size;
    Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
            "ColorSpace" => colours, "BitsPerComponent" => 8,
        },
        bytes,
    )
}

/// A JPEG goes in byte by byte, if a page can show it so.
fn as_it_is(bytes: &[u8]) -> Option<Picture> {
    if image::guess_format(bytes).ok()? != ImageFormat::Jpeg {
        return None;
    }
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).ok()?;
    let turn = match decoder.orientation().unwrap_or(Orientation::NoTransforms) {
        Orientation::NoTransforms => 0,
        Orientation::Rotate90 => 90,
        Orientation::Rotate180 => 180,
        Orientation::Rotate270 => 270,
        _ => return None,
    };
    // A JPEG for print has four colours and says so in its frame, whatever it is decoded to.
    let colours = match (decoder.original_color_type(), components(bytes)?) {
        (ExtendedColorType::L8, 1) => "DeviceGray",
        (ExtendedColorType::Rgb8, 3) => "DeviceRGB",
        _ => return None,
    };
    let (width, height) = decoder.dimensions();
    let mut stream = stream((width, height), colours, bytes.to_vec());
    stream.dict.set("Filter", "DCTDecode");
    stream.allows_compression = false;
    Some(Picture { size: (width as f32, height as f32), turn, stream })
}

/// Returns how many colours a JPEG's frame header names (ITU T.81, B.2.2).
fn components(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let &[0xff, marker, high, low] = bytes.get(at..at + 4)?.first_chunk::<4>()? else {
            return None;
        };
        if matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) {
            return bytes.get(at + 9).copied();
        }
        // A marker may be preceded by fill bytes.
        at += if marker == 0xff { 1 } else { 2 + usize::from(u16::from_be_bytes([high, low])) };
    }
}

/// Any other picture goes in as its pixels, on white where it is transparent.
fn redrawn(bytes: &[u8]) -> Option<Picture> {
    let orientation = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut decoder = orientation.into_decoder().ok()?;
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(turned);
    let size = (picture.width(), picture.height());
    let mut stream = if picture.color().has_color() || picture.color().has_alpha() {
        let on_white = |[r, g, b, a]: [u8; 4]| {
            let blend = |colour: u8| {
                ((u16::from(colour) * u16::from(a) + 255 * (255 - u16::from(a))) / 255) as u8
            };
            [blend(r), blend(g), blend(b)]
        };
        let pixels = picture.to_rgba8().pixels().flat_map(|pixel| on_white(pixel.0)).collect();
        stream(size, "DeviceRGB", pixels)
    } else {
        stream(size, "DeviceGray", picture.to_luma8().into_raw())
    };
    stream.compress().ok()?;
    Some(Picture { size: (size.0 as f32, size.1 as f32), turn: 0, stream })
}

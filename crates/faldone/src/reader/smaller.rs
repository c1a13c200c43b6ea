//! Making a PDF smaller, in a worker: first without touching anything that can be seen, then by its pictures.
//!
//! What comes of it is only ever offered: the parent reads and draws it and compares it with the original before anybody may have it.

use super::Stays;
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};
use image::{
    DynamicImage, ExtendedColorType, GenericImageView, GrayImage, ImageEncoder, RgbImage,
    codecs::jpeg::JpegEncoder, imageops::FilterType,
};
use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, Stream};
use std::{
    collections::{HashMap, HashSet},
    io::{Read, Write},
};

/// A stream that unfolds to more bytes than this is left as it is.
const UNFOLDED_AT_MOST: usize = 128 << 20;

/// How a picture is written again: at most so many pixels along its longer side, in this JPEG quality.
///
/// A page of A4 is 11.7 inches long. 200 dots an inch at quality 60 were still read by OCR with 0.09 % of the letters wrong.
const PICTURES: [(u32, u8); 3] = [(2340, 75), (2340, 60), (1754, 60)];

/// How many ways there are; way 0 touches nothing that can be seen.
pub(crate) const WAYS: u8 = 1 + PICTURES.len() as u8;

/// Returns a smaller PDF of the same pages, or why there is none.
pub(super) fn smaller(bytes: &[u8], way: u8) -> Result<Vec<u8>, Stays> {
    let mut pdf = Document::load_mem(bytes).map_err(|_| Stays::Unclear)?;
    if pdf.is_encrypted() || pdf.trailer.has(b"Encrypt") {
        return Err(Stays::Protected);
    }
    if pdf.objects.values().any(is_signature) {
        return Err(Stays::Signed);
    }
    pdf.prune_objects();
    let masks = masks(&pdf);
    let colours = colours(&pdf);
    let pictures = way.checked_sub(1).and_then(|at| PICTURES.get(usize::from(at)));
    for (id, object) in &mut pdf.objects {
        let Object::Stream(stream) = object else { continue };
        if let Some((side, quality)) = pictures
            && !masks.contains(id)
            && let Some(colours) = colours.get(id)
        {
            rewrite_picture(stream, *colours, *side, *quality);
        }
        pack(stream);
    }
    let mut made = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    pdf.save_with_options(&mut made, options).map_err(|_| Stays::Apart)?;
    Ok(made)
}

/// Whatever looks like a signature, used or not, is not to be touched.
fn is_signature(object: &Object) -> bool {
    let is_one = |dict: &Dictionary| {
        dict.has(b"ByteRange") || dict.get(b"Type").and_then(Object::as_name).ok() == Some(b"Sig")
    };
    match object {
        Object::Dictionary(dict) => is_one(dict),
        Object::Stream(stream) => is_one(&stream.dict),
        _ => false,
    }
}

/// Returns the pictures that say where another one can be seen: blurred they would show at its edges.
fn masks(pdf: &Document) -> HashSet<ObjectId> {
    let streams = pdf.objects.values().filter_map(|object| object.as_stream().ok());
    streams
        .flat_map(|stream| [b"SMask".as_slice(), b"Mask"].map(|key| stream.dict.get(key)))
        .filter_map(|mask| mask.ok()?.as_reference().ok())
        .collect()
}

/// How the pixels of a picture are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Colours {
    Grey,
    Three,
}

/// Returns the pictures whose pixels are grey or red, green and blue, also with a profile of what these are exactly.
fn colours(pdf: &Document) -> HashMap<ObjectId, Colours> {
    let of_name = |name: &[u8]| match name {
        b"DeviceGray" | b"CalGray" => Some(Colours::Grey),
        b"DeviceRGB" | b"CalRGB" => Some(Colours::Three),
        _ => None,
    };
    let of = |stream: &Stream| {
        let (_, space) = pdf.dereference(stream.dict.get(b"ColorSpace").ok()?).ok()?;
        if let Ok(name) = space.as_name() {
            return of_name(name);
        }
        let parts = space.as_array().ok()?;
        match parts.first()?.as_name().ok()? {
            b"ICCBased" => {
                let (_, profile) = pdf.dereference(parts.get(1)?).ok()?;
                match profile.as_stream().ok()?.dict.get(b"N").ok()?.as_i64().ok()? {
                    1 => Some(Colours::Grey),
                    3 => Some(Colours::Three),
                    _ => None,
                }
            }
            name => of_name(name),
        }
    };
    let streams = pdf.objects.iter();
    streams.filter_map(|(id, object)| Some((*id, of(object.as_stream().ok()?)?))).collect()
}

/// Packs a stream as tightly as Flate can, where that makes it smaller; its contents stay the same to the byte.
fn pack(stream: &mut Stream) {
    let filters: Vec<Vec<u8>> = match stream.dict.get(b"Filter") {
        Err(_) => Vec::new(),
        Ok(_) => match stream.filters() {
            Ok(filters) => filters.iter().map(|name| name.to_vec()).collect(),
            Err(_) => return,
        },
    };
    let has_parameters = stream.dict.has(b"DecodeParms") || stream.dict.has(b"DP");
    let is = |name: &[u8]| filters.len() == 1 && filters[0] == name;
    let (plain, stays_flate) = if filters.is_empty() && !has_parameters {
        (stream.content.clone(), false)
    } else if is(b"FlateDecode") {
        // Unpacked and packed again, the parameters of the filter hold as before.
        let Some(plain) = unpack(&stream.content) else { return };
        (plain, true)
    } else if !has_parameters
        && filters.iter().all(|name| {
            [b"FlateDecode".as_slice(), b"LZWDecode", b"ASCII85Decode", b"ASCIIHexDecode"]
                .contains(&name.as_slice())
        })
    {
        match stream.decompressed_content_with_limit(UNFOLDED_AT_MOST) {
            Ok(plain) => (plain, false),
            Err(_) => return,
        }
    } else {
        return;
    };
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    let Ok(packed) = packer.write_all(&plain).and_then(|()| packer.finish()) else { return };
    if packed.len() + 20 < stream.content.len() {
        if !stays_flate {
            stream.dict.set("Filter", "FlateDecode");
        }
        stream.set_content(packed);
    }
}

/// Unpacks a Flate stream that is whole and not immense.
fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    let most = UNFOLDED_AT_MOST as u64 + 1;
    ZlibDecoder::new(packed).take(most).read_to_end(&mut plain).ok()?;
    (plain.len() <= UNFOLDED_AT_MOST).then_some(plain)
}

/// Writes a picture again as a smaller JPEG, if it is of the plain kind and becomes smaller by that.
fn rewrite_picture(stream: &mut Stream, colours: Colours, side: u32, quality: u8) {
    let Some(picture) = picture(stream, colours) else { return };
    let (width, height) = picture.dimensions();
    let picture = if width.max(height) > side {
        picture.resize(side, side, FilterType::Triangle)
    } else {
        picture
    };
    let (width, height) = picture.dimensions();
    let mut made = Vec::new();
    let colours = match &picture {
        DynamicImage::ImageLuma8(_) => ExtendedColorType::L8,
        _ => ExtendedColorType::Rgb8,
    };
    let encoder = JpegEncoder::new_with_quality(&mut made, quality);
    if encoder.write_image(picture.as_bytes(), width, height, colours).is_err()
        || made.len() + 100 > stream.content.len()
    {
        return;
    }
    stream.dict.remove(b"DecodeParms");
    stream.dict.set("Filter", "DCTDecode");
    stream.dict.set("Width", i64::from(width));
    stream.dict.set("Height", i64::from(height));
    stream.set_content(made);
}

/// Returns the pixels of a picture, eight bits for each part of a colour; `None` where they are told in any other way.
fn picture(stream: &Stream, colours: Colours) -> Option<DynamicImage> {
    let dict = &stream.dict;
    let name = |key: &[u8]| dict.get(key).ok()?.as_name().ok();
    let number = |key: &[u8]| u32::try_from(dict.get(key).ok()?.as_i64().ok()?).ok();
    let odd = [b"Decode".as_slice(), b"ImageMask", b"SMaskInData", b"Matte", b"Alternates"];
    let is_plain = name(b"Subtype") == Some(b"Image")
        && number(b"BitsPerComponent") == Some(8)
        && odd.iter().all(|key| !dict.has(key))
        // A list of colours that are not drawn: none of them would be hit exactly any more.
        && dict.get(b"Mask").map_or(true, |mask| mask.as_reference().is_ok());
    if !is_plain {
        return None;
    }
    let (width, height) = (number(b"Width")?, number(b"Height")?);
    let is_grey = colours == Colours::Grey;
    let filters = stream.filters().ok()?;
    let picture = match filters.as_slice() {
        [b"DCTDecode"] => {
            let read =
                image::load_from_memory_with_format(&stream.content, image::ImageFormat::Jpeg)
                    .ok()?;
            match (is_grey, read) {
                (true, it @ DynamicImage::ImageLuma8(_)) => it,
                (false, it @ DynamicImage::ImageRgb8(_)) => it,
                _ => return None,
            }
        }
        [b"FlateDecode"] => {
            let pixels = stream.decompressed_content_with_limit(UNFOLDED_AT_MOST).ok()?;
            if is_grey {
                GrayImage::from_raw(width, height, pixels)?.into()
            } else {
                RgbImage::from_raw(width, height, pixels)?.into()
            }
        }
        _ => return None,
    };
    (picture.dimensions() == (width, height)).then_some(picture)
}

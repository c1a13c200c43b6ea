//! Writes laid-out pages as a PDF: as text, or as pictures of scanned pages.

use super::layout::{Font, HEIGHT, Item, Look, MARGIN, Page, WIDTH};
use lopdf::{Dictionary, Document, Object, SaveOptions, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The fonts' names, in the order in which they are called F0, F1, … in a page's resources.
const FONTS: [(Font, &str); 5] = [
    (Font::Sans, "Helvetica"),
    (Font::SansBold, "Helvetica-Bold"),
    (Font::Serif, "Times-Roman"),
    (Font::SerifBold, "Times-Bold"),
    (Font::Mono, "Courier"),
];

/// Returns the text in WinAnsiEncoding (PDF 32000-1, annex D); what it cannot hold becomes `?`.
fn win_ansi(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            '€' => 0x80,
            '‘' => 0x91,
            '’' => 0x92,
            '“' => 0x93,
            '”' => 0x94,
            '•' => 0x95,
            '–' => 0x96,
            '—' => 0x97,
            ' '..='~' | '\u{a0}'..='\u{ff}' => c as u32 as u8,
            _ => b'?',
        })
        .collect()
}

fn show(out: &mut Vec<u8>, at: (f32, f32), size: f32, font: Font, text: &str) {
    let index = FONTS.iter().position(|(f, _)| *f == font).unwrap_or(0);
    let (x, y) = at;
    out.extend(format!("BT /F{index} {size:.2} Tf {x:.2} {y:.2} Td (").bytes());
    for byte in win_ansi(text) {
        if matches!(byte, b'(' | b')' | b'\\') {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.extend(b") Tj ET\n");
}

impl Page {
    /// Returns the page's content: what is seen on it.
    fn visible(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for item in &self.items {
            let mut line = String::new();
            // Writing to a String cannot fail.
            let _ = match item {
                Item::Text { x, y, size, font, text, colour: [r, g, b] } => {
                    out.extend(format!("{r} {g} {b} rg ").bytes());
                    show(&mut out, (*x, *y), *size, *font, text);
                    Ok(())
                }
                Item::Line { x1, y1, x2, y2 } => {
                    writeln!(line, "0.5 w 0.5 G {x1:.1} {y1:.1} m {x2:.1} {y2:.1} l S")
                }
                Item::Frame { x, y, w, h } => {
                    writeln!(line, "0.4 w 0.4 G {x:.1} {y:.1} {w:.1} {h:.1} re S")
                }
                Item::Band { x, y, w, h, colour: [r, g, b] } => {
                    writeln!(line, "{r} {g} {b} rg {x:.1} {y:.1} {w:.1} {h:.1} re f")
                }
                Item::Face { x, y } => writeln!(
                    line,
                    "q 1 0 0 1 {x:.1} {y:.1} cm 0.9 g 0.5 w 0.4 G 0 0 99 128 re B 0.45 g \
                     28 78 m 28 112 71 112 71 78 c 71 36 28 36 28 78 c f \
                     8 0 m 8 50 30 44 49 44 c 69 44 91 50 91 0 c f Q"
                ),
            };
            out.extend(line.bytes());
        }
        out
    }

    /// Returns the page's words as an invisible layer over the picture of a scan (text render mode 3), as OCR programs write it.
    pub(crate) fn invisible(&self) -> Vec<u8> {
        let mut out = b"q 3 Tr\n".to_vec();
        for item in &self.items {
            if let Item::Text { x, y, size, font, text, .. } = item {
                let font = if *font == Font::Mono { Font::Mono } else { Font::Sans };
                show(&mut out, (*x, *y), *size, font, text);
            }
        }
        out.extend(b"Q\n");
        out
    }
}

/// Returns the content that writes one line in dark blue, as a protocol stamp laid over a scan.
pub(crate) fn stamp(text: &str) -> Vec<u8> {
    let mut out = b"0.1 0.1 0.6 rg ".to_vec();
    show(&mut out, (MARGIN, HEIGHT - 30.0), 10.0, Font::SansBold, text);
    out
}

/// What is put on one page of a PDF: content, and the picture under it if it is a scan (JPEG bytes, width and height in pixels).
pub(crate) struct Sheet {
    pub(crate) content: Vec<u8>,
    pub(crate) picture: Option<Picture>,
}

/// A greyscale JPEG picture.
pub(crate) struct Picture {
    pub(crate) jpeg: Vec<u8>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Returns the sheets of pages that are shown as they are.
pub(crate) fn sheets(pages: &[Page]) -> Vec<Sheet> {
    pages.iter().map(|page| Sheet { content: page.visible(), picture: None }).collect()
}

/// Returns a PDF of these sheets; `identity` makes its /ID, so that the same paper is always the same bytes.
pub(crate) fn document(sheets: Vec<Sheet>, look: Look, identity: &str) -> Document {
    let mut document = Document::with_version("1.5");
    let mut fonts = Dictionary::new();
    for (index, (_, name)) in FONTS.iter().enumerate() {
        let font = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => *name, "Encoding" => "WinAnsiEncoding",
        });
        fonts.set(format!("F{index}"), font);
    }
    let fonts = document.add_object(fonts);
    let tree = document.new_object_id();
    let mut kids = Vec::new();
    for Sheet { mut content, picture } in sheets {
        let mut resources = dictionary! { "Font" => fonts };
        if let Some(Picture { jpeg, width, height }) = picture {
            let image = document.add_object(Stream::new(
                dictionary! {
                    "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
                    "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8, "Filter" => "DCTDecode",
                },
                jpeg,
            ));
            resources.set("XObject", dictionary! { "Im0" => image });
            let mut under = format!("q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im0 Do Q\n").into_bytes();
            under.append(&mut content);
            content = under;
        }
        let mut stream = Stream::new(Dictionary::new(), content);
        // A stream that does not get smaller stays as it is.
        let _ = stream.compress();
        let contents = document.add_object(stream);
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => contents, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), WIDTH.into(), HEIGHT.into()],
        });
        kids.push(Object::Reference(page));
    }
    let count = kids.len() as i64;
    document
        .objects
        .insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    let info =
        document.add_object(dictionary! { "Producer" => Object::string_literal(look.producer) });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    let id = Object::String(
        Sha256::digest(identity.as_bytes()).iter().take(16).copied().collect(),
        StringFormat::Hexadecimal,
    );
    document.trailer.set("ID", vec![id.clone(), id]);
    document
}

/// Returns the document's bytes.
///
/// # Errors
/// If lopdf cannot write it; its reason.
pub(crate) fn bytes(document: &mut Document, look: Look) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(look.modern)
        .use_xref_streams(look.modern)
        .build();
    document.save_with_options(&mut out, options).map_err(|source| source.to_string())?;
    Ok(out)
}

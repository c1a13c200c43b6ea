//! What bytes are, told by the bytes and only then by the name, and whether they are all there.

use super::beginnings::{self, Mail};
use faldone_pdf::Completeness;
use serde::{Deserialize, Serialize};

/// The kinds of contents (design §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Pdf,
    Image,
    Mail,
    /// A CAdES envelope (`.p7m`).
    Signed,
    Office,
    Other,
}

impl Kind {
    /// Returns the word used in `--json` and in the index.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Pdf => "pdf",
            Kind::Image => "image",
            Kind::Mail => "mail",
            Kind::Signed => "signed",
            Kind::Office => "office",
            Kind::Other => "other",
        }
    }
}

/// What a PDF begins with.
const PDF: &[u8] = b"%PDF-";

/// What the files of old office programs begin with.
const OLE: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

/// The extension that stands for every kind of program.
const PROGRAM: &str = "exe";

/// Extensions that a double click starts, on one system or another. What they hold is often plain text, so only the name tells.
const STARTED: [&str; 31] = [
    "app",
    "appimage",
    "apk",
    "bat",
    "chm",
    "cmd",
    "com",
    "command",
    "cpl",
    "desktop",
    "exe",
    "hta",
    "jar",
    "js",
    "jse",
    "lnk",
    "msi",
    "msix",
    "pif",
    "ps1",
    "reg",
    "scf",
    "scr",
    "sh",
    "url",
    "vbe",
    "vbs",
    "wsf",
    "wsh",
    "xll",
    "library-ms",
];

/// Returns whether a computer would start this file instead of showing it: by what its bytes were found to be, or by its name.
pub(crate) fn is_program(extension: Option<&str>, name: &str) -> bool {
    // Windows drops dots and blanks at the end of a name before it looks at the extension.
    let name = name.trim_end_matches(['.', ' ']).to_ascii_lowercase();
    extension == Some(PROGRAM)
        || (matches!(extension, None | Some("zip"))
            && name.rsplit_once('.').is_some_and(|(_, last)| STARTED.contains(&last)))
}

/// Returns what the bytes are and the usual extension for that, if the bytes tell.
pub(super) fn detect(bytes: &[u8], name: &str) -> (Kind, Option<&'static str>) {
    let head = &bytes[..bytes.len().min(1024)];
    let named = name.rsplit_once('.').map(|(_, ext)| ext.to_ascii_lowercase()).unwrap_or_default();
    if starts(head) {
        // Also one that holds a PDF's mark further on, so as to pass for one.
        return (Kind::Other, Some(PROGRAM));
    }
    if is_cades(bytes) || (named == "p7m" && !bytes.starts_with(PDF)) {
        // What is signed lies inside, often a whole PDF: its marks must not be taken for the envelope's.
        let inner = name.to_ascii_lowercase().ends_with(".pdf.p7m");
        return (Kind::Signed, Some(if inner { "pdf.p7m" } else { "p7m" }));
    }
    // A PDF may have a little junk before its header. What begins as something else holds a PDF, and is none.
    let pdf = (Kind::Pdf, Some("pdf"));
    if bytes.starts_with(PDF) {
        return pdf;
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return (Kind::Image, Some("jpg"));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return (Kind::Image, Some("png"));
    }
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return (Kind::Image, Some("tif"));
    }
    if head.get(4..8) == Some(b"ftyp")
        && head.get(8..12).is_some_and(|brand| {
            [b"heic", b"heix", b"mif1", b"msf1", b"hevc"].iter().any(|known| *known == brand)
        })
    {
        return (Kind::Image, Some("heic"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(&named);
    }
    if bytes.starts_with(&OLE) && ["doc", "xls", "ppt"].contains(&named.as_str()) {
        return (Kind::Office, None);
    }
    if let Some(extension) = beginnings::packed(head) {
        return (Kind::Other, Some(extension));
    }
    match beginnings::mail(head, &named) {
        Mail::Surely => return (Kind::Mail, Some("eml")),
        Mail::ByName => return (Kind::Mail, None),
        Mail::No => {}
    }
    if head.windows(PDF.len()).any(|w| w == PDF) {
        return pdf;
    }
    if let Some(extension) = disguised(head) {
        return (Kind::Other, Some(extension));
    }
    (by_name(&named), None)
}

/// Endings of office documents that are archives inside.
const OFFICE: [&str; 6] = ["docx", "xlsx", "pptx", "odt", "ods", "odp"];

fn archive(ending: &str) -> (Kind, Option<&'static str>) {
    let office = OFFICE.into_iter().find(|office| *office == ending);
    office.map_or((Kind::Other, Some("zip")), |ending| (Kind::Office, Some(ending)))
}

/// What a file is meant to be whose bytes do not tell.
fn by_name(ending: &str) -> Kind {
    match ending {
        // What does not begin like a PDF or picture (zeros of a download that never came, random bytes) is still meant as one.
        "pdf" => Kind::Pdf,
        "jpg" | "jpeg" | "png" => Kind::Image,
        "p7m" => Kind::Signed,
        "eml" => Kind::Mail,
        _ if OFFICE.contains(&ending) => Kind::Office,
        _ => Kind::Other,
    }
}

/// Returns whether contents that were judged to be this would be judged to be something else under another name.
pub fn is_otherwise_named(kind: Kind, extension: Option<&str>, name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ext)| ext.to_ascii_lowercase()).unwrap_or_default();
    match extension {
        // Old office documents tell by their bytes that they are some.
        None if kind == Kind::Office && ["doc", "xls", "ppt"].contains(&ending.as_str()) => false,
        None => kind != by_name(&ending),
        Some("zip") => OFFICE.contains(&ending.as_str()),
        Some("eml") => beginnings::MAIL_LIKE.contains(&ending.as_str()),
        Some(office) => OFFICE.contains(&office) && archive(&ending) != (kind, Some(office)),
    }
}

/// What often comes under another name: the page a portal shows instead of the paper.
fn disguised(head: &[u8]) -> Option<&'static str> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins =
        |word: &[u8]| text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    if begins(b"<!doctype html") || begins(b"<html") { Some("html") } else { None }
}

/// Returns whether the bytes begin like a program of Windows, Linux or macOS, a shortcut of Windows, or a script.
fn starts(head: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 7] = [
        b"\x7fELF",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"L\0\0\0\x01\x14\x02\0",
    ];
    // Two letters alone may begin any text.
    (head.starts_with(b"MZ") && head.len() > 64)
        || head.starts_with(b"#!/")
        || BEGINNINGS.iter().any(|beginning| head.starts_with(beginning))
}

/// Returns whether the bytes begin like a CAdES envelope: a DER or BER sequence of the type signedData (RFC 5652).
fn is_cades(bytes: &[u8]) -> bool {
    const SIGNED_DATA: [u8; 11] =
        [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
    let head = &bytes[..bytes.len().min(32)];
    head.first() == Some(&0x30) && head.windows(SIGNED_DATA.len()).any(|w| w == SIGNED_DATA)
}

/// Returns whether the bytes are all there, as far as their structure tells (design §3, "Settle").
pub(super) fn completeness(bytes: &[u8], extension: Option<&str>, kind: Kind) -> Completeness {
    let incomplete = |why: &str| Completeness::Incomplete(why.to_owned());
    if bytes.is_empty() {
        return incomplete("it has no bytes");
    }
    match (kind, extension) {
        (Kind::Pdf, _) => faldone_pdf::completeness(bytes),
        // Old office files, and new ones with a password, are of this other kind.
        (Kind::Office, None) if !bytes.starts_with(&OLE) => {
            incomplete("it does not begin like an office document")
        }
        (Kind::Image, None) => incomplete("it does not begin like a picture"),
        (_, Some("jpg")) => jpeg(bytes),
        (_, Some("png")) => png(bytes),
        (_, Some("zip" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp")) => zip(bytes),
        _ if bytes.iter().all(|byte| *byte == 0) => incomplete("it holds only zeros"),
        _ => Completeness::Whole,
    }
}

/// A JPEG is a chain of segments that ends with EOI (ITU-T T.81, annex B); cameras and editors may put more after it. A small
/// picture of it that lies inside a segment has an end of its own.
fn jpeg(bytes: &[u8]) -> Completeness {
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    let missing = || Completeness::Incomplete("the picture's end is missing".to_owned());
    let mut at = 2;
    loop {
        // Between segments, and in a scan's data, everything up to the next marker is passed over: FF 00 and RSTn are data.
        let next = bytes.get(at..).and_then(|rest| {
            rest.windows(2).position(|w| w[0] == 0xff && !matches!(w[1], 0 | 0xff | 0xd0..=0xd8))
        });
        let Some(marker) = next.map(|next| at + next + 1) else { return missing() };
        match (bytes[marker], bytes.get(marker + 1..marker + 3)) {
            (END, _) => return Completeness::Whole,
            (0x01, _) => at = marker + 1,
            (kind, Some(length)) => {
                let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
                at = marker + 1 + length;
                if at > bytes.len() || (kind == SCAN && length < 2) {
                    return missing();
                }
            }
            (_, None) => return missing(),
        }
    }
}

/// A PNG is a chain of chunks that ends with IEND.
fn png(bytes: &[u8]) -> Completeness {
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let end = at + 12 + length;
        if end > bytes.len() {
            break;
        }
        if &head[4..8] == b"IEND" {
            return Completeness::Whole;
        }
        at = end;
    }
    Completeness::Incomplete("the picture's end is missing".to_owned())
}

/// A ZIP is whole when its end-of-directory record is there and its directory lies where that says. An archive inside it has a
/// directory of its own, which lies elsewhere.
fn zip(bytes: &[u8]) -> Completeness {
    let incomplete = |why: &str| Completeness::Incomplete(why.to_owned());
    let from = bytes.len().saturating_sub(22 + 0xffff);
    let Some(at) = bytes[from..].windows(4).rposition(|w| w == b"PK\x05\x06").map(|at| at + from)
    else {
        return incomplete("the archive's directory is missing");
    };
    let field = |offset: usize| {
        bytes
            .get(at + offset..at + offset + 4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
    };
    // The record ends with a comment, and says how long that is.
    let comment =
        bytes.get(at + 20..at + 22).map(|b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    if comment.is_none_or(|length| at + 22 + length > bytes.len()) {
        return incomplete("the archive's end is cut off");
    }
    match (field(12), field(16)) {
        // Its place stands in a record of its own (more than 4 GiB, or many files).
        (Some(_), Some(0xffff_ffff)) => Completeness::Whole,
        (Some(size), Some(start))
            if start.saturating_add(size) <= at
                && (size == 0 || bytes[start..].starts_with(b"PK\x01\x02")) =>
        {
            Completeness::Whole
        }
        _ => incomplete("the archive's directory is cut off"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_picture_is_incomplete() {
        let mut png = Vec::new();
        image::DynamicImage::new_rgb8(20, 20)
            .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
            .unwrap();
        assert_eq!(completeness(&png, Some("png"), Kind::Image), Completeness::Whole);
        for cut in 1..png.len() {
            assert_ne!(
                completeness(&png[..cut], Some("png"), Kind::Image),
                Completeness::Whole,
                "cut at {cut} of {}",
                png.len()
            );
        }
        let mut jpg = Vec::new();
        image::DynamicImage::new_rgb8(20, 20)
            .write_to(&mut std::io::Cursor::new(&mut jpg), image::ImageFormat::Jpeg)
            .unwrap();
        assert_eq!(completeness(&jpg, Some("jpg"), Kind::Image), Completeness::Whole);
        assert_ne!(
            completeness(&jpg[..jpg.len() - 2], Some("jpg"), Kind::Image),
            Completeness::Whole
        );
    }

    #[test]
    fn programs_are_told_by_their_bytes_and_by_their_names() {
        let told = |bytes: &[u8], name: &str| is_program(detect(bytes, name).1, name);
        let windows = [b"MZ\x90".as_slice(), &[1; 99]].concat();
        for bytes in
            [windows.as_slice(), b"\x7fELF\x02\x01", b"#!/bin/sh\n", b"L\0\0\0\x01\x14\x02\0"]
        {
            for name in ["permesso.pdf", "permesso.jpg", "permesso", "permesso.txt"] {
                assert!(told(bytes, name), "{name}");
            }
        }
        for name in ["permesso.pdf.js", "Permesso.PDF.LNK", "a.bat", "a.vbs. ", "a.scr"] {
            assert!(told(b"anything", name), "{name}");
        }
        for name in ["permesso.pdf", "note.txt", "js", "MZ.txt", "a.url.txt"] {
            assert!(!told(b"MZ is how it begins", name), "{name}");
        }
        assert!(told(b"#!/bin/sh\n# %PDF-1.7", "permesso.pdf"));
        assert!(told(b"PK\x03\x04", "permesso.jar"));
        // A whole PDF is a PDF, whatever it is called; its wrong extension is told.
        assert!(!told(b"%PDF-1.7", "permesso.com"));
    }

    #[test]
    fn the_bytes_decide_before_the_name() {
        assert_eq!(detect(b"%PDF-1.4 ...", "foto.jpg").0, Kind::Pdf);
        assert_eq!(detect(b"\xff\xd8\xff\xe0", "scan.pdf"), (Kind::Image, Some("jpg")));
        let mut signed = b"\x30\x82\x10\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02".to_vec();
        signed.extend(b"....%PDF-1.7 ....");
        assert_eq!(detect(&signed, "passaporto.pdf.p7m"), (Kind::Signed, Some("pdf.p7m")));
        assert_eq!(detect(&signed, "renamed.pdf").0, Kind::Signed);
        assert_eq!(detect(b"hello", "note.txt").0, Kind::Other);
        assert_eq!(detect(&[0; 2048], "Download.pdf").0, Kind::Pdf);
        assert_eq!(detect(b"\n<!DOCTYPE HTML><html>", "a.pdf"), (Kind::Other, Some("html")));
        assert_eq!(detect(&[b"MZ\x90".as_slice(), &[1; 99]].concat(), "a.pdf").1, Some("exe"));
        for name in ["a.pdf", "a.jpg", "a.PNG", "a.docx"] {
            let (kind, extension) = detect(b"some bytes or other", name);
            assert_ne!(completeness(b"some bytes or other", extension, kind), Completeness::Whole);
        }
    }
}

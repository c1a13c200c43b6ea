//! PDFs in the shapes that real programs write, made byte by byte.

use flate2::{Compression, write::ZlibEncoder};
use std::io::Write;

/// The objects of a PDF, from number 1 on; number 1 is the catalogue.
#[derive(Debug, Clone, Default)]
pub struct Objects(pub Vec<Vec<u8>>);

impl Objects {
    pub fn add(&mut self, body: impl AsRef<[u8]>) -> usize {
        self.0.push(body.as_ref().to_vec());
        self.0.len()
    }

    /// Adds a stream; `dict` is what its dictionary holds besides the length.
    pub fn stream(&mut self, dict: &str, data: &[u8]) -> usize {
        let mut body = format!("<< {dict} /Length {} >>\nstream\n", data.len()).into_bytes();
        body.extend(data);
        body.extend(b"\nendstream");
        self.add(body)
    }
}

/// Returns zlib data, as FlateDecode wants it.
pub fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// Returns bytes that do not compress, always the same for a seed: the pixels of a scan.
pub fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        // Never zero, so that a hole of zeros is a hole.
        (state >> 32) as u8 | 1
    };
    (0..length).map(|_| next()).collect()
}

/// Returns a paper of three pages, each with a line of text and a picture of some thousand bytes.
pub fn paper(title: &str) -> Objects {
    let mut objects = Objects::default();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Kids [4 0 R 7 0 R 10 0 R] /Count 3 >>");
    objects
        .add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for page in 1..=3u64 {
        let first = objects.0.len() + 1;
        objects.add(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> \
             /XObject << /I {} 0 R >> >> >>",
            first + 1,
            first + 2
        ));
        let text = format!(
            "BT /F 12 Tf 60 780 Td ({title}) Tj 0 -20 Td (Page {page} of three, about the residence permit.) Tj ET\n\
             q 80 0 0 80 60 600 cm /I Do Q"
        );
        objects.stream("/Filter /FlateDecode", &deflated(text.as_bytes()));
        let dict = "/Type /XObject /Subtype /Image /Width 120 /Height 120 /ColorSpace /DeviceGray /BitsPerComponent 8 \
                    /Filter /FlateDecode";
        objects.stream(dict, &deflated(&noise(page, 120 * 120)));
    }
    objects
}

/// Returns a one-page paper with these lines of text.
pub fn letter(lines: &[&str]) -> Vec<u8> {
    let mut text = "BT /F 11 Tf 60 780 Td ".to_owned();
    for line in lines {
        text.push_str(&format!("({line}) Tj 0 -16 Td "));
    }
    text.push_str("ET");
    let mut objects = Objects::default();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Kids [4 0 R] /Count 1 >>");
    objects
        .add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    objects.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 3 0 R >> >> >>",
    );
    objects.stream("", text.as_bytes());
    classic(&objects, "\n")
}

/// Writes objects from `first` on and returns where each begins.
fn body(out: &mut Vec<u8>, objects: &[Vec<u8>], first: usize, line: &str) -> Vec<usize> {
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj{line}", first + at).bytes());
        out.extend(object);
        out.extend(format!("{line}endobj{line}").bytes());
    }
    offsets
}

fn table(out: &mut Vec<u8>, first: usize, offsets: &[usize], line: &str) {
    // Each entry has twenty bytes, whatever the line end.
    let end = if line.len() == 2 { "\r\n" } else { " \n" };
    if first == 1 {
        out.extend(format!("xref{line}0 {}{line}", offsets.len() + 1).bytes());
        out.extend(format!("0000000000 65535 f{end}").bytes());
    } else {
        out.extend(format!("xref{line}{first} {}{line}", offsets.len()).bytes());
    }
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n{end}").bytes());
    }
}

fn end(out: &mut Vec<u8>, startxref: usize, line: &str) {
    out.extend(format!("startxref{line}{startxref}{line}%%EOF{line}").bytes());
}

/// A cross-reference table, as most programs have written for thirty years.
pub fn classic(objects: &Objects, line: &str) -> Vec<u8> {
    classic_with(objects, line, "")
}

/// As [`classic`], with more in the trailer.
pub fn classic_with(objects: &Objects, line: &str, trailer: &str) -> Vec<u8> {
    let mut out = format!("%PDF-1.4{line}%").into_bytes();
    out.extend([0xe2, 0xe3, 0xcf, 0xd3]);
    out.extend(line.bytes());
    let offsets = body(&mut out, &objects.0, 1, line);
    let at = out.len();
    table(&mut out, 1, &offsets, line);
    let size = offsets.len() + 1;
    out.extend(format!("trailer{line}<< /Size {size} /Root 1 0 R {trailer} >>{line}").bytes());
    end(&mut out, at, line);
    out
}

/// A cross-reference stream and object streams: what Word, Chrome and LibreOffice's newer versions write.
pub fn modern(objects: &Objects) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let is_stream = |object: &[u8]| object.ends_with(b"endstream");
    let count = objects.0.len();
    let (holder, xref) = (count + 1, count + 2);
    // Type, second and third field of each object; the free one first.
    let mut rows = vec![(0u8, 0usize, 0usize); count + 3];
    let (mut index, mut packed) = (String::new(), Vec::new());
    for (at, object) in objects.0.iter().enumerate() {
        if is_stream(object) {
            rows[at + 1] = (1, out.len(), 0);
            body(&mut out, std::slice::from_ref(object), at + 1, "\n");
        } else {
            rows[at + 1] = (2, holder, index.split_whitespace().count() / 2);
            index.push_str(&format!("{} {} ", at + 1, packed.len()));
            packed.extend(object);
            packed.push(b' ');
        }
    }
    let mut holding = Objects::default();
    let (n, first) = (index.split_whitespace().count() / 2, index.len());
    let data = deflated(&[index.as_bytes(), &packed].concat());
    holding.stream(&format!("/Type /ObjStm /N {n} /First {first} /Filter /FlateDecode"), &data);
    rows[holder] = (1, out.len(), 0);
    body(&mut out, &holding.0, holder, "\n");
    let at = out.len();
    rows[xref] = (1, at, 0);
    xref_stream(&mut out, &rows, xref, "");
    end(&mut out, at, "\n");
    out
}

fn xref_stream(out: &mut Vec<u8>, rows: &[(u8, usize, usize)], number: usize, more: &str) {
    let mut data = Vec::new();
    for (kind, second, third) in rows {
        data.push(*kind);
        data.extend(&(*second as u32).to_be_bytes());
        data.push(*third as u8);
    }
    let mut object = Objects::default();
    let dict = format!(
        "/Type /XRef /Size {} /W [1 4 1] /Root 1 0 R /Filter /FlateDecode {more}",
        number + 1
    );
    object.stream(&dict, &deflated(&data));
    body(out, &object.0, number, "\n");
}

/// Both ways at once, for readers of before 2003: a table, and a stream that it names.
pub fn hybrid(objects: &Objects) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let offsets = body(&mut out, &objects.0, 1, "\n");
    let stream = out.len();
    let number = objects.0.len() + 1;
    xref_stream(&mut out, &[(1, stream, 0)], number, &format!("/Index [{number} 1]"));
    let at = out.len();
    table(&mut out, 1, &offsets, "\n");
    out.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R /XRefStm {stream} >>\n", number + 1).bytes(),
    );
    end(&mut out, at, "\n");
    out
}

/// A paper saved once more with something added, as signing and stamping do.
pub fn updated(mut out: Vec<u8>, number: usize, object: &[u8]) -> Vec<u8> {
    let previous = String::from_utf8_lossy(&out[out.len() - 30..]).into_owned();
    let previous: usize = previous
        .split("startxref")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let offsets = body(&mut out, &[object.to_vec()], number, "\n");
    let at = out.len();
    table(&mut out, number, &offsets, "\n");
    out.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R /Prev {previous} >>\n", number + 1).bytes(),
    );
    end(&mut out, at, "\n");
    out
}

/// A file made for the web: the first page's table stands in front, and the file says how long it is.
pub fn linearized(objects: &Objects) -> Vec<u8> {
    let build = |length: usize, main: usize, offsets: &[usize]| {
        let mut out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let number = objects.0.len() + 1;
        let mark = format!(
            "<< /Linearized 1 /L {length:010} /H [0 0] /O 4 /E {length:010} /N 3 /T {main:010} >>"
        );
        let mut places = body(&mut out, &[mark.into_bytes()], number, "\n");
        let front = out.len();
        table(&mut out, number, &places, "\n");
        out.extend(
            format!(
                "trailer\n<< /Size {} /Root 1 0 R /Prev {main:010} >>\nstartxref\n0\n%%EOF\n",
                number + 1
            )
            .bytes(),
        );
        places = body(&mut out, &objects.0, 1, "\n");
        let at = out.len();
        table(&mut out, 1, offsets, "\n");
        out.extend(format!("trailer\n<< /Size {number} >>\n").bytes());
        end(&mut out, front, "\n");
        (out, at, places)
    };
    // The numbers have a fixed width, so the second writing has the same length as the first.
    let (first, main, places) = build(0, 0, &vec![0; objects.0.len()]);
    build(first.len(), main, &places).0
}

//! PDFs written by hand for the tests, so that every byte of them is known.

#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]

use std::fmt::Write as _;

/// A PDF in the making: objects by number, then a cross-reference table.
#[derive(Default)]
pub struct Maker {
    bytes: Vec<u8>,
    offsets: Vec<(u32, usize)>,
    previous: Option<usize>,
}

impl Maker {
    pub fn new() -> Self {
        Self { bytes: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), ..Self::default() }
    }

    /// Goes on after `bytes`, a whole file, as an incremental update.
    pub fn update(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), offsets: Vec::new(), previous: Some(startxref(bytes)) }
    }

    pub fn object(&mut self, number: u32, body: &str) -> &mut Self {
        self.offsets.push((number, self.bytes.len()));
        self.bytes.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
        self
    }

    pub fn stream(&mut self, number: u32, dict: &str, data: &[u8]) -> &mut Self {
        self.offsets.push((number, self.bytes.len()));
        let head = format!("{number} 0 obj\n<< {dict} /Length {} >>\nstream\n", data.len());
        self.bytes.extend_from_slice(head.as_bytes());
        self.bytes.extend_from_slice(data);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
        self
    }

    /// Ends the file with a classic table; `trailer` holds entries beside `/Size`, `/Root` and `/Prev`.
    pub fn table(&mut self, trailer: &str) -> Vec<u8> {
        let start = self.bytes.len();
        let mut table = String::from("xref\n");
        if self.previous.is_none() {
            table.push_str("0 1\n0000000000 65535 f \n");
        }
        for (number, offset) in &self.offsets {
            let _ = write!(table, "{number} 1\n{offset:010} 00000 n \n");
        }
        let size = self.offsets.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
        let previous = self.previous.map(|at| format!("/Prev {at} ")).unwrap_or_default();
        let _ = write!(
            table,
            "trailer\n<< /Size {} /Root 1 0 R {previous}{trailer} >>\nstartxref\n{start}\n%%EOF\n",
            size.max(10)
        );
        self.bytes.extend_from_slice(table.as_bytes());
        std::mem::take(&mut self.bytes)
    }

    /// Ends the file with a cross-reference stream, not compressed.
    pub fn xref_stream(&mut self, number: u32) -> Vec<u8> {
        let start = self.bytes.len();
        self.offsets.push((number, start));
        let mut rows = vec![0u8; 6];
        let mut index = String::from("0 1");
        for (number, offset) in &self.offsets {
            rows.push(1);
            rows.extend_from_slice(&(*offset as u32).to_be_bytes());
            rows.push(0);
            let _ = write!(index, " {number} 1");
        }
        let head = format!(
            "{number} 0 obj\n<< /Type /XRef /Size {} /Root 1 0 R /W [1 4 1] /Index [{index}] /Length {} >>\nstream\n",
            number + 1,
            rows.len()
        );
        self.bytes.extend_from_slice(head.as_bytes());
        self.bytes.extend_from_slice(&rows);
        let tail = format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
        self.bytes.extend_from_slice(tail.as_bytes());
        std::mem::take(&mut self.bytes)
    }
}

fn startxref(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let (_, after) = text.rsplit_once("startxref\n").expect("a startxref");
    after.lines().next().and_then(|line| line.parse().ok()).expect("a number")
}

/// A file of pages with these content streams; `image` is a picture (`/Im`) to draw, Helvetica is `/F`.
pub fn pages(contents: &[&str]) -> Vec<u8> {
    pages_with(contents, "")
}

pub fn pages_with(contents: &[&str], page_entries: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    objects(&mut maker, contents, page_entries, "");
    maker.table("")
}

pub fn objects(maker: &mut Maker, contents: &[&str], page_entries: &str, catalog_entries: &str) {
    let kids: Vec<String> = (0..contents.len()).map(|i| format!("{} 0 R", 20 + 2 * i)).collect();
    maker.object(1, &format!("<< /Type /Catalog /Pages 2 0 R {catalog_entries} >>"));
    maker
        .object(2, &format!("<< /Type /Pages /Count {} /Kids [{}] >>", kids.len(), kids.join(" ")));
    maker.object(
        3,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    );
    let grey = [0x80u8; 16];
    maker.stream(
        4,
        "/Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceGray /BitsPerComponent 8",
        &grey,
    );
    for (index, content) in contents.iter().enumerate() {
        let number = 20 + 2 * index as u32;
        maker.object(
            number,
            &format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] {page_entries} /Contents {} 0 R /Resources << /Font << /F 3 0 R >> /XObject << /Im 4 0 R >> >> >>",
                number + 1
            ),
        );
        maker.stream(number + 1, "", content.as_bytes());
    }
}

/// Draws the picture over the whole page.
pub const FULL_PICTURE: &str = "q 600 0 0 800 0 0 cm /Im Do Q\n";

/// Lines of text from the top of the page, in render mode `mode` (3 is invisible).
pub fn lines(mode: u8, lines: &[&str]) -> String {
    let mut content = format!("BT {mode} Tr /F 12 Tf 50 750 Td 16 TL\n");
    for line in lines {
        let _ = writeln!(content, "({line}) Tj T*");
    }
    content.push_str("ET\n");
    content
}

pub fn read(bytes: &[u8]) -> Vec<faldone_pdf::PageReading> {
    let mut pages = Vec::new();
    faldone_pdf::read(bytes.to_vec(), &|| false, &mut |page| pages.push(page))
        .expect("a readable file");
    pages
}

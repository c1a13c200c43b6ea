//! Files that want to do harm, made byte by byte.

use crate::papers::{Objects, classic, classic_with, deflated, noise};
use flate2::{Compress, Compression, FlushCompress};

/// A hostile file and what Faldone must say of it.
pub struct Hostile {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Any of these findings is right; none at all for what Faldone never opens up.
    pub told: &'static [&'static str],
}

/// It is not whole, broken, or was stopped.
pub(crate) const BROKEN: &[&str] = &["incomplete", "damaged", "hostile", "empty-file"];
/// It can be read, and is told by what it has or has not.
pub(crate) const READ: &[&str] = &[
    "incomplete",
    "damaged",
    "hostile",
    "unsure-name",
    "not-searchable",
    "unreadable-text",
    "wrong-extension",
];
pub(crate) const ACTIVE: &[&str] = &["active-content"];
pub(crate) const PROGRAM: &[&str] = &["program"];
const EXTENSION: &[&str] = &["wrong-extension"];

/// Returns `mega` MB of zeros as zlib data, without ever holding them.
pub(crate) fn zeros_deflated(mega: usize) -> Vec<u8> {
    let mut encoder = Compress::new(Compression::best(), false);
    let zeros = vec![0u8; 1 << 20];
    let mut piece = Vec::with_capacity(1 << 16);
    // After a full flush every next piece is the same bytes.
    encoder.compress_vec(&zeros, &mut piece, FlushCompress::Full).unwrap();
    let mut out = vec![0x78, 0xda];
    for _ in 0..mega {
        out.extend(&piece);
    }
    // An empty last block, and the checksum of zeros.
    out.extend([0x03, 0x00]);
    let sum = ((mega as u64 * (1 << 20)) % 65_521) as u32;
    out.extend(((sum << 16) | 1).to_be_bytes());
    out
}

/// A PDF of one page with this content stream and these resources.
pub(crate) fn one_page(
    dict: &str,
    content: &[u8],
    resources: &str,
    more: &[(&str, Vec<u8>)],
) -> Vec<u8> {
    let mut objects = Objects::default();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    objects.add(format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {resources} >> >>"
    ));
    objects.stream(dict, content);
    objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    for (dict, data) in more {
        objects.stream(dict, data);
    }
    classic(&objects, "\n")
}

pub(crate) fn page_with(object: &str) -> Vec<u8> {
    let mut objects = Objects::default();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    objects.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> /Annots 5 0 R >>");
    objects.stream("", b"0 0 m 9 9 l S");
    objects.add(object);
    classic(&objects, "\n")
}

/// Forms that each draw the next one `width` times.
fn form_tree(depth: usize, width: usize, leaf: &str) -> Vec<u8> {
    let forms: Vec<(String, Vec<u8>)> = (0..depth)
        .map(|level| {
            let (resources, content) = if level + 1 == depth {
                ("/Font << /F 5 0 R >>".to_owned(), leaf.to_owned())
            } else {
                (format!("/XObject << /X {} 0 R >>", 7 + level), "/X Do ".repeat(width))
            };
            let dict = format!(
                "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << {resources} >>"
            );
            (dict, content.into_bytes())
        })
        .collect();
    let forms: Vec<(&str, Vec<u8>)> =
        forms.iter().map(|(dict, data)| (dict.as_str(), data.clone())).collect();
    one_page("", b"/X Do", "/XObject << /X 6 0 R >>", &forms)
}

fn action(action: &str) -> Vec<u8> {
    let mut objects = Objects::default();
    objects.add(format!("<< /Type /Catalog /Pages 2 0 R /OpenAction << {action} >> >>"));
    objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    objects.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>");
    objects.stream("", b"BT /F 12 Tf 60 700 Td (Please open this form at once.) Tj ET");
    objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    classic(&objects, "\n")
}

fn attachment() -> Vec<u8> {
    let mut objects = Objects::default();
    objects.add(
        "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(setup.exe) 6 0 R] >> >> >>",
    );
    objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    objects.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
    );
    objects.stream("", b"0 0 m 9 9 l S");
    objects.stream("/Type /EmbeddedFile", b"MZ\x90\0not really");
    objects.add("<< /Type /Filespec /F (../../setup.exe) /EF << /F 5 0 R >> >>");
    classic(&objects, "\n")
}

pub(crate) fn raw_pdf(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut all = Objects::default();
    for object in objects {
        all.add(object);
    }
    classic_with(&all, "\n", trailer)
}

/// Returns the file with every occurrence of one text put in the place of another.
fn with(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|w| w == from.as_bytes()).unwrap();
    [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat()
}

pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum()
}

/// A PNG of this size whose pixels are `mega` MB of zeros.
fn png(width: u32, height: u32, mega: usize) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        out.extend((data.len() as u32).to_be_bytes());
        let body = [kind, data].concat();
        out.extend(&body);
        out.extend(crc32(&body).to_be_bytes());
    };
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    chunk(b"IHDR", &head);
    chunk(b"IDAT", &zeros_deflated(mega));
    chunk(b"IEND", b"");
    out
}

/// A ZIP of one entry that claims to be, and is, `mega` MB of zeros.
pub(crate) fn zip(name: &str, mega: usize) -> Vec<u8> {
    let zlib = zeros_deflated(mega);
    let data = &zlib[2..zlib.len() - 4];
    let size = (mega as u32) << 20;
    let fields = |out: &mut Vec<u8>| {
        out.extend([20, 0, 0, 0, 8, 0, 0, 0, 0, 0]);
        out.extend(0u32.to_le_bytes());
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(size.to_le_bytes());
        out.extend((name.len() as u16).to_le_bytes());
        out.extend(0u16.to_le_bytes());
    };
    let mut out = b"PK\x03\x04".to_vec();
    fields(&mut out);
    out.extend(name.bytes());
    out.extend(data);
    let directory = out.len() as u32;
    out.extend(b"PK\x01\x02\x14\0");
    fields(&mut out);
    out.extend([0; 10]);
    out.extend(0u32.to_le_bytes());
    out.extend(name.bytes());
    let size = out.len() as u32 - directory;
    out.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    out.extend(size.to_le_bytes());
    out.extend(directory.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A mail whose parts each hold the next.
fn nested_mail(depth: usize) -> Vec<u8> {
    let mut out =
        "From: a@example.org\r\nTo: b@example.org\r\nSubject: nested\r\nMIME-Version: 1.0\r\n"
            .to_owned();
    for level in 0..depth {
        out.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=\"b{level}\"\r\n\r\n--b{level}\r\n"
        ));
    }
    out.push_str("Content-Type: text/plain\r\n\r\nhello\r\n");
    for level in (0..depth).rev() {
        out.push_str(&format!("\r\n--b{level}--\r\n"));
    }
    out.into_bytes()
}

/// A mail whose parts are mails that hold the next.
fn mails_in_mails(depth: usize) -> Vec<u8> {
    let head = "From: a@example.org\r\nSubject: nested\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n";
    (head.repeat(depth) + "Subject: last\r\n\r\nhello\r\n").into_bytes()
}

fn broad_mail(parts: usize) -> Vec<u8> {
    let mut out = "From: a@example.org\r\nSubject: broad\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".to_owned();
    for part in 0..parts {
        out.push_str(&format!(
            "--b\r\nContent-Type: text/plain; name=\"{part}.txt\"\r\n\r\npart {part}\r\n"
        ));
    }
    out.push_str("--b--\r\n");
    out.into_bytes()
}

/// Returns all of them.
pub fn all() -> Vec<Hostile> {
    let mut files = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>, told: &'static [&'static str]| {
        files.push(Hostile { name: name.to_owned(), bytes, told });
    };
    bombs(&mut add);
    loops(&mut add);
    depths(&mut add);
    lies(&mut add);
    others(&mut add);
    crate::hostile_more::all(&mut add);
    files
}

pub(crate) type Add<'a> = &'a mut dyn FnMut(&str, Vec<u8>, &'static [&'static str]);

fn bombs(add: Add<'_>) {
    let gigabyte = zeros_deflated(1024);
    let nested = deflated(&gigabyte);
    add("bomb.pdf", one_page("/Filter /FlateDecode", &gigabyte, "", &[]), READ);
    add(
        "bomb in a bomb.pdf",
        one_page("/Filter [/FlateDecode /FlateDecode]", &nested, "", &[]),
        READ,
    );
    let many = "/FlateDecode ".repeat(2000);
    add("filters.pdf", one_page(&format!("/Filter [{many}]"), &gigabyte, "", &[]), READ);
    let hex = "/ASCIIHexDecode ".repeat(500);
    add(
        "hex filters.pdf",
        one_page(&format!("/Filter [{hex}]"), &b"30".repeat(1000), "", &[]),
        READ,
    );
    let run_length: Vec<u8> = [129u8, b' '].repeat(4 << 20);
    add("run length.pdf", one_page("/Filter /RunLengthDecode", &run_length, "", &[]), READ);
    let picture = "/Type /XObject /Subtype /Image /Width 40000 /Height 40000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode";
    add(
        "huge picture.pdf",
        one_page(
            "",
            b"595 0 0 842 0 0 cm /I Do",
            "/XObject << /I 6 0 R >>",
            &[(picture, gigabyte.clone())],
        ),
        READ,
    );
    let map = one_page(
        "",
        b"BT /G 12 Tf 60 700 Td (hello) Tj ET",
        "/Font << /G << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >> >>",
        &[("/Filter /FlateDecode", gigabyte.clone())],
    );
    add("unicode map.pdf", map, READ);
    // A cross-reference stream that is a bomb.
    let mut out = b"%PDF-1.5\n".to_vec();
    let at = out.len();
    out.extend(
        format!("1 0 obj\n<< /Type /XRef /Size 9 /W [1 4 1] /Root 2 0 R /Filter /FlateDecode /Length {} >>\nstream\n", gigabyte.len())
            .bytes(),
    );
    out.extend(&gigabyte);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n").bytes());
    add("xref bomb.pdf", out, BROKEN);
    let text =
        b"(A quick brown fox jumps over the lazy dog of the police) Tj 0 -1 Td ".repeat(400_000);
    let text = [b"BT /F 1 Tf 60 800 Td ".to_vec(), text, b"ET".to_vec()].concat();
    add("endless text.pdf", one_page("/Filter /FlateDecode", &deflated(&text), "", &[]), READ);
    add("forms.pdf", form_tree(24, 10, "0 0 m 1 1 l S"), READ);
    add("forms with text.pdf", form_tree(12, 10, "BT /F 9 Tf 60 700 Td (hello there) Tj ET"), READ);
    let save = b"q ".repeat(3 << 20);
    add("saved states.pdf", one_page("/Filter /FlateDecode", &deflated(&save), "", &[]), READ);
    add("bomb.docx", zip("word/document.xml", 1024), &[]);
    add("bomb.zip", zip("../../../etc/passwd", 1024), &[]);
    add("huge.png", png(60_000, 60_000, 1024), READ);
    add("huger.png", png(u32::MAX, u32::MAX, 1), READ);
}

fn loops(add: Add<'_>) {
    add(
        "pages in a ring.pdf",
        raw_pdf(
            &[
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
            ],
            "",
        ),
        READ,
    );
    add(
        "pages in a double ring.pdf",
        raw_pdf(
            &[
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R 3 0 R 3 0 R] /Count 3 >>",
                "<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 3 /Parent 2 0 R >>",
            ],
            "",
        ),
        READ,
    );
    add(
        "a reference to itself.pdf",
        raw_pdf(&["<< /Type /Catalog /Pages 2 0 R >>", "2 0 R"], ""),
        READ,
    );
    let form =
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>";
    add(
        "a form in itself.pdf",
        one_page("", b"/X Do", "/XObject << /X 6 0 R >>", &[(form, b"/X Do /X Do".to_vec())]),
        READ,
    );
    let plain = one_page("", b"0 0 m 9 9 l S", "", &[]);
    let at = plain.windows(5).position(|w| w == b"xref\n").unwrap();
    // A table that says it follows itself.
    add(
        "xref to itself.pdf",
        with(&plain, "/Root 1 0 R", &format!("/Root 1 0 R /Prev {at}")),
        READ,
    );
    let mut ring = plain.clone();
    let second = ring.len();
    ring.extend(
        format!(
            "xref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R /Prev {at} >>\nstartxref\n{second}\n%%EOF\n"
        )
        .bytes(),
    );
    let ring = with(&ring, "/Root 1 0 R  >>", &format!("/Root 1 0 R/Prev {second} >>"));
    add("xrefs in a ring.pdf", ring, READ);
    let mut chain = plain;
    let mut previous = at;
    for _ in 0..20_000 {
        let here = chain.len();
        chain.extend(
            format!("xref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R /Prev {previous} >>\n").bytes(),
        );
        previous = here;
    }
    chain.extend(format!("startxref\n{previous}\n%%EOF\n").bytes());
    add("a long way back.pdf", chain, READ);
    let length = "/Length 6 0 R /Ignore";
    let mut ring = Objects::default();
    ring.add("<< /Type /Catalog /Pages 2 0 R >>");
    ring.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    ring.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
    );
    ring.add(format!("<< {length} 1 >>\nstream\n0 0 m 9 9 l S\nendstream"));
    ring.add("null");
    ring.add("<< /Length 6 0 R >>\nstream\nx\nendstream");
    add("a length that is itself.pdf", classic(&ring, "\n"), READ);
}

fn depths(add: Add<'_>) {
    let deep = 100_000;
    add("arrays.pdf", page_with(&("[".repeat(deep) + &"]".repeat(deep))), READ);
    add("dictionaries.pdf", page_with(&("<</A".repeat(deep) + " 1 " + &">>".repeat(deep))), READ);
    add("brackets.pdf", page_with(&format!("({}{})", "(".repeat(deep), ")".repeat(deep))), READ);
    add("unclosed arrays.pdf", page_with(&"[".repeat(deep)), READ);
    let operands = "[".repeat(deep) + &"]".repeat(deep) + " TJ";
    add("arrays on the page.pdf", one_page("", operands.as_bytes(), "", &[]), READ);
    let operands = "<</A".repeat(deep) + " 1 " + &">>".repeat(deep) + " BDC";
    add("dictionaries on the page.pdf", one_page("", operands.as_bytes(), "", &[]), READ);
    // A page tree like a chain.
    let mut chain = Objects::default();
    chain.add("<< /Type /Catalog /Pages 2 0 R >>");
    for level in 2..20_002 {
        chain.add(format!(
            "<< /Type /Pages /Kids [{} 0 R] /Count 1 /Parent {} 0 R >>",
            level + 1,
            level - 1
        ));
    }
    chain.add("<< /Type /Page /Parent 20001 0 R /MediaBox [0 0 9 9] >>");
    add("a deep page tree.pdf", classic(&chain, "\n"), READ);
    // Functions of functions, as a colour may have.
    let mut objects = Objects::default();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    objects.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /ColorSpace << /C 5 0 R >> >> >>");
    objects.stream("", b"/C cs 0.5 sc 0 0 99 99 re f");
    objects.add("[/Separation /X 5 0 R 6 0 R]");
    objects.add("<< /FunctionType 3 /Domain [0 1] /Functions [6 0 R 6 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>");
    add("colours in a ring.pdf", classic(&objects, "\n"), READ);
}

fn lies(add: Add<'_>) {
    let plain = one_page("", b"BT /F 12 Tf 60 700 Td (hello there) Tj ET", "", &[]);
    for (name, length) in [
        ("short", "3"),
        ("long", "99999999"),
        ("negative", "-5"),
        ("immense", "99999999999999999999"),
    ] {
        add(
            &format!("a {name} length.pdf"),
            with(&plain, "/Length 41", &format!("/Length {length}")),
            READ,
        );
    }
    add("many objects.pdf", with(&plain, "xref\n0 6", "xref\n0 99999999"), READ);
    add("a far start.pdf", with(&plain, "startxref\n", "startxref\n9"), READ);
    add("a million pages.pdf", with(&plain, "/Count 1", "/Count 1000000000"), READ);
    add("an endless page.pdf", with(&plain, "[0 0 595 842]", "[-1e38 -1e38 1e38 1e38]"), READ);
    add("a page of nothing.pdf", with(&plain, "[0 0 595 842]", "[0 0 0 0]"), READ);
    add("script.pdf", action("/S /JavaScript /JS (app.alert\\(1\\); while\\(1\\);)"), ACTIVE);
    add("launch.pdf", action("/S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >>"), ACTIVE);
    add("attachment.pdf", attachment(), &["embedded-files"]);
    add("formula =cmd|' .pdf", plain.clone(), READ);
    add(
        "page.pdf",
        b"<!DOCTYPE html>\n<html><body><script>alert(1)</script>Session expired</body></html>"
            .to_vec(),
        EXTENSION,
    );
    add(
        "old page.pdf",
        b"\xef\xbb\xbf \r\n<HTML><HEAD><TITLE>404 Not Found</TITLE></HEAD></HTML>".to_vec(),
        EXTENSION,
    );
    let program = [b"MZ\x90\0\x03\0\0\0".to_vec(), noise(3, 5000)].concat();
    add("program.pdf", program.clone(), PROGRAM);
    add("program.jpg", program, PROGRAM);
    add("elf.pdf", [b"\x7fELF\x02\x01\x01\0".to_vec(), noise(4, 5000)].concat(), PROGRAM);
    add("paper.jpg", plain.clone(), EXTENSION);
    add("paper", plain, EXTENSION);
}

fn others(add: Add<'_>) {
    add("empty.pdf", Vec::new(), BROKEN);
    add("empty.jpg", Vec::new(), BROKEN);
    for (at, byte) in [0u8, b'%', b'<', 0xff, b'\n'].into_iter().enumerate() {
        add(&format!("one byte {at}.pdf"), vec![byte], BROKEN);
    }
    add("one byte.jpg", vec![0xff], BROKEN);
    add("one byte.png", vec![0x89], BROKEN);
    for seed in 1..=5 {
        add(&format!("random {seed}.pdf"), noise(seed, 20_000 * seed as usize), BROKEN);
    }
    add("random.jpg", noise(6, 20_000), BROKEN);
    add("random.png", noise(7, 20_000), BROKEN);
    add("random.docx", noise(8, 20_000), &["incomplete", "damaged", "unsure-name"]);
    add("header only.pdf", b"%PDF-1.7\n".to_vec(), BROKEN);
    add("header and random.pdf", [b"%PDF-1.7\n".to_vec(), noise(9, 50_000)].concat(), BROKEN);
    let all_end =
        [b"%PDF-1.7\n".to_vec(), noise(10, 50_000), b"\nstartxref\n9\n%%EOF\n".to_vec()].concat();
    add("random with an end.pdf", all_end, BROKEN);
    add("nested.eml", nested_mail(10_000), READ);
    add("mails in mails.eml", mails_in_mails(10_000), READ);
    add("broad.eml", broad_mail(10_000), READ);
    let header = [
        b"From: a@example.org\r\nSubject: ".to_vec(),
        b"=?utf-8?q?=41?= ".repeat(1_000_000),
        b"\r\n\r\nhi".to_vec(),
    ];
    add("a long subject.eml", header.concat(), READ);
}

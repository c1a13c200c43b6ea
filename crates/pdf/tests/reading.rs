//! What stands on pages, and whether an office could search it.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot build its file fails")]

mod common;

use common::{FULL_PICTURE, Maker, lines, objects, pages, pages_with, read};
use faldone_pdf::{
    FileFacts, ReadError, Reason, file_facts, file_searchable, searchable, verdicts,
};

fn reason(content: &str) -> Reason {
    verdicts(&read(&pages(&[content])))[0].reason
}

const LETTER: &[&str] = &[
    "Questura di Milano, Ufficio Immigrazione",
    "Si comunica che la domanda di rinnovo del permesso di soggiorno",
    "presentata in data 12/03/2026 con protocollo P-MI/L/N/2026/101255",
    "risulta in lavorazione presso il nostro ufficio di via Montebello.",
    "Per informazioni si prega di contattare lo sportello.",
];

#[test]
fn numbers_come_out_exact_with_their_boxes() {
    let page = read(&pages(&[&lines(0, LETTER)])).remove(0);
    assert_eq!(page.text.lines().collect::<Vec<_>>(), LETTER);
    let word = page
        .words
        .iter()
        .find(|w| &page.text[w.start as usize..w.end as usize] == "P-MI/L/N/2026/101255");
    let [left, top, right, bottom] = word.expect("the protocol is one word").bounds;
    // Third line: 12 points high, baseline 82 points from the top of an 800 point page.
    assert!(top < 82.0 && bottom > 82.0 && bottom - top < 16.0, "{top} {bottom}");
    assert!(left > 50.0 && right < 600.0 && right - left > 100.0, "{left} {right}");
}

#[test]
fn pieces_drawn_out_of_order_become_one_line() {
    let content = "BT /F 10 Tf 50 700 Td (Protocollo n.) Tj ET
        BT /F 10 Tf 50 680 Td (Data) Tj ET
        BT /F 10 Tf 150 680 Td (12/03/2026) Tj ET
        BT /F 10 Tf 150 700 Td (101255) Tj ET";
    assert_eq!(read(&pages(&[content]))[0].text, "Protocollo n. 101255\nData 12/03/2026\n");
}

#[test]
fn gaps_make_words_and_kerning_does_not() {
    let content =
        "BT /F 10 Tf 50 700 Td [(Pro) 20 (tocollo) -300 (n.) -2000 (10) -15 (12) 10 (55)] TJ ET";
    assert_eq!(read(&pages(&[content]))[0].text, "Protocollo n. 101255\n");
}

#[test]
fn columns_of_prose_stay_apart() {
    let left = "la domanda di rinnovo del permesso";
    let right = "entro sessanta giorni dalla notifica";
    let content = format!(
        "BT /F 9 Tf 12 TL 40 700 Td ({left}) Tj T* ({left}) Tj ET BT /F 9 Tf 12 TL 320 700 Td ({right}) Tj T* ({right}) Tj ET"
    );
    assert_eq!(read(&pages(&[&content]))[0].text, format!("{left}\n{left}\n{right}\n{right}\n"));
}

#[test]
fn wrapped_cells_are_read_cell_by_cell() {
    let cell = |x: u32, y: u32, lines: &[&str]| {
        let shown: Vec<String> = lines.iter().map(|line| format!("({line}) Tj T*")).collect();
        format!("BT /F 10 Tf 13 TL {x} {y} Td {} ET\n", shown.join(" "))
    };
    let row = cell(50, 700, &["1 OKONKWO", "ADAEZE"])
        + &cell(124, 700, &["KNKDNG87", "B49Z335P"])
        + &cell(190, 700, &["ENUGU"])
        + &cell(50, 660, &["2 MENSAH"])
        + &cell(124, 660, &["MNSYWA97"]);
    assert_eq!(
        read(&pages(&[&row]))[0].text,
        "1 OKONKWO ADAEZE KNKDNG87B49Z335P ENUGU\n2 MENSAH MNSYWA97\n"
    );
}

#[test]
fn cells_that_stand_in_the_middle_of_their_row_are_of_it() {
    let line = |x: f64, y: f64, text: &str| format!("BT /F 10 Tf {x} {y} Td ({text}) Tj ET\n");
    let row = [
        (50.0, 700.0, "LOS/ITA/25-"),
        (50.0, 687.0, "20817"),
        (124.0, 693.5, "OKONKWO"),
        // Each line of this cell stands in the middle of the column, too.
        (190.0, 700.0, "A1284410"),
        (210.0, 687.0, "7"),
        (245.0, 693.5, "Lavoro"),
    ];
    let content: String = row.iter().map(|(x, y, text)| line(*x, *y, text)).collect();
    assert_eq!(read(&pages(&[&content]))[0].text, "LOS/ITA/25-20817 OKONKWO A12844107 Lavoro\n");
}

#[test]
fn a_heading_is_no_line_of_the_cell_below_it() {
    let content = "BT /F 10 Tf 13 TL 50 700 Td (DATORE DI LAVORO) Tj T* (Cognome) Tj ET
        BT /F 10 Tf 200 687 Td (BALESTRIERI) Tj ET";
    assert_eq!(read(&pages(&[content]))[0].text, "DATORE DI LAVORO\nCognome BALESTRIERI\n");
}

#[test]
fn blocks_whose_lines_end_where_they_end_stay_lines() {
    let content = "BT /F 10 Tf 13 TL 50 700 Td (Studio) Tj T* (Via Po 3) Tj ET
        BT /F 10 Tf 13 TL 300 700 Td (Spett.le) Tj T* (Ufficio) Tj ET";
    assert_eq!(read(&pages(&[content]))[0].text, "Studio Spett.le\nVia Po 3 Ufficio\n");
}

#[test]
fn filled_and_stroked_letters_count_once() {
    let page = read(&pages(&[&lines(2, &["MARCA DA BOLLO 01234567890123"])])).remove(0);
    assert_eq!(page.text, "MARCA DA BOLLO 01234567890123\n");
    assert_eq!(page.glyphs, "MARCA DA BOLLO 01234567890123".len() as u32);
}

#[test]
fn a_turned_page_reads_the_same_in_its_own_shape() {
    let content = "BT 0 1 -1 0 100 50 Tm /F 12 Tf (Prot. 4471/2026) Tj ET";
    let page = read(&pages_with(&[content], "/Rotate 90")).remove(0);
    assert_eq!((page.width, page.height), (800.0, 600.0));
    assert_eq!(page.text, "Prot. 4471/2026\n");
    let [left, top, right, bottom] = page.words[1].bounds;
    assert!(
        right - left > bottom - top && top > 80.0 && bottom < 115.0,
        "{:?}",
        page.words[1].bounds
    );
}

#[test]
fn text_off_the_page_or_clipped_away_is_not_the_pages() {
    let content = "BT /F 12 Tf 50 2000 Td (altra pagina 111) Tj ET q 0 0 600 300 re W n BT /F 12 Tf 50 700 Td (tagliato 222) Tj ET Q
        BT /F 12 Tf 50 100 Td (resta 333) Tj ET";
    let page = read(&pages(&[content])).remove(0);
    assert_eq!(page.text, "resta 333\n");
    assert_eq!(page.off_page, ("altra pagina 111".len() + "tagliato 222".len()) as u32);
}

#[test]
fn a_stamp_laid_on_the_page_is_read_apart() {
    let mut maker = Maker::new();
    objects(&mut maker, &[FULL_PICTURE], "/Annots [10 0 R]", "");
    maker.object(
        10,
        "<< /Type /Annot /Subtype /Stamp /Rect [300 750 500 770] /AP << /N 11 0 R >> >>",
    );
    maker.stream(
        11,
        "/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F 3 0 R >> >>",
        b"BT /F 9 Tf 5 6 Td (Prot. 23378 del 04/05/2026) Tj ET",
    );
    let page = read(&maker.table("")).remove(0);
    assert_eq!(
        (page.text.as_str(), page.annotations.as_str()),
        ("", "Prot. 23378 del 04/05/2026\n")
    );
    assert_eq!(verdicts(&[page])[0].reason, Reason::Scan, "a stamp makes no scan searchable");
}

/// A form of three labels with a field each; the second has an appearance, the others only their value.
fn form(value: &str) -> Vec<u8> {
    let labels = "BT /F 11 Tf 50 700 Td (nato il ______) Tj ET BT /F 11 Tf 50 650 Td (ospite dal giorno) Tj ET
        BT /F 11 Tf 50 600 Td (Prato, li) Tj ET BT /F 11 Tf 50 560 Td (Firma) Tj ET";
    let mut maker = Maker::new();
    objects(
        &mut maker,
        &[labels],
        "/Annots [10 0 R 11 0 R 12 0 R 14 0 R]",
        "/AcroForm << /NeedAppearances true /Fields [10 0 R 11 0 R 13 0 R 14 0 R] >>",
    );
    let field = |x: u32, y: u32, rest: &str| {
        format!("<< /Type /Annot /Subtype /Widget /Rect [{x} {y} 300 {}] {rest} >>", y + 18)
    };
    maker.object(10, &field(80, 695, &format!("/FT /Tx /V ({value})")));
    maker.object(11, &field(140, 645, "/FT /Tx /V (01/11/2026) /AP << /N 15 0 R >>"));
    // Kind and value stand in the field that this is the only widget of.
    maker.object(12, &field(140, 595, "/Parent 13 0 R"));
    maker.object(13, "<< /FT /Tx /T (giorno) /V (02/11/2026) /Kids [12 0 R] >>");
    maker.object(14, &field(140, 555, "/FT /Tx /V (mai vista) /F 2"));
    maker.stream(
        15,
        "/Type /XObject /Subtype /Form /BBox [0 0 208 18] /Resources << /Font << /F 3 0 R >> >>",
        b"BT /F 10 Tf 60 7 Td (01/11/2026) Tj ET",
    );
    maker.table("")
}

#[test]
fn what_is_written_into_a_form_stands_beside_its_label() {
    let page = read(&form("23/01/1985")).remove(0);
    assert_eq!(page.text, "nato il ______\nospite dal giorno\nPrato, li\nFirma\n");
    let filled = page.filled.as_ref().unwrap();
    assert_eq!(
        filled.text,
        "nato il 23/01/1985\nospite dal giorno 01/11/2026\nPrato, li 02/11/2026\nFirma\n"
    );
    for word in &filled.words {
        let [left, top, right, bottom] = word.bounds;
        assert!(left < right && top < bottom && right < 600.0 && bottom < 800.0, "{word:?}");
    }
    assert_eq!(page.annotations, "");
    let blank = read(&pages(&["BT /F 11 Tf 50 700 Td (nato il ______) Tj ET"])).remove(0);
    assert_eq!(blank.filled, None);
}

#[test]
fn each_kind_of_page_has_its_reason() {
    assert_eq!(reason(&lines(0, LETTER)), Reason::Text);
    assert_eq!(reason(FULL_PICTURE), Reason::Scan);
    assert_eq!(reason(""), Reason::Blank);
    assert_eq!(reason("1 g 0 0 600 800 re f"), Reason::Blank, "a white sheet");
    let outlines = "10 10 m 20 30 30 30 40 10 c 60 5 l h f\n".repeat(40);
    assert_eq!(reason(&outlines), Reason::Outlines);
    assert_eq!(reason(&format!("{FULL_PICTURE}{}", lines(3, LETTER))), Reason::Ocr);
    assert_eq!(
        reason(&format!("{FULL_PICTURE}{}", lines(0, &["Prot. 4471 del 12/03/2026"]))),
        Reason::Stamped
    );
    assert_eq!(reason(&format!("{FULL_PICTURE}{}", lines(0, LETTER))), Reason::TextOnImage);
    assert_eq!(
        reason(&format!("{FULL_PICTURE}{}", lines(0, &["Scanned by CamScanner"]))),
        Reason::Stamped
    );
    assert_eq!(
        reason(&format!("{}{FULL_PICTURE}", lines(0, LETTER))),
        Reason::Ocr,
        "text below the picture"
    );
}

#[test]
fn a_layer_in_the_wrong_language_is_poor() {
    // What a recogniser for Latin letters makes of a Russian page.
    let nonsense = &[
        "MnHncTepcTBo BHyTpeHHnx fleJI",
        "CBnfleTeJIbcTBo o pox<fleHnn",
        "rpa>KflaHnH PoccnncKoH <t>eflepaunn",
    ];
    assert_eq!(reason(&format!("{FULL_PICTURE}{}", lines(3, nonsense))), Reason::OcrPoor);
    assert_eq!(
        reason(&format!("{FULL_PICTURE}{}", lines(3, &["l1 .'|", "~ ;; i"]))),
        Reason::OcrPoor
    );
}

#[test]
fn a_layer_with_its_bytes_swapped_is_unreadable() {
    let mut page = read(&pages(&[&format!("{FULL_PICTURE}{}", lines(3, LETTER))])).remove(0);
    page.text = page.text.chars().filter_map(|c| char::from_u32((c as u32) << 8)).collect();
    assert_eq!(verdicts(&[page])[0].reason, Reason::Unreadable);
}

#[test]
fn a_stamp_on_every_page_is_not_the_pages_text() {
    let stamp = lines(3, &["Comune di Esempio protocollo generale 4471 del 12 marzo 2026"]);
    let page = format!("{FULL_PICTURE}{stamp}");
    let reasons: Vec<_> =
        verdicts(&read(&pages(&[&page, &page]))).iter().map(|v| v.reason).collect();
    assert_eq!(reasons, [Reason::OcrPoor, Reason::OcrPoor]);
}

#[test]
fn a_file_is_searchable_if_every_page_with_content_is() {
    let text = lines(0, LETTER);
    let of = |contents: &[&str]| searchable(&verdicts(&read(&pages(contents))));
    assert_eq!(of(&[&text, "", &text]), Some(true));
    assert_eq!(of(&[&text, FULL_PICTURE]), Some(false));
    assert_eq!(of(&["", ""]), None);
}

#[test]
fn a_placeholder_page_says_nothing_of_the_file() {
    let mut maker = Maker::new();
    let wait = lines(0, &["Please wait...", "If this message is not eventually replaced"]);
    objects(&mut maker, &[&wait], "", "/AcroForm << /XFA (form) /Fields [] >>");
    let form = maker.table("");
    let facts = file_facts(&form);
    assert!(facts.xfa);
    assert_eq!(file_searchable(&facts, &verdicts(&read(&form))), None);
    assert_eq!(file_searchable(&FileFacts::default(), &verdicts(&read(&form))), Some(true));
}

#[test]
fn facts_are_found() {
    let mut maker = Maker::new();
    objects(
        &mut maker,
        &[&lines(0, LETTER)],
        "",
        "/Collection << >> /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AA << /WC << /S /Launch /F (a.exe) >> >> /AcroForm << /Fields [10 0 R 11 0 R] >>",
    );
    maker.object(9, "<< /Type /Filespec /F (dati.xml) /EF << /F 12 0 R >> >>");
    maker.object(10, "<< /FT /Sig /T (empty) >>");
    maker.object(11, "<< /FT /Sig /T (firma) /V << /Type /Sig /Name (Amina Rossi) /M (D:20260312101500+01'00') /ByteRange [0 10 20 99999999] /Contents <00> >> >>");
    maker.stream(12, "/Type /EmbeddedFile", b"<xml/>");
    maker.object(13, "<< /Producer (Scrittore 1.0) >>");
    let facts = file_facts(&maker.table("/Info 13 0 R"));
    assert!(
        facts.javascript
            && facts.launch
            && facts.portfolio
            && !facts.xfa
            && !facts.encrypted
            && !facts.restricted
    );
    assert_eq!((facts.pages, facts.embedded_files), (1, 1));
    assert_eq!(facts.producer.as_deref(), Some("Scrittore 1.0"));
    let [signature] = &facts.signatures[..] else {
        panic!("one field is signed: {:?}", facts.signatures)
    };
    assert_eq!(signature.signer.as_deref(), Some("Amina Rossi"));
    assert_eq!(signature.time.as_deref(), Some("2026-03-12T10:15:00+01:00"));
    assert_eq!(signature.intact, Some(false), "it claims bytes beyond the end");
}

fn encrypted(user: &str, permissions: lopdf::Permissions) -> Vec<u8> {
    let mut document =
        lopdf::Document::load_mem(&pages(&[&lines(0, LETTER)])).expect("a whole file");
    let id = lopdf::Object::string_literal(b"0123456789abcdef".to_vec());
    document.trailer.set("ID", lopdf::Object::Array(vec![id.clone(), id]));
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: user,
        key_length: 128,
        permissions,
    };
    let state = lopdf::EncryptionState::try_from(version).expect("an encryption");
    document.encrypt(&state).expect("an encrypted file");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("bytes");
    bytes
}

#[test]
fn locked_and_restricted_are_told_apart() {
    let locked = encrypted("secret", lopdf::Permissions::all());
    assert_eq!(faldone_pdf::read(locked.clone(), &|| false, &mut |_| {}), Err(ReadError::Locked));
    let facts = file_facts(&locked);
    assert!(facts.encrypted && !facts.restricted);

    let restricted = encrypted("", lopdf::Permissions::PRINTABLE);
    let facts = file_facts(&restricted);
    assert!(!facts.encrypted && facts.restricted, "{facts:?}");
    assert!(read(&restricted)[0].text.contains("P-MI/L/N/2026/101255"));
}

#[test]
fn what_is_no_pdf_is_damaged() {
    for bytes in [&b""[..], b"hello", &[0; 4096]] {
        assert!(matches!(
            faldone_pdf::read(bytes.to_vec(), &|| false, &mut |_| {}),
            Err(ReadError::Damaged(_) | ReadError::NoPages)
        ));
        assert_eq!(file_facts(bytes), FileFacts::default());
    }
}

#[test]
fn reading_stops_when_told_and_gives_what_it_has() {
    let content = lines(0, &["x"; 40]).repeat(200);
    let file = pages(&[&content, &content]);
    let asked = std::cell::Cell::new(0);
    let mut pages = Vec::new();
    let should_stop = || {
        asked.set(asked.get() + 1);
        asked.get() > 3
    };
    faldone_pdf::read(file, &should_stop, &mut |page| pages.push(page)).expect("it opens");
    assert_eq!(pages.len(), 1);
    assert!(pages[0].cut_short && pages[0].glyphs > 0 && pages[0].glyphs < 4000);
}

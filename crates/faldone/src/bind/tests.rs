//! What is bound is read back by another reader than the one that bound it.

use super::{Alone, Binding};
use crate::print;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// A PDF of two pages whose size, turn and fonts stand above them in the tree; `more` is added to the catalog, the notes are laid on
/// the first page.
fn paper(words: &str, more: &Dictionary, notes: Vec<Dictionary>) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let tree = document.new_object_id();
    let notes: Vec<Object> = notes
        .into_iter()
        .map(|mut note| {
            if let Ok(Object::Stream(drawn)) = note.remove(b"Drawn").ok_or(()) {
                let drawn = document.add_object(drawn);
                note.set("AP", dictionary! { "N" => drawn });
            }
            Object::Reference(document.add_object(note))
        })
        .collect();
    let pages = ["first", "second"].map(|which| {
        let content = format!("BT /F0 12 Tf 60 700 Td ({words} {which}) Tj ET");
        let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
        let mut page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content };
        if which == "first" {
            page.set("Annots", notes.clone());
        }
        Object::Reference(document.add_object(page))
    });
    let tree_itself = dictionary! {
        "Type" => "Pages", "Kids" => pages.to_vec(), "Count" => 2, "Rotate" => 90,
        "MediaBox" => vec![0.into(), 0.into(), 400.into(), 800.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F0" => font } },
    };
    document.objects.insert(tree, tree_itself.into());
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
    catalog.extend(more);
    let root = document.add_object(catalog);
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn plain(words: &str) -> Vec<u8> {
    paper(words, &Dictionary::new(), Vec::new())
}

/// A filled field at 100, 500; `drawn` if its words are drawn.
fn field(drawn: bool) -> Dictionary {
    let mut field = dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "T" => Object::string_literal("name"),
        "V" => Object::string_literal("Amina Rossi"),
        "Rect" => vec![100.into(), 500.into(), 300.into(), 520.into()],
    };
    if drawn {
        let font =
            dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        let look = dictionary! {
            "BBox" => vec![0.into(), 0.into(), 200.into(), 20.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "Helv" => font } },
        };
        field
            .set("Drawn", Stream::new(look, b"BT /Helv 12 Tf 2 5 Td (Amina Rossi) Tj ET".to_vec()));
    }
    field
}

fn index() -> Vec<u8> {
    print::plain("# Packet\n\n1. Passport").unwrap()
}

fn bound(papers: &[Vec<u8>]) -> Vec<u8> {
    let mut binding = Binding::new(&index(), "Packet").unwrap();
    for (at, paper) in papers.iter().enumerate() {
        binding.add_pdf(paper, &format!("{}. Paper", at + 1), &format!("{}-", at + 1)).unwrap();
    }
    binding.finish().unwrap()
}

fn texts(pdf: Vec<u8>) -> Vec<String> {
    let mut pages = Vec::new();
    faldone_pdf::read(pdf, &|| false, &mut |page| pages.push(page.text)).unwrap();
    pages
}

fn refused(paper: &[u8]) -> Alone {
    Binding::new(&index(), "Packet").unwrap().add_pdf(paper, "1", "1-").unwrap_err()
}

#[test]
fn pages_keep_their_order_their_words_and_what_they_had_from_above() {
    let pdf = bound(&[plain("passport"), plain("contract")]);
    assert_eq!(faldone_pdf::completeness(&pdf), faldone_pdf::Completeness::Whole);
    let said = texts(pdf.clone());
    let wanted =
        ["Packet", "passport first", "passport second", "contract first", "contract second"];
    assert_eq!(said.len(), wanted.len());
    for (said, wanted) in said.iter().zip(wanted) {
        assert!(said.contains(wanted), "{said} instead of {wanted}");
    }
    let read = Document::load_mem(&pdf).unwrap();
    let page = read.get_dictionary(read.get_pages()[&2]).unwrap();
    assert_eq!(page.get(b"Rotate").unwrap().as_i64().unwrap(), 90);
    assert_eq!(page.get(b"MediaBox").unwrap().as_array().unwrap().len(), 4);
}

#[test]
fn the_same_papers_are_the_same_bytes() {
    let papers = [plain("passport"), plain("contract")];
    assert_eq!(bound(&papers), bound(&papers));
}

#[test]
fn what_was_filled_into_a_form_is_drawn_on_the_page() {
    let form = dictionary! { "AcroForm" => dictionary! { "Fields" => Vec::<Object>::new() } };
    let pdf = bound(&[paper("application", &form, vec![field(true)])]);
    assert!(texts(pdf.clone())[1].contains("Amina Rossi"));
    // On the page itself: no field is left that a program would have to know how to show.
    let read = Document::load_mem(&pdf).unwrap();
    assert!(!read.get_dictionary(read.get_pages()[&2]).unwrap().has(b"Annots"));
    assert!(!read.catalog().unwrap().has(b"AcroForm"));

    assert_eq!(refused(&paper("application", &form, vec![field(false)])), Alone::Form);
    let redrawn = dictionary! {
        "AcroForm" => dictionary! { "Fields" => Vec::<Object>::new(), "NeedAppearances" => true },
    };
    assert_eq!(refused(&paper("application", &redrawn, vec![field(true)])), Alone::Form);
}

#[test]
fn a_stamp_stays_and_what_would_run_goes() {
    let place = || Object::Array(vec![10.into(), 10.into(), 90.into(), 30.into()]);
    let link = |does: Dictionary| {
        dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => place(), "A" => does }
    };
    let notes = vec![
        dictionary! {
            "Type" => "Annot", "Subtype" => "FreeText", "Rect" => place(),
            "Contents" => Object::string_literal("Prot. 123/2026"),
        },
        link(dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") }),
        link(dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org") }),
    ];
    let pdf = bound(&[paper("permit", &Dictionary::new(), notes)]);
    let read = Document::load_mem(&pdf).unwrap();
    let laid = read.get_page_annotations(read.get_pages()[&2]).unwrap();
    assert_eq!(laid.len(), 3);
    assert_eq!(laid[0].get(b"Contents").unwrap().as_str().unwrap(), b"Prot. 123/2026");
    assert!(!laid[1].has(b"A") && laid[2].has(b"A"));
    assert!(!faldone_pdf::file_facts(&pdf).javascript);
}

#[test]
fn what_would_lose_something_is_refused_with_its_reason() {
    let off = dictionary! {
        "OCProperties" => dictionary! { "D" => dictionary! { "OFF" => vec![Object::Integer(0)] } },
    };
    assert_eq!(refused(&paper("layers", &off, Vec::new())), Alone::Layers);
    assert_eq!(refused(b"%PDF-1.4\nnothing else"), Alone::Broken);
    let mut binding = Binding::new(&index(), "Packet").unwrap();
    assert_eq!(
        binding.add_picture(b"II*\0 a picture of a kind not known", "1", "1-"),
        Err(Alone::Kind)
    );
}

#[test]
fn a_picture_comes_on_a_page_of_its_own() {
    let picture = image::RgbaImage::from_pixel(300, 200, image::Rgba([200, 10, 10, 255]));
    let picture = image::DynamicImage::ImageRgba8(picture);
    let written = |format, picture: &image::DynamicImage| {
        let mut bytes = Vec::new();
        picture.write_to(&mut std::io::Cursor::new(&mut bytes), format).unwrap();
        bytes
    };
    let mut binding = Binding::new(&index(), "Packet").unwrap();
    let jpeg = written(image::ImageFormat::Jpeg, &picture.to_rgb8().into());
    binding.add_picture(&jpeg, "1. Photo", "1-").unwrap();
    binding.add_picture(&written(image::ImageFormat::Png, &picture), "2. Photo", "2-").unwrap();
    let pdf = binding.finish().unwrap();
    let read = Document::load_mem(&pdf).unwrap();
    for page in [2, 3] {
        let images = read.get_page_images(read.get_pages()[&page]).unwrap();
        assert_eq!((images.len(), images[0].width, images[0].height), (1, 300, 200));
    }
    // The JPEG's own bytes, not a copy of lesser quality.
    assert!(pdf.windows(jpeg.len()).any(|piece| piece == jpeg));
}

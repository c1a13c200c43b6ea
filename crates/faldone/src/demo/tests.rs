//! The demo folder as a whole: what a newcomer, and the stories of other tests, rely on to find in it.

use super::*;
use chrono::Datelike as _;
use lopdf::{Document, LoadOptions, Object};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The files of 21 November 2026, made once for all tests.
fn made() -> &'static BTreeMap<String, Vec<u8>> {
    static FILES: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    FILES.get_or_init(|| files(day("2026-11-21")).unwrap().into_iter().collect())
}

fn bytes(path: &str) -> &'static [u8] {
    made().get(path).unwrap_or_else(|| panic!("{path} is not in the demo folder"))
}

/// A page's content stream, unpacked.
fn content(path: &str) -> String {
    let document = Document::load_mem(bytes(path)).unwrap();
    let page = document.page_iter().next().unwrap();
    String::from_utf8_lossy(&document.get_page_content(page)).into_owned()
}

fn has_picture(path: &str) -> bool {
    let document = Document::load_mem(bytes(path)).unwrap();
    document.objects.values().any(|object| {
        matches!(object, Object::Stream(s) if s.dict.get(b"Filter").and_then(Object::as_name).is_ok_and(|n| n == b"DCTDecode"))
    })
}

fn is_pdf(path: &str) -> bool {
    path.to_lowercase().ends_with(".pdf")
}

/// A name as the default template makes it: a type in capitals, then name and surname.
fn looks_right(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap();
    let mut fields = name.split('_');
    let kind = fields.next().unwrap();
    kind.bytes().all(|b| b.is_ascii_uppercase() || b == b'-') && fields.count() >= 2
}

#[test]
fn the_same_day_gives_the_same_bytes() {
    let again: BTreeMap<_, _> = files(day("2026-11-21")).unwrap().into_iter().collect();
    assert!(*made() == again);
}

#[test]
fn about_sixty_files_of_which_a_third_are_named_rightly() {
    let pdfs: Vec<_> = made().keys().filter(|path| is_pdf(path)).collect();
    let right = pdfs.iter().filter(|path| looks_right(path)).count();
    assert!((60..=75).contains(&made().len()), "{} files", made().len());
    assert!((18..=24).contains(&right), "{right} named rightly");
    assert!(pdfs.len() - right >= 35, "{} named wrongly", pdfs.len() - right);
    for place in ["_Inbox/", "Leila Haddad/", "Diego Fuentes Ibáñez/"] {
        assert!(made().keys().any(|path| path.starts_with(place)), "nothing in {place}");
    }
    assert!(made().keys().any(|path| !path.contains('/')), "nothing at the top");
}

#[test]
fn writes_what_it_made_and_names_the_people() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("new/demo");
    let family = write(&root, day("2026-11-21")).unwrap();
    let names: Vec<_> = family.people.iter().map(Person::full_name).collect();
    assert_eq!(names, ["Leila Haddad", "Diego Fuentes Ibáñez"]);
    assert_eq!(family.people[1].dependants[0].name, "Noor");
    assert!(!root.join("_Faldone").exists());
    let permit = root.join("Diego Fuentes Ibáñez/permesso nuovo.pdf");
    assert_eq!(fs::read(permit).unwrap(), bytes("Diego Fuentes Ibáñez/permesso nuovo.pdf"));
}

#[test]
fn a_folder_that_holds_something_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("mine.txt"), "mine").unwrap();
    let error = write(dir.path(), day("2026-11-21")).unwrap_err();
    assert!(matches!(error, DemoError::NotEmpty { .. }), "{error}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_file_in_the_folders_place_is_an_error_that_names_it() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("demo");
    fs::write(&root, "mine").unwrap();
    let error = write(&root, day("2026-11-21")).unwrap_err();
    assert!(error.to_string().contains(&root.display().to_string()), "{error}");
    assert_eq!(fs::read(&root).unwrap(), b"mine");
}

#[test]
fn scans_differ_in_what_lies_over_the_picture() {
    let bare = "_Inbox/Scan_20261118.pdf";
    let stamped = "_Inbox/Scan_20260420_prot.pdf";
    let read = "Leila Haddad/passaporto leila.pdf";
    for path in [bare, stamped, read] {
        assert!(has_picture(path), "{path} has no picture");
    }
    assert_eq!(content(bare).matches("Tj").count(), 0);
    assert_eq!(content(stamped).matches("Tj").count(), 1);
    assert!(content(stamped).contains("Prot. n. 0098216 del 20/04/2026"));
    assert!(content(read).contains("3 Tr") && content(read).contains("HADDAD"));
}

#[test]
fn the_locked_paper_opens_with_its_password_only() {
    let locked = bytes("Diego Fuentes Ibáñez/estratto conto protetto.pdf");
    assert!(!String::from_utf8_lossy(locked).contains("Lambro"));
    let open =
        |password| Document::load_mem_with_options(locked, LoadOptions::with_password(password));
    assert!(open("guess").is_err());
    assert_eq!(open("lambro-1989").unwrap().get_pages().len(), 1);
}

#[test]
fn the_download_broke_off_before_its_end() {
    let cut = bytes("_Inbox/nullaosta_download.pdf");
    assert!(cut.starts_with(b"%PDF-"));
    assert!(!cut.windows(5).any(|w| w == b"%%EOF"));
}

#[test]
fn one_paper_is_beyond_the_strict_limit() {
    let big: Vec<_> = made().iter().filter(|(_, b)| b.len() > 2_000_000).map(|(p, _)| p).collect();
    assert_eq!(big, ["Leila Haddad/traduzione giurata.pdf"]);
    let total: usize = made().values().map(Vec::len).sum();
    assert!(total < 12_000_000, "{total} bytes in all");
}

#[test]
fn three_files_are_copies_and_no_others() {
    let mut by_content: BTreeMap<&[u8], Vec<&str>> = BTreeMap::new();
    for (path, bytes) in made() {
        by_content.entry(bytes).or_default().push(path);
    }
    let copies: Vec<_> = by_content.values().filter(|paths| paths.len() > 1).collect();
    assert_eq!(copies.len(), 3, "{copies:?}");
}

#[test]
fn twins_differ_in_case_or_in_unicode_form_only() {
    let folded: BTreeSet<String> = made().keys().map(|path| path.to_lowercase()).collect();
    assert_eq!(made().len() - folded.len(), 1);
    let composed = "_Inbox/attivit\u{e0} lavorativa.pdf";
    let combining = "_Inbox/attivita\u{300} lavorativa.pdf";
    assert!(bytes(composed) != bytes(combining));
}

/// Lays a paper out and returns its lines.
fn lines(story: &Story, entry: &Entry) -> Vec<String> {
    let (text, look) = template(entry.paper).unwrap();
    let pages = layout::lay_out(&story.fill(text, entry.words).unwrap(), look);
    pages.iter().flat_map(|page| page.words().map(str::to_owned)).collect()
}

#[test]
fn every_paper_can_be_written_on_any_day() {
    for today in ["2027-01-01", "2028-02-29", "2026-03-31", "2031-10-15"] {
        let story = Story::on(day(today));
        let mut paths = BTreeSet::new();
        for entry in manifest::ENTRIES {
            let path = story.fill(entry.path, &[]).unwrap();
            assert!(paths.insert(path.clone()), "{path} twice on {today}");
            let lines = lines(&story, entry);
            assert!(lines.len() >= 6, "{path} says almost nothing");
            for line in lines {
                assert!(!line.contains(['{', '}', '#', '|']), "{path}: {line}");
            }
        }
    }
}

#[test]
fn one_month_of_wages_is_missing() {
    let story = Story::on(day("2026-11-21"));
    let wages = manifest::ENTRIES.iter().filter(|entry| entry.paper == "payslip");
    let text: String = wages.flat_map(|entry| lines(&story, entry)).collect();
    for month in ["APRILE", "MAGGIO", "GIUGNO", "LUGLIO", "SETTEMBRE", "OTTOBRE"] {
        assert!(text.contains(&format!("{month} 2026")), "{month}");
    }
    assert!(!text.contains("AGOSTO 2026"));
}

#[test]
fn the_cases_run_in_order_on_any_day() {
    for today in ["2026-11-21", "2026-12-05", "2027-02-14", "2028-02-29"] {
        let today = day(today);
        let story = Story::on(today);
        let on = |name: &str| story.day(name).unwrap();
        let work = ["offer", "ali_filed", "integration", "answered", "nulla_osta", "visa_asked"];
        let rest = ["visa", "entry", "leila_kit", "stay_contract", "today", "leila_appointment"];
        let dates: Vec<_> = work.iter().chain(&rest).map(|name| on(name)).collect();
        assert!(dates.is_sorted(), "{today}: {dates:?}");
        assert!(on("old_permit_to") < today && on("permit_to") > today);
        assert!((on("permit_to") - today).num_days() < 60);
        assert!(on("hired") < on("m4") && on("lease") < on("m4") && on("m1_paid") <= today);
        assert!(on("diego_kit") < today && today < on("diego_appointment"));
        assert!(on("diego_kit").weekday().number_from_monday() <= 5);
        // 23 November and 39 days is New Year's Day.
        let called = Story::on(day("2026-11-23")).day("diego_appointment");
        assert_eq!(called, Some(day("2026-12-31")));
        // The contract of stay is signed within 15 days of the entry, the visa asked for within six months of the nulla osta.
        assert!((on("stay_contract") - on("entry")).num_days() <= 15);
    }
}

#[test]
fn mail_and_photo_are_what_they_are_called() {
    assert!(bytes(manifest::PHOTO).starts_with(&[0xff, 0xd8, 0xff]));
    assert!(bytes("_Inbox/Schermata ALI 2026-10-07.png").starts_with(b"\x89PNG"));
    for (path, kind) in
        [(manifest::ACCEPTANCE, "accettazione"), (manifest::DELIVERY, "avvenuta-consegna")]
    {
        let mail = String::from_utf8(bytes(path).to_vec()).unwrap();
        assert!(mail.contains(&format!("X-Ricevuta: {kind}\r\n")));
        let parsed = mail_parser::MessageParser::default().parse(mail.as_bytes()).unwrap();
        let certificate = parsed
            .parts
            .iter()
            .find(|part| mail_parser::MimeHeaders::attachment_name(*part) == Some("daticert.xml"))
            .unwrap();
        let xml = String::from_utf8(certificate.contents().to_vec()).unwrap();
        assert!(xml.contains(&format!("<postacert tipo=\"{kind}\" errore=\"nessuno\">")), "{xml}");
    }
}

//! A PDF that is too large for the portal is made smaller: only when asked, only if it stays the same paper, with the original kept and
//! every byte of it back on undo, wherever the program or the disk stops.
#![expect(clippy::disallowed_methods, reason = "A test plays the user, who may rename.")]

use crate::{
    kills::{PEOPLE, Scene, payslip},
    refusals::assert_told,
    support::{Case, is_root},
};
use faldone::journal::{Op, read};
use faldone_tests::{Numbers, list, text, tree};
use lopdf::{Document, Object, Stream, dictionary};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::Path,
};

const PAPER: &str = "Leila Haddad/PAYSLIP_Leila_Haddad_2026-02.pdf";
const LIMIT: usize = 2_000_000;

fn noise(seed: u64, bytes: usize) -> Vec<u8> {
    let mut numbers = Numbers::new(seed);
    (0..bytes).map(|_| numbers.below(256) as u8).collect()
}

fn write(document: &mut Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A payslip that drags along what nothing in it uses, as programs leave it that save again and again.
fn laden() -> Vec<u8> {
    let mut document = Document::load_mem(&payslip("HADDAD LEILA", "FEBBRAIO 2026")).unwrap();
    document.add_object(Stream::new(dictionary! {}, noise(1, LIMIT + 100_000)));
    write(&mut document)
}

/// A payslip whose page lies over a scan: `grain` is how far its greys stray. What a scanner does not compress is as large as this.
fn scanned(grain: usize) -> Vec<u8> {
    let (width, height) = (1240, 1754);
    let mut numbers = Numbers::new(7);
    let mut shade = |x: usize, y: usize| {
        let paper = if (x / 9 + y / 40).is_multiple_of(7) { 90 } else { 225 };
        (paper + numbers.below(grain)) as u8
    };
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .map(|(x, y)| shade(x, y))
        .collect();
    let mut document = Document::load_mem(&payslip("HADDAD LEILA", "FEBBRAIO 2026")).unwrap();
    let picture = document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => width as i64, "Height" => height as i64,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        },
        pixels,
    ));
    let page = *document.get_pages().values().next().unwrap();
    document.add_xobject(page, "Scan", picture).unwrap();
    let mut content = b"q 595 0 0 842 0 0 cm /Scan Do Q\n".to_vec();
    content.extend(document.get_page_content(page));
    document.change_page_content(page, content).unwrap();
    write(&mut document)
}

/// The same with a signature in it.
fn signed() -> Vec<u8> {
    let mut document = Document::load_mem(&laden()).unwrap();
    let signature = document.add_object(dictionary! {
        "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "adbe.pkcs7.detached",
        "ByteRange" => vec![0.into(), 10.into(), 20.into(), 10.into()],
        "Contents" => Object::string_literal("0000"),
    });
    let page = *document.get_pages().values().next().unwrap();
    let field = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => Object::string_literal("S"),
        "V" => signature, "P" => page, "Rect" => vec![0.into(), 0.into(), 0.into(), 0.into()],
    });
    let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
    let form = dictionary! { "Fields" => vec![field.into()], "SigFlags" => 3 };
    document.get_object_mut(root).unwrap().as_dict_mut().unwrap().set("AcroForm", form);
    write(&mut document)
}

fn folder(papers: &[(&str, Vec<u8>)]) -> Case {
    let case = Case::in_memory();
    for (path, bytes) in papers {
        case.write(path, bytes);
    }
    let made = case.run(&[&["init", case.root()], PEOPLE.as_slice()].concat());
    assert_eq!(made.code, 0, "{made:?}");
    assert_eq!(case.run(&["scan", case.root()]).code, 0);
    case
}

const SHRINK: [&str; 5] = ["fix", "{}", "--only", "too-large", "--yes"];

fn shrink(case: &Case) -> crate::support::Answer {
    case.ask(&SHRINK.map(|it| if it == "{}" { case.root() } else { it }))
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn originals(case: &Case) -> BTreeSet<String> {
    let all = fs::read_dir(case.root.join("_Faldone/originals")).into_iter().flatten().flatten();
    all.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

fn codes(case: &Case, path: &str) -> BTreeSet<String> {
    let checked = case.ask(&["check", case.root()]).json();
    let of_it = list(&checked["findings"]).iter().filter(|one| one["path"] == path);
    of_it.map(|one| text(&one["code"])).collect()
}

#[test]
fn a_paper_is_made_smaller_when_asked_and_its_original_comes_back() {
    for (what, large) in [("unused parts", laden()), ("a picture", scanned(30))] {
        assert!(large.len() > LIMIT, "{what}: {}", large.len());
        let case = folder(&[(PAPER, large.clone())]);
        let path = case.root.join(PAPER);
        // A household may share the folder by a group.
        let group = is_root().then_some(54_321);
        chown(&path, None, group).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(codes(&case, PAPER).contains("too-large"));

        // Not unasked: neither by looking, nor by accepting names.
        assert_eq!(case.ask(&["fix", case.root(), "--only", "too-large"]).code, 0);
        assert_eq!(case.ask(&["fix", case.root(), "--yes"]).code, 0);
        assert_eq!((fs::read(&path).unwrap(), originals(&case).len()), (large.clone(), 0));
        let told = ["correct", case.root(), PAPER, "person", "Diego Fuentes"];
        assert_eq!(case.ask(&told).code, 0);
        let is_of_diego = || {
            let plan = case.ask(&["fix", case.root(), "--dry-run"]).json();
            text(&plan["plan"][0]["to"]).contains("Diego_Fuentes")
        };
        assert!(is_of_diego());

        let done = shrink(&case);
        assert_eq!(done.code, 0, "{what}: {done:?}");
        assert_eq!(done.json()["done"][0]["to"], PAPER, "{what}: {done:?}");
        let small = fs::read(&path).unwrap();
        assert!(small.len() <= LIMIT, "{what}: {}", small.len());
        assert!(!codes(&case, PAPER).contains("too-large"));
        let about = fs::metadata(&path).unwrap();
        assert_eq!(about.permissions().mode() & 0o777, 0o640);
        assert!(group.is_none_or(|group| about.gid() == group), "{about:?}");
        let kept = case.root.join("_Faldone/originals");
        assert_eq!(originals(&case), BTreeSet::from([format!("{}.pdf", hex(&large))]));
        assert_eq!(fs::read(kept.join(format!("{}.pdf", hex(&large)))).unwrap(), large);
        assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o700);

        // Another reader finds the same words in it, and nothing wrong with it.
        assert_same_words(&case, &large, &small);
        // What the user told of it holds.
        assert!(is_of_diego(), "{what}");
        let found = case.ask(&["search", case.root(), "Bellavista"]).json();
        assert_eq!(found["documents"][0]["path"], PAPER, "{found}");
        let verified = case.ask(&["verify", case.root()]);
        assert_eq!(verified.code, 0, "{what}: {verified:?}");
        let verified = verified.json();
        let difference = &verified["differences"][0];
        assert_eq!([&difference["what"], &difference["by"]], ["replaced", "faldone"], "{verified}");
        assert_eq!(text(&difference["was"]), hex(&large), "{verified}");
        assert_eq!(text(&difference["is"]), hex(&small), "{verified}");

        // A second time there is nothing to do.
        let again = shrink(&case).json();
        assert!(list(&again["plan"]).is_empty(), "{again}");

        let undone = case.ask(&["undo", case.root()]);
        assert_eq!(undone.code, 0, "{what}: {undone:?}");
        assert!(fs::read(&path).unwrap() == large, "{what}: the very bytes");
        assert!(is_of_diego(), "{what}");
        let verified = case.ask(&["verify", case.root()]);
        assert_eq!((verified.code, list(&verified.json()["differences"]).len()), (0, 0));
        // And once more.
        assert_eq!(shrink(&case).code, 0);
        assert!(fs::read(&path).unwrap() == small, "{what}: the same each time");
        assert_eq!(case.ask(&["undo", case.root()]).code, 0);
        assert!(fs::read(&path).unwrap() == large, "{what}");
    }
}

/// An event is told of a paper, and the smaller version of that gets another name.
#[test]
fn what_proves_an_event_proves_it_as_a_smaller_version() {
    let case = folder(&[(PAPER, laden())]);
    let told = ["event", case.root(), "add", "--date", "2026-11-20", "--what", "Called"];
    let about = ["--person", "Leila Haddad", "--file", PAPER];
    assert_eq!(case.ask(&[told.as_slice(), &about].concat()).code, 0);
    assert_eq!(shrink(&case).code, 0);
    let now = "Leila Haddad/by hand.pdf";
    fs::rename(case.root.join(PAPER), case.root.join(now)).unwrap();
    assert_eq!(case.ask(&["scan", case.root()]).code, 0);
    let timeline = case.ask(&["timeline", case.root()]).json();
    let event = list(&timeline["events"]).iter().find(|event| event["manual"] == true).unwrap();
    assert_eq!(event["path"], now, "{event}");
}

fn assert_same_words(case: &Case, large: &[u8], small: &[u8]) {
    let [before, after] = [("large.pdf", large), ("small.pdf", small)].map(|(name, bytes)| {
        let place = case.beside(name);
        fs::write(&place, bytes).unwrap();
        Document::load(&place).unwrap().extract_text(&[1]).unwrap()
    });
    assert_eq!(before, after);
    if crate::support::has("qpdf") {
        let mut qpdf = std::process::Command::new("qpdf");
        let checked = qpdf.arg("--check").arg(case.beside("small.pdf")).output().unwrap();
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    }
}

#[test]
fn what_must_not_or_cannot_be_made_smaller_stays() {
    let cut = |bytes: Vec<u8>| bytes[..LIMIT + 50_000].to_vec();
    let mail = [b"From: a@b.example\r\nSubject: x\r\n\r\n".to_vec(), vec![b'x'; LIMIT]].concat();
    let papers = [
        ("Leila Haddad/signed.pdf", signed()),
        ("Leila Haddad/cut.pdf", cut(laden())),
        ("Leila Haddad/mail.eml", mail),
        // Every pixel is chance: no picture of it is small.
        ("Leila Haddad/noise.pdf", scanned(30)),
    ];
    let mut papers = papers;
    papers[3].1 = {
        let mut document = Document::load_mem(&papers[3].1).unwrap();
        let scan = document
            .objects
            .values_mut()
            .find_map(|object| object.as_stream_mut().ok().filter(|it| it.dict.has(b"Width")));
        let scan = scan.unwrap();
        scan.set_plain_content(noise(3, 1240 * 1754));
        write(&mut document)
    };
    let case = folder(&papers);
    let before = tree(&case.root);
    let answer = shrink(&case);
    assert_eq!(answer.code, 1, "{answer:?}");
    let answer = answer.json();
    let left = list(&answer["left"]);
    assert_eq!(left.len(), 1, "only what may be tried is tried: {answer}");
    assert_eq!(left[0]["from"], "Leila Haddad/noise.pdf");
    assert!(text(&left[0]["why"]).contains("kB"), "{answer}");
    assert_eq!((tree(&case.root), originals(&case)), (before, BTreeSet::new()));
}

/// The paper is there in one of its versions, its original whole in one place, and what was begun is ended and told.
fn assert_ended(scene: &Scene, large: &[u8], small: &[u8], at: &str) {
    let case = &scene.case;
    let lines = read(&case.root.join("_Faldone/journal")).unwrap();
    assert!(lines.problems.is_empty(), "{at}: {:?}", lines.problems);
    let over: BTreeSet<&String> = lines
        .lines
        .iter()
        .filter_map(|line| match &line.op {
            Op::Done { of, .. } => Some(of),
            _ => None,
        })
        .collect();
    let is_open = lines
        .lines
        .iter()
        .any(|line| matches!(line.op, Op::Planned { .. }) && !over.contains(&line.id));
    let next = case.ask(&["check", case.root()]);
    assert!(matches!(next.code, 0 | 1), "{at}: {next:?}");
    assert_eq!(next.err.contains("had been interrupted"), is_open, "{at}: {}", next.err);
    assert!(tree(&case.root).keys().eq(scene.before.keys()), "{at}: every name as before");
    let kept = case.root.join("_Faldone/originals");
    let all = originals(case);
    for name in all.iter().filter(|name| !name.starts_with(".faldone-")) {
        let hash = hex(&fs::read(kept.join(name)).unwrap());
        assert!(name.starts_with(&hash), "{at}: {name} holds what it says");
    }
    let paper = fs::read(case.root.join(PAPER)).unwrap();
    let original = fs::read(kept.join(format!("{}.pdf", hex(large))));
    match paper == large {
        true => assert!(original.is_err(), "{at}: the original is in its place only"),
        false => assert!(paper == small && original.unwrap() == large, "{at}"),
    }
    scene.assert_verified(at);
}

/// Made smaller once more and taken back, whatever came before; no draft is left.
fn assert_works(scene: &Scene, large: &[u8], small: &[u8], at: &str) {
    let case = &scene.case;
    let paper = || fs::read(case.root.join(PAPER)).unwrap();
    let done = shrink(case);
    assert_eq!(done.code, 0, "{at}: {done:?}");
    assert!(paper() == small, "{at}");
    while case.ask(&["undo", case.root()]).code == 0 {}
    assert!(paper() == large, "{at}");
    let drafts = originals(case);
    assert!(drafts.iter().all(|name| !name.starts_with('.')), "{at}: {drafts:?}");
    scene.assert_verified(at);
}

fn small_of(large: &[u8]) -> Vec<u8> {
    let case = folder(&[(PAPER, large.to_vec())]);
    assert_eq!(shrink(&case).code, 0);
    fs::read(case.root.join(PAPER)).unwrap()
}

#[test]
fn killed_while_a_paper_is_made_smaller() {
    let large = laden();
    let small = small_of(&large);
    let case = folder(&[(PAPER, large.clone())]);
    let Some(scene) = Scene::new(case, &SHRINK) else { return };
    scene.kill("fix --only too-large", 12, |scene, at| {
        assert_ended(scene, &large, &small, at);
        assert_works(scene, &large, &small, at);
    });
}

#[test]
fn killed_while_the_original_is_put_back() {
    let large = laden();
    let small = small_of(&large);
    let case = folder(&[(PAPER, large.clone())]);
    assert_eq!(shrink(&case).code, 0);
    let Some(scene) = Scene::new(case, &["undo", "{}"]) else { return };
    scene.kill("undo of it", 12, |scene, at| {
        assert_ended(scene, &large, &small, at);
        assert_works(scene, &large, &small, at);
    });
}

#[test]
fn the_disk_refuses_while_a_paper_is_made_smaller() {
    let large = laden();
    let small = small_of(&large);
    let case = folder(&[(PAPER, large.clone())]);
    let arguments = [SHRINK.as_slice(), &["--json"]].concat();
    let Some(scene) = Scene::new(case, &arguments) else { return };
    for error in ["ENOSPC", "EDQUOT", "EACCES", "EROFS", "EIO"] {
        scene.refuse(error, 4, |scene, run, at| {
            assert_told(run, at);
            assert_ended(scene, &large, &small, at);
            assert_works(scene, &large, &small, at);
        });
    }
}

#[test]
fn an_original_that_rots_or_goes_is_told() {
    let large = laden();
    let case = folder(&[(PAPER, large.clone())]);
    assert_eq!(shrink(&case).code, 0);
    let kept = format!("_Faldone/originals/{}.pdf", hex(&large));
    case.write(Path::new(&kept), "rotten");
    let verified = case.ask(&["verify", case.root()]);
    assert_eq!((verified.code, &verified.json()["changed"][0]), (1, &kept.as_str().into()));
    let undone = case.ask(&["undo", case.root()]);
    assert_eq!(undone.code, 1, "{undone:?}");
    assert!(text(&undone.json()["left"][0]["why"]).contains("its original is not at"));
    assert!(codes(&case, PAPER).iter().all(|code| code != "too-large"), "the one in use stays");
}

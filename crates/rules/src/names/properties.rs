//! What holds for any names, fields and folders.

use super::{
    tests::{facts, household, packs, with_reference},
    *,
};
use crate::facts::{DateRole, Recognition, ReferenceKind};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn word() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{1,8}(-[A-Z][a-z]{1,8})?"
}

fn any_naming() -> impl Strategy<Value = Naming> {
    let template = prop::sample::select(vec![
        DEFAULT_TEMPLATE,
        "{date}_{type}_{surname}_{name}_{reference}",
        "{surname}_{name}_{type}_{date}",
        "{type}_{reference}_{date}_{name}_{surname}",
    ]);
    (template, any::<bool>()).prop_map(|(template, italian)| {
        let language = if italian { IdLanguage::It } else { IdLanguage::En };
        Naming::new(template, language).unwrap()
    })
}

fn any_fields() -> impl Strategy<Value = NameFields> {
    let date = (1950i32..2099, 1u32..13, 1u32..29);
    let reference = prop::option::of("[A-Z]{1,2}-[A-Z]-20[0-9]{2}-[0-9]{6}|[0-9]{3,7}");
    let detail = prop::option::of("[A-Z][a-z]{2,8}(-S\\.r\\.l)?|13|no-[0-9]{2}");
    let version = prop::option::of(2u32..40);
    let letter = prop::option::of(prop::char::range('b', 'z'));
    (0..packs().types.len(), word(), word(), date, (reference, detail, version, letter)).prop_map(
        |(at, name, surname, (y, m, d), (reference, detail, version, letter))| {
            use crate::packs::Per;
            let doc_type = &packs().types[at];
            let reference = reference.filter(|_| doc_type.reference_in_name);
            NameFields {
                type_id: doc_type.id.clone(),
                name,
                surname,
                date: match doc_type.per {
                    Per::One => None,
                    Per::Dated => chrono::NaiveDate::from_ymd_opt(y, m, d).map(When::Day),
                    Per::Monthly => Some(When::Month(y, m)),
                    Per::Yearly => Some(When::Year(y)),
                },
                // `13` behind a type that carries a reference, without one, would itself be the reference.
                detail: detail
                    .filter(|d| d != "13" || !doc_type.reference_in_name || reference.is_some()),
                reference,
                version,
                letter,
            }
        },
    )
}

/// One file of a made-up folder: which facts, which content, which present name.
type Paper = (usize, usize, usize, Option<u8>);

fn world(papers: &[Paper]) -> Vec<(String, String, Recognition)> {
    let mut kinds = Vec::new();
    for person in ["amina", "diego", "lina"] {
        for date in ["2026-03-01", "2026-03-02"] {
            kinds.push(facts("PERMIT", &[person], &[(DateRole::ValidFrom, date)]));
            let paper = facts("NULLA-OSTA", &[person], &[(DateRole::Issued, date)]);
            kinds.push(with_reference(
                paper,
                ReferenceKind::Practice,
                "P-MI/L/N/2026/101255",
                None,
            ));
        }
        kinds.push(facts("PASSPORT", &[person], &[]));
    }
    kinds.push(Recognition::default());
    kinds.push(facts("LEASE", &["amina", "diego"], &[]));
    let names = [
        "scan.pdf",
        "Scan.PDF",
        "PASSPORT_Amina_Rossi.pdf",
        "passport_amina_rossi.PDF",
        "PASSPORT_Diego_Fuentes-Ibanez.pdf",
        "PASSPORT_Amina_Rossi_b.pdf",
        "PERMIT_Amina_Rossi_2026-03-01.pdf",
        "PERMIT_Amina_Rossi_2026-03-02.pdf",
        "PERMIT_Lina_Rossi_2026-03-01.pdf",
        "PERMESSO_Amina_Rossi_2026-03-01.pdf",
        "PERMIT_Amina_Rossi_2026-03-01 (1).pdf",
        "caffe\u{301}.pdf",
        "caffé.pdf",
        "NULLA-OSTA_Amina_Rossi_2026-03-01_P-MI-L-N-2026-101255.pdf",
        "PASSPORT_Lina_Rossi_v2.pdf",
    ];
    let mut files = BTreeMap::new();
    for (kind, content, name, detail) in papers {
        let mut facts = kinds[kind % kinds.len()].clone();
        facts.detail =
            detail.map(|d| ["Acme", "Beta S.r.l.", "b", "v2", "Copia"][d as usize % 5].into());
        let folder = ["", "_Inbox/", "Amina Rossi/"][content % 3];
        // Content decides the facts: the same bytes are always read the same way.
        let sha = format!("{:02x}-{content:02x}-{detail:?}", kind % kinds.len());
        files.insert(format!("{folder}{}", names[name % names.len()]), (sha, facts));
    }
    files.into_iter().map(|(path, (sha, facts))| (path, sha, facts)).collect()
}

fn candidates(files: &[(String, String, Recognition)], naming: &Naming) -> Vec<Candidate> {
    files
        .iter()
        .map(|(path, sha, facts)| {
            let doc = DocumentForNaming {
                recognition: facts,
                file_name: file_name(path),
                extension: "pdf",
            };
            Candidate {
                path: path.clone(),
                sha256: sha.clone(),
                proposal: propose(&doc, &household(), packs(), naming),
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fields_come_back_from_the_name(fields in any_fields(), naming in any_naming()) {
        let mut fields = fields;
        if !naming.template().contains("{reference}") {
            fields.reference = None;
            if fields.detail.as_deref() == Some("13") { fields.detail = None; }
        }
        let name = build(&fields, packs(), &naming, "pdf").unwrap();
        let parsed = parse(&name, packs(), &naming).unwrap();
        prop_assert_eq!(&parsed.fields, &fields);
        prop_assert_eq!(build(&parsed.fields, packs(), &naming, &parsed.ext).unwrap(), name);
    }

    #[test]
    fn what_reads_builds_the_same_name(
        name in "(PASSPORT|PERMESSO|PAYSLIP|NULLA-OSTA|CU)_[A-Za-z0-9.-]{0,6}_[A-Za-z-]{1,6}(_(2026-0[0-9]-[0-3][0-9]|2026-1[0-9]|2026|[a-zA-Z0-9.-]{1,5}))?(_[a-z0-9-]{0,5}){0,3}\\.(pdf|eml|pdf\\.p7m)",
    ) {
        let naming = Naming::default();
        if let Ok(parsed) = parse(&name, packs(), &naming) {
            let naming = Naming { language: parsed.language, ..naming };
            prop_assert_eq!(build(&parsed.fields, packs(), &naming, &parsed.ext).unwrap(), name);
        }
    }

    #[test]
    fn any_text_can_be_read_and_any_built_name_is_clean(
        name in "\\PC{0,12}", surname in any::<String>(), detail in any::<String>(), file in any::<String>(),
    ) {
        let naming = Naming::default();
        prop_assert!(parse(&file, packs(), &naming).is_ok() || !parse(&file, packs(), &naming).unwrap_err().is_empty());
        let fields = NameFields {
            type_id: "PASSPORT".into(), name, surname, date: None, reference: None,
            detail: Some(detail), version: None, letter: None,
        };
        if let Ok(built) = build(&fields, packs(), &naming, "pdf") {
            prop_assert!(built.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)));
            prop_assert!(parse(&built, packs(), &naming).is_ok(), "{}", built);
        }
        prop_assert_eq!(ascii(&ascii(&file)), ascii(&file));
    }

    #[test]
    fn a_folder_is_renamed_once_without_two_files_ever_meeting(
        papers in prop::collection::vec((0usize..20, 0usize..6, 0usize..15, prop::option::weighted(0.4, 0u8..5)), 1..40),
        naming in any_naming(),
    ) {
        let mut files = world(&papers);
        let moves = settle(&candidates(&files, &naming), packs(), &naming);
        for (from, to) in &moves {
            let clash = files.iter().any(|(path, _, _)| {
                path != from && same_file_key(file_name(path)) == same_file_key(to)
            });
            prop_assert!(!clash, "{} -> {} meets another file", from, to);
            let file = files.iter_mut().find(|(path, _, _)| path == from).unwrap();
            file.0 = match folder(from) { "" => to.clone(), folder => format!("{folder}/{to}") };
        }
        let again = candidates(&files, &naming);
        prop_assert_eq!(settle(&again, packs(), &naming), Vec::new());
        for (path, _, _) in &files {
            if moves.iter().any(|(_, to)| to == file_name(path)) {
                let kept = again.iter().find(|c| c.path == *path).unwrap();
                prop_assert_eq!(&kept.proposal, &Proposal::Keep, "{}", path);
            }
        }
    }
}

//! Recognition over papers written for it: `packs/cases/*.txt`, what is expected above the line, the paper below.
//!
//! `type: none` is a look-alike; `absent:` is a date that must have no role of the paper's own.

use faldone_rules::facts::{DateFound, DateRole, PageText, PersonRole, Recognition};
use faldone_rules::person::{Dependant, Person};
use faldone_rules::recognise::Recogniser;
use std::collections::BTreeMap;
use std::path::Path;

const CASES: &str = "../../packs/cases";
const LOOK_ALIKES: &str = include_str!("../../../packs/cases/look-alikes.txt");

fn person(id: &str, name: &str, surname: &str) -> Person {
    Person {
        id: id.to_owned(),
        name: name.to_owned(),
        surname: surname.to_owned(),
        fiscal_code: None,
        born: None,
        dependants: Vec::new(),
    }
}

fn household() -> Vec<Person> {
    let mut diego = person("diego", "Diego", "Fuentes Ibáñez");
    diego.dependants.push(Dependant {
        id: "noor".to_owned(),
        name: "Noor".to_owned(),
        surname: "Fuentes Haddad".to_owned(),
        born: None,
    });
    vec![person("leila", "Leila", "Haddad"), diego]
}

fn read(text: &str, people: &[Person]) -> Recognition {
    Recogniser::built_in().recognise(&[PageText { number: 1, text }], people)
}

/// A value as JSON writes it, without quotes.
fn plain(value: impl serde::Serialize) -> String {
    serde_json::to_string(&value).unwrap_or_default().trim_matches('"').to_owned()
}

#[test]
fn papers_are_read_as_their_expectations_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES);
    let mut wrong: Vec<String> = Vec::new();
    let mut papers = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        if file == "look-alikes.txt" || file == "titles.txt" {
            continue;
        }
        let whole = std::fs::read_to_string(&path).unwrap();
        let (expected, text) = whole.split_once("---\n").unwrap();
        let found = read(text, &household());
        papers += 1;
        let mut wants: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in expected.lines() {
            let (key, value) = line.split_once(": ").unwrap();
            wants.entry(key).or_default().push(value);
        }
        let mut check = |ok: bool, what: String| {
            if !ok {
                wrong.push(format!("{file}: {what}"));
            }
        };
        let kind = found.doc_type.as_ref().map_or("none", |t| t.id.as_str());
        check(kind == wants["type"][0], format!("type {kind}"));
        check(kind == "none" || found.void.is_none(), format!("does not count: {:?}", found.void));
        let none = Vec::new();
        let mut subjects: Vec<&str> = found
            .persons
            .iter()
            .filter(|p| p.role == PersonRole::Subject)
            .map(|p| p.id.as_str())
            .collect();
        subjects.sort_unstable();
        let mut wanted = wants.get("subject").unwrap_or(&none).clone();
        wanted.sort_unstable();
        check(subjects == wanted || kind == "PEC-RECEIPT", format!("subjects {subjects:?}"));
        for want in wants.get("reference").unwrap_or(&none) {
            let ok = found.references.iter().any(|r| {
                let mut said = format!("{} {}", plain(r.kind), r.value);
                if let Some(day) = r.date {
                    said.push_str(&format!(" {day}"));
                }
                said == *want
            });
            check(ok, format!("no reference {want}"));
        }
        let number = wants.get("reference").map_or(0, Vec::len);
        check(found.references.len() == number, format!("references {:?}", found.references));
        for want in wants.get("date").unwrap_or(&none) {
            // An hour that a case names must be told, and be this one.
            let hour = |d: &DateFound| {
                d.time.as_ref().map_or(String::new(), |time| time.at.format("T%H:%M").to_string())
            };
            let ok = found.dates.iter().any(|d| {
                [String::new(), hour(d)]
                    .iter()
                    .any(|at| format!("{}{at} {}", d.date, plain(d.role)) == *want)
            });
            check(ok, format!("no date {want}: {:?}", found.dates));
        }
        for day in wants.get("absent").unwrap_or(&none) {
            let named = found.dates.iter().any(|d| d.date.to_string() == *day);
            check(!named, format!("{day} is a law's"));
        }
        if let Some(detail) = wants.get("detail") {
            check(found.detail.as_deref() == Some(detail[0]), format!("detail {:?}", found.detail));
        }
        // Every fact points at its words.
        let evidence = found
            .dates
            .iter()
            .flat_map(|d| std::iter::once(&d.evidence).chain(d.time.as_ref().map(|t| &t.evidence)))
            .chain(found.references.iter().map(|r| &r.evidence))
            .chain(found.persons.iter().flat_map(|p| &p.because))
            .chain(found.doc_type.iter().flat_map(|t| &t.because));
        for e in evidence {
            let words = text.get(e.start as usize..e.end as usize);
            check(words == Some(e.words.as_str()), format!("evidence {e:?}"));
        }
    }
    assert!(papers >= 75, "only {papers} papers were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_type_has_two_look_alikes_that_are_not_taken_for_it() {
    let mut of_type: BTreeMap<&str, u32> = BTreeMap::new();
    let mut taken: Vec<String> = Vec::new();
    for line in LOOK_ALIKES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (id, text) = line.split_once(": ").unwrap();
        *of_type.entry(id).or_default() += 1;
        let found = read(&text.replace(" / ", "\n"), &household());
        if found.doc_type.is_some_and(|told| told.id == id) {
            taken.push(line.to_owned());
        }
    }
    assert!(taken.is_empty(), "taken for what they are not:\n{}", taken.join("\n"));
    for document_type in &faldone_rules::packs::Packs::built_in().types {
        let count = of_type.remove(document_type.id.as_str()).unwrap_or(0);
        assert!(count >= 2, "{} has {count} look-alikes", document_type.id);
    }
    assert!(of_type.is_empty(), "no such types: {of_type:?}");
}

#[test]
fn every_type_with_words_of_its_own_has_a_paper() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES);
    for document_type in &faldone_rules::packs::Packs::built_in().types {
        // Letters and others are what is left over; the user says so.
        if matches!(document_type.id.as_str(), "LETTER" | "OTHER") {
            continue;
        }
        assert!(folder.join(format!("{}.txt", document_type.id)).exists(), "{}", document_type.id);
    }
}

#[test]
fn look_alikes_of_references_are_refused() {
    for text in [
        "N. 00774/2022 REG.PROV.COLL. N. 00123/2021 REG.RIC.",
        "Protocollo d'intesa siglato il 28 settembre 2020",
        "protocollo@comune.esempio.it e protocollo.12345@pec.esempio.it",
        "Ufficio Protocollo di Piazza Marconi, 1",
        "Prot. n°______ del ________",
        "SP-RC/L/N/2020/102478 e P-2026-00162 e C-STAG DF26",
        "IBAN IT60X0542811101000000123456 P.IVA 12345678901 tel. 02 1234567",
        "RSSMRA80A01H501V",
        "carta 4000123412341234, avviso 302000600008408305",
        "ai sensi della L. 241 del 7 agosto 1990 e del D.P.R. 28 dicembre 2000, n. 445",
        "Protocollo n. 7 alla Convenzione europea",
        "importo 1.234.567,89 euro",
    ] {
        let found = read(text, &[]);
        assert!(found.references.is_empty(), "{text}: {:?}", found.references);
        let own = found.dates.iter().filter(|d| d.role != DateRole::Other).count();
        assert_eq!(own, 0, "{text}: {:?}", found.dates);
    }
}

#[test]
fn one_practice_in_four_spellings_is_one_reference() {
    let text = "P-RC/L/N/2020/102478 EM-SUB_2020\nPRC – L – N – 2020 – 102478 EM-DOM_ 2020\nP-RC/L/N2020/102478\np-rc / l / n / 2020 / 102478";
    let found = read(text, &[]);
    let values: Vec<&str> = found.references.iter().map(|r| r.value.as_str()).collect();
    assert_eq!(values, ["P-RC/L/N/2020/102478"]);
}

#[test]
fn protocols_are_read_in_their_written_forms() {
    for (text, value, day) in [
        ("prot. 52294 del 28/12/2015", "52294", Some("2015-12-28")),
        ("Prot. n. 41/VSG/sd del 21 maggio 2020", "41/VSG/sd", Some("2020-05-21")),
        ("prot. n. 119462/RU del 31 ottobre 2018", "119462/RU", Some("2018-10-31")),
        ("prot. n. 15707/2026", "15707/2026", None),
        ("Prot. n. 2025/560356", "2025/560356", None),
        ("prot. n.3511", "3511", None),
        ("prot. 50432 del 01.06.2023", "50432", Some("2023-06-01")),
        ("prot. n. A.12/2011 del 28-9-2011", "A.12/2011", Some("2011-09-28")),
        ("m_pi.AOODGPER.REGISTRO UFFICIALE(U).0050487.11-12-2019", "0050487", Some("2019-12-11")),
    ] {
        let found = read(text, &[]);
        assert_eq!(found.references.len(), 1, "{text}: {:?}", found.references);
        assert_eq!(found.references[0].value, value, "{text}");
        assert_eq!(found.references[0].date.map(|d| d.to_string()).as_deref(), day, "{text}");
    }
}

#[test]
fn dates_are_read_in_every_written_form() {
    for (text, day) in [
        ("rilasciato il 18 agosto 2000", "2000-08-18"),
        ("rilasciato il 1° gennaio 2021", "2021-01-01"),
        ("rilasciato il 15/07/2020", "2020-07-15"),
        ("rilasciato il 1/1/2020", "2020-01-01"),
        ("rilasciato il 28.12.2000", "2000-12-28"),
        ("rilasciato il 11-12-2019", "2019-12-11"),
        ("issued on 2026-02-16", "2026-02-16"),
        ("issued on February 16, 2026", "2026-02-16"),
        ("issued on 16 Feb 2026", "2026-02-16"),
        ("rilasciato il 16.X.2025", "2025-10-16"),
        ("expedido el 4 de mayo de 1988", "1988-05-04"),
        ("délivré le 3 août 2021", "2021-08-03"),
        ("emitido em 7 de março de 2022", "2022-03-07"),
        ("Abbiategrasso, lì 24/12/2020", "2020-12-24"),
        ("rilasciato il 05/06/24", "2024-06-05"),
    ] {
        let found = read(text, &[]);
        let said: Vec<String> =
            found.dates.iter().map(|d| format!("{} {}", d.date, plain(d.role))).collect();
        assert_eq!(said, [format!("{day} issued")], "{text}");
    }
    assert!(read("il giorno 31/02/2026 e il 45.13.2020", &[]).dates.is_empty());
}

#[test]
fn both_readings_are_shown_only_where_the_paper_allows_both() {
    for (text, day, other) in [
        // Italian, and English from Italy: the day first.
        ("Il certificato è rilasciato il 03/04/2026", "2026-04-03", None),
        (
            "This is to certify that the holder was registered. Issued on 03/04/2026",
            "2026-04-03",
            None,
        ),
        // From the United States, with nothing to show which is meant.
        (
            "State of Ohio, United States: the record was issued on 03/04/2026",
            "2026-04-03",
            Some("2026-03-04"),
        ),
        // A date that can only be read month first shows how the paper writes.
        ("Printed on 03/25/2026 for the holder. Issued on 03/04/2026", "2026-03-04", None),
        // And one that can only be read day first.
        ("The stay ends on 25/03/2026, in the USA. Issued on 03/04/2026", "2026-04-03", None),
    ] {
        let found = read(text, &[]);
        let issued = found.dates.iter().find(|d| d.role == DateRole::Issued).unwrap();
        assert_eq!(issued.date.to_string(), day, "{text}");
        assert_eq!(issued.alternative.map(|d| d.to_string()).as_deref(), other, "{text}");
    }
}

#[test]
fn numbers_with_a_label_of_their_own_are_read_and_secrets_are_not() {
    for (text, value) in [
        // 1+4+3+8+5+3+7+7+9+0 = 47, so the last figure is 3.
        ("Codice fiscale provvisorio: 12345678903", "12345678903"),
        ("DURC On Line numero protocollo INPS_40011823", "INPS_40011823"),
        ("protocollo INPS.7000.12/03/2026.0123456", "0123456"),
        ("Numero DOMUS: 10203040", "10203040"),
    ] {
        let found = read(text, &[]);
        let values: Vec<&str> = found.references.iter().map(|r| r.value.as_str()).collect();
        assert_eq!(values, [value], "{text}");
    }
    for text in [
        // A wrong check figure; a company's code.
        "Codice fiscale provvisorio: 12345678901",
        "Codice fiscale: 12345678903",
        "serie 3T n. 4419",
    ] {
        assert!(read(text, &[]).references.is_empty(), "{text}");
    }
}

#[test]
fn both_halves_of_the_postal_login_are_indexed_as_secrets() {
    let found = read("Codice Assicurata: 06071234567-8\nCodice Ologramma: 4820193375", &[]);
    let values: Vec<&str> = found.references.iter().map(|r| r.value.as_str()).collect();
    assert_eq!(values, ["060712345678", "4820193375"]);
    assert!(found.references.iter().all(|reference| reference.is_personal()));
}

#[test]
fn a_law_attached_behind_a_paper_does_not_take_its_type_away() {
    let kind = |texts: &[&str]| {
        let pages: Vec<PageText<'_>> =
            (1..).zip(texts).map(|(number, text)| PageText { number, text }).collect();
        Recogniser::built_in().recognise(&pages, &household()).doc_type.map(|told| told.id)
    };
    let notice = include_str!("../../../packs/cases/REJECTION-NOTICE.txt");
    let notice = notice.split_once("---\n").unwrap().1;
    let law = "Allegato\nDECRETO LEGISLATIVO 25 luglio 1998, n. 286\nTesto unico sull'immigrazione\n\
        Art. 5 (Permesso di soggiorno)\n1. Il permesso di soggiorno è richiesto al questore entro otto giorni.\n\
        Art. 5-bis (Contratto di soggiorno)\n1. Il contratto di soggiorno contiene la garanzia di un alloggio.\n\
        Art. 7\nChi ospita uno straniero ne dà comunicazione. Il nulla osta al lavoro è rilasciato in sessanta giorni.";
    let guide = "Come richiedere il permesso di soggiorno\nDocumenti necessari: passaporto, nulla osta, contratto di soggiorno.";
    assert_eq!(kind(&[notice]).as_deref(), Some("REJECTION-NOTICE"));
    assert_eq!(kind(&[notice, law]).as_deref(), Some("REJECTION-NOTICE"));
    assert_eq!(kind(&[notice, guide, law]).as_deref(), Some("REJECTION-NOTICE"));
    // The law alone, or in front, is no such paper.
    assert_eq!(kind(&[law]), None);
    assert_eq!(kind(&[law, guide]), None);
}

#[test]
fn what_is_said_of_joined_names_holds_for_both() {
    let lease = "CONTRATTO DI LOCAZIONE AD USO ABITATIVO (L. 431/1998)\n";
    let both = vec!["leila", "diego"];
    for (text, subjects) in [
        ("Conduttori: Haddad Leila - Fuentes Ibáñez Diego", both.clone()),
        ("Locatore: Neri Ugo\nConduttori: Haddad Leila / Fuentes Ibáñez Diego", both.clone()),
        ("Conduttori:\nHaddad Leila\nFuentes Ibáñez Diego", both.clone()),
        (
            "Neri Ugo, di seguito locatore, concede in locazione a Leila Haddad, nata a Tiro, C.F. mancante, e Diego Fuentes Ibáñez, nato a Cali, di seguito conduttori, l'alloggio.",
            both.clone(),
        ),
        // Each has a part of their own.
        (
            "Leila Haddad, nata a Tiro, di seguito locatrice, concede in locazione a Diego Fuentes Ibáñez, nato a Cali, di seguito conduttore, l'alloggio.",
            vec!["diego"],
        ),
        (
            "Il locatore sig. Diego Fuentes Ibáñez, nato a Cali, concede in locazione a Ugo Neri e Leila Haddad, nata a Tiro, di seguito conduttori, l'alloggio.",
            vec!["leila"],
        ),
    ] {
        let found =
            read(&format!("{lease}{text}\nDurata: dal 01/03/2026 al 28/02/2030"), &household());
        let said: Vec<&str> = found
            .persons
            .iter()
            .filter(|p| p.role == PersonRole::Subject)
            .map(|p| p.id.as_str())
            .collect();
        assert_eq!(said, subjects, "{text}");
    }
}

#[test]
fn nobody_is_certain_where_nothing_decides() {
    let found = read("Leila Haddad\nDiego Fuentes Ibáñez\n", &household());
    assert!(found.persons.iter().all(|p| p.role == PersonRole::Other), "{:?}", found.persons);
}

#[test]
fn hostile_lines_take_time_in_proportion_to_their_length() {
    use std::time::{Duration, Instant};
    let took = |unit: &str, bytes: usize| -> Duration {
        let text = unit.repeat(bytes / unit.len());
        let start = Instant::now();
        read(&text, &household());
        start.elapsed()
    };
    for unit in [
        "a",
        "1",
        "P A ",
        "1/1/",
        "leila ",
        "prot. ",
        "_",
        "\t",
        "nato a ",
        "<",
        "1/1/2026 ",
        "1/1/2026\n",
        "nato a\n1/1/2026\n",
        "prot. n. 4471 del 1/1/2026 ",
        "leila haddad ",
        "HDDLLE92E54Z229P ",
    ] {
        // Eight times the text; quadratic work would take sixty-four times as long, however often it is tried.
        let tried: Vec<(Duration, Duration)> = std::iter::repeat_with(|| {
            (took(unit, 250_000).max(Duration::from_millis(20)), took(unit, 2_000_000))
        })
        .take(3)
        .scan(false, |done, (small, large)| {
            (!std::mem::replace(done, large < small * 30)).then_some((small, large))
        })
        .collect();
        assert!(tried.iter().any(|(small, large)| *large < *small * 30), "{unit:?}: {tried:?}");
    }
}

/// A step that a paper should show as reached must be one that such a paper can show: a date in a role which its type never gets is a
/// step that nobody ever reaches by papers.
#[test]
fn every_sign_of_a_step_can_be_read_from_a_paper_of_its_type() {
    let packs = faldone_rules::packs::Packs::built_in();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES);
    let mut samples: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let whole = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let Some((expected, text)) = whole.split_once("---\n") else { continue };
        let kind = expected.lines().find_map(|line| line.strip_prefix("type: "));
        samples.entry(kind.unwrap_or("none").to_owned()).or_default().push(text.to_owned());
    }
    let mut signs: Vec<(&str, DateRole)> = packs
        .procedures
        .iter()
        .flat_map(|procedure| &procedure.milestone)
        .flat_map(|milestone| &milestone.reached_by)
        .map(|sign| (sign.r#type.as_str(), sign.date))
        .collect();
    signs.sort_unstable();
    signs.dedup();
    assert!(signs.len() > 20, "{signs:?}");
    let yields = |text: &str, (kind, role): (&str, DateRole)| {
        let found = read(text, &household());
        let day = |date: &faldone_rules::facts::DateFound| date.role == role;
        found.doc_type.is_some_and(|told| told.id == kind) && found.dates.iter().any(day)
    };
    let never: Vec<&(&str, DateRole)> = signs
        .iter()
        .filter(|(kind, role)| {
            let papers = samples.get(*kind).map(Vec::as_slice).unwrap_or_default();
            let words = packs.date_words.iter().filter(|words| words.role == *role);
            let words: Vec<&str> =
                words.flat_map(|words| &words.any).map(String::as_str).collect();
            !papers.iter().any(|text| {
                yields(text, (*kind, *role))
                    // The same paper, saying it in the words that packs know for this role.
                    || words.iter().any(|words| {
                        yields(&format!("{}\n{words} 05/06/2026\n", text.trim_end()), (*kind, *role))
                    })
                    || yields(
                        &format!("{}\nvalido dal 05/06/2025 al 05/06/2026\n", text.trim_end()),
                        (*kind, *role),
                    )
            })
        })
        .collect();
    assert!(never.is_empty(), "no paper ever shows these: {never:?}");
}

//! Letters of offices, as a user meets them: what they ask for, until when, what of it is here; and what nobody confirmed.

use crate::texts::{AMINA, cu, payslip, pdf};
use calamine::{Reader, Xlsx, open_workbook};
use faldone_tests::{Home, ask, has, list, put, skip, text};
use serde_json::Value;
use std::path::{Path, PathBuf};

const REQUEST: &str = "richiesta.pdf";

/// A request of the Questura, of 16 November, with ten days.
fn request() -> Vec<u8> {
    pdf(&[
        "QUESTURA DI MILANO - Ufficio Immigrazione",
        "Prot. n. 0052294 del 16/11/2026",
        "Oggetto: richiesta di integrazione documentale",
        "Cognome e nome: ROSSI AMINA",
        "Con riferimento all'istanza di rinnovo del permesso di soggiorno, si invita la S.V. a produrre",
        "entro 10 giorni dal ricevimento della presente la seguente documentazione: 1) ultime due buste",
        "paga; 2) Certificazione Unica 2026; 3) copia del passaporto in corso di validità (tutte le",
        "pagine); 4) bilancio della ditta.",
        "In mancanza l'istanza sarà definita allo stato degli atti.",
        "Si allega:",
        "- informativa privacy",
        "Il Dirigente dott. Aldo Ferri",
    ])
}

fn household(home: &Home, papers: &[(&str, Vec<u8>)]) -> PathBuf {
    let folder = home.folder("papers");
    for (name, bytes) in papers {
        put(&folder, name, bytes);
    }
    home.json("init", &folder, &["--person", AMINA]).fine();
    folder
}

/// Opens Amina's renewal and returns its id.
fn open(home: &Home, folder: &Path) -> String {
    let opened = home.json("case", folder, &["open", "permit-renewal", "--person", "Amina Rossi"]);
    text(&opened.fine().json()["case"]["id"])
}

fn case(home: &Home, folder: &Path, id: &str) -> Value {
    let told = home.json("checklist", folder, &["--case", id]).ends_with(1).json();
    list(&told["checklists"])[0].clone()
}

/// Need, type and words of each item of a letter.
fn items(letter: &Value) -> Vec<(String, String, String)> {
    let items = list(&letter["items"]).iter();
    let types = |item: &Value| list(&item["types"]).iter().map(text).collect::<Vec<_>>().join("|");
    items
        .map(|one| (text(&one["item"]["need"]), types(&one["item"]), text(&one["words"])))
        .collect()
}

fn wanted(items: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    items.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect()
}

fn due(home: &Home, folder: &Path) -> Vec<(String, String, String)> {
    let told = home.json("due", folder, &[]).fine().json();
    let rows = list(&told["due"]).iter();
    rows.map(|row| (text(&row["due"]), text(&row["kind"]), text(&row["label"]))).collect()
}

fn papers() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        (REQUEST, request()),
        ("busta settembre.pdf", payslip("ROSSI AMINA", "SETTEMBRE 2026")),
        ("busta ottobre.pdf", payslip("ROSSI AMINA", "OTTOBRE 2026")),
        ("cu.pdf", cu("ROSSI", "AMINA", 2026)),
    ]
}

/// A notice of 18 November.
fn notice() -> Vec<u8> {
    pdf(&[
        "PREFETTURA DI MILANO - Sportello Unico per l'Immigrazione",
        "Milano, 18/11/2026",
        "Oggetto: preavviso di rigetto ai sensi dell'art. 10-bis della legge 241/1990",
        "Alla sig.ra ROSSI AMINA",
        "Si comunica che l'istanza presentata non può essere accolta per i seguenti motivi:",
        "1) il reddito dichiarato non è sufficiente.",
        "Entro dieci giorni dal ricevimento della presente potrà presentare osservazioni scritte.",
        "Il Dirigente dott. Aldo Ferri",
    ])
}

#[test]
fn a_letter_is_due_before_anybody_opens_a_case_for_it() {
    let home = Home::new();
    let papers = [(REQUEST, request()), ("preavviso.pdf", notice())];
    let folder = household(&home, &papers);
    let days = || {
        let rows = due(&home, &folder).into_iter().filter(|(_, kind, _)| kind == "term");
        rows.map(|(day, _, _)| day).collect::<Vec<_>>()
    };
    // Ten days from the letters' own dates, the 16th and the 18th: the 26th, and the 28th.
    assert_eq!(days(), ["2026-11-26", "2026-11-28"]);
    // With a case it is said once, there.
    let id = open(&home, &folder);
    assert_eq!(days().iter().filter(|day| *day == "2026-11-26").count(), 1);
    let told = home.json("due", &folder, &[]).fine().json();
    let rows: Vec<&Value> =
        list(&told["due"]).iter().filter(|row| row["path"] == REQUEST).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(text(&rows[0]["case"]), id);
    // The letter's words stay in its language; what they are is said in the reader's.
    let basis = |key: &str| text(&rows[0]["term"][key]);
    assert!(basis("basis").starts_with("the letter, “entro 10 giorni"), "{}", basis("basis"));
    assert!(basis("basis_it").starts_with("la lettera, «entro 10 giorni"), "{}", basis("basis_it"));
    // Closed: what it was about is over.
    home.json("case", &folder, &["close", &id, "--on", "2026-11-20"]).fine();
    assert!(days().is_empty(), "{:?}", days());
}

#[test]
fn what_a_request_asks_for_is_read_looked_for_and_packed() {
    let home = Home::new();
    let folder = household(&home, &papers());
    let id = open(&home, &folder);
    let letter = case(&home, &folder, &id)["requests"][0].clone();
    assert_eq!(
        items(&letter),
        wanted(&[
            ("here", "PAYSLIP", "ultime due buste paga"),
            ("here", "CU", "Certificazione Unica 2026"),
            ("missing", "PASSPORT", "copia del passaporto in corso di validità (tutte le pagine)"),
            ("not-recognised", "", "bilancio della ditta"),
        ])
    );
    // Nothing says when it came: ten days from its own date, 16 November.
    assert_eq!(
        (text(&letter["term"]["due"]), text(&letter["delivered_by"])),
        ("2026-11-26".to_owned(), "issued".to_owned())
    );
    let row = ("2026-11-26", "term", "Send the requested papers");
    assert!(due(&home, &folder).contains(&wanted(&[row])[0]), "{:?}", due(&home, &folder));
    // It came on the 18th: day ten is the 28th, and can be counted.
    home.json("case", &folder, &["reached", &id, "integration-requested", "2026-11-18"]).fine();
    let letter = case(&home, &folder, &id)["requests"][0].clone();
    let last = list(&letter["term"]["days"]).last().cloned().expect("its days");
    assert_eq!((text(&last["date"]), last["number"].as_u64()), ("2026-11-28".to_owned(), Some(10)));
    // People read it too.
    let told = home.run([
        "checklist".as_ref(),
        folder.as_os_str(),
        "--case".as_ref(),
        std::ffi::OsStr::new(&id),
    ]);
    let told = told.ends_with(1).stdout;
    assert!(
        told.contains("[not-recognised] bilancio della ditta")
            && told.contains("answer by 2026-11-28"),
        "{told}"
    );

    // A packet of exactly these; what is missing is said before, and by whom it comes.
    let item = |nth: usize| text(&letter["items"][nth]["item"]["id"]);
    home.json("case", &folder, &["assign", &id, &item(2), "consultant", "2026-11-24"]).fine();
    let asked = ["--case", &id, "--request", REQUEST];
    let packet = home.json("packet", &folder, &asked).ends_with(1).json();
    let parts = list(&packet["parts"]);
    let names: Vec<_> = parts.iter().map(|part| part["path"].as_str().unwrap_or("-")).collect();
    assert_eq!(names, ["busta ottobre.pdf", "busta settembre.pdf", "cu.pdf", "-", "-"], "{packet}");
    assert_eq!(packet["ready"], false);
    let to = home.path("packet.pdf");
    let to = to.to_str().expect("a path that is text");
    let written = [&asked[..], &["--to", to, "--language", "en"]].concat();
    home.json("packet", &folder, &written).refused("bad-value");
    home.json("packet", &folder, &[&written[..], &["--incomplete"]].concat()).ends_with(1);
    if has("pdftotext") {
        let index = ask("pdftotext", &["-l", "1", "-layout", to, "-"]);
        assert!(index.contains("copia del passaporto in corso"), "{index}");
        assert!(index.contains("the consultant, by 2026-11-24"), "{index}");
    } else {
        skip("the index page of a request's packet: pdftotext is not installed");
    }
    // The same stands in the spreadsheet's checklist.
    let table = home.path("amina.xlsx");
    let table = table.to_str().expect("a path that is text");
    home.json("export", &folder, &["--to", table, "--person", "Amina Rossi"]).fine();
    let mut book: Xlsx<_> = open_workbook(table).expect("a workbook");
    let sheet = book.worksheet_range("Checklist").expect("the checklist");
    let row = sheet.rows().find(|row| row[2].to_string().contains("copia del passaporto"));
    let row: Vec<String> = row.expect("the passport").iter().map(ToString::to_string).collect();
    assert_eq!((row[1].as_str(), row[4].as_str()), ("Passport", "the consultant"));

    // What is found elsewhere is ticked; what was sent is no longer due.
    home.json("case", &folder, &["tick", &id, &item(3)]).fine();
    home.json("case", &folder, &["tick", &id, "asked-00000000"]).refused("unknown");
    home.json("case", &folder, &["reached", &id, "integration-sent", "2026-11-20"]).fine();
    let letter = case(&home, &folder, &id)["requests"][0].clone();
    assert_eq!(text(&letter["answered"]), "2026-11-20");
    assert_eq!(text(&letter["items"][3]["item"]["need"]), "done");
    assert!(due(&home, &folder).iter().all(|(.., label)| label != "Send the requested papers"));
    home.json("packet", &folder, &["--case", &id, "--request", "cu.pdf"]).refused("unknown");
}

#[test]
fn a_request_told_by_hand_to_be_one_is_read_as_well() {
    let home = Home::new();
    let unclear = pdf(&[
        "Comune di Lodi",
        "Gentile ROSSI AMINA, 12/11/2026",
        "le chiediamo di inviarci: copia del codice fiscale, ultima busta paga.",
    ]);
    let folder = household(&home, &[("carta.pdf", unclear)]);
    let id = open(&home, &folder);
    home.json("correct", &folder, &["carta.pdf", "type", "INTEGRATION-REQUEST"]).fine();
    home.json("correct", &folder, &["carta.pdf", "person", "Amina Rossi"]).fine();
    let case = case(&home, &folder, &id);
    let letter = &list(&case["requests"])[0];
    let types: Vec<String> = items(letter).into_iter().map(|(_, types, _)| types).collect();
    assert_eq!(types, ["CODICE-FISCALE", "PAYSLIP"], "{letter}");
    assert!(letter["term"].is_null(), "it names no day: {letter}");
}

#[test]
fn a_rejection_notice_leads_to_the_packet_of_the_observations() {
    let home = Home::new();
    let notice = pdf(&[
        "QUESTURA DI MILANO - Ufficio Immigrazione",
        "Prot. n. 0061234 del 16/11/2026",
        "Oggetto: comunicazione dei motivi ostativi ai sensi dell'art. 10-bis L. 241/1990",
        "Cognome e nome: ROSSI AMINA",
        "Notificato il 17/11/2026",
        "Si comunica che l'istanza di rinnovo del permesso di soggiorno non può essere accolta per i",
        "seguenti motivi:",
        "1) il reddito non risulta dimostrato, in quanto non è stata prodotta la Certificazione Unica 2026;",
        "2) parere negativo della Prefettura.",
        "Entro dieci giorni dal ricevimento della presente la S.V. ha facoltà di presentare osservazioni scritte.",
    ]);
    let mut all = papers();
    all[0] = ("preavviso.pdf", notice);
    let folder = household(&home, &all);
    let id = open(&home, &folder);
    let letter = case(&home, &folder, &id)["requests"][0].clone();
    let roles: Vec<String> = list(&letter["items"]).iter().map(|one| text(&one["role"])).collect();
    assert_eq!(roles, ["answer", "letter", "point", "point"], "{letter}");
    assert_eq!(
        items(&letter),
        wanted(&[
            ("missing", "OBSERVATIONS", ""),
            ("here", "REJECTION-NOTICE", ""),
            (
                "here",
                "CU",
                "il reddito non risulta dimostrato, in quanto non è stata prodotta la Certificazione Unica 2026"
            ),
            ("not-recognised", "", "parere negativo della Prefettura"),
        ])
    );
    // Ten days from the 17th, once.
    let rows = due(&home, &folder);
    let rows: Vec<_> = rows.iter().filter(|(.., label)| label.contains("observations")).collect();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0].0, "2026-11-27");

    let asked = ["--case", &id, "--request", "preavviso.pdf"];
    let packet = home.json("packet", &folder, &asked).ends_with(1).json();
    assert_eq!(list(&packet["parts"])[0]["problems"][0], "missing");
    // The observations are written: the packet is ready, the point without a paper is answered in them.
    let written = pdf(&[
        "Spett.le Questura di Milano",
        "Oggetto: osservazioni ai sensi dell'art. 10-bis L. 241/1990",
        "La sottoscritta Amina Rossi, ricevuto il preavviso di rigetto, presenta le seguenti osservazioni:",
        "il reddito è dimostrato dalla Certificazione Unica 2026 che si allega. Chiede l'accoglimento dell'istanza.",
        "Milano, 20/11/2026",
    ]);
    put(&folder, "osservazioni.pdf", &written);
    home.json("scan", &folder, &[]).fine();
    let packet = home.json("packet", &folder, &asked).fine().json();
    let names: Vec<_> =
        list(&packet["parts"]).iter().map(|part| part["path"].as_str().unwrap_or("-")).collect();
    assert_eq!(names, ["osservazioni.pdf", "preavviso.pdf", "cu.pdf", "-"], "{packet}");
}

#[test]
fn what_nobody_confirmed_is_filed_again_and_the_screenshot_stays_as_evidence() {
    let home = Home::new();
    let screenshot = pdf(&[
        "https://portaleservizi.dlci.interno.it",
        "Portale Servizi ALI - Le mie domande",
        "ROSSI AMINA - rinnovo del permesso di soggiorno - domanda inviata",
        "Schermata acquisita il 09/11/2026 alle 10:41",
    ]);
    let folder =
        household(&home, &[("schermata.pdf", screenshot), ("cu.pdf", cu("ROSSI", "AMINA", 2026))]);
    let id = open(&home, &folder);
    // A week from 9 November is the 16th; today is the 21st.
    let again = case(&home, &folder, &id)["file_again"].clone();
    assert_eq!(
        (text(&again["filed"]), text(&again["until"]), again["over"].as_bool()),
        ("2026-11-09".to_owned(), "2026-11-16".to_owned(), Some(true))
    );
    let rows = due(&home, &folder);
    assert!(
        rows.iter().any(|(day, kind, _)| day == "2026-11-16" && kind == "file-again"),
        "{rows:?}"
    );
    let told = home.run(["due".as_ref(), folder.as_os_str()]).fine().stdout;
    assert!(told.contains("File it again"), "{told}");

    // The screenshot proves the first time, with its moment.
    let filed = home.json("filed", &folder, &["cu.pdf"]).fine().json();
    let filing = list(&filed["filings"])[0].clone();
    assert_eq!(
        (text(&filing["date"]), text(&filing["receipt"]), text(&filing["how"])),
        ("2026-11-09".to_owned(), "schermata.pdf".to_owned(), "screenshot".to_owned())
    );
    let own = home.json("filed", &folder, &["schermata.pdf"]).fine().json();
    assert_eq!(list(&own["filings"])[0]["how"], "screenshot");
    let packet = home.json("packet", &folder, &["--case", &id]).ends_with(1).json();
    let last = list(&packet["parts"]).last().cloned().expect("its parts");
    assert_eq!(
        (text(&last["item"]), text(&last["path"])),
        ("evidence".to_owned(), "schermata.pdf".to_owned())
    );

    // The receipt comes: nothing is to be filed again, and the picture is still evidence.
    let receipt = pdf(&[
        "Poste italiane - Sportello Amico",
        "RICEVUTA DI ACCETTAZIONE  Mod. 209",
        "Rilascio/rinnovo permesso di soggiorno",
        "Mittente: ROSSI AMINA",
        "Codice Assicurata 06070123456-7",
        "Codice Ologramma 1234567890",
        "Data di accettazione 19/11/2026 ore 10:21",
    ]);
    put(&folder, "ricevuta.pdf", &receipt);
    home.json("scan", &folder, &[]).fine();
    let after = case(&home, &folder, &id);
    assert!(after["file_again"].is_null(), "{}", after["file_again"]);
    assert_eq!(list(&after["evidence"])[0]["confirmed"], true);
    assert!(due(&home, &folder).iter().all(|(_, kind, _)| kind != "file-again"));
}

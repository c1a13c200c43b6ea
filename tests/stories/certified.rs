//! Certified mail (PEC) kept as files, and filings noted by hand: both show that something was filed, and what.

use crate::texts::{AMINA, cu, payslip};
use faldone_tests::{Home, list, put, text};
use serde_json::Value;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const NUMBER: &str = "P-MI/L/N/2026/101255";
const SENT: &str = "VLC0420$A1F0C3@pec.example.it";

/// RFC 2045: any bytes, in lines that no mail server breaks.
fn quoted(bytes: &[u8]) -> String {
    let line = |bytes: &[u8]| {
        bytes.iter().fold(String::new(), |mut line, byte| {
            let _ = write!(line, "={byte:02X}");
            line
        })
    };
    bytes.chunks(24).map(line).collect::<Vec<_>>().join("=\r\n")
}

/// The mail that was sent, with one paper.
fn sent(paper: &[u8]) -> String {
    format!(
        "From: amina.rossi@pec.example.it\r\nTo: immigrazione.prefmi@pec.example.it\r\n\
         Subject: Integrazione documenti pratica {NUMBER}\r\nMessage-ID: <{SENT}>\r\n\
         Date: Mon, 09 Nov 2026 11:04:02 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"papers\"\r\n\r\n--papers\r\n\
         Content-Type: text/plain; charset=\"us-ascii\"\r\n\r\nSi trasmette il documento richiesto.\r\n\r\n\
         --papers\r\nContent-Type: application/pdf; name=\"documento.pdf\"\r\n\
         Content-Disposition: attachment; filename=\"documento.pdf\"\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n--papers--\r\n",
        quoted(paper)
    )
}

/// A receipt about it: `within` is the mail that a receipt of delivery holds.
fn receipt(kind: &str, title: &str, told: &str, within: Option<&str>) -> String {
    let within = within.map_or(String::new(), |mail| {
        format!(
            "--mixed\r\nContent-Type: message/rfc822; name=\"postacert.eml\"\r\n\
             Content-Disposition: inline; filename=\"postacert.eml\"\r\n\r\n{mail}\r\n"
        )
    });
    format!(
        "From: posta-certificata@pec.example.it\r\nTo: amina.rossi@pec.example.it\r\n\
         Subject: {title}: Integrazione documenti pratica {NUMBER}\r\n\
         X-Ricevuta: {kind}\r\nX-Riferimento-Message-ID: <{SENT}>\r\n\
         Message-ID: <opec2108.20261109110412.08417.552.1.{}.64@pec.example.it>\r\n\
         Date: Mon, 09 Nov 2026 11:04:19 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"mixed\"\r\n\r\n--mixed\r\n\
         Content-Type: text/plain; charset=\"us-ascii\"\r\n\r\n{told}\r\n\r\n\
         Il giorno 09/11/2026 alle ore 11:04:19 (+0100) il messaggio\r\n\
         \"Integrazione documenti pratica {NUMBER}\"\r\nproveniente da \"amina.rossi@pec.example.it\"\r\n\
         ed indirizzato a \"immigrazione.prefmi@pec.example.it\"\r\n\
         Identificativo messaggio: opec2108.20261109110412.08417.552.1.64@pec.example.it\r\n\r\n\
         {within}--mixed--\r\n",
        kind.len()
    )
}

fn accepted() -> String {
    receipt("accettazione", "ACCETTAZIONE", "Ricevuta di accettazione", None)
}

fn household(home: &Home) -> PathBuf {
    let folder = home.folder("papers");
    put(&folder, "cu.pdf", &cu("ROSSI", "AMINA", 2026));
    put(&folder, "busta.pdf", &payslip("ROSSI AMINA", "OTTOBRE 2026"));
    home.json("init", &folder, &["--person", AMINA]).fine();
    folder
}

fn open(home: &Home, folder: &Path) -> String {
    let told = ["open", "permit-renewal", "--person", "Amina Rossi", "--reference", NUMBER];
    text(&home.json("case", folder, &told).fine().json()["case"]["id"])
}

fn case(home: &Home, folder: &Path, id: &str) -> Value {
    let told = home.json("checklist", folder, &["--case", id]).ends_with(1).json();
    list(&told["checklists"])[0].clone()
}

/// Receipt and kind of each filing of a paper.
fn filings(home: &Home, folder: &Path, paper: &str) -> Vec<(String, String)> {
    let run = home.json("filed", folder, &[paper]);
    let rows = list(&run.json()["filings"]).to_vec();
    rows.iter().map(|one| (text(&one["receipt"]), text(&one["how"]))).collect()
}

#[test]
fn a_mail_that_was_delivered_proves_what_went_out_with_it_and_nothing_else() {
    let home = Home::new();
    let folder = household(&home);
    let mail = sent(&std::fs::read(folder.join("cu.pdf")).expect("the paper"));
    put(&folder, "accettazione.eml", accepted().as_bytes());
    put(&folder, "inviata.eml", mail.as_bytes());
    home.json("scan", &folder, &[]).fine();
    let id = open(&home, &folder);

    // Accepted, not delivered: eleven days later it is to be filed again.
    let again = case(&home, &folder, &id);
    assert_eq!(again["file_again"]["over"], true, "{again}");
    assert_eq!(list(&again["evidence"])[0]["how"], "pec");
    let attached = |receipt: &str| (receipt.to_owned(), "attached".to_owned());
    assert_eq!(filings(&home, &folder, "cu.pdf"), [attached("accettazione.eml")]);

    // Delivered: nothing is to be done, and both receipts stay as evidence.
    let delivered =
        receipt("avvenuta-consegna", "CONSEGNA", "Ricevuta di avvenuta consegna", Some(&mail));
    put(&folder, "consegna.eml", delivered.as_bytes());
    home.json("scan", &folder, &[]).fine();
    let after = case(&home, &folder, &id);
    assert!(after["file_again"].is_null(), "{after}");
    let evidence = list(&after["evidence"]);
    assert!(evidence.len() == 2 && evidence.iter().all(|one| one["confirmed"] == true), "{after}");
    let both = [attached("accettazione.eml"), attached("consegna.eml")];
    assert_eq!(filings(&home, &folder, "cu.pdf"), both);
    assert!(filings(&home, &folder, "busta.pdf").is_empty());
}

#[test]
fn a_mail_that_came_back_proves_nothing() {
    let home = Home::new();
    let folder = household(&home);
    let mail = sent(&std::fs::read(folder.join("cu.pdf")).expect("the paper"));
    let back = receipt(
        "errore-consegna",
        "AVVISO DI MANCATA CONSEGNA",
        "Avviso di mancata consegna",
        Some(&mail),
    );
    put(&folder, "avviso.eml", back.as_bytes());
    home.json("scan", &folder, &[]).fine();
    let id = open(&home, &folder);
    assert!(filings(&home, &folder, "cu.pdf").is_empty());
    assert_eq!(case(&home, &folder, &id)["file_again"]["over"], true);
}

#[test]
fn a_filing_noted_by_hand_waits_for_its_receipt() {
    let home = Home::new();
    let folder = household(&home);
    let id = open(&home, &folder);
    let note = |more: &[&str]| {
        let told = ["add", "--date", "2026-11-10", "--what", "Handed in at the desk", "--person"];
        let told = [&told[..], &["Amina Rossi", "--channel", "by-hand"], more].concat();
        home.json("event", &folder, &told).fine().json()["event"].clone()
    };
    // Something that happened, but was no filing.
    note(&[]);
    assert!(list(&case(&home, &folder, &id)["evidence"]).is_empty());
    let event = note(&["--filed", "--reference", NUMBER]);
    assert_eq!(
        (text(&event["kind"]), text(&event["what"])),
        ("filed".to_owned(), "Handed in at the desk".to_owned())
    );
    assert_eq!(case(&home, &folder, &id)["file_again"]["until"], "2026-11-17");
    let due = home.json("due", &folder, &[]).fine().json();
    assert!(list(&due["due"]).iter().any(|row| row["kind"] == "file-again"), "{due}");
    // With the stamped copy, under whatever name it has later.
    note(&["--filed", "--reference", NUMBER, "--file", "busta.pdf"]);
    home.json("fix", &folder, &["--yes"]).fine();
    let after = case(&home, &folder, &id);
    assert!(after["file_again"].is_null(), "{after}");
    let kept = list(&after["evidence"]).iter().find(|one| !one["path"].is_null()).expect("it");
    assert_eq!(filings(&home, &folder, &text(&kept["path"]))[0].1, "told");
}

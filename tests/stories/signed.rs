//! Signed envelopes (.p7m): who signed is told from the certificates inside.

use faldone_tests::{Home, list, put, skip, text};
use std::{fs, path::Path, process::Command};

/// Signs a file as programs for digital signatures do: with the paper and the certificate inside.
fn sign(home: &Home, paper: &str, name: &str, more: &[&str]) -> bool {
    let path = |inside: &str| home.path(inside).display().to_string();
    let run = |arguments: &[&str]| {
        let done = Command::new("openssl").args(arguments).current_dir(home.path("")).output();
        done.is_ok_and(|done| done.status.success())
    };
    let subject = format!("/C=IT/O=Firma di prova/CN={name}");
    let key =
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-utf8", "-subj", &subject];
    let (key_to, certificate) = (path("key.pem"), path("certificate.pem"));
    let signed = format!("{paper}.p7m");
    let cms =
        ["cms", "-sign", "-nodetach", "-binary", "-outform", "DER", "-in", paper, "-out", &signed];
    run(&[&key[..], &["-keyout", &key_to, "-out", &certificate]].concat())
        && run(&[&cms[..], &["-signer", &certificate, "-inkey", &key_to], more].concat())
}

fn signers(home: &Home, path: &Path) -> Vec<String> {
    let read = home.json("inspect", path, &[]);
    let file = read.json()["files"][0].clone();
    assert_eq!(file["kind"], "signed", "{file}");
    list(&file["signed"]).iter().map(|one| text(&one["signer"])).collect()
}

#[test]
fn the_signers_of_an_envelope_are_named() {
    let home = Home::new();
    let paper = home.path("domanda.pdf").display().to_string();
    put(&home.path(""), "domanda.pdf", &crate::texts::letter(1));
    if !sign(&home, &paper, "ROSSI AMINA", &[]) {
        return skip("signed envelopes: openssl is not installed");
    }
    let signed = home.path("domanda.pdf.p7m");
    assert_eq!(signers(&home, &signed), ["ROSSI AMINA"]);
    // Signed again as a whole, written in pieces of no told length.
    assert!(sign(&home, &signed.display().to_string(), "Nicolò Ferri", &["-stream"]));
    let again = home.path("domanda.pdf.p7m.p7m");
    assert_eq!(signers(&home, &again).first().map(String::as_str), Some("Nicolò Ferri"));
    // As text, as a mail program saves it.
    let text = Command::new("openssl").args(["base64", "-in"]).arg(&signed).output();
    fs::write(home.path("testo.pdf.p7m"), text.expect("openssl").stdout).expect("written");
    assert_eq!(signers(&home, &home.path("testo.pdf.p7m")), ["ROSSI AMINA"]);
    // Cut short, it names nobody.
    let bytes = fs::read(&signed).expect("the envelope");
    fs::write(home.path("tronco.pdf.p7m"), &bytes[..bytes.len() / 2]).expect("written");
    assert!(signers(&home, &home.path("tronco.pdf.p7m")).is_empty());
}

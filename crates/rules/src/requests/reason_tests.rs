use super::{Calls, Reader};
use crate::facts::PageText;
use crate::packs::Packs;

/// Types and words of each point.
fn points(text: &str) -> Vec<(String, String)> {
    let read =
        Reader::new(Packs::built_in()).read(&[PageText { number: 1, text }], Calls::Observations);
    read.wants.into_iter().map(|want| (want.types.join("|"), want.words)).collect()
}

#[test]
fn points_with_numbers() {
    let text = "Sportello Unico per l'Immigrazione di Milano
Oggetto: comunicazione dei motivi ostativi ai sensi dell'art. 10-bis L. 241 del 7 agosto 1990
Si comunica che sussistono i seguenti motivi ostativi all'accoglimento dell'istanza di nulla osta:
1) la capacità economica del datore di lavoro non risulta dimostrata dalla dichiarazione dei redditi 2025;
2) non è stata prodotta l'idoneità alloggiativa;
3) parere negativo della Questura.
Entro dieci giorni dal ricevimento della presente la S.V. ha facoltà di presentare osservazioni scritte.
Milano, 04/05/2026";
    let got = points(text);
    let wanted = [
        (
            "TAX-RETURN",
            "la capacità economica del datore di lavoro non risulta dimostrata dalla dichiarazione dei redditi 2025",
        ),
        ("HOUSING-SUITABILITY", "non è stata prodotta l'idoneità alloggiativa"),
        ("", "parere negativo della Questura"),
    ];
    assert_eq!(got, wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn points_in_one_sentence() {
    let text = "Oggetto: preavviso di rigetto ex art. 10 bis L. 241/90
Si comunica che la domanda non può essere accolta in quanto il contratto di locazione allegato risulta scaduto
e manca il DURC. Nel termine di 10 giorni la S.V. potrà presentare osservazioni.";
    let got = points(text);
    assert_eq!(got.iter().map(|(types, _)| types.as_str()).collect::<Vec<_>>(), ["LEASE", "DURC"]);
    assert!(got[0].1.starts_with("il contratto di locazione allegato"), "{got:?}");
    assert!(got.iter().all(|(_, words)| !words.contains("osservazioni")));
}

#[test]
fn points_behind_a_colon() {
    let text = "Si comunica, ai sensi dell'art. 10-bis della L. 241/1990, che l'istanza non può essere accolta per i seguenti motivi: mancanza di idoneo
alloggio e parere sfavorevole dell'Ispettorato del Lavoro. Si informa che entro 10 giorni possono essere presentate osservazioni.";
    let got = points(text);
    assert_eq!(got.len(), 1, "{got:?}");
    assert!(
        got[0].1.starts_with("mancanza di idoneo alloggio") && got[0].1.ends_with("del Lavoro")
    );
}

#[test]
fn a_notice_that_says_no_reason_raises_nothing() {
    let text = "Oggetto: comunicazione dei motivi ostativi ai sensi dell'art. 10 bis L. 241 del 7 agosto 1990
Si comunica che sussistono i seguenti motivi ostativi. Entro dieci giorni dal ricevimento possono essere presentate osservazioni scritte.";
    assert_eq!(points(text), []);
}

#[test]
fn a_label_below_the_subject_is_no_point() {
    let text = "Oggetto: comunicazione dei motivi ostativi ai sensi dell'art. 10-bis L. 241/1990
Cognome e nome: ROSSI AMINA
Notificato il 17/11/2026
Si comunica che l'istanza non può essere accolta per i
seguenti motivi:
- manca il certificato di residenza";
    let got = points(text);
    assert_eq!(
        got,
        [("RESIDENCE-CERT".to_owned(), "manca il certificato di residenza".to_owned())]
    );
}

use super::{Call, Calls, Reader, Want};
use crate::facts::PageText;
use crate::packs::Packs;

fn read(text: &str) -> Call {
    Reader::new(Packs::built_in()).read(&[PageText { number: 1, text }], Calls::Papers)
}

/// Types (joined by `|`) and words of each.
fn items(text: &str) -> Vec<(String, String)> {
    let one = |want: Want| (want.types.join("|"), want.words);
    read(text).wants.into_iter().map(one).collect()
}

fn types(text: &str) -> Vec<String> {
    items(text).into_iter().map(|(types, _)| types).collect()
}

#[test]
fn dashes_under_a_sentence() {
    let text = "Prefettura di Milano
Sportello Unico per l'Immigrazione
Prot. n. 0052294 del 28/04/2026
Oggetto: richiesta di integrazione documentale - pratica P-MI/L/N/2026/101255
Lavoratore: Leila HADDAD
Si invita a produrre la seguente documentazione entro il 15/05/2026:
- idoneità alloggiativa
- copia del passaporto in corso di validità (tutte le pagine)
- bilancio dell'ultimo anno
Il Dirigente
Dott. Aldo Ferri";
    let wanted = [
        ("HOUSING-SUITABILITY", "idoneità alloggiativa"),
        ("PASSPORT", "copia del passaporto in corso di validità (tutte le pagine)"),
        ("", "bilancio dell'ultimo anno"),
    ];
    assert_eq!(items(text), wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn numbers_within_a_sentence_and_days_from_the_delivery() {
    let text = "QUESTURA DI LODI - Ufficio Immigrazione
Con riferimento all'istanza di rinnovo del permesso di soggiorno, si invita la S.V. a produrre
entro 10 giorni dal ricevimento della presente la seguente documentazione: 1) copia integrale del
passaporto; 2) ultime tre buste paga; 3) Certificazione Unica 2026 ovvero dichiarazione dei redditi; 4)
certificato di residenza e stato di famiglia.
In mancanza l'istanza sarà definita allo stato degli atti.";
    let call = read(text);
    let got: Vec<(String, u32)> =
        call.wants.iter().map(|want| (want.types.join("|"), want.count)).collect();
    let wanted =
        [("PASSPORT", 1), ("PAYSLIP", 3), ("CU|TAX-RETURN", 1), ("RESIDENCE-CERT", 1), ("FAMILY-STATUS", 1)];
    assert_eq!(got, wanted.map(|(a, b)| (a.to_owned(), b)));
    let until = call.until.unwrap();
    assert_eq!((until.days, until.working, until.from_letter), (10, false, false));
    assert_eq!(call.wants[1].words, "ultime tre buste paga");
}

#[test]
fn letters_and_semicolons() {
    let text = "Al fine di completare l'istruttoria si richiede di trasmettere, tramite il portale ALI:
a) copia del passaporto in corso di validità (tutte le pagine);
b) copia del contratto di locazione registrato ovvero dichiarazione di ospitalità, con copia del
documento d'identità dell'ospitante;
c) n. 4 fotografie formato tessera;
d) marca da bollo da euro 16,00.
Si allega:
- informativa privacy
- copia del provvedimento";
    assert_eq!(types(text), ["PASSPORT", "LEASE|HOSPITALITY", "ID-CARD|PASSPORT", "PHOTO", ""]);
    let call = read(text);
    assert!(call.wants[2].others && !call.wants[0].others);
    assert_eq!(call.wants[4].words, "marca da bollo da euro 16,00");
}

#[test]
fn one_sentence_with_commas() {
    let text = "Per la definizione della pratica la S.V. è invitata a trasmettere, entro e non oltre quindici giorni dalla
ricezione della presente, copia del codice fiscale, l'ultima busta paga, il modello UNILAV e una
perizia giurata sull'immobile. Gli uffici sono aperti il martedì dalle 9 alle 12.";
    assert_eq!(types(text), ["CODICE-FISCALE", "PAYSLIP", "UNILAV", ""]);
    assert_eq!(items(text)[3].1, "una perizia giurata sull'immobile");
    assert_eq!(read(text).until.unwrap().days, 15);
}

#[test]
fn prose_that_names_one_thing() {
    let text = "Ispettorato Territoriale del Lavoro di Lodi
Per esprimere il parere occorre che codesta ditta invii il bilancio dell'ultimo anno. I documenti mancanti vanno caricati sul portale.";
    assert_eq!(items(text), [(String::new(), "il bilancio dell'ultimo anno".to_owned())]);
}

#[test]
fn lines_without_signs() {
    let text = "Documentazione mancante:
Copia passaporto
Copia permesso di soggiorno
Attestazione di idoneità alloggiativa rilasciata dal Comune, in corso di
validità
Distinti saluti
Il funzionario";
    assert_eq!(types(text), ["PASSPORT", "PERMIT", "HOUSING-SUITABILITY"]);
    assert!(items(text)[2].1.ends_with("in corso di validità"));
}

#[test]
fn what_is_lacking_or_faulty_is_asked_for() {
    let text = "Dall'esame della domanda non risulta allegata la visura camerale. Il DURC prodotto risulta scaduto. Si prega di provvedere.";
    let call = read(text);
    let got: Vec<(String, bool)> =
        call.wants.iter().map(|want| (want.types.join("|"), want.faulted)).collect();
    assert!(got.iter().any(|(types, _)| types == "COMPANY-REGISTER"), "{got:?}");
    assert!(got.contains(&("DURC".to_owned(), true)), "{got:?}");
}

#[test]
fn what_only_looks_like_a_list_is_none() {
    for text in [
        "Si allega:\n- copia del provvedimento\n- informativa",
        "Informativa privacy: i dati forniti saranno trattati ai sensi del Regolamento 2016/679. L'interessato deve presentare richiesta al titolare del trattamento.",
        "Visto l'art. 5, comma 2, lett. a) e b) del D.Lgs. 286/1998; vista la L. 241/1990;",
        "L'ufficio riceve: lunedì 9-12; martedì 9-12; giovedì 15-17.",
        "La S.V. può presentare memorie scritte e documenti entro dieci giorni.",
        "Si invita a prendere visione della comunicazione sul portale.",
        "La documentazione dovrà essere caricata esclusivamente sul portale in formato PDF.",
    ] {
        assert_eq!(items(text), [], "{text}");
    }
}

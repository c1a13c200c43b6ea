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
    let wanted = [
        ("PASSPORT", 1),
        ("PAYSLIP", 3),
        ("CU|TAX-RETURN", 1),
        ("RESIDENCE-CERT", 1),
        ("FAMILY-STATUS", 1),
    ];
    assert_eq!(got, wanted.map(|(a, b)| (a.to_owned(), b)));
    let until = call.until.unwrap();
    assert_eq!((until.days, until.working, until.from_letter), (10, false, false));
    assert_eq!(call.wants[1].words, "ultime tre buste paga");
}

#[test]
fn letters_and_semicolons() {
    let text =
        "Al fine di completare l'istruttoria si richiede di trasmettere, tramite il portale ALI:
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

/// Each in the words of another office; what is wanted beside it.
#[test]
fn the_ways_of_many_offices() {
    let mut wrong = String::new();
    for (text, wanted) in [
        (
            "Si prega di integrare la domanda con: copia carta d'identità e codice fiscale del richiedente, contratto di locazione, comodato d'uso o atto di proprietà.",
            vec!["ID-CARD", "CODICE-FISCALE", "LEASE|DEED"],
        ),
        (
            "Ai fini del prosieguo dell'istruttoria, ai sensi dell'art. 6 della L. 241/1990, la S.V. vorrà far pervenire a questo Ufficio, entro 30 (trenta) giorni dalla data della presente, i seguenti documenti:\n• Modello UNILAV\n• Estratto contributivo INPS aggiornato\n• DURC in corso di validità\n• Visura camerale",
            vec!["UNILAV", "INPS-STATEMENT", "DURC", "COMPANY-REGISTER"],
        ),
        (
            "Documenti da integrare:\n1. passaporto in corso di validità (copia di tutte le pagine)\n2. ricevuta della richiesta di rinnovo del permesso di soggiorno\n3. polizza sanitaria\n\nL'Ufficio riceve il lunedì e il mercoledì dalle ore 9 alle ore 12.",
            vec!["PASSPORT", "PERMIT-RECEIPT", "HEALTH-INSURANCE"],
        ),
        (
            "La documentazione allegata alla domanda risulta incompleta. Occorre trasmettere la dichiarazione dei redditi relativa all'anno 2025, nonché le ultime 12 buste paga e il certificato di stato di famiglia.",
            vec!["TAX-RETURN", "PAYSLIP", "FAMILY-STATUS"],
        ),
        (
            "Si richiede l'invio di copia del titolo di studio con dichiarazione di valore e traduzione giurata.",
            vec!["DEGREE", "QUALIFICATION-RECOGNITION", "TRANSLATION"],
        ),
        (
            "Vista la domanda presentata in data 12/01/2026 dal datore di lavoro;\nVisto l'art. 22 del D.Lgs. 286/1998;\nSI INVITA\nil datore di lavoro a trasmettere entro 15 giorni dalla notifica:\na) asseverazione rilasciata da un professionista;\nb) verifica di indisponibilità presso il Centro per l'Impiego;\nc) proposta di contratto di soggiorno;\nd) documentazione attestante il reddito del datore di lavoro.\nSi avverte che, decorso inutilmente il termine, la domanda sarà rigettata.",
            vec!["ASSEVERATION", "CPI-CHECK", "JOB-OFFER", "CU|PAYSLIP|TAX-RETURN"],
        ),
        (
            "Your file is not complete. Please submit the following documents within 10 days:\n- passport copy\n- proof of accommodation\n- bank statements of the last six months\nKind regards",
            vec!["PASSPORT", "DEED|HOSPITALITY|LEASE|LEASE-REGISTRATION", "BANK-STATEMENT"],
        ),
        (
            "Per la pratica in oggetto mancano il certificato di nascita del figlio tradotto e legalizzato, lo stato di famiglia e la marca da bollo da 16,00 euro.",
            vec!["BIRTH-CERT", "FAMILY-STATUS", ""],
        ),
        (
            "Oggetto: soccorso istruttorio. Si assegna il termine di giorni 10 per la produzione di:\n– attestato di idoneità alloggiativa\n– planimetria dell'alloggio\n– ricevuta di versamento del contributo\nIl responsabile del procedimento: dott.ssa Irma Sala. Tel. 02 0000000",
            vec!["HOUSING-SUITABILITY", "", "FEE-RECEIPT"],
        ),
        (
            "Copia del passaporto in corso di validità dovrà essere trasmessa a questo Sportello entro il 30/06/2026.",
            vec!["PASSPORT"],
        ),
        (
            "Il certificato di idoneità alloggiativa prodotto non è leggibile: si chiede di trasmetterne nuovamente copia tramite il portale.",
            vec!["HOUSING-SUITABILITY"],
        ),
        (
            "si chiede di voler produrre la sottoelencata documentazione:\n\n1) n. 2 fototessere\n\n2) copia del modello 730/2026 o CU 2026\n\n3) autocertificazione di residenza\n\n4) copia del contratto di lavoro\n\ne ultime due buste paga\n\nAllegati: 1) nota informativa 2) modulo delega",
            vec!["PHOTO", "TAX-RETURN|CU", "", "CONTRACT", "PAYSLIP"],
        ),
        (
            "La invitiamo a voler trasmettere con cortese sollecitudine e comunque entro e non oltre giorni 20 dalla ricezione della presente:\n- copia del contratto di lavoro in essere e Unilav\n- CUD 2026 relativo ai redditi 2025 o dichiarazione redditi\n- certificazione attestante la conoscenza della lingua italiana livello A2\nSi fa presente che l'Ufficio riceve il pubblico il lunedì.",
            vec!["CONTRACT", "UNILAV", "CU|TAX-RETURN", ""],
        ),
        (
            "la stessa risulta carente della seguente documentazione:\n1. fotocopia di tutte le pagine del passaporto\n2. dimostrazione del reddito anno 2025 (modello Unico o CU)\nLa documentazione dovrà pervenire entro 10 giorni a mezzo PEC all'indirizzo: immig.questura@pec.example.it",
            vec!["PASSPORT", "CU|PAYSLIP|TAX-RETURN"],
        ),
        (
            "si chiede di regolarizzare la domanda inviando copia del permesso di soggiorno scaduto, della ricevuta di rinnovo e del codice fiscale.",
            vec!["PERMIT", "PERMIT-RECEIPT", "CODICE-FISCALE"],
        ),
        (
            "DOCUMENTI DA PRODURRE:\n[X] Passaporto in originale\n[X] n. 4 foto tessera\n[ ] Tessera sanitaria\n[X] Contratto di affitto registrato\nPresentarsi allo sportello 5",
            vec!["PASSPORT", "PHOTO", "LEASE"],
        ),
        (
            "Dall'esame degli atti è emerso che: il passaporto prodotto risulta scaduto in data 12/03/2026; la dichiarazione di ospitalità non è firmata; manca la marca da bollo.\nSi invita a sanare quanto sopra entro il 12/12/2026.",
            vec!["", "PASSPORT", "HOSPITALITY"],
        ),
        (
            "Si sollecita nuovamente l'invio della documentazione già richiesta con nota prot. 1200 del 01/10/2026, e in particolare: copia del titolo di studio, dichiarazione di valore, traduzione giurata.",
            vec!["DEGREE", "QUALIFICATION-RECOGNITION", "TRANSLATION"],
        ),
        (
            "Con la presente si comunica che non risultano allegati alla domanda: copia documento di identità del lavoratore; proposta di contratto di soggiorno; asseverazione. I documenti dovranno essere caricati sul portale ALI.",
            vec!["ID-CARD|PASSPORT", "JOB-OFFER", "ASSEVERATION"],
        ),
        (
            "occorre acquisire il certificato del casellario giudiziale del Paese di origine, tradotto e legalizzato, e la polizza sanitaria con copertura non inferiore a 30.000 euro. Lei ha 15 giorni di tempo.",
            vec!["CRIMINAL-RECORD", "HEALTH-INSURANCE"],
        ),
    ] {
        let got = types(text);
        let sorted = |types: &str| {
            let mut ids: Vec<&str> = types.split('|').collect();
            ids.sort_unstable();
            ids.join("|")
        };
        let got: Vec<String> = got.iter().map(|types| sorted(types)).collect();
        let wanted: Vec<String> = wanted.iter().map(|types| sorted(types)).collect();
        if got != wanted {
            wrong += &format!("{text}\nread {:#?}\nwanted {wanted:?}\n\n", items(text));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_days_that_are_given() {
    for (text, wanted) in [
        (
            "entro il termine perentorio di 10 (dieci) giorni dal ricevimento della presente",
            Some((10, false, false)),
        ),
        ("entro e non oltre quindici giorni lavorativi dalla notifica", Some((15, true, false))),
        ("entro 30 gg. dalla data della presente", Some((30, false, true))),
        ("nel termine di giorni 20 dalla ricezione", Some((20, false, false))),
        ("si assegna il termine di 7 giorni", Some((7, false, false))),
        ("within ten days of receipt", Some((10, false, false))),
        ("entro sessanta giorni può essere proposto ricorso al TAR", None),
        ("entro il 15/05/2026", None),
        ("entro le ore 12", None),
    ] {
        let text = format!("Si invita a produrre, {text}, copia del passaporto.");
        let until = read(&text).until.map(|until| (until.days, until.working, until.from_letter));
        assert_eq!(until, wanted, "{text}");
    }
}

#[test]
fn a_list_goes_on_over_the_end_of_a_page() {
    let pages = [
        PageText {
            number: 1,
            text: "Si invita a produrre la seguente documentazione:\n1) passaporto;\n2) contratto di",
        },
        PageText { number: 2, text: "locazione registrato;\n3) codice fiscale." },
    ];
    let call = Reader::new(Packs::built_in()).read(&pages, Calls::Papers);
    let got: Vec<(&str, u32)> =
        call.wants.iter().map(|want| (want.words.as_str(), want.page)).collect();
    assert_eq!(
        got,
        [("passaporto", 1), ("contratto di locazione registrato", 1), ("codice fiscale", 2)]
    );
    assert_eq!(call.wants[1].types, ["LEASE"]);
}

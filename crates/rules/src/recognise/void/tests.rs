//! Papers written for it, both ways: what says itself that it does not count, and what only mentions such words.

use crate::facts::{PageText, Recognition, VoidReason};
use crate::packs::Packs;
use crate::person::Person;
use crate::recognise::Recogniser;

fn read(text: &str) -> Recognition {
    let person = Person {
        id: "amina".to_owned(),
        name: "Amina".to_owned(),
        surname: "Chaoui".to_owned(),
        fiscal_code: None,
        born: None,
        dependants: Vec::new(),
    };
    Recogniser::built_in().recognise(&[PageText { number: 1, text }], &[person])
}

/// Returns the paper's type, why it proves nothing, and the words that say so.
fn judged(text: &str) -> (String, Option<VoidReason>, String) {
    let found = read(text);
    let words = found.void.as_ref().map(|void| {
        let said = &void.evidence;
        assert_eq!(text.get(said.start as usize..said.end as usize), Some(said.words.as_str()));
        said.words.clone()
    });
    let kind = found.doc_type.map_or("none".to_owned(), |kind| kind.id);
    (kind, found.void.map(|void| void.reason), words.unwrap_or_default())
}

const DEBTOR: &str = "Debitore: CHAOUI AMINA\nEnte creditore: Comune di Lodi\nID UNIVOCO VERSAMENTO 301000000012345671\nIMPORTO 16,00 EUR\n";

#[test]
fn what_did_not_go_through_proves_nothing() {
    use VoidReason::{Annulled, Draft, Failed, NotSent, Quote, Refused};
    let papers: Vec<(String, VoidReason, &str)> = vec![
        (format!("ATTESTAZIONE DI PAGAMENTO\nEsito del pagamento: NON RIUSCITO\n{DEBTOR}Data 02/11/2026"), Failed, "NON RIUSCITO"),
        (format!("RICEVUTA DI PAGAMENTO\n{DEBTOR}Esito\tTransazione negata dalla banca\nData 02/11/2026"), Refused, "negata"),
        (format!("RICEVUTA DI PAGAMENTO pagoPA\nIl pagamento del 02/11/2026 non è andato a buon fine.\n{DEBTOR}"), Failed, "buon fine"),
        (format!("RICEVUTA DI PAGAMENTO pagoPA\n{DEBTOR}Data pagamento 02/11/2026\nSTORNATO\n"), Annulled, "STORNATO"),
        ("AGENZIA DELLE ENTRATE\nRICEVUTA - MODELLO 730/2026\nContribuente CHAOUI AMINA\nLa dichiarazione, trasmessa il 12/06/2026 con prot. n. 26061299887766554-000003, è stata rifiutata dal sistema.".to_owned(), Refused, "rifiutata"),
        ("AGENZIA DELLE ENTRATE\nRICEVUTA DI SCARTO - MODELLO F24\nContribuente CHAOUI AMINA\nSALDO FINALE 310,00\nData 16/06/2026".to_owned(), Refused, "RICEVUTA DI SCARTO"),
        ("Ministero dell'Interno - Portale Servizi ALI\nRIEPILOGO DELLA DOMANDA\nCodice domanda: P-LO/L/Q/2026/100417\nRichiedente: CHAOUI AMINA\nStato della domanda al 10/02/2026: in compilazione".to_owned(), NotSent, "in compilazione"),
        ("UNIFICATO LAV\nTipo comunicazione:\tANNULLAMENTO\nCodice comunicazione: 1509826000456789\nTrasmessa il: 03/03/2026\nDATORE DI LAVORO\tMOLINI LODI S.R.L.\nLAVORATORE\tCHAOUI AMINA\nData inizio rapporto: 02/03/2026".to_owned(), Annulled, "ANNULLAMENTO"),
        ("UNIFICATO LAV\nModello: UNILAV\nCodice comunicazione: 1509826000456789\nTrasmessa il: 03/03/2026\nLAVORATORE CHAOUI AMINA\nTipologia contrattuale: tempo determinato\nStato: ANNULLATA".to_owned(), Annulled, "ANNULLATA"),
        ("Assicurazioni Adda S.p.A.\nPREVENTIVO N. 4711\nPolizza sanitaria per cittadini stranieri\nAssicurata: CHAOUI AMINA\nDecorrenza 01/12/2026 Scadenza 30/11/2027\nMassimale spese mediche 30.000 euro".to_owned(), Quote, "PREVENTIVO N. 4711"),
        ("*** BOZZA ***\nCONTRATTO DI LAVORO SUBORDINATO A TEMPO DETERMINATO\nTra Molini Lodi S.r.l., datore di lavoro, e la sig.ra Amina Chaoui, lavoratrice,\nsi conviene quanto segue.\n1. Assunzione dal 2 marzo 2026.\n2. Retribuzione lorda mensile 1.700,00 euro.\nLodi, 20 febbraio 2026".to_owned(), Draft, "BOZZA"),
        ("Payment receipt\nPayer: Amina Chaoui\nVisa fee EUR 116.00\nDate 3 November 2026\nStatus: declined by issuer".to_owned(), Refused, "declined"),
    ];
    let wrong: Vec<String> = papers
        .iter()
        .filter_map(|(text, reason, words)| {
            let (kind, found, said) = judged(text);
            let right = found == Some(*reason) && said.contains(words);
            (!right)
                .then(|| format!("{kind} {found:?} {said:?}, wanted {reason:?} {words:?}: {text}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn what_only_speaks_of_it_counts() {
    let papers: Vec<(&str, String)> = vec![
        ("FEE-RECEIPT", format!("ATTESTAZIONE DI PAGAMENTO\nEsito del pagamento: eseguito\n{DEBTOR}Data pagamento 02/11/2026")),
        ("FEE-RECEIPT", format!("RICEVUTA DI PAGAMENTO pagoPA\nEsito: Pagamento eseguito\n{DEBTOR}Data pagamento 02/11/2026\nTentativi precedenti\n01/11/2026\tEsito: rifiutato")),
        ("FEE-RECEIPT", format!("RICEVUTA DI PAGAMENTO pagoPA\n{DEBTOR}Operazione rifiutata il 01/11/2026\nOperazione eseguita il 02/11/2026\nData pagamento 02/11/2026")),
        ("FEE-RECEIPT", format!("RICEVUTA DI PAGAMENTO pagoPA\nEsito: Pagamento eseguito\n{DEBTOR}Data pagamento 02/11/2026\nIn caso di mancato accredito il pagamento si considera non eseguito. Se l'operazione è stata annullata l'importo viene reso.")),
        ("FEE-RECEIPT", format!("RICEVUTA DI PAGAMENTO pagoPA\nEsito: Pagamento eseguito\n{DEBTOR}Data pagamento 02/11/2026\nLa marca da bollo è stata annullata. Un precedente pagamento era stato rifiutato.")),
        ("TAX-RETURN", "AGENZIA DELLE ENTRATE\nRICEVUTA - MODELLO 730/2026\nContribuente CHAOUI AMINA\nLa dichiarazione trasmessa il 12/06/2026 è stata acquisita.\nLa precedente dichiarazione del 01/06/2026 è stata annullata.".to_owned()),
        ("PERMIT-RECEIPT", "Poste Italiane - SPORTELLO AMICO\nRICEVUTA DI ACCETTAZIONE - Richiesta rilascio/rinnovo permesso di soggiorno (Mod. 209)\nData di accettazione 15/10/2026 ore 11:42\nRichiedente CHAOUI AMINA\nCodice Assicurata 06070000123-4\nLa presente ricevuta non costituisce titolo di soggiorno.".to_owned()),
        ("UNILAV", "UNIFICATO LAV\nTipo comunicazione: Obbligatoria\tModello: UNILAV CESSAZIONE\nCodice comunicazione: 1509826000456789\nTrasmessa il: 03/11/2026\nLAVORATORE\tCHAOUI AMINA\nData cessazione: 31/12/2026\nData inizio rapporto: 02/03/2026\nTipologia contrattuale: tempo indeterminato".to_owned()),
        ("LEASE", "CONTRATTO DI LOCAZIONE AD USO ABITATIVO\nIl locatore Carlo Riva concede in locazione alla conduttrice Amina Chaoui l'immobile in Lodi, via Adda 3.\nDurata: dal 01/04/2026 al 31/03/2030. Canone annuo 6.000 euro.\nIn caso di mancato pagamento il contratto è risolto. La disdetta va comunicata sei mesi prima. Ogni precedente contratto è stato annullato.\nLodi, 20 marzo 2026".to_owned()),
        ("HEALTH-INSURANCE", "Assicurazioni Adda S.p.A.\nPOLIZZA N. 99812 - ASSICURAZIONE SANITARIA PER STRANIERI\nPreventivo n. 4711\nContraente e assicurata: CHAOUI AMINA\nDecorrenza 01/12/2026 Scadenza 30/11/2027\nMassimale spese mediche 30.000 euro\nIl premio è stato pagato.".to_owned()),
        ("INTEGRATION-REQUEST", "PREFETTURA DI LODI\nSportello Unico per l'Immigrazione\nOggetto: richiesta di documentazione integrativa\nSi invita la sig.ra Amina Chaoui a produrre entro 10 giorni: passaporto; contratto di lavoro.\nIl pagamento non è stato eseguito.\nLodi, 3 novembre 2026".to_owned()),
        ("BANK-STATEMENT", "BANCA DI LODI\nESTRATTO CONTO al 31/10/2026\nIntestataria CHAOUI AMINA\nIBAN IT60X0542811101000000123456\nSALDO INIZIALE 1.000,00\n12/10/2026\tBonifico rifiutato\t30,46\n13/10/2026\tStipendio\t1.500,00\nSALDO FINALE 2.500,00".to_owned()),
    ];
    let wrong: Vec<String> = papers
        .iter()
        .filter_map(|(kind, text)| {
            let (found, reason, said) = judged(text);
            let right = reason.is_none() && found == *kind;
            (!right).then(|| format!("{found} {reason:?} {said:?}, wanted {kind}: {text}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A receipt of certified mail as the reader of mails writes it down.
fn mail(header: &str, subject: &str, kind: &str) -> String {
    let header = if header.is_empty() { String::new() } else { format!("X-Ricevuta: {header}\n") };
    let certificate = if kind.is_empty() {
        String::new()
    } else {
        format!(
            "Allegato: daticert.xml\npostacert tipo=\"{kind}\" errore=\"nessuno\": intestazione: mittente: amina.chaoui@pec.example\n"
        )
    };
    format!(
        "{header}Da: posta-certificata@pec.example\nA: amina.chaoui@pec.example\nData: 10/11/2026 10:00:05\nOggetto: {subject}: Osservazioni Chaoui\n\nIl giorno 10/11/2026 alle ore 10:00:00 il messaggio con oggetto \"Osservazioni\"\n{certificate}"
    )
}

#[test]
fn accepted_is_sent_delivered_is_delivered_and_a_failure_is_neither() {
    let of = |text: &str| {
        let found = read(text);
        (found.detail.clone(), found.void.map(|void| void.reason))
    };
    let returned = Some("Not-Delivered".to_owned());
    let (sent, arrived) = (Some("Acceptance".to_owned()), Some("Delivery".to_owned()));
    assert_eq!(of(&mail("accettazione", "ACCETTAZIONE", "accettazione")), (sent.clone(), None));
    assert_eq!(
        of(&mail("avvenuta-consegna", "CONSEGNA", "avvenuta-consegna")),
        (arrived.clone(), None)
    );
    // Either alone will do, and what the subject says weighs less.
    assert_eq!(of(&mail("", "CONSEGNA", "accettazione")), (sent, None));
    assert_eq!(of(&mail("", "CONSEGNA", "")), (arrived, None));
    for kind in
        ["errore-consegna", "preavviso-errore-consegna", "non-accettazione", "rilevazione-virus"]
    {
        for text in [
            mail(kind, "CONSEGNA", ""),
            mail("", "CONSEGNA", kind),
            mail(kind, "AVVISO DI MANCATA CONSEGNA", "avvenuta-consegna"),
        ] {
            assert_eq!(of(&text), (returned.clone(), Some(VoidReason::Undelivered)), "{text}");
        }
    }
    let printed = mail("", "AVVISO DI NON ACCETTAZIONE", "");
    assert_eq!(of(&printed).1, Some(VoidReason::Undelivered));
    assert_eq!(of(&mail("", "AVVISO DI MANCATA CONSEGNA", "")).1, Some(VoidReason::Undelivered));
}

#[test]
fn what_the_mail_was_about_is_no_word_on_its_receipt() {
    let text = mail(
        "avvenuta-consegna",
        "CONSEGNA: Richiesta di annullamento, domanda non inviata",
        "avvenuta-consegna",
    );
    assert_eq!(judged(&text).1, None);
}

#[test]
fn an_envelope_that_speaks_of_a_delivery_is_no_receipt() {
    let sdi = "Da: sdi09@pec.example\nA: amina.chaoui@pec.example\nData: 11/11/2026 10:00:05\nOggetto: POSTA CERTIFICATA: Ricevuta di consegna 7712345\n\nRicevuta di consegna della fattura di Amina Chaoui\n";
    let envelope =
        format!("X-Trasporto: posta-certificata\n{}", sdi.replace("POSTA CERTIFICATA: ", ""));
    for text in [sdi, envelope.as_str()] {
        let found = read(text);
        assert_ne!(found.doc_type.map(|kind| kind.id).as_deref(), Some("PEC-RECEIPT"), "{text}");
        assert_eq!(found.detail, None);
    }
}

#[test]
fn the_types_that_the_words_name_exist() {
    let packs = Packs::built_in();
    let words = &packs.void;
    let named =
        words.said.iter().flat_map(|said| &said.types).chain(&words.receipts).chain(&words.tellers);
    let unknown: Vec<&String> = named.filter(|id| packs.document_type(id).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

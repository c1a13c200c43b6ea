//! The day that a paper itself bears, beside those of records, prints, earlier papers and whoever else signs.

use crate::told;

#[test]
fn a_receipt_for_what_was_sent_has_the_day_of_sending() {
    for (text, days) in [
        (
            "Portale Servizi ALI - Sportello Unico per l'Immigrazione\n\
             RICEVUTA DI INVIO DELLA DOMANDA\n\
             Codice domanda P-MI/L/N/2026/100771\n\
             Bozza creata il 02/02/2026 alle 10:11\n\
             Domanda inviata il 16/02/2026 alle ore 09:00:04\n\
             Lavoratore HADDAD LEILA\n\
             Per le domande presentate dal 12 gennaio 2026 si applica il nuovo termine",
            &["filed 2026-02-16"][..],
        ),
        (
            "Da: noreply@sui.example\n\
             A: leila.haddad@posta.example\n\
             Data: mercoledì 10 marzo 2027 00:12\n\
             Oggetto: [ALI] Conferma di ricezione domanda - Sportello Unico Immigrazione\n\
             La domanda di HADDAD LEILA, codice P-TO/V/N/2027/100076, risulta acquisita dal portale il 09/03/2027 alle ore 23:58:41.",
            &["filed 2027-03-09", "issued 2027-03-10"],
        ),
        (
            "POSTA CERTIFICATA: ricevuta di accettazione\n\
             Ricevuta di accettazione\n\
             Il giorno 11/01/2027 alle ore 22:51:07 (+0100) il messaggio \"riscontro alla Vs. nota prot. 0210933 del 29/12/2026\" proveniente da \"leila.haddad@pec.example\" ed indirizzato a: \"anagrafe@pec.comune.example\" (posta certificata) è stato accettato dal sistema ed inoltrato.\n\
             Identificativo messaggio: opec1.20270111.225107.1F0C93A2.00B7.1@pec.example\n\
             Stampato da Leila il 12/01/2027",
            &["filed 2027-01-11"],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn a_copy_of_a_record_was_issued_when_it_was_copied() {
    for text in [
        "REPUBLIC OF THE PHILIPPINES\n\
         OFFICE OF THE CIVIL REGISTRAR GENERAL\n\
         CERTIFICATE OF LIVE BIRTH\n\
         Name: LEILA HADDAD\n\
         Date of birth: 4 May 1992\n\
         Received at the Office of the Civil Registrar\n\
         Date: 12 May 1992\n\
         Certified true copy issued on 21 October 2025",
        "RÉPUBLIQUE TUNISIENNE\n\
         Extrait du registre des actes de naissance\n\
         Nom: HADDAD\n\
         Prénom: LEILA\n\
         Née le 4 mai 1992 à Tunis\n\
         Déclarée le 8 mai 1992 par le père. Acte dressé le 9 mai 1992\n\
         Délivré à Tunis, le 21 octobre 2025\n\
         L'officier de l'état civil",
        "COMUNE DI PRATO\n\
         Ufficio dello stato civile\n\
         ESTRATTO PER RIASSUNTO DAL REGISTRO DEGLI ATTI DI NASCITA\n\
         HADDAD LEILA nata il 4 maggio 1992\n\
         Atto iscritto il 6 maggio 1992 al n. 33 parte I serie A\n\
         Annotazioni: comunicato al comune di nascita della madre il 30 maggio 1992\n\
         Prato, 21 ottobre 2025\n\
         L'ufficiale dello stato civile",
    ] {
        assert_eq!(told(text), ["issued 2025-10-21"], "{text}");
    }
}

#[test]
fn what_was_printed_read_or_registered_at_another_time_is_not_the_papers_day() {
    for (text, days) in [
        (
            "UNIVERSIDADE FEDERAL DA SERRA DOURADA\n\
             Diploma\n\
             O Reitor confere o título de Bacharel em Enfermagem a Leila Haddad\n\
             Goiânia, 30 de março de 2010.\n\
             Reitor\n\
             REGISTRO\n\
             Diploma registrado sob o nº 20774 Livro 1184\n\
             Goiânia, 05/08/2012\n\
             Divisão de Registro de Diplomas",
            &["issued 2010-03-30"][..],
        ),
        (
            "ACQUE DEL MONTE - Servizio idrico integrato - Bolletta\n\
             Intestatario: Leila Haddad, Via Roma 2, Pavia\n\
             Bolletta n. 20251884 del 22/07/2025\n\
             Scadenza 29/08/2025 Importo € 71,34\n\
             Lettura 09/01/2025 mc 482\n\
             Lettura 07/07/2025 mc 513\n\
             Consumo mc 31",
            &["due 2025-08-29", "issued 2025-07-22"],
        ),
        (
            "FATTURA n. 12/2027\n\
             Leila Haddad - P. IVA 12345678903\n\
             Data fattura: 04/01/2027\n\
             Cliente: Pellworth Ltd\n\
             Consulenza dicembre € 800,00\n\
             Totale € 800,00\n\
             Emessa ai sensi del contratto quadro del 12/02/2026. Imposta di bollo assolta.",
            &["issued 2027-01-04"],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn a_contract_bears_the_day_of_the_last_signature() {
    for text in [
        "LEASE AGREEMENT\n\
         Contratto di locazione ad uso abitativo\n\
         Landlord: Ezio Pane. Tenant: Leila Haddad. Rent EUR 700 a month, deposit EUR 1,400.\n\
         The tenancy of the flat is governed by Law 431/1998.\n\
         Signatory Method Time stamp (CEST)\n\
         Ezio Pane FES + OTP 28.08.2025 19:02:11\n\
         Leila Haddad FES + OTP 29.08.2025 07:48:36\n\
         Contract concluded on 29.08.2025",
        "CONTRATTO DI LOCAZIONE AD USO ABITATIVO\n\
         Tra il locatore Pane Ezio e la conduttrice Haddad Leila si conviene la locazione dell'immobile in Pavia.\n\
         Il canone annuo è di € 8.400,00; deposito cauzionale € 1.400,00.\n\
         Letto, approvato e sottoscritto\n\
         Luogo e data:   Casalecchio di Reno 29 agosto 2025\n\
         Il locatore   La conduttrice",
    ] {
        assert_eq!(told(text), ["issued 2025-08-29"], "{text}");
    }
}

#[test]
fn an_office_that_was_shown_a_photograph_or_lists_earlier_papers_has_its_own_day() {
    for (text, days) in [
        (
            "LEGALIZZAZIONE DI FOTOGRAFIA\n\
             Comune di Prato - art. 34 D.P.R. 445/2000\n\
             Si attesta che la fotografia qui applicata riproduce le sembianze di Haddad Leila nata il 04/05/1992\n\
             Prato, 26 marzo 2026\n\
             L'incaricato del Sindaco",
            &["issued 2026-03-26"][..],
        ),
        (
            "Durc On Line\n\
             Documento Unico di Regolarità Contributiva\n\
             Numero Protocollo INPS_48812047 Data richiesta 06/05/2026 Scadenza validità 03/09/2026\n\
             Documenti precedenti\n\
             Protocollo   Richiesta   Scadenza   Stato\n\
             INPS_46022718   26/01/2026   25/05/2026   scaduto\n\
             INAIL_50117745   22/09/2025   20/01/2026   scaduto",
            &["issued 2026-05-06", "valid-to 2026-09-03"],
        ),
        (
            "OSSERVAZIONI ai sensi dell'art. 10-bis L. 241/1990\n\
             PERVENUTO\n\
             QUESTURA DI BOLOGNA\n\
             10 MAR. 2026\n\
             La sottoscritta Haddad Leila, nata il 04/05/1992, in riferimento al preavviso di rigetto ricevuto il 2 marzo 2026,\n\
             chiede di accogliere la domanda di rinnovo del permesso di soggiorno.\n\
             San Giovanni in Persiceto 9 marzo 2026\n\
             Leila Haddad",
            &["filed 2026-03-10", "issued 2026-03-09", "notified 2026-03-02"],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn a_registers_number_before_the_place_is_none_of_it() {
    for text in [
        "AMBASCIATA D'ITALIA\n\
         TUNISI\n\
         1377/VIS Tunisi, 06.05.2026\n\
         To: Ms HADDAD LEILA\n\
         PREAVVISO DI RIGETTO\n\
         Con riferimento alla domanda di visto da Lei presentata il 19 marzo 2026",
        "ACQUE DEL FRIGNANO S.p.A.\n\
         Fattura n. 26-H20-118840 Pavullo nel Frignano, 6 maggio 2026\n\
         HADDAD LEILA\n\
         Via Giardini 302\n\
         FORNITURA DI ACQUA POTABILE - consumo dal 01/01/2026 al 31/03/2026\n\
         Totale da pagare € 61,20",
    ] {
        assert!(told(text).contains(&"issued 2026-05-06".to_owned()), "{:?}: {text}", told(text));
    }
}

#[test]
fn a_place_and_a_day_of_long_ago_are_a_birth() {
    let text = "DICHIARAZIONE DI OSPITALITÀ\n\
         Ospitante: Marta Rinaldi\n\
         Cittadino straniero ospitato:\n\
         HADDAD LEILA\n\
         Tunisi, 04/05/1992\n\
         Data di ingresso in casa: 03/03/2027\n\
         Firma del dichiarante";
    let days = told(text);
    assert!(!days.iter().any(|day| day.ends_with("1992-05-04")), "{days:?}");
}

//! Days told by tables, stamps and sentences, in wordings of other offices than those of the corpus.

use super::told;

#[test]
fn offices_tell_in_tables_and_sentences_who_asked_when() {
    for (text, days) in [
        (
            "Ministero dell'Interno\n\
             Sportello Unico per l'Immigrazione di Verona\n\
             NULLA OSTA AL LAVORO SUBORDINATO\n\
             Pratica P-VR/L/N/2026/104455\n\
             Istanza inviata: 18/03/2026 ore 09:00:12\n\
             Rilasciato: 14/05/2026\n\
             Lavoratore: HADDAD LEILA nata il 03/02/1990\n\
             Datore di lavoro: Rossi srl",
            &["filed 2026-03-18", "issued 2026-05-14"][..],
        ),
        (
            "Consolato Generale d'Italia - Beirut\n\
             Visa Section\n\
             8 April 2026\n\
             Subject: request for additional documents\n\
             Dear Ms LEILA HADDAD,\n\
             we refer to the visa application you lodged on 11 February 2026. In order to complete the examination you are kindly asked to supply the missing documents not later than Thursday 30 April 2026. The application will otherwise be refused.",
            &["due 2026-04-30", "filed 2026-02-11", "issued 2026-04-08"][..],
        ),
        (
            "Prefettura di Bari - Sportello Unico per l'Immigrazione\n\
             IL DIRIGENTE\n\
             VISTA l'istanza di nulla osta al lavoro subordinato assunta al protocollo di questo Ufficio il 22/01/2026, con la quale la ditta Alfa chiede l'ingresso di HADDAD LEILA;\n\
             RITENUTO che non sussistono i presupposti;\n\
             DECRETA\n\
             il rigetto dell'istanza.\n\
             Bari, 08/04/2026\n\
             Il Dirigente\n\
             RELATA DI NOTIFICA\n\
             L'anno 2026, il giorno 21 del mese di aprile, in Bari, io sottoscritto agente ho notificato copia del presente atto.",
            &["filed 2026-01-22", "issued 2026-04-08", "notified 2026-04-21"][..],
        ),
        (
            "Questura di Lecce\n\
             Ufficio Immigrazione\n\
             DECRETO DI REVOCA DEL PERMESSO DI SOGGIORNO\n\
             IL QUESTORE\n\
             VISTO il permesso di soggiorno rilasciato il 10/10/2024 a HADDAD LEILA;\n\
             DECRETA\n\
             la revoca del permesso di soggiorno.\n\
             Lecce, data del protocollo: 03/03/2026\n\
             L'atto è stato notificato all'interessata mediante consegna a mani proprie in data 12.03.2026, alle ore 11.",
            &["issued 2026-03-03", "notified 2026-03-12"][..],
        ),
        (
            "Poste Italiane\n\
             RICEVUTA DI PRESENTAZIONE ISTANZA PERMESSO DI SOGGIORNO\n\
             Sportello Amico - Ufficio postale 38010\n\
             Data accettazione Ora Assicurata n.\n\
             16/02/2026 11:42 061234567891\n\
             Cognome e nome HADDAD LEILA\n\
             La S.V. è convocata presso la Questura di Trento il giorno 22/04/2026 alle ore 09:15",
            &["appointment 2026-04-22", "filed 2026-02-16"][..],
        ),
        (
            "COMUNE DI PAVIA - Servizio Edilizia\n\
             ATTESTAZIONE DI IDONEITA' ALLOGGIATIVA\n\
             Rif. domanda P.G. n. 18220/2026 del 26/02/2026\n\
             Richiedente HADDAD LEILA\n\
             Si attesta che l'alloggio è idoneo per 3 persone.\n\
             Pavia, 27.03.2026",
            &["filed 2026-02-26", "issued 2026-03-27"][..],
        ),
        (
            "MINISTERO DELLA SALUTE\n\
             Decreto di riconoscimento del titolo di infermiere conseguito all'estero\n\
             VISTA la domanda, corredata della relativa documentazione, con la quale la Sig.ra HADDAD LEILA ha chiesto in data 6 febbraio 2026 il riconoscimento del titolo professionale;\n\
             DECRETA\n\
             Art. 1 Il titolo è riconosciuto ai fini dell'esercizio in Italia.\n\
             Roma, 11 GIU. 2026",
            &["filed 2026-02-06", "issued 2026-06-11"][..],
        ),
        (
            "MINISTERO DELLA GIUSTIZIA\n\
             CASELLARIO GIUDIZIALE\n\
             CERTIFICATO PENALE\n\
             Certificato n. 4411/2026/R richiesto il 07/04/2026 da HADDAD LEILA\n\
             Al nome di HADDAD LEILA risulta: NULLA\n\
             Data di emissione: PAVIA, 10/04/2026 10:12",
            &["filed 2026-04-07", "issued 2026-04-10"][..],
        ),
        (
            "POLICE CLEARANCE CERTIFICATE\n\
             This is to certify that LEILA HADDAD has no criminal record in this country.\n\
             Given at Beirut this 10th day of April, 2026\n\
             This certificate is valid for six months, i.e. up to 10 October 2026.",
            &["issued 2026-04-10", "valid-to 2026-10-10"][..],
        ),
        (
            "ORDINE DELLE PROFESSIONI INFERMIERISTICHE DI PAVIA\n\
             CERTIFICATO DI ISCRIZIONE ALL'ALBO\n\
             Vista la domanda di iscrizione pervenuta il 15/01/2026, si certifica che HADDAD LEILA è iscritta all'albo degli infermieri.\n\
             Pavia, 2 marzo 2026",
            &["filed 2026-01-15", "issued 2026-03-02"][..],
        ),
        (
            "CENTRO PER L'IMPIEGO DI PAVIA\n\
             Oggetto: verifica di indisponibilità di lavoratori presenti sul territorio nazionale - art. 22 comma 2 D.Lgs. 286/98\n\
             In riscontro alla Vostra del 10/02/2026, si attesta che non sono stati individuati lavoratori disponibili per la richiesta di personale.\n\
             Lavoratore HADDAD LEILA\n\
             Pavia 02/03/2026",
            &["filed 2026-02-10", "issued 2026-03-02"][..],
        ),
        (
            "SPORTELLO UNICO PER L'IMMIGRAZIONE DI BRESCIA\n\
             NULLA OSTA AL RICONGIUNGIMENTO FAMILIARE\n\
             P-BS/F/N/2026/101177\n\
             A seguito dell'istanza trasmessa telematicamente da HADDAD LEILA (18/03/2026, ore 16.22) e acquisito il parere della Questura del 20/04/2026, si rilascia il nulla osta.\n\
             Brescia, 14-05-2026\n\
             Il Dirigente",
            &["filed 2026-03-18", "issued 2026-05-14"][..],
        ),
        (
            "Ambasciata d'Italia\n\
             Appointment confirmation\n\
             Dear LEILA HADDAD,\n\
             Your appointment for the national visa application has been confirmed.\n\
             Date: Wednesday, 24 June 2026\n\
             Time: 11:00\n\
             Place: Visa office\n\
             Sent on 20 May 2026",
            &["appointment 2026-06-24", "issued 2026-05-20"][..],
        ),
        (
            "Prefettura di Lodi\n\
             Decreto di revoca del nulla osta\n\
             Prot. n. 0022114 Lodi, 3 marzo 2026\n\
             DECRETA\n\
             la revoca del nulla osta rilasciato in favore di HADDAD LEILA\n\
             Notificato via PEC al datore di lavoro: 17/03/2026",
            &["issued 2026-03-03", "notified 2026-03-17"][..],
        ),
        (
            "Questura di Lodi - Ufficio Immigrazione\n\
             RICEVUTA DELLA RICHIESTA DI PERMESSO DI SOGGIORNO\n\
             Si attesta che HADDAD LEILA ha presentato in data odierna istanza di rilascio del permesso di soggiorno per motivi familiari. Pratica 26LO001122.\n\
             Lodi, 16.02.2026\n\
             L'operatore",
            &["filed 2026-02-16"][..],
        ),
        (
            "Comune di Lodi\n\
             CERTIFICATO DI IDONEITA' ALLOGGIATIVA\n\
             Pratica n. 221/2026\n\
             Vista la richiesta presentata dalla Sig.ra HADDAD LEILA in data 26/02/2026, prot. 8812, si certifica che l'alloggio di via Roma è idoneo per n. 3 persone.\n\
             Data rilascio: 27/03/2026",
            &["filed 2026-02-26", "issued 2026-03-27"][..],
        ),
        (
            "CIMEA\n\
             Attestato di comparabilità\n\
             Statement of comparability of foreign qualifications\n\
             Holder: LEILA HADDAD\n\
             Application received on: 06/02/2026\n\
             Issue date: 11/06/2026",
            &["filed 2026-02-06", "issued 2026-06-11"][..],
        ),
        (
            "NURSING AND MIDWIFERY COUNCIL\n\
             Certificate of registration\n\
             LEILA HADDAD - registered nurse\n\
             PIN 12A3456B\n\
             Date of issue Expiry date\n\
             02 March 2026 01 March 2031",
            &["issued 2026-03-02", "valid-to 2031-03-01"][..],
        ),
        (
            "Prefettura di Parma\n\
             Oggetto: convocazione per la firma del contratto di soggiorno\n\
             Prot. n. 44120 del 20/05/2026\n\
             Il datore di lavoro ed il lavoratore HADDAD LEILA dovranno presentarsi in data 24 giugno 2026 alle ore 11:15 presso lo Sportello Unico.",
            &["appointment 2026-06-24", "issued 2026-05-20"][..],
        ),
        (
            "Questura di Parma - Ufficio Immigrazione\n\
             Parma 8/4/2026\n\
             OGGETTO: Richiesta integrazione documenti - pratica 26PR001122 - HADDAD LEILA\n\
             La S.V. è invitata a produrre i seguenti documenti entro il termine perentorio del 23/4/2026: contratto di lavoro, CUD.\n\
             Per notifica e ricevuta copia, Parma 9/4/2026",
            &["due 2026-04-23", "issued 2026-04-08", "notified 2026-04-09"][..],
        ),
        (
            "QUESTURA DI PARMA\n\
             Ufficio Immigrazione\n\
             Cat. A12/2026 Parma, 8 aprile 2026\n\
             OGGETTO: Comunicazione ai sensi dell'art. 10-bis della legge 241/90\n\
             In merito all'istanza di rilascio del permesso di soggiorno avanzata in data 3.12.2025 da HADDAD LEILA si comunica che ostano i seguenti motivi.\n\
             Notificato il 14.4.2026 in Parma all'interessata",
            &["filed 2025-12-03", "issued 2026-04-08", "notified 2026-04-14"][..],
        ),
        (
            "Centro per l'Impiego di Parma\n\
             Esito verifica indisponibilità lavoratori - art. 22 TUI\n\
             Datore di lavoro Rossi Aldo\n\
             Data richiesta 10/02/2026\n\
             Esito: nessun lavoratore disponibile per la richiesta di personale\n\
             Lavoratrice HADDAD LEILA\n\
             Parma, 02/03/2026",
            &["filed 2026-02-10", "issued 2026-03-02"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn work_and_homes_have_a_beginning_and_an_end() {
    for (text, days) in [
        (
            "CONTRATTO DI LOCAZIONE AD USO ABITATIVO\n\
             Tra il locatore Bianchi Ugo e la conduttrice HADDAD LEILA si conviene quanto segue.\n\
             1. Il contratto è stipulato per la durata di anni quattro, con inizio il primo febbraio 2026 e termine il trentuno gennaio 2030.\n\
             2. Il canone annuo è di euro 7.200.\n\
             Letto, approvato e sottoscritto in Pavia il giorno venti gennaio 2026.\n\
             Il locatore Il conduttore",
            &["issued 2026-01-20", "start 2026-02-01", "valid-to 2030-01-31"][..],
        ),
        (
            "LETTERA DI ASSUNZIONE\n\
             Torino, 30 marzo 2026\n\
             Gent.ma Sig.ra HADDAD LEILA\n\
             facendo seguito ai colloqui intercorsi, Le confermiamo la Sua assunzione alle nostre dipendenze con contratto di lavoro a tempo determinato della durata di mesi sei: il rapporto avrà inizio martedì 7 aprile 2026 e si risolverà automaticamente il 6 ottobre 2026, senza obbligo di preavviso.\n\
             Mansione: operaia. CCNL Metalmeccanici. Periodo di prova: giorni 30. Orario: 40 ore settimanali.",
            &["issued 2026-03-30", "start 2026-04-07", "valid-to 2026-10-06"][..],
        ),
        (
            "Offer of employment\n\
             30 March 2026\n\
             Dear LEILA HADDAD,\n\
             We are pleased to offer you the position of nurse at Villa Serena Clinic. Your employment would start on Monday 4 May 2026. Gross annual salary EUR 28,000.\n\
             To accept this job offer please sign and send it back to us no later than 10 April 2026.",
            &["due 2026-04-10", "issued 2026-03-30", "start 2026-05-04"][..],
        ),
        (
            "Alfa srl\n\
             Dichiarazione del datore di lavoro\n\
             Si dichiara che la Sig.ra HADDAD LEILA presta servizio alle nostre dipendenze, con contratto di lavoro a tempo indeterminato, ininterrottamente dal 13 settembre 2021 con la qualifica di impiegata.\n\
             Si rilascia per gli usi consentiti.\n\
             In fede\n\
             Milano, addì 5 maggio 2026",
            &["issued 2026-05-05", "start 2021-09-13"][..],
        ),
        (
            "MINISTERO DEL LAVORO - Modello UNILAV\n\
             Comunicazione obbligatoria - Assunzione\n\
             Codice comunicazione 1500026200012345\n\
             Data invio Protocollo di arrivo Data trasmissione effettiva\n\
             03/04/2026 10:12 1500026200012345 03/04/2026\n\
             Lavoratore HADDAD LEILA\n\
             Data inizio rapporto 07/04/2026\n\
             Tipologia contrattuale lavoro a tempo indeterminato",
            &["filed 2026-04-03", "start 2026-04-07"][..],
        ),
        (
            "DICHIARAZIONE DI OSPITALITA'\n\
             ai sensi dell'art. 7 D.Lgs. 286/98\n\
             Il sottoscritto Bianchi Ugo dichiara di ospitare presso la propria abitazione in Pavia, a decorrere dal giorno 18 febbraio 2026, la cittadina straniera HADDAD LEILA.\n\
             Pavia, 19/02/2026\n\
             Il dichiarante\n\
             QUESTURA DI PAVIA\n\
             20 FEB 2026\n\
             PERVENUTO",
            &["filed 2026-02-20", "issued 2026-02-19", "start 2026-02-18"][..],
        ),
        (
            "COMUNICAZIONE DI CESSIONE DI FABBRICATO\n\
             (art. 12 D.L. 21/3/1978 n. 59)\n\
             Il sottoscritto Bianchi Ugo comunica di aver ceduto in locazione a HADDAD LEILA, in data 18/02/2026, l'immobile sito in Pavia.\n\
             Data 19/02/2026 Firma\n\
             Depositata al Commissariato il 20/02/2026",
            &["filed 2026-02-20", "issued 2026-02-19", "start 2026-02-18"][..],
        ),
        (
            "CONTRATTO DI PRESTAZIONE D'OPERA PROFESSIONALE\n\
             Tra Beta srl (Committente) e HADDAD LEILA (Professionista)\n\
             Art. 2 - Decorrenza e durata: l'incarico ha effetto dal 09/03/2026 e cesserà alla data del 31/12/2026.\n\
             Corrispettivo 10.000 euro oltre IVA.\n\
             Firmato digitalmente dalle parti: Milano, 02/03/2026",
            &["issued 2026-03-02", "start 2026-03-09", "valid-to 2026-12-31"][..],
        ),
        (
            "CONTRATTO DI SOGGIORNO PER LAVORO SUBORDINATO\n\
             (art. 5-bis D.Lgs. 286/98)\n\
             Tra il datore di lavoro Bianchi Ugo e il lavoratore HADDAD LEILA\n\
             Decorrenza del rapporto di lavoro: 9 marzo 2026\n\
             Sottoscritto presso lo Sportello Unico di Pavia il 2 marzo 2026",
            &["issued 2026-03-02", "start 2026-03-09"][..],
        ),
        (
            "Agenzia delle Entrate\n\
             Attestazione di avvenuta registrazione del contratto di locazione\n\
             Data registrazione Serie Numero Data stipula Data inizio Data fine\n\
             11/02/2026 3T 1122 20/01/2026 01/02/2026 31/01/2030\n\
             Conduttore HADDAD LEILA",
            &["filed 2026-02-11", "start 2026-02-01", "valid-to 2030-01-31"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn what_is_paid_and_what_is_due() {
    for (text, days) in [
        (
            "Poste Italiane - Bollettino postale\n\
             Ricevuta di pagamento\n\
             Conto corrente n. 67422402 intestato a MEF - Importo per il rilascio del permesso di soggiorno elettronico\n\
             Eseguito da: HADDAD LEILA\n\
             Ufficio postale 55/012 - 14-02-26 - VCYL 0044\n\
             Importo euro 70,46",
            &["paid 2026-02-14"][..],
        ),
        (
            "MODELLO DI PAGAMENTO UNIFICATO F24\n\
             Contribuente HADDAD LEILA\n\
             Codice tributo 1040 anno 2026 importo 320,00\n\
             SALDO FINALE 320,00\n\
             ESTREMI DEL VERSAMENTO (da compilare a cura di banca/poste/agente della riscossione)\n\
             DATA CODICE BANCA/POSTE/AGENTE DELLA RISCOSSIONE\n\
             AZIENDA CAB/SPORTELLO\n\
             16 06 2026 03069 01600",
            &["paid 2026-06-16"][..],
        ),
        (
            "CERTIFICATE OF HEALTH INSURANCE\n\
             We certify that LEILA HADDAD is covered for medical expenses and hospitalisation under policy 4471/22.\n\
             Cover runs from midnight on 15 January 2026 to midnight on 14 January 2027. Sum insured EUR 30,000. Territory: Italy.\n\
             Signed in London, 9 January 2026",
            &["issued 2026-01-09", "valid-from 2026-01-15", "valid-to 2027-01-14"][..],
        ),
        (
            "FATTURA\n\
             Numero Data Scadenza Pagamento\n\
             12/2026 30/04/2026 30/05/2026 bonifico\n\
             Cedente: HADDAD LEILA P.IVA 01234567890\n\
             Imponibile 1.000,00 IVA 22% 220,00 Totale documento 1.220,00",
            &["due 2026-05-30", "issued 2026-04-30"][..],
        ),
        (
            "Bolletta energia elettrica\n\
             Intestatario HADDAD LEILA\n\
             Fattura n. 4411228 del 10 aprile 2026\n\
             Periodo di fatturazione: febbraio - marzo 2026\n\
             Totale da pagare 88,40 euro entro lunedì 4 maggio 2026\n\
             Dati fornitura: POD IT001E12345678. Consumo 210 kWh",
            &["due 2026-05-04", "issued 2026-04-10"][..],
        ),
        (
            "AVVISO DI PAGAMENTO pagoPA\n\
             Comune di Pavia - TARI 2026\n\
             Destinatario HADDAD LEILA\n\
             Documento emesso il 10/04/2026\n\
             Quanto e quando pagare? 120,00 euro, puoi pagare fino al 31 maggio 2026\n\
             Codice avviso 3010 0112 3344 5566 77",
            &["due 2026-05-31", "issued 2026-04-10", "period 2026"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn what_people_hand_in_and_carry() {
    for (text, days) in [
        (
            "VISTO ITALIA\n\
             TIPO DI VISTO D - NAZIONALE\n\
             VALIDO PER ITALIA\n\
             DAL 01-05-26 AL 28-10-26\n\
             RILASCIATO A BEIRUT IL 20-04-26\n\
             NUMERO DI PASSAPORTO LR1234567\n\
             COGNOME, NOME HADDAD, LEILA",
            &["issued 2026-04-20", "valid-from 2026-05-01", "valid-to 2026-10-28"][..],
        ),
        (
            "PERMESSO DI SOGGIORNO\n\
             RESIDENCE PERMIT\n\
             HADDAD LEILA\n\
             DATA DI NASCITA SESSO CITTADINANZA\n\
             03 02 1990 F LBN\n\
             TIPO DI PERMESSO LAVORO SUBORDINATO\n\
             EMESSO IL / ISSUED SCADE IL / EXPIRES\n\
             13 01 2026 12 01 2028",
            &["issued 2026-01-13", "valid-to 2028-01-12"][..],
        ),
        (
            "UNIVERSITE LIBANAISE\n\
             DIPLOME DE LICENCE EN SCIENCES INFIRMIERES\n\
             Le Recteur confère à Mademoiselle LEILA HADDAD le diplôme de licence.\n\
             Fait à Beyrouth, le 18 juillet 2014",
            &["issued 2014-07-18"][..],
        ),
        (
            "DOMANDA DI VISTO PER L'ITALIA\n\
             Application for National Visa (D)\n\
             1. Cognome HADDAD 2. Nome LEILA\n\
             Luogo e data Firma\n\
             Beirut, 02/03/2026 Leila Haddad\n\
             RISERVATO ALL'AMMINISTRAZIONE\n\
             Data della domanda: 03/03/2026 Numero della domanda: 44120",
            &["filed 2026-03-03", "issued 2026-03-02"][..],
        ),
        (
            "MODULO DI RICHIESTA DI RILASCIO/RINNOVO DEL PERMESSO DI SOGGIORNO - Modello 209\n\
             HADDAD LEILA\n\
             Luogo e data di compilazione: Pavia, 02/03/2026\n\
             Firma del richiedente\n\
             Timbro a data dell'ufficio postale accettante: 03 MAR 2026",
            &["filed 2026-03-03", "issued 2026-03-02"][..],
        ),
        (
            "PROCURA SPECIALE\n\
             Io sottoscritta HADDAD LEILA nomino e costituisco procuratore speciale l'avv. Neri.\n\
             Così fatto e sottoscritto a Pavia, in data due marzo duemilaventisei",
            &["issued 2026-03-02"][..],
        ),
        (
            "TRIBUNALE DI PAVIA\n\
             VERBALE DI ASSEVERAZIONE DI TRADUZIONE\n\
             Cron. 441/2026\n\
             L'anno duemilaventisei il giorno due del mese di marzo, avanti al sottoscritto cancelliere è comparsa HADDAD LEILA, traduttrice.",
            &["issued 2026-03-02"][..],
        ),
        (
            "Alla Prefettura di Parma\n\
             OSSERVAZIONI ex art. 10-bis\n\
             Io HADDAD LEILA rispondo alla comunicazione prot. 33211 del 02/04/2026, notificatami il 07/04/2026.\n\
             Parma 15/04/2026",
            &["issued 2026-04-15", "notified 2026-04-07"][..],
        ),
        (
            "Dichiarazione di presenza (art. 1 L. 68/2007)\n\
             La sottoscritta HADDAD LEILA\n\
             entrata in data 02/03/2026 dalla frontiera di Ventimiglia\n\
             Ravenna, lì 05/03/2026\n\
             L'ufficio: ricevuta il 05/03/2026",
            &["filed 2026-03-05", "issued 2026-03-05"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

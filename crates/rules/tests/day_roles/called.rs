//! When somebody must come, what begins and ends, and what is only told beside it, in wordings of other offices than those of the corpus.

use super::told;

#[test]
fn a_confirmation_says_when_to_come_and_not_when_it_was_booked() {
    for (text, days) in [
        // A table whose rows take several lines.
        (
            "Questura di Parma\nUfficio Immigrazione\nLettera di convocazione\n\
             Cognome e nome, luogo di nascita Pratica Giorno Ora Sportello\n\
             HADDAD\nLEILA\nBeirut 26PR003871 19.05.2026 09:32 4",
            &["appointment 2026-05-19"][..],
        ),
        (
            "Italy Visa Application Centre - Beirut\nYour appointment is confirmed\n\
             Booked on: 02-Oct-2026 21:07\nApplicant: LEILA HADDAD\nWhen and where\nWednesday\n14 October 2026\nTrade Square, 3rd floor",
            &["appointment 2026-10-14"][..],
        ),
        // From when to when, in two rows.
        (
            "Prefettura di Lodi\nConvocazione alla sessione di formazione civica\nHADDAD LEILA è convocata alle sessioni:\n\
             14/10/2026 9.00-13.00\n21/10/2026 9.00-13.00\nLodi, 02/10/2026",
            &["appointment 2026-10-14", "appointment 2026-10-21", "issued 2026-10-02"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn what_is_agreed_begins_and_ends_once() {
    for (text, days) in [
        (
            "NULLA OSTA AL LAVORO SUBORDINATO STAGIONALE\nSportello Unico per l'Immigrazione di Lodi\nProt. 7781 del 14/03/2026\n\
             Si rilascia il nulla osta al lavoro a favore di HADDAD LEILA, con rapporto a tempo determinato dal 1 giugno 2026 al 30 settembre 2026.",
            &["issued 2026-03-14", "start 2026-06-01", "valid-to 2026-09-30"][..],
        ),
        // The days on which others' papers end, and the collective agreement, are nobody's beginning.
        (
            "CONTRATTO DI SOGGIORNO\ntra Rossi Srl, C.I. AS20448RK scad. 12/07/2032, e HADDAD LEILA\n\
             La lavoratrice è assunta al livello CS del contratto collettivo del lavoro domestico, a tempo indeterminato, con inizio il 22 giugno 2026.\nIl datore di lavoro   La lavoratrice",
            &["start 2026-06-22"][..],
        ),
        (
            "PROCURA SPECIALE\nIo sottoscritta LEILA HADDAD, identificata con C.I. rilasciata il 03/02/2021 e scadente il 03/02/2031,\n\
             nomino mio procuratore il signor Karim Haddad. La presente procura avrà efficacia fino al 31 dicembre 2026.\n\
             Lodi, 14 ottobre 2026\nLa delegante",
            &["issued 2026-10-14", "valid-to 2026-12-31"][..],
        ),
        (
            "CONSENSO AL TRATTAMENTO DEI DATI PERSONALI\nLa sottoscritta LEILA HADDAD presta il consenso al trattamento dei propri dati (Regolamento UE 2016/679).\n\
             Il consenso dura fino a revoca e comunque non oltre il 14 gennaio 2028; può essere ritirato.\nCagliari, 14 gennaio 2027\nFirma dell'interessata",
            &["issued 2027-01-14", "valid-to 2028-01-14"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn what_is_told_beside_it_has_no_role() {
    for (text, days) in [
        // A rise, and letters of a number that are a word elsewhere.
        (
            "PERIYAR TECHLOOM PVT. LTD.\nRef: PTL/HR/EXP/1172\n27-Aug-2025\nSERVICE AND EXPERIENCE CERTIFICATE\n\
             This is to certify that Ms. Leila Haddad was in the employment of this Company.\n\
             Promoted with effect from 01-Apr-2020   Senior Engineer",
            &["issued 2025-08-27"][..],
        ),
        // Holidays are no work that begins and ends.
        (
            "Attestazione di servizio\nSi attesta che HADDAD LEILA presta servizio presso questa azienda dal 14/10/2020 con contratto a tempo indeterminato.\n\
             In ferie dal 3 al 21 agosto 2026.\nLodi, 01/07/2026",
            &["issued 2026-07-01", "start 2020-10-14"][..],
        ),
        (
            "CERTIFICATO MEDICO DI GRAVIDANZA\nSi certifica che la sig.ra HADDAD LEILA è in stato di gravidanza.\n\
             U.M.: 22 dicembre 2025\nE.P.P.: 28 settembre 2026\nLodi, 20/03/2026\nIl medico",
            &["issued 2026-03-20"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn a_statement_without_a_day_of_its_own_is_of_the_last_it_covers() {
    let text = "Attijari Bank\nRelevé de compte\nTitulaire : HADDAD LEILA\nPériode du 01/09/2026 au 30/11/2026\nSolde initial 100,00\nSolde final 200,00";
    assert_eq!(told(text), ["issued 2026-11-30"]);
    let text = "Banco del Litoral S.A.\nResumen de cuenta\nTitular: HADDAD LEILA\nPeríodo 01/11/2025 al 28/11/2025\nSaldo anterior 100,00\nSaldo al cierre 200,00";
    assert_eq!(told(text), ["issued 2025-11-28", "period 2025-11"]);
}

#[test]
fn the_top_line_of_a_telephone_tells_when_a_screenshot_was_taken() {
    let text = "08:41            mar 3 nov                4G  67%\n< Indietro   La mia pratica\nIl tuo permesso di soggiorno\nCiao Leila Haddad\n\
                STATO ATTUALE\nIn trattazione presso la Questura\nCRONOLOGIA\n30/10/2026 - Pratica inserita in lavorazione\n02/09/2026 - Kit accettato allo sportello postale\n[ Aggiungi al calendario ]\nHome   Pratiche   Avvisi (1)   Profilo";
    assert!(told(text).contains(&"captured 2026-11-03".to_owned()), "{:?}", told(text));
}

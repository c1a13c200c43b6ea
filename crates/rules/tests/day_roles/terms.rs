//! Spans, terms and appointments, and the days of other things that papers name beside them.

use super::told;

#[test]
fn spans_are_read_below_their_captions_and_in_sentences() {
    for (text, days) in [
        (
            "REGIONE LAZIO - ASL ROMA 1\n\
             Iscrizione temporanea al Servizio Sanitario Nazionale\n\
             Assistita: HADDAD LEILA\n\
             Iscritta dal   al   Titolo   Medico scelto\n\
             2.3.26   1.9.26   permesso in attesa di rinnovo   dott. Verdi\n\
             Rilasciato il 02/03/2026",
            &["issued 2026-03-02", "valid-from 2026-03-02", "valid-to 2026-09-01"][..],
        ),
        (
            "AZIENDA SANITARIA LOCALE TO3\n\
             ATTESTATO DI ISCRIZIONE AL S.S.N. CITTADINI STRANIERI\n\
             Si attesta che la sig.ra Leila Haddad è iscritta al Servizio Sanitario Nazionale per il periodo 01/01/2026 – 31/12/2026.\n\
             Pinerolo, 15/01/2026",
            &["issued 2026-01-15", "valid-from 2026-01-01", "valid-to 2026-12-31"][..],
        ),
        (
            "Visa Letter - Confirmation of Health Insurance Coverage\n\
             February 24, 2026\n\
             We confirm that Leila Haddad is insured under our health plan from 12:01 a.m. on May 1, 2026 through 11:59 p.m. on April 30, 2027.\n\
             Medical expenses and hospital treatment: EUR 1,000,000",
            &["issued 2026-02-24", "valid-from 2026-05-01", "valid-to 2027-04-30"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn an_appointment_has_its_field_and_a_booking_a_day_of_its_own() {
    for (text, days) in [
        (
            "Prenotazione confermata\n\
             Gentile Leila Haddad,\n\
             il tuo appuntamento presso lo sportello immigrazione della Questura di Bologna è confermato.\n\
             Data e ora: gio 16/04/2026 - 11:15\n\
             Prenotazione effettuata il 03/03/2026",
            &["appointment 2026-04-16"][..],
        ),
        (
            "CONSULATE GENERAL OF ITALY - NEW YORK\n\
             Booking confirmation\n\
             Dear Leila Haddad,\n\
             your booking for Visa - National visa has been confirmed.\n\
             Date of the appointment: 18/05/2026\n\
             Time slot: 10:00 - 10:15\n\
             Booked on 02/04/2026 at 17:02",
            &["appointment 2026-05-18"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn an_act_was_handed_to_whom_it_concerns_and_its_application_was_not() {
    let head = "QUESTURA DI ROMA\nIL QUESTORE\n\
        Vista l'istanza di rinnovo del permesso di soggiorno presentata il 10/01/2026 da HADDAD Leila\n\
        DECRETA\nil rigetto dell'istanza\nRoma, 15/04/2026\n";
    for delivery in [
        "RELATA DI NOTIFICA\nIl giorno 28 aprile 2026 il sottoscritto ha notificato il presente provvedimento.",
        "Consegnata in mani proprie dell'interessata il 28.4.2026",
        "Copia conforme consegnata oggi 28.04.2026 all'interessata",
    ] {
        let days = ["filed 2026-01-10", "issued 2026-04-15", "notified 2026-04-28"];
        assert_eq!(told(&format!("{head}{delivery}")), days, "{delivery}");
    }
}

#[test]
fn days_of_agreements_rates_chats_and_homes_are_none_of_the_papers() {
    for (text, days) in [
        (
            "LETTERA DI ASSUNZIONE - LAVORO DOMESTICO\n\
             CCNL 1° ottobre 2020\n\
             Lavoratrice: HADDAD LEILA\n\
             Datore di lavoro: Martinelli Ida\n\
             Data di inizio 3/2/2025\n\
             Minimi retributivi aggiornati dal 1/1/2025.\n\
             Firenze, 31/1/2025",
            &["issued 2025-01-31", "start 2025-02-03"][..],
        ),
        (
            "CONTRATTO DI LOCAZIONE AD USO ABITATIVO\n\
             Tra Mario Bianchi (locatore) e Leila Haddad (conduttrice)\n\
             Art. 2 Durata. La locazione ha decorrenza 1/5/2026 e scadenza 30/4/2030, tacitamente rinnovabile fino al 30/4/2034.\n\
             Attestato di prestazione energetica n. 44, valido sino al 12/03/2033.\n\
             Letto e sottoscritto a Roma il 20/4/2026",
            &["issued 2026-04-20", "start 2026-05-01", "valid-to 2030-04-30"][..],
        ),
        (
            "[02/03/26, 19:01:03] Aldo: Buonasera, se mi manda lo screenshot\n\
             [03/03/26, 08:15:20] Leila Haddad: Grazie, glielo mando domani\n\
             [04/03/26, 08:15:20] Aldo: ok",
            &[][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn what_must_reach_an_office_is_due_and_what_other_papers_give_is_not() {
    let text = "Ispettorato Territoriale di Foggia\n\
        16/09/2025\n\
        Richiesta di integrazione documentale\n\
        Alla sig.ra Leila Haddad\n\
        La polizza che ha prodotto scade il 15/01/2026.\n\
        I documenti mancanti devono pervenire via PEC a questo Ufficio non oltre il 1° ottobre p.v., indicando il numero della domanda.";
    assert!(told(text).contains(&"due 2025-10-01".to_owned()), "{:?}", told(text));
    assert!(!told(text).iter().any(|day| day.ends_with("2026-01-15")), "{:?}", told(text));
}

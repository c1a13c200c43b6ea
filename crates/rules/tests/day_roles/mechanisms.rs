//! How days are written and where they stand: forms, tables, lines of a form, what is told in passing.

use super::told;

#[test]
fn days_are_read_however_they_are_written() {
    for (text, days) in [
        (
            "Republic of the Philippines\n\
             NATIONAL BUREAU OF INVESTIGATION\n\
             NBI CLEARANCE\n\
             FAMILY NAME HADDAD\n\
             FIRST NAME LEILA\n\
             VALID UNTIL MAR-05-2027\n\
             REMARKS: NO DEROGATORY RECORD\n\
             Date Issued: MAR-05-2026",
            &["issued 2026-03-05", "valid-to 2027-03-05"][..],
        ),
        // A degree sign that a scanner saw at the end of the line.
        (
            "FATTURA N. 11/2026 DATA: 31/03/2026°\nSPETT.LE ALFA SRL\nP. IVA 12077340965\nLEILA HADDAD\nTOTALE IMPONIBILE 420,00\nNETTO A PAGARE 420,00",
            &["issued 2026-03-31"][..],
        ),
        (
            "SERVIÇO PÚBLICO FEDERAL\nPOLÍCIA FEDERAL\nCERTIDÃO DE ANTECEDENTES CRIMINAIS\n\
             CERTIFICA que NÃO CONSTA decisão judicial condenatória em nome de LEILA HADDAD.\n\
             Esta certidão é válida por 90 dias, até 14/07/2026.\n\
             Recife-PE, 16:42 de 15/04/2026.",
            &["issued 2026-04-15", "valid-to 2026-07-14"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn lines_of_a_form_say_what_their_day_is() {
    for (text, days) in [
        // The form of all States for who has no health card yet.
        (
            "CERTIFICATO SOSTITUTIVO PROVVISORIO DELLA TESSERA EUROPEA DI ASSICURAZIONE MALATTIA\n\
             3. Cognome: HADDAD\n4. Nome: LEILA\n\
             Periodo di validità Data di rilascio del certificato\n\
             (a) dal: 03/02/2026 (c) 29/01/2026\n\
             (b) al: 02/05/2026\n\
             Firma e/o timbro dell'istituzione",
            &["issued 2026-01-29", "valid-from 2026-02-03", "valid-to 2026-05-02"][..],
        ),
        (
            "CONTRATTO DI LAVORO SUBORDINATO A TEMPO DETERMINATO\n\
             Datore di lavoro: Alfa srl\n\
             Lavoratrice: HADDAD LEILA\n\
             Inizio .......: 01/10/2026\n\
             Termine ......: 30/09/2027\n\
             Retribuzione mensile lorda 1.500,00\n\
             Lodi, 21/09/2026\n\
             Il datore di lavoro La lavoratrice",
            &["issued 2026-09-21", "start 2026-10-01", "valid-to 2027-09-30"][..],
        ),
        (
            "AUTOTRASPORTI BRENTA SOC. COOP. Cadoneghe (PD), 12/10/2026\n\
             LETTERA DI IMPEGNO ALL'ASSUNZIONE\n\
             Gentile signora LEILA HADDAD,\n\
             ci impegniamo ad assumerLa come impiegata con contratto a tempo indeterminato.\n\
             Data di inizio 02/11/2026\n\
             Il Presidente",
            &["issued 2026-10-12", "start 2026-11-02"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn what_is_told_in_passing_stays_without_a_role() {
    for (text, days) in [
        (
            "SPECIAL POWER OF ATTORNEY\n\
             KNOW ALL MEN BY THESE PRESENTS: I, LEILA HADDAD, appoint KARIM HADDAD as my attorney-in-fact.\n\
             IN WITNESS WHEREOF, I have signed this instrument on May 4, 2026.\n\
             SUBSCRIBED AND SWORN before me.\n\
             My commission expires December 31, 2028",
            &["issued 2026-05-04"][..],
        ),
        (
            "CONTRATTO DI LAVORO A TEMPO INDETERMINATO\nLavoratrice LEILA HADDAD\nMansione impiegata\n\
             Data inizio 01/06/2026\n\
             Periodo di prova: sei mesi, fino al 30 novembre 2026.\n\
             Milano, 20/05/2026\nFirma del datore di lavoro Firma della lavoratrice",
            &["issued 2026-05-20", "start 2026-06-01"][..],
        ),
        (
            "COMUNE DI LODI\nCERTIFICATO DI RESIDENZA\nL'ufficiale d'anagrafe certifica che HADDAD LEILA,\n\
             nata il 04/05/1992, è iscritta nell'anagrafe della popolazione residente.\n\
             Si rilascia con marca da bollo n. 01220554187734 del 18/05/2026.\n\
             Lodi, 21/05/2026",
            &["issued 2026-05-21"][..],
        ),
        (
            "LETTERA\nGentile signora LEILA HADDAD,\n\
             Le comunico che non intendo rinnovare il contratto stipulato con effetto dal 1° maggio 2023.\n\
             Padova, 15 giugno 2026\n\
             Cordiali saluti\nBruno Conti",
            &["issued 2026-06-15"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn a_statement_and_a_charge_are_about_a_month_or_a_year() {
    for (text, period) in [
        (
            "BANCA DI PROVA S.p.A.\nESTRATTO CONTO\nIntestatario LEILA HADDAD\nIBAN IT60X0542811101000000123456\n\
             Movimenti dal 01/06/2026 al 30/06/2026\nSaldo iniziale 100,00\nSaldo finale 200,00",
            "period 2026-06",
        ),
        (
            "BANCA DI PROVA S.p.A.\nESTRATTO CONTO\nRendiconto annuale al 31/12/2025\nIntestatario LEILA HADDAD\n\
             IBAN IT60X0542811101000000123456\nSaldo finale 200,00",
            "period 2025",
        ),
        (
            "pagoPA AVVISO DI PAGAMENTO\nTARI 2026 - Tassa sui rifiuti\nENTE CREDITORE Comune di Lodi\n\
             DESTINATARIO AVVISO LEILA HADDAD\nRATA UNICA entro il 31/07/2026\nCodice CBILL A5XTF",
            "period 2026",
        ),
    ] {
        assert!(told(text).contains(&period.to_owned()), "{:?} {text}", told(text));
    }
    // A quarter is neither.
    let quarter = "BANCA DI PROVA S.p.A.\nESTRATTO CONTO\nIntestatario LEILA HADDAD\nIBAN IT60X0542811101000000123456\n\
        Periodo dal 01/04/2026 al 30/06/2026\nSaldo iniziale 100,00\nSaldo finale 200,00";
    assert!(!told(quarter).iter().any(|day| day.starts_with("period")), "{:?}", told(quarter));
}

//! Days on which a paper was made, handed over, paid for or delivered, in wordings of other offices than those of the corpus.

use super::told;

fn all(papers: &[(&str, &[&str])]) {
    for (text, days) in papers {
        assert_eq!(told(text), *days, "{text}");
    }
}

#[test]
fn what_a_register_of_births_names_is_no_birth() {
    all(&[
        (
            "COMUNE DI IMOLA\nUfficio dello Stato Civile\nESTRATTO PER RIASSUNTO DELL'ATTO DI NASCITA\n\
             Si attesta che HADDAD NOOR è nato a Imola il 17/01/2026\n\
             La dichiarazione di nascita è stata resa dalla madre il 22/01/2026.\n\
             Imola, lì 5 febbraio 2026\nL'Ufficiale dello Stato Civile",
            &["issued 2026-02-05"],
        ),
        (
            "Traduzione asseverata\nTRIBUNALE DI TORINO\nVERBALE DI ASSEVERAZIONE DI TRADUZIONE\n\
             Il sottoscritto Rossi Ugo, traduttore, giura di aver tradotto il certificado de nacimiento de fecha 13 de enero de 2026 di LEILA HADDAD\n\
             Torino, 20/01/2026\nIl Cancelliere",
            &["issued 2026-01-20"],
        ),
    ]);
}

#[test]
fn captions_in_a_stack_tell_the_days_below_them() {
    all(&[(
        "Durc On Line\nNumero Protocollo\nData richiesta\nScadenza validità\nINPS_50338812\n08/09/2025\n06/01/2026\n\
         Denominazione/ragione sociale: ROSSI SRL\nCodice fiscale: 02290170428\n\
         Con il presente Documento si dichiara che il soggetto sopra identificato RISULTA REGOLARE nei confronti di I.N.P.S. I.N.A.I.L.",
        &["issued 2025-09-08", "valid-to 2026-01-06"],
    )]);
}

#[test]
fn an_act_tells_when_it_was_delivered_and_who_had_asked_when() {
    all(&[
        (
            "IL QUESTORE DELLA PROVINCIA DI VARESE\nDECRETO DI REVOCA DEL PERMESSO DI SOGGIORNO\n\
             Esaminati gli atti relativi alla cittadina HADDAD LEILA nata il 04/05/1992\n\
             DECRETA\nla REVOCA del permesso di soggiorno\nVarese, 18.01.2027\nIL QUESTORE\n\
             NOTIFICA\nData Luogo Consegnato a Firma\n26/01/2027 Ufficio Immigrazione proprie mani L. Haddad",
            &["issued 2027-01-18", "notified 2027-01-26"],
        ),
        (
            "Prefettura di Lodi\nSportello Unico per l'Immigrazione\nDECRETO DI RIGETTO\nIL DIRIGENTE\n\
             PREMESSO che in data 14.03.2025 il datore di lavoro Rossi Ugo ha presentato istanza di nulla osta al lavoro subordinato in favore di HADDAD LEILA;\n\
             DECRETA\nl'istanza in premessa è RIGETTATA.\nLodi, 25 maggio 2026\nIl Dirigente",
            &["filed 2025-03-14", "issued 2026-05-25"],
        ),
    ]);
}

#[test]
fn a_cashier_says_in_few_words_when_a_fee_was_paid() {
    all(&[
        (
            "CONTI CORRENTI POSTALI - Ricevuta di Versamento\nsul C/C n. 67422402 di Euro 70,46\n\
             INTESTATO A MINISTERO DELL'ECONOMIA E DELLE FINANZE\nCAUSALE\nIMPORTO PER IL RILASCIO DEL PERMESSO DI SOGGIORNO ELETTRONICO\n\
             ESEGUITO DA\nHADDAD LEILA\nBOLLO DELL'UFFICIO POSTALE\n55/128   17-02-26   VCYL 0127   R1   70,46",
            &["paid 2026-02-17"],
        ),
        (
            "AMBASSADE D'ITALIE - TUNIS\nSection consulaire\nQUITTANCE DE PAIEMENT\nReçu de Mme HADDAD LEILA\n\
             Visa national D 391,00 TND\nTOTAL 391,00 TND\nMode: carte bancaire\nPerçu le 04/05/2026 11:36\nLe caissier consulaire",
            &["paid 2026-05-04"],
        ),
    ]);
}

#[test]
fn what_a_paper_goes_by_has_a_day_of_its_own() {
    all(&[(
        "STATEMENT OF WORK\nunder the Master Services Agreement dated 3 June 2025\nClient Tidemark Inc.\nContractor Leila Haddad, freelance\n\
         1. Services\nThe Contractor will maintain the Client's pipelines as an independent contractor.\n\
         2. Fees\nUSD 8,250 per month\nIN WITNESS WHEREOF the parties have executed this SOW.\nMilano, 19 January 2026\nLeila Haddad",
        &["issued 2026-01-19"],
    )]);
}

#[test]
fn words_inside_a_code_or_across_two_fields_are_no_label() {
    all(&[
        (
            "PERIYAR TECHLOOM PVT. LTD.\nTechnopark, Thiruvananthapuram\nRef: PTL/HR/EXP/1172\n27-Aug-2025\n\
             SERVICE AND EXPERIENCE CERTIFICATE\nThis is to certify that Ms. Leila Haddad was in the employment of this Company.\n\
             We recommend her without reserve.\nDeputy General Manager",
            &["issued 2025-08-27"],
        ),
        (
            "UNIVERSITY OF THE NIGER BEND\nOFFICE OF THE REGISTRAR\nOFFICIAL TRANSCRIPT OF ACADEMIC RECORD\nNAME LEILA HADDAD\n\
             MTH 201 MATHEMATICAL METHODS 3 A\nGEG 217 APPLIED MECHANICS 4 B\nCUMULATIVE GRADE POINT AVERAGE: 4.52\n\
             ISSUED TO: CENTRO SERVIZI, ROME, AT THE STUDENT'S REQUEST\nDATE: 15TH OCTOBER, 2025\nFOR: REGISTRAR",
            &["issued 2025-10-15"],
        ),
    ]);
}

#[test]
fn a_certified_copy_is_younger_than_what_it_is_a_copy_of() {
    all(&[(
        "MASENO LAKESIDE UNIVERSITY\nIt is hereby certified that\nLeila Haddad\nhas this day been admitted to the degree of\nBACHELOR OF SCIENCE\n\
         Given under the seal of the University at the Fourteenth Congregation\nheld in Kisumu on the nineteenth day of September, two thousand and twenty-five.\n\
         Vice-Chancellor Academic Registrar\nCERTIFIED TRUE COPY of the original seen by me. P. K. Langat, Advocate - Nairobi, 2nd December 2025",
        &["issued 2025-09-19"],
    )]);
}

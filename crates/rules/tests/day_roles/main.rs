//! What the days on a paper mean, in wordings of many offices: by hand, not from the corpus.

mod called;
mod forms;
mod handed;
mod mechanisms;
mod own_day;
mod stands_in;
mod terms;

use chrono::NaiveDate;
use faldone_rules::facts::{DateRole, PageText, When};
use faldone_rules::packs::Packs;
use faldone_rules::person::Person;
use faldone_rules::recognise;

/// Returns the days of a paper with their roles, as `role day`; the end of a cover is `valid-to`, however it is called.
fn told(text: &str) -> Vec<String> {
    let leila = Person {
        id: "leila".to_owned(),
        name: "Leila".to_owned(),
        surname: "Haddad".to_owned(),
        fiscal_code: None,
        born: NaiveDate::from_ymd_opt(1992, 5, 4),
        dependants: Vec::new(),
    };
    let page = PageText { number: 1, text };
    let found = recognise::recognise(&[page], &[leila], Packs::built_in());
    let mut told: Vec<String> = found
        .dates
        .iter()
        .filter(|d| !matches!(d.role, DateRole::Other | DateRole::Birth))
        .map(|d| {
            let role = match d.role {
                DateRole::Expires => "valid-to".to_owned(),
                role => plain(role),
            };
            let day = match d.date {
                When::Day(day) => day.to_string(),
                other => other.to_string(),
            };
            format!("{role} {day}")
        })
        .collect();
    told.sort();
    told
}

/// Returns a role as it is written in kebab-case.
fn plain(role: DateRole) -> String {
    serde_json::to_value(role).map_or_else(
        |error| error.to_string(),
        |value| value.as_str().unwrap_or_default().to_owned(),
    )
}

#[test]
fn an_office_tells_when_it_decided_who_asked_when_and_who_was_told() {
    for (text, days) in [
        (
            "MINISTERO DELL'INTERNO\n\
             Sportello Unico Immigrazione di Lecce\n\
             Data rilascio: 12.03.2026\n\
             NULLA OSTA AL LAVORO SUBORDINATO\n\
             Domanda n. P-LE/L/Q/2026/102233 presentata il 20.01.2026 ore 09:00:03\n\
             Lavoratrice: HADDAD LEILA, nata il 04.05.1992\n\
             VALIDITÀ: il presente nulla osta vale sei mesi",
            &["filed 2026-01-20", "issued 2026-03-12"][..],
        ),
        (
            "QUESTURA DI TREVISO\n\
             Ufficio Immigrazione\n\
             DECRETO\n\
             IL QUESTORE\n\
             VISTA l'istanza di rinnovo del permesso di soggiorno presentata il 3 febbraio 2026 dalla cittadina HADDAD LEILA nata a Tunisi il 04/05/1992\n\
             DECRETA\n\
             il rigetto dell'istanza di rinnovo del permesso di soggiorno.\n\
             Avverso il presente provvedimento è ammesso ricorso al TAR entro 60 giorni\n\
             Treviso, 3 giugno 2026\n\
             IL QUESTORE\n\
             RELATA DI NOTIFICA\n\
             Oggi 18 giugno 2026, in Treviso, presso gli uffici della Questura, io sottoscritto agente ho notificato copia del presente decreto a mani dell'interessata",
            &["filed 2026-02-03", "issued 2026-06-03", "notified 2026-06-18"][..],
        ),
        (
            "PREFETTURA DI VERONA\n\
             Sportello Unico Immigrazione\n\
             Verona, 02/03/2026\n\
             Oggetto: comunicazione dei motivi ostativi all'accoglimento dell'istanza ex art. 10-bis L. 241/90\n\
             Alla sig.ra HADDAD LEILA\n\
             entro dieci giorni dal ricevimento può presentare osservazioni\n\
             Per ricevuta, il 03/03/2026 firma",
            &["issued 2026-03-02", "notified 2026-03-03"][..],
        ),
        (
            "SPORTELLO UNICO PER L'IMMIGRAZIONE DI VERONA\n\
             DECRETO DI REVOCA DEL NULLA OSTA\n\
             VISTO il nulla osta al lavoro subordinato rilasciato in data 10/02/2026 in favore di HADDAD LEILA nata il 04/05/1992\n\
             VISTA la comunicazione di avvio del procedimento del 02/04/2026\n\
             DECRETA\n\
             la revoca del nulla osta\n\
             Verona, 03/06/2026\n\
             Il Dirigente\n\
             Notificato a mani il 18/06/2026",
            &["issued 2026-06-03", "notified 2026-06-18"][..],
        ),
        (
            "QUESTURA DI BARI\n\
             Ufficio Immigrazione\n\
             Bari, 12 marzo 2026\n\
             OGGETTO: avviso ai sensi dell'art. 10-bis della Legge 241/90 - preavviso di rigetto\n\
             Alla sig.ra HADDAD LEILA\n\
             Con riferimento all'istanza presentata, si comunica che sono emersi motivi ostativi all'accoglimento.\n\
             Entro dieci giorni potrà presentare osservazioni.\n\
             Si notifichi\n\
             Addì 20 marzo 2026, il sottoscritto Ass. Capo Verdi ha notificato il presente atto all'interessata mediante consegna di copia",
            &["issued 2026-03-12", "notified 2026-03-20"][..],
        ),
        (
            "UNIVERSITÀ DEGLI STUDI DI PADOVA\n\
             Area didattica\n\
             Padova, data della firma digitale\n\
             Prot. n. 0044712 del 12/03/2026 - [UOR: SI000112 - Classif. V/2]\n\
             CERTIFICATO DI ISCRIZIONE\n\
             Si certifica che HADDAD LEILA nata a Tunisi il 04/05/1992 risulta iscritta per l'a.a. 2025/2026 al corso di laurea\n\
             Il Rettore",
            &["issued 2026-03-12"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn bills_and_statements_have_a_day_and_a_term() {
    for (text, days) in [
        (
            "CASSA RURALE VALSUGANA\n\
             Estratto conto trimestrale al 31 marzo 2026\n\
             Sig.ra HADDAD LEILA\n\
             Rapporto 110/44812\n\
             IBAN IT60X0542811101000000123456\n\
             Data Descrizione Dare Avere\n\
             05/01/2026 Stipendio 1.200,00\n\
             31/03/2026 Competenze 3,00\n\
             Saldo contabile finale 1.300,00",
            &["issued 2026-03-31"][..],
        ),
        (
            "ACQUE VENETE S.p.A.\n\
             Bolletta servizio idrico integrato\n\
             Numero bolletta Data emissione Periodo di riferimento Scadenza\n\
             2026/0044812 11/05/2026 01/01/2026 - 31/03/2026 01/06/2026\n\
             Intestatario HADDAD LEILA\n\
             Codice utenza 4471820\n\
             Totale da pagare 61,20 euro\n\
             Consumo fatturato 21 mc",
            &["due 2026-06-01", "issued 2026-05-11"][..],
        ),
        (
            "ENERGIA CHIARA S.r.l.\n\
             Bolletta per la fornitura di energia elettrica\n\
             HADDAD LEILA\n\
             Via Roma 3\n\
             Fattura elettronica n. 4418 emessa l'11 maggio 2026\n\
             Totale da pagare 88,10 euro entro l'1 giugno 2026\n\
             POD IT001E12345678\n\
             Periodo marzo - aprile 2026\n\
             La scadenza delle condizioni economiche è il 31/12/2026",
            &["due 2026-06-01", "issued 2026-05-11"][..],
        ),
        (
            "First Harbour Bank\n\
             Date: 3 July 2026\n\
             To whom it may concern\n\
             Re: Account confirmation\n\
             We confirm that Leila Haddad has maintained account number 12345678 with us since 14 May 2019.\n\
             The balance as of 30 June 2026 was GBP 12,000.00",
            &["issued 2026-07-03"][..],
        ),
        (
            "SALUTE SICURA ASSICURAZIONI\n\
             POLIZZA RIMBORSO SPESE MEDICHE STRANIERI\n\
             Contraente: HADDAD LEILA nata il 04/05/1992\n\
             Decorrenza: ore 24 del 10/07/2026 Scadenza: ore 24 del 10/07/2027\n\
             Premio lordo euro 98,00\n\
             Il pagamento del premio è stato effettuato il 01/07/2026\n\
             Emessa a Pisa il 01/07/2026",
            &[
                "issued 2026-07-01",
                "paid 2026-07-01",
                "valid-from 2026-07-10",
                "valid-to 2027-07-10",
            ][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn work_begins_and_ends_when_the_paper_says() {
    for (text, days) in [
        (
            "Alpine Robotics S.r.l.\n\
             Via Milano 3 - 39100 Bolzano\n\
             4 May 2026\n\
             Dear Ms Leila Haddad,\n\
             OFFER OF EMPLOYMENT\n\
             We are pleased to offer you the position of software engineer. Your employment will commence on 1 September 2026.\n\
             The gross annual salary is EUR 45,000.\n\
             Kindly let us have your signed acceptance no later than 20 May 2026.\n\
             Sincerely, HR",
            &["due 2026-05-20", "issued 2026-05-04", "start 2026-09-01"][..],
        ),
        (
            "CONTRATTO DI LAVORO A TEMPO DETERMINATO\n\
             Tra la ditta Rossi Srl e la sig.ra HADDAD LEILA nata a Tunisi il 04/05/1992\n\
             1. Il contratto ha durata dal 14 settembre al 18 dicembre 2026.\n\
             2. Mansioni: cameriera livello 5\n\
             3. Orario 40 ore settimanali\n\
             4. Retribuzione lorda mensile 1.500 euro\n\
             Verona, 3 settembre 2026 Firma del datore di lavoro Firma della lavoratrice",
            &["issued 2026-09-03", "start 2026-09-14", "valid-to 2026-12-18"][..],
        ),
        (
            "CONSULTING AGREEMENT\n\
             This Agreement is entered into as of 15 April 2026 by and between Nordwind GmbH (\"Client\") and Leila Haddad (\"Consultant\").\n\
             1. Services. The Consultant shall provide software services as an independent contractor.\n\
             2. Term. This Agreement shall commence on 1 May 2026 and shall continue until 31 October 2026 unless terminated earlier.\n\
             3. Fees. EUR 5,000 per month, invoices payable within 30 days.\n\
             Either party may terminate on 30 days' notice.\n\
             Signed: Leila Haddad",
            &["issued 2026-04-15", "start 2026-05-01", "valid-to 2026-10-31"][..],
        ),
        (
            "CONTRATO DE TRABAJO\n\
             En Madrid, a 27 de febrero de 2026\n\
             REUNIDOS Empresa SL y doña LEILA HADDAD, nacida el 4 de mayo de 1992\n\
             PRIMERA. La trabajadora prestará sus servicios como programadora.\n\
             SEGUNDA. La duración del presente contrato se extenderá desde el 1 de marzo de 2026 hasta el 28 de febrero de 2027.\n\
             TERCERA. Jornada de 40 horas semanales. Salario bruto anual de 30.000 euros",
            &["issued 2026-02-27", "start 2026-03-01", "valid-to 2027-02-28"][..],
        ),
        (
            "SARL Lumière\n\
             ATTESTATION D'EMPLOI\n\
             Je soussigné, directeur, atteste que Mme Leila HADDAD, née le 4 mai 1992, est employée dans notre société depuis le 1er mars 2021 en contrat à durée indéterminée.\n\
             Fait à Lyon, le 27 mai 2026",
            &["issued 2026-05-27", "start 2021-03-01"][..],
        ),
        (
            "Contrat de travail à durée indéterminée\n\
             Entre la société Lumière SARL et Mme Leila HADDAD, née le 4 mai 1992\n\
             Article 1 - Engagement. Mme Haddad est engagée à compter du 1er février 2027 en qualité d'ingénieure.\n\
             Article 2 - Rémunération mensuelle brute 3.500 euros\n\
             Fait à Lyon en deux exemplaires, le 15 janvier 2027",
            &["issued 2027-01-15", "start 2027-02-01"][..],
        ),
        (
            "COMUNICAZIONE OBBLIGATORIA UNIFICATO LAV\n\
             Codice comunicazione 1902626200123456\n\
             Data invio 30/08/2026\n\
             Lavoratore HADDAD LEILA\n\
             Data inizio rapporto 01/09/2026\n\
             Data fine rapporto 31/12/2026\n\
             Tipo assunzione",
            &["filed 2026-08-30", "start 2026-09-01", "valid-to 2026-12-31"][..],
        ),
        (
            "CERTIFICAZIONE UNICA 2026\n\
             relativa all'anno 2025\n\
             Datore di lavoro ROSSI SRL\n\
             Dipendente HADDAD LEILA nata il 04/05/1992\n\
             Data di inizio rapporto 01/03/2021\n\
             Redditi di lavoro dipendente 18.000,00\n\
             DATA 11 03 2026 FIRMA DEL DATORE DI LAVORO",
            &["issued 2026-03-11", "period 2026"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn who_hosts_or_lets_says_since_when() {
    for (text, days) in [
        (
            "DICHIARAZIONE DI OSPITALITÀ\n\
             ai sensi dell'art. 7 D.Lgs. 286/98\n\
             Il sottoscritto BASSI CARLO nato a Treviso il 03/03/1960\n\
             DICHIARA\n\
             di ospitare a decorrere dal 1° giugno 2026 la cittadina straniera HADDAD LEILA nata a Tunisi il 04/05/1992\n\
             presso la propria abitazione in Treviso via Roma 3\n\
             Treviso, 02/06/2026 Il dichiarante",
            &["issued 2026-06-02", "start 2026-06-01"][..],
        ),
        (
            "COMUNICAZIONE DI CESSIONE DI FABBRICATO\n\
             (art. 12 D.L. 59/1978)\n\
             Il sottoscritto BASSI CARLO comunica di aver ceduto in uso, a far data dal 01/06/2026, alla sig.ra HADDAD LEILA nata il 04/05/1992\n\
             il fabbricato sito in Treviso via Roma 3\n\
             Ricevuta dall'Ufficio il 02/06/2026 prot. 4418",
            &["filed 2026-06-02", "start 2026-06-01"][..],
        ),
        (
            "DICHIARAZIONE DI OSPITALITÀ\n\
             La sottoscritta BASSI ANNA nata a Treviso il 03/03/1960, C.I. CA12345AB rilasciata dal Comune di Treviso il 05/06/2020\n\
             dichiara di ospitare HADDAD LEILA nata a Tunisi il 04/05/1992, titolare di passaporto X1234567 rilasciato il 01/02/2022,\n\
             presso l'abitazione sita in Treviso via Roma 3 dal 01/09/2026 al 31/08/2029\n\
             Treviso li 10/09/2026\n\
             Firma",
            &["issued 2026-09-10", "start 2026-09-01", "valid-to 2029-08-31"][..],
        ),
        (
            "LEASE AGREEMENT\n\
             THIS LEASE is made the 15th day of January 2026 BETWEEN Mr John Smith (Landlord) and Ms Leila Haddad (Tenant)\n\
             Term: two years from and including 1 February 2026 to and including 31 January 2028\n\
             Rent: £900 per month\n\
             Premises: Flat 3, 1 High Street",
            &["issued 2026-01-15", "start 2026-02-01", "valid-to 2028-01-31"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

#[test]
fn records_and_certificates_bear_one_day() {
    for (text, days) in [
        (
            "Repertorio n. 4412 Raccolta n. 3310\n\
             COMPRAVENDITA\n\
             REPUBBLICA ITALIANA\n\
             L'anno duemilaventisei (2026), il giorno venti (20) del mese di febbraio, in Treviso, nel mio studio.\n\
             Innanzi a me dott. Mario Zen, notaio in Treviso, sono presenti\n\
             HADDAD LEILA, nata a Tunisi il 4 maggio 1992\n\
             Registrato all'Agenzia delle Entrate di Treviso il 4 marzo 2026 al n. 3312 serie 1T",
            &["filed 2026-03-04", "issued 2026-02-20"][..],
        ),
        (
            "COMUNE DI TREVISO\n\
             ESTRATTO PLURILINGUE DI ATTO DI NASCITA\n\
             1 Stato: Italia 2 Ufficio di stato civile di TREVISO\n\
             3 Atto n. 118 P. I S. A\n\
             4 Data e luogo di nascita G 04 M 05 A 1992 TREVISO\n\
             5 Cognome HADDAD\n\
             6 Prenomi LEILA\n\
             11 Data di rilascio G 09 M 03 A 2026\n\
             Firma e timbro",
            &["issued 2026-03-09"][..],
        ),
        (
            "COMUNE DI TREVISO\n\
             CERTIFICATO DI STATO DI FAMIGLIA\n\
             Si certifica che in base alle risultanze degli atti la famiglia è così composta:\n\
             1 HADDAD LEILA nata a Tunisi il 04/05/1992\n\
             2 FUENTES DIEGO nato a Lima il 01/02/1990\n\
             Rilasciato in Treviso addì diciannove ottobre duemilaventisei\n\
             L'Ufficiale d'Anagrafe",
            &["issued 2026-10-19"][..],
        ),
        (
            "UNIVERSITÉ DE TUNIS\n\
             DIPLÔME NATIONAL DE LICENCE\n\
             Vu le procès-verbal du jury en date du 2 juillet 2014\n\
             Le diplôme de Licence en Informatique est délivré à Mlle HADDAD LEILA, née le 4 mai 1992 à Tunis\n\
             Fait à Tunis, le dix-huit juillet deux mille quatorze\n\
             Le Président de l'Université",
            &["issued 2014-07-18"][..],
        ),
        (
            "POLICE CLEARANCE CERTIFICATE\n\
             Ghana Police Service\n\
             This is to certify that LEILA HADDAD, born on 4th May 1992, holder of passport No. X1234567 issued on 1st February 2022,\n\
             has no criminal record as at 2nd March 2026.\n\
             Given under my hand at Accra this 5th day of March, 2026\n\
             Director-General CID",
            &["issued 2026-03-05"][..],
        ),
        (
            "COMUNE DI VERONA\n\
             CERTIFICATO DI MATRIMONIO\n\
             L'ufficiale dello stato civile certifica che il giorno 20/06/2015 in Verona hanno contratto matrimonio\n\
             FUENTES DIEGO nato a Lima il 01/02/1990\n\
             HADDAD LEILA nata a Tunisi il 04/05/1992\n\
             Verona, dalla residenza municipale, addì 12/05/2026",
            &["issued 2026-05-12"][..],
        ),
        (
            "ORDINE DELLE PROFESSIONI INFERMIERISTICHE DI VERONA\n\
             CERTIFICATO DI ISCRIZIONE ALL'ALBO\n\
             Si certifica che la dott.ssa HADDAD LEILA nata a Tunisi il 04/05/1992 è iscritta all'Albo degli Infermieri dal 10/03/2021 al n. 1234\n\
             Verona 12/05/2026\n\
             Il Presidente",
            &["issued 2026-05-12"][..],
        ),
        (
            "Ministero dell'Interno\n\
             Sportello Unico per l'Immigrazione\n\
             RICEVUTA DI INVIO DOMANDA\n\
             Codice domanda P-VR/L/Q/2026/100233\n\
             Invio effettuato il 12/02/2026 alle 09:00:11\n\
             Datore di lavoro: ZEN MARIO Lavoratore: HADDAD LEILA",
            &["filed 2026-02-12"][..],
        ),
        (
            "12:44 mar 12 mag 2026 5G\n\
             Portale immigrazione\n\
             Area riservata\n\
             Stato della pratica 26VR001234\n\
             Il permesso di soggiorno è in lavorazione\n\
             Data presentazione istanza 10/04/2026\n\
             Aggiorna",
            &["captured 2026-05-12", "filed 2026-04-10"][..],
        ),
        (
            "Stazione Carabinieri di Verona\n\
             VERBALE DI DENUNCIA DI SMARRIMENTO\n\
             L'anno 2026, addì 11 del mese di agosto alle ore 16.40 negli uffici della Stazione\n\
             innanzi al sottoscritto è presente HADDAD LEILA nata a Tunisi il 04/05/1992\n\
             la quale dichiara di aver smarrito il permesso di soggiorno n. I14820377 valido fino al 11/03/2028",
            &["issued 2026-08-11"][..],
        ),
    ] {
        assert_eq!(told(text), days, "{text}");
    }
}

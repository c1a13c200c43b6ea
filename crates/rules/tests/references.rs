//! References as offices, forms and scans write them, and what only looks like one.
#![expect(clippy::unwrap_used, reason = "tests")]

use faldone_rules::facts::PageText;
use faldone_rules::recognise::Recogniser;

/// Returns each reference as `kind value [day]`.
fn read(text: &str) -> Vec<String> {
    let found = Recogniser::built_in().recognise(&[PageText { number: 1, text }], &[]);
    let line = |r: faldone_rules::facts::Reference| {
        let kind = serde_json::to_value(r.kind).unwrap();
        let day = r.date.map(|day| format!(" {day}")).unwrap_or_default();
        format!("{} {}{day}", kind.as_str().unwrap(), r.value)
    };
    found.references.into_iter().map(line).collect()
}

fn all(cases: &[(&str, &str)]) {
    for (text, truth) in cases {
        assert_eq!(read(text), [*truth], "{text}");
    }
}

#[test]
fn each_office_writes_its_protocol_its_own_way() {
    all(&[
        ("Prot. interno n. 1234/2026", "protocol 1234/2026"),
        ("Prot n°0012345", "protocol 0012345"),
        ("Prot. n.ro 12345", "protocol 12345"),
        ("N. prot.: 12345", "protocol 12345"),
        ("prot. 12.345 del 12/03/2026", "protocol 12345 2026-03-12"),
        ("Prot. U-0012345 del 12/03/2026", "protocol 0012345 2026-03-12"),
        ("Registro Ufficiale U. 0012345 del 12/03/2026", "protocol 0012345 2026-03-12"),
        ("Prot. n. 0012345 P del 12/03/2026", "protocol 0012345 2026-03-12"),
        ("Prot. n. QA/2026/12345", "protocol QA/2026/12345"),
        ("PG/2026/0412345 del 03/11/2026", "protocol 2026/0412345 2026-11-03"),
        ("DGABC 0012345-P-17/03/2026", "protocol 0012345 2026-03-17"),
        ("assunta al protocollo con il n. 12345 in data 12/03/2026", "protocol 12345 2026-03-12"),
        ("Vs. nota n. 0012345 del 3 giugno 2026", "protocol 0012345 2026-06-03"),
        ("INAIL.15500.12/03/2026.0012345", "protocol 0012345 2026-03-12"),
        ("INPS.HERMES.12/03/2026.0012345", "protocol 0012345 2026-03-12"),
        ("Prot. Uscita N.0012345 del 12/03/2026", "protocol 0012345 2026-03-12"),
        ("Prot. n. 0012345 (uscita) del 12/03/2026", "protocol 0012345 2026-03-12"),
        ("Prot. n. 0012345 entrata 12 MAR. 2026", "protocol 0012345 2026-03-12"),
        ("Prot. n. 0012345/U del 12/03/2026", "protocol 0012345 2026-03-12"),
        ("Prot. n. 2026/0012345/U", "protocol 2026/0012345"),
        ("Prot. 0012345-P del 12/03/2026", "protocol 0012345 2026-03-12"),
        ("Prot. n. 12345-2026", "protocol 12345-2026"),
        ("prot. 1234/B12 del 12 marzo 2026", "protocol 1234 2026-03-12"),
        ("Prot. 1234 C/27 del 12 marzo 2026", "protocol 1234 2026-03-12"),
        ("Prot. n. 12345 tit. VII/1 del 12/03/2026", "protocol 12345 2026-03-12"),
        ("Prot. AOODGXY 12345 del 12/03/2026", "protocol 12345 2026-03-12"),
        ("Prot. n. m_xy.AOODGXY 12345 del 12/03/2026", "protocol 12345 2026-03-12"),
        ("Prot. / Ref. 1234", "protocol 1234"),
        ("Numero protocollo 1234", "protocol 1234"),
        ("n. 12/2026 di prot.", "protocol 12/2026"),
        ("PG/12345 Padova, 3 giugno 2026", "protocol 12345 2026-06-03"),
        ("PGN 12345/2026", "protocol 12345/2026"),
        (
            "registrata al protocollo del Comune al n. 12345 del 12/03/2026",
            "protocol 12345 2026-03-12",
        ),
        ("la vostra nota n. 0012345/2026, ricevuta", "protocol 0012345/2026"),
        ("Reg. n. 0012345 del 12.03.2026", "protocol 0012345 2026-03-12"),
        ("Prot. Verb. MICS012026VD900123", "protocol MICS012026VD900123"),
    ]);
}

#[test]
fn a_stamp_says_number_and_day() {
    all(&[
        ("m_it.PR_RMUTG.REGISTRO UFFICIALE.U.0012345.12-03-2026", "protocol 0012345 2026-03-12"),
        ("C_H501.REGISTRO UFFICIALE.U.0012345.12-03-2026", "protocol 0012345 2026-03-12"),
        ("m_dg.DAG.12/03/2026.0012345.U", "protocol 0012345 2026-03-12"),
        ("U.0012345.12-03-2026", "protocol 0012345 2026-03-12"),
        ("AGEDPXY.REGISTRO UFFICIALE.0012345.12-03-2026-U", "protocol 0012345 2026-03-12"),
        ("Registro decreti 0012345-12/03/2026", "protocol 0012345 2026-03-12"),
        ("c_h501.Comune di Roma - Prot. 12/03/2026.0012345.U", "protocol 0012345 2026-03-12"),
        (
            "COMUNE DI ROMA - c_h501 - 0012345 - Ingresso - 12/03/2026",
            "protocol 0012345 2026-03-12",
        ),
        ("QUESTURA ROMA - E - 0012345 - 12/03/2026", "protocol 0012345 2026-03-12"),
        ("c_h501 - REG_UFFICIALE - 1 - 2026-03-12 - 0012345", "protocol 0012345 2026-03-12"),
    ]);
}

#[test]
fn a_letter_s_day_beside_its_number_is_the_number_s() {
    for text in [
        "Prot. n. 0012345\nPadova, lì 3 giugno 2026",
        "Prot. n. 0012345 – cl. IV.5\nPadova, 3 giugno 2026",
        "Prot. 0012345 – Bozen / Bolzano, 03.06.2026",
        "Padova, 03/06/2026\nProt. n. 0012345",
        "PERVENUTO/EINGEGANGEN 3 GIU. 2026 prot. 0012345",
        "Premesso che in data 03/06/2026, con atto prot. 0012345, è stato rilasciato",
        "la domanda presentata il 3 giugno 2026 (P.G. n. 0012345)",
        "la dichiarazione resa il 3 giugno 2026\n(prot. 0012345)",
        "Prot. n. 0012345\nData / Date 3 giugno 2026",
    ] {
        assert_eq!(read(text), ["protocol 0012345 2026-06-03"], "{text}");
    }
    // Another letter's, or nobody's.
    assert_eq!(
        read("Prot. n. 0012345\nvista la nota inviata il 3 giugno 2026"),
        ["protocol 0012345"]
    );
}

#[test]
fn an_application_is_known_by_its_practice_and_its_id() {
    all(&[
        ("Cod. pratica PMILN2026101255", "practice P-MI/L/N/2026/101255"),
        ("Pratica P MI L N 2026 101255", "practice P-MI/L/N/2026/101255"),
        ("ID domanda / Antrag: BZ4410027765", "sui-id BZ4410027765"),
        ("Codice domanda BS4706988213", "sui-id BS4706988213"),
        (
            "Codice comunicazione collegata (assunzione): 0500725200388104",
            "unilav 0500725200388104",
        ),
        ("Codice comunicazione regionale 0500725200388104", "unilav 0500725200388104"),
        ("modello UniLav n. 0500725200388104 trasmesso", "unilav 0500725200388104"),
        ("Domanda RM/L/N/2026/101255 inviata", "practice P-RM/L/N/2026/101255"),
        (
            "Pratica Data\nP-RM/L/N/ 08/01/2026\n2026/101255 inviata",
            "practice P-RM/L/N/2026/101255",
        ),
        ("Codice identificativo modulo 2026010100412345678", "other 2026010100412345678"),
        ("Codice identificativo del contratto TZX26T0012\n34000AB", "contract TZX26T001234000AB"),
    ]);
    // No province, no application: a Polish VAT number.
    assert!(read("ID: PL5252844190").is_empty());
    // Two ends below one head, or half a lease's code: nobody knows which.
    assert!(read("P-RM/L/N/ P-RM/F/N/ inviate\n2026/101255 2026/101256").is_empty());
    assert!(read("Codice identificativo del contratto TZX26T0012\nimmobile").is_empty());
}

#[test]
fn what_ocr_took_for_figures_is_told_where_one_reading_fits() {
    all(&[
        ("QUESTURA DI TORINO Pratica n. 2670033904", "questura 26TO033904"),
        ("QUESTURA DI PRATO Pratica n. 26P0018834", "questura 26PO018834"),
        ("PERMESSO assistenza minori, n. 113009827", "permit-card I13009827"),
        ("permesso di soggiorno n. l13009827", "permit-card I13009827"),
        (
            "titolo di soggiorno numero scadenza\nlavoro subordinato 113009827 18/03/2027",
            "permit-card I13009827",
        ),
        ("Pratica: P-T0/L/N/2O26/10l255", "practice P-TO/L/N/2026/101255"),
        ("ID domanda BZ44I0O27765", "sui-id BZ4410027765"),
        ("CODICE ASSICURATA O6I20441778-5°", "assicurata 061204417785"),
        ("CODICE ASSICURATA 06120441778-5°", "assicurata 061204417785"),
        ("Codice avviso 3O1000260447193806", "pagopa 301000260447193806"),
        ("NUMERO PASSAPORTO R204417°", "passport R204417"),
    ]);
    // Its check figures do not agree.
    assert!(read("Codice avviso 3O1000260447193807").is_empty());
    assert!(read("Pratica n. 2670033904").is_empty());
    assert!(read("QUESTURA DI TORINO Pratica n. 2699033904").is_empty());
}

#[test]
fn registers_with_a_code_and_a_year_are_protocols() {
    all(&[
        ("Prot. n. D33A/2027/118405", "protocol D33A/2027/118405"),
        ("Prot. 2026.0033519 del 10/06/2026", "protocol 2026.0033519 2026-06-10"),
        ("INPS.7000.04/03/2027.0118835", "protocol 0118835 2027-03-04"),
        ("Prot. n. 88013/2025 del 3.12.2025", "protocol 88013/2025 2025-12-03"),
    ]);
}

#[test]
fn a_certified_mail_s_number_is_read_to_its_end() {
    all(&[
        (
            "Identificativo messaggio: opec21014.20260217085933.204418.990.1.513@pec.actalis-demo.example",
            "pec-message opec21014.20260217085933.204418.990.1.513@pec.actalis-demo.example",
        ),
        (
            "Identificativo messaggio: jpec1188.20241129121507.06642.33.1.7@postacert.lagomail.example",
            "pec-message jpec1188.20241129121507.06642.33.1.7@postacert.lagomail.example",
        ),
    ]);
    // A guide's specimen.
    assert!(read("opec0000.20251103100215.00000.000.0.00@pec.esempio.it").is_empty());
}

#[test]
fn passports_of_many_countries() {
    all(&[
        ("Passport No.: 75 1234567", "passport 751234567"),
        ("Passport No: E-12345678", "passport E12345678"),
        ("passaporto nr C01X00T47", "passport C01X00T47"),
        ("Passport number A123456BC", "passport A123456BC"),
        ("PASSPORT NO. OP0412887", "passport OP0412887"),
        ("NUMERO DEL PASSAPORTO / PASSPORT NO. 0P0412887", "passport OP0412887"),
        ("US passport 567410228, codice fiscale", "passport 567410228"),
        ("passaporto britannico 549210337 (conduttrice)", "passport 549210337"),
        ("PASS. 11028845", "passport 11028845"),
        ("37 PASSAPORTO —EK0417723", "passport EK0417723"),
        ("passaporto n. 0931774420, domiciliata", "passport 0931774420"),
        ("DOMICILIO PASSAPORTO\nVia Po 12, Pisa U24417390", "passport U24417390"),
    ]);
    assert_eq!(
        read("TIPO DOCUMENTO PASSAPORTO PASSAPORTO\nNUMERO A09114527 EH0338260"),
        ["passport A09114527", "passport EH0338260"]
    );
    // Below the passport's caption, but the visa's.
    assert_eq!(
        read("Pasaporte\nG30118275\nVisto / Visado\nD n. 041882207"),
        ["passport G30118275"]
    );
    assert!(read("apposto sul passaporto con etichetta n. 045009116").is_empty());
}

#[test]
fn a_notice_s_number_in_fours_may_touch_other_figures() {
    all(&[
        ("AB12X 3010 0026 0447 1938 06 80007010376", "pagopa 301000260447193806"),
        ("acconto 16/06/2026 177,00 3010 0026 0447 1938 06", "pagopa 301000260447193806"),
    ]);
    assert!(read("conto 3010 0026 0447 1938 07").is_empty());
}

#[test]
fn what_only_looks_like_a_reference() {
    for text in [
        "legge 7 agosto 1990, n. 241, D.P.R. 445/2000, art. 5",
        "R.G. n. 12345/2026, sentenza n. 1234/2026 del 12/03/2026",
        "Tel. 06 12345678, fax 06 1234567, P.IVA 01234567890",
        "IBAN IT60X0542811101000000123456",
        "fattura n. 0012345 del 12/03/2026",
        "polizza pagata, nota spese n. 12 del 12/03/2026",
        "00184 Roma, via Po 1, importo 12.345,00 euro",
        "protocollo di Kyoto 1997, protocollo del diabete n. 12, numero di protocollo 2026",
        "N. Protocollo\n2026",
        "Prot. Civile 12345, prot. 15-03-2026, U - 12345 - 67890",
        "Codice cliente 200418831, matricola 100418831, conto avviso oooo oooo",
        "Unilav del 12/03/2026, C.F. 01234567890",
        "FA/L/N/2026/101255 e 12/L/N/2026/101255",
    ] {
        assert!(read(text).is_empty(), "{text}: {:?}", read(text));
    }
}

#[test]
fn numbers_behind_words_of_portals_and_labels() {
    all(&[
        (
            "cittadino sudafricano, passaporto NX7LR40B2 con scadenza 01/08/2032",
            "passport NX7LR40B2",
        ),
        ("Passport 660418297 exp. 11.09.2030", "passport 660418297"),
        (
            "Questura di Pisa\nEtichetta: 06844120331-7, spedita dall'ufficio postale",
            "assicurata 068441203317",
        ),
        ("QUESTURA DI PISA - UFF. IMMIGRAZIONE\nCat. A.12/27   N. 114820", "protocol 114820"),
    ]);
    for shown in [
        "Sample numbers, such as P-MI/L/N/2024/118340",
        "il codice (ad esempio P-MI/L/N/2024/118340)",
    ] {
        assert_eq!(read(shown), [""; 0], "{shown}");
    }
    // What is named in a sentence is nobody's example.
    assert_eq!(read("la pratica P-MI/L/N/2024/118340"), ["practice P-MI/L/N/2024/118340"]);
}

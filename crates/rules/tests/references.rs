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
        ("PG/2026/0412345 del 03/11/2026", "protocol 0412345 2026-11-03"),
        ("DGABC 0012345-P-17/03/2026", "protocol 0012345 2026-03-17"),
        ("assunta al protocollo con il n. 12345 in data 12/03/2026", "protocol 12345 2026-03-12"),
        ("Vs. nota n. 0012345 del 3 giugno 2026", "protocol 0012345 2026-06-03"),
        ("INAIL.15500.12/03/2026.0012345", "protocol 0012345 2026-03-12"),
    ]);
}

#[test]
fn a_stamp_says_number_and_day() {
    all(&[
        ("m_it.PR_RMUTG.REGISTRO UFFICIALE.U.0012345.12-03-2026", "protocol 0012345 2026-03-12"),
        ("C_H501.REGISTRO UFFICIALE.U.0012345.12-03-2026", "protocol 0012345 2026-03-12"),
        ("m_dg.DAG.12/03/2026.0012345.U", "protocol 0012345 2026-03-12"),
        ("U.0012345.12-03-2026", "protocol 0012345 2026-03-12"),
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
    ]);
    // No province, no application: a Polish VAT number.
    assert!(read("ID: PL5252844190").is_empty());
}

#[test]
fn what_ocr_took_for_figures_is_told_where_one_reading_fits() {
    all(&[
        ("QUESTURA DI TORINO Pratica n. 2670033904", "questura 26TO033904"),
        ("QUESTURA DI PRATO Pratica n. 26P0018834", "questura 26PO018834"),
        ("PERMESSO assistenza minori, n. 113009827", "permit-card I13009827"),
    ]);
    assert!(read("Pratica n. 2670033904").is_empty());
    assert!(read("QUESTURA DI TORINO Pratica n. 2699033904").is_empty());
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
    ]);
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
    ] {
        assert!(read(text).is_empty(), "{text}: {:?}", read(text));
    }
}

//! Receipts that stand in for a permit, spans with the names of days, and an act's own decree.

use super::told;

fn all(papers: &[(&str, &[&str])]) {
    for (text, days) in papers {
        assert_eq!(told(text), *days, "{text}");
    }
}

#[test]
fn a_receipt_tells_when_somebody_applied_and_until_when_it_serves() {
    all(&[
        (
            "QUESTURA DI LECCO\nUfficio Immigrazione\nPratica 26LC001122\nRICEVUTA DI RICHIESTA DEL PERMESSO DI SOGGIORNO\n\
             La Sig.ra HADDAD Leila in data 09/03/2026 ha presentato a questo ufficio domanda di rinnovo del permesso di soggiorno.\n\
             La presente ricevuta tiene luogo del titolo e comunque non oltre il 09/09/2026.\nLecco, 11/03/2026\nL'addetto",
            &["filed 2026-03-09", "issued 2026-03-11", "valid-to 2026-09-09"],
        ),
        (
            "QUESTURA DI LECCO\nRICEVUTA DI RICHIESTA DEL PERMESSO DI SOGGIORNO\nCognome HADDAD\nNome LEILA\nIstanza del 09/03/2026\n\
             Tipologia rinnovo per lavoro\nLecco, lì 11/03/2026\nL'operatore",
            &["filed 2026-03-09", "issued 2026-03-11"],
        ),
    ]);
}

#[test]
fn a_span_may_name_its_days_of_the_week() {
    all(&[(
        "CONTRATTO DI LAVORO SUBORDINATO A TEMPO DETERMINATO\nTra Vivai Belfiore s.s. e Leila Haddad\n\
         Il rapporto di lavoro dura da mercoledì 8 luglio 2026 a martedì 20 ottobre 2026, a 39 ore.\nRetribuzione lorda mensile 1.500,00 euro\nLodi, 6 luglio 2026",
        &["issued 2026-07-06", "start 2026-07-08", "valid-to 2026-10-20"],
    )]);
}

#[test]
fn a_decree_in_the_head_of_an_act_is_its_own_and_one_in_its_grounds_is_a_law() {
    all(&[(
        "QUESTURA DI GROSSETO\nDecreto n. 3312/2026 in data 23/02/2026\nREVOCA DEL PERMESSO DI SOGGIORNO\nIL QUESTORE\n\
         Visto il decreto n. 118 del 12/01/2024;\nDISPONE\nla revoca del permesso di soggiorno rilasciato a HADDAD LEILA.\nIl Questore",
        &["issued 2026-02-23"],
    )]);
}

#[test]
fn who_reads_an_act_aloud_and_gives_a_copy_delivers_it() {
    all(&[(
        "QUESTURA DI GROSSETO\nIL QUESTORE\nRIFIUTA\nil rinnovo del permesso di soggiorno a HADDAD LEILA.\nGrosseto, 11.01.2027 Il Questore\n\
         L'anno 2027 addì 25 del mese di gennaio, in Orbetello, il sottoscritto Ag. P.G. ha dato lettura e copia del presente alla destinataria.",
        &["issued 2027-01-11", "notified 2027-01-25"],
    )]);
}

#[test]
fn a_day_of_the_week_with_an_hour_needs_no_year() {
    // 23 June 2026 is a Tuesday; on a Monday that year has no such day.
    let mail = |day: &str| {
        format!(
            "From: Marta Poli\nTo: Leila Haddad\nSent: Thursday, June 11, 2026 6:02 PM\nSubject: appointment confirmed with the Immigration Office\n\
             Dear Leila,\nyour appointment with the Sportello Unico is confirmed, please bring your passport. You are called in on\n{day} 23 June at 11:45\n\
             Prefettura, first floor, desk 3\nBest,\nMarta"
        )
    };
    assert_eq!(told(&mail("Tuesday")), ["appointment 2026-06-23", "issued 2026-06-11"]);
    assert_eq!(told(&mail("Monday")), ["issued 2026-06-11"]);
}

#[test]
fn what_a_shop_asks_from_a_day_on_is_nobodys() {
    all(&[(
        "PRICE LIST - valid from 1 January 2026\nCopies 0.20\nScans 0.50\nWrite to us for a quotation.",
        &[],
    )]);
}

//! What is due, as papers follow one another: an appointment is called off, a policy ends, an old passport is no news.

use crate::texts::{AMINA, appointment, pdf};
use faldone_tests::{Home, list, put, text};
use std::path::{Path, PathBuf};

fn household(home: &Home, papers: &[(&str, Vec<u8>)]) -> PathBuf {
    let folder = home.folder("papers");
    for (name, bytes) in papers {
        put(&folder, name, bytes);
    }
    home.json("init", &folder, &["--person", AMINA]).fine();
    folder
}

/// Day (and hour), kind and paper of all that is due, terms apart.
fn due(home: &Home, folder: &Path) -> Vec<(String, String, String)> {
    let told = home.json("due", folder, &[]).fine().json();
    let rows = list(&told["due"]).iter().filter(|row| row["kind"] != "term");
    rows.map(|row| (text(&row["due"]), text(&row["kind"]), text(&row["path"]))).collect()
}

fn days(home: &Home, folder: &Path, kind: &str) -> Vec<String> {
    let rows = due(home, folder).into_iter().filter(|(_, its, _)| its == kind);
    rows.map(|(day, ..)| day.chars().take(10).collect()).collect()
}

/// A letter of the Questura to Amina.
fn letter(day: &str, subject: &str, lines: &[&str]) -> Vec<u8> {
    let (protocol, subject) = (format!("Prot. 0009912 del {day}"), format!("Oggetto: {subject}"));
    let head = [
        "QUESTURA DI MILANO",
        "UFFICIO IMMIGRAZIONE",
        &protocol,
        "Alla sig.ra ROSSI AMINA",
        &subject,
    ];
    pdf(&[&head[..], lines].concat())
}

#[test]
fn a_cancelled_appointment_goes_and_the_new_one_stands() {
    let home = Home::new();
    let folder =
        household(&home, &[("convocazione.pdf", appointment("ROSSI AMINA", "14/01/2027"))]);
    assert_eq!(days(&home, &folder, "appointment"), ["2027-01-14"]);
    let moved = letter(
        "16/11/2026",
        "rinvio della convocazione",
        &[
            "Si comunica che la convocazione del giorno 14/01/2027 ore 10:15 è annullata.",
            "La S.V. è invitata a presentarsi il giorno 20/02/2027 alle ore 11:00.",
        ],
    );
    put(&folder, "rinvio.pdf", &moved);
    home.json("scan", &folder, &[]).fine();
    assert_eq!(days(&home, &folder, "appointment"), ["2027-02-20"]);
    // And so in the timeline, and after everything was read anew.
    home.forget(true);
    let timeline = home.json("timeline", &folder, &[]).fine().json();
    let told = list(&timeline["events"]).iter().filter(|event| event["kind"] == "appointment");
    assert_eq!(told.map(|event| text(&event["date"])).collect::<Vec<_>>(), ["2027-02-20"]);
}

#[test]
fn what_cancels_without_a_day_cancels_the_only_one_it_can_mean() {
    let home = Home::new();
    let cancelled = letter(
        "16/11/2026",
        "annullamento dell'appuntamento",
        &[
            "Si comunica che l'appuntamento è stato annullato per esigenze di servizio.",
            "Seguirà nuova comunicazione.",
        ],
    );
    let papers = [
        ("convocazione.pdf", appointment("ROSSI AMINA", "14/01/2027")),
        ("annullamento.pdf", cancelled),
    ];
    let folder = household(&home, &papers);
    assert!(days(&home, &folder, "appointment").is_empty(), "{:?}", due(&home, &folder));
    // With two, nobody can say which: both stay.
    put(&folder, "altra.pdf", &appointment("ROSSI AMINA", "03/02/2027"));
    home.json("scan", &folder, &[]).fine();
    assert_eq!(days(&home, &folder, "appointment"), ["2027-01-14", "2027-02-03"]);
}

#[test]
fn an_appointment_is_told_with_its_hour_in_the_list_the_timeline_and_the_calendar() {
    let home = Home::new();
    let letter = letter(
        "02/12/2026",
        "convocazione per rilievi fotodattiloscopici",
        &["La S.V. è invitata a presentarsi", "Giorno: 14/01/2027", "Sportello: 5", "Ora: 9,40"],
    );
    let folder = household(&home, &[("convocazione.pdf", letter)]);
    let when = |home: &Home| due(home, &folder).into_iter().map(|(due, ..)| due).next();
    assert_eq!(when(&home).as_deref(), Some("2027-01-14T09:40"));
    let timeline = home.json("timeline", &folder, &[]).fine().json();
    let event = list(&timeline["events"]).iter().find(|event| event["kind"] == "appointment");
    assert_eq!(event.map(|event| text(&event["time"])).as_deref(), Some("09:40"));

    // At a quarter past ten in Rome it is a quarter past nine in UTC.
    let told = ["convocazione.pdf", "date", "appointment:2027-01-14T10:15"];
    home.json("correct", &folder, &told).fine();
    assert_eq!(when(&home).as_deref(), Some("2027-01-14T10:15"));
    let calendar = home.path("due.ics");
    let to = calendar.to_string_lossy();
    home.json("export", &folder, &["--to", &to, "--person", "Amina Rossi"]).fine();
    let written = std::fs::read_to_string(&calendar).expect("the calendar is there");
    assert!(written.contains("DTSTART:20270114T091500Z"), "{written}");
}

#[test]
fn what_the_household_notes_cancels_an_appointment_until_it_takes_it_back() {
    let home = Home::new();
    let papers = [
        ("convocazione.pdf", appointment("ROSSI AMINA", "14/01/2027")),
        ("altra.pdf", appointment("ROSSI AMINA", "03/02/2027")),
    ];
    let folder = household(&home, &papers);
    let what = "Appuntamento del 14/01/2027 disdetto per telefono";
    let told = ["add", "--date", "2026-11-20", "--what", what, "--person", "Amina Rossi"];
    home.json("event", &folder, &told).fine();
    assert_eq!(days(&home, &folder, "appointment"), ["2027-02-03"]);
    home.json("undo", &folder, &[]).fine();
    assert_eq!(days(&home, &folder, "appointment").len(), 2);
}

#[test]
fn a_newer_letter_of_the_same_number_takes_the_place_of_the_earlier_one() {
    let home = Home::new();
    let convocation = |written: &str, day: &str, practice: &str| {
        letter(
            written,
            "convocazione per la firma del contratto di soggiorno",
            &[
                &format!("Codice pratica: {practice}"),
                &format!("La S.V. è invitata a presentarsi il giorno {day} alle ore 9:30."),
            ],
        )
    };
    let folder = household(
        &home,
        &[
            ("prima.pdf", convocation("02/11/2026", "14/12/2026", "P-MI/L/N/2026/101255")),
            ("seconda.pdf", convocation("16/11/2026", "11/01/2027", "P-MI/L/N/2026/101255")),
            ("di altro.pdf", convocation("16/11/2026", "22/01/2027", "P-MI/L/N/2026/777888")),
        ],
    );
    assert_eq!(days(&home, &folder, "appointment"), ["2027-01-11", "2027-01-22"]);
}

fn policy(from: &str, to: &str) -> Vec<u8> {
    pdf(&[
        "POLIZZA SANITARIA n. 123456789",
        "Contraente / Assicurato: ROSSI AMINA",
        &format!("Valida dal {from} al {to}"),
        "Massimale spese mediche EUR 30.000,00",
    ])
}

fn lease(from: &str, to: &str, signed: &str) -> Vec<u8> {
    pdf(&[
        "CONTRATTO DI LOCAZIONE AD USO ABITATIVO (L. 431/1998)",
        "Il locatore Giuseppe Neri concede in locazione alla conduttrice Amina Rossi",
        &format!("l'unità immobiliare. Durata: dal {from} al {to}. Canone annuo EUR 12.000,00"),
        &format!("Milano, {signed}"),
    ])
}

fn passport(issued: &str, expires: &str, number: &str) -> Vec<u8> {
    pdf(&[
        "REPUBLIC OF LEBANON PASSPORT / PASSEPORT",
        &format!("Passport No. {number}"),
        "Surname: ROSSI",
        "Given names: AMINA",
        &format!("Date of issue {issued}"),
        &format!("Date of expiry {expires}"),
    ])
}

#[test]
fn the_last_day_of_the_newest_of_its_kind_is_due_and_no_other() {
    let home = Home::new();
    let folder = household(
        &home,
        &[
            ("polizza.pdf", policy("21/12/2025", "20/12/2026")),
            ("affitto.pdf", lease("01/01/2025", "31/12/2026", "15/12/2024")),
            ("passaporto vecchio.pdf", passport("04/03/2017", "03/03/2027", "LR1111111")),
            ("passaporto.pdf", passport("02/02/2026", "01/02/2036", "LR2222222")),
        ],
    );
    let ends = || {
        let rows = due(&home, &folder).into_iter().filter(|(_, kind, _)| kind == "expires");
        rows.map(|(day, _, path)| (day, path)).collect::<Vec<_>>()
    };
    let row = |day: &str, path: &str| (day.to_owned(), path.to_owned());
    assert_eq!(
        ends(),
        [
            row("2026-12-20", "polizza.pdf"),
            row("2026-12-31", "affitto.pdf"),
            row("2036-02-01", "passaporto.pdf"),
        ]
    );
    // Both are renewed: the new ends are what is due.
    put(&folder, "polizza nuova.pdf", &policy("21/12/2026", "20/12/2027"));
    put(&folder, "rinnovo affitto.pdf", &lease("01/01/2027", "31/12/2028", "10/11/2026"));
    home.json("scan", &folder, &[]).fine();
    assert_eq!(
        ends(),
        [
            row("2027-12-20", "polizza nuova.pdf"),
            row("2028-12-31", "rinnovo affitto.pdf"),
            row("2036-02-01", "passaporto.pdf"),
        ]
    );
}

#[test]
fn what_is_today_is_due_today_and_what_was_yesterday_is_not() {
    let home = Home::new();
    assert_eq!(faldone_tests::TODAY, "2026-11-21", "the papers below are of that day");
    let folder = household(
        &home,
        &[
            ("convocazione.pdf", appointment("ROSSI AMINA", "21/11/2026")),
            ("convocazione di ieri.pdf", appointment("ROSSI AMINA", "20/11/2026")),
            ("polizza.pdf", policy("22/11/2025", "21/11/2026")),
        ],
    );
    assert_eq!(days(&home, &folder, "appointment"), ["2026-11-21"]);
    assert_eq!(days(&home, &folder, "expires"), ["2026-11-21"]);
}

#[test]
fn a_conflict_copy_is_no_event_of_its_own_and_is_still_offered_for_review() {
    let home = Home::new();
    let copy = "convocazione (Copia in conflitto di Amina 2026-11-19).pdf";
    let papers = [
        ("convocazione.pdf", appointment("ROSSI AMINA", "14/01/2027")),
        (copy, appointment("ROSSI  AMINA", "14/01/2027")),
        ("polizza.pdf", policy("21/12/2025", "20/12/2026")),
        ("polizza.sync-conflict-20261119-101112-ABCDEFG.pdf", policy("21/12/2025", "21/12/2026")),
    ];
    let folder = household(&home, &papers);
    let events = || {
        let told = home.json("timeline", &folder, &[]).fine().json();
        let events = list(&told["events"]).iter();
        events.map(|event| (text(&event["date"]), text(&event["path"]))).collect::<Vec<_>>()
    };
    let in_table = || {
        let to = home.path("amina.csv");
        let _ = std::fs::remove_file(&to);
        let to = to.to_str().expect("a path that is text");
        home.json("export", &folder, &["--to", to, "--person", "Amina Rossi"]).fine();
        std::fs::read_to_string(to).expect("the table")
    };
    let is_copy = |path: &str| path.contains("onflict") || path.contains("conflitto");
    for (day, path) in events() {
        assert!(!is_copy(&path), "{day} {path}");
    }
    assert_eq!(events().iter().filter(|(day, _)| day == "2027-01-14").count(), 1);
    assert!(!is_copy(&in_table()), "{}", in_table());
    let checked = home.json("check", &folder, &[]).json();
    let found = list(&checked["findings"]).iter().filter(|found| found["code"] == "sync-conflict");
    assert_eq!(found.count(), 2, "{checked}");

    // The first ones get their names: the copies are theirs still.
    home.json("fix", &folder, &["--yes"]).fine();
    assert_eq!(events().iter().filter(|(day, _)| day == "2027-01-14").count(), 1);
    assert!(events().iter().all(|(_, path)| !is_copy(path)), "{:?}", events());
    // Set aside by hand, the copy that is left speaks for itself.
    let named = list(&home.json("search", &folder, &["convocazione"]).json()["documents"])
        .iter()
        .map(|row| text(&row["path"]))
        .find(|path| path.contains("APPOINTMENT"));
    std::fs::remove_file(folder.join(named.expect("the first version"))).expect("taken away");
    home.json("scan", &folder, &[]).fine();
    assert!(events().iter().any(|(day, path)| day == "2027-01-14" && path == copy));
}

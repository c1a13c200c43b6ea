use super::*;
use faldone_rules::facts::{HourFound, VoidFound, VoidReason, When};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn evidence(words: &str) -> Evidence {
    Evidence { page: 1, start: 0, end: 0, words: words.into(), rule: "label".into() }
}

fn date(role: DateRole, date: &str, words: &str) -> DateFound {
    let date = date.parse::<When>().unwrap();
    DateFound::new(date, role, evidence(words))
}

/// The same day with an hour.
fn at(hour: &str, found: DateFound) -> DateFound {
    let at = NaiveTime::parse_from_str(hour, "%H:%M").unwrap();
    DateFound { time: Some(HourFound { at, evidence: evidence(hour) }), ..found }
}

fn practice(value: &str, office: Option<&str>) -> Reference {
    Reference {
        kind: ReferenceKind::Practice,
        value: value.into(),
        date: None,
        office: office.map(str::to_owned),
        evidence: evidence(value),
    }
}

fn read(dates: Vec<DateFound>, references: Vec<Reference>) -> Recognition {
    Recognition { dates, references, ..Recognition::default() }
}

fn paper<'a>(
    path: &str,
    sha256: &str,
    type_id: &str,
    recognition: &'a Recognition,
) -> TimelineDocument<'a> {
    TimelineDocument {
        path: path.into(),
        sha256: sha256.into(),
        type_id: Some(type_id.into()),
        persons: vec!["amina-rossi".into()],
        recognition,
    }
}

fn told(line_id: &str, date: &str, what: &str) -> ManualEvent {
    ManualEvent {
        line_id: line_id.into(),
        event: NewEvent {
            date: date.into(),
            time: None,
            who: Some("HR".into()),
            what: what.into(),
            person: "amina-rossi".into(),
            reference: None,
            channel: None,
            path: None,
            filed: false,
        },
    }
}

fn today() -> NaiveDate {
    day("2026-06-01")
}

fn short(events: &[EventView]) -> Vec<String> {
    events
        .iter()
        .map(|event| {
            format!("{} {} {}", event.date, event.kind, event.path.as_deref().unwrap_or("-"))
        })
        .collect()
}

#[test]
fn a_receipt_tells_the_day_the_hour_the_number_and_the_channel() {
    let read = read(
        vec![
            date(DateRole::Filed, "2026-02-16", "16/02/2026"),
            at("09:00", date(DateRole::Filed, "2026-02-16", "16/02/2026")),
            date(DateRole::Birth, "1990-01-02", "nata il 02/01/1990"),
        ],
        vec![practice("P-MI/L/N/2026/101255", Some("SUI Milano"))],
    );
    let events = events(&[paper("a.pdf", "aa", "ALI-RECEIPT", &read)], &[], &[], today());
    assert_eq!(events.len(), 1, "a birth is no event");
    let event = &events[0];
    assert_eq!((event.date.as_str(), event.time.as_deref()), ("2026-02-16", Some("09:00")));
    assert_eq!(event.reference.as_deref(), Some("P-MI/L/N/2026/101255"));
    assert_eq!(event.reference_kind.as_deref(), Some("practice"));
    assert_eq!(event.channel.as_deref(), Some("portal"));
    assert_eq!(event.who, None, "the receipt does not say whether HR or a consultant filed it");
    assert!(!event.ahead);
}

#[test]
fn an_office_is_named_by_its_paper_or_by_the_law_and_never_guessed() {
    let issued = vec![date(DateRole::Issued, "2026-04-28", "28/04/2026")];
    let named = read(issued.clone(), vec![practice("P-MI/L/N/2026/1", Some("SUI Milano"))]);
    let bare = read(issued, vec![]);
    let who = |type_id: &str, recognition: &Recognition| {
        events(&[paper("a.pdf", "aa", type_id, recognition)], &[], &[], today())[0].who.clone()
    };
    assert_eq!(who("NULLA-OSTA", &named).as_deref(), Some("SUI Milano"));
    assert_eq!(who("NULLA-OSTA", &bare).as_deref(), Some("SUI"));
    assert_eq!(who("REJECTION-NOTICE", &bare), None);
    assert_eq!(who("PAYSLIP", &bare), None);
}

#[test]
fn a_payslip_month_is_no_day() {
    let month = read(vec![date(DateRole::Period, "2026-05", "maggio 2026")], vec![]);
    let paid = read(
        vec![
            date(DateRole::Period, "2026-05", "maggio 2026"),
            date(DateRole::Paid, "2026-05-27", "27/05/2026"),
        ],
        vec![],
    );
    let made = |read: &Recognition| {
        short(&events(&[paper("p.pdf", "aa", "PAYSLIP", read)], &[], &[], today()))
    };
    assert!(made(&month).is_empty());
    assert_eq!(made(&paid), ["2026-05-27 paid p.pdf"]);
}

#[test]
fn copies_make_one_event_and_belong_to_everybody_they_lie_with() {
    let read = read(vec![date(DateRole::Issued, "2026-01-10", "10/01/2026")], vec![]);
    let mut second = paper("Leila Haddad/lease.pdf", "aa", "LEASE", &read);
    second.persons = vec!["leila-haddad".into()];
    let events =
        events(&[second, paper("Amina Rossi/lease.pdf", "aa", "LEASE", &read)], &[], &[], today());
    assert_eq!(short(&events), ["2026-01-10 issued Amina Rossi/lease.pdf"]);
    assert_eq!(events[0].persons, ["amina-rossi", "leila-haddad"]);
}

#[test]
fn the_same_event_from_two_papers_stands_together_whatever_hour_one_of_them_tells() {
    let with_hour = read(
        vec![at("09:00", date(DateRole::Filed, "2026-02-16", "16/02/2026"))],
        vec![practice("P-MI/L/N/2026/101255", None)],
    );
    let without =
        read(vec![date(DateRole::Filed, "2026-02-16", "16/02/2026")], with_hour.references.clone());
    let other = read(
        vec![at("08:30", date(DateRole::Filed, "2026-02-16", "16/02/2026"))],
        vec![practice("P-MI/L/N/2026/200000", None)],
    );
    let papers = [
        paper("z.pdf", "01", "ALI-RECEIPT", &with_hour),
        paper("m.pdf", "02", "ALI-RECEIPT", &other),
        paper("a.pdf", "03", "ALI-RECEIPT", &without),
    ];
    let forwards = events(&papers, &[], &[], today());
    assert_eq!(
        short(&forwards),
        ["2026-02-16 filed m.pdf", "2026-02-16 filed a.pdf", "2026-02-16 filed z.pdf"]
    );
    let reversed: Vec<_> = papers.iter().rev().cloned().collect();
    assert_eq!(forwards, events(&reversed, &[], &[], today()));
}

#[test]
fn a_date_with_two_readings_shows_both() {
    let mut found = date(DateRole::Issued, "2026-04-03", "03/04/2026");
    found.alternative = Some(day("2026-03-04"));
    let read = read(vec![found], vec![]);
    let events = events(&[paper("a.pdf", "aa", "LETTER", &read)], &[], &[], today());
    assert_eq!(events[0].date, "2026-04-03");
    assert_eq!(events[0].words.as_deref(), Some("03/04/2026 [2026-03-04?]"));
}

#[test]
fn expiry_said_twice_is_one_event_and_lies_ahead() {
    let read = read(
        vec![
            date(DateRole::ValidTo, "2027-01-31", "VALIDO FINO A 31.01.2027"),
            date(DateRole::Expires, "2027-01-31", "scadenza 31/01/2027"),
            date(DateRole::Expires, "2027-01-31", "exp 31/01/2027"),
        ],
        vec![],
    );
    let events = events(&[paper("p.pdf", "aa", "PERMIT", &read)], &[], &[], today());
    assert_eq!(short(&events), ["2027-01-31 expires p.pdf"]);
    assert!(events[0].ahead);
}

#[test]
fn what_is_to_be_done_today_lies_ahead_and_what_was_done_today_does_not() {
    let now = today().to_string();
    let roles = [DateRole::Appointment, DateRole::Due, DateRole::Expires, DateRole::Issued];
    let read = read(roles.map(|role| date(role, &now, &now)).to_vec(), vec![]);
    let events = events(&[paper("a.pdf", "aa", "APPOINTMENT", &read)], &[], &[], today());
    let told: Vec<_> = events.iter().map(|event| (event.kind.as_str(), event.ahead)).collect();
    for ahead in ["appointment", "due", "expires"] {
        assert!(told.contains(&(ahead, true)), "{told:?}");
    }
    assert!(told.contains(&("issued", false)), "{told:?}");
}

#[test]
fn a_paper_dated_by_its_protocol_stands_on_the_day_of_the_protocol() {
    let mut protocol = practice("0052294", None);
    protocol.kind = ReferenceKind::Protocol;
    protocol.date = Some(day("2026-03-02"));
    let read = read(vec![], vec![protocol]);
    let made =
        |type_id: &str| short(&events(&[paper("n.pdf", "aa", type_id, &read)], &[], &[], today()));
    assert_eq!(made("REJECTION-NOTICE"), ["2026-03-02 issued n.pdf"]);
    // A letter only answers the protocol it names.
    assert!(made("OBSERVATIONS").is_empty());
}

#[test]
fn what_says_itself_that_it_failed_makes_no_event() {
    let mut receipt = read(vec![date(DateRole::Paid, "2026-02-16", "16/02/2026")], vec![]);
    let made = |read: &Recognition| {
        events(&[paper("a.pdf", "aa", "FEE-RECEIPT", read)], &[], &[], today()).len()
    };
    assert_eq!(made(&receipt), 1);
    let evidence = evidence("Operazione rifiutata");
    receipt.void = Some(VoidFound { reason: VoidReason::Refused, evidence });
    assert_eq!(made(&receipt), 0);
}

#[test]
fn a_blank_form_and_a_photo_make_no_event_but_a_screenshot_does() {
    let captured = read(vec![date(DateRole::Captured, "2026-02-16", "16/02/2026")], vec![]);
    let mut blank = read(vec![date(DateRole::Issued, "2026-02-16", "16/02/2026")], vec![]);
    blank.blank_form = true;
    let made = |type_id: &str, read: &Recognition| {
        events(&[paper("S/shot one.png", "aa", type_id, read)], &[], &[], today())
    };
    assert!(made("PHOTO", &captured).is_empty());
    assert!(made("LETTER", &blank).is_empty());
    let shot = &made("SCREENSHOT", &captured)[0];
    assert_eq!(
        (shot.kind.as_str(), shot.what.as_str(), shot.manual),
        ("manual", "shot one", false)
    );
}

#[test]
fn what_the_user_tells_keeps_its_line_and_finds_its_paper() {
    let read = read(vec![], vec![practice("P-MI/L/N/2026/101255", None)]);
    let mut event = told("k3f9a2c1-17", "2026-02-16", "Sent again");
    event.event.path = Some("a.pdf".into());
    event.event.reference = Some("P-MI/L/N/2026/101255".into());
    let events = events(&[paper("a.pdf", "aa", "ALI-RECEIPT", &read)], &[event], &[], today());
    assert_eq!(events[0].id, "k3f9a2c1-17");
    assert_eq!(events[0].sha256.as_deref(), Some("aa"));
    assert_eq!(events[0].reference_kind.as_deref(), Some("practice"));
    assert!(events[0].manual);
}

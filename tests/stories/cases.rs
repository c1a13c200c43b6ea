//! A case from its opening to the packet that leaves, on the fictional family's papers.

use crate::demo_truth::LEILA;
use faldone_tests::{Home, ask, has, list, put, skip, text};
use serde_json::Value;
use std::io::Read;

/// Opens Leila's first permit and returns its id.
fn open(home: &Home, folder: &std::path::Path) -> String {
    let opened =
        home.json("case", folder, &["open", "permit-first-issue", "--person", LEILA]).fine().json();
    text(&opened["case"]["id"])
}

fn step<'a>(case: &'a Value, id: &str) -> &'a Value {
    list(&case["milestones"]).iter().find(|step| step["id"] == id).expect(id)
}

#[test]
fn papers_fall_into_their_case_by_themselves() {
    let home = Home::new();
    let folder = home.demo();
    let id = open(&home, &folder);
    let case = home.json("checklist", &folder, &["--case", &id]).ends_with(1).json();
    let case = &list(&case["checklists"])[0];
    let filed = step(case, "permit-filed");
    assert!(text(&filed["paper"]).contains("PERMIT-RECEIPT") || !filed["on"].is_null(), "{filed}");
    let passport = list(&case["items"]).iter().find(|item| item["id"] == "passport").expect("it");
    assert_eq!(passport["need"], "here");

    // Told by hand: entry on a Friday before two holidays; the term was met by the day of the receipt, or is over.
    let told = home.json("case", &folder, &["reached", &id, "entry", "2026-11-06"]).fine().json();
    let term = list(&told["case"]["terms"]).iter().find(|term| term["id"] == "permit-application");
    // 7, 9, 10, 11, 12, 13, 14 and 16 November are the eight working days, Saturdays counted.
    assert_eq!(term.expect("the term runs")["due"], "2026-11-16");

    // Closed, and opened again; both are in the log.
    home.json("case", &folder, &["close", &id]).fine();
    assert!(home.json("case", &folder, &["reopen", &id]).fine().json()["case"]["closed"].is_null());
    let log = home.json("log", &folder, &[]).fine().stdout;
    assert!(log.contains("Opened the case") && log.contains("Closed the case"), "{log}");
    // The state is in the folder, not in the index.
    home.forget(true);
    let again = home.json("case", &folder, &[]).fine().json();
    assert_eq!(step(&list(&again["cases"])[0], "entry")["on"], "2026-11-06");
}

#[test]
fn an_item_is_given_to_somebody_with_a_day_and_taken_back() {
    let home = Home::new();
    let folder = home.demo();
    let id = open(&home, &folder);
    let kit = |told: &Value| {
        let items = list(&told["case"]["items"]).iter();
        items.into_iter().find(|item| item["id"] == "kit").expect("the kit").clone()
    };
    let given = ["assign", &id, "kit", "consultant", "2026-12-04"];
    let told = kit(&home.json("case", &folder, &given).fine().json());
    assert_eq!(
        (text(&told["by"]), text(&told["until"]), told["assigned"].as_bool()),
        ("consultant".to_owned(), "2026-12-04".to_owned(), Some(true))
    );
    // Only the consultant's part of the list.
    let theirs = ["--case", &id, "--by", "consultant"];
    let theirs = home.json("checklist", &folder, &theirs).ends_with(1).json();
    let items = list(&list(&theirs["checklists"])[0]["items"]);
    assert_eq!(items.iter().map(|item| text(&item["id"])).collect::<Vec<_>>(), ["kit"]);
    // The last word holds; an office provides nothing.
    let given = ["assign", &id, "kit", "employer"];
    let told = home.json("case", &folder, &given).fine().json();
    assert_eq!(text(&kit(&told)["by"]), "employer");
    home.json("case", &folder, &["assign", &id, "kit", "questura"]).refused("bad-value");
    let back = home.json("case", &folder, &["assign", &id, "kit", ""]).fine().json();
    assert_eq!(kit(&back)["assigned"], false);
}

#[test]
fn fees_incomes_and_days_are_reckoned_without_a_window() {
    let home = Home::new();
    let folder = home.demo();
    let id = open(&home, &folder);
    let told = home.json("fees", &folder, &["--case", &id]).ends_with(1).json();
    // 40 + 16 + 30 + 30.46 euro.
    let costs = &list(&list(&told["cases"])[0]["costs"])[0];
    assert_eq!(
        (costs["cents"].as_i64(), text(&costs["currency"])),
        (Some(11_646), "EUR".to_owned())
    );
    let sum = costs["paid_cents"].as_i64().zip(costs["open_cents"].as_i64());
    assert_eq!(sum.map(|(paid, open)| paid + open), Some(11_646));

    let arguments = ["income", "digital-nomad", "--spouse", "--children", "1", "--income", "35000"];
    let found = home.run([&arguments[..], &["--json"]].concat()).fine().json();
    let law = list(&found["thresholds"]).iter().find(|one| one["id"] == "income-by-law");
    let law = law.expect("the consulate's figure");
    // 34,086 + 1,548 = 35,634; 35,000 is 634 short.
    assert_eq!(
        (law["cents"].as_i64(), law["beyond_cents"].as_i64()),
        (Some(3_563_400), Some(-63_400))
    );

    // The social allowance is that of its year; another year's is not known.
    let known = |on: &str| {
        let found = home.run(["income", "family-care", "--on", on, "--json"]).fine().json();
        let pay = list(&found["thresholds"]).iter().find(|one| one["id"] == "pay").cloned();
        pay.and_then(|pay| Some((pay["cents"].as_i64()?, pay["holds"].as_bool()?)))
    };
    assert_eq!(known("2025-06-30"), Some((700_297, true)));
    assert_eq!(known("2027-06-30"), Some((700_297, false)));
    let found = home.run(["lead", "family-care", "2027-06-01", "--json"]).fine().json();
    let unknown = list(&found["unknown"]);
    assert_eq!(
        unknown.iter().map(|one| text(&one["valid_to"])).collect::<Vec<_>>(),
        ["2025-12-31"]
    );

    let found = home.run(["lead", "digital-nomad", "2027-06-01", "--json"]).fine().json();
    assert_eq!(
        (text(&found["begin"]), text(&found["step"])),
        ("2027-01-30".to_owned(), "entry".to_owned())
    );
    assert_eq!(text(&list(&found["advised"])[0]["begin"]), "2027-01-02");
    home.run(["lead", "no-such", "2027-06-01", "--json"]).refused("unknown");
    home.run(["income", "no-such", "--json"]).refused("unknown");
}

/// The papers of spouse and children count in one case of several people.
#[test]
fn a_case_may_be_of_several_people() {
    let home = Home::new();
    let folder = home.demo();
    let people =
        ["open", "permit-renewal", "--person", LEILA, "--person", crate::demo_truth::DIEGO];
    let case = home.json("case", &folder, &people).fine().json();
    assert_eq!(list(&case["case"]["persons"]).len(), 2);
    // Each pays 40 + 16 + 30 + 30.46 euro, together twice that.
    let all = |costs: &serde_json::Value| list(costs)[0]["cents"].as_i64();
    let shares = list(&case["case"]["shares"]);
    assert_eq!(shares.iter().map(|one| all(&one["costs"])).collect::<Vec<_>>(), [Some(11_646); 2]);
    assert_eq!(all(&case["case"]["costs"]), Some(23_292));
    let passport = list(&case["case"]["items"]).iter().find(|item| item["id"] == "passport");
    let papers = list(&passport.expect("the passport")["papers"]).len();
    let alone = home.json("case", &folder, &["open", "permit-renewal", "--person", LEILA]);
    let alone = alone.fine().json();
    let passport = list(&alone["case"]["items"]).iter().find(|item| item["id"] == "passport");
    assert!(papers > list(&passport.expect("the passport")["papers"]).len());
}

#[test]
fn what_is_not_known_is_refused_and_changes_nothing() {
    let home = Home::new();
    let folder = home.demo();
    let id = open(&home, &folder);
    for words in [
        vec!["open", "no-such", "--person", LEILA],
        vec!["reached", &id, "no-such", "2026-11-06"],
        vec!["answer", "no-such", "works", "yes"],
    ] {
        home.json("case", &folder, &words).refused("unknown");
    }
    for words in [
        vec!["reached", &id, "entry", "6/11/2026"],
        vec!["term", &id, "permit-application", "2026-12-01"],
    ] {
        home.json("case", &folder, &words).refused("bad-value");
    }
}

#[test]
fn an_open_term_is_due_until_it_is_done() {
    let home = Home::new();
    let folder = home.folder("papers");
    put(&folder, "lettera.pdf", &crate::texts::letter(1));
    home.json("init", &folder, &["--person", crate::texts::AMINA]).fine();
    let opened = home.json("case", &folder, &["open", "permit-renewal", "--person", "Amina Rossi"]);
    let id = text(&opened.fine().json()["case"]["id"]);
    home.json("case", &folder, &["reached", &id, "expiry", "2027-01-31"]).fine();
    let due = || {
        let told = home.json("due", &folder, &[]).fine().json();
        let rows = list(&told["due"]).iter();
        rows.map(|row| (text(&row["due"]), text(&row["term"]["id"]))).collect::<Vec<_>>()
    };
    // Sixty days before 31 January 2027 is 2 December 2026; sixty after, 1 April 2027.
    assert_eq!(
        due(),
        [
            ("2026-12-02".to_owned(), "permit-renewal".to_owned()),
            ("2027-04-01".to_owned(), "permit-grace".to_owned()),
        ]
    );
    // It can be counted by hand: backwards from the day it runs from, which is day none, to day sixty.
    let told = home.json("due", &folder, &[]).fine().json();
    let days = list(&told["due"][0]["term"]["days"]);
    let ends = [days.first(), days.last()]
        .map(|day| day.map(|day| (text(&day["date"]), day["number"].as_u64())));
    let wanted = [("2027-01-31".to_owned(), None), ("2026-12-02".to_owned(), Some(60))];
    assert_eq!((days.len(), ends), (61, wanted.map(Some)));
    home.json("case", &folder, &["reached", &id, "permit-filed", "2026-11-20"]).fine();
    assert!(due().iter().all(|(_, term)| term == "portal-check"), "{:?}", due());
}

#[test]
fn a_renewal_is_about_the_permit_that_ends_not_about_the_one_before_it() {
    let home = Home::new();
    let folder = home.demo();
    let wanted = ["open", "permit-renewal", "--person", "Diego/Fuentes Ibáñez"];
    let case = home.json("case", &folder, &wanted).fine().json()["case"].clone();
    let on = |id: &str| {
        let steps = list(&case["milestones"]).iter();
        steps.filter(|step| step["id"] == id).map(|step| step["on"].clone()).next()
    };
    // He has had two permits: the first until 2025, the second until two months from now.
    let told = home.json("due", &folder, &[]).fine().json();
    let ends: Vec<String> = list(&told["due"])
        .iter()
        .filter(|row| row["kind"] == "expires" && row["label"] == "Residence permit")
        .map(|row| text(&row["due"]))
        .collect();
    assert_eq!(ends.len(), 1, "{ends:?}");
    assert_eq!(on("expiry").map(|day| text(&day)), ends.first().cloned());
    assert_eq!(on("permit-renewed"), Some(serde_json::Value::Null));
    assert!(list(&told["due"]).iter().all(|row| row["days_left"].as_i64() > Some(-31)), "{told}");
    // Receipt and letter tell of one appointment; it is there once.
    let appointments = list(&told["due"]).iter().filter(|row| row["kind"] == "appointment");
    let mut days: Vec<_> =
        appointments.map(|row| (text(&row["due"]), row["persons"].to_string())).collect();
    let all = days.len();
    days.dedup();
    assert_eq!((all, all > 0), (days.len(), true));
}

#[test]
fn a_packet_says_what_is_missing_before_and_holds_the_papers_unchanged() {
    let home = Home::new();
    let folder = home.demo();
    let id = open(&home, &folder);
    let shown = home.json("packet", &folder, &["--case", &id, "--for", "consulate"]);
    let shown = shown.ends_with(1).json();
    assert_eq!((shown["ready"].as_bool(), shown["sets"].as_u64()), (Some(false), Some(2)));

    let to = home.path("packet.zip");
    let to = to.to_str().expect("a path that is text");
    let wanted = ["--case", &id, "--for", "consulate", "--to", to];
    home.json("packet", &folder, &wanted).refused("bad-value");
    assert!(!std::path::Path::new(to).exists());
    home.json("packet", &folder, &[&wanted[..], &["--incomplete"]].concat()).ends_with(1);
    // Never overwritten.
    home.json("packet", &folder, &[&wanted[..], &["--incomplete"]].concat()).ends_with(3);

    let mut archive =
        zip::ZipArchive::new(std::fs::File::open(to).expect("the packet")).expect("a ZIP");
    let names: Vec<String> =
        archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    assert!(names.iter().all(|name| name.starts_with("Set 1/") || name.starts_with("Set 2/")));
    for part in list(&shown["parts"]).iter().filter(|part| !part["path"].is_null()) {
        for set in ["Set 1", "Set 2"] {
            let name = format!("{set}/{}", text(&part["name"]));
            let mut inside = Vec::new();
            archive.by_name(&name).expect(&name).read_to_end(&mut inside).expect("its bytes");
            let own = std::fs::read(folder.join(text(&part["path"]))).expect("the paper");
            assert_eq!(inside, own, "{name}");
        }
    }
}

/// Read back by programs that have nothing to do with what wrote it.
#[test]
fn a_packet_as_one_pdf_is_whole_in_order_and_searchable() {
    let home = Home::new();
    let folder = home.demo();
    let id = open(&home, &folder);
    let to = home.path("packet.pdf");
    let to = to.to_str().expect("a path that is text");
    let wanted = ["--case", &id, "--for", "consulate", "--to", to, "--language", "en"];
    home.json("packet", &folder, &wanted).refused("bad-value");
    let wanted = [&wanted[..], &["--incomplete"]].concat();
    let packet = home.json("packet", &folder, &wanted).ends_with(1).json();
    home.json("packet", &folder, &wanted).refused("exists");
    let bound: Vec<&Value> = list(&packet["parts"])
        .iter()
        .filter(|part| !part["path"].is_null() && part["alone"].is_null())
        .collect();
    assert!(bound.len() >= 4, "{packet}");
    for program in ["qpdf", "pdfinfo", "pdftotext"] {
        if !has(program) {
            return skip(&format!("a packet as one PDF: {program} is not installed"));
        }
    }
    ask("qpdf", &["--check", to]);
    let pages: u64 = bound.iter().map(|part| part["pages"].as_u64().expect("its pages")).sum();
    assert!(ask("pdfinfo", &[to]).contains(&format!("Pages:           {}", pages + 1)));
    // The index page names every part; behind it each paper says what it says by itself.
    let index = ask("pdftotext", &["-l", "1", "-layout", to, "-"]);
    let mut page = 2;
    for part in &bound {
        assert!(index.contains(&text(&part["name"])), "{index}");
        let own = folder.join(text(&part["path"]));
        let own = ask("pdftotext", &["-layout", own.to_str().expect("text"), "-"]);
        let last = page + part["pages"].as_u64().expect("its pages") - 1;
        let said = ask(
            "pdftotext",
            &["-f", &page.to_string(), "-l", &last.to_string(), "-layout", to, "-"],
        );
        assert_eq!(said, own, "{part}");
        page = last + 1;
    }
    let told = ask("qpdf", &["--json", "--json-key=outlines", "--json-key=pagelabels", to]);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    let titles: Vec<String> =
        list(&told["outlines"]).iter().skip(1).map(|entry| text(&entry["title"])).collect();
    let wanted: Vec<String> =
        bound.iter().map(|part| format!("{}. {}", part["number"], text(&part["label"]))).collect();
    assert_eq!(titles, wanted);
    assert_eq!(list(&told["pagelabels"])[1]["label"]["/P"], "u:1-");
}

/// Puts a signature field into a PDF, as the office's programs do.
fn sign(path: &std::path::Path) {
    use lopdf::{Object, dictionary};
    let mut document = lopdf::Document::load(path).expect("a PDF");
    let signature = document.add_object(dictionary! {
        "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "ETSI.CAdES.detached",
        "ByteRange" => vec![0.into(), 10.into(), 20.into(), 10.into()],
        "Contents" => Object::string_literal("signed"),
    });
    let field = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig", "T" => Object::string_literal("s"),
        "V" => signature, "Rect" => vec![0.into(), 0.into(), 0.into(), 0.into()],
    });
    let form = dictionary! { "Fields" => vec![Object::Reference(field)], "SigFlags" => 3 };
    document.catalog_mut().expect("a catalog").set("AcroForm", form);
    document.save(path).expect("the signed PDF");
}

/// A signature holds for the bytes it was made over: such a paper is never bound, and lies beside.
#[test]
fn a_signed_paper_stays_a_file_beside_the_pdf() {
    let home = Home::new();
    let folder = home.demo();
    let contract = folder.join("Leila Haddad/contratto lavoro DEF firmato.pdf");
    sign(&contract);
    let id = text(
        &home.json("case", &folder, &["open", "remote-worker", "--person", LEILA]).fine().json()["case"]
            ["id"],
    );
    let to = home.path("packet.pdf");
    let wanted = ["--case", &id, "--for", "hr", "--to", to.to_str().expect("text"), "--incomplete"];
    let packet = home.json("packet", &folder, &wanted).ends_with(1).json();
    let alone: Vec<&Value> =
        list(&packet["parts"]).iter().filter(|part| !part["alone"].is_null()).collect();
    assert!(alone.iter().any(|part| part["alone"] == "signed"), "{packet}");
    let beside = list(&packet["beside"]);
    assert_eq!(beside.len(), alone.len());
    for (file, part) in beside.iter().zip(alone) {
        let own = std::fs::read(folder.join(text(&part["path"]))).expect("the paper");
        assert_eq!(std::fs::read(text(file)).expect("the file beside"), own);
    }
}

#[test]
fn a_receipt_proves_the_filing_and_its_login_stays_here() {
    let home = Home::new();
    let folder = home.demo();
    home.run(["fix".as_ref(), folder.as_os_str(), "--yes".as_ref()]).fine();
    let id = open(&home, &folder);
    let case = home.json("case", &folder, &[]).fine().json();
    let case =
        list(&case["cases"]).iter().find(|case| case["id"] == id.as_str()).expect("it").clone();
    let receipt = text(&step(&case, "permit-filed")["paper"]);
    let passport = list(&case["items"]).iter().find(|item| item["id"] == "passport").expect("it");
    let passport = text(&list(&passport["papers"])[0]);

    let to = home.path("page.txt");
    let to = to.to_str().expect("a path that is text");
    let filed = home.json("filed", &folder, &[&passport, "--to", to, "--language", "en"]);
    let filed = filed.fine().json();
    let filing = &list(&filed["filings"])[0];
    assert_eq!((text(&filing["receipt"]), text(&filing["how"])), (receipt, "case".to_owned()));
    let page = std::fs::read_to_string(to).expect("the page");
    assert!(page.contains("Already filed") && page.contains("Filed on: "), "{page}");
    // The assicurata code is half of a login: twelve digits in a row stand nowhere.
    let digits = page.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
    assert!(digits < Some(12), "{page}");
}

/// The office keeps both versions, each with the day it was delivered (storico documenti), and so does the folder.
#[test]
fn a_paper_that_was_replaced_keeps_both_delivery_dates() {
    let home = Home::new();
    let folder = home.demo();
    let diego = crate::demo_truth::DIEGO;
    home.json("case", &folder, &["open", "permit-renewal", "--person", diego]).fine();
    let older = format!("{diego}/PERMIT_Diego_Fuentes-Ibanez_2024-01-12.pdf");
    let newer = format!("{diego}/permesso nuovo.pdf");
    for (day, file) in [("2024-02-01", &older), ("2025-02-03", &newer)] {
        let told = ["add", "--date", day, "--what", "Given to the employer", "--person", diego];
        home.json("event", &folder, &[&told[..], &["--file", file]].concat()).fine();
    }
    let filed = |path: &str| home.json("filed", &folder, &[path]).fine().json();
    let days = |of: &Value| -> Vec<String> {
        list(&of["filings"]).iter().map(|filing| text(&filing["date"])).collect()
    };
    let both = || {
        for (path, own, other, others, is_newer) in [
            (&older, "2024-02-01", &newer, "2025-02-03", true),
            (&newer, "2025-02-03", &older, "2024-02-01", false),
        ] {
            let told = filed(path);
            // The receipt of the case that is open now was given for the one in use, whatever else was.
            let proved = days(&told);
            assert_eq!((proved[0].as_str(), proved.len() == 1), (own, is_newer), "{told}");
            let versions = list(&told["versions"]);
            assert_eq!(versions.len(), 1, "{told}");
            assert_eq!(
                (&text(&versions[0]["path"]), &versions[0]["newer"]),
                (other, &is_newer.into())
            );
            assert_eq!(days(&versions[0])[0], others, "{told}");
        }
    };
    both();
    // The page for an office tells both; and all of it is in the folder, not in the index.
    let to = home.path("page.txt");
    let to = to.to_str().expect("a path that is text");
    home.json("filed", &folder, &[&older, "--to", to, "--language", "it"]).fine();
    let page = std::fs::read_to_string(to).expect("the page");
    assert!(page.contains("Presentato il: 2024-02-01"), "{page}");
    assert!(page.contains("Sostituito da: permesso nuovo.pdf"), "{page}");
    assert!(page.contains("Presentato il: 2025-02-03"), "{page}");
    home.forget(true);
    both();
    // Payslips follow one another; none takes the place of the one before.
    let case = home.json("case", &folder, &[]).fine().json();
    let items = list(&list(&case["cases"])[0]["items"]);
    let income = items.iter().find(|item| item["id"] == "income").expect("the income");
    let payslips = list(&income["papers"]).iter().map(text).filter(|path| path.contains("PAYSLIP"));
    let payslips: Vec<String> = payslips.collect();
    assert!(payslips.len() > 1, "{income}");
    let told = home.json("filed", &folder, &[&payslips[0]]).json();
    assert_eq!(list(&told["versions"]).len(), 0, "{told}");
}

/// The file is read back by a parser that has nothing to do with what wrote it.
#[test]
fn the_calendar_is_read_by_others_and_moves_instead_of_doubling() {
    let home = Home::new();
    let folder = home.demo();
    let id = open(&home, &folder);
    let read = |name: &str| {
        let to = home.path(name);
        let to = to.to_str().expect("a path that is text");
        home.json("export", &folder, &["--to", to, "--person", LEILA]).fine();
        let file = std::io::BufReader::new(std::fs::File::open(to).expect("the calendar"));
        let calendar = ical::IcalParser::new(file).next().expect("one").expect("a calendar");
        let property = |event: &ical::parser::ical::component::IcalEvent, name: &str| {
            let found = event.properties.iter().find(|property| property.name == name);
            found.and_then(|property| property.value.clone()).unwrap_or_default()
        };
        let events = calendar.events.iter().map(|event| {
            assert!(!event.alarms.is_empty());
            let values = ["UID", "DTSTART", "DTEND", "SEQUENCE"].map(|name| property(event, name));
            (
                values[0].clone(),
                values[1].clone(),
                values[2].clone(),
                values[3].parse().expect("a number"),
            )
        });
        events.collect::<Vec<(String, String, String, u32)>>()
    };
    home.json("case", &folder, &["answer", &id, "guest", "yes"]).fine();
    home.json("case", &folder, &["reached", &id, "hosting", "2026-11-10"]).fine();
    let before = read("one.ics");
    let ids: std::collections::BTreeSet<_> = before.iter().map(|event| &event.0).collect();
    assert_eq!(ids.len(), before.len(), "each event has an id of its own");
    let of_case = |events: &[(String, String, String, u32)]| {
        let found = events.iter().find(|event| event.0.contains("hospitality-notice"));
        found.expect("the term").clone()
    };
    home.json("case", &folder, &["reached", &id, "hosting", "2026-11-12"]).fine();
    let after = read("two.ics");
    let (old, new) = (of_case(&before), of_case(&after));
    assert_eq!(old.0, new.0);
    assert!(new.1 > old.1 && new.3 > old.3, "{old:?} {new:?}");
    // All-day events end on the day after.
    for (_, start, end, _) in after.iter().filter(|event| event.1.len() == 8) {
        let day = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y%m%d").expect("a day");
        assert_eq!(day(start).succ_opt(), Some(day(end)));
    }
}

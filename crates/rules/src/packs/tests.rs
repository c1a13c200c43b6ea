//! Built-in packs hang together; a household's own are taken over them, or refused with file, line and remedy.

use super::{PackError, Packs, Per};
use crate::facts::{DateRole, PageText};
use crate::person::Person;
use crate::recognise::recognise;

#[test]
fn the_built_in_packs_parse_and_hang_together() {
    let packs = Packs::built_in();
    assert!(packs.types.len() >= 66);
    assert!(packs.limit("ali-strict").is_some());
    for document_type in &packs.types {
        let id = &document_type.id;
        assert_eq!(document_type.per == Per::One, document_type.date_roles.is_empty(), "{id}");
        assert_eq!(packs.document_type(id).map(|t| &t.id), Some(id));
        let same = packs.types.iter().filter(|t| t.id_it == document_type.id_it).count();
        assert_eq!(same, 1, "the Italian id {} is taken twice", document_type.id_it);
    }
}

/// A small pack of a household, right as it stands.
const OWN: &str = r#"
id = "my-province"
label_en = "What my province asks for"
label_it = "Ciò che chiede la mia provincia"
who_en = "Us."
who_it = "Noi."
reviewed_on = 2026-11-21
source = "page of the province"

[[question]]
id = "guest"
text_en = "Guest?"
text_it = "Ospite?"

[[item]]
id = "letter"
asked = "conditional"
question = "guest"
types = ["HOSPITALITY"]
label_en = "Letter"
label_it = "Lettera"
by = "host"
source = "page of the province"

[[milestone]]
id = "entry"
label_en = "Entry"
label_it = "Ingresso"
acts = "applicant"
source = "page of the province"

[[term]]
id = "permit-application"
from = "entry"
source = "page of the province"
"#;

fn household(path: &str, text: &str) -> Result<Packs, PackError> {
    Packs::with_household(std::iter::once((path, text)))
}

/// What is said of the pack with one word of it replaced.
fn refused(old: &str, new: &str) -> PackError {
    let text = OWN.replacen(old, new, 1);
    assert_ne!(text, OWN, "{old} is not in the pack");
    household("procedures/my-province.toml", &text).expect_err("a wrong pack must be refused")
}

#[test]
fn a_household_adds_a_procedure() {
    let packs = household("procedures/my-province.toml", OWN).expect("it is right");
    let before = Packs::built_in().procedures.len();
    assert_eq!(packs.procedures.len(), before + 1);
    let mine = packs.procedures.iter().find(|procedure| procedure.id == "my-province");
    assert_eq!(mine.map(|procedure| procedure.item.len()), Some(1));
}

#[test]
fn a_household_replaces_a_procedure_and_may_use_the_built_in_parts() {
    let text = OWN.replacen("my-province", "permit-renewal", 1).replacen(
        "reviewed_on",
        "uses = [\"open-application\"]\nreviewed_on",
        1,
    );
    let packs = household("procedures/permit-renewal.toml", &text).expect("it is right");
    assert_eq!(packs.procedures.len(), Packs::built_in().procedures.len());
    let mine = packs.procedures.iter().find(|procedure| procedure.id == "permit-renewal");
    let mine = mine.expect("it is there");
    assert_eq!(mine.label_en, "What my province asks for");
    assert!(mine.milestone("portal-checked").is_some(), "of the part");
    assert!(mine.milestone("permit-renewed").is_none(), "of the built-in procedure");
}

#[test]
fn a_pack_that_is_no_toml_is_refused_with_its_line() {
    let error = refused("by = \"host\"", "by = host");
    assert_eq!((error.path.as_str(), error.line), ("procedures/my-province.toml", Some(22)));
    assert!(error.remedy.contains("_Faldone/packs"), "{}", error.remedy);
    assert!(error.to_string().contains("procedures/my-province.toml, line 22"), "{error}");
}

#[test]
fn a_word_that_is_none_of_the_known_ones_is_refused_with_its_line() {
    let error = refused("by = \"host\"", "by = \"landlady\"");
    assert_eq!(error.line, Some(22));
    assert!(error.cause.contains("landlady"), "{}", error.cause);
    let error = refused("types = ", "kinds = ");
    assert_eq!(error.line, Some(19));
    assert!(error.cause.contains("kinds"), "{}", error.cause);
}

#[test]
fn what_a_pack_names_must_be_there() {
    for (old, new, line, word) in [
        ("HOSPITALITY", "HOSPITALTY", 19, "document type `HOSPITALTY`"),
        ("\"permit-application\"", "\"permit-aplication\"", 33, "term `permit-aplication`"),
        ("from = \"entry\"", "from = \"arrival\"", 34, "milestone `arrival`"),
        ("question = \"guest\"", "question = \"gest\"", 18, "question `gest`"),
        ("reviewed_on", "uses = [\"flow\"]\nreviewed_on", 7, "part `flow`"),
    ] {
        let error = refused(old, new);
        assert_eq!(error.line, Some(line), "{error}");
        assert!(error.cause.contains(word), "{error}");
        assert!(!error.remedy.is_empty());
    }
}

#[test]
fn what_stands_twice_or_has_no_source_is_refused() {
    let item = "[[item]]\nid = \"letter\"\nasked = \"optional\"\nlabel_en = \"L\"\nlabel_it = \"L\"\nby = \"host\"\nsource = \"x\"\n";
    let error = refused("[[milestone]]", &format!("{item}\n[[milestone]]"));
    assert_eq!(error.line, Some(26), "the second of the two: {error}");
    assert!(error.cause.contains("`letter` is there twice"), "{error}");
    let error = refused(
        "source = \"page of the province\"\n\n[[milestone]]",
        "source = \"\"\n\n[[milestone]]",
    );
    assert!(error.cause.contains("`letter` has no source"), "{error}");
    let error = refused("question = \"guest\"\n", "");
    assert!(error.cause.contains("`letter`"), "{error}");
    let error = household("procedures/other.toml", OWN).expect_err("the name is another");
    assert!(error.cause.contains("not the name of the file"), "{error}");
    let limit = "id = \"a\"\nlabel_en = \"A\"\nlabel_it = \"A\"\nmax_bytes = 1\nextensions = [\"pdf\"]\nsource = \"x\"\nseen_on = 2026-11-21\nsure = \"seen\"\n";
    let error = household("limits/mine.toml", &format!("[[limit]]\n{limit}[[limit]]\n{limit}"));
    assert_eq!(error.expect_err("an id twice").line, Some(11));
}

#[test]
fn a_part_that_takes_away_what_procedures_need_is_refused_by_its_file() {
    let text = "id = \"permit-fees\"\nsource = \"x\"\n[[fee]]\nid = \"permit\"\nlabel_en = \"P\"\nlabel_it = \"P\"\ncents = 1\nvalid_from = 2026-01-01\nat = \"never\"\nsource = \"x\"\n";
    let error = household("parts/permit-fees.toml", text).expect_err("no such milestone");
    assert_eq!((error.path.as_str(), error.line), ("parts/permit-fees.toml", Some(9)));
}

/// An amount to reach, with these days.
fn threshold(days: &str) -> String {
    format!(
        "[[threshold]]\nid = \"income\"\nlabel_en = \"I\"\nlabel_it = \"R\"\ncents = 1\n{days}source = \"x\"\n"
    )
}

#[test]
fn an_amount_says_from_which_day_it_holds_and_has_one_value_a_day() {
    let with =
        |entries: &str| household("procedures/my-province.toml", &format!("{OWN}\n{entries}"));
    let lines = OWN.lines().count();
    let error = with(&threshold("")).expect_err("no day");
    assert_eq!(error.line, Some(lines + 2), "{error}");
    assert!(error.cause.contains("valid_from") && error.remedy.contains("valid_from ="), "{error}");
    let last_year = threshold("valid_from = 2025-01-01\nvalid_to = 2025-12-31\n");
    let this_year = threshold("valid_from = 2026-01-01\n");
    let packs = with(&format!("{last_year}{this_year}")).expect("one figure a year");
    let mine = packs.procedures.iter().find(|procedure| procedure.id == "my-province");
    assert_eq!(mine.map(|procedure| procedure.threshold.len()), Some(2));
    let error = with(&format!("{last_year}{}", threshold("valid_from = 2025-07-01\n")));
    let error = error.expect_err("two figures for one day");
    assert_eq!(error.line, Some(lines + 11), "the second of the two: {error}");
    assert!(error.cause.contains("2025-07-01") && error.remedy.contains("valid_to"), "{error}");
}

#[test]
fn the_figures_of_a_procedure_take_the_place_of_its_parts_together() {
    let fee = |days: &str| {
        format!(
            "[[fee]]\nid = \"permit\"\nlabel_en = \"P\"\nlabel_it = \"P\"\ncents = 1\n{days}source = \"x\"\n"
        )
    };
    let days = ["valid_from = 2025-01-01\nvalid_to = 2025-12-31\n", "valid_from = 2026-01-01\n"];
    let text = OWN.replacen(
        "reviewed_on",
        "uses = [\"permit-fees\", \"open-application\"]\nreviewed_on",
        1,
    );
    let step = "[[milestone]]\nid = \"permit-filed\"\nlabel_en = \"F\"\nlabel_it = \"F\"\nacts = \"applicant\"\nsource = \"x\"\n";
    let text = format!("{text}\n{step}{}{}", fee(days[0]), fee(days[1]));
    let packs = household("procedures/my-province.toml", &text).expect("it is right");
    let mine = packs.procedures.iter().find(|procedure| procedure.id == "my-province");
    let fees: Vec<&str> = mine.iter().flat_map(|p| &p.fee).map(|fee| fee.id.as_str()).collect();
    assert_eq!(fees, ["permit", "permit", "stamp-duty", "postal-kit", "electronic-card"]);
}

const POOL: &str = r#"
id = "POOL-CARD"
id_it = "TESSERA-PISCINA"
group = "other"
per = "dated"
date_roles = ["valid-from"]
is = ["card", "of-payment"]
begins = "valid-from"
ends = "expires"
amounts = ["paid"]
label_en = "Pool card"
label_it = "Tessera della piscina"
what = "The season ticket of a swimming pool."
why = "It shows from when until when its holder may swim."
source = "the card itself"
cue = [{ any = ["tessera piscina"], weight = 9, place = "heading" }]
"#;

#[test]
fn what_a_households_own_type_says_of_its_papers_is_gone_by() {
    let text = "TESSERA PISCINA\nRossi Maria\nStagione dal 01/09/2026 al 31/05/2027\nImporto pagato 120,00 EUR\n";
    let maria = Person {
        id: "maria".to_owned(),
        name: "Maria".to_owned(),
        surname: "Rossi".to_owned(),
        fiscal_code: None,
        born: None,
        dependants: Vec::new(),
    };
    let read = |pack: &str| {
        let packs = household("types/POOL-CARD.toml", pack).expect("it is right");
        let found =
            recognise(&[PageText { number: 1, text }], std::slice::from_ref(&maria), &packs);
        assert_eq!(found.doc_type.map(|found| found.id).as_deref(), Some("POOL-CARD"));
        let role = |day: &str| {
            found.dates.iter().find(|found| found.date.to_string() == day).map(|found| found.role)
        };
        let amounts: Vec<i64> = found.amounts.iter().map(|found| found.cents).collect();
        (role("2026-09-01"), role("2027-05-31"), amounts)
    };
    let card = read(POOL);
    assert_eq!(card, (Some(DateRole::ValidFrom), Some(DateRole::Expires), vec![12_000]));
    let never = POOL.replacen("begins", "never = [\"expires\"]\nbegins", 1);
    assert_eq!(read(&never).1, Some(DateRole::Other), "of another paper");
    let says =
        |line: &str| ["is =", "begins", "ends", "amounts"].iter().any(|f| line.starts_with(f));
    let silent: Vec<&str> = POOL.lines().filter(|line| !says(line)).collect();
    assert_eq!(read(&silent.join("\n")).0, Some(DateRole::Other), "nobody said what begins");
}

#[test]
fn a_nature_that_is_none_is_refused_with_its_line_and_the_known_ones() {
    let pack = POOL.replacen("\"card\"", "\"ticket\"", 1);
    let error = household("types/POOL-CARD.toml", &pack).expect_err("there is no such word");
    assert_eq!((error.path.as_str(), error.line), ("types/POOL-CARD.toml", Some(7)));
    assert!(error.cause.contains("ticket") && error.cause.contains("handed-in"), "{}", error.cause);
    let pack = POOL.replacen("\"expires\"", "\"sometime\"", 1);
    let error = household("types/POOL-CARD.toml", &pack).expect_err("nothing ends so");
    assert_eq!(error.line, Some(9));
}

//! Whose a paper is: what its layout and the words around a name say of its bearer.

use faldone_rules::facts::{DateRole, PageText, PersonRole, Recognition, When};
use faldone_rules::person::Person;
use faldone_rules::recognise::Recogniser;

fn person(id: &str, name: &str, surname: &str) -> Person {
    Person {
        id: id.to_owned(),
        name: name.to_owned(),
        surname: surname.to_owned(),
        fiscal_code: None,
        born: None,
        dependants: Vec::new(),
    }
}

fn read(text: &str, people: &[Person]) -> Recognition {
    Recogniser::built_in().recognise(&[PageText { number: 1, text }], people)
}

/// Whose a paper is, by given name; its household is Leila Haddad and Omar Haddad Nasser.
fn subjects(text: &str) -> Vec<String> {
    let people = [person("leila", "Leila", "Haddad"), person("omar", "Omar", "Haddad Nasser")];
    let mine =
        read(text, &people).persons.into_iter().filter(|found| found.role == PersonRole::Subject);
    mine.map(|found| found.name).collect()
}

#[test]
fn a_bill_addressed_to_a_couple_is_both_of_theirs() {
    let bill = "Thornbeck Water & Power\nMr Omar Haddad Nasser & Mrs Leila Haddad\nFlat 3, 27 Linden Grove\nLeeds LS7 4BN\n\
        9 October 2024\nYour electricity bill\nCustomer number 8852 0417 33\nSupply address Flat 3, 27 Linden Grove\n\
        Electricity, 214 kWh 58.07\nStanding charges 27.93\nAmount due 123.31\n";
    assert_eq!(subjects(bill), ["Leila", "Omar"]);
}

#[test]
fn the_end_of_one_sentence_and_the_beginning_of_the_next_are_no_name() {
    let record = "CERTIDÃO DE CASAMENTO\nJOÃO NASSER, filho de Otávio Nasser e de Neide Haddad.\nLEILA COUTO, nascida em 4 de agosto de 1991.\n";
    assert!(subjects(record).is_empty());
}

#[test]
fn whoever_is_told_to_be_your_spouse_is_not_offered_the_job() {
    let offer = "Job offer\nDear Omar Haddad Nasser,\nwe are pleased to offer you the position of researcher, salary EUR 39,000 gross.\n\
        The hosting agreement is signed later. Ms Leila Haddad, your spouse, can be included in a parallel request.\nPlease sign and return.\n";
    assert_eq!(subjects(offer), ["Omar"]);
}

#[test]
fn one_of_many_in_a_house_is_only_named() {
    let notice = "Ai Signori Condòmini\nModena, 11 maggio 2026\nripartizione acqua 2025\n\
        int. 1 fam. Lugli 2 persone € 118,40\nint. 3 sig.ra Haddad Leila 4 persone € 236,80\nint. 4 sigg. Ferri 3 persone € 177,60\n";
    assert!(subjects(notice).is_empty());
}

#[test]
fn a_deed_names_the_buyers_behind_the_seller() {
    let deed = "ESCRITURA PÚBLICA NÚMERO 2846\nCOMPRAVENTA\nante mí, el Notario, comparecieron: OCTAVIO MONTOYA RUIZ, quien en adelante se \
        llamará EL VENDEDOR; y OMAR HADDAD NASSER y LEILA HADDAD, casados entre sí, LOS COMPRADORES, y manifestaron:\n";
    assert_eq!(subjects(deed), ["Leila", "Omar"]);
}

#[test]
fn names_are_found_in_any_order_case_and_spelling() {
    for (name, surname, text) in [
        ("Văn Đức", "Trần", "Cognome: TRAN  Nome: VAN DUC"),
        ("Văn Đức", "Trần", "the worker DUC TRAN VAN"),
        ("Anne-Sophie", "N'Guessan", "NGUESSAN ANNE SOPHIE"),
        ("Anne-Sophie", "N'Guessan", "Anne-Sophie N’Guessan"),
        ("Oluwaseun", "Adeyemi", "Surname\nADEYEMI\nGiven names\nOLUWASEUN"),
        ("Diego", "Fuentes Ibáñez", "Nominativo: FUENTES-IBANEZ, Diego Andrés"),
        ("Jürgen", "Müller", "MUELLER JUERGEN"),
        ("Leila", "Haddad", "H A D D A D   L E I L A"),
    ] {
        let found = read(text, &[person("p", name, surname)]);
        assert_eq!(found.persons.len(), 1, "{text}");
        assert_eq!(found.persons[0].role, PersonRole::Subject, "{text}");
    }
    for text in ["Leila Haddadi", "Via Leila 3, Haddad Srl", "HADDAD SAMIR e ROSSI LEILA"] {
        assert!(read(text, &[person("p", "Leila", "Haddad")]).persons.is_empty(), "{text}");
    }
}

#[test]
fn a_passport_reads_from_its_zone_alone() {
    let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
    let found = read(zone, &[person("anna", "Anna Maria", "Eriksson")]);
    assert_eq!(found.doc_type.unwrap().id, "PASSPORT");
    assert_eq!(found.references[0].value, "L898902C3");
    assert_eq!(found.persons[0].role, PersonRole::Subject);
}

#[test]
fn what_a_zone_proves_stands_above_captions_below_their_values() {
    let text = "PASSPORT\nSurname\nERIKSSON\nANNA MARIA\nGiven names\n12/08/1974\nDate of issue\n15/04/2002\nDate of expiry\n\
        15/04/2012\nAuthority\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
    let found = read(text, &[person("anna", "Anna Maria", "Eriksson")]);
    let roles = |day: &str| -> Vec<DateRole> {
        let day: chrono::NaiveDate = day.parse().unwrap();
        found.dates.iter().filter(|d| d.date == When::Day(day)).map(|d| d.role).collect()
    };
    assert!(roles("2012-04-15").iter().all(|role| *role == DateRole::Expires), "{:?}", found.dates);
    assert!(!roles("2012-04-15").is_empty());
    assert!(!roles("2002-04-15").contains(&DateRole::Expires), "{:?}", found.dates);
    assert!(
        !found.dates.iter().any(
            |d| d.role == DateRole::Birth && d.date != When::Day("1974-08-12".parse().unwrap())
        )
    );
}

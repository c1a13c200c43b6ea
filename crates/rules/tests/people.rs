//! Whose a paper is: what its layout and the words around a name say of its bearer.

use faldone_rules::facts::{PageText, PersonRole};
use faldone_rules::person::Person;
use faldone_rules::recognise::Recogniser;

/// Whose a paper is, by given name; its household is Leila Haddad and Omar Haddad Nasser.
fn subjects(text: &str) -> Vec<String> {
    let person = |id: &str, name: &str, surname: &str| Person {
        id: id.to_owned(),
        name: name.to_owned(),
        surname: surname.to_owned(),
        fiscal_code: None,
        born: None,
        dependants: Vec::new(),
    };
    let people = [person("leila", "Leila", "Haddad"), person("omar", "Omar", "Haddad Nasser")];
    let found = Recogniser::built_in().recognise(&[PageText { number: 1, text }], &people);
    let mine = found.persons.into_iter().filter(|found| found.role == PersonRole::Subject);
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

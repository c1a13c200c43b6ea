//! "Alunno/a | SIMIC LENA, 6.4.2017": in the row of a form that names somebody, the day behind the name is that of their birth.

use super::fold::Folded;
use super::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// Who a form is about, before a name and the comma that parts it from the day.
static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x-u)^(?:il\s|la\s|l'|lo\s|the\s)?
        (?:alunn[oa]|student(?:e|essa)?|minore|figli[oa]|bambin[oa]|pazient[ei]|assistit[oa]|utente|iscritt[oa]|ospite|nominativo|cognome\se\snome|nome\se\scognome|beneficiari[oa]|famigliare|familiare|coniuge
        |pupil|student|child|patient|minor|full\sname|name\sand\ssurname|schuler(?:in)?|kind|patient(?:in)?|eleve|enfant|nom\set\sprenom|alumn[oa]|hij[oa]|menor|apellidos\sy\snombres?|alun[oa]|filh[oa])
        (?:/[a-z]{1,4})?(?:\s/\s[a-z]{3,12})?\s?[:\s]\s?
        [a-z'\x20-]{3,50},\s(?:n\.\s)?$",
    )
});

/// Returns whether a day stands right behind the name of whom a row of a form is about.
pub(super) fn is_birth(page: &Folded<'_>, start: usize) -> bool {
    let (from, _) = page.line_at(start);
    PERSON.is_match(&page.text[from..start])
}

#[cfg(test)]
mod tests {
    use super::{Folded, is_birth};

    #[test]
    fn behind_the_name_of_a_pupil_stands_the_birth() {
        let is = |text: &str| {
            let page = Folded::new(1, text);
            is_birth(&page, page.text.find("6.4.2017").unwrap())
        };
        assert!(is("Alunno/a\tSIMIC LENA, 6.4.2017"));
        assert!(is("Paziente: Rossi Anna, 6.4.2017"));
        assert!(is("Child / Kind: Anna Maria Rossi, 6.4.2017"));
        assert!(!is("Firma del genitore, Trieste, 6.4.2017"));
        assert!(!is("Trieste, 6.4.2017"));
    }
}

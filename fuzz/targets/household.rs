//! The fictional household that the targets read for.

use faldone_rules::person::Person;

/// Returns one adult.
pub fn people() -> [Person; 1] {
    [Person {
        id: "amina-rossi".to_owned(),
        name: "Amina".to_owned(),
        surname: "Rossi".to_owned(),
        fiscal_code: None,
        born: None,
        dependants: Vec::new(),
    }]
}

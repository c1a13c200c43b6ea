//! The household's people and what it set for this folder: both are lines of the journal, so every computer reads the same.

use super::{
    Folder,
    adopt::{check_name, free_id},
};
use crate::{
    error::Error,
    journal::Op,
    packs,
    reason::Reason,
    state::{AUTOMATIC_FILING, OFF, ON},
    view::{LimitView, SettingsView},
};
use faldone_rules::person::{Dependant, Person};

impl Folder {
    /// Adds an adult; or, given `of`, a child or another dependant of that adult, whose papers lie in the adult's folder. Papers
    /// are recognised anew with the next scan.
    ///
    /// # Errors
    /// If the name cannot be used or is taken, or there is no such adult; nothing is changed then.
    pub fn add_person(&self, of: Option<&str>, name: &str, surname: &str) -> Result<(), Error> {
        check_name(name, surname)?;
        let (name, surname) = faldone_rules::person::only_name(name, surname);
        self.refresh_state()?;
        let state = self.state();
        let (name, surname) = (name.trim().to_owned(), surname.trim().to_owned());
        let full = faldone_rules::person::full_name(&name, &surname);
        if state.find_person(&full).is_some() {
            return Err(Error::BadPerson { given: full, why: Reason::NameTaken });
        }
        let id = free_id(&full, |id| state.person(id).is_some());
        let person = match of {
            None => {
                Person { id, name, surname, fiscal_code: None, born: None, dependants: Vec::new() }
            }
            Some(adult) => {
                let known = state.people.iter().find(|person| person.id == adult);
                let mut person = known
                    .cloned()
                    .ok_or_else(|| Error::Unknown { what: "adult", given: adult.to_owned() })?;
                person.dependants.push(Dependant { id, name, surname, born: None });
                person
            }
        };
        self.tell(vec![Op::Person { person }]).map(drop)
    }

    /// Returns what the household set for this folder, and what Faldone judges by.
    ///
    /// # Errors
    /// If the journals cannot be read.
    pub fn settings(&self) -> Result<SettingsView, Error> {
        self.refresh_state()?;
        let state = self.state();
        let set = |key: &str, otherwise: &str| {
            state.settings.get(key).map_or_else(|| otherwise.to_owned(), String::clone)
        };
        let limits = self.packs().limits.iter().map(|limit| LimitView {
            id: limit.id.clone(),
            label: limit.label_en.clone(),
            label_it: limit.label_it.clone(),
            bytes: limit.max_bytes,
        });
        Ok(SettingsView {
            limit: set("limit", "ali-strict"),
            limits: limits.collect(),
            names_language: set("ids-language", "en"),
            automatic: self.files_here(&state),
            automatic_elsewhere: state.automatic.is_some() && !self.files_here(&state),
            packs: packs::list(None)?,
            index: self.options.data.join(&self.id).display().to_string(),
        })
    }

    /// Sets something for the whole household: `limit` (the id of a limit), `ids-language` (`en` or `it`: the types in file
    /// names), or `automatic-filing` (`on`: this computer, and no other, names and moves by itself what comes in from now on; `off`:
    /// none does). All files are judged anew.
    ///
    /// # Errors
    /// If there is no such setting or it cannot have this value; nothing is changed then.
    pub fn set(&self, key: &str, value: &str) -> Result<(), Error> {
        let can_be = match key {
            "limit" => self.packs().limit(value).is_some(),
            "ids-language" => matches!(value, "en" | "it"),
            AUTOMATIC_FILING => matches!(value, ON | OFF),
            _ => return Err(Error::Unknown { what: "setting", given: key.to_owned() }),
        };
        if !can_be {
            let why = Reason::NotAChoice;
            return Err(Error::BadValue { what: "setting", given: format!("{key} {value}"), why });
        }
        self.tell(vec![Op::Setting { key: key.to_owned(), value: value.to_owned() }])?;
        let state = self.state();
        let mut inner = self.inner();
        self.assess(&mut inner.index, &state)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Folder, Options};
    use std::path::PathBuf;

    fn household(home: &tempfile::TempDir) -> Folder {
        let root = home.path().join("papers");
        std::fs::create_dir_all(&root).unwrap();
        let options = Options {
            data: home.path().join("data"),
            worker: PathBuf::from("faldone"),
            today: None,
        };
        let amina = ("Amina".to_owned(), "Rossi".to_owned());
        Folder::init(&root, &[amina], &options).unwrap()
    }

    #[test]
    fn adults_and_children_are_added_and_stay() {
        let home = tempfile::tempdir().unwrap();
        let folder = household(&home);
        folder.add_person(None, " Diego ", "Fuentes").unwrap();
        folder.add_person(Some("amina-rossi"), "Noor", "Rossi").unwrap();
        let people = folder.view().unwrap().people;
        let names: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["Amina", "Diego"]);
        assert_eq!(people[0].dependants, ["Noor Rossi"]);

        // Somebody who is here already, in any case, an adult nobody knows, and no name.
        for (of, name, surname) in [
            (None, "amina", "ROSSI"),
            (None, "Noor", "Rossi"),
            (Some("nobody"), "Ali", "Rossi"),
            (None, " ", " "),
        ] {
            assert!(folder.add_person(of, name, surname).is_err(), "{name} {surname}");
        }
        assert_eq!(folder.view().unwrap().people, people);
    }

    #[test]
    fn what_is_set_is_kept_and_nonsense_is_refused() {
        let home = tempfile::tempdir().unwrap();
        let folder = household(&home);
        assert_eq!(folder.settings().unwrap().limit, "ali-strict");
        folder.set("limit", "ali-family").unwrap();
        folder.set("ids-language", "it").unwrap();
        folder.set("automatic-filing", "on").unwrap();
        assert!(folder.settings().unwrap().automatic);
        folder.set("automatic-filing", "off").unwrap();
        assert!(!folder.settings().unwrap().automatic);
        for (key, value) in [
            ("limit", "none-such"),
            ("ids-language", "xx"),
            ("automatic-filing", "perhaps"),
            ("colour", "red"),
        ] {
            assert!(folder.set(key, value).is_err(), "{key} {value}");
        }
        let settings = folder.settings().unwrap();
        assert_eq!(
            (settings.limit.as_str(), settings.names_language.as_str()),
            ("ali-family", "it")
        );
        assert!(settings.packs.iter().all(|pack| !pack.source.is_empty()));
    }
}

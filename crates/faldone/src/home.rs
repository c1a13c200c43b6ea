//! The folder that a paper belongs in: its person's.

use crate::assess::subjects;
use faldone_rules::{facts::Recognition, names, person::Person};
use std::collections::{BTreeSet, HashMap};

/// Where anything may be dropped; sure papers are proposed to leave it for their person's folder.
const INBOX: &str = "_Inbox";

/// The people's folders.
pub(crate) struct Homes<'a> {
    people: &'a [Person],
    /// What each person's folder is called, by the person's id, where there is one.
    folders: HashMap<&'a str, &'a str>,
}

impl<'a> Homes<'a> {
    /// Returns the folders of these people in a master folder that holds files at these paths.
    ///
    /// One that is written with other capitals, or with its accents stored as a Mac does, is theirs all the same: another one beside it
    /// would be the same folder on other computers.
    pub(crate) fn new(paths: impl Iterator<Item = &'a str>, people: &'a [Person]) -> Homes<'a> {
        let tops: BTreeSet<&str> = paths.filter_map(|path| Some(path.split_once('/')?.0)).collect();
        let mut folders = HashMap::new();
        for person in people {
            let exactly = person.full_name();
            let mut theirs =
                tops.iter().copied().filter(|top| is_folder_of(top, person)).peekable();
            let first = theirs.peek().copied();
            if let Some(own) = theirs.find(|top| *top == exactly).or(first) {
                folders.insert(person.id.as_str(), own);
            }
        }
        Homes { people, folders }
    }

    /// Returns the folder a paper should lie in, if not where it is: from the inbox or another person's folder to its person's.
    pub(crate) fn of(&self, path: &str, facts: &Recognition) -> Option<String> {
        let ids = subjects(facts, self.people);
        let owners: Vec<&Person> =
            ids.iter().filter_map(|id| names::owner(self.people, id)).collect();
        let owner = owners.first()?;
        let folder = names::folder(path);
        let (first, rest) = folder.split_once('/').unwrap_or((folder, ""));
        let is_inbox = first == INBOX;
        let is_of_another = self.people.iter().any(|person| {
            is_folder_of(first, person) && !owners.iter().any(|own| own.id == person.id)
        });
        (is_inbox || is_of_another).then(|| {
            let own = self.folders.get(owner.id.as_str());
            let own = own.map_or_else(|| owner.full_name(), |own| (*own).to_owned());
            if is_inbox || rest.is_empty() { own } else { format!("{own}/{rest}") }
        })
    }
}

fn is_folder_of(folder: &str, person: &Person) -> bool {
    names::same_file_key(folder) == names::same_file_key(&person.full_name())
}

#[cfg(test)]
mod tests {
    use super::Homes;
    use faldone_rules::{
        facts::{PersonFound, PersonRole, Recognition},
        person::Person,
    };

    fn person(id: &str, name: &str, surname: &str) -> Person {
        let [id, name, surname] = [id, name, surname].map(str::to_owned);
        Person { id, name, surname, fiscal_code: None, born: None, dependants: Vec::new() }
    }

    fn of(id: &str) -> Recognition {
        let (name, surname, role) = (String::new(), String::new(), PersonRole::Subject);
        let found = PersonFound { id: id.to_owned(), name, surname, role, because: Vec::new() };
        Recognition { persons: vec![found], ..Recognition::default() }
    }

    #[test]
    fn a_paper_goes_into_the_folder_that_its_person_has() {
        let people = [person("jose", "José", "Núñez"), person("leila", "Leila", "Haddad")];
        let home = |there: &[&str], path: &str, id: &str| {
            Homes::new(there.iter().copied(), &people).of(path, &of(id))
        };
        let some = |folder: &str| Some(folder.to_owned());
        // One that is not there yet is named as the person.
        assert_eq!(home(&["_Inbox/a.pdf"], "_Inbox/a.pdf", "jose"), some("José Núñez"));
        // Written otherwise it is theirs all the same, and there is no second one beside it.
        let mac = "Jose\u{301} Nu\u{301}n\u{303}ez";
        let there = ["leila haddad/a.pdf", &format!("{mac}/b.pdf")].map(str::to_owned);
        let there: Vec<&str> = there.iter().map(String::as_str).collect();
        assert_eq!(home(&there, "_Inbox/c.pdf", "jose"), some(mac));
        assert_eq!(home(&there, "_Inbox/c.pdf", "leila"), some("leila haddad"));
        assert_eq!(home(&there, "leila haddad/x/c.pdf", "jose"), some(&format!("{mac}/x")));
        assert_eq!(home(&there, "leila haddad/a.pdf", "leila"), None);
        // Where there are both, it is the one that is written as the person is.
        let both = ["LEILA HADDAD/a.pdf", "Leila Haddad/b.pdf", "leila haddad/c.pdf"];
        assert_eq!(home(&both, "_Inbox/c.pdf", "leila"), some("Leila Haddad"));
    }
}

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

//! `faldone init`.

use crate::answer::{self, FINE};
use faldone::{Error, Folder, Options};
use std::path::Path;

pub(crate) fn run(
    dir: &Path,
    given: &[String],
    options: &Options,
    json: bool,
) -> Result<u8, Error> {
    let folder = Folder::init(dir, &super::people(given)?, options)?;
    super::say_if_only_read(&folder);
    let view = folder.view()?;
    if json {
        answer::json(
            &serde_json::json!({ "root": view.root, "id": view.id, "people": view.people }),
        );
        return Ok(FINE);
    }
    answer::say(&format!("{} is a Faldone folder now. No file in it was changed.", view.root));
    match view.people.as_slice() {
        [] => answer::say("Nobody lives in it yet; add an adult with: --person \"Name/Surname\""),
        people => {
            for person in people {
                answer::say(&format!("  {}", format!("{} {}", person.name, person.surname).trim()));
            }
        }
    }
    answer::say(&format!("Next: faldone check \"{}\"", dir.display()));
    Ok(FINE)
}

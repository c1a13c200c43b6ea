//! `faldone watch`.

use crate::answer::{self, FINE};
use faldone::{Error, Options, Watcher, view::Changed};
use std::{
    path::Path,
    sync::{Arc, mpsc::channel},
};

pub(crate) fn run(dir: &Path, options: &Options, json: bool) -> Result<u8, Error> {
    let folder = Arc::new(super::open_only(dir, options)?);
    let (sender, changes) = channel::<Changed>();
    let _watcher = Watcher::start(folder.clone(), move |changed| {
        let _ = sender.send(changed);
    });
    if !json {
        answer::say(&format!("Watching {}. Stop with Ctrl+C.", folder.root().display()));
    }
    let (mut paused, mut polling, mut notes) = (None, None, 0);
    for changed in changes {
        for note in folder.notes().iter().skip(notes) {
            answer::remark(&format!("Note: {note}."));
            notes += 1;
        }
        if json {
            answer::json(&changed);
            continue;
        }
        if polling != changed.polling {
            match &changed.polling {
                Some(why) => answer::remark(&format!("Note: {why}.")),
                None => answer::remark("The system tells of changes again."),
            }
            polling.clone_from(&changed.polling);
        }
        if paused != changed.paused {
            match &changed.paused {
                Some(why) if folder.is_in_place() => answer::say(&format!(
                    "Paused: {why}. Bring them back or, if that was meant: faldone scan DIR --confirm-missing"
                )),
                Some(why) => answer::say(&format!("Paused: {why}.")),
                None => answer::say("All is well again; going on."),
            }
            paused.clone_from(&changed.paused);
        }
        for path in &changed.what {
            let told = match folder.document(path) {
                Ok(detail) => {
                    let kind =
                        detail.row.type_id.unwrap_or_else(|| "not sure what it is".to_owned());
                    let codes: Vec<String> =
                        detail.row.findings.into_iter().map(|finding| finding.code).collect();
                    format!("{path}  {kind}  {}", codes.join(", "))
                }
                Err(_) => format!("{path}  went"),
            };
            answer::say(told.trim_end());
        }
    }
    Ok(FINE)
}

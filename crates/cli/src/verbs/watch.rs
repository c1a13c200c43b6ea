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
    let watcher = Watcher::start(folder.clone(), move |changed| {
        let _ = sender.send(changed);
    })?;
    if let Some(why) = &watcher.polling {
        answer::remark(&format!("Note: {why}"));
    }
    if !json {
        answer::say(&format!("Watching {}. Stop with Ctrl+C.", folder.root().display()));
    }
    for changed in changes {
        if json {
            answer::json(&changed);
            continue;
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

//! `faldone event DIR add`.

use crate::{
    answer::{self, FINE},
    arguments::{Arguments, EventVerb, Verb},
};
use faldone::{Error, Options, view::NewEvent};
use std::path::Path;

pub(crate) fn run(dir: &Path, arguments: &Arguments, options: &Options) -> Result<u8, Error> {
    let Verb::Event {
        what: EventVerb::Add { date, time, what, person, who, reference, channel, file, filed },
        ..
    } = &arguments.verb
    else {
        return Ok(answer::USAGE);
    };
    let (folder, _) = super::open(dir, options)?;
    let event = folder.add_event(&NewEvent {
        date: date.clone(),
        time: time.clone(),
        who: who.clone(),
        what: what.clone(),
        person: person.clone(),
        reference: reference.clone(),
        channel: channel.clone(),
        path: file.clone(),
        filed: *filed,
    })?;
    if arguments.json {
        answer::json(&serde_json::json!({ "event": event }));
    } else {
        answer::say(&format!("Added to the timeline: {}  {}", event.date, event.what));
    }
    Ok(FINE)
}

//! Commands that are ready to be run.

use crate::write::change::{NewEvent, Place};
use crate::write::entry::EventEntry;

/// An argument as a shell takes it for one word.
pub(crate) fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:@%+=,¶".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// The command that adds an event.
pub(crate) fn add(event: &NewEvent, file: &str) -> String {
    let entry = &event.entry;
    let mut command = format!("detente{} add {}", ledger(file), word(&entry.kind));
    let mut push = |part: &str| {
        command.push(' ');
        command.push_str(part);
    };
    for channel in &entry.channels {
        push(&word(channel));
    }
    let mut flag = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            push(&format!("--{name} {}", word(value)));
        }
    };
    flag("date", Some(&entry.date));
    flag("status", entry.status.as_deref());
    flag("by", entry.by.as_deref());
    flag("cause", entry.cause.as_deref());
    flag("scope", entry.scope.as_deref());
    for citation in &entry.sources {
        flag("source", citation.short().as_deref());
    }
    flag("reported", entry.reported.as_deref());
    flag("note", entry.note.as_deref());
    for tag in &entry.tags {
        flag("tag", Some(tag));
    }
    flag("summary", Some(&entry.summary));
    match &event.place {
        Place::Replay => {}
        Place::Before(id) => flag("before", Some(id)),
        Place::After(id) => flag("after", Some(id)),
    }
    if entry.inferred {
        push("--inferred");
    }
    command
}

/// The option that names a ledger, unless it has the usual name.
fn ledger(file: &str) -> String {
    if file == "channels.yaml" {
        String::new()
    } else {
        format!(" --file {}", word(file))
    }
}

/// The command that adds two events that are only legal together.
pub(crate) fn add_both(first: &EventEntry, second: &EventEntry, file: &str) -> String {
    let events = [first, second].map(|entry| {
        let mut entry = entry.clone();
        // What `add` fills in.
        entry.id = "".into();
        entry.recorded = None;
        entry.coder = None;
        entry.to_yaml()
    });
    format!(
        "  detente{} add --from - <<'END'\n{}END\n",
        ledger(file),
        events.concat()
    )
}

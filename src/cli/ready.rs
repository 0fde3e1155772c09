//! Commands that are ready to be run.

use crate::write::change::{NewEvent, Place};
use crate::write::entry::{CitationEntry, EventEntry, SourceEntry};

use super::facts::FactArguments;

/// An argument as a shell takes it for one word.
pub(crate) fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:@%+=,¶".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// An option with its value.
fn option(name: &str, value: &str) -> String {
    // What begins with a hyphen would be taken for another option.
    let between = if value.starts_with('-') { '=' } else { ' ' };
    format!(" --{name}{between}{}", word(value))
}

/// A citation as `--source` takes it.
pub(crate) fn citation(citation: &CitationEntry) -> String {
    citation.short().unwrap_or_else(|| {
        // The end of the place reads like a credibility; 6 says as little as none.
        let at = citation.at.as_deref().unwrap_or_default();
        let credibility = citation.credibility.unwrap_or(6);
        format!("{}@{at}:{credibility}", citation.source)
    })
}

/// The command that adds an event.
pub(crate) fn add(event: &NewEvent, file: &str) -> String {
    add_given(event, &FactArguments::default(), file)
}

/// The command that adds an event, with what is filled in if it is not given.
pub(crate) fn add_given(event: &NewEvent, given: &FactArguments, file: &str) -> String {
    let entry = &event.entry;
    let mut command = format!("detente{} add", ledger(file));
    if !entry.kind.is_empty() {
        command.push_str(&format!(" {}", word(&entry.kind)));
    }
    for channel in &entry.channels {
        if entry.kind.is_empty() {
            command.push_str(&option("channel", channel));
        } else {
            command.push_str(&format!(" {}", word(channel)));
        }
    }
    let mut flag = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            command.push_str(&option(name, value));
        }
    };
    flag("date", Some(&entry.date));
    flag("status", entry.status.as_deref());
    flag("by", entry.by.as_deref());
    flag("cause", entry.cause.as_deref());
    flag("scope", entry.scope.as_deref());
    for source in &entry.sources {
        flag("source", Some(&citation(source)));
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
    flag("id", given.id.as_deref());
    flag("recorded", given.recorded.as_deref());
    flag("coder", given.coder.as_deref());
    if entry.inferred {
        command.push_str(" --inferred");
    }
    command
}

/// The command that adds a source.
pub(crate) fn source(entry: &SourceEntry, file: &str) -> String {
    let mut command = format!("detente{} source add", ledger(file));
    if !entry.id.is_empty() {
        command.push_str(&format!(" {}", word(&entry.id)));
    }
    let mut flag = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            command.push_str(&option(name, value));
        }
    };
    flag("outlet", Some(&entry.outlet));
    flag("title", Some(&entry.title));
    flag("published", Some(&entry.published));
    flag("author", entry.author.as_deref());
    flag("language", entry.language.as_deref());
    flag("url", entry.url.as_deref());
    flag("archive", entry.archive.as_deref());
    flag("sha256", entry.sha256.as_deref());
    flag("reliability", entry.reliability.as_deref());
    flag("note", entry.note.as_deref());
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_citation_reads_back_with_its_place_and_its_grade() {
        for (at, credibility) in [
            (None, None),
            (None, Some(2)),
            (Some("¶5"), None),
            (Some("¶5"), Some(2)),
            (Some("12:30"), None),
            (Some("p. 1:2"), Some(3)),
            (Some("a@b:c"), None),
        ] {
            let cited = CitationEntry {
                source: "wire".into(),
                at: at.map(Into::into),
                credibility,
            };
            assert_eq!(CitationEntry::parse(&citation(&cited)), cited);
        }
        let ends_in_a_digit = CitationEntry {
            source: "wire".into(),
            at: Some("p. 1:2".into()),
            credibility: None,
        };
        assert_eq!(citation(&ends_in_a_digit), "wire@p. 1:2:6");
    }

    #[test]
    fn a_shell_takes_every_value_for_one_word() {
        assert_eq!(option("date", "2023-02"), " --date 2023-02");
        assert_eq!(option("date", "2023-02~"), " --date '2023-02~'");
        assert_eq!(option("note", "it's -a"), " --note 'it'\\''s -a'");
        assert_eq!(option("note", "-a b"), " --note='-a b'");
        assert_eq!(option("note", ""), " --note ''");
    }
}

//! Commands that are ready to be run.

use crate::write::change::{NewEvent, Place};
use crate::write::entry::{CitationEntry, EventEntry, SourceEntry};

use super::facts::FactArguments;

/// What the user gave of what is filled in otherwise; a ready command repeats it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Given {
    id: Option<String>,
    recorded: Option<String>,
    coder: Option<String>,
    into: Option<String>,
    /// The options that take something away from an event that is corrected.
    left_out: Vec<&'static str>,
}

impl Given {
    pub(crate) fn of(facts: &FactArguments) -> Self {
        Self {
            id: facts.id.clone(),
            recorded: facts.recorded.clone(),
            coder: facts.coder.clone(),
            into: facts.into.into.clone(),
            left_out: Vec::new(),
        }
    }

    /// The same for a correction, which can also leave out what the old event had.
    pub(crate) fn of_correction(facts: &FactArguments, not_inferred: bool) -> Self {
        let is_empty = |field: &Option<String>| field.as_ref().is_some_and(|text| text.is_empty());
        let left_out = [
            ("--by ''", is_empty(&facts.by)),
            ("--cause ''", is_empty(&facts.cause)),
            ("--scope ''", is_empty(&facts.scope)),
            ("--note ''", is_empty(&facts.note)),
            ("--reported ''", is_empty(&facts.reported)),
            ("--tag ''", facts.tags.iter().any(|tag| tag.is_empty())),
            ("--not-inferred", not_inferred),
        ];
        Self {
            left_out: left_out
                .into_iter()
                .filter(|(_, is_so)| *is_so)
                .map(|(option, _)| option)
                .collect(),
            ..Self::of(facts)
        }
    }

    /// The same for another event, which has an id of its own.
    pub(crate) fn for_another(&self) -> Self {
        Self {
            id: None,
            left_out: Vec::new(),
            ..self.clone()
        }
    }
}

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

/// A command that grows word by word.
struct Line(String);

impl Line {
    fn new(file: &str, command: &str) -> Self {
        let ledger = if file == "channels.yaml" {
            String::new()
        } else {
            format!(" --file {}", word(file))
        };
        Self(format!("detente{ledger} {command}"))
    }

    fn push(&mut self, part: &str) {
        self.0.push(' ');
        self.0.push_str(part);
    }

    fn flag(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.0.push_str(&option(name, value));
        }
    }
}

/// The command that adds an event, or puts it in the place of the one that it corrects.
pub(crate) fn add(event: &NewEvent, given: &Given, file: &str) -> String {
    let entry = &event.entry;
    let mut line;
    if let Some(old) = &entry.corrects {
        line = Line::new(file, &format!("correct {}", word(old)));
        line.flag("kind", Some(&entry.kind));
        for channel in &entry.channels {
            line.flag("channel", Some(channel));
        }
    } else {
        line = Line::new(file, "add");
        // Without its kind, the first channel would be taken for it.
        if !entry.kind.is_empty() {
            line.push(&word(&entry.kind));
        }
        for channel in &entry.channels {
            if entry.kind.is_empty() {
                line.flag("channel", Some(channel));
            } else {
                line.push(&word(channel));
            }
        }
    }
    line.flag("date", Some(&entry.date));
    line.flag("status", entry.status.as_deref());
    line.flag("by", entry.by.as_deref());
    line.flag("cause", entry.cause.as_deref());
    line.flag("scope", entry.scope.as_deref());
    for source in &entry.sources {
        line.flag("source", Some(&citation(source)));
    }
    line.flag("reported", entry.reported.as_deref());
    line.flag("note", entry.note.as_deref());
    for tag in &entry.tags {
        line.flag("tag", Some(tag));
    }
    line.flag("summary", Some(&entry.summary));
    line.flag("id", given.id.as_deref());
    line.flag("recorded", given.recorded.as_deref());
    line.flag("coder", given.coder.as_deref());
    line.flag("into", given.into.as_deref());
    match &event.place {
        // A correction takes the turn of the old event of its own accord.
        Place::Replay | Place::TurnOf(_) => {}
        Place::Before(id) => line.flag("before", Some(id)),
        Place::After(id) => line.flag("after", Some(id)),
    }
    for option in &given.left_out {
        line.push(option);
    }
    if entry.inferred {
        line.push("--inferred");
    }
    line.0
}

/// The command that adds a source.
pub(crate) fn source(entry: &SourceEntry, into: Option<&str>, file: &str) -> String {
    let mut line = Line::new(file, "source add");
    if !entry.id.is_empty() {
        line.push(&word(&entry.id));
    }
    line.flag("outlet", Some(&entry.outlet));
    line.flag("title", Some(&entry.title));
    line.flag("published", Some(&entry.published));
    line.flag("author", entry.author.as_deref());
    line.flag("language", entry.language.as_deref());
    line.flag("url", entry.url.as_deref());
    line.flag("archive", entry.archive.as_deref());
    line.flag("sha256", entry.sha256.as_deref());
    line.flag("reliability", entry.reliability.as_deref());
    line.flag("note", entry.note.as_deref());
    line.flag("into", into);
    line.0
}

/// The command that adds events that are only legal together, each with what was given of it.
///
/// It writes without asking: its standard input is the events, so there is none to answer on.
pub(crate) fn add_together(events: [(&EventEntry, &Given); 2], file: &str) -> String {
    let own = |(entry, given): (&EventEntry, &Given)| {
        let text = |given: &Option<String>| given.clone().map(Into::into);
        let mut entry = entry.clone();
        entry.id = given.id.clone().unwrap_or_default().into();
        entry.recorded = text(&given.recorded);
        entry.coder = text(&given.coder);
        entry.to_yaml()
    };
    let mut line = Line::new(file, "add --from - --yes");
    line.flag("into", events[0].1.into.as_deref());
    line.push("<<'END'");
    format!("  {}\n{}END\n", line.0, events.map(own).concat())
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
    fn the_command_for_a_source_repeats_everything() {
        let entry = SourceEntry {
            id: "wire".into(),
            outlet: "Wire".into(),
            title: "News".into(),
            author: Some("A".into()),
            published: "2024".into(),
            language: Some("de".into()),
            url: Some("https://example.org/a".into()),
            archive: Some("https://example.org/b".into()),
            sha256: Some("ab".into()),
            reliability: Some("B".into()),
            note: Some("N".into()),
        };
        assert_eq!(
            source(&entry, Some("sources.yaml"), "channels.yaml"),
            "detente source add wire --outlet Wire --title News --published 2024 --author A --language de \
             --url https://example.org/a --archive https://example.org/b --sha256 ab --reliability B --note N \
             --into sources.yaml"
        );
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

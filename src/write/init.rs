//! The ledger that a newcomer begins with.

use crate::model::channel::Level;
use crate::model::grade::{Credibility, Reliability};
use crate::model::machine::Kind;

/// What the schema is called that the first line of such a ledger names.
pub const SCHEMA_FILE: &str = "channels.schema.json";

/// A small ledger that checks without a problem, with an example of every section and a remark
/// on each of its keys that does not explain itself.
///
/// # Errors
///
/// An error of the YAML writer; a text gives it no cause for one.
///
/// ```
/// let text = detente::write::init::ledger("Lines: ours and theirs")?;
/// assert!(text.contains("\ntitle: 'Lines: ours and theirs'\n"));
/// assert!(detente::read::check(&text).diagnostics.is_empty());
/// # Ok::<(), serde_yaml::Error>(())
/// ```
pub fn ledger(title: &str) -> Result<String, serde_yaml::Error> {
    let title = serde_yaml::to_string(title)?;
    let levels = Level::ALL.map(Level::word).join(", ");
    let kinds = remark(&Kind::words().collect::<Vec<_>>().join(", "));
    let reliability = scale(Reliability::ALL.map(|grade| (grade.letter(), grade.meaning())));
    let credibility = scale(Credibility::ALL.map(|grade| (grade.digit(), grade.meaning())));
    Ok(format!(
        "\
# yaml-language-server: $schema={SCHEMA_FILE}
#
# A ledger of channels and of what happened to them. The entries are invented: put your own in
# their place. `detente check` tells whether it is in order, `detente` what the channels are.
#
# `detente schema > {SCHEMA_FILE}` writes the file that the first line names. Editors with
# support for YAML then complete keys, explain them and mark mistakes.

title: {title}
# stale_after: 180              # days without evidence after which a status is called stale

# States and organisations. The id of a state is its ISO 3166-1 alpha-3 code; any other party
# needs `iso3166: none`.
parties:
  - {{id: USA, name: United States}}
  - {{id: CHN, name: China}}

# The lines between them. Events, and commands, call a channel by its id.
channels:
  - id: hotline
    name: Ministers' hotline
    level: ministers            # {levels}
    parties: [USA, CHN]
    about: A telephone line between the two ministers of defence.

# The publications that events are coded from.
sources:
  - id: daily-2023-02-20
    outlet: Example Daily
    title: The line is dead
    published: 2023-02-20       # decides since when the world could know
    reliability: B              # {reliability}

# What happened: each event once, however many sources report it. It is of one of these kinds;
# `detente machine` tells what each does to a channel:
{kinds}
events:
  - id: hotline-cut
    date: 2023-02~              # as exact as the source: 2023-02-14, 2023-02, 2023; ~ says about
    kind: suspended
    channels: [hotline]
    by: CHN                     # the party that acted, if one did
    summary: Nobody answers any more, and a spokesman calls the line closed.
    sources:
      - source: daily-2023-02-20
        at: p. 1
        credibility: 2          # {credibility}
"
    ))
}

/// The ends of a scale of grades, and the grade that is none.
fn scale<const N: usize>(grades: [(&str, &str); N]) -> String {
    let shown = |(sign, meaning): &(&str, &str)| format!("{sign} {meaning}");
    match &grades[..] {
        [best, .., worst, none] => {
            format!(
                "{} … {}; {} if not judged",
                shown(best),
                shown(worst),
                none.0
            )
        }
        few => few.iter().map(shown).collect::<Vec<_>>().join("; "),
    }
}

/// A comment of as many lines as it needs.
fn remark(text: &str) -> String {
    let options = textwrap::Options::new(96)
        .initial_indent("# ")
        .subsequent_indent("# ");
    textwrap::fill(text, options)
}

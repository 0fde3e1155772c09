//! What stands above and below a picture: the finding, and where it comes from.

use std::collections::BTreeSet;

use crate::replay::report::Report;
use crate::replay::status::Standing;
use crate::view::headline::headline;
use crate::view::imprint::Imprint;
use crate::view::language::{Catalogue, Message, Value};
use crate::view::words;

/// How many publications the foot names.
const MOST_OUTLETS: usize = 5;
/// How many digits of the ledger's checksum the foot shows.
const DIGITS: usize = 12;

/// What stands above and below a picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Caption {
    /// The finding, in a sentence.
    pub title: String,
    /// What the picture is of: the ledger, the day asked about, the evidence.
    pub subtitle: String,
    /// Where it comes from: publications, dates, the ledger's checksum, the program's version.
    pub foot: String,
}

impl Caption {
    /// The caption of a report's picture.
    pub fn of(catalogue: &Catalogue, report: &Report, imprint: &Imprint) -> Self {
        let standings: Vec<Standing> = report.standings().cloned().collect();
        let title = report.ledger.title();
        Self {
            title: headline(catalogue, report.ledger, &standings),
            subtitle: format!("{title} {}", words::as_of(catalogue, &report.as_of)),
            foot: foot(catalogue, report, imprint),
        }
    }
}

fn foot(catalogue: &Catalogue, report: &Report, imprint: &Imprint) -> String {
    let fill = |message, name, value: &str| catalogue.fill(message, &[(name, Value::from(value))]);
    let sources = report.sources.iter();
    let outlets: BTreeSet<&str> = sources
        .map(|source| &*report.ledger.source(*source).outlet)
        .collect();
    let mut parts = Vec::new();
    if !outlets.is_empty() {
        let mut named: Vec<&str> = outlets.iter().copied().take(MOST_OUTLETS).collect();
        if outlets.len() > MOST_OUTLETS {
            named.push("…");
        }
        let label = catalogue.say(Message::Sources);
        parts.push(format!("{label}: {}", named.join(", ")));
    }
    let known = match report.as_of.evidence.known {
        Some(known) => known.to_string(),
        None => catalogue.say(Message::AllThatTheLedgerHolds),
    };
    let digits: String = imprint.sha256.chars().take(DIGITS).collect();
    parts.push(fill(Message::FootOn, "day", &report.as_of.on.to_string()));
    parts.push(fill(Message::FootKnown, "day", &known));
    parts.push(fill(Message::FootLedger, "sha", &digits));
    parts.push(fill(Message::FootVersion, "version", imprint.version));
    parts.join(" · ")
}

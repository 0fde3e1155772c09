//! Channels of which nothing has been heard for too long.

use chrono::NaiveDate;

use crate::model::belief::Evidence;
use crate::model::id::ChannelKey;
use crate::model::ledger::Ledger;
use crate::read::code::Code;
use crate::read::diagnostic::Diagnostic;

use super::asked::Asked;
use super::status::{AsOf, LastEvidence, Staleness};

/// A note for every channel that is stale on a day, on all that the ledger holds.
pub fn stale_channels(ledger: &Ledger, on: NaiveDate) -> Vec<Diagnostic> {
    let asked = Asked::new(
        ledger,
        AsOf {
            on,
            evidence: Evidence::ALL,
        },
    );
    let keys: Vec<ChannelKey> = ledger.channels().map(|(key, _)| key).collect();
    let standings = asked.statuses(&keys);
    standings
        .into_iter()
        .filter_map(|standing| {
            let channel = ledger.channel(standing.channel);
            let is_stale = standing.staleness == Staleness::Stale;
            let last = standing.last_evidence.filter(|_| is_stale)?;
            let event = ledger.event(last.event);
            let note = Diagnostic::new(
                Code::StaleChannel,
                channel.span,
                format!(
                    "the last event on `{}` is {} old on {on}: `{}`, {}",
                    channel.id,
                    in_days(&last),
                    event.id,
                    event.date
                ),
                "look for newer evidence; a `confirmed` event renews the status",
            );
            Some(note)
        })
        .collect()
}

/// How old evidence is at the least; the last day on which it can have happened decides.
fn in_days(last: &LastEvidence) -> String {
    let bound = if last.most_days == Some(last.age_days) {
        ""
    } else {
        "at least "
    };
    let unit = if last.age_days == 1 { "day" } else { "days" };
    format!("{bound}{} {unit}", last.age_days)
}

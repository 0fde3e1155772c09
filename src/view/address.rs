//! Where the files about a channel lie in a published folder.

use std::collections::BTreeMap;

use crate::model::id::{ChannelId, ChannelKey};
use crate::model::ledger::Ledger;

/// The names of the files about each channel.
///
/// They are the channels' ids, except where a disk could not hold them: one that ignores case takes
/// `Line` and `line` for the same name, and Windows keeps a few names for its devices. The name then
/// has a `~` in it, which no id can have.
///
/// ```
/// use detente::{read, view::address::Addresses};
/// let text = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\nchannels:\n  \
///             - {id: line, name: L, parties: [USA, CHN]}\n  \
///             - {id: Line, name: M, parties: [USA, CHN]}\n  \
///             - {id: con, name: N, parties: [USA, CHN]}\n";
/// let ledger = read::check(text).ledger.expect("a ledger without errors");
/// let addresses = Addresses::of(&ledger);
/// let pages: Vec<String> = ledger.channels().map(|(key, _)| addresses.page(key)).collect();
/// assert_eq!(pages, ["channels/line.html", "channels/Line~2.html", "channels/x~con.html"]);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Addresses {
    /// Of every channel, in file order.
    stems: Vec<String>,
}

impl Addresses {
    /// Finds them for the channels of a ledger.
    pub fn of(ledger: &Ledger) -> Self {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let stems = ledger.channels().map(|(_, channel)| {
            let twins = seen.entry(channel.id.as_str().to_ascii_lowercase());
            let number = twins.and_modify(|number| *number += 1).or_insert(1);
            stem(&channel.id, *number)
        });
        Self {
            stems: stems.collect(),
        }
    }

    /// The page of a channel, from the folder's root.
    pub fn page(&self, channel: ChannelKey) -> String {
        format!("channels/{}.html", self.stem(channel))
    }

    /// The badge of a channel, from the folder's root.
    pub fn badge(&self, channel: ChannelKey) -> String {
        format!("badges/{}.svg", self.stem(channel))
    }

    fn stem(&self, channel: ChannelKey) -> &str {
        self.stems.get(channel.index()).map_or("", String::as_str)
    }
}

fn stem(id: &ChannelId, number: usize) -> String {
    // What stands before the first dot decides, whatever comes after it.
    let first = id.as_str().split('.').next().unwrap_or_default();
    let device = if is_device(first) { "x~" } else { "" };
    match number {
        1 => format!("{device}{id}"),
        number => format!("{device}{id}~{number}"),
    }
}

/// Whether Windows takes a name for one of its devices.
fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let port = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    ["con", "prn", "aux", "nul"].contains(&&*name)
        || port.is_some_and(|port| matches!(port.as_bytes(), [b'0'..=b'9']))
}

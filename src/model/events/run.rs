//! A run of events as it was read from a text.

use crate::model::date::Date;
use crate::model::id::ChannelKey;

use super::row::{Rare, Slice};
use super::rows::Rows;

/// A run of events that stand one after the other in a text, as it was read from there: what names another event is
/// still its id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    pub(crate) rows: Rows,
    /// The channels of rows that do not have just one, those of several rows once.
    pub(crate) channels: Vec<ChannelKey>,
    /// What few rows have, in their order.
    pub(crate) rare: Vec<Rare<Slice>>,
    /// The dates that are no single known days.
    pub(crate) dates: Vec<Date>,
    pub(crate) coders: Vec<Box<str>>,
    /// Texts that do not stand in the text as they are, and ids where that is not held.
    pub(crate) copies: Vec<u8>,
    /// The hash of each event's id.
    pub(crate) hashes: Vec<u32>,
    /// The rows that ask for a closer look, in their order.
    pub(crate) suspects: Vec<u32>,
}

//! The channels of an event.

use std::ops::Deref;

use crate::model::id::ChannelKey;

use super::row::{Few, listed};

/// The channels that an event bears on, as a list.
#[derive(Clone, Copy)]
pub struct Channels<'a>(List<'a>);

#[derive(Clone, Copy)]
enum List<'a> {
    One([ChannelKey; 1]),
    Listed(&'a [ChannelKey]),
}

impl<'a> Channels<'a> {
    /// Those of a row of a run with a list of channels.
    #[inline]
    pub(super) fn of(channels: Few<ChannelKey>, list: &'a [ChannelKey]) -> Self {
        Self(match channels {
            Few::One(channel) => List::One([channel]),
            Few::Listed { first, count } => List::Listed(listed(list, first, count)),
        })
    }
}

impl Deref for Channels<'_> {
    type Target = [ChannelKey];

    #[inline]
    fn deref(&self) -> &[ChannelKey] {
        match &self.0 {
            List::One(one) => one,
            List::Listed(list) => list,
        }
    }
}

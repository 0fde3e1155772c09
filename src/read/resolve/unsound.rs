//! Channels that are not replayed strictly, because one of their events is broken.

use std::collections::BTreeSet;

use crate::model::id::ChannelKey;
use crate::model::machine::Kind;
use crate::read::raw::RawEvent;

use super::ids::Ids;

/// Channels of which an event is broken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unsound {
    /// Whether a broken event does not say which channels it bears on.
    all: bool,
    some: BTreeSet<ChannelKey>,
}

impl Unsound {
    pub(crate) fn contains(&self, channel: ChannelKey) -> bool {
        self.all || self.some.contains(&channel)
    }
}

impl Unsound {
    /// Adds the channels that a broken event bears on, or that an event misspells.
    pub(super) fn add(&mut self, raw: &RawEvent, is_sound: bool, channels: &Ids<ChannelKey>) {
        let Some(list) = &raw.channels else {
            let is_context = raw
                .kind
                .as_ref()
                .is_some_and(|kind| kind.value.0 == Kind::Context.word());
            self.all |= !is_sound && !is_context;
            return;
        };
        for id in &list.value {
            let declared = channels.declared(&id.value.0);
            if declared.is_none() || !is_sound {
                let meant = declared.or_else(|| channels.declared(channels.meant(&id.value.0)?));
                self.some.extend(meant.and_then(|declared| declared.key));
            }
        }
    }
}

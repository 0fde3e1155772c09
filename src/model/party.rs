//! A state or organisation.

use super::id::PartyId;

/// A state or organisation that is a side of a channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// Its id; for a state usually the ISO 3166 alpha-3 code.
    pub id: PartyId,
    /// Its name.
    pub name: Box<str>,
    /// Its ISO 3166 alpha-3 code, if it has one.
    pub iso3166: Option<Box<str>>,
    /// Its number in the Correlates of War state list.
    pub cow: Option<u16>,
    /// Its number in the Gleditsch and Ward state list.
    pub gw: Option<u16>,
}

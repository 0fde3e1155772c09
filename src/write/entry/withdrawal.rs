//! A withdrawal to be written.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::model::event::Withdrawal;
use crate::model::ledger::Ledger;

use super::text::{as_written, trim, trim_field};

/// A withdrawal to be written.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalEntry<'a> {
    /// Since when, as EDTF.
    #[serde(deserialize_with = "super::lenient::text")]
    pub date: Cow<'a, str>,
    /// The id of the source that says so.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "super::lenient::optional"
    )]
    pub source: Option<Cow<'a, str>>,
    /// Why.
    #[serde(deserialize_with = "super::lenient::text")]
    pub reason: Cow<'a, str>,
}

impl<'a> WithdrawalEntry<'a> {
    /// The entry of a withdrawal that a ledger holds.
    pub fn of(ledger: &'a Ledger, withdrawal: &'a Withdrawal) -> Self {
        Self {
            date: as_written(&withdrawal.date),
            source: withdrawal
                .source
                .map(|source| ledger.source(source).id.as_str().into()),
            reason: (&*withdrawal.reason).into(),
        }
    }

    pub(in crate::write) fn trimmed(&self) -> WithdrawalEntry<'_> {
        WithdrawalEntry {
            date: trim(&self.date),
            source: trim_field(self.source.as_ref()),
            reason: trim(&self.reason),
        }
    }
}

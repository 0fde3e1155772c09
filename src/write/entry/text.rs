//! Texts of an entry, as they come from a ledger and as they are read back.

use std::borrow::Cow;

use crate::model::date::Date;

pub(super) fn text(field: Option<&str>) -> Option<Cow<'_, str>> {
    field.map(Cow::Borrowed)
}

pub(super) fn as_written(date: &Date) -> Cow<'_, str> {
    Cow::Borrowed(date.as_written())
}

pub(super) fn trim(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text.trim())
}

pub(super) fn trim_field<'t>(field: Option<&'t Cow<'_, str>>) -> Option<Cow<'t, str>> {
    field.map(|text| trim(text))
}

/// A longer text may begin with blanks; one that holds nothing else is none.
pub(super) fn trim_end<'t>(field: Option<&'t Cow<'_, str>>) -> Option<Cow<'t, str>> {
    let text = field?.trim_end();
    (!text.is_empty()).then_some(Cow::Borrowed(text))
}

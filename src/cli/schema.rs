//! `detente schema`: the format of a ledger, for editors.

use crate::view::schema;

use super::Answer;

pub(crate) fn run() -> Answer {
    Answer::new(schema::json())
}

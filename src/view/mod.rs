//! Answers as text.
//!
//! An answer (a status, a replay, an explanation) is laid out once as a [`document::Document`]
//! and once as a struct that serialises to JSON. A renderer turns any document into one format,
//! so that a new format is one new file and an answer never knows which formats there are.

pub mod address;
pub mod answered;
mod atlas;
pub mod badge;
pub mod calendar;
pub mod change;
pub mod chart;
pub mod comparison;
pub mod diff;
pub mod document;
pub mod escape;
pub mod events_csv;
pub mod excerpt;
pub mod feed;
pub mod github;
pub mod headline;
pub mod identity;
pub mod imprint;
pub mod inert;
pub mod json;
pub mod language;
pub mod machine;
pub mod markdown;
pub mod page;
pub mod problems;
pub mod replay;
pub mod report;
pub mod schema;
pub mod site;
pub mod spoken;
pub mod status;
pub mod terminal;
pub mod trouble;
pub mod why;
pub mod words;

//! What a replay means, by property.
//!
//! Small ledgers are generated as text and read back; what the program says of them is compared
//! with an oracle that is written from the sentences of the design: by counting and by
//! enumeration, without the program's own types where it can do without.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod belief;
mod bitemporal;
mod bounds;
mod comparison;
mod course;
mod learning;
mod news;
mod oracle;
mod order;
mod plan;
mod posts;
mod sensitivity;
mod status;
mod when;

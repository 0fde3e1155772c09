//! What can be written into a ledger: events, sources and withdrawals, in the words of the file.
//!
//! Nothing is checked here: the ledger that an entry becomes part of is read again, and only
//! that decides.

mod citation;
mod event;
mod lenient;
mod source;
mod text;
mod withdrawal;

pub use citation::CitationEntry;
pub use event::EventEntry;
pub use source::SourceEntry;
pub use withdrawal::WithdrawalEntry;

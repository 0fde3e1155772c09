//! `detente` tells, for every line between rivals, whether it is open, suspended or under
//! negotiation, since when, on whose word, how sure that is, and what was known of it on any
//! earlier day.
//!
//! It reads a plain-text ledger of channels and dated, cited events, replays the events through a
//! typed state machine, and prints the status. The floors of the house, each of which uses only
//! those below it:
//!
//! - [`cli`]: arguments, commands, exit codes
//! - [`store`]: where the text of a ledger comes from
//! - [`view`]: answers as text: table, JSON, excerpt
//! - [`replay`]: a ledger and a day to a timeline and what follows from it
//! - [`write`](mod@write): a ledger's text and a change to a new text
//! - [`read`]: text to a checked ledger, with diagnostics
//! - [`model`]: the machine, dates, grades, ids and the ledger's types
//!
//! Only `cli` and `store` touch files, the clock, the terminal or the environment.
//!
//! ```
//! use detente::{model::belief::Evidence, read, replay::status::{AsOf, status}};
//!
//! let text = "
//! title: Two capitals
//! parties: [{id: USA, name: United States}, {id: CHN, name: China}]
//! channels: [{id: line, name: The line, parties: [USA, CHN]}]
//! sources: [{id: wire, outlet: Wire, title: Line cut, published: 2023-02-20, reliability: B}]
//! events:
//!   - id: cut
//!     date: 2023-02
//!     kind: suspended
//!     channels: [line]
//!     summary: The line is cut.
//!     sources: [{source: wire, credibility: 2}]
//! ";
//! let ledger = read::check(text).ledger.expect("a ledger without errors");
//! let (line, _) = ledger.channels().next().expect("its only channel");
//! let as_of = AsOf { on: "2023-03-01".parse().expect("a day"), evidence: Evidence::ALL };
//! assert_eq!(status(&ledger, line, &as_of).word(), "suspended");
//! ```

pub mod cli;
pub mod model;
pub mod read;
pub mod replay;
pub mod store;
pub mod view;
pub mod write;

//! Generated events as the journals of bookkeeping programs, one transaction each.
//!
//! A channel is an account whose balance is the number of its status. An event that sets a status
//! posts the difference; one that bears witness posts nothing, and where a source confirms the
//! status, the journal asserts the balance if its format can.

use std::io::{self, Write};

use detente::model::machine::{State, Status};

use crate::walk::{CREDIBILITY, Happening, PLACE, Plan, SUMMARY};

/// The program that is to read a journal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    Hledger,
    Ledger,
    Tackler,
    /// The same with a number for each transaction, which must be its own.
    TacklerAudit,
    /// Also for rustledger, which reads the same format.
    Beancount,
}

impl Program {
    pub(crate) const ALL: [Self; 5] = [
        Self::Hledger,
        Self::Ledger,
        Self::Tackler,
        Self::TacklerAudit,
        Self::Beancount,
    ];

    /// The name of its journal.
    pub(crate) const fn file(self) -> &'static str {
        match self {
            Self::Hledger => "hledger.journal",
            Self::Ledger => "ledger.dat",
            Self::Tackler => "tackler.txn",
            Self::TacklerAudit => "tackler-audit.txn",
            Self::Beancount => "events.beancount",
        }
    }

    /// Writes what declares the accounts and the like, so that the program can tell unknown ones.
    pub(crate) fn head(self, out: &mut impl Write, plan: Plan) -> io::Result<()> {
        match self {
            Self::Hledger | Self::Ledger => {
                if self == Self::Hledger {
                    writeln!(out, "commodity 1000.")?;
                } else {
                    for tag in ["kind", "by", "source", "at", "credibility"] {
                        writeln!(out, "tag {tag}")?;
                    }
                }
                writeln!(out, "account Equity:Record")?;
                for channel in 0..plan.channels {
                    writeln!(out, "account Assets:Line-{channel}")?;
                }
                writeln!(out)
            }
            // Tackler's accounts stand in a file of their own.
            Self::Tackler | Self::TacklerAudit => Ok(()),
            Self::Beancount => {
                writeln!(out, "1900-01-01 open Equity:Record STATUS")?;
                for channel in 0..plan.channels {
                    writeln!(out, "1900-01-01 open Assets:Line-{channel} STATUS")?;
                }
                writeln!(out)
            }
        }
    }

    /// Writes one event.
    pub(crate) fn transaction(self, out: &mut impl Write, happening: &Happening) -> io::Result<()> {
        let Happening {
            index,
            channel,
            source,
            date,
            kind,
            ..
        } = happening;
        let (before, after) = (number(happening.before), number(happening.after));
        let change = after - before;
        match self {
            Self::Hledger | Self::Ledger => {
                writeln!(out, "{date} (event-{index}) {SUMMARY}")?;
                writeln!(
                    out,
                    "    ; kind: {kind}{}, source: wire-{source}, at: {PLACE}, credibility: {CREDIBILITY}",
                    happening
                        .by
                        .map(|by| format!(", by: {by}"))
                        .unwrap_or_default()
                )?;
                match (change, kind.states()) {
                    (0, Some(_)) => writeln!(out, "    Assets:Line-{channel}  0 = {after}\n"),
                    (0, None) => writeln!(out, "    Assets:Line-{channel}  0\n"),
                    (change, _) => {
                        writeln!(
                            out,
                            "    Assets:Line-{channel}  {change}\n    Equity:Record\n"
                        )
                    }
                }
            }
            Self::Tackler | Self::TacklerAudit => {
                writeln!(out, "{date} (event-{index}) '{SUMMARY}")?;
                if self == Self::TacklerAudit {
                    writeln!(out, " # uuid: {index:08x}-0000-4000-8000-{index:012x}")?;
                }
                writeln!(
                    out,
                    " ; kind: {kind}{}, source: wire-{source}, at: {PLACE}, credibility: {CREDIBILITY}",
                    happening
                        .by
                        .map(|by| format!(", by: {by}"))
                        .unwrap_or_default()
                )?;
                match change {
                    // It takes no posting of nothing: there and back again.
                    0 => writeln!(out, " Assets:Line-{channel} 1\n Assets:Line-{channel} -1\n"),
                    change => writeln!(out, " Assets:Line-{channel} {change}\n Equity:Record\n"),
                }
            }
            Self::Beancount => {
                if kind.states().is_some() {
                    writeln!(out, "{date} balance Assets:Line-{channel} {after} STATUS")?;
                } else {
                    writeln!(out, "{date} * \"{SUMMARY}\"")?;
                }
                writeln!(out, "  id: \"event-{index}\"\n  kind: \"{kind}\"")?;
                if let Some(by) = happening.by {
                    writeln!(out, "  by: \"{by}\"")?;
                }
                writeln!(
                    out,
                    "  source: \"wire-{source}\"\n  at: \"{PLACE}\"\n  credibility: {CREDIBILITY}"
                )?;
                if kind.states().is_some() {
                    return writeln!(out, "  summary: \"{SUMMARY}\"\n");
                }
                // Two postings even of nothing, since rustledger warns of one at length.
                writeln!(
                    out,
                    "  Assets:Line-{channel}  {change} STATUS\n  Equity:Record  {} STATUS\n",
                    -change
                )
            }
        }
    }
}

/// Writes the accounts that Tackler may meet.
pub(crate) fn tackler_accounts(out: &mut impl Write, plan: Plan) -> io::Result<()> {
    writeln!(out, "accounts = [\n  \"Equity:Record\",")?;
    for channel in 0..plan.channels {
        writeln!(out, "  \"Assets:Line-{channel}\",")?;
    }
    writeln!(out, "]")
}

/// The balance that stands for a state.
const fn number(state: State) -> i8 {
    match state {
        State::Unrecorded => 0,
        State::Recorded(Status::Open) => 1,
        State::Recorded(Status::Suspended) => 2,
        State::Recorded(Status::Negotiating) => 3,
    }
}

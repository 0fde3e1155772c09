//! The facts of an event as arguments, and the guard under which a ledger is changed.

use clap::Args;

use super::complete;
use super::into::IntoArgument;

/// The facts of an event, as flags; on a terminal, what is missing is asked for.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FactArguments {
    /// When it happened, as EDTF: 2023-02-14, 2023-02, 2023-02~ (about), 2023-02/2023-11-14 (between)
    #[arg(long, value_name = "EDTF", allow_hyphen_values = true)]
    pub(crate) date: Option<String>,
    /// What happened, in one line and in your own words
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) summary: Option<String>,
    /// What the source states: open, suspended or negotiating; with `confirmed`, and only there
    #[arg(long, value_name = "STATUS")]
    pub(crate) status: Option<String>,
    /// The party that acted
    #[arg(long, value_name = "PARTY", add = complete::parties())]
    pub(crate) by: Option<String>,
    /// The event that brought it about
    #[arg(long, value_name = "EVENT", add = complete::events())]
    pub(crate) cause: Option<String>,
    /// A source, the place in it and its credibility, such as ft-2023-12@¶5:2; repeat it for more
    #[arg(long = "source", value_name = "ID[@PLACE][:1-6]", add = complete::sources())]
    pub(crate) sources: Vec<String>,
    /// What part of the channel it is about, such as "voice only"
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) scope: Option<String>,
    /// It is your conclusion rather than a source's words
    #[arg(long)]
    pub(crate) inferred: bool,
    /// A remark
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) note: Option<String>,
    /// A word to find it by; repeat it for more
    #[arg(long = "tag", value_name = "WORD")]
    pub(crate) tags: Vec<String>,
    /// When the public first heard of it, if that was before the sources, as EDTF
    #[arg(long, value_name = "EDTF", allow_hyphen_values = true)]
    pub(crate) reported: Option<String>,
    /// The day it is written down, as EDTF [default: today]
    #[arg(long, value_name = "EDTF", allow_hyphen_values = true)]
    pub(crate) recorded: Option<String>,
    /// Who writes it down [default: the name of the user]
    #[arg(
        long,
        value_name = "NAME",
        env = "DETENTE_CODER",
        hide_env_values = true
    )]
    pub(crate) coder: Option<String>,
    /// Its id [default: made of date, channel and kind]
    #[arg(long)]
    pub(crate) id: Option<String>,
    #[command(flatten)]
    pub(crate) into: IntoArgument,
    /// Puts it directly before this event in the file; the order counts where dates do not decide
    #[arg(long, value_name = "EVENT", conflicts_with = "after", add = complete::events())]
    pub(crate) before: Option<String>,
    /// Puts it directly behind this event in the file
    #[arg(long, value_name = "EVENT", add = complete::events())]
    pub(crate) after: Option<String>,
}

/// What to do about a change once its consequences are known.
#[derive(Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GuardArguments {
    /// Writes without asking
    #[arg(short, long)]
    pub(crate) yes: bool,
    /// Writes nothing; prints what would change, also as a diff
    #[arg(short = 'n', long, conflicts_with = "yes")]
    pub(crate) dry_run: bool,
}

//! Generated events as rows, with the lists of what they may name and what may follow what.

use std::io::{self, Write};

use detente::model::machine::{Kind, State, Step, step};

use crate::walk::{CREDIBILITY, Happening, PLACE, SUMMARY};

/// The columns of [`row`].
pub(crate) const COLUMNS: &str = "id,date,kind,channel,by,summary,source,at,credibility";

/// Writes one event; a `confirmed` one with the status that it states as part of its kind.
pub(crate) fn row(out: &mut impl Write, happening: &Happening) -> io::Result<()> {
    let Happening {
        index,
        channel,
        source,
        date,
        kind,
        ..
    } = happening;
    let by = happening.by.unwrap_or_default();
    writeln!(
        out,
        "event-{index},{date},{kind},line-{channel},{by},{SUMMARY},wire-{source},{PLACE},{CREDIBILITY}"
    )
}

/// Writes every step that the machine accepts: the state before, the kind, and the status it sets, if any.
pub(crate) fn machine(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "before,kind,sets")?;
    for state in State::ALL {
        for kind in Kind::ALL {
            let sets = match step(state, kind) {
                Step::Sets(status) => status.word(),
                Step::Witnesses => "",
                Step::Refused(_) => continue,
            };
            writeln!(out, "{},{kind},{sets}", state.word())?;
        }
    }
    Ok(())
}

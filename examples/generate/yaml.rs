//! Generated events as a ledger of `detente`.

use std::io::{self, Write};

use detente::write::entry::{CitationEntry, EventEntry};

use crate::walk::{CREDIBILITY, Happening, PLACE, Plan, SOURCES, SUMMARY, Walk};

/// How the entries of a ledger are written.
#[derive(Clone, Copy)]
pub(crate) enum Layout {
    /// In blocks, as `detente add` writes them.
    Block,
    /// In braces and with an escape in each, so that nothing can be read by a short cut.
    Irregular,
}

/// Writes a whole ledger.
pub(crate) fn ledger(out: &mut impl Write, plan: Plan, layout: Layout) -> io::Result<()> {
    frame(out, plan)?;
    for happening in Walk::new(plan) {
        entry(out, &happening, layout)?;
    }
    Ok(())
}

/// Writes everything that comes before the events.
pub(crate) fn frame(out: &mut impl Write, plan: Plan) -> io::Result<()> {
    let events = plan.events;
    writeln!(
        out,
        "title: Generated ledger of {events} events\nstale_after: 180\nparties:"
    )?;
    writeln!(
        out,
        "  - {{id: USA, name: United States}}\n  - {{id: CHN, name: China}}\nchannels:"
    )?;
    for channel in 0..plan.channels {
        writeln!(
            out,
            "  - id: line-{channel}\n    name: Line {channel}\n    parties: [USA, CHN]"
        )?;
    }
    writeln!(out, "sources:")?;
    for source in 0..SOURCES {
        writeln!(
            out,
            "  - id: wire-{source}\n    outlet: Wire {source}\n    title: Report {source}\n    \
             published: 2090-01-01\n    reliability: {}",
            ["A", "B", "C"][source % 3]
        )?;
    }
    writeln!(out, "events:")
}

/// Writes one event.
pub(crate) fn entry(out: &mut impl Write, happening: &Happening, layout: Layout) -> io::Result<()> {
    match layout {
        Layout::Block => out.write_all(block(happening).as_bytes()),
        Layout::Irregular => irregular(out, happening),
    }
}

fn block(happening: &Happening) -> String {
    let Happening {
        index,
        channel,
        source,
        ..
    } = happening;
    EventEntry {
        id: format!("event-{index}").into(),
        date: happening.date.as_str().into(),
        kind: happening.kind.word().into(),
        status: happening.kind.states().map(|status| status.word().into()),
        channels: vec![format!("line-{channel}").into()],
        by: happening.by.map(Into::into),
        summary: SUMMARY.into(),
        sources: vec![CitationEntry {
            source: format!("wire-{source}").into(),
            at: Some(PLACE.into()),
            credibility: Some(CREDIBILITY),
        }],
        reported: happening.reported.as_deref().map(Into::into),
        ..EventEntry::default()
    }
    .to_yaml()
}

fn irregular(out: &mut impl Write, happening: &Happening) -> io::Result<()> {
    let Happening {
        index,
        channel,
        source,
        date,
        ..
    } = happening;
    write!(
        out,
        "  - {{id: event-{index}, date: {date}, kind: {}",
        happening.kind.word()
    )?;
    if let Some(status) = happening.kind.states() {
        write!(out, ", status: {status}")?;
    }
    write!(out, ", channels: [line-{channel}]")?;
    if let Some(by) = happening.by {
        write!(out, ", by: {by}")?;
    }
    if let Some(reported) = &happening.reported {
        write!(out, ", reported: {reported}")?;
    }
    let summary = SUMMARY.replacen('t', "\\x74", 1);
    writeln!(
        out,
        ", summary: \"{summary}\", sources: [{{source: wire-{source}, at: {PLACE}, credibility: {CREDIBILITY}}}]}}"
    )
}

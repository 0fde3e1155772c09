//! Two questions of one ledger compared: what changed between the answers, and why.
//!
//! The questions may differ in the day asked about, in what was known, or in both, as 'what the last
//! brief said' and 'what this one says' do.

mod cause;

use crate::model::events::Words;
use crate::model::id::ChannelKey;
use crate::model::ledger::Ledger;

use super::asked::Asked;
use super::status::{AsOf, Standing};

pub use cause::Cause;

use cause::causes;

/// What changed between two questions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// The earlier question.
    pub from: AsOf,
    /// The later one.
    pub to: AsOf,
    /// The channels of which the answer is another, in the ledger's order: those with another
    /// status, then the rest.
    pub changed: Vec<Compared>,
    /// The channels of which there is news that leaves the answer as it was, in the ledger's order.
    pub informed: Vec<Compared>,
    /// How many channels are as they were.
    pub unchanged: usize,
}

/// What a channel was and is, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    /// The answer to the earlier question.
    pub was: Standing,
    /// The answer to the later one.
    pub is: Standing,
    /// In what the answers differ.
    pub aspects: Vec<Aspect>,
    /// What lies between them, in the order of replay.
    pub causes: Vec<Cause>,
}

/// In what two answers differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Aspect {
    /// What the channel may be.
    Status,
    /// The event that set the status, or the days that are left for it.
    Since,
    /// How good the evidence for the status is.
    Grade,
    /// What part of the channel the status is about.
    Scope,
    /// Whether the channel's history has a gap.
    Gap,
    /// Whether the last evidence is too old.
    Staleness,
    /// Whether its posts are held.
    Vacancy,
}

/// Compares the answers of some channels to two questions.
///
/// ```
/// use detente::{model::belief::Evidence, read, replay::comparison::compare, replay::status::AsOf};
/// let text = "title: T\nparties: [{id: USA, name: A}, {id: CHN, name: B}]\n\
///             channels: [{id: line, name: L, parties: [USA, CHN]}]\n\
///             sources: [{id: wire, outlet: W, title: T, published: 2023}]\n\
///             events: [{id: cut, date: 2023-02-04, kind: suspended, channels: [line], summary: S, sources: [wire]}]\n";
/// let ledger = read::check(text).ledger.expect("a ledger without errors");
/// let on = |day: &str| AsOf { on: day.parse().expect("a day"), evidence: Evidence::ALL };
/// let channels = || ledger.channels().map(|(channel, _)| channel);
/// let change = compare(&ledger, channels(), &on("2023-02-03"), &on("2023-02-05"));
/// let words = change.changed.iter().map(|line| (line.was.word(), line.is.word()));
/// assert!(words.eq([("unrecorded", "suspended")]));
/// assert_eq!(compare(&ledger, channels(), &on("2023-02-05"), &on("2023-02-05")).unchanged, 1);
/// ```
pub fn compare(
    ledger: &Ledger,
    channels: impl IntoIterator<Item = ChannelKey>,
    from: &AsOf,
    to: &AsOf,
) -> Comparison {
    let (earlier, later) = (Asked::new(ledger, *from), Asked::new(ledger, *to));
    let mut comparison = Comparison {
        from: *from,
        to: *to,
        changed: Vec::new(),
        informed: Vec::new(),
        unchanged: 0,
    };
    let mut restated = Vec::new();
    for channel in channels {
        let timelines = [earlier.timeline(channel), later.timeline(channel)];
        let (was, is) = (
            earlier.standing(&timelines[0]),
            later.standing(&timelines[1]),
        );
        let compared = Compared {
            aspects: aspects(ledger, &was, &is),
            causes: causes(ledger, [from, to], &timelines),
            was,
            is,
        };
        if compared.has_another_status() {
            restated.push(compared);
        } else if !compared.aspects.is_empty() {
            comparison.changed.push(compared);
        } else if compared.causes.is_empty() {
            comparison.unchanged += 1;
        } else {
            comparison.informed.push(compared);
        }
    }
    comparison.changed.splice(..0, restated);
    comparison
}

impl Compared {
    /// Whether the status itself is another: open, or open in part, rather than suspended.
    pub fn has_another_status(&self) -> bool {
        self.aspects
            .iter()
            .any(|aspect| matches!(aspect, Aspect::Status | Aspect::Scope))
    }
}

/// In what two answers about a channel differ.
fn aspects(ledger: &Ledger, was: &Standing, is: &Standing) -> Vec<Aspect> {
    let since = |answer: &Standing| {
        let setting = answer.setting?;
        Some((setting.event, setting.earliest, setting.latest))
    };
    let grade = |answer: &Standing| answer.setting.and_then(|setting| setting.grade);
    [
        (Aspect::Status, was.possible != is.possible),
        (Aspect::Since, since(was) != since(is)),
        (Aspect::Grade, grade(was) != grade(is)),
        (Aspect::Scope, scope(ledger, was) != scope(ledger, is)),
        (Aspect::Gap, was.gap != is.gap),
        (Aspect::Staleness, was.staleness != is.staleness),
        (Aspect::Vacancy, was.vacancies != is.vacancies),
    ]
    .into_iter()
    .filter_map(|(aspect, differs)| differs.then_some(aspect))
    .collect()
}

/// What part of a channel its status is about; `None` is all of it.
fn scope<'a>(ledger: &'a Ledger, answer: &Standing) -> Option<Words<'a>> {
    ledger.event(answer.setting?.event).scope
}

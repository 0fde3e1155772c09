//! The checks that look at more than one entry: the replay, cycles, vacancies, dates.
//!
//! Each check is one function over the whole ledger and reports everything it finds.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::belief::{Believed, Evidence};
use crate::model::date::Comparison;
use crate::model::event::Event;
use crate::model::filed::{self, Filed};
use crate::model::id::{ChannelKey, EventKey, PostKey, SourceId};
use crate::model::ledger::Ledger;
use crate::model::machine::{Chain, Passage, Refusal, State, Step, after, step};
use crate::model::parallel;
use crate::model::post::Tenures;
use crate::model::span::Span;
use crate::model::text::Text;

use super::circle::{CAUSES, CORRECTIONS, report_circles};
use super::code::Code;
use super::diagnostic::{Diagnostic, Problems};
use super::look::{Looks, uses_the_channel};
use super::resolve::{EventPlaces, Resolved, places};

/// Checks what the entries say together, and makes the ledger of them.
pub(crate) fn audit(text: &Text, resolved: Resolved, problems: &mut Problems) -> Ledger {
    let Resolved {
        mut parts,
        post_places,
        mut doubtful,
        unsound,
    } = resolved;
    report_circles(text, &parts.events, problems, &CAUSES);
    for event in report_circles(text, &parts.events, problems, &CORRECTIONS) {
        // Nothing can be said about what is believed of a circle, so it is cut and not replayed.
        parts.events.cut_correction(event);
        doubtful.insert(event);
    }
    let ledger = Ledger::new(parts);
    let audit = Audit {
        text,
        ledger: &ledger,
        believed: Evidence::ALL.believed(&ledger),
        doubtful: &doubtful,
        tenures: ledger
            .posts()
            .filter_map(|(key, post)| Some((key, post.tenures()?)))
            .collect(),
    };
    let channels: Vec<ChannelKey> = ledger
        .channels()
        .map(|(channel, _)| channel)
        .filter(|channel| !unsound.contains(*channel))
        .collect();
    for channel in audit.refused_somewhere(&channels) {
        audit.replay(channel, problems);
    }
    for key in audit.to_look_at() {
        let event = ledger.event(key);
        audit.cause_after_effect(key, &event, problems);
        audit.published_before(key, &event, problems);
        audit.correction_elsewhere(key, &event, problems);
        audit.vacant_post(key, &event, problems);
        audit.outsider(key, &event, problems);
    }
    audit.outside_posts(&post_places, problems);
    ledger
}

struct Audit<'a> {
    text: &'a Text,
    ledger: &'a Ledger,
    believed: Believed,
    doubtful: &'a BTreeSet<EventKey>,
    /// Of each post of which the ledger says who held it.
    tenures: BTreeMap<PostKey, Tenures>,
}

impl Audit<'_> {
    fn place(&self, event: EventKey) -> EventPlaces {
        places(self.text, self.ledger.packed().span(event))
    }

    /// The channels of which the machine refuses an event, on all that the ledger holds.
    ///
    /// A channel that holds a doubtful event is not replayed.
    fn refused_somewhere(&self, channels: &[ChannelKey]) -> Vec<ChannelKey> {
        if let Some(chains) = self.chains() {
            let channels = channels.iter().copied();
            return channels
                .filter(|channel| Chain::are_refused(chains.of(*channel)))
                .collect();
        }
        self.ledger.find_its_order();
        let is_refused = |channel: &ChannelKey| {
            let order = self.ledger.order(*channel);
            if !self.doubtful.is_empty() && order.iter().any(|key| self.doubtful.contains(key)) {
                return false;
            }
            let mut state = State::Unrecorded;
            let mut turns = self.ledger.turns(*channel);
            turns.any(|(key, turn)| {
                if !self.believed.contains(key) {
                    return false;
                }
                let passage = Passage::of(state, turn.kind);
                state = passage.after;
                passage.is_refused
            })
        };
        let found = parallel::map_many(channels, is_refused);
        let channels = channels.iter().zip(found);
        channels
            .filter(|(_, found)| *found)
            .map(|(channel, _)| *channel)
            .collect()
    }

    /// What the believed events of every channel do in each part of the file; `None` if that cannot be told as they stand,
    /// or if one is doubtful.
    fn chains(&self) -> Option<Filed<Chain>> {
        if !self.doubtful.is_empty() {
            return None;
        }
        let channels = self.ledger.channels().count();
        let packed = self.ledger.packed();
        let parts = filed::parts(packed, channels)?;
        Filed::replay(
            packed,
            channels,
            parts,
            &Chain::EMPTY,
            |chain, key, turn| {
                if self.believed.contains(key) {
                    chain.push(turn.kind);
                }
                Some(())
            },
        )
    }

    /// The believed events of which there may be something to say, seen from their packed form alone: of
    /// nearly all there is not.
    fn to_look_at(&self) -> Vec<EventKey> {
        let looks = Looks::new(self.ledger);
        // What is no longer believed stays as it was written, mistakes included.
        let believed = |key: &EventKey| self.believed.contains(*key);
        let segments: Vec<_> = self.ledger.packed().segments().collect();
        let found = parallel::map(&segments, |(first, segment)| {
            let odd = (0..segment.len())
                .filter(|place| looks.are_asked_for(segment, &segment.row(*place)))
                .map(|place| EventKey::new(u32::try_from(first + place).unwrap_or(u32::MAX)));
            odd.filter(believed).collect::<Vec<_>>()
        });
        found.concat()
    }

    /// Replays a channel strictly, on all that the ledger holds.
    fn replay(&self, channel: ChannelKey, problems: &mut Problems) {
        let order = self.ledger.order(channel);
        let mut state = State::Unrecorded;
        let mut set_by = None;
        for (place, &key) in order.iter().enumerate() {
            if !self.believed.contains(key) {
                continue;
            }
            let kind = self.ledger.event(key).kind;
            match step(state, kind) {
                Step::Sets(_) | Step::Witnesses => {}
                Step::Refused(refusal) => {
                    let problem = self.refused(channel, key, refusal, set_by);
                    let later = order.get(place + 1..).unwrap_or_default();
                    problems.push(self.with_remedy(problem, state, key, later));
                }
            }
            state = after(state, kind);
            if kind.target().is_some() {
                set_by = Some(key);
            }
        }
    }

    /// Names a later event that, put before the refused one, would make it legal, where the dates
    /// allow that order.
    fn with_remedy(
        &self,
        problem: Diagnostic,
        state: State,
        key: EventKey,
        later: &[EventKey],
    ) -> Diagnostic {
        /// Farther down, an event is hardly the one that was meant.
        const MOST_TRIED: usize = 100;
        let event = self.ledger.event(key);
        let remedy = later.iter().take(MOST_TRIED).find(|other| {
            let other_event = self.ledger.event(**other);
            let is_free = other_event.date.compare(&event.date) == Comparison::Undecided;
            let sets = other_event.kind.target().is_some();
            let between = after(state, other_event.kind);
            let is_legal = |state, kind| !matches!(step(state, kind), Step::Refused(_));
            is_free
                && sets
                && self.believed.contains(**other)
                && is_legal(state, other_event.kind)
                && is_legal(between, event.kind)
        });
        match remedy {
            None => problem,
            Some(&other) => {
                let id = &self.ledger.event(other).id;
                let help = format!(
                    "if `{id}` came first, move it above this event: their dates overlap, so the order \
                     of the file decides; else {}",
                    problem.help
                );
                let label = format!("`{id}`, which would make it legal");
                Diagnostic { help, ..problem }.relating(self.place(other).id, label)
            }
        }
    }

    fn refused(
        &self,
        channel: ChannelKey,
        key: EventKey,
        refusal: Refusal,
        set_by: Option<EventKey>,
    ) -> Diagnostic {
        let event = self.ledger.event(key);
        let channel = &self.ledger.channel(channel).id;
        let code = match refusal {
            Refusal::Contradicted { .. } => Code::ContradictedStatus,
            Refusal::AlreadyOpen
            | Refusal::AlreadySuspended
            | Refusal::AlreadyNegotiating
            | Refusal::OpenedWhileSuspended
            | Refusal::ResumedWhileUnrecorded
            | Refusal::TalksWhileOpen
            | Refusal::NoTalks
            | Refusal::ContactWhileUnrecorded
            | Refusal::ContactWhileSuspended
            | Refusal::ContactWhileNegotiating
            | Refusal::BearsOnNoChannel => Code::RefusedTransition,
        };
        let mut help = refusal.advice().to_owned();
        let setter = set_by.map(|setter| (setter, self.ledger.event(setter)));
        if setter
            .as_ref()
            .is_some_and(|(_, setter)| setter.date.compare(&event.date) == Comparison::Undecided)
        {
            help.push_str(
                "; the dates of the two overlap, so the order of the file decided which came first",
            );
        }
        let problem = Diagnostic::new(
            code,
            self.place(key).kind,
            format!(
                "`{}` is refused: by {}, `{channel}` {}",
                event.kind,
                event.date,
                refusal.reason()
            ),
            help,
        );
        match setter {
            Some((key, setter)) => problem.relating(
                self.place(key).id,
                format!(
                    "the last event that set its status: `{}`, {}",
                    setter.kind, setter.date
                ),
            ),
            None => problem,
        }
    }

    fn cause_after_effect(&self, key: EventKey, event: &Event, problems: &mut Problems) {
        let Some(cause_key) = event.cause else { return };
        let cause = self.ledger.event(cause_key);
        if cause.date.compare(&event.date) == Comparison::After {
            problems.push(
                Diagnostic::new(
                    Code::CauseAfterEffect,
                    self.place(key).cause,
                    format!(
                        "the cause (`{}`, {}) came after its effect ({})",
                        cause.id, cause.date, event.date
                    ),
                    "correct one of the dates, or name another cause",
                )
                .relating(self.place(cause_key).date, "the cause's date"),
            );
        }
    }

    fn published_before(&self, key: EventKey, event: &Event, problems: &mut Problems) {
        let cited = event
            .citations
            .iter()
            .map(|citation| self.ledger.source(citation.source));
        let cited = cited.enumerate().map(|(index, source)| {
            (
                Cow::Borrowed(&source.published),
                News::Source(index, &source.id),
            )
        });
        let reported = event
            .reported
            .iter()
            .map(|date| (date.clone(), News::Report));
        let recorded = event
            .recorded
            .iter()
            .map(|date| (date.clone(), News::Record));
        for (date, news) in cited.chain(reported).chain(recorded) {
            if date.compare(&event.date) != Comparison::Before {
                continue;
            }
            problems.push_with(Code::PublishedBefore, || {
                let places = self.place(key);
                let (place, deed) = match news {
                    News::Source(index, id) => (
                        places.citations.get(index).copied().unwrap_or(places.id),
                        format!("`{id}` was published"),
                    ),
                    News::Report => (places.reported, "it was reported".into()),
                    News::Record => (places.recorded, "it was recorded".into()),
                };
                Diagnostic::new(
                    Code::PublishedBefore,
                    place,
                    format!("{deed} ({date}) before the event happened ({})", event.date),
                    "correct one of the dates, or name what came later",
                )
                .relating(places.date, "the event's date")
            });
        }
    }

    /// Reports a correction that takes an event away from channels without giving them another.
    fn correction_elsewhere(&self, key: EventKey, event: &Event, problems: &mut Problems) {
        let Some(old_key) = event.corrects else {
            return;
        };
        let old = self.ledger.event(old_key);
        let lost = old
            .channels
            .iter()
            .find(|channel| !event.channels.contains(channel));
        if let Some(&lost) = lost {
            problems.push(
                Diagnostic::new(
                    Code::CorrectionElsewhere,
                    self.place(key).corrects,
                    format!(
                        "`{}` replaces `{}`, but does not bear on `{}`, which loses the event",
                        event.id,
                        old.id,
                        self.ledger.channel(lost).id
                    ),
                    "name the same channels, or write `withdrawn` in the old event if it is to go",
                )
                .relating(self.place(old_key).id, "the event that it replaces"),
            );
        }
    }

    /// Reports use of a channel while a post at its end was vacant.
    ///
    /// Only kinds that use the channel count: a minister's line can be suspended, sought or
    /// negotiated about while nobody is minister.
    fn vacant_post(&self, key: EventKey, event: &Event, problems: &mut Problems) {
        if !uses_the_channel(event.kind) {
            return;
        }
        for &channel in event.channels.iter() {
            let channel = self.ledger.channel(channel);
            // The first will do: it is the use of the channel that asks for an explanation.
            let vacant = channel.posts.iter().find(|post| {
                let tenures = self.tenures.get(post);
                tenures.is_some_and(|tenures| tenures.are_vacant_throughout(&event.date))
            });
            if let Some(&post) = vacant {
                let post = self.ledger.post(post);
                problems.push_with(Code::VacantPost, || {
                    Diagnostic::new(
                        Code::VacantPost,
                        self.place(key).date,
                        format!(
                            "`{}` was used ({}) although the post `{}` was vacant",
                            channel.id, event.date, post.id
                        ),
                        "add the holder; whoever stood in is one too, with `since` and `until`",
                    )
                });
            }
        }
    }

    fn outsider(&self, key: EventKey, event: &Event, problems: &mut Problems) {
        let Some(by) = event.by else { return };
        for &channel in event.channels.iter() {
            let channel = self.ledger.channel(channel);
            if !channel.parties.contains(&by) {
                problems.push_with(Code::Outsider, || {
                    Diagnostic::new(
                        Code::Outsider,
                        self.place(key).by,
                        format!(
                            "`{}` is no party of `{}`",
                            self.ledger.party(by).id,
                            channel.id
                        ),
                        "correct the id, or leave `by` out and name the mediator in `summary`",
                    )
                });
            }
        }
    }

    fn outside_posts(&self, places: &[Box<[Span]>], problems: &mut Problems) {
        for ((_, channel), places) in self.ledger.channels().zip(places) {
            for (&post, &place) in channel.posts.iter().zip(places) {
                let post = self.ledger.post(post);
                if !channel.parties.contains(&post.party) {
                    let party = &self.ledger.party(post.party).id;
                    problems.report(
                        Code::Outsider,
                        place,
                        format!(
                            "`{}` is a post of `{party}`, which is no party of `{}`",
                            post.id, channel.id
                        ),
                        "correct the id, or add the party to the channel",
                    );
                }
            }
        }
    }
}

/// What made an event known.
enum News<'a> {
    /// Its citation of this number, of this source.
    Source(usize, &'a SourceId),
    Report,
    Record,
}

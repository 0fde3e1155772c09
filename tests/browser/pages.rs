//! Ledgers, and the pages that are made of them.

use std::collections::BTreeSet;
use std::fmt::Write;

use chrono::{Days, NaiveDate};
use detente::model::belief::Evidence;
use detente::model::disclosure::news_of;
use detente::model::id::EventKey;
use detente::model::ledger::Ledger;
use detente::read;
use detente::replay::asked::Asked;
use detente::replay::status::{AsOf, Standing};
use detente::view::imprint::Imprint;
use detente::view::language::{Catalogue, Language};
use detente::view::page::{Page, page};
use detente::view::{headline, status};

/// A ledger with its text.
pub(crate) struct Told {
    text: String,
    pub(crate) ledger: Ledger,
}

impl Told {
    pub(crate) fn of(text: String) -> Self {
        let checked = read::check(&text);
        let ledger = checked
            .ledger
            .unwrap_or_else(|| panic!("{:?}\n{text}", checked.diagnostics));
        Self { text, ledger }
    }

    /// The ledger of the article.
    pub(crate) fn article() -> Self {
        Self::of(include_str!("../../channels.yaml").to_owned())
    }

    /// The page of all channels.
    pub(crate) fn page(&self, on: &str, known: Option<&str>, language: Language) -> String {
        let channels: Vec<_> = self.ledger.channels().map(|(key, _)| key).collect();
        page(&Page {
            ledger: &self.ledger,
            as_of: as_of(day(on), known.map(day)),
            channels: &channels,
            since: None,
            catalogue: &Catalogue::new(language),
            imprint: &Imprint::of(self.text.as_bytes()),
            home: None,
            links: &[],
            reload: None,
        })
    }

    /// The page of the first channel alone.
    pub(crate) fn page_of_one(&self, on: &str) -> String {
        let channel = self.ledger.channels().next().unwrap().0;
        page(&Page {
            ledger: &self.ledger,
            as_of: as_of(day(on), None),
            channels: &[channel],
            since: None,
            catalogue: &Catalogue::new(Language::English),
            imprint: &Imprint::of(self.text.as_bytes()),
            home: Some("../index.html"),
            links: &[],
            reload: None,
        })
    }

    /// The rows of the table and its remarks, as `detente status` has them.
    pub(crate) fn status(&self, on: NaiveDate, known: Option<NaiveDate>) -> Vec<Vec<String>> {
        let catalogue = Catalogue::new(Language::English);
        let as_of = as_of(on, known);
        let asked = Asked::new(&self.ledger, as_of);
        let standings: Vec<Standing> = self
            .ledger
            .channels()
            .map(|(key, _)| asked.status(key))
            .collect();
        let table = status::table(&catalogue, &self.ledger, &as_of, &standings);
        let mut rows: Vec<Vec<String>> = table
            .rows
            .into_iter()
            .map(|row| row.into_iter().map(|run| run.text).collect())
            .collect();
        let remarks = status::remarks(&catalogue, &self.ledger, &as_of, &standings);
        rows.push(
            remarks
                .into_iter()
                .map(|item| item.line.into_iter().map(|run| run.text).collect())
                .collect(),
        );
        rows.push(vec![headline::headline(
            &catalogue,
            &self.ledger,
            &standings,
        )]);
        rows
    }

    /// Days on which something happened or became known, and those beside them.
    pub(crate) fn days(&self, of_knowledge: bool) -> Vec<NaiveDate> {
        let events = self.ledger.events();
        let days: BTreeSet<NaiveDate> = if of_knowledge {
            let events: Vec<EventKey> = events.map(|(key, _)| key).collect();
            news_of(&self.ledger, &events)
        } else {
            events
                .flat_map(|(_, event)| [event.date.earliest(), event.date.latest()])
                .flatten()
                .collect()
        };
        let last = *days.last().unwrap();
        let around = days
            .iter()
            .flat_map(|day| [*day - Days::new(1), *day, *day + Days::new(1)]);
        around
            .filter(|day| *day <= last)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }
}

fn as_of(on: NaiveDate, known: Option<NaiveDate>) -> AsOf {
    AsOf {
        on,
        evidence: Evidence {
            known,
            ..Evidence::ALL
        },
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Numbers that look random and are the same on every run.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    pub(crate) fn one_of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }
}

/// A ledger of many sorts of dates, with posts, withdrawals, corrections, scopes and conclusions.
pub(crate) fn generated(channels: usize, events: usize, seed: u64) -> Told {
    let mut numbers = Numbers(seed);
    let (mut text, out) = without_events(channels);
    text.push_str("events:\n");
    let begin = day("2010-01-01");
    for channel in 0..channels {
        let mut state = "";
        let mut when = begin + Days::new(numbers.below(400) as u64);
        let step = 4000 / events;
        for event in 0..events {
            when = when + Days::new(20 + numbers.below(step) as u64);
            let kinds: &[&str] = match state {
                "" => &["opened", "suspended", "talks", "sought"],
                "open" => &["suspended", "contact", "unanswered"],
                "suspended" => &["talks", "resumed", "declined", "sought"],
                _ => &["resumed", "collapsed", "sought"],
            };
            let kind = *numbers.one_of(kinds);
            state = match kind {
                "opened" | "resumed" => "open",
                "suspended" | "collapsed" => "suspended",
                "talks" => "negotiating",
                _ => state,
            };
            let date = match numbers.below(5) {
                0 => format!("{when}/{}", when + Days::new(15)),
                1 => format!("{when}~"),
                2 => format!("{when}?"),
                _ => when.to_string(),
            };
            let first = out.iter().position(|day| *day >= when).unwrap_or(39);
            let source = (first + numbers.below(3)).min(39);
            let digit = 1 + numbers.below(6);
            writeln!(
                text,
                "  - id: e{channel}-{event}\n    date: \"{date}\"\n    kind: {kind}\n    channels: [line-{channel}]\n\
                 \x20   summary: Something happens.\n    sources: [{{source: s{source}, credibility: {digit}}}]"
            )
            .unwrap();
            if numbers.below(6) == 0 {
                text.push_str("    scope: voice only\n");
            }
            if numbers.below(5) == 0 {
                writeln!(text, "    reported: {}", when + Days::new(20)).unwrap();
            }
            if kind == "sought" && numbers.below(2) == 0 {
                let date = when + Days::new(300);
                writeln!(
                    text,
                    "    withdrawn: {{date: {date}, reason: It was not so.}}"
                )
                .unwrap();
            }
            if numbers.below(8) == 0 {
                writeln!(
                    text,
                    "    inferred: true\n    recorded: {}",
                    when + Days::new(100)
                )
                .unwrap();
            }
        }
    }
    Told::of(text)
}

/// A ledger in which nothing happens, and the days on which its sources were out.
fn without_events(channels: usize) -> (String, Vec<NaiveDate>) {
    let mut text = String::from(
        "title: A generated ledger\nstale_after: 150\n\
         parties: [{id: USA, name: United States}, {id: CHN, name: China}]\nposts:\n",
    );
    for post in 0..3 {
        let year = 2010 + 3 * post;
        writeln!(
            text,
            "  - id: p{post}\n    party: CHN\n    title: Post {post}\n    holders:\n\
             \x20     - {{name: A. First, until: {year}-10}}\n      - {{name: B. Second, since: {}, until: {}-03}}",
            year + 1,
            year + 4
        )
        .unwrap();
    }
    text.push_str("channels:\n");
    for channel in 0..channels {
        let post = channel % 4;
        let posts = if post < 3 {
            format!("p{post}")
        } else {
            String::new()
        };
        writeln!(
            text,
            "  - {{id: line-{channel}, name: Line number {channel}, parties: [USA, CHN], posts: [{posts}]}}"
        )
        .unwrap();
    }
    text.push_str("sources:\n");
    let begin = day("2010-01-01");
    let out: Vec<NaiveDate> = (0..40).map(|n| begin + Days::new(n * 140)).collect();
    for (number, published) in out.iter().enumerate() {
        let letter = ["A", "B", "C", "F"][number % 4];
        writeln!(
            text,
            "  - {{id: s{number}, outlet: Outlet {}, title: Report, published: {published}, reliability: {letter}}}",
            number % 7
        )
        .unwrap();
    }
    (text, out)
}

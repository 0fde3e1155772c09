//! What changed between two questions, and why.

mod cause;

use crate::model::id::{EventKey, PostKey};
use crate::model::ledger::Ledger;
use crate::model::post::Vacancy;
use crate::replay::comparison::{Aspect, Compared, Comparison};
use crate::replay::status::{AsOf, Standing};

use super::document::{
    Column, Document, Item, Line, Run, Table, alert, faint, plain, standing, strong,
};
use super::language::{Catalogue, Message};
use super::status::vacant;
use super::words;

/// Lays out what changed: a table of the answers that did, why, and what else is new.
pub fn document(catalogue: &Catalogue, ledger: &Ledger, comparison: &Comparison) -> Document {
    let teller = Teller {
        catalogue,
        ledger,
        from: &comparison.from,
        to: &comparison.to,
    };
    let mut document = Document::default();
    document.heading(vec![
        strong(ledger.title()),
        plain(format!(": {}", teller.question())),
    ]);
    document.paragraph(vec![plain(teller.tally(comparison))]);
    if !comparison.changed.is_empty() {
        document.table(Table {
            columns: vec![
                Column::whole(catalogue.say(Message::ColumnChannel)),
                Column::whole(catalogue.say(Message::DiffWas)),
                Column::whole(catalogue.say(Message::DiffIs)),
                Column::whole(catalogue.say(Message::ColumnSince)),
                Column::wrapped(catalogue.say(Message::ColumnWord)),
            ],
            rows: comparison
                .changed
                .iter()
                .map(|compared| teller.row(compared))
                .collect(),
        });
    }
    for compared in &comparison.changed {
        let channel = ledger.channel(compared.is.channel);
        document.heading(vec![
            strong(channel.id.as_str()),
            plain(format!(": {}", channel.name)),
        ]);
        let mut items = teller.aspects(compared);
        items.extend(compared.causes.iter().map(|cause| teller.cause(cause)));
        document.list(items);
    }
    if !comparison.informed.is_empty() {
        document.heading(vec![strong(catalogue.say(Message::DiffNews))]);
        let news = comparison
            .informed
            .iter()
            .map(|compared| teller.news(compared));
        document.list(news.collect());
    }
    document
}

/// What is the same for everything that is told.
struct Teller<'a> {
    catalogue: &'a Catalogue,
    ledger: &'a Ledger,
    from: &'a AsOf,
    to: &'a AsOf,
}

impl Teller<'_> {
    /// Which answers are compared, in words.
    fn question(&self) -> String {
        let (from, to) = (self.from.on.to_string(), self.to.on.to_string());
        let known = [self.from, self.to].map(|asked| {
            let day = asked.evidence.known;
            day.map(|day| day.to_string())
        });
        let days = [("from", (&from).into()), ("to", (&to).into())];
        let text = match &known {
            [None, None] => self.catalogue.fill(Message::DiffDays, &days),
            [Some(one), Some(other)] if one == other => {
                let known = [("known", one.into())];
                self.catalogue
                    .fill(Message::DiffDaysKnown, &[&days[..], &known].concat())
            }
            [one, until] if from == to => {
                let end = until.as_deref().unwrap_or_default();
                let values = [
                    ("on", (&to).into()),
                    ("from", one.as_deref().unwrap_or_default().into()),
                    ("to", end.into()),
                ];
                match until {
                    Some(_) => self.catalogue.fill(Message::DiffKnown, &values),
                    None => self.catalogue.fill(Message::DiffKnownAll, &values[..2]),
                }
            }
            [one, until] => {
                let known = [
                    ("known", one.as_deref().unwrap_or_default().into()),
                    ("until", until.as_deref().unwrap_or_default().into()),
                ];
                let values = [&days[..], &known].concat();
                match until {
                    Some(_) => self.catalogue.fill(Message::DiffBoth, &values),
                    None => self.catalogue.fill(Message::DiffBothAll, &values[..3]),
                }
            }
        };
        match self.to.evidence.min_grade {
            None => text,
            Some(grade) => {
                let grade = grade.to_string();
                let values = [("grade", (&grade).into())];
                text + &self.catalogue.fill(Message::AsOfGrade, &values)
            }
        }
    }

    /// How many channels have another status, how many answers differ otherwise, of how many
    /// channels there is other news, and of how many there is none.
    fn tally(&self, comparison: &Comparison) -> String {
        let (changed, informed) = (comparison.changed.len(), comparison.informed.len());
        let all = changed + informed + comparison.unchanged;
        let restated = comparison.changed.iter();
        let restated = restated
            .filter(|compared| compared.has_another_status())
            .count();
        let values = [("count", restated.into()), ("all", all.into())];
        let mut parts = vec![self.catalogue.fill(Message::DiffRestated, &values)];
        for (message, count) in [
            (Message::DiffOtherwise, changed - restated),
            (Message::DiffInformed, informed),
            (Message::DiffUnchanged, comparison.unchanged),
        ] {
            if count > 0 {
                parts.push(self.catalogue.fill(message, &[("count", count.into())]));
            }
        }
        format!("{}.", parts.join("; "))
    }

    fn row(&self, compared: &Compared) -> Vec<Run> {
        let Compared { was, is, .. } = compared;
        let (since, word) = match is.setting {
            Some(setting) => (
                plain(words::date(
                    self.catalogue,
                    &self.ledger.event(setting.event),
                )),
                plain(words::word(
                    self.catalogue,
                    self.ledger,
                    setting.event,
                    &self.to.evidence,
                )),
            ),
            None => (faint("–"), faint("–")),
        };
        vec![
            strong(self.ledger.channel(is.channel).id.as_str()),
            words::standing_run(self.catalogue, self.ledger, was),
            words::standing_run(self.catalogue, self.ledger, is),
            since,
            word,
        ]
    }

    /// A channel of which there is news only.
    fn news(&self, compared: &Compared) -> Item {
        let answer = words::standing_run(self.catalogue, self.ledger, &compared.is);
        let channel = self.ledger.channel(compared.is.channel);
        Item {
            line: vec![strong(channel.id.as_str()), plain(": "), answer],
            items: compared
                .causes
                .iter()
                .map(|cause| self.cause(cause))
                .collect(),
        }
    }

    /// In what the answers differ, as far as the table does not tell.
    fn aspects(&self, compared: &Compared) -> Vec<Item> {
        let Compared { was, is, .. } = compared;
        let mut lines: Vec<Line> = Vec::new();
        for aspect in &compared.aspects {
            match aspect {
                // The table tells what it is, and the causes how its grade came to be another.
                Aspect::Status | Aspect::Grade => {}
                Aspect::Since => lines.extend(self.set_by(was, is)),
                Aspect::Scope => lines.extend(self.scope(was, is)),
                Aspect::Gap => lines.push(if is.gap {
                    vec![alert(self.catalogue.say(Message::RemarkGap))]
                } else {
                    vec![plain(self.catalogue.say(Message::DiffGapClosed))]
                }),
                Aspect::Staleness => {
                    let (was, is) = (age(self.catalogue, was), age(self.catalogue, is));
                    let values = [("was", (&was).into()), ("is", (&is).into())];
                    lines.push(vec![plain(self.catalogue.fill(Message::DiffAge, &values))]);
                }
                Aspect::Vacancy => lines.extend(self.vacancies(was, is)),
            }
        }
        lines.into_iter().map(Item::new).collect()
    }

    /// That another event has set the status, which is the same.
    fn set_by(&self, was: &Standing, is: &Standing) -> Option<Line> {
        let (old, new) = (was.setting?, is.setting?);
        if old.event == new.event || old.status != new.status {
            return None;
        }
        let (old, new) = (
            self.setter(old.event, self.from),
            self.setter(new.event, self.to),
        );
        let values = [("was", (&old).into()), ("is", (&new).into())];
        Some(vec![plain(
            self.catalogue.fill(Message::DiffSetBy, &values),
        )])
    }

    /// An event that has set a status: when, and on whose word.
    fn setter(&self, event: EventKey, asked: &AsOf) -> String {
        let word = words::word(self.catalogue, self.ledger, event, &asked.evidence);
        let event = self.ledger.event(event);
        format!(
            "{} [{}], {word}",
            words::date(self.catalogue, &event),
            event.id
        )
    }

    fn scope(&self, was: &Standing, is: &Standing) -> Option<Line> {
        let scope = |answer: &Standing| {
            let event = self.ledger.event(answer.setting?.event);
            event.scope
        };
        let (message, scope) = match (scope(was), scope(is)) {
            (_, Some(scope)) => (Message::DiffScope, scope),
            (Some(scope), None) if was.possible == is.possible => (Message::DiffScopeLifted, scope),
            (Some(_) | None, None) => return None,
        };
        let text = self
            .catalogue
            .fill(message, &[("scope", scope.as_str().into())]);
        Some(vec![standing(text, is.possible)])
    }

    /// The posts that are held, vacant or perhaps vacant, and were not.
    fn vacancies(&self, was: &Standing, is: &Standing) -> Vec<Line> {
        let vacancy = |answer: &Standing, post: PostKey| {
            let mut vacancies = answer.vacancies.iter();
            let found = vacancies.find(|(other, _)| *other == post);
            found.map_or(Vacancy::Held, |(_, vacancy)| *vacancy)
        };
        let posts = self.ledger.channel(is.channel).posts.iter();
        posts
            .filter(|post| vacancy(was, **post) != vacancy(is, **post))
            .map(|key| {
                let post = self.ledger.post(*key);
                let vacancy = vacancy(is, *key);
                let text = vacant(self.catalogue, self.ledger, self.to, post, vacancy);
                vec![plain(text)]
            })
            .collect()
    }
}

/// How old the evidence for an answer is.
fn age(catalogue: &Catalogue, answer: &Standing) -> String {
    let last = answer.last_evidence.as_ref();
    last.map_or("–".to_owned(), |last| {
        words::age(catalogue, last, answer.staleness)
    })
}

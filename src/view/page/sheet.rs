//! The page as its template has it.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use crate::replay::asked::Asked;
use crate::replay::status::{AsOf, Staleness, Standing};
use crate::view::chart::row::Sort;
use crate::view::document::Run;
use crate::view::headline::headline;
use crate::view::language::{Catalogue, Message, Value};
use crate::view::status;

use super::answers::Speaker;
use super::days::{is_known, number};
use super::figure::{self, Figure};
use super::history::{Channel, Publication, Teller, Told};
use super::reach::Reach;
use super::spoken::{Spoken, everything};
use super::table::{self, Answers, Table, Texts, bits, encoded};
use super::{Beliefs, Page, policy, told};
use super::{legend, mark};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The whole page, as its template has it.
#[derive(Template)]
#[template(path = "page.html")]
struct Sheet<'a> {
    catalogue: &'a Catalogue,
    policy: String,
    style: String,
    script: &'static str,
    reload: Option<&'a str>,
    home: Option<&'a str>,
    links: &'a [(String, String)],
    title: &'a str,
    /// The channel, if there is only one.
    about: Option<String>,
    headline: String,
    as_of: String,
    cut: Option<String>,
    controls: Controls,
    figure: Figure,
    legend: Vec<legend::Key>,
    /// The sorts of marks that occur, whether they are inferred, and what they mean.
    marks: Vec<(&'static str, bool, String)>,
    /// Whether a mark has a line over the days on which it may have happened.
    has_reach: bool,
    /// How lines of vacancies look, and what they mean.
    vacancies: Vec<(&'static str, String)>,
    /// The sign of each sort of mark, drawn about a point.
    shapes: Vec<(&'static str, &'static str)>,
    columns: Vec<String>,
    rows: Vec<Cells>,
    remarks: Vec<(String, String)>,
    not_yet_known: Option<String>,
    channels: Vec<Channel>,
    is_single: bool,
    /// Whether there are so many channels that what is out of sight should cost nothing.
    has_many: bool,
    outside: Vec<Told>,
    sources: Vec<Publication>,
    foot: Vec<Foot>,
    table: String,
}

/// What the controls say.
struct Controls {
    first: i64,
    last: i64,
    on: i64,
    on_day: String,
    known_first: i64,
    known_last: i64,
    known: i64,
    known_day: String,
    known_text: String,
}

/// A row of the table.
struct Cells {
    id: String,
    state: &'static str,
    /// Status, since, on whose word, age of evidence.
    texts: Vec<String>,
    is_stale: bool,
    href: Option<String>,
}

/// A line of the foot.
struct Foot {
    id: &'static str,
    text: String,
}

impl Sheet<'_> {
    fn say(&self, message: Message) -> String {
        self.catalogue.say(message)
    }

    fn lang(&self) -> &'static str {
        self.catalogue.language().tag()
    }

    fn exact(&self, message: Message) -> String {
        let label = self.catalogue.say(message);
        self.catalogue
            .fill(Message::PageExact, &[("label", Value::from(&label))])
    }
}

/// What was left out so that a page does not become too large.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cut {
    /// Nothing.
    Nothing,
    /// What is before the day on which it begins.
    Before,
    /// The same, and the page is too large all the same.
    InVain,
}

/// What a page says of what was left out.
fn cut_note(page: &Page<'_>, cut: Cut) -> Option<String> {
    match cut {
        Cut::Nothing => None,
        Cut::Before => page.since.map(|since| {
            let day = since.to_string();
            page.catalogue
                .fill(Message::PageCut, &[("day", Value::from(&day))])
        }),
        Cut::InVain => Some(page.catalogue.say(Message::PageCutInVain)),
    }
}

/// Renders a page as it is asked for, however large that is.
pub(super) fn rendered(page: &Page<'_>, beliefs: &Beliefs, cut: Cut) -> String {
    let Page {
        ledger,
        as_of,
        catalogue,
        ..
    } = *page;
    let speaker = Speaker {
        catalogue,
        ledger,
        evidence: as_of.evidence,
    };
    let asked = Asked::of_few(ledger, as_of, &beliefs.asked);
    let standings: Vec<Standing> = page
        .channels
        .iter()
        .map(|channel| asked.status(*channel))
        .collect();
    let mut events = told(page, page.since);
    let reach = Reach::of(ledger, &as_of, page.channels, &events, page.since);
    let answers: Vec<Answers> = page
        .channels
        .iter()
        .map(|channel| Answers::of(&speaker, *channel, &reach))
        .collect();
    // What set the status on the first day is told, however old it is.
    let said = || answers.iter().flat_map(|answers| &answers.said);
    events.extend(said().filter_map(|said| said.event));

    let teller = Teller {
        speaker: &speaker,
        known: as_of.evidence.known,
        channels: page.channels,
        events: &events,
    };
    let mut once = BTreeSet::new();
    let now = |answers: &Answers| answers.on(as_of.on).cloned();
    let channels = answers
        .iter()
        .map(|answers| teller.channel(answers.channel, now(answers).as_ref(), &mut once))
        .collect();
    let table = table(&teller, &as_of, &reach, &answers);
    let style = format!("{STYLE}{}", figure::width_rules());
    let scripts: Vec<&str> = [SCRIPT].into_iter().chain(page.reload).collect();
    let cells = status::table(catalogue, ledger, &as_of, &standings);
    let figure = Figure::of(&speaker, beliefs, &as_of, &reach, &answers, |key| {
        events.contains(&key)
    });
    let sheet = Sheet {
        catalogue,
        policy: policy::policy(&style, &scripts, page.reload.is_some()),
        style,
        script: SCRIPT,
        reload: page.reload,
        home: page.home,
        links: page.links,
        title: ledger.title(),
        about: match page.channels {
            [only] => Some(ledger.channel(*only).name.to_string()),
            [] | [_, _, ..] => None,
        },
        headline: headline(catalogue, ledger, &standings),
        as_of: as_of_line(catalogue, &as_of),
        cut: cut_note(page, cut),
        controls: controls(catalogue, &as_of, &reach),
        legend: legend::states(catalogue, &figure),
        marks: legend::marks(catalogue, &figure),
        has_reach: legend::has_reach(&figure),
        vacancies: legend::vacancies(catalogue, &answers),
        figure,
        shapes: Sort::ALL
            .into_iter()
            .map(|sort| (mark::symbol(sort), mark::path(sort)))
            .collect(),
        columns: cells
            .columns
            .into_iter()
            .map(|column| column.title)
            .collect(),
        rows: rows(&speaker, &standings, cells.rows),
        remarks: remarks(&speaker, &as_of, &standings),
        not_yet_known: not_yet_known(&teller),
        is_single: page.channels.len() == 1,
        has_many: page.channels.len() > 60,
        channels,
        outside: teller.outside(),
        sources: teller.sources(),
        foot: foot(page),
        table,
    };
    // Writing to a text cannot fail.
    sheet.render().unwrap_or_default()
}

/// The table in which the script looks the answers up, as a script element holds it.
fn table(teller: &Teller<'_>, as_of: &AsOf, reach: &Reach, answers: &[Answers]) -> String {
    let speaker = teller.speaker;
    let mut next: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    for said in answers.iter().flat_map(|answers| &answers.said) {
        let lines = next.entry(bits(said.possible));
        lines.or_insert_with(|| teller.next(said));
    }
    let mut texts = Texts::default();
    let channels = answers
        .iter()
        .map(|answers| encoded(speaker, answers, &mut texts))
        .collect();
    table::script(&Table {
        first: number(reach.first),
        last: number(reach.last),
        known_first: number(reach.known_first),
        known_last: number(reach.known_last),
        on: number(as_of.on),
        known: as_of.evidence.known.map(number),
        stale_after: speaker.ledger.stale_after(),
        words: Spoken::of(speaker.catalogue, &as_of.evidence, next),
        texts: texts.all(),
        channels,
    })
}

/// The two days, in words.
fn as_of_line(catalogue: &Catalogue, as_of: &AsOf) -> String {
    let on = as_of.on.to_string();
    let mut line = catalogue.fill(Message::AsOfOn, &[("day", Value::from(&on))]);
    line.push_str(&match as_of.evidence.known {
        Some(known) => {
            let known = known.to_string();
            catalogue.fill(Message::AsOfKnown, &[("day", Value::from(&known))])
        }
        None => catalogue.say(Message::PageAsAll),
    });
    if let Some(floor) = as_of.evidence.min_grade {
        let floor = floor.to_string();
        line.push_str(&catalogue.fill(Message::AsOfGrade, &[("grade", Value::from(&floor))]));
    }
    line
}

fn controls(catalogue: &Catalogue, as_of: &AsOf, reach: &Reach) -> Controls {
    let known = as_of.evidence.known;
    Controls {
        first: number(reach.eve()),
        last: number(reach.last),
        on: number(as_of.on),
        on_day: as_of.on.to_string(),
        known_first: number(reach.known_first),
        // One step behind the last day of knowledge, everything is known.
        known_last: number(reach.known_last) + 1,
        known: known.map_or(number(reach.known_last) + 1, number),
        known_day: known.map(|day| day.to_string()).unwrap_or_default(),
        known_text: known.map_or_else(|| everything(catalogue), |day| day.to_string()),
    }
}

fn rows(speaker: &Speaker<'_>, standings: &[Standing], rows: Vec<Vec<Run>>) -> Vec<Cells> {
    let row = |(standing, row): (&Standing, Vec<Run>)| Cells {
        id: speaker.ledger.channel(standing.channel).id.to_string(),
        state: figure::class(standing.possible),
        texts: row.into_iter().skip(1).map(|run| run.text).collect(),
        is_stale: standing.staleness == Staleness::Stale,
        href: standing
            .setting
            .map(|setting| format!("#event-{}", speaker.ledger.event(setting.event).id)),
    };
    standings.iter().zip(rows).map(row).collect()
}

fn remarks(speaker: &Speaker<'_>, as_of: &AsOf, standings: &[Standing]) -> Vec<(String, String)> {
    let of_channel = |standing: &Standing| {
        let id = speaker.ledger.channel(standing.channel).id.to_string();
        let remarks = speaker.remarks(as_of, standing).into_iter();
        remarks
            .map(move |remark| (id.clone(), remark))
            .collect::<Vec<_>>()
    };
    standings.iter().flat_map(of_channel).collect()
}

fn not_yet_known(teller: &Teller<'_>) -> Option<String> {
    let Speaker {
        catalogue, ledger, ..
    } = *teller.speaker;
    let events = teller.events.iter();
    let hidden = events
        .filter(|key| !is_known(ledger, **key, teller.known))
        .count();
    (hidden > 0).then(|| catalogue.fill(Message::PageNotYetKnown, &[("count", hidden.into())]))
}

/// By what the page can be made again.
fn foot(page: &Page<'_>) -> Vec<Foot> {
    let Page {
        catalogue, as_of, ..
    } = *page;
    let line = |id, message, name, value: &str| Foot {
        id,
        text: catalogue.fill(message, &[(name, value.into())]),
    };
    let known = match as_of.evidence.known {
        Some(known) => known.to_string(),
        None => catalogue.say(Message::AllThatTheLedgerHolds),
    };
    let imprint = page.imprint;
    let mut foot = vec![
        line("foot-ledger", Message::FootLedger, "sha", &imprint.sha256),
        line("foot-on", Message::FootOn, "day", &as_of.on.to_string()),
        line("foot-known", Message::FootKnown, "day", &known),
    ];
    if let Some(floor) = as_of.evidence.min_grade {
        foot.push(line(
            "foot-grade",
            Message::FootGrade,
            "grade",
            &floor.to_string(),
        ));
    }
    if let Some(since) = page.since {
        foot.push(line(
            "foot-since",
            Message::FootSince,
            "day",
            &since.to_string(),
        ));
    }
    foot.push(line(
        "foot-version",
        Message::FootVersion,
        "version",
        imprint.version,
    ));
    foot
}

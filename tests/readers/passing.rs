//! A ledger that is read in passing, of which parts are asked for later.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use detente::model::progress::Progress;
use detente::model::text::Origin;
use detente::read::{STEP, check, check_in_passing};

use super::ARTICLE;

/// Bytes that somebody changes meanwhile.
#[derive(Clone)]
struct Changing(Arc<Mutex<Vec<u8>>>);

impl Changing {
    fn new(text: &str) -> Self {
        Self(Arc::new(Mutex::new(text.as_bytes().to_vec())))
    }

    fn replace(&self, what: &str, other: &str) {
        let mut bytes = self.0.lock().unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains(what), "{what}");
        *bytes = text.replacen(what, other, 1).into_bytes();
    }
}

impl Origin for Changing {
    fn length(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    fn read(&self, place: usize, room: &mut [u8]) -> bool {
        self.0.lock().unwrap().read(place, room)
    }
}

/// The ledger's summaries, as a reader of the text gets them.
fn summaries(origin: &Changing, between: impl FnOnce()) -> (Vec<String>, bool) {
    let (text, checked) = check_in_passing(origin.clone(), 2000, &Progress::new()).unwrap();
    between();
    let ledger = checked.ledger.unwrap();
    let summaries = ledger
        .events()
        .map(|(_, event)| String::from(event.summary));
    (summaries.collect(), text.is_lost())
}

#[test]
fn what_is_asked_for_later_is_read_where_it_stands() {
    let (summaries, is_lost) = summaries(&Changing::new(ARTICLE), || {});
    assert_eq!(summaries.len(), 17);
    assert!(summaries.iter().all(|summary| !summary.is_empty()));
    assert!(!is_lost);
}

#[test]
fn a_change_that_comes_between_is_found_out() {
    let origin = Changing::new(ARTICLE);
    let last = ARTICLE
        .rfind("summary: ")
        .map(|place| &ARTICLE[place..place + 15])
        .unwrap();
    let (_, is_lost) = summaries(&origin, || origin.replace(last, &last.to_uppercase()));
    assert!(is_lost);
    let (_, is_lost) = summaries(&Changing::new(ARTICLE), || {});
    assert!(!is_lost);
}

#[test]
fn a_text_that_has_become_shorter_is_found_out() {
    let origin = Changing::new(ARTICLE);
    let (_, is_lost) = summaries(&origin, || {
        origin.0.lock().unwrap().truncate(ARTICLE.len() / 2);
    });
    assert!(is_lost);
}

#[test]
fn ids_are_kept() {
    let origin = Changing::new(ARTICLE);
    let (text, checked) = check_in_passing(origin.clone(), 2000, &Progress::new()).unwrap();
    origin.0.lock().unwrap().clear();
    let ledger = checked.ledger.unwrap();
    assert_eq!(ledger.events().count(), 17);
    assert!(ledger.event_called("pelosi-in-taiwan").is_some());
    assert!(ledger.event_called("pelosi").is_none());
    assert!(!text.is_lost());
}

#[test]
fn what_only_the_whole_text_can_tell_is_not_read_in_passing() {
    let texts = [
        format!("{ARTICLE}include: [more.yaml]\n"),
        format!("include: [more.yaml]\n{ARTICLE}"),
        format!("{ARTICLE}# \u{7}\n"),
        format!("{ARTICLE}# \r# \n"),
        format!("{ARTICLE}...\n"),
        ARTICLE.replace("\nevents:", "\n\"events\":"),
        ARTICLE.replace("\nevents:\n", "\nevents: # all\n"),
        "title: T\nevents:\n".to_owned(),
        "events:\n  - id: a\n".to_owned(),
        String::new(),
    ];
    for text in texts {
        let passed = check_in_passing(text.clone().into_bytes(), STEP, &Progress::new());
        assert!(passed.is_none(), "{text}");
    }
    let mut bytes = ARTICLE.as_bytes().to_vec();
    bytes.push(0xff);
    assert!(check_in_passing(bytes, STEP, &Progress::new()).is_none());
}

/// Entries whose ends depend on what stands behind them.
const ENTRIES_WITH_OPEN_ENDS: &str = "\
title: Two capitals
parties: [{id: USA, name: United States}, {id: CHN, name: China}]
channels: [{id: line, name: The line, parties: [USA, CHN]}]
sources: [{id: wire, outlet: Wire, title: Cut, published: 2023-12-01}]
events:
  - >
 
    
    # a text
  - |1
     a text
  - id: first
    ? # an empty key
    # and ¶ comments
    summary: S.
  - >
   a text

  - id: second
    date: 2023
    kind: opened
    channels: [line]
    summary: |+
      The line is opened.

    sources: [wire]

  - >-
    a text
  # behind all
";

#[test]
fn how_much_is_read_at_a_time_makes_no_difference() {
    let whole = check(ENTRIES_WITH_OPEN_ENDS);
    assert!(whole.diagnostics.len() > 4, "{:?}", whole.diagnostics);
    for step in (0..=ENTRIES_WITH_OPEN_ENDS.len()).chain([usize::MAX]) {
        let bytes = ENTRIES_WITH_OPEN_ENDS.as_bytes().to_vec();
        let (_, passed) = check_in_passing(bytes, step, &Progress::new()).unwrap();
        assert_eq!(
            passed.diagnostics, whole.diagnostics,
            "{step} bytes at a time"
        );
    }
    let whole = check(ARTICLE);
    for step in (1..1000).step_by(7) {
        let bytes = ARTICLE.as_bytes().to_vec();
        let (_, passed) = check_in_passing(bytes, step, &Progress::new()).unwrap();
        assert_eq!(passed.ledger, whole.ledger, "{step} bytes at a time");
    }
}

/// Bytes of which somebody counts how often they are read.
struct Counting {
    bytes: Vec<u8>,
    count: Arc<AtomicUsize>,
}

impl Origin for Counting {
    fn length(&self) -> usize {
        self.bytes.len()
    }

    fn read(&self, place: usize, room: &mut [u8]) -> bool {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.bytes.read(place, room)
    }
}

#[test]
fn an_entry_with_thousands_of_comments_below_it_is_looked_through_a_few_times() {
    let count = Arc::new(AtomicUsize::new(0));
    let comments = "  # - id: no event\n".repeat(50_000);
    let text = format!("{ARTICLE}{comments}");
    let origin = Counting {
        bytes: text.clone().into_bytes(),
        count: Arc::clone(&count),
    };
    let (_, checked) = check_in_passing(origin, 1000, &Progress::new()).unwrap();
    assert_eq!(checked.ledger, check(text).ledger);
    // The last entry has nine hundred steps.
    let count = count.load(Ordering::Relaxed);
    assert!(count < 100, "{count} times");
}

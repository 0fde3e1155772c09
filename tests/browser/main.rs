//! The page in a real browser.
//!
//! These tests need Chromium and `ChromeDriver`, and the file of axe-core that `AXE_CORE` names; where they are not
//! there, the tests are ignored. Pictures are kept under `target/screenshots`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod harness;
mod pages;
#[path = "../support/mod.rs"]
mod support;

use std::fmt::Write;

use chrono::NaiveDate;
use detente::view::language::Language;
use serde_json::{Value, json};

use harness::{Browser, axe};
use pages::{Numbers, Told, day, generated};

const ON: &str = "2023-12-31";

/// Moves a slider of the page as a person would, to a day.
const MOVE: &str = "
  const slider = document.getElementById(given[0]);
  slider.value = given[1] === 'all' ? slider.max : Date.parse(given[1]) / 86400000;
  slider.dispatchEvent(new Event('input', {bubbles: true}));
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
";

fn slide(browser: &Browser, name: &str, to: &str) {
    browser.run(MOVE, &[json!(name), json!(to)]);
}

fn article(browser: &Browser, fragment: &str) {
    browser.open(&Told::article().page(ON, None, Language::English), fragment);
}

/// The table's cells, its remarks and the headline, as `Told::status` has them.
const READ: &str = "
  const cells = [...document.querySelectorAll('#cells tr')].map((row) => [...row.cells].map((cell) => cell.textContent));
  const remarks = [...document.querySelectorAll('#remarks li')].map((item) => item.textContent);
  return [...cells, remarks, [document.getElementById('headline').textContent]];
";

fn assert_quiet(browser: &Browser) {
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn the_sliders_move_the_answers_and_the_address() {
    let browser = Browser::new();
    article(&browser, "");
    assert_eq!(browser.text("#cells tr td"), "● open");
    slide(&browser, "on", "2023-09-01");
    assert_eq!(browser.text("#cells tr td"), "? open or suspended");
    assert_eq!(
        browser.text("#as-of"),
        "on 2023-09-01, by all that the ledger holds"
    );
    slide(&browser, "known", "2023-11-20");
    assert_eq!(browser.text("#cells tr td"), "· unrecorded");
    assert_eq!(
        browser.text("#as-of"),
        "on 2023-09-01, as known on 2023-11-20"
    );
    assert_eq!(browser.text("#foot-known"), "known by: 2023-11-20");
    browser.until("location.hash === '#on=2023-09-01&known=2023-11-20'");
    slide(&browser, "known", "all");
    browser.until("location.hash === '#on=2023-09-01&known=all'");
    browser.until("document.getElementById('live').textContent.startsWith('on 2023-09-01')");
    assert_quiet(&browser);
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn what_is_not_known_yet_is_neither_marked_nor_told() {
    let browser = Browser::new();
    article(&browser, "#on=2023-12-31&known=2023-11-20");
    let hidden = "document.querySelector('#event-attache-line-cut').hidden";
    assert_eq!(browser.run(&format!("return {hidden}"), &[]), json!(true));
    assert_eq!(
        browser.text("#not-yet-known"),
        "12 events not yet known on this day"
    );
    let marks = "return document.querySelectorAll('a.mark:not([hidden])').length";
    assert_eq!(browser.run(marks, &[]), json!(9));
    slide(&browser, "known", "all");
    assert_eq!(browser.run(&format!("return {hidden}"), &[]), json!(false));
    assert_eq!(
        browser.run(
            "return document.getElementById('not-yet-known').hidden",
            &[]
        ),
        json!(true)
    );
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn an_exact_day_can_be_typed_and_what_is_no_day_is_marked() {
    let browser = Browser::new();
    article(&browser, "");
    browser.run(
        "document.getElementById('on-date').select(); document.getElementById('on-date').focus()",
        &[],
    );
    browser.developer("Input.insertText", &json!({"text": "2023-09-01"}));
    browser.press(&["Enter"]);
    browser.until("document.getElementById('as-of').textContent.startsWith('on 2023-09-01')");
    for text in ["some day", "2023-02-31"] {
        browser.run("document.getElementById('on-date').select()", &[]);
        browser.developer("Input.insertText", &json!({ "text": text }));
        browser.press(&["Enter"]);
        browser.until("document.getElementById('on-date').getAttribute('aria-invalid') === 'true'");
        assert!(
            browser.text("#as-of").starts_with("on 2023-09-01"),
            "{text}"
        );
    }
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn play_runs_to_the_end_and_any_key_stops_it() {
    let browser = Browser::new();
    article(&browser, "#on=2023-01-01");
    browser.run("document.getElementById('play').click()", &[]);
    assert_eq!(browser.text("#play"), "Pause");
    browser.until("document.getElementById('on-text').textContent > '2023-01-20'");
    browser.press(&["ArrowLeft"]);
    assert_eq!(browser.text("#play"), "Play");

    slide(&browser, "on", "2023-11-01");
    browser.run("document.getElementById('play').click()", &[]);
    // The last day is drawn in the frame after the one that ends the play.
    browser.until("document.getElementById('on-text').textContent === '2023-12-31'");
    assert_eq!(browser.text("#play"), "Play");
    assert_quiet(&browser);
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn play_goes_from_change_to_change_for_who_wants_no_motion() {
    let browser = Browser::new();
    browser.developer(
        "Emulation.setEmulatedMedia",
        &json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}),
    );
    article(&browser, "#on=2023-09-01");
    browser.run("document.getElementById('play').click()", &[]);
    browser.until("document.getElementById('on-text').textContent !== '2023-09-01'");
    // The first day on which the defence minister had perhaps left.
    assert_eq!(browser.text("#on-text"), "2023-10-02");
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn a_click_on_a_band_or_a_mark_opens_its_evidence() {
    let browser = Browser::new();
    article(&browser, "#on=2023-12-31&known=all");
    let click = "const link = document.querySelector(given[0]);
                 link.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));";
    let focused = "return document.activeElement.id";
    browser.run(click, &[json!(".row:nth-of-type(4) .band.suspended")]);
    assert_eq!(browser.run(focused, &[]), json!("event-attache-line-cut"));
    let open = "return document.getElementById('channel-attache-line').open";
    assert_eq!(browser.run(open, &[]), json!(true));
    assert_eq!(
        browser.run("return location.hash", &[]),
        json!("#on=2023-12-31&known=all&at=event-attache-line-cut")
    );
    browser.run(click, &[json!(".mark[href='#event-summit-agreement']")]);
    assert_eq!(browser.run(focused, &[]), json!("event-summit-agreement"));
    browser.run("history.back()", &[]);
    browser.until("document.activeElement.id === 'event-attache-line-cut'");
    assert_quiet(&browser);
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn the_address_is_read_when_the_page_opens_and_when_it_changes() {
    let browser = Browser::new();
    article(&browser, "#on=2023-11-20&known=2023-11-20");
    assert_eq!(
        browser.text("#as-of"),
        "on 2023-11-20, as known on 2023-11-20"
    );
    browser.run("location.hash = '#on=2023-12-01&known=all'", &[]);
    browser.until("document.getElementById('as-of').textContent === 'on 2023-12-01, by all that the ledger holds'");
    // A plain link keeps the days.
    browser.run("location.hash = '#event-chase-meets-liu'", &[]);
    browser.until("document.activeElement.id === 'event-chase-meets-liu'");
    browser.until("location.hash === '#on=2023-12-01&known=all&at=event-chase-meets-liu'");
    for nonsense in [
        "#on=never&known=x",
        "#on=9999-99-99",
        "#%",
        "#=&=&at=nowhere",
        "#on=0001-01-01&known=9999-12-31",
    ] {
        article(&browser, nonsense);
        assert!(
            browser.text("#headline").starts_with("Of 8 channels"),
            "{nonsense}"
        );
    }
    // On a day after all news, what has no day is not known yet.
    browser
        .until("document.getElementById('as-of').textContent.endsWith(', as known on 2023-12-31')");
    assert_quiet(&browser);
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn everything_can_be_reached_and_moved_with_the_keyboard_alone() {
    let browser = Browser::new();
    article(&browser, "");
    let focus =
        "const at = document.activeElement; return at.id || at.getAttribute('href') || at.tagName";
    let mut order: Vec<String> = Vec::new();
    for _ in 0..30 {
        browser.press(&["Tab"]);
        order.push(browser.run(focus, &[]).as_str().unwrap().to_owned());
    }
    assert_eq!(
        order[..6],
        ["#table", "on-date", "play", "on", "known-date", "known"].map(String::from)
    );
    // One stop for a channel's name and one for its row.
    assert_eq!(order[6], "#channel-attache-line");
    assert_eq!(order[7], "#event-chase-meets-liu");
    assert_eq!(order[8], "#channel-mmca");

    browser.run("document.getElementById('on').focus()", &[]);
    browser.press(&["ArrowLeft", "ArrowLeft"]);
    browser.until("document.getElementById('on-text').textContent === '2023-12-29'");
    browser.press(&["Home"]);
    browser.until("document.getElementById('on-text').textContent < '2021'");
    browser.press(&["End"]);
    browser.until("document.getElementById('on-text').textContent === '2023-12-31'");
    browser.run(
        "document.querySelector('.row .plot a[tabindex=\"0\"]').focus()",
        &[],
    );
    assert_eq!(browser.run(focus, &[]), json!("#event-chase-meets-liu"));
    browser.press(&["ArrowLeft", "ArrowLeft"]);
    assert_eq!(browser.run(focus, &[]), json!("#event-attache-line-cut"));
    browser.press(&["Enter"]);
    browser.until("document.activeElement.id === 'event-attache-line-cut'");
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn without_a_script_the_page_shows_the_days_asked_about() {
    let browser = Browser::new();
    let told = Told::article();
    browser.developer(
        "Emulation.setScriptExecutionDisabled",
        &json!({"value": true}),
    );
    browser.open(
        &told.page("2023-11-20", Some("2023-11-20"), Language::English),
        "",
    );
    browser.window(1600, 1200, false);
    browser.picture("no-script.png", false);
    browser.developer(
        "Emulation.setScriptExecutionDisabled",
        &json!({"value": false}),
    );
    let rows = told.status(day("2023-11-20"), Some(day("2023-11-20")));
    assert_eq!(browser.run(READ, &[]), json!(rows));
    let shown = "return [document.getElementById('controls').hidden, document.querySelectorAll('article:not([hidden])').length]";
    assert_eq!(browser.run(shown, &[]), json!([true, 4]));
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn nothing_is_asked_of_any_network_and_nothing_is_refused() {
    let browser = Browser::new();
    browser.requests();
    article(&browser, "");
    slide(&browser, "on", "2023-09-01");
    browser.run(
        "document.querySelector('.band').dispatchEvent(new MouseEvent('click', {bubbles: true}))",
        &[],
    );
    let requests = browser.requests();
    let own = |address: &&String| address.starts_with("file://") && address.contains("/page.html");
    assert_eq!(requests.iter().filter(own).count(), 1, "{requests:?}");
    assert_eq!(requests.len(), 1, "{requests:?}");
    assert_quiet(&browser);
    // The policy holds: a script that is not the page's own does not run.
    browser.run(
        "const script = document.createElement('script'); script.textContent = 'window.stranger = 1'; document.body.append(script);",
        &[],
    );
    assert_eq!(
        browser.run("return window.stranger ?? null", &[]),
        Value::Null
    );
}

/// Compares the page's answers with those of the command for many pairs of days.
fn assert_same_answers(browser: &Browser, told: &Told, pairs: &[(NaiveDate, Option<NaiveDate>)]) {
    browser.open(&told.page(ON, None, Language::English), "");
    let asked: Vec<Value> = pairs
        .iter()
        .map(|(on, known)| {
            json!([
                on.to_string(),
                known.map_or("all".to_owned(), |day| day.to_string())
            ])
        })
        .collect();
    let script = format!(
        "const read = () => {{ {READ} }};
         const move = async (...given) => {{ {MOVE} }};
         const found = [];
         for (const [on, known] of given[0]) {{
           await move('on', on);
           await move('known', known);
           found.push(read());
         }}
         return found;"
    );
    let found = browser.run(&script, &[json!(asked)]);
    let mut wrong = String::new();
    for ((on, known), found) in pairs.iter().zip(found.as_array().unwrap()) {
        let wanted = json!(told.status(*on, *known));
        if *found != wanted {
            writeln!(wrong, "on {on}, known {known:?}:\n{found}\n{wanted}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.get(..2000).unwrap_or(&wrong));
}

fn pairs(told: &Told, count: usize, seed: u64) -> Vec<(NaiveDate, Option<NaiveDate>)> {
    let mut numbers = Numbers(seed);
    let asked = told.days(false);
    let news = told.days(true);
    (0..count)
        .map(|turn| {
            let known = (turn % 5 > 0).then(|| *numbers.one_of(&news));
            (*numbers.one_of(&asked), known)
        })
        .collect()
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn the_page_says_of_any_two_days_what_the_command_says() {
    let browser = Browser::new();
    let article = Told::article();
    assert_same_answers(&browser, &article, &pairs(&article, 200, 1));
    for seed in 2..5 {
        let told = generated(7, 14, seed);
        assert_same_answers(&browser, &told, &pairs(&told, 200, seed));
    }
    let one = generated(1, 14, 9);
    assert_same_answers(&browser, &one, &pairs(&one, 60, 9));
    assert_quiet(&browser);
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn the_script_draws_what_the_program_draws() {
    let browser = Browser::new();
    let read = "return [...document.querySelectorAll('.bands')].map((bands) => [...bands.querySelectorAll('*')].map(
        (shape) => [shape.tagName, ...[...shape.attributes].filter(({name}) => name !== 'tabindex').map(({name, value}) => `${name}=${value}`).sort()].join(' ')))";
    for told in [Told::article(), generated(5, 14, 3)] {
        for known in told.days(true).into_iter().step_by(9) {
            let (on, known) = ("2023-06-30", known.to_string());
            browser.open(&told.page(on, Some(&known), Language::English), "");
            let by_program = browser.run(read, &[]);
            browser.run("document.getElementById('known').value = 0", &[]);
            slide(&browser, "known", "all");
            slide(&browser, "known", &known);
            assert_eq!(browser.run(read, &[]), by_program, "{known}");
        }
    }
}

/// Where labels that are shown lie on top of each other.
const OVERLAPS: &str = "
  const found = [];
  const texts = [...document.querySelectorAll('.cause text, .tick, .period')];
  const boxes = texts.map((text) => [text, text.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
  for (const [index, [one, a]] of boxes.entries()) {
    if (a.right > innerWidth + 1) found.push([one.textContent, 'cut off']);
    for (const [other, b] of boxes.slice(index + 1)) {
      const apart = a.right <= b.left + .5 || b.right <= a.left + .5 || a.bottom <= b.top + 3 || b.bottom <= a.top + 3;
      if (!apart) found.push([one.textContent, other.textContent]);
    }
  }
  return found;";

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn labels_do_not_overlap_and_nothing_is_wider_than_the_window() {
    let browser = Browser::new();
    for language in Language::ALL {
        browser.open(&Told::article().page(ON, None, language), "");
        for width in [320, 360, 480, 800, 1024, 1600, 2200] {
            browser.window(width, 900, false);
            assert_eq!(
                browser.run(OVERLAPS, &[]),
                json!([]),
                "{width} {language:?}"
            );
            let wide = "return document.documentElement.scrollWidth <= innerWidth";
            assert_eq!(browser.run(wide, &[]), json!(true), "{width}");
        }
    }
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn axe_finds_no_violation() {
    let browser = Browser::new();
    let axe = axe();
    let check = "const found = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
                 return found.violations.map(({id, nodes}) => [id, nodes.slice(0, 3).map((node) => [node.html.slice(0, 160), node.failureSummary])]);";
    let told = Told::article();
    let pages = [
        (told.page(ON, None, Language::English), ""),
        (
            told.page(ON, None, Language::German),
            "#on=2023-09-01&known=2023-11-20",
        ),
        (told.page_of_one(ON), ""),
        (
            generated(12, 12, 5).page("2020-06-30", None, Language::English),
            "#at=event-e0-3",
        ),
    ];
    for (page, fragment) in &pages {
        for (width, dark) in [(1600, false), (1600, true), (360, false), (360, true)] {
            browser.window(width, 900, dark);
            browser.open(page, fragment);
            browser.run(
                "for (const details of document.querySelectorAll('details')) details.open = true",
                &[],
            );
            // The page's policy lets no script in but its own; the browser's tools stand outside of it.
            browser.developer("Runtime.evaluate", &json!({"expression": axe}));
            assert_eq!(
                browser.run(check, &[]),
                json!([]),
                "{width} {dark} {fragment}"
            );
        }
    }
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn a_thousand_channels_move_within_a_blink() {
    let browser = Browser::new();
    let told = generated(1000, 20, 6);
    let page = told.page("2020-12-31", None, Language::English);
    assert!(page.len() <= detente::view::page::LARGEST, "{}", page.len());
    browser.window(1600, 1000, false);
    browser.open(&page, "");
    assert!(browser.text("#cut").starts_with("Told from 20"));
    let script = format!(
        "const move = async (...given) => {{ {MOVE} }};
         const times = [];
         for (const [name, to] of given[0]) {{
           const begun = performance.now();
           await move(name, to);
           times.push(Math.round(performance.now() - begun));
         }}
         return times;"
    );
    let moves = json!([
        ["on", "2020-06-30"],
        ["on", "2020-07-01"],
        ["on", "2020-12-01"],
        ["known", "2020-06-30"],
        ["known", "2020-07-01"],
        ["known", "all"],
    ]);
    let times = browser.run(&script, &[moves]);
    let slow = times
        .as_array()
        .unwrap()
        .iter()
        .any(|time| time.as_u64().unwrap() > 3000);
    assert!(!slow, "milliseconds: {times}");
    browser.picture("page-thousand.png", false);
    assert_quiet(&browser);
}

#[test]
#[ignore = "needs Chromium, ChromeDriver and axe-core"]
fn pictures_are_kept() {
    let browser = Browser::new();
    for (width, height) in [(360, 740), (800, 1100), (1600, 1200)] {
        for dark in [false, true] {
            browser.window(width, height, dark);
            article(&browser, "#on=2023-09-01");
            browser
                .until("document.getElementById('as-of').textContent.startsWith('on 2023-09-01')");
            let scheme = if dark { "dark" } else { "light" };
            browser.picture(&format!("page-{width}-{scheme}.png"), true);
        }
    }
    browser.window(1600, 1200, false);
    article(
        &browser,
        "#on=2023-12-31&known=all&at=event-chase-meets-liu",
    );
    browser.until("document.activeElement.id === 'event-chase-meets-liu'");
    browser.picture("page-evidence.png", false);
    let paper = browser.print("page.pdf");
    assert!(paper.starts_with(b"%PDF"));
    browser.window(794, 1123, false);
    browser.developer("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    browser.run("dispatchEvent(new Event('beforeprint'))", &[]);
    browser.picture("page-print.png", true);
    browser.window(800, 1100, false);
    browser.open(&Told::article().page(ON, None, Language::German), "");
    browser.picture("page-german.png", true);
    browser.open(
        &generated(12, 14, 4).page("2019-06-30", None, Language::English),
        "",
    );
    browser.picture("page-generated.png", true);
}

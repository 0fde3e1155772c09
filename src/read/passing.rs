//! A long ledger, read in passing.

use hashbrown::DefaultHashBuilder;
use memchr::memmem;

use crate::model::progress::Progress;
use crate::model::text::{Origin, Text};

use super::characters::{LARGEST_LEDGER, decode};
use super::check::{Checked, resolved};
use super::diagnostic::Problems;
use super::files::{self, Read};
use super::regular::Passage;
use super::resolve::Packed;

/// How many bytes of a long ledger are best read at a time: they fit into a processor's own cache.
pub const STEP: usize = 48 * 1024;

/// Checks a ledger without holding its text, from which the events can be told apart by their dashes alone.
///
/// What comes of it is what comes of [`check`](super::check()) on the whole text, but for where events stand in the
/// layouts, which is left out; but if [`Text::is_lost`], asked after the last question on the text or the ledger, is true,
/// the origin has changed meanwhile and nothing of it may be believed.
///
/// `None` if the text is one that must be read as a whole: it does not end with its events, includes others, holds
/// forbidden characters, has an entry that is not YAML by itself or too many problems to tell of all, has returns in
/// the lines of its head, or cannot be read.
///
/// ```
/// use detente::model::progress::Progress;
/// use detente::read::{check, check_in_passing};
///
/// let text = std::fs::read_to_string("channels.yaml").expect("the ledger of this repository");
/// let (_, checked) = check_in_passing(text.clone().into_bytes(), 4096, &Progress::new()).expect("regular events");
/// assert_eq!(checked.ledger, check(text).ledger);
/// ```
pub fn check_in_passing(
    origin: impl Origin + 'static,
    step: usize,
    progress: &Progress,
) -> Option<(Text, Checked)> {
    let length = origin.length();
    if length > LARGEST_LEDGER {
        return None;
    }
    let step = step.clamp(1, length.max(1));
    progress.begin(length);
    let head = head(&origin, step)?;
    let hash = DefaultHashBuilder::default();
    let passage = Passage {
        origin: &origin,
        step,
        hash: &hash,
        progress,
    };
    let mut problems = Problems::default();
    let (read, packed, pages) = files::pass(&head, &passage, &mut problems)?;
    let begin = pages.first()?.start();
    let head = head.part(0..begin).to_vec();
    let text = Text::paged(Box::new(origin), length, head, pages, hash);
    let packed = packed.of(&text);
    Some(checked(text, read, packed, problems))
}

/// What comes of checking a text that was read in passing.
pub(super) fn checked(
    text: Text,
    read: Read,
    packed: Packed,
    mut problems: Problems,
) -> (Text, Checked) {
    let mut layouts = Vec::new();
    let ledger = resolved(read, packed, &text, &mut layouts, &mut problems, false);
    let checked = Checked {
        ledger: ledger.filter(|_| !problems.has_errors()),
        diagnostics: problems.into_sorted(),
        layouts,
    };
    (text, checked)
}

/// The text up to the end of the line with the first dash below `events:`.
pub(super) fn head(origin: &impl Origin, step: usize) -> Option<Text> {
    /// So long a head is no head.
    const LONGEST: usize = 64 << 20;
    let most = origin.length().min(LONGEST);
    let mut head = Vec::new();
    while head.len() < most {
        let from = head.len();
        head.resize((from * 2).max(step).min(most), 0);
        if !origin.read(from, &mut head[from..]) {
            return None;
        }
        if let Some(end) = head_end(&head) {
            head.truncate(end);
            return decode(head).ok();
        }
    }
    None
}

/// Where the line ends that is the first behind `events:` with something on it.
fn head_end(text: &[u8]) -> Option<usize> {
    let key = memmem::find(text, b"\nevents:")? + 1;
    let key_end = key + memchr::memchr(b'\n', &text[key..])? + 1;
    let mut end = key_end;
    for line in text[key_end..].split_inclusive(|byte| *byte == b'\n') {
        end += line.len();
        let is_whole = line.ends_with(b"\n");
        match line.trim_ascii_start() {
            [] | [b'#', ..] => {}
            [..] => return is_whole.then_some(end),
        }
    }
    None
}

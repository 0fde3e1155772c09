//! The sorts of problems that a ledger can have.

use super::severity::Severity;

macro_rules! codes {
    ($($code:ident $name:literal $severity:ident $why:literal;)*) => {
        /// A sort of problem; its name is stable and has a section in docs/diagnostics.md.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Code {
            $(#[doc = $why] $code,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)*
                }
            }

            /// How bad such a problem is.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$code => Severity::$severity,)*
                }
            }

            /// Why it is a problem, in a few sentences.
            pub const fn why(self) -> &'static str {
                match self {
                    $(Self::$code => $why,)*
                }
            }
        }
    };
}

codes! {
    InvalidUtf8 "invalid-utf8" Error
        "A ledger is UTF-8 text. A byte that is part of no such text usually comes from an editor that saved the file in an older encoding.";
    ForbiddenCharacter "forbidden-character" Error
        "Control characters cannot be seen, and terminals obey them; a byte order mark or noncharacter inside the text is as invisible. Neither the text of a ledger nor a value written with escapes may hold one.";
    YamlSyntax "yaml-syntax" Error
        "The text is not YAML from here on. The entries before it have been read, what follows has not, so there may be more to mend. Most often a quote, a bracket or a blank after a colon is missing, or a line is indented wrongly.";
    YamlFeature "yaml-feature" Error
        "A ledger uses a small part of YAML: mappings, lists and texts in one document. Anchors, aliases, tags, keys that are not words and further documents would hide what a reviewer should see, and let a small file grow without bounds. A text that begins with `&`, `*` or `!` is taken for one of them unless it stands between quotes.";
    TooLarge "too-large" Error
        "Limits keep hostile or damaged files from taking all memory: on the size of the file, the length of one entry and of one text, the depth of nesting, and the number of errors that are kept. A ledger that people write stays far below them; a quote or bracket that is never closed may not.";
    EmptyLedger "empty-ledger" Error
        "There is nothing in the file, or only comments. An empty ledger answers nothing, so it is more likely a mistake than meant; perhaps the wrong file was named.";
    WrongType "wrong-type" Error
        "A value has another shape than its key asks for: a list where one text should be, a text where a number should be.";
    UnknownKey "unknown-key" Error
        "The format has no such key there. Unknown keys are refused, for a misspelt key would otherwise be lost in silence.";
    DuplicateKey "duplicate-key" Error
        "A mapping holds the same key twice, and YAML readers disagree which of the two counts. Often a list entry lacks the `- ` that should begin it, so that its keys fall to the entry before.";
    MissingKey "missing-key" Error
        "Something that the format asks for is not there, or its value is empty. A value that begins with `#` is empty to YAML, for a comment begins there.";
    MisplacedKey "misplaced-key" Error
        "The key exists, but makes no sense there: `status` belongs to `confirmed` events alone, a `context` event lies outside all channels, and in a file that a ledger includes there is no `title`, `stale_after` or `include`.";
    BadInclude "bad-include" Error
        "A ledger includes files of its own folder and of those below it, by their paths from there. What leads elsewhere is refused, be it by `..`, by an absolute path or by a link: whoever gets a ledger would otherwise read files that they did not mean to show.";
    MissingInclude "missing-include" Error
        "A file that the ledger includes is not there, or cannot be read, and without it the answers would be others.";
    UnmatchedInclude "unmatched-include" Warning
        "A pattern of `include` stands for no file. It may be meant for files to come; more often the folder or the ending is misspelt.";
    BadId "bad-id" Error
        "Ids are short names in plain letters, so that they can stand in addresses, file names and commands, and no two look alike.";
    DuplicateId "duplicate-id" Error
        "Two things of the same sort have the same id, so that nobody could tell which is meant where it is used.";
    UnknownId "unknown-id" Error
        "Something is referred to that is declared nowhere in the ledger. Either its id is misspelt or its entry is missing.";
    UnknownKind "unknown-kind" Error
        "The machine knows a closed list of kinds of events; docs/statuses.md says what each is for.";
    UnknownWord "unknown-word" Error
        "The key takes one of a few words, and this is none of them. Words are compared letter by letter, and `yes` is not `true`.";
    NotOneLine "not-one-line" Error
        "Names, titles and summaries stand in tables, so they are one line without tabs.";
    BadDate "bad-date" Error
        "Dates are EDTF (Extended Date/Time Format, ISO 8601-2): year, month and day from left to right with hyphens, each as exact as the source. What is not known is left out (`2023-02`), never guessed.";
    YearOutOfRange "year-out-of-range" Error
        "The date is valid EDTF, but its days lie beyond the years that the calendar can count, so it could be compared with no other.";
    ReversedDates "reversed-dates" Error
        "Somebody left a post before taking it up, whatever the exact days were: the two dates are probably exchanged.";
    BadUrl "bad-url" Error
        "Only http and https addresses are taken: a report turns them into links, and a link must not be able to do anything but open a page.";
    BadHash "bad-hash" Error
        "The SHA-256 lets a reader check that an archived copy is the one that was cited, so it must be written in full.";
    BadLanguage "bad-language" Error
        "Languages are BCP 47 tags, as on the web: `de`, `en-GB`, `zh-Hans`. Programs understand them, which cannot be said of names of languages.";
    UnknownCountry "unknown-country" Error
        "The id of a party is taken for an ISO 3166-1 alpha-3 code unless `iso3166` says otherwise, so that data sets can be joined without guessing.";
    BadGrade "bad-grade" Error
        "Reliability is a letter from A to F, credibility a digit from 1 to 6: the two axes of the Admiralty code, judged separately.";
    TooFewParties "too-few-parties" Error
        "A channel is a line between parties; with fewer than two there is nobody at the other end.";
    RepeatedItem "repeated-item" Error
        "The same thing stands twice in one list; the second was probably meant to be another.";
    UncitedEvent "uncited-event" Error
        "Every event rests on a source, unless it is the analyst's own conclusion and says so.";
    UndatedInference "undated-inference" Error
        "A conclusion without sources became known when somebody wrote it down, so it must say when that was; otherwise nobody could ask what was known on an earlier day.";
    RefusedTransition "refused-transition" Error
        "The machine does not allow this kind of event in the status that the channel has by then: either an event is missing before it, or a date or kind is wrong. The replay order is by date where the dates decide, else by the order of the file.";
    ContradictedStatus "contradicted-status" Error
        "A `confirmed` event states what the channel was, and the replay says otherwise. It is the ledger's balance assertion: one of the two is wrong.";
    CauseCycle "cause-cycle" Error
        "An event cannot be its own cause, not even by way of others.";
    CorrectionCycle "correction-cycle" Error
        "An event cannot replace itself, not even by way of others: nothing would be left to believe.";
    CorrectionElsewhere "correction-elsewhere" Warning
        "An event replaces another that bore on channels on which the new one does not bear. Those channels lose the old event and get nothing for it, which is seldom meant.";
    CauseAfterEffect "cause-after-effect" Warning
        "The cause happened after what it is said to have brought about, whatever the exact days were.";
    VacantPost "vacant-post" Warning
        "The channel was used (`opened`, `resumed` or `contact`) although nobody held one of its posts on any day that the date allows. Perhaps somebody stood in, perhaps a holder is missing.";
    PublishedBefore "published-before" Warning
        "The source came out, or the event was reported or recorded, before it can have happened, so nobody can have told of it; it may have been announced.";
    Outsider "outsider" Warning
        "A party acts on a channel, or a post belongs to it, of which it is no side. It may be a mediator; more often the id is wrong.";
    TooMany "too-many" Note
        "There are more errors, or more warnings, than are kept. Damage in one place can cause thousands; the rest may go with the first.";
    StaleChannel "stale-channel" Note
        "Nothing has been heard of the channel for longer than the ledger's `stale_after`. Its status is the last known, no more.";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

//! The messages by name.

/// Declares the messages: a name for Rust, and the id in the catalogues.
macro_rules! messages {
    ($($name:ident = $id:literal,)*) => {
        /// Something that the program says in reports; docs and words stand in the catalogues.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[expect(missing_docs, reason = "the English catalogue says what each one says")]
        pub enum Message {
            $($name,)*
        }

        impl Message {
            /// Every message.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its id in the catalogues.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

messages! {
    // States and statuses.
    StateOpen = "state-open",
    StateSuspended = "state-suspended",
    StateNegotiating = "state-negotiating",
    StateUnrecorded = "state-unrecorded",
    StatePartlyOpen = "state-partly-open",
    StateUncertain = "state-uncertain",
    Or = "or",
    // Days and how old evidence is.
    Days = "days",
    DaysBetween = "days-between",
    DaysOrMore = "days-or-more",
    Stale = "stale",
    PerhapsStale = "perhaps-stale",
    // On whose word.
    Inferred = "inferred",
    InferredAlone = "inferred-alone",
    NoSourceOut = "no-source-out",
    // Kinds of events.
    KindOpened = "kind-opened",
    KindSuspended = "kind-suspended",
    KindTalks = "kind-talks",
    KindResumed = "kind-resumed",
    KindCollapsed = "kind-collapsed",
    KindContact = "kind-contact",
    KindSought = "kind-sought",
    KindDeclined = "kind-declined",
    KindUnanswered = "kind-unanswered",
    KindConfirmedOpen = "kind-confirmed-open",
    KindConfirmedSuspended = "kind-confirmed-suspended",
    KindConfirmedNegotiating = "kind-confirmed-negotiating",
    KindContext = "kind-context",
    DeedBy = "deed-by",
    // Why the machine refuses a step, to follow "it".
    RefusedAlreadyOpen = "refused-already-open",
    RefusedAlreadySuspended = "refused-already-suspended",
    RefusedAlreadyNegotiating = "refused-already-negotiating",
    RefusedOpenedWhileSuspended = "refused-opened-while-suspended",
    RefusedResumedWhileUnrecorded = "refused-resumed-while-unrecorded",
    RefusedTalksWhileOpen = "refused-talks-while-open",
    RefusedNoTalks = "refused-no-talks",
    RefusedContactWhileUnrecorded = "refused-contact-while-unrecorded",
    RefusedContactWhileSuspended = "refused-contact-while-suspended",
    RefusedContactWhileNegotiating = "refused-contact-while-negotiating",
    RefusedNotOpen = "refused-not-open",
    RefusedNotSuspended = "refused-not-suspended",
    RefusedNotNegotiating = "refused-not-negotiating",
    RefusedBearsOnNoChannel = "refused-bears-on-no-channel",
    // The Admiralty code (NATO AJP-2.1).
    ReliabilityA = "reliability-a",
    ReliabilityB = "reliability-b",
    ReliabilityC = "reliability-c",
    ReliabilityD = "reliability-d",
    ReliabilityE = "reliability-e",
    ReliabilityF = "reliability-f",
    CredibilityConfirmed = "credibility-confirmed",
    CredibilityProbable = "credibility-probable",
    CredibilityPossible = "credibility-possible",
    CredibilityDoubtful = "credibility-doubtful",
    CredibilityImprobable = "credibility-improbable",
    CredibilityNotJudged = "credibility-not-judged",
    GradeMeans = "grade-means",
    // The question asked, and days.
    AsOfOn = "as-of-on",
    AsOfKnown = "as-of-known",
    AsOfGrade = "as-of-grade",
    BoundsBetween = "bounds-between",
    BoundsOrLater = "bounds-or-later",
    BoundsOrEarlier = "bounds-or-earlier",
    BoundsAnyDay = "bounds-any-day",
    DateUncertain = "date-uncertain",
    SinceDate = "since-date",
    AgeOfEvidence = "age-of-evidence",
    // The table of statuses, and what it has no room for.
    ColumnChannel = "column-channel",
    ColumnStatus = "column-status",
    ColumnSince = "column-since",
    ColumnWord = "column-word",
    ColumnAge = "column-age",
    NoChannels = "no-channels",
    RemarkUndecided = "remark-undecided",
    RemarkGap = "remark-gap",
    PostHeld = "post-held",
    PostPerhapsVacant = "post-perhaps-vacant",
    PostVacant = "post-vacant",
    PostHeldUntil = "post-held-until",
    // The replay, step by step.
    Replayed = "replayed",
    ColumnDate = "column-date",
    ColumnEvent = "column-event",
    ColumnChange = "column-change",
    ColumnHappened = "column-happened",
    ColumnWhat = "column-what",
    Gap = "gap",
    GapBefore = "gap-before",
    GapWhy = "gap-why",
    HappenedYes = "happened-yes",
    HappenedPerhapsNotYet = "happened-perhaps-not-yet",
    HappenedNotYet = "happened-not-yet",
    LeftOut = "left-out",
    LeftOutTooWeak = "left-out-too-weak",
    LeftOutWithdrawn = "left-out-withdrawn",
    LeftOutReplaced = "left-out-replaced",
    // Why it is so.
    Is = "is",
    NothingSetIt = "nothing-set-it",
    Because = "because",
    BeforeThat = "before-that",
    WithoutOneSource = "without-one-source",
    MayHappenNext = "may-happen-next",
    PerhapsNotYetDays = "perhaps-not-yet-days",
    HappenedDays = "happened-days",
    GapByThen = "gap-by-then",
    Note = "note",
    CausedBy = "caused-by",
    InferredMeans = "inferred-means",
    NoSourceOutMeans = "no-source-out-means",
    WithoutNone = "without-none",
    WithoutOnly = "without-only",
    WithoutAny = "without-any",
    RestsOnAnalyst = "rests-on-analyst",
    UntriedSources = "untried-sources",
    Without = "without",
    WouldBe = "would-be",
    ByKinds = "by-kinds",
    NoChangeByKinds = "no-change-by-kinds",
    KindIf = "kind-if",
    MayNot = "may-not",
    ItRefuses = "it-refuses",
    IfItRefuses = "if-it-refuses",
    // A report: what it finds.
    HeadlineOne = "headline-one",
    HeadlineOf = "headline-of",
    HeadlineOpen = "headline-open",
    HeadlinePartlyOpen = "headline-partly-open",
    HeadlineSuspended = "headline-suspended",
    HeadlineNegotiating = "headline-negotiating",
    HeadlineUnrecorded = "headline-unrecorded",
    HeadlineUncertain = "headline-uncertain",
    HeadlineImprecise = "headline-imprecise",
    HeadlineStale = "headline-stale",
    HeadlineVacant = "headline-vacant",
    HeadlineGaps = "headline-gaps",
    // A report: its parts.
    History = "history",
    NoEvents = "no-events",
    OlderEvents = "older-events",
    NotHeard = "not-heard",
    OutsideTheChannels = "outside-the-channels",
    Sources = "sources",
    NotJudged = "not-judged",
    MadeFrom = "made-from",
    AllThatTheLedgerHolds = "all-that-the-ledger-holds",
    FootLedger = "foot-ledger",
    FootOn = "foot-on",
    FootKnown = "foot-known",
    FootGrade = "foot-grade",
    FootSince = "foot-since",
    FootVersion = "foot-version",
    // A published folder: the feed, the calendar.
    FeedTitle = "feed-title",
    FeedSubtitle = "feed-subtitle",
    NewsTitle = "news-title",
    NewsChange = "news-change",
    NewsLearned = "news-learned",
    NewsDropped = "news-dropped",
    NewsReached = "news-reached",
    NewsMore = "news-more",
    CalendarAbout = "calendar-about",
    CalendarLeftOut = "calendar-left-out",
    CalendarDate = "calendar-date",
    CalendarDays = "calendar-days",
    CalendarWord = "calendar-word",
    CalendarKnown = "calendar-known",
}

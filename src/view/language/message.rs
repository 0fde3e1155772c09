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
    // The timeline picture.
    January = "january",
    February = "february",
    March = "march",
    April = "april",
    May = "may",
    June = "june",
    July = "july",
    August = "august",
    September = "september",
    October = "october",
    November = "november",
    December = "december",
    JanuaryShort = "january-short",
    FebruaryShort = "february-short",
    MarchShort = "march-short",
    AprilShort = "april-short",
    MayShort = "may-short",
    JuneShort = "june-short",
    JulyShort = "july-short",
    AugustShort = "august-short",
    SeptemberShort = "september-short",
    OctoberShort = "october-short",
    NovemberShort = "november-short",
    DecemberShort = "december-short",
    TickDay = "tick-day",
    PeriodDay = "period-day",
    PeriodMonth = "period-month",
    MarkSets = "mark-sets",
    MarkContact = "mark-contact",
    MarkSought = "mark-sought",
    MarkDeclined = "mark-declined",
    MarkUnanswered = "mark-unanswered",
    MarkConfirmed = "mark-confirmed",
    MarkInferred = "mark-inferred",
    MarkReach = "mark-reach",
    PostVacant = "post-vacant",
    PostPerhapsVacant = "post-perhaps-vacant",
}

# What the program says in reports, in English.

## States and statuses

state-open = open
state-suspended = suspended
state-negotiating = negotiating
state-unrecorded = unrecorded
state-partly-open = partly open
state-uncertain = uncertain
# Between possible statuses: "open or suspended".
or = { $one } or { $other }

## Days, and how old evidence is

days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
days-between = { $least }–{ $most } days
days-or-more = { $count ->
    [one] { $count } day or more
   *[other] { $count } days or more
}
# Follow an age.
stale = { $age }, stale
perhaps-stale = { $age }, perhaps stale

## On whose word

inferred = { $word } (inferred)
inferred-alone = inferred
no-source-out = no source out by then

## Kinds of events

kind-opened = opened
kind-suspended = suspended
kind-talks = talks
kind-resumed = resumed
kind-collapsed = collapsed
kind-contact = contact
kind-sought = sought
kind-declined = declined
kind-unanswered = unanswered
kind-confirmed-open = confirmed open
kind-confirmed-suspended = confirmed suspended
kind-confirmed-negotiating = confirmed negotiating
kind-context = context
# "suspended by CHN".
deed-by = { $kind } by { $party }

## Why the machine refuses a step, to follow "it"

refused-already-open = is open already
refused-already-suspended = is suspended already
refused-already-negotiating = is under negotiation already
refused-opened-while-suspended = is suspended; what was suspended is `resumed`, not `opened`
refused-resumed-while-unrecorded = has no status yet, so there is nothing to resume
refused-talks-while-open = is open, so there is nothing to negotiate back
refused-no-talks = is not under negotiation, so no talks can collapse
refused-contact-while-unrecorded = has no status yet, so it cannot be in use
refused-contact-while-suspended = is suspended, so it cannot be in use
refused-contact-while-negotiating = is still under negotiation, so it cannot be in use
refused-not-open = does not replay to the `open` that the source states
refused-not-suspended = does not replay to the `suspended` that the source states
refused-not-negotiating = does not replay to the `negotiating` that the source states
refused-bears-on-no-channel = cannot be touched by a `context` event

## The Admiralty code (NATO AJP-2.1)

reliability-a = completely reliable
reliability-b = usually reliable
reliability-c = fairly reliable
reliability-d = not usually reliable
reliability-e = unreliable
reliability-f = reliability cannot be judged
credibility-confirmed = confirmed by other sources
credibility-probable = probably true
credibility-possible = possibly true
credibility-doubtful = doubtful
credibility-improbable = improbable
credibility-not-judged = truth cannot be judged
grade-means = source { $reliability }, statement { $credibility }

## The question asked, and days

as-of-on = on { $day }
as-of-known = , as known on { $day }
as-of-grade = , by evidence of { $grade } or better
bounds-between = { $from } to { $to }
bounds-or-later = { $day } or later
bounds-or-earlier = { $day } or earlier
bounds-any-day = any day
date-uncertain = { $date } (uncertain)
since-date = , since { $date }
age-of-evidence = age of evidence { $age }

## The table of statuses, and what it has no room for

column-channel = Channel
column-status = Status
column-since = Since
column-word = On whose word
column-age = Age of evidence
no-channels = no channels
remark-undecided = “{ $deed }” of { $date } had perhaps not happened yet
remark-gap = its history has a gap: something that is not recorded, or does not count here, must have come between its events
post-held = the post of { $title } ({ $party }) is held
post-perhaps-vacant = the post of { $title } ({ $party }) is perhaps vacant
post-vacant = the post of { $title } ({ $party }) is vacant
post-held-until = { $vacant }; { $name } held it until { $until }

## The replay, step by step

replayed = replayed { $when }
column-date = Date
column-event = Event
column-change = Before → after
column-happened = Happened
column-what = What
gap = gap
gap-before = gap before { $event }
gap-why = by { $date } it { $refusal }
happened-yes = yes
happened-perhaps-not-yet = perhaps not yet
happened-not-yet = not yet
left-out = left out
left-out-too-weak = no citation is good enough
left-out-withdrawn = withdrawn { $date }: { $reason }
left-out-replaced = replaced by { $event }

## Why it is so

is = is
nothing-set-it = No event that could have set a status is known.
because = Because
before-that = Before that
without-one-source = If one source were missing
may-happen-next = What may happen next
perhaps-not-yet-days = , perhaps not yet: { $days }
happened-days = , happened { $days }
gap-by-then = , gap: by then it { $refusal }
note = note: { $note }
caused-by = caused by
inferred-means = inferred: the analyst's conclusion, not a source's words
no-source-out-means = no source was out by then; it was known all the same
without-none = no source bears on this channel
without-only = the answer would be the same without its only source
without-any = the answer would be the same without any one of the { $count }
rests-on-analyst = it rests on a conclusion of the analyst
untried-sources = { $count } sources of older events were not tried
without = without
would-be = it would be
by-kinds = {" "}by { $kinds }
no-change-by-kinds = no change by { $kinds }
kind-if = { $kind } (if it is { $states })
may-not = not { $kind }: { $reasons }
it-refuses = it { $refusal }
if-it-refuses = if { $state }, it { $refusal }

## A report: what it finds

headline-one = { $name }: { $status }
headline-its-evidence = its evidence is stale
headline-its-post = a post of it is vacant
headline-its-history = its history has a gap
headline-of = Of { $channels } channels { $parts }
headline-open = { $count ->
    [one] { $count } is open
   *[other] { $count } are open
}
headline-partly-open = { $count ->
    [one] { $count } is partly open
   *[other] { $count } are partly open
}
headline-suspended = { $count ->
    [one] { $count } is suspended
   *[other] { $count } are suspended
}
headline-negotiating = { $count ->
    [one] { $count } is negotiating
   *[other] { $count } are negotiating
}
headline-unrecorded = { $count ->
    [one] { $count } is unrecorded
   *[other] { $count } are unrecorded
}
headline-uncertain = { $count ->
    [one] { $count } is uncertain
   *[other] { $count } are uncertain
}
headline-imprecise = { $count ->
    [one] { $count } rests on an imprecise date
   *[other] { $count } rest on an imprecise date
}
headline-stale = the evidence of { $count } is stale
headline-vacant = { $count ->
    [one] { $count } has a vacant post
   *[other] { $count } have a vacant post
}
headline-gaps = { $count ->
    [one] { $count } has a gap in its history
   *[other] { $count } have a gap in their history
}

## A report: its parts

history = What happened
no-events = No event that counts is known by then.
older-events = { $count ->
    [one] { $count } older event is not told here.
   *[other] { $count } older events are not told here.
}
not-heard = Unanswered and declined
outside-the-channels = Outside the channels
sources = Sources
not-judged = reliability not judged
made-from = Made from
all-that-the-ledger-holds = all that the ledger holds
foot-ledger = ledger: SHA-256 { $sha }
foot-on = asked about: { $day }
foot-known = known by: { $day }
foot-grade = evidence: { $grade } or better
foot-since = events told: from { $day } on
foot-version = detente { $version }

## The timeline picture

january = January
february = February
march = March
april = April
may = May
june = June
july = July
august = August
september = September
october = October
november = November
december = December
january-short = Jan
february-short = Feb
march-short = Mar
april-short = Apr
may-short = May
june-short = Jun
july-short = Jul
august-short = Aug
september-short = Sep
october-short = Oct
november-short = Nov
december-short = Dec
# On the axis: a day alone, a day over its hours, a month over its days.
tick-day = { $day }
period-day = { $day } { $month } { $year }
period-month = { $month } { $year }
# In the legend: what a sign stands for.
mark-sets = sets the status
mark-contact = used
mark-sought = asked for
mark-declined = declined
mark-unanswered = rang out
mark-confirmed = status confirmed
mark-inferred = { $mark }, inferred
mark-reach = perhaps on these days
mark-gap = something is missing before it
# Beside a thin line.
picture-vacant = vacant: { $post } ({ $party })
picture-perhaps-vacant = perhaps vacant: { $post } ({ $party })
legend-vacant = a post is vacant
legend-perhaps-vacant = a post is perhaps vacant

## What changed

diff-days = what changed from { $from } to { $to }
diff-days-known = what changed from { $from } to { $to }, as known on { $known }
diff-known = what changed in the answer for { $on } from what was known on { $from } to what was known on { $to }
diff-known-all = what changed in the answer for { $on } from what was known on { $from } to all that the ledger holds
diff-both = what changed from { $from }, as known on { $known }, to { $to }, as known on { $until }
diff-both-all = what changed from { $from }, as known on { $known }, to { $to }, by all that the ledger holds
# These four stand in one sentence.
diff-restated = { $count ->
    [0] No channel of { $all } has another status
    [one] { $count } channel of { $all } has another status
   *[other] { $count } channels of { $all } have another status
}
diff-otherwise = { $count ->
    [one] 1 answer differs otherwise
   *[other] { $count } answers differ otherwise
}
diff-informed = { $count ->
    [one] 1 channel has news that leaves its answer as it was
   *[other] { $count } channels have news that leaves their answers as they were
}
diff-unchanged = { $count ->
    [one] 1 channel has no news
   *[other] { $count } channels have no news
}
# The columns.
diff-was = Was
diff-is = Is
diff-news = News that leaves the answer as it was
# In what the answer of a channel is another.
diff-set-by = set by { $is }; before, by { $was }
diff-scope = only a part of it: { $scope }
diff-scope-lifted = all of it, no longer only a part: { $scope }
diff-gap-closed = its history has a gap no longer
diff-age = age of evidence: { $is }; before: { $was }
# What became of an event; each stands before the event.
diff-happened = happened
diff-perhaps-happened = perhaps happened
diff-certainly-happened = certainly happened by now
diff-perhaps-not-yet = perhaps did not happen yet after all
diff-not-yet = did not happen yet after all
diff-newly-known = newly known
diff-good-enough = good enough now
diff-counts-again = counts again
diff-withdrawn = withdrawn
diff-corrected = corrected
diff-left-out = counts no longer
diff-new-source = new source
diff-regraded = other grade
diff-narrowed = dated more closely
diff-widened = dated less closely
diff-moved = dated otherwise
# What stands after the event.
diff-known-from = known since { $day } from { $source }
diff-reported = reported by { $day }
diff-recorded = recorded by { $day }
diff-by = by { $what }
diff-rather = { $is } rather than { $was }
diff-no-grade = no grade

## The page

page-on = Day asked about
page-known = What was known on
page-exact = { $label }, as a date
page-day-form = YYYY-MM-DD
page-play = Play
page-pause = Pause
page-skip = Skip to the table
page-timeline = Timeline
page-table = The channels on the day asked about
page-channels = Channel by channel
page-as-all = , by all that the ledger holds
page-band = { $state }, { $from } to { $to }
page-several = several are possible
page-still = still { $state }
page-effect = { $channel }: { $effect }
page-known-since = known since { $day }
page-replaced-by = replaced by
page-behind = What brought it about
page-all-channels = All channels
page-cut = Told from { $day } on, to keep this page small enough to send. What came before is in the ledger: `detente report --since DATE --on DATE` tells it.
page-cut-in-vain = Larger than 5 MB although only the last events are told, for there are so many channels. For a page that can be sent, name fewer: `detente report CHANNEL --format html`.
page-not-yet-known = { $count ->
    [one] { $count } event not yet known on this day
   *[other] { $count } events not yet known on this day
}

## A page instead of a report

trouble = No report: the ledger wants mending

## A published folder: its other files, the feed, the calendar

page-site = Also on this site
feed-title = { $title }: changes of status
feed-subtitle = What a channel is, by what is known on the day, whenever that changes
news-title = { $channel }: { $after } (before: { $before })
news-change = { $day }: { $after }, before that { $before }
news-learned = Became known:
news-dropped = No longer counts:
news-reached = Has happened by now, or may have:
news-more = { $count ->
    [one] one earlier event
   *[other] { $count } earlier events
}
calendar-about = The events of the ledger. One whose day is not known fills every day that it may have happened on; one with only a first or a last day stands on that day.
calendar-left-out = { $count ->
    [one] One event is left out, whose date no calendar can hold.
   *[other] { $count } events are left out, whose dates no calendar can hold.
}
calendar-date = Date: { $date }
calendar-days = Date: { $date }, that is { $days }
calendar-word = On whose word: { $word }
calendar-known = Known from { $day } on

## What stands around a title

quote-begins = “
quote-ends = ”

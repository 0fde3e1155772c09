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
remark-undecided = `{ $deed }` of { $date } had perhaps not happened yet
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

## A published folder: the feed, the calendar

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

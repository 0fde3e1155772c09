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
